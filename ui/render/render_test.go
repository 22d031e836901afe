package render

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"
	gtext "github.com/yuin/goldmark/text"
	"pgregory.net/rapid"

	"rubrika/ui/theme"
)

func themed(t testing.TB, name string, p colorprofile.Profile) theme.Theme {
	t.Helper()
	th, err := theme.Load(name, name == theme.Dark, p)
	if err != nil {
		t.Fatal(err)
	}
	return th
}

func dark(t testing.TB) theme.Theme  { return themed(t, theme.Dark, colorprofile.TrueColor) }
func plain(t testing.TB) theme.Theme { return themed(t, theme.Dark, colorprofile.ASCII) }

func article(t testing.TB) string { return document(t, "article.md") }

func document(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// dump is the lines with all that is known of them, as the goldens hold them.
func dump(lines []Line) string {
	var b strings.Builder
	for _, l := range lines {
		about := ""
		if l.Links != nil {
			about += fmt.Sprint(l.Links)
		}
		if l.Notes != nil {
			about += fmt.Sprint("^", l.Notes)
		}
		if l.Note > 0 {
			about += fmt.Sprint("^", l.Note)
		}
		if l.Image > 0 {
			about += fmt.Sprint("!", l.Image)
		}
		if l.Wide {
			about += "<>"
		}
		fmt.Fprintf(&b, "%2d %-5s|%s\n", l.Block, about, l.Text)
	}
	return b.String()
}

// settled renders until the same comes twice: chroma gives up on a piece of
// code after 250 ms, which a busy machine can take for anything. Colours are
// called by their names, so that a theme may change.
func settled(r *Renderer, t theme.Theme, markdown string, width int) string {
	last := ""
	for range 5 {
		now := dump(r.Body(context.Background(), markdown, width, 2))
		if now == last {
			break
		}
		last = now
	}
	for _, token := range theme.Tokens() {
		if _, colour, ok := strings.Cut(sgr(t.Style(token)), "38;2;"); ok {
			last = strings.ReplaceAll(last, "38;2;"+strings.TrimSuffix(colour, "m"), token.String())
		}
	}
	return last
}

func TestGolden(t *testing.T) {
	for _, width := range []int{40, 76, 100} {
		t.Run(fmt.Sprintf("dark/%d", width), func(t *testing.T) {
			golden.RequireEqual(t, settled(New(dark(t)), dark(t), article(t), width))
		})
		t.Run(fmt.Sprintf("plain/%d", width), func(t *testing.T) {
			r := New(plain(t))
			r.Narrow = true
			golden.RequireEqual(t, settled(r, plain(t), article(t), width))
		})
	}
	t.Run("reordered/60", func(t *testing.T) {
		r := New(plain(t))
		r.Reorder = true
		golden.RequireEqual(t, settled(r, plain(t), document(t, "rtl.md"), 60))
	})
}

// bare renders without colours and wide lines, and takes the attributes off.
func bare(t *testing.T, markdown string, width, links int) []string {
	t.Helper()
	r := New(plain(t))
	r.Narrow = true
	var out []string
	for _, l := range r.Body(context.Background(), markdown, width, links) {
		out = append(out, ansi.Strip(l.Text))
	}
	return out
}

func TestLayout(t *testing.T) {
	for _, c := range []struct {
		name, in string
		width    int
		want     []string
	}{
		{
			"quotation has its bar on every line", "> one two three four five six seven", 16,
			[]string{"│ one two three", "│ four five six", "│ seven"},
		},
		{
			"list hangs", "- one two three four five six", 16,
			[]string{"• one two three", "  four five six"},
		},
		{
			"numbers align", "9. nine\n10. ten is longer", 14,
			[]string{"9.  nine", "10. ten is", "    longer"},
		},
		{"second paragraph of an item", "1. one\n\n   two\n", 20, []string{"1. one", "", "   two"}},
		{"empty item", "- \n- b", 20, []string{"•", "• b"}},
		{"quotation in a list", "- a\n\n  > b", 20, []string{"• a", "", "  │ b"}},
		{"list in a quotation", "> - a\n> - b c d e f g", 12, []string{"│ • a", "│ • b c d e", "│   f g"}},
		{"hard breaks", "a\\\nb  \nc", 20, []string{"a", "b", "c"}},
		{"soft break is a blank", "a\nb", 20, []string{"a b"}},
		{"code keeps its lines", "```\na  b\n\n\tc\n```", 20, []string{"  a  b", "", "      c"}},
		{"long code goes on", "```\nabcdefghijklmnop\n```", 14, []string{"  abcdefghij", "  ↪ klmnop"}},
		{"code is as written", "`a\\*b &amp; \\\\`", 40, []string{`a\*b &amp; \\`}},
		{"text is as written", `a \* b \\ c &lt;i&gt; &#38; \&amp; <b>x</b>`, 60, []string{`a * b \ c <i> & &amp; <b>x</b>`}},
		{"twice escaped", `\\\* and \\\\`, 60, []string{`\* and \\`}},
		{"heading", "# A\n\nb", 20, []string{"A", "", "b"}},
		{"one blank line between blocks", "a\n\n\n\n\nb\n\n***\n\nc", 20, []string{"a", "", "b", "", "────────", "", "c"}},
		{"a dash stays behind its word", "Баку — столица и порт", 11, []string{"Баку —", "столица и", "порт"}},
		{"no-break blank holds", "aaaa bbbb\u00a0cc", 9, []string{"aaaa", "bbbb\u00a0cc"}},
		{"long word is broken", "abcdefghijkl", 8, []string{"abcdefgh", "ijkl"}},
		{"wide characters", "東京の新聞は朝刊。", 8, []string{"東京の新", "聞は朝", "刊。"}},
		{"footnote", "a[^1]\n\n[^1]: note", 20, []string{"a¹", "", "────────", "¹ note"}},
		{"picture", "[image: a quay]", 20, []string{"[image: a quay]"}},
		{"links are text", "[a](http://b.az) ![c](d)", 40, []string{"[a](http://b.az) ![c](d)"}},
		{"nesting ends where there is no room", "> > > > > deep", 12, []string{"│ │ deep"}},
		{"table", "|a|b|\n|-|-:|\n|c|1|\n|dd|22|", 20, []string{"a  │  b", "───┼────", "c  │  1", "dd │ 22"}},
		{"right to left stays in order", "אבג דהו", 20, []string{"אבג דהו"}},
		{"empty", "", 20, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := bare(t, c.in, c.width, 0); !slices.Equal(got, c.want) {
				t.Errorf("%q\ngot  %q\nwant %q", c.in, got, c.want)
			}
		})
	}
}

// TestCodeIsNoEmphasis: a long listing full of underscores, and text full of
// escaped ones, are cheap and keep their layout.
func TestCodeIsNoEmphasis(t *testing.T) {
	got := bare(t, "> a\n\n```\n"+strings.Repeat("a_b_c\n", 1000)+"```\n\n"+strings.Repeat(`x\_y `, 1200), 40, 0)
	if got[0] != "│ a" || got[2] != "  a_b_c" || got[len(got)-1] != "x_y x_y x_y x_y x_y x_y x_y x_y x_y x_y" {
		t.Errorf("got %q … %q", got[:3], got[len(got)-1])
	}
}

func TestWideTableBecomesRows(t *testing.T) {
	got := bare(t, "|a|b|c|d|e|f|\n|-|-|-|-|-|-|\n|1|2|3|4|5|6|", 20, 0)
	want := []string{"a │ b │ c │ d │ e │", "  f", "1 │ 2 │ 3 │ 4 │ 5 │", "  6"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestImages(t *testing.T) {
	for in, want := range map[string]string{
		`\[image 1: a quay\]`:          "[image: a quay] 1",
		`\[image 2\]`:                  "[image] 2",
		`\[image\]`:                    "[image] 0",
		`\[image 3: a \[b\] c\]`:       "[image: a [b] c] 3",
		`\[image 4: a\]\[1\]`:          "[image: a][1] 4",
		`\[1\]\[image 4: a\]`:          "[1][image: a] 0",
		`see \[image 4: a\]`:           "see [image: a] 0",
		`\[image 4: a\] \[image 5\]`:   "[image: a] [image] 0",
		`**\[image 6: a\]**`:           "[image: a] 6",
		"> \\[image 7\\]":              "│ [image] 7",
		"- \\[image 8\\]":              "• [image] 8",
		"`[image 9]`":                  "[image 9] 0",
		`\[image 99999\]`:              "[image 99999] 0",
		`\[image 1: long name of it\]`: "[image: long name 1, of it] 1",
	} {
		var got []string
		for _, l := range New(plain(t)).Body(context.Background(), in, 18, 1) {
			got = append(got, fmt.Sprintf("%s %d", ansi.Strip(l.Text), l.Image))
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%s: got %q, want %q", in, got, want)
		}
	}
}

func TestNotes(t *testing.T) {
	in := "a[^x] b[^y]\n\n|c[^x]|\n|-|\n|d|\n\n> e[^z]\n\n[^x]: one\n\n    more\n\n[^y]: - two[^z]\n\n[^z]:\n\n[^w]: never asked for\n"
	var got []string
	for _, l := range New(plain(t)).Body(context.Background(), in, 40, 0) {
		if l.Notes != nil || l.Note > 0 {
			got = append(got, fmt.Sprintf("%s %v %d", ansi.Strip(l.Text), l.Notes, l.Note))
		}
	}
	want := []string{"a¹ b² [1 2] 0", "c¹ [1] 0", "│ e³ [3] 0", "¹ one [] 1", "² • two³ [3] 2", "³ [] 3"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestLinks(t *testing.T) {
	lines := New(dark(t)).Body(context.Background(), "one\\[1\\] two\\[2\\] `x[1]` y\\[3\\] **b\\[1\\]**\n\n|a|\n|-|\n|t\\[2\\]|\n\n```\n[1]\n```", 76, 2)
	var got [][]int
	for _, l := range lines {
		if l.Links != nil {
			got = append(got, l.Links)
		}
	}
	if want := "[[1 2 1] [2]]"; fmt.Sprint(got) != want {
		t.Errorf("links %v, want %v", got, want)
	}
	blue := sgr(dark(t).Style(theme.Link))
	if !strings.Contains(lines[0].Text, blue+"[1]"+reset) || strings.Contains(lines[0].Text, blue+"[3]") {
		t.Errorf("link marks: %q", lines[0].Text)
	}
}

// TestQuickIsAsSlow: what is spared the way through glamour looks as if it had
// gone it.
func TestQuickIsAsSlow(t *testing.T) {
	parts := []string{"word ", "слово", "**bold**", " *soft* ", "`a\\b &amp;`", "\\[1\\]", "\\[7\\]", "[image 2: x]", "&amp;", `\*`, "[^1]", "\\\n", "\n", "**a[1]**", "שלום "}
	looks := []look{newLook(dark(t)), newLook(plain(t)), newLook(themed(t, theme.Light, colorprofile.ANSI))}
	quick := 0
	rapid.Check(t, func(t *rapid.T) {
		kind := leafKind{rapid.Bool().Draw(t, "quoted"), rapid.Bool().Draw(t, "heading")}
		text := "a" + strings.Join(rapid.SliceOfN(rapid.SampledFrom(parts), 0, 8).Draw(t, "text"), "")
		if kind.heading { // which is one line
			text = strings.ReplaceAll(strings.ReplaceAll(text, "\\\n", ""), "\n", " ")
		}
		w := &walker{ctx: context.Background(), look: looks[rapid.IntRange(0, len(looks)-1).Draw(t, "look")], source: []byte(text + "\n\n[^1]: b\n"), links: 2}
		leaf := newParser().Parse(gtext.NewReader(w.source)).FirstChild()
		got, ok := w.quick(leaf, w.look.inks[kind])
		if !ok {
			return
		}
		quick++
		want := splitRows(w.slow(leaf, kind))
		for i, line := range splitRows(trim(got)) {
			if i >= len(want) || seen(line) != seen(want[i]) {
				t.Fatalf("%q %v: line %d is %s, want %s", text, kind, i, seen(line), seen(want[min(i, len(want)-1)]))
			}
		}
	})
	if quick == 0 {
		t.Error("no text went the quick way")
	}
}

// seen is a line as it is shown, with its marks. The parts of a style come in
// an order of their own where glamour has wrapped.
func seen(r row) string {
	var b strings.Builder
	for _, g := range r {
		parts := strings.Split(strings.Trim(g.sgr, "\x1b[m"), ";")
		slices.Sort(parts)
		fmt.Fprintf(&b, "%s%v%v ", g.text, g.mark, parts)
	}
	return strings.TrimSpace(b.String())
}

func TestThemesDiffer(t *testing.T) {
	code := "```go\nfunc a() {} // b\n```\n\n> q"
	seen := map[string]string{}
	for name, th := range map[string]theme.Theme{
		"dark": dark(t), "light": themed(t, theme.Light, colorprofile.TrueColor),
		"256": themed(t, theme.Dark, colorprofile.ANSI256),
		"16":  themed(t, theme.Dark, colorprofile.ANSI), "none": plain(t),
	} {
		out := dump(New(th).Body(context.Background(), code, 40, 0))
		if before, ok := seen[out]; ok {
			t.Errorf("%s looks like %s", name, before)
		}
		seen[out] = name
		if name == "none" && regexp.MustCompile(`\x1b\[[0-9;]*[345]8?[;m]`).MatchString(strings.ReplaceAll(out, "\x1b[3m", "")) {
			t.Errorf("colour without colours: %q", out)
		}
	}
}

func TestDeadline(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	lines := New(dark(t)).Body(ctx, "**a** b\\[1\\]\n\n> q\n\n|a|b|\n|-|-|\n|1|2|\n\n```go\nx\n```", 40, 1)
	got := ansi.Strip(dump(lines))
	for _, want := range []string{"a b[1]", "│ q", "1 │ 2", "  x"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in\n%s", want, got)
		}
	}
}

func TestPanicEndsInPlainText(t *testing.T) {
	lines := New(dark(t)).Body(nil, "a **b** c", 40, 0) //nolint:staticcheck // a nil context makes the walker panic
	if got := dump(lines); !strings.Contains(got, "a **b** c") {
		t.Errorf("got %q", got)
	}
}

// sgrOnly is all a line may hold besides text.
var sgrOnly = regexp.MustCompile(`\x1b\[[0-9;:]*m`)

// checkLines fails when a line is too wide, holds anything but text and SGR,
// or ends with a style on.
func checkLines(t interface{ Fatalf(string, ...any) }, lines []Line, width int) {
	for i, l := range lines {
		if w := Width(l.Text); w > width && (!l.Wide || w > width+maxTable) {
			t.Fatalf("line %d is %d cells wide, not %d: %q", i, w, width, l.Text)
		}
		left := sgrOnly.ReplaceAllString(l.Text, "")
		if strings.IndexFunc(left, func(r rune) bool { return foreign(r) || r == '\n' }) >= 0 {
			t.Fatalf("line %d holds a control: %q", i, l.Text)
		}
		if codes := sgrOnly.FindAllString(l.Text, -1); len(codes) > 0 && codes[len(codes)-1] != reset {
			t.Fatalf("line %d ends styled: %q", i, l.Text)
		}
		if strings.TrimRight(left, " ") != left {
			t.Fatalf("line %d has trailing blanks: %q", i, l.Text)
		}
		if i > 0 && l.Block < lines[i-1].Block {
			t.Fatalf("line %d: block %d after %d", i, l.Block, lines[i-1].Block)
		}
	}
}

// pieces are what random Markdown is made of.
func pieces() []string {
	return []string{
		"word ", "слово ", "очень-длинное-слово-через-дефис ", "東京 ", "👩‍👩‍👧", "e\u0301", "1\ufe0f\u20e3", "🇦🇿",
		"**", "*", "_", "`", "``", "~~", "\\", "&amp;", "&#27;]0;x&#7;", "&#x9b;31m", "[1]", "\\[2\\]", "[^1]",
		"\n", "\n\n", "> ", "- ", "1. ", "999999999. ", "    ", "\t", "# ", "```go\n", "```\n", "|a|b|\n|-|:-:|\n|", "|", "---\n",
		"\x1b]52;c;eA==\a", "\x1b[2J", "\u009b2J", "\u202e", "\u200b", "\x9b", "\xff", "[image: x]", "[^1]: n\n",
		"\u2028", "\u00a0", "—", " — ", "<b>", "http://a.az/b?c=d&e=f", strings.Repeat("x", 50), "אבג ",
		"سلام ", "١٢", "12.5% ", "(", "»", "\u200f", "[image 3: y]", "[image 9]", strings.Repeat("y ", 60), strings.Repeat("|z", 30),
	}
}

func TestProperties(t *testing.T) {
	themes := []*Renderer{New(dark(t)), New(plain(t)), New(dark(t))}
	themes[1].Narrow, themes[2].Reorder = true, true
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces()), 0, 60).Draw(t, "text"), "")
		width := rapid.IntRange(10, 200).Draw(t, "width")
		r := themes[rapid.IntRange(0, len(themes)-1).Draw(t, "theme")]
		lines := r.Body(context.Background(), text, width, 2)
		checkLines(t, lines, width)
		for _, l := range lines {
			for _, n := range l.Links {
				if n < 1 || n > 2 {
					t.Fatalf("link %d of 2", n)
				}
			}
			if l.Wide && r.Narrow {
				t.Fatalf("wide: %q", l.Text)
			}
		}
		for _, l := range Plain(text, width) {
			if Width(l) > width || strings.IndexFunc(l, foreign) >= 0 {
				t.Fatalf("plain line %q at %d", l, width)
			}
		}
	})
}

func TestBlocksAreTheSameAtEveryWidth(t *testing.T) {
	last := func(width int) int {
		lines := New(dark(t)).Body(context.Background(), article(t), width, 2)
		return lines[len(lines)-1].Block
	}
	for width := 20; width <= 200; width += 15 {
		if got, want := last(width), last(76); got != want {
			t.Errorf("%d blocks at %d columns, %d at 76", got, width, want)
		}
	}
}

func FuzzBody(f *testing.F) {
	for _, p := range pieces() {
		f.Add(p, uint8(40))
	}
	f.Add("> - ```\n> \tx\n\n|a|\n|-|\n|`\\|`|", uint8(12))
	f.Add("\x1b[1;99999999999;m\x1b]8;;mailto:[1]\a[1]\x1b]8;;\a", uint8(30))
	r, reordered := New(themed(f, theme.Light, colorprofile.ANSI256)), New(plain(f))
	reordered.Reorder = true
	f.Fuzz(func(t *testing.T, text string, width uint8) {
		w := max(10, int(width))
		checkLines(t, r.Body(context.Background(), text, w, 3), w)
		checkLines(t, reordered.Body(context.Background(), text, w, 3), w)
	})
}

func TestConcurrentUse(t *testing.T) {
	r := New(dark(t))
	want := dump(r.Body(context.Background(), article(t), 60, 2))
	done := make(chan string)
	for range 4 {
		go func() { done <- dump(r.Body(context.Background(), article(t), 60, 2)) }()
	}
	for range 4 {
		if got := <-done; got != want {
			t.Error("a concurrent call gave another text")
		}
	}
}

func TestCutPadWidth(t *testing.T) {
	for _, c := range []struct {
		in    string
		width int
		want  string
	}{
		{"слово", 5, "слово"},
		{"слово", 4, "сло…"},
		{"слово", 1, "…"},
		{"слово", 0, ""},
		{"東京都", 5, "東京…"},
		{"東京都", 4, "東…"},
		{"👩‍👩‍👧 a", 3, "👩…"},
		{"", 3, ""},
	} {
		if got := Cut(c.in, c.width); got != c.want {
			t.Errorf("Cut(%q, %d) = %q, want %q", c.in, c.width, got, c.want)
		}
	}
	if got := Pad("東", 4); got != "東  " || Width(got) != 4 {
		t.Errorf("Pad = %q", got)
	}
	if got := Pad("long", 2); got != "long" {
		t.Errorf("Pad = %q", got)
	}
}

func TestPlain(t *testing.T) {
	got := Plain("one two three\n\nfour\\[1\\]\x1b[2J\u202e\ta", 8)
	want := []string{"one two", "three", "", "four[1][", "2J    a"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func BenchmarkBody(b *testing.B) {
	r := New(dark(b))
	words := "Погрузка заняла **девять часов**, и очередь не выросла \\[1\\]: склады готовились с осени.\n\n"
	for name, text := range map[string]string{
		"5KB of everything": article(b), "20KB of everything": strings.Repeat(article(b), 5), "20KB of words": strings.Repeat(words, 140),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
				r.Body(ctx, text, 76, 2)
				cancel()
			}
		})
	}
}
