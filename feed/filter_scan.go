package feed

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is one blank-separated piece of a filter.
type token struct {
	at, valueAt int // where the word and its value start, in runes from 0
	not         bool
	field       string // before the colon, or empty
	near        string // the field that a misspelt one was meant to be
	value       string
	quoted      bool
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

// isBlank reports whether r ends a token: any Unicode space or control, or
// what is no rune at all.
func isBlank(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) || r == utf8.RuneError }

// scan cuts a filter into tokens. It never fails: a missing closing quote
// ends at the end of the text.
func scan(s string) []token {
	sc := scanner{in: []rune(s)}
	var out []token
	for sc.take(isBlank); sc.at < len(sc.in); sc.take(isBlank) {
		out = append(out, sc.token())
	}
	return out
}

type scanner struct {
	in []rune
	at int
}

// take reads on while ok holds.
func (s *scanner) take(ok func(rune) bool) string {
	start := s.at
	for s.at < len(s.in) && ok(s.in[s.at]) {
		s.at++
	}
	return string(s.in[start:s.at])
}

// sees reports whether r comes next.
func (s *scanner) sees(r rune) bool { return s.at < len(s.in) && s.in[s.at] == r }

// token reads one token; what comes next is no blank.
func (s *scanner) token() token {
	dashes := s.take(func(r rune) bool { return r == '-' })
	t := token{at: s.at, valueAt: s.at, not: dashes != ""}
	word := s.take(func(r rune) bool { return !isBlank(r) && r != '"' && r != ':' })
	if s.sees(':') {
		if t.field, t.near = fieldName(word); t.field != "" {
			s.at++
			t.valueAt = s.at
			word = ""
		}
	}
	if word == "" && s.sees('"') {
		t.quoted = true
		t.value = strings.Join(strings.FieldsFunc(s.quoted(t.field != ""), isBlank), " ")
		return t
	}
	t.value = word + s.take(func(r rune) bool { return !isBlank(r) && r != '"' })
	return t
}

// quoted reads what stands in quotes. In the value of a field two quotes are
// one that belongs to it; two phrases of the text may touch.
func (s *scanner) quoted(doubled bool) string {
	s.at++
	var b strings.Builder
	for s.at < len(s.in) {
		b.WriteString(s.take(func(r rune) bool { return r != '"' }))
		s.at++
		if !doubled || !s.sees('"') {
			break
		}
		b.WriteByte('"')
		s.at++
	}
	s.at = min(s.at, len(s.in))
	return b.String()
}

// fieldName returns the field that word names, or the misspelt word and the
// field it is close to, or nothing.
func fieldName(word string) (field, near string) {
	word = strings.ToLower(word)
	if slices.Contains(fields, word) {
		return word, ""
	}
	if utf8.RuneCountInString(word) < 3 {
		return "", ""
	}
	if near = Nearest(word, fields); near != "" {
		return word, near
	}
	return "", ""
}
