package fetch

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"rubrika/feed"
)

// zipped packs parts as members of one gzip file.
func zipped(parts ...[]byte) []byte {
	var b bytes.Buffer
	for _, p := range parts {
		z := gzip.NewWriter(&b)
		_, _ = z.Write(p)
		_ = z.Close()
	}
	return b.Bytes()
}

// serve answers with one body.
func serve(t *testing.T, header http.Header, body []byte) string {
	t.Helper()
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		for name, values := range header {
			w.Header()[name] = values
		}
		_, _ = w.Write(body)
	}))
	t.Cleanup(srv.Close)
	return srv.URL
}

// Bodies may have the limit, not a byte more, packed or not; and nothing packs
// a text a hundredfold.
func TestLimits(t *testing.T) {
	const mb = 1 << 20
	noise := bytes.Repeat([]byte("Газета "), 5000)
	for i := 0; i < len(noise); i += 40 {
		noise[i] = byte(i * i >> 4) // packs, but not a hundredfold
	}
	blank := bytes.Repeat([]byte(" "), 5*mb)
	empty := zipped(nil)
	for name, c := range map[string]struct {
		body  []byte
		limit int64
		want  feed.Kind
	}{
		"exactly":          {noise, int64(len(noise)), feed.KindNone},
		"a byte more":      {noise, int64(len(noise)) - 1, feed.KindTooBig},
		"packed":           {zipped(noise), int64(len(noise)), feed.KindNone},
		"packed, more":     {zipped(noise), int64(len(noise)) - 1, feed.KindTooBig},
		"little bomb":      {zipped(blank[:3*mb]), 32 * mb, feed.KindNone},
		"bomb":             {zipped(blank), 32 * mb, feed.KindTooBig},
		"bomb in pieces":   {zipped(blank[:3*mb], noise, blank[:3*mb]), 32 * mb, feed.KindTooBig},
		"nothing, at size": {bytes.Repeat(empty, 5000), 32 << 10, feed.KindTooBig},
	} {
		for _, length := range []bool{true, false} {
			header := http.Header{}
			if length {
				header.Set("Content-Length", strconv.Itoa(len(c.body)))
			} else {
				header.Set("Transfer-Encoding", "chunked")
			}
			res, err := get(t, Options{}, Request{URL: serve(t, header, c.body), MaxBytes: c.limit})
			if feed.KindOf(err) != c.want || (len(res.Body) == 0) != (err != nil) {
				t.Errorf("%s, length given %v: %d bytes, %v", name, length, len(res.Body), err)
			}
			if err == nil && res.Bytes != int64(len(c.body)) {
				t.Errorf("%s: %d bytes over the wire, want %d", name, res.Bytes, len(c.body))
			}
		}
	}
}

// Files that are gzip themselves are unpacked; broken ones are damage.
func TestPackedFiles(t *testing.T) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write(bytes.Repeat(doc, 50))
	_ = z.Close()
	for name, c := range map[string]struct {
		body []byte
		want feed.Kind
	}{
		"whole": {b.Bytes(), feed.KindNone}, "cut": {b.Bytes()[:b.Len()-6], feed.KindDamaged},
		"sum":  {append(append([]byte{}, b.Bytes()[:b.Len()-8]...), 1, 2, 3, 4, 5, 6, 7, 8), feed.KindDamaged},
		"head": {[]byte{0x1f, 0x8b, 0, 0}, feed.KindDamaged},
	} {
		srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/gzip")
			_, _ = w.Write(c.body)
		}))
		res, err := get(t, Options{}, Request{URL: srv.URL})
		if feed.KindOf(err) != c.want {
			t.Errorf("%s: %v", name, err)
		}
		if name != "head" && !bytes.HasPrefix(res.Body, doc) {
			t.Errorf("%s: body %.40q", name, res.Body)
		}
		srv.Close()
	}
}

// Some servers pack twice; a third layer is nobody's mistake.
func TestPackedTwice(t *testing.T) {
	body := bytes.Repeat(doc, 50)
	for n, want := range []bool{true, true, true, false} {
		packed := body
		for range n {
			packed = zipped(packed)
		}
		for _, encoding := range []string{"", "gzip", "identity"} {
			res, err := get(t, Options{}, Request{URL: serve(t, http.Header{"Content-Encoding": {encoding}}, packed)})
			if err != nil || bytes.Equal(res.Body, body) != want || res.Bytes != int64(len(packed)) {
				t.Errorf("%d layers, said to be %q: %d bytes of %d, %v", n, encoding, len(res.Body), res.Bytes, err)
			}
		}
	}
	bomb := zipped(zipped(bytes.Repeat([]byte(" "), 8<<20)))
	res, err := get(t, Options{}, Request{URL: serve(t, nil, bomb)})
	if feed.KindOf(err) != feed.KindTooBig || len(res.Body) > 0 {
		t.Errorf("bomb in a parcel: %d bytes, %v", len(res.Body), err)
	}
}

// What was packed as nobody asked is said so, not shown as text; what only
// claims to be is read.
func TestUnasked(t *testing.T) {
	var packed bytes.Buffer
	w := zlib.NewWriter(&packed)
	_, _ = w.Write(doc)
	_ = w.Close()
	for _, encoding := range []string{"br", "deflate", "gzip, br", "ZSTD"} {
		header := http.Header{"Content-Encoding": {encoding}, "Content-Type": {"text/html"}}
		res, err := get(t, Options{}, Request{URL: serve(t, header, packed.Bytes())})
		if feed.KindOf(err) != feed.KindServer || len(res.Body) > 0 || !strings.Contains(err.Error(), "not asked for") {
			t.Errorf("%s: %q, %v", encoding, res.Body, err)
		}
		for _, body := range [][]byte{doc, []byte("\r\n\t<p>\xcf\xf0\xe8\xe2\xe5\xf2"), zipped(doc)} {
			if res, err := get(t, Options{}, Request{URL: serve(t, header, body)}); err != nil || len(res.Body) == 0 {
				t.Errorf("%s, plain: %v", encoding, err)
			}
		}
	}
	res, err := get(t, Options{}, Request{URL: serve(t, http.Header{"Content-Encoding": {"utf-8"}}, packed.Bytes())})
	if err != nil || !bytes.Equal(res.Body, packed.Bytes()) {
		t.Errorf("not said to be packed: %q, %v", res.Body, err)
	}
}
