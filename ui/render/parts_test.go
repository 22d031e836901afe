package render

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark/ast"
)

func TestGlyphsKeepOnlyStyle(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"plain", "abc", "abc"},
		{"style", "\x1b[1ma\x1b[m", "\x1b[1ma\x1b[m"},
		{"reset spelt out", "\x1b[1ma\x1b[0mb", "\x1b[1ma\x1b[mb"},
		{"style left on is ended", "\x1b[31ma", "\x1b[31ma\x1b[m"},
		{"styles add up", "\x1b[1m\x1b[31ma\x1b[mb", "\x1b[1m\x1b[31ma\x1b[mb"},
		{"style without text", "\x1b[31m\x1b[m", ""},
		{"trailing blanks", "a \x1b[4m  \x1b[m", "a"},
		{"cursor", "a\x1b[2J\x1b[1;1Hb", "ab"},
		{"private mode", "a\x1b[?25lb\x1b[>1mc", "abc"},
		{"title", "a\x1b]0;t\ab\x1b]2;t\x1b\\c", "abc"},
		{"clipboard", "a\x1b]52;c;eA==\ab", "ab"},
		{"hyperlink", "a\x1b]8;;http://x\ab\x1b]8;;\ac", "abc"},
		{"device control", "a\x1bP1;2|x\x1b\\b\x1b_x\x1b\\c\x1b^x\x1b\\d", "abcd"},
		{"unended string", "a\x1b]0;t", "a"},
		{"lone escape", "a\x1b", "a"},
		{"C0", "a\x00\x07\x08\rb\x7f", "ab"},
		{"C1 as UTF-8", "a\u009b2Jb", "a2Jb"},
		{"bidi", "a\u202eb\u2066c", "abc"},
		{"invisible", "a\u200b\ufeff\u00adb", "ab"},
		{"joiners stay", "👩\u200d👧 e\u0301", "👩\u200d👧 e\u0301"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := glyphs(c.in).String(); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestGlyphWidths(t *testing.T) {
	for in, want := range map[string]int{
		"abc": 3, "слово": 5, "東京": 4, "e\u0301": 1, "👩\u200d👩\u200d👧": 2, "🇦🇿": 2, "1\ufe0f\u20e3": 2, "\x1b[1mab\x1b[m": 2, "": 0,
	} {
		if got := glyphs(in).width(); got != want || got != Width(in) {
			t.Errorf("%q: %d cells, Width %d, want %d", in, got, Width(in), want)
		}
	}
}

func TestPilesOfMarksAreCut(t *testing.T) {
	g := glyphs("e" + strings.Repeat("\u0301", 1000) + "f")
	if len(g) != 2 || len([]rune(g[0].text)) > maxCluster {
		t.Errorf("%d glyphs, the first of %d runes", len(g), len([]rune(g[0].text)))
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		in          string
		first, rest int
		want        []string
	}{
		{"", 10, 10, []string{""}},
		{"one two", 10, 10, []string{"one two"}},
		{"one two", 3, 3, []string{"one", "two"}},
		{"one   two", 4, 4, []string{"one", "two"}},
		{"one two three", 5, 9, []string{"one", "two three"}},
		{"one\n\ntwo", 10, 10, []string{"one", "", "two"}},
		{"well-known", 6, 6, []string{"well-", "known"}},
		{"and/or", 4, 4, []string{"and/", "or"}},
		{"-1 -2", 3, 3, []string{"-1", "-2"}},
		{"1-2-3", 3, 3, []string{"1-2", "-3"}},
		{"abcdef", 4, 4, []string{"abcd", "ef"}},
		{"東京a都", 4, 4, []string{"東京", "a都"}},
		{"(東京)", 5, 5, []string{"(東", "京)"}},
		{"a — b", 3, 3, []string{"a —", "b"}},
		{"text[12]. More", 9, 9, []string{"text[12].", "More"}},
		{"ab", 0, 0, []string{"ab"}},
	} {
		var got []string
		for _, r := range wrap(glyphs(c.in), c.first, c.rest) {
			got = append(got, r.String())
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q at %d, %d: %q, want %q", c.in, c.first, c.rest, got, c.want)
		}
	}
}

func TestHardWrap(t *testing.T) {
	for _, c := range []struct {
		in    string
		width int
		want  []string
	}{
		{"", 4, []string{""}},
		{"abcd", 4, []string{"abcd"}},
		{"ab  cd", 3, []string{"ab", " cd"}},
		{"東京都", 5, []string{"東京", "都"}},
		{"東", 1, []string{"東"}},
	} {
		var got []string
		for _, r := range hardWrap(glyphs(c.in), c.width) {
			got = append(got, r.String())
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q at %d: %q, want %q", c.in, c.width, got, c.want)
		}
	}
}

func TestDecode(t *testing.T) {
	for in, want := range map[string]string{
		`a`: `a`, `\*`: `*`, `\\`: `\`, `\a`: `\a`, `\`: `\`, `&amp;`: `&`, `&amp;amp;`: `&amp;`, `\&amp;`: `&amp;`,
		`&#1071;`: `Я`, `&#x42F;`: `Я`, `&laquo;`: `«`, `&nosuch;`: `&nosuch;`, `&`: `&`, `AT&T;`: `AT&T;`, `a&b`: `a&b`,
	} {
		if got := decode(in); got != want {
			t.Errorf("decode(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestSourceForGlamour sees what of a leaf is handed to glamour: marks as addresses,
// everything else as text.
func TestSourceForGlamour(t *testing.T) {
	for in, want := range map[string]string{
		"a":                   "Text(a)",
		"a[1]b":               "Text(a) AutoLink([1]) Text(b)",
		"[1][2]":              "AutoLink([1]) AutoLink([2])",
		"[3] [0] [x]":         "Text([3] [0] [x])",
		"[image: a b] c":      "AutoLink([image: a b]) Text( c)",
		"x[image 7: a][1]":    "Text(x) AutoLink([image: a]) AutoLink([1])",
		"[image 2][image]":    "AutoLink([image]) AutoLink([image])",
		"[image 1: a [b] c]":  "AutoLink([image: a [b] c])",
		"[image 0] [image x]": "Text([image 0] [image x])",
		`C:\dir & <b>`:        "Text(C:\\\x01dir &\x01 <b>)",
		"\x1b[31m\u202ea\x07": "Text([31ma)",
	} {
		b := inlines{links: 2}
		to := ast.NewParagraph()
		b.words(to, in)
		var got []string
		for n := to.FirstChild(); n != nil; n = n.NextSibling() {
			text := rawText(n, b.src)
			if leaf, ok := n.(*ast.Text); ok {
				text = string(leaf.Segment.Value(b.src))
			}
			got = append(got, fmt.Sprintf("%s(%s)", n.Kind(), text))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestTooCostly(t *testing.T) {
	for name, c := range map[string]struct {
		in   string
		want bool
	}{
		"text":                {strings.Repeat("a b\n", 5000), false},
		"40 quotations":       {strings.Repeat("> ", 40) + "a", false},
		"41 quotations":       {strings.Repeat("> ", 41) + "a", true},
		"41 lists":            {strings.Repeat("- ", 41) + "a", true},
		"numbers and bullets": {strings.Repeat("1. - ", 25) + "a", true},
		"a rule":              {strings.Repeat("- ", 20), false},
		"far indented item":   {strings.Repeat(" ", 200) + "- a", true},
		"far indented text":   {strings.Repeat(" ", 200) + "a", false},
		"some emphasis":       {strings.Repeat("*a* ", 400), false},
		"much emphasis":       {strings.Repeat("*a* ", 600), true},
		"many paragraphs":     {strings.Repeat("*a* b\n\n", 2000), false},
	} {
		if got := tooCostly(c.in); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestSuperscript(t *testing.T) {
	for n, want := range map[int]string{1: "¹", 23: "²³", 4567890: "⁴⁵⁶⁷⁸⁹⁰"} {
		if got := superscript(n); got != want {
			t.Errorf("superscript(%d) = %q, want %q", n, got, want)
		}
	}
}
