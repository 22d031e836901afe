//go:build unix

package cli_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestInterruptEndsWaiting stops commands that read what nobody writes:
// standard input, and a pipe that has a name.
func TestInterruptEndsWaiting(t *testing.T) {
	for _, args := range [][]string{{"import", "-"}, {"read", "-"}, {"inspect", "body", "-"}, {"import", "pipe"}} {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			p := newPerson(t)
			read, write, err := os.Pipe()
			if err != nil {
				t.Fatal(err)
			}
			defer read.Close()
			defer write.Close()
			p.env.Stdin = read
			if last := len(args) - 1; args[last] == "pipe" {
				args[last] = filepath.Join(t.TempDir(), "pipe")
				if err := syscall.Mkfifo(args[last], 0o600); err != nil {
					t.Skip(err)
				}
				both, err := os.OpenFile(args[last], os.O_RDWR, 0)
				if err != nil {
					t.Fatal(err)
				}
				defer both.Close()
			}
			ctx, stop := context.WithCancel(t.Context())
			defer stop()
			p.ctx = ctx
			time.AfterFunc(200*time.Millisecond, stop)
			code, stdout, stderr := p.run(args...)
			if code != 1 || stdout != "" || stderr != "Stopped.\n" {
				t.Errorf("code %d, %q, %q", code, stdout, stderr)
			}
		})
	}
}
