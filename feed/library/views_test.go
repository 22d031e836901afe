package library

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"rubrika/feed"
	"rubrika/feed/feedtest"
)

// parsed is a filter as the reader writes it.
func parsed(t testing.TB, s string) feed.Filter {
	t.Helper()
	f, err := feed.ParseFilter(s)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// save saves a view.
func save(t testing.TB, l *Library, k feed.ViewKind, name, filter string) feed.View {
	t.Helper()
	v, d, err := l.SaveView(t.Context(), feed.View{Kind: k, Name: name, Filter: parsed(t, filter)})
	if err != nil || v.ID == 0 || d.ID == 0 || d.View != name || d.Rule != k {
		t.Fatalf("%+v %+v %v", v, d, err)
	}
	return v
}

// counted sees that the number beside each view is the length of the list that
// it opens, and returns them by name.
func counted(t testing.TB, l *Library) map[string]int {
	t.Helper()
	tallies, err := l.ViewCounts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	views, err := l.Views(t.Context())
	if err != nil || len(views) != len(tallies) {
		t.Fatalf("%d views, %d numbers: %v", len(views), len(tallies), err)
	}
	out := map[string]int{}
	for i, v := range views {
		n := tallies[i]
		if n.Name != strconv.FormatInt(int64(v.ID), 10) || n.Title != v.Name {
			t.Errorf("%+v beside %+v", n, v)
		}
		items := list(t, l, Opened(v).String())
		unread := slices.DeleteFunc(slices.Clone(items), func(it feed.Item) bool { return it.State.Has(feed.Read) })
		if len(items) != n.Total || len(unread) != n.Unread {
			t.Errorf("%s %s: %+v, its list has %d and %d unread", v.Kind, v.Name, n, len(items), len(unread))
		}
		out[string(v.Kind)+" "+v.Name] = n.Total
	}
	return out
}

// seas is a library of many stories: every tenth about a storm, every fifth
// about a port, the newest first.
func seas(t testing.TB, path string, n int) {
	t.Helper()
	p := publish(t, map[string]answer{})
	l, err := Open(t.Context(), Options{Path: path, Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	for part := 0; part*500 < n; part++ {
		var items []news
		for i := part * 500; i < min(n, part*500+500); i++ {
			title := "Quiet water"
			switch {
			case i%10 == 0:
				title = "Storm at sea"
			case i%5 == 0:
				title = "The port is open"
			}
			items = append(items, news{link: fmt.Sprintf("/%d", i), title: fmt.Sprintf("%s %d", title, i), body: "<p>Words of the pier.</p>", age: time.Duration(i) * time.Minute})
		}
		at := fmt.Sprintf("/feed/%d", part)
		p.set(at, says(document(items...)))
		follow(t, l, p.URL+at)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestViewsCountWhatTheyOpen(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "edition.db")
	seas(t, path, 50)
	l := openAt(t, path, &clock{at: noon()})
	if _, err := l.Mark(t.Context(), feed.Read, 0, 1, 2, 3); err != nil {
		t.Fatal(err)
	}
	save(t, l, feed.ViewList, "Ports", "port or storm")
	save(t, l, feed.ViewList, "Read", "is:read")
	save(t, l, feed.ViewWatch, "Ports", "title:port")
	storms := save(t, l, feed.ViewMute, "Storms", "storm")
	got := counted(t, l)
	if got["view Ports"] != 5 || got["watch Ports"] != 5 || got["mute Storms"] != 5 {
		t.Errorf("%v", got)
	}
	if n := len(list(t, l, "")); n != 45 {
		t.Errorf("%d are shown", n)
	}
	if _, err := l.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := counted(t, l); got["view Ports"] != 10 || len(got) != 3 {
		t.Errorf("undone: %v", got)
	}
	if _, err := l.Redo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := len(list(t, l, "")); n != 45 {
		t.Errorf("done again: %d are shown", n)
	}
	if d, err := l.RemoveView(t.Context(), storms.ID); err != nil || d.View != "Storms" {
		t.Errorf("%+v %v", d, err)
	}
	if n := len(list(t, l, "")); n != 50 {
		t.Errorf("removed: %d are shown", n)
	}
	if _, err := l.RemoveView(t.Context(), storms.ID); feed.KindOf(err) != feed.KindNoView {
		t.Errorf("%v", err)
	}
}

func TestFindViews(t *testing.T) {
	t.Parallel()
	l, _ := openNew(t)
	mute := save(t, l, feed.ViewMute, "Ёлка", "storm")
	view := save(t, l, feed.ViewList, "Ёлка", "port")
	save(t, l, feed.ViewList, "Ferries", "ferry")
	for word, want := range map[string][]feed.ViewID{
		"елка": {view.ID, mute.ID}, " ЁЛКА ": {view.ID, mute.ID}, fmt.Sprint(mute.ID): {mute.ID},
	} {
		got, err := l.FindViews(t.Context(), word)
		var ids []feed.ViewID
		for _, v := range got {
			ids = append(ids, v.ID)
		}
		if err != nil || !slices.Equal(ids, want) {
			t.Errorf("%q: %v %v, want %v", word, ids, err, want)
		}
	}
	_, err := l.FindViews(t.Context(), "Feries")
	kind(t, err, feed.KindNoView)
	if !strings.Contains(fmt.Sprintf("%+v", err), "Feries") {
		t.Error(err)
	}
}

// TestViewsOfTheSettings: they come and go with the settings, and nobody has to
// write where nothing changed.
func TestViewsOfTheSettings(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "edition.db")
	seas(t, path, 20)
	declared := []feed.View{
		{Kind: feed.ViewList, Name: "Ports", Filter: parsed(t, "port"), Bar: true, Declared: true},
		{Kind: feed.ViewMute, Name: "Storms", Filter: parsed(t, "storm"), Declared: true},
	}
	open := func(views []feed.View) map[string]int {
		l, err := Open(t.Context(), Options{Path: path, Now: noon, Views: views})
		if err != nil {
			t.Fatal(err)
		}
		got := counted(t, l)
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
		return got
	}
	for range 2 {
		if got := open(declared); got["view Ports"] != 2 || got["mute Storms"] != 2 {
			t.Errorf("%v", got)
		}
	}
	if got := open(nil); len(got) != 2 {
		t.Errorf("settings that say nothing: %v", got)
	}
	if err := os.Chmod(path, 0o400); err != nil {
		t.Fatal(err)
	}
	if got := open([]feed.View{}); len(got) != 2 && os.Getuid() != 0 { // root may write anything
		t.Errorf("a store that cannot be written: %v", got)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		t.Fatal(err)
	}
	if got := open([]feed.View{}); len(got) != 0 {
		t.Errorf("settings without views: %v", got)
	}
}

// TestAlertsComeOnce: new stories that a rule watches for are told once.
func TestAlertsComeOnce(t *testing.T) {
	t.Parallel()
	p := publish(t, map[string]answer{"/rss": says(document(three()...))})
	l, c := openNew(t)
	follow(t, l, p.URL+"/rss")
	save(t, l, feed.ViewWatch, "Ice", "ice")
	if _, err := l.Alerts(t.Context()); err != nil {
		t.Fatal(err)
	}
	p.set("/rss", says(document(append(three(), news{link: "/ice", title: "Ice on the river", age: time.Minute})...)))
	c.pass(time.Hour)
	refresh(t, l)
	if got, err := l.Alerts(t.Context()); err != nil || len(got) != 1 || got[0].Title != "Ice on the river" || !got[0].State.Has(feed.Watched) {
		t.Errorf("%+v %v", got, err)
	}
	if got, err := l.Alerts(t.Context()); err != nil || len(got) != 0 {
		t.Errorf("again: %+v %v", got, err)
	}
}

func TestSearchesAreKept(t *testing.T) {
	t.Parallel()
	l, _ := openNew(t)
	for _, s := range []string{"port", "storm", "port"} {
		if err := l.KeepSearch(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := l.Searches(t.Context()); err != nil || !slices.Equal(got, []string{"port", "storm"}) {
		t.Errorf("%v %v", got, err)
	}
	names, err := l.Names(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(names["source"]) != 0 {
		t.Errorf("sources of an empty edition: %v", names["source"])
	}
}

// TestAFeedThatLies: the language is that of the story, not of the feed, where
// the letters say so; a headline of two words is believed.
func TestAFeedThatLies(t *testing.T) {
	t.Parallel()
	p := publish(t, map[string]answer{"/rss": says(document( // which says it is English
		news{link: "/ru", title: "На набережной открыли каток", body: "<p>Лёд держат до марта, вход свободный для всех.</p>", age: time.Hour},
		news{link: "/az", title: "Limanda yeni körpü açılıb", body: "<p>Körpünün açılışında şəhər sakinləri və dənizçilər iştirak ediblər.</p>", age: 2 * time.Hour},
		news{link: "/en", title: "The harbour opens", body: "<p>The keepers of the lighthouse are back at the pier.</p>", age: 3 * time.Hour},
		news{link: "/x", title: "Porto", age: 4 * time.Hour},
		news{link: "/4", title: "What the pilots of the strait are waiting for", age: 5 * time.Hour},
		news{link: "/5", title: "The ferry is back after a storm and the quays are open", age: 6 * time.Hour},
		news{link: "/6", title: "How to read the lights of the harbour at night", age: 7 * time.Hour},
	))})
	l, _ := openNew(t)
	follow(t, l, p.URL+"/rss")
	var got []string
	for _, it := range list(t, l, "") {
		got = append(got, it.Lang)
	}
	if want := []string{"ru", "az", "en", "en", "en", "en", "en"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if n := len(list(t, l, "lang:ru")); n != 1 {
		t.Errorf("%d in Russian", n)
	}
}

// TestAServerThatLies: the same goes for what comes from an account, whatever
// the reader said of the feed.
func TestAServerThatLies(t *testing.T) {
	t.Parallel()
	onServers(t, func(t *testing.T, r *rig) {
		source := r.f.AddFeed("Port", "", "https://port.example/rss")
		first := r.f.AddItems(source, feedtest.FakeItem{Title: "Port", Published: noon()})[0]
		r.sync()
		sub := r.source(source)
		sub.Lang = "ru"
		if _, err := r.Edit(t.Context(), sub); err != nil {
			t.Fatal(err)
		}
		next := r.f.AddItems(source,
			feedtest.FakeItem{Title: "Limanda yeni körpü açılıb, şəhər sakinləri iştirak ediblər", Published: noon()},
			feedtest.FakeItem{Title: "На набережной открыли каток", Published: noon()})
		r.sync()
		got := r.here()
		if got[next[0]].Lang != "az" || got[next[1]].Lang != "ru" || got[first].Title != "Port" {
			t.Errorf("%q and %q", got[next[0]].Lang, got[next[1]].Lang)
		}
	})
}
