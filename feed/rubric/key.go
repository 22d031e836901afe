package rubric

import (
	"strings"
	"unicode"

	"rubrika/feed/words"
)

// key is the form in which strings are compared: folded words with single
// blanks, conjunctions as «&», apostrophes gone. A slug and the name it was
// made of have one key: science_and_environment, "Science & Environment".
func key(s string) string {
	folded := words.Fold(s)
	var out strings.Builder
	out.Grow(len(folded))
	start, marked := -1, false
	flush := func(w string) {
		if marked {
			w = apostrophes.Replace(w)
			marked = false
		}
		if w == "" {
			return
		}
		if out.Len() > 0 {
			out.WriteByte(' ')
		}
		if conjunction(w) {
			w = "&"
		}
		out.WriteString(w)
	}
	for i, r := range folded {
		switch inside, apostrophe := inWord(r); {
		case inside:
			if start < 0 {
				start = i
			}
			marked = marked || apostrophe
		case start >= 0:
			flush(folded[start:i])
			start = -1
		}
		if r == '&' {
			flush("&")
		}
	}
	if start >= 0 {
		flush(folded[start:])
	}
	return out.String()
}

// inWord reports whether r belongs to a word, and whether it is an apostrophe.
func inWord(r rune) (inside, apostrophe bool) {
	switch {
	case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
		return true, false
	case r == '\'', r == '’', r == '‘', r == 'ʻ', r == 'ʼ', r == '`':
		return true, true
	case r < 0x80:
		return false, false
	}
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r), false
}

var apostrophes = strings.NewReplacer("'", "", "’", "", "‘", "", "ʻ", "", "ʼ", "", "`", "")

func conjunction(w string) bool {
	switch w {
	case "and", "и", "ve", "und", "et", "y", "e", "та", "і", "va", "ва", "och", "og", "және", "жана", "&":
		return true
	}
	return false
}

func dropAnd(k string) string {
	if !strings.Contains(k, "&") {
		return k
	}
	return strings.Join(strings.FieldsFunc(k, func(r rune) bool { return r == ' ' || r == '&' }), " ")
}

const separators = "|/,;>»›→•·\n"

// parts cuts a string at the signs publishers put between rubrics. A string
// without any of them has no parts.
func parts(s string) []string {
	if !strings.ContainsAny(s, separators+":-–—") {
		return nil
	}
	s = dashes.Replace(s)
	var out []string
	for p := range strings.FieldsFuncSeq(s, func(r rune) bool { return strings.ContainsRune(separators, r) }) {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}

var dashes = strings.NewReplacer(" - ", "|", " – ", "|", " — ", "|", " :: ", "|", " : ", "|")
