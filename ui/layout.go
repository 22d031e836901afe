package ui

// The smallest window the pages are made for. Below it the reader is told so
// in words.
const (
	minWidth  = 40
	minHeight = 10
)

// rect is a place on the screen in cells, from the top left.
type rect struct{ x, y, w, h int }

// layout says where everything stands.
type layout struct {
	small  bool // the window is below the minimum: nothing else is set
	head   rect // name, clock, rubrics and the rule under them
	list   rect // the headlines
	page   rect // an article or the help: all but the status line
	panel  rect // the category filter over the headlines
	status rect // the bottom line
}

// arrange is the one place where rectangles come from: a pure function of the
// window.
func arrange(w, h int) layout {
	if w < minWidth || h < minHeight {
		return layout{small: true}
	}
	var l layout
	l.head = rect{0, 0, w, 3}
	l.list = rect{0, 3, w, h - 4}
	l.page = rect{0, 0, w, h - 1}
	l.status = rect{0, h - 1, w, 1}
	l.panel = rect{0, 3, w, h - 4}
	if w >= 76 && h >= 18 {
		pw := min(w-8, 84)
		ph := min(h-6, 30)
		l.panel = rect{(w - pw) / 2, 4, pw, ph}
	}
	return l
}
