//go:build unix

package plain_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"rubrika/config"
	"rubrika/feed"
	"rubrika/feed/fetch"
	"rubrika/feed/library"
)

// tool makes a program of a shell script.
func tool(t *testing.T, script string) config.Command {
	t.Helper()
	program := filepath.Join(t.TempDir(), "tool")
	if err := os.WriteFile(program, []byte("#!/bin/sh\n"+script+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	return config.Command{program, "--own"}
}

// radio serves a story with a talk in it, one without, and one whose talk is in
// the reader's own network.
func radio(t *testing.T) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/rss+xml")
		fmt.Fprintf(w, `<rss version="2.0"><channel><title>Harbour Radio</title>
			<item><title>$(touch x)</title><link>http://radio.example/1</link><description>%[1]s</description>
			<enclosure url="http://radio.example/a b&quot;c.mp3" type="audio/mpeg"/></item>
			<item><title>Only words</title><link>http://radio.example/2</link><description>%[1]s</description></item>
			<item><title>Reboot</title><link>http://radio.example/3</link><description>%[1]s</description>
			<enclosure url="http://10.0.0.1/reboot.mp3" type="audio/mpeg"/></item></channel></rss>`,
			strings.Repeat("The pilot knows each stone of the harbour. ", 60))
	}))
	t.Cleanup(s.Close)
	return s.URL
}

func TestPlayAndPipe(t *testing.T) {
	d := newDesk(t, "en")
	if _, _, err := d.lib.Subscribe(t.Context(), library.NewSource{URL: radio(t)}); err != nil {
		t.Fatal(err)
	}
	record := filepath.Join(t.TempDir(), "record")
	read := func() string {
		t.Helper()
		doc, err := os.ReadFile(record)
		if err != nil {
			t.Error(err)
		}
		return string(doc)
	}
	t.Chdir(t.TempDir())
	d.config.Player = tool(t, `printf '%s\n' "$@" > `+record)
	d.says(d.runs("p 3"), "inside your own network")
	d.says(d.runs("p", "p 1", "play 2", "P 1", "p x"), "Which one? Type its number: p 3.", "Handed to the player",
		"Neither sound nor video came with the story", `No program is set; in the settings: pipe = ["program", "argument"]`, "The list has no number x")
	if got := read(); got != "--own\nhttp://radio.example/a%20b%22c.mp3\n" {
		t.Errorf("the player got %q", got)
	}
	if it := d.item(1); !it.State.Has(feed.Read) {
		t.Errorf("what was played is not read: %+v", it)
	}
	d.config.Pipe = tool(t, `{ echo "$#"; cat; } > `+record+`; echo kept as 7; echo more`)
	d.says(d.runs("P 1"), "tool: kept as 7\n")
	if got := read(); !strings.HasPrefix(got, "1\n---\n") || !strings.Contains(got, "$(touch x)") || !strings.Contains(got, "each stone of the harbour") {
		t.Errorf("the pipe got %q", got)
	}
	d.config.Pipe, d.config.Player = tool(t, "echo no room >&2; exit 7"), tool(t, "exit 4")
	d.says(d.runs("1", "P", "p", "o"), "(exit code 7, no room); see pipe in the settings.", "(exit code 4); see player in the settings.",
		"Address: http://radio.example/a%20b%22c.mp3")
	if all, err := os.ReadDir("."); err != nil || len(all) > 0 {
		t.Errorf("written where the reader is: %v, %v", all, err)
	}
}

// A player that goes on is not waited for, and when it fails later that is told.
func TestALongTalk(t *testing.T) {
	d := newDesk(t, "en")
	if _, _, err := d.lib.Subscribe(t.Context(), library.NewSource{URL: radio(t)}); err != nil {
		t.Fatal(err)
	}
	fifo := filepath.Join(t.TempDir(), "fifo")
	if err := syscall.Mkfifo(fifo, 0o600); err != nil {
		t.Fatal(err)
	}
	d.config.Player = tool(t, "read go < "+fifo+"; exit 5")
	c := d.types(t.Context())
	c.types("p 1")
	c.waits("Handed to the player")
	c.types("whatever")
	c.waits("there is no such command")
	if err := os.WriteFile(fifo, []byte("go\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c.waits("exit code 5")
	c.types("q")
	c.ends()
}

// What goes wrong with telling of new stories is said once.
func TestTheHookIsMentionedOnce(t *testing.T) {
	d := newDesk(t, "en")
	d.real = true
	calls := 0
	client := fetch.New(fetch.Options{Inside: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}})
	lib, err := library.Open(t.Context(), library.Options{
		Path: filepath.Join(t.TempDir(), "hook.db"), Now: d.now, Client: client,
		OnNew: func(context.Context, []feed.Item, int) error {
			calls++
			return &feed.Error{Source: "notify-news", Kind: feed.KindHook, Err: &feed.ProgramFault{Problem: feed.ProgramEnded, Code: 5}}
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = lib.Close() })
	d.lib, d.config.OnNew = lib, config.Command{"notify-news"}
	follow := func(n int) {
		t.Helper()
		for range n {
			if _, _, err := lib.Subscribe(t.Context(), library.NewSource{URL: radio(t)}); err != nil {
				t.Fatal(err)
			}
		}
	}
	follow(1)
	if out := d.runs("R"); strings.Contains(out, "notify-news") {
		t.Errorf("nothing is new: %s", out)
	}
	follow(1)
	out := d.runs("R", "R")
	d.says(out, "notify-news: the command that is told of new stories failed (exit code 5); no story is lost")
	if calls != 1 || strings.Count(out, "notify-news") != 1 {
		t.Errorf("%d calls: %s", calls, out)
	}
}
