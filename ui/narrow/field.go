// Package narrow is what the panels and pages that are narrowed by typing
// share: the field, where in a label what was typed is found, so that it can be
// marked, and the hints below. Labels are folded letter by letter, so that a
// mark stands where its letter is printed.
package narrow

import (
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"rubrika/ui/render"
)

// limit is how many letters a field takes.
const limit = 60

// Field is one line of typed text. The zero value is not ready: see NewField.
type Field struct{ input textinput.Model }

// NewField makes an empty field.
func NewField() Field {
	f := Field{textinput.New()}
	f.input.Prompt = ""
	f.input.CharLimit = limit
	f.input.Focus()
	return f
}

// Value is what stands in the field.
func (f *Field) Value() string { return f.input.Value() }

// Blank reports that nothing was typed.
func (f *Field) Blank() bool { return f.Value() == "" }

// Clear empties the field.
func (f *Field) Clear() { f.input.SetValue("") }

// Type gives the field a key or pasted text. It reports whether what stands in
// it is another text now.
func (f *Field) Type(msg tea.Msg) bool {
	before := f.Value()
	f.input, _ = f.input.Update(msg)
	return f.Value() != before
}

// Window is what of the text fits a width, up to its end, and the cell of it
// that the text cursor is in.
func (f *Field) Window(width int) (text string, cursor int) {
	value := render.Steady(f.Value())
	after := render.Width(render.Steady(string([]rune(f.Value())[f.input.Position():])))
	text = value
	for off := render.Width(value) - width; off > 0 && render.Width(text) > max(1, width); off++ {
		text = ansi.TruncateLeft(value, off+1, "…")
	}
	return text, max(0, render.Width(text)-after)
}
