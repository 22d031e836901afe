package sources

// columns are the widths of a row's parts in cells; a part of width 0 is not
// shown. They depend on the width of the list alone, so they never move.
type columns struct {
	title  int
	lang   int
	rubric int
	unread int
	perDay int // the number; 0 takes the bar away too
	bar    int // behind it, after a blank
	good   int
	next   int
	long   bool // rubrics by their whole names, times as they stand alone
}

// The parts of a row whose width never changes.
const (
	edge    = 3 // bar, sign, blank
	between = 2 // before each column
)

// fit decides the columns: the rubric leaves first, then the next try with the
// items a day, the language. What is the matter with a source then has the
// room of the items a day, as long as there is any.
func fit(width int) columns {
	c := columns{lang: 4, rubric: 9, unread: 7, perDay: 6, bar: 3, good: 9, next: 13}
	if width >= 116 {
		c.rubric, c.bar, c.good, c.long = 18, 6, 13, true
	}
	for _, leave := range []struct {
		below int
		part  *int
	}{{92, &c.rubric}, {76, &c.next}, {76, &c.perDay}, {58, &c.lang}} {
		if width < leave.below {
			*leave.part = 0
		}
	}
	if c.perDay == 0 && width >= 52 {
		c.good = 21
	}
	c.title = width - edge - 1
	for _, w := range []int{c.lang, c.rubric, c.unread, c.good, c.next} {
		if w > 0 {
			c.title -= w + between
		}
	}
	if c.perDay > 0 {
		c.title -= between + c.perDay + 1 + c.bar
	}
	c.title = max(1, c.title)
	return c
}

// tail is the room of the columns that give way to what is the matter with a
// source: when it was last read and when it is next.
func (c columns) tail() int {
	if c.next == 0 {
		return c.good
	}
	return c.good + between + c.next
}

// place is where the parts of the page stand.
type place struct {
	list   int // width of the list
	rows   int // rows of the list
	aside  int // width of the particulars beside the list, 0: below
	detail int // lines of the particulars, below with the rule above them
}

const (
	// headHeight is the name, the heads of the columns and a rule.
	headHeight = 3
	// wide is from where on the particulars stand beside the list.
	wide = 140
	// tallest is the most lines the particulars take below the list.
	tallest = 13
	// briefest is from where on what is the matter with a source may take more
	// lines than the particulars have, from the list.
	briefest = 5
)

// place puts the particulars beside the list on wide screens, else below it
// where they take at most three fifths of the height.
func (s *Screen) place() place {
	room := max(0, s.height-headHeight)
	if s.width >= wide {
		aside := min(76, s.width*2/5)
		return place{list: s.width - aside - 1, rows: room, aside: aside, detail: room}
	}
	p := place{list: s.width, rows: room}
	if len(s.shown) == 0 || room < 5 {
		return p
	}
	p.detail = min(tallest, room*3/5)
	if sub, ok := s.Selected(); ok && p.detail <= briefest { // the whole sentence is to be read somewhere
		p.detail = min(max(p.detail, 1+len(s.state(sub, s.width, 0))), room-1)
	}
	p.rows = room - p.detail
	return p
}
