package headlines

import "rubrika/ui/keys"

// target is what a click means: an action, and the topic or rubric it is for
// where the action does not say.
type target struct {
	action keys.Action
	name   string
}

// hit is a place of the head that can be clicked: cells from ≤ x < to of line y.
type hit struct {
	y, from, to int
	target
}

func (s *Screen) hit(y, from, to int, t target) {
	s.head = append(s.head, hit{y, from, to, t})
}

// HeadAt says what a click on a cell of the head last drawn means; "" nothing.
// It is the action of a number key for a rubric, keys.ThisRubric with the name
// of a rubric that has no number, keys.Topics with the name of a topic,
// keys.Top for the stories that wait, keys.RubricPrev and RubricNext for the
// ends of the row, keys.Sort for the order, keys.Hold for the stream.
func (s *Screen) HeadAt(x, y int) (keys.Action, string) {
	for _, h := range s.head {
		if h.y == y && h.from <= x && x < h.to {
			return h.action, h.name
		}
	}
	return "", ""
}

// ColumnAt says what a click on a line of the column of rubrics last drawn
// means, as HeadAt does.
func (s *Screen) ColumnAt(y int) (keys.Action, string) {
	if y < 0 || y >= len(s.column) {
		return "", ""
	}
	return s.column[y].action, s.column[y].name
}

// Click selects the headline on a cell of the list; keys.Open when it was
// selected already.
func (s *Screen) Click(_, y int) keys.Action {
	i, ok := s.list.At(y)
	switch {
	case !ok:
		return ""
	case i == s.list.Index():
		return keys.Open
	}
	s.list.Go(i)
	return ""
}
