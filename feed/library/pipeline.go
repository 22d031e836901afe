package library

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"rubrika/feed"
	"rubrika/feed/page"
	"rubrika/feed/rubric"
)

// fetched is what one source brought, through the door and ready to be kept.
// It may hold items and an error both: a damaged document keeps its complete
// items.
type fetched struct {
	batch feed.Batch
	err   error
}

// fetchSource asks one source what is new. A panic on the way is an error of
// KindInternal.
func (l *Library) fetchSource(ctx context.Context, sub feed.Subscription) (out fetched) {
	defer func() {
		if r := recover(); r != nil {
			out = fetched{err: &feed.Error{Op: "refresh", Source: sub.URL, Kind: feed.KindInternal, Err: fmt.Errorf("panic: %v", r)}}
		}
	}()
	open, ok := l.kinds[sub.Kind]
	if !ok {
		return fetched{err: &feed.Error{
			Op: "refresh", Source: sub.URL, Kind: feed.KindInternal,
			Err: fmt.Errorf("no driver for sources of kind %q", sub.Kind),
		}}
	}
	src, err := open(l, sub)
	if err != nil {
		return fetched{err: err}
	}
	b, err := src.Fetch(ctx, sub.Cursor)
	return fetched{batch: l.throughDoor(sub, b), err: err}
}

// throughDoor cleans all text of a batch and files its entries, which only
// moves clean strings about.
func (l *Library) throughDoor(sub feed.Subscription, b feed.Batch) feed.Batch {
	b.Title, b.Description = page.Line(b.Title), page.Line(b.Description)
	b.Site = page.Link(b.Site, sub.URL)
	base := cmp.Or(b.Site, b.URL, sub.URL)
	own := cmp.Or(sub.Rubric, rubric.OfSource(b.Categories))
	for i, e := range b.Entries {
		e.Lang = cmp.Or(e.Lang, sub.Lang, b.Lang)
		b.Entries[i] = rubric.File(page.Entry(e, base), own, l.file)
	}
	return b
}

// keep files what a source brought and records how it went. The error is that
// of the fetch; one of the store comes first.
func (l *Library) keep(ctx context.Context, sub feed.Subscription, f fetched) (feed.Received, error) {
	var got feed.Received
	if f.err == nil || len(f.batch.Entries) > 0 {
		var err error
		if got, err = l.store.Put(ctx, sub.ID, l.polite(f.batch)); err != nil {
			return got, err
		}
	}
	if f.err != nil {
		if err := l.store.Failed(ctx, sub.ID, l.nextTry(sub, f), clean(f.err)); err != nil {
			return got, err
		}
	}
	if got.New > 0 && sub.Kind != kindTour {
		if err := l.endTour(ctx); err != nil {
			return got, err
		}
	}
	return got, f.err
}

// interval is the least time between two automatic requests to one source.
const interval = 30 * time.Minute

// longest is the longest pause after failures.
const longest = 24 * time.Hour

// retired is the pause after 410 Gone: the server asked us to stop.
const retired = 365 * 24 * time.Hour

// polite sets when the source may be asked again.
func (l *Library) polite(b feed.Batch) feed.Batch {
	if soonest := l.now().Add(interval); b.Next.NotBefore.Before(soonest) {
		b.Next.NotBefore = soonest
	}
	return b
}

// nextTry is when to ask a failing source again: after the interval, doubled
// with each failure up to a day, and not before the server allows. An
// unreachable network is nobody's fault and does not add up.
func (l *Library) nextTry(sub feed.Subscription, f fetched) time.Time {
	pause := interval
	switch feed.KindOf(f.err) {
	case feed.KindGone:
		pause = retired
	case feed.KindOffline:
	default:
		pause = min(longest, interval<<min(sub.Failures, 10))
	}
	next := l.now().Add(pause)
	var e *feed.Error
	if errors.As(f.err, &e) && e.Retry.After(next) {
		next = e.Retry
	}
	return next
}

// cleaned is an error whose text has passed the door.
type cleaned struct {
	text string
	err  error
}

func clean(err error) error { return cleaned{page.Error(err), err} }

// Error implements the error interface.
func (c cleaned) Error() string { return c.text }

// Unwrap gives the raw error, for its kind.
func (c cleaned) Unwrap() error { return c.err }
