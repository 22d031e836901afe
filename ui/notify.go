package ui

import (
	"encoding/base64"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"rubrika/feed"
	"rubrika/feed/page"
	"rubrika/ui/render"
)

// Telling of new stories that a rule watches for: by the bell, or by a
// notification of the terminal where it has any.

// notifier is how a terminal notifies.
type notifier int

// The ways.
const (
	byBell   notifier = iota // it rings, and that is all it can
	byOSC9                   // iTerm2 and those that follow it
	byOSC99                  // kitty
	byOSC777                 // urxvt and those that follow it
)

// notifierOf finds out from the environment what the terminal can. Within tmux
// and screen it is not known what is outside: they pass on the bell.
func notifierOf(getenv func(string) string) notifier {
	term := getenv("TERM")
	if getenv("TMUX") != "" || getenv("STY") != "" || strings.HasPrefix(term, "screen") || strings.HasPrefix(term, "tmux") {
		return byBell
	}
	if getenv("KITTY_WINDOW_ID") != "" || term == "xterm-kitty" {
		return byOSC99
	}
	switch getenv("TERM_PROGRAM") {
	case "iTerm.app", "WezTerm", "ghostty":
		return byOSC9
	}
	switch {
	case term == "xterm-ghostty":
		return byOSC9
	case getenv("VTE_VERSION") != "", strings.HasPrefix(term, "rxvt-unicode"), term == "foot", strings.HasPrefix(term, "foot-"):
		return byOSC777
	}
	return byBell
}

// noticeCells is how long the text of a notification is at most.
const noticeCells = 120

// sequence is what makes a terminal notify. Nothing in the texts can end it:
// they are made one line without control characters here, whatever they were.
func (n notifier) sequence(title, text string) string {
	title, text = render.Cut(page.Line(title), noticeCells), render.Cut(page.Line(text), noticeCells)
	part := strings.NewReplacer(";", ",") // parts the fields of OSC 777
	switch n {
	case byOSC9:
		return ansi.Notify(title + ": " + text) // begins with no digit: 9;4 is a progress bar
	case byOSC99:
		first := base64.StdEncoding.EncodeToString([]byte(title))
		second := base64.StdEncoding.EncodeToString([]byte(text))
		return ansi.DesktopNotification(first, "i=rubrika", "d=0", "e=1", "p=title") +
			ansi.DesktopNotification(second, "i=rubrika", "d=1", "e=1", "p=body")
	case byOSC777:
		return ansi.URxvtExt("notify", part.Replace(title), part.Replace(text))
	}
	return "\a"
}

// alertsMsg brings watched stories that are new; those that were there when the
// reader was opened are on the screen, and nobody is told.
type alertsMsg struct {
	items []feed.Item
	first bool
}

// alerts asks for watched stories that are new, if the reader wants to be told.
func (m *Model) alerts(first bool) tea.Cmd {
	if m.demo || m.config.Notify == "" || m.config.Notify == "off" {
		return nil
	}
	return func() tea.Msg {
		items, err := m.library.Alerts(m.ctx)
		if err != nil || len(items) == 0 { // nobody waits for it: the list says what is wrong with the store
			return nil
		}
		return alertsMsg{items: items, first: first}
	}
}

// gotAlerts tells of them, once: what came in quiet hours is not told later. A
// notification of the terminal is for those who look at another window.
func (m *Model) gotAlerts(msg alertsMsg) tea.Cmd {
	if msg.first || m.config.Quiet.Contains(m.now()) {
		return nil
	}
	switch {
	case m.config.Notify == "bell":
		return tea.Raw(byBell.sequence("", ""))
	case m.config.Notify == "terminal" && m.blurred:
		text := m.words.Alert(msg.items[0].Title, len(msg.items)-1)
		return tea.Raw(m.rules.notifier.sequence(m.words.Views.Alert.Title, text))
	}
	return nil
}
