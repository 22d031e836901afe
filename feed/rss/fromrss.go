package rss

import (
	"maps"
	"net/url"
	"slices"
	"strings"

	ext "github.com/mmcdole/gofeed/extensions"
	"github.com/mmcdole/gofeed/rss"

	"rubrika/feed"
)

// fromRSS takes over what gofeed made of RSS 0.9x, 1.0 or 2.0.
func fromRSS(f *rss.Feed) document {
	dc := f.DublinCoreExt
	if dc == nil {
		dc = &ext.DublinCoreExtension{}
	}
	d := document{
		title:       first(f.Title, dc.Title...),
		site:        f.Link,
		description: first(f.Description, dc.Description...),
		lang:        first(f.Language, dc.Language...),
		dates:       append([]string{f.LastBuildDate, f.PubDate}, dc.Date...),
		timetable:   timetable(f.TTL, f.SkipHours, f.SkipDays, f.Extensions),
	}
	for _, c := range f.Categories {
		d.categories = append(d.categories, c.Value)
	}
	for _, l := range extensions(f.Extensions, "link", "atom", "atom10", "atom03") {
		if rel := l.Attrs["rel"]; d.site == "" && (rel == "" || rel == "alternate") {
			d.site = l.Attrs["href"]
		}
	}
	if u, err := url.Parse(strings.TrimSpace(d.site)); err == nil && u.IsAbs() {
		d.base = d.site
	}
	d.drafts = make([]draft, 0, len(f.Items))
	for _, item := range f.Items {
		d.drafts = append(d.drafts, fromItem(item))
	}
	return d
}

// fromItem takes over one item.
func fromItem(item *rss.Item) draft {
	dc := item.DublinCoreExt
	if dc == nil {
		dc = &ext.DublinCoreExtension{}
	}
	atom := func(name string) string { return value(item.Extensions, name, "atom", "atom10", "atom03") }
	d := draft{
		title:     first(item.Title, append(dc.Title, atom("title"))...),
		link:      first(value(item.Extensions, "origLink", "feedburner", "pheedo"), item.Link),
		author:    first(item.Author, append(append(dc.Creator, dc.Author...), value(item.Extensions, "author", "itunes"))...),
		lang:      first("", dc.Language...),
		published: append(append([]string{item.PubDate}, dc.Date...), atom("published"), value(item.Extensions, "created", "dcterms"), value(item.Extensions, "issued", "dcterms")),
		updated:   []string{atom("updated"), value(item.Extensions, "modified", "dcterms")},
		teaser:    first(item.Description, append(dc.Description, atom("summary"), value(item.Extensions, "summary", "itunes"))...),
		bodies:    []string{item.Content, atom("content"), value(item.Extensions, "full-text", "yandex")},
	}
	if item.GUID != nil {
		d.guid, d.guidIsLink = item.GUID.Value, !strings.EqualFold(item.GUID.IsPermalink, "false")
	}
	for _, c := range item.Categories {
		d.categories = append(d.categories, c.Value)
	}
	d.categories = append(d.categories, dc.Subject...)
	for _, c := range extensions(item.Extensions, "category", "atom", "atom10", "atom03") {
		d.categories = append(d.categories, first(c.Attrs["label"], c.Attrs["term"]))
	}
	for _, e := range item.Enclosures {
		d.enclosures = append(d.enclosures, feed.Enclosure{URL: e.URL, Type: e.Type, Length: length(e.Length)})
	}
	for _, l := range extensions(item.Extensions, "link", "atom", "atom10", "atom03") {
		d.atomLink(l.Attrs["rel"], l.Attrs["href"], l.Attrs["hreflang"], l.Attrs["title"], l.Attrs["type"], l.Attrs["length"])
	}
	d.custom(item.Custom)
	d.media(item.Extensions)
	return d
}

// custom takes what it knows from elements RSS has not, always in one order.
func (d *draft) custom(elements map[string]string) {
	for _, name := range slices.Sorted(maps.Keys(elements)) {
		text := elements[name]
		switch strings.ToLower(name) {
		case "full-text", "fulltext", "encoded", "content", "body":
			d.bodies = append(d.bodies, text)
		case "date", "published", "created":
			d.published = append(d.published, text)
		case "updated", "modified":
			d.updated = append(d.updated, text)
		case "priority", "urgency", "urgent", "breaking":
			d.priority = append(d.priority, text)
		case "categories", "tags":
			d.categories = append(d.categories, inner(text, "category", "tag")...)
		case "image", "thumbnail":
			d.images = append(d.images, inner(text, "url")...)
		}
	}
}

// inner is the texts of the named elements within raw markup, or the raw text
// itself when it holds no markup.
func inner(markup string, names ...string) []string {
	if !strings.Contains(markup, "<") {
		return []string{markup}
	}
	var out []string
	for _, name := range names {
		rest := markup
		for {
			_, after, ok := strings.Cut(rest, "<"+name+">")
			if !ok {
				break
			}
			text, after, ok := strings.Cut(after, "</"+name+">")
			if !ok {
				break
			}
			out = append(out, text)
			rest = after
		}
	}
	return out
}

// atomLink takes an Atom link: enclosures, versions in other languages, and
// the story's own address.
func (d *draft) atomLink(rel, href, lang, title, kind, size string) {
	switch rel {
	case "enclosure":
		d.enclosures = append(d.enclosures, feed.Enclosure{URL: href, Type: kind, Length: length(size)})
	case "", "alternate":
		if lang != "" {
			d.versions = append(d.versions, feed.Version{Lang: lang, URL: href, Title: title})
		} else if d.link == "" {
			d.link = href
		}
	}
}

// first is the first text that is not blank.
func first(s string, more ...string) string {
	if strings.TrimSpace(s) != "" {
		return s
	}
	for _, t := range more {
		if strings.TrimSpace(t) != "" {
			return t
		}
	}
	return ""
}

// extensions are the elements of a name, under any of the prefixes.
func extensions(e ext.Extensions, name string, prefixes ...string) []ext.Extension {
	var out []ext.Extension
	for _, p := range prefixes {
		out = append(out, e[p][name]...)
	}
	return out
}

// value is the text of the first such element.
func value(e ext.Extensions, name string, prefixes ...string) string {
	for _, x := range extensions(e, name, prefixes...) {
		if x.Value != "" {
			return x.Value
		}
	}
	return ""
}
