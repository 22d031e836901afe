package report

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"rubrika/feed"
	"rubrika/feed/fetch"
)

// TestSitemapIndex follows an index of sitemaps to the newest of those of news
// on its own host, at most two and one level deep, and anew each time.
func TestSitemapIndex(t *testing.T) {
	story := func(n int) string {
		return listing(fmt.Sprintf("ru/a/story-%d", n), "ru", noon, fmt.Sprint("Новость ", n))
	}
	part := func(loc, changed string) string {
		return "<sitemap><loc>" + loc + "</loc><lastmod>" + changed + "</lastmod></sitemap>"
	}
	list := func(parts ...string) string {
		return `<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + strings.Join(parts, "") + `</sitemapindex>`
	}
	docs := map[string]string{
		"/pages.xml": string(sitemap(`<url><loc>https://report.az/about</loc></url>`)),
		"/n1.xml":    string(sitemap(story(1))), "/n2.xml": string(sitemap(story(2), story(1))), "/n3.xml": string(sitemap(story(3), story(2))),
		"/named.xml": list(part("/pages.xml", "2026-03-09"), part("/n2.xml?news", "2026-03-03"), part("/n1.xml?news", "2026-03-01"), part("/n3.xml?news", "2026-03-04T01:00:00+04:00")),
		"/plain.xml": list(part("/n1.xml", ""), part("/n2.xml", "soon"), part("http://127.0.0.1:1/n3.xml", "2026-03-04")),
		"/deep.xml":  list(part("/named.xml", "2026-03-04")),
		"/one.xml":   list(part("/gone.xml", "2026-03-04"), part("/n1.xml", "2026-03-03")),
		"/none.xml":  list(part("/gone.xml", "2026-03-04")), "/pages-only.xml": list(part("/pages.xml", "")), "/empty.xml": list(),
		"/cut.xml": strings.TrimSuffix(list(part("/n1.xml", "2026-03-04")), "</sitemapindex>"),
	}
	var mu sync.Mutex
	asked := 0
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		asked++
		doc, ok := docs[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("ETag", `"`+r.URL.Path+`"`)
		fmt.Fprint(w, doc)
	}))
	defer srv.Close()
	for _, c := range []struct {
		at       string
		titles   []string
		kind     feed.Kind
		requests int
	}{
		{"/named.xml", []string{"Новость 3", "Новость 2", "Новость 1"}, feed.KindNone, 3},
		{"/plain.xml", []string{"Новость 1", "Новость 2"}, feed.KindNone, 3},
		{"/one.xml", []string{"Новость 1"}, feed.KindNone, 3},
		{"/cut.xml", []string{"Новость 1"}, feed.KindNone, 2},
		{"/none.xml", nil, feed.KindNotFound, 2},
		{"/pages-only.xml", nil, feed.KindNotFeed, 2},
		{"/deep.xml", nil, feed.KindNotFeed, 2},
		{"/empty.xml", nil, feed.KindNotFeed, 1},
	} {
		m, err := NewSitemap(SitemapSettings{URL: srv.URL + c.at, Now: now}, fetch.New(fetch.Options{}))
		if err != nil {
			t.Fatal(err)
		}
		cursor := feed.Cursor{}
		for range 2 { // the second time, too: what the index lists may be another sitemap
			asked = 0
			b, err := m.Fetch(t.Context(), cursor)
			if got := titlesOf(b); !slices.Equal(got, c.titles) || feed.KindOf(err) != c.kind || asked != c.requests {
				t.Errorf("%s: %q, %v, %d requests", c.at, got, err, asked)
			}
			cursor = b.Next
		}
	}
}
