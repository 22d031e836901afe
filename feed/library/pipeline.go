package library

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"rubrika/feed"
	"rubrika/feed/fetch"
	"rubrika/feed/page"
	"rubrika/feed/rss"
	"rubrika/feed/rubric"
	"rubrika/feed/words"
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
	defer survive("refresh", sub.Shown(), &out.err)
	open, ok := l.kinds[sub.Kind]
	if !ok {
		return fetched{err: &feed.Error{
			Op: "refresh", Source: sub.Shown(), Kind: feed.KindInternal,
			Err: fmt.Errorf("no driver for sources of kind %q", sub.Kind),
		}}
	}
	src, err := open(l, sub)
	if err != nil {
		return fetched{err: err}
	}
	b, err := src.Fetch(ctx, sub.Cursor)
	if l.crowded(sub.URL, b.URL) {
		b.URL = ""
	}
	b.Next.Former = sub.Cursor.Former
	if b.URL != "" && rss.NormalLink(b.URL) != rss.NormalLink(sub.URL) {
		b.Next.Former = sub.URL
	}
	return fetched{batch: l.throughDoor(sub, b), err: err}
}

// crowded reports that sources of several hosts were sent to one other host for
// good in this run: that is the network's doing and not theirs, so that none is
// believed to have moved there.
func (l *Library) crowded(from, to string) bool {
	source, target := fetch.Server(from), fetch.Server(to)
	if target == "" || sameName(source, target) {
		return false
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.moves[target] == nil {
		l.moves[target] = map[string]bool{}
	}
	l.moves[target][source] = true
	return len(l.moves[target]) > 1
}

// sameName reports two servers of one site: one is called like the other, with
// a name before it.
func sameName(a, b string) bool {
	return a == b || strings.HasSuffix(a, "."+b) || strings.HasSuffix(b, "."+a)
}

// parse reads a feed when it is its turn.
func (l *Library) parse(doc []byte, m rss.Meta) (feed.Batch, error) {
	defer l.turn()()
	return rss.Parse(doc, m)
}

// turn waits until a core is free for work on a document; what it returns ends
// the work. With a thread for each of sixteen documents a key press would wait
// for most of them.
func (l *Library) turn() (end func()) {
	l.turns <- struct{}{}
	return func() { <-l.turns }
}

// throughDoor cleans all text of a batch and files its entries, which only
// moves clean strings about.
func (l *Library) throughDoor(sub feed.Subscription, b feed.Batch) feed.Batch {
	defer l.turn()()
	b.Title, b.Description = page.Line(b.Title), page.Line(b.Description)
	b.Site = page.Link(b.Site, sub.URL)
	base := cmp.Or(b.Site, b.URL, sub.URL)
	if !b.Unchanged {
		b.Next.Rubric = rubric.OfSource(b.Categories)
	}
	own := cmp.Or(sub.Rubric, b.Next.Rubric)
	for i, e := range b.Entries {
		e.Lang = cmp.Or(e.Lang, sub.Lang, b.Lang)
		b.Entries[i] = rubric.File(spoken(page.Entry(e, base)), own, l.file())
	}
	return b
}

// sampleBytes is how much of a body tells its language.
const sampleBytes = 2000

// spoken sets the language of an entry that has passed the door: feeds say of
// all their items what is true of most.
func spoken(e feed.Entry) feed.Entry {
	e.Lang = words.LangOf(e.Lang, e.Title+"\n"+e.Summary+"\n"+e.Text[:cutAt(e.Text, sampleBytes)])
	return e
}

// keep files what a source brought and records how it went. The error is that
// of the fetch; one of the store comes first. A source that was not asked
// because another of its host was refused has not failed, and nothing is
// recorded.
func (l *Library) keep(ctx context.Context, sub feed.Subscription, f fetched) (feed.Received, error) {
	var got feed.Received
	if held(f.err) {
		return got, f.err
	}
	if f.err == nil || len(f.batch.Entries) > 0 {
		var err error
		if got, err = l.store.Put(ctx, sub.ID, l.polite(sub, f.batch)); err != nil {
			return got, err
		}
	}
	if f.err != nil {
		next := l.nextTry(sub, f.err)
		if err := l.store.Failed(ctx, sub.ID, retryOf(f.err), next, clean(f.err)); err != nil {
			return got, err
		}
		f.err = postponed(f.err, next)
	}
	if got.New > 0 && sub.Kind != kindTour {
		if err := l.endTour(ctx); err != nil {
			return got, err
		}
	}
	return got, f.err
}

// postponed is an error as the reader is told of it: the next try may be later
// than the server asked for.
func postponed(err error, next time.Time) error {
	e, ok := errors.AsType[*feed.Error](err)
	if !ok || e.Kind != feed.KindTooMany || !next.After(e.Retry) {
		return err
	}
	told := *e
	told.Retry = next
	return &told
}

// held reports the answer that package fetch gives without a request while a
// host wants to be left alone: KindTooMany without a status.
func held(err error) bool {
	var e *feed.Error
	return errors.As(err, &e) && e.Kind == feed.KindTooMany && e.Status == 0
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
