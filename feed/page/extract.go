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

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"

	"rubrika/feed"
	"rubrika/feed/words"
)

// maxPageTime is how long the parser may take over a whole page, and the
// cleaning after it; bodies get less.
const maxPageTime = time.Second

// maxStub is the length in words of a text that may be only the beginning of
// one; who asks for a subscription below a longer one has given it whole.
const maxStub = 400

// Extract finds the article in a web page: the readable text with what the
// page says about itself (title, author, date, rubrics, tags, pictures, the
// same story in other languages). contentType is the header of that name, or
// empty; address is where the page was fetched. What sites.toml knows of the
// site goes first. Full is false when the page says that the text is not for
// everybody, or the text ends where it asks for a subscription. The answer has
// passed the door. Errors are of KindEmpty when there is no page, KindNoText
// when there is no article on it, KindDamaged when it cannot be read; and
// KindRefused, KindNotFound, KindServer or KindSignIn when the page says what a
// server should have said with a status: it keeps out robots, is not there, is
// in trouble or wants a name.
func Extract(doc []byte, contentType, address string) (feed.Entry, error) {
	return extract(doc, contentType, address, maxPageTime)
}

// extract is Extract with a patience of its own.
func extract(doc []byte, contentType, address string, patience time.Duration) (e feed.Entry, err error) {
	defer func() {
		if recover() != nil {
			e, err = feed.Entry{}, pageError(address, feed.KindDamaged, errors.New("the page upset the parser"))
		}
	}()
	if len(bytes.TrimSpace(doc)) == 0 {
		return e, pageError(address, feed.KindEmpty, errors.New("the page is empty"))
	}
	text := repair(decode(doc[:min(len(doc), maxInput)], contentType))
	if isNoise(text) {
		return e, pageError(address, feed.KindNoText, errors.New("not a page"))
	}
	root, err := html.Parse(&hurry{strings.NewReader(text), time.Now().Add(patience)})
	if err != nil {
		return e, pageError(address, feed.KindDamaged, err)
	}
	address = Link(address, "")
	rebase(root, address)
	s := siteOf(host(address))
	m := about(root, s, address)
	door := doorOf(root)
	if m.article {
		door = feed.KindNone
	}
	e = m.entry
	a := readArticle(root, s, m, address, time.Now().Add(patience))
	e.HTML = a.html
	if e.Title == "" || a.title != "" && strings.Contains(e.Title, a.title) {
		e.Title = a.title
	}
	e.Author = first(e.Author, a.byline)
	e.Lang = first(e.Lang, a.lang)
	if a.words == 0 || door != feed.KindNone && a.words < shortBlock {
		if door == feed.KindNone {
			door = feed.KindNoText
		}
		return feed.Entry{}, pageError(address, door, errors.New("no article on the page"))
	}
	e.Full = !m.paid && (!a.wall || a.words > maxStub)
	return Entry(e, address), nil
}

// noiseHead is how much of a document tells whether it is text, in bytes.
const noiseHead = 4096

// isNoise reports whether more than one of ten characters at the beginning is a
// control or no character at all: a picture or a parcel that is called a page.
func isNoise(text string) bool {
	noise, all := 0, 0
	for _, r := range clip(text, noiseHead) {
		all++
		if r < ' ' && !strings.ContainsRune("\t\n\f\r", r) || r == utf8.RuneError {
			noise++
		}
	}
	return noise*10 > all
}

func pageError(address string, kind feed.Kind, err error) error {
	return &feed.Error{Op: "read page", Source: address, Kind: kind, Err: err}
}

// decode returns a page as UTF-8. Pages that are UTF-8 are often declared as
// something else or nothing, so validity counts first, then the byte order
// mark, the header and the meta element; a Cyrillic page is not believed to be
// Latin or UTF-8.
func decode(doc []byte, contentType string) string {
	if nearlyUTF8(doc) {
		return strings.TrimPrefix(strings.ToValidUTF8(string(doc), "\ufffd"), "\ufeff")
	}
	enc, name, _ := charset.DetermineEncoding(doc[:min(len(doc), 4096)], contentType)
	if name == "utf-8" || name == "windows-1252" {
		if own := cyrillic(doc); own != nil {
			enc = own
		}
	}
	out, err := io.ReadAll(enc.NewDecoder().Reader(bytes.NewReader(doc)))
	if err != nil && len(out) == 0 {
		out = doc
	}
	return strings.ToValidUTF8(string(out), "\ufffd") // what is said to be UTF-8 is not decoded at all
}

// nearlyUTF8 reports whether at most one of ten characters beyond ASCII is
// damaged: pages are cut off within a letter, and templates joined.
func nearlyUTF8(doc []byte) bool {
	good, bad := 0, 0
	for len(doc) > 0 {
		r, n := utf8.DecodeRune(doc)
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n > 1:
			good++
		}
		doc = doc[n:]
	}
	return bad*10 <= good
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
