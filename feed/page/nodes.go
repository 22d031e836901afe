package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

func element(tag string) *html.Node {
	return &html.Node{Type: html.ElementNode, Data: tag, DataAtom: atom.Lookup([]byte(tag))}
}

func textNode(s string) *html.Node { return &html.Node{Type: html.TextNode, Data: s} }

// attr returns an attribute and whether it is there.
func attr(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Namespace == "" && a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

// value returns an attribute without blanks round it, "" when there is none.
func value(n *html.Node, key string) string {
	v, _ := attr(n, key)
	return strings.TrimSpace(v)
}

// innerText returns all text below n that a reader would see.
func innerText(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case c.Type == html.TextNode:
				b.WriteString(c.Data)
			case c.Type == html.ElementNode && !dropped(c):
				if isBlock(c) || c.DataAtom == atom.Br {
					b.WriteByte(' ')
				}
				walk(c)
			}
		}
	}
	walk(n)
	return b.String()
}

// find returns the first element of a kind below n, or nil.
func find(n *html.Node, tag atom.Atom) *html.Node {
	for d := range n.Descendants() {
		if d.DataAtom == tag && d.Type == html.ElementNode {
			return d
		}
	}
	return nil
}

// move takes n from its parent to the end of dst.
func move(dst, parent, n *html.Node) {
	parent.RemoveChild(n)
	dst.AppendChild(n)
}

// moveAll moves the children of src to the end of dst.
func moveAll(dst, src *html.Node) {
	for src.FirstChild != nil {
		move(dst, src, src.FirstChild)
	}
}

// mergeText makes one node of neighbouring text nodes everywhere below n.
func mergeText(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.TextNode {
			mergeText(c)
			continue
		}
		if next := c.NextSibling; next == nil || next.Type != html.TextNode {
			continue
		}
		var b strings.Builder
		b.WriteString(c.Data)
		for next := c.NextSibling; next != nil && next.Type == html.TextNode; next = c.NextSibling {
			b.WriteString(next.Data)
			n.RemoveChild(next)
		}
		c.Data = b.String()
	}
}

// takeOut removes n; where a block was, words stay parted.
func takeOut(n *html.Node) {
	if isBlock(n) {
		n.Parent.InsertBefore(textNode(" "), n)
	}
	n.Parent.RemoveChild(n)
}

// insertAfter puts n behind mark.
func insertAfter(mark, n *html.Node) { mark.Parent.InsertBefore(n, mark.NextSibling) }

// dropped reports whether an element is no text for a reader: scripts, forms,
// drawings, what is hidden.
func dropped(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Template, atom.Svg, atom.Head, atom.Title, atom.Meta, atom.Link,
		atom.Base, atom.Button, atom.Select, atom.Textarea, atom.Canvas, atom.Datalist, atom.Map,
		atom.Noembed, atom.Noframes, atom.Frameset, atom.Applet, atom.Param, atom.Source, atom.Track,
		atom.Rp, atom.Annotation, atom.Dialog:
		return true
	case atom.Form:
		return !holdsArticle(n)
	case atom.Noscript:
		return !lazyImage(n)
	case atom.Input:
		return value(n, "type") != "checkbox"
	}
	return hidden(n)
}

func hidden(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return true
		case "aria-hidden":
			return strings.EqualFold(a.Val, "true") && n.DataAtom != atom.Img
		case "style":
			style := strings.ToLower(strings.ReplaceAll(clip(a.Val, 1000), " ", ""))
			if strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden") {
				return true
			}
		}
	}
	return false
}

// holdsArticle reports whether a form wraps a whole page, as old site builders
// have it, and does not just ask for something.
func holdsArticle(form *html.Node) bool {
	paragraphs := 0
	for d := range form.Descendants() {
		if d.DataAtom == atom.P {
			if paragraphs++; paragraphs == 3 {
				return true
			}
		}
	}
	return false
}

// lazyImage reports whether a noscript holds the picture that a script would
// have loaded into the empty img before it.
func lazyImage(n *html.Node) bool {
	if find(n, atom.Img) == nil {
		return false
	}
	prev := n.PrevSibling
	for prev != nil && prev.Type != html.ElementNode {
		prev = prev.PrevSibling
	}
	// Any base will do to see whether there is an address at all.
	return prev == nil || prev.DataAtom != atom.Img || imageSource(prev, "https://localhost/") == ""
}

// isBlock reports whether an element begins a line of its own.
func isBlock(n *html.Node) bool {
	switch n.DataAtom {
	case atom.P, atom.Div, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Ul, atom.Ol,
		atom.Menu, atom.Li, atom.Dl, atom.Dt, atom.Dd, atom.Blockquote, atom.Pre, atom.Hr, atom.Table,
		atom.Tbody, atom.Thead, atom.Tfoot, atom.Tr, atom.Td, atom.Th, atom.Caption, atom.Figure,
		atom.Figcaption, atom.Section, atom.Article, atom.Header, atom.Footer, atom.Aside, atom.Main,
		atom.Nav, atom.Details, atom.Summary, atom.Address, atom.Center, atom.Form, atom.Fieldset,
		atom.Legend, atom.Hgroup, atom.Body, atom.Html, atom.Search:
		return n.Type == html.ElementNode
	}
	return false
}

// hasBlock reports whether a block or a break is below n.
func hasBlock(n *html.Node) bool {
	for d := range n.Descendants() {
		if isBlock(d) {
			return true
		}
	}
	return false
}
