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
	p := pen{theme: t}
	p.fill(bg, width-rw, left)
	p.fill(bg, rw, right)
	p.lift()
	return p.b.String()
}

// pen writes a line. It changes colours as rarely as it can: on a slow line a
// change costs more than a word.
type pen struct {
	theme *Theme
	b     strings.Builder
	style Span // without text
	sgr   string
}

// fill writes spans into exactly width cells, cut with «…» where they are
// longer. Blanks take the colours of what stands before them, and those at the
// end without ground none: such blanks are on the screen already.
func (p *pen) fill(bg Token, width int, spans []Span) {
	long := Width(spans) > width
	for i, s := range spans {
		if s.Bg == None {
			s.Bg = bg
		}
		if s.Bg == None && i == len(spans)-1 {
			s.Text = strings.TrimRight(s.Text, " ")
		}
		w := Cells(s.Text)
		if cut := long && w >= width; cut {
			s.Text = ansi.Truncate(s.Text+" ", width, "…")
			p.write(s)
			width -= Cells(s.Text)
			break
		}
		p.write(s)
		width -= w
	}
	if width > 0 {
		if bg == None {
			p.lift()
		}
		p.write(Span{Bg: bg, Text: strings.Repeat(" ", width)})
	}
}

// write writes a span as On would render it.
func (p *pen) write(s Span) {
	if s.Text == "" {
		return
	}
	text := s.Text
	s.Text = ""
	blank := s.Bg == p.style.Bg && p.style.Fg != Link && strings.Trim(text, " ") == "" // a link may be underlined
	if s != p.style && !blank {
		p.lift()
		p.style, p.sgr = s, p.theme.start(s)
		p.b.WriteString(p.sgr)
	}
	p.b.WriteString(text)
}

// lift ends the style that is on.
func (p *pen) lift() {
	if p.sgr != "" {
		p.b.WriteString("\x1b[m")
	}
	p.style, p.sgr = Span{}, ""
}

// start is what stands before text in the style of a span; the backgrounds of
// lines are among the grounds.
func (t *Theme) start(s Span) string {
	sgr := t.sgr[max(0, slices.Index(grounds[:], s.Bg))][s.Fg]
	if s.Bold && t.profile >= colorprofile.ASCII {
		return "\x1b[1m" + sgr
	}
	return sgr
}

// Width is the number of cells spans take.
func Width(spans []Span) int {
	n := 0
	for _, s := range spans {
		n += Cells(s.Text)
	}
	return n
}

// Cells is the number of cells that plain text takes. A page measures its text
// hundreds of times a frame, and nearly all of it is letters of one cell, which
// need no search for clusters.
func Cells(s string) int {
	n := 0
	for _, r := range s {
		if !single(r) {
			return ansi.StringWidth(s)
		}
		n++
	}
	return n
}

// single reports whether a rune takes one cell whatever stands beside it, as
// long as that is single too: Latin and Cyrillic letters, the punctuation and
// signs of a page.
func single(r rune) bool {
	switch {
	case r < 0x7f:
		return r >= ' '
	case r < 0x300:
		return r >= 0xa0 && r != 0xad // a soft hyphen has no width
	}
	return r >= 0x400 && r <= 0x481 || r >= 0x48a && r <= 0x52f || r >= 0x2013 && r <= 0x2027 || r >= 0x2500 && r <= 0x259f || r == '●' || r == '≡'
}
