package narrow

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"github.com/sahilm/fuzzy"

	"rubrika/ui/render"
	"rubrika/ui/theme"
)

// Label is a text that is searched as it is folded and marked as it is
// printed. Its letters are grapheme clusters: a mark never parts one.
type Label struct {
	letters []string
	folded  string
	at      []int // by byte of folded: the place among letters
}

// NewLabel prepares a text; fold makes two spellings of one letter equal.
func NewLabel(text string, fold func(string) string) Label {
	var l Label
	var b strings.Builder
	for text = render.Steady(text); text != ""; {
		letter, _ := ansi.FirstGraphemeCluster(text, ansi.GraphemeWidth)
		text = text[len(letter):]
		b.WriteString(fold(letter))
		for len(l.at) < b.Len() {
			l.at = append(l.at, len(l.letters))
		}
		l.letters = append(l.letters, letter)
	}
	l.folded = b.String()
	return l
}

// Marks say of each letter of a label whether it was found. Nil marks none.
type Marks []bool

// Any reports whether a letter is marked.
func (m Marks) Any() bool { return slices.Contains(m, true) }

// mark marks the letters that the bytes from ≤ i < to of the folded text come
// from.
func (l Label) mark(m Marks, from, to int) {
	for i := from; i < to; i++ {
		m[l.at[i]] = true
	}
}

// Whole marks every place where one of the words stands as it is. Words are
// folded.
func (l Label) Whole(words []string) Marks {
	m := make(Marks, len(l.letters))
	for _, w := range words {
		for from := 0; w != ""; {
			at := strings.Index(l.folded[from:], w)
			if at < 0 {
				break
			}
			l.mark(m, from+at, from+at+len(w))
			from += at + len(w)
		}
	}
	return m
}

// How much better a word that stands there as it is, one that begins so, and
// one that is all there is, are than letters that are only found one after
// another; fuzzy itself gives some tens for a letter.
const (
	asItIs    = 10_000
	beginning = 10_000
	all       = 10_000
)

// Fuzzy finds every word, its letters one after another with others between.
// Score is the greater the better; ok is false where a word is not found, or
// is so scattered over the label that nobody meant it.
func (l Label) Fuzzy(words []string) (m Marks, score int, ok bool) {
	m = make(Marks, len(l.letters))
	for _, w := range words {
		found := fuzzy.Find(w, []string{l.folded})
		if len(found) == 0 {
			return nil, 0, false
		}
		score += found[0].Score
		if at, first := l.stands(w); at >= 0 {
			score += asItIs
			if first {
				score += beginning
			}
			if w == l.folded {
				score += all
			}
			l.mark(m, at, at+len(w))
			continue
		}
		places := found[0].MatchedIndexes
		if l.scattered(places) {
			return nil, 0, false
		}
		for _, at := range places {
			l.mark(m, at, at+1)
		}
	}
	return m, score, true
}

// stands returns the byte at which a word stands as it is, best where one
// begins, and -1 where it does not.
func (l Label) stands(w string) (at int, first bool) {
	for from := 0; from < len(l.folded); {
		i := strings.Index(l.folded[from:], w)
		if i < 0 {
			break
		}
		if l.begins(from + i) {
			return from + i, true
		}
		_, size := utf8.DecodeRuneInString(l.folded[from+i:])
		from += i + size
	}
	return strings.Index(l.folded, w), false
}

// begins reports whether a word begins at a byte of the folded text.
func (l Label) begins(at int) bool {
	r, _ := utf8.DecodeLastRuneInString(l.folded[:at])
	return at == 0 || !unicode.IsLetter(r) && !unicode.IsDigit(r)
}

// scattered reports that the places, one for each letter of a word, fall into
// more pieces than half its letters, but for pieces that begin a word.
func (l Label) scattered(places []int) bool {
	pieces, end := 0, -1
	for _, at := range places {
		if at != end && !l.begins(at) {
			pieces++
		}
		_, size := utf8.DecodeRuneInString(l.folded[at:])
		end = at + size
	}
	return pieces > len(places)/2
}

// Spans prints a label, what is marked in the accent and bold.
func (l Label) Spans(m Marks, fg theme.Token) []theme.Span {
	var out []theme.Span
	from := 0
	for i := range l.letters {
		marked := i < len(m) && m[i]
		if i+1 < len(l.letters) && marked == (i+1 < len(m) && m[i+1]) {
			continue
		}
		span := theme.Span{Fg: fg, Text: strings.Join(l.letters[from:i+1], "")}
		if marked {
			span.Fg, span.Bold = theme.Accent, true
		}
		out = append(out, span)
		from = i + 1
	}
	return out
}

// Words are the words of what was typed, folded.
func Words(typed string, fold func(string) string) []string { return strings.Fields(fold(typed)) }
