package palette

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"rubrika/feed/words"
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

// entries are the actions of the list of headlines, three of them not possible.
func entries(t testing.TB, w lang.Words) []Entry {
	t.Helper()
	m, err := keys.New(keys.Default(), keys.RU)
	if err != nil {
		t.Fatal(err)
	}
	why := map[keys.Action]string{
		keys.Undo:       w.Notices.NothingToUndo,
		keys.Versions:   w.Notices.NoVersions,
		keys.RefreshAll: w.Notices.Refreshing,
	}
	var out []Entry
	for _, b := range m.Help(keys.Headlines) {
		out = append(out, Entry{
			Action: b.Action, Scope: keys.Headlines, Title: w.Action(string(b.Action)), Keys: m.Labels(b, false),
			Group: w.Group(b.Group), Why: why[b.Action],
		})
	}
	return out
}

func open(t testing.TB, code string, w, h int) *Screen {
	t.Helper()
	s := New(lang.For(code), look(t, theme.Dark, colorprofile.TrueColor), words.Fold)
	s.Resize(w, h)
	s.Open(entries(t, lang.For(code)))
	return &s
}

func typed(s *Screen, text string) {
	for _, r := range text {
		s.Type(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
}

func shown(s *Screen) string { return ansi.Strip(strings.Join(s.View(), "\n")) }

// actions are what is shown, in its order.
func actions(s *Screen) []keys.Action {
	var out []keys.Action
	for _, h := range s.shown {
		out = append(out, s.lines[h.at].Action)
	}
	return out
}

// TestGoldenScreens keeps panels as they were looked at and approved, in the
// sizes they have in windows of 40×10, 80×24, and 120×36 and more.
func TestGoldenScreens(t *testing.T) {
	for _, c := range []struct {
		name, code string
		w, h       int
		set        func(*testing.T, *Screen)
	}{
		{"ru-84x30", "ru", 84, 30, func(t *testing.T, s *Screen) {
			typed(s, "избр")
			s.Do(keys.Apply)
			s.Open(entries(t, s.words))
		}},
		{"ru-72x18-impossible", "ru", 72, 18, func(_ *testing.T, s *Screen) { typed(s, "отмен") }},
		{"az-72x18-by-id", "az", 72, 18, func(_ *testing.T, s *Screen) { typed(s, "copy") }},
		{"en-84x30-light", "en", 84, 30, func(t *testing.T, s *Screen) {
			s.Restyle(look(t, theme.Light, colorprofile.TrueColor))
			typed(s, "re")
		}},
		{"en-72x18-16-colours", "en", 72, 18, func(t *testing.T, s *Screen) {
			s.Restyle(look(t, theme.Dark, colorprofile.ANSI))
			typed(s, "ref")
			s.Do(keys.Down)
		}},
		{"az-72x18-nothing", "az", 72, 18, func(_ *testing.T, s *Screen) { typed(s, "ъъъ") }},
		{"ru-40x6", "ru", 40, 6, func(_ *testing.T, s *Screen) { s.Do(keys.PageDown) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := open(t, c.code, c.w, c.h)
			c.set(t, s)
			golden.RequireEqual(t, strings.Join(s.View(), "\n"))
		})
	}
}

// TestEverythingIsThereUntilSomethingIsTyped under the headings of its groups.
func TestEverythingIsThereUntilSomethingIsTyped(t *testing.T) {
	for _, code := range lang.Codes() {
		s := open(t, code, 84, 100)
		v := shown(s)
		for _, e := range entries(t, lang.For(code)) {
			for _, want := range []string{e.Title, e.Keys, e.Group + " ─", string([]rune(e.Why)[:min(30, len([]rune(e.Why)))])} {
				if !strings.Contains(v, want) {
					t.Errorf("%s: %q is not in\n%s", code, want, v)
				}
			}
			if n := strings.Count(v, e.Group+" ─"); n != 1 {
				t.Errorf("%s: %d headings %q", code, n, e.Group)
			}
		}
		if n := len(entries(t, lang.For(code))); !strings.Contains(v, lang.For(code).Actions(n)) {
			t.Errorf("%s: not %d actions in\n%s", code, n, v)
		}
	}
}

// TestTyped holds what is found first.
func TestTyped(t *testing.T) {
	for _, c := range []struct {
		code, typed string
		first       keys.Action
	}{
		{"ru", "избр", keys.Star},
		{"ru", "ИСТОЧНИКИ", keys.ShowSources},
		{"ru", "обн ис", keys.Refresh},
		{"ru", "все обновить", keys.RefreshAll},
		{"ru", "всё показанное", keys.ReadAll},
		{"ru", "star", keys.Star},
		{"az", "star", keys.Star},
		{"ru", "refall", keys.RefreshAll},
		{"az", "oxunmamis", keys.NextUnread},
		{"az", "ARXIV", ""},
		{"en", "undo", keys.Undo},
		{"en", "quit", keys.Quit},
		{"en", " sort ", keys.Sort},
		{"en", "copyurl", keys.CopyURL},
		{"ru", "ъъъ", ""},
	} {
		s := open(t, c.code, 84, 30)
		typed(s, c.typed)
		e, ok := s.Chosen()
		if e.Action != c.first || ok != (c.first != "") {
			t.Errorf("%s: %q finds %v", c.code, c.typed, actions(s))
		}
		if !ok && !strings.Contains(shown(s), s.words.Palette.None) {
			t.Errorf("%s: %q finds nothing, and it does not say so:\n%s", c.code, c.typed, shown(s))
		}
	}
}

// TestOnTheWrongLayout: «ыефк» are the keys of "star", but only where nothing
// has such a name.
func TestOnTheWrongLayout(t *testing.T) {
	unlayout := func(s string) string {
		return strings.NewReplacer("ы", "s", "е", "t", "ф", "a", "к", "r").Replace(s)
	}
	for _, c := range []struct {
		typed string
		with  func(string) string
		want  keys.Action
	}{
		{"ыефк", unlayout, keys.Star}, {"ыефк", nil, ""}, {"картин", unlayout, keys.Pictures}, {"щщщ", unlayout, ""},
	} {
		s := open(t, "ru", 84, 30)
		s.Unlayout = c.with
		typed(s, c.typed)
		if e, _ := s.Chosen(); e.Action != c.want {
			t.Errorf("%q finds %v", c.typed, actions(s))
		}
	}
}

// TestImpossible: the reason stands beside the action and, whole, at the
// bottom; Enter and a click change nothing.
func TestImpossible(t *testing.T) {
	for _, w := range []int{40, 84} {
		s := open(t, "ru", w, 18)
		typed(s, "другом языке")
		before := shown(s)
		if lines := strings.Split(before, "\n"); !strings.Contains(lines[s.last()], s.words.Notices.NoVersions[:30]) {
			t.Errorf("width %d: no reason at the bottom of\n%s", w, before)
		}
		if !s.Do(keys.Apply) || shown(s) != before {
			t.Errorf("width %d: Enter did something:\n%s", w, shown(s))
		}
		if e, ok := s.Chosen(); !ok || e.Action != keys.Versions || e.Why == "" {
			t.Errorf("chosen: %+v", e)
		}
		if a := s.Click(3, s.last()); a != "" {
			t.Errorf("a click on the reason: %q", a)
		}
	}
	s := open(t, "ru", 84, 18)
	typed(s, "ъъъ")
	if !s.Do(keys.Apply) {
		t.Error("Enter on nothing is left to others")
	}
}

// TestUsedOnesComeFirst: the last one first, each once, and only those that
// are there.
func TestUsedOnesComeFirst(t *testing.T) {
	s := open(t, "en", 84, 30)
	for _, id := range []string{"star", "sort", "quit", "star", "wire", "filter", "preview", "undo"} {
		typed(s, id)
		possible := true
		if e, _ := s.Chosen(); e.Why != "" {
			possible = false
		}
		if own := s.Do(keys.Apply); own == possible {
			t.Errorf("%s: Enter is its own: %v", id, own)
		}
		s.Open(entries(t, s.words))
	}
	want := []keys.Action{keys.Preview, keys.Filter, keys.Wire, keys.Star, keys.Quit, keys.Down}
	if got := actions(s)[:len(want)]; !slices.Equal(got, want) {
		t.Errorf("first are %v", got)
	}
	if n := strings.Count(shown(s), s.words.Palette.Recent); n != 1 {
		t.Errorf("%d headings of the used ones in\n%s", n, shown(s))
	}
	if got := actions(s); len(got) != len(entries(t, s.words)) {
		t.Errorf("%d actions are shown", len(got))
	}
	s.Open(entries(t, s.words)[:3])
	if strings.Contains(shown(s), s.words.Palette.Recent) {
		t.Errorf("used ones that are not there:\n%s", shown(s))
	}
	// What is found equally well goes by use.
	s.Open([]Entry{{Action: "a-x", Title: "one thing"}, {Action: "b-x", Title: "two thing"}})
	typed(s, "two")
	s.Do(keys.Apply)
	s.Open([]Entry{{Action: "a-x", Title: "one thing"}, {Action: "b-x", Title: "two thing"}})
	typed(s, "thing")
	if got := actions(s); got[0] != "b-x" {
		t.Errorf("%v", got)
	}
}

func TestClick(t *testing.T) {
	for _, h := range []int{30, 8} {
		s := open(t, "ru", 84, h)
		lines := strings.Split(shown(s), "\n")
		row := slices.IndexFunc(lines, func(l string) bool { return strings.Contains(l, "на полстраницы вниз") })
		if a := s.Click(10, row); a != "" {
			t.Errorf("the first click: %q", a)
		}
		if e, _ := s.Chosen(); e.Action != keys.HalfDown {
			t.Errorf("the click chose %q", e.Action)
		}
		if a := s.Click(10, row); a != keys.Apply {
			t.Errorf("the second click: %q", a)
		}
		heading := slices.IndexFunc(lines, func(l string) bool { return strings.Contains(l, "─") })
		for y, want := range map[int]keys.Action{-1: "", 0: "", heading: "", s.last(): keys.Apply, 99: ""} {
			if a := s.Click(3, y); a != want {
				t.Errorf("height %d: a click in line %d: %q", h, y, a)
			}
		}
	}
}

// fits fails where a panel is larger than its place or ragged.
func fits(t testing.TB, s *Screen, w, h int) {
	t.Helper()
	lines := s.View()
	if len(lines) > h || len(lines) == 0 {
		t.Fatalf("%d×%d: %d lines", w, h, len(lines))
	}
	for i, l := range lines {
		if n := ansi.StringWidth(l); n != w {
			t.Fatalf("%d×%d: line %d has %d cells: %q", w, h, i, n, ansi.Strip(l))
		}
	}
	if c := s.Cursor(); c.X < 0 || c.X >= w || c.Y < 0 || c.Y >= h {
		t.Fatalf("%d×%d: cursor at %d, %d", w, h, c.X, c.Y)
	}
}

func TestEveryLineFits(t *testing.T) {
	s := open(t, "az", 80, 24)
	for w := 2; w < 120; w += 7 {
		for h := 1; h < 40; h++ {
			s.Resize(w, h)
			s.Do([]keys.Action{keys.Down, keys.PageDown, keys.Up, keys.PageUp}[h%4])
			fits(t, s, w, h)
			if e, ok := s.Chosen(); !ok || h > 2 && w > 40 && !strings.Contains(shown(s), string([]rune(e.Title)[:min(12, len([]rune(e.Title)))])) {
				t.Fatalf("%d×%d: %q is not in\n%s", w, h, e.Title, shown(s))
			}
		}
	}
}

// FuzzView lists and types any text at any size.
func FuzzView(f *testing.F) {
	f.Add("в избранное", "f (а)", "Отметки", "Отменять нечего", "избр", 72, 18)
	f.Add("नमस्ते ÅÅÅ é", "家族👨‍👩‍👧‍👦", "1️⃣ 🇦🇿", "שלום", "ते", 40, 6)
	f.Add("", "", "", "", "", 1, 1)
	f.Add("\u0301a", "\ufe0f", "\u200b", "\u202e", "\u0301", 61, 9)
	f.Fuzz(func(t *testing.T, title, key, group, why, typing string, w, h int) {
		w, h = max(1, min(w, 200)), max(1, min(h, 60))
		for _, text := range []string{title, key, group, why} {
			if !clean(text) {
				t.Skip("would not pass the door")
			}
		}
		s := open(t, "ru", w, h)
		s.Open(append([]Entry{
			{Action: "x", Title: title, Keys: key, Group: group, Why: why},
			{Action: "y", Title: why, Keys: title, Group: key},
		}, entries(t, s.words)...))
		fits(t, s, w, h)
		s.Unlayout = strings.ToUpper
		s.Type(tea.PasteMsg{Content: typing})
		fits(t, s, w, h)
		for y := -1; y <= h; y++ {
			s.Click(y*3, y)
		}
		s.Do(keys.Apply)
		s.Resize(1, 1)
		fits(t, s, 1, 1)
		s.Resize(w, h)
		s.Open(entries(t, s.words))
		s.Do(keys.PageDown)
		fits(t, s, w, h)
	})
}

// clean reports whether a text could have come through the door: package
// feed/page lets no control characters pass.
func clean(s string) bool {
	return strings.ToValidUTF8(s, "") == s && !strings.ContainsFunc(s, func(r rune) bool {
		return r < 0x20 || r >= 0x7f && r < 0xa0 || r == 0xad || r == 0x2028 || r == 0x2029
	})
}

// BenchmarkView is what every key costs while the palette is open.
func BenchmarkView(b *testing.B) {
	s := open(b, "ru", 84, 30)
	typed(s, "о")
	b.ReportAllocs()
	for b.Loop() {
		s.View()
	}
}
