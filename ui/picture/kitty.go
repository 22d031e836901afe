package picture

import (
	"bytes"
	"encoding/base64"
	"image"
	"image/png"
	"math/rand/v2"
	"strconv"
	"strings"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/ansi/kitty"
)

// maxDiacritics is how many rows and columns the protocol can number.
const maxDiacritics = 297

// kittyImage is an image that the terminal keeps under a number. The cells
// of the page name the number and the part of the image that belongs there,
// so it scrolls and is covered like text.
type kittyImage struct {
	id   uint32
	rich bool // the number stands in a colour of 24 bits
	data string
}

// newKitty makes an image ready to be sent, under a number drawn by lot so
// that other programs in the same terminal hardly have it.
func newKitty(img image.Image, profile colorprofile.Profile, cols, rows int) kittyImage {
	k := kittyImage{rich: profile >= colorprofile.TrueColor}
	if k.rich {
		k.id = 0x010000 + rand.Uint32N(0xff0000) //nolint:gosec // no secret
	} else {
		// One of 240 colours that are no basic ones, and the third diacritic.
		k.id = (1+rand.Uint32N(0xff))<<24 | (16 + rand.Uint32N(240)) //nolint:gosec // no secret
	}
	var file bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestSpeed}
	if encoder.Encode(&file, img) != nil { // a buffer takes all, and every size made here is one that PNG knows
		return kittyImage{}
	}
	var b strings.Builder
	first := "a=T,U=1,f=100,q=2,i=" + k.number() + ",c=" + strconv.Itoa(cols) + ",r=" + strconv.Itoa(rows) + ","
	for rest := base64.StdEncoding.EncodeToString(file.Bytes()); rest != ""; first = "q=2," {
		chunk := rest[:min(len(rest), kitty.MaxChunkSize)]
		rest = rest[len(chunk):]
		more := "m=1"
		if rest == "" {
			more = "m=0"
		}
		b.WriteString(ansi.KittyGraphics([]byte(chunk), first+more))
	}
	k.data = b.String()
	return k
}

func (k kittyImage) number() string { return strconv.FormatUint(uint64(k.id), 10) }

// lines are the cells of the image. Each names its row and column: the
// renderer draws cells singly, and one that leant on its neighbour would go
// astray.
func (k kittyImage) lines(cols, rows int) []string {
	color, high := "38;5;"+strconv.Itoa(int(k.id&0xff)), string(kitty.Diacritic(int(k.id>>24)))
	if k.rich {
		color, high = "38;2;"+strconv.Itoa(int(k.id>>16))+";"+strconv.Itoa(int(k.id>>8&0xff))+";"+strconv.Itoa(int(k.id&0xff)), ""
	}
	lines := make([]string, rows)
	for y := range lines {
		var b strings.Builder
		b.WriteString("\x1b[" + color + "m")
		for x := range cols {
			b.WriteString(string([]rune{kitty.Placeholder, kitty.Diacritic(y), kitty.Diacritic(x)}) + high)
		}
		b.WriteString("\x1b[39m")
		lines[y] = b.String()
	}
	return lines
}

// Send is what gives the picture to a terminal with the Kitty protocol,
// before or after its lines are on the screen; "" for others.
func (p Picture) Send() string { return p.kitty.data }

// Forget is what takes the picture out of such a terminal's memory and off
// its screen; "" for others.
func (p Picture) Forget() string {
	if p.kitty.id == 0 {
		return ""
	}
	return ansi.KittyGraphics(nil, "a=d,d=I,q=2,i="+p.kitty.number())
}
