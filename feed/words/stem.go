package words

import (
	"strings"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/german"
	"github.com/blevesearch/snowballstem/italian"
	"github.com/blevesearch/snowballstem/portuguese"
	"github.com/blevesearch/snowballstem/russian"
	"github.com/blevesearch/snowballstem/spanish"
	"github.com/blevesearch/snowballstem/turkish"
)

// maxStem is the longest word, in bytes, that is worth stemming: longer ones
// are no words, and the stemmers are not linear.
const maxStem = 64

// Stem cuts the endings off a folded word by the Snowball algorithm of its
// language: de, en, es, fr, it, pt, ru, tr. Words of other languages, and
// strings over 64 bytes, come back unchanged. The result is folded too.
func Stem(lang, folded string) string {
	if len(folded) > maxStem {
		return folded
	}
	stem := stemmer(lang)
	if stem == nil {
		return folded
	}
	word := folded
	if lang == "tr" {
		word = harmonise(word)
	}
	env := snowballstem.NewEnv(word)
	stem(env)
	if out := Fold(env.Current()); out != "" {
		return out
	}
	return folded
}

func stemmer(lang string) func(*snowballstem.Env) bool {
	switch lang {
	case "de":
		return german.Stem
	case "en":
		return english.Stem
	case "es":
		return spanish.Stem
	case "fr":
		return french.Stem
	case "it":
		return italian.Stem
	case "pt":
		return portuguese.Stem
	case "ru":
		return russian.Stem
	case "tr":
		return turkish.Stem
	}
	return nil
}

// harmonise gives a folded Turkish word back the vowels that its stemmer asks
// for: by vowel harmony an i after a, ı, o or u was an ı, and a u after e, i,
// ö or ü was an ü. Without it «kitaplari» keeps its endings.
func harmonise(folded string) string {
	var out strings.Builder
	out.Grow(len(folded) + 8)
	back := true
	for i, r := range folded {
		switch r {
		case 'a', 'o':
			back = true
		case 'e':
			back = false
		case 'i':
			if back && i > 0 && strings.ContainsAny(folded[:i], "aou") {
				r = 'ı'
			} else {
				back = false
			}
		case 'u':
			if !back {
				r = 'ü'
			}
		}
		out.WriteRune(r)
	}
	return out.String()
}
