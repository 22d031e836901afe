package ui

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"rubrika/config"
	"rubrika/feed"
	"rubrika/feed/fetch"
	"rubrika/feed/library"
	"rubrika/ui/keys"
)

// sitWith opens the view of sources on a store that follows some feeds of a
// town.
func sitWith(t *testing.T, lang string, s *town, names ...string) *reader {
	t.Helper()
	r := sit(t, setup{lang: lang, w: 100, h: 30, client: fetch.New(home())})
	for _, name := range names {
		if _, _, err := r.lib.Subscribe(t.Context(), library.NewSource{URL: s.URL + "/" + name + ".rss"}); err != nil {
			t.Fatal(err)
		}
	}
	r.run(r.m.reload())
	r.press("F")
	return r
}

func TestMuteAndBringBack(t *testing.T) {
	s := newTown(t)
	r := sitWith(t, "en", s, "news", "sport")
	r.press("m")
	if !r.sub("Town news").Muted || !strings.HasPrefix(r.m.notice, "Muted: Town news · z") {
		t.Errorf("m leaves %+v and says %q", r.sub("Town news"), r.m.notice)
	}
	for _, k := range []string{"enter", "r"} {
		r.press(k)
		if r.m.scope() != keys.Sources || !strings.Contains(r.m.notice, "m brings it back") {
			t.Errorf("%s on a muted source leads to %s and says %q", k, r.m.scope(), r.m.notice)
		}
	}
	r.press("q")
	if strings.Contains(r.screen(), "A story of news") || !strings.Contains(r.screen(), "A story of sport") {
		t.Errorf("a muted source is listed:\n%s", r.screen())
	}
	r.press("F", "m")
	if r.sub("Town news").Muted || !strings.HasPrefix(r.m.notice, "No longer muted: Town news") {
		t.Errorf("m again says %q", r.m.notice)
	}
	r.press("z")
	if !r.sub("Town news").Muted {
		t.Error("z does not undo it")
	}
}

func TestUnsubscribeAndUndo(t *testing.T) {
	s := newTown(t)
	r := sitWith(t, "ru", s, "news", "sport")
	r.press("в") // d
	if r.sub("Town news").ID != 0 || strings.Contains(r.line(3), "Town news") {
		t.Errorf("it is still there:\n%s", r.screen())
	}
	r.sees("Town news", "z (я)")
	r.press("я")
	if r.sub("Town news").ID == 0 {
		t.Errorf("it is not back:\n%s", r.screen())
	}
	r.press("Я")
	if r.sub("Town news").ID != 0 {
		t.Error("Z does not do it again")
	}
}

// TestRussianLayoutInSources presses the physical keys of F, j, m, a, c.
func TestRussianLayoutInSources(t *testing.T) {
	s := newTown(t)
	r := sitWith(t, "ru", s, "news", "sport")
	r.press("й")
	if r.m.scope() != keys.Headlines {
		t.Fatal("й does not leave the sources")
	}
	r.press("А", "о", "ь") // F j m
	if !r.sub("Town sport").Muted {
		t.Error("А о ь does not mute the second source")
	}
	r.press("ы") // s: the muted one is the last
	if want := r.m.words.Sources.Orders.Trouble; r.m.notice != want || strings.Contains(r.line(3), "Town sport") {
		t.Errorf("ы says %q, not %q:\n%s", r.m.notice, want, r.screen())
	}
	for k, want := range map[string]keys.Scope{"ф": keys.Form, "у": keys.Form, "с": keys.Catalogue, ".": keys.Narrowing, ",": keys.HelpAll} {
		r.press(k)
		if r.m.scope() != want {
			t.Errorf("%s leads to %s, want %s", k, r.m.scope(), want)
		}
		r.press("esc")
		if r.m.scope() != keys.Sources {
			t.Errorf("Esc after %s leads to %s", k, r.m.scope())
		}
	}
}

func TestNarrowTheSources(t *testing.T) {
	s := newTown(t)
	r := sitWith(t, "en", s, "news", "sport", "water")
	shown := func(title string) bool { return rowOf(r, "✓ "+title) >= 0 }
	r.press("/")
	r.types("spo")
	if !shown("Town sport") || shown("Town news") || r.m.View().Cursor == nil {
		t.Errorf("«spo» shows:\n%s", r.screen())
	}
	r.sees("1 / 3 sources")
	r.press("enter")
	if r.m.scope() != keys.Sources || shown("Town news") {
		t.Errorf("Enter leads to %s", r.m.scope())
	}
	r.press("q")
	if r.m.scope() != keys.Sources || !shown("Town news") {
		t.Errorf("q does not widen but leads to %s", r.m.scope())
	}
	r.press("/")
	r.types("x")
	r.press("esc", "q")
	if r.m.scope() != keys.Headlines {
		t.Errorf("Esc and q lead to %s", r.m.scope())
	}
}

func TestSiteAndAddressOfASource(t *testing.T) {
	s := newTown(t)
	r := sitWith(t, "en", s, "news")
	r.m.config.Browser = []string{"/nonexistent/opener"}
	r.press("o")
	if !strings.Contains(r.m.notice, "copy the address") {
		t.Errorf("o says %q", r.m.notice)
	}
	r.told = nil
	r.press("y")
	want := tea.SetClipboard(s.URL + "/news.rss")()
	if !slices.ContainsFunc(r.told, func(m tea.Msg) bool { return fmt.Sprint(m) == fmt.Sprint(want) }) {
		t.Errorf("y copies %v", r.told)
	}
}

func TestRefreshOneSource(t *testing.T) {
	s := newTown(t)
	r := sitWith(t, "en", s, "news", "sport")
	before := s.asked.Load()
	r.press("r")
	if n := s.asked.Load() - before; n != 1 || r.m.notice != "Nothing new" {
		t.Errorf("r asked %d times and says %q", n, r.m.notice)
	}
	r.press("R")
	if n := s.asked.Load() - before; n != 3 {
		t.Errorf("R asked %d times", n-1)
	}
	s.closed.Store(true)
	r.press("r")
	if !strings.HasPrefix(r.m.notice, "Town news: there is nothing at this address (HTTP 404)") {
		t.Errorf("r says %q", r.m.notice)
	}
	r.m.notice = ""
	r.sees("address not", "1 in trouble")
}

// A refresh marks the sources it has still to ask, one after the other.
func TestTheSourcesBeingAskedAreMarked(t *testing.T) {
	s := newTown(t)
	r := sitWith(t, "en", s, "news", "sport", "water")
	r.press("m") // a muted source is never asked
	all := r.m.sources.All()
	_, cmd := r.m.Update(key("R"))
	if got := r.m.asking(); len(got) != 2 || got[all[0].ID] {
		t.Fatalf("asking %v", got)
	}
	steps := make(chan step, 1)
	_, _ = r.m.Update(progressMsg{step: step{progress: library.Progress{Done: 1, Total: 2}, done: []feed.SourceID{all[1].ID}}, from: steps})
	if got := r.m.asking(); len(got) != 1 || !got[all[2].ID] {
		t.Errorf("after one is done, asking %v", got)
	}
	if !strings.Contains(r.line(-1), "↻ 1/2 ") {
		t.Errorf("the bottom line is %q", r.line(-1))
	}
	r.press("R")
	if r.m.notice != r.m.words.Notices.Refreshing {
		t.Errorf("a second R says %q", r.m.notice)
	}
	r.run(cmd)
	if len(r.m.asking()) != 0 || r.m.refreshing {
		t.Error("the refresh has not ended")
	}
	if got := r.m.gotProgress(progressMsg{from: closed()}); got() != nil || r.m.refreshing {
		t.Error("a late step begins it again")
	}
}

func closed() <-chan step {
	c := make(chan step)
	close(c)
	return c
}

// What a long refresh brings is listed from time to time before its end.
func TestNewsOfALongRefreshIsShown(t *testing.T) {
	r := sit(t, setup{lang: "en", w: 100, h: 20, client: fetch.New(home())})
	now := noon()
	r.m.now = func() time.Time { return now }
	steps := make(chan step, 1)
	brought := progressMsg{step: step{news: true}, from: steps}
	r.m.refreshing, r.m.asked = true, asked{done: map[feed.SourceID]bool{}}
	lists := r.m.lists.n
	r.m.Update(brought)
	if r.m.lists.n != lists {
		t.Error("listed at once again")
	}
	now = now.Add(3 * time.Second)
	r.m.Update(progressMsg{from: steps}) // the news of before has not been forgotten
	if r.m.lists.n != lists+1 {
		t.Error("not listed after three seconds")
	}
	now = now.Add(3 * time.Second)
	r.m.Update(progressMsg{from: steps})
	if r.m.lists.n != lists+1 {
		t.Error("listed without news")
	}
}

func TestFirstStartWithoutANetwork(t *testing.T) {
	for _, name := range []string{"HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"} {
		t.Setenv(name, "http://127.0.0.1:1")
	}
	t.Setenv("NO_PROXY", "")
	t.Setenv("no_proxy", "")
	r := sit(t, setup{lang: "ru", w: 120, h: 30, first: true, client: fetch.New(fetch.Options{}), edit: func(c *config.Config) {
		c.Refresh = config.Duration(30 * time.Minute)
	}})
	if r.m.notice != r.m.words.Notices.Offline {
		t.Errorf("the first refresh says %q", r.m.notice)
	}
	r.sees(r.m.words.Tour)
	if n := len(r.m.headlines.Items()); n == 0 {
		t.Error("the tour is not there")
	}
	r.press("enter", "F") // not a key of the article
	if r.m.notice != "" || r.m.scope() != keys.Article {
		t.Errorf("reading is disturbed: %q", r.m.notice)
	}
	r.press("q", "F")
	if n := len(r.m.sources.All()); n < 5 {
		t.Errorf("%d sources at first", n)
	}
	r.sees("с ошибкой", r.m.words.Kind(feed.KindOffline)[:8])
	// The next try of the clock says nothing more; that of a key does.
	r.m.now = func() time.Time { return noon().Add(time.Hour) }
	r.send(minuteMsg{})
	if r.m.notice != "" {
		t.Errorf("it is said again: %q", r.m.notice)
	}
	r.press("R")
	if r.m.notice != r.m.words.Notices.Offline {
		t.Errorf("R says %q", r.m.notice)
	}
}

// TestAnotherRubrikaRefreshes lets a second library on the same store refresh
// while the reader wants to.
func TestAnotherRubrikaRefreshes(t *testing.T) {
	asked, answer := make(chan bool, 1), make(chan bool)
	first := true
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		title := "The first story"
		if !first {
			asked <- true
			<-answer
			title = "The second story"
		}
		first = false
		fmt.Fprintf(w, `<rss version="2.0"><channel><title>Slow</title><item><title>%[1]s</title><link>https://slow.example/%[2]d</link></item></channel></rss>`, title, len(title))
	}))
	defer srv.Close()
	store := filepath.Join(t.TempDir(), "r.db")
	r := sit(t, setup{lang: "en", w: 100, h: 20, store: store})
	if _, _, err := r.lib.Subscribe(t.Context(), library.NewSource{URL: srv.URL}); err != nil {
		t.Fatal(err)
	}
	r.run(r.m.reload())
	other, err := library.Open(t.Context(), library.Options{Path: store, Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	done := make(chan error)
	go func() {
		_, err := other.Refresh(t.Context(), library.RefreshOptions{Force: true})
		done <- err
	}()
	<-asked
	r.press("R")
	if r.m.notice != "Another rubrika is refreshing the sources; wait a moment; the news will be here too." {
		t.Errorf("R says %q", r.m.notice)
	}
	r.sees("The first story")
	r.m.notice = ""
	close(answer)
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	r.send(minuteMsg{})
	r.sees("The second story")
	if r.m.notice != "" || r.m.elsewhere {
		t.Errorf("afterwards %q is said", r.m.notice)
	}
}

// TestOutcomes words every way a refresh can end.
func TestOutcomes(t *testing.T) {
	r := sit(t, setup{lang: "en", w: 100, h: 20})
	at := func(k feed.Kind) library.SourceError {
		return library.SourceError{ID: 1, Title: "Wire", Err: &feed.Error{Op: "fetch", Source: "https://wire.example/", Kind: k}}
	}
	for _, c := range []struct {
		name string
		msg  refreshedMsg
		of   []feed.SourceID
		want string
	}{
		{"nothing due", refreshedMsg{}, nil, ""},
		{"nothing due, asked", refreshedMsg{asked: true}, nil, "Nothing new"},
		{"news", refreshedMsg{report: library.Report{Sources: 2, New: 3}}, nil, "3 new stories"},
		{"one silent", refreshedMsg{report: library.Report{Sources: 2, Failed: 1, Errors: []library.SourceError{at(feed.KindDNS)}}}, nil, "Nothing new, 1 source in trouble"},
		{"one closed for good", refreshedMsg{report: library.Report{Sources: 9, New: 3, Failed: 2, Errors: []library.SourceError{at(feed.KindDNS), at(feed.KindGone)}}}, nil, "Wire: the publisher has closed this address for good; remove the source."},
		{"none reached", refreshedMsg{report: library.Report{Sources: 2, Failed: 2, Errors: []library.SourceError{at(feed.KindDNS), at(feed.KindOffline)}}}, nil, r.m.words.Notices.Offline},
		{"only one, and its name is unknown", refreshedMsg{asked: true, report: library.Report{Sources: 1, Failed: 1, Errors: []library.SourceError{at(feed.KindDNS)}}}, []feed.SourceID{1}, "Wire: there is no such server, or the network is down; check the address and the network."},
		{"asked to wait", refreshedMsg{asked: true, report: library.Report{Waiting: 1}}, []feed.SourceID{1}, "The server asks to come later; rubrika waits by itself."},
		{"store", refreshedMsg{err: &feed.Error{Op: "refresh", Kind: feed.KindReadOnly}}, nil, "The store cannot be written"},
		{"stopped", refreshedMsg{err: errors.New("x")}, nil, "Rubrika made a mistake"},
	} {
		r.m.offline, r.m.asked = false, asked{sources: c.of}
		got := r.m.outcome(c.msg)
		if got != c.want && (c.want == "" || !strings.HasPrefix(got, c.want)) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// TestThereAndBack: Esc leads from the headlines of a source back to it, with
// the list as it was; once the filter is another one it loosens that.
func TestThereAndBack(t *testing.T) {
	s := newTown(t)
	r := sitWith(t, "en", s, "news", "sport")
	r.press("q", "u", "F", "j") // only unread ones
	was := r.m.filter.String()
	r.press("enter")
	r.sees("A story of sport")
	if r.m.scope() != keys.Headlines || strings.Contains(r.screen(), "A story of news") {
		t.Fatalf("Enter leads to %s:\n%s", r.m.scope(), r.screen())
	}
	r.press("1", "esc")
	if r.m.scope() != keys.Headlines {
		t.Error("Esc does not take back the rubric first")
	}
	r.press("esc")
	if sub, _ := r.m.sources.Selected(); r.m.scope() != keys.Sources || sub.Title != "Town sport" || r.m.filter.String() != was {
		t.Errorf("Esc leads to %s, at %q, with the filter %q, not %q", r.m.scope(), sub.Title, r.m.filter, was)
	}
	r.press("enter", "C", "esc")
	if r.m.scope() != keys.Headlines {
		t.Error("Esc leads to the sources although the list shows all again")
	}
}

// TestWhatCameBackIsSelected, wherever the cursor has gone meanwhile.
func TestWhatCameBackIsSelected(t *testing.T) {
	s := newTown(t)
	r := sitWith(t, "en", s, "news", "sport", "water")
	r.press("G", "d", "g", "z")
	if sub, _ := r.m.sources.Selected(); sub.Title != "Town water" {
		t.Errorf("z brings Town water back and selects %q", sub.Title)
	}
	r.press("g", "m", "G", "z") // nothing comes back
	if sub, _ := r.m.sources.Selected(); sub.Title != "Town water" {
		t.Errorf("taking back a mute goes to %q", sub.Title)
	}
}
