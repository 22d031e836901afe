package ui

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"rubrika/feed"
	"rubrika/feed/library"
	"rubrika/ui/keys"
)

// What the keys do in the view of sources, and the subscriptions on screen.

// asked is what the refresh that is running was asked for.
type asked struct {
	sources []feed.SourceID // none means all
	force   bool
	done    map[feed.SourceID]bool
	synced  map[string]bool // accounts that are done, by their titles
}

// openSources shows the subscriptions.
func (m *Model) openSources() tea.Cmd {
	m.view = viewSources
	return m.loadSources()
}

func (m *Model) doSources(a keys.Action) tea.Cmd {
	switch a {
	case keys.Narrow:
		m.sources.Narrow()
	case keys.Apply:
		m.sources.Keep()
	case keys.Cancel:
		m.sources.Widen()
	case keys.SortSources:
		return m.say(m.sources.Sort())
	case keys.AddSource:
		m.openAdd()
	case keys.ShowCatalogue:
		m.openCatalogue()
	case keys.RefreshAll:
		return m.refresh(true)
	default:
		if sub, ok := m.sources.Selected(); ok {
			return m.doSource(a, sub)
		}
	}
	return nil
}

// doSource does what is done with one source.
func (m *Model) doSource(a keys.Action, sub feed.Subscription) tea.Cmd {
	switch a {
	case keys.SourceNews:
		if sub.Muted {
			return m.say(m.isMuted())
		}
		return m.newsOf(sub.ID)
	case keys.Refresh:
		if sub.Muted {
			return m.say(m.isMuted())
		}
		return m.refresh(true, sub.ID)
	case keys.EditSource:
		m.openEdit(sub)
	case keys.Mute:
		return m.mute(sub)
	case keys.Unsubscribe:
		return m.unsubscribe(sub)
	case keys.Site:
		if sub.Site == "" {
			return m.follow(sub.URL)
		}
		return m.follow(sub.Site)
	case keys.CopyURL:
		return m.copy(sub.URL, sub.URL)
	}
	return nil
}

// newsOf shows the headlines of one source, from where Esc leads back.
func (m *Model) newsOf(id feed.SourceID) tea.Cmd {
	m.view = viewList
	only := feed.Filter{Sources: []string{word(id)}}
	before := m.filter
	cmd := m.choose(only)
	m.came = &cameFrom{source: word(id), before: before}
	return cmd
}

// cameFrom is the way to the headlines of a source from the view of sources.
type cameFrom struct {
	source string
	before feed.Filter // what the list answered
}

// backToSources goes that way back, step by step: what cuts the headlines of
// the source further is taken off first. False when the list did not come by
// that way.
func (m *Model) backToSources() (tea.Cmd, bool) {
	if m.came == nil || len(m.filter.Sources) != 1 {
		return nil, false
	}
	further := m.filter
	further.Sources = nil
	if f, ok := further.Loosen(); ok {
		f.Sources = m.filter.Sources
		return m.choose(f), true
	}
	before := m.came.before
	m.came = nil
	return tea.Batch(m.choose(before), m.openSources()), true
}

// word is how a filter names a source.
func word(id feed.SourceID) string { return strconv.FormatInt(int64(id), 10) }

func (m *Model) isMuted() string {
	return m.words.About(m.words.Sources.IsMuted, m.keys.Label(keys.Sources, keys.Mute, m.foreign))
}

// mute turns a source off or on again.
func (m *Model) mute(sub feed.Subscription) tea.Cmd {
	before := sub
	sub.Muted = !sub.Muted
	say := m.words.Sources.Unmuted
	if sub.Muted {
		say = m.words.Sources.Muted
	}
	m.sources.Set(replaced(m.sources.All(), sub))
	return m.edit(sub, change{before: before, say: m.words.About(say, sub.Title)})
}

// change is what a write did to the screen before the store had it.
type change struct {
	before feed.Subscription
	at     int  // its place, when it was taken away
	gone   bool // it was taken away
	form   bool // the form waits for the answer, nothing else was changed
	remote bool // it concerns a server too: there is no undo
	say    string
}

// unsubscribe takes a source off the list.
func (m *Model) unsubscribe(sub feed.Subscription) tea.Cmd {
	if sub.Account != 0 {
		return m.leaveTwice(sub)
	}
	all := m.sources.All()
	at := slices.IndexFunc(all, func(s feed.Subscription) bool { return s.ID == sub.ID })
	if at < 0 {
		return nil
	}
	m.sources.Set(slices.Delete(slices.Clone(all), at, at+1))
	m.markListings()
	return m.remove(sub.ID, change{before: sub, at: at, gone: true, say: m.words.About(m.words.Sources.Removed, sub.Title)})
}

// leaveTwice leaves a source on its server when that is asked for once more.
func (m *Model) leaveTwice(sub feed.Subscription) tea.Cmd {
	if m.desk.sure && m.desk.leave == sub.ID {
		m.desk.leave = 0
		c := change{before: sub, form: true, remote: true, say: m.words.About(m.words.Sources.Removed, sub.Title)}
		return tea.Batch(m.say(m.words.Remote.Leaving), m.leave(sub.ID, c))
	}
	a := keys.Unsubscribe
	if m.view == viewCatalogue {
		a = keys.Subscribe
	}
	cmd := m.say(m.words.AskLeave(sub.Title, m.keys.Label(m.baseScope(), a, m.foreign)))
	m.desk.leave, m.desk.question = sub.ID, m.notices
	return cmd
}

// replaced is a list with another state of one subscription.
func replaced(all []feed.Subscription, sub feed.Subscription) []feed.Subscription {
	out := slices.Clone(all)
	for i := range out {
		if out[i].ID == sub.ID {
			out[i] = sub
		}
	}
	return out
}

// gotChanged confirms a change of a subscription, or takes it back.
func (m *Model) gotChanged(msg changedMsg) tea.Cmd {
	c := msg.change
	waiting := c.form && m.desk.panel == formPanel && m.desk.editing.ID == c.before.ID
	if msg.err != nil {
		switch {
		case waiting:
			field := fieldTitle
			if c.remote && m.form.Value(fieldTitle) == c.before.Title {
				field = fieldFolder
			}
			m.form.Fault(field, m.words.Failed("", msg.err))
			return nil
		case c.gone:
			all := slices.Clone(m.sources.All())
			m.sources.Set(slices.Insert(all, min(c.at, len(all)), c.before))
			m.sources.Select(c.before.ID)
			m.markListings()
		case !c.form:
			m.sources.Set(replaced(m.sources.All(), c.before))
		}
		return m.say(m.words.Failed(c.before.Title, msg.err))
	}
	if waiting {
		m.desk.panel, m.desk.show = noPanel, c.before.ID
	}
	switch {
	case c.remote:
		return tea.Batch(m.loadSources(), m.reload(), m.say(c.say))
	case msg.deed.ID == 0:
		return m.say(m.words.Sources.Unchanged)
	}
	return tea.Batch(m.loadSources(), m.reload(), m.say(c.say+m.undoHint()))
}

// gotSources shows the subscriptions as the store has them. The built-in
// edition is the program's own and no source of the reader's.
func (m *Model) gotSources(msg sourcesMsg) tea.Cmd {
	if msg.job != m.tables.n {
		return nil
	}
	m.table = false
	if msg.err != nil {
		return m.say(m.words.Error(msg.err))
	}
	m.titles = make(map[string]string, len(msg.all))
	own := make([]feed.Subscription, 0, len(msg.all))
	for _, sub := range msg.all {
		m.titles[word(sub.ID)] = sub.Title
		if sub.Kind != "tour" {
			own = append(own, sub)
		}
	}
	if m.desk.showNew && m.desk.show == 0 {
		m.desk.show = firstNew(m.sources.All(), own)
	}
	m.desk.showNew = false
	m.sources.SetAccounts(msg.accounts)
	m.sources.Set(own)
	news := m.gotAccounts(msg.accounts)
	m.showAsking()
	m.headlines.Empty = m.empty()
	m.markListings()
	if m.desk.show != 0 {
		m.sources.Select(m.desk.show)
		m.desk.show = 0
	}
	return news
}

// firstNew is the first source of a list that another does not have; 0 when
// there is none.
func firstNew(before, after []feed.Subscription) feed.SourceID {
	had := make(map[feed.SourceID]bool, len(before))
	for _, s := range before {
		had[s.ID] = true
	}
	for _, s := range after {
		if !had[s.ID] {
			return s.ID
		}
	}
	return 0
}

// gotProgress follows a refresh: the sources still to come, and from time to
// time what it has brought.
func (m *Model) gotProgress(msg progressMsg) tea.Cmd {
	cmds := []tea.Cmd{waitProgress(msg.from)}
	if !m.refreshing {
		return cmds[0]
	}
	now := m.now()
	if m.blurred && now.Sub(m.drawn) < blurredEvery && msg.progress.Done < msg.progress.Total {
		m.fresh = m.fresh || msg.news
		m.asked.note(msg.step)
		return cmds[0]
	}
	m.drawn = now
	m.progress = msg.progress
	m.asked.note(msg.step)
	m.showAsking()
	if m.view == viewSources && !m.table && now.Sub(m.tabled) >= listEvery {
		cmds = append(cmds, m.loadSources())
	}
	m.fresh = m.fresh || msg.news
	if m.fresh && !m.blurred && now.Sub(m.listed) >= listEvery {
		cmds = append(cmds, m.reload())
	}
	return tea.Batch(cmds...)
}

// note takes note of what is done.
func (a *asked) note(s step) {
	for _, id := range s.done {
		a.done[id] = true
	}
	for _, title := range s.synced {
		a.synced[title] = true
	}
}

// showAsking marks what the running refresh has still to ask.
func (m *Model) showAsking() { m.sources.Asking(m.asking(), m.syncing()) }

// syncing are the accounts that the running refresh has still to sync, by their
// titles.
func (m *Model) syncing() map[string]bool {
	if !m.refreshing || len(m.post.accounts) == 0 {
		return nil
	}
	named := map[feed.AccountID]bool{}
	for _, s := range m.sources.All() {
		named[s.Account] = named[s.Account] || slices.Contains(m.asked.sources, s.ID)
	}
	out := map[string]bool{}
	now := m.now()
	for _, a := range m.post.accounts {
		early := a.NextTry.After(now)
		switch {
		case m.asked.synced[a.Title], len(m.asked.sources) > 0 && !named[a.ID]:
		case early && (!m.asked.force || a.Trouble == feed.KindTooMany):
		default:
			out[a.Title] = true
		}
	}
	return out
}

// asking are the sources that the running refresh has still to ask.
func (m *Model) asking() map[feed.SourceID]bool {
	if !m.refreshing {
		return nil
	}
	out := map[feed.SourceID]bool{}
	now := m.now()
	for _, s := range m.sources.All() {
		named := slices.Contains(m.asked.sources, s.ID)
		early := s.NextTry.After(now)
		switch {
		case s.Account != 0, s.Muted, m.asked.done[s.ID], len(m.asked.sources) > 0 && !named:
		case early && (!m.asked.force || s.Trouble == feed.KindTooMany || s.Held):
		case s.Trouble == feed.KindGone && !named:
		default:
			out[s.ID] = true
		}
	}
	return out
}

// sourcesCount is how many sources there are, and how many cannot be read;
// before that, how many of them are listed.
func (m *Model) sourcesCount() string {
	troubled := 0
	for _, s := range m.sources.All() {
		if s.Account == 0 && !s.Muted && s.Trouble != feed.KindNone {
			troubled++
		}
	}
	for _, a := range m.post.accounts {
		if a.Trouble != feed.KindNone {
			troubled++
		}
	}
	text := m.words.SourcesCount(len(m.sources.All()), troubled)
	if left, hides := m.sources.Narrowed(); hides {
		return m.words.Number(left) + " / " + text
	}
	return text
}

// named is a filter with the titles of sources for their numbers, for the eye.
func (m *Model) named(f feed.Filter) feed.Filter {
	title := func(list []string) []string {
		out := slices.Clone(list)
		for i, s := range out {
			if t := m.titles[s]; t != "" {
				out[i] = t
			}
		}
		return out
	}
	f.Sources, f.NotSources = title(f.Sources), title(f.NotSources)
	f.Groups = slices.Clone(f.Groups)
	for i, g := range f.Groups {
		f.Groups[i].Any = slices.Clone(g.Any)
		for j := range g.Any {
			f.Groups[i].Any[j] = m.named(g.Any[j])
		}
	}
	return f
}

func (m *Model) gotRefreshed(msg refreshedMsg) tea.Cmd {
	m.refreshing = false
	m.sources.Asking(nil, nil)
	m.headlines.Empty = m.empty()
	cmds := []tea.Cmd{m.loadSources(), m.reload(), m.loadViews(), m.alerts(false), m.askUnasked()} // another process may have brought news too
	if msg.err == nil {
		cmds = append(cmds, m.posted(msg.report))
	}
	if len(m.post.accounts) > 0 { // marks of other devices
		cmds = append(cmds, m.remark(m.article.Article().ID), m.remark(m.preview.Article().ID))
	}
	if msg.err == nil && msg.report.Sources > 0 {
		cmds = append(cmds, m.fetchAhead(), m.hooked())
	}
	m.elsewhere = m.elsewhere || feed.KindOf(msg.err) == feed.KindElsewhere
	if text := m.outcome(msg); text != "" {
		cmds = append(cmds, m.say(text))
	}
	return tea.Batch(cmds...)
}

// outcome words what a refresh did; "" when there is nothing to say. What
// nobody asked for is mentioned only when it brought something or failed.
func (m *Model) outcome(msg refreshedMsg) string {
	r := msg.report
	none := r.Offline()
	said := m.offline
	if r.Sources > 0 {
		m.offline = none
	}
	switch {
	case msg.err != nil && !msg.asked && feed.KindOf(msg.err) == feed.KindElsewhere:
		return ""
	case msg.err != nil:
		return m.words.Error(msg.err)
	case none && said && !msg.asked:
		return ""
	case none:
		return m.words.Notices.Offline
	case len(r.Gone()) > 0:
		return m.words.Failed(strings.Join(r.Gone(), ", "), &feed.Error{Kind: feed.KindGone})
	case msg.asked, r.Failed == 1 && len(m.asked.sources) == 1:
		return m.answered(r)
	case r.New+r.Changed > 0, localFailures(r) > 0:
		return m.words.Refreshed(r.New, localFailures(r))
	}
	return ""
}

// answered words what came of a refresh that a key asked for.
func (m *Model) answered(r library.Report) string {
	switch {
	case r.Sources == 0 && r.Waiting > 0:
		return m.words.Trouble(feed.KindTooMany)
	case r.Failed == 1 && (r.Sources == 1 || r.Errors[0].ID == 0):
		return m.words.Failed(r.Errors[0].Title, r.Errors[0].Err)
	}
	return m.words.Refreshed(r.New, r.Failed)
}
