// Package headlines is the screen that lists headlines: the name and clock,
// the row of rubrics, the list itself with a line between the days.
//
// It is plain state without input or output: the root model gives it items
// and counts, asks it to move, and prints its lines.
package headlines

import (
	"slices"
	"time"

	"rubrika/feed"
	"rubrika/ui/keys"
	"rubrika/ui/lang"
	"rubrika/ui/rows"
	"rubrika/ui/theme"
)

// Screen is the list of headlines. The zero value is not ready: see New.
type Screen struct {
	words lang.Words
	theme theme.Theme
	ago   bool
	order []feed.Rubric

	width, height int // of the list, without the head
	now           time.Time
	list          rows.List
	items         []feed.Item

	topics []feed.Tally
	views  []View
	fresh  int // stories that wait
	sort   feed.Sort
	wire   struct {
		on, held bool
		left     feed.ID
	}
	edge     int // the first item the reader had before, with wire.on; 0: none
	find     func(text, lang string) [][2]int
	label    string // what was searched for
	snippets map[feed.ID]feed.Snippet
	head     []hit    // what the head last drawn means to a click
	column   []target // by line, what the column last drawn means

	// Empty is the sentence shown where there is no item, its second line
	// what to do next.
	Empty [2]string
	// Mark is a note beside the name: the tour edition, a filter in words.
	Mark string
	// Reorder puts right-to-left titles in visual order, for terminals that
	// do not.
	Reorder bool
}

// New makes an empty list. order is the order of the rubric keys; ago shows
// «3 min ago» in place of the clock.
func New(w lang.Words, t theme.Theme, order []feed.Rubric, ago bool) Screen {
	return Screen{words: w, theme: t, order: order, ago: ago}
}

// Scope implements the screens' contract.
func (s *Screen) Scope() keys.Scope { return keys.Headlines }

// Restyle changes the colours.
func (s *Screen) Restyle(t theme.Theme) { s.theme = t }

// Reword changes the language, Arrange what New was told of order and times.
func (s *Screen) Reword(w lang.Words) { s.words = w }

// Arrange is described with Reword.
func (s *Screen) Arrange(order []feed.Rubric, ago bool) { s.order, s.ago = order, ago }

// Resize gives the list its place in cells; the head takes Head lines more.
func (s *Screen) Resize(w, h int) {
	s.width, s.height = w, h
	if s.weighed() {
		s.list.Fit(h, s.lines(), s.breaks(0))
		return
	}
	s.list.Resize(h)
}

// Tick tells the time; days are separated anew when one has begun.
func (s *Screen) Tick(now time.Time) {
	old := s.now
	s.now = now
	if old.YearDay() != now.YearDay() || old.Year() != now.Year() || old.Location() != now.Location() {
		s.separate()
	}
}

// SetTopics fills the strip of topics.
func (s *Screen) SetTopics(topics []feed.Tally) { s.topics = topics }

// SetNew tells how many stories wait above the list; with 0 the head says
// nothing of them.
func (s *Screen) SetNew(n int) { s.fresh = n }

// SetSort tells the order of the items. In the order of arrival, times and
// days are those of Item.Seen; in that of relevance no line stands between the
// days.
func (s *Screen) SetSort(by feed.Sort) {
	if s.sort != by {
		s.sort = by
		s.separate()
	}
}

// SetWire makes the list the live stream, flowing or held: a line divides the
// items above left, which came while the reader was away, from the rest.
func (s *Screen) SetWire(on, held bool, left feed.ID) {
	old := s.wire
	s.wire.on, s.wire.held, s.wire.left = on, held, left
	if old.on != on || old.left != left {
		s.separate()
	}
}

// SetItems replaces the items. The selected one stays selected, on the same
// row of the screen, when it is still among them. The screen owns the slice
// from then on.
func (s *Screen) SetItems(items []feed.Item) {
	s.items = items
	s.list.SetItems(ids(items), s.breaks(0))
}

// Replace is SetItems for the answer to another question: when the selected
// item is not among them, the cursor goes to the first. From the first row the
// list is shown from its top as long as the selected item is seen there.
func (s *Screen) Replace(items []feed.Item) {
	old, ok := s.Selected()
	if s.list.Index() == 0 && s.Enter(items) {
		return
	}
	s.SetItems(items)
	if ok && s.list.Find(old.ID) < 0 {
		s.list.Top()
	}
}

// Enter lets new items in above: the list is shown from the first row on, and
// the selected item stays selected. Where it would leave the window, nothing
// changes and Enter returns false.
func (s *Screen) Enter(items []feed.Item) bool {
	old, edge := s.items, s.edge
	s.items = items
	if !s.list.Enter(ids(items), s.breaks(0)) {
		s.items, s.edge = old, edge
		return false
	}
	return true
}

// Append adds the next page of items below.
func (s *Screen) Append(items []feed.Item) {
	from := len(s.items)
	s.items = append(s.items, items...)
	s.list.Append(ids(items), s.breaks(from))
}

// separate shapes the rows anew: the lines they take, and those between them.
func (s *Screen) separate() { s.list.Shape(s.lines(), s.breaks(0)) }

func ids(items []feed.Item) []feed.ID {
	all := make([]feed.ID, len(items))
	for i := range items {
		all[i] = items[i].ID
	}
	return all
}

// when is the time a row shows.
func (s *Screen) when(it *feed.Item) time.Time {
	if s.sort == feed.Arrival {
		return it.Seen.In(s.now.Location())
	}
	return it.Order.In(s.now.Location())
}

// breaks marks the items from a place on before which a line stands: where
// another day begins, and where the stream begins that the reader knows.
func (s *Screen) breaks(from int) []bool {
	if from == 0 {
		s.edge = 0
	}
	all := make([]bool, len(s.items)-from)
	if s.weighed() {
		return all
	}
	if s.wire.on && s.edge == 0 && len(s.items) > 0 && s.items[0].ID > s.wire.left {
		known := func(it feed.Item) bool { return it.ID <= s.wire.left }
		if i := slices.IndexFunc(s.items[from:], known); i >= 0 {
			s.edge = from + i
		}
	}
	var last date
	if from > 0 {
		last = s.date(from - 1)
	}
	for i := range all {
		day := s.date(from + i)
		all[i] = day != last || from+i > 0 && from+i == s.edge
		last = day
	}
	return all
}

// date is a day of the calendar; the zero date is none.
type date struct {
	year  int
	month time.Month
	day   int
}

// date is the day on which item i stands.
func (s *Screen) date(i int) date {
	y, m, d := s.when(&s.items[i]).Date()
	return date{y, m, d}
}

// Items returns what is listed; it is not to be changed.
func (s *Screen) Items() []feed.Item { return s.items }

// Selected returns the item under the cursor.
func (s *Screen) Selected() (feed.Item, bool) {
	i := s.list.Index()
	if i < 0 || i >= len(s.items) {
		return feed.Item{}, false
	}
	return s.items[i], true
}

// Select puts the cursor on an item, if it is listed.
func (s *Screen) Select(id feed.ID) bool { return s.list.Select(id) }

// Last puts the cursor on the oldest item that is loaded.
func (s *Screen) Last() { s.list.Bottom() }

// Index is the row of the cursor, from 0.
func (s *Screen) Index() int { return s.list.Index() }

// SetState puts marks on the listed copy of an item at once; the store follows.
func (s *Screen) SetState(id feed.ID, state feed.State) {
	if i := s.list.Find(id); i >= 0 {
		s.items[i].State = state
	}
}

// Near reports that the cursor is close to the end of what is loaded.
func (s *Screen) Near() bool { return s.list.Index() >= len(s.items)-max(2*s.height, 50) }

// Do moves the cursor. It reports whether the action was its own.
func (s *Screen) Do(a keys.Action) bool {
	switch a {
	case keys.NextUnread:
		s.unread(1)
	case keys.PrevUnread:
		s.unread(-1)
	default:
		return keys.Move(&s.list, a)
	}
	return true
}

// Next moves by one item and returns it; false at the end.
func (s *Screen) Next(by int) (feed.Item, bool) {
	i := s.list.Index() + by
	if i < 0 || i >= len(s.items) {
		return feed.Item{}, false
	}
	s.list.Move(by)
	return s.Selected()
}

// NextUnread moves to the next unread item in a direction and returns it;
// false when there is none.
func (s *Screen) NextUnread(by int) (feed.Item, bool) {
	if !s.unread(by) {
		return feed.Item{}, false
	}
	return s.Selected()
}

func (s *Screen) unread(by int) bool {
	for i := s.list.Index() + by; i >= 0 && i < len(s.items); i += by {
		if !s.items[i].State.Has(feed.Read) {
			s.list.Move(i - s.list.Index())
			return true
		}
	}
	return false
}
