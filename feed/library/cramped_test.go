//go:build unix

package library

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// refreshWithoutRoom refreshes a store that can grow no more, and prints how
// that ended.
func refreshWithoutRoom(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	signal.Ignore(syscall.SIGXFSZ)
	room := uint64(info.Size())
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, rlimit(room)); err != nil {
		return err
	}
	ctx := context.Background()
	l, err := Open(ctx, Options{Path: path, Now: func() time.Time { return noon().Add(time.Hour) }})
	if err != nil {
		return err
	}
	r, err := l.Refresh(ctx, RefreshOptions{Force: true})
	fmt.Printf("%d failed: %v\n", r.Failed, err)
	_, err = l.Prefetch(ctx, 0, 0, nil)
	fmt.Printf("prefetch: %v\n", err)
	return l.Close()
}

// TestAStoreWithoutRoomEndsARefresh: it is said once, and nobody is asked for
// what cannot be kept.
func TestAStoreWithoutRoomEndsARefresh(t *testing.T) {
	t.Parallel()
	const sources = 20
	p := publish(t, map[string]answer{})
	path := filepath.Join(t.TempDir(), "edition.db")
	l, err := Open(t.Context(), Options{Path: path, Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	for i := range sources {
		feedPath := fmt.Sprintf("/%d", i)
		p.set(feedPath, says(document()))
		follow(t, l, p.URL+feedPath)
		var items []news
		for n := range 15 {
			items = append(items, news{link: fmt.Sprintf("%s/%d", feedPath, n), title: fmt.Sprintf("Number %d", n), body: strings.Repeat(fmt.Sprintf("<p>Words %d of the sea.", n*i), 30)})
		}
		p.set(feedPath, says(document(items...)))
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	before := p.requests()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), crampedVar+"="+path)
	out, err := cmd.CombinedOutput()
	lines := strings.Split(string(out), "\n")
	if err != nil || len(lines) < 2 || !strings.HasPrefix(lines[0], "0 failed: refresh: file items "+path) {
		t.Errorf("%v\n%s", err, out)
	}
	if n := p.requests() - before; n >= sources {
		t.Errorf("all %d were asked", n)
	}
	sound(t, path)
	l = openAt(t, path, &clock{at: noon().Add(time.Hour)})
	if r := refresh(t, l); r.Failed != 0 || r.New == 0 || len(list(t, l, "")) != sources*15 {
		t.Errorf("with room again: %+v", r)
	}
}

// rlimit lets no file grow beyond room bytes.
func rlimit(room uint64) *syscall.Rlimit {
	var l syscall.Rlimit
	setLimit(&l.Cur, room)
	setLimit(&l.Max, room)
	return &l
}

// setLimit is there because FreeBSD counts with a sign.
func setLimit[T int64 | uint64](to *T, room uint64) { *to = T(room) }
