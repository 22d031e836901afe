package words

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// shortestName is how many letters a word needs to be looked for in another
// spelling: shorter ones are words everywhere.
const shortestName = 4

// maxSpellings is how many other spellings are tried.
const maxSpellings = 10

// spellings returns how a name may be written elsewhere, folded, the likeliest
// first: in Cyrillic for Latin, by English or by Turkic letters; in Latin for
// Cyrillic, as English, Azerbaijani and Turkish write it. The names of places
// and people that no letters explain come from a table. Words of three letters
// and less have none.
func spellings(word string) []string {
	folded := Fold(word)
	if utf8.RuneCountInString(folded) < shortestName || len(folded) > maxStem || strings.ContainsFunc(folded, notWord) || is(falseFriends, folded) {
		return nil
	}
	out := otherNames(folded)
	switch r, _ := utf8.DecodeRuneInString(folded); {
	case unicode.Is(unicode.Cyrillic, r):
		out = append(out, toLatin(folded)...)
	case unicode.Is(unicode.Latin, r):
		out = append(out, toCyrillic(word)...)
	}
	var unique []string
	for _, s := range out {
		if s = Fold(s); s != folded && utf8.RuneCountInString(s) >= shortestName && !is(falseFriends, s) && !slices.Contains(unique, s) {
			unique = append(unique, s)
		}
	}
	return unique[:min(len(unique), maxSpellings)]
}

// otherNames returns the spellings of a name of the table; the word may have
// endings.
func otherNames(w string) []string {
	for line := range strings.Lines(spelledApart) {
		group := strings.Fields(line)
		for _, name := range group {
			if w == name || strings.HasPrefix(w, name[:2]) && sameName(w, name) {
				return group
			}
		}
	}
	return nil
}

// sameName reports whether two words are forms of one name in a language of
// their script. Stems of three letters are those of too many words.
func sameName(a, b string) bool {
	for _, lang := range []string{"ru", "az", "tr", "en"} {
		if stemmed(lang, a) != lang || stemmed(lang, b) != lang {
			continue
		}
		if s := Stem(lang, a); s == Stem(lang, b) && utf8.RuneCountInString(s) >= shortestName {
			return true
		}
	}
	return false
}

// toLatin writes a folded Cyrillic word in Latin letters, as it stands and
// without its Russian ending, as other languages know it.
func toLatin(w string) []string {
	list := []string{w}
	if s := stemRussian(w); strings.HasSuffix(s, "ск") {
		list = []string{s + "ий"}
	} else if s := cyrillicEnding(w); s != w {
		list = append(list, s)
	}
	var out []string
	for _, w := range list {
		if base, ok := strings.CutSuffix(w, "ский"); ok {
			base = asEnglish(base)
			out = append(out, base+"sky", base+"ski", base+"skiy", base+"skyy")
			continue
		}
		out = append(out, asEnglish(w), asAzerbaijani(w))
		base, end := surnameEnd(w)
		switch end {
		case "иев", "иева", "ев", "ева":
			out = append(out, asEnglish(base)+strings.NewReplacer("и", "i", "е", "e", "в", "v", "а", "a").Replace(end))
			fallthrough
		case "ов", "ова":
			out = append(out, strings.ReplaceAll(asAzerbaijani(base), "a", "e")+strings.TrimPrefix(asAzerbaijani("а"+end), "a"))
		}
	}
	return out
}

// surnameEnd parts a Russian or Azerbaijani surname from the ending that makes
// it one.
func surnameEnd(w string) (base, end string) {
	for _, end := range []string{"иева", "иев", "ева", "ев", "ова", "ов", "iyeva", "iyev", "yeva", "yev", "ova", "ov", "eva", "ev"} {
		if base, ok := strings.CutSuffix(w, end); ok && len(base) > 1 {
			return base, end
		}
	}
	return w, ""
}

// toCyrillic writes a Latin word in Cyrillic letters, and then the word
// without its Turkic ending. Letters that only the Turkic alphabets have
// decide how the others are read, so the word is taken as it was typed.
func toCyrillic(word string) []string {
	lower := strings.ToLower(strings.ReplaceAll(word, "İ", "i"))
	list := []string{lower}
	for _, stem := range []string{stemAzerbaijani(Fold(lower)), stemTurkish(Fold(lower))} {
		n := utf8.RuneCountInString(stem)
		if r := []rune(lower); n < len(r) && Fold(string(r[:n])) == stem {
			list = append(list, string(r[:n]))
		}
	}
	var out []string
	for _, w := range list {
		turkic := strings.ContainsAny(w, "əışçğöü")
		if !turkic && !silentE(w) {
			out = append(out, asRussian(w))
			if base, end := surnameEnd(w); end != "" { // Eliyev for Əliyev
				out = append(out, asRussian(strings.ReplaceAll(base, "e", "a")+end))
			}
		}
		if turkic || strings.ContainsAny(w, "cxqj") {
			out = append(out, fromTurkic(w)...)
		}
	}
	return out
}

// silentE reports an English word whose last letter is none in Cyrillic; read
// as it is written it would be the form of some Russian word (dome, mode).
func silentE(w string) bool {
	return len(w) > 1 && strings.HasSuffix(w, "e") && !strings.Contains(vowels, w[len(w)-2:len(w)-1])
}

// asRussian reads a Latin word as English writes Russian names.
func asRussian(w string) string {
	for _, end := range []string{"skyy", "skyi", "skiy", "skii", "skij", "sky", "ski"} {
		if base, ok := strings.CutSuffix(w, end); ok && base != "" {
			if strings.HasSuffix(base, "l") {
				return asRussian(base) + "ьский"
			}
			return asRussian(base) + "ский"
		}
	}
	if strings.HasPrefix(w, "e") {
		return "э" + asRussian("-" + w[1:])[1:]
	}
	return strings.NewReplacer(append(iotated(), "shch", "щ", "zh", "ж", "kh", "х", "ts", "ц", "ch", "ч", "sh", "ш", "ph", "ф", "ck", "к", "qu", "кв",
		"ee", "и", "oo", "у", "ce", "се", "ci", "си", "a", "а", "b", "б", "c", "к", "d", "д", "e", "е", "f", "ф", "g", "г", "h", "х", "i", "и", "j", "дж",
		"k", "к", "l", "л", "m", "м", "n", "н", "o", "о", "p", "п", "q", "к", "r", "р", "s", "с", "t", "т", "u", "у", "v", "в", "w", "в", "x", "кс", "y", "и", "z", "з")...).Replace(w)
}

// fromTurkic reads a word of Azerbaijani or Turkish. Russian makes а or е of ə,
// and often а of the first alone: Əliyev, Xankəndi, Məmmədov.
func fromTurkic(w string) []string {
	var out []string
	for _, w := range []string{strings.ReplaceAll(w, "ə", "a"), strings.ReplaceAll(w, "ə", "e"), strings.ReplaceAll(strings.Replace(w, "ə", "a", 1), "ə", "e")} {
		if strings.HasPrefix(w, "e") {
			w = "э" + w[1:]
		}
		out = append(out, strings.NewReplacer(append(iotated(), "ç", "ч", "ş", "ш", "ğ", "г", "ı", "ы", "ö", "о", "ü", "ю",
			"a", "а", "b", "б", "c", "дж", "d", "д", "e", "е", "f", "ф", "g", "г", "h", "х", "i", "и", "j", "ж", "k", "к", "l", "л", "m", "м", "n", "н",
			"o", "о", "p", "п", "q", "г", "r", "р", "s", "с", "t", "т", "u", "у", "v", "в", "w", "в", "x", "х", "y", "й", "z", "з")...).Replace(w))
	}
	return out
}

// iotated is y with the vowels round it.
func iotated() []string {
	var out []string
	for _, before := range []string{"aа", "eе", "iи", "oо", "uу"} {
		latin, cyrillic := before[:1], before[1:]
		out = append(out, latin+"ya", cyrillic+"я", latin+"ye", cyrillic+"е", latin+"yo", cyrillic+"е", latin+"yu", cyrillic+"ю", latin+"y", cyrillic+"й")
	}
	return append(out, "ya", "я", "ye", "е", "yo", "е", "yu", "ю")
}

// asEnglish writes a folded Cyrillic word as English writes names.
func asEnglish(w string) string {
	if base, ok := strings.CutSuffix(w, "ий"); ok {
		return asEnglish(base) + "y"
	}
	if rest, ok := strings.CutPrefix(w, "е"); ok {
		return "ye" + asEnglish(rest)
	}
	return strings.NewReplacer("ае", "aye", "ее", "eye", "ие", "iye", "ое", "oye", "уе", "uye", "ье", "ye", "ъе", "ye", "дж", "j",
		"а", "a", "б", "b", "в", "v", "г", "g", "д", "d", "е", "e", "ж", "zh", "з", "z", "и", "i", "й", "y", "к", "k", "л", "l", "м", "m", "н", "n",
		"о", "o", "п", "p", "р", "r", "с", "s", "т", "t", "у", "u", "ф", "f", "х", "kh", "ц", "ts", "ч", "ch", "ш", "sh", "щ", "shch", "ъ", "", "ы", "y",
		"ь", "", "э", "e", "ю", "yu", "я", "ya").Replace(w)
}

// asAzerbaijani writes a folded Cyrillic word in folded Azerbaijani letters.
func asAzerbaijani(w string) string {
	if base, ok := strings.CutSuffix(w, "ий"); ok {
		return asAzerbaijani(base) + "i"
	}
	if rest, ok := strings.CutPrefix(w, "е"); ok {
		return "ye" + asAzerbaijani(rest)
	}
	return strings.NewReplacer("ае", "aye", "ее", "eye", "ие", "iye", "ое", "oye", "уе", "uye", "ье", "ye", "ъе", "ye", "дж", "c",
		"а", "a", "б", "b", "в", "v", "г", "g", "д", "d", "е", "e", "ж", "j", "з", "z", "и", "i", "й", "y", "к", "k", "л", "l", "м", "m", "н", "n",
		"о", "o", "п", "p", "р", "r", "с", "s", "т", "t", "у", "u", "ф", "f", "х", "x", "ц", "s", "ч", "c", "ш", "s", "щ", "s", "ъ", "", "ы", "i",
		"ь", "", "э", "e", "ю", "yu", "я", "ya").Replace(w)
}
