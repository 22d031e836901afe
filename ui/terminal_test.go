//go:build e2e

package ui_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// These tests run the built program in a real terminal, tmux: go test -tags
// e2e ./ui. They need tmux and take a few seconds.

// pane is a tmux server with one window.
type pane struct {
	t      *testing.T
	socket string
	pid    string // the file that holds the id of the program's process
}

// open builds the program once and starts it in a window of that size with an
// empty home and no network to speak of.
func open(t *testing.T, size string, env ...string) *pane {
	t.Helper()
	if _, err := exec.LookPath("tmux"); err != nil {
		t.Skip("no tmux")
	}
	dir := t.TempDir()
	bin := filepath.Join(dir, "rubrika")
	if out, err := exec.Command("go", "build", "-o", bin, "rubrika").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	w, h, _ := strings.Cut(size, "x")
	p := &pane{t: t, socket: filepath.Join(dir, "tmux"), pid: filepath.Join(dir, "pid")}
	command := append([]string{
		"env", "-i", "HOME=" + filepath.Join(dir, "home"), "PATH=" + os.Getenv("PATH"), "TERM=tmux-256color",
		"LC_ALL=C.UTF-8", "COLORTERM=truecolor", "TZ=Asia/Baku", "https_proxy=http://127.0.0.1:1", "http_proxy=http://127.0.0.1:1",
	}, env...)
	command = append(command, "sh", "-c", "'echo $$ > "+p.pid+"; exec "+bin+"'")
	p.tmux("-f", "/dev/null", "new-session", "-d", "-x", w, "-y", h, "sh", "-c", strings.Join(command, " ")+"; echo left with $?; stty -a | grep -o '.echo ' ; exec sleep 60")
	t.Cleanup(func() { p.tmux("kill-server") })
	return p
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
	deadline := time.After(10 * time.Second)
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
	p := open(t, "120x36", "RUBRIKA_LANG=ru")
	p.sees("63 непрочитанных из 63")
	p.keys("3")
	economy := p.sees("· Экономика")
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
	for _, signal := range []os.Signal{syscall.SIGTERM, os.Interrupt} {
		p := open(t, "80x24", "RUBRIKA_LANG=en")
		p.sees("63 unread of 63")
		p.signal(signal)
		p.sees("left with")
		screen := p.sees(" echo")
		if strings.Contains(screen, "unread") {
			t.Errorf("%s leaves the page on the screen:\n%s", signal, screen)
		}
	}
}

func TestSmallWindowNoColour(t *testing.T) {
	p := open(t, "39x9", "RUBRIKA_LANG=en", "NO_COLOR=1")
	p.sees("40×10")
	p.tmux("resize-window", "-x", "40", "-y", "10")
	p.sees("63 unread of 63")
	if colours := p.tmux("capture-pane", "-pe"); strings.Contains(colours, "38;") || strings.Contains(colours, "48;") {
		t.Errorf("colours under NO_COLOR:\n%q", colours)
	}
}
