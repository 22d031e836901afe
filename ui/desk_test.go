package ui

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"rubrika/feed"
	"rubrika/feed/fetch"
	"rubrika/feed/library"
	"rubrika/ui/keys"
)

// before presses one key, returns what the reader sees before anything has
// run, and runs what follows.
func (r *reader) before(k string) string {
	r.t.Helper()
	_, cmd := r.m.Update(key(k))
	seen := r.screen()
	r.run(cmd)
	return seen
}

// types types a text letter by letter.
func (r *reader) types(text string) {
	r.t.Helper()
	for _, letter := range text {
		r.press(string(letter))
	}
}

// sub is the subscription with a title, or the zero one.
func (r *reader) sub(title string) feed.Subscription {
	r.t.Helper()
	all, err := r.lib.Subscriptions(r.t.Context())
	if err != nil {
		r.t.Fatal(err)
	}
	for _, s := range all {
		if s.Title == title {
			return s
		}
	}
	return feed.Subscription{}
}

// town is a site with several feeds.
type town struct {
	*httptest.Server
	closed atomic.Bool // the feeds are not there
	asked  atomic.Int32
}

func newTown(t *testing.T) *town {
	t.Helper()
	s := &town{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, isFeed := strings.CutSuffix(strings.TrimPrefix(r.URL.Path, "/"), ".rss")
		switch {
		case r.URL.Path == "/":
			fmt.Fprint(w, `<html><head><title>Town</title>
				<link rel="alternate" type="application/rss+xml" title="Town news" href="/news.rss">
				<link rel="alternate" type="application/rss+xml" title="Town sport" href="/sport.rss"></head><body>Welcome</body></html>`)
		case r.URL.Path == "/one":
			fmt.Fprint(w, `<html><head><link rel="alternate" type="application/rss+xml" href="/news.rss"></head><body>Welcome</body></html>`)
		case r.URL.Path == "/empty":
			fmt.Fprint(w, `<html><head><title>Nothing</title></head><body>No feeds at all</body></html>`)
		case r.URL.Path == "/list":
			fmt.Fprintf(w, `<opml version="2.0"><head><title>Mine</title></head><body><outline type="rss" text="First" xmlUrl="http://%[1]s/first.rss"/>
				<outline type="rss" text="Second" xmlUrl="http://%[1]s/second.rss"/></body></opml>`, r.Host)
		case isFeed && !s.closed.Load():
			s.asked.Add(1)
			fmt.Fprintf(w, `<rss version="2.0"><channel><title>Town %[1]s</title><link>http://%[2]s/</link><language>en</language>
				<item><title>A story of %[1]s</title><link>https://town.example/%[1]s/1</link><pubDate>%[3]s</pubDate></item></channel></rss>`,
				name, r.Host, noon().Add(-time.Hour).Format(time.RFC1123Z))
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(s.Close)
	return s
}

// home is a network of one's own, where the tests' servers live.
func home() fetch.Options {
	return fetch.Options{Inside: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}}
}

// sitAtSources opens the view of sources of a fresh store.
func sitAtSources(t *testing.T) *reader {
	t.Helper()
	r := sit(t, setup{lang: "en", w: 100, h: 30, client: fetch.New(home())})
	r.press("F")
	if r.m.scope() != keys.Sources {
		t.Fatalf("F leads to %s", r.m.scope())
	}
	return r
}

func TestAddAFeedOfASite(t *testing.T) {
	r, s := sitAtSources(t), newTown(t)
	r.sees("There are no sources yet.")
	r.press("a")
	r.sees("New source")
	r.types(s.URL + "/one")
	if seen := r.before("enter"); !strings.Contains(seen, r.m.words.Form.Looking) {
		t.Errorf("nothing says that it is being looked for:\n%s", seen)
	}
	if r.m.scope() != keys.Sources || r.sub("Town news").ID == 0 {
		t.Fatalf("it was not added:\n%s", r.screen())
	}
	r.sees("Source added: Town news · z undo")
	if sub, _ := r.m.sources.Selected(); sub.Title != "Town news" {
		t.Errorf("%q is selected", sub.Title)
	}
	r.press("z")
	if r.sub("Town news").ID != 0 {
		t.Error("z leaves it")
	}
	r.sees("There are no sources yet.", "Source taken away: Town news")
	r.press("Z", "enter")
	r.sees("A story of news", "Town news")
	if got := r.m.filter.Sources; len(got) != 1 || r.m.scope() != keys.Headlines {
		t.Errorf("Enter shows %v in %s", got, r.m.scope())
	}
	if !strings.Contains(r.line(-1), "1 of 1 · Town news") && !strings.Contains(r.line(-1), "Town news") {
		t.Errorf("the bottom line says %q", r.line(-1))
	}
}

func TestAddChoosesAmongSeveral(t *testing.T) {
	r, s := sitAtSources(t), newTown(t)
	r.press("a")
	r.send(tea.PasteMsg{Content: s.URL})
	r.press("enter")
	if r.m.scope() != keys.Found {
		t.Fatalf("two feeds lead to %s:\n%s", r.m.scope(), r.screen())
	}
	r.sees("The site has several feeds", "Town news", "Town sport")
	r.press("esc")
	r.sees("New source", s.URL) // back to what was typed
	r.press("enter", "j")
	if seen := r.before("enter"); !strings.Contains(seen, r.m.words.Form.Subscribing) {
		t.Errorf("nothing says that it is subscribed to:\n%s", seen)
	}
	if r.sub("Town sport").ID == 0 || r.sub("Town news").ID != 0 {
		t.Errorf("the wrong one was taken:\n%s", r.screen())
	}
	r.press("d", "a")
	r.send(tea.PasteMsg{Content: " \x1b[2J" + s.URL})
	r.press("enter", "space", "space", "enter")
	if r.sub("Town sport").ID == 0 || r.sub("Town news").ID == 0 {
		t.Errorf("not both were taken:\n%s", r.screen())
	}
	r.sees("Sources added: Town news and 1 more")
}

// One of two chosen feeds is there already: the other is taken, and what
// hindered the first is said. With none of them the form is there again.
func TestChosenFeedsThatCannotBeHad(t *testing.T) {
	r, s := sitAtSources(t), newTown(t)
	if _, _, err := r.lib.Subscribe(t.Context(), library.NewSource{URL: s.URL + "/news.rss"}); err != nil {
		t.Fatal(err)
	}
	add := func(keys ...string) {
		r.press("a")
		r.send(tea.PasteMsg{Content: "\u202e" + s.URL + "\n"})
		r.press(keys...)
	}
	add("enter", "enter")
	if r.m.scope() != keys.Form {
		t.Fatalf("what is there already was taken:\n%s", r.screen())
	}
	r.sees(s.URL, "this source is there already")
	r.press("esc")
	s.closed.Store(true)
	add("enter", "j", "enter")
	r.sees("there is nothing at this address")
	r.press("esc")
	s.closed.Store(false)
	add("enter", "space", "space", "enter")
	r.sees("Source added: Town sport · ", "already")
}

func TestAddSaysWhatIsWrongAndKeepsWhatWasTyped(t *testing.T) {
	r, s := sitAtSources(t), newTown(t)
	r.press("a", "enter")
	r.sees(r.m.words.Form.NoAddress)
	r.types(s.URL + "/empty")
	r.press("enter")
	r.sees(s.URL+"/empty", "No feed was found here")
	for range len("empty") {
		r.press("backspace")
	}
	r.types("news.rss")
	r.press("enter")
	r.sees("Source added: Town news")
	r.press("a")
	r.types(s.URL + "/news.rss/")
	r.press("enter")
	r.sees("This source is there already")
	r.press("esc", "a")
	r.types("http://127.0.0.1:1/")
	r.press("enter")
	r.sees("There is no connection to the server")
	r.press("esc")
	if r.m.scope() != keys.Sources || len(r.m.sources.All()) != 1 {
		t.Errorf("after Esc: %s with %d sources", r.m.scope(), len(r.m.sources.All()))
	}
}

func TestAddTakesAList(t *testing.T) {
	r, s := sitAtSources(t), newTown(t)
	r.press("a")
	r.types(s.URL + "/list")
	r.press("enter")
	r.sees("Sources added: First and 1 more", "Second")
	if s.asked.Load() != 0 {
		t.Error("a list was asked for its feeds")
	}
	r.press("a")
	r.types(s.URL + "/list")
	r.press("enter")
	r.sees("This source is there already")
	r.press("esc", "R")
	r.sees("2 new stories")
	r.press("z")
	r.sees("Sources taken away: First and 1 more", "There are no sources yet.")
}

// Esc leaves an address that does not answer; what comes late is not shown as
// an error of something else.
func TestEscLeavesASlowAddress(t *testing.T) {
	r, s := sitAtSources(t), newTown(t)
	r.press("a")
	r.types(s.URL + "/empty")
	_, cmd := r.m.Update(key("enter"))
	r.press("enter") // nothing more is sent off meanwhile
	r.types("x")
	r.press("esc", "a")
	r.types("other")
	r.run(cmd)
	r.sees("other")
	if strings.Contains(r.screen(), "Stopped") || r.m.form.Waiting() {
		t.Errorf("a late answer reached the new form:\n%s", r.screen())
	}
}

func TestEditASource(t *testing.T) {
	r, s := sitAtSources(t), newTown(t)
	r.press("a")
	r.types(s.URL + "/news.rss")
	r.press("enter", "e")
	r.sees("Edit the source", s.URL, "Town news")
	r.press("ctrl+u") // the line up to the cursor
	r.types("Our town")
	r.press("down", "right", "right", "down")
	r.types("soon")
	r.press("enter")
	r.sees(r.m.words.Form.BadEvery)
	for range len("soon") {
		r.press("backspace")
	}
	r.types("2h")
	r.press("down")
	r.types("local, daily, local")
	r.press("down", "down")
	r.types("Asia/Bakou")
	r.press("down")
	r.types("Имя")
	r.press("enter")
	r.sees(r.m.words.About(r.m.words.Form.BadZone, "Asia/Baku"))
	for range len("ou") {
		r.press("backspace")
	}
	r.types("u")
	r.press("enter")
	r.sees(r.m.words.Form.BadAgent)
	r.press("ctrl+u")
	r.types("Town reader/1")
	r.press("enter")
	if r.m.scope() != keys.Sources {
		t.Fatalf("it was not saved:\n%s", r.screen())
	}
	r.sees("Saved: Our town · z (я) undo") // a Russian letter was typed
	got := r.sub("Our town")
	if got.Rubric != feed.World || got.Every != 2*time.Hour || strings.Join(got.Tags, "|") != "local|daily" ||
		got.Zone != "Asia/Baku" || got.Agent != "Town reader/1" {
		t.Errorf("saved %+v", got)
	}
	r.press("e", "enter")
	r.sees("Nothing has changed")
	r.press("z")
	if got := r.sub("Town news"); got.ID == 0 || got.Every != 0 || len(got.Tags) != 0 {
		t.Errorf("z leaves %+v", got)
	}
	r.press("e", "esc")
	if r.m.scope() != keys.Sources {
		t.Error("Esc does not leave the form")
	}
}

// What is saved late closes no form that was opened since.
func TestEscLeavesASlowStore(t *testing.T) {
	s := newTown(t)
	r := sitWith(t, "en", s, "news", "sport")
	r.press("e")
	r.types("!")
	_, cmd := r.m.Update(key("enter"))
	r.sees(r.m.words.Notices.Saving)
	r.press("enter", "x", "esc", "j", "e")
	r.run(cmd)
	if r.m.scope() != keys.Form || r.m.form.Value(fieldTitle) != "Town sport" {
		t.Errorf("the second form is gone or changed:\n%s", r.screen())
	}
	r.press("esc")
	r.sees("Town news!", "Town sport")
}

// TestWritesThatFailAreTakenBack closes the store under the reader.
func TestWritesThatFailAreTakenBack(t *testing.T) {
	r, s := sitAtSources(t), newTown(t)
	for _, name := range []string{"news", "sport", "water"} {
		if _, _, err := r.lib.Subscribe(t.Context(), library.NewSource{URL: s.URL + "/" + name + ".rss"}); err != nil {
			t.Fatal(err)
		}
	}
	r.run(r.m.loadSources())
	r.press("j")
	if err := r.lib.Close(); err != nil {
		t.Fatal(err)
	}
	order := func() string {
		var out []string
		for _, s := range r.m.sources.All() {
			out = append(out, fmt.Sprint(s.Title, s.Muted))
		}
		return strings.Join(out, " ")
	}
	before := order()
	for _, k := range []string{"m", "d"} {
		_, cmd := r.m.Update(key(k))
		if order() == before {
			t.Errorf("%s is not on the screen at once", k)
		}
		r.run(cmd)
		if order() != before {
			t.Errorf("after %s failed the list is %s", k, order())
		}
		if !strings.HasPrefix(r.m.notice, "Town sport: ") {
			t.Errorf("%s: %q", k, r.m.notice)
		}
	}
	r.press("e")
	r.types("!")
	r.press("enter")
	if r.m.scope() != keys.Form || r.m.form.Value(fieldTitle) != "Town sport!" || r.m.form.Waiting() {
		t.Errorf("the form after a failure:\n%s", r.screen())
	}
}

func TestTheCatalogueFollows(t *testing.T) {
	s := newTown(t)
	client := fetch.New(home())
	store := filepath.Join(t.TempDir(), "r.db")
	r := sit(t, setup{lang: "az", w: 100, h: 30, client: client, store: store})
	r.press("F", "c")
	if r.m.scope() != keys.Catalogue {
		t.Fatalf("c leads to %s", r.m.scope())
	}
	l, _ := r.m.catalogue.Selected()
	if l.Lang != "az" {
		t.Errorf("the reader's language does not come first, but %q", l.Lang)
	}
	// The town stands in for what the catalogue knows.
	here := feed.Listing{URL: s.URL + "/news.rss", Title: "Town news", Lang: "en", Country: "GB"}
	gone := feed.Listing{URL: s.URL + "/nowhere", Title: "Town gone", Lang: "en", Country: "GB"}
	late := feed.Listing{URL: s.URL + "/late.rss", Title: "Town late", Lang: "en", Country: "GB"}
	r.m.catalogue.Open([]feed.Listing{here, gone, late})
	r.sees("[ ] Town news")
	if seen := r.before("space"); !strings.Contains(seen, "[…] Town news") {
		t.Errorf("nothing says that it is on its way:\n%s", seen)
	}
	r.sees("[x] Town news", "Town news")
	if r.sub("Town news").ID == 0 {
		t.Fatal("it is not followed")
	}
	r.press("down", "enter") // it is followed without a request, and then asked
	r.sees("[x] Town gone", r.m.words.Trouble(feed.KindNotFound))
	if err := r.lib.Close(); err != nil { // now nothing can be taken
		t.Fatal(err)
	}
	r.press("down", "enter")
	r.sees("[!] Town late")
	r.send(tea.WindowSizeMsg{Width: 40, Height: 12}) // too narrow for why in the particulars
	r.press("enter")
	if !strings.HasPrefix(r.m.notice, "Town late: ") {
		t.Errorf("the notice is %q", r.m.notice)
	}
	r = sit(t, setup{lang: "az", w: 40, h: 12, client: client, store: store})
	r.press("F", "c")
	r.m.catalogue.Open([]feed.Listing{here, gone})
	r.m.markListings()
	r.press("up", "space")
	r.sees("[ ] Town news")
	if r.sub("Town news").ID != 0 {
		t.Error("it is still followed")
	}
	r.types("gone")
	if l, _ := r.m.catalogue.Selected(); l.Title != "Town gone" {
		t.Errorf("typing selects %q", l.Title)
	}
	r.press("esc", "esc")
	if r.m.scope() != keys.Sources {
		t.Errorf("Esc leads to %s", r.m.scope())
	}
}

// An address that is none does not reach the screen; titles come clean from the
// library.
func TestFoundAddressesPassTheDoor(t *testing.T) {
	r := sitAtSources(t)
	r.m.openFound([]feed.Found{
		{URL: "https://town.example/a", Title: "Quiet"},
		{URL: "javascript:alert(1)", Title: "Loud"},
		{URL: "https://town.example/b"},
	})
	r.sees("Quiet", "https://town.example/b")
	if strings.Contains(r.screen(), "Loud") || len(r.m.desk.choices) != 2 {
		t.Errorf("%d choices:\n%s", len(r.m.desk.choices), r.screen())
	}
}
