package picture

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"testing"
)

// Small files in forms that the standard library cannot write: gradients from
// red to blue, and a red square on nothing.
const (
	progressiveJPEG = "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABQODxIPDRQSEBIXFRQYHjIhHhwcHj0sLiQySUBMS0dARkVQWnNiUFVtVkVGZIhlbXd7gYKBTmCNl4x9lnN+gXz/2wBDARUXFx4aHjshITt8U0ZTfHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHz/wgARCAAQABADASIAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAAAAME/8QAFAEBAAAAAAAAAAAAAAAAAAAABP/aAAwDAQACEAMQAAABxJEK/8QAFRABAQAAAAAAAAAAAAAAAAAAABH/2gAIAQEAAQUCqqr/xAAVEQEBAAAAAAAAAAAAAAAAAAAAFP/aAAgBAwEBPwGh/8QAFREBAQAAAAAAAAAAAAAAAAAAABT/2gAIAQIBAT8Bmf/EABQQAQAAAAAAAAAAAAAAAAAAACD/2gAIAQEABj8CH//EABQQAQAAAAAAAAAAAAAAAAAAACD/2gAIAQEAAT8hAf/aAAwDAQACAAMAAAAQ8//EABURAQEAAAAAAAAAAAAAAAAAAABx/9oACAEDAQE/EKf/xAAVEQEBAAAAAAAAAAAAAAAAAAAAcf/aAAgBAgEBPxCH/8QAFBABAAAAAAAAAAAAAAAAAAAAIP/aAAgBAQABPxAB/9k="
	cmykJPEG        = "/9j/7gAOQWRvYmUAZAAAAAAC/9sAQwAUDg8SDw0UEhASFxUUGB4yIR4cHB49LC4kMklATEtHQEZFUFpzYlBVbVZFRmSIZW13e4GCgU5gjZeMfZZzfoF8/9sAQwEVFxceGh47ISE7fFNGU3x8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8/8AAFAgAEAAQBAEiAAIRAQMRAQQiAP/EABYAAQEBAAAAAAAAAAAAAAAAAAAFBP/EABsQAAEEAwAAAAAAAAAAAAAAAAABFVFiAhMU/8QAFAEBAAAAAAAAAAAAAAAAAAAABf/EABcRAAMBAAAAAAAAAAAAAAAAAAACFQP/2gAOBAEAAhEDEQQAAD8AobEkbEk2cmMDkxgJquBzdC262DrYNVQ1VP/Z"
	interlacedPNG   = "iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFEAIAAAElml1nAAAABGdBTUEAALGPC/xhBQAAACBjSFJNAAB6JgAAgIQAAPoAAACA6AAAdTAAAOpgAAA6mAAAF3CculE8AAAABmJLR0T///////8JWPfcAAAAB3RJTUUH6gsXCRQk3GnEeAAAADZJREFUCNd1zLENACAMA8HLZozGZoxmCgpCgRu/9JYl4FRd7EBSE1NPtYHHPz+1wvBLDaz89AZLBBP2C6JaLgAAACV0RVh0ZGF0ZTpjcmVhdGUAMjAyNi0xMS0yM1QwOToyMDozNiswMDowMAO6IqkAAAAldEVYdGRhdGU6bW9kaWZ5ADIwMjYtMTEtMjNUMDk6MjA6MzYrMDA6MDBy55oVAAAAAElFTkSuQmCC"
	lossyWebP       = "UklGRloAAABXRUJQVlA4IE4AAACQAwCdASoYABAAPrVKnkm/pCKhMAgD8BaJbDuAGMPgB+gAD44wAP7v46/mpv8KWzcj/mMHg1j/5xXr/wQ+DaQ3DJ0vjgnmeuSFyxmbeAA="
	losslessWebP    = "UklGRkwAAABXRUJQVlA4TD8AAAAvB8ABAD8AEIT/bRMCgRQO0wKBxJ/xXJ5/gkmaajtGB+eDASEkW0khhRRSSCGFFPK32Ivof3y86uJUu1qY1QAA"
	opacityWebP     = "UklGRoIAAABXRUJQVlA4WAoAAAAQAAAABwAABwAAQUxQSAwAAAABDzD/ERFi+CL6H3xWUDggUAAAAJABAJ0BKggACAACwEwlsAJ0ugADmAD+7kMfUKxn6Q/8mwxvkEVlxnksP/lyepqP8/8f9f/zeJ7aIbX/ih33v/GBbs3/xYfcb+Tv5N/68AAA"
)

func file(t testing.TB, base string) []byte {
	t.Helper()
	data, err := base64.StdEncoding.DecodeString(base)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func asPNG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := encoder.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asJPEG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// asGIF is a moving picture of n frames, in turn black and white.
func asGIF(t testing.TB, size image.Point, n int) []byte {
	t.Helper()
	var all gif.GIF
	two := color.Palette{color.Black, color.White}
	black, white := image.NewPaletted(image.Rectangle{Max: size}, two), image.NewPaletted(image.Rectangle{Max: size}, two)
	for i := range white.Pix {
		white.Pix[i] = 1
	}
	for i := range n {
		all.Image = append(all.Image, []*image.Paletted{black, white}[i%2])
		all.Delay = append(all.Delay, 4)
	}
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, &all); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// resizedPNG is a PNG whose header claims another size.
func resizedPNG(t testing.TB, w, h uint32) []byte {
	t.Helper()
	data := asPNG(t, image.NewGray(image.Rect(0, 0, 1, 1)))
	binary.BigEndian.PutUint32(data[16:], w)
	binary.BigEndian.PutUint32(data[20:], h)
	binary.BigEndian.PutUint32(data[29:], crc32.ChecksumIEEE(data[12:29]))
	return data
}

// resizedJPEG is a JPEG whose frame claims another size.
func resizedJPEG(t testing.TB, data []byte, w, h uint16) []byte {
	t.Helper()
	data = bytes.Clone(data)
	for _, marker := range []string{"\xff\xc0", "\xff\xc2"} {
		if i := bytes.Index(data, []byte(marker)); i > 0 {
			binary.BigEndian.PutUint16(data[i+5:], h)
			binary.BigEndian.PutUint16(data[i+7:], w)
			return data
		}
	}
	t.Fatal("no frame")
	return nil
}

// resizedWebP is a WebP whose canvas claims another size.
func resizedWebP(t testing.TB, w, h uint32) []byte {
	t.Helper()
	data := file(t, opacityWebP)
	canvas := data[24:30]
	for i, n := range []uint32{w - 1, h - 1} {
		canvas[3*i], canvas[3*i+1], canvas[3*i+2] = byte(n), byte(n>>8), byte(n>>16)
	}
	return data
}

// resizedGIF is a GIF whose screen claims another size.
func resizedGIF(t testing.TB, w, h uint16) []byte {
	t.Helper()
	data := asGIF(t, image.Pt(2, 2), 1)
	binary.LittleEndian.PutUint16(data[6:], w)
	binary.LittleEndian.PutUint16(data[8:], h)
	return data
}
