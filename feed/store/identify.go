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

// agreed is the item that the second and third key of an arrival have in common
// where the first has another.
func (a *arrival) agreed() int64 {
	if len(a.owners) < 3 || a.owners[1] != a.owners[2] || a.owners[0] == a.owners[1] {
		return 0
	}
	return a.owners[1]
}

// renewal is how far apart two stories are that had one address in turn.
const renewal = 12 * time.Hour

// separate takes the item at their address from arrivals that have nothing else
// of it: neither guid nor title, and a date half a day away. Their address is a
// page that has another story each day, and no longer tells which.
func separate(ctx context.Context, db preparer, arrivals []*arrival) error {
	const query = `SELECT digest, coalesce(published_ms, 0) FROM item WHERE id = ?1 AND published_ms IS NOT NULL
		AND EXISTS (SELECT 1 FROM identity WHERE item = ?1 AND key BETWEEN 'guid:' AND 'guid;')`
	return prepared(ctx, db, query, func(stmt *sql.Stmt) error {
		for _, a := range arrivals {
			if !a.suspect() {
				continue
			}
			var b []byte
			var published int64
			err := stmt.QueryRowContext(ctx, a.owners[0]).Scan(&b, &published)
			if errors.Is(err, sql.ErrNoRows) {
				continue
			}
			if err != nil {
				return err
			}
			if readDigest(b).title != a.digest.title && a.Published.Sub(moment(published)).Abs() >= renewal {
				a.owners[0] = 0
				a.Keys = slices.DeleteFunc(slices.Clone(a.Keys), isLink)
			}
		}
		return nil
	})
}

// suspect reports an arrival with a guid and a date of which only the address
// is an item's.
func (a *arrival) suspect() bool {
	return a.owners[0] != 0 && isLink(a.keys[0]) && !slices.Contains(a.owners[1:], a.owners[0]) && !a.Published.IsZero() &&
		slices.ContainsFunc(a.keys[1:], func(key string) bool { return strings.HasPrefix(key, "guid:") })
}

func isLink(key string) bool { return strings.HasPrefix(key, "link:") }
