package feedtest

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
)

// Each mode answers as its name says.
func TestServer(t *testing.T) {
	doc := strings.Repeat("<item>слово</item>", 50)
	srv := NewServer(t, []byte(doc), "text/xml")
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	for m, want := range map[Mode]struct {
		status int
		body   string
		err    error
	}{
		OK: {200, doc, nil}, Plain: {200, doc, nil}, Gzip: {200, doc, nil}, Empty: {200, "", nil}, Short: {200, doc[:len(doc)*9/10], nil},
		Cut: {200, doc[:len(doc)*9/10], io.ErrUnexpectedEOF}, Forbidden: {403, "Forbidden", nil}, NotFound: {404, "Not Found", nil},
		Gone: {410, "Gone", nil}, TooMany: {429, "Too Many Requests", nil}, Broken: {500, "Internal Server Error", nil},
		Moved: {301, "", nil}, Captive: {301, "", nil}, Found: {302, "", nil}, Loop: {302, "", nil}, "unknown": {418, "I'm a teapot", nil},
		BadUTF8: {200, strings.ReplaceAll(doc, "</", "\xff</"), nil},
	} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, srv.At(m), nil)
		if err != nil {
			t.Fatal(err)
		}
		res, err := client.Do(req)
		if err != nil {
			t.Errorf("%s: %v", m, err)
			continue
		}
		body, err := io.ReadAll(res.Body)
		_ = res.Body.Close()
		if res.StatusCode != want.status || !errors.Is(err, want.err) || want.status/100 != 3 && string(body) != want.body {
			t.Errorf("%s: %s, %q, %v", m, res.Status, body, err)
		}
	}
	if n := len(srv.Requests()); n != 17 {
		t.Errorf("%d requests noted", n)
	}
	srv.Set([]byte("new"))
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, srv.At(OK), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, validators := range []map[string]string{
		{"If-None-Match": ETag, "If-Modified-Since": LastModified}, {"If-None-Match": ETag}, {"If-None-Match": `"other"`, "If-Modified-Since": LastModified},
	} {
		req.Header = http.Header{}
		for k, v := range validators {
			req.Header.Set(k, v)
		}
		res, err := client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		_ = res.Body.Close()
		if unmodified := res.StatusCode == http.StatusNotModified; unmodified != (len(validators) == 2 && validators["If-None-Match"] == ETag) {
			t.Errorf("%v: %s", validators, res.Status)
		}
	}
}
