package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"

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
	c, err := s.countRubrics(ctx, f)
	if err == nil && upto != 0 {
		c.New, err = s.countNew(ctx, f, upto)
	}
	if err == nil && facets {
		err = s.countFacets(ctx, f, &c)
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
	return s.number(ctx, "SELECT 1 FROM "+q.index()+" WHERE id > ? AND "+q.conditions(), append([]any{int64(after)}, q.args...)...)
}

// countRubrics fills all but the facets.
func (s *Store) countRubrics(ctx context.Context, f feed.Filter) (feed.Counts, error) {
	not := mask(f.Not...)
	free := f
	free.Rubrics, free.Not, free.Sections = nil, nil, nil
	piles, err := s.piles(ctx, free, axis{column: "''", rubrics: true})
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
		if piles, err = s.piles(ctx, free, axis{column: "''", rubrics: true}); err != nil {
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
	q, err := s.selection(ctx, f)
	if err != nil || q.none {
		return nil, err
	}
	from, n, unread := q.index(), "count(*)", "sum(state & 1 = 0)"
	switch {
	case a.topics:
		from = q.topicsFrom(a.few)
	case q.plain:
		from, n, unread = "tally", "sum(n)", "sum(CASE WHEN state & 1 = 0 THEN n ELSE 0 END)"
		q.and("n > 0")
	}
	if a.where != "" {
		q.and(a.where)
	}
	rubrics, group := "0", a.column
	if a.rubrics {
		rubrics, group = "rubrics", a.column+", rubrics"
	}
	if a.having != "" {
		group += " HAVING " + a.having
	}
	return rows(ctx, s.read, scanPile, fmt.Sprintf("SELECT %s, %s, %s, %s FROM %s WHERE %s GROUP BY %s",
		a.column, rubrics, n, unread, from, q.conditions(), group), q.args...)
}

func scanPile(scan scanner) (p pile, err error) {
	err = scan(&p.name, &p.rubrics, &p.total, &p.unread)
	return p, err
}

// countFacets fills the axes besides rubrics.
func (s *Store) countFacets(ctx context.Context, f feed.Filter, c *feed.Counts) error {
	free := f
	free.Langs, free.NotLangs = nil, nil
	langs, err := s.piles(ctx, free, axis{column: "lang", where: "lang <> ''"})
	if err != nil {
		return err
	}
	c.Langs = tallies(langs)
	for _, fill := range []func(context.Context, feed.Filter, *feed.Counts) error{s.countSections, s.countSources, s.countTopics} {
		if err := fill(ctx, f, c); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) countSections(ctx context.Context, f feed.Filter, c *feed.Counts) error {
	f.Rubrics, f.Sections, f.NotSections = nil, nil, nil
	piles, err := s.piles(ctx, f, axis{column: "section_fold", where: "section_fold <> ''", rubrics: true})
	if err != nil {
		return err
	}
	c.Sections = tallies(piles)
	under := mostly(piles)
	for i, t := range c.Sections {
		c.Sections[i].Under = under[t.Name]
	}
	return s.spell(ctx, c.Sections, "SELECT section FROM item INDEXED BY item_section"+
		" WHERE section_fold = ? AND section_fold <> '' ORDER BY order_ms DESC, id DESC LIMIT 1")
}

func (s *Store) countSources(ctx context.Context, f feed.Filter, c *feed.Counts) error {
	f.Sources, f.NotSources = nil, nil
	piles, err := s.piles(ctx, f, axis{column: "source"})
	if err != nil {
		return err
	}
	c.Sources = tallies(piles)
	known, err := s.names(ctx)
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
