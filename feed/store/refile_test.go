package store

import (
	"cmp"
	"fmt"
	"testing"

	"rubrika/feed"
)

// by makes an entry filed by some evidence.
func by(n int, kind feed.EvidenceKind, rubric feed.Rubric) feed.Entry {
	e := story(fmt.Sprintf("x.example/%d", n), fmt.Sprintf("Number %d", n))
	e.Rubrics, e.Why = []feed.Rubric{rubric}, feed.Evidence{Kind: kind, Text: string(rubric)}
	return e
}

// TestARubricOfASourceTakesEffectAtOnce: what is stored without better evidence
// is filed anew, with rules and counts, and back again by undo.
func TestARubricOfASourceTakesEffectAtOnce(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	ctx := t.Context()
	src := follow(t, s, "https://x.example/", "")
	b := feed.Batch{Next: feed.Cursor{ETag: "e", Rubric: feed.Culture}, Entries: []feed.Entry{
		by(1, feed.ByNothing, feed.Other), by(2, feed.ByFeed, feed.Culture), by(3, feed.ByCategory, feed.Economy), by(4, feed.ByURL, feed.World),
		by(5, feed.ByFeed, feed.Culture),
	}}
	must[feed.Received](t)(s.Put(ctx, src, b))
	other := follow(t, s, "https://y.example/", "")
	must[feed.Received](t)(s.Put(ctx, other, feed.Batch{Next: feed.Cursor{Rubric: feed.Culture}, Entries: []feed.Entry{by(6, feed.ByFeed, feed.Culture)}}))
	page := feed.Entry{Item: feed.Item{Rubrics: []feed.Rubric{feed.Health}, Why: feed.Evidence{Kind: feed.ByPage, Text: "Health"}}}
	if err := s.KeepPage(ctx, 1, page); err != nil { // number 5
		t.Fatal(err)
	}
	mute(t, s, "rubric:sport")
	selects := func(filter string, want ...string) {
		t.Helper()
		if got := titles(list(t, s, filter)); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s: %q, want %q", filter, got, want)
		}
	}
	step := func(what string, d feed.Deed, err error) {
		t.Helper()
		if err != nil || d.ID == 0 {
			t.Fatalf("%s: %+v %v", what, d, err)
		}
		for more := true; more; {
			if _, more, err = s.Judge(ctx, 100); err != nil {
				t.Fatal(err)
			}
		}
	}
	sub := subs(t, s)[0]
	sub.Rubric = feed.Sport
	d, err := s.Edit(ctx, sub)
	step("edit", d, err)
	selects("rubric:sport is:muted", "Number 1", "Number 2")
	selects("rubric:health", "Number 5")
	selects("rubric:culture", "Number 6")
	selects("rubric:economy", "Number 3")
	if it := list(t, s, "rubric:sport is:muted")[0]; it.Why != (feed.Evidence{Kind: feed.ByFeed, Text: "sport"}) || it.Badges.Has(feed.Updated) {
		t.Errorf("%+v", it)
	}
	d, err = s.Undo(ctx)
	step("undo", d, err)
	selects("rubric:sport is:muted")
	selects("rubric:culture", "Number 6", "Number 1", "Number 2")
	d, err = s.Redo(ctx)
	step("redo", d, err)
	selects("rubric:sport is:muted", "Number 1", "Number 2")
	// The next document says the same, and files what it has by its own evidence.
	b.Entries = []feed.Entry{by(1, feed.ByCategory, feed.Opinion), by(2, feed.ByFeed, feed.Sport)}
	if got := must[feed.Received](t)(s.Put(ctx, src, b)); got.New != 0 {
		t.Errorf("%+v", got)
	}
	selects("rubric:sport is:muted", "Number 2")
	selects("rubric:opinion", "Number 1")
	sub.Rubric = feed.Other
	d, err = s.Edit(ctx, sub)
	step("edit to none", d, err)
	selects("rubric:other", "Number 2")
	intact(t, s)
}

// TestARubricThatIsChosenDuringAFetch: what was asked for under another one is filed
// under the reader's, and the same document again changes nothing.
func TestARubricThatIsChosenDuringAFetch(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ was, is, stated, want feed.Rubric }{
		{"", feed.Sport, "", feed.Sport},
		{"", feed.Sport, feed.Culture, feed.Sport},
		{feed.Economy, feed.Sport, feed.Culture, feed.Sport},
		{feed.Economy, "", feed.Culture, feed.Culture},
		{feed.Economy, "", "", feed.Other},
		{feed.Economy, feed.Other, feed.Culture, feed.Other},
	} {
		s := openNew(t)
		src := follow(t, s, "https://x.example/", "")
		sub := subs(t, s)[0]
		sub.Rubric = c.was
		must[feed.Deed](t)(s.Edit(t.Context(), sub))
		fetched := func(own feed.Rubric) feed.Batch {
			rubric, why := bySource(cmp.Or(own, c.stated))
			e := by(1, why.Kind, rubric)
			e.Why = why
			return feed.Batch{Next: feed.Cursor{Rubric: c.stated}, Entries: []feed.Entry{e, by(2, feed.ByURL, feed.World)}}
		}
		before := fetched(c.was)
		sub.Rubric = c.is
		must[feed.Deed](t)(s.Edit(t.Context(), sub))
		must[feed.Received](t)(s.Put(t.Context(), src, before))
		if got := list(t, s, ""); got[0].Rubrics[0] != c.want || got[1].Rubrics[0] != feed.World {
			t.Errorf("%+v: %+v", c, got)
		}
		if got := must[feed.Received](t)(s.Put(t.Context(), src, fetched(c.is))); got.Same != 2 {
			t.Errorf("%+v: again %+v", c, got)
		}
	}
}

// TestALargeSourceIsFiledAnewInPieces: the newest at once, all others with the
// rules, although there are none.
func TestALargeSourceIsFiledAnewInPieces(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	const n = refiledAtOnce + 2*minStep
	src := follow(t, s, "https://x.example/", "")
	put(t, s, src, by(0, feed.ByNothing, feed.Other))
	_, err := s.write.Exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT ?)
		INSERT INTO item SELECT 1 + i, source, order_ms + i, state, rubrics, badges, lang, 1 + i, section_fold, '', published_ms, zone, zone_s,
			seen_ms, updated_ms, title, summary, url, section, filed, why_kind, why_text, tags, digest, bare, base, flight, aside
		FROM item, n WHERE id = 1`, n-1)
	if err != nil {
		t.Fatal(err)
	}
	sub := subs(t, s)[0]
	sub.Rubric = feed.Sport
	must[feed.Deed](t)(s.Edit(t.Context(), sub))
	if got := list(t, s, "rubric:sport"); len(got) != refiledAtOnce || got[0].ID != n {
		t.Errorf("%d at once, the newest %d", len(got), got[0].ID)
	}
	for more := true; more; {
		if _, more, err = s.Judge(t.Context(), minStep); err != nil {
			t.Fatal(err)
		}
	}
	c := must[feed.Counts](t)(s.Counts(t.Context(), filterOf(t, "rubric:sport"), false))
	if got := len(list(t, s, "rubric:sport")); got != n || c.Total != n {
		t.Errorf("%d of %d in the end, counted %d", got, n, c.Total)
	}
}

// TestAFolderThatMeansAnotherRubric: what an account's server says of a feed takes
// effect on its stored items as well.
func TestAFolderThatMeansAnotherRubric(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	id := must[feed.Account](t)(s.AddAccount(t.Context(), home())).ID
	one := feed.RemoteSource{RemoteFeed: feed.RemoteFeed{ID: "7", URL: "https://x.example/", Title: "X", Folder: "Sea"}}
	for i, rubric := range []feed.Rubric{feed.World, feed.Sport, feed.Sport} {
		if one.Rubric = rubric; i > 0 {
			one.Folder = "Sport"
		}
		must[map[string]feed.SourceID](t)(s.SetFeeds(t.Context(), id, []feed.RemoteSource{one}))
		if i == 0 {
			must[feed.Received](t)(s.Deliver(t.Context(), id, []feed.Delivery{{Entry: by(1, feed.ByFeed, feed.World), Remote: "1", Feed: "7"}}))
		}
		if got := list(t, s, ""); len(got) != 1 || got[0].Rubrics[0] != rubric {
			t.Errorf("%s: %+v", rubric, got)
		}
	}
	intact(t, s)
}
