package cli

import (
	"bytes"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"rubrika/feed"
	"rubrika/feed/library"
	"rubrika/ui/lang"
)

// What goes wrong in rounds of questions is said once for each change: not again
// while it lasts, and again when it comes back.
func TestWireTellsOfChanges(t *testing.T) {
	t.Parallel()
	lib, err := library.Open(t.Context(), library.Options{Path: filepath.Join(t.TempDir(), "r.db"), Offline: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = lib.Close() })
	if err := lib.Welcome(t.Context(), "en", false); err != nil {
		t.Fatal(err)
	}
	subs, err := lib.Subscriptions(t.Context())
	if err != nil || len(subs) < 2 {
		t.Fatal(subs, err)
	}
	var errs bytes.Buffer
	a := &app{words: lang.For("en"), env: Env{Stderr: &errs}, library: lib}
	w := &wire{app: a, troubles: map[string]feed.Kind{}}
	fails := func(kinds ...feed.Kind) (r library.Round) {
		r.Report.Sources = 2
		for i, k := range kinds {
			if k != feed.KindNone {
				e := &feed.Error{Op: "fetch", Source: subs[i].Title, Kind: k}
				r.Report.Errors = append(r.Report.Errors, library.SourceError{ID: subs[i].ID, Title: subs[i].Title, Err: e})
				r.Report.Failed++
			}
		}
		return r
	}
	busy := library.Round{Err: &feed.Error{Op: "refresh", Kind: feed.KindBusy}}
	hook := library.Round{Told: errors.New("no such program")}
	for i, step := range []struct {
		round library.Round
		lines int
	}{
		{fails(), 0},
		{fails(feed.KindTimeout), 1},
		{fails(feed.KindServer), 1},
		{fails(feed.KindServer, feed.KindGone), 1},
		{fails(), 0},
		{fails(feed.KindServer), 1},
		{fails(feed.KindOffline, feed.KindOffline), 1},
		{fails(feed.KindOffline, feed.KindOffline), 0},
		{fails(), 0},
		{fails(feed.KindOffline, feed.KindOffline), 1},
		{busy, 1},
		{busy, 0},
		{fails(), 0},
		{busy, 1},
		{library.Round{}, 0},
		{hook, 1},
		{hook, 0},
		{library.Round{}, 0},
		{hook, 1},
	} {
		errs.Reset()
		if err := w.round(t.Context(), step.round); err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(errs.String(), "\n"); n != step.lines {
			t.Errorf("round %d: %d lines, want %d: %q", i, n, step.lines, errs.String())
		}
	}
}
