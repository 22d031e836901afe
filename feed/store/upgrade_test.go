package store

import (
	"compress/gzip"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"rubrika/feed"
)

// versionOne unpacks a store that the first edition of the program made. In
// it are: source 1 with 30 items, source 2 «B», unsubscribed, with 3, source 3,
// the tour, muted, with 1; the deeds: two subscriptions, 1–5 read, 2 starred,
// «B» unsubscribed, and undone a subscription to «C» and 6–7 read.
func versionOne(t *testing.T) string {
	t.Helper()
	return unpacked(t, "testdata/edition-1.db.gz")
}

// unpacked unpacks a store that an earlier edition made.
func unpacked(t *testing.T, name string) string {
	t.Helper()
	packed := must[*os.File](t)(os.Open(name))
	data := must[[]byte](t)(io.ReadAll(must[*gzip.Reader](t)(gzip.NewReader(packed))))
	path := filepath.Join(t.TempDir(), "edition.db")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := packed.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAStoreOfVersionOne(t *testing.T) {
	t.Parallel()
	path := versionOne(t)
	s := openAt(t, path, Options{})
	ctx := t.Context()
	intact(t, s)
	if n := len(list(t, s, "")); n != 30 {
		t.Errorf("%d items are shown, want 30", n)
	}
	if got := states(t, s)[2]; got != feed.Read|feed.Starred || len(list(t, s, "is:read")) != 5 {
		t.Errorf("item 2 has %b, %d are read", got, len(list(t, s, "is:read")))
	}
	shown := func() string {
		var out []string
		for _, sub := range must[[]feed.Subscription](t)(s.Subscriptions(ctx)) {
			out = append(out, fmt.Sprintf("%d %s %d", sub.ID, sub.Title, sub.Items))
		}
		return strings.Join(out, ", ")
	}
	if got := shown(); got != "1 a.example 30, 3 tour.invalid 1" {
		t.Errorf("subscriptions: %s", got)
	}
	for _, want := range []struct {
		do     func() (feed.Deed, error)
		kind   string
		source string
		items  int
		shown  string
	}{
		{func() (feed.Deed, error) { return s.Redo(ctx) }, "subscribe", "C", 0, "1 a.example 30, 3 tour.invalid 1, 4 C 0"},
		{func() (feed.Deed, error) { return s.Redo(ctx) }, "mark", "", 2, "1 a.example 30, 3 tour.invalid 1, 4 C 0"},
		{func() (feed.Deed, error) { return s.Undo(ctx) }, "mark", "", 2, "1 a.example 30, 3 tour.invalid 1, 4 C 0"},
		{func() (feed.Deed, error) { return s.Undo(ctx) }, "subscribe", "C", 0, "1 a.example 30, 3 tour.invalid 1"},
		{func() (feed.Deed, error) { return s.Undo(ctx) }, "unsubscribe", "B", 0, "1 a.example 30, 2 B 3, 3 tour.invalid 1"},
		{func() (feed.Deed, error) { return s.Undo(ctx) }, "mark", "", 1, "1 a.example 30, 2 B 3, 3 tour.invalid 1"},
	} {
		d := must[feed.Deed](t)(want.do())
		if d.Kind != want.kind || d.Source != want.source || d.Items != want.items || shown() != want.shown {
			t.Errorf("%+v, %s; want %+v", d, shown(), want)
		}
	}
	var bare []string
	for _, it := range must[[]feed.Item](t)(s.Bare(ctx, 2, 10)) {
		bare = append(bare, it.Title)
	}
	if fmt.Sprint(bare) != "[Edited teaser]" {
		t.Errorf("bare are %v", bare)
	}
	known := random(1, 30, "a.example")
	if got := put(t, s, 1, known...); got.New != 0 || got.Changed != 0 {
		t.Errorf("the same again: %+v", got)
	}
	if n := must[int](t)(s.Sweep(ctx, feed.Keep{Items: 10}, 100)); n != 20 {
		t.Errorf("%d swept", n)
	}
	intact(t, s)
}

// TestAStoreOfVersionThree: before accounts. In it are source 1 with the items
// 11–40 and ten swept ones, source 2 «B» with 41–45 and the tag News; 11–13
// are read, 12 is starred, 11 has a page and a place, 14 was read and undone.
func TestAStoreOfVersionThree(t *testing.T) {
	t.Parallel()
	path := unpacked(t, "testdata/edition-3.db.gz")
	bare(t, path, "CREATE TABLE witness AS SELECT id, state, title, order_ms FROM item")
	s := openAt(t, path, Options{Link: short})
	ctx := t.Context()
	intact(t, s)
	var moved int
	err := s.read.QueryRowContext(ctx, `SELECT count(*) FROM witness w LEFT JOIN item i
		ON i.id = w.id AND i.state = w.state AND i.title = w.title AND i.order_ms = w.order_ms AND i.base IS NULL WHERE i.id IS NULL`).Scan(&moved)
	if err != nil || moved != 0 || len(list(t, s, "")) != 35 || len(list(t, s, "is:read")) != 3 || len(list(t, s, "is:starred")) != 1 {
		t.Errorf("%d items are others: %v", moved, err)
	}
	if got := subs(t, s); len(got) != 2 || got[0].URL != "https://a.example/feed" || got[0].Account != 0 || got[1].Title != "B" || got[1].Items != 5 {
		t.Errorf("%+v", got)
	}
	if e := must[feed.Entry](t)(s.Entry(ctx, 11)); e.HTML != "<p>Page" || !e.Full {
		t.Errorf("%+v", e)
	}
	if got := put(t, s, 1, random(1, 10, "old.example")...); got.New != 0 {
		t.Errorf("swept items are back: %+v", got)
	}
	if d := must[feed.Deed](t)(s.Redo(ctx)); d.Kind != "mark" || d.Items != 1 || len(list(t, s, "is:read")) != 4 {
		t.Errorf("redone %+v", d)
	}
	for _, want := range []string{"mark", "edit", "mark", "mark"} {
		if d := must[feed.Deed](t)(s.Undo(ctx)); d.Kind != want {
			t.Errorf("undone %+v, want %s", d, want)
		}
	}
	if must[[]feed.Account](t)(s.Accounts(ctx)) != nil {
		t.Error("it has accounts")
	}
	id := joined(t, s, 1)
	deliver(t, s, id, from("f1", "r1", 0))
	must[feed.Deed](t)(s.Mark(ctx, feed.Read, 0, 11, 20, 46))
	if got := must[[]feed.PendingMark](t)(s.Pending(ctx, id)); len(got) != 1 || got[0].Item != 46 {
		t.Errorf("pending are %+v", got)
	}
	intact(t, s)
}

// A migration that ends anywhere leaves the file as it was, and the next opening
// begins it anew.
func TestAMigrationThatIsCutShort(t *testing.T) {
	t.Parallel()
	steps := must[[]string](t)(migrations())
	for _, v := range []int{1, 3, 4} {
		path := unpacked(t, fmt.Sprintf("testdata/edition-%d.db.gz", v))
		before := dump(t, path)
		db := must[*sql.DB](t)(sql.Open("sqlite", "file:"+path+"?_txlock=immediate&_pragma=foreign_keys(1)"))
		db.SetMaxOpenConns(1)
		for last := v; last < len(steps); last++ {
			for cut := 1; cut < strings.Count(steps[last], ";\n"); cut += 5 {
				parts := strings.SplitAfterN(steps[last], ";\n", cut+1)
				broken := append(slices.Clone(steps[:last]), strings.Join(parts[:cut], "")+"CREATE TABLE half(a); SELECT no_such_function();")
				if err := migrate(t.Context(), db, broken, time.Second); err == nil {
					t.Fatalf("version %d, step %d, cut after %d statements: it went through", v, last+1, cut)
				}
			}
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		if after := dump(t, path); after != before {
			t.Errorf("the file of version %d was changed:\n%s\nwas\n%s", v, after, before)
		}
		intact(t, openAt(t, path, Options{}))
	}
}

// Several that open an old store at once bring it up to date once.
func TestManyOpenAnOldStore(t *testing.T) {
	t.Parallel()
	path := unpacked(t, "testdata/edition-4.db.gz")
	var all sync.WaitGroup
	for range 6 {
		all.Go(func() {
			s, err := Open(t.Context(), path, Options{Now: noon})
			if err != nil {
				t.Error(err)
				return
			}
			_, err = s.List(t.Context(), feed.Filter{})
			if err := errors.Join(err, s.Close()); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	s := openAt(t, path, Options{})
	if n := len(list(t, s, "")); n != 42 {
		t.Errorf("%d items are shown", n)
	}
	intact(t, s)
}

// dump is the schema of a file, and how many rows its tables have.
func dump(t *testing.T, path string) string {
	t.Helper()
	db := must[*sql.DB](t)(sql.Open("sqlite", "file:"+path))
	var out strings.Builder
	for _, line := range must[[][2]string](t)(rows(t.Context(), db, func(scan scanner) (line [2]string, err error) {
		err = scan(&line[0], &line[1])
		return line, err
	}, "SELECT name, coalesce(sql, '') FROM sqlite_schema ORDER BY name")) {
		fmt.Fprintln(&out, line)
		var n int
		if strings.HasPrefix(line[1], "CREATE TABLE") {
			if err := db.QueryRow("SELECT count(*) FROM " + line[0]).Scan(&n); err != nil {
				t.Fatal(err)
			}
		}
		fmt.Fprintln(&out, n)
	}
	var v int
	if err := db.QueryRow("PRAGMA user_version").Scan(&v); err != nil {
		t.Fatal(err)
	}
	fmt.Fprintln(&out, v)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// TestAStoreOfVersionFour: before words knew languages, and before views. In it
// are source 1 «Alpha» with the items 1–30, source 2 «Beta» of the tag News with
// 31–40, and an account with 41 and 42; 1, 2, 41 and 42 were marked, 7 has a page
// and a place, 3 was read and undone.
func TestAStoreOfVersionFour(t *testing.T) {
	t.Parallel()
	path := unpacked(t, "testdata/edition-4.db.gz")
	bare(t, path, "CREATE TABLE witness AS SELECT id, state, title, order_ms, rubrics, base FROM item")
	door := func(body feed.Markup, _ string) string { return strings.TrimPrefix(string(body), "<p>") }
	s := openAt(t, path, Options{Link: short, Text: door})
	ctx := t.Context()
	var moved int
	err := s.read.QueryRowContext(ctx, `SELECT count(*) FROM witness w LEFT JOIN item i ON i.id = w.id AND i.state = w.state AND i.title = w.title
		AND i.order_ms = w.order_ms AND i.rubrics = w.rubrics AND i.base IS w.base WHERE i.id IS NULL`).Scan(&moved)
	if err != nil || moved != 0 || len(list(t, s, "")) != 42 || len(list(t, s, "is:muted or is:watched")) != 0 {
		t.Errorf("%d items are others: %v", moved, err)
	}
	if p := must[feed.Place](t)(s.Place(ctx, 7)); p != (feed.Place{Block: 3, Line: 1}) || must[feed.ID](t)(s.Left(ctx)) != 42 {
		t.Errorf("place %v", p)
	}
	// A rule that comes before the words are known is applied as they become so.
	mute(t, s, "министр or source:beta")
	watch(t, s, "удаленный")
	if n := len(list(t, s, "is:muted")); n != 10 {
		t.Errorf("%d are hidden before words are known", n)
	}
	for left := 1; left > 0; {
		left = must[int](t)(s.Index(ctx, 10))
	}
	if n := len(list(t, s, "is:muted")); n != 11 || len(list(t, s, "is:watched")) != 1 {
		t.Errorf("%d are hidden after that, %d watched", n, len(list(t, s, "is:watched")))
	}
	judgeAll(t, s)
	justRules(t, s)
	if must[[]feed.Item](t)(s.Alerts(ctx, 9)) != nil {
		t.Error("what was there before rings")
	}
	for _, want := range []string{"save-view", "save-view", "edit", "mark", "mark"} {
		if d := must[feed.Deed](t)(s.Undo(ctx)); d.Kind != want {
			t.Errorf("undone %+v, want %s", d, want)
		}
	}
	judgeAll(t, s)
	if n := len(list(t, s, "")); n != 42 || len(list(t, s, "is:starred")) != 1 || len(list(t, s, "is:read")) != 1 {
		t.Errorf("%d are shown in the end", n)
	}
	intact(t, s)
}
