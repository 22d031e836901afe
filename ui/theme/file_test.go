package theme

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"

	"rubrika/feed"
)

// own writes a theme of the reader's and returns its folder.
func own(t *testing.T, name, text string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "themes")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name+".toml"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// builtIn is the text of a built-in theme, with one thing in it replaced.
func builtIn(t *testing.T, name, old, fresh string) string {
	t.Helper()
	data, err := files.ReadFile("themes/" + name + ".toml")
	if err != nil {
		t.Fatal(err)
	}
	out := strings.Replace(string(data), old, fresh, 1)
	if old != "" && out == string(data) {
		t.Fatalf("no %q in %s", old, name)
	}
	return out
}

func TestOwnThemes(t *testing.T) {
	mine := builtIn(t, "teletype", "#5fdc7c", "#11eeee")
	for _, c := range []struct {
		file, name string
		dark       bool
		want       string // the name of the theme
		mine       bool
	}{
		{"mine", "mine", true, "mine", true},
		{"mine", "mine", false, "mine", true},
		{"моя тема", "моя тема", true, "моя тема", true},
		{"mine", "dark", true, "dark", false},
		{"dark", "dark", true, "dark", true},
		{"dark", "auto", true, "dark", true},
		{"dark", "", true, "dark", true},
		{"dark", "auto", false, "light", false},
		{"contrast", "contrast", false, "contrast-light", true},
		{"contrast-dark", "contrast", true, "contrast-dark", true},
		{"contrast-dark", "contrast", false, "contrast-light", false},
	} {
		dir := own(t, c.file, "\uFEFF"+mine)
		theme, err := LoadFrom(dir, c.name, c.dark, colorprofile.TrueColor)
		if err != nil || theme.Name() != c.want || (theme.Hex(Accent) == "#11eeee") != c.mine {
			t.Errorf("%s.toml, asked for %q on dark %v: %q, accent %s, %v", c.file, c.name, c.dark, theme.Name(), theme.Hex(Accent), err)
		}
	}
	if _, err := LoadFrom(filepath.Join(t.TempDir(), "none"), "dark", true, colorprofile.TrueColor); err != nil {
		t.Errorf("without a folder: %v", err)
	}
}

func TestWays(t *testing.T) {
	text := "paper = '#010203'\r\nbackground = 'light'\r\nansi = { accent = 0x3, link = 0 }\r\n"
	for _, token := range Tokens() {
		text += "colors." + token.String() + " = \"#0a0B0c\"\r\n"
	}
	theme, err := parse("x", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if theme.Made() != Light || theme.paper != "#010203" || theme.Hex(Success) != "#0a0B0c" ||
		theme.ansi[Accent] != 3 || theme.ansi[Link] != 0 || theme.ansi[Error] != -1 {
		t.Errorf("read %+v", theme)
	}
}

func TestUnknown(t *testing.T) {
	for name, near := range map[string]string{"drak": "dark", "newsprnit": "newsprint", "nightdesk": "night-desk", "../dark": "dark", "hjkl": ""} {
		for _, dir := range []string{"", t.TempDir()} {
			_, err := LoadFrom(dir, name, true, colorprofile.TrueColor)
			var e *feed.Error
			if !errors.As(err, &e) || e.Kind != feed.KindConfig || e.Near != near && name != "../dark" || e.Source != name {
				t.Errorf("%q: %v", name, err)
			}
		}
	}
}

// A name is a name: it leads out of no folder.
func TestNoWayOut(t *testing.T) {
	dir := own(t, "x", builtIn(t, Dark, "", ""))
	if _, err := LoadFrom(filepath.Join(dir, "in"), "../x", true, colorprofile.TrueColor); err == nil {
		t.Error("a theme was read beside the folder")
	}
}

func TestUnreadable(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "mine.toml")
	if err := os.Mkdir(path, 0o700); err != nil {
		t.Fatal(err)
	}
	_, err := LoadFrom(dir, "mine", true, colorprofile.TrueColor)
	var e *feed.Error
	if !errors.As(err, &e) || e.Kind != feed.KindFile || e.Source != path || strings.Count(err.Error(), path) != 1 {
		t.Errorf("a folder: %v", err)
	}
}

// Every mistake is told with its file, line, column and the nearest word.
func TestMistakes(t *testing.T) {
	for what, c := range map[string]struct {
		old, fresh   string
		line, column int
		near, says   string
	}{
		"unknown token":      {"accent ", "acent ", 11, 1, "accent", `no token "acent"`},
		"unknown number":     {"urgent = 9", "  linc = 9", 27, 3, "link", `no token "linc"`},
		"unknown table":      {"[ansi]", "[anis]", 25, 2, "ansi", `no table "anis"`},
		"list of tables":     {"[ansi]", "[[ansii]]", 25, 3, "ansi", `no table "ansii"`},
		"table of a token":   {"[ansi]", "[ansi.link]", 25, 2, "", `no table "ansi.link"`},
		"unknown setting":    {"background =", "backgroud =", 3, 1, "background", `no setting "backgroud"`},
		"what is no kind":    {`"dark"`, `"drak"`, 3, 14, "dark", `"drak" is neither`},
		"no kind at all":     {`background = "dark"`, "", 1, 1, "background", "no background"},
		"paper":              {`"dark"`, "\"dark\"\npaper = 'white'", 4, 9, "", `paper: "white" is no colour`},
		"none has no colour": {"accent ", "none   ", 11, 1, "", `no token "none"`},
		"token without":      {`text       = "#d8dbe2"`, "", 5, 2, "text", "colors: no text"},
		"no colour":          {"#d8dbe2", "#d8dbeg", 6, 14, "", `text: "#d8dbeg" is no colour`},
		"short colour":       {"#d8dbe2", "#fff", 6, 14, "", `"#fff" is no colour`},
		"number for colour":  {`"#d8dbe2"`, "7", 6, 14, "", `text: "7" is no colour`},
		"table for colour":   {`"#d8dbe2"`, "{ a = 1 }", 6, 14, "", "text: \"\" is no colour"},
		"number too great":   {"accent = 5", "accent = 16", 26, 10, "", `accent: "16" is no number 0–15`},
		"number below":       {"accent = 5", "accent = -1", 26, 10, "", `"-1" is no number`},
		"text for number":    {"accent = 5", "accent = '13'", 26, 10, "", `"13" is no number`},
		"twice":              {"urgent = 9", "accent = 9", 27, 1, "", "already"},
		"not TOML":           {"[colors]", "[colors", 5, 8, "", "expected"},
		"not TOML, in runes": {`"dark"`, `"тёмный`, 3, 21, "", "string"},
	} {
		dir := own(t, "mine", builtIn(t, Dark, c.old, c.fresh))
		_, err := LoadFrom(dir, "mine", true, colorprofile.TrueColor)
		var e *feed.Error
		if !errors.As(err, &e) {
			t.Errorf("%s: %v", what, err)
			continue
		}
		if e.Kind != feed.KindConfig || e.Source != filepath.Join(dir, "mine.toml") || e.Line != c.line || e.Column != c.column ||
			e.Near != c.near || !strings.Contains(e.Err.Error(), c.says) || strings.Contains(e.Err.Error(), "toml:") {
			t.Errorf("%s: %d:%d near %q %v; want %d:%d near %q %s", what, e.Line, e.Column, e.Near, e.Err, c.line, c.column, c.near, c.says)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"background='dark'\n[colors]\ntext='#ffffff'", "[ansi]\ntext=3", "ansi={a=1}", "colors=3", "[colors.x]", "a.b.c=1", "[[ansi]]",
		"\xff", "paper=[\n1,{}]", "\uFEFF[ansi]", "ansi.text=0x1F", "colors={text={}}", "colors.text.x=1", "''=1",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		theme, err := parse("f", []byte(s))
		var e *feed.Error
		if err != nil && (!errors.As(err, &e) || e.Line < 1 || e.Column < 1) {
			t.Fatalf("%q: %v has no place", s, err)
		}
		if err == nil && (theme.Made() == "" || theme.Hex(Success) == "") {
			t.Fatalf("%q: half a theme", s)
		}
	})
}

func TestOwn(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"mine.toml", "caspian.toml", "notes.txt", ".toml"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if got := Own(dir); !slices.Equal(got, []string{"caspian", "mine"}) {
		t.Errorf("the reader's themes are %q", got)
	}
	if got := Own(""); got != nil {
		t.Errorf("without a folder: %q", got)
	}
}
