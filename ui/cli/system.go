package cli

import (
	"context"
	"io"
	"log"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"

	"github.com/charmbracelet/x/term"
)

// System is the world as the operating system has it. A closed pipe is then
// an error of a write and no longer a signal that ends the program; what
// libraries log is dropped, since package net/http quotes servers that speak
// out of turn, over whatever is on the screen.
func System(version string, reader func(context.Context, Session) error, lines func(context.Context, Session, Console) error) Env {
	// Not Ignore, which programs started from here would inherit.
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE)
	log.SetOutput(io.Discard)
	width, _, err := term.GetSize(os.Stdout.Fd())
	if err != nil { // then it is for what is told beside the output
		width, _, err = term.GetSize(os.Stderr.Fd())
	}
	if err != nil {
		width = 0
	}
	info, _ := debug.ReadBuildInfo()
	number, build := built(version, info)
	return Env{
		Args:    os.Args[1:],
		Stdin:   os.Stdin,
		Stdout:  os.Stdout,
		Stderr:  os.Stderr,
		InTTY:   term.IsTerminal(os.Stdin.Fd()),
		OutTTY:  term.IsTerminal(os.Stdout.Fd()),
		ErrTTY:  term.IsTerminal(os.Stderr.Fd()),
		Width:   width,
		Getenv:  os.Getenv,
		Now:     time.Now,
		Version: number,
		Build:   build,
		Reader:  reader,
		Lines:   lines,
	}
}

// Ended is ctx until the system asks the program to end: Ctrl-C, a terminal
// that hangs up, or TERM. What was being ignored when the program was started
// stays ignored, as nohup and the background of a script want it. release gives
// the signals back.
func Ended(ctx context.Context) (ended context.Context, release func()) {
	signals := []os.Signal{syscall.SIGTERM}
	for _, s := range []os.Signal{os.Interrupt, syscall.SIGHUP} {
		if !signal.Ignored(s) {
			signals = append(signals, s)
		}
	}
	return signal.NotifyContext(ctx, signals...)
}
