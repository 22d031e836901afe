package words

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// fewLetters is how many letters say nothing but their script.
const fewLetters = 8

// LangOf returns the language of one text, a headline with or without what
// follows it: the declared one, a lower-case ISO 639-1 code or "", unless the
// text clearly contradicts it, for feeds declare one language and print several.
// A script that the declared language is not written in always contradicts.
// Within a script it takes letters or small words that only another language
// has; a headline without any is left as declared.
func LangOf(declared, text string) string {
	n := count(text)
	switch {
	case n.letters < fewLetters:
		return declared
	case 2*n.cyrillic > n.letters:
		return cyrillicText(declared, text, n)
	case 2*n.latin > n.letters:
		return latinText(declared, text, n)
	}
	if guess := guess(n, text); guess != "" && writtenIn(declared) != writtenIn(guess) {
		return guess
	}
	return declared
}

// writtenIn returns the script of a language, by its first language; "ru" is
// Cyrillic, "en" Latin and unknown.
func writtenIn(lang string) string {
	switch lang {
	case "ru", "uk", "be", "bg", "mk", "kk", "ky", "tg", "mn", "tt", "ba", "cv", "os", "ab", "ce":
		return "ru"
	case "ar", "fa", "ur", "ps", "ug", "ku", "sd":
		return "ar"
	case "zh", "ja":
		return "zh"
	case "ko", "ka", "hy", "el", "he", "th", "hi", "bn", "ta", "te", "am", "my", "km", "lo", "si", "ne", "mr":
		return lang
	}
	return "en"
}

// cyrillicText decides between the languages of Cyrillic letters.
func cyrillicText(declared, text string, n letters) string {
	small, all := 0, 0
	eachToken(text, func(_, _ int, w string) {
		all++
		if len(w) <= 6 && is(" в во на и с со по из от о об к для что не за при как его это ", w) {
			small++
		}
	})
	guess := soberCyrillic(n, small*10 >= all)
	switch {
	case declared == "", writtenIn(declared) != "ru" && declared != "sr" && declared != "uz":
		return guess
	case n.cyrillic < minLetters, guess == "ru" && !turnsRussian(declared, n, small):
		return declared
	}
	return guess
}

// soberCyrillic is guessCyrillic for a text that may be no longer than a
// headline: letters that the guess does not have, or Russian small words, make
// it Russian with a foreign name.
func soberCyrillic(n letters, small bool) string {
	guess := guessCyrillic(n)
	if n.beyondRussian() < 2 && guess != "bg" {
		return "ru" // one letter is a name
	}
	switch guess {
	case "uk", "sr", "mk":
		if n.permille(n.cyrillic, "ы") >= 5 {
			return "ru"
		}
	case "bg":
		if n.cyrillic < 10*minLetters || n.permille(n.cyrillic, "ы") >= 5 {
			return "ru"
		}
	default:
		if small {
			return "ru"
		}
	}
	return guess
}

// beyondRussian counts the Cyrillic letters that Russian does not have.
func (n letters) beyondRussian() int {
	sum := 0
	for r, times := range n.of {
		if unicode.Is(unicode.Cyrillic, r) && (r < 'а' || r > 'я') && r != 'ё' {
			sum += times
		}
	}
	return sum
}

// turnsRussian reports whether a text without the letters of its declared language
// is Russian: it has letters that language lacks, or else Russian small words.
func turnsRussian(declared string, n letters, small int) bool {
	var lacks string
	switch declared {
	case "uk":
		lacks = "ыэъё"
	case "be":
		lacks = "ищъ"
	case "bg":
		lacks = "ыэё"
	case "sr", "mk":
		lacks = "ыэйяющъь"
	default:
		return small >= 2 || small == 1 && 2*n.cyrillic >= 3*minLetters
	}
	return n.permille(n.cyrillic, lacks) >= 5
}

// latinText decides between the languages of Latin letters: by letters and
// small words first, as far as they are enough for a headline.
func latinText(declared, text string, n letters) string {
	w := latinWords(text)
	long := n.latin >= minLetters
	switch {
	case w.az*4 >= w.all && (w.en == 0 || w.az*2 >= w.all):
		return "az"
	case w.turkish() && (declared != "az" || long):
		return withoutX(declared, text)
	case w.plainEnglish() && long && (foreign(declared) || declared == "az" || declared == "tr"):
		return "en"
	}
	return guessedText(declared, text, n, w)
}

// foreign reports an unknown language, or one of another script than Latin.
func foreign(lang string) bool { return lang == "" || writtenIn(lang) != "en" }

// guessedText is Guess where a text is long, or where the declared language
// cannot be.
func guessedText(declared, text string, n letters, w latin) string {
	guess := Guess(text)
	switch {
	case guess == "tr" && foreign(declared):
		return withoutX(declared, text)
	case guess != "" && (foreign(declared) || n.latin >= 2*minLetters):
		return guess
	case declared != "" && foreign(declared) && w.sentence():
		return "en"
	}
	return declared
}

// withoutX is Turkish, which has neither q nor x, or else Azerbaijani.
func withoutX(declared, text string) string {
	if declared != "tr" && strings.ContainsAny(text, "qxQX") {
		return "az"
	}
	return "tr"
}

// latin counts the words of a Latin text by what they tell.
type latin struct {
	all, lower int // of them, those that begin with a small letter
	marked     int // with a letter outside ASCII
	az, tr     int // with ə; with ı, ğ, ş or İ
	small      int // of the latter, those that begin with a small letter: no names
	en         int // small words of English
}

func latinWords(text string) latin {
	var n latin
	for w := range strings.FieldsFuncSeq(text, notWord) {
		n.all++
		first, _ := utf8.DecodeRuneInString(w)
		lower := unicode.IsLower(first)
		if lower {
			n.lower++
		}
		switch az, tr, marked := shown(w); {
		case az:
			n.az++
			n.marked++
		case tr:
			n.tr++
			n.marked++
			if lower {
				n.small++
			}
		case marked:
			n.marked++
		case smallWord(Fold(w)) == "en":
			n.en++
		}
	}
	return n
}

// shown reports a word with ə, one with a letter of Turkish, and one with any
// letter outside ASCII.
func shown(w string) (az, tr, marked bool) {
	for _, r := range w {
		switch r {
		case 'ə', 'Ə':
			az = true
		case 'ı', 'ğ', 'ş', 'İ', 'Ğ', 'Ş':
			tr = true
		}
		marked = marked || r >= utf8.RuneSelf
	}
	return az, tr, marked
}

// turkish reports words enough with the letters of Turkish, not all of them
// names, and none with ə.
func (n latin) turkish() bool {
	return n.tr >= 2 && n.tr*6 >= n.all && n.az == 0 && n.en*8 < n.all && (n.small > 0 || n.lower == 0)
}

// plainEnglish reports small words of English and plain letters.
func (n latin) plainEnglish() bool { return n.en >= 2 && n.marked == 0 }

// sentence reports plain words that are mostly no names.
func (n latin) sentence() bool { return n.lower >= 3 && 2*n.lower > n.all && n.marked == 0 }
