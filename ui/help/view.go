package help

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"rubrika/ui/keys"
	"rubrika/ui/narrow"
	"rubrika/ui/render"
	"rubrika/ui/theme"
)

// fieldLine is the line of the title, and of the field behind it.
const fieldLine = 1

// room is what the title and the blank lines round it leave.
func (s *Screen) room() int { return max(1, s.height-4) }

// More reports how many lines are below the window.
func (s *Screen) More() int { return max(0, len(s.lines)-s.offset-s.room()) }

// View returns exactly height lines of exactly width cells.
func (s *Screen) View() []string {
	blank := strings.Repeat(" ", s.width)
	rule := strings.Repeat("─", max(0, s.width-4))
	out := []string{
		blank,
		s.title(),
		s.line([]theme.Span{{Fg: theme.Rule, Text: "  " + rule}}, nil),
		blank,
	}
	for i := s.offset; i < min(len(s.lines), s.offset+s.room()); i++ {
		out = append(out, s.lines[i])
	}
	for len(out) < s.height {
		out = append(out, blank)
	}
	return out[:max(0, s.height)]
}

func (s *Screen) line(left, right []theme.Span) string {
	return s.theme.Line(theme.None, s.width, left, right)
}

// prompt is what stands before the field.
func (s *Screen) prompt() []theme.Span {
	return []theme.Span{{Fg: theme.Strong, Text: "  " + s.words.HelpTitle(string(s.of))}, {Fg: theme.Accent, Text: "  › "}}
}

// Cursor is the place of the text cursor while the field is open.
func (s *Screen) Cursor() *tea.Cursor {
	before := theme.Width(s.prompt())
	_, x := s.field.Window(s.width - before - 2)
	return tea.NewCursor(max(0, min(before+x, s.width-1)), fieldLine)
}

// title names the view. While something is looked for it has the field and the
// number of lines found, before that the key that opens the field.
func (s *Screen) title() string {
	left := s.prompt()
	if !s.finding && s.field.Blank() {
		key := s.keys.Label(keys.HelpAll, keys.Find, s.foreign)
		right := []theme.Span{{Fg: theme.Strong, Text: key}, {Fg: theme.Faint, Text: " " + s.words.Palette.Find + "  "}}
		return s.line(left[:1], right)
	}
	text, _ := s.field.Window(s.width - theme.Width(left) - 2)
	left = append(left, theme.Span{Fg: theme.Text, Text: text})
	right := []theme.Span{{Fg: theme.Muted, Text: "  " + s.words.HelpHits(s.hits) + "  "}}
	if s.field.Blank() || theme.Width(left)+1+theme.Width(right) > s.width {
		right = nil
	}
	return s.line(left, right)
}

// gap is the least distance between columns.
const gap = 4

// layOut lays the rows out in as many columns, up to three, as the width
// carries.
func (s *Screen) layOut() {
	if s.width <= 0 || s.of == "" {
		return
	}
	blocks := s.blocks()
	s.lines = s.beside(s.columns(blocks))
	if len(blocks) == 0 {
		s.lines = []string{s.line([]theme.Span{{Fg: theme.Muted, Text: "  " + s.words.Palette.NoKey}}, nil)}
	}
	s.scroll(0)
}

// columns spreads blocks over as many columns as there is room for, and wraps
// what is too long for one, no narrower than the eye likes it.
func (s *Screen) columns(blocks [][]row) [][]row {
	for n := 3; n > 1; n-- {
		for _, room := range []int{s.width, 42, 36, 30} {
			cols := spread(wrap(blocks, s.width, room), n)
			needed := -gap
			for _, c := range cols {
				keysWidth, does := widths(c)
				needed += keysWidth + 2 + does + gap
			}
			if needed <= s.width-4 {
				return cols
			}
		}
	}
	keysRoom := s.width / 3
	keysWidth, _ := widths(spread(wrap(blocks, keysRoom, s.width), 1)[0])
	return spread(wrap(blocks, keysRoom, s.width-6-keysWidth), 1)
}

// hardBlank is where no line ends.
const hardBlank = "\u00a0"

// wrap parts rows of which the keys or what they do are wider than their room
// into several.
func wrap(blocks [][]row, keysRoom, room int) [][]row {
	lines := func(text string, width int) []string {
		if render.Width(text) <= width {
			return []string{text}
		}
		return render.Plain(text, max(1, width))
	}
	out := make([][]row, len(blocks))
	for i, b := range blocks {
		for _, r := range b {
			whole := strings.ReplaceAll(r.keys, " (", hardBlank+"(") // «h (р)» is one key
			labels, does := lines(whole, keysRoom), lines(r.does, room)
			for n := range max(len(labels), len(does)) {
				part := row{heading: r.heading}
				if n < len(labels) {
					part.keys = strings.ReplaceAll(labels[n], hardBlank, " ")
				}
				if n < len(does) {
					part.does = does[n]
				}
				out[i] = append(out[i], part)
			}
		}
	}
	return out
}

// spread parts blocks into columns of about the same height.
func spread(blocks [][]row, columns int) [][]row {
	total := 0
	for _, b := range blocks {
		total += len(b) + 1
	}
	tall := (total + columns - 1) / columns
	cols := make([][]row, 1, columns)
	for _, b := range blocks {
		last := len(cols) - 1
		if n := len(cols[last]); n > 0 && n+len(b)/2 >= tall && len(cols) < columns {
			cols = append(cols, nil)
			last++
		} else if n > 0 {
			cols[last] = append(cols[last], row{})
		}
		cols[last] = append(cols[last], b...)
	}
	return cols
}

// widths are those of the longest keys and the longest words of a column.
func widths(col []row) (keysWidth, does int) {
	for _, r := range col {
		keysWidth, does = max(keysWidth, render.Width(r.keys)), max(does, render.Width(r.does))
	}
	return keysWidth, does
}

// beside prints columns next to each other; the last one takes what is left.
func (s *Screen) beside(cols [][]row) []string {
	rows := 0
	for _, col := range cols {
		rows = max(rows, len(col))
	}
	out := make([]string, rows)
	indent := strings.Repeat(" ", min(2, s.width))
	for i := range out {
		out[i] = indent
	}
	left := s.width - 2
	for n, col := range cols {
		keysWidth, does := widths(col)
		width := keysWidth + 2 + does + gap
		if n == len(cols)-1 {
			width = left
		}
		left -= width
		for i := range out {
			var spans []theme.Span
			if i < len(col) {
				spans = s.cells(col[i], keysWidth)
			}
			out[i] += s.theme.Line(theme.None, width, spans, nil)
		}
	}
	return out
}

// cells prints a row; what was looked for is marked in it.
func (s *Screen) cells(r row, keysWidth int) []theme.Span {
	if r.heading != "" {
		return []theme.Span{{Fg: theme.Accent, Text: r.heading}}
	}
	mark := func(text string, fg theme.Token) []theme.Span {
		l := narrow.NewLabel(text, s.fold)
		return l.Spans(l.Whole(s.typed()), fg)
	}
	keyCells := append(mark(render.Fit(r.keys, keysWidth), theme.Strong), theme.Span{Text: "  "})
	return append(keyCells, mark(r.does, theme.Muted)...)
}
