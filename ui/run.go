package ui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/cli/browser"

	"rubrika/feed"
)

// framesPerSecond is what the renderer draws at most. At 120 a key press is
// on screen some 5 ms sooner than at Bubble Tea's own 60.
const framesPerSecond = 120

// lastWait bounds the wait for marks that are still to be written at the end.
const lastWait = 10 * time.Second

// close ends what is running, and sees to it that every mark is written.
func (m *Model) close(ctx context.Context) {
	m.stop()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), lastWait)
	defer cancel()
	m.ledger.settle(ctx)
}

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
	defer m.close(ctx)
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
