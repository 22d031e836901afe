package headlines

import (
	"strings"

	"rubrika/feed"
	"rubrika/ui/render"
	"rubrika/ui/theme"
)

func cells(s string) int { return theme.Cells(s) }

// pad makes a text exactly width cells wide.
func pad(s string, width int) string {
	if n := cells(s); n <= width {
		return s + strings.Repeat(" ", width-n)
	}
	return render.Fit(s, width)
}

// clockWidth is the width of the time column: «12:36», «3 мин» by age, «28 ноя»
// where no line stands between the days.
func (s *Screen) clockWidth() int {
	switch {
	case s.ago:
		return 9
	case s.weighed():
		return 7
	}
	return 5
}

// clock is the time of an item as its row shows it.
func (s *Screen) clock(it *feed.Item) string {
	switch {
	case s.ago:
		return s.words.Ago(s.when(it), s.now)
	case s.weighed():
		return s.words.Stamp(s.when(it), s.now)
	}
	return s.words.Clock(s.when(it))
}

// row is one headline. The ground of the selected one ends with its title:
// every cell of it is written anew at each step, and a slow line feels that.
func (s *Screen) row(it *feed.Item, c columns, selected bool) string {
	bg, bar, time := theme.None, " ", theme.Muted
	if selected {
		bg, bar, time = theme.Select, "▌", theme.Accent
	}
	dot, fg, aside := " ", theme.Muted, theme.Faint
	if !it.State.Has(feed.Read) {
		dot, fg, aside = theme.SignUnread, theme.Strong, theme.Muted
	}
	sign, signFg := signs(it)
	title := s.title(it, c.title)
	marked := []theme.Span{
		{Fg: theme.Accent, Text: bar + dot + " "},
		{Fg: time, Text: pad(s.clock(it), c.clock)},
		{Fg: signFg, Text: sign},
	}
	marked = append(marked, s.lit(title, render.Steady(it.Title), it.Lang, fg)...)
	marked[len(marked)-1].Text += " "
	beside := story(it)
	if c.section > 0 {
		beside += "  " + pad(s.section(it), c.section)
	}
	if c.source > 0 {
		beside += "  " + pad(it.SourceTitle, c.source)
	}
	rest := []theme.Span{
		{Fg: theme.Faint, Text: opening(it, c, c.title-cells(title))},
		{Fg: aside, Text: beside},
	}
	lit := theme.Width(marked)
	return s.theme.Line(bg, lit, marked, nil) + s.theme.Line(theme.None, s.width-lit, rest, nil)
}

// title is the headline, cut to its column where it is longer.
func (s *Screen) title(it *feed.Item, width int) string {
	text := render.Steady(it.Title)
	if text == "" {
		text = s.words.Untitled
	}
	if cells(text) > width {
		text = render.Cut(text, width)
	}
	if s.Reorder {
		text = render.Visual(text)
	}
	return text
}

// opening fills the room behind a title: on wide screens with the beginning of
// the story.
func opening(it *feed.Item, c columns, room int) string {
	if !c.lead || room < 26 || it.Summary == "" {
		return strings.Repeat(" ", room)
	}
	return " " + pad(it.Summary, room-2) + " "
}

// section is the publisher's own rubric, or the canonical one where the
// publisher named none.
func (s *Screen) section(it *feed.Item) string {
	if it.Section != "" {
		return it.Section
	}
	if len(it.Rubrics) > 0 && it.Rubrics[0] != feed.Other {
		return s.words.Rubric(it.Rubrics[0])
	}
	return ""
}

// story is the count of items that tell the same story, in storyWidth cells.
func story(it *feed.Item) string {
	switch {
	case it.Story < 2:
		return strings.Repeat(" ", storyWidth-1)
	case it.Story > 9:
		return theme.SignStory + "9+"
	default:
		return theme.SignStory + string(rune('0'+it.Story)) + " "
	}
}

// signs are what stands before a headline, in three cells; the colour is that of
// the weightiest. A star goes before anything but urgency.
func signs(it *feed.Item) (string, theme.Token) {
	var all []string
	fg := theme.Accent
	if it.Badges.Has(feed.Urgent) {
		all, fg = append(all, theme.SignUrgent), theme.Urgent
	}
	if it.State.Has(feed.Starred) {
		all = append(all, theme.SignStarred)
	}
	if it.State.Has(feed.Watched) {
		all = append(all, theme.SignWatched)
	}
	for _, b := range []struct {
		badge feed.Badge
		sign  string
	}{{feed.Video, theme.SignVideo}, {feed.Audio, theme.SignAudio}, {feed.Updated, theme.SignUpdated}, {feed.Photo, theme.SignPhoto}} {
		if it.Badges.Has(b.badge) {
			all = append(all, b.sign)
		}
	}
	switch len(all) {
	case 0:
		return "   ", fg
	case 1:
		return " " + all[0] + " ", fg
	default:
		return all[0] + all[1] + " ", fg
	}
}
