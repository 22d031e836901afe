package picture

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"testing"
	"time"

	"rubrika/feed"
)

// TestOddShapesInMemory: what is thin and very long costs no more than what
// has as many pixels and is square.
func TestOddShapesInMemory(t *testing.T) {
	if raced {
		t.Skip("the race detector takes memory of its own")
	}
	l := look(t)
	for name, data := range map[string][]byte{
		"long": asPNG(t, image.NewPaletted(image.Rect(0, 0, 8<<20, 1), color.Palette{color.Black, color.White})),
		"two":  asPNG(t, image.NewGray(image.Rect(0, 0, 8<<20, 2))),
		"deep": asPNG(t, image.NewNRGBA64(image.Rect(0, 0, 2<<20, 1))),
		"tall": asPNG(t, image.NewGray(image.Rect(0, 0, 1, 8<<20))),
		"gif":  asGIF(t, image.Pt(65535, 1), 1),
	} {
		start := time.Now()
		peak := peakHeap(func() {
			img, err := Decode(t.Context(), data)
			if err == nil {
				Make(img, Terminal{Ability: Kitty, CellW: 20, CellH: 40}, l, 200, 50)
			}
		})
		t.Logf("%s: %d bytes, +%d MiB, %v", name, len(data), peak>>20, time.Since(start))
		if peak > 64<<20 {
			t.Errorf("%s takes %d MiB", name, peak>>20)
		}
	}
}

// TestNoPixelsInAFrame: a film whose first frame is empty is no picture.
func TestNoPixelsInAFrame(t *testing.T) {
	const film = "GIF89a\x04\x00\x04\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff" + // screen and two colours
		"\x2c\x00\x00\x00\x00\x00\x00\x04\x00\x00" + // a frame of 0 × 4
		"\x02\x01\x2c\x00\x3b" // clear, end
	if _, err := Decode(t.Context(), []byte(film)); feed.KindOf(err) != feed.KindDamaged {
		t.Errorf("%v", err)
	}
}

// scans is a JPEG of many scans, each of which passes over all blocks of the
// picture and costs the sender a few bytes.
func scans(side int, n int) []byte {
	var b bytes.Buffer
	b.WriteString("\xff\xd8\xff\xdb\x00\x43\x00")
	b.Write(bytes.Repeat([]byte{1}, 64))
	b.Write([]byte{0xff, 0xc2, 0, 11, 8, byte(side >> 8), byte(side), byte(side >> 8), byte(side), 1, 1, 0x11, 0})
	// An AC table with one code, 0: the end of 2^14 and more blocks.
	b.Write([]byte{0xff, 0xc4, 0, 2 + 17 + 1, 0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xe0})
	b.Write([]byte{0xff, 0xc4, 0, 2 + 17 + 1, 0x00, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x00})
	blocks := (side + 7) / 8 * ((side + 7) / 8)
	bits := (blocks/(1<<14) + 1) * 15
	for range n {
		b.Write([]byte{0xff, 0xda, 0, 8, 1, 1, 0, 1, 63, 0})
		b.Write(make([]byte, (bits+7)/8))
	}
	b.WriteString("\xff\xd9")
	return b.Bytes()
}

// TestScansEnd: a JPEG that would take minutes takes as long as it is given.
func TestScansEnd(t *testing.T) {
	if img, err := Decode(t.Context(), scans(80, 3)); err != nil || img.Bounds().Dx() != 80 {
		t.Fatalf("such a picture is not read at all: %v", err)
	}
	data := scans(2400, 20_000)
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	start := time.Now()
	if _, err := Decode(ctx, data); feed.KindOf(err) != feed.KindTooBig {
		t.Errorf("%v", err)
	}
	if took := time.Since(start); took > 10*time.Second {
		t.Errorf("it took %v", took)
	}
}
