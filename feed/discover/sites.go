package discover

import (
	"bytes"
	"context"
	"encoding/json"
	"net/url"
	"regexp"
	"strings"

	"rubrika/feed"
	"rubrika/feed/fetch"
	"rubrika/feed/rss"
)

// What is known of the pages of a few sites that name no feed of their own.

// Feedless reports an address on one of the big sites that have no feeds at
// all.
func Feedless(address string) bool {
	switch siteOf(address) {
	case "t.me", "telegram.me", "x.com", "twitter.com", "facebook.com", "instagram.com", "tiktok.com":
		return true
	}
	return false
}

// siteOf is the host of an address without «www.» and «m.», empty for none.
func siteOf(address string) string {
	if !strings.Contains(address, "://") {
		address = "https://" + address
	}
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.TrimPrefix(hostOf(u), "www."), "m.")
}

// asksConsent reports where YouTube leads whom it asks for consent first.
func asksConsent(address string) bool {
	site := siteOf(address)
	return site == "consent.youtube.com" || site == "consent.google.com"
}

// channel is the feed of the channel that a page of YouTube is of or about: a
// video's page has no link to it, and names the channels of other videos after
// its own.
func channel(page []byte, address string) (feed.Found, bool) {
	if site := siteOf(address); site != "youtube.com" && !strings.HasSuffix(site, ".youtube.com") {
		return feed.Found{}, false
	}
	for _, name := range []string{
		`"externalChannelId":\s*"`, `itemprop="(?:channelId|identifier)"\s+content="`, `"externalId":\s*"`, `"channelId":\s*"`,
	} {
		if m := regexp.MustCompile(name + `(UC[\w-]{22})"`).FindSubmatch(page); m != nil {
			return feed.Found{URL: "https://www.youtube.com/feeds/videos.xml?channel_id=" + string(m[1]), Kind: kindFeed}, true
		}
	}
	return feed.Found{}, false
}

// podcastPage is the page of a podcast in Apple's directory.
var podcastPage = regexp.MustCompile(`^(?:podcasts|itunes)\.apple\.com/.*/id(\d{5,12})$`)

// appleDirectory answers with what Apple knows of a podcast by its number; see
// developer.apple.com/library/archive, «iTunes Search API».
const appleDirectory = "https://itunes.apple.com/lookup?entity=podcast&id="

// podcast asks Apple's directory for the feed of one of its pages.
func (s *search) podcast(ctx context.Context, u *url.URL) []feed.Found {
	m := podcastPage.FindStringSubmatch(hostOf(u) + strings.TrimRight(u.Path, "/"))
	if m == nil {
		return nil
	}
	at, err := url.Parse(appleDirectory + m[1])
	if err != nil {
		return nil
	}
	res, err := s.get(ctx, at)
	if err != nil {
		s.trouble = err
		return nil
	}
	return s.public(ctx, podcasts(res.Body))
}

// podcasts reads an answer of Apple's directory.
func podcasts(doc []byte) []feed.Found {
	var answer struct {
		Results []struct {
			Feed string `json:"feedUrl"`
			Name string `json:"collectionName"`
		} `json:"results"`
	}
	if json.Unmarshal(doc, &answer) != nil {
		return nil
	}
	var found []feed.Found
	for _, r := range answer.Results {
		if fetch.CheckAddress(r.Feed) == nil && len(found) < maxTried {
			found = append(found, feed.Found{URL: r.Feed, Kind: kindFeed, Title: r.Name})
		}
	}
	return found
}

// index judges a list of sitemaps by the sitemaps in it: it is worth following
// when one of the newest is of news.
func (s *search) index(ctx context.Context, res fetch.Response, asked string) (feed.Found, bool) {
	for _, address := range rss.Sitemaps(res.Body, res.URL) {
		u, err := url.Parse(address)
		if err != nil || s.asked[rss.NormalLink(address)] || s.over != nil {
			continue
		}
		s.asked[rss.NormalLink(address)] = true
		if part, err := s.get(ctx, u); err == nil && newsSitemap(part.Body) {
			return feed.Found{URL: first(res.Moved, asked), Kind: kindSitemap}, true
		}
	}
	return feed.Found{}, false
}

// letsIn reports the page on which Miniflux or FreshRSS ask for a password.
func letsIn(body []byte) bool {
	body = bytes.ToLower(body[:min(len(body), maxDoor)])
	named := bytes.Contains(body, []byte("miniflux")) || bytes.Contains(body, []byte("freshrss"))
	return named && bytes.Contains(body, []byte(`type="password"`))
}

// maxDoor is how much of such a page is looked at, in bytes.
const maxDoor = 32 << 10
