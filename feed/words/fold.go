package words

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold maps s to the form under which it is looked up: lower case with the
// dotted and the dotless i as one letter, so that İSTANBUL, istanbul and
// ISTANBUL meet, and ılık and ILIK; Latin and Greek letters without their
// marks (ə is e, ß is ss), ё as е, ligatures and full-width forms as plain
// letters, soft hyphens and joiners gone. Other Cyrillic letters keep what
// makes them letters: й, ў, ї, қ. Blanks and punctuation stay.
//
// Fold is idempotent. Invalid UTF-8 becomes U+FFFD.
func Fold(s string) string {
	for i := range len(s) {
		c := s[i]
		if c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			return foldFrom(s, i)
		}
	}
	return s
}

// foldFrom folds s, whose first i bytes are lower-case ASCII. What quick declines
// is folded by itself, together with what stands between the ASCII characters
// around it: they never combine with what is before them.
func foldFrom(s string, i int) string {
	var word [64]byte
	out := word[:0]
	if len(s) > len(word) {
		out = make([]byte, 0, len(s)+utf8.UTFMax)
	}
	out = append(out, s[:i]...)
	from, kept := max(0, i-1), max(0, i-1) // the last ASCII character, in s and in out
	for i < len(s) {
		if c := s[i]; c < utf8.RuneSelf {
			from, kept = i, len(out)
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			out = append(out, c)
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		if to, ok := quick(r); ok {
			out = utf8.AppendRune(out, to)
			continue
		}
		for i < len(s) && s[i] >= utf8.RuneSelf {
			i++
		}
		out = append(out[:kept], foldSlow(s[from:i])...)
	}
	return string(out)
}

// quick folds the letters that fill the feeds of this region without a look
// into the Unicode tables. It declines whatever may combine with a neighbour,
// folds to several letters, or is rare.
func quick(r rune) (rune, bool) {
	if r >= 'Ѐ' && r <= 'ӿ' {
		return quickCyrillic(r)
	}
	switch r {
	case 'ə', 'Ə', 'é', 'É', 'è', 'È', 'ê', 'Ê', 'ë', 'Ë':
		return 'e', true
	case 'ı', 'İ', 'í', 'Í', 'î', 'Î', 'ï', 'Ï':
		return 'i', true
	case 'ö', 'Ö', 'ó', 'Ó', 'ô', 'Ô', 'õ', 'Õ', 'ø', 'Ø':
		return 'o', true
	case 'ü', 'Ü', 'ú', 'Ú', 'û', 'Û':
		return 'u', true
	case 'ä', 'Ä', 'á', 'Á', 'à', 'À', 'â', 'Â', 'ã', 'Ã', 'å', 'Å':
		return 'a', true
	case 'ç', 'Ç':
		return 'c', true
	case 'ğ', 'Ğ':
		return 'g', true
	case 'ş', 'Ş':
		return 's', true
	case 'ñ', 'Ñ':
		return 'n', true
	case '«', '»', '–', '—', '“', '”', '„', '‘', '’':
		return r, true
	}
	return 0, false
}

func quickCyrillic(r rune) (rune, bool) {
	switch {
	case r >= 'а' && r <= 'я':
		return r, true
	case r >= 'А' && r <= 'Я':
		return r + ('а' - 'А'), true
	case r == 'ё', r == 'Ё', r == 'ѐ', r == 'Ѐ':
		return 'е', true
	case r == 'ѝ', r == 'Ѝ':
		return 'и', true
	case r <= 'Џ': // the row above А: і, ї, ў, є and their like
		return r + ('ђ' - 'Ђ'), true
	case r <= 'џ':
		return r, true
	case r >= 'Ҋ': // Kazakh, Uzbek, Tajik and their neighbours
		return unicode.ToLower(r), true
	}
	return 0, false // historic letters and combining marks
}

// foldSlow folds any text by the Unicode tables. Composition comes first, so
// that и with a breve is й and not a letter with a mark to take off.
func foldSlow(s string) string {
	s = norm.NFKC.String(strings.ToValidUTF8(s, "\uFFFD"))
	var out strings.Builder
	out.Grow(len(s))
	for _, r := range s {
		if to, ok := quick(r); ok {
			out.WriteRune(to)
			continue
		}
		foldRare(&out, unicode.ToLower(r))
	}
	// Taking marks off may leave a pair that composes (Hangul never, some
	// Indic vowels might): a second pass would see it, so it is done here.
	return norm.NFC.String(out.String())
}

// foldRare writes the folded form of a lower-case rune outside quick.
func foldRare(out *strings.Builder, r rune) {
	if silent(r) {
		return
	}
	if s := spelt(r); s != "" {
		out.WriteString(s)
		return
	}
	base := bare(r)
	if base == r {
		out.WriteRune(r)
	} else if to, ok := quick(base); ok {
		out.WriteRune(to)
	} else {
		foldRare(out, base) // ǿ is an ø with an acute
	}
}

// spelt is how a letter without a decomposition is written plainly, or "".
func spelt(r rune) string {
	switch r {
	case 'ß':
		return "ss"
	case 'æ':
		return "ae"
	case 'œ':
		return "oe"
	case 'þ':
		return "th"
	case 'ð', 'đ':
		return "d"
	case 'ł':
		return "l"
	case 'ħ':
		return "h"
	case 'ŋ':
		return "n"
	case 'ς':
		return "σ"
	}
	return ""
}

// silent reports whether r leaves a folded text: combining marks that belong
// to no composed letter (the stress of «за́мок», the dot of a lowered İ), soft
// hyphens, joiners and the byte order mark.
func silent(r rune) bool {
	switch {
	case 0x300 <= r && r <= 0x36F:
		return true
	case r == '\u00AD', r == '\u200B', r == '\u200C', r == '\u200D', r == '\u2060', r == '\uFEFF':
		return true
	}
	return false
}

// bare takes the marks off a Latin or Greek letter, one at a time: ế is ê and
// an acute.
func bare(r rune) rune {
	if r < utf8.RuneSelf || !unicode.In(r, unicode.Latin, unicode.Greek) {
		return r
	}
	var buf [utf8.UTFMax]byte
	n := utf8.EncodeRune(buf[:], r)
	d := norm.NFD.Properties(buf[:n]).Decomposition()
	if d == nil {
		return r
	}
	base, _ := utf8.DecodeRune(d)
	return base
}
