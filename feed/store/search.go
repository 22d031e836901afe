package store

import (
	"slices"
	"strconv"
	"strings"

	"rubrika/feed"
	"rubrika/feed/words"
)

// The marks of table forms: of a form in a title, of one in the name of an
// author, of a source's number, and before a word of a title as it is.
const (
	inTitle   = "^"
	ofAuthor  = "@"
	ofSource  = "=s"
	titleWord = "<"
)

// fts is a full-text table.
type fts string

const (
	inForms   fts = "forms"
	inPhrases fts = "phrases"
)

// query is the text of a filter as FTS5 expressions, all of which must, or
// none of which may, hold.
type query struct{ must, not map[fts][]string }

// matches is what selects a query's must from a table, "" for nothing.
func (q query) matches(t fts) string { return strings.Join(q.must[t], " AND ") }

// query turns the text and the authors of a filter into expressions. Every word
// is quoted, so no text of a reader is ever read as syntax. With titles, all
// words that must be there must be in the title.
func (a *asker) query(f feed.Filter, titles bool) query {
	q := query{map[fts][]string{}, map[fts][]string{}}
	add := func(list map[fts][]string, t fts, e string) {
		if e != "" && !slices.Contains(list[t], e) {
			list[t] = append(list[t], e)
		}
	}
	for _, term := range f.Terms() {
		if term.Not {
			t, e := a.term(term)
			add(q.not, t, e)
			continue
		}
		term.Title = term.Title || titles
		t, e := a.term(term)
		add(q.must, t, e)
	}
	add(q.must, inForms, a.authors(f.Authors))
	add(q.not, inForms, a.authors(f.NotAuthors))
	return q
}

// term returns the expression that finds a term, and in which table. A word is
// found by its forms, one with a hyphen by those of its parts, and by the name
// of its source; in quotes, only the word itself, and with a final * all that
// begins so. Beginnings are what costs most
// to find, the more the shorter they are; those of words in titles stand apart,
// and are what a list by relevance looks for first.
func (a *asker) term(t feed.Term) (fts, string) {
	tokens := words.Tokens(t.Text)
	begins := !t.Phrase && strings.HasSuffix(t.Text, "*")
	switch {
	case len(tokens) == 0:
		return inForms, ""
	case !t.Phrase && !begins:
		if parts := words.Sought(t.Text, a.langs); parts != nil {
			return inForms, a.parts(parts, tokens, t.Title)
		}
	}
	if begins && t.Title && len(tokens) == 1 {
		return inForms, quote(titleWord+tokens[0]) + " *"
	}
	e := quote(strings.Join(tokens, " "))
	if begins {
		a.begins = true
		e += " *"
	}
	if t.Title {
		e = "title : " + e
	}
	return inPhrases, e
}

// parts finds the forms of the parts of a word, the tokens of which are these
// and perhaps an ending set apart.
func (a *asker) parts(parts [][]string, tokens []string, title bool) string {
	var all []string
	for i, forms := range parts {
		mark := ""
		if title {
			mark = inTitle
		}
		some := quoted(forms, mark)
		if !title {
			for _, id := range sourcesCalled(a.sources, tokens[i]) {
				some = append(some, sourceTerm(id))
			}
		}
		all = append(all, either(some))
	}
	if len(all) == 1 {
		return all[0]
	}
	return "(" + strings.Join(all, " AND ") + ")"
}

// from looks for words only where some sources have them, which finds a small
// source among frequent words.
func (q *query) from(sources []int64) {
	if len(sources) == 0 || len(sources) > maxArms || len(q.must[inForms]) == 0 {
		return
	}
	some := make([]string, len(sources))
	for i, id := range sources {
		some[i] = sourceTerm(id)
	}
	q.must[inForms] = append(q.must[inForms], either(some))
}

// sourceTerm is what the items of a source are indexed under.
func sourceTerm(id int64) string { return quote(strconv.FormatInt(id, 10) + ofSource) }

// quoted are forms with a mark, as FTS5 strings.
func quoted(forms []string, mark string) []string {
	out := make([]string, len(forms))
	for i, form := range forms {
		out[i] = quote(form + mark)
	}
	return out
}

// authors finds what one of some authors wrote: all words of a name.
func (a *asker) authors(names []string) string {
	var some []string
	for _, name := range names {
		var all []string
		for _, w := range words.Tokens(name) {
			all = append(all, either(quoted(words.Forms(w, a.langs), ofAuthor)))
		}
		if all != nil {
			some = append(some, "("+strings.Join(all, " AND ")+")")
		}
	}
	return either(some)
}

func either(list []string) string {
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	return "(" + strings.Join(list, " OR ") + ")"
}

// quote makes s an FTS5 string.
func quote(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }

// maxIndexed is how many bytes of a body are indexed: more is no article.
const maxIndexed = 1 << 20

// indexed is what of an entry is indexed: the folded words of its body and of
// its title in order, and its forms, each once.
type indexed struct{ body, title, forms string }

// index cuts an entry into words. The number of its source is added when it is
// known: see filing.index.
func index(e feed.Entry) indexed {
	parts := slices.Clone(e.Tags)
	if teaser := strings.TrimRight(e.Summary, "… "); !strings.Contains(e.Text, teaser) {
		parts = append(parts, teaser)
	}
	parts = append(parts, e.Text[:min(len(e.Text), maxIndexed)])
	var body []string
	for _, part := range parts {
		body = append(body, words.Tokens(part)...)
	}
	title := words.Tokens(e.Title)
	var forms strings.Builder
	there := make(map[string]bool, len(body)/2) // words, and forms, which have a sign that no word has
	add := func(form string) {
		if !there[form] {
			there[form] = true
			forms.WriteString(form)
			forms.WriteByte(' ')
		}
	}
	for _, list := range [][]string{title, body} {
		for _, w := range list {
			if !there[w] {
				there[w] = true
				add(words.Form(e.Lang, w))
			}
		}
	}
	for _, w := range title {
		add(words.Form(e.Lang, w) + inTitle)
		add(titleWord + w)
	}
	for _, w := range words.Tokens(e.Author) {
		add(words.Form(e.Lang, w) + ofAuthor)
	}
	return indexed{strings.Join(body, " "), strings.Join(title, " "), strings.TrimSuffix(forms.String(), " ")}
}
