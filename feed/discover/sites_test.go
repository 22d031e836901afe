package discover

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"rubrika/feed"
	"rubrika/feed/fetch"
)

func TestFeedless(t *testing.T) {
	for address, want := range map[string]bool{
		"https://t.me/gazet": true, "t.me/s/gazet": true, "https://www.Instagram.com/gazet": true, "https://m.facebook.com/gazet": true, "x.com/gazet": true,
		"https://gazet.example/t.me": false, "https://dropbox.com/": false, "gazet": false, "": false, "https://[::1": false,
	} {
		if got := Feedless(address); got != want {
			t.Errorf("%q: %v", address, got)
		}
	}
}

// A video's page names its channel and, after it, those of other videos.
func TestChannel(t *testing.T) {
	const mine, other = "UC_x5XG1OV2P6uZZ5FSM9Ttw", "UC0000000000000000000000"
	const feeds = "https://www.youtube.com/feeds/videos.xml?channel_id="
	for _, c := range []struct{ page, at, want string }{
		{`<script>{"channelId":"` + other + `"}{"externalChannelId":"` + mine + `"}</script>`, "https://www.youtube.com/watch?v=x", feeds + mine},
		{`<meta itemprop="identifier" content="` + mine + `"><script>{"channelId":"` + other + `"}`, "https://m.youtube.com/@gazet", feeds + mine},
		{`{"externalId":"` + mine + `"} {"channelId":"` + other + `"}`, "https://www.youtube.com/c/gazet", feeds + mine},
		{`{"channelId": "` + mine + `"} {"channelId":"` + other + `"}`, "https://youtube.com/watch?v=x", feeds + mine},
		{`{"channelId":"` + mine + `x"}`, "https://youtube.com/watch?v=x", ""},
		{`{"channelId":"` + mine + `"}`, "https://notyoutube.com/watch?v=x", ""},
		{`{"channelId":"` + mine + `"}`, "https://youtube.com.evil.example/", ""},
	} {
		if got, ok := channel([]byte(c.page), c.at); got.URL != c.want || ok != (c.want != "") {
			t.Errorf("%s at %s: %q", c.page, c.at, got.URL)
		}
	}
	for address, want := range map[string]bool{
		"https://consent.youtube.com/m?continue=x": true, "https://consent.google.com/ml": true,
		"https://www.youtube.com/@gazet": false, "https://consent.example/": false, "https://consent.youtube.com.evil.example/": false,
	} {
		if got := asksConsent(address); got != want {
			t.Errorf("%s: %v", address, got)
		}
	}
}

// A page of consent ends the search, and says why.
func TestConsent(t *testing.T) {
	s := &search{client: fetch.New(fetch.Options{Offline: true}), typed: url.URL{Scheme: "https", Host: "www.youtube.com", Path: "/@gazet"}, home: map[string]bool{}, asked: map[string]bool{}}
	found := s.look(t.Context(), fetch.Response{URL: "https://consent.youtube.com/m", Body: []byte(page(alternate(`href="/rss"`), "")), ContentType: "text/html"}, "https://www.youtube.com/@gazet")
	if len(found) > 0 || feed.KindOf(s.over) != feed.KindNotFeed || !strings.Contains(fmt.Sprint(s.over), "@gazet") {
		t.Errorf("%v, %v", found, s.over)
	}
}

func TestPodcasts(t *testing.T) {
	for doc, want := range map[string][]string{
		`{"resultCount":1,"results":[{"kind":"podcast","collectionName":"Liman","feedUrl":"https://liman.example/pod.xml"}]}`: {"https://liman.example/pod.xml Liman"},
		`{"resultCount":1,"results":[{"kind":"song","collectionName":"Liman"}]}`:                                              nil,
		`{"results":[{"feedUrl":"javascript:x"},{"feedUrl":"file:///etc/passwd"}]}`:                                           nil,
		`{"results":null}`: nil, `<html>`: nil, ``: nil,
	} {
		var got []string
		for _, f := range podcasts([]byte(doc)) {
			got = append(got, f.URL+" "+f.Title)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q", doc, got)
		}
	}
	for address, want := range map[string]string{
		"podcasts.apple.com/az/podcast/liman/id1234567890": "1234567890", "itunes.apple.com/us/podcast/liman/id12345678": "12345678",
		"podcasts.apple.com/az/genre/id12": "", "podcasts.apple.com/az/artist/x": "", "evil.example/podcasts.apple.com/x/id1234567890": "",
	} {
		got := ""
		if m := podcastPage.FindStringSubmatch(address); m != nil {
			got = m[1]
		}
		if got != want {
			t.Errorf("%s: %q", address, got)
		}
	}
}

// An index of sitemaps is followed when one of the newest it lists is of news.
func TestFindIndex(t *testing.T) {
	index := func(parts ...string) string {
		return `<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>` +
			strings.Join(parts, "</loc></sitemap><sitemap><loc>") + `</loc></sitemap></sitemapindex>`
	}
	for _, c := range []struct {
		name  string
		docs  map[string]string
		found []string
		asked []string
	}{
		{"typed", map[string]string{"/": index("HERE/pages.xml", "HERE/news-11.xml"), "/news-11.xml": newsMap}, []string{"/ sitemap"}, []string{"/", "/news-11.xml"}},
		{
			"in the usual place",
			map[string]string{"/": page("", ""), "/news-sitemap.xml": index("HERE/n/11.xml"), "/n/11.xml": newsMap},
			[]string{"/news-sitemap.xml sitemap"},
			nil,
		},
		{"of pages", map[string]string{"/": index("HERE/a.xml", "HERE/b.xml", "HERE/c.xml"), "/a.xml": plainMap, "/b.xml": plainMap, "/c.xml": newsMap}, nil, nil},
		{"of another host", map[string]string{"/": index("https://liman.example/news.xml")}, nil, nil},
	} {
		s := serve(t, c.docs)
		got, err := Find(t.Context(), fetch.New(fetch.Options{}), s.url+"/", wordPress())
		if !slices.Equal(s.found(got), append([]string{}, c.found...)) || (err == nil) != (len(c.found) > 0) {
			t.Errorf("%s: %q, %v", c.name, s.found(got), err)
		}
		if c.asked != nil && !slices.Equal(s.asked, c.asked) || len(s.asked) > maxAsked {
			t.Errorf("%s: asked %q", c.name, s.asked)
		}
	}
}

// The door of a server of accounts ends the search, and says why; a page about
// such servers does not.
func TestServersOfAccounts(t *testing.T) {
	const form = `<form action="/login"><input name="username"><input type="password" name="password"></form>`
	for doc, want := range map[string]bool{
		"<title>Sign In - Miniflux</title>" + form:                             true,
		`<meta name="apple-mobile-web-app-title" content="FreshRSS" />` + form: true,
		"<title>Miniflux and FreshRSS compared</title><p>Both keep feeds.</p>": false,
		"<title>Sign in - Gazet</title>" + form:                                false,
	} {
		s := &search{client: fetch.New(fetch.Options{Offline: true}), typed: url.URL{Scheme: "https", Host: "a.example"}, home: map[string]bool{"a.example": true}, asked: map[string]bool{}}
		found := s.look(t.Context(), fetch.Response{URL: "https://a.example/", Body: []byte(page(doc, "")), ContentType: "text/html"}, "https://a.example/")
		if got := errors.Is(s.over, feed.ErrAccount); got != want || len(found) > 0 {
			t.Errorf("%s: %v, %v", doc, s.over, found)
		}
	}
}
