package cli

import (
	"context"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"rubrika/feed"
	"rubrika/feed/library"
	"rubrika/feed/page"
	"rubrika/ui/render"
	"rubrika/ui/theme"
)

const (
	defaultLimit = 50
	// newsPage is how many headlines are asked of the store at once.
	newsPage = 500
	// timeFormat is the time of a headline, in the reader's zone.
	timeFormat = "2006-01-02 15:04"
	// wideTitle is the widest column of titles where lines may have any
	// length; longer titles push the columns after them.
	wideTitle = 100
)

// newsOptions are the flags of news.
type newsOptions struct {
	filter feed.Filter
	view   string // narrows the list of the view of that name
	limit  int    // 0: all
	json   bool
}

// news is the command that prints headlines.
func (a *app) news() *cobra.Command {
	var o newsOptions
	cmd := &cobra.Command{Use: "news [FILTER…]"}
	cmd.Flags().BoolVar(&o.json, "json", false, "")
	cmd.Flags().IntVar(&o.limit, "limit", defaultLimit, "")
	cmd.Flags().StringVar(&o.view, "view", "", "")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		var err error
		if o.filter, err = readFilter(typed(args)); err != nil {
			return err
		}
		if cmd.Flags().Changed("view") && strings.TrimSpace(o.view) == "" {
			return usage(a.words.CLI.NoValue, "--view")
		}
		if o.limit < 0 {
			return usage(a.words.CLI.BadValue, "--limit "+strconv.Itoa(o.limit))
		}
		return a.printNews(cmd.Context(), o)
	}
	return cmd
}

// printNews prints headlines of the reader's store.
func (a *app) printNews(ctx context.Context, o newsOptions) error {
	if err := a.open(ctx); err != nil {
		return err
	}
	if o.view != "" {
		view, err := a.viewFilter(ctx, o.view)
		if err != nil {
			return err
		}
		o.filter = view.And(o.filter)
	}
	return a.printList(ctx, a.library, o)
}

// printList prints headlines, newest first.
func (a *app) printList(ctx context.Context, lib *library.Library, o newsOptions) error {
	printed, err := a.paged(ctx, lib, o, newsPage, func(items []feed.Item) error { return a.printItems(items, o.json) })
	if err == nil && printed == 0 && !o.json {
		return a.sayNothing(ctx, lib)
	}
	return err
}

// paged prints a list page by page and returns how many items it had.
func (a *app) paged(ctx context.Context, lib *library.Library, o newsOptions, size int, show func([]feed.Item) error) (int, error) {
	printed := 0
	for o.limit == 0 || printed < o.limit {
		o.filter.Limit = size
		if o.limit > 0 {
			o.filter.Limit = min(size, o.limit-printed)
		}
		items, err := lib.List(ctx, o.filter)
		if err == nil {
			err = show(items)
		}
		if err != nil {
			return printed, err
		}
		printed += len(items)
		if len(items) < o.filter.Limit {
			break
		}
		o.filter.Before = items[len(items)-1].Position()
	}
	return printed, nil
}

// sayNothing says why there are no headlines.
func (a *app) sayNothing(ctx context.Context, lib *library.Library) error {
	subs, err := lib.Subscriptions(ctx)
	switch {
	case err != nil:
		return err
	case len(subs) == 0:
		a.say(a.words.CLI.NoSources)
	default:
		a.say(a.words.CLI.NoNews)
	}
	return nil
}

// printItems prints one page of headlines.
func (a *app) printItems(items []feed.Item, asJSON bool) error {
	if asJSON {
		for _, it := range items {
			if err := a.json(newItem(it)); err != nil {
				return err
			}
		}
		return nil
	}
	t, err := a.table(items)
	if err != nil {
		return err
	}
	for i := range items {
		a.raw(t.line(i, nil))
	}
	return a.out.err
}

// columns are id, time, title, rubric and source of a headline.
func (a *app) columns(it feed.Item) [5]string {
	title := page.Line(it.Title)
	if title == "" {
		title = a.words.Untitled
	}
	rubric := feed.Other
	if len(it.Rubrics) > 0 {
		rubric = it.Rubrics[0]
	}
	return [5]string{
		strconv.FormatInt(int64(it.ID), 10),
		it.Order.In(a.env.Now().Location()).Format(timeFormat),
		title, a.words.Rubric(rubric), page.Line(it.SourceTitle),
	}
}

// titleRoom is the widest a title column may be beside the others: on a
// terminal what it leaves, but at least half.
func (a *app) titleRoom(widths [5]int) int {
	if !a.env.OutTTY || a.env.Width <= 0 {
		return wideTitle
	}
	left := a.env.Width - widths[0] - widths[1] - 2*3 // id, time, mark and the blanks between
	return max(0, left-widths[3]-widths[4]-2*2, min(left, a.env.Width/2))
}

// newsLine is one line of headlines: columns two blanks apart, with a mark for
// unread and starred items before the title; marks are matches in the title.
func (a *app) newsLine(look theme.Theme, it feed.Item, row [5]string, widths [5]int, marks [][2]int) string {
	mark, tokens := " ", [2]theme.Token{theme.Accent, theme.Muted}
	if !it.State.Has(feed.Read) {
		mark, tokens[1] = "●", theme.Strong
	}
	if it.State.Has(feed.Starred) {
		mark = "★"
	}
	title := row[2]
	if a.env.OutTTY {
		title = render.Cut(title, widths[2])
	}
	id := strings.Repeat(" ", widths[0]-len(row[0])) + row[0]
	tail := "  " + render.Pad(row[3], widths[3]) + "  " + row[4]
	if !a.styled() {
		line := id + "  " + row[1] + "  " + mark + " " + render.Pad(title, widths[2]) + tail
		if a.env.OutTTY && a.env.Width > 0 {
			line = render.Cut(line, a.env.Width)
		}
		return strings.TrimRight(line, " ")
	}
	pad := strings.Repeat(" ", max(0, widths[2]-render.Width(title)))
	line := look.Style(theme.Faint).Render(id+"  "+row[1]) + "  " + look.Style(tokens[0]).Render(mark) + " " +
		a.marked(look, tokens[1], title, within(marks, 0, len(strings.TrimSuffix(title, "…")))) + pad
	if a.env.Width > 0 {
		tail = render.Cut(tail, a.env.Width-render.Width(line))
	}
	if tail == "" {
		return line
	}
	return line + look.Style(theme.Faint).Render(tail)
}

// look is the reader's theme for what the output can show. With the palette of
// the terminal the background makes no difference; where nothing is styled, a
// mistake in a theme is none.
func (a *app) look() (theme.Theme, error) {
	if !a.styled() {
		return theme.Load(theme.Dark, true, a.profile())
	}
	return theme.LoadFrom(a.config.Themes, a.config.Theme, true, a.profile())
}
