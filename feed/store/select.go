package store

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"rubrika/feed"
	"rubrika/feed/words"
)

// hidden selects the sources whose items no list and no count shows.
const hidden = "(SELECT h.id FROM source h WHERE h.muted <> 0 OR h.gone <> 0)"

// rare is how many items a search or tag may yield for the list to start from
// them and sort; above, the list walks the stream and skips the others.
const rare = 2000

// selection is a Filter on its way to SQL. Rubrics stand apart, as counts need a
// filter without them, and publishers' rubrics with them: an item of either is
// selected. So do words: see search.
type selection struct {
	clauses
	// rubrics and not are bits.
	rubrics, not int64
	// sources and sections are what the filter includes; nil when all.
	sources  []int64
	sections []string
	// text is the filter's own words, titles the same, all of them in titles;
	// nil when there are none that must be there. late are the conditions that
	// ask for words besides. They are for search.
	text, titles *query
	late         clauses
	// begins: see asker.
	begins bool
	// unread and starred say that the walk may use their indices; small that
	// the conditions hold a set that is better looked up item by item.
	unread, starred, small bool
	// rules are marks of rules that must be there, with indices of their own.
	rules feed.State
	// plain: the conditions concern no other columns than table tally has.
	plain bool
	// none: nothing can be selected.
	none bool
	// sort is the order of a list; few that in the order of arrival the walks
	// yield so little that sorting it beats passing over the rest.
	sort feed.Sort
	few  bool
	// since, until, upto and above bound order_ms, and the id.
	since, until, upto, above int64
}

// selection reads a filter. Sources are resolved here, and tags sized.
func (s *Store) selection(ctx context.Context, f feed.Filter) (*selection, error) {
	a, err := s.asker(ctx, s.read, f, "id NOT IN "+hidden)
	if err != nil {
		return nil, err
	}
	q := a.alike(f)
	before := len(q.where)
	q.addTimes(f, a.now)
	q.bounds(f, a.now)
	if err := s.addSets(ctx, q, f); err != nil {
		return nil, err
	}
	q.addNotTags(f)
	if anywhere(f, hasWords) {
		a.addGroups(&q.late, f)
		a.addWords(q, f)
	} else {
		a.addGroups(&q.clauses, f)
	}
	q.begins = a.begins
	q.plain = len(q.where) == before && !q.worded()
	q.and("source NOT IN " + hidden)
	if !f.Uses(feed.Muted) {
		q.and(unmuted)
	}
	return q, nil
}

// alike is the part of a filter in which the items of a tally are alike.
func (a *asker) alike(f feed.Filter) *selection {
	q := &selection{
		rubrics: mask(f.Rubrics...), not: mask(f.Not...), sections: folded(f.Sections), sort: f.Sort,
		unread: f.IsNot.Has(feed.Read), starred: f.Is.Has(feed.Starred), rules: f.Is &^ feed.Marks,
		none: len(f.Rubrics) > 0 && mask(f.Rubrics...) == 0 && len(f.Sections) == 0,
	}
	q.addMarks(f)
	q.sources = a.addSources(&q.clauses, f)
	q.none = q.none || q.sources != nil && len(q.sources) == 0
	q.addNames(f)
	return q
}

// worded reports whether words are asked for.
func (q *selection) worded() bool { return q.text != nil || q.late.where != nil }

// bounds notes the times and the newest item.
func (q *selection) bounds(f feed.Filter, now time.Time) {
	q.since, q.until, q.upto = math.MinInt64, math.MaxInt64, math.MaxInt64
	if !f.Since.IsZero() {
		q.since = f.Since.Time(now).UnixMilli()
	}
	if !f.Until.IsZero() {
		q.until = f.Until.Time(now).UnixMilli()
	}
	if f.Upto != 0 {
		q.upto = int64(f.Upto)
	}
	q.above = int64(f.After)
}

// addWords adds the filter's own words, apart where they must be there.
func (a *asker) addWords(q *selection, f feed.Filter) {
	if !hasWords(f) {
		return
	}
	text := a.query(f, false)
	if len(text.must) == 0 {
		q.late.addQuery(text)
		return
	}
	text.from(q.sources)
	q.text = &text
	if q.sort == feed.Relevance && slices.ContainsFunc(f.Terms(), func(t feed.Term) bool { return !t.Not }) {
		titles := a.query(f, true)
		titles.from(q.sources)
		q.titles = &titles
	}
}

// addSets adds tags and topics.
func (s *Store) addSets(ctx context.Context, q *selection, f feed.Filter) error {
	if len(f.Tags) > 0 {
		tags := folded(f.Tags)
		if err := s.addSet(ctx, q, taggedIn+"("+marks(len(tags))+")", anys(tags)); err != nil {
			return err
		}
	}
	if len(f.Topics) > 0 {
		return s.addSet(ctx, q, aboutIn+"("+numbers(topicsOf(f.Topics))+")", nil)
	}
	return nil
}

// addSet demands that the id is in a set, and looks how large the set is.
func (s *Store) addSet(ctx context.Context, q *selection, set string, args []any) error {
	n, err := s.number(ctx, set+" LIMIT "+strconv.Itoa(rare+1), args...)
	if err != nil {
		return err
	}
	q.small = q.small || n <= rare
	q.none = q.none || n == 0
	q.and("id IN ("+set+")", args...)
	return nil
}

// number counts the rows of a query.
func (s *Store) number(ctx context.Context, query string, args ...any) (int, error) {
	counts, err := rows(ctx, s.read, func(scan scanner) (n int, err error) {
		err = scan(&n)
		return n, err
	}, "SELECT count(*) FROM ("+query+")", args...)
	if err != nil {
		return 0, err
	}
	return counts[0], nil
}

// index is the table with the index by which the conditions are best walked,
// rubrics apart.
func (q *selection) index() string {
	switch {
	case q.small:
		return "item NOT INDEXED"
	case q.sort == feed.Arrival && !q.few:
		return arriving
	case q.starred:
		return "item INDEXED BY item_starred"
	case q.rules.Has(feed.Watched):
		return "item INDEXED BY item_watched"
	case q.rules.Has(feed.Muted):
		return "item INDEXED BY item_muted"
	case q.sources != nil:
		return "item INDEXED BY item_source"
	case len(q.sections) > 0 && q.rubrics == 0:
		return "item INDEXED BY item_section"
	case q.unread:
		return "item INDEXED BY item_unread"
	}
	return "item INDEXED BY item_stream"
}

// arriving walks items in the order in which they came.
const arriving = "item INDEXED BY item_arrival"

// maxArms bounds the size of one statement.
const maxArms = 32

// walks returns the «FROM … WHERE …» heads whose union is the selection: each
// a walk along one index in the order of the stream.
func (q *selection) walks() []string {
	from := q.index()
	var heads []string
	switch {
	case from == "item INDEXED BY item_source" && len(q.sources) <= maxArms:
		for _, id := range q.sources {
			heads = append(heads, fmt.Sprintf("%s WHERE source = %d", from, id))
		}
	case len(q.sections) > maxArms:
	case from == "item INDEXED BY item_section",
		q.rubrics != 0 && (from == "item INDEXED BY item_stream" || from == "item INDEXED BY item_unread"):
		for _, n := range places(q.rubrics) {
			heads = append(heads, fmt.Sprintf("item INDEXED BY item_rubric_%d WHERE rubrics & %d <> 0", n, 1<<n))
		}
		for _, s := range q.sections {
			heads = append(heads, "item INDEXED BY item_section WHERE section_fold <> '' AND section_fold = "+literal(s))
		}
	}
	if heads != nil {
		return heads
	}
	switch from { // a partial index serves only where its own condition is asked
	case "item INDEXED BY item_starred":
		return []string{from + " WHERE state & 2 <> 0"}
	case "item INDEXED BY item_unread":
		return []string{from + " WHERE state & 1 = 0"}
	case "item INDEXED BY item_watched":
		return []string{from + " WHERE rubrics & 2097152 <> 0"}
	case "item INDEXED BY item_muted":
		return []string{from + " WHERE rubrics & 1048576 <> 0"}
	}
	return []string{from + " WHERE true"}
}

// conditions is everything the filter demands but paging and words, with its
// arguments.
func (q *selection) conditions() (string, []any) {
	c := clauses{slices.Clone(q.where), slices.Clone(q.args)}
	c.addFiled(q.rubrics, q.not, q.sections, false)
	return strings.Join(c.where, " AND "), c.args
}

// whole is everything the filter demands but paging, with its arguments.
func (q *selection) whole() (string, []any) {
	cond, args := q.conditions()
	c := clauses{[]string{cond}, args}
	c.add(q.late)
	if q.text != nil {
		c.addQuery(*q.text)
	}
	return strings.Join(c.where, " AND "), bound(c.args, [2]int64{})
}

// sizeWalks finds out whether the walks yield few items.
func (s *Store) sizeWalks(ctx context.Context, q *selection) error {
	q.few = q.small
	if q.small || q.index() == "item INDEXED BY item_stream" && q.rubrics == 0 {
		return nil
	}
	q.few = true // while they are tried
	left := rare
	for _, head := range q.walks() {
		n, err := s.number(ctx, "SELECT 1 FROM "+head+" LIMIT "+strconv.Itoa(left+1))
		if err != nil {
			return err
		}
		if left -= n; left < 0 {
			q.few = false
			return nil
		}
	}
	return nil
}

// order is how a list is sorted; the columns are those of a table.
func (q *selection) order(table string) string {
	switch q.sort {
	case feed.Oldest:
		return table + "order_ms, " + table + "id"
	case feed.Arrival:
		return table + "id DESC"
	default:
		return table + "order_ms DESC, " + table + "id DESC"
	}
}

// after is the condition that items come after a position in the order of the
// list, with its arguments.
func (q *selection) after(p feed.Position) (string, []any) {
	at, id := p.At.UnixMilli(), int64(p.ID)
	zero := p == feed.Position{}
	switch {
	case q.sort == feed.Oldest && zero:
		return "(order_ms, id) > (?, ?)", []any{int64(math.MinInt64), int64(math.MinInt64)}
	case q.sort == feed.Oldest:
		return "(order_ms, id) > (?, ?)", []any{at, id}
	case q.sort == feed.Arrival && zero:
		return "id < ?", []any{int64(math.MaxInt64)}
	case q.sort == feed.Arrival:
		return "id < ?", []any{id}
	case zero:
		return "(order_ms, id) < (?, ?)", []any{int64(math.MaxInt64), int64(math.MaxInt64)}
	default:
		return "(order_ms, id) < (?, ?)", []any{at, id}
	}
}

// page is the statement that yields (id, order_ms) of at most n items after
// p, sorted within each walk, together with its arguments. Words are not asked
// for.
func (q *selection) page(p feed.Position, n int) (string, []any) {
	after, edge := q.after(p)
	cond, more := q.conditions()
	var arms []string
	var args []any
	for _, head := range q.walks() {
		arms = append(arms, fmt.Sprintf("SELECT * FROM (SELECT id, order_ms FROM %s AND %s AND %s ORDER BY %s LIMIT %d)",
			head, after, cond, q.order(""), n))
		args = append(append(args, edge...), more...)
	}
	return strings.Join(arms, " UNION "), args
}

func folded(list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = words.Fold(s)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// marks returns n question marks.
func marks(n int) string { return strings.TrimSuffix(strings.Repeat("?,", n), ",") }

func anys[T any](list []T) []any {
	out := make([]any, len(list))
	for i, v := range list {
		out[i] = v
	}
	return out
}

func numbers(ids []int64) string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = strconv.FormatInt(id, 10)
	}
	return strings.Join(out, ",")
}

func literals(list []string) string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = literal(s)
	}
	return strings.Join(out, ",")
}

// literal makes s a text of SQL. NUL would end the statement.
func literal(s string) string {
	return "'" + strings.ReplaceAll(strings.ReplaceAll(s, "\x00", ""), "'", "''") + "'"
}
