package page

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"rubrika/feed"
	"rubrika/feed/words"
)

// firstWords is how long a block is with which a text begins; shorter ones
// before it may repeat what the head of the page says.
const firstWords = 12

// maxHeads is how many such blocks there may be.
const maxHeads = 30

// dateWords is how long a line is that may be nothing but a date: sentences
// have dates in them too.
const dateWords = 6

// trimmer takes out of a text what the reader sees beside it or has read.
type trimmer struct {
	title string
	parts []string // of the title, as pages join the headline and the site
	known []string // author and sections
	seen  map[string]bool
	heads int
	begun bool
}

// trim drops the headline, the line of date, author and section before the
// text, and paragraphs that are there twice.
func trim(n *html.Node, e feed.Entry) {
	t := trimmer{title: normal(e.Title), seen: map[string]bool{}}
	for part := range strings.FieldsFuncSeq(t.title, func(r rune) bool { return strings.ContainsRune("|:–—·»", r) }) {
		if part = strings.TrimSpace(part); len(strings.Fields(part)) > 2 {
			t.parts = append(t.parts, part)
		}
	}
	for _, s := range append([]string{e.Author}, e.Categories...) {
		if s = normal(s); s != "" {
			t.known = append(t.known, s)
		}
	}
	t.walk(n)
}

func (t *trimmer) walk(n *html.Node) {
	for _, child := range children(n) {
		if dropped(child) {
			continue
		}
		if !isLeaf(child) {
			t.walk(child)
			continue
		}
		t.lines(child)
		text := normal(innerText(child))
		if text == "" {
			continue
		}
		if t.told(child, text) {
			n.RemoveChild(child)
			continue
		}
		t.heads++
		t.begun = t.begun || t.heads == maxHeads || len(strings.Fields(text)) >= firstWords
	}
}

// lines drops the first lines of a block that tell nothing new, up to the
// first that does: in old pages only breaks part the headline and the text.
func (t *trimmer) lines(n *html.Node) {
	for !t.begun {
		var line []*html.Node
		text := ""
		next := n.FirstChild
		for ; next != nil && next.DataAtom != atom.Br; next = next.NextSibling {
			line = append(line, next)
			text += innerText(next)
		}
		if text = normal(text); next == nil || text != "" && !t.told(n, text) {
			return
		}
		for _, node := range append(line, next) {
			n.RemoveChild(node)
		}
	}
}

// isLeaf reports whether an element is a block of text without blocks in it,
// or all that an element of its parent is.
func isLeaf(n *html.Node) bool {
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		if isBlock(child) || child.Type == html.ElementNode && hasBlock(child) {
			return false
		}
	}
	return true
}

func isHeading(n *html.Node) bool {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4:
		return true
	}
	return false
}

// told reports whether a block of text tells nothing new.
func (t *trimmer) told(n *html.Node, text string) bool {
	count := len(strings.Fields(text))
	if n.DataAtom == atom.P && count >= firstWords {
		twice := t.seen[text] && find(n, atom.Br) == nil // verses have refrains
		t.seen[text] = true
		return twice
	}
	if isTitle := text == t.title || slices.Contains(t.parts, text); isTitle || isHeading(n) && count >= 3 && strings.HasPrefix(t.title, text) {
		return !t.begun || n.DataAtom == atom.Figcaption || isHeading(n)
	}
	if t.begun || count > firstWords {
		return false
	}
	return t.isByline(n, text)
}

// isByline reports a line of what the reader sees over the text: author,
// section and date, with signs between them.
func (t *trimmer) isByline(n *html.Node, text string) bool {
	for _, s := range t.known {
		text = strings.ReplaceAll(text, s, " ")
	}
	text = strings.TrimSpace(text)
	if parts := strings.FieldsFunc(text, isRule); len(parts) > 1 && slices.ContainsFunc(parts, isDate) {
		return true
	}
	if strings.IndexFunc(text, unicode.IsLetter) < 0 && strings.IndexFunc(text, unicode.IsDigit) < 0 {
		return find(n, atom.Img) == nil
	}
	return isDate(text)
}

// isRule reports the signs that part what a line says of a story.
func isRule(r rune) bool { return strings.ContainsRune("|·•/", r) }

// isDate reports whether a line is nothing but a date, perhaps with a number
// before or behind it: of the issue («№ 31 of …»), or of those who have read
// the story.
func isDate(line string) bool {
	list := strings.Fields(line)
	if parses(list) {
		return true
	}
	if n := len(list); n > 1 && isNumber(list[n-1]) && parses(list[:n-1]) {
		return true
	}
	if rest, found := strings.CutPrefix(line, words.Fold("№")); found {
		list = strings.Fields(rest)
		return len(list) > 2 && isNumber(list[0]) && parses(list[2:])
	}
	return false
}

func parses(list []string) bool {
	if len(list) == 0 || len(list) > dateWords {
		return false
	}
	_, ok := words.ParseDate(strings.Join(list, " "), time.UTC, time.Now())
	return ok
}

func isNumber(s string) bool { return strings.Trim(s, digits) == "" }
