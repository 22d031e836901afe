package ui

import (
	"errors"
	"path/filepath"
	"testing"
	"time"

	"rubrika/config"
	"rubrika/feed"
	"rubrika/feed/fetch"
	"rubrika/feed/library"
)

// With --offline nothing is asked, neither at the start nor by the clock, and a
// key that would ask says why it does not.
func TestOffline(t *testing.T) {
	s := newTown(t)
	now := noon()
	store := filepath.Join(t.TempDir(), "rubrika.db")
	lib, err := library.Open(t.Context(), library.Options{Path: store, Client: fetch.New(home()), Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = lib.Subscribe(t.Context(), library.NewSource{URL: s.URL + "/news.rss"})
	if err := errors.Join(err, lib.Close()); err != nil {
		t.Fatal(err)
	}
	asked := s.asked.Load()

	now = now.Add(24 * time.Hour)
	h := home()
	h.Offline = true
	r := sit(t, setup{
		lang: "en", w: 100, h: 30, client: fetch.New(h), now: func() time.Time { return now }, store: store, first: true, offline: true,
		edit: func(c *config.Config) { c.Refresh, c.Prefetch = config.Default().Refresh, true },
	})
	r.sees("Without the network (--offline): what is stored can be read.")
	if r.m.refreshing || !r.m.refreshed.IsZero() {
		t.Error("it has begun to ask by itself")
	}
	now = now.Add(time.Hour)
	r.run(r.m.gotMinute())
	if r.m.refreshing || !r.m.refreshed.IsZero() {
		t.Error("the clock makes it ask")
	}
	const forbidden = "The network is left alone because of --offline; start without it."
	r.press("w", "w", "R")
	r.sees(forbidden)
	r.press("F", "r")
	r.sees(forbidden)
	sub := r.m.sources.All()[0]
	if sub.Trouble != feed.KindNone {
		t.Errorf("the source is in trouble: %v", sub.Trouble)
	}
	r.press("q", "enter")
	r.sees("Town news")
	if got := s.asked.Load(); got != asked {
		t.Errorf("%d requests", got-asked)
	}
}
