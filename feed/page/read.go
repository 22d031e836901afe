package page

import (
	"errors"
	"strings"
	"time"

	"golang.org/x/net/html"

	"rubrika/feed"
)

// Limits of a body. They are checked before the converter and the renderer
// see it, since neither can be stopped.
const (
	maxInput    = 4 << 20 // bytes of HTML
	maxMarkdown = 1 << 20 // bytes of Markdown
	maxDepth    = 100     // elements within each other
	maxNest     = 8       // lists and quotations within each other
	maxColumns  = 60
	maxRows     = 400
	maxWord     = 1000 // runes without a blank
	maxCodeLine = 2000 // runes
	maxCode     = 5000 // lines
	maxElements = 50_000
	maxTime     = 250 * time.Millisecond // to lay out; the way out takes some more
)

// errLate stops work that takes longer than maxTime.
var errLate = errors.New("out of time")

// Body is an article as the renderer wants it.
type Body struct {
	// Markdown is CommonMark with tables, strikethrough and footnotes, which are
	// marked [^1] and stand at the end as [^1]: text. Links stand as
	// text[n], pictures as [image n: alt] or [image n], where n is the number in
	// Images, embedded players as ▶ host[n]; it has no raw HTML, no Markdown
	// link or picture, and no control character but the newline.
	Markdown string
	// Links are what the numbers mean: [1] is Links[0]. Each address once.
	Links []feed.Link
	// Images are the pictures in the order of their marks in the text.
	Images []feed.Image
	// Plain says that the body was too deep, too large or too odd to lay out,
	// and that Markdown is only its words.
	Plain bool
}

// Read makes the HTML of a body readable. Relative addresses are resolved
// against base. It takes plain text too, never panics, and gives up on the
// layout for plain words where a body would cost too much.
func Read(m feed.Markup, base string) Body {
	b, err := read(string(m), base, time.Now().Add(maxTime))
	if err != nil {
		return plainBody(string(m))
	}
	return b
}

// read is Read without the way out; it fails when it is not done by end.
func read(s, base string, end time.Time) (b Body, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = errLate
		}
	}()
	short := clip(s, maxInput)
	doc, err := parse(markup(short), end)
	if err != nil {
		return Body{}, err
	}
	r := reader{
		base: base, left: maxMarkdown * 9 / 10, end: end,
		numbers: map[string]int{}, seen: map[string]bool{},
	}
	tree := r.read(doc)
	md, err := markdown(tree, end)
	if err != nil {
		return Body{}, err
	}
	if r.left <= 0 || len(short) < len(s) {
		md += "\n\n…"
	}
	if len(md) > maxMarkdown {
		return Body{}, errLate
	}
	md, _ = filter(md)
	return Body{Markdown: strings.TrimSpace(md), Links: r.links, Images: r.images}, nil
}

// parse reads HTML, or plain text as paragraphs. The parser refuses more than
// 512 open elements.
func parse(s string, end time.Time) (*html.Node, error) {
	if !isHTML(s) {
		if strings.Count(s, "\n") > maxElements/2 {
			return nil, errLate
		}
		return paragraphs(Text(html.UnescapeString(s))), nil
	}
	return html.ParseWithOptions(&hurry{strings.NewReader(s), end}, html.ParseOptionEnableScripting(false))
}

// hurry is a reader that fails when the time is over, which is the only way to
// stop the parser.
type hurry struct {
	*strings.Reader
	end time.Time
}

func (h *hurry) Read(p []byte) (int, error) {
	if time.Now().After(h.end) {
		return 0, errLate
	}
	return h.Reader.Read(p[:min(len(p), 16<<10)])
}

// paragraphs builds a document of what Text returns: an empty line parts
// paragraphs, a line break stays one.
func paragraphs(s string) *html.Node {
	doc := &html.Node{Type: html.DocumentNode}
	for part := range strings.SplitSeq(s, "\n\n") {
		p := element("p")
		for i, line := range strings.Split(part, "\n") {
			if i > 0 {
				p.AppendChild(element("br"))
			}
			p.AppendChild(textNode(line))
		}
		doc.AppendChild(p)
	}
	return doc
}

// plainBody is the way out: the words of s with their line breaks.
func plainBody(s string) (b Body) {
	defer func() {
		if recover() != nil {
			b = Body{Plain: true}
		}
	}()
	var md strings.Builder
	for part := range strings.SplitSeq(plain(s, maxMarkdown), "\n\n") {
		if md.Len() > 0 {
			md.WriteString("\n\n")
		}
		for i, line := range strings.Split(part, "\n") {
			line = breakWords(line, new(int))
			if i > 0 {
				md.WriteString("  \n")
			}
			text, rest := escapeText(line), max(0, maxMarkdown-16-md.Len())
			if len(text) <= rest {
				md.WriteString(text)
				continue
			}
			for n := rest; len(text) > rest; n /= 2 {
				text = escapeText(clip(line, n))
			}
			return Body{Markdown: md.String() + text + "…", Plain: true}
		}
	}
	return Body{Markdown: md.String(), Plain: true}
}
