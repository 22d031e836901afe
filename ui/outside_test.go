//go:build unix

package ui

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"rubrika/config"
	"rubrika/feed"
	"rubrika/feed/fetch"
	"rubrika/feed/library"
	"rubrika/ui/keys"
)

// trapTitles are headlines, trapAddresses addresses, as publishers may write
// them who would like to have something run or written.
func trapTitles() []string {
	return []string{
		"$(touch x)", "`touch x`", "; touch x", "| touch x &", "> x", "--help", "-o/x", "-rf /", "../../x", "../../../../tmp/x", "/etc/passwd", `..\..\x`,
		`C:\x`, "CON", "nul.txt", "COM1", "aux", "a\x00b/../x", "\x1b]0;x\a", "x\n--help\ny", "...", "~/x", "$HOME/x", "%PATH%", "*", strings.Repeat("Ж", 300), "",
	}
}

func trapAddresses() []string {
	return []string{
		"--help", "-o/x", "file:///etc/passwd", "javascript:touch('x')", "data:text/html,x", "ssh://-oProxyCommand=touch%20x/", `\\host\share`,
		"http://a.example/$(touch x)", "http://a.example/`touch x`", "http://a.example/ b\"c'd", "http://a.example/;touch x;", "http://a.example/x.mp3 --script=x",
		"http://-o/x", "http://$(touch x)/", "http://a.example/\n--help", "mailto:-x@a.example?attach=/etc/passwd",
	}
}

// trap is a feed of stories with all of them: as headlines, as addresses, as
// links, and as files that come along.
func trap(t *testing.T) *httptest.Server {
	t.Helper()
	type file struct {
		URL  string `json:"url"`
		Type string `json:"mime_type"`
	}
	type item struct {
		ID    string `json:"id"`
		URL   string `json:"url"`
		Title string `json:"title"`
		HTML  string `json:"content_html"`
		Files []file `json:"attachments"`
	}
	var items []item
	addresses := trapAddresses()
	for i, title := range trapTitles() {
		a, b := addresses[i%len(addresses)], addresses[(i+1)%len(addresses)]
		items = append(items, item{
			ID: fmt.Sprint(i), URL: a, Title: title, Files: []file{{a, "audio/mpeg"}, {b, "video/mp4"}},
			HTML: fmt.Sprintf(`<p>%s</p><p><a href="%s">one</a> <a href="%s">two</a></p>%s`, title, a, b, strings.Repeat("<p>Words and words of a story.</p>", 40)),
		})
	}
	doc, err := json.Marshal(map[string]any{"version": "https://jsonfeed.org/version/1.1", "title": "$(touch x)", "items": items})
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "application/feed+json")
		_, _ = w.Write(doc)
	}))
	t.Cleanup(srv.Close)
	return srv
}

// recorder is a program that writes down what it gets, each time into a file of
// its own: how many arguments, these, and its standard input.
func recorder(t *testing.T) (program, dir string) {
	t.Helper()
	dir = t.TempDir()
	program = filepath.Join(t.TempDir(), "recorder")
	script := "#!/bin/sh\n{ printf '%s\\n' \"$#\" \"$@\"; cat; } > " + dir + "/$$\n"
	if err := os.WriteFile(program, []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	return program, dir
}

// records returns what was written down, each as lines, and forgets it.
func records(t *testing.T, dir string) (out [][]string) {
	t.Helper()
	for name := range tree(t, dir) {
		doc, err := os.ReadFile(filepath.Join(dir, name))
		if err == nil {
			err = os.Remove(filepath.Join(dir, name))
		}
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, strings.Split(strings.TrimSuffix(string(doc), "\n"), "\n"))
	}
	return out
}

// tree is all below a folder: the text of files, where links lead.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		if d.Type()&fs.ModeSymlink != 0 {
			out[name], err = os.Readlink(path)
			return err
		}
		doc, err := os.ReadFile(path)
		out[name] = string(doc)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestTraps does with each story of the trap all that reaches out of the
// program: nothing runs but the reader's own programs, with one web address or
// none, and nothing is written but into the chosen folder, whatever links are
// laid there.
func TestTraps(t *testing.T) {
	srv := trap(t)
	program, written := recorder(t)
	world := t.TempDir()
	for _, dir := range []string{"here", "home", "clips", "outside"} {
		if err := os.Mkdir(filepath.Join(world, dir), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	clips := filepath.Join(world, "clips")
	t.Chdir(filepath.Join(world, "here"))
	t.Setenv("HOME", filepath.Join(world, "home"))
	r := sit(t, setup{lang: "en", w: 120, h: 40, client: fetch.New(home()), edit: func(c *config.Config) {
		c.Browser, c.Player, c.Pipe, c.Clippings = config.Command{program, "open"}, config.Command{program, "play"}, config.Command{program, "pipe"}, clips
	}})
	if _, _, err := r.lib.Subscribe(t.Context(), library.NewSource{URL: srv.URL}); err != nil {
		t.Fatal(err)
	}
	r.run(r.m.load())
	n := len(r.m.headlines.Items())
	if n < len(trapTitles())-1 {
		t.Fatalf("%d stories:\n%s", n, r.screen())
	}
	r.press("g")
	for range n {
		r.press("S", "m", "S", "h", "S", "t", "o", "p", "P", "enter", "1", "2", "tab", "enter", "o", "p", "P", "q", "j")
	}
	counts := map[string]int{}
	for _, got := range records(t, written) {
		counts[got[1]]++
		checkRecord(t, got)
	}
	if counts["open"] < n || counts["play"] < n || counts["pipe"] != 2*n {
		t.Errorf("of %d stories: %v", n, counts)
	}
	first := tree(t, clips)
	if len(first) != 3*n {
		t.Errorf("%d files of %d stories", len(first), n)
	}
	for name := range first {
		checkName(t, name)
	}
	for name := range tree(t, world) {
		if !strings.HasPrefix(name, "clips/") {
			t.Errorf("written beside the folder: %s", name)
		}
	}

	// The same names again, which now lead elsewhere.
	if err := os.WriteFile(filepath.Join(world, "outside", "victim"), []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	for i, name := range slices.Sorted(maps.Keys(first)) {
		target := "../outside/victim"
		if i%2 == 0 {
			target = fmt.Sprintf("../outside/%d", i)
		}
		path := filepath.Join(clips, name)
		if err := errors.Join(os.Remove(path), os.Symlink(target, path)); err != nil {
			t.Fatal(err)
		}
	}
	r.press("g")
	for range n {
		r.press("S", "m", "S", "h", "S", "t", "j")
	}
	if got := tree(t, filepath.Join(world, "outside")); len(got) != 1 || got["victim"] != "mine" {
		t.Errorf("a link was followed: %q", got)
	}
	if got := len(tree(t, clips)); got != 6*n {
		t.Errorf("%d files and links, want %d", got, 6*n)
	}
}

// checkRecord sees that a program got what it may get.
func checkRecord(t *testing.T, got []string) {
	t.Helper()
	if got[1] == "pipe" {
		if got[0] != "1" || len(got) < 5 || !strings.Contains(strings.Join(got, "\n"), "Words and words of a story.") {
			t.Errorf("the pipe got %q", got)
		}
		return
	}
	if got[0] != "2" || len(got) != 3 {
		t.Errorf("%s got %q", got[1], got)
		return
	}
	web := strings.HasPrefix(got[2], "http://") || strings.HasPrefix(got[2], "https://") || got[1] == "open" && strings.HasPrefix(got[2], "mailto:")
	if !web || strings.ContainsFunc(got[2], func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune("\"'`\\<>|", r) }) {
		t.Errorf("%s got %q", got[1], got[2])
	}
}

// checkName sees that a name is one on every system, and no option.
func checkName(t *testing.T, name string) {
	t.Helper()
	stem, _, _ := strings.Cut(strings.ToUpper(name), ".")
	if len(name) > 200 || strings.ContainsAny(name, `/\:*?"<>|$;&`+"`") || strings.HasPrefix(name, "-") || strings.HasPrefix(name, ".") ||
		slices.Contains([]string{"CON", "NUL", "AUX", "PRN", "COM1"}, stem) || strings.ContainsFunc(name, unicode.IsControl) {
		t.Errorf("a file is called %q", name)
	}
}

// listening is a reader of one story with a talk in it, and one without.
func listening(t *testing.T, edit func(*config.Config)) *reader {
	t.Helper()
	return listeningTo(t, "radio.example", edit)
}

// listeningTo is listening to a talk at a host.
func listeningTo(t *testing.T, host string, edit func(*config.Config)) *reader {
	t.Helper()
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/rss+xml")
		fmt.Fprintf(w, `<rss version="2.0"><channel><title>Harbour Radio</title>
			<item><title>A talk with the pilot</title><link>http://%[1]s/1</link><description>%[2]s</description>
			<enclosure url="http://%[1]s/cover.jpg" type="image/jpeg"/><enclosure url="http://%[1]s/talk one.mp3" type="audio/mpeg"/></item>
			<item><title>Only words</title><link>http://%[1]s/2</link><description>%[2]s</description></item></channel></rss>`,
			host, strings.Repeat("The pilot knows each stone of the harbour. ", 60))
	}))
	t.Cleanup(srv.Close)
	r := sit(t, setup{lang: "en", w: 100, h: 30, client: fetch.New(home()), edit: edit})
	if _, _, err := r.lib.Subscribe(t.Context(), library.NewSource{URL: srv.URL}); err != nil {
		t.Fatal(err)
	}
	r.run(r.m.load())
	r.press("g")
	return r
}

// tool makes a program of a shell script.
func tool(t *testing.T, script string) config.Command {
	t.Helper()
	program := filepath.Join(t.TempDir(), "tool")
	if err := os.WriteFile(program, []byte("#!/bin/sh\n"+script+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	return config.Command{program}
}

func (r *reader) says(want ...string) {
	r.t.Helper()
	for _, text := range want {
		if !strings.Contains(r.m.notice, text) {
			r.t.Errorf("the notice is %q, want %q", r.m.notice, text)
		}
	}
}

// A player would ask by itself, past the guard: it is not told of addresses
// inside.
func TestPlayNothingInside(t *testing.T) {
	program, written := recorder(t)
	r := listeningTo(t, "10.0.0.1", func(c *config.Config) { c.Player = config.Command{program} })
	r.press("p")
	r.says("inside your own network")
	if got := records(t, written); len(got) != 0 {
		t.Errorf("%q", got)
	}
}

func TestPlay(t *testing.T) {
	program, written := recorder(t)
	r := listening(t, func(c *config.Config) { c.Player = config.Command{program, "--no-video"} })
	if it, _ := r.m.headlines.Selected(); it.Title != "A talk with the pilot" || it.State.Has(feed.Read) {
		t.Fatalf("%+v", it)
	}
	r.press("p")
	r.says(r.m.words.Outside.Playing)
	if got := records(t, written); len(got) != 1 || !slices.Equal(got[0], []string{"2", "--no-video", "http://radio.example/talk%20one.mp3"}) {
		t.Errorf("%q", got)
	}
	if it, _ := r.m.headlines.Selected(); !it.State.Has(feed.Read) {
		t.Error("what is played is not read")
	}
	r.press("j", "p")
	r.says(r.m.words.Outside.NothingToPlay)
	if it, _ := r.m.headlines.Selected(); it.State.Has(feed.Read) {
		t.Error("what is not played is read")
	}
	r.press("enter", "p")
	r.says(r.m.words.Outside.NothingToPlay)
	if got := r.m.why(keys.Play); got != r.m.words.Outside.NothingToPlay {
		t.Errorf("the palette says %q", got)
	}
	r.press("K", "p")
	if got := records(t, written); len(got) != 1 || r.m.why(keys.Play) != "" {
		t.Errorf("from the page: %q, %q", got, r.m.why(keys.Play))
	}
	r.m.config.Player = tool(t, "exit 4")
	r.press("p")
	r.says("exit code 4", "player in the settings")
	r.m.config.Player = config.Command{"/no/such/player"}
	r.press("p")
	r.says("/no/such/player", r.m.words.Outside.Missing)
	r.press("q", "w")
	r.m.notice = ""
	if r.press("p"); r.m.scope() != keys.Wiring {
		t.Errorf("that is %s", r.m.scope())
	}
	r.says("/no/such/player")
}

func TestPipeAStory(t *testing.T) {
	r := listening(t, nil)
	r.press("P")
	r.says("pipe = [")
	if got := r.m.why(keys.Pipe); got != r.m.words.Outside.NoPipe {
		t.Errorf("the palette says %q", got)
	}
	program, written := recorder(t)
	r.m.config.Pipe = config.Command{program, "add"}
	r.press("P")
	r.says("recorder has the story")
	got := records(t, written)
	doc := strings.Join(got[0], "\n")
	if len(got) != 1 || got[0][0] != "1" || !strings.Contains(doc, "# A talk with the pilot") || !strings.Contains(doc, "each stone of the harbour") ||
		r.m.why(keys.Pipe) != "" {
		t.Errorf("%s", doc)
	}
	r.m.config.Pipe = tool(t, `read first; echo; echo "kept $RUBRIKA_URL"; echo more`)
	r.press("enter", "P")
	r.says("kept http://radio.example/1")
	r.m.config.Pipe = tool(t, `echo half; echo "no room" >&2; exit 7`)
	r.press("P")
	r.says("exit code 7, no room", "pipe in the settings")
}

// What goes wrong with telling of new stories is said once.
func TestTheHookIsMentionedOnce(t *testing.T) {
	r := listening(t, func(c *config.Config) { c.OnNew = config.Command{"notify-news"} })
	fault := &feed.Error{Op: "run", Source: "notify-news", Kind: feed.KindHook, Err: &feed.ProgramFault{Problem: feed.ProgramEnded, Code: 5}}
	r.send(hookedMsg{err: fault})
	r.says("notify-news", "exit code 5", "no story is lost")
	r.m.notice = ""
	r.send(hookedMsg{err: fault})
	r.send(hookedMsg{})
	if r.m.notice != "" {
		t.Errorf("again: %q", r.m.notice)
	}
	fault.Err = &feed.ProgramFault{Problem: feed.ProgramSlow}
	r.send(hookedMsg{err: fault})
	r.says(r.m.words.Outside.Slow)
	if msg := r.m.hooked()(); msg != (hookedMsg{}) {
		t.Errorf("%+v", msg)
	}
	r.m.config.OnNew = nil
	if r.m.hooked() != nil {
		t.Error("nobody is told, and it is waited for")
	}
}
