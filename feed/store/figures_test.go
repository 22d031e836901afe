package store

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"rubrika/feed"
)

// spell is how long things took.
type spell []time.Duration

func (s spell) at(share float64) time.Duration {
	slices.Sort(s)
	return s[int(share*float64(len(s)-1))].Round(10 * time.Microsecond)
}

func (s spell) String() string {
	return fmt.Sprintf("median %v, p99 %v, most %v of %d", s.at(0.5), s.at(0.99), s.at(1), len(s))
}

func timed(do func()) time.Duration {
	begin := time.Now()
	do()
	return time.Since(begin)
}

// The classes of words by how frequent they are.
const (
	common = iota
	middle
	scarce
)

// typed is a word of a language as a reader types it.
func (g *tongueOf) typed(rng *rand.Rand, class int) string {
	at := []int{rng.IntN(60), 200 + rng.IntN(2000), 5000 + rng.IntN(20_000)}[class]
	return g.stems[at] + g.endings[rng.IntN(3)]
}

// first is the first page of a search as it is typed.
func first(t testing.TB, s *Store, text string) []feed.Item {
	t.Helper()
	f := must[feed.Filter](t)(feed.ParseFilter(text))
	f.Sort, f.Limit = feed.Relevance, 50
	return must[[]feed.Item](t)(s.List(context.Background(), f))
}

// indexBytes is how many bytes all that search needs takes in the file.
func indexBytes(t testing.TB, s *Store) (n int) {
	t.Helper()
	err := s.read.QueryRow(`SELECT sum(pgsize) FROM dbstat WHERE
		name GLOB 'forms_*' OR name GLOB 'phrases_*' OR name IN ('span', 'tongue')`).Scan(&n)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// like counts the texts with a word by looking through all of them.
func like(t testing.TB, s *Store, word string) (n int) {
	t.Helper()
	if err := s.read.QueryRow("SELECT count(*) FROM plain WHERE text LIKE ?", "%"+word+"%").Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// held is a measure with its bars; 0 for none.
type held struct {
	name        string
	took        spell
	median, p99 time.Duration
}

func (h held) hold(t *testing.T) {
	t.Helper()
	t.Logf("%s: %v", h.name, h.took)
	if h.median > 0 && h.took.at(0.5) > h.median || h.p99 > 0 && h.took.at(0.99) > h.p99 {
		t.Errorf("%s: %v; the bars are %v and %v", h.name, h.took, h.median, h.p99)
	}
}

// largeStore is a store with n generated items; path keeps it for another run,
// empty does not. It returns how many bytes of text they have.
func largeStore(t *testing.T, n int, path string) (s *Store, text int) {
	if path == "" {
		path = filepath.Join(t.TempDir(), "edition.db")
	}
	s = openAt(t, path, Options{})
	if id := must[feed.ID](t)(s.Newest(t.Context())); id == feed.ID(n) {
		if err := s.read.QueryRow("SELECT sum(length(CAST(text AS BLOB))) FROM plain").Scan(&text); err != nil {
			t.Fatal(err)
		}
		return s, text
	}
	t.Logf("%d items filed in %v", n, timed(func() { text = load(t, s, n, 20_000) }))
	t.Logf("index %.1f %% of %d MB of text", 100*float64(indexBytes(t, s))/float64(text), text>>20)
	t.Logf("brought together in %v", timed(func() {
		if err := s.tidy(t.Context(), true); err != nil {
			t.Fatal(err)
		}
	}))
	return s, text
}

// TestFigures measures search among as many generated items as the variable
// RUBRIKA_STORE_ITEMS says, in the file RUBRIKA_STORE if that is set; the bars
// are for a million. It takes many minutes.
func TestFigures(t *testing.T) {
	n, err := strconv.Atoi(os.Getenv("RUBRIKA_STORE_ITEMS"))
	if err != nil || n <= 0 {
		t.Skip("RUBRIKA_STORE_ITEMS is not set")
	}
	s, text := largeStore(t, n, os.Getenv("RUBRIKA_STORE"))
	share := 100 * float64(indexBytes(t, s)) / float64(text)
	if t.Logf("index %.1f %% of the text", share); share > 60 {
		t.Errorf("the index is more than 60 %% of the text")
	}
	w, rng := newNovelist(), rand.New(rand.NewPCG(3, 3))
	twoWords(t, s, w, rng)
	fiveLetters(t, s, w, rng)
	otherOrders(t, s, w, rng)
	for class, name := range []string{"common", "middle", "scarce"} {
		word := w.all[class].typed(rng, class)
		ours := timed(func() { first(t, s, word) })
		theirs := timed(func() { like(t, s, word) })
		t.Logf("%s word: %v, by LIKE %v: %.0f times as fast", name, ours, theirs, float64(theirs)/float64(ours))
	}
}

func twoWords(t *testing.T, s *Store, w *novelist, rng *rand.Rand) {
	for _, more := range []string{"", " is:unread", " rubric:economy", " source:7", " since:30d"} {
		for _, two := range []struct {
			name string
			a, b int
		}{{"common and common", common, common}, {"common and middle", common, middle}, {"common and scarce", common, scarce}, {"scarce and scarce", scarce, scarce}} {
			var took spell
			for i := range 99 {
				g := w.all[i%3]
				text := g.typed(rng, two.a) + " " + g.typed(rng, two.b) + more
				took = append(took, timed(func() { first(t, s, text) }))
			}
			held{two.name + more, took, 50 * time.Millisecond, 150 * time.Millisecond}.hold(t)
		}
	}
}

// fiveLetters types words, alone and after another one.
func fiveLetters(t *testing.T, s *Store, w *novelist, rng *rand.Rand) {
	for _, second := range []bool{false, true} {
		var took [5]spell
		for i := range 120 {
			g := w.all[i%3]
			before := ""
			if second {
				before = g.typed(rng, i%2) + " "
			}
			r := []rune(g.typed(rng, i%3))
			for n := range min(len(took), len(r)) {
				text := before + string(r[:n+1])
				if n > 0 {
					text += "*"
				}
				took[n] = append(took[n], timed(func() { first(t, s, text) }))
			}
		}
		for n, took := range took {
			name, bar := fmt.Sprint(n+1, " letters"), 100*time.Millisecond
			if second {
				name, bar = name+" of a second word", 0
			}
			held{name, took, bar, bar}.hold(t)
		}
	}
}

func otherOrders(t *testing.T, s *Store, w *novelist, rng *rand.Rand) {
	for class, name := range []string{"common", "middle", "scarce"} {
		for sort, order := range []string{"newest", "oldest", "arrival"} {
			var took spell
			for i := range 30 {
				f := feed.Filter{Text: w.all[i%3].typed(rng, class), Sort: feed.Sort(sort), Limit: 50}
				took = append(took, timed(func() { must[[]feed.Item](t)(s.List(t.Context(), f)) }))
			}
			held{name + " by " + order, took, 0, 0}.hold(t)
		}
		for _, facets := range []bool{false, true} {
			var took spell
			total := 0
			for i := range 9 {
				f := feed.Filter{Text: w.all[i%3].typed(rng, class)}
				took = append(took, timed(func() { total += must[feed.Counts](t)(s.Counts(t.Context(), f, facets)).Total }))
			}
			held{fmt.Sprintf("counts of %d, %s, facets %v", total/9, name, facets), took, 0, 0}.hold(t)
		}
	}
}

// A small edition of the figures, held loosely.
func TestSearchBesideLike(t *testing.T) {
	s := openNew(t)
	text := load(t, s, 3000, 1000)
	if err := s.tidy(t.Context(), true); err != nil {
		t.Fatal(err)
	}
	if n := indexBytes(t, s); n > text {
		t.Errorf("the index takes %d bytes for %d of text", n, text)
	}
	w, rng := newNovelist(), rand.New(rand.NewPCG(3, 3))
	var ours, theirs spell
	found, seen := 0, 0
	for i := range 15 {
		word := w.all[i%3].typed(rng, i%2)
		ours = append(ours, timed(func() { found += len(first(t, s, word)) }))
		theirs = append(theirs, timed(func() { seen += like(t, s, word) }))
	}
	if found == 0 || seen == 0 || theirs.at(0.5) < 2*ours.at(0.5) {
		t.Errorf("%d found: %v, by LIKE %v", found, ours, theirs)
	}
}

// load files what Put files.
func TestLoadIsPut(t *testing.T) {
	t.Parallel()
	one, two := openNew(t), openNew(t)
	const n = 120
	load(t, one, n, 50)
	for i := range 50 {
		follow(t, two, fmt.Sprintf("https://%d.example/", i), fmt.Sprintf("Quelle%d", i))
	}
	items := make(chan written, n)
	newNovelist().write(n, items)
	id := int64(0)
	for w := range items {
		id++
		put(t, two, feed.SourceID(1+id%50), w.Entry)
	}
	if a, b := vocabulary(t, one), vocabulary(t, two); a != b {
		t.Errorf("loaded:\n%s\nput:\n%s", a, b)
	}
	const spans = "SELECT group_concat(block || ' ' || earliest_ms || ' ' || latest_ms) FROM span"
	var a, b string
	if err := one.read.QueryRow(spans).Scan(&a); err != nil {
		t.Fatal(err)
	}
	if err := two.read.QueryRow(spans).Scan(&b); err != nil || a != b {
		t.Errorf("%s, %s %v", a, b, err)
	}
	for text := range strings.FieldsSeq("и və the") {
		if x, y := len(first(t, one, text)), len(first(t, two, text)); x != y || x == 0 {
			t.Errorf("%q: %d, %d", text, x, y)
		}
	}
}
