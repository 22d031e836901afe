package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rubrika/feed"
)

func TestASoundStore(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	gone := follow(t, s, "https://gone.example/", "")
	put(t, s, follow(t, s, "https://x.example/", ""), random(1, 20, "x")...)
	must[feed.Deed](t)(s.Unsubscribe(t.Context(), gone))
	c := must[Condition](t)(s.Check(t.Context()))
	steps := must[[]string](t)(migrations())
	if !c.Sound || c.Faults != nil || c.Items != 20 || c.Sources != 1 || c.Schema != len(steps) || c.Path != s.path {
		t.Errorf("%+v", c)
	}
	var size int64
	for _, name := range []string{"edition.db", "edition.db-wal"} {
		size += must[os.FileInfo](t)(os.Stat(filepath.Join(filepath.Dir(s.path), name))).Size()
	}
	if c.Bytes != size || size < 1<<16 {
		t.Errorf("%d bytes, want %d", c.Bytes, size)
	}
}

// TestDamageIsTold spoils the first page of a table or index each time.
func TestDamageIsTold(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"item_link", "body", "tally", "source", "forms_data"} {
		t.Run(name, func(t *testing.T) {
			path := closedStore(t)
			s := must[*Store](t)(Open(t.Context(), path, Options{}))
			var page, size int64
			err := s.read.QueryRow("SELECT rootpage, (SELECT page_size FROM pragma_page_size) FROM sqlite_schema WHERE name = ?", name).Scan(&page, &size)
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			f := must[*os.File](t)(os.OpenFile(path, os.O_RDWR, 0))
			if _, err := f.WriteAt(slices.Repeat([]byte{0xa5}, int(size)), (page-1)*size); err != nil {
				t.Fatal(err)
			}
			if err := f.Close(); err != nil {
				t.Fatal(err)
			}
			s = openAt(t, path, Options{})
			c, err := s.Check(t.Context())
			if err != nil || c.Sound || len(c.Faults) == 0 || len(c.Faults) > 21 || c.Path != path {
				t.Fatalf("%+v, %v", c, err)
			}
			for _, fault := range c.Faults {
				if strings.TrimSpace(fault) == "" || fault == "ok" {
					t.Errorf("a fault is %q", fault)
				}
			}
		})
	}
}

// TestWhatOthersDidIsNoDamage has this connection know the search index as it
// was before another process shrank it.
func TestWhatOthersDidIsNoDamage(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	put(t, s, follow(t, s, "https://x.example/", ""), random(1, 750, "x")...)
	sound := func() {
		t.Helper()
		if c := must[Condition](t)(s.Check(t.Context())); !c.Sound {
			t.Errorf("%+v", c)
		}
	}
	sound()
	other := openAt(t, s.path, Options{})
	for n := 600; n > 0; n -= 100 {
		must[int](t)(other.Sweep(t.Context(), feed.Keep{Items: n}, 1000))
		sound()
	}
	if n := len(list(t, s, "совет")); n == 0 {
		t.Error("nothing is found any more")
	}
}

func TestACheckThatIsCutShort(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if c, err := s.Check(ctx); !errors.Is(err, context.Canceled) || c.Sound {
		t.Errorf("%+v, %v", c, err)
	}
}
