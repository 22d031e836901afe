package launch

import (
	"context"
	"os/exec"
	"syscall"

	"golang.org/x/sys/windows"

	"rubrika/feed"
)

// bySystem hands an address to the browser that Windows has for it. No program
// is named, since none is started by us.
func bySystem(_ context.Context, address string) (name string, err error) {
	file, err := windows.UTF16PtrFromString(address)
	if err == nil {
		err = windows.ShellExecute(0, nil, file, nil, nil, windows.SW_SHOWNORMAL)
	}
	if err != nil {
		return "", &feed.ProgramFault{Problem: feed.ProgramMissing, Err: err}
	}
	return "", nil
}

// apart keeps a command off our console: one that outlives its context has none
// at all, another one a hidden one of its own.
func apart(cmd *exec.Cmd, lasts bool) {
	flags := uint32(windows.CREATE_NO_WINDOW)
	if lasts {
		flags = windows.DETACHED_PROCESS
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{CreationFlags: flags | windows.CREATE_NEW_PROCESS_GROUP}
}
