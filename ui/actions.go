package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"rubrika/feed"
	"rubrika/ui/keys"
)

// What the keys do beyond moving and scrolling.

// moved follows a movement of the top screen.
func (m *Model) moved(a keys.Action) tea.Cmd {
	if m.scope() != keys.Headlines {
		return nil
	}
	if a == keys.Bottom && len(m.headlines.Items()) < m.counts.Total {
		m.toBottom = true
		return m.loadBelow(m.counts.Total)
	}
	if m.headlines.Near() {
		return m.loadBelow(0)
	}
	return nil
}

// do carries out an action that reaches beyond the screen it was pressed in.
func (m *Model) do(a keys.Action) tea.Cmd {
	switch a {
	case keys.Quit:
		m.stop()
		return tea.Quit
	case keys.Redraw:
		return tea.ClearScreen
	case keys.Suspend:
		return tea.Suspend
	case keys.Help:
		m.help.Open(m.scope(), m.foreign)
		m.helping = true
		return nil
	case keys.Back:
		return m.back()
	case keys.Undo:
		return m.undo(false)
	case keys.Redo:
		return m.undo(true)
	}
	switch m.scope() {
	case keys.Picker:
		return m.doPicker(a)
	case keys.Article:
		return m.doArticle(a)
	case keys.Sources, keys.Narrowing:
		return m.doSources(a)
	case keys.Form:
		return m.doForm(a)
	case keys.Found:
		return m.doFound(a)
	case keys.Catalogue:
		return m.doCatalogue(a)
	default:
		return m.doHeadlines(a)
	}
}

// back leaves what is open; in the list it loosens the filter by one step.
func (m *Model) back() tea.Cmd {
	switch {
	case m.helping:
		m.helping = false
	case m.view == viewArticle:
		m.view = viewList
	case m.view == viewCatalogue:
		if !m.catalogue.Widen() {
			return m.openSources()
		}
	case m.view == viewSources:
		if !m.sources.Widen() {
			m.view = viewList
		}
	default:
		if cmd, ok := m.backToSources(); ok {
			return cmd
		}
		if f, ok := m.filter.Loosen(); ok {
			return m.choose(f)
		}
	}
	return nil
}

func (m *Model) doPicker(a keys.Action) tea.Cmd {
	switch a {
	case keys.Apply:
		m.picking = false
	case keys.Cancel:
		m.picking = false
		return m.choose(m.before)
	}
	return nil
}

func (m *Model) doHeadlines(a keys.Action) tea.Cmd {
	if n, ok := a.Number(); ok {
		return m.rubric(n)
	}
	switch a {
	case keys.RubricNext:
		return m.walk(1)
	case keys.RubricPrev:
		return m.walk(-1)
	case keys.Filter:
		m.before = m.filter
		m.picker.Open(m.filter)
		m.picker.SetCounts(m.counts)
		m.picking = true
		return m.count()
	case keys.ClearFilter:
		return m.choose(feed.Filter{})
	case keys.Unread:
		return m.choose(nextState(m.filter))
	case keys.ReadAll:
		return m.markAll()
	case keys.RefreshAll:
		return m.refresh(true)
	case keys.ShowSources:
		return m.openSources()
	}
	it, ok := m.headlines.Selected()
	if !ok {
		return nil
	}
	switch a {
	case keys.Open:
		return m.open(it)
	case keys.Refresh:
		return m.refresh(true, it.Source)
	case keys.FullText:
		if it.URL == "" {
			return m.say(m.words.Notices.NoAddress)
		}
		return m.keepText(it.ID)
	}
	return m.doItem(a, it)
}

func (m *Model) doArticle(a keys.Action) tea.Cmd {
	it := m.article.Article().Item
	if n, ok := a.Number(); ok {
		address := m.article.Link(n)
		if address == "" {
			return m.say(m.words.Notices.NoLink)
		}
		return m.follow(address)
	}
	switch a {
	case keys.Open:
		if m.article.LinkChosen() {
			return m.follow(m.article.Link(0))
		}
		return m.follow(it.URL)
	case keys.NextItem, keys.PrevItem:
		by := 1
		if a == keys.PrevItem {
			by = -1
		}
		if next, ok := m.headlines.Next(by); ok {
			return tea.Batch(m.open(next), m.moved(a))
		}
		return m.say(m.edge(by))
	case keys.PageDown: // at the end of the page
		if next, ok := m.headlines.NextUnread(1); ok {
			return m.open(next)
		}
		return m.say(m.words.Notices.NoUnread)
	case keys.ThisRubric:
		m.view = viewList
		if len(it.Rubrics) > 0 {
			return m.choose(feed.Filter{Rubrics: it.Rubrics[:1]})
		}
		return nil
	case keys.FullText:
		return m.wholeText(m.text.id == it.ID && m.text.err != nil)
	case keys.Reload:
		return m.wholeText(true)
	}
	return m.doItem(a, it)
}

// doItem does what can be done with a story from the list and from its page.
func (m *Model) doItem(a keys.Action, it feed.Item) tea.Cmd {
	switch a {
	case keys.ToggleRead:
		return m.toggle(it, feed.Read)
	case keys.Star:
		return m.toggle(it, feed.Starred)
	case keys.Versions:
		return m.version(it.ID)
	case keys.Why:
		return m.say(m.words.Why(it))
	case keys.Browser:
		return tea.Batch(m.markRead(it), m.follow(it.URL))
	case keys.BrowserNext:
		cmd := tea.Batch(m.markRead(it), m.follow(it.URL))
		if next, ok := m.headlines.Next(1); ok && m.view == viewArticle {
			return tea.Batch(cmd, m.open(next))
		}
		return cmd
	case keys.CopyURL:
		return m.copy(it.URL, it.URL)
	case keys.CopyTitle:
		return m.copy(it.Title+"\n"+it.URL, it.Title)
	}
	return nil
}

// wholeText asks for the page of the open story, where it has one.
func (m *Model) wholeText(again bool) tea.Cmd {
	a := m.article.Article()
	switch {
	case a.URL == "":
		return m.say(m.words.Notices.NoAddress)
	case m.text.busy || a.Full && !again:
		return nil
	}
	cmd := m.fullText(a.ID, again)
	m.article.SetNote(m.note(a))
	return cmd
}

// choose asks the list a new question.
func (m *Model) choose(f feed.Filter) tea.Cmd {
	if f.String() == m.filter.String() {
		return nil
	}
	m.filter = f
	if m.came != nil && !slices.Contains(f.Sources, m.came.source) {
		m.came = nil
	}
	return m.load(0)
}

// reload asks the same question again.
func (m *Model) reload() tea.Cmd { return m.load(len(m.headlines.Items())) }

// rubric shows only the rubric with that number, or all.
func (m *Model) rubric(n int) tea.Cmd {
	f := m.filter
	if n == 0 {
		f.Rubrics, f.Sections = nil, nil
		return m.choose(f)
	}
	if n > len(m.config.Rubrics) {
		return nil
	}
	f.Sections = nil
	return m.choose(f.Toggle(m.config.Rubrics[n-1]))
}

// walk goes to the next rubric that has stories; «all» stands before the
// first.
func (m *Model) walk(by int) tea.Cmd {
	order := m.config.Rubrics
	at := -1
	if len(m.filter.Rubrics) > 0 {
		at = slices.Index(order, m.filter.Rubrics[0])
	}
	n := len(order) + 1
	for range n {
		at = (at+1+by+n)%n - 1
		f := m.filter
		f.Rubrics, f.Sections = nil, nil
		if at < 0 {
			return m.choose(f)
		}
		if m.total(order[at]) > 0 {
			return m.choose(f.Toggle(order[at]))
		}
	}
	return nil
}

func (m *Model) total(r feed.Rubric) int {
	for _, t := range m.counts.Rubrics {
		if t.Name == string(r) {
			return t.Total
		}
	}
	return 0
}

// edge says that there is no story further on.
func (m *Model) edge(by int) string {
	if by < 0 {
		return m.words.Notices.First
	}
	return m.words.Notices.Last
}

// nextState goes from all to unread to starred to all.
func nextState(f feed.Filter) feed.Filter {
	switch {
	case f.Is.Has(feed.Starred):
		f.Is &^= feed.Starred
	case f.IsNot.Has(feed.Read):
		f.IsNot &^= feed.Read
		f.Is |= feed.Starred
	default:
		f.IsNot |= feed.Read
	}
	return f
}

// open shows a story: headline and teaser in this frame, the text when it is
// laid out. It is read from now on.
func (m *Model) open(it feed.Item) tea.Cmd {
	m.view = viewArticle
	m.text = pageFetch{}
	m.article.Open(it)
	return tea.Batch(m.read(it.ID), m.latest(it.ID), m.markRead(it))
}

func (m *Model) markRead(it feed.Item) tea.Cmd {
	if it.State.Has(feed.Read) {
		return nil
	}
	m.show(it.ID, it.State|feed.Read)
	return m.mark(feed.Read, 0, map[feed.ID]feed.State{it.ID: it.State}, "")
}

// toggle turns one mark over, on screen at once.
func (m *Model) toggle(it feed.Item, mark feed.State) tea.Cmd {
	m.show(it.ID, it.State^mark)
	undo := map[feed.ID]feed.State{it.ID: it.State}
	on, off := m.words.Notices.Read, m.words.Notices.Unread
	if mark == feed.Starred {
		on, off = m.words.Notices.Starred, m.words.Notices.Unstarred
	}
	if it.State.Has(mark) {
		return m.mark(0, mark, undo, off)
	}
	return m.mark(mark, 0, undo, on)
}

func (m *Model) copy(text, shown string) tea.Cmd {
	if shown == "" {
		return m.say(m.words.Notices.NoAddress)
	}
	return tea.Batch(tea.SetClipboard(text), m.say(m.words.Notices.Copied))
}
