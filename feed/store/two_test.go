//go:build unix

package store

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rubrika/feed"
)

// refreshForEver files what three sources bring, some of it new and some
// edited, and prints a line after each; now and then it starts afresh, as
// another run of the program does.
func refreshForEver(path string) error {
	ctx := context.Background()
	for round := 0; ; {
		s, err := Open(ctx, path, Options{})
		if err != nil {
			return err
		}
		for range 20 {
			round++
			list := append(random(uint64(round), 3, fmt.Sprintf("new-%d", round)), random(uint64(round), 3, "edited")...)
			if _, err := s.Put(ctx, feed.SourceID(1+round%3), feed.Batch{Entries: list}); err != nil {
				return err
			}
			if _, err := s.Counts(ctx, feed.Filter{Tags: []string{"su"}}, true); err != nil {
				return err
			}
			fmt.Println(round)
		}
		if err := s.Close(); err != nil {
			return err
		}
	}
}

// TestTwoProcesses changes all there is to change, 1,000 times, while another
// process refreshes without end. Each must come through and be seen.
func TestTwoProcesses(t *testing.T) {
	path := filepath.Join(t.TempDir(), "edition.db")
	s := openAt(t, path, Options{Now: time.Now})
	for i := range 3 {
		put(t, s, follow(t, s, fmt.Sprintf("https://%d.example/", i), ""), random(uint64(i), 20, "first")...)
	}
	cmd := self(t.Context(), refresher, path)
	var other bytes.Buffer
	lines := bufio.NewScanner(must[interface{ Read([]byte) (int, error) }](t)(pipe(cmd)))
	if !lines.Scan() {
		t.Fatal("the other process does nothing")
	}
	done := make(chan int)
	go func() {
		n := 1
		for ; lines.Scan(); n++ {
			other.WriteString(lines.Text() + "\n")
		}
		done <- n
	}()
	var slowest time.Duration
	for n := range 1000 {
		begun := time.Now()
		if err := change(t.Context(), s, n); err != nil && feed.KindOf(err) != feed.KindNoItem { // swept before
			t.Fatalf("change %d: %v", n, err)
		}
		slowest = max(slowest, time.Since(begun))
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	filed := <-done
	if err := cmd.Wait(); err == nil || !strings.Contains(err.Error(), "killed") || strings.Contains(other.String(), "error") {
		t.Errorf("the other process ended by itself: %v %s", err, other.String())
	}
	t.Logf("1,000 changes, the slowest in %v, while another process filed %d times", slowest, filed)
	intact(t, s)
}

// change is the nth change, of eight kinds in turn, followed by a look whether
// it was made.
func change(ctx context.Context, s *Store, n int) error {
	id := feed.ID(1 + n%60)
	state := feed.State(n / 60 % 4)
	seen := func(ok bool, err error) error {
		if err == nil && !ok {
			err = fmt.Errorf("is not seen")
		}
		return err
	}
	switch n % 8 {
	case 0:
		got, err := s.Put(ctx, 2, feed.Batch{Entries: random(uint64(n), 3, fmt.Sprintf("ours-%d", n))})
		return seen(got.New == 3, err)
	case 1:
		if err := s.KeepPage(ctx, id, feed.Entry{HTML: feed.Markup(fmt.Sprint("<p>", n)), Text: fmt.Sprint(n)}); err != nil {
			return err
		}
		e, err := s.Entry(ctx, id)
		return seen(e.HTML == feed.Markup(fmt.Sprint("<p>", n)), err)
	case 2:
		if _, err := s.Edit(ctx, feed.Subscription{ID: 3, Title: fmt.Sprint("T", n)}); err != nil {
			return err
		}
		list, err := s.Subscriptions(ctx)
		return seen(len(list) > 2 && list[2].Title == fmt.Sprint("T", n), err)
	case 3:
		mine, err := s.Lease(ctx, "refresh", "us", time.Minute)
		return seen(mine, err)
	case 4:
		_, err := s.Undo(ctx)
		return err
	case 5:
		_, err := s.Sweep(ctx, feed.Keep{Items: 500, Starred: true}, 20)
		return err
	}
	if _, err := s.Mark(ctx, state, ^state&3, id); err != nil {
		return err
	}
	it, err := s.Item(ctx, id)
	return seen(it.State == state, err)
}

// stores is how many openAndClose makes.
const stores = 12

// openAndClose makes a source of its own in each of some stores that may not
// be there yet.
func openAndClose(dir string) error {
	ctx := context.Background()
	for i := range stores {
		s, err := Open(ctx, filepath.Join(dir, fmt.Sprint(i), "edition.db"), Options{})
		if err != nil {
			return fmt.Errorf("store %d: %w", i, err)
		}
		_, err = s.Subscribe(ctx, feed.Subscription{Kind: "feed", URL: fmt.Sprintf("https://%d.example/", os.Getpid())})
		if err != nil {
			return err
		}
		if _, err := s.List(ctx, feed.Filter{}); err != nil {
			return err
		}
		if err := s.Close(); err != nil {
			return err
		}
	}
	return nil
}

// TestManyProcessesAtTheFirstStart has several make the same stores at once,
// and leave them at once.
func TestManyProcessesAtTheFirstStart(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var all []*exec.Cmd
	var outs []*bytes.Buffer
	for range 4 {
		cmd := self(t.Context(), opener, dir)
		outs = append(outs, &bytes.Buffer{})
		cmd.Stdout = outs[len(outs)-1]
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		all = append(all, cmd)
	}
	for i, cmd := range all {
		if err := cmd.Wait(); err != nil {
			t.Errorf("%v: %s", err, outs[i])
		}
	}
	for i := range stores {
		s := openAt(t, filepath.Join(dir, fmt.Sprint(i), "edition.db"), Options{})
		if n := len(subs(t, s)); n != len(all) {
			t.Errorf("store %d has %d sources, want %d", i, n, len(all))
		}
	}
}
