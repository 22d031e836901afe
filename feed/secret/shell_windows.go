package secret

import (
	"context"
	"os/exec"
	"syscall"
)

// shell hands a command to the system's shell, which reads quotes by rules of
// its own: it gets the line as it was written.
func shell(ctx context.Context, command string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "cmd")
	cmd.SysProcAttr = &syscall.SysProcAttr{CmdLine: `cmd /S /C "` + command + `"`}
	return cmd
}
