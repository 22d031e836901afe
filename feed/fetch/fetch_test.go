package fetch

import (
	"bytes"
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"rubrika/feed"
	"rubrika/feed/feedtest"
)

var doc = []byte("<rss><channel><title>Газета</title></channel></rss>")

func get(t *testing.T, o Options, r Request) (Response, error) {
	t.Helper()
	return New(o).Get(t.Context(), r)
}

func TestGet(t *testing.T) {
	srv := feedtest.NewServer(t, doc, "application/rss+xml; charset=utf-8")
	for _, m := range []feedtest.Mode{feedtest.OK, feedtest.Plain, feedtest.Gzip} {
		res, err := get(t, Options{UserAgent: UserAgent("1.2")}, Request{URL: srv.At(m), Accept: "text/xml"})
		if err != nil || !bytes.Equal(res.Body, doc) || res.Status != 200 || res.URL != srv.At(m) || res.Moved != "" ||
			res.ContentType != "application/rss+xml; charset=utf-8" {
			t.Errorf("%s: %+v, %v", m, res, err)
		}
		if m != feedtest.Gzip && res.Bytes != int64(len(doc)) || m == feedtest.Gzip && (res.Bytes == 0 || res.Bytes == int64(len(doc))) {
			t.Errorf("%s: %d bytes over the wire", m, res.Bytes)
		}
	}
	h := srv.Requests()[0].Header
	if h.Get("User-Agent") != "rubrika/1.2 (+terminal news reader)" || h.Get("Accept") != "text/xml" ||
		h.Get("If-None-Match") != "" || len(h["Cookie"]) != 0 {
		t.Errorf("request %v", h)
	}
}

// A request may go by another name.
func TestAgent(t *testing.T) {
	srv := feedtest.NewServer(t, doc, "text/xml")
	for _, c := range []struct {
		mode  feedtest.Mode
		agent string
		want  feed.Kind
		html  bool
	}{
		{feedtest.Browser, "", feed.KindRefused, false},
		{feedtest.Browser, BrowserAgent(), feed.KindNone, false},
		{feedtest.Reader, "my own/1", feed.KindNone, false},
		{feedtest.Reader, BrowserAgent(), feed.KindNone, true},
	} {
		res, err := get(t, Options{}, Request{URL: srv.At(c.mode), Agent: c.agent})
		if feed.KindOf(err) != c.want || c.html != strings.HasPrefix(res.ContentType, "text/html") {
			t.Errorf("%s as %q: %s, %v", c.mode, c.agent, res.ContentType, err)
		}
		last := srv.Requests()[len(srv.Requests())-1]
		if want := cmp.Or(c.agent, DefaultUserAgent); last.UserAgent() != want {
			t.Errorf("asked as %q, want %q", last.UserAgent(), want)
		}
	}
}

// Validators that may not be sent are left out: the next request would never
// leave.
func TestBadValidator(t *testing.T) {
	srv := feedtest.NewServer(t, doc, "text/xml")
	res, err := get(t, Options{}, Request{URL: srv.At(feedtest.OK), ETag: "\"a\x01\"", LastModified: "x\r\ny: z"})
	if err != nil || !bytes.Equal(res.Body, doc) {
		t.Errorf("%v", err)
	}
	if h := srv.Requests()[0].Header; h.Get("If-None-Match") != "" || h.Get("If-Modified-Since") != "" {
		t.Errorf("sent %v", h)
	}
}

// A validator that is longer than a request may be is not kept.
func TestLongValidator(t *testing.T) {
	for _, n := range []int{maxValidator, maxValidator + 1} {
		tag := strings.Repeat("a", n)
		res, err := get(t, Options{}, Request{URL: serve(t, http.Header{"Etag": {tag}, "Last-Modified": {tag}}, doc)})
		if kept := n == maxValidator; err != nil || (res.ETag == tag) != kept || (res.LastModified != "") != kept {
			t.Errorf("%d bytes: kept %d and %d, %v", n, len(res.ETag), len(res.LastModified), err)
		}
	}
}

func TestConditional(t *testing.T) {
	srv := feedtest.NewServer(t, doc, "text/xml")
	first, err := get(t, Options{}, Request{URL: srv.At(feedtest.OK)})
	if err != nil || first.ETag != feedtest.ETag || first.LastModified != feedtest.LastModified {
		t.Fatalf("%+v, %v", first, err)
	}
	res, err := get(t, Options{}, Request{URL: srv.At(feedtest.OK), ETag: first.ETag, LastModified: first.LastModified})
	if err != nil || !res.NotModified || len(res.Body) != 0 || res.Bytes != 0 || res.Status != 304 {
		t.Errorf("%+v, %v", res, err)
	}
}

// Every failure has its kind, no body, and a text of printable characters.
func TestFailures(t *testing.T) {
	srv := feedtest.NewServer(t, bytes.Repeat(doc, 100), "text/xml")
	closed := httptest.NewServer(nil)
	closed.Close()
	secure := feedtest.NewTLSServer(t, doc, "text/xml")
	plainAsTLS := "https" + strings.TrimPrefix(srv.At(feedtest.OK), "http")
	for _, c := range []struct {
		url    string
		want   feed.Kind
		status int
	}{
		{srv.At(feedtest.Forbidden), feed.KindRefused, 403},
		{srv.At(feedtest.NotFound), feed.KindNotFound, 404},
		{srv.At(feedtest.Gone), feed.KindGone, 410},
		{srv.At(feedtest.TooMany), feed.KindTooMany, 429},
		{srv.At(feedtest.DateTooMany), feed.KindTooMany, 429},
		{srv.At(feedtest.Unavailable), feed.KindTooMany, 503},
		{srv.At(feedtest.Broken), feed.KindServer, 500},
		{srv.At("teapot"), feed.KindServer, 418},
		{srv.At(feedtest.Empty), feed.KindEmpty, 200},
		{srv.At(feedtest.Huge), feed.KindTooBig, 200},
		{srv.At(feedtest.Bomb), feed.KindTooBig, 200},
		{srv.At(feedtest.Loop), feed.KindCircle, 0},
		{serve(t, http.Header{"X": {strings.Repeat("x", 300<<10)}}, doc), feed.KindServer, 0},
		{status(t, http.StatusUnauthorized), feed.KindSignIn, 401},
		{status(t, http.StatusNetworkAuthenticationRequired), feed.KindPortal, 511},
		{status(t, http.StatusNotModified), feed.KindServer, 304}, // nobody asked whether
		{"http://gazet.example:0/", feed.KindAddress, 0},
		{"http://gazet.example:65536/", feed.KindAddress, 0},
		{closed.URL, feed.KindOffline, 0},
		{secure.At(feedtest.OK), feed.KindTLS, 0},
		{plainAsTLS, feed.KindTLS, 0},
		{"", feed.KindAddress, 0},
		{"gazet.example/rss", feed.KindAddress, 0},
		{"file:///etc/passwd", feed.KindAddress, 0},
		{"javascript:alert(1)", feed.KindAddress, 0},
		{"http://", feed.KindAddress, 0},
		{"http://a.example/\x1b]0;x\a", feed.KindAddress, 0},
		{"http://a.example/a b", feed.KindAddress, 0},
		{"http://a.example/\u0085", feed.KindAddress, 0},
		{"http://[::1", feed.KindAddress, 0},
	} {
		res, err := get(t, Options{MaxBytes: 1 << 20}, Request{URL: c.url})
		var e *feed.Error
		if !errors.As(err, &e) || e.Kind != c.want || e.Status != c.status {
			t.Errorf("%q: %v, want %s", c.url, err, c.want)
			continue
		}
		if len(res.Body) != 0 {
			t.Errorf("%q: a body of %d bytes", c.url, len(res.Body))
		}
		wantPrintable(t, err)
		if CheckAddress(c.url) == nil == (c.want == feed.KindAddress) {
			t.Errorf("%q: CheckAddress disagrees", c.url)
		}
	}
}

// status answers with a status.
func status(t *testing.T, code int) string {
	t.Helper()
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) }))
	t.Cleanup(srv.Close)
	return srv.URL
}

func wantPrintable(t *testing.T, err error) {
	t.Helper()
	for _, r := range err.Error() {
		if !strconv.IsPrint(r) {
			t.Errorf("unprintable %q in %q", r, err.Error())
		}
	}
}

// The failures no loopback server can make.
func TestClassify(t *testing.T) {
	a, err := parseAddress("http://gazet.example/rss")
	if err != nil {
		t.Fatal(err)
	}
	dial := func(err error) error { return &url.Error{Op: "Get", Err: &net.OpError{Op: "dial", Err: err}} }
	for _, c := range []struct {
		err  error
		want feed.Kind
	}{
		{dial(&net.DNSError{Err: "no such host", Name: "gazet.example", IsNotFound: true}), feed.KindDNS},
		{dial(&net.DNSError{Err: "server misbehaving", IsTemporary: true}), feed.KindOffline},
		{dial(&net.DNSError{Err: "i/o timeout", IsTimeout: true}), feed.KindOffline},
		{dial(syscall.ENETUNREACH), feed.KindOffline},
		{dial(syscall.EHOSTUNREACH), feed.KindOffline},
		{&tls.CertificateVerificationError{Err: x509.HostnameError{Certificate: &x509.Certificate{}, Host: "x"}}, feed.KindTLS},
		{x509.CertificateInvalidError{Cert: &x509.Certificate{}, Reason: x509.Expired}, feed.KindTLS},
		{errors.New("remote error: tls: handshake failure"), feed.KindTLS},
		{errors.New("malformed HTTP response"), feed.KindServer},
		{io.EOF, feed.KindServer},
	} {
		if got := a.classify(t.Context(), c.err); got.Kind != c.want {
			t.Errorf("%v: %s, want %s", c.err, got.Kind, c.want)
		}
	}
}

// A connection that breaks keeps what came.
func TestCut(t *testing.T) {
	big := bytes.Repeat(doc, 100)
	srv := feedtest.NewServer(t, big, "text/xml")
	res, err := get(t, Options{}, Request{URL: srv.At(feedtest.Cut)})
	if feed.KindOf(err) != feed.KindDamaged || len(res.Body) != len(big)*9/10 || !bytes.HasPrefix(big, res.Body) {
		t.Errorf("%d bytes, %v", len(res.Body), err)
	}
	res, err = get(t, Options{}, Request{URL: srv.At(feedtest.Long)})
	if feed.KindOf(err) != feed.KindDamaged || !bytes.Equal(res.Body, big) {
		t.Errorf("a length too large: %d bytes, %v", len(res.Body), err)
	}
}

// A server that does not answer, or does not end, is left in time.
func TestTimeout(t *testing.T) {
	srv := feedtest.NewServer(t, bytes.Repeat(doc, 100), "text/xml")
	for _, address := range []string{srv.At(feedtest.Hang), srv.At(feedtest.Slow), srv.At(feedtest.Drip), endlessHead(t)} {
		start := time.Now()
		res, err := get(t, Options{Timeout: 60 * time.Millisecond}, Request{URL: address})
		if feed.KindOf(err) != feed.KindTimeout || len(res.Body) != 0 || time.Since(start) > 2*time.Second {
			t.Errorf("%s: %d bytes after %v: %v", address, len(res.Body), time.Since(start), err)
		}
	}
}

// endlessHead answers with a header that goes on and on, slowly.
func endlessHead(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	t.Cleanup(func() { _ = l.Close(); all.Wait() })
	all.Go(func() {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		defer func() { _ = conn.Close() }()
		_, _ = conn.Read(make([]byte, 4096))
		for line := "HTTP/1.1 200 OK\r\n"; err == nil; line = "X: y\r\n" {
			_, err = conn.Write([]byte(line))
			<-time.After(5 * time.Millisecond)
		}
	})
	return "http://" + l.Addr().String()
}

func TestCancel(t *testing.T) {
	srv := feedtest.NewServer(t, bytes.Repeat(doc, 100), "text/xml")
	for _, m := range []feedtest.Mode{feedtest.OK, feedtest.Hang, feedtest.Drip} {
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
		if m == feedtest.OK {
			cancel()
		}
		_, err := New(Options{}).Get(ctx, Request{URL: srv.At(m)})
		var e *feed.Error
		if !errors.Is(err, ctx.Err()) || !errors.As(err, &e) || e.Kind != feed.KindNone {
			t.Errorf("%s: %v", m, err)
		}
		cancel()
	}
}

// hops answers each path with a status and a Location.
func hops(t *testing.T, table map[string]struct {
	status int
	to     string
},
) (*httptest.Server, *[]*http.Request) {
	t.Helper()
	var (
		mu   sync.Mutex
		seen []*http.Request
	)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		seen = append(seen, r)
		mu.Unlock()
		if hop, ok := table[r.URL.Path]; ok {
			w.Header().Set("Location", hop.to)
			w.Header().Set("Set-Cookie", "a=b")
			w.WriteHeader(hop.status)
			return
		}
		_, _ = w.Write(doc)
	}))
	t.Cleanup(srv.Close)
	return srv, &seen
}

func TestRedirects(t *testing.T) {
	type hop = struct {
		status int
		to     string
	}
	srv, seen := hops(t, map[string]hop{
		"/301": {301, "/end"}, "/308": {308, "end#part"}, "/302": {302, "/end"}, "/303": {303, "/end"}, "/307": {307, "/end"},
		"/301-301": {301, "/301"}, "/301-302": {301, "/302"}, "/302-301": {302, "/301"},
		"/nowhere": {301, ""}, "/file": {301, "file:///etc/passwd"}, "/bad": {301, "http://[::1"},
		"/escape": {301, "data:text/html,\u202ex"},
		"/far/10": {302, "/far/9"}, "/far/9": {302, "/far/8"}, "/far/8": {302, "/far/7"}, "/far/7": {302, "/far/6"}, "/far/6": {302, "/far/5"},
		"/far/5": {302, "/far/4"}, "/far/4": {302, "/far/3"}, "/far/3": {302, "/far/2"}, "/far/2": {302, "/far/1"}, "/far/1": {302, "/end"},
		"/far/11": {302, "/far/10"}, "/port": {302, "http://127.0.0.1:0/"},
		"/self": {302, "/self"}, "/ping": {301, "/pong"}, "/pong": {302, "/ping"},
	})
	end := srv.URL + "/end"
	for path, moved := range map[string]string{
		"/301": end, "/308": end, "/302": "", "/303": "", "/307": "", "/301-301": end, "/301-302": "", "/302-301": "",
		"/far/10": "",
	} {
		res, err := get(t, Options{}, Request{URL: srv.URL + path})
		if err != nil || res.Moved != moved || res.URL != end || !bytes.Equal(res.Body, doc) {
			t.Errorf("%s: moved %q to %q, %v", path, res.Moved, res.URL, err)
		}
	}
	for path, c := range map[string]struct {
		want     feed.Kind
		requests int
	}{
		"/nowhere": {feed.KindServer, 1}, "/file": {feed.KindServer, 1}, "/bad": {feed.KindServer, 1}, "/escape": {feed.KindServer, 1},
		"/port": {feed.KindServer, 1}, "/far/11": {feed.KindCircle, 11}, "/self": {feed.KindCircle, 1}, "/ping": {feed.KindCircle, 2},
	} {
		before := len(*seen)
		_, err := get(t, Options{}, Request{URL: srv.URL + path})
		if asked := len(*seen) - before; feed.KindOf(err) != c.want || asked != c.requests {
			t.Errorf("%s: %v after %d requests", path, err, asked)
			continue
		}
		wantPrintable(t, err)
	}
	for _, r := range *seen {
		if r.Header.Get("Referer") != "" || r.Header.Get("Cookie") != "" {
			t.Errorf("%s: tells %v", r.URL, r.Header)
		}
	}
}

// User and password become basic auth, go only to their own host, and are in
// no text.
func TestPassword(t *testing.T) {
	other, others := hops(t, nil)
	srv, seen := hops(t, map[string]struct {
		status int
		to     string
	}{
		"/same": {301, "/end"}, "/other": {301, other.URL + "/x"}, "/gone": {301, "nowhere:x"},
	})
	with := strings.Replace(srv.URL, "//", "//anna:s%20ecret@", 1)
	res, err := get(t, Options{}, Request{URL: with + "/same"})
	if err != nil || res.Moved != with+"/end" || res.URL != srv.URL+"/end" {
		t.Errorf("%+v, %v", res, err)
	}
	res, err = get(t, Options{}, Request{URL: with + "/other"})
	if err != nil || res.Moved != "" {
		t.Errorf("%+v, %v", res, err)
	}
	for _, r := range *seen {
		if user, password, ok := r.BasicAuth(); !ok || user != "anna" || password != "s ecret" {
			t.Errorf("%s: auth %q %q", r.URL, user, password)
		}
	}
	for _, r := range *others {
		if r.Header.Get("Authorization") != "" {
			t.Errorf("the other host got %q", r.Header.Get("Authorization"))
		}
	}
	for _, u := range []string{with + "/gone", "ftp://anna:secret@a.example/", "http://anna:secret@/", "http://anna:se cret@a/", "//anna:secret@a/"} {
		_, err := get(t, Options{}, Request{URL: u})
		if err == nil || strings.Contains(err.Error(), "ecret") || strings.Contains(err.Error(), "anna") {
			t.Errorf("%q: %v", u, err)
		}
	}
}

// What a server says outside the body reaches no terminal either.
func TestHostileServer(t *testing.T) {
	for name, answer := range map[string]string{
		"status line": "HTTP/1.1 \x1b]0;title\a OK\r\n\r\n",
		"header":      "HTTP/1.1 200 OK\r\n\x1b[31mX\u202e: y\r\nbroken line \x1b]52;c;x\a\r\n\r\n",
		"encoding":    "HTTP/1.1 200 OK\r\nTransfer-Encoding: \x1b[2J\r\n\r\nx",
		"length":      "HTTP/1.1 200 OK\r\nContent-Length: \u009b31m\r\n\r\nx",
		"location":    "HTTP/1.1 302 Found\r\nLocation: http://\x1b[31m\r\nContent-Length: 0\r\n\r\n",
		"not http":    "\x1b[2J\x1b]52;c;QUJD\a\r\n\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			l, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			var all sync.WaitGroup
			all.Go(func() {
				conn, err := l.Accept()
				if err != nil {
					return
				}
				defer func() { _ = conn.Close() }()
				_, _ = conn.Read(make([]byte, 4096))
				_, _ = conn.Write([]byte(answer))
			})
			_, err = get(t, Options{}, Request{URL: "http://" + l.Addr().String()})
			_ = l.Close()
			all.Wait()
			if err == nil {
				t.Fatal("no error")
			}
			wantPrintable(t, err)
		})
	}
}

// What has no TLS is told from what has a bad one.
func TestNoTLS(t *testing.T) {
	plain, secure := feedtest.NewServer(t, doc, "text/xml"), feedtest.NewTLSServer(t, doc, "text/xml")
	closed := httptest.NewServer(nil)
	closed.Close()
	for address, want := range map[string]bool{
		plain.At(feedtest.OK): true, closed.URL: true, secure.At(feedtest.OK): false, plain.At(feedtest.NotFound): true, "http://[::1": false,
	} {
		_, err := get(t, Options{}, Request{URL: strings.Replace(address, "http:", "https:", 1)})
		if err == nil || NoTLS(err) != want {
			t.Errorf("%s: %v", address, err)
		}
	}
	if NoTLS(nil) {
		t.Error("no error")
	}
}

// Old protocols are a fault of TLS, not of the server.
func TestOldTLS(t *testing.T) {
	srv := httptest.NewUnstartedServer(http.NotFoundHandler())
	srv.Config.ErrorLog = log.New(io.Discard, "", 0)
	srv.TLS = &tls.Config{MaxVersion: tls.VersionTLS11, MinVersion: tls.VersionTLS10}
	srv.StartTLS()
	t.Cleanup(srv.Close)
	if _, err := get(t, Options{}, Request{URL: srv.URL}); feed.KindOf(err) != feed.KindTLS {
		t.Errorf("%v", err)
	}
}

func TestQuote(t *testing.T) {
	for in, want := range map[string]string{
		"plain «text» ёə": "plain «text» ёə", "a\x1b[31m": `a\x1b[31m`, "\u202e\u009b": `\u202e\u009b`, "bad \xff": "bad �",
		"tab\tnew\nline": `tab\tnew\nline`, strings.Repeat("я", 400): strings.Repeat("я", maxText) + "…",
	} {
		if got := quote(in); got != want {
			t.Errorf("quote(%q) = %q, want %q", in, got, want)
		}
	}
}
