package page

import (
	"bytes"
	"net/url"
	"regexp"
	"strings"
	"time"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"rubrika/feed"
)

// article is the text of a page.
type article struct {
	html                feed.Markup
	words               int
	title, byline, lang string
	// wall: the page asks for a subscription.
	wall bool
}

// readArticle finds the text of a page and changes root on the way. The rules
// of the site come first, then the element that claims to be the text, then
// readability; the text for search engines counts where it says more. A page
// that is a list of articles has none of its own. Cleaning stops at end.
func readArticle(root *html.Node, s site, m metadata, address string, end time.Time) article {
	home := host(address)
	if box := s.text(root); box != nil {
		a := article{wall: clean(box, home, end)}
		a.take(box, m)
		if a.words > 0 {
			a.longer(ldBody(m.body))
			return a
		}
	}
	teasers := 0
	if !m.article {
		teasers = countTeasers(root)
	}
	a := article{wall: clean(root, home, end)}
	lead := leadOf(root)
	claimed := claimedArticle(root)
	own := article{wall: a.wall}
	own.take(claimed, m)
	builder := boxesOf(root)
	isBody := claimed != nil && value(claimed, "itemprop") == "articleBody"
	found := readable(root, address)
	a.title, a.byline, a.lang = found.Title(), found.Byline(), found.Language()
	a.take(found.Node, m)
	if a.words == 0 || isBody && own.words*10 > a.words*7 {
		a.html, a.words = own.html, own.words
	}
	if builder.hold(a) {
		if whole, err := html.Parse(strings.NewReader(builder.markup)); err == nil {
			a.take(find(whole, atom.Body), m)
		}
	}
	if a.words == 0 { // readability gives up on pages of too many elements
		a.take(find(root, atom.Body), m)
	}
	if !m.article && (isFront(address, teasers, a.words) || isList(a.html, a.words)) {
		a.html, a.words = "", 0
	}
	a.prepend(lead, m.entry.Title)
	a.longer(ldBody(m.body))
	if a.words < shortBlock {
		a.longer(stored(m.data, m.entry.Title))
	}
	return a
}

// take makes n the text.
func (a *article) take(n *html.Node, m metadata) {
	a.html, a.words = "", 0
	if n == nil {
		return
	}
	trim(n, m.entry)
	var b bytes.Buffer
	if html.Render(&b, n) == nil {
		a.html = feed.Markup(b.String())
		a.words = wordCount(a.html)
	}
}

// longer takes a text that the page does not show, which may be shortened and
// has no pictures, where it is clearly longer.
func (a *article) longer(text feed.Markup) {
	if n := wordCount(text); n > a.words*6/5 {
		a.html, a.words = text, n
	}
}

// players are hosts whose frames are videos; readability drops all others.
var players = regexp.MustCompile(`(?i)//([\w-]+\.)*((youtube|youtube-nocookie|dailymotion|vimeo|rutube|vk|vkvideo|ok|tiktok|twitch|facebook|bilibili)\.(com|ru|tv)|archive\.org|upload\.wikimedia\.org|[\w-]+\.az)/`)

// shortArticle is how many characters make an article for readability; with
// its own 500 it takes short news for a mistake and adds what stands around.
const shortArticle = 140

func readable(root *html.Node, address string) readability.Article {
	at, err := url.Parse(address)
	if err != nil {
		at = &url.URL{}
	}
	p := readability.NewParser()
	p.MaxElemsToParse = maxElements
	p.CharThresholds = shortArticle
	p.AllowedVideoRegex = players
	captions(root)
	asides(root)
	found, err := p.ParseAndMutate(root, at)
	if err != nil || found.Node == nil {
		return readability.Article{}
	}
	for n := range found.Node.Descendants() { // its own elements have only a name
		n.DataAtom = atom.Lookup([]byte(n.Data))
	}
	return found
}

// captions makes paragraphs of what stands under pictures: readability takes
// pictures without paragraphs for decoration, and galleries have no others.
func captions(root *html.Node) {
	for n := range root.Descendants() {
		if n.DataAtom == atom.Figcaption && isLeaf(n) {
			p := element("p")
			moveAll(p, n)
			n.AppendChild(p)
		}
	}
}

// claimedArticle is the element marked as the text of the article, or nil.
func claimedArticle(root *html.Node) *html.Node {
	for n := range root.Descendants() {
		if value(n, "itemprop") == "articleBody" {
			return n
		}
	}
	for _, tag := range []atom.Atom{atom.Article, atom.Main} {
		if n := find(root, tag); n != nil {
			return n
		}
	}
	return nil
}

// leadOf is the paragraph under the headline that a page keeps apart from its
// text: by the names that such paragraphs have, or as the first sentence beside
// the headline; or "".
func leadOf(root *html.Node) string {
	var heading *html.Node
	for n := range root.Descendants() {
		if n.DataAtom == atom.H1 && heading == nil {
			heading = n
			if text := sentenceAfter(n); text != "" {
				return text
			}
		}
		if heading == nil || n.Type != html.ElementNode || !named(n, chaffLists().leads) || !isLeaf(n) || find(n, atom.A) != nil {
			continue
		}
		if text := Line(innerText(n)); len(strings.Fields(text)) >= minLead {
			return text
		}
	}
	return ""
}

// sentenceAfter is the first block after a headline and beside it that has the
// length of a lead, where it ends as a sentence does and has no links.
func sentenceAfter(heading *html.Node) string {
	for n := heading.NextSibling; n != nil; n = n.NextSibling {
		text := ""
		if n.Type == html.ElementNode {
			text = Line(innerText(n))
		}
		count := len(strings.Fields(text))
		if count < minLead {
			continue
		}
		if count >= prose && count <= shortBlock && isLeaf(n) && find(n, atom.A) == nil && strings.ContainsAny(text[len(text)-1:], ".!?") {
			return text
		}
		return ""
	}
	return ""
}

// minLead is how many words a lead has; fewer are a line of something else.
const minLead = 6

// prepend puts the lead before a text that does not have it.
func (a *article) prepend(lead, title string) {
	if a.words == 0 || lead == "" || normal(lead) == normal(title) || strings.Contains(normal(PlainText(a.html)), normal(lead)) {
		return
	}
	a.html = feed.Markup("<p>"+html.EscapeString(lead)+"</p>\n") + a.html
	a.words += len(strings.Fields(lead))
}

// manyTeasers is how many links to stories make a front page, unless there is
// a text of some length on it.
const manyTeasers = 5

// isFront reports whether a page that does not say what it is can only be the
// front of a site or a section.
func isFront(address string, teasers, count int) bool {
	_, path, _ := strings.Cut(strings.TrimSuffix(sameStory(address), "/"), "/")
	return teasers >= manyTeasers && (path == "" || count < shortBlock)
}

// doorTitle is how many words the title of a door has; headlines have more.
const doorTitle = 8

// doorOf is what a reader is told of a page that stands before another one,
// KindNone when it does not: it leads there by itself, or its title is one of
// those that such pages have.
func doorOf(root *html.Node) feed.Kind {
	kind := feed.KindNone
	for n := range root.Descendants() {
		switch n.DataAtom {
		case atom.Meta:
			if _, leads := refresh(n); leads {
				kind = feed.KindNoText
			}
		case atom.Title, atom.H1:
			title := normal(innerText(n))
			if len(strings.Fields(title)) > doorTitle {
				continue
			}
			for _, d := range chaffLists().doors {
				if containsAny(title, d.titles) {
					return d.kind
				}
			}
		}
	}
	return kind
}

// isList reports whether a text is mostly pointers to others.
func isList(m feed.Markup, count int) bool {
	if count == 0 {
		return false
	}
	root, err := html.Parse(strings.NewReader(clip(string(m), maxMarkdown)))
	if err != nil {
		return false
	}
	linked := 0
	for n := range root.Descendants() {
		if n.DataAtom == atom.A && value(n, "href") != "" {
			linked += len(strings.Fields(innerText(n)))
		}
	}
	teasers := countTeasers(root)
	return linked*2 > count || teasers >= 3 && count < teasers*shortBlock
}

// countTeasers counts the links to stories below n, up to many.
func countTeasers(n *html.Node) int {
	count := 0
	for d := range n.Descendants() {
		if d.DataAtom == atom.A && value(d, "href") != "" && isTeaser(d) {
			if count++; count == maxList {
				break
			}
		}
	}
	return count
}

// isTeaser reports whether a link is a heading, or all of one, that leads to
// another page.
func isTeaser(a *html.Node) bool {
	if strings.HasPrefix(value(a, "href"), "#") {
		return false
	}
	for p := a.Parent; p != nil; p = p.Parent {
		switch p.DataAtom {
		case atom.H2, atom.H3, atom.H4:
			return strings.TrimSpace(innerText(p)) == strings.TrimSpace(innerText(a))
		}
		if isBlock(p) {
			break
		}
	}
	return find(a, atom.H2) != nil || find(a, atom.H3) != nil || find(a, atom.H4) != nil
}

func wordCount(m feed.Markup) int { return len(strings.Fields(PlainText(m))) }

// ldBody makes paragraphs of the text of an article in JSON-LD, which may be
// HTML itself.
func ldBody(s string) feed.Markup {
	var b strings.Builder
	for p := range strings.SplitSeq(PlainText(feed.Markup(s)), "\n") {
		if p != "" {
			b.WriteString("<p>" + html.EscapeString(p) + "</p>\n")
		}
	}
	return feed.Markup(b.String())
}
