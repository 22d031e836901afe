package store

import (
	"context"
	"database/sql"
	"time"
)

// Lease implements feed.Store. All who ask for one name use the same ttl: a
// lease that ends much later than one taken now was taken by a clock that has
// been set back since, and counts as ended.
func (s *Store) Lease(ctx context.Context, name, holder string, ttl time.Duration) (bool, error) {
	const op = "take lease"
	var taken bool
	err := s.change(ctx, op, func(tx *sql.Tx) error {
		now := s.now()
		n, err := affect(ctx, tx, `INSERT INTO lease(name, holder, until_ms) VALUES (?1, ?2, ?3)
			ON CONFLICT(name) DO UPDATE SET holder = excluded.holder, until_ms = excluded.until_ms
			WHERE holder = excluded.holder OR until_ms <= ?4 OR until_ms > ?5`,
			name, holder, millis(now.Add(ttl)), millis(now), millis(now.Add(2*ttl)))
		taken = n > 0
		return err
	})
	return taken && err == nil, err
}

// LeaseEnd returns when the newest lease of that name ends or ended, if it was
// not released; zero when there is none.
func (s *Store) LeaseEnd(ctx context.Context, name string) (time.Time, error) {
	var until int64
	err := s.read.QueryRowContext(ctx, "SELECT coalesce(max(until_ms), 0) FROM lease WHERE name = ?", name).Scan(&until)
	return moment(until), s.fail("look for lease", err)
}

// Release implements feed.Store. A lease that another holds stays.
func (s *Store) Release(ctx context.Context, name, holder string) error {
	return s.change(ctx, "end lease", func(tx *sql.Tx) error {
		_, err := affect(ctx, tx, "DELETE FROM lease WHERE name = ? AND holder = ?", name, holder)
		return err
	})
}
