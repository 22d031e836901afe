package headlines

import (
	"strings"
	"time"

	"rubrika/feed"
	"rubrika/ui/render"
	"rubrika/ui/theme"
)

func cells(s string) int { return render.Width(s) }

func wrap(s string, width int) []string { return render.Plain(s, width) }

// clockWidth is the width of the time column: «12:36», or «3 мин» by age.
func (s *Screen) clockWidth() int {
	if !s.ago {
		return 5
	}
	return 9
}

// day is the line above the first item of a day.
func (s *Screen) day(t time.Time) string {
	name := "  " + s.words.Day(t.In(s.now.Location()), s.now) + " "
	rule := strings.Repeat("─", max(0, s.width-cells(name)-2))
	return s.theme.Line(theme.None, s.width, []theme.Span{{Fg: theme.Muted, Text: name}, {Fg: theme.Rule, Text: rule}}, nil)
}

// row is one headline.
func (s *Screen) row(it feed.Item, c columns, selected bool) string {
	bg, bar := theme.None, " "
	if selected {
		bg, bar = theme.Select, "▌"
	}
	dot, title, aside := " ", theme.Muted, theme.Faint
	if !it.State.Has(feed.Read) {
		dot, title, aside = theme.SignUnread, theme.Strong, theme.Muted
	}
	clock := s.words.Clock(it.Order.In(s.now.Location()))
	if s.ago {
		clock = s.words.Ago(it.Order, s.now)
	}
	sign, signFg := signs(it)
	spans := []theme.Span{
		{Fg: theme.Accent, Text: bar + dot + " "},
		{Fg: theme.Muted, Text: render.Fit(clock, c.clock)},
		{Fg: signFg, Text: sign},
	}
	spans = append(spans, s.title(it, c, title)...)
	spans = append(spans, theme.Span{Fg: theme.Muted, Text: story(it)})
	if c.section > 0 {
		spans = append(spans, theme.Span{Fg: aside, Text: "  " + render.Fit(s.section(it), c.section)})
	}
	if c.source > 0 {
		spans = append(spans, theme.Span{Fg: theme.Faint, Text: "  " + render.Fit(it.SourceTitle, c.source)})
	}
	return s.theme.Line(bg, s.width, spans, nil)
}

// title is the headline in its column, and on wide screens the beginning of
// the story behind a short one.
func (s *Screen) title(it feed.Item, c columns, fg theme.Token) []theme.Span {
	text := render.Steady(it.Title)
	if text == "" {
		text = s.words.Untitled
	}
	room := c.title - cells(text) - 2
	if !c.lead || room < 24 || it.Summary == "" {
		return []theme.Span{{Fg: fg, Text: render.Fit(text, c.title)}}
	}
	return []theme.Span{
		{Fg: fg, Text: text + "  "},
		{Fg: theme.Faint, Text: render.Fit(it.Summary, room)},
	}
}

// section is the publisher's own rubric, or the canonical one where the
// publisher named none.
func (s *Screen) section(it feed.Item) string {
	if it.Section != "" {
		return it.Section
	}
	if len(it.Rubrics) > 0 && it.Rubrics[0] != feed.Other {
		return s.words.Rubric(it.Rubrics[0])
	}
	return ""
}

// story is the count of items that tell the same story, in four cells.
func story(it feed.Item) string {
	switch {
	case it.Story < 2:
		return strings.Repeat(" ", storyWidth)
	case it.Story > 9:
		return " " + theme.SignStory + "9+"
	default:
		return " " + theme.SignStory + string(rune('0'+it.Story)) + " "
	}
}

// signs are what stands before a headline, in three cells; the colour is that of
// the weightiest. A star goes before anything but urgency.
func signs(it feed.Item) (string, theme.Token) {
	var all []string
	fg := theme.Accent
	if it.Badges.Has(feed.Urgent) {
		all, fg = append(all, theme.SignUrgent), theme.Urgent
	}
	if it.State.Has(feed.Starred) {
		all = append(all, theme.SignStarred)
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
