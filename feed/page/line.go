package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"golang.org/x/text/unicode/norm"
)

// maxMarks is how many combining marks and invisible signs may follow one
// base character. Tibetan and Hebrew need five or six; more is a prank.
const maxMarks = 8

// Line makes any string one safe line: valid UTF-8 in NFC, without escape
// sequences, control characters, bidi overrides and isolates, tag characters,
// byte order marks, zero-width blanks, soft hyphens and noncharacters; white
// space is collapsed to single blanks and trimmed. Joiners, variation
// selectors, directional marks and combining marks stay. Line decodes no
// entities, changes nothing in ordinary text and nothing the second time.
func Line(s string) string {
	if isLine(s) {
		return s
	}
	return strings.Join(strings.Fields(scrub(s)), " ")
}

// Text is Line for many lines: line breaks stay, two line breaks part
// paragraphs, and blanks within a line are collapsed as in Line.
func Text(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	empty := false
	for line := range strings.SplitSeq(scrub(s), "\n") {
		if strings.TrimSpace(line) == "" {
			empty = true
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
			if empty {
				b.WriteByte('\n')
			}
		}
		empty = false
		if isLine(line) {
			b.WriteString(line)
			continue
		}
		gap := ""
		for word := range strings.FieldsSeq(line) {
			b.WriteString(gap)
			b.WriteString(word)
			gap = " "
		}
	}
	return b.String()
}

// Safe reports whether s holds nothing that the door would drop: it is valid
// UTF-8 and has no control but the newline. It is meant for tests of what
// reaches a screen.
func Safe(s string) bool {
	if !utf8.ValidString(s) {
		return false
	}
	for _, r := range s {
		if r == '\t' || !keep(r) {
			return false
		}
	}
	return true
}

// isLine reports whether Line would return s as it is. It is the fast path of
// nearly every string and allocates nothing.
func isLine(s string) bool {
	blank, simple, marks := true, true, 0
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c < ' ' || c == 0x7f || c == ' ' && blank {
				return false
			}
			blank, marks = c == ' ', 0
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		blank = false
		if common(r) {
			marks = 0
			continue
		}
		simple = false
		if marks = run(marks, r); marks > maxMarks || broken(r, n) || !keep(r) || unicode.IsSpace(r) {
			return false
		}
	}
	return (!blank || s == "") && (simple || composed(s))
}

// composed reports whether s is in NFC; the quick answer does not allocate.
func composed(s string) bool {
	return norm.NFC.QuickSpanString(s) == len(s) || norm.NFC.IsNormalString(s)
}

// broken reports whether r is no character of n bytes but bad UTF-8.
func broken(r rune, n int) bool { return r == utf8.RuneError && n == 1 }

// common reports whether r is a frequent character that is always kept, is no
// mark and stands in NFC by itself: Latin, Greek, Cyrillic, punctuation,
// currencies, Han. It only saves table look-ups.
func common(r rune) bool {
	switch {
	case r <= 0x2ff:
		return r >= 0xa1 && r != 0xad
	case r <= 0x52f:
		return r >= 0x388 && (r < 0x483 || r > 0x489)
	case r <= 0x20bf:
		return r >= 0x2010 && r <= 0x2027 || r >= 0x2030 && r <= 0x205e || r >= 0x20a0
	default:
		return r == '№' || r >= 0x4e00 && r <= 0x9fff
	}
}

// forbidden are the characters that may not pass the door, noncharacters at
// the end of planes apart.
var forbidden = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x0000, 0x0008, 1},
		{0x000b, 0x001f, 1},
		{0x007f, 0x009f, 1}, // DEL, C1
		{0x00ad, 0x00ad, 1}, // soft hyphen
		{0x200b, 0x200b, 1}, // zero-width blank
		{0x2028, 0x202e, 1}, // line separators, bidi embeddings and overrides
		{0x2066, 0x206f, 1}, // bidi isolates, deprecated formats
		{0xfdd0, 0xfdef, 1}, // noncharacters
		{0xfeff, 0xfeff, 1}, // byte order mark
		{0xfff9, 0xfffb, 1}, // interlinear annotation
	},
	R32: []unicode.Range32{
		{0xe0000, 0xe007f, 1},   // tags
		{0x10eeee, 0x10eeee, 1}, // by which kitty puts pictures into text
	},
	LatinOffset: 4,
}

// keep reports whether r may pass the door. Tab and newline do; what they
// become is up to the caller.
func keep(r rune) bool { return !unicode.Is(forbidden, r) && r&0xfffe != 0xfffe }

// run returns the length of the run of marks and invisible signs that r ends;
// marks is the length before r. A joiner does not end a run, or it could be
// made endless.
func run(marks int, r rune) int {
	if unicode.In(r, unicode.M, unicode.Cf) {
		return marks + 1
	}
	return 0
}

// scrub removes what Line promises to remove and makes every line break "\n";
// it leaves tabs, newlines and blanks as they are.
func scrub(s string) string {
	if strings.ContainsRune(s, '\x1b') || hasC1(s) {
		s = ansi.Strip(closeStrings(sevenBit(s)))
	}
	s, simple := filter(s)
	if simple || composed(s) {
		return s
	}
	// Composing may turn one mark into two, never a kept rune into another.
	s, _ = filter(norm.NFC.String(s))
	return s
}

// hasC1 reports whether s has a C1 control, as UTF-8 or as a raw byte.
func hasC1(s string) bool {
	if utf8.ValidString(s) { // where C1 controls are two bytes, the first this one
		for {
			i := strings.IndexByte(s, 0xc2)
			if i < 0 || s[i+1] <= 0x9f {
				return i >= 0
			}
			s = s[i+2:]
		}
	}
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r >= 0x80 && r <= 0x9f || broken(r, n) && s[i] <= 0x9f {
			return true
		}
		i += n
	}
	return false
}

// sevenBit writes C1 controls as the escape sequences they abbreviate, so
// that one stripper knows them all, and repairs UTF-8.
func sevenBit(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if broken(r, n) && s[i] <= 0x9f {
			r = rune(s[i])
		}
		i += n
		switch {
		case r == 0x85:
			b.WriteByte('\n')
		case r >= 0x80 && r <= 0x9f:
			b.WriteByte('\x1b')
			b.WriteByte(byte(r - 0x40))
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// closeStrings removes the openings of OSC, DCS, SOS, PM and APC strings that
// are never closed: the stripper would take all the rest of the text with
// them, and one mis-decoded «ž» is such an opening.
func closeStrings(s string) string {
	const esc = '\x1b'
	end := strings.LastIndex(s, "\x1b\\")
	bell := max(end, strings.LastIndexByte(s, '\a')) // a bell ends OSC only
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == esc && i+1 < len(s) {
			open := s[i+1]
			if open == ']' && i > bell || strings.IndexByte("PX^_", open) >= 0 && i > end {
				i++
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// filter drops what keep refuses, bounds runs of marks, repairs UTF-8 and
// makes every line break "\n". A simple answer is in NFC for certain.
func filter(s string) (out string, simple bool) {
	var b strings.Builder
	simple = true
	marks, hole := 0, false
	kept := 0 // where what is not written yet begins
	for i := 0; i < len(s); {
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		from := i
		i += n
		if ordinary(r) {
			marks, hole = 0, false
			continue
		}
		if kept == 0 {
			b.Grow(len(s))
		}
		b.WriteString(s[kept:from])
		if isBreak(r) {
			if r == '\r' && strings.HasPrefix(s[i:], "\n") {
				i++
			}
			r = '\n'
		}
		kept = i
		bad := broken(r, n)
		if bad && hole || !keep(r) {
			continue
		}
		hole = bad
		simple = simple && r < utf8.RuneSelf
		if marks = run(marks, r); marks <= maxMarks {
			b.WriteRune(r)
		}
	}
	if kept == 0 {
		return s, simple
	}
	b.WriteString(s[kept:])
	return b.String(), simple
}

// ordinary reports what filter leaves as it is, and which stands in NFC by itself.
func ordinary(r rune) bool {
	return r >= ' ' && r < 0x7f || r == '\n' || r == '\u00a0' || common(r)
}

// isBreak reports whether r breaks a line, other than as "\n".
func isBreak(r rune) bool {
	switch r {
	case '\r', '\v', '\f', 0x85, 0x2028, 0x2029:
		return true
	}
	return false
}

// cut shortens s to at most n runes: at the end of a word when one is near,
// with an ellipsis in place of the rest.
func cut(s string, n int) string {
	if len(s) <= n || utf8.RuneCountInString(s) <= n {
		return s
	}
	end, count, word := 0, 0, 0
	for i, r := range s {
		if count == n-1 {
			end = i
			break
		}
		if r == ' ' && count > n*3/4 {
			word = i
		}
		count++
	}
	if word > 0 && s[end] != ' ' {
		end = word
	}
	return strings.TrimRight(s[:end], " ,;:–—-") + "…"
}
