package ui

import (
	tea "charm.land/bubbletea/v2"

	"rubrika/feed/page"
	"rubrika/ui/keys"
)

// Where a key goes: the scope it works in, the screen it is given to first,
// and the field that takes what is typed.

// scope is the view that keys work in.
func (m *Model) scope() keys.Scope {
	switch {
	case m.helping:
		return m.help.Scope()
	case m.commanding:
		return keys.Command
	case m.saving != 0:
		return keys.Saving
	case m.finding:
		return keys.Finding
	case m.picking:
		return keys.Picker
	case m.rules.muting:
		return keys.Muting
	case m.seek.typing:
		return keys.Searching
	}
	return m.baseScope()
}

// baseScope is the scope of the page, whatever lies over it.
func (m *Model) baseScope() keys.Scope {
	switch {
	case m.desk.panel == formPanel:
		return keys.Form
	case m.desk.panel == foundPanel:
		return keys.Found
	case m.view == viewArticle:
		return keys.Article
	case m.view == viewSources:
		return m.sources.Scope()
	case m.view == viewCatalogue:
		return keys.Catalogue
	case m.view == viewViews:
		return keys.Views
	case m.stream.wire:
		return keys.Wiring
	default:
		return keys.Headlines
	}
}

// press turns a key into an action: the open screen moves and scrolls by
// itself, all that reaches further is done here.
func (m *Model) press(msg tea.KeyPressMsg) tea.Cmd {
	if keys.NonLatin(msg.Key()) {
		m.foreign = true
	}
	scope := m.scope()
	if scope == keys.Picker {
		a := m.keys.FindTyped(scope, msg.Key(), m.picker.Blank())
		if a == "" {
			m.picker.Type(msg)
			return nil
		}
		if m.picker.Do(a) {
			return m.choose(m.picker.Filter())
		}
		return m.do(a)
	}
	m.desk.sure = m.notice != "" && m.notices == m.desk.question
	m.notice = ""
	if scope == keys.Searching {
		return m.pressField(msg)
	}
	if field := m.typed(); field != nil {
		return m.pressTyped(scope, field, msg)
	}
	a := m.keys.Find(scope, msg.Key())
	if a == "" {
		return nil
	}
	return m.perform(a)
}

// typed is the screen whose field what is typed goes to, or nil.
func (m *Model) typed() typer {
	switch m.scope() {
	case keys.Picker:
		return &m.picker
	case keys.Form:
		return &m.form
	case keys.Narrowing:
		return &m.sources
	case keys.Catalogue:
		return &m.catalogue
	case keys.Command:
		return &m.palette
	case keys.Finding:
		if m.helping {
			return &m.help
		}
		return finder{m}
	case keys.Searching:
		return seeker{m}
	}
	return nil
}

// finder is the field on the bottom line, whose words are found as they are
// typed.
type finder struct{ *Model }

// Type implements typer.
func (f finder) Type(msg tea.Msg) { f.findTyped(msg) }

// typer is a screen with a field.
type typer interface{ Type(tea.Msg) }

// pressTyped is press where what types text is text. Keys that the field
// itself needs, such as those of its cursor, are given back to it.
func (m *Model) pressTyped(scope keys.Scope, field typer, msg tea.KeyPressMsg) tea.Cmd {
	a := m.keys.FindTyped(scope, msg.Key(), scope == keys.Catalogue && m.catalogue.Blank())
	switch {
	case a != "" && m.top().Do(a):
	case a == "", a == keys.NextValue, a == keys.PrevValue:
		field.Type(msg)
	default:
		return m.do(a)
	}
	return m.checkViewForm()
}

// screen is what press needs of a screen.
type screen interface {
	Scope() keys.Scope
	Do(keys.Action) bool
	Resize(w, h int)
	View() []string
}

// top is the screen that keys go to first.
func (m *Model) top() screen {
	switch m.scope() {
	case keys.HelpAll:
		return &m.help
	case keys.Finding:
		if m.helping {
			return &m.help
		}
		return &m.article
	case keys.Picker:
		return &m.picker
	case keys.Command:
		return &m.palette
	case keys.Article, keys.Saving:
		return &m.article
	case keys.Sources, keys.Narrowing:
		return &m.sources
	case keys.Form:
		return &m.form
	case keys.Found:
		return &m.found
	case keys.Catalogue:
		return &m.catalogue
	case keys.Views:
		return &m.rules.screen
	case keys.Muting:
		return &m.rules.panel
	default:
		return &m.headlines
	}
}

func (m *Model) paste(msg tea.PasteMsg) tea.Cmd {
	if field := m.typed(); field != nil {
		msg.Content = page.Line(msg.Content) // it may come from anywhere
		field.Type(msg)
	}
	if m.scope() == keys.Searching {
		return m.typedField()
	}
	return nil
}
