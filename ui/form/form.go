// Package form is a panel with a few lines to fill in: text, or one of several
// values. It knows nothing of what the fields mean.
//
// It is plain state: the root model opens it with fields, reads the values
// back, and says what is wrong with one.
package form

import (
	"slices"
	"strings"
	"unicode"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"rubrika/ui/keys"
	"rubrika/ui/lang"
	"rubrika/ui/theme"
)

// Option is one value of a field with a choice.
type Option struct{ Value, Label string }

// Field is one line of a form.
type Field struct {
	ID, Label string
	// Hint says what may stand there; it is shown under the selected field.
	Hint  string
	Value string
	// Options make it a choice; without any it is text.
	Options []Option
	// With names a choice without whose value, or with WithValue without that
	// value, there is no such field; empty: there always is.
	With, WithValue string
}

// limit is how many letters a field takes; addresses may be long.
const limit = 1000

// field is a Field at work.
type field struct {
	Field
	input  textinput.Model
	chosen int // among the options
	fault  string
	note   string
}

// there reports whether a field is to be seen now.
func (s *Screen) there(i int) bool {
	with, value := s.fields[i].With, s.fields[i].WithValue
	if with == "" {
		return true
	}
	now := s.Value(with)
	return now != "" && (value == "" || now == value)
}

// count is how many fields there are now, up to and with one.
func (s *Screen) count(upto int) int {
	n := 0
	for i := range s.fields[:upto+1] {
		if s.there(i) {
			n++
		}
	}
	return n
}

func (f *field) choice() bool { return len(f.Options) > 0 }

// value is what stands in the field now.
func (f *field) value() string {
	if f.choice() {
		return f.Options[f.chosen].Value
	}
	return strings.TrimSpace(f.input.Value())
}

// Screen is an open form. The zero value is not ready: see New.
type Screen struct {
	words lang.Words
	theme theme.Theme

	width, height int
	title, about  string
	submit        string // what Enter does, in a word
	fields        []field
	at            int
	busy          string // what is going on; nothing can be typed meanwhile

	// Keys are the reader's keys, for the hints; nil is the usual ones.
	Keys *keys.Map
}

// New makes a closed form.
func New(w lang.Words, t theme.Theme) Screen { return Screen{words: w, theme: t} }

// Scope implements the screens' contract.
func (s *Screen) Scope() keys.Scope { return keys.Form }

// Restyle changes the colours.
func (s *Screen) Restyle(t theme.Theme) { s.theme = t }

// Reword changes the language.
func (s *Screen) Reword(w lang.Words) { s.words = w }

// Resize gives the panel its place.
func (s *Screen) Resize(w, h int) { s.width, s.height = w, h }

// Open shows fields under a title; about is a line of what it is about, and
// submit says in a word what Enter does.
func (s *Screen) Open(title, about, submit string, fields ...Field) {
	s.title, s.about, s.submit, s.busy, s.at = title, about, submit, "", 0
	s.fields = nil
	for _, f := range fields {
		w := field{Field: f, input: textinput.New()}
		w.input.Prompt = ""
		w.input.CharLimit = limit
		w.input.SetValue(f.Value)
		w.input.Focus()
		w.chosen = max(0, slices.IndexFunc(f.Options, func(o Option) bool { return o.Value == f.Value }))
		s.fields = append(s.fields, w)
	}
}

// Value returns what stands in a field, without blanks around it.
func (s *Screen) Value(id string) string {
	for i := range s.fields {
		if s.fields[i].ID == id {
			return s.fields[i].value()
		}
	}
	return ""
}

// Fault says what is wrong with a field and goes there. It ends Busy.
func (s *Screen) Fault(id, text string) {
	s.busy = ""
	for i := range s.fields {
		if s.fields[i].ID == id {
			s.fields[i].fault, s.at = text, i
		}
	}
}

// Note says under a field what its value means, whichever field is selected,
// or with wrong what is the matter with it; empty says nothing.
func (s *Screen) Note(id, text string, wrong bool) {
	for i := range s.fields {
		if s.fields[i].ID != id {
			continue
		}
		s.fields[i].note, s.fields[i].fault = text, ""
		if wrong {
			s.fields[i].note, s.fields[i].fault = "", text
		}
	}
}

// Busy says what is going on until Fault or Open; nothing can be changed or
// typed meanwhile.
func (s *Screen) Busy(text string) {
	s.busy = text
	for i := range s.fields {
		s.fields[i].fault = ""
	}
}

// Waiting reports that something is going on.
func (s *Screen) Waiting() bool { return s.busy != "" }

// Type gives a key or pasted text to the selected field. In a field with a
// choice a letter goes to the next value that begins with it.
func (s *Screen) Type(msg tea.Msg) {
	if s.Waiting() || len(s.fields) == 0 {
		return
	}
	f := &s.fields[s.at]
	if !f.choice() {
		before := f.input.Value()
		f.input, _ = f.input.Update(msg)
		if f.input.Value() != before {
			f.fault = ""
		}
		return
	}
	press, ok := msg.(tea.KeyPressMsg)
	if !ok || press.Text == "" {
		return
	}
	if press.Text == " " {
		s.turn(1)
		return
	}
	first := unicode.ToLower([]rune(press.Text)[0])
	for by := 1; by <= len(f.Options); by++ {
		i := (f.chosen + by) % len(f.Options)
		if label := []rune(f.Options[i].Label); len(label) > 0 && unicode.ToLower(label[0]) == first {
			f.chosen, f.fault = i, ""
			return
		}
	}
}

// Do goes from field to field and from value to value. It reports whether the
// action was its own: in a field of text, the keys of values are those of the
// text cursor.
func (s *Screen) Do(a keys.Action) bool {
	switch a {
	case keys.NextField:
		s.step(1)
	case keys.PrevField:
		s.step(-1)
	case keys.NextValue:
		return s.turn(1)
	case keys.PrevValue:
		return s.turn(-1)
	default:
		return false
	}
	return true
}

func (s *Screen) step(by int) {
	n := len(s.fields)
	if n == 0 || s.Waiting() {
		return
	}
	for s.at = (s.at + by + n) % n; !s.there(s.at); {
		s.at = (s.at + by + n) % n
	}
}

func (s *Screen) turn(by int) bool {
	if len(s.fields) == 0 || !s.fields[s.at].choice() {
		return false
	}
	if s.Waiting() {
		return true
	}
	f := &s.fields[s.at]
	n := len(f.Options)
	f.chosen, f.fault = (f.chosen+by+n)%n, ""
	return true
}

// Click goes to the field at a cell of the panel. It returns NextValue for a
// choice that was selected already.
func (s *Screen) Click(_, y int) keys.Action {
	owners := s.page().owners
	if s.Waiting() || y < 0 || y >= len(owners) || owners[y] < 0 {
		return ""
	}
	if owners[y] == s.at && s.fields[s.at].choice() {
		return keys.NextValue
	}
	s.at = owners[y]
	return ""
}
