// Package keys holds every action a key can start, the default bindings, and
// the one lookup from a key press to an action.
//
// The lookup is blind to the keyboard layout: «о» on a Russian keyboard is the
// j key. It works by names: a press becomes an ordered list of names (see
// Names) and the first one that is bound in the active view wins. Never
// compare keys anywhere else.
//
// The view asks the terminal for alternate keys, all keys as escape codes and
// associated text in lists and articles, and for nothing while the reader
// types into a field: with alternate keys but no associated text the decoder
// of Bubble Tea 2.1.1 turns Shift and a Cyrillic letter into Latin text.
package keys
