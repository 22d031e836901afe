// Package catalogue is the view of the built-in list of feeds: cut by
// language, country and rubric, narrowed by typing, each feed a key away from
// being followed.
//
// It is plain state: the root model gives it the list and what is followed of
// it, asks which feed is selected, and prints its lines.
package catalogue

import (
	"cmp"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"rubrika/feed"
	"rubrika/ui/keys"
	"rubrika/ui/lang"
	"rubrika/ui/narrow"
	"rubrika/ui/rows"
	"rubrika/ui/theme"
)

// State is what is known of one feed of the list.
type State int

// The states.
const (
	None State = iota
	Followed
	Pending // on its way to being followed, or no longer
	Failed  // could not be read when it was tried
)

// The axes that cut the list, in the order of Tab.
const (
	byLang = iota
	byCountry
	byRubric
	axes
)

// everything and general are values of an axis that no listing has: all, and
// feeds without a rubric of their own.
const (
	everything = "*"
	general    = ""
)

// Screen is the catalogue. The zero value is not ready: see New.
type Screen struct {
	words lang.Words
	theme theme.Theme
	fold  func(string) string

	width, height int
	all           []feed.Listing
	texts         []string             // what typing looks in, folded; as all
	states        map[string]State     // by the address of the listing
	troubles      map[string]feed.Kind // why the failed ones did, or what followed ones suffer from
	shown         []feed.Listing
	list          rows.Of[string]
	axis          int
	cut           [axes]string
	field         narrow.Field
}

// New makes an empty catalogue; fold makes two spellings of one word equal.
func New(w lang.Words, t theme.Theme, fold func(string) string) Screen {
	s := Screen{words: w, theme: t, fold: fold, cut: whole(), field: narrow.NewField()}
	s.states, s.troubles = map[string]State{}, map[string]feed.Kind{}
	return s
}

// Scope implements the screens' contract.
func (s *Screen) Scope() keys.Scope { return keys.Catalogue }

// Restyle changes the colours.
func (s *Screen) Restyle(t theme.Theme) { s.theme = t }

// Reword changes the language: also that of the names a feed is found by.
func (s *Screen) Reword(w lang.Words) {
	s.words = w
	s.index()
}

// Resize gives the page its place.
func (s *Screen) Resize(w, h int) {
	s.width, s.height = w, h
	s.list.Resize(s.room())
}

// Open shows all of a list, from its beginning.
func (s *Screen) Open(all []feed.Listing) {
	s.all, s.axis, s.cut = all, byLang, whole()
	s.states, s.troubles = map[string]State{}, map[string]feed.Kind{}
	s.index()
	s.field.Clear()
	s.narrow()
	s.list.Top()
}

// index gathers the names that each feed is found by.
func (s *Screen) index() {
	s.texts = make([]string, len(s.all))
	for i, l := range s.all {
		names := []string{l.Title, l.URL, s.words.Country(l.Country), s.words.Language(l.Lang), s.label(byRubric, string(l.Rubric))}
		s.texts[i] = s.fold(strings.Join(names, "\n"))
	}
}

// whole cuts nothing off.
func whole() [axes]string { return [axes]string{everything, everything, everything} }

// SetState says how one feed of the list, named by its address there, stands;
// for Failed, SetFailed also says why.
func (s *Screen) SetState(address string, state State) {
	s.states[address] = state
	delete(s.troubles, address)
}

// SetFailed is SetState with Failed and what was the matter, which is then
// said in words.
func (s *Screen) SetFailed(address string, why feed.Kind) {
	s.SetState(address, Failed)
	s.troubles[address] = why
}

// SetTroubled is SetState with Followed and what the feed suffers from for now,
// if anything, which is then said in words.
func (s *Screen) SetTroubled(address string, why feed.Kind) {
	s.SetState(address, Followed)
	s.troubles[address] = why
}

// State tells what SetState said last.
func (s *Screen) State(address string) State { return s.states[address] }

// Listings returns the whole list; it is not to be changed.
func (s *Screen) Listings() []feed.Listing { return s.all }

// Selected returns the feed under the cursor.
func (s *Screen) Selected() (feed.Listing, bool) {
	i := s.list.Index()
	if i >= len(s.shown) {
		return feed.Listing{}, false
	}
	return s.shown[i], true
}

// Counts are the number of feeds shown, and of those among them that are
// followed.
func (s *Screen) Counts() (shown, followed int) {
	for _, l := range s.shown {
		if s.states[l.URL] == Followed {
			followed++
		}
	}
	return len(s.shown), followed
}

// Blank reports that nothing has been typed.
func (s *Screen) Blank() bool { return s.field.Blank() }

// Widen takes back what was typed, else the cuts. It reports whether there was
// anything to take back.
func (s *Screen) Widen() bool {
	switch {
	case !s.Blank():
		s.field.Clear()
	case s.cut != whole():
		s.cut = whole()
	default:
		return false
	}
	s.narrow()
	return true
}

// Type gives a key or pasted text to the field that narrows the list.
func (s *Screen) Type(msg tea.Msg) {
	if s.field.Type(msg) {
		s.narrow()
	}
}

// Do moves, and cuts the list. It reports whether the action was its own.
func (s *Screen) Do(a keys.Action) bool {
	switch a {
	case keys.NextAxis:
		s.axis = (s.axis + 1) % axes
	case keys.PrevAxis:
		s.axis = (s.axis + axes - 1) % axes
	case keys.NextValue:
		s.turn(1)
	case keys.PrevValue:
		s.turn(-1)
	default:
		return keys.Move(&s.list, a)
	}
	return true
}

// The lines above the list that a click chooses something on.
const (
	axesLine   = 1
	valuesLine = 2
)

// Click selects the feed, the axis or the value of it at a cell of the page.
// It returns Subscribe when that feed was selected already.
func (s *Screen) Click(x, y int) keys.Action {
	switch y {
	case axesLine:
		if a, ok := pieceAt(s.axesLine(), x); ok {
			s.axis = a
		}
		return ""
	case valuesLine:
		if i, ok := pieceAt(s.valuesLine(), x); ok {
			s.cut[s.axis] = s.values(s.axis)[i].name
			s.narrow()
		}
		return ""
	}
	i, ok := s.list.At(y - above)
	if ok && y < s.height-s.below() && !s.list.Go(i) {
		return keys.Subscribe
	}
	return ""
}

// turn goes to the next value of the axis.
func (s *Screen) turn(by int) {
	values := s.values(s.axis)
	at := slices.IndexFunc(values, func(v value) bool { return v.name == s.cut[s.axis] })
	s.cut[s.axis] = values[(max(0, at)+by+len(values))%len(values)].name
	s.narrow()
}

// on is the value that a listing has on an axis.
func on(axis int, l feed.Listing) string {
	switch axis {
	case byLang:
		return l.Lang
	case byCountry:
		return l.Country
	}
	return string(l.Rubric)
}

// typed is what typing looks for.
func (s *Screen) typed() string { return s.fold(strings.TrimSpace(s.field.Value())) }

// fits reports whether a feed is left by what was typed and by the cuts, but
// for those of one axis.
func (s *Screen) fits(i int, typed string, but int) bool {
	l := s.all[i]
	if !strings.Contains(s.texts[i], typed) {
		return false
	}
	for a := range axes {
		if a != but && s.cut[a] != everything && s.cut[a] != on(a, l) {
			return false
		}
	}
	return true
}

// value is one value of an axis, and the number of feeds that choosing it
// would show.
type value struct {
	name  string
	count int
}

// foreign is 0 for the reader's own language and 1 for all else.
func (s *Screen) foreign(axis int, v value) int {
	if axis == byLang && v.name == s.words.Code {
		return 0
	}
	return 1
}

// values lists all, then the values that typing and the other cuts leave: rubrics
// in their order, others by number, but the reader's language first. The chosen
// one is always there.
func (s *Screen) values(axis int) []value {
	counts := map[string]int{}
	if s.cut[axis] != everything {
		counts[s.cut[axis]] = 0
	}
	total, typed := 0, s.typed()
	for i, l := range s.all {
		if s.fits(i, typed, axis) {
			counts[on(axis, l)]++
			total++
		}
	}
	var out []value
	for name, n := range counts {
		out = append(out, value{name, n})
	}
	slices.SortFunc(out, func(a, b value) int {
		if axis == byRubric {
			return cmp.Compare(slices.Index(feed.Rubrics(), feed.Rubric(a.name)), slices.Index(feed.Rubrics(), feed.Rubric(b.name)))
		}
		return cmp.Or(s.foreign(axis, a)-s.foreign(axis, b), cmp.Compare(b.count, a.count), cmp.Compare(a.name, b.name))
	})
	return append([]value{{everything, total}}, out...)
}

// narrow leaves the feeds that the cuts and what was typed leave.
func (s *Screen) narrow() {
	typed := s.typed()
	s.shown = nil
	var addresses []string
	for i, l := range s.all {
		if s.fits(i, typed, axes) {
			s.shown = append(s.shown, l)
			addresses = append(addresses, l.URL)
		}
	}
	s.list.SetItems(addresses, nil)
	s.list.Resize(s.room())
}
