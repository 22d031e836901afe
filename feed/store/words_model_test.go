package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"rubrika/feed"
)

// bodyOf is a door for bodies that are a text after one tag.
func bodyOf(body feed.Markup, _ string) string { return strings.TrimPrefix(string(body), "<p>") }

// indexedNow is what the full-text tables have of each item: its words in order,
// those of its title, and its forms.
func indexedNow(ctx context.Context, s *Store) (map[int64]indexed, error) {
	db, err := sql.Open("sqlite", "file:"+s.path)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1) // temp tables are of one connection
	out, err := readIndexed(ctx, db)
	return out, errors.Join(err, db.Close())
}

func readIndexed(ctx context.Context, db *sql.DB) (map[int64]indexed, error) {
	for _, table := range []fts{inForms, inPhrases} {
		if _, err := db.ExecContext(ctx, fmt.Sprintf("CREATE VIRTUAL TABLE temp.%s_terms USING fts5vocab(main, %[1]s, instance)", table)); err != nil {
			return nil, err
		}
	}
	type term struct {
		item         int64
		column, term string
	}
	read := func(query string) ([]term, error) {
		return rows(ctx, db, func(scan scanner) (w term, err error) {
			err = scan(&w.item, &w.column, &w.term)
			return w, err
		}, query)
	}
	out := map[int64]indexed{}
	// Those without a word are there too.
	list, err := read(`SELECT id, 'form', '' FROM forms_docsize UNION ALL SELECT id, 'body', '' FROM phrases_docsize
		UNION ALL SELECT * FROM (SELECT doc, 'form', term FROM temp.forms_terms ORDER BY term)
		UNION ALL SELECT * FROM (SELECT doc, col, term FROM temp.phrases_terms ORDER BY doc, col, offset)`)
	for _, w := range list {
		has := out[w.item]
		switch w.column {
		case "form":
			has.forms = strings.TrimSpace(has.forms + " " + w.term)
		case "title":
			has.title = strings.TrimSpace(has.title + " " + w.term)
		default:
			has.body = strings.TrimSpace(has.body + " " + w.term)
		}
		out[w.item] = has
	}
	return out, err
}

// wordsInStep fails the test unless the full-text tables have of every item what
// it is now, whatever it was before, of those that are still to be indexed
// either that or nothing, and nothing else.
func wordsInStep(t interface {
	Helper()
	Fatalf(string, ...any)
}, s *Store,
) {
	t.Helper()
	ctx := context.Background()
	got, err := indexedNow(ctx, s)
	if err != nil {
		t.Fatalf("read the index: %v", err)
	}
	err = s.change(ctx, "compare words", func(tx *sql.Tx) error {
		f := s.filing(ctx, tx, 0)
		var upto int64
		if err := f.get("SELECT coalesce(max(value), 0) FROM memo WHERE name = 'words'", nil, &upto); err != nil {
			return err
		}
		ids, err := f.ids("SELECT id FROM item")
		for _, id := range ids {
			e, err := f.indexable(id)
			if err != nil {
				return err
			}
			want := index(e)
			var source int64
			if err := f.get("SELECT source FROM item WHERE id = ?", []any{id}, &source); err != nil {
				return err
			}
			forms := append(strings.Fields(want.forms), fmt.Sprint(source, ofSource))
			slices.Sort(forms)
			want.forms = strings.Join(forms, " ")
			if has, there := got[id]; has != want && (there || id > upto) {
				return fmt.Errorf("item %d has %+v, want %+v", id, has, want)
			}
			delete(got, id)
		}
		if len(got) > 0 {
			return fmt.Errorf("words of what is no item: %v", got)
		}
		return err
	})
	if err != nil {
		t.Fatalf("%v", err)
	}
}

// What changes of an item besides its body changes what it is found by, too.
func TestWordsOfAnItemAreThoseItHasNow(t *testing.T) {
	t.Parallel()
	s := openAt(t, t.TempDir()+"/x.db", Options{Link: short, Text: bodyOf})
	src := follow(t, s, "https://a.example/", "A")
	full := func(change func(*feed.Entry)) feed.Entry {
		e := story("a/1", "Первый заголовок")
		e.HTML, e.Text, e.Author = "<p>о маяках и бакенах", "о маяках и бакенах", "Анна Белова"
		change(&e)
		return e
	}
	bare := func(e *feed.Entry) { e.HTML, e.Text, e.Title = "", "", "Второй заголовок" }
	for _, step := range []struct {
		name        string
		do          func()
		found, lost []string
	}{
		{"as it came", func() { put(t, s, src, full(func(*feed.Entry) {})) }, []string{"маяк", "первый", "author:белова"}, []string{"второй", "tag:гавань"}},
		{"without a body", func() { put(t, s, src, full(bare)) }, []string{"маяк", `"о маяках"`, "второй", "author:белова"}, []string{"первый"}},
		{"by another author", func() {
			put(t, s, src, full(func(e *feed.Entry) { bare(e); e.Author = "Олег Чернов" }))
		}, []string{"маяк", "author:чернов"}, []string{"author:белова"}},
		{"with the tags of its page", func() {
			if err := s.KeepPage(t.Context(), 1, feed.Entry{Item: feed.Item{Tags: []string{"Гавань"}}}); err != nil {
				t.Fatal(err)
			}
		}, []string{"маяк", "гавани", "tag:гавань", "author:чернов"}, nil},
		{"with the body of its page", func() {
			if err := s.KeepPage(t.Context(), 1, feed.Entry{HTML: "<p>о причалах", Text: "о причалах"}); err != nil {
				t.Fatal(err)
			}
		}, []string{"причал", "гавани"}, []string{"маяк"}},
		{"edited", func() { put(t, s, src, full(func(e *feed.Entry) { e.Title = "Третий" })) }, []string{"причал", "гавани", "третий"}, []string{"маяк", "второй"}},
	} {
		step.do()
		for _, filter := range step.found {
			if len(list(t, s, filter)) != 1 {
				t.Errorf("%s: not found by %s", step.name, filter)
			}
		}
		for _, filter := range step.lost {
			if len(list(t, s, filter)) != 0 {
				t.Errorf("%s: still found by %s", step.name, filter)
			}
		}
		wordsInStep(t, s)
	}
}
