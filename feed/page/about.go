package page

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"rubrika/feed"
)

// metadata is what a page says about itself, and the text it gives to search
// engines.
type metadata struct {
	entry feed.Entry
	body  string
	data  []string // what the page keeps for its script
	// article: the page says that it is an article. paid: and that it is not
	// for everybody.
	article, paid bool
}

// maxTags is how many keywords are tags; more are written for search engines.
const maxTags = 20

// about reads the head of a page, its JSON-LD, what little of the body is
// marked up and what the rules of the site find. The schemas are Open Graph,
// schema.org and HTML's own.
func about(root *html.Node, s site, address string) metadata {
	h := readHead(root)
	e := feed.Entry{Item: feed.Item{URL: address}}
	canonical := Link(h.canonical, address)
	// Some sites name their front page on every page.
	if host(canonical) == host(address) && strings.Contains(sameStory(canonical), "/") {
		e.URL = canonical
	}
	ld := readLD(h.ld, self{
		[]string{address, e.URL}, []string{s.Title.text(root, 1), h.meta("og:title"), h.title, heading(root)},
	})
	e.Title = first(s.Title.text(root, 1), ld.text("headline"), h.meta("og:title"), h.meta("twitter:title"), h.title)
	e.Summary = first(ld.text("description"), h.meta("og:description"), h.meta("description"))
	e.Author = strings.Join(ld.names("author"), ", ")
	for _, author := range []string{h.meta("article:author"), h.meta("author"), h.author} {
		if e.Author == "" && !strings.Contains(author, "://") {
			e.Author = author
		}
	}
	list, own := otherVersions(root, h, s, address, e.URL)
	e.Lang = first(own, lang(h.lang), lang(ld.text("inLanguage")), lang(h.meta("og:locale")))
	e.Versions = slices.DeleteFunc(list, func(v feed.Version) bool { return v.Lang == e.Lang })
	e.Published = date(e.Lang, address, ld.text("datePublished"), h.meta("article:published_time"),
		s.Date.text(root, 3), h.time, h.meta("datePublished"), h.meta("date"))
	// Some sites put «Экономика | Report» there.
	section, _, _ := strings.Cut(h.meta("article:section"), "|")
	e.Categories = append([]string{s.Rubric.text(root, 1), strings.TrimSpace(section)}, ld.names("articleSection")...)
	e.Categories = append(e.Categories, ld.crumbs(e.Title)...)
	e.Section = first(e.Categories...)
	e.Tags = tags(h, ld, s.topics(root))
	e.Images = slices.Concat(s.photos(root, address), ld.addresses("image"), h.all["og:image"])
	if len(s.Video.all(root)) > 0 || h.meta("og:video") != "" || strings.HasPrefix(h.meta("og:type"), "video") {
		e.Badges |= feed.Video
	}
	return metadata{
		entry: e, body: ld.text("articleBody"), data: h.data, paid: ld.paid(),
		article: ld.article != nil || h.article || h.meta("og:type") == "article" || h.meta("article:published_time") != "",
	}
}

// heading is the main headline of a page, or "".
func heading(root *html.Node) string {
	if n := find(root, atom.H1); n != nil {
		return innerText(n)
	}
	return ""
}

// tags are the keywords of a page; those of the plain meta element count only
// where there are no better ones.
func tags(h head, ld linked, own []string) []string {
	list := slices.Concat(own, h.all["article:tag"], ld.names("keywords"), h.tags)
	if len(list) == 0 {
		list = []string{first(h.meta("news_keywords"), h.meta("keywords"))}
	}
	var out []string
	for _, s := range list {
		for _, tag := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ';' }) {
			if tag = name(tag); tag != "" && len(out) < maxTags && !slices.Contains(out, tag) {
				out = append(out, tag)
			}
		}
	}
	return out
}

// head is the raw metadata of a page.
type head struct {
	title, lang, canonical string
	time, author           string
	all                    map[string][]string // of meta elements, by lower-case name
	tags                   []string            // links marked as tags
	article                bool                // an element claims to be the text
	versions               []feed.Version
	ld, data               []string // scripts: JSON-LD, other JSON
}

func (h head) meta(key string) string { return first(h.all[key]...) }

// readHead collects the metadata from the whole page: many sites have it in
// the body.
func readHead(root *html.Node) head {
	h := head{all: map[string][]string{}}
	for n := range root.Descendants() {
		h.article = h.article || value(n, "itemprop") == "articleBody"
		switch n.DataAtom {
		case atom.Html:
			h.lang = value(n, "lang")
		case atom.Title:
			if n.Parent.DataAtom == atom.Head {
				h.title = first(h.title, innerText(n))
			}
		case atom.Meta:
			h.add(n)
		case atom.Time:
			if h.time == "" || value(n, "itemprop") == "datePublished" {
				h.time = value(n, "datetime")
			}
		case atom.A:
			h.anchor(n)
		case atom.Script:
			h.script(n)
		case atom.Link:
			h.link(n)
		}
	}
	return h
}

// add keeps the content of a meta element.
func (h *head) add(n *html.Node) {
	key := strings.ToLower(first(value(n, "property"), value(n, "name"), value(n, "itemprop")))
	if v := value(n, "content"); v != "" {
		h.all[key] = append(h.all[key], v)
	}
}

// anchor keeps what a link says of the story by its relation.
func (h *head) anchor(n *html.Node) {
	switch rel := value(n, "rel"); {
	case hasToken(rel, "tag"):
		h.tags = append(h.tags, innerText(n))
	case hasToken(rel, "author"):
		h.author = first(h.author, Line(innerText(n)))
	}
}

// script keeps JSON-LD, and the data of pages that a script writes.
func (h *head) script(n *html.Node) {
	if n.FirstChild == nil {
		return
	}
	kind, _, _ := strings.Cut(strings.ToLower(value(n, "type")), ";")
	switch strings.TrimSpace(kind) {
	case "application/ld+json":
		h.ld = append(h.ld, n.FirstChild.Data)
	case "application/json":
		h.data = append(h.data, n.FirstChild.Data)
	}
}

func (h *head) link(n *html.Node) {
	rel := strings.ToLower(value(n, "rel"))
	if hasToken(rel, "canonical") {
		h.canonical = value(n, "href")
	}
	if l := value(n, "hreflang"); l != "" && hasToken(rel, "alternate") {
		h.versions = append(h.versions, feed.Version{Lang: l, URL: value(n, "href"), Title: value(n, "title")})
	}
}

// hasToken reports whether a list parted by blanks has a word.
func hasToken(list, word string) bool { return slices.Contains(strings.Fields(list), word) }

// host is the host of an address that Link made, "" when there is none.
func host(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	rest, _, _ = strings.Cut(rest, "/")
	return strings.TrimPrefix(rest, "www.")
}
