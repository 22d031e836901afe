package store

import (
	"context"
	"encoding/json"

	"rubrika/feed"
)

// Stories returns the story of each of these items: items that tell the same
// one have the same number. Unknown items are left out.
func (s *Store) Stories(ctx context.Context, ids []feed.ID) (map[feed.ID]int64, error) {
	const op = "find stories"
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, s.fail(op, err)
	}
	type member struct {
		item  feed.ID
		story int64
	}
	found, err := rows(ctx, s.read, func(scan scanner) (m member, err error) {
		err = scan(&m.item, &m.story)
		return m, err
	}, "SELECT id, story FROM item WHERE id IN (SELECT value FROM json_each(?))", string(list))
	if err != nil {
		return nil, s.fail(op, err)
	}
	out := make(map[feed.ID]int64, len(found))
	for _, m := range found {
		out[m.item] = m.story
	}
	return out, nil
}
