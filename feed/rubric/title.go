package rubric

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"rubrika/feed"
)

// maxTitle is the longest title, in bytes, whose labels are looked for.
const maxTitle = 2000

// Title takes the labels off the ends of a title and returns what is left
// with their badges: «Yanğın olub - VİDEO», «(фото)», "BREAKING: …". A label
// in lower case needs a sign that parts it from the title, «Новое видео НАСА»
// stays whole, and at least one word is always left.
func Title(title string) (string, feed.Badge) {
	var all feed.Badge
	if len(title) > maxTitle {
		return title, 0
	}
	t := tables()
	for {
		rest, b := t.cut(title)
		if b == 0 {
			return title, all
		}
		title, all = rest, all|b
	}
}

// cut takes one label, or one run of labels, off either end.
func (t *table) cut(title string) (string, feed.Badge) {
	for _, try := range []func(string) (string, feed.Badge){t.cutBrackets, t.cutLoudTail, t.cutTail, t.cutHead} {
		if rest, b := try(title); b != 0 && strings.ContainsFunc(rest, wordRune) {
			return rest, b
		}
	}
	return title, 0
}

// cutBrackets takes «(видео)» or "[Updated]" off either end.
func (t *table) cutBrackets(title string) (string, feed.Badge) {
	s := strings.TrimSpace(title)
	for _, pair := range []string{"()", "[]", "{}"} {
		open, shut := pair[:1], pair[1:]
		if strings.HasSuffix(s, shut) {
			if i := strings.LastIndex(s, open); i >= 0 {
				if b, ok := t.badges(s[i+1:len(s)-1], brackets); ok {
					return strings.TrimRightFunc(s[:i], isSeam), b
				}
			}
		}
		if strings.HasPrefix(s, open) {
			if i := strings.Index(s, shut); i >= 0 {
				if b, ok := t.badges(s[1:i], brackets); ok {
					return strings.TrimLeftFunc(s[i+1:], isSeam), b
				}
			}
		}
	}
	return title, 0
}

// maxTail is the longest run of capital labels, in words: «FOTO VƏ VİDEO».
const maxTail = 6

// cutLoudTail takes labels in capitals off the end: parted by a sign («- FOTO»,
// "olub-VİDEO"), or by a blank alone when the title before them has three
// words and small letters.
func (t *table) cutLoudTail(title string) (string, feed.Badge) {
	s := strings.TrimRightFunc(title, func(r rune) bool { return unicode.IsSpace(r) || r == '.' || r == '!' })
	at := wordStarts(s)
	for n := min(maxTail, len(at)-1); n > 0; n-- {
		tail := s[at[len(at)-n]:]
		if !capital(tail) {
			continue
		}
		b, ok := t.badges(tail, capitals)
		if !ok {
			continue
		}
		head := s[:at[len(at)-n]]
		rest := strings.TrimRightFunc(head, isSeam)
		seam := head[len(rest):]
		last, _ := utf8.DecodeLastRuneInString(rest)
		switch {
		case strings.TrimSpace(seam) == "":
			if seam != "" && len(strings.Fields(rest)) >= 3 && !capital(rest) {
				return rest, b
			}
		case strings.ContainsFunc(seam, unicode.IsSpace) || !unicode.IsUpper(last):
			return rest, b
		}
	}
	return title, 0
}

// cutTail takes labels of any case off the end after a dash or bar with
// blanks on both sides, when two words at least are left.
func (t *table) cutTail(title string) (string, feed.Badge) {
	i, after := lastSeam(title)
	if i < 0 {
		return title, 0
	}
	rest := strings.TrimRightFunc(title[:i], isSeam)
	b, ok := t.badges(title[after:], anyCase)
	if !ok || len(strings.Fields(rest)) < 2 {
		return title, 0
	}
	return rest, b
}

// lastSeam finds the last separator with blanks about it, and where it ends.
func lastSeam(s string) (at, after int) {
	at = -1
	for _, sep := range []string{" - ", " – ", " — ", " | ", " / ", " // ", " + "} {
		if i := strings.LastIndex(s, sep); i > at {
			at, after = i, i+len(sep)
		}
	}
	return at, after
}

// maxHead is how far from the beginning, in bytes, the sign after a label may
// be.
const maxHead = 60

// cutHead takes labels off the beginning: before a colon or bar in any case,
// before «!» or a dash in capitals (urgent ones before «!» in any case).
func (t *table) cutHead(title string) (string, feed.Badge) {
	for i, sign := range title {
		if i > maxHead {
			break
		}
		if i == 0 || !strings.ContainsRune(":!|-–—", sign) {
			continue
		}
		head, rest := title[:i], title[i+utf8.RuneLen(sign):]
		b, ok := t.badges(head, shape(head))
		if ok && headSign(sign, head, rest, b) {
			return raised(strings.TrimLeftFunc(rest, isSeam)), b
		}
	}
	return title, 0
}

// raised gives what was the middle of a title the capital of a beginning. It
// leaves names such as eBay alone, and i, whose capital depends on the language.
func raised(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	second, _ := utf8.DecodeRuneInString(s[size:])
	if first == 'i' || !unicode.IsLower(first) || unicode.IsUpper(second) {
		return s
	}
	return string(unicode.ToUpper(first)) + s[size:]
}

func shape(s string) manner {
	if capital(s) {
		return capitals
	}
	return anyCase
}

// headSign reports whether a sign parts the label before it from a title.
func headSign(sign rune, head, rest string, b feed.Badge) bool {
	loud := capital(head)
	spaced := strings.TrimLeftFunc(rest, unicode.IsSpace) != rest
	switch sign {
	case ':', '|':
		return spaced || loud
	case '!':
		return loud || b == feed.Urgent
	case '-':
		// «UPDATE 1-Fed raises rates» is how Reuters numbers its versions.
		return loud && (spaced || strings.ContainsAny(head, "0123456789"))
	}
	return loud && spaced
}

// isSeam reports whether r stands between a title and its labels.
func isSeam(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune("-–—|/+:!•·", r)
}

// capital reports whether s has letters and none of them is small.
func capital(s string) bool {
	return strings.ContainsFunc(s, unicode.IsUpper) && !strings.ContainsFunc(s, unicode.IsLower)
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// wordStarts returns the offsets at which words of letters and digits begin.
func wordStarts(s string) []int {
	var at []int
	inside := false
	for i, r := range s {
		in := wordRune(r) || unicode.IsMark(r)
		if in && !inside {
			at = append(at, i)
		}
		inside = in
	}
	return at
}

// manner is how a label is written; it decides which words count.
type manner int

const (
	anyCase  manner = iota // plain labels
	capitals               // loud ones too, and the number of a version
	brackets               // these, and any number: «(18 фото)»
)

// badges reads a string that holds labels and nothing else, parted by signs,
// blanks or conjunctions: «ФОТО И ВИДЕО», "Photos/Video".
func (t *table) badges(s string, how manner) (feed.Badge, bool) {
	if len(s) > 100 {
		return 0, false
	}
	fields := strings.Fields(key(s))
	var out feed.Badge
	open := true // nothing yet, or a conjunction waits for its second half
	for i := 0; i < len(fields); {
		n, l := t.label(fields[i:])
		switch {
		case n > 0 && (how > anyCase || !l.loud):
			out |= l.badge
			i += n
			open = false
		case fields[i] == "&" && !open:
			open = true
			i++
		case number(fields[i]) && (how == brackets || how == capitals && out == feed.Updated):
			i++
		default:
			return 0, false
		}
	}
	return out, !open
}

// label finds the longest label, of at most three words, that fields begin
// with.
func (t *table) label(fields []string) (int, label) {
	for n := min(3, len(fields)); n > 0; n-- {
		if l, ok := t.labels[strings.Join(fields[:n], " ")]; ok {
			return n, l
		}
	}
	return 0, label{}
}

func number(w string) bool { return strings.Trim(w, "0123456789") == "" }
