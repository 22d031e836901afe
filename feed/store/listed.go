package store

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"time"

	"rubrika/feed"
)

// What Listed is made of.
const (
	// MostListed is how many lines of a list are remembered: more than anybody
	// reads numbers from.
	MostListed = 1000
	// listedWait is how long a list waits for another process that is writing:
	// for several of its rests. To remember it is not worth more.
	listedWait = 500 * time.Millisecond
)

// KeepListed remembers the list of items that was printed last, its first
// MostListed lines, for Listed. Where it has none, or the store cannot be
// written just now, the list before stays, which is no error.
func (s *Store) KeepListed(ctx context.Context, ids []feed.ID) error {
	if s.write == nil || len(ids) == 0 {
		return nil
	}
	err := s.keepListed(ctx, ids[:min(len(ids), MostListed)])
	switch kindOf(err) {
	case feed.KindBusy, feed.KindReadOnly, feed.KindDiskFull, feed.KindFile:
		return nil
	}
	return s.fail("remember list", err)
}

// keepListed writes by a connection of its own, with a short patience.
func (s *Store) keepListed(ctx context.Context, ids []feed.ID) (err error) {
	db, err := connect(s.path, url.Values{"mode": {"rw"}, "_txlock": {"immediate"}, "_pragma": {busy(0), "synchronous(NORMAL)"}}, 1)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	list, err := json.Marshal(ids)
	if err != nil {
		return err
	}
	tx, err := begin(ctx, db, listedWait)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "DELETE FROM listed")
	if err == nil {
		_, err = tx.ExecContext(ctx, "INSERT INTO listed(line, item) SELECT key + 1, value FROM json_each(?)", string(list))
	}
	if err != nil {
		return errors.Join(err, ignoreDone(tx.Rollback()))
	}
	return tx.Commit()
}

// Listed returns the item in a line, from 1, of the list that was printed last,
// 0 where it has none, and how many lines are remembered. The item may be gone
// since.
func (s *Store) Listed(ctx context.Context, line int) (id feed.ID, lines int, err error) {
	if s.write == nil { // it may be of a time when none was remembered
		var none bool
		err := s.read.QueryRowContext(ctx, "SELECT NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'listed')").Scan(&none)
		if err != nil || none {
			return 0, 0, s.fail("look up printed list", err)
		}
	}
	err = s.read.QueryRowContext(ctx, "SELECT count(*), coalesce(max(item) FILTER (WHERE line = ?), 0) FROM listed", line).Scan(&lines, &id)
	return id, lines, s.fail("look up printed list", err)
}
