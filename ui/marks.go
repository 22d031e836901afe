package ui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"rubrika/feed"
)

// Marks: on the screen at once, then in the store. A list that was read from
// the store before a mark got there does not take it off the screen again.

// marks are the marks that the store may not have had when the list that is on
// its way, or the one that is shown, was read.
type marks struct {
	unsure  map[feed.ID]feed.State // as they are on the screen
	writing int                    // deeds on their way to the store
	doubt   bool                   // the store was read while they were
}

// asked notes that the store is read now: what was written it has.
func (k *marks) asked() {
	if k.writing == 0 {
		clear(k.unsure)
	}
}

// overlay puts on items of the store what it did not have yet.
func (k *marks) overlay(items []feed.Item) {
	for i := range items {
		if s, ok := k.unsure[items[i].ID]; ok {
			items[i].State = s
		}
	}
}

type (
	// markedMsg is the answer of the store to marks that are on the screen
	// already; undo is what it showed before.
	markedMsg struct {
		deed feed.Deed
		undo map[feed.ID]feed.State
		say  string
		err  error
	}
	undoneMsg struct {
		deed feed.Deed
		redo bool
		err  error
	}
	// remarkedMsg brings the marks of a story as the store has them.
	remarkedMsg struct {
		id    feed.ID
		state feed.State
	}
)

// mark sets and clears marks of the items of undo.
func (m *Model) mark(set, clearing feed.State, undo map[feed.ID]feed.State, say string) tea.Cmd {
	ids := make([]feed.ID, 0, len(undo))
	for id := range undo {
		ids = append(ids, id)
	}
	m.show(undo, func(s feed.State) feed.State { return s&^clearing | set })
	m.marks.writing++
	return m.deed(
		func(ctx context.Context) (feed.Deed, error) { return m.library.Mark(ctx, set, clearing, ids...) },
		func(d feed.Deed, err error) tea.Msg { return markedMsg{deed: d, undo: undo, say: say, err: err} },
	)
}

// markAll marks everything the filter selects as read, but not what waits: it
// was not seen. What is shown when another list is on its way is not that.
func (m *Model) markAll() tea.Cmd {
	f := m.filter
	f.Upto = m.stream.horizon
	undo := map[feed.ID]feed.State{}
	for _, it := range m.headlines.Items() {
		if !m.listing && !it.State.Has(feed.Read) && it.State.Has(f.Is) && it.State&f.IsNot == 0 {
			undo[it.ID] = it.State
		}
	}
	m.show(undo, func(s feed.State) feed.State { return s | feed.Read })
	m.marks.writing++
	return m.deed(
		func(ctx context.Context) (feed.Deed, error) { return m.library.MarkAll(ctx, f, feed.Read, 0) },
		func(d feed.Deed, err error) tea.Msg {
			say := ""
			if d.Items > 0 {
				say = m.words.MarkedRead(d.Items)
			}
			return markedMsg{deed: d, undo: undo, say: say, err: err}
		},
	)
}

func (m *Model) undo(redo bool) tea.Cmd {
	do := m.library.Undo
	if redo {
		do = m.library.Redo
	}
	m.marks.writing++
	return m.deed(do, func(d feed.Deed, err error) tea.Msg { return undoneMsg{deed: d, redo: redo, err: err} })
}

// show puts marks on items wherever they are on the screen: what becomes of
// those that they had.
func (m *Model) show(items map[feed.ID]feed.State, become func(feed.State) feed.State) {
	for id, state := range items {
		m.marks.unsure[id] = become(state)
	}
	if len(items) == 1 {
		for id := range items {
			m.headlines.SetState(id, m.marks.unsure[id])
		}
	} else {
		listed := slices.Clone(m.headlines.Items())
		m.marks.overlay(listed)
		m.headlines.SetItems(listed)
	}
	if s, ok := m.marks.unsure[m.article.Article().ID]; ok {
		m.article.SetState(s)
	}
	if s, ok := m.marks.unsure[m.preview.Article().ID]; ok {
		m.preview.SetState(s)
	}
}

// gotMarked confirms marks, or takes them off the screen again.
func (m *Model) gotMarked(msg markedMsg) tea.Cmd {
	m.marks.writing--
	if msg.err != nil {
		m.show(msg.undo, func(s feed.State) feed.State { return s })
		return tea.Batch(m.asStored(), m.say(m.words.Error(msg.err)))
	}
	then := m.count
	switch {
	case m.marks.doubt && m.marks.writing == 0:
		then = m.asStored
	case msg.deed.Items > 0 && len(msg.undo) == 0: // of a list that was on its way
		then = m.reload
	}
	if msg.say != "" {
		return tea.Batch(then(), m.marksMade(), m.say(msg.say+m.undoHint()))
	}
	return tea.Batch(then(), m.marksMade())
}

func (m *Model) gotUndone(msg undoneMsg) tea.Cmd {
	m.marks.writing--
	switch {
	case msg.err != nil:
		return m.say(m.words.Error(msg.err))
	case msg.deed.ID == 0 && msg.redo:
		return m.say(m.words.Notices.NothingToRedo)
	case msg.deed.ID == 0:
		return m.say(m.words.Notices.NothingToUndo)
	}
	text := m.words.Undone(msg.deed)
	if msg.redo {
		text = m.words.Redone(msg.deed)
	}
	m.desk.showNew = true // what came back is to be seen
	return tea.Batch(m.asStored(), m.marksMade(), m.loadSources(), m.viewsUndone(msg.deed), m.say(text))
}

// asStored brings the marks of all that is on the screen from the store, and
// once more when the last of those that are on their way is there.
func (m *Model) asStored() tea.Cmd {
	clear(m.marks.unsure)
	m.marks.doubt = m.marks.writing > 0
	return tea.Batch(m.reload(), m.remark(m.article.Article().ID), m.remark(m.preview.Article().ID))
}

// remark brings the marks of a story that is open.
func (m *Model) remark(id feed.ID) tea.Cmd {
	if id == 0 {
		return nil
	}
	return func() tea.Msg {
		it, err := m.library.Item(m.ctx, id)
		if err != nil { // it was deleted: its page stays as it is
			return nil
		}
		return remarkedMsg{id: id, state: it.State}
	}
}

func (m *Model) gotRemarked(msg remarkedMsg) {
	if _, newer := m.marks.unsure[msg.id]; newer {
		return
	}
	if m.article.Article().ID == msg.id {
		m.article.SetState(msg.state)
	}
	if m.preview.Article().ID == msg.id {
		m.preview.SetState(msg.state)
	}
}
