package ui

import (
	"context"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"rubrika/feed"
	"rubrika/feed/library"
	"rubrika/feed/page"
	"rubrika/ui/headlines"
	"rubrika/ui/keys"
	"rubrika/ui/picker"
	saved "rubrika/ui/views"
)

// Saved views, and the rules that mute and watch: the screen that lists them,
// their place in the row of rubrics, and applying them to what is stored. The
// form is in rules_form.go, what of a story a rule is made of in
// rules_offers.go.

// rules is how they stand.
type rules struct {
	screen saved.Screen
	panel  saved.Panel
	muting bool // the panel is open
	naming bool // the form is open
	back   bool // … and closing it leads back to the panel

	all     []feed.View
	counts  map[feed.ViewID]feed.Tally
	loads   job
	tallies job
	offers  job // counts for the panel and the form
	story   feed.Item
	editing feed.View
	checked string // what of the form was checked last

	show feed.ViewID // to be selected as soon as it is listed
	at   feed.ViewID // the view that was opened last
	came *cameByView

	notifier notifier

	applying bool // changed rules are being applied
	again    bool // … and there are changes since that began
	dirty    bool // stories changed that the list may show otherwise
}

// cameByView is the way to a list from the view of views.
type cameByView struct{ view, before feed.Filter }

type (
	// viewsMsg brings the saved views and rules, viewCountsMsg what they select.
	viewsMsg struct {
		job int
		all []feed.View
		err error
	}
	viewCountsMsg struct {
		job    int
		counts []feed.Tally
		err    error
	}
	// savedViewMsg says that a view was saved or taken away; stories is how many
	// a new rule is about, -1 for any other.
	savedViewMsg struct {
		view    feed.View
		stories int
		removed bool
		form    bool
		err     error
	}
	// appliedMsg says that changed rules were applied to a piece of what is
	// stored.
	appliedMsg struct {
		changed int
		more    bool
		err     error
	}
)

// readyRules makes the screens.
func (m *Model) readyRules(getenv func(string) string) {
	m.rules.notifier = notifierOf(getenv)
	m.rules.screen = saved.New(m.words, m.theme)
	m.rules.panel = saved.NewPanel(m.words, m.theme)
}

// doRules does what has to do with views and rules.
func (m *Model) doRules(a keys.Action) (cmd tea.Cmd, done bool) {
	switch a {
	case keys.ShowViews:
		return m.openViews(), true
	case keys.SaveView:
		return m.saveShown(), true
	case keys.MuteThis:
		return m.openMuting(), true
	}
	switch {
	case m.scope() == keys.Views:
		return m.doViews(a), true
	case m.scope() == keys.Muting:
		return m.doMuting(a), true
	case m.scope() == keys.Form && m.rules.naming:
		return m.doViewForm(a), true
	}
	return nil, false
}

// answerRules takes in what their commands bring.
func (m *Model) answerRules(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case viewsMsg:
		return m.gotViews(msg)
	case viewCountsMsg:
		m.gotViewCounts(msg)
	case savedViewMsg:
		return m.gotSavedView(msg)
	case appliedMsg:
		return m.gotApplied(msg)
	case offerMsg:
		return m.gotOffer(msg)
	case authorMsg:
		return m.gotAuthor(msg)
	case restsMsg:
		return m.countForm(msg)
	case selectsMsg:
		m.gotSelects(msg)
	case alertsMsg:
		return m.gotAlerts(msg)
	}
	return nil
}

// openViews shows the saved views and rules.
func (m *Model) openViews() tea.Cmd {
	m.view = viewViews
	return m.loadViews()
}

func (m *Model) doViews(a keys.Action) tea.Cmd {
	if a == keys.AddView {
		m.openViewForm(feed.View{Kind: m.rules.screen.Kind(), Bar: true})
		return nil
	}
	v, ok := m.rules.screen.Selected()
	if !ok {
		return nil
	}
	switch a {
	case keys.ApplyView:
		return m.showView(v)
	case keys.EditView:
		if v.Declared {
			return m.say(m.words.About(m.words.Views.Notices.Declared, v.Name))
		}
		m.openViewForm(v)
		return m.checkViewForm()
	case keys.RemoveView:
		if v.Declared {
			return m.say(m.words.About(m.words.Views.Notices.Declared, v.Name))
		}
		return m.removeView(v)
	}
	return nil
}

// whyViews says why an action of the view of views cannot be done now.
func (m *Model) whyViews(a keys.Action) string {
	_, ok := m.rules.screen.Selected()
	switch a {
	case keys.ApplyView, keys.EditView, keys.RemoveView:
		return unless(ok, m.words.Views.Notices.None)
	}
	return ""
}

// showView shows what a view selects, from where Esc leads back.
func (m *Model) showView(v feed.View) tea.Cmd {
	before := m.filter
	m.view = viewList
	cmd := m.applyView(v)
	m.rules.came = &cameByView{view: library.Opened(v), before: before}
	return cmd
}

// applyView puts the filter of a view in the place of the list's.
func (m *Model) applyView(v feed.View) tea.Cmd {
	m.rules.at, m.rules.came = v.ID, nil
	return m.choose(library.Opened(v))
}

// applyNamed is applyView for a view in the row of rubrics.
func (m *Model) applyNamed(name string) tea.Cmd {
	for _, v := range m.barred() {
		if v.Name == name {
			return m.applyView(v)
		}
	}
	return nil
}

// backToViews goes back to the view of views, by way of the list that was
// opened there. False when the list did not come by that way.
func (m *Model) backToViews() (tea.Cmd, bool) {
	came := m.rules.came
	if came == nil || m.seek.typing {
		return nil, false
	}
	now, then := strings.Fields(m.filter.String()), strings.Fields(came.view.String())
	if slices.ContainsFunc(then, func(w string) bool { return !slices.Contains(now, w) }) {
		m.rules.came = nil // it is another question by now
		return nil, false
	}
	if len(now) > len(then) {
		return m.choose(came.view), true
	}
	m.rules.came = nil
	return tea.Batch(m.choose(came.before), m.openViews()), true
}

// barred are the views that stand in the row of rubrics.
func (m *Model) barred() []feed.View {
	return slices.DeleteFunc(slices.Clone(m.rules.all), func(v feed.View) bool { return v.Kind != feed.ViewList || !v.Bar })
}

// viewAt is the place in the row of the view whose filter the list has, -1 for
// none. A view that is only a rubric is meant when it was opened, and not when
// the rubric was.
func (m *Model) viewAt(list []feed.View) int {
	now := m.filter.String()
	same := func(v feed.View) bool { return v.Filter.String() == now }
	if i := slices.IndexFunc(list, func(v feed.View) bool { return v.ID == m.rules.at && same(v) }); i >= 0 {
		return i
	}
	if len(m.filter.Rubrics) == 1 && (feed.Filter{Rubrics: m.filter.Rubrics}).String() == now || now == "" {
		return -1
	}
	return slices.IndexFunc(list, same)
}

// loadViews brings the saved views and rules.
func (m *Model) loadViews() tea.Cmd {
	ctx, n := m.rules.loads.next(m.ctx)
	return func() tea.Msg {
		all, err := m.library.Views(ctx)
		return viewsMsg{job: n, all: all, err: err}
	}
}

func (m *Model) gotViews(msg viewsMsg) tea.Cmd {
	if msg.job != m.rules.loads.n {
		return nil
	}
	if msg.err != nil {
		return m.say(m.words.Error(msg.err))
	}
	m.rules.all = msg.all
	for i := range m.rules.all { // they may come from anywhere
		m.rules.all[i].Name = page.Line(m.rules.all[i].Name)
	}
	m.showViews()
	if m.rules.show != 0 {
		m.rules.screen.Select(m.rules.show)
		m.rules.show = 0
	}
	return m.countViews()
}

// showViews puts the views and their numbers where they are shown.
func (m *Model) showViews() {
	spelt := make([]saved.Spelt, len(m.rules.all))
	for i, v := range m.rules.all {
		spelt[i] = saved.Spelt{Filter: page.Line(v.Filter.String()), Words: m.words.Selection(m.named(v.Filter))}
	}
	m.rules.screen.Set(m.rules.all, spelt)
	m.showViewCounts()
}

func (m *Model) showViewCounts() {
	m.rules.screen.SetCounts(m.rules.counts)
	var chips []headlines.View
	var lines []picker.View
	for _, v := range m.rules.all {
		if v.Kind != feed.ViewList {
			continue
		}
		t := m.rules.counts[v.ID]
		lines = append(lines, picker.View{Name: v.Name, Filter: v.Filter, Total: t.Total})
		if v.Bar {
			chips = append(chips, headlines.View{Name: v.Name, Filter: v.Filter.String(), Total: t.Total, Unread: t.Unread})
		}
	}
	m.headlines.SetViews(chips)
	m.picker.SetViews(lines)
}

// countViews counts what the views select; nothing waits for it.
func (m *Model) countViews() tea.Cmd {
	if len(m.rules.all) == 0 {
		return nil
	}
	ctx, n := m.rules.tallies.next(m.ctx)
	return func() tea.Msg {
		counts, err := m.library.ViewCounts(ctx)
		return viewCountsMsg{job: n, counts: counts, err: err}
	}
}

func (m *Model) gotViewCounts(msg viewCountsMsg) {
	if msg.job != m.rules.tallies.n || msg.err != nil {
		return
	}
	m.rules.counts = make(map[feed.ViewID]feed.Tally, len(msg.counts))
	for _, t := range msg.counts {
		if id, err := strconv.ParseInt(t.Name, 10, 64); err == nil {
			m.rules.counts[feed.ViewID(id)] = t
		}
	}
	m.showViewCounts()
}

// saveView writes a view. answer is told what came of it.
func (m *Model) saveView(v feed.View, form bool) tea.Cmd {
	stories, fresh := -1, v.ID == 0
	return m.deed(func(ctx context.Context) (feed.Deed, error) {
		if fresh && v.Kind.Rule() {
			if c, err := m.library.Counts(ctx, v.Filter, false); err == nil {
				stories = c.Total
			}
		}
		saved, d, err := m.library.SaveView(ctx, v)
		if !form && feed.KindOf(err) == feed.KindExists { // another rule has that name
			v.Name = v.Filter.String()
			saved, d, err = m.library.SaveView(ctx, v)
		}
		if err == nil {
			v = saved
		}
		return d, err
	}, func(_ feed.Deed, err error) tea.Msg {
		return savedViewMsg{view: v, stories: stories, form: form, err: err}
	})
}

// removeView takes a view away.
func (m *Model) removeView(v feed.View) tea.Cmd {
	return m.deed(
		func(ctx context.Context) (feed.Deed, error) { return m.library.RemoveView(ctx, v.ID) },
		func(_ feed.Deed, err error) tea.Msg {
			return savedViewMsg{view: v, stories: -1, removed: true, err: err}
		},
	)
}

func (m *Model) gotSavedView(msg savedViewMsg) tea.Cmd {
	waiting := msg.form && m.rules.naming
	if msg.err != nil {
		text := m.words.Error(msg.err)
		if feed.KindOf(msg.err) == feed.KindExists {
			text = m.words.Views.Form.Taken
		}
		if waiting {
			m.form.Fault(fieldName, text)
			return nil
		}
		return m.say(text)
	}
	if waiting {
		m.closeViewForm()
	}
	text := m.words.ViewSaved(msg.view, msg.stories)
	if msg.removed {
		text = m.words.ViewRemoved(msg.view)
	}
	m.rules.show = msg.view.ID
	cmds := []tea.Cmd{m.loadViews(), m.say(text + m.undoHint())}
	if msg.view.Kind.Rule() {
		cmds = append(cmds, m.asStored(), m.applyRules())
	}
	return tea.Batch(cmds...)
}

// viewsUndone follows a deed about a view that was taken back or done again.
func (m *Model) viewsUndone(d feed.Deed) tea.Cmd {
	if d.View == "" {
		return nil
	}
	return tea.Batch(m.loadViews(), m.applyRules())
}

// applyRules applies changed rules to what is stored, piece by piece, until
// there is nothing left to do.
func (m *Model) applyRules() tea.Cmd {
	if m.rules.applying {
		m.rules.again = true
		return nil
	}
	m.rules.applying = true
	return m.applyPiece()
}

func (m *Model) applyPiece() tea.Cmd {
	return func() tea.Msg {
		changed, more, err := m.library.ApplyRules(m.ctx)
		return appliedMsg{changed: changed, more: more, err: err}
	}
}

// gotApplied goes on with the next piece; the list follows from time to time,
// and at the end.
func (m *Model) gotApplied(msg appliedMsg) tea.Cmd {
	r := &m.rules
	r.dirty = r.dirty || msg.changed > 0
	if msg.err != nil {
		r.applying, r.again = false, false
		switch feed.KindOf(msg.err) {
		case feed.KindReadOnly, feed.KindBusy: // another process does it, or the next start
			return nil
		}
		return m.say(m.words.Error(msg.err))
	}
	if msg.more || r.again {
		r.again = r.again && msg.more
		if r.dirty && !m.listing && m.now().Sub(m.listed) >= listEvery {
			r.dirty = false
			return tea.Batch(m.applyPiece(), m.reload())
		}
		return m.applyPiece()
	}
	r.applying = false
	pending := slices.ContainsFunc(r.all, func(v feed.View) bool { return v.Pending })
	switch {
	case r.dirty:
		r.dirty = false
		return tea.Batch(m.reload(), m.loadViews())
	case pending:
		return m.loadViews()
	}
	return nil
}

// viewsListed follows an answer to the list: a view whose list that is counts
// what it counts, and the others are counted anew where something came in.
func (m *Model) viewsListed(how arrival) tea.Cmd {
	if m.seek.typing { // with every letter it would be another list
		return nil
	}
	now := m.filter.String()
	changed := false
	for _, v := range m.rules.all {
		t, ok := m.rules.counts[v.ID]
		if ok && library.Opened(v).String() == now && (t.Total != m.counts.Total || t.Unread != m.counts.Unread) {
			t.Total, t.Unread = m.counts.Total, m.counts.Unread
			m.rules.counts[v.ID] = t
			changed = true
		}
	}
	if changed {
		m.showViewCounts()
	}
	if how != asks || changed {
		return m.countViews()
	}
	return nil
}
