package cli

import (
	"testing"

	"github.com/charmbracelet/colorprofile"

	"rubrika/ui/render"
	"rubrika/ui/theme"
)

// Swatches are of one width, each on the paper that its colours are made for,
// whatever the background of the terminal.
func TestSwatches(t *testing.T) {
	want := render.Width(swatch(theme.Theme{}))
	for name, paper := range map[string]string{theme.Dark: "\x1b[38;2;216;219;226;48;2;28;28;28m", theme.Light: "\x1b[38;2;43;46;53;48;2;255;255;255m"} {
		look, err := theme.LoadFrom("", name, true, colorprofile.TrueColor)
		if err != nil {
			t.Fatal(err)
		}
		got := swatch(look)
		if render.Width(got) != want || len(got) < len(paper) || got[:len(paper)] != paper {
			t.Errorf("%s: %q", name, got)
		}
	}
}
