package config

import (
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/adrg/xdg"
)

var update = flag.Bool("update", false, "make example.toml anew")

const exampleHead = `# The settings of rubrika. Every one of them may be left out: what stands here
# after the # are the defaults. To set something, take its # away and change
# what is behind the sign =. "rubrika config check" looks for mistakes; most
# changes are taken over at once by a rubrika that is open.
`

const exampleTables = `
# The tables come last: a setting below a line in [brackets] belongs to it.
`

// tables are what the example shows of each table.
func tables() map[string]string {
	return map[string]string{
		"file": `[file]
"Регион" = "society"
"Türkiye" = "world"`,
		"views mute watch": `[views]
"Баку" = "topic:Баку is:unread"
"Видео" = { filter = "has:video since:2d", bar = false }
[mute]
"Гороскопы" = "title:гороскоп or title:bürclər"
[watch]
"Землетрясения" = "землетрясение or zəlzələ or earthquake"`,
		"keys": `[keys]
next-unread = ["J", "ctrl+n"]
article.zen = "f5"`,
	}
}

// TestExampleFresh holds example.toml to the comments on Config. It is written
// anew by
//
//	go test ./config -update
func TestExampleFresh(t *testing.T) {
	home(t, "/home/reader")
	want := makeExample(t)
	if *update {
		if err := os.WriteFile("example.toml", []byte(want), 0o600); err != nil {
			t.Fatal(err)
		}
		example = want
	}
	if Example() != want {
		t.Error("config/example.toml is not what the comments on Config say: run go test ./config -update")
	}
	for n, line := range strings.Split(want, "\n") {
		if utf8.RuneCountInString(line) > 80 {
			t.Errorf("line %d is too wide: %q", n+1, line)
		}
	}
}

// field is one field of Config: its name, the key or tables it is in the file,
// and its comment.
type field struct{ name, key, comment string }

// fields reads those of Config that are in the file.
func fields(t *testing.T) []field {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "config.go", nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	var out []field
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.TypeSpec)
		if !ok || spec.Name.Name != "Config" {
			return true
		}
		for _, f := range spec.Type.(*ast.StructType).Fields.List {
			tag := reflect.StructTag(strings.Trim(f.Tag.Value, "`"))
			key := tag.Get("toml")
			if key == "-" {
				key = tag.Get("key")
			}
			if key != "" {
				out = append(out, field{f.Names[0].Name, key, f.Doc.Text()})
			}
		}
		return false
	})
	return out
}

func makeExample(t *testing.T) string {
	t.Helper()
	all := fields(t)
	var renamed []string
	for _, f := range all {
		renamed = append(renamed, f.name)
	}
	fieldName := regexp.MustCompile(`\b(` + strings.Join(renamed, "|") + `)\b`)
	keyOf := func(name string) string {
		for _, f := range all {
			if f.name == name {
				return strings.Fields(f.key)[0]
			}
		}
		return name
	}
	values := map[string]Setting{}
	for _, s := range Default().settings() {
		if path, ok := s.Value.(string); ok {
			s.Value = tilde(path)
		}
		values[s.Name] = s
	}
	var b strings.Builder
	b.WriteString(exampleHead)
	seenTable := false
	for _, f := range all {
		lines := tables()[f.key]
		if lines == "" {
			lines = values[f.key].TOML()
		} else if !seenTable {
			seenTable = true
			b.WriteString(exampleTables)
		}
		b.WriteString("\n" + comment(fieldName.ReplaceAllStringFunc(f.comment, keyOf)))
		b.WriteString("#" + strings.ReplaceAll(lines, "\n", "\n#") + "\n")
	}
	return b.String()
}

// comment wraps paragraphs as a comment of TOML.
func comment(text string) string {
	var b strings.Builder
	for i, paragraph := range strings.Split(strings.TrimSpace(text), "\n\n") {
		if i > 0 {
			b.WriteString("#\n")
		}
		line := "#"
		for word := range strings.FieldsSeq(paragraph) {
			if utf8.RuneCountInString(line+" "+word) > lineWidth {
				b.WriteString(line + "\n")
				line = "#"
			}
			line += " " + word
		}
		b.WriteString(line + "\n")
	}
	return b.String()
}

// As it is, the example sets nothing; without its #, what the defaults are.
func TestExample(t *testing.T) {
	home(t, t.TempDir())
	path := write(t, Example())
	want := Default()
	want.Themes = filepath.Join(filepath.Dir(path), "themes")
	if c, err := Load(path, ""); err != nil || !reflect.DeepEqual(c, want) {
		t.Errorf("as it is: %+v, %v", c, err)
	}
	full := regexp.MustCompile(`(?m)^#(\S|  ")`).ReplaceAllString(Example(), "$1")
	if err := os.WriteFile(path, []byte(full), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := Load(path, "")
	if err != nil {
		t.Fatalf("uncommented: %v\n%s", err, full)
	}
	if len(c.File) != 2 || len(c.Views) != 4 || len(c.Keys) != 2 {
		t.Errorf("file %v, views %v, keys %v", c.File, c.Views, c.Keys)
	}
	c.File, c.Views, c.Keys = nil, nil, nil
	c.Inside, c.Topics = nil, nil
	c.Browser, c.Player, c.Pipe, c.OnNew = nil, nil, nil, nil
	if !reflect.DeepEqual(c, want) {
		t.Errorf("uncommented: %+v, want %+v", c, want)
	}
	for _, key := range names() {
		if !regexp.MustCompile(`(?m)^#\[?` + key + `\b`).MatchString(Example()) {
			t.Errorf("the example lacks %s", key)
		}
	}
}

// The example that is written for a reader names their own folders.
func TestExampleFor(t *testing.T) {
	dir := t.TempDir()
	home(t, dir)
	t.Setenv("XDG_DATA_HOME", "/srv/data")
	xdg.Reload()
	for profile, store := range map[string]string{"": "/srv/data/rubrika/rubrika.db", "work": "/srv/data/rubrika/profiles/work.db"} {
		text := ExampleFor(profile)
		if !strings.Contains(text, "\n#store = \""+store+"\"\n") || !strings.Contains(text, "\n#clippings = \"~/Documents/rubrika\"\n") {
			t.Errorf("profile %q:\n%s", profile, text)
		}
	}
}
