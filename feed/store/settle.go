package store

import (
	"context"
	"database/sql"

	"rubrika/feed"
)

// verdict is an item whose server shows other marks than it did last, or may
// have got some in the meantime.
type verdict struct {
	id            int64
	remote        string
	state, aside  feed.State
	base, pending feed.State
	// shown are the marks the server shows.
	shown feed.State
}

// settle gives an item the server's marks but for those that are pending or set
// aside, that the server took a moment ago, whatever it shows now, or that are
// of an item it has purged.
func (v *verdict) settle(taken, purged feed.State) {
	keep := v.pending | (v.state ^ v.base) | taken
	orphans := purged & v.base &^ v.shown
	keep |= orphans
	v.aside |= orphans << 2 // as the schema has it
	v.state = v.state&keep | v.shown&^keep
}

// lists are what a server lists, as sets.
type lists struct{ unread, starred map[string]bool }

// shows are the marks that the lists say an item has.
func (l lists) shows(remote string) feed.State {
	var marks feed.State
	if !l.unread[remote] {
		marks |= feed.Read
	}
	if l.starred[remote] {
		marks |= feed.Starred
	}
	return marks
}

// verdicts compares all items of an account with the lists of its server, the
// newest first.
func verdicts(ctx context.Context, db querier, id feed.AccountID, s feed.Settlement) ([]verdict, error) {
	l := lists{set(s.Unread), set(s.Starred)}
	var items []int64
	var strangers []string
	for _, side := range []struct {
		there string
		list  map[string]bool
	}{
		{"item i INDEXED BY item_unread_there ON i.source = s.id AND i.base & 1 = 0", l.unread},
		{"item i INDEXED BY item_starred_there ON i.source = s.id AND i.base & 2 <> 0", l.starred},
	} {
		left, joined, err := compare(ctx, db, id, side.there, side.list)
		if err != nil {
			return nil, err
		}
		items, strangers = append(items, left...), append(strangers, joined...)
	}
	list, err := rows(ctx, db, func(scan scanner) (v verdict, err error) {
		err = scan(&v.id, &v.remote, &v.state, &v.base, &v.aside, &v.pending)
		return v, err
	}, `SELECT i.id, r.remote, i.state, i.base, i.aside, `+pending+` FROM (
			SELECT value AS item FROM json_each(?2)
			UNION SELECT r.item FROM json_each(?3) j CROSS JOIN remote r ON r.account = ?1 AND r.remote = j.value
			UNION SELECT i.id FROM `+unsent+` WHERE s.account = ?1 AND i.flight <> 0) n
		CROSS JOIN item i ON i.id = n.item CROSS JOIN source s ON s.id = i.source CROSS JOIN remote r ON r.item = i.id
		WHERE s.gone = 0 AND i.base IS NOT NULL ORDER BY i.order_ms DESC, i.id DESC`, int64(id), numberList(items), nameList(strangers))
	for i, v := range list {
		list[i].shown = l.shows(v.remote)
	}
	return list, err
}

func set(list []string) map[string]bool {
	out := make(map[string]bool, len(list))
	for _, name := range list {
		out[name] = true
	}
	return out
}

// compare holds the items of an account that a server listed so far against
// its list of now: those that left it, and the ids that joined it.
func compare(ctx context.Context, db querier, id feed.AccountID, there string, list map[string]bool) (left []int64, joined []string, err error) {
	was := make(map[string]bool, len(list))
	_, err = rows(ctx, db, func(scan scanner) (none struct{}, err error) {
		var item int64
		var remote string
		if err := scan(&item, &remote); err != nil {
			return none, err
		}
		if was[remote] = true; !list[remote] {
			left = append(left, item)
		}
		return none, nil
	}, "SELECT i.id, r.remote FROM source s CROSS JOIN "+there+" CROSS JOIN remote r ON r.item = i.id WHERE s.account = ? AND s.gone = 0", int64(id))
	for remote := range list {
		if !was[remote] {
			joined = append(joined, remote)
		}
	}
	return left, joined, err
}

// judged are the verdicts with the marks that s gives, and those before.
func judged(ctx context.Context, db querier, id feed.AccountID, s feed.Settlement) (after []verdict, before []feed.State, err error) {
	after, err = verdicts(ctx, db, id, s)
	if err != nil {
		return nil, nil, err
	}
	taken := make(map[int64]feed.State, len(s.Ours))
	for _, m := range s.Ours {
		taken[int64(m.Item)] |= m.Mark
	}
	purged := make(map[string]bool, len(s.KeepStars))
	for _, remote := range s.KeepStars {
		purged[remote] = true
	}
	for i := range after {
		v := &after[i]
		before = append(before, v.state)
		var orphans feed.State
		if purged[v.remote] {
			orphans = feed.Starred
		}
		v.settle(taken[v.id], orphans)
	}
	return after, before, nil
}

// Settle implements feed.Store.
func (s *Store) Settle(ctx context.Context, id feed.AccountID, with feed.Settlement) (int, error) {
	changed := 0
	err := s.change(ctx, "settle marks", func(tx *sql.Tx) error {
		f := s.filing(ctx, tx, 0)
		after, before, err := judged(ctx, tx, id, with)
		if err != nil {
			return err
		}
		for i, v := range after {
			set, args := "", []any{v.shown, v.aside, v.id}
			if v.state != before[i] { // its indices are many
				set, args = ", state = ?4", append(args, v.state)
				changed++
			}
			if _, err := f.exec("UPDATE item SET base = ?1, flight = 0, aside = ?2"+set+" WHERE id = ?3", args...); err != nil {
				return err
			}
		}
		// A complete list is what a document is for a feed: see forget.
		_, err = f.exec("UPDATE source SET document_ms = ?1 WHERE account = ?2 AND gone = 0 AND document_ms < ?1 - ?3",
			millis(f.now), int64(id), daily.Milliseconds())
		return err
	})
	if err != nil {
		return 0, err
	}
	return changed, nil
}

// Foresee implements feed.Store.
func (s *Store) Foresee(ctx context.Context, id feed.AccountID, with feed.Settlement) (toRead []string, unread int, unstar []string, err error) {
	const op = "compare marks"
	after, before, err := judged(ctx, s.read, id, with)
	if err != nil {
		return nil, 0, nil, s.fail(op, err)
	}
	for i, v := range after {
		if v.state&^before[i]&feed.Read != 0 {
			toRead = append(toRead, v.remote)
		}
		if before[i]&^v.state&feed.Starred != 0 {
			unstar = append(unstar, v.remote)
		}
	}
	err = s.read.QueryRowContext(ctx, `SELECT coalesce(sum(n), 0) FROM tally WHERE state & 1 = 0
		AND source IN (SELECT id FROM source WHERE account = ? AND gone = 0)`, int64(id)).Scan(&unread)
	if err != nil {
		return nil, 0, nil, s.fail(op, err)
	}
	return toRead, unread, unstar, nil
}
