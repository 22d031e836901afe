package store

import (
	"path/filepath"
	"testing"
	"time"

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
