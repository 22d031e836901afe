package headlines

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"
	"pgregory.net/rapid"

	"rubrika/feed"
	"rubrika/ui/keys"
	"rubrika/ui/lang"
)

// views are saved views as they stand in the row.
func views() []View {
	return []View{
		{Name: "Каспий", Filter: "каспий or xəzər", Total: 128, Unread: 24},
		{Name: "Непрочитанное о деньгах и ценах", Filter: "rubric:economy is:unread"},
	}
}

func filter(t testing.TB, text string) feed.Filter {
	t.Helper()
	f, err := feed.ParseFilter(text)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// TestBarShowsTheCurrentView: wherever the row is cut, the view that is on
// stands there with its count, and a click on it means it.
func TestBarShowsTheCurrentView(t *testing.T) {
	for _, w := range []int{40, 60, 80, 120, 220} {
		s := screen(t, w, 10, 3)
		s.SetViews(views())
		bar := s.Head(w, filter(t, "каспий or xəzər"), counts(), false)[1]
		if n := ansi.StringWidth(bar); n != w {
			t.Errorf("width %d: the bar is %d wide", w, n)
		}
		x := find(t, bar, "Каспий 128")
		if does, name := s.HeadAt(x, 1); does != keys.ApplyView || name != "Каспий" {
			t.Errorf("width %d: the view does %q %q", w, does, name)
		}
		bar = s.Head(w, filter(t, "rubric:economy is:unread"), counts(), false)[1]
		if x := find(t, bar, "Непрочитанн"); x < 0 {
			t.Errorf("width %d: %q", w, ansi.Strip(bar))
		}
	}
}

// TestViewsStayInSight: from sixty cells on the first view is in the row
// whatever rubric is on, in the same place, and the rubric that is on is too.
func TestViewsStayInSight(t *testing.T) {
	for _, w := range []int{60, 80, 120, 160} {
		place := -1
		for _, text := range []string{"", "rubric:politics", "rubric:education", "rubric:other"} {
			s := screen(t, w, 10, 3)
			s.SetViews(views())
			f := filter(t, text)
			bar := s.Head(w, f, counts(), false)[1]
			x := find(t, bar, "Каспий 128")
			if place >= 0 && x != place {
				t.Errorf("width %d: %q moves the view from %d to %d: %q", w, text, place, x, ansi.Strip(bar))
			}
			place = x
			if does, name := s.HeadAt(x, 1); does != keys.ApplyView || name != "Каспий" {
				t.Errorf("width %d: the view does %q %q", w, does, name)
			}
			if len(f.Rubrics) > 0 {
				w := lang.For("ru")
				name := w.Rubric(f.Rubrics[0])
				if !strings.Contains(ansi.Strip(bar), name) {
					name = w.RubricShort(f.Rubrics[0])
				}
				find(t, bar, name)
			}
		}
	}
}

// TestOneIsOn: while a view is on, «all» is not; without it, the row is as it
// always was.
func TestOneIsOn(t *testing.T) {
	s := screen(t, 200, 10, 3)
	s.SetViews(views())
	on := func(text string) (names []string) {
		for _, ch := range s.chips(filter(t, text), counts()) {
			if ch.on {
				names = append(names, ch.name)
			}
		}
		return names
	}
	all, economy := lang.For("ru").All, lang.For("ru").Rubric(feed.Economy)
	for text, want := range map[string][]string{
		"":                               {all},
		"каспий or xəzər":                {"Каспий"},
		"каспий":                         {all},
		"is:unread rubric:economy":       {economy, "Непрочитанное о деньгах…"},
		"rubric:economy":                 {economy},
		"(каспий or xəzər) is:unread":    {all},
		"rubric:economy каспий -is:read": {economy},
	} {
		if got := on(text); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	bar := ansi.Strip(s.Head(200, feed.Filter{}, counts(), false)[1])
	if strings.Count(bar, "│") > 1 {
		t.Errorf("more than one line before the views: %q", bar)
	}
}

// TestColumnListsViews below the rubrics, under a gap that does nothing.
func TestColumnListsViews(t *testing.T) {
	s := screen(t, 150, 40, 3)
	s.SetViews(views())
	column := s.Column(26, 40, filter(t, "каспий or xəzər"), counts())
	y := slices.IndexFunc(column, func(l string) bool { return strings.Contains(ansi.Strip(l), "Каспий") })
	if y < 1 || strings.TrimSpace(ansi.Strip(column[y-1])) != "" {
		t.Fatalf("no gap before the views:\n%s", ansi.Strip(strings.Join(column, "\n")))
	}
	if does, name := s.ColumnAt(y); does != keys.ApplyView || name != "Каспий" {
		t.Errorf("the view does %q %q", does, name)
	}
	if does, name := s.ColumnAt(y - 1); does != "" || name != "" {
		t.Errorf("the gap does %q %q", does, name)
	}
	low := s.Column(26, 4, filter(t, "каспий or xəzər"), counts())
	if !strings.Contains(ansi.Strip(strings.Join(low, "\n")), "Каспий") {
		t.Errorf("a low column does not show the view that is on:\n%s", ansi.Strip(strings.Join(low, "\n")))
	}
}

// TestBarIsSound draws rows of any width with views in them: they fit, and no
// cell means two things.
func TestBarIsSound(t *testing.T) {
	s := screen(t, 80, 20, 3)
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 9).Draw(t, "views")
		var all []View
		for i := range n {
			name := rapid.StringOfN(rapid.RuneFrom([]rune("aж漢 ́🏳️")), 1, 30, -1).Draw(t, "name")
			all = append(all, View{Name: name, Filter: "слово" + string(rune('a'+i)), Total: rapid.IntRange(0, 1e6).Draw(t, "total")})
		}
		s.SetViews(all)
		f := feed.Filter{}
		if n > 0 {
			f.Text = all[rapid.IntRange(0, n-1).Draw(t, "on")].Filter
		}
		w := rapid.IntRange(20, 220).Draw(t, "width")
		for y, l := range s.Head(w, f, counts(), false) {
			if got := ansi.StringWidth(l); got != w {
				t.Fatalf("line %d is %d wide, not %d", y, got, w)
			}
		}
		for i, a := range s.head {
			if a.from >= a.to || slices.ContainsFunc(s.head[:i], func(b hit) bool { return a.y == b.y && a.from < b.to && b.from < a.to }) {
				t.Fatalf("%+v among %+v", a, s.head)
			}
		}
	})
}

func TestGoldenBar(t *testing.T) {
	var out []string
	for _, w := range []int{40, 80, 120, 200} {
		s := screen(t, w, 10, 3)
		s.SetViews(views())
		out = append(out, s.Head(w, filter(t, "каспий or xəzər"), counts(), false)[1])
	}
	s := screen(t, 150, 40, 3)
	s.SetViews(views())
	out = append(out, s.Column(26, 19, filter(t, "каспий or xəzər"), counts())...)
	golden.RequireEqual(t, strings.Join(out, "\n")+"\n")
}
