package headlines

import (
	"slices"
	"strings"

	"rubrika/feed"
	"rubrika/ui/keys"
	"rubrika/ui/render"
	"rubrika/ui/theme"
)

// Head returns the three lines above the list: the name with the topics, the
// day and the clock; the row of rubrics with the keys that choose them; a rule
// that says what is not as usual. With column the rubrics stand in a column of
// their own, and the second line is empty.
func (s *Screen) Head(width int, f feed.Filter, c feed.Counts, column bool) []string {
	s.head = s.head[:0]
	bar := strings.Repeat(" ", width)
	if !column {
		bar = s.bar(width, f, c)
	}
	return []string{s.masthead(width, f), bar, s.rule(width)}
}

// masthead is the name, the strip of topics, the day and the clock. The day
// gives way to the topics on narrow screens.
func (s *Screen) masthead(width int, f feed.Filter) string {
	left := []theme.Span{{Fg: theme.Accent, Bold: true, Text: " rubrika "}}
	if s.Mark != "" {
		left = append(left, theme.Span{Fg: theme.Muted, Text: " " + s.Mark + " "})
	}
	right := []theme.Span{
		{Fg: theme.Muted, Text: "  " + s.words.Weekday(s.now)},
		{Fg: theme.Text, Text: "  " + s.words.Clock(s.now) + " "},
	}
	if width < 60 || len(s.topics) > 0 && width < 80 {
		right = right[1:]
	}
	strip := s.strip(f, width-theme.Width(left)-theme.Width(right))
	for i, t := range strip {
		if i > 0 {
			left = append(left, theme.Span{Fg: theme.Faint, Text: "·"})
		}
		at := theme.Width(left)
		left = append(left, t.spans()...)
		s.hit(0, at, min(theme.Width(left), width-theme.Width(right)), target{keys.Topics, t.Name})
	}
	return s.theme.Line(theme.None, width, left, right)
}

// topic is one topic of the strip.
type topic struct {
	feed.Tally
	on bool // the filter has it
}

// topicWidth is the most that the name of a topic takes, in cells.
const topicWidth = 28

// strip chooses the topics that have room, in their order; those of the filter
// are always among them.
func (s *Screen) strip(f feed.Filter, room int) []topic {
	var all []topic
	for _, name := range f.Topics {
		if !slices.ContainsFunc(s.topics, func(t feed.Tally) bool { return t.Name == name }) {
			all = append(all, topic{Tally: feed.Tally{Name: name, Total: 1}, on: true})
		}
	}
	for _, t := range s.topics {
		all = append(all, topic{Tally: t, on: slices.Contains(f.Topics, t.Name)})
	}
	for _, t := range all {
		if t.on {
			room -= t.width()
		}
	}
	full := false
	return slices.DeleteFunc(all, func(t topic) bool {
		if t.on {
			return false
		}
		if room -= t.width(); room < 0 {
			full = true
		}
		return full
	})
}

// width is what a topic takes, with the dot before it.
func (t topic) width() int { return 1 + theme.Width(t.spans()) }

// spans is a topic in its colours: rising ones with an arrow, those of the
// filter filled. The blanks round a name belong to it, so that none moves when
// one is chosen.
func (t topic) spans() []theme.Span {
	name := render.Cut(render.Steady(t.Name), topicWidth)
	arrow := ""
	if t.Rising {
		arrow = "↑"
	}
	switch {
	case t.on:
		return []theme.Span{{Fg: theme.OnAccent, Bg: theme.Accent, Text: " " + arrow + name + " "}}
	case t.Rising:
		return []theme.Span{{Fg: theme.Accent, Text: " " + arrow}, {Fg: theme.Text, Text: name + " "}}
	case t.Total == 0:
		return []theme.Span{{Fg: theme.Faint, Text: " " + name + " "}}
	}
	return []theme.Span{{Fg: theme.Muted, Text: " " + name + " "}}
}

// rule is the line under the head. On its left stands the order, or the state
// of the stream, where it is not as usual; on its right how many stories wait.
func (s *Screen) rule(width int) string {
	sign, does := s.standing()
	left, right := []theme.Span{}, []theme.Span{}
	if s.fresh > 0 {
		text := s.words.NewStories(s.fresh) + " ↑"
		right = []theme.Span{{Fg: theme.Accent, Text: " " + text + " "}, {Fg: theme.Rule, Text: "──"}}
		s.hit(2, width-theme.Width(right), width-2, target{action: keys.Top})
	}
	if sign.Text != "" && cells(sign.Text)+8+theme.Width(right) < width {
		sign.Text = " " + sign.Text + " "
		left = []theme.Span{{Fg: theme.Rule, Text: "──"}, sign}
		s.hit(2, 2, theme.Width(left), target{action: does})
	}
	line := strings.Repeat("─", max(0, width-theme.Width(left)-theme.Width(right)))
	return s.theme.Line(theme.None, width, append(left, theme.Span{Fg: theme.Rule, Text: line}), right)
}

// labelWidth is the most that the words of a search take on the rule, in cells.
const labelWidth = 40

// standing says what order the list is in, or what was searched for, and which
// action changes that.
func (s *Screen) standing() (theme.Span, keys.Action) {
	front := s.words.Front
	switch {
	case s.label != "":
		order := map[feed.Sort]string{feed.Newest: s.words.Seek.Newest, feed.Oldest: front.Oldest, feed.Arrival: front.Arrival}[s.sort]
		if order != "" {
			order = " · " + order
		}
		return theme.Span{Fg: theme.Accent, Text: s.words.Seek.Label + ": " + render.Cut(render.Steady(s.label), labelWidth) + order}, keys.Search
	case s.wire.on && s.wire.held:
		return theme.Span{Fg: theme.Text, Text: front.Held}, keys.Hold
	case s.wire.on:
		return theme.Span{Fg: theme.Accent, Text: front.Wire}, keys.Hold
	case s.sort == feed.Oldest:
		return theme.Span{Fg: theme.Muted, Text: front.Oldest}, keys.Sort
	case s.sort == feed.Arrival:
		return theme.Span{Fg: theme.Muted, Text: front.Arrival}, keys.Sort
	}
	return theme.Span{}, ""
}
