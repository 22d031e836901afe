package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"rubrika/feed"
	"rubrika/feed/page"
	"rubrika/ui/cli"
)

// person is somebody at a shell with a store of their own.
type person struct {
	t       *testing.T
	env     cli.Env
	vars    map[string]string
	session cli.Session
	opened  int
	// ctx ends a run, stderr is told what is printed there; both may be nil.
	ctx    context.Context
	stderr func(text string)
}

func newPerson(t *testing.T) *person {
	p := &person{t: t, vars: map[string]string{"RUBRIKA_LANG": "en", "TERM": "xterm-256color"}}
	store := filepath.Join(t.TempDir(), "r.db")
	p.env = cli.Env{
		Stdin:   strings.NewReader(""),
		Getenv:  func(name string) string { return p.vars[name] },
		Now:     func() time.Time { return time.Date(2025, 11, 28, 18, 0, 0, 0, time.UTC) },
		Version: "1.2.3",
		Reader: func(ctx context.Context, s cli.Session) error {
			p.session = s
			p.opened++
			_, err := s.Library.List(ctx, feed.Filter{})
			return err
		},
	}
	p.vars["store"] = store
	return p
}

// run runs one command.
func (p *person) run(args ...string) (code int, stdout, stderr string) {
	p.t.Helper()
	var out, errs bytes.Buffer
	env := p.env
	env.Args = []string{"--db", p.vars["store"]}
	if p.vars["config"] != "" {
		env.Args = append(env.Args, "--config", p.vars["config"])
	}
	env.Args = append(env.Args, args...)
	if env.Stdout == nil {
		env.Stdout = &out
	}
	env.Stderr = &errs
	ctx := p.t.Context()
	if p.ctx != nil {
		ctx = p.ctx
	}
	if p.stderr != nil {
		env.Stderr = io.MultiWriter(&errs, watcher(p.stderr))
	}
	code = cli.Run(ctx, env)
	return code, out.String(), errs.String()
}

// watcher is told what is written.
type watcher func(text string)

func (w watcher) Write(p []byte) (int, error) {
	w(string(p))
	return len(p), nil
}

// must runs a command that has to succeed.
func (p *person) must(args ...string) string {
	p.t.Helper()
	code, stdout, stderr := p.run(args...)
	if code != 0 {
		p.t.Fatalf("%v: code %d, %s", args, code, stderr)
	}
	return stdout
}

func site(t *testing.T) *httptest.Server {
	t.Helper()
	s := newSite()
	t.Cleanup(s.Close)
	return s
}

func TestReaderOpensOnATerminal(t *testing.T) {
	p := newPerson(t)
	p.env.InTTY, p.env.OutTTY = true, true
	p.must()
	if p.opened != 1 || p.session.Library == nil || p.session.Lang != "en" || p.session.Demo {
		t.Errorf("opened %d times with %+v", p.opened, p.session)
	}
	p.must("demo")
	if p.opened != 2 || !p.session.Demo {
		t.Errorf("demo: opened %d times, demo %v", p.opened, p.session.Demo)
	}
	p.env.InTTY = false
	p.must()
	if p.opened != 2 {
		t.Error("the reader was opened without a keyboard")
	}
}

func TestPanicIsAnError(t *testing.T) {
	p := newPerson(t)
	p.env.InTTY, p.env.OutTTY = true, true
	p.env.Reader = func(context.Context, cli.Session) error { panic("\x1b]0;x\a") }
	code, _, stderr := p.run()
	if code != 1 || !strings.Contains(stderr, "ubrika made a mistake") || strings.Contains(stderr, "\x1b") {
		t.Errorf("code %d, %q", code, stderr)
	}
}

// sgr are the only sequences a command may print, and only on a terminal.
var sgr = regexp.MustCompile(`\x1b\[[0-9;]*m`)

// colour is a foreground colour among the attributes of a sequence.
var colour = regexp.MustCompile(`\x1b\[(?:[0-9;]*;)?(3[0-8]|9[0-7])[;m]`)

func TestColours(t *testing.T) {
	p := newPerson(t)
	p.must("add", site(t).URL+"/port.xml")
	for _, c := range []struct {
		name   string
		set    func()
		want   bool // any SGR
		colour bool // a colour
	}{
		{"pipe", func() {}, false, false},
		{"terminal", func() { p.env.OutTTY = true }, true, true},
		{"NO_COLOR", func() { p.vars["NO_COLOR"] = "1" }, true, false},
		{"dumb", func() { p.vars["NO_COLOR"] = ""; p.vars["TERM"] = "dumb" }, false, false},
	} {
		c.set()
		for _, args := range [][]string{{"news"}, {"read", "--offline", "3"}} {
			out := p.must(args...)
			if got := sgr.MatchString(out); got != c.want {
				t.Errorf("%s %v: styled %v: %q", c.name, args, got, out)
			}
			if got := colour.MatchString(out); got != c.colour {
				t.Errorf("%s %v: coloured %v: %q", c.name, args, got, out)
			}
		}
	}
	p.vars["TERM"] = "xterm"
	if out := p.must("news", "--no-color"); colour.MatchString(out) {
		t.Errorf("--no-color: %q", out)
	}
}

// News and stories on a terminal wear the theme of the settings.
func TestTheme(t *testing.T) {
	p := newPerson(t)
	p.must("add", site(t).URL+"/port.xml")
	p.env.OutTTY = true
	folder := t.TempDir()
	p.vars["config"] = filepath.Join(folder, "config.toml")
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for theme, coloured := range map[string]bool{"auto": true, "newsprint": true, "contrast": false} {
		write("config.toml", "theme = '"+theme+"'")
		if out := p.must("news"); colour.MatchString(out) != coloured {
			t.Errorf("%s: %q", theme, out)
		}
	}
	if err := os.Mkdir(filepath.Join(folder, "themes"), 0o700); err != nil {
		t.Fatal(err)
	}
	write("themes/mine.toml", "background = 'dark'\n[colors]\ntxet = '#ffffff'")
	write("config.toml", "theme = 'mine'")
	if code, _, stderr := p.run("news"); code != 1 || !strings.Contains(stderr, "mine.toml:3:1: ") {
		t.Errorf("a broken theme: code %d, %q", code, stderr)
	}
}

// The screen hears that no colours are wanted; a terminal that cannot move its
// cursor gets no screen, but lines.
func TestTerminals(t *testing.T) {
	p := newPerson(t)
	p.env.InTTY, p.env.OutTTY = true, true
	lines := 0
	p.env.Lines = func(context.Context, cli.Session, cli.Console) error { lines++; return nil }
	for _, command := range [][]string{nil, {"demo"}} {
		for _, c := range []struct {
			flag, noColor, term string
			colourless          bool
			screen              int
		}{
			{"--no-color=false", "", "xterm", false, 1},
			{"--no-color", "", "xterm", true, 1},
			{"--no-color=false", "yes", "xterm", true, 1},
			{"--no-color=false", "", "dumb", false, 0},
		} {
			p.vars["NO_COLOR"], p.vars["TERM"], p.opened, lines = c.noColor, c.term, 0, 0
			p.must(append(command, c.flag)...)
			if p.opened != c.screen || lines != 1-c.screen {
				t.Errorf("%v %+v: screen %d, lines %d", command, c, p.opened, lines)
			}
			if c.screen == 1 && p.session.NoColor != c.colourless {
				t.Errorf("%v %+v: colourless %v", command, c, p.session.NoColor)
			}
		}
	}
}

func TestLinesFitTheTerminal(t *testing.T) {
	p := newPerson(t)
	p.must("add", site(t).URL+"/port.xml", site(t).URL+"/hill.json")
	p.env.OutTTY = true
	for _, width := range []int{40, 60, 80, 120, 200} {
		p.env.Width = width
		for _, args := range [][]string{{"news"}, {"read", "--offline", "3"}} {
			for line := range strings.Lines(p.must(args...)) {
				if n := len([]rune(sgr.ReplaceAllString(strings.TrimRight(line, "\n"), ""))); n > width {
					t.Errorf("%v: %d cells of %d: %q", args, n, width, line)
				}
			}
		}
	}
}

// TestNothingForeignIsPrinted runs every command that prints feed text over a
// feed full of control sequences (promise P1).
func TestNothingForeignIsPrinted(t *testing.T) {
	s := site(t)
	p := newPerson(t)
	outputs := map[string]string{"add": p.must("add", s.URL+"/evil.xml")}
	for _, tty := range []bool{false, true} {
		p.env.OutTTY, p.env.ErrTTY = tty, tty
		for _, args := range [][]string{
			{"news"},
			{"news", "--json"},
			{"read", "1", "--offline"},
			{"read", "1", "--offline", "--json"},
			{"read", "testdata/www/evil.html"},
			{"read", "testdata/www/evil.html", "--json"},
			{"feeds"},
			{"feeds", "--json"},
			{"doctor"},
			{"doctor", "--json"},
			{"export"},
			{"import", "testdata/www/evil.opml"},
			{"add", s.URL + "/evil.html"},
			{"edit", "1", "--title", "\x1b]0;x\a", "--tag", "\x1b[2J"},
			{"refresh", "1"},
			{"refresh", "1", "--json"},
			{"inspect", "feed", s.URL + "/evil.xml"},
			{"inspect", "page", "testdata/www/evil.xml"},
			{"inspect", "body", "testdata/www/evil.xml"},
			{"read", "\x1b]0;x\a"},
			{"\u009b2J"},
			{"remove", "\u202egone"},
			{"news", "is:\x1b[2Jread"},
			{"search", "a*", "or", "e*", "or", "т*"},
			{"search", "a*", "or", "e*", "or", "т*", "--json"},
			{"search", "\x1b]0;x\a\u202eпорт"},
			{"search", "порт", "rubrik:\x1b[2J\u202e"},
			{"view", "save", "x\x1b]0;x\a", "\u202e\x1b[2Jпорт"},
			{"view", "mute", "\u202ey\x1b[2J", "\u009b2Jшторм"},
			{"view"},
			{"view", "--json"},
			{"view", "remove", "x\x1b]0;z\a"},
			{"news", "--view", "x\x1b]0;z\a"},
			{"news", "--limit", "\x1b[2J"},
			{"inspect", "feed", "no\x1b[2J.xml"},
			{"add", "http://127.0.0.1:1/\x1b[2J"},
		} {
			_, stdout, stderr := p.run(args...)
			key := strings.Join(args, " ")
			outputs[key], outputs[key+" errors"] = stdout, stderr
			if stdout == "" && stderr == "" {
				t.Errorf("%q printed nothing", key)
			}
		}
		for key, out := range outputs {
			if tty {
				out = sgr.ReplaceAllString(out, "")
				out = strings.ReplaceAll(out, "\r\x1b[K", "")
			}
			for line := range strings.Lines(out) {
				if line = strings.TrimSuffix(line, "\n"); !page.Safe(line) {
					t.Errorf("%q on a terminal %v: %q", key, tty, line)
				}
			}
			if strings.Contains(out, "javascript:") && !strings.Contains(key, "inspect feed") {
				t.Errorf("%q: %q", key, out)
			}
		}
	}
	if news := p.must("news"); !strings.Contains(news, "Red") {
		t.Errorf("the headline is gone: %q", news)
	}
}

func TestJSONIsJSON(t *testing.T) {
	p := newPerson(t)
	p.must("add", site(t).URL+"/port.xml", site(t).URL+"/evil.xml")
	for _, args := range [][]string{
		{"news", "--json"},
		{"feeds", "--json"},
		{"read", "1", "--offline", "--json"},
		{"read", "testdata/www/page.html", "--json"},
		{"refresh", "1", "--json"},
		{"doctor", "--json"},
		{"feeds", "--catalogue", "--json"},
		{"inspect", "feed", "testdata/www/evil.xml"},
	} {
		for line := range strings.Lines(p.must(args...)) {
			var v map[string]any
			if err := json.Unmarshal([]byte(line), &v); err != nil {
				t.Errorf("%v: %v in %q", args, err, line)
			}
			for name, value := range v {
				if value == nil {
					t.Errorf("%v: %s is null", args, name)
				}
			}
		}
	}
}

func TestRefreshCodes(t *testing.T) {
	p := newPerson(t)
	s, gone := site(t), site(t)
	p.must("add", s.URL+"/port.xml", gone.URL+"/hill.json")
	gone.Close()
	p.env.ErrTTY = true
	p.env.Now = func() time.Time { return time.Date(2025, 11, 29, 18, 0, 0, 0, time.UTC) }
	code, stdout, stderr := p.run("refresh")
	if code != 3 || !strings.Contains(stderr, "2/2") || !strings.Contains(stderr, "hill.json: ") || !strings.Contains(stdout, "1") {
		t.Errorf("some failed: code %d, %q, %q", code, stdout, stderr)
	}
	code, stdout, stderr = p.run("refresh", "hill", "--json")
	if code != 1 || !strings.Contains(stdout, `"trouble":"offline"`) || stderr == "" {
		t.Errorf("all failed: code %d, %q, %q", code, stdout, stderr)
	}
	if out := p.must("feeds"); !strings.Contains(out, " · ") {
		t.Errorf("the trouble is not shown: %q", out)
	}
}

func TestClosedPipe(t *testing.T) {
	p := newPerson(t)
	p.must("add", site(t).URL+"/port.xml")
	p.must("view", "save", "Порт", "порт")
	for _, args := range [][]string{{"news"}, {"news", "--json", "--limit", "0"}, {"search", "порт"}, {"view"}, {"read", "--offline", "1"}, {"feeds"}, {"doctor"}, {"export"}, {"--help"}, {"inspect", "feed", "testdata/www/port.xml"}} {
		r, w, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		r.Close()
		p.env.Stdout = w
		code, _, stderr := p.run(args...)
		w.Close()
		if code != 0 || stderr != "" {
			t.Errorf("%v: code %d, %q", args, code, stderr)
		}
	}
}

func TestCancelled(t *testing.T) {
	p := newPerson(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var stderr bytes.Buffer
	env := p.env
	env.Args, env.Stdout, env.Stderr = []string{"--db", p.vars["store"], "refresh"}, &bytes.Buffer{}, &stderr
	if code := cli.Run(ctx, env); code != 1 || stderr.Len() == 0 {
		t.Errorf("code %d, %q", code, stderr.String())
	}
}

// TestPages lists more headlines than are asked of the store at once.
func TestPages(t *testing.T) {
	const all = 1203
	var doc strings.Builder
	doc.WriteString(`<rss version="2.0"><channel><title>Many</title>`)
	for i := range all {
		at := time.Date(2025, 11, 1, 0, i, 0, 0, time.UTC).Format(time.RFC1123Z)
		doc.WriteString("<item><title>Story</title><guid>g" + at + "</guid><pubDate>" + at + "</pubDate></item>")
	}
	doc.WriteString("</channel></rss>")
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(doc.String())) }))
	defer s.Close()
	p := newPerson(t)
	p.must("add", s.URL)
	seen := map[string]bool{}
	for line := range strings.Lines(p.must("news", "--limit", "0")) {
		seen[strings.Fields(line)[0]] = true
	}
	if len(seen) != all {
		t.Errorf("%d different headlines of %d", len(seen), all)
	}
	if n := strings.Count(p.must("news", "--limit", "501"), "\n"); n != 501 {
		t.Errorf("%d headlines of 501", n)
	}
	if n := strings.Count(p.must("news"), "\n"); n != 50 {
		t.Errorf("%d headlines of 50", n)
	}
}
