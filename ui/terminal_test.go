//go:build e2e

package ui_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"rubrika/config"
	"rubrika/feed/library"
	"rubrika/ui"
)

// These tests run the built program in a real terminal, tmux: go test -tags
// e2e ./ui. They need tmux and take a few seconds.

// pane is a tmux server with one window.
type pane struct {
	t      *testing.T
	socket string
	pid    string // the file that holds the id of the program's process
}

// open starts the program in a window of that size with an empty home and no
// network to speak of.
func open(t *testing.T, size string, env ...string) *pane {
	t.Helper()
	if _, err := exec.LookPath("tmux"); err != nil {
		t.Skip("no tmux")
	}
	dir, bin := t.TempDir(), os.Getenv(program)
	w, h, _ := strings.Cut(size, "x")
	p := &pane{t: t, socket: filepath.Join(dir, "tmux"), pid: filepath.Join(dir, "pid")}
	p.start(t, w, h, bin, env)
	return p
}

// start runs a program in the window.
func (p *pane) start(t *testing.T, w, h, bin string, env []string) {
	t.Helper()
	dir := filepath.Dir(p.socket)
	command := append([]string{
		"env", "-i", "HOME=" + filepath.Join(dir, "home"), "PATH=" + os.Getenv("PATH"), "TERM=tmux-256color",
		"LC_ALL=C.UTF-8", "COLORTERM=truecolor", "TZ=Asia/Baku", "https_proxy=http://127.0.0.1:1", "http_proxy=http://127.0.0.1:1",
	}, env...)
	command = append(command, "sh", "-c", "'echo $$ > "+p.pid+"; exec "+bin+"'")
	if slices.Contains(env, "RUBRIKA_TEST_SHELL=1") { // a shell with job control
		p.tmux("-f", "/dev/null", "new-session", "-d", "-x", w, "-y", h, "bash", "--norc", "--noprofile", "-i")
		t.Cleanup(func() { p.tmux("kill-server") })
		p.keys(strings.Join(command[:len(command)-3], " ")+" "+bin+"; echo left with $?", "Enter")
		return
	}
	p.tmux("-f", "/dev/null", "new-session", "-d", "-x", w, "-y", h, "sh", "-c", strings.Join(command, " ")+"; echo left with $?; stty -a | grep -o '.echo ' ; exec sleep 60")
	t.Cleanup(func() { p.tmux("kill-server") })
}

func (p *pane) tmux(args ...string) string {
	p.t.Helper()
	out, err := exec.Command("tmux", append([]string{"-S", p.socket}, args...)...).CombinedOutput()
	if err != nil {
		p.t.Fatalf("tmux %v: %v\n%s", args, err, out)
	}
	return string(out)
}

func (p *pane) keys(keys ...string) { p.tmux(append([]string{"send-keys"}, keys...)...) }

// signal sends a signal to the program.
func (p *pane) signal(s os.Signal) {
	p.t.Helper()
	data, err := os.ReadFile(p.pid)
	if err != nil {
		p.t.Fatal(err)
	}
	id, err := strconv.Atoi(strings.TrimSpace(string(data)))
	if err != nil {
		p.t.Fatal(err)
	}
	process, err := os.FindProcess(id)
	if err == nil {
		err = process.Signal(s)
	}
	if err != nil {
		p.t.Fatal(err)
	}
}

// sees waits for text on the screen and returns the screen.
func (p *pane) sees(want string) string {
	p.t.Helper()
	deadline := time.After(30 * time.Second)
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		screen := p.tmux("capture-pane", "-p")
		if strings.Contains(screen, want) {
			return screen
		}
		select {
		case <-tick.C:
		case <-deadline:
			p.t.Fatalf("%q is not on the screen:\n%s", want, screen)
		}
	}
}

func TestFirstMinute(t *testing.T) {
	t.Parallel()
	p := open(t, "120x36", "RUBRIKA_LANG=ru")
	p.sees("75 непрочитанных из 75")
	p.keys("3")
	economy := p.sees(" 6 непрочитанных из 6 · Экономика") // the filter and its answer
	if strings.Contains(economy, "Футбол") {
		t.Errorf("3 leaves sport:\n%s", economy)
	}
	p.keys("Enter")
	for _, want := range []string{"ФИНАНСЫ", "Баку", "│", "sum := 0.0", "•"} {
		p.sees(want)
	}
	p.keys("G")
	for _, want := range []string{"[1]", "# ", "L az", "Последние новости"} {
		p.sees(want)
	}
	p.keys("q")
	p.sees("· Экономика")
	p.keys("?")
	p.sees("Клавиши: заголовки")
	p.keys("q", "q")
	p.sees("left with 0")
}

// TestTheTerminalIsLeftClean ends the program in ways that are not q.
func TestTheTerminalIsLeftClean(t *testing.T) {
	t.Parallel()
	for _, signal := range []os.Signal{syscall.SIGTERM, syscall.SIGHUP, os.Interrupt} {
		t.Run(signal.String(), func(t *testing.T) {
			t.Parallel()
			p := open(t, "80x24", "RUBRIKA_LANG=en")
			p.sees("75 unread of 75")
			p.signal(signal)
			p.sees("left with")
			screen := p.sees(" echo")
			if strings.Contains(screen, "unread") {
				t.Errorf("it leaves the page on the screen:\n%s", screen)
			}
		})
	}
}

// panics is the environment variable that makes this test program a reader
// whose commands panic at a key.
const panics = "RUBRIKA_TEST_PANICS"

// program is the environment variable with the path of the built program.
const program = "RUBRIKA_TEST_PROGRAM"

// TestMain builds the program, once for all tests.
func TestMain(m *testing.M) {
	if os.Getenv(panics) != "" {
		os.Exit(panicking())
	}
	os.Exit(withProgram(m.Run))
}

// withProgram runs the tests with the program beside them.
func withProgram(run func() int) int {
	dir, err := os.MkdirTemp("", "rubrika-e2e-")
	if err != nil {
		fmt.Println(err)
		return 1
	}
	defer os.RemoveAll(dir)
	bin := filepath.Join(dir, "rubrika")
	if out, err := exec.Command("go", "build", "-o", bin, "rubrika").CombinedOutput(); err != nil {
		fmt.Printf("%v\n%s", err, out)
		return 1
	}
	if err := os.Setenv(program, bin); err != nil {
		fmt.Println(err)
		return 1
	}
	return run()
}

// panicking runs the reader; once its page is drawn, a command panics.
func panicking() int {
	ctx := context.Background()
	lib, err := library.Open(ctx, library.Options{Path: filepath.Join(os.Getenv("HOME"), "r.db")})
	if err != nil {
		fmt.Println(err)
		return 3
	}
	defer lib.Close()
	cfg := config.Default()
	cfg.Refresh = 0
	err = ui.Run(ctx, ui.Options{Library: lib, Config: cfg, Lang: "en"}, tea.WithFilter(func(_ tea.Model, msg tea.Msg) tea.Msg {
		if _, ok := msg.(tea.KeyPressMsg); ok {
			return tea.BatchMsg{func() tea.Msg { panic("a command went wrong") }, func() tea.Msg { return nil }}
		}
		return msg
	}))
	fmt.Println("error:", err)
	if err != nil {
		return 1
	}
	return 0
}

// TestAPanicLeavesTheTerminalClean runs a reader one of whose commands panics.
func TestAPanicLeavesTheTerminalClean(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("tmux"); err != nil {
		t.Skip("no tmux")
	}
	dir := t.TempDir()
	p := &pane{t: t, socket: filepath.Join(dir, "tmux"), pid: filepath.Join(dir, "pid")}
	if err := os.Mkdir(filepath.Join(dir, "home"), 0o700); err != nil {
		t.Fatal(err)
	}
	p.start(t, "100", "30", os.Args[0], []string{panics + "=1"})
	p.sees("75 unread of 75")
	p.keys("j")
	p.sees("left with 1")
	p.sees(" echo")
	if modes := p.tmux("display-message", "-p", "#{alternate_on} #{mouse_any_flag} #{cursor_flag}"); strings.TrimSpace(modes) != "0 0 1" {
		t.Errorf("alternate screen, mouse and cursor are %q after a panic", modes)
	}
}

// TestSuspend goes to the shell with Ctrl-Z and comes back with fg.
func TestSuspend(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("no bash")
	}
	p := open(t, "80x24", "RUBRIKA_LANG=en", "RUBRIKA_TEST_SHELL=1")
	p.sees("75 unread of 75")
	p.keys("C-z")
	p.sees("Stopped")
	p.keys("stty -a | grep -o '.echo '", "Enter")
	screen := p.sees(" echo")
	if strings.Contains(screen, "unread") {
		t.Errorf("the page is still on the screen:\n%s", screen)
	}
	if modes := p.tmux("display-message", "-p", "#{alternate_on} #{mouse_any_flag} #{cursor_flag}"); strings.TrimSpace(modes) != "0 0 1" {
		t.Errorf("alternate screen, mouse and cursor are %q in the shell", modes)
	}
	p.keys("fg", "Enter")
	p.sees("75 unread of 75")
	p.keys("q")
	p.sees("Stopped") // the shell has the terminal again: what is typed before is the reader's
	p.keys("echo gone with $?", "Enter")
	p.sees("gone with 0")
}

func TestSmallWindowNoColour(t *testing.T) {
	t.Parallel()
	p := open(t, "39x9", "RUBRIKA_LANG=en", "NO_COLOR=1")
	p.sees("40×10")
	p.tmux("resize-window", "-x", "40", "-y", "10")
	p.sees("75 unread of 75")
	if colours := p.tmux("capture-pane", "-pe"); strings.Contains(colours, "38;") || strings.Contains(colours, "48;") {
		t.Errorf("colours under NO_COLOR:\n%q", colours)
	}
}
