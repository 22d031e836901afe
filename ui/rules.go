package ui

import (
	tea "charm.land/bubbletea/v2"

	"rubrika/ui/keys"
)

// Saved views, and the rules that mute and watch.

// rules is how they stand.
type rules struct {
	muting bool
}

// doRules does what has to do with views and rules.
func (m *Model) doRules(a keys.Action) (cmd tea.Cmd, done bool) { return nil, false }

// answerRules takes in what their commands bring.
func (m *Model) answerRules(msg tea.Msg) tea.Cmd { return nil }
