package library

import (
	"cmp"
	"context"
	"time"

	"rubrika/feed"
	"rubrika/feed/fetch"
)

// subscriptions are those of the store, each with the time of its next request
// as the settings of this moment have it.
func (l *Library) subscriptions(ctx context.Context) ([]feed.Subscription, error) {
	subs, err := l.store.Subscriptions(ctx)
	for i, s := range subs {
		subs[i].NextTry = l.timely(s)
	}
	return subs, err
}

// timely is when a source may be asked by itself. What is stored was right for
// the interval of its last answer; another one counts at once, longer or
// shorter, but never before the source allows.
func (l *Library) timely(s feed.Subscription) time.Time {
	if s.Account != 0 || s.LastTry.IsZero() || s.Trouble == feed.KindGone {
		return s.NextTry
	}
	least, most := l.pauses(s)
	next := s.NextTry
	if soonest := s.LastTry.Add(least); next.Before(soonest) {
		next = soonest
	}
	if latest := s.LastTry.Add(most); next.After(latest) {
		next = latest
	}
	if next.Before(s.Cursor.NotBefore) {
		next = s.Cursor.NotBefore
	}
	return next
}

// pauses are the shortest and the longest pause after the last answer of a
// source, whatever its rhythm.
func (l *Library) pauses(s feed.Subscription) (least, most time.Duration) {
	every := l.every()
	switch {
	case s.Failures > 0:
		least = min(max(often, cmp.Or(s.Every, every)), retired)
		most = least
		for n := 1; n < s.Failures && most < longest; n++ {
			most *= 2
		}
		most = min(most, max(least, longest))
		if s.Trouble == feed.KindTooMany { // what it asked for is not to be forgotten
			most = retired
		}
		return least, most + most/10 // what spread may add
	case s.Every > 0:
		least = l.pace(s, feed.Batch{})
		return least, least
	}
	return every, max(every, seldom)
}

// heldServers are the servers that asked for time, by fetch.Server, and until
// when: what one source was told counts for all others there, also after the
// program was started anew.
func heldServers(subs []feed.Subscription, now time.Time) map[string]time.Time {
	held := map[string]time.Time{}
	for _, s := range subs {
		if s.Trouble == feed.KindTooMany && early(now, s.LastTry, s.Cursor.NotBefore) {
			if server := fetch.Server(s.URL); s.Cursor.NotBefore.After(held[server]) {
				held[server] = s.Cursor.NotBefore
			}
		}
	}
	return held
}

// hold gives the sources of a held server the time at which it may be asked.
func hold(subs []feed.Subscription, now time.Time) {
	held := heldServers(subs, now)
	if len(held) == 0 {
		return
	}
	for i, s := range subs {
		if s.Account != 0 || s.Trouble == feed.KindGone {
			continue
		}
		if until := held[fetch.Server(s.URL)]; until.After(s.NextTry) {
			subs[i].NextTry, subs[i].Held = until, true
		}
	}
}
