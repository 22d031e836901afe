package store

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rubrika/feed"
)

// from is an item as an account's server delivers it, with a story of its own.
func from(source, remote string, state feed.State) feed.Delivery {
	d := feed.Delivery{Entry: story("1.example/"+remote, "Story "+remote), Remote: remote, Feed: source}
	d.Keys, d.State = nil, state
	return d
}

func deliver(t testing.TB, s *Store, id feed.AccountID, list ...feed.Delivery) feed.Received {
	t.Helper()
	return must[feed.Received](t)(s.Deliver(t.Context(), id, list))
}

// waiting are the marks that are pending, as «r1 +read».
func waiting(t testing.TB, s *Store, id feed.AccountID) string {
	t.Helper()
	var out []string
	for _, m := range must[[]feed.PendingMark](t)(s.Pending(t.Context(), id)) {
		sign, name := "-", map[feed.State]string{feed.Read: "read", feed.Starred: "star"}[m.Mark]
		if m.On {
			sign = "+"
		}
		out = append(out, m.Remote+" "+sign+name)
	}
	return strings.Join(out, ", ")
}

func TestDeliver(t *testing.T) {
	t.Parallel()
	s := openAt(t, filepath.Join(t.TempDir(), "x.db"), Options{Now: noon, Link: short})
	ctx := t.Context()
	id := joined(t, s, 2)
	twin := from("f1", "r3", 0)
	twin.Entry = from("f1", "r2", 0).Entry // all the same but for the server's id
	if got := deliver(t, s, id, from("f1", "r1", feed.Read), from("f1", "r2", 0), twin, from("f2", "r4", feed.Starred|4),
		from("f1", "r1", 0), from("f1", "", 0)); got != (feed.Received{New: 4}) {
		t.Errorf("%+v", got)
	}
	want := map[feed.ID]feed.State{1: feed.Starred, 2: 0, 3: 0, 4: feed.Read}
	if got := states(t, s); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v, want %v", got, want)
	}
	if it := must[feed.Item](t)(s.Item(ctx, 1)); it.Source != 2 || it.SourceTitle != "Feed 2" || it.Title != "Story r4" {
		t.Errorf("%+v", it)
	}
	if found := must[feed.ID](t)(s.Lookup(ctx, "1.example/r4")); found != 1 {
		t.Errorf("found %d by its address", found)
	}
	if a, remote, err := s.RemoteOf(ctx, 4); a != id || remote != "r1" || err != nil {
		t.Errorf("%d %q %v", a, remote, err)
	}
	if got := must[[]string](t)(s.Missing(ctx, id, []string{"r9", "r1", "r7", "r9", "r3"})); fmt.Sprint(got) != "[r9 r7]" {
		t.Errorf("missing are %v", got)
	}
	// Again, the text is the server's and the marks stay, whatever is said.
	must[feed.Deed](t)(s.Mark(ctx, feed.Starred, feed.Read, 4))
	edited := from("f2", "r1", feed.Read)
	edited.Title = "Better"
	if got := deliver(t, s, id, edited, from("f1", "r2", feed.Read)); got != (feed.Received{Changed: 1, Same: 1}) {
		t.Errorf("%+v", got)
	}
	if it := must[feed.Item](t)(s.Item(ctx, 4)); it.Title != "Better" || it.State != feed.Starred || it.Source != 1 {
		t.Errorf("%+v", it)
	}
	if got := waiting(t, s, id); got != "r1 -read, r1 +star" {
		t.Errorf("pending are %s", got)
	}
	intact(t, s)
}

// TestAFeedNobodyNamed: items of it are known, but nothing shows them until the
// list of feeds does.
func TestAFeedNobodyNamed(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	ctx := t.Context()
	id := joined(t, s, 1)
	deliver(t, s, id, from("f2", "r1", 0), from("", "r2", feed.Starred), from("f1", "r3", 0))
	if got := must[[]string](t)(s.Missing(ctx, id, []string{"r1", "r2", "r3"})); got != nil || len(list(t, s, "")) != 1 || len(subs(t, s)) != 1 {
		t.Errorf("missing are %v, %d are shown", got, len(list(t, s, "")))
	}
	if n := must[int](t)(s.Settle(ctx, id, feed.Settlement{})); n != 1 {
		t.Errorf("%d changed", n)
	}
	feeds := remoteFeeds(2)
	feeds[1].Rubric = feed.World
	must[map[string]feed.SourceID](t)(s.SetFeeds(ctx, id, feeds))
	if sub := subs(t, s)[1]; sub.Rubric != feed.World || sub.Title != "Feed 2" || sub.Items != 1 || !sub.Added.Equal(noon()) {
		t.Errorf("%+v", sub)
	}
	if n := must[int](t)(s.Settle(ctx, id, feed.Settlement{})); n != 1 || len(list(t, s, "is:unread")) != 0 {
		t.Errorf("%d changed", n)
	}
	intact(t, s)
}

// TestSettle is the table of conflicts: what the reader has, what the server
// shows, what comes of it.
func TestSettle(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name    string
		was     feed.State // on both sides
		do      func(t *testing.T, s *Store)
		shown   feed.State
		purged  bool
		want    feed.State
		pending string
		refused int
	}{
		{name: "nothing"},
		{name: "read elsewhere", shown: feed.Read, want: feed.Read},
		{name: "unread elsewhere", was: feed.Read},
		{name: "starred elsewhere", shown: feed.Starred, want: feed.Starred},
		{name: "star gone elsewhere", was: feed.Read | feed.Starred, shown: feed.Read, want: feed.Read},
		{name: "read here", do: reads, want: feed.Read, pending: "r1 +read"},
		{name: "read here and there", do: reads, shown: feed.Read, want: feed.Read},
		{name: "unread here, still read there", was: feed.Read, do: unreads, shown: feed.Read, pending: "r1 -read"},
		{name: "read here, starred there", do: reads, shown: feed.Starred, want: feed.Read | feed.Starred, pending: "r1 +read"},
		{name: "read and not", do: inTurn(reads, unreads)},
		{name: "read, not, and read there", do: inTurn(reads, unreads), shown: feed.Read, want: feed.Read},
		{name: "sent", do: inTurn(reads, handOut, acknowledge), shown: feed.Read, want: feed.Read},
		{name: "sent, and unread since", do: inTurn(reads, handOut, acknowledge, unreads), shown: feed.Read, pending: "r1 -read"},
		{name: "on its way, and unread since", do: inTurn(reads, handOut, unreads), shown: feed.Read, pending: "r1 -read"},
		{name: "on its way, and it came not", do: inTurn(reads, handOut, unreads)},
		{name: "on its way, and it came", do: inTurn(reads, handOut), shown: feed.Read, want: feed.Read},
		{name: "sent before, unread there since", do: inTurn(reads, handOut, acknowledge)},
		{name: "refused", do: inTurn(reads, handOut, refuse), want: feed.Read, refused: 1},
		{name: "refused, changed back", do: inTurn(reads, handOut, refuse, unreads)},
		{name: "refused, changed twice", do: inTurn(reads, handOut, refuse, unreads, reads), want: feed.Read, pending: "r1 +read"},
		{name: "refused, and there after all", do: inTurn(reads, handOut, refuse), shown: feed.Read, want: feed.Read},
		{name: "refused, and starred", do: inTurn(reads, handOut, refuse, stars), want: feed.Read | feed.Starred, pending: "r1 +star", refused: 1},
		{name: "refused, starred there", do: inTurn(reads, handOut, refuse), shown: feed.Starred, want: feed.Read | feed.Starred, refused: 1},
		{name: "purged with a star", was: feed.Read | feed.Starred, shown: feed.Read, purged: true, want: feed.Read | feed.Starred},
		{name: "purged unread", shown: feed.Read, purged: true, want: feed.Read},
		{name: "purged, a star taken off", was: feed.Read | feed.Starred, do: unstars, shown: feed.Read, purged: true, want: feed.Read},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := openNew(t)
			ctx := t.Context()
			id := joined(t, s, 1)
			deliver(t, s, id, from("f1", "r1", tt.was), from("f1", "r2", feed.Read))
			if tt.do != nil {
				tt.do(t, s)
			}
			var with feed.Settlement
			if tt.shown&feed.Read == 0 {
				with.Unread = []string{"r1", "r0"}
			}
			if tt.shown&feed.Starred != 0 {
				with.Starred = []string{"r1", "r0"}
			}
			if tt.purged {
				with.KeepStars = []string{"r1"}
			}
			before := must[feed.Item](t)(s.Item(ctx, 2)).State
			toRead, _, unstar, err := s.Foresee(ctx, id, with)
			n := must[int](t)(s.Settle(ctx, id, with))
			got := must[feed.Item](t)(s.Item(ctx, 2)).State
			if got != tt.want || (n == 1) != (got != before) || n > 1 {
				t.Errorf("it has %b, want %b; %d changed", got, tt.want, n)
			}
			if err != nil || (len(toRead) == 1) != (got&^before&feed.Read != 0) || (len(unstar) == 1) != (before&^got&feed.Starred != 0) {
				t.Errorf("foreseen: %v, %v, %v", toRead, unstar, err)
			}
			if a := account(t, s); a.Refused != tt.refused || a.Waiting != strings.Count(tt.pending, "r1") {
				t.Errorf("%+v", a)
			}
			with.KeepStars = nil
			if n := must[int](t)(s.Settle(ctx, id, with)); n != 0 {
				t.Errorf("the second time %d changed", n)
			}
			if got := waiting(t, s, id); got != tt.pending {
				t.Errorf("pending is %s, want %s", got, tt.pending)
			}
			intact(t, s)
		})
	}
}

// What happens to item 2, r1 on the server, in TestSettle.
func reads(t *testing.T, s *Store)   { must[feed.Deed](t)(s.Mark(t.Context(), feed.Read, 0, 2)) }
func unreads(t *testing.T, s *Store) { must[feed.Deed](t)(s.Mark(t.Context(), 0, feed.Read, 2)) }
func stars(t *testing.T, s *Store)   { must[feed.Deed](t)(s.Mark(t.Context(), feed.Starred, 0, 2)) }
func unstars(t *testing.T, s *Store) { must[feed.Deed](t)(s.Mark(t.Context(), 0, feed.Starred, 2)) }

func handOut(t *testing.T, s *Store) {
	if got := waiting(t, s, 1); got != "r1 +read" {
		t.Errorf("handed out %s", got)
	}
}

func acknowledge(t *testing.T, s *Store) {
	if err := s.Sent(t.Context(), 1, feed.Read, true, []feed.ID{2}); err != nil {
		t.Fatal(err)
	}
}

func refuse(t *testing.T, s *Store) {
	if err := s.Refuse(t.Context(), 1, feed.Read, []feed.ID{2}); err != nil {
		t.Fatal(err)
	}
}

func inTurn(steps ...func(*testing.T, *Store)) func(*testing.T, *Store) {
	return func(t *testing.T, s *Store) {
		for _, do := range steps {
			do(t, s)
		}
	}
}

// TestWhatTheServerTookAndForgot: a server that takes a mark and does nothing is
// asked again, and a mark of the other kind is none of that.
func TestWhatTheServerTookAndForgot(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	ctx := t.Context()
	id := joined(t, s, 1)
	deliver(t, s, id, from("f1", "r1", feed.Starred), from("f1", "r0", feed.Read))
	reads(t, s)
	ours := must[[]feed.PendingMark](t)(s.Pending(ctx, id))
	acknowledge(t, s)
	if n := must[int](t)(s.Settle(ctx, id, feed.Settlement{Unread: []string{"r1"}, Ours: ours})); n != 1 {
		t.Errorf("%d changed, want the star alone", n)
	}
	if it := must[feed.Item](t)(s.Item(ctx, 2)); it.State != feed.Read {
		t.Errorf("it has %b", it.State)
	}
	if got := waiting(t, s, id); got != "r1 +read" {
		t.Errorf("pending is %s", got)
	}
	intact(t, s)
}

// TestMarksOfOthers: neither another account's items nor our own are touched.
func TestMarksOfOthers(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	ctx := t.Context()
	put(t, s, follow(t, s, "https://x.example/", ""), story("x.example/1", "Ours"))
	one := joined(t, s, 1)
	other := home()
	other.User, other.Title = "bob", "Other"
	two := must[feed.Account](t)(s.AddAccount(ctx, other)).ID
	must[map[string]feed.SourceID](t)(s.SetFeeds(ctx, two, remoteFeeds(1)))
	deliver(t, s, one, from("f1", "r1", 0))
	deliver(t, s, two, from("f1", "r1", 0)) // the same id is another item there
	must[feed.Deed](t)(s.MarkAll(ctx, feed.Filter{}, feed.Read, 0))
	for _, id := range []feed.AccountID{one, two} {
		if got := waiting(t, s, id); got != "r1 +read" {
			t.Errorf("pending of %d is %s", id, got)
		}
	}
	for _, do := range []error{
		s.Sent(ctx, one, feed.Read, true, []feed.ID{1, 3, 99}), s.Refuse(ctx, one, feed.Read, []feed.ID{1, 3, 99}),
	} {
		if do != nil {
			t.Fatal(do)
		}
	}
	must[int](t)(s.Settle(ctx, one, feed.Settlement{Unread: []string{"r1"}, Starred: []string{"r1"}}))
	if got := fmt.Sprint(states(t, s)); got != "map[1:1 2:3 3:1]" {
		t.Errorf("marks are %s", got)
	}
	if one, two := waiting(t, s, one), waiting(t, s, two); one != "r1 +read" || two != "r1 +read" {
		t.Errorf("pending are %s and %s", one, two)
	}
	intact(t, s)
}

// TestAFeedThatLeavesWithMarks: they wait for its return, and keep nothing from
// being cleaned up. A muted feed is synced as all are.
func TestAFeedThatLeavesWithMarks(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	ctx := t.Context()
	id := joined(t, s, 2)
	deliver(t, s, id, from("f1", "r1", 0), from("f2", "r2", 0), from("f2", "r3", 0))
	must[feed.Deed](t)(s.MarkAll(ctx, feed.Filter{}, feed.Read, 0))
	must[map[string]feed.SourceID](t)(s.SetFeeds(ctx, id, remoteFeeds(1)))
	if got, a := waiting(t, s, id), account(t, s); got != "r1 +read" || a.Waiting != 1 {
		t.Errorf("pending is %s, %d wait", got, a.Waiting)
	}
	if n := must[int](t)(s.Settle(ctx, id, feed.Settlement{Unread: []string{"r1"}, Starred: []string{"r3"}})); n != 0 {
		t.Errorf("%d changed", n)
	}
	sweep(t, s, feed.Keep{Items: 1}, 1)
	must[map[string]feed.SourceID](t)(s.SetFeeds(ctx, id, remoteFeeds(2)))
	sub := subs(t, s)[1]
	sub.Muted = true
	must[feed.Deed](t)(s.Edit(ctx, sub))
	if got := waiting(t, s, id); got != "r2 +read, r1 +read" {
		t.Errorf("pending is %s", got)
	}
	if n := must[int](t)(s.Settle(ctx, id, feed.Settlement{Unread: []string{"r1", "r2", "r3"}, Starred: []string{"r2"}})); n != 1 {
		t.Errorf("%d changed", n)
	}
	intact(t, s)
}

// TestASweepOfAccounts leaves what is not sent, and the server's lists bring
// nothing back, however long.
func TestASweepOfAccounts(t *testing.T) {
	t.Parallel()
	c := &clock{noon()}
	s := openAt(t, filepath.Join(t.TempDir(), "x.db"), Options{Now: c.now, Link: short})
	ctx := t.Context()
	id := joined(t, s, 1)
	ids := []string{"r1", "r2", "r3", "r4"}
	for _, r := range slices.Backward(ids) {
		deliver(t, s, id, from("f1", r, 0))
	}
	c.at = noon().Add(10 * day)
	must[feed.Deed](t)(s.Mark(ctx, feed.Read, 0, 1)) // r4
	must[feed.Deed](t)(s.Mark(ctx, feed.Read, 0, 2)) // r3
	waiting(t, s, id)
	if err := s.Refuse(ctx, id, feed.Read, []feed.ID{2}); err != nil {
		t.Fatal(err)
	}
	sweep(t, s, feed.Keep{Days: 5}, 3)
	if got := left(t, s); got != "Story r4" {
		t.Errorf("left is %s", got)
	}
	if err := s.Sent(ctx, id, feed.Read, true, []feed.ID{1}); err != nil {
		t.Fatal(err)
	}
	sweep(t, s, feed.Keep{Days: 5}, 1)
	for range 30 { // over a year of syncs; r1 is listed, the others are not
		c.at = c.at.Add(15 * day)
		if got := must[[]string](t)(s.Missing(ctx, id, []string{"r1"})); got != nil {
			t.Fatalf("missing is %v", got)
		}
		must[int](t)(s.Settle(ctx, id, feed.Settlement{Unread: []string{"r1"}}))
		sweep(t, s, feed.Keep{Days: 5}, 0)
	}
	if got := must[[]string](t)(s.Missing(ctx, id, ids)); fmt.Sprint(got) != "[r2 r3 r4]" {
		t.Errorf("missing are %v", got)
	}
	if got := deliver(t, s, id, from("f1", "r1", 0), from("f1", "r2", 0)); got != (feed.Received{New: 1}) {
		t.Errorf("%+v", got)
	}
	c.at = c.at.Add(time.Hour)
	if n := must[int](t)(s.Settle(ctx, id, feed.Settlement{Unread: ids})); n != 0 {
		t.Errorf("%d changed", n)
	}
	intact(t, s)
}

// TestAStarOfWhatIsPurged stays, asks for nothing, and is a new mark when the
// reader sets it anew.
func TestAStarOfWhatIsPurged(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	ctx := t.Context()
	id := joined(t, s, 1)
	deliver(t, s, id, from("f1", "r1", feed.Starred|feed.Read), from("f1", "r0", feed.Read))
	must[int](t)(s.Settle(ctx, id, feed.Settlement{KeepStars: []string{"r1"}}))
	if _, _, unstar, err := s.Foresee(ctx, id, feed.Settlement{}); err != nil || unstar != nil {
		t.Errorf("the server is asked for %v again: %v", unstar, err)
	}
	if a := account(t, s); a.Waiting != 0 || a.Refused != 0 {
		t.Errorf("%+v", a)
	}
	unstars(t, s)
	if got := waiting(t, s, id); got != "" {
		t.Errorf("pending is %s", got)
	}
	stars(t, s)
	if got := waiting(t, s, id); got != "r1 +star" {
		t.Errorf("pending is %s", got)
	}
}

// TestHowAnAccountsFeedIsCalled: it has the name and the address of any feed.
func TestHowAnAccountsFeedIsCalled(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	id := joined(t, s, 0)
	feeds := remoteFeeds(2)
	feeds[0].Title = ""
	must[map[string]feed.SourceID](t)(s.SetFeeds(t.Context(), id, feeds))
	deliver(t, s, id, from("f1", "r1", 0), from("f2", "r2", 0))
	for filter, want := range map[string]string{"source:1.example": "1.example", "source:2.example": "Feed 2", `source:"Feed 2"`: "Feed 2"} {
		if items := list(t, s, filter); len(items) != 1 || items[0].SourceTitle != want {
			t.Errorf("%s: %+v", filter, items)
		}
	}
}
