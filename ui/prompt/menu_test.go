package prompt

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"rubrika/ui/theme"
)

func menu(t *testing.T) *Menu {
	t.Helper()
	m := NewMenu(look(t, theme.Dark, colorprofile.ASCII))
	m.Open([]Entry{{Note: "Earlier"}, {Text: "harbour"}, {Text: "ferry lang:en"}, {}, {Note: "How"}, {Text: "insur*", Note: "whatever begins so", Still: true}})
	return &m
}

// printed are the lines without styles, each as wide as it should be.
func printed(t *testing.T, m *Menu, width, height int) []string {
	t.Helper()
	var out []string
	for _, l := range m.View(width, height) {
		if n := ansi.StringWidth(l); n != width {
			t.Errorf("%q is %d cells wide", l, n)
		}
		out = append(out, strings.TrimRight(ansi.Strip(l), " "))
	}
	return out
}

func TestMenu(t *testing.T) {
	m := menu(t)
	if _, ok := m.Chosen(); ok {
		t.Error("something is chosen from the beginning")
	}
	want := []string{"  Earlier", "  harbour", "  ferry lang:en", "", "  How", "  insur*   whatever begins so"}
	if got := printed(t, m, 40, 9); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	for _, c := range []struct {
		by   int
		want string
	}{{1, "harbour"}, {1, "ferry lang:en"}, {1, "ferry lang:en"}, {-1, "harbour"}, {-1, ""}, {1, "harbour"}} {
		ok := m.Move(c.by)
		if e, _ := m.Chosen(); !ok || e.Text != c.want {
			t.Errorf("by %d: %q, %v", c.by, e.Text, ok)
		}
	}
	m.Move(1)
	if got := printed(t, m, 20, 2); !slices.Equal(got, []string{"  harbour", "▌ ferry lang:en"}) {
		t.Errorf("in two lines: %q", got)
	}
	if !m.Click(0) {
		t.Error("a line cannot be clicked")
	}
	if e, _ := m.Chosen(); e.Text != "harbour" {
		t.Errorf("the first line seen is %q", e.Text)
	}
	for _, y := range []int{-9, 2, 4, 9} {
		m.View(40, 9)
		if y != 2 && m.Click(y) {
			t.Errorf("line %d can be clicked", y)
		}
	}
	m.Open([]Entry{{Note: "How"}, {Text: "x", Still: true}})
	if m.Move(1) || m.Len() != 2 {
		t.Error("what is only to be read can be chosen")
	}
	if got := printed(t, m, 1, 9); len(got) != 2 {
		t.Errorf("in one cell: %q", got)
	}
}

func TestWhatStandsRoundTheAnswer(t *testing.T) {
	f := open(t, "search", "rub")
	f.Ghost, f.Aside = "ric:", []theme.Span{{Fg: theme.Accent, Text: "everywhere "}}
	for _, c := range []struct {
		width int
		want  string
	}{
		{40, " search  rub|ric:             everywhere"},
		{24, " search  rub|ric:"},
		{14, " sea…  rub|ric:"},
	} {
		if got := shown(t, f, c.width); got != c.want {
			t.Errorf("%d: %q, want %q", c.width, got, c.want)
		}
	}
	press(f, "left")
	if got := shown(t, f, 40); got != " search  ru|b                 everywhere" {
		t.Errorf("inside the answer: %q", got)
	}
	if f.AtEnd() || f.Position() != 2 {
		t.Errorf("the cursor is at %d", f.Position())
	}
	f.Set("rubric:economy", 7)
	if f.Value() != "rubric:economy" || f.Position() != 7 {
		t.Errorf("set is %q at %d", f.Value(), f.Position())
	}
}

func TestWrong(t *testing.T) {
	f := New(look(t, theme.Dark, colorprofile.TrueColor))
	f.Open("search", "маяк rubrik:sport")
	red := f.theme.Style(theme.Error).Render("rubrik:sport")
	if f.Wrong = [2]int{5, 17}; !strings.Contains(f.View(60), red) {
		t.Errorf("not marked: %q", f.View(60))
	}
	if got := f.View(20); strings.Contains(got, red) || ansi.StringWidth(got) != 20 {
		t.Errorf("in 20 cells: %q", got)
	}
	if f.Wrong = [2]int{9, 99}; ansi.StringWidth(f.View(60)) != 60 || !strings.Contains(ansi.Strip(f.View(60)), "rubrik:sport") {
		t.Errorf("beyond the end: %q", f.View(60))
	}
}
