package clip

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"rubrika/feed/page"
)

const (
	// enoughLead is how many characters of one sentence make a second one
	// unnecessary.
	enoughLead = 120
	// mostLead is where a sentence that does not end is cut.
	mostLead = 300
	// leastWord is how many letters stand before a full stop that ends a
	// sentence: fewer are an abbreviation, «г.», or an initial.
	leastWord = 3
)

// Lead is how a text begins: one sentence of it, or two when the first is
// short; a long one is cut behind a word.
func Lead(text string) string {
	text = page.Line(text)
	end := sentence(text, 0)
	if utf8.RuneCountInString(text[:end]) < enoughLead {
		end = sentence(text, end)
	}
	lead := strings.TrimSpace(text[:end])
	if utf8.RuneCountInString(lead) <= mostLead {
		return lead
	}
	lead = string([]rune(lead)[:mostLead-1])
	if blank := strings.LastIndexByte(lead, ' '); blank > len(lead)*3/4 {
		lead = lead[:blank]
	}
	return strings.TrimRightFunc(lead, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsPunct(r) }) + "…"
}

// sentence is where the sentence that begins at a place ends.
func sentence(text string, from int) int {
	for i, r := range text[from:] {
		at := from + i
		if !strings.ContainsRune(".!?…", r) {
			continue
		}
		end := at + utf8.RuneLen(r)
		end += len(text[end:]) - len(strings.TrimLeft(text[end:], ".!?…»”\"')]"))
		if beginsSentence(text[end:]) && (r != '.' || !abbreviated(text[from:at])) {
			return end
		}
	}
	return len(text)
}

// beginsSentence reports whether a sentence may have ended before rest.
func beginsSentence(rest string) bool {
	next := strings.TrimLeft(rest, " «“„\"'([—–-")
	if rest == next {
		return rest == ""
	}
	first, _ := utf8.DecodeRuneInString(next)
	return next == "" || !unicode.IsLower(first)
}

// abbreviated reports whether the full stop behind a text is that of an
// abbreviation.
func abbreviated(text string) bool {
	letters := utf8.RuneCountInString(text[len(strings.TrimRightFunc(text, unicode.IsLetter)):])
	return letters > 0 && letters < leastWord
}
