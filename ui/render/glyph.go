package render

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// reset ends every style.
const reset = "\x1b[m"

// glyph is one grapheme cluster with its style. The newline is a glyph too.
type glyph struct {
	text  string
	width int
	sgr   string // the SGR sequences in force, empty for none
	mark  mark   // what it is the mark of
	level int8   // of its direction, see resolve
}

// mark says that a glyph belongs to the mark of link, footnote or picture n.
// A picture may have no number.
type mark struct {
	kind markKind
	n    int
}

type markKind byte

const (
	noMark markKind = iota
	linkMark
	noteMark
	imageMark
)

// row is one line of glyphs.
type row []glyph

// glyphs reads styled text. Of escape sequences only SGR survives, as style;
// the hyperlinks glamour writes round a link mark become link numbers. This is
// the filter behind glamour: whatever was decoded on the way, nothing but text
// and SGR gets past it.
func glyphs(s string) row {
	out := make(row, 0, utf8.RuneCountInString(s))
	sgr, of, state := "", mark{}, byte(0)
	for len(s) > 0 {
		if n := letter(s); n > 0 && state == 0 {
			out = append(out, glyph{text: s[:n], width: 1, sgr: sgr, mark: of})
			s = s[n:]
			continue
		}
		seq, width, n, next := ansi.DecodeSequence(s, state, nil)
		if n == 0 {
			break
		}
		s, state = s[n:], next
		switch {
		case seq == "\n":
			out = append(out, glyph{text: "\n"})
		case seq[0] == 0x1b:
			sgr, of = escape(seq, sgr, of)
		case isDirection(seq):
			out = append(out, glyph{text: seq, sgr: sgr, mark: of})
		case width == 0:
			out.join(clean(seq))
		default:
			if text := clean(limitRunes(seq)); text != "" && text != "\n" {
				out = append(out, glyph{text: text, width: Width(text), sgr: sgr, mark: of})
			}
		}
	}
	return out
}

// join adds a sign without width to the last glyph; where there is none on
// the line it goes.
func (r row) join(sign string) {
	if len(r) == 0 || sign == "" || sign == "\n" || r[len(r)-1].text == "\n" {
		return
	}
	last := &r[len(r)-1]
	last.text = limitRunes(last.text + sign)
	last.width = Width(last.text) // a digit and its keycap are one wide sign
}

// letter is the length of an ASCII or Cyrillic character at the beginning of
// s, where what follows is of that kind too and cannot join it; else 0. It
// spares most text the search for clusters.
func letter(s string) int {
	n := 1
	if s[0] == 0xD0 || s[0] == 0xD1 {
		n = 2
	} else if s[0] < ' ' || s[0] > '~' {
		return 0
	}
	if len(s) < n || n == 2 && s[1]&0xC0 != 0x80 {
		return 0
	}
	if len(s) > n && s[n] >= 0x80 && s[n] != 0xD0 && s[n] != 0xD1 {
		return 0
	}
	return n
}

// escape applies one escape sequence to the style and mark in force.
func escape(seq, sgr string, of mark) (string, mark) {
	if address, ok := strings.CutPrefix(seq, "\x1b]8;"); ok {
		return sgr, markOf(address)
	}
	body, ok := strings.CutPrefix(seq, "\x1b[")
	if !ok || !strings.HasSuffix(body, "m") {
		return sgr, of
	}
	body = strings.TrimSuffix(body, "m")
	if strings.Trim(body, "0123456789;:") != "" {
		return sgr, of
	}
	if strings.Trim(body, "0;") == "" {
		return "", of
	}
	return sgr + seq, of
}

// address is a mark as glamour gets it, within the address of a link.
func (m mark) address() string {
	return "[" + string("?=^!"[m.kind]) + strconv.Itoa(m.n) + "]"
}

// markOf finds a mark in the address glamour put round it:
// "id=…;mailto:[=12]" and a terminator.
func markOf(osc string) mark {
	_, in, _ := strings.Cut(osc, "[")
	in, _, _ = strings.Cut(in, "]")
	if len(in) < 2 {
		return mark{}
	}
	n, err := strconv.Atoi(in[1:])
	kind := strings.IndexByte("?=^!", in[0])
	if err != nil || kind < 1 {
		return mark{}
	}
	return mark{markKind(kind), n}
}

// String writes the row without trailing blanks.
func (r row) String() string {
	end := len(r)
	for end > 0 && strings.TrimSpace(r[end-1].text) == "" {
		end--
	}
	return r[:end].write()
}

// write writes the row with as few SGR sequences as it needs, and with every
// style ended.
func (r row) write() string {
	var b strings.Builder
	sgr := ""
	for _, g := range r {
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

// numbers returns the numbers of the marks of a kind on the row, in order, as
// often as they stand there.
func (r row) numbers(kind markKind) []int {
	var out []int
	for i, g := range r {
		if g.mark.kind == kind && g.mark.n > 0 && (i == 0 || r[i-1].mark != g.mark) {
			out = append(out, g.mark.n)
		}
	}
	return out
}

// image returns the number of the picture whose mark is all the row shows,
// beside blanks and a link mark; 0 for none.
func (r row) image() int {
	n := 0
	for _, g := range r {
		switch {
		case g.mark.kind == imageMark && (n == 0 || n == g.mark.n):
			n = g.mark.n
		case g.text != " " && g.mark.kind != linkMark || g.mark.kind == linkMark && n == 0:
			return 0
		}
	}
	return n
}

// width is the number of cells the row takes.
func (r row) width() int {
	n := 0
	for _, g := range r {
		n += g.width
	}
	return n
}
