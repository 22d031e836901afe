package render

import (
	"context"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"
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

func article(t testing.TB) string {
	t.Helper()
	b, err := os.ReadFile("testdata/article.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// dump is the lines with their links and blocks, as the goldens hold them.
func dump(lines []Line) string {
	var b strings.Builder
	for _, l := range lines {
		fmt.Fprintf(&b, "%2d %-5s|%s\n", l.Block, fmt.Sprint(l.Links), l.Text)
	}
	return b.String()
}

// settled renders until the same comes twice: chroma gives up on a piece of
// code after 250 ms, which a busy machine can take for anything.
func settled(r *Renderer, markdown string, width, links int) string {
	last := ""
	for range 5 {
		now := dump(r.Body(context.Background(), markdown, width, links))
		if now == last {
			break
		}
		last = now
	}
	return last
}

func TestGolden(t *testing.T) {
	for _, width := range []int{40, 76, 100} {
		t.Run(fmt.Sprintf("dark/%d", width), func(t *testing.T) {
			golden.RequireEqual(t, settled(New(dark(t)), article(t), width, 2))
		})
		t.Run(fmt.Sprintf("plain/%d", width), func(t *testing.T) {
			golden.RequireEqual(t, settled(New(plain(t)), article(t), width, 2))
		})
	}
}

// bare renders without colours and takes the attributes off.
func bare(t *testing.T, markdown string, width, links int) []string {
	t.Helper()
	var out []string
	for _, l := range New(plain(t)).Body(context.Background(), markdown, width, links) {
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
		if w := Width(l.Text); w > width {
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
	}
}

func TestProperties(t *testing.T) {
	themes := []*Renderer{New(dark(t)), New(plain(t))}
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
	r := New(themed(f, theme.Light, colorprofile.ANSI256))
	f.Fuzz(func(t *testing.T, text string, width uint8) {
		w := max(10, int(width))
		checkLines(t, r.Body(context.Background(), text, w, 3), w)
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
	for _, kb := range []int{5, 20} {
		text := strings.Repeat(article(b), 1+kb<<10/len(article(b)))[:kb<<10]
		b.Run(fmt.Sprintf("%dKB", kb), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
				r.Body(ctx, text, 76, 2)
				cancel()
			}
		})
	}
}
