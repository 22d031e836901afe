package store

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rubrika/feed"

	"pgregory.net/rapid"
)

const day = 24 * time.Hour

// aged is a store with one source whose items 1, 2, … were seen that many days
// ago by c, so that the first is the youngest.
func aged(t *testing.T, n int) (*Store, *clock, []feed.Entry) {
	t.Helper()
	c := &clock{}
	s := openAt(t, filepath.Join(t.TempDir(), "x.db"), Options{Now: c.now, Link: short})
	c.at = noon()
	follow(t, s, "https://x.example/", "X")
	all := make([]feed.Entry, n)
	for age := n; age > 0; age-- {
		c.at = noon().Add(-time.Duration(age) * day)
		e := story(fmt.Sprintf("x.example/%d", age), fmt.Sprintf("Number %d", age))
		e.Keys = append(e.Keys, fmt.Sprintf("guid:%d", age))
		e.Published, e.HTML, e.Text, e.Tags = c.at, "<p>Water", "Water", []string{"Вода"}
		e.Versions = []feed.Version{{Lang: "az", URL: fmt.Sprintf("https://x.example/az/%d", age)}}
		all[age-1] = e
		put(t, s, 1, e)
		if err := s.KeepPage(t.Context(), feed.ID(n-age+1), feed.Entry{HTML: "<p>Page", Text: "Page"}); err != nil {
			t.Fatal(err)
		}
	}
	c.at = noon().Add(time.Minute)
	return s, c, all
}

// left names the items that are there, youngest first.
func left(t *testing.T, s *Store) string {
	t.Helper()
	return strings.ReplaceAll(strings.Join(titles(list(t, s, "")), " "), "Number ", "")
}

func sweep(t *testing.T, s *Store, k feed.Keep, want int) {
	t.Helper()
	if n := must[int](t)(s.Sweep(t.Context(), k, 1000)); n != want {
		t.Errorf("%+v swept %d, want %d", k, n, want)
	}
	intact(t, s)
}

func TestWhatIsKept(t *testing.T) {
	t.Parallel()
	s, c, _ := aged(t, 8) // item 8 is the youngest
	for age, state := range map[feed.ID]feed.State{2: feed.Read, 5: feed.Read, 6: feed.Starred, 7: feed.Read | feed.Starred, 8: feed.Read} {
		must[feed.Deed](t)(s.Mark(t.Context(), state, 0, 9-age))
	}
	if _, err := s.write.Exec("PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
		t.Fatal(err)
	}
	file := must[[]byte](t)(os.ReadFile(s.path))
	for _, tt := range []struct {
		keep feed.Keep
		want string
	}{
		{feed.Keep{}, "1 2 3 4 5 6 7 8"},
		{feed.Keep{Days: 5}, "1 2 3 4"},
		{feed.Keep{Days: 100}, "1 2 3 4 5 6 7 8"},
		{feed.Keep{Items: 3}, "1 2 3"},
		{feed.Keep{Items: 8}, "1 2 3 4 5 6 7 8"},
		{feed.Keep{Days: 5, Items: 2}, "1 2"},
		{feed.Keep{Days: 3, Items: 6}, "1 2"},
		{feed.Keep{Days: 3, Starred: true}, "1 2 6 7"},
		{feed.Keep{Days: 3, Unread: true}, "1 2 3 4 6"},
		{feed.Keep{Days: 3, Starred: true, Unread: true}, "1 2 3 4 6 7"},
		{feed.Keep{Items: 1, Starred: true, Unread: true}, "1 3 4 6 7"},
	} {
		t.Run(fmt.Sprintf("%+v", tt.keep), func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "x.db")
			if err := os.WriteFile(path, file, 0o600); err != nil {
				t.Fatal(err)
			}
			s := openAt(t, path, Options{Now: c.now})
			sweep(t, s, tt.keep, 8-len(strings.Fields(tt.want)))
			if got := left(t, s); got != tt.want {
				t.Errorf("left %s, want %s", got, tt.want)
			}
			sweep(t, s, tt.keep, 0)
		})
	}
}

func TestASweepHasItsLimit(t *testing.T) {
	t.Parallel()
	s, _, _ := aged(t, 8)
	for i, want := range []int{3, 3, 1, 0} {
		if n := must[int](t)(s.Sweep(t.Context(), feed.Keep{Days: 2}, 3)); n != want {
			t.Errorf("sweep %d: %d, want %d", i, n, want)
		}
		intact(t, s)
	}
	if got := left(t, s); got != "1" {
		t.Errorf("left %s", got)
	}
	// More than one transaction holds.
	src := follow(t, s, "https://many.example/", "")
	put(t, s, src, random(1, 3*step, "many")...)
	sweep(t, s, feed.Keep{Items: 10}, 3*step-10)
}

// TestAgeCountsFromTheFirstMeeting has a quiet blog not come up empty.
func TestAgeCountsFromTheFirstMeeting(t *testing.T) {
	t.Parallel()
	s, c, _ := aged(t, 2)
	old := story("x.example/old", "Number 400")
	old.Published = noon().Add(-400 * day)
	put(t, s, 1, old)
	sweep(t, s, feed.Keep{Days: 1}, 2)
	if got := left(t, s); got != "400" {
		t.Errorf("left %s", got)
	}
	c.at = c.at.Add(day + time.Minute)
	sweep(t, s, feed.Keep{Days: 1}, 1)
}

func TestWhatWasSweptDoesNotComeBack(t *testing.T) {
	t.Parallel()
	s, c, all := aged(t, 6)
	sweep(t, s, feed.Keep{Days: 4}, 3)
	if r := put(t, s, 1, all...); r != (feed.Received{Same: 3}) {
		t.Errorf("the same document: %+v", r)
	}
	for i := range all {
		all[i].Title += ", edited" // by its link it is the same one
		all[i].Keys[1] += "/new"
	}
	if r := put(t, s, 1, all...); r != (feed.Received{Changed: 3}) {
		t.Errorf("edited: %+v", r)
	}
	for i := range all {
		all[i].Keys[0] += "/moved" // and by the guid learned meanwhile
	}
	if r := put(t, s, 1, all...); r.New != 0 || len(list(t, s, "")) != 3 {
		t.Errorf("moved: %+v", r)
	}
	intact(t, s)
	for _, gone := range []string{"x.example/5", "x.example/az/5"} {
		_, err := s.Lookup(t.Context(), gone)
		kind(t, err, feed.KindNoItem)
	}
	_, err := s.Entry(t.Context(), 1)
	kind(t, err, feed.KindNoItem)
	kind(t, s.KeepPage(t.Context(), 1, whole()), feed.KindNoItem)
	if n, m := len(list(t, s, "water")), len(list(t, s, "tag:вода")); n != 0 || m != 3 {
		t.Errorf("%d found by a word the edit took, %d by their tag", n, m)
	}
	// A new story gets a number of its own.
	put(t, s, 1, story("x.example/new", "New"))
	if it := list(t, s, "new")[0]; it.ID != 7 {
		t.Errorf("the new one is item %d", it.ID)
	}
	c.at = c.at.Add(time.Hour)
	sweep(t, s, feed.Keep{Days: 4}, 0)
}

func TestTheKeysOfWhatNoDocumentListsAreForgotten(t *testing.T) {
	t.Parallel()
	s, c, all := aged(t, 4)
	sweep(t, s, feed.Keep{Days: 1}, 4)
	graves := func(want int) {
		t.Helper()
		c.at = c.at.Add(time.Minute)
		sweep(t, s, feed.Keep{Days: 1, Starred: true, Unread: true}, 0)
		var n, keys int
		if err := s.read.QueryRow("SELECT (SELECT count(*) FROM tombstone), (SELECT count(DISTINCT item) FROM identity)").Scan(&n, &keys); err != nil {
			t.Fatal(err)
		}
		if n != want || keys != want {
			t.Errorf("%v later %d tombstones with keys of %d, want %d", c.at.Sub(noon()), n, keys, want)
		}
	}
	c.at = c.at.Add(grave - day)
	put(t, s, 1, all[0], all[1])
	graves(4)
	c.at = c.at.Add(2 * day) // half a year and a day; nothing was asked
	graves(4)
	must[feed.Received](t)(s.Put(t.Context(), 1, feed.Batch{Unchanged: true})) // lists what it did
	graves(4)
	put(t, s, 1, all[0])
	graves(2)
	if r := put(t, s, 1, all...); r.New != 2 {
		t.Errorf("%+v came back", r)
	}
}

func TestTheTourStaysWhileItIsShown(t *testing.T) {
	t.Parallel()
	c := &clock{noon()}
	s := openAt(t, filepath.Join(t.TempDir(), "x.db"), Options{Now: c.now})
	tour := must[feed.Subscription](t)(s.Subscribe(t.Context(), feed.Subscription{Kind: "tour", URL: "https://tour.invalid/"}))
	put(t, s, tour.ID, random(1, 5, "tour")...)
	c.at = c.at.Add(1000 * day)
	sweep(t, s, feed.Keep{Days: 1, Items: 1}, 0)
	tour.Muted = true
	must[feed.Deed](t)(s.Edit(t.Context(), tour))
	sweep(t, s, feed.Keep{Days: 1}, 5)
}

func TestUndoAfterASweep(t *testing.T) {
	t.Parallel()
	s, _, _ := aged(t, 6) // item 6 is the youngest
	ctx := t.Context()
	must[feed.Deed](t)(s.Mark(ctx, feed.Read, 0, 1, 2)) // of this nothing will be left
	must[feed.Deed](t)(s.Mark(ctx, feed.Read, 0, 3, 6))
	must[feed.Deed](t)(s.Unsubscribe(ctx, 1))
	must[feed.Deed](t)(s.Undo(ctx))
	must[feed.Deed](t)(s.Mark(ctx, feed.Starred, 0, 1, 5, 6))
	must[feed.Deed](t)(s.Undo(ctx))
	sweep(t, s, feed.Keep{Days: 3}, 4)
	for _, want := range []struct {
		op    string
		do    func() (feed.Deed, error)
		kind  string
		items int
		marks string
	}{
		{"redo", func() (feed.Deed, error) { return s.Redo(ctx) }, "mark", 2, "map[5:2 6:3]"},
		{"undo", func() (feed.Deed, error) { return s.Undo(ctx) }, "mark", 2, "map[5:0 6:1]"},
		{"undo", func() (feed.Deed, error) { return s.Undo(ctx) }, "mark", 1, "map[5:0 6:0]"},
		{"undo", func() (feed.Deed, error) { return s.Undo(ctx) }, "subscribe", 0, "map[]"},
		{"undo", func() (feed.Deed, error) { return s.Undo(ctx) }, "", 0, "map[]"},
		{"redo", func() (feed.Deed, error) { return s.Redo(ctx) }, "subscribe", 0, "map[5:0 6:0]"},
		{"redo", func() (feed.Deed, error) { return s.Redo(ctx) }, "mark", 1, "map[5:0 6:1]"},
	} {
		d := must[feed.Deed](t)(want.do())
		if got := fmt.Sprint(states(t, s)); d.Kind != want.kind || d.Items != want.items || got != want.marks {
			t.Errorf("%s: %+v, marks %s; want %+v", want.op, d, got, want)
		}
	}
}

func TestASourceThatComesBackHasAllItHad(t *testing.T) {
	t.Parallel()
	s, _, _ := aged(t, 4)
	ctx := t.Context()
	must[feed.Deed](t)(s.Mark(ctx, feed.Read|feed.Starred, 0, 2, 3))
	before := must[feed.Entry](t)(s.Entry(ctx, 3))
	sub := subs(t, s)[0]
	must[feed.Deed](t)(s.Unsubscribe(ctx, 1))
	if n, c := len(list(t, s, "")), must[feed.Counts](t)(s.Counts(ctx, feed.Filter{}, true)); n != 0 || c.All != 0 || len(c.Sources) != 0 {
		t.Errorf("unsubscribed, %d are shown, %+v", n, c)
	}
	must[feed.Deed](t)(s.Undo(ctx))
	after := must[feed.Entry](t)(s.Entry(ctx, 3))
	if fmt.Sprint(after) != fmt.Sprint(before) || left(t, s) != "1 2 3 4" || len(list(t, s, "page is:starred")) != 2 {
		t.Errorf("\n got %+v\nwant %+v", after, before)
	}
	if got := subs(t, s)[0]; fmt.Sprint(got) != fmt.Sprint(sub) {
		t.Errorf("\n got %+v\nwant %+v", got, sub)
	}
	intact(t, s)
}

// TestSweepingIsForGood files, marks, reads pages and sweeps at random. What a
// sweep took stays away, all else stays, and nothing is left half.
func TestSweepingIsForGood(t *testing.T) {
	t.Parallel()
	s, c, all := aged(t, 12)
	gone := map[string]bool{}
	rapid.Check(t, func(rt *rapid.T) {
		c.at = c.at.Add(time.Duration(rapid.IntRange(1, 30).Draw(rt, "hours")) * time.Hour)
		n := len(all) + 1
		e := story(fmt.Sprintf("x.example/%d", n), fmt.Sprintf("Number %d", n))
		e.Published = c.at
		all = append(all, e)
		put(t, s, 1, all[rapid.IntRange(0, len(all)-1).Draw(rt, "from"):]...)
		items := list(t, s, "")
		it := rapid.SampledFrom(items).Draw(rt, "item")
		must[feed.Deed](t)(s.Mark(rt.Context(), feed.State(rapid.IntRange(0, 3).Draw(rt, "set")), 0, it.ID))
		k := feed.Keep{
			Days: rapid.IntRange(0, 20).Draw(rt, "days"), Items: rapid.IntRange(5, 30).Draw(rt, "items"),
			Starred: rapid.Bool().Draw(rt, "starred"), Unread: rapid.IntRange(0, 3).Draw(rt, "unread") == 0,
		}
		before := list(t, s, "")
		must[int](t)(s.Sweep(rt.Context(), k, 1000))
		stay := titles(list(t, s, ""))
		for place, it := range before {
			exempt := k.Starred && it.State.Has(feed.Starred) || k.Unread && !it.State.Has(feed.Read)
			old := k.Days > 0 && it.Seen.Before(c.at.Add(-time.Duration(k.Days)*day))
			switch there := slices.Contains(stay, it.Title); {
			case there && old && !exempt:
				rt.Fatalf("%s stayed: %+v", it.Title, k)
			case !there && (exempt || !old && place < k.Items):
				rt.Fatalf("%s is gone: %+v", it.Title, k)
			case !there:
				gone[it.Title] = true
			}
		}
		for _, title := range stay {
			if gone[title] {
				rt.Fatalf("%s came back", title)
			}
		}
	})
	intact(t, s)
	if len(gone) < 20 {
		t.Errorf("only %d were swept", len(gone))
	}
}

// TestCleanUpGivesRoomBack: the file gets smaller after a large clean-up, also one
// that an older version made; a small one leaves it alone.
func TestCleanUpGivesRoomBack(t *testing.T) {
	t.Parallel()
	for _, older := range []bool{false, true} {
		s := openAt(t, filepath.Join(t.TempDir(), "x.db"), Options{Now: noon})
		src := follow(t, s, "https://x.example/", "")
		if older {
			if _, err := s.write.Exec("PRAGMA auto_vacuum = NONE; VACUUM"); err != nil {
				t.Fatal(err)
			}
		}
		put(t, s, src, random(1, 400, "x")...)
		size := func() int64 {
			t.Helper()
			if _, err := s.write.Exec("PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
				t.Fatal(err)
			}
			return must[os.FileInfo](t)(os.Stat(s.path)).Size()
		}
		full := size()
		sweep(t, s, feed.Keep{Items: 5}, 395)
		if now := size(); now < full {
			t.Errorf("older %v: %d bytes of %d after a small clean-up", older, now, full)
		}
		for range 2 {
			if err := s.giveBack(t.Context(), 1); err != nil {
				t.Fatal(err)
			}
		}
		var free int
		if err := s.write.QueryRow("PRAGMA freelist_count").Scan(&free); err != nil || free != 0 || size() > full*3/4 {
			t.Errorf("older %v: %d bytes of %d, %d pages unused, %v", older, size(), full, free, err)
		}
		put(t, s, src, random(2, 20, "y")...)
		intact(t, s)
	}
}
