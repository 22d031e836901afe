package cli

import (
	"errors"
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"
)

// What Windows says of a pipe (FILE_PIPE_LOCAL_INFORMATION, its class and the
// state of one whose other end is closed), from the documentation of
// ZwQueryInformationFile.
const (
	pipeInformation = 24
	pipeClosing     = 4
)

type pipeState struct {
	Type, Configuration, MaximumInstances, CurrentInstances    uint32
	InboundQuota, ReadAvailable, OutboundQuota, WriteAvailable uint32
	State, End                                                 uint32
}

// deserted reports that nobody is left at the other end of a pipe. Of anything
// else Windows tells only who writes.
func deserted(output syscall.RawConn) (left bool) {
	err := output.Control(func(fd uintptr) {
		var status windows.IO_STATUS_BLOCK
		var pipe pipeState
		err := windows.NtQueryInformationFile(windows.Handle(fd), &status, (*byte)(unsafe.Pointer(&pipe)), uint32(unsafe.Sizeof(pipe)), pipeInformation)
		left = err == nil && pipe.State == pipeClosing
	})
	return err == nil && left
}

// pipeClosed knows the system's own words for a write that nobody reads.
func pipeClosed(err error) bool {
	return errors.Is(err, windows.ERROR_BROKEN_PIPE) || errors.Is(err, windows.ERROR_NO_DATA)
}
