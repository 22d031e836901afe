package feed

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// fields are the words before a colon, in the order String prints them.
var fields = []string{"rubric", "section", "source", "lang", "tag", "is", "has", "since", "until"}

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

// token is one blank-separated piece of a filter.
type token struct {
	at     int // in runes, from 0
	not    bool
	field  string // before the colon, or empty
	near   string // the field that a misspelt one was meant to be
	value  string
	quoted bool
}

// ParseFilter reads the filter language:
//
//	rubric:economy source:report lang:ru tag:ОТГ is:unread has:video
//	since:2d until:2025-11-28 -word "exact phrase" страхование
//
// A «-» before a field or word excludes. Values with blanks stand in double
// quotes. A colon after a word that is no field («Алиев: встреча») belongs to
// the text. The error is an *Error
// of KindUsage with the column of the wrong word and the nearest right one.
func ParseFilter(s string) (Filter, error) {
	var f Filter
	var text []string
	for _, t := range scan(s) {
		if t.near != "" {
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
	if t.value == "" {
		return wrong(t, t.field+":", fmt.Errorf("%s: needs a value", t.field))
	}
	switch t.field {
	case "rubric":
		r := Rubric(strings.ToLower(t.value))
		if !r.Valid() {
			return wrong(t, Nearest(string(r), rubricNames()), fmt.Errorf("no rubric %q", t.value))
		}
		pick(t.not, &f.Rubrics, &f.Not, r)
	case "section":
		pick(t.not, &f.Sections, &f.NotSections, t.value)
	case "source":
		pick(t.not, &f.Sources, &f.NotSources, t.value)
	case "lang":
		pick(t.not, &f.Langs, &f.NotLangs, strings.ToLower(t.value))
	case "tag":
		pick(t.not, &f.Tags, &f.NotTags, strings.TrimPrefix(t.value, "#"))
	case "is":
		return f.setState(t)
	case "has":
		return f.setBadge(t)
	case "since", "until":
		return f.setWhen(t)
	}
	return nil
}

func (f *Filter) setState(t token) error {
	var names []string
	for _, s := range states {
		switch strings.ToLower(t.value) {
		case s.is:
			if t.not {
				f.IsNot |= s.state
			} else {
				f.Is |= s.state
			}
			return nil
		case s.isNot:
			if t.not {
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
		if strings.ToLower(t.value) == b.name {
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
	w, ok := parseWhen(strings.ToLower(t.value))
	if !ok {
		return wrong(t, "2d", fmt.Errorf("%q is no time", t.value))
	}
	if t.not {
		return wrong(t, "until:"+w.String(), errors.New("a time cannot be excluded"))
	}
	if t.field == "since" {
		f.Since = w
	} else {
		f.Until = w
	}
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
	return &Error{Op: "filter", Kind: KindUsage, Near: near, Line: 1, Column: t.at + 1, Err: err}
}

func rubricNames() []string {
	var names []string
	for _, r := range Rubrics() {
		names = append(names, string(r))
	}
	return names
}

// text prints a token that is no field as a piece of Filter.Text, or nothing
// when it holds no letter or digit.
func (t token) text() string {
	w := t.value
	if !strings.ContainsFunc(w, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) {
		return ""
	}
	if t.quoted {
		w = `"` + w + `"`
	}
	if t.not {
		w = "-" + w
	}
	return w
}

// isBlank reports whether r ends a token: any Unicode space or control.
func isBlank(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) || r == utf8.RuneError }

// scan cuts a filter into tokens. It never fails: a missing closing quote
// ends at the end of the text.
func scan(s string) []token {
	in := []rune(s)
	var out []token
	for i := 0; i < len(in); {
		if isBlank(in[i]) {
			i++
			continue
		}
		t := token{at: i}
		for i < len(in) && in[i] == '-' {
			t.not = true
			i++
		}
		start := i
		for i < len(in) && !isBlank(in[i]) && in[i] != '"' && in[i] != ':' {
			i++
		}
		word := string(in[start:i])
		if i < len(in) && in[i] == ':' {
			t.field, t.near = fieldName(word)
			if t.field != "" {
				i++
				start = i
			}
		}
		if i < len(in) && in[i] == '"' && i == start {
			t.quoted = true
			i++
			start = i
			for i < len(in) && in[i] != '"' {
				i++
			}
			t.value = strings.Join(strings.FieldsFunc(string(in[start:i]), isBlank), " ")
			i = min(i+1, len(in))
		} else {
			for i < len(in) && !isBlank(in[i]) && in[i] != '"' {
				i++
			}
			t.value = string(in[start:i])
		}
		out = append(out, t)
	}
	return out
}

// fieldName returns the field that word names, or the misspelt word and the
// field it is close to, or nothing.
func fieldName(word string) (field, near string) {
	word = strings.ToLower(word)
	if slices.Contains(fields, word) {
		return word, ""
	}
	if len(word) < 3 {
		return "", ""
	}
	if near = Nearest(word, fields); near != "" {
		return word, near
	}
	return "", ""
}
