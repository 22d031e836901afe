package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"rubrika/feed"
	"rubrika/ui/keys"
)

// answer takes in what a command of ours brought.
func (m *Model) answer(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case itemsMsg:
		return m.gotItems(msg)
	case countsMsg:
		return tea.Batch(m.gotCounts(msg), m.viewsListed(renews))
	case articleMsg:
		return m.gotArticle(msg)
	case textMsg:
		return m.gotText(msg)
	case keptMsg:
		return m.gotKept(msg)
	case aheadMsg:
		return m.gotAhead(msg)
	case latestMsg:
		m.gotLatest(msg)
	case versionMsg:
		return m.gotVersion(msg)
	case markedMsg:
		return m.gotMarked(msg)
	case undoneMsg:
		return m.gotUndone(msg)
	case openedMsg:
		return m.gotOpened(msg)
	case quietMsg:
		m.gotQuiet(msg)
	case minuteMsg:
		return m.gotMinute()
	default:
		return m.answerFace(msg)
	}
	return nil
}

// answerFace is answer for what stands round the list and the text.
func (m *Model) answerFace(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case foundMsg:
		return m.gotFound(msg)
	case topicsMsg:
		m.gotTopics(msg)
	case leftMsg:
		m.gotLeft(msg)
	case remarkedMsg:
		m.gotRemarked(msg)
	case asideMsg:
		m.gotAside(msg)
	case restedMsg:
		m.gotRested(msg)
	case pictureMsg:
		return m.gotPicture(msg)
	case paintMsg:
		return m.gotPaint(msg)
	case savedMsg:
		return m.gotSaved(msg)
	case settingsMsg:
		return m.gotSettings(msg)
	case playableMsg:
		return m.gotPlayable(msg)
	case pipedMsg:
		return m.gotPiped(msg)
	case hookedMsg:
		return m.gotHooked(msg)
	default:
		return m.answerSources(msg)
	}
	return nil
}

// answerSources is answer for what is about sources.
func (m *Model) answerSources(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case progressMsg:
		return m.gotProgress(msg)
	case refreshedMsg:
		return m.gotRefreshed(msg)
	case sourcesMsg:
		return m.gotSources(msg)
	case changedMsg:
		return m.gotChanged(msg)
	case followedMsg:
		return m.gotFollowed(msg)
	case chosenMsg:
		return m.gotChosen(msg)
	case listedMsg:
		return m.gotListed(msg)
	default:
		return m.answerPost(msg)
	}
}

func (m *Model) gotQuiet(msg quietMsg) {
	if msg.n == m.notices {
		m.notice = ""
	}
}

func (m *Model) gotItems(msg itemsMsg) tea.Cmd {
	if msg.job != m.lists.n {
		return nil
	}
	m.below, m.listing = false, false
	if msg.err != nil {
		m.toBottom = false
		m.trouble = m.words.Error(msg.err)
		m.headlines.Empty = [2]string{m.trouble, ""}
		return m.say(m.trouble)
	}
	m.trouble = ""
	m.marks.overlay(msg.items)
	if msg.below {
		if len(msg.items) == 0 { // there is less than was counted
			m.toBottom = false
			return nil
		}
		m.headlines.Append(msg.items)
		return m.goneBelow()
	}
	m.turnTo(msg.filter)
	if again := m.place(msg); again != nil {
		return again
	}
	count := m.countItems(msg)
	m.backAtList()
	m.headlines.Empty = m.empty()
	m.headlines.Mark = ""
	if m.library.Tour() {
		m.headlines.Mark = m.words.Tour
	}
	cmds := []tea.Cmd{count, m.countTopics(), m.goneBelow(), m.countAgain(), m.viewsListed(msg.how)}
	if !m.welcomed {
		m.welcomed = true
		cmds = append(cmds, m.loadSources(), m.loadViews(), m.applyRules(), m.alerts(true))
		switch {
		case m.library.Offline():
			cmds = append(cmds, m.say(m.words.Offline))
		case !m.byHand():
			cmds = append(cmds, m.refresh(false))
		}
	}
	return tea.Batch(cmds...)
}

// countAgain counts if that was asked for while the list was on its way.
func (m *Model) countAgain() tea.Cmd {
	if !m.recount {
		return nil
	}
	m.recount = false
	return m.count()
}

// goneBelow goes on to the end of the list, if that was asked for.
func (m *Model) goneBelow() tea.Cmd {
	if !m.toBottom {
		return nil
	}
	m.headlines.Last()
	if !m.allListed() {
		return m.loadBelow(m.counts.Total)
	}
	m.toBottom = m.seek.apart // the counts will tell whether that is all
	return nil
}

// allListed reports that the list has all there is, as far as that is known.
func (m *Model) allListed() bool {
	n := len(m.headlines.Items())
	if m.seek.apart {
		return n < pageSize
	}
	return n >= m.counts.Total-m.counts.New
}

// countItems takes in the counts that came with a list, or asks for them. Those
// of the same question hold until the new ones are there.
func (m *Model) countItems(msg itemsMsg) tea.Cmd {
	if msg.apart {
		m.seek.apart = m.seek.apart || msg.how != renews && msg.how != enters
		if m.seek.typing {
			return m.countTyped()
		}
		return tea.Batch(m.count(), m.lookOver())
	}
	m.counts, m.seek.apart = msg.counts, false
	if !m.recount {
		m.picker.SetCounts(m.marked(msg.counts))
	}
	return nil
}

// empty is what the list says when it has nothing to show; it is asked again
// when a refresh begins or ends and when sources come or go.
func (m *Model) empty() [2]string {
	label := func(a keys.Action) string { return m.keys.Label(keys.Headlines, a, m.foreign) }
	only := m.filter
	only.Is, only.IsNot = 0, 0
	switch {
	case m.stream.wire:
		return m.words.Desk.Quiet
	case len(m.filter.Words()) > 0:
		return m.nothingFound()
	case only.IsZero() && m.filter.IsNot == feed.Read:
		return m.words.NoneUnread(label(keys.Unread))
	case only.IsZero() && m.filter.Is == feed.Starred:
		return m.words.NoneStarred(label(keys.Unread))
	case len(m.filter.Topics) > 0:
		return m.words.NoneOn(strings.Join(m.filter.Topics, ", "), label(keys.ClearFilter))
	case !m.filter.IsZero():
		return m.words.NoMatch(label(keys.ClearFilter))
	case m.refreshing:
		return m.words.Waiting()
	case m.offline:
		return m.words.NoNetwork(label(keys.RefreshAll))
	case m.titles != nil && len(m.sources.All()) == 0:
		return m.words.FirstSource(label(keys.ShowSources))
	}
	return m.words.Empty(label(keys.RefreshAll))
}

func (m *Model) gotCounts(msg countsMsg) tea.Cmd {
	if msg.job != m.tallies.n || msg.err != nil {
		return nil
	}
	m.counts, m.seek.apart = msg.counts, false
	m.stream.waiting = msg.counts.New
	m.headlines.SetNew(msg.counts.New)
	m.picker.SetCounts(m.marked(msg.counts))
	return m.goneBelow()
}

// gotArticle shows the body of the open story. Where that is only a teaser,
// its page is asked for, once.
func (m *Model) gotArticle(msg articleMsg) tea.Cmd {
	if msg.job != m.articles.n || m.view != viewArticle {
		return nil
	}
	if msg.err != nil {
		m.article.SetNote(m.words.Error(msg.err))
		return nil
	}
	m.article.SetBody(msg.article, msg.lines)
	m.comeBack(msg.article)
	var cmd tea.Cmd
	if a := msg.article; !a.Full && a.URL != "" && m.text.id != a.ID && !m.alone() {
		cmd = m.fullText(a.ID, false)
	}
	m.article.SetNote(m.note(msg.article))
	return cmd
}

// gotText puts the whole text in the place of the teaser.
func (m *Model) gotText(msg textMsg) tea.Cmd {
	if msg.job != m.texts.n {
		return nil
	}
	m.text.busy, m.text.err = false, msg.err
	shown := m.article.Article()
	if m.view != viewArticle || shown.ID != m.text.id {
		return nil
	}
	if msg.err != nil {
		m.article.SetNote(m.note(shown))
		return nil
	}
	if slices.Equal(shown.Rubrics, msg.article.Rubrics) && shown.Section == msg.article.Section {
		return m.layOutNow(msg.article)
	}
	return tea.Batch(m.layOutNow(msg.article), m.reload()) // the page named its rubric
}

func (m *Model) gotKept(msg keptMsg) tea.Cmd {
	if msg.err != nil {
		return m.say(m.words.Error(msg.err))
	}
	return tea.Batch(m.say(m.words.Notices.Kept), m.reload())
}

// gotAhead is silent but for a store that failed: nobody waits for what is
// fetched ahead.
func (m *Model) gotAhead(msg aheadMsg) tea.Cmd {
	m.ahead = false
	if msg.err == nil || feed.KindOf(msg.err) == feed.KindElsewhere {
		return nil
	}
	return m.say(m.words.Error(msg.err))
}

// note says under a teaser where the rest of the story is, and under any text
// why its page could not be had again.
func (m *Model) note(a feed.Article) string {
	key := m.keys.Label(keys.Article, keys.Browser, m.foreign)
	asked := m.text.id == a.ID
	switch {
	case asked && m.text.busy:
		return m.words.Notices.Fetching
	case a.Full && asked && m.text.err != nil:
		return m.words.Failed("", m.text.err)
	case a.Full:
		return ""
	case asked && m.text.err != nil:
		return m.words.NoFullText(m.text.err, key)
	case a.Markdown == "" && a.Summary == "":
		return m.words.NoText(key)
	}
	return m.words.TeaserOnly(key)
}

func (m *Model) gotLatest(msg latestMsg) {
	if m.view == viewArticle && m.article.Article().ID == msg.id {
		m.article.SetLatest(msg.items)
	}
}

func (m *Model) gotVersion(msg versionMsg) tea.Cmd {
	switch {
	case msg.err != nil:
		return m.say(m.words.Error(msg.err))
	case msg.item.ID == 0:
		return m.say(m.words.Notices.NoVersions)
	default:
		place := m.article.Place()
		cmd := m.open(msg.item)
		m.carry = place // the same story, so about the same place in it
		return cmd
	}
}

// comeBack goes to where the reader left a story, or its version in another
// language; once.
func (m *Model) comeBack(a feed.Article) {
	place := a.Place
	if m.carry != (feed.Place{}) {
		place = m.carry
	}
	if m.backTo == a.ID || place == (feed.Place{}) {
		return
	}
	m.backTo, m.carry = a.ID, feed.Place{}
	m.article.Seek(place)
}

func (m *Model) gotFound(msg foundMsg) tea.Cmd {
	if msg.err != nil {
		return m.say(m.words.Error(msg.err))
	}
	return m.open(msg.item)
}

// unbroken joins what a notice must not part at the end of a line.
const unbroken = "\u00a0"

// undoHint says after a deed how it is taken back, where there is a key.
func (m *Model) undoHint() string {
	key := m.keys.Label(m.scope(), keys.Undo, m.foreign)
	if key == "" {
		return ""
	}
	return " · " + key + unbroken + m.words.Hints.Undo
}
