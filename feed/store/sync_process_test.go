//go:build unix

package store

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rubrika/feed"
)

// serverLog is a server as a file: a line for each mark it took, in the order
// of taking.
type serverLog struct{ path string }

func (l serverLog) take(marks []feed.PendingMark) error {
	var lines strings.Builder
	for _, m := range marks {
		fmt.Fprintf(&lines, "%s %d %v\n", m.Remote, m.Mark, m.On)
	}
	f, err := os.OpenFile(l.path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteString(lines.String())
	return errors.Join(err, f.Close())
}

// marks are those the server shows, by remote id; what is missing has none.
func (l serverLog) marks() (map[string]feed.State, error) {
	data, err := os.ReadFile(l.path)
	if err != nil {
		return nil, err
	}
	out := map[string]feed.State{}
	for line := range strings.Lines(string(data)) {
		var remote string
		var mark feed.State
		var on bool
		if _, err := fmt.Sscanf(line, "%s %d %t\n", &remote, &mark, &on); err != nil {
			return nil, err
		}
		if out[remote] &^= mark; on {
			out[remote] |= mark
		}
	}
	return out, nil
}

// syncedItems is how many items the account of the test has.
const syncedItems = 20

// syncForEver marks, unmarks and syncs in any order until it is killed. It says
// what it does to a mark before and after; every third answer of the server is
// lost.
func syncForEver(path string) error {
	ctx := context.Background()
	s, err := Open(ctx, path, Options{})
	if err != nil {
		return err
	}
	server := serverLog{path + ".server"}
	deeds := []func() error{
		func() error {
			id, mark, on := feed.ID(1+rand.IntN(syncedItems)), feed.State(1+rand.IntN(2)), rand.IntN(2) == 0
			fmt.Println("try", id, mark, on)
			set, clearing := mark, feed.State(0)
			if !on {
				set, clearing = 0, mark
			}
			_, err := s.Mark(ctx, set, clearing, id)
			fmt.Println("did", id, mark, on)
			return err
		},
		func() error {
			waiting, err := s.Pending(ctx, 1)
			for err == nil && len(waiting) > 0 {
				n := 1
				for n < min(3, len(waiting)) && waiting[n].Mark == waiting[0].Mark && waiting[n].On == waiting[0].On {
					n++
				}
				if err = server.take(waiting[:n]); err == nil && rand.IntN(3) > 0 {
					var ids []feed.ID
					for _, m := range waiting[:n] {
						ids = append(ids, m.Item)
					}
					err = s.Sent(ctx, 1, waiting[0].Mark, waiting[0].On, ids)
				}
				waiting = waiting[n:]
			}
			return err
		},
		func() error {
			with, err := listed(server)
			if err == nil {
				_, err = s.Settle(ctx, 1, with)
			}
			return err
		},
	}
	for {
		if err := deeds[rand.IntN(len(deeds))](); err != nil {
			return err
		}
	}
}

// listed are the lists of the server.
func listed(server serverLog) (feed.Settlement, error) {
	marks, err := server.marks()
	var with feed.Settlement
	for n := 1; n <= syncedItems; n++ {
		remote := remoteName(n)
		if !marks[remote].Has(feed.Read) {
			with.Unread = append(with.Unread, remote)
		}
		if marks[remote].Has(feed.Starred) {
			with.Starred = append(with.Starred, remote)
		}
	}
	return with, err
}

// TestKilledInTheMiddleOfASync: whenever it is killed, each mark is as the
// reader was told, and on the server or waiting to be sent.
func TestKilledInTheMiddleOfASync(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "edition.db")
	server := serverLog{path + ".server"}
	s := must[*Store](t)(Open(t.Context(), path, Options{}))
	id := joined(t, s, 1)
	for n := range syncedItems {
		deliver(t, s, id, from("f1", remoteName(n+1), 0))
	}
	if err := errors.Join(s.Close(), server.take(nil)); err != nil {
		t.Fatal(err)
	}
	told := map[feed.ID]feed.State{}
	for round := range 10 {
		try := syncUntilKilled(t, path, 5+rand.IntN(40), told)
		s := must[*Store](t)(Open(t.Context(), path, Options{}))
		intact(t, s)
		there := must[map[string]feed.State](t)(server.marks())
		waits := map[feed.ID]feed.State{}
		for _, m := range must[[]feed.PendingMark](t)(s.Pending(t.Context(), id)) {
			waits[m.Item] |= m.Mark
		}
		for item, state := range states(t, s) {
			if told[item] != state && (item != try.Item || told[item]^try.Mark != state) {
				t.Errorf("round %d: item %d has %b, the reader was told %b", round, item, state, told[item])
			}
			told[item] = state
			if lost := (state ^ there[remoteName(int(item))]) &^ waits[item]; lost != 0 {
				t.Errorf("round %d: mark %b of item %d is not there and does not wait", round, lost, item)
			}
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// syncUntilKilled has another process sync until it has done so many marks, and
// notes them. It returns the mark that was under way.
func syncUntilKilled(t *testing.T, path string, enough int, told map[feed.ID]feed.State) (try feed.PendingMark) {
	t.Helper()
	cmd := self(t.Context(), syncer, path)
	lines := bufio.NewScanner(must[interface{ Read([]byte) (int, error) }](t)(pipe(cmd)))
	for n := 0; lines.Scan(); n++ {
		if n == 2*enough {
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
		var word string
		var m feed.PendingMark
		if _, err := fmt.Sscan(lines.Text(), &word, &m.Item, &m.Mark, &m.On); err != nil {
			break // a line that was cut, or an error
		}
		try = m
		if word != "did" {
			continue
		}
		try = feed.PendingMark{}
		if told[m.Item] &^= m.Mark; m.On {
			told[m.Item] |= m.Mark
		}
	}
	if err := cmd.Wait(); err == nil || !strings.Contains(err.Error(), "killed") {
		t.Fatalf("it ended by itself: %v %s", err, lines.Text())
	}
	return try
}
