package store

import (
	"fmt"
	"path/filepath"
	"testing"

	"rubrika/feed"

	"pgregory.net/rapid"
)

// states returns the marks of all items by id.
func states(t testing.TB, s *Store) map[feed.ID]feed.State {
	t.Helper()
	out := map[feed.ID]feed.State{}
	for _, it := range list(t, s, "") {
		out[it.ID] = it.State
	}
	return out
}

func TestMark(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	put(t, s, follow(t, s, "https://x.example/", ""), random(1, 10, "x")...)
	d := must[feed.Deed](t)(s.Mark(t.Context(), feed.Read, 0, 1, 2, 3, 99))
	if d.ID == 0 || d.Kind != "mark" || d.Items != 3 || d.Set != feed.Read || !d.At.Equal(noon()) {
		t.Errorf("the deed is %+v", d)
	}
	if d := must[feed.Deed](t)(s.Mark(t.Context(), feed.Starred, feed.Read, 3, 4)); d.Items != 2 {
		t.Errorf("the deed is %+v", d)
	}
	if d := must[feed.Deed](t)(s.Mark(t.Context(), feed.Read, 0, 1, 2)); d != (feed.Deed{}) {
		t.Errorf("marking what is marked is the deed %+v", d)
	}
	if d := must[feed.Deed](t)(s.Mark(t.Context(), feed.Read, 0)); d != (feed.Deed{}) {
		t.Errorf("marking nothing is the deed %+v", d)
	}
	want := map[feed.ID]feed.State{1: 1, 2: 1, 3: 2, 4: 2, 5: 0, 6: 0, 7: 0, 8: 0, 9: 0, 10: 0}
	if got := states(t, s); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v, want %v", got, want)
	}
	intact(t, s)
}

func TestMarkAllKeepsOutWhatCameInAbove(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	put(t, s, follow(t, s, "https://x.example/", ""), random(1, 30, "x")...)
	items := list(t, s, "")
	if d := must[feed.Deed](t)(s.MarkAll(t.Context(), feed.Filter{Before: items[9].Position(), Limit: 1}, feed.Read, 0)); d.Items != 20 {
		t.Errorf("marked %d, want 20", d.Items)
	}
	for i, it := range list(t, s, "") {
		if it.State.Has(feed.Read) != (i >= 10) {
			t.Errorf("item %d has %b", i, it.State)
		}
	}
}

func TestMarkAllMarksTheRestOfAList(t *testing.T) {
	t.Parallel()
	s := ruledEdition(t)
	rapid.Check(t, func(rt *rapid.T) {
		f := drawFilter(rt)
		f.Upto, f.IsNot = feed.ID(rapid.SampledFrom([]int{0, 0, 30, 90}).Draw(rt, "upto")), f.IsNot|feed.Starred
		f.Sort = rapid.SampledFrom([]feed.Sort{feed.Newest, feed.Oldest, feed.Arrival, feed.Relevance, feed.Relevance}).Draw(rt, "sort")
		f.Text = rapid.SampledFrom([]string{"", "совет", "-market prices", "rises or artdı"}).Draw(rt, "text")
		want := all(rt, s, f)
		if n := rapid.IntRange(0, len(want)).Draw(rt, "read so far"); n > 0 {
			f.Before, want = want[n-1].Position(), want[n:]
		}
		d, err := s.MarkAll(rt.Context(), f, feed.Starred, 0)
		if err != nil || d.Items != len(want) {
			rt.Fatalf("marked %d (%v), want %d", d.Items, err, len(want))
		}
		for _, it := range want {
			if it, err := s.Item(rt.Context(), it.ID); err != nil || !it.State.Has(feed.Starred) {
				rt.Fatalf("%d has %b (%v)", it.ID, it.State, err)
			}
		}
		if d.ID != 0 {
			if _, err := s.Undo(rt.Context()); err != nil {
				rt.Fatal(err)
			}
		}
	})
}

// TestUndoIsTheWayBack does and undoes at random, and compares with a history
// of snapshots.
func TestUndoIsTheWayBack(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	put(t, s, follow(t, s, "https://x.example/", ""), random(1, 40, "x")...)
	rapid.Check(t, func(rt *rapid.T) {
		ctx := rt.Context()
		if _, err := s.write.Exec("DELETE FROM deed"); err != nil {
			rt.Fatal(err)
		}
		past := []map[feed.ID]feed.State{states(t, s)}
		var future []map[feed.ID]feed.State
		for range rapid.IntRange(1, 12).Draw(rt, "steps") {
			switch rapid.IntRange(0, 3).Draw(rt, "deed") {
			case 0:
				if d, err := s.Undo(ctx); err != nil || (d.ID == 0) != (len(past) == 1) {
					rt.Fatalf("undo: %+v %v with %d done", d, err, len(past)-1)
				} else if d.ID != 0 {
					future = append(future, past[len(past)-1])
					past = past[:len(past)-1]
				}
			case 1:
				if d, err := s.Redo(ctx); err != nil || (d.ID == 0) != (len(future) == 0) {
					rt.Fatalf("redo: %+v %v with %d undone", d, err, len(future))
				} else if d.ID != 0 {
					past = append(past, future[len(future)-1])
					future = future[:len(future)-1]
				}
			default:
				set := feed.State(rapid.IntRange(0, 3).Draw(rt, "set"))
				clearing := feed.State(rapid.IntRange(0, 3).Draw(rt, "clear"))
				d, err := s.MarkAll(ctx, drawFilter(rt), set, clearing)
				if err != nil {
					rt.Fatal(err)
				}
				if d.ID != 0 {
					past, future = append(past, states(t, s)), nil
				}
			}
			if got, want := fmt.Sprint(states(t, s)), fmt.Sprint(past[len(past)-1]); got != want {
				rt.Fatalf("\n got %s\nwant %s", got, want)
			}
		}
	})
	intact(t, s)
}

func TestUndoAfterARestart(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "x.db")
	s := must[*Store](t)(Open(t.Context(), path, Options{Now: noon}))
	put(t, s, follow(t, s, "https://x.example/", ""), random(1, 3, "x")...)
	must[feed.Deed](t)(s.Mark(t.Context(), feed.Read, 0, 1, 2))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openAt(t, path, Options{})
	if d := must[feed.Deed](t)(s.Undo(t.Context())); d.Items != 2 || d.Set != feed.Read {
		t.Errorf("undone: %+v", d)
	}
	if got := fmt.Sprint(states(t, s)); got != "map[1:0 2:0 3:0]" {
		t.Errorf("marks %s", got)
	}
}

func TestUndoLeavesItsItemsAsAnotherLeftThem(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	put(t, s, follow(t, s, "https://x.example/", ""), random(1, 3, "x")...)
	must[feed.Deed](t)(s.Mark(t.Context(), feed.Read, 0, 1, 2, 3))
	// A mark that left no deed, as an older program might have set it.
	if _, err := s.write.Exec("UPDATE item SET state = 2 WHERE id = 2"); err != nil {
		t.Fatal(err)
	}
	if d := must[feed.Deed](t)(s.Undo(t.Context())); d.Items != 2 {
		t.Errorf("undone: %+v", d)
	}
	if got := fmt.Sprint(states(t, s)); got != "map[1:0 2:2 3:0]" {
		t.Errorf("marks %s", got)
	}
}

func TestSubscriptionsAreDeeds(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	ctx := t.Context()
	src := follow(t, s, "https://x.example/", "X")
	put(t, s, src, random(1, 5, "x")...)
	must[feed.Deed](t)(s.Mark(ctx, feed.Starred, 0, 1))
	shown := func() int { return len(list(t, s, "")) }
	if d := must[feed.Deed](t)(s.Unsubscribe(ctx, src)); d.ID == 0 || d.Kind != "unsubscribe" || d.Source != "X" || shown() != 0 {
		t.Errorf("deed %+v, %d items shown", d, shown())
	}
	_, err := s.Unsubscribe(ctx, src)
	kind(t, err, feed.KindNoSource)
	_, err = s.Edit(ctx, feed.Subscription{ID: src})
	kind(t, err, feed.KindNoSource)
	if d := must[feed.Deed](t)(s.Undo(ctx)); d.Kind != "unsubscribe" || d.Source != "X" || shown() != 5 {
		t.Errorf("undone %+v, %d items shown", d, shown())
	}
	must[feed.Deed](t)(s.Redo(ctx))
	again := must[feed.Subscription](t)(s.Subscribe(ctx, feed.Subscription{Kind: "feed", URL: "https://x.example/", Lang: "az"}))
	if again.ID != src || again.Lang != "az" || again.Items != 5 || shown() != 5 || states(t, s)[1] != feed.Starred {
		t.Errorf("subscribed again: %+v, %d items shown", again, shown())
	}
	_, err = s.Subscribe(ctx, feed.Subscription{Kind: "feed", URL: "https://x.example/"})
	kind(t, err, feed.KindExists)
	_, err = s.Subscribe(ctx, feed.Subscription{Kind: "feed"})
	kind(t, err, feed.KindAddress)
	for _, want := range []struct {
		kind  string
		shown int
	}{{"subscribe", 0}, {"unsubscribe", 5}, {"mark", 5}, {"subscribe", 0}, {"", 0}} {
		if d := must[feed.Deed](t)(s.Undo(ctx)); d.Kind != want.kind || shown() != want.shown {
			t.Errorf("undone %+v, %d items shown; want %+v", d, shown(), want)
		}
	}
	if n := len(must[[]feed.Subscription](t)(s.Subscriptions(ctx))); n != 0 {
		t.Errorf("%d subscriptions left", n)
	}
}

func TestTheTourIsNoDeed(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	must[feed.Subscription](t)(s.Subscribe(t.Context(), feed.Subscription{Kind: "tour", URL: "https://tour.invalid/"}))
	if d := must[feed.Deed](t)(s.Undo(t.Context())); d.ID != 0 {
		t.Errorf("undone %+v", d)
	}
}

func TestEdit(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	ctx := t.Context()
	src := follow(t, s, "https://x.example/", "")
	must[feed.Received](t)(s.Put(ctx, src, feed.Batch{Title: "Theirs"}))
	state := func() feed.Subscription { return must[[]feed.Subscription](t)(s.Subscriptions(ctx))[0] }
	edit := func(sub feed.Subscription) {
		sub.ID = src
		if _, err := s.Edit(ctx, sub); err != nil {
			t.Fatal(err)
		}
	}
	edit(feed.Subscription{Title: "Mine", Lang: "az", Rubric: feed.Sport, Zone: "Asia/Baku", Muted: true})
	if sub := state(); sub.Title != "Mine" || sub.Lang != "az" || sub.Rubric != feed.Sport || sub.Zone != "Asia/Baku" || !sub.Muted {
		t.Errorf("edited: %+v", sub)
	}
	edit(feed.Subscription{Title: "Theirs"})
	must[feed.Received](t)(s.Put(ctx, src, feed.Batch{Title: "Their new name"}))
	if sub := state(); sub.Title != "Their new name" {
		t.Errorf("with the feed's title it is called %s", sub.Title)
	}
	_, err := s.Edit(ctx, feed.Subscription{ID: src, Rubric: "nonsense"})
	kind(t, err, feed.KindUsage)
	_, err = s.Edit(ctx, feed.Subscription{ID: 99})
	kind(t, err, feed.KindNoSource)
}

func TestTheJournalIsBounded(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	put(t, s, follow(t, s, "https://x.example/", ""), random(1, 1, "x")...)
	if _, err := s.write.Exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 1500)
		INSERT INTO deed(at_ms, kind, set_marks, clear_marks, items, undone) SELECT i, 'mark', 1, 0, 0, 0 FROM n`); err != nil {
		t.Fatal(err)
	}
	must[feed.Deed](t)(s.Mark(t.Context(), feed.Read, 0, 1))
	var n int
	if err := s.read.QueryRow("SELECT count(*) FROM deed").Scan(&n); err != nil || n != kept {
		t.Errorf("%d deeds, want %d: %v", n, kept, err)
	}
}
