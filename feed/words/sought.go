package words

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sought returns under which forms a reader's word, in no quotes and without a
// final *, is looked up: those of each of its parts, for a word with a hyphen
// or an apostrophe has some. A text must have one form of every part. What
// İstanbul'da, Trump's, NATO-nun and 2025-м end in is no part of them.
//
// It returns nothing for what is only found as it is written: report.az, U.S.,
// Су-57, T-shirt, кто-то.
func Sought(word string, langs []string) [][]string {
	parts, ok := split(word)
	if !ok {
		return nil
	}
	if n := len(parts); n > 1 && parts[n-1].isEnding(parts[n-2]) {
		parts = parts[:n-1]
	}
	if len(parts) > 1 && !inflected(parts) {
		return nil
	}
	var out [][]string
	for _, p := range parts {
		text := p.text
		if Fold(text) != p.folded { // an apostrophe within
			text = p.folded
		}
		out = append(out, Forms(text, langs))
	}
	return out
}

// part is a part of a reader's word, and what stands before it.
type part struct{ before, text, folded string }

// split parts a word at its hyphens and apostrophes; not ok if it has none but
// other signs.
func split(word string) (parts []part, ok bool) {
	at, ok := 0, true
	eachToken(word, func(from, to int, folded string) {
		p := part{text: word[from:to], folded: folded}
		if len(parts) > 0 {
			p.before = word[min(at, from):from]
			r, size := utf8.DecodeRuneInString(p.before)
			ok = ok && size > 0 && size == len(p.before) && (hyphen(r) || apostrophe(r))
		}
		at = to
		parts = append(parts, p)
	})
	return parts, ok && 0 < len(parts) && len(parts) <= maxParts
}

// maxParts is how many parts a word has at most: more is no word.
const maxParts = 8

func hyphen(r rune) bool { return r == '-' || r == '‐' || r == '‑' }

// isEnding reports whether p is what a name, an abbreviation or a number ends
// in, set apart by a sign. After an apostrophe that is plain; after a hyphen
// only what stands before it tells check-in from XİN-in.
func (p part) isEnding(stem part) bool {
	if r, _ := utf8.DecodeRuneInString(p.before); apostrophe(r) {
		return p.folded == "s" || turkicEnding(p.folded)
	}
	if !strings.ContainsFunc(stem.text, func(r rune) bool { return !unicode.IsDigit(r) }) {
		return is(ordinalEndings, p.folded) || turkicEnding(p.folded)
	}
	capitals := utf8.RuneCountInString(stem.text) > 1 && !strings.ContainsFunc(stem.text, func(r rune) bool { return !unicode.IsUpper(r) })
	return capitals && p.text == strings.ToLower(p.text) && turkicEnding(p.folded)
}

// turkicEnding reports an ending of Azerbaijani or Turkish as it is set apart.
func turkicEnding(s string) bool {
	for _, plural := range []string{"lar", "ler"} {
		s = strings.TrimSuffix(strings.TrimPrefix(s, plural), plural)
	}
	return s == "" || is(apartEndings, s)
}

const (
	apartEndings = " a e i u ya ye yi yu na ne ni nu in un nin nun da de ta te dan den tan ten nda nde ndan nden la le yla yle" +
		" daki deki taki teki ndaki ndeki dir dur tir tur "
	// ordinalEndings follow a number: 1-й, 2025-го, 90-х, 2025-ci.
	ordinalEndings = " й я е м х го му ми ю ый ой ая ое ым ом ого ому ых ыми ci cu nci ncu inci uncu "
)

// inflected reports whether the parts of a word are words, that have forms of
// their own: not «Су-57», «T-shirt» or «кто-то».
func inflected(parts []part) bool {
	return !slices.ContainsFunc(parts, func(p part) bool {
		return utf8.RuneCountInString(p.folded) < 2 || strings.ContainsFunc(p.folded, unicode.IsNumber)
	}) && slices.ContainsFunc(parts, func(p part) bool { return utf8.RuneCountInString(p.folded) >= shortestName })
}
