package store

import (
	"context"
	"database/sql"
	"encoding/json"

	"rubrika/feed"
	"rubrika/feed/words"
)

// watchFromNow has alerts begin with what comes from now on, when a view is the
// only one that watches: what was filed before is no news.
func (f *filing) watchFromNow(id feed.ViewID) error {
	_, err := f.exec(`INSERT INTO memo(name, value) SELECT 'alerted', coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'item'
		HAVING NOT EXISTS (SELECT 1 FROM view WHERE kind = 'watch' AND id <> ?) ON CONFLICT DO UPDATE SET value = excluded.value`, int64(id))
	return err
}

// Alerts implements feed.Store. Without a rule that watches there are none, and
// nothing is remembered; what came before the first such rule is none either.
// Items that a rule points out only since it was applied to what is stored are
// none, unless they came since it was asked last.
func (s *Store) Alerts(ctx context.Context, limit int) ([]feed.Item, error) {
	const op = "find alerts"
	var some bool
	err := s.read.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM view WHERE kind = 'watch')
		AND (SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'item') > (SELECT value FROM memo WHERE name = 'alerted')`).Scan(&some)
	if err != nil || !some {
		return nil, s.fail(op, err)
	}
	if limit <= 0 {
		limit = defaultLimit
	}
	var items []feed.Item
	err = s.change(ctx, op, func(tx *sql.Tx) error {
		f := s.filing(ctx, tx, 0)
		ids, err := f.alerts(limit)
		if err != nil {
			return err
		}
		_, err = f.exec("UPDATE memo SET value = (SELECT max(seq) FROM sqlite_sequence WHERE name = 'item') WHERE name = 'alerted'")
		if err != nil {
			return err
		}
		set, err := json.Marshal(ids)
		if err != nil {
			return err
		}
		items, err = rows(ctx, tx, s.scanItem, "SELECT "+headline+` FROM item i JOIN source s ON s.id = i.source
			WHERE i.id IN (SELECT value FROM json_each(?)) ORDER BY i.order_ms DESC, i.id DESC`, string(set))
		return err
	})
	if err != nil {
		return nil, err
	}
	return items, nil
}

// alerts finds the items to be reported, and notes their stories.
func (f *filing) alerts(limit int) ([]int64, error) {
	type found struct{ id, story int64 }
	list, err := rows(f.ctx, f.tx, func(scan scanner) (w found, err error) {
		err = scan(&w.id, &w.story)
		return w, err
	}, `SELECT id, story FROM item WHERE id > (SELECT value FROM memo WHERE name = 'alerted')
		AND rubrics & 2097152 <> 0 AND `+unmuted+` AND state & 1 = 0 AND source NOT IN `+hidden+`
		AND story NOT IN (SELECT story FROM reported) ORDER BY order_ms DESC, id DESC`)
	if err != nil {
		return nil, err
	}
	ids := make([]int64, 0, limit)
	told := map[int64]bool{}
	for _, w := range list {
		if told[w.story] || len(ids) == limit {
			continue
		}
		told[w.story] = true
		ids = append(ids, w.id)
		if _, err := f.exec("INSERT INTO reported(story) VALUES (?)", w.story); err != nil {
			return nil, err
		}
	}
	return ids, nil
}

// maxSearches is how many searches are remembered.
const maxSearches = 100

// Searches implements feed.Store.
func (s *Store) Searches(ctx context.Context) ([]string, error) {
	list, err := rows(ctx, s.read, func(scan scanner) (text string, err error) {
		err = scan(&text)
		return text, err
	}, "SELECT text FROM search ORDER BY id DESC")
	return list, s.fail("list searches", err)
}

// KeepSearch implements feed.Store. A search that differs from another in case
// or accents only takes its place; one of nothing is not remembered.
func (s *Store) KeepSearch(ctx context.Context, text string) error {
	text = oneLine(text)
	if text == "" {
		return nil
	}
	return s.change(ctx, "remember search", func(tx *sql.Tx) error {
		f := s.filing(ctx, tx, 0)
		_, err := f.exec(`INSERT INTO search(id, fold, text) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM search), ?1, ?2)
			ON CONFLICT(fold) DO UPDATE SET id = excluded.id, text = excluded.text`, words.Fold(text), text)
		if err == nil {
			_, err = f.exec("DELETE FROM search WHERE id <= (SELECT id FROM search ORDER BY id DESC LIMIT 1 OFFSET ?)", maxSearches)
		}
		return err
	})
}
