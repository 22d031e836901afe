package page

import (
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"rubrika/feed/words"
)

// Limits of what is looked at as a block of few words.
const (
	shortBlock = 60  // words
	smallBlock = 200 // nodes
)

// extent is how much is below a node.
type extent struct {
	words, linked, nodes int
	// story: the headline or what claims to be the article is below.
	story bool
}

// prose is how many words make a paragraph of running text.
const prose = 12

// cleaner takes out of a page what is no article on any page: what surrounds
// it by its elements, roles and classes, and the short blocks that say so.
type cleaner struct {
	lists *chaff
	size  map[*html.Node]extent
	lines map[*html.Node]headlines
	total int // words of the page that are no links
	told  int // words of paragraphs that were passed
	host  string
	wall  bool
	end   time.Time
}

// clean changes the tree below root, which came from host. It reports whether
// the page asks for money or a name where its text ends, and stops early when
// the time is over.
func clean(root *html.Node, host string, end time.Time) (wall bool) {
	c := cleaner{lists: chaffLists(), size: map[*html.Node]extent{}, lines: map[*html.Node]headlines{}, host: host, end: end}
	linkLines(root)
	all := c.measure(root, false)
	c.total = all.words - all.linked
	c.parts(root)
	c.counters(root)
	c.blocks(root)
	c.repeats(root)
	c.galleries(root)
	return c.wall
}

func (c *cleaner) late() bool { return time.Now().After(c.end) }

// measure fills size from the leaves up.
func (c *cleaner) measure(n *html.Node, link bool) extent {
	e := extent{nodes: 1}
	switch n.Type {
	case html.TextNode:
		e.words = len(strings.Fields(n.Data))
		if link {
			e.linked = e.words
		}
		return e
	case html.ElementNode:
		if dropped(n) && n.DataAtom != atom.Form {
			return e
		}
		link = link || n.DataAtom == atom.A && value(n, "href") != ""
		e.story = n.DataAtom == atom.H1 || n.DataAtom == atom.Main || value(n, "itemprop") == "articleBody"
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		below := c.measure(child, link)
		e.words += below.words
		e.linked += below.linked
		e.nodes += below.nodes
		e.story = e.story || below.story
	}
	c.size[n] = e
	return e
}

// remove takes n out and off the sizes of what it was in.
func (c *cleaner) remove(n *html.Node) {
	e := c.size[n]
	for p := n.Parent; p != nil; p = p.Parent {
		s := c.size[p]
		s.words, s.linked, s.nodes = s.words-e.words, s.linked-e.linked, s.nodes-e.nodes
		c.size[p] = s
	}
	takeOut(n)
}

// children is a list that stays while nodes are taken out.
func children(n *html.Node) []*html.Node {
	var out []*html.Node
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		if child.Type == html.ElementNode {
			out = append(out, child)
		}
	}
	return out
}

// parts takes out elements by what they are.
func (c *cleaner) parts(n *html.Node) {
	for _, child := range children(n) {
		if c.late() {
			return
		}
		amp(child)
		if named(child, c.lists.walls) && !c.spared(child) {
			c.wall = true
			c.remove(child)
			continue
		}
		if c.isPart(child) && !c.spared(child) {
			c.remove(child)
			continue
		}
		c.parts(child)
	}
}

// isPart reports whether an element says that it is no part of the text.
func (c *cleaner) isPart(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Body, atom.Html, atom.Head, atom.Main, atom.H1, atom.Table, atom.Tbody, atom.P:
		return false
	case atom.Nav, atom.Dialog, atom.Label:
		return true
	case atom.A:
		return containsAny(strings.ToLower(clip(value(n, "href"), 200)), c.lists.shares)
	case atom.Footer:
		if !inQuote(n) {
			return true
		}
		n.DataAtom, n.Data = atom.P, "p" // readability takes out all others
		return false
	case atom.Aside:
		s := c.size[n]
		return s.linked*3 > s.words
	}
	switch strings.ToLower(value(n, "role")) {
	case "navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog", "menu", "menubar", "toolbar":
		return true
	}
	if strings.HasPrefix(n.Data, "amp-") {
		return ampChaff(n.Data)
	}
	return named(n, c.lists.names)
}

// spared reports whether an element holds too much of the page to be what it
// is called: a class may speak of what else the page has.
func (c *cleaner) spared(n *html.Node) bool {
	s := c.size[n]
	if s.story {
		return true
	}
	own := s.words - s.linked
	if strings.Contains(value(n, "class")+value(n, "id"), "omment") {
		return c.total-own < shortBlock/2 // there may be more comments than text
	}
	return own > shortBlock && own*2 > c.total
}

// inQuote reports whether an element stands in a quotation, whose foot names
// who said it.
func inQuote(n *html.Node) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.DataAtom == atom.Blockquote {
			return true
		}
	}
	return false
}

// blocks takes out short blocks by what they say.
func (c *cleaner) blocks(n *html.Node) {
	for _, child := range children(n) {
		if c.late() {
			return
		}
		if child.Parent != n {
			continue // gone with a pointer before it
		}
		s := c.size[child]
		if s.words == 0 || dropped(child) && child.DataAtom != atom.Form {
			continue
		}
		if c.isShort(child) && c.act(child) {
			continue
		}
		if s.words >= prose && s.linked*2 < s.words && isLeaf(child) {
			c.told += s.words
		}
		c.blocks(child)
	}
}

// isShort reports a block of few words, or a line of an element of its own.
func (c *cleaner) isShort(n *html.Node) bool {
	s := c.size[n]
	return s.words <= shortBlock && s.nodes <= smallBlock && !s.story && (isBlock(n) || ownLine(n) || !hasText(n.Parent))
}

// act judges a short block and takes out what it says is no text; false leaves
// it where it is.
func (c *cleaner) act(n *html.Node) bool {
	v := c.lists.judge(innerText(n), c.size[n].words, c.size[n].linked)
	if v == isText && c.pointsHome(n) {
		v = isChaff
	}
	v = c.inPlace(n, v)
	switch v {
	case isText:
		return false
	case isStub:
		c.wall = true
		c.drop(c.offer(n))
		return true
	case isPointer:
		c.pointer(n, false)
	case isEnd:
		c.pointer(n, true)
	}
	c.drop(n)
	return true
}

// inPlace is what a verdict about the words of a block means where that stands.
func (c *cleaner) inPlace(n *html.Node, v verdict) verdict {
	linked := c.size[n].linked
	switch v {
	case isStub:
		if linked > 0 && c.goesOn(n) {
			return isChaff
		}
		if c.goesOn(n) {
			return isText
		}
	case isNotice:
		if c.goesOn(n) {
			return isText
		}
	case isLabel:
		if linked == 0 && isItem(n) {
			return isText
		}
	case isEnd:
		if linked > 0 || c.told < shortBlock {
			return isChaff // how many there are, over the text
		}
		if !strings.ContainsAny(innerText(n), digits) && c.goesOn(n) {
			return isText // what readers wrote stands in boxes
		}
	}
	return v
}

// isItem reports an entry of a list or a table: «Next» and «More» may be any.
func isItem(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Li, atom.Td, atom.Th, atom.Dt, atom.Dd:
		return true
	}
	return false
}

// goesOn reports a paragraph or a heading with more of the text below it: what
// asks for money stands where a text ends, and a text may speak of subscriptions.
func (c *cleaner) goesOn(n *html.Node) bool {
	left := 0
	for next := n.NextSibling; next != nil && (isParagraph(n) || isHeading(n)); next = next.NextSibling {
		if isParagraph(next) {
			left += c.size[next].words - c.size[next].linked
		}
	}
	return left >= 2*prose
}

// offer is the box round a line that asks for money, with its prices and
// promises: the largest one without a paragraph of the text in it.
func (c *cleaner) offer(n *html.Node) *html.Node {
	for p := n.Parent; p != nil && p.DataAtom != atom.Body && !c.size[p].story && c.size[p].words <= 2*shortBlock; p = p.Parent {
		longest := prose // a line before the offer may be the end of the text
		for d := range p.Descendants() {
			if d == n {
				longest = 2 * prose
			}
			if isBlock(d) && isLeaf(d) && c.size[d].words >= longest {
				return n
			}
		}
		n = p
	}
	return n
}

// hasText reports whether words stand in n itself.
func hasText(n *html.Node) bool {
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		if child.Type == html.TextNode && strings.TrimSpace(child.Data) != "" {
			return true
		}
	}
	return false
}

// drop removes n unless a pointer took it with its parent.
func (c *cleaner) drop(n *html.Node) {
	if n.Parent != nil {
		c.remove(n)
	}
}

// pointer takes out what a heading like «See also» announces: what follows it,
// or what follows the box in which it stands alone, as long as it is mostly
// links; all of it where the heading is that of what readers wrote.
func (c *cleaner) pointer(n *html.Node, all bool) {
	for n.Parent != nil && n.Parent.DataAtom != atom.Body && c.size[n.Parent].words == c.size[n].words {
		n = n.Parent
	}
	for next := n.NextSibling; next != nil; {
		after := next.NextSibling
		s := c.size[next]
		if next.Type == html.TextNode {
			s.words = len(strings.Fields(next.Data))
		}
		if s.story || s.words > 0 && s.linked*2 < s.words && !all {
			return
		}
		if next.Type == html.ElementNode {
			c.remove(next)
		}
		next = after
	}
}

// repeats takes out what is printed twice: passages of the text in larger
// letters, and captions under one picture after the other.
func (c *cleaner) repeats(root *html.Node) {
	var text strings.Builder
	var twice []*html.Node
	for n := range root.Descendants() {
		switch {
		case n.Type != html.ElementNode:
		case c.mayRepeat(n):
			if s := c.size[n]; s.words >= 4 && s.words <= 2*shortBlock && s.nodes <= smallBlock && len(twice) < maxList {
				twice = append(twice, n)
			}
		case n.DataAtom == atom.P && text.Len() < maxText && !inside(n, twice):
			text.WriteString(normal(innerText(n)) + "\n")
		}
	}
	all, seen := text.String(), map[string]bool{}
	for _, n := range twice {
		s := strings.Trim(normal(innerText(n)), "\"'«»„“”‘’ .,!?…")
		if strings.Contains(all, s) || seen[s] && n.DataAtom == atom.Figcaption {
			c.drop(n)
		}
		seen[s] = true
	}
}

// mayRepeat reports whether an element is of a kind that repeats the text.
func (c *cleaner) mayRepeat(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Aside, atom.Blockquote, atom.Figcaption:
		return true
	}
	return named(n, c.lists.quotes)
}

// minFigures is how many pictures make a gallery.
const minFigures = 3

// galleries moves a run of pictures with captions into the text beside it:
// captions alone are too short to pass for text with readability.
func (c *cleaner) galleries(root *html.Node) {
	var found []*html.Node
	var last *html.Node
	for n := range root.Descendants() {
		if n.DataAtom != atom.Figure || n.Parent == last {
			continue
		}
		last = n.Parent
		figures := 0
		for _, child := range children(n.Parent) {
			if child.DataAtom == atom.Figure && find(child, atom.Figcaption) != nil {
				figures++
			}
		}
		if s := c.size[n.Parent]; figures >= minFigures && s.linked*3 < s.words && len(found) < maxList {
			found = append(found, n.Parent)
		}
	}
	for _, box := range found {
		c.join(box)
	}
}

// join moves a box into the longest text among its siblings, if there is any.
func (c *cleaner) join(box *html.Node) {
	var text *html.Node
	most, after, isAfter := minLead, false, false
	for _, n := range children(box.Parent) {
		if n == box {
			after = true
			continue
		}
		if s := c.size[n]; s.words-s.linked > most && find(n, atom.P) != nil {
			text, most, isAfter = n, s.words-s.linked, after
		}
	}
	switch {
	case text == nil:
	case isAfter:
		box.Parent.RemoveChild(box)
		text.InsertBefore(box, text.FirstChild)
	default:
		move(text, box.Parent, box)
	}
}

// inside reports whether n lies in the last of a list of elements in the order
// of the document.
func inside(n *html.Node, list []*html.Node) bool {
	return len(list) > 0 && within(n, list[len(list)-1])
}

// normal is text as it is compared: folded, with single blanks.
func normal(s string) string { return strings.Join(strings.Fields(words.Fold(s)), " ") }

// ampChaff reports whether an element of AMP is no text.
func ampChaff(tag string) bool {
	switch strings.TrimPrefix(tag, "amp-") {
	case "ad", "embed", "sticky-ad", "auto-ads", "sidebar", "social-share", "consent", "user-notification",
		"analytics", "pixel", "geo", "app-banner", "next-page", "web-push", "web-push-widget", "subscriptions":
		return true
	}
	return false
}

// amp gives the elements of AMP the names that HTML has for them.
func amp(n *html.Node) {
	var tag string
	switch n.Data {
	case "amp-img", "amp-anim":
		tag = "img"
	case "amp-video":
		tag = "video"
	case "amp-audio":
		tag = "audio"
	case "amp-iframe":
		tag = "iframe"
	case "amp-youtube":
		tag = "iframe"
		n.Attr = append(n.Attr, html.Attribute{Key: "src", Val: "https://www.youtube.com/embed/" + value(n, "data-videoid")})
	default:
		return
	}
	n.Data, n.DataAtom = tag, atom.Lookup([]byte(tag))
}
