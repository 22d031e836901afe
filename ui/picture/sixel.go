package picture

import (
	"bytes"
	"image"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// sixelImage is a picture in few colours, of which bands are sent.
type sixelImage struct {
	img  *image.Paletted // nil for none; the index none is transparent
	cell int             // pixels of a row of cells
}

// none is the index of a transparent pixel in an image of at most 255
// colours.
const none = 255

// newSixel brings a picture to few colours.
func newSixel(img *image.RGBA, cell, colors int) sixelImage {
	if colors <= 0 || colors > none {
		colors = none
	}
	return sixelImage{img: quantise(img, colors), cell: cell}
}

// fillers are the blank lines under a sixel picture. The blanks of each line
// have a colour of their own, which nobody sees: a renderer that compares
// cells writes all of them again when the picture moves, and what is written
// over a sixel picture wipes it.
func fillers(cols, rows int) []string {
	lines := make([]string, rows)
	blank := strings.Repeat(" ", cols)
	for y := range lines {
		lines[y] = "\x1b[38;5;" + strconv.Itoa(16+y%216) + "m" + blank + "\x1b[39m"
	}
	return lines
}

// Sixel is the part of a sixel picture from one row of cells to before
// another, to be painted where the cursor is; "" when there is none. It
// leaves the cursor somewhere else.
func (p Picture) Sixel(from, to int) string {
	s := p.sixel
	if s.img == nil {
		return ""
	}
	size := s.img.Bounds().Size()
	top, bottom := max(from, 0)*s.cell, min(to*s.cell, size.Y)
	if top >= bottom {
		return ""
	}
	var b bytes.Buffer
	// Pixels are square, and the image has this size whatever is in it.
	b.WriteString("\"1;1;" + strconv.Itoa(size.X) + ";" + strconv.Itoa(bottom-top))
	e := sixelEncoder{b: &b, img: s.img, bits: make([]byte, (none+1)*size.X)}
	e.colors(top, bottom)
	for y := top; y < bottom; y += 6 {
		if y > top {
			b.WriteByte('-')
		}
		e.band(y, min(y+6, bottom))
	}
	// P2 = 1: what no colour covers stays as it is.
	return ansi.SixelGraphics(0, 1, 0, b.Bytes())
}

// sixelEncoder writes an image in bands of six rows of pixels.
type sixelEncoder struct {
	b    *bytes.Buffer
	img  *image.Paletted
	bits []byte // of each colour, one byte for each column
}

// colors says which colours the rows y0 to before y1 have, in percent of red,
// green and blue. All of them come first: xterm draws a band wrong in which
// one is defined.
func (e *sixelEncoder) colors(y0, y1 int) {
	var used [none + 1]bool
	for _, c := range e.img.Pix[y0*e.img.Stride : y1*e.img.Stride] {
		used[c] = true
	}
	for c, own := range e.img.Palette {
		if !used[c] {
			continue
		}
		r, g, b, _ := own.RGBA()
		percent := func(part uint32) string { return ";" + strconv.FormatUint(uint64(part*100+0x7fff)/0xffff, 10) }
		e.b.WriteString("#" + strconv.Itoa(c) + ";2" + percent(r) + percent(g) + percent(b))
	}
}

// span is the columns that a colour has in a band.
type span struct{ from, to int }

// band writes the rows y0 to before y1: one line for each colour that is in
// them, drawn over each other.
func (e *sixelEncoder) band(y0, y1 int) {
	width := e.img.Bounds().Dx()
	var spans [none + 1]span
	for y := y0; y < y1; y++ {
		bit := byte(1) << (y - y0)
		for x, c := range e.img.Pix[y*e.img.Stride:][:width] {
			e.bits[int(c)*width+x] |= bit
			s := &spans[c]
			if s.to == 0 || x < s.from {
				s.from = x
			}
			s.to = max(s.to, x+1)
		}
	}
	first := true
	for c, s := range spans {
		if s.to == 0 {
			continue
		}
		row := e.bits[c*width:][s.from:s.to]
		if c != none {
			if !first {
				e.b.WriteByte('$')
			}
			first = false
			e.b.WriteString("#" + strconv.Itoa(c))
			e.run(s.from, 0)
			e.row(row)
		}
		clear(row)
	}
}

// row writes columns, each a byte of six bits.
func (e *sixelEncoder) row(bits []byte) {
	for x := 0; x < len(bits); {
		end := x + 1
		for end < len(bits) && bits[end] == bits[x] {
			end++
		}
		e.run(end-x, bits[x])
		x = end
	}
}

// run writes a column n times; from four on that is shorter with a number.
func (e *sixelEncoder) run(n int, bits byte) {
	sign := '?' + bits
	if n > 3 {
		e.b.WriteByte('!')
		e.b.Write(strconv.AppendInt(e.b.AvailableBuffer(), int64(n), 10))
		e.b.WriteByte(sign)
		return
	}
	for range n {
		e.b.WriteByte(sign)
	}
}
