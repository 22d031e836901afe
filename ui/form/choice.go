package form

import (
	"rubrika/ui/keys"
	"rubrika/ui/lang"
	"rubrika/ui/render"
	"rubrika/ui/rows"
	"rubrika/ui/theme"
)

// Item is one line to be picked.
type Item struct{ Title, Note string }

// Choice is a panel with lines of which some are picked. The zero value is not
// ready: see NewChoice.
type Choice struct {
	words lang.Words
	theme theme.Theme

	width, height int
	title, submit string
	items         []Item
	picked        []bool
	list          rows.Of[int]
	busy          string

	// Keys are the reader's keys, for the hints; nil is the usual ones.
	Keys *keys.Map
}

// NewChoice makes a closed panel.
func NewChoice(w lang.Words, t theme.Theme) Choice { return Choice{words: w, theme: t} }

// Scope implements the screens' contract.
func (c *Choice) Scope() keys.Scope { return keys.Found }

// Restyle changes the colours.
func (c *Choice) Restyle(t theme.Theme) { c.theme = t }

// Reword changes the language.
func (c *Choice) Reword(w lang.Words) { c.words = w }

// Resize gives the panel its place.
func (c *Choice) Resize(w, h int) {
	c.width, c.height = w, h
	c.list.Resize(c.room())
}

// Open shows the lines under a title; submit says in a word what Enter does.
func (c *Choice) Open(title, submit string, items []Item) {
	c.title, c.submit, c.items, c.busy = title, submit, items, ""
	c.picked = make([]bool, len(items))
	places := make([]int, len(items))
	for i := range places {
		places[i] = i
	}
	c.list = rows.Of[int]{}
	c.list.Resize(c.room())
	c.list.SetItems(places, nil)
}

// Busy says what is going on; Waiting reports that something is.
func (c *Choice) Busy(text string) { c.busy = text }

// Waiting reports that something is going on.
func (c *Choice) Waiting() bool { return c.busy != "" }

// Picked returns the places of the lines that were picked, or that of the
// selected one.
func (c *Choice) Picked() []int {
	var out []int
	for i, on := range c.picked {
		if on {
			out = append(out, i)
		}
	}
	if len(out) == 0 && len(c.items) > 0 {
		out = []int{c.list.Index()}
	}
	return out
}

// Do moves and picks. It reports whether the action was its own.
func (c *Choice) Do(a keys.Action) bool {
	if a != keys.Toggle {
		return keys.Move(&c.list, a)
	}
	if i := c.list.Index(); i < len(c.picked) && !c.Waiting() {
		c.picked[i] = !c.picked[i]
		c.list.Move(1)
	}
	return true
}

// Click selects the line at a cell of the panel. It returns Toggle when it was
// selected already.
func (c *Choice) Click(_, y int) keys.Action {
	top := 1
	if c.frame() == full {
		top = 3
	}
	i, ok := c.list.At(y - top)
	if ok && !c.list.Go(i) && !c.Waiting() {
		return keys.Toggle
	}
	return ""
}

// frame is the lines of the panel that are no items: a blank, the title and a
// blank above, a blank, the hints and a blank below; in a low panel only title
// and hints.
func (c *Choice) frame() int {
	if c.height < full+4 {
		return low
	}
	return full
}

func (c *Choice) room() int { return max(1, c.height-c.frame()) }

// View returns the panel: as many lines of exactly width cells as the items
// need, at most height.
func (c *Choice) View() []string {
	line := func(left []theme.Span) string { return c.theme.Line(theme.Panel, c.width, left, nil) }
	out := []string{line([]theme.Span{{Fg: theme.Strong, Text: "  " + c.title}})}
	if c.frame() == full {
		out = []string{line(nil), out[0], line(nil)}
	}
	from, to := c.list.Window()
	for i := from; i < to; i++ {
		out = append(out, c.item(i))
	}
	foot := line(hints([][2]string{{c.Keys.Or(keys.Found, keys.Toggle, c.words.Space), c.words.Form.Pick}, {c.Keys.Or(keys.Found, keys.Apply, "Enter"), c.submit}, {c.Keys.Or(keys.Found, keys.Cancel, "Esc"), c.words.Hints.Cancel}}, c.width))
	if c.busy != "" {
		busy := []theme.Span{{Fg: theme.Accent, Text: "  " + c.busy + " "}}
		foot = line(append(busy, hints([][2]string{{c.Keys.Or(keys.Found, keys.Cancel, "Esc"), c.words.Hints.Cancel}}, c.width-theme.Width(busy))...))
	}
	if c.frame() == full {
		return append(out, line(nil), foot, line(nil))
	}
	return append(out, foot)[:min(len(out)+1, max(0, c.height))]
}

// titles is the width of the longest title that has a note beside it.
func (c *Choice) titles() int {
	n := 0
	for _, it := range c.items {
		if it.Note != "" {
			n = max(n, render.Width(it.Title))
		}
	}
	return n
}

// item is one line: whether it is picked, title, note.
func (c *Choice) item(i int) string {
	bg, bar, name := theme.Panel, "  ", theme.Text
	if i == c.list.Index() {
		bg, bar, name = theme.Select, " ▌", theme.Strong
	}
	box, boxFg := "[ ] ", theme.Faint
	if c.picked[i] {
		box, boxFg = "[x] ", theme.Accent
	}
	left := []theme.Span{{Fg: theme.Accent, Text: bar}, {Fg: boxFg, Text: box}}
	room := c.width - theme.Width(left) - 2
	title, note := c.items[i].Title, c.items[i].Note
	switch {
	case title == "":
		title, note = render.Cut(note, room), ""
	case note == "":
		title = render.Cut(title, room)
	default:
		title = render.Fit(title, min(c.titles(), room*3/5))
		note, _ = window(note, len([]rune(note)), max(0, room-render.Width(title)-2)+1) // addresses of one site differ at their ends
	}
	return c.theme.Line(bg, c.width, append(left, theme.Span{Fg: name, Text: title}, theme.Span{Fg: theme.Faint, Text: "  " + note}), nil)
}
