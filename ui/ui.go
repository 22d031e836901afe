// Package ui is the face on a screen: one Bubble Tea model that switches
// between the list of headlines, the category filter, the article and the
// help. This file routes messages; effects.go holds every command, actions.go
// what the keys do, layout.go every rectangle.
package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"rubrika/config"
	"rubrika/feed"
	"rubrika/feed/library"
	"rubrika/feed/words"
	"rubrika/ui/article"
	"rubrika/ui/headlines"
	"rubrika/ui/help"
	"rubrika/ui/keys"
	"rubrika/ui/lang"
	"rubrika/ui/picker"
	"rubrika/ui/theme"
)

// Options is what the reader needs to run.
type Options struct {
	Library *library.Library
	Config  config.Config
	// Lang is the language of the interface: "ru", "az" or "en".
	Lang string
	// Getenv reads the environment; nil is an empty one.
	Getenv func(string) string
	// Now is the clock, in the reader's zone; nil is the system's.
	Now func() time.Time
	// Demo marks a throw-away store: no automatic refresh.
	Demo bool
}

// view is what fills the page.
type view int

const (
	viewList view = iota
	viewArticle
)

// Model is the whole state of the reader on screen.
type Model struct {
	ctx      context.Context
	stop     context.CancelFunc
	library  *library.Library
	config   config.Config
	demo     bool
	now      func() time.Time
	after    func(time.Duration, func(time.Time) tea.Msg) tea.Cmd // tea.Tick; tests do not wait
	langCode string
	words    lang.Words
	keys     *keys.Map
	theme    theme.Theme
	dark     bool
	profile  colorprofile.Profile

	layout  layout
	width   int
	height  int
	view    view
	picking bool // the category filter is open over the list
	helping bool // the help is open over everything

	headlines headlines.Screen
	picker    picker.Screen
	article   article.Screen
	help      help.Screen

	filter  feed.Filter
	before  feed.Filter // the filter when the picker was opened
	counts  feed.Counts
	trouble string // why the list could not be read, in words

	ledger                   *ledger
	lists, tallies, articles job
	welcomed                 bool // the first answer of the library is there
	below                    bool // the page under the last item is on its way
	toBottom                 bool // go to the last item once it is loaded
	foreign                  bool // a non-Latin layout was seen

	refreshing bool
	refreshed  time.Time // when the last refresh began
	progress   library.Progress

	notice  string
	notices int
}

// New makes the model of a reader; it does nothing until the program runs it.
// The error, of KindConfig, names a clash of keys.
func New(ctx context.Context, o Options) (*Model, error) {
	getenv := o.Getenv
	if getenv == nil {
		getenv = func(string) string { return "" }
	}
	layout := keys.Layout(o.Config.Layout)
	if o.Config.Layout == "auto" || o.Config.Layout == "" {
		layout = keys.DetectLayout(locale(getenv))
	}
	bindings, err := keys.New(keys.Default(), layout)
	if err != nil {
		return nil, err
	}
	m := &Model{
		library: o.Library, config: o.Config, demo: o.Demo, now: o.Now, langCode: o.Lang,
		words: lang.For(o.Lang), keys: bindings, after: tea.Tick, ledger: &ledger{}, dark: true, profile: colorprofile.TrueColor,
	}
	if m.now == nil {
		m.now = time.Now
	}
	m.ctx, m.stop = context.WithCancel(ctx)
	if m.theme, err = theme.Load(m.config.Theme, m.dark, m.profile); err != nil {
		return nil, err
	}
	order := m.config.Rubrics
	m.headlines = headlines.New(m.words, m.theme, order, m.config.Times == "ago")
	m.picker = picker.New(m.words, m.theme, order, words.Fold)
	m.article = article.New(m.words, m.theme, m.config.Width)
	m.help = help.New(m.words, m.theme, m.keys)
	m.tick(m.now())
	m.headlines.Empty = m.words.Waiting()
	return m, nil
}

// locale is the locale that messages are in.
func locale(getenv func(string) string) string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := getenv(name); v != "" {
			return v
		}
	}
	return ""
}

// Init implements tea.Model: the first headlines, the clock, the colours.
func (m *Model) Init() tea.Cmd {
	return tea.Batch(m.load(0), m.minute(), tea.RequestBackgroundColor)
}

// Update implements tea.Model: what comes from the terminal here, what comes
// from our own commands in answer.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		return m, m.resize(msg.Width, msg.Height)
	case tea.KeyPressMsg:
		return m, m.press(msg)
	case tea.PasteMsg:
		m.paste(msg)
		return m, nil
	case tea.BackgroundColorMsg:
		return m, m.restyle(msg.IsDark(), m.profile)
	case tea.ColorProfileMsg:
		return m, m.restyle(m.dark, msg.Profile)
	}
	return m, m.answer(msg)
}

// scope is the view that keys work in.
func (m *Model) scope() keys.Scope {
	switch {
	case m.helping:
		return keys.HelpAll
	case m.picking:
		return keys.Picker
	case m.view == viewArticle:
		return keys.Article
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
	a := m.keys.Find(scope, msg.Key())
	if a == "" {
		return nil
	}
	m.notice = ""
	if m.top().Do(a) {
		return m.moved(a)
	}
	return m.do(a)
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
	case keys.Picker:
		return &m.picker
	case keys.Article:
		return &m.article
	default:
		return &m.headlines
	}
}

func (m *Model) paste(msg tea.PasteMsg) {
	if m.scope() == keys.Picker {
		m.picker.Type(msg)
	}
}

func (m *Model) resize(w, h int) tea.Cmd {
	old := m.article.Measure()
	m.width, m.height = w, h
	m.layout = arrange(w, h)
	m.headlines.Resize(m.layout.list.w, m.layout.list.h)
	m.picker.Resize(m.layout.panel.w, m.layout.panel.h)
	m.article.Resize(m.layout.page.w, m.layout.page.h)
	m.help.Resize(m.layout.page.w, m.layout.page.h)
	if m.view == viewArticle && m.article.Measure() != old {
		return m.layOutAgain()
	}
	return nil
}

// restyle loads the colours anew when the terminal has told its own.
func (m *Model) restyle(dark bool, p colorprofile.Profile) tea.Cmd {
	if dark == m.dark && p == m.profile {
		return nil
	}
	m.dark, m.profile = dark, p
	t, err := theme.Load(m.config.Theme, dark, p)
	if err != nil {
		return m.say(m.words.Error(err))
	}
	m.theme = t
	m.headlines.Restyle(t)
	m.picker.Restyle(t)
	m.article.Restyle(t)
	m.help.Restyle(t)
	if m.view == viewArticle {
		return m.layOutAgain()
	}
	return nil
}

// tick tells every screen the time.
func (m *Model) tick(now time.Time) {
	m.headlines.Tick(now)
	m.article.Tick(now)
}

func (m *Model) gotMinute() tea.Cmd {
	m.tick(m.now())
	every := time.Duration(m.config.Refresh)
	if m.demo || every <= 0 || m.refreshing || !m.welcomed || m.now().Sub(m.refreshed) < every {
		return m.minute()
	}
	return tea.Batch(m.minute(), m.refresh(false))
}

// say shows a notice in the status line for a while.
func (m *Model) say(text string) tea.Cmd {
	m.notice = text
	m.notices++
	return m.quiet(m.notices)
}
