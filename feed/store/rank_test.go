package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"rubrika/feed"

	"pgregory.net/rapid"
)

// tale is an item of table tales.
type tale struct {
	id, order   int64
	title, body []string
	state       feed.State
	rubric      feed.Rubric
	source      int
}

// tales is a store with items over many blocks of ids: some came late, for some
// the clock was ahead, and some ids have no item.
func tales(t testing.TB) (*Store, []tale) {
	t.Helper()
	s := openNew(t)
	for i := range 3 {
		follow(t, s, fmt.Sprintf("https://%d.example/", i), fmt.Sprintf("Quelle%d", i))
	}
	rng := rand.New(rand.NewPCG(7, 7))
	names := []string{"alpha", "alpha", "alpine", "beta", "gamma", "gamma", "gamma", "delta"}
	var list []tale
	for i := range 5000 {
		w := tale{id: int64(1 + 9*i + rng.IntN(9)), order: millis(noon()) - int64(5000-i)*3_600_000, source: 1 + rng.IntN(3)*rng.IntN(2), rubric: feed.Rubrics()[rng.IntN(4)]}
		switch rng.IntN(12) {
		case 0:
			w.order -= rng.Int64N(200 * 86_400_000) // late
		case 1:
			w.order += rng.Int64N(40 * 86_400_000) // the clock was ahead
		case 2:
			w.order = millis(noon()) - 1000*3_600_000 // many at one time
		}
		if rng.IntN(40) == 0 {
			w.state |= feed.Starred
		}
		if rng.IntN(2) == 0 {
			w.state |= feed.Read
		}
		for range rng.IntN(2) + rng.IntN(2) {
			w.title = append(w.title, names[rng.IntN(len(names))])
		}
		for range rng.IntN(4) {
			w.body = append(w.body, names[rng.IntN(len(names))])
		}
		list = append(list, w)
	}
	err := s.change(t.Context(), "tell", func(tx *sql.Tx) error {
		f := s.filing(t.Context(), tx, 1)
		for _, w := range list {
			_, err := f.exec(`INSERT INTO item(id, source, order_ms, state, rubrics, badges, lang, story, section_fold, link, zone, zone_s, seen_ms,
				updated_ms, title, summary, url, section, filed, why_kind, why_text, tags, digest)
				VALUES (?, ?, ?, ?, ?, 0, 'xx', ?, '', '', '', 0, ?, 0, ?, '', '', '', ?, '', '', '[]', x'')`,
				w.id, w.source, w.order, w.state, mask(w.rubric), w.id, w.order, strings.Join(w.title, " "), string(w.rubric))
			if err != nil {
				return err
			}
			e := feed.Entry{Item: feed.Item{Lang: "xx", Title: strings.Join(w.title, " ")}, Text: strings.Join(w.body, " ")}
			if err := f.index(&arrival{Entry: e, item: w.id, packed: &packed{indexed: index(e)}}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return s, list
}

// asked is a filter, and what it means in plain Go: which items it selects, and
// which of them have its words in the title; nil for none.
type asked struct {
	filter       string
	selects, top func(tale) bool
}

func askings() []asked {
	in := func(list []string, word string) bool {
		return slices.ContainsFunc(list, func(w string) bool {
			return w == word || strings.HasSuffix(word, "*") && strings.HasPrefix(w, word[:len(word)-1])
		})
	}
	has := func(words ...string) func(tale) bool {
		return func(w tale) bool {
			return !slices.ContainsFunc(words, func(word string) bool { return !in(w.title, word) && !in(w.body, word) })
		}
	}
	title := func(words ...string) func(tale) bool {
		return func(w tale) bool {
			return !slices.ContainsFunc(words, func(word string) bool { return !in(w.title, word) })
		}
	}
	and := func(is ...func(tale) bool) func(tale) bool {
		return func(w tale) bool { return !slices.ContainsFunc(is, func(is func(tale) bool) bool { return !is(w) }) }
	}
	not := func(is func(tale) bool) func(tale) bool { return func(w tale) bool { return !is(w) } }
	unread := func(w tale) bool { return !w.state.Has(feed.Read) }
	starred := func(w tale) bool { return w.state.Has(feed.Starred) }
	since := func(w tale) bool { return w.order >= millis(noon().Add(-20*24*time.Hour)) }
	source := func(n int) func(tale) bool { return func(w tale) bool { return w.source == n } }
	return []asked{
		{"gamma", has("gamma"), title("gamma")},
		{"delta", has("delta"), title("delta")},
		{"alpha gamma", has("alpha", "gamma"), title("alpha", "gamma")},
		{`"alpha" gamma`, has("alpha", "gamma"), title("alpha", "gamma")},
		{`"beta"`, has("beta"), title("beta")},
		{"al*", has("al*"), title("al*")},
		{"al* is:starred gamma", and(starred, has("al*", "gamma")), title("al*", "gamma")},
		{"gamma -alpha", and(has("gamma"), not(has("alpha"))), title("gamma")},
		{`gamma -"alpha"`, and(has("gamma"), not(has("alpha"))), title("gamma")},
		{"title:gamma", title("gamma"), title("gamma")},
		{"title:gamma beta", and(title("gamma"), has("beta")), title("gamma", "beta")},
		{`title:al* title:"gamma"`, title("al*", "gamma"), title("al*", "gamma")},
		{"gamma -title:gamma", and(has("gamma"), not(title("gamma"))), title("gamma")},
		{"-gamma", not(has("gamma")), nil},
		{"-gamma is:starred", and(starred, not(has("gamma"))), nil},
		{"gamma is:unread", and(unread, has("gamma")), title("gamma")},
		{"gamma is:starred", and(starred, has("gamma")), title("gamma")},
		{"gamma source:3", and(source(3), has("gamma")), title("gamma")},
		{"gamma since:20d", and(since, has("gamma")), title("gamma")},
		{"gamma until:20d", and(not(since), has("gamma")), title("gamma")},
		{"gamma rubric:politics", and(func(w tale) bool { return w.rubric == feed.Politics }, has("gamma")), title("gamma")},
		{"quelle2", source(3), func(tale) bool { return false }},
		{"(alpha or beta)", func(w tale) bool { return has("alpha")(w) || has("beta")(w) }, nil},
		{"gamma -(alpha or beta)", func(w tale) bool { return has("gamma")(w) && !has("alpha")(w) && !has("beta")(w) }, title("gamma")},
		{"gamma (alpha is:starred or beta is:unread)", func(w tale) bool {
			return has("gamma")(w) && (has("alpha")(w) && starred(w) || has("beta")(w) && unread(w))
		}, title("gamma")},
		{"nothing", has("nothing"), title("nothing")},
	}
}

// answer is what a filter selects, in an order.
func (a asked) answer(list []tale, sort feed.Sort) []feed.ID {
	rank := func(w tale) int64 {
		if a.top != nil && a.top(w) {
			return w.order + feed.TitleLead.Milliseconds()
		}
		return w.order
	}
	var out []tale
	for _, w := range list {
		if a.selects(w) {
			out = append(out, w)
		}
	}
	slices.SortFunc(out, func(a, b tale) int {
		switch sort {
		case feed.Oldest:
			return cmp.Or(cmp.Compare(a.order, b.order), cmp.Compare(a.id, b.id))
		case feed.Arrival:
			return cmp.Compare(b.id, a.id)
		case feed.Relevance:
			return cmp.Or(cmp.Compare(rank(b), rank(a)), cmp.Compare(b.id, a.id))
		}
		return cmp.Or(cmp.Compare(b.order, a.order), cmp.Compare(b.id, a.id))
	})
	ids := make([]feed.ID, len(out))
	for i, w := range out {
		ids[i] = feed.ID(w.id)
	}
	return ids
}

func TestTales(t *testing.T) {
	t.Parallel()
	s, list := tales(t)
	for name, test := range map[string]func(*testing.T, *Store, []tale){
		"in order": inOrder, "counts": counts, "condition": inSpans, "cancelled": cancelled,
	} {
		t.Run(name, func(t *testing.T) { test(t, s, list) })
	}
	t.Run("marking a rest", func(t *testing.T) { markingARest(t, s, list) })
}

// In every order, in pages of any size, a search finds what is asked for.
func inOrder(t *testing.T, s *Store, list []tale) {
	asks := askings()
	rapid.Check(t, func(t *rapid.T) {
		for range 2 {
			inOneOrder(t, s, rapid.SampledFrom(asks).Draw(t, "filter"), list)
		}
	})
}

func inOneOrder(t *rapid.T, s *Store, a asked, list []tale) {
	f, err := feed.ParseFilter(a.filter)
	if err != nil {
		t.Fatal(err)
	}
	f.Sort = rapid.SampledFrom([]feed.Sort{feed.Newest, feed.Oldest, feed.Arrival, feed.Relevance, feed.Relevance}).Draw(t, "sort")
	f.Limit = rapid.SampledFrom([]int{1 << 20, 300, 50, 50, 7}).Draw(t, "limit")
	want := a.answer(list, f.Sort)
	if n := len(want); f.Limit < n && rapid.Bool().Draw(t, "from within") {
		at := rapid.IntRange(0, n-1).Draw(t, "at")
		it, err := s.Item(t.Context(), want[at])
		if err != nil {
			t.Fatal(err)
		}
		f.Before, want = it.Position(), want[at+1:]
	}
	var got []feed.ID
	for range 4 {
		page, err := s.List(t.Context(), f)
		if err != nil {
			t.Fatal(err)
		}
		for _, it := range page {
			got = append(got, it.ID)
		}
		if len(page) < f.Limit {
			break
		}
		f.Before = page[len(page)-1].Position()
	}
	if want = want[:min(len(want), 4*f.Limit)]; !slices.Equal(got, want) {
		t.Fatalf("%q by %d: %d items, want %d; at %d", a.filter, f.Sort, len(got), len(want), mismatch(got, want))
	}
}

// A condition within a span selects what the filter selects there.
func inSpans(t *testing.T, s *Store, list []tale) {
	asks := askings()
	rapid.Check(t, func(t *rapid.T) {
		for _, a := range asks {
			inSpan(t, s, a, list)
		}
	})
}

func inSpan(t *rapid.T, s *Store, a asked, list []tale) {
	f, err := feed.ParseFilter(a.filter)
	if err != nil {
		t.Fatal(err)
	}
	lo := int64(rapid.IntRange(1, 9*5000).Draw(t, "from"))
	span := [2]int64{lo, lo + int64(rapid.SampledFrom([]int{0, 1, 50, 5000}).Draw(t, "ids"))}
	cond, args, err := s.condition(t.Context(), s.read, f, span)
	if err != nil {
		t.Fatal(err)
	}
	got, err := rows(t.Context(), s.read, func(scan scanner) (id feed.ID, err error) {
		err = scan(&id)
		return id, err
	}, "SELECT id FROM item WHERE id BETWEEN ? AND ? AND ("+cond+") ORDER BY id DESC", append([]any{span[0], span[1]}, args...)...)
	want := slices.DeleteFunc(a.answer(list, feed.Arrival), func(id feed.ID) bool { return int64(id) < span[0] || int64(id) > span[1] })
	if err != nil || !slices.Equal(got, want) {
		t.Fatalf("%q in %v: %v, want %v: %v", a.filter, span, got, want, err)
	}
}

func mismatch(a, b []feed.ID) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return i
		}
	}
	return min(len(a), len(b))
}

func counts(t *testing.T, s *Store, list []tale) {
	for _, a := range askings() {
		f := must[feed.Filter](t)(feed.ParseFilter(a.filter))
		c := must[feed.Counts](t)(s.Counts(t.Context(), f, true))
		want := len(a.answer(list, feed.Newest))
		if c.Total != want {
			t.Errorf("%q: %d, want %d", a.filter, c.Total, want)
		}
		f.Upto = 9 * 4000
		if c := must[feed.Counts](t)(s.Counts(t.Context(), f, false)); c.New != len(newer(a.answer(list, feed.Newest), f.Upto)) || c.Total != want {
			t.Errorf("%q: %d new of %d", a.filter, c.New, c.Total)
		}
		f.After, f.Upto, f.Sort, f.Limit = f.Upto, 0, feed.Arrival, len(list)
		var got []feed.ID
		for _, it := range must[[]feed.Item](t)(s.List(t.Context(), f)) {
			got = append(got, it.ID)
		}
		if want := newer(a.answer(list, feed.Arrival), f.After); !slices.Equal(got, want) {
			t.Errorf("%q after %d: %v, want %v", a.filter, f.After, got, want)
		}
	}
}

func newer(ids []feed.ID, than feed.ID) []feed.ID {
	return slices.DeleteFunc(ids, func(id feed.ID) bool { return id <= than })
}

// What is marked from a place on is what the list shows from there.
func markingARest(t *testing.T, s *Store, list []tale) {
	a := askings()[0]
	ids := a.answer(list, feed.Relevance)
	for _, at := range []int{400, 40} {
		it := must[feed.Item](t)(s.Item(t.Context(), ids[at]))
		f := feed.Filter{Text: "gamma", Sort: feed.Relevance, Before: it.Position(), IsNot: feed.Starred}
		want := length(t, s, f)
		d := must[feed.Deed](t)(s.MarkAll(t.Context(), f, feed.Starred, 0))
		if d.Items != want || want == 0 {
			t.Errorf("%d marked, %d stand there", d.Items, want)
		}
	}
}

func length(t *testing.T, s *Store, f feed.Filter) int {
	t.Helper()
	f.Limit = 1 << 20
	return len(must[[]feed.Item](t)(s.List(t.Context(), f)))
}

func cancelled(t *testing.T, s *Store, _ []tale) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, sort := range []feed.Sort{feed.Newest, feed.Relevance} {
		if _, err := s.List(ctx, feed.Filter{Text: "gamma", Sort: sort}); !errors.Is(err, context.Canceled) {
			t.Errorf("%v", err)
		}
	}
}
