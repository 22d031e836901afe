package picker

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"rubrika/feed"
	"rubrika/feed/words"
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
	c.Topics = []feed.Tally{
		{Name: "ОТГ", Total: 9},
		{Name: "Астана", Total: 7},
		{Name: "Таиланд", Total: 5, Rising: true},
		{Name: "Бюджет", Total: 2, Pinned: true},
		{Name: "Каспий", Total: 1, Pinned: true, Rising: true},
	}
	c.Sources = []feed.Tally{{Name: "1", Title: "Вестник", Total: 7}}
	c.Langs = []feed.Tally{{Name: "ru", Total: 9}, {Name: "az", Total: 4}}
	return c
}

func look(t testing.TB, name string, p colorprofile.Profile) theme.Theme {
	t.Helper()
	th, err := theme.Load(name, name == theme.Dark, p)
	if err != nil {
		t.Fatal(err)
	}
	return th
}

func open(t testing.TB, f feed.Filter) *Screen {
	t.Helper()
	return openIn(t, "ru", f)
}

func openIn(t testing.TB, code string, f feed.Filter) *Screen {
	t.Helper()
	s := New(lang.For(code), look(t, theme.Dark, colorprofile.TrueColor), feed.Rubrics(), words.Fold)
	s.Resize(80, 24)
	s.Open(f, Rubrics)
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
		{"topic", "tag:Другой", []keys.Action{keys.NextGroup, keys.Toggle}, "tag:Другой topic:Бюджет"},
		{"not a topic", "", []keys.Action{keys.NextGroup, keys.Down, keys.Exclude}, "-topic:Каспий"},
		{"a topic that is not counted", "topic:Тишина", []keys.Action{keys.NextGroup, keys.Toggle}, ""},
		{"source", "", []keys.Action{keys.NextGroup, keys.NextGroup, keys.Exclude}, "-source:1"},
		{"language", "", []keys.Action{keys.PrevGroup, keys.PrevGroup, keys.Toggle}, "lang:ru"},
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

// TestTopics stand in the order of pinned, rising and the others, each of them
// by number, and what the filter has but nothing is about comes first.
func TestTopics(t *testing.T) {
	s := open(t, feed.Filter{Topics: []string{"ОТГ", "Тишина"}, NotTopics: []string{"Астана"}, Tags: []string{"вчера"}})
	s.Open(s.Filter(), Topics)
	s.SetCounts(counts())
	v := shown(s)
	last := -1
	for _, want := range []string{"[x]   Тишина", "[ ]   Бюджет", "[ ] ↑ Каспий", "[ ] ↑ Таиланд", "[x]   ОТГ", "[–]   Астана"} {
		at := strings.Index(v, want)
		if at <= last {
			t.Errorf("%q is not there, or not in its place, in\n%s", want, v)
		}
		last = at
	}
	if got := s.Filter().String(); got != "tag:вчера topic:ОТГ topic:Тишина -topic:Астана" {
		t.Errorf("%q", got)
	}
	s.Do(keys.Bottom)
	s.Do(keys.Rubric3)
	if v := shown(s); !strings.Contains(v, "▌[x] 3 Экономика") {
		t.Errorf("3 did not go to its rubric:\n%s", v)
	}
}

// TestSameNameInAnotherAxis: a publisher's rubric may be called like one of
// the canonical ids.
func TestSameNameInAnotherAxis(t *testing.T) {
	s := openIn(t, "en", feed.Filter{})
	c := counts()
	c.Sections = []feed.Tally{{Name: "economy", Under: feed.Economy, Total: 1}, {Name: "Markets", Under: feed.Economy, Total: 2}}
	s.Open(feed.Filter{}, Rubrics)
	s.SetCounts(c)
	typed(s, "eco")
	for _, want := range []string{"Economy", "economy", "Markets"} {
		if !strings.Contains(shown(s), want) {
			t.Errorf("%q is not in\n%s", want, shown(s))
		}
	}
	s.Do(keys.Down)
	s.Do(keys.Toggle)
	if f := s.Filter(); !slices.Equal(f.Sections, []string{"economy"}) || f.Rubrics != nil {
		t.Errorf("%q", f.String())
	}
}

func TestClick(t *testing.T) {
	for _, h := range []int{24, 9} {
		s := open(t, feed.Filter{})
		s.Resize(84, h)
		lines := strings.Split(shown(s), "\n")
		row := slices.IndexFunc(lines, func(l string) bool { return strings.Contains(l, "В мире") })
		if a := s.Click(5, row); a != "" || !strings.Contains(shown(s), "▌[ ] 2 В мире") {
			t.Errorf("the first click: %q\n%s", a, shown(s))
		}
		if a := s.Click(5, row); a != keys.Toggle {
			t.Errorf("the second click: %q", a)
		}
		title := slices.IndexFunc(lines, func(l string) bool { return strings.Contains(l, "Tab темы") })
		for _, c := range []struct {
			x, y int
			want keys.Action
		}{{70, title, keys.NextGroup}, {3, title, ""}, {3, len(lines), ""}, {3, s.last(), keys.Toggle}, {60, s.last(), ""}, {3, -1, ""}} {
			if a := s.Click(c.x, c.y); a != c.want {
				t.Errorf("height %d: a click at %d, %d: %q", h, c.x, c.y, a)
			}
		}
	}
}

// TestGoldenScreens keeps panels as they were looked at and approved, in the
// sizes they have in windows of 40×10, 80×24, and 120×36 and more.
func TestGoldenScreens(t *testing.T) {
	for _, c := range []struct {
		name, code string
		w, h       int
		set        func(*testing.T, *Screen)
	}{
		{"ru-84x30-topics", "ru", 84, 30, func(_ *testing.T, s *Screen) { s.Do(keys.NextGroup) }},
		{"az-72x18-light", "az", 72, 18, func(t *testing.T, s *Screen) {
			s.Restyle(look(t, theme.Light, colorprofile.TrueColor))
			s.Do(keys.Down)
			s.Do(keys.Exclude)
		}},
		{"en-72x18-16-colours", "en", 72, 18, func(t *testing.T, s *Screen) {
			s.Restyle(look(t, theme.Dark, colorprofile.ANSI))
			typed(s, "ec")
		}},
		{"ru-40x6", "ru", 40, 6, func(_ *testing.T, s *Screen) { typed(s, "эк") }},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := openIn(t, c.code, feed.Filter{Rubrics: []feed.Rubric{feed.Economy}, NotTopics: []string{"Астана"}})
			s.Resize(c.w, c.h)
			c.set(t, s)
			golden.RequireEqual(t, strings.Join(s.View(), "\n"))
		})
	}
}

func TestEveryLineFits(t *testing.T) {
	for w := 2; w < 120; w += 7 {
		for h := 1; h < 40; h += 3 {
			s := open(t, feed.Filter{})
			s.Resize(w, h)
			for range 20 {
				s.Do(keys.Down)
			}
			lines := s.View()
			want := min(h, 3+3+len(feed.Rubrics())+3)
			if h < 10 {
				want = min(h, 3+max(0, h-3))
			}
			if len(lines) != want {
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

// TestCountsChangeUnderTheCursor: what is no more counted stays without a
// number, what is new stands last, and the cursor stays on its line.
func TestCountsChangeUnderTheCursor(t *testing.T) {
	s := open(t, feed.Filter{})
	s.Open(feed.Filter{}, Topics)
	s.SetCounts(counts())
	s.Do(keys.Bottom)
	s.Do(keys.Up)
	c := counts()
	c.Topics = append([]feed.Tally{{Name: "Новая", Total: 40, Rising: true}}, c.Topics[1:]...)
	c.Topics[1].Rising = true
	s.SetCounts(c)
	v := shown(s)
	var got []string
	for l := range strings.SplitSeq(v, "\n") {
		if strings.Contains(l, "[ ]") {
			got = append(got, strings.Join(strings.Fields(l), " "))
		}
	}
	want := []string{"[ ] Бюджет 2", "[ ] ↑ Каспий 1", "[ ] ↑ Таиланд 5", "▌[ ] ОТГ", "[ ] ↑ Астана 7", "[ ] ↑ Новая 40"}
	if !slices.Equal(got, want) {
		t.Errorf("%q\nnot %q", got, want)
	}
}

// TestGroups: each keeps to itself, and what was typed in one is not left for
// the next.
func TestGroups(t *testing.T) {
	for _, code := range lang.Codes() {
		s := openIn(t, code, feed.Filter{})
		for i := range 2 * groups {
			if v := shown(s); !strings.HasPrefix(strings.Split(v, "\n")[1], "  "+s.words.Groups[i%groups]+"  ›") {
				t.Errorf("%s: group %d is\n%s", code, i, v)
			}
			typed(s, "а")
			if s.Blank() {
				t.Error("nothing was typed")
			}
			s.Do(keys.NextGroup)
			if !s.Blank() {
				t.Errorf("%s: what was typed is left in group %d", code, s.group)
			}
		}
		s.Do(keys.PrevGroup)
		if s.group != Views || !strings.Contains(shown(s), s.words.Groups[Views]) {
			t.Errorf("%s: before the first group:\n%s", code, shown(s))
		}
		s.Do(keys.PrevGroup)
		if s.group != Langs || !strings.Contains(shown(s), s.words.Language("az")) {
			t.Errorf("%s: before the first group:\n%s", code, shown(s))
		}
	}
}

// TestOtherGroupsGiveWay to what is typed.
func TestOtherGroupsGiveWay(t *testing.T) {
	s := open(t, feed.Filter{})
	s.Resize(60, 18)
	last := 4
	for range 40 {
		v := strings.Split(shown(s), "\n")[1]
		n := 0
		for _, g := range s.words.Groups {
			n += strings.Count(v, strings.ToLower(g))
		}
		if n > last || !strings.Contains(v, "› "+s.field.Value()) && !strings.Contains(v, "…") {
			t.Errorf("%d groups after %d: %q", n, last, v)
		}
		last = n
		typed(s, "о")
	}
	if last != 0 {
		t.Errorf("%d groups are left", last)
	}
}

// FuzzView lists and types any text at any size.
func FuzzView(f *testing.F) {
	f.Add("Финансы", "ОТГ", "фи", 72, 18)
	f.Add("नमस्ते ÅÅÅ é", "家族👨‍👩‍👧‍👦", "स", 40, 6)
	f.Add("1️⃣ 🇦🇿🇦🇿", "שלום خبر", "🇦", 61, 9)
	f.Add("", "\u0301", "\u200b", 1, 1)
	f.Fuzz(func(t *testing.T, section, topic, typing string, w, h int) {
		w, h = max(1, min(w, 200)), max(1, min(h, 60))
		for _, text := range []string{section, topic} {
			if !clean(text) {
				t.Skip("would not pass the door")
			}
		}
		s := openIn(t, "az", feed.Filter{Topics: []string{topic}, NotSections: []string{section}})
		s.Resize(w, h)
		c := counts()
		c.Sections = append(c.Sections, feed.Tally{Name: section, Under: feed.Sport, Total: 1})
		c.Topics = append(c.Topics, feed.Tally{Name: section, Rising: true}, feed.Tally{Name: topic, Total: 12345})
		s.SetCounts(c)
		s.Type(tea.PasteMsg{Content: typing})
		for _, a := range []keys.Action{keys.Bottom, keys.Exclude, keys.NextGroup, keys.PageDown, keys.Toggle, keys.Up} {
			s.Do(a)
			s.Click(w/2, h/2)
			lines := s.View()
			if len(lines) > h || len(lines) == 0 {
				t.Fatalf("%d×%d: %d lines", w, h, len(lines))
			}
			for _, l := range lines {
				if n := ansi.StringWidth(l); n != w {
					t.Fatalf("%d×%d: %d cells: %q", w, h, n, ansi.Strip(l))
				}
			}
			if c := s.Cursor(); c.X < 0 || c.X >= w || c.Y < 0 || c.Y >= h {
				t.Fatalf("%d×%d: cursor at %d, %d", w, h, c.X, c.Y)
			}
			s.Type(tea.PasteMsg{Content: typing})
		}
	})
}

// clean reports whether a text could have come through the door: package
// feed/page lets no control characters pass.
func clean(s string) bool {
	return strings.ToValidUTF8(s, "") == s && !strings.ContainsFunc(s, func(r rune) bool {
		return r < 0x20 || r >= 0x7f && r < 0xa0 || r == 0xad || r == 0x2028 || r == 0x2029
	})
}

func saved(t testing.TB) []View {
	t.Helper()
	var all []View
	for name, text := range map[string]string{"Каспий": "каспий or xəzər", "Деньги": "rubric:economy is:unread", "Деньги ещё раз": "rubric:economy is:unread"} {
		f, err := feed.ParseFilter(text)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, View{Name: name, Filter: f, Total: 7})
	}
	slices.SortFunc(all, func(a, b View) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// TestViews holds what is done with saved views: one of them takes the place of
// the whole filter, and space again brings back what was there.
func TestViews(t *testing.T) {
	from, err := feed.ParseFilter("rubric:sport слово")
	if err != nil {
		t.Fatal(err)
	}
	s := open(t, from)
	s.SetViews(saved(t))
	if s.ApplyView() {
		t.Error("there is a view among the rubrics")
	}
	s.Do(keys.PrevGroup)
	if v := shown(s); !strings.Contains(v, "Подборки  ›") || !strings.Contains(v, "[ ] Каспий") {
		t.Errorf("no group of views:\n%s", v)
	}
	typed(s, "касп")
	s.Do(keys.Exclude) // means nothing here
	if got := s.Filter().String(); got != from.String() {
		t.Errorf("excluded: %q", got)
	}
	s.Do(keys.Toggle)
	if got := s.Filter().String(); got != "каспий or xəzər" || !strings.Contains(shown(s), "[x] Каспий") {
		t.Errorf("chosen: %q\n%s", got, shown(s))
	}
	s.Do(keys.Toggle)
	if got := s.Filter().String(); got != from.String() {
		t.Errorf("and back: %q", got)
	}
	if !s.ApplyView() || s.Filter().String() != "каспий or xəzər" {
		t.Errorf("applied: %q", s.Filter())
	}
	s.SetViews(nil)
	if s.ApplyView() {
		t.Error("applied what is no more there")
	}
}

// TestRubricsAfterView narrows a view further in the other groups.
func TestRubricsAfterView(t *testing.T) {
	s := open(t, feed.Filter{})
	s.SetViews(saved(t))
	s.Do(keys.PrevGroup)
	s.Do(keys.Toggle)
	s.Do(keys.NextGroup)
	if !strings.Contains(shown(s), "[x] 3 Экономика") {
		t.Errorf("what the view chooses is not marked:\n%s", shown(s))
	}
	s.Do(keys.Rubric7)
	if got := s.Filter().String(); got != "rubric:economy rubric:sport is:unread" {
		t.Errorf("%q", got)
	}
}

func TestNoViews(t *testing.T) {
	s := open(t, feed.Filter{})
	s.SaveKey = "C-s"
	s.Do(keys.PrevGroup)
	if v := shown(s); !strings.Contains(v, "Подборок пока нет; C-s") {
		t.Errorf("nothing says how a view is made:\n%s", v)
	}
}

func TestGoldenViews(t *testing.T) {
	s := openIn(t, "az", feed.Filter{})
	s.SetViews(saved(t))
	s.Do(keys.PrevGroup)
	s.Do(keys.Toggle)
	golden.RequireEqual(t, strings.Join(s.View(), "\n")+"\n")
}
