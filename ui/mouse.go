package ui

import (
	tea "charm.land/bubbletea/v2"

	"rubrika/feed"
	"rubrika/ui/article"
	"rubrika/ui/keys"
)

// What the mouse does: the wheel moves, a click selects, a click on what is
// selected does what Enter or Space would.

// wheelStep is how many lines one notch of the wheel moves.
const wheelStep = 3

func (m *Model) wheel(msg tea.MouseWheelMsg) tea.Cmd {
	a := keys.Down
	switch msg.Button {
	case tea.MouseWheelUp:
		a = keys.Up
	case tea.MouseWheelDown:
	default:
		return nil
	}
	if m.previewing() && m.scope() == m.baseScope() && m.layout.preview.holds(msg.X, msg.Y) {
		for range wheelStep {
			m.preview.Do(a)
		}
		return nil
	}
	m.touch(a)
	var cmd tea.Cmd
	for range wheelStep {
		if m.top().Do(a) {
			cmd = m.moved(a)
		}
	}
	if m.scope() == keys.Picker || m.scope() == keys.Form {
		return nil
	}
	return cmd
}

func (m *Model) click(msg tea.MouseClickMsg) tea.Cmd {
	if msg.Button != tea.MouseLeft || m.layout.small {
		return nil
	}
	m.notice = ""
	x, y := msg.X, msg.Y
	switch m.scope() {
	case keys.Headlines, keys.Wiring:
		return m.clickList(x, y)
	case keys.Article:
		t, ok := m.article.Click(x, y)
		if !ok {
			return nil
		}
		return m.reach(t)
	case keys.HelpAll, keys.Finding:
		if m.helping {
			return m.clicked(m.help.Click(x, y))
		}
	case keys.Sources, keys.Narrowing:
		return m.clicked(m.sources.Click(x, y))
	case keys.Catalogue:
		return m.clicked(m.catalogue.Click(x, y))
	case keys.Views:
		return m.clicked(m.rules.screen.Click(x, y))
	case keys.Searching:
		return m.clickSearch(x, y)
	default:
		return m.clickPanel(x-m.layout.panel.x, y-m.layout.panel.y)
	}
	return nil
}

// clickPanel is a click into the panel that lies over the page; one beside it
// closes it.
func (m *Model) clickPanel(x, y int) tea.Cmd {
	if x < 0 || y < 0 || x >= m.layout.panel.w || y >= m.layout.panel.h {
		return m.do(keys.Cancel)
	}
	switch m.scope() {
	case keys.Picker:
		return m.clicked(m.picker.Click(x, y))
	case keys.Command:
		return m.clicked(m.palette.Click(x, y))
	case keys.Form:
		return m.clicked(m.form.Click(x, y))
	case keys.Found:
		return m.clicked(m.found.Click(x, y))
	case keys.Muting:
		return m.clicked(m.rules.panel.Click(x, y))
	}
	return nil
}

// clicked does what a click means.
func (m *Model) clicked(a keys.Action) tea.Cmd {
	if a == "" {
		return nil
	}
	if m.scope() == keys.Picker && m.picker.Do(a) {
		return m.choose(m.picker.Filter())
	}
	return m.perform(a)
}

// chosen does what a click on a rubric or topic means.
func (m *Model) chosen(a keys.Action, name string) tea.Cmd {
	switch a {
	case keys.Topics:
		return m.topic(name)
	case keys.ThisRubric: // one without a number
		f := m.filter
		return m.choose(f.Toggle(feed.Rubric(name)))
	case keys.ApplyView:
		return m.applyNamed(name)
	}
	return m.clicked(a)
}

// clickList is a click into the list or round it.
func (m *Model) clickList(x, y int) tea.Cmd {
	m.touch(keys.Open)
	l := m.layout
	switch {
	case l.head.holds(x, y):
		if l.column.w > 0 && y > 0 { // there is no row of rubrics
			y++
		}
		return m.chosen(m.headlines.HeadAt(x, y))
	case l.column.holds(x, y):
		return m.chosen(m.headlines.ColumnAt(y - l.column.y))
	case l.list.holds(x, y):
		return m.clicked(m.headlines.Click(x-l.list.x, y-l.list.y))
	case l.preview.holds(x, y):
		t, ok := m.preview.Click(x-l.preview.x, y-l.preview.y)
		if it, chosen := m.headlines.Selected(); !ok && chosen {
			return m.open(it)
		}
		return m.reach(t)
	}
	return nil
}

// reach goes to what a page points at.
func (m *Model) reach(t article.Target) tea.Cmd {
	switch t.Kind {
	case article.LinkTarget, article.ImageTarget:
		return m.follow(t.URL)
	case article.TagTarget:
		back := m.leaveArticle()
		return tea.Batch(back, m.choose(feed.Filter{Topics: []string{t.Text}}))
	case article.VersionTarget:
		if t.ID == 0 {
			return m.follow(t.URL)
		}
		return m.openID(t.ID)
	case article.StoryTarget:
		return m.openID(t.ID)
	}
	return nil
}
