package store

import (
	"database/sql"
	"slices"
	"testing"
	"time"

	"rubrika/feed"
)

// inLine asks for a line of the printed list.
func inLine(t *testing.T, s *Store, line int) (id feed.ID, lines int) {
	t.Helper()
	id, lines, err := s.Listed(t.Context(), line)
	if err != nil {
		t.Fatal(err)
	}
	return id, lines
}

// keepList remembers a list.
func keepList(t *testing.T, s *Store, ids ...feed.ID) {
	t.Helper()
	if err := s.KeepListed(t.Context(), ids); err != nil {
		t.Fatal(err)
	}
}

func TestListed(t *testing.T) {
	t.Parallel()
	path := closedStore(t)
	s := openAt(t, path, Options{})
	if id, lines := inLine(t, s, 1); id != 0 || lines != 0 {
		t.Errorf("before any list: %d of %d lines", id, lines)
	}
	keepList(t, s, 7, 3, 7, 900)
	for line, want := range []feed.ID{0, 7, 3, 7, 900, 0} {
		if id, lines := inLine(t, s, line); id != want || lines != 4 {
			t.Errorf("line %d is %d of %d lines, want %d of 4", line, id, lines, want)
		}
	}
	if id, _ := inLine(t, s, -1); id != 0 {
		t.Errorf("line -1 is %d", id)
	}
	keepList(t, s) // nothing was printed
	if id, lines := inLine(t, openAt(t, path, Options{}), 2); id != 3 || lines != 4 {
		t.Errorf("after an empty list another process sees %d of %d", id, lines)
	}
	keepList(t, s, 5)
	if id, lines := inLine(t, s, 2); id != 0 || lines != 1 {
		t.Errorf("line 2 of a shorter list is %d of %d", id, lines)
	}
	keepList(t, s, slices.Repeat([]feed.ID{1, 2}, MostListed)...)
	if id, lines := inLine(t, s, MostListed); id != 2 || lines != MostListed {
		t.Errorf("the last line of a long list is %d of %d", id, lines)
	}
	intact(t, s)
}

// TestListedInABusyStore: a list is printed while another process is writing,
// and does not wait for it.
func TestListedInABusyStore(t *testing.T) {
	t.Parallel()
	path := closedStore(t)
	s := openAt(t, path, Options{})
	keepList(t, s, 4)
	other := must[*sql.DB](t)(sql.Open("sqlite", "file:"+path+"?_txlock=immediate"))
	tx := must[*sql.Tx](t)(other.Begin())
	began := time.Now()
	keepList(t, s, 9)
	if took := time.Since(began); took > 20*listedWait {
		t.Errorf("it waited for %v", took)
	}
	if id, _ := inLine(t, s, 1); id != 4 {
		t.Errorf("line 1 is %d, want that of the list before", id)
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	keepList(t, s, 9)
	if id, _ := inLine(t, s, 1); id != 9 {
		t.Errorf("line 1 is %d when nobody writes any more", id)
	}
}

// TestListedReadOnly: where nothing can be written the list before stays.
func TestListedReadOnly(t *testing.T) {
	t.Parallel()
	path := closedStore(t)
	s := openAt(t, path, Options{})
	keepList(t, s, 4, 6)
	reading := openAt(t, path, Options{ReadOnly: true})
	keepList(t, reading, 9)
	if id, lines := inLine(t, reading, 2); id != 6 || lines != 2 {
		t.Errorf("line 2 is %d of %d", id, lines)
	}
}
