package form

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"

	"rubrika/ui/keys"
	"rubrika/ui/lang"
	"rubrika/ui/theme"
)

func feeds() []Item {
	return []Item{
		{"Вестник Каспия: все новости", "https://vestnik.example/rss"},
		{"Вестник Каспия: экономика и рынки", "https://vestnik.example/rss/economy"},
		{"", "https://vestnik.example/comments/feed"},
		{"日本語のニュース", "https://vestnik.example/ja"},
		{"Спорт", ""},
	}
}

func found(t testing.TB, code string, w, h int, items []Item) *Choice {
	t.Helper()
	words := lang.For(code)
	c := NewChoice(words, look(t, theme.Dark, colorprofile.TrueColor))
	c.Resize(w, h)
	c.Open(words.Form.Several, words.Form.Follow, items)
	return &c
}

// TestPicking: space picks and goes on; with nothing picked it is the selected
// line.
func TestPicking(t *testing.T) {
	c := found(t, "ru", 72, 18, feeds())
	if c.Scope() != keys.Found {
		t.Errorf("scope %s", c.Scope())
	}
	for i, step := range []struct {
		do   keys.Action
		want []int
	}{
		{keys.Up, []int{0}},
		{keys.Down, []int{1}},
		{keys.Toggle, []int{1}},
		{keys.Toggle, []int{1, 2}},
		{keys.Up, []int{1, 2}},
		{keys.Toggle, []int{1}},
		{keys.PageDown, []int{1}},
		{keys.Toggle, []int{1, 4}},
		{keys.PageUp, []int{1, 4}},
	} {
		if !c.Do(step.do) {
			t.Errorf("%s is not its own", step.do)
		}
		if got := c.Picked(); !slices.Equal(got, step.want) {
			t.Errorf("step %d, %s: picked %v, want %v", i, step.do, got, step.want)
		}
	}
	if c.Do(keys.Apply) || c.Do(keys.Cancel) {
		t.Error("Enter and Esc reach further than the panel")
	}
	if text := plain(c.View()); strings.Count(text, "[x]") != 2 || strings.Count(text, "[ ]") != 3 {
		t.Errorf("two of five are picked:\n%s", text)
	}
	c.Open("again", "do", feeds()[:2])
	if got := c.Picked(); !slices.Equal(got, []int{0}) || strings.Contains(plain(c.View()), "[x]") {
		t.Errorf("a new list begins with %v", got)
	}
}

func TestNothingIsPickedWhileBusy(t *testing.T) {
	c := found(t, "ru", 72, 18, feeds())
	c.Busy(lang.For("ru").Form.Subscribing)
	c.Do(keys.Down)
	c.Do(keys.Toggle)
	text := plain(c.View())
	if !c.Waiting() || strings.Contains(text, "[x]") || !strings.Contains(text, lang.For("ru").Form.Subscribing) {
		t.Errorf("busy:\n%s", text)
	}
	if c.Busy(""); c.Waiting() || strings.Contains(plain(c.View()), lang.For("ru").Form.Subscribing) {
		t.Error("it still waits")
	}
}

// TestTheSelectedLineIsSeen in lists longer than the panel.
func TestTheSelectedLineIsSeen(t *testing.T) {
	var many []Item
	for i := range 60 {
		many = append(many, Item{Title: "Лента " + strconv.Itoa(i), Note: "https://a.example/" + strconv.Itoa(i)})
	}
	for _, size := range [][2]int{{40, 6}, {60, 12}, {84, 29}, {30, 3}} {
		c := found(t, "ru", size[0], size[1], many)
		for i := range many {
			lines := strings.Split(plain(c.View()), "\n")
			if !slices.ContainsFunc(lines, func(l string) bool {
				return strings.Contains(l, "▌") && strings.Contains(l, "Лента "+strconv.Itoa(i)+" ")
			}) {
				t.Fatalf("%v: line %d is not seen:\n%s", size, i, strings.Join(lines, "\n"))
			}
			fits(t, c.View(), size[0], size[1])
			c.Do(keys.Down)
		}
	}
}

func TestAnEmptyChoice(t *testing.T) {
	c := found(t, "ru", 72, 18, nil)
	for _, a := range []keys.Action{keys.Down, keys.Up, keys.PageDown, keys.PageUp, keys.Toggle} {
		c.Do(a)
	}
	if got := c.Picked(); len(got) != 0 {
		t.Errorf("picked %v of nothing", got)
	}
	for _, size := range [][2]int{{72, 18}, {1, 1}, {40, 2}} {
		c.Resize(size[0], size[1])
		fits(t, c.View(), size[0], size[1])
	}
}

// TestAFeedWithoutATitle is shown by its address.
func TestAFeedWithoutATitle(t *testing.T) {
	c := found(t, "ru", 72, 18, feeds())
	if text := plain(c.View()); !strings.Contains(text, "[ ] https://vestnik.example/comments/feed") {
		t.Errorf("\n%s", text)
	}
}

// TestClickSelectsThenPicks a line; nothing is picked while something is
// going on.
func TestClickSelectsThenPicks(t *testing.T) {
	for h, top := range map[int]int{18: 3, 6: 1} {
		c := found(t, "en", 72, h, feeds())
		if a := c.Click(9, top+2); a != "" || !slices.Equal(c.Picked(), []int{2}) {
			t.Errorf("height %d: the first click: %q, %v", h, a, c.Picked())
		}
		if a := c.Click(9, top+2); a != keys.Toggle {
			t.Errorf("height %d: the second click: %q", h, a)
		}
		for _, y := range []int{-1, 0, h - 1, h} {
			if a := c.Click(9, y); a != "" || !slices.Equal(c.Picked(), []int{2}) {
				t.Errorf("height %d: a click in line %d: %q, %v", h, y, a, c.Picked())
			}
		}
		c.Busy(c.words.Form.Looking)
		if a := c.Click(9, top+2); a != "" {
			t.Errorf("height %d: while busy: %q", h, a)
		}
	}
}
