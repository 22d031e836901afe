package greader

import (
	"encoding/pem"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"rubrika/feed"
	"rubrika/feed/fetch"
)

// TestCrowdedAnswers takes nothing of an answer within the size limit that
// would fill the memory.
func TestCrowdedAnswers(t *testing.T) {
	many := strings.Repeat("{},", 600_000) + "{}"
	for name, body := range map[string]string{
		"items":   `{"items":[` + many + `],"itemRefs":[` + many + `],"subscriptions":[` + many + `]}`,
		"in one":  `{"items":[{"id":"1","canonical":[` + many + `]}],"itemRefs":[{"id":"1","x":[` + many + `]}],"subscriptions":[{"id":"1","categories":[` + many + `]}]}`,
		"id long": `{"items":[],"itemRefs":[{"id":"` + strings.Repeat("7", 100_000) + `"}],"subscriptions":[{"id":""}]}`,
	} {
		x := newSite(t, "")
		for _, path := range []string{idsPath, listPath, contentsPath} {
			x.answers(path, ok(body))
		}
		s, err := New(Settings{URL: x.URL, User: user, Password: password}, fetch.New(fetch.Options{}))
		if err != nil {
			t.Fatal(err)
		}
		if name != "id long" {
			got, err := s.Items(t.Context(), []feed.RemoteItem{{ID: "1"}})
			if isKind(t, err, feed.KindNotServer); got != nil || x.count(contentsPath) != 1 {
				t.Errorf("%s: %d items", name, len(got))
			}
			_, err = s.Feeds(t.Context())
			isKind(t, err, feed.KindNotServer)
		}
		ids, err := s.Unread(t.Context())
		if isKind(t, err, feed.KindNotServer); ids != nil {
			t.Errorf("%s: %d ids", name, len(ids))
		}
	}
}

// TestSecuredSite finds the API of a site that leads from http to https, and
// sends the password in the clear but once.
func TestSecuredSite(t *testing.T) {
	x := newSite(t, "/p/api/greader.php")
	safe := httptest.NewTLSServer(x)
	t.Cleanup(safe.Close)
	var plain atomic.Int32
	open := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		plain.Add(1)
		http.Redirect(w, r, safe.URL+r.URL.Path, http.StatusMovedPermanently)
	}))
	t.Cleanup(open.Close)
	ca := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(ca, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: safe.Certificate().Raw}), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := New(Settings{URL: open.URL, User: user, Password: password, CA: ca}, client())
	if err != nil {
		t.Fatal(err)
	}
	if got, err := s.SignIn(t.Context()); err != nil || got != safe.URL+x.base || plain.Load() != 1 {
		t.Errorf("%s, %v, %d requests in the clear", got, err, plain.Load())
	}
}
