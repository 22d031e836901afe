package feed

import (
	"strconv"
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

	// Sort is the order of the answer. It, Before, Limit, Upto and After are no
	// part of String.
	Sort Sort
	// Before and Limit page through the answer.
	Before Position
	Limit  int
	// Upto leaves out items that the store met after the one with that id; 0
	// leaves out none. See Counts.New. After leaves out that one and all that the
	// store met before it.
	Upto, After ID
}

// Group is a part of a filter in parentheses: one of several filters selects
// an item, or with Not, none does. Of their fields, Sort, Before, Limit, Upto
// and After are not set. A group of no filters says nothing, nor does one with a
// filter that selects everything.
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
