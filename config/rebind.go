package config

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
)

// Spot is a place in the settings file: both numbers from 1, the column in
// letters.
type Spot struct{ Line, Column int }

// Rebinding gives an action of one view, or of all views that have it, the keys
// of the settings file. What views, actions and keys there are is known to
// ui/keys.
type Rebinding struct {
	// View is the name of a view, "" for all; Action that of the action.
	View, Action string
	// Keys are the names of keys, as in ui/keys; none takes the action its keys.
	Keys []string
	// Line and Column are where the name of the action stands in the file, from
	// 1; ViewAt is where that of the view stands, if there is one, and KeysAt where
	// each key does.
	Line, Column int
	ViewAt       Spot
	KeysAt       []Spot
}

// takeKeys reads the table [keys], in the order of the file.
func (d *document) takeKeys(f *findings) {
	for name, value := range d.Keys {
		actions, isView := value.(map[string]any)
		if !isView {
			d.bind(f, "", name, value)
			continue
		}
		for action, value := range actions {
			d.bind(f, name, action, value)
		}
	}
	slices.SortFunc(d.Config.Keys, func(a, b Rebinding) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
}

// bind reads one line of [keys].
func (d *document) bind(f *findings, view, action string, value any) {
	key := "keys." + action
	r := Rebinding{View: view, Action: action}
	if view != "" {
		key = "keys." + view + "." + action
		r.ViewAt = f.places["keys."+view].name
	}
	r.Line, r.Column = f.places[key].name.Line, f.places[key].name.Column
	list, isList := value.([]any)
	text, isText := value.(string)
	switch {
	case isText:
		list = []any{text}
	case !isList && slices.Contains(names(), action):
		f.note(key, "", ProblemPlace, action, "%w", misplaced("keys", action))
		return
	case !isList:
		f.note(key, "", ProblemType, key, "%s: wants %s", key, wantsIn("keys", true))
		return
	}
	for i, v := range list {
		at := key
		if isList {
			at = element(key, i)
		}
		switch name, ok := v.(string); {
		case !ok:
			f.note(at, "", ProblemType, key, "%s: wants %s", key, wantsIn("keys", true))
			return
		case name == "":
			f.note(at, "", ProblemEmpty, key, "%s: a key has no name; [] takes the action its keys", key)
			return
		default:
			r.Keys, r.KeysAt = append(r.Keys, name), append(r.KeysAt, f.places[at].spot())
		}
	}
	d.Config.Keys = append(d.Config.Keys, r)
}

// keyName is how the file names what r is about.
func (r Rebinding) keyName() string {
	if r.View == "" {
		return r.Action
	}
	return fmt.Sprintf("%s.%s", r.View, r.Action)
}

// sorted are the keys of a map in their order.
func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
