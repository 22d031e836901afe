package store

import (
	"testing"

	"rubrika/feed"
)

func TestStoriesOfItems(t *testing.T) {
	t.Parallel()
	s := openAt(t, t.TempDir()+"/edition.db", Options{Link: short})
	a, b := follow(t, s, "https://a.example/", "A"), follow(t, s, "https://b.example/", "B")
	put(t, s, a, story("a/1", "One"), story("a/2", "Two"))
	put(t, s, b, story("a/1", "One, says B"), story("b/1", "Three"))
	ids := map[string]feed.ID{}
	for _, it := range list(t, s, "") {
		ids[it.Title] = it.ID
	}
	got := must[map[feed.ID]int64](t)(s.Stories(t.Context(), []feed.ID{ids["One"], ids["Two"], ids["One, says B"], ids["Three"], 999}))
	if len(got) != 4 || got[ids["One"]] != got[ids["One, says B"]] || got[ids["Two"]] == got[ids["One"]] || got[ids["Two"]] == got[ids["Three"]] {
		t.Errorf("%v of %v", got, ids)
	}
	if got := must[map[feed.ID]int64](t)(s.Stories(t.Context(), nil)); len(got) != 0 {
		t.Errorf("of no items: %v", got)
	}
}
