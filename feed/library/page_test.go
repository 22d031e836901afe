package library

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rubrika/feed"
)

// TestPage reads what a reader typed: addresses and files, web pages and text
// copies.
func TestPage(t *testing.T) {
	t.Parallel()
	p := publish(t, map[string]answer{
		"/story": paper(story("Harbour opens")), "/blank": paper("<html><body></body></html>"), "/pdf": typed("application/pdf", "%PDF-1.7"),
	})
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	example := func(name string) string { return filepath.Join("..", "report", "testdata", name) }
	l, _ := openNew(t)
	for where, c := range map[string]struct {
		title string
		want  feed.Kind
	}{
		p.URL + "/story":   {title: "Harbour opens"},
		p.URL + "/blank":   {want: feed.KindNoText},
		p.URL + "/pdf":     {want: feed.KindNoText},
		p.URL + "/missing": {want: feed.KindNotFound},
		"ftp://x.example/": {want: feed.KindAddress},
		write("story.html", story("From a file")):                      {title: "From a file"},
		write("huge.html", strings.Repeat("<p>word", maxDocument/7+1)): {want: feed.KindTooBig},
		write("words.txt", "Nothing but a few words"):                  {want: feed.KindNoText},
		filepath.Join(dir, "missing.html"):                             {want: feed.KindFile},
		"./missing.html":                                               {want: feed.KindFile},
		"../missing.html":                                              {want: feed.KindFile},
		os.DevNull:                                                     {want: feed.KindFile},
		example("copy-az.txt"):                                         {title: "Masallıda çay festivalı keçiriləcək"},
		example("copy-ru.txt"):                                         {title: "Начальник порта: Третий причал для зерна откроют весной"},
		example("copy-en.txt"):                                         {title: "A ferry and a train share one ticket"},
	} {
		got, err := l.Page(t.Context(), where)
		if feed.KindOf(err) != c.want || got.Title != c.title {
			t.Errorf("%s: %q %v, want %q %s", where, got.Title, err, c.title, c.want)
		}
		if c.want == "" && (got.Markdown == "" || !got.Full || got.ID != 0 || len(got.Rubrics) == 0) {
			t.Errorf("%s: %+v", where, got)
		}
	}
	if n := len(list(t, l, "")); n != 0 {
		t.Errorf("%d items are stored", n)
	}
	got, err := l.Document([]byte(story("From a pipe")), "-")
	if err != nil || got.Title != "From a pipe" || got.Section != "Economy" || !slices.Equal(got.Rubrics, []feed.Rubric{feed.Economy}) {
		t.Errorf("%+v %v", got, err)
	}
	_, err = l.Document(nil, "-")
	kind(t, err, feed.KindNoText)
}

// TestPageOfReport has all the parts of the agency's own pages filed.
func TestPageOfReport(t *testing.T) {
	t.Parallel()
	l, _ := openNew(t)
	for _, name := range []string{"copy-az.txt", "today.html", "yesterday.html"} {
		got, err := l.Page(t.Context(), filepath.Join("..", "report", "testdata", name))
		if err != nil || len(got.Latest) == 0 || got.Section == "" ||
			got.Rubrics[0] == feed.Other || got.Published.IsZero() {
			t.Errorf("%s: %+v %v", name, got, err)
			continue
		}
		filed := 0
		for _, it := range got.Latest {
			if len(it.Rubrics) == 0 {
				t.Errorf("%s: %+v is not filed", name, it)
			}
			if it.Rubrics[0] != feed.Other {
				filed++
			}
		}
		if filed == 0 {
			t.Errorf("%s: no headline beside the story has its rubric: %+v", name, got.Latest)
		}
	}
}

func TestWhatIsAPage(t *testing.T) {
	t.Parallel()
	for contentType, want := range map[string]bool{
		"": true, "text/html": true, "TEXT/HTML; charset=utf-8": true, "application/xhtml+xml": true, "text/html; charset": true,
		"text/plain": false, "application/pdf": false, "image/png": false, "application/json": false, ";": true,
	} {
		if got := isPage(contentType); got != want {
			t.Errorf("%q: %v", contentType, got)
		}
	}
	for address, want := range map[string]bool{
		"https://x.example/story": false, "https://x.example/story.html": false, "https://x.example/2025.11.28": false,
		"https://x.example/song.MP3": true, "https://x.example/a.pdf?page=1": true, "mailto:a@x.example": true, "ftp://x.example/": true, "::": true,
	} {
		if got := namesFile(address); got != want {
			t.Errorf("%s: %v", address, got)
		}
	}
	for doc, want := range map[string]bool{
		"": false, "Words": false, "a < b": false, "<p>x": true, "\n\t<!-- x --><html>": true, "\xef\xbb\xbf<html>": true,
		"\xff\xfe<\x00h\x00t\x00m\x00l\x00>\x00": true, "Saved by x\n<!DOCTYPE html>": true,
	} {
		if got := isMarkup([]byte(doc)); got != want {
			t.Errorf("%q: %v", doc, got)
		}
	}
}

func TestLookup(t *testing.T) {
	t.Parallel()
	p := publish(t, map[string]answer{"/rss": says(document(three()...))})
	l, _ := openNew(t)
	follow(t, l, p.URL+"/rss")
	it := list(t, l, "")[0]
	for _, address := range []string{it.URL, it.URL + "/", it.URL + "?utm_source=x", strings.Replace(it.URL, "http:", "https:", 1)} {
		if id, err := l.Lookup(t.Context(), address); err != nil || id != it.ID {
			t.Errorf("%s: %d %v", address, id, err)
		}
	}
	for _, address := range []string{"", "https://not-there.example/", "x"} {
		_, err := l.Lookup(t.Context(), address)
		kind(t, err, feed.KindNoItem)
	}
}

// TestTidy keeps what the reader's settings say, once a day.
func TestTidy(t *testing.T) {
	t.Parallel()
	p := publish(t, map[string]answer{"/rss": says(document(three()...))})
	path, c := filepath.Join(t.TempDir(), "edition.db"), &clock{at: noon()}
	l := openAt(t, path, c)
	follow(t, l, p.URL+"/rss")
	items := list(t, l, "")
	if _, err := l.Mark(t.Context(), feed.Starred, 0, items[1].ID); err != nil {
		t.Fatal(err)
	}
	c.pass(100 * 24 * time.Hour)
	if n, err := l.Tidy(t.Context()); n != 0 || err != nil {
		t.Errorf("without a wish to: %d %v", n, err)
	}
	keeping := openWith(t, Options{Path: path, Now: c.now, Client: l.client, Keep: feed.Keep{Days: 90, Starred: true}})
	if r := refresh(t, keeping); r.Swept != 0 {
		t.Errorf("on the first day after a long absence: %+v", r)
	}
	c.pass(25 * time.Hour)
	if r := refresh(t, keeping); r.Swept != 2 {
		t.Errorf("on the second: %+v", r)
	}
	if got := list(t, keeping, ""); len(got) != 1 || got[0].ID != items[1].ID {
		t.Errorf("left are %q", titles(got))
	}
	// The feed still lists what was deleted.
	if r := refresh(t, keeping); r.New != 0 || r.Swept != 0 || len(list(t, keeping, "")) != 1 {
		t.Errorf("%+v", r)
	}
	// Not again on the same day, whoever asks; but the day after.
	fresh := news{guid: "sea-9-z", link: "/story/fresh", title: "Fresh", age: time.Hour}
	p.set("/rss", says(document(fresh)))
	if r := refresh(t, keeping); r.New != 1 {
		t.Errorf("%+v", r)
	}
	now := openWith(t, Options{Path: path, Now: c.now, Client: l.client, Keep: feed.Keep{Items: 1}})
	if r := refresh(t, now); r.Swept != 0 {
		t.Errorf("twice on one day: %+v", r)
	}
	c.pass(25 * time.Hour)
	if r := refresh(t, now); r.Swept != 1 || len(list(t, now, "")) != 1 {
		t.Errorf("the day after: %+v", r)
	}
}

func TestHealth(t *testing.T) {
	t.Parallel()
	p := publish(t, map[string]answer{"/rss": says(document(three()...))})
	l, _ := openNew(t)
	follow(t, l, p.URL+"/rss")
	p.set("/rss", status(500))
	refresh(t, l)
	h, err := l.Health(t.Context())
	if err != nil || !h.Store.Sound || h.Store.Items != 3 || h.Store.Bytes == 0 || len(h.Sources) != 1 || h.Sources[0].Trouble != feed.KindServer {
		t.Errorf("%+v %v", h, err)
	}
	if len(l.Catalogue()) < 50 {
		t.Errorf("%d feeds in the catalogue", len(l.Catalogue()))
	}
}

func TestCanonical(t *testing.T) {
	t.Parallel()
	for doc, want := range map[string]string{
		`<head><link rel="canonical" href="https://x.example/a?b=1&amp;c=2">`: "https://x.example/a?b=1&c=2",
		`<LINK href='https://x.example/' rel=canonical />`:                    "https://x.example/",
		`<link rel="alternate" href="https://x.example/">`:                    "",
		`<link rel="canonical" href="javascript:alert(1)">`:                   "",
		`<link rel="canonical">`:                                              "",
		"":                                                                    "",
	} {
		if got := canonical([]byte(doc)); got != want {
			t.Errorf("%s: %q, want %q", doc, got, want)
		}
	}
}
