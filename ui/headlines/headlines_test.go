package headlines

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
	"rubrika/ui/theme"
)

var now = time.Date(2025, 11, 28, 12, 36, 0, 0, time.FixedZone("Asia/Baku", 4*3600))

func look(t testing.TB) theme.Theme {
	t.Helper()
	th, err := theme.Load("dark", true, colorprofile.TrueColor)
	if err != nil {
		t.Fatal(err)
	}
	return th
}

func screen(t testing.TB, w, h, n int) *Screen {
	t.Helper()
	s := New(lang.For("ru"), look(t), feed.Rubrics(), false)
	s.Resize(w, h)
	s.Tick(now)
	s.SetItems(items(n))
	return &s
}

// items are n headlines, one an hour back from now; id 1 is the newest.
func items(n int) []feed.Item {
	titles := []string{
		"В Азербайджане готовят механизм страхования заёмщиков от потери работы и дохода на срок до года",
		"नमस्ते दुनिया ÅÅÅ é combining",
		"Семья 👨‍👩‍👧‍👦 и флаг 🇦🇿 на площади, 日本語のニュース見出し、とても長いので切られます、切られます、切られます",
		"Short",
		"",
		"שלום עולם, خبر عاجل",
	}
	out := make([]feed.Item, n)
	for i := range out {
		out[i] = feed.Item{
			ID: feed.ID(i + 1), Title: titles[i%len(titles)], Section: "Социальная защита", SourceTitle: "Агентство 新聞",
			Summary: "Первые слова самой новости, которые видно на широком экране", Order: now.Add(-time.Duration(i) * time.Hour),
			Story: 1 + i%12, Badges: feed.Badge(i % 32), State: feed.State(i % 4), Rubrics: []feed.Rubric{feed.Society},
		}
	}
	return out
}

func TestColumnsLeaveHalfTheRowToTheTitle(t *testing.T) {
	for w := 40; w <= 260; w++ {
		c := fit(w, 5)
		if c.title < w/2 {
			t.Errorf("width %d: the title has %d", w, c.title)
		}
		if c.source > 0 && c.section == 0 {
			t.Errorf("width %d: the rubric left before the source", w)
		}
	}
	if c := fit(80, 5); c.section == 0 || c.source != 0 {
		t.Errorf("at 80 columns the rubric stands and the source does not: %+v", c)
	}
	if c := fit(120, 5); c.section == 0 || c.source == 0 {
		t.Errorf("at 120 columns both stand: %+v", c)
	}
}

// TestRowsKeepTheirColumns draws combining marks, emoji sequences, wide and
// right-to-left text: every row is exactly as wide as the window, and the
// publisher's rubric begins in one column.
func TestRowsKeepTheirColumns(t *testing.T) {
	for _, w := range []int{40, 57, 80, 100, 120, 163, 200} {
		s := screen(t, w, 40, 30)
		at := -1
		for i, l := range s.View() {
			if n := ansi.StringWidth(l); n != w {
				t.Errorf("width %d, line %d: %d cells: %q", w, i, n, ansi.Strip(l))
			}
			plain := ansi.Strip(l)
			if before, _, ok := strings.Cut(plain, "Социал"); ok {
				col := ansi.StringWidth(before)
				if at < 0 {
					at = col
				}
				if col != at {
					t.Errorf("width %d: the rubric stands in column %d, above in %d: %q", w, col, at, plain)
				}
			}
		}
	}
}

func TestDaysAreSeparatedInTheReadersZone(t *testing.T) {
	s := screen(t, 80, 40, 30)
	var days []string
	for _, l := range s.View() {
		if p := ansi.Strip(l); strings.Contains(p, "──") {
			days = append(days, strings.Fields(p)[0])
		}
	}
	if got := strings.Join(days, " "); got != "сегодня, вчера," && got != "сегодня вчера" {
		t.Errorf("days: %q", got)
	}
}

func TestSigns(t *testing.T) {
	for _, c := range []struct {
		it   feed.Item
		want string
	}{
		{feed.Item{}, "   "},
		{feed.Item{Badges: feed.Video}, " ▶ "},
		{feed.Item{Badges: feed.Urgent | feed.Video}, "!▶ "},
		{feed.Item{State: feed.Starred}, " ★ "},
		{feed.Item{State: feed.Starred, Badges: feed.Urgent | feed.Video}, "!★ "},
		{feed.Item{State: feed.Watched}, " ◆ "},
		{feed.Item{State: feed.Watched | feed.Starred, Badges: feed.Video}, "★◆ "},
		{feed.Item{Badges: feed.Updated | feed.Photo}, "↻▣ "},
	} {
		if got, _ := signs(&c.it); got != c.want {
			t.Errorf("%v: %q, want %q", c.it.Badges, got, c.want)
		}
	}
}

func TestBarShowsTheCurrentRubricAndTheNext(t *testing.T) {
	counts := feed.Counts{All: 1280}
	for i, r := range feed.Rubrics() {
		counts.Rubrics = append(counts.Rubrics, feed.Tally{Name: string(r), Total: 10 * i, Unread: i})
	}
	for _, w := range []int{40, 60, 80, 120, 200} {
		s := screen(t, w, 10, 3)
		for i, r := range feed.Rubrics() {
			bar := s.Head(w, feed.Filter{Rubrics: []feed.Rubric{r}}, counts, false)[1]
			if n := ansi.StringWidth(bar); n != w {
				t.Errorf("width %d: the bar is %d wide", w, n)
			}
			name := lang.For("ru").Rubric(r)
			if w < 100 {
				name = lang.For("ru").RubricShort(r)
			}
			if !strings.Contains(ansi.Strip(bar), name) {
				t.Errorf("width %d: %s is not in %q", w, name, ansi.Strip(bar))
			}
			if i < 9 && !strings.Contains(ansi.Strip(bar), fmt.Sprintf("%d %s", i+1, name)) {
				t.Errorf("width %d: no key before %s in %q", w, name, ansi.Strip(bar))
			}
		}
	}
}

func TestTheSelectedItemStays(t *testing.T) {
	s := screen(t, 80, 20, 50)
	for range 10 {
		s.Do(keys.Down)
	}
	it, _ := s.Selected()
	line := s.list.Line()
	fresh := items(50)
	for i := range 7 {
		fresh = append([]feed.Item{{ID: feed.ID(1000 + i), Title: "новость", Order: now}}, fresh...)
	}
	s.Replace(fresh)
	if got, _ := s.Selected(); got.ID != it.ID {
		t.Errorf("selected %d, was %d", got.ID, it.ID)
	}
	if s.list.Line() != line {
		t.Errorf("the selected row went from line %d to %d", line, s.list.Line())
	}
	s.Do(keys.Top)
	top, _ := s.Selected()
	s.Replace(append([]feed.Item{{ID: 5000, Title: "свежая", Order: now}}, fresh...))
	if got, _ := s.Selected(); got.ID != top.ID || !strings.Contains(ansi.Strip(s.View()[1]), "свежая") {
		t.Errorf("on the first row news does not come in at once, or takes the cursor: %d", got.ID)
	}
	s.Replace(items(50)[20:])
	if s.Index() != 0 {
		t.Errorf("another question, and the cursor stands on row %d", s.Index())
	}
}

func TestNextUnreadSkipsWhatWasRead(t *testing.T) {
	s := screen(t, 80, 20, 9) // states 0 1 2 3 0 …: read at 1, 3, 5, 7
	for _, want := range []int{2, 4, 6, 8} {
		s.Do(keys.NextUnread)
		if s.Index() != want {
			t.Fatalf("J leads to %d, not %d", s.Index(), want)
		}
	}
	if s.Do(keys.NextUnread); s.Index() != 8 {
		t.Error("past the end")
	}
	s.Do(keys.PrevUnread)
	if s.Index() != 6 {
		t.Errorf("K leads to %d", s.Index())
	}
}

// A publisher's rubric is a choice too: «all» is not what the list shows then.
func TestAllIsLitWithoutAnyRubric(t *testing.T) {
	s := screen(t, 120, 10, 3)
	for _, c := range []struct {
		f   feed.Filter
		lit bool
	}{
		{feed.Filter{}, true},
		{feed.Filter{Langs: []string{"az"}}, true},
		{feed.Filter{Rubrics: []feed.Rubric{feed.Sport}}, false},
		{feed.Filter{Sections: []string{"Регион"}}, false},
	} {
		if on := s.chips(c.f, feed.Counts{})[0].on; on != c.lit {
			t.Errorf("%+v: lit %v", c.f, on)
		}
	}
}
