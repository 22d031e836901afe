package library

import (
	"cmp"
	"context"
	"errors"
	"sync"
	"time"

	"rubrika/feed"
	"rubrika/feed/page"
)

// What is done in the background is done in small pieces, between which others
// may write, and with rests as long as the pieces.
const (
	// settling is how long an edition is left alone after it was opened: a
	// command has ended by then, and the screen shows its first list.
	settling = 300 * time.Millisecond
	// indexedAtOnce is a piece of the full-text index: about half a second,
	// in which the store lets others write ten times.
	indexedAtOnce = 500
	// again is when work is taken up again that another process was doing, or
	// that could not be done.
	again = leaseTime / 3
)

// chores are what an open library does by itself: it indexes what a former
// version of the program has stored, and applies changed rules.
type chores struct {
	wanted chan struct{}

	mu    sync.Mutex
	stop  func() // ends the work and waits for its end; nil when none goes on
	begin func() // begins it
}

// wake has a look at the work at once.
func (c *chores) wake() {
	select {
	case c.wanted <- struct{}{}:
	default: // somebody has called already
	}
}

// attend begins the work, which ends with ctx or halt.
func (l *Library) attend(ctx context.Context) {
	l.chores.mu.Lock()
	defer l.chores.mu.Unlock()
	l.chores.begin = func() {
		ctx, cancel := context.WithCancel(ctx)
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			// A panic ends it for this run: the next opening takes it up again.
			_ = l.work(ctx)
		}()
		l.chores.stop = func() { cancel(); <-ended }
	}
	l.chores.begin()
}

// halt ends the work in the background, and returns what begins it again.
func (l *Library) halt() (resume func()) {
	l.chores.mu.Lock()
	defer l.chores.mu.Unlock()
	if l.chores.stop == nil {
		return func() {}
	}
	l.chores.stop()
	l.chores.stop = nil
	return func() {
		l.chores.mu.Lock()
		defer l.chores.mu.Unlock()
		if l.chores.stop == nil {
			l.chores.begin()
		}
	}
}

// retire ends the work for good.
func (l *Library) retire() {
	l.halt()
	l.chores.mu.Lock()
	defer l.chores.mu.Unlock()
	l.chores.begin = func() {}
}

// work does what there is to do whenever there may be something, until ctx
// ends. The error is of a panic.
func (l *Library) work(ctx context.Context) (err error) {
	defer survive("index", "", &err)
	look := time.NewTimer(settling)
	defer look.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-l.chores.wanted:
		case <-look.C:
		}
		if errors.Join(l.judgeRest(ctx), l.indexRest(ctx)) != nil {
			look.Reset(again)
		}
	}
}

// indexRest indexes what is not indexed yet, unless another process is at it.
func (l *Library) indexRest(ctx context.Context) error {
	if left, err := l.Unindexed(ctx); err != nil || left == 0 {
		return err
	}
	ctx, release, err := l.lease(ctx, "index")
	if err != nil {
		return err
	}
	defer release()
	return unhurried(ctx, func() (bool, error) {
		left, err := l.Index(ctx)
		return left > 0, err
	})
}

// judgeRest applies changed rules to all stories that are left.
func (l *Library) judgeRest(ctx context.Context) error {
	return unhurried(ctx, func() (bool, error) {
		_, more, err := l.ApplyRules(ctx)
		return more, err
	})
}

// unhurried does a work piece by piece while there is more of it.
func unhurried(ctx context.Context, piece func() (more bool, err error)) error {
	for {
		began := time.Now()
		more, err := piece()
		if err != nil || !more {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(min(time.Since(began), time.Second)):
		}
	}
}

// Unindexed is how many stories no search finds by their words yet.
func (l *Library) Unindexed(ctx context.Context) (int, error) {
	return l.store.Index(ctx, 0)
}

// Index indexes a piece of what a former version of the program has stored,
// and reports how many stories are left. It goes on by itself in the
// background.
func (l *Library) Index(ctx context.Context) (left int, err error) {
	return l.store.Index(ctx, indexedAtOnce)
}

// Reindex makes the full-text index anew and reports how far it is. The error
// is of KindElsewhere while another process is at it; what was done when it is
// cut short stays, and the rest follows in the background.
func (l *Library) Reindex(ctx context.Context, progress func(done, total int)) (err error) {
	defer survive("index", "", &err)
	if l.ReadOnly() {
		return &feed.Error{Op: "index", Kind: feed.KindReadOnly}
	}
	if progress == nil {
		progress = func(int, int) {}
	}
	defer l.halt()()
	held, release, err := l.lease(ctx, "index")
	if err != nil {
		return err
	}
	defer release()
	if err = l.store.Reindex(held, progress); err != nil && held.Err() != nil {
		err = cmp.Or(ctx.Err(), context.Cause(held))
	}
	return err
}

// bodyText is the text of a body as the door gives it when an item comes.
func bodyText(body feed.Markup, base string) string {
	return page.Entry(feed.Entry{HTML: body}, base).Text
}
