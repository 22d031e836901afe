package report

import (
	"slices"
	"strings"
	"time"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"rubrika/feed"
	"rubrika/feed/page"
)

var (
	titlePlace = cascadia.MustCompile(`h1`)
	bodyPlace  = cascadia.MustCompile(`.news-detail__desc, .editor-body, .post-text`)
	menuPlace  = cascadia.MustCompile(`nav, footer, aside, [class*=menu], [class*=social]`)
)

// Bounds of the work on one page: no page of the site comes near them.
const (
	maxPage     = 4 << 20 // bytes, as in package page
	maxLinks    = 500
	maxHeadings = 10
	maxTitle    = 1000 // bytes
)

// Read reads the page of an article, of either design or one that has its
// text only as JSON-LD. contentType is the header of that name, or empty;
// address is where the page was fetched. Errors are those of page.Extract:
// KindNoText when there is no article on the page.
func Read(doc []byte, contentType, address string) (Page, error) {
	e, err := page.Extract(doc, contentType, address)
	if err != nil {
		return Page{}, err
	}
	if lang, _ := parts(e.URL); lang != "" && Is(e.URL) {
		e.Lang = lang
	}
	root, err := parse(doc, contentType)
	if err != nil {
		return Page{}, &feed.Error{Op: "read page", Source: address, Kind: feed.KindDamaged, Err: err}
	}
	r := reader{root: root, base: home, title: cascadia.Query(root, titlePlace), over: map[*html.Node]bool{}, now: time.Now()}
	for n := r.title; n != nil; n = n.Parent {
		r.over[n] = true
	}
	if Is(e.URL) {
		r.base = e.URL
	}
	r.nameVersions(e.Versions)
	return Page{Entry: e, Topics: r.topics(), Latest: items(r.latest(), e, r.now)}, nil
}

// reader looks at what stands round the story of a page.
type reader struct {
	root, title *html.Node
	over        map[*html.Node]bool // the title and the elements round it
	base        string              // where links start
	now         time.Time
}

// nameVersions gives the story in other languages the titles by which the page
// links to it, where the head of the page told only addresses.
func (r *reader) nameVersions(list []feed.Version) {
	for _, n := range r.links(nil) {
		to := storyKey(page.Link(attr(n, "href"), r.base))
		for i, v := range list {
			if v.Title != "" || storyKey(v.URL) != to {
				continue
			}
			if title := text(n); len(strings.Fields(title)) > 2 && len(title) < maxTitle {
				list[i].Title = title
			}
		}
	}
}

// links are the links before an element, or all.
func (r *reader) links(before *html.Node) []*html.Node {
	var out []*html.Node
	for n := range r.root.Descendants() {
		if n == before || len(out) == maxLinks {
			break
		}
		if n.DataAtom == atom.A {
			out = append(out, n)
		}
	}
	return out
}

// topics is the strip of hot topics: the links before the title that are there
// twice, for wide screens and for narrow ones, and are no menu.
func (r *reader) topics() []string {
	if r.title == nil {
		return nil
	}
	var list []string
	for _, n := range r.links(r.title) {
		if s := text(n); s != "" && !within(n, menuPlace) {
			list = append(list, s)
		}
	}
	return names(repeated(list))
}

// repeated is the last run of at least two strings that is there twice.
func repeated(list []string) []string {
	for end := len(list); end > 0; end-- {
		best := 0
		for i := range end {
			n := 0
			for n <= i && i+n < end-1 && list[i-n] == list[end-1-n] {
				n++
			}
			best = max(best, n)
		}
		if best > 1 {
			return list[end-best : end]
		}
	}
	return nil
}

// latest reads the newest headlines: the list under the words that say so, else
// the cards beside the story, which is a list under other words.
func (r *reader) latest() []headline {
	tried := 0
	for n := range r.root.Descendants() {
		if n.Type != html.TextNode || !isLatestHeading(page.Line(n.Data)) || within(n, bodyPlace) {
			continue
		}
		if list := r.under(n.Parent); len(list) > 0 {
			return list
		}
		if tried++; tried == maxHeadings {
			break
		}
	}
	var cards []piece
	for _, n := range cascadia.QueryAll(r.root, cardPlace) {
		if !r.over[n] && !within(n, bodyPlace) && (n.Parent == nil || !within(n.Parent, cardPlace)) && len(cards) < maxLinks {
			cards = append(cards, pieces(n, r.base)...)
		}
	}
	return cut(cards, r.now)
}

// under reads the list whose heading is n: what follows the heading, or the
// nearest element round it that a list follows. A heading over the title is a
// menu that names the list.
func (r *reader) under(n *html.Node) []headline {
	for ; n != nil && !r.over[n]; n = n.Parent {
		var after []piece
		for s := n.NextSibling; s != nil; s = s.NextSibling {
			if r.over[s] {
				return nil
			}
			after = append(after, pieces(s, r.base)...)
		}
		list := slices.DeleteFunc(cut(after, r.now), func(h headline) bool { return h.url == "" && !h.dated() })
		if len(list) > 0 {
			return list
		}
	}
	return nil
}
