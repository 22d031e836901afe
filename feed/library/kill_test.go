//go:build unix

package library

import (
	"bufio"
	"context"
	"database/sql"
	"fmt"
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

// The test binary runs itself as a refreshing process on this store.
const refreshVar = "RUBRIKA_LIBRARY_TEST_REFRESH"

func TestMain(m *testing.M) {
	if path := os.Getenv(refreshVar); path != "" {
		fmt.Println("error", refreshForEver(path))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// refreshForEver prints a line for every source that is done.
func refreshForEver(path string) error {
	ctx := context.Background()
	l, err := Open(ctx, Options{Path: path})
	if err != nil {
		return err
	}
	for {
		r, err := l.Refresh(ctx, RefreshOptions{Force: true, Progress: func(p Progress) { fmt.Println(p.New) }})
		if err != nil || r.Failed > 0 {
			return fmt.Errorf("%+v %w", r, err)
		}
	}
}

func TestARefreshThatIsKilledLosesNothing(t *testing.T) {
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
	for round := range 10 {
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
		killRefresh(t, path, 1+2*round)
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
func killRefresh(t *testing.T, path string, after int) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), refreshVar+"="+path)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
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
