package rss

import (
	"strings"
	"testing"
	"time"

	"rubrika/feed"
	"rubrika/feed/feedtest"
	"rubrika/feed/fetch"
)

func TestResolve(t *testing.T) {
	const base = "https://gazet.example/az/index.html?x=1"
	for in, out := range map[string]string{
		"https://a.example/1":            "https://a.example/1",
		"//a.example/1":                  "https://a.example/1",
		"/1":                             "https://gazet.example/1",
		"1":                              "https://gazet.example/az/1",
		"../1":                           "https://gazet.example/1",
		"?p=1":                           "https://gazet.example/az/index.html?p=1",
		"#top":                           "https://gazet.example/az/index.html?x=1#top",
		" /a b\tc\n":                     "https://gazet.example/a%20bc",
		"/\x1b[31m":                      "https://gazet.example/[31m",
		"https://a.example/?a=1&amp;b=2": "https://a.example/?a=1&b=2",
		"<![CDATA[/1]]>":                 "https://gazet.example/1",
		"/новости":                       "https://gazet.example/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8",
		"":                               "",
		"javascript:x":                   "",
		"JaVaScRiPt:x":                   "",
		"data:text/html,x":               "",
		"vbscript:x":                     "",
		"file:///etc/passwd":             "",
		"mailto:a@b.example":             "",
		"https:///path":                  "",
		"%zz":                            "",
	} {
		want(t, in, resolve(in, base), out)
	}
	want(t, "without a base", resolve("/1", ""), "")
	want(t, "a broken base", resolve("/1", "http://[::1"), "")
}

// TestWhatTellsStoriesApart: what tells two stories apart stays, and how an address is
// spelled does not count.
func TestWhatTellsStoriesApart(t *testing.T) {
	for in, out := range map[string]string{
		"HTTPS://WWW.Gazet.example.:443/a/":                 "gazet.example/a",
		"http://gazet.example:8080/a":                       "gazet.example:8080/a",
		"https://gazet.example/%d0%bc?b=2&a=1&utm_source=x": "gazet.example/%D0%BC?a=1&b=2",
		"https://gazet.example/м/?a=%7e&b":                  "gazet.example/%D0%BC?a=~&b=",
		"https://gazet.example/a%2Db/~x/?&":                 "gazet.example/a-b/~x",
		"https://gazet.example/i?topic=1;x=2":               "gazet.example/i?topic=1%3Bx%3D2",
		"https://gazet.example/i?q=50%&fbclid=1":            "gazet.example/i?q=50%25",
		"https://gazet.example/a#top":                       "gazet.example/a",
		"https://gazet.example/a#0":                         "gazet.example/a",
		"https://gazet.example/a#xtor=RSS-16":               "gazet.example/a",
		"https://gazet.example/a#:~:text=b2":                "gazet.example/a",
		"https://gazet.example/a/#comment-12":               "gazet.example/a#comment-12",
		"https://gazet.example/a#p7":                        "gazet.example/a#p7",
		"https://gazet.example/a#2025-11-28":                "gazet.example/a#2025-11-28",
		"https://gazet.example/app/#/story/1":               "gazet.example/app#/story/1",
		"https://gazet.example/#!story/1":                   "gazet.example#!story/1",
		"https://gazet.example/a#/":                         "gazet.example/a",
		"mailto:a@b.example":                                "mailto:a@b.example",
	} {
		want(t, in, NormalLink(in), out)
		if !strings.Contains(in, "mailto") {
			want(t, in+" again", NormalLink("https://"+out), out)
		}
	}
}

func TestWeakNames(t *testing.T) {
	const site = "https://www.gazet.example/"
	for _, c := range []struct {
		guid, link string
		want       bool
	}{
		{"1", "", true},
		{"9999", "gazet.example/a", true},
		{"10000", "", false},
		{"1a", "", false},
		{"gazet.example", "gazet.example/a", true},
		{"gazet.example/d", "gazet.example/d/a", true},
		{"gazet.example/d", "gazet.example/d", false},
		{"gazet.example/d", "gazet.example/dx", false},
		{"urn:uuid:1", "gazet.example/a", false},
	} {
		if got := weak(c.guid, c.link, site); got != c.want {
			t.Errorf("weak(%q, %q) = %v", c.guid, c.link, got)
		}
	}
	for link, front := range map[string]bool{
		"gazet.example": true, "other.example": true, "gazet.example/": false, "gazet.example?p=1": false, "gazet.example/a": false,
	} {
		if got := frontPage(link, site); got != front {
			t.Errorf("frontPage(%q) = %v", link, got)
		}
	}
	if !frontPage("gazet.example/news", "https://gazet.example/news/") {
		t.Error("the page of the section is a story")
	}
	for _, name := range []string{"utm_source", "UTM_x", "fbclid", "gclid", "yclid", "_openstat"} {
		if !tracking(name) {
			t.Errorf("%q is kept", name)
		}
	}
	for _, name := range []string{"id", "p", "utm", "page", "a"} {
		if tracking(name) {
			t.Errorf("%q is dropped", name)
		}
	}
}

// What the reader set for a source reaches its entries, and the request says
// what we read.
func TestSettings(t *testing.T) {
	srv := feedtest.NewServer(t, []byte("<rss><channel><item><title>x</title><pubDate>28.11.2025 12:00</pubDate></item></channel></rss>"), "text/xml")
	f, err := New(Settings{URL: srv.At(feedtest.Plain), Lang: "az", Zone: "Asia/Baku", Now: func() time.Time { return testNow }},
		fetch.New(fetch.Options{UserAgent: fetch.UserAgent("test")}))
	if err != nil {
		t.Fatal(err)
	}
	b, err := f.Fetch(t.Context(), feed.Cursor{})
	if err != nil || len(b.Entries) != 1 {
		t.Fatalf("%+v, %v", b, err)
	}
	want(t, "language", b.Entries[0].Lang, "az")
	want(t, "date", b.Entries[0].Published.Format(time.RFC3339)+b.Entries[0].Published.Location().String(), "2025-11-28T12:00:00+04:00Asia/Baku")
	h := srv.Requests()[0].Header
	for _, kind := range []string{"application/rss+xml", "application/atom+xml", "application/feed+json"} {
		if !strings.Contains(h.Get("Accept"), kind) {
			t.Errorf("Accept %q", h.Get("Accept"))
		}
	}
	want(t, "agent", h.Get("User-Agent"), "rubrika/test (+terminal news reader)")
}
