package library

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"rubrika/feed"
)

// history is something a publisher did to a feed (promises, P8).
type history struct {
	name string
	// before and after are the feed at two times.
	before, after answer
	// items and new are how many items before brings and after adds.
	items, new int
	// trouble is what the second fetch is recorded as.
	trouble feed.Kind
	// moved: the source has another address afterwards.
	moved bool
}

// numbered is a feed whose guids are places in the document.
func numbered(titles ...string) []news {
	var out []news
	for i, title := range titles {
		out = append(out, news{guid: fmt.Sprint(i + 1), link: "/" + strings.ToLower(title), title: title, age: time.Duration(i) * time.Hour})
	}
	return out
}

func histories() []history {
	feedOf := func(items []news) answer { return says(document(items...)) }
	three := three()
	change := func(f func(i int, n *news)) answer { return feedOf(edited(three, f)) }
	bare := edited(three, func(_ int, n *news) { n.guid, n.link = "", "" })
	undated := edited(three, func(_ int, n *news) { n.age = -1 })
	oneGUID := edited(three, func(_ int, n *news) { n.guid = "sea" })
	oneLink := edited(three, func(_ int, n *news) { n.link = "/" })
	fourth := news{guid: "sea-3004-d", link: "/story/tide", title: "Tide turns", age: 30 * time.Minute}
	whole := document(three...)
	html := says("<!doctype html><html><title>Log in</title><body><form>Name</form></body></html>")
	atom := `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Sea</title><id>x</id>`
	jsonFeed := `{"version":"https://jsonfeed.org/version/1.1","title":"Sea","items":[`
	for i, n := range three {
		link := "{host}" + n.link
		atom += fmt.Sprintf(`<entry><id>%s</id><title>%s</title><link href="%s"/><updated>%s</updated></entry>`,
			n.guid, n.title, link, noon().Add(-n.age).Format(time.RFC3339))
		jsonFeed += strings.Repeat(",", min(i, 1)) + fmt.Sprintf(`{"id":%q,"title":%q,"url":%q,"content_text":"x"}`, n.guid, n.title, link)
	}
	atom += "</feed>"
	jsonFeed += "]}"
	return []history{
		{name: "nothing", before: feedOf(three), after: feedOf(three), items: 3},
		{name: "a new item", before: feedOf(three), after: feedOf(append([]news{fourth}, three...)), items: 3, new: 1},
		{name: "guids changed", before: feedOf(three), after: change(func(i int, n *news) { n.guid = fmt.Sprintf("new-%d00", i) }), items: 3},
		{name: "guids gone", before: feedOf(three), after: change(func(_ int, n *news) { n.guid = "" }), items: 3},
		{name: "guids came", before: change(func(_ int, n *news) { n.guid = "" }), after: feedOf(three), items: 3},
		{name: "blanks in guids", before: feedOf(three), after: change(func(_ int, n *news) { n.guid = " \n " + n.guid + "\t" }), items: 3},
		{name: "http became https", before: feedOf(three), after: says(strings.ReplaceAll(whole, "<link>{host}", "<link>https://{hostname}")), items: 3},
		{name: "utm_ on links", before: feedOf(three), after: change(func(i int, n *news) { n.link += fmt.Sprintf("?utm_source=rss&utm_id=%d", i) }), items: 3},
		{
			name: "utm_ on links without guids", before: change(func(_ int, n *news) { n.guid = "" }),
			after: change(func(i int, n *news) { n.guid = ""; n.link += fmt.Sprintf("?utm_source=rss%d#top", i) }), items: 3,
		},
		{name: "links changed", before: feedOf(three), after: change(func(i int, n *news) { n.link += fmt.Sprintf("-%d", i) }), items: 3},
		{
			name: "links and guids changed", before: feedOf(three),
			after: change(func(i int, n *news) { n.link += fmt.Sprintf("-%d", i); n.guid = fmt.Sprintf("new-%d00", i) }), items: 3,
		},
		{name: "links gone", before: feedOf(three), after: change(func(_ int, n *news) { n.link = "" }), items: 3},
		{name: "one guid for all", before: feedOf(oneGUID), after: feedOf(append([]news{{guid: "sea", link: "/new", title: "New", age: 1}}, oneGUID...)), items: 3, new: 1},
		{name: "one link for all", before: feedOf(oneLink), after: feedOf(append([]news{{guid: "sea-9999-z", link: "/", title: "New", age: 1}}, oneLink...)), items: 3, new: 1},
		{name: "neither guid nor link", before: feedOf(bare), after: feedOf(append([]news{{title: "New", age: 1}}, bare...)), items: 3, new: 1},
		{
			name: "nothing but titles", before: feedOf(edited(bare, func(_ int, n *news) { n.age = -1 })),
			after: feedOf(append([]news{{title: "New", age: -1}}, edited(bare, func(_ int, n *news) { n.age = -1 })...)), items: 3, new: 1,
		},
		{name: "guids are places", before: feedOf(numbered("Ant", "Bee", "Cat", "Dog", "Elk")), after: feedOf(numbered("New", "Ant", "Bee", "Cat", "Dog")), items: 5, new: 1},
		{name: "titles edited", before: feedOf(three), after: change(func(_ int, n *news) { n.title += " – updated" }), items: 3},
		{name: "titles edited, one guid for all", before: feedOf(oneGUID), after: feedOf(edited(oneGUID, func(_ int, n *news) { n.title += " now" })), items: 3},
		{name: "titles edited, one link for all", before: feedOf(oneLink), after: feedOf(edited(oneLink, func(_ int, n *news) { n.title += " now" })), items: 3},
		{name: "bodies edited", before: feedOf(three), after: change(func(_ int, n *news) { n.body += "<p>More.</p>" }), items: 3},
		{name: "dates set to now", before: feedOf(three), after: change(func(_ int, n *news) { n.age = 0 }), items: 3},
		{name: "dates gone", before: feedOf(three), after: feedOf(undated), items: 3},
		{name: "dates came", before: feedOf(undated), after: feedOf(three), items: 3},
		{name: "order turned round", before: feedOf(three), after: feedOf([]news{three[2], three[1], three[0]}), items: 3},
		{name: "old items left", before: feedOf(three), after: feedOf(three[:1]), items: 3},
		{name: "an item twice", before: feedOf(three), after: feedOf(append(slices.Clone(three), three[0])), items: 3},
		{name: "no items", before: feedOf(three), after: feedOf(nil), items: 3},
		{name: "an empty body", before: feedOf(three), after: says(""), items: 3, trouble: feed.KindEmpty},
		{name: "cut in the second item", before: feedOf(three), after: says(whole[:strings.Index(whole, "Ferry")+3]), items: 3, trouble: feed.KindDamaged},
		{name: "404", before: feedOf(three), after: status(http.StatusNotFound), items: 3, trouble: feed.KindNotFound},
		{name: "410", before: feedOf(three), after: status(http.StatusGone), items: 3, trouble: feed.KindGone},
		{name: "403", before: feedOf(three), after: status(http.StatusForbidden), items: 3, trouble: feed.KindRefused},
		{name: "500", before: feedOf(three), after: status(http.StatusInternalServerError), items: 3, trouble: feed.KindServer},
		{name: "a login page", before: feedOf(three), after: html, items: 3, trouble: feed.KindNotFeed},
		{name: "301 to a login page", before: feedOf(three), after: status(http.StatusMovedPermanently, "Location", "/login"), items: 3, trouble: feed.KindNotFeed},
		{name: "301 to the same feed", before: feedOf(three), after: status(http.StatusMovedPermanently, "Location", "/elsewhere"), items: 3, moved: true},
		{name: "302 to the same feed", before: feedOf(three), after: status(http.StatusFound, "Location", "/elsewhere"), items: 3},
		{name: "301 to another feed", before: feedOf(three), after: status(http.StatusMovedPermanently, "Location", "/foreign"), items: 3, new: 1, moved: true},
		{name: "became Atom", before: feedOf(three), after: says(atom), items: 3},
		{name: "became JSON", before: feedOf(three), after: says(jsonFeed), items: 3},
		{name: "another site's feed", before: feedOf(three), after: feedOf([]news{{guid: "alien-guid-1", link: "/alien", title: "Alien", age: 1}}), items: 3, new: 1},
		{name: "junk before the document", before: feedOf(three), after: says("\n\n warning: x\n" + whole), items: 3},
	}
}

func TestMarksSurviveThePublisher(t *testing.T) {
	t.Parallel()
	for _, h := range histories() {
		t.Run(h.name, func(t *testing.T) {
			p := publish(t, map[string]answer{
				"/login":     says("<html><form>Log in</form></html>"),
				"/elsewhere": says(document(three()...)),
				"/foreign":   says(document(news{guid: "alien-guid-1", link: "/alien", title: "Alien", age: 1})),
			})
			hosted := func(a answer) answer {
				return func(w http.ResponseWriter, r *http.Request) { a(hostname{w, r.Host}, r) }
			}
			p.set("/rss", hosted(h.before))
			l, c := openNew(t)
			follow(t, l, p.URL+"/rss")
			before := list(t, l, "")
			if len(before) != h.items {
				t.Fatalf("%d items at first, want %d: %q", len(before), h.items, titles(before))
			}
			mark(t, l, before)
			marked := list(t, l, "")

			for step, a := range []answer{h.after, h.after, h.before, h.after} {
				p.set("/rss", hosted(a))
				c.pass(time.Hour)
				r := refresh(t, l)
				if want := []int{h.new, 0, 0, 0}[step]; r.New != want {
					t.Errorf("step %d: %d new, want %d: %q", step, r.New, want, titles(list(t, l, "")))
				}
				if sub := only(t, l); step != 2 && !h.moved && sub.Trouble != h.trouble {
					t.Errorf("step %d: trouble %q (%s), want %q", step, sub.Trouble, sub.TroubleText, h.trouble)
				}
			}
			if sub := only(t, l); (sub.URL != p.URL+"/rss") != h.moved {
				t.Errorf("the source is at %s now", sub.URL)
			}
			same(t, marked, list(t, l, ""), h.new)
		})
	}
}

// hostname fills in {hostname}, the server under another scheme.
type hostname struct {
	http.ResponseWriter
	host string
}

func (h hostname) Write(b []byte) (int, error) {
	if _, err := h.ResponseWriter.Write([]byte(strings.ReplaceAll(string(b), "{hostname}", h.host))); err != nil {
		return 0, err
	}
	return len(b), nil
}

// mark gives the items marks that tell them apart: read, starred, both, none.
func mark(t *testing.T, l *Library, items []feed.Item) {
	t.Helper()
	for i, it := range items {
		if _, err := l.Mark(t.Context(), feed.State((i+1)%4), 0, it.ID); err != nil {
			t.Fatal(err)
		}
	}
}

// same compares the items of before with those of after, which has more.
func same(t *testing.T, before, after []feed.Item, more int) {
	t.Helper()
	if len(after) != len(before)+more {
		t.Errorf("%d items, want %d and %d new: %q", len(after), len(before), more, titles(after))
	}
	var old []feed.Item
	for _, it := range after {
		i := slices.IndexFunc(before, func(b feed.Item) bool { return b.ID == it.ID })
		switch {
		case i < 0 && it.State != 0:
			t.Errorf("new item %q came with marks %b", it.Title, it.State)
		case i >= 0 && it.State != before[i].State:
			t.Errorf("%q has the marks %b, had %b", it.Title, it.State, before[i].State)
		case i >= 0 && !strings.HasPrefix(it.Title, before[i].Title):
			t.Errorf("%q was %q", it.Title, before[i].Title)
		}
		if i >= 0 {
			old = append(old, it)
		}
	}
	for i := range old {
		if i < len(before) && old[i].ID != before[i].ID {
			t.Fatalf("the order changed from %q to %q", titles(before), titles(old))
		}
	}
}

func TestTwoFeedsThatNumberAlike(t *testing.T) {
	t.Parallel()
	one, two := numbered("Ant", "Bee", "Cat", "Dog", "Elk"), numbered("Fox", "Gnu", "Hen", "Ibex", "Jay")
	for i := range two {
		one[i].link, two[i].link = "", ""
	}
	p := publish(t, map[string]answer{"/1": says(document(one...)), "/2": says(document(two...))})
	l, c := openNew(t)
	follow(t, l, p.URL+"/1")
	follow(t, l, p.URL+"/2")
	before := list(t, l, "")
	mark(t, l, before)
	marked := list(t, l, "")
	for range 2 {
		c.pass(time.Hour)
		if r := refresh(t, l); r.New != 0 {
			t.Errorf("%+v", r)
		}
	}
	if len(before) != 10 {
		t.Errorf("%d items, want 10", len(before))
	}
	same(t, marked, list(t, l, ""), 0)
}

func TestTwinsThatShareAnETag(t *testing.T) {
	t.Parallel()
	tagged := func(items ...news) answer {
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("ETag", `"same"`)
			if r.Header.Get("If-None-Match") == `"same"` {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			says(document(items...))(w, r)
		}
	}
	all := three()
	p := publish(t, map[string]answer{"/1": tagged(all[0]), "/2": tagged(all[1], all[2])})
	l, _ := openNew(t)
	follow(t, l, p.URL+"/1")
	follow(t, l, p.URL+"/2")
	if r := refresh(t, l); r.New != 0 || r.Failed != 0 {
		t.Errorf("%+v", r)
	}
	if got := titles(list(t, l, "source:2")); !slices.Equal(got, []string{"Ferry sails", "Storm warning"}) {
		t.Errorf("the second has %q", got)
	}
}

func TestLastModifiedThatNeverMoves(t *testing.T) {
	t.Parallel()
	stuck := func(items ...news) answer {
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Last-Modified", "Mon, 06 Jan 2020 00:00:00 GMT") // and no word on what was asked
			says(document(items...))(w, r)
		}
	}
	all := three()
	p := publish(t, map[string]answer{"/rss": stuck(all[1:]...)})
	l, _ := openNew(t)
	follow(t, l, p.URL+"/rss")
	mark(t, l, list(t, l, ""))
	marked := list(t, l, "")
	p.set("/rss", stuck(all...))
	if r := refresh(t, l); r.New != 1 {
		t.Errorf("%+v", r)
	}
	same(t, marked, list(t, l, ""), 1)
}
