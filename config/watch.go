package config

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"

	"rubrika/feed"
)

// Editors write a file in several steps, or put another one in its place: a
// change is over when nothing happened for settleFor, and looked at after
// settleMost even where something always happens.
const (
	settleFor  = 100 * time.Millisecond
	settleMost = time.Second
)

// maxLinks is how many symbolic links in a row are followed.
const maxLinks = 16

// Watcher waits for changes of a settings file and of the themes beside it. It
// is for one caller at a time.
type Watcher struct {
	path, themes string
	events       *fsnotify.Watcher
	folders      map[string]os.FileInfo // those that are watched, as they were then
	seen         string                 // the fingerprint of what was there last
}

// Watch begins to watch the settings file that Load reads for the same path and
// profile. Neither it nor its folder has to be there yet. What is no file, such
// as a pipe, cannot be watched; nor can anything where the system has no watches
// left. The error is of KindFile.
func Watch(path, profile string) (*Watcher, error) {
	if path == "" {
		path = Path(profile)
	}
	beside := themes(path, profile)
	path, err := filepath.Abs(path)
	if info, statErr := os.Stat(path); err == nil && statErr == nil && !info.Mode().IsRegular() {
		err = errors.New("it is no file")
	}
	w := &Watcher{path: path, themes: beside, folders: map[string]os.FileInfo{}}
	if err == nil {
		w.events, err = fsnotify.NewWatcher()
	}
	if err != nil {
		return nil, &feed.Error{Op: "watch settings", Source: path, Kind: feed.KindFile, Err: err}
	}
	if err := w.arm(); err != nil {
		return nil, &feed.Error{Op: "watch settings", Source: path, Kind: feed.KindFile, Err: errors.Join(err, w.events.Close())}
	}
	w.seen = w.fingerprint()
	return w, nil
}

// Close ends the watching, and a Next that waits.
func (w *Watcher) Close() error { return w.events.Close() }

// Next waits until the settings or the themes say something else than before,
// and returns nil then. The error is that of ctx, or fs.ErrClosed after Close.
func (w *Watcher) Next(ctx context.Context) error {
	for {
		if err := w.wait(ctx, nil); err != nil {
			return err
		}
		if err := w.settle(ctx); err != nil {
			return err
		}
		_ = w.arm() // a folder that cannot be watched now is tried with the next event
		if now := w.fingerprint(); now != w.seen {
			w.seen = now
			return nil
		}
	}
}

// errQuiet says that nothing happened in time.
var errQuiet = errors.New("quiet")

// wait waits for one event, or for the timer.
func (w *Watcher) wait(ctx context.Context, timer <-chan time.Time) error {
	var ok bool
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer:
		return errQuiet
	case _, ok = <-w.events.Events:
	case _, ok = <-w.events.Errors: // mostly that there were too many events
	}
	if !ok {
		return fs.ErrClosed
	}
	return nil
}

// settle waits for the end of a change.
func (w *Watcher) settle(ctx context.Context) error {
	until := time.Now().Add(settleMost)
	for {
		rest := min(settleFor, time.Until(until))
		if rest <= 0 {
			return nil
		}
		if err := w.wait(ctx, time.After(rest)); errors.Is(err, errQuiet) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// arm watches all folders that matter now, and leaves those that do not. A
// folder that took the place of another of its name is watched anew.
func (w *Watcher) arm() error {
	wanted := map[string]os.FileInfo{}
	for _, dir := range w.wanted() {
		if info, err := os.Stat(dir); err == nil {
			wanted[dir] = info
		}
	}
	for dir, old := range w.folders {
		if now, ok := wanted[dir]; !ok || !os.SameFile(old, now) {
			_ = w.events.Remove(dir) // it may have gone by itself
			delete(w.folders, dir)
		}
	}
	var failed error
	for _, dir := range slices.Sorted(maps.Keys(wanted)) {
		if w.folders[dir] != nil {
			continue
		}
		if err := w.events.Add(dir); err != nil {
			failed = err
			continue
		}
		w.folders[dir] = wanted[dir]
	}
	return failed
}

// wanted are the folders in which something has to happen for the settings or
// the themes to change: their own, those above them, in which they could be
// replaced, and all that symbolic links lead through.
func (w *Watcher) wanted() []string {
	var out []string
	add := func(dir string) { // as much of it as there is
		for !isDir(dir) && filepath.Dir(dir) != dir {
			dir = filepath.Dir(dir)
		}
		out = append(out, dir, filepath.Dir(dir))
	}
	path := w.path
	for range maxLinks {
		add(filepath.Dir(path))
		target, err := os.Readlink(path)
		if err != nil {
			break
		}
		if !filepath.IsAbs(target) {
			target = filepath.Join(filepath.Dir(path), target)
		}
		path = target
	}
	if target, err := filepath.EvalSymlinks(w.path); err == nil {
		add(filepath.Dir(target))
	}
	if isDir(w.themes) {
		out = append(out, w.themes)
	}
	return out
}

// fingerprint is what the files say: the settings by their text, themes by
// their size and time.
func (w *Watcher) fingerprint() string {
	var b strings.Builder
	if info, err := os.Stat(w.path); err == nil && info.Mode().IsRegular() {
		doc, err := os.ReadFile(w.path)
		fmt.Fprintf(&b, "%q %v\n", doc, err)
	}
	entries, _ := os.ReadDir(w.themes) // most readers have none
	for _, e := range entries {
		if info, err := os.Stat(filepath.Join(w.themes, e.Name())); err == nil && strings.HasSuffix(e.Name(), ".toml") {
			fmt.Fprintf(&b, "%q %d %d\n", e.Name(), info.Size(), info.ModTime().UnixNano())
		}
	}
	return b.String()
}
