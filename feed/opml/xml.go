package opml

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"

	"rubrika/feed"
)

// space is the XML namespace of the attributes for which OPML has no word:
// kind, rubric, zone, every, agent, muted. It is a name and leads nowhere.
const space = "urn:rubrika:opml:1"

// special reports a kind of source that a list has to name: one that is not
// read as a feed is, from its address alone.
func special(kind string) bool { return kind == "sitemap" || kind == "wordpress" }

// element is an element that has begun and not ended.
type element struct {
	name string // in lower case
	line int
	// attr are the attributes of an outline by lower-case name, those of our
	// namespace with "rubrika:" before it.
	attr map[string]string
	// path are the folders it stands in, «A/B»; inside is the same for what
	// stands in it.
	path, inside string
	below        int // elements directly in it
}

// label is what an outline is called: text is what OPML shows to a reader,
// title what a feed says of itself.
func (e *element) label() string {
	if strings.TrimSpace(e.attr["text"]) != "" {
		return e.attr["text"]
	}
	return e.attr["title"]
}

// text is what is said of an outline that is skipped.
func (e *element) text() string {
	for _, s := range []string{e.attr["xmlurl"], e.label(), e.attr["url"], e.attr["htmlurl"]} {
		if strings.TrimSpace(s) != "" {
			return s
		}
	}
	return ""
}

// reader walks through an OPML document.
type reader struct {
	*gatherer
	stack []*element
}

// readXML reads OPML. Document types are passed over, and with them every
// entity they define: a list that uses one is broken.
func readXML(doc []byte) (List, error) {
	d := xml.NewDecoder(bytes.NewReader(doc))
	d.Entity = xml.HTMLEntity
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // it is UTF-8 by now
	r := &reader{gatherer: newGatherer()}
	for seen := false; ; {
		at := int(d.InputOffset())
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			if !seen {
				return List{}, broken(doc, at, errors.New("no element"))
			}
			return r.list, nil
		}
		if err != nil {
			return List{}, broken(doc, int(d.InputOffset()), err)
		}
		if start, ok := token.(xml.StartElement); ok {
			if !seen && !strings.EqualFold(start.Name.Local, "opml") {
				return List{}, broken(doc, at, fmt.Errorf("the document is <%s>, not <opml>", start.Name.Local))
			}
			seen = true
			if len(r.stack) == maxDepth {
				return List{}, broken(doc, at, errors.New("nested too deep"))
			}
		}
		line, _ := d.InputPos()
		r.take(token, line-bytes.Count(doc[at:d.InputOffset()], []byte("\n")))
	}
}

// take takes the next token, which begins in line.
func (r *reader) take(token xml.Token, line int) {
	switch t := token.(type) {
	case xml.StartElement:
		r.begin(t, line)
	case xml.EndElement:
		r.end()
	case xml.CharData:
		if n := len(r.stack); n >= 2 && r.stack[n-1].name == "title" && r.stack[n-2].name == "head" {
			r.list.Title += string(t[:min(len(t), maxTitle-len(r.list.Title))])
		}
	}
}

// begin puts an element on the stack.
func (r *reader) begin(start xml.StartElement, line int) {
	e := &element{name: strings.ToLower(start.Name.Local), line: line}
	if n := len(r.stack); n > 0 {
		above := r.stack[n-1]
		above.below++
		e.path = above.inside
	}
	e.inside = e.path
	switch e.name {
	case "opml":
		for _, a := range start.Attr {
			r.list.Own = r.list.Own || a.Name.Space == "xmlns" && a.Value == space
		}
	case "outline":
		e.attr = attributes(start)
		if name := e.label(); strings.TrimSpace(name) != "" {
			if e.inside = name; e.path != "" {
				e.inside = e.path + "/" + name
			}
		}
		if e.attr["xmlurl"] != "" {
			r.add(line, e.text(), subscription(e))
		}
	}
	r.stack = append(r.stack, e)
}

// end takes an element from the stack. Only now it is known that an outline
// without an address is no folder either.
func (r *reader) end() {
	e := r.stack[len(r.stack)-1]
	r.stack = r.stack[:len(r.stack)-1]
	if e.name != "outline" || e.below > 0 || e.attr["xmlurl"] != "" {
		return
	}
	switch strings.ToLower(e.attr["type"]) {
	case "link", "include":
		r.skip(e.line, e.text(), NotAFeed)
	default:
		r.skip(e.line, e.text(), NoAddress)
	}
}

// attributes are those of an outline, of which programs spell the names in
// different cases.
func attributes(start xml.StartElement) map[string]string {
	out := make(map[string]string, len(start.Attr))
	for _, a := range start.Attr {
		name := strings.ToLower(a.Name.Local)
		switch a.Name.Space {
		case "":
			out[name] = a.Value
		case space:
			out["rubrika:"+name] = a.Value
		}
	}
	return out
}

// subscription reads an outline with an address.
func subscription(e *element) feed.Subscription {
	sub := feed.Subscription{
		URL: e.attr["xmlurl"], Site: e.attr["htmlurl"], Lang: e.attr["language"],
		Zone: e.attr["rubrika:zone"], Every: interval(e.attr["rubrika:every"]), Agent: e.attr["rubrika:agent"],
		Muted: e.attr["rubrika:muted"] == "true", Cursor: feed.Cursor{Public: e.attr["rubrika:public"] == "true"},
	}
	// Where there is no name, programs write the address for it.
	for _, name := range []string{e.attr["text"], e.attr["title"]} {
		if strings.TrimSpace(name) != "" && name != sub.URL {
			sub.Title = name
			break
		}
	}
	if r := feed.Rubric(e.attr["rubrika:rubric"]); r.Valid() {
		sub.Rubric = r
	}
	if kind := e.attr["rubrika:kind"]; special(kind) {
		sub.Kind = kind
	}
	if e.path != "" {
		sub.Tags = []string{e.path}
	}
	for category := range strings.SplitSeq(e.attr["category"], ",") {
		if tag := tagOf(category); tag != "" {
			sub.Tags = with(sub.Tags, tag)
		}
	}
	return sub
}

// tagOf is the tag that a category of OPML 2 stands for: «/Boston/Weather» is
// a path, «Weather» a tag.
func tagOf(category string) string {
	category = strings.TrimPrefix(strings.TrimSpace(category), "/")
	if tag, err := url.PathUnescape(category); err == nil {
		return tag
	}
	return category
}

// categoryOf is its inverse. A comma, which parts categories, is written as
// in an address.
func categoryOf(tag string) string {
	category := strings.NewReplacer("%", "%25", ",", "%2C").Replace(tag)
	if strings.Contains(tag, "/") {
		return "/" + category
	}
	return category
}
