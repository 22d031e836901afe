package store

import (
	"context"
	"database/sql"

	"rubrika/feed"
)

// Telling says whether somebody is to be told of new items. What is there when
// it is said for the first time is nothing new.
func (s *Store) Telling(ctx context.Context, on bool) error {
	const op = "keep what was told"
	var was bool
	err := s.read.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM memo WHERE name = 'told')").Scan(&was)
	if err != nil || was == on {
		return s.fail(op, err)
	}
	return s.change(ctx, op, func(tx *sql.Tx) error {
		do := "DELETE FROM memo WHERE name = 'told'"
		if on {
			do = `INSERT INTO memo(name, value) SELECT 'told', coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'item'
				ON CONFLICT DO NOTHING`
		}
		_, err := affect(ctx, tx, do)
		return err
	})
}

// Untold returns the id of the newest item that somebody was told of, and of the
// newest there is; the two are the same when nobody is to be told of anything.
func (s *Store) Untold(ctx context.Context) (told, newest feed.ID, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT coalesce(min(value), 0), coalesce(max(value, (SELECT max(seq) FROM sqlite_sequence WHERE name = 'item')), min(value), 0)
		FROM memo WHERE name = 'told'`).Scan(&told, &newest)
	return told, newest, s.fail("find what is to be told", err)
}

// Tell has the items up to newest be told, unless they are no longer untold
// since told: false then, another one was quicker.
func (s *Store) Tell(ctx context.Context, told, newest feed.ID) (ok bool, err error) {
	err = s.change(ctx, "keep what was told", func(tx *sql.Tx) error {
		n, err := affect(ctx, tx, "UPDATE memo SET value = ? WHERE name = 'told' AND value = ?", int64(newest), int64(told))
		ok = n > 0
		return err
	})
	return ok && err == nil, err
}
