// Package rss reads RSS 0.9x, 1.0 and 2.0, Atom and JSON Feed as publishers
// really send them. gofeed knows the formats; this package repairs the
// document before it (encoding, junk, cut and ill-formed XML) and the entries
// after it (titles, links, dates, bodies, language, identities).
//
// # Identity
//
// Entry.Keys names an entry within its source, strongest first. A store takes
// an entry for an item it has when any key is the same, tried in the given
// order, so a key is only given where it can be trusted:
//
//   - "link:" + NormalLink, when no other entry of the document has that link
//     and it is not the front page of the site;
//   - "guid:" + the trimmed guid (NormalLink of one that is an address), when
//     no other entry has it and it is not weak. Weak are numbers of up to four
//     digits, which mostly count positions, the front page, and an address
//     that the entry's own link continues (…/detail/ for …/detail/slug-5);
//   - "title:" + a hash of the title, without case and blanks. Next to a link
//     or guid it holds the time of publication to the second too and is given
//     only when both are there, so that a site that renumbers everything keeps
//     its readers' marks. Without link and guid the title alone is the key;
//     twins in one document add their time and their place among the twins. An
//     entry without even a title is hashed by its body.
//
// A story that a document lists twice, under one link (which http, www, a slash
// at the end and utm_ do not change) or one guid, is one entry with the
// categories of both, as long as that link or guid stands over no other title.
package rss

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/url"
	"strings"
	"time"

	"rubrika/feed"
	"rubrika/feed/fetch"
)

// accept tells servers which formats we read, best first.
const accept = "application/atom+xml, application/rss+xml, application/feed+json;q=0.9, " +
	"application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.5, */*;q=0.3"

// Settings say what a Feed fetches. Lang is the language of items that do not
// say theirs, Zone the IANA name for dates without a zone, Agent the User-Agent
// header the reader wants; all three may be empty. Now is the clock; nil is
// time.Now. Parse reads the documents: nil is the function of that name, others
// let lists in other formats be fetched with the same manners.
type Settings struct {
	URL, Lang, Zone, Agent string
	Now                    func() time.Time
	Parse                  func(doc []byte, m Meta) (feed.Batch, error)
}

// Feed is one feed on the web. It implements feed.Source.
type Feed struct {
	settings Settings
	client   *fetch.Client
}

// New makes a source of a feed. Errors are of KindAddress, or KindConfig for
// an unknown zone.
func New(s Settings, c *fetch.Client) (*Feed, error) {
	if err := fetch.CheckAddress(s.URL); err != nil {
		return nil, err
	}
	if _, err := time.LoadLocation(s.Zone); err != nil {
		return nil, &feed.Error{Op: "open feed", Source: s.URL, Kind: feed.KindConfig, Err: errors.New("unknown zone")}
	}
	if s.Now == nil {
		s.Now = time.Now
	}
	if s.Parse == nil {
		s.Parse = Parse
	}
	return &Feed{settings: s, client: c}, nil
}

// browser in Cursor.Agent says that the source answers a browser's name.
const browser = "browser"

// Fetch implements feed.Source: a conditional request, then Parse. A document
// that was cut, on the way or at home, gives its complete entries together
// with an error of KindDamaged, and the cursor stays where it was.
//
// Some sites answer browsers only, others send them a page. So a status of 400
// or 403, or a page, is answered once by a request under the other name, the
// program's or a browser's; the one that brought a feed is kept in
// Cursor.Agent and is the first to be tried from then on. A name the reader
// chose is the only one used.
//
// Under another zone than the last document was read by, the whole document is
// asked for: its dates may mean other times.
func (f *Feed) Fetch(ctx context.Context, from feed.Cursor) (feed.Batch, error) {
	if from.Zone != f.settings.Zone {
		from.ETag, from.LastModified = "", ""
	}
	b, other, err := f.try(ctx, from, from.Agent)
	if !other || f.settings.Agent != "" {
		return b, err
	}
	agent := browser
	if from.Agent == browser {
		agent = ""
	}
	again, _, errAgain := f.try(ctx, from, agent)
	again.Bytes += b.Bytes
	if errAgain == nil || len(again.Entries) > 0 || ctx.Err() != nil || feed.KindOf(errAgain) == feed.KindTooMany {
		return again, errAgain
	}
	b.Bytes = again.Bytes
	return b, err
}

// try fetches once under one name; other says that the answer may be better
// under another.
func (f *Feed) try(ctx context.Context, from feed.Cursor, agent string) (b feed.Batch, other bool, err error) {
	s := f.settings
	req := fetch.Request{
		URL: s.URL, ETag: from.ETag, LastModified: from.LastModified, Of: from.At, Accept: accept, Agent: s.Agent, Public: from.Public,
	}
	if req.Agent == "" && agent == browser {
		req.Agent = fetch.BrowserAgent()
	}
	res, err := f.client.Get(ctx, req)
	switch {
	case err != nil && len(res.Body) == 0:
		return feed.Batch{Next: from, Bytes: res.Bytes}, fetch.TurnedAway(err), err
	case res.NotModified:
		return f.unmodified(from, agent, res), false, nil
	}
	b, err = f.read(from, res, err)
	if err == nil {
		b.Next.Agent = agent
	}
	if feed.KindOf(err) != feed.KindNotFeed || !isPage(res) {
		return b, false, err
	}
	if from.Digest != "" && !sameHost(s.URL, res.URL) {
		err = &feed.Error{Op: "fetch", Source: res.URL, Kind: feed.KindPortal, Err: errors.New("a page of another server")}
	}
	return b, true, err
}

// sameHost reports two addresses on one host.
func sameHost(a, b string) bool {
	from, errFrom := url.Parse(a)
	to, errTo := url.Parse(b)
	return errFrom == nil && errTo == nil && strings.EqualFold(from.Hostname(), to.Hostname())
}

// isPage reports an answer that is HTML by its header or its beginning.
func isPage(res fetch.Response) bool {
	head := bytes.ToLower(bytes.TrimSpace(res.Body[:min(len(res.Body), 512)]))
	return strings.Contains(strings.ToLower(res.ContentType), "html") ||
		bytes.HasPrefix(head, []byte("<!doctype html")) || bytes.HasPrefix(head, []byte("<html"))
}

// unmodified is the batch of a 304. It may carry newer validators and cache
// rules than the document did. A move is not taken from it: nothing shows that
// there is a feed at the new place.
func (f *Feed) unmodified(from feed.Cursor, agent string, res fetch.Response) feed.Batch {
	next := from
	next.Agent, next.At = agent, f.elsewhere(res)
	next.NotBefore = notBefore(res, from.Timetable, f.settings.Now())
	if res.ETag != "" {
		next.ETag = res.ETag
	}
	if res.LastModified != "" {
		next.LastModified = res.LastModified
	}
	return feed.Batch{Unchanged: true, Next: next, Bytes: res.Bytes, Saved: from.Size}
}

// elsewhere is where an answer came from, empty for the address of the feed.
func (f *Feed) elsewhere(res fetch.Response) string {
	if res.URL == f.settings.URL {
		return ""
	}
	return res.URL
}

// read makes a batch of a document; broken is the error that ended it on the
// way, if any.
func (f *Feed) read(from feed.Cursor, res fetch.Response, broken error) (feed.Batch, error) {
	s := f.settings
	sum := sha256.Sum256(res.Body)
	next := feed.Cursor{
		ETag: res.ETag, LastModified: res.LastModified, Digest: hex.EncodeToString(sum[:16]),
		Size: res.Bytes, Timetable: from.Timetable, Zone: s.Zone, Rubric: from.Rubric, Public: from.Public || res.Moved != "" && res.Guarded && !sameHost(s.URL, res.Moved),
	}
	next.At = f.elsewhere(res)
	if broken == nil && from.Digest == next.Digest && from.Zone == next.Zone {
		next.NotBefore = notBefore(res, next.Timetable, s.Now())
		return feed.Batch{Unchanged: true, Next: next, URL: res.Moved, Bytes: res.Bytes}, nil
	}
	b, err := s.Parse(res.Body, Meta{
		URL: res.URL, ContentType: res.ContentType, Lang: s.Lang, Zone: s.Zone, Now: s.Now(),
	})
	b.Bytes = res.Bytes
	if broken != nil || err != nil {
		b.Next = from
		if broken != nil && (err == nil || feed.KindOf(err) == feed.KindDamaged) {
			return b, broken // the connection is the cause, and the better story
		}
		return b, err
	}
	next.Timetable = b.Next.Timetable
	next.NotBefore = notBefore(res, next.Timetable, s.Now())
	b.Next, b.URL = next, res.Moved
	return b, nil
}
