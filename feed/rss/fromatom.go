package rss

import (
	"strings"

	"github.com/mmcdole/gofeed/atom"
)

// fromAtom takes over what gofeed made of Atom 0.3 or 1.0.
func fromAtom(f *atom.Feed) document {
	d := document{
		title: f.Title, description: f.Subtitle, lang: f.Language, dates: []string{f.Updated},
		timetable: timetable("", nil, nil, f.Extensions),
	}
	for _, l := range f.Links {
		switch {
		case l.Rel == "self" && strings.Contains(l.Href, "://"):
			d.base = l.Href
		case l.Rel == "alternate" && d.site == "":
			d.site = l.Href
		}
	}
	for _, c := range f.Categories {
		d.categories = append(d.categories, first(c.Label, c.Term))
	}
	author := persons(f.Authors)
	d.drafts = make([]draft, 0, len(f.Entries))
	for _, e := range f.Entries {
		x := fromEntry(e)
		x.author = first(x.author, author)
		d.drafts = append(d.drafts, x)
	}
	return d
}

// fromEntry takes over one entry. An alternate link is the story's own when
// it names no language or is the only one; finish finds the own one among the
// versions otherwise.
func fromEntry(e *atom.Entry) draft {
	d := draft{
		title: e.Title, guid: e.ID, guidIsLink: true, author: persons(e.Authors), teaser: e.Summary,
		published: []string{e.Published}, updated: []string{e.Updated},
	}
	for _, l := range e.Links {
		d.atomLink(l.Rel, l.Href, l.Hreflang, l.Title, l.Type, l.Length)
	}
	if d.link == "" && len(d.versions) > 0 {
		d.link = d.versions[0].URL
	}
	if e.Content != nil {
		d.content(e.Content)
	}
	for _, c := range e.Categories {
		d.categories = append(d.categories, first(c.Label, c.Term))
	}
	if e.Source != nil {
		d.author = first(d.author, persons(e.Source.Authors))
	}
	d.media(e.Extensions)
	return d
}

// content takes the content of an entry: text, markup, or an address.
func (d *draft) content(c *atom.Content) {
	kind := strings.ToLower(c.Type)
	switch {
	case c.Src != "" && d.link == "":
		d.link = c.Src
	case kind == "text", kind == "text/plain":
		d.bodies = append(d.bodies, fromPlain(c.Value))
	case kind == "", strings.Contains(kind, "html"), strings.Contains(kind, "xml"):
		d.bodies = append(d.bodies, c.Value)
	}
}

// persons joins the names of authors.
func persons(list []*atom.Person) string {
	var names []string
	for _, p := range list {
		if name := first(p.Name, p.Email); name != "" {
			names = append(names, strings.TrimSpace(name))
		}
	}
	return strings.Join(names, ", ")
}
