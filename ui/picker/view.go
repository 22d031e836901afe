package picker

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"rubrika/ui/keys"
	"rubrika/ui/narrow"
	"rubrika/ui/render"
	"rubrika/ui/theme"
)

// low reports that the panel has only the field and the hints round its lines:
// a higher one has a blank line above and below each of them.
func (s *Screen) low() bool { return s.height < 10 }

// above is the number of lines before the first entry, and of those after the
// last.
func (s *Screen) above() int {
	if s.low() {
		return 1
	}
	return 3
}

func (s *Screen) room() int { return max(1, s.height-2*s.above()) }

// shortest is the least number of entries the panel leaves room for, so that
// it does not collapse while the reader types.
const shortest = 8

// last is the line that the hints stand on.
func (s *Screen) last() int {
	return s.above() + min(s.room(), max(shortest, len(s.shown))) + s.above()/2
}

// prompt is the group's name before the field.
func (s *Screen) prompt() []theme.Span {
	return []theme.Span{{Fg: theme.Strong, Text: "  " + s.words.Groups[s.group]}, {Fg: theme.Accent, Text: "  › "}}
}

// Cursor is the place of the text cursor within the panel.
func (s *Screen) Cursor() *tea.Cursor {
	before := theme.Width(s.prompt())
	_, x := s.field.Window(s.width - before - 2)
	return tea.NewCursor(max(0, min(before+x, s.width-1)), s.above()/2)
}

// View returns the panel: as many lines of exactly width cells as the entries
// need, at most height.
func (s *Screen) View() []string {
	lines := []string{s.title()}
	if !s.low() {
		lines = []string{s.line(nil, nil), lines[0], s.line(nil, nil)}
	}
	from, to := s.list.Window()
	for i := from; i < to; i++ {
		lines = append(lines, s.entry(s.shown[i], i == s.list.Index()))
	}
	if len(s.shown) == 0 {
		text := s.words.NothingNamed
		if s.group == Views && len(s.views) == 0 {
			text = s.words.About(s.words.Views.NoneSaved, s.SaveKey)
		}
		lines = append(lines, s.line([]theme.Span{{Fg: theme.Muted, Text: "  " + render.Cut(text, max(1, s.width-4))}}, nil))
	}
	for len(lines) < s.last() {
		lines = append(lines, s.line(nil, nil))
	}
	lines = append(lines, s.line(s.hints().Spans(), nil))
	if !s.low() {
		lines = append(lines, s.line(nil, nil))
	}
	return lines[:max(0, min(len(lines), s.height))]
}

func (s *Screen) line(left, right []theme.Span) string {
	return s.theme.Line(theme.Panel, s.width, left, right)
}

// title is the line of the field, with the other groups where there is room
// for them.
func (s *Screen) title() string {
	left := s.prompt()
	text, _ := s.field.Window(s.width - theme.Width(left) - 2)
	return s.line(append(left, theme.Span{Fg: theme.Text, Text: text}), s.others())
}

// others names the groups that Tab leads to, as many as there is room for.
func (s *Screen) others() []theme.Span {
	text, _ := s.field.Window(s.width)
	room := s.width - theme.Width(s.prompt()) - theme.Width([]theme.Span{{Text: text}}) - 2
	var names []string
	for i := Group(1); i < groups; i++ {
		names = append(names, strings.ToLower(s.words.Groups[(s.group+i)%groups]))
	}
	for ; len(names) > 0; names = names[:len(names)-1] {
		spans := []theme.Span{{Fg: theme.Text, Text: "  Tab"}, {Fg: theme.Faint, Text: " " + strings.Join(names, ", ") + "  "}}
		if theme.Width(spans) <= room {
			return spans
		}
	}
	return nil
}

// entry is one line: choice, digit or rise, name, count.
func (s *Screen) entry(e entry, selected bool) string {
	bg, bar, name := theme.Panel, "  ", theme.Text
	if selected {
		bg, bar, name = theme.Select, " ▌", theme.Strong
	}
	box, boxFg := "[ ] ", theme.Faint
	switch s.effect(e) {
	case in:
		box, boxFg = "[x] ", theme.Accent
	case out:
		box, boxFg, name = "[–] ", theme.Urgent, theme.Muted
	}
	if e.total == 0 && name == theme.Text {
		name = theme.Muted
	}
	left := []theme.Span{{Fg: theme.Accent, Text: bar}, {Fg: boxFg, Text: box}}
	switch {
	case e.axis == bySection:
		left = append(left, theme.Span{Text: "    "})
	case e.digit != "":
		left = append(left, theme.Span{Fg: theme.Faint, Text: e.digit + " "})
	case e.rising:
		left = append(left, theme.Span{Fg: theme.Accent, Text: theme.SignRising + " "})
	case s.group == Rubrics || s.group == Topics:
		left = append(left, theme.Span{Text: "  "})
	}
	label := narrow.NewLabel(e.title, s.fold)
	count := ""
	if e.total > 0 {
		count = s.words.Number(e.total)
	}
	return s.theme.Line(bg, s.width, append(left, label.Spans(label.Whole([]string{s.typed}), name)...), []theme.Span{{Fg: theme.Muted, Text: "  " + count + "  "}})
}

// effect is what the filter does with a line: its own choice, else that of
// the rubric it stands under.
func (s *Screen) effect(e entry) choice {
	if e.axis == byView {
		if e.filter == s.Filter().String() {
			return in
		}
		return no
	}
	if c := s.chosen[e.axis][e.name]; c != no || e.parent == "" {
		return c
	}
	return s.chosen[byRubric][e.parent]
}

// hints are the keys of the panel.
func (s *Screen) hints() narrow.Hints {
	all := narrow.Hints{
		{Key: s.Keys.Or(keys.Picker, keys.Toggle, s.words.Space), Text: s.words.Hints.Include, Action: keys.Toggle},
		{Key: s.Keys.Or(keys.Picker, keys.Exclude, "x"), Text: s.words.Hints.Exclude, Action: keys.Exclude},
		{Key: s.Keys.Or(keys.Picker, keys.Apply, "Enter"), Text: s.words.Hints.Apply, Action: keys.Apply},
		{Key: s.Keys.Or(keys.Picker, keys.Cancel, "Esc"), Text: s.words.Hints.Cancel, Action: keys.Cancel},
	}
	if s.group == Views { // one of them is the whole filter, and none can be excluded
		all = slices.Delete(all, 1, 2)
	}
	return all.Fit(s.width)
}
