package library

import (
	"testing"

	"rubrika/feed/feedtest"
)

// TestTheClockOfASource: a server hands on moments, not whose clock they were
// read from.
func TestTheClockOfASource(t *testing.T) {
	t.Parallel()
	onServers(t, func(t *testing.T, r *rig) {
		add := func(address string) (first, source string) {
			source = r.f.AddFeed(address, "", address)
			return r.f.AddItems(source, feedtest.FakeItem{Title: address, Published: noon()})[0], source
		}
		baku, source := add("https://port.example.az/rss")
		nowhere, _ := add("https://port.example/rss")
		r.sync()
		zone := func(remote string) string { return r.here()[remote].Published.Location().String() }
		if got := zone(baku); got != "Asia/Baku" {
			t.Errorf("by the host: %s", got)
		}
		if got := r.here()[nowhere].Published; !got.Equal(noon()) || got.Format("15:04") != noon().Local().Format("15:04") {
			t.Errorf("the reader's own: %s", got)
		}
		sub := r.source(source)
		sub.Zone = "Europe/Lisbon"
		if _, err := r.Edit(t.Context(), sub); err != nil {
			t.Fatal(err)
		}
		next := r.f.AddItems(source, feedtest.FakeItem{Title: "next", Published: noon()})[0]
		r.sync()
		if got := zone(next); got != "Europe/Lisbon" {
			t.Errorf("as the reader set it: %s", got)
		}
	})
}
