package library

import (
	"bytes"
	"context"
	"errors"
	"html"
	"regexp"
	"strings"

	"rubrika/feed"
	"rubrika/feed/fetch"
	"rubrika/feed/page"
	"rubrika/feed/report"
	"rubrika/feed/rubric"
)

// Page reads a page that the reader typed: an address, which may be anywhere,
// or a file with a web page or a text copy of one. Nothing of it is stored.
// The error is of KindNoText when there is no article in it.
func (l *Library) Page(ctx context.Context, where string) (p feed.Page, err error) {
	defer survive(opPage, where, &err)
	if doc, ok, err := readFile(where); ok || err != nil {
		if err != nil {
			return feed.Page{}, err
		}
		return l.readDocument(doc, "", "", where)
	}
	address, err := normal(where)
	if err != nil {
		return feed.Page{}, err
	}
	res, err := l.getPage(ctx, fetch.Request{URL: address})
	if !strings.Contains(where, "://") && fetch.NoTLS(err) { // a name alone whose site knows no https
		res, err = l.getPage(ctx, fetch.Request{URL: "http" + strings.TrimPrefix(address, "https")})
	}
	if err != nil {
		return feed.Page{}, ofPage(err)
	}
	p, err = l.readDocument(res.Body, res.ContentType, res.URL, where)
	to := page.Elsewhere(res.Body, res.ContentType, res.URL)
	if next, ok := l.elsewhere(ctx, res, err, fetch.Request{Public: res.Guarded || hostOf(to) != hostOf(res.URL)}); ok {
		if other, err := l.readDocument(next.Body, next.ContentType, next.URL, where); err == nil {
			return other, nil
		}
	}
	return p, err
}

// Document is Page of what was read already, such as standard input. name is
// for errors.
func (l *Library) Document(doc []byte, name string) (p feed.Page, err error) {
	defer survive(opPage, name, &err)
	return l.readDocument(doc, "", "", name)
}

// readDocument reads a page, or a text copy of one. address is empty for a
// file.
func (l *Library) readDocument(doc []byte, contentType, address, where string) (feed.Page, error) {
	r, err := l.readPage(doc, contentType, address)
	if err != nil {
		return feed.Page{}, err
	}
	if r.Entry.Title == "" && r.Entry.HTML == "" {
		return feed.Page{}, &feed.Error{Op: opPage, Source: page.Line(where), Kind: feed.KindNoText, Err: errors.New("no article")}
	}
	printed := sections(r.Entry)
	e, _ := rubric.WithPage(rubric.File(r.Entry, "", l.file()), printed, l.file())
	for i, it := range r.Latest {
		r.Latest[i] = rubric.File(feed.Entry{Item: it}, "", l.file()).Item
	}
	return feed.Page{Article: readable(e), Topics: r.Topics, Latest: r.Latest}, nil
}

// readPage tells by the document what it is and who reads it best.
func (l *Library) readPage(doc []byte, contentType, address string) (report.Page, error) {
	switch {
	case !isMarkup(doc) && (contentType == "" || !isPage(contentType)):
		return report.ReadText(doc, l.now())
	case address == "": // a saved page names its address itself
		address = canonical(doc)
	}
	if report.Is(address) {
		return report.Read(doc, contentType, address)
	}
	e, err := page.Extract(doc, contentType, address)
	return report.Page{Entry: e}, err
}

var (
	canonicalLink = regexp.MustCompile(`(?i)<link\s[^>]*\brel\s*=\s*["']?canonical\b[^>]*>`)
	hrefValue     = regexp.MustCompile(`(?i)\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))`)
)

// canonical is the address a page names as its own, or empty.
func canonical(doc []byte) string {
	href := hrefValue.FindSubmatch(canonicalLink.Find(doc))
	if href == nil {
		return ""
	}
	return page.Link(html.UnescapeString(string(bytes.Join(href[1:], nil))), "")
}

// isMarkup reports that a document is HTML: it begins with a tag, or has one of
// those that every page has near its beginning.
func isMarkup(doc []byte) bool {
	head := bytes.ToLower(doc[:min(len(doc), 4096)])
	head = bytes.ReplaceAll(head, []byte{0}, nil) // UTF-16
	head = bytes.TrimLeft(bytes.TrimLeft(head, "\xef\xbb\xbf\xfe\xff"), " \t\r\n")
	return bytes.HasPrefix(head, []byte("<")) || bytes.Contains(head, []byte("<html")) || bytes.Contains(head, []byte("<!doctype"))
}
