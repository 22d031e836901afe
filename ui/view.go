package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"rubrika/ui/keys"
	"rubrika/ui/render"
	"rubrika/ui/theme"
)

// View implements tea.Model. It is called after every message, so it only
// puts together what the screens have ready.
func (m *Model) View() tea.View {
	v := tea.NewView("")
	v.AltScreen = true
	v.WindowTitle = m.title()
	v.ReportFocus = true
	if paper := m.theme.Paper(); m.told && paper != nil {
		v.BackgroundColor, v.ForegroundColor = paper, m.theme.Color(theme.Text)
	}
	if m.config.Mouse {
		v.MouseMode = tea.MouseModeCellMotion
	}
	if m.typed() == nil {
		// Letters under any layout: see ui/keys. Text fields ask for nothing.
		v.KeyboardEnhancements.ReportAlternateKeys = true
		v.KeyboardEnhancements.ReportAllKeysAsEscapeCodes = true
		v.KeyboardEnhancements.ReportAssociatedText = true
	}
	if m.refreshing && m.progress.Total > 0 {
		v.ProgressBar = tea.NewProgressBar(tea.ProgressBarDefault, 100*m.progress.Done/m.progress.Total)
	}
	if m.width == 0 {
		return v
	}
	if m.layout.small {
		v.SetContent(m.tooSmall())
		return v
	}
	lines := m.page()
	lines = m.overPage(&v, lines)
	if v.Cursor != nil { // where text goes in, between two letters
		v.Cursor.Shape = tea.CursorBar
	}
	v.SetContent(strings.Join(m.overFoot(lines), "\n"))
	return v
}

// overPage lays what is open over a page, and puts the text cursor where
// something is typed.
func (m *Model) overPage(v *tea.View, lines []string) []string {
	at := m.layout.panel
	switch m.scope() {
	case keys.Picker:
		lines = overlay(lines, m.picker.View(), at)
		v.Cursor = within(at, m.picker.Cursor())
	case keys.Command:
		lines = overlay(m.overField(v, lines), m.palette.View(), at)
		v.Cursor = within(at, m.palette.Cursor())
	case keys.Finding:
		if m.helping {
			v.Cursor = m.help.Cursor()
			return lines
		}
		v.Cursor = within(m.layout.status, m.prompt.Cursor())
	case keys.Muting:
		lines = overlay(lines, m.rules.panel.View(), at)
	case keys.Searching:
		lines = m.overSearch(v, lines)
	case keys.HelpAll, keys.Saving:
	default:
		lines = m.overField(v, lines)
	}
	return lines
}

// within moves a cursor from its panel to the page.
func within(at rect, c *tea.Cursor) *tea.Cursor {
	if c != nil {
		c.X += at.x
		c.Y += at.y
	}
	return c
}

// noticeLines is how many lines a long notice takes at most.
const noticeLines = 3

// overFoot puts the bottom line under a page. What a notice has too much for
// it stands over the last lines of the page.
func (m *Model) overFoot(lines []string) []string {
	notice := m.noticed()
	last := ""
	for i, text := range notice {
		if last = text; i < len(notice)-1 {
			at := len(lines) - len(notice) + 1 + i
			lines[at] = m.theme.Line(theme.None, m.width, noticeSpan(text), nil)
		}
	}
	return append(lines, m.status(last))
}

// noticed are the lines of the notice; the last one stands in the bottom line.
func (m *Model) noticed() []string {
	notice := render.Plain(m.notice, m.width-2)
	if len(notice) > noticeLines {
		notice = append(notice[:noticeLines-1], render.Cut(strings.Join(notice[noticeLines-1:], " "), m.width-2))
	}
	for i, line := range notice {
		notice[i] = strings.ReplaceAll(line, unbroken, " ")
	}
	return notice
}

func noticeSpan(text string) []theme.Span {
	return []theme.Span{{Fg: theme.Accent, Text: " " + text}}
}

// page is everything above the status line.
func (m *Model) page() []string {
	switch {
	case m.helping:
		return m.help.View()
	case m.view == viewArticle:
		return m.article.View()
	case m.view == viewSources:
		return m.sources.View()
	case m.view == viewCatalogue:
		return m.catalogue.View()
	case m.view == viewViews:
		return m.rules.screen.View()
	default:
		return m.front()
	}
}

// front is the page of headlines: head, rubrics, list and preview.
func (m *Model) front() []string {
	column := m.layout.column.w > 0
	counts := m.tallied()
	lines := m.headlines.Head(m.width, m.spelt(m.filter), counts, column)
	if column { // there is no row of rubrics
		lines = []string{lines[0], lines[2]}
	}
	if m.seek.typing {
		lines[len(lines)-1] = m.seek.field.View(m.width)
	}
	list := m.headlines.View()
	if !column && !m.previewing() {
		return append(lines, list...)
	}
	line := m.theme.Style(theme.Rule).Render("│")
	var rubrics, aside []string
	if column {
		rubrics = m.headlines.Column(m.layout.column.w, m.layout.column.h, m.filter, counts)
	}
	if m.previewing() {
		if aside = m.preview.View(); m.preview.Article().ID == 0 { // of an empty list
			aside = slices.Repeat([]string{strings.Repeat(" ", m.layout.preview.w)}, len(aside))
		}
	}
	for i, l := range list {
		if column {
			l = rubrics[i] + line + l
		}
		if aside != nil {
			l += line + aside[i]
		}
		lines = append(lines, l)
	}
	return lines
}

// title is the window's: the name, and the headline that is open.
func (m *Model) title() string {
	if t := m.article.Article().Title; m.view == viewArticle && t != "" {
		return t + " — rubrika"
	}
	return "rubrika"
}

// tooSmall says what the window needs.
func (m *Model) tooSmall() string {
	var lines []string
	for _, text := range m.words.TooSmall(m.width, m.height, minWidth, minHeight) {
		for _, l := range render.Plain(text, m.width) {
			lines = append(lines, render.Cut(l, m.width))
		}
	}
	return strings.Join(lines[:min(len(lines), max(1, m.height))], "\n")
}

// overlay lays a panel over lines.
func overlay(lines, panel []string, at rect) []string {
	for i, p := range panel {
		y := at.y + i
		if y >= len(lines) {
			break
		}
		left := ansi.Truncate(lines[y], at.x, "")
		right := ansi.TruncateLeft(lines[y], at.x+at.w, "")
		lines[y] = left + "\x1b[m" + p + right
	}
	return lines
}

// status is the bottom line: where you are on the left, what you can do on
// the right. A notice, or the end of a long one, stands in place of the first.
func (m *Model) status(notice string) string {
	right := m.hints()
	if m.post.leaving { // these keys come too late
		right = nil
	}
	left := m.where()
	switch {
	case m.saving != 0:
		left = m.formats()
	case m.finding && !m.helping:
		return m.prompt.View(m.width)
	}
	if notice != "" {
		left = noticeSpan(notice)
	}
	// The hints give way, one by one; help and quit, the last two, longest.
	for len(right) > 0 && theme.Width(left)+2+theme.Width(right) > m.width {
		right = right[2:]
	}
	return m.theme.Line(theme.None, m.width, left, right)
}

// where says which part of the edition is on the page.
func (m *Model) where() []theme.Span {
	var left []theme.Span
	add := func(fg theme.Token, text string) { left = append(left, theme.Span{Fg: fg, Text: text}) }
	switch {
	case m.helping:
		add(theme.Muted, " "+m.words.Hints.Help)
		if n := m.help.More(); n > 0 {
			add(theme.Faint, "  ↓ "+m.words.Number(n))
		}
		return left
	case m.view == viewArticle:
		add(theme.Muted, " "+m.words.Percent(m.article.Percent())+m.matched())
		return append(left, m.outbox()...)
	case m.view == viewCatalogue, m.view == viewViews: // have their numbers above
	case m.view == viewSources:
		add(theme.Muted, " "+m.sourcesCount())
	case !m.welcomed && m.trouble == "":
		add(theme.Muted, " "+m.words.Loading)
	case m.seek.typing && m.trouble == "":
		left = append(left, m.result()...)
	case m.trouble != "":
		add(theme.Urgent, " "+m.trouble)
	default:
		text := m.counted()
		if names := m.words.Filter(m.named(m.besideWords())); names != "" {
			text = strings.TrimPrefix(text+" · "+names, " · ")
		}
		text += m.unindexed()
		add(theme.Muted, " "+text)
	}
	left = append(left, m.outbox()...)
	return append(left, m.bar()...)
}

// bar says how far a refresh is.
func (m *Model) bar() []theme.Span {
	switch {
	case !m.refreshing:
		return nil
	case m.progress.Total == 0: // nothing has answered yet
		return []theme.Span{{Fg: theme.Accent, Text: "   ↻"}}
	}
	full := 10 * m.progress.Done / m.progress.Total
	return []theme.Span{
		{Fg: theme.Accent, Text: "   ↻ "},
		{Fg: theme.Muted, Text: m.words.Number(m.progress.Done) + "/" + m.words.Number(m.progress.Total) + " "},
		{Fg: theme.Accent, Text: strings.Repeat("━", full)},
		{Fg: theme.Rule, Text: strings.Repeat("━", 10-full)},
	}
}

// outbox says how many marks wait that nothing is about to send.
func (m *Model) outbox() []theme.Span {
	n := m.unsent()
	if n == 0 {
		return nil
	}
	return []theme.Span{{Fg: theme.Text, Text: "   " + m.words.Unsent(n)}}
}

// hints are the keys that matter most here: of them those that do something now.
func (m *Model) hints() []theme.Span {
	var out []theme.Span
	for _, x := range m.hinted() {
		if m.why(x.action) == "" {
			out = append(out, m.hint(x.action, x.text)...)
		}
	}
	return out
}

// hint is a key that is told of on the bottom line, and what it does in a word
// or two.
type hint struct {
	action keys.Action
	text   string
}

// hinted are the keys that matter most here, five at most.
func (m *Model) hinted() []hint {
	h := m.words.Hints
	var all []hint
	switch m.scope() {
	case keys.HelpAll:
		all = []hint{{keys.Back, h.Back}}
	case keys.Picker, keys.Form, keys.Found, keys.Command, keys.Muting: // the panel has its own
	case keys.Views:
		v := m.words.Views.Hints
		all = []hint{{keys.ApplyView, v.Open}, {keys.AddView, v.Add}, {keys.EditView, v.Edit}, {keys.Help, h.Help}, {keys.Back, h.Back}}
	case keys.Saving:
		all = []hint{{keys.Cancel, h.Cancel}}
	case keys.Searching:
		s := m.words.Seek.Hints
		all = []hint{{keys.Older, s.Past}, {keys.Complete, s.Take}, {keys.Apply, s.Keep}, {keys.Cancel, s.Cancel}}
	case keys.Finding: // has the line to itself
	case keys.Wiring:
		d := m.words.Desk.Hints
		hold := d.Hold
		if m.stream.held {
			hold = d.Flow
		}
		all = []hint{{keys.Hold, hold}, {keys.Open, h.Read}, {keys.Help, h.Help}, {keys.Wire, d.Leave}}
	case keys.Sources:
		all = []hint{{keys.EditSource, h.Edit}, {keys.AddSource, h.Add}, {keys.ShowCatalogue, h.Catalogue}, {keys.Help, h.Help}, {keys.Back, h.Back}}
	case keys.Narrowing:
		all = []hint{{keys.Apply, h.Apply}, {keys.Cancel, h.Cancel}}
	case keys.Catalogue:
		all = []hint{{keys.NextAxis, m.words.Catalogue.Axis}, {keys.Subscribe, m.words.Catalogue.Subscribe}, {keys.Help, h.Help}, {keys.Back, h.Back}}
	case keys.Article:
		all = []hint{{keys.NextItem, h.NextPrev}, {keys.Find, m.words.Desk.Hints.Find}, {keys.Browser, h.Browser}, {keys.Help, h.Help}, {keys.Back, h.Back}}
		if len(m.article.Article().Versions) > 0 {
			all[2] = hint{keys.Versions, h.Language} // five are enough
		}
	default:
		all = []hint{{keys.Filter, h.Rubrics}, {keys.Search, m.words.Seek.Hints.Search}, {keys.Open, h.Read}, {keys.Help, h.Help}, {keys.Quit, h.Quit}}
	}
	return all
}

func (m *Model) hint(a keys.Action, text string) []theme.Span {
	key := m.keys.Label(m.scope(), a, m.foreign)
	if a == keys.NextItem {
		key += " " + m.keys.Label(m.scope(), keys.PrevItem, m.foreign)
	}
	return []theme.Span{{Fg: theme.Strong, Text: key}, {Fg: theme.Faint, Text: " " + text + "   "}}
}
