package catalogue

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"rubrika/feed"
	"rubrika/ui/keys"
	"rubrika/ui/lang"
	"rubrika/ui/theme"
)

func look(t testing.TB, name string, p colorprofile.Profile) theme.Theme {
	t.Helper()
	th, err := theme.Load(name, name == theme.Dark, p)
	if err != nil {
		t.Fatal(err)
	}
	return th
}

// listings are 26 feeds in five languages from nine countries.
func listings() []feed.Listing {
	out := []feed.Listing{
		{Title: "Вестник Каспия", Lang: "ru", Country: "AZ"},
		{Title: "Xəzər xəbərləri", Lang: "az", Country: "AZ"},
		{Title: "Caspian Courier", Lang: "en", Country: "AZ"},
		{Title: "Биржевой листок", Lang: "ru", Country: "AZ", Rubric: feed.Economy},
		{Title: "Xəzər iqtisadiyyat", Lang: "az", Country: "AZ", Rubric: feed.Economy},
		{Title: "Степная почта", Lang: "ru", Country: "KZ"},
		{Title: "Ala-Too Wire", Lang: "en", Country: "KG"},
		{Title: "Дорожник", Lang: "ru", Country: "RU", Rubric: feed.Lifestyle},
		{Title: "Наука каждый день", Lang: "ru", Country: "RU", Rubric: feed.ScienceTech},
		{Title: "Boğaz Haber", Lang: "tr", Country: "TR"},
		{Title: "Spor Meydanı", Lang: "tr", Country: "TR", Rubric: feed.Sport},
		{Title: "Harbour Gazette: The World As It Is Seen From the Quay", Lang: "en", Country: "GB", Rubric: feed.World},
		{Title: "Harbour Sport", Lang: "en", Country: "GB", Rubric: feed.Sport},
		{Title: "Tech Notes", Lang: "en", Country: "US", Rubric: feed.ScienceTech},
		{Title: "Union Bulletin", Lang: "en", Country: "UN", Rubric: feed.World},
		{Title: "Hafenblatt", Lang: "de", Country: "DE"},
	}
	for i := range 10 {
		out = append(out, feed.Listing{Title: fmt.Sprintf("Local Paper %d", i), Lang: "en", Country: "US"})
	}
	for i := range out {
		out[i].URL = fmt.Sprintf("https://feed%d.example/rss/index.xml", i)
	}
	return out
}

func open(t testing.TB, code string, w, h int) *Screen {
	t.Helper()
	s := New(lang.For(code), look(t, theme.Dark, colorprofile.TrueColor), strings.ToLower)
	s.Resize(w, h)
	all := listings()
	s.Open(all)
	s.SetState(all[0].URL, Followed)
	s.SetState(all[1].URL, Followed)
	s.SetState(all[2].URL, Pending)
	s.SetFailed(all[3].URL, feed.KindNotFound)
	s.SetState(all[4].URL, Failed)
	return &s
}

func typed(s *Screen, text string) {
	for _, r := range text {
		s.Type(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
}

func do(s *Screen, actions ...keys.Action) {
	for _, a := range actions {
		s.Do(a)
	}
}

func shown(s *Screen) string { return ansi.Strip(strings.Join(s.View(), "\n")) }

func titles(s *Screen) string {
	var out []string
	for _, l := range s.shown {
		out = append(out, l.Title)
	}
	return strings.Join(out, ", ")
}

// fits fails where the page is not exactly as large as its place.
func fits(t testing.TB, lines []string, w, h int) {
	t.Helper()
	if len(lines) != h {
		t.Fatalf("%d×%d: %d lines", w, h, len(lines))
	}
	for i, l := range lines {
		if n := ansi.StringWidth(l); n != w {
			t.Fatalf("%d×%d: line %d has %d cells: %q", w, h, i, n, ansi.Strip(l))
		}
	}
}

// TestGoldenScreens keeps whole pages as they were looked at and approved.
func TestGoldenScreens(t *testing.T) {
	for _, c := range []struct {
		name, code string
		w, h       int
		set        func(*testing.T, *Screen)
	}{
		{"ru-80x23", "ru", 80, 23, func(_ *testing.T, s *Screen) { do(s, keys.Down, keys.Down, keys.Down) }},
		{"az-80x23", "az", 80, 23, func(_ *testing.T, s *Screen) { do(s, keys.NextAxis, keys.NextValue, keys.NextValue) }},
		{"en-80x23-light", "en", 80, 23, func(t *testing.T, s *Screen) {
			s.Restyle(look(t, theme.Light, colorprofile.TrueColor))
			do(s, keys.PrevAxis, keys.PrevValue)
		}},
		{"ru-120x35", "ru", 120, 35, func(_ *testing.T, s *Screen) { typed(s, "rss") }},
		{"en-120x35-16-colours", "en", 120, 35, func(t *testing.T, s *Screen) {
			s.Restyle(look(t, theme.Dark, colorprofile.ANSI))
			do(s, keys.NextValue)
		}},
		{"az-200x49", "az", 200, 49, nil},
		{"en-60x15", "en", 60, 15, func(_ *testing.T, s *Screen) { typed(s, "harbour") }},
		{"ru-40x9", "ru", 40, 9, func(_ *testing.T, s *Screen) { do(s, keys.NextAxis, keys.Bottom) }},
		{"az-60x15-nothing", "az", 60, 15, func(_ *testing.T, s *Screen) { typed(s, "ъъъ") }},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := open(t, c.code, c.w, c.h)
			if c.set != nil {
				c.set(t, s)
			}
			fits(t, s.View(), c.w, c.h)
			golden.RequireEqual(t, strings.Join(s.View(), "\n")+"\n")
		})
	}
}

// TestCuts by language, country and rubric: each axis counts what the others
// leave, and what is chosen stays chosen.
func TestCuts(t *testing.T) {
	s := open(t, "ru", 120, 35)
	if n, followed := s.Counts(); n != 26 || followed != 2 {
		t.Errorf("%d feeds, %d followed", n, followed)
	}
	count := func(axis int, name string) int {
		for _, v := range s.values(axis) {
			if v.name == name {
				return v.count
			}
		}
		return -1
	}
	if got := s.values(byLang); got[1] != (value{"ru", 5}) || got[2] != (value{"en", 16}) {
		t.Errorf("the first languages are not the reader's and the commonest: %+v", got)
	}
	do(s, keys.NextValue) // ru
	if titles(s) != "Вестник Каспия, Биржевой листок, Степная почта, Дорожник, Наука каждый день" {
		t.Errorf("Russian ones: %s", titles(s))
	}
	if count(byCountry, "AZ") != 2 || count(byCountry, "US") != -1 || count(byLang, "en") != 16 || count(byRubric, general) != 2 || count(byRubric, "economy") != 1 {
		t.Errorf("counts: %v, %v, %v", s.values(byLang), s.values(byCountry), s.values(byRubric))
	}
	do(s, keys.NextAxis, keys.NextValue) // AZ and RU have two each
	if titles(s) != "Вестник Каспия, Биржевой листок" {
		t.Errorf("Russian ones of Azerbaijan: %s", titles(s))
	}
	do(s, keys.PrevAxis, keys.NextValue, keys.NextValue) // after ru and az, which have two each, en has one
	if titles(s) != "Caspian Courier" || count(byCountry, "AZ") != 1 || count(byLang, "ru") != 2 {
		t.Errorf("English ones of Azerbaijan: %s of %v", titles(s), s.values(byLang))
	}
	do(s, keys.PrevAxis, keys.PrevValue)
	if s.cut[byRubric] != general || titles(s) != "Caspian Courier" {
		t.Errorf("rubrics of one feed without any: %v", s.values(byRubric))
	}
	typed(s, "zzz")
	if n, _ := s.Counts(); n != 0 || count(byLang, "en") != 0 || count(byLang, everything) != 0 || count(byCountry, "AZ") != 0 {
		t.Errorf("%d feeds, counts %v", n, s.values(byLang))
	}
	if !s.Widen() || !s.Blank() || s.cut == whole() {
		t.Error("the first Esc takes back what was typed")
	}
	if !s.Widen() || s.cut != whole() || s.Widen() {
		t.Error("the second takes back the cuts, and the third nothing")
	}
	if n, _ := s.Counts(); n != 26 {
		t.Errorf("%d feeds in the end", n)
	}
}

// TestValuesGoRound in both directions through all there are.
func TestValuesGoRound(t *testing.T) {
	s := open(t, "en", 80, 23)
	for axis := range axes {
		for _, by := range []keys.Action{keys.NextValue, keys.PrevValue} {
			seen := map[string]bool{}
			for range len(s.values(axis)) {
				s.Do(by)
				seen[s.cut[axis]] = true
			}
			if len(seen) != len(s.values(axis)) || s.cut[axis] != everything {
				t.Errorf("axis %d, %s: %d of %d values, back at %q", axis, by, len(seen), len(s.values(axis)), s.cut[axis])
			}
		}
		s.Do(keys.NextAxis)
	}
	if s.axis != byLang {
		t.Errorf("Tab ends on axis %d", s.axis)
	}
}

// TestRubricsKeepTheirOrder with the feeds about everything before them.
func TestRubricsKeepTheirOrder(t *testing.T) {
	var got []string
	s := open(t, "en", 80, 23)
	for _, v := range s.values(byRubric) {
		got = append(got, v.name)
	}
	if want := "*  world economy science-tech sport lifestyle"; strings.Join(got, " ") != want {
		t.Errorf("%q, want %q", strings.Join(got, " "), want)
	}
}

func TestTypingNarrows(t *testing.T) {
	s := open(t, "ru", 80, 23)
	for _, c := range [][2]string{
		{"harbour", "Harbour Gazette: The World As It Is Seen From the Quay, Harbour Sport"},
		{"КАЗАХСТАН", "Степная почта"},
		{"feed9.", "Boğaz Haber"},
		{"наука и тех", "Наука каждый день, Tech Notes"},
		{"немецкий", "Hafenblatt"},
	} {
		typed(s, c[0])
		if titles(s) != c[1] || s.Blank() {
			t.Errorf("%q leaves %s, want %s", c[0], titles(s), c[1])
		}
		if l, ok := s.Selected(); !ok || !strings.HasPrefix(c[1], l.Title) {
			t.Errorf("%q: selected %q", c[0], l.Title)
		}
		s.Widen()
	}
	s.Type(tea.PasteMsg{Content: " https://feed12.example/ "})
	if titles(s) != "Harbour Sport" {
		t.Errorf("a pasted address leaves %s", titles(s))
	}
	typed(s, "ъъъ")
	if _, ok := s.Selected(); ok || !strings.Contains(shown(s), lang.For("ru").NothingNamed) {
		t.Errorf("nothing is left:\n%s", shown(s))
	}
}

func TestMoving(t *testing.T) {
	s := open(t, "ru", 80, 23) // 16 rows
	for i, c := range []struct {
		do   keys.Action
		want int
	}{
		{keys.Up, 0}, {keys.Down, 1}, {keys.PageDown, 16}, {keys.Bottom, 25}, {keys.Down, 25}, {keys.PageUp, 10}, {keys.Top, 0},
	} {
		if !s.Do(c.do) {
			t.Errorf("%s is not its own", c.do)
		}
		if l, _ := s.Selected(); l != s.all[c.want] {
			t.Errorf("step %d, %s: on %q, want %q", i, c.do, l.Title, s.all[c.want].Title)
		}
	}
	for _, a := range []keys.Action{keys.Subscribe, keys.Back, keys.Help} {
		if s.Do(a) {
			t.Errorf("%s reaches further than the screen", a)
		}
	}
	if s.Scope() != keys.Catalogue || len(s.Listings()) != 26 {
		t.Errorf("%s, %d listings", s.Scope(), len(s.Listings()))
	}
}

// TestStates of feeds: in the row, and in words below the list.
func TestStates(t *testing.T) {
	ru := lang.For("ru")
	s := open(t, "ru", 120, 35)
	for i, want := range []struct {
		state      State
		row, below []string
	}{
		{
			Followed,
			[]string{"▌ [x] Вестник Каспия", "Азербайджан", "обо всём", "feed0.example/rss"},
			[]string{"https://feed0.example/rss/index.xml", "Азербайджан · русский · обо всём · " + ru.Catalogue.Follows},
		},
		{Followed, []string{"▌ [x] Xəzər"}, []string{"азербайджанский"}},
		{Pending, []string{"▌ […] Caspian"}, []string{ru.Catalogue.Pending}},
		{Failed, []string{"▌ [!] Биржевой", "адрес не найден (404)"}, []string{"! По этому адресу ничего нет; проверьте его"}},
		{Failed, []string{"▌ [!] Xəzər", ru.Catalogue.Failed}, []string{"! " + ru.Catalogue.Failed}},
		{None, []string{"▌ [ ] Степная"}, []string{"Казахстан · русский"}},
	} {
		text := shown(s)
		lines := strings.Split(text, "\n")
		row, below := lines[above+i], strings.Join(lines[len(lines)-2:], "\n")
		for _, w := range want.row {
			if !strings.Contains(row, w) {
				t.Errorf("%d: %q is not in %q", i, w, row)
			}
		}
		for _, w := range want.below {
			if !strings.Contains(below, w) {
				t.Errorf("%d: %q is not in\n%s", i, w, below)
			}
		}
		l, _ := s.Selected()
		if s.State(l.URL) != want.state {
			t.Errorf("%d: state %d", i, s.State(l.URL))
		}
		s.Do(keys.Down)
	}
	s.SetTroubled(s.all[0].URL, feed.KindNotFound)
	s.Do(keys.Top)
	if text := shown(s); !strings.Contains(text, "[x] Вестник Каспия") || !strings.Contains(text, "! "+ru.Trouble(feed.KindNotFound)) {
		t.Errorf("followed and in trouble:\n%s", text)
	}
	if s.SetState(s.all[0].URL, Followed); strings.Contains(shown(s), ru.Trouble(feed.KindNotFound)) {
		t.Error("the trouble stays")
	}
	s.SetState(s.all[3].URL, Pending)
	s.SetState(s.all[3].URL, Failed)
	if got := s.trouble(s.all[3]); got != ru.Catalogue.Failed {
		t.Errorf("an old reason stays: %q", got)
	}
	s.Open(listings())
	if s.State(s.all[0].URL) != None || strings.Contains(shown(s), "[x]") {
		t.Error("states stay when the list is opened anew")
	}
}

// TestTheChosenValueIsSeen with its count, and the axis in words, at any
// width.
func TestTheChosenValueIsSeen(t *testing.T) {
	for _, code := range lang.Codes() {
		for _, w := range []int{40, 60, 80, 120} {
			s := open(t, code, w, 15)
			for axis := range axes {
				for range s.values(axis) {
					lines := strings.Split(shown(s), "\n")
					name := s.label(axis, s.cut[axis])
					if !strings.Contains(lines[2], " "+name+" ") {
						t.Errorf("%s at %d: %q is not in %q", code, w, name, lines[2])
					}
					if !strings.Contains(lines[1], "‹"+string([]rune(name)[:3])) {
						t.Errorf("%s at %d: %q is not in %q", code, w, name, lines[1])
					}
					s.Do(keys.NextValue)
				}
				s.Do(keys.NextAxis)
			}
		}
	}
}

func TestTheFieldScrolls(t *testing.T) {
	for _, w := range []int{20, 40, 60, 80, 120} {
		for _, text := range []string{"короткое", strings.Repeat("очень долгое слово ", 3) + "конец", strings.Repeat("報", 40) + "端"} {
			s := open(t, "ru", w, 23)
			typed(s, text)
			head := ansi.Strip(s.View()[0])
			in := []rune(s.field.Value())
			if got, last := ansi.Truncate(head, s.Cursor().X, ""), string(in[len(in)-1]); !strings.HasSuffix(got, last) {
				t.Errorf("width %d: before the cursor stands %q, not %q: %q", w, got, last, head)
			}
			if s.Cursor().Y != 0 || s.Cursor().X >= w {
				t.Errorf("width %d: cursor %+v", w, s.Cursor())
			}
		}
	}
}

func TestNothingThere(t *testing.T) {
	fresh := New(lang.For("ru"), look(t, theme.Dark, colorprofile.TrueColor), strings.ToLower)
	for _, size := range [][2]int{{80, 23}, {1, 1}, {40, 9}, {5, 3}} {
		for range 2 {
			fresh.Resize(size[0], size[1])
			for _, a := range []keys.Action{keys.Down, keys.NextValue, keys.NextAxis, keys.PrevValue, keys.PageUp, keys.Bottom} {
				fresh.Do(a)
				fits(t, fresh.View(), size[0], size[1])
			}
			fresh.Open(nil)
		}
	}
	if _, ok := fresh.Selected(); ok {
		t.Error("something is selected in an empty list")
	}
}

// FuzzView draws any texts at any size: every page is exactly as large as its
// place, and the text cursor within it.
func FuzzView(f *testing.F) {
	f.Add("Вестник", "https://a.example/", "ru", "AZ", "шалом", 80, 23, uint8(0))
	f.Add("नमस्ते ÅÅÅ", "http://[::1]/\\_a", "家族👨‍👩‍👧‍👦", "", "👍🏽", 40, 9, uint8(9))
	f.Add("שלום خبر عاجل", "x", "", "1️⃣ 🇦🇿", "ש", 141, 30, uint8(70))
	f.Add("", "", "", "", "", 1, 1, uint8(1))
	f.Add("\u202eover", "\u200b", "\ufe0f", "a\u0301\u0302", "\u0301", 59, 5, uint8(2))
	f.Fuzz(func(t *testing.T, title, address, code, country, typing string, w, h int, n uint8) {
		w, h = max(1, min(w, 300)), max(1, min(h, 90))
		for _, text := range []string{title, address, code, country} {
			if !clean(text) {
				t.Skip("would not pass the door")
			}
		}
		s := New(lang.For(lang.Codes()[n%3]), look(t, theme.Dark, colorprofile.TrueColor), strings.ToLower)
		all := append([]feed.Listing{{Title: title, URL: address, Lang: code, Country: country, Rubric: feed.Rubric(code)}}, listings()[:n%20]...)
		s.Open(all)
		s.Resize(w, h)
		s.SetFailed(address, feed.Kinds()[int(n)%len(feed.Kinds())])
		fits(t, s.View(), w, h)
		do(&s, keys.NextAxis, keys.PrevValue, keys.PageDown)
		fits(t, s.View(), w, h)
		s.Resize(1, 1)
		fits(t, s.View(), 1, 1)
		s.Resize(w, h)
		s.Type(tea.PasteMsg{Content: typing})
		fits(t, s.View(), w, h)
		if c := s.Cursor(); c.X < 0 || c.X >= w {
			t.Errorf("width %d: cursor at %d", w, c.X)
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

func TestColumnsLeaveRoomForTheTitle(t *testing.T) {
	for w := 40; w <= 260; w++ {
		c := fit(w)
		used := 7 + c.title
		for _, n := range []int{c.lang, c.country, c.rubric, c.address} {
			if n > 0 {
				used += n + 2
			}
		}
		if c.title < w/4 && c.title < 56 || used > w {
			t.Errorf("width %d: %d of cells are used: %+v", w, used, c)
		}
		if c.address > 0 && c.rubric == 0 || c.rubric > 0 && c.country == 0 {
			t.Errorf("width %d: columns leave in another order: %+v", w, c)
		}
	}
	for _, code := range lang.Codes() {
		for _, r := range feed.Rubrics() {
			if name := lang.For(code).Rubric(r); ansi.StringWidth(name) > fit(120).rubric {
				t.Errorf("%s: %q is cut", code, name)
			}
		}
	}
}

// TestALowPageHasOneLineBelow: address and place, or what is the matter.
func TestALowPageHasOneLineBelow(t *testing.T) {
	s := open(t, "en", 80, 9)
	foot := func() string {
		lines := strings.Split(shown(s), "\n")
		return lines[len(lines)-1]
	}
	if !strings.Contains(foot(), "feed0.example/rss/index.xml   Azerbaijan · Russian") {
		t.Errorf("%q", foot())
	}
	do(s, keys.Down, keys.Down, keys.Down)
	if !strings.HasPrefix(foot(), " ! There is nothing at this address; check it or give the address of the site. ") {
		t.Errorf("%q", foot())
	}
	l, _ := s.Selected()
	if s.SetTroubled(l.URL, feed.KindTLS); !strings.HasPrefix(foot(), " ! bad certificate ") { // the sentence has no room
		t.Errorf("%q", foot())
	}
}

// TestClick selects a feed, then follows it; on the axes and their values it
// chooses those.
func TestClick(t *testing.T) {
	s := open(t, "ru", 80, 23)
	if a := s.Click(10, above+3); a != "" {
		t.Errorf("the first click: %q", a)
	}
	if l, _ := s.Selected(); l.URL != s.shown[3].URL {
		t.Errorf("%q is selected", l.Title)
	}
	if a := s.Click(10, above+3); a != keys.Subscribe {
		t.Errorf("the second click: %q", a)
	}
	for _, y := range []int{-1, 0, above - 1, 23 - s.below(), 40} {
		if a := s.Click(10, y); a != "" {
			t.Errorf("in line %d: %q", y, a)
		}
	}
	// column is where a text begins in a line of the page.
	column := func(line int, text string) int {
		lines := strings.Split(shown(s), "\n")
		at := strings.Index(lines[line], text)
		if at < 0 {
			t.Fatalf("%q is not in %q", text, lines[line])
		}
		return ansi.StringWidth(lines[line][:at])
	}
	s.Click(column(axesLine, s.words.Catalogue.Axes[byCountry]), axesLine)
	if s.axis != byCountry {
		t.Errorf("axis %d after a click on the countries", s.axis)
	}
	s.Click(column(valuesLine, s.words.Country("TR")), valuesLine)
	if got := titles(s); got != "Boğaz Haber, Spor Meydanı" {
		t.Errorf("after a click on a country: %s", got)
	}
	s.Click(0, valuesLine)
	s.Click(column(valuesLine, s.words.Catalogue.Any), valuesLine)
	if n, _ := s.Counts(); n != len(s.all) {
		t.Errorf("%d feeds after a click on all of them", n)
	}
	// What did not fit is behind the sign at the end.
	s.Resize(40, 23)
	was := s.cut
	s.Click(column(valuesLine, "›"), valuesLine)
	if s.cut == was {
		t.Error("a click on › chose nothing")
	}
}
