package ui

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/term"

	"rubrika/feed"
)

// framesPerSecond is what the renderer draws at most. At 120 a key press is
// on screen some 5 ms sooner than at Bubble Tea's own 60.
const framesPerSecond = 120

// lastWait bounds the wait for marks and stories that are still to be written at
// the end.
const lastWait = 10 * time.Second

// close ends what is running, and sees to it that every mark is written, and
// every story that is to be saved or piped.
func (m *Model) close(ctx context.Context) {
	m.stop()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), lastWait)
	defer cancel()
	if m.post.leaving { // the store must not be closed under it
		m.post.cut()
		select {
		case <-m.post.ended:
		case <-ctx.Done():
		}
	}
	m.ledger.settle(ctx)
	for _, e := range m.errands {
		e.finish(ctx)
	}
	if !m.demo && !m.library.ReadOnly() {
		_ = m.library.Leave(ctx) // only the line in the wire stands elsewhere without it
	}
}

// readyToRead finds out from the environment what the terminal does by itself.
// Those named here put right-to-left text in order; most do not, and there it
// is done before it is printed.
func (m *Model) readyToRead(getenv func(string) string) {
	m.reorder = getenv("VTE_VERSION") == "" && getenv("KONSOLE_VERSION") == "" && getenv("MLTERM") == "" &&
		getenv("TERM_PROGRAM") != "Apple_Terminal"
	m.headlines.Reorder, m.article.Reorder, m.preview.Reorder = m.reorder, m.reorder, m.reorder
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
	if term.IsTerminal(os.Stdout.Fd()) {
		m.tty = os.Stdout
	}
	options := append([]tea.ProgramOption{tea.WithContext(ctx), tea.WithFPS(framesPerSecond)}, more...)
	_, err = tea.NewProgram(m, options...).Run()
	switch {
	case err == nil, errors.Is(err, tea.ErrInterrupted), ctx.Err() != nil:
		return nil
	default:
		return &feed.Error{Op: "run", Kind: feed.KindInternal, Err: fmt.Errorf("screen: %w", err)}
	}
}
