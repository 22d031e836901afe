package library

import (
	"cmp"
	"context"
	"slices"
	"time"

	"rubrika/feed"
	"rubrika/feed/catalogue"
	"rubrika/feed/tour"
)

// Welcome files the tour edition when there is no source at all: the reader's
// language dated now, the others a day earlier, so that they stand below. An
// unknown language counts as English. A welcome that was cut short is ended by
// the next. With starter, an edition in which no feed was ever subscribed to
// gets the few that the catalogue suggests for Options.Home, else for lang, without a request
// and without a deed: the first refresh asks them.
func (l *Library) Welcome(ctx context.Context, lang string, starter bool) error {
	subs, err := l.store.Subscriptions(ctx)
	if err != nil {
		return err
	}
	if len(subs) == 0 {
		var editions []feed.Subscription
		for _, code := range tour.Languages() {
			editions = append(editions, feed.Subscription{Kind: kindTour, URL: tour.Address(code), Lang: code})
		}
		if _, _, err := l.store.SubscribeAll(ctx, editions, true); err != nil {
			return err
		}
		if subs, err = l.store.Subscriptions(ctx); err != nil { // another process may have been first
			return err
		}
	}
	for _, sub := range subs {
		if sub.Kind != kindTour || sub.Muted || !sub.LastGood.IsZero() {
			continue
		}
		if err := l.fileTour(ctx, sub, lang); err != nil {
			return err
		}
	}
	if starter {
		if err := l.start(ctx, lang); err != nil {
			return err
		}
	}
	return l.lookForTour(ctx)
}

// start subscribes to the first feeds of a reader.
func (l *Library) start(ctx context.Context, lang string) error {
	if untouched, err := l.store.Untouched(ctx); err != nil || !untouched {
		return err
	}
	var subs []feed.Subscription
	all := catalogued()
	for _, c := range catalogue.Starter(cmp.Or(l.home, lang)) {
		subs = append(subs, completed(feed.Subscription{Kind: kindFeed, URL: c.URL}, all))
	}
	_, _, err := l.store.SubscribeAll(ctx, subs, true)
	return err
}

func (l *Library) fileTour(ctx context.Context, sub feed.Subscription, lang string) error {
	if !slices.Contains(tour.Languages(), lang) {
		lang = "en"
	}
	at := l.now()
	if sub.Lang != lang {
		at = at.Add(-24 * time.Hour)
	}
	b, err := tourSource{lang: sub.Lang, now: at}.Fetch(ctx, feed.Cursor{})
	_, err = l.keep(ctx, sub, fetched{batch: l.throughDoor(sub, b), err: err})
	return err
}

// Tour reports whether the tour edition is what is shown.
func (l *Library) Tour() bool { return l.tour.Load() }

// lookForTour finds out what Tour reports.
func (l *Library) lookForTour(ctx context.Context) error {
	subs, err := l.store.Subscriptions(ctx)
	if err != nil {
		return err
	}
	l.tour.Store(slices.ContainsFunc(subs, shownTour))
	return nil
}

func shownTour(s feed.Subscription) bool { return s.Kind == kindTour && !s.Muted }

// endTour mutes the tour edition: real news has arrived. Its items stay.
func (l *Library) endTour(ctx context.Context) error {
	if !l.tour.Load() {
		return nil
	}
	subs, err := l.store.Subscriptions(ctx)
	if err != nil {
		return err
	}
	for _, s := range subs {
		if !shownTour(s) {
			continue
		}
		s.Muted = true
		if _, err := l.store.Edit(ctx, s); err != nil {
			return err
		}
	}
	l.tour.Store(false)
	return nil
}
