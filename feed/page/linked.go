package page

import (
	"encoding/json"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// linked is the JSON-LD of a page: its article and its breadcrumbs.
type linked struct {
	article  map[string]any
	articles []map[string]any
	trail    []string
}

// Bounds of what is looked at in JSON-LD: how deep, and how many articles.
const (
	maxGraph    = 6
	maxArticles = 50
)

// self is what a page is known by: its addresses, of which the first is where
// it was fetched, or "", and its titles.
type self struct{ addresses, titles []string }

// readLD reads the scripts of a page; what is no JSON is passed over.
func readLD(scripts []string, page self) linked {
	var l linked
	for _, s := range scripts {
		var v any
		if json.Unmarshal([]byte(s), &v) == nil || json.Unmarshal(mendJSON(s), &v) == nil {
			l.walk(v, maxGraph)
		}
	}
	l.choose(page)
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
			case len(l.articles) < maxArticles && (strings.HasSuffix(kind, "Article") || strings.HasSuffix(kind, "Posting") ||
				kind == "Report"):
				l.articles = append(l.articles, v)
			}
		}
		l.walk(v["@graph"], depth-1)
		l.walk(v["mainEntity"], depth-1)
	}
}

// choose takes the article that the page is about: the first that has its
// address or its headline, else the first that names no page. Pages describe
// stories beside their own too. A page whose address is not known may be any.
func (l *linked) choose(page self) {
	at := first(page.addresses...)
	for _, a := range l.articles {
		named := pagesOf(a, at)
		switch {
		case page.has(named), page.isTitled(first(texts(a["headline"])...)):
			l.article = a
			return
		case l.article == nil && (len(named) == 0 || at == ""):
			l.article = a
		}
	}
}

// has reports whether one of some addresses is the page's.
func (p self) has(addresses []string) bool {
	return slices.ContainsFunc(addresses, func(a string) bool {
		return slices.ContainsFunc(p.addresses, func(own string) bool { return own != "" && samePage(a, sameStory(own)) })
	})
}

// isTitled reports whether a headline is the page's. Titles mostly have the
// name of the site behind it.
func (p self) isTitled(headline string) bool {
	headline = normal(headline)
	return len(strings.Fields(headline)) > 2 && slices.ContainsFunc(p.titles, func(title string) bool {
		title = normal(title)
		return strings.Contains(title, headline) || len(strings.Fields(title)) > 2 && strings.Contains(headline, title)
	})
}

// pagesOf are the addresses that an article names as its own. The front page of
// a site is none.
func pagesOf(a map[string]any, base string) []string {
	var out []string
	for _, key := range []string{"url", "@id", "mainEntityOfPage"} {
		v := a[key]
		if m, ok := v.(map[string]any); ok {
			v = m["@id"]
		}
		s, _ := v.(string)
		if s = strings.TrimSpace(s); s == "" || strings.HasPrefix(s, "#") {
			continue
		}
		if s = sameStory(Link(s, base)); strings.Contains(s, "/") {
			out = append(out, s)
		}
	}
	return out
}

// samePage reports whether two addresses, as sameStory makes them, are of one
// page. It may be on other hosts of the site, for phones or for editors, and
// its last part alone tells it when that is long. Queries count where both
// have one.
func samePage(a, b string) bool {
	a, queryA, _ := strings.Cut(a, "?")
	b, queryB, _ := strings.Cut(b, "?")
	if queryA != "" && queryB != "" && queryA != queryB {
		return false
	}
	_, a, _ = strings.Cut(strings.TrimSuffix(a, "/"), "/")
	_, b, _ = strings.Cut(strings.TrimSuffix(b, "/"), "/")
	slug := a[strings.LastIndexByte(a, '/')+1:]
	return a == b || len(slug) >= minSlug && slug == b[strings.LastIndexByte(b, '/')+1:]
}

// minSlug is how long the last part of a path is that names one story.
const minSlug = 12

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
