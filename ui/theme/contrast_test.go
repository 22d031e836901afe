package theme

import (
	"fmt"
	"image/color"
	"math"
	"slices"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

// contrast is that of WCAG 2.2, 1.4.3.
func contrast(a, b color.Color) float64 {
	luminance := func(c color.Color) float64 {
		r, g, b, _ := c.RGBA()
		part := func(v uint32) float64 {
			x := float64(v) / 0xffff
			if x <= 0.04045 {
				return x / 12.92
			}
			return math.Pow((x+0.055)/1.055, 2.4)
		}
		return 0.2126*part(r) + 0.7152*part(g) + 0.0722*part(b)
	}
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// ground is a background that text stands on.
type ground struct {
	name  string
	color color.Color
}

// groundsOf are the backgrounds of a theme: those of usual terminals of the
// kind it is made for, its paper, and its own surfaces.
func groundsOf(theme Theme) []ground {
	usual := map[string][]string{
		Dark:  {"#000000", "#101216", "#1e1e2e"},
		Light: {"#ffffff", "#fafafa", "#f6f4ef"},
	}
	var out []ground
	for _, hex := range usual[theme.Made()] {
		out = append(out, ground{hex, lipgloss.Color(hex)})
	}
	if paper := theme.Paper(); paper != nil {
		out = append(out, ground{"paper", paper})
	}
	for _, token := range []Token{Select, Panel, CodePanel} {
		out = append(out, ground{token.String(), theme.Color(token)})
	}
	return out
}

// least is the pair with the least contrast.
type least struct {
	ratio float64
	what  string
}

func leastOf(theme Theme, tokens ...Token) least {
	out := least{ratio: 21}
	for _, g := range groundsOf(theme) {
		for _, fg := range tokens {
			if c := contrast(theme.Color(fg), g.color); c < out.ratio {
				out = least{c, fmt.Sprintf("%s on %s", fg, g.name)}
			}
		}
	}
	return out
}

// Text reads on every surface of its theme, in true colour and in 256; what
// may be overlooked can still be read.
func TestContrast(t *testing.T) {
	if c := contrast(color.Black, color.White); math.Abs(c-21) > 0.01 {
		t.Fatalf("black on white is %.2f", c)
	}
	text := []Token{Text, Strong, Muted, Accent, Urgent, Link, Quote, Code, Error, Success}
	for _, name := range all() {
		for _, p := range []colorprofile.Profile{colorprofile.TrueColor, colorprofile.ANSI256} {
			theme := load(t, name, p)
			wantText, wantFaint, wantRule := 4.5, 3.0, 1.25
			if strings.HasPrefix(name, Contrast) {
				wantText, wantFaint, wantRule = 7, 4.5, 3
				if p == colorprofile.ANSI256 {
					wantText = 6 // the greens of the cube end there
				}
			}
			main, faint := leastOf(theme, text...), leastOf(theme, Faint)
			on := contrast(theme.Color(OnAccent), theme.Color(Accent))
			if main.ratio < wantText || faint.ratio < wantFaint || on < wantText {
				t.Errorf("%s, %s: %s is %.2f, %s is %.2f, on-accent %.2f", name, p, main.what, main.ratio, faint.what, faint.ratio, on)
			}
			page := groundsOf(theme)[1].color
			if theme.Paper() != nil {
				page = theme.Paper()
			}
			rule, selected := contrast(theme.Color(Rule), page), contrast(theme.Color(Select), page)
			if rule < wantRule || selected < 1.1 {
				t.Errorf("%s, %s: rule %.2f, select %.2f: not seen", name, p, rule, selected)
			}
			t.Logf("%-14s %-9s text %5.2f %-22s faint %.2f on-accent %5.2f rule %.2f select %.2f",
				name, p, main.ratio, main.what, faint.ratio, on, rule, selected)
		}
	}
}

// With 16 colours nobody knows the background, and hardly a number reads on
// every one. Those of the built-in themes hold the contrast there is on black
// and on white, in the palettes people have; all of them are bold besides.
func TestSixteenColoursOnAnyBackground(t *testing.T) {
	palettes := map[string]string{
		"Linux console":    "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa 555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff",
		"xterm":            "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff",
		"Windows Terminal": "0c0c0c c50f1f 13a10e c19c00 0037da 881798 3a96dd cccccc 767676 e74856 16c60c f9f1a5 3b78ff b4009e 61d6d6 f2f2f2",
		"GNOME":            "171421 c01c28 26a269 a2734c 12488b a347ba 2aa1b3 d0cfcc 5e5c64 f66151 33d17a e9ad0c 2a7bde c061cb 33c7de ffffff",
		"macOS":            "000000 990000 00a600 999900 0000b2 b200b2 00a6b2 bfbfbf 666666 e50000 00d900 e5e500 0000ff e500e5 00e5e5 e5e5e5",
		"Tango":            "2e3436 cc0000 4e9a06 c4a000 3465a4 75507b 06989a d3d7cf 555753 ef2929 8ae234 fce94f 729fcf ad7fa8 34e2e2 eeeeec",
	}
	for _, name := range all() {
		theme := load(t, name, colorprofile.ANSI)
		for _, token := range Tokens() {
			n, ok := theme.Color(token).(ansi.BasicColor)
			if !ok {
				continue
			}
			if !theme.Style(token).GetBold() {
				t.Errorf("%s: %s is a colour without weight", name, token)
			}
			for terminal, list := range palettes {
				c := lipgloss.Color("#" + strings.Fields(list)[n])
				if dark, light := contrast(c, color.Black), contrast(c, color.White); min(dark, light) < 2.5 {
					t.Errorf("%s: %s (%d) in %s is %.1f on black and %.1f on white", name, token, n, terminal, dark, light)
				}
			}
		}
	}
}

// A theme has a character of its own: no two share accent or paper, and those
// with a paper differ from the plain one of their kind in every token.
func TestCharacter(t *testing.T) {
	accents, papers := map[string]string{}, map[string]string{}
	for _, name := range all()[4:] {
		theme := load(t, name, colorprofile.TrueColor)
		plain := load(t, theme.Made(), colorprofile.TrueColor)
		if other, taken := accents[theme.Hex(Accent)]; taken || theme.Hex(Accent) == plain.Hex(Accent) {
			t.Errorf("%s has the accent of %s", name, other)
		}
		accents[theme.Hex(Accent)] = name
		if slices.Contains([]string{"contrast-dark", "contrast-light"}, name) {
			continue
		}
		if other, taken := papers[theme.paper]; taken || theme.paper == "" {
			t.Errorf("%s has the paper %q of %q", name, theme.paper, other)
		}
		papers[theme.paper] = name
		for _, token := range Tokens() {
			if theme.Hex(token) == plain.Hex(token) {
				t.Errorf("%s has the %s of %s", name, token, theme.Made())
			}
		}
	}
}
