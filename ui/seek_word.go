package ui

import (
	"context"
	"errors"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"rubrika/feed"
	"rubrika/feed/library"
)

// The word that is being typed: nobody knows yet whether it is whole. It is
// looked for as it stands, and as a beginning where that finds more; what finds
// nothing yet leaves the rest of the question.

// shortWord is the least a word has before it is taken as a beginning: one
// that stands alone, and one behind others, whose beginning costs more.
const (
	shortAlone  = 2
	shortBehind = 3
)

// doubt is another question that the one in the field may mean.
type doubt struct {
	of     string // the question it is about; "" is no doubt
	other  feed.Filter
	ifNone bool // only where that finds nothing; else where the other finds more
	part   bool // the other leaves out what is typed
}

// lastWord cuts a text before its last word, which may be within quotes or
// parentheses.
func lastWord(text string) (before, last string) {
	at := 1 + strings.LastIndexFunc(text, func(r rune) bool { return unicode.IsSpace(r) || r == '(' })
	return text[:at], text[at:]
}

// begun is a text whose last word is taken as a beginning, where it can be one.
func begun(text string) string {
	if strings.Count(text, `"`)%2 > 0 {
		return text
	}
	before, last := lastWord(text)
	if field, value, ok := strings.Cut(last, ":"); ok && field == "title" {
		last = value
	}
	least := shortAlone
	if strings.TrimSpace(before) != "" {
		least = shortBehind
	}
	plain := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsNumber(r) }
	if utf8.RuneCountInString(last) < least || strings.ContainsFunc(last, func(r rune) bool { return !plain(r) }) {
		return text
	}
	return text + "*"
}

// unfinished reports a fault that is none as long as something is typed at the
// end of a text.
func unfinished(err error) bool {
	var f *feed.FilterFault
	if !errors.As(err, &f) {
		return false
	}
	switch f.Problem {
	case feed.FaultAfterOr, feed.FaultNotClosed, feed.FaultNoValue, feed.FaultEmpty:
		return true
	}
	return false
}

// balanced is a text with the parentheses closed that are open at its end.
func balanced(text string) string {
	for range 8 { // deeper they are refused
		var f *feed.FilterFault
		if _, err := feed.ParseFilter(text); !errors.As(err, &f) || f.Problem != feed.FaultNotClosed {
			break
		}
		text += ")"
	}
	return text
}

// followField asks what stands in the field.
func (m *Model) followField() tea.Cmd {
	s := &m.seek
	s.doubt, s.fault = doubt{}, nil
	text := s.field.Value()
	if strings.TrimSpace(text) == "" {
		return m.unasked()
	}
	f, err := m.meant(balanced(text))
	if err != nil {
		return m.followRest(text, err)
	}
	if f.String() == s.base.String() {
		return m.unasked()
	}
	if other, err := m.meant(balanced(begun(text))); err == nil && other.String() != f.String() {
		s.doubt = doubt{of: f.String(), other: other}
	} else if rest, ok := m.rest(text); ok && rest.String() != f.String() {
		s.doubt = doubt{of: f.String(), other: rest, ifNone: true, part: true}
	}
	return m.pose(f, follows)
}

// followRest asks what stands before the word that is wrong, or not there yet.
func (m *Model) followRest(text string, err error) tea.Cmd {
	s := &m.seek
	if !unfinished(err) {
		s.fault = err
	}
	f, ok := m.rest(text)
	switch {
	case !ok:
		return nil
	case f.String() == s.base.String():
		return m.unasked()
	}
	return m.pose(f, follows)
}

// rest is the question without the last word, as long as that is typed; false
// when it is wrong too.
func (m *Model) rest(text string) (feed.Filter, bool) {
	trimmed := strings.TrimRightFunc(text, unicode.IsSpace)
	before, last := lastWord(trimmed)
	whole := trimmed != text && !strings.EqualFold(last, "or") || strings.HasSuffix(last, ")")
	if quotes := strings.Count(text, `"`); quotes%2 > 0 {
		whole = false
	} else if strings.HasSuffix(last, `"`) {
		whole = true
	}
	if whole { // it is not typed any more
		return feed.Filter{}, false
	}
	before = strings.TrimRight(before, ` (-"`)
	if b, or := lastWord(before); strings.EqualFold(or, "or") {
		before = b
	}
	f, err := m.meant(balanced(before))
	return f, err == nil
}

// about reports that it is about a question.
func (d doubt) about(f feed.Filter) bool { return d.of != "" && d.of == f.String() }

// answered lists what a question, or what else it may mean, selects. The
// filter is that of the list.
func (d doubt) answered(ctx context.Context, l *library.Library, f feed.Filter) (feed.Filter, []feed.Item, error) {
	items, err := l.List(ctx, f)
	if err != nil || !d.about(f) || len(items) >= f.Limit || d.ifNone && len(items) > 0 {
		return f, items, err
	}
	other := d.other
	other.Upto, other.Limit = f.Upto, f.Limit
	more, err := l.List(ctx, other)
	if err != nil || len(more) <= len(items) {
		return f, items, err
	}
	return other, more, nil
}

// turnTo takes over the question that was answered in the place of the one that
// was asked.
func (m *Model) turnTo(answered feed.Filter) {
	s := &m.seek
	if !s.doubt.about(m.filter) || s.doubt.other.String() != answered.String() {
		return
	}
	if !s.typing && s.kept == m.filter.String() {
		s.text, s.kept = begun(s.text), answered.String()
	}
	s.part = s.doubt.part && s.typing
	m.filter = s.doubt.other
}

// countAfter is how long typing rests before the answer is counted: what was
// begun cannot be cut short.
const countAfter = 150 * time.Millisecond

// typedMsg says that typing has rested since a list came; leftOverMsg tells how
// many stories are not indexed.
type (
	typedMsg    struct{ list int }
	leftOverMsg struct{ left int }
)

// countTyped counts the answer as soon as typing rests.
func (m *Model) countTyped() tea.Cmd {
	n := m.lists.n
	return m.after(countAfter, func(time.Time) tea.Msg { return typedMsg{list: n} })
}

func (m *Model) gotTyped(msg typedMsg) tea.Cmd {
	if msg.list != m.lists.n || !m.seek.apart {
		return nil
	}
	return tea.Batch(m.count(), m.lookOver())
}

// lookOver asks how many stories are not indexed, as long as there are some.
func (m *Model) lookOver() tea.Cmd {
	if m.seek.left == 0 {
		return nil
	}
	return func() tea.Msg {
		left, err := m.library.Unindexed(m.ctx)
		if err != nil { // nobody waits for it
			return nil
		}
		return leftOverMsg{left: left}
	}
}

func (m *Model) gotLeftOver(msg leftOverMsg) { m.seek.left = msg.left }
