package picture

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"time"

	"golang.org/x/image/webp"

	"rubrika/feed"
)

// ErrForm says that a file is no picture of a form that is read: SVG, AVIF,
// a page in the place of a picture.
var ErrForm = errors.New("not a JPEG, PNG, GIF or WebP picture")

// Bounds of decoding, in bytes and in time: a progressive JPEG may pass over
// all of its pixels again for some twenty bytes of the file.
const (
	maxImage  = 32 << 20 // a picture in memory
	maxDecode = 40 << 20 // … and what decoding takes beside it
	maxTime   = 5 * time.Second
)

// form is a form of picture files.
type form struct {
	magic  string // how files begin; ? is any byte
	config func(io.Reader) (image.Config, error)
	decode func(io.Reader) (image.Image, error)
	// needs is the memory that a picture takes in the end, and while it is
	// decoded beside that, in bytes.
	needs func(data []byte, c image.Config) (size, work int)
}

func forms() []form {
	return []form{
		{"\xff\xd8\xff", jpeg.DecodeConfig, jpeg.Decode, needsJPEG},
		{"\x89PNG\r\n\x1a\n", png.DecodeConfig, png.Decode, needsPNG},
		{"GIF8?a", gif.DecodeConfig, gif.Decode, needsGIF}, // Decode stops after the first picture
		{"RIFF????WEBPVP8", webp.DecodeConfig, webp.Decode, needsWebP},
	}
}

// Decode reads a JPEG, PNG, GIF or WebP picture; of moving ones the first
// frame. It ends soon after ctx does. Errors are *feed.Error: of KindTooBig,
// before any memory is taken, for one that would take more than 32 MiB, or
// 40 MiB while it is decoded, and for one that takes more than five seconds;
// of KindDamaged for a broken one, and with ErrForm for any other form.
func Decode(ctx context.Context, data []byte) (image.Image, error) {
	f, ok := formOf(data)
	if !ok {
		return nil, failed(feed.KindDamaged, ErrForm)
	}
	ctx, cancel := context.WithTimeout(ctx, maxTime)
	defer cancel()
	return f.read(ctx, data)
}

// patient is a file that cannot be read on when ctx has ended. Decoders take
// it in small pieces.
type patient struct {
	ctx  context.Context //nolint:containedctx // io.Reader has no room for it
	file *bytes.Reader
}

// Read implements io.Reader.
func (p patient) Read(b []byte) (int, error) {
	if err := p.ctx.Err(); err != nil {
		return 0, err
	}
	return p.file.Read(b)
}

// read decodes a file of this form within bounds. A panic of a decoder is an
// error like any other.
func (f form) read(ctx context.Context, data []byte) (img image.Image, err error) {
	defer func() {
		if p := recover(); p != nil {
			img, err = nil, failed(feed.KindDamaged, fmt.Errorf("panic: %v", p))
		}
	}()
	c, err := f.config(bytes.NewReader(data))
	if err == nil && (c.Width < 1 || c.Height < 1) {
		err = errors.New("no pixels")
	}
	if err != nil {
		return nil, failed(feed.KindDamaged, err)
	}
	size, work := f.needs(data, c)
	if size > maxImage || size+work > maxDecode {
		return nil, failed(feed.KindTooBig, fmt.Errorf("%d × %d pixels would take %d MB", c.Width, c.Height, (size+work)/1_000_000))
	}
	img, err = f.decode(patient{ctx, bytes.NewReader(data)})
	switch {
	case err == nil && img.Bounds().Empty(): // a frame of a film can be
		err = errors.New("no pixels")
	case err == nil:
		return img, nil
	case ctx.Err() != nil:
		return nil, failed(feed.KindTooBig, ctx.Err())
	}
	return nil, failed(feed.KindDamaged, err)
}

func failed(kind feed.Kind, err error) error {
	return &feed.Error{Op: "decode picture", Kind: kind, Err: err}
}

// formOf tells the form of a file by its beginning.
func formOf(data []byte) (form, bool) {
	for _, f := range forms() {
		if len(data) < len(f.magic) {
			continue
		}
		same := true
		for i := range len(f.magic) {
			same = same && (f.magic[i] == '?' || f.magic[i] == data[i])
		}
		if same {
			return f, true
		}
	}
	return form{}, false
}

// needsJPEG counts the samples of all components. A progressive picture is
// kept as coefficients of four bytes too, and one that is no YCbCr is made
// into one of four bytes a pixel.
func needsJPEG(data []byte, c image.Config) (size, work int) {
	pixels := blocksOf32(c.Width) * blocksOf32(c.Height)
	frames := framesOf(data, c)
	if len(frames) == 0 { // cannot be; the costliest then
		frames = []frame{{progressive: true, components: 4, quarters: 16}}
	}
	for _, f := range frames {
		samples := pixels * f.quarters / 4
		size = max(size, samples)
		more := 0
		if f.progressive {
			more = 4 * samples
		}
		if c.ColorModel != color.YCbCrModel && c.ColorModel != color.GrayModel || f.components == 4 || isRGB(data) {
			more += 4 * pixels
		}
		work = max(work, more)
	}
	return size, work
}

// blocksOf32 rounds up to whole blocks, which are at most 32 pixels long.
func blocksOf32(n int) int { return (n + 31) &^ 31 }

// frame is what the header of a JPEG frame says.
type frame struct {
	progressive bool
	components  int
	quarters    int // samples of all components for four pixels
}

// framesOf finds the headers of a size (ITU T.81, B.2.2) anywhere in a file:
// marker, length, 8 bits, height, width, components with sampling factors.
// One of them is the picture's own; others are of previews.
func framesOf(data []byte, c image.Config) []frame {
	var all []frame
	dimensions := []byte{8, byte(c.Height >> 8), byte(c.Height), byte(c.Width >> 8), byte(c.Width)}
	for from := 0; ; {
		i := bytes.Index(data[from:], dimensions)
		if i < 0 {
			return all
		}
		at := from + i
		from = at + 1
		head := data[max(at-4, 0):at]
		if len(head) < 4 || head[0] != 0xff || head[1] < 0xc0 || head[1] > 0xc2 {
			continue
		}
		rest := data[at+len(dimensions):]
		if len(rest) == 0 || len(rest) < 1+3*int(rest[0]) || rest[0] == 0 || rest[0] > 4 {
			continue
		}
		f := frame{progressive: head[1] == 0xc2, components: int(rest[0]), quarters: 4}
		first := factors(rest[2])
		for n := 1; n < f.components; n++ {
			f.quarters += up(4*factors(rest[2+3*n]), first)
		}
		all = append(all, f)
	}
}

// factors are the samples of a component in one block of the picture.
func factors(hv byte) int { return max(1, int(hv>>4)*int(hv&0xf)) }

// isRGB reports a JPEG that Adobe's marker calls none of YCbCr.
func isRGB(data []byte) bool {
	const transform = 11 // bytes from the name to the colour transform
	for {
		_, rest, found := bytes.Cut(data, []byte("Adobe"))
		if !found {
			return false
		}
		if at := transform - len("Adobe"); len(rest) > at && rest[at] == 0 {
			return true
		}
		data = rest
	}
}

// needsPNG goes by the depth, which is in the header. Two rows are kept while
// it is read, which may be all of it. An interlaced picture is put together
// from parts; a transparent colour makes grey pictures coloured ones.
func needsPNG(data []byte, c image.Config) (size, work int) {
	_, indexed := c.ColorModel.(color.Palette) // which cannot be compared
	grey := 1
	if bytes.Contains(data, []byte("tRNS")) {
		grey = 4
	}
	size = c.Width * c.Height
	switch {
	case indexed:
	case c.ColorModel == color.GrayModel:
		size *= grey
	case c.ColorModel == color.Gray16Model:
		size *= 2 * grey
	case c.ColorModel == color.RGBA64Model, c.ColorModel == color.NRGBA64Model:
		size *= 8
	default:
		size *= 4
	}
	work = 2 * (size / c.Height)
	const interlace = 28 // where the header has it
	if len(data) > interlace && data[interlace] != 0 {
		work += size
	}
	return size, work
}

// needsGIF: no frame is larger than the whole, and an interlaced one is
// sorted into a copy.
func needsGIF(_ []byte, c image.Config) (size, work int) {
	return c.Width * c.Height, c.Width * c.Height
}

// needsWebP: lossless pictures are made of two of four bytes a pixel, others
// of one and a half. Where they have an opacity, that is a lossless one.
func needsWebP(data []byte, c image.Config) (size, work int) {
	pixels := c.Width * c.Height
	switch {
	case bytes.Contains(data, []byte("VP8L")):
		return 4 * pixels, 4 * pixels
	case bytes.Contains(data, []byte("ALPH")):
		return 5 * pixels / 2, 8 * pixels
	}
	return 3 * pixels / 2, 0
}
