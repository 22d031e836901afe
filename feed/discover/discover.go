// Package discover finds the feeds of what a reader typed: Guess by what is
// known of sites, Find by asking the page.
package discover

import (
	"context"
	"errors"
	"net/url"
	"strings"

	"rubrika/feed"
	"rubrika/feed/fetch"
	"rubrika/feed/rss"
)

// The kinds of what is found, as in feed.Subscription.
const (
	kindFeed    = "feed"
	kindSitemap = "sitemap"
)

// Limits of one search.
const (
	// maxAsked is how many requests a search makes in all.
	maxAsked = 10
	// maxTried is how many links in the text of a page are asked for.
	maxTried = 3
	// maxFound is how many feeds a search gives: more than any honest page has.
	maxFound = 100
)

// accept asks for a page, and for a feed where both live at one address.
const accept = "text/html, application/xhtml+xml, application/atom+xml, application/rss+xml, application/feed+json;q=0.9, */*;q=0.5"

// paths are where feeds mostly are when a site says nothing, likeliest first.
// The last is a list of news for search engines.
func paths() []string {
	return []string{"/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/news-sitemap.xml"}
}

// Find asks an address for its feeds. The address may be a feed itself, a list
// of news for search engines or something of api; else the feeds are
// those its page names, and api where it names that and it answers and gives more;
// else those that links in its text lead to, else the first of a few usual
// places that holds one. It makes at most ten requests, one after the other.
// An address without a scheme is asked by https, and by http where nobody
// speaks TLS.
//
// The address is the reader's and may be anywhere; what its page names on
// other hosts must be public. Titles are raw. Errors are *feed.Error:
// KindNotFeed when nothing was found, with feed.ErrFeedless, ErrConsent or
// ErrAccount where that is why, else what kept the page from being read.
func Find(ctx context.Context, c *fetch.Client, address string, api API) ([]feed.Found, error) {
	if strings.Contains(address, "://") {
		return find(ctx, c, address, api)
	}
	found, err := find(ctx, c, "https://"+address, api)
	if fetch.NoTLS(err) {
		return find(ctx, c, "http://"+address, api)
	}
	return found, err
}

// find is Find for an address with a scheme.
func find(ctx context.Context, c *fetch.Client, address string, api API) ([]feed.Found, error) {
	if err := fetch.CheckAddress(address); err != nil {
		return nil, err
	}
	u, err := url.Parse(address)
	if err != nil {
		return nil, &feed.Error{Op: "discover", Kind: feed.KindAddress, Err: errors.New("not an address")}
	}
	s := &search{client: c, api: api, typed: *u, home: map[string]bool{}, asked: map[string]bool{}}
	s.settle(u)
	if Feedless(address) {
		return nil, s.nothing(feed.ErrFeedless)
	}
	found := s.podcast(ctx, u)
	if len(found) == 0 {
		found = s.page(ctx, address)
	}
	if len(found) == 0 {
		found = s.usual(ctx)
	}
	switch {
	case len(found) > 0:
		return s.finish(found), nil
	case s.over != nil:
		return nil, s.over
	case s.trouble != nil:
		return nil, s.trouble
	}
	return nil, s.nothing(errors.New("no feed found"))
}

// nothing is the error of a search that found nothing.
func (s *search) nothing(why error) error {
	u := s.typed
	u.User = nil
	return &feed.Error{Op: "discover", Source: u.String(), Kind: feed.KindNotFeed, Err: why}
}

// search is one search on its way.
type search struct {
	client *fetch.Client
	api    API
	// agent is the User-Agent header that got the page, empty for our own.
	agent string
	// typed is the reader's address, home the hosts it led to, root the top of
	// the last of them.
	typed url.URL
	home  map[string]bool
	root  *url.URL
	// guarded: the page came from the public net, where a name may stand for
	// another address the next time it is asked for.
	guarded bool
	// asked are the addresses asked for; requests counts them all.
	asked    map[string]bool
	requests int
	// trouble is why the page could not be read, or why what it names was not
	// asked for; over is what ended the whole search.
	trouble, over error
}

// settle makes the host of an address a home.
func (s *search) settle(u *url.URL) {
	s.home[hostOf(u)] = true
	s.root = &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/"}
}

// hostOf is the host of an address, for comparing.
func hostOf(u *url.URL) string { return strings.ToLower(u.Hostname()) }

// signed gives user and password of the reader's address to another one of the
// same server.
func (s *search) signed(u *url.URL) *url.URL {
	if u.User != nil || u.Scheme != s.typed.Scheme || u.Host != s.typed.Host {
		return u
	}
	own := *u
	own.User = s.typed.User
	return &own
}

// finish makes what was found fit to be subscribed to. Who signs in says the
// reader, and no page.
func (s *search) finish(found []feed.Found) []feed.Found {
	found = found[:min(len(found), maxFound)]
	for i := range found {
		if u, err := url.Parse(found[i].URL); err == nil {
			found[i].Public = (s.guarded || !s.home[hostOf(u)]) && rss.NormalLink(found[i].URL) != rss.NormalLink(s.typed.String())
			u.User = nil
			found[i].URL = s.signed(u).String()
		}
		found[i].Title = clip(found[i].Title)
	}
	return found
}

// clip cuts what is longer than a title is read.
func clip(title string) string {
	if len(title) <= maxTitle {
		return title
	}
	return strings.ToValidUTF8(title[:maxTitle], "") + "…"
}

// get makes one request. Only what goes to a home inside the reader's network
// may go anywhere.
func (s *search) get(ctx context.Context, u *url.URL) (fetch.Response, error) {
	if s.requests == maxAsked {
		return fetch.Response{}, errSpent
	}
	s.requests++
	ours := s.home[hostOf(u)]
	res, err := s.client.Get(ctx, fetch.Request{URL: s.signed(u).String(), Accept: accept, Agent: s.agent, Public: !ours || s.guarded})
	if len(res.Body) > 0 {
		return res, nil // of a body that broke off, the beginning is enough
	}
	if ctx.Err() != nil || ours && final(feed.KindOf(err)) {
		s.over = err
	}
	return res, err
}

// errSpent says that the search has made all its requests.
var errSpent = errors.New("no request left")

// final reports failures after which it makes no sense to ask the same host
// for something else.
func final(k feed.Kind) bool {
	switch k {
	case feed.KindTooMany, feed.KindOffline, feed.KindDNS, feed.KindTimeout, feed.KindTLS, feed.KindInside:
		return true
	}
	return false
}

// page asks the reader's address. A site that refuses our name is asked once
// by a browser's.
func (s *search) page(ctx context.Context, address string) []feed.Found {
	u, err := url.Parse(address)
	if err != nil {
		return nil // Find has parsed it
	}
	s.asked[rss.NormalLink(address)] = true
	res, err := s.get(ctx, u)
	if refused(err) {
		s.agent = fetch.BrowserAgent()
		if again, errAgain := s.get(ctx, u); errAgain == nil {
			res, err = again, nil
		} else {
			s.agent = ""
		}
	}
	if err != nil {
		s.trouble = err
		return nil
	}
	s.guarded = res.Guarded
	if at, err := url.Parse(res.URL); err == nil {
		s.settle(at)
	}
	return s.look(ctx, res, address)
}

// look finds the feeds of an answer to the reader's address.
func (s *search) look(ctx context.Context, res fetch.Response, address string) []feed.Found {
	if f, ok := s.judge(res, address); ok {
		return []feed.Found{f}
	}
	if f, ok := s.index(ctx, res, address); ok {
		return []feed.Found{f}
	}
	if asksConsent(res.URL) {
		s.over = s.nothing(feed.ErrConsent)
		return nil
	}
	body := text(res)
	found := s.public(ctx, tidy(rss.Discover(body, res.URL)))
	if found = s.upgrade(ctx, found, s.api.link(body, res.URL)); len(found) > 0 {
		return found
	}
	if f, ok := channel(body, res.URL); ok {
		return []feed.Found{f}
	}
	if letsIn(body) {
		s.over = s.nothing(feed.ErrAccount)
		return nil
	}
	return s.links(ctx, anchors(body, res.URL))
}

// refused reports the answers of sites that do not like a client's name.
func refused(err error) bool {
	var e *feed.Error
	return errors.As(err, &e) && (e.Status == 400 || e.Status == 403)
}

// public leaves out what a page names inside the reader's network. One request
// to each other host shows where it is.
func (s *search) public(ctx context.Context, found []feed.Found) []feed.Found {
	var kept []feed.Found
	inside := map[string]bool{}
	for _, f := range found {
		u, err := url.Parse(f.URL)
		if err != nil {
			continue
		}
		host := hostOf(u)
		if _, known := inside[host]; !known && !s.home[host] {
			_, err := s.get(ctx, u)
			inside[host] = errors.Is(err, errSpent) // not known is not good enough
			if feed.KindOf(err) == feed.KindInside {
				inside[host], s.trouble = true, err
			}
		}
		if !inside[host] {
			kept = append(kept, f)
		}
	}
	return kept
}

// links tries links that look like those of feeds: the first few are asked
// for. When one is a feed, the others on the same host are believed to be.
func (s *search) links(ctx context.Context, links []feed.Found) []feed.Found {
	var found []feed.Found
	for i, f := range links {
		if i < maxTried {
			if got, ok := s.try(ctx, f.URL); ok {
				got.Title = first(got.Title, f.Title)
				found = append(found, got)
			}
			continue
		}
		u, err := url.Parse(f.URL)
		if err == nil && len(found) > 0 && s.home[hostOf(u)] {
			found = append(found, f)
		}
	}
	return found
}

// usual tries the usual places.
func (s *search) usual(ctx context.Context) []feed.Found {
	for _, p := range paths() {
		if s.over != nil {
			return nil
		}
		u := *s.root
		u.Path = p
		if f, ok := s.try(ctx, u.String()); ok {
			return []feed.Found{f}
		}
	}
	return nil
}

// try asks for an address, once, and judges what comes.
func (s *search) try(ctx context.Context, address string) (feed.Found, bool) {
	u, err := url.Parse(address)
	if err != nil || s.over != nil || s.asked[rss.NormalLink(address)] {
		return feed.Found{}, false
	}
	s.asked[rss.NormalLink(address)] = true
	res, err := s.get(ctx, u)
	if err != nil {
		return feed.Found{}, false
	}
	if f, ok := s.judge(res, address); ok {
		return f, true
	}
	return s.index(ctx, res, address)
}
