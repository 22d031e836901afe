package library

import (
	"cmp"
	"context"
	"net/netip"
	"time"

	"rubrika/feed"
)

// Settings are those Options that can be changed while the library is open; they
// are described there.
type Settings struct {
	Every time.Duration
	File  map[string]feed.Rubric
	Keep  feed.Keep
	Views []feed.View
	OnNew func(ctx context.Context, items []feed.Item, more int) error
	// Inside are networks of the reader's own that feeds may name; see
	// fetch.Options. Nil leaves those there are.
	Inside []netip.Prefix
}

// Configure puts other settings into force: what goes on already may end by the
// old ones. None of the maps and lists may be changed afterwards. The error is of
// the store, which did not take the views, and then nothing has changed.
func (l *Library) Configure(ctx context.Context, s Settings) error {
	if s.Views != nil {
		if err := l.declare(ctx, s.Views); err != nil {
			return err
		}
	}
	l.set(s)
	if s.Inside != nil {
		l.client.SetInside(s.Inside)
	}
	return nil
}

// set puts settings into force, but for views and networks.
func (l *Library) set(s Settings) {
	s.Every = cmp.Or(max(s.Every, 0), defaultEvery)
	l.settings.Store(&s)
}

func (l *Library) every() time.Duration         { return l.settings.Load().Every }
func (l *Library) file() map[string]feed.Rubric { return l.settings.Load().File }
func (l *Library) keeping() feed.Keep           { return l.settings.Load().Keep }
