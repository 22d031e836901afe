package article

import (
	"sort"
	"unicode"

	"github.com/charmbracelet/x/ansi"

	"rubrika/feed"
)

// part is a part of the page; they stand in this order.
type part int

const (
	inKicker part = iota
	inTitle
	inVersions
	inRule
	inBody
	inAuthor
	inNote
	inLinks
	inTags
	inTold // the versions at the foot
	inLatest
)

// anchor is a line of the page that is found again whatever is laid out anew.
// In the body that is done by the letters of its block that stand above it:
// other widths break lines elsewhere, and bars and bullets are no letters.
// Elsewhere it is the line of a part. The zero anchor is the top of the page.
type anchor struct {
	part    part
	block   int
	letters int
	blanks  int // lines without letters right above it, in its block
	row     int // of the part; in the body, of the picture
}

// hold takes the anchor of the line at the top, if the reader has scrolled
// since. Only scrolling moves the anchor: however often the page is laid out
// anew, it does not creep.
func (s *Screen) hold() {
	if s.moved && s.offset < len(s.lines) {
		s.keep = s.anchorAt(s.offset)
	}
	s.moved = false
}

// anchorAt is the anchor of a line.
func (s *Screen) anchorAt(i int) anchor {
	l := s.lines[i]
	first := s.firstLine(l.part, l.body)
	a := anchor{part: l.part, row: i - first}
	if l.part != inBody {
		return a
	}
	a.block = s.body[l.body].Block
	for j := s.firstOf(a.block); j < l.body; j++ {
		n := letters(s.body[j].Text)
		a.letters += n
		a.blanks++
		if n > 0 {
			a.blanks = 0
		}
	}
	return a
}

// locate is the line of an anchor, or the nearest there is.
func (s *Screen) locate(a anchor) int {
	body := 0
	if a.part == inBody {
		if len(s.body) == 0 {
			a.part, a.row = inAuthor, 0
		} else {
			body = s.bodyLine(a)
		}
	}
	first := s.firstLine(a.part, body)
	if first == len(s.lines) {
		return max(0, first-1)
	}
	last := first
	for last+1 < len(s.lines) && s.lines[last+1].same(s.lines[first]) {
		last++
	}
	if s.lines[first].part != a.part {
		return first
	}
	return min(first+a.row, last)
}

// bodyLine is the line of the body that an anchor stands for. The body is not
// empty.
func (s *Screen) bodyLine(a anchor) int {
	first := s.firstOf(a.block)
	if first == len(s.body) {
		return len(s.body) - 1
	}
	above, blank := 0, first // blank: the first of the lines without letters above j
	for j := first; j < len(s.body) && s.body[j].Block == s.body[first].Block; j++ {
		n := letters(s.body[j].Text)
		if above+n > a.letters {
			if above == a.letters {
				return min(blank+a.blanks, j)
			}
			return j
		}
		above += n
		if n > 0 {
			blank = j + 1
		}
	}
	end := s.firstOf(s.body[first].Block+1) - 1
	if above == a.letters {
		return min(blank+a.blanks, end)
	}
	return end
}

// firstOf is the first line of the body in a block or after it. Blocks ascend.
func (s *Screen) firstOf(block int) int {
	return sort.Search(len(s.body), func(j int) bool { return s.body[j].Block >= block })
}

// firstLine is the first line of the page that shows a line of the body, or
// the first of another part; where there is none, of what follows. A picture
// shows all lines of its mark.
func (s *Screen) firstLine(p part, body int) int {
	at := func(i int) bool {
		l := s.lines[i]
		return l.part > p || l.part == p && (p != inBody || l.body+l.shows > body)
	}
	return sort.Search(len(s.lines), at)
}

// settle brings the window to where the reader is.
func (s *Screen) settle() {
	if p := s.seek; p != nil && len(s.lines) > 0 && s.whole && len(s.body) > 0 &&
		(s.article.Full || p.Block <= s.body[len(s.body)-1].Block) {
		first := min(s.firstOf(p.Block), len(s.body)-1)
		end := max(first, s.firstOf(s.body[first].Block+1)-1)
		s.keep = s.anchorAt(s.firstLine(inBody, min(first+max(0, p.Line), end)))
		s.seek = nil
	}
	s.offset = min(s.locate(s.keep), s.bottom())
}

// Place is where the reader is, for Seek another time: the zero Place above
// the text, its last line below it.
func (s *Screen) Place() feed.Place {
	if s.seek != nil {
		return *s.seek
	}
	s.hold()
	if s.keep.part < inBody || len(s.body) == 0 {
		return feed.Place{}
	}
	j := len(s.body) - 1
	if s.keep.part == inBody {
		j = s.bodyLine(s.keep)
	}
	block := s.body[j].Block
	return feed.Place{Block: block, Line: j - s.firstOf(block)}
}

// Seek goes to a place where the reader was. While the text that has it is
// not there yet, it waits, unless the reader scrolls. A preview stays at its
// top.
func (s *Screen) Seek(p feed.Place) {
	if s.compact {
		return
	}
	s.hold()
	s.seek = &p
	if p == (feed.Place{}) {
		s.seek, s.keep = nil, anchor{}
	}
	s.settle()
}

// letters counts what no layout adds or takes away.
func letters(styled string) int {
	n := 0
	for _, r := range ansi.Strip(styled) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	return n
}
