// Package config reads the reader's settings: one TOML file, every key of it
// optional. The doc comments of Config are its documentation.
package config

import (
	"errors"
	"io/fs"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/adrg/xdg"

	"rubrika/feed"
)

// Config is the settings. Load checks every field and fills in what the file
// leaves out.
type Config struct {
	// Lang is the language of the interface: "ru", "az", "en", or "" for the
	// one of the locale.
	Lang string `toml:"lang"`
	// Theme is a set of colours: "auto" for what the terminal says of itself,
	// "dark", "light", "contrast", one of those with a character of their own
	// ("newsprint", "caspian", "teletype", "night-desk"), or the name of a file
	// in Themes.
	Theme string `toml:"theme"`
	// Themes is the folder with themes of the reader's own, NAME.toml each:
	// "themes" beside the settings file. It is no key; empty without a home.
	Themes string `toml:"-"`
	// Store is the file that holds the news. "~/" is the home folder; another
	// relative path starts at the folder of the settings file. The default is
	// rubrika/rubrika.db in the user's data folder.
	Store string `toml:"store"`
	// Rubrics is the order of the rubrics on the bar and on the keys 1–9.
	// Those left out follow in their usual order.
	Rubrics []feed.Rubric `toml:"rubrics"`
	// Layout is the keyboard layout whose letters stand for the keys besides
	// the Latin ones: "ru", "az", "tr", "uk", "be", "kk", or "auto".
	Layout string `toml:"layout"`
	// Width is the measure of an article in columns, 40 to 120.
	Width int `toml:"width"`
	// Topics are always in the strip of topics above the headlines, before
	// those that rise: ["ОТГ", "Bakı", "Formula 1"], at most twelve.
	Topics []string `toml:"topics"`
	// Preview shows the selected story beside the list where the window has
	// room for both, from 140 columns.
	Preview bool `toml:"preview"`
	// Pictures shows the pictures of an open article, where the terminal can;
	// without it, none is fetched.
	Pictures bool `toml:"pictures"`
	// Mouse lets the reader use a mouse; text is selected with Shift held then.
	Mouse bool `toml:"mouse"`
	// Clippings is the folder that stories are saved in; it need not exist.
	// "~/" and relative paths are as in Store. The default is rubrika in the
	// user's folder for documents, or for downloads where only that is there;
	// empty without a home.
	Clippings string `toml:"clippings"`
	// Times shows the time of a headline as "clock" (12:36) or "ago" (5 min).
	Times string `toml:"times"`
	// Refresh is the least time between two requests to one source that
	// nobody pressed a key for: "15m", "1h30m", at least "5m", or "0" for
	// never. A source that seldom has news is asked less often by itself.
	Refresh Duration `toml:"refresh"`
	// Prefetch fetches the whole text of new stories after a refresh, where a
	// feed carries only a teaser, to read them without a network.
	Prefetch bool `toml:"prefetch"`
	// Inside are networks of your own that feeds may send the reader to:
	// ["192.168.1.0/24"]. A story that links to any other address that is not
	// public is not fetched; what you type yourself always is.
	Inside []netip.Prefix `toml:"inside"`
	// Keep says how long stories stay in the store: days since they came, 0
	// for good; items of one source at most, 0 for any number; starred and
	// unread say whether such stories stay longer.
	Keep feed.Keep `toml:"keep"`
	// Start is the filter that the reader opens with, in the filter language:
	// "is:unread".
	Start feed.Filter `toml:"-"`
	// Views are the saved views and the rules of the tables [views], [mute] and
	// [watch], in the order of the file: a name and a filter each, "Баку" =
	// "topic:Баку is:unread". Views stand in the row of rubrics unless they say
	// { filter = "…", bar = false }. Rules ask for no marks and no times. All
	// are Declared and have no ID.
	Views []feed.View `toml:"-"`
	// Notify tells of new stories that a rule watches for: "bell" rings,
	// "terminal" shows a notice of the terminal, "off" does neither.
	Notify string `toml:"notify"`
	// Quiet are the hours in which nothing is notified: "22:00-08:00", or ""
	// for none.
	Quiet Quiet `toml:"-"`
	// Browser is the command that opens an address, and its arguments before
	// the address: ["firefox", "--new-tab"]. Empty is the system's own.
	Browser Command `toml:"browser"`
	// Player is the command that plays what comes with a story, and its
	// arguments before the address: ["mpv", "--no-video"]. Empty is the system's
	// own for addresses.
	Player Command `toml:"player"`
	// Pipe is the command that gets a story on its standard input, as Markdown:
	// ["wallabag", "add"]. Empty is none.
	Pipe Command `toml:"pipe"`
	// OnNew is the command that gets new stories on its standard input after a
	// refresh, as JSON, one a line: ["notify-news"]. Empty is none.
	OnNew Command `toml:"on_new"`
	// Keys gives actions other keys than the usual ones.
	Keys []Rebinding `toml:"-"`
	// File maps publishers' strings to rubrics: "Регион" = "society". It wins
	// over what rubrika knows itself.
	File map[string]feed.Rubric `toml:"file"`
}

// Command is a program and its arguments. It is never given to a shell.
type Command []string

// Rebinding gives an action of one view, or of all views that have it, the keys
// of the settings file.
type Rebinding struct {
	// View is the name of a view, "" for all; Action that of the action.
	View, Action string
	// Keys are the names of keys, as in ui/keys; none takes the action its keys.
	Keys []string
	// Line and Column are where it stands in the file, from 1.
	Line, Column int
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

// clippings is the folder for saved stories of a reader who named none.
func clippings() string {
	dir := xdg.UserDirs.Documents
	if !isDir(dir) && isDir(xdg.UserDirs.Download) {
		dir = xdg.UserDirs.Download
	}
	return inHome("XDG_DOCUMENTS_DIR", dir, "")
}

func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// Path returns where the settings file of a profile is looked for:
// rubrika/config.toml in the user's folder for settings, or
// rubrika/profiles/NAME.toml there. It is empty when there is no home folder.
func Path(profile string) string {
	name := "config.toml"
	if profile != "" {
		name = filepath.Join("profiles", profile+".toml")
	}
	return inHome("XDG_CONFIG_HOME", xdg.ConfigHome, name)
}

// Cache returns the folder for pictures that were fetched: rubrika/pictures in
// the user's folder for what can be fetched again. It is empty when there is
// no home folder.
func Cache() string { return inHome("XDG_CACHE_HOME", xdg.CacheHome, "pictures") }

// inHome places a file of ours in a folder of the user, or nowhere: xdg takes
// the root folder for the home of a user without one.
func inHome(env, dir, name string) string {
	if _, err := os.UserHomeDir(); err != nil && os.Getenv(env) == "" {
		return ""
	}
	return filepath.Join(dir, "rubrika", name)
}

// Load reads the settings file at path, or the one at Path of the profile when
// path is empty; only that one may be missing. The profile "" is the usual one,
// another one has a store of its own. The error is a *feed.Error: of
// KindConfig with line, column and the nearest right word for a mistake in
// the file, of KindFile when it cannot be read. With an error that is
// ErrNoHome the settings are good but for the empty Store.
func Load(path, profile string) (Config, error) {
	c, err := read(path, profile)
	if err == nil && c.Store == "" {
		err = &feed.Error{Op: "find store", Kind: feed.KindConfig, Err: ErrNoHome}
	}
	return c, err
}

func read(path, profile string) (Config, error) {
	name := path
	if name == "" {
		if name = Path(profile); name == "" {
			return defaults(profile), nil
		}
	}
	doc, err := os.ReadFile(name) //nolint:gosec // the reader names the file
	if path == "" && errors.Is(err, fs.ErrNotExist) {
		return defaults(profile), nil
	}
	if err != nil {
		return defaults(profile), &feed.Error{Op: "read settings", Source: name, Kind: feed.KindFile, Err: cause(err)}
	}
	return parse(name, profile, doc)
}

// cause drops the path that the operating system's error repeats.
func cause(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// complete adds what the file left out and makes paths absolute.
func (c *Config) complete(name string) {
	for _, r := range feed.Rubrics() {
		if !slices.Contains(c.Rubrics, r) {
			c.Rubrics = append(c.Rubrics, r)
		}
	}
	c.Store = absolute(c.Store, name)
	c.Clippings = absolute(c.Clippings, name)
}

// absolute is a path from a settings file called name: "~/" is the home
// folder, or nowhere without one, and other relative paths start at the file.
func absolute(path, name string) string {
	switch home, err := os.UserHomeDir(); {
	case path == "" || filepath.IsAbs(path):
	case strings.HasPrefix(path, "~/") && err == nil:
		return filepath.Join(home, path[2:])
	case strings.HasPrefix(path, "~/"):
		return ""
	default:
		if dir, err := filepath.Abs(filepath.Dir(name)); err == nil {
			return filepath.Join(dir, path)
		}
	}
	return path
}
