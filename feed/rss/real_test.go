package rss

import (
	"html"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rubrika/feed"
)

// TestRealFeeds reads the folder of feed documents named by RUBRIKA_FEEDS and
// checks what must hold for any feed of the world. It is skipped without one:
// real documents belong to their publishers and are not kept here.
func TestRealFeeds(t *testing.T) {
	folder := os.Getenv("RUBRIKA_FEEDS")
	if folder == "" {
		t.Skip("RUBRIKA_FEEDS names no folder")
	}
	files, err := filepath.Glob(filepath.Join(folder, "*.*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no files in %s: %v", folder, err)
	}
	good, total := 0, 0
	for _, file := range files {
		name := filepath.Base(file)
		if ext := filepath.Ext(name); ext != ".xml" && ext != ".json" {
			continue
		}
		total++
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		b, err := Parse(body, Meta{URL: "http://127.0.0.1:8080/" + name, Now: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)})
		if err != nil {
			t.Logf("%-45s %d entries, %v", name, len(b.Entries), err)
		}
		if len(b.Entries) > 0 {
			good++
		}
		if testing.Verbose() {
			dump(t, name, b)
		}
		soundBatch(t, name, b)
	}
	t.Logf("%d of %d documents have entries", good, total)
	if total-good > 3 {
		t.Errorf("%d of %d documents have no entries", total-good, total)
	}
}

// dump logs what was made of a document.
func dump(t *testing.T, name string, b feed.Batch) {
	full, undated, bare, urgent := 0, 0, 0, 0
	for _, e := range b.Entries {
		if e.Full {
			full++
		}
		if e.Published.IsZero() {
			undated++
		}
		if e.URL == "" {
			bare++
		}
		if e.Badges.Has(feed.Urgent) {
			urgent++
		}
	}
	t.Logf("%-45s %3d %s full %d undated %d unlinked %d urgent %d | %s | %s", name, len(b.Entries), b.Lang, full, undated, bare, urgent, b.Title, b.Site)
	for i, e := range b.Entries {
		if i < 2 {
			t.Logf("      %s | %s | %s | %q | %v | img %d enc %d ver %d", e.Published.Format(time.RFC3339), e.Title, e.URL, e.Author, e.Categories, len(e.Images), len(e.Enclosures), len(e.Versions))
			t.Logf("      %v", e.Keys)
		}
	}
}

// soundBatch checks what holds for every batch whatever the document was.
func soundBatch(t *testing.T, name string, b feed.Batch) {
	t.Helper()
	keys := map[string]bool{}
	for i, e := range b.Entries {
		for _, bad := range []string{"<![CDATA[", "]]>", "\n", "  "} {
			if strings.Contains(e.Title, bad) {
				t.Errorf("%s %d: title %q has %q", name, i, e.Title, bad)
			}
		}
		if strings.Contains(string(e.HTML), "<![CDATA[") || strings.Contains(e.Summary, "<![CDATA[") {
			t.Errorf("%s %d: CDATA mark in the body", name, i)
		}
		if decoded := html.UnescapeString(e.Title); decoded != e.Title {
			t.Errorf("%s %d: entity left in title %q", name, i, e.Title)
		}
		if strings.ContainsRune(e.Title, '\uFFFD') {
			t.Errorf("%s %d: title %q is not decoded", name, i, e.Title)
		}
		urls := append([]string{}, e.Images...)
		for _, c := range e.Enclosures {
			urls = append(urls, c.URL)
		}
		if e.URL != "" {
			urls = append(urls, e.URL)
		}
		for _, u := range urls {
			if !web(u) {
				t.Errorf("%s %d: relative link %q", name, i, u)
			}
		}
		if len(e.Keys) == 0 {
			t.Errorf("%s %d: no key", name, i)
		}
		for _, k := range e.Keys {
			if keys[k] {
				t.Errorf("%s %d: key %q is another entry's too", name, i, k)
			}
			keys[k] = true
		}
	}
}
