package theme

import (
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"
)

func TestLine(t *testing.T) {
	theme := load(t, Dark, colorprofile.NoTTY)
	left := []Span{{Fg: Text, Text: "в списке "}, {Fg: Muted, Text: "сорок"}}
	right := []Span{{Fg: Text, Text: "помощь"}}
	for width, want := range map[int]string{
		0:  "",
		24: "в списке сорок    помощь",
		20: "в списке сорокпомощь",
		18: "в списке со…помощь",
		10: "в с…помощь",
		4:  "…по…",
	} {
		if got := theme.Line(None, width, left, right); got != want {
			t.Errorf("%d: %q, want %q", width, got, want)
		}
	}
}

// A line is as wide as asked for, whatever its spans, and shows what it has
// room for.
func TestLineWidth(t *testing.T) {
	theme := load(t, Dark, colorprofile.TrueColor)
	spans := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Span {
		return Span{
			Fg:   Token(rapid.IntRange(1, int(tokens)-1).Draw(t, "fg")),
			Bg:   rapid.SampledFrom([]Token{None, None, Accent, Select}).Draw(t, "bg"),
			Text: rapid.SampledFrom([]string{"", "a", "слово", "漢字", "e\u0301", "👩‍💻", "long enough to cut "}).Draw(t, "text"),
		}
	}), 0, 4)
	rapid.Check(t, func(t *rapid.T) {
		left, right := spans.Draw(t, "left"), spans.Draw(t, "right")
		width := rapid.IntRange(0, 60).Draw(t, "width")
		line := theme.Line(rapid.SampledFrom([]Token{None, Select}).Draw(t, "bg"), width, left, right)
		if got := ansi.StringWidth(line); got != width {
			t.Fatalf("%d cells, want %d: %q", got, width, line)
		}
		if Width(left)+Width(right) <= width && strings.Contains(ansi.Strip(line), "…") {
			t.Fatalf("cut without need: %q", line)
		}
	})
}

// TestCells holds the short way of measuring to the long one, for every rune
// alone, between letters and before what may change its width.
func TestCells(t *testing.T) {
	for r := rune(0); r < 0x30000; r++ {
		for _, s := range []string{string(r), "ж" + string(r) + "ə", string(r) + "\ufe0f", string(r) + "\u0301", string(r) + "\u200d" + string(r)} {
			if got, want := Cells(s), ansi.StringWidth(s); got != want {
				t.Fatalf("%q: %d cells, not %d", s, got, want)
			}
		}
	}
}

// TestBlanksChangeNoColour: blanks between two pieces take the colours of the
// first, and those at the end of a line without ground are bare.
func TestBlanksChangeNoColour(t *testing.T) {
	th := load(t, Dark, colorprofile.TrueColor)
	line := th.Line(None, 12, []Span{{Fg: Accent, Text: "a"}, {Fg: Muted, Text: "  "}, {Fg: Strong, Text: "b  "}}, nil)
	if ansi.Strip(line) != "a  b        " || !strings.HasSuffix(line, "\x1b[m        ") {
		t.Errorf("%q", line)
	}
	if n := strings.Count(line, "\x1b["); n != 4 { // two beginnings and two ends
		t.Errorf("%d changes of colour in %q", n, line)
	}
	if lit := th.Line(Select, 5, []Span{{Fg: Accent, Text: "a"}}, nil); !strings.HasSuffix(lit, "    \x1b[m") {
		t.Errorf("the ground ends with the text: %q", lit)
	}
	th = load(t, Dark, colorprofile.ASCII)
	if link := th.Line(None, 6, []Span{{Fg: Link, Text: "a"}, {Text: "  "}, {Fg: Text, Text: "b"}}, nil); strings.Contains(link, "\x1b[4m ") || !strings.Contains(link, "a\x1b[m  b") {
		t.Errorf("the line under a link goes on: %q", link)
	}
}
