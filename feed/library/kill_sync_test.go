//go:build unix

package library

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"rubrika/feed"
	"rubrika/feed/feedtest"
)

// syncForEver refreshes without end, an hour apart; the answer is an error of
// the store.
func syncForEver(path, ahead string) error {
	d, err := time.ParseDuration(ahead)
	if err != nil {
		return err
	}
	c := &clock{at: noon().Add(d)}
	l, err := Open(context.Background(), Options{Path: path, Now: c.now})
	if err != nil {
		return err
	}
	for range 100 { // or the test would never end
		c.pass(time.Hour)
		r, err := l.Refresh(context.Background(), RefreshOptions{Force: true})
		if err != nil {
			return err
		}
		fmt.Printf("%+v\n", r)
	}
	return nil
}

// TestCheck08KilledWhileSending reads 1,500 items and stars 300 offline, and
// kills whoever sends that ten times, with faults of the server between.
func TestCheck08KilledWhileSending(t *testing.T) {
	t.Parallel()
	onServers(t, func(t *testing.T, r *rig) {
		if raced && r.kind == "greader" {
			t.Skip("one server is enough for the race detector")
		}
		feeds := []string{r.f.AddFeed("Порт", "", "https://port.example/rss"), r.f.AddFeed("Рынок", "", "https://market.example/rss")}
		ids := append(r.f.AddMany(feeds[0], 1000), r.f.AddMany(feeds[1], 700)...)
		r.sync()
		r.mark(feed.Read, 0, ids[:1500]...)
		r.mark(feed.Starred, 0, ids[1300:1600]...)
		r.f.Set(ids[1650], true, true) // elsewhere, meanwhile
		for round, fault := range []feedtest.FaultKind{
			feedtest.Fault500, feedtest.FaultCut, "", feedtest.Fault429, feedtest.Fault401, feedtest.FaultAfter,
			feedtest.Fault500, feedtest.FaultCut, "", feedtest.FaultReason,
		} {
			if fault == "" {
				r.f.ExpireTokens()
			} else {
				r.f.FailOn(1, writes, fault)
			}
			r.killSync(round%2 == 1, time.Duration(round+1)*1000*time.Hour)
			sound(t, r.path)
		}
		r.c.pass(20_000 * time.Hour)
		r.open()
		if left, err := r.Waiting(t.Context()); err != nil || left == 0 {
			t.Errorf("%d marks were left to send after ten kills: %v", left, err)
		}
		for range 3 { // what was killed last may have left a fault behind
			if out, err := r.try(); err != nil || out.Failed == 0 && out.Unsent == 0 {
				break
			}
		}
		r.agree()
		for i, id := range ids {
			var want feed.State
			if i < 1500 {
				want |= feed.Read
			}
			if i >= 1300 && i < 1600 {
				want |= feed.Starred
			}
			if i == 1650 {
				want = feed.Read | feed.Starred
			}
			if got := r.f.State(id); got != want {
				t.Fatalf("item %d is %b there, want %b", i, got, want)
			}
		}
		twice := 0
		for _, w := range r.f.Writes() {
			if !w.On {
				t.Fatalf("reversed: %+v", w)
			}
			if !w.Changed {
				twice++
			}
		}
		t.Logf("1800 marks, %d of them sent again", twice)
	})
}

// killSync has another process sync, and kills it when the server is asked to
// change marks and has no other fault; the server does that, or does not.
func (r *rig) killSync(does bool, ahead time.Duration) {
	r.t.Helper()
	cmd := exec.CommandContext(r.t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), syncVar+"="+r.path, aheadVar+"="+ahead.String())
	var out strings.Builder
	cmd.Stdout, cmd.Stderr = &out, os.Stderr
	if err := cmd.Start(); err != nil {
		r.t.Fatal(err)
	}
	var killed atomic.Bool
	r.f.FailOn(1, func(q feedtest.FakeRequest) bool {
		if !writes(q) || killed.Swap(true) {
			return false
		}
		_ = cmd.Process.Kill() // Wait tells
		return !does
	}, feedtest.FaultCut)
	if err := cmd.Wait(); err == nil || !strings.Contains(err.Error(), "killed") {
		r.t.Fatalf("it ended by itself: %v %s", err, out.String())
	}
}
