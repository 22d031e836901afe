package render

import (
	"strconv"
	"strings"

	"charm.land/glamour/v2/ansi"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	xansi "github.com/charmbracelet/x/ansi"

	"rubrika/ui/theme"
)

// look is a theme made ready for the renderer. Fields of type string called
// after a token hold its SGR sequences.
type look struct {
	body, quote ansi.StyleConfig
	inks        map[leafKind]inks // read-only

	bar, bullet  row    // each with its blank, two cells
	goOn         string // opens the next piece of a long line of code
	rule, muted  string
	strong       string
	faint        string
	text, code   string
	keyword      string
	value        string // numbers and literals in code
	highlighting bool   // there are colours enough to highlight code
}

// newLook reads a theme.
func newLook(t theme.Theme) look {
	l := look{
		bar:          glyphs(t.Style(theme.Accent).Render("│") + " "),
		bullet:       glyphs(t.Style(theme.Accent).Render("•") + " "),
		goOn:         "↪",
		rule:         sgr(t.Style(theme.Rule)),
		muted:        sgr(t.Style(theme.Muted)),
		strong:       sgr(t.Style(theme.Strong)),
		faint:        sgr(t.Style(theme.Faint)),
		text:         sgr(t.Style(theme.Text)),
		code:         sgr(t.Style(theme.Code)),
		keyword:      sgr(t.Style(theme.Link)),
		value:        sgr(t.Style(theme.Accent)),
		highlighting: t.Profile() >= colorprofile.ANSI256,
	}
	l.body = config(t, theme.Text, false)
	l.quote = config(t, theme.Quote, true)
	l.inks = map[leafKind]inks{}
	for _, of := range []leafKind{{}, {quoted: true}, {heading: true}, {quoted: true, heading: true}} {
		l.inks[of] = l.learn(of)
	}
	return l
}

// thin is the short rule between parts of a text.
func (l look) thin() row { return styled(strings.Repeat("─", minMeasure), l.rule) }

// config is the glamour style: no margins, no prefixes, weight for headings
// and strong text, colours from the theme.
func config(t theme.Theme, text theme.Token, italic bool) ansi.StyleConfig {
	yes, none := true, uint(0)
	colour := func(token theme.Token) ansi.StylePrimitive {
		return ansi.StylePrimitive{Color: colourName(t, token)}
	}
	body := colour(text)
	if italic {
		body.Italic = &yes
	}
	strong := colour(theme.Strong)
	strong.Bold = &yes
	link := colour(theme.Link)
	if t.Profile() <= colorprofile.ASCII {
		link.Underline = &yes
	}
	return ansi.StyleConfig{
		Document:      ansi.StyleBlock{StylePrimitive: body, Margin: &none},
		Heading:       ansi.StyleBlock{StylePrimitive: strong},
		Strong:        strong,
		Emph:          ansi.StylePrimitive{Italic: &yes},
		Strikethrough: ansi.StylePrimitive{CrossedOut: &yes},
		Code:          ansi.StyleBlock{StylePrimitive: colour(theme.Code)},
		LinkText:      link,
		ImageText:     colour(theme.Faint),
	}
}

// colourName is the colour of a token as glamour reads it, nil for none.
func colourName(t theme.Theme, token theme.Token) *string {
	name := t.Hex(token)
	switch c := t.Color(token).(type) {
	case nil:
		return nil
	case xansi.BasicColor:
		name = strconv.Itoa(int(c))
	case xansi.IndexedColor:
		name = strconv.Itoa(int(c))
	}
	return &name
}

// sgr returns the sequences with which a style begins.
func sgr(s lipgloss.Style) string {
	before, _, _ := strings.Cut(s.Render("x"), "x")
	return before
}
