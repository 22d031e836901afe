package discover

import (
	"bytes"
	"context"
	"net/url"
	"strings"

	"golang.org/x/net/html"

	"rubrika/feed"
	"rubrika/feed/fetch"
	"rubrika/feed/rss"
)

// API is a way to read a site beside its feeds, which the site's pages name by
// a link: package wordpress has one. The zero API is none.
type API struct {
	// Kind is its driver as in feed.Subscription, Name what readers call it.
	Kind, Name string
	// Relation is that of the link to its index.
	Relation string
	// Posts is the address to subscribe to by that of the index, empty when it
	// is no index; Probe is one that shows at little cost whether it answers.
	Posts func(index string) string
	Probe func(posts string) string
	// Judge says whether a document that came from an address is something of
	// the API that one can subscribe to.
	Judge func(doc []byte, address string) (feed.Found, bool)
}

// link is the address of the API that a page names, or «».
func (a API) link(page []byte, base string) string {
	from, err := url.Parse(base)
	if err != nil || a.Relation == "" || !bytes.Contains(page, []byte(a.Relation)) {
		return ""
	}
	z := html.NewTokenizer(bytes.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return ""
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			if t.Data == "body" {
				return ""
			}
			if t.Data != "link" || !strings.Contains(attribute(t, "rel"), a.Relation) {
				continue
			}
			u, err := from.Parse(strings.TrimSpace(attribute(t, "href")))
			if err != nil || fetch.CheckAddress(u.String()) != nil || len(u.String()) > maxAddress {
				return ""
			}
			return u.String()
		}
	}
}

// upgrade adds the API that a page names to the feeds it names, as one more
// choice and the last, when it answers. Beside the only feed it does so where
// that feed lacks texts or rubrics, and nobody is asked to choose who need not;
// where there are only comments, it takes their place.
func (s *search) upgrade(ctx context.Context, found []feed.Found, index string) []feed.Found {
	if index == "" {
		return found
	}
	posts := s.api.Posts(index)
	if posts == "" {
		return found
	}
	feeds := found
	if len(found) > 0 && comments(found[0]) { // tidy left nothing else
		feeds = nil
	}
	name := ""
	if len(feeds) > 0 {
		name, _, _ = strings.Cut(feeds[0].Title, "»") // «Site » Feed»
	}
	if len(feeds) == 1 {
		title, enough := s.sample(ctx, feeds[0].URL)
		if enough {
			return found
		}
		name = first(title, name)
	}
	if _, ok := s.try(ctx, s.api.Probe(posts)); !ok {
		return found
	}
	if name = strings.TrimSpace(name); name == "" {
		name = s.root.Hostname()
	}
	return append(feeds, feed.Found{URL: posts, Kind: s.api.Kind, Title: clip(name) + " (" + s.api.Name + ")"})
}

// sample asks a feed for its title, and whether most of its entries have whole
// texts and rubrics.
func (s *search) sample(ctx context.Context, address string) (title string, enough bool) {
	u, err := url.Parse(address)
	if err != nil {
		return "", false
	}
	res, err := s.get(ctx, u)
	if err != nil {
		return "", false
	}
	b, err := rss.Parse(res.Body, rss.Meta{URL: res.URL, ContentType: res.ContentType})
	whole, filed := 0, 0
	for _, e := range b.Entries {
		if e.Full {
			whole++
		}
		if len(e.Categories) > 0 {
			filed++
		}
	}
	return b.Title, err == nil && 2*whole >= len(b.Entries) && 2*filed >= len(b.Entries)
}
