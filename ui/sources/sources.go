// Package sources is the view of the subscriptions: one row each with how it
// is doing, and the particulars of the selected one below or beside.
//
// It is plain state: the root model gives it subscriptions, asks which one is
// selected, and prints its lines.
package sources

import (
	"cmp"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"rubrika/feed"
	"rubrika/ui/keys"
	"rubrika/ui/lang"
	"rubrika/ui/narrow"
	"rubrika/ui/rows"
	"rubrika/ui/theme"
)

// Screen is the list of sources. The zero value is not ready: see New.
type Screen struct {
	words lang.Words
	theme theme.Theme
	fold  func(string) string

	width, height int
	now           time.Time
	all           []feed.Subscription // in the order of adding, those of accounts behind the others
	accounts      []feed.Account
	shown         []feed.Subscription // those that what was typed leaves
	list          rows.Of[feed.SourceID]
	busiest       float64 // items a day of the busiest source
	order         order
	asking        map[feed.SourceID]bool
	syncing       map[string]bool // accounts by their titles
	loaded        bool

	field     narrow.Field
	narrowing bool

	// ByHand says that sources are asked by keys only.
	ByHand bool
	// Empty is the sentence shown where there is no source, its second line
	// what to do next.
	Empty [2]string
}

// New makes an empty list; fold makes two spellings of one word equal.
func New(w lang.Words, t theme.Theme, fold func(string) string) Screen {
	return Screen{words: w, theme: t, fold: fold, field: narrow.NewField()}
}

// Scope implements the screens' contract.
func (s *Screen) Scope() keys.Scope {
	if s.narrowing {
		return keys.Narrowing
	}
	return keys.Sources
}

// Restyle changes the colours.
func (s *Screen) Restyle(t theme.Theme) { s.theme = t }

// Reword changes the language.
func (s *Screen) Reword(w lang.Words) { s.words = w }

// Resize gives the page its place.
func (s *Screen) Resize(w, h int) {
	s.width, s.height = w, h
	s.settle()
}

// settle gives the list the room that the particulars leave, and the accounts
// that have no sources yet.
func (s *Screen) settle() {
	n := s.place().rows
	s.list.Resize(max(min(n, 1), n-len(s.bare())))
}

// Tick tells the time.
func (s *Screen) Tick(now time.Time) { s.now = now }

// Set replaces the subscriptions. The selected one stays selected. Those of an
// account stand together, by their folders, behind those without one.
func (s *Screen) Set(all []feed.Subscription) {
	if slices.ContainsFunc(all, func(sub feed.Subscription) bool { return sub.Account != 0 }) {
		all = slices.Clone(all)
		slices.SortStableFunc(all, func(a, b feed.Subscription) int {
			return cmp.Or(cmp.Compare(a.Account, b.Account), cmp.Compare(s.fold(a.Folder), s.fold(b.Folder)))
		})
	}
	s.all, s.loaded = all, true
	s.busiest = 0
	for _, sub := range all {
		s.busiest = max(s.busiest, sub.PerDay)
	}
	s.narrow()
}

// SetAccounts tells how the accounts are doing.
func (s *Screen) SetAccounts(all []feed.Account) {
	s.accounts = all
	s.settle()
}

// Asking says which sources are being asked at this moment, and which accounts,
// by their titles.
func (s *Screen) Asking(ids map[feed.SourceID]bool, accounts map[string]bool) {
	s.asking, s.syncing = ids, accounts
}

// All returns the subscriptions; they are not to be changed.
func (s *Screen) All() []feed.Subscription { return s.all }

// Narrowed returns how many sources the field leaves, and whether it hides any.
func (s *Screen) Narrowed() (left int, hides bool) { return len(s.shown), len(s.shown) < len(s.all) }

// Selected returns the subscription under the cursor.
func (s *Screen) Selected() (feed.Subscription, bool) {
	i := s.list.Index()
	if i >= len(s.shown) {
		return feed.Subscription{}, false
	}
	return s.shown[i], true
}

// Select puts the cursor on a source; what hides it is taken away.
func (s *Screen) Select(id feed.SourceID) {
	if !s.list.Select(id) {
		s.Widen()
		s.list.Select(id)
	}
	s.settle()
}

// Narrow opens the field that narrows the list.
func (s *Screen) Narrow() { s.narrowing = true }

// Keep leaves the field, and the list as it narrowed it.
func (s *Screen) Keep() { s.narrowing = false }

// Widen leaves the field and shows all sources again. It reports whether there
// was anything to widen.
func (s *Screen) Widen() bool {
	was := s.narrowing || !s.field.Blank()
	s.narrowing = false
	s.field.Clear()
	s.narrow()
	return was
}

// Type gives a key or pasted text to the field.
func (s *Screen) Type(msg tea.Msg) {
	if s.field.Type(msg) {
		s.narrow()
	}
}

// narrow leaves the sources whose title, address, tags, folder or account hold
// what was typed.
func (s *Screen) narrow() {
	typed := s.fold(strings.TrimSpace(s.field.Value()))
	s.shown = s.sorted(s.all) // a copy of a thousand would be felt
	if typed != "" {
		s.shown = slices.DeleteFunc(slices.Clone(s.shown), func(sub feed.Subscription) bool {
			text := s.fold(sub.Title + "\n" + sub.URL + "\n" + strings.Join(sub.Tags, "\n") + "\n" + sub.Folder + "\n" + sub.AccountTitle)
			return !strings.Contains(text, typed)
		})
	}
	ids, heads := make([]feed.SourceID, len(s.shown)), make([]bool, len(s.shown))
	for i, sub := range s.shown {
		ids[i], heads[i] = sub.ID, sub.Account != 0 && (i == 0 || s.shown[i-1].Account != sub.Account)
	}
	s.list.SetItems(ids, heads)
	s.settle()
}

// Do moves the cursor. It reports whether the action was its own.
func (s *Screen) Do(a keys.Action) bool {
	own := keys.Move(&s.list, a)
	if own {
		s.settle()
	}
	return own
}

// Click selects the source at a cell of the page, and leaves the field. It
// returns SourceNews when that source was selected already, and Narrow on the
// name of the view.
func (s *Screen) Click(x, y int) keys.Action {
	if y == 0 {
		return keys.Narrow
	}
	i, ok := s.list.At(y - headHeight)
	if !ok || x >= s.place().list {
		return ""
	}
	s.Keep()
	moved := s.list.Go(i)
	s.settle()
	if moved {
		return ""
	}
	return keys.SourceNews
}
