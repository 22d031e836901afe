package feed

import (
	"strconv"
	"strings"
	"time"
)

// fields are the words before a colon, in the order String prints them.
func fields() []string {
	return []string{
		"rubric", "section", "source", "lang", "tag", "topic", "author", "is", "has", "since", "until", "title",
	}
}

type stateName struct {
	state     State
	is, isNot string
}

func states() []stateName {
	return []stateName{
		{Read, "read", "unread"},
		{Starred, "starred", "unstarred"},
		{Muted, "muted", "unmuted"},
		{Watched, "watched", "unwatched"},
	}
}

// What the language has names for.
const (
	allStates = Read | Starred | Muted | Watched
	allBadges = Video | Photo | Audio | Urgent | Updated
)

type badgeName struct {
	badge Badge
	name  string
}

func badges() []badgeName {
	return []badgeName{{Video, "video"}, {Photo, "photo"}, {Audio, "audio"}, {Urgent, "urgent"}, {Updated, "updated"}}
}

// set takes over one field:value pair; next is the token after it.
func (f *Filter) set(t, next token) error {
	t.value = clean(t.field, t.value)
	if t.value == "" || t.field == "title" {
		return wrong(t.valueAt, meant(t, next), FaultNoValue, t.field)
	}
	switch t.field {
	case "rubric":
		r := Rubric(t.value)
		if !r.Valid() {
			return wrong(t.valueAt, Nearest(t.value, rubricNames()), FaultRubric, t.value)
		}
		pick(t.not, &f.Rubrics, &f.Not, r)
	case "section":
		pick(t.not, &f.Sections, &f.NotSections, t.value)
	case "source":
		pick(t.not, &f.Sources, &f.NotSources, t.value)
	case "lang":
		pick(t.not, &f.Langs, &f.NotLangs, t.value)
	case "tag":
		pick(t.not, &f.Tags, &f.NotTags, t.value)
	case "topic":
		pick(t.not, &f.Topics, &f.NotTopics, t.value)
	case "author":
		pick(t.not, &f.Authors, &f.NotAuthors, t.value)
	case "is":
		return f.setState(t)
	case "has":
		return f.setBadge(t)
	case "since", "until":
		return f.setWhen(t)
	}
	return nil
}

// meant is what a field without a value was meant to be: with the word after
// it, when a blank slipped in between.
func meant(t, next token) string {
	if next.kind != word || next.not || next.value == "" || t.quoted {
		return ""
	}
	s := quotedValue(t.field, next.value)
	if _, err := ParseFilter(s); err != nil {
		return ""
	}
	return s
}

// pick adds v to in, or to ex.
func pick[T any](not bool, in, ex *[]T, v T) {
	if not {
		in = ex
	}
	*in = append(*in, v)
}

// clean gives the canonical form of a field's value. Names that readers see
// keep their case; words of the language itself have none.
func clean(field, value string) string {
	value = strings.Join(strings.FieldsFunc(visible(value), isBlank), " ")
	switch field {
	case "section", "source", "author":
		return value
	case "tag", "topic":
		return strings.TrimLeft(value, "# ")
	}
	return lower(value)
}

func (f *Filter) setState(t token) error {
	var names []string
	for _, s := range states() {
		if t.value == s.is || t.value == s.isNot {
			if t.not == (t.value == s.isNot) { // -is:unread is is:read
				f.Is |= s.state
			} else {
				f.IsNot |= s.state
			}
			return nil
		}
		names = append(names, s.is, s.isNot)
	}
	return wrong(t.valueAt, nearestCalled(t.value, names, marksCalled), FaultMark, t.value)
}

func (f *Filter) setBadge(t token) error {
	var names []string
	for _, b := range badges() {
		if t.value == b.name {
			if t.not {
				f.HasNot |= b.badge
			} else {
				f.Has |= b.badge
			}
			return nil
		}
		names = append(names, b.name)
	}
	return wrong(t.valueAt, nearestCalled(t.value, names, badgesCalled), FaultBadge, t.value)
}

func (f *Filter) setWhen(t token) error {
	w, ok := parseWhen(t.value)
	if !ok {
		return wrong(t.valueAt, nearestWhen(t.value), FaultTime, t.value)
	}
	bound, other := &f.Since, "until:"
	if t.field == "until" {
		bound, other = &f.Until, "since:"
	}
	if t.not {
		return wrong(t.valueAt, other+w.String(), FaultExcludedTime, t.field)
	}
	*bound = w
	return nil
}

// maxAge is the highest age of a bound in time.
const maxAge = 10 * 366 * 24 * time.Hour

// parseWhen reads "36h", "2d", "3w" and "2025-11-28". Ages go up to ten years.
func parseWhen(s string) (When, bool) {
	if day, err := time.Parse(time.DateOnly, s); err == nil && day.Year() > 0 {
		return When{Day: day}, true
	}
	if len(s) < 2 {
		return When{}, false
	}
	unit, ok := map[byte]time.Duration{'h': time.Hour, 'd': 24 * time.Hour, 'w': 7 * 24 * time.Hour}[s[len(s)-1]]
	n, err := strconv.ParseUint(s[:len(s)-1], 10, 17)
	if !ok || err != nil {
		return When{}, false
	}
	return aged(n, unit)
}

// aged is an age of n units; not ok if it is none or too high.
func aged(n uint64, each time.Duration) (w When, ok bool) {
	if n == 0 || n > uint64(maxAge/each) {
		return When{}, false
	}
	return When{Ago: time.Duration(n) * each}, true
}

// nearestWhen makes the best of what parseWhen does not read: a day or a month
// written the way of the country, a number without its unit or with the word for
// it, a week or a month; else an example.
func nearestWhen(s string) string {
	for _, layout := range []string{"2.1.2006", "2/1/2006", "2006.1.2", "2006/1/2", "2006-1-2", "2006-1", "1.2006", "2006"} {
		if day, err := time.Parse(layout, s); err == nil && day.Year() > 1900 {
			return day.Format(time.DateOnly)
		}
	}
	s = strings.TrimLeft(s, "-+")
	unit := strings.TrimLeft(s, "0123456789")
	number := s[:len(s)-len(unit)]
	for _, u := range units() {
		if !strings.HasPrefix(unit, u.begins) || u.begins == "" && unit != "" {
			continue
		}
		if number == "" && u.whole {
			number = "1"
		}
		n, err := strconv.ParseUint(number, 10, 17)
		if w, ok := aged(n, u.each); err == nil && ok {
			return w.String()
		}
		break
	}
	return "2d"
}

// unit is how the words for a unit of time begin, and whether they stand
// without a number too.
type unit struct {
	begins string
	each   time.Duration
	whole  bool
}

func units() []unit {
	const day = 24 * time.Hour
	return []unit{
		{"mo", 30 * day, true},
		{"мес", 30 * day, true},
		{"ay", 30 * day, true},
		{"w", 7 * day, true},
		{"нед", 7 * day, true},
		{"н", 7 * day, false},
		{"həf", 7 * day, true},
		{"haf", 7 * day, true},
		{"y", 365 * day, false},
		{"г", 365 * day, false},
		{"лет", 365 * day, false},
		{"il", 365 * day, false},
		{"yıl", 365 * day, false},
		{"h", time.Hour, false},
		{"ч", time.Hour, false},
		{"s", time.Hour, false},
		{"d", day, false},
		{"д", day, false},
		{"с", day, false},
		{"g", day, false},
		{"", day, false},
	}
}

func rubricNames() []string {
	var names []string
	for _, r := range Rubrics() {
		names = append(names, string(r))
	}
	return names
}
