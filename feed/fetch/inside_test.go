package fetch

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"testing"

	"rubrika/feed"
)

// Networks of the reader's own may change while the program runs; a connection
// that was made before does not stay open to what is closed now.
func TestSetInside(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("a page")) }))
	t.Cleanup(server.Close)
	c := New(Options{})
	get := func() error {
		_, err := c.Get(t.Context(), Request{URL: server.URL, Public: true})
		return err
	}
	if err := get(); feed.KindOf(err) != feed.KindInside {
		t.Fatalf("a page inside: %v", err)
	}
	c.SetInside([]netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128")})
	if err := get(); err != nil {
		t.Fatalf("within the networks of the reader: %v", err)
	}
	c.SetInside(nil)
	if err := get(); feed.KindOf(err) != feed.KindInside {
		t.Errorf("afterwards: %v", err)
	}
}
