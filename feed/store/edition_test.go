package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"rubrika/feed"
)

// noon is the time by the clock of most tests.
func noon() time.Time { return time.Date(2025, 11, 28, 12, 0, 0, 0, time.UTC) }

// clock is a clock that tests set by hand.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

// empty is the file of a store without anything: to copy it takes a twentieth
// of the time that making it does.
var empty = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "empty-*")
	if err != nil {
		return nil, err
	}
	path := filepath.Join(dir, "edition.db")
	s, err := Open(context.Background(), path, Options{})
	if err != nil {
		return nil, err
	}
	err = s.Close()
	file, unread := os.ReadFile(path)
	return file, errors.Join(err, unread, os.RemoveAll(dir))
})

// openAt opens a store and closes it with the test.
func openAt(t testing.TB, path string, o Options) *Store {
	t.Helper()
	if o.Now == nil {
		o.Now = noon
	}
	if o.Text == nil {
		o.Text = stripped
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		err := os.WriteFile(path, must[[]byte](t)(empty()), 0o600)
		if err != nil && !errors.Is(err, fs.ErrNotExist) { // without its folder, Open makes it
			t.Fatal(err)
		}
	}
	s, err := Open(t.Context(), path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func openNew(t testing.TB) *Store {
	t.Helper()
	return openAt(t, filepath.Join(t.TempDir(), "edition.db"), Options{})
}

// follow subscribes to an address.
func follow(t testing.TB, s *Store, address, title string) feed.SourceID {
	t.Helper()
	sub, err := s.Subscribe(t.Context(), feed.Subscription{Kind: "feed", URL: address, Title: title})
	if err != nil {
		t.Fatal(err)
	}
	return sub.ID
}

// put files entries and fails the test when that fails.
func put(t testing.TB, s *Store, src feed.SourceID, entries ...feed.Entry) feed.Received {
	t.Helper()
	got, err := s.Put(t.Context(), src, feed.Batch{Entries: entries})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// list returns what a filter of the filter language selects, without a limit.
func list(t testing.TB, s *Store, filter string) []feed.Item {
	t.Helper()
	f, err := feed.ParseFilter(filter)
	if err != nil {
		t.Fatal(err)
	}
	f.Limit = 1 << 20
	items, err := s.List(t.Context(), f)
	if err != nil {
		t.Fatalf("list %q: %v", filter, err)
	}
	return items
}

func titles(items []feed.Item) []string {
	var out []string
	for _, it := range items {
		out = append(out, it.Title)
	}
	return out
}

// story makes an entry known by its link.
func story(link, title string) feed.Entry {
	return feed.Entry{
		Item: feed.Item{
			URL: "https://" + link, Title: title, Rubrics: []feed.Rubric{feed.Economy},
			Published: noon().Add(-time.Hour),
		},
		Keys: []string{"link:" + link},
	}
}

// random makes n entries that differ in everything a filter asks for. The
// words are invented; the same seed gives the same entries.
func random(seed uint64, n int, host string) []feed.Entry {
	r := rand.New(rand.NewPCG(seed, 1))
	pick := func(list ...string) string { return list[r.IntN(len(list))] }
	out := make([]feed.Entry, n)
	for i := range out {
		link := fmt.Sprintf("%s/%d", host, i)
		e := story(link, fmt.Sprintf("%s %s %d", pick("Совет", "Rəqəm", "Market"), pick("решил", "artdı", "rises"), i))
		e.Lang = pick("ru", "az", "en", "")
		e.Section = pick("Финансы", "финансы", "Спорт", "Maliyyə", "")
		e.Badges = feed.Badge(r.IntN(8))
		e.Summary = pick("О ценах на воду", "Qiymətlər barədə", "About the prices of water")
		e.Text = e.Summary + " " + pick("сегодня вечером", "bu axşam", "this evening")
		e.HTML = feed.Markup("<p>" + e.Text)
		e.Rubrics = nil
		for range r.IntN(3) {
			e.Rubrics = append(e.Rubrics, feed.Rubrics()[r.IntN(6)])
		}
		for range r.IntN(3) {
			e.Tags = append(e.Tags, pick("ОТГ", "отг", "Su", "Water", "Цены"))
		}
		e.Published = noon().Add(-time.Duration(r.IntN(72*60)) * time.Minute)
		if r.IntN(10) == 0 {
			e.Published = time.Time{}
		}
		if r.IntN(20) == 0 {
			e.Published = noon().Add(time.Hour)
		}
		out[i] = e
	}
	return out
}

// must fails the test on an error.
func must[T any](t testing.TB) func(v T, err error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// kind fails the test when err is of another kind.
func kind(t testing.TB, err error, want feed.Kind) {
	t.Helper()
	if got := feed.KindOf(err); got != want {
		t.Fatalf("kind %q (%v), want %q", got, err, want)
	}
}

// intact runs SQLite's own check and compares the tallies with the items.
func intact(t testing.TB, s *Store) {
	t.Helper()
	ctx := context.Background()
	var verdict string
	db := must[*sql.DB](t)(sql.Open("sqlite", "file:"+s.path)) // as in Check
	if err := errors.Join(db.QueryRowContext(ctx, "PRAGMA integrity_check").Scan(&verdict), db.Close()); err != nil || verdict != "ok" {
		t.Fatalf("integrity: %s %v", verdict, err)
	}
	var wrong int
	err := s.read.QueryRowContext(ctx, `SELECT count(*) FROM (
		SELECT rubrics, state, source, lang, section_fold, n FROM tally WHERE n <> 0
		EXCEPT SELECT rubrics, state, source, lang, section_fold, count(*) FROM item GROUP BY 1, 2, 3, 4, 5)`).Scan(&wrong)
	if err != nil || wrong != 0 {
		t.Fatalf("%d tallies are wrong: %v", wrong, err)
	}
	for _, rule := range []string{
		"SELECT count(*) FROM item WHERE id NOT IN (SELECT item FROM body)",
		"SELECT count(*) FROM item WHERE (id NOT IN (SELECT rowid FROM phrases) OR id NOT IN (SELECT rowid FROM forms))" +
			" AND id > coalesce((SELECT value FROM memo WHERE name = 'words'), 0)",
		"SELECT count(*) FROM item LEFT JOIN span ON block = id >> 10 WHERE order_ms NOT BETWEEN coalesce(earliest_ms, 9e18) AND latest_ms",
		"SELECT count(*) FROM (SELECT rowid FROM phrases UNION SELECT rowid FROM forms) WHERE rowid NOT IN (SELECT id FROM item)",
		"SELECT count(*) FROM item WHERE id NOT IN (SELECT item FROM identity)",
		"SELECT count(*) FROM tombstone WHERE item NOT IN (SELECT item FROM identity) OR item IN (SELECT id FROM item)",
		"SELECT count(*) FROM identity WHERE item NOT IN (SELECT id FROM item UNION SELECT item FROM tombstone)",
		"SELECT count(*) FROM address WHERE story NOT IN (SELECT story FROM item)",
		"SELECT count(*) FROM about a LEFT JOIN item i ON i.id = a.item WHERE i.id IS NULL OR i.order_ms <> a.at_ms OR i.source <> a.whose",
		"SELECT count(*) FROM place WHERE item NOT IN (SELECT id FROM item)",
		"SELECT count(*) FROM reported WHERE story NOT IN (SELECT story FROM item)",
		"SELECT count(*) FROM deed_item WHERE item NOT IN (SELECT id FROM item)",
		"SELECT count(*) FROM item JOIN body ON body.item = id WHERE bare <> 0 AND (url = '' OR data ->> '$.full')",
		"SELECT (SELECT count(*) FROM item) - (SELECT coalesce(sum(n), 0) FROM tally)",
		"SELECT count(*) FROM remote WHERE item NOT IN (SELECT id FROM item UNION SELECT item FROM tombstone)",
		"SELECT count(*) FROM item WHERE (base IS NULL) <> (id NOT IN (SELECT item FROM remote))",
		"SELECT count(*) FROM item JOIN source s ON s.id = source WHERE base IS NOT NULL AND account = 0",
		"SELECT count(*) FROM item WHERE base IS NULL AND (flight <> 0 OR aside <> 0)",
		"SELECT count(*) FROM pragma_foreign_key_check",
	} {
		if err := s.read.QueryRowContext(ctx, rule).Scan(&wrong); err != nil || wrong != 0 {
			t.Fatalf("%s: %d %v", rule, wrong, err)
		}
	}
}
