package feed

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// fields are the words before a colon, in the order String prints them.
var fields = []string{"rubric", "section", "source", "lang", "tag", "topic", "is", "has", "since", "until"}

var states = []struct {
	state     State
	is, isNot string
}{
	{Read, "read", "unread"},
	{Starred, "starred", "unstarred"},
}

var badges = []struct {
	badge Badge
	name  string
}{
	{Video, "video"},
	{Photo, "photo"},
	{Audio, "audio"},
	{Urgent, "urgent"},
	{Updated, "updated"},
}

// ParseFilter reads the filter language:
//
//	rubric:economy source:report lang:ru tag:ОТГ topic:Таиланд is:unread
//	has:video since:2d until:2025-11-28 -word "exact phrase" страхование
//
// A «-» before a field or word excludes. Values with blanks stand in double
// quotes, and a quote inside them is doubled. A colon after a word that is no
// field («Алиев: встреча») belongs to the text. The error is an *Error of
// KindUsage with the column of the wrong word and the nearest right one.
func ParseFilter(s string) (Filter, error) {
	var f Filter
	var text []string
	for _, t := range scan(s) {
		if t.near != "" {
			t.valueAt = t.at
			return Filter{}, wrong(t, t.near+":", fmt.Errorf("no field %q", t.field))
		}
		if t.field != "" {
			if err := f.set(t); err != nil {
				return Filter{}, err
			}
			continue
		}
		if w := t.text(); w != "" {
			text = append(text, w)
		}
	}
	f.Text = strings.Join(text, " ")
	return f, nil
}

// set takes over one field:value pair.
func (f *Filter) set(t token) error {
	t.value = clean(t.field, t.value)
	if t.value == "" {
		return wrong(t, "", fmt.Errorf("%s: needs a value", t.field))
	}
	switch t.field {
	case "rubric":
		r := Rubric(t.value)
		if !r.Valid() {
			return wrong(t, Nearest(t.value, rubricNames()), fmt.Errorf("no rubric %q", t.value))
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
	case "is":
		return f.setState(t)
	case "has":
		return f.setBadge(t)
	case "since", "until":
		return f.setWhen(t)
	}
	return nil
}

// clean gives the canonical form of a field's value. Names that readers see
// keep their case; words of the language itself have none.
func clean(field, value string) string {
	value = strings.Join(strings.FieldsFunc(value, isBlank), " ")
	switch field {
	case "section", "source":
		return value
	case "tag", "topic":
		return strings.TrimLeft(value, "# ")
	}
	return strings.ToLower(value)
}

func (f *Filter) setState(t token) error {
	var names []string
	for _, s := range states {
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
	return wrong(t, Nearest(t.value, names), fmt.Errorf("no mark %q", t.value))
}

func (f *Filter) setBadge(t token) error {
	var names []string
	for _, b := range badges {
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
	return wrong(t, Nearest(t.value, names), fmt.Errorf("no badge %q", t.value))
}

func (f *Filter) setWhen(t token) error {
	w, ok := parseWhen(t.value)
	if !ok {
		return wrong(t, "2d", fmt.Errorf("%q is no time", t.value))
	}
	bound, other := &f.Since, "until:"
	if t.field == "until" {
		bound, other = &f.Until, "since:"
	}
	if t.not {
		return wrong(t, other+w.String(), errors.New("a time cannot be excluded"))
	}
	*bound = w
	return nil
}

// parseWhen reads "36h", "2d", "3w" and "2025-11-28". Ages go up to ten years.
func parseWhen(s string) (When, bool) {
	if day, err := time.Parse(time.DateOnly, s); err == nil && day.Year() > 0 {
		return When{Day: day}, true
	}
	if len(s) < 2 {
		return When{}, false
	}
	units := map[byte]time.Duration{'h': time.Hour, 'd': 24 * time.Hour, 'w': 7 * 24 * time.Hour}
	unit, ok := units[s[len(s)-1]]
	n, err := strconv.ParseUint(s[:len(s)-1], 10, 17)
	if !ok || err != nil || n == 0 || time.Duration(n)*unit > 10*366*24*time.Hour {
		return When{}, false
	}
	return When{Ago: time.Duration(n) * unit}, true
}

// pick adds v once to in, or to ex.
func pick[T comparable](not bool, in, ex *[]T, v T) {
	list := in
	if not {
		list = ex
	}
	if !slices.Contains(*list, v) {
		*list = append(*list, v)
	}
}

func wrong(t token, near string, err error) error {
	return &Error{Op: "filter", Kind: KindUsage, Near: near, Line: 1, Column: t.valueAt + 1, Err: err}
}

func rubricNames() []string {
	var names []string
	for _, r := range Rubrics() {
		names = append(names, string(r))
	}
	return names
}
