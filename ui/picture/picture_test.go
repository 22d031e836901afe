package picture

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"rubrika/ui/theme"
)

// scene is a picture like a photograph: a sky of many shades, a sun, houses,
// waves and grain, the same every time.
func scene(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	grain := uint32(1)
	for y := range h {
		for x := range w {
			grain = grain*1664525 + 1013904223
			g := float64(grain>>24)/16 - 8
			u, v := float64(x)/float64(w), float64(y)/float64(h)
			r, gr, b := 90+120*v+60*u, 120+80*v, 220-90*v
			switch {
			case math.Hypot((u-0.7)*1.5, v-0.25) < 0.1:
				r, gr, b = 250, 220, 120
			case v > 0.6:
				wave := 30 * math.Sin(40*u+90*v*v)
				r, gr, b = 20+wave/2, 70+wave, 110+wave
			case v > 0.5 && math.Mod(u*13, 1) < 0.6:
				r, gr, b = 60, 50, 55
			}
			byteOf := func(f float64) uint8 { return uint8(min(max(f+g, 0), 255)) }
			img.SetRGBA(x, y, color.RGBA{byteOf(r), byteOf(gr), byteOf(b), 255})
		}
	}
	return img
}

func lookOf(t testing.TB, profile colorprofile.Profile) theme.Theme {
	t.Helper()
	l, err := theme.Load(theme.Dark, true, profile)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func look(t testing.TB) theme.Theme { return lookOf(t, colorprofile.TrueColor) }

func abilities() []Ability { return []Ability{Words, Blocks, Sixel, Kitty} }

func TestFit(t *testing.T) {
	for _, c := range []struct {
		size       image.Point
		t          Terminal
		cols, rows int
		want       image.Point
	}{
		{image.Pt(1200, 800), Terminal{}, 80, 26, image.Pt(78, 26)},
		{image.Pt(1200, 800), Terminal{CellW: 10, CellH: 10}, 80, 26, image.Pt(39, 26)},
		{image.Pt(1200, 100), Terminal{}, 80, 26, image.Pt(80, 4)},
		{image.Pt(100, 1200), Terminal{}, 80, 26, image.Pt(5, 26)},
		{image.Pt(100, 60), Terminal{}, 80, 26, image.Pt(20, 6)}, // twice as large and no more
		{image.Pt(1, 1), Terminal{}, 80, 26, image.Pt(1, 1)},
		{image.Pt(10_000, 1), Terminal{}, 80, 26, image.Pt(80, 1)},
		{image.Pt(1, 10_000), Terminal{}, 80, 26, image.Pt(1, 26)},
		{image.Pt(300, 300), Terminal{}, 1, 1, image.Pt(1, 1)},
		{image.Pt(300, 300), Terminal{}, 0, 9, image.Point{}},
		{image.Pt(300, 300), Terminal{}, 9, -1, image.Point{}},
	} {
		img := image.NewGray(image.Rectangle{Max: c.size}.Add(image.Pt(7, 3))) // bounds need not begin at 0
		for _, a := range abilities() {
			term, want := c.t, c.want
			if term.Ability = a; a == Words {
				want = image.Point{}
			}
			p := Make(img, term, look(t), c.cols, c.rows)
			if got := image.Pt(p.Cols, p.Rows); got != want || len(p.Lines) != want.Y {
				t.Errorf("%v in %d × %d by %d: %v, want %v, %d lines", c.size, c.cols, c.rows, a, got, want, len(p.Lines))
			}
			for i, line := range p.Lines {
				if n := ansi.StringWidth(line); n != p.Cols {
					t.Errorf("%v by %d: line %d is %d cells wide, want %d", c.size, a, i, n, p.Cols)
				}
			}
		}
	}
}

// TestMakeForTerminals holds what leaves for three terminals. The image that
// a Kitty is sent is in there by its size alone, and its number by a word: the
// one is the compressor's, the other drawn by lot.
func TestMakeForTerminals(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 60, 40))
	for y := range 40 {
		for x := range 60 {
			img.SetRGBA(x, y, color.RGBA{uint8(80 * (x / 20)), uint8(120 * (y / 20)), 90, 0xff})
		}
	}
	clearCorner(img)
	for name, c := range map[string]struct {
		t       Terminal
		profile colorprofile.Profile
	}{
		"kitty":     {Terminal{Ability: Kitty, CellW: 10, CellH: 20}, colorprofile.TrueColor},
		"kitty-256": {Terminal{Ability: Kitty, CellW: 10, CellH: 20}, colorprofile.ANSI256},
		"sixel":     {Terminal{Ability: Sixel, CellW: 5, CellH: 10, Colors: 16}, colorprofile.ANSI256},
		"plain":     {Terminal{Ability: Blocks}, colorprofile.TrueColor},
		"words":     {Terminal{}, colorprofile.ANSI},
	} {
		t.Run(name, func(t *testing.T) {
			p := Make(img, c.t, lookOf(t, c.profile), 8, 3)
			out := fmt.Sprintf("%d × %d\nsend %s\nforget %s\nsixel %s\n", p.Cols, p.Rows,
				masked(t, p, p.Send()), masked(t, p, p.Forget()), strings.ReplaceAll(printable(p.Sixel(1, 3)), "-", "-\n"))
			for _, line := range p.Lines {
				out += masked(t, p, line) + "\n"
			}
			golden.RequireEqual(t, out)
		})
	}
}

// clearCorner makes the left upper corner of a picture transparent.
func clearCorner(img *image.RGBA) {
	for y := range 12 {
		for x := range 15 - y {
			img.SetRGBA(x, y, color.RGBA{})
		}
	}
}

// printable shows control characters and what has no width.
func printable(s string) string {
	quoted := fmt.Sprintf("%+q", s)
	return strings.NewReplacer(`\x1b`, "ESC", `\"`, `"`, `\\`, `\`).Replace(quoted[1 : len(quoted)-1])
}

// masked puts words in the place of a Kitty image and its number.
func masked(t *testing.T, p Picture, s string) string {
	t.Helper()
	s = regexp.MustCompile(`;([A-Za-z0-9+/=]{20,})`).ReplaceAllStringFunc(s, func(data string) string {
		raw, err := base64.StdEncoding.DecodeString(data[1:])
		if err != nil {
			t.Fatal(err)
		}
		c, err := png.DecodeConfig(bytes.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprintf(";PNG of %d × %d", c.Width, c.Height)
	})
	id := p.kitty.id
	s = strings.ReplaceAll(s, fmt.Sprintf("i=%d", id), "i=ID")
	s = strings.ReplaceAll(s, fmt.Sprintf("38;2;%d;%d;%dm", id>>16, id>>8&0xff, id&0xff), "38;2;IDm")
	s = strings.ReplaceAll(s, fmt.Sprintf("38;5;%dm", id&0xff), "38;5;IDm")
	if id>>24 != 0 {
		high := kittyImage{id: id}.lines(1, 1)[0]
		high = strings.TrimSuffix(high[strings.IndexRune(high, 0x10eeee):], "\x1b[39m")
		s = strings.ReplaceAll(s, string([]rune(high)[3:]), "HIGH")
	}
	return printable(s)
}

func TestKitty(t *testing.T) {
	img := scene(300, 200)
	seen := map[string]bool{}
	for _, profile := range []colorprofile.Profile{colorprofile.TrueColor, colorprofile.ANSI256} {
		for range 20 {
			p := Make(image.NewGray(image.Rect(0, 0, 9, 9)), Terminal{Ability: Kitty}, lookOf(t, profile), 30, 20)
			if id := p.kitty.number(); p.kitty.id == 0 || seen[id] {
				t.Errorf("number %s again", id)
			} else {
				seen[id] = true
			}
			if low := p.kitty.id & 0xff; profile == colorprofile.ANSI256 && low < 16 {
				t.Errorf("number %d is a basic colour, which terminals change", p.kitty.id)
			}
		}
	}
	p := Make(img, Terminal{Ability: Kitty}, look(t), 30, 20)
	var data strings.Builder
	chunks := strings.SplitAfter(p.Send(), "\x1b\\")
	chunks = chunks[:len(chunks)-1]
	for i, c := range chunks {
		body, ok := strings.CutPrefix(strings.TrimSuffix(c, "\x1b\\"), "\x1b_G")
		keys, payload, found := strings.Cut(body, ";")
		if !ok || !found || len(payload) > 4096 || i < len(chunks)-1 && len(payload)%4 != 0 {
			t.Fatalf("chunk %d: %.60q", i, c)
		}
		more := "m=1"
		if i == len(chunks)-1 {
			more = "m=0"
		}
		if !strings.Contains(keys, "q=2") || !strings.HasSuffix(keys, more) || strings.Contains(keys, "U=1") != (i == 0) {
			t.Errorf("chunk %d of %d: %s", i, len(chunks), keys)
		}
		data.WriteString(payload)
	}
	if len(chunks) < 2 {
		t.Fatal("one chunk shows nothing")
	}
	raw, err := base64.StdEncoding.DecodeString(data.String())
	if err != nil {
		t.Fatal(err)
	}
	sent, err := png.Decode(bytes.NewReader(raw))
	if err != nil || sent.Bounds().Size() != image.Pt(300, 200) {
		t.Fatal(sent, err)
	}
	for _, at := range []image.Point{{0, 0}, {150, 100}, {299, 199}} {
		if near(sent.At(at.X, at.Y), img.At(at.X, at.Y)) > 2 {
			t.Errorf("%v: %v became %v", at, img.At(at.X, at.Y), sent.At(at.X, at.Y))
		}
	}
	if p.Sixel(0, 9) != "" {
		t.Error("a sixel image beside")
	}
}

// near is the largest difference of two colours in a part.
func near(a, b color.Color) int {
	r, g, bl, _ := a.RGBA()
	r2, g2, b2, _ := b.RGBA()
	diff := func(x, y uint32) int {
		d := int(x>>8) - int(y>>8)
		return max(d, -d)
	}
	return max(diff(r, r2), diff(g, g2), diff(bl, b2))
}

// TestSixel has bands of a picture read again by a decoder.
func TestSixel(t *testing.T) {
	img := scene(230, 155)
	clearCorner(img)
	for _, colors := range []int{2, 16, 256, 0} {
		p := Make(img, Terminal{Ability: Sixel, CellW: 7, CellH: 15, Colors: colors}, look(t), 33, 20)
		size := p.sixel.img.Rect.Max
		if p.Send() != "" || p.Forget() != "" {
			t.Error("more than sixel")
		}
		want := p.sixel.img
		for _, c := range []struct{ from, to, top, bottom int }{
			{0, p.Rows, 0, size.Y}, {0, 1, 0, 15}, {3, 5, 45, 75}, {p.Rows - 1, p.Rows, 150, size.Y}, {-2, 99, 0, size.Y},
		} {
			s := p.Sixel(c.from, c.to)
			body, ok := strings.CutPrefix(strings.TrimSuffix(s, "\x1b\\"), "\x1bP0;1q")
			if !ok || !strings.HasPrefix(body, fmt.Sprintf("\"1;1;%d;%d#", size.X, c.bottom-c.top)) {
				t.Fatalf("%.60q", s)
			}
			got := readSixel(t, body)
			for y := c.top; y < c.bottom; y++ {
				for x := range size.X {
					index := want.ColorIndexAt(x, y)
					_, _, _, a := got.At(x, y-c.top).RGBA()
					if (a == 0) != (index == none) {
						t.Fatalf("%d colours, rows %d to %d: %d,%d has opacity %d", colors, c.from, c.to, x, y, a)
					}
					if index != none && near(got.At(x, y-c.top), want.Palette[index]) > 3 { // percent are coarse
						t.Fatalf("%d colours, rows %d to %d: %d,%d is %v, want %v", colors, c.from, c.to, x, y, got.At(x, y-c.top), want.Palette[index])
					}
				}
			}
		}
		if s := p.Sixel(5, 5) + p.Sixel(p.Rows, p.Rows+3); s != "" {
			t.Errorf("%q of no rows", s)
		}
	}
	if s := (Picture{}).Sixel(0, 5); s != "" {
		t.Errorf("%q of no picture", s)
	}
}

// readSixel draws the body of a sixel image, as DEC's manual has it: a number
// after # picks a colour or says which it is, ! repeats, $ goes back to the
// left, - down to the next six rows.
func readSixel(t *testing.T, body string) *image.RGBA {
	t.Helper()
	numbers := func() (all []int) {
		digits := body[:len(body)-len(strings.TrimLeft(body, "0123456789;"))]
		body = body[len(digits):]
		for n := range strings.SplitSeq(digits, ";") {
			i, err := strconv.Atoi(n)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, i)
		}
		return all
	}
	body = body[1:]
	raster := numbers()
	img := image.NewRGBA(image.Rect(0, 0, raster[2], raster[3]))
	colors, pen, at := map[int]color.RGBA{}, 0, image.Point{}
	for body != "" {
		sign, count := body[0], 1
		body = body[1:]
		switch sign {
		case '#':
			n := numbers()
			if pen = n[0]; len(n) == 5 {
				colors[pen] = color.RGBA{uint8(n[2] * 255 / 100), uint8(n[3] * 255 / 100), uint8(n[4] * 255 / 100), 0xff}
			}
			continue
		case '$':
			at.X = 0
			continue
		case '-':
			at = image.Pt(0, at.Y+6)
			continue
		case '!':
			count = numbers()[0]
			sign, body = body[0], body[1:]
		}
		if sign < '?' || sign > '~' || at.X+count > raster[2] {
			t.Fatalf("%q at %v", sign, at)
		}
		for range count {
			for y := range 6 {
				if (sign-'?')>>y&1 == 0 {
					continue
				}
				if _, known := colors[pen]; !known || at.Y+y >= raster[3] {
					t.Fatalf("colour %d at %v", pen, at)
				}
				img.SetRGBA(at.X, at.Y+y, colors[pen])
			}
			at.X++
		}
	}
	return img
}

func TestQuantise(t *testing.T) {
	img := scene(120, 80)
	last := math.Inf(1)
	for _, colors := range []int{2, 16, 255} {
		q := quantise(img, colors)
		if len(q.Palette) != colors {
			t.Errorf("%d colours, want %d", len(q.Palette), colors)
		}
		sum := 0.0
		for y := range 80 {
			for x := range 120 {
				sum += float64(near(q.At(x, y), img.At(x, y)))
			}
		}
		if sum /= 120 * 80; sum >= last || colors == 255 && sum > 6 {
			t.Errorf("%d colours are off by %.1f in the mean, fewer by %.1f", colors, sum, last)
		} else {
			last = sum
		}
	}
	flag := image.NewRGBA(image.Rect(0, 0, 30, 30))
	for y := range 30 {
		for x := range 30 {
			flag.Set(x, y, []color.RGBA{{0, 0, 0xff, 0xff}, {0xff, 0, 0, 0xff}, {0, 0xff, 0, 0xff}}[y/10])
		}
	}
	q := quantise(flag, 255)
	if len(q.Palette) != 3 {
		t.Errorf("%d colours of 3", len(q.Palette))
	}
	for i, c := range q.Pix {
		if q.Palette[c] != color.Color(flag.RGBAAt(i%30, i/30)) {
			t.Fatalf("pixel %d is %v", i, q.Palette[c])
		}
	}
	if q := quantise(image.NewRGBA(flag.Rect), 16); len(q.Palette) != 0 || q.Pix[0] != none {
		t.Error("nothing has colours", q.Palette)
	}
}

// A picture of a fine pattern becomes its mean when it is made much smaller,
// and keeps its edges when it is made larger.
func TestScale(t *testing.T) {
	checks := image.NewGray(image.Rect(0, 0, 640, 480))
	for i := range checks.Pix {
		if (i%640+i/640)%2 == 0 {
			checks.Pix[i] = 0xff
		}
	}
	for _, size := range []image.Point{{64, 48}, {320, 240}, {100, 20}} {
		small := scale(checks, size)
		if near(small.At(size.X/2, size.Y/2), color.Gray{0x80}) > 24 {
			t.Errorf("%v: %v in the middle", size, small.At(size.X/2, size.Y/2))
		}
	}
	halves := image.NewGray(image.Rect(0, 0, 2, 1))
	halves.Pix[1] = 0xff
	large := scale(halves, image.Pt(40, 20))
	if near(large.At(1, 10), color.Black) > 8 || near(large.At(38, 10), color.White) > 8 {
		t.Errorf("%v %v", large.At(1, 10), large.At(38, 10))
	}
}

// A picture of one colour costs little, in every way of showing it.
func TestRunsAreMerged(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 800, 400))
	for i := range img.Pix {
		img.Pix[i] = 0xff
	}
	p := Make(img, Terminal{Ability: Blocks}, look(t), 80, 20)
	for _, line := range p.Lines {
		if len(line) > p.Cols+30 {
			t.Errorf("%d bytes for %d cells: %q", len(line), p.Cols, line)
		}
	}
	if n := len(Make(img, Terminal{Ability: Sixel, CellW: 10, CellH: 20}, look(t), 80, 20).Sixel(0, 20)); n > 1000 {
		t.Errorf("%d bytes of sixel", n)
	}
}

// TestSixelInTime has a band of a large picture ready before the reader sees
// the page stand still: in 15 ms at the most.
func TestSixelInTime(t *testing.T) {
	if raced {
		t.Skip("measures time")
	}
	p := Make(scene(1200, 800), Terminal{Ability: Sixel, CellW: 10, CellH: 20}, look(t), 80, 26)
	best := time.Hour
	for range 10 { // other programs run too
		start := time.Now()
		_ = p.Sixel(0, p.Rows)
		best = min(best, time.Since(start))
	}
	if limit := 15 * time.Millisecond; best > limit {
		t.Errorf("%v, at most %v", best, limit)
	}
	t.Log(best)
}

func BenchmarkMake(b *testing.B) {
	img, l := scene(1200, 800), look(b)
	for _, a := range []Ability{Blocks, Sixel, Kitty} {
		b.Run(fmt.Sprint(a), func(b *testing.B) {
			for b.Loop() {
				Make(img, Terminal{Ability: a}, l, 80, 26)
			}
		})
	}
}
