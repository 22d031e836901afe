package store

import (
	"context"
	"database/sql"
	"errors"

	"rubrika/feed"
)

// The marks of item i as numbers: where it differs from what its server showed
// last, and of those the ones that are pending and the ones that are refused.
const (
	differ  = "((i.state | i.base) - (i.state & i.base))"
	pending = "((" + differ + " & ~(i.aside | (i.aside >> 2)) | i.flight) & 3)"
	refused = "(" + differ + " & i.aside & ~i.flight & 3)"
)

// unsent are the items i with such marks, of sources s that are not gone: a
// server that left a feed has no use for its marks, until it comes back.
const unsent = `item i INDEXED BY item_unsent CROSS JOIN source s ON s.id = i.source
	AND (i.base <> i.state OR i.flight <> 0) AND s.gone = 0`

// count is how many marks are in a set.
func count(set string) string { return "(" + set + " & 1) + (" + set + " >> 1)" }

// singles are the marks one by one.
func singles() []feed.State { return []feed.State{feed.Read, feed.Starred} }

// Pending implements feed.Store.
func (s *Store) Pending(ctx context.Context, id feed.AccountID) ([]feed.PendingMark, error) {
	const op = "find marks to send"
	type waiting struct {
		item           feed.ID
		remote         string
		state, pending feed.State
	}
	var list []waiting
	err := s.change(ctx, op, func(tx *sql.Tx) error {
		var err error
		list, err = rows(ctx, tx, func(scan scanner) (w waiting, err error) {
			err = scan(&w.item, &w.remote, &w.state, &w.pending)
			return w, err
		}, "SELECT i.id, r.remote, i.state, "+pending+" FROM "+unsent+
			" CROSS JOIN remote r ON r.item = i.id WHERE s.account = ? AND "+pending+" <> 0 ORDER BY i.id", int64(id))
		if err != nil {
			return err
		}
		_, err = affect(ctx, tx, "UPDATE item AS i SET flight = "+pending+" WHERE id IN (SELECT i.id FROM "+unsent+
			" WHERE s.account = ? AND "+pending+" <> i.flight)", int64(id))
		return err
	})
	if err != nil {
		return nil, err
	}
	var out []feed.PendingMark
	for _, mark := range singles() {
		for _, on := range []bool{true, false} {
			for _, w := range list {
				if w.pending.Has(mark) && w.state.Has(mark) == on {
					out = append(out, feed.PendingMark{Item: w.item, Remote: w.remote, Mark: mark, On: on})
				}
			}
		}
	}
	return out, nil
}

// theirs selects, of a list of ids, the items of an account.
const theirs = " WHERE base IS NOT NULL AND id IN (SELECT r.item FROM json_each(?1) j CROSS JOIN remote r ON r.item = j.value WHERE r.account = ?2)"

// Sent implements feed.Store.
func (s *Store) Sent(ctx context.Context, id feed.AccountID, mark feed.State, on bool, items []feed.ID) error {
	var value feed.State
	if on {
		value = mark
	}
	return s.changeMarks(ctx, "record what was sent", "UPDATE item SET base = (base & ~?3) | ?4, flight = flight & ~?3"+theirs, items, id, mark, value)
}

// Refuse implements feed.Store.
func (s *Store) Refuse(ctx context.Context, id feed.AccountID, mark feed.State, items []feed.ID) error {
	return s.changeMarks(ctx, "set marks aside", "UPDATE item SET aside = aside | ?3, flight = flight & ~?3"+theirs, items, id, mark)
}

// changeMarks runs a statement on a list of items.
func (s *Store) changeMarks(ctx context.Context, op, query string, items []feed.ID, args ...any) error {
	list := make([]int64, len(items))
	for i, item := range items {
		list[i] = int64(item)
	}
	return s.change(ctx, op, func(tx *sql.Tx) error {
		_, err := affect(ctx, tx, query, append([]any{numberList(list)}, args...)...)
		return err
	})
}

// RemoteOf implements feed.Store.
func (s *Store) RemoteOf(ctx context.Context, item feed.ID) (id feed.AccountID, remote string, err error) {
	err = s.read.QueryRowContext(ctx, "SELECT account, remote FROM remote WHERE item = ?", int64(item)).Scan(&id, &remote)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, "", nil
	}
	return id, remote, s.fail("find account of item", err)
}
