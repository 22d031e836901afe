package words

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Topic returns the key by which a topic is known however it is inflected and
// printed: the folded words of its name without their endings, with blanks
// between; "" when it has no word. «Таиланд» and «Таиланде» are one topic, and
// so are Bakı and Bakıda, Tokayev and Tokayevin, Trump and Trump’s.
//
// The script decides which endings leave, Russian ones or Turkic ones, and not
// the language: what a reader types has none, and a name that is spelled alike
// in two languages is one topic. A key is for comparing and often no word.
func Topic(name string) string {
	var stems []string
	for field := range strings.FieldsSeq(name) {
		for _, w := range Tokens(uninflected(field)) {
			stems = append(stems, nameStem(w))
		}
	}
	return strings.Join(stems, " ")
}

// uninflected takes off an ending that a sign parts from its word: after an
// apostrophe («Ankara'da», «Trump’s»), or after the hyphen of an abbreviation
// («BMT-nin», «WUF13-ün», «ИИ-стартап»).
func uninflected(word string) string {
	var prev, before rune
	for i, r := range word {
		_, size := utf8.DecodeRuneInString(word[i:])
		rest := word[i+size:]
		next, _ := utf8.DecodeRuneInString(rest)
		switch {
		case i == 0 || !unicode.IsLower(next) || !unicode.IsLetter(prev) && !unicode.IsDigit(prev):
		case r == '-' && capitalOrDigit(prev) && capitalOrDigit(before) && strings.ContainsFunc(word[:i], unicode.IsUpper):
			return word[:i]
		case apostrophe(r) && (!keeps(before, prev) || rest == "s"):
			return word[:i]
		}
		before, prev = prev, r
	}
	return word
}

// capitalOrDigit reports what abbreviations are made of.
func capitalOrDigit(r rune) bool { return unicode.IsUpper(r) || unicode.IsDigit(r) }

// nameStem cuts the endings off a folded word of a name until none is left, so
// that a form and the form it is made of come to the same. Stem is of no use
// here: it knows verbs, and takes Иран for one, but not Иране.
func nameStem(w string) string {
	if len(w) > maxStem || w == "" {
		return w
	}
	first, _ := utf8.DecodeRuneInString(w)
	cut := latinEnding
	switch {
	case unicode.Is(unicode.Cyrillic, first):
		cut = cyrillicEnding
	case !unicode.Is(unicode.Latin, first):
		return w
	}
	for {
		shorter := cut(w)
		if shorter == w {
			return w
		}
		w = shorter
	}
}

// cyrillicEnding takes off one ending of a Russian noun or adjective. Three
// letters stay.
func cyrillicEnding(w string) string {
	return without(w, 3, "иями", "ами", "ями", "ией", "ием", "иях", "ого", "его", "ому", "ему", "ыми", "ими",
		"ия", "ии", "ию", "ие", "ый", "ий", "ой", "ей", "ом", "ем", "ам", "ям", "ах", "ях", "ым", "им", "ых", "их",
		"ая", "яя", "ую", "юю", "ое", "ее", "ые", "а", "я", "у", "ю", "е", "и", "ы", "о", "й", "ь")
}

// latinEnding takes off one ending: a case or plural of Azerbaijani and
// Turkish, or the plural of English. Four letters stay, as half of all names
// end in something like an ending. Where a vowel after n, d or y may be one of
// these endings (Bağdad-a is no Bağda-da), that letter goes in the end too.
func latinEnding(w string) string {
	const vowels = "aeiou"
	short := without(w, 4, "nin", "nun", "dan", "den", "lar", "ler", "da", "de", "ya", "ye", "ni", "nu", "in", "un", "a", "e", "i", "u")
	if short != w {
		return short
	}
	short = without(w, 4, "n", "d", "y")
	if short != w && strings.ContainsAny(short[len(short)-1:], vowels) {
		return short
	}
	short = without(w, 4, "s")
	if strings.ContainsAny(short[len(short)-1:], "aious") { // Paris, Texas, Laos
		return w
	}
	return short
}

// without takes the first ending that a word has off it, unless fewer than
// shortest letters are left.
func without(w string, shortest int, endings ...string) string {
	for _, ending := range endings {
		base, ok := strings.CutSuffix(w, ending)
		if ok && utf8.RuneCountInString(base) >= shortest {
			return base
		}
	}
	return w
}
