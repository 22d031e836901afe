package catalogue

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"rubrika/feed"
	"rubrika/ui/render"
	"rubrika/ui/theme"
)

// above are the name with the field, the axes, the values of the current one,
// and a rule.
const above = 4

// below is a rule and the particulars of the selected feed: two lines, but one
// on a low screen.
func (s *Screen) below() int {
	if s.height < 14 {
		return 2
	}
	return 3
}

func (s *Screen) room() int { return max(1, s.height-above-s.below()) }

// View returns exactly height lines of exactly width cells.
func (s *Screen) View() []string {
	rule := s.line(theme.None, []theme.Span{{Fg: theme.Rule, Text: strings.Repeat("─", s.width)}}, nil)
	lines := []string{s.name(), s.joined(s.axesLine()), s.joined(s.valuesLine()), rule}
	cols := fit(s.width)
	from, to := s.list.Window()
	for i := from; i < to; i++ {
		lines = append(lines, s.row(s.shown[i], cols, i == s.list.Index()))
	}
	if len(s.shown) == 0 {
		lines = append(lines, s.line(theme.None, []theme.Span{{Fg: theme.Muted, Text: "   " + s.words.NothingNamed}}, nil))
	}
	end := max(0, s.height-s.below())
	for len(lines) < end {
		lines = append(lines, s.line(theme.None, nil, nil))
	}
	foot := s.foot()
	lines = append(append(lines[:end], rule), foot[max(0, 3-s.below()):]...)
	return lines[:max(0, min(len(lines), s.height))]
}

func (s *Screen) line(bg theme.Token, left, right []theme.Span) string {
	return s.theme.Line(bg, s.width, left, right)
}

// prompt is the first line up to the field: the program and the view. The
// program leaves where there is little room to type.
func (s *Screen) prompt() []theme.Span {
	line := []theme.Span{
		{Fg: theme.Accent, Bold: true, Text: " rubrika "},
		{Fg: theme.Strong, Text: " " + s.words.Catalogue.Title},
		{Fg: theme.Accent, Text: "  › "},
	}
	if s.width < 60 {
		line = line[1:]
	}
	return line
}

// Cursor is the place of the text cursor.
func (s *Screen) Cursor() *tea.Cursor {
	before := theme.Width(s.prompt())
	_, x := s.field.Window(s.width - before - 1)
	return tea.NewCursor(max(0, min(before+x, s.width-1)), 0)
}

// name is the first line: the program, the view, what was typed, how many.
func (s *Screen) name() string {
	left := s.prompt()
	text, _ := s.field.Window(s.width - theme.Width(left) - 1)
	left = append(left, theme.Span{Fg: theme.Text, Text: text})
	right := []theme.Span{{Fg: theme.Muted, Text: "  " + s.words.CatalogueCount(s.Counts()) + " "}}
	if s.width-theme.Width(left)-1 < theme.Width(right) {
		right = nil
	}
	return s.line(theme.None, left, right)
}

// piece is a part of a line that a click on it chooses by its place.
type piece struct {
	at    int
	spans []theme.Span
}

// pieceAt returns the place of the piece in a column, false beside them.
func pieceAt(pieces []piece, x int) (at int, ok bool) {
	for _, p := range pieces {
		w := theme.Width(p.spans)
		if x >= 0 && x < w {
			return p.at, p.at >= 0
		}
		x -= w
	}
	return 0, false
}

// joined prints pieces one after another.
func (s *Screen) joined(pieces []piece) string {
	var line []theme.Span
	for _, p := range pieces {
		line = append(line, p.spans...)
	}
	return s.line(theme.None, line, nil)
}

// axesLine names the axes with what is chosen on each; the current one has
// the marks of the keys that change it. Where they do not fit, what cuts
// nothing leaves, then the other axes.
func (s *Screen) axesLine() []piece {
	var line []piece
	for left := range 3 {
		line = nil
		width := 0
		for a := range axes {
			current, cuts := a == s.axis, s.cut[a] != everything
			if current || left < 2 {
				spans := s.axisSpans(a, current || cuts || left == 0)
				line = append(line, piece{a, spans})
				width += theme.Width(spans)
			}
		}
		if width <= s.width {
			break
		}
	}
	return line
}

// axisSpans is one axis, with or without what is chosen on it.
func (s *Screen) axisSpans(a int, chosen bool) []theme.Span {
	name, left, right, fg := theme.Faint, " ", " ", theme.Muted
	if a == s.axis {
		name, left, right, fg = theme.Text, "‹", "›", theme.Strong
	}
	out := []theme.Span{{Fg: name, Text: " " + s.words.Catalogue.Axes[a] + " "}}
	if !chosen {
		return out
	}
	return append(out,
		theme.Span{Fg: theme.Accent, Text: left},
		theme.Span{Fg: fg, Text: s.label(a, s.cut[a])},
		theme.Span{Fg: theme.Accent, Text: right + " "},
	)
}

// label is a value of an axis in words.
func (s *Screen) label(axis int, name string) string {
	switch {
	case name == everything:
		return s.words.Catalogue.Any
	case axis == byLang:
		return s.words.Language(name)
	case axis == byCountry:
		return s.words.Country(name)
	case name == general:
		return s.words.Catalogue.General
	}
	return s.words.Rubric(feed.Rubric(name))
}

// valuesLine lists the values of the current axis. It scrolls so that the
// chosen one and the next show.
func (s *Screen) valuesLine() []piece {
	values := s.values(s.axis)
	var texts []string
	at := 0
	for i, v := range values {
		if v.name == s.cut[s.axis] {
			at = i
		}
		texts = append(texts, " "+s.label(s.axis, v.name)+" "+s.words.Number(v.count)+" ")
	}
	start := 0
	for start < at && render.Width(strings.Join(texts[start:min(at+2, len(texts))], ""))+3 > s.width {
		start++
	}
	more := " "
	if start > 0 {
		more = "‹"
	}
	line := []piece{{start - 1, []theme.Span{{Fg: theme.Faint, Text: more}}}}
	width := 1
	for i := start; i < len(texts); i++ {
		width += render.Width(texts[i])
		if i > start && width > s.width-1 {
			line = append(line, piece{i, []theme.Span{{Fg: theme.Faint, Text: "›"}}})
			break
		}
		span := theme.Span{Fg: theme.Muted, Text: texts[i]}
		if i == at {
			span.Fg, span.Bg = theme.OnAccent, theme.Accent
		}
		line = append(line, piece{i, []theme.Span{span}})
	}
	return line
}

// columns are the widths of a row's parts; a part of width 0 is not shown.
type columns struct{ title, lang, country, rubric, address int }

// fit decides the columns: the address leaves first, then the rubric and the
// country.
func fit(width int) columns {
	c := columns{lang: 4, country: 16, rubric: 18}
	switch {
	case width >= 110:
		c.rubric = 21 // whole in every language
	case width < 76:
		c.rubric = 0
	}
	if width < 52 {
		c.country = 0
	}
	free := width - 7
	for _, w := range []int{c.lang, c.country, c.rubric} {
		if w > 0 {
			free -= w + 2
		}
	}
	if width >= 110 {
		c.address = max(free/2, free-56) - 2 // no title is longer
		free -= c.address + 2
	}
	c.title = max(1, free)
	return c
}

// row is one feed: whether it is followed, title, language, country, rubric,
// address.
func (s *Screen) row(l feed.Listing, c columns, selected bool) string {
	bg, bar, name := theme.None, " ", theme.Text
	if selected {
		bg, bar, name = theme.Select, "▌", theme.Strong
	}
	box, boxFg := "[ ]", theme.Faint
	switch s.states[l.URL] {
	case Followed:
		box, boxFg = "[x]", theme.Accent
	case Pending:
		box, boxFg = "[…]", theme.Accent
	case Failed:
		box, boxFg = "[!]", theme.Error
	}
	line := []theme.Span{
		{Fg: theme.Accent, Text: bar},
		{Fg: boxFg, Text: " " + box + " "},
		{Fg: name, Text: render.Fit(l.Title, c.title)},
	}
	add := func(fg theme.Token, text string, width int) {
		if width > 0 {
			line = append(line, theme.Span{Fg: fg, Text: "  " + render.Fit(text, width)})
		}
	}
	add(theme.Faint, l.Lang, c.lang)
	add(theme.Muted, s.words.Country(l.Country), c.country)
	about := theme.Muted
	if l.Rubric == general {
		about = theme.Faint
	}
	add(about, s.label(byRubric, string(l.Rubric)), c.rubric)
	if text := s.trouble(l); text != "" {
		add(theme.Text, text, c.address)
	} else {
		add(theme.Faint, bare(l.URL), c.address)
	}
	return s.line(bg, line, nil)
}

// trouble is why a feed failed or fails in a few words, if it does.
func (s *Screen) trouble(l feed.Listing) string {
	why := s.troubles[l.URL]
	if why == feed.KindNone && s.states[l.URL] == Failed {
		return s.words.Catalogue.Failed
	}
	return s.words.Kind(why)
}

// foot is the selected feed in two lines: its address; what about says of it. The second one stays
// where there is room for one, with the address before it.
func (s *Screen) foot() [2]string {
	l, ok := s.Selected()
	if !ok {
		return [2]string{s.line(theme.None, nil, nil), s.line(theme.None, nil, nil)}
	}
	text, bad := s.about(l)
	second := []theme.Span{{Fg: theme.Muted, Text: " " + text}}
	switch {
	case bad:
		if render.Width(text)+3 > s.width { // half a sentence helps nobody
			text = s.trouble(l)
		}
		second = []theme.Span{{Fg: theme.Error, Text: " " + theme.SignTrouble}, {Fg: theme.Text, Text: " " + text}}
	case s.below() == 2:
		second = []theme.Span{{Fg: theme.Link, Text: " " + bare(l.URL)}, {Fg: theme.Muted, Text: "  " + second[0].Text}}
	}
	first := []theme.Span{{Fg: theme.Link, Text: " " + l.URL}}
	return [2]string{s.line(theme.None, first, nil), s.line(theme.None, second, nil)}
}

// about is whose a feed is and how it stands, or what is the matter; bad says
// which.
func (s *Screen) about(l feed.Listing) (text string, bad bool) {
	state, why := s.states[l.URL], s.troubles[l.URL]
	switch {
	case state == Failed && why == feed.KindNone:
		return s.trouble(l), true
	case state == Failed:
		return s.words.NotAdded("", &feed.Error{Kind: why}), true
	case why != feed.KindNone:
		return s.words.Trouble(why), true
	}
	about := []string{s.words.Country(l.Country), s.words.Language(l.Lang), s.label(byRubric, string(l.Rubric))}
	switch state {
	case Followed:
		about = append(about, s.words.Catalogue.Follows)
	case Pending:
		about = append(about, s.words.Catalogue.Pending)
	}
	return strings.Join(about, " · "), false
}

// bare is an address without its scheme.
func bare(address string) string {
	return strings.TrimPrefix(strings.TrimPrefix(address, "https://"), "http://")
}
