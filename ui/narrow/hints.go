package narrow

import (
	"slices"

	"rubrika/ui/keys"
	"rubrika/ui/render"
	"rubrika/ui/theme"
)

// Hint is a key that works in a panel, with what it does in a word. A click on
// it does the same.
type Hint struct {
	Key, Text string
	Action    keys.Action
}

// Hints are the bottom line of a panel.
type Hints []Hint

// before and after stand round each hint.
const before, after = "  ", " "

func (h Hint) width() int { return render.Width(before + h.Key + " " + h.Text + after) }

// Fit leaves the hints that have a key and fit a width. The first leave: the way
// on and the way out stand last.
func (h Hints) Fit(width int) Hints {
	h = slices.DeleteFunc(slices.Clone(h), func(one Hint) bool { return one.Key == "" })
	for len(h) > 1 {
		total := 0
		for _, one := range h {
			total += one.width()
		}
		if total <= width {
			break
		}
		h = h[1:]
	}
	return h
}

// Spans prints hints.
func (h Hints) Spans() []theme.Span {
	var out []theme.Span
	for _, one := range h {
		out = append(out, theme.Span{Fg: theme.Text, Text: before + one.Key}, theme.Span{Fg: theme.Faint, Text: " " + one.Text + after})
	}
	return out
}

// At is what the hint in a column does, "" beside them.
func (h Hints) At(x int) keys.Action {
	for _, one := range h {
		if x >= 0 && x < one.width() {
			return one.Action
		}
		x -= one.width()
	}
	return ""
}
