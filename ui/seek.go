package ui

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"rubrika/feed"
	"rubrika/feed/words"
	"rubrika/ui/headlines"
	"rubrika/ui/keys"
	"rubrika/ui/prompt"
	"rubrika/ui/theme"
)

// The search: a field over the list, whose answer is the list. What is typed
// is a filter, within what the list showed or everywhere; every letter asks
// anew, and the answer before stays until the new one is there. Enter leaves
// the field and keeps the answer, Esc brings back the list as it was. The field
// itself is in seek_field.go, what the word that is typed may mean in
// seek_word.go, what is seen of a search in seek_view.go.

// seek is how the search stands.
type seek struct {
	typing bool
	field  prompt.Field
	menu   prompt.Menu
	fault  error             // what is wrong with what was typed
	next   []feed.Completion // how the word that is typed may go on
	names  feed.Names
	past   []string
	turned int    // which of past stands in the field, from 1; 0 is none
	draft  string // what was typed before one of them did

	base feed.Filter // what is searched, unless everywhere
	wide bool        // everywhere
	sort feed.Sort   // the order of the list without what is typed
	text string      // what was typed into the kept search
	kept string      // … and the filter that it made
	home *origin     // where leaving it leads
	away *aside      // the list as it was before the first letter

	doubt doubt // about the word that is typed
	part  bool  // the list answers only a part of what stands in the field

	left  int  // stories that no search finds yet: the index is being built
	apart bool // the numbers of the list are on their way
	shown shown
	glean job
	asked []feed.ID // of the pieces that are on their way
}

// origin is a list that can be gone back to: how many of its stories were listed,
// and which one was selected.
type origin struct {
	filter feed.Filter
	long   int
	there  feed.ID
}

// aside is the list as it was, to be put back as a whole.
type aside struct {
	list             headlines.Shelf
	filter           feed.Filter
	came             *cameFrom
	counts           feed.Counts
	horizon          feed.ID
	waiting          int
	listing, counted bool
	shown            shown
}

// shown is what belongs to the question that the list answers.
type shown struct {
	question string
	filter   feed.Filter
	marker   *words.Marker // nil: no words are looked for
	pieces   map[feed.ID]feed.Snippet
	known    map[feed.ID]bool // the stories whose pieces were asked for
}

func newSeek(t theme.Theme) seek {
	return seek{field: prompt.New(t), menu: prompt.NewMenu(t)}
}

// seeks reports that a filter looks for words, so that its list can be put in
// the order of relevance. Of words in alternatives none leads in a title, and
// that order is by time.
func seeks(f feed.Filter) bool { return len(f.Words()) > 0 }

// costly reports that the counts of a filter may take longer than its list.
func costly(f feed.Filter) bool { return f.Text != "" || len(f.Groups) > 0 }

// openSearch opens the field. A search that was kept can be gone on with; of
// any other list it is the words.
func (m *Model) openSearch() tea.Cmd {
	s := &m.seek
	if m.filter.Sort != feed.Relevance {
		s.sort = m.filter.Sort
	}
	if s.kept == "" || s.kept != m.filter.String() {
		s.base, s.wide = m.filter, false
		s.base.Text, s.base.Groups = "", nil
		s.text = feed.Filter{Text: m.filter.Text, Groups: m.filter.Groups}.String()
	}
	s.typing, s.away, s.turned, s.fault, s.part = true, nil, 0, nil, false
	text := s.text
	if text != "" { // one more word does not run into the last
		text += " "
	}
	s.field.Open(m.words.Seek.Label, text)
	s.field.Ground = theme.Panel
	m.fieldChanged()
	return m.recall()
}

// meant is the filter that a text in the field means.
func (m *Model) meant(text string) (feed.Filter, error) {
	s := &m.seek
	f, err := feed.ParseFilter(text)
	if err != nil {
		return feed.Filter{}, err
	}
	if !s.wide {
		f = s.base.And(f)
	}
	switch {
	case !seeks(f):
		f.Sort = s.sort
	case seeks(m.filter):
		f.Sort = m.filter.Sort
	default:
		f.Sort = feed.Relevance
	}
	return f, nil
}

// pose asks the list a question of the search.
func (m *Model) pose(f feed.Filter, how arrival) tea.Cmd {
	m.seek.part = false
	if f.String() == m.filter.String() && f.Sort == m.filter.Sort {
		return nil
	}
	if m.seek.away == nil {
		m.seek.away = m.shelve()
	}
	m.filter, m.toBottom = f, false
	if m.came != nil && !slices.Contains(f.Sources, m.came.source) {
		m.came = nil
	}
	return m.ask(0, how)
}

// unasked shows what the list showed before anything was typed.
func (m *Model) unasked() tea.Cmd {
	s := &m.seek
	s.part = false
	base := s.base
	base.Sort = s.sort
	switch {
	case s.away != nil && s.away.filter.String() == base.String():
		return m.putBack()
	case m.filter.String() == base.String():
		return nil
	}
	return m.pose(base, follows)
}

// shelve puts the list aside.
func (m *Model) shelve() *aside {
	m.stopPieces()
	return &aside{
		list: m.headlines.Shelve(), filter: m.filter, came: m.came, counts: m.counts,
		horizon: m.stream.horizon, waiting: m.stream.waiting, listing: m.listing, counted: !m.seek.apart, shown: m.seek.shown,
	}
}

// putBack puts the list back as it was, and has it renewed.
func (m *Model) putBack() tea.Cmd {
	b := m.seek.away
	m.seek.away = nil
	m.lists.stop()
	m.tallies.stop()
	m.stopPieces()
	m.listing, m.below, m.recount, m.toBottom = false, false, false, false
	m.filter, m.came, m.counts = b.filter, b.came, b.counts
	m.stream.horizon, m.stream.waiting = b.horizon, b.waiting
	m.seek.apart, m.seek.shown = !b.counted, b.shown
	m.headlines.Unshelve(b.list)
	m.markWords()
	m.headlines.Empty = m.empty()
	if b.listing {
		return m.load()
	}
	return m.reload()
}

// keepSearch leaves the field with what stands in it as the filter of the list.
func (m *Model) keepSearch() tea.Cmd {
	s := &m.seek
	text := strings.TrimSpace(s.field.Value())
	if text == "" {
		cmd := m.unasked()
		m.leaveField()
		return cmd
	}
	f, err := m.meant(text)
	if s.fault = err; err != nil {
		return m.say(m.words.Error(err))
	}
	how := asks
	if m.headlines.Index() == 0 {
		how = follows
	}
	s.doubt = doubt{}
	if other, err := m.meant(begun(text)); err == nil && other.String() != f.String() {
		s.doubt = doubt{of: f.String(), other: other, ifNone: true}
	}
	cmd := m.pose(f, how)
	s.text, s.kept = text, f.String()
	if s.away != nil && !seeks(s.away.filter) {
		s.home = s.away.origin()
	}
	m.leaveField()
	return tea.Batch(cmd, m.remember(text))
}

// leaveField closes the field; the list stays as it is.
func (m *Model) leaveField() {
	m.seek.typing, m.seek.away, m.seek.fault, m.seek.part = false, nil, nil, false
	m.headlines.Empty = m.empty()
}

// cancelSearch closes the field and brings back the list as it was.
func (m *Model) cancelSearch() tea.Cmd {
	var cmd tea.Cmd
	if m.seek.away != nil {
		cmd = m.putBack()
	}
	m.leaveField()
	return cmd
}

// origin is the way back to a list that was put aside.
func (b *aside) origin() *origin {
	h := &origin{filter: b.filter, long: b.list.Len()}
	if it, ok := b.list.Selected(); ok {
		h.there = it.ID
	}
	return h
}

// loosen takes the newest narrowing off the list. Where the list of before a
// search comes back by that, it does as the reader left it; a search of
// everything leads back there too.
func (m *Model) loosen() tea.Cmd {
	f, ok := m.filter.Loosen()
	if !ok {
		return nil
	}
	h := m.seek.home
	if h != nil && m.seek.wide && f.IsZero() && m.filter.String() == m.seek.kept {
		f = h.filter
	}
	if h == nil || f.String() != h.filter.String() {
		return m.choose(f)
	}
	m.seek.home = nil
	if m.choose(f) == nil {
		return nil
	}
	m.stream.there = h.there
	return m.ask(h.long, asks)
}

// order is the order of a list whose filter becomes f.
func (m *Model) order(f feed.Filter) feed.Sort {
	if m.filter.Sort == feed.Relevance && f.Text != m.filter.Text {
		return m.seek.sort
	}
	return m.filter.Sort
}

// nextOrder is the order after that of the list; there is one more where words
// are looked for.
func (m *Model) nextOrder() feed.Sort {
	if seeks(m.filter) {
		return (m.filter.Sort + 1) % 4
	}
	return (m.filter.Sort + 1) % 3
}

type (
	// recalledMsg brings what helps to type a search.
	recalledMsg struct {
		names feed.Names
		past  []string
		left  int
	}
	// piecesMsg brings pieces of the stories that were asked for.
	piecesMsg struct {
		job    int
		ids    []feed.ID
		pieces map[feed.ID]feed.Snippet
		err    error
	}
)

// recall brings the names that filters may have, and what was searched for
// before. Without them it is typed unaided.
func (m *Model) recall() tea.Cmd {
	return func() tea.Msg {
		past, err := m.library.Searches(m.ctx)
		if err != nil {
			past = nil
		}
		names, err := m.library.Names(m.ctx)
		if err != nil {
			names = nil
		}
		left, err := m.library.Unindexed(m.ctx)
		if err != nil {
			left = 0
		}
		return recalledMsg{names: names, past: past, left: left}
	}
}

// remember keeps what was searched for.
func (m *Model) remember(text string) tea.Cmd {
	return m.deed(
		func(ctx context.Context) (feed.Deed, error) { return feed.Deed{}, m.library.KeepSearch(ctx, text) },
		func(feed.Deed, error) tea.Msg { return nil }, // what could not be kept is no matter
	)
}

// answerSeek takes in what the commands of the search bring, and hands on the
// rest.
func (m *Model) answerSeek(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case recalledMsg:
		m.gotRecalled(msg)
	case piecesMsg:
		m.gotPieces(msg)
	case typedMsg:
		return m.gotTyped(msg)
	case leftOverMsg:
		m.gotLeftOver(msg)
	default:
		return m.answerRules(msg)
	}
	return nil
}

// doSeek does what has to do with the search.
func (m *Model) doSeek(a keys.Action) (cmd tea.Cmd, done bool) {
	switch m.scope() {
	case keys.Searching:
		return m.doField(a)
	case keys.Headlines:
		switch a {
		case keys.Search:
			return m.openSearch(), true
		case keys.NextMatch:
			return m.nextResult(1), true
		case keys.PrevMatch:
			return m.nextResult(-1), true
		}
	case keys.Article:
		switch a {
		case keys.NextMatch:
			return m.nextWord(1), true
		case keys.PrevMatch:
			return m.nextWord(-1), true
		}
	}
	return nil, false
}

// whyMatch says why there is no match to go to.
func (m *Model) whyMatch() string {
	if m.view == viewArticle {
		_, n := m.article.Words()
		return unless(m.article.FindText() != "" || n > 0, m.words.Desk.Why.NotFinding)
	}
	return unless(m.seek.shown.marker != nil, m.words.Seek.NotSearching)
}

// nextResult goes to the next story of the answer, or to the one before.
func (m *Model) nextResult(by int) tea.Cmd {
	if m.seek.shown.marker == nil {
		return m.say(m.words.Seek.NotSearching)
	}
	if _, ok := m.headlines.Next(by); !ok {
		return m.say(m.edge(by))
	}
	return m.loadNear()
}

// nextWord goes on the page to the next of the words that were searched for.
func (m *Model) nextWord(by int) tea.Cmd {
	w := m.words.Seek
	switch _, n := m.article.Words(); {
	case m.seek.shown.marker == nil:
		return m.say(m.words.Desk.Why.NotFinding)
	case n == 0:
		return m.say(m.words.Match(0, 0))
	case m.article.NextWord(by):
		return nil
	case by < 0:
		return m.say(w.FirstMatch)
	}
	return m.say(w.LastMatch)
}
