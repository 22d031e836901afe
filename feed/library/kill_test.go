//go:build unix

package library

import (
	"bufio"
	"context"
	"database/sql"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"rubrika/feed"
)

// The test binary runs itself as a refreshing process on this store, with a
// clock that is ahead by so long; or as one that refreshes once, with no room
// for files; or as one that syncs without end, whatever the errors.
const (
	refreshVar = "RUBRIKA_LIBRARY_TEST_REFRESH"
	aheadVar   = "RUBRIKA_LIBRARY_TEST_AHEAD"
	crampedVar = "RUBRIKA_LIBRARY_TEST_CRAMPED"
	syncVar    = "RUBRIKA_LIBRARY_TEST_SYNC"
)

func TestMain(m *testing.M) {
	if path := os.Getenv(refreshVar); path != "" {
		fmt.Println("error", refreshForEver(path, os.Getenv(aheadVar)))
		os.Exit(1)
	}
	if path := os.Getenv(syncVar); path != "" {
		fmt.Println(syncForEver(path, os.Getenv(aheadVar)))
		os.Exit(1)
	}
	if path := os.Getenv(crampedVar); path != "" {
		if err := refreshWithoutRoom(path); err != nil {
			fmt.Println(err)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// refreshForEver prints a line for every source that is done.
func refreshForEver(path, ahead string) error {
	ctx := context.Background()
	d, err := time.ParseDuration(ahead)
	if err != nil {
		return err
	}
	l, err := Open(ctx, Options{Path: path, Now: func() time.Time { return time.Now().Add(d) }})
	if err != nil {
		return err
	}
	for {
		r, err := l.Refresh(ctx, RefreshOptions{Force: true, Progress: func(p Progress) { fmt.Println(p.New) }})
		if feed.KindOf(err) == feed.KindElsewhere { // the test was quicker
			continue
		}
		if err != nil || r.Failed > 0 {
			return fmt.Errorf("%+v %w", r, err)
		}
	}
}

func TestARefreshThatIsKilledLosesNothing(t *testing.T) {
	t.Parallel()
	var served atomic.Int64
	growing := func(w http.ResponseWriter, r *http.Request) {
		var items []news
		for i := range 15 {
			n := int(served.Add(1))
			items = append(items, news{
				guid: fmt.Sprintf("%s-%d", r.URL.Path, n), link: fmt.Sprintf("%s/%d", r.URL.Path, n),
				title: fmt.Sprintf("Number %d", n), body: strings.Repeat("<p>Words of the sea.</p>", 50), age: time.Duration(i) * time.Minute,
			})
		}
		says(document(append(items, three()...)...))(w, r)
	}
	p := publish(t, map[string]answer{})
	path := filepath.Join(t.TempDir(), "edition.db")
	marked := map[feed.ID]feed.State{}
	rounds := 10
	if raced {
		rounds = 2
	}
	for round := range rounds {
		c := &clock{at: noon()}
		l, err := Open(t.Context(), Options{Path: path, Now: c.now})
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		if round == 0 {
			for i := range 5 {
				feedPath := fmt.Sprintf("/%d", i)
				p.set(feedPath, growing)
				follow(t, l, p.URL+feedPath)
			}
		}
		items := list(t, l, "")
		for i, it := range items[:15] {
			state := feed.State(1 + i%3)
			if _, err := l.Mark(t.Context(), state, ^state&3, it.ID); err != nil {
				t.Fatal(err)
			}
			marked[it.ID] = state
		}
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
		// The lease of the killed one before has run out by then.
		killRefresh(t, path, 1+2*round, time.Duration(round)*(leaseTime+time.Second))
		sound(t, path)
		l, err = Open(t.Context(), Options{Path: path, Now: c.now})
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		for id, want := range marked {
			if it, err := l.Item(t.Context(), id); err != nil || it.State != want {
				t.Errorf("round %d: item %d has %b, want %b: %v", round, id, it.State, want, err)
			}
		}
		if n := len(list(t, l, "")); n < len(items) {
			t.Errorf("round %d: %d items, had %d", round, n, len(items))
		}
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// killRefresh starts a refreshing process and kills it after some sources.
func killRefresh(t *testing.T, path string, after int, ahead time.Duration) {
	t.Helper()
	cmd, out := startRefresh(t, path, ahead)
	lines := bufio.NewScanner(out)
	var last string
	for n := 0; lines.Scan(); n++ {
		if last = lines.Text(); n == after {
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := cmd.Wait(); err == nil || !strings.Contains(err.Error(), "killed") {
		t.Fatalf("it ended by itself: %v %s", err, last)
	}
}

// startRefresh starts a refreshing process.
func startRefresh(t *testing.T, path string, ahead time.Duration) (*exec.Cmd, io.Reader) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), refreshVar+"="+path, aheadVar+"="+ahead.String())
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd, out
}

// TestTwoProcessesOnOneStore has one process refresh without end while this
// one marks; nothing may be locked.
func TestTwoProcessesOnOneStore(t *testing.T) {
	t.Parallel()
	var served atomic.Int64
	p := publish(t, map[string]answer{})
	path := filepath.Join(t.TempDir(), "edition.db")
	c := &clock{at: noon()}
	l := openAt(t, path, c)
	for i := range 8 {
		feedPath := fmt.Sprintf("/%d", i)
		p.set(feedPath, func(w http.ResponseWriter, r *http.Request) {
			n := served.Add(1)
			says(document(append(three(), news{link: fmt.Sprintf("%s/%d", r.URL.Path, n), title: fmt.Sprintf("Number %d", n), age: time.Hour})...))(w, r)
		})
		follow(t, l, p.URL+feedPath)
	}
	items := list(t, l, "")
	var err error
	cmd, out := startRefresh(t, path, 0)
	lines := bufio.NewScanner(out)
	if !lines.Scan() {
		t.Fatal("the other process does nothing")
	}
	filed := make(chan int)
	go func() {
		n := 1
		for lines.Scan() {
			n++
		}
		filed <- n
	}()
	writes := 1000
	if raced {
		writes = 100
	}
	for i := range writes {
		it := items[i%len(items)]
		want := feed.State(1 + i%3)
		if _, err := l.Mark(t.Context(), want, ^want&3, it.ID); err != nil {
			t.Fatalf("mark %d: %v", i, err)
		}
		if got, err := l.Item(t.Context(), it.ID); err != nil || got.State != want {
			t.Fatalf("mark %d: %b, want %b: %v", i, got.State, want, err)
		}
	}
	// It alone refreshes meanwhile, but for the moments between two of its own.
	c.set(time.Now())
	for end := time.Now().Add(20 * time.Second); err == nil && time.Now().Before(end); {
		_, err = l.Refresh(t.Context(), RefreshOptions{Force: true})
	}
	if feed.KindOf(err) != feed.KindElsewhere {
		t.Errorf("two refreshes at once: %v", err)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	n := <-filed
	if err := cmd.Wait(); err == nil || !strings.Contains(err.Error(), "killed") {
		t.Errorf("the other process ended by itself: %v", err)
	}
	t.Logf("%d writes, each read back, while another process filed %d sources: 0 errors, 0 «locked»", writes, n)
	sound(t, path)
}

// sound has SQLite check the file.
func sound(t *testing.T, path string) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	var verdict string
	if err := db.QueryRowContext(t.Context(), "PRAGMA integrity_check").Scan(&verdict); err != nil || verdict != "ok" {
		t.Errorf("integrity: %s %v", verdict, err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}
