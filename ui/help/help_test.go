package help

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

func open(t testing.TB, code string, of keys.Scope, foreign bool, w, h int) *Screen {
	t.Helper()
	th, err := theme.Load("dark", true, colorprofile.TrueColor)
	if err != nil {
		t.Fatal(err)
	}
	m, err := keys.New(keys.Default(), "ru")
	if err != nil {
		t.Fatal(err)
	}
	s := New(lang.For(code), th, m, words.Fold)
	s.Resize(w, h)
	s.Open(of, foreign)
	return &s
}

// read pages through the whole help.
func read(s *Screen) string {
	var all strings.Builder
	for {
		all.WriteString(ansi.Strip(strings.Join(s.View(), "\n")))
		if s.More() == 0 {
			return all.String()
		}
		s.Do(keys.PageDown)
	}
}

// TestEveryKeyOfTheViewIsListed in every view, language and size.
func TestEveryKeyOfTheViewIsListed(t *testing.T) {
	m, err := keys.New(keys.Default(), "ru")
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range lang.Codes() {
		for _, scope := range keys.Scopes() {
			for _, size := range [][2]int{{40, 9}, {80, 23}, {120, 35}, {200, 49}} {
				text := read(open(t, code, scope, false, size[0], size[1]))
				for _, b := range m.Help(scope) {
					does := lang.For(code).Action(string(b.Action))
					if short := []rune(does); !strings.Contains(text, string(short[:min(8, len(short))])) {
						t.Errorf("%s %s %v: %q (%s) is not listed", code, scope, size, does, b.Action)
					}
				}
			}
		}
	}
}

// TestSignsAreExplained in the help of the list, and only there.
func TestSignsAreExplained(t *testing.T) {
	for _, code := range lang.Codes() {
		w := lang.For(code)
		text := read(open(t, code, keys.Headlines, false, 80, 23))
		for _, want := range []string{"● ", w.Signs.Unread, "≡3", w.Signs.Story, "▣", w.Badge(feed.Photo)} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: %q is not in\n%s", code, want, text)
			}
		}
		if strings.Contains(read(open(t, code, keys.Article, false, 80, 23)), w.Signs.Story) {
			t.Errorf("%s: signs of the list in the help of the article", code)
		}
	}
}

func typed(s *Screen, text string) {
	for _, r := range text {
		s.Type(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
}

// TestFind finds by what a key does and by the key, in all groups; the count
// is that of the lines.
func TestFind(t *testing.T) {
	for _, c := range []struct {
		typed string
		hits  int
		want  []string
	}{
		{"непрочит", 4, []string{"J", "K", "u", "●"}},
		{"НЕПРОЧИТ след", 1, []string{"следующая непрочитанная"}},
		{"c-z", 1, []string{"C-z", "в оболочку"}},
		{"пишут", 1, []string{"↑", "тема, о которой"}},
		{"ъъъ", 0, []string{lang.For("ru").Palette.NoKey}},
	} {
		s := open(t, "ru", keys.Headlines, false, 120, 35)
		s.Do(keys.Bottom)
		if s.Finding() || s.Scope() != keys.HelpAll {
			t.Fatal("the field is open before it was asked for")
		}
		if !s.Do(keys.Find) || !s.Finding() || s.Scope() != keys.Finding {
			t.Fatal("the field did not open")
		}
		whole := strings.Join(s.View()[2:], "")
		typed(s, c.typed)
		v := ansi.Strip(strings.Join(s.View(), "\n"))
		for _, want := range append(c.want, c.typed, s.words.HelpHits(c.hits)) {
			if !strings.Contains(v, want) {
				t.Errorf("%q: %q is not in\n%s", c.typed, want, v)
			}
		}
		if s.hits != c.hits || strings.Contains(v, "скопировать") {
			t.Errorf("%q: %d hits in\n%s", c.typed, s.hits, v)
		}
		if x := s.Cursor().X; x != ansi.StringWidth("  Клавиши: заголовки  › "+c.typed) {
			t.Errorf("%q: cursor at %d", c.typed, x)
		}
		if !s.Do(keys.Cancel) || s.Finding() || s.field.Value() != "" {
			t.Errorf("%q: Esc did not close the field", c.typed)
		}
		s.Do(keys.Bottom)
		if got := s.View(); strings.Join(got[2:], "") != whole {
			t.Errorf("%q: after Esc the help is another:\n%s", c.typed, ansi.Strip(strings.Join(got, "\n")))
		}
	}
}

// TestFoundStays after Enter, to be scrolled; then the key that leaves the
// help first shows all of it.
func TestFoundStays(t *testing.T) {
	s := open(t, "en", keys.Headlines, false, 80, 10)
	s.Do(keys.Find)
	typed(s, "the")
	if !s.Do(keys.Apply) || s.Finding() || s.hits < 5 {
		t.Fatalf("Enter did not keep %d hits", s.hits)
	}
	all := s.hits
	s.Do(keys.Bottom)
	if s.More() != 0 || s.offset == 0 {
		t.Error("what was found does not scroll")
	}
	if s.Do(keys.Apply) {
		t.Error("Enter without a field is not left to others")
	}
	if !s.Do(keys.Back) || s.hits <= all || s.offset != 0 {
		t.Errorf("back shows %d lines from %d", s.hits, s.offset)
	}
	if s.Do(keys.Back) {
		t.Error("a second back is not left to others")
	}
	typed(s, "zzz")
	s.Open(keys.Article, false)
	if s.hits == 0 {
		t.Error("a new help is still narrowed")
	}
}

func TestClickOpensTheField(t *testing.T) {
	s := open(t, "en", keys.Headlines, false, 80, 23)
	if a := s.Click(70, 1); a != keys.Find {
		t.Errorf("on the title: %q", a)
	}
	if a := s.Click(10, 5); a != "" {
		t.Errorf("on a key: %q", a)
	}
	s.Do(keys.Find)
	if a := s.Click(70, 1); a != "" {
		t.Errorf("on the open field: %q", a)
	}
}

// TestGoldenScreens keeps pages as they were looked at and approved.
func TestGoldenScreens(t *testing.T) {
	for _, c := range []struct {
		name, code string
		w, h       int
		typed      string
	}{
		{"ru-120x35", "ru", 120, 35, ""},
		{"en-200x49", "en", 200, 49, ""},
		{"az-80x23-found", "az", 80, 23, "rubrika"},
		{"ru-40x9", "ru", 40, 9, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := open(t, c.code, keys.Headlines, c.code == "ru", c.w, c.h)
			if c.typed != "" {
				s.Do(keys.Find)
				typed(s, c.typed)
			}
			golden.RequireEqual(t, strings.Join(s.View(), "\n"))
		})
	}
}

func TestKeysAsThisKeyboardTypesThem(t *testing.T) {
	if text := read(open(t, "ru", keys.Headlines, true, 120, 40)); !strings.Contains(text, "j (о)") {
		t.Errorf("no «j (о)» in\n%s", text)
	}
	if text := read(open(t, "ru", keys.Headlines, false, 120, 40)); strings.Contains(text, "(о)") {
		t.Errorf("«(о)» before such a layout was seen in\n%s", text)
	}
}

func TestEveryLineFits(t *testing.T) {
	for _, w := range []int{1, 9, 40, 55, 80, 112, 168, 220} {
		for _, text := range []string{"", "s", strings.Repeat("ъ", 80)} {
			s := open(t, "az", keys.Article, true, w, 20)
			typed(s, text)
			for _, l := range s.View() {
				if n := ansi.StringWidth(l); n != w {
					t.Errorf("width %d: %d cells: %q", w, n, ansi.Strip(l))
				}
			}
			if c := s.Cursor(); c.X < 0 || c.X >= w || c.Y != 1 {
				t.Errorf("width %d: cursor at %d, %d", w, c.X, c.Y)
			}
		}
	}
}

// TestNothingIsCut at any width: what is too long for its column is wrapped.
func TestNothingIsCut(t *testing.T) {
	for _, code := range lang.Codes() {
		for _, scope := range keys.Scopes() {
			for _, w := range []int{40, 60, 80, 100, 120, 160, 200} {
				s := open(t, code, scope, true, w, 200)
				v := ansi.Strip(strings.Join(s.View(), "\n"))
				own := 0 // signs of leaving out that belong to the words
				for _, block := range s.blocks() {
					for _, r := range block {
						own += strings.Count(r.keys+r.does, "…")
					}
				}
				if n := strings.Count(v, "…"); n != own {
					t.Errorf("%s %s, width %d: %d things are cut in\n%s", code, scope, w, n-own, v)
				}
			}
		}
	}
}

// TestMoreColumnsWhereTheyFit: a wide page is a short one.
func TestMoreColumnsWhereTheyFit(t *testing.T) {
	last := 1000
	for _, w := range []int{60, 120, 200} {
		s := open(t, "ru", keys.Headlines, true, w, 20)
		if len(s.lines) >= last {
			t.Errorf("width %d: %d lines, and %d on a narrower page", w, len(s.lines), last)
		}
		last = len(s.lines)
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		keys, does string
		width      int
		want       []string
	}{
		{"k", "вниз", 10, []string{"k|вниз"}},
		{"k", "выбрать рубрики и темы", 12, []string{"k|выбрать", "|рубрики и", "|темы"}},
		{"Esc h Backspace", "назад", 12, []string{"Esc h|назад", "Backspace|"}},
		{"", "", 5, []string{"|"}},
	} {
		var got []string
		for _, r := range wrap([][]row{{{keys: c.keys, does: c.does}}}, 9, c.width)[0] {
			got = append(got, r.keys+"|"+r.does)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q in %d: %q", c.does, c.width, got)
		}
	}
}

// FuzzView looks for anything in any help at any size.
func FuzzView(f *testing.F) {
	f.Add("непрочит", 80, 23, uint8(0))
	f.Add("C-d вниз", 40, 9, uint8(1))
	f.Add("家族👨‍👩‍👧‍👦 🇦🇿 नमस्ते", 120, 35, uint8(7))
	f.Add("\u0301\x1b[2J", 1, 1, uint8(20))
	f.Fuzz(func(t *testing.T, typing string, w, h int, n uint8) {
		w, h = max(1, min(w, 240)), max(1, min(h, 60))
		scopes := keys.Scopes()
		s := open(t, lang.Codes()[n%3], scopes[int(n)%len(scopes)], n&1 > 0, w, h)
		s.Do(keys.Find)
		s.Type(tea.PasteMsg{Content: typing})
		for _, a := range []keys.Action{keys.PageDown, keys.Apply, keys.Bottom, keys.HalfUp, keys.Back} {
			s.Do(a)
			lines := s.View()
			if len(lines) != h {
				t.Fatalf("%d×%d: %d lines", w, h, len(lines))
			}
			for _, l := range lines {
				if got := ansi.StringWidth(l); got != w {
					t.Fatalf("%d×%d: %d cells: %q", w, h, got, ansi.Strip(l))
				}
			}
			if c := s.Cursor(); c.X < 0 || c.X >= w {
				t.Fatalf("width %d: cursor at %d", w, c.X)
			}
		}
	})
}
