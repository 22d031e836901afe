package picture

import (
	"image"
	"image/color"
	"slices"
)

// depth is how many bits of each part of a colour are told apart when the
// colours of a picture are counted.
const depth = 5

// bin is a colour of few bits, and how often and how bright it is.
type bin struct {
	at    int
	count int
	sum   [3]int
}

// quantise brings a picture to at most the given number of colours, at most
// none, by median cut (Heckbert 1982): the colours are put in a box, and
// boxes are cut in two where half of their pixels are on either side. What
// each pixel loses goes to its neighbours (Floyd and Steinberg 1976), or the
// sky would have steps.
func quantise(img *image.RGBA, colors int) *image.Paletted {
	size := img.Bounds().Size()
	out := image.NewPaletted(image.Rectangle{Max: size}, palette(img, colors))
	if len(out.Palette) == 0 { // transparent all over
		for i := range out.Pix {
			out.Pix[i] = none
		}
		return out
	}
	m := newMatcher(out.Palette)
	// What is owed to the pixels of this line and of the next, in sixteenths,
	// with a margin on either side.
	owed, next := make([][3]int, size.X+2), make([][3]int, size.X+2)
	for y := range size.Y {
		clear(next)
		for x := range size.X {
			c := img.RGBAAt(x, y)
			i := y*out.Stride + x
			if c.A < 0x80 {
				out.Pix[i] = none
				continue
			}
			c = solid(c)
			want := [3]int{int(c.R), int(c.G), int(c.B)}
			for part := range want {
				want[part] = min(max(want[part]+owed[x+1][part]/16, 0), 0xff)
			}
			found := m.nearest(want)
			out.Pix[i] = found
			for part := range want {
				lost := want[part] - m.colors[found][part]
				owed[x+2][part] += 7 * lost
				next[x][part] += 3 * lost
				next[x+1][part] += 5 * lost
				next[x+2][part] += lost
			}
		}
		owed, next = next, owed
	}
	return out
}

// palette finds the colours that stand for all of a picture's.
func palette(img *image.RGBA, colors int) color.Palette {
	boxes := [][]bin{count(img)}
	if len(boxes[0]) == 0 {
		return nil
	}
	for len(boxes) < colors {
		widest, part, most := -1, 0, 0
		for i, box := range boxes {
			if p, spread := longest(box); spread > most {
				widest, part, most = i, p, spread
			}
		}
		if widest < 0 {
			break // every box is one colour
		}
		a, b := cut(boxes[widest], part)
		boxes[widest] = a
		boxes = append(boxes, b)
	}
	out := make(color.Palette, len(boxes))
	for i, box := range boxes {
		out[i] = mean(box)
	}
	return out
}

// count puts the colours of a picture into bins, those there are.
func count(img *image.RGBA) []bin {
	all := make([]bin, 1<<(3*depth))
	for i := 0; i < len(img.Pix); i += 4 {
		if img.Pix[i+3] < 0x80 {
			continue
		}
		c := solid(color.RGBA{img.Pix[i], img.Pix[i+1], img.Pix[i+2], img.Pix[i+3]})
		b := &all[place(int(c.R), int(c.G), int(c.B))]
		b.count++
		b.sum[0] += int(c.R)
		b.sum[1] += int(c.G)
		b.sum[2] += int(c.B)
	}
	for i := range all {
		all[i].at = i
	}
	return slices.DeleteFunc(all, func(b bin) bool { return b.count == 0 })
}

// place is the number of the bin of a colour.
func place(r, g, b int) int {
	const low = 8 - depth
	return r>>low<<(2*depth) | g>>low<<depth | b>>low
}

// part is one part of a bin's colour: red, green, blue.
func (b bin) part(n int) int { return b.at >> ((2 - n) * depth) & (1<<depth - 1) }

// longest returns the part in which a box is longest, and how much it
// matters: the length by the number of pixels.
func longest(box []bin) (part, spread int) {
	low, high := [3]int{1 << depth, 1 << depth, 1 << depth}, [3]int{}
	pixels := 0
	for _, b := range box {
		pixels += b.count
		for n := range low {
			low[n], high[n] = min(low[n], b.part(n)), max(high[n], b.part(n))
		}
	}
	for n := range low {
		if high[n]-low[n] > high[part]-low[part] {
			part = n
		}
	}
	return part, (high[part] - low[part]) * pixels
}

// cut divides a box of several bins where half of its pixels are on either
// side.
func cut(box []bin, part int) (a, b []bin) {
	slices.SortFunc(box, func(x, y bin) int { return x.part(part) - y.part(part) })
	pixels := 0
	for _, b := range box {
		pixels += b.count
	}
	at, sum := 1, box[0].count
	for at < len(box)-1 && sum+box[at].count <= pixels/2 {
		sum += box[at].count
		at++
	}
	return box[:at:at], box[at:]
}

// mean is the colour of a box.
func mean(box []bin) color.RGBA {
	var sum [3]int
	pixels := 0
	for _, b := range box {
		pixels += b.count
		for n := range sum {
			sum[n] += b.sum[n]
		}
	}
	of := func(n int) uint8 { return uint8(sum[n] / pixels) }
	return color.RGBA{of(0), of(1), of(2), 0xff}
}

// matcher finds the nearest colour of a palette, and remembers.
type matcher struct {
	colors [][3]int
	known  []int16 // by bin; 0 is not yet, else one more than the index
}

func newMatcher(p color.Palette) *matcher {
	m := &matcher{known: make([]int16, 1<<(3*depth))}
	for _, c := range p {
		r, g, b, _ := c.RGBA()
		m.colors = append(m.colors, [3]int{int(r >> 8), int(g >> 8), int(b >> 8)})
	}
	return m
}

func (m *matcher) nearest(c [3]int) uint8 {
	at := place(c[0], c[1], c[2])
	if m.known[at] == 0 {
		best, least := 0, 1<<30
		for i, own := range m.colors {
			r, g, b := own[0]-c[0], own[1]-c[1], own[2]-c[2]
			// The eye sees green best and blue least.
			if d := 3*r*r + 6*g*g + b*b; d < least {
				best, least = i, d
			}
		}
		m.known[at] = int16(best + 1)
	}
	return uint8(m.known[at] - 1)
}
