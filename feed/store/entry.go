package store

import (
	"context"
	"encoding/json"
	"slices"

	"rubrika/feed"
)

// Entry implements feed.Store. Keys and Text are not given back. Versions are
// those the publisher lists, then a stored item of the same story for each
// language that is missing.
func (s *Store) Entry(ctx context.Context, id feed.ID) (feed.Entry, error) {
	const op = "read item"
	it, err := s.Item(ctx, id)
	if err != nil {
		return feed.Entry{}, err
	}
	e := feed.Entry{Item: it}
	var html []byte
	var data string
	err = s.read.QueryRowContext(ctx, "SELECT html, data FROM body WHERE item = ?", int64(id)).Scan(&html, &data)
	if err != nil {
		return feed.Entry{}, s.fail(op, err)
	}
	if e.HTML, err = inflate(html); err != nil {
		return feed.Entry{}, &feed.Error{Op: op, Source: s.path, Kind: feed.KindCorrupt, Err: err}
	}
	var x extra
	if err := json.Unmarshal([]byte(data), &x); err != nil {
		return feed.Entry{}, &feed.Error{Op: op, Source: s.path, Kind: feed.KindCorrupt, Err: err}
	}
	e.Author, e.Categories, e.Enclosures, e.Images, e.Full = x.Author, x.Categories, x.Enclosures, x.Images, x.Full
	if e.Versions, err = s.versions(ctx, it); err != nil {
		return feed.Entry{}, s.fail(op, err)
	}
	return e, nil
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
			AND i.source NOT IN `+hidden+` ORDER BY i.lang, i.id`, int64(it.ID), it.Lang)
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
