package ui

// The smallest window the pages are made for. Below it the reader is told so
// in words.
const (
	minWidth  = 40
	minHeight = 10
)

// The widths from which a preview of the story stands beside the list, and
// the column of rubrics on its other side.
const (
	previewFrom = 140
	columnFrom  = 180
)

// columnWidth holds every rubric's name with its key and number.
const columnWidth = 26

// rect is a place on the screen in cells, from the top left.
type rect struct{ x, y, w, h int }

// holds reports whether a cell is in the place.
func (r rect) holds(x, y int) bool { return x >= r.x && x < r.x+r.w && y >= r.y && y < r.y+r.h }

// layout says where everything stands.
type layout struct {
	small   bool // the window is below the minimum: nothing else is set
	head    rect // name, clock, rubrics and the rule under them
	field   rect // the search, in the place of the rule
	list    rect // the headlines
	page    rect // an article or the help: all but the status line
	panel   rect // the category filter over the headlines
	status  rect // the bottom line
	column  rect // the rubrics one under another; empty where there is none
	preview rect // the selected story; empty where there is none
}

// arrange is the one place where rectangles come from: a pure function of the
// window, and of whether the reader wants a preview where there is room.
func arrange(w, h int, preview bool) layout {
	if w < minWidth || h < minHeight {
		return layout{small: true}
	}
	var l layout
	l.head = rect{0, 0, w, 3}
	if w >= columnFrom { // the rubrics stand in the column
		l.head.h = 2
	}
	top, rest := l.head.h, h-l.head.h-1
	l.field = rect{0, top - 1, w, 1}
	l.list = rect{0, top, w, rest}
	l.page = rect{0, 0, w, h - 1}
	l.status = rect{0, h - 1, w, 1}
	l.panel = rect{0, top, w, rest}
	if w >= 76 && h >= 18 {
		pw := min(w-8, 84)
		ph := min(h-6, 30)
		l.panel = rect{(w - pw) / 2, 4, pw, ph}
	}
	if w >= columnFrom {
		l.column = rect{0, top, columnWidth, rest}
		l.list.x = l.column.w + 1 // the line between
		l.list.w -= l.list.x
	}
	if preview && w >= previewFrom {
		pw := min(l.list.w*45/100, 88)
		l.preview = rect{w - pw, top, pw, rest}
		l.list.w -= pw + 1
	}
	return l
}
