package ui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	tea "charm.land/bubbletea/v2"
	"github.com/cli/browser"

	"rubrika/feed"
)

// framesPerSecond is what the renderer draws at most. At 120 a key press is
// on screen some 5 ms sooner than at Bubble Tea's own 60.
const framesPerSecond = 120

// Run opens the reader on the terminal and returns when it is left. The
// terminal is put back in order whatever happens.
func Run(ctx context.Context, o Options, more ...tea.ProgramOption) error {
	if o.Getenv == nil {
		o.Getenv = os.Getenv
	}
	m, err := New(ctx, o)
	if err != nil {
		return err
	}
	defer m.stop()
	// What a browser prints must not land on the page.
	browser.Stdout, browser.Stderr = io.Discard, io.Discard
	options := append([]tea.ProgramOption{tea.WithContext(ctx), tea.WithFPS(framesPerSecond)}, more...)
	_, err = tea.NewProgram(m, options...).Run()
	switch {
	case err == nil, errors.Is(err, tea.ErrInterrupted), ctx.Err() != nil:
		return nil
	default:
		return &feed.Error{Op: "run", Kind: feed.KindInternal, Err: fmt.Errorf("screen: %w", err)}
	}
}
