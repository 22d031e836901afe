package library

import (
	"cmp"
	"errors"
	"hash/fnv"
	"slices"
	"strconv"
	"time"

	"rubrika/feed"
)

const (
	// seldom is the longest pause a source's own rhythm gives: whoever writes
	// once a month is still asked twice a day.
	seldom = 12 * time.Hour
	// longest is the longest pause after failures.
	longest = 24 * time.Hour
	// brief is the longest where waiting for more would be wrong: see nextTry.
	brief = time.Hour
	// retired is the pause after 410 Gone: the server asked us to stop. Nor is
	// any other longer.
	retired = 365 * 24 * time.Hour
	// often bounds from below what a reader may want of one source.
	often = time.Minute
	// sample is how many of the newest items tell the rhythm of a source.
	sample = 20
)

// pace is the pause between two automatic requests to a source: what the
// reader wants, else half the usual gap between its items.
func (l *Library) pace(sub feed.Subscription, b feed.Batch) time.Duration {
	if sub.Every > 0 {
		least := min(max(often, sub.Every), retired)
		return spread(sub.ID, least, least, 2*least)
	}
	every := l.every()
	most := max(every, seldom)
	return spread(sub.ID, min(max(every, l.gap(sub, b)/2), most), every, most)
}

// gap is the usual time between items of a source: by the dates of what it
// just sent, else by how many came in of late; 0 when nothing tells it yet.
// The silence since the newest item counts as a gap, so that a source that
// falls asleep is asked less and less.
func (l *Library) gap(sub feed.Subscription, b feed.Batch) time.Duration {
	now := l.now()
	var at []time.Time
	for _, e := range b.Entries {
		if !e.Published.IsZero() && e.Published.Before(now) {
			at = append(at, e.Published)
		}
	}
	switch {
	case len(at) > 1:
		slices.SortFunc(at, func(a, b time.Time) int { return b.Compare(a) })
		at = at[:min(len(at), sample)]
		return now.Sub(at[len(at)-1]) / time.Duration(len(at))
	case sub.PerDay > 0:
		return time.Duration(float64(24*time.Hour) / max(sub.PerDay, 0.01))
	case len(b.Entries) > 0:
		return 0
	}
	return 2 * seldom
}

// spread moves a pause by up to a tenth so that sources that were added
// together do not stay together; the same source always moves by the same
// share. What would leave the bounds moves the other way.
func spread(id feed.SourceID, pause, least, most time.Duration) time.Duration {
	h := fnv.New32a()
	_, _ = h.Write([]byte(strconv.FormatInt(int64(id), 10))) // a hash takes everything
	moved := pause + pause/1000*time.Duration(int(h.Sum32()%201)-100)
	switch {
	case moved < least:
		moved = 2*least - moved
	case moved > most:
		moved = 2*most - moved
	}
	return moved
}

// polite sets when the source may be asked again: after its pace, and not
// before it allows.
func (l *Library) polite(sub feed.Subscription, b feed.Batch) feed.Batch {
	b.NextTry = l.now().Add(l.pace(sub, b))
	if b.NextTry.Before(b.Next.NotBefore) {
		b.NextTry = b.Next.NotBefore
	}
	return b
}

// nextTry is when to ask a failing source again: after the least pause,
// doubled with each failure up to a day, and not before the server allows. The
// pause is doubled to an hour at most where the server said it is busy, since
// not even the reader's key asks before; and where its name is not known,
// which some systems say of every name while there is no network. That it
// cannot be reached at all doubles nothing: it is mostly the network, and no
// server is bothered. A page of another server than the feed's is the network's
// as well, until the reader has signed in.
func (l *Library) nextTry(sub feed.Subscription, why error) time.Time {
	least, most := min(max(often, cmp.Or(sub.Every, l.every())), retired), longest
	switch feed.KindOf(why) {
	case feed.KindGone:
		return l.now().Add(retired)
	case feed.KindTooMany, feed.KindDNS, feed.KindPortal:
		most = brief
	case feed.KindOffline:
		most = least
	}
	pause := min(doubled(sub, least), max(least, most))
	next := l.now().Add(spread(sub.ID, pause, least, max(2*least, most)))
	if retry := retryOf(why); retry.After(next) {
		next = retry
	}
	return next
}

// doubled is twice the pause after the failure before, without its spread;
// the least when there was none.
func doubled(sub feed.Subscription, least time.Duration) time.Duration {
	if sub.Failures == 0 {
		return least
	}
	last, pause := min(longest, sub.NextTry.Sub(sub.LastTry)), least
	for pause < last*3/4 {
		pause *= 2
	}
	return 2 * pause
}

// retryOf is when the server allows the next request, or zero.
func retryOf(err error) time.Time {
	var e *feed.Error
	if errors.As(err, &e) {
		return e.Retry
	}
	return time.Time{}
}
