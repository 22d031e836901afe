package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"rubrika/feed"
	"rubrika/feed/words"
)

// own is what of a subscription is the reader's, in the form of the columns of
// source: what a deed can change.
type own struct {
	Title  string      `json:"title"`
	Lang   string      `json:"lang"`
	Rubric feed.Rubric `json:"rubric"`
	Zone   string      `json:"zone"`
	Every  int64       `json:"every_s"`
	Agent  string      `json:"agent"`
	Tags   string      `json:"tags"`
	Muted  bool        `json:"muted"`
	Gone   bool        `json:"gone"`
}

func ownOf(op string, sub feed.Subscription) (own, error) {
	if sub.Rubric != "" && !sub.Rubric.Valid() {
		return own{}, &feed.Error{Op: op, Source: string(sub.Rubric), Kind: feed.KindUsage, Err: errors.New("no such rubric")}
	}
	tags, err := tagList(distinct(sub.Tags))
	return own{
		Title: sub.Title, Lang: sub.Lang, Rubric: sub.Rubric, Zone: sub.Zone,
		Every: int64(max(sub.Every, 0) / time.Second), Agent: sub.Agent, Tags: tags, Muted: sub.Muted,
	}, err
}

// distinct drops names that are empty or there already, folded.
func distinct(names []string) []string {
	seen := map[string]bool{"": true}
	var out []string
	for _, n := range names {
		n = strings.TrimSpace(n)
		if fold := words.Fold(n); !seen[fold] {
			seen[fold] = true
			out = append(out, n)
		}
	}
	return out
}

// subscribed is a subscription on its way into the journal: what it was and
// became, as JSON.
type subscribed struct {
	id            int64
	before, after string
}

// Subscribe implements feed.Store. A source that was unsubscribed before
// comes back with its items. Subscriptions of kind "tour" are the program's
// own and leave no deed.
func (s *Store) Subscribe(ctx context.Context, sub feed.Subscription) (feed.Subscription, error) {
	added, _, err := s.SubscribeAll(ctx, []feed.Subscription{sub}, false)
	if err != nil {
		return feed.Subscription{}, err
	}
	if len(added) == 0 {
		return feed.Subscription{}, &feed.Error{Op: subscribing, Source: sub.URL, Kind: feed.KindExists}
	}
	return added[0], nil
}

// SubscribeAll implements feed.Store. A source is there when its address is, in
// any spelling. Sources come back, and the tour leaves no deed, as with
// Subscribe. An entry without an address, or with a rubric that is
// none, fails the whole.
func (s *Store) SubscribeAll(ctx context.Context, list []feed.Subscription, quiet bool) ([]feed.Subscription, feed.Deed, error) {
	d := feed.Deed{Kind: subscribing}
	var added []feed.Subscription
	err := s.change(ctx, subscribing, func(tx *sql.Tx) error {
		f := s.filing(ctx, tx, 0)
		there, err := f.spellings()
		if err != nil {
			return err
		}
		var ids []int64
		var deeds []subscribed
		for _, sub := range list {
			one, err := f.subscribe(sub, there)
			if err != nil {
				return err
			}
			if one.id != 0 {
				ids = append(ids, one.id)
			}
			if one.id != 0 && sub.Kind != tour {
				deeds = append(deeds, one)
			}
		}
		if len(ids) == 0 {
			return errNothing
		}
		if !quiet && len(deeds) > 0 {
			if err := s.journal(ctx, tx, &d, deeds); err != nil {
				return err
			}
		}
		added, err = s.added(ctx, tx, ids)
		return err
	})
	if errors.Is(err, errNothing) {
		return nil, feed.Deed{}, nil
	}
	if err != nil {
		return nil, feed.Deed{}, err
	}
	if d.ID == 0 {
		d = feed.Deed{}
	}
	return added, d, nil
}

// tour is the kind of source that is the program's own.
const tour = "tour"

// spelled is a source that is there, or was: its address in one spelling.
type spelled struct {
	id   int64
	url  string
	gone bool
}

// spellings are all sources but those of accounts, by their normalised address; of those that share
// one, a source that is not gone.
func (f *filing) spellings() (map[string]spelled, error) {
	all, err := rows(f.ctx, f.tx, func(scan scanner) (one spelled, err error) {
		err = scan(&one.id, &one.url, &one.gone)
		return one, err
	}, "SELECT id, url, gone FROM source WHERE account = 0 ORDER BY gone DESC, id")
	by := make(map[string]spelled, len(all))
	for _, one := range all {
		by[f.s.link(one.url)] = one
	}
	return by, err
}

// subscribe adds a subscription to those that are there, or brings it back; the
// id is 0 when it is there.
func (f *filing) subscribe(sub feed.Subscription, there map[string]spelled) (subscribed, error) {
	if sub.URL == "" {
		return subscribed{}, &feed.Error{Op: subscribing, Source: sub.Title, Kind: feed.KindAddress, Err: errors.New("no address")}
	}
	want, err := ownOf(subscribing, sub)
	if err != nil {
		return subscribed{}, err
	}
	link := f.s.link(sub.URL)
	old, known := there[link]
	if known && !old.gone {
		return subscribed{}, nil
	}
	one := subscribed{before: `{"gone":1}`, after: `{"gone":0}`}
	if !known {
		one.id, err = f.insertSource(sub, want)
		there[link] = spelled{id: one.id}
		return one, err
	}
	there[link] = spelled{id: old.id}
	// Another source that is gone may have had this very address.
	if _, err := f.exec("UPDATE OR IGNORE source SET url = ? WHERE id = ?", sub.URL, old.id); err != nil {
		return one, err
	}
	_, err = f.exec(`UPDATE source SET kind = ?, site = ?, added_ms = ?, last_try_ms = 0, last_good_ms = 0, next_try_ms = 0,
		failures = 0, trouble = '', trouble_text = '', cursor = ?, asked = 0, unchanged = 0, saved = 0 WHERE id = ?`,
		sub.Kind, sub.Site, millis(f.now), firstCursor(sub), old.id)
	if err != nil {
		return one, err
	}
	if one, err = alter(f.ctx, f.tx, old.id, want); err != nil {
		return one, err
	}
	return one, f.refiled(old.id, one.after)
}

// insertSource adds a subscription that never was there.
func (f *filing) insertSource(sub feed.Subscription, want own) (id int64, err error) {
	args := []any{
		sub.Kind, sub.URL, want.Title, sub.Site, want.Lang, string(want.Rubric), want.Zone, want.Every, want.Agent, want.Tags,
		want.Muted, millis(f.now), firstCursor(sub),
	}
	err = f.get(`INSERT INTO source(kind, url, title, feed_title, site, lang, rubric, zone, every_s, agent, tags,
		muted, gone, added_ms, cursor) VALUES (?, ?, ?, '', ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?) RETURNING id`, args, &id)
	return id, err
}

// firstCursor is the cursor of a source that was not asked yet: who named its
// address is all that is known.
func firstCursor(sub feed.Subscription) string {
	if sub.Cursor.Public {
		return `{"public":true}`
	}
	return "{}"
}

// added returns subscriptions in the order of the ids.
func (s *Store) added(ctx context.Context, tx *sql.Tx, ids []int64) ([]feed.Subscription, error) {
	set, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	list, err := s.subscriptions(ctx, tx, "s.id IN (SELECT value FROM json_each(?))", string(set))
	if err != nil {
		return nil, err
	}
	place := make(map[feed.SourceID]int, len(ids))
	for i, id := range ids {
		place[feed.SourceID(id)] = i
	}
	slices.SortFunc(list, func(a, b feed.Subscription) int { return place[a.ID] - place[b.ID] })
	return list, nil
}

// Unsubscribe implements feed.Store.
func (s *Store) Unsubscribe(ctx context.Context, id feed.SourceID) (feed.Deed, error) {
	d := feed.Deed{Kind: unsubscribing}
	err := s.change(ctx, unsubscribing, func(tx *sql.Tx) error {
		one, err := alter(ctx, tx, int64(id), map[string]bool{"gone": true})
		if errors.Is(err, sql.ErrNoRows) || errors.Is(err, errNothing) {
			return noSource(unsubscribing, id)
		}
		if err != nil {
			return err
		}
		var remote bool
		err = tx.QueryRowContext(ctx, "SELECT account <> 0 FROM source WHERE id = ?", int64(id)).Scan(&remote)
		if err != nil || remote {
			return err
		}
		return s.journal(ctx, tx, &d, []subscribed{one})
	})
	if err != nil || d.ID == 0 {
		return feed.Deed{}, err
	}
	return d, nil
}

// Edit implements feed.Store. With another rubric, what is stored is filed anew,
// also when that is undone; see refile. An empty title, or the feed's, lets the feed
// name itself. Edits of the tour are the program's own and leave no deed.
func (s *Store) Edit(ctx context.Context, sub feed.Subscription) (feed.Deed, error) {
	const op = "edit subscription"
	want, err := ownOf(op, sub)
	if err != nil {
		return feed.Deed{}, s.fail(op, err)
	}
	d := feed.Deed{Kind: editing}
	err = s.change(ctx, op, func(tx *sql.Tx) error {
		var quiet, remote bool
		var theirs, address string
		err := tx.QueryRowContext(ctx, "SELECT kind = ?, account <> 0, feed_title, address FROM source WHERE id = ? AND gone = 0",
			tour, int64(sub.ID)).Scan(&quiet, &remote, &theirs, &address)
		if errors.Is(err, sql.ErrNoRows) {
			return noSource(op, sub.ID)
		}
		if err != nil {
			return err
		}
		if want.Title == title("", theirs, address) {
			want.Title = ""
		}
		if remote {
			if quiet, err = called(ctx, tx, sub, want.Title); err != nil {
				return err
			}
			want.Title = ""
		}
		one, err := alter(ctx, tx, int64(sub.ID), want)
		if quiet && errors.Is(err, errNothing) {
			return nil
		}
		if err == nil {
			err = s.filing(ctx, tx, 0).refiled(one.id, one.after)
		}
		if err != nil || quiet {
			return err
		}
		return s.journal(ctx, tx, &d, []subscribed{one})
	})
	if err != nil && !errors.Is(err, errNothing) {
		return feed.Deed{}, err
	}
	if d.ID == 0 {
		return feed.Deed{}, nil
	}
	return d, nil
}

// called gives a source of an account the title and folder that its server has
// by now, and reports whether one of them is new. An empty title is the old one.
func called(ctx context.Context, tx *sql.Tx, sub feed.Subscription, title string) (bool, error) {
	n, err := affect(ctx, tx, `UPDATE source SET feed_title = coalesce(nullif(?1, ''), feed_title), folder = ?2
		WHERE id = ?3 AND (folder <> ?2 OR ?1 NOT IN ('', feed_title))`, title, sub.Folder, int64(sub.ID))
	return n > 0, err
}

// alter gives the columns of a source the values of want, an object of them,
// and returns what that changed; errNothing when nothing.
func alter(ctx context.Context, tx *sql.Tx, id int64, want any) (subscribed, error) {
	list, err := json.Marshal(want)
	if err != nil {
		return subscribed{}, err
	}
	one := subscribed{id: id}
	err = tx.QueryRowContext(ctx, `SELECT json_group_object(w.key, b.value) FILTER (WHERE w.value <> b.value),
			json_group_object(w.key, w.value) FILTER (WHERE w.value <> b.value)
		FROM source s, json_each(?) w, json_each(json_object('title', s.title, 'lang', s.lang, 'rubric', s.rubric,
			'zone', s.zone, 'every_s', s.every_s, 'agent', s.agent, 'tags', s.tags, 'muted', s.muted, 'gone', s.gone)) b
		WHERE s.id = ? AND b.key = w.key GROUP BY s.id`, string(list), id).Scan(&one.before, &one.after)
	if err != nil {
		return subscribed{}, err
	}
	if one.after == "{}" {
		return one, errNothing
	}
	_, err = affect(ctx, tx, "UPDATE source SET "+patched+" FROM (SELECT ? AS patch) p WHERE id = ?", one.after, id)
	return one, err
}

// patched sets the columns of source that p.patch, a JSON object, names.
const patched = `title = coalesce(p.patch ->> 'title', title), lang = coalesce(p.patch ->> 'lang', lang),
	rubric = coalesce(p.patch ->> 'rubric', rubric), zone = coalesce(p.patch ->> 'zone', zone),
	every_s = coalesce(p.patch ->> 'every_s', every_s), agent = coalesce(p.patch ->> 'agent', agent),
	tags = coalesce(p.patch ->> 'tags', tags), muted = coalesce(p.patch ->> 'muted', muted),
	gone = coalesce(p.patch ->> 'gone', gone)`

// journal records a deed on subscriptions and names it.
func (s *Store) journal(ctx context.Context, tx *sql.Tx, d *feed.Deed, list []subscribed) error {
	if err := s.record(ctx, tx, d); err != nil {
		return err
	}
	err := prepared(ctx, tx, "INSERT INTO deed_source(deed, place, source, before, after) VALUES (?, ?, ?, ?, ?)", func(stmt *sql.Stmt) error {
		for i, one := range list {
			if _, err := stmt.ExecContext(ctx, d.ID, i, one.id, one.before, one.after); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return entitle(ctx, tx, d)
}

// entitle fills in the subscriptions of a deed.
func entitle(ctx context.Context, tx *sql.Tx, d *feed.Deed) error {
	var own, theirs, address string
	err := tx.QueryRowContext(ctx, `SELECT s.title, s.feed_title, s.address, (SELECT count(*) FROM deed_source WHERE deed = ?1)
		FROM deed_source d JOIN source s ON s.id = d.source WHERE d.deed = ?1 ORDER BY d.place LIMIT 1`,
		d.ID).Scan(&own, &theirs, &address, &d.Sources)
	d.Source = title(own, theirs, address)
	return err
}

// turnSources gives the subscriptions of a deed what it changed of them as it
// was before, or after it.
func (s *Store) turnSources(ctx context.Context, tx *sql.Tx, d *feed.Deed, back bool) error {
	column := "after"
	if back {
		column = "before"
	}
	_, err := affect(ctx, tx, "UPDATE source SET "+patched+" FROM (SELECT source, "+column+
		" AS patch FROM deed_source WHERE deed = ?) p WHERE source.id = p.source", d.ID)
	if err != nil {
		return err
	}
	list, err := rows(ctx, tx, func(scan scanner) (one subscribed, err error) {
		err = scan(&one.id, &one.after)
		return one, err
	}, "SELECT source, after FROM deed_source WHERE deed = ? ORDER BY place", d.ID)
	if err != nil {
		return err
	}
	f := s.filing(ctx, tx, 0)
	for _, one := range list {
		if err := f.refiled(one.id, one.after); err != nil {
			return err
		}
	}
	return entitle(ctx, tx, d)
}
