// Command rubrika reads news in a terminal, by rubric.
package main

import (
	"context"
	"os"

	"rubrika/ui"
	"rubrika/ui/cli"
	"rubrika/ui/plain"
)

// version is set by the linker: -ldflags "-X main.version=1.2.3".
var version = "dev"

func main() {
	ctx, stop := cli.Ended(context.Background())
	context.AfterFunc(ctx, stop) // the second Ctrl-C ends the program at once
	code := cli.Run(ctx, cli.System(version, read, lines))
	stop()
	os.Exit(code)
}

// read opens the reader on the screen.
func read(ctx context.Context, s cli.Session) error {
	if s.NoColor { // Bubble Tea asks the environment, and takes few words for a yes
		if err := os.Setenv("NO_COLOR", "1"); err != nil {
			return err
		}
	}
	return ui.Run(ctx, ui.Options{Library: s.Library, Config: s.Config, Lang: s.Lang, Demo: s.Demo, Getenv: os.Getenv, Changed: s.Changed})
}

// lines opens the reader in lines.
func lines(ctx context.Context, s cli.Session, c cli.Console) error {
	return plain.Run(ctx, plain.Options{
		Library: s.Library, Config: s.Config, Lang: s.Lang, In: c.In, Out: c.Out, Now: c.Now, Width: c.Width, Script: c.Script,
		Demo: s.Demo, Getenv: c.Getenv, Changed: s.Changed,
	})
}
