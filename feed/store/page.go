package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"

	"rubrika/feed"
	"rubrika/feed/words"
)

// paged is what the page of an item gave besides its body. It is laid over
// every later document of the source.
type paged struct {
	extra
	// Tags and Versions are those that the source does not send.
	Tags     []string       `json:"tags,omitempty"`
	Versions []feed.Version `json:"versions,omitempty"`
	// Rubrics is empty when the page did not decide them.
	Rubrics []feed.Rubric `json:"rubrics,omitempty"`
	Why     feed.Evidence `json:"why,omitzero"`
	Section string        `json:"section,omitempty"`
	// Lang and Badges are those that the source does not know of.
	Lang   string     `json:"lang,omitempty"`
	Badges feed.Badge `json:"badges,omitempty"`
}

// weak reports whether evidence is of less weight than a page's.
func weak(e feed.Evidence) bool {
	return e.Kind == feed.ByFeed || e.Kind == feed.ByNothing || e.Kind == ""
}

// learn adds what a page gave to p. Of an item it takes what is news; what p
// knew of rubrics leaves when the source has better evidence by now.
func (p *paged) learn(page, item feed.Entry, link func(string) string) {
	p.Tags = append(p.Tags, without(page.Tags, item.Tags, words.Fold)...)
	p.Versions = append(p.Versions, without(page.Versions, item.Versions, func(v feed.Version) string { return link(v.URL) })...)
	own := link(item.URL)
	p.Versions = slices.DeleteFunc(p.Versions, func(v feed.Version) bool { return link(v.URL) == own })
	p.Badges |= page.Badges &^ (item.Badges | feed.Updated)
	if item.Lang == "" {
		p.Lang = page.Lang
	}
	switch {
	case !weak(page.Why) && len(page.Rubrics) > 0 && (page.Why != item.Why || !slices.Equal(page.Rubrics, item.Rubrics)):
		p.Rubrics, p.Why = page.Rubrics, page.Why
	case !weak(item.Why) && item.Why != p.Why:
		p.Rubrics, p.Why = nil, feed.Evidence{}
	}
	switch {
	case page.Section != "" && page.Section != item.Section:
		p.Section = page.Section
	case item.Section != "" && item.Section != p.Section:
		p.Section = ""
	}
}

// onto lays what the page gave over an entry. Rubrics for which the entry has
// evidence of its own stay.
func (p *paged) onto(e *feed.Entry, link func(string) string) {
	bare := weak(e.Why)
	e.Lang, e.Badges = cmp.Or(e.Lang, p.Lang), e.Badges|p.Badges
	e.Tags = both(e.Tags, p.Tags, words.Fold)
	e.Versions = both(e.Versions, p.Versions, func(v feed.Version) string { return link(v.URL) })
	if bare && len(p.Rubrics) > 0 {
		e.Rubrics, e.Why = p.Rubrics, p.Why
	}
	if p.Section != "" && (bare || e.Section == "") {
		e.Section = p.Section
	}
}

// without returns the values of list whose name is not that of one in known,
// or of one before.
func without[T any](list, known []T, name func(T) string) []T {
	seen := map[string]bool{}
	for _, v := range known {
		seen[name(v)] = true
	}
	var out []T
	for _, v := range list {
		if n := name(v); !seen[n] {
			seen[n] = true
			out = append(out, v)
		}
	}
	return out
}

// KeepPage implements feed.Store. The item does not count as updated. A page
// without a body leaves an earlier body of the page as it is; with Full it says
// that the source's body is the whole story, until that changes.
func (s *Store) KeepPage(ctx context.Context, id feed.ID, e feed.Entry) error {
	const op = "keep page"
	html, err := s.deflate(e.HTML)
	if err != nil {
		return s.fail(op, err)
	}
	e.Text = e.Text[:min(len(e.Text), maxIndexed)]
	text, err := s.deflate(feed.Markup(e.Text))
	if err != nil {
		return s.fail(op, err)
	}
	return s.change(ctx, op, func(tx *sql.Tx) error {
		f := s.filing(ctx, tx, 0)
		a, err := f.recallWhole(id)
		if err != nil {
			return err
		}
		p, _, err := f.page(int64(id))
		if err != nil {
			return err
		}
		p.learn(e, a.Entry, s.link)
		if e.HTML != "" {
			p.extra = extras(e)
		} else if e.Full {
			p.Full = true
		}
		if err := f.layOver(a, p); err != nil {
			return err
		}
		data, err := json.Marshal(p)
		if err != nil {
			return err
		}
		_, err = f.exec(`INSERT INTO page(item, read_ms, html, text, data) VALUES (?1, ?2, ?3, ?4, ?5)
			ON CONFLICT DO UPDATE SET data = ?5, read_ms = CASE WHEN ?6 THEN ?2 ELSE read_ms END`,
			a.item, millis(f.now), html, text, string(data), e.Full)
		if err == nil && e.HTML != "" {
			_, err = f.exec("UPDATE page SET read_ms = ?, html = ?, text = ? WHERE item = ?", millis(f.now), html, text, a.item)
		}
		if err == nil {
			err = f.indexStored(a.item)
		}
		if err != nil {
			return err
		}
		return f.judge([]int64{a.item})
	})
}

// recallWhole returns a stored item as an arrival, with its versions and
// without a body.
func (f *filing) recallWhole(id feed.ID) (*arrival, error) {
	a := &arrival{item: int64(id)}
	var err error
	row := f.tx.QueryRowContext(f.ctx, "SELECT "+headline+" FROM item i JOIN source s ON s.id = i.source WHERE i.id = ?", a.item)
	if a.Item, err = f.s.scanItem(row.Scan); err != nil {
		return nil, noItem(err, fmt.Sprint(id))
	}
	var link string
	if err := f.get("SELECT link FROM item WHERE id = ?", []any{a.item}, &link); err != nil {
		return nil, err
	}
	a.Keys = []string{"link:" + link}
	a.Versions, err = rows(f.ctx, f.tx, func(scan scanner) (feed.Version, error) {
		var v feed.Version
		err := scan(&v.Lang, &v.URL, &v.Title)
		return v, err
	}, "SELECT lang, url, title FROM version WHERE item = ? ORDER BY place", a.item)
	return a, err
}

// layOver writes what a page gave into the headline of an item.
func (f *filing) layOver(a *arrival, p paged) error {
	if len(p.Rubrics) > 0 {
		a.Why = feed.Evidence{} // the page was asked after the source
	}
	if p.Section != "" {
		a.Section = ""
	}
	p.onto(&a.Entry, f.s.link)
	tags, err := tagList(a.Tags)
	if err != nil {
		return err
	}
	_, err = f.exec(`UPDATE item SET rubrics = (`+ruled+`) | ?, section_fold = ?, section = ?, filed = ?, why_kind = ?, why_text = ?,
		tags = ?, lang = ?, badges = ?, bare = 0 WHERE id = ?`, mask(a.Rubrics...), words.Fold(a.Section), a.Section,
		joinRubrics(a.Rubrics), string(a.Why.Kind), a.Why.Text, tags, a.Lang, a.Badges, a.item)
	if err != nil {
		return err
	}
	return f.reattach(a)
}

// page returns what the page of an item gave, and the deflated text of its
// body; both empty when it was not kept.
func (f *filing) page(item int64) (paged, []byte, error) {
	var p paged
	var data string
	var text []byte
	err := f.get("SELECT data, text FROM page WHERE item = ?", []any{item}, &data, &text)
	if errors.Is(err, sql.ErrNoRows) {
		return p, nil, nil
	}
	if err != nil {
		return p, nil, err
	}
	return p, text, json.Unmarshal([]byte(data), &p)
}

// author is who wrote an item, as its page says, or else its source.
func (f *filing) author(item int64) (author string, err error) {
	err = f.get(`SELECT coalesce(nullif(p.data ->> '$.author', ''), b.data ->> '$.author', '')
		FROM body b LEFT JOIN page p ON p.item = b.item WHERE b.item = ?`, []any{item}, &author)
	return author, err
}

// withPage lays the page of an item over an arrival of it and indexes the
// words of the page in place of the source's.
func (f *filing) withPage(a *arrival) error {
	var some bool
	if err := f.get("SELECT EXISTS (SELECT 1 FROM page WHERE item = ?)", []any{a.item}, &some); err != nil || !some {
		return err
	}
	p, deflated, err := f.page(a.item)
	if err != nil {
		return err
	}
	p.onto(&a.Entry, f.s.link)
	text, err := inflate(deflated)
	if err != nil {
		return err
	}
	a.Text, a.Author = cmp.Or(string(text), a.Text), cmp.Or(p.Author, a.Author)
	a.packed.indexed = index(a.Entry)
	return nil
}

// NoPage implements feed.Store.
func (s *Store) NoPage(ctx context.Context, id feed.ID) error {
	const op = "keep page"
	return s.change(ctx, op, func(tx *sql.Tx) error {
		n, err := affect(ctx, tx, "UPDATE item SET bare = 0 WHERE id = ?", int64(id))
		if err == nil && n == 0 {
			err = noItem(sql.ErrNoRows, fmt.Sprint(id))
		}
		return err
	})
}

// Bare implements feed.Store.
func (s *Store) Bare(ctx context.Context, src feed.SourceID, limit int) ([]feed.Item, error) {
	where, args := "source NOT IN "+hidden, []any(nil)
	if src != 0 {
		where, args = "source = ?", []any{int64(src)}
	}
	where += " AND " + unmuted
	if limit <= 0 {
		limit = defaultLimit
	}
	items, err := rows(ctx, s.read, s.scanItem, fmt.Sprintf(`SELECT %s FROM (SELECT id, order_ms FROM item INDEXED BY item_bare
		WHERE bare <> 0 AND %s ORDER BY order_ms DESC, id DESC LIMIT %d) p CROSS JOIN item i ON i.id = p.id
		CROSS JOIN source s ON s.id = i.source ORDER BY p.order_ms DESC, p.id DESC`, headline, where, min(limit, math.MaxInt32)), args...)
	return items, s.fail("list bare items", err)
}

// Lookup implements feed.Store. Items of hidden sources are found too, after
// all others.
func (s *Store) Lookup(ctx context.Context, link string) (feed.ID, error) {
	var id feed.ID
	err := s.read.QueryRowContext(ctx, "SELECT id FROM item INDEXED BY item_link WHERE link = ? AND link <> ''"+
		" ORDER BY source IN "+hidden+", order_ms DESC, id DESC LIMIT 1", link).Scan(&id)
	return id, s.fail("find item", noItem(err, link))
}

// noItem names the error of a query that found no item.
func noItem(err error, what string) error {
	if errors.Is(err, sql.ErrNoRows) {
		return &feed.Error{Op: "find item", Source: what, Kind: feed.KindNoItem}
	}
	return err
}
