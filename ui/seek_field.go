package ui

import (
	"errors"
	"maps"
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"rubrika/feed"
	"rubrika/ui/keys"
	"rubrika/ui/prompt"
)

// The field of the search: keys, completion, and what was searched for before.

// seeker is the field as text from the clipboard finds it.
type seeker struct{ *Model }

// Type implements typer.
func (f seeker) Type(msg tea.Msg) { f.seek.field.Type(msg) }

// pressField gives a key to the field, or does what it means there.
func (m *Model) pressField(msg tea.KeyPressMsg) tea.Cmd {
	s := &m.seek
	a := m.keys.FindTyped(keys.Searching, msg.Key(), false)
	switch a {
	case "":
	case keys.Complete:
		if c, ok := m.proposed(); ok && s.field.AtEnd() {
			return m.takeOver(c)
		}
	case keys.Down, keys.Up:
		by := 1
		if a == keys.Up {
			by = -1
		}
		if s.menu.Len() > 0 && s.menu.Move(by) {
			return nil
		}
		m.headlines.Do(a)
		return m.loadNear()
	case keys.PageDown, keys.PageUp:
		m.headlines.Do(a)
		return m.loadNear()
	default:
		return m.do(a)
	}
	s.field.Type(msg)
	s.turned = 0
	return m.typedField()
}

// typedField follows what was typed.
func (m *Model) typedField() tea.Cmd {
	m.fieldChanged()
	cmd := m.followField()
	m.showFault()
	return cmd
}

// doField does what a key of the field means.
func (m *Model) doField(a keys.Action) (cmd tea.Cmd, done bool) {
	switch a {
	case keys.Apply:
		cmd = m.applyField()
	case keys.Cancel:
		cmd = m.cancelSearch()
	case keys.SearchScope:
		cmd = m.widen()
	case keys.Older:
		cmd = m.turn(1)
	case keys.Newer:
		cmd = m.turn(-1)
	case keys.SaveView: // of the answer, for which the field is left
		cmd = m.keepSearch()
		if !m.seek.typing {
			cmd = tea.Batch(cmd, m.do(a))
		}
	default:
		return nil, false
	}
	return cmd, true
}

// applyField takes over what is chosen under the field, else keeps the answer.
func (m *Model) applyField() tea.Cmd {
	e, ok := m.seek.menu.Chosen()
	if !ok {
		return m.keepSearch()
	}
	if i := m.completion(e.Text); i >= 0 {
		return m.takeOver(m.seek.next[i])
	}
	return tea.Batch(m.put(e.Text), m.keepSearch())
}

// widen searches everywhere, or within the filter of the list again.
func (m *Model) widen() tea.Cmd {
	s := &m.seek
	if s.base.IsZero() {
		return m.say(m.words.Seek.NoFilter)
	}
	s.wide = !s.wide
	return m.typedField()
}

// turn puts what was searched for before, or later, into the field.
func (m *Model) turn(by int) tea.Cmd {
	s := &m.seek
	at := s.turned + by
	switch {
	case len(s.past) == 0:
		return m.say(m.words.Seek.NoPast)
	case at < 0 || at > len(s.past):
		return nil
	case s.turned == 0:
		s.draft = s.field.Value()
	}
	if s.turned = at; at == 0 {
		return m.put(s.draft)
	}
	return m.put(s.past[at-1])
}

// put puts a text into the field, as if it had been typed.
func (m *Model) put(text string) tea.Cmd {
	m.seek.field.Set(text, len([]rune(text)))
	return m.typedField()
}

// takeOver writes a proposal into the field.
func (m *Model) takeOver(c feed.Completion) tea.Cmd {
	m.seek.field.Set(c.Text, c.At)
	return m.typedField()
}

// proposed is the best proposal.
func (m *Model) proposed() (feed.Completion, bool) {
	if len(m.seek.next) == 0 {
		return feed.Completion{}, false
	}
	return m.seek.next[0], true
}

// completion is the place of the proposal that stands in the menu as shown, or
// -1.
func (m *Model) completion(shown string) int {
	for i, c := range m.seek.next {
		if c.Shown == shown {
			return i
		}
	}
	return -1
}

// fieldChanged brings what stands round the field in line with it.
func (m *Model) fieldChanged() {
	s := &m.seek
	s.next = feed.Complete(s.field.Value(), s.field.Position(), s.names)
	s.field.Ghost = m.ghost()
	s.field.Aside = m.scopeSpans()
	switch c, ok := m.proposed(); {
	case strings.TrimSpace(s.field.Value()) == "":
		s.menu.Open(m.pastEntries())
	case ok && !strings.HasSuffix(c.Shown, ":"):
		s.menu.Open(m.valueEntries())
	default:
		s.menu.Open(nil)
	}
	m.showFault()
}

// showFault marks the word that is wrong.
func (m *Model) showFault() {
	s := &m.seek
	s.field.Wrong = [2]int{}
	var e *feed.Error
	if !errors.As(s.fault, &e) || e.Column == 0 {
		return
	}
	in := []rune(s.field.Value())
	from := min(e.Column-1, len(in))
	to := from
	for to < len(in) && !unicode.IsSpace(in[to]) {
		to++
	}
	s.field.Wrong = [2]int{from, to}
}

// ghost is the best proposal as it stands behind what was typed.
func (m *Model) ghost() string {
	c, ok := m.proposed()
	if !ok || !m.seek.field.AtEnd() {
		return ""
	}
	title := c.Title
	if field, ok := strings.CutSuffix(c.Shown, ":"); ok {
		title = m.words.Seek.Fields[field]
	}
	rest, ok := strings.CutPrefix(c.Text, m.seek.field.Value())
	if !ok {
		rest = " → " + c.Shown
	}
	if title != "" {
		rest += "  " + title
	}
	return rest
}

// valueEntries are the proposals for the value that is typed.
func (m *Model) valueEntries() []prompt.Entry {
	out := make([]prompt.Entry, 0, len(m.seek.next))
	for _, c := range m.seek.next {
		out = append(out, prompt.Entry{Text: c.Shown, Note: c.Title})
	}
	return out
}

// mostPast is how many former searches are listed at most.
const mostPast = 8

// pastEntries are what was searched for before, and examples of what can be.
func (m *Model) pastEntries() []prompt.Entry {
	w := m.words.Seek
	var out []prompt.Entry
	if len(m.seek.past) > 0 {
		out = append(out, prompt.Entry{Note: w.Past})
	}
	for _, text := range m.seek.past[:min(len(m.seek.past), mostPast)] {
		out = append(out, prompt.Entry{Text: text})
	}
	if m.layout.list.h < 2+len(out)+len(w.Examples) {
		return out
	}
	if len(out) > 0 {
		out = append(out, prompt.Entry{})
	}
	out = append(out, prompt.Entry{Note: w.Ways})
	for _, e := range w.Examples {
		out = append(out, prompt.Entry{Text: e[0], Note: e[1], Still: true})
	}
	return out
}

// gotRecalled takes in the names and what was searched for; names have the
// words of the reader beside them.
func (m *Model) gotRecalled(msg recalledMsg) {
	s := &m.seek
	s.past, s.names, s.left = msg.past, maps.Clone(msg.names), msg.left
	if s.names == nil {
		s.names = feed.Names{}
	}
	s.names["rubric"], s.names["is"], s.names["has"] = nil, nil, nil
	for _, r := range m.config.Rubrics {
		s.names["rubric"] = append(s.names["rubric"], feed.NamedValue{Value: string(r), Title: m.words.Rubric(r)})
	}
	for _, mark := range []string{"unread", "starred", "watched", "read", "muted", "unstarred", "unwatched", "unmuted"} {
		s.names["is"] = append(s.names["is"], feed.NamedValue{Value: mark, Title: m.words.Seek.Marks[mark]})
	}
	for _, b := range []struct {
		name  string
		badge feed.Badge
	}{{"video", feed.Video}, {"photo", feed.Photo}, {"audio", feed.Audio}, {"urgent", feed.Urgent}, {"updated", feed.Updated}} {
		s.names["has"] = append(s.names["has"], feed.NamedValue{Value: b.name, Title: m.words.Badge(b.badge)})
	}
	langs := make([]feed.NamedValue, 0, len(s.names["lang"]))
	for _, l := range s.names["lang"] {
		langs = append(langs, feed.NamedValue{Value: l.Value, Title: m.words.Language(l.Value)})
	}
	s.names["lang"] = langs
	if s.typing {
		m.fieldChanged()
	}
}
