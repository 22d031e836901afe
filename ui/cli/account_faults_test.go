package cli_test

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"math/big"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/zalando/go-keyring"

	"rubrika/feed/feedtest"
)

// What may go wrong at the first sign-in is one sentence each, and nothing is
// added.
func TestAddAccountFaults(t *testing.T) {
	mini := func(o feedtest.FakeOptions) *feedtest.Fake { return feedtest.NewMiniflux(t, o) }
	fresh := feedtest.NewGReader(t, feedtest.FlavourFreshRSS, feedtest.FakeOptions{})
	html, key, tls, plain := mini(feedtest.FakeOptions{}), mini(feedtest.FakeOptions{Key: true}), mini(feedtest.FakeOptions{TLS: true}), mini(feedtest.FakeOptions{})
	html.Fail(-1, feedtest.FaultHTML)
	login, closed, welcome := mini(feedtest.FakeOptions{}), answering(t, http.StatusServiceUnavailable), answering(t, http.StatusOK)
	login.Fail(-1, feedtest.FaultLogin)
	forbidden := answering(t, http.StatusForbidden)
	p := newSubscriber(t)
	nothing := filepath.Join(t.TempDir(), "nothing.pem")
	if err := os.WriteFile(nothing, []byte("no certificate"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		args []string
		want string
	}{
		"wrong password":        {[]string{"miniflux", plain.URL(), "--user", "reader"}, "the server does not take this name and password; check both."},
		"wrong key":             {[]string{"miniflux", key.URL()}, "the server does not take this API key, which may have expired or been deleted there; make a new one."},
		"wrong API password":    {[]string{"greader", fresh.URL(), "--user", "reader"}, "the server does not take this name and password; check both: FreshRSS and Miniflux want"},
		"another kind":          {[]string{"miniflux", fresh.Site(), "--user", "reader"}, "no server of the kind miniflux answers at this address; check"},
		"another kind, greader": {[]string{"greader", site(t).URL, "--user", "reader"}, "no server of the kind greader answers at this address; check"},
		"wrong path":            {[]string{"greader", fresh.Site() + "/nowhere", "--user", "reader"}, "no server of the kind greader answers"},
		"nobody there":          {[]string{"miniflux", "http://127.0.0.1:1/"}, "there is no connection to the server; check the network"},
		"no such host":          {[]string{"miniflux", "https://news.invalid/"}, "news.invalid"},
		"self-signed":           {[]string{"miniflux", tls.URL()}, "the certificate is signed by nobody this computer trusts; if it is yours, name its file with --ca."},
		"no TLS":                {[]string{"miniflux", strings.TrimPrefix(html.URL(), "http://")}, "nobody speaks TLS at this address, and a password is not sent in the clear unasked"},
		"a page":                {[]string{"miniflux", html.URL()}, "something else answers here than a server of the kind miniflux, mostly a web page; give"},
		"a page, greader":       {[]string{"greader", welcome, "--user", "reader"}, "something else answers here than a server of the kind greader, mostly a web page; give"},
		"a page to sign in":     {[]string{"miniflux", login.URL()}, "something else answers here than a server of the kind miniflux, mostly a web page; give"},
		"switched off":          {[]string{"greader", closed, "--user", "reader"}, "the server lets no programs in; allow it there"},
		"forbidden":             {[]string{"miniflux", forbidden}, "the server lets no programs in; allow it there"},
		"not an address":        {[]string{"miniflux", "ftp://x/"}, "ftp://x/: this is no address that can be read"},
		"no file for --ca":      {[]string{"miniflux", tls.URL(), "--ca", nothing + "x"}, "nothing.pemx: there is no certificate to be read in this file; --ca wants one in PEM."},
		"no PEM for --ca":       {[]string{"miniflux", tls.URL(), "--ca", nothing}, "nothing.pem: there is no certificate to be read in this file; --ca wants one in PEM."},
		"no variable":           {[]string{"miniflux", key.URL(), "--password-env", "RUBRIKA_NO_SUCH"}, "the password is wanted in the variable RUBRIKA_NO_SUCH; set it and repeat."},
		"no output":             {[]string{"miniflux", key.URL(), "--password-command", "true"}, "the command for the password gave none; try it by itself: true."},
	} {
		t.Run(name, func(t *testing.T) {
			p.says("wr0ng\n")
			code, stdout, stderr := p.run(append([]string{"account", "add"}, c.args...)...)
			if code != 1 || stdout != "" || strings.Count(stderr, "\n") != 1 || !strings.Contains(stderr, c.want) || strings.Contains(stderr, "wr0ng") {
				t.Errorf("code %d, %q, %q", code, stdout, stderr)
			}
		})
	}
	if out := p.must("account"); out != "" {
		t.Errorf("added: %q", out)
	}
}

// answering is a site with one answer to everything.
func answering(t *testing.T, status int) string {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(status)
		_, _ = w.Write([]byte("<!DOCTYPE html><title>Welcome</title>"))
	}))
	t.Cleanup(s.Close)
	return s.URL
}

// Wrong use is told before anybody is asked, and repeats no password.
func TestAddAccountWrongUse(t *testing.T) {
	for name, c := range map[string]struct {
		args []string
		want string
	}{
		"kind":          {[]string{"fever", "https://news.example"}, "fever: miniflux or greader is wanted"},
		"no user":       {[]string{"greader", "https://news.example"}, "greader: a name to sign in with is wanted; add --user NAME."},
		"in the URL":    {[]string{"miniflux", "https://me:s3cret@news.example/"}, "User and password do not belong in the address"},
		"no scheme":     {[]string{"miniflux", "me:s3cret@news.example"}, "User and password do not belong in the address"},
		"unreadable":    {[]string{"miniflux", "https://me:s3%zzcret@news.example"}, "User and password do not belong in the address"},
		"two places":    {[]string{"miniflux", "https://news.example", "--plain", "--password-env", "X"}, "--password-env, --plain: one excludes the other"},
		"empty command": {[]string{"miniflux", "https://news.example", "--password-command", ""}, "--password-command: its value is missing"},
		"as a flag":     {[]string{"miniflux", "https://news.example", "--password=s3cret"}, "--password: "},
		"no address":    {[]string{"miniflux"}, `account add: something is missing; see "rubrika help account add".`},
	} {
		p := newSubscriber(t)
		code, stdout, stderr := p.run(append([]string{"account", "add"}, c.args...)...)
		if code != 2 || stdout != "" || !strings.Contains(stderr, c.want) || strings.Contains(stderr, "cret@") || strings.Contains(stderr, "s3cret") {
			t.Errorf("%s: code %d, %q, %q", name, code, stdout, stderr)
		}
	}
}

func TestNoPassword(t *testing.T) {
	f := feedtest.NewMiniflux(t, feedtest.FakeOptions{})
	p := newSubscriber(t)
	for _, typed := range []string{"", "\n", "\r\nlater"} {
		p.says(typed)
		code, stdout, stderr := p.run("account", "add", "miniflux", f.URL())
		if code != 1 || stdout != "" || stderr != "There is no password; type it, or give it in the first line of the input.\n" {
			t.Errorf("%q: code %d, %q, %q", typed, code, stdout, stderr)
		}
	}
	if n := len(f.Requests()); n != 0 {
		t.Errorf("%d requests without a password", n)
	}
}

// Without a keyring the sentence names the other places; nothing stays.
func TestNoKeyring(t *testing.T) {
	f := feedtest.NewMiniflux(t, feedtest.FakeOptions{})
	for lang, want := range map[string]string{"ru": "хранилища паролей здесь нет", "az": "burada parol anbarı yoxdur", "en": "there is no keyring here"} {
		p := newSubscriber(t)
		keyring.MockInitWithError(errors.New(`exec: "dbus-launch": not found`))
		t.Cleanup(keyring.MockInit)
		p.says(f.Password)
		code, stdout, stderr := p.run("--lang", lang, "account", "add", "miniflux", f.URL(), "--user", f.User)
		if code != 1 || stdout != "" || !strings.HasPrefix(stderr, f.URL()+": "+want) || strings.Count(stderr, "\n") != 1 {
			t.Errorf("code %d, %q, %q", code, stdout, stderr)
		}
		for _, flag := range []string{"--password-command", "--password-env", "--plain"} {
			if !strings.Contains(stderr, flag) {
				t.Errorf("%s: no %s in %q", lang, flag, stderr)
			}
		}
		if out := p.must("account"); out != "" {
			t.Errorf("added: %q", out)
		}
	}
}

// What goes wrong later names the account, in all commands and languages.
func TestAccountFaultsLater(t *testing.T) {
	p := newSubscriber(t)
	key := feedtest.NewMiniflux(t, feedtest.FakeOptions{Key: true})
	fresh := feedtest.NewGReader(t, feedtest.FlavourFreshRSS, feedtest.FakeOptions{})
	filled(key)
	p.joins("miniflux", key, "--title", "Key")
	p.joins("greader", fresh, "--title", "Fresh")
	p.must("refresh")

	fresh.ExpireTokens() // which nobody hears of
	if out := p.must("account", "check"); out != "Key: signed in, 1 feed\nFresh: signed in, 0 feeds\n" {
		t.Errorf("%q", out)
	}
	key.SetPassword("deleted")
	for lang, want := range map[string]string{
		"en": "Key: the server does not take this API key, which may have expired or been deleted there; make a new one; to change it here: rubrika account edit Key.\n",
		"ru": "Key: сервер не принимает ключ API: возможно, его удалили или срок истёк; создайте новый; поменять здесь: rubrika account edit Key.\n",
		"az": "Key: server API açarını qəbul etmir, ola bilsin, silinib və ya vaxtı bitib; yenisini yaradın; burada dəyişmək üçün: rubrika account edit Key.\n",
	} {
		if code, stdout, stderr := p.run("--lang", lang, "account", "check"); code != 3 || stderr != want || strings.Count(stdout, "\n") != 1 {
			t.Errorf("check, one of two: code %d, %q, %q", code, stdout, stderr)
		}
		if code, _, stderr := p.run("--lang", lang, "refresh", "1"); code != 1 || stderr != want {
			t.Errorf("refresh: code %d, %q", code, stderr)
		}
		if code, _, stderr := p.run("--lang", lang, "add", "https://other.example/feed", "--account", "key"); code != 1 || stderr != want {
			t.Errorf("add: code %d, %q", code, stderr)
		}
		if code, stdout, _ := p.run("--lang", lang, "doctor"); code != 3 || !strings.Contains(strings.ToLower(stdout), strings.ToLower(strings.TrimPrefix(want, "Key: "))) {
			t.Errorf("doctor: code %d, %q", code, stdout)
		}
	}
	if code, _, _ := p.run("account", "check", "key"); code != 1 {
		t.Errorf("check of one: code %d", code)
	}
	if code, _, stderr := p.run("account", "check", "kye"); code != 1 || !strings.Contains(stderr, "kye: there is no such account (did you mean “Key”?)") {
		t.Errorf("a slip: code %d, %q", code, stderr)
	}
	fresh.Fail(-1, feedtest.FaultHTML)
	if code, _, stderr := p.run("account", "check"); code != 1 || !strings.Contains(stderr, "Fresh: something else answers here than a server of the kind greader") {
		t.Errorf("code %d, %q", code, stderr)
	}
}

// A refresh that leaves an account in peace says why its marks wait.
func TestMarksWaitForAPassword(t *testing.T) {
	p := newSubscriber(t)
	server := feedtest.NewMiniflux(t, feedtest.FakeOptions{})
	filled(server)
	p.joins("miniflux", server, "--title", "Home")
	p.must("refresh")
	p.must("mark", "star", "1")
	server.SetPassword("changed")
	if code, _, stderr := p.run("refresh", "1"); code != 1 || !strings.HasPrefix(stderr, "Home: the server does not take this name and password") {
		t.Errorf("asked: code %d, %q", code, stderr)
	}
	for range 2 {
		code, stdout, stderr := p.run("refresh")
		if code != 3 || !strings.HasPrefix(stderr, "Home: the server does not take this name and password") || !strings.Contains(stdout, "1 mark is waiting") {
			t.Errorf("later: code %d, %q, %q", code, stdout, stderr)
		}
	}
}

// Doctor tells of marks that do not arrive, and why.
func TestDoctorOfAccounts(t *testing.T) {
	f := feedtest.NewMiniflux(t, feedtest.FakeOptions{TLS: true})
	items := filled(f)
	p := newSubscriber(t)
	p.joins("miniflux", f, "--title", "Home", "--ca", f.CA())
	p.must("refresh")
	out := p.must("doctor")
	for _, want := range []string{"\nAccounts: 1\n\n1  Home  miniflux  " + f.URL() + "\n   last success ", " · next try ", " · 1 feed\n", "\n   account Home/Море · "} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in %q", want, out)
		}
	}
	f.Refuse(items...)
	p.must("mark", "read", "--filter", "is:unread")
	if code, _, _ := p.run("refresh", "1"); code != 1 {
		t.Errorf("refresh: code %d", code)
	}
	p.must("refresh", "1") // what was refused is not sent again, by another process either
	code, out, _ := p.run("doctor")
	if code != 3 || !strings.Contains(out, "3 marks are not taken by the server") {
		t.Errorf("code %d, %q", code, out)
	}
	if err := os.WriteFile(f.CA(), stranger(t), 0o600); err != nil {
		t.Fatal(err)
	}
	p.run("refresh", "1")
	code, out, _ = p.run("doctor")
	if code != 3 || !strings.Contains(out, "\n   The certificate is signed by nobody this computer trusts; if it is yours, name its file with --ca.\n") {
		t.Errorf("code %d, %q", code, out)
	}
	var got struct{ Accounts []map[string]any }
	_, out, _ = p.run("doctor", "--json")
	if err := json.Unmarshal([]byte(out), &got); err != nil || len(got.Accounts) != 1 || got.Accounts[0]["refused"] != 3.0 || got.Accounts[0]["trouble"] != "tls" {
		t.Errorf("%v, %+v", err, got)
	}
}

// stranger is the certificate of somebody else.
func stranger(t *testing.T) []byte {
	t.Helper()
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	who := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, who, who, public, private)
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
}
