package store

import (
	"path/filepath"
	"testing"
	"time"

	"rubrika/feed"
)

// Who is told of new items is told of those that came since they said so, each
// once, whoever asks.
func TestTold(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "edition.db")
	s := openAt(t, path, Options{Now: time.Now})
	other := openAt(t, path, Options{Now: time.Now})
	untold := func(s *Store) [2]feed.ID {
		t.Helper()
		told, newest, err := s.Untold(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return [2]feed.ID{told, newest}
	}
	telling := func(on bool) {
		t.Helper()
		if err := s.Telling(t.Context(), on); err != nil {
			t.Fatal(err)
		}
	}
	tell := func(s *Store, told, newest feed.ID, want bool) {
		t.Helper()
		if ok, err := s.Tell(t.Context(), told, newest); ok != want || err != nil {
			t.Errorf("tell from %d to %d: %v, %v", told, newest, ok, err)
		}
	}
	if got := untold(s); got != [2]feed.ID{} {
		t.Errorf("nobody asked, and it is %v", got)
	}
	tell(s, 0, 1, false)
	telling(false)
	telling(true)
	if got := untold(s); got != [2]feed.ID{} {
		t.Errorf("nothing is there, and it is %v", got)
	}
	sub := follow(t, s, "https://1.example/", "")
	put(t, s, sub, random(1, 3, "first")...)
	telling(true) // says nothing new
	if got := untold(s); got != [2]feed.ID{0, 3} {
		t.Errorf("three came: %v", got)
	}
	tell(other, 0, 3, true)
	tell(s, 0, 3, false)
	if got := untold(s); got != [2]feed.ID{3, 3} {
		t.Errorf("another one was quicker: %v", got)
	}
	put(t, s, sub, random(2, 2, "second")...)
	telling(false)
	if got := untold(s); got != [2]feed.ID{} {
		t.Errorf("nobody asks any more: %v", got)
	}
	telling(true)
	if got := untold(other); got != [2]feed.ID{5, 5} {
		t.Errorf("what came meanwhile is nothing new: %v", got)
	}
}
