package store

import (
	"slices"
	"strings"

	"rubrika/feed"
	"rubrika/feed/words"
)

// queryLangs are the languages whose stems a query word is tried in, besides
// those the filter names: the word itself does not say its language.
func queryLangs() []string { return []string{"ru", "en", "tr"} }

// question is the text of a filter as FTS5 expressions for the two tables;
// each may be empty.
type question struct {
	phrases, forms       string // must be found
	notPhrases, notForms string // must not
}

// ask turns the text of a filter into expressions. Every word is quoted, so no
// text of a reader is ever read as syntax.
func ask(f feed.Filter) question {
	langs := slices.Concat(queryLangs(), f.Langs)
	var phrases, forms, notPhrases, notForms []string
	add := func(list *[]string, e string) {
		if !slices.Contains(*list, e) {
			*list = append(*list, e)
		}
	}
	for _, t := range f.Terms() {
		tokens := words.Tokens(t.Text)
		switch {
		case len(tokens) == 0:
		case len(tokens) > 1 && t.Not:
			add(&notPhrases, quote(strings.Join(tokens, " ")))
		case len(tokens) > 1:
			add(&phrases, quote(strings.Join(tokens, " ")))
		case t.Not:
			add(&notForms, oneWord(t, tokens[0], langs))
		default:
			add(&forms, oneWord(t, tokens[0], langs))
		}
	}
	return question{
		phrases: strings.Join(phrases, " AND "), forms: strings.Join(forms, " AND "),
		notPhrases: strings.Join(notPhrases, " OR "), notForms: strings.Join(notForms, " OR "),
	}
}

// oneWord finds a word or anything with its stem; in quotes only the word
// itself, and with a final * all that begins so.
func oneWord(t feed.Term, word string, langs []string) string {
	switch {
	case t.Phrase:
		return quote(word)
	case strings.HasSuffix(t.Text, "*"):
		return quote(word) + " *"
	}
	forms := []string{quote(word)}
	for _, lang := range langs {
		if form := quote(words.Stem(lang, word)); !slices.Contains(forms, form) {
			forms = append(forms, form)
		}
	}
	return "(" + strings.Join(forms, " OR ") + ")"
}

// quote makes s an FTS5 string.
func quote(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }

// maxIndexed is how many bytes of a body are indexed: more is no article.
const maxIndexed = 1 << 20

// index returns what of an entry is indexed: its folded words in order, and
// each word and stem once.
func index(e feed.Entry) (inOrder, forms string) {
	parts := append([]string{e.Title}, e.Tags...)
	if teaser := strings.TrimRight(e.Summary, "… "); !strings.Contains(e.Text, teaser) {
		parts = append(parts, teaser)
	}
	parts = append(parts, e.Text[:min(len(e.Text), maxIndexed)])
	var all []string
	for _, part := range parts {
		all = append(all, words.Tokens(part)...)
	}
	inOrder = strings.Join(all, " ")
	slices.Sort(all)
	all = slices.Compact(all)
	for _, w := range all {
		if stem := words.Stem(e.Lang, w); stem != w {
			all = append(all, stem)
		}
	}
	slices.Sort(all)
	return inOrder, strings.Join(slices.Compact(all), " ")
}
