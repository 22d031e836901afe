package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"rubrika/feed"
)

// The kinds of deed.
const (
	marking       = "mark"
	subscribing   = "subscribe"
	unsubscribing = "unsubscribe"
	editing       = "edit"
)

// kept is how many deeds can be undone.
const kept = 1000

// errNothing ends a transaction that has nothing to change.
var errNothing = errors.New("nothing to change")

// Mark implements feed.Store. Ids that are no items are left out.
func (s *Store) Mark(ctx context.Context, set, clearing feed.State, ids ...feed.ID) (feed.Deed, error) {
	list, err := json.Marshal(ids)
	if err != nil {
		return feed.Deed{}, s.fail(marking, err)
	}
	return s.mark(ctx, set, clearing, "id IN (SELECT value FROM json_each(?))", []any{string(list)})
}

// MarkAll implements feed.Store. Of paging, Before and Upto count: nothing is
// marked that stands before the one, or came after the other.
func (s *Store) MarkAll(ctx context.Context, f feed.Filter, set, clearing feed.State) (feed.Deed, error) {
	q, err := s.selection(ctx, f)
	if err != nil {
		return feed.Deed{}, s.fail(marking, err)
	}
	if q.none {
		return feed.Deed{}, nil
	}
	if f.Before != (feed.Position{}) {
		if err := s.andAfter(ctx, q, f.Before); err != nil {
			return feed.Deed{}, s.fail(marking, err)
		}
	}
	where, args := q.whole()
	return s.mark(ctx, set, clearing, where, args)
}

// mark changes the marks of the items under a condition, as one deed. What rules
// say is not the reader's to set.
func (s *Store) mark(ctx context.Context, set, clearing feed.State, where string, args []any) (feed.Deed, error) {
	set, clearing = set&feed.Marks, clearing&feed.Marks
	d := feed.Deed{Kind: marking, Set: set, Clear: clearing}
	err := s.change(ctx, marking, func(tx *sql.Tx) error {
		if err := s.record(ctx, tx, &d); err != nil {
			return err
		}
		after := fmt.Sprintf("(state & ~%d) | %d", clearing, set)
		n, err := affect(ctx, tx, fmt.Sprintf("INSERT INTO deed_item(deed, item, before)"+
			" SELECT %d, id, state FROM item WHERE %s AND state <> %s", d.ID, where, after), args...)
		if err != nil {
			return err
		}
		if n == 0 {
			return errNothing
		}
		d.Items = n
		_, err = affect(ctx, tx, fmt.Sprintf("UPDATE item SET state = %s"+
			" WHERE id IN (SELECT item FROM deed_item WHERE deed = %d)", after, d.ID))
		if err == nil {
			_, err = affect(ctx, tx, "UPDATE deed SET items = ? WHERE id = ?", n, d.ID)
		}
		return err
	})
	if errors.Is(err, errNothing) {
		return feed.Deed{}, nil
	}
	if err != nil {
		return feed.Deed{}, err
	}
	return d, nil
}

// record writes a deed and gives it its id and time. Deeds undone before can
// then no longer be redone, and the oldest leave.
func (s *Store) record(ctx context.Context, tx *sql.Tx, d *feed.Deed) error {
	d.At = moment(millis(s.now()))
	if _, err := affect(ctx, tx, "DELETE FROM deed WHERE undone <> 0"); err != nil {
		return err
	}
	err := tx.QueryRowContext(ctx, `INSERT INTO deed(at_ms, kind, set_marks, clear_marks, items, undone)
		VALUES (?, ?, ?, ?, 0, 0) RETURNING id`, millis(d.At), d.Kind, d.Set, d.Clear).Scan(&d.ID)
	if err != nil {
		return err
	}
	_, err = affect(ctx, tx, "DELETE FROM deed WHERE id <="+
		" (SELECT id FROM deed ORDER BY id DESC LIMIT 1 OFFSET ?)", kept)
	return err
}

// Undo implements feed.Store. The deed's Items is how many items got back
// their marks.
func (s *Store) Undo(ctx context.Context) (feed.Deed, error) {
	return s.turn(ctx, "undo", true, "SELECT max(id) FROM deed WHERE undone = 0")
}

// Redo implements feed.Store. Deeds are redone in the order they were done.
func (s *Store) Redo(ctx context.Context) (feed.Deed, error) {
	return s.turn(ctx, "redo", false, "SELECT min(id) FROM deed WHERE undone <> 0")
}

// turn takes a deed back, or does it again.
func (s *Store) turn(ctx context.Context, op string, back bool, which string) (feed.Deed, error) {
	var d feed.Deed
	err := s.change(ctx, op, func(tx *sql.Tx) error {
		var at int64
		err := tx.QueryRowContext(ctx, `SELECT d.id, d.at_ms, d.kind, d.set_marks, d.clear_marks, d.items
			FROM deed d WHERE d.id = (`+which+`)`).Scan(&d.ID, &at, &d.Kind, &d.Set, &d.Clear, &d.Items)
		if errors.Is(err, sql.ErrNoRows) {
			return errNothing
		}
		if err != nil {
			return err
		}
		d.At = moment(at)
		if _, err := affect(ctx, tx, "UPDATE deed SET undone = ? WHERE id = ?", back, d.ID); err != nil {
			return err
		}
		switch d.Kind {
		case marking:
			return turnMarks(ctx, tx, &d, back)
		case savingView, removingView:
			return s.turnView(ctx, tx, &d, back)
		}
		return s.turnSources(ctx, tx, &d, back)
	})
	if errors.Is(err, errNothing) {
		return feed.Deed{}, nil
	}
	if err != nil {
		return feed.Deed{}, err
	}
	return d, nil
}

// turnMarks gives the items of a deed the marks they had before, or after it.
// Other marks stay, and so do items whose marks were changed otherwise since.
func turnMarks(ctx context.Context, tx *sql.Tx, d *feed.Deed, back bool) error {
	touched := d.Set | d.Clear
	from := fmt.Sprintf("(d.before & ~%d | %d)", d.Clear, d.Set)
	to := "d.before"
	if !back {
		from, to = to, from
	}
	n, err := affect(ctx, tx, fmt.Sprintf(`UPDATE item SET state = (item.state & ~%d) | (%s & %d)
		FROM deed_item d WHERE d.deed = %d AND item.id = d.item AND item.state & %d = %s & %d`,
		touched, to, touched, d.ID, touched, from, touched))
	d.Items = n
	return err
}

// affect runs a statement and returns how many rows it touched.
func affect(ctx context.Context, tx *sql.Tx, query string, args ...any) (int, error) {
	result, err := tx.ExecContext(ctx, query, args...)
	if err != nil {
		return 0, err
	}
	n, err := result.RowsAffected()
	return int(n), err
}
