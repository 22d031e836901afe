package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"rubrika/feed"
)

// Newest implements feed.Store.
func (s *Store) Newest(ctx context.Context) (feed.ID, error) {
	var id feed.ID
	err := s.read.QueryRowContext(ctx, "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'item'").Scan(&id)
	return id, s.fail("find newest item", err)
}

// Leave implements feed.Store.
func (s *Store) Leave(ctx context.Context) error {
	return s.change(ctx, "leave", func(tx *sql.Tx) error {
		_, err := affect(ctx, tx, `INSERT INTO memo(name, value) SELECT 'left', max(seq) FROM sqlite_sequence WHERE name = 'item'
			HAVING max(seq) IS NOT NULL ON CONFLICT DO UPDATE SET value = excluded.value`)
		return err
	})
}

// Left implements feed.Store.
func (s *Store) Left(ctx context.Context) (feed.ID, error) {
	var id feed.ID
	err := s.read.QueryRowContext(ctx, "SELECT coalesce(max(value), 0) FROM memo WHERE name = 'left'").Scan(&id)
	return id, s.fail("look where the reader left", err)
}

// KeepPlace implements feed.Store; KindNoItem when there is no such item.
func (s *Store) KeepPlace(ctx context.Context, id feed.ID, p feed.Place) error {
	return s.change(ctx, "keep place", func(tx *sql.Tx) error {
		if p == (feed.Place{}) {
			_, err := affect(ctx, tx, "DELETE FROM place WHERE item = ?", int64(id))
			return err
		}
		n, err := affect(ctx, tx, `INSERT INTO place(item, block, line) SELECT id, ?2, ?3 FROM item WHERE id = ?1
			ON CONFLICT DO UPDATE SET block = ?2, line = ?3`, int64(id), max(p.Block, 0), max(p.Line, 0))
		if err == nil && n == 0 {
			err = noItem(sql.ErrNoRows, fmt.Sprint(id))
		}
		return err
	})
}

// Place implements feed.Store.
func (s *Store) Place(ctx context.Context, id feed.ID) (feed.Place, error) {
	var p feed.Place
	err := s.read.QueryRowContext(ctx, "SELECT block, line FROM place WHERE item = ?", int64(id)).Scan(&p.Block, &p.Line)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return p, s.fail("look for place", err)
}
