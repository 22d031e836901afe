package keys

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"rubrika/feed"
)

// Map finds actions by keys and keys by actions. It never changes once made.
type Map struct {
	bindings []Binding
	layout   Layout
	actions  map[Scope]map[string]Action
}

// New makes a Map. The error, of KindConfig, names the key and both actions
// when one key of a view is bound twice, or the name that is no key.
func New(bindings []Binding, l Layout) (*Map, error) {
	m := &Map{bindings: slices.Clone(bindings), layout: l, actions: map[Scope]map[string]Action{}}
	for _, b := range m.bindings {
		if m.actions[b.Scope] == nil {
			m.actions[b.Scope] = map[string]Action{}
		}
		for _, key := range b.Keys {
			if !valid(key) {
				return nil, wrong(b.Scope, fmt.Errorf("%q, bound to %s, is no key", key, b.Action))
			}
			if other, ok := m.actions[b.Scope][key]; ok {
				return nil, wrong(b.Scope, fmt.Errorf("%q is bound to both %s and %s", key, other, b.Action))
			}
			m.actions[b.Scope][key] = b.Action
		}
	}
	return m, nil
}

func wrong(s Scope, err error) error {
	return &feed.Error{Op: "bind keys", Source: string(s), Kind: feed.KindConfig, Err: err}
}

// valid reports whether a key press can have that name.
func valid(name string) bool {
	for _, mod := range []string{"ctrl+", "alt+", "shift+"} {
		name = strings.TrimPrefix(name, mod)
	}
	return utf8.RuneCountInString(name) == 1 && name != " " || face(name) != name
}

// Find returns the action a key press starts in a view, or "".
func (m *Map) Find(s Scope, k tea.Key) Action {
	for _, name := range Names(k, m.layout) {
		if a, ok := m.actions[s][name]; ok {
			return a
		}
	}
	return ""
}

// FindTyped is Find for a view with a text field. What types a character is
// text and no command; only space is always a command, and any bound key is
// while the field is blank. So in the picker x excludes and digits choose
// until something was typed, and Ctrl+x excludes at any time.
func (m *Map) FindTyped(s Scope, k tea.Key, blank bool) Action {
	if !blank && k.Text != "" && k.Text != " " {
		return ""
	}
	return m.Find(s, k)
}

// Keys returns the names of the keys of an action in a view, the main one
// first.
func (m *Map) Keys(s Scope, a Action) []string {
	var names []string
	for _, b := range m.bindings {
		if b.Scope == s && b.Action == a {
			names = append(names, b.Keys...)
		}
	}
	return names
}

// Help returns the bindings of a view in help order. The digits that follow
// one another (rubrics 1–9, links 1–9) are one row, under the action of the
// first, unless the reader gave them keys of their own.
func (m *Map) Help(s Scope) []Binding {
	return slices.DeleteFunc(m.Actions(s), func(b Binding) bool { return len(b.Keys) == 0 })
}

// Actions is Help with the actions that have no key.
func (m *Map) Actions(s Scope) []Binding {
	var rows []Binding
	for _, b := range m.bindings {
		if b.Scope != s {
			continue
		}
		if n, ok := b.Action.Number(); ok && n > 1 && len(rows) > 0 && !b.Own {
			last := &rows[len(rows)-1]
			if first, ok := last.Action.Number(); ok && first > 0 && len(last.Keys) == n-first && !last.Own {
				last.Keys = slices.Concat(last.Keys, b.Keys)
				continue
			}
		}
		rows = append(rows, b)
	}
	return rows
}

// Label returns the main key of an action as hints show it: "j", "Enter",
// "C-d", "↓"; with seen (a non-Latin layout was seen, see NonLatin) also as
// this keyboard types it: "j (о)". It is "" when the action has no key.
func (m *Map) Label(s Scope, a Action, seen bool) string {
	names := m.Keys(s, a)
	if len(names) == 0 {
		return ""
	}
	return m.label(names[0], seen)
}

// Or is how a panel prints the key of an action: usual, unless the reader gave
// it keys of their own; "" where they took it away. A nil Map has none of these.
func (m *Map) Or(s Scope, a Action, usual string) string {
	if m == nil {
		return usual
	}
	for _, b := range m.bindings {
		if b.Scope == s && b.Action == a && b.Own {
			return m.Label(s, a, false)
		}
	}
	return usual
}

// Labels returns the keys of a row of Help: "j (о) ↓", "1…9"; with seen also
// those that only other layouts need: "? , F1".
func (m *Map) Labels(b Binding, seen bool) string {
	n, numbered := b.Action.Number()
	if numbered && n > 0 && len(b.Keys) > 2 {
		return m.label(b.Keys[0], seen) + "…" + m.label(b.Keys[len(b.Keys)-1], seen)
	}
	labels := make([]string, 0, len(b.Keys))
	for _, key := range b.Keys {
		if seen || !borrowed(key, b.Keys) {
			labels = append(labels, m.label(key, seen))
		}
	}
	return strings.Join(labels, " ")
}

// borrowed reports the comma and the full stop that stand in for ? and /, whose
// key types them on Russian and other keyboards. To others they would read like
// punctuation between the keys.
func borrowed(key string, row []string) bool {
	return key == "," && slices.Contains(row, "?") || key == "." && slices.Contains(row, "/")
}

func (m *Map) label(name string, seen bool) string {
	r, one := single(name)
	// Signs stay: the default ones are typed as such under ru and az.
	if one && seen && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
		if own := m.layout.national(r); own != 0 {
			return name + " (" + string(own) + ")"
		}
	}
	return face(name)
}

// face is how a key name is printed.
func face(name string) string {
	if rest, ok := strings.CutPrefix(name, "ctrl+"); ok {
		return "C-" + face(rest)
	}
	if rest, ok := strings.CutPrefix(name, "alt+"); ok {
		return "M-" + face(rest)
	}
	if rest, ok := strings.CutPrefix(name, "shift+"); ok {
		return "S-" + face(rest)
	}
	if f, ok := faces()[name]; ok {
		return f
	}
	return name
}

// faces are the names of keys that type nothing, and how they are printed.
func faces() map[string]string {
	return map[string]string{
		"up": "↑", "down": "↓", "left": "←", "right": "→", "space": "␣", "enter": "Enter",
		"tab": "Tab", "esc": "Esc", "backspace": "Backspace", "delete": "Del", "insert": "Ins",
		"pgup": "PgUp", "pgdown": "PgDn", "home": "Home", "end": "End", "f1": "F1", "f2": "F2",
		"f3": "F3", "f4": "F4", "f5": "F5", "f6": "F6", "f7": "F7", "f8": "F8", "f9": "F9",
		"f10": "F10", "f11": "F11", "f12": "F12",
	}
}
