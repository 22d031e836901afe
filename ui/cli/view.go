package cli

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"rubrika/feed"
	"rubrika/feed/library"
	"rubrika/feed/page"
)

// viewJSON is a line of `view --json`. Total and unread are of the list that
// the view opens: of a rule that mutes, what it hides.
type viewJSON struct {
	V      int    `json:"v"`
	ID     int64  `json:"id"`
	Kind   string `json:"kind"` // view, watch or mute
	Name   string `json:"name"`
	Filter string `json:"filter"` // in the filter language
	Bar    bool   `json:"bar"`    // it stands in the row of rubrics
	// Declared says that it is changed in the settings file, pending that the
	// rule is still being applied.
	Declared bool `json:"declared"`
	Pending  bool `json:"pending"`
	Total    int  `json:"total"`
	Unread   int  `json:"unread"`
}

// newView makes the JSON of a view.
func newView(v feed.View, n feed.Tally) viewJSON {
	return viewJSON{
		V: shape, ID: int64(v.ID), Kind: string(v.Kind), Name: page.Line(v.Name), Filter: page.Line(v.Filter.String()),
		Bar: v.Bar, Declared: v.Declared, Pending: v.Pending, Total: n.Total, Unread: n.Unread,
	}
}

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

// listViews prints views and rules: number, name, kind, how many stories, and
// the filter.
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
		a.say(a.words.CLI.Views.None)
	}
	rows := make([][4]string, len(all))
	for i, v := range all {
		id := strconv.FormatInt(int64(v.ID), 10)
		if asJSON {
			if err := a.json(newView(v, tally[id])); err != nil {
				return err
			}
			continue
		}
		notes := append([]string{page.Line(v.Filter.String())}, a.viewNotes(v)...)
		rows[i] = [4]string{id, page.Line(v.Name), a.kindOf(v) + "  " + a.words.Items(tally[id].Total), strings.Join(notes, " · ")}
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
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		f, err := readFilter(typed(args[1:]))
		if err != nil {
			return err
		}
		v := feed.View{Kind: kind, Name: page.Line(args[0]), Filter: f}
		if v.Name == "" || f.IsZero() {
			return usage(a.words.CLI.TooFew, "view "+name, "view "+name)
		}
		ctx := cmd.Context()
		if err := a.open(ctx); err != nil {
			return err
		}
		old, err := a.library.FindViews(ctx, v.Name)
		if err != nil && feed.KindOf(err) != feed.KindNoView {
			return err
		}
		for _, o := range old {
			switch {
			case o.Kind != kind || strconv.FormatInt(int64(o.ID), 10) == v.Name:
			case o.Declared:
				return a.declared(o)
			default:
				v.ID, v.Bar = o.ID, o.Bar
			}
		}
		if bar := cmd.Flags().Lookup("bar"); bar != nil && bar.Changed {
			v.Bar = bar.Value.String() == "true"
		}
		return a.saveView(ctx, v)
	}
	return cmd
}

// saveView saves a view, applies a rule to all that is stored, and says how many
// stories it is about.
func (a *app) saveView(ctx context.Context, v feed.View) error {
	v, _, err := a.library.SaveView(ctx, v)
	if err != nil {
		return err
	}
	if err := a.applyRules(ctx); err != nil {
		return err
	}
	n, err := a.library.Counts(ctx, library.Opened(v), false)
	if err != nil {
		return err
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
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		if err := a.open(ctx); err != nil {
			return err
		}
		views, err := a.library.FindViews(ctx, args[0])
		if err != nil {
			return err
		}
		if len(views) > 1 {
			var which []string
			for _, v := range views {
				which = append(which, fmt.Sprintf("%d (%s)", v.ID, a.kindOf(v)))
			}
			return usage(a.words.CLI.Views.Several, page.Line(args[0]), strings.Join(which, ", "))
		}
		if views[0].Declared {
			return a.declared(views[0])
		}
		if _, err := a.library.RemoveView(ctx, views[0].ID); err != nil {
			return err
		}
		if err := a.applyRules(ctx); err != nil {
			return err
		}
		a.printf(a.words.CLI.Removed, views[0].Name)
		return nil
	}
	return cmd
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
