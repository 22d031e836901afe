package feed

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// Completion is a proposal for the word of a filter that the cursor is in.
type Completion struct {
	// Text is the whole filter with the proposal in it, At where the cursor
	// stands then, in runes from 0.
	Text string
	At   int
	// Shown is the field with its colon, or the value; Title is what the
	// reader calls a value, where that differs.
	Shown, Title string
}

// maxCompletions is how many proposals a reader looks at.
const maxCompletions = 8

// Complete proposes how the word before the cursor may go on: a field whose
// name it begins, or a value of the field it stands after, found by its
// beginning, by that of its title, or by that of one of their words. The
// cursor is given in runes from 0; the best come first, at most eight.
func Complete(text string, at int, names Names) []Completion {
	in := []rune(text)
	at = max(0, min(at, len(in)))
	out := propositions(in, at, names)
	return out[:min(len(out), maxCompletions)]
}

// Completions are all that Complete finds for the end of a text, and all fields
// where that is empty: shells ask so.
func Completions(text string, names Names) []Completion {
	in := []rune(text)
	if len(in) == 0 {
		return completeField(in, 0, 0, 0)
	}
	return propositions(in, len(in), names)
}

// propositions are all proposals for the word that the cursor is in.
func propositions(in []rune, at int, names Names) []Completion {
	for _, t := range scan(string(in)) {
		switch {
		case at <= t.at || at > t.end:
		case t.kind == pair && at >= t.valueAt:
			if t.near == "" && (t.unclosed || !t.quoted || at < t.end) {
				return completeValue(in, at, t, names)
			}
		case t.kind == pair:
			return completeField(in, at, t.at, t.valueAt)
		case t.kind == word && !t.quoted:
			return completeField(in, at, t.at, t.end)
		}
	}
	return nil
}

// completeField proposes fields for the name that starts at start; it ends
// where the proposal does.
func completeField(in []rune, at, start, end int) []Completion {
	var out []Completion
	typed, rest := lower(string(in[start:at])), lower(string(in[at:end]))
	for _, name := range fields() {
		name += ":"
		if strings.HasPrefix(name, typed) && (strings.HasPrefix(name, typed+rest) || strings.HasSuffix(rest, ":")) {
			out = propose(out, in, start, end, name, NamedValue{Value: name})
		}
	}
	return out
}

// completeValue proposes values for the field of t.
func completeValue(in []rune, at int, t token, names Names) []Completion {
	end := t.end
	if t.unclosed { // what follows the cursor was there before the quote
		end = at
		for end < len(in) && !isBlank(in[end]) {
			end++
		}
	}
	before := string(in[t.valueAt:at])
	if t.quoted {
		before = strings.ReplaceAll(strings.TrimPrefix(before, `"`), `""`, `"`)
	}
	typed := foldName(clean(t.field, before))
	type found struct {
		NamedValue
		rank int
	}
	var all []found
	for _, v := range values(t.field, typed, names) {
		v.Value = clean(t.field, v.Value)
		if rank, ok := begins(typed, v); ok && v.Value != "" {
			all = append(all, found{v, rank})
		}
	}
	slices.SortStableFunc(all, func(a, b found) int { return cmp.Compare(a.rank, b.rank) })
	var out []Completion
	for _, v := range all {
		printed := strings.TrimPrefix(quotedValue("", v.Value), ":")
		out = propose(out, in, t.valueAt, end, printed, v.NamedValue)
	}
	return out
}

// propose adds the proposal to write printed in the place of in[start:end],
// unless it stands there or is proposed.
func propose(out []Completion, in []rune, start, end int, printed string, v NamedValue) []Completion {
	c := Completion{
		Text: string(in[:start]) + printed + string(in[end:]), At: start + len([]rune(printed)),
		Shown: v.Value, Title: v.Title,
	}
	again := slices.ContainsFunc(out, func(o Completion) bool { return o.Text == c.Text })
	if again || c.Text == string(in) {
		return out
	}
	return append(out, c)
}

// values are those that a field may have: the ones that are known, or those of
// the language itself.
func values(field, typed string, names Names) []NamedValue {
	if known := names[field]; len(known) > 0 {
		return known
	}
	var own []string
	switch field {
	case "rubric":
		own = rubricNames()
	case "is":
		for _, s := range states() {
			own = append(own, s.isNot, s.is)
		}
	case "has":
		for _, b := range badges() {
			own = append(own, b.name)
		}
	case "since", "until":
		own = []string{"1d", "2d", "7d", "30d"}
		if typed != "" && strings.Trim(typed, "0123456789") == "" {
			own = []string{typed + "d", typed + "h", typed + "w"}
		}
	}
	var all []NamedValue
	for _, v := range own {
		all = append(all, NamedValue{Value: v})
	}
	return all
}

// begins reports whether what was typed begins a value, its title, or a word
// in one of them; the lower the rank the better.
func begins(typed string, v NamedValue) (rank int, ok bool) {
	value, title := foldName(v.Value), foldName(v.Title)
	switch {
	case strings.HasPrefix(value, typed):
		return 0, true
	case strings.HasPrefix(title, typed):
		return 1, true
	}
	return 2, beginsWord(value, typed) || beginsWord(title, typed)
}

func beginsWord(s, typed string) bool {
	letter := false // the rune before
	for i, r := range s {
		if !letter && strings.HasPrefix(s[i:], typed) {
			return true
		}
		letter = unicode.IsLetter(r) || unicode.IsNumber(r)
	}
	return false
}

// foldName makes names alike that differ only in case, in ё, or in the letters
// that Azerbaijani and Turkish have beyond the Latin ones.
func foldName(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case 'ё':
			return 'е'
		case 'ə':
			return 'e'
		case 'ı':
			return 'i'
		case 'ğ':
			return 'g'
		case 'ş':
			return 's'
		case 'ç':
			return 'c'
		case 'ö':
			return 'o'
		case 'ü':
			return 'u'
		}
		return r
	}, lower(s))
}
