package ui

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"rubrika/config"
	"rubrika/feed"
	"rubrika/feed/library"
	"rubrika/ui/keys"
)

// wire is a news site on the loopback: n stories, one a minute, the newest
// numbered n.
type wire struct {
	*httptest.Server
	n      atomic.Int64
	status atomic.Int64
}

func newWire(t *testing.T, n int64) *wire {
	t.Helper()
	w := &wire{}
	w.n.Store(n)
	w.Server = httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) {
		if s := w.status.Load(); s != 0 {
			http.Error(rw, "no", int(s))
			return
		}
		fmt.Fprint(rw, `<rss version="2.0"><channel><title>Wire</title><link>https://wire.example/</link><language>en</language>`)
		for i := w.n.Load(); i > 0; i-- {
			at := noon().Add(time.Duration(i-w.n.Load()) * time.Minute)
			if i <= n {
				at = noon().Add(time.Duration(i-n)*time.Minute - time.Hour)
			}
			fmt.Fprintf(rw, `<item><title>Story %d of the day</title><link>https://wire.example/sport/%d</link><pubDate>%s</pubDate><description>What happened in story %d.</description></item>`,
				i, i, at.Format(time.RFC1123Z), i)
		}
		fmt.Fprint(rw, `</channel></rss>`)
	}))
	t.Cleanup(w.Close)
	return w
}

// follow subscribes to a wire.
func (r *reader) follow(w *wire) {
	r.t.Helper()
	if _, _, err := r.lib.Subscribe(r.t.Context(), library.NewSource{URL: w.URL}); err != nil {
		r.t.Fatal(err)
	}
	r.run(r.m.reload())
}

// Where the tour was being read, the first news take its place: nothing of what
// was looked at is left.
func TestTheTourLeavesAReader(t *testing.T) {
	for _, keys := range [][]string{{"j", "k"}, {"j", "j", "j"}} {
		r := sit(t, setup{lang: "en", w: 100, h: 20})
		r.press(keys...)
		r.follow(newWire(t, 30))
		r.sees("Story 30 of the day")
		if r.m.stream.waiting != 0 {
			t.Errorf("%d wait above an empty list", r.m.stream.waiting)
		}
	}
}

func TestRefreshBringsNewsAndMovesNothing(t *testing.T) {
	r := sit(t, setup{lang: "en", w: 100, h: 20})
	w := newWire(t, 30)
	r.follow(w)
	r.sees("Story 30 of the day")
	if strings.Contains(r.screen(), "tour edition") {
		t.Error("real news is there, and the tour is still announced")
	}
	r.press("j", "j", "j", "j", "j", "j")
	before, _ := r.m.headlines.Selected()
	row := rowOf(r, before.Title)
	w.n.Store(34)
	r.press("R")
	if !strings.Contains(r.line(-1), "4 new") {
		t.Errorf("the notice is %q", r.line(-1))
	}
	after, _ := r.m.headlines.Selected()
	if after.ID != before.ID || rowOf(r, before.Title) != row {
		t.Errorf("the reader was moved from %q on line %d to %q on line %d", before.Title, row, after.Title, rowOf(r, after.Title))
	}
	r.press("g")
	r.sees("Story 34 of the day")
}

// rowOf is the line of the screen that a text stands on.
func rowOf(r *reader, text string) int {
	for i, l := range strings.Split(r.screen(), "\n") {
		if strings.Contains(l, text) {
			return i
		}
	}
	return -1
}

func TestASilentSourceIsSaidInWords(t *testing.T) {
	r := sit(t, setup{lang: "en", w: 100, h: 20})
	w := newWire(t, 3)
	r.follow(w)
	w.status.Store(http.StatusInternalServerError)
	r.press("R")
	if !strings.Contains(r.line(-1), "Wire: the server answered with an error") {
		t.Errorf("the notice is %q", r.line(-1))
	}
	if len(r.m.headlines.Items()) != 3 {
		t.Errorf("%d stories are left of 3", len(r.m.headlines.Items()))
	}
}

// TestAFailedMarkIsTakenBack closes the store under the reader.
func TestAFailedMarkIsTakenBack(t *testing.T) {
	r := sit(t, setup{lang: "en", w: 100, h: 20})
	if err := r.lib.Close(); err != nil {
		t.Fatal(err)
	}
	r.press("f")
	it, _ := r.m.headlines.Selected()
	if it.State.Has(feed.Starred) {
		t.Error("the star is shown, but was not kept")
	}
	if r.m.notice == "" {
		t.Error("nothing is said")
	}
	r.press("enter")
	r.sees(it.Title[:20])
	if r.m.scope() != keys.Article {
		t.Error("the teaser is not shown")
	}
}

// TestMarksOutliveAQuickEnd marks stories and leaves before any command ran.
func TestMarksOutliveAQuickEnd(t *testing.T) {
	r := sit(t, setup{lang: "en", w: 100, h: 20})
	it, _ := r.m.headlines.Selected()
	for _, k := range []string{"f", "m", "f", "f", "z", "f", "q"} { // the commands are dropped
		r.m.Update(key(k))
	}
	r.m.close(t.Context())
	got, err := r.lib.Item(t.Context(), it.ID)
	if err != nil {
		t.Fatal(err)
	}
	shown, _ := r.m.headlines.Selected()
	if got.State != feed.Read {
		t.Errorf("the store has %v after ★ read ☆ ★ undo ☆, the screen %v", got.State, shown.State)
	}
}

func TestTheEndOfALongList(t *testing.T) {
	r := sit(t, setup{lang: "en", w: 100, h: 20})
	r.follow(newWire(t, 620))
	if n := len(r.m.headlines.Items()); n != pageSize {
		t.Fatalf("%d stories are loaded at first", n)
	}
	r.press("G")
	if it, _ := r.m.headlines.Selected(); it.Title != "Story 1 of the day" {
		t.Errorf("G leads to %q", it.Title)
	}
	r.press("g")
	for range 40 {
		r.press("pgdown")
	}
	if n := len(r.m.headlines.Items()); n != 620 {
		t.Errorf("%d of 620 stories are loaded", n)
	}
}

func TestLateAnswersAreDropped(t *testing.T) {
	r := sit(t, setup{lang: "en", w: 100, h: 20})
	n := len(r.m.headlines.Items())
	r.send(itemsMsg{job: r.m.lists.n - 1})
	r.send(countsMsg{job: r.m.tallies.n - 1, counts: feed.Counts{Total: 9999}})
	if len(r.m.headlines.Items()) != n || r.m.counts.Total == 9999 {
		t.Error("an answer to an older question was taken")
	}
	r.press("enter")
	id := r.m.article.Article().ID
	r.send(articleMsg{job: r.m.articles.n - 1, article: feed.Article{Item: feed.Item{ID: 77777}}})
	if r.m.article.Article().ID != id {
		t.Error("the body of another story was taken")
	}
}

func TestNoticesGoAway(t *testing.T) {
	r := sit(t, setup{lang: "en", w: 100, h: 20})
	r.press("z")
	if r.m.notice == "" {
		t.Fatal("nothing to undo, and nothing said")
	}
	r.send(quietMsg{n: r.m.notices - 1})
	if r.m.notice == "" {
		t.Error("an older timer takes a newer notice away")
	}
	r.send(quietMsg{n: r.m.notices})
	if r.m.notice != "" {
		t.Error("the notice stays")
	}
}

// TestTheClockRefreshes moves the clock over the interval at which sources are
// looked at, which is shorter than that at which one of them is asked.
func TestTheClockRefreshes(t *testing.T) {
	r := sit(t, setup{lang: "en", w: 100, h: 20, edit: func(c *config.Config) { c.Refresh = config.Duration(10 * time.Minute) }})
	w := newWire(t, 2)
	r.follow(w)
	asked := r.m.refreshed
	now := noon()
	r.m.now = func() time.Time { return now }
	now = asked.Add(4 * time.Minute)
	r.send(minuteMsg{})
	if !r.m.refreshed.Equal(asked) {
		t.Error("refreshed before the interval was over")
	}
	now = asked.Add(6 * time.Minute)
	r.send(minuteMsg{})
	if r.m.refreshed.Equal(asked) {
		t.Error("not refreshed after the interval")
	}
	if !strings.Contains(r.line(0), now.Format("15:04")) {
		t.Errorf("the clock shows %q", r.line(0))
	}
}

func TestPasteNarrowsThePicker(t *testing.T) {
	r := sit(t, setup{lang: "en", w: 100, h: 30})
	r.send(tea.PasteMsg{Content: "ignored"})
	r.press("c")
	r.send(tea.PasteMsg{Content: "sport"})
	r.sees("sport", "Sport")
	r.press("space", "enter")
	if joined(r.m.filter.Rubrics) != "sport " {
		t.Errorf("the filter is %v", r.m.filter)
	}
}

func TestTheWindowTitleFollows(t *testing.T) {
	r := sit(t, setup{lang: "en", w: 100, h: 30})
	if got := r.m.View().WindowTitle; got != "rubrika" {
		t.Errorf("the title is %q", got)
	}
	r.press("enter")
	if got := r.m.View().WindowTitle; got != r.m.article.Article().Title+" — rubrika" {
		t.Errorf("the title is %q", got)
	}
}

// TestKeysOpenLinks follows a link by its number, by Tab and Enter, and the
// story itself by o.
func TestKeysOpenLinks(t *testing.T) {
	dir := t.TempDir()
	record := filepath.Join(dir, "record")
	script := filepath.Join(dir, "opener")
	if err := os.WriteFile(script, []byte("#!/bin/sh\nprintf '%s\\n' \"$@\" >> "+record+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	r := sit(t, setup{lang: "en", w: 100, h: 30, edit: func(c *config.Config) { c.Browser = []string{script} }})
	r.press("3", "enter", "2", "tab", "enter", "o", "9")
	if !strings.Contains(r.line(-1), "no link") {
		t.Errorf("9 is no link: %q", r.line(-1))
	}
	a := r.m.article.Article()
	data, err := os.ReadFile(record)
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Join([]string{a.Links[1].URL, a.Links[0].URL, a.URL}, "\n") + "\n"
	if string(data) != want {
		t.Errorf("the opener got\n%swant\n%s", data, want)
	}
}
