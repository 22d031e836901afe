package ui

import (
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"rubrika/feed"
	"rubrika/feed/words"
	"rubrika/ui/keys"
	"rubrika/ui/render"
	"rubrika/ui/theme"
)

// What is seen of a search: the field in the place of the rule under the head,
// the list under it, and what the bottom line says.

// menuWidth is the widest the list under the field is.
const menuWidth = 84

// menuPlace is where the list under the field lies.
func (m *Model) menuPlace() rect {
	at := m.layout.field
	return rect{at.x, at.y + 1, min(at.w, menuWidth), min(m.seek.menu.Len(), m.layout.list.h)}
}

// overSearch puts the text cursor into the field, and the list under it over
// the page.
func (m *Model) overSearch(v *tea.View, lines []string) []string {
	v.Cursor = within(m.layout.field, m.seek.field.Cursor())
	at := m.menuPlace()
	return overlay(lines, m.seek.menu.View(at.w, at.h), at)
}

// tallied are the counts that stand beside the rubrics: none while they are not
// known, or change with every letter.
func (m *Model) tallied() feed.Counts {
	if !m.seek.typing && !m.seek.apart {
		return m.counts
	}
	c := m.counts
	c.All = 0
	c.Rubrics = make([]feed.Tally, len(m.counts.Rubrics))
	for i, t := range m.counts.Rubrics {
		c.Rubrics[i] = feed.Tally{Name: t.Name, Unread: t.Unread}
	}
	return c
}

// scopeSpans say what is searched, and which key changes that; nothing where
// the list shows everything.
func (m *Model) scopeSpans() []theme.Span {
	s, w := &m.seek, m.words.Seek
	if s.base.IsZero() {
		return nil
	}
	text, other := w.Here, w.Hints.Everywhere
	if names := m.words.Filter(m.named(s.base)); names != "" && m.width >= 80 {
		text = strings.Replace(w.Within, "%s", render.Cut(names, 28), 1)
	}
	if s.wide {
		text, other = w.Everywhere, w.Hints.Here
	}
	key := m.keys.Label(keys.Searching, keys.SearchScope, m.foreign)
	return []theme.Span{
		{Fg: theme.Accent, Text: text}, {Fg: theme.Strong, Text: "   " + key}, {Fg: theme.Faint, Text: " " + other + " "},
	}
}

// result is what the bottom line says of what was typed: what is wrong with
// it, or how much there is.
func (m *Model) result() []theme.Span {
	switch {
	case m.seek.fault != nil:
		return []theme.Span{{Fg: theme.Muted, Text: " " + m.words.Error(m.seek.fault)}}
	case strings.TrimSpace(m.seek.field.Value()) == "":
		return []theme.Span{{Fg: theme.Muted, Text: " " + m.counted()}}
	case m.listing:
		return nil
	case m.seek.part:
		return []theme.Span{{Fg: theme.Muted, Text: " " + m.words.Searched(render.Cut(strings.TrimSpace(m.seek.field.Value()), 60))[0]}}
	case m.seek.apart || m.counts.Total == 0:
		return []theme.Span{{Fg: theme.Muted, Text: strings.TrimPrefix(m.unindexed(), " ·")}}
	}
	return []theme.Span{{Fg: theme.Muted, Text: " " + m.words.Found(m.counts.Total) + m.unindexed()}}
}

// unindexed says, where words are looked for, that there are stories that no
// search finds yet.
func (m *Model) unindexed() string {
	if m.seek.left == 0 || !costly(m.filter) {
		return ""
	}
	return " · " + strings.Replace(m.words.Seek.Unindexed, "%s", m.words.Number(m.seek.left), 1)
}

// counted is how many stories the list has, once that is known.
func (m *Model) counted() string {
	if m.seek.apart {
		return ""
	}
	return m.words.Unread(m.counts.Unread, m.counts.Total)
}

// matched is which of the words on the page the reader is at.
func (m *Model) matched() string {
	i, n := m.article.Words()
	switch {
	case n == 0:
		return ""
	case i == 0:
		return "   " + m.words.Matches(n)
	}
	return "   " + m.words.Match(i, n)
}

// nothingFound says that a search found nothing, and how to go on.
func (m *Model) nothingFound() [2]string {
	s, w := &m.seek, m.words.Seek
	label := func(scope keys.Scope, a keys.Action) string { return m.keys.Label(scope, a, m.foreign) }
	var ways []string
	add := func(format, with string) { ways = append(ways, strings.Replace(format, "%s", with, 1)) }
	if near := m.nearest(); near != "" {
		add(w.Perhaps, near)
	}
	switch {
	case s.typing && !s.wide && !s.base.IsZero():
		add(w.Widen, label(keys.Searching, keys.SearchScope))
	case !s.typing && len(m.filter.Rubrics)+len(m.filter.Sections) > 0:
		add(w.Rubrics, label(keys.Headlines, keys.Rubric0))
	}
	if !s.typing && m.filter.IsNot.Has(feed.Read) {
		add(w.Unread, label(keys.Headlines, keys.Unread))
	}
	for _, t := range m.filter.Words() {
		if t.Phrase {
			ways = append(ways, w.Unquote)
			break
		}
	}
	if len(ways) == 0 {
		ways = append(ways, w.Shorter)
	}
	if !s.typing {
		add(w.Otherwise, label(keys.Headlines, keys.Search))
	}
	text := feed.Filter{Text: m.filter.Text, Groups: m.filter.Groups}.String()
	if s.typing && s.fault == nil { // without the sign of a beginning
		text = s.field.Value()
	}
	return m.words.Searched(render.Cut(text, 60), ways[:min(len(ways), 3)]...)
}

// nearest is the name that the last of the words is nearly like, where it is
// none itself.
func (m *Model) nearest() string {
	terms := m.filter.Words()
	if len(terms) == 0 {
		return ""
	}
	word := words.Fold(strings.TrimSuffix(terms[len(terms)-1].Text, "*"))
	if utf8.RuneCountInString(word) < 4 {
		return ""
	}
	known := map[string]string{} // as they are printed, by how they are compared
	var all []string
	for _, field := range []string{"topic", "tag", "section", "source"} {
		for _, v := range m.seek.names[field] {
			name := v.Title
			if name == "" {
				name = v.Value
			}
			if folded := words.Fold(name); known[folded] == "" {
				known[folded] = name
				all = append(all, folded)
			}
		}
	}
	near := feed.Nearest(word, all)
	if strings.HasPrefix(near, word) || !strings.HasPrefix(near, string([]rune(word)[:2])) {
		return ""
	}
	return known[near]
}

// clickSearch is a click while the field is open: into the list under it, or
// on the page, for which the field is left.
func (m *Model) clickSearch(x, y int) tea.Cmd {
	at := m.menuPlace()
	switch {
	case m.layout.field.holds(x, y):
		return nil
	case at.holds(x, y):
		if m.seek.menu.Click(y - at.y) {
			return m.applyField()
		}
		return nil
	}
	cmd := m.keepSearch()
	if m.seek.typing {
		return cmd
	}
	return tea.Batch(cmd, m.clickList(x, y))
}

// besideWords is the filter of the list without the words that stand on the
// rule above it.
func (m *Model) besideWords() feed.Filter {
	f := m.filter
	f.Text, f.Groups = "", nil
	return f
}
