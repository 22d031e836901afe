package ui

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi/kitty"

	"rubrika/feed/fetch"
	"rubrika/feed/library"
)

// exhibition is a reader at a story of n pictures of a size, empty files for
// none, in a terminal that gives the answers.
func exhibition(t *testing.T, n int, size image.Point, answers ...tea.Msg) *reader {
	t.Helper()
	var file bytes.Buffer
	if size != (image.Point{}) {
		if err := png.Encode(&file, image.NewRGBA(image.Rectangle{Max: size})); err != nil {
			t.Fatal(err)
		}
	}
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			_, _ = w.Write(file.Bytes())
			return
		}
		var body strings.Builder
		for i := range n {
			fmt.Fprintf(&body, `<p>Words before picture %d.</p><p><img src="http://%s/%d.png" alt="Picture %d"></p>`, i+1, r.Host, i+1, i+1)
		}
		fmt.Fprintf(w, `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Hall</title><item><title>An exhibition</title><link>http://%s/story</link><content:encoded><![CDATA[%s<p>%s</p>]]></content:encoded></item></channel></rss>`,
			r.Host, body.String(), strings.Repeat("After the pictures there are words. ", 60))
	}))
	t.Cleanup(srv.Close)
	client := fetch.New(fetch.Options{Inside: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}})
	r := sit(t, setup{lang: "en", w: 80, h: 40, client: client})
	for _, a := range answers {
		r.send(a)
	}
	if _, _, err := r.lib.Subscribe(t.Context(), library.NewSource{URL: srv.URL}); err != nil {
		t.Fatal(err)
	}
	r.run(r.m.reload())
	r.press("g", "enter")
	return r
}

func likeKitty() []tea.Msg {
	return []tea.Msg{
		tea.TerminalVersionMsg{Name: "kitty(0.44.0)"},
		uv.CellSizeEvent{Width: 10, Height: 20},
		uv.KittyGraphicsEvent{Options: kitty.Options{ID: 31}, Payload: []byte("OK")},
		uv.PrimaryDeviceAttributesEvent{62},
	}
}

func likeSixel() []tea.Msg {
	return []tea.Msg{uv.CellSizeEvent{Width: 10, Height: 20}, uv.PrimaryDeviceAttributesEvent{62, 4, 22}}
}

// hung checks that every picture on the page is one that the terminal still
// has.
func (r *reader) hung() {
	r.t.Helper()
	for _, at := range r.m.article.Placed() {
		known := false
		for _, p := range r.m.album.ready {
			known = known || p.hangs(&r.m.article, at)
		}
		if !known {
			r.t.Errorf("picture %d is shown and was taken from the terminal", at.N)
		}
	}
}

// TestMorePicturesThanAreKept: those that leave are fetched again when the
// reader comes back to them.
func TestMorePicturesThanAreKept(t *testing.T) {
	t.Parallel()
	r := exhibition(t, 30, image.Pt(300, 200), likeKitty()...)
	for _, k := range strings.Split(strings.Repeat("ctrl+d ", 30)+strings.Repeat("ctrl+u ", 30), " ") {
		if k == "" {
			continue
		}
		r.press(k)
		r.hung()
		if n := len(r.m.album.ready); n > 2*keptPictures {
			t.Fatalf("%d pictures are kept", n)
		}
		if len(r.m.article.Placed()) == 0 && len(r.m.article.Wants()) > 0 {
			t.Fatalf("pictures are wanted and not fetched:\n%s", r.screen())
		}
	}
}

// TestManySmallPictures: more than are kept can be seen at once, and they are
// not fetched for ever in turn.
func TestManySmallPictures(t *testing.T) {
	r := exhibition(t, 60, image.Pt(10, 20), likeKitty()...)
	if n := len(r.m.article.Placed()); n < 5 {
		t.Fatalf("%d pictures on the screen", n)
	}
	r.hung()
	for range 40 {
		r.press("ctrl+d")
		r.hung()
	}
}

// TestSixelsAfterAResize: pictures are painted again where they stand in a
// window of another size.
func TestSixelsAfterAResize(t *testing.T) {
	r := exhibition(t, 2, image.Pt(300, 200), likeSixel()...)
	for _, size := range []image.Point{{80, 40}, {80, 30}, {100, 50}, {120, 50}} {
		r.send(tea.WindowSizeMsg{Width: size.X, Height: size.Y})
		r.told = nil
		r.send(paintMsg{n: r.m.album.paints})
		if out := fmt.Sprint(r.told); !strings.Contains(out, "\x1bP") {
			t.Errorf("at %v nothing is painted: %d placed", size, len(r.m.article.Placed()))
		}
	}
}

// TestSixelsUnderANotice: no dots are painted over a long notice, and those it
// has wiped come back when it leaves.
func TestSixelsUnderANotice(t *testing.T) {
	r := exhibition(t, 2, image.Pt(300, 800), likeSixel()...)
	r.press("j", "j", "j", "j")
	r.send(paintMsg{n: r.m.album.paints})
	page := r.m.article.Placed()
	last := page[len(page)-1]
	if below := r.m.layout.page.h; last.Y+last.To-last.From != below {
		t.Fatalf("no picture reaches line %d: %+v", below, page)
	}
	repaints := func() bool {
		r.told = nil
		r.send(paintMsg{n: r.m.album.paints})
		return strings.Contains(fmt.Sprint(r.told), "\x1bP")
	}
	before := r.m.album.paints
	r.run(r.m.say(strings.Repeat("word ", 40)))
	r.send(tea.FocusMsg{}) // a message, as the end of any command is
	lines := len(r.m.noticed())
	covered := r.m.album.painted[len(r.m.album.painted)-1]
	if lines < 2 || r.m.album.paints == before || last.To-covered.To != lines-1 {
		t.Errorf("under %d lines %+v is painted as %+v", lines, last, covered)
	}
	repaints()
	before = r.m.album.paints
	r.send(quietMsg{n: r.m.notices})
	if r.m.album.paints == before || !repaints() || r.m.album.painted[len(r.m.album.painted)-1] != last {
		t.Errorf("without it %+v is painted as %+v", last, r.m.album.painted)
	}
}

// TestAMouseAnywhere clicks and turns the wheel where nothing is, at windows of
// every size.
func TestAMouseAnywhere(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(4, 4))
	r := sit(t, setup{lang: "ru", w: 80, h: 24, demo: true})
	r.m.config.Browser = []string{"true"}
	sizes := []image.Point{{1, 1}, {3, 2}, {20, 5}, {40, 10}, {41, 60}, {80, 24}, {139, 30}, {141, 36}, {200, 50}, {179, 11}}
	views := []string{"", "enter", "s", "?", ":", "3", "t", "f", "w", "/", "S", "v", "a", "esc", "esc", "esc", "tab", "G", "J", "x"}
	for range 600 {
		size := sizes[random.IntN(len(sizes))]
		switch random.IntN(6) {
		case 0:
			r.send(tea.WindowSizeMsg{Width: size.X, Height: size.Y})
		case 1:
			if k := views[random.IntN(len(views))]; k != "" {
				r.press(k)
			}
		case 2:
			r.send(tea.MouseWheelMsg{X: random.IntN(300) - 3, Y: random.IntN(80) - 3, Button: tea.MouseWheelUp + tea.MouseButton(random.IntN(4))})
		default:
			r.send(tea.MouseClickMsg{X: random.IntN(220) - 2, Y: random.IntN(60) - 2, Button: tea.MouseLeft})
		}
		if r.m.width > 0 {
			fits(t, fmt.Sprint(r.m.width, r.m.height), r.m.View().Content, r.m.width, r.m.height)
		}
		if t.Failed() {
			return
		}
	}
}

// TestPicturesAfterASuspension: who had the terminal meanwhile may have wiped
// them.
func TestPicturesAfterASuspension(t *testing.T) {
	r := exhibition(t, 2, image.Pt(300, 200), likeKitty()...)
	r.told = nil
	r.send(tea.ResumeMsg{})
	if out := fmt.Sprint(r.told); !strings.Contains(out, "a=d") || !strings.Contains(out, "a=T") {
		t.Errorf("the pictures are not sent again: %.80q", out)
	}
	r.hung()
}

// TestFailedPicturesAreTriedAgain when they are switched off and on.
func TestFailedPicturesAreTriedAgain(t *testing.T) {
	r := exhibition(t, 1, image.Pt(0, 0), likeKitty()...)
	if len(r.m.album.failed) != 1 {
		t.Fatalf("%v", r.m.album.failed)
	}
	r.press("i")
	if len(r.m.album.failed) != 0 {
		t.Error("what failed is remembered while nothing is shown")
	}
	r.press("i")
	r.sees("The picture is damaged")
}
