package library

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"rubrika/feed"
	"rubrika/feed/page"
)

// RefreshOptions say what to refresh.
type RefreshOptions struct {
	// Sources are the subscriptions meant; none means all.
	Sources []feed.SourceID
	// Force asks also those whose next polite time has not come. A server
	// that said when it wants to be asked again after refusing (429, 503) is
	// not asked before that.
	Force bool
	// Progress, when not nil, is told of every source that is done, one call
	// at a time.
	Progress func(Progress)
}

// Progress tells that one more source is done.
type Progress struct {
	Done, Total int
	// Source is the title of the one that was done.
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
	// Sources is how many were asked, Failed how many of them with an error.
	Sources, Failed int
	// New and Changed are numbers of items.
	New, Changed int
	// Errors has a line for each failed source, in the order of the
	// subscriptions.
	Errors []SourceError
}

// run is one refresh at work.
type run struct {
	l    *Library
	subs []feed.Subscription
	tell func(Progress)

	mu     sync.Mutex
	done   int
	report Report
	errs   []error // by place in subs
	broken error   // a panic outside of any source
}

// Refresh asks the sources for news, several at once, each filed in one
// transaction as soon as it is there. What fails of one source touches no
// other and is in the report; the error is of the whole: the store cannot be
// read or written, or ctx ended.
func (l *Library) Refresh(ctx context.Context, o RefreshOptions) (Report, error) {
	if l.ReadOnly() {
		return Report{}, &feed.Error{Op: "refresh", Kind: feed.KindReadOnly}
	}
	subs, err := l.due(ctx, o)
	if err != nil {
		return Report{}, err
	}
	r := &run{l: l, subs: subs, tell: o.Progress, report: Report{Sources: len(subs)}, errs: make([]error, len(subs))}
	jobs := make(chan int)
	var workers sync.WaitGroup
	for range min(l.workers, len(subs)) {
		workers.Go(func() {
			for i := range jobs {
				r.one(ctx, i)
			}
		})
	}
	for i := range subs {
		if ctx.Err() != nil {
			break
		}
		jobs <- i
	}
	close(jobs)
	workers.Wait()
	if err := ctx.Err(); err != nil {
		return r.report, fmt.Errorf("refresh: %w", err)
	}
	for i, err := range r.errs {
		if err != nil {
			r.report.Failed++
			r.report.Errors = append(r.report.Errors, SourceError{subs[i].ID, subs[i].Title, err})
		}
	}
	return r.report, r.broken
}

// one does one source and takes note of it. It never panics: nobody above a
// goroutine could catch it.
func (r *run) one(ctx context.Context, i int) {
	defer func() {
		if p := recover(); p != nil {
			r.mu.Lock()
			defer r.mu.Unlock()
			r.broken = &feed.Error{Op: "refresh", Kind: feed.KindInternal, Err: fmt.Errorf("panic: %v", p)}
		}
	}()
	got, err := r.l.refreshOne(ctx, r.subs[i])
	r.mu.Lock()
	defer r.mu.Unlock()
	r.done++
	r.report.New += got.New
	r.report.Changed += got.Changed
	r.errs[i] = err
	if r.tell != nil {
		r.tell(Progress{Done: r.done, Total: len(r.subs), Source: r.subs[i].Title, New: got.New, Err: err})
	}
}

// due returns the subscriptions a refresh is about.
func (l *Library) due(ctx context.Context, o RefreshOptions) ([]feed.Subscription, error) {
	subs, err := l.store.Subscriptions(ctx)
	if err != nil {
		return nil, err
	}
	now := l.now()
	return slices.DeleteFunc(subs, func(s feed.Subscription) bool {
		early := s.NextTry.After(now)
		switch {
		case len(o.Sources) > 0 && !slices.Contains(o.Sources, s.ID), s.Muted:
			return true
		case o.Force:
			return early && s.Trouble == feed.KindTooMany
		}
		return early
	}), nil
}

// refreshOne fetches and keeps one source. Neither a panic nor a cancelled
// context is held against it.
func (l *Library) refreshOne(ctx context.Context, sub feed.Subscription) (got feed.Received, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = &feed.Error{Op: "refresh", Source: page.Line(sub.URL), Kind: feed.KindInternal, Err: fmt.Errorf("panic: %v", r)}
		}
	}()
	f := l.fetchSource(ctx, sub)
	if err := ctx.Err(); err != nil {
		return feed.Received{}, err
	}
	return l.keep(ctx, sub, f)
}
