package page

import (
	"path"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// linkLines puts each line of links that stands between breaks into an element of
// its own, so that it can be judged; old pages have no other paragraphs.
func linkLines(root *html.Node) {
	for n := range root.Descendants() {
		if n.DataAtom != atom.Br || n.NextSibling == nil {
			continue
		}
		var run []*html.Node
		links := 0
		for next := n.NextSibling; !endsLine(next); next = next.NextSibling {
			if next.DataAtom == atom.A {
				links++
			}
			run = append(run, next)
		}
		if links == 0 || len(run) < 2 {
			continue
		}
		box := element("span")
		n.Parent.InsertBefore(box, run[0])
		for _, node := range run {
			move(box, n.Parent, node)
		}
	}
}

// ownLine reports whether an element within running text has a line to itself:
// breaks, or the ends of the text, on both sides.
func ownLine(n *html.Node) bool {
	return endsLine(beside(n, false)) && endsLine(beside(n, true))
}

// beside is the node before or after n that is no blank, or nil.
func beside(n *html.Node, after bool) *html.Node {
	for {
		if after {
			n = n.NextSibling
		} else {
			n = n.PrevSibling
		}
		if n == nil || n.Type == html.ElementNode || n.Type == html.TextNode && strings.TrimSpace(n.Data) != "" {
			return n
		}
	}
}

func endsLine(n *html.Node) bool { return n == nil || n.DataAtom == atom.Br || isBlock(n) }

// Bounds of a line like «Read on: …» in any language, in words.
const (
	maxLabel    = 3
	minHeadline = 4
)

// maxPointers is how many lines beside each other lead to other stories by the
// way; more of them are what the text is about.
const maxPointers = 2

// pointsHome reports a line that is a short label with a colon and a headline
// of the same site: whatever the label says, it leads to another story; and a
// paragraph between others that is nothing but such a headline. Neither is one
// where the text is a list of them: of the news of a day, or of what was written
// in a week.
func (c *cleaner) pointsHome(n *html.Node) bool {
	label, ok := c.headline(n)
	if !ok || isItem(n) {
		return false
	}
	if label == "" && !(isParagraph(n) && isParagraph(beside(n, false)) && isParagraph(beside(n, true))) {
		return false
	}
	beside := c.headlines(n.Parent)
	return label != "" && len(beside.labels) <= maxPointers || label == "" && beside.bare <= maxPointers
}

// headlines are the lines of headlines in one element: how many have no label,
// and the labels of the others.
type headlines struct {
	bare   int
	labels map[string]bool
}

// headlines counts those in an element, once: some are taken out later.
func (c *cleaner) headlines(parent *html.Node) headlines {
	if found, ok := c.lines[parent]; ok {
		return found
	}
	found := headlines{labels: map[string]bool{}}
	for _, child := range children(parent) {
		switch label, ok := c.headline(child); {
		case ok && label == "":
			found.bare++
		case ok:
			found.labels[label] = true
		}
	}
	c.lines[parent] = found
	return found
}

// headline reports a line that is a link to another page of the site, with the
// words of a headline, and the label before it if there is one. A sentence is no
// headline, and a file no story.
func (c *cleaner) headline(n *html.Node) (label string, ok bool) {
	s := c.size[n]
	if s.linked < minHeadline || s.words > shortBlock || s.words-s.linked > maxLabel {
		return "", false
	}
	a := find(n, atom.A)
	if a == nil || c.size[a].linked != s.linked || !c.isHome(value(a, "href")) || isDocument(value(a, "href")) {
		return "", false
	}
	if s.words == s.linked {
		return "", !strings.HasSuffix(strings.TrimSpace(innerText(a)), ".")
	}
	label, rest, found := strings.Cut(innerText(n), innerText(a))
	label = normal(label)
	return label, found && strings.HasSuffix(label, ":") && len(strings.Fields(label)) == s.words-s.linked && len(strings.Fields(rest)) == 0
}

// isDocument reports an address that ends as those of documents do.
func isDocument(href string) bool {
	href, _, _ = strings.Cut(href, "?")
	switch strings.ToLower(path.Ext(href)) {
	case ".pdf", ".doc", ".docx", ".xls", ".xlsx", ".csv", ".zip", ".mp3", ".ogg", ".epub":
		return true
	}
	return false
}

func isParagraph(n *html.Node) bool { return n != nil && n.DataAtom == atom.P }

// isHome reports whether an address of the page leads to a page of its own
// site.
func (c *cleaner) isHome(href string) bool {
	if to := Link(href, ""); to != "" {
		return host(to) == c.host
	}
	return href != "" && !strings.HasPrefix(href, "#") && !strings.Contains(href, ":")
}

// counter is the place of a picture in a gallery, «2/5».
var counter = regexp.MustCompile(`^\s*(\d{1,3})\s*/\s*(\d{1,3})\s*$`)

// counters takes out the numbers of pictures where three of them, one after the
// other, count to the same end; others are fractions and results.
func (c *cleaner) counters(root *html.Node) {
	found := map[string][]*html.Node{}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode || c.size[n].words == 0 || c.size[n].words > 3 || c.size[n].nodes > smallBlock || n.DataAtom == atom.Td {
			continue
		}
		if m := counter.FindStringSubmatch(innerText(n)); m != nil && isLeaf(n) {
			found[m[2]] = append(found[m[2]], n)
		}
	}
	for _, list := range found {
		if len(list) < minFigures || !counts(list) {
			continue
		}
		for _, n := range list {
			c.drop(n)
		}
	}
}

// counts reports numbers that grow from each to the next.
func counts(list []*html.Node) bool {
	last := 0
	for _, n := range list {
		next, _ := strconv.Atoi(counter.FindStringSubmatch(innerText(n))[1]) // digits, and few
		if next <= last {
			return false
		}
		last = next
	}
	return true
}

// asides gives the boxes between the paragraphs of a text another name, since
// readability takes all that are called so for what stands beside it.
func asides(root *html.Node) {
	for n := range root.Descendants() {
		if n.DataAtom != atom.Aside || n.Parent == nil {
			continue
		}
		before, after := beside(n, false), beside(n, true)
		if before != nil && after != nil && before.DataAtom == atom.P && after.DataAtom == atom.P {
			n.DataAtom, n.Data = atom.Section, "section"
		}
	}
}
