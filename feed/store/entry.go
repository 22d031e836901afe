package store

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"rubrika/feed"
	"rubrika/feed/words"
)

// Entry implements feed.Store. Keys and Text are not given back. The body of
// the page comes before the source's, unless only the source has it whole, and
// so do its author and pictures; the two are one list. Versions are those the publisher lists, then a stored item
// of the same story for each language that is missing.
func (s *Store) Entry(ctx context.Context, id feed.ID) (feed.Entry, error) {
	const op = "read item"
	it, err := s.Item(ctx, id)
	if err != nil {
		return feed.Entry{}, err
	}
	e := feed.Entry{Item: it}
	var html, page []byte
	var data, more string
	var read int64
	err = s.read.QueryRowContext(ctx, `SELECT b.html, b.data, coalesce(p.html, ''), coalesce(p.data, '{}'), coalesce(p.read_ms, 0)
		FROM body b LEFT JOIN page p ON p.item = b.item WHERE b.item = ?`, int64(id)).Scan(&html, &data, &page, &more, &read)
	if err != nil { // it may just have been cleaned up
		return feed.Entry{}, s.fail(op, noItem(err, fmt.Sprint(id)))
	}
	var x, y extra
	err = errors.Join(json.Unmarshal([]byte(data), &x), json.Unmarshal([]byte(more), &y))
	e.Full = x.Full
	switch {
	case len(page) > 0 && (y.Full || !x.Full):
		html, e.Full, e.PageRead = page, y.Full, moment(read)
	case len(page) == 0 && y.Full && !moment(read).Before(it.Updated):
		e.Full = true // its page had no more
	}
	if err == nil {
		e.HTML, err = inflate(html)
	}
	if err != nil {
		return feed.Entry{}, &feed.Error{Op: op, Source: s.path, Kind: feed.KindCorrupt, Err: err}
	}
	e.Author = cmp.Or(y.Author, x.Author)
	e.Categories = both(y.Categories, x.Categories, words.Fold)
	e.Images = both(y.Images, x.Images, s.link)
	e.Enclosures = both(y.Enclosures, x.Enclosures, func(f feed.Enclosure) string { return s.link(f.URL) })
	if e.Versions, err = s.versions(ctx, it); err != nil {
		return feed.Entry{}, s.fail(op, err)
	}
	return e, nil
}

// both is one list and then what another adds to it.
func both[T any](list, more []T, name func(T) string) []T {
	return append(slices.Clip(list), without(more, list, name)...)
}

func (s *Store) versions(ctx context.Context, it feed.Item) ([]feed.Version, error) {
	one := func(scan scanner) (feed.Version, error) {
		var v feed.Version
		err := scan(&v.Lang, &v.URL, &v.Title, &v.ID)
		return v, err
	}
	listed, err := rows(ctx, s.read, one, `SELECT v.lang, v.url, v.title, coalesce((SELECT i.id FROM item i
			WHERE i.link = v.link AND v.link <> '' AND i.link <> '' AND i.id <> v.item AND i.source NOT IN `+hidden+`
			ORDER BY i.id LIMIT 1), 0)
		FROM version v WHERE v.item = ? ORDER BY v.place`, int64(it.ID))
	if err != nil {
		return nil, err
	}
	stored, err := rows(ctx, s.read, one, `SELECT i.lang, i.url, i.title, i.id FROM item i
		WHERE i.story = (SELECT story FROM item WHERE id = ?1) AND i.id <> ?1 AND i.lang <> '' AND i.lang <> ?2
			AND i.source NOT IN `+hidden+` AND i.`+unmuted+` ORDER BY i.lang, i.id`, int64(it.ID), it.Lang)
	if err != nil {
		return nil, err
	}
	for _, v := range stored {
		if !slices.ContainsFunc(listed, func(l feed.Version) bool { return l.ID == v.ID || l.ID != 0 && l.Lang == v.Lang }) {
			listed = append(listed, v)
		}
	}
	return listed, nil
}
