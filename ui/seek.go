package ui

import (
	tea "charm.land/bubbletea/v2"

	"rubrika/ui/keys"
)

// The search: a field over the list, whose answer is the list.

// seek is how the search stands.
type seek struct {
	typing bool
}

// doSeek does what has to do with the search.
func (m *Model) doSeek(a keys.Action) (cmd tea.Cmd, done bool) { return nil, false }

// answerSeek takes in what its commands bring, and hands on the rest.
func (m *Model) answerSeek(msg tea.Msg) tea.Cmd { return m.answerRules(msg) }
