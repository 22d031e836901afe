package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"rubrika/feed"
)

// axis is a way to cut the selected items: the column of item, or of about when
// by topics, that groups them, and what its values and the groups must be.
type axis struct {
	column, where, having string
	// rubrics cuts by the set of rubrics too.
	rubrics bool
	topics  bool
	// few: not many items are selected.
	few bool
	// found are the tallies of a filter with words, from which it is counted,
	// and not from all: see tallies.
	found string
}

// pile is a number of items alike in rubrics and along an axis.
type pile struct {
	name          string
	rubrics       int64
	total, unread int
}

// Counts implements feed.Store. What a line counts is the list that choosing
// it alone on its axis opens, as Filter.Toggle does it: publishers' rubrics
// leave with the rubrics, exclusions of other rubrics or topics stay. Filters of
// nothing but rubrics, marks and sources are answered from running totals,
// without reading an item.
func (s *Store) Counts(ctx context.Context, f feed.Filter, facets bool) (feed.Counts, error) {
	upto := f.Upto
	f.Before, f.Limit, f.Upto, f.Sort = feed.Position{}, 0, 0, feed.Newest
	found, err := s.foundAlike(ctx, f, facets)
	if err != nil {
		return feed.Counts{}, s.fail("count", err)
	}
	c, err := s.countRubrics(ctx, f, found)
	if err == nil && upto != 0 {
		c.New, err = s.countNew(ctx, f, upto)
	}
	if err == nil && facets {
		err = s.countFacets(ctx, f, found, &c)
	}
	if err != nil {
		return feed.Counts{}, s.fail("count", err)
	}
	return c, nil
}

// countNew counts the selected items that came after one.
func (s *Store) countNew(ctx context.Context, f feed.Filter, after feed.ID) (int, error) {
	f.Sort = feed.Arrival
	q, err := s.selection(ctx, f)
	if err != nil || q.none {
		return 0, err
	}
	from, cond, args := q.scanned(anyPart)
	return s.number(ctx, "SELECT 1 FROM "+from+" WHERE "+cond, bound(args, [2]int64{int64(after) + 1, math.MaxInt64})...)
}

// countRubrics fills all but the facets.
func (s *Store) countRubrics(ctx context.Context, f feed.Filter, found string) (feed.Counts, error) {
	not := mask(f.Not...)
	free := f
	free.Rubrics, free.Not, free.Sections = nil, nil, nil
	piles, err := s.piles(ctx, free, axis{column: "''", rubrics: true, found: found})
	if err != nil {
		return feed.Counts{}, err
	}
	var c feed.Counts
	c.All, c.AllUnread = total(piles, -1, not)
	for _, r := range feed.Rubrics() {
		t := feed.Tally{Name: string(r)}
		t.Total, t.Unread = total(piles, mask(r), not&^mask(r))
		c.Rubrics = append(c.Rubrics, t)
	}
	in := int64(-1)
	switch {
	case len(f.Sections) > 0: // an item of a rubric or of a section
		free.Rubrics, free.Sections = f.Rubrics, f.Sections
		if piles, err = s.piles(ctx, free, axis{column: "''", rubrics: true, found: found}); err != nil {
			return feed.Counts{}, err
		}
	case len(f.Rubrics) > 0:
		in = mask(f.Rubrics...)
	}
	c.Total, c.Unread = total(piles, in, not)
	return c, nil
}

// total adds up the piles with one of the rubrics of in and none of not.
func total(piles []pile, in, not int64) (all, unread int) {
	for _, p := range piles {
		if p.rubrics&in != 0 && p.rubrics&not == 0 {
			all += p.total
			unread += p.unread
		}
	}
	return all, unread
}

// piles counts what f selects by rubrics and along an axis.
func (s *Store) piles(ctx context.Context, f feed.Filter, a axis) ([]pile, error) {
	from, cond, args, err := s.counted(ctx, f, &a)
	if err != nil || from == "" {
		return nil, err
	}
	if a.where != "" {
		cond += " AND " + a.where
	}
	rubrics, group := "0", a.column
	if a.rubrics {
		rubrics, group = "rubrics", a.column+", rubrics"
	}
	if a.having != "" {
		group += " HAVING " + a.having
	}
	n, unread := "count(*)", "sum(state & 1 = 0)"
	if from == "tally" {
		n, unread = "sum(n)", "sum(CASE WHEN state & 1 = 0 THEN n ELSE 0 END)"
	}
	with := ""
	if a.found != "" {
		with = foundTally
	}
	return rows(ctx, s.read, scanPile, fmt.Sprintf("%sSELECT %s, %s, %s, %s FROM %s WHERE %s GROUP BY %s",
		with, a.column, rubrics, n, unread, from, cond, group), args...)
}

// counted is from what, and under what conditions, f is counted along an axis;
// "" when it selects nothing.
func (s *Store) counted(ctx context.Context, f feed.Filter, a *axis) (from, cond string, args []any, err error) {
	if a.found != "" {
		asker, err := s.asker(ctx, s.read, feed.Filter{Sources: f.Sources, NotSources: f.NotSources}, "id NOT IN "+hidden)
		if err != nil {
			return "", "", nil, err
		}
		q := asker.alike(f)
		if q.none {
			return "", "", nil, nil
		}
		q.and("true")
		cond, args = q.conditions()
		return "tally", cond, append([]any{a.found}, args...), nil
	}
	q, err := s.selection(ctx, f)
	if err != nil || q.none {
		return "", "", nil, err
	}
	if q.plain && !a.topics {
		q.and("n > 0")
		cond, args = q.conditions()
		return "tally", cond, args, nil
	}
	if q.worded() && (!a.topics || a.few || q.small) {
		from, cond, args = q.scanned(anyPart)
		args = bound(args, [2]int64{})
		if a.topics {
			from += " CROSS JOIN about ON about.item = item.id"
		}
		return from, cond, args, nil
	}
	cond, args = q.whole()
	if a.topics {
		return q.topicsFrom(a.few), cond, args, nil
	}
	return q.index(), cond, args, nil
}

// foundTally reads what foundAlike returns in place of table tally.
const foundTally = `WITH tally(rubrics, state, source, lang, section_fold, n) AS (SELECT value ->> 0, value ->> 1,
	value ->> 2, value ->> 3, value ->> 4, value ->> 5 FROM json_each(?)) `

// foundAlike tallies what a filter with words selects, but for what its counts
// leave out, so that all of them are made from one scan: a JSON list of rows
// like those of table tally. It is "" for a filter without words.
func (s *Store) foundAlike(ctx context.Context, f feed.Filter, facets bool) (string, error) {
	if !anywhere(f, hasWords) {
		return "", nil
	}
	section := "''"
	if len(f.Sections)+len(f.NotSections) > 0 || facets {
		section = "section_fold"
	}
	f.Rubrics, f.Not, f.Sections = nil, nil, nil
	if facets {
		f.Langs, f.NotLangs, f.Sources, f.NotSources, f.NotSections = nil, nil, nil, nil, nil
	}
	q, err := s.selection(ctx, f)
	if err != nil || q.none {
		return "[]", err
	}
	from, cond, args := q.scanned(anyPart)
	lists, err := rows(ctx, s.read, func(scan scanner) (list string, err error) {
		err = scan(&list)
		return list, err
	}, fmt.Sprintf(`SELECT json_group_array(json_array(rubrics, state, source, lang, fold, n)) FROM (
		SELECT rubrics, state, source, lang, %[1]s AS fold, count(*) AS n FROM %[2]s WHERE %[3]s GROUP BY 1, 2, 3, 4, 5)`,
		section, from, cond), bound(args, [2]int64{})...)
	return strings.Join(lists, ""), err
}

func scanPile(scan scanner) (p pile, err error) {
	err = scan(&p.name, &p.rubrics, &p.total, &p.unread)
	p.rubrics &= rubricMask
	return p, err
}

// countFacets fills the axes besides rubrics.
func (s *Store) countFacets(ctx context.Context, f feed.Filter, found string, c *feed.Counts) error {
	free := f
	free.Langs, free.NotLangs = nil, nil
	langs, err := s.piles(ctx, free, axis{column: "lang", where: "lang <> ''", found: found})
	if err != nil {
		return err
	}
	c.Langs = tallies(langs)
	if err := s.countSections(ctx, f, found, c); err != nil {
		return err
	}
	if err := s.countSources(ctx, f, found, c); err != nil {
		return err
	}
	return s.countTopics(ctx, f, c)
}

func (s *Store) countSections(ctx context.Context, f feed.Filter, found string, c *feed.Counts) error {
	f.Rubrics, f.Sections, f.NotSections = nil, nil, nil
	piles, err := s.piles(ctx, f, axis{column: "section_fold", where: "section_fold <> ''", rubrics: true, found: found})
	if err != nil {
		return err
	}
	c.Sections = tallies(piles)
	under := mostly(piles)
	for i, t := range c.Sections {
		c.Sections[i].Under = under[t.Name]
	}
	return s.spell(ctx, c.Sections, printedSection)
}

// printedSection finds how a publisher's rubric is printed.
const printedSection = "SELECT section FROM item INDEXED BY item_section WHERE section_fold = ? AND section_fold <> '' ORDER BY order_ms DESC, id DESC LIMIT 1"

func (s *Store) countSources(ctx context.Context, f feed.Filter, found string, c *feed.Counts) error {
	f.Sources, f.NotSources = nil, nil
	piles, err := s.piles(ctx, f, axis{column: "source", found: found})
	if err != nil {
		return err
	}
	c.Sources = tallies(piles)
	known, err := s.names(ctx, s.read, "id NOT IN "+hidden)
	if err != nil {
		return err
	}
	titles := make(map[string]string, len(known))
	for _, n := range known {
		titles[strconv.FormatInt(n.id, 10)] = title(n.title, "", n.url)
	}
	for i, t := range c.Sources {
		c.Sources[i].Title = titles[t.Name]
	}
	return nil
}

// spell replaces folded names by how the newest item prints them. The last item
// of a name may have left since it was counted.
func (s *Store) spell(ctx context.Context, lines []feed.Tally, query string) error {
	return prepared(ctx, s.read, query, func(stmt *sql.Stmt) error {
		for i := range lines {
			err := stmt.QueryRowContext(ctx, lines[i].Name).Scan(&lines[i].Name)
			if err != nil && !errors.Is(err, sql.ErrNoRows) {
				return err
			}
		}
		return nil
	})
}

// tallies adds up the piles of each name, largest first.
func tallies(piles []pile) []feed.Tally {
	var out []feed.Tally
	at := map[string]int{}
	for _, p := range piles {
		i, ok := at[p.name]
		if !ok {
			i = len(out)
			at[p.name] = i
			out = append(out, feed.Tally{Name: p.name})
		}
		out[i].Total += p.total
		out[i].Unread += p.unread
	}
	slices.SortFunc(out, func(a, b feed.Tally) int {
		return cmp.Or(cmp.Compare(b.Total, a.Total), cmp.Compare(a.Name, b.Name))
	})
	return out
}

// mostly returns for each name the rubric that most of its items are under; of
// equals, the first in canonical order.
func mostly(piles []pile) map[string]feed.Rubric {
	known := rubricBits()
	sums := map[string][]int{}
	for _, p := range piles {
		if sums[p.name] == nil {
			sums[p.name] = make([]int, len(known))
		}
		for _, n := range places(p.rubrics) {
			sums[p.name][n] += p.total
		}
	}
	out := map[string]feed.Rubric{}
	for name, sum := range sums {
		most := 0
		for _, r := range feed.Rubrics() {
			if n := sum[slices.Index(known, r)]; n > most {
				out[name], most = r, n
			}
		}
	}
	return out
}
