package store

import (
	"cmp"
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

// selection is a Filter on its way to SQL: conditions on the columns of item
// by their bare names. Rubrics stand apart, as counts need a filter without
// them, and publishers' rubrics with them: an item of either is selected.
type selection struct {
	where []string
	args  []any
	// rubrics and not are bits.
	rubrics, not int64
	// sources and sections are what the filter includes; nil when all.
	sources  []int64
	sections []string
	// unread and starred say that the walk may use their indices; small that
	// the conditions hold a set that is better looked up item by item.
	unread, starred, small bool
	// plain: the conditions concern no other columns than table tally has.
	plain bool
	// none: nothing can be selected.
	none bool
	// sort is the order of a list; few that in the order of arrival the walks
	// yield so little that sorting it beats passing over the rest.
	sort feed.Sort
	few  bool
}

func (q *selection) and(cond string, args ...any) {
	q.where = append(q.where, cond)
	q.args = append(q.args, args...)
}

// selection reads a filter. Sources are resolved here, and searches sized.
func (s *Store) selection(ctx context.Context, f feed.Filter) (*selection, error) {
	q := &selection{
		rubrics: mask(f.Rubrics...), not: mask(f.Not...), plain: true,
		unread: f.IsNot.Has(feed.Read), starred: f.Is.Has(feed.Starred),
		sections: folded(f.Sections), sort: f.Sort,
		none: len(f.Rubrics) > 0 && mask(f.Rubrics...) == 0 && len(f.Sections) == 0,
	}
	q.and("source NOT IN " + hidden)
	for bit := feed.State(1); bit != 0; bit <<= 1 {
		if f.Is.Has(bit) {
			q.and(fmt.Sprintf("state & %d <> 0", bit))
		}
		if f.IsNot.Has(bit) {
			q.and(fmt.Sprintf("state & %d = 0", bit))
		}
	}
	if err := s.addSources(ctx, q, f); err != nil {
		return nil, err
	}
	q.addNames(f)
	before := len(q.where)
	q.addTimes(f, s.now())
	if err := s.addTags(ctx, q, f); err != nil {
		return nil, err
	}
	if err := s.addTopics(ctx, q, f); err != nil {
		return nil, err
	}
	if err := s.addText(ctx, q, f); err != nil {
		return nil, err
	}
	q.plain = len(q.where) == before
	return q, nil
}

// addNames adds excluded publishers' rubrics, and languages.
func (q *selection) addNames(f feed.Filter) {
	if len(f.NotSections) > 0 {
		not := folded(f.NotSections)
		q.and("section_fold NOT IN ("+marks(len(not))+")", anys(not)...)
	}
	if len(f.Langs) > 0 {
		q.and("lang IN ("+marks(len(f.Langs))+")", anys(f.Langs)...)
	}
	if len(f.NotLangs) > 0 {
		q.and("lang NOT IN ("+marks(len(f.NotLangs))+")", anys(f.NotLangs)...)
	}
}

// addTimes adds badges, times and the newest item.
func (q *selection) addTimes(f feed.Filter, now time.Time) {
	if f.Has != 0 {
		q.and(fmt.Sprintf("badges & %d = %d", f.Has, f.Has))
	}
	if f.HasNot != 0 {
		q.and(fmt.Sprintf("badges & %d = 0", f.HasNot))
	}
	if !f.Since.IsZero() {
		q.and("order_ms >= ?", f.Since.Time(now).UnixMilli())
	}
	if !f.Until.IsZero() {
		q.and("order_ms < ?", f.Until.Time(now).UnixMilli())
	}
	if f.Upto != 0 {
		q.and("id <= ?", int64(f.Upto))
	}
}

func (s *Store) addTags(ctx context.Context, q *selection, f feed.Filter) error {
	if len(f.Tags) > 0 {
		tags := folded(f.Tags)
		set := "SELECT item FROM tag WHERE fold IN (" + marks(len(tags)) + ")"
		if err := s.addSet(ctx, q, set, anys(tags)); err != nil {
			return err
		}
	}
	if len(f.NotTags) > 0 {
		tags := folded(f.NotTags)
		q.and("id NOT IN (SELECT item FROM tag WHERE fold IN ("+marks(len(tags))+"))", anys(tags)...)
	}
	return nil
}

func (s *Store) addTopics(ctx context.Context, q *selection, f feed.Filter) error {
	const set = "SELECT item FROM about WHERE topic IN "
	if len(f.NotTopics) > 0 {
		q.and("id NOT IN (" + set + "(" + numbers(topicsOf(f.NotTopics)) + "))")
	}
	if len(f.Topics) == 0 {
		return nil
	}
	return s.addSet(ctx, q, set+"("+numbers(topicsOf(f.Topics))+")", nil)
}

func (s *Store) addText(ctx context.Context, q *selection, f feed.Filter) error {
	const phrases, forms = "SELECT rowid FROM phrases WHERE phrases MATCH ?", "SELECT rowid FROM forms WHERE forms MATCH ?"
	text := ask(f)
	for _, must := range []struct{ set, match string }{{phrases, text.phrases}, {forms, text.forms}} {
		if must.match == "" {
			continue
		}
		if err := s.addSet(ctx, q, must.set, []any{must.match}); err != nil {
			return err
		}
	}
	for _, not := range []struct{ set, match string }{{phrases, text.notPhrases}, {forms, text.notForms}} {
		if not.match != "" {
			q.and("id NOT IN ("+not.set+")", not.match)
		}
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

// addSources resolves the words for sources.
func (s *Store) addSources(ctx context.Context, q *selection, f feed.Filter) error {
	if len(f.Sources) == 0 && len(f.NotSources) == 0 {
		return nil
	}
	known, err := s.names(ctx)
	if err != nil {
		return err
	}
	if len(f.Sources) > 0 {
		q.sources = matching(known, f.Sources)
		q.none = q.none || len(q.sources) == 0
		q.and("source IN (" + numbers(q.sources) + ")")
	}
	if len(f.NotSources) > 0 {
		q.and("source NOT IN (" + numbers(matching(known, f.NotSources)) + ")")
	}
	return nil
}

// name is what a source is called by: a given title, which may be empty, its
// address and its tags.
type name struct {
	id         int64
	title, url string
	tags       []string
}

// names returns the names of all sources that are not hidden.
func (s *Store) names(ctx context.Context) ([]name, error) {
	return rows(ctx, s.read, func(scan scanner) (name, error) {
		var n name
		var own, theirs, tags string
		if err := scan(&n.id, &own, &theirs, &n.url, &tags); err != nil {
			return n, err
		}
		n.title = cmp.Or(own, theirs)
		var err error
		n.tags, err = readTags(tags)
		return n, err
	}, "SELECT id, title, feed_title, address, tags FROM source WHERE id NOT IN "+hidden+" ORDER BY id")
}

// matching returns the ids of the sources that one of the words means.
func matching(known []name, wanted []string) []int64 {
	var ids []int64
	for _, w := range wanted {
		if id, err := strconv.ParseInt(w, 10, 64); err == nil {
			if slices.ContainsFunc(known, func(n name) bool { return n.id == id }) {
				ids = append(ids, id)
				continue
			}
		}
		for _, n := range known {
			if n.means(w) {
				ids = append(ids, n.id)
			}
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// means reports whether word is a name of the source, folded: one of its tags,
// or the tag above one («News» of «News/Baku»), its title or whole words of
// it, the host of its address without «www.» or a domain that the host is
// under, or one label of the host before the last («report» is report.az).
func (n name) means(word string) bool {
	fold := words.Fold(word)
	if slices.ContainsFunc(n.tags, func(tag string) bool {
		tag = words.Fold(tag)
		return tag == fold || strings.HasPrefix(tag, fold+"/")
	}) {
		return true
	}
	tokens := words.Tokens(word)
	if len(tokens) == 0 {
		return words.Fold(n.title) == fold
	}
	title := " " + strings.Join(words.Tokens(n.title), " ") + " "
	if strings.Contains(title, " "+strings.Join(tokens, " ")+" ") {
		return true
	}
	host := host(n.url)
	word = strings.TrimPrefix(strings.ToLower(word), "www.")
	if host == word || strings.HasSuffix(host, "."+word) && strings.Contains(word, ".") {
		return true
	}
	labels := strings.Split(host, ".")
	return slices.Contains(labels[:len(labels)-1], word)
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
	}
	return []string{from + " WHERE true"}
}

// conditions is everything the filter demands but paging.
func (q *selection) conditions() string {
	where := slices.Clone(q.where)
	var filed []string
	if q.rubrics != 0 {
		filed = append(filed, fmt.Sprintf("rubrics & %d <> 0", q.rubrics))
	}
	if len(q.sections) > 0 {
		// The first half tells SQLite that the index of sections serves.
		filed = append(filed, "section_fold <> '' AND section_fold IN ("+literals(q.sections)+")")
	}
	if filed != nil {
		where = append(where, "("+strings.Join(filed, " OR ")+")")
	}
	if q.not != 0 {
		where = append(where, fmt.Sprintf("rubrics & %d = 0", q.not))
	}
	return strings.Join(where, " AND ")
}

// sizeWalks finds out whether the walks are few for a list by arrival.
func (s *Store) sizeWalks(ctx context.Context, q *selection) error {
	if q.sort != feed.Arrival || q.small {
		return nil
	}
	q.few = true
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
// p, sorted within each walk, together with its arguments.
func (q *selection) page(p feed.Position, n int) (string, []any) {
	after, bound := q.after(p)
	var arms []string
	var args []any
	for _, head := range q.walks() {
		arms = append(arms, fmt.Sprintf("SELECT * FROM (SELECT id, order_ms FROM %s AND %s AND %s ORDER BY %s LIMIT %d)",
			head, after, q.conditions(), q.order(""), n))
		args = append(append(args, bound...), q.args...)
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
