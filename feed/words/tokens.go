package words

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Tokens cuts s into folded words: runs of letters, digits and their marks.
// Chinese characters and Japanese syllables are words of their own, since
// those scripts write no blanks.
//
// An apostrophe parts («İstanbul'da», «l'amour», «Trump's»), except where it
// belongs to the letter before it: in Cyrillic (п'ять), after the Uzbek o and
// g (oʻzbek, also o‘zbek and o'zbek), and as the letters U+02BB and U+02BC.
func Tokens(s string) []string {
	var out []string
	if n := len(s) / 12; n > 8 { // about as many as there are
		out = make([]string, 0, n)
	}
	eachToken(s, func(_, _ int, folded string) { out = append(out, folded) })
	return out
}

// eachToken calls yield with the words of s in order: the bytes of s they
// stand in, and the folded word.
func eachToken(s string, yield func(from, to int, folded string)) {
	word := func(from, to int) {
		w := joined(s[from:to])
		switch {
		case w == "":
		case strings.ContainsFunc(w, notWord): // ﷺ folds to four words
			for _, w := range strings.FieldsFunc(w, notWord) {
				yield(from, to, w)
			}
		default:
			yield(from, to, w)
		}
	}
	start := -1
	var prev, before rune // the last two runes of the running word
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case ideograph(r):
			if start >= 0 {
				word(start, i)
				start = -1
			}
			word(i, i+size)
		case wordRune(r), start >= 0 && apostrophe(r) && keeps(before, prev) && letterAt(s, i+size):
			if start < 0 {
				start, prev = i, 0
			}
			before, prev = prev, r
		case start >= 0:
			word(start, i)
			start = -1
		}
		i += size
	}
	if start >= 0 {
		word(start, len(s))
	}
}

// joined folds a word and drops the apostrophes inside it.
func joined(w string) string {
	w = Fold(w)
	for i, r := range w {
		if apostrophe(r) {
			out := []byte(w[:i])
			for _, r := range w[i:] {
				if !apostrophe(r) {
					out = utf8.AppendRune(out, r)
				}
			}
			return string(out)
		}
	}
	return w
}

func wordRune(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	case r == utf8.RuneError:
		return false
	}
	return usual(r) || unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) || silent(r)
}

// usual reports frequent letters. It only saves looks into the tables.
func usual(r rune) bool {
	return 'А' <= r && r <= 'я' || 'À' <= r && r <= 'ž' && r != '×' && r != '÷'
}

func notWord(r rune) bool { return !wordRune(r) }

func ideograph(r rune) bool {
	return r >= 0x3040 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

func apostrophe(r rune) bool {
	switch r {
	case '\'', '`', '‘', '’', 'ʻ', 'ʼ', 'ʹ':
		return true
	}
	return false
}

// keeps reports whether an apostrophe after prev belongs to the word: prev is
// Cyrillic, or the o or g of Uzbek, lower-case or at the head of a word (the
// capital of NATO'nun is neither).
func keeps(before, prev rune) bool {
	switch prev {
	case 'o', 'g':
		return true
	case 'O', 'G':
		return before == 0
	}
	return unicode.Is(unicode.Cyrillic, prev)
}

func letterAt(s string, i int) bool {
	r, _ := utf8.DecodeRuneInString(s[i:])
	return r != utf8.RuneError && unicode.IsLetter(r)
}
