package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"rubrika/feed"

	"pgregory.net/rapid"
)

// hands are all that a reader can change: the marks of all items, those of hidden
// sources too, the subscriptions with what of them is the reader's, and the
// views.
type hands struct {
	marks map[int]int
	subs  string
	views string
}

func handsOf(t testing.TB, s *Store) hands {
	t.Helper()
	out := hands{marks: map[int]int{}, views: shownViews(t, s)}
	must[[]bool](t)(rows(context.Background(), s.read, func(scan scanner) (bool, error) {
		var id, state int
		err := scan(&id, &state)
		out.marks[id] = state
		return true, err
	}, "SELECT id, state FROM item"))
	for _, sub := range must[[]feed.Subscription](t)(s.Subscriptions(context.Background())) {
		out.subs += fmt.Sprintln(sub.ID, sub.URL, sub.Title, sub.Lang, sub.Rubric, sub.Zone, sub.Every, sub.Agent, sub.Tags, sub.Muted)
	}
	return out
}

// among is r without the marks of items that left since.
func (r hands) among(left hands) hands {
	out := hands{marks: map[int]int{}, subs: r.subs, views: r.views}
	for id, state := range r.marks {
		if _, ok := left.marks[id]; ok {
			out.marks[id] = state
		}
	}
	return out
}

// ancient is the file of a store with 24 items of three sources, nine of which
// are 80 days old, without a deed.
func ancient(t *testing.T) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x.db")
	c := &clock{noon().Add(-80 * 24 * time.Hour)}
	s := must[*Store](t)(Open(t.Context(), path, Options{Now: c.now}))
	for i := range 3 {
		src := follow(t, s, fmt.Sprintf("https://%d.example/", i), "")
		put(t, s, src, random(uint64(i), 3, fmt.Sprintf("old-%d", i))...)
	}
	c.at = noon()
	for i := range 3 {
		put(t, s, feed.SourceID(i+1), random(uint64(i), 5, fmt.Sprintf("new-%d", i))...)
	}
	_, err := s.write.Exec("DELETE FROM deed")
	if err := errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
	return must[[]byte](t)(os.ReadFile(path))
}

// TestUndoOutlivesRestartsAndCleanUp does at random what can be undone, with
// clean-up in between, opens the store anew and goes all the way back and all
// the way forth again. What clean-up deleted does not come back; all else is as
// it was.
func TestUndoOutlivesRestartsAndCleanUp(t *testing.T) {
	t.Parallel()
	file, dir := ancient(t), t.TempDir()
	round := 0
	rapid.Check(t, func(rt *rapid.T) {
		round++
		path := filepath.Join(dir, fmt.Sprintf("%d.db", round))
		if err := os.WriteFile(path, file, 0o600); err != nil {
			rt.Fatal(err)
		}
		open := func() *Store {
			s, err := Open(context.Background(), path, Options{Now: func() time.Time { return noon().Add(15 * 24 * time.Hour) }})
			if err != nil {
				rt.Fatal(err)
			}
			return s
		}
		s := open()
		defer func() {
			if err := s.Close(); err != nil {
				rt.Error(err)
			}
		}()
		deleted := 0
		cleanUp := func(label string) {
			if !rapid.Bool().Draw(rt, label) {
				return
			}
			n, err := s.Sweep(context.Background(), feed.Keep{Days: 90, Starred: rapid.Bool().Draw(rt, "keep stars")}, 4)
			if deleted += n; err != nil || deleted > 9 {
				rt.Fatal(n, err)
			}
		}
		first := handsOf(t, s)
		if len(first.marks) != 24 {
			rt.Fatalf("%d items", len(first.marks))
		}
		for range rapid.IntRange(1, 10).Draw(rt, "deeds") {
			if _, err := drawDeed(rt, s); err != nil {
				rt.Fatal(err)
			}
			cleanUp("clean up after a deed")
		}
		last := handsOf(t, s)
		for _, way := range []struct {
			turn func(*Store) (feed.Deed, error)
			want hands
		}{
			{func(s *Store) (feed.Deed, error) { return s.Undo(context.Background()) }, first},
			{func(s *Store) (feed.Deed, error) { return s.Redo(context.Background()) }, last},
			{func(s *Store) (feed.Deed, error) { return s.Undo(context.Background()) }, first},
		} {
			if err := s.Close(); err != nil {
				rt.Fatal(err)
			}
			s = open()
			cleanUp("clean up after a restart")
			for d := (feed.Deed{ID: 1}); d.ID != 0; {
				var err error
				if d, err = way.turn(s); err != nil {
					rt.Fatal(err)
				}
			}
			got := handsOf(t, s)
			if want := way.want.among(got); fmt.Sprint(got) != fmt.Sprint(want) {
				rt.Fatalf("\n got %v\nwant %v", got, want)
			}
		}
		intact(t, s)
	})
}

// drawDeed does something that can be undone. What is not there is no deed.
func drawDeed(rt *rapid.T, s *Store) (feed.Deed, error) {
	ctx := context.Background()
	id := feed.SourceID(rapid.IntRange(1, 4).Draw(rt, "source"))
	marks := func(label string) feed.State { return feed.State(rapid.IntRange(0, 3).Draw(rt, label)) }
	var d feed.Deed
	var err error
	switch rapid.SampledFrom([]string{"mark", "all", "mute", "edit", "unsubscribe", "subscribe", "save", "save", "remove"}).Draw(rt, "deed") {
	case "mark":
		ids := rapid.SliceOfN(rapid.IntRange(1, 24), 1, 5).Draw(rt, "items")
		list := make([]feed.ID, len(ids))
		for i, n := range ids {
			list[i] = feed.ID(n)
		}
		d, err = s.Mark(ctx, marks("set"), marks("clear"), list...)
	case "all":
		d, err = s.MarkAll(ctx, drawFilter(rt), marks("set"), marks("clear"))
	case "mute", "edit":
		sub := feed.Subscription{ID: id, Muted: rapid.Bool().Draw(rt, "muted")}
		sub.Title = rapid.SampledFrom([]string{"", "Mine"}).Draw(rt, "title")
		sub.Tags = rapid.SampledFrom([][]string{nil, {"a"}, {"a", "b"}}).Draw(rt, "tags")
		sub.Every = time.Duration(rapid.IntRange(0, 2).Draw(rt, "every")) * time.Hour
		sub.Rubric = rapid.SampledFrom([]feed.Rubric{"", feed.Sport}).Draw(rt, "rubric")
		d, err = s.Edit(ctx, sub)
	case "unsubscribe":
		d, err = s.Unsubscribe(ctx, id)
	case "subscribe":
		var list []feed.Subscription
		for _, n := range rapid.SliceOfNDistinct(rapid.IntRange(0, 5), 1, 3, rapid.ID[int]).Draw(rt, "addresses") {
			list = append(list, feed.Subscription{Kind: "feed", URL: fmt.Sprintf("https://%d.example/", n), Title: "Again", Lang: "az"})
		}
		_, d, err = s.SubscribeAll(ctx, list, false)
	case "save":
		v := feed.View{ID: feed.ViewID(rapid.IntRange(0, 3).Draw(rt, "view")), Name: rapid.StringMatching("[ab]").Draw(rt, "name")}
		v.Kind = rapid.SampledFrom([]feed.ViewKind{feed.ViewList, feed.ViewMute, feed.ViewWatch}).Draw(rt, "kind")
		v.Filter.Text, v.Bar = rapid.SampledFrom([]string{"совет", "-market"}).Draw(rt, "text"), rapid.Bool().Draw(rt, "bar")
		_, d, err = s.SaveView(ctx, v)
	case "remove":
		d, err = s.RemoveView(ctx, feed.ViewID(rapid.IntRange(1, 3).Draw(rt, "view")))
	}
	switch feed.KindOf(err) {
	case feed.KindNoSource, feed.KindNoView, feed.KindExists:
		err = nil
	}
	return d, err
}
