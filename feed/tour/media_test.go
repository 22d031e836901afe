package tour

import (
	"bytes"
	"encoding/binary"
	"flag"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math"
	"os"
	"regexp"
	"slices"
	"testing"
	"time"
)

// The pictures and films of the edition are drawn here, by
//
//	go test ./feed/tour -run Media -draw
//
// and embedded, so that the program carries the files but not the pencil.
var draw = flag.Bool("draw", false, "write the pictures and films anew")

var (
	paper = color.RGBA{0xfb, 0xf8, 0xf1, 0xff}
	rule  = color.RGBA{0xd8, 0xd2, 0xc4, 0xff}
	ink   = color.RGBA{0x1a, 0x5f, 0xb4, 0xff}
	grass = color.RGBA{0x3f, 0x7d, 0x4a, 0xff}
	chalk = color.RGBA{0xf2, 0xf2, 0xf2, 0xff}
	red   = color.RGBA{0xc0, 0x3a, 0x2b, 0xff}
	amber = color.RGBA{0xf2, 0xb3, 0x5d, 0xff}
)

// sheet is an image filled with one colour.
func sheet(w, h int, c color.RGBA) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	box(m, 0, 0, w, h, c)
	return m
}

func box(m *image.RGBA, x0, y0, x1, y1 int, c color.RGBA) {
	for y := y0; y < y1; y++ {
		for x := x0; x < x1; x++ {
			m.SetRGBA(x, y, c)
		}
	}
}

func disc(m *image.RGBA, cx, cy, r int, c color.RGBA) {
	for y := -r; y <= r; y++ {
		for x := -r; x <= r; x++ {
			if x*x+y*y <= r*r {
				m.SetRGBA(cx+x, cy+y, c)
			}
		}
	}
}

// chart draws the level of the Caspian from 1930 to 2020 as the article tells
// it: metres against ocean level, rounded to halves and joined by lines.
func chart() *image.RGBA {
	const w, h = 480, 240
	m := sheet(w, h, paper)
	points := []struct{ year, level float64 }{
		{1930, -26}, {1940, -27.8}, {1956, -28.4}, {1970, -28.4}, {1977, -29}, {1986, -28}, {1995, -26.6}, {2005, -27}, {2012, -27.6}, {2020, -28.2},
	}
	at := func(year, level float64) (int, int) {
		return int(20 + (year-1930)/90*(w-40)), int(20 + (-25.5-level)/4*(h-40))
	}
	for level := -26.0; level >= -29; level-- {
		_, y := at(1930, level)
		box(m, 20, y, w-20, y+1, rule)
	}
	for i, p := range points[1:] {
		from := points[i]
		for t := 0.0; t <= 1; t += 1.0 / 512 {
			x, y := at(from.year+t*(p.year-from.year), from.level+t*(p.level-from.level))
			disc(m, x, y, 2, ink)
		}
	}
	return m
}

// match draws frame i of n: a defender runs and the line goes with him, while
// the attacker starts level.
func match(i, n int) *image.RGBA {
	const w, h = 160, 96
	m := sheet(w, h, grass)
	box(m, w-6, 0, w-5, h, chalk)
	t := float64(i) / float64(n-1)
	back := int(70 + 45*math.Sin(t*math.Pi))
	box(m, back, 0, back+1, h, amber)
	disc(m, back-4, 30, 4, chalk)
	disc(m, back-14, 66, 4, red)
	disc(m, w-14, h/2, 4, chalk)
	disc(m, int(20+t*float64(back-40)), 70, 2, chalk)
	return m
}

// chunk is a piece of a RIFF file: four letters, a length, data, padding.
func chunk(name string, data ...[]byte) []byte {
	all := bytes.Join(data, nil)
	out := binary.LittleEndian.AppendUint32([]byte(name), uint32(len(all)))
	out = append(out, all...)
	if len(all)%2 == 1 {
		out = append(out, 0)
	}
	return out
}

// numbers are 32-bit little-endian fields.
func numbers(n ...uint32) []byte {
	var out []byte
	for _, v := range n {
		out = binary.LittleEndian.AppendUint32(out, v)
	}
	return out
}

// film joins JPEG frames to a silent Motion JPEG film in an AVI file (the
// «AVI RIFF File Reference» of Microsoft), ten frames a second.
func film(w, h int, frames [][]byte) []byte {
	n, tenth := uint32(len(frames)), uint32(100_000)
	size := uint32(0)
	var data, index [][]byte
	for offset := uint32(4); len(data) < len(frames); {
		f := frames[len(data)]
		size = max(size, uint32(len(f)))
		c := chunk("00dc", f)
		index = append(index, []byte("00dc"), numbers(0x10, offset, uint32(len(f))))
		data, offset = append(data, c), offset+uint32(len(c))
	}
	uw, uh := uint32(w), uint32(h)
	head := chunk("avih", numbers(tenth, size*10, 0, 0x10, n, 0, 1, size, uw, uh, 0, 0, 0, 0))
	stream := chunk("strh", []byte("vidsMJPG"), numbers(0, 0, 0, 1, 10, 0, n, size, ^uint32(0), 0, 0, uw|uh<<16))
	look := chunk("strf", numbers(40, uw, uh, 1|24<<16), []byte("MJPG"), numbers(uw*uh*3, 0, 0, 0, 0))
	list := func(kind string, parts ...[]byte) []byte {
		return chunk("LIST", append([][]byte{[]byte(kind)}, parts...)...)
	}
	return chunk("RIFF", []byte("AVI "), list("hdrl", head, list("strl", stream, look)), list("movi", data...), chunk("idx1", index...))
}

func TestMedia(t *testing.T) {
	const n = 30
	var frames [][]byte
	for i := range n {
		var b bytes.Buffer
		if err := jpeg.Encode(&b, match(i, n), &jpeg.Options{Quality: 60}); err != nil {
			t.Fatal(err)
		}
		frames = append(frames, b.Bytes())
	}
	if *draw {
		var b bytes.Buffer
		if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, chart()); err != nil {
			t.Fatal(err)
		}
		write(t, "images/caspian.png", b.Bytes())
		write(t, "video/offside.avi", film(160, 96, frames))
		return
	}

	b, err := images.ReadFile("images/caspian.png")
	if err != nil || len(b) > 10_000 {
		t.Fatalf("picture: %d bytes, %v", len(b), err)
	}
	m, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	want := chart()
	for y := range want.Rect.Dy() {
		for x := range want.Rect.Dx() {
			if color.RGBAModel.Convert(m.At(x, y)) != want.At(x, y) {
				t.Fatalf("the picture is not as drawn at %d,%d", x, y)
			}
		}
	}

	b, err = films.ReadFile("video/offside.avi")
	if err != nil || len(b) > 100_000 {
		t.Fatalf("film: %d bytes, %v", len(b), err)
	}
	if !bytes.HasPrefix(b, []byte("RIFF")) || int(binary.LittleEndian.Uint32(b[4:])) != len(b)-8 {
		t.Error("the film is no whole RIFF file")
	}
	starts := bytes.Count(b, []byte("\xff\xd8\xff"))
	if starts != n {
		t.Errorf("the film has %d frames, want %d", starts, n)
	}
	first := bytes.Index(b, []byte("\xff\xd8\xff"))
	still, err := jpeg.Decode(bytes.NewReader(b[first:]))
	if err != nil || still.Bounds() != image.Rect(0, 0, 160, 96) {
		t.Errorf("first frame: %v, %v", still, err)
	}
	if !slices.Contains(mediaNames(t), "offside.avi") {
		t.Error("no story has the film")
	}
}

// mediaNames are the films that stories name.
func mediaNames(t *testing.T) []string {
	t.Helper()
	var names []string
	for _, lang := range Languages() {
		for _, s := range Stories(lang) {
			if s.Video != "" {
				names = append(names, s.Video)
			}
		}
	}
	return names
}

func write(t *testing.T, name string, b []byte) {
	t.Helper()
	if err := os.WriteFile(name, b, 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestPicture has every picture that the edition names, and no other.
func TestPicture(t *testing.T) {
	for _, lang := range Languages() {
		found := regexp.MustCompile(`https://tour\.rubrika\.invalid/images/[a-z]+\.png`).FindAllString(string(Feed(lang, time.Now())), -1)
		if len(found) == 0 {
			t.Errorf("%s: the edition names no picture", lang)
		}
		for _, address := range found {
			b, ok := Picture(address)
			if _, err := png.DecodeConfig(bytes.NewReader(b)); !ok || err != nil {
				t.Errorf("Picture(%s) = %d bytes, %v: %v", address, len(b), ok, err)
			}
		}
	}
	for _, address := range []string{"", "https://tour.rubrika.invalid/images/none.png", "https://tour.rubrika.invalid/images/", "https://tour.rubrika.invalid/images/../site.go", "https://example.com/images/caspian.png"} {
		if _, ok := Picture(address); ok {
			t.Errorf("Picture(%q) is one of the edition", address)
		}
	}
}
