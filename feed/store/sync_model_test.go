package store

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"rubrika/feed"

	"pgregory.net/rapid"
)

// bit is one mark of an item as the model knows it.
type bit struct {
	want, base       bool // the reader's, and what the server showed last
	flight           bool
	refused, orphans bool // set aside
}

func (b *bit) pending() bool {
	return b.flight || b.want != b.base && !b.refused && !b.orphans
}

func (b *bit) set(on bool) {
	if b.want != on {
		b.want, b.refused, b.orphans = on, false, false
	}
}

// there is an item on the model's server.
type there struct {
	marks  [2]bool
	purged bool
}

// changed is a deed of the model: what each item's marks were.
type changed struct {
	set, clear [2]bool
	before     map[int][2]bool
	undone     bool
}

// synced is a reader, a store and a server, and what they should agree on.
type synced struct {
	s      *Store
	ctx    context.Context
	server []*there
	// here are the items by number, which is also the end of the remote id;
	// those that were not delivered yet are missing.
	here  map[int]*[2]bit
	ids   map[int]feed.ID
	deeds []*changed
	// The sync under way: what is still to be sent, what was taken, the lists.
	queue, ours []feed.PendingMark
	lists       *feed.Settlement
	drawn       bool
}

func remoteName(n int) string { return fmt.Sprintf("r%d", n) }

func remoteNumber(remote string) (n int) {
	_, _ = fmt.Sscanf(remote, "r%d", &n)
	return n
}

func place(mark feed.State) int { return int(mark) - 1 }

func asMarks(b [2]bool) (s feed.State) {
	if b[0] {
		s |= feed.Read
	}
	if b[1] {
		s |= feed.Starred
	}
	return s
}

func ok[T any](rt *rapid.T) func(T, error) T {
	return func(v T, err error) T {
		rt.Helper()
		if err != nil {
			rt.Fatal(err)
		}
		return v
	}
}

// mark has the reader set and clear marks of some items.
func (m *synced) mark(rt *rapid.T, numbers []int, set, clearing [2]bool, do func(set, clearing feed.State, ids []feed.ID) (feed.Deed, error)) {
	d := &changed{set: set, clear: clearing, before: map[int][2]bool{}}
	var ids []feed.ID
	for _, n := range numbers {
		ids = append(ids, m.ids[n])
		b := m.here[n]
		before, after := [2]bool{b[0].want, b[1].want}, [2]bool{}
		for k := range after {
			after[k] = before[k] && !clearing[k] || set[k]
		}
		if before == after {
			continue
		}
		d.before[n] = before
		for k := range after {
			b[k].set(after[k])
		}
	}
	if got := ok[feed.Deed](rt)(do(asMarks(set), asMarks(clearing), ids)); got.Items != len(d.before) {
		rt.Fatalf("marked %d, want %d", got.Items, len(d.before))
	}
	if len(d.before) > 0 {
		m.deeds = append(slices.DeleteFunc(m.deeds, func(d *changed) bool { return d.undone }), d)
	}
}

// turn undoes or redoes.
func (m *synced) turn(rt *rapid.T, back bool) {
	at := slices.IndexFunc(m.deeds, func(d *changed) bool { return d.undone })
	do := m.s.Redo
	if back {
		do = m.s.Undo
		if at < 0 {
			at = len(m.deeds)
		}
		at--
	}
	got := ok[feed.Deed](rt)(do(m.ctx))
	if at < 0 {
		if got.ID != 0 {
			rt.Fatalf("turned %+v", got)
		}
		return
	}
	d := m.deeds[at]
	d.undone = back
	items := 0
	for n, before := range d.before {
		var from, to [2]bool
		fits := true
		for k := range from {
			to[k], from[k] = before[k], before[k] && !d.clear[k] || d.set[k]
			if !back {
				from[k], to[k] = to[k], from[k]
			}
			fits = fits && (!d.set[k] && !d.clear[k] || m.here[n][k].want == from[k])
		}
		if !fits {
			continue
		}
		items++
		for k := range to {
			if d.set[k] || d.clear[k] {
				m.here[n][k].set(to[k])
			}
		}
	}
	if got.Items != items {
		rt.Fatalf("turned %d, want %d", got.Items, items)
	}
}

// pending is what has to be sent by the model.
func (m *synced) pending() []feed.PendingMark {
	var out []feed.PendingMark
	for _, mark := range singles() {
		for _, on := range []bool{true, false} {
			var some []feed.PendingMark
			for n, b := range m.here {
				if k := place(mark); b[k].pending() && b[k].want == on {
					some = append(some, feed.PendingMark{Item: m.ids[n], Remote: remoteName(n), Mark: mark, On: on})
				}
			}
			slices.SortFunc(some, func(a, b feed.PendingMark) int { return int(a.Item - b.Item) })
			out = append(out, some...)
		}
	}
	return out
}

// draw begins a sync.
func (m *synced) draw(rt *rapid.T) {
	want := m.pending()
	got := ok[[]feed.PendingMark](rt)(m.s.Pending(m.ctx, 1))
	if !slices.Equal(got, want) {
		rt.Fatalf("pending are %+v\nwant %+v", got, want)
	}
	for _, p := range got {
		m.here[remoteNumber(p.Remote)][place(p.Mark)].flight = true
	}
	m.queue, m.ours, m.lists, m.drawn = got, nil, nil, true
}

// send sends a batch; how it goes: "done", "cut" (done, but the answer is lost),
// "ignored" (a success that is none), "refused".
func (m *synced) send(rt *rapid.T, most int, how string) {
	first := m.queue[0]
	n := 0
	var ids []feed.ID
	for n < len(m.queue) && n < most && m.queue[n].Mark == first.Mark && m.queue[n].On == first.On {
		ids = append(ids, m.queue[n].Item)
		n++
	}
	batch := m.queue[:n]
	m.queue = m.queue[n:]
	for _, p := range batch {
		b, t := &m.here[remoteNumber(p.Remote)][place(p.Mark)], m.server[remoteNumber(p.Remote)]
		if how == "done" || how == "cut" {
			t.marks[place(p.Mark)] = p.On
		}
		switch how {
		case "done", "ignored":
			b.base, b.flight = p.On, false
			m.ours = append(m.ours, p)
		case "refused":
			b.refused, b.flight = true, false
		}
	}
	var err error
	switch how {
	case "done", "ignored":
		err = m.s.Sent(m.ctx, 1, first.Mark, first.On, ids)
	case "refused":
		err = m.s.Refuse(m.ctx, 1, first.Mark, ids)
	}
	if err != nil {
		rt.Fatal(err)
	}
}

// fetch reads the server's lists as they are now.
func (m *synced) fetch() {
	m.lists = &feed.Settlement{Ours: m.ours}
	for n, t := range m.server {
		if t.purged {
			continue
		}
		if !t.marks[0] {
			m.lists.Unread = append(m.lists.Unread, remoteName(n))
		}
		if t.marks[1] {
			m.lists.Starred = append(m.lists.Starred, remoteName(n))
		}
	}
}

// receive files what the lists name and is not known.
func (m *synced) receive(rt *rapid.T) {
	missing := ok[[]string](rt)(m.s.Missing(m.ctx, 1, slices.Concat(m.lists.Unread, m.lists.Starred)))
	var list []feed.Delivery
	for _, remote := range missing {
		n := remoteNumber(remote)
		if m.here[n] != nil {
			rt.Fatalf("%s is not known", remote)
		}
		shown := [2]bool{!slices.Contains(m.lists.Unread, remote), slices.Contains(m.lists.Starred, remote)}
		m.here[n] = &[2]bit{{want: shown[0], base: shown[0]}, {want: shown[1], base: shown[1]}}
		list = append(list, from("f1", remote, asMarks(shown)))
	}
	if got := ok[feed.Received](rt)(m.s.Deliver(m.ctx, 1, list)); got.New != len(list) {
		rt.Fatalf("%+v of %d", got, len(list))
	}
	for _, remote := range missing {
		var id feed.ID
		if err := m.s.read.QueryRowContext(m.ctx, "SELECT item FROM remote WHERE remote = ?", remote).Scan(&id); err != nil {
			rt.Fatal(err)
		}
		m.ids[remoteNumber(remote)] = id
	}
}

// settle takes over the lists, and ends the sync.
func (m *synced) settle(rt *rapid.T) {
	_, unread, unstar, err := m.s.Foresee(m.ctx, 1, *m.lists)
	if err != nil || unread != m.unread() {
		rt.Fatalf("%d are unread, want %d: %v", unread, m.unread(), err)
	}
	for _, remote := range unstar {
		if m.server[remoteNumber(remote)].purged {
			m.lists.KeepStars = append(m.lists.KeepStars, remote)
		}
	}
	changes := 0
	for n, item := range m.here {
		change := false
		for k := range item {
			change = m.settleOne(n, k) || change
		}
		if change {
			changes++
		}
	}
	if got := ok[int](rt)(m.s.Settle(m.ctx, 1, *m.lists)); got != changes {
		rt.Fatalf("settling changed %d, want %d", got, changes)
	}
	m.queue, m.ours, m.lists, m.drawn = nil, nil, nil, false
}

// settleOne settles a mark and reports whether that changed it.
func (m *synced) settleOne(n, k int) bool {
	remote, b := remoteName(n), &m.here[n][k]
	shown := !slices.Contains(m.lists.Unread, remote)
	if k == 1 {
		shown = slices.Contains(m.lists.Starred, remote)
	}
	taken := slices.ContainsFunc(m.lists.Ours, func(p feed.PendingMark) bool { return p.Remote == remote && place(p.Mark) == k })
	keep := b.flight || b.want != b.base || taken && b.base != shown
	if k == 1 && b.base && !shown && slices.Contains(m.lists.KeepStars, remote) {
		keep, b.orphans = true, true
	}
	b.base, b.flight = shown, false
	if keep || b.want == shown {
		return false
	}
	b.set(shown)
	return true
}

func (m *synced) unread() (n int) {
	for _, item := range m.here {
		if !item[0].want {
			n++
		}
	}
	return n
}

// agree compares the store with the model.
func (m *synced) agree(rt *rapid.T) {
	want := map[feed.ID]feed.State{}
	waiting, refused := 0, 0
	for n, item := range m.here {
		want[m.ids[n]] = asMarks([2]bool{item[0].want, item[1].want})
		for k := range item {
			if item[k].pending() {
				waiting++
			} else if item[k].refused && item[k].want != item[k].base {
				refused++
			}
		}
	}
	items := ok[[]feed.Item](rt)(m.s.List(m.ctx, feed.Filter{Limit: 1000}))
	for _, it := range items {
		if it.State != want[it.ID] {
			rt.Fatalf("item %d has %b, want %b", it.ID, it.State, want[it.ID])
		}
	}
	a := ok[[]feed.Account](rt)(m.s.Accounts(m.ctx))[0]
	if len(items) != len(want) || a.Waiting != waiting || a.Refused != refused {
		rt.Fatalf("%d items, want %d; %d wait, want %d; %d refused, want %d", len(items), len(want), a.Waiting, waiting, a.Refused, refused)
	}
}

// actions are what may happen, in any order.
func (m *synced) actions() map[string]func(*rapid.T) {
	two := func(rt *rapid.T, label string) [2]bool {
		return rapid.SampledFrom([][2]bool{{true, false}, {false, true}, {true, true}}).Draw(rt, label)
	}
	choose := func(rt *rapid.T) int { return rapid.IntRange(0, len(m.server)-1).Draw(rt, "item") }
	return map[string]func(*rapid.T){
		"": m.agree,
		"mark": func(rt *rapid.T) {
			var numbers []int
			for n := range m.here {
				numbers = append(numbers, n)
			}
			slices.Sort(numbers)
			if len(numbers) == 0 {
				rt.Skip()
			}
			numbers = rapid.SliceOfNDistinct(rapid.SampledFrom(numbers), 1, -1, rapid.ID).Draw(rt, "items")
			set, clearing := two(rt, "marks"), [2]bool{}
			if rapid.Bool().Draw(rt, "clear") {
				set, clearing = clearing, set
			}
			m.mark(rt, numbers, set, clearing, func(set, clearing feed.State, ids []feed.ID) (feed.Deed, error) {
				return m.s.Mark(m.ctx, set, clearing, ids...)
			})
		},
		"mark all": func(rt *rapid.T) {
			var numbers []int
			for n := range m.here {
				numbers = append(numbers, n)
			}
			m.mark(rt, numbers, [2]bool{true, false}, [2]bool{}, func(set, clearing feed.State, _ []feed.ID) (feed.Deed, error) {
				return m.s.MarkAll(m.ctx, feed.Filter{}, set, clearing)
			})
		},
		"undo": func(rt *rapid.T) { m.turn(rt, true) },
		"redo": func(rt *rapid.T) { m.turn(rt, false) },
		"elsewhere": func(rt *rapid.T) {
			t := m.server[choose(rt)]
			t.marks[rapid.IntRange(0, 1).Draw(rt, "mark")] = rapid.Bool().Draw(rt, "on")
		},
		"publish": func(*rapid.T) { m.server = append(m.server, &there{}) },
		"purge":   func(rt *rapid.T) { m.server[choose(rt)].purged = true },
		"sync": func(rt *rapid.T) {
			switch {
			case !m.drawn:
				m.draw(rt)
			case len(m.queue) > 0 && m.lists == nil:
				m.send(rt, rapid.IntRange(1, 3).Draw(rt, "most"), rapid.SampledFrom([]string{"done", "done", "done", "cut", "ignored", "refused"}).Draw(rt, "how"))
			case m.lists == nil:
				m.fetch()
			default:
				m.receive(rt)
				m.settle(rt)
			}
		},
		// The network goes: what is left is not sent, the lists are still got.
		"cut": func(rt *rapid.T) {
			if !m.drawn || m.lists != nil {
				rt.Skip()
			}
			m.fetch()
		},
		"killed": func(*rapid.T) { m.queue, m.ours, m.lists, m.drawn = nil, nil, nil, false },
	}
}

// TestSyncsAgainstAModel has reader, server and sync do anything in any order,
// the sync broken off anywhere. In the end, with nothing in the way, both have
// the same marks: the reader's where they waited, else the server's.
func TestSyncsAgainstAModel(t *testing.T) {
	t.Parallel()
	dir, round := t.TempDir(), 0
	first := must[*Store](t)(Open(t.Context(), filepath.Join(dir, "x.db"), Options{Now: noon}))
	joined(t, first, 1)
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	file := must[[]byte](t)(os.ReadFile(first.path))
	rapid.Check(t, func(rt *rapid.T) {
		round++
		path := filepath.Join(dir, fmt.Sprint(round))
		if err := os.WriteFile(path, file, 0o600); err != nil {
			rt.Fatal(err)
		}
		s := ok[*Store](rt)(Open(rt.Context(), path, Options{Now: noon}))
		defer s.Close()
		m := &synced{s: s, ctx: rt.Context(), here: map[int]*[2]bit{}, ids: map[int]feed.ID{}, server: []*there{{}, {}, {}, {}}}
		m.fetch()
		m.receive(rt)
		m.settle(rt)
		rt.Repeat(m.actions())
		m.inTheEnd(rt)
		if round%10 == 0 {
			intact(t, s)
		}
	})
}

func (m *synced) inTheEnd(rt *rapid.T) {
	m.ours = nil
	m.fetch()
	m.receive(rt)
	m.lists = nil
	want := map[int][2]bool{}
	for n, item := range m.here {
		var marks [2]bool
		for k := range item {
			if marks[k] = m.server[n].marks[k]; item[k].pending() {
				marks[k] = item[k].want
			}
		}
		want[n] = marks
	}
	m.draw(rt)
	for len(m.queue) > 0 {
		m.send(rt, 250, "done")
	}
	m.fetch()
	m.settle(rt)
	m.agree(rt)
	for n, marks := range want {
		if m.server[n].purged {
			continue
		}
		for k, b := range m.here[n] {
			if m.server[n].marks[k] != marks[k] || b.want != marks[k] && !b.refused && !b.orphans {
				rt.Errorf("mark %d of %d is %v here and %v there, want %v", k, n, b.want, m.server[n].marks[k], marks[k])
			}
		}
	}
}
