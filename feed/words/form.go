package words

import (
	"slices"
	"strings"
	"unicode"
)

// maxForms is how many forms a word is looked up under: enough for a name in
// both scripts and the languages of a reader.
const maxForms = 24

// Form returns the one form under which a folded word of a text in lang is
// filed: its stem, "=", and the two letters of the language whose endings were
// cut, "--" where none were. «министров» is министр=ru.
//
// The letters of the word go before the language of the text: a Cyrillic word
// in a Latin text is Russian, a Latin one in a Cyrillic text, or in one of
// unknown language, English. The tag keeps the stems of one language from
// meeting the words of another.
func Form(lang, folded string) string {
	lang = stemmed(lang, folded)
	if lang == "" {
		return folded + "=--"
	}
	return Stem(lang, folded) + "=" + lang
}

// stemmed returns the language in which a folded word of a text in lang is
// stemmed; "" for none.
func stemmed(lang, folded string) string {
	for _, r := range folded {
		switch {
		case r < 0x80 && (r < 'a' || r > 'z'), !unicode.IsLetter(r):
			continue
		case unicode.Is(unicode.Cyrillic, r):
			if lang == "" || stemmer(lang) != nil {
				return "ru"
			}
			return ""
		case !unicode.Is(unicode.Latin, r):
			return ""
		case lang == "" || lang == "ru":
			return "en"
		case stemmer(lang) == nil:
			return ""
		}
		return lang
	}
	return ""
}

// Forms returns the forms under which a word that a reader asks for may be
// filed in a store of texts in langs: its own first, then those of spellings;
// at most 24. The word is best given as it was typed: ş says more than s.
func Forms(word string, langs []string) []string {
	langs = append([]string{""}, langs...)
	var out []string
	for _, w := range append([]string{Fold(word)}, spellings(word)...) {
		for _, lang := range langs {
			f := Form(lang, w)
			if !slices.Contains(out, f) {
				out = append(out, f)
			}
			if base, ok := strings.CutSuffix(f, "=ru"); ok {
				if other := surname(w, base); other != "" && !slices.Contains(out, other+"=ru") {
					out = append(out, other+"=ru")
				}
			}
		}
	}
	return out[:min(len(out), maxForms)]
}
