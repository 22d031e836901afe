package rss

import (
	"errors"
	"slices"
	"testing"
	"time"

	"rubrika/feed"
	"rubrika/feed/feedtest"
	"rubrika/feed/fetch"
)

// reader follows one feed at a server through several fetches, as the library
// does: it keeps the cursor and the address a fetch gives it.
type reader struct {
	t      *testing.T
	client *fetch.Client
	url    string
	cursor feed.Cursor
}

// fetch fetches once and takes over cursor and address.
func (r *reader) fetch() (feed.Batch, error) {
	r.t.Helper()
	f, err := New(Settings{URL: r.url, Now: func() time.Time { return testNow }}, r.client)
	if err != nil {
		r.t.Fatal(err)
	}
	b, err := f.Fetch(r.t.Context(), r.cursor)
	r.cursor = b.Next
	if b.URL != "" {
		r.url = b.URL
	}
	return b, err
}

// follow makes a reader that has fetched the edition once.
func follow(t *testing.T, srv *feedtest.Server, m feedtest.Mode) (*reader, feed.Batch) {
	t.Helper()
	r := &reader{t: t, client: fetch.New(fetch.Options{}), url: srv.At(m)}
	b, err := r.fetch()
	if err != nil || len(b.Entries) != len(stories) {
		t.Fatalf("first fetch: %d entries, %v", len(b.Entries), err)
	}
	return r, b
}

// known counts the entries of b that were in the first batch.
func known(first, b feed.Batch) int {
	n := 0
	for _, e := range b.Entries {
		if slices.ContainsFunc(first.Entries, func(old feed.Entry) bool { return meet(old.Keys, e.Keys) }) {
			n++
		}
	}
	return n
}

// A server that fails for a while costs nothing: the cursor stays, and the
// next good fetch knows every entry again.
func TestFailuresBetween(t *testing.T) {
	srv := feedtest.NewServer(t, edition("rss", stories, ""), "application/rss+xml")
	for m, want := range map[feedtest.Mode]feed.Kind{
		feedtest.NotFound: feed.KindNotFound, feedtest.Broken: feed.KindServer, feedtest.HTML: feed.KindNotFeed,
		feedtest.Captive: feed.KindNotFeed, feedtest.Empty: feed.KindEmpty, feedtest.Gone: feed.KindGone,
		feedtest.Cut: feed.KindDamaged, feedtest.Short: feed.KindDamaged,
	} {
		r, first := follow(t, srv, feedtest.OK)
		good, cursor := r.url, r.cursor
		r.url = srv.At(m)
		b, err := r.fetch()
		if feed.KindOf(err) != want || r.cursor != cursor || r.url != srv.At(m) {
			t.Errorf("%s: %v, cursor %+v, address %s", m, err, r.cursor, r.url)
		}
		if known(first, b) != len(b.Entries) {
			t.Errorf("%s: %d of %d entries are known", m, known(first, b), len(b.Entries))
		}
		r.url = good
		if b, err := r.fetch(); err != nil || !b.Unchanged {
			t.Errorf("after %s: unchanged %v, %v", m, b.Unchanged, err)
		}
	}
}

// What a publisher may do to the document itself, seen over HTTP.
func TestDocumentChanges(t *testing.T) {
	for name, c := range map[string]struct {
		doc           []byte
		known, listed int
	}{
		"another format":     {edition("atom", stories, ""), len(stories), len(stories)},
		"and another":        {edition("json", stories, ""), len(stories), len(stories)},
		"nothing in it":      {edition("rss", nil, ""), 0, 0},
		"one story less":     {edition("rss", stories[1:], ""), len(stories) - 1, len(stories) - 1},
		"one story more":     {edition("rss", append([]story{{"new", "Новая"}}, stories...), ""), len(stories), len(stories) + 1},
		"another site":       {edition("rss", []story{{"x", "Чужая"}, {"y", "Другая"}}, ""), 0, 2},
		"the same, repeated": {edition("rss", append(slices.Clone(stories), stories[0]), ""), len(stories), len(stories)},
	} {
		srv := feedtest.NewServer(t, edition("rss", stories, ""), "text/xml")
		r, first := follow(t, srv, feedtest.Plain)
		srv.Set(c.doc)
		b, err := r.fetch()
		if err != nil || len(b.Entries) != c.listed || known(first, b) < c.known {
			t.Errorf("%s: %d of %d entries are known, want %d of %d, %v", name, known(first, b), len(b.Entries), c.known, c.listed, err)
		}
	}
}

// A permanent move is followed for good, also when nothing is new there.
func TestMove(t *testing.T) {
	srv := feedtest.NewServer(t, edition("rss", stories, ""), "text/xml")
	r, _ := follow(t, srv, feedtest.Moved)
	if r.url != srv.At(feedtest.OK) {
		t.Errorf("address %s", r.url)
	}
	before := len(srv.Requests())
	if b, err := r.fetch(); err != nil || !b.Unchanged {
		t.Errorf("unchanged %v, %v", b.Unchanged, err)
	}
	if n := len(srv.Requests()) - before; n != 1 {
		t.Errorf("%d requests to the new address", n)
	}
}

// An error of a fetch names the source, and the kind of a cut connection is
// that of the connection.
func TestErrorNamesTheSource(t *testing.T) {
	srv := feedtest.NewServer(t, edition("rss", stories, ""), "text/xml")
	for _, m := range []feedtest.Mode{feedtest.HTML, feedtest.Short, feedtest.Cut, feedtest.Gone} {
		r := &reader{t: t, client: fetch.New(fetch.Options{}), url: srv.At(m)}
		_, err := r.fetch()
		var e *feed.Error
		if !errors.As(err, &e) || e.Source != srv.At(m) || e.Op == "" {
			t.Errorf("%s: %v", m, err)
		}
		if m == feedtest.Cut && e.Op != "fetch" {
			t.Errorf("cut: %v", err)
		}
	}
}
