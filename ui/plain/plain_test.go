package plain_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/charmbracelet/x/exp/golden"

	"rubrika/config"
	"rubrika/feed"
	"rubrika/feed/clip"
	"rubrika/feed/fetch"
	"rubrika/feed/library"
	"rubrika/feed/page"
	"rubrika/feed/words"
	"rubrika/ui/lang"
	"rubrika/ui/plain"
	"rubrika/ui/render"
)

// noon is the time of the clock in Baku.
func noon() time.Time {
	return time.Date(2025, 11, 28, 12, 36, 0, 0, time.FixedZone("Asia/Baku", 4*60*60))
}

// desk is a reader at a store of their own.
type desk struct {
	t      *testing.T
	lib    *library.Library
	config config.Config
	lang   string
	width  int
	real   bool // it is no demonstration
	// changed tells of other settings.
	changed func(context.Context) (config.Config, error)
	later   atomic.Int64 // seconds after noon
}

func (d *desk) now() time.Time { return noon().Add(time.Duration(d.later.Load()) * time.Second) }

func newDesk(t *testing.T, code string) *desk {
	t.Helper()
	client := fetch.New(fetch.Options{Inside: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}})
	d := &desk{t: t, lang: code, width: -1, config: config.Default()}
	lib, err := library.Open(t.Context(), library.Options{Path: filepath.Join(t.TempDir(), "r.db"), Now: d.now, Client: client})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = lib.Close() })
	d.lib = lib
	d.config.Refresh, d.config.Layout, d.config.Clippings = 0, "ru", filepath.Join(t.TempDir(), "clips")
	return d
}

// runs gives lines to a session and returns what it printed.
func (d *desk) runs(lines ...string) string {
	d.t.Helper()
	var out bytes.Buffer
	err := plain.Run(d.t.Context(), plain.Options{
		Library: d.lib, Config: d.config, Lang: d.lang, In: strings.NewReader(strings.Join(lines, "\n") + "\n"), Out: &out,
		Now: noon, Width: d.width, Script: true, Demo: !d.real,
	})
	if err != nil {
		d.t.Errorf("%q: %v", lines, err)
	}
	d.clean(out.String())
	return out.String()
}

// clean fails when a screen reader or a terminal would stumble over something.
func (d *desk) clean(out string) {
	d.t.Helper()
	limit := d.width
	if limit == 0 {
		limit = 80
	}
	for line := range strings.SplitSeq(out, "\n") {
		if !page.Safe(line) || strings.HasSuffix(line, " ") && !strings.HasSuffix(line, ": ") || strings.ContainsAny(line, "●★│─▏█") {
			d.t.Errorf("a line is %q", line)
		}
		if code := strings.HasPrefix(line, "    ") || strings.Contains(line, "://"); limit > 0 && !code && render.Width(line) > limit {
			d.t.Errorf("%d cells: %q", render.Width(line), line)
		}
	}
}

// says fails when the last session lacks a text.
func (d *desk) says(out string, texts ...string) {
	d.t.Helper()
	for _, text := range texts {
		if !strings.Contains(out, text) {
			d.t.Errorf("no %q in\n%s", text, out)
		}
	}
}

func (d *desk) item(n int) feed.Item {
	d.t.Helper()
	items, err := d.lib.List(d.t.Context(), feed.Filter{Limit: n})
	if err != nil || len(items) < n {
		d.t.Fatalf("%d items, %v", len(items), err)
	}
	return items[n-1]
}

// One whole session in each language: headlines, an article in pages, marks,
// filters, help, and what was mistyped.
func TestSession(t *testing.T) {
	commands := map[string][]string{
		"ru": {"2", "", "", "m 3-5", "z", "Z", "Z", "c", "c экон", "u", "C", "t", "F", "x 400", "абв", "помощ", "v", "?", "ф", "выход", "m 1"},
		"az": {"2", "", "", "m 3-5", "z", "Z", "Z", "c", "c iqti", "u", "C", "t", "F", "x 400", "abc", "kömək", "v", "ulduz 3", "çıx", "m 1"},
		"en": {"2", "", "", "m 3-5", "z", "Z", "Z", "c", "c econ", "u", "C", "t", "F", "x 400", "abc", "hlep", "v", "help", "quit", "m 1"},
	}
	for _, code := range lang.Codes() {
		t.Run(code, func(t *testing.T) {
			d := newDesk(t, code)
			d.width = 80
			golden.RequireEqual(t, d.runs(commands[code]...))
		})
	}
}

func TestWidths(t *testing.T) {
	for _, width := range []int{0, 24, 40, 120} {
		d := newDesk(t, "ru")
		d.width = width
		d.runs("1", "", "", "J", "", "J", "?", "c", "F", "/ has:video", "1", "")
	}
}

func TestLettersAndWords(t *testing.T) {
	d := newDesk(t, "ru")
	d.runs()
	for _, same := range [][]string{
		{"n", "т", "дальше", "next", "more"},
		{"c", "с", "рубрика", "rubric"},
		{"?", ",", "помощь", "help", ":"},
		{"c спорт", "с 7", "c sport", "c спо", "rubric idman"},
		{"/has:video", ".has:video", "/ has:video", "отбор has:video"},
		{"u", "г", "непрочитанные"},
		{"s", "ы", "порядок"},
		{"F 1", "F1", "А1", "F Знакомство", "источник знакомство"},
		{"f 400", "f400", "а400"},
		{"g", "п", "список"},
		{"0", "c 0", "с0"},
	} {
		want := d.runs(same[0])
		for _, other := range same[1:] {
			if got := d.runs(other); got != want {
				t.Errorf("%q is not %q:\n%s", other, same[0], got)
			}
		}
	}
}

// A word means one thing in every language that is understood at once, and
// every word means something.
func TestWordsAreUnambiguous(t *testing.T) {
	for _, code := range lang.Codes() {
		w := lang.For(code)
		seen := map[string]string{}
		for _, names := range []map[string]string{w.Plain.Names, lang.For("en").Plain.Names} {
			for id, list := range names {
				for name := range strings.FieldsSeq(list) {
					if other := seen[words.Fold(name)]; other != "" && other != id {
						t.Errorf("%s: %q is %s and %s", code, name, other, id)
					}
					seen[words.Fold(name)] = id
					if got, _ := w.Command(strings.ToUpper(name), words.Fold); code == "en" && got != id {
						t.Errorf("%s: %q is %q, not %s", code, name, got, id)
					}
				}
			}
		}
		var all []string
		for name, id := range seen {
			if id != "quit" {
				all = append(all, name)
			}
		}
		unknown, _, _ := strings.Cut(fmt.Sprintf(w.Plain.Unknown, ""), ";")
		if out := newDesk(t, code).runs(all...); strings.Contains(out, unknown) {
			t.Errorf("%s: of %q one is unknown:\n%s", code, all, out)
		}
		for _, label := range clip.Labels() {
			if w.ClipLabel(label) == "" {
				t.Errorf("%s: no word for %s", code, label)
			}
		}
	}
}

func TestMarks(t *testing.T) {
	d := newDesk(t, "en")
	d.says(d.runs("m", "f"), "Which one? Type its number: m 3.", "f 3.")
	d.says(d.runs("m 2 4-5, 2"), "Changed the marks of 3 stories")
	for n := 1; n <= 6; n++ {
		if got, want := d.item(n).State.Has(feed.Read), n == 2 || n == 4 || n == 5; got != want {
			t.Errorf("%d is read: %v", n, got)
		}
	}
	d.says(d.runs("m 2-3"), "2. ")
	if !d.item(3).State.Has(feed.Read) {
		t.Error("of read and unread stories all are read afterwards")
	}
	d.says(d.runs("m 2-3"), "Changed the marks of 2 stories")
	if d.item(2).State.Has(feed.Read) || d.item(3).State.Has(feed.Read) {
		t.Error("read stories are not unread again")
	}
	d.says(d.runs("f 1", "f 1"), "Starred\nStar taken away\n")
	d.says(d.runs("1", "m", "f"), "Marked as unread\nStarred\n")
	if state := d.item(1).State; state != feed.Starred {
		t.Errorf("the open story is %b", state)
	}
	d.says(d.runs("z", "z"), "Undone: marks of 1 story\nUndone: marks of 1 story")
	for _, bad := range []string{"m 0", "m x", "m 3-", "m 7-3", "m 1-999999", "m -3", "f 76"} {
		d.says(d.runs(bad), "The list has no number ")
	}
	d.says(d.runs("A", "A", "u", "z"), "stories marked as read", "Nothing unread is left", "Everything has been read.", "Undone")
	if d.item(3).State.Has(feed.Read) {
		t.Error("the undone mark of all is still there")
	}
}

func TestReading(t *testing.T) {
	d := newDesk(t, "en")
	out := d.runs("K", "k", "l 1", "open", "J", "J", "J", "K", "j", "open", "L", "L", "e", "y")
	d.says(out, "This is the first story", "No story is open yet", "1. 12:32", "What an agency may call urgent", "Sport: the publisher's rubric",
		"https://tour.rubrika.invalid/")
	d.says(d.runs("n", "n", "n", "n", "n", "n", "n", "75", "j", "J", "k"), "There are no more headlines", "This is the last story", "Nothing unread is left")
	d.says(d.runs("b", "n", "b"), "This is the first story", "13 to 24 of 75", "12 of 75")
	d.says(d.runs("1", "", "", "l", "l 9", "x", "o 3 x"), "End of the story.", "Which one? Type its number: l 3.", "The story has no link 9")
}

func TestFilters(t *testing.T) {
	d := newDesk(t, "en")
	d.says(d.runs("c -sport", "c -culture", "c economy"), "12 of 72", "6 of 6, Economy")
	d.says(d.runs("c 99", "c nothing", "t 4", "F 99", "F nothing", "/ rubrik:x", "/ zzzzqq"),
		"99: there is no such rubric", "nothing: there is no such rubric", "4: there is no such number", "99: there is no such source",
		"nothing: there is no such source", "did you mean", "Nothing matches the filter. C shows everything again.")
	d.says(d.runs("u", "u"), "Nothing has a star yet.")
	d.says(d.runs("s", "s", "s"), "oldest first", "as they came")
	d.says(d.runs("F 3", "c econ", "C"), ", rubrika tour, tour edition", "Economy, rubrika tour", "all news")
	d.says(d.runs("t -offside", "t -offside", "t offside", "t 0"), "12 of 74, without #offside, tour", "1 of 1, #offside, tour", "12 of 75, all news")
	if out := d.runs("c -sport", "c -sport", "c -"); strings.Count(out, "12 of 72, without Sport, tour") != 2 || !strings.Contains(out, "1. Politics, ") {
		t.Errorf("left out twice, and nothing left out: %s", out)
	}
	d.says(d.runs("F 3", "F 0"), "12 of 75, all news")
	d.config.Topics = []string{"offside", "nowhere"}
	d.says(d.runs("t", "t 1", "1"), "1. offside, 1 unread of 1", "2. nowhere, 0 unread of 0", "1 of 1, ", "Where the offside line runs")
}

func TestSaving(t *testing.T) {
	d := newDesk(t, "en")
	d.says(d.runs("S", "S 3 q"), "Which one? Type its number: S 3.", "q: there is no such format")
	out := d.runs("S 1", "2", "S h", "S 2 html", "S 3 t", "S 3 txt", "save 3 md")
	d.says(out, "Saved: "+d.config.Clippings, ".md\n", ".html\n", "-2.html\n", ".txt\n", "-2.txt\n")
	if all, err := os.ReadDir(d.config.Clippings); err != nil || len(all) != 6 {
		t.Errorf("%v, %v", all, err)
	}
	d.config.Clippings = ""
	d.says(d.runs("S 1"), "There is no folder to save in")
	d.config.Clippings = filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(d.config.Clippings, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	d.says(d.runs("S 1"), "file: the file cannot be written")
}

func TestBrowser(t *testing.T) {
	d := newDesk(t, "en")
	record := filepath.Join(t.TempDir(), "record")
	script := filepath.Join(t.TempDir(), "browser")
	if err := os.WriteFile(script, []byte("#!/bin/sh\necho \"$@\" >> "+record+"\necho noise\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	d.config.Browser = []string{script, "--new"}
	d.says(d.runs("o 1", "2", "o"), "Opened in the browser")
	got, err := os.ReadFile(record)
	if lines := strings.Split(strings.TrimSpace(string(got)), "\n"); err != nil || len(lines) != 2 || !strings.HasPrefix(lines[0], "--new https://tour") {
		t.Errorf("%q, %v", got, err)
	}
	d.config.Browser = []string{script + "-missing"}
	d.says(d.runs("o 1"), "the command that opens addresses failed", "Address: https://tour.rubrika.invalid/")
}

// An empty store says what to do, and every sentence has its key.
func TestEmptyStates(t *testing.T) {
	for _, code := range lang.Codes() {
		d := newDesk(t, code)
		d.runs()
		subs, err := d.lib.Subscriptions(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range subs {
			s.Muted = true
			if _, err := d.lib.Edit(t.Context(), s); err != nil {
				t.Fatal(err)
			}
		}
		w := lang.For(code)
		empty := w.Empty("R")
		d.says(d.runs("n", "J", "A", "t", "1"), empty[0]+" "+empty[1]+".", w.Notices.NoUnread, w.Plain.NoTopics)
		d.says(d.runs("F"), w.Sources.Off)
	}
}

// site is a publisher whose feed changes.
type site struct {
	*httptest.Server
	mu           sync.Mutex
	items        string
	down, closed bool
}

func newSite(t *testing.T) *site {
	t.Helper()
	s := &site{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		defer s.mu.Unlock()
		switch {
		case s.closed:
			http.Error(w, "no", http.StatusGone)
		case s.down:
			http.Error(w, "no", http.StatusInternalServerError)
		case r.URL.Path == "/feed":
			w.Header().Set("Content-Type", "application/rss+xml")
			fmt.Fprint(w, `<rss version="2.0"><channel><title>Harbour Post</title><language>en</language>`+s.items+`</channel></rss>`)
		case strings.HasPrefix(r.URL.Path, "/full"):
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, "<html><head><title>Pilot boats</title></head><body><article><h1>Pilot boats</h1><p>"+
				strings.Repeat("The pilots of the harbour have a new boat and a very long story to tell about it. ", 20)+"</p></article></body></html>")
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(s.Close)
	return s
}

// add puts a story on top of the feed.
func (s *site) add(path, title string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := strings.Count(s.items, "<item>")
	s.items = fmt.Sprintf(`<item><title>%s</title><link>%s%s</link><pubDate>Fri, 28 Nov 2025 0%d:00:00 +0000</pubDate><description>A beginning.</description></item>`,
		title, s.URL, path, n+1) + s.items
}

func (d *desk) follows(s *site) {
	d.t.Helper()
	if _, _, err := d.lib.Subscribe(d.t.Context(), library.NewSource{URL: s.URL + "/feed"}); err != nil {
		d.t.Fatal(err)
	}
}

func TestRefresh(t *testing.T) {
	d, s := newDesk(t, "en"), newSite(t)
	s.add("/one", "Ferries are late")
	d.follows(s)
	s.add("/two", "Ferries are on time")
	// What came is not in the list before it is asked for.
	out := d.runs("R", "n", "1", "g", "1", "r", "r 1")
	d.says(out, "1 of 1, all news, 1 unread\n1. 05:00, unread, ", "1 new story; g shows the list anew.", "2 of 2, all news", "1. 06:00, unread,", "Nothing new")
	if before, _, _ := strings.Cut(out, "shows the list anew"); strings.Contains(before, "on time") {
		t.Errorf("a new story moved the list:\n%s", out)
	}
	s.down = true
	d.says(d.runs("1", "r"), "Harbour Post: the server answered with an error (HTTP 500)")
	s.Close()
	d.says(d.runs("R"), "Harbour Post: there is no connection to the server;")
}

// A source that its publisher has closed is named, once: it is not asked again.
func TestClosedForGood(t *testing.T) {
	d, s := newDesk(t, "en"), newSite(t)
	d.follows(s)
	s.closed = true
	out := d.runs("R", "R")
	d.says(out, "Harbour Post: the publisher has closed this address for good (HTTP 410); remove the source.", "Nothing new")
	if strings.Count(out, "closed this address") != 1 {
		t.Errorf("told again:\n%s", out)
	}
}

func TestWholeText(t *testing.T) {
	d, s := newDesk(t, "en"), newSite(t)
	s.add("/full", "Pilot boats")
	s.add("/gone", "Lost property")
	d.follows(s)
	out := d.runs("2", "1", "x")
	d.says(out, "Fetching the whole text…", "a very long story to tell", "A beginning.", "The whole text is not here:")
	if a, err := d.lib.Article(t.Context(), d.item(2).ID); err != nil || !a.Full {
		t.Errorf("the text was not kept: %v", err)
	}
}

// Nothing that a publisher sends reaches the terminal as more than text.
func TestHostile(t *testing.T) {
	d, s := newDesk(t, "en"), newSite(t)
	s.add("/x", "Evil &#27;[31m\u202etitle\u0007 &#155;2J \u2028break")
	d.follows(s)
	out := d.runs("1", "n", "g", "S 1 t", "m 1")
	if strings.ContainsAny(out, "\x1b\u202e\u0007\u009b\u2028\r") {
		t.Errorf("%q", out)
	}
	d.says(out, "title")
	d.says(d.runs("\x1b[A", "\u202em 1", "m\x00 1", "\xff\xfe", strings.Repeat("x", 3000)), "there is no such command")
}

// console is a session that is typed into.
type console struct {
	t    *testing.T
	in   *io.PipeWriter
	mu   sync.Mutex
	out  bytes.Buffer
	news chan struct{}
	done chan error
}

func (c *console) Write(p []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	select {
	case c.news <- struct{}{}:
	default:
	}
	return c.out.Write(p)
}

func (d *desk) types(ctx context.Context) *console {
	in, w := io.Pipe()
	c := &console{t: d.t, in: w, news: make(chan struct{}, 1), done: make(chan error, 1)}
	go func() {
		c.done <- plain.Run(ctx, plain.Options{Library: d.lib, Config: d.config, Lang: d.lang, In: in, Out: c, Now: noon, Width: d.width, Demo: true, Changed: d.changed})
	}()
	return c
}

// waits until the console shows a text.
func (c *console) waits(text string) {
	c.t.Helper()
	late := time.After(20 * time.Second)
	for {
		c.mu.Lock()
		out := c.out.String()
		c.mu.Unlock()
		if strings.Contains(out, text) {
			return
		}
		select {
		case <-c.news:
		case <-late:
			c.t.Fatalf("no %q in\n%s", text, out)
		}
	}
}

func (c *console) types(line string) {
	c.t.Helper()
	if _, err := io.WriteString(c.in, line+"\n"); err != nil {
		c.t.Fatal(err)
	}
}

func (c *console) ends() {
	c.t.Helper()
	select {
	case err := <-c.done:
		if err != nil {
			c.t.Error(err)
		}
	case <-time.After(20 * time.Second):
		c.t.Fatal("it does not end")
	}
}

// At a terminal there is a prompt, the first refresh needs no command, and
// what it brings is one line that leaves the list alone.
func TestTyped(t *testing.T) {
	d, s := newDesk(t, "en"), newSite(t)
	s.add("/one", "Ferries are late")
	d.follows(s)
	d.config.Refresh = config.Duration(time.Hour)
	d.later.Store(3600)
	s.add("/two", "Ferries are on time")
	c := d.types(t.Context())
	c.waits("1. 05:00, unread, ")
	c.waits("\n1 new story; g shows the list anew.\nCommand: ")
	c.types("R")
	c.waits("Nothing new\nCommand: ")
	c.types("1")
	c.waits("Ferries are late")
	c.types("q")
	c.ends()
	if out := c.out.String(); strings.Contains(out, "on time") || strings.Contains(out, "Command: Command:") || !strings.HasSuffix(out, "Command: ") {
		t.Errorf("%q", out)
	}
}

func TestEnds(t *testing.T) {
	d := newDesk(t, "ru")
	c := d.types(t.Context())
	c.waits("Команда: ")
	if err := c.in.Close(); err != nil { // Ctrl-D
		t.Fatal(err)
	}
	c.ends()
	if !strings.HasSuffix(c.out.String(), "Команда: \n") {
		t.Errorf("%q", c.out.String())
	}
	ctx, stop := context.WithCancel(t.Context())
	c = d.types(ctx)
	c.waits("Команда: ")
	stop()
	c.ends()
	if !strings.HasSuffix(c.out.String(), "Команда: \n") {
		t.Errorf("%q", c.out.String())
	}
	c = d.types(ctx)
	select { // with a context that has ended nothing can be read
	case err := <-c.done:
		if err != nil && !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("it does not end")
	}
}

// full is an output that takes only so much.
type full struct{ left int }

func (f *full) Write(p []byte) (int, error) {
	if f.left -= len(p); f.left < 0 {
		return 0, errors.New("no room")
	}
	return len(p), nil
}

func TestOutputFails(t *testing.T) {
	d := newDesk(t, "en")
	for _, room := range []int{0, 1500} {
		err := plain.Run(t.Context(), plain.Options{
			Library: d.lib, Config: d.config, Lang: "en", In: strings.NewReader(strings.Repeat("g\n", 10)), Out: &full{room}, Now: noon, Script: true,
		})
		if feed.KindOf(err) != feed.KindInternal {
			t.Errorf("%d: %v", room, err)
		}
	}
}
