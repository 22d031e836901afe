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
package rss

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"time"

	"rubrika/feed"
	"rubrika/feed/fetch"
)

// accept tells servers which formats we read, best first.
const accept = "application/atom+xml, application/rss+xml, application/feed+json;q=0.9, " +
	"application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.5, */*;q=0.3"

// Settings say what a Feed fetches. Lang is the language of items that do not
// say theirs, Zone the IANA name for dates without a zone; both may be empty.
// Now is the clock; nil is time.Now.
type Settings struct {
	URL, Lang, Zone string
	Now             func() time.Time
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
	return &Feed{settings: s, client: c}, nil
}

// Fetch implements feed.Source: a conditional request, then Parse. A document
// that was cut, on the way or at home, gives its complete entries together
// with an error of KindDamaged, and the cursor stays where it was.
func (f *Feed) Fetch(ctx context.Context, from feed.Cursor) (feed.Batch, error) {
	s := f.settings
	res, err := f.client.Get(ctx, fetch.Request{
		URL: s.URL, ETag: from.ETag, LastModified: from.LastModified, Accept: accept,
	})
	if err != nil && len(res.Body) == 0 {
		return feed.Batch{Next: from, Bytes: res.Bytes}, err
	}
	if res.NotModified {
		return feed.Batch{Unchanged: true, Next: from, Bytes: res.Bytes}, nil
	}
	sum := sha256.Sum256(res.Body)
	next := feed.Cursor{
		ETag: res.ETag, LastModified: res.LastModified, Digest: hex.EncodeToString(sum[:16]), NotBefore: res.Retry,
	}
	if err == nil && from.Digest == next.Digest {
		return feed.Batch{Unchanged: true, Next: next, URL: res.Moved, Bytes: res.Bytes}, nil
	}
	batch, parseErr := Parse(res.Body, Meta{
		URL: res.URL, ContentType: res.ContentType, Lang: s.Lang, Zone: s.Zone, Now: s.Now(),
	})
	batch.Bytes = res.Bytes
	if err != nil || parseErr != nil {
		batch.Next = from
		if err != nil && (parseErr == nil || feed.KindOf(parseErr) == feed.KindDamaged) {
			return batch, err // the connection is the cause, and the better story
		}
		return batch, parseErr
	}
	batch.Next, batch.URL = next, res.Moved
	return batch, nil
}
