package feedtest

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/text/encoding/charmap"
)

// answer is what a server said; broken is what ended its body too early.
type answer struct {
	status int
	header http.Header
	body   string
	broken error
}

// ask makes a request and reads all of the answer; what follows are names and
// values of headers.
func ask(t *testing.T, url string, headers ...string) answer {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	return answer{res.StatusCode, res.Header, string(body), err}
}

// Each mode answers as its name says.
func TestServer(t *testing.T) {
	doc := strings.Repeat("<item>слово</item>", 50)
	srv := NewServer(t, []byte(doc), "text/xml")
	for m, want := range map[Mode]struct {
		status int
		body   string
		err    error
	}{
		OK: {200, doc, nil}, Cached: {200, doc, nil}, Plain: {200, doc, nil}, Gzip: {200, doc, nil}, Empty: {200, "", nil},
		Short: {200, doc[:len(doc)*9/10], nil}, Reader: {200, doc, nil}, Browser: {403, "", nil},
		Long: {200, doc, io.ErrUnexpectedEOF}, Cut: {200, doc[:len(doc)*9/10], io.ErrUnexpectedEOF},
		Forbidden: {403, "Forbidden", nil}, NotFound: {404, "Not Found", nil}, Gone: {410, "Gone", nil},
		TooMany: {429, "Too Many Requests", nil}, DateTooMany: {429, "Too Many Requests", nil},
		Unavailable: {503, "Service Unavailable", nil}, Broken: {500, "Internal Server Error", nil},
		Moved: {301, "", nil}, Captive: {301, "", nil}, Portal: {302, "", nil}, SignIn: {401, "Unauthorized", nil}, Found: {302, "", nil}, Loop: {302, "", nil}, "unknown": {418, "I'm a teapot", nil},
		BadUTF8: {200, strings.ReplaceAll(doc, "</", "\xff</"), nil},
	} {
		before := len(srv.Requests())
		got := ask(t, srv.At(m))
		if got.status != want.status || !errors.Is(got.broken, want.err) || want.status/100 != 3 && got.body != want.body {
			t.Errorf("%s: %+v", m, got)
		}
		if len(srv.Requests()) != before+1 {
			t.Errorf("%s: %d requests noted", m, len(srv.Requests())-before)
		}
	}
}

// One address may answer as another does.
func TestTurn(t *testing.T) {
	srv := NewServer(t, []byte("doc"), "text/xml")
	for _, c := range []struct {
		to   Mode
		want int
	}{{Plain, 200}, {Gone, 410}, {Plain, 200}} {
		srv.Turn(Plain, c.to)
		if got := ask(t, srv.At(Plain)); got.status != c.want {
			t.Errorf("turned to %s: %+v", c.to, got)
		}
	}
}

func TestValidators(t *testing.T) {
	srv := NewServer(t, []byte("old"), "text/xml")
	for _, m := range []Mode{OK, Cached} {
		for _, c := range []struct {
			headers []string
			want    int
		}{
			{nil, 200},
			{[]string{"If-None-Match", ETag, "If-Modified-Since", LastModified}, 304},
			{[]string{"If-None-Match", ETag}, 200},
			{[]string{"If-None-Match", `"other"`, "If-Modified-Since", LastModified}, 200},
		} {
			got := ask(t, srv.At(m), c.headers...)
			if got.broken != nil || got.status != c.want {
				t.Errorf("%s, %q: %+v", m, c.headers, got)
			}
			if rule := got.header.Get("Cache-Control"); (rule == "max-age=3600") != (m == Cached) {
				t.Errorf("%s: cache rule %q", m, rule)
			}
		}
	}
	srv.Set([]byte("new"))
	if got := ask(t, srv.At(OK)); got.body != "new" {
		t.Errorf("%+v", got)
	}
}

func TestRetryHeaders(t *testing.T) {
	srv := NewServer(t, nil, "text/xml")
	for _, m := range []Mode{TooMany, Unavailable} {
		if got := ask(t, srv.At(m)); got.header.Get("Retry-After") != "120" {
			t.Errorf("%s: %+v", m, got)
		}
	}
	before := time.Now()
	at, err := http.ParseTime(ask(t, srv.At(DateTooMany)).header.Get("Retry-After"))
	if wait := at.Sub(before); err != nil || wait < (RetryAfter-1)*time.Second || wait > (RetryAfter+5)*time.Second {
		t.Errorf("after %v: %v", wait, err)
	}
}

func TestRedirects(t *testing.T) {
	srv := NewServer(t, nil, "text/xml")
	for m, want := range map[Mode]string{
		Chain: "chain2 chain3 ok ", Moved: "ok ", Found: "ok ", Captive: "html ", Loop: "loop loop loop loop loop ",
	} {
		way, at := "", m
		for range 5 {
			to := strings.TrimPrefix(ask(t, srv.At(at)).header.Get("Location"), "/")
			if to == "" {
				break
			}
			way, at = way+to+" ", Mode(to)
		}
		if way != want {
			t.Errorf("%s: %q", m, way)
		}
	}
}

// Some answer by the name one goes by.
func TestNames(t *testing.T) {
	srv := NewServer(t, []byte("doc"), "text/xml")
	for _, c := range []struct {
		mode   Mode
		agent  string
		status int
		kind   string
	}{
		{Browser, "rubrika/1", 403, "text/xml"},
		{Browser, "Mozilla/5.0", 200, "text/xml"},
		{Reader, "rubrika/1", 200, "text/xml"},
		{Reader, "Mozilla/5.0", 200, "text/html; charset=utf-8"},
		{HTML, "rubrika/1", 200, "text/html; charset=utf-8"},
	} {
		got := ask(t, srv.At(c.mode), "User-Agent", c.agent)
		if got.broken != nil || got.status != c.status || got.header.Get("Content-Type") != c.kind ||
			(got.body == "doc") != (c.status == 200 && c.kind == "text/xml") {
			t.Errorf("%s as %s: %+v", c.mode, c.agent, got)
		}
	}
}

func TestCharset(t *testing.T) {
	srv := NewServer(t, []byte("Бакı, şəhər: Москва"), "text/xml; charset=koi8-r")
	got := ask(t, srv.At(Charset))
	if got.broken != nil || got.header.Get("Content-Type") != "text/xml; charset=utf-8" {
		t.Errorf("%+v", got)
	}
	if plain, err := charmap.Windows1251.NewDecoder().String(got.body); err != nil || plain != "Бак&#305;, &#351;&#601;h&#601;r: Москва" {
		t.Errorf("%q, %v", plain, err)
	}
}

func TestMany(t *testing.T) {
	got := ask(t, NewServer(t, nil, "text/html").At(Many))
	var doc struct {
		Items []struct {
			Link string `xml:"link"`
		} `xml:"channel>item"`
	}
	if err := xml.Unmarshal([]byte(got.body), &doc); err != nil || got.broken != nil {
		t.Fatal(err, got.broken)
	}
	links := map[string]bool{}
	for _, it := range doc.Items {
		links[it.Link] = true
	}
	if len(doc.Items) != ManyItems || len(links) != ManyItems || len(got.body) > 16<<20 {
		t.Errorf("%d items, %d links, %d bytes", len(doc.Items), len(links), len(got.body))
	}
}

// The ones that do not end do so with their client, and begin as they should.
func TestEndless(t *testing.T) {
	doc := []byte(strings.Repeat("x", 100))
	srv := NewServer(t, doc, "text/xml")
	for m, want := range map[Mode]int{Hang: -1, Slow: 50, Drip: 1, Huge: 50} {
		ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, srv.At(m), nil)
		if err != nil {
			t.Fatal(err)
		}
		res, err := http.DefaultClient.Do(req)
		if (err != nil) != (want < 0) {
			t.Errorf("%s: %v", m, err)
		}
		if err == nil {
			body, err := io.ReadAll(res.Body)
			_ = res.Body.Close()
			begun := bytes.HasPrefix(body, doc[:want])
			if !errors.Is(err, context.DeadlineExceeded) || !begun || m != Huge && len(body) != want {
				t.Errorf("%s: %d bytes, %v", m, len(body), err)
			}
		}
		cancel()
	}
}

// Connections are counted, as many as there are at once.
func TestPeak(t *testing.T) {
	srv := NewServer(t, []byte("doc"), "text/xml")
	if srv.Peak() != 0 {
		t.Errorf("%d connections at first", srv.Peak())
	}
	for range 3 { // one connection, used again
		if got := ask(t, srv.At(OK)); got.body != "doc" {
			t.Errorf("%+v", got)
		}
	}
	if srv.Peak() != 1 {
		t.Errorf("%d connections in turn", srv.Peak())
	}
	srv.Delay(30 * time.Millisecond)
	start := time.Now()
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() { ask(t, srv.At(OK)) })
	}
	all.Wait()
	if srv.Peak() != 4 || time.Since(start) < 30*time.Millisecond {
		t.Errorf("%d connections together, after %v", srv.Peak(), time.Since(start))
	}
}

// Nobody trusts the certificate of the TLS server but those who are told to.
func TestTLSServer(t *testing.T) {
	srv := NewTLSServer(t, []byte("doc"), "text/xml")
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, srv.At(OK), nil)
	if err != nil {
		t.Fatal(err)
	}
	if res, err := new(http.Client).Do(req); err == nil {
		_ = res.Body.Close()
		t.Error("trusted")
	}
	res, err := srv.http.Client().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if body, err := io.ReadAll(res.Body); string(body) != "doc" {
		t.Errorf("%q, %v", body, err)
	}
}

// wire makes a request that unpacks nothing and counts what comes.
func wire(t *testing.T, url string) (header http.Header, packed []byte) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Accept-Encoding", "gzip") // set by hand, it is ours to unpack
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	packed, err = io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.Header, packed
}

// What is packed is so on the wire, and a bomb is little there and large
// unpacked.
func TestPacked(t *testing.T) {
	doc := bytes.Repeat([]byte("<item>слово</item>"), 100)
	srv := NewServer(t, doc, "text/xml")
	for m, want := range map[Mode]struct {
		most   int // on the wire
		length int64
	}{
		Gzip: {len(doc) / 5, int64(len(doc))}, Bomb: {1 << 20, 64 << 20},
	} {
		header, packed := wire(t, srv.At(m))
		if header.Get("Content-Encoding") != "gzip" || len(packed) > want.most {
			t.Errorf("%s: %d bytes, %v", m, len(packed), header)
		}
		z, err := gzip.NewReader(bytes.NewReader(packed))
		if err != nil {
			t.Fatal(err)
		}
		if n, err := io.Copy(io.Discard, z); err != nil || n != want.length {
			t.Errorf("%s: %d bytes unpacked, %v", m, n, err)
		}
	}
}

// A server that waits lets go of clients that do not.
func TestDelay(t *testing.T) {
	srv := NewServer(t, []byte("doc"), "text/xml")
	srv.Delay(time.Hour)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, srv.At(OK), nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(req)
	if err == nil {
		_ = res.Body.Close()
	}
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v", err)
	}
	srv.Delay(0)
	if got := ask(t, srv.At(OK)); got.body != "doc" {
		t.Errorf("%+v", got)
	}
}
