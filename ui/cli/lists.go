package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"rubrika/feed"
	"rubrika/feed/library"
	"rubrika/feed/opml"
	"rubrika/feed/page"
)

// importCommand is the command that takes a list of subscriptions.
func (a *app) importCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{Use: "import FILE|URL|-", Args: a.args(1, 1)}
	cmd.Flags().BoolVar(&asJSON, "json", false, "")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := a.open(cmd.Context()); err != nil {
			return err
		}
		return a.importFrom(cmd.Context(), args[0], asJSON)
	}
	return cmd
}

// importFrom takes the list in a file, at an address, or on standard input.
func (a *app) importFrom(ctx context.Context, where string, asJSON bool) error {
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
	return a.imported(where, got, asJSON)
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
func (a *app) imported(name string, got library.Imported, asJSON bool) error {
	if slices.ContainsFunc(got.Skipped, func(s opml.Skip) bool { return s.Why.Wrong() }) {
		a.code = exitPartly
	}
	if asJSON {
		return a.json(newImport(name, got))
	}
	for _, s := range got.Skipped {
		tell := a.note // what rubrika has not is no error
		if s.Why.Wrong() {
			tell = a.say
		}
		tell(fmt.Sprintf("%s:%d: %s — %s", page.Line(name), s.Line, short(s.Text), a.words.CLI.Skip[string(s.Why)]))
	}
	a.print(a.words.Imported(got.Added, got.There, len(got.Skipped)))
	return nil
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
