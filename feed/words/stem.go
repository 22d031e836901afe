package words

import (
	"strings"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/german"
	"github.com/blevesearch/snowballstem/italian"
	"github.com/blevesearch/snowballstem/portuguese"
	"github.com/blevesearch/snowballstem/spanish"
)

// maxStem is the longest word, in bytes, that is worth stemming: longer ones
// are no words, and the stemmers are not linear.
const maxStem = 64

// Stem cuts the endings off a folded word by the rules of its language: by the
// Snowball algorithm in de, en, es, fr, it, pt and ru, with repairs of our own in en
// and ru, and by our own in az and tr. Words of other languages, and strings
// over 64 bytes, come back unchanged. The result is folded too.
func Stem(lang, folded string) string {
	if folded == "" || len(folded) > maxStem {
		return folded
	}
	stem := stemmer(lang)
	if stem == nil {
		return folded
	}
	if out := stem(folded); out != "" {
		return out
	}
	return folded
}

func stemmer(lang string) func(string) string {
	switch lang {
	case "az":
		return stemAzerbaijani
	case "de":
		return func(w string) string { return snowball(german.Stem, w) }
	case "en":
		return stemEnglish
	case "es":
		return func(w string) string { return snowball(spanish.Stem, w) }
	case "fr":
		return func(w string) string { return snowball(french.Stem, w) }
	case "it":
		return func(w string) string { return snowball(italian.Stem, w) }
	case "pt":
		return func(w string) string { return snowball(portuguese.Stem, w) }
	case "ru":
		return stemRussian
	case "tr":
		return stemTurkish
	}
	return nil
}

// snowball runs one algorithm over a word and folds what it leaves.
func snowball(stem func(*snowballstem.Env) bool, w string) string {
	env := snowballstem.NewEnv(w)
	stem(env)
	return Fold(env.Current())
}

// irregular reads a table of forms that no rule unites: lines of a stem and the
// folded words that come to it.
func irregular(lines string) map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(lines) {
		fields := strings.Fields(line)
		for _, form := range fields[min(1, len(fields)):] {
			out[form] = fields[0]
		}
	}
	return out
}

// set reads a list of words with blanks between.
func set(list string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		out[w] = true
	}
	return out
}
