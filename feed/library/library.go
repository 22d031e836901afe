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
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"rubrika/feed"
	"rubrika/feed/fetch"
	"rubrika/feed/page"
	"rubrika/feed/report"
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
	// Workers is how many sources are refreshed at once; 0 means 16.
	Workers int
	// Every is the least time between two automatic requests to one source;
	// 0 means 15 minutes.
	Every time.Duration
	// File gives strings of publishers the reader's own rubrics.
	File map[string]feed.Rubric
	// Keep says what clean-up leaves; the zero Keep leaves everything.
	Keep feed.Keep
	// Cache is the folder where pictures are kept; empty means nowhere.
	Cache string
	// Views are the views and rules of the settings file; nil leaves those that
	// the store knows from there.
	Views []feed.View
	// ReadOnly opens an edition that is there and can be read as it is, and makes,
	// changes and begins nothing.
	ReadOnly bool
	// Offline is the reader's wish that nothing is asked of the network: what
	// would is refused with KindOffline, and no source is in trouble for it.
	Offline bool
	// Home is the language of the reader's system, ISO 639-1, where nothing else
	// names a language: a first start gets the feeds that the catalogue suggests
	// for it, although the interface may not speak it. Empty: those of the
	// interface's.
	Home string
	// OnNew is told after a refresh of the stories that came since it was told
	// last, be it by other ways than a refresh, the oldest first and without
	// those that a rule hides: of the newest OnNewMost of them, and how many more
	// there are. It is called in the background, never twice at once, and must
	// come to an end by itself and with its context, which is that of Open. Its
	// error is in Told. Nil is not told.
	OnNew func(ctx context.Context, items []feed.Item, more int) error
}

// Defaults of Options.
const (
	// defaultWorkers was measured with 1,000 sources on 50 hosts and 50 ms of
	// latency on two cores: 8 take 6.8 s, 16 take 3.5 s, 32 take 1.9 s; beyond,
	// filing sets the pace. Sixteen leave room on slow lines, and for the
	// page the reader has just opened.
	defaultWorkers = 16
	defaultEvery   = 15 * time.Minute
)

// Library is an open edition. It is safe for concurrent use.
type Library struct {
	store    *store.Store
	client   *fetch.Client
	home     string // Options.Home
	report   feed.Opener
	now      func() time.Time
	workers  int
	settings atomic.Pointer[Settings]
	pagePace time.Duration
	// syncTime is how long one sync of an account may take.
	syncTime time.Duration
	// patrolEvery is the pause of Patrol.
	patrolEvery time.Duration
	// turns holds a token for each piece of work of the processor that may go
	// on at once in a refresh: one core is left to the screen.
	turns chan struct{}
	// offline: see Options.Offline.
	offline bool
	kinds   map[string]opener
	// drivers make the servers of accounts.
	drivers map[string]driver
	album   *album
	chores  chores
	hook    hook
	tour    atomic.Bool

	mu sync.Mutex
	// links are the accounts that were asked in this run.
	links map[feed.AccountID]*link
	// fruitless are the pages that gave nothing in this run, so that leafing
	// through a list asks for each of them once.
	fruitless map[feed.ID]error
	// moves are the servers that sources were sent to for good in this run, each
	// with the servers of those sources.
	moves map[string]map[string]bool
	// choosy are the hosts that gave their pages to browsers only in this run.
	choosy map[string]bool
	// reading are the items whose pages are being fetched; each channel is
	// closed at the end.
	reading map[feed.ID]chan struct{}
}

// Open opens the edition at o.Path, and makes an empty one when there is none.
// Until Close or the end of ctx it finishes in the background what is left of
// the full-text index and of changed rules. Errors are those of store.Open.
func Open(ctx context.Context, o Options) (*Library, error) {
	l := &Library{
		client: o.Client, home: o.Home, now: o.Now, workers: o.Workers, pagePace: pagePace, syncTime: syncTime, patrolEvery: patrolEvery, turns: make(chan struct{}, max(1, runtime.GOMAXPROCS(0)-1)), kinds: kinds(),
		drivers: drivers(), links: map[feed.AccountID]*link{}, album: newAlbum(o.Cache), fruitless: map[feed.ID]error{}, choosy: map[string]bool{}, moves: map[string]map[string]bool{}, reading: map[feed.ID]chan struct{}{},
		chores: chores{wanted: make(chan struct{}, 1)}, offline: o.Offline,
	}
	if l.now == nil {
		l.now = time.Now
	}
	if l.client == nil {
		l.client = fetch.New(fetch.Options{Now: l.now, Offline: o.Offline})
	}
	if l.workers <= 0 {
		l.workers = defaultWorkers
	}
	l.hook.tell = func() error { return l.tellOnce(ctx) }
	l.set(Settings{Every: o.Every, File: o.File, Keep: o.Keep, OnNew: o.OnNew})
	l.report = report.New(l.client)
	var err error
	l.store, err = store.Open(ctx, o.Path, store.Options{Now: l.now, Link: rss.NormalLink, Text: bodyText, ReadOnly: o.ReadOnly})
	if err != nil {
		return nil, err
	}
	err = l.lookForTour(ctx)
	if err == nil && o.Views != nil {
		err = l.declare(ctx, o.Views)
	}
	if err != nil {
		return nil, errors.Join(err, l.store.Close())
	}
	if !l.ReadOnly() {
		l.attend(ctx)
	}
	return l, nil
}

// Close ends what goes on in the background, but for OnNew, for which it waits,
// and closes the edition. Refreshes must have ended.
func (l *Library) Close() error {
	l.retire()
	l.hook.settle()
	return l.store.Close()
}

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

// Topics returns the topics of the strip; see feed.Store.
func (l *Library) Topics(ctx context.Context, pinned []string) ([]feed.Tally, error) {
	return l.store.Topics(ctx, pinned)
}

// Newest returns the greatest id ever given to an item.
func (l *Library) Newest(ctx context.Context) (feed.ID, error) { return l.store.Newest(ctx) }

// Leave remembers what is the newest item now; Left returns which it was when
// the reader left last, 0 when that never was.
func (l *Library) Leave(ctx context.Context) error { return l.store.Leave(ctx) }

// Left is told of at Leave.
func (l *Library) Left(ctx context.Context) (feed.ID, error) { return l.store.Left(ctx) }

// KeepPlace remembers how far an item was read; see feed.Store.
func (l *Library) KeepPlace(ctx context.Context, id feed.ID, p feed.Place) error {
	return l.store.KeepPlace(ctx, id, p)
}

// Item returns one headline, or an error of KindNoItem.
func (l *Library) Item(ctx context.Context, id feed.ID) (feed.Item, error) {
	return l.store.Item(ctx, id)
}

// Lookup finds the newest item with an address, however it is spelled;
// KindNoItem when there is none.
func (l *Library) Lookup(ctx context.Context, address string) (feed.ID, error) {
	return l.store.Lookup(ctx, rss.NormalLink(address))
}

// Mark sets and clears marks of some items; see feed.Store.
func (l *Library) Mark(ctx context.Context, set, clearing feed.State, ids ...feed.ID) (feed.Deed, error) {
	return l.store.Mark(ctx, set, clearing, ids...)
}

// MarkAll sets and clears marks of all that a filter selects; of its paging,
// Before and Upto count. See feed.Store.
func (l *Library) MarkAll(ctx context.Context, f feed.Filter, set, clearing feed.State) (feed.Deed, error) {
	return l.store.MarkAll(ctx, f, set, clearing)
}

// Undo takes back the newest deed; see feed.Store.
func (l *Library) Undo(ctx context.Context) (feed.Deed, error) {
	d, err := l.store.Undo(ctx)
	return d, errors.Join(err, l.afterwards(ctx, d))
}

// Redo does the deed again that Undo took back last; see feed.Store.
func (l *Library) Redo(ctx context.Context) (feed.Deed, error) {
	d, err := l.store.Redo(ctx)
	return d, errors.Join(err, l.afterwards(ctx, d))
}

// afterwards does what follows from a deed that was taken back or done again.
func (l *Library) afterwards(ctx context.Context, d feed.Deed) error {
	if d.Rule.Rule() {
		l.reapply(ctx)
	}
	return l.lookForTour(ctx)
}

// survive turns a panic of the function that defers it into an error of
// KindInternal.
func survive(op, source string, err *error) {
	if p := recover(); p != nil {
		*err = &feed.Error{Op: op, Source: page.Line(source), Kind: feed.KindInternal, Err: fmt.Errorf("panic: %v", p)}
	}
}
