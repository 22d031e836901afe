package render

import "strings"

// Window returns the cells from (counted from 0) up to from+width of a styled
// line, with their styles. A wide character that is cut by an edge becomes a
// blank; the answer is at most width cells wide and has no trailing blanks.
func Window(s string, from, width int) string {
	var out row
	x := 0
	for _, g := range glyphs(s) {
		left, right := max(x, from), min(x+g.width, from+width)
		x += g.width
		switch {
		case g.text == "\n" || left >= right:
		case right-left == g.width:
			out = append(out, g)
		default:
			out = append(out, glyph{text: strings.Repeat(" ", right-left), width: right - left, sgr: g.sgr})
		}
	}
	return out.String()
}
