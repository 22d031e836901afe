package cli_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/zalando/go-keyring"

	"rubrika/feed"
	"rubrika/feed/feedtest"
	"rubrika/feed/page"
)

// newSubscriber is a person of our time, whose keyring is one of the test.
func newSubscriber(t *testing.T) *person {
	keyring.MockInit()
	p := newPerson(t)
	p.env.Now = time.Now
	return p
}

// says gives a line to the input of the commands from now on, not from a
// terminal.
func (p *person) says(line string) { p.env.Stdin = strings.NewReader(line) }

// joins adds an account of a fake with the password in the store.
func (p *person) joins(kind string, f *feedtest.Fake, flags ...string) {
	p.t.Helper()
	p.says(f.Password + "\n")
	args := append([]string{"account", "add", kind, f.URL(), "--plain"}, flags...)
	if f.User != "" {
		args = append(args, "--user", f.User)
	}
	p.must(args...)
}

// filled is a server with a feed in a folder, and items.
func filled(f *feedtest.Fake) (items []string) {
	return f.AddMany(f.AddFeed("Лента порта", "Море", "https://port.example/feed.xml"), 3)
}

func TestAccountFromFirstToLast(t *testing.T) {
	for name, c := range map[string]struct {
		kind string
		f    func(*testing.T) *feedtest.Fake
	}{
		"miniflux": {"miniflux", func(t *testing.T) *feedtest.Fake { return feedtest.NewMiniflux(t, feedtest.FakeOptions{}) }},
		"a key":    {"miniflux", func(t *testing.T) *feedtest.Fake { return feedtest.NewMiniflux(t, feedtest.FakeOptions{Key: true}) }},
		"freshrss": {"greader", func(t *testing.T) *feedtest.Fake {
			return feedtest.NewGReader(t, feedtest.FlavourFreshRSS, feedtest.FakeOptions{Path: "/rss"})
		}},
	} {
		t.Run(name, func(t *testing.T) {
			f, p := c.f(t), newSubscriber(t)
			items := filled(f)
			p.joins(c.kind, f, "--title", "Home")
			if out := p.must("refresh"); !strings.Contains(out, "3 new") {
				t.Errorf("refresh: %q", out)
			}
			if out := p.must("feeds"); !strings.Contains(out, "Лента порта") || !strings.Contains(out, " · account Home/Море\n") {
				t.Errorf("feeds: %q", out)
			}
			p.must("mark", "star", "--filter", "is:unread")
			if out := p.must("account"); !strings.Contains(out, "1 feed  ") || !strings.Contains(out, " · 3 marks are waiting to be sent") {
				t.Errorf("account: %q", out)
			}
			if out := p.must("refresh"); !strings.HasSuffix(out, "\n3 marks sent\n") {
				t.Errorf("refresh: %q", out)
			}
			if !f.State(items[0]).Has(feed.Starred) {
				t.Error("the star did not arrive")
			}
			if out := p.must("account", "check"); out != "Home: signed in, 1 feed\n" {
				t.Errorf("check: %q", out)
			}
			if out := p.must("account", "remove", "home"); out != "Removed: Home. On the server all stays as it is.\n" {
				t.Errorf("remove: %q", out)
			}
			if out := p.must("feeds") + p.must("account") + p.must("news"); out != "" || len(f.Feeds()) != 1 {
				t.Errorf("left %q, the server has %v", out, f.Feeds())
			}
		})
	}
}

// Each way to have a password signs in, and only --plain has it in a file.
func TestWhereThePasswordIs(t *testing.T) {
	f := feedtest.NewMiniflux(t, feedtest.FakeOptions{})
	filled(f)
	password := filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(password, []byte(f.Password+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("RUBRIKA_TEST_PASSWORD", f.Password)
	for name, c := range map[string]struct {
		flags  []string
		typed  string
		secret string
		stored bool
	}{
		"keyring": {nil, f.Password + "\r\nanother line", "keyring", false},
		"command": {[]string{"--password-command", "cat " + password}, "", "command cat " + password, false},
		"env":     {[]string{"--password-env", "RUBRIKA_TEST_PASSWORD"}, "", "env RUBRIKA_TEST_PASSWORD", false},
		"plain":   {[]string{"--plain"}, f.Password, "plain", true},
	} {
		t.Run(name, func(t *testing.T) {
			p := newSubscriber(t)
			var said strings.Builder
			run := func(want int, args ...string) string {
				t.Helper()
				code, stdout, stderr := p.run(args...)
				said.WriteString(stdout + stderr)
				if code != want {
					t.Errorf("%v: code %d, %q, %q", args, code, stdout, stderr)
				}
				return stdout
			}
			add := append([]string{"account", "add", "miniflux", f.URL(), "--user", f.User, "--title", "Home"}, c.flags...)
			p.says(c.typed)
			run(0, add...)
			var got map[string]any
			if err := json.Unmarshal([]byte(run(0, "account", "--json")), &got); err != nil || got["secret"] != c.secret {
				t.Errorf("%v, %v", got["secret"], err)
			}
			run(0, "account", "check", "home")
			run(0, "refresh")
			p.says(c.typed)
			run(1, add...)
			for _, args := range [][]string{{"account", "list"}, {"doctor"}, {"doctor", "--json"}, {"feeds", "--json"}, {"refresh", "1", "--json"}, {"export"}} {
				run(0, args...)
			}
			kept := p.stored() // also what is still in the write-ahead log
			f.SetPassword("another")
			run(1, "account", "check")
			run(1, "refresh", "1")
			run(3, "doctor")
			f.SetPassword(f.Password)
			kept += p.stored()
			run(0, "account", "remove", "home")
			if strings.Contains(said.String(), f.Password) {
				t.Errorf("the password is printed: %q", said.String())
			}
			if strings.Contains(kept, f.Password) != c.stored {
				t.Errorf("in the store: %v", !c.stored)
			}
			if _, err := keyring.Get("rubrika", "miniflux "+f.User+" "+f.URL()); !errors.Is(err, keyring.ErrNotFound) {
				t.Errorf("left in the keyring: %v", err)
			}
		})
	}
}

// stored is all that lies beside the store, itself included.
func (p *person) stored() string {
	p.t.Helper()
	files, err := filepath.Glob(p.vars["store"] + "*")
	if err != nil || len(files) == 0 {
		p.t.Fatal(files, err)
	}
	var all strings.Builder
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			p.t.Fatal(err)
		}
		all.Write(text)
	}
	return all.String()
}

// Marks that wait are not given up by the way.
func TestRemoveWhileMarksWait(t *testing.T) {
	f := feedtest.NewMiniflux(t, feedtest.FakeOptions{})
	filled(f)
	p := newSubscriber(t)
	p.joins("miniflux", f, "--title", "Home")
	p.must("refresh")
	p.must("mark", "read", "--filter", "is:unread")
	code, stdout, stderr := p.run("account", "remove", "Home")
	if code != 1 || stdout != "" || stderr != "Home: 3 marks are waiting to be sent; send them first with rubrika refresh, or give them up with --yes.\n" {
		t.Errorf("without a terminal: code %d, %q, %q", code, stdout, stderr)
	}
	p.typing("")
	code, stdout, stderr = p.run("account", "remove", "Home")
	if want := "Home: 3 marks are waiting to be sent\nRemove Home all the same? y, or Enter for no: Nothing was removed.\n"; code != 0 || stdout != "" || stderr != want {
		t.Errorf("no: code %d, %q, %q", code, stdout, stderr)
	}
	p.typing("Y")
	code, stdout, stderr = p.run("account", "remove", "Home")
	if code != 0 || !strings.HasPrefix(stdout, "Removed: Home.") || !strings.HasSuffix(stderr, "3 marks were not sent any more\n") {
		t.Errorf("yes: code %d, %q, %q", code, stdout, stderr)
	}
	p = newSubscriber(t)
	p.joins("miniflux", f, "--title", "Home")
	p.must("refresh")
	p.must("mark", "read", "--filter", "is:unread")
	if out := p.must("account", "remove", "1", "--yes"); !strings.HasPrefix(out, "Removed: Home.") {
		t.Errorf("--yes: %q", out)
	}
	if n := len(f.Writes()); n != 0 {
		t.Errorf("%d marks were sent", n)
	}
}

// A keyring that went away keeps the password, not the account.
func TestRemoveWithoutKeyring(t *testing.T) {
	f := feedtest.NewMiniflux(t, feedtest.FakeOptions{})
	p := newSubscriber(t)
	p.says(f.Password)
	p.must("account", "add", "miniflux", f.URL(), "--user", f.User, "--title", "Home")
	keyring.MockInitWithError(errors.New("locked"))
	t.Cleanup(keyring.MockInit)
	if code, _, stderr := p.run("account", "check"); code != 1 || !strings.Contains(stderr, "Home: the keyring does not give the password; unlock it") {
		t.Errorf("code %d, %q", code, stderr)
	}
	code, stdout, stderr := p.run("account", "remove", "home")
	if code != 3 || !strings.HasPrefix(stdout, "Removed: Home.") || stderr != "Home: the password stays in the keyring, which does not answer; delete it there.\n" {
		t.Errorf("code %d, %q, %q", code, stdout, stderr)
	}
	if out := p.must("account"); out != "" {
		t.Errorf("%q", out)
	}
}

// Feeds of an account are followed, changed and left on its server.
func TestFeedsOfAnAccount(t *testing.T) {
	f := feedtest.NewGReader(t, feedtest.FlavourFreshRSS, feedtest.FakeOptions{})
	f.Offer("https://hill.example/feed", "Hill", feedtest.FakeItem{Title: "One"}, feedtest.FakeItem{Title: "Two"})
	p := newSubscriber(t)
	own := site(t).URL + "/port.xml"
	p.must("add", own)
	p.joins("greader", f, "--title", "Home")
	p.must("refresh")
	if out := p.must("add", "https://hill.example/feed", "--account", "home", "--folder", "Hills"); out != "Added: Hill · 2 stories · https://hill.example/feed · account Home/Hills\n" {
		t.Errorf("add: %q", out)
	}
	if code, _, stderr := p.run("add", "https://hill.example/feed", "--account", "home"); code != 1 || !strings.Contains(stderr, "https://hill.example/feed: this source is there already") {
		t.Errorf("twice: code %d, %q", code, stderr)
	}
	if code, _, stderr := p.run("add", "https://nowhere.example/", "--account", "home"); code != 1 || !strings.HasPrefix(stderr, "https://nowhere.example/: ") {
		t.Errorf("refused: code %d, %q", code, stderr)
	}
	if out := p.must("feeds", "--json"); !strings.Contains(out, `"account":"Home","account_id":1,"folder":"Hills"`) || !strings.Contains(out, `"account":"","account_id":0,"folder":""`) {
		t.Errorf("feeds: %q", out)
	}
	if out := p.must("edit", "Hill", "--title", "Hills daily", "--folder", "World"); out != "Changed: Hills daily, on the server of Home too.\n" {
		t.Errorf("edit: %q", out)
	}
	if got := f.Feeds(); len(got) != 1 || got[0].Title != "Hills daily" || got[0].Folder != "World" {
		t.Errorf("%+v", got)
	}
	if out := p.must("edit", "Hills", "--folder", "World"); out != "Nothing to change: Hills daily\n" {
		t.Errorf("edit of nothing: %q", out)
	}
	if out := p.must("edit", "Hills", "--mute"); !strings.HasPrefix(out, "Changed: Hills daily. The key z") {
		t.Errorf("edit of our own: %q", out)
	}
	for _, args := range [][]string{
		{"edit", "Hills", "--every", "1h"},
		{"edit", "Hills", "--agent", "x"},
		{"edit", "1", "--folder", "World"},
		{"add", own, "--folder", "World"},
		{"add", own, "--account", ""},
		{"add", own, "--account", "home", "--every", "1h"},
		{"add", own, "--account", "home", "--all"},
	} {
		if code, stdout, stderr := p.run(args...); code != 2 || stdout != "" || !strings.Contains(stderr, "--") {
			t.Errorf("%v: code %d, %q, %q", args, code, stdout, stderr)
		}
	}
	if code, _, stderr := p.run("add", own, "--account", "hme"); code != 1 || !strings.Contains(stderr, "hme: there is no such account (did you mean “Home”?)") {
		t.Errorf("code %d, %q", code, stderr)
	}
	f.Fail(-1, feedtest.Fault500)
	if code, stdout, stderr := p.run("remove", "Hills"); code != 1 || stdout != "" || strings.Count(stderr, "\n") != 1 {
		t.Errorf("remove in vain: code %d, %q, %q", code, stdout, stderr)
	}
	f.Forget()
	if out := p.must("remove", "Hills"); out != "Removed: Hills daily, on the server of Home too; that cannot be taken back.\n" || len(f.Feeds()) != 0 {
		t.Errorf("remove: %q, %v", out, f.Feeds())
	}
}

// Nothing of what a server or a reader says of an account moves the cursor.
func TestNothingForeignOfAccounts(t *testing.T) {
	const evil = "\x1b]0;x\a\u202e"
	f := feedtest.NewGReader(t, feedtest.FlavourMiniflux, feedtest.FakeOptions{})
	f.AddItems(f.AddFeed("Feed"+evil, "Folder"+evil, "https://port.example/feed.xml"), feedtest.FakeItem{Title: "One" + evil})
	p := newSubscriber(t)
	p.joins("greader", f, "--title", "Home"+evil)
	for _, args := range [][]string{
		{"refresh"},
		{"refresh", "1", "--json"},
		{"account"},
		{"account", "--json"},
		{"account", "check"},
		{"account", "check", evil},
		{"account", evil},
		{"account", "add", evil, "x"},
		{"account", "add", "miniflux", "ftp://x/" + evil},
		{"account", "add", "greader", f.URL(), "--user", evil},
		{"account", "add", "miniflux", f.URL(), "--password-command", "echo '" + evil + "' >&2; false"},
		{"account", "add", "miniflux", f.URL(), "--ca", evil},
		{"add", "https://hill.example/" + evil, "--account", "1"},
		{"add", "x", "--account", evil},
		{"edit", "1", "--folder", "New" + evil},
		{"feeds"},
		{"feeds", "--json"},
		{"doctor"},
		{"doctor", "--json"},
		{"remove", "1"},
		{"account", "remove", "1"},
	} {
		p.says("x")
		_, stdout, stderr := p.run(args...)
		if stdout+stderr == "" {
			t.Errorf("%q printed nothing", args)
		}
		for line := range strings.Lines(stdout + stderr) {
			if line = strings.TrimSuffix(line, "\n"); !page.Safe(line) {
				t.Errorf("%q: %q", args, line)
			}
			if len(args) > 1 && args[len(args)-1] == "--json" && !json.Valid([]byte(line)) {
				t.Errorf("%q: no JSON: %q", args, line)
			}
		}
	}
}
