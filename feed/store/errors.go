package store

import (
	"context"
	"errors"
	"io/fs"
	"syscall"

	"rubrika/feed"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// fail makes err an Error with a kind, unless it is one. What ctx.Err said is
// still found in it by errors.Is.
func (s *Store) fail(op string, err error) error {
	var e *feed.Error
	if err == nil || errors.As(err, &e) {
		return err
	}
	return &feed.Error{Op: op, Source: s.path, Kind: kindOf(err), Err: err}
}

// kindOf classes what SQLite, the file system and the context report.
func kindOf(err error) feed.Kind {
	var e *sqlite.Error
	switch {
	case errors.Is(err, errNewer):
		return feed.KindNewer
	case errors.Is(err, errForeign):
		return feed.KindCorrupt
	case errors.Is(err, context.DeadlineExceeded):
		return feed.KindTimeout
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS), errors.Is(err, errReading):
		return feed.KindReadOnly
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return feed.KindDiskFull
	case errors.As(err, &e):
		return sqliteKind(e.Code())
	case errors.As(err, new(*fs.PathError)):
		return feed.KindFile
	}
	return feed.KindInternal
}

// sqliteKind classes a result code; but for one, the low byte of an extended
// code decides.
// https://www.sqlite.org/rescode.html
func sqliteKind(code int) feed.Kind {
	if code == sqlite3.SQLITE_IOERR_SHMSIZE { // no room for the index of the log
		return feed.KindDiskFull
	}
	switch code & 0xff {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL:
		return feed.KindBusy
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM:
		return feed.KindReadOnly
	case sqlite3.SQLITE_FULL:
		return feed.KindDiskFull
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return feed.KindCorrupt
	case sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN:
		return feed.KindFile
	}
	return feed.KindInternal
}
