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
// muted. ParseFilter and String are each other's inverse.
type Filter struct {
	Rubrics, Not []Rubric
	// Sections are publishers' own rubrics; like tags and sources they are
	// compared folded (case, ё/е, diacritics).
	Sections, NotSections []string
	// Sources are words for subscriptions: the decimal ID, the title, or the
	// host of the address.
	Sources, NotSources []string
	Langs, NotLangs     []string
	Tags, NotTags       []string
	// Is are marks that must be set, IsNot marks that must not: is:unread is
	// IsNot Read.
	Is, IsNot State
	// Has are badges that must be there, HasNot badges that must not.
	Has, HasNot Badge
	// Since and Until bound Item.Order: at or after, before.
	Since, Until When
	// Text is the full-text part in its canonical form: words, "phrases" and
	// -words with single blanks between; see Terms.
	Text string

	// Before and Limit page through the answer; they are no part of String.
	Before Position
	Limit  int
}

// When is a bound in time: a day that stands still, or an age that moves with
// the clock. The zero When is no bound.
type When struct {
	// Ago is the age, whole hours.
	Ago time.Duration
	// Day is midnight UTC of the day meant; it is read in the reader's zone.
	Day time.Time
}

// IsZero reports whether w is no bound.
func (w When) IsZero() bool { return w.Ago == 0 && w.Day.IsZero() }

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
	if w.Ago == 0 {
		return ""
	}
	if w.Ago%(24*time.Hour) == 0 {
		return strconv.FormatInt(int64(w.Ago/(24*time.Hour)), 10) + "d"
	}
	return strconv.FormatInt(int64(w.Ago/time.Hour), 10) + "h"
}

// Position is a place in the stream. The zero Position is its newest end.
type Position struct {
	At time.Time
	ID ID
}

// Term is one piece of a filter's full-text part.
type Term struct {
	Text   string // a word, or several with single blanks between
	Phrase bool   // written in quotes: the words stand next to each other
	Not    bool
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
// what a number key does. Exclusions stay.
func (f Filter) Toggle(r Rubric) Filter {
	if len(f.Rubrics) == 1 && f.Rubrics[0] == r {
		f.Rubrics = nil
		return f
	}
	f.Rubrics = []Rubric{r}
	f.Not = slices.DeleteFunc(slices.Clone(f.Not), func(n Rubric) bool { return n == r })
	return f
}

// String prints f in the filter language, fields in a fixed order.
func (f Filter) String() string {
	var b strings.Builder
	word := func(not bool, field, value string) {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		if not {
			b.WriteByte('-')
		}
		b.WriteString(field)
		b.WriteByte(':')
		b.WriteString(quote(value))
	}
	for _, r := range f.Rubrics {
		word(false, "rubric", string(r))
	}
	for _, r := range f.Not {
		word(true, "rubric", string(r))
	}
	lists := []struct {
		field  string
		in, ex []string
	}{
		{"section", f.Sections, f.NotSections},
		{"source", f.Sources, f.NotSources},
		{"lang", f.Langs, f.NotLangs},
		{"tag", f.Tags, f.NotTags},
	}
	for _, l := range lists {
		for _, v := range l.in {
			word(false, l.field, v)
		}
		for _, v := range l.ex {
			word(true, l.field, v)
		}
	}
	for _, s := range states {
		if f.Is.Has(s.state) {
			word(false, "is", s.is)
		}
		if f.IsNot.Has(s.state) {
			word(false, "is", s.isNot)
		}
	}
	for _, h := range badges {
		if f.Has.Has(h.badge) {
			word(false, "has", h.name)
		}
		if f.HasNot.Has(h.badge) {
			word(true, "has", h.name)
		}
	}
	if !f.Since.IsZero() {
		word(false, "since", f.Since.String())
	}
	if !f.Until.IsZero() {
		word(false, "until", f.Until.String())
	}
	if f.Text != "" {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(f.Text)
	}
	return b.String()
}

// quote wraps a value in double quotes when the scanner would not read it
// back whole.
func quote(v string) string {
	if v != "" && !strings.ContainsAny(v, " \"\t\n") && !strings.ContainsFunc(v, isBlank) {
		return v
	}
	return `"` + strings.ReplaceAll(v, `"`, "”") + `"`
}
