package headlines

// columns are the widths of a row's parts in cells; a part of width 0 is not
// shown. They depend on the width of the window alone, so they never move
// while the reader looks at the page.
type columns struct {
	clock   int // «12:36»
	title   int
	lead    bool // room for the beginning of the story after a short title
	section int
	source  int
}

// The parts of a row whose width never changes.
const (
	edge       = 3 // bar, dot, blank
	badgeWidth = 3 // blank, badge, blank
	storyWidth = 4 // blank, «≡2 »; the blank belongs to the title
)

// fit decides the columns: the title keeps at least half of the row; the
// source leaves first, the publisher's rubric second.
func fit(width, clock int) columns {
	c := columns{clock: clock, section: 18, source: 12}
	switch {
	case width >= 160:
		c.section, c.source, c.lead = 24, 20, true
	case width >= 140:
		c.section, c.source = 20, 16
	}
	free := func() int {
		n := width - edge - clock - badgeWidth - storyWidth - 1
		if c.section > 0 {
			n -= c.section + 2
		}
		if c.source > 0 {
			n -= c.source + 2
		}
		return n
	}
	if free() < width/2 {
		c.source = 0
	}
	if free() < width/2 {
		c.section = 0
	}
	c.title = max(1, free())
	return c
}
