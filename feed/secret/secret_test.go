package secret

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/zalando/go-keyring"

	"rubrika/feed"
)

// password is what no error may hold.
const password = "hunter2-geheim"

// account is one whose password is at a place.
func account(kind feed.SecretKind, text string) feed.Account {
	return feed.Account{
		Kind: "miniflux", URL: "https://news.example/", User: "reader", Title: "home",
		Secret: feed.Secret{Kind: kind, Text: text},
	}
}

// wantNone wants an error of KindNoSecret that tells why in one printable line,
// and not the password.
func wantNone(t *testing.T, err error, why string) {
	t.Helper()
	if feed.KindOf(err) != feed.KindNoSecret || !strings.Contains(err.Error(), why) || !strings.Contains(err.Error(), "password home: ") {
		t.Errorf("want %q: %v", why, err)
	}
	if err == nil {
		return
	}
	text := err.Error()
	if strings.Contains(text, password[:7]) || len(text) > maxText+100 || !utf8.ValidString(text) {
		t.Errorf("text %q", text)
	}
	for _, r := range text {
		if !strconv.IsPrint(r) {
			t.Errorf("%q in %q", r, text)
		}
	}
}

func TestKeyring(t *testing.T) {
	keyring.MockInit()
	a := account(feed.SecretKeyring, "")
	other, moved := a, a
	other.User, moved.URL = "sister", "https://other.example/"
	_, err := Read(t.Context(), a)
	wantNone(t, err, "the keyring has none for this account")
	if err := Drop(a); err != nil {
		t.Errorf("nothing to drop: %v", err)
	}
	for _, word := range []string{"old", password + " with «signs»"} {
		if err := Keep(a, word); err != nil {
			t.Fatal(err)
		}
		if got, err := Read(t.Context(), a); err != nil || got != word {
			t.Errorf("%q, %v", got, err)
		}
	}
	if got, err := keyring.Get("rubrika", "miniflux reader https://news.example/"); err != nil || !strings.HasPrefix(got, password) {
		t.Errorf("%q, %v", got, err)
	}
	for _, a := range []feed.Account{other, moved} {
		_, err := Read(t.Context(), a)
		wantNone(t, err, "the keyring has none")
	}
	wantNone(t, Keep(a, ""), "it is empty")
	if err := Drop(a); err != nil {
		t.Error(err)
	}
	_, err = Read(t.Context(), a)
	wantNone(t, err, "the keyring has none")
}

// Without a keyring there is a reason, whatever it says.
func TestNoKeyring(t *testing.T) {
	keyring.MockInitWithError(errors.New(`exec: "dbus-launch": not found` + "\x1b[31m\n" + password))
	t.Cleanup(keyring.MockInit)
	a := account(feed.SecretKeyring, "")
	wantNone(t, Keep(a, password), `keyring: exec: "dbus-launch": not found`)
	keyring.MockInitWithError(errors.New(`exec: "dbus-launch": not found` + "\x1b[31m\n"))
	_, err := Read(t.Context(), a)
	wantNone(t, err, `keyring: exec: "dbus-launch": not found`)
	wantNone(t, Drop(a), `keyring: exec: "dbus-launch": not found`)
}

// A keyring that never answers, or panics, holds nobody up.
func TestPatiently(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	never := make(chan struct{})
	defer close(never)
	_, err := patiently(ctx, func() (string, error) { <-never; return password, nil })
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v", err)
	}
	_, err = patiently(t.Context(), func() (string, error) { panic("an answer of another shape") })
	if err == nil || !strings.Contains(err.Error(), "keyring: fault: an answer") {
		t.Errorf("%v", err)
	}
}

func TestEnv(t *testing.T) {
	t.Setenv("RUBRIKA_TEST_PASSWORD", password+" ")
	t.Setenv("RUBRIKA_TEST_EMPTY", "")
	if got, err := Read(t.Context(), account(feed.SecretEnv, "RUBRIKA_TEST_PASSWORD")); err != nil || got != password+" " {
		t.Errorf("%q, %v", got, err)
	}
	_, err := Read(t.Context(), account(feed.SecretEnv, "RUBRIKA_TEST_EMPTY"))
	wantNone(t, err, "it is empty")
	_, err = Read(t.Context(), account(feed.SecretEnv, "RUBRIKA_TEST_NOWHERE"))
	wantNone(t, err, "the variable RUBRIKA_TEST_NOWHERE is not set")
}

// Places that keep nothing of ours, and one that does not exist.
func TestOtherPlaces(t *testing.T) {
	if got, err := Read(t.Context(), account(feed.SecretPlain, password)); err != nil || got != password {
		t.Errorf("%q, %v", got, err)
	}
	_, err := Read(t.Context(), account(feed.SecretPlain, ""))
	wantNone(t, err, "it is empty")
	_, err = Read(t.Context(), account("drawer", password))
	wantNone(t, err, `nothing is known of a place "drawer"`)
	keyring.MockInitWithError(errors.New("asked"))
	t.Cleanup(keyring.MockInit)
	for _, k := range []feed.SecretKind{feed.SecretPlain, feed.SecretEnv, feed.SecretCommand} {
		wantNone(t, Keep(account(k, "x"), password), "only a keyring takes passwords")
		if err := Drop(account(k, "x")); err != nil {
			t.Errorf("%s: %v", k, err)
		}
	}
	untitled := account(feed.SecretPlain, "")
	untitled.Title = ""
	if _, err := Read(t.Context(), untitled); err == nil || !strings.Contains(err.Error(), "password https://news.example/: ") {
		t.Errorf("%v", err)
	}
}

// commands are run by a shell of Unix here.
func commands(t *testing.T) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("commands of another shell")
	}
}

func TestCommand(t *testing.T) {
	commands(t)
	for command, want := range map[string]string{
		"echo " + password:                           password,
		"printf '%s' '" + password + "'":             password,
		"printf ' a b \\r\\nlogin: reader\\n'":       " a b ",
		"echo пароль; echo much more >&2":            "пароль",
		"echo " + password + " | tr a-z A-Z":         strings.ToUpper(password),
		"echo one; head -c 300000 /dev/zero":         "one",
		"echo one; cat":                              "one", // nothing to read, and not our terminal
		"echo one; head -c 300000 /dev/zero >&2":     "one",
		"test -n \"$PATH\" && echo \"it's\" \\\"":    `it's "`,
		"false || { x=$(echo inner); echo \"$x\"; }": "inner",
	} {
		if got, err := Read(t.Context(), account(feed.SecretCommand, command)); err != nil || got != want {
			t.Errorf("%s: %q, %v", command, got, err)
		}
	}
}

func TestCommandFails(t *testing.T) {
	commands(t)
	t.Setenv("WORD", password) // so that the command itself does not tell
	for command, why := range map[string]string{
		"exit 3":               "the command failed: exit status 3",
		"true":                 "the command printed nothing in its first line",
		"echo; echo \"$WORD\"": "the command printed nothing in its first line",
		"no-such-command-here": "not found",
		"printf 'gpg: \\033[31mno\\nsecret key\\n' >&2; exit 2":               "the command failed: exit status 2: gpg: [31mno secret key",
		"echo \"$WORD\"; echo \"bad $WORD.\" >&2; exit 1":                     "exit status 1: bad ….",
		"echo user; echo \" $WORD\"; echo \"bad $WORD.\" >&2; exit 1":         "exit status 1: bad ….",
		"head -c 5000 /dev/zero | tr '\\0' x >&2; printf '\\377' >&2; exit 1": "exit status 1: xxx",
		// Cut only after the password is out, so that no half of it stays.
		"echo user; echo \"$WORD\"; printf '%0185d%s' 0 \"$WORD\" >&2; exit 1": "exit status 1: 000",
		"kill -9 $$": "signal: killed",
	} {
		got, err := Read(t.Context(), account(feed.SecretCommand, command))
		if got != "" {
			t.Errorf("%s: %q", command, got)
		}
		wantNone(t, err, why)
	}
}

// A command that hangs is ended, with all that waits for it; one that leaves an
// agent running is not waited for.
func TestCommandHangs(t *testing.T) {
	commands(t)
	start := time.Now()
	_, err := read(t.Context(), account(feed.SecretCommand, "echo "+password+"; exec sleep 30"), 50*time.Millisecond)
	wantNone(t, err, "no answer within 50ms")
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	_, err = Read(ctx, account(feed.SecretCommand, "exec sleep 30"))
	var e *feed.Error
	if !errors.Is(err, context.DeadlineExceeded) || !errors.As(err, &e) || e.Kind != feed.KindNone {
		t.Errorf("ended by the caller: %v", err)
	}
	pid := filepath.Join(t.TempDir(), "pid")
	got, err := Read(t.Context(), account(feed.SecretCommand, "sleep 30 & echo $! >"+pid+"; echo "+password))
	if err != nil || got != password {
		t.Errorf("with an agent: %q, %v", got, err)
	}
	if took := time.Since(start); took > 10*time.Second {
		t.Errorf("it took %s", took)
	}
	end(t, pid)
}

// end ends the process whose number is in a file.
func end(t *testing.T, file string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	p, err := os.FindProcess(pid)
	if err == nil {
		err = p.Kill()
	}
	if err != nil {
		t.Error(err)
	}
}
