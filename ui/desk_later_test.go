package ui

import (
	"path/filepath"
	"testing"

	"rubrika/feed"
	"rubrika/feed/fetch"
	"rubrika/ui/keys"
)

// TestTheCatalogueWithoutANetwork subscribes at once; the stories come with a
// later refresh, also those of a feed that was taken while one was running.
func TestTheCatalogueWithoutANetwork(t *testing.T) {
	s := newTown(t)
	store := filepath.Join(t.TempDir(), "r.db")
	town := []feed.Listing{{URL: s.URL + "/news.rss", Title: "Town news", Lang: "en", Country: "GB"}, {URL: s.URL + "/sport.rss", Title: "Town sport", Lang: "en", Country: "GB"}}
	r := sit(t, setup{lang: "en", w: 100, h: 30, store: store, offline: true, client: fetch.New(fetch.Options{Offline: true})})
	r.press("F", "c")
	r.m.catalogue.Open(town)
	r.press("space")
	r.sees("[x] Town news", "Source added")
	if s.asked.Load() != 0 || len(r.m.sources.All()) != 1 {
		t.Errorf("%d requests, %d sources", s.asked.Load(), len(r.m.sources.All()))
	}
	r.press("space")
	r.sees("[ ] Town news")
	r.press("space")
	if err := r.lib.Close(); err != nil {
		t.Fatal(err)
	}
	r = sit(t, setup{lang: "en", w: 100, h: 30, store: store, client: fetch.New(home())})
	r.press("F")
	_, cmd := r.m.Update(key("R"))
	r.press("c")
	r.m.catalogue.Open(town)
	r.press("down", "space")
	if s.asked.Load() != 0 {
		t.Error("asked while a refresh is running")
	}
	r.run(cmd)
	if s.asked.Load() != 2 || r.sub("Town sport").Items != 1 || r.sub("Town news").Items != 1 {
		t.Errorf("%d requests:\n%s", s.asked.Load(), r.screen())
	}
}

// TestAddAllTheSame keeps what cannot be asked for by a second press of the same
// key, and not what was typed anew.
func TestAddAllTheSame(t *testing.T) {
	r := sit(t, setup{lang: "ru", w: 100, h: 30, offline: true, client: fetch.New(fetch.Options{Offline: true})})
	r.press("F", "a")
	r.types("gazet.example/rss")
	r.press("enter")
	r.sees("--offline", "ещё раз")
	r.types("/")
	r.press("enter")
	if r.m.scope() != keys.Form || len(r.m.sources.All()) != 0 {
		t.Fatalf("another address was taken:\n%s", r.screen())
	}
	r.press("enter")
	if r.m.scope() != keys.Sources || r.sub("gazet.example").URL != "https://gazet.example/rss/" {
		t.Fatalf("it was not taken:\n%s", r.screen())
	}
	r.sees("следующем обновлении", "z отменить")
	r.press("z")
	if len(r.m.sources.All()) != 0 {
		t.Error("z leaves it")
	}
	r.press("a")
	r.types("t.me/gazet")
	r.press("enter")
	r.sees("лент нет")
	if r.press("enter"); r.m.scope() != keys.Form || len(r.m.sources.All()) != 0 {
		t.Errorf("a site without feeds was taken:\n%s", r.screen())
	}
}
