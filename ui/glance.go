package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"rubrika/feed"
	"rubrika/ui/render"
)

// The preview beside the list. It follows the cursor without waiting for it:
// headline and teaser are there in the same frame, the text when it is laid
// out, and never more than one text is being laid out.

// glance is how far the preview is.
type glance struct {
	busy   bool
	of     feed.ID // the story whose text is shown or on its way
	rested int     // numbers the rests of the cursor
}

// restFor is how long the cursor rests on a story before its pictures are
// fetched for the preview.
const restFor = 400 * time.Millisecond

// previewing reports whether a preview is on the screen.
func (m *Model) previewing() bool {
	return m.layout.preview.w > 0 && m.view == viewList && !m.helping
}

// peek keeps the preview on the selected story; it is asked after every
// message.
func (m *Model) peek() tea.Cmd {
	if !m.previewing() {
		return nil
	}
	it, ok := m.headlines.Selected()
	if !ok {
		it = feed.Item{}
	}
	if it.ID != m.preview.Article().ID {
		m.preview.Open(it)
		m.glance.of = 0
	}
	if it.ID == 0 || m.glance.busy || m.glance.of == it.ID {
		return nil
	}
	m.glance.busy, m.glance.of = true, it.ID
	m.glance.rested++
	n := m.glance.rested
	return tea.Batch(m.readAside(it.ID), m.after(restFor, func(time.Time) tea.Msg { return restedMsg{n: n} }))
}

// readAside brings the text of a story laid out for the preview.
func (m *Model) readAside(id feed.ID) tea.Cmd {
	width, lay := m.preview.Measure(), m.layer()
	return func() tea.Msg {
		a, err := m.library.Article(m.ctx, id)
		if err != nil {
			return asideMsg{id: id, err: err}
		}
		return asideMsg{id: id, article: a, width: width, lines: lay.out(m.ctx, a, width)}
	}
}

// asideMsg brings a text for the preview; restedMsg says that the cursor has
// rested.
type (
	asideMsg struct {
		id      feed.ID
		article feed.Article
		width   int
		lines   []render.Line
		err     error
	}
	restedMsg struct{ n int }
)

func (m *Model) gotAside(msg asideMsg) {
	m.glance.busy = false
	switch {
	case msg.id != m.preview.Article().ID || m.glance.of != msg.id:
	case msg.err != nil:
		m.preview.SetNote(m.words.Error(msg.err))
	case msg.width != m.preview.Measure():
		m.glance.of = 0 // laid out again by the next peek
	default:
		m.preview.SetBody(msg.article, msg.lines)
	}
}

// gotRested fetches the pictures of a story that the reader looks at.
func (m *Model) gotRested(msg restedMsg) {
	if msg.n == m.glance.rested {
		m.album.aside = m.preview.Article().ID
	}
}

// glanceAgain lays the preview out anew, for a new width or new colours.
func (m *Model) glanceAgain() { m.glance.of = 0 }

// togglePreview shows the story beside the list, or only the list.
func (m *Model) togglePreview() tea.Cmd {
	if m.width < previewFrom {
		return m.say(m.words.TooNarrow(previewFrom))
	}
	m.config.Preview = !m.config.Preview
	m.glanceAgain()
	text := m.words.Desk.Preview[0]
	if !m.config.Preview {
		text = m.words.Desk.Preview[1]
	}
	return tea.Batch(m.resize(m.width, m.height), m.say(text))
}
