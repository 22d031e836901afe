package library

import (
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"rubrika/feed"
)

// said is a text of n sentences.
func said(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "<p>Sentence %d of the feed says what happened at sea, at length and with commas.</p>", i)
	}
	return b.String()
}

// walled is a page whose publisher says that it is not for everybody.
func walled(n int) string {
	return strings.Replace(site(n), "</head>", `<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle",`+
		`"headline":"Harbour opens","isAccessibleForFree":false}</script></head>`, 1)
}

// site is a page with n sentences in its article.
func site(n int) string {
	return `<!doctype html><html lang="en"><head><title>Harbour opens</title><meta property="article:tag" content="Harbours"></head><body><article><h1>Harbour opens</h1>` +
		said(n) + `</article></body></html>`
}

// TestAPageDoesNotReplaceALongerText has feeds give more than pages do.
func TestAPageDoesNotReplaceALongerText(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		feed, page, again string // body of the feed, page, page when it is read again
		want              feed.Kind
		sentences         int // that are shown
		full              bool
		wantAgain         feed.Kind
		sentencesAgain    int
	}{
		"more on the page":                 {said(2), site(8), site(9), "", 8, true, "", 9},
		"the same":                         {said(6), site(6), site(6), "", 6, true, "", 6},
		"a little less: the feed is whole": {said(9), site(8), site(8), "", 9, true, "", 9},
		"much less":                        {said(9), site(3), site(12), feed.KindNoText, 9, false, "", 12},
		"less behind a wall":               {said(9), walled(8), walled(8), feed.KindSignIn, 9, false, feed.KindSignIn, 9},
		"more, but behind a wall":          {said(2), walled(4), site(9), "", 4, false, "", 9},
		"cut by its publisher":             {said(2), site(9), site(6), "", 9, true, "", 6},
		"gone by the time":                 {said(2), site(9), site(3), "", 9, true, feed.KindNoText, 9},
		"behind a wall by the time":        {said(2), site(9), walled(6), "", 9, true, feed.KindSignIn, 9},
	} {
		t.Run(name, func(t *testing.T) {
			p := publish(t, map[string]answer{"/1": paper(tt.page)})
			p.set("/rss", says(document(news{guid: "harbour-1", link: "/1", title: "Harbour opens", body: tt.feed, age: time.Hour})))
			path, c := filepath.Join(t.TempDir(), "edition.db"), &clock{at: noon()}
			l := openInside(t, path, c)
			follow(t, l, p.URL+"/rss")
			id := list(t, l, "")[0].ID
			check := func(a feed.Article, n int) {
				t.Helper()
				if got := strings.Count(a.Markdown, "Sentence"); got != n {
					t.Errorf("%d sentences, want %d", got, n)
				}
			}
			a, err := l.FullText(t.Context(), id, false)
			if kind(t, err, tt.want); a.Full != tt.full {
				t.Errorf("full: %v", a.Full)
			}
			check(a, tt.sentences)
			// It stays so, and is asked no more.
			before := p.requests()
			for range 2 {
				stored, err := l.Article(t.Context(), id)
				if err != nil || stored.Full != tt.full {
					t.Errorf("stored: full %v, %v", stored.Full, err)
				}
				check(stored, tt.sentences)
				a, err := l.FullText(t.Context(), id, false)
				kind(t, err, tt.want)
				check(a, tt.sentences)
			}
			if n, err := l.Prefetch(t.Context(), 0, 0, nil); n != 0 || err != nil || p.requests() != before {
				t.Errorf("asked again: %d %v", n, err)
			}
			p.set("/1", paper(tt.again))
			a, err = l.FullText(t.Context(), id, true)
			kind(t, err, tt.wantAgain)
			check(a, tt.sentencesAgain)
		})
	}
}

// TestOnePageIsFetchedOnce has a key press and fetching ahead want one page.
func TestOnePageIsFetchedOnce(t *testing.T) {
	t.Parallel()
	p := publish(t, map[string]answer{"/rss": teasers("/1"), "/1": paper(story("One"))})
	l := openInside(t, filepath.Join(t.TempDir(), "edition.db"), &clock{at: noon()})
	follow(t, l, p.URL+"/rss")
	id, before := list(t, l, "")[0].ID, p.requests()
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if a, err := l.FullText(t.Context(), id, false); err != nil || !a.Full {
				t.Errorf("%v %v", a.Full, err)
			}
		})
		all.Go(func() {
			if err := l.prefetchOne(t.Context(), id); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if n := p.requests() - before; n != 1 {
		t.Errorf("%d requests", n)
	}
	if len(l.reading) != 0 {
		t.Errorf("%d are still being read", len(l.reading))
	}
}
