package cli

import (
	"context"

	"rubrika/feed/library"
)

// readPlain opens the reader in lines. It needs no terminal: commands may come
// out of a pipe, and then they are a script.
func (a *app) readPlain(ctx context.Context, lib *library.Library, demo bool) error {
	width := -1 // whoever reads the other end of a pipe wraps by themselves
	if a.env.OutTTY {
		width = max(a.env.Width, 0)
	}
	err := a.env.Lines(ctx, a.session(lib, demo), Console{
		In: a.env.Stdin, Out: atOnce{a.out}, Width: width, Script: !a.env.InTTY, Now: a.env.Now, Getenv: a.env.Getenv,
	})
	if a.out.err != nil {
		err = nil // Run words it, or passes it over where nobody listens any more
	}
	return err
}

// atOnce is output that does not wait: what is asked in lines is answered
// before the next line.
type atOnce struct{ *output }

// Write implements io.Writer.
func (o atOnce) Write(p []byte) (int, error) {
	n, err := o.output.Write(p)
	o.flush()
	if err == nil {
		err = o.err
	}
	return n, err
}
