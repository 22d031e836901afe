package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"rubrika/feed"
)

// pieces is a document of several pieces, one of them with texts that are long.
func pieces() []feed.Entry {
	list := random(5, 300, "x")
	for i := range list {
		list[i].Published = time.Time{}
		list[i].Text = strings.Repeat("Вода и огонь ", 10*(i%40))
	}
	return list
}

func cursorOf(t *testing.T, s *Store) string {
	t.Helper()
	return subs(t, s)[0].Cursor.ETag
}

// TestALongDocumentThatIsCutShort: what was filed stays, the cursor does not
// move, and the next time brings the rest in the order of the document.
func TestALongDocumentThatIsCutShort(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	src := follow(t, s, "https://x.example/", "")
	b := feed.Batch{Entries: pieces(), Next: feed.Cursor{ETag: "whole"}}
	var pages int
	if err := s.write.QueryRow("PRAGMA page_count").Scan(&pages); err != nil {
		t.Fatal(err)
	}
	if _, err := s.write.Exec(fmt.Sprintf("PRAGMA max_page_count = %d", pages+70)); err != nil {
		t.Fatal(err)
	}
	_, err := s.Put(t.Context(), src, b)
	kind(t, err, feed.KindDiskFull)
	some := list(t, s, "")
	if len(some) == 0 || len(some) >= len(b.Entries) || cursorOf(t, s) != "" {
		t.Fatalf("%d of %d are filed, cursor %q", len(some), len(b.Entries), cursorOf(t, s))
	}
	intact(t, s)
	must[feed.Deed](t)(s.Mark(t.Context(), feed.Starred, 0, some[0].ID))
	if _, err := s.write.Exec("PRAGMA max_page_count = 100000"); err != nil {
		t.Fatal(err)
	}
	got := must[feed.Received](t)(s.Put(t.Context(), src, b))
	if want := (feed.Received{New: len(b.Entries) - len(some), Same: len(some)}); got != want || cursorOf(t, s) != "whole" {
		t.Errorf("%+v, want %+v; cursor %q", got, want, cursorOf(t, s))
	}
	all := list(t, s, "")
	for i, it := range all {
		if it.Title != b.Entries[i].Title || i > 0 && it.ID >= all[i-1].ID {
			t.Fatalf("number %d is %d %q, want %q", i, it.ID, it.Title, b.Entries[i].Title)
		}
	}
	if it := must[feed.Item](t)(s.Item(t.Context(), some[0].ID)); it.State != feed.Starred {
		t.Errorf("the star is gone: %+v", it)
	}
	intact(t, s)
}

// TestOthersBetweenThePieces has another process file the same document, and
// clean up, while this one is in the middle of it.
func TestOthersBetweenThePieces(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	src := follow(t, s, "https://x.example/", "")
	entries := pieces()
	put(t, s, src, entries[:20]...)
	p := putting{batch: feed.Batch{Entries: entries, Next: feed.Cursor{ETag: "ours"}}, now: s.now(), ours: map[int64]bool{}, left: len(entries)}
	for i, e := range entries {
		p.all = append(p.all, &arrival{Entry: e, place: i, keys: keysOf(e), digest: digestOf(e)})
	}
	if err := s.packNew(t.Context(), int64(src), p.all); err != nil {
		t.Fatal(err)
	}
	next := func() (more bool) {
		t.Helper()
		err := s.change(t.Context(), "test", func(tx *sql.Tx) (err error) {
			more, err = s.filing(t.Context(), tx, int64(src)).piece(&p)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return more
	}
	if !next() || cursorOf(t, s) != "" {
		t.Fatalf("all in one piece, cursor %q", cursorOf(t, s))
	}
	put(t, s, src, entries...)
	if n := must[int](t)(s.Sweep(t.Context(), feed.Keep{Items: 250}, 1000)); n != 50 {
		t.Fatalf("%d swept", n)
	}
	n := 1
	for next() {
		n++
	}
	if got := titles(list(t, s, "")); len(got) != 250 || len(slices.Compact(slices.Sorted(slices.Values(got)))) != 250 || n < 2 || cursorOf(t, s) != "ours" {
		t.Errorf("%d items after %d pieces more, cursor %q", len(got), n, cursorOf(t, s))
	}
	intact(t, s)
}

// TestWhoWritesMuchRests: a process that writes without a pause leaves one to
// others, and one that writes now and then does not.
func TestWhoWritesMuchRests(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := turn{taken: make(chan struct{}, 1)}
		write := func(long, pause time.Duration) time.Duration {
			asked := time.Now()
			if err := w.take(t.Context()); err != nil {
				t.Fatal(err)
			}
			waited := time.Since(asked)
			began := time.Now()
			time.Sleep(long)
			w.leave(began)
			time.Sleep(pause)
			return waited
		}
		var waits []time.Duration
		for range 8 {
			waits = append(waits, write(stretch/3, 0))
		}
		if want := []time.Duration{0, 0, 0, rest, 0, 0, rest, 0}; !slices.Equal(waits, want) {
			t.Errorf("waits %v, want %v", waits, want)
		}
		for range 8 {
			if waited := write(stretch/3, rest); waited > rest {
				t.Errorf("waited %v after a pause", waited)
			}
		}
		// Whoever gives up while resting does not keep the others from writing.
		write(stretch, 0)
		ctx, cancel := context.WithTimeout(t.Context(), rest/2)
		defer cancel()
		if err := w.take(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("given up: %v", err)
		}
		if waited := write(0, 0); waited > rest {
			t.Errorf("waited %v after another gave up", waited)
		}
	})
}
