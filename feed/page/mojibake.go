package page

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// minMojibake is how many pieces of a page must read as UTF-8 before the page
// is held to be garbled: fewer may be a story about such things.
const minMojibake = 12

// repair undoes one decoding too many: UTF-8 that was read as a one-byte
// encoding and written as UTF-8 again, «РџСЂРёРІРµС‚» or «É™». Each piece
// without ASCII is looked at alone, since pages are garbled in part only; the
// evidence is sure when nearly all of them are UTF-8, which text in its right
// encoding never is.
func repair(page string) string {
	for _, enc := range []*charmap.Charmap{charmap.Windows1252, charmap.Windows1251} {
		good, bad := 0, 0
		pieces(page, func(piece string, text bool) {
			switch {
			case text:
			case once(piece, enc) != "":
				good++
			case utf8.RuneCountInString(piece) > 1: // single signs may have been added later
				bad++
			}
		})
		if good < minMojibake || good < 9*bad {
			continue
		}
		var b strings.Builder
		b.Grow(len(page))
		pieces(page, func(piece string, text bool) {
			if s := once(piece, enc); !text && s != "" {
				piece = s
			}
			b.WriteString(piece)
		})
		return b.String()
	}
	return page
}

// pieces splits s into runs of ASCII and of all else.
func pieces(s string, yield func(piece string, text bool)) {
	for len(s) > 0 {
		text := s[0] < utf8.RuneSelf
		end := 1
		for end < len(s) && (s[end] < utf8.RuneSelf) == text {
			end++
		}
		yield(s[:end], text)
		s = s[end:]
	}
}

// once returns the bytes that a piece was before it was read as enc, "" when
// these are no UTF-8. What an encoding leaves open was read as a control.
func once(piece string, enc *charmap.Charmap) string {
	raw := make([]byte, 0, len(piece))
	for _, r := range piece {
		c, ok := enc.EncodeRune(r)
		if !ok && r >= 0x80 && r < 0xa0 {
			c, ok = byte(r), true
		}
		if !ok || c < utf8.RuneSelf {
			return ""
		}
		raw = append(raw, c)
	}
	if !utf8.Valid(raw) {
		return ""
	}
	return string(raw)
}
