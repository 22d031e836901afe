package store

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"

	"rubrika/feed"
)

// Condition is how a store is.
type Condition struct {
	// Path is the file, Bytes its size with what is still beside it.
	Path  string
	Bytes int64
	// Schema is the version of its tables.
	Schema         int
	Items, Sources int
	// Sound is false when SQLite finds damage; Faults, at most 20 lines, say
	// which.
	Sound  bool
	Faults []string
}

// Check looks the whole file over (some 100 MB a second). Damage is no error
// but in the answer.
func (s *Store) Check(ctx context.Context) (Condition, error) {
	const op = "check store"
	c := Condition{Path: s.path}
	for _, name := range []string{s.path, s.path + "-wal"} {
		info, err := os.Stat(name)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return c, s.fail(op, err)
		}
		if err == nil {
			c.Bytes += info.Size()
		}
	}
	// A connection that searched before remembers how the search index was
	// then, and takes what others did to it since for damage.
	db, err := connect(s.path, s.reading, 1)
	if err != nil {
		return c, s.fail(op, err)
	}
	err = errors.Join(c.look(ctx, db), db.Close())
	if kindOf(err) == feed.KindCorrupt {
		c.Sound, c.Faults, err = false, append(c.Faults, err.Error()), nil
	}
	return c, s.fail(op, err)
}

// look fills in what SQLite says.
func (c *Condition) look(ctx context.Context, db *sql.DB) error {
	verdict, err := rows(ctx, db, func(scan scanner) (line string, err error) {
		err = scan(&line)
		return line, err
	}, "PRAGMA quick_check(20)")
	if err != nil {
		return err
	}
	if c.Sound = len(verdict) == 1 && verdict[0] == "ok"; !c.Sound {
		c.Faults = verdict
	}
	return db.QueryRowContext(ctx, `SELECT user_version, (SELECT coalesce(sum(n), 0) FROM tally),
		(SELECT count(*) FROM source WHERE gone = 0) FROM pragma_user_version`).Scan(&c.Schema, &c.Items, &c.Sources)
}
