// Command rubrika reads news in a terminal, by rubric.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"rubrika/ui"
	"rubrika/ui/cli"
)

// version is set by the linker: -ldflags "-X main.version=1.2.3".
var version = "dev"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // the second Ctrl-C ends the program at once
	code := cli.Run(ctx, cli.System(version, read))
	stop()
	os.Exit(code)
}

// read opens the reader on the screen.
func read(ctx context.Context, s cli.Session) error {
	return ui.Run(ctx, ui.Options{Library: s.Library, Config: s.Config, Lang: s.Lang, Demo: s.Demo, Getenv: os.Getenv})
}
