package picture

import (
	"image"

	"golang.org/x/image/draw"
)

// maxKernel bounds the memory in bytes that the better scaler may take. It
// keeps 32 bytes for each pixel of the new width and the old height.
const maxKernel = 4 << 20

// scale returns a picture in another size. Much larger ones are brought to
// twice the size in one coarse step first: the mean of four of its pixels is
// as good as that of all to the eye, and large pictures cost no more than
// small ones. Each side goes by itself: the better scaler keeps 64 bytes for
// each pixel of the old width, and a row of millions is a small file.
func scale(img image.Image, size image.Point) *image.RGBA {
	from := img.Bounds().Size()
	if coarse := image.Pt(min(from.X, 2*size.X), min(from.Y, 2*size.Y)); coarse != from {
		img, from = scaled(draw.ApproxBiLinear, img, coarse), coarse
	}
	if size.X*from.Y*32 <= maxKernel {
		return scaled(draw.CatmullRom, img, size)
	}
	return scaled(draw.ApproxBiLinear, img, size)
}

func scaled(by draw.Scaler, img image.Image, size image.Point) *image.RGBA {
	out := image.NewRGBA(image.Rectangle{Max: size})
	by.Scale(out, out.Bounds(), img, img.Bounds(), draw.Src, nil)
	return out
}
