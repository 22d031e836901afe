package miniflux

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"rubrika/feed"
)

// Answers within the size limit that would fill the memory are answers of no
// Miniflux, and are not asked for again.
func TestCrowdedAnswers(t *testing.T) {
	many := func(s string, n int) string { return s + strings.Repeat(","+s, n-1) }
	for name, answer := range map[string]string{
		"empty values": `{"total":1,"entry_ids":[],"entries":[` + many("{}", 600_000) + "]}",
		"enclosures":   `{"total":1,"entry_ids":[],"entries":[{"id":1,"feed_id":1,"enclosures":[` + many("{}", 600_000) + "]}]}",
		"more items":   `{"total":1,"entry_ids":[],"entries":[` + many(`{"id":1,"feed_id":1}`, maxEntries+1) + "]}",
		"more ids":     `{"total":20000,"entry_ids":[` + many("1", maxIDs+1) + `],"entries":null}`,
	} {
		s := newShelf(t)
		account := open(t, s.URL)
		account.SignIn(t.Context())
		s.first = func(*http.Request, string) (int, string) { return 200, answer }
		s.asked()
		if name != "more ids" {
			got, err := account.Items(t.Context(), wanted(0, upTo(30)...))
			if wantKind(t, err, feed.KindNotServer); got != nil || len(s.asked()) != 1 {
				t.Errorf("%s: %d items", name, len(got))
			}
		}
		if name == "more ids" || name == "empty values" {
			got, err := account.Unread(t.Context())
			if wantKind(t, err, feed.KindNotServer); got != nil || len(s.asked()) != 1 {
				t.Errorf("%s: %d ids", name, len(got))
			}
		}
	}
}

// A list that never comes to its end is given up.
func TestEndlessLists(t *testing.T) {
	for _, old := range []bool{false, true} {
		s := newShelf(t)
		s.old = old
		n := 0
		s.first = func(r *http.Request, _ string) (int, string) {
			switch {
			case r.URL.Path == "/v1/entries/ids" && !old:
				n++
				return 200, `{"total":1000000000,"entry_ids":[1,1]}`
			case r.URL.Path == "/v1/entries":
				n++
				return 200, fmt.Sprintf(`{"total":1000000000,"entries":[{"id":%d,"feed_id":1,"status":"unread"}]}`, n)
			}
			return 0, ""
		}
		got, err := open(t, s.URL).Unread(t.Context())
		if wantKind(t, err, feed.KindServer); got != nil || n > maxPages {
			t.Errorf("%d ids after %d pages", len(got), n)
		}
	}
}
