package launch

import (
	"context"
	"os"
	"os/exec"

	"rubrika/feed"
)

// Edit opens a file in the reader's editor, a program and its arguments, which
// has the terminal until it ends. The error is a *feed.Error of KindEditor.
func Edit(ctx context.Context, editor []string, file string) error {
	fail := func(f *feed.ProgramFault) error {
		return &feed.Error{Op: "edit", Source: editor[0], Kind: feed.KindEditor, Err: f}
	}
	path, err := exec.LookPath(editor[0])
	if err != nil {
		return fail(&feed.ProgramFault{Problem: feed.ProgramMissing, Err: err})
	}
	args := append(append([]string{}, editor[1:]...), file)
	// Ctrl-C is the editor's own business.
	cmd := exec.CommandContext(context.WithoutCancel(ctx), path, args...) //nolint:gosec // the reader's own editor and settings
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	if err := cmd.Run(); err != nil {
		return fail(&feed.ProgramFault{Problem: feed.ProgramEnded, Code: cmd.ProcessState.ExitCode(), Err: err})
	}
	return nil
}
