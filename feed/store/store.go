// Package store keeps an edition on disk: one SQLite file with headlines,
// bodies, marks, subscriptions, the journal of undo and the search index.
//
// Reads go through a small pool and never wait for a writer (WAL); all writes
// share one connection, one after the other. Several processes may use one file
// at a time. Figures behind the choices: docs/decisions, SQLite.
package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"sync"
	"time"

	"rubrika/feed"
)

// Options are what a store needs to be told.
type Options struct {
	// Now is the clock; nil means time.Now.
	Now func() time.Time
	// Link normalises an address so that two spellings of one page are the
	// same text; it gives versions the form of the "link:" keys of entries.
	// Nil leaves addresses as they are.
	Link func(address string) string
	// Text makes plain text of a body that is stored, whose links start at
	// base, as the door made it when the body came. Nil finds nothing in it.
	Text func(body feed.Markup, base string) string
	// Wait is how long to wait for another process that is writing; 0 means
	// a minute.
	Wait time.Duration
	// ReadOnly opens a store that is there, of this version or the one before,
	// for reading, and makes or changes nothing.
	ReadOnly bool
}

// Store is a feed.Store in one file. It is safe for concurrent use. A file
// that cannot be written, or has no room beside it, is opened for reading;
// then every change fails with feed.KindReadOnly.
type Store struct {
	path  string
	now   func() time.Time
	link  func(string) string
	text  func(body feed.Markup, base string) string
	read  *sql.DB
	write *sql.DB // nil when the file cannot be written
	// file is the file that was opened; see moved.
	file os.FileInfo
	// writing is whose turn it is to write.
	writing turn
	// wait is Options.Wait.
	wait time.Duration
	// reading is how read is connected.
	reading url.Values
	zones   sync.Map
	kept    statements
	// deflaters are kept because one of them takes a megabyte to set up.
	deflaters sync.Pool
}

var _ feed.Store = (*Store)(nil)

// Open opens the store at path, and makes it (0600, missing folders 0700)
// when there is none. An older store is brought up to date. Errors are of
// KindNewer (left untouched), KindCorrupt, KindReadOnly, KindDiskFull,
// KindBusy or KindFile.
func Open(ctx context.Context, path string, o Options) (*Store, error) {
	s := &Store{path: path, now: o.Now, link: o.Link, text: o.Text, wait: cmp.Or(o.Wait, time.Minute), writing: turn{taken: make(chan struct{}, 1)}}
	if s.now == nil {
		s.now = time.Now
	}
	if s.link == nil {
		s.link = func(address string) string { return address }
	}
	if s.text == nil {
		s.text = func(feed.Markup, string) string { return "" }
	}
	if err := s.open(ctx, o); err != nil {
		err = errors.Join(err, s.Close())
		return nil, s.fail("open store", err)
	}
	return s, nil
}

// ReadOnly reports whether the file can only be read.
func (s *Store) ReadOnly() bool { return s.write == nil }

// Close waits for running work and closes the file.
func (s *Store) Close() error {
	var err error
	for _, db := range []*sql.DB{s.read, s.write} {
		if db != nil {
			err = errors.Join(err, db.Close())
		}
	}
	if err != nil {
		return s.fail("close store", err)
	}
	return nil
}

// change runs do in one write transaction: all of it, or nothing.
func (s *Store) change(ctx context.Context, op string, do func(tx *sql.Tx) error) error {
	if s.write == nil {
		return &feed.Error{Op: op, Source: s.path, Kind: feed.KindReadOnly}
	}
	if err := s.writing.take(ctx); err != nil {
		return s.fail(op, err)
	}
	began := time.Now()
	defer func() { s.writing.leave(began) }()
	defer s.kept.prepare(ctx, s.write)
	if err := s.moved(); err != nil {
		return s.fail(op, err)
	}
	tx, err := begin(ctx, s.write, s.wait)
	if err != nil {
		return s.fail(op, err)
	}
	began = time.Now()
	returned := false
	defer func() {
		if !returned { // a panic, which must not keep the one connection for ever
			_ = tx.Rollback()
		}
	}()
	err = do(tx)
	returned = true
	if err != nil {
		return s.fail(op, errors.Join(err, ignoreDone(tx.Rollback())))
	}
	if err := tx.Commit(); err != nil {
		return s.fail(op, err)
	}
	return nil
}

// moved is an error when another file, or none, is where the store was opened:
// it was deleted, or a copy was put in its place, and what is written to the one
// that is open would be lost.
func (s *Store) moved() error {
	now, err := os.Stat(s.path) //nolint:gosec // the reader's own choice of file
	if err == nil && !os.SameFile(now, s.file) {
		err = &fs.PathError{Op: "write", Path: s.path, Err: errors.New("another file was put in its place")}
	}
	return err
}

// ignoreDone drops the error of rolling back what a cancelled context has
// rolled back already.
func ignoreDone(err error) error {
	if errors.Is(err, sql.ErrTxDone) {
		return nil
	}
	return err
}

// millis is a time as it is stored: Unix milliseconds, 0 for none.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// moment is the inverse of millis, in UTC.
func moment(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}
