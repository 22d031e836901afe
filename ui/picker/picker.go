// Package picker is the category filter: rubrics with the publishers' own
// rubrics beneath them, tags, sources and languages, each to be included or
// excluded, while the list behind follows.
//
// It is plain state: the root model gives it counts, asks it for the filter
// that was chosen, and prints its lines.
package picker

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"rubrika/feed"
	"rubrika/ui/keys"
	"rubrika/ui/lang"
	"rubrika/ui/theme"
)

// The groups, in the order of Tab.
const (
	rubrics = iota
	tags
	sources
	langs
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
	byTag
	bySource
	byLang
	axes
)

// entry is one line.
type entry struct {
	axis          axis
	name          string // as a filter has it
	title         string
	parent        string // the canonical rubric a publisher's rubric stands under
	digit         string
	total, unread int
}

// Screen is the open category filter. The zero value is not ready: see New.
type Screen struct {
	words lang.Words
	theme theme.Theme
	order []feed.Rubric
	fold  func(string) string

	width, height int
	base          feed.Filter // what the picker does not touch
	group         int
	entries       [groups][]entry
	chosen        [axes]map[string]choice
	field         textinput.Model
	cursor        int // among the visible lines
	top           int
}

// New makes a closed picker. order is the order of the rubric keys; fold makes
// two spellings of one word equal.
func New(w lang.Words, t theme.Theme, order []feed.Rubric, fold func(string) string) Screen {
	s := Screen{words: w, theme: t, order: order, fold: fold}
	s.field = textinput.New()
	s.field.Prompt = ""
	s.field.CharLimit = 60
	s.field.Focus()
	return s
}

// Scope implements the screens' contract.
func (s *Screen) Scope() keys.Scope { return keys.Picker }

// Restyle changes the colours.
func (s *Screen) Restyle(t theme.Theme) { s.theme = t }

// Resize gives the panel its place.
func (s *Screen) Resize(w, h int) {
	s.width, s.height = w, h
	s.move(0)
}

// Open starts from a filter: what it includes and excludes is marked.
func (s *Screen) Open(f feed.Filter) {
	s.base, s.group, s.cursor, s.top = f, rubrics, 0, 0
	s.field.SetValue("")
	for g := range s.entries {
		s.entries[g] = nil
	}
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

// fieldPair holds the two lists of a filter that one axis fills.
type fieldPair struct{ in, out *[]string }

func lists(f *feed.Filter) map[axis]fieldPair {
	return map[axis]fieldPair{
		bySection: {&f.Sections, &f.NotSections},
		byTag:     {&f.Tags, &f.NotTags},
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

// SetCounts fills the lines, or renews their numbers. Lines that are there
// keep their places, so that nothing jumps under the cursor.
func (s *Screen) SetCounts(c feed.Counts) {
	s.setRubrics(c)
	for g, tally := range map[int][]feed.Tally{tags: c.Tags, sources: c.Sources, langs: c.Langs} {
		a := map[int]axis{tags: byTag, sources: bySource, langs: byLang}[g]
		fresh := make([]entry, 0, len(tally))
		for _, t := range tally {
			e := entry{axis: a, name: t.Name, title: t.Title, total: t.Total, unread: t.Unread}
			switch {
			case g == langs:
				e.title = s.words.Language(t.Name)
			case e.title == "":
				e.title = t.Name
			}
			fresh = append(fresh, e)
		}
		s.entries[g] = merge(s.entries[g], fresh)
	}
	s.move(0)
}

func (s *Screen) setRubrics(c feed.Counts) {
	var fresh []entry
	for i, r := range s.order {
		e := entry{axis: byRubric, name: string(r), title: s.words.Rubric(r)}
		if i < 9 {
			e.digit = string(rune('1' + i))
		}
		for _, t := range c.Rubrics {
			if t.Name == string(r) {
				e.total, e.unread = t.Total, t.Unread
			}
		}
		fresh = append(fresh, e)
		for _, t := range c.Sections {
			if t.Under == r {
				fresh = append(fresh, entry{axis: bySection, name: t.Name, title: t.Name, parent: string(r), total: t.Total, unread: t.Unread})
			}
		}
	}
	old := s.entries[rubrics]
	if len(old) == 0 || len(fresh) > len(old) {
		s.entries[rubrics] = fresh
		return
	}
	s.entries[rubrics] = merge(old, fresh)
}

// merge renews the numbers of old lines and adds new ones at the end; a line
// that is no more counted shows 0.
func merge(old, fresh []entry) []entry {
	at := map[string]int{}
	out := slices.Clone(old)
	for i := range out {
		out[i].total, out[i].unread = 0, 0
		at[out[i].name] = i
	}
	for _, e := range fresh {
		if i, ok := at[e.name]; ok && out[i].axis == e.axis {
			out[i].total, out[i].unread = e.total, e.unread
			continue
		}
		out = append(out, e)
	}
	return out
}

// Blank reports that nothing has been typed.
func (s *Screen) Blank() bool { return s.field.Value() == "" }

// Type gives a key or pasted text to the field that narrows the lines.
func (s *Screen) Type(msg tea.Msg) {
	before := s.field.Value()
	s.field, _ = s.field.Update(msg)
	if s.field.Value() != before {
		s.cursor, s.top = 0, 0
		s.skipParents()
	}
}

// skipParents puts the cursor on the first line that matches itself.
func (s *Screen) skipParents() {
	for i, e := range s.visible() {
		if s.matches(e) {
			s.cursor = i
			break
		}
	}
	s.move(0)
}

func (s *Screen) matches(e entry) bool {
	return strings.Contains(s.fold(e.title), s.fold(s.field.Value()))
}

// visible are the lines that what was typed leaves: those that match, the
// publishers' rubrics under a rubric that matches, and the rubric above one
// that does.
func (s *Screen) visible() []entry {
	all := s.entries[s.group]
	if s.Blank() {
		return all
	}
	keep := map[string]bool{}
	for _, e := range all {
		if s.matches(e) {
			keep[e.name] = true
			if e.parent != "" {
				keep[e.parent] = true
			}
		}
	}
	var some []entry
	for _, e := range all {
		parent := e.parent != "" && s.matches(entry{title: s.words.Rubric(feed.Rubric(e.parent))})
		if keep[e.name] || parent {
			some = append(some, e)
		}
	}
	return some
}

// Do moves, chooses, and walks through the groups. It reports whether the
// action was its own; Filter may have changed then.
func (s *Screen) Do(a keys.Action) bool {
	switch a {
	case keys.Down:
		s.move(1)
	case keys.Up:
		s.move(-1)
	case keys.PageDown:
		s.move(s.room())
	case keys.PageUp:
		s.move(-s.room())
	case keys.NextGroup:
		s.turn(1)
	case keys.PrevGroup:
		s.turn(groups - 1)
	case keys.Toggle:
		s.choose(in)
	case keys.Exclude:
		s.choose(out)
	default:
		n, ok := a.Number()
		if ok {
			s.number(n)
		}
		return ok
	}
	return true
}

func (s *Screen) turn(by int) {
	s.group = (s.group + by) % groups
	s.cursor, s.top = 0, 0
	s.field.SetValue("")
}

func (s *Screen) move(by int) {
	n := len(s.visible())
	s.cursor = max(0, min(s.cursor+by, n-1))
	s.top = max(min(s.top, s.cursor), s.cursor-s.room()+1)
	s.top = max(0, min(s.top, n-s.room()))
}

// choose sets the line under the cursor to c, or back to nothing when it is
// that already. A publisher's rubric chosen under a chosen rubric narrows it:
// the rubric itself is left.
func (s *Screen) choose(c choice) {
	lines := s.visible()
	if s.cursor >= len(lines) {
		return
	}
	e := lines[s.cursor]
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
	s.group = rubrics
	if n == 0 {
		s.chosen[byRubric] = map[string]choice{}
		s.chosen[bySection] = map[string]choice{}
		return
	}
	for i, e := range s.visible() {
		if e.digit == string(rune('0'+n)) {
			s.cursor = i
			s.move(0)
			s.choose(in)
			return
		}
	}
}
