// Package rows is the arithmetic of a list of which only a window is seen:
// cursor, scrolling, and a selection that stays with its item.
//
// A list is measured in lines. Every row takes one line, and one more above
// it where a separator stands (a new day). The package draws nothing and
// knows nothing of what a row shows. Moving and Window cost O(log n) at most,
// SetItems O(n).
package rows

import (
	"slices"
	"sort"

	"rubrika/feed"
)

// List is a list of items.
type List = Of[feed.ID]

// Of is a list of rows that are known by a key. Keys are unique. The zero Of
// is empty and has no height.
type Of[K comparable] struct {
	keys []K
	// seps[i] is the number of separators above the rows before i; it has one
	// more element than keys.
	seps   []int
	cursor int // 0 when the list is empty
	from   int // the first row of the window
	height int // of the window, in lines
}

// SetItems replaces the rows. breaks[i] tells whether a separator stands above
// row i; rows beyond its end have none. The selected row stays selected and on its line of
// the screen, whatever came or went above it (one line off where a separator
// comes or goes at the top); if it is gone, the nearest row that is left takes
// its place, below rather than above.
func (l *Of[K]) SetItems(keys []K, breaks []bool) {
	line := l.Line()
	cursor := l.survivor(keys)
	l.keys = slices.Clone(keys)
	l.seps = make([]int, len(keys)+1)
	for i := range keys {
		l.seps[i+1] = l.seps[i]
		if i < len(breaks) && breaks[i] {
			l.seps[i+1]++
		}
	}
	l.cursor = cursor
	if len(keys) == 0 {
		l.from = 0
		return
	}
	// The window starts where the line of the cursor stays what it was, or is
	// less by the one line of a separator.
	l.from = l.firstAt(l.line(cursor) - line)
	l.settle()
}

// survivor returns the place among keys of the selected row or its nearest
// neighbour that is among them, else 0.
func (l *Of[K]) survivor(keys []K) int {
	if len(l.keys) == 0 {
		return 0
	}
	if i := slices.Index(keys, l.keys[l.cursor]); i >= 0 {
		return i
	}
	places := make(map[K]int, len(keys))
	for i, k := range keys {
		places[k] = i
	}
	for d := 1; d < len(l.keys); d++ {
		for _, i := range []int{l.cursor + d, l.cursor - d} {
			if i < 0 || i >= len(l.keys) {
				continue
			}
			if at, ok := places[l.keys[i]]; ok {
				return at
			}
		}
	}
	return 0
}

// Resize sets the height of the window in lines. The selected row stays in
// it.
func (l *Of[K]) Resize(height int) {
	l.height = max(0, height)
	l.settle()
}

// Index returns the place of the selected row, 0 in an empty list.
func (l *Of[K]) Index() int { return l.cursor }

// Line returns the line of the window that the selected row is on, from 0.
func (l *Of[K]) Line() int {
	if len(l.keys) == 0 || l.height < 2 {
		return 0
	}
	return l.line(l.cursor) - l.start(l.from)
}

// Window returns the rows to draw, from ≤ i < to. With their separators (see
// Break) they take at most the height of the window.
func (l *Of[K]) Window() (from, to int) {
	if len(l.keys) == 0 || l.height == 0 {
		return 0, 0
	}
	if l.height == 1 {
		return l.from, l.from + 1
	}
	bottom := l.start(l.from) + l.height // the first line below the window
	return l.from, sort.Search(len(l.keys), func(i int) bool { return l.line(i) >= bottom })
}

// Break reports whether a separator is to be drawn above row i. A window of
// one line has none.
func (l *Of[K]) Break(i int) bool {
	return l.height > 1 && i >= 0 && i < len(l.keys) && l.seps[i+1] > l.seps[i]
}

// Select selects the row with that key and brings it into the window. It
// reports whether there is one; if not, nothing changes.
func (l *Of[K]) Select(key K) bool {
	i := slices.Index(l.keys, key)
	if i < 0 {
		return false
	}
	l.Go(i)
	return true
}

// Go selects row i, or the nearest there is. It reports whether the selection
// changed.
func (l *Of[K]) Go(i int) bool {
	was := l.cursor
	l.cursor = l.clamp(i)
	l.settle()
	return l.cursor != was
}

// Move moves the selection by n rows, down when n is positive. It reports
// whether the selection changed.
func (l *Of[K]) Move(n int) bool { return l.Go(l.cursor + n) }

// Top selects the first row, Bottom the last.
func (l *Of[K]) Top() bool { return l.Go(0) }

// Bottom selects the last row.
func (l *Of[K]) Bottom() bool { return l.Go(len(l.keys) - 1) }

// Page turns n pages, down when n is positive; a page is one line less than
// the window. The selected row keeps its line of the screen where it can.
func (l *Of[K]) Page(n int) bool { return l.scroll(n * max(1, l.height-1)) }

// Half turns n half pages.
func (l *Of[K]) Half(n int) bool { return l.scroll(n * max(1, l.height/2)) }

// scroll moves selection and window by so many lines, the selection at least
// to the next row. It reports whether the selection changed.
func (l *Of[K]) scroll(lines int) bool {
	if len(l.keys) == 0 {
		return false
	}
	was := l.cursor
	target := l.line(l.cursor) + lines
	next := sort.Search(len(l.keys), func(i int) bool { return l.line(i) >= target })
	if lines < 0 && (next == len(l.keys) || l.line(next) > target) {
		next--
	}
	l.cursor = l.clamp(next)
	l.from = l.firstAt(l.start(l.from) + lines)
	l.settle()
	return l.cursor != was
}

// settle brings the window to where it holds the selected row and leaves no
// line empty that a row could fill.
func (l *Of[K]) settle() {
	l.cursor = l.clamp(l.cursor)
	if len(l.keys) == 0 {
		l.from = 0
		return
	}
	if l.height < 2 {
		l.from = l.cursor
		return
	}
	end := len(l.keys) + l.seps[len(l.keys)]
	l.from = min(l.from, l.cursor, l.firstAt(end-l.height))
	l.from = max(l.from, l.firstAt(l.line(l.cursor)-l.height+1))
}

func (l *Of[K]) clamp(i int) int { return max(0, min(i, len(l.keys)-1)) }

// start is the line that row i begins on, with its separator; line is the
// line of the row itself. Both count from the first line of the list.
func (l *Of[K]) start(i int) int { return i + l.seps[i] }
func (l *Of[K]) line(i int) int  { return i + l.seps[i+1] }

// firstAt returns the first row that begins on or after a line of the list,
// and the last row when there is none.
func (l *Of[K]) firstAt(line int) int {
	return l.clamp(sort.Search(len(l.keys), func(i int) bool { return l.start(i) >= line }))
}
