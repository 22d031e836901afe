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
		"cache": s.cache, "cancel": s.cancel, "failures": s.failures, "certificate": s.certificate,
		"retry": s.retry, "damaged": s.damaged, "length": s.length, "bytes": s.bytes, "charset": s.charset,
		"moved": s.moved, "escapes": s.escapes, "together": s.together,
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

// cursor: exact validators go back, a 304 moves no body, and what it spares is
// counted.
func (s *suite) cursor(t *testing.T) {
	srv := s.server(t)
	b := s.fetch(t, srv, OK, feed.Cursor{})
	again := s.fetch(t, srv, OK, b.Next)
	kept := again.Next
	kept.NotBefore = b.Next.NotBefore // the document's own timetable counts from now
	if !again.Unchanged || len(again.Entries) != 0 || again.Bytes != 0 || kept != b.Next {
		t.Errorf("second fetch: unchanged %v, %d entries, %d bytes, cursor %+v after %+v",
			again.Unchanged, len(again.Entries), again.Bytes, again.Next, b.Next)
	}
	if b.Saved != 0 || again.Saved != b.Bytes {
		t.Errorf("spared %d bytes, then %d of %d", b.Saved, again.Saved, b.Bytes)
	}
	last := srv.Requests()[len(srv.Requests())-1]
	if got := last.Header.Get("If-None-Match"); got != ETag {
		t.Errorf("If-None-Match %q", got)
	}
	if got := last.Header.Get("If-Modified-Since"); got != LastModified {
		t.Errorf("If-Modified-Since %q", got)
	}
}

// cache: a source is left alone for as long as its answer may be kept, also
// after a 304.
func (s *suite) cache(t *testing.T) {
	srv := s.server(t)
	var from feed.Cursor
	for range 2 {
		before := time.Now()
		from = s.fetch(t, srv, Cached, from).Next
		if wait := from.NotBefore.Sub(before); wait < CachedFor*time.Second || wait > 24*time.Hour+time.Minute {
			t.Errorf("next request after %v", wait)
		}
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
	for _, m := range []Mode{Slow, Hang, Drip} {
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		start := time.Now()
		_, err := s.open(t, srv.At(m)).Fetch(ctx, feed.Cursor{})
		cancel()
		if !errors.Is(err, context.DeadlineExceeded) || time.Since(start) > 5*time.Second {
			t.Errorf("%s: after %v: %v", m, time.Since(start), err)
		}
	}
}

// failures: each has its kind, brings nothing, and keeps the cursor.
func (s *suite) failures(t *testing.T) {
	for m, want := range map[Mode]feed.Kind{
		Forbidden: feed.KindRefused, SignIn: feed.KindSignIn, NotFound: feed.KindNotFound, Gone: feed.KindGone, TooMany: feed.KindTooMany,
		DateTooMany: feed.KindTooMany, Unavailable: feed.KindTooMany,
		Broken: feed.KindServer, HTML: feed.KindNotFeed, Empty: feed.KindEmpty, Huge: feed.KindTooBig,
		Bomb: feed.KindTooBig, Loop: feed.KindCircle, Captive: feed.KindNotFeed, Portal: feed.KindPortal,
	} {
		s.wantNothing(t, s.server(t), m, want) // each its own: a host that asks for time is left alone
	}
}

// certificate: one that nobody trusts is a failure like others.
func (s *suite) certificate(t *testing.T) {
	srv := NewTLSServer(t, s.docs.Good, s.docs.ContentType)
	s.wantNothing(t, srv, OK, feed.KindTLS)
	if n := len(srv.Requests()); n != 0 {
		t.Errorf("%d requests to a stranger", n)
	}
}

// wantNothing wants an error of a kind and no more.
func (s *suite) wantNothing(t *testing.T, srv *Server, m Mode, want feed.Kind) {
	t.Helper()
	from := feed.Cursor{Digest: "before"}
	b, err := s.open(t, srv.At(m)).Fetch(t.Context(), from)
	if got := feed.KindOf(err); got != want {
		t.Errorf("%s: kind %q, want %q (%v)", m, got, want, err)
	}
	if len(b.Entries) != 0 || b.Unchanged || b.URL != "" || b.Next != from {
		t.Errorf("%s: brought %d entries, unchanged %v, URL %q, cursor %+v", m, len(b.Entries), b.Unchanged, b.URL, b.Next)
	}
}

// retry: a server that asks for time, in seconds or till a date, is given it.
func (s *suite) retry(t *testing.T) {
	for m, status := range map[Mode]int{TooMany: 429, DateTooMany: 429, Unavailable: 503} {
		before := time.Now()
		_, err := s.open(t, s.server(t).At(m)).Fetch(t.Context(), feed.Cursor{})
		var e *feed.Error
		if !errors.As(err, &e) || e.Status != status {
			t.Errorf("%s: error %v", m, err)
			continue
		}
		// A date has no fraction of a second.
		if wait := e.Retry.Sub(before); wait < (RetryAfter-1)*time.Second || wait > (RetryAfter+60)*time.Second {
			t.Errorf("%s: retry after %v", m, wait)
		}
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

// length: a server that counts wrong costs no entry, but the document may be
// cut for all we know, so the cursor stays.
func (s *suite) length(t *testing.T) {
	from := feed.Cursor{ETag: `"before"`}
	b, err := s.open(t, s.server(t).At(Long)).Fetch(t.Context(), from)
	if feed.KindOf(err) != feed.KindDamaged || !slices.Equal(titles(b), s.docs.Titles) || b.Next != from {
		t.Errorf("titles %q, cursor %+v, %v", titles(b), b.Next, err)
	}
}

// charset: a header that names the wrong one costs no letter.
func (s *suite) charset(t *testing.T) {
	if got := titles(s.fetch(t, s.server(t), Charset, feed.Cursor{})); !slices.Equal(got, s.docs.Titles) {
		t.Errorf("titles %q, want %q", got, s.docs.Titles)
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
	for _, m := range []Mode{Moved, Chain} {
		if b := s.fetch(t, srv, m, feed.Cursor{}); b.URL != srv.At(OK) || len(b.Entries) == 0 {
			t.Errorf("%s: URL %q, %d entries", m, b.URL, len(b.Entries))
		}
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
