package ui

import (
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"rubrika/config"
	"rubrika/feed"
	"rubrika/feed/fetch"
	"rubrika/ui/keys"
)

// hourly asks the sources by itself.
func hourly(c *config.Config) { c.Refresh = config.Duration(time.Hour) }

// TestALongNoticeIsWhole: what does not fit the bottom line stands over the
// last lines of the page, and leaves it again.
func TestALongNoticeIsWhole(t *testing.T) {
	elsewhere := &feed.Error{Op: "refresh", Kind: feed.KindElsewhere}
	for _, lang := range []string{"ru", "az", "en"} {
		for _, size := range [][2]int{{40, 10}, {60, 16}, {80, 24}} {
			w, h := size[0], size[1]
			r := sit(t, setup{lang: lang, w: w, h: h})
			page := r.screen()
			text := r.m.words.Error(elsewhere)
			r.run(r.m.say(text))
			lines := strings.Split(r.screen(), "\n")
			for i, l := range lines {
				if len(lines) != h || ansi.StringWidth(l) > w {
					t.Fatalf("%s %d×%d: line %d of %d: %q", lang, w, h, i, len(lines), l)
				}
			}
			if seen := strings.Join(strings.Fields(strings.Join(lines[h-3:], " ")), " "); !strings.Contains(seen, text) {
				t.Errorf("%s %d×%d: %q is not whole:\n%s", lang, w, h, text, r.screen())
			}
			r.send(quietMsg{n: r.m.notices})
			if r.screen() != page {
				t.Errorf("%s %d×%d: it leaves something behind:\n%s", lang, w, h, r.screen())
			}
		}
	}
	r := sit(t, setup{lang: "en", w: 40, h: 10})
	r.run(r.m.say(strings.Repeat("word ", 60)))
	if got := r.line(-1); !strings.HasSuffix(got, "…") || strings.HasPrefix(r.line(-4), " word") {
		t.Errorf("a notice without end takes more than three lines:\n%s", r.screen())
	}
}

// TestHintsDoSomething: the bottom line names no key that does nothing now.
func TestHintsDoSomething(t *testing.T) {
	for _, code := range []string{"ru", "az", "en"} {
		r := sit(t, setup{lang: code, w: 100, h: 24})
		open := r.m.keys.Label(keys.Headlines, keys.Open, false) + " " + r.m.words.Hints.Read
		if !strings.Contains(r.line(-1), open) {
			t.Fatalf("%s: no %q in %q", code, open, r.line(-1))
		}
		r.run(r.m.choose(feed.Filter{Is: feed.Starred})) // none has
		if foot := r.line(-1); strings.Contains(foot, open) || !strings.Contains(foot, r.m.words.Hints.Quit) {
			t.Errorf("%s: under an empty list: %q", code, foot)
		}
	}
}

// TestAListIsAsked: what a list brings is read at once, and what it did not
// bring is counted.
func TestAListIsAsked(t *testing.T) {
	s := newTown(t)
	r := sit(t, setup{lang: "en", w: 100, h: 30, client: fetch.New(home()), edit: hourly})
	r.press("F", "a")
	r.types(s.URL + "/list")
	r.press("enter")
	if n := s.asked.Load(); n != 2 || r.sub("First").Items != 1 {
		t.Errorf("%d sources of the list were asked:\n%s", n, r.screen())
	}
	if sub, _ := r.m.sources.Selected(); sub.Title != "First" {
		t.Errorf("of what the list brought %q is selected", sub.Title)
	}
	r.press("d", "a")
	r.types(s.URL + "/list")
	r.m.refreshing = true // so that its notice stays
	r.press("enter")
	if got, want := r.m.noticed(), []string{"Source added: First · there already: 1 · z undo"}; !slices.Equal(got, want) {
		t.Errorf("a list that is half known says %q, want %q", got, want)
	}
	if r.m.width = 48; r.m.noticed()[1] != "z undo" {
		t.Errorf("in a narrow window it says %q: a key stands with what it does", r.m.noticed())
	}

	r = sit(t, setup{lang: "en", w: 100, h: 30, client: fetch.New(home())}) // only by a key
	s.asked.Store(0)
	r.press("F", "a")
	r.types(s.URL + "/list")
	r.press("enter")
	if n := s.asked.Load(); n != 0 || r.m.refreshing {
		t.Errorf("%d sources were asked although no key did", n)
	}
}

// TestNothingHereYet: an empty list says what is true of it, and no key that
// would do nothing.
func TestNothingHereYet(t *testing.T) {
	s := newTown(t)
	r := sitWith(t, "en", s, "news")
	empty := func() string { return strings.Join(r.m.headlines.Empty[:], " ") }
	r.m.filter = feed.Filter{}
	if got := empty(); !strings.Contains(got, "R asks the sources") {
		t.Errorf("with a source that was asked: %q", got)
	}
	cmd := r.m.refresh(true)
	if got := empty(); !strings.HasPrefix(got, r.m.words.Waiting()[0]) {
		t.Errorf("while it is asked: %q", got)
	}
	if r.sees("↻"); r.m.progress.Total != 0 {
		t.Error("something has answered already")
	}
	r.run(cmd)
	if got := empty(); !strings.Contains(got, "R asks the sources") || strings.Contains(r.line(-1), "↻") {
		t.Errorf("after that: %q", got)
	}
	r.press("d")
	if got := empty(); !strings.Contains(got, "F opens the sources") {
		t.Errorf("without any source: %q", got)
	}
	r.press("z")
	if got := empty(); !strings.Contains(got, "R asks the sources") {
		t.Errorf("with its source back: %q", got)
	}
}

// TestAddingOutlivesEditing: where the bottom line has not room for all hints,
// the way to a new source is not the first to go.
func TestAddingOutlivesEditing(t *testing.T) {
	s := newTown(t)
	r := sitWith(t, "ru", s, "news")
	for w := 100; w >= minWidth; w-- {
		r.send(tea.WindowSizeMsg{Width: w, Height: 24})
		if foot := r.line(-1); strings.Contains(foot, "e изменить") && !strings.Contains(foot, "a добавить") {
			t.Fatalf("%d columns: %q", w, foot)
		}
	}
	if r.m.scope() != keys.Sources {
		t.Error("the view is another one")
	}
}

// A program that takes its time to take a story is named meanwhile.
func TestPipingIsSaid(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there is no cat")
	}
	for code, want := range map[string]string{
		"ru": "Новость передаётся: cat…", "az": "Xəbər ötürülür: cat…", "en": "Handing the story to cat…",
	} {
		r := sit(t, setup{lang: code, w: 100, h: 30, edit: func(c *config.Config) { c.Pipe = config.Command{"cat"} }})
		if seen := r.before("P"); !strings.Contains(seen, want) {
			t.Errorf("%s: nothing says that the story is being handed on:\n%s", code, seen)
		}
		r.sees("cat: ---")
	}
}
