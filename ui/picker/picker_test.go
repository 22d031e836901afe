package picker

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"rubrika/feed"
	"rubrika/ui/keys"
	"rubrika/ui/lang"
	"rubrika/ui/theme"
)

func counts() feed.Counts {
	var c feed.Counts
	for i, r := range feed.Rubrics() {
		c.Rubrics = append(c.Rubrics, feed.Tally{Name: string(r), Total: 10 + i})
	}
	c.Sections = []feed.Tally{
		{Name: "Финансы", Under: feed.Economy, Total: 19},
		{Name: "Бизнес", Under: feed.Economy, Total: 11},
		{Name: "Погода", Under: feed.Environment, Total: 2},
	}
	c.Tags = []feed.Tally{{Name: "ОТГ", Total: 5}, {Name: "Астана", Total: 3}}
	c.Sources = []feed.Tally{{Name: "1", Title: "Вестник", Total: 7}}
	c.Langs = []feed.Tally{{Name: "ru", Total: 9}, {Name: "az", Total: 4}}
	return c
}

func open(t *testing.T, f feed.Filter) *Screen {
	t.Helper()
	th, err := theme.Load("dark", true, colorprofile.TrueColor)
	if err != nil {
		t.Fatal(err)
	}
	s := New(lang.For("ru"), th, feed.Rubrics(), strings.ToLower)
	s.Resize(80, 24)
	s.Open(f)
	s.SetCounts(counts())
	return &s
}

func typed(s *Screen, text string) {
	for _, r := range text {
		s.Type(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
}

func shown(s *Screen) string { return ansi.Strip(strings.Join(s.View(), "\n")) }

func TestPublishersRubricsStandUnderTheirRubric(t *testing.T) {
	s := open(t, feed.Filter{})
	v := shown(s)
	if e, f, b := strings.Index(v, "Экономика"), strings.Index(v, "Финансы"), strings.Index(v, "Бизнес"); e < 0 || f < e || b < f {
		t.Errorf("order of the lines:\n%s", v)
	}
}

func TestTypingNarrows(t *testing.T) {
	s := open(t, feed.Filter{})
	typed(s, "эк")
	v := shown(s)
	for _, want := range []string{"Экономика", "Финансы", "Бизнес", "Экология и погода", "эк"} {
		if !strings.Contains(v, want) {
			t.Errorf("%q is not in\n%s", want, v)
		}
	}
	if strings.Contains(v, "Спорт") {
		t.Errorf("Спорт is in\n%s", v)
	}
	s.Do(keys.Toggle)
	if f := s.Filter(); f.String() != "rubric:economy" {
		t.Errorf("space on the first match: %q", f)
	}
	typed(s, "ъъъ")
	if !strings.Contains(shown(s), lang.For("ru").NothingNamed) {
		t.Errorf("nothing matches, and it does not say so:\n%s", shown(s))
	}
}

// TestChoices holds what each sequence of keys makes of a filter.
func TestChoices(t *testing.T) {
	rubric3 := keys.Rubric3
	for _, c := range []struct {
		name string
		from string
		do   []keys.Action
		want string
	}{
		{"include", "", []keys.Action{keys.Toggle}, "rubric:politics"},
		{"include twice", "", []keys.Action{keys.Toggle, keys.Toggle}, ""},
		{"exclude", "", []keys.Action{keys.Exclude}, "-rubric:politics"},
		{"include, then exclude", "", []keys.Action{keys.Toggle, keys.Exclude}, "-rubric:politics"},
		{"two", "", []keys.Action{keys.Toggle, keys.Down, keys.Toggle}, "rubric:politics rubric:world"},
		{"number", "", []keys.Action{rubric3}, "rubric:economy"},
		{"zero", "rubric:economy section:Финансы is:unread", []keys.Action{keys.Rubric0}, "is:unread"},
		{"a rubric's own part narrows it", "", []keys.Action{rubric3, keys.Down, keys.Toggle}, "section:Финансы"},
		{"a rubric without a part", "", []keys.Action{rubric3, keys.Down, keys.Exclude}, "rubric:economy -section:Финансы"},
		{"tag", "", []keys.Action{keys.NextGroup, keys.Toggle}, "tag:ОТГ"},
		{"source", "", []keys.Action{keys.NextGroup, keys.NextGroup, keys.Exclude}, "-source:1"},
		{"language", "", []keys.Action{keys.PrevGroup, keys.Toggle}, "lang:ru"},
		{"the rest stays", "is:unread since:2d слово", []keys.Action{keys.Toggle}, "rubric:politics is:unread since:2d слово"},
		{"what is not listed stays", "tag:Другой -lang:en", []keys.Action{keys.Down}, "-lang:en tag:Другой"},
	} {
		t.Run(c.name, func(t *testing.T) {
			from, err := feed.ParseFilter(c.from)
			if err != nil {
				t.Fatal(err)
			}
			s := open(t, from)
			for _, a := range c.do {
				s.Do(a)
			}
			if got := s.Filter().String(); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

func TestNumbersFollowWithoutJumping(t *testing.T) {
	s := open(t, feed.Filter{})
	s.Do(keys.Down)
	before := shown(s)
	c := counts()
	c.Rubrics[0].Total = 77
	c.Sections = c.Sections[1:]
	s.SetCounts(c)
	after := shown(s)
	if !strings.Contains(after, "77") {
		t.Error("the number does not follow")
	}
	if strings.Index(before, "Бизнес") != strings.Index(after, "Бизнес") {
		t.Errorf("a line jumped:\n%s\n%s", before, after)
	}
}

func TestEveryLineFits(t *testing.T) {
	for w := 40; w < 120; w += 7 {
		for h := 7; h < 40; h += 3 {
			s := open(t, feed.Filter{})
			s.Resize(w, h)
			for range 20 {
				s.Do(keys.Down)
			}
			lines := s.View()
			if want := min(h, 3+3+len(feed.Rubrics())+3); len(lines) != want {
				t.Fatalf("%d×%d: %d lines, not %d", w, h, len(lines), want)
			}
			for _, l := range lines {
				if n := ansi.StringWidth(l); n != w {
					t.Fatalf("%d×%d: %d cells: %q", w, h, n, ansi.Strip(l))
				}
			}
			if c := s.Cursor(); c.X >= w || c.Y >= h {
				t.Errorf("%d×%d: cursor at %d, %d", w, h, c.X, c.Y)
			}
		}
	}
}
