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
