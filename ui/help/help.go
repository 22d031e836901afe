// Package help is the screen that lists every key of a view with what it
// does.
package help

import (
	"strings"

	"rubrika/feed"
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

// gap is the least distance between columns.
const gap = 4

// lines lays the rows out in as many columns, up to three, as the width
// carries without cutting a word.
func (s *Screen) lines() []string {
	blocks := s.blocks()
	for columns := 3; columns > 1; columns-- {
		cols := spread(blocks, columns)
		needed := -gap
		for _, c := range cols {
			keysWidth, does := widths(c)
			needed += keysWidth + 2 + does + gap
		}
		if needed <= s.width-4 {
			return s.beside(cols)
		}
	}
	return s.beside(spread(blocks, 1))
}

// blocks are the groups of the view's keys, each under its heading.
func (s *Screen) blocks() [][]pair {
	var blocks [][]pair
	for _, b := range s.keys.Help(s.of) {
		heading := s.words.Group(b.Group)
		if len(blocks) == 0 || blocks[len(blocks)-1][0].heading != heading {
			blocks = append(blocks, []pair{{heading: heading}})
		}
		last := len(blocks) - 1
		blocks[last] = append(blocks[last], pair{keys: s.keys.Labels(b, s.foreign), does: s.words.Action(string(b.Action))})
	}
	if s.of == keys.Headlines {
		blocks = append(blocks, s.signs())
	}
	return blocks
}

// spread parts blocks into columns of about the same height.
func spread(blocks [][]pair, columns int) [][]pair {
	total := 0
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
	return cols
}

// signs explains what stands beside a headline.
func (s *Screen) signs() []pair {
	w := s.words
	return []pair{
		{heading: w.Signs.Title},
		{keys: theme.SignUnread, does: w.Signs.Unread},
		{keys: theme.SignStarred, does: w.Signs.Starred},
		{keys: theme.SignUrgent, does: w.Badge(feed.Urgent)},
		{keys: theme.SignVideo, does: w.Badge(feed.Video)},
		{keys: theme.SignAudio, does: w.Badge(feed.Audio)},
		{keys: theme.SignPhoto, does: w.Badge(feed.Photo)},
		{keys: theme.SignUpdated, does: w.Badge(feed.Updated)},
		{keys: theme.SignStory + "3", does: w.Signs.Story},
	}
}

// widths are those of the longest keys and the longest words of a column.
func widths(col []pair) (keysWidth, does int) {
	for _, p := range col {
		keysWidth, does = max(keysWidth, render.Width(p.keys)), max(does, render.Width(p.does))
	}
	return keysWidth, does
}

// beside prints columns next to each other; the last one takes what is left,
// and the only one of a narrow window is cut where it must be.
func (s *Screen) beside(cols [][]pair) []string {
	rows := 0
	for _, col := range cols {
		rows = max(rows, len(col))
	}
	out := make([]string, rows)
	for i := range out {
		out[i] = "  "
	}
	left := s.width - 2
	for n, col := range cols {
		keysWidth, does := widths(col)
		width := keysWidth + 2 + does + gap
		if n == len(cols)-1 {
			width = left
		}
		keysWidth = min(keysWidth, width/3)
		left -= width
		for i := range out {
			var spans []theme.Span
			if i < len(col) {
				spans = cells(col[i], keysWidth)
			}
			out[i] += s.theme.Line(theme.None, width, spans, nil)
		}
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
