package library

import (
	"context"
	"net/netip"
	"slices"
	"sync"
	"testing"
	"time"

	"rubrika/feed"
)

// What a library holds of the settings counts from the next thing it does.
func TestConfigure(t *testing.T) {
	t.Parallel()
	p := publish(t, map[string]answer{"/1": says(document(news{link: "/a", title: "Ferry sails late", age: time.Hour, category: "Регион"}))})
	l, c := openNew(t)
	sub := follow(t, l, p.URL+"/1")
	rubrics := func(title string) []feed.Rubric {
		t.Helper()
		for _, it := range list(t, l, "") {
			if it.Title == title {
				return it.Rubrics
			}
		}
		t.Fatalf("no %q", title)
		return nil
	}
	before := rubrics("Ferry sails late")
	told := make(chan []feed.Item, 1)
	rule := feed.View{Kind: feed.ViewMute, Name: "Ports", Filter: parsed(t, "title:port"), Declared: true}
	err := l.Configure(t.Context(), Settings{
		Every: 6 * time.Hour, File: map[string]feed.Rubric{"Регион": feed.Sport}, Views: []feed.View{rule},
		OnNew: func(_ context.Context, items []feed.Item, _ int) error { told <- items; return nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	p.set("/1", says(document(
		news{link: "/b", title: "Pier opens", age: time.Minute, category: "Регион"},
		news{link: "/c", title: "Port closes", age: time.Minute, category: "Регион"},
	)))
	c.pass(time.Hour)
	refresh(t, l)
	if err := l.Told(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := rubrics("Pier opens"); !slices.Equal(got, []feed.Rubric{feed.Sport}) || slices.Equal(before, got) {
		t.Errorf("filed under %v, before %v", got, before)
	}
	if items := <-told; len(items) != 1 || items[0].Title != "Pier opens" {
		t.Errorf("told of %v", items)
	}
	subs, err := l.Subscriptions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if wait := subs[0].NextTry.Sub(c.now()); subs[0].ID != sub.ID || wait < 5*time.Hour {
		t.Errorf("asked again after %s", wait)
	}
	if err := l.Configure(t.Context(), Settings{Views: []feed.View{}}); err != nil {
		t.Fatal(err)
	}
	if views, err := l.Views(t.Context()); err != nil || len(views) != 0 {
		t.Errorf("views that the settings do not name any more: %v %v", views, err)
	}
}

// Views that the store cannot keep now follow with the next start, and the rest
// holds; nil are no views at all.
func TestConfigureReadOnly(t *testing.T) {
	t.Parallel()
	l, _ := openNew(t)
	if err := l.store.Close(); err != nil {
		t.Fatal(err)
	}
	if err := l.Configure(t.Context(), Settings{Every: time.Hour, Views: []feed.View{}}); err == nil || l.every() == time.Hour {
		t.Errorf("a store that is gone: %v, every %s", err, l.every())
	}
	if err := l.Configure(t.Context(), Settings{Every: time.Hour}); err != nil || l.every() != time.Hour {
		t.Errorf("without views: %v, every %s", err, l.every())
	}
}

// Settings change while everything else goes on.
func TestConfigureMeanwhile(t *testing.T) {
	t.Parallel()
	p := publish(t, map[string]answer{"/1": says(document(three()...)), "/2": says(document(three()...))})
	l, _ := openNew(t)
	follow(t, l, p.URL+"/1")
	follow(t, l, p.URL+"/2")
	var wait sync.WaitGroup
	wait.Go(func() {
		for i := range 20 {
			_ = l.Configure(t.Context(), Settings{
				Every: time.Duration(5+i) * time.Minute, File: map[string]feed.Rubric{"Sea": feed.World}, Keep: feed.Keep{Days: 30 + i},
				Inside: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")},
			})
		}
	})
	for range 3 {
		refresh(t, l)
	}
	wait.Wait()
	if l.every() != 24*time.Minute || l.keeping().Days != 49 {
		t.Errorf("every %s, kept %d days", l.every(), l.keeping().Days)
	}
}
