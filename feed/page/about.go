package page

import (
	"encoding/json"
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
	ld := readLD(h.ld)
	e := feed.Entry{Item: feed.Item{URL: address}}
	canonical := Link(h.canonical, address)
	if host(canonical) == host(address) && canonical != "" {
		e.URL = canonical
	}
	e.Title = first(s.Title.text(root, 1), ld.text("headline"), h.meta("og:title"), h.meta("twitter:title"), h.title)
	e.Summary = first(ld.text("description"), h.meta("og:description"), h.meta("description"))
	e.Author = strings.Join(ld.names("author"), ", ")
	for _, author := range []string{h.meta("article:author"), h.meta("author")} {
		if e.Author == "" && !strings.Contains(author, "://") {
			e.Author = author
		}
	}
	list, self := otherVersions(root, h, s, address, e.URL)
	e.Lang = first(self, lang(h.lang), lang(ld.text("inLanguage")), lang(h.meta("og:locale")))
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
		entry: e, body: ld.text("articleBody"), paid: ld.paid(),
		article: ld.article != nil || h.article || h.meta("og:type") == "article" || h.meta("article:published_time") != "",
	}
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
	time                   string
	all                    map[string][]string // of meta elements, by lower-case name
	tags                   []string            // links marked as tags
	article                bool                // an element claims to be the text
	versions               []feed.Version
	ld                     []string // JSON-LD scripts
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
			if hasToken(value(n, "rel"), "tag") {
				h.tags = append(h.tags, innerText(n))
			}
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

// script keeps JSON-LD.
func (h *head) script(n *html.Node) {
	if strings.HasPrefix(strings.ToLower(value(n, "type")), "application/ld+json") && n.FirstChild != nil {
		h.ld = append(h.ld, n.FirstChild.Data)
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

// linked is the JSON-LD of a page: its article and its breadcrumbs.
type linked struct {
	article map[string]any
	trail   []string
}

// maxGraph bounds how deep objects are looked for in JSON-LD.
const maxGraph = 6

// readLD reads the scripts of a page. The first object that is an article
// counts; what is no JSON is passed over.
func readLD(scripts []string) linked {
	var l linked
	for _, s := range scripts {
		var v any
		if json.Unmarshal([]byte(s), &v) == nil || json.Unmarshal(mendJSON(s), &v) == nil {
			l.walk(v, maxGraph)
		}
	}
	return l
}

// mendJSON writes the raw line breaks and tabs within strings as JSON wants
// them; templates forget to.
func mendJSON(s string) []byte {
	var b []byte
	inside, escaped := false, false
	for i := range len(s) {
		c := s[i]
		switch {
		case inside && c < ' ':
			b = append(b, '\\', 'n')
			escaped = false
			continue
		case c == '"' && !escaped:
			inside = !inside
		}
		escaped = c == '\\' && !escaped
		b = append(b, c)
	}
	return b
}

func (l *linked) walk(v any, depth int) {
	if depth == 0 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			l.walk(item, depth-1)
		}
	case map[string]any:
		for _, kind := range texts(v["@type"]) {
			switch {
			case kind == "BreadcrumbList":
				l.trail = append(l.trail, crumbs(v)...)
			case l.article == nil && (strings.HasSuffix(kind, "Article") || strings.HasSuffix(kind, "Posting") ||
				kind == "Report"):
				l.article = v
			}
		}
		l.walk(v["@graph"], depth-1)
		l.walk(v["mainEntity"], depth-1)
	}
}

// crumbs are the names along the way to a page.
func crumbs(list map[string]any) []string {
	items, _ := list["itemListElement"].([]any)
	var out []string
	for _, item := range items {
		step, _ := item.(map[string]any)
		if names := texts(step["name"]); len(names) > 0 {
			out = append(out, names...)
		} else {
			out = append(out, texts(step["item"])...)
		}
	}
	return out
}

// crumbs leaves out the front page and the story itself.
func (l linked) crumbs(title string) []string {
	return slices.DeleteFunc(slices.Clone(l.trail), func(s string) bool {
		switch strings.ToLower(s) {
		case "home", "главная", "ana səhifə", "anasayfa", "ana sayfa", strings.ToLower(title):
			return true
		}
		return strings.Contains(s, "://")
	})
}

// paid reports whether the article says that it is not free.
func (l linked) paid() bool {
	switch free := l.article["isAccessibleForFree"].(type) {
	case bool:
		return !free
	case string:
		return strings.HasSuffix(strings.ToLower(free), "false") // also "https://schema.org/False"
	}
	return false
}

func (l linked) text(key string) string { return first(texts(l.article[key])...) }

func (l linked) names(key string) []string { return texts(l.article[key]) }

// addresses returns the addresses of pictures.
func (l linked) addresses(key string) []string {
	var out []string
	list, ok := l.article[key].([]any)
	if !ok {
		list = []any{l.article[key]}
	}
	for _, v := range list {
		if m, ok := v.(map[string]any); ok {
			v = m["url"]
		}
		if s, ok := v.(string); ok {
			out = append(out, s)
		}
	}
	return out
}

// texts returns the strings of a value that may be a string, a list, or an
// object with a name. Most are encoded as HTML, though JSON is not.
func texts(v any) []string {
	switch v := v.(type) {
	case string:
		if v = strings.TrimSpace(html.UnescapeString(v)); v != "" {
			return []string{v}
		}
	case map[string]any:
		if s, ok := v["name"].(string); ok && s != "" {
			return []string{html.UnescapeString(s)}
		}
	case []any:
		var out []string
		for _, item := range v {
			if _, nested := item.([]any); !nested {
				out = append(out, texts(item)...)
			}
		}
		return out
	}
	return nil
}
