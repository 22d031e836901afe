package feed

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is one piece of a filter: what blanks, quotes and parentheses set
// apart.
type token struct {
	kind        tokenKind
	at, valueAt int // where the word and its value start, in runes from 0; a «-» stands before
	end         int // where the next rune stands
	not         bool
	field       string // of a pair: what stands before the colon
	near        string // the field that a misspelt one was meant to be
	value       string // of a word or pair
	quoted      bool
	unclosed    bool // the closing quote is missing
}

type tokenKind int8

const (
	word   tokenKind = iota // or a phrase
	pair                    // field:value
	either                  // or
	opening
	closing
	ending // after the last one
)

// isBlank reports whether r ends a token: any Unicode space or control, or
// what is no rune at all.
func isBlank(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) || r == utf8.RuneError }

// invisible reports whether r only says how others are shown: marks of
// direction, a blank of no width. They come along when something is pasted.
func invisible(r rune) bool {
	return '\u200e' <= r && r <= '\u200f' || '\u202a' <= r && r <= '\u202e' || '\u2066' <= r && r <= '\u2069' ||
		r == '\u200b' || r == '\u2060' || r == '\ufeff' || r == '\u061c'
}

// visible leaves them out.
func visible(s string) string {
	if !strings.ContainsFunc(s, invisible) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if invisible(r) {
			return -1
		}
		return r
	}, s)
}

// endsWord reports whether r ends what stands without quotes.
func endsWord(r rune) bool { return isBlank(r) || r == '"' || r == '(' || r == ')' }

// scan cuts a filter into tokens. It never fails: a missing closing quote
// ends at the end of the text.
func scan(s string) []token {
	var out []token
	sc := scanner{in: []rune(s)}
	for t := sc.next(); t.kind != ending; t = sc.next() {
		out = append(out, t)
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

// next reads the next token, or the ending.
func (s *scanner) next() token {
	s.take(isBlank)
	if s.at == len(s.in) {
		return token{kind: ending, at: s.at}
	}
	t := s.token()
	t.end = s.at
	return t
}

// token reads one token; what comes next is no blank.
func (s *scanner) token() token {
	dashes := s.take(func(r rune) bool { return r == '-' })
	t := token{at: s.at, valueAt: s.at, not: dashes != ""}
	switch {
	case s.sees('('):
		s.at++
		t.kind = opening
		return t
	case s.sees(')'):
		if !t.not { // else it is the next one
			s.at++
			t.kind = closing
		}
		return t
	}
	name := s.take(func(r rune) bool { return !endsWord(r) && r != ':' })
	if s.sees(':') {
		valued := s.at+1 < len(s.in) && !isBlank(s.in[s.at+1])
		if t.field, t.near = fieldName(name, valued); t.field != "" {
			s.at++
			t.kind, t.valueAt, name = pair, s.at, ""
		}
	}
	if name == "" && s.sees('"') {
		t.quoted = true
		t.value, t.unclosed = s.quoted(t.kind == pair)
		return t
	}
	t.value = name + s.take(func(r rune) bool { return !endsWord(r) })
	if t.kind == word && !t.not && strings.EqualFold(t.value, "or") {
		t.kind = either
	}
	return t
}

// quoted reads what stands in quotes, and reports whether they were left open.
// In the value of a field two quotes are one that belongs to it; two phrases
// of the text may touch.
func (s *scanner) quoted(doubled bool) (value string, unclosed bool) {
	s.at++
	var b strings.Builder
	for s.at < len(s.in) {
		b.WriteString(s.take(func(r rune) bool { return r != '"' }))
		if !s.sees('"') {
			break
		}
		s.at++
		if !doubled || !s.sees('"') {
			return b.String(), false
		}
		b.WriteByte('"')
		s.at++
	}
	return b.String(), true
}

// fieldName returns the field that name is; or name and the field that it is
// close to, or is called in another language, if a value follows («Тема: …» is
// a headline); or nothing.
func fieldName(name string, valued bool) (field, near string) {
	name = lower(visible(name))
	if slices.Contains(fields(), name) {
		return name, ""
	}
	if typed := onLatinKeys(name); slices.Contains(fields(), typed) {
		return name, typed
	}
	if utf8.RuneCountInString(name) >= 3 {
		near = Nearest(name, fields())
	}
	if near == "" && valued {
		near = called(name, fieldsCalled)
	}
	if near == "" {
		return "", ""
	}
	return name, near
}

// lower is strings.ToLower that knows the capital of the Turkic i.
func lower(s string) string { return strings.ToLower(strings.ReplaceAll(s, "İ", "i")) }

// onLatinKeys returns what the keys that type s on a Russian keyboard type on
// a Latin one, as far as names of fields need it.
func onLatinKeys(s string) string {
	const russian, latin = "фисупршдтщкыег", "abceghilnorstu"
	return strings.Map(func(r rune) rune {
		if i := strings.IndexRune(russian, r); i >= 0 {
			return rune(latin[i/len("ф")])
		}
		return r
	}, s)
}
