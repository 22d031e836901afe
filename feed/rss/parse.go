package rss

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/mmcdole/gofeed/atom"
	"github.com/mmcdole/gofeed/rss"

	"rubrika/feed"
)

// Meta is what is known of a document besides its bytes. All of it may be
// empty.
type Meta struct {
	// URL is where the document came from: relative links start there.
	URL string
	// ContentType is the HTTP header, for its charset.
	ContentType string
	// Lang and Zone are as in Settings.
	Lang, Zone string
	// Now bounds dates; zero is time.Now.
	Now time.Time
}

// maxParse is the time one document may cost. The largest honest ones (32 MB,
// 50,000 items) take a few seconds; what takes longer is built to.
const maxParse = 20 * time.Second

// Parse reads a document. The batch's Next holds the document's own timetable
// and nothing else. Its errors are *feed.Error: KindEmpty, KindNotFeed
// (Near is then the feed an HTML page points to, if any) or KindDamaged, which
// comes together with the entries that were complete.
func Parse(body []byte, m Meta) (b feed.Batch, err error) {
	if m.Now.IsZero() {
		m.Now = time.Now()
	}
	defer func() {
		if p := recover(); p != nil {
			b, err = feed.Batch{}, m.fail(feed.KindDamaged, fmt.Errorf("quarantine: the parser failed: %.200q", fmt.Sprint(p)))
		}
	}()
	doc := decode(body, m.ContentType, m.Lang)
	start := bytes.TrimLeft(doc, " \t\r\n\uFEFF")
	var d document
	switch {
	case len(start) == 0:
		return feed.Batch{}, m.fail(feed.KindEmpty, errors.New("empty document"))
	case start[0] == '{':
		d, err = readJSON(start)
	default:
		d, err = readXML(start)
	}
	switch {
	case errors.Is(err, errNotFeed):
		e := m.fail(feed.KindNotFeed, errors.New("not a feed"))
		if found := Discover(doc, m.URL); len(found) > 0 {
			e.Near = found[0].URL
		}
		return feed.Batch{}, e
	case errors.Is(err, errCut):
		return finish(d, m), m.fail(feed.KindDamaged, err)
	case err != nil: // the text may quote the document
		return finish(d, m), m.fail(feed.KindDamaged, fmt.Errorf("%.200q", err.Error()))
	}
	return finish(d, m), nil
}

// fail makes an error about the document.
func (m Meta) fail(k feed.Kind, err error) *feed.Error {
	return &feed.Error{Op: "parse", Source: m.URL, Kind: k, Err: err}
}

// errNotFeed says that a document is of none of the formats.
var errNotFeed = errors.New("not a feed")

// errCut says that a document ends in the middle.
var errCut = errors.New("the document ends in the middle")

// document is a feed between the formats and finish: all strings as sent.
type document struct {
	title, site, description, lang string
	// base is the document's own idea of where relative links start.
	base string
	// dates are the feed's own, best first.
	dates []string
	// categories are those of the whole feed.
	categories []string
	timetable  feed.Timetable
	drafts     []draft
}

// draft is an entry as sent.
type draft struct {
	title, link, guid, author, lang string
	guidIsLink                      bool
	// published and updated hold candidates, best first.
	published, updated []string
	// teaser is the short text; bodies are the full ones. All are HTML.
	teaser     string
	bodies     []string
	categories []string
	// priority holds what the source says about urgency.
	priority   []string
	enclosures []feed.Enclosure
	images     []string
	versions   []feed.Version
}

// readXML repairs a document and has gofeed parse it.
func readXML(doc []byte) (document, error) {
	r := repair(doc)
	var (
		d   document
		err error
	)
	limited := &hurried{r: bytes.NewReader(r.out), until: time.Now().Add(maxParse)}
	switch r.root {
	case "rss", "rdf":
		var parsed *rss.Feed
		if parsed, err = (&rss.Parser{}).Parse(limited); err == nil {
			d = fromRSS(parsed)
		}
	case "feed":
		var parsed *atom.Feed
		if parsed, err = (&atom.Parser{}).Parse(limited); err == nil {
			d = fromAtom(parsed)
		}
	default:
		return document{}, errNotFeed
	}
	if err != nil {
		return document{}, err
	}
	if d.lang == "" {
		d.lang = r.lang
	}
	if len(r.langs) == len(d.drafts) {
		for i, lang := range r.langs {
			if d.drafts[i].lang == "" {
				d.drafts[i].lang = lang
			}
		}
	}
	if r.cut {
		return d, errCut
	}
	return d, nil
}

// hurried is a reader that fails when the time is over: the way to stop a
// parser that has no other.
type hurried struct {
	r     io.Reader
	until time.Time
}

// Read implements io.Reader.
func (h *hurried) Read(p []byte) (int, error) {
	if time.Now().After(h.until) {
		return 0, errors.New("quarantine: the document takes too long")
	}
	return h.r.Read(p)
}
