package help

import (
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"rubrika/feed"
	"rubrika/ui/keys"
	"rubrika/ui/lang"
	"rubrika/ui/theme"
)

func open(t *testing.T, code string, of keys.Scope, foreign bool, w, h int) *Screen {
	t.Helper()
	th, err := theme.Load("dark", true, colorprofile.TrueColor)
	if err != nil {
		t.Fatal(err)
	}
	m, err := keys.New(keys.Default(), "ru")
	if err != nil {
		t.Fatal(err)
	}
	s := New(lang.For(code), th, m)
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

func TestKeysAsThisKeyboardTypesThem(t *testing.T) {
	if text := read(open(t, "ru", keys.Headlines, true, 120, 40)); !strings.Contains(text, "j (о)") {
		t.Errorf("no «j (о)» in\n%s", text)
	}
	if text := read(open(t, "ru", keys.Headlines, false, 120, 40)); strings.Contains(text, "(о)") {
		t.Errorf("«(о)» before such a layout was seen in\n%s", text)
	}
}

func TestEveryLineFits(t *testing.T) {
	for _, w := range []int{40, 55, 80, 112, 168, 220} {
		s := open(t, "az", keys.Article, true, w, 20)
		for _, l := range s.View() {
			if n := ansi.StringWidth(l); n != w {
				t.Errorf("width %d: %d cells: %q", w, n, ansi.Strip(l))
			}
		}
	}
}
