package words

import (
	"strings"
	"unicode"
)

// minLetters is how many letters a text needs before Guess says anything:
// about one headline. Single headlines are still a gamble, the joined titles
// of a feed are not.
const minLetters = 30

// Guess names the language of a text by its letters and, for plain Latin, its
// small words: a lower-case ISO 639-1 code, or "" when it is not clear. It is
// meant for the joined titles of a whole feed that declares no language.
func Guess(text string) string {
	if n := count(text); n.letters >= minLetters {
		return guess(n, text)
	}
	return ""
}

func guess(n letters, text string) string {
	for _, s := range []struct {
		lang  string
		share int
	}{
		// Kana first: Japanese is mostly Chinese characters.
		{"ja", n.kana * 5},
		{"zh", n.han},
		{"ko", n.hangul},
		{"ka", n.georgian},
		{"hy", n.armenian},
		{"el", n.greek},
		{"he", n.hebrew},
		{"th", n.thai},
	} {
		if 2*s.share > n.letters {
			return s.lang
		}
	}
	switch {
	case 2*n.arabic > n.letters:
		return guessArabic(n)
	case 2*n.cyrillic > n.letters:
		return guessCyrillic(n)
	case 2*n.latin > n.letters:
		return guessLatin(n, text)
	}
	return ""
}

// letters counts a text by script, and by letter outside ASCII.
type letters struct {
	letters, latin, cyrillic, arabic                           int
	han, kana, hangul, georgian, armenian, greek, hebrew, thai int
	of                                                         map[rune]int
}

func count(text string) letters {
	n := letters{of: map[rune]int{}}
	for _, r := range text {
		if r < 0x80 {
			if 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' {
				n.letters++
				n.latin++
			}
			continue
		}
		if 'а' <= r && r <= 'я' { // only saves looks into the tables
			n.letters++
			n.cyrillic++
			n.of[r]++
			continue
		}
		if !unicode.IsLetter(r) {
			continue
		}
		n.letters++
		n.of[unicode.ToLower(r)]++
		n.script(r)
	}
	// ToLower makes i of İ, which ASCII text does not pass through.
	n.of['İ'] = strings.Count(text, "İ")
	return n
}

func (n *letters) script(r rune) {
	switch {
	case unicode.Is(unicode.Cyrillic, r):
		n.cyrillic++
	case unicode.Is(unicode.Latin, r):
		n.latin++
	case unicode.Is(unicode.Arabic, r):
		n.arabic++
	case unicode.Is(unicode.Han, r):
		n.han++
	case unicode.In(r, unicode.Hiragana, unicode.Katakana):
		n.kana++
	case unicode.Is(unicode.Hangul, r):
		n.hangul++
	case unicode.Is(unicode.Georgian, r):
		n.georgian++
	case unicode.Is(unicode.Armenian, r):
		n.armenian++
	case unicode.Is(unicode.Greek, r):
		n.greek++
	case unicode.Is(unicode.Hebrew, r):
		n.hebrew++
	case unicode.Is(unicode.Thai, r):
		n.thai++
	}
}

// permille is how many of a thousand letters of a script are among set.
func (n letters) permille(of int, set string) int {
	sum := 0
	for _, r := range set {
		sum += n.of[r]
	}
	return sum * 1000 / max(of, 1)
}

// guessCyrillic tells the Cyrillic alphabets apart by the share of letters
// that Russian does not have: a fifth of a Kazakh text, a twentieth of an
// Uzbek or Ukrainian one. Names from a neighbour stay well below.
func guessCyrillic(n letters) string {
	for _, rule := range []struct {
		lang  string
		set   string // letters of which there must be
		least int    // so many in a thousand
		also  string // and of these
		more  int
	}{
		{"kk", "әғқңөұүһі", 100, "қғ", 20},
		{"kk", "әғқңөұүһ", 60, "і", 20}, // a headline with neither
		{"tt", "әҗһ", 30, "", 0},
		{"tg", "ҷӣӯ", 5, "", 0},
		{"be", "ў", 5, "і", 10},
		{"uz", "ўқғҳ", 30, "ўҳ", 10},
		{"uk", "іїє", 15, "", 0},
		{"ky", "ң", 5, "өү", 10},
		{"mn", "өү", 15, "", 0},
		{"sr", "ђћџ", 3, "ј", 10},
		{"mk", "ѓќѕ", 3, "", 0},
	} {
		if n.permille(n.cyrillic, rule.set) >= rule.least && n.permille(n.cyrillic, rule.also) >= rule.more {
			return rule.lang
		}
	}
	if n.permille(n.cyrillic, "ъ") >= 8 && n.permille(n.cyrillic, "ыэё") == 0 {
		return "bg"
	}
	return "ru"
}

func guessArabic(n letters) string {
	switch {
	case n.permille(n.arabic, "ےٹڈڑں") >= 10:
		return "ur"
	case n.permille(n.arabic, "پچژگ") >= 10:
		return "fa"
	case n.permille(n.arabic, "ةىيك") >= 10:
		return "ar"
	}
	return ""
}

// guessLatin decides by letters that only one language has, else by the small
// words no text can do without.
func guessLatin(n letters, text string) string {
	share := func(set string) int { return n.permille(n.latin, set) }
	switch {
	case share("ə") >= 5:
		return "az"
	case share("ışğİ") >= 15 && share("ı") >= 5 && share("ăâțţ") < 5:
		return "tr"
	}
	return guessWords(text)
}

// guessWords counts small words: four for a word of one language, one for a
// word of several. The winner needs four words of its own or their worth, that
// of every sixteenth word at least, and twice as much as the next language.
func guessWords(text string) string {
	words := Tokens(text)
	worth := map[string]int{}
	for _, w := range words {
		if lang := smallWord(w); lang != "" {
			worth[lang] += 4
			continue
		}
		for _, lang := range sharedWord(w) {
			worth[lang]++
		}
	}
	best, first, second := "", 0, 0
	for lang, n := range worth {
		if n > first {
			best, first, second = lang, n, first
		} else if n > second {
			second = n
		}
	}
	if first < 16 || first*4 < len(words) || first < 2*second {
		return ""
	}
	return best
}

// smallWord returns the language in which a folded word is a small word.
func smallWord(w string) string {
	switch w {
	case "the", "of", "and", "to", "with", "after", "from", "how", "what", "his", "are", "is", "at", "by", "for":
		return "en"
	case "der", "das", "und", "mit", "ist", "auf", "im", "nicht", "ein", "eine", "fur", "zu", "dem", "den", "von":
		return "de"
	case "le", "les", "des", "une", "est", "dans", "du", "pour", "sur", "et", "au", "aux", "avec", "qui", "par", "d":
		return "fr"
	case "el", "los", "las", "y", "del", "su":
		return "es"
	case "il", "di", "che", "della", "dei", "gli", "sono", "nel", "per", "alla", "piu":
		return "it"
	case "o", "os", "do", "da", "dos", "em", "nao", "uma", "ao", "na", "com", "pelo", "sao":
		return "pt"
	case "het", "van", "een", "voor", "niet", "op", "zijn", "bij", "met":
		return "nl"
	case "ve", "bir", "icin", "ile", "daha", "oldu":
		return "tr"
	case "va", "bilan", "uchun", "boyicha", "haqida", "qanday", "ozbekiston":
		return "uz"
	case "w", "z", "sie", "nie", "jest":
		return "pl"
	}
	return ""
}

// sharedWord returns the languages of a small word that several have.
func sharedWord(w string) []string {
	switch w {
	case "de":
		return []string{"fr", "es", "pt", "nl"}
	case "la", "un":
		return []string{"fr", "es", "it"}
	case "en":
		return []string{"fr", "es", "nl"}
	case "que":
		return []string{"fr", "es", "pt"}
	case "se":
		return []string{"es", "pt", "it", "fr"}
	case "por", "para":
		return []string{"es", "pt"}
	case "con", "una", "al":
		return []string{"es", "it"}
	case "a":
		return []string{"en", "es", "pt", "fr", "it"}
	case "l":
		return []string{"fr", "it"}
	case "in":
		return []string{"en", "de", "it", "nl"}
	case "die":
		return []string{"de", "nl"}
	}
	return nil
}
