package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"rubrika/feed"
)

// Subscriptions implements feed.Store.
func (s *Store) Subscriptions(ctx context.Context) ([]feed.Subscription, error) {
	list, err := s.subscriptions(ctx, s.read, "s.gone = 0")
	if err != nil {
		return nil, s.fail("list subscriptions", err)
	}
	return list, nil
}

// subscriptions returns those under a condition on source s, by id. What came
// in is counted by the publisher's time: the first fetch brings a backlog.
func (s *Store) subscriptions(ctx context.Context, db querier, where string, args ...any) ([]feed.Subscription, error) {
	const day = 24 * int64(time.Hour/time.Millisecond)
	now := millis(s.now())
	span := fmt.Sprintf("max(%d, min(%d, %d - s.added_ms))", day, 14*day, now)
	return rows(ctx, db, scanSubscription, fmt.Sprintf(`SELECT s.id, s.kind, s.address, s.title, s.feed_title, s.site, s.lang,
		s.rubric, s.zone, s.every_s, s.agent, s.tags, s.muted, s.added_ms, s.account, coalesce(a.title, ''), s.remote, s.folder,
		coalesce(a.last_try_ms, s.last_try_ms), coalesce(a.last_good_ms, s.last_good_ms), coalesce(a.next_try_ms, s.next_try_ms),
		coalesce(a.failures, s.failures), coalesce(a.trouble, s.trouble), coalesce(a.trouble_text, s.trouble_text),
		s.cursor, s.asked, s.unchanged, s.saved,
		coalesce(t.total, 0), coalesce(t.unread, 0),
		(SELECT count(*) FROM item i INDEXED BY item_source WHERE i.source = s.id AND i.order_ms > %d - %s) * %d.0 / %s
		FROM source s LEFT JOIN account a ON a.id = s.account LEFT JOIN (SELECT source, sum(n) AS total, sum(CASE WHEN state & 1 = 0 THEN n ELSE 0 END) AS unread
			FROM tally WHERE `+unmuted+` GROUP BY source) t ON t.source = s.id WHERE %s ORDER BY s.id`, now, span, day, span, where), args...)
}

func scanSubscription(scan scanner) (feed.Subscription, error) {
	var sub feed.Subscription
	var theirs, tags, cursor string
	var every, added, tried, good, next int64
	err := scan(&sub.ID, &sub.Kind, &sub.URL, &sub.Title, &theirs, &sub.Site, &sub.Lang,
		&sub.Rubric, &sub.Zone, &every, &sub.Agent, &tags, &sub.Muted, &added,
		&sub.Account, &sub.AccountTitle, &sub.Remote, &sub.Folder, &tried, &good, &next,
		&sub.Failures, &sub.Trouble, &sub.TroubleText, &cursor, &sub.Asked, &sub.Unchanged, &sub.Saved,
		&sub.Items, &sub.Unread, &sub.PerDay)
	if err != nil {
		return feed.Subscription{}, err
	}
	sub.Title = title(sub.Title, theirs, sub.URL)
	sub.Every = time.Duration(every) * time.Second
	sub.Added, sub.LastTry, sub.LastGood, sub.NextTry = moment(added), moment(tried), moment(good), moment(next)
	if sub.Tags, err = readTags(tags); err != nil {
		return feed.Subscription{}, err
	}
	return sub, json.Unmarshal([]byte(cursor), &sub.Cursor)
}

// Untouched implements feed.Store. Unsubscribed feeds count as well.
func (s *Store) Untouched(ctx context.Context) (bool, error) {
	var none bool
	err := s.read.QueryRowContext(ctx, `SELECT NOT EXISTS (SELECT 1 FROM source WHERE kind <> 'tour')
		AND NOT EXISTS (SELECT 1 FROM account)`).Scan(&none)
	return none, s.fail("look for subscriptions", err)
}

// Failed implements feed.Store. The kind of why and its text are kept; the
// text must have passed the door.
func (s *Store) Failed(ctx context.Context, src feed.SourceID, wish, next time.Time, why error) error {
	const op = "record failure"
	var until any // null: no wish
	if !wish.IsZero() {
		until = wish
	}
	patch, err := json.Marshal(map[string]any{"not_before": until})
	if err != nil {
		return s.fail(op, err)
	}
	return s.change(ctx, op, func(tx *sql.Tx) error {
		n, err := affect(ctx, tx, `UPDATE source SET last_try_ms = ?, next_try_ms = ?, failures = failures + 1,
			trouble = ?, trouble_text = ?, cursor = json_patch(cursor, ?) WHERE id = ?`,
			millis(s.now()), millis(next), string(feed.KindOf(why)), why.Error(), string(patch), int64(src))
		if err == nil && n == 0 {
			err = noSource(op, src)
		}
		return err
	})
}

func noSource(op string, id feed.SourceID) error {
	return &feed.Error{Op: op, Source: fmt.Sprint(id), Kind: feed.KindNoSource}
}
