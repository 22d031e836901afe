package cli

import (
	"bytes"
	"context"
	"io"
	"mime"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/spf13/cobra"

	"rubrika/feed/feedtest"
)

// tried is a call of a command on the store of a town.
type tried struct {
	args string // $FEED and $MINIFLUX are servers, $DIR is a folder of its own
	code int
	net  bool // it cannot do without the network
	free bool // it ends only when it is told to
	path string
}

// calledFor are calls of each command there is, by its path; "" is the program
// alone. None of them is answered anything on its standard input.
func calledFor() map[string][]tried {
	return map[string][]tried{
		"":                     {{args: ""}, {args: "--version"}, {args: "--help"}},
		"news":                 {{args: "news"}, {args: "news --json --limit 0"}, {args: "news -- nothing-like-this"}},
		"search":               {{args: "search порт"}, {args: "search порт --json"}, {args: "search nothing-like-this"}},
		"read":                 {{args: "read --keep 4"}, {args: "read 4 --json"}, {args: "read $FEED/page.html", net: true}, {args: "read testdata/www/page.html"}, {args: "read -", code: exitFailed}},
		"wire":                 {{args: "wire", free: true}, {args: "wire --json --last 1", free: true}, {args: "wire --last 0", free: true}},
		"digest":               {{args: "digest --since 2025-11-01"}, {args: "digest --html --since 2025-11-01"}, {args: "digest --json"}},
		"mark":                 {{args: "mark read 1"}, {args: "mark star 1 --json"}},
		"view":                 {{args: "view"}, {args: "view --json"}},
		"view list":            {{args: "view list"}, {args: "view list --json"}},
		"view save":            {{args: "view save Лёд лёд"}},
		"view watch":           {{args: "view watch Лёд лёд --json"}},
		"view mute":            {{args: "view mute Лёд лёд"}},
		"view remove":          {{args: "view remove Порт"}},
		"feeds":                {{args: "feeds"}, {args: "feeds --json"}, {args: "feeds --catalogue"}},
		"add":                  {{args: "add $FEED/hill.json", net: true}, {args: "add --json $FEED/quay.xml", net: true}},
		"edit":                 {{args: "edit 1 --title Листок"}},
		"remove":               {{args: "remove 1"}},
		"refresh":              {{args: "refresh 1", net: true}, {args: "refresh --json", net: true}, {args: "refresh 1 --prefetch", net: true}},
		"import":               {{args: "import testdata/www/good.opml"}, {args: "import --json testdata/www/good.opml"}, {args: "import -", code: exitFailed}},
		"export":               {{args: "export"}, {args: "export $DIR/list.opml"}, {args: "export --format csv"}, {args: "export --items"}, {args: "export --items $DIR/all.md"}},
		"account":              {{args: "account"}},
		"account list":         {{args: "account list --json"}},
		"account add":          {{args: "account add miniflux $MINIFLUX --user reader --title Other --password-env RUBRIKA_TRIED", code: exitFailed, net: true}, {args: "account add miniflux $MINIFLUX --user reader", code: exitFailed, net: true}},
		"account edit":         {{args: "account edit Home --title Дом"}, {args: "account edit Home --user reader", code: exitFailed, net: true}},
		"account check":        {{args: "account check", net: true}, {args: "account check --json", net: true}},
		"account remove":       {{args: "account remove Home"}},
		"doctor":               {{args: "doctor"}, {args: "doctor --json"}, {args: "doctor --reindex"}},
		"config":               {{args: "config"}},
		"config path":          {{args: "config path --json"}},
		"config show":          {{args: "config show"}, {args: "config show --json"}},
		"config check":         {{args: "config check"}},
		"config init":          {{args: "config init", code: exitFailed}},
		"config edit":          {{args: "config edit"}},
		"keys":                 {{args: "keys"}, {args: "keys --json"}},
		"themes":               {{args: "themes"}, {args: "themes --json"}},
		"demo":                 {{args: "demo"}},
		"inspect feed":         {{args: "inspect feed testdata/www/port.xml"}, {args: "inspect feed $FEED/port.xml", net: true}},
		"inspect page":         {{args: "inspect page testdata/www/page.html"}, {args: "inspect page $FEED/page.html", net: true}},
		"inspect body":         {{args: "inspect body testdata/www/page.html"}, {args: "inspect body -"}},
		"inspect":              {{args: "inspect", code: exitUsage}},
		"completion":           {{args: "completion bash"}, {args: "completion", code: exitUsage}},
		"man":                  {{args: "man"}},
		"help":                 {{args: "help"}, {args: "help news"}},
		"nothing of that name": {{args: "nwes", code: exitUsage}, {args: "news --nothing", code: exitUsage}},
	}
}

// town is a store with two sources and an account, and servers that count what
// they are asked.
type town struct {
	dir            string
	feed, miniflux string
	asked          *atomic.Int64
}

func newTownOf(t *testing.T) *town {
	t.Helper()
	s := &town{dir: t.TempDir(), asked: &atomic.Int64{}}
	counted := func(h http.Handler) string {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			s.asked.Add(1)
			h.ServeHTTP(w, r)
		}))
		t.Cleanup(server.Close)
		return server.URL
	}
	s.feed = counted(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		doc, err := os.ReadFile(filepath.Join("testdata/www", path.Base(r.URL.Path)))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(r.URL.Path)))
		_, _ = w.Write(bytes.ReplaceAll(doc, []byte("http://site.test"), []byte("http://"+r.Host)))
	}))
	fake := feedtest.NewMiniflux(t, feedtest.FakeOptions{})
	at, err := url.Parse(fake.URL())
	if err != nil {
		t.Fatal(err)
	}
	s.miniflux = counted(httputil.NewSingleHostReverseProxy(at))
	if err := os.WriteFile(filepath.Join(s.dir, "config.toml"), []byte("lang = 'en'\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(s.dir, "config.toml"), []byte(settingsOfAll))
	for _, args := range []string{
		"add $FEED/port.xml $FEED/ferry.xml", "view save Порт порт", "account add miniflux $MINIFLUX --user reader --title Home --plain",
	} {
		if code, _, errs := s.run(t.Context(), s.dir, args, strings.NewReader(fake.Password+"\n"), nil); code != exitDone {
			t.Fatalf("%s: code %d, %s", args, code, errs)
		}
	}
	return s
}

// run runs a command on the store in a folder; without an output it is
// returned, without an input there is none.
func (s *town) run(ctx context.Context, dir, args string, in io.Reader, out io.Writer) (code int, stdout, stderr string) {
	var answer, errs bytes.Buffer
	if out == nil {
		out = &answer
	}
	if in == nil {
		in = strings.NewReader("")
	}
	code = Run(ctx, Env{
		Args: s.args(dir, args), Stdin: in, Stdout: out, Stderr: &errs, Version: "1.2.3",
		Now:    func() time.Time { return time.Date(2025, 11, 28, 18, 0, 0, 0, time.UTC) },
		Getenv: func(name string) string { return map[string]string{"RUBRIKA_LANG": "en", "EDITOR": "true"}[name] },
	})
	return code, answer.String(), errs.String()
}

// args are the words of a call.
func (s *town) args(dir, args string) []string {
	out := []string{"--db", filepath.Join(dir, "r.db"), "--config", filepath.Join(dir, "config.toml")}
	for _, word := range strings.Fields(args) {
		out = append(out, strings.NewReplacer("$FEED", s.feed, "$MINIFLUX", s.miniflux, "$DIR", dir).Replace(word))
	}
	return out
}

// copied is a folder with the store as it was at the beginning.
func (s *town) copied(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	doc, err := os.ReadFile(filepath.Join(s.dir, "r.db"))
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(dir, "r.db"), doc)
	writeFile(t, filepath.Join(dir, "config.toml"), []byte(settingsOfAll))
	return dir
}

// settingsOfAll are the settings of the town.
const settingsOfAll = "lang = 'en'\ninside = ['127.0.0.0/8']\n"

func writeFile(t *testing.T, path string, text []byte) {
	t.Helper()
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
}

// during is how long a call may take: one that waits for its end is given it
// soon.
func during(t *testing.T, c tried) (context.Context, context.CancelFunc) {
	t.Helper()
	if c.free {
		return context.WithTimeout(t.Context(), 300*time.Millisecond)
	}
	return context.WithTimeout(t.Context(), time.Minute)
}

// everyCall does something with a call of each command of the tree.
func everyCall(t *testing.T, do func(c tried)) {
	t.Helper()
	calls := calledFor()
	everyCommand(t, func(path string, _ *cobra.Command) {
		if len(calls[path]) == 0 {
			t.Errorf("nobody calls rubrika %s", path)
		}
	})
	for path, list := range calls {
		for _, c := range list {
			c.path = path
			do(c)
		}
	}
}

// TestEveryCommandEnds runs each with an output that is read, one that nobody
// reads, one on a full disk, and with an input that is at its end: it
// ends with the right code, prints no escape byte into a pipe, and with --quiet
// nothing beside the answer but what went wrong.
func TestEveryCommandEnds(t *testing.T) {
	t.Parallel()
	s := newTownOf(t)
	everyCall(t, func(c tried) {
		t.Run(c.args, func(t *testing.T) {
			t.Parallel()
			s.ends(t, c)
		})
	})
}

// ends is TestEveryCommandEnds for one call.
func (s *town) ends(t *testing.T, c tried) {
	t.Helper()
	run := func(how string, in io.Reader, out io.Writer, flags ...string) (int, string, string) {
		t.Helper()
		ctx, stop := during(t, c)
		defer stop()
		code, stdout, stderr := s.run(ctx, s.copied(t), strings.Join(append(flags, c.args), " "), in, out)
		if ctx.Err() != nil && !c.free {
			t.Errorf("%s %s: it hangs", c.args, how)
		}
		for _, wrong := range []string{"\x1b", "panic", "ubrika made a mistake"} {
			if strings.Contains(stdout+stderr, wrong) {
				t.Errorf("%s %s: %q in %q, %q", c.args, how, wrong, stdout, stderr)
			}
		}
		return code, stdout, stderr
	}
	code, stdout, stderr := run("| cat", nil, nil)
	if code != c.code || c.code != exitDone && stderr == "" {
		t.Errorf("%s: code %d, want %d: %q, %q", c.args, code, c.code, stdout, stderr)
	}
	nothing, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	defer nothing.Close()
	if quiet, _, stderr := run("-q </dev/null", nothing, nil, "-q"); quiet != c.code || c.code == exitDone && stderr != "" {
		t.Errorf("%s -q </dev/null: code %d, want %d, %q", c.args, quiet, c.code, stderr)
	}
	wants := func(how string, code, want int) {
		if stdout == "" { // there is nothing that could not be said
			want = c.code
		}
		if code != want {
			t.Errorf("%s %s: code %d, want %d", c.args, how, code, want)
		}
	}
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	r.Close()
	defer w.Close()
	code, _, _ = run("| true", nil, w)
	wants("| true", code, exitDone)
	if full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0); err == nil { // where there is one
		defer full.Close()
		code, _, stderr = run(">/dev/full", nil, full)
		wants(">/dev/full", code, exitFailed)
		if stdout != "" && !strings.Contains(stderr, "no space left") {
			t.Errorf("%s >/dev/full: %q", c.args, stderr)
		}
	}
}

// TestEveryCommandEndsWithNothingOpen runs each as a process with all three
// streams closed.
func TestEveryCommandEndsWithNothingOpen(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("there is no sh")
	}
	s := newTownOf(t)
	turn := make(chan struct{}, runtime.GOMAXPROCS(0))
	done := make(chan string)
	calls := 0
	had := map[string]bool{}
	everyCall(t, func(c tried) {
		if c.free || had[c.path] { // there is nobody whose leaving could end it; and processes are slow
			return
		}
		had[c.path] = true
		calls++
		dir := s.copied(t)
		cmd := exec.CommandContext(t.Context(), "sh", append([]string{"-c", `exec rubrika "$@" <&- >&- 2>&-`, "sh"}, s.args(dir, c.args)...)...)
		cmd.Env = append(os.Environ(), "RUBRIKA_LANG=en", "EDITOR=true", "VISUAL=", "HOME="+dir, "XDG_CACHE_HOME="+dir, "DBUS_SESSION_BUS_ADDRESS=unix:path="+dir+"/no-bus")
		go func() {
			turn <- struct{}{}
			defer func() { <-turn }()
			wrong := ""
			if _ = cmd.Run(); cmd.ProcessState.ExitCode() != c.code {
				wrong = c.args + ": " + cmd.ProcessState.String()
			}
			done <- wrong
		}()
	})
	for range calls {
		if wrong := <-done; wrong != "" {
			t.Error(wrong)
		}
	}
}

// TestOfflineAsksNothing runs every command with --offline: no request leaves
// it; what needs the network says so, and leaves no trouble behind.
func TestOfflineAsksNothing(t *testing.T) {
	t.Parallel()
	s := newTownOf(t)
	forbidden := map[string]string{
		"en": "he network is left alone because of --offline",
		"ru": "еть отключена ключом --offline",
		"az": "əbəkə --offline açarı ilə bağlanıb",
	}
	state := func(dir string) (all string) {
		for _, args := range []string{"feeds --json", "account --json"} {
			_, stdout, _ := s.run(t.Context(), dir, "--offline "+args, nil, nil)
			all += stdout
		}
		return all
	}
	dir := s.copied(t)
	before := state(dir)
	asked := s.asked.Load()
	everyCall(t, func(c tried) {
		if !c.net {
			ctx, stop := during(t, c)
			defer stop()
			if code, _, stderr := s.run(ctx, s.copied(t), "--offline "+c.args, nil, nil); code != c.code || strings.Contains(stderr, "--offline") {
				t.Errorf("%s: code %d, %q", c.args, code, stderr)
			}
			return
		}
		for code, words := range forbidden {
			got, stdout, stderr := s.run(t.Context(), dir, "--offline --lang "+code+" "+c.args, nil, nil)
			if got != exitFailed || !strings.Contains(stderr, words) || strings.Count(stderr, "--offline") > 1 {
				t.Errorf("%s in %s: code %d, %q, %q", c.args, code, got, stdout, stderr)
			}
		}
	})
	if after := state(dir); after != before {
		t.Errorf("before: %s\nafter: %s", before, after)
	}
	if n := s.asked.Load(); n != asked {
		t.Errorf("%d requests", n-asked)
	}
}
