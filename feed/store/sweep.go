package store

import (
	"context"
	"database/sql"
	"strconv"
	"time"

	"rubrika/feed"
)

// step is how many items one transaction of a clean-up deletes, some 60 ms of
// work: others may write in between.
const step = 250

// grave is how long a deleted item is known after a document last listed it.
const grave = 180 * 24 * time.Hour

// daily is how often it is noted that a deleted item is still listed.
const daily = 24 * time.Hour

// swept is an item to be deleted.
type swept struct{ id, source, story int64 }

// Sweep implements feed.Store. An item is as old as the store knows it,
// whatever its date; of a source with too many, those stay that are newest in
// the stream. The built-in edition is left alone while it is shown, and what
// has a mark that its server does not have yet.
func (s *Store) Sweep(ctx context.Context, k feed.Keep, limit int) (int, error) {
	const op = "clean up"
	total := 0
	for total < limit {
		n := 0
		err := s.change(ctx, op, func(tx *sql.Tx) error {
			f := s.filing(ctx, tx, 0)
			list, err := f.old(k, min(step, limit-total))
			if err != nil || len(list) == 0 {
				return err
			}
			n = len(list)
			return f.sweep(list)
		})
		if err != nil {
			return total, err
		}
		if total += n; n == 0 {
			break
		}
	}
	err := s.change(ctx, op, func(tx *sql.Tx) error { return s.filing(ctx, tx, 0).forget() })
	if err == nil && total < limit {
		err = s.tidy(ctx, false)
	}
	if err == nil && total < limit && total > 0 {
		err = s.giveBack(ctx, worthGivingBack)
		if k := kindOf(err); k == feed.KindBusy || k == feed.KindDiskFull { // to write the file anew takes room
			err = nil
		}
	}
	return total, s.fail(op, err)
}

// old finds at most n items that k does not keep; none when there are no more.
func (f *filing) old(k feed.Keep, n int) ([]swept, error) {
	may := "source NOT IN (SELECT t.id FROM source t WHERE t.kind = 'tour' AND t.muted = 0 AND t.gone = 0)"
	may += " AND id NOT IN (SELECT i.id FROM " + unsent + " WHERE " + pending + " <> 0)"
	if k.Starred {
		may += " AND state & 2 = 0"
	}
	if k.Unread {
		may += " AND state & 1 <> 0"
	}
	if k.Days > 0 {
		// No item stands later in the stream than it was seen.
		list, err := rows(f.ctx, f.tx, scanSwept, `SELECT id, source, story FROM item INDEXED BY item_stream
			WHERE order_ms < ?1 AND seen_ms < ?1 AND `+may+` ORDER BY order_ms, id LIMIT ?2`,
			millis(f.now.Add(-time.Duration(k.Days)*24*time.Hour)), n)
		if err != nil || len(list) > 0 {
			return list, err
		}
	}
	if k.Items <= 0 {
		return nil, nil
	}
	full, err := f.ids("SELECT source FROM tally GROUP BY source HAVING sum(n) > ?", k.Items)
	if err != nil {
		return nil, err
	}
	var out []swept
	for _, source := range full {
		list, err := rows(f.ctx, f.tx, scanSwept, `SELECT id, source, (SELECT m.story FROM item m WHERE m.id = p.id)
			FROM (SELECT id, source, state FROM item INDEXED BY item_source WHERE source = ?
				ORDER BY order_ms DESC, id DESC LIMIT -1 OFFSET ?) p WHERE `+may+` LIMIT ?`, source, k.Items, n-len(out))
		if err != nil {
			return nil, err
		}
		if out = append(out, list...); len(out) == n {
			break
		}
	}
	return out, nil
}

func scanSwept(scan scanner) (w swept, err error) {
	err = scan(&w.id, &w.source, &w.story)
	return w, err
}

// sweep deletes items and all that hangs on them but their identities.
func (f *filing) sweep(list []swept) error {
	first, last := list[0].id, list[0].id
	for _, w := range list {
		first, last = min(first, w.id), max(last, w.id)
		for _, from := range []string{
			"phrases WHERE rowid", "forms WHERE rowid", "page WHERE item", "body WHERE item", "version WHERE item", "tag WHERE item",
			"about WHERE item", "place WHERE item", "item WHERE id",
		} {
			if _, err := f.exec("DELETE FROM "+from+" = ?", w.id); err != nil {
				return err
			}
		}
		if _, err := f.exec("INSERT INTO tombstone(item, source, listed_ms) VALUES (?, ?, ?)", w.id, w.source, millis(f.now)); err != nil {
			return err
		}
		for _, table := range []string{"address", "reported"} {
			_, err := f.exec("DELETE FROM "+table+" WHERE story = ?1 AND NOT EXISTS (SELECT 1 FROM item WHERE story = ?1)", w.story)
			if err != nil {
				return err
			}
		}
	}
	// A deed none of whose items is left can be undone no more.
	_, err := f.exec(`DELETE FROM deed_item WHERE deed IN (SELECT id FROM deed) AND item BETWEEN ? AND ?
		AND NOT EXISTS (SELECT 1 FROM item WHERE id = deed_item.item)`, first, last)
	if err != nil {
		return err
	}
	_, err = f.exec("DELETE FROM deed WHERE kind = ? AND NOT EXISTS (SELECT 1 FROM deed_item WHERE deed = deed.id)", marking)
	if err != nil {
		return err
	}
	_, err = f.exec("DELETE FROM tally WHERE n = 0")
	return err
}

// passOver notes that a document still lists an item that was deleted; once a
// day is enough.
func (f *filing) passOver(a *arrival) error {
	_, err := f.exec("UPDATE tombstone SET listed_ms = ? WHERE item = ? AND listed_ms < ?",
		millis(f.now), a.item, millis(f.now.Add(-daily)))
	return err
}

// forget gives up what is known of deleted items that documents have not
// listed for long. Without a document nothing is known about that.
func (f *filing) forget() error {
	ids, err := f.ids(`SELECT t.item FROM source s CROSS JOIN tombstone t INDEXED BY tombstone_listed
		ON t.source = s.id AND t.listed_ms < s.document_ms - ? LIMIT `+strconv.Itoa(4*step), grave.Milliseconds())
	if err != nil {
		return err
	}
	for _, id := range ids {
		for _, table := range []string{"identity", "remote", "tombstone"} {
			if _, err := f.exec("DELETE FROM "+table+" WHERE item = ?", id); err != nil {
				return err
			}
		}
	}
	return nil
}
