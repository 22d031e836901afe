package library

import (
	"context"
	"html"
	"slices"

	"rubrika/feed"
	"rubrika/feed/page"
)

// Article returns an item with its body as Markdown. Without a body the text
// is the teaser, without that empty; Full is false for both. Errors are of
// KindNoItem or of the store.
func (l *Library) Article(ctx context.Context, id feed.ID) (feed.Article, error) {
	e, err := l.store.Entry(ctx, id)
	if err != nil {
		return feed.Article{}, err
	}
	return l.open(ctx, e)
}

// open makes an article of an entry, with the place where the reader left it.
func (l *Library) open(ctx context.Context, e feed.Entry) (feed.Article, error) {
	a := readable(e)
	var err error
	a.Place, err = l.store.Place(ctx, e.ID)
	return a, err
}

// readable makes an article of an entry that has passed the door.
func readable(e feed.Entry) feed.Article {
	full := e.Full
	body := page.Read(e.HTML, e.URL)
	if body.Markdown == "" {
		full = false
		body = page.Read(feed.Markup(html.EscapeString(e.Summary)), e.URL)
	}
	a := feed.Article{
		Item: e.Item, Author: e.Author, Markdown: body.Markdown, Links: body.Links, Images: body.Images,
		Enclosures: e.Enclosures, Versions: e.Versions, Full: full,
	}
	for _, address := range e.Images {
		if !slices.ContainsFunc(a.Images, func(i feed.Image) bool { return i.URL == address }) {
			a.Images = append(a.Images, feed.Image{URL: address})
		}
	}
	return a
}
