package library

import (
	"context"
	"fmt"
	"net/url"
	"sync"

	"rubrika/feed"
)

// queue hands out work so that no host has more than a number of pieces under
// way and no worker waits for a host while another host has work. Of the hosts
// with a free place the one with most work left comes first, so that the
// longest line is not what is left over at the end.
type queue struct {
	perHost int

	mu   sync.Mutex
	free *sync.Cond
	// hosts are in the order of their first piece.
	hosts []*line
	left  int
	ended bool
}

// line is the work at one host, by number.
type line struct {
	name  string
	waits []int
	busy  int
}

// newQueue lines up n pieces of work; host names the host of each.
func newQueue(n, perHost int, host func(i int) string) *queue {
	q := &queue{perHost: perHost, left: n}
	q.free = sync.NewCond(&q.mu)
	by := map[string]*line{}
	for i := range n {
		name := host(i)
		at, ok := by[name]
		if !ok {
			at = &line{name: name}
			by[name] = at
			q.hosts = append(q.hosts, at)
		}
		at.waits = append(at.waits, i)
	}
	return q
}

// take returns the next piece, and waits while every host that has work is
// busy; false when there is none.
func (q *queue) take() (int, *line, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for {
		if q.ended || q.left == 0 {
			return 0, nil, false
		}
		var best *line
		for _, h := range q.hosts {
			if len(h.waits) > 0 && h.busy < q.perHost && (best == nil || len(h.waits) > len(best.waits)) {
				best = h
			}
		}
		if best != nil {
			i := best.waits[0]
			best.waits = best.waits[1:]
			best.busy++
			q.left--
			return i, best, true
		}
		q.free.Wait()
	}
}

// done gives the place at a host back.
func (q *queue) done(at *line) {
	q.mu.Lock()
	defer q.mu.Unlock()
	at.busy--
	q.free.Broadcast()
}

// end lets nothing more be taken.
func (q *queue) end() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.ended = true
	q.free.Broadcast()
}

// run does all work with some workers and returns when it is done or ctx ends.
// The error is of a panic of do, which ends only its own piece.
func (q *queue) run(ctx context.Context, workers int, do func(i int)) error {
	defer context.AfterFunc(ctx, q.end)()
	var (
		all    sync.WaitGroup
		mu     sync.Mutex
		broken error
	)
	one := func(i int, at *line) {
		defer q.done(at)
		defer func() {
			if p := recover(); p != nil {
				mu.Lock()
				defer mu.Unlock()
				broken = &feed.Error{Op: "work", Kind: feed.KindInternal, Err: fmt.Errorf("panic: %v", p)}
			}
		}()
		do(i)
	}
	for range min(workers, q.left) {
		all.Go(func() {
			for {
				i, at, ok := q.take()
				if !ok {
					return
				}
				one(i, at)
			}
		})
	}
	all.Wait()
	return broken
}

// hostOf is the host and port of an address, as it limits requests.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return u.Host
}
