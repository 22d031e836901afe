package library

import (
	"context"
	"time"

	"rubrika/feed"
	"rubrika/feed/discover"
	"rubrika/feed/fetch"
	"rubrika/feed/greader"
	"rubrika/feed/miniflux"
	"rubrika/feed/report"
	"rubrika/feed/rss"
	"rubrika/feed/tour"
	"rubrika/feed/wordpress"
)

// The kinds of source, as stored in feed.Subscription.Kind.
const (
	kindFeed      = "feed"
	kindSitemap   = "sitemap"
	kindTour      = "tour"
	kindWordPress = wordpress.Kind
)

// opener makes the source that a subscription names.
type opener func(l *Library, sub feed.Subscription) (feed.Source, error)

// kinds is the table of source drivers. A new one is a line here.
func kinds() map[string]opener {
	return map[string]opener{
		kindFeed:      openFeed,
		kindSitemap:   openSitemap,
		kindTour:      openTour,
		kindWordPress: openWordPress,
	}
}

// signIn is what a driver of accounts is told; the fields are those of the
// settings of all of them.
type signIn struct {
	URL, User, Password, CA string
	Now                     func() time.Time
}

// driver makes the server of an account, without a request.
type driver func(s signIn, c *fetch.Client) (feed.Server, error)

// drivers is the table of accounts' drivers, by feed.Account.Kind. A new one is
// a line here.
func drivers() map[string]driver {
	return map[string]driver{
		"greader": func(s signIn, c *fetch.Client) (feed.Server, error) {
			return greader.New(greader.Settings(s), c)
		},
		"miniflux": func(s signIn, c *fetch.Client) (feed.Server, error) {
			return miniflux.New(miniflux.Settings(s), c)
		},
	}
}

// signless reports a kind of account whose requests all carry the password:
// nobody has to sign in first.
func signless(kind string) bool { return kind == "miniflux" }

func openFeed(l *Library, sub feed.Subscription) (feed.Source, error) {
	return rss.New(rss.Settings{
		URL: sub.URL, Lang: sub.Lang, Zone: sub.Zone, Agent: sub.Agent, Now: l.now, Parse: l.parse,
	}, l.client)
}

// openSitemap takes the language of the subscription as the one language the
// reader wants: a list of news for search engines holds all of a site's.
func openSitemap(l *Library, sub feed.Subscription) (feed.Source, error) {
	return report.NewSitemap(report.SitemapSettings{URL: sub.URL, Lang: sub.Lang, Agent: sub.Agent, Now: l.now}, l.client)
}

func openWordPress(l *Library, sub feed.Subscription) (feed.Source, error) {
	return wordpress.New(wordpress.Settings{URL: sub.URL, Lang: sub.Lang, Zone: sub.Zone, Agent: sub.Agent, Now: l.now}, l.client)
}

// wordPress is the API that sites are searched for besides their feeds.
func wordPress() discover.API {
	return discover.API{
		Kind: kindWordPress, Name: "WordPress", Relation: wordpress.Relation,
		Posts: wordpress.Posts, Probe: wordpress.Probe, Judge: wordpress.Judge,
	}
}

func openTour(l *Library, sub feed.Subscription) (feed.Source, error) {
	return tourSource{lang: sub.Lang, now: l.now()}, nil
}

// tourSource is one language of the built-in edition, read as a feed is read
// but for the network.
type tourSource struct {
	lang string
	now  time.Time
}

// tourRest is how long the built-in edition is left alone: it changes with
// the program only.
const tourRest = 30 * 24 * time.Hour

// Fetch implements feed.Source.
func (t tourSource) Fetch(_ context.Context, _ feed.Cursor) (feed.Batch, error) {
	document := tour.Feed(t.lang, t.now)
	b, err := rss.Parse(document, rss.Meta{
		URL: tour.Address(t.lang), ContentType: tour.RSS.MediaType(), Lang: t.lang, Zone: tour.Zone, Now: t.now,
	})
	b.Next.NotBefore = t.now.Add(tourRest)
	return b, err
}
