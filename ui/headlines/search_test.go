package headlines

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"rubrika/feed"
	"rubrika/feed/words"
	"rubrika/ui/keys"
	"rubrika/ui/lang"
	"rubrika/ui/render"
	"rubrika/ui/theme"
)

// sought makes a list the answer of a search.
func sought(s *Screen, text string) {
	s.SetSort(feed.Relevance)
	s.SetSearch(words.NewMarker(feed.Filter{Text: text}.Words(), []string{"ru", "en"}).Find, text)
}

// reports are n items with the word in the title of each third.
func reports(n int) []feed.Item {
	out := make([]feed.Item, n)
	for i := range out {
		title := "Порт работает без перебоев"
		if i%3 == 0 {
			title = "Маяки зажгли вовремя"
		}
		out[i] = feed.Item{
			ID: feed.ID(i + 1), Title: title, Lang: "ru", Order: now.Add(-time.Duration(i) * 30 * 24 * time.Hour), Story: 1,
			Summary: fmt.Sprintf("Сводка %d: у маяка ждут парома, который идёт с дальнего берега и опаздывает.", i), State: feed.State(i % 2),
		}
	}
	return out
}

// accents are the pieces of a line in the colour of matches.
func accents(s *Screen, line string) []string {
	before, _, _ := strings.Cut(s.theme.Style(s.mark()).Render("x"), "x")
	var out []string
	for _, part := range strings.Split(line, before)[1:] {
		text, _, _ := strings.Cut(part, "\x1b")
		if text = strings.TrimSpace(text); text != "" && text != "●" && text != "▌" {
			out = append(out, text)
		}
	}
	return out
}

func TestAnAnswerHasNoDaysAndTwoLines(t *testing.T) {
	s := screen(t, 80, 20, 0)
	sought(s, "маяк")
	s.SetItems(reports(14))
	view := s.View()
	for i := range 10 {
		row, piece := ansi.Strip(view[2*i]), ansi.Strip(view[2*i+1])
		if strings.Contains(row, "──") || !strings.Contains(piece, fmt.Sprintf("Сводка %d:", i)) {
			t.Errorf("%q, %q", row, piece)
		}
		if got := accents(s, view[2*i+1]); !slices.Equal(got, []string{"маяка"}) {
			t.Errorf("of the piece %q is marked", got)
		}
		if got := slices.Contains(accents(s, view[2*i]), "Маяки"); i%3 == 0 != got && i > 0 {
			t.Errorf("of the headline %q is marked", accents(s, view[2*i]))
		}
	}
	for i, want := range []string{" 12:36 ", " 29 окт ", " 29 сен ", " 30 авг "} {
		if row := ansi.Strip(view[2*i]); !strings.Contains(row, want) {
			t.Errorf("no %q in %q", want, row)
		}
	}
	if old := ansi.Strip(s.row(&reports(14)[13], fit(80, 7), false)); !strings.Contains(old, " 11.2024 ") {
		t.Errorf("another year: %q", old)
	}
	if s.Resize(80, tallFrom-1); strings.Contains(strings.Join(s.View(), "\n"), "Сводка") || s.Around() != nil {
		t.Error("on a low screen the pieces stand still")
	}
	s.Resize(80, 20)
	s.SetSort(feed.Newest)
	if view := ansi.Strip(strings.Join(s.View(), "\n")); !strings.Contains(view, "──") || strings.Contains(view, "Сводка") {
		t.Errorf("in the order of time:\n%s", view)
	}
}

func TestSnippetsAreShownAsTheyAre(t *testing.T) {
	s := screen(t, 80, 20, 0)
	sought(s, "маяк")
	s.SetItems(reports(4))
	text := "Старый смотритель рассказал, что до весны маяк простоит в лесах."
	at := strings.Index(text, "маяк")
	known := map[feed.ID]feed.Snippet{2: {Text: text, Marks: [][2]int{{at, at + len("маяк")}}}}
	s.SetSnippets(known)
	if got := s.View()[3]; !strings.Contains(ansi.Strip(got), "до весны маяк простоит") || !slices.Equal(accents(s, got), []string{"маяк"}) {
		t.Errorf("%q, marked %q", ansi.Strip(got), accents(s, got))
	}
	known[3] = feed.Snippet{Text: "Без отметок, но с маяком."} // known from the question before
	if got := accents(s, s.View()[5]); !slices.Equal(got, []string{"маяком"}) {
		t.Errorf("marked %q", got)
	}
	if got := s.Around(); len(got) != 4 {
		t.Errorf("round the window are %v", got)
	}
}

// Without colours, what is found is underlined: bold is what is unread.
func TestMatchesWithoutColours(t *testing.T) {
	th, err := theme.Load("dark", true, colorprofile.ASCII)
	if err != nil {
		t.Fatal(err)
	}
	s := New(lang.For("ru"), th, feed.Rubrics(), false)
	s.Resize(80, 20)
	s.Tick(now)
	sought(&s, "маяк")
	s.SetItems(reports(2))
	s.Do(keys.Down)
	if row := s.View()[0]; !strings.Contains(row, "4mМаяки") {
		t.Errorf("%q", row)
	}
}

// The piece of a text that is shown has its first mark in it, and marks stay on
// their words.
func TestAbout(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := rapid.SliceOfN(rapid.SampledFrom([]string{"порт", "маяк", "日本", "é", "a", "длинноесловобезконца", "👨‍👩‍👧"}), 1, 40).Draw(t, "words")
		text := render.Steady(strings.Join(all, " "))
		var marks [][2]int
		for i := 0; ; {
			at := strings.Index(text[i:], "маяк")
			if at < 0 {
				break
			}
			marks = append(marks, [2]int{i + at, i + at + len("маяк")})
			i += at + len("маяк")
		}
		width := rapid.IntRange(1, 90).Draw(t, "width")
		part, moved := about(text, marks, width)
		if cells(part) > width {
			t.Fatalf("%q has no room in %d", part, width)
		}
		last := 0
		for _, m := range moved {
			if m[0] < last || m[1] > len(part) || !strings.HasPrefix("маяк", strings.TrimSuffix(part[m[0]:m[1]], "…")) {
				t.Fatalf("%v of %q is %q", m, part, part[m[0]:m[1]])
			}
			last = m[1]
		}
		if len(marks) > 0 && width >= 40 && len(moved) == 0 {
			t.Fatalf("no mark in %q of %q", part, text)
		}
	})
}

// A list that was put aside comes back to the cell, whatever was shown since.
func TestShelf(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := New(lang.For("ru"), themed(t), feed.Rubrics(), false)
		s.Resize(80, 20)
		s.Tick(now)
		s.SetItems(told(t))
		for range rapid.IntRange(0, 9).Draw(t, "moves") {
			s.Do(rapid.SampledFrom([]keys.Action{keys.Down, keys.PageDown, keys.Up, keys.Bottom}).Draw(t, "move"))
		}
		before := strings.Join(s.View(), "\n")
		b := s.Shelve()
		s.Append(told(t))
		sought(&s, "маяк")
		s.Replace(told(t))
		s.Do(keys.Bottom)
		s.Append(told(t))
		s.SetSearch(nil, "")
		if s.Unshelve(b); strings.Join(s.View(), "\n") != before {
			t.Fatalf("it came back as\n%s", ansi.Strip(strings.Join(s.View(), "\n")))
		}
		if it, ok := s.Selected(); ok {
			if was, _ := b.Selected(); was.ID != it.ID || b.Len() != len(s.Items()) {
				t.Fatalf("selected is %d of %d, was %d of %d", it.ID, len(s.Items()), was.ID, b.Len())
			}
		}
	})
}

func themed(t *rapid.T) theme.Theme {
	th, err := theme.Load("dark", true, colorprofile.TrueColor)
	if err != nil {
		t.Fatal(err)
	}
	return th
}

func TestTheRuleSaysWhatWasSearchedFor(t *testing.T) {
	s := screen(t, 80, 20, 3)
	sought(s, "маяк порт")
	rule := s.Head(80, feed.Filter{}, counts(), false)[2]
	if !strings.Contains(ansi.Strip(rule), "── поиск: маяк порт ──") {
		t.Errorf("%q", ansi.Strip(rule))
	}
	if does, _ := s.HeadAt(find(t, rule, "маяк"), 2); does != keys.Search {
		t.Errorf("a click on it does %q", does)
	}
	s.SetSort(feed.Oldest)
	if rule := s.Head(80, feed.Filter{}, counts(), false)[2]; !strings.Contains(ansi.Strip(rule), "маяк порт · сначала старые") {
		t.Errorf("%q", ansi.Strip(rule))
	}
}

// A page of the answer of a search: each headline and piece is looked through.
func BenchmarkAnswer(b *testing.B) {
	s := screen(b, 120, 50, 0)
	sought(s, "маяк страхование")
	s.SetItems(reports(1000))
	for b.Loop() {
		s.Do(keys.Down)
		if len(s.View()) != 50 {
			b.Fatal("short")
		}
	}
}
