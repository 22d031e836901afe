package ui

import (
	"bytes"
	"path/filepath"

	tea "charm.land/bubbletea/v2"

	"rubrika/feed"
	"rubrika/feed/clip"
	"rubrika/ui/launch"
)

// Programs of the reader's own that get a story: a browser, a player, and what
// takes it on its standard input; and the one that is told of new stories.

type (
	// openedMsg says how a browser or a player ended.
	openedMsg struct {
		err error
	}
	// playableMsg brings what is to be played of a story; pipedMsg what a program
	// said that took one.
	playableMsg struct {
		item    feed.Item
		address string
		err     error
	}
	pipedMsg struct {
		said string
		err  error
	}
	// hookedMsg says how the telling of new stories ended.
	hookedMsg struct {
		err error
	}
)

// follow hands one address to the reader's browser.
func (m *Model) follow(address string) tea.Cmd {
	if address == "" {
		return m.say(m.words.Notices.NoAddress)
	}
	command := m.config.Browser
	return tea.Batch(m.say(m.words.Notices.InBrowser), func() tea.Msg {
		return openedMsg{err: launch.Open(m.ctx, command, address)}
	})
}

func (m *Model) gotOpened(msg openedMsg) tea.Cmd {
	if msg.err == nil {
		return nil
	}
	return m.say(m.words.Error(msg.err))
}

// play looks for what can be played of a story.
func (m *Model) play(it feed.Item) tea.Cmd {
	return func() tea.Msg {
		a, err := m.library.Article(m.ctx, it.ID)
		if err != nil {
			return playableMsg{err: err}
		}
		e, ok := launch.Playable(a.Enclosures)
		if ok {
			err = m.library.Outside(m.ctx, e.URL)
		}
		return playableMsg{item: it, address: e.URL, err: err}
	}
}

// gotPlayable hands it to the player; the story is read then, as in a browser.
func (m *Model) gotPlayable(msg playableMsg) tea.Cmd {
	switch {
	case msg.err != nil:
		return m.say(m.words.Error(msg.err))
	case msg.address == "":
		return m.say(m.words.Outside.NothingToPlay)
	}
	command := m.config.Player
	return tea.Batch(m.markRead(msg.item), m.say(m.words.Outside.Playing), func() tea.Msg {
		return openedMsg{err: launch.Play(m.ctx, command, msg.address)}
	})
}

// pipe gives a story, as it would be saved as Markdown, to the command of the
// settings.
func (m *Model) pipe(it feed.Item) tea.Cmd {
	command, words := m.config.Pipe, m.words
	if len(command) == 0 {
		return m.say(words.Outside.NoPipe)
	}
	ctx := m.lasting()
	program := filepath.Base(command[0])
	say := m.say(words.Piping(program))                       // the program may take its time
	return tea.Batch(say, m.errand(func(end func()) tea.Msg { // it gets the whole story; for what it does with it nobody waits
		a, err := m.library.Article(ctx, it.ID)
		if err != nil {
			return pipedMsg{err: err}
		}
		doc := toldDocument{bytes.NewReader(clip.Document(a, clip.Markdown, words)), end}
		said, err := launch.Pipe(ctx, command, doc, a.URL)
		return pipedMsg{said: words.Piped(program, said), err: err}
	}))
}

func (m *Model) gotPiped(msg pipedMsg) tea.Cmd {
	if msg.err != nil {
		return m.say(m.words.Error(msg.err))
	}
	return m.say(msg.said)
}

// hooked waits until the program that is told of new stories is.
func (m *Model) hooked() tea.Cmd {
	if len(m.config.OnNew) == 0 || m.demo {
		return nil
	}
	return func() tea.Msg { return hookedMsg{err: m.library.Told(m.ctx)} }
}

// gotHooked says what went wrong, the same once.
func (m *Model) gotHooked(msg hookedMsg) tea.Cmd {
	if msg.err == nil || m.ctx.Err() != nil {
		return nil
	}
	text := m.words.Error(msg.err)
	if text == m.untold {
		return nil
	}
	m.untold = text
	return m.say(text)
}
