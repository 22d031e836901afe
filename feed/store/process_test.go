//go:build unix

package store

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"rubrika/feed"
)

// The test binary runs itself as another process; these say as what.
const (
	roleVar   = "RUBRIKA_STORE_TEST_ROLE"
	writer    = "writer"
	refresher = "refresher"
	opener    = "opener"
	unrooted  = "unrooted"
	cramped   = "cramped"
	mixer     = "mixer"
	syncer    = "syncer"
	judger    = "judger"
	indexer   = "indexer"
	unrootUID = 65534
)

func TestMain(m *testing.M) {
	role, path, _ := strings.Cut(os.Getenv(roleVar), ":")
	var err error
	switch role {
	case writer:
		err = writeForEver(path)
	case refresher:
		err = refreshForEver(path)
	case opener:
		err = openAndClose(path)
	case mixer:
		err = mixForEver(path)
	case syncer:
		err = syncForEver(path)
	case judger:
		err = judgeForEver(path)
	case indexer:
		err = indexForEver(path)
	case cramped:
		err = workWithoutRoom(path)
	case unrooted:
		err = readWhatCannotBeWritten(path)
	default:
		// Rounds of what is random; -rapid.checks on the command line wins.
		if err = flag.Set("rapid.checks", "25"); err == nil {
			os.Exit(m.Run())
		}
	}
	if err == nil {
		os.Exit(0)
	}
	fmt.Println("error", err)
	os.Exit(1)
}

// self starts the test binary in a role.
func self(ctx context.Context, role, path string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, os.Args[0])
	cmd.Env = append(os.Environ(), roleVar+"="+role+":"+path)
	cmd.Stderr = os.Stderr
	return cmd
}

// writeForEver files and marks until it is killed. Every line it prints is a
// mark that was acknowledged: an id.
func writeForEver(path string) error {
	ctx := context.Background()
	s, err := Open(ctx, path, Options{})
	if err != nil {
		return err
	}
	for round := 0; ; round++ {
		host := fmt.Sprintf("%d-%d", os.Getpid(), round)
		if _, err := s.Put(ctx, 1, feed.Batch{Entries: random(uint64(round), 8, host)}); err != nil {
			return err
		}
		items, err := s.List(ctx, feed.Filter{IsNot: feed.Read, Limit: 5})
		if err != nil {
			return err
		}
		for _, it := range items {
			if _, err := s.Mark(ctx, feed.Read, 0, it.ID); err != nil {
				return err
			}
			fmt.Println(it.ID)
		}
	}
}

func TestKilledInTheMiddle(t *testing.T) {
	t.Parallel()
	path := closedStore(t)
	acknowledged := map[feed.ID]bool{}
	for round := range 10 {
		cmd := self(t.Context(), writer, path)
		out := must[interface{ Read([]byte) (int, error) }](t)(pipe(cmd))
		lines := bufio.NewScanner(out)
		enough := 3 + 5*round%17
		for n := 0; lines.Scan(); n++ {
			if n == enough {
				if err := cmd.Process.Kill(); err != nil {
					t.Fatal(err)
				}
			}
			id, err := strconv.ParseInt(lines.Text(), 10, 64)
			if err != nil {
				break // a line that was cut, or an error
			}
			acknowledged[feed.ID(id)] = true
		}
		if err := cmd.Wait(); err == nil || !strings.Contains(err.Error(), "killed") {
			t.Fatalf("round %d ended by itself: %v %s", round, err, lines.Text())
		}
		s := must[*Store](t)(Open(t.Context(), path, Options{}))
		intact(t, s)
		for id := range acknowledged {
			if it := must[feed.Item](t)(s.Item(t.Context(), id)); !it.State.Has(feed.Read) {
				t.Errorf("round %d: the mark of item %d is lost", round, id)
			}
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if len(acknowledged) < 30 {
		t.Errorf("only %d marks were made", len(acknowledged))
	}
}

// pipe starts cmd and returns its output.
func pipe(cmd *exec.Cmd) (interface{ Read([]byte) (int, error) }, error) {
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	return out, cmd.Start()
}

// readWhatCannotBeWritten gives up root, whom no permission stops, and prints
// what it can do with the stores in a folder.
func readWhatCannotBeWritten(dir string) error {
	if os.Getuid() == 0 {
		if err := syscall.Setuid(unrootUID); err != nil {
			return err
		}
	}
	ctx := context.Background()
	for _, name := range []string{"folder/edition.db", "file.db", "folder/missing.db", "old/edition.db"} {
		s, err := Open(ctx, filepath.Join(dir, name), Options{Now: noon})
		if err != nil {
			fmt.Println(name, "open", feed.KindOf(err))
			continue
		}
		items, err := s.List(ctx, feed.Filter{})
		fmt.Println(name, "list", len(items), err)
		c, err := s.Counts(ctx, feed.Filter{}, true)
		fmt.Println(name, "count", c.Total, err)
		_, err = s.Mark(ctx, feed.Read, 0, 1)
		fmt.Println(name, "mark", feed.KindOf(err), s.ReadOnly())
		_, err = s.Put(ctx, 1, feed.Batch{Entries: random(3, 3, "z")})
		fmt.Println(name, "put", feed.KindOf(err))
		fmt.Println(name, "close", s.Close())
	}
	return nil
}

func TestReadOnly(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	// The folder is the reader's alone; give others a way in.
	for d := dir; d != filepath.Dir(os.TempDir()) && d != "/" && d != os.TempDir(); d = filepath.Dir(d) {
		if err := os.Chmod(d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	data := must[[]byte](t)(os.ReadFile(closedStore(t)))
	for _, f := range []struct {
		name   string
		folder os.FileMode
	}{{"folder/edition.db", 0o555}, {"file.db", 0o755}, {"old/edition.db", 0o555}} {
		path := filepath.Join(dir, f.name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, data, 0o444); err != nil {
			t.Fatal(err)
		}
		if f.name == "old/edition.db" {
			if err := os.Chmod(path, 0o644); err != nil {
				t.Fatal(err)
			}
			bare(t, path, "PRAGMA journal_mode = DELETE", "PRAGMA user_version = 0")
			if err := os.Chmod(path, 0o444); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.Chmod(filepath.Dir(path), f.folder); err != nil {
			t.Fatal(err)
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	out := must[[]byte](t)(self(ctx, unrooted, dir).Output())
	// t.TempDir cannot clear what it may not write to, unless it is root.
	for _, d := range []string{"folder", "old"} {
		if err := os.Chmod(filepath.Join(dir, d), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	var want strings.Builder
	for _, name := range []string{"folder/edition.db", "file.db"} {
		fmt.Fprintf(&want, "%[1]s list 20 <nil>\n%[1]s count 20 <nil>\n%[1]s mark read-only true\n%[1]s put read-only\n%[1]s close <nil>\n", name)
	}
	want.WriteString("folder/missing.db open read-only\nold/edition.db open read-only\n")
	if string(out) != want.String() {
		t.Errorf("got\n%s\nwant\n%s", out, want.String())
	}
}

// indexForEver indexes until it is killed, and says what is left.
func indexForEver(path string) error {
	s, err := Open(context.Background(), path, Options{Text: stripped})
	if err != nil {
		return err
	}
	for {
		left, err := s.Index(context.Background(), 7)
		if err != nil {
			return err
		}
		fmt.Println(left)
	}
}

func TestIndexingIsKilled(t *testing.T) {
	t.Parallel()
	path := t.TempDir() + "/x.db"
	s := bodied(t, path, 300)
	before := vocabulary(t, s)
	ctx, cancel := context.WithCancel(t.Context())
	err := s.Reindex(ctx, func(int, int) { cancel() })
	if !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	last := 300
	for round := 0; last > 0 && round < 40; round++ {
		cmd := self(t.Context(), indexer, path)
		lines := bufio.NewScanner(must[interface{ Read([]byte) (int, error) }](t)(pipe(cmd)))
		for n := 0; n <= round && lines.Scan(); n++ {
			left := must[int](t)(strconv.Atoi(lines.Text()))
			if left > last {
				t.Errorf("%d are left again of %d", left, last)
			}
			last = left
		}
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait() // it was killed
		intact(t, s)
	}
	if after := vocabulary(t, s); last != 0 || after != before {
		t.Errorf("%d are left, the words are others:\n%s\nwere\n%s", last, after, before)
	}
}
