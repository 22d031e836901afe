package page

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// boxes is a text that a page keeps in several boxes of one class, as the
// builders of pages make it; readability takes the largest of them.
type boxes struct {
	blocks []*html.Node
	words  int
	markup string
	texts  []string // of the blocks, normal
}

// boxesOf finds the longest text of that kind: blocks of words with a class in
// common, and what stands between them, where that is mostly theirs.
func boxesOf(root *html.Node) boxes {
	groups := map[string]*boxes{}
	var order []string
	for n := range root.Descendants() {
		class, _, _ := strings.Cut(value(n, "class"), " ")
		if class == "" || !isBlock(n) || n.DataAtom == atom.P || !isLeaf(n) {
			continue
		}
		count := len(strings.Fields(innerText(n)))
		if count < 2*prose {
			continue
		}
		g := groups[class]
		if g == nil {
			g = &boxes{}
			groups[class] = g
			order = append(order, class)
		}
		g.blocks, g.words = append(g.blocks, n), g.words+count
	}
	var best boxes
	for _, class := range order {
		if g := groups[class]; len(g.blocks) > 1 && len(g.blocks) <= maxList && g.words > best.words {
			best = *g
		}
	}
	best.keep()
	return best
}

// keep renders the boxes with what is between them, before readability changes
// the page. Without a text there is nothing to keep.
func (g *boxes) keep() {
	if len(g.blocks) == 0 {
		return
	}
	around := g.blocks[0].Parent
	for last := g.blocks[len(g.blocks)-1]; around != nil && !within(last, around); {
		around = around.Parent
	}
	if around == nil || g.words*10 < len(strings.Fields(innerText(around)))*8 {
		return
	}
	var b bytes.Buffer
	if html.Render(&b, around) == nil {
		g.markup = b.String()
	}
	for _, n := range g.blocks {
		g.texts = append(g.texts, normal(innerText(n)))
	}
}

// hold reports whether a text is one of the boxes and lacks others.
func (g boxes) hold(a article) bool {
	return g.markup != "" && g.words > a.words*5/4 && containsAny(normal(PlainText(a.html)), g.texts)
}
