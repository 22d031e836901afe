package store

import (
	"os"
	"path/filepath"
	"testing"

	"rubrika/feed"
)

// A store that is opened only to be read: nothing is made, changed or left
// beside it.
func TestOpenOnlyToRead(t *testing.T) {
	t.Parallel()
	path := closedStore(t)
	before := must[[]byte](t)(os.ReadFile(path))
	s := must[*Store](t)(Open(t.Context(), path, Options{ReadOnly: true}))
	items := must[[]feed.Item](t)(s.List(t.Context(), feed.Filter{Limit: 5}))
	if len(items) != 5 || !s.ReadOnly() {
		t.Errorf("%d items, read only: %v", len(items), s.ReadOnly())
	}
	if _, err := s.Mark(t.Context(), feed.Read, 0, items[0].ID); feed.KindOf(err) != feed.KindReadOnly {
		t.Errorf("a mark was set: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if after := must[[]byte](t)(os.ReadFile(path)); string(after) != string(before) {
		t.Error("the file changed")
	}
	onlyFile(t, path)

	missing := filepath.Join(t.TempDir(), "none", "edition.db")
	if _, err := Open(t.Context(), missing, Options{ReadOnly: true}); feed.KindOf(err) != feed.KindFile {
		t.Errorf("a store that is not there: %v", err)
	}
	if _, err := os.Stat(filepath.Dir(missing)); err == nil {
		t.Error("its folder was made")
	}

	// A store of the time before printed lists were remembered is as good.
	bare(t, path, "DROP TABLE listed", "PRAGMA user_version = 6")
	s = must[*Store](t)(Open(t.Context(), path, Options{ReadOnly: true}))
	if items := must[[]feed.Item](t)(s.List(t.Context(), feed.Filter{Limit: 5})); len(items) != 5 {
		t.Errorf("of a former version: %d items", len(items))
	}
	if id, lines, err := s.Listed(t.Context(), 1); id != 0 || lines != 0 || err != nil {
		t.Errorf("the printed list of a former version: %d of %d, %v", id, lines, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	bare(t, path, "PRAGMA user_version = 5")
	if _, err := Open(t.Context(), path, Options{ReadOnly: true}); feed.KindOf(err) != feed.KindReadOnly {
		t.Errorf("an older store: %v", err)
	}
	onlyFile(t, path)
}

// onlyFile fails when anything else lies beside a file.
func onlyFile(t *testing.T, path string) {
	t.Helper()
	beside := must[[]os.DirEntry](t)(os.ReadDir(filepath.Dir(path)))
	if len(beside) != 1 {
		t.Errorf("beside the store: %v", beside)
	}
}
