package store

import (
	"testing"

	"rubrika/feed"
)

// A text or an author that comes after the headline is found too, and what the
// page gave stays so.
func TestWordsThatComeLater(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	src := follow(t, s, "https://x.example/", "")
	e := story("x.example/1", "Titel")
	e.Text = ""
	put(t, s, src, e)
	e.HTML, e.Text, e.Author = "<p>Spätwort", "Spätwort", "Erste Autorin"
	put(t, s, src, e)
	for _, text := range []string{"spätwort", "author:autorin", "titel"} {
		if n := len(list(t, s, text)); n != 1 {
			t.Errorf("%q finds %d", text, n)
		}
	}
	if err := s.KeepPage(t.Context(), 1, feed.Entry{HTML: "<p>Seite", Text: "Seite"}); err != nil {
		t.Fatal(err)
	}
	e.Author, e.HTML = "Zweite Autorin", "<p>Spätwort.</p>"
	put(t, s, src, e)
	for text, want := range map[string]int{"seite": 1, "author:zweite": 1, "author:erste": 0, "spätwort": 0, "-author:zweite": 0} {
		if n := len(list(t, s, text)); n != want {
			t.Errorf("%q finds %d, want %d", text, n, want)
		}
	}
}
