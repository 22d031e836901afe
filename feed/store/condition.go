package store

import (
	"context"
	"fmt"
	"math"
	"strings"
	"time"

	"rubrika/feed"
)

// clauses are conditions on the columns of item by their bare names, all of
// which hold, with their arguments.
type clauses struct {
	where []string
	args  []any
}

func (c *clauses) and(cond string, args ...any) {
	c.where = append(c.where, cond)
	c.args = append(c.args, args...)
}

// add adds all of d.
func (c *clauses) add(d clauses) {
	c.where = append(c.where, d.where...)
	c.args = append(c.args, d.args...)
}

// edge stands among arguments for an end of the span of ids that is looked at:
// full-text tables read no more than they are told to.
type edge bool

const (
	lower edge = false
	upper edge = true
)

// bound puts a span of ids in place of the edges; the zero span is all.
func bound(args []any, span [2]int64) []any {
	if span == ([2]int64{}) {
		span[1] = math.MaxInt64
	}
	out := make([]any, len(args))
	for i, a := range args {
		switch a {
		case lower:
			a = span[0]
		case upper:
			a = span[1]
		}
		out[i] = a
	}
	return out
}

// condition is what an item must be for a filter to select it: a condition on
// the bare columns of item, with its arguments. Full-text tables are looked
// into between the two ids only, or as a whole for the zero span: so an item
// outside of it is not selected, or is by a negation. Hidden sources are
// sources like all others here; muted items are items. It changes when a source
// gets another name.
func (s *Store) condition(ctx context.Context, db querier, f feed.Filter, span [2]int64) (string, []any, error) {
	a, err := s.asker(ctx, db, f, "true")
	if err != nil {
		return "", nil, err
	}
	cond, args := a.condition(f)
	return cond, bound(args, span), nil
}

// asker is what is needed to read filters.
type asker struct {
	now     time.Time
	langs   []string // of the store
	sources []name
	// begins: something was asked for by its beginning, which costs the same
	// however short the span.
	begins bool
}

// asker collects what f asks for, with the names of some sources.
func (s *Store) asker(ctx context.Context, db querier, f feed.Filter, sources string) (*asker, error) {
	a := &asker{now: s.now()}
	named, worded := anywhere(f, namesSources), anywhere(f, hasWords)
	var err error
	if named || worded {
		if a.sources, err = s.names(ctx, db, sources); err != nil {
			return nil, err
		}
	}
	if worded {
		a.langs, err = rows(ctx, db, func(scan scanner) (lang string, err error) {
			err = scan(&lang)
			return lang, err
		}, "SELECT lang FROM tongue ORDER BY lang")
	}
	return a, err
}

// anywhere reports whether a filter, or one in its groups, is so.
func anywhere(f feed.Filter, is func(feed.Filter) bool) bool {
	if is(f) {
		return true
	}
	for _, g := range f.Groups {
		for _, one := range g.Any {
			if anywhere(one, is) {
				return true
			}
		}
	}
	return false
}

func namesSources(f feed.Filter) bool { return len(f.Sources)+len(f.NotSources) > 0 }

func hasWords(f feed.Filter) bool { return f.Text != "" || len(f.Authors)+len(f.NotAuthors) > 0 }

// condition is the whole of a filter as one condition.
func (a *asker) condition(f feed.Filter) (string, []any) {
	var c clauses
	c.addMarks(f)
	c.addFiled(mask(f.Rubrics...), mask(f.Not...), folded(f.Sections), len(f.Rubrics)+len(f.Sections) > 0)
	a.addSources(&c, f)
	c.addNames(f)
	c.addTimes(f, a.now)
	c.addTags(f)
	a.addText(&c, f)
	a.addGroups(&c, f)
	if c.where == nil {
		return "true", nil
	}
	return strings.Join(c.where, " AND "), c.args
}

// addMarks adds the reader's marks, and what rules say.
func (c *clauses) addMarks(f feed.Filter) {
	for _, m := range []struct {
		mark   feed.State
		column string
		bit    int64
	}{
		{feed.Read, "state", int64(feed.Read)},
		{feed.Starred, "state", int64(feed.Starred)},
		{feed.Muted, "rubrics", mutedBit},
		{feed.Watched, "rubrics", watchedBit},
	} {
		if f.Is.Has(m.mark) {
			c.and(fmt.Sprintf("%s & %d <> 0", m.column, m.bit))
		}
		if f.IsNot.Has(m.mark) {
			c.and(fmt.Sprintf("%s & %d = 0", m.column, m.bit))
		}
	}
}

// addFiled adds rubrics, as bits, and publishers' rubrics: one field.
func (c *clauses) addFiled(rubrics, not int64, sections []string, some bool) {
	var filed []string
	if rubrics != 0 {
		filed = append(filed, fmt.Sprintf("rubrics & %d <> 0", rubrics))
	}
	if len(sections) > 0 {
		// The first half tells SQLite that the index of sections serves.
		filed = append(filed, "section_fold <> '' AND section_fold IN ("+literals(sections)+")")
	}
	switch {
	case filed != nil:
		c.and("(" + strings.Join(filed, " OR ") + ")")
	case some: // of rubrics that there are not
		c.and("false")
	}
	if not != 0 {
		c.and(fmt.Sprintf("rubrics & %d = 0", not))
	}
}

// addSources resolves the words for sources. It returns those that are
// selected, nil for all. An empty list in a condition is an error to SQLite («no
// query solution») where a partial index is asked for.
func (a *asker) addSources(c *clauses, f feed.Filter) []int64 {
	var in []int64
	if len(f.Sources) > 0 {
		in = append([]int64{}, matching(a.sources, f.Sources)...)
		if len(in) == 0 {
			c.and("false")
		} else {
			c.and("source IN (" + numbers(in) + ")")
		}
	}
	if not := matching(a.sources, f.NotSources); len(not) > 0 {
		c.and("source NOT IN (" + numbers(not) + ")")
	}
	return in
}

// addNames adds excluded publishers' rubrics, and languages.
func (c *clauses) addNames(f feed.Filter) {
	if len(f.NotSections) > 0 {
		not := folded(f.NotSections)
		c.and("section_fold NOT IN ("+marks(len(not))+")", anys(not)...)
	}
	if len(f.Langs) > 0 {
		c.and("lang IN ("+marks(len(f.Langs))+")", anys(f.Langs)...)
	}
	if len(f.NotLangs) > 0 {
		c.and("lang NOT IN ("+marks(len(f.NotLangs))+")", anys(f.NotLangs)...)
	}
}

// addTimes adds badges, times and the newest item.
func (c *clauses) addTimes(f feed.Filter, now time.Time) {
	if f.Has != 0 {
		c.and(fmt.Sprintf("badges & %d = %d", f.Has, f.Has))
	}
	if f.HasNot != 0 {
		c.and(fmt.Sprintf("badges & %d = 0", f.HasNot))
	}
	if !f.Since.IsZero() {
		c.and("order_ms >= ?", f.Since.Time(now).UnixMilli())
	}
	if !f.Until.IsZero() {
		c.and("order_ms < ?", f.Until.Time(now).UnixMilli())
	}
	if f.Upto != 0 {
		c.and("id <= ?", int64(f.Upto))
	}
	if f.After != 0 {
		c.and("id > ?", int64(f.After))
	}
}

// The sets of items that tags and topics name.
const (
	taggedIn = "SELECT item FROM tag WHERE fold IN "
	aboutIn  = "SELECT item FROM about WHERE topic IN "
)

// addTags adds tags and topics.
func (c *clauses) addTags(f feed.Filter) {
	if len(f.Tags) > 0 {
		tags := folded(f.Tags)
		c.and("id IN ("+taggedIn+"("+marks(len(tags))+"))", anys(tags)...)
	}
	if len(f.Topics) > 0 {
		c.and("id IN (" + aboutIn + "(" + numbers(topicsOf(f.Topics)) + "))")
	}
	c.addNotTags(f)
}

// addNotTags adds excluded tags and topics.
func (c *clauses) addNotTags(f feed.Filter) {
	if len(f.NotTags) > 0 {
		tags := folded(f.NotTags)
		c.and("id NOT IN ("+taggedIn+"("+marks(len(tags))+"))", anys(tags)...)
	}
	if len(f.NotTopics) > 0 {
		c.and("id NOT IN (" + aboutIn + "(" + numbers(topicsOf(f.NotTopics)) + "))")
	}
}

// addText adds the words and authors of a filter.
func (a *asker) addText(c *clauses, f feed.Filter) {
	if hasWords(f) {
		c.addQuery(a.query(f, false))
	}
}

func (c *clauses) addQuery(q query) {
	for _, t := range []fts{inForms, inPhrases} {
		if match := q.matches(t); match != "" {
			c.andFound(t, match, "IN")
		}
		if not := q.not[t]; not != nil {
			c.andFound(t, strings.Join(not, " OR "), "NOT IN")
		}
	}
}

// andFound demands that an item is, or is not, among what an expression finds.
func (c *clauses) andFound(t fts, match, in string) {
	c.and(fmt.Sprintf("id %s (SELECT rowid FROM %[2]s WHERE %[2]s MATCH ? AND rowid BETWEEN ? AND ?)", in, t), match, lower, upper)
}

// addGroups adds what stands in parentheses.
func (a *asker) addGroups(c *clauses, f feed.Filter) {
	for _, g := range f.Groups {
		var some []string
		var args []any
		for _, one := range g.Any {
			cond, more := a.condition(one)
			some, args = append(some, "("+cond+")"), append(args, more...)
		}
		not := ""
		if g.Not {
			not = "NOT "
		}
		if some != nil {
			c.and(not+"("+strings.Join(some, " OR ")+")", args...)
		}
	}
}
