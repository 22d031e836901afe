package page

import (
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
	known []string // author and sections
	seen  map[string]bool
	heads int
	begun bool
}

// trim drops the headline, the line of date, author and section before the
// text, and paragraphs that are there twice.
func trim(n *html.Node, e feed.Entry) {
	t := trimmer{title: normal(e.Title), seen: map[string]bool{}}
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
		twice := t.seen[text]
		t.seen[text] = true
		return twice
	}
	if isTitle := text == t.title; isTitle || isHeading(n) && count >= 3 && strings.HasPrefix(t.title, text) {
		return !t.begun || n.DataAtom == atom.Figcaption || isHeading(n)
	}
	if t.begun || count > firstWords {
		return false
	}
	for _, s := range t.known {
		text = strings.ReplaceAll(text, s, " ")
	}
	text = strings.TrimSpace(text)
	if strings.IndexFunc(text, unicode.IsLetter) < 0 && strings.IndexFunc(text, unicode.IsDigit) < 0 {
		return find(n, atom.Img) == nil
	}
	if len(strings.Fields(text)) > dateWords {
		return false
	}
	_, isDate := words.ParseDate(text, time.UTC, time.Now())
	return isDate
}
