package tour

import (
	"encoding/xml"
	"time"
)

// The namespaces of the modules that the feeds use.
const (
	nsAtom    = "http://www.w3.org/2005/Atom"
	nsContent = "http://purl.org/rss/1.0/modules/content/"
	nsDC      = "http://purl.org/dc/elements/1.1/"
	nsRDF     = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	nsRSS1    = "http://purl.org/rss/1.0/"
)

// encode prints a document. Nil stands for a failure, which plain structs of
// strings cannot cause.
func encode(doc any) []byte {
	b, err := xml.MarshalIndent(doc, "", " ")
	if err != nil {
		return nil
	}
	return append([]byte(xml.Header), append(b, '\n')...)
}

// cdata is text that is printed as a CDATA section.
type cdata struct {
	Text string `xml:",cdata"`
}

// section wraps a body; nil, and so no element at all, for an empty one.
func section(html string) *cdata {
	if html == "" {
		return nil
	}
	return &cdata{html}
}

type xmlLink struct {
	Rel    string `xml:"rel,attr,omitempty"`
	Type   string `xml:"type,attr,omitempty"`
	Lang   string `xml:"hreflang,attr,omitempty"`
	Title  string `xml:"title,attr,omitempty"`
	Length int64  `xml:"length,attr,omitempty"`
	Href   string `xml:"href,attr"`
}

// alternates are the links to a story's versions in other languages.
func (e edition) alternates(s Story) []xmlLink {
	var links []xmlLink
	for _, v := range e.others[s.ID] {
		links = append(links, xmlLink{Rel: "alternate", Type: "text/html", Lang: v.Lang, Title: v.Title, Href: v.URL})
	}
	return links
}

type rssDoc struct {
	XMLName xml.Name `xml:"rss"`
	Version string   `xml:"version,attr"`
	Atom    string   `xml:"xmlns:atom,attr"`
	Content string   `xml:"xmlns:content,attr"`
	DC      string   `xml:"xmlns:dc,attr"`
	Channel struct {
		Title       string    `xml:"title"`
		Link        string    `xml:"link"`
		Description string    `xml:"description"`
		Language    string    `xml:"language"`
		Built       string    `xml:"lastBuildDate"`
		Self        xmlLink   `xml:"atom:link"`
		Items       []rssItem `xml:"item"`
	} `xml:"channel"`
}

type rssItem struct {
	Title       string     `xml:"title"`
	Link        string     `xml:"link"`
	GUID        string     `xml:"guid"` // a permalink unless it says otherwise
	Date        string     `xml:"pubDate"`
	Creator     string     `xml:"dc:creator"`
	Categories  []string   `xml:"category"`
	Description string     `xml:"description"`
	Content     *cdata     `xml:"content:encoded"`
	Enclosure   *enclosure `xml:"enclosure"`
	Alternates  []xmlLink  `xml:"atom:link"`
}

type enclosure struct {
	URL    string `xml:"url,attr"`
	Type   string `xml:"type,attr"`
	Length int64  `xml:"length,attr"`
}

// rss prints RSS 2.0: rssboard.org/rss-specification.
func (e edition) rss() []byte {
	doc := rssDoc{Version: "2.0", Atom: nsAtom, Content: nsContent, DC: nsDC}
	c := &doc.Channel
	c.Title, c.Description, c.Language = e.Title, e.Description, e.Lang
	c.Link = e.base + "/" + e.Lang + "/"
	c.Built = e.at.Format(time.RFC1123Z)
	c.Self = xmlLink{Rel: "self", Type: RSS.MediaType(), Href: e.base + Path(e.Lang, RSS)}
	for _, s := range e.stories {
		item := rssItem{
			Title: s.Headline(), Link: e.link(s), GUID: e.link(s),
			Date: e.published(s).Format(time.RFC1123Z), Creator: s.Author,
			Categories: s.Categories(), Description: s.Summary,
			Content: section(e.content(s)), Alternates: e.alternates(s),
		}
		if url, kind, size, ok := e.film(s); ok {
			item.Enclosure = &enclosure{URL: url, Type: kind, Length: size}
		}
		c.Items = append(c.Items, item)
	}
	return encode(doc)
}

type rdfDoc struct {
	XMLName xml.Name `xml:"rdf:RDF"`
	RSS     string   `xml:"xmlns,attr"`
	RDF     string   `xml:"xmlns:rdf,attr"`
	Atom    string   `xml:"xmlns:atom,attr"`
	Content string   `xml:"xmlns:content,attr"`
	DC      string   `xml:"xmlns:dc,attr"`
	Channel struct {
		About       string    `xml:"rdf:about,attr"`
		Title       string    `xml:"title"`
		Link        string    `xml:"link"`
		Description string    `xml:"description"`
		Language    string    `xml:"dc:language"`
		Date        string    `xml:"dc:date"`
		Items       []rdfLine `xml:"items>rdf:Seq>rdf:li"`
	} `xml:"channel"`
	Items []rdfItem `xml:"item"`
}

type rdfLine struct {
	Resource string `xml:"rdf:resource,attr"`
}

type rdfItem struct {
	About       string    `xml:"rdf:about,attr"`
	Title       string    `xml:"title"`
	Link        string    `xml:"link"`
	Description string    `xml:"description"`
	Content     *cdata    `xml:"content:encoded"`
	Date        string    `xml:"dc:date"`
	Creator     string    `xml:"dc:creator"`
	Subjects    []string  `xml:"dc:subject"`
	Alternates  []xmlLink `xml:"atom:link"`
}

// rdf prints RSS 1.0: web.resource.org/rss/1.0/spec. It has no enclosures.
func (e edition) rdf() []byte {
	doc := rdfDoc{RSS: nsRSS1, RDF: nsRDF, Atom: nsAtom, Content: nsContent, DC: nsDC}
	c := &doc.Channel
	c.About = e.base + Path(e.Lang, RDF)
	c.Title, c.Description, c.Language = e.Title, e.Description, e.Lang
	c.Link = e.base + "/" + e.Lang + "/"
	c.Date = e.at.Format(time.RFC3339)
	for _, s := range e.stories {
		c.Items = append(c.Items, rdfLine{e.link(s)})
		doc.Items = append(doc.Items, rdfItem{
			About: e.link(s), Title: s.Headline(), Link: e.link(s), Description: s.Summary,
			Content: section(e.content(s)), Date: e.published(s).Format(time.RFC3339),
			Creator: s.Author, Subjects: s.Categories(), Alternates: e.alternates(s),
		})
	}
	return encode(doc)
}

type atomDoc struct {
	XMLName  xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang     string      `xml:"xml:lang,attr"`
	ID       string      `xml:"id"`
	Title    string      `xml:"title"`
	Subtitle string      `xml:"subtitle"`
	Updated  string      `xml:"updated"`
	Links    []xmlLink   `xml:"link"`
	Entries  []atomEntry `xml:"entry"`
}

type atomEntry struct {
	ID         string         `xml:"id"`
	Title      string         `xml:"title"`
	Links      []xmlLink      `xml:"link"`
	Published  string         `xml:"published"`
	Updated    string         `xml:"updated"`
	Author     string         `xml:"author>name"`
	Categories []atomCategory `xml:"category"`
	Summary    string         `xml:"summary"`
	Content    *atomContent   `xml:"content"`
}

type atomCategory struct {
	Term string `xml:"term,attr"`
}

type atomContent struct {
	Type string `xml:"type,attr"`
	HTML string `xml:",cdata"`
}

// atom prints RFC 4287.
func (e edition) atom() []byte {
	doc := atomDoc{
		Lang: e.Lang, ID: e.base + "/" + e.Lang + "/", Title: e.Title, Subtitle: e.Description,
		Updated: e.at.Format(time.RFC3339),
		Links: []xmlLink{
			{Rel: "alternate", Type: "text/html", Lang: e.Lang, Href: e.base + "/" + e.Lang + "/"},
			{Rel: "self", Type: Atom.MediaType(), Href: e.base + Path(e.Lang, Atom)},
		},
	}
	for _, s := range e.stories {
		date := e.published(s).Format(time.RFC3339)
		entry := atomEntry{
			ID: e.link(s), Title: s.Headline(), Published: date, Updated: date,
			Author: s.Author, Summary: s.Summary,
			Links: []xmlLink{{Rel: "alternate", Type: "text/html", Lang: e.Lang, Href: e.link(s)}},
		}
		entry.Links = append(entry.Links, e.alternates(s)...)
		if url, kind, size, ok := e.film(s); ok {
			entry.Links = append(entry.Links, xmlLink{Rel: "enclosure", Type: kind, Length: size, Href: url})
		}
		for _, c := range s.Categories() {
			entry.Categories = append(entry.Categories, atomCategory{c})
		}
		if body := e.content(s); body != "" {
			entry.Content = &atomContent{Type: "html", HTML: body}
		}
		doc.Entries = append(doc.Entries, entry)
	}
	return encode(doc)
}
