package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"rubrika/feed"
	"rubrika/feed/library"
	"rubrika/feed/page"
	"rubrika/feed/rss"
	"rubrika/ui/render"
	"rubrika/ui/theme"
)

// partly sets the exit code by how many of a number of things failed.
func (a *app) partly(failed, all int) {
	switch failed {
	case 0:
	case all:
		a.code = exitFailed
	default:
		a.code = exitPartly
	}
}

// feeds is the command that lists the sources, or the catalogue.
func (a *app) feeds() *cobra.Command {
	var asJSON, catalogue bool
	var want feed.Listing
	cmd := &cobra.Command{Use: "feeds", Args: a.args(0, 0)}
	cmd.Flags().BoolVar(&asJSON, "json", false, "")
	cmd.Flags().BoolVar(&catalogue, "catalogue", false, "")
	cmd.Flags().StringVar(&want.Lang, "lang", "", "")
	cmd.Flags().StringVar(&want.Country, "country", "", "")
	cmd.Flags().StringVar((*string)(&want.Rubric), "rubric", "", "")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		for _, name := range []string{"country", "rubric"} {
			if cmd.Flags().Changed(name) && !catalogue {
				return usage(a.words.CLI.NeedsCatalogue, "--"+name)
			}
		}
		if err := a.rubricFlag(want.Rubric); err != nil {
			return err
		}
		if err := a.open(cmd.Context()); err != nil {
			return err
		}
		subs, err := a.library.Subscriptions(cmd.Context())
		if err != nil {
			return err
		}
		if catalogue {
			return a.printCatalogue(want, subs, asJSON)
		}
		return a.printSources(subs, asJSON)
	}
	return cmd
}

// printSources prints id, title, counts, address and trouble of sources.
func (a *app) printSources(subs []feed.Subscription, asJSON bool) error {
	if asJSON {
		for _, s := range subs {
			if err := a.json(newSource(s)); err != nil {
				return err
			}
		}
		return nil
	}
	if len(subs) == 0 {
		a.note(a.words.CLI.NoSources)
	}
	rows := make([][4]string, len(subs))
	for i, s := range subs {
		var notes []string
		if s.URL != "" { // not every server tells
			notes = append(notes, shown(s.URL))
		}
		if s.Account != 0 {
			notes = append(notes, a.inAccount(s))
		}
		if s.Muted {
			notes = append(notes, a.words.CLI.Muted)
		}
		if s.Trouble != feed.KindNone {
			notes = append(notes, a.words.Kind(s.Trouble))
		}
		rows[i] = [4]string{
			strconv.FormatInt(int64(s.ID), 10), page.Line(s.Title),
			fmt.Sprintf(a.words.CLI.Unread, a.words.Number(s.Unread), a.words.Number(s.Items)),
			strings.Join(notes, " · "),
		}
	}
	return a.inColumns(rows)
}

// inColumns prints rows of a number and three texts that have passed the door.
func (a *app) inColumns(rows [][4]string) error {
	var widths [4]int
	for _, r := range rows {
		for c, text := range r {
			widths[c] = max(widths[c], render.Width(text))
		}
	}
	for _, r := range rows {
		a.raw(strings.Repeat(" ", widths[0]-len(r[0])) + r[0] + "  " + render.Pad(r[1], widths[1]) + "  " +
			render.Pad(r[2], widths[2]) + "  " + r[3])
	}
	return a.out.err
}

// inAccount names the account of a source, and the folder there.
func (a *app) inAccount(s feed.Subscription) string {
	text := fmt.Sprintf(a.words.CLI.Accounts.In, page.Line(s.AccountTitle))
	if s.Folder != "" {
		text += "/" + page.Line(s.Folder)
	}
	return text
}

// sourceFault is an error about a source, of an account in the words for that.
func (a *app) sourceFault(ctx context.Context, sub feed.Subscription, err error) error {
	if err == nil || sub.Account == 0 {
		return err
	}
	acc, found := a.library.FindAccount(ctx, strconv.FormatInt(int64(sub.Account), 10))
	if found != nil {
		return err
	}
	switch feed.KindOf(err) {
	case feed.KindNoSource, feed.KindUsage:
		return err
	case feed.KindRejected, feed.KindServer: // it is about the feed
		return spoken{a.words.Failed(sub.Title, err), exitFailed}
	}
	return a.accountFault(acc, err)
}

// printCatalogue prints the feeds of the catalogue that agree with want, where
// it says something: a sign when it is subscribed to, title, language, country,
// rubric and address.
func (a *app) printCatalogue(want feed.Listing, subs []feed.Subscription, asJSON bool) error {
	followed := map[string]bool{}
	for _, s := range subs {
		followed[rss.NormalLink(s.URL)] = true
	}
	var rows [][6]string
	var widths [6]int
	for _, l := range a.library.Catalogue() {
		if !agrees(l, want) {
			continue
		}
		there := followed[rss.NormalLink(l.URL)]
		if asJSON {
			if err := a.json(newListing(l, there)); err != nil {
				return err
			}
			continue
		}
		row := [6]string{" ", page.Line(l.Title), page.Line(l.Lang), page.Line(l.Country), a.words.Rubric(l.Rubric), page.Line(l.URL)}
		if there {
			row[0] = theme.SignGood
		}
		for c, text := range row {
			widths[c] = max(widths[c], render.Width(text))
		}
		rows = append(rows, row)
	}
	if len(rows) == 0 && !asJSON {
		a.sayNoListing()
	}
	for _, r := range rows {
		line := r[0]
		for c, text := range r[1:] {
			line += "  " + render.Pad(text, widths[c+1])
		}
		a.raw(strings.TrimRight(line, " "))
	}
	return a.out.err
}

// sayNoListing says what the catalogue has instead.
func (a *app) sayNoListing() {
	var langs, countries []string
	for _, l := range a.library.Catalogue() {
		langs, countries = append(langs, l.Lang), append(countries, l.Country)
	}
	list := func(codes []string) string {
		slices.Sort(codes)
		return strings.Join(slices.Compact(codes), " ")
	}
	a.note(fmt.Sprintf(a.words.CLI.NoListing, list(langs), list(countries)))
}

// agrees reports whether a feed is of the language, country and rubric that
// want names.
func agrees(l, want feed.Listing) bool {
	return (want.Lang == "" || strings.EqualFold(l.Lang, want.Lang)) &&
		(want.Country == "" || strings.EqualFold(l.Country, want.Country)) &&
		(want.Rubric == "" || l.Rubric == want.Rubric)
}

// remove is the command that unsubscribes.
func (a *app) remove() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{Use: "remove NAME|ID|URL…", Args: a.args(1, -1)}
	cmd.Flags().BoolVar(&asJSON, "json", false, "")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		if err := a.open(ctx); err != nil {
			return err
		}
		failed := 0
		for _, word := range args {
			sub, err := a.source(ctx, word)
			if err == nil {
				_, err = a.library.Unsubscribe(ctx, sub.ID)
				err = a.sourceFault(ctx, sub, err)
			}
			if err != nil {
				a.fail(err)
				failed++
				continue
			}
			if err := a.removed(sub, asJSON); err != nil {
				return err
			}
		}
		a.partly(failed, len(args))
		return ctx.Err()
	}
	return cmd
}

// removed says that a source was unsubscribed from.
func (a *app) removed(sub feed.Subscription, asJSON bool) error {
	switch {
	case asJSON:
		return a.json(newSource(sub))
	case sub.Account != 0:
		a.printf(a.words.CLI.Accounts.Left, sub.Title, sub.AccountTitle)
	default:
		a.printf(a.words.CLI.Removed, sub.Title)
	}
	return a.out.err
}

// shown is an address as it is told to a reader: whoever looks over a shoulder,
// or gets the answer of doctor in a letter, reads no password. JSON and lists of
// subscriptions keep it.
func shown(address string) string {
	return page.Line(feed.Subscription{URL: address}.Shown())
}

// source finds the source that a word names. Where the word fits several, the
// error names them.
func (a *app) source(ctx context.Context, word string) (feed.Subscription, error) {
	sub, err := a.library.Find(ctx, word)
	var several library.SeveralError
	if !errors.As(err, &several) {
		return sub, err
	}
	var names []string
	for _, s := range several[:min(len(several), namedSources)] {
		names = append(names, strconv.FormatInt(int64(s.ID), 10)+" "+page.Line(s.Title))
	}
	if len(several) > len(names) {
		names = append(names, "…")
	}
	return sub, failed(a.words.CLI.Names.Several, page.Line(word), strings.Join(names, ", "))
}

// namedSources is how many sources an error names at most.
const namedSources = 5
