// Package report reads report.az, the agency this program was first made for:
// its article pages of both designs (up to 2024 and since 2025), copies of
// such pages as bare text, and lists of news for search engines.
//
// What is known of the site comes from public scrapers of 2024 to 2026. Where
// the parts of a story stand is told in package page (sites.toml); here is what
// stands round it. The classes of the newest headlines and of the strip of
// topics were never seen, so they are found by their words and their shape.
// Everything this package returns has passed the door, but for what Sitemap
// yields, which is raw as that of any feed.Source.
package report

import (
	"context"
	"net/url"
	"strings"
	"time"

	"rubrika/feed"
	"rubrika/feed/fetch"
	"rubrika/feed/rss"
)

// home is where relative links start on a page that was not fetched from the
// site itself.
const home = "https://report.az/"

// pace is the time between two pages: the site turns hurried readers away.
const pace = time.Second

// Page is a page of report.az.
type Page struct {
	// Entry is the story.
	Entry feed.Entry
	// Topics are the strip of hot topics over every page.
	Topics []string
	// Latest are the newest headlines beside the story, in the order of the
	// page; the story itself may be among them. Of their fields URL, Title,
	// Section, Published, Lang and Badges may be set.
	Latest []feed.Item
}

// Is reports whether an address belongs to report.az.
func Is(address string) bool {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || !strings.EqualFold(u.Scheme, "http") && !strings.EqualFold(u.Scheme, "https") {
		return false
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.") == "report.az"
}

// Site opens the stories of report.az. It implements feed.Opener and is safe
// for concurrent use.
type Site struct{ client *fetch.Client }

// New makes a Site.
func New(c *fetch.Client) *Site { return &Site{client: c} }

// Open fetches the page of an item and reads it. Errors are those of the
// client (KindRefused is the site's usual answer to data centres) and of Read.
func (s *Site) Open(ctx context.Context, it feed.Item) (feed.Entry, error) {
	res, err := s.client.Get(ctx, fetch.Request{
		URL: it.URL, Accept: "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5",
		Public: true, Pace: pace, Agent: fetch.BrowserAgent(),
	})
	if err != nil {
		return feed.Entry{}, err
	}
	p, err := Read(res.Body, res.ContentType, res.URL)
	return p.Entry, err
}

// baku is the zone of the site's clock.
func baku() *time.Location {
	zone, err := time.LoadLocation("Asia/Baku")
	if err != nil { // no zone database: it has been +04:00 since 2016
		return time.FixedZone("Asia/Baku", 4*60*60)
	}
	return zone
}

// parts splits an address of the site into the language of its page and the
// rest of its path: Azerbaijani has no prefix, or «az» in old links. Short
// links («/123456») tell no language.
func parts(address string) (lang string, path []string) {
	u, err := url.Parse(address)
	if err != nil {
		return "", nil
	}
	path = strings.FieldsFunc(u.Path, func(r rune) bool { return r == '/' })
	lang = "az"
	if len(path) > 0 {
		switch path[0] {
		case "ru", "en", "az":
			lang, path = path[0], path[1:]
		}
	}
	if len(path) == 1 && strings.Trim(path[0], "0123456789") == "" {
		lang = ""
	}
	return lang, path
}

// storyKey is what two addresses of one story have in common: since 2025 they
// have no slash at their end, and old ones of Azerbaijani have its prefix.
func storyKey(address string) string {
	if !Is(address) {
		return rss.NormalLink(address)
	}
	lang, path := parts(address)
	return lang + "/" + strings.Join(path, "/")
}

// isStory reports whether an address has the form of a story: a rubric and a
// title in words.
func isStory(address string) bool {
	if !Is(address) {
		return false
	}
	_, path := parts(address)
	return len(path) == 2 && strings.Contains(path[1], "-") && !strings.Contains(path[1], ".")
}
