package cli

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"rubrika/feed"
	"rubrika/feed/library"
	"rubrika/feed/page"
	"rubrika/ui/render"
)

// view is the command that lists saved views and rules, with those that change
// them.
func (a *app) view() *cobra.Command {
	cmd := &cobra.Command{Use: "view", Args: cobra.ArbitraryArgs}
	asJSON := cmd.Flags().Bool("json", false, "")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 {
			return a.unknownCommand(cmd, strings.TrimSpace(args[0]))
		}
		return a.listViews(cmd.Context(), *asJSON)
	}
	list := &cobra.Command{Use: "list", Args: a.args(0, 0)}
	listJSON := list.Flags().Bool("json", false, "")
	list.RunE = func(cmd *cobra.Command, _ []string) error { return a.listViews(cmd.Context(), *listJSON) }
	save := a.saving("save", feed.ViewList)
	save.Flags().Bool("bar", false, "")
	cmd.AddCommand(list, save, a.saving("watch", feed.ViewWatch), a.saving("mute", feed.ViewMute), a.removeView())
	return cmd
}

// listViews prints views and rules, by kind: number, name, kind, how many
// stories, and the filter.
func (a *app) listViews(ctx context.Context, asJSON bool) error {
	if err := a.open(ctx); err != nil {
		return err
	}
	all, err := a.library.Views(ctx)
	if err != nil {
		return err
	}
	counts, err := a.library.ViewCounts(ctx)
	if err != nil {
		return err
	}
	tally := map[string]feed.Tally{}
	for _, n := range counts {
		tally[n.Name] = n
	}
	if len(all) == 0 && !asJSON {
		a.note(a.words.CLI.Views.None)
	}
	order := []feed.ViewKind{feed.ViewList, feed.ViewWatch, feed.ViewMute} // as on the screen
	slices.SortStableFunc(all, func(v, w feed.View) int { return slices.Index(order, v.Kind) - slices.Index(order, w.Kind) })
	rows, widest := make([][4]string, len(all)), 0
	for _, v := range all {
		widest = max(widest, render.Width(a.kindOf(v)))
	}
	for i, v := range all {
		id := strconv.FormatInt(int64(v.ID), 10)
		if asJSON {
			if err := a.json(newView(v, tally[id])); err != nil {
				return err
			}
			continue
		}
		filter := cmp.Or(page.Line(v.Filter.String()), a.words.Views.Everything)
		notes := append([]string{filter}, a.viewNotes(v)...)
		rows[i] = [4]string{id, page.Line(v.Name), render.Pad(a.kindOf(v), widest) + "  " + a.words.Items(tally[id].Total), strings.Join(notes, " · ")}
	}
	if asJSON {
		return nil
	}
	return a.inColumns(rows)
}

// kindOf names the kind of a view.
func (a *app) kindOf(v feed.View) string { return a.words.CLI.Views.Kinds[string(v.Kind)] }

// viewNotes says what else is to be known of a view.
func (a *app) viewNotes(v feed.View) []string {
	var notes []string
	w := a.words.Views
	for _, n := range []struct {
		is   bool
		text string
	}{{v.Bar, w.Bar}, {v.Declared, w.Declared}, {v.Pending, w.Pending}} {
		if n.is {
			notes = append(notes, n.text)
		}
	}
	return notes
}

// saving is the command that saves a view or rule of a kind; one of that name
// gets another filter.
func (a *app) saving(name string, kind feed.ViewKind) *cobra.Command {
	cmd := &cobra.Command{Use: name + " NAME FILTER…", Args: a.args(2, -1)}
	asJSON := cmd.Flags().Bool("json", false, "")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		v, err := a.wanted(name, kind, args)
		if err != nil {
			return err
		}
		ctx := cmd.Context()
		if err := a.open(ctx); err != nil {
			return err
		}
		if v, err = a.inPlace(ctx, v); err != nil {
			return err
		}
		if bar := cmd.Flags().Lookup("bar"); bar != nil && bar.Changed {
			v.Bar = bar.Value.String() == "true"
		}
		return a.saveView(ctx, v, *asJSON)
	}
	return cmd
}

// wanted is the view or rule that was typed: its name, and the words of its
// filter.
func (a *app) wanted(command string, kind feed.ViewKind, args []string) (feed.View, error) {
	text, read := typed(args[1:]), readFilter
	if kind.Rule() {
		read = readRule
	}
	v := feed.View{Kind: kind, Name: page.Line(args[0])}
	var err error
	if v.Name != "" && strings.TrimSpace(text) != "" {
		v.Filter, err = read(text)
	}
	if err == nil && (v.Name == "" || v.Filter.IsZero()) {
		err = usage(a.words.CLI.TooFew, "view "+command, "view "+command)
	}
	return v, err
}

// inPlace puts a view into the place of the one of its kind and name, unless
// that is changed in the settings file.
func (a *app) inPlace(ctx context.Context, v feed.View) (feed.View, error) {
	old, err := a.library.FindViews(ctx, v.Name)
	if err != nil && feed.KindOf(err) != feed.KindNoView {
		return v, err
	}
	for _, o := range old {
		switch {
		case o.Kind != v.Kind || strconv.FormatInt(int64(o.ID), 10) == v.Name:
		case o.Declared:
			return v, a.declared(o)
		default:
			v.ID, v.Bar = o.ID, o.Bar
		}
	}
	return v, nil
}

// saveView saves a view, applies a rule to all that is stored, and says how many
// stories it is about.
func (a *app) saveView(ctx context.Context, v feed.View, asJSON bool) error {
	v, _, err := a.library.SaveView(ctx, v)
	if err != nil {
		return err
	}
	if err := a.applyRules(ctx); err != nil {
		return err
	}
	v.Pending = false
	n, err := a.library.Counts(ctx, library.Opened(v), false)
	if err != nil {
		return err
	}
	if asJSON {
		return a.json(newView(v, feed.Tally{Total: n.Total, Unread: n.Unread}))
	}
	a.print(a.words.SavedView(v, n.Total))
	return nil
}

// applyRules waits until changed rules hold for all stories.
func (a *app) applyRules(ctx context.Context) error {
	for more := true; more; {
		var err error
		if _, more, err = a.library.ApplyRules(ctx); err != nil {
			return err
		}
	}
	return nil
}

// declared says that a view is changed in the settings file.
func (a *app) declared(v feed.View) error {
	return usage(a.words.CLI.Views.Declared, page.Line(v.Name))
}

// removeView is the command that takes a view or rule away.
func (a *app) removeView() *cobra.Command {
	cmd := &cobra.Command{Use: "remove NAME|ID", Args: a.args(1, 1)}
	asJSON := cmd.Flags().Bool("json", false, "")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		if err := a.open(ctx); err != nil {
			return err
		}
		v, err := a.oneView(ctx, args[0])
		if err != nil {
			return err
		}
		n, err := a.library.Counts(ctx, library.Opened(v), false) // while it holds
		if err != nil {
			return err
		}
		if _, err := a.library.RemoveView(ctx, v.ID); err != nil {
			return err
		}
		if err := a.applyRules(ctx); err != nil {
			return err
		}
		if *asJSON {
			return a.json(newView(v, feed.Tally{Total: n.Total, Unread: n.Unread}))
		}
		a.printf(a.words.CLI.Removed, v.Name)
		return nil
	}
	return cmd
}

// oneView is the view or rule that a word means, which must be one that is not
// changed in the settings file.
func (a *app) oneView(ctx context.Context, word string) (feed.View, error) {
	views, err := a.library.FindViews(ctx, word)
	switch {
	case err != nil:
		return feed.View{}, err
	case len(views) > 1:
		var which []string
		for _, v := range views {
			which = append(which, fmt.Sprintf("%d (%s)", v.ID, a.kindOf(v)))
		}
		return feed.View{}, usage(a.words.CLI.Views.Several, page.Line(word), strings.Join(which, ", "))
	case views[0].Declared:
		return feed.View{}, a.declared(views[0])
	}
	return views[0], nil
}

// viewFilter is the filter of the list that the view of that name opens.
func (a *app) viewFilter(ctx context.Context, name string) (feed.Filter, error) {
	views, err := a.library.FindViews(ctx, name)
	if err != nil {
		return feed.Filter{}, err
	}
	lists := slices.IndexFunc(views, func(v feed.View) bool { return v.Kind == feed.ViewList })
	return library.Opened(views[max(0, lists)]), nil
}
