package wordpress

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"rubrika/feed"
	"rubrika/feed/feedtest"
	"rubrika/feed/fetch"
	"rubrika/feed/rss"
)

// story is a post of our own, as a test wants to speak of one.
type story struct {
	id              int
	title, body     string
	excerpt, author string
	rubrics, tags   []string
	more            map[string]any // fields in place of the usual ones
}

// sent is a story as WordPress sends it.
func (s story) sent() map[string]any {
	terms := func(taxonomy string, names []string) []any {
		list := []any{}
		for i, n := range names {
			list = append(list, map[string]any{"id": i + 1, "name": n, "slug": fmt.Sprint("t", i), "taxonomy": taxonomy, "link": "https://liman.example/t"})
		}
		return list
	}
	at := time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC).Add(-time.Duration(s.id) * time.Minute)
	rendered := func(s string) map[string]any { return map[string]any{"rendered": s, "protected": false} }
	p := map[string]any{
		"id": s.id, "date": at.Add(4 * time.Hour).Format(clock), "date_gmt": at.Format(clock),
		"modified": at.Add(4 * time.Hour).Format(clock), "modified_gmt": at.Format(clock),
		"guid": rendered(fmt.Sprintf("https://liman.example/?p=%d", s.id)), "link": fmt.Sprintf("https://liman.example/2026/03/story-%d/", s.id),
		"title": rendered(s.title), "content": rendered(s.body), "excerpt": rendered(s.excerpt),
		"jetpack_featured_media_url": "", "_links": map[string]any{"self": []any{}},
		"_embedded": map[string]any{
			"author":  []any{map[string]any{"id": 1, "name": s.author}},
			"wp:term": []any{terms("category", s.rubrics), terms("post_tag", s.tags), terms("post_format", []string{"Aside"})},
			"wp:featuredmedia": []any{map[string]any{
				"id": 7, "media_type": "image", "source_url": "https://liman.example/up/full.jpg",
				"media_details": map[string]any{"sizes": map[string]any{"large": map[string]any{"source_url": "https://liman.example/up/large.jpg"}}},
			}},
		},
	}
	for k, v := range s.more {
		p[k] = v
	}
	return p
}

// list is a document of stories, with slashes and letters as they are.
func list(t testing.TB, stories ...story) []byte {
	t.Helper()
	out := []any{}
	for _, s := range stories {
		out = append(out, s.sent())
	}
	return encode(t, out)
}

func encode(t testing.TB, v any) []byte {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func now() time.Time { return time.Date(2026, 3, 5, 9, 0, 0, 0, time.UTC) }

// read parses a document as if it came from a site.
func read(t testing.TB, doc []byte) (feed.Batch, error) {
	t.Helper()
	return parse(doc, rss.Meta{URL: "https://liman.example/wp-json/wp/v2/posts?per_page=50", Now: now()})
}

// one reads a single story.
func one(t *testing.T, s story) feed.Entry {
	t.Helper()
	b, err := read(t, list(t, s))
	if err != nil || len(b.Entries) != 1 {
		t.Fatalf("%d entries, %v", len(b.Entries), err)
	}
	return b.Entries[0]
}

func open(t *testing.T, url string, agent string) *Source {
	t.Helper()
	s, err := New(Settings{URL: url, Agent: agent}, fetch.New(fetch.Options{MaxBytes: 2 << 20}))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

const hostile = "\x1b]0;x\x07\x1b[31m\u202e\u2066\u200b\x9b5m\r\n\x00<script>x</script>"

func TestConformance(t *testing.T) {
	var good, bad []story
	var titles []string
	for i, title := range []string{
		"Порт примет первые суда", "Опера открыла сезон", "Снег закрыл перевал", "Завод стекла и фарфора",
		"Сборная едет в Шеки", "В Гусаре прошла лавина", "Хлеб подешевел", "Мост построят за год",
	} {
		titles = append(titles, title)
		good = append(good, story{id: 100 + i, title: title, body: "<p>" + title + " вчера, сообщили в порту.</p>", rubrics: []string{"Город"}})
		link := []string{"javascript:alert(1)", "data:text/html,x", "https://liman.example/" + hostile, "//[::1", ""}[i%5]
		bad = append(bad, story{
			id: 200 + i, title: hostile + title, body: hostile, excerpt: hostile, author: hostile, rubrics: []string{hostile}, tags: []string{hostile},
			more: map[string]any{"link": link, "date": hostile, "date_gmt": hostile, "lang": hostile, "jetpack_featured_media_url": "javascript:alert(2)", "_embedded": hostile},
		})
	}
	feedtest.Run(t, func(t *testing.T, url string) feed.Source { return open(t, url, "") }, feedtest.Docs{
		ContentType: "application/json; charset=UTF-8", Titles: titles, Good: list(t, good...), Hostile: list(t, bad...),
	})
}

func TestNewRefuses(t *testing.T) {
	for _, c := range []struct {
		url, zone string
		want      feed.Kind
	}{
		{"https://liman.example/wp-json/wp/v2/posts", "Asia/Baku", feed.KindNone},
		{"file:///wp-json/wp/v2/posts", "", feed.KindAddress},
		{"", "", feed.KindAddress},
		{"https://liman.example/wp-json/wp/v2/posts", "Mars/Olympus", feed.KindConfig},
	} {
		if _, err := New(Settings{URL: c.url, Zone: c.zone}, fetch.New(fetch.Options{})); feed.KindOf(err) != c.want {
			t.Errorf("%q %q: %v", c.url, c.zone, err)
		}
	}
}

// blog is a WordPress: what it answers by its routes.
type blog struct {
	url    string
	mu     sync.Mutex
	asked  []string
	agents []string
}

// serve serves posts and an index, by pretty addresses below /blog/ and by the
// parameter at /; browsers says that it wants to be asked by such.
func serve(t *testing.T, posts []byte, index string, browsers bool) *blog {
	t.Helper()
	b := &blog{}
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b.mu.Lock()
		b.asked = append(b.asked, r.URL.Path+" "+r.URL.Query().Get(restRoute)+" "+r.URL.Query().Get("per_page")+" "+r.URL.Query().Get("_embed"))
		b.agents = append(b.agents, r.UserAgent())
		b.mu.Unlock()
		w.Header().Set("Content-Type", "application/json; charset=UTF-8")
		route, pretty := strings.CutPrefix(r.URL.Path, "/blog/wp-json")
		if !pretty {
			route = r.URL.Query().Get(restRoute)
		}
		switch {
		case browsers && !strings.HasPrefix(r.UserAgent(), "Mozilla/"):
			w.WriteHeader(http.StatusForbidden)
		case r.URL.Path == "/old/wp-json/wp/v2/posts":
			http.Redirect(w, r, "/blog/wp-json/wp/v2/posts?"+r.URL.RawQuery, http.StatusMovedPermanently)
		case route == "/wp/v2/posts":
			_, _ = w.Write(posts)
		case route == "/" && index != "":
			_, _ = w.Write([]byte(index))
		default:
			w.WriteHeader(http.StatusNotFound)
			_, _ = w.Write([]byte(`{"code":"rest_no_route","message":"No route was found.","data":{"status":404}}`))
		}
	}))
	t.Cleanup(srv.Close)
	b.url = srv.URL
	return b
}

const index = `{"name":"Liman &amp; dəniz","description":"Sahil&nbsp;xəbərləri","home":"https://liman.example","namespaces":["oembed/1.0","wp/v2"]}`

// The first fetch asks for the posts with what is embedded, and what the site
// is called; the next for the posts only.
func TestFetch(t *testing.T) {
	doc := list(t, story{id: 31, title: "Gəmi gəldi", body: "<p>Gəmi gəldi.</p>"})
	for _, c := range []struct{ address, posts, index string }{
		{"/blog/wp-json/wp/v2/posts", "/blog/wp-json/wp/v2/posts ", "/blog/wp-json/ "},
		{"/?rest_route=/wp/v2/posts", "/ /wp/v2/posts", "/ /"},
	} {
		b := serve(t, doc, index, false)
		src := open(t, b.url+c.address, "")
		first, err := src.Fetch(t.Context(), feed.Cursor{})
		if err != nil || len(first.Entries) != 1 || first.Title != "Liman & dəniz" || first.Site != "https://liman.example" || first.Description != "Sahil xəbərləri" {
			t.Fatalf("%s: %+v, %v", c.address, first, err)
		}
		if first.Bytes != int64(len(doc)+len(index)) || first.Next.Size != int64(len(doc)) {
			t.Errorf("%s: %d bytes, size %d", c.address, first.Bytes, first.Next.Size)
		}
		again, err := src.Fetch(t.Context(), first.Next)
		if err != nil || !again.Unchanged {
			t.Errorf("%s: again: %+v, %v", c.address, again, err)
		}
		asked := c.posts + " 50 author,wp:term,wp:featuredmedia"
		if want := []string{asked, c.index + "  ", asked}; !slices.Equal(b.asked, want) {
			t.Errorf("asked %q, want %q", b.asked, want)
		}
	}
}

// A site that does not say what it is called still has its posts, and the front
// page that its address shows.
func TestFetchWithoutIndex(t *testing.T) {
	doc := list(t, story{id: 31, title: "Gəmi gəldi"})
	for _, about := range []string{"", "<html>", `{"name":7}`, `{"name":"Liman","home":"javascript:x"}`} {
		b := serve(t, doc, about, false)
		got, err := open(t, b.url+"/blog/wp-json/wp/v2/posts", "").Fetch(t.Context(), feed.Cursor{})
		want := ""
		if strings.Contains(about, "Liman") {
			want = "Liman"
		}
		if err != nil || len(got.Entries) != 1 || got.Title != want || got.Site != b.url+"/blog/" {
			t.Errorf("%q: %+v, %v", about, got, err)
		}
	}
}

// A site for browsers is asked by a browser's name for both documents; a name
// the reader chose is the only one.
func TestFetchAgent(t *testing.T) {
	b := serve(t, list(t, story{id: 31, title: "Gəmi gəldi"}), index, true)
	got, err := open(t, b.url+"/blog/wp-json/wp/v2/posts", "").Fetch(t.Context(), feed.Cursor{})
	if err != nil || got.Title == "" || got.Next.Agent != "browser" || len(b.agents) != 3 {
		t.Errorf("%+v, %v, by %q", got, err, b.agents)
	}
	_, err = open(t, b.url+"/blog/wp-json/wp/v2/posts", "curl/8").Fetch(t.Context(), feed.Cursor{})
	if feed.KindOf(err) != feed.KindRefused || b.agents[len(b.agents)-1] != "curl/8" {
		t.Errorf("%v, by %q", err, b.agents)
	}
}

// An API that moved is subscribed to without the parameters of ours.
func TestFetchMoved(t *testing.T) {
	b := serve(t, list(t, story{id: 31, title: "Gəmi gəldi"}), index, false)
	got, err := open(t, b.url+"/old/wp-json/wp/v2/posts?categories=5", "").Fetch(t.Context(), feed.Cursor{})
	if err != nil || got.URL != b.url+"/blog/wp-json/wp/v2/posts?categories=5" {
		t.Errorf("%+v, %v", got.URL, err)
	}
}

// A route that is not there is what its status says.
func TestFetchNoRoute(t *testing.T) {
	b := serve(t, nil, "", false)
	_, err := open(t, b.url+"/blog/wp-json/wp/v2/boats", "").Fetch(t.Context(), feed.Cursor{})
	if feed.KindOf(err) != feed.KindNotFound || len(b.asked) != 1 {
		t.Errorf("%v, asked %q", err, b.asked)
	}
}

func TestAddresses(t *testing.T) {
	for _, c := range []struct{ api, posts, index, site string }{
		{"https://a.example/wp-json/", "https://a.example/wp-json/wp/v2/posts", "https://a.example/wp-json/", "https://a.example/"},
		{"http://a.example:8080/b/wp-json", "http://a.example:8080/b/wp-json/wp/v2/posts", "http://a.example:8080/b/wp-json/", "http://a.example:8080/b/"},
		{"https://a.example/wp-json/wp/v2/", "https://a.example/wp-json/wp/v2/posts", "https://a.example/wp-json/", "https://a.example/"},
		{"https://a.example/wp-json/wp/v2/boats?lang=az#x", "https://a.example/wp-json/wp/v2/boats?lang=az", "https://a.example/wp-json/", "https://a.example/"},
		{"https://u:p@a.example/wp-json/wp/v2/posts/", "https://u:p@a.example/wp-json/wp/v2/posts", "https://u:p@a.example/wp-json/", "https://a.example/"},
		{"https://a.example/api/", "https://a.example/api/wp/v2/posts", "https://a.example/api/", ""},
		{"https://a.example/?rest_route=/", "https://a.example/?rest_route=/wp/v2/posts", "https://a.example/?rest_route=/", "https://a.example/"},
		{"https://a.example/b/index.php?lang=az&rest_route=%2F", "https://a.example/b/index.php?rest_route=/wp/v2/posts&lang=az", "https://a.example/b/index.php?rest_route=/", "https://a.example/b/"},
		{"https://a.example/wp-json/wp/v2/posts/17", "", "", ""},
		{"https://a.example/?rest_route=/wp/v2/posts/17", "", "", ""},
		{"wp-json", "", "", ""},
		{"", "", "", ""},
		{"://", "", "", ""},
	} {
		posts := Posts(c.api)
		if posts != c.posts {
			t.Errorf("%q: posts at %q, want %q", c.api, posts, c.posts)
			continue
		}
		about, _, _ := strings.Cut(strings.Replace(indexOf(posts), "/&", "/?", 1), "?_fields")
		if about != c.index || siteOf(posts) != c.site {
			t.Errorf("%q: index %q, site %q", c.api, about, siteOf(posts))
		}
	}
}

// What we add to an address is what we take from it; the reader's stays.
func TestParameters(t *testing.T) {
	if got := Probe("https://a.example/?rest_route=/wp/v2/posts"); got != "https://a.example/?rest_route=/wp/v2/posts&per_page=1&_fields=id,link,title" {
		t.Errorf("probe at %q", got)
	}
	for address, want := range map[string]string{
		"https://a.example/wp-json/wp/v2/posts":                        "per_page=50&_embed=",
		"https://a.example/wp-json/wp/v2/posts?categories=5":           "categories=5&per_page=50&_embed=",
		"https://a.example/wp-json/wp/v2/posts?per_page=10&_embed=1":   "per_page=10&_embed=1&_fields=",
		"https://a.example/?rest_route=/wp/v2/posts":                   "rest_route=/wp/v2/posts&per_page=50",
		"https://a.example/rss?x=1":                                    "?x=1",
		"https://a.example/wp-json/wp/v2/posts?search=%D0%BF%26&per=1": "search=%D0%BF%26&per=1&per_page=50",
	} {
		full := complete(address)
		if !strings.Contains(full, want) || bare(full) != address || complete(full) != full {
			t.Errorf("%q became %q, and %q", address, full, bare(full))
		}
	}
}

func TestJudge(t *testing.T) {
	const at = "https://liman.example/wp-json/"
	posts := list(t, story{id: 31, title: "Gəmi gəldi"})
	for _, c := range []struct {
		name, doc, at, want, title string
	}{
		{"posts", string(posts), at + "wp/v2/posts?per_page=50&lang=az", at + "wp/v2/posts?lang=az", ""},
		{"a probe", `[{"id":1,"link":"https://liman.example/1","title":{"rendered":"x"}}]`, at + "wp/v2/posts", at + "wp/v2/posts", ""},
		{"the index", index, at, at + "wp/v2/posts", "Liman & dəniz"},
		{"the index of another route", index, at + "wp/v2/posts/5", "", ""},
		{"an API without posts", strings.ReplaceAll(index, "wp/v2", "shop/v1"), at, "", ""},
		{"no posts", `[]`, at, "", ""},
		{"one post", string(posts[1 : len(posts)-2]), at, "", ""},
		{"users", `[{"id":1,"name":"admin","link":"https://liman.example/author/admin"}]`, at, "", ""},
		{"a refusal", `{"code":"rest_forbidden","message":"","data":{"status":401}}`, at, "", ""},
		{"a page", "<html>", at, "", ""},
		{"nothing", "", at, "", ""},
		{"a JSON Feed", `{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","title":"x"}]}`, at, "", ""},
	} {
		got, ok := Judge([]byte(c.doc), c.at)
		if _, err := rss.Parse([]byte(c.doc), rss.Meta{URL: c.at}); ok && feed.KindOf(err) != feed.KindNotFeed {
			t.Errorf("%s is a feed too: %v", c.name, err)
		}
		if ok != (c.want != "") || ok && (got.URL != c.want || got.Title != c.title || got.Kind != Kind) {
			t.Errorf("%s: %+v, %v", c.name, got, ok)
		}
	}
}
