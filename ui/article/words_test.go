package article

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"rubrika/feed"
	"rubrika/feed/words"
	"rubrika/ui/keys"
)

// marker marks words as the list of a search does.
func marker(text string) func(string, string) [][2]int {
	return words.NewMarker(feed.Filter{Text: text}.Words(), []string{"ru", "en"}).Find
}

// told are the marked pieces of the page, those of one match joined by «|».
func told(s *Screen) []string {
	piece := func(h hit) string { return ansi.Strip(ansi.Cut(s.lines[h.line].text, h.from, h.to)) }
	var out []string
	for _, h := range s.found.hits {
		text := piece(h)
		for _, r := range s.found.rest {
			if r.line == h.line+1 && h.to >= ansi.StringWidth(strings.TrimRight(ansi.Strip(s.lines[h.line].text), " ")) {
				text += "|" + piece(r)
			}
		}
		out = append(out, text)
	}
	return out
}

func TestMarkWords(t *testing.T) {
	a := feed.Article{Item: feed.Item{ID: 1, Lang: "ru", Title: "Порт застраховал маяки"}}
	a.Markdown = "Маяк не зажгли. О маяке сказали утром.\n\n> Без маяка нам никак нельзя, а следующий старый маяк зажгут весной.\n\nКонец."
	s := &show(t, dark(t), a, 53, 12).Screen
	for _, c := range []struct {
		text string
		want []string
	}{
		{"маяк", []string{"маяки", "Маяк", "маяке", "маяка", "маяк"}},
		{"мая*", []string{"маяки", "Маяк", "маяке", "маяка", "маяк"}},
		{`"старый маяк"`, []string{"старый|маяк"}},
		{"портвейн", nil},
	} {
		s.MarkWords(marker(c.text))
		if got := told(s); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.text, got, c.want)
		}
	}
	s.MarkWords(nil)
	if _, n := s.Words(); n != 0 {
		t.Errorf("%d are marked without a search", n)
	}
}

func TestNextWordStopsAtTheEnds(t *testing.T) {
	a := feed.Article{Item: feed.Item{ID: 1, Lang: "ru", Title: "Порт"}}
	a.Markdown = strings.Repeat("Маяк стоит у причала.\n\n", 20)
	s := &show(t, dark(t), a, 60, 8).Screen
	s.MarkWords(marker("маяк"))
	_, n := s.Words()
	if n != 20 {
		t.Fatalf("%d are marked", n)
	}
	for i := 1; i <= n; i++ {
		if at, _ := s.Words(); !s.NextWord(1) || at != i-1 || i == 1 && s.NextWord(-1) {
			t.Fatalf("from %d there is no further one", at)
		}
		if h := s.found.hits[i-1]; h.line < s.offset || h.line >= s.offset+s.height {
			t.Fatalf("match %d is out of view", i)
		}
	}
	if at, _ := s.Words(); s.NextWord(1) || at != n {
		t.Errorf("past the last one it goes to %d", at)
	}
	s.Do(keys.Top)
	if !s.NextWord(1) || s.found.at != 1 {
		t.Errorf("from the top it goes to %d", s.found.at)
	}
	if s.Do(keys.NextMatch) {
		t.Error("without words to find, n is for the root")
	}
	s.Find("причала")
	if _, n := s.Words(); n != 0 || s.NextWord(1) {
		t.Error("while words are found on the page, the others are not gone to")
	}
	if s.Find(""); len(s.found.hits) != 20 {
		t.Errorf("after that %d are marked", len(s.found.hits))
	}
	s.Open(feed.Item{ID: 2, Title: "Маяк"})
	if _, n := s.Words(); n != 1 {
		t.Errorf("on the next page %d are marked", n)
	}
}
