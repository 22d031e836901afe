package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
	"time"
)

// identify decides which item each arrival is. Two keys that agree on an item
// outweigh a third. Else keys are tried from the strongest on, each rank for
// the whole batch before the next, so that an entry known by its address keeps
// its item from one that only carries its guid now (guids that are places in
// the document wander so). A second entry of the same rank for one item is its
// twin, and so is a new one that has the strongest key of another, or differs
// from another in nothing.
func identify(arrivals []*arrival) {
	ranks := 0
	taken := map[int64]int{}
	for _, a := range arrivals {
		a.item, a.twin = a.agreed(), false
		if _, again := taken[a.item]; again {
			a.item, a.twin = 0, true
		} else if a.item != 0 {
			taken[a.item] = -1
		}
		ranks = max(ranks, len(a.keys))
	}
	for rank := range ranks {
		for _, a := range arrivals {
			if a.item != 0 || a.twin || rank >= len(a.keys) || a.owners[rank] == 0 {
				continue
			}
			by, ok := taken[a.owners[rank]]
			switch {
			case !ok:
				a.item = a.owners[rank]
				taken[a.item] = rank
			case by == rank:
				a.twin = true
			}
		}
	}
	repeated(arrivals)
}

// repeated finds the new arrivals that are twins of others.
func repeated(arrivals []*arrival) {
	type face struct {
		digest    digest
		published int64
	}
	keys, faces := map[string]bool{}, map[face]bool{}
	for _, a := range arrivals {
		f := face{a.digest, millis(a.Published)}
		if a.item == 0 && !a.twin {
			a.twin = keys[a.keys[0]] || faces[f]
			keys[a.keys[0]] = true
		}
		faces[f] = true
	}
}

// refind finds items of a time when addresses were known without their
// fragments: for arrivals that nothing is known of, those with the same words and
// date of which nothing is known by a fragment yet.
func refind(ctx context.Context, db preparer, source int64, arrivals []*arrival) error {
	const query = `SELECT id FROM item i INDEXED BY item_source WHERE source = ? AND published_ms IS ? AND substr(digest, 1, 16) = ?
		AND NOT EXISTS (SELECT 1 FROM identity WHERE item = i.id AND key NOT BETWEEN 'title:' AND 'title;' AND instr(key, '#'))`
	taken, unknown := map[int64]bool{}, []*arrival(nil)
	for _, a := range arrivals {
		taken[a.item] = true
		if a.item == 0 && !a.twin && slices.ContainsFunc(a.keys, fragmented) {
			unknown = append(unknown, a)
		}
	}
	if len(unknown) == 0 {
		return nil
	}
	return prepared(ctx, db, query, func(stmt *sql.Stmt) error {
		for _, a := range unknown {
			var item int64
			date := sql.NullInt64{Int64: a.Published.UnixMilli(), Valid: !a.Published.IsZero()}
			err := stmt.QueryRowContext(ctx, source, date, a.digest.bytes()[:16]).Scan(&item)
			if err != nil && !errors.Is(err, sql.ErrNoRows) {
				return err
			}
			if !taken[item] {
				a.item, taken[item] = item, true
			}
		}
		return nil
	})
}

// agreed is the item that the second and third key of an arrival have in common
// where the first has another.
func (a *arrival) agreed() int64 {
	if len(a.owners) < 3 || a.owners[1] != a.owners[2] || a.owners[0] == a.owners[1] {
		return 0
	}
	return a.owners[1]
}

// learn writes the keys of an arrival that are new. An address that another item
// had, which is elsewhere now, becomes its own, unless the other is known by
// nothing else.
func (f *filing) learn(a *arrival) error {
	if isLink(a.keys[0]) && a.owners[0] != 0 && a.owners[0] != a.item && !a.swept {
		_, err := f.exec(`UPDATE identity SET item = ?1 WHERE source = ?2 AND key = ?3
			AND EXISTS (SELECT 1 FROM identity o WHERE o.item = identity.item AND o.key <> ?3)`, a.item, f.source, a.keys[0])
		if err != nil {
			return err
		}
	}
	for i, k := range a.keys {
		if a.owners[i] != 0 {
			continue
		}
		_, err := f.exec("INSERT OR IGNORE INTO identity(source, key, item) VALUES (?, ?, ?)", f.source, k, a.item)
		if err != nil {
			return err
		}
	}
	return nil
}

// renewal is how far apart two stories are that had one address in turn.
const renewal = 12 * time.Hour

// separate takes the item at their address from arrivals that have nothing else
// of it: neither guid nor title, and a date half a day away. Their address is a
// page that has another story each day, and belongs to the newest; see succeed.
// Of an item that was deleted only the guid is known, and that it is no younger
// than when the next one was first seen.
func separate(ctx context.Context, db preparer, arrivals []*arrival) error {
	const query = `SELECT i.digest, coalesce(i.published_ms, 0), coalesce((SELECT n.seen_ms FROM item n WHERE n.id > ?1 ORDER BY n.id LIMIT 1), ?2)
		FROM (SELECT 1) LEFT JOIN item i ON i.id = ?1
		WHERE (i.id IS NULL OR i.published_ms IS NOT NULL) AND EXISTS (SELECT 1 FROM identity WHERE item = ?1 AND key BETWEEN 'guid:' AND 'guid;')`
	return prepared(ctx, db, query, func(stmt *sql.Stmt) error {
		for _, a := range arrivals {
			a.former = 0
			if !a.suspect() {
				continue
			}
			var b []byte
			var published, later int64
			err := stmt.QueryRowContext(ctx, a.owners[0], int64(maxID)).Scan(&b, &published, &later)
			if errors.Is(err, sql.ErrNoRows) {
				continue
			}
			if err != nil {
				return err
			}
			another := readDigest(b).title != a.digest.title && a.Published.Sub(moment(published)).Abs() >= renewal
			if b == nil {
				another = millis(a.Published)-renewal.Milliseconds() >= later
			}
			if another {
				a.former, a.owners[0] = a.owners[0], 0
				a.Keys = slices.DeleteFunc(slices.Clone(a.Keys), isLink)
			}
		}
		return nil
	})
}

// succeed gives a new item the address that another had before it.
func (f *filing) succeed(a *arrival) error {
	a.Keys, a.owners[0] = a.keys, 0
	_, err := f.exec("DELETE FROM identity WHERE source = ? AND key = ?", f.source, a.keys[0])
	if err == nil {
		_, err = f.exec("DELETE FROM address WHERE link = ?", linkOf(a.Entry))
	}
	if err == nil {
		_, err = f.exec("UPDATE item SET link = '' WHERE id = ? AND link = ?", a.former, linkOf(a.Entry))
	}
	return err
}

// suspect reports an arrival with a guid and a date of which only the address
// is an item's.
func (a *arrival) suspect() bool {
	return a.owners[0] != 0 && isLink(a.keys[0]) && !slices.Contains(a.owners[1:], a.owners[0]) && !a.Published.IsZero() &&
		slices.ContainsFunc(a.keys[1:], func(key string) bool { return strings.HasPrefix(key, "guid:") })
}

func fragmented(key string) bool {
	return !strings.HasPrefix(key, "title:") && strings.Contains(key, "#")
}

func isLink(key string) bool { return strings.HasPrefix(key, "link:") }
