package library

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rubrika/feed"
)

// story is a web page with an article.
func story(title string, more ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<!doctype html><html lang="en"><head><title>%s</title>
<meta property="og:title" content="%s"><meta property="article:section" content="Economy">
<meta property="article:tag" content="Harbours"><meta name="author" content="A. Sailor">
<link rel="alternate" hreflang="az" href="/az/story"></head><body><nav><a href="/">Home</a></nav><article><h1>%s</h1>`, title, title, title)
	for i := range 8 {
		fmt.Fprintf(&b, "<p>Paragraph %d of the story says at length, with commas, and in whole sentences, what happened at sea.</p>", i)
	}
	for _, m := range more {
		b.WriteString(m)
	}
	b.WriteString("</article><footer>All rights reserved</footer></body></html>")
	return b.String()
}

// paper answers with a web page.
func paper(doc string) answer { return typed("text/html; charset=utf-8", doc) }

func typed(contentType, doc string) answer {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", contentType)
		_, _ = w.Write([]byte(doc))
	}
}

// teasers is a feed of teasers that link to the paths.
func teasers(paths ...string) answer {
	var items []news
	for i, path := range paths {
		items = append(items, news{link: path, title: "Story at " + path, body: "A teaser.", age: time.Duration(i+1) * time.Hour})
	}
	return says(document(items...))
}

func TestFullText(t *testing.T) {
	t.Parallel()
	p := publish(t, map[string]answer{"/rss": teasers("/story"), "/story": paper(story("Harbour opens"))})
	path, c := filepath.Join(t.TempDir(), "edition.db"), &clock{at: noon()}
	l := openInside(t, path, c)
	follow(t, l, p.URL+"/rss")
	it := list(t, l, "")[0]
	if a, err := l.Article(t.Context(), it.ID); err != nil || a.Full || !strings.Contains(a.Markdown, "teaser") {
		t.Fatalf("before: %+v %v", a, err)
	}
	a, err := l.FullText(t.Context(), it.ID, false)
	if err != nil || !a.Full {
		t.Fatalf("%+v %v", a, err)
	}
	if !strings.Contains(a.Markdown, "Paragraph 7") || strings.Contains(a.Markdown, "rights reserved") || a.Author != "A. Sailor" ||
		a.Section != "Economy" || !slices.Equal(a.Rubrics, []feed.Rubric{feed.Economy}) || a.Why.Kind != feed.ByPage ||
		!slices.Contains(a.Tags, "Harbours") || len(a.Versions) != 1 || a.Versions[0].Lang != "az" || a.Title != "Story at /story" {
		t.Errorf("%+v", a)
	}
	if got := titles(list(t, l, "rubric:economy")); len(got) != 1 {
		t.Errorf("under its rubric: %q", got)
	}
	if got := titles(list(t, l, "sentences")); len(got) != 1 {
		t.Errorf("found by a word of the page: %q", got)
	}

	before := p.requests()
	if _, err := l.FullText(t.Context(), it.ID, false); err != nil || p.requests() != before {
		t.Errorf("asked twice: %v", err)
	}
	p.set("/story", paper(story("Harbour opens", "<p>Another paragraph was added to the story in the evening, as it happens.</p>")))
	if a, err := l.FullText(t.Context(), it.ID, true); err != nil || !strings.Contains(a.Markdown, "Another paragraph") {
		t.Errorf("again: %+v %v", a, err)
	}
	// Without a network, after a restart, and when the feed sends its teaser
	// again, the text is there.
	refresh(t, l)
	p.Close()
	again := openInside(t, path, c)
	if a, err := again.FullText(t.Context(), it.ID, false); err != nil || !a.Full || !strings.Contains(a.Markdown, "Paragraph 7") {
		t.Errorf("offline: %+v %v", a, err)
	}
	a, err = again.FullText(t.Context(), it.ID, true)
	if kind(t, err, feed.KindOffline); !a.Full || !strings.Contains(a.Markdown, "Paragraph 7") {
		t.Errorf("offline and again: %+v", a)
	}
	_, err = l.FullText(t.Context(), 99, false)
	kind(t, err, feed.KindNoItem)
}

func TestPagesThatGiveNothing(t *testing.T) {
	t.Parallel()
	pages := map[string]struct {
		answer answer
		want   feed.Kind
		// final: it will not be asked again.
		final bool
	}{
		"/403":       {status(http.StatusForbidden), feed.KindRefused, true},
		"/404":       {status(http.StatusNotFound), feed.KindNotFound, true},
		"/410":       {status(http.StatusGone), feed.KindGone, true},
		"/500":       {status(http.StatusInternalServerError), feed.KindServer, false},
		"/pdf":       {typed("application/pdf", "%PDF-1.7"), feed.KindNoText, true},
		"/song":      {typed("audio/mpeg", "ID3"), feed.KindNoText, true},
		"/issue.pdf": {paper(story("never asked")), feed.KindNoText, true},
		"/blank":     {paper("<html><body></body></html>"), feed.KindNoText, true},
		"/huge":      {paper("<p>" + strings.Repeat("word ", maxDocument/4)), feed.KindTooBig, true},
		"/robots":    {paper("<title>Just a moment...</title><h1>Checking your browser</h1><p>This takes a few seconds.</p>"), feed.KindRefused, true},
		"/lost":      {paper("<title>Page not found</title><p>The page you asked for has moved or was never here at all.</p>"), feed.KindNotFound, true},
		"/works":     {paper("<title>Under maintenance</title><p>We are doing some works and are back soon.</p>"), feed.KindServer, false},
		"/login":     {paper("<title>Sign in</title><p>Enter your name and your password to read on.</p>"), feed.KindSignIn, true},
		"/leads":     {paper(`<meta http-equiv="refresh" content="0; url=http://10.0.0.1/">`), feed.KindNoText, true},
		"/circle":    {paper(`<meta http-equiv="refresh" content="0; url=/circle">`), feed.KindNoText, true},
		"/local":     {status(http.StatusFound, "Location", "http://10.0.0.1/"), feed.KindInside, true},
	}
	p := publish(t, map[string]answer{})
	var paths []string
	for path, c := range pages {
		p.set(path, c.answer)
		paths = append(paths, path)
	}
	p.set("/rss", teasers(paths...))
	l := openInside(t, filepath.Join(t.TempDir(), "edition.db"), &clock{at: noon()})
	follow(t, l, p.URL+"/rss")
	for _, it := range list(t, l, "") {
		path := strings.TrimPrefix(it.URL, p.URL)
		for _, again := range []bool{false, false, true} {
			a, err := l.FullText(t.Context(), it.ID, again)
			var told *feed.Error
			if errors.As(err, &told) && told.Op != opPage {
				t.Errorf("%s: it is the page that failed, not %q", path, told.Op)
			}
			if got := feed.KindOf(err); got != pages[path].want || a.Full || !strings.Contains(a.Markdown, "teaser") {
				t.Errorf("%s: %v, want %s, and the teaser: %.200q", path, err, pages[path].want, a.Markdown)
			}
		}
		before := p.requests()
		if _, err := l.FullText(t.Context(), it.ID, false); err == nil || (p.requests() == before) != pages[path].final {
			t.Errorf("%s: asked again %v: %v", path, p.requests() != before, err)
		}
	}
	bare, err := l.store.Bare(t.Context(), 0, 100)
	if got := titles(bare); err != nil || len(got) != 2 || !slices.Contains(got, "Story at /500") || !slices.Contains(got, "Story at /works") {
		t.Errorf("still to be fetched ahead: %q %v", titles(bare), err)
	}
}

// A page that leads to another one by itself is followed, one step, from the
// story as from what the reader typed.
func TestPagesThatLeadElsewhere(t *testing.T) {
	t.Parallel()
	p := publish(t, map[string]answer{
		"/refresh": paper(`<title>Redirecting</title><meta http-equiv="Refresh" content="0;URL='/story'">`),
		"/shell":   paper(`<title>Harbour opens</title><link rel="amphtml" href="/story"><body><div id="root"></div>`),
		"/twice":   paper(`<meta http-equiv="refresh" content="0; url=/refresh">`),
		"/story":   paper(story("Harbour opens")),
		"/rss":     teasers("/refresh", "/shell", "/twice"),
	})
	l := openInside(t, filepath.Join(t.TempDir(), "edition.db"), &clock{at: noon()})
	follow(t, l, p.URL+"/rss")
	for _, it := range list(t, l, "") {
		want := !strings.HasSuffix(it.URL, "/twice")
		if a, err := l.FullText(t.Context(), it.ID, false); a.Full != want || (err == nil) != want {
			t.Errorf("%s: full %v, %v", it.URL, a.Full, err)
		}
		typed, err := l.Page(t.Context(), it.URL)
		if got := strings.Contains(typed.Markdown, "Paragraph 7"); got != want {
			t.Errorf("%s typed: %v, %v", it.URL, got, err)
		}
	}
}

// TestAReaderWhoGoesOnIsNotHeldAgainstThePage leaves a story before its page
// has come.
func TestAReaderWhoGoesOnIsNotHeldAgainstThePage(t *testing.T) {
	t.Parallel()
	ctx, leave := context.WithCancel(t.Context())
	p := publish(t, map[string]answer{"/rss": teasers("/story")})
	p.set("/story", func(_ http.ResponseWriter, r *http.Request) {
		leave()
		<-r.Context().Done()
	})
	l := openInside(t, filepath.Join(t.TempDir(), "edition.db"), &clock{at: noon()})
	follow(t, l, p.URL+"/rss")
	it := list(t, l, "")[0]
	if _, err := l.FullText(ctx, it.ID, false); !errors.Is(err, context.Canceled) {
		t.Errorf("left: %v", err)
	}
	p.set("/story", paper(story("Harbour opens")))
	if a, err := l.FullText(t.Context(), it.ID, false); err != nil || !a.Full {
		t.Errorf("back again: %v %v", a.Full, err)
	}
}

func TestPrefetch(t *testing.T) {
	t.Parallel()
	pages := map[string]answer{"/rss": teasers("/1", "/2", "/3", "/4", "/403")}
	for i := range 4 {
		pages[fmt.Sprintf("/%d", i+1)] = paper(story(fmt.Sprintf("Number %d", i+1)))
	}
	pages["/403"] = status(http.StatusForbidden)
	p := publish(t, pages)
	l := openInside(t, filepath.Join(t.TempDir(), "edition.db"), &clock{at: noon()})
	sub := follow(t, l, p.URL+"/rss")
	var told []string
	tell := func(done, total int) { told = append(told, fmt.Sprint(done, "/", total)) }
	start := time.Now()
	n, err := l.Prefetch(t.Context(), sub.ID, 2, tell)
	if took := time.Since(start); err != nil || n != 2 || took < pagePace || took > 3*pagePace {
		t.Errorf("%d in %s: %v", n, took, err)
	}
	if want := []string{"1/2", "2/2"}; !slices.Equal(told, want) {
		t.Errorf("told %q", told)
	}
	var full []string
	for _, it := range list(t, l, "") {
		if a, err := l.Article(t.Context(), it.ID); err != nil {
			t.Error(err)
		} else if a.Full {
			full = append(full, strings.TrimPrefix(a.URL, p.URL))
		}
	}
	if !slices.Equal(full, []string{"/1", "/2"}) {
		t.Errorf("full: %q, want the newest two", full)
	}
	l.pagePace = time.Millisecond
	if n, err := l.Prefetch(t.Context(), sub.ID, 0, nil); err != nil || n != 2 {
		t.Errorf("the rest: %d %v", n, err)
	}
	before := p.requests()
	if n, err := l.Prefetch(t.Context(), 0, 0, nil); err != nil || n != 0 || p.requests() != before {
		t.Errorf("once more: %d %v, %d requests", n, err, p.requests()-before)
	}
}

// TestOneFetchesAhead has two processes at it: the second leaves it to the
// first.
func TestOneFetchesAhead(t *testing.T) {
	t.Parallel()
	p := publish(t, map[string]answer{"/rss": teasers("/1"), "/1": paper(story("One"))})
	path := filepath.Join(t.TempDir(), "edition.db")
	l, other := openInside(t, path, &clock{at: noon()}), openInside(t, path, &clock{at: noon()})
	follow(t, l, p.URL+"/rss")
	_, release, err := other.lease(t.Context(), "prefetch")
	if err != nil {
		t.Fatal(err)
	}
	if n, err := l.Prefetch(t.Context(), 0, 0, nil); n != 0 || feed.KindOf(err) != feed.KindElsewhere {
		t.Errorf("beside the other: %d %v", n, err)
	}
	release()
	if n, err := l.Prefetch(t.Context(), 0, 0, nil); n != 1 || err != nil {
		t.Errorf("after the other: %d %v", n, err)
	}
}

func TestPrefetchLeavesALostHostAlone(t *testing.T) {
	t.Parallel()
	dead := publish(t, map[string]answer{})
	p := publish(t, map[string]answer{"/1": paper(story("One"))})
	doc := document(news{link: "/1", title: "One", age: 5 * time.Hour})
	for i := range 5 {
		doc = strings.Replace(doc, "</channel>", fmt.Sprintf("<item><title>Dead %d</title><link>%s/%d</link></item></channel>", i, dead.URL, i), 1)
	}
	p.set("/rss", says(doc))
	busy := false
	for i := range 5 {
		dead.set(fmt.Sprintf("/%d", i), func(w http.ResponseWriter, r *http.Request) {
			if busy {
				t.Error("asked again")
			}
			busy = true
			status(http.StatusTooManyRequests)(w, r)
		})
	}
	l := openInside(t, filepath.Join(t.TempDir(), "edition.db"), &clock{at: noon()})
	follow(t, l, p.URL+"/rss")
	told := 0
	if n, err := l.Prefetch(t.Context(), 0, 0, func(int, int) { told++ }); err != nil || n != 1 || told != 6 || dead.requests() != 1 {
		t.Errorf("%d kept, told %d times, %d requests to the busy host: %v", n, told, dead.requests(), err)
	}
	if bare, err := l.store.Bare(t.Context(), 0, 100); err != nil || len(bare) != 5 {
		t.Errorf("%q are left for later: %v", titles(bare), err)
	}
}

// TestPagesForBrowsersOnly has a site turn away the program's own name.
func TestPagesForBrowsersOnly(t *testing.T) {
	t.Parallel()
	var agents []string
	choosy := func(w http.ResponseWriter, r *http.Request) {
		agents = append(agents, r.UserAgent()[:7])
		if !strings.HasPrefix(r.UserAgent(), "Mozilla/") {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		paper(story("For browsers"))(w, r)
	}
	p := publish(t, map[string]answer{"/rss": teasers("/1", "/2"), "/1": choosy, "/2": choosy})
	l := openInside(t, filepath.Join(t.TempDir(), "edition.db"), &clock{at: noon()})
	follow(t, l, p.URL+"/rss")
	for _, it := range list(t, l, "") {
		if a, err := l.FullText(t.Context(), it.ID, false); err != nil || !a.Full {
			t.Errorf("%s: %+v %v", it.URL, a, err)
		}
	}
	if pg, err := l.Page(t.Context(), p.URL+"/1"); err != nil || pg.Title != "For browsers" {
		t.Errorf("typed: %+v %v", pg, err)
	}
	if got := fmt.Sprint(agents); got != "[rubrika Mozilla Mozilla Mozilla]" {
		t.Errorf("asked as %s", got)
	}
}
