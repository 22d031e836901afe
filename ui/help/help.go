// Package help is the screen that lists every key of a view with what it
// does.
package help

import (
	"strings"

	"rubrika/ui/keys"
	"rubrika/ui/lang"
	"rubrika/ui/render"
	"rubrika/ui/theme"
)

// Screen is an open help page. The zero value is not ready: see New.
type Screen struct {
	words lang.Words
	theme theme.Theme
	keys  *keys.Map

	width, height int
	of            keys.Scope
	foreign       bool // a non-Latin layout was seen: keys are shown as it types them
	offset        int
}

// New makes a closed help page.
func New(w lang.Words, t theme.Theme, m *keys.Map) Screen {
	return Screen{words: w, theme: t, keys: m}
}

// Scope implements the screens' contract.
func (s *Screen) Scope() keys.Scope { return keys.HelpAll }

// Restyle changes the colours.
func (s *Screen) Restyle(t theme.Theme) { s.theme = t }

// Resize gives the page its place.
func (s *Screen) Resize(w, h int) {
	s.width, s.height = w, h
	s.scroll(0)
}

// Open shows the keys of a view, as this keyboard types them.
func (s *Screen) Open(of keys.Scope, foreign bool) {
	s.of, s.foreign, s.offset = of, foreign, 0
}

// Do scrolls. It reports whether the action was its own.
func (s *Screen) Do(a keys.Action) bool {
	switch a {
	case keys.Down:
		s.scroll(1)
	case keys.Up:
		s.scroll(-1)
	case keys.HalfDown, keys.PageDown:
		s.scroll(s.height / 2)
	case keys.HalfUp, keys.PageUp:
		s.scroll(-s.height / 2)
	case keys.Top:
		s.scroll(-s.offset)
	case keys.Bottom:
		s.scroll(len(s.lines()))
	default:
		return false
	}
	return true
}

func (s *Screen) scroll(by int) {
	if s.width > 0 {
		s.offset = max(0, min(s.offset+by, len(s.lines())-s.room()))
	}
}

// room is what the title and the blank lines round it leave.
func (s *Screen) room() int { return max(1, s.height-4) }

// More reports how many lines are below the window.
func (s *Screen) More() int { return max(0, len(s.lines())-s.offset-s.room()) }

// View returns exactly height lines of exactly width cells.
func (s *Screen) View() []string {
	blank := strings.Repeat(" ", s.width)
	rule := strings.Repeat("─", max(0, s.width-4))
	out := []string{
		blank,
		s.theme.Line(theme.None, s.width, []theme.Span{{Fg: theme.Strong, Text: "  " + s.words.HelpTitle(string(s.of))}}, nil),
		s.theme.Line(theme.None, s.width, []theme.Span{{Fg: theme.Rule, Text: "  " + rule}}, nil),
		blank,
	}
	lines := s.lines()
	for i := s.offset; i < min(len(lines), s.offset+s.room()); i++ {
		out = append(out, lines[i])
	}
	for len(out) < s.height {
		out = append(out, blank)
	}
	return out[:s.height]
}

// pair is one row of the page: a heading, or keys with what they do.
type pair struct{ heading, keys, does string }

// lines lays the rows out in as many columns as the width carries.
func (s *Screen) lines() []string {
	var blocks [][]pair
	for _, b := range s.keys.Help(s.of) {
		heading := s.words.Group(b.Group)
		if len(blocks) == 0 || blocks[len(blocks)-1][0].heading != heading {
			blocks = append(blocks, []pair{{heading: heading}})
		}
		last := len(blocks) - 1
		blocks[last] = append(blocks[last], pair{keys: s.label(b), does: s.words.Action(string(b.Action))})
	}
	columns := max(1, min(3, (s.width-4)/need(blocks)))
	var total int
	for _, b := range blocks {
		total += len(b) + 1
	}
	tall := (total + columns - 1) / columns
	cols := make([][]pair, 1, columns)
	for _, b := range blocks {
		last := len(cols) - 1
		if n := len(cols[last]); n > 0 && n+len(b)/2 >= tall && len(cols) < columns {
			cols = append(cols, nil)
			last++
		} else if n > 0 {
			cols[last] = append(cols[last], pair{})
		}
		cols[last] = append(cols[last], b...)
	}
	return s.beside(cols)
}

// need is the width of a column in which nothing is cut.
func need(blocks [][]pair) int {
	keysWidth, does := 0, 0
	for _, b := range blocks {
		for _, p := range b {
			keysWidth, does = max(keysWidth, render.Width(p.keys)), max(does, render.Width(p.does))
		}
	}
	return keysWidth + does + 4
}

func (s *Screen) label(b keys.Binding) string {
	return s.keys.Labels(b, s.foreign)
}

// beside prints columns next to each other.
func (s *Screen) beside(cols [][]pair) []string {
	width := (s.width - 4) / len(cols)
	keysWidth := 0
	rows := 0
	for _, col := range cols {
		rows = max(rows, len(col))
		for _, p := range col {
			keysWidth = max(keysWidth, render.Width(p.keys))
		}
	}
	keysWidth = min(keysWidth, width/3)
	out := make([]string, 0, rows)
	for i := range rows {
		var b strings.Builder
		b.WriteString("  ")
		for _, col := range cols {
			var spans []theme.Span
			if i < len(col) {
				spans = cells(col[i], keysWidth)
			}
			b.WriteString(s.theme.Line(theme.None, width, spans, nil))
		}
		b.WriteString(strings.Repeat(" ", s.width-2-width*len(cols)))
		out = append(out, b.String())
	}
	return out
}

func cells(p pair, keysWidth int) []theme.Span {
	if p.heading != "" {
		return []theme.Span{{Fg: theme.Accent, Text: p.heading}}
	}
	return []theme.Span{
		{Fg: theme.Strong, Text: render.Fit(p.keys, keysWidth) + "  "},
		{Fg: theme.Muted, Text: p.does},
	}
}
