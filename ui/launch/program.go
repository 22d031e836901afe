package launch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"rubrika/feed"
	"rubrika/feed/page"
)

const (
	// lineBytes is how much of what a program prints is kept.
	lineBytes = 4 << 10
	// parting is how long a program that has ended, or was ended, may leave its
	// output open to what it has started.
	parting = 500 * time.Millisecond
)

// program is a program to be run.
type program struct {
	name string
	args []string
	env  []string // beside our own
	in   io.Reader
	out  io.Writer // nil: what it prints is dropped
	// lasts says that the program outlives the context.
	lasts bool
}

// run starts a program and waits for its end. The error is a
// *feed.ProgramFault, or that of a context that was canceled.
func (p program) run(ctx context.Context) error {
	path, err := exec.LookPath(p.name) // refuses what only stands in the current folder
	if err != nil {
		return &feed.ProgramFault{Problem: feed.ProgramMissing, Err: err}
	}
	if isBatch(path) {
		return &feed.ProgramFault{Problem: feed.ProgramShell, Err: fmt.Errorf("%s is a batch file", path)}
	}
	if p.lasts {
		ctx = context.WithoutCancel(ctx)
	}
	cmd := exec.CommandContext(ctx, path, p.args...) //nolint:gosec // the reader's own command; an address among its arguments has passed the door
	cmd.Args[0] = p.name
	cmd.Env = append(os.Environ(), p.env...)
	cmd.Stdin, cmd.Stdout = p.in, p.out
	var told firstLine
	if !p.lasts { // and a browser must not lose what it prints to
		cmd.Stderr = &told
	}
	apart(cmd, p.lasts)
	cmd.WaitDelay = parting
	if err := cmd.Start(); err != nil {
		return &feed.ProgramFault{Problem: feed.ProgramMissing, Err: err}
	}
	err = cmd.Wait()
	switch {
	case err == nil, errors.Is(err, exec.ErrWaitDelay): // done, and has left something running
		return nil
	case errors.Is(ctx.Err(), context.Canceled):
		return ctx.Err()
	case ctx.Err() != nil:
		return &feed.ProgramFault{Problem: feed.ProgramSlow, Said: told.text(), Err: context.Cause(ctx)}
	}
	return &feed.ProgramFault{Problem: feed.ProgramEnded, Code: cmd.ProcessState.ExitCode(), Said: told.text(), Err: err}
}

// isBatch reports a file that Windows gives to cmd.exe, which reads its
// arguments as a shell does.
func isBatch(path string) bool {
	extension := strings.ToLower(strings.TrimRight(filepath.Ext(path), ". "))
	return extension == ".bat" || extension == ".cmd"
}

// firstLine keeps the beginning of what is written to it and drops the rest.
type firstLine struct{ buf bytes.Buffer }

// Write implements io.Writer; it never fails.
func (l *firstLine) Write(b []byte) (int, error) {
	l.buf.Write(b[:min(len(b), lineBytes-l.buf.Len())])
	return len(b), nil
}

// text is the first line that says something, through the door.
func (l *firstLine) text() string {
	for line := range strings.Lines(l.buf.String()) {
		if line = page.Line(line); line != "" {
			return line
		}
	}
	return ""
}
