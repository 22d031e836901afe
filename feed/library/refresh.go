package library

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"rubrika/feed"
	"rubrika/feed/fetch"
)

// RefreshOptions say what to refresh.
type RefreshOptions struct {
	// Sources are the subscriptions meant; none means all.
	Sources []feed.SourceID
	// Force asks also those whose next polite time has not come. A server
	// that said when it wants to be asked again after refusing (429, 503) is
	// not asked before that, and one that said «gone» (410) only when it is
	// among Sources. The built-in edition is not asked for what is new either.
	Force bool
	// Progress, when not nil, is told of every source that is done, one call
	// at a time.
	Progress func(Progress)
}

// Progress tells that one more source is done.
type Progress struct {
	Done, Total int
	// ID and Source, its title, are of the one that was done.
	ID     feed.SourceID
	Source string
	New    int
	Err    error
}

// SourceError is why one source failed.
type SourceError struct {
	ID    feed.SourceID
	Title string
	Err   error
}

// Report is what a refresh did.
type Report struct {
	// Sources is how many were due, Failed how many of them ended with an
	// error.
	Sources, Failed int
	// Waiting is how many were not asked because their server wants to be left
	// alone for now; those that it told this during the refresh are among
	// Sources.
	Waiting int
	// New and Changed are numbers of items.
	New, Changed int
	// Errors has a line for each failed source, in the order of the
	// subscriptions.
	Errors []SourceError
	// Swept is how many old items clean-up deleted.
	Swept int
}

// Offline reports that no source could be reached, and none for a reason of
// its own. The built-in edition, which a key asks too, needs no network.
func (r Report) Offline() bool {
	offline := 0
	for _, e := range r.Errors {
		switch feed.KindOf(e.Err) {
		case feed.KindOffline:
			offline++
		case feed.KindDNS: // of one source it may be the name
			if r.Sources > 1 {
				offline++
			}
		}
	}
	return offline > 0 && offline == r.Sources
}

// run is one refresh at work.
type run struct {
	l    *Library
	subs []feed.Subscription
	tell func(Progress)
	// lose ends the refresh because of the store.
	lose context.CancelCauseFunc

	mu     sync.Mutex
	done   int
	report Report
	// answered: some source was asked with success.
	answered bool
	errs     []error // by place in subs
}

// Refresh asks the sources for news, several at once, each filed in one
// transaction as soon as it is there. What fails of one source touches no
// other and is in the report; the error is of the whole: the store cannot be
// read or written (what would fail for every source fails once), another
// process is refreshing it (KindElsewhere), or ctx ended. When a source
// answered, old items are cleaned up afterwards, as Options.Keep says.
func (l *Library) Refresh(ctx context.Context, o RefreshOptions) (Report, error) {
	if l.ReadOnly() {
		return Report{}, &feed.Error{Op: "refresh", Kind: feed.KindReadOnly}
	}
	due, waiting, err := l.due(ctx, o)
	if err != nil || len(due) == 0 {
		return Report{Waiting: waiting}, err
	}
	ctx, release, err := l.lease(ctx, "refresh")
	if err != nil {
		return Report{Waiting: waiting}, err
	}
	defer release()
	// What another process did since the list was made need not be done again.
	if due, waiting, err = l.due(ctx, o); err != nil {
		return Report{}, err
	}
	ctx, lose := context.WithCancelCause(ctx)
	defer lose(nil)
	r := &run{l: l, subs: due, tell: o.Progress, lose: lose, errs: make([]error, len(due))}
	r.report.Sources, r.report.Waiting = len(due), waiting
	q := newQueue(len(due), fetch.DefaultPerHost, func(i int) string { return hostOf(due[i].URL) })
	arrived := make(chan arrival, filers)
	filed := r.file(ctx, arrived)
	broken := q.run(ctx, l.workers, func(i int) { arrived <- arrival{i, l.fetchSource(ctx, due[i])} })
	close(arrived)
	broken = errors.Join(broken, filed())
	r.sum()
	if ctx.Err() == nil {
		broken = errors.Join(broken, l.noteTopics(ctx))
	}
	if ctx.Err() != nil {
		return r.report, ended(ctx)
	}
	if !r.answered { // without a network nobody wants to lose what there is
		return r.report, broken
	}
	r.report.Swept, err = l.tidyDaily(ctx)
	if ctx.Err() != nil {
		err = ended(ctx)
	}
	return r.report, errors.Join(broken, err)
}

// ended is why ctx ended: the reader's wish, that the lease went to another
// process, or a fault of the store.
func ended(ctx context.Context) error {
	return fmt.Errorf("refresh: %w", context.Cause(ctx))
}

// arrival is what came of the source at a place of run.subs.
type arrival struct {
	i int
	fetched
}

// filers is how many sources are being filed at once while others are being
// asked: the store writes one after the other, but packs before it writes.
const filers = 4

// file keeps what arrives until the channel is closed. The answer waits for
// the last; its error is of a panic.
func (r *run) file(ctx context.Context, arrived <-chan arrival) func() error {
	var (
		all    sync.WaitGroup
		mu     sync.Mutex
		broken error
	)
	for range filers {
		all.Go(func() {
			for a := range arrived {
				if err := r.one(ctx, a); err != nil {
					mu.Lock()
					broken = err
					mu.Unlock()
				}
			}
		})
	}
	return func() error {
		all.Wait()
		return broken
	}
}

// one keeps what came of one source and takes note of it. The error is of a
// panic of the face that is told.
func (r *run) one(ctx context.Context, a arrival) (broken error) {
	sub := r.subs[a.i]
	defer survive("refresh", sub.URL, &broken)
	got, err := r.l.refreshed(ctx, sub, a.fetched)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.done++
	r.report.New += got.New
	r.report.Changed += got.Changed
	switch {
	case held(err):
		r.report.Waiting++
		err = nil
	case err == nil:
		r.answered = true
	case !errors.Is(err, a.err) && ofStore(err):
		r.lose(err)
	default:
		r.errs[a.i] = err
	}
	if r.tell != nil {
		r.tell(Progress{Done: r.done, Total: len(r.subs), ID: sub.ID, Source: sub.Title, New: got.New, Err: err})
	}
	return nil
}

// ofStore reports a failure to write that the next write would share.
func ofStore(err error) bool {
	switch feed.KindOf(err) {
	case feed.KindDiskFull, feed.KindReadOnly, feed.KindCorrupt, feed.KindFile, feed.KindBusy:
		return true
	}
	return false
}

// sum lists what failed.
func (r *run) sum() {
	for i, err := range r.errs {
		if err != nil && !errors.Is(err, context.Canceled) {
			r.report.Failed++
			r.report.Errors = append(r.report.Errors, SourceError{r.subs[i].ID, r.subs[i].Title, err})
		}
	}
}

// due returns the subscriptions a refresh is about, and how many are left out
// because their servers refused to be asked now.
func (l *Library) due(ctx context.Context, o RefreshOptions) (due []feed.Subscription, waiting int, err error) {
	subs, err := l.store.Subscriptions(ctx)
	if err != nil {
		return nil, 0, err
	}
	now := l.now()
	for _, s := range subs {
		named := slices.Contains(o.Sources, s.ID)
		if s.Muted || len(o.Sources) > 0 && !named {
			continue
		}
		// A try in the future is of a clock that has been set back since; what
		// it said of the next one is worth nothing.
		early := s.NextTry.After(now) && !s.LastTry.After(now.Add(brief))
		switch {
		case early && s.Trouble == feed.KindTooMany:
			waiting++
		case !early, named && o.Force, o.Force && s.Trouble != feed.KindGone && s.Kind != kindTour:
			due = append(due, s)
		}
	}
	return due, waiting, nil
}

// refreshed keeps what a source brought. Neither a panic nor a context that
// ended is held against it.
func (l *Library) refreshed(ctx context.Context, sub feed.Subscription, f fetched) (got feed.Received, err error) {
	defer survive("refresh", sub.URL, &err)
	if err := ctx.Err(); err != nil {
		return feed.Received{}, err
	}
	return l.keep(ctx, sub, f)
}
