package form

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"rubrika/ui/keys"
	"rubrika/ui/render"
	"rubrika/ui/theme"
)

// The lines of the panel that are no fields: a blank, the title and what it is
// about above, a blank and the hints below. In a low panel only title and
// hints are left.
const (
	full = 6
	low  = 2
)

// page is the panel with the place of the text cursor. owners says by line
// which field stands there, -1 for none.
type page struct {
	lines  []string
	owners []int
	cursor *tea.Cursor
}

// View returns the panel: as many lines of exactly width cells as the fields
// need, at most height.
func (s *Screen) View() []string { return s.page().lines }

// Cursor is the place of the text cursor within the panel; nil while nothing
// can be typed.
func (s *Screen) Cursor() *tea.Cursor { return s.page().cursor }

func (s *Screen) page() page {
	body, owners, column := s.body()
	from := max(0, slices.Index(owners, s.at))
	to := from
	for to < len(owners) && owners[to] == s.at {
		to++
	}
	frame, about := low, []string(nil)
	if s.height >= full+4 {
		about = s.aboutLines()
		frame = full + max(0, len(about)-1)
	}
	room := max(1, s.height-frame)
	var place []theme.Span // among the fields, where they do not all show
	if len(s.fields) > 1 && len(body)-1 > room {
		place = []theme.Span{{Fg: theme.Faint, Text: s.words.Number(s.count(s.at)) + "/" + s.words.Number(s.count(len(s.fields)-1)) + "  "}}
	}
	top := max(0, min(from, to-room)) // the selected field with what stands under it
	end := min(len(body), top+room)
	lines := []string{s.theme.Line(theme.Panel, s.width, []theme.Span{{Fg: theme.Strong, Text: "  " + s.title}}, place)}
	if frame != low {
		lines = append([]string{s.blank()}, lines...)
		for _, l := range about {
			lines = append(lines, s.line(theme.Panel, []theme.Span{{Fg: theme.Muted, Text: "  " + l}}))
		}
		lines = append(lines, s.blank())
	}
	y := len(lines) + from - top
	p := page{owners: append(slices.Repeat([]int{-1}, len(lines)), owners[top:end]...)}
	lines = append(lines, body[top:end]...)
	lines = append(lines, s.hints())
	if frame != low {
		lines = append(lines, s.blank())
	}
	p.lines = lines[:min(len(lines), max(0, s.height))]
	if column >= 0 && y < len(p.lines) {
		p.cursor = tea.NewCursor(max(0, min(column, s.width-1)), y)
	}
	return p
}

// aboutLines is what the panel is about in two lines at most, in one where a
// second would take the room of a field.
func (s *Screen) aboutLines() []string {
	if s.about == "" {
		return nil
	}
	lines := render.Plain(s.about, s.width-4)
	if n := 2; len(lines) > n || s.height < full+4+n {
		return []string{render.Cut(s.about, s.width-4)}
	}
	return lines
}

func (s *Screen) line(bg theme.Token, spans []theme.Span) string {
	return s.theme.Line(bg, s.width, spans, nil)
}

func (s *Screen) blank() string { return s.line(theme.Panel, nil) }

// labels is the width of the column of labels.
func (s *Screen) labels() int {
	n := 0
	for i := range s.fields {
		n = max(n, render.Width(s.fields[i].Label))
	}
	return min(n, s.width/3)
}

// body prints the fields with what stands under them, then a blank line.
// owners says by line whose it is, -1 for nobody's; column is that of the text
// cursor in the first line of the selected field, -1 for none.
func (s *Screen) body() (lines []string, owners []int, column int) {
	column = -1
	for i := range s.fields {
		if !s.there(i) {
			continue
		}
		f := &s.fields[i]
		line, x := s.field(f, i == s.at)
		lines = append(lines, line)
		under, fg := "", theme.Faint
		switch {
		case f.fault != "":
			under, fg = f.fault, theme.Error
		case i == s.at && s.busy != "":
			under, fg = s.busy, theme.Accent
		case f.note != "":
			under, fg = f.note, theme.Muted
		case i == s.at:
			under = f.Hint
		}
		lines = append(lines, s.under(under, fg)...)
		for len(owners) < len(lines) {
			owners = append(owners, i)
		}
		if i == s.at {
			column = x
		}
	}
	return append(lines, s.blank()), append(owners, -1), column
}

// under is a text below a field: under its value where there is room.
func (s *Screen) under(text string, fg theme.Token) []string {
	if text == "" {
		return nil
	}
	indent := 4
	if s.width >= 60 {
		indent = s.labels() + 4
	}
	var out []string
	for _, l := range render.Plain(text, max(1, s.width-indent-3)) {
		out = append(out, s.line(theme.Panel, []theme.Span{{Fg: fg, Text: strings.Repeat(" ", indent) + l}}))
	}
	return out
}

// field is one line, and the column of its text cursor or -1.
func (s *Screen) field(f *field, selected bool) (line string, column int) {
	bg, bar, label := theme.Panel, "  ", theme.Muted
	if selected {
		bg, bar, label = theme.Select, " ▌", theme.Text
	}
	left := []theme.Span{
		{Fg: theme.Accent, Text: bar},
		{Fg: label, Text: render.Fit(f.Label, s.labels())},
		{Fg: theme.Accent, Text: "  "},
	}
	room := max(1, s.width-theme.Width(left)-3)
	if f.choice() {
		text := theme.Span{Fg: theme.Text, Text: render.Cut(f.Options[f.chosen].Label, room)}
		if !selected {
			return s.line(bg, append(left, text)), -1
		}
		text.Fg, left[2].Text = theme.Strong, "‹ "
		return s.line(bg, append(left, text, theme.Span{Fg: theme.Accent, Text: " ›"})), -1
	}
	text, x := window(f.input.Value(), f.input.Position(), room)
	column = -1
	if selected && s.busy == "" {
		column = theme.Width(left) + x
	}
	return s.line(bg, append(left, theme.Span{Fg: theme.Text, Text: text})), column
}

// window is the part of a text round its cursor that fits, and the cell the
// cursor is in. What is left out stands as «…».
func window(text string, at, width int) (part string, cursor int) {
	in := []rune(text)
	at = min(at, len(in))
	before, after := render.Steady(string(in[:at])), render.Steady(string(in[at:]))
	room := max(1, width-1-min(render.Width(after), 2)) // the cursor's own cell, and a sign behind it
	part = before
	for off := render.Width(before) - room; off > 0 && render.Width(part) > room; off++ {
		part = ansi.TruncateLeft(before, off+1, "…")
	}
	return render.Cut(part+after, width), max(0, min(render.Width(part), width-1))
}

func (s *Screen) hints() string {
	if s.Waiting() {
		return s.line(theme.Panel, hints([][2]string{{s.Keys.Or(keys.Form, keys.Cancel, "Esc"), s.words.Hints.Cancel}}, s.width))
	}
	var all [][2]string
	if len(s.fields) > 1 {
		all = append(all, [2]string{s.arrows(keys.NextField, keys.PrevField, "↑↓"), s.words.Form.Fields})
	}
	if len(s.fields) > 0 && s.fields[s.at].choice() {
		all = append(all, [2]string{s.arrows(keys.PrevValue, keys.NextValue, "←→"), s.words.Form.Values})
	}
	all = append(all, [2]string{s.Keys.Or(keys.Form, keys.Apply, "Enter"), s.submit}, [2]string{s.Keys.Or(keys.Form, keys.Cancel, "Esc"), s.words.Hints.Cancel})
	return s.line(theme.Panel, hints(all, s.width))
}

// arrows are the keys of two actions that belong together.
func (s *Screen) arrows(one, other keys.Action, usual string) string {
	a, b := s.Keys.Or(keys.Form, one, usual), s.Keys.Or(keys.Form, other, usual)
	if a == b {
		return a
	}
	return strings.TrimSpace(strings.ReplaceAll(a+" "+b, usual, ""))
}

// hints are keys with what they do. Actions without a key leave; where the rest
// does not fit, the first do: the way on and the way out stand last.
func hints(all [][2]string, width int) []theme.Span {
	all = slices.DeleteFunc(all, func(h [2]string) bool { return h[0] == "" })
	for {
		var out []theme.Span
		for i, h := range all {
			gap := "   "
			if i == 0 {
				gap = "  "
			}
			out = append(out, theme.Span{Fg: theme.Text, Text: gap + h[0]}, theme.Span{Fg: theme.Faint, Text: " " + h[1]})
		}
		if theme.Width(out) <= width || len(all) < 2 {
			return out
		}
		all = all[1:]
	}
}
