// Package picture turns pictures of articles into what a terminal can show:
// cells with Unicode placeholders of the Kitty graphics protocol, sixel
// images, half blocks in full colour, or nothing, where words must do.
//
// A Probe finds out what the terminal can, Decode reads a file within bounds
// of memory, Make fits the picture into a rectangle of cells. Sources:
// https://sw.kovidgoyal.net/kitty/graphics-protocol/,
// https://vt100.net/docs/vt3xx-gp/chapter14.html (sixel),
// https://invisible-island.net/xterm/ctlseqs/ctlseqs.html (questions).
package picture

import (
	"image"
	"math"

	"rubrika/ui/theme"
)

// Ability is the best way of showing pictures that a terminal has.
type Ability int

// The abilities, the poorest first.
const (
	Words  Ability = iota // none: the name of a picture stands for it
	Blocks                // half blocks in full colour
	Sixel                 // sixel images, painted over the cells
	Kitty                 // the Kitty graphics protocol with Unicode placeholders
)

// Terminal is what a Probe found out. Two can be compared with ==.
type Terminal struct {
	Ability Ability
	// CellW and CellH are the pixels of a cell; 0 is unknown, and 10×20 then.
	CellW, CellH int
	// Colors is how many colours a sixel image may have; 0 is unknown, and
	// 256 then.
	Colors int
}

// cell is the size of a cell in pixels.
func (t Terminal) cell() image.Point {
	if t.CellW <= 0 || t.CellH <= 0 {
		return image.Pt(10, 20)
	}
	return image.Pt(t.CellW, t.CellH)
}

// Picture is a picture made ready for one terminal and size. The zero Picture
// shows nothing.
type Picture struct {
	// Lines are what stands on the page, Rows lines of Cols cells each. With
	// Sixel they are blank, and the picture is painted over them.
	Lines      []string
	Cols, Rows int

	kitty kittyImage
	sixel sixelImage
}

// Limits of what is made of a picture.
const (
	// maxZoom is how many pixels of the screen one pixel may become.
	maxZoom = 2
	// maxPixels bounds what is sent to a terminal. A terminal scales a Kitty
	// image itself; a sixel image takes fewer cells then.
	maxPixels = 512 << 10
)

// Make fits a picture into at most cols × rows cells, keeping its
// proportions. It makes no line where the terminal can show none.
func Make(img image.Image, t Terminal, look theme.Theme, cols, rows int) Picture {
	size := img.Bounds().Size()
	if t.Ability == Words || cols < 1 || rows < 1 || size.X < 1 || size.Y < 1 {
		return Picture{}
	}
	cell := t.cell()
	pixels := fit(size, image.Pt(cols*cell.X, rows*cell.Y), maxZoom)
	if t.Ability == Sixel {
		pixels = bound(pixels)
	}
	p := Picture{Cols: min(up(pixels.X, cell.X), cols), Rows: min(up(pixels.Y, cell.Y), rows)}
	switch t.Ability {
	case Blocks:
		p.Lines = blocks(scale(img, image.Pt(p.Cols, 2*p.Rows)))
	case Sixel:
		p.sixel = newSixel(scale(img, pixels), cell.Y, t.Colors)
		p.Lines = fillers(p.Cols, p.Rows)
	case Kitty:
		p.Cols, p.Rows = min(p.Cols, maxDiacritics), min(p.Rows, maxDiacritics)
		p.kitty = newKitty(scale(img, bound(pixels)), look.Profile(), p.Cols, p.Rows)
		p.Lines = p.kitty.lines(p.Cols, p.Rows)
	}
	return p
}

// fit is the largest size with the proportions of size that is within room
// and at most zoom times as large.
func fit(size, room image.Point, zoom float64) image.Point {
	w, h := float64(size.X), float64(size.Y)
	by := min(float64(room.X)/w, float64(room.Y)/h, zoom)
	return image.Pt(max(1, int(math.Round(w*by))), max(1, int(math.Round(h*by))))
}

// bound makes a size smaller until it has no more than maxPixels.
func bound(size image.Point) image.Point {
	by := math.Sqrt(maxPixels / (float64(size.X) * float64(size.Y)))
	if by >= 1 {
		return size
	}
	return image.Pt(max(1, int(float64(size.X)*by)), max(1, int(float64(size.Y)*by)))
}

// up divides and rounds up.
func up(n, by int) int { return (n + by - 1) / by }
