package theme

import (
	"slices"
	"strings"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

// Span is a piece of a line: plain text in one token's style. Screens build
// their lines from spans so that no width is ever counted in styled text.
type Span struct {
	Fg   Token
	Bg   Token // None: that of the line
	Bold bool  // bold whatever the token is
	Text string
}

// Line lays left and right spans on one line of exactly width cells: left
// from the left edge, right against the right one. What does not fit is cut
// with «…»; the right part keeps at most two thirds of the line. A bg other
// than None lies behind the whole line.
func (t *Theme) Line(bg Token, width int, left, right []Span) string {
	if width <= 0 {
		return ""
	}
	rw := min(Width(right), width-min(width/3, Width(left)))
	var b strings.Builder
	t.fill(&b, bg, width-rw, left)
	t.fill(&b, bg, rw, right)
	return b.String()
}

// fill writes spans into exactly width cells, cut with «…» where they are
// longer.
func (t *Theme) fill(b *strings.Builder, bg Token, width int, spans []Span) {
	long := Width(spans) > width
	for _, s := range spans {
		w := ansi.StringWidth(s.Text)
		text := s.Text
		cut := long && w >= width
		if cut {
			text = ansi.Truncate(text+" ", width, "…")
		}
		behind := bg
		if s.Bg != None {
			behind = s.Bg
		}
		t.paint(b, behind, s.Fg, s.Bold, text)
		width -= ansi.StringWidth(text)
		if cut {
			break
		}
	}
	if width > 0 {
		t.paint(b, bg, Text, false, strings.Repeat(" ", width))
	}
}

// paint writes text as On would render it; the backgrounds of lines are among
// the grounds.
func (t *Theme) paint(b *strings.Builder, bg, fg Token, bold bool, text string) {
	sgr := t.sgr[max(0, slices.Index(grounds[:], bg))][fg]
	if bold && t.profile >= colorprofile.ASCII {
		sgr = "\x1b[1m" + sgr
	}
	if text == "" || sgr == "" {
		b.WriteString(text)
		return
	}
	b.WriteString(sgr)
	b.WriteString(text)
	b.WriteString("\x1b[m")
}

// Width is the number of cells spans take.
func Width(spans []Span) int {
	n := 0
	for _, s := range spans {
		n += ansi.StringWidth(s.Text)
	}
	return n
}
