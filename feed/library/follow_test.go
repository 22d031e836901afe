package library

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rubrika/feed"
	"rubrika/feed/catalogue"
)

func TestFollow(t *testing.T) {
	t.Parallel()
	link := `<link rel="alternate" type="application/rss+xml" title="%s" href="%s">`
	site := func(links ...string) answer {
		return paper("<!doctype html><html><head><title>Sea</title>" + strings.Join(links, "") + "</head><body></body></html>")
	}
	list := typed("text/xml", `<opml version="2.0"><body><outline type="rss" text="One" xmlUrl="https://one.example/rss"/></body></opml>`)
	p := publish(t, map[string]answer{
		"/sea/news": says(document(three()...)), "/sea/other": says(document(three()[0])),
		"/one":  site(fmt.Sprintf(link, "Sea News", "/sea/news")),
		"/two":  site(fmt.Sprintf(link, "Sea News", "/sea/news"), fmt.Sprintf(link, "Ot\u202eher", "/sea/other")),
		"/none": paper("<html><body>Nothing here</body></html>"), "/shut": status(http.StatusUnauthorized), "/list.opml": list,
	})
	for where, c := range map[string]struct {
		choices, added int
		want           feed.Kind
	}{
		"/sea/news": {added: 3}, "/one": {added: 3}, "/two": {choices: 2}, "/none": {want: feed.KindNotFeed},
		"/missing": {want: feed.KindNotFound},
	} {
		l, _ := openNew(t)
		got, err := l.Follow(t.Context(), NewSource{URL: p.URL + where, Title: "Mine", Tags: []string{"sea"}})
		if feed.KindOf(err) != c.want || len(got.Choices) != c.choices || got.Received.New != c.added {
			t.Errorf("%s: %+v %v", where, got, err)
			continue
		}
		subs, err := l.Subscriptions(t.Context())
		if err != nil || len(subs) != min(c.added, 1) {
			t.Errorf("%s: %+v %v", where, subs, err)
		}
		if c.added > 0 && (subs[0].URL != p.URL+"/sea/news" || subs[0].Title != "Mine" || got.Source.ID != subs[0].ID || len(subs[0].Tags) != 1) {
			t.Errorf("%s: %+v", where, subs[0])
		}
		if c.choices > 0 && (got.Choices[0].URL != p.URL+"/sea/news" || got.Choices[0].Title != "Sea News" || got.Choices[1].URL != p.URL+"/sea/other" || got.Choices[1].Title != "Other") {
			t.Errorf("%s: %+v", where, got.Choices)
		}
	}
	for _, word := range []string{"/one", "/sea/news"} { // no scheme, and no https there
		l, _ := openNew(t)
		got, err := l.Follow(t.Context(), NewSource{URL: strings.TrimPrefix(p.URL, "http://") + word})
		if err != nil || got.Source.URL != p.URL+"/sea/news" {
			t.Errorf("%s: %+v %v", word, got, err)
		}
	}
	for word, want := range map[string]feed.Kind{"/none": feed.KindNotFeed, "/missing": feed.KindNotFound, "/shut": feed.KindSignIn} { // what http says counts
		l, _ := openNew(t)
		_, err := l.Follow(t.Context(), NewSource{URL: strings.TrimPrefix(p.URL, "http://") + word})
		kind(t, err, want)
	}
	file := filepath.Join(t.TempDir(), "list.opml")
	if err := os.WriteFile(file, []byte("https://two.example/rss\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	l, _ := openNew(t)
	for where, title := range map[string]string{p.URL + "/list.opml": "One", file: "two.example"} {
		got, err := l.Follow(t.Context(), NewSource{URL: where})
		if err != nil || got.List == nil || got.List.Added != 1 || got.List.Titles[0] != title {
			t.Errorf("%s: %+v %v", where, got, err)
		}
	}
	for address, want := range map[string]feed.Kind{
		"ftp://x.example/": feed.KindAddress, "https://anna:s3cret@ho st/": feed.KindAddress, "https://anna:s3cret@x.com/": feed.KindNotFeed,
	} {
		_, err := l.Follow(t.Context(), NewSource{URL: address})
		kind(t, err, want)
		if strings.Contains(err.Error(), "s3cret") {
			t.Error(err)
		}
	}
}

// TestFollowANewsSitemap follows the list a site makes for search engines, of
// which the language of the subscription is kept.
func TestFollowANewsSitemap(t *testing.T) {
	t.Parallel()
	var urls strings.Builder
	for _, n := range []struct{ lang, title string }{{"ru", "Причал открыт"}, {"az", "Körpü açıldı"}, {"ru", "Паром пришёл"}} {
		fmt.Fprintf(&urls, `<url><loc>https://port.example/%s/%d</loc><news:news><news:publication><news:name>Port</news:name>`+
			`<news:language>%s</news:language></news:publication><news:publication_date>2025-11-28T10:00:00+04:00</news:publication_date>`+
			`<news:title>%s</news:title></news:news></url>`, n.lang, urls.Len(), n.lang, n.title)
	}
	p := publish(t, map[string]answer{"/news.xml": typed("text/xml", `<?xml version="1.0" encoding="UTF-8"?>`+
		`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">`+urls.String()+`</urlset>`)})
	for lang, want := range map[string]int{"": 3, "ru": 2, "az": 1} {
		l, _ := openNew(t)
		got, err := l.Follow(t.Context(), NewSource{URL: p.URL + "/news.xml", Lang: lang})
		if err != nil || got.Source.Kind != kindSitemap || got.Received.New != want {
			t.Errorf("%q: %+v %v", lang, got, err)
		}
		if r := refresh(t, l); r.Sources != 1 || r.Failed != 0 || r.New != 0 {
			t.Errorf("%q, once more: %+v", lang, r)
		}
		for _, it := range list(t, l, "") {
			if lang != "" && it.Lang != lang {
				t.Errorf("%q: %q is in %s", lang, it.Title, it.Lang)
			}
		}
	}
}

func TestFollowGuesses(t *testing.T) {
	t.Parallel()
	l, _ := openNew(t)
	got, err := l.Follow(t.Context(), NewSource{URL: "https://github.com/golang/go"})
	if err != nil || len(got.Choices) < 2 || !strings.Contains(got.Choices[0].URL, "github.com/golang/go") {
		t.Errorf("%+v %v", got, err)
	}
}

func TestSubscribeOnce(t *testing.T) {
	t.Parallel()
	p := publish(t, map[string]answer{"/rss": says(document(three()...)), "/moved": status(http.StatusMovedPermanently, "Location", "/rss/")})
	p.set("/rss/", says(document(three()...)))
	l, _ := openNew(t)
	follow(t, l, p.URL+"/rss")
	before := p.requests()
	for _, address := range []string{
		p.URL + "/rss", p.URL + "/rss/", strings.Replace(p.URL, "http:", "https:", 1) + "/rss", strings.TrimPrefix(p.URL, "http://") + "/rss",
	} {
		_, _, err := l.Subscribe(t.Context(), NewSource{URL: address})
		kind(t, err, feed.KindExists)
	}
	if p.requests() != before {
		t.Error("asked before it was looked up")
	}
	_, _, err := l.Subscribe(t.Context(), NewSource{URL: p.URL + "/moved"})
	kind(t, err, feed.KindExists)
}

func TestSubscribeKeepsWhatTheReaderSays(t *testing.T) {
	t.Parallel()
	var agents []string
	p := publish(t, map[string]answer{"/rss": func(w http.ResponseWriter, r *http.Request) {
		agents = append(agents, r.UserAgent())
		says(document(three()...))(w, r)
	}})
	l, _ := openNew(t)
	n := NewSource{
		URL: p.URL + "/rss", Title: "Mine", Lang: "az", Zone: "Asia/Baku", Rubric: feed.Sport,
		Tags: []string{"sea", "x\x1b[31m"}, Agent: "own/1", Every: often * 30,
	}
	sub, _, err := l.Subscribe(t.Context(), n)
	if err != nil || sub.Title != "Mine" || sub.Lang != "az" || sub.Zone != "Asia/Baku" || sub.Rubric != feed.Sport || sub.Kind != kindFeed ||
		fmt.Sprint(sub.Tags) != "[sea x]" || sub.Agent != "own/1" || sub.Every != n.Every || fmt.Sprint(agents) != "[own/1]" {
		t.Errorf("%+v asked as %q: %v", sub, agents, err)
	}
}

func TestTheCatalogueCompletes(t *testing.T) {
	t.Parallel()
	for _, c := range catalogue.All() {
		spelled := strings.Replace(c.URL, "https:", "http:", 1)
		if !strings.Contains(c.URL, "?") {
			spelled += "/"
		}
		got := completed(feed.Subscription{URL: spelled}, catalogued())
		if got.Title != c.Title || got.Lang != c.Lang || got.Zone != c.Zone || got.Rubric != c.Rubric || (got.Cursor.Agent == "browser") != (c.Agent == "browser") {
			t.Errorf("%+v, want %+v", got, c)
		}
		mine := feed.Subscription{URL: c.URL, Title: "Mine", Lang: "xx", Zone: "UTC", Rubric: feed.Opinion}
		if got := completed(mine, catalogued()); got.Title != "Mine" || got.Lang != "xx" || got.Zone != "UTC" || got.Rubric != feed.Opinion {
			t.Errorf("the reader said otherwise: %+v", got)
		}
	}
	other := feed.Subscription{URL: "https://not-there.example/rss"}
	if got := completed(other, catalogued()); fmt.Sprint(got) != fmt.Sprint(other) {
		t.Errorf("%+v", got)
	}
}
