package library

import (
	"cmp"
	"context"
	"net/url"
	"slices"

	"rubrika/feed"
	"rubrika/feed/rss"
)

// signUp gives the source that an address with a user in it is of, and that is
// there with another user or none, this address, when it can be read by it and
// the reader typed it. In all other cases the answer is the error that the source
// exists.
func (l *Library) signUp(ctx context.Context, typed feed.Subscription, exists error) (sub feed.Subscription, got feed.Received, err error) {
	address := typed.URL
	fail := func(err error) (feed.Subscription, feed.Received, error) {
		return feed.Subscription{}, feed.Received{}, err
	}
	u, err := url.Parse(address)
	if err != nil || u.User == nil || typed.Cursor.Public || feed.KindOf(exists) != feed.KindExists || l.offline {
		return fail(exists)
	}
	subs, err := l.subscriptions(ctx)
	if err != nil {
		return fail(err)
	}
	i := slices.IndexFunc(subs, func(s feed.Subscription) bool {
		return s.Account == 0 && rss.NormalLink(s.URL) == rss.NormalLink(address)
	})
	if i < 0 || subs[i].URL == address {
		return fail(exists)
	}
	sub = subs[i]
	asked := sub
	asked.URL, asked.Cursor = address, feed.Cursor{}
	f := l.fetchSource(ctx, asked)
	if err := cmp.Or(ctx.Err(), f.err); err != nil {
		return fail(err)
	}
	f.batch.URL = "" // what it moved to is found out by the next refresh
	if got, err = l.keep(ctx, sub, f); err != nil {
		return sub, got, err
	}
	// The address of a document that was kept is believed.
	b := l.polite(sub, feed.Batch{Unchanged: true, URL: address, Next: f.batch.Next})
	if _, err = l.store.Put(ctx, sub.ID, b); err != nil {
		return sub, got, err
	}
	sub, err = l.byID(ctx, sub.ID)
	return sub, got, err
}
