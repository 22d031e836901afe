package feed

import (
	"strings"
	"unicode"
)

// Term is one piece of a filter's full-text part.
type Term struct {
	Text   string // a word, or several with single blanks between
	Phrase bool   // written in quotes: these forms, next to each other
	Not    bool
	Title  bool // in the title
}

// Terms reads the Text of f: what the groups of f look for is not in it.
func (f Filter) Terms() []Term { return terms(f.Text) }

// Words returns what f and its groups look for in texts, each once and without
// what they exclude: what is marked in a text that f selects.
func (f Filter) Words() []Term {
	var words []Term
	seen := map[Term]bool{}
	var collect func(Filter)
	collect = func(f Filter) {
		for _, t := range f.Terms() {
			if !t.Not && !seen[t] {
				seen[t] = true
				words = append(words, t)
			}
		}
		for _, g := range f.Groups {
			for i := 0; !g.Not && i < len(g.Any); i++ {
				collect(g.Any[i])
			}
		}
	}
	collect(f)
	return words
}

// String prints t as a piece of Filter.Text that is read as t again; nothing
// when t has no letter or digit. A word that the filter language would read
// as something else («or», «is:read», «f(x)») becomes a phrase.
func (t Term) String() string {
	t.Text = wordsOf(t.Text)
	if t.Text == "" {
		return ""
	}
	sign := ""
	if t.Not {
		sign = "-"
	}
	if t.Title {
		sign += "title:"
	}
	if bare := sign + t.Text; !t.Phrase && (plain(t.Text) && !strings.EqualFold(t.Text, "or") || readsAs(bare, t)) {
		return bare
	}
	return sign + `"` + t.Text + `"`
}

// plain reports whether s is a word of letters and digits, which nobody takes for
// anything else; «or» is one.
func plain(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
}

// readsAs reports whether s is read as t and nothing else.
func readsAs(s string, t Term) bool {
	all := scan(s)
	if len(all) != 1 || all[0].kind != word && all[0].field != "title" {
		return false
	}
	got, ok := all[0].term()
	return ok && got == t
}

// terms reads a full-text part. One that ParseFilter did not make may hold what
// is none: that is taken for words.
func terms(text string) []Term {
	var all []Term
	for _, t := range scan(text) {
		if t.kind == pair && t.field != "title" {
			t.value, t.quoted = t.field+":"+t.value, true
		}
		if term, ok := t.term(); ok {
			all = append(all, term)
		}
	}
	return all
}

// term makes a term of a token, unless it holds no letter or digit.
func (t token) term() (Term, bool) {
	text := wordsOf(t.value)
	return Term{Text: text, Phrase: t.quoted, Not: t.not, Title: t.kind == pair && t.field == "title"}, text != ""
}

// wordsOf leaves single blanks between the words of s, and nothing of an s
// without a letter or digit.
func wordsOf(s string) string {
	if plain(s) {
		return s
	}
	if !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) {
		return ""
	}
	return strings.Join(strings.FieldsFunc(visible(s), func(r rune) bool { return r == '"' || isBlank(r) }), " ")
}
