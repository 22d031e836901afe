package cli

import (
	"context"
	"errors"
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
	// wideLine is from how many cells on a terminal shows both names of a story,
	// its line in the list and its number.
	wideLine = 100
	// leastRubric is the least of a rubric that is worth its place.
	leastRubric = 8
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
	printed, err := a.paged(ctx, lib, o, newsPage, func(items []feed.Item, before int) error { return a.printItems(items, before, o.json) })
	if err == nil && printed == 0 && !o.json {
		return a.sayNothing(ctx, lib)
	}
	return err
}

// paged prints a list page by page and returns how many items it had; show is
// told how many were before. What was printed as text is remembered, so that its
// lines are names of stories.
func (a *app) paged(ctx context.Context, lib *library.Library, o newsOptions, size int, show func(items []feed.Item, before int) error) (printed int, err error) {
	var ids []feed.ID
	defer func() {
		if !o.json {
			err = errors.Join(err, a.remember(ctx, lib, ids))
		}
	}()
	for o.limit == 0 || printed < o.limit {
		o.filter.Limit = size
		if o.limit > 0 {
			o.filter.Limit = min(size, o.limit-printed)
		}
		items, err := lib.List(ctx, o.filter)
		if err != nil {
			return printed, err
		}
		for _, it := range items[:min(len(items), library.MostListed-len(ids))] {
			ids = append(ids, it.ID)
		}
		if err = show(items, printed); err != nil {
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
		a.note(a.words.CLI.NoSources)
	default:
		a.note(a.words.CLI.NoNews)
	}
	return nil
}

// printItems prints one page of headlines, which so many are before.
func (a *app) printItems(items []feed.Item, before int, asJSON bool) error {
	if asJSON {
		for _, it := range items {
			if err := a.json(newItem(it)); err != nil {
				return err
			}
		}
		return nil
	}
	t, err := a.table(items, before)
	if err != nil {
		return err
	}
	for i := range items {
		a.raw(t.line(i, nil))
	}
	return a.out.err
}

// newsRow is name, time, title, rubric and source of a headline.
func (a *app) newsRow(it feed.Item, name string) [5]string {
	title := page.Line(it.Title)
	if title == "" {
		title = a.words.Untitled
	}
	rubric := feed.Other
	if len(it.Rubrics) > 0 {
		rubric = it.Rubrics[0]
	}
	return [5]string{
		name,
		it.Order.In(a.env.Now().Location()).Format(timeFormat),
		title, a.words.Rubric(rubric), page.Line(it.SourceTitle),
	}
}

// share divides the line of a terminal among title, rubric and source. The title
// has at least half of it; the source leaves first, then the rubric is cut, and
// leaves where little of it would be left.
func (a *app) share(widths [5]int) [5]int {
	if !a.env.OutTTY || a.env.Width <= 0 {
		widths[2] = min(widths[2], wideTitle)
		return widths
	}
	left := a.env.Width - widths[0] - widths[1] - 2*3 // name, time, mark and the blanks between
	room := left - min(left, a.env.Width/2, widths[2])
	if 2+widths[3]+2+widths[4] > room {
		widths[4] = 0
	}
	if 2+min(widths[3], leastRubric) > room {
		widths[3] = 0
	}
	for _, c := range []int{3, 4} {
		if widths[c] > 0 {
			widths[c] = min(widths[c], room-2)
			left -= 2 + widths[c]
		}
	}
	widths[2] = max(0, min(widths[2], left))
	return widths
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
	title, tail := row[2], ""
	if a.env.OutTTY {
		title = render.Cut(title, widths[2])
	}
	for _, c := range []int{3, 4} {
		text := row[c]
		if a.env.OutTTY {
			text = render.Cut(text, widths[c])
		}
		if widths[c] > 0 {
			tail += "  " + render.Pad(text, widths[c])
		}
	}
	head := strings.Repeat(" ", widths[0]-len(row[0])) + row[0] + "  " + row[1]
	pad := strings.Repeat(" ", max(0, widths[2]-render.Width(title)))
	tail = strings.TrimRight(pad+tail, " ")
	line := head + "  " + mark + " " + title
	if !a.styled() {
		line += tail
		if a.env.OutTTY && a.env.Width > 0 {
			line = render.Cut(line, a.env.Width)
		}
		return strings.TrimRight(line, " ")
	}
	styled := look.Style(theme.Faint).Render(head) + "  " + look.Style(tokens[0]).Render(mark) + " " +
		a.marked(look, tokens[1], title, within(marks, 0, len(strings.TrimSuffix(title, "…"))))
	if a.env.Width > 0 {
		tail = render.Cut(tail, max(0, a.env.Width-render.Width(line)))
	}
	if tail == "" {
		return styled
	}
	return styled + look.Style(theme.Faint).Render(tail)
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
