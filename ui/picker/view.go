package picker

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"rubrika/ui/render"
	"rubrika/ui/theme"
)

// above and below are the lines of the panel that are no entries.
const (
	above = 3
	below = 3
)

func (s *Screen) room() int { return max(1, s.height-above-below) }

// prompt is the group's name before the field.
func (s *Screen) prompt() string { return " " + s.words.Groups[s.group] + "  › " }

// Cursor is the place of the text cursor within the panel.
func (s *Screen) Cursor() *tea.Cursor {
	x := render.Width(s.prompt()) + render.Width(string([]rune(s.field.Value())[:s.field.Position()]))
	return tea.NewCursor(min(1+x, max(0, s.width-2)), 1)
}

// shortest is the least number of entries the panel leaves room for, so that
// it does not collapse while the reader types.
const shortest = 8

// View returns the panel: as many lines of exactly width cells as the entries
// need, at most height.
func (s *Screen) View() []string {
	out := []string{s.line(nil, nil), s.title(), s.line(nil, nil)}
	lines := s.visible()
	height := min(s.height, above+below+max(shortest, len(lines)))
	for i := s.top; i < min(len(lines), s.top+s.room()); i++ {
		out = append(out, s.entry(lines[i], i == s.cursor))
	}
	if len(lines) == 0 {
		out = append(out, s.line([]theme.Span{{Fg: theme.Muted, Text: "  " + s.words.NothingNamed}}, nil))
	}
	for len(out) < height-below+1 {
		out = append(out, s.line(nil, nil))
	}
	out = append(out, s.hints(), s.line(nil, nil))
	return out[:height]
}

func (s *Screen) line(left, right []theme.Span) string {
	return s.theme.Line(theme.Panel, s.width, left, right)
}

func (s *Screen) title() string {
	left := []theme.Span{
		{Fg: theme.Strong, Text: " " + strings.TrimSuffix(s.prompt(), "› ")},
		{Fg: theme.Accent, Text: "› "},
		{Fg: theme.Text, Text: s.field.Value()},
	}
	var others []string
	for i := 1; i < groups; i++ {
		others = append(others, strings.ToLower(s.words.Groups[(s.group+i)%groups]))
	}
	right := []theme.Span{{Fg: theme.Muted, Text: "  Tab "}, {Fg: theme.Faint, Text: strings.Join(others, ", ") + "  "}}
	return s.line(left, right)
}

// entry is one line: choice, digit, name, count.
func (s *Screen) entry(e entry, selected bool) string {
	bg, bar, name := theme.Panel, "  ", theme.Text
	if selected {
		bg, bar, name = theme.Select, " ▌", theme.Strong
	}
	box, boxFg := "[ ] ", theme.Faint
	switch s.effect(e) {
	case in:
		box, boxFg = "[x] ", theme.Accent
	case out:
		box, boxFg, name = "[–] ", theme.Urgent, theme.Muted
	}
	indent := ""
	if e.axis == bySection {
		indent = "  "
	}
	digit := render.Fit(e.digit, 1) + " "
	if s.group != rubrics {
		digit = ""
	}
	count := ""
	if e.total > 0 {
		count = strconv.Itoa(e.total)
	}
	if e.total == 0 && name == theme.Text {
		name = theme.Muted
	}
	return s.theme.Line(bg, s.width, []theme.Span{
		{Fg: theme.Accent, Text: bar},
		{Fg: boxFg, Text: box},
		{Fg: theme.Faint, Text: digit},
		{Fg: name, Text: indent + e.title},
	}, []theme.Span{{Fg: theme.Muted, Text: "  " + count + "  "}})
}

// effect is what the filter does with a line: its own choice, else that of
// the rubric it stands under.
func (s *Screen) effect(e entry) choice {
	if c := s.chosen[e.axis][e.name]; c != no || e.parent == "" {
		return c
	}
	return s.chosen[byRubric][e.parent]
}

func (s *Screen) hints() string {
	var left []theme.Span
	for _, h := range [][2]string{
		{s.words.Space, s.words.Hints.Include},
		{"x", s.words.Hints.Exclude},
		{"Enter", s.words.Hints.Apply},
		{"Esc", s.words.Hints.Cancel},
	} {
		left = append(left, theme.Span{Fg: theme.Text, Text: "  " + h[0]}, theme.Span{Fg: theme.Faint, Text: " " + h[1] + " "})
	}
	return s.line(left, nil)
}
