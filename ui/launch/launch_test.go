package launch_test

import (
	"bytes"
	"context"
	"errors"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"rubrika/feed"
	"rubrika/ui/launch"
)

// hostile are addresses as publishers may write them that no program gets.
func hostile() []string {
	return []string{
		"", " ", "--help", "-o/x", "-", "file:///etc/passwd", "FILE:///etc/passwd", "javascript:alert(1)", "JaVaScRiPt:x",
		"java\tscript:x", "&#106;avascript:x", "data:text/html,x", "//host/x", "relative/path", "/etc/passwd", "ftp://host/x",
		"http:", "http://", "http:///", "http://-o/x", "https://--help", "http://$(touch x)/", "http://`touch x`/", "http://a;touch x/",
		"view-source:http://a/", "vbscript:x", "ssh://-oProxyCommand=x/", "smb://a/b", `\\host\share`, "C:\\Windows\\x.exe", "about:blank",
		"http://a/\x00" + strings.Repeat("x", 1<<16),
	}
}

// quaint are addresses that programs get, and how.
func quaint() map[string]string {
	return map[string]string{
		"https://example.org/a b":           "https://example.org/a%20b",
		"http://a/$(touch x)":               "http://a/$(touch%20x)",
		"http://a/`touch x`":                "http://a/%60touch%20x%60",
		"http://a/; touch x":                "http://a/;%20touch%20x",
		"http://a/ b\"c'd":                  "http://a/%20b%22c%27d",
		"http://a/x&calc.exe|y":             "http://a/x&calc.exe%7Cy",
		"http://a/\n--help":                 "http://a/--help",
		"http://a/\u202emp3.exe":            "http://a/mp3.exe",
		"HTTP://EXAMPLE.ORG/Ünï":            "http://example.org/%C3%9Cn%C3%AF",
		"http://user:word@example.org/x":    "http://example.org/x",
		"  https://example.org/talk.mp3 \t": "https://example.org/talk.mp3",
	}
}

// visits are the two that get an address.
func visits() map[string]func(context.Context, []string, string) error {
	return map[string]func(context.Context, []string, string) error{"open": launch.Open, "play": launch.Play}
}

// Only whole web addresses reach a program, each as one argument behind those of
// the settings, which stay as they are.
func TestAddresses(t *testing.T) {
	command, recorded := as(t, "record")
	own := []string{"--new tab", "$(touch x)", "*", ""}
	command = append(command, own...)
	for name, visit := range visits() {
		for _, bad := range append(hostile(), "mailto:", "mailto:?attach=/etc/passwd", "mailto:-x") {
			if err := visit(t.Context(), command, bad); feed.KindOf(err) != feed.KindAddress {
				t.Errorf("%s %q: %v", name, bad, err)
			}
		}
		if got, ran := read(t, recorded); ran {
			t.Fatalf("%s ran: %q", name, got.Args)
		}
		for in, want := range quaint() {
			if err := visit(t.Context(), command, in); err != nil {
				t.Errorf("%s %q: %v", name, in, err)
				continue
			}
			got, _ := read(t, recorded)
			if !slices.Equal(got.Args, append(append([]string{command[0]}, own...), want)) || got.In != "" || got.Terminal {
				t.Errorf("%s %q: %+v, want %q", name, in, got, want)
			}
		}
	}
	if err := launch.Open(t.Context(), command, "mailto:desk@example.org?attach=/etc/passwd"); err != nil {
		t.Error(err)
	}
	if got, _ := read(t, recorded); len(got.Args) == 0 || got.Args[len(got.Args)-1] != "mailto:desk@example.org" {
		t.Errorf("%q", got.Args)
	}
	if err := launch.Play(t.Context(), command, "mailto:desk@example.org"); feed.KindOf(err) != feed.KindAddress {
		t.Errorf("a letter was played: %v", err)
	}
}

// FuzzAddress lets no address through that a program could take for anything
// else.
func FuzzAddress(f *testing.F) {
	for _, s := range hostile() {
		f.Add(s)
	}
	for s := range quaint() {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		e, ok := launch.Playable([]feed.Enclosure{{URL: s, Type: "audio/mpeg"}})
		if ok && e.URL != s {
			t.Errorf("%q became %q", s, e.URL)
		}
		if safe := launch.Checked(s); safe != "" && (!strings.HasPrefix(safe, "http://") && !strings.HasPrefix(safe, "https://") ||
			strings.ContainsFunc(safe, func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune("\"'`\\<>", r) })) {
			t.Errorf("%q became %q", s, safe)
		}
	})
}

// A story goes in by the standard input, and nothing of it among the arguments.
func TestPipe(t *testing.T) {
	command, recorded := as(t, "record")
	doc := []byte("# $(touch x) `touch x` ; touch x\n\nтекст\x00\n")
	said, err := launch.Pipe(t.Context(), append(command, "--add", "$RUBRIKA_URL"), bytes.NewReader(doc), "https://a.example/ x")
	got, _ := read(t, recorded)
	if err != nil || said != "" || got.In != string(doc) || got.URL != "https://a.example/%20x" ||
		!slices.Equal(got.Args[1:], []string{"--add", "$RUBRIKA_URL"}) || got.Terminal {
		t.Errorf("%q, %v, %+v", said, err, got)
	}
	for _, bad := range hostile() {
		if _, err := launch.Pipe(t.Context(), command, nil, bad); err != nil {
			t.Error(err)
		}
		if got, _ := read(t, recorded); got.URL != "" {
			t.Errorf("%q became %q", bad, got.URL)
		}
	}
}

// Of what a program prints only the first line counts, and it is clean.
func TestPipeTalks(t *testing.T) {
	command, _ := as(t, "talk")
	if said, err := launch.Pipe(t.Context(), command, strings.NewReader("x"), ""); err != nil || said != "kept as 42" {
		t.Errorf("%q, %v", said, err)
	}
	command, _ = as(t, "fail")
	said, err := launch.Pipe(t.Context(), command, strings.NewReader("x"), "")
	var fault *feed.ProgramFault
	if !errors.As(err, &fault) || feed.KindOf(err) != feed.KindPipe || fault.Problem != feed.ProgramEnded || fault.Code != 3 ||
		fault.Said != "no such device" || said != "on its way" {
		t.Errorf("%q, %+v, %v", said, fault, err)
	}
	command, _ = as(t, "deaf") // more than fits into the pipe, and nobody reads
	if _, err := launch.Pipe(t.Context(), command, bytes.NewReader(make([]byte, 4<<20)), ""); err != nil {
		t.Error(err)
	}
}

func TestHook(t *testing.T) {
	command, recorded := as(t, "record")
	lines := "{\"title\":\"$(touch x)\"}\n{}\n"
	if err := launch.Hook(t.Context(), command, []byte(lines), 12); err != nil {
		t.Fatal(err)
	}
	if got, _ := read(t, recorded); got.In != lines || got.More != "12" || len(got.Args) != 1 || got.Terminal {
		t.Errorf("%+v", got)
	}
	command, _ = as(t, "fail")
	var fault *feed.ProgramFault
	if err := launch.Hook(t.Context(), command, nil, 0); !errors.As(err, &fault) || feed.KindOf(err) != feed.KindHook || fault.Code != 3 {
		t.Errorf("%v", err)
	}
}

// A browser that says no is told of; what it prints is not kept.
func TestVisitFails(t *testing.T) {
	command, _ := as(t, "fail")
	for name, visit := range visits() {
		var fault *feed.ProgramFault
		kind := map[string]feed.Kind{"open": feed.KindOpener, "play": feed.KindPlayer}[name]
		if err := visit(t.Context(), command, "https://a.example/"); !errors.As(err, &fault) || feed.KindOf(err) != kind ||
			fault.Code != 3 || fault.Said != "" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Programs are looked for in PATH, not where the reader happens to be.
func TestLooking(t *testing.T) {
	dir := t.TempDir()
	self, err := os.Executable()
	if err == nil {
		err = os.Symlink(self, filepath.Join(dir, "player"))
	}
	if err != nil {
		t.Skip(err)
	}
	as(t, "deaf")
	t.Chdir(dir)
	for _, path := range []string{".", "", string(filepath.ListSeparator)} {
		t.Setenv("PATH", path)
		var fault *feed.ProgramFault
		if err := launch.Play(t.Context(), []string{"player"}, "https://a.example/x.mp3"); !errors.As(err, &fault) ||
			fault.Problem != feed.ProgramMissing {
			t.Errorf("PATH=%q: %v", path, err)
		}
	}
	t.Setenv("PATH", dir)
	if err := launch.Play(t.Context(), []string{"player"}, "https://a.example/x.mp3"); err != nil {
		t.Error(err)
	}
	for _, name := range []string{"", "nobody", filepath.Join(dir, "nobody"), dir} {
		var fault *feed.ProgramFault
		if _, err := launch.Pipe(t.Context(), []string{name}, nil, ""); !errors.As(err, &fault) || fault.Problem != feed.ProgramMissing {
			t.Errorf("%q: %v", name, err)
		}
	}
}

// A batch file would have its arguments read by a shell.
func TestBatchFiles(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("which files are programs is told by their names there")
	}
	for _, name := range []string{"open.bat", "open.CMD"} {
		file := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(file, []byte("#!/bin/sh\n"), 0o700); err != nil {
			t.Fatal(err)
		}
		var fault *feed.ProgramFault
		if err := launch.Open(t.Context(), []string{file}, "https://a.example/&calc"); !errors.As(err, &fault) || fault.Problem != feed.ProgramShell {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Without a command the system's own way is taken, here one on a path of its
// own.
func TestSystem(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("it is no program there")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	_, recorded := as(t, "record")
	name := "xdg-open"
	if runtime.GOOS == "darwin" {
		name = "open"
	}
	dir := t.TempDir()
	if err := os.Symlink(self, filepath.Join(dir, name)); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir)
	for what, visit := range visits() {
		if err := visit(t.Context(), nil, "https://example.org/story"); err != nil {
			t.Errorf("%s: %v", what, err)
		}
		if got, _ := read(t, recorded); !slices.Equal(got.Args, []string{name, "https://example.org/story"}) {
			t.Errorf("%s: %q", what, got.Args)
		}
	}
	t.Setenv("PATH", filepath.Join(dir, "none"))
	var fault *feed.Error
	if err := launch.Open(t.Context(), nil, "https://example.org/story"); !errors.As(err, &fault) || fault.Kind != feed.KindOpener || fault.Source != name {
		t.Errorf("without a browser: %v", err)
	}
}

// The end of its context ends a program and all it has started, but not a
// browser or player.
func TestLimits(t *testing.T) {
	command, _ := as(t, "hang")
	_ = started(t)
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	_, err := launch.Pipe(ctx, command, strings.NewReader("x"), "")
	var fault *feed.ProgramFault
	if !errors.As(err, &fault) || fault.Problem != feed.ProgramSlow {
		t.Errorf("a slow one: %v", err)
	}

	child := started(t)
	ctx, cancel = context.WithCancel(t.Context())
	defer cancel()
	ended := make(chan error, 1)
	go func() { ended <- launch.Hook(ctx, command, []byte("x"), 0) }()
	conn := <-child
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("canceled: %v", err)
	}
	gone(t, conn)

	command, _ = as(t, "deaf")
	if err := launch.Open(ctx, command, "https://a.example/"); err != nil {
		t.Errorf("an address is opened even as the reader leaves: %v", err)
	}
}

// What has done its work may leave something running that holds its output.
func TestLingering(t *testing.T) {
	command, _ := as(t, "linger")
	child := started(t)
	if _, err := launch.Pipe(t.Context(), command, nil, ""); err != nil {
		t.Error(err)
	}
	if conn := <-child; conn == nil {
		t.Error("nothing lingers")
	} else if err := conn.Close(); err != nil { // ends it
		t.Error(err)
	}
}

// gone fails unless what a program has started ends.
func gone(t *testing.T, conn net.Conn) {
	t.Helper()
	if runtime.GOOS == "windows" {
		return // only the program itself is ended there
	}
	if conn == nil {
		t.Error("nothing was started")
		return
	}
	defer conn.Close()
	if n, err := conn.Read(make([]byte, 1)); n > 0 || errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("it still runs: %v", err)
	}
}

func TestPlayable(t *testing.T) {
	const base = "https://a.example/"
	for _, c := range []struct {
		want string
		list []feed.Enclosure
	}{
		{"", nil},
		{"", []feed.Enclosure{{URL: base + "1.jpg", Type: "image/jpeg"}, {URL: base + "a.pdf"}}},
		{base + "2", []feed.Enclosure{{URL: base + "1.jpg"}, {URL: base + "2", Type: "Audio/MPEG; x=y"}, {URL: base + "3.mp4", Type: "video/mp4"}}},
		{base + "x.MP3?token=1.pdf", []feed.Enclosure{{URL: base + "x.MP3?token=1.pdf", Type: "application/octet-stream"}}},
		{base + "x.m3u8", []feed.Enclosure{{URL: base + "x.m3u8"}}},
		{base + "live", []feed.Enclosure{{URL: base + "live", Type: "application/x-mpegURL"}}},
		{"", []feed.Enclosure{{URL: base + "x.mp3", Type: "text/html"}}},
		{base + "ok.mp3", []feed.Enclosure{{URL: "file:///x.mp3", Type: "audio/mpeg"}, {URL: "--help", Type: "audio/mpeg"}, {URL: base + "ok.mp3", Type: "audio/mpeg"}}},
	} {
		if got, ok := launch.Playable(c.list); got.URL != c.want || ok != (c.want != "") {
			t.Errorf("%v: %q, want %q", c.list, got.URL, c.want)
		}
	}
}
