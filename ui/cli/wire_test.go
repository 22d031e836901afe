//go:build unix

package cli_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// wired is a wire that goes on: what it printed, line by line, and how it ends.
type wired struct {
	lines *bufio.Scanner
	pipe  *os.File
	code  chan int
	errs  *bytes.Buffer
}

// wire starts one in this process, with a pipe of the system.
func (p *person) wire(args ...string) *wired {
	p.t.Helper()
	read, write, err := os.Pipe()
	if err != nil {
		p.t.Fatal(err)
	}
	w := &wired{lines: bufio.NewScanner(read), pipe: read, code: make(chan int, 1), errs: &bytes.Buffer{}}
	other := *p
	other.env.Stdout = write
	ctx, stop := context.WithCancel(p.t.Context())
	other.ctx = ctx
	go func() {
		code, _, errs := other.run(append([]string{"wire"}, args...)...)
		w.errs.WriteString(errs)
		_ = write.Close()
		w.code <- code
	}()
	p.t.Cleanup(func() { stop(); _ = read.Close() })
	return w
}

// next are the ids in the next n lines.
func (w *wired) next(t *testing.T, n int) (ids []int64) {
	t.Helper()
	for range n {
		var it struct{ ID int64 }
		if !w.lines.Scan() || json.Unmarshal(w.lines.Bytes(), &it) != nil || it.ID == 0 {
			t.Fatalf("%v and then %q, %v", ids, w.lines.Text(), w.lines.Err())
		}
		ids = append(ids, it.ID)
	}
	return ids
}

// ends waits for the end, which must come within a second.
func (w *wired) ends(t *testing.T) {
	t.Helper()
	select {
	case code := <-w.code:
		if code != 0 {
			t.Errorf("code %d: %s", code, w.errs)
		}
	case <-time.After(5 * time.Second):
		t.Error("it goes on")
	}
}

// The wire begins with the newest stories, goes on with what others bring, in
// the order in which it comes and each once, and ends with its pipe though
// nothing is written.
func TestWireFollowsOthers(t *testing.T) {
	t.Parallel()
	s := site(t)
	p := newPerson(t)
	p.must("add", s.URL+"/port.xml")
	w := p.wire("--offline", "--json", "--last", "2")
	got := w.next(t, 2)
	if newest := strings.Count(p.must("news", "--limit", "2", "--json"), fmt.Sprintf(`"id":%d,`, got[1])); newest != 1 {
		t.Errorf("%v are not the newest", got)
	}
	p.must("add", s.URL+"/strait.xml")
	came := w.next(t, 5)
	p.must("add", s.URL+"/ferry.xml")
	all := p.must("news", "--json", "--limit", "0")
	came = append(came, w.next(t, strings.Count(all, "\n")-3-5)...)
	if !slices.IsSorted(came) || len(slices.Compact(slices.Clone(came))) != len(came) || slices.Contains(came, got[1]) {
		t.Errorf("%v and then %v", got, came)
	}
	_ = w.pipe.Close()
	w.ends(t)
}

// A filter and the rules narrow it; that a story is filed anew repeats nothing.
func TestWireNarrowed(t *testing.T) {
	t.Parallel()
	s := site(t)
	p := newPerson(t)
	p.must("view", "mute", "Туманы", "туман")
	w := p.wire("--offline", "--json", "lang:ru")
	p.must("add", s.URL+"/strait.xml")
	w.next(t, 2)
	p.must("add", s.URL+"/port.xml")
	w.next(t, 3)
	p.must("edit", "1", "--rubric", "sport")
	_ = w.pipe.Close()
	w.ends(t)
	if strings.Contains(p.must("news", "lang:ru"), "Туман") {
		t.Error("the rule hides nothing, and so this shows nothing")
	}
}

// The wire asks the sources itself when they are due, and says once that one
// fails.
func TestWireAsks(t *testing.T) {
	t.Parallel()
	var asked atomic.Int32
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		items := "<item><title>One</title><guid>one</guid></item>"
		if asked.Add(1) > 2 {
			items += "<item><title>Two</title><guid>two</guid></item>"
			if r.URL.Path == "/b" {
				http.NotFound(w, r)
				return
			}
		}
		_, _ = io.WriteString(w, "<rss><channel><title>Feed "+r.URL.Path+"</title>"+items+"</channel></rss>")
	}))
	t.Cleanup(s.Close)
	p := newPerson(t)
	p.must("add", s.URL+"/a", s.URL+"/b")
	later := p.env.Now().Add(24 * time.Hour)
	p.env.Now = func() time.Time { return later }
	said := make(chan string, 8)
	p.stderr = func(text string) { said <- text }
	w := p.wire("--json", "--last", "0")
	w.next(t, 1)
	if text := <-said; !strings.Contains(text, "/b") || !strings.Contains(text, "404") {
		t.Errorf("%q", text)
	}
	_ = w.pipe.Close()
	w.ends(t)
	if len(said) != 0 {
		t.Errorf("%q besides", <-said)
	}
}

// A socket whose peer is gone and a terminal that hung up end it as well; a peer
// that only has no more to say does not.
func TestWireEndsWithItsOutput(t *testing.T) {
	t.Parallel()
	p := newPerson(t)
	p.must("add", site(t).URL+"/port.xml")
	ends := func(name string, near io.Writer, leave func()) {
		t.Helper()
		other := *p
		other.env.Stdout = near
		code := make(chan int, 1)
		go func() {
			c, _, _ := other.run("wire", "--offline", "--last", "0", "source:nothing")
			code <- c
		}()
		select {
		case c := <-code:
			t.Errorf("%s: it ended by itself, code %d", name, c)
			return
		case <-time.After(time.Second / 2):
		}
		leave()
		select {
		case c := <-code:
			if c != 0 {
				t.Errorf("%s: code %d", name, c)
			}
		case <-time.After(5 * time.Second):
			t.Errorf("%s: it goes on", name)
		}
	}
	pair, err := syscall.Socketpair(syscall.AF_UNIX, syscall.SOCK_STREAM, 0)
	if err != nil {
		t.Fatal(err)
	}
	near, far := os.NewFile(uintptr(pair[0]), "near"), os.NewFile(uintptr(pair[1]), "far")
	defer near.Close()
	if err := syscall.Shutdown(pair[1], syscall.SHUT_WR); err != nil {
		t.Fatal(err)
	}
	ends("socket", near, func() { _ = far.Close() })
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer write.Close()
	ends("pipe", write, func() { _ = read.Close() })
}

// As a process of its own, with the signals and pipes of the system: after the
// third line its reader leaves, and it ends within a second, code 0; so it does
// when it is told to.
func TestWireAsAProcess(t *testing.T) {
	t.Parallel()
	p := newPerson(t)
	p.must("add", site(t).URL+"/strait.xml")
	home := t.TempDir()
	for _, end := range []os.Signal{nil, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP} {
		if end != nil && signal.Ignored(end) { // as under nohup: the wire goes on then, too
			continue
		}
		cmd := exec.CommandContext(t.Context(), "rubrika", "--db", p.vars["store"], "wire", "--json", "--last", "3")
		cmd.Env = append(os.Environ(), "HOME="+home, "XDG_CONFIG_HOME="+home, "XDG_DATA_HOME="+home, "XDG_CACHE_HOME="+filepath.Join(home, "c"),
			"GORACE=atexit_sleep_ms=0") // the race detector sleeps a second at the end
		var errs bytes.Buffer
		cmd.Stderr = &errs
		out, err := cmd.StdoutPipe()
		if err == nil {
			err = cmd.Start()
		}
		if err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		for range 3 {
			if !lines.Scan() {
				t.Fatal(errs.String())
			}
		}
		began := time.Now()
		if end == nil {
			_ = out.Close()
		} else if err := cmd.Process.Signal(end); err != nil {
			t.Fatal(err)
		}
		err = cmd.Wait()
		if took := time.Since(began); err != nil || errs.Len() > 0 || took > 3*time.Second { // a fifth of one where nothing else is going on
			t.Errorf("%v: %v after %s, %q", end, err, took, errs.String())
		}
	}
}
