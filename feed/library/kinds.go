package library

import (
	"context"
	"time"

	"rubrika/feed"
	"rubrika/feed/report"
	"rubrika/feed/rss"
	"rubrika/feed/tour"
)

// The kinds of source, as stored in feed.Subscription.Kind.
const (
	kindFeed    = "feed"
	kindSitemap = "sitemap"
	kindTour    = "tour"
)

// opener makes the source that a subscription names.
type opener func(l *Library, sub feed.Subscription) (feed.Source, error)

// kinds is the table of source drivers. A new one is a line here.
func kinds() map[string]opener {
	return map[string]opener{
		kindFeed:    openFeed,
		kindSitemap: openSitemap,
		kindTour:    openTour,
	}
}

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
