package palette

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"rubrika/ui/keys"
	"rubrika/ui/narrow"
	"rubrika/ui/render"
	"rubrika/ui/theme"
)

// low reports that the panel has only the field and the hints round its list:
// a higher one has a blank line above and below each of them.
func (s *Screen) low() bool { return s.height < 10 }

// above is the number of lines before the list, and of those after it.
func (s *Screen) above() int {
	if s.low() {
		return 1
	}
	return 3
}

func (s *Screen) room() int { return max(1, s.height-2*s.above()) }

// shortest is the least number of lines the panel leaves room for, so that it
// does not collapse while the reader types.
const shortest = 8

// last is the line that the hints stand on.
func (s *Screen) last() int {
	return s.above() + min(s.room(), max(shortest, s.tall)) + s.above()/2
}

// columns are the widths at the right of a line. A group of width 0 is not
// shown, and keys then take only the room they need.
type columns struct{ group, keys int }

// fit decides the columns: keys take at most a quarter of the panel; groups
// are shown where they are no headings and there is room for them.
func (s *Screen) fit() columns {
	var c columns
	for _, h := range s.shown {
		c.keys = max(c.keys, render.Width(s.lines[h.at].Keys))
		if s.width >= 60 && !s.field.Blank() {
			c.group = max(c.group, render.Width(s.lines[h.at].Group))
		}
	}
	c.keys, c.group = min(c.keys, s.width/4), min(c.group, s.width/4)
	return c
}

// View returns the panel: as many lines of exactly width cells as the actions
// need, at most height.
func (s *Screen) View() []string {
	out := []string{s.title()}
	if !s.low() {
		out = []string{s.line(nil, nil), out[0], s.line(nil, nil)}
	}
	from, to := s.list.Window()
	for i := from; i < to; i++ {
		if s.list.Break(i) {
			out = append(out, s.heading(s.shown[i].heading))
		}
		out = append(out, s.entry(s.shown[i], i == s.list.Index()))
	}
	if len(s.shown) == 0 {
		out = append(out, s.line([]theme.Span{{Fg: theme.Muted, Text: "  " + s.words.Palette.None}}, nil))
	}
	for len(out) < s.last() {
		out = append(out, s.line(nil, nil))
	}
	out = append(out, s.foot())
	if !s.low() {
		out = append(out, s.line(nil, nil))
	}
	return out[:max(0, min(len(out), s.height))]
}

func (s *Screen) line(left, right []theme.Span) string {
	return s.theme.Line(theme.Panel, s.width, left, right)
}

// heading is the line above a group.
func (s *Screen) heading(text string) string {
	left := []theme.Span{{Fg: theme.Muted, Text: "  " + text + " "}}
	rule := strings.Repeat("─", max(0, s.width-theme.Width(left)-2))
	return s.line(append(left, theme.Span{Fg: theme.Rule, Text: rule}), nil)
}

// prompt is what stands before the field.
func (s *Screen) prompt() []theme.Span {
	return []theme.Span{{Fg: theme.Strong, Text: "  " + s.words.Palette.Title}, {Fg: theme.Accent, Text: "  › "}}
}

// Cursor is the place of the text cursor within the panel.
func (s *Screen) Cursor() *tea.Cursor {
	before := theme.Width(s.prompt())
	_, x := s.field.Window(s.width - before - 2)
	return tea.NewCursor(max(0, min(before+x, s.width-1)), s.above()/2)
}

// title is the line of the field, with the number of actions found where there
// is room for it.
func (s *Screen) title() string {
	left := s.prompt()
	text, _ := s.field.Window(s.width - theme.Width(left) - 2)
	left = append(left, theme.Span{Fg: theme.Text, Text: text})
	right := []theme.Span{{Fg: theme.Muted, Text: "  " + s.words.Actions(len(s.shown)) + "  "}}
	if theme.Width(left)+1+theme.Width(right) > s.width {
		right = nil
	}
	return s.line(left, right)
}

// entry is one action: title and why it is not possible, group, key.
func (s *Screen) entry(h hit, selected bool) string {
	l := &s.lines[h.at]
	bg, bar, fg := theme.Panel, "  ", theme.Text
	if selected {
		bg, bar, fg = theme.Select, " ▌", theme.Strong
	}
	keyFg := theme.Text
	switch {
	case l.Why != "" && selected:
		fg, keyFg = theme.Muted, theme.Muted
	case l.Why != "":
		fg, keyFg = theme.Faint, theme.Faint
	}
	left := append([]theme.Span{{Fg: theme.Accent, Text: bar}}, l.title.Spans(h.title, fg)...)
	if h.id.Any() {
		left = append(append(left, theme.Span{Text: "  "}), l.id.Spans(h.id, theme.Faint)...)
	}
	if l.Why != "" {
		left = append(left, theme.Span{Fg: theme.Faint, Text: "  " + l.Why})
	}
	key := render.Cut(l.Keys, s.columns.keys)
	right := []theme.Span{{Fg: keyFg, Text: "  " + key + "  "}}
	if s.columns.group > 0 {
		key = strings.Repeat(" ", s.columns.keys-render.Width(key)) + key
		right = []theme.Span{{Fg: theme.Faint, Text: "  " + render.Fit(l.Group, s.columns.group)}, {Fg: keyFg, Text: "  " + key + "  "}}
	}
	return s.theme.Line(bg, s.width, left, right)
}

// foot is the last line: keys, or why the action under the cursor is not
// possible now.
func (s *Screen) foot() string {
	if e, ok := s.Chosen(); ok && e.Why != "" {
		return s.line([]theme.Span{{Fg: theme.Text, Text: "  " + e.Why}}, nil)
	}
	return s.line(s.hints().Spans(), nil)
}

// hints are the keys of the panel.
func (s *Screen) hints() narrow.Hints {
	hints := narrow.Hints{
		{Key: s.Keys.Or(keys.Command, keys.Apply, "Enter"), Text: s.words.Palette.Run, Action: keys.Apply},
		{Key: s.Keys.Or(keys.Command, keys.Cancel, "Esc"), Text: s.words.Hints.Cancel, Action: keys.Cancel},
	}
	if len(s.shown) == 0 {
		hints = hints[1:]
	}
	return hints.Fit(s.width)
}
