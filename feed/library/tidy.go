package library

import (
	"context"
	"crypto/rand"
	"math"
	"time"

	"rubrika/feed"
	"rubrika/feed/store"
)

// Tidy deletes the items that Options.Keep does not keep and reports how many.
// Of an edition that keeps all it only puts the full-text index in order.
func (l *Library) Tidy(ctx context.Context) (int, error) {
	return l.store.Sweep(ctx, l.keeping(), math.MaxInt)
}

// absence is the longest pause between two days with clean-up after which the
// clock is believed at once.
const absence = 30 * 24 * time.Hour

// tidyDaily is Tidy at most once a day for one store, whichever process does
// it: whoever does it takes a lease of a day and never gives it back. After a
// long absence nothing is deleted on the first day: to a clock that is wrong
// for once, everything would be old.
func (l *Library) tidyDaily(ctx context.Context) (int, error) {
	last, err := l.store.LeaseEnd(ctx, "tidy")
	if err != nil {
		return 0, err
	}
	if ok, err := l.store.Lease(ctx, "tidy", rand.Text(), 24*time.Hour); err != nil || !ok {
		return 0, err
	}
	if away := l.now().Sub(last); away < 0 || away > absence {
		return 0, nil
	}
	return l.Tidy(ctx)
}

// Items of an edition that was filed by a program without topics get theirs
// after refreshes, the newest first: some four seconds of work at a time, in
// transactions of a tenth of a second, between which others may write.
const (
	notedAtOnce  = 500
	notedAtATime = 20_000
)

// noteTopics goes on with finding the topics of items filed before there were
// any.
func (l *Library) noteTopics(ctx context.Context) error {
	for range notedAtATime / notedAtOnce {
		if more, err := l.store.NoteTopics(ctx, notedAtOnce); err != nil || !more {
			return err
		}
	}
	return nil
}

// Health is what a check of the edition found.
type Health struct {
	Store   store.Condition
	Sources []feed.Subscription
}

// Health checks the file of the store, which takes a while for a large one,
// and tells how each source is doing.
func (l *Library) Health(ctx context.Context) (Health, error) {
	var h Health
	var err error
	if h.Store, err = l.store.Check(ctx); err != nil {
		return h, err
	}
	h.Sources, err = l.Subscriptions(ctx)
	return h, err
}
