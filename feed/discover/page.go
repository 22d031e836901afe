package discover

import (
	"bytes"
	"cmp"
	"io"
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"

	"rubrika/feed"
	"rubrika/feed/fetch"
	"rubrika/feed/rss"
)

// judge says whether an answer is something one can subscribe to. The address
// is the one asked for, unless the source has moved for good.
func (s *search) judge(res fetch.Response, asked string) (feed.Found, bool) {
	found := feed.Found{URL: first(res.Moved, asked), Kind: kindFeed}
	b, err := rss.Parse(res.Body, rss.Meta{URL: res.URL, ContentType: res.ContentType})
	switch {
	case err == nil, feed.KindOf(err) == feed.KindDamaged && len(b.Entries) > 0:
		found.Title = b.Title
		return found, true
	case newsSitemap(res.Body):
		found.Kind = kindSitemap
		return found, true
	}
	if s.api.Judge == nil {
		return feed.Found{}, false
	}
	return s.api.Judge(res.Body, found.URL)
}

// newsSitemap reports a sitemap with titles and dates: one that declares the
// namespace of Google News sitemaps.
func newsSitemap(body []byte) bool {
	head := body[:min(len(body), 64<<10)]
	root := bytes.Index(head, []byte("<urlset"))
	return root >= 0 && root < 4<<10 && bytes.Contains(head[root:], []byte("http://www.google.com/schemas/sitemap-news/"))
}

// text is the body of a page in UTF-8.
func text(res fetch.Response) []byte {
	if utf8.Valid(res.Body) {
		return res.Body
	}
	r, err := charset.NewReader(bytes.NewReader(res.Body), res.ContentType)
	if err != nil {
		return res.Body
	}
	out, err := io.ReadAll(r)
	if err != nil {
		return res.Body
	}
	return out
}

// tidy leaves out what cannot be asked for, feeds of comments when there is
// anything else, and of one feed in several formats all but the first.
func tidy(found []feed.Found) []feed.Found {
	found = slices.DeleteFunc(found, func(f feed.Found) bool {
		return len(f.URL) > maxAddress || fetch.CheckAddress(f.URL) != nil
	})
	if slices.ContainsFunc(found, func(f feed.Found) bool { return !comments(f) }) {
		found = slices.DeleteFunc(found, comments)
	}
	var out []feed.Found
	seen := map[string]bool{}
	for _, f := range found {
		if key := formatless(f.URL); !seen[key] {
			seen[key] = true
			out = append(out, f)
		}
	}
	return out
}

// commentsTitles is what WordPress calls such a feed, in the languages it
// mostly speaks here. A rubric may well be called «Kommentare».
func commentsTitles() []string {
	return []string{
		"comments feed", "лента комментариев", "стрічка коментарів", "yorum beslemesi", "yorum akışı", "kommentar-feed",
		"flux des commentaires", "feed de los comentarios", "feed de comentarios", "feed de comentários", "feed dei commenti", "kanał z komentarzami",
	}
}

// comments reports what readers wrote below stories: WordPress (/comments/feed/
// and /story/feed/, by its titles) and Blogger (/feeds/…/comments/default).
func comments(f feed.Found) bool {
	title := strings.ToLower(f.Title)
	if slices.ContainsFunc(commentsTitles(), func(words string) bool { return strings.Contains(title, words) }) {
		return true
	}
	u, err := url.Parse(f.URL)
	return err == nil && strings.Contains(u.Path+"/", "/comments/")
}

// formatless is an address without the words that name a format, so that
// /feed/ and /feed/atom/, /rss.xml and /atom.xml are one.
func formatless(address string) string {
	words := strings.FieldsFunc(strings.ToLower(rss.NormalLink(address)), func(r rune) bool {
		return strings.ContainsRune("/.?&=", r)
	})
	kept := words[:0]
	for _, w := range words {
		switch w {
		case "alt", "atom", "atom10", "feed", "format", "index", "json", "rdf", "rss", "rss2", "type", "xml":
		default:
			kept = append(kept, w)
		}
	}
	return strings.Join(kept, "/")
}

// Limits of what one link may be: longer addresses are data, and the text of
// a link stops being read there. In bytes.
const (
	maxAddress = 4 << 10
	maxTitle   = 200
)

// maxLinks is how many links like those of feeds are taken from one page.
const maxLinks = 1000

// anchors are the links in the body of a page that look like those of feeds,
// each once, titled by their text. Some sites put the <link> of a feed there.
func anchors(page []byte, base string) []feed.Found {
	from, err := url.Parse(base)
	if err != nil {
		return nil
	}
	var found []feed.Found
	seen := map[string]bool{}
	// open: within the link that was found last.
	open := false
	// based is from where the page counts its addresses; it may say so once.
	var based *url.URL
	// Without a limit: pages have scripts of any length.
	z := html.NewTokenizer(bytes.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return tidy(found)
		case html.TextToken:
			if open {
				f := &found[len(found)-1]
				f.Title = strings.Join(strings.Fields(f.Title+" "+string(z.Text())), " ")
				open = len(f.Title) < maxTitle
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			open = open && string(name) != "a"
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			u := link(t, from)
			switch {
			case u == nil:
				open = open && t.Data != "a"
			case t.Data == "base":
				based = cmp.Or(based, u)
				from = based
			case !seen[u.String()] && len(found) < maxLinks:
				seen[u.String()] = true
				found = append(found, feed.Found{URL: u.String(), Kind: kindFeed})
				open = t.Data == "a"
			default:
				open = false
			}
		}
	}
}

// link is where an <a> or <link> leads to when that is said to be a feed or
// looks like one, and where a <base> does; else nil.
func link(t html.Token, base *url.URL) *url.URL {
	u, err := base.Parse(strings.TrimSpace(attribute(t, "href")))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return nil
	}
	kind := strings.ToLower(attribute(t, "type"))
	said := strings.HasPrefix(kind, "application/rss+xml") || strings.HasPrefix(kind, "application/atom+xml")
	ok := false
	switch t.Data {
	case "base":
		ok = true
	case "a":
		ok = said || feedLike(u)
	case "link":
		ok = said
	}
	if !ok {
		return nil
	}
	u.Fragment = ""
	return u
}

// attribute is the value of an attribute, empty when there is none.
func attribute(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// feedLike reports addresses that are mostly those of feeds: /rss, /feed/,
// /news.rss, /atom.xml, /rss/sport.xml, feeds.host/name, ?feed=rss2.
func feedLike(u *url.URL) bool {
	dir, last := path.Split(strings.ToLower(strings.TrimRight(u.Path, "/")))
	switch path.Ext(last) {
	case ".rss", ".atom", ".rdf":
		return true
	case ".xml", ".json", ".php", ".asp", ".aspx", "":
		words := strings.FieldsFunc(last, func(r rune) bool { return r == '.' || r == '-' || r == '_' })
		if len(words) > maxWords {
			words = nil
		}
		if slices.ContainsFunc(append(words, strings.Split(dir, "/")...), feedWord) {
			return true
		}
	}
	host, query := strings.ToLower(u.Hostname()), strings.ToLower(u.RawQuery)
	return strings.HasPrefix(host, "feeds.") || strings.HasPrefix(host, "rss.") ||
		strings.Contains(query, "feed=rss") || strings.Contains(query, "format=rss") || strings.Contains(query, "feed=atom")
}

// maxWords is how many words a name of a feed has; those of stories about feeds
// have more.
const maxWords = 3

func feedWord(s string) bool {
	switch s {
	case "rss", "rss2", "feed", "feeds", "atom", "newsfeed":
		return true
	}
	return false
}

// first is the first string that is not empty.
func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
