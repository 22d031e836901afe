package render

import (
	"strings"
	"unicode"
)

// Steady writes emoji sequences as their first sign: a family as one of its
// members, a hand without its skin tone, a keycap as its digit. Terminals that
// know grapheme clusters and those that count characters draw such sequences
// in different widths, and nobody can be asked which one it is; what is left
// has the same width in all, so that columns stay straight. Joiners of other
// scripts stay. Signs that join what comes after them are left out: at the end
// of a text they would take in the blank behind it.
func Steady(s string) string {
	if !strings.ContainsFunc(s, unsteady) {
		return s
	}
	in := []rune(s)
	out := make([]rune, 0, len(in))
	for i := 0; i < len(in); i++ {
		r := in[i]
		after := len(out) > 0 && pictograph(out[len(out)-1])
		switch {
		case r == '\uFE0F', r == '\u20E3', joinsNext(r):
		case r >= 0x1F3FB && r <= 0x1F3FF:
		case r == '\u200D' && after && i+1 < len(in) && pictograph(in[i+1]):
			i++ // and what it joins
		default:
			out = append(out, r)
		}
	}
	return string(out)
}

// unsteady reports the characters that make sequences of emoji.
func unsteady(r rune) bool {
	return r == '\u200D' || r == '\uFE0F' || r == '\u20E3' || r >= 0x1F3FB && r <= 0x1F3FF || joinsNext(r)
}

// joinsNext reports the signs that make one cluster with the character after
// them (Grapheme_Cluster_Break=Prepend): Arabic number signs and some letters
// of Indic scripts that are hardly used.
func joinsNext(r rune) bool {
	switch {
	case r < 0x600:
		return false
	case r == 0x0D4E, r >= 0x111C2 && r <= 0x111C3, r == 0x113D1, r == 0x1193F, r == 0x11941, r == 0x11A3A,
		r >= 0x11A84 && r <= 0x11A89, r == 0x11D46, r == 0x11F02:
		return true
	}
	return unicode.Is(unicode.Prepended_Concatenation_Mark, r)
}

// pictograph reports whether r is a sign that sequences are made of; the
// ranges are those of Unicode's Extended_Pictographic, rounded up.
func pictograph(r rune) bool {
	switch {
	case r >= 0x1F000 && r <= 0x1FAFF, r >= 0x2190 && r <= 0x2BFF:
		return true
	}
	return r == 0xA9 || r == 0xAE || r == 0x203C || r == 0x2049 || r == 0x2122 || r == 0x2139 || r == 0x3030 || r == 0x303D
}
