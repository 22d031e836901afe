// Package ui is the face on a screen: one Bubble Tea model that switches
// between the list of headlines, the category filter, the article, the sources,
// the catalogue and the help. This file routes messages; effects.go and
// effects_sources.go hold every command, actions.go and sources.go what the
// keys do, layout.go every rectangle.
package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"rubrika/config"
	"rubrika/feed"
	"rubrika/feed/library"
	"rubrika/feed/page"
	"rubrika/feed/words"
	"rubrika/ui/article"
	"rubrika/ui/catalogue"
	"rubrika/ui/form"
	"rubrika/ui/headlines"
	"rubrika/ui/help"
	"rubrika/ui/keys"
	"rubrika/ui/lang"
	"rubrika/ui/picker"
	"rubrika/ui/sources"
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
	viewSources
	viewCatalogue
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
	sources   sources.Screen
	form      form.Screen
	found     form.Choice
	catalogue catalogue.Screen
	help      help.Screen

	filter  feed.Filter
	came    *cameFrom   // the list shows one source, chosen among the sources
	before  feed.Filter // the filter when the picker was opened
	counts  feed.Counts
	trouble string // why the list could not be read, in words

	ledger                   *ledger
	lists, tallies, articles job
	texts, tables            job
	text                     pageFetch
	welcomed                 bool // the first answer of the library is there
	below                    bool // the page under the last item is on its way
	toBottom                 bool // go to the last item once it is loaded
	foreign                  bool // a non-Latin layout was seen

	refreshing bool
	refreshed  time.Time // when the last refresh began
	progress   library.Progress
	asked      asked
	offline    bool      // that there is no network was said, and none has come since
	elsewhere  bool      // another process was refreshing when we wanted to
	listed     time.Time // when the list was asked for last
	fresh      bool      // a source has brought something new since
	ahead      bool      // pages are being fetched ahead

	desk    desk
	table   bool              // the subscriptions are on their way
	tabled  time.Time         // when they were asked for last
	titles  map[string]string // of sources, by the word that filters have for them
	notice  string
	notices int
}

// pageFetch is how fetching the page of the open article stands.
type pageFetch struct {
	id   feed.ID // the story whose page was asked for
	busy bool
	err  error
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
	m.sources = sources.New(m.words, m.theme, words.Fold)
	m.sources.ByHand = m.demo || m.config.Refresh <= 0
	m.sources.Empty = m.words.NoSources(m.keys.Label(keys.Sources, keys.AddSource, false), m.keys.Label(keys.Sources, keys.ShowCatalogue, false))
	m.form = form.New(m.words, m.theme)
	m.found = form.NewChoice(m.words, m.theme)
	m.catalogue = catalogue.New(m.words, m.theme, words.Fold)
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
	m.notice = ""
	if field := m.typed(); field != nil {
		return m.pressTyped(scope, field, msg)
	}
	a := m.keys.Find(scope, msg.Key())
	if a == "" {
		return nil
	}
	if m.top().Do(a) {
		return m.moved(a)
	}
	return m.do(a)
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
	}
	return nil
}

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
	return nil
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
	case keys.Sources, keys.Narrowing:
		return &m.sources
	case keys.Form:
		return &m.form
	case keys.Found:
		return &m.found
	case keys.Catalogue:
		return &m.catalogue
	default:
		return &m.headlines
	}
}

func (m *Model) paste(msg tea.PasteMsg) {
	if field := m.typed(); field != nil {
		msg.Content = page.Line(msg.Content) // it may come from anywhere
		field.Type(msg)
	}
}

func (m *Model) resize(w, h int) tea.Cmd {
	old := m.article.Measure()
	m.width, m.height = w, h
	m.layout = arrange(w, h)
	m.headlines.Resize(m.layout.list.w, m.layout.list.h)
	m.picker.Resize(m.layout.panel.w, m.layout.panel.h)
	m.article.Resize(m.layout.page.w, m.layout.page.h)
	m.sources.Resize(m.layout.page.w, m.layout.page.h)
	m.catalogue.Resize(m.layout.page.w, m.layout.page.h)
	m.form.Resize(m.layout.panel.w, m.layout.panel.h)
	m.found.Resize(m.layout.panel.w, m.layout.panel.h)
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
	m.sources.Restyle(t)
	m.form.Restyle(t)
	m.found.Restyle(t)
	m.catalogue.Restyle(t)
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
	m.sources.Tick(now)
}

// look is how often at least it is looked whether a source is due.
const look = 5 * time.Minute

// listEvery is the least time between two lists while a refresh goes on.
const listEvery = 2 * time.Second

func (m *Model) gotMinute() tea.Cmd {
	m.tick(m.now())
	cmds := []tea.Cmd{m.minute()}
	every := min(time.Duration(m.config.Refresh), look)
	due := !m.demo && every > 0 && m.now().Sub(m.refreshed) >= every
	if m.elsewhere { // what the other process brings is shown, and the rest asked for
		cmds = append(cmds, m.reload(), m.loadSources())
		due = !m.demo && every > 0
	}
	m.elsewhere = false
	if due && m.welcomed && !m.refreshing {
		cmds = append(cmds, m.refresh(false))
	}
	return tea.Batch(cmds...)
}

// say shows a notice in the status line for a while.
func (m *Model) say(text string) tea.Cmd {
	m.notice = text
	m.notices++
	return m.quiet(m.notices)
}
