package config_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"rubrika/config"
	"rubrika/feed"
)

// watching is a settings file that is watched, and what was told of it.
type watching struct {
	t    *testing.T
	path string
	w    *config.Watcher
}

func watch(t *testing.T, path string) *watching {
	t.Helper()
	w, err := config.Watch(path, "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	return &watching{t, path, w}
}

// write puts a text into a file, and makes its folder.
func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// replace puts a text in the place of a file, as editors do.
func replace(t *testing.T, path, text string) {
	t.Helper()
	write(t, path+"~", text)
	if err := os.Rename(path+"~", path); err != nil {
		t.Fatal(err)
	}
}

// sees waits for the change after which the settings say that width; on a busy
// machine one change may be seen as several.
func (w *watching) sees(width int) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), 20*time.Second)
	defer cancel()
	for {
		if err := w.w.Next(ctx); err != nil {
			w.t.Fatalf("waiting for %d: %v", width, err)
		}
		if c, err := config.Load(w.path, ""); err == nil && c.Width == width {
			return
		}
	}
}

func TestWatchFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "config.toml")
	write(t, path, "width = 50")
	w := watch(t, path)
	write(t, path, "width = 51")
	w.sees(51)
	replace(t, path, "width = 52")
	w.sees(52)
	for _, text := range []string{"", "width = 5", "width = 9", "width = 53"} { // one change, however it is written
		replace(t, path, text)
	}
	w.sees(53)
	write(t, path, "width = 53") // nothing else than before, and something beside it
	write(t, filepath.Join(filepath.Dir(path), "notes.txt"), "width = 54")
	write(t, path, "width = 55")
	w.sees(55)
}

// Neither file nor folder need be there, and both may go.
func TestWatchWhatIsNotThere(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "a", "b")
	path := filepath.Join(dir, "config.toml")
	w := watch(t, path)
	write(t, path, "width = 50")
	w.sees(50)
	if err := os.Rename(dir, dir+".old"); err != nil {
		t.Fatal(err)
	}
	if err := w.w.Next(t.Context()); err != nil { // it is gone
		t.Fatal(err)
	}
	write(t, path, "width = 51")
	w.sees(51)
	write(t, path, "width = 52") // in the new folder, which has the name of the old one
	w.sees(52)
}

func TestWatchLinks(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("links want rights of their own there")
	}
	dir := t.TempDir()
	first, other := filepath.Join(dir, "dotfiles", "one.toml"), filepath.Join(dir, "dotfiles", "deeper", "two.toml")
	write(t, first, "width = 50")
	write(t, other, "width = 60")
	link := filepath.Join(dir, "home", "rubrika", "config.toml")
	write(t, filepath.Join(dir, "home", "rubrika", "themes", "mine.toml"), "")
	if err := os.Symlink(filepath.Join("..", "..", "dotfiles", "one.toml"), link); err != nil {
		t.Fatal(err)
	}
	w := watch(t, link)
	write(t, first, "width = 51")
	w.sees(51)
	replace(t, first, "width = 52")
	w.sees(52)
	if err := errors.Join(os.Symlink(other, link+"~"), os.Rename(link+"~", link)); err != nil {
		t.Fatal(err)
	}
	w.sees(60)
	write(t, other, "width = 61")
	w.sees(61)
	write(t, filepath.Join(dir, "home", "rubrika", "themes", "mine.toml"), "paper = 1")
	w.sees(61) // a theme was changed
}

func TestWatchEnds(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "config.toml")
	w := watch(t, path)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := w.w.Next(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("with an ended context: %v", err)
	}
	if err := w.w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := w.w.Next(t.Context()); !errors.Is(err, fs.ErrClosed) {
		t.Errorf("after Close: %v", err)
	}
	if _, err := config.Watch(t.TempDir(), ""); feed.KindOf(err) != feed.KindFile {
		t.Errorf("a folder is watched: %v", err)
	}
}
