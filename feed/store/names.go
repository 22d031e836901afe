package store

import (
	"context"
	"slices"
	"strconv"

	"rubrika/feed"
)

// The newest items from which names of tags and of topics are taken: what was
// not met in so many is rarely asked for, and all would take too long while one
// types.
const (
	tagsFrom   = 10_000
	topicsFrom = 2_000
)

// Names implements feed.Store. Of items that are hidden nothing is named. Tags
// and topics are those of the newest items, authors are not kept by name, and
// rubrics are known without a store.
func (s *Store) Names(ctx context.Context, limit int) (feed.Names, error) {
	if limit <= 0 {
		limit = defaultLimit
	}
	out := feed.Names{}
	for field, find := range map[string]func(context.Context, int) ([]feed.NamedValue, error){
		"source": s.nameSources, "section": s.nameSections, "tag": s.nameTags, "topic": s.nameTopics, "lang": s.nameLangs,
	} {
		list, err := find(ctx, limit)
		if err != nil {
			return nil, s.fail("list names", err)
		}
		if len(list) > 0 {
			out[field] = list[:min(len(list), limit)]
		}
	}
	return out, nil
}

// most adds up what is shown along a column of tally, the most frequent first.
func (s *Store) most(ctx context.Context, column string, limit int) ([]feed.Tally, error) {
	return rows(ctx, s.read, func(scan scanner) (t feed.Tally, err error) {
		err = scan(&t.Name)
		return t, err
	}, "SELECT "+column+" FROM tally WHERE n > 0 AND "+unmuted+" AND source NOT IN "+hidden+" AND "+column+" <> ''"+
		" GROUP BY "+column+" ORDER BY sum(n) DESC, "+column+" LIMIT ?", limit)
}

// valuesOf are the names of lines.
func valuesOf(lines []feed.Tally) []feed.NamedValue {
	out := make([]feed.NamedValue, len(lines))
	for i, t := range lines {
		out[i].Value = t.Name
	}
	return out
}

func (s *Store) nameLangs(ctx context.Context, limit int) ([]feed.NamedValue, error) {
	lines, err := s.most(ctx, "lang", limit)
	return valuesOf(lines), err
}

func (s *Store) nameSections(ctx context.Context, limit int) ([]feed.NamedValue, error) {
	lines, err := s.most(ctx, "section_fold", limit)
	if err == nil {
		err = s.spell(ctx, lines, printedSection)
	}
	return valuesOf(lines), err
}

// shownAmong joins the newest items that are shown with what they have.
func shownAmong(with string) string {
	return "FROM item INDEXED BY item_arrival CROSS JOIN " + with + " WHERE id > (SELECT max(id) FROM item) - ?1 AND " +
		unmuted + " AND source NOT IN " + hidden
}

func (s *Store) nameTags(ctx context.Context, limit int) ([]feed.NamedValue, error) {
	lines, err := rows(ctx, s.read, func(scan scanner) (t feed.Tally, err error) {
		err = scan(&t.Name)
		return t, err
	}, "SELECT fold "+shownAmong("tag ON tag.item = item.id")+" GROUP BY fold ORDER BY count(*) DESC, fold LIMIT ?2", tagsFrom, limit)
	if err == nil {
		err = s.spell(ctx, lines, "SELECT name FROM tag INDEXED BY tag_fold WHERE fold = ? ORDER BY item DESC LIMIT 1")
	}
	return valuesOf(lines), err
}

func (s *Store) nameTopics(ctx context.Context, limit int) ([]feed.NamedValue, error) {
	lines, err := rows(ctx, s.read, func(scan scanner) (t feed.Tally, err error) {
		err = scan(&t.Name)
		return t, err
	}, "SELECT topic "+shownAmong("about ON about.item = item.id")+" GROUP BY topic HAVING "+worthALine()+
		" ORDER BY count(*) DESC, topic LIMIT ?2", topicsFrom, min(limit, maxFacets))
	if err == nil {
		lines, err = s.titled(ctx, lines, nil)
	}
	return valuesOf(lines), err
}

// nameSources names sources as briefly as a filter can mean them alone, those
// with most items first, and then their tags.
func (s *Store) nameSources(ctx context.Context, limit int) ([]feed.NamedValue, error) {
	known, err := s.names(ctx, s.read, "id NOT IN "+hidden)
	if err != nil {
		return nil, err
	}
	busiest, err := s.most(ctx, "source", limit)
	if err != nil {
		return nil, err
	}
	place := make(map[int64]int, len(busiest))
	for i, t := range busiest {
		id, _ := strconv.ParseInt(t.Name, 10, 64) // a column of numbers
		place[id] = i - len(busiest)
	}
	slices.SortStableFunc(known, func(a, b name) int { return place[a.id] - place[b.id] })
	var out []feed.NamedValue
	for _, n := range known[:min(len(known), limit)] {
		out = append(out, n.named(known))
	}
	var tags []string
	for _, n := range known {
		tags = append(tags, n.tags...)
	}
	for _, tag := range distinct(tags) {
		out = append(out, feed.NamedValue{Value: tag})
	}
	return out, nil
}

// named is what a filter calls a source, and what the reader does: its name in
// lists, its host or its whole title where that means no other source, else its
// number.
func (n name) named(known []name) feed.NamedValue {
	shown := brief("", n.title, n.url)
	for _, v := range []string{shown, host(n.url), n.title} {
		if ids := matching(known, []string{v}); v != "" && len(ids) == 1 && ids[0] == n.id {
			return feed.NamedValue{Value: v, Title: other(shown, v)}
		}
	}
	return feed.NamedValue{Value: strconv.FormatInt(n.id, 10), Title: shown}
}

// other is a title where it says something else than the value.
func other(title, value string) string {
	if title == value {
		return ""
	}
	return title
}
