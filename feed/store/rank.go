package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"math"
	"slices"
	"strings"

	"rubrika/feed"
)

// search is a list of items with words on its way. Items are looked at in blocks
// of ids, first those that may have what comes first in the order, until none
// of the rest can have something for the page.
type search struct {
	s     *Store
	q     *selection
	limit int
	// begin is where the page begins, after that spot.
	begin spot
	some  bool // there is a begin
}

// spot is where an item stands in the order of a search: greater ranks come
// first, of equal ones the greater ties.
type spot struct{ rank, tie int64 }

func (p spot) compare(o spot) int {
	return cmp.Or(cmp.Compare(o.rank, p.rank), cmp.Compare(o.tie, p.tie))
}

// hit is an item that was found.
type hit struct {
	id, order int64
	spot
}

// part is a part of what is selected: all of it, or of the order by relevance
// either what has the words in its title, or what has not.
type part int8

const (
	anyPart part = iota
	titlePart
	otherPart
)

// parts are the parts of a search, whose places are comparable.
func (r *search) parts() []part {
	if r.q.titles == nil {
		return []part{anyPart}
	}
	return []part{titlePart, otherPart}
}

// spot is where an item of a part stands.
func (r *search) spot(p part, id, order int64) spot {
	switch {
	case r.q.sort == feed.Arrival:
		return spot{id, 0}
	case r.q.sort == feed.Oldest:
		return spot{-order, -id}
	case p == titlePart:
		order += feed.TitleLead.Milliseconds()
	}
	return spot{order, id}
}

// search returns the ids of a page of what q selects, in its order.
func (s *Store) search(ctx context.Context, q *selection, before feed.Position, limit int) ([]int64, error) {
	r := &search{s: s, q: q, limit: limit}
	if err := r.beginAfter(ctx, before); err != nil {
		return nil, err
	}
	few, err := r.few(ctx)
	if err != nil {
		return nil, err
	}
	var found []hit
	for _, p := range r.parts() {
		if few {
			found, err = r.pick(ctx, p, found)
		} else {
			found, err = r.look(ctx, p, found)
		}
		if err != nil {
			return nil, err
		}
	}
	ids := make([]int64, len(found))
	for i, h := range found {
		ids[i] = h.id
	}
	return ids, nil
}

// beginAfter sets where the page begins. Of an item that has left nothing is
// known but its position: it counts as one with the words in its title, as
// showing something again is better than never.
func (r *search) beginAfter(ctx context.Context, before feed.Position) error {
	if before == (feed.Position{}) {
		return nil
	}
	p, id := anyPart, int64(before.ID)
	if r.q.titles != nil {
		query, args := r.q.scan(otherPart)
		others, err := rows(ctx, r.s.read, r.scanner(otherPart), query, bound(args, [2]int64{id, id})...)
		if err != nil {
			return err
		}
		if p = titlePart; len(others) > 0 {
			p = otherPart
		}
	}
	r.begin, r.some = r.spot(p, id, before.At.UnixMilli()), true
	return nil
}

// andAfter demands that items come after a position.
func (s *Store) andAfter(ctx context.Context, q *selection, before feed.Position) error {
	if q.titles == nil {
		after, args := q.after(before)
		q.and(after, args...)
		return nil
	}
	r := search{s: s, q: q}
	if err := r.beginAfter(ctx, before); err != nil {
		return err
	}
	var titles clauses
	titles.addQuery(query{must: q.titles.must})
	q.and(fmt.Sprintf("(order_ms + CASE WHEN %s THEN %d ELSE 0 END, id) < (?, ?)",
		strings.Join(titles.where, " AND "), feed.TitleLead.Milliseconds()), append(titles.args, r.begin.rank, r.begin.tie)...)
	return nil
}

// few reports whether what the filter demands besides words is so rare, and
// the words are not, that the search had better start from there.
func (r *search) few(ctx context.Context) (bool, error) {
	if r.q.text != nil && !r.q.begins {
		first := r.q.text.first()
		n, err := r.s.number(ctx, fmt.Sprintf("SELECT 1 FROM %s WHERE %[1]s MATCH ? LIMIT %d", first, rare+1), r.q.text.matches(first))
		if err != nil || n <= rare {
			return false, err
		}
	}
	err := r.s.sizeWalks(ctx, r.q)
	return r.q.few, err
}

// scanner reads what scan selects.
func (r *search) scanner(p part) func(scanner) (hit, error) {
	return func(scan scanner) (h hit, err error) {
		err = scan(&h.id, &h.order)
		h.spot = r.spot(p, h.id, h.order)
		return h, err
	}
}

// keep adds what comes after the beginning to what was found before, each once,
// as far as it is for the page.
func (r *search) keep(found, more []hit) []hit {
	for _, h := range more {
		if !r.some || r.begin.compare(h.spot) < 0 {
			found = append(found, h)
		}
	}
	slices.SortFunc(found, func(a, b hit) int { return a.compare(b.spot) })
	found = slices.CompactFunc(found, func(a, b hit) bool { return a.id == b.id })
	return found[:min(len(found), r.limit)]
}

// blockBits is how many bits of an id table span leaves out.
const blockBits = 10

// firstBlocks is how many blocks are looked at first; then each time four times
// as many, up to maxBlocks. Where looking again costs much, it is manyBlocks,
// then all.
const (
	firstBlocks = 4
	manyBlocks  = 64
	maxBlocks   = 512
)

// block is a piece of the store: ids of which none stands before best.
type block struct{ number, best int64 }

// look adds what a part has for the page to what was found in others.
func (r *search) look(ctx context.Context, p part, found []hit) ([]hit, error) {
	blocks, err := r.blocks(ctx, p)
	if err != nil {
		return nil, err
	}
	query, args := r.q.scan(p)
	err = prepared(ctx, r.s.read, query, func(stmt *sql.Stmt) error {
		n, most := firstBlocks, maxBlocks
		if r.q.begins && p != titlePart {
			n, most = manyBlocks, len(blocks)
		}
		for len(blocks) > 0 {
			if len(found) == r.limit && blocks[0].best < found[r.limit-1].rank {
				return nil
			}
			n = min(n, len(blocks))
			for _, span := range r.spans(blocks[:n]) {
				more, err := r.read(ctx, stmt, p, bound(args, span))
				if err != nil {
					return err
				}
				found = r.keep(found, more)
			}
			blocks, n = blocks[n:], min(4*n, most)
		}
		return nil
	})
	return found, err
}

func (r *search) read(ctx context.Context, stmt *sql.Stmt, p part, args []any) ([]hit, error) {
	read, err := stmt.QueryContext(ctx, args...)
	if err != nil {
		return nil, err
	}
	return every(read, r.scanner(p))
}

// blocks are those that may have something of a part for the page, first what
// may come first.
func (r *search) blocks(ctx context.Context, p part) ([]block, error) {
	list, err := rows(ctx, r.s.read, func(scan scanner) (b block, err error) {
		var earliest, latest int64
		err = scan(&b.number, &earliest, &latest)
		last := (b.number+1)<<blockBits - 1
		best := max(r.spot(p, last, earliest).rank, r.spot(p, last, latest).rank)
		worst := min(r.spot(p, last-1<<blockBits+1, earliest).rank, r.spot(p, last-1<<blockBits+1, latest).rank)
		if b.best = best; r.some && worst > r.begin.rank {
			b.number = -1 // all of it stands before the page
		}
		return b, err
	}, "SELECT block, earliest_ms, latest_ms FROM span WHERE latest_ms >= ? AND earliest_ms < ? AND block BETWEEN ? AND ?",
		r.q.since, r.q.until, r.q.above>>blockBits, r.q.upto>>blockBits)
	list = slices.DeleteFunc(list, func(b block) bool { return b.number < 0 })
	slices.SortFunc(list, func(a, b block) int {
		return cmp.Or(cmp.Compare(b.best, a.best), cmp.Compare(b.number, a.number))
	})
	return list, err
}

// spans are the ids of blocks, those of neighbours as one.
func (r *search) spans(blocks []block) [][2]int64 {
	numbers := make([]int64, len(blocks))
	for i, b := range blocks {
		numbers[i] = b.number
	}
	var out [][2]int64
	for _, s := range runs(numbers, r.gap(1)) {
		out = append(out, [2]int64{s[0] << blockBits, (s[1]+1)<<blockBits - 1})
	}
	return out
}

// runs are the first and last of numbers that stand no further from each other
// than gap.
func runs(numbers []int64, gap int64) [][2]int64 {
	slices.Sort(numbers)
	var out [][2]int64
	for _, n := range numbers {
		if last := len(out) - 1; last >= 0 && n-out[last][1] <= gap {
			out[last][1] = n
		} else {
			out = append(out, [2]int64{n, n})
		}
	}
	return out
}

// nearby is how many ids a full-text table reads over in the time that it takes
// to look for another.
const nearby = 128

// gap is how far apart neighbours may be.
func (r *search) gap(n int64) int64 {
	if r.q.begins {
		return math.MaxInt64
	}
	return n
}

// pick does what look does, starting from the few items that have all but the
// words.
func (r *search) pick(ctx context.Context, p part, found []hit) ([]hit, error) {
	zero := feed.Position{}
	query, args := r.q.page(zero, math.MaxInt32)
	ids, err := rows(ctx, r.s.read, func(scan scanner) (id int64, err error) {
		var order int64
		err = scan(&id, &order)
		return id, err
	}, query, args...)
	if err != nil {
		return nil, err
	}
	query, args = r.q.scan(p)
	err = prepared(ctx, r.s.read, query, func(stmt *sql.Stmt) error {
		for _, span := range runs(ids, r.gap(nearby)) {
			more, err := r.read(ctx, stmt, p, bound(args, span))
			if err != nil {
				return err
			}
			found = r.keep(found, more)
		}
		return nil
	})
	return found, err
}

// scan is the statement that yields id and order_ms of what a part has within a
// span, with its arguments.
func (q *selection) scan(p part) (string, []any) {
	from, cond, args := q.scanned(p)
	return "SELECT id, order_ms FROM " + from + " WHERE " + cond, args
}

// scanned is where the items of a part are found: tables, and conditions with
// their arguments. It starts from words where some must be there, and takes of
// the items what an index has.
func (q *selection) scanned(p part) (from, cond string, args []any) {
	c := clauses{}
	text := q.text
	if p == titlePart {
		text = q.titles
	}
	from = arriving
	if text == nil {
		c.and("id BETWEEN ? AND ?", lower, upper)
	} else {
		first := text.first()
		from = fmt.Sprintf("%s CROSS JOIN %s ON id = %[1]s.rowid", first, arriving)
		match, rest := text.apart(first)
		if p == otherPart {
			match, rest = q.others(first, match, rest)
		}
		c.and(fmt.Sprintf("%s MATCH ? AND %[1]s.rowid BETWEEN ? AND ?", first), match, lower, upper)
		c.add(rest)
	}
	plain, more := q.conditions()
	c.and(plain, more...)
	c.add(q.late)
	return from, strings.Join(c.where, " AND "), c.args
}

// first is the table from which a query is best begun.
func (q *query) first() fts {
	if len(q.must[inForms]) > 0 {
		return inForms
	}
	return inPhrases
}

// apart is a query as what is looked for in one table, and the rest.
func (q *query) apart(first fts) (match string, rest clauses) {
	other := query{must: map[fts][]string{}, not: map[fts][]string{}}
	for _, t := range []fts{inForms, inPhrases} {
		if t != first {
			other.must[t], other.not[t] = q.must[t], q.not[t]
		}
	}
	rest.addQuery(other)
	match = q.matches(first)
	if not := q.not[first]; not != nil {
		match = "(" + match + ") NOT (" + strings.Join(not, " OR ") + ")"
	}
	return match, rest
}

// others leaves out what has the words in its title.
func (q *selection) others(first fts, match string, rest clauses) (string, clauses) {
	titles := *q.titles
	second := inPhrases
	if first == inPhrases {
		second = inForms
	}
	if titles.matches(second) == "" {
		return "(" + match + ") NOT (" + titles.matches(first) + ")", rest
	}
	var in clauses
	in.addQuery(query{must: titles.must})
	rest.and("NOT ("+strings.Join(in.where, " AND ")+")", in.args...)
	return match, rest
}
