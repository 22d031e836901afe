package cli

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"rubrika/config"
	"rubrika/feed/page"
	"rubrika/ui/launch"
)

// editSettings opens the settings in the reader's editor. A copy is edited, and
// takes the place of the file only when it has no mistake.
func (a *app) editSettings() *cobra.Command {
	cmd := &cobra.Command{Use: "edit", Args: a.args(0, 0)}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		name := a.wantedSettings()
		if _, err := a.makeSettings(name); err != nil {
			return err
		}
		before, err := os.ReadFile(name) //nolint:gosec // the reader's own settings
		if err != nil {
			return failed(a.words.CLI.NotWritten, name, cause(err))
		}
		// Beside the file, with its ending: editors go by that, and relative paths
		// mean the same. No profile can have such a name.
		f, err := os.CreateTemp(filepath.Dir(name), "edit~*.toml")
		if err != nil {
			return failed(a.words.CLI.NotWritten, filepath.Dir(name), cause(err))
		}
		_, err = f.Write(before)
		if err = errors.Join(err, f.Close()); err != nil {
			return failed(a.words.CLI.NotWritten, f.Name(), cause(err))
		}
		return a.editCopy(cmd.Context(), name, f.Name(), before)
	}
	return cmd
}

// editCopy has a copy of the settings edited until it is right, or the reader
// gives up: then the copy stays.
func (a *app) editCopy(ctx context.Context, name, draft string, before []byte) error {
	w := a.words.CLI.Settings
	for {
		if err := launch.Edit(ctx, a.editor(), draft); err != nil {
			return a.abandon(err, name, draft, before)
		}
		after, err := os.ReadFile(draft) //nolint:gosec // our own copy
		switch {
		case err != nil:
			return failed(a.words.CLI.NotWritten, draft, cause(err))
		case bytes.Equal(after, before):
			a.print(w.Unchanged)
			return os.Remove(draft)
		}
		mistakes := config.CheckText(name, a.profileName, after, keyMistakes)
		if len(mistakes) == 0 {
			if now, err := os.ReadFile(name); err != nil || !bytes.Equal(now, before) { //nolint:gosec // the reader's own settings
				return failed(w.Meanwhile, name, draft)
			}
			if err := replace(name, after); err != nil {
				return failed(a.words.CLI.NotWritten, name, cause(err))
			}
			a.printf(w.Edited, name)
			return os.Remove(draft)
		}
		for _, m := range mistakes {
			a.say(a.mistake(m))
			a.sayRaw(faultIndent + page.Error(m))
		}
		again, err := a.again(ctx)
		if err != nil || !again {
			return errors.Join(failed(w.Draft, draft, name), err)
		}
	}
}

// abandon ends the editing by an editor that failed. What was written before
// that is kept.
func (a *app) abandon(err error, name, draft string, before []byte) error {
	if after, readErr := os.ReadFile(draft); readErr == nil && !bytes.Equal(after, before) { //nolint:gosec // our own copy
		a.say(fmt.Sprintf(a.words.CLI.Settings.Draft, draft, name))
		return err
	}
	return errors.Join(err, os.Remove(draft))
}

// again asks whether to edit once more; nobody there means no.
func (a *app) again(ctx context.Context) (bool, error) {
	if !a.env.InTTY || !a.env.ErrTTY {
		return false, nil
	}
	a.out.flush()
	fmt.Fprint(a.env.Stderr, page.Line(a.words.CLI.Settings.Again)+" ")
	answer, err := a.answer(ctx)
	if err != nil {
		return false, err
	}
	answer = strings.ToLower(answer)
	return answer != "" && slices.Contains(strings.Fields(a.words.CLI.Settings.Yes), answer), nil
}

// editor is the reader's editor and its arguments: $VISUAL, $EDITOR, else one
// that each system has.
func (a *app) editor() []string {
	if words := config.Words(cmp.Or(a.env.Getenv("VISUAL"), a.env.Getenv("EDITOR"))); len(words) > 0 {
		return words
	}
	if runtime.GOOS == "windows" {
		return []string{"notepad"}
	}
	return []string{"vi"}
}
