// Package prompt is one line of the screen in which something is typed: what
// is asked, and the answer. It knows nothing of what the answer means.
package prompt

import (
	"strings"
	"unicode"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"rubrika/ui/render"
	"rubrika/ui/theme"
)

// limit is how many letters the answer may have.
const limit = 200

// Field is the line. The zero value is not ready: see New.
type Field struct {
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
	text, _ := f.window()
	return f.theme.Line(theme.None, width, append(f.before(), theme.Span{Fg: theme.Text, Text: text}), nil)
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
