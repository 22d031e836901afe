package ui

import (
	tea "charm.land/bubbletea/v2"

	"rubrika/feed"
)

// Programs of the reader's own that get a story: a player, and what takes it in
// a pipe.

// play hands what comes with a story to the player.
func (m *Model) play(it feed.Item) tea.Cmd {
	return m.follow(it.URL)
}

// pipe hands a story to the command of the settings.
func (m *Model) pipe(it feed.Item) tea.Cmd {
	return m.follow(it.URL)
}
