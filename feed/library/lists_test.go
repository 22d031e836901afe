package library

import (
	"context"
	"testing"

	"rubrika/feed"
	"rubrika/feed/fetch"
)

// busy is a server to which something comes just before it lists the stars.
type busy struct {
	feed.Server
	comes func()
}

func (b busy) Starred(ctx context.Context) ([]string, error) {
	b.comes()
	return b.Server.Starred(ctx)
}

// TestNewsBetweenTheLists: what arrives at the server while its lists are asked
// for is unread here, now or with the next sync.
func TestNewsBetweenTheLists(t *testing.T) {
	t.Parallel()
	onServers(t, func(t *testing.T, r *rig) {
		id := r.f.AddFeed("Порт", "", "https://port.example/rss")
		r.f.AddMany(id, 3)
		r.sync()
		open := r.drivers[r.kind]
		r.drivers = map[string]driver{r.kind: func(s signIn, c *fetch.Client) (feed.Server, error) {
			server, err := open(s, c)
			return busy{server, func() { r.f.AddMany(id, 60) }}, err
		}}
		r.link(r.a.ID).forget()
		for range 2 {
			r.sync()
			for remote, state := range r.states() {
				if state.Has(feed.Read) {
					t.Fatalf("%s is read", remote)
				}
			}
		}
	})
}
