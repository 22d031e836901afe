package fetch

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"rubrika/feed"
)

// Offline no request leaves the program by any way, but those to its own server,
// which may not lead to another.
func TestOffline(t *testing.T) {
	var asked atomic.Int32
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	t.Cleanup(other.Close)
	own := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/away" {
			http.Redirect(w, r, other.URL, http.StatusFound)
			return
		}
		_, _ = w.Write(doc)
	}))
	t.Cleanup(own.Close)
	c := New(Options{Offline: true, Own: strings.TrimPrefix(own.URL, "http://")})
	wish := func(err error) {
		t.Helper()
		if feed.KindOf(err) != feed.KindOffline || !errors.Is(err, feed.ErrOffline) {
			t.Errorf("%v", err)
		}
	}
	for _, r := range []Request{{URL: other.URL}, {URL: other.URL, Public: true}, {URL: own.URL + "/away"}, {URL: "https://nowhere.example/"}} {
		_, err := c.Get(t.Context(), r)
		wish(err)
	}
	api, err := c.API("")
	if err != nil {
		t.Fatal(err)
	}
	_, err = api.Do(t.Context(), Call{URL: other.URL})
	wish(err)
	if _, err := c.Get(t.Context(), Request{URL: own.URL}); err != nil {
		t.Error(err)
	}
	_, err = get(t, Options{Offline: true}, Request{URL: own.URL})
	wish(err)
	if n := asked.Load(); n != 0 {
		t.Errorf("%d requests", n)
	}
}
