package page

import (
	"bytes"
	"errors"
	"io"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"

	"rubrika/feed"
	"rubrika/feed/words"
)

// maxPageTime is how long the parser may take over a whole page; bodies get
// less.
const maxPageTime = time.Second

// Extract finds the article in a web page: the readable text with what the
// page says about itself (title, author, date, rubrics, tags, pictures, the
// same story in other languages). contentType is the header of that name, or
// empty; address is where the page was fetched. The answer has passed the
// door. Errors are of KindEmpty when there is no page or no article in it,
// KindDamaged when it cannot be read.
func Extract(doc []byte, contentType, address string) (e feed.Entry, err error) {
	defer func() {
		if recover() != nil {
			e, err = feed.Entry{}, pageError(address, feed.KindDamaged, errors.New("the page upset the parser"))
		}
	}()
	if len(bytes.TrimSpace(doc)) == 0 {
		return e, pageError(address, feed.KindEmpty, errors.New("the page is empty"))
	}
	text := decode(doc[:min(len(doc), maxInput)], contentType)
	root, err := html.Parse(&hurry{strings.NewReader(text), time.Now().Add(maxPageTime)})
	if err != nil {
		return e, pageError(address, feed.KindDamaged, err)
	}
	address = Link(address, "")
	m := about(root, address)
	e = m.entry
	article := readable(root, address)
	e.HTML = article.html
	if paragraphs := ldBody(m.body); wordCount(paragraphs) > wordCount(article.html)*6/5 {
		e.HTML = paragraphs
	}
	if e.Title == "" || article.title != "" && strings.Contains(e.Title, article.title) {
		e.Title = article.title
	}
	e.Author = first(e.Author, article.byline)
	e.Lang = first(e.Lang, article.lang)
	if wordCount(e.HTML) == 0 {
		return e, pageError(address, feed.KindEmpty, errors.New("no article on the page"))
	}
	e.Full = true
	return Entry(e, address), nil
}

func pageError(address string, kind feed.Kind, err error) error {
	return &feed.Error{Op: "read page", Source: address, Kind: kind, Err: err}
}

// decode returns a page as UTF-8. Pages that are UTF-8 are often declared as
// something else or nothing, so validity counts first, then the byte order
// mark, the header and the meta element.
func decode(doc []byte, contentType string) string {
	if utf8.Valid(doc) {
		return strings.TrimPrefix(string(doc), "\ufeff")
	}
	enc, _, _ := charset.DetermineEncoding(doc[:min(len(doc), 4096)], contentType)
	out, err := io.ReadAll(enc.NewDecoder().Reader(bytes.NewReader(doc)))
	if err != nil && len(out) == 0 {
		return string(doc)
	}
	return string(out)
}

// article is what readability makes of a page.
type article struct {
	html                feed.Markup
	title, byline, lang string
}

// readable finds the text of a page; it changes root. Where readability finds
// nothing, or the page is too large for it, the element that claims to be the
// article is taken.
func readable(root *html.Node, address string) article {
	fallback := render(claimedArticle(root))
	at, err := url.Parse(address)
	if err != nil {
		at = &url.URL{}
	}
	p := readability.NewParser()
	p.MaxElemsToParse = maxElements
	found, err := p.ParseAndMutate(root, at)
	if err != nil { // too many elements: then the whole body is better than nothing
		if fallback == "" {
			fallback = render(find(root, atom.Body))
		}
		return article{html: fallback}
	}
	a := article{title: found.Title(), byline: found.Byline(), lang: found.Language(), html: fallback}
	if body := render(found.Node); wordCount(body) > 0 {
		a.html = body
	}
	return a
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

func render(n *html.Node) feed.Markup {
	var b bytes.Buffer
	if n == nil || html.Render(&b, n) != nil {
		return ""
	}
	return feed.Markup(b.String())
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

// first returns the first string that is not empty.
func first(list ...string) string {
	i := slices.IndexFunc(list, func(s string) bool { return s != "" })
	if i < 0 {
		return ""
	}
	return list[i]
}

// date reads the first date that can be read.
func date(lang, address string, list ...string) time.Time {
	host := ""
	if u, err := url.Parse(address); err == nil {
		host = u.Hostname()
	}
	for _, s := range list {
		if t, ok := words.ParseDate(s, words.ZoneOf(lang, host), time.Now()); ok {
			return t
		}
	}
	return time.Time{}
}
