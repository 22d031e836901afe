package ui

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"rubrika/feed"
	"rubrika/feed/library"
	"rubrika/ui/keys"
)

// TestNumbersAreLengths presses keys at random, those of search, views and rules
// among them: whenever the list is at rest, the number on the bottom line and
// those beside rubrics and views are the lengths of the lists they open. The
// number of walks is that of TestRandomWalks.
func TestNumbersAreLengths(t *testing.T) {
	t.Parallel()
	n := *walks / 3
	if race > 1 || testing.Short() {
		n = 1
	}
	for seed := range n {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(uint64(seed), 11))
			r := sit(t, setup{lang: []string{"ru", "az", "en"}[seed%3], w: 120, h: 36})
			var trail []string
			for range 120 {
				what := reckoned(random)
				trail = append(trail, strings.Join(what, " "))
				r.press(what...)
				if r.numbers(); t.Failed() {
					t.Fatalf("seed %d: %s", seed, strings.Join(trail, ", "))
				}
			}
		})
	}
}

// reckoned is something to do that changes numbers.
func reckoned(random *rand.Rand) []string {
	all := strings.Split("1|3|6|0|tab|shift+tab|u|C|s|j|j j|k|g|G|m|f|A|z|z|Z|esc|w|w|enter esc|"+
		"/ n e w enter|/ х о д enter|/ esc|/ i s : m u t e d enter|/ a space o r space и enter|"+
		"M enter|M j j enter|M tab enter|M esc|ctrl+s enter|ctrl+s esc|"+
		"V enter|V d q|V j enter|V G d q|c space enter|c x enter|t space enter", "|")
	return strings.Fields(all[random.IntN(len(all))])
}

// numbers compares what stands on the screen with the lists.
func (r *reader) numbers() {
	r.t.Helper()
	m := r.m
	if m.scope() != keys.Headlines || m.view != viewList || m.seek.apart || m.listing {
		return
	}
	long := func(f feed.Filter) (n, unread int) {
		f.Upto, f.Before, f.Limit = 0, feed.Position{}, 10_000
		items, err := r.lib.List(r.t.Context(), f)
		if err != nil {
			r.t.Fatal(err)
		}
		for _, it := range items {
			if !it.State.Has(feed.Read) {
				unread++
			}
		}
		return len(items), unread
	}
	n, unread := long(m.filter)
	if n != m.counts.Total || unread != m.counts.Unread {
		r.t.Errorf("%q: the bottom line says %d of %d, the list has %d of %d", m.filter.String(), m.counts.Unread, m.counts.Total, unread, n)
	}
	for i, t := range m.counts.Rubrics {
		f := m.filter
		f.Rubrics, f.Sections = nil, nil
		if n, unread := long(f.Toggle(feed.Rubrics()[i])); n != t.Total || unread != t.Unread {
			r.t.Errorf("%q: %s has %d of %d on the row, the list %d of %d", m.filter.String(), t.Name, t.Unread, t.Total, unread, n)
		}
	}
	for _, v := range m.rules.all {
		t, counted := m.rules.counts[v.ID]
		if !counted {
			continue
		}
		if n, unread := long(library.Opened(v)); n != t.Total || unread != t.Unread {
			r.t.Errorf("view %q (%s, %q): %d of %d, the list has %d of %d", v.Name, v.Kind, v.Filter.String(), t.Unread, t.Total, unread, n)
		}
	}
}
