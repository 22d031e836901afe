// Package ui is the face on a screen: one Bubble Tea model that switches
// between the list of headlines, the category filter, the article, the sources,
// the catalogue, the palette and the help. This file routes messages;
// effects.go and effects_sources.go hold the commands, actions.go and sources.go
// what the keys do, layout.go every rectangle. What is a thing of its own has
// its file: stream.go how news comes in, post.go how marks go out, glance.go the preview, album.go the
// pictures, command.go the palette, prompts.go the bottom line, mouse.go.
package ui

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/term"

	"rubrika/config"
	"rubrika/feed"
	"rubrika/feed/library"
	"rubrika/feed/words"
	"rubrika/ui/article"
	"rubrika/ui/catalogue"
	"rubrika/ui/form"
	"rubrika/ui/headlines"
	"rubrika/ui/help"
	"rubrika/ui/keys"
	"rubrika/ui/lang"
	"rubrika/ui/palette"
	"rubrika/ui/picker"
	"rubrika/ui/picture"
	"rubrika/ui/prompt"
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
	// Changed waits for a change of the settings, see cli.Session; nil is none.
	Changed func(ctx context.Context) (config.Config, error)
}

// view is what fills the page.
type view int

const (
	viewList view = iota
	viewArticle
	viewSources
	viewCatalogue
	viewViews
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
	locale   string // that of the environment
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

	commanding bool       // the palette is open over the page
	finding    bool       // words to find are being typed
	saving     feed.ID    // the story whose format is being chosen; 0 is none
	tty        term.File  // the terminal, where there is one to be measured
	told       bool       // the terminal has told its background, so it can be given another
	blurred    bool       // another window has the focus
	drawn      time.Time  // when progress was drawn last
	reorder    bool       // right-to-left text is put in order here, as the terminal does not
	backTo     feed.ID    // the open story whose place was gone back to
	carry      feed.Place // where a version in another language is to be opened

	headlines headlines.Screen
	picker    picker.Screen
	article   article.Screen
	sources   sources.Screen
	form      form.Screen
	found     form.Choice
	catalogue catalogue.Screen
	help      help.Screen
	palette   palette.Screen
	preview   article.Screen
	prompt    prompt.Field

	stream stream
	glance glance
	album  album

	filter  feed.Filter
	came    *cameFrom   // the list shows one source, chosen among the sources
	before  feed.Filter // the filter when the picker was opened
	counts  feed.Counts
	trouble string // why the list could not be read, in words

	ledger                   *ledger
	marks                    marks
	lists, tallies, articles job
	texts, tables            job
	text                     pageFetch
	welcomed                 bool    // the first answer of the library is there
	listing                  bool    // a list is on its way
	comes                    arrival // … and how it is to come in
	recount                  bool    // … and then its counts are to be asked for once more
	below                    bool    // the page under the last item is on its way
	toBottom                 bool    // go to the last item once it is loaded
	foreign                  bool    // a non-Latin layout was seen

	refreshing bool
	refreshed  time.Time // when the last refresh began
	progress   library.Progress
	asked      asked
	offline    bool      // that there is no network was said, and none has come since
	elsewhere  bool      // another process was refreshing when we wanted to
	listed     time.Time // when the list was asked for last
	fresh      bool      // a source has brought something new since
	ahead      bool      // pages are being fetched ahead

	post     post
	errands  []*errand
	desk     desk
	settings settings
	seek     seek
	rules    rules
	table    bool              // the subscriptions are on their way
	tabled   time.Time         // when they were asked for last
	titles   map[string]string // of sources, by the word that filters have for them
	notice   string
	notices  int
	untold   string // what was said last of why new stories could not be told
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
	m := &Model{
		settings: settings{file: o.Config, changed: o.Changed}, locale: locale(getenv),
		library: o.Library, config: o.Config, demo: o.Demo, now: o.Now, langCode: o.Lang,
		filter: o.Config.Start, words: lang.For(o.Lang), after: tea.Tick, ledger: &ledger{}, marks: marks{unsure: map[feed.ID]feed.State{}}, dark: true, profile: colorprofile.TrueColor,
	}
	if m.now == nil {
		m.now = time.Now
	}
	m.ctx, m.stop = context.WithCancel(ctx)
	err := m.rebind(o.Config)
	if err != nil {
		return nil, err
	}
	if m.theme, err = theme.LoadFrom(m.config.Themes, m.config.Theme, m.dark, m.profile); err != nil {
		return nil, err
	}
	order := m.config.Rubrics
	m.headlines = headlines.New(m.words, m.theme, order, m.config.Times == "ago")
	m.picker = picker.New(m.words, m.theme, order, words.Fold)
	m.article = article.New(m.words, m.theme, m.config.Width)
	m.sources = sources.New(m.words, m.theme, words.Fold)
	m.sources.ByHand = m.byHand()
	m.form = form.New(m.words, m.theme)
	m.found = form.NewChoice(m.words, m.theme)
	m.catalogue = catalogue.New(m.words, m.theme, words.Fold)
	m.help = help.New(m.words, m.theme, m.keys, words.Fold)
	m.palette = palette.New(m.words, m.theme, words.Fold)
	m.article.Fold = words.Fold
	m.preview = article.New(m.words, m.theme, m.config.Width)
	m.preview.Compact(true)
	m.prompt = prompt.New(m.theme)
	m.seek = newSeek(m.theme)
	m.album = album{on: m.config.Pictures, probe: picture.NewProbe(m.profile, getenv)}
	m.readyToRead(getenv)
	m.readyRules(getenv)
	m.nameKeys()
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
	cmds := []tea.Cmd{m.load(), m.lookLeft(), m.minute(), tea.RequestBackgroundColor, m.awaitSettings()}
	return tea.Batch(append(cmds, m.question())...)
}

// Update implements tea.Model: what comes from the terminal here, what comes
// from our own commands in answer.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	learned, ours := m.learn(msg)
	if ours {
		return m, tea.Batch(learned, m.hang())
	}
	if m.post.leaving {
		return m, tea.Batch(learned, m.takeLeaving(msg))
	}
	cmd := m.take(msg)
	return m, tea.Batch(learned, cmd, m.peek(), m.glean(), m.hang())
}

// take does what a message asks for.
func (m *Model) take(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		return m.resize(msg.Width, msg.Height)
	case tea.KeyPressMsg:
		return m.press(msg)
	case tea.MouseClickMsg:
		return m.click(msg)
	case tea.MouseWheelMsg:
		return m.wheel(msg)
	case tea.PasteMsg:
		return tea.Batch(m.paste(msg), m.checkViewForm())
	case tea.BackgroundColorMsg:
		m.told = true
		return m.restyle(msg.IsDark(), m.profile)
	case tea.ColorProfileMsg:
		return m.restyle(m.dark, msg.Profile)
	case tea.FocusMsg:
		return m.focus()
	case tea.BlurMsg:
		m.blurred = true
		return nil
	case tea.ResumeMsg:
		m.album.painted = nil
		return nil
	}
	return m.answer(msg)
}

// focus draws what was left out while another window had the focus.
func (m *Model) focus() tea.Cmd {
	was := m.blurred
	m.blurred = false
	if was && m.fresh {
		return m.reload()
	}
	return nil
}

func (m *Model) resize(w, h int) tea.Cmd {
	old, oldAside := m.article.Measure(), m.preview.Measure()
	m.width, m.height = w, h
	m.layout = arrange(w, h, m.config.Preview)
	m.headlines.Resize(m.layout.list.w, m.layout.list.h)
	m.picker.Resize(m.layout.panel.w, m.layout.panel.h)
	m.article.Resize(m.layout.page.w, m.layout.page.h)
	m.sources.Resize(m.layout.page.w, m.layout.page.h)
	m.catalogue.Resize(m.layout.page.w, m.layout.page.h)
	m.form.Resize(m.layout.panel.w, m.layout.panel.h)
	m.found.Resize(m.layout.panel.w, m.layout.panel.h)
	m.help.Resize(m.layout.page.w, m.layout.page.h)
	m.palette.Resize(m.layout.panel.w, m.layout.panel.h)
	m.preview.Resize(m.layout.preview.w, m.layout.preview.h)
	m.rules.screen.Resize(m.layout.page.w, m.layout.page.h)
	m.rules.panel.Resize(m.layout.panel.w, m.layout.panel.h)
	m.album.painted = nil
	if m.preview.Measure() != oldAside {
		m.glanceAgain()
	}
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
	return m.dress()
}

// dress puts on the colours of the theme of the settings.
func (m *Model) dress() tea.Cmd {
	t, err := theme.LoadFrom(m.config.Themes, m.config.Theme, m.dark, m.profile)
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
	m.palette.Restyle(t)
	m.preview.Restyle(t)
	m.prompt.Restyle(t)
	m.seek.field.Restyle(t)
	m.seek.menu.Restyle(t)
	m.rules.screen.Restyle(t)
	m.rules.panel.Restyle(t)
	m.glanceAgain()
	forget := m.forgetPictures()
	if m.view == viewArticle {
		return tea.Batch(forget, m.layOutAgain())
	}
	return forget
}

// nextTheme puts on the next theme, until the program ends.
func (m *Model) nextTheme() tea.Cmd {
	names := theme.Names()
	m.config.Theme = names[(slices.Index(names, m.config.Theme)+1)%len(names)]
	return tea.Batch(m.dress(), m.say(m.words.LookIs(m.config.Theme)))
}

// tick tells every screen the time.
func (m *Model) tick(now time.Time) {
	m.headlines.Tick(now)
	m.article.Tick(now)
	m.preview.Tick(now)
	m.sources.Tick(now)
	m.rules.screen.Tick(now)
}

// look is how often at least it is looked whether a source is due.
const look = 5 * time.Minute

// blurredEvery is the least time between two pictures of progress while
// another window has the focus.
const blurredEvery = 2 * time.Second

// listEvery is the least time between two lists while a refresh goes on.
const listEvery = 2 * time.Second

func (m *Model) gotMinute() tea.Cmd {
	m.tick(m.now())
	cmds := []tea.Cmd{m.minute()}
	every := min(time.Duration(m.config.Refresh), look)
	due := !m.byHand() && m.now().Sub(m.refreshed) >= every
	if m.elsewhere { // what the other process brings is shown, and the rest asked for
		cmds = append(cmds, m.reload(), m.loadSources())
		due = !m.byHand()
	}
	m.elsewhere = false
	cmds = append(cmds, m.postAgain())
	if m.welcomed { // others may have fetched news too
		cmds = append(cmds, m.alerts(false))
	}
	if due && m.welcomed && !m.refreshing {
		cmds = append(cmds, m.refresh(false))
	}
	return tea.Batch(cmds...)
}

// alone reports that nothing may be asked of the network but by a key, which
// gets an answer also when that is not to be.
func (m *Model) alone() bool { return m.demo || m.library.Offline() }

// byHand reports that sources are not asked but by a key.
func (m *Model) byHand() bool { return m.alone() || m.config.Refresh <= 0 }

// say shows a notice in the status line for a while.
func (m *Model) say(text string) tea.Cmd {
	m.notice = text
	m.notices++
	return m.quiet(m.notices)
}
