package report

import (
	"bytes"
	"cmp"
	"strings"
	"unicode/utf8"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"

	"rubrika/feed/page"
)

// What the classes of lists say, since 2025 and up to 2024.
var (
	cardPlace   = cascadia.MustCompile(`.index-post-block, .news-block, .news-item`)
	filedPlace  = cascadia.MustCompile(`.news__category, .news-category`)
	titledPlace = cascadia.MustCompile(`h1, h2, h3, h4, h5, h6, .news__title, a.title`)
)

// parse reads the HTML of a page that package page has read before, so that
// time is no danger. The site has sent pages without a charset: what is UTF-8
// is taken for it, whatever it says.
func parse(doc []byte, contentType string) (*html.Node, error) {
	doc = doc[:min(len(doc), maxPage)]
	if !utf8.Valid(doc) {
		enc, _, _ := charset.DetermineEncoding(doc[:min(len(doc), 4096)], contentType)
		if out, err := enc.NewDecoder().Bytes(doc); err == nil {
			doc = out
		}
	}
	return html.Parse(bytes.NewReader(doc))
}

// attr returns an attribute without blanks round it, "" when there is none.
func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}

// within reports whether n or an element round it fits.
func within(n *html.Node, s cascadia.Selector) bool {
	for ; n != nil; n = n.Parent {
		if s.Match(n) {
			return true
		}
	}
	return false
}

// text is the text below n as one line.
func text(n *html.Node) string {
	var out []string
	for _, p := range pieces(n, home) {
		if p.text != "" {
			out = append(out, p.text)
		}
	}
	return strings.Join(out, " ")
}

// pieces cuts the text below n where an element begins or ends, but for those
// that only emphasise.
func pieces(n *html.Node, base string) []piece {
	w := walker{base: base}
	w.node(n, piece{})
	w.flush(piece{})
	return w.out
}

// walker collects pieces.
type walker struct {
	base string
	run  strings.Builder
	out  []piece
	card bool // within one
}

// flush ends the running piece.
func (w *walker) flush(as piece) {
	if as.text = page.Line(w.run.String()); as.text != "" {
		w.out = append(w.out, as)
	}
	w.run.Reset()
}

// node walks; as is what the elements round n say of the text in it.
func (w *walker) node(n *html.Node, as piece) {
	switch {
	case n.Type == html.TextNode:
		w.run.WriteString(n.Data)
		return
	case n.Type != html.ElementNode || isSilent(n):
		return
	case emphasises(n):
		w.children(n, as)
		return
	}
	w.flush(as)
	card := !w.card && cardPlace.Match(n)
	if card {
		w.card = true
		w.out = append(w.out, piece{edge: begins})
	}
	as = w.mark(n, as)
	w.children(n, as)
	w.flush(as)
	if card {
		w.card = false
		w.out = append(w.out, piece{edge: ends})
	}
}

func (w *walker) children(n *html.Node, as piece) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && !emphasises(c) {
			w.flush(as)
		}
		w.node(c, as)
	}
}

// mark adds what an element says of its text, and a piece for a moment that
// its attributes give.
func (w *walker) mark(n *html.Node, as piece) piece {
	if at := cmp.Or(attr(n, "data-timestamp"), attr(n, "datetime")); at != "" {
		w.out = append(w.out, piece{at: at})
	}
	if n.DataAtom == atom.A {
		if to := page.Link(attr(n, "href"), w.base); isStory(to) {
			as.href = to
		}
	}
	switch {
	case filedPlace.Match(n):
		as.role = filed
	case titledPlace.Match(n):
		as.role = titled
	}
	return as
}

// isSilent reports elements without text for a reader.
func isSilent(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Head, atom.Svg, atom.Iframe, atom.Select:
		return true
	}
	return false
}

// emphasises reports elements within a sentence.
func emphasises(n *html.Node) bool {
	switch n.DataAtom {
	case atom.B, atom.Strong, atom.I, atom.Em, atom.U, atom.Mark, atom.Font, atom.Sup, atom.Sub, atom.Wbr:
		return true
	}
	return false
}
