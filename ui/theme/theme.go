// Package theme turns the colours of the design into styles. A theme is a
// TOML file: the background it is made for, one colour for each Token, numbers
// of the 16-colour palette for some, and, where it has one of its own, the
// colour of its paper. Readers may write their own.
//
// The same page must read in full colour, in 16 colours and in none, so the
// styles carry weight too: see Theme.Style and Theme.On. Nothing here knows
// where a token is used.
package theme

import (
	"embed"
	"image/color"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
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

// Auto is the theme that follows the terminal: Dark or Light. Contrast has
// one file for each background and follows it too. The others are what they
// are on any terminal.
const (
	Auto     = "auto"
	Dark     = "dark"
	Light    = "light"
	Contrast = "contrast"
)

// Names returns the built-in themes in the order in which a reader goes
// through them. Load takes "contrast-dark" and "contrast-light" besides.
func Names() []string {
	return []string{Auto, Dark, Light, Contrast, "newsprint", "caspian", "teletype", "night-desk"}
}

// all is every name that Load takes.
func all() []string { return append(Names(), Contrast+"-"+Dark, Contrast+"-"+Light) }

//go:embed themes/*.toml
var files embed.FS

// Theme is a set of colours made ready for one terminal. The zero Theme is of
// no use; get one from Load. Themes can be compared with ==.
type Theme struct {
	name    string
	made    string // Dark or Light
	paper   string // #rrggbb, or empty
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

// Load makes the built-in theme of that name ready for a terminal; "" is
// Auto. The error, of KindConfig, is for an unknown name.
func Load(name string, darkBackground bool, profile colorprofile.Profile) (Theme, error) {
	return LoadFrom("", name, darkBackground, profile)
}

// LoadFrom is Load for a reader with themes of their own: NAME.toml in the
// folder dir wins over the built-in theme of that name. Without a folder dir
// is empty. A mistake in a file is an error of KindConfig with its line,
// column and the nearest token; a file that cannot be read is one of KindFile.
func LoadFrom(dir, name string, darkBackground bool, profile colorprofile.Profile) (Theme, error) {
	resolved := resolve(name, darkBackground)
	source, data, err := find(dir, name, resolved)
	if err != nil {
		return Theme{}, err
	}
	t, err := parse(source, data)
	if err != nil {
		return Theme{}, err
	}
	t.name, t.profile = resolved, profile
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

// resolve is the name of the file for a name that follows the terminal.
func resolve(name string, dark bool) string {
	fit := Light
	if dark {
		fit = Dark
	}
	switch name {
	case "", Auto:
		return fit
	case Contrast:
		return Contrast + "-" + fit
	}
	return name
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

// Name returns the name of the theme, never "auto" or "contrast".
func (t Theme) Name() string { return t.name }

// Made returns the background the colours are made for: Dark or Light.
func (t Theme) Made() string { return t.made }

// Paper is the background that belongs to the theme; a terminal that can is
// asked to show it behind the whole page. It is nil where the terminal's own
// is meant, and with 16 colours or fewer.
func (t Theme) Paper() color.Color {
	if t.paper == "" || !t.rich() {
		return nil
	}
	return lipgloss.Color(t.paper)
}

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
// background. Strong and OnAccent are bold and Quote italic everywhere. With
// 16 colours or none, Faint and Rule are dim, Accent, Urgent and Error bold
// and Link underlined: no number of the small palette reads well on every
// background.
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
		s = s.Bold(!t.rich())
	case Link:
		s = s.Underline(!t.rich())
	}
	return s
}

// On returns the style of text in one token on a background of another; None
// is the terminal's background. With 16 colours or none, a background of
// Select or Accent is shown in reverse and takes the foreground along, and
// other backgrounds are the terminal's.
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
