package page

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"rubrika/feed"
)

// reader copies the readable part of a document into a new, small tree of the
// elements that Markdown has: p, div, h2–h6, ul, ol, li, blockquote, pre,
// code, table, tr, th, td, hr, br, strong, em, del; and sup for the mark of a
// footnote, aside for a note. Everything that is not
// copied is gone; text is cleaned on the way, links and pictures become text
// and are collected.
type reader struct {
	base    string
	links   []feed.Link
	numbers map[string]int // of links, by address
	images  []feed.Image
	seen    map[string]bool // addresses of images
	left    int             // bytes of text still allowed
	word    int             // runes since the last blank
	demote  bool            // the body has headings of the first level
	notes   footnotes
	inNote  bool // a footnote is being copied

	elements int // copied so far
	end      time.Time
}

// place says where in the new tree a node is copied to.
type place struct {
	depth, nest int
	// sep stands for blocks and breaks where there may be none (headings,
	// cells); empty where there may.
	sep string
	// What is open round it.
	strong, em, del, anchor bool
}

// read copies a whole document.
func (r *reader) read(doc *html.Node) *html.Node {
	for n := range doc.Descendants() {
		if n.DataAtom == atom.H1 {
			r.demote = true
			break
		}
	}
	root := element("div")
	r.notes = r.findNotes(doc)
	r.children(root, doc, place{})
	r.appendNotes(root)
	mergeText(root)
	flank(root)
	return root
}

func (r *reader) children(dst, src *html.Node, at place) {
	at.depth++
	for c := src.FirstChild; c != nil; c = c.NextSibling {
		r.node(dst, c, at)
	}
}

// node copies one node. Blocks beyond maxDepth are only their text.
func (r *reader) node(dst, n *html.Node, at place) {
	switch {
	case r.left <= 0 || r.notes.taken[n] > 0:
	case n.Type == html.TextNode:
		r.text(dst, n.Data, at)
	case n.Type == html.DocumentNode:
		r.children(dst, n, at)
	case n.Type != html.ElementNode || dropped(n):
	case at.depth > maxDepth:
		r.text(dst, innerText(n), at)
	default:
		r.tick()
		if !r.inline(dst, n, at) && !r.block(dst, n, at) {
			r.children(dst, n, at)
		}
	}
}

// inline copies n if it is an element within a line.
func (r *reader) inline(dst, n *html.Node, at place) bool {
	switch n.DataAtom {
	case atom.A:
		r.anchor(dst, n, at)
	case atom.B, atom.Strong:
		r.emphasis(dst, n, at, "strong")
	case atom.I, atom.Em, atom.Cite, atom.Dfn, atom.Var:
		r.emphasis(dst, n, at, "em")
	case atom.Del, atom.S, atom.Strike:
		r.emphasis(dst, n, at, "del")
	case atom.Code, atom.Kbd, atom.Samp, atom.Tt:
		r.code(dst, n, at)
	case atom.Br:
		r.lineBreak(dst, at)
	case atom.Sup, atom.Sub:
		r.script(dst, n, at)
	case atom.Q:
		r.text(dst, "“", at)
		r.children(dst, n, at)
		r.text(dst, "”", at)
	case atom.Rt:
		r.text(dst, " ("+innerText(n)+") ", at)
	case atom.Img, atom.Picture:
		r.image(dst, n, at)
	case atom.Iframe, atom.Embed, atom.Object, atom.Video, atom.Audio:
		r.embed(dst, n, at)
	case atom.Input:
		if _, checked := attr(n, "checked"); checked {
			r.text(dst, "☑ ", at)
		} else {
			r.text(dst, "☐ ", at)
		}
	default:
		return false
	}
	return true
}

// block copies n if it is a block.
func (r *reader) block(dst, n *html.Node, at place) bool {
	if !isBlock(n) {
		return false
	}
	r.word = 0
	if at.sep != "" {
		r.separate(dst, at)
		r.children(dst, n, at)
		r.separate(dst, at)
		return true
	}
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		r.heading(dst, n, at)
	case atom.Ul, atom.Ol, atom.Menu:
		r.list(dst, n, at)
	case atom.Li:
		r.item(dst, n, at)
	case atom.Dl:
		r.terms(dst, n, at)
	case atom.Blockquote:
		r.nested(dst, n, at, "blockquote")
	case atom.Pre:
		r.pre(dst, n)
	case atom.Hr:
		dst.AppendChild(element("hr"))
	case atom.Table:
		r.table(dst, n, at)
	case atom.Summary, atom.Legend:
		r.wrap(dst, n, at, "p", "strong")
	case atom.Figcaption, atom.Caption:
		r.wrap(dst, n, at, "p", "em")
	case atom.P:
		r.wrap(dst, n, at, "p", "")
	default:
		r.wrap(dst, n, at, "div", "")
	}
	return true
}

// wrap copies n as a block, its text within inner unless that is empty.
func (r *reader) wrap(dst, n *html.Node, at place, outer, inner string) {
	box := element(outer)
	if inner == "" {
		r.children(box, n, at)
	} else {
		r.emphasis(box, n, at, inner)
	}
	if box.FirstChild != nil {
		dst.AppendChild(box)
	}
}

// heading demotes headings where the body has some of the first level: that
// one belongs to the title. A whole paragraph in a heading is a paragraph.
func (r *reader) heading(dst, n *html.Node, at place) {
	level := int(n.Data[1] - '0')
	if r.demote {
		level = min(6, level+1)
	}
	h := element("h" + strconv.Itoa(level))
	at.sep = " "
	r.children(h, n, at)
	text := innerText(h)
	if utf8.RuneCountInString(text) > 300 {
		h.Data, h.DataAtom = "p", atom.P
	}
	if strings.TrimSpace(text) != "" {
		dst.AppendChild(h)
	}
}

// nested copies a quotation; what is nested too deeply loses its bar.
func (r *reader) nested(dst, n *html.Node, at place, tag string) {
	if at.nest++; at.nest > maxNest {
		tag = "div"
	}
	r.wrap(dst, n, at, tag, "")
}

// list copies a list. Lists that stand in a list without an item go into the
// item before them; lists nested too deeply become paragraphs.
func (r *reader) list(dst, n *html.Node, at place) {
	if at.nest++; at.nest > maxNest {
		r.wrap(dst, n, at, "div", "")
		return
	}
	tag := "ul"
	if n.DataAtom == atom.Ol {
		tag = "ol"
	}
	l := element(tag)
	if start, err := strconv.Atoi(value(n, "start")); err == nil && start > 0 && start < 1e8 {
		l.Attr = []html.Attribute{{Key: "start", Val: strconv.Itoa(start)}}
	}
	at.depth++
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		r.tick()
		li := element("li")
		switch {
		case r.notes.taken[c] > 0:
		case c.DataAtom == atom.Li && !dropped(c):
			r.children(li, c, at)
		case l.LastChild != nil:
			li = l.LastChild
			r.node(li, c, at)
			continue
		default:
			r.node(li, c, at)
		}
		if strings.TrimSpace(innerText(li)) != "" {
			l.AppendChild(li)
		}
		r.word = 0
	}
	if l.FirstChild != nil {
		dst.AppendChild(l)
	}
}

// item copies an item that stands in no list, or in one nested too deeply.
func (r *reader) item(dst, n *html.Node, at place) {
	p := element("div")
	r.text(p, "• ", at)
	r.children(p, n, at)
	dst.AppendChild(p)
}

// terms copies a list of definitions: each term an item, strong, with its
// definitions below it.
func (r *reader) terms(dst, n *html.Node, at place) {
	if at.nest++; at.nest > maxNest {
		r.wrap(dst, n, at, "div", "")
		return
	}
	l := element("ul")
	r.termsInto(l, n, at)
	if l.FirstChild != nil {
		dst.AppendChild(l)
	}
}

func (r *reader) termsInto(l, n *html.Node, at place) {
	at.depth++
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		r.tick()
		switch {
		case c.Type == html.TextNode && strings.TrimSpace(c.Data) == "":
		case c.DataAtom == atom.Div: // a group of terms
			r.termsInto(l, c, at)
		case c.DataAtom == atom.Dt || l.LastChild == nil:
			li := element("li")
			l.AppendChild(li)
			if c.DataAtom != atom.Dt {
				r.node(li, c, at)
			} else if !dropped(c) {
				r.emphasis(li, c, at, "strong")
			}
		default:
			r.node(l.LastChild, c, at)
		}
	}
}

// text copies text: cleaned, blanks collapsed, endless words broken, bare
// addresses numbered.
func (r *reader) text(dst *html.Node, s string, at place) {
	s = flow(s)
	if s == "" {
		return
	}
	s = breakWords(s, &r.word)
	if !at.anchor && strings.Contains(s, "://") {
		r.bare(dst, s)
		return
	}
	r.put(dst, s)
}

// put appends cleaned text.
func (r *reader) put(dst *html.Node, s string) {
	if s = r.spend(s); s != "" {
		dst.AppendChild(textNode(s))
	}
}

// spend returns as much of s as may still be copied.
func (r *reader) spend(s string) string {
	cost := len(s) + 4*strings.Count(s, "&") // «&» becomes «&amp;»
	if cost <= r.left {
		r.left -= cost
		return s
	}
	end := 0
	for ; r.left > 0; end++ {
		r.left--
		if s[end] == '&' {
			r.left -= 4
		}
	}
	return clip(s, end)
}

// tick counts the pieces of a body and gives up when there are too many, or
// the time is over.
func (r *reader) tick() {
	if r.elements++; r.elements > maxElements || r.elements%64 == 0 && time.Now().After(r.end) {
		panic(errLate)
	}
}

// bareAddress finds addresses in text, without the punctuation after them.
var bareAddress = regexp.MustCompile(`https?://[^\s<>"«»]*[^\s<>"«».,:;!?)'\]]`)

// bare copies text with addresses in it as if they were links.
func (r *reader) bare(dst *html.Node, s string) {
	from := 0
	for _, m := range bareAddress.FindAllStringIndex(s, -1) {
		url := Link(s[m[0]:m[1]], "")
		if url == "" {
			continue
		}
		r.put(dst, s[from:m[0]])
		r.put(dst, shortAddress(url)+r.number(url, url))
		from = m[1]
	}
	if from < len(s) {
		r.put(dst, s[from:])
	}
}

// separate parts what would be blocks where there may be none.
func (r *reader) separate(dst *html.Node, at place) {
	last := dst.LastChild
	for last != nil && last.LastChild != nil {
		last = last.LastChild
	}
	if last != nil && last.Type == html.TextNode && !strings.HasSuffix(last.Data, at.sep) {
		r.put(dst, at.sep)
	}
}

// lineBreak copies a br. Two of them part paragraphs.
func (r *reader) lineBreak(dst *html.Node, at place) {
	r.word = 0
	if at.sep != "" {
		r.separate(dst, at)
		return
	}
	last := dst.LastChild
	if last != nil && last.Type == html.TextNode && strings.TrimSpace(last.Data) == "" {
		last = last.PrevSibling
	}
	switch {
	case last == nil || last.DataAtom == atom.Div:
	case last.DataAtom == atom.Br:
		dst.RemoveChild(last)
		dst.AppendChild(element("div"))
	default:
		dst.AppendChild(element("br"))
	}
}

// flow cleans text and collapses its blanks, keeping one at each end: there it
// parts words of neighbouring elements.
func flow(s string) string {
	if isLine(s) {
		return s
	}
	s = scrub(s)
	out := strings.Join(strings.Fields(s), " ")
	first, _ := utf8.DecodeRuneInString(s)
	last, _ := utf8.DecodeLastRuneInString(s)
	switch {
	case s == "":
		return ""
	case out == "":
		return " "
	}
	if unicode.IsSpace(first) {
		out = " " + out
	}
	if unicode.IsSpace(last) {
		out += " "
	}
	return out
}

// breakWords puts a blank into words of more than maxWord runes; run is the
// length of the word that s goes on with, and of the one that it ends with.
func breakWords(s string, run *int) string {
	if len(s)+*run <= maxWord {
		if i := strings.LastIndexByte(s, ' '); i >= 0 {
			*run = utf8.RuneCountInString(s[i+1:])
		} else {
			*run += utf8.RuneCountInString(s)
		}
		return s
	}
	var b strings.Builder
	for _, c := range s {
		if *run++; c == ' ' {
			*run = 0
		}
		b.WriteRune(c)
		if *run >= maxWord {
			b.WriteByte(' ')
			*run = 0
		}
	}
	return b.String()
}
