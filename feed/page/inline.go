package page

import (
	"net/url"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"rubrika/feed"
)

// anchor copies a link as its text and number.
func (r *reader) anchor(dst, n *html.Node, at place) {
	href := value(n, "href")
	if at.anchor || href == "" {
		r.children(dst, n, at)
		return
	}
	to := Link(href, r.base)
	if strings.HasPrefix(href, "#") || inPage(to, r.base) {
		r.note(dst, n, at, href)
		return
	}
	if to == "" {
		r.children(dst, n, at)
		return
	}
	at.anchor = true
	box, pictures := element("span"), len(r.images)
	r.children(box, n, at)
	text := Line(innerText(box))
	switch {
	case text == "":
		return
	case len(r.images) == pictures+1 && text == pictureMark(pictures+1, r.images[pictures].Alt) && isPicture(to):
		moveAll(dst, box) // a picture that leads to itself in a larger size
		return
	case isAddressText(text, to):
		box = element("span")
		r.put(box, shortAddress(to))
	}
	appendMark(box, r.number(to, text))
	moveAll(dst, box)
}

// number returns the mark of a link: a new number, or the one its address has.
func (r *reader) number(to, text string) string {
	n := r.numbers[to]
	if n == 0 {
		r.links = append(r.links, feed.Link{URL: to, Text: name(text)})
		n = len(r.links)
		r.numbers[to] = n
	}
	return "[" + strconv.Itoa(n) + "]"
}

// note copies a link within the page: the mark of a footnote that is there,
// or else as raised figures; the way back from a footnote goes, others are only
// their text.
func (r *reader) note(dst, n *html.Node, at place, href string) {
	if to, ok := r.pageRef(n); ok && r.notes.numbers[to] > 0 {
		r.noteMark(dst, r.notes.numbers[to])
		return
	}
	text := Line(innerText(n))
	_, to, _ := strings.Cut(strings.ToLower(href), "#")
	bare := strings.Trim(text, "[]()^ ")
	_, err := strconv.Atoi(bare)
	switch {
	case r.inNote && utf8.RuneCountInString(bare) <= 3:
	case strings.HasPrefix(to, "fnref"), strings.HasPrefix(to, "cite_ref"), strings.HasPrefix(to, "footnote-ref"),
		strings.Trim(text, "↩↑^⏎↵⬆\ufe0e ") == "":
	case err == nil && (strings.HasPrefix(to, "fn") || strings.HasPrefix(to, "cite_note") ||
		strings.HasPrefix(to, "footnote") || strings.HasPrefix(to, "_ftn") || bare != text):
		r.put(dst, raise(bare, superscripts))
	default:
		r.children(dst, n, at)
	}
}

// inPage reports whether an address is that of the page itself, or a place in
// it.
func inPage(to, base string) bool {
	to, _, _ = strings.Cut(to, "#")
	base, _, _ = strings.Cut(base, "#")
	return to != "" && to == base
}

// isPicture reports whether an address ends like that of a picture.
func isPicture(to string) bool {
	u, err := url.Parse(to)
	if err != nil {
		return false
	}
	path := strings.ToLower(u.Path)
	for _, end := range []string{".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif"} {
		if strings.HasSuffix(path, end) {
			return true
		}
	}
	return false
}

// isAddressText reports whether the text of a link is only its address.
func isAddressText(text, to string) bool {
	bare := func(s string) string {
		s = strings.TrimPrefix(strings.TrimPrefix(s, "https://"), "http://")
		return strings.TrimSuffix(strings.TrimPrefix(s, "www."), "/")
	}
	return bare(text) == bare(to) || strings.Contains(text, "://") && bare(Link(text, "")) == bare(to)
}

// shortAddress is how an address stands in text: host and path.
func shortAddress(to string) string {
	if box, ok := strings.CutPrefix(to, "mailto:"); ok {
		return Line(box)
	}
	u, err := url.Parse(to)
	if err != nil {
		return to
	}
	return cut(strings.TrimPrefix(u.Host, "www.")+strings.TrimSuffix(Line(u.Path), "/"), 60)
}

// appendMark puts a mark behind the last text below n, outside of emphasis and
// code, which it would spoil.
func appendMark(n *html.Node, mark string) {
	last := n.LastChild
	for last != nil {
		blank := last.Type == html.TextNode && strings.TrimSpace(last.Data) == ""
		switch {
		case blank || last.DataAtom == atom.Br || last.DataAtom == atom.Hr,
			last.Type == html.ElementNode && strings.TrimSpace(innerText(last)) == "":
			last = last.PrevSibling
		case last.Type == html.TextNode:
			text := strings.TrimRight(last.Data, " ")
			last.Data = text + mark + last.Data[len(text):]
			return
		case isBlock(last) && last.DataAtom != atom.Pre:
			last = last.LastChild
		default:
			insertAfter(last, textNode(mark))
			return
		}
	}
	n.AppendChild(textNode(mark))
}

// emphasis copies what stands in tag: strong, em or del. Blanks at its edges
// go outside, where Markdown wants them; emphasis round blocks is dropped.
func (r *reader) emphasis(dst, n *html.Node, at place, tag string) {
	in := map[string]*bool{"strong": &at.strong, "em": &at.em, "del": &at.del}[tag]
	if *in {
		r.children(dst, n, at)
		return
	}
	*in = true
	box := element(tag)
	r.children(box, n, at)
	if hasBlock(box) {
		moveAll(dst, box)
		return
	}
	before, after := trimEdges(box)
	if before {
		r.put(dst, " ")
	}
	if strings.TrimSpace(innerText(box)) != "" {
		dst.AppendChild(box)
	}
	if after {
		r.put(dst, " ")
	}
}

// trimEdges removes the blank at either end of n and reports where one was.
func trimEdges(n *html.Node) (before, after bool) {
	if c := n.FirstChild; c != nil && c.Type == html.TextNode && strings.HasPrefix(c.Data, " ") {
		c.Data, before = c.Data[1:], true
		if c.Data == "" {
			n.RemoveChild(c)
		}
	}
	if c := n.LastChild; c != nil && c.Type == html.TextNode && strings.HasSuffix(c.Data, " ") {
		c.Data, after = c.Data[:len(c.Data)-1], true
		if c.Data == "" {
			n.RemoveChild(c)
		}
	}
	return before, after
}

// flank mends what Markdown cannot say: emphasis that begins or ends with a
// punctuation mark right beside a letter («**Report.**Text»). The marks at its
// ends go outside; where there is nothing else in it the emphasis goes.
func flank(root *html.Node) {
	var boxes []*html.Node
	for n := range root.Descendants() {
		if n.DataAtom == atom.Strong || n.DataAtom == atom.Em || n.DataAtom == atom.Del {
			boxes = append(boxes, n)
		}
	}
	for _, n := range boxes {
		text := []rune(innerText(n))
		if len(text) == 0 {
			continue
		}
		before, after := besides(n)
		if isLetter(before) && isMark(text[0]) || isLetter(after) && isMark(text[len(text)-1]) {
			pushOut(n)
		}
	}
}

// besides returns the characters on both sides of n; a blank where there is
// no text.
func besides(n *html.Node) (before, after rune) {
	before, after = ' ', ' '
	if prev := n.PrevSibling; prev != nil && prev.Type == html.TextNode {
		before, _ = utf8.DecodeLastRuneInString(prev.Data)
	}
	if next := n.NextSibling; next != nil && next.Type == html.TextNode {
		after, _ = utf8.DecodeRuneInString(next.Data)
	}
	return before, after
}

// pushOut moves the punctuation at both ends of n outside of it.
func pushOut(n *html.Node) {
	if first := n.FirstChild; first.Type == html.TextNode {
		rest := strings.TrimLeftFunc(first.Data, isMark)
		n.Parent.InsertBefore(textNode(first.Data[:len(first.Data)-len(rest)]), n)
		first.Data = rest
	}
	if last := n.LastChild; last.Type == html.TextNode {
		rest := strings.TrimRightFunc(last.Data, isMark)
		insertAfter(n, textNode(last.Data[len(rest):]))
		last.Data = rest
	}
	text := []rune(innerText(n))
	if len(text) == 0 || isMark(text[0]) || isMark(text[len(text)-1]) {
		unwrap(n)
	}
}

func unwrap(n *html.Node) {
	for n.FirstChild != nil {
		c := n.FirstChild
		n.RemoveChild(c)
		n.Parent.InsertBefore(c, n)
	}
	n.Parent.RemoveChild(n)
}

// isMark and isLetter are CommonMark's punctuation and its opposite.
func isMark(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }

func isLetter(r rune) bool {
	return r != utf8.RuneError && !isMark(r) && !unicode.IsSpace(r)
}

// script copies raised and lowered text as the characters that Unicode has
// for it.
func (r *reader) script(dst, n *html.Node, at place) {
	text := strings.TrimSpace(flow(innerText(n)))
	if a := find(n, atom.A); a != nil {
		href := value(a, "href")
		if to, ok := r.pageRef(a); ok && (r.notes.numbers[to] > 0 || r.inNote) {
			r.noteMarks(dst, n, at)
			return
		}
		if !strings.HasPrefix(href, "#") && !inPage(Link(href, r.base), r.base) {
			r.children(dst, n, at)
			return
		}
		text = strings.Trim(text, "[]() ")
	}
	if n.DataAtom == atom.Sub {
		r.put(dst, raise(text, subscripts))
		return
	}
	r.put(dst, raise(text, superscripts))
}

const (
	plainScript  = "0123456789+-=()n"
	superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ"
	subscripts   = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙ"
)

// raise writes s in the characters of a script; words («2nd», «m^TM») that
// have none stay as they are.
func raise(s, script string) string {
	to := []rune(script)
	var b strings.Builder
	for _, r := range s {
		i := strings.IndexRune(plainScript, r)
		if i < 0 {
			return s
		}
		b.WriteRune(to[i])
	}
	return b.String()
}

// code copies code within a line. Renderers decode references in it, so code
// that has some is written as text, and so is a bar in a table.
func (r *reader) code(dst, n *html.Node, at place) {
	text := strings.TrimSpace(breakWords(flow(innerText(n)), new(int)))
	if text == "" {
		return
	}
	if html.UnescapeString(text) != text || at.sep != "" && strings.Contains(text, "|") {
		r.put(dst, text)
	} else if text = r.spend(text); text != "" {
		c := element("code")
		c.AppendChild(textNode(text))
		dst.AppendChild(c)
	}
	if at.anchor {
		return
	}
	for d := range n.Descendants() {
		if d.DataAtom != atom.A {
			continue
		}
		if to := Link(value(d, "href"), r.base); to != "" && !inPage(to, r.base) {
			r.put(dst, r.number(to, innerText(d)))
		}
	}
}
