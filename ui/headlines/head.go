package headlines

import (
	"slices"
	"strconv"
	"strings"

	"rubrika/feed"
	"rubrika/ui/theme"
)

// Head returns the three lines above the list: the name with the day and
// clock, the row of rubrics with the keys that choose them, and a rule.
func (s *Screen) Head(width int, f feed.Filter, c feed.Counts) []string {
	left := []theme.Span{{Fg: theme.Accent, Bold: true, Text: " rubrika "}}
	if s.Mark != "" {
		left = append(left, theme.Span{Fg: theme.Muted, Text: " " + s.Mark})
	}
	right := []theme.Span{
		{Fg: theme.Muted, Text: "  " + s.words.Weekday(s.now) + "  "},
		{Fg: theme.Text, Text: s.words.Clock(s.now) + " "},
	}
	if width < 60 {
		right = right[1:]
	}
	return []string{
		s.theme.Line(theme.None, width, left, right),
		s.bar(width, f, c),
		s.theme.Line(theme.None, width, []theme.Span{{Fg: theme.Rule, Text: strings.Repeat("─", width)}}, nil),
	}
}

// chip is one rubric of the bar.
type chip struct {
	key, name string
	total     int
	unread    bool
	on        bool
}

// text is a chip as printed, with the blanks that belong to it.
func (c chip) text() string {
	s := c.name
	if c.key != "" {
		s = c.key + " " + s
	}
	if c.total > 0 {
		s += " " + strconv.Itoa(c.total)
	}
	return " " + s + " "
}

// chips lists «all» and the rubrics in the order of the keys.
func (s *Screen) chips(width int, f feed.Filter, c feed.Counts) []chip {
	all := chip{key: "0", name: s.words.All, total: c.All, unread: c.AllUnread > 0, on: len(f.Rubrics) == 0}
	out := []chip{all}
	for i, r := range s.order {
		name := s.words.Rubric(r)
		if width < 100 {
			name = s.words.RubricShort(r)
		}
		ch := chip{name: name, on: slices.Contains(f.Rubrics, r)}
		if i < 9 {
			ch.key = strconv.Itoa(i + 1)
		}
		for _, t := range c.Rubrics {
			if t.Name == string(r) {
				ch.total, ch.unread = t.Total, t.Unread > 0
			}
		}
		out = append(out, ch)
	}
	return out
}

// bar is the row of rubrics: the keyboard made visible. It scrolls so that
// the current rubric and the next one show.
func (s *Screen) bar(width int, f feed.Filter, c feed.Counts) string {
	chips := s.chips(width, f, c)
	last := 0
	for i, ch := range chips {
		if ch.on {
			last = i
		}
	}
	start := 0
	for start < last && span(chips[start:min(last+2, len(chips))])+3 > width {
		start++
	}
	line := []theme.Span{{Fg: theme.Faint, Text: " "}}
	if start > 0 {
		line[0].Text = "‹"
	}
	for i, ch := range chips[start:] {
		if i > 0 && theme.Width(line)+cells(ch.text()) > width-1 {
			line = append(line, theme.Span{Fg: theme.Faint, Text: "›"})
			break
		}
		line = append(line, ch.spans()...)
	}
	return s.theme.Line(theme.None, width, line, nil)
}

func span(chips []chip) int {
	n := 0
	for _, ch := range chips {
		n += cells(ch.text())
	}
	return n
}

// spans is a chip in its colours: the digit faint, the name, the count faint;
// the current one filled.
func (c chip) spans() []theme.Span {
	if c.on {
		return []theme.Span{{Fg: theme.OnAccent, Bg: theme.Accent, Text: c.text()}}
	}
	name := theme.Muted
	if c.unread {
		name = theme.Text
	}
	out := []theme.Span{{Fg: theme.Faint, Text: " "}}
	if c.key != "" {
		out[0].Text += c.key + " "
	}
	out = append(out, theme.Span{Fg: name, Text: c.name + " "})
	if c.total > 0 {
		out = append(out, theme.Span{Fg: theme.Faint, Text: strconv.Itoa(c.total) + " "})
	}
	return out
}
