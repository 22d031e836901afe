package render

import "strings"

// wrap breaks text into rows: the first of at most first cells, the others of
// at most rest. It breaks after blanks and hyphens and beside wide characters,
// and inside a word only when the word alone is wider than a line. There is
// always at least one row.
func wrap(text row, first, rest int) []row {
	var out []row
	for {
		line, tail := breakAt(text, max(2, first))
		out = append(out, line)
		if tail == nil {
			return out
		}
		text, first = tail, rest
	}
}

// breakAt cuts the first line of at most width cells off text. The tail is
// nil when nothing is left.
func breakAt(text row, width int) (line, tail row) {
	used, last := 0, 0
	for i, g := range text {
		if g.text == "\n" {
			return text[:i], text[i+1:]
		}
		if i > 0 && canBreak(text, i) {
			last = i
		}
		used += g.width
		if used <= width || g.text == " " {
			continue
		}
		if last == 0 {
			last = max(1, i)
		}
		return text[:last], skipBlanks(text[last:])
	}
	return text, nil
}

// canBreak reports whether a line may end before glyph i, which is not the
// first.
func canBreak(text row, i int) bool {
	before, after := text[i-1], text[i]
	switch {
	case after.text == " ":
		return false
	case before.text == " ":
		// A dash stays with the words before it: «Баку — столица».
		dash := after.text == "—" || after.text == "–"
		return !dash || i+1 == len(text) || text[i+1].text != " "
	case before.text == "-" || before.text == "/" || before.text == "—":
		return i > 1 && isLetter(text[i-2].text) && isLetter(after.text)
	case before.width == 2 || after.width == 2:
		return !strings.Contains("、。，．！？：；）」』】〕》〉ー…!?,.;:)]»”’", after.text) &&
			!strings.Contains("（「『【〔《〈([«“‘", before.text)
	}
	return false
}

// isLetter reports whether a glyph is neither blank nor ASCII punctuation nor
// digit.
func isLetter(s string) bool {
	return s != "" && (s[0] >= 0x80 || s[0]|0x20 >= 'a' && s[0]|0x20 <= 'z')
}

// skipBlanks drops the blanks a line would begin with; what is left is never
// nil unless nothing is.
func skipBlanks(text row) row {
	for len(text) > 0 && text[0].text == " " {
		text = text[1:]
	}
	if len(text) == 0 {
		return nil
	}
	return text
}

// hardWrap breaks a line of code every width cells, wherever that is.
func hardWrap(text row, width int) []row {
	var out []row
	used, from := 0, 0
	for i, g := range text {
		if used+g.width > width && i > from {
			out = append(out, text[from:i])
			from, used = i, 0
		}
		used += g.width
	}
	return append(out, text[from:])
}
