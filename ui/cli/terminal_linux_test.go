package cli_test

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"
	"unsafe"

	"github.com/zalando/go-keyring"

	"rubrika/feed/feedtest"
)

// control does one ioctl on a terminal.
func control(t *testing.T, f *os.File, what uintptr, value unsafe.Pointer) {
	t.Helper()
	if _, _, e := syscall.Syscall(syscall.SYS_IOCTL, f.Fd(), what, uintptr(value)); e != 0 {
		t.Fatal(e)
	}
}

// terminal is a terminal with its keyboard and screen at the other end.
func terminal(t *testing.T) (near, far *os.File) {
	t.Helper()
	far, err := os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Skip("no terminals here:", err)
	}
	var locked, number int32
	control(t, far, syscall.TIOCSPTLCK, unsafe.Pointer(&locked))
	control(t, far, syscall.TIOCGPTN, unsafe.Pointer(&number))
	near, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Skip("no terminals here:", err)
	}
	t.Cleanup(func() { _ = near.Close(); _ = far.Close() })
	return near, far
}

// state is how a terminal treats what is typed and printed.
func state(t *testing.T, f *os.File) syscall.Termios {
	t.Helper()
	var s syscall.Termios
	control(t, f, syscall.TCGETS, unsafe.Pointer(&s))
	return s
}

// A password typed on a terminal is not shown, and however the question ends
// the terminal is as it was.
func TestPasswordOnATerminal(t *testing.T) {
	for name, c := range map[string]struct {
		typed string
		stop  bool
		code  int
	}{
		"typed":              {"\x01%s\r", false, 0},
		"corrected":          {"nonsense\x15%s?\x7f\r", false, 0},
		"wrong":              {"x%s\r", false, 1},
		"Ctrl-C":             {"%s\x03", false, 1},
		"Ctrl-D":             {"\x04", false, 1},
		"ended from outside": {"%s", true, 1},
	} {
		t.Run(name, func(t *testing.T) {
			f := feedtest.NewMiniflux(t, feedtest.FakeOptions{})
			p := newSubscriber(t)
			near, far := terminal(t)
			before := state(t, near)
			screen := make(chan string)
			go func() {
				shown, _ := io.ReadAll(far) // ends with an error when the terminal goes
				screen <- string(shown)
			}()
			ctx, stop := context.WithCancel(t.Context())
			defer stop()
			p.ctx = ctx
			p.env.InTTY, p.env.ErrTTY, p.env.Stdin = true, true, near
			p.stderr = func(text string) {
				_, _ = io.WriteString(near, text)
				if !strings.Contains(text, "Password of ") {
					return
				}
				if _, err := io.WriteString(far, strings.ReplaceAll(c.typed, "%s", f.Password)); err != nil {
					t.Error(err)
				}
				if c.stop {
					time.AfterFunc(50*time.Millisecond, stop)
				}
			}
			code, stdout, stderr := p.run("account", "add", "miniflux", f.URL(), "--user", f.User)
			if code != c.code || !strings.HasPrefix(stderr, "Password of reader for "+f.URL()+": ") {
				t.Errorf("code %d, %q, %q", code, stdout, stderr)
			}
			if name != "typed" && name != "corrected" && name != "wrong" && !strings.HasSuffix(stderr, "Stopped.\n") {
				t.Errorf("%q", stderr)
			}
			if after := state(t, near); after != before {
				t.Errorf("the terminal is left as %+v, it was %+v", after, before)
			}
			_ = near.Close()
			shown := <-screen
			if strings.Contains(stdout+stderr+shown, f.Password) || !strings.Contains(shown, "Password of ") {
				t.Errorf("shown: %q, %q, %q", shown, stdout, stderr)
			}
			kept, _ := keyring.Get("rubrika", "miniflux "+f.User+" "+f.URL())
			if (kept == f.Password) != (c.code == 0) {
				t.Errorf("kept %q", kept)
			}
		})
	}
}
