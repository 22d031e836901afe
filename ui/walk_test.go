package ui

import (
	"flag"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"rubrika/config"
	"rubrika/feed"
	"rubrika/feed/library"
)

var walks = flag.Int("walks", 5, "random walks through the reader, of 200 actions each")

// walker is a reader who presses keys at random, with what there was at first.
type walker struct {
	*reader
	random *rand.Rand
	wire   *wire
	marks  map[feed.ID]feed.State
	muted  map[feed.SourceID]bool
	trail  []string
}

// still are actions that change what is listed or how it looks but do not
// move: the story that is selected stays selected wherever it is still listed.
func still() []string {
	return []string{
		"1", "2", "3", "5", "7", "0", "tab", "shift+tab", "u", "C", "s", "v", "i", "m", "f", "A", "z", "Z", "R", "R",
		"@resize", "@resize", "@light", "@blur", "@focus", "e", "x",
	}
}

// moves are those that may select another story, or open something.
func moves() []string {
	return []string{
		"j", "j", "j", "k", "ctrl+d", "ctrl+u", "space", "b", "J", "K", "G", "g", "enter", "enter", "esc", "esc", "q", "tab", "n", "N",
		"c", "t", "F", "?", ":", "w", "S", "/", "L", "down", "up", "left", "right", "backspace", "э", "r", "y", "@wheel", "@click",
	}
}

// TestRandomWalks presses 200 keys in each of many walks on real stores, with
// news coming in, sizes and filters changing: the selection never lands on
// another story, no line is wider than the window, nothing panics, and undoing
// everything gives the first state back. More of them: -walks 500.
func TestRandomWalks(t *testing.T) {
	t.Parallel()
	n := *walks
	if race > 1 || testing.Short() {
		n = min(n, 2)
	}
	template := filepath.Join(t.TempDir(), "first.db")
	news := newWire(t, 60)
	first := sit(t, setup{lang: "en", w: 100, h: 30, store: template})
	first.follow(news)
	if err := first.lib.Close(); err != nil {
		t.Fatal(err)
	}
	for seed := range n {
		t.Run(fmt.Sprint(seed), func(t *testing.T) { walk(t, uint64(seed), template, news) })
	}
}

func walk(t *testing.T, seed uint64, template string, news *wire) {
	news.n.Store(60)
	w := &walker{random: rand.New(rand.NewPCG(seed, 7)), wire: news}
	store := filepath.Join(t.TempDir(), "walk.db")
	copyFile(t, template, store)
	w.first(t, store)
	w.reader = sit(t, setup{
		lang: []string{"ru", "az", "en"}[seed%3], w: 120, h: 36, light: seed%2 == 0, store: store,
		edit: func(c *config.Config) {
			c.Clippings = t.TempDir()
			c.Browser, c.Player, c.Pipe = []string{"true"}, []string{"true"}, []string{"true"}
		},
	})
	defer func() {
		if p := recover(); p != nil {
			t.Fatalf("seed %d: panic after %s: %v", seed, strings.Join(w.trail, " "), p)
		}
		if t.Failed() {
			t.Logf("seed %d: %s", seed, strings.Join(w.trail, " "))
		}
	}()
	for range 200 {
		w.step()
		if t.Failed() {
			return
		}
	}
	w.undoAll()
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	src, err := os.Open(from)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	dst, err := os.Create(to)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(dst, src); err != nil {
		t.Fatal(err)
	}
	if err := dst.Close(); err != nil {
		t.Fatal(err)
	}
}

// first remembers what is left in a copy of the store when everything was
// undone before the walk.
func (w *walker) first(t *testing.T, store string) {
	t.Helper()
	copied := store + ".first"
	copyFile(t, store, copied)
	lib, err := library.Open(t.Context(), library.Options{Path: copied, Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	w.marks, w.muted = undone(t, lib)
}

// undone takes back everything and tells marks and sources.
func undone(t *testing.T, lib *library.Library) (map[feed.ID]feed.State, map[feed.SourceID]bool) {
	t.Helper()
	for range 1000 {
		d, err := lib.Undo(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if d.ID == 0 {
			break
		}
	}
	all, err := lib.List(t.Context(), feed.Filter{Limit: 10_000})
	if err != nil {
		t.Fatal(err)
	}
	marks, muted := map[feed.ID]feed.State{}, map[feed.SourceID]bool{}
	for _, it := range all {
		marks[it.ID] = it.State
	}
	subs, err := lib.Subscriptions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range subs {
		muted[s.ID] = s.Muted
	}
	return marks, muted
}

// step does one thing and looks at the screen.
func (w *walker) step() {
	w.t.Helper()
	inList := w.m.scope() == "headlines"
	var what string
	if inList && w.random.IntN(2) == 0 {
		all := still()
		what = all[w.random.IntN(len(all))]
	} else {
		all := moves()
		what = all[w.random.IntN(len(all))]
		inList = false
	}
	before, had := w.m.headlines.Selected()
	w.trail = append(w.trail, what)
	w.do(what)
	fits(w.t, what, w.m.View().Content, w.m.width, w.m.height)
	if !inList || !had || w.m.view != viewList {
		return
	}
	listed := slices.ContainsFunc(w.m.headlines.Items(), func(it feed.Item) bool { return it.ID == before.ID })
	if after, _ := w.m.headlines.Selected(); listed && after.ID != before.ID {
		w.t.Errorf("%s moves the reader from %q to %q", what, before.Title, after.Title)
	}
}

func (w *walker) do(what string) {
	w.t.Helper()
	switch what {
	case "R":
		w.wire.n.Add(int64(w.random.IntN(6)))
		w.press("R")
	case "@resize":
		w.send(tea.WindowSizeMsg{Width: 20 + w.random.IntN(200), Height: 5 + w.random.IntN(60)})
	case "@light":
		w.send(tea.BackgroundColorMsg{Color: []ansi.BasicColor{ansi.White, ansi.Black}[w.random.IntN(2)]})
	case "@blur":
		w.send(tea.BlurMsg{})
	case "@focus":
		w.send(tea.FocusMsg{})
	case "@wheel":
		w.send(tea.MouseWheelMsg{X: w.random.IntN(w.m.width), Y: w.random.IntN(w.m.height), Button: tea.MouseWheelDown})
	case "@click":
		w.send(tea.MouseClickMsg{X: w.random.IntN(w.m.width), Y: w.random.IntN(w.m.height), Button: tea.MouseLeft})
	case "q":
		if w.m.scope() != "headlines" { // which would end the program
			w.press("q")
		}
	default:
		w.press(what)
	}
}

// undoAll takes back whatever was done, and compares with the beginning.
func (w *walker) undoAll() {
	w.t.Helper()
	marks, muted := undone(w.t, w.lib)
	for id, state := range marks {
		if want := w.marks[id]; state != want { // a story that came later had no marks
			w.t.Errorf("story %d has marks %b and had %b at first", id, state, want)
		}
	}
	if !maps.Equal(muted, w.muted) {
		w.t.Errorf("sources, muted or not: %v, and at first %v", muted, w.muted)
	}
}

// TestAStormOfNews lets 5,000 stories in during a refresh: the story that is
// selected stays on its line of the screen, and so does every other one.
func TestAStormOfNews(t *testing.T) {
	r := sit(t, setup{lang: "ru", w: 120, h: 36})
	w := newWire(t, 100)
	r.follow(w)
	r.press("j", "j", "j", "j", "j", "ctrl+d")
	before := strings.Split(r.screen(), "\n")
	w.n.Store(5100)
	r.press("R")
	after := strings.Split(r.screen(), "\n")
	for i := 3; i < len(before)-1; i++ {
		if before[i] != after[i] {
			t.Errorf("line %d was %q and is %q", i, before[i], after[i])
		}
	}
	if r.m.stream.waiting != 5000 {
		t.Errorf("%d stories wait", r.m.stream.waiting)
	}
	r.sees("5")
	r.press("g")
	r.sees("Story 5100 of the day")
	if r.m.stream.waiting != 0 {
		t.Errorf("%d stories still wait", r.m.stream.waiting)
	}
}
