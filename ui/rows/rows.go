// Package rows is the arithmetic of a list of which only a window is seen:
// cursor, scrolling, and a selection that stays with its item.
//
// A list is measured in lines. Every row takes one line, or as many as Shape
// says, and one more above it where a separator stands (a new day). The window
// never begins in the middle of a row; the last row in it may be cut. The
// package draws nothing and knows nothing of what a row shows. Moving and
// Window cost O(log n) at most, SetItems O(n).
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
	// more element than keys unless there are none.
	seps   []int
	cursor int // 0 when the list is empty
	// top is the line of the list that the window begins on. It may be that of
	// a row whose separator is one line above the window: rows stay where they
	// are on the screen, to the line, whatever comes above them.
	top    int
	height int // of the window, in lines
	tall   int // the lines of a row; 0 is 1
}

// Shape gives every row so many lines, at least one, and puts separators above
// those of breaks and no others. The selected row stays on its line of the
// screen where it can.
func (l *Of[K]) Shape(lines int, breaks []bool) { l.Fit(l.height, lines, breaks) }

// Fit is Resize and Shape at once: one after the other, what is right for the
// old height could move the selected row.
func (l *Of[K]) Fit(height, lines int, breaks []bool) {
	keys, line := l.keys, l.Line()
	l.height, l.tall = max(0, height), max(1, lines)
	l.keys, l.seps = nil, nil
	l.add(keys, breaks)
	if len(keys) > 0 {
		l.top = l.line(l.cursor) - line
	}
	l.settle()
}

// SetItems replaces the rows. breaks[i] tells whether a separator stands above
// row i; rows beyond its end have none. The selected row stays selected and on
// its line of the screen, whatever came or went above it, unless the list has
// too few lines above it or below the window for that. If it is gone, the
// nearest row that is left takes its place, below rather than above.
func (l *Of[K]) SetItems(keys []K, breaks []bool) {
	had, line := len(l.keys) > 0, l.Line()
	cursor := l.survivor(keys)
	l.keys, l.seps = nil, nil
	l.add(keys, breaks)
	l.cursor, l.top = cursor, 0
	if had && len(keys) > 0 {
		l.top = l.line(cursor) - line
	}
	l.settle()
}

// Enter replaces the rows as SetItems does, but shows them from the first on:
// what came above is seen at once, and the selected row goes down the screen.
// Where it would go out of the window, or is not among the rows, Enter changes
// nothing and returns false.
func (l *Of[K]) Enter(keys []K, breaks []bool) bool {
	next := Of[K]{height: l.height, tall: l.tall}
	next.add(keys, breaks)
	if len(l.keys) > 0 {
		next.cursor = slices.Index(keys, l.keys[l.cursor])
		if next.cursor < 0 || next.line(next.cursor)+next.seen() > l.height {
			return false
		}
	}
	next.settle() // in a window of one line, a first row under a separator
	*l = next
	return true
}

// Append adds rows below; breaks as in SetItems.
func (l *Of[K]) Append(keys []K, breaks []bool) {
	l.add(keys, breaks)
	l.settle()
}

func (l *Of[K]) add(keys []K, breaks []bool) {
	if l.seps == nil {
		l.seps = make([]int, 1, len(keys)+1)
	}
	l.keys = append(l.keys, keys...)
	n := l.seps[len(l.seps)-1]
	for i := range keys {
		if i < len(breaks) && breaks[i] {
			n++
		}
		l.seps = append(l.seps, n)
	}
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
// it, and on its line where it can.
func (l *Of[K]) Resize(height int) {
	l.height = max(0, height)
	l.settle()
}

// Index returns the place of the selected row, 0 in an empty list.
func (l *Of[K]) Index() int { return l.cursor }

// Find returns the place of the row with that key, -1 when there is none.
func (l *Of[K]) Find(key K) int { return slices.Index(l.keys, key) }

// Line returns the line of the window that the selected row begins on, from 0.
func (l *Of[K]) Line() int {
	if len(l.keys) == 0 {
		return 0
	}
	return l.line(l.cursor) - l.top
}

// At returns the row on a line of the window; false for a separator and where
// no row is.
func (l *Of[K]) At(line int) (int, bool) {
	from, to := l.Window()
	i := l.firstOn(l.top+line+1) - 1 // the last row that begins on the line or above it
	return i, line >= 0 && line < l.height && i >= from && i < to && l.top+line < l.line(i)+l.rowLines()
}

// Window returns the rows to draw, from ≤ i < to. With their separators (see
// Break) they take at most the height of the window, but for lines of the last
// row that are not seen.
func (l *Of[K]) Window() (from, to int) {
	if len(l.keys) == 0 || l.height == 0 {
		return 0, 0
	}
	return l.firstOn(l.top), l.firstOn(l.top + l.height)
}

// Break reports whether a separator is to be drawn above row i.
func (l *Of[K]) Break(i int) bool {
	return i >= 0 && i < len(l.keys) && l.start(i) < l.line(i) && l.start(i) >= l.top
}

// Select selects the row with that key and brings it into the window. It
// reports whether there is one; if not, nothing changes.
func (l *Of[K]) Select(key K) bool {
	i := l.Find(key)
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
	l.reveal()
	return l.cursor != was
}

// Move moves the selection by n rows, down when n is positive. It reports
// whether the selection changed.
func (l *Of[K]) Move(n int) bool { return l.Go(l.cursor + n) }

// Top selects the first row, Bottom the last.
func (l *Of[K]) Top() bool { return l.Go(0) }

// Bottom selects the last row.
func (l *Of[K]) Bottom() bool { return l.Go(len(l.keys) - 1) }

// Page turns n pages, down when n is positive; a page is one row less than
// the window. The selected row keeps its line of the screen where it can.
func (l *Of[K]) Page(n int) bool { return l.scroll(n * l.whole(l.height-l.rowLines())) }

// Half turns n half pages.
func (l *Of[K]) Half(n int) bool { return l.scroll(n * l.whole(l.height/2)) }

// whole is as many of so many lines as whole rows take, one row at least.
func (l *Of[K]) whole(lines int) int {
	return max(l.rowLines(), lines-lines%l.rowLines())
}

// scroll moves selection and window by so many lines, the selection at least
// to the next row. It reports whether the selection changed.
func (l *Of[K]) scroll(lines int) bool {
	if len(l.keys) == 0 {
		return false
	}
	was := l.cursor
	target := l.line(l.cursor) + lines
	next := l.firstOn(target)
	if lines < 0 && (next == len(l.keys) || l.line(next) > target) {
		next--
	}
	l.cursor = l.clamp(next)
	l.top += lines
	l.reveal()
	return l.cursor != was
}

// reveal settles after a move: the selected row is seen with its separator.
func (l *Of[K]) reveal() {
	l.settle()
	if len(l.keys) > 0 && l.Line() == 0 && l.height > l.rowLines() {
		l.top = l.start(l.cursor)
	}
}

// settle brings the window to where it holds the selected row and leaves no
// line empty that a row could fill.
func (l *Of[K]) settle() {
	l.cursor = l.clamp(l.cursor)
	if len(l.keys) == 0 {
		l.cursor, l.top = 0, 0
		return
	}
	height, line := max(1, l.height), l.line(l.cursor)
	end := len(l.keys)*l.rowLines() + l.seps[len(l.keys)]
	l.top = max(0, min(l.top, l.begin(end-height), line))
	l.top = l.begin(max(l.top, line+l.seen()-height))
}

// seen is how many lines of the selected row are to be in the window.
func (l *Of[K]) seen() int { return min(l.rowLines(), max(1, l.height)) }

// begin is the first line from a line on that a window may begin on: any but
// the later ones of a row.
func (l *Of[K]) begin(line int) int {
	line = max(0, line)
	i := l.firstOn(line+1) - 1
	if i < 0 {
		return line
	}
	if end := l.line(i) + l.rowLines(); line > l.line(i) && line < end {
		return end
	}
	return line
}

func (l *Of[K]) clamp(i int) int { return max(0, min(i, len(l.keys)-1)) }

// rowLines is how many lines a row takes.
func (l *Of[K]) rowLines() int { return max(1, l.tall) }

// start is the line that row i begins on, with its separator; line is the
// first line of the row itself. Both count from the first line of the list.
func (l *Of[K]) start(i int) int { return i*l.rowLines() + l.seps[i] }
func (l *Of[K]) line(i int) int  { return i*l.rowLines() + l.seps[i+1] }

// firstOn returns the first row that begins on or below a line of the list,
// the number of rows when there is none.
func (l *Of[K]) firstOn(line int) int {
	return sort.Search(len(l.keys), func(i int) bool { return l.line(i) >= line })
}
