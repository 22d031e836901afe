package discover

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
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

// Documents of our own.
const (
	rssDoc = `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Liman qəzeti</title><link>https://liman.example/</link>` +
		`<item><title>Gəmi gəldi</title><link>https://liman.example/1</link></item></channel></rss>`
	newsMap = `<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">` +
		`<url><loc>https://liman.example/1</loc><news:news><news:title>Gəmi gəldi</news:title></news:news></url></urlset>`
	plainMap = `<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://liman.example/1</loc></url></urlset>`
)

// site is a server with a document at each path; all others are 404.
type site struct {
	url string
	mu  sync.Mutex
	// asked are the paths asked for, with a «*» before those by a browser's
	// name.
	asked []string
}

// serve serves documents: what begins with a digit is a status, with «->» a
// redirect, with «browser:» for browsers only.
func serve(t *testing.T, docs map[string]string) *site {
	t.Helper()
	s := &site{}
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		browser := strings.HasPrefix(r.UserAgent(), "Mozilla/")
		mark := ""
		if browser {
			mark = "*"
		}
		s.mu.Lock()
		s.asked = append(s.asked, mark+r.URL.RequestURI())
		s.mu.Unlock()
		doc, there := docs[r.URL.RequestURI()]
		doc = strings.ReplaceAll(doc, "HERE", "http://"+r.Host)
		body, only := strings.CutPrefix(doc, "browser:")
		status := 0
		_, _ = fmt.Sscanf(body, "%3d", &status)
		to, moved := strings.CutPrefix(body, "->")
		switch {
		case !there:
			w.WriteHeader(http.StatusNotFound)
		case only && !browser:
			w.WriteHeader(http.StatusForbidden)
		case status > 0:
			w.Header().Set("Retry-After", "60")
			w.WriteHeader(status)
		case moved:
			http.Redirect(w, r, to, http.StatusMovedPermanently)
		case strings.HasPrefix(body, "<?xml"):
			w.Header().Set("Content-Type", "text/xml")
			_, _ = w.Write([]byte(body))
		default:
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = w.Write([]byte(body))
		}
	}))
	t.Cleanup(srv.Close)
	s.url = srv.URL
	return s
}

// found are addresses without the site's own, with kinds other than «feed» and
// titles.
func (s *site) found(list []feed.Found) []string {
	out := []string{}
	for _, f := range list {
		line := strings.ReplaceAll(f.URL, s.url, "")
		if f.Kind != "feed" {
			line += " " + f.Kind
		}
		if f.Title != "" {
			line += " «" + f.Title + "»"
		}
		out = append(out, line)
	}
	return out
}

func alternate(rest string) string {
	return `<link rel="alternate" type="application/rss+xml" ` + rest + `>`
}

func page(head, body string) string {
	return "<!DOCTYPE html><html><head><title>Liman</title>" + head + "</head><body>" + body + "</body></html>"
}

const longText = "x0123456789"

func TestFind(t *testing.T) {
	usual := []string{"/", "/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/news-sitemap.xml"}
	script := "<script>" + strings.Repeat("var a=1;\n", 30_000) + "</script>"
	for _, c := range []struct {
		name  string
		at    string
		docs  map[string]string
		found []string
		asked []string
	}{
		{"a feed itself", "/x", map[string]string{"/x": rssDoc}, []string{"/x «Liman qəzeti»"}, []string{"/x"}},
		{"a cut feed", "/x", map[string]string{"/x": rssDoc[:len(rssDoc)-10]}, []string{"/x «Liman qəzeti»"}, []string{"/x"}},
		{"a moved feed", "/x", map[string]string{"/x": "->/y", "/y": rssDoc}, []string{"/y «Liman qəzeti»"}, []string{"/x", "/y"}},
		{"a news sitemap", "/x", map[string]string{"/x": newsMap}, []string{"/x sitemap"}, []string{"/x"}},
		{
			"named by the page", "/a/b",
			map[string]string{"/a/b": page(alternate(`href="rss" title="All &amp; more"`)+alternate(`href="/sport.rss"`), "")},
			[]string{"/a/rss «All & more»", "/sport.rss"},
			[]string{"/a/b"},
		},
		{"relative to a base", "/a/b", map[string]string{"/a/b": page(`<base href="/c/">`+alternate(`href="rss"`), "")}, []string{"/c/rss"}, []string{"/a/b"}},
		{"behind a long script", "/", map[string]string{"/": page(script+alternate(`href="/rss"`), "")}, []string{"/rss"}, []string{"/"}},
		{
			"one feed in two formats, and comments", "/",
			map[string]string{"/": page(alternate(`href="/feed/"`)+`<link rel="alternate" type="application/atom+xml" href="/feed/atom/">`+
				alternate(`href="/comments/feed/" title="Liman » Comments Feed"`)+alternate(`href="/sea/feed/"`), "")},
			[]string{"/feed/", "/sea/feed/"},
			[]string{"/"},
		},
		{
			"comments below a story in other languages", "/a/",
			map[string]string{"/a/": page(alternate(`href="/a/feed/" title="Liman &raquo; Gəmi Kommentar-Feed"`)+alternate(`href="/feed/" title="Liman &raquo; Feed"`)+
				alternate(`href="/b/feed/" title="Liman &raquo; Gemi için YORUM akışı"`)+alternate(`href="/op/feed/" title="Kommentare"`), "")},
			[]string{"/feed/ «Liman » Feed»", "/op/feed/ «Kommentare»"},
			[]string{"/a/"},
		},
		{"nothing but comments", "/", map[string]string{"/": page(alternate(`href="/comments/feed/"`), "")}, []string{"/comments/feed/"}, []string{"/"}},
		{
			"links in the text", "/",
			map[string]string{
				"/": page("", script+`<a href="/about">x</a> <a href="rss">  All <b>news</b>
					</a> <a href="/rss/sea.xml#top">Sea &amp; <i>wind</i></a><a href="/rss/sea.xml">again</a><a href="/files/data.xml">no</a>`), "/rss": rssDoc, "/rss/sea.xml": strings.Replace(rssDoc, "Liman qəzeti", "", 1),
			},
			[]string{"/rss «Liman qəzeti»", "/rss/sea.xml «Sea & wind»"},
			[]string{"/", "/rss", "/rss/sea.xml"},
		},
		{
			"after three links the others are believed", "/",
			map[string]string{
				"/":        page(`<base href="/r/">`, `<a href="1.rss">1</a><a href="2.rss">2</a><a href="3.rss">3</a><a href="4.rss">4</a><a href="http://else.example/5.rss">5</a>`),
				"/r/2.rss": rssDoc,
			},
			[]string{"/r/2.rss «Liman qəzeti»", "/r/4.rss «4»"},
			[]string{"/", "/r/1.rss", "/r/2.rss", "/r/3.rss"},
		},
		{"a link element in the body", "/", map[string]string{"/": page("", alternate(`href="/videos"`)), "/videos": rssDoc}, []string{"/videos «Liman qəzeti»"}, []string{"/", "/videos"}},
		{"a link by its type", "/", map[string]string{"/": page("", `<a type="application/atom+xml" href="/news">x</a>`), "/news": rssDoc}, []string{"/news «Liman qəzeti»"}, []string{"/", "/news"}},
		{"the first usual place", "/a/b?c", map[string]string{"/a/b?c": page("", ""), "/feed": rssDoc, "/rss": rssDoc}, []string{"/feed «Liman qəzeti»"}, []string{"/a/b?c", "/feed"}},
		{"a later one", "/", map[string]string{"/": page("", ""), "/feed": page("", ""), "/atom.xml": rssDoc}, []string{"/atom.xml «Liman qəzeti»"}, usual[:6]},
		{"the last one", "/", map[string]string{"/": page("", ""), "/news-sitemap.xml": newsMap}, []string{"/news-sitemap.xml sitemap"}, usual},
		{"without the page", "/", map[string]string{"/rss": rssDoc}, []string{"/rss «Liman qəzeti»"}, usual[:3]},
		{
			"for browsers only", "/",
			map[string]string{"/": "browser:" + page(alternate(`href="/f"`), "")},
			[]string{"/f"},
			[]string{"/", "*/"},
		},
		{
			"all of it", "/",
			map[string]string{"/": "browser:" + page("", ""), "/rss": "browser:" + rssDoc},
			[]string{"/rss «Liman qəzeti»"},
			[]string{"/", "*/", "*/feed", "*/rss"},
		},
		{"a page that is refused to all, a feed that is not", "/", map[string]string{"/": "403", "/feed": rssDoc}, []string{"/feed «Liman qəzeti»"}, []string{"/", "*/", "/feed"}},
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

// Where there is nothing, the error says so, or why the page could not be
// read; and no more than ten requests are made.
func TestFindNothing(t *testing.T) {
	many := ""
	for i := range 50 {
		many += fmt.Sprintf(`<a href="/%d.rss">%d</a>`, i, i)
	}
	for _, c := range []struct {
		name     string
		docs     map[string]string
		kind     feed.Kind
		status   int
		requests int
	}{
		{"a page without", map[string]string{"/": page("", "")}, feed.KindNotFeed, 0, 8},
		{"pages everywhere", map[string]string{"/": page("", ""), "/feed": page("", ""), "/rss": page("", ""), "/feed.xml": "<?xml version='1.0'?><x/>"}, feed.KindNotFeed, 0, 8},
		{"a sitemap without news", map[string]string{"/": plainMap}, feed.KindNotFeed, 0, 8},
		{"many links to nothing", map[string]string{"/": page("", many)}, feed.KindNotFeed, 0, 10},
		{"links to other schemes", map[string]string{"/": page(alternate(`href="javascript:rss"`)+alternate(`href="file:///rss"`), `<a href="mailto:rss@x.example">x</a>`)}, feed.KindNotFeed, 0, 8},
		{"no page", nil, feed.KindNotFound, 404, 8},
		{"refused to all", map[string]string{"/": "403"}, feed.KindRefused, 403, 9},
		{"broken", map[string]string{"/": "500"}, feed.KindServer, 500, 8},
		{"asks for time", map[string]string{"/": "429"}, feed.KindTooMany, 429, 1},
		{"asks for time later", map[string]string{"/": page("", ""), "/rss": "503"}, feed.KindTooMany, 503, 3},
	} {
		s := serve(t, c.docs)
		got, err := Find(t.Context(), fetch.New(fetch.Options{}), s.url+"/", wordPress())
		var e *feed.Error
		if len(got) > 0 || !errors.As(err, &e) || e.Kind != c.kind || e.Status != c.status {
			t.Errorf("%s: %v, %v", c.name, got, err)
		}
		if len(s.asked) != c.requests {
			t.Errorf("%s: asked %q", c.name, s.asked)
		}
	}
	for address, kind := range map[string]feed.Kind{
		"https://t.me/gazet": feed.KindNotFeed, "https://www.instagram.com/gazet": feed.KindNotFeed, // without a request
		"": feed.KindAddress, "two words": feed.KindAddress, "ftp://liman.example/": feed.KindAddress, "http://": feed.KindAddress,
	} {
		if _, err := Find(t.Context(), fetch.New(fetch.Options{}), address, wordPress()); feed.KindOf(err) != kind {
			t.Errorf("%q: %v", address, err)
		}
	}
}

// A search ends with its context, and with a server that does not answer.
func TestFindEnds(t *testing.T) {
	srv := feedtest.NewServer(t, []byte(rssDoc), "text/xml")
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Millisecond)
	defer cancel()
	if _, err := Find(ctx, fetch.New(fetch.Options{}), srv.At(feedtest.Hang), wordPress()); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v", err)
	}
	_, err := Find(t.Context(), fetch.New(fetch.Options{Timeout: 30 * time.Millisecond}), srv.At(feedtest.Drip), wordPress())
	if feed.KindOf(err) != feed.KindTimeout {
		t.Errorf("%v", err)
	}
	if n := len(srv.Requests()); n > 2 { // fewer when the machine is slow
		t.Errorf("%d requests", n)
	}
}

// mute is a server that answers everything with a page and no status line.
func mute(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			_, _ = c.Write([]byte("<!DOCTYPE HTML><p>Bad request syntax"))
			_ = c.Close()
		}
	}()
	return l.Addr().String()
}

// A bare name is asked by https; by http only where nobody speaks TLS, not
// where the certificate is bad.
func TestFindBare(t *testing.T) {
	s := serve(t, map[string]string{"/": page(alternate(`href="/rss"`), "")})
	got, err := Find(t.Context(), fetch.New(fetch.Options{}), strings.TrimPrefix(s.url, "http://"), wordPress())
	if err != nil || !slices.Equal(s.found(got), []string{"/rss"}) || len(s.asked) != 1 {
		t.Errorf("%v, %v, asked %q", got, err, s.asked)
	}
	// Some answer to what is no HTTP by a page without a status line.
	if _, err := Find(t.Context(), fetch.New(fetch.Options{}), mute(t), wordPress()); feed.KindOf(err) == feed.KindTLS {
		t.Errorf("a server without TLS was asked by https alone: %v", err)
	}
	if _, err := Find(t.Context(), fetch.New(fetch.Options{}), strings.Replace(s.url, "http:", "https:", 1), wordPress()); feed.KindOf(err) != feed.KindTLS {
		t.Errorf("the reader's https: %v", err)
	}
	srv := feedtest.NewTLSServer(t, []byte(rssDoc), "text/xml")
	bare := strings.TrimPrefix(srv.At(feedtest.OK), "https://")
	if got, err := Find(t.Context(), fetch.New(fetch.Options{}), bare, wordPress()); feed.KindOf(err) != feed.KindTLS {
		t.Errorf("a bad certificate: %v, %v", got, err)
	}
	closed := httptest.NewServer(nil)
	closed.Close()
	if _, err := Find(t.Context(), fetch.New(fetch.Options{}), strings.TrimPrefix(closed.URL, "http://"), wordPress()); feed.KindOf(err) != feed.KindOffline {
		t.Errorf("nobody there: %v", err)
	}
}

// What a page names elsewhere must be public; where it does lie inside, the
// reader is told so.
func TestFindInside(t *testing.T) {
	other := serve(t, map[string]string{"/": page("", ""), "/rss": rssDoc})
	inside := strings.Replace(other.url, "127.0.0.1", "localhost", 1)
	meta := "http://169.254.169.254/rss"
	s := serve(t, map[string]string{
		"/both":  page(alternate(`href="`+inside+`/rss"`)+alternate(`href="`+inside+`/sport"`)+alternate(`href="`+meta+`"`)+alternate(`href="/own"`), ""),
		"/one":   page(alternate(`href="`+inside+`/rss"`), ""),
		"/text":  page("", `<a href="`+inside+`/rss">RSS</a>`),
		"/hop":   page("", `<a href="/out.rss">RSS</a>`),
		"/moved": "->" + inside + "/", "/out.rss": "->" + inside + "/rss",
	})
	find := func(path string, o fetch.Options) ([]string, feed.Kind) {
		got, err := Find(t.Context(), fetch.New(o), s.url+path, wordPress())
		return s.found(got), feed.KindOf(err)
	}
	if got, kind := find("/both", fetch.Options{}); !slices.Equal(got, []string{"/own"}) {
		t.Errorf("%q, %s", got, kind)
	}
	if got, kind := find("/one", fetch.Options{}); len(got) > 0 || kind != feed.KindInside {
		t.Errorf("%q, %s", got, kind)
	}
	if got, kind := find("/text", fetch.Options{}); len(got) > 0 || kind != feed.KindNotFeed {
		t.Errorf("%q, %s", got, kind)
	}
	if len(other.asked) > 0 {
		t.Errorf("asked inside: %q", other.asked)
	}
	open := fetch.Options{Inside: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32"), netip.MustParsePrefix("::1/128")}}
	if got, kind := find("/one", open); !slices.Equal(got, []string{inside + "/rss"}) {
		t.Errorf("with an exception: %q, %s", got, kind)
	}
	// The reader's own server may lead where it likes, and is at home there.
	if got, kind := find("/moved", fetch.Options{}); !slices.Equal(got, []string{inside + "/rss «Liman qəzeti»"}) {
		t.Errorf("moved: %q, %s", got, kind)
	}
	if got, kind := find("/hop", fetch.Options{}); !slices.Equal(got, []string{inside + "/rss «Liman qəzeti»"}) {
		t.Errorf("a link that moved: %q, %s", got, kind)
	}
}

// A site on the public net is no home for its name, which may lead inside the
// next time it is asked for.
func TestFindNameTurns(t *testing.T) {
	s := serve(t, map[string]string{"/": page("", ""), "/rss": rssDoc})
	loopback := []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}
	for _, inside := range [][]netip.Prefix{nil, loopback} {
		find := &search{client: fetch.New(fetch.Options{Inside: inside}), home: map[string]bool{"127.0.0.1": true}, asked: map[string]bool{}}
		find.page(t.Context(), s.url+"/")
		if public := inside != nil; find.guarded != public {
			t.Errorf("inside %v: guarded %v", inside, find.guarded)
		}
		find.client = fetch.New(fetch.Options{}) // here the name turns
		s.asked = nil
		_, ok := find.try(t.Context(), s.url+"/rss")
		if trusted := inside == nil; ok != trusted || (len(s.asked) > 0) != trusted {
			t.Errorf("inside %v: asked %q, %v", inside, s.asked, ok)
		}
	}
}

// A page of nothing but links to feeds is read to its end, and not all kept.
func TestFindEndless(t *testing.T) {
	var head, body strings.Builder
	for i := range 5000 {
		head.WriteString(alternate(fmt.Sprintf(`href="/%d"`, i)))
		fmt.Fprintf(&body, `<a href="/%d/rss">RSS</a>`, i)
	}
	s := serve(t, map[string]string{"/head": page(head.String(), ""), "/body": page("", body.String()), "/7/rss": rssDoc, "/2/rss": rssDoc})
	for _, path := range []string{"/head", "/body"} {
		got, err := Find(t.Context(), fetch.New(fetch.Options{}), s.url+path, wordPress())
		if err != nil || len(got) != maxFound {
			t.Errorf("%s: %d found, %v", path, len(got), err)
		}
	}
	if n := len(anchors([]byte(body.String()), s.url)); n != maxLinks {
		t.Errorf("%d links kept", n)
	}
	if n := len(rss.Discover([]byte(head.String()), s.url)); n != maxLinks {
		t.Errorf("%d feeds kept", n)
	}
}

// Names of many hosts do not become many requests.
func TestFindManyHosts(t *testing.T) {
	head := ""
	for i := range 300 {
		head += alternate(fmt.Sprintf(`href="http://10.0.%d.1/rss"`, i%250)) + alternate(fmt.Sprintf(`href="/%d"`, i))
	}
	s := serve(t, map[string]string{"/": page(head, "")})
	got, err := Find(t.Context(), fetch.New(fetch.Options{}), s.url+"/", wordPress())
	if err != nil || len(got) != maxFound || len(s.asked) != 1 || strings.Contains(fmt.Sprint(got), "10.0.") {
		t.Errorf("%d found, %d requests, %v", len(got), len(s.asked), err)
	}
}

// Titles and addresses are a stranger's: of one line, bounded, and every
// address one that can be asked for.
func TestFindHostile(t *testing.T) {
	long := strings.Repeat(longText, 2000)
	s := serve(t, map[string]string{
		"/head": page(alternate(`href="/a" title="`+long+`"`)+alternate(`href="/`+long+`"`)+alternate(`href="/b" title="&#27;]0;x&#7;&#10;two"`)+
			alternate(`href="/c&#27;[31m d"`)+alternate(`href="//[::1/x"`), ""),
		"/text": page("", `<a href="/rss/`+long+`">x</a><a href="/rss">`+long+`</a>`),
		"/rss":  strings.Replace(rssDoc, "Liman qəzeti", "", 1),
	})
	for _, path := range []string{"/head", "/text"} {
		got, err := Find(t.Context(), fetch.New(fetch.Options{}), s.url+path, wordPress())
		if err != nil || len(got) == 0 {
			t.Errorf("%s: %v, %v", path, got, err)
		}
		for _, f := range got {
			if fetch.CheckAddress(f.URL) != nil || len(f.URL) > 5000 || len(f.Title) > maxTitle+4 || strings.Contains(f.Title, "\n") {
				t.Errorf("%s: %.200q", path, fmt.Sprint(f))
			}
		}
	}
}

// User and password go along to the reader's own server, and into no error.
func TestFindPassword(t *testing.T) {
	s := serve(t, map[string]string{"/": page(alternate(`href="/rss"`), ""), "/none": page("", "")})
	with := strings.Replace(s.url, "//", "//anna:secret@", 1)
	got, err := Find(t.Context(), fetch.New(fetch.Options{}), with+"/", wordPress())
	if err != nil || len(got) != 1 || got[0].URL != with+"/rss" {
		t.Errorf("%v, %v", got, err)
	}
	_, err = Find(t.Context(), fetch.New(fetch.Options{}), with+"/none", wordPress())
	if feed.KindOf(err) != feed.KindNotFeed || strings.Contains(err.Error(), "secret") {
		t.Errorf("%v", err)
	}
}

// A page in an old encoding is read in it.
func TestFindCharset(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=windows-1251")
		_, _ = w.Write([]byte("<head><link rel=alternate type=application/rss+xml href=/rss title='\xcf\xee\xf0\xf2'></head>"))
	}))
	t.Cleanup(srv.Close)
	got, err := Find(t.Context(), fetch.New(fetch.Options{}), srv.URL, wordPress())
	if err != nil || len(got) != 1 || got[0].Title != "Порт" {
		t.Errorf("%v, %v", got, err)
	}
}

// Whatever a page holds, what is taken from it can be asked for, once.
func FuzzPage(f *testing.F) {
	for _, s := range []string{
		page(alternate(`href="/a?b=\u00a0"`)+alternate(`href="//x:99999/"`), `<a href="/rss">one <a href="rss">two</a>`), `<base href="javascript:x"><a href=feed`,
		"<a href='/rss\x00'>\xff", `<link type="application/rss+xml" href="http://[fe80::1%25x]/">`, `<script><a href="/rss"></script`, `<a href="?feed=rss2">`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		const at = "https://liman.example/a/b"
		for _, list := range [][]feed.Found{anchors(doc, at), tidy(rss.Discover(doc, at))} {
			seen := map[string]bool{}
			for _, f := range list {
				if fetch.CheckAddress(f.URL) != nil || len(f.URL) > maxAddress || seen[f.URL] || strings.ContainsAny(f.Title, "\n\r\t") {
					t.Errorf("%+v", f)
				}
				seen[f.URL] = true
			}
		}
	})
}

// A page that moves its base again and again would make addresses of any length.
func TestManyBases(t *testing.T) {
	doc := []byte(strings.Repeat(`<base href="x/"><a href="rss">a</a><link rel="alternate" type="application/rss+xml" href="rss">`, 20_000))
	const at, want = "https://liman.example/", "https://liman.example/x/rss"
	for _, found := range [][]feed.Found{anchors(doc, at), rss.Discover(doc, at)} {
		if len(found) != 1 || found[0].URL != want {
			t.Errorf("%d found", len(found))
		}
	}
}

func TestFeedLike(t *testing.T) {
	for address, want := range map[string]bool{
		"https://a.example/rss": true, "https://a.example/az/feed/": true, "https://a.example/news.rss": true, "https://a.example/atom.xml": true,
		"https://a.example/RSS/Sport.xml": true, "https://a.example/rss/sport": true, "https://a.example/rss-economy.xml": true, "https://a.example/rss.php?id=1": true,
		"https://feeds.a.example/sport": true, "https://rss.a.example/x.html": true, "https://a.example/?feed=rss2": true, "https://a.example/i.html?format=rss": true,
		"https://a.example/": false, "https://a.example/x.xml": false, "https://a.example/why-rss-will-not-die": false, "https://a.example/rss.html": false,
		"https://a.example/feedback": false, "https://a.example/rss/help.html": false, "https://a.example/press": false, "https://a.example/atoms": false,
	} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		if got := feedLike(u); got != want {
			t.Errorf("%s: %v", address, got)
		}
	}
}
