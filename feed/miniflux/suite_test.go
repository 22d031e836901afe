package miniflux

import (
	"strings"
	"testing"

	"rubrika/feed"
	"rubrika/feed/feedtest"
	"rubrika/feed/fetch"
)

// The rules of feed.Server, against servers that imitate Miniflux: 2.3.3 with
// user and password, and with a key, and one from before 2.3.2.
func TestConformance(t *testing.T) {
	open := func(t *testing.T, f *feedtest.Fake) feed.Server {
		return openWith(t, Settings{URL: f.URL(), User: f.User, Password: f.Password, CA: f.CA()},
			fetch.Options{Timeout: fetch.DefaultTimeout})
	}
	for name, more := range map[string]feedtest.FakeOptions{"user": {}, "key": {Key: true}, "old": {Old: true}} {
		t.Run(name, func(t *testing.T) {
			if raced && more.Old {
				t.Skip("its lists are many megabytes")
			}
			feedtest.RunServer(t, open, func(t testing.TB, o feedtest.FakeOptions) *feedtest.Fake {
				// Thousands of old items with their bodies take too long; see
				// TestOldSecondPageFails.
				o.Key, o.Old = more.Key, more.Old && !strings.HasSuffix(t.Name(), "/second_page")
				return feedtest.NewMiniflux(t, o)
			})
		})
	}
}
