package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"rubrika/config"
	"rubrika/feed"
	"rubrika/feed/library"
	"rubrika/ui/keys"
)

func TestNewsWaits(t *testing.T) {
	r := sit(t, setup{lang: "ru", w: 100, h: 20})
	w := newWire(t, 30)
	r.follow(w)
	r.press("j", "j", "j")
	w.n.Store(42)
	r.press("R")
	r.sees("12 новых ↑")
	if strings.Contains(r.screen(), "Story 42 of the day") {
		t.Error("what waits is on the screen")
	}
	r.press("A") // marks what is shown, and not what waits
	r.press("g")
	r.sees("Story 42 of the day")
	for _, it := range r.m.headlines.Items() {
		if late := it.Order.After(noon().Add(-time.Hour)); late == it.State.Has(feed.Read) {
			t.Errorf("%q: read is %v", it.Title, it.State.Has(feed.Read))
		}
	}
	if strings.Contains(r.screen(), "новых ↑") {
		t.Errorf("they are there and are said to wait:\n%s", r.screen())
	}
}

// TestNewsEntersAtTheTop: on the first row news comes in at once, the selected
// story stays selected, and what the window cannot hold waits.
func TestNewsEntersAtTheTop(t *testing.T) {
	r := sit(t, setup{lang: "en", w: 100, h: 20})
	w := newWire(t, 30)
	r.follow(w)
	r.press("j", "k")
	first, _ := r.m.headlines.Selected()
	w.n.Store(33)
	r.press("R")
	r.sees("Story 33 of the day", "Story 30 of the day")
	if now, _ := r.m.headlines.Selected(); now.ID != first.ID {
		t.Errorf("the reader was at %q and is at %q", first.Title, now.Title)
	}
	r.press("g")
	w.n.Store(200)
	r.press("R")
	r.sees("167 new", "Story 33 of the day")
	if now, _ := r.m.headlines.Selected(); now.Title != "Story 33 of the day" {
		t.Errorf("the reader is at %q", now.Title)
	}
}

// TestNewsOfAnUntouchedList: before the first key the list follows the stream.
func TestNewsOfAnUntouchedList(t *testing.T) {
	r := sit(t, setup{lang: "en", w: 100, h: 20})
	w := newWire(t, 30)
	r.follow(w)
	w.n.Store(90)
	r.run(r.m.refresh(true))
	if first, _ := r.m.headlines.Selected(); first.Title != "Story 90 of the day" || r.m.headlines.Index() != 0 {
		t.Errorf("the list begins with %q", first.Title)
	}
}

func TestWire(t *testing.T) {
	store := filepath.Join(t.TempDir(), "r.db")
	w := newWire(t, 30)
	r := sit(t, setup{lang: "en", w: 100, h: 20, store: store})
	r.follow(w)
	r.m.close(t.Context()) // the reader leaves
	w.n.Store(34)
	r = sit(t, setup{lang: "en", w: 100, h: 20, store: store})
	r.run(r.m.lookLeft())
	r.run(r.m.refresh(true))
	r.press("3", "0", "j", "j")
	chosen, _ := r.m.headlines.Selected()
	r.press("w")
	r.sees("Story 34 of the day", r.m.words.Front.Left)
	rows := strings.Split(r.screen(), "\n")
	at := rowOf(r, r.m.words.Front.Left)
	if !strings.Contains(rows[at-1], "Story 31 of") || !strings.Contains(rows[at+1], "Story 30 of") {
		t.Errorf("the line of the last visit stands in the wrong place:\n%s", r.screen())
	}
	w.n.Store(36)
	r.press("R")
	if first, _ := r.m.headlines.Selected(); first.Title != "Story 36 of the day" {
		t.Errorf("the wire does not flow: %q", first.Title)
	}
	r.press("space")
	r.sees(r.m.words.Desk.Hints.Flow)
	w.n.Store(40)
	r.press("R")
	if strings.Contains(r.screen(), "Story 40 of") {
		t.Errorf("held, and it flows on:\n%s", r.screen())
	}
	r.press("space")
	r.sees("Story 40 of the day")
	r.press("j") // moving holds it
	if !r.m.stream.held {
		t.Error("moving does not hold the wire")
	}
	r.press("w")
	if back, _ := r.m.headlines.Selected(); back.ID != chosen.ID || r.m.filter.Sort != feed.Newest {
		t.Errorf("back at %q and not %q", back.Title, chosen.Title)
	}
}

func TestSort(t *testing.T) {
	r := sit(t, setup{lang: "en", w: 100, h: 20})
	r.follow(newWire(t, 30))
	r.press("j", "j")
	before, _ := r.m.headlines.Selected()
	r.press("s")
	if after, _ := r.m.headlines.Selected(); after.ID != before.ID {
		t.Errorf("from %q to %q", before.Title, after.Title)
	}
	items := r.m.headlines.Items()
	for i := 1; i < len(items); i++ {
		if items[i].Order.Before(items[i-1].Order) {
			t.Fatalf("%v comes after %v", items[i].Order, items[i-1].Order)
		}
	}
	r.sees(r.m.words.SortedBy(feed.Oldest))
	r.press("s", "s")
	if r.m.filter.Sort != feed.Newest {
		t.Error("three times s is not where it began")
	}
}

// TestTheEndWhileNewsWaits: G with stories waiting goes to the end once, and
// not again at the next answer.
func TestTheEndWhileNewsWaits(t *testing.T) {
	r := sit(t, setup{lang: "en", w: 100, h: 20})
	w := newWire(t, 60)
	r.follow(w)
	r.press("j")
	w.n.Store(63)
	r.press("R", "G")
	before, _ := r.m.headlines.Selected()
	r.press("s")
	if after, _ := r.m.headlines.Selected(); before.Title != "Story 1 of the day" || after.ID != before.ID {
		t.Errorf("from %q to %q", before.Title, after.Title)
	}
}

func TestTopics(t *testing.T) {
	r := sit(t, setup{lang: "ru", w: 140, h: 36, edit: func(c *config.Config) { c.Topics = []string{"RSS"} }})
	if !strings.Contains(r.line(0), "RSS") {
		t.Fatalf("the pinned topic is not in the strip: %q", r.line(0))
	}
	r.press("t")
	for _, key := range "rss" {
		r.press(string(key))
	}
	r.press("space", "enter")
	if len(r.m.filter.Topics) != 1 {
		t.Fatalf("the filter is %q", r.m.filter.String())
	}
	if n := len(r.m.headlines.Items()); n == 0 || n > 10 {
		t.Errorf("%d stories are on the topic", n)
	}
	r.press("3") // combines with a rubric
	if f := r.m.filter; len(f.Topics) != 1 || len(f.Rubrics) != 1 {
		t.Errorf("the filter is %q", f.String())
	}
	r.press("esc", "esc")
	if !r.m.filter.IsZero() {
		t.Errorf("Esc leaves %q", r.m.filter.String())
	}
}

// TestATopicSpeltOtherwise lights the topic of the strip that it is, and stands
// there once.
func TestATopicSpeltOtherwise(t *testing.T) {
	r := sit(t, setup{lang: "ru", w: 140, h: 36, edit: func(c *config.Config) { c.Topics = []string{"Таиланд"} }})
	plain, styled := r.line(0), strings.Split(r.m.View().Content, "\n")[0]
	r.run(r.m.choose(feed.Filter{Topics: []string{"таиланде"}}))
	if got := r.line(0); got != plain {
		t.Errorf("the strip is %q, was %q", got, plain)
	}
	if got := strings.Split(r.m.View().Content, "\n")[0]; got == styled {
		t.Errorf("nothing is lit in %q", got)
	}
	if r.m.filter.Topics[0] != "таиланде" {
		t.Errorf("the filter has become %q", r.m.filter.String())
	}
}

// TestPreviewFollows: the headline is there in the same frame as the cursor,
// and never more than one text is being laid out.
func TestPreviewFollows(t *testing.T) {
	r := sit(t, setup{lang: "en", w: 160, h: 40})
	r.follow(newWire(t, 50))
	_, aside := columns(r)
	if it, _ := r.m.headlines.Selected(); !strings.Contains(aside, it.Title) || !strings.Contains(aside, "What happened in story") {
		t.Fatalf("the preview does not show the first story:\n%s", aside)
	}
	running, most := 0, 0
	var queue []tea.Cmd
	for range 20 {
		_, cmd := r.m.Update(key("j"))
		if it, _ := r.m.headlines.Selected(); !strings.Contains(second(columns(r)), it.Title) {
			t.Fatalf("%q is selected and not in the preview", it.Title)
		}
		for _, c := range unfold(cmd) {
			running++
			queue = append(queue, c)
		}
		most = max(most, running)
	}
	if most > 1 {
		t.Errorf("%d texts are laid out at once", most)
	}
	for _, c := range queue {
		r.run(c)
	}
	it, _ := r.m.headlines.Selected()
	if aside := second(columns(r)); !strings.Contains(aside, strings.Replace(it.Title, "Story", "What happened in story", 1)[:24]) {
		t.Errorf("the text of %q is not there:\n%s", it.Title, aside)
	}
	r.press("v")
	if r.m.layout.preview.w != 0 || strings.Contains(r.line(10), "│") {
		t.Error("v leaves the preview")
	}
}

// unfold is the commands that a batch would run.
func unfold(cmd tea.Cmd) []tea.Cmd {
	if cmd == nil {
		return nil
	}
	msg := cmd()
	if batch, ok := msg.(tea.BatchMsg); ok {
		var out []tea.Cmd
		for _, c := range batch {
			out = append(out, unfold(c)...)
		}
		return out
	}
	return []tea.Cmd{func() tea.Msg { return msg }}
}

func second(_, b string) string { return b }

// columns are the two sides of the line between list and preview.
func columns(r *reader) (list, aside string) {
	for _, l := range strings.Split(r.screen(), "\n") {
		a, b, ok := strings.Cut(l, "│")
		if ok {
			list, aside = list+a+"\n", aside+b+"\n"
		}
	}
	return list, aside
}

func TestPalette(t *testing.T) {
	r := sit(t, setup{lang: "ru", w: 100, h: 30})
	r.press(":")
	for _, k := range strings.Split("источ", "") {
		r.press(k)
	}
	r.press("enter")
	if r.m.view != viewSources || r.m.commanding {
		t.Errorf("the palette did not open the sources:\n%s", r.screen())
	}
	r.press("q", ":")
	for _, k := range strings.Split("рядом", "") {
		r.press(k)
	}
	r.sees(r.m.words.TooNarrow(previewFrom))
	r.press("enter")
	if !r.m.commanding {
		t.Error("what cannot be done was done")
	}
	r.press("esc")
	if r.m.scope() != keys.Headlines {
		t.Errorf("Esc leads to %s", r.m.scope())
	}
	before := r.m.theme.Name()
	r.press(":")
	for _, k := range strings.Split("next-theme", "") {
		r.press(k)
	}
	r.press("enter")
	if r.m.theme.Name() == before {
		r.press(":", "enter") // «auto» and what it stands for look alike
	}
	if r.m.theme.Name() == before {
		t.Error("the theme did not change")
	}
}

func TestFindOnThePage(t *testing.T) {
	r := sit(t, setup{lang: "en", w: 100, h: 24})
	r.press("3", "enter", "/")
	for _, k := range strings.Split("basket", "") {
		r.press(k)
	}
	r.sees(r.m.words.Reading.Find)
	r.press("enter")
	if !strings.Contains(r.line(-1), "of ") {
		t.Errorf("the notice is %q", r.line(-1))
	}
	r.press("n", "N", "/", "esc")
	if r.m.article.FindText() != "" {
		t.Error("Esc keeps the search")
	}
}

func TestSaveAStory(t *testing.T) {
	dir := t.TempDir()
	r := sit(t, setup{lang: "en", w: 100, h: 24, edit: func(c *config.Config) { c.Clippings = dir }})
	r.press("S")
	r.sees(r.m.words.Desk.SaveAs)
	r.press("m", "enter", "S", "h", "S", "esc")
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 2 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	if !strings.Contains(r.screen(), dir) && r.m.saving != 0 {
		t.Errorf("it is not said where:\n%s", r.screen())
	}
}

func TestMouse(t *testing.T) {
	r := sit(t, setup{lang: "en", w: 120, h: 30})
	r.follow(newWire(t, 30))
	click := func(x, y int) { r.send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft}) }
	y := rowOf(r, "Story 25 of the day")
	click(30, y)
	if it, _ := r.m.headlines.Selected(); it.Title != "Story 25 of the day" || r.m.view != viewList {
		t.Fatalf("a click selects %q", it.Title)
	}
	click(30, y)
	if r.m.view != viewArticle {
		t.Fatal("a second click does not open it")
	}
	r.press("q")
	x := strings.Index(r.line(1), "7 Sport")
	if x < 0 {
		t.Fatalf("no sport in %q", r.line(1))
	}
	click(len([]rune(r.line(1)[:x]))+2, 1)
	if len(r.m.filter.Rubrics) != 1 || r.m.filter.Rubrics[0] != feed.Sport {
		t.Errorf("a click on a rubric gives %q", r.m.filter.String())
	}
	before := r.m.headlines.Index()
	r.send(tea.MouseWheelMsg{X: 30, Y: 10, Button: tea.MouseWheelDown})
	if r.m.headlines.Index() <= before {
		t.Error("the wheel does nothing")
	}
	if r.m.View().MouseMode != tea.MouseModeCellMotion {
		t.Error("the mouse is not asked for")
	}
	r.m.config.Mouse = false
	if r.m.View().MouseMode != tea.MouseModeNone {
		t.Error("the mouse is asked for all the same")
	}
}

// TestPlaceIsKept: a story opens where it was left, in the next run too.
func TestPlaceIsKept(t *testing.T) {
	store := filepath.Join(t.TempDir(), "r.db")
	r := sit(t, setup{lang: "en", w: 80, h: 14, store: store})
	r.press("3", "enter", "j", "j", "j", "j", "j", "j", "j", "j", "j")
	top := r.line(0)
	r.press("q", "j", "k", "enter")
	if r.line(0) != top {
		t.Errorf("it was left at %q and opens at %q", top, r.line(0))
	}
	r.run(r.m.quit())
	r.m.close(t.Context())
	r = sit(t, setup{lang: "en", w: 80, h: 14, store: store})
	r.press("3", "enter")
	if r.line(0) != top {
		t.Errorf("in the next run it opens at %q and not %q", r.line(0), top)
	}
}

// TestUnfocused: while another window has the focus, a refresh draws nothing
// but now and then how far it is.
func TestUnfocused(t *testing.T) {
	r := sit(t, setup{lang: "en", w: 100, h: 20})
	w := newWire(t, 30)
	r.follow(w)
	r.press("j")
	r.send(tea.BlurMsg{})
	before := r.screen()
	steps := make(chan step)
	close(steps)
	r.m.refreshing, r.m.drawn = true, noon()
	r.m.asked.done = map[feed.SourceID]bool{}
	r.send(progressMsg{step: step{news: true}, from: steps})
	r.m.refreshing = false
	if r.screen() != before {
		t.Errorf("it draws:\n%s", r.screen())
	}
	w.n.Store(33)
	if _, err := r.lib.Refresh(t.Context(), library.RefreshOptions{Force: true}); err != nil {
		t.Fatal(err)
	}
	r.send(tea.FocusMsg{})
	r.sees("3 new")
}

// TestEmptyStates: each has its own sentence and a key.
func TestEmptyStates(t *testing.T) {
	for _, code := range []string{"ru", "az", "en"} {
		r := sit(t, setup{lang: code, w: 80, h: 24})
		seen := map[string]string{}
		look := func(name string) {
			t.Helper()
			r.m.headlines.SetItems(nil)
			r.m.headlines.Empty = r.m.empty()
			e := r.m.headlines.Empty
			if e[0] == "" || e[1] == "" {
				t.Errorf("%s, %s: %q", code, name, e)
			}
			if other := seen[e[0]]; other != "" {
				t.Errorf("%s: %s says what %s says: %q", code, name, other, e[0])
			}
			seen[e[0]] = name
			r.sees(e[0])
		}
		r.m.filter = feed.Filter{IsNot: feed.Read}
		look("all read")
		r.m.filter = feed.Filter{Is: feed.Starred}
		look("no stars")
		r.m.filter = feed.Filter{Topics: []string{"ОТГ"}}
		look("no topic")
		r.m.filter = feed.Filter{Rubrics: []feed.Rubric{feed.Sport}}
		look("no match")
		r.m.filter, r.m.refreshing = feed.Filter{}, true
		look("loading")
		r.m.refreshing, r.m.offline = false, true
		look("offline")
		r.m.offline = false
		look("no source")
		r.m.sources.Set(shelf())
		look("empty")
		r.m.stream.wire = true
		look("wire")
	}
}
