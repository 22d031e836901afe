package store

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"rubrika/feed"
)

// bare runs SQL on a file without a Store.
func bare(t *testing.T, path string, statements ...string) {
	t.Helper()
	db := must[*sql.DB](t)(sql.Open("sqlite", "file:"+path))
	for _, statement := range statements {
		if _, err := db.Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

// closedStore makes a store with 20 items and returns its path.
func closedStore(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "edition.db")
	s := must[*Store](t)(Open(t.Context(), path, Options{Now: noon}))
	put(t, s, follow(t, s, "https://x.example/", ""), random(1, 20, "x")...)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestOpenRefusesWhatIsNotItsOwn(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		make func(t *testing.T, path string)
		want feed.Kind
	}{
		{"newer", func(t *testing.T, path string) {
			data := must[[]byte](t)(os.ReadFile(closedStore(t)))
			if err := os.WriteFile(path, data, 0o600); err != nil {
				t.Fatal(err)
			}
			bare(t, path, "PRAGMA user_version = 99")
		}, feed.KindNewer},
		{"text", func(t *testing.T, path string) {
			if err := os.WriteFile(path, []byte("this is no database, though it is long enough to be taken for one: "+path), 0o600); err != nil {
				t.Fatal(err)
			}
		}, feed.KindCorrupt},
		{"of another program", func(t *testing.T, path string) { bare(t, path, "CREATE TABLE theirs(a)") }, feed.KindCorrupt},
		{"of another program with a mark", func(t *testing.T, path string) { bare(t, path, "PRAGMA application_id = 7") }, feed.KindCorrupt},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "x.db")
			tt.make(t, path)
			before := must[[]byte](t)(os.ReadFile(path))
			_, err := Open(t.Context(), path, Options{})
			kind(t, err, tt.want)
			if after := must[[]byte](t)(os.ReadFile(path)); !slices.Equal(after, before) {
				t.Error("the file was changed")
			}
			if names := must[[]os.DirEntry](t)(os.ReadDir(filepath.Dir(path))); len(names) != 1 {
				t.Errorf("files left behind: %v", names)
			}
		})
	}
	_, err := Open(t.Context(), t.TempDir(), Options{})
	kind(t, err, feed.KindFile)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Open(ctx, filepath.Join(t.TempDir(), "x.db"), Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestDamageIsNamed(t *testing.T) {
	t.Parallel()
	path := closedStore(t)
	f := must[*os.File](t)(os.OpenFile(path, os.O_RDWR, 0))
	size := must[os.FileInfo](t)(f.Stat()).Size()
	junk := make([]byte, size-4096)
	for i := range junk {
		junk[i] = 0xa5
	}
	if _, err := f.WriteAt(junk, 4096); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	s, err := Open(t.Context(), path, Options{})
	if err == nil {
		_, err = s.List(t.Context(), feed.Filter{})
		defer func() { _ = s.Close() }() // what a damaged file says at the end is no matter
	}
	kind(t, err, feed.KindCorrupt)
}

func TestNewFilesAreTheReadersOwn(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("no permission bits")
	}
	dir := filepath.Join(t.TempDir(), "a", "b")
	s := openAt(t, filepath.Join(dir, "x.db"), Options{})
	follow(t, s, "https://x.example/", "")
	for name, want := range map[string]os.FileMode{"..": 0o700, ".": 0o700, "x.db": 0o600, "x.db-wal": 0o600, "x.db-shm": 0o600} {
		if got := must[os.FileInfo](t)(os.Stat(filepath.Join(dir, name))).Mode().Perm(); got != want {
			t.Errorf("%s has mode %o, want %o", name, got, want)
		}
	}
}

func TestMigrations(t *testing.T) {
	t.Parallel()
	steps := must[[]string](t)(migrations())
	later := append(slices.Clone(steps), "ALTER TABLE item ADD COLUMN later INTEGER NOT NULL DEFAULT 7")
	cut := append(slices.Clone(later), "CREATE TABLE half(a); CREATE TABLE half(a)")
	path := closedStore(t)
	db := must[*sql.DB](t)(sql.Open("sqlite", "file:"+path+"?_txlock=immediate"))
	db.SetMaxOpenConns(1)
	defer func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}()
	if err := migrate(t.Context(), db, cut, time.Second); err == nil {
		t.Fatal("a migration that fails in the middle went through")
	}
	if v := must[int](t)(version(t.Context(), db, len(cut))); v != len(steps) {
		t.Errorf("it left version %d", v)
	}
	for range 2 {
		if err := migrate(t.Context(), db, later, time.Second); err != nil {
			t.Fatal(err)
		}
	}
	var n int
	if err := db.QueryRow("SELECT count(*) FROM item WHERE later = 7").Scan(&n); err != nil || n != 20 {
		t.Errorf("%d items came through: %v", n, err)
	}
	_, err := Open(t.Context(), path, Options{})
	kind(t, err, feed.KindNewer)
}

func TestBusy(t *testing.T) {
	t.Parallel()
	path := closedStore(t)
	one := openAt(t, path, Options{})
	two := openAt(t, path, Options{Wait: 20 * time.Millisecond})
	tx := must[*sql.Tx](t)(one.write.Begin())
	_, err := two.Mark(t.Context(), feed.Read, 0, 1)
	kind(t, err, feed.KindBusy)
	if n := len(list(t, two, "")); n != 20 {
		t.Errorf("%d items can be read meanwhile", n)
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	must[feed.Deed](t)(two.Mark(t.Context(), feed.Read, 0, 1))
}

func TestDiskFull(t *testing.T) {
	t.Parallel()
	s := openAt(t, closedStore(t), Options{})
	if _, err := s.write.Exec("PRAGMA max_page_count = 1"); err != nil { // SQLite takes it as: no more
		t.Fatal(err)
	}
	big := random(2, 300, "y")
	_, err := s.Put(t.Context(), 1, feed.Batch{Entries: big})
	kind(t, err, feed.KindDiskFull)
	if n := len(list(t, s, "")); n != 20 {
		t.Errorf("%d items are there, want 20", n)
	}
	intact(t, s)
	if _, err := s.write.Exec("PRAGMA max_page_count = 100000"); err != nil {
		t.Fatal(err)
	}
	if got := put(t, s, 1, big...); got.New != 300 {
		t.Errorf("with room again: %+v", got)
	}
}

func TestTwoStoresOnOneFile(t *testing.T) {
	t.Parallel()
	path := closedStore(t)
	stores := []*Store{openAt(t, path, Options{}), openAt(t, path, Options{})}
	var wait sync.WaitGroup
	for i, s := range stores {
		src := follow(t, s, "https://more.example/"+string(rune('a'+i)), "")
		wait.Go(func() {
			for n := range 10 {
				if _, err := s.Put(t.Context(), src, feed.Batch{Entries: random(uint64(n), 5*(n+1), "m")}); err != nil {
					t.Error(err)
				}
				if _, err := s.Mark(t.Context(), feed.State(1+i), 0, feed.ID(n+1)); err != nil {
					t.Error(err)
				}
				if _, err := s.List(t.Context(), feed.Filter{Rubrics: []feed.Rubric{feed.Economy}}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wait.Wait()
	for _, s := range stores {
		if n := len(list(t, s, "")); n != 120 {
			t.Errorf("%d items, want 120", n)
		}
		for id := range feed.ID(10) {
			if it := must[feed.Item](t)(s.Item(t.Context(), id+1)); it.State != feed.Read|feed.Starred {
				t.Errorf("item %d has %b", id+1, it.State)
			}
		}
		intact(t, s)
	}
}

func TestACancelledChangeChangesNothing(t *testing.T) {
	t.Parallel()
	s := openAt(t, closedStore(t), Options{})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Mark(ctx, feed.Read, 0, 1); !errors.Is(err, context.Canceled) {
		t.Errorf("mark: %v", err)
	}
	if _, err := s.List(ctx, feed.Filter{}); !errors.Is(err, context.Canceled) {
		t.Errorf("list: %v", err)
	}
	if n := len(list(t, s, "is:read")); n != 0 {
		t.Errorf("%d marked", n)
	}
	must[feed.Deed](t)(s.Mark(t.Context(), feed.Read, 0, 1))
}
