package library

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"testing"

	"rubrika/feed"
	"rubrika/feed/feedtest"
)

var seeds = flag.Int("seeds", 3, "how many random histories of marks are played")

// TestMarksOfRandomHistories plays deeds here and there, news, purges, syncs
// with and without faults, deeds during a sync and restarts, and holds what
// comes of them against the rules of sync.go.
func TestMarksOfRandomHistories(t *testing.T) {
	t.Parallel()
	n := *seeds
	if raced {
		n = min(n, 5)
	}
	for _, k := range serverKinds() {
		t.Run(k.name, func(t *testing.T) {
			t.Parallel()
			for seed := range n {
				h := newChronicle(t, k, uint64(seed))
				for range 40 {
					h.step()
				}
				h.end()
				if t.Failed() {
					t.Fatalf("seed %d of %s:\n%s", seed, k.name, h.log)
				}
			}
		})
	}
}

// standing is what the model knows of one mark of one item.
type standing int

const (
	equal  standing = iota // the server has it, or had it and knows better
	dirty                  // changed here, and not sent
	unsure                 // sent, or maybe not
)

// marked is one mark of one item.
type marked struct {
	id   string
	mark feed.State
}

// chronicle is a random history, with a model of what is to come of it: here has
// what the reader sees, there what the server has.
type chronicle struct {
	*rig
	rand   *rand.Rand
	feeds  []string
	known  []string // items that were here once
	here   map[marked]bool
	stands map[marked]standing
	purged map[string]bool
	log    string
	// quiet: nothing is done during a sync.
	quiet bool
}

func newChronicle(t *testing.T, k serverKind, seed uint64) *chronicle {
	h := &chronicle{
		rig: newRig(t, k), rand: rand.New(rand.NewPCG(seed, 7)), here: map[marked]bool{}, stands: map[marked]standing{}, purged: map[string]bool{},
	}
	for i := range 3 {
		h.feeds = append(h.feeds, h.f.AddFeed(fmt.Sprint("Feed ", i), "", fmt.Sprintf("https://%d.example/rss", i)))
		h.f.AddMany(h.feeds[i], 5)
	}
	h.synced("")
	return h
}

func (h *chronicle) note(format string, args ...any) { h.log += fmt.Sprintf(format, args...) + "\n" }

// step does one thing.
func (h *chronicle) step() {
	faults := []feedtest.FaultKind{
		feedtest.Fault500, feedtest.FaultReason, feedtest.Fault503, feedtest.Fault429, feedtest.Fault401, feedtest.FaultCut, feedtest.FaultAfter,
		feedtest.FaultTruncated, feedtest.FaultEmpty, feedtest.FaultEmptyList, feedtest.FaultNoIDs, feedtest.FaultHTML, feedtest.FaultLogin,
	}
	switch n := h.rand.IntN(20); {
	case n < 7:
		h.deed()
	case n < 11:
		h.elsewhere()
	case n == 11:
		h.note("news")
		h.f.AddMany(h.feeds[h.rand.IntN(len(h.feeds))], 1+h.rand.IntN(3))
	case n == 12:
		h.purge()
	case n == 13:
		h.note("restart")
		h.open()
	case n < 16:
		h.synced("")
	default:
		h.synced(faults[h.rand.IntN(len(faults))])
	}
}

// any is one mark of one item that is here.
func (h *chronicle) any() (marked, bool) {
	if len(h.known) == 0 {
		return marked{}, false
	}
	return marked{h.known[h.rand.IntN(len(h.known))], feed.State(1 + h.rand.IntN(2))}, true
}

// deed turns a mark over here.
func (h *chronicle) deed() {
	m, ok := h.any()
	if !ok {
		return
	}
	h.note("here %s %d: %v", m.id, m.mark, !h.here[m])
	h.turn(m)
	if h.here[m] {
		h.mark(m.mark, 0, m.id)
	} else {
		h.mark(0, m.mark, m.id)
	}
}

// turn turns a mark over in the model.
func (h *chronicle) turn(m marked) {
	h.here[m] = !h.here[m]
	switch h.stands[m] {
	case equal:
		h.stands[m] = dirty
	case dirty:
		h.stands[m] = unsure // to what the server had; it may have been on its way
	}
}

// elsewhere turns a mark over on the server.
func (h *chronicle) elsewhere() {
	m, ok := h.any()
	if !ok || h.purged[m.id] {
		return
	}
	state := h.f.State(m.id) ^ m.mark
	h.note("there %s %d: %v", m.id, m.mark, state.Has(m.mark))
	h.f.Set(m.id, state.Has(feed.Read), state.Has(feed.Starred))
}

// purge has the server forget an item.
func (h *chronicle) purge() {
	if m, ok := h.any(); ok && !h.purged[m.id] {
		h.note("purge %s", m.id)
		h.purged[m.id] = true
		h.f.Purge(m.id)
	}
}

// synced syncs, perhaps with faults and with a deed meanwhile, and compares.
func (h *chronicle) synced(fault feedtest.FaultKind) {
	h.t.Helper()
	before := h.there()
	meanwhile := h.meanwhile()
	if fault != "" {
		at, n := h.rand.IntN(6), 0
		h.f.FailOn(1+h.rand.IntN(2), func(feedtest.FakeRequest) bool { n++; return n > at }, fault)
	}
	out, err := h.try()
	if err != nil {
		h.t.Fatalf("%v\n%s", err, h.log)
	}
	h.note("sync with %q: %+v", fault, out)
	h.f.Forget()
	// A list that is empty against the truth and contradicts nothing known is
	// believed until the next sync.
	fine := out.Failed == 0 && fault != feedtest.FaultNoIDs
	states := h.states()
	for _, id := range h.known {
		for _, mark := range []feed.State{feed.Read, feed.Starred} {
			m := marked{id, mark}
			if m == meanwhile {
				h.compareMeanwhile(m, states[id].Has(mark))
				continue
			}
			h.compare(m, states[id].Has(mark), before[id].Has(mark), fine)
		}
	}
	h.learn(states)
	if out.Failed == 0 && out.Unsent == 0 && meanwhile == (marked{}) {
		for m := range h.stands {
			h.stands[m] = equal
		}
	}
}

// meanwhile has a mark turned over during the sync, at times.
func (h *chronicle) meanwhile() marked {
	m, ok := h.any()
	if !ok || h.quiet || h.rand.IntN(3) > 0 || h.purged[m.id] {
		return marked{}
	}
	at, n := h.rand.IntN(4), 0
	h.f.FailOn(1, func(feedtest.FakeRequest) bool {
		if n++; n == at+1 {
			state := feed.State(0)
			it, err := h.Item(h.t.Context(), h.item(m.id))
			if err != nil {
				h.t.Error(err)
			}
			if h.here[m] = !it.State.Has(m.mark); h.here[m] {
				state = m.mark
			}
			if _, err := h.Mark(h.t.Context(), state, m.mark&^state, it.ID); err != nil {
				h.t.Error(err)
			}
			h.note("during the sync %s %d: %v", m.id, m.mark, h.here[m])
			h.stands[m] = unsure
		}
		return false
	}, feedtest.Fault500)
	return m
}

// item is the item of a server's id here.
func (h *chronicle) item(remote string) feed.ID {
	for _, it := range list(h.t, h.Library, "") {
		if _, r, err := h.store.RemoteOf(h.t.Context(), it.ID); err == nil && r == remote {
			return it.ID
		}
	}
	h.t.Fatalf("%s is not here", remote)
	return 0
}

// compareMeanwhile wants the reader's latest deed to have outlived the sync,
// when there was time for one.
func (h *chronicle) compareMeanwhile(m marked, got bool) {
	if h.stands[m] == unsure && got != h.here[m] {
		h.t.Errorf("%s %d: the sync took back what was done during it", m.id, m.mark)
	}
	h.here[m], h.stands[m] = got, unsure
}

// compare holds a mark after a sync against the rules. was is what the server
// had before.
func (h *chronicle) compare(m marked, got, was, fine bool) {
	h.t.Helper()
	mine := h.here[m]
	if h.purged[m.id] {
		if m.mark == feed.Starred && h.stands[m] == dirty && got != mine {
			h.t.Errorf("%s: the star of what the server forgot was %v", m.id, mine)
		}
		h.here[m] = got
		return
	}
	there := h.f.State(m.id).Has(m.mark)
	switch {
	case h.stands[m] == dirty && got != mine:
		h.t.Errorf("%s %d: %v was not sent, and is %v after the sync", m.id, m.mark, mine, got)
	case got != mine && got != was:
		h.t.Errorf("%s %d: %v here, %v there, and then %v", m.id, m.mark, mine, was, got)
	case there != mine && there != was:
		h.t.Errorf("%s %d: %v here, %v there, and then %v there", m.id, m.mark, mine, was, there)
	case h.stands[m] == equal && there != was:
		h.t.Errorf("%s %d: nobody wanted it to be %v there", m.id, m.mark, there)
	case fine && h.stands[m] == equal && got != was:
		h.t.Errorf("%s %d: is %v, and %v there", m.id, m.mark, got, was)
	case fine && got != there:
		h.t.Errorf("%s %d: %v here, %v there after a sync that went well", m.id, m.mark, got, there)
	}
	if h.here[m] = got; h.stands[m] == dirty && there == mine {
		h.stands[m] = unsure
	}
}

// learn takes note of what has come.
func (h *chronicle) learn(states map[string]feed.State) {
	had := map[string]bool{}
	for _, id := range h.known {
		had[id] = true
		if _, ok := states[id]; !ok {
			h.t.Errorf("%s is no longer here", id)
		}
	}
	for id, state := range states {
		if !had[id] {
			h.known = append(h.known, id)
			for _, mark := range []feed.State{feed.Read, feed.Starred} {
				h.here[marked{id, mark}] = state.Has(mark)
			}
		}
	}
}

// end syncs without faults until nothing waits, and wants both sides to agree
// on all that both have.
func (h *chronicle) end() {
	h.t.Helper()
	h.quiet = true
	for range 4 {
		h.synced("")
	}
	here, there := h.states(), h.there()
	for id, state := range there {
		if got, ok := here[id]; !ok || got != state {
			h.t.Errorf("in the end %s is %b here (%v) and %b there", id, got, ok, state)
		}
	}
	h.waits(0)
}
