package cli_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/zalando/go-keyring"

	"rubrika/feed/feedtest"
)

// secretOf is where the password of the one account is.
func (p *person) secretOf() any {
	p.t.Helper()
	var got map[string]any
	if err := json.Unmarshal([]byte(p.must("account", "--json")), &got); err != nil {
		p.t.Fatal(err)
	}
	return got["secret"]
}

// A password that was changed on the server is changed here, and nothing that
// waits is lost.
func TestEditPassword(t *testing.T) {
	f, p := feedtest.NewGReader(t, feedtest.FlavourFreshRSS, feedtest.FakeOptions{}), newSubscriber(t)
	items := filled(f)
	p.says(f.Password + "\n")
	p.must("account", "add", "greader", f.URL(), "--user", f.User, "--title", "Home")
	p.must("refresh")
	p.must("mark", "read", "--filter", "is:unread")
	f.SetPassword("n3w")
	code, _, stderr := p.run("refresh", "1")
	if code != 1 || !strings.HasSuffix(stderr, "; to change it here: rubrika account edit Home.\n") {
		t.Errorf("code %d, %q", code, stderr)
	}
	p.says("wr0ng\n")
	code, stdout, stderr := p.run("account", "edit", "Home")
	if code != 1 || stdout != "" || !strings.HasPrefix(stderr, "Home: the server does not take this name and password; check both") || strings.Contains(stderr, "account edit") {
		t.Errorf("wrong: code %d, %q, %q", code, stdout, stderr)
	}
	if got, err := keyring.Get("rubrika", "greader "+f.User+" "+f.URL()); err != nil || got != f.Password && got == "wr0ng" {
		t.Errorf("the keyring has %q, %v", got, err)
	}
	p.says("n3w\n")
	if out := p.must("account", "edit", "home"); out != "Changed: Home.\n" {
		t.Errorf("%q", out)
	}
	if out := p.must("refresh"); !strings.Contains(out, "3 marks sent") || f.State(items[0]) == 0 {
		t.Errorf("%q", out)
	}
}

// Each flag changes its own, and what needs no password asks for none.
func TestEditAccountFlags(t *testing.T) {
	f, p := feedtest.NewMiniflux(t, feedtest.FakeOptions{}), newSubscriber(t)
	p.joins("miniflux", f, "--title", "Home")
	t.Setenv("RUBRIKA_TEST_PASSWORD", f.Password)
	for _, c := range []struct {
		typed, secret string
		flags         []string
	}{
		{"", "plain", []string{"--title", "My home"}},
		{"", "env RUBRIKA_TEST_PASSWORD", []string{"--password-env", "RUBRIKA_TEST_PASSWORD"}},
		{"", "env RUBRIKA_TEST_PASSWORD", nil},
		{"", "command printenv RUBRIKA_TEST_PASSWORD", []string{"--password-command", "printenv RUBRIKA_TEST_PASSWORD"}},
		{f.Password, "keyring", []string{"--keyring", "--user", f.User}},
		{f.Password, "keyring", []string{"--ca", ""}},
		{f.Password, "plain", []string{"--plain"}},
	} {
		p.says(c.typed)
		if out := p.must(append([]string{"account", "edit", "1"}, c.flags...)...); out != "Changed: My home.\n" || p.secretOf() != c.secret {
			t.Errorf("%v: %q, %v", c.flags, out, p.secretOf())
		}
	}
	if _, err := keyring.Get("rubrika", "miniflux "+f.User+" "+f.URL()); !errors.Is(err, keyring.ErrNotFound) {
		t.Errorf("left in the keyring: %v", err)
	}
	g := feedtest.NewGReader(t, feedtest.FlavourFreshRSS, feedtest.FakeOptions{})
	p.joins("greader", g, "--title", "Fresh")
	for _, c := range []struct {
		code int
		want string
		args []string
	}{
		{2, "--plain, --keyring: one excludes the other", []string{"1", "--plain", "--keyring"}},
		{2, "--password-env: its value is missing", []string{"1", "--password-env", ""}},
		{2, "greader: a name to sign in with is wanted", []string{"Fresh", "--user", ""}},
		{2, "account edit: something is missing", nil},
		{1, "Hme: there is no such account", []string{"Hme"}},
		{1, "FRESH: this account is there already", []string{"1", "--title", "FRESH"}},
		{1, "There is no password; type it", []string{"1"}},
		{1, "the password is wanted in the variable RUBRIKA_NO_SUCH", []string{"1", "--password-env", "RUBRIKA_NO_SUCH"}},
		{1, "nowhere.pem: there is no certificate to be read in this file", []string{"Fresh", "--ca", "nowhere.pem", "--password-env", "RUBRIKA_TEST_PASSWORD"}},
	} {
		p.says("")
		code, stdout, stderr := p.run(append([]string{"account", "edit"}, c.args...)...)
		if code != c.code || stdout != "" || !strings.Contains(stderr, c.want) {
			t.Errorf("%v: code %d, %q, %q", c.args, code, stdout, stderr)
		}
	}
}

// A keyring that went away is named with what to do, which works.
func TestEditWithoutKeyring(t *testing.T) {
	f, p := feedtest.NewMiniflux(t, feedtest.FakeOptions{}), newSubscriber(t)
	p.says(f.Password)
	p.must("account", "add", "miniflux", f.URL(), "--user", f.User, "--title", "Home")
	keyring.MockInitWithError(errors.New("locked"))
	t.Cleanup(keyring.MockInit)
	for lang, want := range map[string]string{
		"en": "Home: the keyring does not give the password; unlock it and repeat, or give it anew: rubrika account edit Home.\n",
		"ru": "Home: хранилище паролей не отдаёт пароль; отоприте его и повторите или задайте пароль заново: rubrika account edit Home.\n",
		"az": "Home: parol anbarı parolu vermir; açıb təkrarlayın və ya parolu yenidən verin: rubrika account edit Home.\n",
	} {
		if code, _, stderr := p.run("--lang", lang, "account", "check"); code != 1 || stderr != want {
			t.Errorf("code %d, %q", code, stderr)
		}
	}
	p.says(f.Password)
	if code, stdout, stderr := p.run("account", "edit", "Home"); code != 1 || stdout != "" || !strings.Contains(stderr, "Home: there is no keyring here") {
		t.Errorf("code %d, %q, %q", code, stdout, stderr)
	}
	p.says(f.Password)
	code, stdout, stderr := p.run("account", "edit", "Home", "--plain")
	if code != 3 || stdout != "Changed: Home.\n" || stderr != "Home: the password stays in the keyring, which does not answer; delete it there.\n" {
		t.Errorf("code %d, %q, %q", code, stdout, stderr)
	}
	p.must("account", "check")
}

// An address without a scheme is one of https, also where it is only named.
func TestAddressWithoutAScheme(t *testing.T) {
	f, p := feedtest.NewMiniflux(t, feedtest.FakeOptions{TLS: true}), newSubscriber(t)
	host := strings.TrimPrefix(f.URL(), "https://")
	add := []string{"account", "add", "miniflux", host, "--user", f.User, "--plain"}
	p.says(f.Password)
	if code, _, stderr := p.run(add...); code != 1 || !strings.HasPrefix(stderr, f.URL()+": the certificate is signed by nobody") {
		t.Errorf("code %d, %q", code, stderr)
	}
	p.says(f.Password)
	if out := p.must(append(add, "--ca", f.CA())...); out != "Added: "+host+" · "+f.URL()+". To fetch its news: rubrika refresh.\n" {
		t.Errorf("%q", out)
	}
}
