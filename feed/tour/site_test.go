package tour

import (
	"encoding/json"
	"encoding/xml"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// clock is a clock that a test sets.
type clock struct{ at atomic.Int64 }

func (c *clock) now() time.Time      { return time.Unix(c.at.Load(), 0) }
func (c *clock) add(d time.Duration) { c.at.Add(int64(d / time.Second)) }

func serve(t *testing.T) (*httptest.Server, *clock) {
	t.Helper()
	c := &clock{}
	c.at.Store(noon.Unix())
	s := httptest.NewServer(Handler(c.now))
	t.Cleanup(s.Close)
	return s, c
}

type answer struct {
	status int
	head   http.Header
	body   string
}

// get asks for an address with head fields name, value, name, value …
func get(t *testing.T, address string, head ...string) answer {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(head); i += 2 {
		req.Header.Set(head[i], head[i+1])
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{res.StatusCode, res.Header, string(b)}
}

func TestSiteAnswers(t *testing.T) {
	s, _ := serve(t)
	for _, c := range []struct {
		path   string
		status int
		kind   string
	}{
		{"/", 200, "text/html; charset=utf-8"},
		{"/ru/", 200, "text/html; charset=utf-8"},
		{"/az/prices", 200, "text/html; charset=utf-8"},
		{"/ru/rss.xml", 200, "application/rss+xml; charset=utf-8"},
		{"/az/atom.xml", 200, "application/atom+xml; charset=utf-8"},
		{"/en/rdf.xml", 200, "application/rdf+xml; charset=utf-8"},
		{"/en/feed.json", 200, "application/feed+json; charset=utf-8"},
		{"/images/caspian.png", 200, "image/png"},
		{"/video/offside.avi", 200, "video/x-msvideo"},
		{"/tr/", 404, ""},
		{"/tr/rss.xml", 404, ""},
		{"/ru/nothing", 404, ""},
		{"/ru/opml.xml", 404, ""},
		{"/ru/prices/more", 404, ""},
		{"/images/none.png", 404, ""},
		{"/images/", 404, ""},
	} {
		got := get(t, s.URL+c.path)
		if got.status != c.status || c.kind != "" && got.head.Get("Content-Type") != c.kind {
			t.Errorf("%s: %d %s", c.path, got.status, got.head.Get("Content-Type"))
		}
	}
}

func TestUnchangedIsNotSentTwice(t *testing.T) {
	s, c := serve(t)
	for _, path := range []string{"/ru/rss.xml", "/az/atom.xml", "/en/rdf.xml", "/ru/feed.json", "/ru/caspian", "/az/", "/images/caspian.png"} {
		first := get(t, s.URL+path)
		tag, date := first.head.Get("ETag"), first.head.Get("Last-Modified")
		c.add(3 * time.Hour)
		if got := get(t, s.URL+path, "If-None-Match", tag); got.status != 304 || got.body != "" {
			t.Errorf("%s by ETag: %d, %d bytes", path, got.status, len(got.body))
		}
		if got := get(t, s.URL+path, "If-Modified-Since", date); got.status != 304 {
			t.Errorf("%s by date: %d", path, got.status)
		}
		if got := get(t, s.URL+path, "If-None-Match", `"other"`); got.status != 200 {
			t.Errorf("%s by another ETag: %d", path, got.status)
		}
	}
}

func TestNewEditionEveryDay(t *testing.T) {
	s, c := serve(t)
	first := get(t, s.URL+"/ru/rss.xml")
	c.add(24 * time.Hour)
	got := get(t, s.URL+"/ru/rss.xml", "If-None-Match", first.head.Get("ETag"))
	if got.status != 200 || !strings.Contains(got.body, "Sat, 29 Nov 2025 12:00:00 +0400") {
		t.Errorf("after a day: %d, %.300s", got.status, got.body)
	}
}

func TestLinksLeadToTheHostThatWasAsked(t *testing.T) {
	s, _ := serve(t)
	link := regexp.MustCompile(`(?:href|src|url)="(` + regexp.QuoteMeta(s.URL) + `[^"]*)"`)
	seen := map[string]bool{}
	for _, lang := range Languages() {
		pages := []string{s.URL + "/" + lang + "/", s.URL + Path(lang, RSS), s.URL + Path(lang, Atom)}
		for _, story := range Stories(lang) {
			pages = append(pages, s.URL+"/"+lang+"/"+story.ID)
		}
		for _, page := range pages {
			body := get(t, page).body
			if strings.Contains(body, "rubrika.invalid") {
				t.Errorf("%s speaks of the built-in address", page)
			}
			for _, m := range link.FindAllStringSubmatch(body, -1) {
				seen[m[1]] = true
			}
		}
	}
	if len(seen) < 60 {
		t.Errorf("only %d links", len(seen))
	}
	for address := range seen {
		if got := get(t, address); got.status != 200 {
			t.Errorf("dead link %s: %d", address, got.status)
		}
	}
}

func TestArticlePages(t *testing.T) {
	s, _ := serve(t)
	data := regexp.MustCompile(`(?s)<script type="application/ld\+json">(.*?)</script>`)
	for _, lang := range Languages() {
		for _, story := range Stories(lang) {
			body := get(t, s.URL+"/"+lang+"/"+story.ID).body
			for _, part := range []string{
				`<html lang="` + lang + `">`, "<title>", `property="og:title"`, `property="article:section"`,
				`property="article:published_time"`, "<nav>", "<footer>", strings.ReplaceAll(story.Body, `src="/`, `src="`+s.URL+"/"),
			} {
				if !strings.Contains(body, part) {
					t.Errorf("%s/%s lacks %.60q", lang, story.ID, part)
				}
			}
			for _, v := range open(lang, s.URL, noon).others[story.ID] {
				if !strings.Contains(body, `<link rel="alternate" hreflang="`+v.Lang+`"`) || !strings.Contains(body, `href="`+v.URL+`"`) {
					t.Errorf("%s/%s does not name its version in %s", lang, story.ID, v.Lang)
				}
			}
			for _, f := range Formats() {
				if !strings.Contains(body, `href="`+s.URL+Path(lang, f)+`"`) {
					t.Errorf("%s/%s does not name the feed %s", lang, story.ID, f)
				}
			}
			var ld newsArticle
			m := data.FindStringSubmatch(body)
			if m == nil || json.Unmarshal([]byte(m[1]), &ld) != nil || ld.Headline != story.Headline() || ld.Section != story.Section ||
				ld.Type != "NewsArticle" || ld.Author.Name != story.Author || ld.Language != lang || ld.URL != s.URL+"/"+lang+"/"+story.ID {
				t.Errorf("%s/%s: data %v %+v", lang, story.ID, m, ld)
			}
		}
	}
}

func TestHostileHostIsQuoted(t *testing.T) {
	h := Handler(func() time.Time { return noon })
	for _, path := range []string{"/ru/caspian", "/ru/rss.xml", "/ru/atom.xml", "/ru/"} {
		r := httptest.NewRequest(http.MethodGet, path, nil)
		r.Host = `x"><script>alert(1)</script>&`
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if body := w.Body.String(); w.Code != 200 || strings.Contains(body, "<script>alert") {
			t.Errorf("%s: %d, the host is markup", path, w.Code)
		}
		if strings.HasSuffix(path, ".xml") && xml.Unmarshal(w.Body.Bytes(), new(any)) != nil {
			t.Errorf("%s is no XML any more", path)
		}
	}
}
