package library

import (
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rubrika/feed"
)

// TestWhichStoryIsWhich has publishers reuse addresses, swap them, and count: the
// reader's marks stay with the story, and no story is taken for another.
func TestWhichStoryIsWhich(t *testing.T) {
	t.Parallel()
	day := func(title, link, guid string, days int, body string) news {
		return news{guid: guid, link: link, title: title, body: body, age: time.Duration(days) * 24 * time.Hour}
	}
	a, b := day("Ant", "/a", "g-aaaa", 1, "x"), day("Bee", "/b", "g-bbbb", 2, "y")
	swapped := func(f func(a, b *news)) []news {
		a, b := a, b
		f(&a, &b)
		return []news{a, b}
	}
	for _, tt := range []struct {
		name          string
		before, after []news
		marks         string // by title, after
	}{
		{
			"a page with a story a day",
			[]news{day("Rain", "/today", "w-2025-11-27", 1, "x")},
			[]news{day("Sun", "/today", "w-2025-11-28", 0, "y")},
			"Sun:0 Rain:3",
		},
		{
			"a story under a new guid",
			[]news{day("Rain", "/today", "w-2025-11-27", 1, "x")},
			[]news{day("Rain", "/today", "w-2025-11-28", 0, "x")},
			"Rain:3",
		},
		{
			"a new comment in place of another",
			[]news{day("Anna", "/p#comment-1", "", 1, "x")},
			[]news{day("Bob", "/p#comment-2", "", 0, "y")},
			"Bob:0 Anna:3",
		},
		{"links swapped", []news{a, b}, swapped(func(a, b *news) { a.link, b.link = b.link, a.link }), "Ant:3 Bee:3"},
		{"guids swapped", []news{a, b}, swapped(func(a, b *news) { a.guid, b.guid = b.guid, a.guid }), "Ant:3 Bee:3"},
		{"an old link under a new story", []news{a}, []news{day("Elk", "/a", "g-eeee", 0, "z"), day("Ant", "/old", "g-aaaa", 1, "x")}, "Elk:0 Ant:3"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := publish(t, map[string]answer{"/rss": says(document(tt.before...))})
			l, c := openNew(t)
			follow(t, l, p.URL+"/rss")
			for _, it := range list(t, l, "") {
				if _, err := l.Mark(t.Context(), feed.Read|feed.Starred, 0, it.ID); err != nil {
					t.Fatal(err)
				}
			}
			p.set("/rss", says(document(tt.after...)))
			for range 2 {
				c.pass(time.Hour)
				refresh(t, l)
				var got []string
				for _, it := range list(t, l, "") {
					got = append(got, fmt.Sprintf("%s:%d", it.Title, it.State))
					if it.Badges.Has(feed.Updated) {
						t.Errorf("%s is called updated", it.Title)
					}
				}
				if strings.Join(got, " ") != tt.marks {
					t.Errorf("%v, want %s", got, tt.marks)
				}
			}
		})
	}
}

// TestAnotherZoneForASource: the feed is asked whole, although it did not change,
// the times it gave without a zone are read anew, and undo takes that back.
// Nothing else of the items changes.
func TestAnotherZoneForASource(t *testing.T) {
	t.Parallel()
	doc := `<rss version="2.0"><channel><title>Sea</title><item><title>Local</title><guid>local-10001</guid><pubDate>2025-11-28 10:00:00</pubDate></item>` +
		`<item><title>Zoned</title><guid>zoned-10001</guid><pubDate>2025-11-28T08:30:00Z</pubDate></item></channel></rss>`
	whole := 0
	p := publish(t, map[string]answer{"/rss": func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"e"`)
		if r.Header.Get("If-None-Match") == `"e"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		whole++
		says(doc)(w, r)
	}})
	c := &clock{at: noon()}
	l := openAt(t, filepath.Join(t.TempDir(), "edition.db"), c)
	sub := follow(t, l, p.URL+"/rss")
	mark(t, l, list(t, l, ""))
	at := func(zone, want string) {
		t.Helper()
		for range 2 {
			c.pass(time.Hour)
			refresh(t, l)
		}
		var got []string
		for _, it := range list(t, l, "") {
			got = append(got, fmt.Sprint(it.Title, it.State, it.Published.UTC().Format(" 15:04")))
			if it.Badges.Has(feed.Updated) {
				t.Errorf("%s is called updated", it.Title)
			}
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("in %q: %q, want %s", zone, got, want)
		}
	}
	at("", "Local1 10:00, Zoned2 08:30")
	sub.Zone = "Asia/Baku"
	if _, err := l.Edit(t.Context(), sub); err != nil {
		t.Fatal(err)
	}
	at("Asia/Baku", "Zoned2 08:30, Local1 06:00")
	if _, err := l.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	at("", "Local1 10:00, Zoned2 08:30")
	if whole != 3 {
		t.Errorf("the whole document was asked for %d times, want 3", whole)
	}
}

// TestARubricForASource: it takes effect without a document, and what the feed
// says about itself comes back with undo.
func TestARubricForASource(t *testing.T) {
	t.Parallel()
	three := three()
	three[0].category = "Politics"
	doc := strings.Replace(document(three...), "<language>", "<category>Culture</category><language>", 1)
	p := publish(t, map[string]answer{"/rss": says(doc)})
	l, _ := openNew(t)
	sub := follow(t, l, p.URL+"/rss")
	rubrics := func(want string) {
		t.Helper()
		var got []feed.Rubric
		for _, it := range list(t, l, "") {
			got = append(got, it.Rubrics...)
		}
		if fmt.Sprint(got) != want {
			t.Errorf("%v, want %s", got, want)
		}
	}
	rubrics("[politics culture culture]")
	before := p.requests()
	for _, step := range []struct {
		rubric feed.Rubric
		want   string
	}{{feed.Sport, "[politics sport sport]"}, {"", "[politics culture culture]"}, {feed.Health, "[politics health health]"}} {
		sub.Rubric = step.rubric
		if _, err := l.Edit(t.Context(), sub); err != nil {
			t.Fatal(err)
		}
		rubrics(step.want)
	}
	if _, err := l.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	rubrics("[politics culture culture]")
	if p.requests() != before {
		t.Error("the feed was asked")
	}
	refresh(t, l)
	rubrics("[politics culture culture]")
}
