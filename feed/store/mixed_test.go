//go:build unix

package store

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"rubrika/feed"
)

// mixForEver does all that writes, in any order, until it is killed, and prints
// a line after each.
func mixForEver(path string) error {
	ctx := context.Background()
	s, err := Open(ctx, path, Options{Link: short})
	if err != nil {
		return err
	}
	r := rand.New(rand.NewPCG(rand.Uint64(), 1))
	source := func() feed.SourceID { return feed.SourceID(1 + r.IntN(30)) }
	deeds := []func() error{
		func() error {
			_, err := s.Put(ctx, 1, feed.Batch{Entries: random(r.Uint64(), 30, fmt.Sprint(r.IntN(20)))})
			return err
		},
		func() error {
			var list []feed.Subscription
			for range 20 {
				list = append(list, feed.Subscription{Kind: "feed", URL: fmt.Sprintf("https://%d.example/", r.IntN(60))})
			}
			_, _, err := s.SubscribeAll(ctx, list, false)
			return err
		},
		func() error { _, err := s.Unsubscribe(ctx, source()); return err },
		func() error {
			rubrics := []feed.Rubric{"", feed.Other, feed.Sport, feed.World}
			_, err := s.Edit(ctx, feed.Subscription{ID: source(), Title: fmt.Sprint(r.IntN(9)), Muted: r.IntN(2) == 0, Rubric: rubrics[r.IntN(4)]})
			return err
		},
		func() error { _, _, err := s.Judge(ctx, 50); return err },
		func() error { return s.giveBack(ctx, 1) },
		func() error { _, err := s.Undo(ctx); return err },
		func() error { _, err := s.Redo(ctx); return err },
		func() error {
			_, err := s.Mark(ctx, feed.Read, 0, feed.ID(r.IntN(300)), feed.ID(r.IntN(300)), feed.ID(r.IntN(300)))
			return err
		},
		func() error { _, err := s.Sweep(ctx, feed.Keep{Items: 60}, 100); return err },
		func() error { return s.KeepPage(ctx, feed.ID(1+r.IntN(300)), whole()) },
	}
	for {
		err := deeds[r.IntN(len(deeds))]()
		switch feed.KindOf(err) {
		case feed.KindNone, feed.KindNoSource, feed.KindNoItem:
		default:
			return err
		}
		fmt.Println("done")
	}
}

// TestKilledInTheMiddleOfAnything leaves nothing by halves.
func TestKilledInTheMiddleOfAnything(t *testing.T) {
	t.Parallel()
	path := closedStore(t)
	for round := range 8 {
		cmd := self(t.Context(), mixer, path)
		lines := bufio.NewScanner(must[interface{ Read([]byte) (int, error) }](t)(pipe(cmd)))
		for n, enough := 0, rand.IntN(60); lines.Scan(); n++ {
			if lines.Text() != "done" {
				t.Error(lines.Text())
			}
			if n == enough {
				if err := cmd.Process.Kill(); err != nil {
					t.Fatal(err)
				}
			}
		}
		if err := cmd.Wait(); err == nil || !strings.Contains(err.Error(), "killed") {
			t.Fatalf("round %d ended by itself: %v", round, err)
		}
		s := must[*Store](t)(Open(t.Context(), path, Options{Link: short}))
		intact(t, s)
		for _, rule := range []string{
			"SELECT count(*) FROM deed WHERE kind = 'mark' AND id NOT IN (SELECT deed FROM deed_item)",
			"SELECT count(*) FROM deed WHERE kind <> 'mark' AND id NOT IN (SELECT deed FROM deed_source)",
		} {
			var wrong int
			if err := s.read.QueryRowContext(t.Context(), rule).Scan(&wrong); err != nil || wrong != 0 {
				t.Errorf("round %d: %s: %d %v", round, rule, wrong, err)
			}
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
