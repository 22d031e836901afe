package headlines

import (
	"slices"
	"strconv"
	"strings"

	"rubrika/feed"
	"rubrika/ui/keys"
	"rubrika/ui/render"
	"rubrika/ui/theme"
)

// chip is one rubric of the bar or the column.
type chip struct {
	key, name, short string
	does             target
	total            int
	unread           bool
	on               bool
}

// text is a chip as printed in the bar, with the blanks that belong to it.
func (c chip) text() string {
	s := c.name
	if c.key != "" {
		s = c.key + " " + s
	}
	if c.total > 0 {
		s += " " + strconv.Itoa(c.total)
	}
	return " " + s + " "
}

// numbered are the actions of the number keys.
func numbered() [10]keys.Action {
	return [...]keys.Action{
		keys.Rubric0, keys.Rubric1, keys.Rubric2, keys.Rubric3, keys.Rubric4,
		keys.Rubric5, keys.Rubric6, keys.Rubric7, keys.Rubric8, keys.Rubric9,
	}
}

// chips lists «all» and the rubrics in the order of the keys.
func (s *Screen) chips(f feed.Filter, c feed.Counts) []chip {
	all := chip{key: "0", name: s.words.All, short: s.words.All, total: c.All, unread: c.AllUnread > 0, on: len(f.Rubrics)+len(f.Sections) == 0}
	all.does.action = keys.Rubric0
	out := []chip{all}
	for i, r := range s.order {
		ch := chip{name: s.words.Rubric(r), short: s.words.RubricShort(r), on: slices.Contains(f.Rubrics, r), does: target{keys.ThisRubric, string(r)}}
		if i < 9 {
			ch.key, ch.does = strconv.Itoa(i+1), target{action: numbered()[i+1]}
		}
		for _, t := range c.Rubrics {
			if t.Name == string(r) {
				ch.total, ch.unread = t.Total, t.Unread > 0
			}
		}
		out = append(out, ch)
	}
	return out
}

// bar is the row of rubrics: the keyboard made visible. It scrolls so that
// the current rubric and the next one show.
func (s *Screen) bar(width int, f feed.Filter, c feed.Counts) string {
	chips := s.chips(f, c)
	if width < 100 {
		for i := range chips {
			chips[i].name = chips[i].short
		}
	}
	last := current(chips)
	start := 0
	for start < last && span(chips[start:min(last+2, len(chips))])+3 > width {
		start++
	}
	line := []theme.Span{{Fg: theme.Faint, Text: " "}}
	if start > 0 {
		line[0].Text = "‹"
		s.hit(1, 0, 1, target{action: keys.RubricPrev})
	}
	for i, ch := range chips[start:] {
		at := theme.Width(line)
		if i > 0 && at+cells(ch.text()) > width-1 {
			line = append(line, theme.Span{Fg: theme.Faint, Text: "›"})
			s.hit(1, at, at+1, target{action: keys.RubricNext})
			break
		}
		line = append(line, ch.spans()...)
		s.hit(1, at, theme.Width(line), ch.does)
	}
	return s.theme.Line(theme.None, width, line, nil)
}

// current is the place of the last rubric that is chosen.
func current(chips []chip) int {
	last := 0
	for i, ch := range chips {
		if ch.on {
			last = i
		}
	}
	return last
}

func span(chips []chip) int {
	n := 0
	for _, ch := range chips {
		n += cells(ch.text())
	}
	return n
}

// spans is a chip in its colours: the digit faint, the name, the count faint;
// the current one filled.
func (c chip) spans() []theme.Span {
	if c.on {
		return []theme.Span{{Fg: theme.OnAccent, Bg: theme.Accent, Text: c.text()}}
	}
	out := []theme.Span{{Fg: theme.Faint, Text: " "}}
	if c.key != "" {
		out[0].Text += c.key + " "
	}
	out = append(out, theme.Span{Fg: c.fg(), Text: c.name + " "})
	if c.total > 0 {
		out = append(out, theme.Span{Fg: theme.Faint, Text: strconv.Itoa(c.total) + " "})
	}
	return out
}

func (c chip) fg() theme.Token {
	if c.unread {
		return theme.Text
	}
	return theme.Muted
}

// Column returns the rubrics one under another, height lines of width cells:
// what the row of rubrics is on screens with room beside the list. The last
// cell of each stays empty. It scrolls so that the current rubric and the next
// one show.
func (s *Screen) Column(width, height int, f feed.Filter, c feed.Counts) []string {
	s.column = s.column[:0]
	chips := s.chips(f, c)
	start := max(0, min(current(chips)+2-height, len(chips)-height))
	lines := make([]string, 0, height)
	for i := start; i < min(start+height, len(chips)); i++ {
		lines = append(lines, s.theme.Line(theme.None, width, chips[i].line(width-1), nil))
		s.column = append(s.column, chips[i].does)
	}
	for len(lines) < height {
		lines = append(lines, strings.Repeat(" ", width))
	}
	return lines
}

// line is a chip as a line of the column, the counts under one another. A name
// that has no room gives way to the short one.
func (c chip) line(width int) []theme.Span {
	total := ""
	if c.total > 0 {
		total = strconv.Itoa(c.total)
	}
	key := render.Pad(" "+c.key, 3)
	room := max(0, width-cells(key)-cells(total)-2)
	name := c.name
	if cells(name) > room {
		name = c.short
	}
	name = pad(name, room)
	if c.on {
		return []theme.Span{{Fg: theme.OnAccent, Bg: theme.Accent, Text: key + name + " " + total + " "}}
	}
	return []theme.Span{{Fg: theme.Faint, Text: key}, {Fg: c.fg(), Text: name}, {Fg: theme.Faint, Text: " " + total}}
}
