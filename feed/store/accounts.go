package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"rubrika/feed"
	"rubrika/feed/words"
)

// Accounts implements feed.Store.
func (s *Store) Accounts(ctx context.Context) ([]feed.Account, error) {
	list, err := accounts(ctx, s.read, "true")
	return list, s.fail("list accounts", err)
}

// accounts returns those under a condition on account a.
func accounts(ctx context.Context, db querier, where string, args ...any) ([]feed.Account, error) {
	return rows(ctx, db, scanAccount, `SELECT a.id, a.kind, a.url, a.user, a.title, a.secret_kind, a.secret_text, a.ca, a.added_ms,
		a.last_try_ms, a.last_good_ms, a.next_try_ms, a.failures, a.trouble, a.trouble_text,
		(SELECT count(*) FROM source f WHERE f.account = a.id AND f.gone = 0), coalesce(w.waiting, 0), coalesce(w.refused, 0)
		FROM account a LEFT JOIN (SELECT s.account, sum(`+count(pending)+`) AS waiting, sum(`+count(refused)+`) AS refused
			FROM `+unsent+` GROUP BY s.account) w ON w.account = a.id WHERE `+where+` ORDER BY a.id`, args...)
}

func scanAccount(scan scanner) (feed.Account, error) {
	var a feed.Account
	var added, tried, good, next int64
	err := scan(&a.ID, &a.Kind, &a.URL, &a.User, &a.Title, &a.Secret.Kind, &a.Secret.Text, &a.CA, &added,
		&tried, &good, &next, &a.Failures, &a.Trouble, &a.TroubleText, &a.Feeds, &a.Waiting, &a.Refused)
	a.Added, a.LastTry, a.LastGood, a.NextTry = moment(added), moment(tried), moment(good), moment(next)
	return a, err
}

// AddAccount implements feed.Store.
func (s *Store) AddAccount(ctx context.Context, a feed.Account) (feed.Account, error) {
	const op = "add account"
	err := s.change(ctx, op, func(tx *sql.Tx) error {
		if err := free(ctx, tx, op, a); err != nil {
			return err
		}
		err := tx.QueryRowContext(ctx, `INSERT INTO account(kind, url, user, title, secret_kind, secret_text, ca, added_ms)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
			a.Kind, a.URL, a.User, a.Title, string(a.Secret.Kind), a.Secret.Text, a.CA, millis(s.now())).Scan(&a.ID)
		if err != nil {
			return err
		}
		added, err := accounts(ctx, tx, "a.id = ?", int64(a.ID))
		if err == nil {
			a = added[0]
		}
		return err
	})
	if err != nil {
		return feed.Account{}, err
	}
	return a, nil
}

// EditAccount implements feed.Store; KindExists as for AddAccount.
func (s *Store) EditAccount(ctx context.Context, a feed.Account) error {
	const op = "edit account"
	return s.change(ctx, op, func(tx *sql.Tx) error {
		if err := free(ctx, tx, op, a); err != nil {
			return err
		}
		n, err := affect(ctx, tx, "UPDATE account SET url = ?, user = ?, title = ?, secret_kind = ?, secret_text = ?, ca = ? WHERE id = ?",
			a.URL, a.User, a.Title, string(a.Secret.Kind), a.Secret.Text, a.CA, int64(a.ID))
		return thatAccount(op, a.ID, n, err)
	})
}

// free fails when another account has the title of a, or is the same.
func free(ctx context.Context, tx *sql.Tx, op string, a feed.Account) error {
	all, err := accounts(ctx, tx, "a.id <> ?", int64(a.ID))
	if err != nil {
		return err
	}
	for _, b := range all {
		if words.Fold(a.Title) == words.Fold(b.Title) || a.Kind == b.Kind && a.URL == b.URL && a.User == b.User {
			return &feed.Error{Op: op, Source: b.Title, Kind: feed.KindExists}
		}
	}
	return nil
}

// thatAccount is the error of a change of an account that touched n rows.
func thatAccount(op string, id feed.AccountID, n int, err error) error {
	if err == nil && n == 0 {
		err = &feed.Error{Op: op, Source: fmt.Sprint(id), Kind: feed.KindNoAccount}
	}
	return err
}

// RemoveAccount implements feed.Store. Its items stay as those of a source that
// was left do, until they are old.
func (s *Store) RemoveAccount(ctx context.Context, id feed.AccountID) error {
	const op = "remove account"
	return s.change(ctx, op, func(tx *sql.Tx) error {
		for _, query := range []string{
			"UPDATE source SET gone = 1 WHERE account = ?",
			"UPDATE item SET base = NULL, flight = 0, aside = 0 WHERE base IS NOT NULL AND source IN (SELECT id FROM source WHERE account = ?)",
			"DELETE FROM remote WHERE account = ?",
		} {
			if _, err := affect(ctx, tx, query, int64(id)); err != nil {
				return err
			}
		}
		n, err := affect(ctx, tx, "DELETE FROM account WHERE id = ?", int64(id))
		return thatAccount(op, id, n, err)
	})
}

// AccountTried implements feed.Store. The text of why must have passed the
// door.
func (s *Store) AccountTried(ctx context.Context, id feed.AccountID, next time.Time, why error) error {
	const op = "record sync"
	return s.change(ctx, op, func(tx *sql.Tx) error {
		query := `UPDATE account SET last_try_ms = ?1, last_good_ms = ?1, next_try_ms = ?2, failures = 0, trouble = '',
			trouble_text = '' WHERE id = ?3`
		args := []any{millis(s.now()), millis(next), int64(id)}
		if why != nil {
			query = `UPDATE account SET last_try_ms = ?1, next_try_ms = ?2, failures = failures + 1, trouble = ?4,
				trouble_text = ?5 WHERE id = ?3`
			args = append(args, string(feed.KindOf(why)), why.Error())
		}
		n, err := affect(ctx, tx, query, args...)
		return thatAccount(op, id, n, err)
	})
}

// sourceKey is what stands in the column url for a source of an account.
func sourceKey(id feed.AccountID, remote string) string {
	return "account/" + strconv.FormatInt(int64(id), 10) + "/" + remote
}

// SetFeeds implements feed.Store. No deed is recorded. A feed that the server
// follows anew under another id is another source.
func (s *Store) SetFeeds(ctx context.Context, id feed.AccountID, list []feed.RemoteSource) (map[string]feed.SourceID, error) {
	const op = "follow feeds"
	by := make(map[string]feed.SourceID, len(list))
	err := s.change(ctx, op, func(tx *sql.Tx) error {
		f := s.filing(ctx, tx, 0)
		kind, err := f.kind(op, id)
		if err != nil {
			return err
		}
		stay := make([]int64, 0, len(list))
		for _, r := range list {
			if by[r.ID] != 0 {
				continue
			}
			source, err := f.setFeed(id, kind, r)
			if err != nil {
				return err
			}
			by[r.ID] = feed.SourceID(source)
			stay = append(stay, source)
		}
		_, err = f.exec("UPDATE source SET gone = 1 WHERE account = ? AND gone = 0 AND id NOT IN (SELECT value FROM json_each(?))",
			int64(id), numberList(stay))
		return err
	})
	if err != nil {
		return nil, err
	}
	return by, nil
}

// kind returns the kind of an account.
func (f *filing) kind(op string, id feed.AccountID) (string, error) {
	var kind string
	err := f.get("SELECT kind FROM account WHERE id = ?", []any{int64(id)}, &kind)
	if errors.Is(err, sql.ErrNoRows) {
		err = thatAccount(op, id, 0, nil)
	}
	return kind, err
}

// setFeed makes the source of an account's feed what the server says it is.
// Nothing is written when it is so already.
func (f *filing) setFeed(id feed.AccountID, kind string, r feed.RemoteSource) (int64, error) {
	want, err := ownOf(subscribing, feed.Subscription{Rubric: r.Rubric, Tags: r.Tags})
	if err != nil {
		return 0, err
	}
	if r.URL == "" {
		r.Title = cmp.Or(r.Title, r.ID)
	}
	source, err := f.sourceOf(id, kind, r.ID)
	if err != nil {
		return 0, err
	}
	n, err := f.exec(`UPDATE source SET feed_url = ?2, feed_title = ?3, site = ?4, gone = 0, folder = ?5,
			rubric = CASE WHEN added_ms = 0 OR folder <> ?5 THEN ?6 ELSE rubric END,
			tags = CASE WHEN added_ms = 0 OR folder <> ?5 THEN ?7 ELSE tags END,
			added_ms = CASE added_ms WHEN 0 THEN ?8 ELSE added_ms END
		WHERE id = ?1 AND (added_ms = 0 OR (feed_url, feed_title, site, gone, folder) <> (?2, ?3, ?4, 0, ?5))`,
		source, r.URL, r.Title, r.Site, r.Folder, string(want.Rubric), want.Tags, millis(f.now))
	if err == nil && n > 0 {
		err = f.refileAll(source)
	}
	return source, err
}

// sourceOf returns the source of an account's feed. When none was there it is
// gone and waits for the server's list to name it.
func (f *filing) sourceOf(id feed.AccountID, kind, remote string) (source int64, err error) {
	key := sourceKey(id, remote)
	err = f.get("SELECT id FROM source WHERE url = ?", []any{key}, &source)
	if !errors.Is(err, sql.ErrNoRows) {
		return source, err
	}
	err = f.get(`INSERT INTO source(kind, url, title, feed_title, site, lang, rubric, zone, muted, gone, added_ms, account, remote)
		VALUES (?, ?, '', '', '', '', '', '', 0, 1, 0, ?, ?) RETURNING id`, []any{kind, key, int64(id), remote}, &source)
	return source, err
}

// Missing implements feed.Store.
func (s *Store) Missing(ctx context.Context, id feed.AccountID, ids []string) ([]string, error) {
	const op = "look for items"
	type asked struct {
		remote string
		grave  int64 // a deleted item that was not listed for a day
	}
	yesterday := millis(s.now().Add(-daily))
	found, err := rows(ctx, s.read, func(scan scanner) (a asked, err error) {
		err = scan(&a.remote, &a.grave)
		return a, err
	}, `SELECT j.value, coalesce(t.item, 0) FROM json_each(?1) j LEFT JOIN remote r ON r.account = ?2 AND r.remote = j.value
		LEFT JOIN tombstone t ON t.item = r.item AND t.listed_ms < ?3 WHERE r.item IS NULL OR t.item IS NOT NULL ORDER BY j.key`,
		nameList(ids), int64(id), yesterday)
	if err != nil {
		return nil, s.fail(op, err)
	}
	var missing []string
	var graves []int64
	seen := make(map[string]bool, len(found))
	for _, a := range found {
		switch {
		case a.grave != 0:
			graves = append(graves, a.grave)
		case !seen[a.remote]:
			seen[a.remote] = true
			missing = append(missing, a.remote)
		}
	}
	if len(graves) == 0 {
		return missing, nil
	}
	err = s.change(ctx, op, func(tx *sql.Tx) error {
		_, err := affect(ctx, tx, "UPDATE tombstone SET listed_ms = ? WHERE item IN (SELECT value FROM json_each(?))",
			millis(s.now()), numberList(graves))
		return err
	})
	if err != nil {
		return nil, err
	}
	return missing, nil
}

// nameList and numberList are lists as JSON, for json_each.
func nameList(list []string) string {
	if len(list) == 0 {
		return "[]"
	}
	text, _ := json.Marshal(list) //nolint:errchkjson // texts always have a form
	return string(text)
}

func numberList(list []int64) string { return "[" + numbers(list) + "]" }
