package config

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rubrika/feed"
)

// TestWrongAndMeant: of each mistake the file, the line, the column, the word
// that is wrong, and the one that was meant.
func TestWrongAndMeant(t *testing.T) {
	home(t, t.TempDir())
	for _, c := range []struct {
		text         string
		line, column int
		word, meant  string
	}{
		{"widht = 80", 1, 1, "widht", "width"},
		{"lang = 'ru'\n\nrefersh = '1h'", 3, 1, "refersh", "refresh"},
		{"colour = 'dark'", 1, 1, "colour", "theme"},
		{"opener = ['firefox']", 1, 1, "opener", "browser"},
		{"language = 'ru'", 1, 1, "language", "lang"},
		{"database = 'x.db'", 1, 1, "database", "store"},
		{"reload-time = 30", 1, 1, "reload-time", "refresh"},
		{"hook = 'notify-news'", 1, 1, "hook", "on_new"},
		{"onnew = 'notify-news'", 1, 1, "onnew", "on_new"},
		{"pipe_to = ['less']", 1, 1, "pipe_to", "pipe"},
		{"podcast = 'mpv'", 1, 1, "podcast", "player"},
		{"images = false", 1, 1, "images", "pictures"},
		{"notifications = 'bell'", 1, 1, "notifications", "notify"},
		{"[bindings]\nzen = 'f5'", 1, 2, "bindings", "keys"},
		{"[queries]\n'Баку' = 'topic:Баку'", 1, 2, "queries", "views"},
		{"[killfile]\n'Астро' = 'гороскоп'", 1, 2, "killfile", "mute"},
		{"[highlight]\n'Порт' = 'порт'", 1, 2, "highlight", "watch"},
		{"keep = { dyas = 3 }", 1, 10, "dyas", "days"},
		{"[keep]\nunraed = true", 2, 1, "unraed", "unread"},
		{"theme = 'drak'", 1, 9, "drak", "dark"},
		{"theme = 'night'", 1, 9, "night", "night-desk"},
		{"theme = ''", 1, 9, "", "auto"},
		{"lang = 'azeri'", 1, 8, "azeri", "az"},
		{"lang = 'русский'", 1, 8, "русский", "ru"},
		{"lang = 'ru_RU.UTF-8'", 1, 8, "ru_RU.UTF-8", "ru"},
		{"layout = 'йцукен'", 1, 10, "йцукен", "ru"},
		{"times = 'relative'", 1, 9, "relative", "ago"},
		{"notify = 'beep'", 1, 10, "beep", "bell"},
		{"notify = 'desktop'", 1, 10, "desktop", "terminal"},
		{"rubrics = ['world', 'polticis']", 1, 21, "polticis", "politics"},
		{"rubrics = [\n  'world',\n  'экономика',\n]", 3, 3, "экономика", "economy"},
		{"rubrics = 'world'", 1, 11, "rubrics", `["world"]`},
		{"width = 39", 1, 9, "39", "40"},
		{"width = 121", 1, 9, "121", "120"},
		{"width = '80'", 1, 9, "width", "80"},
		{"refresh = '1m'", 1, 11, "1m0s", "5m"},
		{"refresh = '30'", 1, 11, "refresh", `"30m"`},
		{"mouse = 'on'", 1, 9, "mouse", "true"},
		{"preview = 0", 1, 11, "preview", "false"},
		{"prefetch = 'да'", 1, 12, "prefetch", "true"},
		{"keep = 90", 1, 8, "keep", "{ days = 90 }"},
		{"keep = { days = '30' }", 1, 17, "keep", "{ days = 30 }"},
		{"keep = { days = -1 }", 1, 17, "-1", "0"},
		{"inside = '192.168.1.0/24'", 1, 10, "inside", `["192.168.1.0/24"]`},
		{"inside = ['192.168.1.5']", 1, 11, "inside", `"192.168.1.5/32"`},
		{"topics = 'ОТГ'", 1, 10, "topics", `["ОТГ"]`},
		{"browser = 'firefox --new-tab'", 1, 11, "firefox --new-tab", `["firefox", "--new-tab"]`},
		{`player = "mpv '--title=a b'"`, 1, 10, "mpv '--title=a b'", `["mpv", "--title=a b"]`},
		{"on_new = ['notify news', 'x']\nmuose = true", 2, 1, "muose", "mouse"},
		{"[file]\n'Фин' = 'econmy'", 2, 9, "econmy", "economy"},
		{"[file]\n'Спорт' = 'идман'\n'b' = 'спорт'", 3, 7, "спорт", "sport"},
		{"theme = dark", 1, 9, "dark", `"dark"`},
		{"pictures = yes", 1, 12, "yes", "true"},
		{"lang = «ru»", 1, 8, "«ru»", `"ru"`},
	} {
		path := write(t, c.text)
		e, word := mistakeAt(Check(path, ""), c.line, c.column)
		switch {
		case e == nil:
			t.Errorf("%q: no mistake at %d:%d: %v", c.text, c.line, c.column, Check(path, ""))
		case e.Source != path || word != c.word || e.Near != c.meant:
			t.Errorf("%q: %s, wrong is %q, meant %q; want %q, %q", c.text, e.Source, word, e.Near, c.word, c.meant)
		}
	}
}

// mistakeAt is the mistake at a place, and the word in it.
func mistakeAt(mistakes []error, line, column int) (*feed.Error, string) {
	for _, err := range mistakes {
		var e *feed.Error
		var fault *Fault
		if errors.As(err, &e) && e.Line == line && e.Column == column && errors.As(err, &fault) {
			return e, fault.Word
		}
	}
	return nil, ""
}

// TestAllMistakes: Check tells all of them, in the order of the file, and Load
// the first; what is right is none.
func TestAllMistakes(t *testing.T) {
	home(t, t.TempDir())
	path := write(t, `lang = "ru"
theme = dark
times = 12:30
topics = [
  "Баку",
  7,
]
wdith = 80
start = "rubrik:economy"

[views]
"Порт" = "порт"
"Мир" = "(мир"

[keys]
zen = 7
`)
	var places []string
	mistakes := Check(path, "")
	for _, err := range mistakes {
		var e *feed.Error
		if !errors.As(err, &e) || e.Source != path {
			t.Fatal(err)
		}
		places = append(places, fmt.Sprintf("%d:%d", e.Line, e.Column))
	}
	want := []string{"2:9", "3:9", "6:3", "8:1", "9:10", "13:10", "16:7"}
	if !slices.Equal(places, want) {
		t.Errorf("mistakes at %v, want %v: %v", places, want, mistakes)
	}
	if _, err := Load(path, ""); err == nil || err.Error() != mistakes[0].Error() {
		t.Errorf("Load tells %v, the first is %v", err, mistakes[0])
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got := CheckText(path, "", text); len(got) != len(mistakes) {
		t.Errorf("of the text there are %d mistakes, of the file %d", len(got), len(mistakes))
	}
}

// TestShowReadsBack: what Show tells, written as a file, is the same settings,
// and says where each stands.
func TestShowReadsBack(t *testing.T) {
	home(t, t.TempDir())
	path := write(t, `# mine
theme = "light"
refresh = "1h30m"
rubrics = ["sport", "world"]
browser = 'firefox'
clippings = 'C:\news "x"'
start = "is:unread"
quiet = "22:00-08:00"
inside = ["10.0.0.0/8"]

[keep]
days = 7

[file]
"Türkiye" = "world"

[views]
"  Порт  " = { filter = "порт or liman", bar = false }

[watch]
"Зл\"о" = "title:зло"

[keys]
article.zen = "f5"
save = []
`)
	want, err := Load(path, "")
	if err != nil {
		t.Fatal(err)
	}
	shown, err := Show(path, "")
	if err != nil {
		t.Fatal(err)
	}
	lines := map[string]int{}
	for _, s := range shown {
		lines[s.Key()] = s.Line
	}
	for key, line := range map[string]int{"theme": 2, "rubrics": 4, "width": 0, "browser": 5, "keep": 11, "file.Türkiye": 15, "views.Порт": 18, "keys.article.zen": 24} {
		if lines[key] != line {
			t.Errorf("%s is of line %d, want %d", key, lines[key], line)
		}
	}
	again := filepath.Join(filepath.Dir(path), "again.toml")
	text := TOML(shown, func(s Setting) string { return fmt.Sprint(s.Line) })
	if err := os.WriteFile(again, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := Load(again, "")
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	for i := range got.Keys { // they stand elsewhere
		w := want.Keys[i]
		got.Keys[i].Line, got.Keys[i].Column, got.Keys[i].ViewAt, got.Keys[i].KeysAt = w.Line, w.Column, w.ViewAt, w.KeysAt
	}
	if fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", want) { // an empty list is none
		t.Errorf("read back: %+v\nwant %+v\n%s", got, want, text)
	}
}

// TestQuote: what cannot be shown is escaped, and means the same.
func TestQuote(t *testing.T) {
	home(t, t.TempDir())
	for _, s := range []string{"a", `a"b`, "Bakı", "a\u009b31mb", "a\u202eb", "a\x7fb", "tab\tbed", `C:\news`, "e\u0301", "\U000e0041"} {
		text := quote(s)
		if strings.ContainsAny(text, "\u009b\u202e\x7f\t\U000e0041") {
			t.Errorf("%q is written %q", s, text)
		}
		c, err := Load(write(t, "[views]\n'x' = "+quote(`"`+s+`"`)), "")
		if strings.ContainsAny(s, "\u009b\u202e\x7f\t\U000e0041\"") {
			continue // a filter has no such signs
		}
		if err != nil || len(c.Views) != 1 {
			t.Errorf("%q as %s: %v", s, text, err)
		}
	}
}

func TestProfiles(t *testing.T) {
	dir := t.TempDir()
	home(t, dir)
	for name, ok := range map[string]bool{
		"": true, "work": true, "порт-2": true, "a_b": true, "../x": false, "a/b": false, ".": false, "a b": false, "con": false, "LPT1": false,
		"com": true, strings.Repeat("я", 60): true, strings.Repeat("я", 61): false, "a\x00": false,
	} {
		if ValidProfile(name) != ok {
			t.Errorf("profile %q: %v", name, !ok)
		}
		if _, err := Load("", name); (err == nil) != ok || !ok && feed.KindOf(err) != feed.KindUsage {
			t.Errorf("Load of profile %q: %v", name, err)
		}
	}
	if got := Profiles(); len(got) != 0 {
		t.Errorf("there are profiles %q", got)
	}
	work, err := Load("", "work")
	if err != nil || work.Store != filepath.Join(dir, ".local/share/rubrika/profiles/work.db") {
		t.Errorf("store %q, %v", work.Store, err)
	}
	usual, err := Load("", "")
	if err != nil || work.Themes != usual.Themes || work.Store == usual.Store {
		t.Errorf("themes %q and %q, %v", work.Themes, usual.Themes, err)
	}
	for _, file := range []string{Path("work"), Path("b"), filepath.Join(filepath.Dir(work.Store), "c.db"), filepath.Join(filepath.Dir(work.Store), "b.db")} {
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte("theme = 'light'"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if got := Profiles(); !slices.Equal(got, []string{"b", "c", "work"}) {
		t.Errorf("there are profiles %q", got)
	}
	if work, err = Load("", "work"); err != nil || work.Theme != "light" {
		t.Errorf("theme %q, %v", work.Theme, err)
	}
}
