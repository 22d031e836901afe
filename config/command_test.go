package config

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestWords: the words of an editor's command line are those of a shell, of
// which nothing else is done.
func TestWords(t *testing.T) {
	for line, want := range map[string][]string{
		"":                             nil,
		"  vi ":                        {"vi"},
		"code --wait":                  {"code", "--wait"},
		`"/opt/my editor/ed" -x`:       {"/opt/my editor/ed", "-x"},
		`'it''s' "a 'b'"`:              {"its", "a 'b'"},
		`emacs -nw --eval '(foo "x")'`: {"emacs", "-nw", "--eval", `(foo "x")`},
		`C:\Programs\ed.exe "a\"b"`:    {`C:\Programs\ed.exe`, `a"b`},
		`a\ b c`:                       {"a b", "c"},
		`x "" ''`:                      {"x", "", ""},
		`ed; touch x $(touch y) | z`:   {"ed;", "touch", "x", "$(touch", "y)", "|", "z"},
		`open "half`:                   {"open", "half"},
	} {
		if got := Words(line); !slices.Equal(got, want) {
			t.Errorf("%q is %q, want %q", line, got, want)
		}
	}
}

// TestCommands: a list, or one word; a path is whole, a name is looked for later.
func TestCommands(t *testing.T) {
	dir := t.TempDir()
	home(t, dir)
	for text, want := range map[string]Command{
		`["mpv", "--no-video"]`: {"mpv", "--no-video"},
		`"mpv"`:                 {"mpv"},
		`[]`:                    nil,
		`["~/bin/mpv", "~/x"]`:  {filepath.Join(dir, "bin/mpv"), "~/x"},
		`"/opt/mpv"`:            {"/opt/mpv"},
		`["mpv", "", "a b"]`:    {"mpv", "", "a b"},
	} {
		c, err := Load(write(t, "player = "+text), "")
		if err != nil || !slices.Equal(c.Player, want) {
			t.Errorf("%s is %q, %v; want %q", text, c.Player, err, want)
		}
	}
	path := write(t, `on_new = "bin/told"`)
	if c, err := Load(path, ""); err != nil || c.OnNew[0] != filepath.Join(filepath.Dir(path), "bin/told") {
		t.Errorf("a path beside the file: %q, %v", c.OnNew, err)
	}
}

// TestWrongCommands: what is no command, where, and what was meant.
func TestWrongCommands(t *testing.T) {
	home(t, t.TempDir())
	spaced := filepath.Join(t.TempDir(), "my player")
	if err := os.WriteFile(spaced, nil, 0o700); err != nil {
		t.Fatal(err)
	}
	mistakes{
		{"player = 7", 1, 10, "", "player: wants a command as a list"},
		{"pipe = { a = 1 }", 1, 8, "", "pipe: wants a command as a list"},
		{"pipe = ['less', 7]", 1, 17, "", "pipe: wants a command as a list"},
		{"pipe = ['', 'x']", 1, 9, "", "pipe: its first word is empty"},
		{"pipe = ''", 1, 8, "[]", "pipe: wants a command, or [] for none"},
		{`on_new = ["a", "b\u0000"]`, 1, 16, "", "a sign that no command can get"},
		{fmt.Sprintf("player = '%s'", spaced), 1, 10, array([]string{spaced}), "a command as a list"},
	}.check(t)
}

// TestKeys: the table [keys] in its order, with the places of names and keys.
func TestKeys(t *testing.T) {
	home(t, t.TempDir())
	c, err := Load(write(t, "# клавиши\n[keys]\nnext-unread = ['N', \"ctrl+n\"]\narticle.zen = 'f5'\nsave = []\n[keys.picker]\n  exclude = 'ctrl+e'\n"), "")
	if err != nil {
		t.Fatal(err)
	}
	want := []Rebinding{
		{Action: "next-unread", Keys: []string{"N", "ctrl+n"}, Line: 3, Column: 1, KeysAt: []Spot{{3, 16}, {3, 21}}},
		{View: "article", Action: "zen", Keys: []string{"f5"}, Line: 4, Column: 9, ViewAt: Spot{4, 1}, KeysAt: []Spot{{4, 15}}},
		{Action: "save", Line: 5, Column: 1},
		{View: "picker", Action: "exclude", Keys: []string{"ctrl+e"}, Line: 7, Column: 3, ViewAt: Spot{6, 7}, KeysAt: []Spot{{7, 13}}},
	}
	if fmt.Sprintf("%+v", c.Keys) != fmt.Sprintf("%+v", want) {
		t.Errorf("got  %+v\nwant %+v", c.Keys, want)
	}
	mistakes{
		{"[keys]\nsave = 7", 2, 8, "", "keys.save: wants a key in quotes"},
		{"[keys]\nsave = ['w', true]", 2, 14, "", "keys.save: wants a key in quotes"},
		{"[keys]\nsave = ['w', '']", 2, 14, "", "keys.save: a key has no name"},
		{"[keys]\nwidth = 80", 2, 9, "", `keys: "width" is a setting and belongs above the line [keys]`},
		{"[keys.article.zen]\nx = 'f5'", 1, 2, "", "keys.article.zen: wants a key in quotes"},
		{"keys = 'vim'", 1, 8, "", "keys: wants lines such as"},
	}.check(t)
}
