package store

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"pgregory.net/rapid"

	"rubrika/feed"
)

// sent makes an entry with the keys that a feed's driver gives it.
func sent(address, guid, title string) feed.Entry {
	e := story(short(address), title)
	e.URL, e.Text, e.HTML = address, "Text", "<p>Text"
	e.Keys = append(e.Keys, "guid:"+guid)
	return e
}

// TestTheSameStoryIsOneItem has publishers do what they do to a story that was
// read, starred and opened.
func TestTheSameStoryIsOneItem(t *testing.T) {
	t.Parallel()
	const home = "https://x.example/feed"
	was := sent("https://x.example/1", "1", "Title")
	body := was
	body.Text, body.HTML = "Other text", "<p>Other text"
	for _, tt := range []struct {
		name    string
		batch   feed.Batch
		want    feed.Received
		updated bool
		at      string // the address of the feed after it
	}{
		{"listed twice", feed.Batch{Entries: []feed.Entry{was, was}}, feed.Received{Same: 1}, false, home},
		{"listed twice, with another guid", feed.Batch{Entries: []feed.Entry{was, sent(was.URL, "2", "Title")}}, feed.Received{Same: 1}, false, home},
		{"another guid", feed.Batch{Entries: []feed.Entry{sent(was.URL, "2", "Title")}}, feed.Received{Same: 1}, false, home},
		{"http", feed.Batch{Entries: []feed.Entry{sent("http://x.example/1", "1", "Title")}}, feed.Received{Changed: 1}, false, home},
		{"a slash", feed.Batch{Entries: []feed.Entry{sent("https://x.example/1/", "2", "Title")}}, feed.Received{Changed: 1}, false, home},
		{"another address", feed.Batch{Entries: []feed.Entry{sent("https://x.example/1-title", "1", "Title")}}, feed.Received{Changed: 1}, false, home},
		{"another title", feed.Batch{Entries: []feed.Entry{sent(was.URL, "1", "Better title")}}, feed.Received{Changed: 1}, true, home},
		{"another title and guid", feed.Batch{Entries: []feed.Entry{sent(was.URL, "2", "Better title")}}, feed.Received{Changed: 1}, true, home},
		{"another body", feed.Batch{Entries: []feed.Entry{body}}, feed.Received{Changed: 1}, true, home},
		{"gone for now", feed.Batch{}, feed.Received{}, false, home},
		{"a feed that moved", feed.Batch{URL: "https://new.example/", Entries: []feed.Entry{sent("https://new.example/1", "1", "Title")}}, feed.Received{Changed: 1}, false, "https://new.example/"},
		{"a feed that moved to https", feed.Batch{URL: "https://x.example/feed/", Unchanged: true}, feed.Received{}, false, "https://x.example/feed/"},
		{"a feed that moved to one that is followed", feed.Batch{URL: "https://other.example/", Entries: []feed.Entry{was}}, feed.Received{Same: 1}, false, home},
		{"a feed that moved to one that was followed", feed.Batch{URL: "https://left.example/", Entries: []feed.Entry{was}}, feed.Received{Same: 1}, false, home},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := &clock{noon()}
			s := openAt(t, filepath.Join(t.TempDir(), "x.db"), Options{Now: c.now, Link: short})
			ctx := t.Context()
			src := follow(t, s, home, "")
			follow(t, s, "https://other.example/", "")
			must[feed.Deed](t)(s.Unsubscribe(ctx, follow(t, s, "https://left.example/", "")))
			put(t, s, src, was)
			must[feed.Deed](t)(s.Mark(ctx, feed.Read|feed.Starred, 0, 1))
			if err := s.KeepPage(ctx, 1, feed.Entry{HTML: "<p>Page", Text: "Page"}); err != nil {
				t.Fatal(err)
			}
			c.at = c.at.Add(time.Hour)
			if got := must[feed.Received](t)(s.Put(ctx, src, tt.batch)); got != tt.want {
				t.Errorf("%+v, want %+v", got, tt.want)
			}
			items := list(t, s, "")
			if len(items) != 1 || items[0].ID != 1 || items[0].State != feed.Read|feed.Starred {
				t.Fatalf("%+v", items)
			}
			if it := items[0]; it.Badges.Has(feed.Updated) != tt.updated || it.Updated.IsZero() == tt.updated || !it.Seen.Equal(noon()) {
				t.Errorf("updated %v, badges %b", it.Updated, it.Badges)
			}
			if e := must[feed.Entry](t)(s.Entry(ctx, 1)); e.HTML != "<p>Page" {
				t.Errorf("of its page %q is left", e.HTML)
			}
			if got := subs(t, s)[0]; got.URL != tt.at || got.ID != src || got.Failures != 0 {
				t.Errorf("the feed is %+v", got)
			}
			// What was done before can be undone all the same.
			for _, want := range []string{"mark", "unsubscribe"} {
				if d := must[feed.Deed](t)(s.Undo(ctx)); d.Kind != want {
					t.Errorf("undone %+v, want %s", d, want)
				}
			}
			if n := len(subs(t, s)); n != 3 {
				t.Errorf("%d sources", n)
			}
			intact(t, s)
		})
	}
}

// TestAPageOfTheDay has another story each day at one address, also after the first
// ones were cleaned up, beside one that is listed on. What was cleaned up does not
// come back.
func TestAPageOfTheDay(t *testing.T) {
	t.Parallel()
	c := &clock{noon()}
	s := openAt(t, filepath.Join(t.TempDir(), "x.db"), Options{Now: c.now, Link: short})
	src := follow(t, s, "https://x.example/feed", "")
	old := sent("https://x.example/old", "old", "Old")
	old.Published = noon().AddDate(0, -1, 0)
	put(t, s, src, old)
	for day := range 12 {
		e := sent("https://x.example/today", fmt.Sprint("guid ", day), fmt.Sprint("Day ", day))
		e.Published = c.at.Add(-time.Hour)
		e.Keys = append(e.Keys, "title:"+e.Title)
		old.Keys[1] = fmt.Sprint("guid:old", day)
		if got := put(t, s, src, e, old); got.New != 1 {
			t.Errorf("day %d: %+v", day, got)
		}
		if got := put(t, s, src, old, e); got.New != 0 {
			t.Errorf("day %d again: %+v", day, got)
		}
		c.at = c.at.AddDate(0, 0, 1)
		must[int](t)(s.Sweep(t.Context(), feed.Keep{Days: 4}, 100))
	}
	items := list(t, s, "")
	if got := titles(items); fmt.Sprint(got) != "[Day 11 Day 10 Day 9 Day 8]" {
		t.Errorf("%q", got)
	}
	if items[0].Story != 1 {
		t.Errorf("the days are one story: %+v", items[0])
	}
	intact(t, s)
}

// TestAPageOfTheHour gives its one story another guid, title and date each time: of
// that there is not a new item for every request.
func TestAPageOfTheHour(t *testing.T) {
	t.Parallel()
	c := &clock{noon()}
	s := openAt(t, filepath.Join(t.TempDir(), "x.db"), Options{Now: c.now, Link: short})
	src := follow(t, s, "https://x.example/feed", "")
	for hour := range 48 {
		e := sent("https://x.example/weather", fmt.Sprint("guid ", hour), fmt.Sprint(hour, " degrees"))
		e.Published = c.at
		put(t, s, src, e)
		c.at = c.at.Add(time.Hour)
	}
	if got := titles(list(t, s, "")); fmt.Sprint(got) != "[47 degrees 35 degrees 23 degrees 11 degrees]" {
		t.Errorf("%q", got)
	}
	intact(t, s)
}

// TestFragmentsThatDidNotCount: stories that were filed when they had no part in an
// address are known again, once, by their words and date.
func TestFragmentsThatDidNotCount(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	src := follow(t, s, "https://x.example/feed", "")
	entry := func(key, title, text string, at time.Time) feed.Entry {
		return feed.Entry{Keys: []string{key}, Text: text, Item: feed.Item{Title: title, URL: "https://x.example/page", Published: at}}
	}
	put(t, s, src, entry("title:1", "Note", "One", time.Time{}), entry("title:1#2", "Note", "Two", time.Time{}), entry("link:x.example/page", "", "Three", noon()))
	must[feed.Deed](t)(s.Mark(t.Context(), feed.Starred, 0, 1, 2, 3))
	now := []feed.Entry{
		entry("link:x.example/page#n1", "Note", "One", time.Time{}), entry("link:x.example/page#n2", "Note", "Two", time.Time{}),
		entry("link:x.example/page#n3", "", "Three", noon()), entry("link:x.example/page#n4", "", "Three", noon().Add(time.Hour)),
		entry("link:x.example/page#n5", "Note", "One", time.Time{}),
	}
	for i, want := range []feed.Received{{New: 1, Same: 3}, {Same: 4}} {
		if got := put(t, s, src, now...); got != want {
			t.Errorf("time %d: %+v, want %+v", i, got, want)
		}
	}
	if got := put(t, s, src, now[4]); got.New != 1 {
		t.Errorf("another of the same words: %+v", got)
	}
	if n := len(list(t, s, "is:starred")); n != 3 {
		t.Errorf("%d stars", n)
	}
	intact(t, s)
}

// TestStoriesStayThemselves has a publisher change one thing of each story at a
// time, its address for another's or its date too, while stories come and go: a
// story stays one item with its mark.
func TestStoriesStayThemselves(t *testing.T) {
	t.Parallel()
	c, serial := &clock{noon()}, 0
	fresh := func(what string) string { serial++; return fmt.Sprint(what, serial) }
	s := openAt(t, filepath.Join(t.TempDir(), "x.db"), Options{Now: c.now, Link: short})
	rapid.Check(t, func(rt *rapid.T) {
		src := follow(t, s, fresh("https://x.example/feed"), "")
		defer func() { must[feed.Deed](t)(s.Unsubscribe(t.Context(), src)) }()
		type known struct {
			link, guid, name string
			at               time.Time
			id               feed.ID
		}
		var all []*known
		for range rapid.IntRange(2, 6).Draw(rt, "documents") {
			c.at = c.at.Add(time.Duration(rapid.IntRange(1, 30).Draw(rt, "hours")) * time.Hour)
			for range rapid.IntRange(0, 3).Draw(rt, "new") {
				all = append(all, &known{fresh("x.example/"), fresh("g"), fresh("Title "), c.at, 0})
			}
			var listed []*known
			for _, k := range all {
				if k.at.Equal(c.at) || rapid.IntRange(0, 4).Draw(rt, "listed") > 0 {
					listed = append(listed, k)
				}
			}
			for i := 0; i < len(listed); i++ {
				k := listed[i]
				switch rapid.IntRange(0, 7).Draw(rt, "change") {
				case 0:
					k.link = fresh("x.example/")
				case 1:
					k.guid = fresh("g")
				case 2:
					k.name = fresh("Title ")
				case 3:
					k.name, k.at = fresh("Title "), c.at
				case 4: // its place is the next one's from now on
					if i++; i < len(listed) {
						k.link, listed[i].link = listed[i].link, k.link
					}
				}
			}
			var entries []feed.Entry
			for _, k := range listed {
				e := sent("https://"+k.link, k.guid, k.name)
				e.Published, e.Text = k.at, k.name
				e.Keys = append(e.Keys, fmt.Sprint("title:", k.name, k.at.Unix()))
				entries = append(entries, e)
			}
			put(t, s, src, entries...)
			items := list(t, s, "")
			if len(items) != len(all) {
				rt.Fatalf("%d items of %d stories", len(items), len(all))
			}
			for _, k := range listed {
				for _, it := range items {
					if it.Title == k.name && k.id == 0 {
						k.id = it.ID
					}
					if (it.Title == k.name) != (it.ID == k.id) {
						rt.Fatalf("%+v is %+v", k, it)
					}
				}
			}
		}
	})
	intact(t, s)
}
