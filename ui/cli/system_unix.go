//go:build unix

package cli

import (
	"syscall"

	"golang.org/x/sys/unix"
)

// deserted reports that nobody is left at the other end of a pipe, a socket or a
// terminal. A peer that only says no more itself (a half-closed socket) still
// listens. That it may be written is asked along: macOS and the BSDs tell of an
// end only to who wants to know something.
func deserted(output syscall.RawConn) (left bool) {
	err := output.Control(func(fd uintptr) {
		polled := []unix.PollFd{{Fd: int32(fd), Events: unix.POLLOUT}}
		n, err := unix.Poll(polled, 0)
		left = err == nil && n > 0 && polled[0].Revents&(unix.POLLERR|unix.POLLHUP) != 0
	})
	return err == nil && left
}

// pipeClosed knows the system's own words for a write that nobody reads. Here
// package syscall has them.
func pipeClosed(error) bool { return false }
