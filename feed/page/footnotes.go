package page

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Limits of footnotes: how many a body may have, and the bytes of one; what is
// longer is a part of the text.
const (
	maxNotes = 300
	maxNote  = 4000
)

// footnotes are the notes of a document: a link within the page whose text is
// a number or a sign, and a block behind it that the link leads to.
type footnotes struct {
	numbers map[string]int     // of notes, by the fragment that leads to them, from 1
	blocks  []*html.Node       // the notes, by number − 1
	labels  []string           // how their marks look
	taken   map[*html.Node]int // notes by block: they are not read where they stand
}

// noteLink is the first link to what may be a footnote.
type noteLink struct {
	node      *html.Node
	to, label string
	target    *html.Node // what it leads to, if that is behind it
}

// findNotes looks for footnotes in a document.
func (r *reader) findNotes(doc *html.Node) footnotes {
	found := footnotes{numbers: map[string]int{}, taken: map[*html.Node]int{}}
	for _, l := range r.noteLinks(doc) {
		block := noteBlock(l.target)
		if block == nil || holds(block, l.node) || len(found.blocks) == maxNotes {
			continue
		}
		if found.taken[block] > 0 {
			continue // what all marks lead to is not a note
		}
		found.blocks = append(found.blocks, block)
		found.labels = append(found.labels, l.label)
		found.numbers[l.to] = len(found.blocks)
		found.taken[block] = len(found.blocks)
	}
	return found
}

// noteLinks returns the links that look like marks, one for each target.
func (r *reader) noteLinks(doc *html.Node) []*noteLink {
	var links []*noteLink
	known := map[string]*noteLink{}
	before := map[string]bool{}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		for _, id := range []string{value(n, "id"), anchorName(n)} {
			if l := known[id]; l != nil && l.target == nil && !before[id] {
				l.target = n
			}
			before[id] = true
		}
		to, ok := r.pageRef(n)
		if !ok || known[to] != nil || len(links) == 2*maxNotes {
			continue
		}
		if label := noteLabel(n); label != "" {
			l := &noteLink{node: n, to: to, label: label}
			known[to] = l
			links = append(links, l)
		}
	}
	return links
}

// pageRef returns the place in the page itself a link leads to.
func (r *reader) pageRef(n *html.Node) (string, bool) {
	if n.DataAtom != atom.A {
		return "", false
	}
	href := value(n, "href")
	page, to, ok := strings.Cut(href, "#")
	if !ok || to == "" || page != "" && !inPage(Link(href, r.base), r.base) {
		return "", false
	}
	return to, true
}

// anchorName is the name of an old anchor.
func anchorName(n *html.Node) string {
	if n.DataAtom != atom.A {
		return ""
	}
	return value(n, "name")
}

// noteLabel is the text of a link if it looks like the mark of a footnote:
// [1], 2, *, †; else empty.
func noteLabel(n *html.Node) string {
	label := strings.Trim(Line(innerText(n)), "[]() ")
	if _, err := strconv.Atoi(label); err == nil && len(label) <= 3 {
		return label
	}
	if strings.Trim(label, "*†‡§") == "" && utf8.RuneCountInString(label) <= 3 {
		return label
	}
	return ""
}

// noteBlock is the block a target stands for: itself or the nearest round it,
// if that is short enough for a note.
func noteBlock(n *html.Node) *html.Node {
	for n != nil && !isBlock(n) {
		n = n.Parent
	}
	if n == nil {
		return nil
	}
	if n.DataAtom == atom.P && n.Parent != nil && n.Parent.DataAtom == atom.Li && n.Parent.FirstChild == n {
		n = n.Parent
	}
	switch n.DataAtom {
	case atom.P, atom.Div, atom.Li, atom.Dd, atom.Aside, atom.Section:
	default:
		return nil
	}
	size := 0
	for d := range n.Descendants() {
		if size += len(d.Data); size > maxNote {
			return nil
		}
	}
	return n
}

// holds reports whether n is below block.
func holds(block, n *html.Node) bool {
	for n != nil && n != block {
		n = n.Parent
	}
	return n != nil
}

// noteMark copies the mark of footnote n; renderBlock writes it.
func (r *reader) noteMark(dst *html.Node, n int) {
	if text := strconv.Itoa(n); r.spend(text) == text {
		mark := element("sup")
		mark.AppendChild(textNode(text))
		dst.AppendChild(mark)
	}
}

// noteMarks copies what links to footnotes stand in raised text, one comma
// between them.
func (r *reader) noteMarks(dst, n *html.Node, at place) {
	first := true
	for d := range n.Descendants() {
		to, ok := r.pageRef(d)
		if !ok {
			continue
		}
		if !first {
			r.put(dst, ",")
		}
		before := dst.LastChild
		r.note(dst, d, at, "#"+to)
		first = first && dst.LastChild == before
	}
}

// appendNotes copies the footnotes behind the text.
func (r *reader) appendNotes(root *html.Node) {
	if len(r.notes.blocks) == 0 {
		return
	}
	trimRules(root)
	for i, block := range r.notes.blocks {
		box := element("aside")
		box.Attr = []html.Attribute{{Key: "id", Val: strconv.Itoa(i + 1)}}
		r.inNote, r.word = true, 0
		r.children(box, block, place{})
		r.inNote = false
		trimLabel(box, r.notes.labels[i])
		if strings.TrimSpace(innerText(box)) == "" {
			box.AppendChild(textNode("…"))
		}
		root.AppendChild(box)
	}
}

// trimRules drops the rules at the end of a text: the renderer draws one above
// the notes.
func trimRules(n *html.Node) {
	for last := n.LastChild; last != nil; last = n.LastChild {
		blank := last.Type == html.TextNode && strings.TrimSpace(last.Data) == ""
		if last.DataAtom == atom.Div {
			trimRules(last)
			blank = last.FirstChild == nil
		}
		if !blank && last.DataAtom != atom.Hr {
			return
		}
		n.RemoveChild(last)
	}
}

// trimLabel drops the number of a note, and the way back, from its beginning:
// the renderer writes its own.
func trimLabel(box *html.Node, label string) {
	first := box
	for first != nil && first.Type != html.TextNode {
		first = first.FirstChild
	}
	if first == nil {
		return
	}
	text := strings.TrimLeft(first.Data, " ↑^")
	for _, l := range []string{label, raise(label, superscripts)} {
		rest, ok := strings.CutPrefix(strings.TrimLeft(text, "[("), l)
		if !ok {
			continue
		}
		after := strings.TrimLeft(rest, "]).:")
		if _, err := strconv.Atoi(l); err == nil && after == rest && rest != "" {
			continue // «2 years later» begins with no label
		}
		text = after
		break
	}
	first.Data = strings.TrimLeft(text, " ")
}
