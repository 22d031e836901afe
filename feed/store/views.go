package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"rubrika/feed"
	"rubrika/feed/words"
)

// The kinds of deed on views.
const (
	savingView   = "save-view"
	removingView = "remove-view"
)

// saved is what of a view is the reader's, as the journal keeps it.
type saved struct {
	Kind   feed.ViewKind `json:"kind"`
	Name   string        `json:"name"`
	Filter string        `json:"filter"`
	Bar    bool          `json:"bar"`
}

// rule reports whether there is a view, and it is a rule.
func (v *saved) rule() bool { return v != nil && v.Kind.Rule() }

// savedOf checks a view and gives it the form in which it is stored.
func savedOf(op string, v feed.View) (saved, error) {
	out := saved{v.Kind, oneLine(v.Name), v.Filter.String(), v.Bar && v.Kind == feed.ViewList}
	fault := func(what string) error {
		return &feed.Error{Op: op, Source: out.Name, Kind: feed.KindUsage, Err: errors.New(what)}
	}
	switch {
	case v.Kind != feed.ViewList && !v.Kind.Rule():
		return out, fault(fmt.Sprintf("no kind of view %q", v.Kind))
	case out.Name == "":
		return out, fault("no name")
	}
	if v.Kind.Rule() {
		if err := v.Filter.Rule(); err != nil {
			return out, err
		}
	}
	_, err := feed.ParseFilter(out.Filter) // what cannot be read again is not stored
	return out, err
}

// oneLine is a name with single blanks and without signs that are not seen.
func oneLine(name string) string {
	name = strings.Join(strings.Fields(name), " ")
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, name)
}

// Views implements feed.Store.
func (s *Store) Views(ctx context.Context) ([]feed.View, error) {
	list, err := views(ctx, s.read, "true")
	return list, s.fail("list views", err)
}

// views returns those under a condition.
func views(ctx context.Context, db querier, which string, args ...any) ([]feed.View, error) {
	return rows(ctx, db, func(scan scanner) (v feed.View, err error) {
		var filter string
		if err := scan(&v.ID, &v.Kind, &v.Name, &filter, &v.Bar, &v.Declared, &v.Pending); err != nil {
			return v, err
		}
		v.Filter, err = feed.ParseFilter(filter)
		return v, err
	}, "SELECT id, kind, name, filter, bar, place <> 0, pending FROM view WHERE "+which+
		" ORDER BY instr('view mute watch', kind), place = 0, place, id", args...)
}

// SaveView implements feed.Store. The deed's ID is 0 when nothing changed. A
// name is stored with single blanks; only a view of the kind ViewList has Bar.
func (s *Store) SaveView(ctx context.Context, v feed.View) (feed.View, feed.Deed, error) {
	want, err := savedOf(savingView, v)
	if err != nil {
		return feed.View{}, feed.Deed{}, s.fail(savingView, err)
	}
	d := feed.Deed{Kind: savingView}
	err = s.change(ctx, savingView, func(tx *sql.Tx) error {
		f := s.filing(ctx, tx, 0)
		var before *saved
		var err error
		if v.ID != 0 {
			if before, err = f.ownView(savingView, v.ID); err != nil {
				return err
			}
		}
		if err := f.freeName(want, v.ID); err != nil {
			return err
		}
		if before == nil || *before != want {
			if v.ID, err = f.setView(v.ID, before, &want); err != nil {
				return err
			}
			if err := f.journalView(&d, v.ID, before, &want); err != nil {
				return err
			}
		}
		list, err := views(ctx, tx, "id = ?", int64(v.ID))
		if err == nil {
			v = list[0]
		}
		return err
	})
	if err != nil {
		return feed.View{}, feed.Deed{}, err
	}
	if d.ID == 0 {
		d = feed.Deed{}
	}
	return v, d, nil
}

// RemoveView implements feed.Store.
func (s *Store) RemoveView(ctx context.Context, id feed.ViewID) (feed.Deed, error) {
	d := feed.Deed{Kind: removingView}
	err := s.change(ctx, removingView, func(tx *sql.Tx) error {
		f := s.filing(ctx, tx, 0)
		before, err := f.ownView(removingView, id)
		if err != nil {
			return err
		}
		if _, err := f.setView(id, before, nil); err != nil {
			return err
		}
		return f.journalView(&d, id, before, nil)
	})
	if err != nil {
		return feed.Deed{}, err
	}
	return d, nil
}

// view returns what is stored of a view; nil when it is not there.
func (f *filing) view(id feed.ViewID) (v *saved, declared bool, err error) {
	v = &saved{}
	err = f.get("SELECT kind, name, filter, bar, place <> 0 FROM view WHERE id = ?", []any{int64(id)},
		&v.Kind, &v.Name, &v.Filter, &v.Bar, &declared)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, false, nil
	}
	return v, declared, err
}

// ownView returns a view that is there and does not stand in the settings.
func (f *filing) ownView(op string, id feed.ViewID) (*saved, error) {
	v, declared, err := f.view(id)
	switch {
	case err != nil:
		return nil, err
	case v == nil:
		return nil, &feed.Error{Op: op, Source: fmt.Sprint(id), Kind: feed.KindNoView}
	case declared:
		return nil, &feed.Error{Op: op, Source: v.Name, Kind: feed.KindUsage, Err: errors.New("stands in the settings")}
	}
	return v, nil
}

// freeName sees that no other view of the kind has the name.
func (f *filing) freeName(want saved, id feed.ViewID) error {
	names, err := rows(f.ctx, f.tx, func(scan scanner) (name string, err error) {
		err = scan(&name)
		return name, err
	}, "SELECT name FROM view WHERE kind = ? AND id <> ?", string(want.Kind), int64(id))
	if err == nil && slices.ContainsFunc(names, func(n string) bool { return words.Fold(n) == words.Fold(want.Name) }) {
		err = &feed.Error{Op: savingView, Source: want.Name, Kind: feed.KindExists}
	}
	return err
}

// setView makes the view of an id what it is to be, none for nil, and has what
// is stored judged anew where that matters. A new view has the id 0. One of the
// settings stays where it stands there.
func (f *filing) setView(id feed.ViewID, before, after *saved) (feed.ViewID, error) {
	var err error
	if after == nil {
		_, err = f.exec("DELETE FROM view WHERE id = ?", int64(id))
	} else {
		err = f.get(`INSERT INTO view(id, kind, name, filter, bar, place, pending) VALUES (nullif(?, 0), ?, ?, ?, ?, 0, 0)
			ON CONFLICT(id) DO UPDATE SET kind = excluded.kind, name = excluded.name, filter = excluded.filter, bar = excluded.bar
			RETURNING id`, []any{int64(id), string(after.Kind), after.Name, after.Filter, after.Bar}, &id)
	}
	if err != nil {
		return 0, err
	}
	return id, f.reopen(id, before, after)
}

// journalView records a deed on a view.
func (f *filing) journalView(d *feed.Deed, id feed.ViewID, before, after *saved) error {
	if err := f.s.record(f.ctx, f.tx, d); err != nil {
		return err
	}
	concern(d, before, after)
	_, err := f.exec("INSERT INTO deed_view(deed, view, before, after) VALUES (?, ?, ?, ?)",
		d.ID, int64(id), viewText(before), viewText(after))
	return err
}

// concern says in a deed which view it is about.
func concern(d *feed.Deed, before, after *saved) {
	v := cmp.Or(after, before)
	d.View, d.Rule = v.Name, v.Kind
}

// viewText is a view as the journal keeps it, viewOf the inverse.
func viewText(v *saved) string {
	if v == nil {
		return ""
	}
	text, _ := json.Marshal(v) //nolint:errchkjson // texts always have a form
	return string(text)
}

func viewOf(text string) (*saved, error) {
	if text == "" {
		return nil, nil //nolint:nilnil // none is none
	}
	v := &saved{}
	return v, json.Unmarshal([]byte(text), v)
}

// turnView makes the view of a deed what it was before, or after it.
func (s *Store) turnView(ctx context.Context, tx *sql.Tx, d *feed.Deed, back bool) error {
	f := s.filing(ctx, tx, 0)
	var id feed.ViewID
	var texts [2]string
	err := f.get("SELECT view, before, after FROM deed_view WHERE deed = ?", []any{d.ID}, &id, &texts[0], &texts[1])
	if err != nil {
		return err
	}
	before, err := viewOf(texts[0])
	if err != nil {
		return err
	}
	after, err := viewOf(texts[1])
	if err != nil {
		return err
	}
	concern(d, before, after)
	if back {
		before, after = after, before
	}
	_, err = f.setView(id, before, after)
	return err
}

// DeclareViews implements feed.Store. A view is known again by its kind and its
// name as written; of one whose filter is the same nothing is judged anew. A
// store that cannot be written keeps those it has.
func (s *Store) DeclareViews(ctx context.Context, list []feed.View) error {
	const op = "declare views"
	want := make([]saved, len(list))
	for i, v := range list {
		var err error
		if want[i], err = savedOf(op, v); err != nil {
			return s.fail(op, err)
		}
	}
	there, err := declared(ctx, s.read)
	if err != nil || s.ReadOnly() || slices.EqualFunc(there, want, func(d declaration, v saved) bool { return d.saved == v }) {
		return s.fail(op, err)
	}
	return s.change(ctx, op, func(tx *sql.Tx) error {
		f := s.filing(ctx, tx, 0)
		there, err := declared(ctx, tx)
		if err != nil {
			return err
		}
		return f.declare(there, want)
	})
}

// declaration is a view of the settings.
type declaration struct {
	id feed.ViewID
	saved
}

func declared(ctx context.Context, db querier) ([]declaration, error) {
	return rows(ctx, db, func(scan scanner) (d declaration, err error) {
		err = scan(&d.id, &d.Kind, &d.Name, &d.Filter, &d.Bar)
		return d, err
	}, "SELECT id, kind, name, filter, bar FROM view WHERE place <> 0 ORDER BY place")
}

// declare makes the views of the settings what they are to be.
func (f *filing) declare(there []declaration, want []saved) error {
	for i, v := range want {
		var id feed.ViewID
		var before *saved
		same := func(d declaration) bool { return d.Kind == v.Kind && d.Name == v.Name }
		if at := slices.IndexFunc(there, same); at >= 0 {
			id, before = there[at].id, &there[at].saved
			there = slices.Delete(slices.Clone(there), at, at+1)
		}
		id, err := f.setView(id, before, &v)
		if err != nil {
			return err
		}
		if _, err := f.exec("UPDATE view SET place = ? WHERE id = ?", i+1, int64(id)); err != nil {
			return err
		}
	}
	for _, d := range there {
		if _, err := f.setView(d.id, &d.saved, nil); err != nil {
			return err
		}
	}
	return nil
}
