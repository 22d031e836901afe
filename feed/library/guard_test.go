package library

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rubrika/feed"
	"rubrika/feed/fetch"
)

// naming is a feed of teasers that link to addresses as they are.
func naming(addresses ...string) answer {
	var b strings.Builder
	for i, a := range addresses {
		fmt.Fprintf(&b, "<item><title>Link %d</title><link>%s</link><description>A teaser.</description></item>", i, a)
	}
	return says(strings.Replace(document(), "</channel>", b.String()+"</channel>", 1))
}

// everywhere starts a publisher that listens at every address of this machine,
// of both families where there are two.
func everywhere(t *testing.T, by map[string]answer) (p *publisher, port string) {
	t.Helper()
	at := "[::]:0"
	if probe, err := net.Listen("tcp", at); err != nil {
		at = "0.0.0.0:0"
	} else if err := probe.Close(); err != nil {
		t.Fatal(err)
	}
	p = publishAt(t, at, by)
	_, port, err := net.SplitHostPort(p.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return p, port
}

// refused opens every item, and fetches ahead: none may bring a text, and the
// error of each is of KindInside.
func refused(t *testing.T, l *Library) {
	t.Helper()
	for _, it := range list(t, l, "") {
		a, err := l.FullText(t.Context(), it.ID, true)
		if feed.KindOf(err) != feed.KindInside || a.Full {
			t.Errorf("%s: %v", it.URL, err)
		}
		t.Logf("%-45s %s", it.URL, err)
		if _, err := l.Picture(t.Context(), it.URL); feed.KindOf(err) != feed.KindInside {
			t.Errorf("%s as a picture: %v", it.URL, err)
		}
	}
	if n, err := l.Prefetch(t.Context(), 0, 0, nil); err != nil || n != 0 {
		t.Errorf("fetched ahead: %d %v", n, err)
	}
}

// TestTheGuard has a feed name addresses inside the reader's network. None is
// fetched, and each works when the reader types it.
func TestTheGuard(t *testing.T) {
	t.Parallel()
	inside, port := everywhere(t, map[string]answer{"/story": paper(story("Inside")), "/rss": says(document(three()...))})
	var named []string
	for _, host := range []string{
		"127.0.0.1", "localhost", "127.0.0.2", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "0.0.0.0",
		"[::]", "user:pw@127.0.0.1",
	} {
		named = append(named, "http://"+host+":"+port+"/story")
	}
	named = append(named, "http://10.0.0.1/", "http://192.168.1.1/router", "http://169.254.169.254/latest/meta-data/",
		"http://[fe80::1]/", "http://[fd00::1]/", "http://[64:ff9b::10.0.0.1]/")
	p := publish(t, map[string]answer{"/rss": naming(named...)})
	l, _ := openNew(t)
	follow(t, l, p.URL+"/rss")
	if got := list(t, l, ""); len(got) < len(named)-1 { // user and password make no other address
		t.Fatalf("%d items of %d: %q", len(got), len(named), titles(got))
	}
	refused(t, l)
	for _, address := range named { // a player would ask by itself
		kind(t, l.Outside(t.Context(), address), feed.KindInside)
	}
	kind(t, l.Outside(t.Context(), "http://93.184.216.34/sound.mp3"), feed.KindNone)
	kind(t, l.Outside(t.Context(), "file:///etc/passwd"), feed.KindAddress)
	if n := inside.requests(); n != 0 {
		t.Errorf("%d requests inside", n)
	}
	for _, host := range []string{"127.0.0.1", "localhost", "127.0.0.2", "[::1]"} {
		if host == "[::1]" && strings.HasPrefix(inside.Listener.Addr().String(), "0.0.0.0") {
			continue // no such family here
		}
		if pg, err := l.Page(t.Context(), "http://"+host+":"+port+"/story"); err != nil || pg.Title != "Inside" {
			t.Errorf("typed %s: %+v %v", host, pg, err)
		}
	}
	if doc, err := l.Download(t.Context(), "http://127.0.0.1:"+port+"/story"); err != nil || len(doc) == 0 {
		t.Errorf("%d bytes, %v", len(doc), err)
	}
	if _, got, err := l.Subscribe(t.Context(), NewSource{URL: "http://127.0.0.1:" + port + "/rss"}); err != nil || got.New != 3 {
		t.Errorf("%+v %v", got, err)
	}
}

// TestTheGuardAtRedirects has a public server send its visitors inside.
func TestTheGuardAtRedirects(t *testing.T) {
	t.Parallel()
	inside, port := everywhere(t, map[string]answer{"/story": paper(story("Inside"))})
	p := publish(t, map[string]answer{"/end": paper(story("Public"))})
	var named []string
	for i, to := range []string{
		"http://127.0.0.2:" + port + "/story", "http://[::1]:" + port + "/story", "http://0.0.0.0:" + port + "/story",
		"http://10.0.0.1/", "http://169.254.169.254/latest/meta-data/",
	} {
		for _, code := range []int{http.StatusMovedPermanently, http.StatusFound, http.StatusTemporaryRedirect} {
			path := fmt.Sprintf("/%d/%d", i, code)
			p.set(path, status(http.StatusFound, "Location", path+"/next"))
			p.set(path+"/next", status(code, "Location", to))
			named = append(named, p.URL+path)
		}
	}
	p.set("/rss", naming(named...))
	c := &clock{at: noon()}
	l := openWith(t, Options{Path: filepath.Join(t.TempDir(), "edition.db"), Now: c.now, Client: fetch.New(fetch.Options{
		Now: c.now, Timeout: 5 * time.Second, Inside: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")},
	})})
	sub := follow(t, l, p.URL+"/rss")
	refused(t, l)
	if n := inside.requests(); n != 0 || p.requests() < 2*len(named) {
		t.Errorf("%d requests inside, %d of the server that leads there", n, p.requests())
	}
	// It is the redirect that is refused, not the server.
	p.set("/rss", naming(p.URL+"/end"))
	refresh(t, l)
	if a, err := l.FullText(t.Context(), list(t, l, fmt.Sprintf("source:%d", sub.ID))[0].ID, false); err != nil || !a.Full {
		t.Errorf("%+v %v", a.Item, err)
	}
}
