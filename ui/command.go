package ui

import (
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"rubrika/ui/keys"
	"rubrika/ui/launch"
	"rubrika/ui/palette"
	"rubrika/ui/picture"
)

// The palette: every action by its name, with its key, and why where it
// cannot be done now.

// openPalette lists the actions of the view that is open, those that move at
// the end, then those of the other views.
func (m *Model) openPalette() {
	here := m.scope()
	own, moving := []keys.Binding{}, []keys.Binding{}
	for _, b := range m.keys.Actions(here) {
		if b.Group == keys.GroupMove {
			moving = append(moving, b)
		} else {
			own = append(own, b)
		}
	}
	var entries []palette.Entry
	listed := map[keys.Action]bool{keys.Palette: true}
	add := func(b keys.Binding, group, why string) {
		if n, ok := b.Action.Number(); ok && n > 0 || listed[b.Action] {
			return // rubrics go by their names; links need a look at the page
		}
		listed[b.Action] = true
		entries = append(entries, palette.Entry{
			Action: b.Action, Scope: b.Scope, Title: m.words.Action(string(b.Action)), Keys: m.keys.Labels(b, m.foreign), Group: group, Why: why,
		})
	}
	for _, b := range slices.Concat(own, moving) {
		add(b, m.words.Group(b.Group), m.why(b.Action))
		if b.Action == keys.Rubric0 {
			entries = append(entries, m.rubricEntries(here)...)
		}
	}
	for _, scope := range []keys.Scope{keys.Headlines, keys.Wiring, keys.Article, keys.Sources, keys.Views} {
		for _, b := range m.keys.Actions(scope) {
			add(b, m.words.View(string(scope)), m.words.Elsewhere(string(scope)))
		}
	}
	m.palette.Open(entries)
	m.commanding = true
}

// rubricEntries are the rubrics that have a key.
func (m *Model) rubricEntries(scope keys.Scope) []palette.Entry {
	var out []palette.Entry
	for i, r := range m.config.Rubrics[:min(9, len(m.config.Rubrics))] {
		a := keys.Action("rubric-" + strconv.Itoa(i+1))
		out = append(out, palette.Entry{
			Action: a, Scope: scope, Title: m.words.Rubric(r), Keys: m.keys.Label(scope, a, m.foreign), Group: m.words.Group(keys.GroupRubric),
		})
	}
	return out
}

// doPalette carries out what was chosen.
func (m *Model) doPalette(a keys.Action) tea.Cmd {
	if a != keys.Apply {
		m.commanding = false
		return nil
	}
	e, ok := m.palette.Chosen()
	if !ok || e.Why != "" {
		return nil
	}
	m.commanding = false
	return m.perform(e.Action)
}

// perform does an action as its key would.
func (m *Model) perform(a keys.Action) tea.Cmd {
	m.touch(a)
	if m.top().Do(a) {
		return m.moved(a)
	}
	return m.do(a)
}

// why says why an action of the open view cannot be done now; "" when it can.
func (m *Model) why(a keys.Action) string {
	w := m.words.Desk.Why
	switch a {
	case keys.ClearFilter, keys.SaveView:
		return unless(!m.filter.IsZero(), w.NoFilter)
	case keys.Preview:
		return unless(m.width >= previewFrom, m.words.TooNarrow(previewFrom))
	case keys.Pictures:
		return unless(m.album.probe.Terminal().Ability != picture.Words, w.Terminal)
	case keys.NextMatch, keys.PrevMatch:
		return m.whyMatch()
	case keys.Older:
		return unless(len(m.seek.past) > 0, m.words.Seek.NoPast)
	case keys.Complete:
		return unless(m.seek.field.Ghost != "", m.words.Seek.NoProposal)
	case keys.RefreshAll:
		return unless(!m.refreshing, m.words.Notices.Refreshing)
	case keys.Pipe:
		if len(m.config.Pipe) == 0 {
			return m.words.Outside.NoPipe
		}
	}
	switch m.view {
	case viewArticle:
		return m.whyPage(a)
	case viewSources:
		return m.whySource(a)
	case viewViews:
		return m.whyViews(a)
	}
	return m.whyList(a)
}

// unless is a reason that counts where something does not hold.
func unless(holds bool, reason string) string {
	if holds {
		return ""
	}
	return reason
}

func (m *Model) whyList(a keys.Action) string {
	_, selected := m.headlines.Selected()
	switch a {
	case keys.Open, keys.ToggleRead, keys.Star, keys.Versions, keys.Why, keys.Browser, keys.BrowserNext, keys.CopyURL,
		keys.CopyTitle, keys.FullText, keys.Save, keys.Play, keys.Pipe, keys.MuteThis:
		return unless(selected, m.words.Desk.Why.NoStory)
	case keys.Refresh:
		if m.refreshing {
			return m.words.Notices.Refreshing
		}
		return unless(selected, m.words.Desk.Why.NoStory)
	case keys.ReadAll:
		return unless(selected, m.words.Desk.Why.NoNews)
	}
	return ""
}

func (m *Model) whyPage(a keys.Action) string {
	page := m.article.Article()
	_, numbered := a.Number()
	switch {
	case numbered && len(page.Links) == 0:
		return m.words.Desk.Why.NoLinks
	case a == keys.Versions && len(page.Versions) == 0:
		return m.words.Notices.NoVersions
	case a == keys.Play && page.Markdown != "": // with its text all of it is known
		_, ok := launch.Playable(page.Enclosures)
		return unless(ok, m.words.Outside.NothingToPlay)
	case page.URL == "" && slices.Contains([]keys.Action{keys.Browser, keys.BrowserNext, keys.CopyURL, keys.FullText, keys.Reload}, a):
		return m.words.Notices.NoAddress
	}
	return ""
}

func (m *Model) whySource(a keys.Action) string {
	needs := []keys.Action{keys.SourceNews, keys.EditSource, keys.Mute, keys.Unsubscribe, keys.Refresh, keys.Site, keys.CopyURL}
	if _, ok := m.sources.Selected(); !ok && slices.Contains(needs, a) {
		return m.words.Desk.Why.NoSource
	}
	return ""
}
