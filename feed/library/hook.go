package library

import (
	"context"
	"slices"
	"sync"

	"rubrika/feed"
)

// OnNewMost is how many stories Options.OnNew is told of at one time.
const OnNewMost = 200

// hook tells Options.OnNew of new stories, beside everything else and one call
// at a time. What it was told of is kept in the store before it is called: it
// is told of a story once, or, when the program is killed meanwhile, never.
type hook struct {
	tell func() error // tells of what there is

	mu     sync.Mutex
	wanted bool          // something may have come since the last call
	done   chan struct{} // closed when nobody is being told any more; nil then
	err    error         // of the last call that failed
}

// tellNew tells of what has come, in the background, where somebody is to be
// told.
func (l *Library) tellNew() {
	if l.settings.Load().OnNew == nil {
		return
	}
	h := &l.hook
	h.mu.Lock()
	defer h.mu.Unlock()
	h.wanted = true
	if h.done == nil {
		h.done = make(chan struct{})
		go h.run()
	}
}

// run tells until nothing has come meanwhile.
func (h *hook) run() {
	for h.next() {
		err := h.tell()
		h.mu.Lock()
		if err != nil {
			h.err = err
		}
		h.mu.Unlock()
	}
}

// next reports whether there may be something to tell; where there is not, that
// was all.
func (h *hook) next() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.wanted {
		close(h.done)
		h.done = nil
		return false
	}
	h.wanted = false
	return true
}

// Told waits until Options.OnNew has been told of all that a refresh of this
// process brought. The error is its own, of the last call that failed since
// Told was asked last, or of ctx.
func (l *Library) Told(ctx context.Context) error {
	h := &l.hook
	for done := h.going(); done != nil; done = h.going() {
		select {
		case <-done:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	err := h.err
	h.err = nil
	return err
}

// settle waits until nobody is being told; who wants to know how it went asks
// Told.
func (h *hook) settle() {
	for done := h.going(); done != nil; done = h.going() {
		<-done
	}
}

// going is closed when nobody is being told any more; nil then.
func (h *hook) going() <-chan struct{} {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.done
}

// tellOnce tells OnNew of what nobody was told of yet.
func (l *Library) tellOnce(ctx context.Context) (err error) {
	defer survive("tell of new stories", "", &err)
	onNew := l.settings.Load().OnNew
	if onNew == nil {
		return nil
	}
	for {
		told, newest, err := l.store.Untold(ctx)
		if err != nil || told == newest {
			return err
		}
		items, more, err := l.cameBetween(ctx, told, newest)
		if err != nil {
			return err
		}
		ok, err := l.store.Tell(ctx, told, newest)
		if err != nil || ok && len(items) == 0 {
			return err
		}
		if ok {
			return onNew(ctx, items, more)
		}
		// Another process was quicker; what came behind that is left to us.
	}
}

// cameBetween lists the newest stories with ids behind one and up to another,
// the oldest first, and counts those before them; without what a rule hides.
func (l *Library) cameBetween(ctx context.Context, after, upto feed.ID) (items []feed.Item, more int, err error) {
	f := feed.Filter{Sort: feed.Arrival, After: after, Upto: upto, Limit: OnNewMost}
	items, err = l.store.List(ctx, f)
	for rest := items; err == nil && len(rest) == OnNewMost; more += len(rest) {
		f.Before = rest[len(rest)-1].Position()
		rest, err = l.store.List(ctx, f)
	}
	slices.Reverse(items)
	return items, more, err
}
