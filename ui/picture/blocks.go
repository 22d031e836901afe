package picture

import (
	"image"
	"image/color"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// blocks draws two pixels of a picture in each cell: the upper one as a half
// block, the lower one as its background. Runs of one colour name it once.
// What is transparent keeps the terminal's background.
func blocks(img *image.RGBA) []string {
	size := img.Bounds().Size()
	lines := make([]string, 0, size.Y/2)
	for y := 0; y+1 < size.Y; y += 2 {
		var p pen
		for x := range size.X {
			p.cell(img.RGBAAt(x, y), img.RGBAAt(x, y+1))
		}
		p.b.WriteString(ansi.ResetStyle)
		lines = append(lines, p.b.String())
	}
	return lines
}

// pen writes cells and knows the colours that are set.
type pen struct {
	b      strings.Builder
	fg, bg color.RGBA // the zero colour is the terminal's own
}

// cell writes one cell of two pixels.
func (p *pen) cell(top, bottom color.RGBA) {
	top, bottom = solid(top), solid(bottom)
	switch top {
	case bottom:
		p.set(p.fg, bottom)
		p.b.WriteByte(' ')
	case color.RGBA{}:
		p.set(bottom, top)
		p.b.WriteRune('▄')
	default:
		p.set(top, bottom)
		p.b.WriteRune('▀')
	}
}

// set changes the colours that differ from those that are set.
func (p *pen) set(fg, bg color.RGBA) {
	codes := make([]string, 0, 2)
	if fg != p.fg {
		codes = append(codes, paint("38", fg))
	}
	if bg != p.bg {
		codes = append(codes, paint("48", bg))
	}
	if len(codes) > 0 {
		p.b.WriteString("\x1b[" + strings.Join(codes, ";") + "m")
	}
	p.fg, p.bg = fg, bg
}

// paint is the SGR code of a colour; 39 and 49 are the terminal's own.
func paint(ground string, c color.RGBA) string {
	if c == (color.RGBA{}) {
		return ground[:1] + "9"
	}
	return ground + ";2;" + strconv.Itoa(int(c.R)) + ";" + strconv.Itoa(int(c.G)) + ";" + strconv.Itoa(int(c.B))
}

// solid makes a pixel opaque, or the zero colour when it is more than half
// transparent.
func solid(c color.RGBA) color.RGBA {
	if c.A < 0x80 {
		return color.RGBA{}
	}
	if c.A < 0xff {
		whole := func(v uint8) uint8 { return uint8(int(v) * 0xff / int(c.A)) }
		c.R, c.G, c.B = whole(c.R), whole(c.G), whole(c.B)
	}
	c.A = 0xff
	return c
}
