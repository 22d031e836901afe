package form

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

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

// edit opens a form of many fields, as that of a source.
func edit(t testing.TB, code string, w, h int) *Screen {
	t.Helper()
	words := lang.For(code)
	s := New(words, look(t, theme.Dark, colorprofile.TrueColor))
	s.Resize(w, h)
	l, f := words.Sources.Labels, words.Form
	none := words.Sources.None
	s.Open(f.Edit, "https://vestnik.example/rss", f.Save,
		Field{ID: "title", Label: l.Title, Hint: f.TitleHint, Value: "Вестник Каспия"},
		Field{ID: "lang", Label: l.Lang, Hint: f.LangHint, Value: "az", Options: []Option{
			{"", none}, {"ru", words.Language("ru")}, {"az", words.Language("az")}, {"en", words.Language("en")},
		}},
		Field{ID: "rubric", Label: l.Rubric, Hint: f.RubricHint, Options: []Option{{"", none}, {"economy", words.Rubric("economy")}}},
		Field{ID: "zone", Label: l.Zone, Hint: f.ZoneHint},
		Field{ID: "every", Label: l.Every, Hint: f.EveryHint, Value: "2h"},
		Field{ID: "tags", Label: l.Tags, Hint: f.TagsHint, Value: "утро, деньги"},
		Field{ID: "agent", Label: l.Agent, Hint: f.AgentHint},
	)
	return &s
}

// add opens a form of one field.
func add(t testing.TB, code string, w, h int) *Screen {
	t.Helper()
	words := lang.For(code)
	s := New(words, look(t, theme.Dark, colorprofile.TrueColor))
	s.Resize(w, h)
	s.Open(words.Form.Add, "", words.Form.Follow, Field{ID: "address", Label: words.Form.Address, Hint: words.Form.AddHint})
	return &s
}

func typed(s *Screen, text string) {
	for _, r := range text {
		s.Type(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
}

func press(s *Screen, code rune) { s.Type(tea.KeyPressMsg{Code: code}) }

func plain(lines []string) string { return ansi.Strip(strings.Join(lines, "\n")) }

// fits fails where a panel is larger than its place or ragged.
func fits(t testing.TB, lines []string, w, h int) {
	t.Helper()
	if len(lines) > h || len(lines) == 0 {
		t.Fatalf("%d×%d: %d lines", w, h, len(lines))
	}
	for i, l := range lines {
		if n := ansi.StringWidth(l); n != w {
			t.Fatalf("%d×%d: line %d has %d cells: %q", w, h, i, n, ansi.Strip(l))
		}
	}
}

// TestGoldenScreens keeps panels as they were looked at and approved, in the
// sizes they have in windows of 40×10, 60×16, 80×24 and 120×36.
func TestGoldenScreens(t *testing.T) {
	for _, c := range []struct {
		name string
		draw func() []string
	}{
		{"edit-ru-84x29", func() []string { s := edit(t, "ru", 84, 29); s.Do(keys.NextField); return s.View() }},
		{"edit-az-72x18-fault", func() []string {
			s := edit(t, "az", 72, 18)
			s.Fault("zone", strings.Replace(lang.For("az").Form.BadZone, "%s", "Asia/Baku", 1))
			return s.View()
		}},
		{"edit-en-72x18-light", func() []string {
			s := edit(t, "en", 72, 18)
			s.Restyle(look(t, theme.Light, colorprofile.TrueColor))
			return s.View()
		}},
		{"edit-en-60x12", func() []string { s := edit(t, "en", 60, 12); s.Do(keys.PrevField); return s.View() }},
		{"edit-ru-40x6", func() []string {
			s := edit(t, "ru", 40, 6)
			s.Fault("every", lang.For("ru").Form.BadEvery)
			return s.View()
		}},
		{"add-ru-72x18-busy", func() []string {
			s := add(t, "ru", 72, 18)
			typed(s, "https://vestnik.example/")
			s.Busy(lang.For("ru").Form.Looking)
			return s.View()
		}},
		{"add-az-60x12", func() []string { return add(t, "az", 60, 12).View() }},
		{"add-en-84x29-16-colours", func() []string {
			s := add(t, "en", 84, 29)
			s.Restyle(look(t, theme.Dark, colorprofile.ANSI))
			typed(s, strings.Repeat("https://example.org/a/very/long/address/", 4))
			return s.View()
		}},
		{"found-ru-72x18", func() []string {
			c := found(t, "ru", 72, 18, feeds())
			c.Do(keys.Toggle)
			return c.View()
		}},
		{"found-az-40x6", func() []string { return found(t, "az", 40, 6, feeds()).View() }},
		{"found-en-84x29-busy", func() []string {
			c := found(t, "en", 84, 29, feeds())
			c.Busy(lang.For("en").Form.Subscribing)
			return c.View()
		}},
	} {
		t.Run(c.name, func(t *testing.T) { golden.RequireEqual(t, strings.Join(c.draw(), "\n")+"\n") })
	}
}

func TestValues(t *testing.T) {
	s := edit(t, "ru", 84, 29)
	want := map[string]string{"title": "Вестник Каспия", "lang": "az", "rubric": "", "zone": "", "every": "2h", "tags": "утро, деньги", "nothing": ""}
	for id, v := range want {
		if got := s.Value(id); got != v {
			t.Errorf("%s: %q, want %q", id, got, v)
		}
	}
	typed(s, " и Тбилиси ")
	if got := s.Value("title"); got != "Вестник Каспия и Тбилиси" {
		t.Errorf("blanks around a value stay: %q", got)
	}
	s.Open("x", "", "y", Field{ID: "lang", Value: "xx", Options: []Option{{"a", "A"}, {"b", "B"}}})
	if got := s.Value("lang"); got != "a" {
		t.Errorf("a value that is no option: %q", got)
	}
}

// TestKeysWalk through fields and values.
func TestKeysWalk(t *testing.T) {
	s := edit(t, "ru", 84, 29)
	if s.Scope() != keys.Form {
		t.Errorf("scope %s", s.Scope())
	}
	for i, c := range []struct {
		do    keys.Action
		own   bool
		at    int
		value string // of lang
	}{
		{keys.NextValue, false, 0, "az"}, // in text: the text cursor
		{keys.NextField, true, 1, "az"},
		{keys.NextValue, true, 1, "en"},
		{keys.NextValue, true, 1, ""},
		{keys.PrevValue, true, 1, "en"},
		{keys.PrevField, true, 0, "en"},
		{keys.PrevField, true, 6, "en"},
		{keys.PrevValue, false, 6, "en"},
		{keys.NextField, true, 0, "en"},
		{keys.Apply, false, 0, "en"},
		{keys.Cancel, false, 0, "en"},
	} {
		if own := s.Do(c.do); own != c.own || s.at != c.at || s.Value("lang") != c.value {
			t.Errorf("step %d, %s: own %v, field %d, %q", i, c.do, own, s.at, s.Value("lang"))
		}
	}
}

// TestLettersChoose the next value that begins with them.
func TestLettersChoose(t *testing.T) {
	s := edit(t, "ru", 84, 29) // —, русский, азербайджанский, английский
	s.Do(keys.NextField)
	for _, c := range [][2]string{{"а", "en"}, {"А", "az"}, {"р", "ru"}, {"щ", "ru"}, {" ", "az"}} {
		if typed(s, c[0]); s.Value("lang") != c[1] {
			t.Errorf("%q leads to %q, want %q", c[0], s.Value("lang"), c[1])
		}
	}
	s.Type(tea.PasteMsg{Content: "р"})
	press(s, tea.KeyHome)
	if s.Value("lang") != "az" {
		t.Errorf("pasted text chose %q", s.Value("lang"))
	}
}

func TestFaultStandsAtItsField(t *testing.T) {
	f := lang.For("ru").Form
	s := edit(t, "ru", 84, 29)
	s.Busy(f.Subscribing)
	s.Fault("zone", f.BadZone)
	if s.Waiting() {
		t.Error("it still waits after a fault")
	}
	lines := strings.Split(plain(s.View()), "\n")
	for i, l := range lines {
		if strings.Contains(l, f.BadZone) && !strings.Contains(lines[i-1], lang.For("ru").Sources.Labels.Zone) {
			t.Errorf("the fault stands under %q", lines[i-1])
		}
	}
	if text := plain(s.View()); strings.Count(text, f.BadZone) != 1 || strings.Contains(text, f.ZoneHint) {
		t.Errorf("fault and hint:\n%s", text)
	}
	typed(s, "A")
	if text := plain(s.View()); strings.Contains(text, f.BadZone) || !strings.Contains(text, f.ZoneHint) {
		t.Errorf("the fault stays while it is being corrected:\n%s", text)
	}
	s.Fault("lang", "нет такого")
	s.Do(keys.NextValue)
	s.Fault("rubric", "нет такой")
	typed(s, "э")
	s.Fault("nothing", "не видно")
	if text := plain(s.View()); strings.Contains(text, "нет так") || strings.Contains(text, "не видно") {
		t.Errorf("faults of values that were changed:\n%s", text)
	}
	s.Fault("every", f.BadEvery)
	s.Busy(f.Looking)
	if text := plain(s.View()); strings.Contains(text, f.BadEvery) {
		t.Errorf("a fault of the try before:\n%s", text)
	}
}

func TestNothingChangesWhileBusy(t *testing.T) {
	f := lang.For("ru").Form
	s := edit(t, "ru", 84, 29)
	s.Do(keys.NextField)
	s.Busy(f.Looking)
	typed(s, "р")
	s.Do(keys.NextValue)
	s.Do(keys.NextField)
	s.Type(tea.PasteMsg{Content: "x"})
	if s.Value("lang") != "az" || s.at != 1 || s.Cursor() != nil || !s.Waiting() {
		t.Errorf("field %d, %q, cursor %v", s.at, s.Value("lang"), s.Cursor())
	}
	if !strings.Contains(plain(s.View()), f.Looking) {
		t.Errorf("it does not say what is going on:\n%s", plain(s.View()))
	}
	one := add(t, "ru", 84, 29)
	typed(one, "a")
	one.Busy(f.Looking)
	typed(one, "b")
	if one.Value("address") != "a" {
		t.Errorf("typed while busy: %q", one.Value("address"))
	}
}

func TestPastedText(t *testing.T) {
	s := add(t, "en", 72, 18)
	s.Type(tea.PasteMsg{Content: "  https://example.org/\n"})
	s.Type(tea.PasteMsg{Content: "feed\x1b[2J\t"})
	if got := s.Value("address"); got != "https://example.org/ feed[2J" {
		t.Errorf("%q", got)
	}
	s.Type(tea.PasteMsg{Content: strings.Repeat("x", 5000)})
	if n := len(s.fields[0].input.Value()); n != limit {
		t.Errorf("%d letters, at most %d", n, limit)
	}
	fits(t, s.View(), 72, 18)
}

// TestLongValuesScroll: the signs round the text cursor are seen, whatever
// they are, and the cursor is where the next letter goes.
func TestLongValuesScroll(t *testing.T) {
	for _, w := range []int{20, 40, 72} {
		for _, text := range []string{strings.Repeat("абвгд", 30) + "я", strings.Repeat("報道", 40) + "端", strings.Repeat("e\u0301", 90) + "z", "👍🏽👨‍👩‍👧‍👦ы"} {
			s := add(t, "ru", w, 18)
			typed(s, text)
			before := func() string {
				c := s.Cursor()
				return ansi.Truncate(ansi.Strip(s.View()[c.Y]), c.X, "")
			}
			in := []rune(text)
			if got, last := before(), string(in[len(in)-1]); !strings.HasSuffix(got, last) {
				t.Errorf("width %d: the cursor stands behind %q, not %q", w, got, last)
			}
			press(s, tea.KeyHome)
			if got := strings.TrimRight(before(), " "); !strings.HasSuffix(got, lang.For("ru").Form.Address) {
				t.Errorf("width %d: at its beginning the cursor stands behind %q", w, got)
			}
			for range in[1:] {
				press(s, tea.KeyRight)
				if c := s.Cursor(); c.X >= w-1 {
					t.Fatalf("width %d: cursor at %d", w, c.X)
				}
			}
		}
	}
}

func TestWindow(t *testing.T) {
	for _, c := range []struct {
		text   string
		at, w  int
		part   string
		cursor int
	}{
		{"", 0, 10, "", 0},
		{"abc", 3, 10, "abc", 3},
		{"abcdefghij", 10, 10, "…cdefghij", 9},
		{"abcdefghij", 0, 10, "abcdefghij", 0},
		{"abcdefghijkl", 0, 10, "abcdefghi…", 0},
		{"abcdefghijkl", 9, 10, "…defghijkl", 7},
		{"報報報報報報", 6, 8, "…報報報", 7},
		{"abc", 99, 10, "abc", 3},
		{"abc", 3, 1, "", 0},
	} {
		part, cursor := window(c.text, c.at, c.w)
		if part != c.part || cursor != c.cursor {
			t.Errorf("%q at %d in %d: %q, %d; want %q, %d", c.text, c.at, c.w, part, cursor, c.part, c.cursor)
		}
	}
}

// TestTheSelectedFieldIsSeen in the lowest panel, with all that stands under
// it.
func TestTheSelectedFieldIsSeen(t *testing.T) {
	for _, code := range lang.Codes() {
		for _, size := range [][2]int{{40, 6}, {60, 12}, {72, 18}} {
			s := edit(t, code, size[0], size[1])
			for i := range s.fields {
				text := plain(s.View())
				if f := s.fields[i]; !strings.Contains(text, "▌"+f.Label) || !strings.Contains(text, string([]rune(f.Hint)[:20])) {
					t.Errorf("%s %v: field %s is not seen:\n%s", code, size, f.ID, text)
				}
				if c := s.Cursor(); s.fields[i].choice() != (c == nil) {
					t.Errorf("field %d has the cursor %v", i, c)
				} else if c != nil && !strings.Contains(ansi.Strip(s.View()[c.Y]), s.fields[i].Label) {
					t.Errorf("field %d: the cursor is in %q", i, ansi.Strip(s.View()[c.Y]))
				}
				s.Do(keys.NextField)
			}
		}
	}
}

// TestHintsLeaveTheWayOut: however narrow, Enter and Esc are told.
// TestAboutIsWhole where that takes no field its line.
func TestAboutIsWhole(t *testing.T) {
	about := "A feed, a site, a channel, a community, a repository, a file"
	for _, c := range []struct {
		w, h  int
		whole bool
	}{{80, 20, true}, {40, 20, true}, {40, 12, true}, {40, 11, false}, {24, 20, false}} {
		s := edit(t, "en", c.w, c.h)
		s.Open("Title", about, "save", Field{ID: "a", Label: "A"}, Field{ID: "b", Label: "B"})
		fits(t, s.View(), c.w, c.h)
		text := strings.Join(strings.Fields(plain(s.View())), " ")
		if got := strings.Contains(text, about); got != c.whole {
			t.Errorf("%d×%d: whole is %v:\n%s", c.w, c.h, got, plain(s.View()))
		}
		for _, want := range []string{" B ", "Esc cancel"} {
			if !strings.Contains(text+" ", want) {
				t.Errorf("%d×%d: no %q:\n%s", c.w, c.h, want, plain(s.View()))
			}
		}
	}
}

func TestHintsLeaveTheWayOut(t *testing.T) {
	for _, code := range lang.Codes() {
		s := edit(t, code, 40, 6)
		s.Do(keys.NextField)
		lines := s.View()
		if foot := ansi.Strip(lines[len(lines)-1]); !strings.Contains(foot, "Enter") || !strings.Contains(foot, lang.For(code).Hints.Cancel) {
			t.Errorf("%s: %q", code, foot)
		}
	}
}

func TestNothingOpen(t *testing.T) {
	s := New(lang.For("ru"), look(t, theme.Dark, colorprofile.TrueColor))
	for _, a := range []keys.Action{keys.NextField, keys.PrevField, keys.NextValue, keys.PrevValue} {
		s.Do(a)
	}
	typed(&s, "x")
	for _, size := range [][2]int{{0, 0}, {1, 1}, {40, 6}} {
		s.Resize(size[0], size[1])
		if c := s.Cursor(); c != nil {
			t.Errorf("%v: cursor %v", size, c)
		}
		if n := len(s.View()); n > size[1] {
			t.Errorf("%v: %d lines", size, n)
		}
	}
}

// FuzzView types and shows any text at any size.
func FuzzView(f *testing.F) {
	f.Add("Название", "https://a.example/", "шалом שלום خبر", 72, 18, uint8(0))
	f.Add("नमस्ते ÅÅÅ", "家族👨‍👩‍👧‍👦", "1️⃣ 🇦🇿", 40, 6, uint8(5))
	f.Add("", "", "", 1, 1, uint8(2))
	f.Add("\u0301", "\ufe0f", "\u200d", 3, 2, uint8(255))
	f.Fuzz(func(t *testing.T, label, value, typing string, w, h int, n uint8) {
		w, h = max(1, min(w, 200)), max(1, min(h, 60))
		for _, text := range []string{label, value} {
			if !clean(text) {
				t.Skip("would not pass the door")
			}
		}
		s := New(lang.For(lang.Codes()[n%3]), look(t, theme.Dark, colorprofile.TrueColor))
		s.Resize(w, h)
		var fields []Field
		for i := range int(n % 9) {
			fd := Field{ID: string(rune('a' + i)), Label: label, Hint: value, Value: value}
			if i%2 == 1 {
				fd.Options = []Option{{"1", value}, {"2", label}}
			}
			fields = append(fields, fd)
		}
		s.Open(label, value, label, fields...)
		for i := range int(n) % 5 {
			s.Type(tea.PasteMsg{Content: typing})
			press(&s, tea.KeyLeft)
			fits(t, s.View(), w, h)
			if c := s.Cursor(); c != nil && (c.X < 0 || c.X >= w || c.Y < 0 || c.Y >= h) {
				t.Fatalf("%d×%d: cursor %+v", w, h, c)
			}
			s.Do([]keys.Action{keys.NextField, keys.NextValue, keys.PrevField}[i%3])
		}
		s.Fault("b", label+value)
		fits(t, s.View(), w, h)
		s.Busy(value)
		fits(t, s.View(), w, h)

		c := NewChoice(lang.For("az"), look(t, theme.Dark, colorprofile.TrueColor))
		c.Resize(w, h)
		c.Open(label, value, []Item{{label, value}, {value, ""}, {"", label}})
		c.Do(keys.Toggle)
		fits(t, c.View(), w, h)
		c.Resize(1, 1)
		fits(t, c.View(), 1, 1)
	})
}

// clean reports whether a text could have come through the door: package
// feed/page lets no control characters pass.
func clean(s string) bool {
	return strings.ToValidUTF8(s, "") == s && !strings.ContainsFunc(s, func(r rune) bool {
		return r < 0x20 || r >= 0x7f && r < 0xa0 || r == 0xad || r == 0x2028 || r == 0x2029
	})
}

// TestClickGoesToTheField under the pointer, also by the lines under it; a
// choice that is selected takes its next value.
func TestClickGoesToTheField(t *testing.T) {
	for _, h := range []int{29, 6} {
		s := edit(t, "ru", 84, h)
		// on clicks on the line that holds a text.
		on := func(text string) keys.Action {
			lines := strings.Split(plain(s.View()), "\n")
			y := slices.IndexFunc(lines, func(l string) bool { return strings.Contains(l, text) })
			if y < 0 {
				t.Fatalf("%q is not in\n%s", text, plain(s.View()))
			}
			return s.Click(20, y)
		}
		l := s.words.Sources.Labels
		if a := on(l.Lang); a != "" || s.fields[s.at].ID != "lang" {
			t.Errorf("height %d: %q, at %s", h, a, s.fields[s.at].ID)
		}
		if a := on(l.Lang); a != keys.NextValue {
			t.Errorf("height %d: a second click: %q", h, a)
		}
		on(l.Title)
		if a := on(l.Title); a != "" || s.fields[s.at].ID != "title" {
			t.Errorf("height %d: %q, at %s", h, a, s.fields[s.at].ID)
		}
		for _, y := range []int{-1, 0, h - 1, h} {
			if a := s.Click(20, y); a != "" || s.fields[s.at].ID != "title" {
				t.Errorf("height %d: a click in line %d: %q, at %s", h, y, a, s.fields[s.at].ID)
			}
		}
		s.Busy(s.words.Form.Looking)
		if a := on(l.Lang); a != "" || s.fields[s.at].ID != "title" {
			t.Errorf("height %d: while busy: %q, at %s", h, a, s.fields[s.at].ID)
		}
	}
}

// TestAFieldThatComesAndGoes with the value of a choice: the keys go past it
// while it is not there.
func TestAFieldThatComesAndGoes(t *testing.T) {
	s := New(lang.For("en"), look(t, theme.Dark, colorprofile.TrueColor))
	s.Resize(60, 20)
	s.Open("Title", "", "save",
		Field{ID: "a", Label: "Address"},
		Field{ID: "w", Label: "Where", Options: []Option{{"", "here"}, {"1", "Home"}}},
		Field{ID: "f", Label: "Folder", With: "w"},
	)
	has := func() bool { return strings.Contains(plain(s.View()), "Folder") }
	at := func() string { return s.fields[s.at].ID }
	s.Do(keys.PrevField)
	if at() != "w" || has() {
		t.Errorf("before the first comes %s:\n%s", at(), plain(s.View()))
	}
	s.Do(keys.NextField)
	if at() != "a" {
		t.Errorf("behind the last comes %s", at())
	}
	s.Do(keys.PrevField)
	s.Do(keys.NextValue)
	s.Do(keys.NextField)
	typed(&s, "Sea")
	if at() != "f" || !has() || s.Value("f") != "Sea" || s.Cursor() == nil {
		t.Errorf("at %s with %q:\n%s", at(), s.Value("f"), plain(s.View()))
	}
	s.Resize(60, 4) // not all at a time
	if got := plain(s.View()); !strings.Contains(got, "3/3") {
		t.Errorf("its place:\n%s", got)
	}
	s.Do(keys.PrevField)
	s.Do(keys.PrevValue)
	if got := plain(s.View()); strings.Contains(got, "/3") || has() {
		t.Errorf("without it:\n%s", got)
	}
	s.Resize(60, 20)
	fits(t, s.View(), 60, 20)
}
