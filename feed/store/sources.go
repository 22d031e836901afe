package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"rubrika/feed"
)

// Subscriptions implements feed.Store.
func (s *Store) Subscriptions(ctx context.Context) ([]feed.Subscription, error) {
	list, err := rows(ctx, s.read, scanSubscription, selectSubscription+" WHERE s.gone = 0 ORDER BY s.id")
	if err != nil {
		return nil, s.fail("list subscriptions", err)
	}
	return list, nil
}

const selectSubscription = `SELECT s.id, s.kind, s.url, s.title, s.feed_title, s.site, s.lang, s.rubric, s.zone,
	s.muted, s.added_ms, s.last_try_ms, s.last_good_ms, s.next_try_ms, s.failures, s.trouble, s.trouble_text,
	s.cursor, coalesce(t.total, 0), coalesce(t.unread, 0)
	FROM source s LEFT JOIN (SELECT source, sum(n) AS total, sum(CASE WHEN state & 1 = 0 THEN n ELSE 0 END) AS unread
		FROM tally GROUP BY source) t ON t.source = s.id`

func scanSubscription(scan scanner) (feed.Subscription, error) {
	var sub feed.Subscription
	var theirs, cursor string
	var added, tried, good, next int64
	err := scan(&sub.ID, &sub.Kind, &sub.URL, &sub.Title, &theirs, &sub.Site, &sub.Lang, &sub.Rubric, &sub.Zone,
		&sub.Muted, &added, &tried, &good, &next, &sub.Failures, &sub.Trouble, &sub.TroubleText,
		&cursor, &sub.Items, &sub.Unread)
	if err != nil {
		return feed.Subscription{}, err
	}
	sub.Title = title(sub.Title, theirs, sub.URL)
	sub.Added, sub.LastTry, sub.LastGood, sub.NextTry = moment(added), moment(tried), moment(good), moment(next)
	return sub, json.Unmarshal([]byte(cursor), &sub.Cursor)
}

// Subscribe implements feed.Store. A source that was unsubscribed before
// comes back with its items. Subscriptions of kind "tour" are the program's
// own and leave no deed.
func (s *Store) Subscribe(ctx context.Context, sub feed.Subscription) (feed.Subscription, error) {
	const op = "subscribe"
	if sub.URL == "" {
		return feed.Subscription{}, &feed.Error{Op: op, Kind: feed.KindAddress, Err: errors.New("no address")}
	}
	err := s.change(ctx, op, func(tx *sql.Tx) error {
		var id int64
		err := tx.QueryRowContext(ctx, `INSERT INTO source(kind, url, title, feed_title, site, lang, rubric, zone, muted, gone, added_ms)
			VALUES (?, ?, ?, '', ?, ?, ?, ?, ?, 0, ?) ON CONFLICT(url) DO UPDATE SET
			kind = excluded.kind, title = excluded.title, site = excluded.site, lang = excluded.lang,
			rubric = excluded.rubric, zone = excluded.zone, muted = excluded.muted, gone = 0,
			added_ms = excluded.added_ms, last_try_ms = 0, last_good_ms = 0, next_try_ms = 0,
			failures = 0, trouble = '', trouble_text = '', cursor = '{}'
			WHERE gone <> 0 RETURNING id`,
			sub.Kind, sub.URL, sub.Title, sub.Site, sub.Lang, string(sub.Rubric), sub.Zone, sub.Muted, millis(s.now())).Scan(&id)
		if errors.Is(err, sql.ErrNoRows) {
			return &feed.Error{Op: op, Source: sub.URL, Kind: feed.KindExists}
		}
		if err != nil {
			return err
		}
		if sub.Kind != "tour" {
			if err := s.record(ctx, tx, &feed.Deed{Kind: subscribing}, id); err != nil {
				return err
			}
		}
		sub, err = scanSubscription(tx.QueryRowContext(ctx, selectSubscription+" WHERE s.id = ?", id).Scan)
		return err
	})
	if err != nil {
		return feed.Subscription{}, err
	}
	return sub, nil
}

// Unsubscribe implements feed.Store.
func (s *Store) Unsubscribe(ctx context.Context, id feed.SourceID) (feed.Deed, error) {
	d := feed.Deed{Kind: unsubscribing}
	err := s.change(ctx, unsubscribing, func(tx *sql.Tx) error {
		var gone bool
		err := tx.QueryRowContext(ctx, "SELECT gone FROM source WHERE id = ?", int64(id)).Scan(&gone)
		if errors.Is(err, sql.ErrNoRows) || gone {
			return noSource(unsubscribing, id)
		}
		if err != nil {
			return err
		}
		if err := s.record(ctx, tx, &d, int64(id)); err != nil {
			return err
		}
		d.Source, err = turnSource(ctx, tx, int64(id), true)
		return err
	})
	if err != nil {
		return feed.Deed{}, err
	}
	return d, nil
}

func noSource(op string, id feed.SourceID) error {
	return &feed.Error{Op: op, Source: fmt.Sprint(id), Kind: feed.KindNoSource}
}

// Edit implements feed.Store. An empty title, or the feed's, lets the feed
// name itself.
func (s *Store) Edit(ctx context.Context, sub feed.Subscription) error {
	const op = "edit subscription"
	if sub.Rubric != "" && !sub.Rubric.Valid() {
		return &feed.Error{Op: op, Source: string(sub.Rubric), Kind: feed.KindUsage, Err: errors.New("no such rubric")}
	}
	return s.change(ctx, op, func(tx *sql.Tx) error {
		var theirs, address string
		err := tx.QueryRowContext(ctx, "SELECT feed_title, url FROM source WHERE id = ? AND gone = 0",
			int64(sub.ID)).Scan(&theirs, &address)
		if errors.Is(err, sql.ErrNoRows) {
			return noSource(op, sub.ID)
		}
		if err != nil {
			return err
		}
		own := sub.Title
		if own == title("", theirs, address) {
			own = ""
		}
		_, err = affect(ctx, tx, "UPDATE source SET title = ?, lang = ?, rubric = ?, zone = ?, muted = ? WHERE id = ?",
			own, sub.Lang, string(sub.Rubric), sub.Zone, sub.Muted, int64(sub.ID))
		return err
	})
}

// Failed implements feed.Store. The kind of why and its text are kept; the
// text must have passed the door.
func (s *Store) Failed(ctx context.Context, src feed.SourceID, next time.Time, why error) error {
	const op = "record failure"
	return s.change(ctx, op, func(tx *sql.Tx) error {
		n, err := affect(ctx, tx, `UPDATE source SET last_try_ms = ?, next_try_ms = ?, failures = failures + 1,
			trouble = ?, trouble_text = ? WHERE id = ?`,
			millis(s.now()), millis(next), string(feed.KindOf(why)), why.Error(), int64(src))
		if err == nil && n == 0 {
			err = noSource(op, src)
		}
		return err
	})
}
