package library

import (
	"context"
	"errors"
	"fmt"
	"html"
	"io/fs"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"rubrika/feed"
	"rubrika/feed/fetch"
	"rubrika/feed/store"
)

// noon is where the clock of the tests starts.
func noon() time.Time { return time.Date(2025, 11, 28, 12, 0, 0, 0, time.UTC) }

// clock is a clock set by hand, safe for the workers of a refresh.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) set(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = at
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// news is one item as a publisher writes it.
type news struct {
	guid, link, title, body, category string
	// age is how long before noon it came out; negative: no date.
	age time.Duration
}

// document prints an RSS feed. Links that begin with / are completed by the
// server.
func document(items ...news) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Sea News</title><link>{host}/</link><language>en</language>`)
	for _, n := range items {
		b.WriteString("<item>")
		tag := func(name, value string) {
			if value != "" {
				fmt.Fprintf(&b, "<%s>%s</%s>", name, html.EscapeString(value), name)
			}
		}
		tag("title", n.title)
		if n.link != "" {
			tag("link", strings.Replace(n.link, "/", "{host}/", 1))
		}
		if n.guid != "" {
			fmt.Fprintf(&b, `<guid isPermaLink="false">%s</guid>`, html.EscapeString(n.guid))
		}
		tag("category", n.category)
		tag("description", n.body)
		if n.age >= 0 {
			tag("pubDate", noon().Add(-n.age).Format(time.RFC1123Z))
		}
		b.WriteString("</item>")
	}
	b.WriteString("</channel></rss>")
	return b.String()
}

// three is a usual feed.
func three() []news {
	return []news{
		{guid: "sea-3001-a", link: "/story/harbour", title: "Harbour opens", body: "<p>The harbour opens today.</p>", age: time.Hour},
		{guid: "sea-3002-b", link: "/story/ferry", title: "Ferry sails", body: "<p>The ferry sails at noon.</p>", age: 2 * time.Hour},
		{guid: "sea-3003-c", link: "/story/storm", title: "Storm warning", body: "<p>A storm comes from the north.</p>", age: 3 * time.Hour},
	}
}

// edited returns the items after a change of each.
func edited(items []news, change func(i int, n *news)) []news {
	items = slices.Clone(items)
	for i := range items {
		change(i, &items[i])
	}
	return items
}

// answer is what a publisher says to a request.
type answer func(w http.ResponseWriter, r *http.Request)

// says answers with a document.
func says(document string) answer {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/rss+xml")
		_, _ = w.Write([]byte(strings.ReplaceAll(document, "{host}", "http://"+r.Host)))
	}
}

func status(code int, header ...string) answer {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i+1 < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(code)
	}
}

// publisher is a server whose answers can be changed.
type publisher struct {
	*httptest.Server
	mu   sync.Mutex
	by   map[string]answer // by path
	hits int
}

func publish(t testing.TB, by map[string]answer) *publisher {
	t.Helper()
	return publishAt(t, "127.0.0.1:0", by)
}

// publishAt starts a publisher that listens at an address.
func publishAt(t testing.TB, at string, by map[string]answer) *publisher {
	t.Helper()
	listener, err := net.Listen("tcp", at)
	if err != nil {
		t.Fatal(err)
	}
	p := &publisher{by: by}
	p.Server = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.mu.Lock()
		a := p.by[r.URL.Path]
		p.hits++
		p.mu.Unlock()
		if a == nil {
			a = status(http.StatusNotFound)
		}
		a(w, r)
	}))
	if err := p.Listener.Close(); err != nil {
		t.Fatal(err)
	}
	p.Listener = listener
	p.Start()
	t.Cleanup(p.Close)
	return p
}

func (p *publisher) set(path string, a answer) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.by[path] = a
}

func (p *publisher) requests() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.hits
}

// empty is the file of a store without anything: to copy it takes a twentieth
// of the time that making it does.
var empty = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "empty-*")
	if err != nil {
		return nil, err
	}
	path := filepath.Join(dir, "edition.db")
	s, err := store.Open(context.Background(), path, store.Options{})
	if err != nil {
		return nil, err
	}
	err = s.Close()
	file, unread := os.ReadFile(path)
	return file, errors.Join(err, unread, os.RemoveAll(dir))
})

// openWith opens a library and closes it with the test.
func openWith(t testing.TB, o Options) *Library {
	t.Helper()
	if _, err := os.Stat(o.Path); errors.Is(err, fs.ErrNotExist) {
		file, err := empty()
		if err == nil {
			err = os.WriteFile(o.Path, file, 0o600)
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) { // without its folder, Open makes it
			t.Fatal(err)
		}
	}
	l, err := Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	return l
}

// openAt opens a library that asks nobody within the reader's network for
// what a feed names.
func openAt(t testing.TB, path string, c *clock) *Library {
	t.Helper()
	return openWith(t, Options{Path: path, Now: c.now, Client: fetch.New(fetch.Options{Now: c.now, Timeout: 5 * time.Second})})
}

// openInside opens a library for which the loopback network is public.
func openInside(t testing.TB, path string, c *clock) *Library {
	t.Helper()
	return openWith(t, Options{Path: path, Now: c.now, Client: fetch.New(fetch.Options{
		Now: c.now, Timeout: 5 * time.Second, Inside: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")},
	})})
}

func openNew(t testing.TB) (*Library, *clock) {
	t.Helper()
	c := &clock{at: noon()}
	return openAt(t, filepath.Join(t.TempDir(), "edition.db"), c), c
}

func follow(t testing.TB, l *Library, address string) feed.Subscription {
	t.Helper()
	sub, _, err := l.Subscribe(t.Context(), NewSource{URL: address})
	if err != nil {
		t.Fatal(err)
	}
	return sub
}

// refresh asks all sources whatever the time is.
func refresh(t testing.TB, l *Library) Report {
	t.Helper()
	r, err := l.Refresh(t.Context(), RefreshOptions{Force: true})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func list(t testing.TB, l *Library, filter string) []feed.Item {
	t.Helper()
	f, err := feed.ParseFilter(filter)
	if err != nil {
		t.Fatal(err)
	}
	f.Limit = 10000
	items, err := l.List(context.Background(), f)
	if err != nil {
		t.Fatal(err)
	}
	return items
}

func titles(items []feed.Item) []string {
	var out []string
	for _, it := range items {
		out = append(out, it.Title)
	}
	return out
}

func only(t testing.TB, l *Library) feed.Subscription {
	t.Helper()
	subs, err := l.Subscriptions(context.Background())
	if err != nil || len(subs) != 1 {
		t.Fatal(subs, err)
	}
	return subs[0]
}

// kind fails the test when err is of another kind.
func kind(t testing.TB, err error, want feed.Kind) {
	t.Helper()
	if got := feed.KindOf(err); got != want {
		t.Fatalf("kind %q (%v), want %q", got, err, want)
	}
}
