// Package library is the whole program without a face: an edition in a store,
// the sources that fill it, and what a reader can do with both. The screen
// and the command line are two faces of it.
//
// It holds the order of steps: a source fetches, package rubric files, package
// page lets the text through the door, the store keeps. It is also the only
// place that starts goroutines; each of them survives a panic.
package library

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"rubrika/feed"
	"rubrika/feed/fetch"
	"rubrika/feed/rss"
	"rubrika/feed/store"
)

// Options are what a library needs to be told.
type Options struct {
	// Path is the file of the store.
	Path string
	// Client does all requests; nil means one with the defaults.
	Client *fetch.Client
	// Now is the clock; nil means time.Now.
	Now func() time.Time
	// Workers is how many sources are refreshed at once; 0 means 8.
	Workers int
	// File gives strings of publishers the reader's own rubrics.
	File map[string]feed.Rubric
}

// Library is an open edition. It is safe for concurrent use.
type Library struct {
	store   *store.Store
	client  *fetch.Client
	now     func() time.Time
	workers int
	file    map[string]feed.Rubric
	kinds   map[string]opener
	tour    atomic.Bool
}

// Open opens the edition at o.Path, and makes an empty one when there is none.
// Errors are those of store.Open.
func Open(ctx context.Context, o Options) (*Library, error) {
	l := &Library{client: o.Client, now: o.Now, workers: o.Workers, file: o.File, kinds: kinds()}
	if l.now == nil {
		l.now = time.Now
	}
	if l.client == nil {
		l.client = fetch.New(fetch.Options{Now: l.now})
	}
	if l.workers <= 0 {
		l.workers = 8
	}
	var err error
	l.store, err = store.Open(ctx, o.Path, store.Options{Now: l.now, Link: rss.NormalLink})
	if err != nil {
		return nil, err
	}
	if err := l.lookForTour(ctx); err != nil {
		return nil, errors.Join(err, l.store.Close())
	}
	return l, nil
}

// Close closes the edition. Refreshes must have ended.
func (l *Library) Close() error { return l.store.Close() }

// ReadOnly reports whether the edition can be read but not changed.
func (l *Library) ReadOnly() bool { return l.store.ReadOnly() }

// List returns the items a filter selects; see feed.Store.
func (l *Library) List(ctx context.Context, f feed.Filter) ([]feed.Item, error) {
	return l.store.List(ctx, f)
}

// Counts counts what a filter selects; see feed.Store.
func (l *Library) Counts(ctx context.Context, f feed.Filter, facets bool) (feed.Counts, error) {
	return l.store.Counts(ctx, f, facets)
}

// Item returns one headline, or an error of KindNoItem.
func (l *Library) Item(ctx context.Context, id feed.ID) (feed.Item, error) {
	return l.store.Item(ctx, id)
}

// Mark sets and clears marks of some items; see feed.Store.
func (l *Library) Mark(ctx context.Context, set, clearing feed.State, ids ...feed.ID) (feed.Deed, error) {
	return l.store.Mark(ctx, set, clearing, ids...)
}

// MarkAll sets and clears marks of all that a filter selects; of its paging,
// Before counts. See feed.Store.
func (l *Library) MarkAll(ctx context.Context, f feed.Filter, set, clearing feed.State) (feed.Deed, error) {
	return l.store.MarkAll(ctx, f, set, clearing)
}

// Undo takes back the newest deed; see feed.Store.
func (l *Library) Undo(ctx context.Context) (feed.Deed, error) { return l.store.Undo(ctx) }

// Redo does the deed again that Undo took back last; see feed.Store.
func (l *Library) Redo(ctx context.Context) (feed.Deed, error) { return l.store.Redo(ctx) }
