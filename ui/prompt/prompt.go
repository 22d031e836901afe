// Package prompt is one line of the screen in which something is typed: what
// is asked, and the answer; and the short list under such a line. It knows
// nothing of what the answer means.
package prompt

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"rubrika/ui/render"
	"rubrika/ui/theme"
)

// limit is how many letters the answer may have.
const limit = 1000

// Field is the line. The zero value is not ready: see New. The exported fields
// last until they are set anew.
type Field struct {
	// Ghost is proposed to follow the answer: it is shown behind it while the
	// text cursor is at its end.
	Ghost string
	// Wrong is what is not right about the answer: its letters from ≤ i < to.
	Wrong [2]int
	// Aside stands at the right end where the answer leaves room for it.
	Aside []theme.Span
	// Ground lies behind the line.
	Ground theme.Token

	theme theme.Theme
	label string
	input textinput.Model
	width int // that of the last View, 0 before
}

// New makes an empty field.
func New(t theme.Theme) Field {
	f := Field{theme: t}
	f.Open("", "")
	return f
}

// Restyle changes the colours.
func (f *Field) Restyle(t theme.Theme) { f.theme = t }

// Open asks for something, with an answer to begin with; the text cursor is
// behind it.
func (f *Field) Open(label, value string) {
	f.label, f.input = label, textinput.New()
	f.Ghost, f.Wrong, f.Aside = "", [2]int{}, nil
	f.input.Prompt = ""
	f.input.CharLimit = limit
	f.input.SetValue(clean(value))
	f.input.Focus()
}

// Type gives the field a key or pasted text.
func (f *Field) Type(msg tea.Msg) {
	if paste, ok := msg.(tea.PasteMsg); ok {
		msg = tea.PasteMsg{Content: clean(paste.Content)}
	}
	f.input, _ = f.input.Update(msg)
}

// Value returns what stands in the field.
func (f *Field) Value() string { return f.input.Value() }

// Position is the letter before which the text cursor stands, from 0.
func (f *Field) Position() int { return f.input.Position() }

// AtEnd reports that the text cursor is behind the last letter.
func (f *Field) AtEnd() bool { return f.input.Position() == utf8.RuneCountInString(f.input.Value()) }

// Set puts text in the place of the answer, with the text cursor before a
// letter of it.
func (f *Field) Set(value string, at int) {
	f.input.SetValue(clean(value))
	f.input.SetCursor(at)
}

// clean keeps what shows itself, as package feed/page does with text from
// outside: pasted text may hide more, and would not be found then.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsGraphic(r), r == '\u200c', r == '\u200d': // scripts need the joiners
			return r
		}
		return -1
	}, s)
}

// View returns the line, exactly width cells of it.
func (f *Field) View(width int) string {
	f.width = width
	left := append(f.before(), f.answer()...)
	return f.theme.Line(f.Ground, width, left, f.aside(theme.Width(left)))
}

// answer is what was typed, as far as there is room for it.
func (f *Field) answer() []theme.Span {
	part, _ := f.window()
	in := []rune(f.input.Value())
	from, to := max(0, f.Wrong[0]), min(f.Wrong[1], len(in))
	out := []theme.Span{{Fg: theme.Text, Text: part}}
	if from < to && part == render.Steady(string(in)) { // else it is seen in part only
		out = []theme.Span{
			{Fg: theme.Text, Text: render.Steady(string(in[:from]))},
			{Fg: theme.Error, Text: render.Steady(string(in[from:to]))},
			{Fg: theme.Text, Text: render.Steady(string(in[to:]))},
		}
	}
	if f.Ghost != "" && f.AtEnd() {
		out = append(out, theme.Span{Fg: theme.Faint, Text: render.Steady(f.Ghost)})
	}
	return out
}

// aside is what stands at the right end, where what is typed leaves room.
func (f *Field) aside(left int) []theme.Span {
	if w := theme.Width(f.Aside); w == 0 || left+2+w > f.width {
		return nil
	}
	return f.Aside
}

// Cursor is the place of the text cursor in the line as it was last shown.
func (f *Field) Cursor() *tea.Cursor {
	_, x := f.window()
	x += theme.Width(f.before())
	if f.width > 0 {
		x = min(x, f.width-1)
	}
	c := tea.NewCursor(x, 0)
	c.Shape = tea.CursorBar
	return c
}

// before is what is asked, on at most half the line.
func (f *Field) before() []theme.Span {
	label := f.label
	if f.width > 0 {
		label = render.Cut(label, f.width/2-3)
	}
	return []theme.Span{{Fg: theme.Accent, Text: " " + label + "  "}}
}

// window is the part of the answer round the text cursor that there is room
// for, and the cell of it that the cursor is in. What is left out stands as
// «…».
func (f *Field) window() (part string, cursor int) {
	in := []rune(f.input.Value())
	at := f.input.Position()
	before, after := render.Steady(string(in[:at])), render.Steady(string(in[at:]))
	if f.width == 0 {
		return before + after, render.Width(before)
	}
	width := max(1, f.width-theme.Width(f.before())-1)
	room := max(1, width-1-min(render.Width(after), 2)) // the cursor's own cell, and a sign behind it
	part = before
	for off := render.Width(before) - room; off > 0 && render.Width(part) > room; off++ {
		part = ansi.TruncateLeft(before, off+1, "…")
	}
	return render.Cut(part+after, width), min(render.Width(part), width-1)
}
