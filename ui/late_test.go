package ui

import (
	"context"
	"errors"
	"slices"
	"testing"

	tea "charm.land/bubbletea/v2"

	"rubrika/config"
	"rubrika/feed"
	"rubrika/feed/library"
	"rubrika/ui/picker"
)

// Answers that come late: the store was read, and before what it said is there
// the reader has pressed a key, or a deed is done.

// held presses a key and holds back the commands that it gives.
func (r *reader) held(k string) tea.Cmd {
	_, cmd := r.m.Update(key(k))
	return cmd
}

func (r *reader) runAll(cmds []tea.Cmd) {
	r.t.Helper()
	for _, cmd := range cmds {
		r.run(cmd)
	}
}

// asStored compares the marks on the screen with those in the store.
func (r *reader) asStored(when string) {
	r.t.Helper()
	for _, it := range r.m.headlines.Items() {
		stored, err := r.lib.Item(r.t.Context(), it.ID)
		if err != nil || stored.State != it.State {
			r.t.Errorf("%s: %q has marks %b on the screen and %b in the store (%v)", when, it.Title, it.State, stored.State, err)
			return
		}
	}
}

func newsroom(t *testing.T, stories int64) (*reader, *wire) {
	r := sit(t, setup{lang: "en", w: 160, h: 30})
	w := newWire(t, stories)
	r.follow(w)
	return r, w
}

// come files news that the screen was not told of.
func (r *reader) come(w *wire, n int64) {
	r.t.Helper()
	w.n.Store(n)
	if _, err := r.lib.Refresh(r.t.Context(), library.RefreshOptions{Force: true}); err != nil {
		r.t.Fatal(err)
	}
}

func TestAListReadBeforeAMark(t *testing.T) {
	r, _ := newsroom(t, 30)
	r.press("j")
	list := unfold(r.m.reload())
	r.press("m")
	r.runAll(list)
	r.asStored("marked after the list was read")
	if n := r.m.counts.Unread; n != 29 {
		t.Errorf("%d are unread", n)
	}
	write := r.held("f") // on its way to the store
	r.run(r.m.reload())
	if it, _ := r.m.headlines.Selected(); !it.State.Has(feed.Starred) {
		t.Error("a list takes a star away that is on its way")
	}
	r.run(write)
	r.asStored("starred while the list was read")
	list = unfold(r.m.reload())
	r.press("z")
	r.runAll(list)
	r.asStored("undone after the list was read")
}

func TestAllReadThatIsConfirmedLate(t *testing.T) {
	r, w := newsroom(t, 30)
	r.press("j", "j")
	r.come(w, 35)
	r.run(r.m.reload())
	write := r.held("A")
	if it, _ := r.m.headlines.Selected(); !it.State.Has(feed.Read) {
		t.Error("it is not on the screen at once")
	}
	r.press("g") // takes in what waits
	r.run(write)
	r.asStored("news taken in before the answer")
	if n := r.m.counts.Unread; n != 5 {
		t.Errorf("%d are unread, want the 5 that waited", n)
	}
	r.press("z")
	r.asStored("undone")

	r.press("u")
	list, write := r.held("u"), r.held("A") // the starred ones are asked for, and all of them marked
	r.run(list)
	r.run(write)
	r.asStored("all starred ones marked before they were listed")
	r.press("u")
	if r.m.counts.Unread != r.m.counts.Total {
		t.Errorf("%d of %d are unread", r.m.counts.Unread, r.m.counts.Total)
	}
}

// TestAllReadFromTheOldest marks what was listed, and not what nobody was told
// of yet.
func TestAllReadFromTheOldest(t *testing.T) {
	r, w := newsroom(t, 30)
	r.press("s", "j")
	r.come(w, 33)
	r.press("A")
	if got, err := r.lib.Counts(t.Context(), feed.Filter{}, false); err != nil || got.Unread != 3 {
		t.Errorf("%d are unread (%v), want the 3 that came since", got.Unread, err)
	}
}

func TestCountsOfAnotherQuestion(t *testing.T) {
	r, w := newsroom(t, 30)
	r.press("j")
	r.come(w, 34)
	_, cmd := r.m.Update(r.held("m")()) // the answer to the mark asks for counts
	counts := unfold(cmd)
	r.press("3")
	want := r.m.counts
	r.runAll(counts)
	if r.m.counts.Total != want.Total || r.m.stream.waiting != 0 {
		t.Errorf("%d stories, %d waiting; want %d, and none", r.m.counts.Total, r.m.stream.waiting, want.Total)
	}
	r.press("0")
	r.come(w, 38)
	list := r.held("7") // asked, and a count for the list before comes in between
	_, count := r.m.Update(r.held("m")())
	r.run(list)
	r.run(count)
	if r.m.stream.waiting != 0 {
		t.Errorf("%d stories are said to wait that are there", r.m.stream.waiting)
	}
}

func TestThePickerOpenedBeforeTheListIsThere(t *testing.T) {
	r, _ := newsroom(t, 30)
	list := unfold(r.m.reload())
	r.press("c")
	r.runAll(list)
	if len(r.m.counts.Sources) == 0 {
		t.Error("the sources have left the picker")
	}
	r.run(r.m.openPicker(picker.Topics))
}

// TestThePageBelowAnotherList: near the end of a list, with another one on its
// way, the other one comes.
func TestThePageBelowAnotherList(t *testing.T) {
	r, _ := newsroom(t, 600)
	r.m.headlines.Last()
	if n := len(r.m.headlines.Items()); n >= 600 {
		t.Fatalf("all %d are loaded", n)
	}
	list := r.held("s")
	r.press("k")
	r.run(list)
	items := r.m.headlines.Items()
	if !slices.IsSortedFunc(items, func(a, b feed.Item) int { return a.Order.Compare(b.Order) }) {
		t.Error("two lists are mixed, or the new one did not come")
	}
}

// TestNewsReadBeforeAMove: the reader had not begun to read, or was on the
// first row, when the list was asked for, and is not when it comes.
func TestNewsReadBeforeAMove(t *testing.T) {
	for name, before := range map[string][]string{"untouched": nil, "at the top": {"j", "k"}} {
		r, w := newsroom(t, 30)
		r.press(before...)
		r.come(w, 33)
		list := unfold(r.m.reload())
		r.press("j", "j", "j")
		was, _ := r.m.headlines.Selected()
		line := r.line(6)
		r.runAll(list)
		if now, _ := r.m.headlines.Selected(); now.ID != was.ID || r.line(6) != line {
			t.Errorf("%s: the reader was at %q and is at %q:\n%s", name, was.Title, now.Title, r.screen())
		}
		r.sees("3 new")
	}
}

// TestBackFromTheWireFarBelow: the story that was selected is selected again,
// however far below it is.
func TestBackFromTheWireFarBelow(t *testing.T) {
	r, _ := newsroom(t, 700)
	r.press("G", "k", "k")
	was, _ := r.m.headlines.Selected()
	r.press("w", "w")
	if now, _ := r.m.headlines.Selected(); now.ID != was.ID {
		t.Errorf("the reader was at %q and is at %q", was.Title, now.Title)
	}
}

// TestMarksOfAnOpenStoryUndone: undo shows on the page too, and beside the list.
func TestMarksOfAnOpenStoryUndone(t *testing.T) {
	r, _ := newsroom(t, 30)
	r.press("j", "enter", "f", "z")
	if r.m.article.Article().State.Has(feed.Starred) {
		t.Error("the page keeps its star")
	}
	r.press("Z")
	if !r.m.article.Article().State.Has(feed.Starred) {
		t.Error("the page does not get its star back")
	}
	r.press("q")
	r.press("f", "z")
	if !r.m.preview.Article().State.Has(feed.Starred) {
		t.Error("the preview does not follow")
	}
}

// TestMarksThatFailTogether: the second mark was made while the first was on
// the screen and not in the store; both fail.
func TestMarksThatFailTogether(t *testing.T) {
	r, _ := newsroom(t, 30)
	r.press("j", "enter")
	fail := func(context.Context) (feed.Deed, error) {
		return feed.Deed{}, &feed.Error{Op: "mark", Kind: feed.KindDiskFull, Err: errors.New("full")}
	}
	first := r.held("f")
	r.m.ledger.queue[0].do = fail
	second := r.held("m")
	r.m.ledger.queue[1].do = fail
	r.run(first)
	r.run(second)
	r.asStored("two marks failed")
	if it, _ := r.m.headlines.Selected(); it.State != r.m.article.Article().State {
		t.Errorf("the page has %b, its line %b", r.m.article.Article().State, it.State)
	}
	r.press("q")
	all := r.held("A")
	r.m.ledger.queue[0].do = fail
	failed := all()
	star := r.held("f")
	_, cmd := r.m.Update(failed) // before the star is written
	list := unfold(cmd)
	r.run(star)
	r.runAll(list)
	r.asStored("all failed, and one was starred")
}

// TestAPinnedTopicInThePicker is known however the settings spell it.
func TestAPinnedTopicInThePicker(t *testing.T) {
	r := sit(t, setup{lang: "ru", w: 140, h: 36, edit: func(c *config.Config) { c.Topics = []string{"rss"} }})
	got := r.m.marked(feed.Counts{Topics: []feed.Tally{{Name: "RSS"}}})
	if !got.Topics[0].Pinned {
		t.Errorf("%+v is pinned as %+v", got.Topics, r.m.stream.topics)
	}
	r.m.filter.Topics = []string{"RSS"}
	r.run(r.m.topic("rss"))
	if !r.m.filter.IsZero() {
		t.Errorf("a topic that is on goes to %q", r.m.filter.String())
	}
}

// TestAReadStoryLeavesTheUnread: what was read leaves a list of unread stories
// with the next refresh, and the reader stays where it was.
func TestAReadStoryLeavesTheUnread(t *testing.T) {
	r, w := newsroom(t, 30)
	r.press("u", "j", "j", "j", "j", "j", "enter", "q")
	next := r.m.headlines.Items()[6]
	w.n.Store(32)
	r.press("R")
	if now, _ := r.m.headlines.Selected(); now.ID != next.ID {
		t.Errorf("the reader is at %q, want %q", now.Title, next.Title)
	}
}

// TestNewsOfAnotherProcess is told of by the next look, though that finds
// nothing new itself.
func TestNewsOfAnotherProcess(t *testing.T) {
	r, w := newsroom(t, 30)
	r.press("j")
	r.come(w, 34)
	r.run(r.m.refresh(false))
	r.sees("4 new")
}

// TestTheStripIsThereAtOnce, and not only after the first refresh.
func TestTheStripIsThereAtOnce(t *testing.T) {
	r := sit(t, setup{lang: "en", w: 140, h: 36, edit: func(c *config.Config) { c.Topics = []string{"RSS"} }})
	if len(r.m.stream.topics) == 0 {
		t.Error("no topics")
	}
}
