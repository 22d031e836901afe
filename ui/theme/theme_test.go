package theme

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"

	"rubrika/config"
)

func load(t *testing.T, name string, p colorprofile.Profile) Theme {
	t.Helper()
	theme, err := Load(name, true, p)
	if err != nil {
		t.Fatal(err)
	}
	return theme
}

func TestNames(t *testing.T) {
	for _, c := range []struct {
		name string
		dark bool
		want string
	}{
		{"auto", true, Dark},
		{"auto", false, Light},
		{"", true, Dark},
		{"dark", false, Dark},
		{"light", true, Light},
		{"contrast", true, "contrast-dark"},
		{"contrast", false, "contrast-light"},
		{"contrast-light", true, "contrast-light"},
		{"teletype", false, "teletype"},
	} {
		theme, err := Load(c.name, c.dark, colorprofile.TrueColor)
		if err != nil || theme.Name() != c.want || theme.Profile() != colorprofile.TrueColor {
			t.Errorf("%q on dark %v is %q, %v", c.name, c.dark, theme.Name(), err)
		}
	}
	for _, name := range Names() {
		for _, dark := range []bool{true, false} {
			theme, err := Load(name, dark, colorprofile.TrueColor)
			follows := name == Auto || name == Contrast
			if err != nil || follows && (theme.Made() == Dark) != dark {
				t.Errorf("%s on dark %v is made for %s: %v", name, dark, theme.Made(), err)
			}
		}
	}
	entries, err := files.ReadDir("themes")
	if err != nil || len(entries) != len(all())-2 { // auto and contrast are no files
		t.Errorf("%d files, %d names, %v", len(entries), len(all()), err)
	}
}

// The settings know the same names: they cannot ask here.
func TestNamesInSettings(t *testing.T) {
	try := func(name string) error {
		path := filepath.Join(t.TempDir(), "config.toml")
		if err := os.WriteFile(path, []byte("theme = '"+name+"'\nstore = '/srv/news.db'"), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := config.Load(path, "")
		return err
	}
	for _, name := range all() {
		if err := try(name); err != nil {
			t.Errorf("the settings refuse %s: %v", name, err)
		}
	}
	err := try("other")
	if err == nil {
		t.Fatal("the settings take any name")
	}
	quoted := regexp.MustCompile(`"([a-z-]+)"`).FindAllStringSubmatch(err.Error(), -1)
	if len(quoted) <= len(all()) { // and the wrong one
		t.Errorf("%v does not name %d themes", err, len(all()))
	}
	for _, q := range quoted {
		if _, err := Load(q[1], true, colorprofile.TrueColor); q[1] != "other" && err != nil {
			t.Errorf("the settings take %s: %v", q[1], err)
		}
	}
}

func TestPaper(t *testing.T) {
	if c := load(t, "newsprint", colorprofile.TrueColor).Paper(); c == nil {
		t.Error("newsprint has no paper")
	}
	for what, theme := range map[string]Theme{
		"the terminal's own": load(t, Dark, colorprofile.TrueColor),
		"16 colours":         load(t, "newsprint", colorprofile.ANSI),
		"no colours":         load(t, "newsprint", colorprofile.ASCII),
	} {
		if c := theme.Paper(); c != nil {
			t.Errorf("%s: %v", what, c)
		}
	}
}

// Without colours the page must still read: what matters is told apart by
// weight, and no colour is sent.
func TestWithoutColours(t *testing.T) {
	for _, p := range []colorprofile.Profile{colorprofile.NoTTY, colorprofile.ASCII} {
		theme := load(t, Dark, p)
		for _, c := range []struct{ what, got, want string }{
			{"text", theme.Style(Text).Render("x"), "x"},
			{"muted", theme.Style(Muted).Render("x"), "x"},
			{"strong", theme.Style(Strong).Render("x"), "\x1b[1mx\x1b[m"},
			{"faint", theme.Style(Faint).Render("x"), "\x1b[2mx\x1b[m"},
			{"accent", theme.Style(Accent).Render("x"), "\x1b[1mx\x1b[m"},
			{"urgent", theme.Style(Urgent).Render("x"), "\x1b[1mx\x1b[m"},
			{"link", theme.Style(Link).Render("x"), "\x1b[4;4mx\x1b[m"},
			{"quote", theme.Style(Quote).Render("x"), "\x1b[3mx\x1b[m"},
			{"selected", theme.On(Select, Text).Render("x"), "\x1b[7mx\x1b[m"},
			{"selected, unread", theme.On(Select, Strong).Render("x"), "\x1b[1;7mx\x1b[m"},
			{"current rubric", theme.On(Accent, OnAccent).Render("x"), "\x1b[1;7mx\x1b[m"},
			{"panel", theme.On(Panel, Text).Render("x"), "x"},
			{"nothing", theme.On(None, Text).Render("x"), "x"},
		} {
			if c.got != c.want {
				t.Errorf("%s: %s is %q, want %q", p, c.what, c.got, c.want)
			}
		}
	}
}

// With 16 colours only the palette's numbers are used, and backgrounds are
// shown in reverse: a grey of the palette may be the background itself.
func TestSixteenColours(t *testing.T) {
	for _, name := range []string{Dark, Light} {
		theme, accent := load(t, name, colorprofile.ANSI), "35"
		for _, c := range []struct{ what, got, want string }{
			{"text", theme.Style(Text).Render("x"), "x"},
			{"faint", theme.Style(Faint).Render("x"), "\x1b[2mx\x1b[m"},
			{"accent", theme.Style(Accent).Render("x"), "\x1b[1;" + accent + "mx\x1b[m"},
			{"urgent", theme.Style(Urgent).Render("x"), "\x1b[1;91mx\x1b[m"},
			{"link", theme.Style(Link).Render("x"), "\x1b[4;4mx\x1b[m"},
			{"selected", theme.On(Select, Text).Render("x"), "\x1b[7mx\x1b[m"},
			{"current rubric", theme.On(Accent, OnAccent).Render("x"), "\x1b[1;7;" + accent + "mx\x1b[m"},
		} {
			if c.got != c.want {
				t.Errorf("%s: %s is %q, want %q", name, c.what, c.got, c.want)
			}
		}
	}
}

func TestFullColour(t *testing.T) {
	theme := load(t, Dark, colorprofile.TrueColor)
	for _, c := range []struct{ what, got, want string }{
		{"text", theme.Style(Text).Render("x"), "\x1b[38;2;216;219;226mx\x1b[m"},
		{"selected", theme.On(Select, Muted).Render("x"), "\x1b[38;2;163;170;186;48;2;38;43;56mx\x1b[m"},
		{"faint", theme.Style(Faint).Render("x"), "\x1b[38;2;124;132;150mx\x1b[m"},
		{"none on none", theme.On(None, None).Render("x"), "x"},
	} {
		if c.got != c.want {
			t.Errorf("%s is %q, want %q", c.what, c.got, c.want)
		}
	}
	few := load(t, Dark, colorprofile.ANSI256)
	if got := few.Style(Accent).Render("x"); !strings.HasPrefix(got, "\x1b[38;5;") {
		t.Errorf("256 colours: %q", got)
	}
	for token, want := range map[Token]string{Select: "236", Muted: "249", Rule: "238"} {
		if got := few.Style(token).Render("x"); !strings.Contains(got, "38;5;"+want+"m") {
			t.Errorf("256 colours: %s is %q, want grey %s", token, got, want)
		}
	}
	if theme != load(t, Dark, colorprofile.TrueColor) || theme == few {
		t.Error("themes do not compare")
	}
}

func TestTokens(t *testing.T) {
	if n := len(Tokens()); n != 16 {
		t.Errorf("%d tokens", n)
	}
	seen := map[string]bool{}
	for _, token := range Tokens() {
		if seen[token.String()] || token.String() == "" {
			t.Errorf("token %d is called %q", token, token)
		}
		seen[token.String()] = true
	}
	if Token(99).String() != "token 99" || None.String() != "none" {
		t.Error("names of what is no token")
	}
}

func BenchmarkOn(b *testing.B) {
	theme, err := Load(Dark, true, colorprofile.TrueColor)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		theme.On(Select, Strong)
	}
}
