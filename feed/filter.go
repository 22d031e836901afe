package feed

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// Filter selects items. Keys, saved views, search and the command line all
// speak it. Fields combine by «and», the values of one field by «or», values
// of a Not field exclude. The zero Filter selects everything that is not
// muted. ParseFilter and String are each other's inverse for canonical
// filters: those that came from either.
type Filter struct {
	Rubrics, Not []Rubric
	// Sections are publishers' own rubrics; like tags and sources they are
	// compared folded (case, ё/е, diacritics). Rubrics and Sections are one
	// field: both say where a story is filed, so an item of either is selected.
	Sections, NotSections []string
	// Sources are words for subscriptions: the decimal ID, the title, the host
	// of the address, or a tag.
	Sources, NotSources []string
	Langs, NotLangs     []string
	Tags, NotTags       []string
	// Topics are subjects that run across rubrics: tags and names, compared by
	// the stems of their words, so that «Таиланд» is in «Таиланде».
	Topics, NotTopics []string
	// Authors are words of the names of authors, compared as words of the text.
	Authors, NotAuthors []string
	// Is are marks that must be set, IsNot marks that must not: is:unread is
	// IsNot Read.
	Is, IsNot State
	// Has are badges that must be there, HasNot badges that must not.
	Has, HasNot Badge
	// Since and Until bound Item.Order: at or after, before.
	Since, Until When
	// Text is the full-text part as ParseFilter left it: words, "phrases",
	// -words and title: before any of them, with single blanks between; see
	// Terms.
	Text string
	// Groups are what stands in parentheses; all of them hold.
	Groups []Group

	// Sort is the order of the answer. It, Before, Limit and Upto are no part
	// of String.
	Sort Sort
	// Before and Limit page through the answer.
	Before Position
	Limit  int
	// Upto leaves out items that the store met after the one with that id; 0
	// leaves out none. See Counts.New.
	Upto ID
}

// Group is a part of a filter in parentheses: one of several filters selects
// an item, or with Not, none does. Of their fields, Sort, Before, Limit and
// Upto are not set.
type Group struct {
	Not bool
	Any []Filter
}

// Sort is an order of items.
type Sort int8

// The orders.
const (
	Newest  Sort = iota // by Item.Order, the latest first
	Oldest              // by Item.Order, the earliest first
	Arrival             // by when the store met them, the latest first
	// Relevance is for filters with a text: fresh before old, where the words
	// of the text in a title make an item as fresh as one TitleLead younger.
	// Without a text it is Newest.
	Relevance
)

// TitleLead is how much younger a match in the title makes an item, in the order
// of Relevance.
const TitleLead = 30 * 24 * time.Hour

// When is a bound in time: a day that stands still, or an age that moves with
// the clock. The zero When is no bound.
type When struct {
	// Ago is the age in whole hours, at most ten years.
	Ago time.Duration
	// Day is midnight UTC of the day meant; it is read in the reader's zone.
	Day time.Time
}

// IsZero reports whether w is no bound.
func (w When) IsZero() bool { return w.Ago <= 0 && w.Day.IsZero() }

// Time returns the instant w means at now, in now's zone.
func (w When) Time(now time.Time) time.Time {
	if !w.Day.IsZero() {
		y, m, d := w.Day.Date()
		return time.Date(y, m, d, 0, 0, 0, 0, now.Location())
	}
	return now.Add(-w.Ago)
}

// String prints w as ParseFilter reads it: "36h", "2d", "2025-11-28".
func (w When) String() string {
	if !w.Day.IsZero() {
		return w.Day.Format(time.DateOnly)
	}
	if w.Ago <= 0 {
		return ""
	}
	hours := int64((w.Ago + time.Hour - 1) / time.Hour)
	if hours%24 == 0 {
		return strconv.FormatInt(hours/24, 10) + "d"
	}
	return strconv.FormatInt(hours, 10) + "h"
}

// Position is a place in a list: an item after which it goes on, in any order.
// The zero Position is the beginning.
type Position struct {
	At time.Time
	ID ID
}

// Term is one piece of a filter's full-text part.
type Term struct {
	Text   string // a word, or several with single blanks between
	Phrase bool   // written in quotes: these forms, next to each other
	Not    bool
	Title  bool // in the title
}

// Terms reads the Text of f.
func (f Filter) Terms() []Term {
	var terms []Term
	for _, t := range scan(f.Text) {
		terms = append(terms, Term{Text: t.value, Phrase: t.quoted, Not: t.not})
	}
	return terms
}

// IsZero reports whether f selects everything; paging does not count.
func (f Filter) IsZero() bool { return f.String() == "" }

// Toggle returns f with only r, or with no rubrics when r was the only one:
// what a number key does. Publishers' rubrics leave with the others;
// exclusions stay.
func (f Filter) Toggle(r Rubric) Filter {
	alone := len(f.Rubrics) == 1 && f.Rubrics[0] == r && len(f.Sections) == 0
	f.Rubrics, f.Sections = nil, nil
	if alone {
		return f
	}
	f.Rubrics = []Rubric{r}
	var not []Rubric
	for _, n := range f.Not {
		if n != r {
			not = append(not, n)
		}
	}
	f.Not = not
	return f
}

// Loosen returns f with its newest kind of narrowing taken away, one kind a
// step: text, times, badges, topics, tags, languages, sources, publishers'
// rubrics, rubrics, marks; false when nothing is left to take.
func (f Filter) Loosen() (Filter, bool) {
	steps := []func(*Filter){
		func(f *Filter) { f.Text = "" },
		func(f *Filter) { f.Since, f.Until = When{}, When{} },
		func(f *Filter) { f.Has, f.HasNot = 0, 0 },
		func(f *Filter) { f.Topics, f.NotTopics = nil, nil },
		func(f *Filter) { f.Tags, f.NotTags = nil, nil },
		func(f *Filter) { f.Langs, f.NotLangs = nil, nil },
		func(f *Filter) { f.Sources, f.NotSources = nil, nil },
		func(f *Filter) { f.Sections, f.NotSections = nil, nil },
		func(f *Filter) { f.Rubrics, f.Not = nil, nil },
		func(f *Filter) { f.Is, f.IsNot = 0, 0 },
	}
	for _, step := range steps {
		looser := f
		step(&looser)
		if looser.String() != f.String() {
			return looser, true
		}
	}
	return f, false
}

// String prints f in the filter language, fields in a fixed order. What it
// prints is canonical: each value once, with single blanks and no control
// characters, and nothing for an empty value; so it may be given values as a
// reader picked them from a list.
func (f Filter) String() string {
	var p printer
	for _, r := range f.Rubrics {
		p.add("", "rubric", string(r))
	}
	for _, r := range f.Not {
		p.add("-", "rubric", string(r))
	}
	p.lists("section", f.Sections, f.NotSections)
	p.lists("source", f.Sources, f.NotSources)
	p.lists("lang", f.Langs, f.NotLangs)
	p.lists("tag", f.Tags, f.NotTags)
	p.lists("topic", f.Topics, f.NotTopics)
	p.marks(f.Is, f.IsNot)
	p.badges(f.Has, f.HasNot)
	p.add("", "since", f.Since.String())
	p.add("", "until", f.Until.String())
	if f.Text != "" {
		p.words = append(p.words, f.Text)
	}
	return strings.Join(p.words, " ")
}

// printer collects the words of a filter.
type printer struct{ words []string }

// add prints one field:value pair; sign is "" or "-".
func (p *printer) add(sign, field, value string) {
	value = clean(field, value)
	if value == "" {
		return
	}
	if strings.ContainsAny(value, ` "`) {
		value = `"` + strings.ReplaceAll(value, `"`, `""`) + `"`
	}
	if w := sign + field + ":" + value; !slices.Contains(p.words, w) {
		p.words = append(p.words, w)
	}
}

func (p *printer) lists(field string, in, ex []string) {
	for _, v := range in {
		p.add("", field, v)
	}
	for _, v := range ex {
		p.add("-", field, v)
	}
}

func (p *printer) marks(is, isNot State) {
	for _, s := range states {
		if is.Has(s.state) {
			p.add("", "is", s.is)
		}
		if isNot.Has(s.state) {
			p.add("", "is", s.isNot)
		}
	}
}

func (p *printer) badges(has, hasNot Badge) {
	for _, b := range badges {
		if has.Has(b.badge) {
			p.add("", "has", b.name)
		}
		if hasNot.Has(b.badge) {
			p.add("-", "has", b.name)
		}
	}
}
