package store

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// What is unused in the file is filled again by what comes. It is given back to
// the disk when it is a quarter of the file, and so many bytes: after a clean-up
// by other settings, or when a large source left.
const (
	worthGivingBack = 16 << 20
	givenPart       = 4
	// givenStep is how many pages one transaction gives back, some 20 ms of work.
	givenStep = 512
	// mostRebuilt is how many bytes are written anew at most, some 2 s in which
	// others wait.
	mostRebuilt = 128 << 20
)

// giveBack gives unused pages of the file back when they are worth it. A file
// of a version of the program before this one has to be written anew for that,
// once, and a large one never is: what comes will fill it.
func (s *Store) giveBack(ctx context.Context, least int64) error {
	var free, pages, size, mode int64
	err := s.read.QueryRowContext(ctx, `SELECT freelist_count, page_count, page_size, auto_vacuum
		FROM pragma_freelist_count, pragma_page_count, pragma_page_size, pragma_auto_vacuum`).Scan(&free, &pages, &size, &mode)
	if err != nil || free*size < least || free*givenPart < pages {
		return err
	}
	const incremental = 2
	if mode != incremental {
		if (pages-free)*size > mostRebuilt {
			return nil
		}
		return s.rebuild(ctx)
	}
	for ; free > 0 && err == nil; free -= givenStep {
		err = s.change(ctx, "clean up", func(tx *sql.Tx) error {
			_, err := tx.ExecContext(ctx, "PRAGMA incremental_vacuum(512)")
			return err
		})
	}
	return err
}

// rebuild writes the file anew, not by way of the memory.
func (s *Store) rebuild(ctx context.Context) error {
	if err := s.writing.take(ctx); err != nil {
		return err
	}
	defer s.writing.leave(time.Now())
	if err := s.moved(); err != nil {
		return err
	}
	_, err := s.write.ExecContext(ctx, "PRAGMA temp_store = FILE; PRAGMA auto_vacuum = INCREMENTAL; PRAGMA busy_timeout = 1000; VACUUM")
	_, again := s.write.ExecContext(context.WithoutCancel(ctx), "PRAGMA busy_timeout = 0; PRAGMA temp_store = MEMORY")
	return errors.Join(err, again)
}
