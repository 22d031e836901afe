package library

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"rubrika/feed"
	"rubrika/feed/fetch"
)

// presses is a server of feeds in three languages, /0 to /n, of so many items of
// a few kilobytes each, with validators.
func presses(b *testing.B, feeds, items int) (list []feed.Subscription) {
	b.Helper()
	docs := make([]string, feeds)
	for i := range docs {
		docs[i] = press(i, items)
	}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var i int
		if _, err := fmt.Sscanf(r.URL.Path, "/%d", &i); err != nil || i >= feeds {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Etag", `"one"`)
		w.Header().Set("Content-Type", "application/rss+xml")
		if r.Header.Get("If-None-Match") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		if _, err := w.Write([]byte(docs[i])); err != nil {
			b.Error(err)
		}
	}))
	b.Cleanup(s.Close)
	for i := range docs {
		list = append(list, feed.Subscription{Kind: kindFeed, URL: fmt.Sprintf("%s/%d", s.URL, i)})
	}
	return list
}

// press is a feed of made-up words.
func press(number, items int) string {
	stems := [][]string{
		{"министр", "договор", "встреча", "рынок", "страна", "область", "цена", "нефть"},
		{"nazir", "görüş", "ölkə", "bazar", "qiymət", "şəhər", "sərgi", "dəniz"},
		{"minister", "market", "harbour", "country", "price", "council", "letter", "river"},
	}[number%3]
	endings := []string{"", "а", "ами", "ов", "lar", "ların", "da", "s", "ing", "ly"}
	r := rand.New(rand.NewPCG(uint64(number), 1))
	text := func(n int) string {
		var out strings.Builder
		for range n {
			fmt.Fprintf(&out, "%s%s%d ", stems[r.IntN(len(stems))], endings[r.IntN(len(endings))], r.IntN(40))
		}
		return strings.TrimSpace(out.String())
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0"?><rss version="2.0"><channel><title>Press %d</title>`, number)
	for i := range items {
		fmt.Fprintf(&b, `<item><title>%s</title><link>https://p%d.example/%d</link><guid isPermaLink="false">%d-%d</guid><description><![CDATA[`,
			text(8), number, i, number, i)
		for range 1 + r.IntN(8) {
			fmt.Fprintf(&b, "<p>%s — <b>%s</b>&nbsp;«%s»…</p>", text(60), text(2), text(20))
		}
		fmt.Fprintf(&b, `]]></description><pubDate>Fri, 28 Nov 2025 %02d:%02d:00 GMT</pubDate></item>`, i/60%24, i%60)
	}
	return b.String() + "</channel></rss>"
}

// subscribed is a new library with some sources.
func subscribed(b *testing.B, list []feed.Subscription) *Library {
	b.Helper()
	l := openWith(b, Options{Path: filepath.Join(b.TempDir(), "edition.db"), Client: fetch.New(fetch.Options{})})
	if _, _, err := l.store.SubscribeAll(b.Context(), list, true); err != nil {
		b.Fatal(err)
	}
	return l
}

// BenchmarkColdRefresh measures the first refresh of 20 feeds of 50 items.
func BenchmarkColdRefresh(b *testing.B) {
	const feeds, items = 20, 50
	list := presses(b, feeds, items)
	b.ReportAllocs()
	for b.Loop() {
		r, err := subscribed(b, list).Refresh(b.Context(), RefreshOptions{})
		if err != nil || r.New != feeds*items {
			b.Fatalf("%+v %v", r, err)
		}
	}
}

// BenchmarkUnchanged measures a refresh of 200 feeds that all answer 304.
func BenchmarkUnchanged(b *testing.B) {
	const feeds = 200
	l := subscribed(b, presses(b, feeds, 2))
	b.ReportAllocs()
	for i := -1; i < b.N; i++ {
		if i == 0 {
			b.ResetTimer()
		}
		r, err := l.Refresh(b.Context(), RefreshOptions{Force: true})
		if err != nil || r.Sources != feeds || r.Failed > 0 || i >= 0 && r.New > 0 {
			b.Fatalf("%+v %v", r, err)
		}
	}
}
