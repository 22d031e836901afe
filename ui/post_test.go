package ui

import (
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"rubrika/feed"
	"rubrika/feed/feedtest"
	"rubrika/feed/fetch"
	"rubrika/feed/library"
	"rubrika/ui/keys"
)

// away is a server that a reader's account is on.
type away struct {
	*feedtest.Fake
	ids   []string
	later *atomic.Int64 // what the clock of all shows, in nanoseconds after noon
}

// sitAway opens the reader with an account on a server of one feed with five
// stories, just synced.
func sitAway(t *testing.T, lang, kind string) (*reader, away) {
	t.Helper()
	later := new(atomic.Int64)
	now := func() time.Time { return noon().Add(time.Duration(later.Load())) }
	o := feedtest.FakeOptions{Now: now}
	f := feedtest.NewMiniflux(t, o)
	if kind == "greader" {
		f = feedtest.NewGReader(t, feedtest.FlavourFreshRSS, o)
	}
	s := away{Fake: f, later: later, ids: f.AddMany(f.AddFeed("Harbour News", "Sea", "https://harbour.example/rss"), 5)}
	r := sit(t, setup{lang: lang, w: 100, h: 30, client: fetch.New(home()), now: now})
	_, err := r.lib.AddAccount(t.Context(), library.NewAccount{
		Kind: kind, URL: f.URL(), User: f.User, Title: "Home", Password: f.Password, Secret: feed.Secret{Kind: feed.SecretPlain},
	})
	if err != nil {
		t.Fatal(err)
	}
	r.press("R")
	if r.sub("Harbour News").Items != 5 || len(r.m.post.accounts) != 1 {
		t.Fatalf("the first sync: %+v, %q", r.sub("Harbour News"), r.m.notice)
	}
	r.m.notice = ""
	r.run(r.m.choose(feed.Filter{Sources: []string{word(r.sub("Harbour News").ID)}}))
	s.Forget()
	return r, s
}

// post lets the time to send marks come.
func (r *reader) post() {
	r.t.Helper()
	r.send(postMsg{n: r.m.post.n})
}

// on are the stories with a mark on the server.
func (s away) on(mark feed.State) int { return len(s.IDs(mark)) }

func eachServer(t *testing.T, test func(t *testing.T, kind string)) {
	t.Helper()
	for _, kind := range []string{"miniflux", "greader"} {
		t.Run(kind, func(t *testing.T) { test(t, kind) })
	}
}

// TestMarksAreSent together, half a minute after the last one, and without a
// word when all is well.
func TestMarksAreSent(t *testing.T) {
	eachServer(t, func(t *testing.T, kind string) {
		r, s := sitAway(t, "en", kind)
		var waits []time.Duration
		r.m.after = func(d time.Duration, _ func(time.Time) tea.Msg) tea.Cmd { waits = append(waits, d); return nil }
		r.press("m", "j", "m", "j", "f")
		first := r.m.post.n - 2
		if n := len(s.Requests()); n != 0 || !slices.Contains(waits, postAfter) {
			t.Fatalf("%d requests at once, waits %v", n, waits)
		}
		if strings.Contains(r.line(-1), "waiting") {
			t.Errorf("what is about to be sent is on the bottom line: %q", r.line(-1))
		}
		r.send(postMsg{n: first}) // there was a mark since
		if n := len(s.Requests()); n != 0 {
			t.Errorf("%d requests before the time", n)
		}
		r.m.notice = ""
		r.post()
		if s.on(feed.Read) != 2 || s.on(feed.Starred) != 1 {
			t.Errorf("on the server %v are read, %v starred", s.IDs(feed.Read), s.IDs(feed.Starred))
		}
		if r.m.notice != "" || strings.Contains(r.line(-1), "waiting") || r.m.post.due {
			t.Errorf("afterwards: %q, %q", r.m.notice, r.line(-1))
		}
		r.press("z") // takes the star back
		r.post()
		if s.on(feed.Starred) != 0 {
			t.Error("what was undone was not sent")
		}
	})
}

// TestMarksWait while the server is away: their number is on the bottom line of
// every view until they are sent, and it grows with them.
func TestMarksWait(t *testing.T) {
	eachServer(t, func(t *testing.T, kind string) {
		r, s := sitAway(t, "ru", kind)
		s.Fail(-1, feedtest.FaultCut)
		r.press("m", "j", "m")
		if strings.Contains(r.screen(), "ждут") {
			t.Errorf("too early: %q", r.line(-1))
		}
		r.post()
		r.m.notice = ""
		r.sees("2 отметки ждут")
		r.press("f")
		r.m.notice = ""
		r.sees("3 отметки ждут")
		r.press("enter")
		r.m.notice = ""
		r.sees("3 отметки ждут")
		r.press("q", "F", "/")
		r.sees("3 отметки ждут")
		r.press("esc", "q")
		s.Forget()
		r.send(minuteMsg{})
		if len(s.Requests()) != 0 {
			t.Error("it is tried again at once")
		}
		s.later.Add(int64(2 * time.Hour)) // more than the library leaves such a server alone
		r.send(minuteMsg{})
		if s.on(feed.Read) != 2 || s.on(feed.Starred) != 1 || strings.Contains(r.screen(), "ждут") {
			t.Errorf("on the server %v and %v, here %q", s.IDs(feed.Read), s.IDs(feed.Starred), r.line(-1))
		}
	})
}

// TestMarksOfBefore are sent by the next run, and by a refresh.
func TestMarksOfBefore(t *testing.T) {
	r, s := sitAway(t, "en", "miniflux")
	r.press("m")
	m, err := New(t.Context(), Options{Library: r.lib, Config: r.m.config, Lang: "en", Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	m.after = func(time.Duration, func(time.Time) tea.Msg) tea.Cmd { return nil }
	next := &reader{t: t, m: m, lib: r.lib}
	next.send(tea.WindowSizeMsg{Width: 100, Height: 30})
	next.run(m.load())
	if !m.post.due || m.post.waiting != 1 || m.unsent() != 0 {
		t.Fatalf("at the start: %+v", m.post)
	}
	next.post()
	if s.on(feed.Read) != 1 {
		t.Error("it was not sent")
	}
	next.press("j", "m", "R")
	if s.on(feed.Read) != 2 || m.post.waiting != 0 {
		t.Errorf("a refresh has sent %v, %d wait", s.IDs(feed.Read), m.post.waiting)
	}
}

// quits reports whether the program was ended.
func (r *reader) quits() bool {
	return slices.ContainsFunc(r.told, func(msg tea.Msg) bool { _, ok := msg.(tea.QuitMsg); return ok })
}

func TestQuitSendsMarks(t *testing.T) {
	eachServer(t, func(t *testing.T, kind string) {
		r, s := sitAway(t, "en", kind)
		r.press("m", "j", "m", "q")
		if s.on(feed.Read) != 2 || !r.quits() {
			t.Errorf("on the server %v, at an end: %v", s.IDs(feed.Read), r.quits())
		}
		if strings.Contains(r.screen(), "Sending") {
			t.Error("a quick end is not silent")
		}
	})
}

// TestQuitWaitsNotForLong: a server that hangs is told of, and a second q
// leaves at once.
func TestQuitWaitsNotForLong(t *testing.T) {
	r, s := sitAway(t, "en", "miniflux")
	r.press("m")
	s.Fail(-1, feedtest.FaultHang)
	_, cmd := r.m.Update(key("q"))
	r.send(slowMsg{})
	r.sees("Sending the marks… q leaves at once")
	if strings.Contains(r.line(-1), "help") {
		t.Errorf("keys that do nothing any more are shown: %q", r.line(-1))
	}
	r.press("j", "R", "enter")
	if r.m.scope() != keys.Headlines || r.m.refreshing || r.quits() {
		t.Error("other keys still do something")
	}
	ended := make(chan bool)
	go func() {
		defer close(ended)
		cmd()
	}()
	r.press("q")
	if !r.quits() {
		t.Error("the second q does not leave")
	}
	start := time.Now()
	<-ended
	if d := time.Since(start); d > lastPost/2 {
		t.Errorf("the request goes on for %s", d)
	}
	r.m.close(t.Context()) // waits for nothing any more
	if n, err := r.lib.Waiting(t.Context()); err != nil || n != 1 {
		t.Errorf("%d marks wait, %v", n, err)
	}
}

// TestNothingToSend: without marks, and without an account, q leaves at once.
func TestNothingToSend(t *testing.T) {
	r, s := sitAway(t, "en", "miniflux")
	r.press("q")
	if !r.quits() || len(s.Requests()) != 0 {
		t.Errorf("%d requests", len(s.Requests()))
	}
	r = sit(t, setup{lang: "en", w: 100, h: 30})
	r.press("m", "F")
	if r.m.post.due || r.m.post.n != 0 || strings.Contains(r.screen(), "Account") {
		t.Errorf("without an account: %+v\n%s", r.m.post, r.screen())
	}
	r.press("a")
	if strings.Contains(r.screen(), r.m.words.Remote.Where) {
		t.Errorf("the form asks where:\n%s", r.screen())
	}
	r.press("esc", "q", "q")
	if !r.quits() {
		t.Error("q does not leave")
	}
}

// TestAccountInTheSources: its sources stand under its title, and what is said
// of them is about the account.
func TestAccountInTheSources(t *testing.T) {
	town := newTown(t)
	r, s := sitAway(t, "en", "greader")
	if _, _, err := r.lib.Subscribe(t.Context(), library.NewSource{URL: town.URL + "/news.rss"}); err != nil {
		t.Fatal(err)
	}
	r.press("F", "g")
	local, head, row := rowOf(r, "✓ Town news"), rowOf(r, "   Home ──"), rowOf(r, "✓ Harbour News  Sea")
	if local < 0 || head != local+1 || row != head+1 {
		t.Errorf("rows %d, %d, %d:\n%s", local, head, row, r.screen())
	}
	r.press("j")
	page := strings.Join(strings.Fields(r.screen()), " ")
	for _, want := range []string{"Account Home", "Server " + strings.TrimPrefix(s.Site(), "http://"), "Folder Sea", "Marks all on the server", "Kind Google Reader API"} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q in\n%s", want, r.screen())
		}
	}
	if strings.Contains(r.screen(), "User-Agent") {
		t.Errorf("what is the server's own affair is shown:\n%s", r.screen())
	}
	r.press("m")
	if !r.sub("Harbour News").Muted || len(s.Feeds()) != 1 || len(s.Requests()) != 0 {
		t.Error("m is not an affair of this reader alone")
	}
	r.sees(r.m.words.Remote.MutedNote)
	r.press("z")
	if r.sub("Harbour News").Muted {
		t.Error("z does not bring it back")
	}
	_, cmd := r.m.Update(key("R"))
	r.sees("↻ Home ──")
	r.run(cmd)
	if len(r.m.syncing()) != 0 || strings.Contains(r.screen(), "↻ Home") {
		t.Error("it is still being synced")
	}
	before := town.asked.Load()
	r.press("r")
	if town.asked.Load() != before || r.m.notice != "Nothing new" {
		t.Errorf("r asks others too, and says %q", r.m.notice)
	}
}

func TestAddOnAServer(t *testing.T) {
	eachServer(t, func(t *testing.T, kind string) {
		r, s := sitAway(t, "en", kind)
		s.Offer("https://quay.example/rss", "The Quay", feedtest.FakeItem{Title: "A ship came in", URL: "https://quay.example/1", HTML: "<p>It did.</p>"})
		r.press("F", "a")
		r.sees("Where", "Home", "Folder") // beside the selected source
		r.types("https://quay.example/rss")
		r.press("down", "left")
		if strings.Contains(strings.Join(r.m.form.View(), ""), "Folder") || r.m.typedSource().Account != 0 {
			t.Errorf("a folder of nowhere:\n%s", r.screen())
		}
		r.press("right", "down")
		r.types("Harbours")
		s.Fail(-1, feedtest.Fault500)
		r.press("enter")
		if r.m.scope() != keys.Form || r.m.form.Value(fieldFolder) != "Harbours" || r.m.form.Waiting() {
			t.Fatalf("after a failure:\n%s", r.screen())
		}
		s.Forget()
		r.press("enter")
		sub := r.sub("The Quay")
		if sub.Account == 0 || sub.Folder != "Harbours" || sub.Items != 1 || len(s.Feeds()) != 2 {
			t.Fatalf("%+v, on the server %+v\n%s", sub, s.Feeds(), r.screen())
		}
		if r.m.notice != "Source added: The Quay" {
			t.Errorf("%q: there is no undo", r.m.notice)
		}
		if at, _ := r.m.sources.Selected(); at.Title != "The Quay" {
			t.Errorf("%q is selected", at.Title)
		}
	})
}

func TestRenameAndMove(t *testing.T) {
	eachServer(t, func(t *testing.T, kind string) {
		r, s := sitAway(t, "en", kind)
		r.press("F", "e")
		r.sees("Changes on the server too")
		r.types("!")
		r.press("down", "ctrl+u")
		r.types("Ports")
		s.Fail(-1, feedtest.FaultCut)
		r.press("enter")
		if r.m.scope() != keys.Form || r.m.form.Value(fieldTitle) != "Harbour News!" || r.m.form.Value(fieldFolder) != "Ports" {
			t.Fatalf("after a failure:\n%s", r.screen())
		}
		if sub := r.sub("Harbour News"); sub.Folder != "Sea" {
			t.Errorf("it was changed here: %+v", sub)
		}
		s.Forget()
		r.press("enter")
		if got := s.Feeds()[0]; got.Title != "Harbour News!" || got.Folder != "Ports" {
			t.Errorf("on the server: %+v", got)
		}
		if sub := r.sub("Harbour News!"); sub.Folder != "Ports" || r.m.notice != "Saved: Harbour News!" {
			t.Errorf("here: %+v, %q", sub, r.m.notice)
		}
		r.press("e", "enter")
		r.sees("Nothing has changed")
		s.Forget()
		r.press("e", "down", "down", "right", "enter") // a rubric
		if sub := r.sub("Harbour News!"); sub.Rubric == "" || len(s.Requests()) != 0 {
			t.Errorf("a rubric: %+v, %d requests", sub, len(s.Requests()))
		}
		r.sees("z undo")
	})
}

func TestUnsubscribeTwice(t *testing.T) {
	eachServer(t, func(t *testing.T, kind string) {
		r, s := sitAway(t, "en", kind)
		s.AddFeed("The Quay", "", "https://quay.example/rss")
		r.press("R", "F", "g", "d")
		first, _ := r.m.sources.Selected()
		if !strings.HasPrefix(r.m.notice, first.Title+": this unsubscribes") || !strings.Contains(r.m.notice, "; d once more") || len(s.Feeds()) != 2 {
			t.Fatalf("the first d: %q", r.m.notice)
		}
		r.press("j", "k", "d")
		if len(s.Feeds()) != 2 {
			t.Error("a d of some keys ago counts")
		}
		r.send(quietMsg{n: r.m.notices})
		r.press("d", "j", "d")
		if len(s.Feeds()) != 2 {
			t.Error("a d elsewhere, or after the question left, counts")
		}
		s.Fail(-1, feedtest.Fault500)
		r.press("d")
		if len(s.Feeds()) != 2 || len(r.m.sources.All()) != 2 {
			t.Errorf("%d feeds there, %d here", len(s.Feeds()), len(r.m.sources.All()))
		}
		s.Forget()
		at, _ := r.m.sources.Selected()
		r.press("d", "d")
		if len(s.Feeds()) != 1 || r.sub(at.Title).ID != 0 || r.m.notice != "Source taken away: "+at.Title {
			t.Errorf("%q; there %+v", r.m.notice, s.Feeds())
		}
	})
}

// TestWrongPassword is one sentence, once; the list marks the account.
func TestWrongPassword(t *testing.T) {
	eachServer(t, func(t *testing.T, kind string) {
		r, s := sitAway(t, "en", kind)
		s.SetPassword("another")
		r.run(r.m.refresh(true))
		if !strings.HasPrefix(r.m.notice, "Home: the server does not take this name and password") {
			t.Errorf("a key: %q", r.m.notice)
		}
		r.m.notice = ""
		r.press("m", "F")
		if r.m.notice != "" {
			t.Errorf("it is said again: %q", r.m.notice)
		}
		r.sees("! Home ─ wrong password", "! The server does not take this name", "1 in trouble")
		r.post()
		r.m.notice = ""
		r.sees("1 mark waiting")
		s.SetPassword(s.Password)
		r.press("R")
		r.m.notice = ""
		if strings.Contains(r.screen(), "wrong password") || strings.Contains(r.screen(), "waiting") || s.on(feed.Read) != 1 {
			t.Errorf("with the right one:\n%s", r.screen())
		}
	})
}

// TestAccountsInTheSameTrouble are named together.
func TestAccountsInTheSameTrouble(t *testing.T) {
	r, _ := sitAway(t, "en", "miniflux")
	at := r.m.now().Add(time.Minute)
	broken := func(id feed.AccountID, title string, why feed.Kind) feed.Account {
		return feed.Account{ID: id, Title: title, Trouble: why, LastTry: at}
	}
	r.m.gotAccounts([]feed.Account{broken(1, "Home", feed.KindOffline), broken(2, "Work", feed.KindOffline)})
	if !strings.HasPrefix(r.m.notice, "Home, Work: there is no connection") {
		t.Errorf("%q", r.m.notice)
	}
	r.m.gotAccounts([]feed.Account{broken(1, "Home", feed.KindOffline), broken(2, "Work", feed.KindPassword)})
	if !strings.HasPrefix(r.m.notice, "Work: the server does not take") {
		t.Errorf("%q", r.m.notice)
	}
}

// TestRefusedMarks are told of once, and stand in the particulars.
func TestRefusedMarks(t *testing.T) {
	r, s := sitAway(t, "en", "greader")
	s.Refuse(s.ids...)
	r.press("m")
	r.post()
	if !strings.HasPrefix(r.m.notice, "Home: the server does not take 1 mark; here all stays") {
		t.Errorf("%q", r.m.notice)
	}
	r.m.notice = ""
	r.press("F", "R")
	if strings.Contains(r.m.notice, "does not take") {
		t.Errorf("it is said again: %q", r.m.notice)
	}
	r.m.notice = ""
	r.run(r.m.loadSources())
	r.sees("refused: 1")
	if r.m.notice != "" || strings.Contains(r.screen(), "waiting") {
		t.Errorf("it is said again: %q, %q", r.m.notice, r.line(-1))
	}
}

// TestMarksOfOtherDevices reach the list and the open page.
func TestMarksOfOtherDevices(t *testing.T) {
	r, s := sitAway(t, "en", "miniflux")
	r.press("enter")
	r.post()
	for _, id := range s.ids {
		s.Set(id, true, true)
	}
	r.run(r.m.refresh(true))
	if got := r.m.article.Article().State; !got.Has(feed.Read | feed.Starred) {
		t.Errorf("the page is %v", got)
	}
	for _, it := range r.m.headlines.Items() {
		if !it.State.Has(feed.Read | feed.Starred) {
			t.Errorf("%q is %v", it.Title, it.State)
		}
	}
}

// TestStoriesOfAnAccountOffline are there from the first second.
func TestStoriesOfAnAccountOffline(t *testing.T) {
	r, s := sitAway(t, "az", "greader")
	s.Fail(-1, feedtest.FaultCut)
	m, err := New(t.Context(), Options{Library: r.lib, Config: r.m.config, Lang: "az", Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	m.after = func(time.Duration, func(time.Time) tea.Msg) tea.Cmd { return nil }
	next := &reader{t: t, m: m, lib: r.lib}
	next.send(tea.WindowSizeMsg{Width: 100, Height: 30})
	next.run(m.load())
	next.sees("Новость 5")
	next.press("m", "F")
	next.sees("Harbour News", "Home")
	if n := len(s.Requests()); n != 0 {
		t.Errorf("%d requests", n)
	}
	next.post()
	m.notice = ""
	next.sees(fmt.Sprintf("%d qeyd gözləyir", 1))
}
