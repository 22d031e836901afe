package theme

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"

	"rubrika/feed"
)

func load(t *testing.T, name string, p colorprofile.Profile) Theme {
	t.Helper()
	theme, err := Load(name, true, p)
	if err != nil {
		t.Fatal(err)
	}
	return theme
}

// luminance and contrast are those of WCAG 2.2, 1.4.3.
func luminance(hex string) float64 {
	n, _ := strconv.ParseUint(hex[1:], 16, 32)
	part := func(shift int) float64 {
		c := float64(n>>shift&0xff) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*part(16) + 0.7152*part(8) + 0.0722*part(0)
}

func contrast(a, b string) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestContrast(t *testing.T) {
	if c := contrast("#000000", "#ffffff"); math.Abs(c-21) > 0.01 {
		t.Fatalf("black on white is %.2f", c)
	}
	for name, grounds := range map[string][]string{
		Dark:  {"#000000", "#1e1e2e"},
		Light: {"#ffffff", "#fafafa"},
	} {
		theme := load(t, name, colorprofile.TrueColor)
		check := func(fg Token, ground string, least float64) {
			if c := contrast(theme.Hex(fg), ground); c < least {
				t.Errorf("%s: %s on %s is %.2f : 1, under %.1f", name, fg, ground, c, least)
			}
		}
		text := []Token{Text, Strong, Muted, Accent, Urgent, Link, Quote, Code, Error, Success}
		for _, ground := range grounds {
			for _, fg := range text {
				check(fg, ground, 4.5)
			}
			check(Faint, ground, 3)
		}
		for _, panel := range []Token{Select, Panel} {
			for _, fg := range []Token{Text, Strong, Muted, Accent, Urgent} {
				check(fg, theme.Hex(panel), 4.5)
			}
		}
		check(Code, theme.Hex(CodePanel), 4.5)
		check(OnAccent, theme.Hex(Accent), 4.5)
	}
}

func TestAuto(t *testing.T) {
	for _, c := range []struct {
		name string
		dark bool
		want string
	}{
		{"auto", true, Dark}, {"auto", false, Light}, {"", true, Dark}, {"dark", false, Dark}, {"light", true, Light},
	} {
		theme, err := Load(c.name, c.dark, colorprofile.TrueColor)
		if err != nil || theme.Name() != c.want || theme.Profile() != colorprofile.TrueColor {
			t.Errorf("%q on dark %v is %q, %v", c.name, c.dark, theme.Name(), err)
		}
	}
}

func TestMistakes(t *testing.T) {
	_, err := Load("drak", true, colorprofile.TrueColor)
	if feed.KindOf(err) != feed.KindConfig || !strings.Contains(err.Error(), `did you mean "dark"`) {
		t.Errorf("unknown theme: %v", err)
	}
	good, err := files.ReadFile("themes/dark.toml")
	if err != nil {
		t.Fatal(err)
	}
	for what, c := range map[string]struct{ old, fresh, want string }{
		"unknown token":       {"[ansi]", "acent = \"#ffffff\"\n[ansi]", `"accent"`},
		"unknown number":      {"[ansi]", "[ansi]\nlinc = 3", `"link"`},
		"unknown table":       {"[ansi]", "[other]\na = 1\n[ansi]", "missing"},
		"none has no colour":  {"[ansi]", "none = \"#ffffff\"\n[ansi]", `"none"`},
		"token without":       {`text       = "#d8dbe2"`, "", "text"},
		"no colour":           {"#d8dbe2", "#d8dbeg", "#d8dbeg"},
		"short colour":        {"#d8dbe2", "#fff", "#fff"},
		"no number":           {"accent  = 3", "accent = 16", "16"},
		"not TOML":            {"[colors]", "[colors", ""},
		"a number for colour": {`"#d8dbe2"`, "7", ""},
	} {
		bad := strings.Replace(string(good), c.old, c.fresh, 1)
		if bad == string(good) {
			t.Fatalf("%s: nothing replaced", what)
		}
		if _, err := parse("x", []byte(bad)); feed.KindOf(err) != feed.KindConfig || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %s", what, err, c.want)
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
	for name, accent := range map[string]string{Dark: "33", Light: "35"} {
		theme := load(t, name, colorprofile.ANSI)
		for _, c := range []struct{ what, got, want string }{
			{"text", theme.Style(Text).Render("x"), "x"},
			{"faint", theme.Style(Faint).Render("x"), "\x1b[2mx\x1b[m"},
			{"accent", theme.Style(Accent).Render("x"), "\x1b[" + accent + "mx\x1b[m"},
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
		{"selected", theme.On(Select, Muted).Render("x"), "\x1b[38;2;154;161;178;48;2;38;43;56mx\x1b[m"},
		{"faint", theme.Style(Faint).Render("x"), "\x1b[38;2;111;118;136mx\x1b[m"},
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
	for token, want := range map[Token]string{Select: "236", Muted: "248", Rule: "238"} {
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
