package article

import (
	"cmp"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"rubrika/ui/render"
	"rubrika/ui/theme"
)

// View returns exactly height lines of exactly width cells.
func (s *Screen) View() []string {
	out := make([]string, 0, s.height)
	margin, p := strings.Repeat(" ", s.margin()), s.pens()
	for y := range s.window() {
		text, cells := s.draw(s.offset+y, p)
		out = append(out, margin+text+strings.Repeat(" ", max(0, s.width-len(margin)-cells)))
	}
	for len(out) < s.height {
		out = append(out, strings.Repeat(" ", s.width))
	}
	return out
}

// window are the lines that are seen.
func (s *Screen) window() []line {
	return s.lines[s.offset:min(len(s.lines), s.offset+s.height)]
}

// margin is what stands left of the text, in cells.
func (s *Screen) margin() int { return max(0, (s.width-s.Measure())/2) }

// draw is a line with what is chosen and found marked, and its width, at most
// Measure.
func (s *Screen) draw(i int, p pens) (text string, cells int) {
	l := s.lines[i]
	text, cells = l.text, render.Width(l.text)
	room, hint := s.Measure(), ""
	if l.hint {
		hint = " ⇄ " + s.ShiftKeys
		room -= render.Width(hint)
	}
	if l.picture == 0 {
		text = paint(text, s.marks(i, p))
	}
	switch {
	case l.wide > 0:
		text = s.shifted(text, s.left(l), room)
		cells = render.Width(text)
	case cells > room:
		text = ansi.Truncate(text, room, "…")
		cells = render.Width(text)
	}
	if l.hint {
		text += strings.Repeat(" ", room-cells) + s.theme.Style(theme.Faint).Render(hint)
		cells = s.Measure()
	}
	return text, cells
}

// shifted is what a window of room cells shows of a wide line from a cell on;
// where something is cut stands «…».
func (s *Screen) shifted(text string, from, room int) string {
	width := render.Width(text)
	more := s.theme.Style(theme.Faint).Render("…")
	before, after := "", ""
	if from > 0 && width > 0 {
		before, from, room = more, from+1, room-1
	}
	if width > from+room {
		after, room = more, room-1
	}
	text = render.Window(text, from, room)
	if after != "" {
		text = render.Pad(text, room)
	}
	return before + text + after
}

// pens are the SGR sequences of marks.
type pens struct{ chosen, found string }

func (s *Screen) pens() pens {
	chosen := s.theme.On(theme.Accent, theme.OnAccent).Render("x")
	found := s.theme.On(theme.Panel, theme.Strong).Underline(true).Render("x")
	var p pens
	p.chosen, _, _ = strings.Cut(chosen, "x")
	p.found, _, _ = strings.Cut(found, "x")
	return p
}

// mark is the style of the cells from ≤ x < to of a line.
type mark struct {
	from, to int
	pen      string
}

// marks are for what is chosen and found on a line: from left to right, none
// over another.
func (s *Screen) marks(i int, p pens) []mark {
	var out []mark
	if s.chosen.kind != NoTarget {
		for _, sp := range s.lines[i].spots {
			if sp.key == s.chosen {
				out = append(out, mark{sp.from, sp.to, p.chosen})
			}
		}
	}
	add := func(h hit, pen string) {
		if !slices.ContainsFunc(out, func(o mark) bool { return h.from < o.to && h.to > o.from }) {
			out = append(out, mark{h.from, h.to, pen})
		}
	}
	for j := s.firstHit(i); j < len(s.found.hits) && s.found.hits[j].line == i; j++ {
		pen := p.found
		if j+1 == s.found.at && s.chosen.kind == NoTarget {
			pen = p.chosen
		}
		add(s.found.hits[j], pen)
	}
	for _, h := range s.found.rest {
		if h.line == i {
			add(h, p.found)
		}
	}
	slices.SortFunc(out, func(a, b mark) int { return cmp.Compare(a.from, b.from) })
	return out
}

// paint gives the marked cells of a styled line their own style. Lip Gloss
// would style what is underlined rune by rune and tear clusters apart.
func paint(text string, marks []mark) string {
	if len(marks) == 0 {
		return text
	}
	var b strings.Builder
	plain, done := ansi.Strip(text), 0
	for _, m := range marks {
		b.WriteString(ansi.Cut(text, done, m.from))
		b.WriteString(m.pen + ansi.Cut(plain, m.from, m.to))
		if m.pen != "" {
			b.WriteString("\x1b[m")
		}
		done = m.to
	}
	b.WriteString(ansi.TruncateLeft(text, done, ""))
	return b.String()
}

// widest is the width of the wide lines of a block that begins at a line of
// the body, or 0 where they have room.
func (s *Screen) widest(i int) int {
	widest := 0
	for block := s.body[i].Block; i < len(s.body) && s.body[i].Block == block; i++ {
		if s.body[i].Wide {
			widest = max(widest, render.Width(s.body[i].Text))
		}
	}
	if widest <= s.Measure() {
		return 0
	}
	return widest
}

// hint puts the keys that shift a wide block on the blank line above its first
// line l, else on that line itself.
func (s *Screen) hint(l *line) {
	if l.wide == 0 {
		return
	}
	above := &s.lines[len(s.lines)-1] // the head ends with a blank line
	switch {
	case above.wide > 0 && s.body[above.body].Block == s.body[l.body].Block:
	case above.text == "":
		above.hint = true
	default:
		l.hint = true
	}
}

// left is the first cell of a line that is seen: blocks are shifted together,
// but none past its end.
func (s *Screen) left(l line) int { return min(s.shift, max(0, l.wide-s.Measure())) }

// slide shifts the wide blocks, as far as the widest one in the window goes.
func (s *Screen) slide(by int) {
	most := 0
	for _, l := range s.window() {
		most = max(most, l.wide-s.Measure())
	}
	s.shift = max(0, min(min(s.shift, most)+by, most))
}
