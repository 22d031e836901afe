package library

import (
	"path/filepath"
	"slices"
	"testing"
	"time"

	"rubrika/feed"
	"rubrika/feed/catalogue"
	"rubrika/feed/tour"
)

func TestWelcome(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "edition.db")
	c := &clock{at: noon()}
	l := openAt(t, path, c)
	ctx := t.Context()
	if l.Tour() {
		t.Error("a tour in an empty edition")
	}
	for range 2 {
		if err := l.Welcome(ctx, "az", false); err != nil {
			t.Fatal(err)
		}
	}
	items := list(t, l, "")
	if !l.Tour() || len(items) == 0 || items[0].Lang != "az" {
		t.Fatalf("tour %v, %d items: %q", l.Tour(), len(items), titles(items))
	}
	byLang := map[string]int{}
	for _, it := range items {
		byLang[it.Lang]++
	}
	if len(byLang) != 3 {
		t.Errorf("languages: %v", byLang)
	}
	if a, err := l.Article(ctx, items[0].ID); err != nil || a.Markdown == "" {
		t.Errorf("its first article: %+v %v", a, err)
	}
	if d, err := l.Undo(ctx); err != nil || d.ID != 0 {
		t.Errorf("the tour was undone: %+v %v", d, err)
	}
	c.pass(time.Hour)
	if r := refresh(t, l); r.New != 0 || r.Failed != 0 {
		t.Errorf("refreshed: %+v", r)
	}
	if again := openAt(t, path, c); !again.Tour() {
		t.Error("no tour after a restart")
	}

	p := publish(t, map[string]answer{"/empty": says(document()), "/rss": says(document(three()...))})
	follow(t, l, p.URL+"/empty")
	if !l.Tour() || len(list(t, l, "")) != len(items) {
		t.Error("a feed without items ended the tour")
	}
	follow(t, l, p.URL+"/rss")
	if l.Tour() || len(list(t, l, "")) != 3 {
		t.Errorf("tour %v and %q after the first news", l.Tour(), titles(list(t, l, "")))
	}
	if err := l.Welcome(ctx, "az", false); err != nil || l.Tour() {
		t.Errorf("the tour came back: %v", err)
	}
	sub, err := l.Find(ctx, "1")
	if err != nil || sub.Kind != kindTour || !sub.Muted {
		t.Fatalf("%+v %v", sub, err)
	}
	sub.Muted = false
	if _, err := l.Edit(ctx, sub); err != nil || !l.Tour() {
		t.Errorf("a reader cannot bring the tour back: %v", err)
	}
	if _, err := l.Unsubscribe(ctx, sub.ID); err != nil || l.Tour() {
		t.Errorf("the tour is there after it was unsubscribed: %v", err)
	}
}

// TestTwoWelcomes has several processes start on a new store at once.
func TestTwoWelcomes(t *testing.T) {
	t.Parallel()
	path, c := filepath.Join(t.TempDir(), "edition.db"), &clock{at: noon()}
	ended := make(chan error)
	var all []*Library
	for range 4 {
		all = append(all, openAt(t, path, c))
	}
	for _, l := range all {
		go func() { ended <- l.Welcome(t.Context(), "az", true) }()
	}
	for range all {
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}
	subs, err := all[0].Subscriptions(t.Context())
	if want := len(tour.Languages()) + len(catalogue.Starter("az")); err != nil || len(subs) != want {
		t.Errorf("%d sources, want %d: %v", len(subs), want, err)
	}
	for _, l := range all {
		if !l.Tour() {
			t.Error("one has no tour")
		}
	}
}

func TestWelcomeInAnUnknownLanguage(t *testing.T) {
	t.Parallel()
	l, _ := openNew(t)
	if err := l.Welcome(t.Context(), "fi", false); err != nil {
		t.Fatal(err)
	}
	if items := list(t, l, ""); len(items) == 0 || items[0].Lang != "en" {
		t.Errorf("%q", titles(items))
	}
}

// TestStarterOfTheSystem gives a system whose language the interface does not
// speak its own first feeds.
func TestStarterOfTheSystem(t *testing.T) {
	t.Parallel()
	for home, want := range map[string]string{"tr": "tr", "de": "en", "": "ru"} {
		l := openWith(t, Options{Path: filepath.Join(t.TempDir(), "edition.db"), Home: home})
		lang := "en"
		if home == "" {
			lang = "ru"
		}
		if err := l.Welcome(t.Context(), lang, true); err != nil {
			t.Fatal(err)
		}
		subs, err := l.Subscriptions(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, s := range subs {
			if s.Kind == kindFeed {
				got = append(got, s.URL)
			}
		}
		var few []string
		for _, c := range catalogue.Starter(want) {
			few = append(few, c.URL)
		}
		if !slices.Equal(got, few) {
			t.Errorf("%q: %q, want %q", home, got, few)
		}
	}
}

func TestStarter(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"ru", "az", "en", "fi"} {
		l, c := openNew(t)
		ctx := t.Context()
		for range 2 {
			if err := l.Welcome(ctx, lang, true); err != nil {
				t.Fatal(err)
			}
		}
		subs, err := l.Subscriptions(ctx)
		if err != nil {
			t.Fatal(err)
		}
		var feeds []feed.Subscription
		for _, s := range subs {
			if s.Kind == kindFeed {
				feeds = append(feeds, s)
			}
		}
		want := catalogue.Starter(lang)
		if len(feeds) != len(want) || len(feeds) < 5 || !l.Tour() {
			t.Fatalf("%s: %d feeds, want %d; tour %v", lang, len(feeds), len(want), l.Tour())
		}
		for i, s := range feeds {
			if s.URL != want[i].URL || s.Title != want[i].Title || s.Lang != want[i].Lang || s.Zone != want[i].Zone ||
				!s.LastTry.IsZero() || s.NextTry.After(c.now()) {
				t.Errorf("%s: %+v, want %+v never asked", lang, s, want[i])
			}
		}
		if d, err := l.Undo(ctx); err != nil || d.ID != 0 {
			t.Errorf("the first feeds are a deed: %+v %v", d, err)
		}
		for _, s := range subs {
			if _, err := l.Unsubscribe(ctx, s.ID); err != nil {
				t.Fatal(err)
			}
		}
		if err := l.Welcome(ctx, lang, true); err != nil {
			t.Fatal(err)
		}
		if subs, err = l.Subscriptions(ctx); err != nil || len(subs) != 3 {
			t.Errorf("%s: after all were unsubscribed there are %d, %v", lang, len(subs), err)
		}
	}
}

func TestUndoBringsTheTourBack(t *testing.T) {
	t.Parallel()
	l, _ := openNew(t)
	if err := l.Welcome(t.Context(), "en", false); err != nil {
		t.Fatal(err)
	}
	subs, err := l.Subscriptions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range subs {
		if _, err := l.Unsubscribe(t.Context(), s.ID); err != nil {
			t.Fatal(err)
		}
	}
	if l.Tour() {
		t.Error("a tour without sources")
	}
	if _, err := l.Undo(t.Context()); err != nil || !l.Tour() {
		t.Errorf("undone: tour %v, %v", l.Tour(), err)
	}
	if _, err := l.Redo(t.Context()); err != nil || l.Tour() {
		t.Errorf("redone: tour %v, %v", l.Tour(), err)
	}
}
