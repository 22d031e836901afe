// Package headlines is the screen that lists headlines: the name and clock,
// the row of rubrics, the list itself with a line between the days.
//
// It is plain state without input or output: the root model gives it items
// and counts, asks it to move, and prints its lines.
package headlines

import (
	"slices"
	"strings"
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

	// Empty is the sentence shown where there is no item, its second line
	// what to do next.
	Empty [2]string
	// Mark is a note beside the name: the tour edition, a filter in words.
	Mark string
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

// Resize gives the list its place in cells; the head takes Head lines more.
func (s *Screen) Resize(w, h int) {
	s.width, s.height = w, h
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

// SetItems replaces the items. The selected one stays selected, on the same
// row of the screen, when it is still among them.
func (s *Screen) SetItems(items []feed.Item) {
	s.items = items
	ids := make([]feed.ID, len(items))
	for i, it := range items {
		ids[i] = it.ID
	}
	s.list.SetItems(ids, breaks(items, s.now.Location()))
}

// Replace is SetItems for the answer to another question: when the selected
// item is not among them, the cursor goes to the first. A cursor on the first
// row stays there, so that news comes in at once.
func (s *Screen) Replace(items []feed.Item) {
	old, ok := s.Selected()
	first := s.list.Index() == 0
	s.SetItems(items)
	if first || ok && !s.list.Select(old.ID) {
		s.list.Top()
	}
}

// Append adds the next page of items below.
func (s *Screen) Append(items []feed.Item) {
	s.SetItems(append(slices.Clip(s.items), items...))
}

func (s *Screen) separate() { s.SetItems(s.items) }

// breaks marks the items before which a new day begins.
func breaks(items []feed.Item, zone *time.Location) []bool {
	days := make([]bool, len(items))
	last := ""
	for i, it := range items {
		day := it.Order.In(zone).Format(time.DateOnly)
		days[i] = day != last
		last = day
	}
	return days
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
	for i := range s.items {
		if s.items[i].ID == id {
			s.items[i].State = state
			return
		}
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

// View returns exactly height lines of exactly width cells.
func (s *Screen) View() []string {
	lines := make([]string, 0, s.height)
	if len(s.items) == 0 {
		return s.viewEmpty(lines)
	}
	cols := fit(s.width, s.clockWidth())
	from, to := s.list.Window()
	for i := from; i < to && len(lines) < s.height; i++ {
		if s.list.Break(i) {
			lines = append(lines, s.day(s.items[i].Order))
		}
		if len(lines) < s.height {
			lines = append(lines, s.row(s.items[i], cols, i == s.list.Index()))
		}
	}
	return s.fill(lines)
}

func (s *Screen) viewEmpty(lines []string) []string {
	for range max(0, s.height/3) {
		lines = append(lines, s.blank())
	}
	for i, text := range s.Empty {
		fg := theme.Text
		if i > 0 {
			fg = theme.Muted
		}
		for _, l := range wrap(text, s.width-4) {
			pad := strings.Repeat(" ", max(2, (s.width-cells(l))/2))
			lines = append(lines, s.theme.Line(theme.None, s.width, []theme.Span{{Fg: fg, Text: pad + l}}, nil))
		}
		lines = append(lines, s.blank())
	}
	return s.fill(lines)
}

func (s *Screen) fill(lines []string) []string {
	for len(lines) < s.height {
		lines = append(lines, s.blank())
	}
	return lines[:s.height]
}

func (s *Screen) blank() string { return strings.Repeat(" ", s.width) }
