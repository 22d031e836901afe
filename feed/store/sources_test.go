package store

import (
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"rubrika/feed"

	"pgregory.net/rapid"
)

// subs returns all subscriptions.
func subs(t testing.TB, s *Store) []feed.Subscription {
	t.Helper()
	return must[[]feed.Subscription](t)(s.Subscriptions(t.Context()))
}

func TestWhatTheReaderSaysOfASource(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	sub := feed.Subscription{
		Kind: "sitemap", URL: "https://x.example/", Title: `"Mine" & <theirs>`, Site: "https://x.example/home", Lang: "az",
		Rubric: feed.Sport, Zone: "Asia/Baku", Every: 90 * time.Minute, Agent: "Mozilla/5.0",
		Tags: []string{"Хобби", " хобби ", "", "News/Baku"}, Muted: true,
	}
	got := must[feed.Subscription](t)(s.Subscribe(t.Context(), sub))
	sub.ID, sub.Added, sub.Tags = 1, noon(), []string{"Хобби", "News/Baku"}
	if !reflect.DeepEqual(got, sub) || !reflect.DeepEqual(subs(t, s), []feed.Subscription{sub}) {
		t.Errorf("\n got %+v\nthen %+v\nwant %+v", got, subs(t, s), sub)
	}
}

func TestATagIsAWordForItsSources(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	for i, tags := range [][]string{{"Хобби"}, {"News/Baku", "хобби"}, nil, {"Newsletters"}} {
		sub := feed.Subscription{Kind: "feed", URL: fmt.Sprintf("https://%d.example/", i), Title: fmt.Sprintf("Title %d", i), Tags: tags}
		src := must[feed.Subscription](t)(s.Subscribe(t.Context(), sub)).ID
		put(t, s, src, story(fmt.Sprintf("x/%d", i), fmt.Sprint(i)))
	}
	for filter, want := range map[string]string{
		"source:хобби": "[1 0]", "source:ХОББИ": "[1 0]", "source:news": "[1]", "source:news/baku": "[1]",
		"source:News/Ganja": "[]", "-source:хобби": "[3 2]", `source:хобби source:"Title 2"`: "[2 1 0]",
	} {
		if got := fmt.Sprint(titles(list(t, s, filter))); got != want {
			t.Errorf("%s: %s, want %s", filter, got, want)
		}
	}
	c := must[feed.Counts](t)(s.Counts(t.Context(), feed.Filter{Sources: []string{"хобби"}}, true))
	if c.Total != 2 || len(c.Sources) != 4 || c.Sources[0].Title == "" {
		t.Errorf("counts %+v", c)
	}
}

func TestWhatAnswersSpare(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	ctx := t.Context()
	src := follow(t, s, "https://x.example/", "")
	ours := must[feed.Subscription](t)(s.Subscribe(ctx, feed.Subscription{Kind: "tour", URL: "https://tour.invalid/"})).ID
	for _, id := range []feed.SourceID{src, ours} {
		for _, b := range []feed.Batch{{Bytes: 700, Saved: 1}, {Unchanged: true, Saved: 700}, {Unchanged: true, Saved: 300}} {
			must[feed.Received](t)(s.Put(ctx, id, b))
		}
	}
	if got := subs(t, s); got[0].Asked != 3 || got[0].Unchanged != 2 || got[0].Saved != 1000 || got[1].Asked != 0 || got[1].Unchanged != 0 || got[1].Saved != 0 {
		t.Errorf("%+v", got)
	}
	must[feed.Deed](t)(s.Unsubscribe(ctx, src))
	if got := must[feed.Subscription](t)(s.Subscribe(ctx, feed.Subscription{Kind: "feed", URL: "https://x.example/"})); got.Asked != 0 || got.Saved != 0 {
		t.Errorf("subscribed anew: %+v", got)
	}
}

func TestItemsADay(t *testing.T) {
	t.Parallel()
	c := &clock{noon()}
	s := openAt(t, filepath.Join(t.TempDir(), "x.db"), Options{Now: c.now})
	src := follow(t, s, "https://x.example/", "")
	n := 0
	file := func(ages ...time.Duration) {
		var list []feed.Entry
		for _, age := range ages {
			n++
			e := story(fmt.Sprintf("x/%d", n), fmt.Sprint(n))
			e.Published = c.at.Add(-age)
			list = append(list, e)
		}
		put(t, s, src, list...)
	}
	const day = 24 * time.Hour
	perDay := func(want float64) {
		t.Helper()
		if got := subs(t, s)[0].PerDay; got < want-0.001 || got > want+0.001 {
			t.Errorf("%v after subscribing %.3f a day, want %.3f", c.at.Sub(noon()), got, want)
		}
	}
	perDay(0)
	file(time.Hour, 2*time.Hour, 30*time.Hour, 10*day, 400*day) // the backlog
	perDay(2)
	c.at = noon().Add(4 * day)
	file(time.Hour, 3*day, 5*day)
	perDay(2. / 4) // what was published before is the backlog's
	c.at = noon().Add(60 * day)
	perDay(0)
	file(time.Hour, time.Hour, 13*day, 13*day, 13*day, 13*day, 15*day)
	perDay(6. / 14)
}

func TestALongListIsOneDeed(t *testing.T) {
	s := openNew(t)
	ctx := t.Context()
	gone := follow(t, s, "https://5.example/", "Gone")
	put(t, s, gone, story("x/1", "Still here"))
	must[feed.Deed](t)(s.Unsubscribe(ctx, gone))
	follow(t, s, "https://7.example/", "There")
	var all []feed.Subscription
	for i := range 3000 {
		all = append(all, feed.Subscription{Kind: "feed", URL: fmt.Sprintf("https://%d.example/", i), Title: fmt.Sprint("T", i), Tags: []string{"Imported"}})
	}
	all = append(all, all[0])
	begun := time.Now()
	added, d, err := s.SubscribeAll(ctx, all, false)
	t.Logf("%d in %v", len(added), time.Since(begun))
	if err != nil || len(added) != 2999 || d.Kind != "subscribe" || d.Source != "T0" || d.Sources != 2999 {
		t.Fatalf("%d added, deed %+v, %v", len(added), d, err)
	}
	if added[0].Title != "T0" || added[5].ID != gone || added[5].Title != "T5" || added[5].Items != 1 || added[7].Title != "T8" {
		t.Errorf("in the order %+v …", added[:9])
	}
	if got := titles(list(t, s, "source:imported")); len(got) != 1 {
		t.Errorf("listed: %q", got)
	}
	if added, d, err := s.SubscribeAll(ctx, all, false); len(added) != 0 || d.ID != 0 || err != nil {
		t.Errorf("once more: %d, %+v, %v", len(added), d, err)
	}
	for range 2 {
		if d := must[feed.Deed](t)(s.Undo(ctx)); d.Sources != 2999 || d.Source != "T0" || len(subs(t, s)) != 1 {
			t.Errorf("undone: %+v, %d left", d, len(subs(t, s)))
		}
		if d := must[feed.Deed](t)(s.Redo(ctx)); d.Sources != 2999 || len(subs(t, s)) != 3000 {
			t.Errorf("redone: %+v, %d there", d, len(subs(t, s)))
		}
	}
	intact(t, s)
}

func TestAListIsTakenWholeOrNotAtAll(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	ctx := t.Context()
	_, _, err := s.SubscribeAll(ctx, []feed.Subscription{{Kind: "feed", URL: "https://x.example/"}, {Kind: "feed"}}, false)
	kind(t, err, feed.KindAddress)
	_, _, err = s.SubscribeAll(ctx, []feed.Subscription{{Kind: "feed", URL: "https://x.example/"}, {Kind: "feed", URL: "https://y.example/", Rubric: "nonsense"}}, false)
	kind(t, err, feed.KindUsage)
	if n := len(subs(t, s)); n != 0 {
		t.Errorf("%d subscriptions", n)
	}
	added, d, err := s.SubscribeAll(ctx, []feed.Subscription{{Kind: "feed", URL: "https://x.example/"}}, true)
	if len(added) != 1 || d != (feed.Deed{}) || err != nil {
		t.Errorf("quietly: %v %+v %v", added, d, err)
	}
	if d := must[feed.Deed](t)(s.Undo(ctx)); d.ID != 0 {
		t.Errorf("undone: %+v", d)
	}
}

func TestUntouched(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	ctx := t.Context()
	is := func(want bool) {
		t.Helper()
		if got := must[bool](t)(s.Untouched(ctx)); got != want {
			t.Errorf("untouched: %v", got)
		}
	}
	is(true)
	must[feed.Subscription](t)(s.Subscribe(ctx, feed.Subscription{Kind: "tour", URL: "https://tour.invalid/"}))
	is(true)
	src := follow(t, s, "https://x.example/", "")
	is(false)
	must[feed.Deed](t)(s.Unsubscribe(ctx, src))
	is(false)
}

func TestAnEditCanBeUndone(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "x.db")
	s := must[*Store](t)(Open(t.Context(), path, Options{Now: noon}))
	src := follow(t, s, "https://x.example/", "Was")
	before := subs(t, s)[0]
	after := before
	after.Title, after.Lang, after.Rubric, after.Zone = "Is", "ru", feed.World, "Europe/Paris"
	after.Every, after.Agent, after.Tags, after.Muted = time.Hour, "a", []string{"t", "u"}, true
	d := must[feed.Deed](t)(s.Edit(t.Context(), after))
	if d.ID == 0 || d.Kind != "edit" || d.Source != "Is" || d.Sources != 1 || !d.At.Equal(noon()) {
		t.Errorf("deed %+v", d)
	}
	if d := must[feed.Deed](t)(s.Edit(t.Context(), after)); d != (feed.Deed{}) {
		t.Errorf("the same again is %+v", d)
	}
	// What the source itself tells meanwhile is no matter of the deed.
	must[feed.Received](t)(s.Put(t.Context(), src, feed.Batch{Site: "https://x.example/home", Entries: []feed.Entry{story("x/1", "a")}}))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openAt(t, path, Options{})
	for range 2 {
		if d := must[feed.Deed](t)(s.Undo(t.Context())); d.Kind != "edit" || d.Source != "Was" {
			t.Errorf("undone %+v", d)
		}
		if got := reader(subs(t, s)[0]); !reflect.DeepEqual(got, reader(before)) {
			t.Errorf("undone to %+v", got)
		}
		must[feed.Deed](t)(s.Redo(t.Context()))
		if got := subs(t, s)[0]; !reflect.DeepEqual(reader(got), reader(after)) || got.Site == "" || got.Items != 1 {
			t.Errorf("redone to %+v", got)
		}
	}
}

// reader is what of a subscription the reader edits.
func reader(s feed.Subscription) feed.Subscription {
	return feed.Subscription{
		ID: s.ID, URL: s.URL, Title: s.Title, Lang: s.Lang, Rubric: s.Rubric, Zone: s.Zone,
		Every: s.Every, Agent: s.Agent, Tags: s.Tags, Muted: s.Muted,
	}
}

func TestUndoTurnsBackOnlyWhatTheDeedChanged(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	ctx := t.Context()
	src := follow(t, s, "https://x.example/", "X")
	must[feed.Deed](t)(s.Edit(ctx, feed.Subscription{ID: src, Title: "X", Lang: "az"}))
	if _, err := s.write.Exec("UPDATE source SET zone = 'Asia/Baku'"); err != nil { // as a program may, without a deed
		t.Fatal(err)
	}
	must[feed.Deed](t)(s.Undo(ctx))
	if got := subs(t, s)[0]; got.Lang != "" || got.Zone != "Asia/Baku" {
		t.Errorf("%+v", got)
	}
}

func TestEditsOfTheTourAreNoDeeds(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	ctx := t.Context()
	sub := must[feed.Subscription](t)(s.Subscribe(ctx, feed.Subscription{Kind: "tour", URL: "https://tour.invalid/"}))
	sub.Muted = true
	if d := must[feed.Deed](t)(s.Edit(ctx, sub)); d != (feed.Deed{}) || !subs(t, s)[0].Muted {
		t.Errorf("deed %+v of %+v", d, subs(t, s)[0])
	}
	if d := must[feed.Deed](t)(s.Undo(ctx)); d.ID != 0 {
		t.Errorf("undone %+v", d)
	}
}

// TestSubscriptionsFindTheirWayBack subscribes, edits, leaves and undoes at
// random, and compares with a history of snapshots.
func TestSubscriptionsFindTheirWayBack(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	rapid.Check(t, func(rt *rapid.T) {
		if _, err := s.write.Exec("DELETE FROM deed; DELETE FROM source; DELETE FROM sqlite_sequence"); err != nil {
			rt.Fatal(err)
		}
		ctx := rt.Context()
		now := func() string {
			var out strings.Builder
			for _, sub := range subs(t, s) {
				fmt.Fprintf(&out, "%+v\n", reader(sub))
			}
			return out.String()
		}
		past, future := []string{now()}, []string{}
		draw := func(label string, list ...string) string { return rapid.SampledFrom(list).Draw(rt, label) }
		address := func() string {
			return draw("address", "https://a.example/", "https://b.example/", "https://c.example/")
		}
		for range rapid.IntRange(1, 15).Draw(rt, "steps") {
			sub := feed.Subscription{Kind: "feed", URL: address(), Title: draw("title", "", "T", "U"), Lang: draw("lang", "", "az"), Muted: rapid.Bool().Draw(rt, "muted")}
			var d feed.Deed
			var err error
			switch draw("deed", "undo", "redo", "subscribe", "list", "leave", "edit") {
			case "undo":
				if d, err = s.Undo(ctx); err != nil || (d.ID == 0) != (len(past) == 1) {
					rt.Fatalf("undo: %+v %v with %d done", d, err, len(past)-1)
				} else if d.ID != 0 {
					future, past = append(future, past[len(past)-1]), past[:len(past)-1]
				}
			case "redo":
				if d, err = s.Redo(ctx); err != nil || (d.ID == 0) != (len(future) == 0) {
					rt.Fatalf("redo: %+v %v with %d undone", d, err, len(future))
				} else if d.ID != 0 {
					past, future = append(past, future[len(future)-1]), future[:len(future)-1]
				}
			case "subscribe":
				if _, err = s.Subscribe(ctx, sub); err == nil {
					past, future = append(past, now()), nil
				}
			case "list":
				other := sub
				other.URL = address()
				if _, d, err = s.SubscribeAll(ctx, []feed.Subscription{sub, other}, false); d.ID != 0 {
					past, future = append(past, now()), nil
				}
			case "leave":
				if _, err = s.Unsubscribe(ctx, feed.SourceID(rapid.IntRange(1, 3).Draw(rt, "id"))); err == nil {
					past, future = append(past, now()), nil
				}
			case "edit":
				sub.ID = feed.SourceID(rapid.IntRange(1, 3).Draw(rt, "id"))
				if d, err = s.Edit(ctx, sub); d.ID != 0 {
					past, future = append(past, now()), nil
				}
			}
			if k := feed.KindOf(err); k != feed.KindNone && k != feed.KindExists && k != feed.KindNoSource {
				rt.Fatal(err)
			}
			if got, want := now(), past[len(past)-1]; got != want {
				rt.Fatalf("\n got %s\nwant %s", got, want)
			}
		}
	})
}

func TestLease(t *testing.T) {
	t.Parallel()
	c := &clock{noon()}
	path := filepath.Join(t.TempDir(), "x.db")
	stores := map[string]*Store{"a": openAt(t, path, Options{Now: c.now}), "b": openAt(t, path, Options{Now: c.now})}
	ctx := t.Context()
	take := func(name, holder string, want bool) {
		t.Helper()
		if got := must[bool](t)(stores[holder].Lease(ctx, name, holder, time.Minute)); got != want {
			t.Errorf("%s takes %s: %v", holder, name, got)
		}
	}
	release := func(name, holder string) {
		t.Helper()
		if err := stores[holder].Release(ctx, name, holder); err != nil {
			t.Error(err)
		}
	}
	take("refresh", "a", true)
	take("refresh", "b", false)
	take("tidy", "b", true)
	take("refresh", "a", true)
	c.at = c.at.Add(50 * time.Second)
	take("refresh", "a", true) // renewed
	c.at = c.at.Add(50 * time.Second)
	take("refresh", "b", false)
	release("refresh", "b") // is not b's
	take("refresh", "b", false)
	release("refresh", "a")
	take("refresh", "b", true)
	c.at = c.at.Add(time.Minute)
	take("refresh", "a", true) // b's has passed
	c.at = c.at.Add(-24 * time.Hour)
	take("refresh", "b", true) // the clock was wrong when a took it
	take("refresh", "a", false)
}
