// Package picker is the category filter: rubrics with the publishers' own
// rubrics beneath them, topics, sources and languages, each to be included or
// excluded, while the list behind follows.
//
// It is plain state: the root model gives it counts, asks it for the filter
// that was chosen, and prints its lines.
package picker

import (
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

// Group is one of the lists that Tab walks through.
type Group int

// The groups, in the order of Tab.
const (
	Rubrics Group = iota
	Topics
	Sources
	Langs
	Views
	groups
)

// A choice is what the filter does with a line.
type choice int8

const (
	out choice = iota - 1 // excluded
	no                    // not chosen
	in                    // included
)

// axis is one field of a filter that a line can stand for. The rubrics group
// shows two of them.
type axis int8

const (
	byRubric axis = iota
	bySection
	byTopic
	bySource
	byLang
	axes

	byView axis = axes // takes the place of the whole filter
)

// place is what a line is known by.
type place struct {
	axis axis
	name string // as a filter has it
}

// entry is one line.
type entry struct {
	place
	title, folded string
	parent        string // the canonical rubric a publisher's rubric stands under
	digit         string
	rising        bool
	total         int
	filter        string // of a saved view
}

// Screen is the open category filter. The zero value is not ready: see New.
type Screen struct {
	words lang.Words
	theme theme.Theme
	order []feed.Rubric
	fold  func(string) string

	width, height int
	base          feed.Filter // what the picker does not touch
	opened        feed.Filter // what it was opened with
	views         []View
	group         Group
	entries       [groups][]entry
	chosen        [axes]map[string]choice
	field         narrow.Field
	typed         string  // what is in the field, folded
	shown         []entry // those that what was typed leaves
	list          rows.Of[place]

	// SaveKey is the key that saves what the list shows as a view.
	SaveKey string

	// Keys are the reader's keys, for the hints; nil is the usual ones.
	Keys *keys.Map
}

// View is a saved view: its name, its filter, and how many stories it selects,
// 0 where that is not known.
type View struct {
	Name   string
	Filter feed.Filter
	Total  int
}

// New makes a closed picker. order is the order of the rubric keys; fold makes
// two spellings of one word equal.
func New(w lang.Words, t theme.Theme, order []feed.Rubric, fold func(string) string) Screen {
	return Screen{words: w, theme: t, order: order, fold: fold, field: narrow.NewField()}
}

// Scope implements the screens' contract.
func (s *Screen) Scope() keys.Scope { return keys.Picker }

// Restyle changes the colours.
func (s *Screen) Restyle(t theme.Theme) { s.theme = t }

// Reword changes the language, Arrange the order of the rubrics; both show with
// the next SetCounts.
func (s *Screen) Reword(w lang.Words) { s.words = w }

// Arrange is described with Reword.
func (s *Screen) Arrange(order []feed.Rubric) { s.order = order }

// Resize gives the panel its place.
func (s *Screen) Resize(w, h int) {
	s.width, s.height = w, h
	s.list.Resize(s.room())
}

// Open starts from a filter, at one of the groups: what the filter includes
// and excludes is marked.
func (s *Screen) Open(f feed.Filter, g Group) {
	s.opened = f
	for g := range s.entries {
		s.entries[g] = nil
	}
	s.setViews()
	s.start(f)
	s.show(g)
}

// SetViews fills the group of saved views, or renews their numbers.
func (s *Screen) SetViews(all []View) {
	s.views = all
	s.setViews()
	s.narrow()
}

func (s *Screen) setViews() {
	s.entries[Views] = nil
	for _, v := range s.views {
		e := entry{place: place{byView, v.Name}, title: v.Name, folded: s.fold(v.Name), filter: v.Filter.String(), total: v.Total}
		s.entries[Views] = append(s.entries[Views], e)
	}
}

// start takes over a filter: what it includes and excludes is marked.
func (s *Screen) start(f feed.Filter) {
	s.base = f
	for a := range s.chosen {
		s.chosen[a] = map[string]choice{}
	}
	for a, l := range lists(&f) {
		for _, v := range *l.in {
			s.chosen[a][v] = in
		}
		for _, v := range *l.out {
			s.chosen[a][v] = out
		}
	}
	for _, r := range f.Rubrics {
		s.chosen[byRubric][string(r)] = in
	}
	for _, r := range f.Not {
		s.chosen[byRubric][string(r)] = out
	}
}

// ApplyView takes the saved view under the cursor for the filter, and reports
// whether there is one.
func (s *Screen) ApplyView() bool {
	i := s.list.Index()
	if s.group != Views || i >= len(s.shown) {
		return false
	}
	for _, v := range s.views {
		if v.Name == s.shown[i].name {
			s.start(v.Filter)
			return true
		}
	}
	return false
}

// toggleView takes the saved view under the cursor for the filter, or goes back
// to the one before.
func (s *Screen) toggleView() {
	if i := s.list.Index(); i < len(s.shown) && s.shown[i].filter == s.Filter().String() {
		s.start(s.opened)
		return
	}
	s.ApplyView()
}

// fieldPair holds the two lists of a filter that one axis fills.
type fieldPair struct{ in, out *[]string }

func lists(f *feed.Filter) map[axis]fieldPair {
	return map[axis]fieldPair{
		bySection: {&f.Sections, &f.NotSections},
		byTopic:   {&f.Topics, &f.NotTopics},
		bySource:  {&f.Sources, &f.NotSources},
		byLang:    {&f.Langs, &f.NotLangs},
	}
}

// Filter returns the filter as chosen so far.
func (s *Screen) Filter() feed.Filter {
	f := s.base
	f.Rubrics, f.Not = nil, nil
	for _, r := range feed.Rubrics() {
		switch s.chosen[byRubric][string(r)] {
		case in:
			f.Rubrics = append(f.Rubrics, r)
		case out:
			f.Not = append(f.Not, r)
		}
	}
	for a, l := range lists(&f) {
		*l.in, *l.out = nil, nil
		for name, c := range s.chosen[a] {
			switch c {
			case in:
				*l.in = append(*l.in, name)
			case out:
				*l.out = append(*l.out, name)
			}
		}
		slices.Sort(*l.in)
		slices.Sort(*l.out)
	}
	return f
}

// Blank reports that nothing has been typed.
func (s *Screen) Blank() bool { return s.field.Blank() }

// Type gives a key or pasted text to the field that narrows the lines.
func (s *Screen) Type(msg tea.Msg) {
	if s.field.Type(msg) {
		s.narrow()
		s.list.Go(slices.IndexFunc(s.shown, s.matches))
	}
}

func (s *Screen) matches(e entry) bool { return strings.Contains(e.folded, s.typed) }

// narrow leaves the lines that match what was typed, the publishers' rubrics
// under a rubric that matches, and the rubric above one that does.
func (s *Screen) narrow() {
	s.typed = s.fold(strings.TrimSpace(s.field.Value()))
	all := s.entries[s.group]
	s.shown = all
	if s.typed != "" {
		above, below := map[string]bool{}, map[string]bool{}
		for _, e := range all {
			if s.matches(e) {
				above[e.parent] = true
				if e.axis == byRubric {
					below[e.name] = true
				}
			}
		}
		s.shown = nil
		for _, e := range all {
			if s.matches(e) || e.axis == byRubric && above[e.name] || below[e.parent] {
				s.shown = append(s.shown, e)
			}
		}
	}
	places := make([]place, len(s.shown))
	for i, e := range s.shown {
		places[i] = e.place
	}
	s.list.SetItems(places, nil)
}

// show goes to a group, all of it.
func (s *Screen) show(g Group) {
	s.group = g
	s.field.Clear()
	s.narrow()
	s.list.Top()
}

// Do moves, chooses, and walks through the groups. It reports whether the
// action was its own; Filter may have changed then.
func (s *Screen) Do(a keys.Action) bool {
	switch a {
	case keys.NextGroup:
		s.show((s.group + 1) % groups)
	case keys.PrevGroup:
		s.show((s.group + groups - 1) % groups)
	case keys.Toggle:
		s.choose(in)
	case keys.Exclude:
		s.choose(out)
	default:
		if n, ok := a.Number(); ok {
			s.number(n)
			return true
		}
		return keys.Move(&s.list, a)
	}
	return true
}

// Click selects the line at a cell of the panel. It returns Toggle when it was
// selected already, what a hint says when it is one, and NextGroup for the
// names of the other groups.
func (s *Screen) Click(x, y int) keys.Action {
	switch y {
	case s.last():
		return s.hints().At(x)
	case s.above() / 2:
		if x >= s.width-theme.Width(s.others()) {
			return keys.NextGroup
		}
		return ""
	}
	i, ok := s.list.At(y - s.above())
	if ok && !s.list.Go(i) {
		return keys.Toggle
	}
	return ""
}

// choose sets the line under the cursor to c, or back to nothing when it is
// that already. A publisher's rubric chosen under a chosen rubric narrows it:
// the rubric itself is left.
func (s *Screen) choose(c choice) {
	i := s.list.Index()
	if i >= len(s.shown) {
		return
	}
	e := s.shown[i]
	if e.axis == byView {
		if c == in {
			s.toggleView()
		}
		return
	}
	if s.chosen[e.axis][e.name] == c {
		c = no
	}
	s.chosen[e.axis][e.name] = c
	if e.axis == bySection && c == in && s.chosen[byRubric][e.parent] == in {
		s.chosen[byRubric][e.parent] = no
	}
}

// number toggles the rubric with that digit; 0 takes all rubrics away.
func (s *Screen) number(n int) {
	if s.group != Rubrics {
		s.show(Rubrics)
	}
	if n == 0 {
		s.chosen[byRubric] = map[string]choice{}
		s.chosen[bySection] = map[string]choice{}
		return
	}
	digit := string(rune('0' + n))
	if i := slices.IndexFunc(s.shown, func(e entry) bool { return e.digit == digit }); i >= 0 {
		s.list.Go(i)
		s.choose(in)
	}
}
