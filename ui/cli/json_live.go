package cli

import (
	"rubrika/ui/keys"
)

// keyJSON is a line of `keys --json`: an action of one screen and its keys.
type keyJSON struct {
	// version of the shape
	V int `json:"v"`
	// screen the keys work in, as the settings name it
	View string `json:"view"`
	// what they do, as the settings name it
	Action string `json:"action"`
	// names of the keys, the main one first; none where it has none
	Keys []string `json:"keys"`
	// what they do, in the language of the interface
	Says string `json:"says"`
	// the keys are those of the settings
	Own bool `json:"own"`
}

func (a *app) newKey(b keys.Binding) keyJSON {
	return keyJSON{
		V: shape, View: string(b.Scope), Action: string(b.Action), Keys: append([]string{}, b.Keys...),
		Says: a.words.Action(string(b.Action)), Own: b.Own,
	}
}

// themeJSON is a line of `themes --json`: a set of colours.
type themeJSON struct {
	// version of the shape
	V int `json:"v"`
	// name, as the settings have it
	Name string `json:"name"`
	// background it is made for: dark, light or both, "" when it cannot be read
	Made string `json:"made"`
	// it is the reader's own, and not built in
	Own bool `json:"own"`
	// the settings choose it
	Used bool `json:"used"`
	// why it cannot be read, in the language of the interface, else ""
	Error string `json:"error"`
}
