// Package theme turns the colours of the design into styles. A theme is a
// TOML file with one colour for each Token.
//
// The same page must read in full colour, in 16 colours and in none, so the
// styles carry weight too: see Theme.Style and Theme.On. Nothing here knows
// where a token is used.
package theme

import (
	"bytes"
	"embed"
	"fmt"
	"image/color"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/pelletier/go-toml/v2"

	"rubrika/feed"
)

// Token names a role that a colour plays.
type Token int

// The tokens, in the order of the theme files.
const (
	None      Token = iota // no colour of its own: the terminal's
	Text                   // running text
	Strong                 // headlines, unread rows, keys in hints; always bold
	Muted                  // what stands beside: times, read rows
	Faint                  // what may be overlooked: counts, sources, hints
	Rule                   // lines
	Accent                 // the one accent: name, unread dot, bar, current rubric
	OnAccent               // text on an accent background
	Select                 // background of the selected row
	Panel                  // background of a panel over the page
	Urgent                 // what the source itself calls urgent
	Link                   // links and tags
	Quote                  // quotations; italic
	Code                   // code in text and blocks
	CodePanel              // background of code blocks
	Error                  // notices of failure
	Success                // notices of success
	tokens                 // one more than their number
)

// names are the keys of the theme files, indexed by Token; "none" is no key.
var names = [tokens]string{
	"none", "text", "strong", "muted", "faint", "rule", "accent", "on-accent", "select", "panel",
	"urgent", "link", "quote", "code", "code-panel", "error", "success",
}

// String returns the key of the token in a theme file.
func (t Token) String() string {
	if t < 0 || t >= tokens {
		return "token " + strconv.Itoa(int(t))
	}
	return names[t]
}

// Tokens returns all tokens but None, in order.
func Tokens() []Token {
	all := make([]Token, 0, tokens-1)
	for t := None + 1; t < tokens; t++ {
		all = append(all, t)
	}
	return all
}

// Names of the built-in themes, and the one that follows the terminal.
const (
	Auto  = "auto"
	Dark  = "dark"
	Light = "light"
)

//go:embed themes/*.toml
var files embed.FS

// Theme is a set of colours made ready for one terminal. The zero Theme is of
// no use; get one from Load. Themes can be compared with ==.
type Theme struct {
	name    string
	profile colorprofile.Profile
	hex     [tokens]string
	ansi    [tokens]int8        // 0–15, or -1 for the terminal's own colour
	colors  [tokens]color.Color // as the terminal can show them
	// sgr is what stands before text of a token on each of grounds: a page
	// has hundreds of spans, and making a style anew for every one is most of
	// the cost of a frame.
	sgr [len(grounds)][tokens]string
}

// grounds are the backgrounds that lines have.
var grounds = [...]Token{None, Accent, Select, Panel}

// Load makes the theme of that name ready for a terminal: "dark", "light", or
// "auto" for the one that fits the background. The error, of KindConfig, is
// for an unknown name.
func Load(name string, darkBackground bool, profile colorprofile.Profile) (Theme, error) {
	if name == "" || name == Auto {
		name = Light
		if darkBackground {
			name = Dark
		}
	}
	data, err := files.ReadFile("themes/" + name + ".toml")
	if err != nil {
		return Theme{}, &feed.Error{
			Op: "load theme", Source: name, Kind: feed.KindConfig,
			Near: feed.Nearest(name, []string{Auto, Dark, Light}),
			Err:  fmt.Errorf("no theme %q", name),
		}
	}
	t, err := parse(name, data)
	if err != nil {
		return Theme{}, err
	}
	t.profile = profile
	for _, token := range Tokens() {
		t.colors[token] = t.convert(token)
	}
	for i, bg := range grounds {
		for fg := range t.sgr[i] {
			t.sgr[i][fg], _, _ = strings.Cut(t.On(bg, Token(fg)).Render("x"), "x")
		}
	}
	return t, nil
}

// convert is the colour of a token in the palette of the terminal.
func (t Theme) convert(token Token) color.Color {
	switch {
	case t.profile <= colorprofile.ASCII:
		return nil
	case t.profile == colorprofile.ANSI:
		if t.ansi[token] < 0 {
			return nil
		}
		return ansi.BasicColor(t.ansi[token])
	case t.profile == colorprofile.ANSI256:
		if n, ok := grey(t.hex[token]); ok {
			return n
		}
	}
	return t.profile.Convert(lipgloss.Color(t.hex[token]))
}

// grey finds the step of the 256-colour palette's grey ramp (232–255, from 8
// up by 10) for a colour that is nearly grey. The nearest entry of the colour
// cube would be a loud one: navy for a dark blue-grey.
func grey(hex string) (ansi.IndexedColor, bool) {
	v, err := strconv.ParseUint(strings.TrimPrefix(hex, "#"), 16, 32)
	if err != nil {
		return 0, false
	}
	r, g, b := int(v>>16), int(v>>8&0xff), int(v&0xff)
	if max(r, g, b)-min(r, g, b) > 32 {
		return 0, false
	}
	step := ((r+g+b)/3 - 8 + 5) / 10
	return ansi.IndexedColor(232 + max(0, min(step, 23))), true
}

// parse reads a theme file. Every token must have its colour; the error, of
// KindConfig, names the first that has none, and any key that is no token
// with the nearest one.
func parse(name string, data []byte) (Theme, error) {
	var file struct {
		Colors map[string]string `toml:"colors"`
		ANSI   map[string]int8   `toml:"ansi"`
	}
	bad := func(near string, err error) (Theme, error) {
		return Theme{}, &feed.Error{Op: "load theme", Source: name, Kind: feed.KindConfig, Near: near, Err: err}
	}
	if err := toml.NewDecoder(bytes.NewReader(data)).DisallowUnknownFields().Decode(&file); err != nil {
		return bad("", err)
	}
	t := Theme{name: name}
	for _, token := range Tokens() {
		key := token.String()
		if !isHex(file.Colors[key]) {
			return bad("", fmt.Errorf("%s: %q is no colour #rrggbb", key, file.Colors[key]))
		}
		t.hex[token] = file.Colors[key]
		t.ansi[token] = -1
		if n, ok := file.ANSI[key]; ok {
			if n < 0 || n > 15 {
				return bad("", fmt.Errorf("%s: %d is no colour 0–15", key, n))
			}
			t.ansi[token] = n
		}
		delete(file.Colors, key)
		delete(file.ANSI, key)
	}
	for key := range file.Colors {
		return bad(feed.Nearest(key, names[1:]), fmt.Errorf("no token %q", key))
	}
	for key := range file.ANSI {
		return bad(feed.Nearest(key, names[1:]), fmt.Errorf("no token %q", key))
	}
	return t, nil
}

func isHex(s string) bool {
	if len(s) != 7 || s[0] != '#' {
		return false
	}
	_, err := strconv.ParseUint(s[1:], 16, 32)
	return err == nil
}

// Name returns the name of the theme, never "auto".
func (t Theme) Name() string { return t.name }

// Profile returns what the terminal can show.
func (t Theme) Profile() colorprofile.Profile { return t.profile }

// Hex returns the colour of a token as "#rrggbb", whatever the terminal can
// show; "" for None.
func (t Theme) Hex(token Token) string { return t.hex[token] }

// Color returns the colour of a token as the terminal can show it: nil where
// there are no colours, or where the terminal's own is meant.
func (t Theme) Color(token Token) color.Color { return t.colors[token] }

// rich reports whether the terminal has shades enough to tell the tokens
// apart by colour.
func (t Theme) rich() bool { return t.profile >= colorprofile.ANSI256 }

// Style returns the style of text in the colour of a token on the terminal's
// background. Strong and OnAccent are bold and Quote italic everywhere. With 16 colours or
// none, Faint and Rule are dim; with none, Accent, Urgent and Error are bold
// and Link is underlined.
func (t Theme) Style(fg Token) lipgloss.Style {
	s := lipgloss.NewStyle()
	if c := t.Color(fg); c != nil {
		s = s.Foreground(c)
	}
	switch fg {
	case Strong, OnAccent:
		s = s.Bold(true)
	case Quote:
		s = s.Italic(true)
	case Faint, Rule:
		s = s.Faint(!t.rich())
	case Accent, Urgent, Error:
		s = s.Bold(t.profile <= colorprofile.ASCII)
	case Link:
		s = s.Underline(t.profile <= colorprofile.ASCII)
	}
	return s
}

// On returns the style of text in one token on a background of another; None
// is the terminal's background. With 16 colours or none, a background of
// Select or Accent is shown in reverse
// and takes the foreground along, and other backgrounds are the terminal's.
func (t Theme) On(bg, fg Token) lipgloss.Style {
	if bg == None {
		return t.Style(fg)
	}
	if t.rich() {
		return t.Style(fg).Background(t.Color(bg))
	}
	switch bg {
	case Select:
		return lipgloss.NewStyle().Reverse(true).Bold(fg == Strong)
	case Accent:
		s := lipgloss.NewStyle().Reverse(true).Bold(true)
		if c := t.Color(Accent); c != nil {
			s = s.Foreground(c)
		}
		return s
	}
	return t.Style(fg)
}
