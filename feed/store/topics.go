package store

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"rubrika/feed"
	"rubrika/feed/words"
)

// The kinds of table about: how sure it is that an item has a topic.
const (
	maybe = iota // a word that may be capitalised only because it begins a sentence
	aName
	aTag
)

// maxTopics is how many topics an item has: more is a list of names.
const maxTopics = 24

// mention is a topic of one item.
type mention struct {
	topic int64
	name  string
	kind  int
}

// topicOf is how a topic stands in the store: the FNV-1a sum of its key. Among
// a million topics two fall together in one of some forty million editions.
func topicOf(name string) int64 { return int64(sum(words.Topic(name))) }

// topicsOf are the topics of a filter in the store.
func topicsOf(names []string) []int64 {
	out := make([]int64, len(names))
	for i, n := range names {
		out[i] = topicOf(n)
	}
	return out
}

// mentions are the topics of an item: its tags and the names in its title.
func mentions(it feed.Item) []mention {
	var out []mention
	none := topicOf("")
	add := func(name string, kind int) {
		topic := topicOf(name)
		if topic == none {
			return
		}
		i := slices.IndexFunc(out, func(m mention) bool { return m.topic == topic })
		switch {
		case i >= 0 && out[i].kind < kind:
			out[i] = mention{topic, name, kind}
		case i < 0 && len(out) < maxTopics:
			out = append(out, mention{topic, name, kind})
		}
	}
	for _, tag := range it.Tags {
		add(tag, aTag)
	}
	for _, n := range words.Names(it.Lang, it.Title) {
		if n.Sure {
			add(n.Text, aName)
		} else {
			add(n.Text, maybe)
		}
	}
	return out
}

// note writes the topics of an item that is stored.
func (f *filing) note(it feed.Item, id int64) error {
	list := mentions(it)
	if len(list) == 0 {
		return nil
	}
	args := make([]any, 0, 3*len(list)+1)
	for _, m := range list {
		args = append(args, m.topic, m.kind, m.name)
	}
	values := strings.TrimSuffix(strings.Repeat("(?, ?, ?), ", len(list)), ", ")
	_, err := f.exec(`INSERT INTO about(topic, at_ms, item, whose, kind, name)
		SELECT m.column1, i.order_ms, i.id, i.source, m.column2, m.column3
		FROM (VALUES `+values+`) m CROSS JOIN item i WHERE i.id = ?`, append(args, id)...)
	return err
}

// NoteTopics finds the topics of at most n items that a version of the program
// without topics has filed, the newest first, and reports whether some are
// left.
func (s *Store) NoteTopics(ctx context.Context, n int) (more bool, err error) {
	const op = "find topics"
	var left bool
	err = s.read.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM memo WHERE name = 'topics')").Scan(&left)
	if err != nil || !left {
		return false, s.fail(op, err)
	}
	err = s.change(ctx, op, func(tx *sql.Tx) error {
		f := s.filing(ctx, tx, 0)
		items, err := rows(ctx, tx, func(scan scanner) (it feed.Item, err error) {
			var tags string
			if err := scan(&it.ID, &it.Lang, &it.Title, &tags); err != nil {
				return it, err
			}
			it.Tags, err = readTags(tags)
			return it, err
		}, `SELECT id, lang, title, tags FROM item WHERE id <= (SELECT value FROM memo WHERE name = 'topics')
			ORDER BY id DESC LIMIT ?`, n)
		if err != nil {
			return err
		}
		var ids []int64
		for _, it := range items {
			if _, err := f.exec("DELETE FROM about WHERE item = ?", int64(it.ID)); err != nil {
				return err
			}
			if err := f.note(it, int64(it.ID)); err != nil {
				return err
			}
			ids = append(ids, int64(it.ID))
		}
		if err := f.judge(ids); err != nil {
			return err
		}
		if more = len(items) == n; !more {
			_, err = f.exec("DELETE FROM memo WHERE name = 'topics'")
			return err
		}
		_, err = f.exec("UPDATE memo SET value = ? WHERE name = 'topics'", int64(items[len(items)-1].ID)-1)
		return err
	})
	return more && err == nil, err
}
