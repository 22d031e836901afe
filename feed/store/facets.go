package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"rubrika/feed"
	"rubrika/feed/words"
)

// maxFacets is how many topics a count lists besides those of its filter.
const maxFacets = 200

// countTopics counts by topic. An item may have several, so an excluded topic
// also takes its items from the lines of the others.
func (s *Store) countTopics(ctx context.Context, f feed.Filter, c *feed.Counts) error {
	free := f
	free.Topics = nil
	var piles []pile
	var err error
	if free.IsZero() {
		piles, err = s.frequent(ctx)
	} else {
		few := len(f.Topics) == 0 && c.Total <= manyItems
		piles, err = s.piles(ctx, free, axis{column: "topic", topics: true, few: few, having: worthALine()})
	}
	if err != nil {
		return err
	}
	own := map[string]bool{}
	for _, name := range slices.Concat(f.Topics, f.NotTopics) {
		topic := topicOf(name)
		id := strconv.FormatInt(topic, 10)
		if own[id] {
			continue
		}
		own[id] = true
		free.Topics = []string{name}
		free.NotTopics = slices.DeleteFunc(slices.Clone(f.NotTopics), func(t string) bool { return topicOf(t) == topic })
		found, err := s.piles(ctx, free, axis{column: "topic", topics: true, where: "topic = " + id})
		if err != nil {
			return err
		}
		piles = append(slices.DeleteFunc(piles, func(p pile) bool { return p.name == id }), found...)
	}
	c.Topics, err = s.titled(ctx, tallies(piles), own)
	return err
}

// manyItems is how many items are looked at one by one for their topics: some
// 150 ms of work.
const manyItems = 20_000

// topicsFrom joins the selected items with their topics: few items one by one;
// else all topics in the order of the groups, as sorting costs more than
// looking up.
func (q *selection) topicsFrom(few bool) string {
	if !few && !q.small {
		return "about NOT INDEXED CROSS JOIN item INDEXED BY item_arrival ON item.id = about.item"
	}
	from := q.index()
	if heads := q.walks(); len(heads) == 1 {
		from, _, _ = strings.Cut(heads[0], " WHERE ")
	}
	return from + " CROSS JOIN about ON about.item = item.id"
}

// frequent counts all that is shown by its most frequent topics. Only of those
// the items are looked at, for their marks.
func (s *Store) frequent(ctx context.Context) ([]pile, error) {
	return rows(ctx, s.read, scanPile, fmt.Sprintf(`SELECT topic, 0, n, (SELECT count(*) FROM about b CROSS JOIN item INDEXED BY item_arrival
			ON id = b.item WHERE b.topic = t.topic AND state & 1 = 0 AND %[4]s AND whose NOT IN %[1]s)
		FROM (SELECT topic, count(*) AS n FROM about NOT INDEXED WHERE whose NOT IN %[1]s AND item NOT IN (%[5]s)
			GROUP BY topic HAVING %[2]s ORDER BY n DESC, topic LIMIT %[3]d) t`, hidden, worthALine(), maxFacets+maxFacets/4, unmuted, muted))
}

// worthALine is the condition on the mentions of a topic for it to be counted:
// there are several, and one is sure, or one is a tag.
func worthALine() string {
	return fmt.Sprintf("(count(*) > 1 AND max(kind) > %d OR max(kind) = %d)", maybe, aTag)
}

// printed finds the name of a topic for the reader: as most tags print it, else
// its base form, which is a short one among the frequent. The newest mentions
// tell enough.
const printed = `SELECT name FROM (SELECT name, kind FROM about WHERE topic = ? ORDER BY at_ms DESC LIMIT 200)
	GROUP BY name ORDER BY sum(kind = 2) DESC, 4 * count(*) >= max(count(*)) OVER () DESC, length(name), count(*) DESC, name LIMIT 1`

// titled replaces the ids of topics by their names. Of those that are not the
// filter's own it leaves out the names of sources, and all but the largest.
func (s *Store) titled(ctx context.Context, lines []feed.Tally, own map[string]bool) ([]feed.Tally, error) {
	sources, err := s.sourceNames(ctx)
	if err != nil {
		return nil, err
	}
	var out []feed.Tally
	others := 0
	err = prepared(ctx, s.read, printed, func(stmt *sql.Stmt) error {
		for _, line := range lines {
			mine := own[line.Name]
			if !mine && others == maxFacets {
				continue
			}
			err := stmt.QueryRowContext(ctx, line.Name).Scan(&line.Name)
			if errors.Is(err, sql.ErrNoRows) || err == nil && !mine && sources[words.Topic(line.Name)] {
				continue // its last item has left since it was counted, or it is a source
			}
			if err != nil {
				return err
			}
			if !mine {
				others++
			}
			out = append(out, line)
		}
		return nil
	})
	return out, err
}

// sourceNames are the keys that the names of sources would have as topics.
func (s *Store) sourceNames(ctx context.Context) (map[string]bool, error) {
	known, err := s.names(ctx, s.read, "id NOT IN "+hidden)
	keys := map[string]bool{}
	for _, n := range known {
		keys[words.Topic(n.title)] = true
		keys[words.Topic(brief("", n.title, n.url))] = true
		keys[words.Topic(host(n.url))] = true
	}
	return keys, err
}
