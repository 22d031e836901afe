package headlines

import (
	"strings"

	"rubrika/ui/render"
	"rubrika/ui/theme"
)

// View returns exactly height lines of exactly width cells.
func (s *Screen) View() []string {
	lines := make([]string, 0, s.height)
	if len(s.items) == 0 {
		return s.fill(s.empty(lines))
	}
	cols := fit(s.width, s.clockWidth())
	tall := s.lines() > 1
	from, to := s.list.Window()
	for i := from; i < to; i++ {
		if s.list.Break(i) {
			lines = append(lines, s.divider(i))
		}
		lines = append(lines, s.row(&s.items[i], cols, i == s.list.Index()))
		if tall {
			lines = append(lines, s.piece(&s.items[i], cols, i == s.list.Index()))
		}
	}
	return s.fill(lines)
}

// divider is the line above item i: the day that begins there, or where what
// came while the reader was away ends.
func (s *Screen) divider(i int) string {
	spans := []theme.Span{{Text: "  "}}
	if i > 0 && i == s.edge {
		spans = append(spans, theme.Span{Fg: theme.Accent, Text: "↑ " + s.words.Front.Left + " "})
	}
	if i == 0 || s.date(i) != s.date(i-1) {
		if len(spans) > 1 {
			spans = append(spans, theme.Span{Fg: theme.Rule, Text: "─ "})
		}
		spans = append(spans, theme.Span{Fg: theme.Muted, Text: s.words.Day(s.when(&s.items[i]), s.now) + " "})
	}
	rule := strings.Repeat("─", max(0, s.width-theme.Width(spans)-2))
	return s.theme.Line(theme.None, s.width, append(spans, theme.Span{Fg: theme.Rule, Text: rule}), nil)
}

// sentence is the widest a line of an empty list is.
const sentence = 76

// empty is the sentence where there is no item, a little above the middle.
func (s *Screen) empty(lines []string) []string {
	var text []string
	fgs := []theme.Token{}
	for i, part := range s.Empty {
		for _, l := range render.Plain(part, min(s.width-4, sentence)) {
			text = append(text, l)
			fgs = append(fgs, []theme.Token{theme.Text, theme.Muted}[i])
		}
	}
	for range max(0, (s.height-len(text))*2/5) {
		lines = append(lines, s.blank())
	}
	for i, l := range text {
		pad := strings.Repeat(" ", max(0, (s.width-cells(l))/2))
		lines = append(lines, s.theme.Line(theme.None, s.width, []theme.Span{{Text: pad}, {Fg: fgs[i], Text: l}}, nil))
	}
	return lines
}

func (s *Screen) fill(lines []string) []string {
	for len(lines) < s.height {
		lines = append(lines, s.blank())
	}
	return lines[:s.height]
}

func (s *Screen) blank() string { return strings.Repeat(" ", s.width) }
