// Package views is the view of saved views and rules: what the reader opens by
// name, what is pointed out, and what is hidden; and the panel that makes a
// rule out of a story.
//
// It is plain state: the root model gives it views and counts, asks which one
// is selected, and prints its lines.
package views

import (
	"slices"
	"time"

	"rubrika/feed"
	"rubrika/ui/keys"
	"rubrika/ui/lang"
	"rubrika/ui/rows"
	"rubrika/ui/theme"
)

// Screen is the list of views in three groups. The zero value is not ready: see
// New.
type Screen struct {
	words lang.Words
	theme theme.Theme

	width, height int
	now           time.Time
	all           []feed.View
	spelt         []Spelt
	counts        map[feed.ViewID]feed.Tally
	list          rows.Of[place]
	rows          []row
	loaded        bool

	// AddKey is the key that adds one; SaveKey and RuleKey are those that do so
	// in the list of headlines. They are said of a group that is empty.
	AddKey, SaveKey, RuleKey string
}

// place is what a row is known by: a view, or the empty group of a kind.
type place struct {
	kind feed.ViewKind
	id   feed.ViewID
}

// Spelt is a filter as it is printed: in its language, and in words. Both are
// lines without control characters.
type Spelt struct{ Filter, Words string }

// row is a line of the list; at is -1 in an empty group.
type row struct {
	place
	at int
}

// New makes an empty list.
func New(w lang.Words, t theme.Theme) Screen { return Screen{words: w, theme: t} }

// Scope implements the screens' contract.
func (s *Screen) Scope() keys.Scope { return keys.Views }

// Restyle changes the colours.
func (s *Screen) Restyle(t theme.Theme) { s.theme = t }

// Reword changes the language.
func (s *Screen) Reword(w lang.Words) { s.words = w }

// Resize gives the page its place.
func (s *Screen) Resize(w, h int) {
	s.width, s.height = w, h
	s.list.Resize(s.room())
}

// Tick tells the time.
func (s *Screen) Tick(now time.Time) { s.now = now }

// Kinds are the groups, in their order.
func Kinds() []feed.ViewKind { return []feed.ViewKind{feed.ViewList, feed.ViewWatch, feed.ViewMute} }

// Set replaces the views; spelt are their filters. Names are lines without
// control characters. The selected one stays selected; where there
// was none, the first one is.
func (s *Screen) Set(all []feed.View, spelt []Spelt) {
	none := len(s.all) == 0
	s.all, s.spelt, s.loaded = all, spelt, true
	s.rows = nil
	var places []place
	var heads []bool
	for _, k := range Kinds() {
		first := true
		add := func(r row) {
			s.rows, places, heads = append(s.rows, r), append(places, r.place), append(heads, first)
			first = false
		}
		for i, v := range all {
			if v.Kind == k {
				add(row{place{k, v.ID}, i})
			}
		}
		if first {
			add(row{place{k, 0}, -1})
		}
	}
	s.list.SetItems(places, heads)
	if first := slices.IndexFunc(s.rows, func(r row) bool { return r.at >= 0 }); none && first >= 0 {
		s.list.Go(first)
	}
}

// SetCounts tells what the views select, by their ids.
func (s *Screen) SetCounts(counts map[feed.ViewID]feed.Tally) { s.counts = counts }

// Selected returns the view under the cursor; false on an empty group.
func (s *Screen) Selected() (feed.View, bool) {
	if i := s.list.Index(); i < len(s.rows) && s.rows[i].at >= 0 {
		return s.all[s.rows[i].at], true
	}
	return feed.View{}, false
}

// Kind is the group that the cursor is in.
func (s *Screen) Kind() feed.ViewKind {
	if i := s.list.Index(); i < len(s.rows) {
		return s.rows[i].kind
	}
	return feed.ViewList
}

// Select puts the cursor on a view, if it is listed.
func (s *Screen) Select(id feed.ViewID) {
	if i := slices.IndexFunc(s.rows, func(r row) bool { return r.at >= 0 && r.id == id }); i >= 0 {
		s.list.Go(i)
	}
}

// Do moves the cursor. It reports whether the action was its own.
func (s *Screen) Do(a keys.Action) bool { return keys.Move(&s.list, a) }

// Click selects the row at a cell of the page. It returns ApplyView when it was
// selected already, and AddView in an empty group.
func (s *Screen) Click(_, y int) keys.Action {
	i, ok := s.list.At(y - headHeight)
	switch {
	case !ok || s.list.Go(i):
		return ""
	case s.rows[i].at < 0:
		return keys.AddView
	}
	return keys.ApplyView
}
