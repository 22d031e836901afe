package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"rubrika/feed"
	"rubrika/feed/words"
)

const (
	// maxStrip is how many topics stand above the headlines.
	maxStrip = 12
	// lately is the time in which a topic rises; usually, how many of such
	// times before say what is usual.
	lately  = 24 * time.Hour
	usually = 14
	// A topic rises when it was met so often, and so many times as often as
	// usual.
	fewest = 3
	faster = 3
)

// rising is a topic that is met more often than it was: how often lately, and
// in a usual time as long.
type rising struct {
	topic int64
	n     int
	usual float64
}

// rise is by how much. Three items of a topic that was never met before are
// less than thirty of one that is met daily.
func (r rising) rise() float64 { return float64(r.n) / (1 + r.usual) }

// Topics implements feed.Store. A rising topic is met three times as often as
// in the two weeks before, or in the part of them that the edition knows, by
// more than one source or under more than one rubric. No name of a source is
// one, and none of which another one there is a part («Алиев» beside «Ильхам
// Алиев»).
func (s *Store) Topics(ctx context.Context, pinned []string) ([]feed.Tally, error) {
	list, err := s.strip(ctx, pinned[:min(len(pinned), maxStrip)])
	if err != nil {
		return nil, s.fail("find topics", err)
	}
	return list, nil
}

func (s *Store) strip(ctx context.Context, pinned []string) ([]feed.Tally, error) {
	b := strip{since: millis(s.now().Add(-lately)), lines: make([]feed.Tally, 0, maxStrip)}
	var err error
	if b.up, err = s.risen(ctx); err != nil {
		return nil, err
	}
	if b.sources, err = s.sourceNames(ctx); err != nil {
		return nil, err
	}
	err = prepared(ctx, s.read, told, func(told *sql.Stmt) error {
		return prepared(ctx, s.read, printed, func(printed *sql.Stmt) error {
			b.told, b.printed = told, printed
			for _, name := range pinned {
				if err := b.pin(ctx, name); err != nil {
					return err
				}
			}
			for _, r := range b.up {
				if err := b.add(ctx, r); err != nil {
					return err
				}
			}
			return nil
		})
	})
	return b.lines, err
}

// strip is the strip of topics on its way.
type strip struct {
	told, printed *sql.Stmt
	since         int64 // in which topics rise
	up            []rising
	sources       map[string]bool // keys of their names
	lines         []feed.Tally
	keys          []string // of the lines
}

// pin adds a topic of the reader's.
func (b *strip) pin(ctx context.Context, name string) error {
	line, topic := feed.Tally{Name: name, Pinned: true}, topicOf(name)
	line.Rising = slices.ContainsFunc(b.up, func(r rising) bool { return r.topic == topic })
	if _, err := b.tell(ctx, topic, &line); err != nil {
		return err
	}
	b.lines, b.keys = append(b.lines, line), append(b.keys, words.Topic(name))
	return nil
}

// add adds a topic that rises, if there is room and it says something new.
func (b *strip) add(ctx context.Context, r rising) error {
	if len(b.lines) == maxStrip {
		return nil
	}
	line := feed.Tally{Rising: true}
	err := b.printed.QueryRowContext(ctx, r.topic).Scan(&line.Name)
	if errors.Is(err, sql.ErrNoRows) { // clean-up was faster
		return nil
	}
	if err != nil {
		return err
	}
	key := words.Topic(line.Name)
	if b.sources[key] || slices.ContainsFunc(b.keys, func(k string) bool { return within(k, key) || within(key, k) }) {
		return nil
	}
	voices, err := b.tell(ctx, r.topic, &line)
	if err == nil && voices > 1 {
		b.lines, b.keys = append(b.lines, line), append(b.keys, key)
	}
	return err
}

// told counts the items of a topic, and how many sources, or sets of rubrics,
// met it since a time; none, if it may only have begun sentences since.
const told = `SELECT count(*), coalesce(sum(state & 1 = 0), 0),
	max(count(DISTINCT CASE WHEN at_ms > ?2 THEN source END), count(DISTINCT CASE WHEN at_ms > ?2 THEN rubrics & 1048575 END))
	* coalesce(max(at_ms > ?2 AND kind > 0), 0)
	FROM about CROSS JOIN item INDEXED BY item_arrival ON id = item WHERE topic = ?1 AND ` + unmuted + ` AND whose NOT IN ` + hidden

// tell fills in the numbers of a line.
func (b *strip) tell(ctx context.Context, topic int64, line *feed.Tally) (voices int, err error) {
	err = b.told.QueryRowContext(ctx, topic, b.since).Scan(&line.Total, &line.Unread, &voices)
	return voices, err
}

// within reports whether the words of a key stand in another.
func within(part, whole string) bool { return strings.Contains(" "+whole+" ", " "+part+" ") }

// risen are the topics that rise, those that rise most first. What was met too
// often in the later half of the time already is not counted further back.
func (s *Store) risen(ctx context.Context) ([]rising, error) {
	since := millis(s.now().Add(-lately))
	begin := since - usually*lately.Milliseconds()
	var oldest int64
	err := s.read.QueryRowContext(ctx, "SELECT coalesce(min(order_ms), ?2) FROM item INDEXED BY item_stream WHERE order_ms > ?1",
		begin, since).Scan(&oldest)
	if err != nil {
		return nil, err
	}
	// A list of numbers is looked up faster than a query.
	sources, err := rows(ctx, s.read, func(scan scanner) (id int64, err error) {
		err = scan(&id)
		return id, err
	}, strings.Trim(hidden, "()"))
	if err != nil {
		return nil, err
	}
	shown := "whose NOT IN (" + numbers(sources) + ") AND item NOT IN (" + muted + " AND order_ms > ?1)"
	known := max(1, float64(since-oldest)/float64(lately.Milliseconds()))
	list, err := rows(ctx, s.read, func(scan scanner) (r rising, err error) {
		var before int
		err = scan(&r.topic, &r.n, &before)
		r.usual = float64(before) / known
		return r, err
	}, fmt.Sprintf(`SELECT topic, n, (SELECT count(*) FROM about b WHERE b.topic = now.topic AND b.at_ms > ?1 AND b.at_ms <= ?3 AND %[1]s)
		FROM (SELECT topic, count(*) AS n FROM about INDEXED BY about_time WHERE at_ms > ?3 AND %[1]s
			GROUP BY topic HAVING n >= %[2]d) now
		WHERE (SELECT count(*) FROM about b WHERE b.topic = now.topic AND b.at_ms > ?2 AND b.at_ms <= ?3 AND %[1]s) <= n * ?4`,
		shown, fewest), begin, (begin+since)/2, since, known/faster)
	list = slices.DeleteFunc(list, func(r rising) bool { return float64(r.n) < faster*r.usual })
	slices.SortFunc(list, func(a, b rising) int {
		return cmp.Or(cmp.Compare(b.rise(), a.rise()), cmp.Compare(b.n, a.n), cmp.Compare(a.topic, b.topic))
	})
	return list, err
}
