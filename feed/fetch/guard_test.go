package fetch

import (
	"bytes"
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"

	"rubrika/feed"
	"rubrika/feed/feedtest"
)

// loopback lets strangers name the servers of the tests.
func loopback() []netip.Prefix { return []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")} }

// portOf is the port of an address.
func portOf(t *testing.T, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u.Port()
}

// What a stranger names inside is not asked for, however it is spelled; the
// same typed by the reader is.
func TestInside(t *testing.T) {
	srv := feedtest.NewServer(t, doc, "text/xml")
	port := portOf(t, srv.At(feedtest.OK))
	for _, c := range []struct {
		host  string
		typed bool // works when the reader types it
	}{
		{"127.0.0.1", true},
		{"localhost", true},
		{"LOCALHOST", true},
		{"[::ffff:127.0.0.1]", true},
		{"0.0.0.0", false},
		{"[::1]", false},
		{"[::]", false},
		{"[::ffff:7f00:1]", true},
		{"[64:ff9b::7f00:1]", false},
		{"[fe80::1%25lo]", false},
		{"[fd00::1]", false},
		{"[ff02::1]", false},
		{"[2002:7f00:1::]", false},
		{"[64:ff9b:1::7f00:1]", false}, // a NAT64 prefix of one's own (RFC 8215)
		{"[2001:0:7f00:1::]", false},   // Teredo
		{"[::127.0.0.1]", false},       // «compatible», long gone
		{"[::ffff:0:127.0.0.1]", false},
		{"[fec0::1]", false},
		{"[fd00:ec2::254]", false},
		{"[100::1]", false},
		{"198.18.0.1", false},
		{"192.0.0.1", false},
		{"240.0.0.1", false},
		{"169.254.169.254", false},
		{"10.0.0.1", false},
		{"192.168.1.1", false},
		{"172.16.0.1", false},
		{"100.64.0.1", false},
		{"224.0.0.1", false},
		{"255.255.255.255", false},
		{"2130706433", false},
		{"0x7f000001", false},
		{"0x7f.0.0.1", false},
		{"0177.0.0.1", false},
		{"127.1", false},
		{"127.0.0.01", false},
		{"127.0.0.1.", false},
		{"127。0。0。1", true},
		{"１２７.0.0.1", true},
		{"0x", false},
		{"1.0x7F", false},
	} {
		address := "http://" + c.host + ":" + port + "/ok"
		before := len(srv.Requests())
		_, err := get(t, Options{Timeout: 5 * time.Second}, Request{URL: address, Public: true})
		if feed.KindOf(err) != feed.KindInside || !strings.Contains(err.Error(), "is not a public address") {
			t.Errorf("%s: %v", c.host, err)
			continue
		}
		wantPrintable(t, err)
		if len(srv.Requests()) != before {
			t.Errorf("%s: asked for", c.host)
		}
		if !c.typed {
			continue
		}
		if res, err := get(t, Options{Timeout: 5 * time.Second}, Request{URL: address}); err != nil || !bytes.Equal(res.Body, doc) {
			t.Errorf("%s, typed: %v", c.host, err)
		}
	}
}

// Public addresses pass the guard, on any port, and so do exceptions.
func TestPublic(t *testing.T) {
	g := newGuard([]netip.Prefix{netip.MustParsePrefix("10.1.0.0/16"), netip.MustParsePrefix("fd00:1::/32"), netip.MustParsePrefix("::ffff:10.3.0.0/112")})
	for at, want := range map[string]bool{
		"93.184.216.34:80": true, "93.184.216.34:8080": true, "[2606:4700::1111]:443": true, "[::ffff:93.184.216.34]:80": true,
		"[64:ff9b::5db8:d822]:80": true, "[64:ff9b::a00:1]:80": false, "[64:ff9b::a01:1]:80": true,
		"10.1.2.3:80": true, "10.2.2.3:80": false, "10.3.2.3:80": true, "[::ffff:10.3.2.3]:80": true, "[::ffff:10.1.2.3]:80": true, "[fd00:1::5]:1": true, "[fd00:2::5]:1": false,
		"[2001:db8::1]:80": false, "nonsense": false,
	} {
		if err := g.control(t.Context(), "tcp", at, nil); (err == nil) != want {
			t.Errorf("%s: %v", at, err)
		}
	}
	for host, want := range map[string]bool{
		"gazet.example": true, "gazet.example.": true, "10.1.2.3": true, "fd00:1::5": true, "1.example": true, "0x7f.example": true, "a.b1": true,
		"10.2.2.3": false, "gazet.1": false, "": true,
	} {
		if err := g.host(t.Context(), host, false); (err == nil) != want {
			t.Errorf("%s: %v", host, err)
		}
	}
	srv := feedtest.NewServer(t, doc, "text/xml")
	for _, host := range []string{"127.0.0.1", "localhost"} {
		address := "http://" + host + ":" + portOf(t, srv.At(feedtest.OK)) + "/ok"
		if _, err := get(t, Options{Inside: loopback()}, Request{URL: address, Public: true}); err != nil {
			t.Errorf("%s: %v", host, err)
		}
	}
}

// A stranger's address stays a stranger's at every hop, and what a public
// server makes of an address the reader typed is a stranger's too. Inside, the
// reader's own servers may do as they like.
func TestInsideRedirect(t *testing.T) {
	inner, innerSeen := hops(t, nil)
	secret := strings.Replace(inner.URL, "127.0.0.1", "[::ffff:127.0.0.9]", 1)
	srv, _ := hops(t, map[string]struct {
		status int
		to     string
	}{
		"/in": {302, secret}, "/meta": {301, "http://169.254.169.254/latest/meta-data"}, "/far": {302, "/in"},
		"/home": {302, inner.URL},
	})
	o := Options{Inside: loopback(), Timeout: 5 * time.Second}
	for _, path := range []string{"/in", "/meta", "/far"} {
		for _, stranger := range []bool{true, false} {
			_, err := get(t, o, Request{URL: srv.URL + path, Public: stranger})
			if feed.KindOf(err) != feed.KindInside {
				t.Errorf("%s, named by a stranger %v: %v", path, stranger, err)
			}
		}
	}
	if len(*innerSeen) != 0 {
		t.Errorf("%d requests inside", len(*innerSeen))
	}
	if _, err := get(t, Options{}, Request{URL: srv.URL + "/home"}); err != nil {
		t.Errorf("from inside to inside: %v", err)
	}
}

// A way that was once outside does not lead in again, wherever it began.
func TestInsideAgain(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.2:0") // our piece of the public net
	if err != nil {
		t.Skip("no second loopback address here: ", err)
	}
	var inner string
	outside := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, inner+"/end", http.StatusFound)
	}))
	_ = outside.Listener.Close()
	outside.Listener = l
	outside.Start()
	t.Cleanup(outside.Close)
	srv, seen := hops(t, map[string]struct {
		status int
		to     string
	}{"/out": {302, outside.URL}})
	inner = srv.URL
	o := Options{Inside: []netip.Prefix{netip.MustParsePrefix("127.0.0.2/32")}}
	if _, err := get(t, o, Request{URL: srv.URL + "/out"}); feed.KindOf(err) != feed.KindInside || len(*seen) != 1 {
		t.Errorf("%d requests inside, %v", len(*seen), err)
	}
	if _, err := get(t, Options{}, Request{URL: srv.URL + "/out"}); err != nil {
		t.Errorf("all of it inside: %v", err)
	}
}

// A connection that was opened for the reader is not taken for a stranger.
func TestInsidePool(t *testing.T) {
	srv := feedtest.NewServer(t, doc, "text/xml")
	c := New(Options{})
	for range 2 {
		if _, err := c.Get(t.Context(), Request{URL: srv.At(feedtest.OK)}); err != nil {
			t.Fatal(err)
		}
		if _, err := c.Get(t.Context(), Request{URL: srv.At(feedtest.OK), Public: true}); feed.KindOf(err) != feed.KindInside {
			t.Errorf("%v", err)
		}
	}
	if n := len(srv.Requests()); n != 2 {
		t.Errorf("%d requests", n)
	}
}

// names is a name server on loopback: the addresses of a name, one list for
// each question, the last one for all further ones; unknown names do not
// exist.
func names(t *testing.T, table map[string][][]string) *net.Resolver {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	t.Cleanup(func() { _ = conn.Close(); all.Wait() })
	asked := map[string]int{}
	all.Go(func() {
		buf := make([]byte, 1500)
		for {
			n, from, err := conn.ReadFrom(buf)
			if err != nil {
				return
			}
			var q dnsmessage.Message
			if err := q.Unpack(buf[:n]); err != nil || len(q.Questions) != 1 {
				continue
			}
			_, _ = conn.WriteTo(answer(q, table, asked), from)
		}
	})
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "udp", conn.LocalAddr().String())
	}}
}

// answer answers a question for IPv4 addresses from the table.
func answer(q dnsmessage.Message, table map[string][][]string, asked map[string]int) []byte {
	q.Response, q.Additionals = true, nil
	name := strings.TrimSuffix(q.Questions[0].Name.String(), ".")
	lists, known := table[name]
	switch {
	case !known:
		q.RCode = dnsmessage.RCodeNameError
	case q.Questions[0].Type == dnsmessage.TypeA:
		for _, ip := range lists[min(asked[name], len(lists)-1)] {
			q.Answers = append(q.Answers, dnsmessage.Resource{
				Header: dnsmessage.ResourceHeader{Name: q.Questions[0].Name, Class: dnsmessage.ClassINET},
				Body:   &dnsmessage.AResource{A: netip.MustParseAddr(ip).As4()},
			})
		}
		asked[name]++
	}
	b, err := q.Pack()
	if err != nil {
		panic(err) // the table is the test's own
	}
	return b
}

// A name that stands for an address inside is refused when it is dialled,
// also when it stood for another a moment ago.
func TestInsideName(t *testing.T) {
	srv := feedtest.NewServer(t, doc, "text/xml")
	port := portOf(t, srv.At(feedtest.OK))
	c := New(Options{Timeout: 5 * time.Second})
	c.guard.resolver = names(t, map[string][][]string{
		"intranet.example": {{"127.0.0.1"}}, "router.example": {{"10.0.0.1", "192.168.1.1"}}, "xn--h1anee.example": {{"10.0.0.1"}},
		"harbour.example": {{"93.184.216.34"}},
	})
	if err := c.Outside(t.Context(), "http://harbour.example/a.mp3"); err != nil {
		t.Errorf("a program may ask outside: %v", err)
	}
	for _, host := range []string{"intranet.example", "router.example", "пирс.example"} {
		if err := c.Outside(t.Context(), "http://"+host+"/a.mp3"); feed.KindOf(err) != feed.KindInside {
			t.Errorf("%s, by a program: %v", host, err)
		}
		_, err := c.Get(t.Context(), Request{URL: "http://" + host + ":" + port + "/ok", Public: true})
		if feed.KindOf(err) != feed.KindInside {
			t.Errorf("%s: %v", host, err)
		}
	}
	if res, err := c.Get(t.Context(), Request{URL: "http://intranet.example:" + port + "/ok"}); err != nil || !bytes.Equal(res.Body, doc) {
		t.Errorf("typed: %v", err)
	}
	_, err := c.Get(t.Context(), Request{URL: "http://nobody.example/", Public: true})
	if feed.KindOf(err) != feed.KindDNS {
		t.Errorf("no such name: %v", err)
	}
	if n := len(srv.Requests()); n != 1 {
		t.Errorf("%d requests", n)
	}
}

// Behind a proxy, which dials by itself, names are resolved here first.
func TestInsideProxy(t *testing.T) {
	var asked atomic.Int32
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		if r.URL.Path == "/in" {
			http.Redirect(w, r, "http://10.0.0.1/", http.StatusFound)
			return
		}
		_, _ = w.Write(doc)
	}))
	t.Cleanup(proxy.Close)
	for _, name := range []string{"HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy"} {
		t.Setenv(name, proxy.URL)
	}
	for _, name := range []string{"NO_PROXY", "no_proxy", "REQUEST_METHOD"} {
		t.Setenv(name, "")
	}
	c := New(Options{Timeout: 5 * time.Second})
	c.guard.resolver = names(t, map[string][][]string{
		"public.example": {{"93.184.216.34"}}, "inside.example": {{"10.0.0.1"}},
		"half.example": {{"93.184.216.34", "127.0.0.1"}}, "turns.example": {{"93.184.216.34"}, {"127.0.0.1"}},
	})
	for _, q := range []struct {
		url   string
		typed bool
		want  feed.Kind
	}{
		{"http://public.example/a", false, feed.KindNone},
		{"http://only-the-proxy-knows.example/", false, feed.KindNone},
		{"http://93.184.216.34/", false, feed.KindNone},
		{"http://turns.example/", false, feed.KindNone},
		{"http://turns.example/", false, feed.KindInside}, // asked for anew, though its connection is there
		{"http://inside.example/", false, feed.KindInside},
		{"https://inside.example/", false, feed.KindInside},
		{"https://192.168.1.1/", false, feed.KindInside},
		{"http://half.example/", false, feed.KindInside},
		{"http://10.0.0.1/", false, feed.KindInside},
		{"http://[::ffff:10.0.0.1]/", false, feed.KindInside},
		{"http://169。254。169。254/", false, feed.KindInside},
		{"http://0xa000001/", false, feed.KindInside},
		{"http://printer.localhost/", false, feed.KindInside},
		{"http://localhost:1/", false, feed.KindInside},
		{"http://public.example/in", false, feed.KindInside},
		{"http://public.example/in", true, feed.KindInside},
		{"http://93.184.216.34/in", true, feed.KindInside},
		{"http://inside.example/in", true, feed.KindNone}, // the reader's own server may
		{"http://only-the-proxy-knows.example/in", true, feed.KindNone},
		{"http://inside.example/", true, feed.KindNone},
		{"http://10.0.0.1/", true, feed.KindNone},
	} {
		before := asked.Load()
		_, err := c.Get(t.Context(), Request{URL: q.url, Public: !q.typed})
		if feed.KindOf(err) != q.want {
			t.Errorf("%s, typed %v: %v", q.url, q.typed, err)
		}
		if through := asked.Load() > before; through != (q.want == feed.KindNone || strings.HasSuffix(q.url, "/in")) {
			t.Errorf("%s, typed %v: through the proxy %v", q.url, q.typed, through)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := c.guard.host(ctx, "slow.example", true); err == nil {
		t.Error("an ended context lets a name pass")
	}
	t.Setenv("REQUEST_METHOD", "GET") // a web server's script must not trust HTTP_PROXY: Go refuses
	_, err := New(Options{}).Get(t.Context(), Request{URL: "http://public.example/", Public: true})
	if feed.KindOf(err) != feed.KindServer {
		t.Errorf("without knowing the proxy: %v", err)
	}
}

// Spelling is judged alone, and never lets a number through.
func FuzzGuardHost(f *testing.F) {
	for _, s := range []string{"127.0.0.1", "0x7f.1", "gazet.example", "１", "[::1]", "fe80::1%lo", "a..1.", "0X", "۱۲۷.0.0.1"} {
		f.Add(s)
	}
	g := newGuard(nil)
	f.Fuzz(func(t *testing.T, host string) {
		err := g.host(t.Context(), host, false)
		if ip, bad := netip.ParseAddr(host); bad == nil && (err == nil) != (g.check(ip) == nil) {
			t.Errorf("%q: %v", host, err)
		}
		if last := host[strings.LastIndexByte(host, '.')+1:]; err == nil && last != "" && strings.Trim(last, "0123456789") == "" {
			if _, bad := netip.ParseAddr(host); bad != nil {
				t.Errorf("%q passes", host)
			}
		}
	})
}

// An answer says whether what it names is a stranger's.
func TestGuarded(t *testing.T) {
	srv := feedtest.NewServer(t, doc, "text/xml")
	for name, c := range map[string]struct {
		inside []netip.Prefix
		public bool
		want   bool
	}{
		"the reader's own network": {nil, false, false},
		"the public net":           {loopback(), false, true},
		"a stranger's":             {loopback(), true, true},
	} {
		res, err := get(t, Options{Inside: c.inside}, Request{URL: srv.At(feedtest.OK), Public: c.public})
		if err != nil || res.Guarded != c.want {
			t.Errorf("%s: %v, %v", name, res.Guarded, err)
		}
	}
}
