package store

import (
	"context"
	"database/sql"
	"fmt"

	"rubrika/feed"
)

// maxIndexing is how many items one transaction indexes, some 50 ms of work:
// others may write in between.
const maxIndexing = 50

// Reindex implements feed.Store. What is filed meanwhile is indexed as it
// comes; Index goes on where this was cut short.
func (s *Store) Reindex(ctx context.Context, progress func(done, total int)) error {
	const op = "index words"
	var total int
	err := s.change(ctx, op, func(tx *sql.Tx) error {
		for _, query := range []string{
			"INSERT INTO forms(forms) VALUES ('delete-all')", "INSERT INTO phrases(phrases) VALUES ('delete-all')",
			"INSERT OR REPLACE INTO memo SELECT 'words', max(id) FROM item HAVING max(id) IS NOT NULL",
		} {
			if _, err := affect(ctx, tx, query); err != nil {
				return err
			}
		}
		return tx.QueryRowContext(ctx, "SELECT coalesce(sum(n), 0) FROM tally").Scan(&total)
	})
	if err != nil {
		return err
	}
	for done, more := 0, total > 0; more; {
		progress(min(done, total), total)
		var n int
		if n, more, err = s.indexPiece(ctx, maxIndexing); err != nil {
			return err
		}
		done += n
	}
	progress(total, total)
	return s.fail(op, s.tidy(ctx, true))
}

// Index implements feed.Store, the newest items first. How many are left is
// counted, which takes longer than a small piece.
func (s *Store) Index(ctx context.Context, n int) (left int, err error) {
	const op = "index words"
	for done := 0; done < n; done += maxIndexing {
		_, more, err := s.indexPiece(ctx, min(maxIndexing, n-done))
		if err != nil || !more {
			return 0, err
		}
	}
	left, err = s.number(ctx, "SELECT 1 FROM item INDEXED BY item_arrival WHERE id <= (SELECT value FROM memo WHERE name = 'words')")
	return left, s.fail(op, err)
}

// indexPiece indexes at most n items in one transaction. It reports how many
// they were, and whether some may be left.
func (s *Store) indexPiece(ctx context.Context, n int) (done int, more bool, err error) {
	const op = "index words"
	err = s.read.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM memo WHERE name = 'words')").Scan(&more)
	if err != nil || !more {
		return 0, false, s.fail(op, err)
	}
	err = s.change(ctx, op, func(tx *sql.Tx) (err error) {
		done, err = s.filing(ctx, tx, 0).indexOlder(n)
		return err
	})
	if err != nil {
		return 0, true, err
	}
	return done, done == n, nil
}

// indexOlder indexes the newest n of the items whose words are not known.
func (f *filing) indexOlder(n int) (int, error) {
	ids, err := f.ids("SELECT id FROM item WHERE id <= (SELECT value FROM memo WHERE name = 'words') ORDER BY id DESC LIMIT ?", n)
	if err != nil {
		return 0, err
	}
	for _, id := range ids {
		if err := f.indexStored(id); err != nil {
			return 0, err
		}
	}
	if len(ids) < n {
		_, err = f.exec("DELETE FROM memo WHERE name = 'words'")
	} else {
		_, err = f.exec("UPDATE memo SET value = ? WHERE name = 'words'", ids[n-1]-1)
	}
	if err != nil {
		return 0, err
	}
	return len(ids), f.judge(ids)
}

// indexStored writes the words of an item as it is stored.
func (f *filing) indexStored(id int64) error {
	e, err := f.indexable(id)
	if err != nil {
		return err
	}
	return f.index(&arrival{Entry: e, item: id, packed: &packed{indexed: index(e)}})
}

// indexable is what index reads of an item that is stored: the text of its page
// comes before its source's.
func (f *filing) indexable(id int64) (feed.Entry, error) {
	var e feed.Entry
	var tags string
	var html, page []byte
	err := f.get(`SELECT i.lang, i.title, i.summary, i.url, i.tags, b.html, coalesce(p.text, x'')
		FROM item i CROSS JOIN body b ON b.item = i.id LEFT JOIN page p ON p.item = i.id WHERE i.id = ?`, []any{id},
		&e.Lang, &e.Title, &e.Summary, &e.URL, &tags, &html, &page)
	if err == nil {
		e.Tags, err = readTags(tags)
	}
	if err == nil {
		e.Author, err = f.author(id)
	}
	if err != nil {
		return e, err
	}
	plain, err := inflate(page)
	if e.Text = string(plain); err != nil || e.Text != "" {
		return e, err
	}
	e.Text, err = f.s.plain(html, e.URL)
	return e, err
}

// plain is the text of a body as it is stored.
func (s *Store) plain(html []byte, base string) (string, error) {
	body, err := inflate(html)
	if err != nil || body == "" {
		return "", err
	}
	return s.text(body, base), nil
}

// tidyStep is how many pages of a full-text table one transaction brings
// together, some 50 ms of work.
const tidyStep = 500

// tidyFrom is how many pages a full-text table has for it to be worth it.
const tidyFrom = 100

// tidy brings together what full-text tables have in many pieces, the result of
// many small transactions, once that is a fifth of it, or all that is: words are
// then found in one place each, and take a sixth less room.
func (s *Store) tidy(ctx context.Context, all bool) error {
	for _, table := range []fts{inForms, inPhrases} {
		var pages, most int
		err := s.read.QueryRowContext(ctx, fmt.Sprintf(`SELECT coalesce(sum(n), 0), coalesce(max(n), 0)
			FROM (SELECT count(*) AS n FROM %s_idx GROUP BY segid)`, table)).Scan(&pages, &most)
		if err != nil {
			return err
		}
		if !all && (pages < tidyFrom || pages-most < pages/5) {
			continue
		}
		work := -tidyStep // anew; then on with it
		for more := true; more; work = tidyStep {
			if more, err = s.merge(ctx, table, work); err != nil {
				return err
			}
		}
	}
	return nil
}

// merge does a step of bringing a table together, and reports whether some are
// left.
func (s *Store) merge(ctx context.Context, table fts, work int) (more bool, err error) {
	err = s.change(ctx, "merge words", func(tx *sql.Tx) error {
		const changes = "SELECT total_changes()"
		var before, after int
		err := tx.QueryRowContext(ctx, changes).Scan(&before)
		if err == nil {
			_, err = affect(ctx, tx, fmt.Sprintf("INSERT INTO %s(%[1]s, rank) VALUES ('merge', ?)", table), work)
		}
		if err == nil {
			err = tx.QueryRowContext(ctx, changes).Scan(&after)
		}
		more = after-before >= 2 // as SQLite says when there is nothing left
		return err
	})
	return more, err
}
