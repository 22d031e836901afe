package prompt

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"rubrika/ui/theme"
)

func look(t testing.TB, name string, p colorprofile.Profile) theme.Theme {
	t.Helper()
	th, err := theme.Load(name, true, p)
	if err != nil {
		t.Fatal(err)
	}
	return th
}

func open(t testing.TB, label, value string) *Field {
	t.Helper()
	f := New(look(t, theme.Dark, colorprofile.ASCII))
	f.Open(label, value)
	return &f
}

// press types keys by name, and every other word letter by letter.
func press(f *Field, words ...string) {
	named := map[string]tea.Key{
		"left": {Code: tea.KeyLeft}, "right": {Code: tea.KeyRight}, "home": {Code: tea.KeyHome}, "end": {Code: tea.KeyEnd},
		"backspace": {Code: tea.KeyBackspace}, "ctrl+w": {Code: 'w', Mod: tea.ModCtrl}, "ctrl+u": {Code: 'u', Mod: tea.ModCtrl},
	}
	for _, w := range words {
		if k, ok := named[w]; ok {
			f.Type(tea.KeyPressMsg(k))
			continue
		}
		for _, r := range w {
			f.Type(tea.KeyPressMsg{Code: r, Text: string(r)})
		}
	}
}

// shown is the line without styles, with «|» where the text cursor stands.
func shown(t *testing.T, f *Field, width int) string {
	t.Helper()
	line := ansi.Strip(f.View(width))
	if w := ansi.StringWidth(line); w != width {
		t.Fatalf("%q: %d cells, want %d", line, w, width)
	}
	c := f.Cursor()
	if c.Y != 0 || c.Shape != tea.CursorBar || c.X < 0 || c.X >= width {
		t.Fatalf("cursor %+v in %d cells", c, width)
	}
	return strings.TrimRight(ansi.Truncate(line, c.X, "")+"|"+ansi.TruncateLeft(line, c.X, ""), " ")
}

func TestTyping(t *testing.T) {
	f := open(t, "Найти:", "")
	for _, c := range []struct {
		do    []string
		value string
		want  string
	}{
		{nil, "", " Найти:  |"},
		{[]string{"чай"}, "чай", " Найти:  чай|"},
		{[]string{"left", "left"}, "чай", " Найти:  ч|ай"},
		{[]string{"т"}, "чтай", " Найти:  чт|ай"},
		{[]string{"home"}, "чтай", " Найти:  |чтай"},
		{[]string{"end", "backspace"}, "чта", " Найти:  чта|"},
		{[]string{" где", "ctrl+w"}, "чта ", " Найти:  чта |"},
		{[]string{"ctrl+u"}, "", " Найти:  |"},
	} {
		press(f, c.do...)
		if got := shown(t, f, 40); got != c.want || f.Value() != c.value {
			t.Errorf("%v: %q with value %q, want %q with %q", c.do, got, f.Value(), c.want, c.value)
		}
	}
}

func TestWide(t *testing.T) {
	f := open(t, "Find", "漢字とe\u0301👨‍👩‍👧x")
	for _, c := range []struct{ do, want string }{
		{"", " Find  漢字とe\u0301👨x|"},
		{"left", " Find  漢字とe\u0301👨|x"},
		{"home", " Find  |漢字とe\u0301👨x"},
		{"right", " Find  漢|字とe\u0301👨x"},
	} {
		press(f, c.do)
		if got := shown(t, f, 40); got != c.want {
			t.Errorf("%s: %q, want %q", c.do, got, c.want)
		}
	}
	press(f, "end", "backspace", "ctrl+u", strings.Repeat("漢", 30))
	if got := shown(t, f, 40); got != " Find  …"+strings.Repeat("漢", 15)+"|" {
		t.Errorf("more than there is room for: %q", got)
	}
}

// What does not fit goes where the cursor is not; a long label gives way.
func TestNarrow(t *testing.T) {
	f := open(t, "Find in the text", "one two three four five six seven")
	for _, c := range []struct {
		width    int
		do, want string
	}{
		{60, "end", " Find in the text  one two three four five six seven|"},
		{40, "end", " Find in the text  …our five six seven|"},
		{40, "home", " Find in the text  |one two three four …"},
		{20, "end", " Find i…  …x seven|"},
		{20, "home", " Find i…  |one two …"},
		{8, "home", " …  |on…"},
		{2, "home", " |…"},
		{1, "end", "|…"},
	} {
		press(f, c.do)
		if got := shown(t, f, c.width); got != c.want {
			t.Errorf("%d, %s: %q, want %q", c.width, c.do, got, c.want)
		}
	}
	if f.View(0) != "" || f.Cursor().X < 0 {
		t.Errorf("no width: %q, cursor %d", f.View(0), f.Cursor().X)
	}
}

// Before the line was ever shown, the cursor stands behind what there is.
func TestCursorAtOnce(t *testing.T) {
	if x := open(t, "Find", "ab").Cursor().X; x != len(" Find  ab") {
		t.Errorf("cursor in cell %d", x)
	}
}

func TestOpenAgain(t *testing.T) {
	f := open(t, "Find", "a long answer")
	press(f, "home")
	f.Open("Name", "it")
	if got := shown(t, f, 40); got != " Name  it|" || f.Value() != "it" {
		t.Errorf("%q with value %q", got, f.Value())
	}
}

// Nothing that is pasted or given can do more than show itself.
func TestPaste(t *testing.T) {
	f := open(t, "Find", "a\u202eb\u00ad\tc\x1b[2J")
	if f.Value() != "ab c[2J" {
		t.Errorf("given: %q", f.Value())
	}
	f.Open("Find", "")
	f.Type(tea.PasteMsg{Content: "на\u00a0\x1b]52;c;eA==\x07мосту\r\nу\u200bтром\u2066 می\u200cخواهم"})
	if want := "на ]52;c;eA==мосту  утром می\u200cخواهم"; f.Value() != want {
		t.Errorf("pasted: %q, want %q", f.Value(), want)
	}
	f.Type(tea.PasteMsg{Content: strings.Repeat("х", 2*limit)})
	if n := len([]rune(f.Value())); n != limit {
		t.Errorf("%d letters", n)
	}
	f.Type(tea.FocusMsg{}) // no key and no text
	if n := len([]rune(f.Value())); n != limit {
		t.Errorf("%d letters after a message of another kind", n)
	}
}

func TestRestyle(t *testing.T) {
	f := New(look(t, theme.Dark, colorprofile.TrueColor))
	f.Open("Find", "ab")
	dark := f.View(40)
	if !strings.Contains(dark, "38;2;242;179;93") {
		t.Errorf("no accent: %q", dark)
	}
	f.Restyle(look(t, "newsprint", colorprofile.TrueColor))
	if light := f.View(40); light == dark || ansi.Strip(light) != ansi.Strip(dark) {
		t.Errorf("as before: %q", light)
	}
}

// Whatever is typed, wherever the cursor goes: exactly the width, and the
// cursor is in it, behind the label.
func TestWidths(t *testing.T) {
	f := New(look(t, theme.Dark, colorprofile.ASCII))
	rapid.Check(t, func(t *rapid.T) {
		f.Open(rapid.SampledFrom([]string{"", "Find", "Mətndə axtar:", "検索"}).Draw(t, "label"), "")
		for range rapid.IntRange(0, 30).Draw(t, "keys") {
			press(&f, rapid.SampledFrom([]string{"a", "ж", "漢", "e\u0301", "👍🏽", "left", "right", "home", "end", "backspace", " "}).Draw(t, "key"))
		}
		width := rapid.IntRange(1, 50).Draw(t, "width")
		line, x := f.View(width), f.Cursor().X
		if ansi.StringWidth(line) != width || strings.Contains(line, "\n") {
			t.Fatalf("%q is not %d cells", line, width)
		}
		if x < 0 || x >= width || width > 20 && x < ansi.StringWidth(f.before()[0].Text) {
			t.Fatalf("cursor in cell %d of %q", x, line)
		}
	})
}

func BenchmarkView(b *testing.B) {
	f := New(look(b, theme.Dark, colorprofile.TrueColor))
	f.Open("Find", strings.Repeat("слово ", 30))
	for b.Loop() {
		f.View(120)
		f.Cursor()
	}
}
