package ui

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/png"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"runtime"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/ansi/kitty"

	"rubrika/feed/fetch"
	"rubrika/feed/library"
)

// gallery is a site with one story whose text holds pictures of every kind.
func gallery(t *testing.T) *httptest.Server {
	t.Helper()
	paint := func(w, h int) image.Image {
		img := image.NewRGBA(image.Rect(0, 0, w, h))
		for y := range h {
			for x := range w {
				img.Set(x, y, color.RGBA{uint8(255 * x / w), uint8(255 * y / h), 128, 255})
			}
		}
		return img
	}
	encode := func(do func(*bytes.Buffer) error) []byte {
		var b bytes.Buffer
		if err := do(&b); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	good := encode(func(b *bytes.Buffer) error { return png.Encode(b, paint(300, 200)) })
	// Forty megapixels of one colour: a small file and a large picture.
	huge := encode(func(b *bytes.Buffer) error {
		return png.Encode(b, image.NewPaletted(image.Rect(0, 0, 8000, 5000), color.Palette{color.Black, color.White}))
	})
	film := &gif.GIF{}
	for range 50 {
		frame := image.NewPaletted(image.Rect(0, 0, 200, 100), color.Palette{color.Black, color.White})
		film.Image, film.Delay = append(film.Image, frame), append(film.Delay, 1)
	}
	animated := encode(func(b *bytes.Buffer) error { return gif.EncodeAll(b, film) })
	pictures := map[string][]byte{
		"/good.png": good, "/huge.png": huge, "/broken.png": good[:len(good)/2], "/film.gif": animated,
		"/drawing.svg": []byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`),
	}
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if data, ok := pictures[r.URL.Path]; ok {
			w.Write(data)
			return
		}
		body := "<p>Before the pictures.</p>"
		for _, name := range []string{"good.png", "huge.png", "broken.png", "film.gif", "drawing.svg"} {
			body += fmt.Sprintf(`<p><img src="http://%s/%s" alt="The %s"></p>`, r.Host, name, name)
		}
		fmt.Fprintf(w, `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Gallery</title><item><title>Five pictures</title><link>http://%s/story</link><content:encoded><![CDATA[%s<p>%s</p>]]></content:encoded></item></channel></rss>`,
			r.Host, body, strings.Repeat("After the pictures there are words. ", 60))
	}))
	t.Cleanup(srv.Close)
	return srv
}

// visit opens the story with the pictures in a terminal that answers what it
// is asked, and returns what is written to the terminal past the renderer.
func visit(t *testing.T, answers ...tea.Msg) (*reader, string) {
	t.Helper()
	srv := gallery(t)
	client := fetch.New(fetch.Options{Inside: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}})
	r := sit(t, setup{lang: "en", w: 80, h: 60, client: client})
	for _, a := range answers {
		r.send(a)
	}
	if _, _, err := r.lib.Subscribe(t.Context(), library.NewSource{URL: srv.URL}); err != nil {
		t.Fatal(err)
	}
	r.run(r.m.reload())
	r.press("g", "enter")
	r.send(paintMsg{n: r.m.album.paints})
	var raw strings.Builder
	for _, msg := range r.told {
		if w, ok := msg.(tea.RawMsg); ok {
			fmt.Fprint(&raw, w.Msg)
		}
	}
	return r, raw.String()
}

// TestPicturesByTerminal: each terminal gets what it said it can show.
func TestPicturesByTerminal(t *testing.T) {
	t.Parallel()
	sixels := []tea.Msg{uv.CellSizeEvent{Width: 10, Height: 20}, uv.PrimaryDeviceAttributesEvent{62, 4, 22}}
	kittyAnswers := []tea.Msg{
		tea.TerminalVersionMsg{Name: "kitty(0.44.0)"},
		uv.CellSizeEvent{Width: 10, Height: 20},
		uv.KittyGraphicsEvent{Options: kitty.Options{ID: 31}, Payload: []byte("OK")},
		uv.PrimaryDeviceAttributesEvent{62},
	}
	t.Run("plain", func(t *testing.T) {
		r, raw := visit(t, uv.PrimaryDeviceAttributesEvent{62, 22})
		if strings.Contains(raw, "\x1bP") || strings.Contains(raw, "\x1b_Ga=T") {
			t.Errorf("graphics are sent: %.80q", raw)
		}
		r.sees("▀", "The huge.png", "The broken.png", "The drawing.svg")
		r.press("i")
		if strings.Contains(r.screen(), "▀") {
			t.Errorf("i leaves the pictures:\n%s", r.screen())
		}
		r.sees("[image: The good.png]")
	})
	t.Run("sixel", func(t *testing.T) {
		r, raw := visit(t, sixels...)
		if !strings.Contains(raw, "\x1bP") || strings.Contains(raw, "\x1b_Ga=T") {
			t.Errorf("no sixels: %.80q", raw)
		}
		if strings.Contains(r.screen(), "▀") {
			t.Error("half blocks as well")
		}
		before := r.m.album.paints
		r.press("j", "j") // it moves, and is painted anew
		if r.m.album.paints == before {
			t.Error("the dots stay where they were")
		}
		r.told = nil
		r.send(paintMsg{n: before})
		if len(r.told) > 1 {
			t.Errorf("an old painting is not dropped: %v", r.told[1:])
		}
	})
	t.Run("kitty", func(t *testing.T) {
		r, raw := visit(t, kittyAnswers...)
		if !strings.Contains(raw, "\x1b_G") || !strings.Contains(raw, "U=1") || strings.Contains(raw, "\x1bP") {
			t.Errorf("no Kitty graphics: %.80q", raw)
		}
		if !strings.ContainsRune(r.screen(), '\U0010EEEE') {
			t.Error("no placeholders on the page")
		}
		r.told = nil
		r.press("i")
		if out := fmt.Sprint(r.told); !strings.Contains(out, "a=d") {
			t.Errorf("the pictures stay in the terminal: %.80q", out)
		}
	})
}

// TestPicturesDoNoHarm: a picture of 40 megapixels, a broken one, a film and a
// drawing cost little memory and keep the page as it is.
func TestPicturesDoNoHarm(t *testing.T) {
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	r, _ := visit(t, uv.PrimaryDeviceAttributesEvent{62})
	runtime.ReadMemStats(&after)
	if grown := int64(after.HeapSys) - int64(before.HeapSys); grown > 64<<20 {
		t.Errorf("%d MiB of heap", grown>>20)
	}
	if len(r.m.album.failed) != 3 {
		t.Errorf("%d pictures failed: %v", len(r.m.album.failed), r.m.album.failed)
	}
	fits(t, "pictures", r.m.View().Content, 80, 60)
	for _, l := range strings.Split(r.m.View().Content, "\n") {
		if ansi.StringWidth(l) > 80 {
			t.Errorf("a wide line: %q", l)
		}
	}
}
