//go:build unix

package launch

import (
	"context"
	"os/exec"
	"runtime"
	"syscall"
)

// openers are the programs that hand an address to the system's browser, the
// best first.
func openers() []string {
	if runtime.GOOS == "darwin" {
		return []string{"open"}
	}
	return []string{"xdg-open", "x-www-browser", "www-browser", "wslview", "termux-open-url"}
}

// bySystem hands an address to the system's browser, and names the program
// that does it.
func bySystem(ctx context.Context, address string) (name string, err error) {
	list := openers()
	name = list[0]
	for _, other := range list {
		if _, err := exec.LookPath(other); err == nil {
			name = other
			break
		}
	}
	return name, program{name: name, args: []string{address}, lasts: true}.run(ctx)
}

// apart gives a command a session of its own, without the terminal. Unless it
// outlives its context, all of its process group ends with it.
func apart(cmd *exec.Cmd, lasts bool) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if !lasts {
		cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	}
}
