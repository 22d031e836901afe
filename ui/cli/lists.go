package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"rubrika/feed"
	"rubrika/feed/library"
	"rubrika/feed/opml"
	"rubrika/feed/page"
)

// importCommand is the command that takes a list of subscriptions.
func (a *app) importCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "import FILE|URL|-", Args: a.args(1, 1)}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := a.open(cmd.Context()); err != nil {
			return err
		}
		return a.importFrom(cmd.Context(), args[0])
	}
	return cmd
}

// importFrom takes the list in a file, at an address, or on standard input.
func (a *app) importFrom(ctx context.Context, where string) error {
	var doc []byte
	var err error
	if isAddress(where) {
		doc, err = a.library.Download(ctx, where)
	} else {
		doc, err = a.file(ctx, where)
	}
	if err != nil {
		return err
	}
	got, err := a.library.Import(ctx, doc)
	if err != nil {
		return listError(where, err)
	}
	a.imported(where, got)
	return nil
}

// isAddress reports whether a word is an address of the web and not a file.
func isAddress(word string) bool {
	scheme, _, found := strings.Cut(word, "://")
	return found && (strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https"))
}

// listError adds to an error that is about a list which list it was.
func listError(name string, err error) error {
	var e *feed.Error
	if !errors.As(err, &e) || e.Source != "" {
		return err
	}
	switch e.Kind {
	case feed.KindEmpty: // no server has to do with it
		return &feed.Error{Op: "import", Source: name, Kind: feed.KindList, Err: err}
	case feed.KindList, feed.KindTooBig:
		return &feed.Error{Op: "import", Source: name, Kind: e.Kind, Line: e.Line, Column: e.Column, Err: err}
	}
	return err
}

// imported tells what came of a list, and of everything in it that was not
// taken.
func (a *app) imported(name string, got library.Imported) {
	for _, s := range got.Skipped {
		a.say(fmt.Sprintf("%s:%d: %s — %s", page.Line(name), s.Line, short(s.Text), a.words.CLI.Skip[string(s.Why)]))
		if s.Why.Wrong() {
			a.code = exitPartly
		}
	}
	a.print(a.words.Imported(got.Added, got.There, len(got.Skipped)))
}

// short is one line of something long.
func short(s string) string {
	const most = 200
	letters := []rune(page.Line(s))
	if len(letters) > most {
		return string(letters[:most-1]) + "…"
	}
	return string(letters)
}

// export is the command that writes the list of subscriptions.
func (a *app) export() *cobra.Command {
	cmd := &cobra.Command{Use: "export [FILE]", Args: a.args(0, 1)}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		if err := a.open(ctx); err != nil {
			return err
		}
		if len(args) == 0 || args[0] == "-" {
			return a.library.Export(ctx, a.out)
		}
		var doc bytes.Buffer
		if err := a.library.Export(ctx, &doc); err != nil {
			return err
		}
		list, err := opml.Read(doc.Bytes())
		if err != nil {
			return err
		}
		if err := replace(args[0], doc.Bytes()); err != nil {
			return failed(a.words.CLI.NotWritten, args[0], cause(err))
		}
		a.printf(a.words.CLI.Exported, a.words.Number(len(list.Feeds)), args[0])
		return nil
	}
	return cmd
}

// replace writes a file so that there is always either the old one or the
// whole new one. What is no plain file, such as a pipe, is written to.
func replace(name string, content []byte) error {
	if target, err := filepath.EvalSymlinks(name); err == nil {
		name = target // the link stays one
	}
	mode := os.FileMode(0o600) // addresses of feeds may hold keys
	switch info, err := os.Stat(name); {
	case err == nil && !info.Mode().IsRegular():
		return os.WriteFile(name, content, mode)
	case err == nil:
		mode = info.Mode().Perm()
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".rubrika-*")
	if err != nil {
		return err
	}
	_, err = io.Copy(f, bytes.NewReader(content))
	err = errors.Join(err, f.Chmod(mode), f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}
