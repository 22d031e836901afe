package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"rubrika/feed"
)

// putting is a Put on its way through its pieces.
type putting struct {
	batch feed.Batch
	all   []*arrival
	left  int // how many of all are not filed yet, from the first on
	now   time.Time
	// known: the document is that of the source, since it has an item that is
	// stored, or the first items of all.
	known bool
	// reframed: see reframed. redated: the reader gave the source another zone.
	reframed, redated bool
	// ours are the items that the pieces before were.
	ours map[int64]bool
}

// What one piece may cost, some 60 ms of work: so much for each arrival that is
// only looked up, that is written, and for its kilobytes.
const (
	pieceCost   = 2048
	writtenCost = 16
)

// cut returns where the next piece begins, which ends at left.
func (p *putting) cut() int {
	from, cost := p.left, 0
	for from > 0 && cost < pieceCost {
		from--
		cost++
		if x := p.all[from].packed; x != nil {
			cost += writtenCost + (len(x.html)+len(x.body)+len(x.forms))>>10
		}
	}
	return from
}

// piece files the next piece: first its headlines and bodies, from its end, so
// that the first entry of the document gets the highest id; then their words,
// which is faster than in turn; then it asks the rules about them. It reports
// whether some are left.
func (f *filing) piece(p *putting) (more bool, err error) {
	if p.left == len(p.all) {
		if err := f.meet(p); err != nil {
			return false, err
		}
	}
	from := p.cut()
	list := p.all[from:p.left]
	if err := f.keepRubric(p, list); err != nil {
		return false, err
	}
	if err := f.verify(p, list); err != nil {
		return false, err
	}
	if from == 0 {
		if err := f.health(p); err != nil {
			return false, err
		}
	}
	if err := f.number(); err != nil {
		return false, err
	}
	f.reframed, f.redated = p.reframed, p.redated
	for _, a := range slices.Backward(list) {
		if err := f.file(a); err != nil {
			return false, err
		}
		if a.item != 0 {
			p.ours[a.item] = true
		}
	}
	if err := f.indexAll(list); err != nil {
		return false, err
	}
	p.left = from
	return from > 0, f.judgeArrivals(list)
}

// meet finds out how the document stands to what is stored of its source.
func (f *filing) meet(p *putting) error {
	var zone string
	var some bool
	err := f.get("SELECT coalesce(cursor ->> '$.zone', ''), EXISTS (SELECT 1 FROM item WHERE source = ?1) FROM source WHERE id = ?1",
		[]any{f.source}, &zone, &some)
	if errors.Is(err, sql.ErrNoRows) {
		return noSource("file items", feed.SourceID(f.source))
	}
	p.redated = some && zone != p.batch.Next.Zone
	p.known = p.batch.Unchanged || !some && len(p.all) > 0 || slices.ContainsFunc(p.all, func(a *arrival) bool { return a.item != 0 })
	return err
}

// verify makes sure, now that nobody else writes, that arrivals still are what
// they were found to be; if not, all are looked up anew.
func (f *filing) verify(p *putting, list []*arrival) error {
	now := make([]*arrival, len(list))
	for i, a := range list {
		now[i] = &arrival{Entry: a.Entry, keys: a.keys, digest: a.digest}
	}
	if err := lookUp(f.ctx, f.tx, f.source, now); err != nil {
		return err
	}
	if err := separate(f.ctx, f.tx, now); err != nil {
		return err
	}
	for i, a := range list {
		for k, owner := range now[i].owners {
			if owner != a.owners[k] && !p.ours[owner] {
				return match(f.ctx, f.tx, f.source, p.all)
			}
		}
	}
	return recall(f.ctx, f.tx, list)
}

// keepRubric has arrivals take over the rubric of their source that the reader
// chose while they were on their way.
func (f *filing) keepRubric(p *putting, list []*arrival) error {
	var rubric feed.Rubric
	err := f.get("SELECT coalesce(nullif(rubric, ''), ?) FROM source WHERE id = ?", []any{string(p.batch.Next.Rubric), f.source}, &rubric)
	if err != nil {
		return err
	}
	rubric, why := bySource(rubric)
	for _, a := range list {
		if (a.Why.Kind == feed.ByFeed || a.Why.Kind == feed.ByNothing) && a.Why != why {
			a.Rubrics, a.Why = []feed.Rubric{rubric}, why
			a.digest = digestOf(a.Entry)
		}
	}
	return nil
}

// health writes what the fetch says about the source itself.
func (f *filing) health(p *putting) error {
	b := p.batch
	cursor, err := json.Marshal(b.Next)
	if err != nil {
		return err
	}
	n, err := f.exec(`UPDATE source SET last_try_ms = ?1, last_good_ms = ?1, next_try_ms = ?2, failures = 0,
		trouble = '', trouble_text = '', cursor = ?3, asked = asked + (kind <> 'tour'),
		unchanged = unchanged + (?5 AND kind <> 'tour'), saved = saved + iif(?5 AND kind <> 'tour', ?6, 0) WHERE id = ?4`,
		millis(f.now), max(millis(b.NextTry), millis(b.Next.NotBefore)), string(cursor), f.source, b.Unchanged, b.Saved)
	if err == nil && n == 0 {
		err = noSource("file items", feed.SourceID(f.source))
	}
	if err == nil && !b.Unchanged {
		_, err = f.exec(`UPDATE source SET feed_title = CASE WHEN ?1 = '' THEN feed_title ELSE ?1 END,
			site = CASE WHEN ?2 = '' THEN site ELSE ?2 END, document_ms = ?3 WHERE id = ?4`, b.Title, b.Site, millis(f.now), f.source)
	}
	if err != nil {
		return err
	}
	if b.URL != "" {
		err = f.move(p)
	}
	return err
}

// move changes the address of a source that moved for good. It is believed
// when the new place shows the same document, an item that is stored, or the
// first items of all: the redirects of hotel networks lead elsewhere. Another
// feed is so believed the second time it is there.
func (f *filing) move(p *putting) error {
	if !p.known {
		return nil
	}
	_, err := f.exec("UPDATE OR IGNORE source SET url = ? WHERE id = ?", p.batch.URL, f.source)
	return err
}
