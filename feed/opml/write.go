package opml

import (
	"encoding/xml"
	"io"
	"slices"
	"strings"

	"rubrika/feed"
)

// document, head and outline are OPML as it is written.
type document struct {
	XMLName xml.Name `xml:"opml"`
	Version string   `xml:"version,attr"`
	Space   string   `xml:"xmlns:rubrika,attr"`
	Title   string   `xml:"head>title"`
	// Body is a pointer, or an empty one would not be written.
	Body *folder `xml:"body"`
}

type outline struct {
	Text     string `xml:"text,attr"`
	Type     string `xml:"type,attr,omitempty"`
	Address  string `xml:"xmlUrl,attr,omitempty"`
	Site     string `xml:"htmlUrl,attr,omitempty"`
	Lang     string `xml:"language,attr,omitempty"`
	Category string `xml:"category,attr,omitempty"`
	Kind     string `xml:"rubrika:kind,attr,omitempty"`
	Rubric   string `xml:"rubrika:rubric,attr,omitempty"`
	Zone     string `xml:"rubrika:zone,attr,omitempty"`
	Every    string `xml:"rubrika:every,attr,omitempty"`
	Agent    string `xml:"rubrika:agent,attr,omitempty"`
	Muted    string `xml:"rubrika:muted,attr,omitempty"`
	Public   string `xml:"rubrika:public,attr,omitempty"`
	folder
}

// folder is what stands below an outline or in the body.
type folder struct {
	Outlines []*outline `xml:"outline"`
	// named are the folders among them.
	named map[string]*folder
}

// within returns the folder of that name in f, a new one when there is none.
func (f *folder) within(name string) *folder {
	if below, ok := f.named[name]; ok {
		return below
	}
	o := &outline{Text: name}
	f.Outlines = append(f.Outlines, o)
	if f.named == nil {
		f.named = map[string]*folder{}
	}
	f.named[name] = &o.folder
	return &o.folder
}

// Write writes subscriptions as OPML 2.0 in UTF-8. The first tag of each is
// its folder, «A/B» a folder in a folder; further tags are categories. What
// OPML has no word for stands in attributes of a namespace of its own, which
// other programs pass over. Read gives the same subscriptions, those of a
// folder together, but for titles that only repeat the address and characters
// that XML cannot hold.
func Write(w io.Writer, title string, subs []feed.Subscription) error {
	body := &folder{}
	for _, s := range subs {
		in := body
		if len(s.Tags) > 0 {
			for _, name := range path(s.Tags[0]) {
				in = in.within(name)
			}
		}
		in.Outlines = append(in.Outlines, newOutline(s))
	}
	fail := func(err error) error {
		return &feed.Error{Op: "write list", Kind: feed.KindFile, Err: err}
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return fail(err)
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	if err := e.Encode(document{Version: "2.0", Space: space, Title: title, Body: body}); err != nil {
		return fail(err)
	}
	if _, err := io.WriteString(w, "\n"); err != nil {
		return fail(err)
	}
	return nil
}

// path are the names of the folders of a tag. One whose parts would not read
// as the same tag again is one folder.
func path(tag string) []string {
	parts := strings.Split(tag, "/")
	blank := func(name string) bool { return strings.TrimSpace(name) == "" }
	if len(parts) > maxDepth/2 || slices.ContainsFunc(parts, blank) {
		return []string{tag}
	}
	return parts
}

// newOutline is a subscription as it is written.
func newOutline(s feed.Subscription) *outline {
	o := &outline{
		Text: s.Title, Type: "rss", Address: s.URL, Site: s.Site, Lang: s.Lang,
		Rubric: string(s.Rubric), Zone: s.Zone, Agent: s.Agent,
	}
	if strings.TrimSpace(s.Title) == "" {
		o.Text = s.URL // OPML wants a text
	}
	if special(s.Kind) {
		o.Kind = s.Kind
	}
	if s.Every > 0 {
		o.Every = s.Every.String()
	}
	if s.Muted {
		o.Muted = "true"
	}
	if s.Cursor.Public {
		o.Public = "true"
	}
	var categories []string
	for i, tag := range s.Tags {
		if i > 0 {
			categories = append(categories, categoryOf(tag))
		}
	}
	o.Category = strings.Join(categories, ",")
	return o
}
