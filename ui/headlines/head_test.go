package headlines

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"
	"pgregory.net/rapid"

	"rubrika/feed"
	"rubrika/ui/keys"
	"rubrika/ui/lang"
	"rubrika/ui/theme"
)

func topics() []feed.Tally {
	return []feed.Tally{
		{Name: "ОТГ", Total: 3, Pinned: true},
		{Name: "WUF13", Total: 2, Pinned: true, Rising: true},
		{Name: "Бюджетный пакет", Pinned: true},
		{Name: "Таиланд", Total: 7, Rising: true},
		{Name: "Лига чемпионов", Total: 4, Rising: true},
		{Name: "Транскаспийский маршрут", Total: 9, Rising: true},
	}
}

func counts() feed.Counts {
	c := feed.Counts{All: 1280, AllUnread: 3}
	for i, r := range feed.Rubrics() {
		c.Rubrics = append(c.Rubrics, feed.Tally{Name: string(r), Total: (97 * (i + 3)) % 61, Unread: i % 3})
	}
	return c
}

// under is the text of the cells of a line that mean the same as cell x.
func under(s *Screen, line string, x, y int) string {
	does, name := s.HeadAt(x, y)
	var b strings.Builder
	for i := range ansi.StringWidth(line) {
		if d, n := s.HeadAt(i, y); d == does && n == name {
			b.WriteString(ansi.Strip(ansi.Cut(line, i, i+1)))
		}
	}
	return strings.TrimSpace(b.String())
}

// find is the first cell of a text in a line.
func find(t *testing.T, line, text string) int {
	t.Helper()
	before, _, ok := strings.Cut(ansi.Strip(line), text)
	if !ok {
		t.Fatalf("no %q in %q", text, ansi.Strip(line))
	}
	return ansi.StringWidth(before)
}

func TestTheStripKeepsWhatIsChosen(t *testing.T) {
	for _, w := range []int{40, 60, 80, 120, 200} {
		s := screen(t, w, 10, 3)
		s.SetTopics(topics())
		for _, chosen := range []string{"ОТГ", "Транскаспийский маршрут", "что-то из окна тем"} {
			line := s.Head(w, feed.Filter{Topics: []string{chosen}}, counts(), false)[0]
			if n := ansi.StringWidth(line); n != w {
				t.Errorf("width %d: %d cells", w, n)
			}
			if !strings.Contains(ansi.Strip(line), chosen[:len("ОТ")]) || !strings.Contains(line, "12:36") {
				t.Errorf("width %d: %q is not in %q", w, chosen, ansi.Strip(line))
			}
		}
	}
	s := screen(t, 120, 10, 3)
	s.SetTopics(topics())
	plain := ansi.Strip(s.Head(120, feed.Filter{}, counts(), false)[0])
	if !strings.Contains(plain, " rubrika  ОТГ · ↑WUF13 · Бюджетный пакет · ↑Таиланд · ") {
		t.Errorf("the strip is %q", plain)
	}
	chosen := ansi.Strip(s.Head(120, feed.Filter{Topics: []string{"WUF13"}}, counts(), false)[0])
	if chosen != plain {
		t.Errorf("choosing a topic moves the strip:\n%q\n%q", plain, chosen)
	}
	if s.Mark = "пробный выпуск"; !strings.Contains(ansi.Strip(s.Head(120, feed.Filter{}, counts(), false)[0]), "rubrika  пробный выпуск  ОТГ") {
		t.Error("no mark beside the name")
	}
}

func TestClicksInTheHead(t *testing.T) {
	s := screen(t, 120, 10, 3)
	s.SetTopics(topics())
	s.SetNew(12)
	s.SetSort(feed.Oldest)
	head := s.Head(120, feed.Filter{}, counts(), false)
	for _, c := range []struct {
		y           int
		at, all     string
		does        keys.Action
		name        string
		nothingNear bool
	}{
		{0, "WUF13", "↑WUF13", keys.Topics, "WUF13", false},
		{0, "12:36", "", "", "", true},
		{1, "Все", "0 Все 1280", keys.Rubric0, "", false},
		{1, "Экономика", "3 Экономика 58", keys.Rubric3, "", false},
		{1, "›", "›", keys.RubricNext, "", false},
		{2, "новых", "12 новых ↑", keys.Top, "", false},
		{2, "сначала", "сначала старые", keys.Sort, "", false},
	} {
		x := find(t, head[c.y], c.at)
		if does, name := s.HeadAt(x, c.y); does != c.does || name != c.name {
			t.Errorf("%q does %q %q", c.at, does, name)
		}
		if got := under(s, head[c.y], x, c.y); !c.nothingNear && got != c.all {
			t.Errorf("%q is clicked as %q", c.at, got)
		}
	}
	bar := s.Head(120, feed.Filter{Rubrics: []feed.Rubric{feed.Lifestyle}}, counts(), false)[1]
	if does, name := s.HeadAt(find(t, bar, "Образ жизни"), 1); does != keys.ThisRubric || name != string(feed.Lifestyle) {
		t.Errorf("a rubric without a number does %q %q", does, name)
	}
	if does, _ := s.HeadAt(0, 1); does != keys.RubricPrev {
		t.Errorf("the left end does %q", does)
	}
	s.Head(200, feed.Filter{}, counts(), true)
	if does, _ := s.HeadAt(3, 1); does != "" {
		t.Errorf("the empty row does %q", does)
	}
}

// TestHeadIsSound draws heads and columns of any size: they fit, and no cell
// means two things.
func TestHeadIsSound(t *testing.T) {
	s := screen(t, 80, 20, 3)
	rapid.Check(t, func(t *rapid.T) {
		w, h := rapid.IntRange(20, 220).Draw(t, "width"), rapid.IntRange(1, 30).Draw(t, "height")
		n := rapid.IntRange(0, len(topics())).Draw(t, "topics")
		s.SetTopics(topics()[:n])
		s.SetNew(rapid.SampledFrom([]int{0, 1, 12, 123456}).Draw(t, "new"))
		s.SetSort(feed.Sort(rapid.IntRange(0, 2).Draw(t, "sort")))
		s.SetWire(rapid.Bool().Draw(t, "wire"), rapid.Bool().Draw(t, "held"), 2)
		f := feed.Filter{Rubrics: rapid.SliceOfNDistinct(rapid.SampledFrom(feed.Rubrics()), 0, 3, rapid.ID).Draw(t, "rubrics")}
		for y, l := range s.Head(w, f, counts(), rapid.Bool().Draw(t, "column")) {
			if got := ansi.StringWidth(l); got != w {
				t.Fatalf("line %d is %d wide, not %d", y, got, w)
			}
		}
		for i, a := range s.head {
			if a.from >= a.to || slices.ContainsFunc(s.head[:i], func(b hit) bool { return a.y == b.y && a.from < b.to && b.from < a.to }) {
				t.Fatalf("%+v among %+v", a, s.head)
			}
		}
		column := s.Column(w/4, h, f, counts())
		if len(column) != h || len(s.column) > h {
			t.Fatalf("%d lines, %d can be clicked, of %d", len(column), len(s.column), h)
		}
	})
}

func TestTheColumnShowsTheCurrentRubric(t *testing.T) {
	s := screen(t, 150, 40, 3)
	for _, h := range []int{2, 5, 16, 40} {
		for i, r := range feed.Rubrics() {
			column := s.Column(26, h, feed.Filter{Rubrics: []feed.Rubric{r}}, counts())
			y := slices.IndexFunc(column, func(l string) bool { return strings.Contains(ansi.Strip(l), lang.For("ru").Rubric(r)) })
			if y < 0 {
				t.Fatalf("height %d: no %s", h, r)
			}
			does, name := s.ColumnAt(y)
			if n, ok := does.Number(); i < 9 && (!ok || n != i+1) || i >= 9 && (does != keys.ThisRubric || name != string(r)) {
				t.Errorf("height %d: %s does %q %q", h, r, does, name)
			}
			if !strings.HasSuffix(column[y], " ") || ansi.StringWidth(column[y]) != 26 {
				t.Errorf("%q", column[y])
			}
		}
	}
	if does, _ := s.ColumnAt(16); does != "" {
		t.Errorf("below the rubrics a click does %q", does)
	}
	if narrow := strings.Join(s.Column(17, 40, feed.Filter{}, counts()), "\n"); strings.Contains(narrow, "…") {
		t.Errorf("a name is cut where the short one has room:\n%s", ansi.Strip(narrow))
	}
}

// TestTheWireDividesOnce: what came while the reader was away stands above one
// line, in the order of arrival, with the times of arrival.
func TestTheWireDividesOnce(t *testing.T) {
	s := screen(t, 80, 30, 0)
	all := edition(20)
	for i := range all {
		all[i].Seen = now.Add(-24*time.Hour - time.Duration(i)*time.Minute)
	}
	left := lang.For("ru").Front.Left
	lines := func() (out []int) {
		for y, l := range s.View() {
			if strings.Contains(l, left) {
				out = append(out, y)
			}
		}
		return out
	}
	s.SetSort(feed.Arrival)
	s.SetItems(all)
	if len(lines()) > 0 {
		t.Error("a line without the wire")
	}
	s.SetWire(true, false, all[3].ID)
	s.Do(keys.Top)
	if got := lines(); !slices.Equal(got, []int{4}) {
		t.Errorf("three are new, the line stands on %v", got)
	}
	if text := ansi.Strip(s.View()[1]); !strings.Contains(text, "12:36") || !strings.Contains(ansi.Strip(s.View()[0]), "вчера") {
		t.Errorf("not the time of arrival: %q", text)
	}
	s.Append(edition(20)[:1]) // greater than left, and yet below
	if got := lines(); !slices.Equal(got, []int{4}) {
		t.Errorf("after a page below the line stands on %v", got)
	}
	s.SetItems(all[:3:3])
	s.Append(all[1:3])
	if len(lines()) > 0 {
		t.Errorf("all are new, and the line stands on %v", lines())
	}
	s.Append(all[3:])
	if got := lines(); !slices.Equal(got, []int{6}) {
		t.Errorf("the first known one came with a page below, the line stands on %v", got)
	}
	for _, id := range []feed.ID{0, 9999} {
		if s.SetWire(true, false, id); len(lines()) > 0 {
			t.Errorf("all or nothing is new, and there is a line on %v", lines())
		}
	}
}

func TestTitlesFromRightToLeft(t *testing.T) {
	s := screen(t, 80, 5, 0)
	s.SetItems([]feed.Item{{ID: 1, Title: "שלום 12", Order: now}})
	if !strings.Contains(ansi.Strip(s.View()[1]), "שלום 12") {
		t.Error("a terminal that reorders gets the text as it is")
	}
	s.Reorder = true
	if !strings.Contains(ansi.Strip(s.View()[1]), "12 םולש") {
		t.Errorf("%q", ansi.Strip(s.View()[1]))
	}
}

// TestGolden holds the page at the sizes and in the languages it is made for.
func TestGolden(t *testing.T) {
	for _, c := range []struct {
		name, lang, look string
		w, h, column     int
		profile          colorprofile.Profile
		filter           feed.Filter
		do               func(*Screen)
	}{
		{"ru-120x36-waiting", "ru", "dark", 120, 36, 0, colorprofile.TrueColor, feed.Filter{}, func(s *Screen) { s.SetNew(12) }},
		{"az-80x24-wire", "az", "dark", 80, 24, 0, colorprofile.TrueColor, feed.Filter{Topics: []string{"Таиланд"}}, func(s *Screen) { s.SetWire(true, false, 396) }},
		{"en-200x50-column", "en", "light", 200, 50, 26, colorprofile.TrueColor, feed.Filter{Rubrics: []feed.Rubric{feed.Economy}}, func(s *Screen) { s.SetSort(feed.Oldest) }},
		{"ru-40x12-held", "ru", "dark", 40, 12, 0, colorprofile.ANSI, feed.Filter{}, func(s *Screen) { s.SetWire(true, true, 398); s.SetNew(1234) }},
		{"az-80x24-empty", "az", "light", 80, 24, 0, colorprofile.TrueColor, feed.Filter{Rubrics: []feed.Rubric{feed.Sport}}, func(s *Screen) {
			s.SetItems(nil)
			s.Empty = s.words.NoMatch("C")
		}},
		{"en-62x20-plain", "en", "dark", 62, 20, 0, colorprofile.ASCII, feed.Filter{}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			th, err := theme.Load(c.look, true, c.profile)
			if err != nil {
				t.Fatal(err)
			}
			s := New(lang.For(c.lang), th, feed.Rubrics(), false)
			s.Resize(c.w-c.column, c.h-4)
			s.Tick(now)
			s.SetTopics(topics())
			s.SetItems(edition(400))
			for range 4 {
				s.Do(keys.Down)
			}
			if c.do != nil {
				c.do(&s)
			}
			lines := s.Head(c.w, c.filter, counts(), c.column > 0)
			rubrics := s.Column(c.column, c.h-4, c.filter, counts())
			for i, l := range s.View() {
				lines = append(lines, rubrics[i]+l)
			}
			golden.RequireEqual(t, strings.Join(lines, "\n"))
		})
	}
}
