package article

import (
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"rubrika/ui/render"
)

// MarkWords marks on this and all further pages what find finds: byte ranges of
// a text in a language, in order, as words.Marker has them. It is looked for in
// the headline and in the text, across the ends of lines; words that Find looks
// for go before it. Nil marks nothing.
func (s *Screen) MarkWords(find func(text, lang string) [][2]int) {
	s.wanted = find
	if s.found.text == "" {
		s.found = found{}
		s.search()
	}
}

// Words tells which of the marked words the reader is at, from 1 and 0 for
// none yet, and how many there are.
func (s *Screen) Words() (i, n int) {
	if s.found.text != "" {
		return 0, 0
	}
	return s.found.at, len(s.found.hits)
}

// NextWord goes on by so many of the marked words, but not round the page: past
// the last one, and before the first, it stays and returns false. From one that
// was scrolled out of view it goes on from the window.
func (s *Screen) NextWord(by int) bool {
	next := s.further(by)
	if s.found.text != "" || next < 0 || next >= len(s.found.hits) {
		return false
	}
	s.goTo(next)
	s.found.left = true
	return true
}

// searchWords finds what is wanted, paragraph by paragraph.
func (s *Screen) searchWords() {
	if s.wanted == nil {
		return
	}
	for from := 0; from < len(s.lines); {
		to := from + 1
		for to < len(s.lines) && s.together(s.lines[from], s.lines[to]) {
			to++
		}
		if p := s.lines[from].part; p == inTitle || p == inBody {
			s.searchBlock(from, to)
		}
		from = to
	}
	s.found.at = min(s.found.at, len(s.found.hits))
}

// together reports whether two lines are of one paragraph.
func (s *Screen) together(l, m line) bool {
	if l.part != m.part || l.picture > 0 || m.picture > 0 {
		return false
	}
	return l.part != inBody || s.body[l.body].Block == s.body[m.body].Block
}

// searchBlock finds what is wanted on the lines from ≤ i < to.
func (s *Screen) searchBlock(from, to int) {
	if s.lines[from].picture > 0 {
		return
	}
	var text strings.Builder
	starts := make([]int, 0, to-from) // of the lines, in text
	plain := make([]string, 0, to-from)
	for i := from; i < to; i++ {
		l := ansi.Strip(s.lines[i].text)
		starts, plain = append(starts, text.Len()), append(plain, l)
		text.WriteString(l + " ")
	}
	for _, r := range s.wanted(text.String(), s.article.Lang) {
		at, exact := slices.BinarySearch(starts, r[0])
		if !exact {
			at--
		}
		for i := at; i < len(starts) && starts[i] < r[1]; i++ {
			first, last := max(0, r[0]-starts[i]), min(len(plain[i]), r[1]-starts[i])
			h := hit{line: from + i, from: render.Width(plain[i][:first]), to: render.Width(plain[i][:last])}
			switch {
			case h.from >= h.to:
			case i == at:
				s.found.hits = append(s.found.hits, h)
			default: // without what stands before the text: blanks, the bar of a quotation
				lead := len(plain[i]) - len(strings.TrimLeft(plain[i], " │|"))
				if h.from = max(h.from, render.Width(plain[i][:lead])); h.from < h.to {
					s.found.rest = append(s.found.rest, h)
				}
			}
		}
	}
}
