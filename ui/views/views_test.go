package views

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"rubrika/feed"
	"rubrika/ui/keys"
	"rubrika/ui/lang"
	"rubrika/ui/theme"
)

func look(t testing.TB, name string) theme.Theme {
	t.Helper()
	th, err := theme.Load(name, name == theme.Dark, colorprofile.TrueColor)
	if err != nil {
		t.Fatal(err)
	}
	return th
}

func filter(t testing.TB, text string) feed.Filter {
	t.Helper()
	f, err := feed.ParseFilter(text)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// shelf are views of every kind and state.
func shelf(t testing.TB) []feed.View {
	t.Helper()
	return []feed.View{
		{ID: 1, Kind: feed.ViewList, Name: "Каспий", Filter: filter(t, "каспий or xəzər"), Bar: true, Declared: true},
		{ID: 4, Kind: feed.ViewList, Name: "Непрочитанное о деньгах и ценах за два дня", Filter: filter(t, "rubric:economy is:unread since:2d")},
		{ID: 2, Kind: feed.ViewMute, Name: "гороскоп", Filter: filter(t, "title:гороскоп")},
		{ID: 3, Kind: feed.ViewMute, Name: "Agentlik", Filter: filter(t, "source:7 -lang:az"), Pending: true},
	}
}

func spelt(w lang.Words, all []feed.View) []Spelt {
	out := make([]Spelt, len(all))
	for i, v := range all {
		out[i] = Spelt{v.Filter.String(), w.Selection(v.Filter)}
	}
	return out
}

func open(t testing.TB, code, themeName string, w, h int) *Screen {
	t.Helper()
	s := New(lang.For(code), look(t, themeName))
	s.AddKey, s.SaveKey, s.RuleKey = "a", "C-s", "M"
	s.Resize(w, h)
	s.Tick(time.Date(2025, 11, 28, 12, 36, 0, 0, time.UTC))
	all := shelf(t)
	s.Set(all, spelt(lang.For(code), all))
	s.SetCounts(map[feed.ViewID]feed.Tally{1: {Total: 128, Unread: 24}, 4: {Total: 1240, Unread: 1240}, 2: {Total: 12, Unread: 12}, 3: {}})
	return &s
}

func TestGoldenScreens(t *testing.T) {
	for _, c := range []struct {
		name, code, theme string
		w, h              int
		do                []keys.Action
	}{
		{"views-ru-80x23-dark", "ru", theme.Dark, 80, 23, nil},
		{"views-az-120x35-light", "az", theme.Light, 120, 35, []keys.Action{keys.Bottom}},
		{"views-en-40x9-dark", "en", theme.Dark, 40, 9, []keys.Action{keys.Bottom, keys.Up}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := open(t, c.code, c.theme, c.w, c.h)
			for _, a := range c.do {
				s.Do(a)
			}
			golden.RequireEqual(t, strings.Join(s.View(), "\n")+"\n")
		})
	}
}

func TestGroups(t *testing.T) {
	s := open(t, "ru", theme.Dark, 100, 30)
	v := ansi.Strip(strings.Join(s.View(), "\n"))
	at := -1
	for _, want := range []string{"Подборки ─", "Каспий", "128", "На примете ─", "пока ничего; a добавит правило", "Скрытое ─", "гороскоп", "применяется…"} {
		i := strings.Index(v, want)
		if i < at || i < 0 {
			t.Errorf("%q does not stand in its place:\n%s", want, v)
		}
		at = i
	}
	for _, want := range []string{"каспий or xəzər", "из файла настроек", "24 непроч."} { // of the selected one below
		if !strings.Contains(v, want) {
			t.Errorf("%q is not in\n%s", want, v)
		}
	}
}

// TestCursor goes through the groups: an empty one can be stood on, so that what
// is added there is of its kind.
func TestCursor(t *testing.T) {
	s := open(t, "en", theme.Dark, 80, 24)
	for _, want := range []struct {
		id   feed.ViewID
		kind feed.ViewKind
	}{{1, feed.ViewList}, {4, feed.ViewList}, {0, feed.ViewWatch}, {2, feed.ViewMute}, {3, feed.ViewMute}, {3, feed.ViewMute}} {
		v, ok := s.Selected()
		if v.ID != want.id || ok != (want.id != 0) || s.Kind() != want.kind {
			t.Errorf("on %d of %s, want %+v", v.ID, s.Kind(), want)
		}
		s.Do(keys.Down)
	}
	s.Select(4)
	s.Set(shelf(t)[1:], spelt(lang.For("en"), shelf(t)[1:]))
	if v, _ := s.Selected(); v.ID != 4 {
		t.Errorf("on %d, want 4", v.ID)
	}
	s.Select(99)
	if v, _ := s.Selected(); v.ID != 4 {
		t.Errorf("on %d after a view that is not there", v.ID)
	}
	if s.Do(keys.AddView) {
		t.Error("adding is not its own")
	}
}

func TestClicks(t *testing.T) {
	s := open(t, "en", theme.Dark, 80, 24)
	for _, c := range []struct {
		y    int
		want keys.Action
		id   feed.ViewID
	}{
		{3, keys.ApplyView, 1}, // selected already
		{4, "", 4},             // the next one
		{4, keys.ApplyView, 4},
		{5, "", 4}, // the head of a group
		{6, "", 0}, // an empty group
		{6, keys.AddView, 0},
		{20, "", 0},
		{0, "", 0},
	} {
		if got := s.Click(5, c.y); got != c.want {
			t.Errorf("line %d: %q, want %q", c.y, got, c.want)
		}
		if v, _ := s.Selected(); v.ID != c.id {
			t.Errorf("line %d: on %d, want %d", c.y, v.ID, c.id)
		}
	}
}

// offers are choices about a story.
func offers(t testing.TB) []Choice {
	t.Helper()
	return []Choice{
		{Label: "слово «гороскоп» в заголовке", Name: "гороскоп", Spelt: "title:гороскоп", Filter: filter(t, "title:гороскоп"), Count: -1},
		{Label: "рубрика издания «Звёзды»", Name: "Звёзды", Spelt: "section:Звёзды", Filter: filter(t, "section:Звёзды"), Count: -1},
		{Label: "источник «Вестник»", Name: "Вестник", Spelt: "source:3", Filter: filter(t, "source:3"), Count: -1},
	}
}

func panel(t testing.TB, code, themeName string, w, h int) *Panel {
	t.Helper()
	p := NewPanel(lang.For(code), look(t, themeName))
	p.Resize(w, h)
	p.Open("Гороскоп на 28 ноября: Овнам стоит отдохнуть", offers(t))
	p.SetCount(0, 12)
	return &p
}

func TestGoldenPanel(t *testing.T) {
	for _, c := range []struct {
		name, code, theme string
		w, h              int
		do                []keys.Action
	}{
		{"panel-ru-84x30-dark", "ru", theme.Dark, 84, 30, nil},
		{"panel-az-72x18-light", "az", theme.Light, 72, 18, []keys.Action{keys.SwitchRule, keys.Down}},
		{"panel-en-40x6-dark", "en", theme.Dark, 40, 6, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := panel(t, c.code, c.theme, c.w, c.h)
			for _, a := range c.do {
				p.Do(a)
			}
			golden.RequireEqual(t, strings.Join(p.View(), "\n")+"\n")
		})
	}
}

func TestPanel(t *testing.T) {
	p := panel(t, "ru", theme.Dark, 84, 30)
	v := ansi.Strip(strings.Join(p.View(), "\n"))
	for _, want := range []string{"Скрывать похожее", "Гороскоп на 28 ноября", "12", "…", "title:гороскоп", "Enter скрыть", "Tab следить"} {
		if !strings.Contains(v, want) {
			t.Errorf("%q is not in\n%s", want, v)
		}
	}
	p.Do(keys.SwitchRule)
	if v := ansi.Strip(strings.Join(p.View(), "\n")); p.Kind() != feed.ViewWatch || !strings.Contains(v, "Enter следить") {
		t.Errorf("%s:\n%s", p.Kind(), v)
	}
	p.Do(keys.SwitchRule)
	p.Do(keys.Down)
	p.Add(Choice{Label: "автор: Н. Н.", Filter: filter(t, `author:"Н. Н."`), Count: -1})
	p.SetCount(9, 1) // there is none
	c, ok := p.Chosen()
	if !ok || c.Name != "Звёзды" || p.Kind() != feed.ViewMute || len(p.Choices()) != 4 {
		t.Errorf("%+v %v of %d", c, p.Kind(), len(p.Choices()))
	}
	if p.Do(keys.Apply) {
		t.Error("applying is not its own")
	}
	if got := p.Click(5, 5); got != keys.Apply {
		t.Errorf("a click on the chosen line: %q", got)
	}
	if got := p.Click(5, 4); got != "" {
		t.Errorf("a click on another line: %q", got)
	}
	p.Open("", nil)
	if _, ok := p.Chosen(); ok {
		t.Error("something is chosen of nothing")
	}
}

// TestClickOnHints presses what a hint says, wherever it stands.
func TestClickOnHints(t *testing.T) {
	for _, h := range []int{6, 11, 12, 30} {
		p := panel(t, "en", theme.Dark, 84, h)
		y := -1
		for i, l := range p.View() {
			if strings.Contains(ansi.Strip(l), "Enter mute") {
				y = i
			}
		}
		seen := map[keys.Action]bool{}
		for x := range 84 {
			seen[p.Click(x, y)] = true
		}
		for _, a := range []keys.Action{keys.EditView, keys.SwitchRule, keys.Apply, keys.Cancel} {
			if !seen[a] {
				t.Errorf("%d lines: no click on line %d is %s", h, y, a)
			}
		}
	}
}

// TestSweep draws both in many sizes: no line is wider than the window, and
// none is missing.
func TestSweep(t *testing.T) {
	for _, w := range []int{1, 12, 39, 40, 53, 60, 80, 120, 220} {
		for _, h := range []int{1, 2, 5, 9, 12, 16, 24, 60} {
			for _, code := range lang.Codes() {
				s, p := open(t, code, theme.Dark, w, h), panel(t, code, theme.Light, w, h)
				if n := len(s.View()); n != h {
					t.Errorf("%d×%d: %d lines", w, h, n)
				}
				if n := len(p.View()); n > h {
					t.Errorf("%d×%d: a panel of %d lines", w, h, n)
				}
				for _, l := range append(s.View(), p.View()...) {
					if n := ansi.StringWidth(l); n > w {
						t.Errorf("%s: %d cells: %q", fmt.Sprint(w, h), n, ansi.Strip(l))
					}
				}
			}
		}
	}
}
