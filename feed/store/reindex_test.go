package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"rubrika/feed"
	"rubrika/feed/words"
)

// stripped is a door for the bodies of these tests: tags are blanks.
func stripped(body feed.Markup, base string) string {
	var out strings.Builder
	for part := range strings.SplitSeq(string(body), "<") {
		_, text, found := strings.Cut(part, ">")
		if !found {
			text = part
		}
		out.WriteString(text + " ")
	}
	return strings.Join(strings.Fields(out.String()), " ") + " " + base
}

// vocabulary is what the full-text tables hold: every term with how many items
// have it.
func vocabulary(t *testing.T, s *Store) string {
	t.Helper()
	db := must[*sql.DB](t)(sql.Open("sqlite", "file:"+s.path))
	db.SetMaxOpenConns(1)
	var all []string
	for _, table := range []string{"forms", "phrases"} {
		if _, err := db.Exec(fmt.Sprintf("CREATE VIRTUAL TABLE temp.%s_terms USING fts5vocab(main, %[1]s, col)", table)); err != nil {
			t.Fatal(err)
		}
		all = append(all, must[[]string](t)(rows(t.Context(), db, func(scan scanner) (string, error) {
			var term, column string
			var n int
			err := scan(&term, &column, &n)
			return fmt.Sprint(term, " ", column, " ", n), err
		}, fmt.Sprintf("SELECT term, coalesce(col, ''), doc FROM temp.%s_terms ORDER BY 1, 2", table)))...)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return strings.Join(all, "\n")
}

// bodied is a store with bodies, pages, tags and authors, whose items are as
// the door makes them.
func bodied(t *testing.T, path string, n int) *Store {
	t.Helper()
	s := openAt(t, path, Options{Link: short})
	src := follow(t, s, "https://x.example/", "Quelle")
	var list []feed.Entry
	for i, e := range random(5, n, "x.example") {
		e.HTML = feed.Markup(fmt.Sprintf("<p>%s <b>wort%d</b>", e.Text, i))
		e.Text = stripped(e.HTML, e.URL)
		e.Author = "Ann Writer"
		list = append(list, e)
	}
	put(t, s, src, list...)
	page := feed.Entry{HTML: "<p>Seitentext", Text: "Seitentext", Author: "Page Author", Full: true}
	if err := s.KeepPage(t.Context(), 1, page); err != nil {
		t.Fatal(err)
	}
	return s
}

// What Reindex makes is what filing made.
func TestReindex(t *testing.T) {
	t.Parallel()
	s := bodied(t, t.TempDir()+"/x.db", 120)
	before := vocabulary(t, s)
	for _, want := range []string{"seitentext body 1", "wort7 body 1", "1=s  120"} {
		if !strings.Contains(before, want+"\n") {
			t.Errorf("%q is not among the words", want)
		}
	}
	var told []int
	err := s.Reindex(t.Context(), func(done, total int) {
		told = append(told, done)
		if total != 120 {
			t.Errorf("%d of %d", done, total)
		}
	})
	if err != nil || !slices.Equal(told, []int{0, 50, 100, 120}) {
		t.Errorf("%v %v", told, err)
	}
	if after := vocabulary(t, s); after != before {
		t.Errorf("the words are others:\n%s\nwere\n%s", after, before)
	}
	intact(t, s)
	if left, err := s.Index(t.Context(), 10); left != 0 || err != nil {
		t.Errorf("%d left: %v", left, err)
	}
}

// What is filed, changed and deleted while a Reindex runs is as if it did not.
func TestFilingWhileReindexing(t *testing.T) {
	t.Parallel()
	s := bodied(t, t.TempDir()+"/x.db", 230)
	ctx, cancel := context.WithCancel(t.Context())
	rounds := 0
	err := s.Reindex(ctx, func(int, int) {
		if rounds++; rounds == 2 {
			late := story("x.example/late", "Nachzügler")
			put(t, s, 1, late)
			if err := s.KeepPage(t.Context(), 3, feed.Entry{HTML: "<p>Zweitseite", Text: "Zweitseite"}); err != nil {
				t.Error(err)
			}
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("%v", err)
	}
	if n := len(list(t, s, "nachzügler")); n != 1 {
		t.Errorf("what came meanwhile is found %d times", n)
	}
	if n := len(list(t, s, `"ann"`)) + len(list(t, s, "author:ann")); n == 0 || n >= 230 {
		t.Errorf("%d are found when half is done", n)
	}
	before := 1 << 30
	for {
		left := must[int](t)(s.Index(t.Context(), 30))
		if left == 0 {
			break
		}
		if left != before && before != 1<<30 && left != before-30 {
			t.Errorf("%d left after %d", left, before)
		}
		before = left
	}
	for text, want := range map[string]int{"nachzügler": 1, "zweitseite": 1, "seitentext": 1, "author:ann": 229, "quelle": 231} {
		f := must[feed.Filter](t)(feed.ParseFilter(text))
		f.Limit = 1000
		if got := len(must[[]feed.Item](t)(s.List(t.Context(), f))); got != want {
			t.Errorf("%q finds %d, want %d", text, got, want)
		}
	}
	intact(t, s)
}

// A store of the schema before is searched whole as soon as it is indexed.
func TestAStoreOfSchemaFour(t *testing.T) {
	t.Parallel()
	path := unpacked(t, "testdata/edition-3.db.gz")
	db := must[*sql.DB](t)(sql.Open("sqlite", "file:"+path+"?_txlock=immediate&_pragma=foreign_keys(1)"))
	if err := errors.Join(migrate(t.Context(), db, must[[]string](t)(migrations())[:4], time.Second), db.Close()); err != nil {
		t.Fatal(err)
	}
	s := openAt(t, path, Options{Link: short})
	intact(t, s)
	items := list(t, s, "")
	longest := func(it feed.Item) string {
		return slices.MaxFunc(words.Tokens(it.Title), func(a, b string) int { return len(a) - len(b) })
	}
	found := func() (n int) {
		for _, it := range items {
			if slices.ContainsFunc(list(t, s, longest(it)), func(f feed.Item) bool { return f.ID == it.ID }) {
				n++
			}
		}
		return n
	}
	for left := len(items); left > 0; left = max(0, left-20) {
		if n := found(); n != len(items)-left {
			t.Fatalf("%d are found, %d left to index", n, left)
		}
		if n := must[int](t)(s.Index(t.Context(), 20)); n != max(0, left-20) {
			t.Fatalf("%d left of %d", n, left)
		}
	}
	if n := found(); n != len(items) {
		t.Errorf("%d of %d are found", n, len(items))
	}
	intact(t, s)
}

// With nothing to index, Index writes nothing, so that it may be called on a
// store that can only be read; otherwise it says that it cannot.
func TestIndexingWhatCannotBeWritten(t *testing.T) {
	t.Parallel()
	s := bodied(t, t.TempDir()+"/x.db", 10)
	w := s.write
	s.write = nil
	if left, err := s.Index(t.Context(), 10); left != 0 || err != nil {
		t.Errorf("%d left: %v", left, err)
	}
	if n := len(list(t, s, "author:ann")); n != 9 {
		t.Errorf("%d are found", n)
	}
	kind(t, s.Reindex(t.Context(), func(int, int) {}), feed.KindReadOnly)
	s.write = w
}

// Clean-up brings the words of many small transactions together.
func TestWordsComeTogether(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	load(t, s, 700, 10)
	pieces := func() (n int) {
		if err := s.read.QueryRow("SELECT count(DISTINCT segid) FROM phrases_idx").Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	before, words := pieces(), vocabulary(t, s)
	if _, err := s.Sweep(t.Context(), feed.Keep{}, 10); err != nil {
		t.Fatal(err)
	}
	if after := pieces(); after != 1 || before < 3 || vocabulary(t, s) != words {
		t.Errorf("%d pieces, %d before", after, before)
	}
}
