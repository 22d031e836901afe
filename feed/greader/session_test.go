package greader

import (
	"context"
	"errors"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"rubrika/feed"
)

// TestFindTheAPI gives the address of the API for all that readers may type.
func TestFindTheAPI(t *testing.T) {
	for _, c := range []struct {
		base, typed string
		requests    int // that finding it takes
	}{
		{"", "", 1},
		{"", "/", 1},
		{"/reader", "/reader/", 1},
		{"", "/reader/api/0", 1},
		{"", "/reader/api/0/token", 1},
		{"", "/accounts/ClientLogin", 1},
		{"/api/greader.php", "/api/greader.php", 1},
		{"/api/greader.php", "/api/greader.php/", 1},
		{"/api/greader.php", "", 2},
		{"/p/api/greader.php", "/p/", 2},
		{"/p/api/greader.php", "", 3},
		{"/api/greader.php", "/api/fever.php", 5},
		{"/api/greader.php", "/api/", 5},
		{"/p/api/greader.php", "/p/i/?a=normal#x", 5},
		{"/rss/p/api/greader.php", "/rss/api/greader.php", 5},
	} {
		x := newSite(t, c.base)
		s, err := New(Settings{URL: x.URL + c.typed, User: user, Password: password}, client())
		if err != nil {
			t.Fatal(err)
		}
		got, err := s.SignIn(t.Context())
		if err != nil || got != x.URL+c.base || x.count("") != c.requests {
			t.Errorf("%q of a server at %q: %q %v after %d requests", c.typed, c.base, got, err, x.count(""))
		}
		if got, err = s.SignIn(t.Context()); err != nil || got != x.URL+c.base || x.count("") != c.requests+1 {
			t.Errorf("%q again: %q %v after %d requests", c.typed, got, err, x.count(""))
		}
	}
}

// TestNoAddress refuses what cannot be an address before anything is asked.
func TestNoAddress(t *testing.T) {
	for _, typed := range []string{"", "ftp://a.example", "https://", "https://reader:hush@a.example/", "http://a b", "https://%zz"} {
		_, err := New(Settings{URL: typed}, client())
		isKind(t, err, feed.KindAddress)
		if err != nil && strings.Contains(err.Error(), "hush") {
			t.Errorf("password in %v", err)
		}
	}
	s, err := New(Settings{URL: "reader.example/rss"}, client())
	if err != nil || s.bases[0] != "https://reader.example/rss" {
		t.Errorf("without scheme: %v %v", s.bases, err)
	}
	_, err = New(Settings{URL: "https://a.example", CA: filepath.Join(t.TempDir(), "none.pem")}, client())
	isKind(t, err, feed.KindFile)
}

// TestLogin tells wrong passwords, other servers and servers in trouble apart.
func TestLogin(t *testing.T) {
	html := "<!doctype html><title>Sign in</title>"
	for name, c := range map[string]struct {
		answer   reply
		want     feed.Kind
		requests int
		says     string
	}{
		"miniflux, wrong":       {reply{status: 401, body: `{"error_message":"access unauthorized"}`}, feed.KindPassword, 1, "wrong user or password"},
		"freshrss, wrong":       {reply{status: 401, body: "Unauthorized!"}, feed.KindPassword, 1, ""},
		"google, wrong":         {reply{status: 403, body: "Error=BadAuthentication\n"}, feed.KindPassword, 1, ""},
		"no programs there":     {reply{status: 501, body: "<h1>Unsupported method</h1>"}, feed.KindNotServer, 3, ""},
		"freshrss, API off":     {reply{status: 503, body: "Service Unavailable!"}, feed.KindServer, 1, "Service Unavailable!"},
		"page":                  {ok(html), feed.KindNotServer, 3, ""},
		"nothing there":         {reply{status: 404, body: html}, feed.KindNotServer, 3, ""},
		"unknown endpoint":      {ok("[]"), feed.KindNotServer, 3, ""},
		"login as JSON":         {ok(`{"Auth":"x"}`), feed.KindNotServer, 3, ""},
		"empty":                 {ok(""), feed.KindNotServer, 3, ""},
		"auth with a line end":  {ok("Auth=a\x01b\n"), feed.KindNotServer, 3, ""},
		"firewall":              {reply{status: 403, body: html}, feed.KindRefused, 3, ""},
		"redirect to a page":    {reply{status: 302, location: "/login?next=x"}, feed.KindNotServer, 3, ""},
		"redirect to elsewhere": {reply{status: 301, location: "https://other.example/accounts/ClientLogin"}, feed.KindNotServer, 3, ""},
		"repeats what was sent": {reply{status: 500, body: "bad query Email=reader&Passwd=pa+ss%26word%3D1"}, feed.KindServer, 1, "bad query"},
		"trouble, at length":    {reply{status: 500, body: `{"error":"` + strings.Repeat("ой ", 200) + `"}`}, feed.KindServer, 1, "ой …"},
		"cut":                   {reply{status: -1, body: "Auth=read"}, feed.KindDamaged, 1, ""},
	} {
		t.Run(name, func(t *testing.T) {
			x := newSite(t, "")
			// The same answer wherever it is asked.
			for _, p := range []string{"", script, "/p" + script} {
				x.answers(p+loginPath, c.answer)
			}
			_, err := x.open(t).SignIn(t.Context())
			isKind(t, err, c.want)
			if err != nil && (!strings.Contains(err.Error(), c.says) || x.count("") != c.requests) {
				t.Errorf("%v after %d requests", err, x.count(""))
			}
		})
	}
}

// TestLoginFields sends user and password in the body only, and all that
// servers of this protocol may want.
func TestLoginFields(t *testing.T) {
	x := newSite(t, "")
	if _, err := x.open(t).SignIn(t.Context()); err != nil {
		t.Fatal(err)
	}
	q := x.asked(loginPath)[0]
	if q.method != http.MethodPost || !slices.Equal(q.keys, []string{"Email", "Passwd", "service", "accountType", "client"}) {
		t.Errorf("%s %v", q.method, q.keys)
	}
	s := x.open(t)
	s.password = ""
	_, err := s.SignIn(t.Context())
	isKind(t, err, feed.KindPassword)
	if x.count("") != 1 {
		t.Error("asked without a password")
	}
	s = x.open(t)
	s.user = "team/reader"
	if _, err = s.SignIn(t.Context()); err == nil || !strings.Contains(err.Error(), "a user name with / or =") {
		t.Errorf("a user name that Miniflux cannot have: %v", err)
	}
}

// TestSecured follows one redirect of a login: to the same place by https.
func TestSecured(t *testing.T) {
	for location, want := range map[string]string{
		"https://a.example/x/accounts/ClientLogin":      "https://a.example/x",
		"https://a.example:444/accounts/ClientLogin":    "https://a.example:444",
		"https://b.example/x/accounts/ClientLogin":      "",
		"http://a.example/y/accounts/ClientLogin":       "",
		"https://a.example/login":                       "",
		"https://a.example/x/accounts/ClientLogin/%zzz": "",
		"": "",
	} {
		if got := secured("http://a.example/x", answer(301, location)); got != want {
			t.Errorf("%q: %q", location, got)
		}
	}
	if got := secured("http://a.example", answer(200, "https://a.example"+loginPath)); got != "" {
		t.Errorf("no redirect: %q", got)
	}
}

// TestHeaderAndToken sends the header with everything and T first in what is
// posted: Miniflux ignores the header there, FreshRSS the T. The token is
// fetched once, when it is needed.
func TestHeaderAndToken(t *testing.T) {
	x := newSite(t, "")
	x.answers(listPath, ok(`{"subscriptions":[]}`))
	x.answers(tagPath, ok("OK\n"))
	s := x.open(t)
	if _, err := s.Feeds(t.Context()); err != nil {
		t.Fatal(err)
	}
	if x.count(tokenPath) != 0 {
		t.Error("a token for a list")
	}
	for range 2 {
		if err := s.Mark(t.Context(), feed.Read, true, []string{"1"}); err != nil {
			t.Fatal(err)
		}
	}
	if x.count(tokenPath) != 1 || x.count(loginPath) != 1 {
		t.Errorf("%d logins, %d tokens", x.count(loginPath), x.count(tokenPath))
	}
	for _, q := range x.asked("") {
		if q.path != loginPath && q.auth != "GoogleLogin auth=reader/a=1" {
			t.Errorf("%s: %q", q.path, q.auth)
		}
		if q.path == tagPath && (q.keys[0] != "T" || q.fields.Get("T") != "token1") {
			t.Errorf("%v %v", q.keys, q.fields)
		}
	}
}

// TestExpired goes from a refusal to a new token, to a new login, to the
// password's fault, and no further.
func TestExpired(t *testing.T) {
	no := reply{status: http.StatusUnauthorized, body: "Unauthorized!"}
	mark := func(s *Server) error { return s.Mark(t.Context(), feed.Starred, false, []string{"1"}) }
	list := func(s *Server) error { _, err := s.Starred(t.Context()); return err }
	for name, c := range map[string]struct {
		path           string
		answers        []reply
		do             func(*Server) error
		want           feed.Kind
		logins, tokens int
	}{
		"token":         {tagPath, []reply{no, ok("OK")}, mark, feed.KindNone, 1, 2},
		"both":          {tagPath, []reply{no, no, ok("OK")}, mark, feed.KindNone, 2, 3},
		"post for good": {tagPath, []reply{no}, mark, feed.KindPassword, 2, 3},
		"login":         {idsPath, []reply{no, ok(`{"itemRefs":[]}`)}, list, feed.KindNone, 2, 0},
		"list for good": {idsPath, []reply{no}, list, feed.KindPassword, 2, 0},
		"forbidden":     {tagPath, []reply{{status: 403}, ok("OK")}, mark, feed.KindNone, 1, 2},
	} {
		t.Run(name, func(t *testing.T) {
			x := newSite(t, "")
			x.answers(c.path, c.answers...)
			isKind(t, c.do(x.open(t)), c.want)
			if x.count(loginPath) != c.logins || x.count(tokenPath) != c.tokens {
				t.Errorf("%d logins, %d tokens", x.count(loginPath), x.count(tokenPath))
			}
		})
	}
}

// TestTokenRefused signs in anew when a session is too old for a new token,
// asks for the password when it changed meanwhile, and takes no page for one.
func TestTokenRefused(t *testing.T) {
	no := reply{status: http.StatusUnauthorized}
	for name, c := range map[string]struct {
		tokens []reply
		want   feed.Kind
	}{
		"once":     {[]reply{no, ok("token2")}, feed.KindNone},
		"for good": {[]reply{no}, feed.KindPassword},
		"page":     {[]reply{ok("<html>")}, feed.KindNotServer},
		"unknown":  {[]reply{ok("[]")}, feed.KindNotServer},
		"trouble":  {[]reply{{status: 502}}, feed.KindServer},
	} {
		x := newSite(t, "")
		x.answers(tagPath, ok("OK"))
		x.answers(tokenPath, c.tokens...)
		t.Log(name)
		isKind(t, x.open(t).Mark(t.Context(), feed.Read, true, []string{"1"}), c.want)
	}
	x := newSite(t, "")
	x.answers(idsPath, ok(`{}`), no)
	s := x.open(t)
	if _, err := s.Unread(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.password = "changed elsewhere"
	_, err := s.Unread(t.Context())
	isKind(t, err, feed.KindPassword)
	if x.count(loginPath) != 2 {
		t.Errorf("%d logins", x.count(loginPath))
	}
}

// TestTogether signs in once for many at a time, also when all are refused at
// a time.
func TestTogether(t *testing.T) {
	x := newSite(t, "")
	x.on[tagPath] = func(q question) reply {
		if q.fields.Get("T") == "token1" {
			return reply{status: http.StatusUnauthorized}
		}
		return ok("OK")
	}
	s := x.open(t)
	var all sync.WaitGroup
	for range 12 {
		all.Go(func() { isKind(t, s.Mark(t.Context(), feed.Read, true, []string{"7"}), feed.KindNone) })
	}
	all.Wait()
	if x.count(loginPath) != 1 || x.count(tokenPath) != 2 {
		t.Errorf("%d logins, %d tokens", x.count(loginPath), x.count(tokenPath))
	}
}

// TestWaiting gives up waiting for another's login when it is not wanted any
// more.
func TestWaiting(t *testing.T) {
	x := newSite(t, "")
	s := x.open(t)
	s.gate <- struct{}{} // somebody signs in
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for name, do := range map[string]func() error{
		"sign in": func() error { _, err := s.SignIn(ctx); return err },
		"list":    func() error { _, err := s.Feeds(ctx); return err },
		"mark":    func() error { return s.Mark(ctx, feed.Read, true, []string{"1"}) },
	} {
		if err := do(); !errors.Is(err, context.Canceled) || x.count("") != 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
}
