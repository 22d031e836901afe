package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"slices"
	"time"

	"rubrika/feed"
	"rubrika/feed/words"
)

// arrival is an entry on its way into the store.
type arrival struct {
	feed.Entry
	place  int    // in the document, from 0
	remote string // the server's id of an item of an account, else empty
	keys   []string
	owners []int64 // the item each key belongs to already, or 0
	item   int64   // the item it turned out to be, or 0
	twin   bool    // of an entry before it
	former int64   // the item that had its address before it, or 0: see separate
	swept  bool    // that item was deleted
	moved  bool    // it was filed, and differs from what was there
	digest digest
	old    digest // of the item it is
	packed *packed
}

// filing is a transaction at work.
type filing struct {
	ctx    context.Context
	s      *Store
	tx     *sql.Tx
	stmts  map[string]*sql.Stmt
	source int64
	now    time.Time
	next   int64 // the id of the next new item
	got    feed.Received
	// See putting.
	reframed, redated bool
}

// Put implements feed.Store. Which entry is which item: see identify. A long
// document is filed in pieces, the oldest first, between which others may write,
// and the cursor with the last: when it is cut short, the rest comes again.
func (s *Store) Put(ctx context.Context, src feed.SourceID, b feed.Batch) (feed.Received, error) {
	const op = "file items"
	if len(b.Entries) == 0 { // as nearly always
		return feed.Received{}, s.change(ctx, op, func(tx *sql.Tx) error {
			return s.filing(ctx, tx, int64(src)).health(&putting{batch: b, known: b.Unchanged})
		})
	}
	arrivals := make([]*arrival, len(b.Entries))
	for i, e := range b.Entries {
		e.Rubrics = filed(e.Rubrics)
		arrivals[i] = &arrival{Entry: e, place: i, keys: keysOf(e), digest: digestOf(e)}
	}
	if err := s.packNew(ctx, int64(src), arrivals); err != nil {
		return feed.Received{}, s.fail(op, err)
	}
	var got feed.Received
	p := putting{batch: b, all: arrivals, left: len(arrivals), now: s.now(), reframed: reframed(arrivals), ours: map[int64]bool{}}
	for more := true; more; {
		err := s.change(ctx, op, func(tx *sql.Tx) (err error) {
			f := s.filing(ctx, tx, int64(src))
			f.now, f.got = p.now, got
			more, err = f.piece(&p)
			if err == nil {
				got = f.got
			}
			return err
		})
		if err != nil {
			return got, err
		}
	}
	return got, nil
}

func (s *Store) filing(ctx context.Context, tx *sql.Tx, source int64) *filing {
	return &filing{ctx: ctx, s: s, tx: tx, stmts: map[string]*sql.Stmt{}, source: source, now: s.now()}
}

// packNew finds out what the arrivals are and packs what is not stored as it is,
// before the lock is taken. The answer may be out of date by then: see verify.
func (s *Store) packNew(ctx context.Context, source int64, arrivals []*arrival) error {
	if s.write == nil {
		return nil
	}
	if err := match(ctx, s.read, source, arrivals); err != nil {
		return err
	}
	return s.packDiffering(arrivals)
}

// match finds out which item each arrival is, and what is stored of it.
func match(ctx context.Context, db preparer, source int64, arrivals []*arrival) error {
	if err := lookUp(ctx, db, source, arrivals); err != nil {
		return err
	}
	if err := separate(ctx, db, arrivals); err != nil {
		return err
	}
	identify(arrivals)
	if err := refind(ctx, db, source, arrivals); err != nil {
		return err
	}
	return recall(ctx, db, arrivals)
}

// packDiffering packs what is not stored as it is.
func (s *Store) packDiffering(arrivals []*arrival) error {
	for _, a := range arrivals {
		if a.item != 0 && a.old == a.digest || a.twin || a.swept {
			continue
		}
		var err error
		if a.packed, err = s.pack(a.Entry); err != nil {
			return err
		}
	}
	return nil
}

// maxKey is the longest key that is stored as it is.
const maxKey = 400

// keysOf returns the keys of an entry in the form they are stored. An entry
// without any is known by its title.
func keysOf(e feed.Entry) []string {
	keys := slices.Clone(e.Keys)
	if len(keys) == 0 {
		keys = []string{"title:" + words.Fold(e.Title)}
	}
	for i, k := range keys {
		if len(k) > maxKey {
			h := sha256.Sum256([]byte(k))
			keys[i] = "sha256:" + hex.EncodeToString(h[:])
		}
	}
	return keys
}

// lookUp finds the items that own the keys of the arrivals.
func lookUp(ctx context.Context, db preparer, source int64, arrivals []*arrival) error {
	return prepared(ctx, db, "SELECT item FROM identity WHERE source = ? AND key = ?", func(stmt *sql.Stmt) error {
		for _, a := range arrivals {
			a.owners = make([]int64, len(a.keys))
			for i, k := range a.keys {
				err := stmt.QueryRowContext(ctx, source, k).Scan(&a.owners[i])
				if err != nil && !errors.Is(err, sql.ErrNoRows) {
					return err
				}
			}
		}
		return nil
	})
}

// recall reads the digests of the items that arrivals turned out to be, and
// finds out which of those were deleted.
func recall(ctx context.Context, db preparer, arrivals []*arrival) error {
	return prepared(ctx, db, "SELECT digest FROM item WHERE id = ?", func(stmt *sql.Stmt) error {
		for _, a := range arrivals {
			a.swept = false
			if a.item == 0 {
				continue
			}
			var b []byte
			err := stmt.QueryRowContext(ctx, a.item).Scan(&b)
			a.swept = errors.Is(err, sql.ErrNoRows)
			if err != nil && !a.swept {
				return err
			}
			a.old = readDigest(b)
		}
		return nil
	})
}

// preparer is a database or a transaction.
type preparer interface {
	PrepareContext(ctx context.Context, query string) (*sql.Stmt, error)
}

// prepared calls do with a statement and closes it.
func prepared(ctx context.Context, db preparer, query string, do func(*sql.Stmt) error) (err error) {
	stmt, err := db.PrepareContext(ctx, query)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stmt.Close()) }()
	return do(stmt)
}

// number finds the id of the next new item.
func (f *filing) number() error {
	return f.get("SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'item'", nil, &f.next)
}

// indexAll writes the words of all that was filed and differs.
func (f *filing) indexAll(arrivals []*arrival) error {
	for _, a := range slices.Backward(arrivals) {
		if a.twin || a.packed == nil {
			continue
		}
		if err := f.index(a); err != nil {
			return err
		}
	}
	return nil
}

// file writes the headline and body of one arrival where they differ from
// what is stored, and learns its keys.
func (f *filing) file(a *arrival) error {
	if a.twin {
		a.packed = nil
		return nil
	}
	var err error
	switch {
	case a.swept:
		a.packed = nil
		err = f.passOver(a)
	case a.item == 0:
		f.got.New++
		a.moved = true
		err = f.insert(a)
	case a.digest != a.old:
		a.moved = true
		err = f.update(a)
	default:
		f.got.Same++
		a.packed = nil
	}
	if err == nil && f.redated && a.item != 0 && !a.swept {
		err = f.redate(a)
	}
	if err != nil {
		return err
	}
	return f.learn(a)
}

// prepare returns a statement that is prepared once for the whole filing, and
// mostly was before it.
func (f *filing) prepare(query string) (stmt *sql.Stmt, err error) {
	if stmt = f.stmts[query]; stmt != nil {
		return stmt, nil
	}
	if ready := f.s.kept.get(query); ready != nil {
		stmt = f.tx.StmtContext(f.ctx, ready)
	} else if stmt, err = f.tx.PrepareContext(f.ctx, query); err != nil {
		return nil, err
	}
	f.stmts[query] = stmt
	return stmt, nil
}

// exec runs a statement and returns how many rows it touched.
func (f *filing) exec(query string, args ...any) (int, error) {
	stmt, err := f.prepare(query) //nolint:sqlclosecheck // the transaction closes it
	if err != nil {
		return 0, err
	}
	result, err := stmt.ExecContext(f.ctx, args...)
	if err != nil {
		return 0, err
	}
	n, err := result.RowsAffected()
	return int(n), err
}

// get reads the first row of a query.
func (f *filing) get(query string, args []any, dest ...any) error {
	stmt, err := f.prepare(query) //nolint:sqlclosecheck // the transaction closes it
	if err != nil {
		return err
	}
	return stmt.QueryRowContext(f.ctx, args...).Scan(dest...)
}

// ids reads the numbers a query yields.
func (f *filing) ids(query string, args ...any) ([]int64, error) {
	stmt, err := f.prepare(query) //nolint:sqlclosecheck // the transaction closes it
	if err != nil {
		return nil, err
	}
	found, err := stmt.QueryContext(f.ctx, args...)
	if err != nil {
		return nil, err
	}
	return every(found, func(scan scanner) (id int64, err error) {
		err = scan(&id)
		return id, err
	})
}
