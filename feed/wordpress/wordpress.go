// Package wordpress reads the posts of a site by the REST API that WordPress
// answers since version 4.7 (developer.wordpress.org/rest-api): the rubrics in
// the publisher's words, apart from the tags, and the whole text, also where
// the site's feed has neither.
//
// Requests, cursor and errors are those of package rss, and so are titles,
// dates and identities: posts become a JSON Feed that it reads. An item has the
// keys that the site's own RSS gives it (WordPress sends the same link and guid
// in both), so that marks stay when a reader changes from one to the other.
//
// WordPress sends no validators with these answers, only its caches do. Without
// them the whole list comes each time, and an unchanged one is known by its
// digest.
package wordpress

import (
	"cmp"
	"context"
	"encoding/json"
	"html"
	"slices"
	"strings"
	"time"

	"rubrika/feed"
	"rubrika/feed/fetch"
	"rubrika/feed/rss"
)

// Kind is the name of this driver, as in feed.Subscription.
const Kind = "wordpress"

// Relation is how a page names the API of its WordPress
// (developer.wordpress.org/rest-api/using-the-rest-api/discovery). The HTTP
// header of the same meaning says nothing that the page does not.
const Relation = "https://api.w.org/"

// Settings say what a Source fetches. URL is the address of a list of posts
// (see Posts), with such parameters as the reader wants («?categories=5»); the
// others are those of rss.Settings.
type Settings struct {
	URL, Lang, Zone, Agent string
	Now                    func() time.Time
}

// Source is the posts of one site. It implements feed.Source.
type Source struct {
	feed   *rss.Feed
	client *fetch.Client
	// index is where the API describes its site; empty when the address of the
	// posts does not show it.
	index, agent string
}

// New makes a source of a list of posts. Errors are of KindAddress, or
// KindConfig for an unknown zone.
func New(s Settings, c *fetch.Client) (*Source, error) {
	f, err := rss.New(rss.Settings{
		URL: complete(s.URL), Lang: s.Lang, Zone: s.Zone, Agent: s.Agent, Now: s.Now, Parse: parse,
	}, c)
	if err != nil {
		return nil, err
	}
	return &Source{feed: f, client: c, index: indexOf(s.URL), agent: s.Agent}, nil
}

// Fetch implements feed.Source. The first document is followed by a second
// request, for the name of the site; without an answer it has none.
func (s *Source) Fetch(ctx context.Context, from feed.Cursor) (feed.Batch, error) {
	b, err := s.feed.Fetch(ctx, from)
	b.URL = bare(b.URL)
	if err == nil && from.Digest == "" && s.index != "" {
		s.introduce(ctx, &b)
	}
	return b, err
}

// maxIndex is the longest description of a site, in bytes: versions before 4.9.8
// do not know _fields and list every route they have.
const maxIndex = 4 << 20

// site is what the index of an API says of its site.
type site struct {
	Name, Description, Home string
	Namespaces              []string
}

// introduce asks the API what its site is called.
func (s *Source) introduce(ctx context.Context, b *feed.Batch) {
	req := fetch.Request{URL: s.index, MaxBytes: maxIndex, Accept: "application/json", Agent: s.agent, Public: b.Next.Public}
	if req.Agent == "" && b.Next.Agent != "" {
		req.Agent = fetch.BrowserAgent() // as the posts were had
	}
	res, err := s.client.Get(ctx, req)
	b.Bytes += res.Bytes
	var about site
	if err != nil || json.Unmarshal(res.Body, &about) != nil {
		return
	}
	b.Title, b.Description = oneLine(about.Name), oneLine(about.Description)
	if fetch.CheckAddress(about.Home) == nil {
		b.Site = about.Home
	}
}

// Judge says whether a document is something of a WordPress API that one can
// subscribe to: a list of posts, or the index of the API, which names the
// site. address is where it came from.
func Judge(doc []byte, address string) (feed.Found, bool) {
	found := feed.Found{URL: bare(address), Kind: Kind}
	if list, err := readPosts(doc); len(list) > 0 && (err == nil || feed.KindOf(err) == feed.KindDamaged) {
		return found, true
	}
	var about site
	if fetch.JSON(utf(doc), &about) != nil || !slices.Contains(about.Namespaces, "wp/v2") {
		return feed.Found{}, false
	}
	found.URL, found.Title = Posts(address), oneLine(about.Name)
	return found, found.URL != ""
}

// oneLine is a name as WordPress sends one, which is HTML.
func oneLine(s string) string {
	return strings.Join(strings.Fields(html.UnescapeString(s)), " ")
}

// plain is HTML without its tags.
func plain(s string) string {
	var b strings.Builder
	for s != "" {
		text, rest, tagged := strings.Cut(s, "<")
		b.WriteString(text)
		if !tagged {
			break
		}
		b.WriteByte(' ')
		_, s, _ = strings.Cut(rest, ">")
	}
	return oneLine(b.String())
}

// first is the first string that is not blank.
func first(list ...string) string {
	for i := range list {
		list[i] = strings.TrimSpace(list[i])
	}
	return cmp.Or(list...)
}
