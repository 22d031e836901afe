package ui

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"rubrika/config"
	"rubrika/feed/fetch"
	"rubrika/feed/library"
)

var update = flag.Bool("update", false, "write the golden screens anew")

// baku is the zone all tests live in.
var baku = time.FixedZone("Asia/Baku", 4*3600)

// noon is a Friday.
func noon() time.Time { return time.Date(2025, 11, 28, 12, 36, 0, 0, baku) }

// reader is a person at the keyboard: a model with a real library behind it.
// Commands run at once, one after the other, as the program would run them.
type reader struct {
	t    *testing.T
	m    *Model
	lib  *library.Library
	told []tea.Msg // messages for the terminal: clipboard, quit …
}

type setup struct {
	lang    string
	w, h    int
	light   bool
	profile colorprofile.Profile
	demo    bool
	offline bool
	store   string
	edit    func(*config.Config)
	client  *fetch.Client    // nil: one with the defaults
	now     func() time.Time // nil: noon
	first   bool             // a first start, with its set of feeds; else an edition whose only feed was taken away
}

// sit opens the reader on a store of its own with the tour edition in it.
func sit(t *testing.T, s setup) *reader {
	t.Helper()
	made := s.store == "" && !s.first
	if s.store == "" {
		s.store = filepath.Join(t.TempDir(), "rubrika.db")
	}
	if made {
		store, err := editions[s.lang]()
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(s.store, store, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if s.profile == 0 {
		s.profile = colorprofile.TrueColor
	}
	cfg := config.Default()
	cfg.Refresh = 0
	if s.edit != nil {
		s.edit(&cfg)
	}
	if s.now == nil {
		s.now = noon
	}
	if s.client == nil {
		s.client = fetch.New(fetch.Options{})
	}
	lib, err := library.Open(t.Context(), library.Options{Path: s.store, Client: s.client, Now: s.now, Offline: s.offline})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { lib.Close() })
	if !s.first && !made {
		if err := withoutFeeds(lib); err != nil {
			t.Fatal(err)
		}
	}
	m, err := New(t.Context(), Options{Library: lib, Config: cfg, Lang: s.lang, Now: s.now, Demo: s.demo})
	if err != nil {
		t.Fatal(err)
	}
	m.after = func(d time.Duration, then func(time.Time) tea.Msg) tea.Cmd {
		if d == countAfter { // a letter later
			return func() tea.Msg { return then(s.now()) }
		}
		return nil
	}
	r := &reader{t: t, m: m, lib: lib}
	r.send(tea.ColorProfileMsg{Profile: s.profile})
	if s.light {
		r.send(tea.BackgroundColorMsg{Color: ansi.White})
	}
	r.send(tea.WindowSizeMsg{Width: s.w, Height: s.h})
	r.run(m.load())
	return r
}

// send gives the model a message and runs what it asks for.
func (r *reader) send(msg tea.Msg) {
	r.t.Helper()
	_, cmd := r.m.Update(msg)
	r.run(cmd)
}

// run runs a command and what follows from it.
func (r *reader) run(cmd tea.Cmd) {
	r.t.Helper()
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range msg {
			r.run(c)
		}
	default:
		r.told = append(r.told, msg)
		r.send(msg)
	}
}

// press types keys: "j", "enter", "ctrl+d", "shift+tab", or any text.
func (r *reader) press(keys ...string) {
	r.t.Helper()
	for _, k := range keys {
		r.send(key(k))
	}
}

func key(name string) tea.KeyPressMsg {
	special := map[string]rune{
		"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "up": tea.KeyUp, "down": tea.KeyDown,
		"left": tea.KeyLeft, "right": tea.KeyRight, "pgdown": tea.KeyPgDown, "pgup": tea.KeyPgUp,
		"home": tea.KeyHome, "end": tea.KeyEnd, "backspace": tea.KeyBackspace, "f1": tea.KeyF1,
	}
	k := tea.Key{}
	for {
		if rest, ok := strings.CutPrefix(name, "ctrl+"); ok {
			k.Mod |= tea.ModCtrl
			name = rest
			continue
		}
		if rest, ok := strings.CutPrefix(name, "shift+"); ok {
			k.Mod |= tea.ModShift
			name = rest
			continue
		}
		break
	}
	if name == "space" {
		k.Code, k.Text = tea.KeySpace, " "
		return tea.KeyPressMsg(k)
	}
	if code, ok := special[name]; ok {
		k.Code = code
		return tea.KeyPressMsg(k)
	}
	k.Code = []rune(name)[0]
	if k.Mod == 0 {
		k.Text = name
	}
	return tea.KeyPressMsg(k)
}

// screen is what the reader sees, without colours.
func (r *reader) screen() string { return ansi.Strip(r.m.View().Content) }

// line is one line of the screen, from 0; negative ones from the bottom.
func (r *reader) line(n int) string {
	lines := strings.Split(r.screen(), "\n")
	if n < 0 {
		n += len(lines)
	}
	return strings.TrimRight(lines[n], " ")
}

func (r *reader) sees(want ...string) {
	r.t.Helper()
	for _, w := range want {
		if !strings.Contains(r.screen(), w) {
			r.t.Errorf("%q is not on the screen:\n%s", w, r.screen())
		}
	}
}

// golden compares the styled screen with a file under testdata.
func (r *reader) golden(name string) {
	r.t.Helper()
	compare(r.t, filepath.Join("testdata", name+".golden"), r.m.View().Content+"\n")
}
