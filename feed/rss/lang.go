package rss

import (
	"strings"

	"rubrika/feed/words"
)

// otherCodes are the language names met in feeds besides ISO 639-1.
var otherCodes = map[string]string{
	"aze": "az", "rus": "ru", "russian": "ru", "eng": "en", "english": "en", "tur": "tr", "ukr": "uk", "ua": "uk",
	"kaz": "kk", "kz": "kk", "uzb": "uz", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "spa": "es", "ita": "it",
	"por": "pt", "iw": "he",
}

// shortLang makes a two-letter code of what feeds write as a language: «en-us»,
// «IT-it», «az_AZ», «rus». "" when it is none.
func shortLang(s string) string {
	s = strings.ToLower(strings.TrimSpace(s))
	code, _, _ := strings.Cut(strings.ReplaceAll(s, "_", "-"), "-")
	if known, ok := otherCodes[code]; ok {
		return known
	}
	if len(code) != 2 || strings.Trim(code, "abcdefghijklmnopqrstuvwxyz") != "" {
		return ""
	}
	return code
}

// Amounts of title text, in bytes: how much is looked at, and how much there
// must be before letters overrule a declared language of the same script.
const (
	sampleTitles = 8 << 10
	enoughTitles = 400
)

// language decides the language of a feed: what it declares, else what the
// reader set; but where the letters of its titles clearly say otherwise, they
// win. Many feeds carry the en-us of the software that makes them.
func language(declared, set string, titles []string) string {
	base := first(shortLang(declared), shortLang(set))
	var b strings.Builder
	for _, t := range titles {
		if b.Len() > sampleTitles {
			break
		}
		b.WriteString(t)
		b.WriteByte('\n')
	}
	guess := words.Guess(b.String())
	switch {
	case guess == "" || guess == base:
		return base
	case base == "", base == "en", guess == "az", script(guess) != script(base):
		return guess
	case script(base) == "cyrillic" && b.Len() >= enoughTitles:
		return guess
	}
	return base
}

// script groups languages by their alphabet.
func script(lang string) string {
	switch lang {
	case "ru", "uk", "be", "bg", "mk", "kk", "ky", "tg", "tt", "mn":
		return "cyrillic"
	case "uz", "sr":
		return "any" // written both ways
	case "ja", "zh", "ko", "ka", "hy", "el", "he", "th", "ar", "fa", "ur", "hi", "kn", "bn", "ta", "te":
		return lang
	}
	return "latin"
}
