package ui

import (
	"bytes"
	"context"
	"io"
	"net/netip"
	"regexp"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"rubrika/config"
	"rubrika/feed"
	"rubrika/feed/fetch"
	"rubrika/feed/library"
)

// TestPicturesLeaveWithTheReader runs the whole program in a terminal like
// Kitty: every picture that was sent is deleted once, and before the screen is
// given back, since each screen has pictures of its own.
func TestPicturesLeaveWithTheReader(t *testing.T) {
	t.Parallel()
	client := fetch.New(fetch.Options{Inside: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}})
	lib, err := library.Open(t.Context(), library.Options{Path: t.TempDir() + "/r.db", Client: client, Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	if _, _, err := lib.Subscribe(t.Context(), library.NewSource{URL: gallery(t).URL}); err != nil {
		t.Fatal(err)
	}
	cfg := config.Default()
	cfg.Refresh = 0
	in, keyboard := io.Pipe()
	out := &terminal{wrote: make(chan struct{}, 1)}
	ctx, cancel := context.WithTimeout(t.Context(), 60*time.Second)
	defer cancel()
	done := make(chan error, 1)
	go func() {
		done <- Run(ctx, Options{Library: lib, Config: cfg, Lang: "en", Now: noon, Getenv: func(string) string { return "" }},
			tea.WithInput(in), tea.WithOutput(out), tea.WithWindowSize(80, 60), tea.WithColorProfile(colorprofile.TrueColor),
			tea.WithEnvironment([]string{"TERM=xterm-kitty", "COLORTERM=truecolor"}), tea.WithoutSignalHandler())
	}()
	until := func(what string, n int) {
		for bytes.Count(out.bytes(), []byte(what)) < n && ctx.Err() == nil {
			out.settle()
		}
	}
	until("Five pictures", 1)
	io.WriteString(keyboard, "\x1bP>|kitty(0.44.0)\x1b\\\x1b[6;20;10t\x1b_Gi=31;OK\x1b\\\x1b[?62c")
	out.settle()
	io.WriteString(keyboard, "g\r")
	until("\x1b_Ga=T", 2) // of five, two can be shown
	io.WriteString(keyboard, "q")
	out.settle()
	io.WriteString(keyboard, "q")
	select {
	case err := <-done:
		if err != nil {
			t.Error(err)
		}
	case <-ctx.Done():
		t.Fatal("the program does not end")
	}
	raw := out.bytes()
	left := bytes.LastIndex(raw, []byte("\x1b[?1049l"))
	sent := regexp.MustCompile(`\x1b_Ga=T[^;]*,i=(\d+)`).FindAllSubmatch(raw, -1)
	if left < 0 || len(sent) == 0 {
		t.Fatalf("the screen is given back at %d, %d pictures were sent", left, len(sent))
	}
	for _, s := range sent {
		forget := []byte("\x1b_Ga=d,d=I,q=2,i=" + string(s[1]) + "\x1b\\")
		if n, at := bytes.Count(raw, forget), bytes.Index(raw, forget); n != 1 || at > left {
			t.Errorf("picture %s is deleted %d times, first at %d; the screen is given back at %d", s[1], n, at, left)
		}
	}
}

// TestTheProgramSendsAtItsEnd runs the whole of it in a terminal: q sends what
// waits, and the shell has the screen back soon after.
func TestTheProgramSendsAtItsEnd(t *testing.T) {
	r, s := sitAway(t, "en", "greader")
	in, keyboard := io.Pipe()
	out := &terminal{wrote: make(chan struct{}, 1)}
	ctx, cancel := context.WithTimeout(t.Context(), 60*time.Second)
	defer cancel()
	done := make(chan error, 1)
	go func() {
		done <- Run(ctx, Options{Library: r.lib, Config: r.m.config, Lang: "en", Now: noon, Getenv: func(string) string { return "" }},
			tea.WithInput(in), tea.WithOutput(out), tea.WithWindowSize(100, 30), tea.WithColorProfile(colorprofile.ASCII),
			tea.WithEnvironment([]string{"TERM=xterm"}), tea.WithoutSignalHandler())
	}()
	for !bytes.Contains(out.bytes(), []byte("Harbour News")) && ctx.Err() == nil {
		out.settle()
	}
	out.settle()
	_, _ = io.WriteString(keyboard, "GAq") // to the end, all read, leave
	select {
	case err := <-done:
		if err != nil {
			t.Error(err)
		}
	case <-ctx.Done():
		t.Fatal("the program does not end")
	}
	if n := s.on(feed.Read); n != 5 {
		t.Errorf("%d stories are read on the server", n)
	}
}
