package ui

import (
	"context"
	"errors"
	"io/fs"
	"reflect"
	"time"

	tea "charm.land/bubbletea/v2"

	"rubrika/config"
	"rubrika/feed"
	"rubrika/ui/keys"
	"rubrika/ui/lang"
	"rubrika/ui/theme"
)

// Settings that change while the reader is open. What the library holds of them
// has been put into force before they come here.

// settings is how they stand: Model.config is what holds, and differs from the
// file where the reader changed something by a key.
type settings struct {
	file    config.Config
	changed func(context.Context) (config.Config, error)
	wrong   bool // there was a mistake when they were read last
}

// settingsMsg brings what the settings file says now, or what is wrong in it.
type settingsMsg struct {
	config config.Config
	err    error
}

// awaitSettings waits for a change of the settings file.
func (m *Model) awaitSettings() tea.Cmd {
	changed, ctx := m.settings.changed, m.ctx
	if changed == nil {
		return nil
	}
	return func() tea.Msg {
		c, err := changed(ctx)
		if ctx.Err() != nil || errors.Is(err, fs.ErrClosed) {
			return nil
		}
		return settingsMsg{config: c, err: err}
	}
}

// gotSettings puts new settings into force; with a mistake in the file the old
// ones stay.
func (m *Model) gotSettings(msg settingsMsg) tea.Cmd {
	if msg.err != nil {
		return tea.Batch(m.awaitSettings(), m.mistaken(msg.err))
	}
	return tea.Batch(m.awaitSettings(), m.adopt(msg.config))
}

// mistaken says what is wrong in settings that are not taken over.
func (m *Model) mistaken(err error) tea.Cmd {
	m.settings.wrong = true
	var at *feed.Error
	var fault *config.Fault
	if errors.As(err, &at) && errors.As(err, &fault) {
		return m.say(m.words.SettingsMistake(at, string(fault.Problem), fault.Word))
	}
	return m.say(m.words.SettingsWrong(err))
}

// adopt takes over what the file says now. What the reader changed by a key
// stays, unless that very setting is another one now.
func (m *Model) adopt(c config.Config) tea.Cmd {
	old, hand := m.settings.file, m.config
	chosen := c.Theme
	if c.Theme == old.Theme {
		chosen = hand.Theme
	}
	if _, err := theme.LoadFrom(c.Themes, chosen, m.dark, m.profile); err != nil {
		return m.mistaken(err)
	}
	same, corrected := reflect.DeepEqual(old, c), m.settings.wrong
	m.settings.wrong = false
	switch {
	case same && corrected:
		return tea.Batch(m.dressAnew(), m.say(m.words.SettingsTaken()))
	case same: // then a theme was changed
		return m.dressAnew()
	}
	if err := m.rebind(c); err != nil {
		return m.mistaken(err)
	}
	m.settings.file, m.config = c, c
	m.config.Theme = chosen
	if c.Preview == old.Preview {
		m.config.Preview = hand.Preview
	}
	var cmds []tea.Cmd
	if c.Pictures != old.Pictures {
		cmds = append(cmds, m.showPictures(c.Pictures), m.question())
	}
	if c.Lang != "" {
		m.langCode, m.words = c.Lang, lang.For(c.Lang)
	}
	m.reword()
	m.rearrange()
	cmds = append(cmds, m.dressAnew(), m.askAnew(old))
	later := lang.Later(c.Store != old.Store, c.Start.String() != old.Start.String())
	return tea.Batch(append(cmds, m.say(m.words.SettingsTaken(later...)))...)
}

// dressAnew puts on the theme of the settings if it is another one now: a page
// that is laid out need not be laid out again.
func (m *Model) dressAnew() tea.Cmd {
	t, err := theme.LoadFrom(m.config.Themes, m.config.Theme, m.dark, m.profile)
	if err == nil && t == m.theme {
		return nil
	}
	return m.dress()
}

// rebind gives the actions the keys of the settings.
func (m *Model) rebind(c config.Config) error {
	layout := keys.Layout(c.Layout)
	if c.Layout == "auto" || c.Layout == "" {
		layout = keys.DetectLayout(m.locale)
	}
	bindings, err := keys.Rebind(keys.Default(), c.Keys)
	if err != nil {
		return err
	}
	found, err := keys.New(bindings, layout)
	if err == nil {
		m.keys = found
	}
	return err
}

// reword puts words and names of keys on everything that keeps them.
func (m *Model) reword() {
	m.headlines.Reword(m.words)
	m.picker.Reword(m.words)
	m.article.Reword(m.words)
	m.preview.Reword(m.words)
	m.sources.Reword(m.words)
	m.form.Reword(m.words)
	m.found.Reword(m.words)
	m.catalogue.Reword(m.words)
	m.help.Reword(m.words, m.keys)
	m.palette.Reword(m.words)
	m.rules.screen.Reword(m.words)
	m.rules.panel.Reword(m.words)
	m.nameKeys()
	m.showViews()
	switch {
	case !m.welcomed:
		m.headlines.Empty = m.words.Waiting()
	case m.trouble == "":
		m.headlines.Empty = m.empty()
	}
	if m.headlines.Mark != "" {
		m.headlines.Mark = m.words.Tour
	}
	if m.view == viewArticle {
		m.article.SetNote(m.note(m.article.Article()))
	}
}

// nameKeys tells the screens the keys that they name.
func (m *Model) nameKeys() {
	label := func(s keys.Scope, a keys.Action) string { return m.keys.Label(s, a, false) }
	m.sources.Empty = m.words.NoSources(label(keys.Sources, keys.AddSource), label(keys.Sources, keys.ShowCatalogue))
	m.palette.Unlayout = m.keys.Latin
	m.article.VersionKey = label(keys.Article, keys.Versions)
	m.article.ShiftKeys = label(keys.Article, keys.ScrollLeft) + " " + label(keys.Article, keys.ScrollRight)
	m.picker.SaveKey = label(keys.Headlines, keys.SaveView)
	m.rules.screen.AddKey = label(keys.Views, keys.AddView)
	m.rules.screen.SaveKey = label(keys.Headlines, keys.SaveView)
	m.rules.screen.RuleKey = label(keys.Headlines, keys.MuteThis)
	m.picker.Keys, m.palette.Keys, m.form.Keys, m.found.Keys, m.rules.panel.Keys = m.keys, m.keys, m.keys, m.keys, m.keys
}

// rearrange follows the settings of what stands where.
func (m *Model) rearrange() {
	m.headlines.Arrange(m.config.Rubrics, m.config.Times == "ago")
	m.picker.Arrange(m.config.Rubrics)
	m.sources.ByHand = m.byHand()
	if m.picking {
		m.picker.SetCounts(m.marked(m.counts))
	}
}

// askAnew asks for what other settings than the old ones would have brought,
// and lays out what they make wider.
func (m *Model) askAnew(old config.Config) tea.Cmd {
	var cmds []tea.Cmd
	measure := m.article.Measure()
	m.article.SetMeasure(m.config.Width)
	m.preview.SetMeasure(m.config.Width)
	if m.width > 0 {
		cmds = append(cmds, m.resize(m.width, m.height))
	}
	if m.view == viewArticle && m.article.Measure() != measure {
		cmds = append(cmds, m.layOutAgain())
	}
	if !reflect.DeepEqual(old.Topics, m.config.Topics) {
		m.stream.counted = time.Time{}
		cmds = append(cmds, m.countTopics())
	}
	if m.welcomed && !reflect.DeepEqual(old.Views, m.config.Views) {
		cmds = append(cmds, m.loadViews(), m.asStored(), m.applyRules())
	}
	return tea.Batch(cmds...)
}
