package views

import (
	"cmp"
	"strings"

	"rubrika/feed"
	"rubrika/ui/render"
	"rubrika/ui/theme"
)

// headHeight is the name of the view and the line under it.
const headHeight = 2

// detailFrom is the height from which the filter of the selected view stands
// below the list, with a line above it.
const detailFrom = 16

// detailHeight is how many lines it takes: a rule, the filter in its language,
// and what it means.
const detailHeight = 4

// wide is the width from which a row says what its view selects.
const wide = 60

// roomyRow is the width from which it says too that the view is in the settings
// file.
const roomyRow = 100

// edge is the bar and the sign before a name.
const edge = 4

// room is the height of the list.
func (s *Screen) room() int {
	n := s.height - headHeight
	if s.height >= detailFrom {
		n -= detailHeight
	}
	return max(0, n)
}

// View returns exactly height lines of exactly width cells.
func (s *Screen) View() []string {
	lines := []string{s.name(), s.line([]theme.Span{{Fg: theme.Rule, Text: strings.Repeat("─", s.width)}}, nil)}
	if s.loaded {
		from, to := s.list.Window()
		for i := from; i < to; i++ {
			if s.list.Break(i) {
				lines = append(lines, s.head(s.rows[i].kind))
			}
			lines = append(lines, s.row(s.rows[i], i == s.list.Index()))
		}
	}
	for len(lines) < headHeight+s.room() {
		lines = append(lines, s.line(nil, nil))
	}
	if s.height >= detailFrom {
		lines = append(lines, s.detail()...)
	}
	return lines[:max(0, min(len(lines), s.height))]
}

func (s *Screen) line(left, right []theme.Span) string {
	return s.theme.Line(theme.None, s.width, left, right)
}

// name is the first line: the program, the view, the day and the clock.
func (s *Screen) name() string {
	left := []theme.Span{
		{Fg: theme.Accent, Bold: true, Text: " rubrika "},
		{Fg: theme.Strong, Text: " " + s.words.Views.Title},
	}
	right := []theme.Span{
		{Fg: theme.Muted, Text: "  " + s.words.Weekday(s.now) + "  "},
		{Fg: theme.Text, Text: s.words.Clock(s.now) + " "},
	}
	if theme.Width(left)+theme.Width(right) > s.width {
		right = right[1:]
	}
	return s.line(left, right)
}

// head is the line above a group.
func (s *Screen) head(k feed.ViewKind) string {
	spans := []theme.Span{{Text: "  "}, {Fg: theme.Muted, Text: s.words.ViewGroup(k) + " "}}
	rule := strings.Repeat("─", max(0, s.width-theme.Width(spans)-2))
	return s.line(append(spans, theme.Span{Fg: theme.Rule, Text: rule}), nil)
}

// names is the width of the column of names; on narrow screens it has the row.
func (s *Screen) names() int {
	if s.width < wide {
		return s.width
	}
	n := 0
	for _, v := range s.all {
		n = max(n, render.Width(render.Steady(v.Name)))
	}
	return min(n, max(12, s.width/3))
}

// row is one view: sign, name, what it selects, how many that are.
func (s *Screen) row(r row, selected bool) string {
	bg, bar := theme.None, " "
	if selected {
		bg, bar = theme.Select, "▌"
	}
	left := []theme.Span{{Fg: theme.Accent, Text: bar + " "}}
	if r.at < 0 {
		key := s.RuleKey
		if r.kind == feed.ViewList {
			key = s.SaveKey
		}
		text := render.Cut(s.words.NoViews(r.kind, s.AddKey, key), max(1, s.width-edge-2))
		return s.theme.Line(bg, s.width, append(left, theme.Span{Fg: theme.Faint, Text: "  " + text}), nil)
	}
	v := s.all[r.at]
	t, counted := s.counts[v.ID]
	sign, name, aside := s.sign(v), theme.Text, theme.Muted
	if t.Unread > 0 && v.Kind != feed.ViewMute {
		name = theme.Strong
	}
	right := s.right(v, t, counted)
	room := max(1, s.width-edge-theme.Width(right)-1)
	title := render.Fit(render.Steady(v.Name), min(s.names(), room))
	left = append(left, theme.Span{Fg: theme.Accent, Text: sign + " "}, theme.Span{Fg: name, Text: title})
	if more := room - render.Width(title) - 2; more >= 8 {
		left = append(left, theme.Span{Fg: aside, Text: "  " + render.Cut(s.meaning(r.at), more)})
	}
	return s.theme.Line(bg, s.width, left, right)
}

// sign tells what is done with the stories of a view.
func (s *Screen) sign(v feed.View) string {
	switch v.Kind {
	case feed.ViewWatch:
		return theme.SignWatched
	case feed.ViewMute:
		return theme.SignMuted
	}
	return " "
}

// meaning is the filter in words.
func (s *Screen) meaning(at int) string {
	if s.spelt[at].Words == "" {
		return s.words.Views.Everything
	}
	return render.Steady(s.spelt[at].Words)
}

// right is what stands at the end of a row: that a rule is being applied, how
// many stories a view selects, and how many of them are unread. Where there is
// no room only the number is left.
func (s *Screen) right(v feed.View, t feed.Tally, counted bool) []theme.Span {
	if !counted {
		return nil
	}
	total := theme.Span{Fg: theme.Muted, Text: s.words.Number(t.Total) + "  "}
	if s.width < wide {
		return []theme.Span{{Text: "  "}, total}
	}
	var out []theme.Span
	if v.Declared && s.width >= roomyRow {
		out = append(out, theme.Span{Fg: theme.Faint, Text: "  " + s.words.Views.Declared})
	}
	switch {
	case v.Pending:
		out = append(out, theme.Span{Fg: theme.Accent, Text: "  " + s.words.Views.Pending})
	case t.Unread > 0 && v.Kind != feed.ViewMute:
		out = append(out, theme.Span{Fg: theme.Accent, Text: "  " + s.words.ViewUnread(t.Unread)})
	}
	total.Text = strings.Repeat(" ", max(2, 9-render.Width(total.Text))) + total.Text
	return append(out, total)
}

// detail are the particulars of the selected view below the list.
func (s *Screen) detail() []string {
	out := []string{s.line([]theme.Span{{Fg: theme.Rule, Text: strings.Repeat("─", s.width)}}, nil)}
	v, ok := s.Selected()
	if ok {
		filter := cmp.Or(s.spelt[s.rows[s.list.Index()].at].Filter, s.words.Views.Everything)
		out = append(out, s.line([]theme.Span{{Fg: theme.Text, Text: "  " + render.Cut(render.Steady(filter), max(1, s.width-4))}}, nil))
		spans := []theme.Span{{Fg: theme.Muted, Text: "  " + s.words.ViewKind(v.Kind)}}
		for _, n := range []struct {
			on   bool
			text string
		}{{v.Bar && v.Kind == feed.ViewList, s.words.Views.Bar}, {v.Declared, s.words.Views.Declared}, {v.Pending, s.words.Views.Pending}} {
			if n.on {
				spans = append(spans, theme.Span{Fg: theme.Faint, Text: " · " + n.text})
			}
		}
		out = append(out, s.line(spans, nil))
	}
	for len(out) < detailHeight {
		out = append(out, s.line(nil, nil))
	}
	return out
}
