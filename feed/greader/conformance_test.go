package greader_test

import (
	"testing"

	"rubrika/feed"
	"rubrika/feed/feedtest"
	"rubrika/feed/fetch"
	"rubrika/feed/greader"
)

// TestConformance tries the driver with servers that have the limits and the
// oddities of the real ones.
func TestConformance(t *testing.T) {
	for _, flavour := range []feedtest.Flavour{feedtest.FlavourMiniflux, feedtest.FlavourFreshRSS} {
		t.Run(string(flavour), func(t *testing.T) {
			feedtest.RunServer(t, open, func(t testing.TB, o feedtest.FakeOptions) *feedtest.Fake {
				return feedtest.NewGReader(t, flavour, o)
			})
		})
	}
}

// open makes a driver for a server.
func open(t *testing.T, f *feedtest.Fake) feed.Server {
	t.Helper()
	s, err := greader.New(greader.Settings{URL: f.URL(), User: f.User, Password: f.Password, CA: f.CA()}, fetch.New(fetch.Options{}))
	if err != nil {
		t.Fatal(err)
	}
	return s
}
