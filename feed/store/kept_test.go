package store

import (
	"fmt"
	"hash/fnv"
	"strings"
	"testing"

	"rubrika/feed"
	"rubrika/feed/words"
)

// TestWordsAreWrittenAtOnce counts the pieces in which a document's words lie in
// a full-text table: one, and not one for each item.
func TestWordsAreWrittenAtOnce(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	src := follow(t, s, "https://x.example/", "")
	var entries []feed.Entry
	for i := range 30 {
		e := sent(fmt.Sprint("https://x.example/", i), fmt.Sprint("g", i), fmt.Sprint("Title ", i))
		e.Lang, e.Tags = []string{"ru", "az", "en"}[i%3], []string{"Tag"}
		entries = append(entries, e)
	}
	put(t, s, src, entries[:15]...)
	put(t, s, src, entries[15:]...)
	for _, table := range []fts{inForms, inPhrases} {
		var pieces int
		if err := s.read.QueryRowContext(t.Context(), "SELECT count(DISTINCT segid) FROM "+string(table)+"_idx").Scan(&pieces); err != nil {
			t.Fatal(err)
		}
		if pieces > 4 { // one for each document, and one more for each language met in it
			t.Errorf("%s is in %d pieces", table, pieces)
		}
	}
}

// TestStatementsAreKept files again and again by the same statements, also after
// the file was made anew under them.
func TestStatementsAreKept(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	src := follow(t, s, "https://x.example/", "")
	file := func(i int) int {
		put(t, s, src, sent(fmt.Sprint("https://x.example/", i), fmt.Sprint("g", i), fmt.Sprint("Title ", i)))
		if got := list(t, s, ""); len(got) != i {
			t.Errorf("%d items, want %d", len(got), i)
		}
		if len(s.kept.wanted) != 0 {
			t.Errorf("not prepared: %q", s.kept.wanted)
		}
		return len(s.kept.ready)
	}
	file(1)
	n := file(2)
	if _, err := s.write.ExecContext(t.Context(), "VACUUM; CREATE TABLE more (x); DROP TABLE more"); err != nil {
		t.Fatal(err)
	}
	if got := file(3); n < 10 || got != n {
		t.Errorf("%d statements, then %d", n, got)
	}
}

// TestDigestsStay compares the sums with those that stores of all versions hold:
// others would make every item one that was edited.
func TestDigestsStay(t *testing.T) {
	t.Parallel()
	reference := func(parts ...string) uint64 {
		h := fnv.New64a()
		for _, p := range parts {
			h.Write([]byte(p + "\x00")) // a hash never fails
		}
		return h.Sum64()
	}
	for _, text := range []string{"", "a", " Два  слова\n\nи İki\u00a0söz… ", "\xff\x00"} {
		if sum(text, "x") != reference(text, "x") {
			t.Errorf("sum(%q) is another", text)
		}
		folded := words.Fold(text)
		if sumWords(folded) != reference(strings.Join(strings.Fields(folded), " ")) {
			t.Errorf("sumWords(%q) is another", folded)
		}
	}
}
