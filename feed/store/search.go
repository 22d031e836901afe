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

// match turns the text of a filter into two FTS5 expressions: what must be
// found, and what must not; either may be empty. Every word is quoted, so no
// text of a reader is ever read as syntax.
func match(f feed.Filter) (must, mustNot string) {
	langs := slices.Concat(queryLangs(), f.Langs)
	var in, out []string
	for _, t := range f.Terms() {
		e := expression(t, langs)
		switch {
		case e == "":
		case t.Not && !slices.Contains(out, e):
			out = append(out, e)
		case !t.Not && !slices.Contains(in, e):
			in = append(in, e)
		}
	}
	return strings.Join(in, " AND "), strings.Join(out, " OR ")
}

// expression is one term: a phrase of folded words; with a final * the
// beginning of a word; else a word or anything with its stem.
func expression(t feed.Term, langs []string) string {
	tokens := words.Tokens(t.Text)
	switch {
	case len(tokens) == 0:
		return ""
	case t.Phrase || len(tokens) > 1:
		return "words : " + quote(strings.Join(tokens, " "))
	case strings.HasSuffix(t.Text, "*"):
		return "words : " + quote(tokens[0]) + " *"
	}
	// A stem that is its own word stands under words only, see index.
	forms := []string{"words : " + quote(tokens[0])}
	for _, lang := range langs {
		form := "{words stems} : " + quote(words.Stem(lang, tokens[0]))
		if !slices.Contains(forms, form) {
			forms = append(forms, form)
		}
	}
	return "(" + strings.Join(forms, " OR ") + ")"
}

// quote makes s an FTS5 string.
func quote(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }

// maxIndexed is how many bytes of a body are indexed: more is no article.
const maxIndexed = 1 << 20

// index returns the two columns of the search row of an entry: its folded
// words in order, and those stems that differ from their word.
func index(e feed.Entry) (tokens, stems string) {
	parts := append([]string{e.Title}, e.Tags...)
	if teaser := strings.TrimRight(e.Summary, "… "); !strings.Contains(e.Text, teaser) {
		parts = append(parts, teaser)
	}
	parts = append(parts, e.Text[:min(len(e.Text), maxIndexed)])
	var all, cut []string
	seen := map[string]bool{}
	for _, part := range parts {
		for _, w := range words.Tokens(part) {
			all = append(all, w)
			if seen[w] {
				continue
			}
			seen[w] = true
			if stem := words.Stem(e.Lang, w); stem != w {
				cut = append(cut, stem)
			}
		}
	}
	slices.Sort(cut)
	return strings.Join(all, " "), strings.Join(slices.Compact(cut), " ")
}
