package article

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"rubrika/feed"
	"rubrika/ui/keys"
	"rubrika/ui/lang"
	"rubrika/ui/render"
	"rubrika/ui/theme"
)

var baku = time.FixedZone("Asia/Baku", 4*3600)

func look(t *testing.T) theme.Theme {
	t.Helper()
	th, err := theme.Load("dark", true, colorprofile.TrueColor)
	if err != nil {
		t.Fatal(err)
	}
	return th
}

// story is an article of many paragraphs, numbered, with a link in every
// third.
func story() feed.Article {
	a := feed.Article{Item: feed.Item{
		ID: 7, Title: "Как печатают первую полосу", Section: "Культура", SourceTitle: "Вестник", Lang: "ru",
		Published: time.Date(2025, 11, 28, 12, 0, 0, 0, baku), Tags: []string{"печать", "газеты"},
		Summary: "Коротко о том, как верстают полосу.",
	}, Author: "А. Наборщик"}
	var b strings.Builder
	for i := range 40 {
		fmt.Fprintf(&b, "Абзац %d. %s", i, strings.Repeat("Слова о наборе и вёрстке полосы. ", 6))
		if i%3 == 0 {
			a.Links = append(a.Links, feed.Link{URL: fmt.Sprintf("https://example.org/%d", i), Text: "источник"})
			fmt.Fprintf(&b, `источник\[%d\]`, len(a.Links))
		}
		b.WriteString("\n\n")
	}
	a.Markdown = b.String()
	a.Versions = []feed.Version{{Lang: "az", Title: "Birinci səhifə necə çap olunur", ID: 8}}
	return a
}

func open(t *testing.T, w, h int) *Screen {
	t.Helper()
	s := New(lang.For("ru"), look(t), 76)
	s.Resize(w, h)
	s.Tick(time.Date(2025, 11, 28, 12, 36, 0, 0, baku))
	a := story()
	s.Open(a.Item)
	s.SetLatest([]feed.Item{{ID: 1, Title: "Свежая новость", Order: a.Published, Section: "Финансы"}, a.Item})
	s.SetBody(a, body(t, &s))
	return &s
}

func body(t *testing.T, s *Screen) []render.Line {
	t.Helper()
	a := story()
	return render.New(look(t)).Body(t.Context(), a.Markdown, s.Measure(), len(a.Links))
}

func shown(s *Screen) string { return ansi.Strip(strings.Join(s.View(), "\n")) }

func TestHeadTellsRubricTimeSourceAndMinutes(t *testing.T) {
	s := open(t, 120, 30)
	for _, want := range []string{"КУЛЬТУРА", "28 ноября 2025, 12:00 Баку", "Вестник", "7 мин", "Как печатают первую полосу", "────"} {
		if !strings.Contains(shown(s), want) {
			t.Errorf("%q is not in\n%s", want, shown(s))
		}
	}
}

func TestFootHasTagsVersionsAndTheNewest(t *testing.T) {
	s := open(t, 100, 30)
	s.Do(keys.Bottom)
	for _, want := range []string{"А. Наборщик", "# печать", "# газеты", "L az  Birinci", "Последние новости", "12:00  Свежая новость", "Финансы"} {
		if !strings.Contains(shown(s), want) {
			t.Errorf("%q is not in\n%s", want, shown(s))
		}
	}
	if strings.Count(shown(s), "первую полосу") > 0 {
		t.Error("the open story stands among the newest")
	}
	if !s.AtEnd() || s.Percent() != 100 {
		t.Errorf("at the end: %v, %d %%", s.AtEnd(), s.Percent())
	}
}

// TestTheLineBeingReadStays changes width and body under the reader.
func TestTheLineBeingReadStays(t *testing.T) {
	s := open(t, 120, 20)
	for !strings.Contains(strings.Split(shown(s), "\n")[0], "Абзац 17.") {
		if s.AtEnd() {
			t.Fatal("paragraph 17 never came")
		}
		s.Do(keys.Down)
	}
	s.Resize(50, 20)
	s.SetBody(story(), body(t, s))
	if top := strings.Split(shown(s), "\n")[0]; !strings.Contains(top, "Абзац 17.") {
		t.Errorf("narrower, the page begins with %q", top)
	}
	s.Resize(140, 20)
	s.SetBody(story(), body(t, s))
	s.SetNote("замечание")
	s.SetState(feed.Starred)
	if top := strings.Split(shown(s), "\n")[0]; !strings.Contains(top, "Абзац 17.") {
		t.Errorf("wider, the page begins with %q", top)
	}
}

func TestTabWalksThroughTheLinks(t *testing.T) {
	s := open(t, 100, 20)
	if s.LinkChosen() || s.Link(0) != "" {
		t.Error("a link is chosen before Tab")
	}
	for i := range 14 {
		s.Do(keys.NextLink)
		if want := fmt.Sprintf("https://example.org/%d", 3*i); s.Link(0) != want {
			t.Fatalf("Tab %d: %q, want %q", i+1, s.Link(0), want)
		}
		if !strings.Contains(shown(s), fmt.Sprintf("[%d]", i+1)) {
			t.Errorf("link %d is not in view", i+1)
		}
	}
	s.Do(keys.NextLink)
	if s.Link(0) != "https://example.org/0" {
		t.Errorf("after the last: %q", s.Link(0))
	}
	s.Do(keys.PrevLink)
	if s.Link(0) != "https://example.org/39" {
		t.Errorf("before the first: %q", s.Link(0))
	}
	if s.Link(2) != "https://example.org/3" || s.Link(99) != "" {
		t.Error("links by number")
	}
}

func TestEveryLineFits(t *testing.T) {
	for _, w := range []int{40, 41, 60, 80, 133, 200} {
		s := open(t, w, 24)
		for {
			for i, l := range s.View() {
				if n := ansi.StringWidth(l); n != w {
					t.Fatalf("width %d: line %d has %d cells: %q", w, i, n, ansi.Strip(l))
				}
			}
			if s.AtEnd() {
				break
			}
			s.Do(keys.PageDown)
		}
		if s.Do(keys.PageDown) {
			t.Error("at the end a page down is still its own")
		}
	}
}
