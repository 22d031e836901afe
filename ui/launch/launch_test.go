package launch_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rubrika/feed"
	"rubrika/ui/launch"
)

// Only whole web addresses reach the command, and nothing it could take for an
// option or a shell for a command.
func TestOpen(t *testing.T) {
	dir := t.TempDir()
	record, script := filepath.Join(dir, "record"), filepath.Join(dir, "opener")
	if err := os.WriteFile(script, []byte("#!/bin/sh\nprintf '%s\\n' \"$#\" \"$@\" > "+record+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{
		"", "--help", "-o/etc/passwd", "file:///etc/passwd", "javascript:alert(1)", "data:text/html,x", "//host/x", "relative/path",
		"/etc/passwd", "ftp://host/x", "java\tscript:x", "&#106;avascript:x",
	} {
		if err := launch.Open(t.Context(), []string{script, "--new"}, bad); feed.KindOf(err) != feed.KindAddress {
			t.Errorf("%q: %v", bad, err)
		}
	}
	if got, err := os.ReadFile(record); err == nil {
		t.Fatalf("the command ran: %s", got)
	}
	for in, want := range map[string]string{
		"https://example.org/a b":           "https://example.org/a%20b",
		"https://example.org/\"$(touch x)'": "https://example.org/%22",
		"mailto:desk@example.org":           "mailto:desk@example.org",
	} {
		if err := launch.Open(t.Context(), []string{script, "--new"}, in); err != nil {
			t.Errorf("%q: %v", in, err)
			continue
		}
		got, err := os.ReadFile(record)
		lines := strings.Split(strings.TrimSpace(string(got)), "\n")
		if err != nil || len(lines) != 3 || lines[0] != "2" || lines[1] != "--new" || !strings.HasPrefix(lines[2], want) ||
			strings.ContainsAny(lines[2], " \"'`") {
			t.Errorf("%q: %q, %v", in, lines, err)
		}
	}
	if err := launch.Open(t.Context(), []string{script + "-missing"}, "https://example.org/"); feed.KindOf(err) != feed.KindOpener {
		t.Errorf("a missing command: %v", err)
	}
}

// Without a command the system's own browser is asked, here one of ours on a
// path of its own, and what it prints goes nowhere.
func TestSystemBrowser(t *testing.T) {
	dir := t.TempDir()
	record := filepath.Join(dir, "record")
	script := "#!/bin/sh\nprintf '%s' \"$1\" > " + record + "\necho noise\n"
	if err := os.WriteFile(filepath.Join(dir, "xdg-open"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir)
	launch.Quiet()
	if err := launch.Open(t.Context(), nil, "https://example.org/story"); err != nil {
		t.Skip(err) // a system without xdg-open
	}
	if got, err := os.ReadFile(record); err != nil || string(got) != "https://example.org/story" {
		t.Errorf("%q, %v", got, err)
	}
	t.Setenv("PATH", filepath.Join(dir, "none"))
	if err := launch.Open(t.Context(), nil, "https://example.org/story"); feed.KindOf(err) != feed.KindOpener {
		t.Errorf("without a browser: %v", err)
	}
}
