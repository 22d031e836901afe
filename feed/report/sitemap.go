package report

import (
	"bytes"
	"cmp"
	"context"
	"encoding/xml"
	"errors"
	"html"
	"net/url"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/language"

	"rubrika/feed"
	"rubrika/feed/fetch"
	"rubrika/feed/page"
	"rubrika/feed/rss"
	"rubrika/feed/words"
)

// maxURLs is what one sitemap may list by its protocol (sitemaps.org).
const maxURLs = 50_000

// maxAhead is how far a story may be dated after the fetch that brings it.
const maxAhead = 24 * time.Hour

// SitemapSettings say what a Sitemap fetches. Lang is an ISO 639-1 code: only
// stories of that language are taken, and those that tell none; empty takes
// all. Agent is the User-Agent header the reader wants, empty for the usual.
// Now is the clock; nil is time.Now.
type SitemapSettings struct {
	URL, Lang string
	Now       func() time.Time
	Agent     string
}

// Sitemap is a list of news for search engines, in Google's extension of the
// sitemap protocol: addresses with title, language, date and picture, and no
// text. It implements feed.Source; requests, cursor and errors are those of
// rss.Feed. An index of sitemaps stands for the newest of those it lists, which
// are other ones every day or month: they are looked up each time.
type Sitemap struct {
	lang string
	feed *rss.Feed
	// open makes the source of a sitemap that an index lists.
	open func(address string) (*rss.Feed, error)
}

// NewSitemap makes a source of a sitemap. Errors are of KindAddress.
func NewSitemap(s SitemapSettings, c *fetch.Client) (*Sitemap, error) {
	m := &Sitemap{lang: code(s.Lang)}
	m.open = func(address string) (*rss.Feed, error) {
		return rss.New(rss.Settings{URL: address, Agent: s.Agent, Now: s.Now, Parse: m.parse}, c)
	}
	f, err := m.open(s.URL)
	if err != nil {
		return nil, err
	}
	m.feed = f
	return m, nil
}

// Fetch implements feed.Source.
func (m *Sitemap) Fetch(ctx context.Context, from feed.Cursor) (feed.Batch, error) {
	b, err := m.feed.Fetch(ctx, from)
	var found index
	if !errors.As(err, &found) {
		return b, err
	}
	return m.parts(ctx, from, found)
}

// index is what parse answers to an index: the sitemaps that are worth asking.
type index []string

// Error implements the error interface.
func (i index) Error() string { return "an index of sitemaps" }

// parts reads the sitemaps of an index. The cursor keeps nothing that is of one
// of them alone, for the next time they are others.
func (m *Sitemap) parts(ctx context.Context, from feed.Cursor, found index) (feed.Batch, error) {
	out := feed.Batch{Next: from}
	var trouble error
	seen := map[string]bool{}
	for _, address := range found {
		part, err := m.open(address)
		if err != nil {
			return out, err
		}
		b, err := part.Fetch(ctx, feed.Cursor{Agent: from.Agent, Public: from.Public})
		out.Bytes += b.Bytes
		if err != nil && len(b.Entries) == 0 {
			trouble = cmp.Or(trouble, err)
			continue
		}
		out.Title, out.Site = cmp.Or(out.Title, b.Title), cmp.Or(out.Site, b.Site)
		out.Next = feed.Cursor{Agent: b.Next.Agent, NotBefore: b.Next.NotBefore, Timetable: b.Next.Timetable, Public: b.Next.Public}
		for _, e := range b.Entries {
			if !seen[e.Keys[0]] {
				seen[e.Keys[0]] = true
				out.Entries = append(out.Entries, e)
			}
		}
	}
	if len(out.Entries) > 0 {
		return out, nil
	}
	return out, trouble
}

var (
	urlset    = regexp.MustCompile(`<(?:[\w.-]+:)?urlset[\s>]`)
	urlsetEnd = regexp.MustCompile(`</(?:[\w.-]+:)?urlset\s*>`)
	reference = regexp.MustCompile(`&#[xX]?[0-9a-fA-F]+;`)
	urlTag    = regexp.MustCompile(`<(/?)(?:[\w.-]+:)?url(?:\s[^<>]*)?>`)
)

// listed is an url element. Prefixes of namespaces do not count.
type listed struct {
	Loc      string `xml:"loc"`
	Modified string `xml:"lastmod"`
	News     struct {
		Name     string `xml:"publication>name"`
		Language string `xml:"publication>language"`
		Date     string `xml:"publication_date"`
		Title    string `xml:"title"`
	} `xml:"news"`
	Images []string `xml:"image>loc"`
	Links  []struct {
		Rel  string `xml:"rel,attr"`
		Lang string `xml:"hreflang,attr"`
		Href string `xml:"href,attr"`
	} `xml:"link"`
}

// parse reads a sitemap. Each url element is read for itself, so that what is
// broken costs only itself.
func (m *Sitemap) parse(doc []byte, meta rss.Meta) (feed.Batch, error) {
	fail := func(kind feed.Kind, why string) error {
		return &feed.Error{Op: "parse", Source: meta.URL, Kind: kind, Err: errors.New(why)}
	}
	if len(bytes.TrimSpace(doc)) == 0 {
		return feed.Batch{}, fail(feed.KindEmpty, "empty document")
	}
	doc = legal(doc)
	if parts := rss.Sitemaps(doc, meta.URL); len(parts) > 0 {
		return feed.Batch{}, &feed.Error{Op: "parse", Source: meta.URL, Kind: feed.KindNotFeed, Err: index(parts)}
	}
	if !urlset.Match(doc) {
		return feed.Batch{}, fail(feed.KindNotFeed, "not a sitemap")
	}
	elements, whole := elements(doc)
	s := sitemapReader{meta: meta, want: m.lang, seen: map[string]bool{}}
	for _, element := range elements {
		var l listed
		d := xml.NewDecoder(bytes.NewReader(element))
		d.Strict, d.Entity = false, xml.HTMLEntity
		if d.Decode(&l) != nil {
			whole = false
			continue
		}
		s.add(l)
	}
	switch {
	case !whole:
		return s.batch, fail(feed.KindDamaged, "a part of the sitemap is cut or broken")
	case !s.news && len(elements) > 0:
		return feed.Batch{}, fail(feed.KindNotFeed, "a sitemap without news")
	}
	return s.batch, nil
}

// elements cuts a sitemap into its url elements; whole is false when one of
// them, or the sitemap, has no end.
func elements(doc []byte) (list [][]byte, whole bool) {
	whole = urlsetEnd.Match(doc)
	start := -1
	for _, m := range urlTag.FindAllSubmatchIndex(doc, 2*maxURLs) {
		end := m[3] > m[2]
		if end && start >= 0 {
			list = append(list, doc[start:m[1]])
		}
		whole = whole && end == (start >= 0)
		if start = -1; !end {
			start = m[0]
		}
	}
	return list, whole && start < 0
}

// legal makes text that XML allows of the bytes of a sitemap.
func legal(doc []byte) []byte {
	doc = rss.UTF8(doc)
	doc = reference.ReplaceAllFunc(doc, func(ref []byte) []byte {
		if r, _ := utf8.DecodeRuneInString(html.UnescapeString(string(ref))); control(r) < 0 {
			return nil
		}
		return ref
	})
	return bytes.Map(control, doc) // a bad byte comes as U+FFFD
}

// control is -1 for what XML does not allow, else the rune itself.
func control(r rune) rune {
	if r < ' ' && r != '\n' && r != '\r' && r != '\t' || r == '\uFFFE' || r == '\uFFFF' {
		return -1
	}
	return r
}

// sitemapReader makes entries of url elements.
type sitemapReader struct {
	meta  rss.Meta
	want  string
	batch feed.Batch
	seen  map[string]bool
	news  bool
}

// add takes an element that is news in a language that is wanted.
func (s *sitemapReader) add(l listed) {
	title := strings.Join(strings.Fields(html.UnescapeString(l.News.Title)), " ")
	to := page.Link(strings.TrimSpace(l.Loc), s.meta.URL)
	u, err := url.Parse(to)
	if title == "" || err != nil || u.Hostname() == "" {
		return
	}
	s.news = true
	if s.batch.Title == "" {
		s.batch.Title = strings.TrimSpace(l.News.Name)
		s.batch.Site = u.Scheme + "://" + u.Host + "/"
	}
	key := "link:" + rss.NormalLink(to)
	lang := cmp.Or(code(l.News.Language), pathLanguage(to))
	if s.seen[key] || s.want != "" && lang != "" && lang != s.want {
		return
	}
	s.seen[key] = true
	e := feed.Entry{Keys: []string{key}, Item: feed.Item{
		Title: title, URL: to, Lang: lang, Published: s.date(cmp.Or(l.News.Date, l.Modified), lang, u.Host),
	}}
	for _, image := range l.Images {
		if image = page.Link(strings.TrimSpace(image), to); strings.HasPrefix(image, "http") {
			e.Images = append(e.Images, image)
		}
	}
	for _, v := range l.Links {
		other := code(v.Lang)
		if v := page.Link(v.Href, to); other != "" && other != lang && strings.HasPrefix(v, "http") {
			e.Versions = append(e.Versions, feed.Version{Lang: other, URL: v})
		}
	}
	s.batch.Entries = append(s.batch.Entries, e)
}

// date reads a moment and names its zone where it is that of the site.
func (s *sitemapReader) date(text, lang, host string) time.Time {
	zone := words.ZoneOf(lang, host)
	at, ok := words.ParseDate(text, zone, s.meta.Now)
	if !ok {
		return time.Time{}
	}
	if limit := s.meta.Now.Add(maxAhead); at.After(limit) {
		at = limit.In(at.Location())
	}
	if zone != nil {
		_, own := at.Zone()
		if _, there := at.In(zone).Zone(); there == own {
			return at.In(zone)
		}
	}
	return at
}

// code is the two-letter code of what a sitemap names as a language («zh-cn»,
// «aze»), or "".
func code(s string) string {
	s, _, _ = strings.Cut(strings.TrimSpace(s), "-")
	base, err := language.ParseBase(s)
	if err != nil || len(base.String()) != 2 {
		return ""
	}
	return base.String()
}

// pathLanguage is the language an address names by its first part; on
// report.az the one without a name is Azerbaijani.
func pathLanguage(address string) string {
	lang, _ := parts(address)
	if u, err := url.Parse(address); lang == "az" && !Is(address) && (err != nil || !strings.HasPrefix(u.Path, "/az/")) {
		return ""
	}
	return lang
}
