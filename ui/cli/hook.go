package cli

import (
	"bytes"
	"context"
	"time"

	"rubrika/config"
	"rubrika/feed"
	"rubrika/ui/launch"
)

// onNew tells a program of the reader's own of new stories: it gets each as a
// line of `news --json`. Without a program nobody is told.
func onNew(command config.Command) func(ctx context.Context, items []feed.Item, more int) error {
	if len(command) == 0 {
		return nil
	}
	return func(ctx context.Context, items []feed.Item, more int) error {
		var lines bytes.Buffer
		for _, it := range items {
			if err := writeJSON(&lines, newItem(it)); err != nil {
				return &feed.Error{Op: "tell of new stories", Kind: feed.KindInternal, Err: err}
			}
		}
		return launch.Hook(ctx, command, lines.Bytes(), more)
	}
}

// told waits for the program that is told of new stories. That it failed makes
// no story lost: the refresh has been done in part.
func (a *app) told(ctx context.Context) error {
	err := a.library.Told(ctx)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		a.fail(err)
		a.code = exitPartly
	}
	return nil
}

// slowHook is how long leaving waits without a word for the program that is
// told of new stories.
const slowHook = 300 * time.Millisecond

// lastly waits for that program, where a command has not, and says so.
func (a *app) lastly(ctx context.Context) {
	soon, cancel := context.WithTimeout(ctx, slowHook)
	defer cancel()
	err := a.library.Told(soon)
	if soon.Err() != nil && ctx.Err() == nil {
		a.note(a.words.Outside.Waiting)
		err = a.library.Told(ctx)
	}
	if err != nil && ctx.Err() == nil {
		a.fail(err)
	}
}
