package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"time"

	"rubrika/feed"
)

// defaultLimit is the length of a page when the filter names none.
const defaultLimit = 200

// headline lists the columns scanItem reads, of item i and source s.
const headline = `i.id, i.source, s.title, s.feed_title, s.address, i.order_ms, i.state, i.rubrics, i.badges, i.lang,
	i.published_ms, i.zone, i.zone_s, i.seen_ms, i.updated_ms, i.title, i.summary, i.url, i.section,
	i.filed, i.why_kind, i.why_text, i.tags,
	(SELECT count(*) FROM item m WHERE m.story = i.story AND m.source NOT IN ` + hidden + ` AND (m.` + unmuted + ` OR m.id = i.id))`

// List implements feed.Store.
func (s *Store) List(ctx context.Context, f feed.Filter) ([]feed.Item, error) {
	q, err := s.selection(ctx, f)
	if err != nil {
		return nil, s.fail("list", err)
	}
	if q.none {
		return nil, nil
	}
	limit := f.Limit
	if limit <= 0 {
		limit = defaultLimit
	}
	limit = min(limit, math.MaxInt32)
	if q.worded() {
		items, err := s.found(ctx, q, f.Before, limit)
		return items, s.fail("list", err)
	}
	if q.sort == feed.Arrival {
		if err := s.sizeWalks(ctx, q); err != nil {
			return nil, s.fail("list", err)
		}
	}
	ids, args := q.page(f.Before, limit)
	items, err := rows(ctx, s.read, s.scanItem, fmt.Sprintf("SELECT %s FROM (%s) p CROSS JOIN item i ON i.id = p.id"+
		" CROSS JOIN source s ON s.id = i.source ORDER BY %s LIMIT %d", headline, ids, q.order("p."), limit), args...)
	if err != nil {
		return nil, s.fail("list", err)
	}
	return items, nil
}

// found lists what a search finds.
func (s *Store) found(ctx context.Context, q *selection, before feed.Position, limit int) ([]feed.Item, error) {
	ids, err := s.search(ctx, q, before, limit)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	return rows(ctx, s.read, s.scanItem, "SELECT "+headline+" FROM json_each(?) p CROSS JOIN item i ON i.id = p.value"+
		" CROSS JOIN source s ON s.id = i.source ORDER BY p.key", numberList(ids))
}

// Item implements feed.Store. It finds items of hidden sources too.
func (s *Store) Item(ctx context.Context, id feed.ID) (feed.Item, error) {
	row := s.read.QueryRowContext(ctx, "SELECT "+headline+
		" FROM item i JOIN source s ON s.id = i.source WHERE i.id = ?", int64(id))
	it, err := s.scanItem(row.Scan)
	if err != nil {
		return feed.Item{}, s.fail("find item", noItem(err, fmt.Sprint(id)))
	}
	return it, nil
}

// scanner is the Scan of a row.
type scanner = func(dest ...any) error

// rows runs a query and reads every row of it by one.
func rows[T any](ctx context.Context, db querier, one func(scanner) (T, error), query string, args ...any) ([]T, error) {
	found, err := db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	return every(found, one)
}

// every reads the rows that were found by one and closes them.
func every[T any](found *sql.Rows, one func(scanner) (T, error)) (list []T, err error) {
	defer func() { err = errors.Join(err, found.Close()) }()
	for found.Next() {
		v, err := one(found.Scan)
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	return list, found.Err()
}

func (s *Store) scanItem(scan scanner) (feed.Item, error) {
	var it feed.Item
	var own, theirs, address, zone, rubrics, tags string
	var order, bits, seen, updated int64
	var east int
	var published sql.NullInt64
	err := scan(&it.ID, &it.Source, &own, &theirs, &address, &order, &it.State, &bits, &it.Badges, &it.Lang,
		&published, &zone, &east, &seen, &updated, &it.Title, &it.Summary, &it.URL, &it.Section,
		&rubrics, &it.Why.Kind, &it.Why.Text, &tags, &it.Story)
	if err != nil {
		return feed.Item{}, err
	}
	it.State |= rulings(bits)
	it.SourceTitle = brief(own, theirs, address)
	it.Order, it.Seen, it.Updated = time.UnixMilli(order).UTC(), moment(seen), moment(updated)
	if published.Valid {
		it.Published = time.UnixMilli(published.Int64).In(s.zone(zone, east))
	}
	it.Rubrics = splitRubrics(rubrics)
	it.Tags, err = readTags(tags)
	it.Story = max(it.Story, 1) // an item of a hidden source is alone
	return it, err
}

// zone returns the location that was stored as a name and an offset: the named
// one where this machine knows it and a zone of that offset where not.
func (s *Store) zone(name string, east int) *time.Location {
	type key struct {
		name string
		east int
	}
	k := key{name, east}
	known, _ := s.zones.Load(k)
	if loc, ok := known.(*time.Location); ok {
		return loc
	}
	loc, err := time.LoadLocation(name)
	if err != nil || name == "" || name == "Local" {
		loc = time.FixedZone(name, east)
	}
	s.zones.Store(k, loc)
	return loc
}

// zoneOf returns what zone reads. The machine's own zone has no name that
// means the same elsewhere, so only its offset is kept.
func zoneOf(t time.Time) (name string, east int) {
	_, east = t.Zone()
	name = t.Location().String()
	if name == "Local" {
		name = t.Format("-07:00")
	}
	return name, east
}
