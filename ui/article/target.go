package article

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"rubrika/feed"
	"rubrika/ui/render"
	"rubrika/ui/theme"
)

// Kind is what a Target is.
type Kind int

// The kinds of targets.
const (
	NoTarget Kind = iota
	LinkTarget
	TagTarget
	VersionTarget
	StoryTarget // one of the newest headlines
	ImageTarget // only by a click
	NoteTarget  // the mark of a footnote, or the note itself: Do(keys.Open) jumps
)

// Target is something on the page that can be opened.
type Target struct {
	Kind Kind
	// N is the number of link, picture or note, or the place among tags,
	// versions and newest headlines, from 1.
	N int
	// Text is the text of a link, the tag, a headline, the alternative text
	// of a picture.
	Text string
	// ID is the item of a version or a headline, 0 when it is not stored.
	ID feed.ID
	// URL is the address of a link, version, headline or picture.
	URL string
}

// key knows a target again when the page is composed anew.
type key struct {
	kind Kind
	n    int // number, place, or item
	nth  int // of the marks of a note, from 1; 0 is the note itself
}

// target is a Target with the line it is first met on.
type target struct {
	Target
	key  key
	home int
}

// spot is a place on a line that belongs to a target: cells from ≤ x < to.
type spot struct {
	key      key
	from, to int
}

// offer makes something a target of the line that is composed next; the first
// offer counts.
func (s *Screen) offer(k key, t Target) key {
	if _, ok := s.index[k]; !ok {
		s.index[k] = len(s.targets)
		s.targets = append(s.targets, target{Target: t, key: k, home: len(s.lines)})
	}
	return k
}

// link makes a link a target.
func (s *Screen) link(n int) key {
	t := Target{Kind: LinkTarget, N: n}
	if n <= len(s.article.Links) {
		t.Text, t.URL = s.article.Links[n-1].Text, s.article.Links[n-1].URL
	}
	return s.offer(key{kind: LinkTarget, n: n}, t)
}

// spots finds the marks of links and notes on a line of the body, from left to
// right, and makes them targets.
func (s *Screen) spots(l render.Line) []spot {
	if len(l.Links) == 0 && len(l.Notes) == 0 && l.Note == 0 {
		return nil
	}
	plain := ansi.Strip(l.Text)
	var out []spot
	find := func(k key, mark string, after int) int {
		at := strings.Index(plain[after:], mark) + after
		if at < after { // from right to left the last comes first
			at = strings.Index(plain, mark)
		}
		if at < 0 {
			return after
		}
		x := theme.Cells(plain[:at])
		out = append(out, spot{key: k, from: x, to: x + theme.Cells(mark)})
		return at + len(mark)
	}
	end := 0
	for _, n := range l.Links {
		end = find(key{kind: LinkTarget, n: n}, "["+strconv.Itoa(n)+"]", end)
	}
	end = 0
	if l.Note > 0 {
		end = find(key{kind: NoteTarget, n: l.Note}, raised(l.Note), 0)
	}
	for _, n := range l.Notes {
		s.marked[n]++
		end = find(key{kind: NoteTarget, n: n, nth: s.marked[n]}, raised(n), end)
	}
	slices.SortFunc(out, func(a, b spot) int { return cmp.Compare(a.from, b.from) })
	for _, sp := range out {
		if sp.key.kind == LinkTarget {
			s.link(sp.key.n)
		} else {
			s.offer(sp.key, Target{Kind: NoteTarget, N: sp.key.n, Text: raised(sp.key.n)})
		}
	}
	return out
}

// raised is a number in the digits that footnotes have.
func raised(n int) string {
	digits := []rune("⁰¹²³⁴⁵⁶⁷⁸⁹")
	var b strings.Builder
	for _, c := range strconv.Itoa(n) {
		b.WriteRune(digits[c-'0'])
	}
	return b.String()
}

// Chosen is what Tab stands on: links and notes of the text, then tags,
// versions, the newest headlines.
func (s *Screen) Chosen() Target {
	if i, ok := s.index[s.chosen]; ok {
		return s.targets[i].Target
	}
	return Target{}
}

// Link returns the address of link n, or of the chosen one for 0; empty when
// there is none.
func (s *Screen) Link(n int) string {
	if n == 0 && s.chosen.kind == LinkTarget {
		n = s.chosen.n
	}
	if n < 1 || n > len(s.article.Links) {
		return ""
	}
	return s.article.Links[n-1].URL
}

// Click chooses what is at a cell of the window, if anything.
func (s *Screen) Click(x, y int) (Target, bool) {
	i := s.offset + y
	if y < 0 || y >= s.height || i >= len(s.lines) {
		return Target{}, false
	}
	l := s.lines[i]
	x += s.left(l) - s.margin()
	for _, sp := range l.spots {
		if x >= sp.from && x < sp.to {
			s.chosen = sp.key
			return s.Chosen(), true
		}
	}
	return Target{}, false
}

// walk goes to the next target and brings it into view. From none, it begins
// with the first one on the screen. Pictures are passed by.
func (s *Screen) walk(by int) {
	n := len(s.targets)
	i, ok := s.index[s.chosen]
	if !ok {
		i = s.firstTarget(by) - by
	}
	for range n {
		i = (i + by + n) % n
		if s.targets[i].Kind != ImageTarget {
			s.take(i)
			return
		}
	}
}

// firstTarget is the target to begin with, going on or back.
func (s *Screen) firstTarget(by int) int {
	line := s.offset
	if by < 0 {
		line += s.height
	}
	i, _ := slices.BinarySearchFunc(s.targets, line, func(t target, l int) int { return cmp.Compare(t.home, l) })
	if by < 0 {
		i--
	}
	return i
}

// take chooses a target and brings it into view.
func (s *Screen) take(i int) {
	t := s.targets[i]
	s.chosen = t.key
	for _, l := range s.window() {
		if slices.ContainsFunc(l.spots, func(sp spot) bool { return sp.key == t.key && l.wide == 0 }) {
			return
		}
	}
	for _, sp := range s.lines[t.home].spots {
		if sp.key == t.key {
			s.reveal(t.home, sp.from, sp.to)
			return
		}
	}
}

// reveal brings some cells of a line into view.
func (s *Screen) reveal(i, from, to int) {
	if i < s.offset || i >= s.offset+s.height {
		s.scroll(i - s.height/3 - s.offset)
	}
	l := s.lines[i]
	if l.wide == 0 {
		return
	}
	switch first := s.left(l); {
	case from <= first:
		s.shift = max(0, from-2)
	case to >= first+s.Measure():
		s.shift = min(to+2, l.wide) - s.Measure()
	}
}

// jump goes from the mark of a note to the note and from the note back.
func (s *Screen) jump() bool {
	k := s.chosen
	if k.kind != NoteTarget {
		return false
	}
	to := key{kind: NoteTarget, n: k.n}
	if k.nth > 0 {
		s.jumped = k
	} else if to.nth = 1; s.jumped.n == k.n {
		to = s.jumped
	}
	if i, ok := s.index[to]; ok {
		s.take(i)
	}
	return true
}
