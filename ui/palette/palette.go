// Package palette is the panel that finds any action by its name: typed in the
// reader's language, as the settings name it, or on the wrong keyboard layout.
//
// It is plain state: the root model opens it with the actions there are, asks
// which one was chosen, and prints its lines.
package palette

import (
	"cmp"
	"slices"

	tea "charm.land/bubbletea/v2"

	"rubrika/ui/keys"
	"rubrika/ui/lang"
	"rubrika/ui/narrow"
	"rubrika/ui/rows"
	"rubrika/ui/theme"
)

// Entry is one action.
type Entry struct {
	Action keys.Action
	// Scope is the view it works in.
	Scope keys.Scope
	// Title says what it does, Keys what key does it ("" for none), Group is
	// the heading it stands under.
	Title, Keys, Group string
	// Why says in words why it is not possible now; "" when it is.
	Why string
}

// name is what an action is remembered by.
type name struct {
	action keys.Action
	scope  keys.Scope
}

func (e *Entry) name() name { return name{e.Action, e.Scope} }

// line is an entry with what typing looks in.
type line struct {
	Entry
	title, id narrow.Label
}

// hit is a line that is shown.
type hit struct {
	at    int // among the lines
	score int
	title narrow.Marks
	id    narrow.Marks // only when the title does not hold what was typed
	// heading stands above it, "" for none.
	heading string
}

// remembered is how many of the actions used last stand first.
const remembered = 5

// Screen is the palette. The zero value is not ready: see New.
type Screen struct {
	words lang.Words
	theme theme.Theme
	fold  func(string) string

	// Unlayout gives a text as the same keys type it on a Latin layout; it is
	// tried where nothing is found. Nil when there is no other layout.
	Unlayout func(string) string

	width, height int
	lines         []line
	shown         []hit
	tall          int // lines that shown takes with its headings
	columns       columns
	list          rows.Of[int]
	field         narrow.Field
	used          []name // the last one first

	// Keys are the reader's keys, for the hints; nil is the usual ones.
	Keys *keys.Map
}

// New makes a closed palette; fold makes two spellings of one word equal.
func New(w lang.Words, t theme.Theme, fold func(string) string) Screen {
	return Screen{words: w, theme: t, fold: fold, field: narrow.NewField()}
}

// Scope implements the screens' contract.
func (s *Screen) Scope() keys.Scope { return keys.Command }

// Restyle changes the colours.
func (s *Screen) Restyle(t theme.Theme) { s.theme = t }

// Reword changes the language; what is open keeps its titles until the next Open.
func (s *Screen) Reword(w lang.Words) { s.words = w }

// Resize gives the panel its place.
func (s *Screen) Resize(w, h int) {
	s.width, s.height = w, h
	s.settle()
}

// settle gives the list the room that the frame leaves.
func (s *Screen) settle() {
	s.list.Resize(s.room())
	s.columns = s.fit()
}

// Open shows all of these actions: those that were used last, then group by
// group in the order of the first of each.
func (s *Screen) Open(all []Entry) {
	s.lines = make([]line, 0, len(all))
	for _, e := range all {
		s.lines = append(s.lines, line{
			Entry: e,
			title: narrow.NewLabel(e.Title, s.fold),
			id:    narrow.NewLabel(string(e.Action), s.fold),
		})
	}
	s.field.Clear()
	s.narrow()
}

// Chosen returns the action under the cursor, possible or not; false when
// nothing is shown.
func (s *Screen) Chosen() (Entry, bool) {
	i := s.list.Index()
	if i >= len(s.shown) {
		return Entry{}, false
	}
	return s.lines[s.shown[i].at].Entry, true
}

// Type gives a key or pasted text to the field that finds actions.
func (s *Screen) Type(msg tea.Msg) {
	if s.field.Type(msg) {
		s.narrow()
	}
}

// Do moves. It reports whether the action was its own: Apply is only where it
// does nothing, because no action is under the cursor or it is not possible
// now. Else it is remembered as used, and left to the root model.
func (s *Screen) Do(a keys.Action) bool {
	if a != keys.Apply {
		return keys.Move(&s.list, a)
	}
	e, ok := s.Chosen()
	if !ok || e.Why != "" {
		return true
	}
	s.use(e.name())
	return false
}

// use puts an action before the others that were used.
func (s *Screen) use(n name) {
	s.used = slices.DeleteFunc(s.used, func(other name) bool { return other == n })
	s.used = append([]name{n}, s.used[:min(len(s.used), remembered-1)]...)
}

// Click selects the action at a cell of the panel. It returns Apply when it
// was selected already, and what a hint says when it is one.
func (s *Screen) Click(x, y int) keys.Action {
	if y == s.last() {
		if e, ok := s.Chosen(); ok && e.Why != "" {
			return ""
		}
		return s.hints().At(x)
	}
	i, ok := s.list.At(y - s.above())
	if ok && !s.list.Go(i) {
		return keys.Apply
	}
	return ""
}

// narrow leaves the actions that what was typed names, the best first.
func (s *Screen) narrow() {
	words := narrow.Words(s.field.Value(), s.fold)
	if len(words) == 0 {
		s.show(s.everything())
		return
	}
	hits := s.find(words)
	if len(hits) == 0 && s.Unlayout != nil {
		hits = s.find(narrow.Words(s.Unlayout(s.field.Value()), s.fold))
	}
	s.show(hits)
}

// show replaces what is shown and goes to its beginning.
func (s *Screen) show(hits []hit) {
	s.shown, s.tall = hits, len(hits)
	places, breaks := make([]int, len(hits)), make([]bool, len(hits))
	for i, h := range hits {
		places[i], breaks[i] = h.at, h.heading != ""
		if breaks[i] {
			s.tall++
		}
	}
	s.list.SetItems(places, breaks)
	s.list.Top()
	s.settle()
}

// everything lists all lines under headings.
func (s *Screen) everything() []hit {
	var out []hit
	taken := make([]bool, len(s.lines))
	add := func(heading string, belongs func(*line) bool) {
		for i := range s.lines {
			if !taken[i] && belongs(&s.lines[i]) {
				taken[i] = true
				out = append(out, hit{at: i, heading: heading})
				heading = ""
			}
		}
	}
	heading := s.words.Palette.Recent
	for _, n := range s.used {
		before := len(out)
		add(heading, func(l *line) bool { return l.name() == n })
		if len(out) > before {
			heading = ""
		}
	}
	for i := range s.lines {
		group := s.lines[i].Group
		add(group, func(l *line) bool { return l.Group == group })
	}
	return out
}

// titleFirst is how much better a title is than a name in the settings that is
// found as well.
const titleFirst = 1000

// find returns the lines whose title, or whose name in the settings, holds all
// words. Of lines that are found equally well, those used last are first.
func (s *Screen) find(words []string) []hit {
	if len(words) == 0 {
		return nil
	}
	var out []hit
	for i := range s.lines {
		l := &s.lines[i]
		title, score, ok := l.title.Fuzzy(words)
		id, other, named := l.id.Fuzzy(words)
		switch {
		case ok:
			out = append(out, hit{at: i, score: max(score+titleFirst, other), title: title})
		case named:
			out = append(out, hit{at: i, score: other, id: id})
		}
	}
	slices.SortStableFunc(out, func(a, b hit) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(s.age(a.at), s.age(b.at)))
	})
	return out
}

// age is how many other actions were used after a line.
func (s *Screen) age(at int) int {
	if i := slices.Index(s.used, s.lines[at].name()); i >= 0 {
		return i
	}
	return len(s.used)
}
