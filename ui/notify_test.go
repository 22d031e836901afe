package ui

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"rubrika/config"
	"rubrika/feed"
	"rubrika/feed/library"
)

// press is a newspaper that prints what it is told to.
type press struct {
	sync.Mutex
	titles []string
	url    string
}

func newPress(t *testing.T, titles ...string) *press {
	t.Helper()
	p := &press{titles: titles}
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		p.Lock()
		defer p.Unlock()
		fmt.Fprint(w, `<rss version="2.0"><channel><title>Вестник</title><language>ru</language>`)
		for i := len(p.titles) - 1; i >= 0; i-- {
			fmt.Fprintf(w, `<item><title>%s</title><link>https://vestnik.example/%d</link><category>Разное</category><pubDate>%s</pubDate></item>`,
				p.titles[i], i, noon().Add(time.Duration(i-60)*time.Minute).Format(time.RFC1123Z))
		}
		fmt.Fprint(w, `</channel></rss>`)
	}))
	t.Cleanup(srv.Close)
	p.url = srv.URL + "/rss"
	return p
}

func (p *press) print(titles ...string) {
	p.Lock()
	defer p.Unlock()
	p.titles = append(p.titles, titles...)
}

// subscribed is a reader of that newspaper.
func subscribed(t *testing.T, p *press, s setup) *reader {
	t.Helper()
	r := sit(t, s)
	if _, err := r.lib.Import(t.Context(), []byte(p.url+"\n")); err != nil {
		t.Fatal(err)
	}
	r.run(r.m.refresh(true))
	return r
}

// keep saves a view as the reader would.
func (r *reader) keep(kind feed.ViewKind, name, text string) {
	r.t.Helper()
	f, err := feed.ParseFilter(text)
	if err != nil {
		r.t.Fatal(err)
	}
	r.run(r.m.saveView(feed.View{Kind: kind, Name: name, Filter: f, Bar: true}, false))
}

// rung are the bytes that were sent past the page since it was asked last.
func (r *reader) rung() []string {
	var out []string
	for _, msg := range r.told {
		if raw, ok := msg.(tea.RawMsg); ok {
			if s := fmt.Sprint(raw.Msg); s == "\a" || strings.HasPrefix(s, "\x1b]9") || strings.HasPrefix(s, "\x1b]777") {
				out = append(out, s)
			}
		}
	}
	r.told = nil
	return out
}

// night are the quiet hours from ten to eight.
func night(t *testing.T) config.Quiet {
	t.Helper()
	path := filepath.Join(t.TempDir(), "config.toml")
	if err := os.WriteFile(path, []byte("quiet = \"22:00-08:00\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := config.Load(path, "")
	if err != nil {
		t.Fatal(err)
	}
	return c.Quiet
}

// TestBell rings for new stories that a rule watches for: once for all that
// came together, once for a story, not in quiet hours, and not later either.
func TestBell(t *testing.T) {
	t.Parallel()
	clock := noon()
	p := newPress(t, "Старая новость о нефти", "Погода")
	r := subscribed(t, p, setup{lang: "ru", w: 80, h: 24, now: func() time.Time { return clock }, edit: func(c *config.Config) {
		c.Notify = "bell"
		c.Quiet = night(t)
	}})
	r.keep(feed.ViewWatch, "нефть", "нефть")
	r.run(r.m.refresh(true))
	r.rung() // what was there before the rule is no matter here
	for _, step := range []struct {
		name  string
		at    int // the hour
		print []string
		want  int
	}{
		{"two that are watched", 12, []string{"Нефть дорожает", "О нефтяниках и нефти", "Погода завтра"}, 1},
		{"nothing new", 12, nil, 0},
		{"none that is watched", 12, []string{"Курс валют"}, 0},
		{"quiet hours", 23, []string{"Нефть ночью"}, 0},
		{"the morning after", 9, nil, 0},
		{"and by day again", 9, []string{"Нефть утром"}, 1},
	} {
		clock = time.Date(2025, 11, 28, step.at, 36, 0, 0, baku)
		p.print(step.print...)
		r.run(r.m.refresh(true))
		if got := r.rung(); len(got) != step.want || step.want > 0 && got[0] != "\a" {
			t.Errorf("%s: %q, want %d", step.name, got, step.want)
		}
	}
}

// TestBellForOthers rings for what another process has fetched.
func TestBellForOthers(t *testing.T) {
	t.Parallel()
	p := newPress(t, "Погода")
	r := subscribed(t, p, setup{lang: "ru", w: 80, h: 24, edit: func(c *config.Config) { c.Notify = "bell" }})
	r.keep(feed.ViewWatch, "нефть", "нефть")
	r.rung()
	p.print("Нефть дорожает")
	if _, err := r.lib.Refresh(t.Context(), library.RefreshOptions{Force: true}); err != nil {
		t.Fatal(err)
	}
	r.send(minuteMsg{})
	if got := r.rung(); len(got) != 1 {
		t.Errorf("%q, want one", got)
	}
	r.send(minuteMsg{})
	if got := r.rung(); len(got) != 0 {
		t.Errorf("%q a minute later", got)
	}
}

// TestNothingIsSentUnasked: by default nothing rings, and a notification of the
// terminal is for those who look at another window.
func TestNothingIsSentUnasked(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		notify  string
		blurred bool
		want    int
	}{{"off", true, 0}, {"", true, 0}, {"terminal", false, 0}, {"terminal", true, 1}, {"bell", false, 1}} {
		t.Run(fmt.Sprint(c.notify, c.blurred), func(t *testing.T) {
			t.Parallel()
			p := newPress(t, "Погода")
			r := subscribed(t, p, setup{lang: "ru", w: 80, h: 24, edit: func(cfg *config.Config) {
				if cfg.Notify != "off" {
					t.Errorf("by default it is %q", cfg.Notify)
				}
				cfg.Notify = c.notify
			}})
			r.keep(feed.ViewWatch, "нефть", "нефть")
			r.m.rules.notifier = byOSC9
			if c.blurred {
				r.send(tea.BlurMsg{})
			}
			r.rung()
			p.print("Нефть дорожает", "Нефть дешевеет")
			r.run(r.m.refresh(true))
			got := r.rung()
			if len(got) != c.want {
				t.Errorf("%q", got)
			}
			if c.notify == "terminal" && len(got) > 0 && (!strings.Contains(got[0], "Нефть") || !strings.Contains(got[0], "(и ещё 1)")) {
				t.Errorf("%q", got)
			}
		})
	}
}

func TestNotifierOf(t *testing.T) {
	for _, c := range []struct {
		env  map[string]string
		want notifier
	}{
		{nil, byBell},
		{map[string]string{"TERM": "xterm-256color"}, byBell},
		{map[string]string{"TERM": "xterm-kitty"}, byOSC99},
		{map[string]string{"TERM": "xterm-256color", "KITTY_WINDOW_ID": "1"}, byOSC99},
		{map[string]string{"TERM_PROGRAM": "iTerm.app"}, byOSC9},
		{map[string]string{"TERM_PROGRAM": "WezTerm"}, byOSC9},
		{map[string]string{"TERM": "xterm-ghostty"}, byOSC9},
		{map[string]string{"VTE_VERSION": "7600", "TERM": "xterm-256color"}, byOSC777},
		{map[string]string{"TERM": "rxvt-unicode-256color"}, byOSC777},
		{map[string]string{"TERM": "foot"}, byOSC777},
		{map[string]string{"TERM": "foot-extra"}, byOSC777},
		{map[string]string{"TERM": "footprint"}, byBell},
		{map[string]string{"WT_SESSION": "x", "TERM": "xterm-256color"}, byBell}, // knows OSC 9;4 only
		{map[string]string{"TMUX": "/tmp/tmux", "TERM": "tmux-256color", "KITTY_WINDOW_ID": "1"}, byBell},
		{map[string]string{"STY": "1.a", "TERM": "screen", "VTE_VERSION": "7600"}, byBell},
	} {
		if got := notifierOf(func(name string) string { return c.env[name] }); got != c.want {
			t.Errorf("%v: %d, want %d", c.env, got, c.want)
		}
	}
}

// wellFormed reports whether s is nothing but the sequences that n sends: no
// text ended one of them early.
func wellFormed(n notifier, s string) bool {
	rest := s
	for _, begin := range map[notifier][]string{
		byOSC9:   {"\x1b]9;"},
		byOSC99:  {"\x1b]99;i=rubrika:d=0:e=1:p=title;", "\x1b]99;i=rubrika:d=1:e=1:p=body;"},
		byOSC777: {"\x1b]777;notify;"},
	}[n] {
		after, ok := strings.CutPrefix(rest, begin)
		if !ok {
			return false
		}
		text, more, ok := strings.Cut(after, "\a")
		if !ok || !printable(text) || n == byOSC777 && strings.Count(text, ";") != 1 {
			return false
		}
		if n == byOSC99 {
			plain, err := base64.StdEncoding.DecodeString(text)
			if err != nil || !printable(string(plain)) {
				return false
			}
		}
		rest = more
	}
	return rest == ""
}

func printable(s string) bool {
	if !utf8.ValidString(s) || len(s) > 16*noticeCells {
		return false
	}
	for _, r := range s {
		if r < ' ' || r >= 0x7f && r < 0xa0 {
			return false
		}
	}
	return true
}

// FuzzNotification gives texts that would end a sequence and begin another.
func FuzzNotification(f *testing.F) {
	for _, a := range attacks() {
		f.Add(a, "9;4;1;50\a"+a)
	}
	f.Add("заголовок; с точкой", strings.Repeat("длинный ", 90))
	f.Fuzz(func(t *testing.T, title, text string) {
		for _, n := range []notifier{byOSC9, byOSC99, byOSC777} {
			if s := n.sequence("x"+title, text); !wellFormed(n, s) {
				t.Errorf("%d: %q", n, s)
			}
		}
		if byBell.sequence(title, text) != "\a" {
			t.Error("a bell that is no bell")
		}
	})
}
