package render

import (
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// reset ends every style.
const reset = "\x1b[m"

// glyph is one grapheme cluster with its style. The newline is a glyph too.
type glyph struct {
	text  string
	width int
	sgr   string // the SGR sequences in force, empty for none
	link  int    // the number of the link it belongs to, or 0
}

// row is one line of glyphs.
type row []glyph

// glyphs reads styled text. Of escape sequences only SGR survives, as style;
// the hyperlinks glamour writes round a link mark become link numbers. This is
// the filter behind glamour: whatever was decoded on the way, nothing but text
// and SGR gets past it.
func glyphs(s string) row {
	out := make(row, 0, len(s))
	sgr, link, state := "", 0, byte(0)
	for len(s) > 0 {
		seq, width, n, next := ansi.DecodeSequence(s, state, nil)
		if n == 0 {
			break
		}
		s, state = s[n:], next
		switch {
		case seq == "\n":
			out = append(out, glyph{text: "\n"})
		case seq[0] == 0x1b:
			sgr, link = escape(seq, sgr, link)
		case width == 0:
			if mark := clean(seq); mark != "" && mark != "\n" && len(out) > 0 && out[len(out)-1].text != "\n" {
				last := &out[len(out)-1]
				last.text = limitRunes(last.text + mark)
				last.width = Width(last.text) // a digit and its keycap are one wide sign
			}
		default:
			if text := clean(limitRunes(seq)); text != "" && text != "\n" {
				out = append(out, glyph{text: text, width: Width(text), sgr: sgr, link: link})
			}
		}
	}
	return out
}

// escape applies one escape sequence to the style and link in force.
func escape(seq, sgr string, link int) (string, int) {
	if mark, ok := strings.CutPrefix(seq, "\x1b]8;"); ok {
		return sgr, linkNumber(mark)
	}
	body, ok := strings.CutPrefix(seq, "\x1b[")
	if !ok || !strings.HasSuffix(body, "m") {
		return sgr, link
	}
	body = strings.TrimSuffix(body, "m")
	if strings.Trim(body, "0123456789;:") != "" {
		return sgr, link
	}
	if strings.Trim(body, "0;") == "" {
		return "", link
	}
	return sgr + seq, link
}

// linkNumber finds the number in the address glamour put round a link mark:
// "id=…;mailto:[12]" and a terminator.
func linkNumber(osc string) int {
	_, mark, ok := strings.Cut(osc, "[")
	if !ok {
		return 0
	}
	mark, _, _ = strings.Cut(mark, "]")
	n, err := strconv.Atoi(mark)
	if err != nil {
		return 0
	}
	return n
}

// String writes the row with as few SGR sequences as it needs, without
// trailing blanks, and with every style ended.
func (r row) String() string {
	end := len(r)
	for end > 0 && strings.TrimSpace(r[end-1].text) == "" {
		end--
	}
	var b strings.Builder
	sgr := ""
	for _, g := range r[:end] {
		if g.sgr != sgr {
			if sgr != "" {
				b.WriteString(reset)
			}
			sgr = g.sgr
			b.WriteString(sgr)
		}
		b.WriteString(g.text)
	}
	if sgr != "" {
		b.WriteString(reset)
	}
	return b.String()
}

// links returns the numbers of the links on the row, each once, in order.
func (r row) links() []int {
	var out []int
	for _, g := range r {
		if g.link > 0 && (len(out) == 0 || out[len(out)-1] != g.link) {
			out = append(out, g.link)
		}
	}
	return out
}

// width is the number of cells the row takes.
func (r row) width() int {
	n := 0
	for _, g := range r {
		n += g.width
	}
	return n
}
