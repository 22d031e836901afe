//go:build unix

package cli_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"rubrika/feed/library"
	"rubrika/ui/cli"
)

// hooked is somebody whose reader brings news and is left at once, while the
// program that is told of them waits for a word by the file that is returned.
func hooked(t *testing.T) (p *person, fifo string) {
	t.Helper()
	site := newSite()
	t.Cleanup(site.Close)
	dir := t.TempDir()
	fifo = filepath.Join(dir, "fifo")
	script, settings := filepath.Join(dir, "hook"), filepath.Join(dir, "settings.toml")
	if err := syscall.Mkfifo(fifo, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		script:   "#!/bin/sh\ncat > " + dir + "/told\nread go < " + fifo + "\nexit 4\n",
		settings: fmt.Sprintf("on_new = [%q]\nrefresh = \"0\"\n", script),
	} {
		if err := os.WriteFile(name, []byte(text), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	p = newPerson(t)
	p.vars["config"] = settings
	p.env.InTTY, p.env.OutTTY = true, true
	p.env.Reader = func(ctx context.Context, s cli.Session) error {
		for _, path := range []string{"/hill.json", "/port.xml"} {
			if _, _, err := s.Library.Subscribe(ctx, library.NewSource{URL: site.URL + path}); err != nil {
				return err
			}
			if _, err := s.Library.Refresh(ctx, library.RefreshOptions{Force: true}); err != nil {
				return err
			}
		}
		return nil
	}
	return p, fifo
}

const waiting = "Waiting for the on_new command to end"

// Leaving the reader waits for the program that is told of new stories, and says
// so, and what went wrong.
func TestLeavingWaitsForTheHook(t *testing.T) {
	p, fifo := hooked(t)
	written := make(chan error, 1)
	p.stderr = func(text string) {
		if strings.Contains(text, waiting) {
			go func() { written <- os.WriteFile(fifo, []byte("go\n"), 0o600) }()
		}
	}
	code, stdout, stderr := p.run()
	if code != 0 || stdout != "" || !strings.Contains(stderr, waiting) || !strings.Contains(stderr, "exit code 4") {
		t.Fatalf("%d %q %q", code, stdout, stderr)
	}
	if err := <-written; err != nil {
		t.Error(err)
	}
	told, err := os.ReadFile(filepath.Join(filepath.Dir(fifo), "told"))
	if err != nil || strings.Count(string(told), "\n") != 3 {
		t.Errorf("%v: %s", err, told)
	}
}

// Whoever does not want to wait ends it by a signal.
func TestASignalEndsTheHook(t *testing.T) {
	p, _ := hooked(t)
	ctx, signal := context.WithCancel(t.Context())
	defer signal()
	p.ctx = ctx
	p.stderr = func(text string) {
		if strings.Contains(text, waiting) {
			signal()
		}
	}
	if _, _, stderr := p.run(); !strings.Contains(stderr, waiting) || strings.Contains(stderr, "on_new in the settings") {
		t.Errorf("%q", stderr)
	}
}
