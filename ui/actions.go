package ui

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"rubrika/feed"
	"rubrika/ui/article"
	"rubrika/ui/keys"
	"rubrika/ui/picker"
)

// What the keys do beyond moving and scrolling.

// moved follows a movement of the top screen.
func (m *Model) moved(a keys.Action) tea.Cmd {
	if s := m.scope(); s != keys.Headlines && s != keys.Wiring && s != keys.Searching {
		return m.checkViewForm()
	}
	if a == keys.Top {
		return m.takeIn()
	}
	if a == keys.Bottom && !m.allListed() {
		m.toBottom = true
		return m.loadBelow(m.counts.Total)
	}
	return m.loadNear()
}

// loadNear brings the next page of the list when its end is near.
func (m *Model) loadNear() tea.Cmd {
	if m.headlines.Near() {
		return m.loadBelow(0)
	}
	return nil
}

// do carries out an action that reaches beyond the screen it was pressed in.
func (m *Model) do(a keys.Action) tea.Cmd {
	if cmd, ok := m.doAnywhere(a); ok {
		return cmd
	}
	if cmd, ok := m.doSeek(a); ok {
		return cmd
	}
	if cmd, ok := m.doRules(a); ok {
		return cmd
	}
	switch m.scope() {
	case keys.Command:
		return m.doPalette(a)
	case keys.Saving:
		return m.doSaving(a)
	case keys.Finding, keys.HelpAll:
		return m.doFinding(a)
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

// doAnywhere does what is the same in every view.
func (m *Model) doAnywhere(a keys.Action) (cmd tea.Cmd, done bool) {
	switch a {
	case keys.Quit:
		cmd = m.quit()
	case keys.Redraw:
		m.album.painted = nil
		cmd = tea.ClearScreen
	case keys.Suspend:
		cmd = tea.Suspend
	case keys.Help:
		m.help.Open(m.scope(), m.foreign)
		m.helping = true
	case keys.Back:
		cmd = m.back()
	case keys.Undo:
		cmd = m.undo(false)
	case keys.Redo:
		cmd = m.undo(true)
	case keys.Palette:
		m.openPalette()
	case keys.Pictures:
		cmd = m.togglePictures()
	case keys.NextTheme:
		cmd = m.nextTheme()
	default:
		return nil, false
	}
	return cmd, true
}

// back leaves what is open; in the list it loosens the filter by one step.
func (m *Model) back() tea.Cmd {
	switch {
	case m.helping:
		m.helping = false
	case m.view == viewArticle:
		return m.leaveArticle()
	case m.view == viewCatalogue:
		if !m.catalogue.Widen() {
			return m.openSources()
		}
	case m.view == viewSources:
		if !m.sources.Widen() {
			m.view = viewList
		}
	case m.view == viewViews:
		m.view = viewList
	default:
		if cmd, ok := m.backToViews(); ok {
			return cmd
		}
		if cmd, ok := m.backToSources(); ok {
			return cmd
		}
		return m.loosen()
	}
	return nil
}

func (m *Model) doPicker(a keys.Action) tea.Cmd {
	switch a {
	case keys.Apply:
		m.picking = false
		if m.picker.ApplyView() {
			return m.choose(m.picker.Filter())
		}
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
	case keys.ReadAll:
		return m.markAll()
	case keys.RefreshAll:
		return m.refresh(true)
	case keys.ShowSources:
		return m.openSources()
	case keys.Preview:
		return m.togglePreview()
	}
	if cmd, ok := m.doFilter(a); ok {
		return cmd
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

// doFilter changes what the list shows, or in which order.
func (m *Model) doFilter(a keys.Action) (cmd tea.Cmd, done bool) {
	switch a {
	case keys.RubricNext:
		cmd = m.walk(1)
	case keys.RubricPrev:
		cmd = m.walk(-1)
	case keys.Filter:
		cmd = m.openPicker(picker.Rubrics)
	case keys.Topics:
		cmd = m.openPicker(picker.Topics)
	case keys.ClearFilter:
		cmd = m.choose(feed.Filter{})
	case keys.Unread:
		cmd = m.choose(nextState(m.filter))
	case keys.Sort:
		cmd = m.sort()
	case keys.Wire:
		cmd = m.wire()
	case keys.Hold:
		cmd = m.hold(!m.stream.held)
	default:
		return nil, false
	}
	return cmd, true
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
	if m.doPage(a) {
		return nil
	}
	switch a {
	case keys.Open:
		if t := m.article.Chosen(); t.Kind != article.NoTarget {
			return m.reach(t)
		}
		return m.follow(it.URL)
	case keys.NextItem:
		return m.neighbour(1)
	case keys.PrevItem:
		return m.neighbour(-1)
	case keys.PageDown: // at the end of the page
		if next, ok := m.headlines.NextUnread(1); ok {
			return m.open(next)
		}
		return m.say(m.words.Notices.NoUnread)
	case keys.ThisRubric:
		cmd := m.leaveArticle()
		if len(it.Rubrics) > 0 {
			return tea.Batch(cmd, m.choose(feed.Filter{Rubrics: it.Rubrics[:1]}))
		}
		return cmd
	case keys.FullText:
		return m.wholeText(m.text.id == it.ID && m.text.err != nil)
	case keys.Reload:
		return m.wholeText(true)
	}
	return m.doItem(a, it)
}

// neighbour opens the story before or after the open one in the list.
func (m *Model) neighbour(by int) tea.Cmd {
	if next, ok := m.headlines.Next(by); ok {
		return tea.Batch(m.open(next), m.loadNear())
	}
	return m.say(m.edge(by))
}

// doPage changes how the open page is shown.
func (m *Model) doPage(a keys.Action) bool {
	switch a {
	case keys.Zen:
		m.article.SetZen(!m.article.Zen())
	case keys.Find:
		m.find()
	default:
		return false
	}
	return true
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
	case keys.Save:
		m.save(it)
		return nil
	case keys.Play:
		return m.play(it)
	case keys.Pipe:
		return m.pipe(it)
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
	if f.Sort = m.order(f); f.String() == m.filter.String() {
		return nil
	}
	m.filter, m.toBottom = f, false
	if m.came != nil && !slices.Contains(f.Sources, m.came.source) {
		m.came = nil
	}
	return m.load()
}

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

// walk goes to the next rubric that has stories, or to the next saved view;
// «all» stands before the first, and from a view on the others are those of
// everything.
func (m *Model) walk(by int) tea.Cmd {
	order, saved := m.config.Rubrics, m.barred()
	at, base := -1, m.filter
	if len(m.filter.Rubrics) > 0 {
		at = slices.Index(order, m.filter.Rubrics[0])
	}
	if i := m.viewAt(saved); i >= 0 {
		at, base = len(order)+i, feed.Filter{}
	}
	n := len(order) + len(saved) + 1
	for range n {
		at = (at+1+by+n)%n - 1
		if at >= len(order) {
			return m.applyView(saved[at-len(order)])
		}
		f := base
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
	kept := m.keepPlace()
	m.view = viewArticle
	m.text = pageFetch{}
	m.carry, m.backTo = feed.Place{}, 0
	m.article.Open(it)
	return tea.Batch(kept, m.read(it.ID), m.latest(it.ID), m.markRead(it))
}

// openID opens a story that need not be listed.
func (m *Model) openID(id feed.ID) tea.Cmd {
	return func() tea.Msg {
		it, err := m.library.Item(m.ctx, id)
		return foundMsg{item: it, err: err}
	}
}

// leaveArticle goes back to the list and keeps how far the story was read.
func (m *Model) leaveArticle() tea.Cmd {
	cmd := m.keepPlace()
	m.view = viewList
	return cmd
}

// openPicker opens the category filter at one of its groups.
func (m *Model) openPicker(at picker.Group) tea.Cmd {
	m.before = m.filter
	m.picker.Open(m.filter, at)
	m.picker.SetCounts(m.marked(m.counts))
	m.picking = true
	return m.count()
}

// quit leaves the program, as soon as marks that wait are sent. Pictures are taken out of the terminal first: what is
// sent to it goes with the next frame, and after the last one too late.
func (m *Model) quit() tea.Cmd {
	_ = m.keepPlace() // the ledger is settled at the end
	forget := m.forgetPictures()
	m.stop()
	switch {
	case m.toSend():
		m.post.forgot = forget != nil
		return tea.Batch(forget, m.lastly())
	case forget == nil:
		return tea.Quit
	}
	return tea.Sequence(forget, m.settled(), tea.Quit)
}

// settled waits until what was sent to the terminal is there.
func (m *Model) settled() tea.Cmd {
	return m.after(settleFor, func(time.Time) tea.Msg { return nil })
}

func (m *Model) markRead(it feed.Item) tea.Cmd {
	if it.State.Has(feed.Read) {
		return nil
	}
	return m.mark(feed.Read, 0, map[feed.ID]feed.State{it.ID: it.State}, "")
}

// toggle turns one mark over, on screen at once.
func (m *Model) toggle(it feed.Item, mark feed.State) tea.Cmd {
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
