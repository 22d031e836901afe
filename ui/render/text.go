package render

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// tabWidth is the number of blanks a tab becomes.
const tabWidth = 4

// maxCluster bounds the runes of one grapheme cluster: the longest emoji
// sequences have about a dozen, only piles of combining marks have more.
const maxCluster = 24

// Width is the number of cells s takes; grapheme clusters count as a whole,
// escape sequences as nothing.
func Width(s string) int { return ansi.StringWidth(s) }

// Cut shortens s to at most width cells, by whole grapheme clusters, and makes
// it Steady; where something was cut the last cell is «…».
func Cut(s string, width int) string {
	if width <= 0 {
		return ""
	}
	return ansi.Truncate(Steady(s), width, "…")
}

// Pad fills s with blanks up to width cells; a longer s stays as it is.
func Pad(s string, width int) string {
	return s + strings.Repeat(" ", max(0, width-Width(s)))
}

// Fit makes s exactly width cells wide: cut or filled with blanks.
func Fit(s string, width int) string { return Pad(Cut(s, width), width) }

// Plain wraps text at width cells without any style: the way out when a
// Markdown text cannot be rendered. Line ends are kept, control characters
// are not, and the backslashes that escape punctuation in Markdown are taken
// off.
func Plain(text string, width int) []string {
	var out []string
	for line := range strings.SplitSeq(clean(text), "\n") {
		for _, l := range wrap(glyphs(unescape(line)), width, width) {
			out = append(out, l.String())
		}
	}
	return out
}

// clean makes s valid UTF-8, turns tabs to blanks and line separators to line
// ends, and drops every character that could do more to a terminal than show
// itself. Package feed/page has done so before; entities that goldmark or
// glamour decode are the reason to do it here once more.
func clean(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	if strings.IndexFunc(s, foreign) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\v' || r == '\f':
			return ' '
		case r == '\u2028' || r == '\u2029':
			return '\n'
		case foreign(r):
			return -1
		}
		return r
	}, strings.ReplaceAll(s, "\t", strings.Repeat(" ", tabWidth)))
}

// foreign reports whether r has no place in a line of text: C0 but newline,
// DEL, C1, bidi overrides and isolates, line separators, invisible blanks,
// byte order mark, soft hyphen, tag characters, noncharacters, and the
// placeholder by which kitty puts images into text. Package feed/page keeps
// the same list.
func foreign(r rune) bool {
	switch {
	case r == '\n':
		return false
	case r < 0x20, r >= 0x7F && r < 0xA0, r == 0xAD, r == 0xFEFF, r == 0x200B, r == 0x10EEEE:
		return true
	case r >= 0x2028 && r <= 0x202E, r >= 0x2066 && r <= 0x206F, r >= 0xFFF9 && r <= 0xFFFB:
		return true
	case r >= 0xFDD0 && r <= 0xFDEF, r&0xFFFE == 0xFFFE:
		return true
	}
	return r >= 0xE0000 && r <= 0xE007F
}

// unescape takes the backslashes off that escape punctuation in Markdown.
func unescape(s string) string {
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && isPunct(s[i+1]) {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// isPunct reports whether c is ASCII punctuation, which Markdown can escape.
func isPunct(c byte) bool {
	return c > ' ' && c < 0x7F && (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z')
}

// limitRunes cuts a grapheme cluster to maxCluster runes.
func limitRunes(cluster string) string {
	if len(cluster) <= maxCluster || utf8.RuneCountInString(cluster) <= maxCluster {
		return cluster
	}
	return string([]rune(cluster)[:maxCluster])
}
