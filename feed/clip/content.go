package clip

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"rubrika/feed"
	"rubrika/feed/page"
)

// content is a story ready to be written: every string has passed the door.
type content struct {
	words  Words
	title  string
	lang   string
	body   []byte // Markdown
	full   bool
	when   time.Time
	facts  []fact
	links  []string // addresses; empty where one did not pass the door
	images []feed.Image
	shown  []bool // whether the text has a mark of the image
	files  []string
}

// fact is a line of the head: its key in a front part, its label, its values.
type fact struct {
	key, label string
	values     []string
	list       bool // in a front part it is a list
}

func newContent(a feed.Article, w Words) content {
	c := content{
		words: w, title: page.Line(a.Title), lang: languageTag(a.Lang), body: []byte(a.Markdown), full: a.Full,
		when: a.Published,
	}
	if c.title == "" {
		c.title = w.ClipLabel("untitled")
	}
	for _, l := range a.Links {
		c.links = append(c.links, page.Link(l.URL, ""))
	}
	for _, i := range a.Images {
		c.images = append(c.images, feed.Image{URL: page.Link(i.URL, ""), Alt: page.Line(i.Alt)})
	}
	for _, e := range a.Enclosures {
		c.files = append(c.files, page.Link(e.URL, ""))
	}
	c.files = slices.DeleteFunc(c.files, isEmpty)
	c.shown = make([]bool, len(c.images))
	for _, t := range texts(parse(c.body)) {
		for _, m := range marksIn(t, c.body, len(c.links), len(c.images)) {
			if m.image > 0 {
				c.shown[m.image-1] = true
			}
		}
	}
	var rubrics []string
	for _, r := range a.Rubrics {
		rubrics = append(rubrics, w.Rubric(r))
	}
	if a.Section != "" && !slices.Contains(rubrics, a.Section) {
		rubrics = append(rubrics, a.Section)
	}
	date := ""
	if !a.Published.IsZero() {
		date = w.FullZone(a.Published)
	}
	c.facts = []fact{
		{"source", "source", clean(a.SourceTitle), false},
		{"date", "date", clean(date), false},
		{"author", "author", clean(a.Author), false},
		{"rubric", "rubric", clean(rubrics...), true},
		{"tags", "topics", clean(a.Tags...), true},
		{"url", "address", clean(page.Link(a.URL, "")), false},
	}
	c.facts = slices.DeleteFunc(c.facts, func(f fact) bool { return len(f.values) == 0 })
	return c
}

// clean are the strings that something is left of behind the door.
func clean(in ...string) []string {
	var out []string
	for _, s := range in {
		if s = page.Line(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

func isEmpty(s string) bool { return s == "" }

// languageTag is a language code that may stand in an attribute, or empty.
func languageTag(code string) string {
	if len(code) > 11 || strings.Trim(strings.ToLower(code), "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
		return ""
	}
	return code
}

// markdown writes the story as Markdown: a front part in YAML, the headline,
// the text with links to the references at its end.
func (c content) markdown() []byte {
	var b bytes.Buffer
	b.WriteString("---\ntitle: " + quoted(c.title) + "\n")
	for _, f := range c.facts {
		value := quoted(f.values[0])
		switch {
		case f.key == "date":
			value = c.when.Format(time.RFC3339)
		case f.list:
			value = "[" + strings.Join(each(f.values, quoted), ", ") + "]"
		}
		b.WriteString(f.key + ": " + value + "\n")
	}
	if c.lang != "" {
		b.WriteString("lang: " + quoted(c.lang) + "\n") // «no» would be false
	}
	b.WriteString("---\n\n# " + escaped(c.title) + "\n\n")
	b.Write(c.withReferences())
	b.WriteString("\n\n")
	if !c.full {
		b.WriteString("*" + escaped(c.words.ClipLabel("teaser")) + "*\n\n")
	}
	c.section(&b, "##", "pictures", c.unshown())
	c.section(&b, "##", "files", c.files)
	for i, address := range c.links {
		if address != "" {
			b.WriteString("[" + strconv.Itoa(i+1) + "]: " + destination(address) + "\n")
		}
	}
	return append(bytes.TrimRight(b.Bytes(), "\n"), '\n')
}

// section writes a heading with the signs of its level and addresses, or
// nothing without any.
func (c content) section(b *bytes.Buffer, level, label string, addresses []string) {
	if len(addresses) == 0 {
		return
	}
	b.WriteString(level + " " + escaped(c.words.ClipLabel(label)) + "\n\n")
	for _, address := range addresses {
		b.WriteString("- " + destination(address) + "\n")
	}
	b.WriteByte('\n')
}

// withReferences is the text with its marks as links: [\[1\]][1] refers to the
// address at the end, a picture is a link to it.
func (c content) withReferences() []byte {
	return c.linked(parse(c.body), func(m mark) string {
		if m.link > 0 {
			return "[" + strconv.Itoa(m.link) + "]"
		}
		return "(" + destination(c.target(m)) + ")"
	}).apply(c.body)
}

// linked are the changes that make links of the marks; to is what follows the
// text of one.
func (c content) linked(doc ast.Node, to func(mark) string) inserts {
	var out inserts
	for _, t := range texts(doc) {
		for _, m := range marksIn(t, c.body, len(c.links), len(c.images)) {
			if c.target(m) != "" {
				out = append(out, insert{m.from, "["}, insert{m.to, "]" + to(m)})
			}
		}
	}
	return out
}

// target is the address that a mark means.
func (c content) target(m mark) string {
	if m.link > 0 {
		return c.links[m.link-1]
	}
	return c.images[m.image-1].URL
}

// unshown are the addresses of the pictures that the text has no mark of.
func (c content) unshown() []string {
	var out []string
	for i, image := range c.images {
		if !c.shown[i] && image.URL != "" {
			out = append(out, image.URL)
		}
	}
	return out
}

// linkUp puts links in the place of the marks of a tree.
func (c content) linkUp(doc ast.Node) {
	for _, t := range texts(doc) {
		parent, at := t.Parent(), t.Segment.Start
		for _, m := range marksIn(t, c.body, len(c.links), len(c.images)) {
			address := c.target(m)
			if address == "" {
				continue
			}
			link := ast.NewLink()
			link.Destination = []byte(address)
			link.AppendChild(link, ast.NewTextSegment(text.NewSegment(m.from, m.to)))
			parent.InsertBefore(parent, t, ast.NewTextSegment(text.NewSegment(at, m.from)))
			parent.InsertBefore(parent, t, link)
			at = m.to
		}
		t.Segment = t.Segment.WithStart(at)
	}
}

// text writes the story as plain text.
func (c content) text() []byte {
	lines := wrapped(c.title)
	lines = append(lines, "")
	for _, f := range c.facts {
		lines = append(lines, wrapped(c.words.ClipLabel(f.label)+": "+strings.Join(f.values, ", "))...)
	}
	if len(c.facts) > 0 {
		lines = append(lines, "")
	}
	lines = append(lines, Lines(string(c.body), textWidth)...)
	if !c.full {
		lines = append(append(lines, ""), wrapped(c.words.ClipLabel("teaser"))...)
	}
	list := func(label string, rows []string) {
		if len(rows) > 0 {
			lines = append(append(lines, "", c.words.ClipLabel(label)+":"), rows...)
		}
	}
	list("links", numbered(c.links))
	addresses := make([]string, len(c.images))
	for i, image := range c.images {
		addresses[i] = image.URL
	}
	list("pictures", numbered(addresses))
	list("files", c.files)
	return []byte(strings.Join(lines, "\n") + "\n")
}

// numbered are addresses behind their numbers.
func numbered(addresses []string) []string {
	var out []string
	for i, address := range addresses {
		if address != "" {
			out = append(out, "["+strconv.Itoa(i+1)+"] "+address)
		}
	}
	return out
}

// wrapped is one line wrapped for a text file.
func wrapped(s string) []string {
	lines := strings.Split(ansi.Wrap(page.Line(s), textWidth, ""), "\n")
	return each(lines, strings.TrimSpace)
}

// quoted is a string in YAML's double quotes; behind the door only two signs
// need care.
func quoted(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

func each[T any](in []T, do func(T) string) []string {
	out := make([]string, 0, len(in))
	for _, v := range in {
		out = append(out, do(v))
	}
	return out
}
