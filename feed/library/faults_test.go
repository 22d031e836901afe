package library

import (
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"rubrika/feed"
	"rubrika/feed/feedtest"
	"rubrika/feed/fetch"
	"rubrika/feed/rss"
)

// fault is what a server does to a source that was well before.
type fault struct {
	mode feedtest.Mode
	// want is what the reader is told.
	want feed.Kind
	// moved: the source has another address afterwards.
	moved bool
	// more is how many items come.
	more int
	// slow: the fault is that the answer takes time; how long the client waits
	// is cut short.
	slow bool
	// tls: the certificate is nobody's.
	tls bool
}

func (f fault) name() string {
	if f.tls {
		return "tls"
	}
	return string(f.mode)
}

func faults() []fault {
	return []fault{
		{mode: feedtest.OK}, // 304
		{mode: feedtest.Cached},
		{mode: feedtest.Chain, moved: true},
		{mode: feedtest.Found},
		{mode: feedtest.Loop, want: feed.KindCircle},
		{mode: feedtest.SignIn, want: feed.KindSignIn},
		{mode: feedtest.Forbidden, want: feed.KindRefused},
		{mode: feedtest.NotFound, want: feed.KindNotFound},
		{mode: feedtest.Gone, want: feed.KindGone},
		{mode: feedtest.TooMany, want: feed.KindTooMany},
		{mode: feedtest.DateTooMany, want: feed.KindTooMany},
		{mode: feedtest.Unavailable, want: feed.KindTooMany},
		{mode: feedtest.Broken, want: feed.KindServer},
		{mode: feedtest.Hang, want: feed.KindTimeout, slow: true},
		{mode: feedtest.Drip, want: feed.KindTimeout, slow: true},
		{mode: feedtest.Slow, want: feed.KindTimeout, slow: true},
		{mode: feedtest.Cut, want: feed.KindDamaged},
		{mode: feedtest.Short, want: feed.KindDamaged},
		{mode: feedtest.Long, want: feed.KindDamaged},
		{mode: feedtest.Charset},
		{mode: feedtest.BadUTF8, more: 3}, // titles, links and guids all are others
		{mode: feedtest.HTML, want: feed.KindNotFeed},
		{mode: feedtest.Captive, want: feed.KindNotFeed},
		{mode: feedtest.Portal, want: feed.KindPortal},
		{mode: feedtest.Empty, want: feed.KindEmpty},
		{mode: feedtest.Huge, want: feed.KindTooBig},
		{mode: feedtest.Bomb, want: feed.KindTooBig},
		{mode: feedtest.Browser},
		{mode: feedtest.Reader},
		{mode: feedtest.Many, more: feedtest.ManyItems},
		{tls: true, want: feed.KindTLS},
	}
}

// faulty is a feed of three items as the fault server sends it.
func faulty() []byte {
	return []byte(strings.ReplaceAll(document(three()...), "{host}", "https://sea.example"))
}

// well makes a source at an address that brought three items before, with the
// validators of that time.
func (f fault) well(t *testing.T, l *Library, address string) feed.Subscription {
	t.Helper()
	b, err := rss.Parse(faulty(), rss.Meta{URL: address, Now: l.now()})
	if err != nil {
		t.Fatal(err)
	}
	b.Next = feed.Cursor{ETag: feedtest.ETag, LastModified: feedtest.LastModified, Digest: "of before", Size: int64(len(faulty()))}
	sub, err := l.store.Subscribe(t.Context(), feed.Subscription{Kind: kindFeed, URL: address})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := l.keep(t.Context(), sub, fetched{batch: l.throughDoor(sub, b)}); err != nil || got.New != 3 {
		t.Fatalf("%+v %v", got, err)
	}
	return sub
}

// serve starts the server of a fault; the address is that of the fault.
func (f fault) serve(t *testing.T) (*feedtest.Server, string) {
	t.Helper()
	const contentType = "application/rss+xml; charset=utf-8"
	if f.tls {
		s := feedtest.NewTLSServer(t, faulty(), contentType)
		return s, s.At(feedtest.OK)
	}
	s := feedtest.NewServer(t, faulty(), contentType)
	return s, s.At(f.mode)
}

// TestFaults tells for each fault what the reader is told and what stays.
func TestFaults(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	rows := map[string]string{}
	t.Run("all", func(t *testing.T) {
		for _, f := range faults() {
			t.Run(f.name(), func(t *testing.T) {
				t.Parallel()
				if f.more > 1000 && (raced || !*long) {
					t.Skip("takes long")
				}
				row := f.try(t)
				mu.Lock()
				defer mu.Unlock()
				rows[f.name()] = row
			})
		}
	})
	table := fmt.Sprintf("%-12s %-10s %-13s %-9s %s\n", "fault", "kind", "items kept", "next try", "cause")
	for _, f := range faults() {
		table += rows[f.name()]
	}
	t.Logf("what the reader is told:\n%s", table)
}

// try has a fault happen to a source with three marked items and returns what
// is to be said of it.
func (f fault) try(t *testing.T) string {
	s, address := f.serve(t)
	c := &clock{at: noon()}
	o := fetch.Options{Now: c.now, Timeout: time.Minute, MaxBytes: 16 << 20}
	if f.slow {
		o.Timeout = 300 * time.Millisecond
	}
	l := openWith(t, Options{Path: filepath.Join(t.TempDir(), "edition.db"), Now: c.now, Client: fetch.New(o)})
	f.well(t, l, address)
	before := list(t, l, "")
	mark(t, l, before)
	before = list(t, l, "")
	c.set(time.Now()) // a Retry-After that is a date is of the real day
	r := refresh(t, l)
	sub := only(t, l)
	if sub.Trouble != f.want || (f.want == "") != (r.Failed == 0) || (f.want == "") != (sub.TroubleText == "") {
		t.Errorf("trouble %q (%s), want %q; %+v", sub.Trouble, sub.TroubleText, f.want, r)
	}
	if moved := sub.URL != address; moved != f.moved || moved && sub.Cursor.Former != address {
		t.Errorf("the source is at %s, was at %q", sub.URL, sub.Cursor.Former)
	}
	if sub.Items != len(before)+f.more {
		t.Errorf("%d items, want %d", sub.Items, len(before)+f.more)
	}
	for _, was := range before {
		if it, err := l.Item(t.Context(), was.ID); err != nil || it.State != was.State || it.Title != was.Title {
			t.Errorf("%q with marks %b was %q with %b: %v", it.Title, it.State, was.Title, was.State, err)
		}
	}
	next := sub.NextTry.Sub(c.now()).Round(time.Minute)
	if f.want == feed.KindTooMany {
		f.leftAlone(t, l, c, s)
	}
	cause := strings.ReplaceAll(sub.TroubleText, address, f.name())
	return fmt.Sprintf("%-12s %-10s %6d → %-4d %-9s %s\n", f.name(), sub.Trouble, len(before), sub.Items, next, cause)
}

// leftAlone refreshes inside Retry-After: neither the source nor another one
// of its host may be asked, but both afterwards.
func (f fault) leftAlone(t *testing.T, l *Library, c *clock, s *feedtest.Server) {
	t.Helper()
	if _, err := l.store.Subscribe(t.Context(), feed.Subscription{Kind: kindFeed, URL: s.At(feedtest.Plain)}); err != nil {
		t.Fatal(err)
	}
	asked := len(s.Requests())
	for range 3 {
		if r := refresh(t, l); len(s.Requests()) != asked || r.Waiting != 2 || r.Failed != 0 {
			t.Errorf("%d requests inside Retry-After: %+v", len(s.Requests())-asked, r)
		}
		c.pass((feedtest.RetryAfter - 1) * time.Second / 3)
	}
	c.pass(brief)
	if r := refresh(t, l); len(s.Requests()) == asked { // the first of them may be told so again
		t.Errorf("nobody was asked after Retry-After: %+v", r)
	}
}
