package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"rubrika/feed"
)

// delivered is an item of an account on its way into the store.
type delivered struct {
	*arrival
	feed string // the server's id of its feed
}

// Deliver implements feed.Store. An item is known by the server's id of it and
// by nothing else, whatever feed it comes under; one without an id is left out.
func (s *Store) Deliver(ctx context.Context, id feed.AccountID, list []feed.Delivery) (feed.Received, error) {
	const op = "file items"
	var arrivals []delivered
	for i, d := range list {
		if d.Remote == "" {
			continue
		}
		e := d.Entry
		e.Rubrics, e.Keys = filed(e.Rubrics), nil
		if link := s.link(e.URL); link != "" {
			e.Keys = []string{"link:" + link}
		}
		known := keysOf(feed.Entry{Keys: []string{"id:" + d.Remote}})
		arrivals = append(arrivals, delivered{&arrival{Entry: e, place: i, remote: d.Remote, keys: known, digest: digestOf(e)}, d.Feed})
	}
	if err := s.packDelivered(ctx, id, arrivals); err != nil {
		return feed.Received{}, s.fail(op, err)
	}
	var got feed.Received
	err := s.change(ctx, op, func(tx *sql.Tx) error {
		f := s.filing(ctx, tx, 0)
		if err := f.deliver(op, id, arrivals); err != nil {
			return err
		}
		got = f.got
		return nil
	})
	return got, err
}

// packDelivered is packNew for items of an account.
func (s *Store) packDelivered(ctx context.Context, id feed.AccountID, arrivals []delivered) error {
	if s.write == nil {
		return nil
	}
	if err := recognise(ctx, s.read, id, arrivals); err != nil {
		return err
	}
	return s.packDiffering(plain(arrivals))
}

func plain(arrivals []delivered) []*arrival {
	out := make([]*arrival, len(arrivals))
	for i, a := range arrivals {
		out[i] = a.arrival
	}
	return out
}

// recognise finds the items that arrivals are, and what is stored of them.
func recognise(ctx context.Context, db preparer, id feed.AccountID, arrivals []delivered) error {
	seen := make(map[string]bool, len(arrivals))
	err := prepared(ctx, db, "SELECT item FROM remote WHERE account = ? AND remote = ?", func(stmt *sql.Stmt) error {
		for _, a := range arrivals {
			a.item, a.twin = 0, seen[a.remote]
			seen[a.remote] = true
			err := stmt.QueryRowContext(ctx, int64(id), a.remote).Scan(&a.item)
			if err != nil && !errors.Is(err, sql.ErrNoRows) {
				return err
			}
			a.owners = []int64{a.item}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return recall(ctx, db, plain(arrivals))
}

// deliver files the arrivals as run does those of one source.
func (f *filing) deliver(op string, id feed.AccountID, arrivals []delivered) error {
	kind, err := f.kind(op, id)
	if err != nil {
		return err
	}
	if err := recognise(f.ctx, f.tx, id, arrivals); err != nil {
		return err
	}
	if err := f.number(); err != nil {
		return err
	}
	sources := map[string]int64{}
	for _, a := range slices.Backward(arrivals) {
		if sources[a.feed] == 0 {
			if sources[a.feed], err = f.sourceOf(id, kind, a.feed); err != nil {
				return err
			}
		}
		f.source = sources[a.feed]
		fresh := a.item == 0 && !a.twin
		if err := f.file(a.arrival); err != nil {
			return err
		}
		if !fresh {
			continue
		}
		_, err := f.exec("INSERT INTO remote(account, remote, item) VALUES (?, ?, ?)", int64(id), a.remote, a.item)
		if err != nil {
			return err
		}
	}
	all := plain(arrivals)
	if err := f.indexAll(all); err != nil {
		return err
	}
	return f.judgeArrivals(all)
}
