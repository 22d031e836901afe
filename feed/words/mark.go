package words

import (
	"slices"
	"strings"
	"unicode/utf8"

	"rubrika/feed"
)

// Marker finds in a text the words that a reader searched for, by the rules
// under which the store finds the text. It is safe for concurrent use.
type Marker struct {
	terms []sought
	// heads are the letters with which a word of a term may begin: the others
	// need no stem.
	heads map[rune]bool
}

// sought is a term: its words, or the parts of its word, which stand next to
// each other.
type sought []soughtWord

// soughtWord is one of them: one of forms, or else the folded word itself or
// what begins so.
type soughtWord struct {
	forms  []string
	folded string
	begins bool
}

// found is a word of a text.
type found struct {
	from, to int
	folded   string
	form     string // when it is needed
}

// NewMarker returns a Marker for the terms that are not negated, in a store of
// texts in langs.
func NewMarker(terms []feed.Term, langs []string) *Marker {
	m := &Marker{heads: map[rune]bool{}}
	for _, t := range terms {
		tokens := Tokens(t.Text)
		if len(tokens) == 0 || t.Not {
			continue
		}
		m.terms = append(m.terms, seek(t, tokens, langs))
		for _, w := range m.terms[len(m.terms)-1][0].spelled() {
			m.heads[head(w)] = true
		}
	}
	return m
}

func head(w string) rune {
	r, _ := utf8.DecodeRuneInString(w)
	return r
}

// spelled returns words that begin as all begin that w stands for.
func (w soughtWord) spelled() []string {
	if w.forms == nil {
		return []string{w.folded}
	}
	var out []string
	for _, form := range w.forms {
		stem, _, _ := strings.Cut(form, "=")
		out = append(out, stem)
		for _, table := range []map[string]string{irregularRussian, irregularEnglish} {
			for word, root := range table {
				if root == stem {
					out = append(out, word)
				}
			}
		}
	}
	return out
}

func seek(t feed.Term, tokens, langs []string) sought {
	begins := !t.Phrase && strings.HasSuffix(t.Text, "*")
	var out sought
	if !t.Phrase && !begins {
		for _, forms := range Sought(t.Text, langs) {
			out = append(out, soughtWord{forms: forms})
		}
	}
	if out != nil {
		return out
	}
	for _, w := range tokens {
		out = append(out, soughtWord{folded: w})
	}
	out[len(out)-1].begins = begins
	return out
}

// Find returns the byte ranges of the words of text, a text in lang, that the
// terms mean: whole words, in order, none touching another. A phrase is one
// range.
func (m *Marker) Find(text, lang string) [][2]int {
	if len(m.terms) == 0 {
		return nil
	}
	var words []found
	eachToken(text, func(from, to int, folded string) {
		words = append(words, found{from: from, to: to, folded: folded})
	})
	var out [][2]int
	for i := range words {
		to := 0
		if !m.heads[head(words[i].folded)] {
			continue
		}
		for _, t := range m.terms {
			if t.at(words[i:], lang) {
				to = max(to, words[i+len(t)-1].to)
			}
		}
		switch last := len(out) - 1; {
		case to == 0:
		case last >= 0 && out[last][1] > words[i].from:
			out[last][1] = max(out[last][1], to)
		default:
			out = append(out, [2]int{words[i].from, to})
		}
	}
	return out
}

// at reports whether the term stands at the beginning of words.
func (t sought) at(words []found, lang string) bool {
	if len(t) > len(words) {
		return false
	}
	for i, w := range t {
		if !w.is(&words[i], lang) {
			return false
		}
	}
	return true
}

func (w soughtWord) is(f *found, lang string) bool {
	switch {
	case w.begins:
		return strings.HasPrefix(f.folded, w.folded)
	case w.forms == nil:
		return f.folded == w.folded
	}
	if f.form == "" {
		f.form = Form(lang, f.folded)
	}
	return slices.Contains(w.forms, f.form)
}
