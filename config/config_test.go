package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/adrg/xdg"

	"rubrika/feed"
)

// home gives the test a home folder of its own; empty takes it away.
func home(t *testing.T, dir string) {
	t.Helper()
	t.Setenv("HOME", dir)
	for _, v := range []string{"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_DOCUMENTS_DIR", "XDG_DOWNLOAD_DIR"} {
		t.Setenv(v, "")
	}
	xdg.Reload()
	t.Cleanup(xdg.Reload) // runs after the variables are back
}

// write makes a settings file and returns its path.
func write(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "config.toml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestLoadDefaults(t *testing.T) {
	dir := t.TempDir()
	home(t, dir)
	c, err := Load("", "")
	if err != nil {
		t.Fatal(err)
	}
	want := Config{
		Theme: "auto", Themes: filepath.Join(dir, ".config/rubrika/themes"),
		Store: filepath.Join(dir, ".local/share/rubrika/rubrika.db"), Rubrics: feed.Rubrics(),
		Layout: "auto", Width: 76, Times: "clock", Refresh: Duration(15 * time.Minute),
		Preview: true, Pictures: true, Mouse: true, Clippings: filepath.Join(dir, "Documents/rubrika"),
		Keep: feed.Keep{Days: 90, Starred: true}, Notify: "off",
	}
	if !reflect.DeepEqual(c, want) || !reflect.DeepEqual(Default(), want) {
		t.Errorf("got %+v", c)
	}
	if p := Path(""); p != filepath.Join(dir, ".config/rubrika/config.toml") {
		t.Errorf("Path = %q", p)
	}
}

func TestLoadEverything(t *testing.T) {
	home(t, t.TempDir())
	path := write(t, "\uFEFF"+`# все ключи
lang = "az"
theme = 'light'
store = "/srv/news.db"
rubrics = ["economy", "sport",
  "world"]
layout = "kk"
width = 100
topics = ["ОТГ", "Formula 1"]
preview = false
pictures = false
mouse = false
clippings = "/srv/clippings"
times = "ago"
refresh = "1h30m"
browser = ["firefox", "--new-tab"]
prefetch = true
inside = ["192.168.1.0/24", "fd00::/8"]
keep = { days = 30, unread = true }

[file]
"Регион" = "society"
"Türkiye" = "world"
`)
	c, err := Load(path, "")
	if err != nil {
		t.Fatal(err)
	}
	if c.Lang != "az" || c.Theme != "light" || c.Store != "/srv/news.db" || c.Layout != "kk" || c.Width != 100 ||
		c.Times != "ago" || c.Refresh != Duration(90*time.Minute) || !slices.Equal(c.Browser, []string{"firefox", "--new-tab"}) {
		t.Errorf("got %+v", c)
	}
	if !slices.Equal(c.Topics, []string{"ОТГ", "Formula 1"}) || c.Preview || c.Pictures || c.Mouse || c.Clippings != "/srv/clippings" {
		t.Errorf("got %+v", c)
	}
	if want := (feed.Keep{Days: 30, Starred: true, Unread: true}); c.Keep != want || !c.Prefetch {
		t.Errorf("keep %+v, want %+v; prefetch %v", c.Keep, want, c.Prefetch)
	}
	if fmt.Sprint(c.Inside) != "[192.168.1.0/24 fd00::/8]" {
		t.Errorf("inside %v", c.Inside)
	}
	if !reflect.DeepEqual(c.File, map[string]feed.Rubric{"Регион": feed.Society, "Türkiye": feed.World}) {
		t.Errorf("file %v", c.File)
	}
	if want := []feed.Rubric{feed.Economy, feed.Sport, feed.World, feed.Politics}; !slices.Equal(c.Rubrics[:4], want) ||
		len(c.Rubrics) != len(feed.Rubrics()) {
		t.Errorf("rubrics %v", c.Rubrics)
	}
}

func TestLoadRefresh(t *testing.T) {
	home(t, t.TempDir())
	for text, want := range map[string]time.Duration{
		`"0"`: 0, `0`: 0, `"5m"`: 5 * time.Minute, `"2h"`: 2 * time.Hour, `"0s"`: 0,
	} {
		c, err := Load(write(t, "refresh = "+text), "")
		if err != nil || time.Duration(c.Refresh) != want {
			t.Errorf("refresh = %s: %v, %v", text, time.Duration(c.Refresh), err)
		}
	}
}

func TestLoadPaths(t *testing.T) {
	dir := t.TempDir()
	home(t, dir)
	for text, want := range map[string]string{
		"~/news.db":    filepath.Join(dir, "news.db"),
		"/a/../b.db":   "/a/../b.db",
		"beside.db":    "beside.db",
		"sub/below.db": "sub/below.db",
	} {
		path := write(t, "store = '"+text+"'\nclippings = '"+text+"'")
		if !strings.HasPrefix(want, "/") {
			want = filepath.Join(filepath.Dir(path), want)
		}
		c, err := Load(path, "")
		if err != nil || c.Store != want || c.Clippings != want {
			t.Errorf("%q: store %q, clippings %q, %v", text, c.Store, c.Clippings, err)
		}
	}
}

func TestClippings(t *testing.T) {
	dir := t.TempDir()
	home(t, dir)
	other := t.TempDir()
	for _, c := range []struct {
		what, want string
		do         func() error
	}{
		{"neither", "Documents", func() error { return nil }},
		{"downloads only", "Downloads", func() error { return os.Mkdir(filepath.Join(dir, "Downloads"), 0o700) }},
		{"both", "Documents", func() error { return os.Mkdir(filepath.Join(dir, "Documents"), 0o700) }},
	} {
		if err := c.do(); err != nil {
			t.Fatal(err)
		}
		if got := Default().Clippings; got != filepath.Join(dir, c.want, "rubrika") {
			t.Errorf("%s: %q", c.what, got)
		}
	}
	t.Setenv("XDG_DOCUMENTS_DIR", other)
	xdg.Reload()
	if got := Default().Clippings; got != filepath.Join(other, "rubrika") {
		t.Errorf("a folder elsewhere: %q", got)
	}
}

// A theme of the reader's own is a file in a folder beside the settings.
func TestOwnTheme(t *testing.T) {
	home(t, t.TempDir())
	path := write(t, "theme = 'mine'")
	c, err := Load(path, "")
	var e *feed.Error
	if !errors.As(err, &e) || e.Line != 1 || e.Column != 9 || c.Theme != "auto" {
		t.Fatalf("a theme that is not there: %v", err)
	}
	themes := filepath.Join(filepath.Dir(path), "themes")
	if err := os.Mkdir(themes, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(themes, "mine.toml"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if c, err = Load(path, ""); err != nil || c.Theme != "mine" || c.Themes != themes {
		t.Errorf("theme %q in %q, %v", c.Theme, c.Themes, err)
	}
	if err := os.WriteFile(path, []byte("# тема\ntheme = 'mien'"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err = Load(path, ""); !errors.As(err, &e) || e.Line != 2 || e.Column != 9 || e.Near != "mine" || !strings.Contains(err.Error(), `"mine"`) {
		t.Errorf("misspelt: %v", err)
	}
}

func TestLoadMistakes(t *testing.T) {
	home(t, t.TempDir())
	for _, c := range []struct {
		text         string
		line, column int
		near, says   string
	}{
		{"widht = 80", 1, 1, "width", `no setting "widht"`},
		{"\n\n  themes = 'dark'", 3, 3, "theme", `no setting "themes"`},
		{"Theme = 'drak'", 1, 9, "dark", `not "drak"`},
		{"Width = 'x'", 1, 9, "", "a whole number"},
		{"[File]\n'a' = 'x1'", 2, 7, "", `"x1"`},
		{"colour = 'dark'", 1, 1, "theme", `no setting "colour"`},
		{"lang = 'ru' # язык\nrefersh = '1h'", 2, 1, "refresh", `no setting "refersh"`},
		{"[files]\n'a' = 'sport'", 1, 2, "file", `no setting "files"`},
		{"ширина = 80", 1, 1, "", "stand in straight quotes"},
		{"'ширина' = 80", 1, 1, "", `no setting "ширина"`},
		{"lang = 'de'", 1, 8, "", `"ru", "az", "en", not "de"`},
		{"lang = 'rus'", 1, 8, "ru", `not "rus"`},
		{"lang = 1", 1, 8, "", "lang: wants one of"},
		{"lang.x = 'ru'", 1, 6, "", "lang.x: wants one of"},
		{"theme = 'drak' # тёмная", 1, 9, "dark", `not "drak"`},
		{"theme = ''", 1, 9, "auto", "theme: wants one of"},
		{"theme = 'newsprnit'", 1, 9, "newsprint", `"night-desk"`},
		{"theme = '../dark'", 1, 9, "", `not "../dark"`},
		{"topics = 'ОТГ'", 1, 10, `["ОТГ"]`, "topics: wants a list of topics"},
		{"topics = ['ОТГ', 7]", 1, 18, "", "topics: wants a list of topics"},
		{"topics = ['ОТГ', ' ']", 1, 18, "", "a topic is empty"},
		{"topics = ['Баку', 'БАКУ']", 1, 19, "", `"БАКУ" is there twice`},
		{"topics = ['Баку', ' баку ']", 1, 19, "", `"баку" is there twice`},
		{`topics = ["a", "b\u001b[2J"]`, 1, 16, "", "cannot be shown"},
		{"topics = ['1','2','3','4','5','6','7','8','9','10','11','12','13']", 1, 62, "", "at most 12"},
		{"topic = ['ОТГ']", 1, 1, "topics", `no setting "topic"`},
		{"preview = 1", 1, 11, "true", "preview: wants true or false"},
		{"pictures = 'on'", 1, 12, "true", "pictures: wants true or false"},
		{"mouse = 'off'", 1, 9, "false", "mouse: wants true or false"},
		{"clippings = ''", 1, 13, "", "clippings: wants a path, not"},
		{"clippings = true", 1, 13, "", "clippings: wants a path in quotes"},
		{"keep = { dyas = 3 }", 1, 10, "days", `no setting "dyas"`},
		{"[keep]\nitem = 3", 2, 1, "items", `no setting "keep.item"`},
		{"keep = 90", 1, 8, "{ days = 90 }", "keep: wants { days"},
		{"keep = { days = -1 }", 1, 17, "0", "keep.days: wants a number from 0 on, not -1"},
		{"[keep]\nstarred = 1", 2, 11, "true", "keep.starred: wants"},
		{"prefetch = 'yes'", 1, 12, "true", "prefetch: wants true or false"},
		{"inside = ['home']", 1, 11, "", "inside: wants a list of networks"},
		{"inside = ['192.168.1.5']", 1, 11, `"192.168.1.5/32"`, "inside: wants a list of networks"},
		{"store = ''", 1, 9, "", "store: wants a path"},
		{"store = ['x']", 1, 9, "", "store: wants a path in quotes"},
		{"rubrics = ['world', 'polticis']", 1, 21, "politics", `no rubric "polticis"`},
		{"rubrics = [\n  'world',\n  'world',\n]", 3, 3, "", "twice"},
		{"rubrics = 'world'", 1, 11, `["world"]`, "a list of rubrics"},
		{"rubrics = [1]", 1, 12, "", "a list of rubrics"},
		{"layout = 'qwerty'", 1, 10, "auto", `not "qwerty"`},
		{"width = 39", 1, 9, "40", "from 40 to 120, not 39"},
		{"width = 121", 1, 9, "120", "not 121"},
		{"width = '80'", 1, 9, "80", "a whole number from 40 to 120"},
		{"width = 80.5", 1, 9, "", "a whole number"},
		{"width = 99999999999999999999", 1, 9, "", "a whole number"},
		{"times = 'clok'", 1, 9, "clock", `not "clok"`},
		{"refresh = '1m'", 1, 11, "5m", "at least"},
		{"refresh = '-1h'", 1, 11, "5m", "at least"},
		{"refresh = 30", 1, 11, "5m", "at least"},
		{"refresh = 'often'", 1, 11, "", "a time in quotes"},
		{"refresh = '30'", 1, 11, `"30m"`, "a time in quotes"},
		{"browser = 'firefox --new-tab'", 1, 11, `["firefox", "--new-tab"]`, "a command as a list"},
		{"browser = ['']", 1, 12, "", "should be a command"},
		{"[file]\n'Фин' = 'econmy'", 2, 9, "economy", `no rubric "econmy" for "Фин"`},
		{"[file]\n'a' = 'x1'\n'b' = 'x2'", 2, 7, "", `"x1"`},
		{"file = { 'a' = 'sport', 'b' = 'spotr' }", 1, 31, "sport", `"spotr"`},
		{"[file]\n'Фин' = 3", 2, 9, "", "file.Фин: wants a rubric"},
		{"[file]\n' ' = 'sport'", 2, 7, "", "empty string"},
		{"[file]\ntheme = 'dark'", 2, 9, "", `"theme" is a setting and belongs above`},
		{"[file]\nwidth = 80", 2, 9, "", `"width" is a setting and belongs above`},
		{"file = 1", 1, 8, "", "under [file]"},
		{"[file.a]\nb = 'sport'", 1, 2, "", "wants a rubric"},
		{"lang = 'ru'\nlang = 'en'", 2, 1, "", "already"},
		{"lang = ", 1, 7, "", "expected value"},
		{"lang = 'ru", 1, 10, "", "unterminated"},
		{"тема: тёмная", 1, 1, "", ""},
		{"theme = 'тёмная' x", 1, 18, "", ""},
		{"theme = '\xff'", 1, 10, "", "UTF-8"},
		{"<html>", 1, 1, "", ""},
	} {
		path := write(t, c.text)
		got, err := Load(path, "")
		var e *feed.Error
		if !errors.As(err, &e) {
			t.Errorf("%q: error %v", c.text, err)
			continue
		}
		if e.Kind != feed.KindConfig || e.Source != path || e.Line != c.line || e.Column != c.column || e.Near != c.near ||
			!strings.Contains(e.Err.Error(), c.says) {
			t.Errorf("%q: kind %s, %d:%d, near %q, %v; want %d:%d, near %q, %q", c.text, e.Kind, e.Line, e.Column, e.Near, e.Err, c.line, c.column, c.near, c.says)
		}
		if strings.Contains(e.Err.Error(), "toml:") || strings.Contains(e.Err.Error(), "config.") {
			t.Errorf("%q: the reader sees %q", c.text, e.Err)
		}
		if !reflect.DeepEqual(got, Default()) {
			t.Errorf("%q: settings half read: %+v", c.text, got)
		}
	}
}

// Every value a key may have is taken.
func TestLoadChoices(t *testing.T) {
	home(t, t.TempDir())
	for _, key := range []string{"lang", "theme", "layout", "times", "notify"} {
		for _, v := range choices(key) {
			if _, err := Load(write(t, key+" = '"+v+"'"), ""); err != nil {
				t.Errorf("%s = %q: %v", key, v, err)
			}
		}
	}
}

func TestLoadMissing(t *testing.T) {
	home(t, t.TempDir())
	path := filepath.Join(t.TempDir(), "none.toml")
	_, err := Load(path, "")
	var e *feed.Error
	if !errors.As(err, &e) || e.Kind != feed.KindFile || e.Source != path || !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error %v", err)
	}
	if strings.Count(err.Error(), path) != 1 {
		t.Errorf("the path is not there once: %v", err)
	}
	if _, err := Load(t.TempDir(), ""); feed.KindOf(err) != feed.KindFile {
		t.Errorf("a folder: %v", err)
	}
}

func TestLoadDefaultFile(t *testing.T) {
	home(t, t.TempDir())
	if err := os.MkdirAll(filepath.Dir(Path("")), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(Path(""), []byte("width = 90"), 0o600); err != nil {
		t.Fatal(err)
	}
	if c, err := Load("", ""); err != nil || c.Width != 90 {
		t.Errorf("width %d, %v", c.Width, err)
	}
	if err := os.WriteFile(Path(""), []byte("width = 9"), 0o600); err != nil {
		t.Fatal(err)
	}
	var e *feed.Error
	if _, err := Load("", ""); !errors.As(err, &e) || e.Source != Path("") {
		t.Errorf("error %v", err)
	}
}

func TestNoHome(t *testing.T) {
	home(t, "")
	if d := Default(); Path("") != "" || d.Store != "" || d.Clippings != "" || d.Themes != "" {
		t.Errorf("path %q, %+v", Path(""), d)
	}
	c, err := Load("", "")
	var e *feed.Error
	if !errors.Is(err, ErrNoHome) || !errors.As(err, &e) || e.Kind != feed.KindConfig {
		t.Errorf("error %v", err)
	}
	if c.Width != 76 {
		t.Errorf("the settings are not usable: %+v", c)
	}
	if c, err := Load(write(t, "store = '/srv/news.db'"), ""); err != nil || c.Store != "/srv/news.db" {
		t.Errorf("a store of its own: %q, %v", c.Store, err)
	}
	if _, err := Load(write(t, "store = '~/news.db'"), ""); !errors.Is(err, ErrNoHome) {
		t.Errorf("a store at home: %v", err)
	}
}

func TestXDGWithoutHome(t *testing.T) {
	home(t, "")
	data := t.TempDir()
	t.Setenv("XDG_DATA_HOME", data)
	xdg.Reload()
	if c, err := Load("", ""); err != nil || c.Store != filepath.Join(data, "rubrika", "rubrika.db") {
		t.Errorf("store %q, %v", c.Store, err)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		Example(), "lang='ru'", "[file]\na='sport'", "rubrics=['world',{a=1}]", "a.b.c=1", "[[file]]", "file={a={b=1}}",
		"rubrics=[['world']]", "\xff", "browser=[[]]", "browser='a b'\npipe=7", "[keys]\na='b'\nc.d=['e',1]\n[keys.f]\ng=[]", "lang='ru\ntheme=dark\ntopics=[7,\n8]", "[views]\na='rubric:x'\nb={filter=1,bar=2}", "[views.a.b]\nc=1", "views.a.filter=\"\"\"\nx (\"\"\"",
		"[[mute.x]]", "start='''\n\n('''\nquiet='1:00-2:00'", "mute.'a.b'='is:read'\nmute.a.b=1", "[watch]\n''=''\n' '=''", "[file]\n\"\\u0000\"='sport'", "x=[\n#\n1,]", "store=\"\"\"\n\"\"\"",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c, errs := parse("f", "", []byte(s), nil)
		if len(c.Rubrics) != len(feed.Rubrics()) && len(errs) == 0 {
			t.Fatalf("%q: %+v", s, c)
		}
		for _, v := range c.Views {
			if v.Name == "" || !v.Declared || v.Kind.Rule() && v.Filter.Rule() != nil {
				t.Fatalf("%q: %+v", s, v)
			}
		}
		before := Spot{}
		for _, err := range errs {
			var e *feed.Error
			if !errors.As(err, &e) || e.Line < 1 || e.Column < 1 {
				t.Fatalf("%q: %v has no place", s, err)
			}
			if e.Line < before.Line || e.Line == before.Line && e.Column <= before.Column {
				t.Fatalf("%q: %v does not stand behind %v", s, err, before)
			}
			before = Spot{e.Line, e.Column}
		}
	})
}
