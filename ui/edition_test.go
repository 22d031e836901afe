package ui

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"rubrika/feed/library"
)

// editions are the stores that sit begins with, by the reader's language: made
// once, then copied, for most of a test's time went into making them.
var editions = map[string]func() ([]byte, error){
	"ru": edition("ru"), "az": edition("az"), "en": edition("en"),
}

// edition is the file of a store with the tour edition of a first start in it.
func edition(lang string) func() ([]byte, error) {
	return sync.OnceValues(func() ([]byte, error) {
		dir, err := os.MkdirTemp("", "rubrika-edition-")
		if err != nil {
			return nil, err
		}
		defer os.RemoveAll(dir)
		path := filepath.Join(dir, "rubrika.db")
		lib, err := library.Open(context.Background(), library.Options{Path: path, Now: noon})
		if err != nil {
			return nil, err
		}
		if err := cmp.Or(withoutFeeds(lib), lib.Welcome(context.Background(), lang, false), lib.Close()); err != nil {
			return nil, fmt.Errorf("edition %s: %w", lang, err)
		}
		return os.ReadFile(path)
	})
}

// withoutFeeds leaves a store as after a list of feeds that was taken back:
// nothing that a test does may ask the real feeds of a first start.
func withoutFeeds(lib *library.Library) error {
	if _, err := lib.Import(context.Background(), []byte("https://gone.example/rss\n")); err != nil {
		return err
	}
	_, err := lib.Undo(context.Background())
	return err
}
