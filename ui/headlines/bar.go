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
	view             bool   // a saved view
	before           string // what parts it from the chip before it in the row
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
	return c.before + " " + s + " "
}

// numbered are the actions of the number keys.
func numbered() [10]keys.Action {
	return [...]keys.Action{
		keys.Rubric0, keys.Rubric1, keys.Rubric2, keys.Rubric3, keys.Rubric4,
		keys.Rubric5, keys.Rubric6, keys.Rubric7, keys.Rubric8, keys.Rubric9,
	}
}

// View is a saved view with a place in the row: its name, its filter as
// printed, and how many stories it selects, 0 where that is not known.
type View struct {
	Name, Filter  string
	Total, Unread int
}

// SetViews puts saved views into the row, after the rubrics.
func (s *Screen) SetViews(all []View) { s.views = all }

// The most that the name of a view takes in cells, and on narrow screens.
const (
	viewWidth   = 24
	viewCramped = 12
)

// saved are the chips of the saved views.
func (s *Screen) saved(f feed.Filter) []chip {
	var out []chip
	now := ""
	if len(s.views) > 0 {
		now = f.String()
	}
	for _, v := range s.views {
		name := render.Steady(v.Name)
		out = append(out, chip{
			name: render.Cut(name, viewWidth), short: render.Cut(name, viewCramped),
			total: v.Total, unread: v.Unread > 0, on: v.Filter == now, view: true,
			does: target{keys.ApplyView, v.Name},
		})
	}
	return out
}

// chips lists «all», the rubrics in the order of the keys, and the saved views.
// While a view is on, «all» is not: it would say of another list that it is
// shown.
func (s *Screen) chips(f feed.Filter, c feed.Counts) []chip {
	saved := s.saved(f)
	viewed := slices.ContainsFunc(saved, func(ch chip) bool { return ch.on })
	all := chip{key: "0", name: s.words.All, short: s.words.All, total: c.All, unread: c.AllUnread > 0, on: !viewed && len(f.Rubrics)+len(f.Sections) == 0}
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
	if len(saved) > 0 {
		saved[0].before = "│"
	}
	return append(out, saved...)
}

// stripFrom is the width from which saved views have a part of the row for
// themselves, one in three cells at most, where there is no room for all.
const stripFrom = 60

// bar is the row of rubrics: the keyboard made visible. It scrolls so that
// the current rubric and the next one show; rubrics have their keys wherever
// they are, so views stay in sight.
func (s *Screen) bar(width int, f feed.Filter, c feed.Counts) string {
	chips := s.chips(f, c)
	if width < 100 {
		for i := range chips {
			chips[i].name = chips[i].short
		}
	}
	at := slices.IndexFunc(chips, func(ch chip) bool { return ch.view })
	if at < 0 || width < stripFrom || span(chips)+3 <= width {
		return s.theme.Line(theme.None, width, s.cut(chips, width), nil)
	}
	views := strip(chips[at:], width/3)
	left := width - span(views)
	line := s.cut(chips[:at], left)
	line = append(line, theme.Span{Text: strings.Repeat(" ", left-theme.Width(line))})
	for _, ch := range views {
		from := theme.Width(line)
		line = append(line, ch.spans()...)
		s.hit(1, from, theme.Width(line), ch.does)
	}
	return s.theme.Line(theme.None, width, line, nil)
}

// strip are the views that room has cells for, the current one among them; one
// at least.
func strip(views []chip, room int) []chip {
	start, on := 0, current(views)
	for start < on && span(views[start:on+1]) > room {
		start++
	}
	end := start + 1
	for end < len(views) && span(views[start:end+1]) <= room {
		end++
	}
	out := slices.Clone(views[start:end])
	out[0].before = "│"
	return out
}

// cut is as much of chips as width has room for.
func (s *Screen) cut(chips []chip, width int) []theme.Span {
	start, last := 0, current(chips)
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
	return line
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
	before := theme.Span{Fg: theme.Rule, Text: c.before}
	if c.on {
		return []theme.Span{before, {Fg: theme.OnAccent, Bg: theme.Accent, Text: strings.TrimPrefix(c.text(), c.before)}}
	}
	out := []theme.Span{before, {Fg: theme.Faint, Text: " "}}
	if c.key != "" {
		out[1].Text += c.key + " "
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
	if at := slices.IndexFunc(chips, func(ch chip) bool { return ch.view }); at >= 0 { // a gap before the views
		chips = slices.Insert(chips, at, chip{})
	}
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
	if cells(name) > room && !c.view {
		name = c.short
	}
	name = pad(name, room)
	if c.on {
		return []theme.Span{{Fg: theme.OnAccent, Bg: theme.Accent, Text: key + name + " " + total + " "}}
	}
	return []theme.Span{{Fg: theme.Faint, Text: key}, {Fg: c.fg(), Text: name}, {Fg: theme.Faint, Text: " " + total}}
}
