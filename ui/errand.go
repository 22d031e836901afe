package ui

import (
	"context"
	"io"
	"slices"
	"sync"
	"sync/atomic"

	tea "charm.land/bubbletea/v2"
)

// errand is a command that is done to its end although the reader is left
// meanwhile: Bubble Tea does not wait for its commands, and does not begin those
// that it has not come to.
type errand struct {
	do    func(end func()) tea.Msg
	begun atomic.Bool
	over  chan struct{}
}

// errand makes a command of what calls end when nothing must be waited for any
// more, at the latest when it returns.
func (m *Model) errand(do func(end func()) tea.Msg) tea.Cmd {
	e := &errand{do: do, over: make(chan struct{})}
	m.errands = append(slices.DeleteFunc(m.errands, (*errand).isOver), e)
	return e.run
}

// run does it, once.
func (e *errand) run() tea.Msg {
	if e.begun.Swap(true) {
		return nil
	}
	end := sync.OnceFunc(func() { close(e.over) })
	defer end()
	return e.do(end)
}

// finish does what nobody has begun, and waits for the end of what somebody has.
func (e *errand) finish(ctx context.Context) {
	e.run()
	select {
	case <-e.over:
	case <-ctx.Done():
	}
}

func (e *errand) isOver() bool {
	select {
	case <-e.over:
		return true
	default:
		return false
	}
}

// toldDocument is a document that says when it has been read to its end.
type toldDocument struct {
	io.Reader

	end func()
}

// Read implements io.Reader.
func (d toldDocument) Read(b []byte) (int, error) {
	n, err := d.Reader.Read(b)
	if err != nil {
		d.end()
	}
	return n, err
}
