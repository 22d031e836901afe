package feedtest

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"rubrika/feed"
)

// Docs are the documents a source is tried with.
type Docs struct {
	ContentType string
	// Good is a document of at least five entries with these titles.
	Good   []byte
	Titles []string
	// Hostile carries terminal escapes, bidi overrides and bad links in every
	// field of its entries.
	Hostile []byte
}

// Run checks that the sources open makes behave as feed.Source demands. open
// gets the address of a Server's mode; it must not lower the size limit below
// a megabyte, nor the time limit below ten seconds.
func Run(t *testing.T, open func(t *testing.T, url string) feed.Source, docs Docs) {
	s := &suite{open: open, docs: docs}
	for name, test := range map[string]func(*testing.T){
		"order": s.order, "identity": s.identity, "cursor": s.cursor, "digest": s.digest,
		"cancel": s.cancel, "failures": s.failures, "retry": s.retry, "damaged": s.damaged,
		"bytes": s.bytes, "moved": s.moved, "escapes": s.escapes, "together": s.together,
	} {
		t.Run(name, test)
	}
}

type suite struct {
	open func(t *testing.T, url string) feed.Source
	docs Docs
}

// server serves the good document.
func (s *suite) server(t *testing.T) *Server {
	t.Helper()
	return NewServer(t, s.docs.Good, s.docs.ContentType)
}

// fetch fetches a mode and wants success.
func (s *suite) fetch(t *testing.T, srv *Server, m Mode, from feed.Cursor) feed.Batch {
	t.Helper()
	b, err := s.open(t, srv.At(m)).Fetch(t.Context(), from)
	if err != nil {
		t.Fatalf("%s: %v", m, err)
	}
	return b
}

// titles are those of a batch.
func titles(b feed.Batch) []string {
	var out []string
	for _, e := range b.Entries {
		out = append(out, e.Title)
	}
	return out
}

// order: all entries come, in the order of the document.
func (s *suite) order(t *testing.T) {
	srv := s.server(t)
	for _, m := range []Mode{OK, Plain, Gzip} {
		b := s.fetch(t, srv, m, feed.Cursor{})
		if got := titles(b); !slices.Equal(got, s.docs.Titles) {
			t.Errorf("%s: titles %q, want %q", m, got, s.docs.Titles)
		}
		if b.Unchanged || b.Bytes <= 0 {
			t.Errorf("%s: unchanged %v, %d bytes", m, b.Unchanged, b.Bytes)
		}
	}
}

// identity: every entry has keys, no two share one, and they stay.
func (s *suite) identity(t *testing.T) {
	srv := s.server(t)
	first, again := s.fetch(t, srv, OK, feed.Cursor{}), s.fetch(t, srv, Plain, feed.Cursor{})
	seen := map[string]bool{}
	for i, e := range first.Entries {
		if len(e.Keys) == 0 {
			t.Errorf("entry %d has no key", i)
		}
		for _, k := range e.Keys {
			if seen[k] {
				t.Errorf("key %q twice", k)
			}
			seen[k] = true
		}
		if !slices.Equal(e.Keys, again.Entries[i].Keys) {
			t.Errorf("keys %q became %q", e.Keys, again.Entries[i].Keys)
		}
	}
}

// cursor: exact validators go back, and a 304 moves no body.
func (s *suite) cursor(t *testing.T) {
	srv := s.server(t)
	b := s.fetch(t, srv, OK, feed.Cursor{})
	again := s.fetch(t, srv, OK, b.Next)
	if !again.Unchanged || len(again.Entries) != 0 || again.Bytes != 0 || again.Next != b.Next {
		t.Errorf("second fetch: unchanged %v, %d entries, %d bytes, cursor %+v after %+v",
			again.Unchanged, len(again.Entries), again.Bytes, again.Next, b.Next)
	}
	last := srv.Requests()[len(srv.Requests())-1]
	if got := last.Header.Get("If-None-Match"); got != ETag {
		t.Errorf("If-None-Match %q", got)
	}
	if got := last.Header.Get("If-Modified-Since"); got != LastModified {
		t.Errorf("If-Modified-Since %q", got)
	}
}

// digest: without validators the same bytes are known again, other bytes not.
func (s *suite) digest(t *testing.T) {
	srv := s.server(t)
	b := s.fetch(t, srv, Plain, feed.Cursor{})
	if again := s.fetch(t, srv, Plain, b.Next); !again.Unchanged || again.Next.Digest != b.Next.Digest {
		t.Errorf("same bytes: unchanged %v, cursor %+v", again.Unchanged, again.Next)
	}
	srv.Set(append(slices.Clone(s.docs.Good), '\n'))
	if again := s.fetch(t, srv, Plain, b.Next); again.Unchanged {
		t.Error("other bytes are said to be the same")
	}
}

// cancel: a fetch ends with its context.
func (s *suite) cancel(t *testing.T) {
	srv := s.server(t)
	src := s.open(t, srv.At(Slow))
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	start := time.Now()
	_, err := src.Fetch(ctx, feed.Cursor{})
	if !errors.Is(err, context.DeadlineExceeded) || time.Since(start) > 5*time.Second {
		t.Errorf("after %v: %v", time.Since(start), err)
	}
}

// failures: each has its kind, brings nothing, and keeps the cursor.
func (s *suite) failures(t *testing.T) {
	srv := s.server(t)
	for m, want := range map[Mode]feed.Kind{
		Forbidden: feed.KindRefused, NotFound: feed.KindNotFound, Gone: feed.KindGone, TooMany: feed.KindTooMany,
		Broken: feed.KindServer, HTML: feed.KindNotFeed, Empty: feed.KindEmpty, Huge: feed.KindTooBig,
		Bomb: feed.KindTooBig, Loop: feed.KindServer, Captive: feed.KindNotFeed,
	} {
		from := feed.Cursor{Digest: "before"}
		b, err := s.open(t, srv.At(m)).Fetch(t.Context(), from)
		if got := feed.KindOf(err); got != want {
			t.Errorf("%s: kind %q, want %q (%v)", m, got, want, err)
		}
		if len(b.Entries) != 0 || b.Unchanged || b.URL != "" || b.Next != from {
			t.Errorf("%s: brought %d entries, unchanged %v, URL %q, cursor %+v", m, len(b.Entries), b.Unchanged, b.URL, b.Next)
		}
	}
}

// retry: a server that asks for time is given it.
func (s *suite) retry(t *testing.T) {
	srv := s.server(t)
	before := time.Now()
	_, err := s.open(t, srv.At(TooMany)).Fetch(t.Context(), feed.Cursor{})
	var e *feed.Error
	if !errors.As(err, &e) || e.Status != 429 {
		t.Fatalf("error %v", err)
	}
	if wait := e.Retry.Sub(before); wait < RetryAfter*time.Second || wait > (RetryAfter+60)*time.Second {
		t.Errorf("retry after %v", wait)
	}
}

// damaged: a document that ends early gives its complete entries with the
// error, and no cursor that would hide the rest.
func (s *suite) damaged(t *testing.T) {
	srv := s.server(t)
	for _, m := range []Mode{Cut, Short} {
		from := feed.Cursor{ETag: `"before"`}
		b, err := s.open(t, srv.At(m)).Fetch(t.Context(), from)
		if feed.KindOf(err) != feed.KindDamaged {
			t.Errorf("%s: error %v", m, err)
		}
		got := titles(b)
		if len(got) == 0 || len(got) >= len(s.docs.Titles) || !slices.Equal(got, s.docs.Titles[:len(got)]) {
			t.Errorf("%s: titles %q", m, got)
		}
		if b.Next != from {
			t.Errorf("%s: cursor %+v", m, b.Next)
		}
	}
}

// bytes: bad ones cost their character, not the document.
func (s *suite) bytes(t *testing.T) {
	b := s.fetch(t, s.server(t), BadUTF8, feed.Cursor{})
	if len(b.Entries) != len(s.docs.Titles) {
		t.Errorf("%d entries, want %d", len(b.Entries), len(s.docs.Titles))
	}
	for _, e := range b.Entries {
		if !utf8.ValidString(e.Title) || !utf8.ValidString(string(e.HTML)) {
			t.Errorf("not UTF-8: %q", e.Title)
		}
	}
}

// moved: only a permanent move to a feed changes the address.
func (s *suite) moved(t *testing.T) {
	srv := s.server(t)
	if b := s.fetch(t, srv, Moved, feed.Cursor{}); b.URL != srv.At(OK) || len(b.Entries) == 0 {
		t.Errorf("301: URL %q, %d entries", b.URL, len(b.Entries))
	}
	if b := s.fetch(t, srv, Found, feed.Cursor{}); b.URL != "" || len(b.Entries) == 0 {
		t.Errorf("302: URL %q, %d entries", b.URL, len(b.Entries))
	}
	for _, r := range srv.Requests() {
		if r.Header.Get("Referer") != "" || r.Header.Get("Cookie") != "" {
			t.Errorf("request tells too much: %v", r.Header)
		}
	}
}

// escapes: hostile texts pass as data; links lead to the web or nowhere.
func (s *suite) escapes(t *testing.T) {
	srv := NewServer(t, s.docs.Hostile, s.docs.ContentType)
	b := s.fetch(t, srv, Plain, feed.Cursor{})
	if len(b.Entries) == 0 {
		t.Fatal("no entries")
	}
	for _, e := range b.Entries {
		links := append([]string{}, e.Images...)
		for _, c := range e.Enclosures {
			links = append(links, c.URL)
		}
		if e.URL != "" {
			links = append(links, e.URL)
		}
		for _, u := range links {
			if !strings.HasPrefix(u, "http://") && !strings.HasPrefix(u, "https://") {
				t.Errorf("link %q", u)
			}
		}
	}
}

// together: one source fetched by many at once gives each the same.
func (s *suite) together(t *testing.T) {
	srv := s.server(t)
	src := s.open(t, srv.At(Plain))
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			b, err := src.Fetch(context.Background(), feed.Cursor{})
			if err != nil || !slices.Equal(titles(b), s.docs.Titles) {
				t.Errorf("together: %v, %q", err, titles(b))
			}
		})
	}
	all.Wait()
}
