package ui

import (
	"context"
	"sync"

	tea "charm.land/bubbletea/v2"

	"rubrika/feed"
)

// ledger keeps what the reader did to the store in the order of doing until
// the store has it. Commands run side by side and some never run when the
// program ends, so a command only settles the ledger up to its own entry, and
// the end of the program settles the rest: no mark is lost by a quick q, and
// two marks of one story never overtake each other.
type ledger struct {
	adding sync.Mutex // held while the queue is looked at
	doing  sync.Mutex // held while entries are done, one after the other
	queue  []*entry
}

// entry is one deed and what came of it.
type entry struct {
	do   func(context.Context) (feed.Deed, error)
	deed feed.Deed
	err  error
}

// put adds a deed.
func (l *ledger) put(do func(context.Context) (feed.Deed, error)) *entry {
	l.adding.Lock()
	defer l.adding.Unlock()
	e := &entry{do: do}
	l.queue = append(l.queue, e)
	return e
}

// deed enters a deed; answer words what came of it.
func (m *Model) deed(do func(context.Context) (feed.Deed, error), answer func(feed.Deed, error) tea.Msg) tea.Cmd {
	e := m.ledger.put(do)
	return func() tea.Msg {
		m.ledger.settle(m.lasting())
		return answer(e.deed, e.err)
	}
}

// settle does everything that is queued and has not been done. Afterwards an
// entry that was put before carries its result.
func (l *ledger) settle(ctx context.Context) {
	l.doing.Lock()
	defer l.doing.Unlock()
	for {
		l.adding.Lock()
		if len(l.queue) == 0 {
			l.adding.Unlock()
			return
		}
		e := l.queue[0]
		l.queue = l.queue[1:]
		l.adding.Unlock()
		e.deed, e.err = e.do(ctx)
	}
}
