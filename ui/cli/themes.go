package cli

import (
	"cmp"
	"errors"
	"image/color"
	"slices"
	"strings"

	"github.com/charmbracelet/colorprofile"
	"github.com/spf13/cobra"

	"rubrika/config"
	"rubrika/feed"
	"rubrika/feed/page"
	"rubrika/ui/render"
	"rubrika/ui/theme"
)

// themes is the command that lists the sets of colours.
func (a *app) themes() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{Use: "themes", Args: a.args(0, 0)}
	cmd.Flags().BoolVar(&asJSON, "json", false, "")
	cmd.RunE = func(*cobra.Command, []string) error {
		if a.configErr != nil && !errors.Is(a.configErr, config.ErrNoHome) {
			return a.configErr
		}
		all := a.allThemes()
		if asJSON {
			var err error
			for _, t := range all {
				err = errors.Join(err, a.json(t.themeJSON))
			}
			return err
		}
		a.printThemes(all)
		return nil
	}
	return cmd
}

// themeRow is a theme as it is listed.
type themeRow struct {
	themeJSON
	look theme.Theme // the zero Theme where it has no colours of its own
	made string      // Made, or Error, in words
}

// allThemes are the themes there are: the built-in ones, and the reader's own,
// which may take the place of one.
func (a *app) allThemes() []themeRow {
	own := theme.Own(a.config.Themes)
	names := theme.Names()
	for _, name := range own {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	var out []themeRow
	w := a.words.CLI.Live
	for _, name := range names {
		row := themeRow{themeJSON: themeJSON{
			V: shape, Name: page.Line(name), Own: slices.Contains(own, name), Used: name == cmp.Or(a.config.Theme, theme.Auto),
		}}
		look, err := theme.LoadFrom(a.config.Themes, name, true, a.shades())
		switch {
		case err != nil:
			row.Error, row.made = a.words.Error(err), a.words.Kind(feed.KindOf(err))
		case !row.Own && (name == theme.Auto || name == theme.Contrast):
			row.Made, row.made = "both", w.Both
		default:
			row.Made, row.look, row.made = look.Made(), look, w.Dark
			if row.Made == theme.Light {
				row.made = w.Light
			}
		}
		out = append(out, row)
	}
	return out
}

// printThemes prints themes, with their colours where the terminal has as many.
func (a *app) printThemes(all []themeRow) {
	w := a.words.CLI.Live
	var widths [2]int
	for _, t := range all {
		widths[0], widths[1] = max(widths[0], render.Width(t.Name)), max(widths[1], render.Width(t.made))
	}
	for _, t := range all {
		notes := []string{w.BuiltIn}
		if t.Own {
			notes[0] = w.OwnTheme
		}
		if t.Used {
			notes = append(notes, w.InUse)
		}
		line := render.Pad(t.Name, widths[0]+2) + render.Pad(t.made, widths[1]+2)
		if a.shades() >= colorprofile.ANSI256 {
			line += swatch(t.look) + "  "
		}
		a.raw(line + strings.Join(notes, ", "))
	}
	for _, t := range all { // a place in a file is longer than a row
		if t.Error != "" {
			a.print(t.Error)
		}
	}
}

// swatched are the tokens that tell a theme from others.
func swatched() []theme.Token {
	return []theme.Token{theme.Text, theme.Strong, theme.Muted, theme.Accent, theme.Urgent, theme.Link, theme.Code}
}

// swatch shows them on the paper of the theme, or on one as it is made for;
// where it has no colours of its own, nothing.
func swatch(t theme.Theme) string {
	if t.Name() == "" {
		return strings.Repeat("  ", len(swatched()))
	}
	paper := t.Paper()
	switch {
	case paper != nil:
	case t.Made() == theme.Light:
		paper = color.White
	default:
		paper = color.Gray{Y: 0x1c}
	}
	paper = t.Profile().Convert(paper)
	var b strings.Builder
	for _, token := range swatched() {
		b.WriteString(t.Style(token).Background(paper).UnsetUnderline().Render("■ "))
	}
	return b.String()
}
