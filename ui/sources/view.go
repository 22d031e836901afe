package sources

import (
	"math"
	"strings"

	tea "charm.land/bubbletea/v2"

	"rubrika/feed"
	"rubrika/ui/render"
	"rubrika/ui/theme"
)

// View returns exactly height lines of exactly width cells.
func (s *Screen) View() []string {
	p := s.place()
	cols := fit(p.list)
	lines := []string{s.name(), s.heads(cols, p.list), ""}
	lines[1] += strings.Repeat(" ", s.width-p.list)
	rule := strings.Repeat("─", p.list)
	if p.aside > 0 {
		rule += "┬" + strings.Repeat("─", p.aside)
	}
	lines[2] = s.line(s.width, []theme.Span{{Fg: theme.Rule, Text: rule}})
	body := s.rows(cols, p)
	if p.aside > 0 {
		detail := s.detail(p.aside-2, p.detail, true)
		wall := s.line(2, []theme.Span{{Fg: theme.Rule, Text: "│ "}})
		for i := range body {
			body[i] += wall + detail[i] + " "
		}
	} else if p.detail > 0 {
		body = append(body, s.line(s.width, []theme.Span{{Fg: theme.Rule, Text: strings.Repeat("─", s.width)}}))
		body = append(body, s.detail(s.width, p.detail-1, false)...)
	}
	lines = append(lines, body...)
	for len(lines) < s.height {
		lines = append(lines, strings.Repeat(" ", s.width))
	}
	return lines[:s.height]
}

func (s *Screen) line(width int, left []theme.Span) string {
	return s.theme.Line(theme.None, width, left, nil)
}

// Cursor is the place of the text cursor while the list is being narrowed.
func (s *Screen) Cursor() *tea.Cursor {
	before := s.prompt()
	_, x := s.field.Window(s.width - theme.Width(before) - 1)
	return tea.NewCursor(max(0, min(theme.Width(before)+x, s.width-1)), 0)
}

// prompt is the first line up to the field: the program and the view. The
// program leaves where there is little room to type.
func (s *Screen) prompt() []theme.Span {
	line := []theme.Span{
		{Fg: theme.Accent, Bold: true, Text: " rubrika "},
		{Fg: theme.Strong, Text: " " + s.words.Sources.Title},
	}
	if !s.narrowing && s.field.Blank() {
		return line
	}
	if s.width < 60 {
		line = line[1:]
	}
	return append(line, theme.Span{Fg: theme.Accent, Text: "  › "})
}

// name is the first line: the program, the view, the day and the clock, which
// give way to what is typed.
func (s *Screen) name() string {
	left := s.prompt()
	text, _ := s.field.Window(s.width - theme.Width(left) - 1)
	left = append(left, theme.Span{Fg: theme.Text, Text: text})
	right := []theme.Span{
		{Fg: theme.Muted, Text: "  " + s.words.Weekday(s.now) + "  "},
		{Fg: theme.Text, Text: s.words.Clock(s.now) + " "},
	}
	switch room := s.width - theme.Width(left) - 1; {
	case room < render.Width(right[1].Text)+1:
		right = nil
	case room < theme.Width(right):
		right = right[1:]
	}
	return s.theme.Line(theme.None, s.width, left, right)
}

// cell is a piece of a row: text in a column of some width.
func cell(fg theme.Token, text string, width int, right bool) theme.Span {
	if right {
		text = render.Cut(text, width)
		text = strings.Repeat(" ", width-render.Width(text)) + text
	} else {
		text = render.Fit(text, width)
	}
	return theme.Span{Fg: fg, Text: text}
}

// heads name the columns; what the sources are sorted by stands out.
func (s *Screen) heads(c columns, width int) string {
	h := s.words.Sources.Columns
	fg := func(o order) theme.Token {
		if o == s.order && o != byAdding {
			return theme.Accent
		}
		return theme.Faint
	}
	spans := []theme.Span{{Text: strings.Repeat(" ", edge)}, cell(fg(byTitle), h.Source, c.title, false)}
	add := func(fg theme.Token, text string, width int, right bool) {
		if width > 0 {
			spans = append(spans, theme.Span{Text: "  "}, cell(fg, text, width, right))
		}
	}
	add(theme.Faint, h.Lang, c.lang, false)
	add(theme.Faint, h.Rubric, c.rubric, false)
	add(fg(byUnread), h.Unread, c.unread, true)
	if c.perDay > 0 {
		add(fg(byDay), h.PerDay, c.perDay, true)
		spans = append(spans, theme.Span{Text: strings.Repeat(" ", 1+c.bar)})
	}
	add(fg(byTrouble), h.Good, c.good, false) // what is the matter stands there too
	add(theme.Faint, h.Next, c.next, false)
	return s.line(width, spans)
}

// rows are the sources, one line each.
func (s *Screen) rows(c columns, p place) []string {
	var out []string
	from, to := s.list.Window()
	for i := from; i < to; i++ {
		if s.list.Break(i) {
			out = append(out, s.head(s.shown[i].AccountTitle, s.shown[i].Trouble, p.list))
		}
		out = append(out, s.row(s.shown[i], c, p.list, i == s.list.Index()))
	}
	if len(s.shown) == 0 && s.loaded {
		out = s.nothing(p)
	}
	bare := s.bare()
	if len(s.shown) == 0 && len(bare) > 0 {
		out = append(out, s.line(p.list, nil))
	}
	for _, a := range bare {
		out = append(out, s.head(a.Title, a.Trouble, p.list))
	}
	for len(out) < p.rows {
		out = append(out, strings.Repeat(" ", p.list))
	}
	return out[:p.rows]
}

// bare are the accounts that have no sources yet; their heads stand below all
// rows.
func (s *Screen) bare() []feed.Account {
	var out []feed.Account
	for _, a := range s.accounts {
		if a.Feeds == 0 && s.field.Blank() {
			out = append(out, a)
		}
	}
	return out
}

// head is the line above the sources of an account: whether it is being asked,
// its title, and what is the matter with it.
func (s *Screen) head(title string, trouble feed.Kind, width int) string {
	sign, fg := " ", theme.None
	switch {
	case s.syncing[title]:
		sign, fg = theme.SignUpdated, theme.Accent
	case trouble != feed.KindNone:
		sign, fg = theme.SignTrouble, theme.Error
	}
	spans := []theme.Span{{Text: " "}, {Fg: fg, Text: sign + " "}, {Fg: theme.Muted, Text: render.Cut(title, max(1, width/2)) + " "}}
	if trouble != feed.KindNone {
		text := render.Cut(s.words.Kind(trouble), max(0, width-theme.Width(spans)-4))
		spans = append(spans, theme.Span{Fg: theme.Rule, Text: "─ "}, theme.Span{Fg: theme.Text, Text: text + " "})
	}
	rule := strings.Repeat("─", max(0, width-theme.Width(spans)-1))
	return s.line(width, append(spans, theme.Span{Fg: theme.Rule, Text: rule}))
}

// nothing says why there is no row.
func (s *Screen) nothing(p place) []string {
	text := s.Empty
	if len(s.all) > 0 {
		text = [2]string{s.words.Sources.NoneNamed, ""}
	}
	out := []string{strings.Repeat(" ", p.list)}
	for i, t := range text {
		fg := theme.Text
		if i > 0 {
			fg = theme.Muted
		}
		for _, l := range render.Plain(t, max(1, p.list-4)) {
			out = append(out, s.line(p.list, []theme.Span{{Fg: fg, Text: "   " + l}}))
		}
	}
	return out
}

// row is one source.
func (s *Screen) row(sub feed.Subscription, c columns, width int, selected bool) string {
	bg, bar := theme.None, " "
	if selected {
		bg, bar = theme.Select, "▌"
	}
	title, aside := theme.Text, theme.Muted
	switch {
	case sub.Muted:
		title, aside = theme.Faint, theme.Faint
	case sub.Unread > 0:
		title = theme.Strong
	}
	sign, signFg := s.sign(sub)
	spans := []theme.Span{{Fg: theme.Accent, Text: bar}, {Fg: signFg, Text: sign + " "}}
	spans = append(spans, named(sub, c.title, title)...)
	add := func(fg theme.Token, text string, width int, right bool) {
		if width > 0 {
			spans = append(spans, theme.Span{Text: "  "}, cell(fg, text, width, right))
		}
	}
	add(theme.Faint, sub.Lang, c.lang, false)
	add(aside, s.rubric(sub.Rubric, c.long), c.rubric, false)
	add(aside, count(s.words.Number(sub.Unread), sub.Unread), c.unread, true)
	if c.perDay > 0 {
		add(aside, s.words.PerDay(sub.PerDay), c.perDay, true)
		spans = append(spans, theme.Span{Text: " "}, cell(theme.Faint, s.bar(sub.PerDay, c.bar), c.bar, false))
	}
	if text, fg := s.instead(sub); text != "" {
		add(fg, text, c.tail(), false)
	} else {
		good, next := s.times(sub, c.long)
		add(aside, good, c.good, false)
		add(aside, next, c.next, false)
	}
	return s.theme.Line(bg, width, spans, nil)
}

// leastFolder is how many cells a folder takes at least, or it is not shown.
const leastFolder = 4

// named is the title of a source in its column, and behind it its folder, by
// which sources of an account are sorted, and the reader's tags where they fit;
// one that is the folder is not said twice.
func named(sub feed.Subscription, width int, fg theme.Token) []theme.Span {
	title := render.Cut(sub.Title, width)
	tags := ""
	if room := width - render.Width(title) - 2; sub.Folder != "" && room >= leastFolder {
		tags = "  " + render.Cut(sub.Folder, room)
	}
	for _, tag := range sub.Tags {
		if tag == sub.Folder {
			continue
		}
		tag = "  #" + render.Steady(tag)
		if render.Width(title+tags+tag) <= width {
			tags += tag
		}
	}
	return []theme.Span{{Fg: fg, Text: title}, {Fg: theme.Faint, Text: render.Pad(tags, width-render.Width(title))}}
}

// times are when a source was last read and how long it is to the next request
// that nobody presses a key for.
func (s *Screen) times(sub feed.Subscription, long bool) (good, next string) {
	good, next = s.words.Ago(sub.LastGood, s.now), s.words.Until(sub.NextTry, s.now)
	if long {
		good, next = s.words.Since(sub.LastGood, s.now), s.words.In(sub.NextTry, s.now)
	}
	if s.ByHand {
		next = s.words.Sources.None
	}
	return good, next
}

// count is a number, and nothing where it is none.
func count(number string, n int) string {
	if n == 0 {
		return ""
	}
	return number
}

// sign tells the state of a source in one cell.
func (s *Screen) sign(sub feed.Subscription) (string, theme.Token) {
	switch {
	case s.asking[sub.ID]:
		return theme.SignUpdated, theme.Accent
	case sub.Muted:
		return theme.SignMuted, theme.Faint
	case sub.Trouble != feed.KindNone && sub.Account != 0:
		return " ", theme.None // the head of its account says so
	case sub.Trouble != feed.KindNone:
		return theme.SignTrouble, theme.Error
	case sub.LastGood.IsZero():
		return theme.SignNever, theme.Muted
	}
	return theme.SignGood, theme.Muted
}

// instead is what stands in place of the times of a source: that it is muted,
// what is the matter with it, or that it was never asked.
func (s *Screen) instead(sub feed.Subscription) (string, theme.Token) {
	switch {
	case sub.Muted:
		return s.words.Sources.Off, theme.Faint
	case sub.Trouble != feed.KindNone && sub.Account == 0:
		return s.words.Kind(sub.Trouble), theme.Text
	case sub.LastGood.IsZero():
		return s.words.Sources.Never, theme.Muted
	}
	return "", theme.None
}

// rubric names the default rubric of a source, if it has one.
func (s *Screen) rubric(r feed.Rubric, long bool) string {
	switch {
	case r == "":
		return ""
	case long:
		return s.words.Rubric(r)
	}
	return s.words.RubricShort(r)
}

// bar sets a source beside the busiest in so many cells, each a half or a whole
// one: by the root, for most sources are small beside an agency.
func (s *Screen) bar(perDay float64, cells int) string {
	if perDay <= 0 || s.busiest <= 0 {
		return ""
	}
	halves := int(math.Sqrt(perDay/s.busiest)*float64(2*cells) + 0.5)
	halves = max(1, min(halves, 2*cells))
	return strings.Repeat("━", halves/2) + strings.Repeat("╸", halves%2)
}
