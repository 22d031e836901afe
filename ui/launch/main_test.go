package launch_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// patience is how long another process is waited for.
const patience = 10 * time.Second

// TestMain makes this very binary the programs that are started: what recorder
// and its kin below are told by the environment variable LAUNCH_TEST.
func TestMain(m *testing.M) {
	if role := os.Getenv("LAUNCH_TEST"); role != "" {
		play(role)
	}
	os.Exit(m.Run())
}

// record is what a program saw.
type record struct {
	Args      []string
	In        string
	URL, More string
	Dir       string
	Terminal  bool // it could ask on one
}

// play is one of the programs: "record" writes down what it got, "fail" and
// "talk" print and end with 3 and 0, "deaf" does not read, "hang" starts another
// program and waits, "linger" leaves one behind that holds its output: "stay".
func play(role string) {
	switch role {
	case "record":
		in, err := io.ReadAll(os.Stdin)
		r := record{Args: os.Args, In: string(in), URL: os.Getenv("RUBRIKA_URL"), More: os.Getenv("RUBRIKA_MORE")}
		r.Dir, _ = os.Getwd()
		if tty, err := os.OpenFile("/dev/tty", os.O_RDWR, 0); err == nil {
			r.Terminal = true
			_ = tty.Close()
		}
		doc, _ := json.Marshal(r)
		if err == nil {
			err = os.WriteFile(os.Getenv("LAUNCH_RECORD"), doc, 0o600)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(9)
		}
	case "fail":
		fmt.Println("on its way")
		fmt.Fprintln(os.Stderr, "\n\x1b[31mno such \u202edevice\nmore")
		os.Exit(3)
	case "talk":
		fmt.Println("\n  kept as \x1b[1m42\x07  ")
		for range 1 << 12 {
			fmt.Println("and on it goes, far beyond what anybody keeps")
		}
	case "deaf":
	case "hang", "linger":
		child := exec.Command(os.Args[0])
		child.Env = append(os.Environ(), "LAUNCH_TEST=stay")
		child.Stdout, child.Stderr = os.Stdout, os.Stderr
		if err := child.Start(); err != nil {
			os.Exit(9)
		}
		if role == "hang" {
			_ = child.Wait()
		}
	case "stay":
		conn, err := net.Dial("tcp", os.Getenv("LAUNCH_TESTER"))
		if err != nil {
			os.Exit(9)
		}
		_, _ = conn.Read(make([]byte, 1)) // until the test lets go
	}
	os.Exit(0)
}

// as makes this binary that program, and returns the file it records into.
func as(t *testing.T, role string) (command []string, recorded string) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	recorded = filepath.Join(t.TempDir(), "record")
	t.Setenv("LAUNCH_TEST", role)
	t.Setenv("GORACE", "atexit_sleep_ms=0") // or each of them ends a second later
	t.Setenv("LAUNCH_RECORD", recorded)
	return []string{self}, recorded
}

// started is told of by what a program starts: the channel gets a connection
// that lasts as long as that does.
func started(t *testing.T) <-chan net.Conn {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	t.Setenv("LAUNCH_TESTER", l.Addr().String())
	out := make(chan net.Conn, 1)
	go func() {
		defer close(out)
		err := l.(*net.TCPListener).SetDeadline(time.Now().Add(patience))
		var conn net.Conn
		if err == nil {
			conn, err = l.Accept()
		}
		if err == nil {
			err = conn.SetDeadline(time.Now().Add(patience))
		}
		if err == nil {
			out <- conn
		}
	}()
	return out
}

// read reads a record, and takes it away.
func read(t *testing.T, name string) (r record, ok bool) {
	t.Helper()
	doc, err := os.ReadFile(name)
	if os.IsNotExist(err) {
		return r, false
	}
	if err == nil {
		err = json.Unmarshal(doc, &r)
	}
	if err == nil {
		err = os.Remove(name)
	}
	if err != nil {
		t.Fatal(err)
	}
	return r, true
}
