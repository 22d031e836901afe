package article

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/charmbracelet/x/ansi"
)

// found is what Find has found.
type found struct {
	text string
	hits []hit
	rest []hit  // where those of hits go on that were wrapped
	at   int    // the hit the reader is at, from 1; 0 is none
	from anchor // where the reader was when the search began
	left bool   // the reader has gone on from there
}

// hit is a place where the text stands: cells from ≤ x < to of a line.
type hit struct{ line, from, to int }

// Find marks the places where text stands on the page, whatever its case and
// diacritics, and goes to the first one from where the search began. It
// returns their number. The empty text ends the search, where it has come:
// what MarkWords marks is marked again.
func (s *Screen) Find(text string) int {
	if strings.TrimSpace(text) == "" {
		s.found = found{}
		s.search()
		return 0
	}
	s.hold()
	if s.found.text == "" || s.found.left {
		s.found.from, s.found.left = s.keep, false
	}
	s.found.text, s.found.at = text, 0
	s.search()
	if len(s.found.hits) > 0 {
		s.goTo(s.firstHit(s.locate(s.found.from)) % len(s.found.hits))
	}
	return len(s.found.hits)
}

// FindText is what was last searched, empty when no search is on.
func (s *Screen) FindText() string { return s.found.text }

// Match goes on by so many matches, round the page; 0 stays. From a match
// that was scrolled out of view it goes on from the window. It returns which
// match the reader is at, from 1, and how many there are.
func (s *Screen) Match(by int) (i, n int) {
	n = len(s.found.hits)
	if n == 0 || by == 0 {
		return s.found.at, n
	}
	s.goTo((s.further(by)%n + n) % n)
	s.found.left = true
	return s.found.at, n
}

// further is the place of the match that is by matches further on, which there
// may be none of.
func (s *Screen) further(by int) int {
	switch {
	case s.seen():
		return s.found.at - 1 + by
	case by < 0:
		return s.firstHit(s.offset+s.height) + by
	}
	return s.firstHit(s.offset) + by - 1
}

// seen reports whether the match the reader is at is in view.
func (s *Screen) seen() bool {
	if s.found.at == 0 {
		return false
	}
	line := s.found.hits[s.found.at-1].line
	return line >= s.offset && line < s.offset+s.height
}

// firstHit is the place of the first hit on a line or below it.
func (s *Screen) firstHit(line int) int {
	i, _ := slices.BinarySearchFunc(s.found.hits, line, func(h hit, l int) int { return cmp.Compare(h.line, l) })
	return i
}

func (s *Screen) goTo(i int) {
	s.found.at, s.chosen = i+1, key{}
	h := s.found.hits[i]
	s.reveal(h.line, h.from, h.to)
}

// search finds the hits anew on the page as it is composed: lines are in the
// order in which they are seen, and so is what is looked for.
func (s *Screen) search() {
	s.found.hits, s.found.rest = nil, nil
	if s.found.text == "" {
		s.searchWords()
		return
	}
	want := s.fold(s.visual(strings.TrimSpace(s.found.text)))
	if want == "" {
		return
	}
	for i, l := range s.lines {
		if l.picture > 0 {
			continue
		}
		plain := ansi.Strip(l.text)
		if !strings.Contains(s.fold(plain), want) {
			continue
		}
		for _, p := range s.places(plain, want) {
			s.found.hits = append(s.found.hits, hit{line: i, from: p[0], to: p[1]})
		}
	}
	s.found.at = min(s.found.at, len(s.found.hits))
}

// places finds a folded text in a line, as pairs of cells. The line is folded
// by grapheme clusters, so that a place begins and ends with one.
func (s *Screen) places(plain, want string) [][2]int {
	var folded strings.Builder
	var cells [][2]int // of each byte of folded: where its cluster begins and ends
	for x := 0; plain != ""; {
		cluster, width := ansi.FirstGraphemeCluster(plain, ansi.GraphemeWidth)
		if cluster == "" {
			break
		}
		plain = plain[len(cluster):]
		folded.WriteString(s.fold(cluster))
		for len(cells) < folded.Len() {
			cells = append(cells, [2]int{x, x + width})
		}
		x += width
	}
	var out [][2]int
	for from := 0; ; {
		at := strings.Index(folded.String()[from:], want)
		if at < 0 {
			return out
		}
		first, last := from+at, from+at+len(want)-1
		from = last + 1
		if n := len(out); n == 0 || cells[first][0] >= out[n-1][1] {
			out = append(out, [2]int{cells[first][0], cells[last][1]})
		}
	}
}

// fold makes two spellings equal; every blank is a space.
func (s *Screen) fold(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return ' '
		}
		return r
	}, text)
	if s.Fold == nil {
		return text
	}
	return s.Fold(text)
}
