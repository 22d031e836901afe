package store

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"rubrika/feed"
)

// TestAPanicLetsTheNextWrite: what breaks in the middle of a change must not
// keep the connection all changes go through.
func TestAPanicLetsTheNextWrite(t *testing.T) {
	t.Parallel()
	broken := false
	path := closedStore(t)
	s := openAt(t, path, Options{Link: func(address string) string {
		if broken {
			panic("broken")
		}
		return address
	}})
	e := story("x.example/panic", "Panic")
	e.Versions = []feed.Version{{Lang: "en", URL: "https://x.example/en"}}
	broken = true
	func() {
		defer func() {
			if recover() == nil {
				t.Error("nothing broke")
			}
		}()
		put(t, s, 1, e)
	}()
	broken = false
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	must[feed.Deed](t)(s.Mark(ctx, feed.Read, 0, 1))
	other := openAt(t, path, Options{Wait: time.Second})
	must[feed.Deed](t)(other.Mark(ctx, feed.Read, 0, 2))
	if n := len(list(t, s, "")); n != 20 {
		t.Errorf("%d items: half a change was kept", n)
	}
	intact(t, s)
}

// TestWaitingCanBeGivenUp: whoever waits for another process to write is not
// bound to wait as long as the store would.
func TestWaitingCanBeGivenUp(t *testing.T) {
	path := closedStore(t)
	one, two := openAt(t, path, Options{}), openAt(t, path, Options{})
	tx, err := one.write.Begin()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	start := time.Now()
	_, err = two.Mark(ctx, feed.Read, 0, 1)
	if took := time.Since(start); err == nil || took > 5*time.Second {
		t.Errorf("%v after %s", err, took)
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	must[feed.Deed](t)(two.Mark(t.Context(), feed.Read, 0, 1))
}

// TestABodyThatIsLeftOutStaysWhole: a feed that sends only headlines for once
// takes nothing away.
func TestABodyThatIsLeftOutStaysWhole(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	src := follow(t, s, "https://x.example/", "")
	e := story("x.example/1", "Title")
	e.HTML, e.Text, e.Full = "<p>All of it", "All of it", true
	put(t, s, src, e)
	short := e
	short.HTML, short.Text, short.Full = "", "", false
	for _, title := range []string{"Title", "Better title"} {
		short.Title = title
		put(t, s, src, short)
		intact(t, s)
		if got := must[feed.Entry](t)(s.Entry(t.Context(), 1)); got.HTML != e.HTML || !got.Full || got.Title != title {
			t.Errorf("%s: %+v", title, got)
		}
		if bare := must[[]feed.Item](t)(s.Bare(t.Context(), 0, 9)); len(bare) != 0 {
			t.Errorf("%s: its page is to be asked for", title)
		}
	}
	teaser := e
	teaser.HTML, teaser.Text, teaser.Full = "<p>A teaser", "A teaser", false
	put(t, s, src, teaser)
	if got := must[feed.Entry](t)(s.Entry(t.Context(), 1)); got.Full || got.HTML != teaser.HTML {
		t.Errorf("a teaser in its place: %+v", got)
	}
	intact(t, s)
}

// TestAPageThatHasNoMore says that the source's body is the whole story.
func TestAPageThatHasNoMore(t *testing.T) {
	t.Parallel()
	s, c, e := teased(t)
	if got := keep(t, s, feed.Entry{Full: true}); !got.Full || got.HTML != e.HTML || !got.PageRead.IsZero() || got.Author != "Feed" {
		t.Errorf("%+v", got)
	}
	if len(list(t, s, "teaser")) != 1 || len(must[[]feed.Item](t)(s.Bare(t.Context(), 0, 9))) != 0 {
		t.Error("it is not found, or its page is to be asked for")
	}
	c.at = c.at.Add(time.Hour)
	e.Text, e.HTML = "Another teaser", "<p>Another teaser"
	put(t, s, 1, e)
	if got := must[feed.Entry](t)(s.Entry(t.Context(), 1)); got.Full || got.HTML != e.HTML || len(must[[]feed.Item](t)(s.Bare(t.Context(), 0, 9))) != 1 {
		t.Errorf("after an edit: %+v", got)
	}
	// A stub from its page gives way to the whole story of the source.
	stub := whole()
	stub.Full = false
	if got := keep(t, s, stub); got.Full || got.HTML != stub.HTML {
		t.Errorf("a stub: %+v", got)
	}
	e.Text, e.HTML, e.Full = "All of it", "<p>All of it", true
	put(t, s, 1, e)
	if got := must[feed.Entry](t)(s.Entry(t.Context(), 1)); !got.Full || got.HTML != e.HTML || !got.PageRead.IsZero() {
		t.Errorf("whole from its source: %+v", got)
	}
	intact(t, s)
}

// TestASourceIsOneInAnySpelling: two processes may ask for two spellings of one
// address at once, and one that left comes back with its items.
func TestASourceIsOneInAnySpelling(t *testing.T) {
	t.Parallel()
	s := openAt(t, closedStore(t), Options{Link: short})
	ctx := t.Context()
	for _, address := range []string{"https://x.example/", "http://x.example", "http://x.example/"} {
		_, err := s.Subscribe(ctx, feed.Subscription{Kind: "feed", URL: address})
		kind(t, err, feed.KindExists)
	}
	added, _, err := s.SubscribeAll(ctx, []feed.Subscription{
		{Kind: "feed", URL: "https://y.example/"}, {Kind: "feed", URL: "http://x.example"}, {Kind: "feed", URL: "http://y.example"},
	}, false)
	if err != nil || len(added) != 1 || added[0].URL != "https://y.example/" {
		t.Errorf("%+v %v", added, err)
	}
	must[feed.Deed](t)(s.Mark(ctx, feed.Starred, 0, 1))
	must[feed.Deed](t)(s.Unsubscribe(ctx, 1))
	back := must[feed.Subscription](t)(s.Subscribe(ctx, feed.Subscription{Kind: "feed", URL: "http://x.example/"}))
	if back.ID != 1 || back.URL != "http://x.example/" || back.Items != 20 || len(list(t, s, "is:starred")) != 1 {
		t.Errorf("%+v", back)
	}
	for _, want := range []string{subscribing, unsubscribing} {
		if d := must[feed.Deed](t)(s.Undo(ctx)); d.Kind != want {
			t.Errorf("undone %+v, want %s", d, want)
		}
	}
	if all := subs(t, s); len(all) != 2 || !strings.HasSuffix(all[0].URL, "x.example/") {
		t.Errorf("%+v", all)
	}
	intact(t, s)
}

func TestLeaseEnd(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	end := func() time.Time { return must[time.Time](t)(s.LeaseEnd(t.Context(), "tidy")) }
	if !end().IsZero() {
		t.Errorf("never taken, and it ends %s", end())
	}
	must[bool](t)(s.Lease(t.Context(), "tidy", "a", time.Hour))
	must[bool](t)(s.Lease(t.Context(), "other", "a", 9*time.Hour))
	if want := noon().Add(time.Hour); !end().Equal(want) {
		t.Errorf("it ends %s, want %s", end(), want)
	}
}

// TestReadingWhileItemsLeave: an item, a tag or a publisher's rubric may go
// between two looks at the store.
func TestReadingWhileItemsLeave(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	src := follow(t, s, "https://x.example/", "")
	var entries []feed.Entry
	for i := range 400 {
		e := story(fmt.Sprintf("x.example/%d", i), fmt.Sprintf("Title %d", i))
		e.Tags, e.Section = []string{fmt.Sprintf("Tag %d", i)}, fmt.Sprintf("Section %d", i)
		entries = append(entries, e)
	}
	put(t, s, src, entries...)
	ended := make(chan error)
	go func() {
		for left := 398; left >= 0; left -= 2 {
			if _, err := s.Sweep(context.Background(), feed.Keep{Items: max(left, 1)}, 10); err != nil {
				ended <- err
				return
			}
		}
		ended <- nil
	}()
	for id, n := feed.ID(1), 0; ; id, n = id%400+1, n+1 {
		select {
		case err := <-ended:
			if err != nil || n == 0 {
				t.Errorf("after %d looks: %v", n, err)
			}
			return
		default:
		}
		if _, err := s.Counts(t.Context(), feed.Filter{}, true); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Entry(t.Context(), id); err != nil && feed.KindOf(err) != feed.KindNoItem {
			t.Fatal(err)
		}
	}
}

// TestTheFileIsTakenAway: a reader who deletes the store or puts a backup in its
// place while it is open is told, rather than losing every mark from then on.
func TestTheFileIsTakenAway(t *testing.T) {
	t.Parallel()
	s := openAt(t, closedStore(t), Options{})
	must[feed.Deed](t)(s.Mark(t.Context(), feed.Read, 0, 1))
	away := s.path + ".away"
	for _, step := range []func() error{
		func() error { return os.Rename(s.path, away) },
		func() error { return os.WriteFile(s.path, must[[]byte](t)(os.ReadFile(away)), 0o600) },
	} {
		if err := step(); err != nil {
			t.Fatal(err)
		}
		_, err := s.Mark(t.Context(), feed.Read, 0, 2)
		kind(t, err, feed.KindFile)
	}
	if err := os.Rename(away, s.path); err != nil {
		t.Fatal(err)
	}
	must[feed.Deed](t)(s.Mark(t.Context(), feed.Read, 0, 2))
}
