package picture

import (
	"errors"
	"image"
	"image/color"
	"io"
	"runtime"
	"runtime/metrics"
	"strings"
	"testing"
	"time"

	"rubrika/feed"
)

func TestDecode(t *testing.T) {
	sky := scene(40, 30)
	for _, c := range []struct {
		name string
		data []byte
		size image.Point
	}{
		{"png", asPNG(t, sky), image.Pt(40, 30)},
		{"grey png", asPNG(t, image.NewGray16(image.Rect(0, 0, 3, 2))), image.Pt(3, 2)},
		{"deep png", asPNG(t, image.NewNRGBA64(image.Rect(0, 0, 3, 2))), image.Pt(3, 2)},
		{"interlaced png", file(t, interlacedPNG), image.Pt(5, 5)},
		{"jpeg", asJPEG(t, sky), image.Pt(40, 30)},
		{"grey jpeg", asJPEG(t, image.NewGray(image.Rect(0, 0, 9, 7))), image.Pt(9, 7)},
		{"progressive jpeg", file(t, progressiveJPEG), image.Pt(16, 16)},
		{"jpeg for print", file(t, cmykJPEG), image.Pt(16, 16)},
		{"gif", asGIF(t, image.Pt(8, 6), 3), image.Pt(8, 6)},
		{"webp", file(t, lossyWebP), image.Pt(24, 16)},
		{"lossless webp", file(t, losslessWebP), image.Pt(8, 8)},
		{"webp with opacity", file(t, opacityWebP), image.Pt(8, 8)},
	} {
		img, err := Decode(t.Context(), c.data)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if img.Bounds().Size() != c.size {
			t.Errorf("%s: %v", c.name, img.Bounds())
		}
		if p := Make(img, Terminal{Ability: Blocks}, look(t), 10, 10); len(p.Lines) != p.Rows || p.Rows == 0 {
			t.Errorf("%s: %d lines", c.name, len(p.Lines))
		}
	}
	img, err := Decode(t.Context(), asGIF(t, image.Pt(8, 6), 3))
	if err != nil {
		t.Fatal(err)
	}
	if r, _, _, _ := img.At(0, 0).RGBA(); r != 0 {
		t.Error("not the first frame of a moving picture")
	}
}

func TestDecodeFails(t *testing.T) {
	whole := asJPEG(t, scene(64, 48))
	for _, c := range []struct {
		name string
		data []byte
		kind feed.Kind
		text string
	}{
		{"nothing", nil, feed.KindDamaged, ErrForm.Error()},
		{"svg", []byte(`<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>`), feed.KindDamaged, ErrForm.Error()},
		{"a page", []byte("<!doctype html><p>Sign in"), feed.KindDamaged, ErrForm.Error()},
		{"bmp", append([]byte("BM"), make([]byte, 60)...), feed.KindDamaged, ErrForm.Error()},
		{"a beginning", whole[:3], feed.KindDamaged, "EOF"},
		{"a half", whole[:len(whole)/2], feed.KindDamaged, "JPEG"},
		{"noise", append([]byte("\x89PNG\r\n\x1a\n"), make([]byte, 100)...), feed.KindDamaged, "png"},
		{"no pixels", resizedGIF(t, 0, 0), feed.KindDamaged, "no pixels"},
		{"jpeg of 40 megapixels", resizedJPEG(t, whole, 8000, 5000), feed.KindTooBig, "8000 × 5000"},
		{"largest jpeg", resizedJPEG(t, whole, 65535, 65535), feed.KindTooBig, "65535 × 65535"},
		{"progressive jpeg of 9 megapixels", resizedJPEG(t, file(t, progressiveJPEG), 3000, 3000), feed.KindTooBig, "3000 × 3000"},
		{"jpeg for print of 9 megapixels", resizedJPEG(t, file(t, cmykJPEG), 3000, 3000), feed.KindTooBig, "3000 × 3000"},
		{"png bomb", resizedPNG(t, 100_000, 100_000), feed.KindTooBig, "100000 × 100000"},
		{"gif bomb", resizedGIF(t, 65535, 65535), feed.KindTooBig, "65535 × 65535"},
		{"webp bomb", resizedWebP(t, 16383, 16383), feed.KindTooBig, "16383 × 16383"},
	} {
		img, err := Decode(t.Context(), c.data)
		var e *feed.Error
		if img != nil || !errors.As(err, &e) || e.Kind != c.kind || !strings.Contains(err.Error(), c.text) {
			t.Errorf("%s: %v", c.name, err)
		}
		if (c.text == ErrForm.Error()) != errors.Is(err, ErrForm) {
			t.Errorf("%s: ErrForm or not: %v", c.name, err)
		}
	}
}

func TestDecoderPanics(t *testing.T) {
	f := form{
		config: func(io.Reader) (image.Config, error) {
			return image.Config{ColorModel: color.GrayModel, Width: 1, Height: 1}, nil
		},
		needs:  needsGIF,
		decode: func(io.Reader) (image.Image, error) { panic("out of range") },
	}
	if img, err := f.read(t.Context(), nil); img != nil || feed.KindOf(err) != feed.KindDamaged || !strings.Contains(err.Error(), "out of range") {
		t.Errorf("%v %v", img, err)
	}
}

// TestNeeds compares what is counted on with what a decoded picture has.
func TestNeeds(t *testing.T) {
	rect := image.Rect(0, 0, 320, 160)
	clear := image.NewPaletted(rect, color.Palette{color.Transparent, color.White})
	for name, data := range map[string][]byte{
		"png": asPNG(t, scene(320, 160)), "grey": asPNG(t, image.NewGray(rect)), "grey16": asPNG(t, image.NewGray16(rect)),
		"deep": asPNG(t, image.NewRGBA64(rect)), "palette": asPNG(t, clear), "gif": asGIF(t, rect.Max, 1),
		"jpeg": asJPEG(t, scene(320, 160)), "grey jpeg": asJPEG(t, image.NewGray(rect)),
		"webp": file(t, lossyWebP), "lossless": file(t, losslessWebP), "opacity": file(t, opacityWebP),
		"print": file(t, cmykJPEG), "progressive": file(t, progressiveJPEG),
	} {
		f, ok := formOf(data)
		if !ok {
			t.Fatal(name)
		}
		c, err := f.config(strings.NewReader(string(data)))
		if err != nil {
			t.Fatal(name, err)
		}
		img, err := Decode(t.Context(), data)
		if err != nil {
			t.Fatal(name, err)
		}
		size, work := f.needs(data, c)
		has := 0
		switch img := img.(type) {
		case *image.RGBA:
			has = len(img.Pix)
		case *image.NRGBA:
			has = len(img.Pix)
		case *image.NRGBA64:
			has = len(img.Pix)
		case *image.Gray:
			has = len(img.Pix)
		case *image.Gray16:
			has = len(img.Pix)
		case *image.Paletted:
			has = len(img.Pix)
		case *image.CMYK:
			has = len(img.Pix)
		case *image.YCbCr:
			has = len(img.Y) + len(img.Cb) + len(img.Cr)
		case *image.NYCbCrA:
			has = len(img.Y) + len(img.Cb) + len(img.Cr) + len(img.A)
		default:
			t.Fatalf("%s: %T", name, img)
		}
		margin := 4 * (32*(c.Width+c.Height) + 1024) // blocks at the edges
		if has > size+work+margin || size > has+margin {
			t.Errorf("%s: %T of %d bytes, counted on %d and %d", name, img, has, size, work)
		}
	}
}

// What is not understood counts as the costliest.
func TestNeedsOfTheUnknown(t *testing.T) {
	size, work := needsJPEG(nil, image.Config{ColorModel: color.YCbCrModel, Width: 64, Height: 32})
	if size != 4*64*32 || work != 20*64*32 {
		t.Errorf("%d and %d bytes", size, work)
	}
}

// TestMemory shows pictures of all kinds of malice and looks at the heap.
func TestMemory(t *testing.T) {
	if raced {
		t.Skip("the race detector takes memory of its own")
	}
	huge := image.Rect(0, 0, 8000, 5000)
	large := asJPEG(t, image.NewYCbCr(image.Rect(0, 0, 5000, 4000), image.YCbCrSubsampleRatio420))
	files := map[string][]byte{
		"40 MP png":  asPNG(t, image.NewPaletted(huge, color.Palette{color.Black, color.White})),
		"40 MP jpeg": asJPEG(t, image.NewGray(huge)), "20 MP jpeg": large,
		"500 frames": asGIF(t, image.Pt(640, 480), 500), "png bomb": resizedPNG(t, 100_000, 100_000),
		"gif bomb": resizedGIF(t, 65535, 65535), "svg": []byte("<svg/>"), "broken": large[:5000],
		"8 MP png": asPNG(t, image.NewRGBA(image.Rect(0, 0, 2800, 2800))),
	}
	l := look(t)
	for name, data := range files {
		shown := false
		peak := peakHeap(func() {
			img, err := Decode(t.Context(), data)
			if err == nil {
				shown = Make(img, Terminal{Ability: Kitty, CellW: 20, CellH: 40}, l, 200, 50).Rows > 0
			}
		})
		t.Logf("%s: %d bytes, shown: %t, +%.1f MiB", name, len(data), shown, float64(peak)/(1<<20))
		if want := name == "20 MP jpeg" || name == "8 MP png" || name == "500 frames"; shown != want {
			t.Errorf("%s: shown is %t", name, shown)
		}
		if peak > 64<<20 || !shown && name != "broken" && peak > 1<<20 {
			t.Errorf("%s takes %d MiB", name, peak>>20)
		}
	}
}

// peakHeap is how far the heap grows over what it was, looked at all the time
// that f runs; what the collector has not freed yet counts as well.
func peakHeap(f func()) int64 {
	read := func() int64 {
		sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
		metrics.Read(sample)
		return int64(sample[0].Value.Uint64())
	}
	runtime.GC()
	before := read()
	done, peak := make(chan struct{}), make(chan int64)
	go func() {
		look := time.NewTicker(time.Millisecond)
		defer look.Stop()
		most := int64(0)
		for {
			most = max(most, read()-before)
			select {
			case <-done:
				peak <- most
				return
			case <-look.C:
			}
		}
	}()
	f()
	close(done)
	return <-peak
}

func FuzzDecode(f *testing.F) {
	for _, data := range [][]byte{
		asPNG(f, scene(4, 4)), asJPEG(f, scene(16, 8)), asGIF(f, image.Pt(3, 3), 2), file(f, lossyWebP), file(f, losslessWebP),
		file(f, opacityWebP), file(f, progressiveJPEG), file(f, cmykJPEG), file(f, interlacedPNG), []byte("<svg>"),
	} {
		f.Add(data)
	}
	l := look(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		img, err := Decode(t.Context(), data)
		if err != nil {
			var e *feed.Error
			if img != nil || !errors.As(err, &e) || e.Kind != feed.KindDamaged && e.Kind != feed.KindTooBig {
				t.Errorf("%v %v", img, err)
			}
			return
		}
		for _, a := range []Ability{Blocks, Sixel, Kitty} {
			p := Make(img, Terminal{Ability: a}, l, 7, 5)
			if p.Cols < 1 || p.Cols > 7 || p.Rows < 1 || p.Rows > 5 || len(p.Lines) != p.Rows {
				t.Errorf("%d: %d × %d, %d lines", a, p.Cols, p.Rows, len(p.Lines))
			}
		}
	})
}
