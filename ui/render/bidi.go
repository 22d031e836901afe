package render

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/bidi"
)

// Package bidi of golang.org/x/text knows the class of every character; what
// follows from the classes is worked out here: it never pairs brackets (rule
// N0), which tears «[1]» apart, and says on which side a run is read but not
// at which level, without which numbers between words cannot be placed.
// Controls that open a level of their own do not pass the door, so that the
// levels are 0 to 2. Rules are those of UAX #9.

// Visual puts one line of text into the order in which it is seen on a
// terminal that shows characters in the order it gets them. Its direction is
// that of its first letter. It is to be wrapped or cut before. Text without
// letters from right to left stays as it is.
func Visual(s string) string {
	if !hasRTL(s) {
		return s
	}
	text := glyphs(s)
	base := baseOf(text)
	resolve(text, base)
	return visual(text, base).write()
}

// hasRTL reports whether some letter is written from right to left.
func hasRTL(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		// All before Hebrew, where nearly every text is, is known without a look.
		return r >= 0x590 && isRTL(classOf(r))
	})
}

// hasRTL reports whether some letter is written from right to left.
func (r row) hasRTL() bool {
	return slices.ContainsFunc(r, func(g glyph) bool { return hasRTL(g.text) })
}

func isRTL(c bidi.Class) bool { return c == bidi.R || c == bidi.AL }

func classOf(r rune) bidi.Class {
	properties, _ := bidi.LookupRune(r)
	return properties.Class()
}

// isDirection reports whether s is a mark that gives a direction and nothing
// else: such marks are glyphs of no width.
func isDirection(s string) bool { return s == "\u200e" || s == "\u200f" || s == "\u061c" }

// class is that of the character a glyph begins with; marks on it have no
// say.
func (g glyph) class() bidi.Class {
	r, _ := utf8.DecodeRuneInString(g.text)
	return classOf(r)
}

// baseOf is the level of a paragraph, 1 where its first letter is written from
// right to left (P2, P3).
func baseOf(text row) int8 {
	for _, g := range text {
		switch c := g.class(); {
		case c == bidi.L:
			return 0
		case isRTL(c):
			return 1
		}
	}
	return 0
}

// resolve gives every glyph its level. Lines parted by newlines are resolved
// on their own.
func resolve(text row, base int8) {
	for _, line := range splitRows(text) {
		types := make([]bidi.Class, len(line))
		for i, g := range line {
			types[i] = g.class()
		}
		resolveWeak(types, base)
		resolveBrackets(line, types, base)
		resolveNeutral(types, base)
		for i, c := range types {
			line[i].level = levelOf(c, base)
		}
	}
}

// levelOf is the level of a resolved type (I1, I2).
func levelOf(c bidi.Class, base int8) int8 {
	switch {
	case c == bidi.R:
		return 1
	case c == bidi.L && base == 0:
		return 0
	}
	return 2
}

// strong is the direction of a level as a type.
func strong(base int8) bidi.Class {
	if base == 1 {
		return bidi.R
	}
	return bidi.L
}

// resolveWeak applies the rules W1 to W7: marks, numbers and what stands in
// and beside them.
func resolveWeak(types []bidi.Class, base int8) {
	resolveMarks(types, base)
	for i, c := range types {
		if i > 0 && i+1 < len(types) && types[i-1] == types[i+1] && joins(c, types[i-1]) {
			types[i] = types[i-1]
		}
	}
	resolveSigns(types)
	last := strong(base)
	for i, c := range types {
		switch {
		case c == bidi.AL:
			types[i], last = bidi.R, bidi.R
		case c == bidi.L || c == bidi.R:
			last = c
		case c == bidi.EN && last == bidi.L:
			types[i] = bidi.L
		}
	}
}

// resolveMarks gives marks the type of what they stand on, and digits behind
// Arabic letters that of Arabic digits (W1, W2).
func resolveMarks(types []bidi.Class, base int8) {
	before, last := strong(base), strong(base)
	for i, c := range types {
		if c == bidi.NSM {
			c = before
		}
		before = c
		if c == bidi.L || isRTL(c) {
			last = c
		}
		if c == bidi.EN && last == bidi.AL {
			c = bidi.AN
		}
		types[i] = c
	}
}

// joins reports whether a sign between two numbers of a type is a part of them
// (W4).
func joins(sign, number bidi.Class) bool {
	return sign == bidi.CS && (number == bidi.EN || number == bidi.AN) || sign == bidi.ES && number == bidi.EN
}

// resolveSigns makes signs beside a number, as of a currency, part of it, and
// other signs neutral (W5, W6).
func resolveSigns(types []bidi.Class) {
	for i := 0; i < len(types); i++ {
		if types[i] != bidi.ET {
			if types[i] == bidi.ES || types[i] == bidi.CS {
				types[i] = bidi.ON
			}
			continue
		}
		end := i
		for end < len(types) && types[end] == bidi.ET {
			end++
		}
		to := bidi.ON
		if i > 0 && types[i-1] == bidi.EN || end < len(types) && types[end] == bidi.EN {
			to = bidi.EN
		}
		for ; i < end; i++ {
			types[i] = to
		}
		i--
	}
}

// maxPairs is the number of brackets that may be open at once (BD16).
const maxPairs = 63

// pairs finds the bracket that closes each opening one, by their places.
func pairs(line row) map[int]int {
	type opened struct {
		at    int
		close string
	}
	var open []opened
	found := map[int]int{}
	for i, g := range line {
		r, _ := utf8.DecodeRuneInString(g.text)
		properties, _ := bidi.LookupRune(r)
		switch {
		case !properties.IsBracket():
		case properties.IsOpeningBracket():
			if len(open) == maxPairs {
				return found
			}
			open = append(open, opened{i, mirror(g.text)})
		default:
			for k := len(open) - 1; k >= 0; k-- {
				if open[k].close == g.text {
					found[open[k].at] = i
					open = open[:k]
					break
				}
			}
		}
	}
	return found
}

// resolveBrackets gives both brackets of a pair one direction (N0): that of
// the paragraph if something in them has it, else that of what is in them if
// the text before goes the same way.
func resolveBrackets(line row, types []bidi.Class, base int8) {
	found := pairs(line)
	if len(found) == 0 {
		return
	}
	own := strong(base)
	before := own
	for i := range types {
		if end, ok := found[i]; ok {
			if c, some := inside(types[i+1:end], own); some {
				if c != own && before != c {
					c = own
				}
				types[i], types[end] = c, c
			}
		}
		if c, ok := side(types[i]); ok {
			before = c
		}
	}
}

// inside is the direction of what stands in brackets: own if any of it is.
func inside(types []bidi.Class, own bidi.Class) (c bidi.Class, some bool) {
	for _, t := range types {
		if s, ok := side(t); ok {
			if c, some = s, true; s == own {
				break
			}
		}
	}
	return c, some
}

// side is the direction that a type has for neutral signs beside it; numbers
// count as written from right to left.
func side(c bidi.Class) (bidi.Class, bool) {
	switch c {
	case bidi.L, bidi.R:
		return c, true
	case bidi.EN, bidi.AN:
		return bidi.R, true
	}
	return c, false
}

// resolveNeutral gives signs without a direction that of both sides, or of
// the paragraph (N1, N2).
func resolveNeutral(types []bidi.Class, base int8) {
	own := strong(base)
	before := own
	for i := 0; i < len(types); {
		if c, ok := side(types[i]); ok {
			before = c
			i++
			continue
		}
		end, after := i, own
		for ; end < len(types); end++ {
			if c, ok := side(types[end]); ok {
				after = c
				break
			}
		}
		to := own
		if before == after {
			to = before
		}
		for ; i < end; i++ {
			types[i] = to
		}
	}
}

// visual is a line of a resolved paragraph as it is seen (L1, L2, L4).
func visual(line row, base int8) row {
	out := slices.Clone(line)
	for i := len(out) - 1; i >= 0 && strings.TrimSpace(out[i].text) == ""; i-- {
		out[i].level = base
	}
	for level := int8(2); level > 0; level-- {
		for i := 0; i < len(out); i++ {
			from := i
			for i < len(out) && out[i].level >= level {
				i++
			}
			slices.Reverse(out[from:i])
		}
	}
	for i, g := range out {
		if g.level == 1 {
			out[i].text = mirror(g.text)
		}
	}
	return out
}

// mirrored are the signs that are written the other way round where text runs
// from right to left, in pairs.
const mirrored = "()[]{}<>«»‹›≤≥≪≫⟨⟩⟪⟫（）［］｛｝〈〉《》「」『』【】〔〕⁽⁾₍₎"

// mirror is a sign as it is written from right to left.
func mirror(s string) string {
	if r, size := utf8.DecodeRuneInString(s); size != len(s) || r == utf8.RuneError {
		return s
	}
	at := strings.Index(mirrored, s)
	if at < 0 {
		return s
	}
	if utf8.RuneCountInString(mirrored[:at])%2 == 1 {
		_, size := utf8.DecodeLastRuneInString(mirrored[:at])
		return mirrored[at-size : at]
	}
	rest := mirrored[at+len(s):]
	_, size := utf8.DecodeRuneInString(rest)
	return rest[:size]
}
