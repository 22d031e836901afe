package render

import (
	"context"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"
)

// TestWide sees which tables and code are wider than the page, and how wide.
func TestWide(t *testing.T) {
	columns := func(n int, cell string) string {
		return strings.Repeat("|"+cell, n) + "\n" + strings.Repeat("|-", n) + "\n" + strings.Repeat("|"+cell, n)
	}
	code := func(lines ...string) string { return "```\n" + strings.Join(lines, "\n") + "\n```" }
	for _, c := range []struct {
		name, in  string
		wide      bool
		min, most int // cells of the widest line
	}{
		{"a table that fits", columns(4, "value"), false, 20, 40},
		{"twelve columns of figures", columns(12, "1234"), true, 12*7 - 2, 12*7 - 2},
		{"two columns of text", columns(2, "words and words and words and words"), false, 30, 40},
		{"a long address", columns(2, "https://news.example/"+strings.Repeat("x", 80)), true, 200, 220},
		{"a word of 5,000 cells", columns(2, strings.Repeat("x", 5000)), true, 300, maxTable + 1},
		{"text of 5,000 cells", columns(2, strings.Repeat("word ", 1000)), false, 30, 40},
		{"forty columns of text", columns(40, "words and words"), true, 300, maxTable + 1},
		{"more columns than any page has", columns(70, "ab"), false, 30, 40},
		{"code that fits", code("abc"), false, 5, 5},
		{"code with one long line", code("abc", strings.Repeat("y ", 40)+"y"), true, 83, 83},
		{"minified code", code(strings.Repeat("y", 5000)), false, 30, 40},
	} {
		t.Run(c.name, func(t *testing.T) {
			lines := New(plain(t)).Body(context.Background(), c.in, 40, 0)
			widest := 0
			for _, l := range lines {
				widest = max(widest, Width(l.Text))
				if l.Wide != c.wide {
					t.Errorf("wide %v: %q", l.Wide, l.Text)
				}
			}
			if widest < c.min || widest > c.most {
				t.Errorf("%d cells, want %d to %d", widest, c.min, c.most)
			}
			checkLines(t, lines, 40)
		})
	}
}

func TestWindow(t *testing.T) {
	for _, c := range []struct {
		in          string
		from, width int
		want        string
	}{
		{"abcdef", 0, 3, "abc"},
		{"abcdef", 2, 3, "cde"},
		{"abcdef", 5, 3, "f"},
		{"abcdef", 6, 3, ""},
		{"abcdef", -1, 3, "ab"},
		{"abcdef", 2, 0, ""},
		{"abcdef", 2, -1, ""},
		{"東京都", 1, 4, " 京"},
		{"東京都", 1, 2, ""},
		{"東京都", 2, 3, "京"},
		{"東京都a", 1, 6, " 京都a"},
		{"a e\u0301b", 2, 1, "e\u0301"},
		{"\x1b[1mabc\x1b[mdef", 1, 4, "\x1b[1mbc\x1b[mde"},
		{"\x1b[1mabcdef\x1b[m", 3, 1, "\x1b[1md\x1b[m"},
		{"a\x1b]0;t\ab\x1b[2Jc", 1, 2, "bc"},
	} {
		if got := Window(c.in, c.from, c.width); got != c.want {
			t.Errorf("Window(%q, %d, %d) = %q, want %q", c.in, c.from, c.width, got, c.want)
		}
	}
}

// TestWindowsMakeTheLine: cut anywhere into windows, a line is whole.
func TestWindowsMakeTheLine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"a", "я ", "\x1b[1m", "\x1b[m", "e\u0301", "-", "ו"}), 0, 40).Draw(t, "text"), "")
		step := rapid.IntRange(1, 20).Draw(t, "step")
		var b strings.Builder
		for x := 0; x < Width(text); x += step {
			part := Window(text, x, step)
			if Width(part) > step {
				t.Fatalf("%q is wider than %d", part, step)
			}
			b.WriteString(Pad(part, step))
		}
		if got, want := strings.TrimRight(ansi.Strip(b.String()), " "), strings.TrimRight(ansi.Strip(text), " "); got != want {
			t.Fatalf("%q, want %q", got, want)
		}
	})
}
