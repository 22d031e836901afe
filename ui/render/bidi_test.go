package render

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"golang.org/x/text/unicode/bidi"
	"pgregory.net/rapid"
)

// Expectations are written as they are seen, from left to right, with Hebrew
// as capitals: those are turned into letters from right to left here.
func hebrew(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r - 'A' + 'א'
		}
		return r
	}, s)
}

func TestVisual(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"latin", "abc (1)", "abc (1)"},
		{"empty", "", ""},
		{"hebrew", "ABC DEF", "FED CBA"},
		{"a word in latin text", "abc DEF ghi", "abc FED ghi"},
		{"words in latin text", "abc DEF GHI jkl", "abc IHG FED jkl"},
		{"a latin word in hebrew", "ABC def GHI", "IHG def CBA"},
		{"full stop", "ABC.", ".CBA"},
		{"number", "ABC 12.5% DEF", "FED 12.5% CBA"},
		{"number in latin text", "abc DEF 12 GHI", "abc IHG 12 FED"},
		{"number at the end of hebrew in latin text", "abc DEF 12 ghi", "abc 12 FED ghi"},
		{"number after latin", "abc 12 DEF", "abc 12 FED"},
		{"date", "ABC 21/07/2026", "21/07/2026 CBA"},
		{"currency", "ABC $12", "$12 CBA"},
		{"minus", "ABC -12", "12- CBA"},
		{"brackets", "ABC (DEF)", "(FED) CBA"},
		{"latin in brackets", "ABC (def) GHI", "IHG (def) CBA"},
		{"brackets of latin", "ABC def(x) GHI", "IHG def(x) CBA"},
		{"hebrew in latin brackets", "abc (DEF) ghi", "abc (FED) ghi"},
		{"brackets in brackets", "ABC ([d] E)", "(E [d]) CBA"},
		{"bracket without its pair", "ABC (DEF", "FED) CBA"},
		{"quotes", "ABC «DEF» GHI", "IHG «FED» CBA"},
		{"link mark", "ABC[1] DEF", "FED [1]CBA"},
		{"link mark of latin", "ABC text[12] DEF", "FED text[12] CBA"},
		{"link mark of hebrew in latin text", "abc DEF[1]", "abc [1]FED"},
		{"less and greater", "A < B > C", "C < B > A"},
		{"hyphen before a number", "B-2026", "2026-B"},
		{"blanks at the end", "ABC  ", "  CBA"},
		{"blanks at the end of latin text", "abc DEF  ", "abc FED  "},
		{"the mark decides", "\u200fabc DEF", "FED abc\u200f"},
		{"arabic", "سعر ١٢٫٥ (كذا)", "(اذك) ١٢٫٥ رعس"},
		{"arabic with digits", "عام 2026/07", "2026/07 ماع"},
		{"vowels stay on their letters", "שָלוֹם", "םוֹלשָ"},
		{"wide", "א東京ב", "ב東京א"},
	} {
		if got, want := Visual(hebrew(c.in)), hebrew(c.want); got != want {
			t.Errorf("%s: Visual(%q) = %q, want %q", c.name, c.in, got, want)
		}
	}
}

// unmirrored writes each pair of mirrored signs as its first, and parts s into
// sorted clusters.
func unmirrored(s string) []string {
	var out []string
	for _, g := range glyphs(s) {
		if m := mirror(g.text); m < g.text {
			g.text = m
		}
		out = append(out, g.text)
	}
	slices.Sort(out)
	return out
}

func mixed() []string {
	return []string{
		"a", "Я ", "word ", "א", "שלום ", "ـس", "ب ", "١٢", "1", "2026 ", "12.5%", "$", "-", "+", ",", ".", ":", " ", "  ",
		"(", ")", "[", "]", "«", "»", "<", ">", "[1]", "東", "e\u0301", "שָ", "\u200f", "\u200e", "👩\u200d👧", "…", "\u200c",
	}
}

// TestVisualIsAPermutation: nothing is lost, doubled or torn, and what goes
// from left to right stays.
func TestVisualIsAPermutation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(mixed()), 0, 30).Draw(t, "text"), "")
		got := Visual(text)
		if !slices.Equal(unmirrored(got), unmirrored(text)) || Width(got) != Width(text) {
			t.Fatalf("%q became %q", text, got)
		}
		if !hasRTL(text) && got != text {
			t.Fatalf("%q became %q without need", text, got)
		}
	})
}

// TestLevelsAgreeWithTheLibrary compares the directions with those of package
// bidi, for text without brackets, which it does not pair.
func TestLevelsAgreeWithTheLibrary(t *testing.T) {
	signs := []string{"a", "Я", "א", "ש", "س", "ب", "1", "2", "٣", "$", "%", "-", "+", ",", ".", ":", " ", "!", "«", "\u200f", "\u200e"}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(signs), 1, 24).Draw(t, "text"), "")
		var line row
		for _, r := range text {
			line = append(line, glyph{text: string(r), width: 1})
		}
		resolve(line, baseOf(line))
		var p bidi.Paragraph
		if _, err := p.SetString(text); err != nil {
			t.Fatal(err)
		}
		order, err := p.Order()
		if err != nil {
			t.Fatal(err)
		}
		for i := range order.NumRuns() {
			run := order.Run(i)
			from, to := run.Pos()
			for at := from; at <= to; at++ {
				// Blanks at the end are settled line by line.
				if strings.TrimSpace(string([]rune(text)[at:])) != "" && (line[at].level == 1) != (run.Direction() == bidi.RightToLeft) {
					t.Fatalf("%q: level %d at %d", text, line[at].level, at)
				}
			}
		}
	})
}

// TestReorderedBody: the same signs stand on the same lines as without, and
// what runs from right to left ends at the right edge.
func TestReorderedBody(t *testing.T) {
	asWritten, reordered := New(plain(t)), New(plain(t))
	reordered.Reorder = true
	prefix := []string{"", "# ", "> ", "- ", "3. ", "> - ", "- > "}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SampledFrom(prefix).Draw(t, "prefix") + rapid.SampledFrom([]string{"ש ", "א", "a "}).Draw(t, "first") +
			strings.Join(rapid.SliceOfN(rapid.SampledFrom(mixed()), 0, 60).Draw(t, "text"), "")
		width := rapid.IntRange(20, 90).Draw(t, "width")
		before := asWritten.Body(context.Background(), text, width, 1)
		after := reordered.Body(context.Background(), text, width, 1)
		if len(before) != len(after) {
			t.Fatalf("%d lines became %d", len(before), len(after))
		}
		checkLines(t, after, width)
		rtl := baseOf(glyphs(text)) == 1
		for i, l := range after {
			was := before[i]
			if !slices.Equal(letters(l.Text), letters(was.Text)) || !slices.Equal(l.Links, was.Links) {
				t.Fatalf("line %d: %q became %q", i, was.Text, l.Text)
			}
			if rtl && was.Text != "" && !hangs(was.Text) && Width(l.Text) != width {
				t.Fatalf("line %d is not at the edge: %q", i, l.Text)
			}
		}
	})
}

// hangs reports whether a line begins with the blanks of an indent, which are
// at its right when it is turned.
func hangs(s string) bool { return strings.HasPrefix(ansi.Strip(s), " ") }

// letters are the clusters of a line but blanks.
func letters(s string) []string {
	return slices.DeleteFunc(unmirrored(ansi.Strip(s)), func(s string) bool { return s == " " })
}

func FuzzVisual(f *testing.F) {
	for _, s := range mixed() {
		f.Add(s + "א")
	}
	f.Add("\u202eא\x1b[2J\n(")
	f.Fuzz(func(t *testing.T, s string) {
		got := Visual(s)
		if hasRTL(s) && strings.IndexFunc(strings.ReplaceAll(got, "\n", ""), foreign) >= 0 {
			t.Fatalf("%q became %q", s, got)
		}
	})
}

func TestMirror(t *testing.T) {
	for _, pair := range []string{"()", "[]", "«»", "<>", "「」", "≤≥"} {
		r := []rune(pair)
		if mirror(string(r[0])) != string(r[1]) || mirror(string(r[1])) != string(r[0]) {
			t.Errorf("%s is no pair", pair)
		}
	}
	for _, s := range []string{"", "a", ")]", "(a", "א", "\xc2"} {
		if got := mirror(s); got != s {
			t.Errorf("mirror(%q) = %q", s, got)
		}
	}
}

func BenchmarkReordered(b *testing.B) {
	r := New(dark(b))
	r.Reorder = true
	text := strings.Repeat(document(b, "rtl.md"), 8)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		r.Body(context.Background(), text, 76, 2)
	}
}
