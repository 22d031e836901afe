// Package config reads the reader's settings: one TOML file, every key of it
// optional. The doc comments of Config are its documentation.
package config

import (
	"errors"
	"net/netip"
	"path/filepath"
	"time"

	"github.com/adrg/xdg"

	"rubrika/feed"
)

// Config is the settings. Load checks every field and fills in what the file
// leaves out. The comments on the fields are the documentation of the file:
// example.toml is made from them, with the names of its keys in the place of
// those of the fields. The tables stand last, as they must in the file.
type Config struct {
	// Lang is the language of the interface: "ru", "az", "en", or "" for the
	// one of the system.
	Lang string `toml:"lang"`
	// Theme is a set of colours: "auto" goes by what the terminal says of
	// itself; "dark" and "light" are the usual ones, "contrast" is as much of it
	// as there is; "newsprint" and "caspian" are light papers, "teletype" and
	// "night-desk" dark ones. Any other name is that of a file of your own,
	// themes/NAME.toml beside the settings.
	Theme string `toml:"theme"`
	// Themes is the folder with themes of the reader's own, NAME.toml each. It
	// is no key; empty without a home.
	Themes string `toml:"-"`
	// Store is the file that holds the news: rubrika.db in the folder for your
	// data, unless it is named here. "~/" is your home folder; another relative
	// path starts at the folder of this file.
	Store string `toml:"store"`
	// Rubrics is the order of the rubrics on the bar and on the keys 1 to 9.
	// Those left out follow in their usual order.
	Rubrics []feed.Rubric `toml:"rubrics"`
	// Layout is the keyboard layout whose letters stand for the keys besides
	// the Latin ones: "ru", "az", "tr", "uk", "be", "kk", or "auto" for the one
	// that the language of the system has.
	Layout string `toml:"layout"`
	// Width is the measure of an article in columns, 40 to 120.
	Width int `toml:"width"`
	// Topics are always in the strip of topics above the headlines, before
	// those that rise: ["Bakı", "Formula 1"], at most twelve.
	Topics []string `toml:"topics"`
	// Preview shows the selected story beside the list where the window has
	// room for both, from 140 columns.
	Preview bool `toml:"preview"`
	// Pictures shows the pictures of an open article, where the terminal can.
	// Without it, none is fetched.
	Pictures bool `toml:"pictures"`
	// Mouse lets you use a mouse: wheel and click. Text is selected with Shift
	// held then.
	Mouse bool `toml:"mouse"`
	// Clippings is the folder that stories are saved in; it need not exist. It
	// is rubrika in your folder for documents, or for downloads where only that
	// is there, unless it is named here; paths are as in Store.
	Clippings string `toml:"clippings"`
	// Times shows the time of a headline as "clock" (12:36) or "ago" (5 min).
	Times string `toml:"times"`
	// Refresh is the least time between two requests to one source that no key
	// asked for: "15m", "1h30m", at least "5m", or "0" for never. A source that
	// seldom has news is asked less often by itself.
	Refresh Duration `toml:"refresh"`
	// Prefetch fetches the whole text of new stories after a refresh, where a
	// feed carries only the beginning, to read them without a network.
	Prefetch bool `toml:"prefetch"`
	// Inside are networks of your own that feeds may send rubrika to:
	// ["192.168.1.0/24"]. A story that links to any other address that is not
	// public is not fetched; what you type yourself always is.
	Inside []netip.Prefix `toml:"inside"`
	// Keep says how long stories stay: days since they came and items of one
	// source, 0 for no limit; starred and unread say whether such stories stay
	// longer.
	Keep feed.Keep `toml:"keep"`
	// Start is the filter that the reader opens with, as in the search:
	// "is:unread".
	Start feed.Filter `toml:"-" key:"start"`
	// Notify tells of new stories that a rule of [watch] is about: "bell" rings,
	// "terminal" shows a notice of the terminal, "off" does neither.
	Notify string `toml:"notify"`
	// Quiet are the hours in which nothing is notified: "22:00-08:00", or ""
	// for none.
	Quiet Quiet `toml:"-" key:"quiet"`
	// Browser is the command that opens an address, and its arguments before
	// the address: ["firefox", "--new-tab"]. [] is the system's own. Commands
	// are never given to a shell; one without arguments may stand alone:
	// "firefox".
	Browser Command `toml:"-" key:"browser"`
	// Player is the command that plays what comes with a story, and its
	// arguments before the address: ["mpv", "--no-video"]. [] is the system's
	// own for addresses.
	Player Command `toml:"-" key:"player"`
	// Pipe is the command that gets a story on its standard input, as Markdown:
	// ["wallabag", "add"]. [] is none.
	Pipe Command `toml:"-" key:"pipe"`
	// OnNew is the command that gets new stories on its standard input after a
	// refresh, as JSON, one a line: ["notify-news"]. [] is none.
	OnNew Command `toml:"-" key:"on_new"`
	// File puts publishers' own rubrics under ours, before what rubrika knows
	// itself.
	File map[string]feed.Rubric `toml:"file"`
	// Views are saved views: a name and a filter each, as in the search. They
	// stand in the row of rubrics, unless they say bar = false.
	//
	// Stories that a rule of [mute] is about are hidden, those of [watch] are
	// pointed out. Rules ask for no marks and no times. What is hidden stays in
	// the store.
	Views []feed.View `toml:"-" key:"views mute watch"`
	// Keys gives actions keys of your own in the place of the usual ones: in
	// one view, VIEW.ACTION, or in all that have the action. With []
	// the action has none. "rubrika keys" prints views, actions and keys.
	Keys []Rebinding `toml:"-" key:"keys"`
}

// Duration is a time.Duration that a file writes as text: "30m".
type Duration time.Duration

// UnmarshalText implements encoding.TextUnmarshaler.
func (d *Duration) UnmarshalText(text []byte) error {
	v, err := time.ParseDuration(string(text))
	if err != nil {
		return errors.New(`wants a time such as "30m" or "1h30m", or "0"`)
	}
	*d = Duration(v)
	return nil
}

// ErrNoHome says that there is no place for the store: the settings name
// none, and neither HOME nor XDG_DATA_HOME is set.
var ErrNoHome = errors.New("no home folder: neither HOME nor XDG_DATA_HOME is set")

// Default returns the settings of a reader who wrote none. Store is empty
// when the user has no home folder.
func Default() Config { return defaults("") }

// defaults is Default for a profile.
func defaults(profile string) Config {
	store := "rubrika.db"
	if profile != "" {
		store = filepath.Join("profiles", profile+".db")
	}
	return Config{
		Theme:     "auto",
		Themes:    inHome("XDG_CONFIG_HOME", xdg.ConfigHome, "themes"),
		Store:     inHome("XDG_DATA_HOME", xdg.DataHome, store),
		Rubrics:   feed.Rubrics(),
		Layout:    "auto",
		Width:     76,
		Preview:   true,
		Pictures:  true,
		Mouse:     true,
		Clippings: clippings(),
		Times:     "clock",
		Refresh:   Duration(15 * time.Minute),
		Keep:      feed.Keep{Days: 90, Starred: true},
		Notify:    "off",
	}
}
