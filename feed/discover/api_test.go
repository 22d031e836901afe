package discover

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"rubrika/feed/fetch"
	"rubrika/feed/wordpress"
)

const (
	postsDoc = `[{"id":7,"link":"https://liman.example/7","title":{"rendered":"Gəmi gəldi"}}]`
	indexDoc = `{"name":"Liman &amp; dəniz","namespaces":["oembed/1.0","wp/v2"]}`
	// probe is what a search asks an API for.
	probe = "per_page=1&_fields=id,link,title"
)

// api is the link of a page to its API.
func api(href string) string { return `<link rel="https://api.w.org/" href="` + href + `" />` }

// richDoc is a feed with whole texts and rubrics.
func richDoc() string {
	return strings.Replace(rssDoc, "<item>", `<item xmlns:content="http://purl.org/rss/1.0/modules/content/"><category>Liman</category><content:encoded>`+
		strings.Repeat("Gəmi limana gəldi. ", 100)+"</content:encoded>", 1)
}

func TestFindWordPress(t *testing.T) {
	ownFeeds := alternate(`href="/feed/" title="Liman &raquo; Feed"`) + alternate(`href="/comments/feed/" title="Liman &raquo; Comments Feed"`)
	const pretty, plain = "/wp-json/wp/v2/posts", "/?rest_route=/wp/v2/posts"
	for _, c := range []struct {
		name  string
		at    string
		docs  map[string]string
		found []string
		asked []string
	}{
		{
			"a feed of teasers", "/",
			map[string]string{"/": page(ownFeeds+api("HERE/wp-json/"), ""), "/feed/": rssDoc, pretty + "?" + probe: postsDoc},
			[]string{"/feed/ «Liman » Feed»", pretty + " wordpress «Liman qəzeti (WordPress)»"},
			[]string{"/", "/feed/", pretty + "?" + probe},
		},
		{
			"a feed with texts and rubrics", "/",
			map[string]string{"/": page(ownFeeds+api("/wp-json/"), ""), "/feed/": richDoc(), pretty + "?" + probe: postsDoc},
			[]string{"/feed/ «Liman » Feed»"},
			[]string{"/", "/feed/"},
		},
		{
			"an API that is closed", "/",
			map[string]string{"/": page(ownFeeds+api("/wp-json/"), ""), "/feed/": rssDoc, pretty + "?" + probe: "401"},
			[]string{"/feed/ «Liman » Feed»"},
			[]string{"/", "/feed/", pretty + "?" + probe},
		},
		{
			"a feed that is closed", "/",
			map[string]string{"/": page(ownFeeds+api("/wp-json/"), ""), "/feed/": "403", pretty + "?" + probe: postsDoc},
			[]string{"/feed/ «Liman » Feed»", pretty + " wordpress «Liman (WordPress)»"},
			[]string{"/", "/feed/", pretty + "?" + probe},
		},
		{
			"links that are not pretty", "/",
			map[string]string{"/": page(ownFeeds+api("/index.php?rest_route=/"), ""), "/feed/": rssDoc, "/index.php?rest_route=/wp/v2/posts&" + probe: postsDoc},
			[]string{"/feed/ «Liman » Feed»", "/index.php?rest_route=/wp/v2/posts wordpress «Liman qəzeti (WordPress)»"},
			[]string{"/", "/feed/", "/index.php?rest_route=/wp/v2/posts&" + probe},
		},
		{
			"several feeds", "/",
			map[string]string{"/": page(ownFeeds+alternate(`href="/sea/feed/" title="Sea"`)+api("/wp-json/"), ""), pretty + "?" + probe: postsDoc},
			[]string{"/feed/ «Liman » Feed»", "/sea/feed/ «Sea»", pretty + " wordpress «Liman (WordPress)»"},
			[]string{"/", pretty + "?" + probe},
		},
		{
			"only comments", "/",
			map[string]string{"/": page(alternate(`href="/comments/feed/" title="Liman &raquo; Comments Feed"`)+api("/wp-json/"), ""), pretty + "?" + probe: postsDoc},
			[]string{pretty + " wordpress «127.0.0.1 (WordPress)»"},
			[]string{"/", pretty + "?" + probe},
		},
		{
			"only comments, and closed", "/",
			map[string]string{"/": page(alternate(`href="/comments/feed/"`)+api("/wp-json/"), "")},
			[]string{"/comments/feed/"},
			[]string{"/", pretty + "?" + probe},
		},
		{
			"no feeds at all", "/",
			map[string]string{"/": page(api("/wp-json/"), ""), pretty + "?" + probe: postsDoc, "/feed": rssDoc},
			[]string{pretty + " wordpress «127.0.0.1 (WordPress)»"},
			[]string{"/", pretty + "?" + probe},
		},
		{
			"no feeds, and closed", "/",
			map[string]string{"/": page(api("/wp-json/"), ""), "/feed": rssDoc},
			[]string{"/feed «Liman qəzeti»"},
			[]string{"/", pretty + "?" + probe, "/feed"},
		},
		{
			"for browsers only", "/",
			map[string]string{"/": "browser:" + page(ownFeeds+api("/wp-json/"), ""), "/feed/": "browser:" + rssDoc, pretty + "?" + probe: "browser:" + postsDoc},
			[]string{"/feed/ «Liman » Feed»", pretty + " wordpress «Liman qəzeti (WordPress)»"},
			[]string{"/", "*/", "*/feed/", "*" + pretty + "?" + probe},
		},
		{"the posts themselves", pretty, map[string]string{pretty: postsDoc}, []string{pretty + " wordpress"}, []string{pretty}},
		{"the posts of a rubric", pretty + "?categories=5", map[string]string{pretty + "?categories=5": postsDoc}, []string{pretty + "?categories=5 wordpress"}, []string{pretty + "?categories=5"}},
		{"the index", "/wp-json/", map[string]string{"/wp-json/": indexDoc}, []string{pretty + " wordpress «Liman & dəniz»"}, []string{"/wp-json/"}},
		{"the index without pretty links", "/?rest_route=/", map[string]string{"/?rest_route=/": indexDoc}, []string{plain + " wordpress «Liman & dəniz»"}, []string{"/?rest_route=/"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := serve(t, c.docs)
			got, err := Find(t.Context(), fetch.New(fetch.Options{}), s.url+c.at, wordPress())
			if err != nil || !slices.Equal(s.found(got), c.found) {
				t.Errorf("%q, %v; want %q", s.found(got), err, c.found)
			}
			if !slices.Equal(s.asked, c.asked) {
				t.Errorf("asked %q, want %q", s.asked, c.asked)
			}
		})
	}
}

// An API that a page names inside the reader's network is not asked.
func TestFindWordPressInside(t *testing.T) {
	other := serve(t, map[string]string{"/wp-json/wp/v2/posts?" + probe: postsDoc})
	inside := strings.Replace(other.url, "127.0.0.1", "localhost", 1)
	s := serve(t, map[string]string{"/": page(alternate(`href="/feed/"`)+api(inside+"/wp-json/"), ""), "/feed/": rssDoc})
	got, err := Find(t.Context(), fetch.New(fetch.Options{}), s.url+"/", wordPress())
	if err != nil || !slices.Equal(s.found(got), []string{"/feed/"}) || len(other.asked) > 0 {
		t.Errorf("%q, %v, asked %q", s.found(got), err, other.asked)
	}
	excepted := fetch.Options{Inside: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32"), netip.MustParsePrefix("::1/128")}}
	got, err = Find(t.Context(), fetch.New(excepted), s.url+"/", wordPress())
	if want := []string{"/feed/", inside + "/wp-json/wp/v2/posts wordpress «Liman qəzeti (WordPress)»"}; err != nil || !slices.Equal(s.found(got), want) {
		t.Errorf("%q, %v", s.found(got), err)
	}
}

func TestAPILink(t *testing.T) {
	for doc, want := range map[string]string{
		page(api("/wp-json/"), ""):                                 "https://liman.example/wp-json/",
		page(`<LINK href=wp-json/ rel='https://api.w.org/'>`, ""):  "https://liman.example/a/wp-json/",
		page(api("https://api.example/wp-json/?a=1&#038;b=2"), ""): "https://api.example/wp-json/?a=1&b=2",
		page("", api("/wp-json/")):                                 "", // what readers write stands in the body
		page(api("javascript:x"), ""):                              "",
		page(api("//[::1/"), ""):                                   "",
		page(api("/"+strings.Repeat("x", maxAddress)), ""):         "",
		page(`<meta content="https://api.w.org/">`, ""):            "",
		`<link rel="https://api.w.org/"`:                           "",
	} {
		if got := wordPress().link([]byte(doc), "https://liman.example/a/b"); got != want {
			t.Errorf("%.200s: %q, want %q", doc, got, want)
		}
	}
}

// A feed is enough when most of its entries have what the API would bring.
func TestSample(t *testing.T) {
	item := func(full, filed bool) string {
		out := "<item><title>x</title>"
		if full {
			out += "<description>" + strings.Repeat("Gəmi limana gəldi. ", 200) + "</description>"
		}
		if filed {
			out += "<category>Liman</category>"
		}
		return out + "</item>"
	}
	for _, c := range []struct {
		items string
		want  bool
	}{
		{item(true, true), true},
		{item(true, false), false},
		{item(false, true), false},
		{"", true},
		{item(true, true) + item(false, false), true},
		{item(true, true) + item(false, true) + item(false, true), false},
	} {
		doc := fmt.Sprintf(`<?xml version="1.0"?><rss version="2.0"><channel><title>L</title>%s</channel></rss>`, c.items)
		s := serve(t, map[string]string{"/f": doc})
		find := &search{client: fetch.New(fetch.Options{}), home: map[string]bool{"127.0.0.1": true}, asked: map[string]bool{}}
		if title, enough := find.sample(t.Context(), s.url+"/f"); enough != c.want || title != "L" {
			t.Errorf("%.60q: %q, %v", c.items, title, enough)
		}
	}
	find := &search{client: fetch.New(fetch.Options{}), home: map[string]bool{}, asked: map[string]bool{}}
	if _, enough := find.sample(t.Context(), "http://127.0.0.1:1/"); enough {
		t.Error("a feed that does not answer is enough")
	}
}

// wordPress is the API that the library gives.
func wordPress() API {
	return API{
		Kind: wordpress.Kind, Name: "WordPress", Relation: wordpress.Relation,
		Posts: wordpress.Posts, Probe: wordpress.Probe, Judge: wordpress.Judge,
	}
}
