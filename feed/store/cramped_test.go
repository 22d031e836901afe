//go:build unix

package store

import (
	"context"
	"fmt"
	"os/signal"
	"syscall"
	"testing"
	"time"

	"rubrika/feed"
)

// workWithoutRoom prints what can be done with a store while no file may be
// longer than a number of bytes: path is «bytes:file».
func workWithoutRoom(path string) error {
	var room uint64
	if _, err := fmt.Sscanf(path, "%d:%s", &room, &path); err != nil {
		return err
	}
	signal.Ignore(syscall.SIGXFSZ)
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, rlimit(room)); err != nil {
		return err
	}
	ctx := context.Background()
	s, err := Open(ctx, path, Options{Now: noon, Wait: time.Second})
	if err != nil {
		return err
	}
	items, err := s.List(ctx, feed.Filter{})
	fmt.Println("list", len(items), err)
	_, err = s.Put(ctx, 1, feed.Batch{Entries: random(3, 500, "z")})
	fmt.Println("put", feed.KindOf(err))
	d, err := s.Mark(ctx, feed.Starred, 0, 1)
	fmt.Println("mark", d.Items, feed.KindOf(err))
	fmt.Println("close", s.Close())
	return nil
}

// TestWithoutRoom: the reader reads on, and what was acknowledged is there
// afterwards.
func TestWithoutRoom(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		room int
		want string
		star int
	}{
		"none beside the file":       {16 << 10, "list 20 <nil>\nput read-only\nmark 0 read-only\nclose <nil>\n", 0},
		"for a mark, not for a feed": {200 << 10, "list 20 <nil>\nput file\nmark 1 \nclose <nil>\n", 1},
	} {
		t.Run(name, func(t *testing.T) {
			path := closedStore(t)
			out := must[[]byte](t)(self(t.Context(), cramped, fmt.Sprintf("%d:%s", tt.room, path)).Output())
			if string(out) != tt.want {
				t.Errorf("got\n%s\nwant\n%s", out, tt.want)
			}
			s := openAt(t, path, Options{})
			intact(t, s)
			if n := len(list(t, s, "")); n != 20 || len(list(t, s, "is:starred")) != tt.star {
				t.Errorf("%d items, %d starred", n, len(list(t, s, "is:starred")))
			}
			if got := put(t, s, 1, random(3, 500, "z")...); got.New != 500 {
				t.Errorf("with room again: %+v", got)
			}
		})
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
