package ui

import (
	"testing"

	"rubrika/config"
	"rubrika/feed"
)

// The reader opens with the filter of the settings, and steps back from it as
// from any other.
func TestStart(t *testing.T) {
	start, err := feed.ParseFilter("rubric:sport is:unread")
	if err != nil {
		t.Fatal(err)
	}
	r := sit(t, setup{w: 100, h: 30, lang: "en", edit: func(c *config.Config) { c.Start = start }})
	items := r.m.headlines.Items()
	if len(items) == 0 || r.m.counts.Total != len(items) {
		t.Fatalf("%d items, %d counted", len(items), r.m.counts.Total)
	}
	for _, it := range items {
		if it.Rubrics[0] != feed.Sport || it.State.Has(feed.Read) {
			t.Errorf("%q is under %v, state %b", it.Title, it.Rubrics, it.State)
		}
	}
	r.press("esc", "esc")
	if !r.m.filter.IsZero() || len(r.m.headlines.Items()) <= len(items) {
		t.Errorf("after two steps back: %q, %d items", r.m.filter, len(r.m.headlines.Items()))
	}
}
