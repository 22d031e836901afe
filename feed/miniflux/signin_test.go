package miniflux

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"rubrika/feed"
	"rubrika/feed/fetch"
)

// site is a server whose API lies below a path; everything else is answered by
// page.
func site(t *testing.T, base string, page http.HandlerFunc) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case !strings.HasPrefix(r.URL.Path, base+"/v1/"):
			page(w, r)
		case r.Header.Get("X-Auth-Token") != testKey:
			w.WriteHeader(http.StatusUnauthorized)
			io.WriteString(w, `{"error_message":"access unauthorized"}`)
		case r.URL.Path == base+"/v1/me":
			io.WriteString(w, `{"id":1,"username":"reader","theme":"light_serif"}`)
		case r.URL.Path == base+"/v1/feeds":
			io.WriteString(w, `[{"id":4,"feed_url":"https://a.example/rss","title":"А","category":{"id":1,"title":"All"}}]`)
		default:
			w.WriteHeader(http.StatusNotFound)
		}
	}))
	t.Cleanup(s.Close)
	return s
}

// login sends people to the page to sign in, as Miniflux does.
func login(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/login", http.StatusFound) }

func TestSignInFindsTheAPI(t *testing.T) {
	for _, c := range []struct{ base, typed string }{
		{"", ""},
		{"", "/"},
		{"", "/v1"},
		{"", "/v1/"},
		{"", "/v1/me"},
		{"", "/unread"},
		{"", "/feed/3/entries?x=1#top"},
		{"/reader", "/reader"},
		{"/reader", "/reader/"},
		{"/reader", "/reader/v1/entries"},
		{"/reader", "/reader/category/2/entries/unread"},
		{"/a%20b/rss", "/a%20b/rss/login"},
	} {
		decoded := strings.ReplaceAll(c.base, "%20", " ")
		s := site(t, decoded, login)
		account := open(t, s.URL+c.typed)
		for range 2 { // signed in already, it may sign in again
			got, err := account.SignIn(t.Context())
			if err != nil || got != s.URL+c.base {
				t.Errorf("typed %q: signed in at %q, %v, want %q", c.typed, got, err, s.URL+c.base)
			}
		}
	}
}

// A page that is no Miniflux may answer in any way.
func TestSignInElsewhere(t *testing.T) {
	answer := func(status int, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			io.WriteString(w, body)
		}
	}
	for name, c := range map[string]struct {
		page http.HandlerFunc
		kind feed.Kind
	}{
		"a page":                {answer(200, "<!DOCTYPE html><html><body>Привет</body></html>"), feed.KindNotServer},
		"nothing":               {answer(200, ""), feed.KindNotServer},
		"[]":                    {answer(200, "[]"), feed.KindNotServer},
		"null":                  {answer(200, "null"), feed.KindNotServer},
		"OK":                    {answer(200, "OK"), feed.KindNotServer},
		"no content":            {answer(204, ""), feed.KindNotServer},
		"JSON of another":       {answer(200, `{"status":"ok","version":3}`), feed.KindNotServer},
		"a user of another":     {answer(200, `{"id":"ab-3","username":"reader"}`), feed.KindNotServer},
		"not found":             {answer(404, "<html>404</html>"), feed.KindNotServer},
		"not found as JSON":     {answer(404, `{"error_message":"resource not found"}`), feed.KindNotServer},
		"bad request":           {answer(400, "Bad Request!"), feed.KindNotServer},
		"not implemented":       {answer(501, "Not Implemented!"), feed.KindServer},
		"the page to sign in":   {login, feed.KindNotServer},
		"wrong key":             {answer(401, `{"error_message":"access unauthorized"}`), feed.KindPassword},
		"a proxy with password": {answer(401, "<html>401</html>"), feed.KindPassword},
		"forbidden":             {answer(403, "<html>403</html>"), feed.KindRefused},
		"down":                  {answer(502, "<html>Bad Gateway</html>"), feed.KindServer},
		"cut JSON":              {answer(200, `{"id":1,"user`), feed.KindDamaged},
	} {
		t.Run(name, func(t *testing.T) {
			s := site(t, "/nowhere", c.page)
			got, err := open(t, s.URL+"/some/page").SignIn(t.Context())
			wantKind(t, err, c.kind)
			if got != "" {
				t.Errorf("signed in at %q all the same", got)
			}
		})
	}
}

// A password wall before the whole site is another thing than a Miniflux that
// does not know the key: above it may be one that does.
func TestSignInPastAWall(t *testing.T) {
	s := site(t, "", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusUnauthorized) })
	got, err := open(t, s.URL+"/inner").SignIn(t.Context())
	if err != nil || got != s.URL {
		t.Errorf("signed in at %q, %v", got, err)
	}
}

func TestSignInOffline(t *testing.T) {
	s := httptest.NewServer(nil)
	s.Close()
	_, err := open(t, s.URL+"/a/b").SignIn(t.Context())
	wantKind(t, err, feed.KindOffline)
}

func TestSignInAskedForTime(t *testing.T) {
	s := newShelf(t)
	s.first = func(*http.Request, string) (int, string) { return http.StatusTooManyRequests, "" }
	_, err := open(t, s.URL+"/a/b").SignIn(t.Context())
	wantKind(t, err, feed.KindTooMany)
	s.wantAsked(t, "GET /a/b/v1/me")
}

// No more than maxTries addresses are asked, however deep the typed one lies.
func TestSignInTries(t *testing.T) {
	s := newShelf(t)
	_, err := open(t, s.URL+"/1/2/3/4/5/6/7/8/9").SignIn(t.Context())
	wantKind(t, err, feed.KindNotServer)
	if n := len(s.asked()); n != maxTries {
		t.Errorf("%d requests, want %d", n, maxTries)
	}
}

// An address that sends us on to https is followed on the same host only: the
// password goes along.
func TestSignInSentOn(t *testing.T) {
	secure := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/reader/v1/me" {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		io.WriteString(w, `{"id":1,"username":"reader"}`)
	}))
	t.Cleanup(secure.Close)
	ca := writeCA(t, secure)
	for _, c := range []struct{ to, want string }{
		{secure.URL + "/reader/v1/me", secure.URL + "/reader"},
		{secure.URL + "/reader/login", ""},
		{strings.Replace(secure.URL, "127.0.0.1", "localhost", 1) + "/reader/v1/me", ""},
		{"", ""},
	} {
		plain := site(t, "/nowhere", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", c.to)
			w.WriteHeader(http.StatusMovedPermanently)
		})
		account := openWith(t, Settings{URL: plain.URL, Password: testKey, CA: ca}, fetch.Options{})
		if got, err := account.SignIn(t.Context()); got != c.want {
			t.Errorf("sent on to %q: signed in at %q, %v, want %q", c.to, got, err, c.want)
		}
	}
	// Never from https down to http.
	if got := sentOn("https://a.example", "http://a.example/v1/me"); got != "" {
		t.Errorf("sent down to %q", got)
	}
}

// writeCA writes the certificate of a test server to a file.
func writeCA(t *testing.T, s *httptest.Server) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(path, pemOf(s), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// A certificate that nobody vouches for is an error of its own kind.
func TestSelfSigned(t *testing.T) {
	s := httptest.NewTLSServer(http.NotFoundHandler())
	s.Config.ErrorLog = quiet()
	t.Cleanup(s.Close)
	_, err := open(t, s.URL).SignIn(t.Context())
	wantKind(t, err, feed.KindTLS)
}

func TestNewErrors(t *testing.T) {
	for _, c := range []struct {
		s    Settings
		kind feed.Kind
	}{
		{Settings{URL: "reader.example"}, feed.KindAddress},
		{Settings{URL: ""}, feed.KindAddress},
		{Settings{URL: "ftp://reader.example"}, feed.KindAddress},
		{Settings{URL: "https://reader.example", CA: filepath.Join(t.TempDir(), "none.pem")}, feed.KindFile},
	} {
		_, err := New(c.s, fetch.New(fetch.Options{}))
		wantKind(t, err, c.kind)
	}
}

// A key goes into its own header, a password with its user into Basic, and
// what stands in the address is not sent at all.
func TestCredentials(t *testing.T) {
	var got []http.Header
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got = append(got, r.Header)
		io.WriteString(w, `{"id":1,"username":"reader"}`)
	}))
	t.Cleanup(s.Close)
	withUser := strings.Replace(s.URL, "://", "://who:ever@", 1)
	for _, c := range []struct{ user, password, header, want string }{
		{"", testKey, "X-Auth-Token", testKey},
		{"читатель", "па:роль /=", "Authorization", "Basic 0YfQuNGC0LDRgtC10LvRjDrQv9CwOtGA0L7Qu9GMIC89"},
	} {
		got = nil
		account := openWith(t, Settings{URL: withUser, User: c.user, Password: c.password}, fetch.Options{})
		if address, err := account.SignIn(t.Context()); err != nil || address != s.URL {
			t.Fatalf("signed in at %q, %v, want %q", address, err, s.URL)
		}
		if v := got[0].Get(c.header); v != c.want {
			t.Errorf("%s: %q, want %q", c.header, v, c.want)
		}
		other := map[string]string{"X-Auth-Token": "Authorization", "Authorization": "X-Auth-Token"}[c.header]
		if v := got[0].Get(other); v != "" {
			t.Errorf("%s: %q beside %s", other, v, c.header)
		}
	}
}

// Methods work with an address as it was typed, and ask nothing more when that
// is the right one.
func TestMethodsFindTheAPI(t *testing.T) {
	s := site(t, "/reader", login)
	for _, typed := range []string{"/reader", "/reader/unread", "/reader/v1"} {
		feeds, err := open(t, s.URL+typed).Feeds(t.Context())
		if err != nil || len(feeds) != 1 {
			t.Errorf("typed %q: feeds %v, %v", typed, feeds, err)
		}
	}
	wrong := openWith(t, Settings{URL: s.URL + "/reader/unread", Password: "another"}, fetch.Options{})
	_, err := wrong.Feeds(t.Context())
	wantKind(t, err, feed.KindPassword)
	_, err = open(t, s.URL+"/elsewhere").Feeds(t.Context())
	wantKind(t, err, feed.KindNotServer)
}

func TestNoRequestToSpare(t *testing.T) {
	s := newShelf(t)
	s.add("unread", false, 1, 2, 3)
	s.first = func(r *http.Request, _ string) (int, string) {
		if r.URL.Path == "/v1/feeds" {
			return 200, `[]`
		}
		return 0, ""
	}
	account := open(t, s.URL)
	account.Feeds(t.Context())
	account.Unread(t.Context())
	account.Starred(t.Context())
	account.Recent(t.Context())
	if n := len(s.asked()); n != 4 {
		t.Errorf("an idle sync of a fresh process: %d requests, want 4", n)
	}
}

// Whatever a server says, its error never shows the password.
func TestNoSecretInErrors(t *testing.T) {
	const password = "geheim-77/+="
	for _, s := range []Settings{{Password: password}, {User: "reader", Password: password}} {
		secrets := []string{password, credentials(s)}
		for _, status := range []int{200, 301, 400, 401, 403, 404, 429, 500, 503} {
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				sent := r.Header.Get("X-Auth-Token") + r.Header.Get("Authorization") + " " + password
				w.Header().Set("Location", "http://"+r.Host+"/?"+sent)
				w.Header().Set("X-Echo", sent)
				w.WriteHeader(status)
				json.NewEncoder(w).Encode(map[string]any{"error_message": "bad: " + sent, "total": sent, "id": sent})
			}))
			s.URL = strings.Replace(server.URL, "://", "://reader:"+"geheim-77@", 1)
			account := openWith(t, s, fetch.Options{})
			_, errSign := account.SignIn(t.Context())
			_, errList := account.Unread(t.Context())
			_, errItems := account.Items(t.Context(), []feed.RemoteItem{{ID: "1"}})
			_, errText := account.FullText(t.Context(), "1")
			errMark := account.Mark(t.Context(), feed.Read, true, []string{"1"})
			_, errAdd := account.Subscribe(t.Context(), "https://a.example", "", "")
			server.Close()
			all := errors.Join(errSign, errList, errItems, errText, errMark, errAdd)
			if all == nil {
				t.Fatalf("status %d: no error at all", status)
			}
			for _, secret := range append(secrets, "geheim") {
				if strings.Contains(all.Error(), secret) {
					t.Errorf("status %d: %q in %q", status, secret, all)
				}
			}
		}
	}
	_, err := New(Settings{URL: "https://reader:geheim-77@host:port/", Password: password}, fetch.New(fetch.Options{}))
	if err == nil || strings.Contains(err.Error(), "geheim") {
		t.Errorf("a bad address: %v", err)
	}
}

// The server's own reason is the cause of an error.
func TestReason(t *testing.T) {
	s := newShelf(t)
	s.first = func(*http.Request, string) (int, string) {
		return 500, `{"error_message":"store: too many connections"}`
	}
	_, err := open(t, s.URL).Unread(t.Context())
	wantKind(t, err, feed.KindServer)
	want := "list unread items " + s.URL + "/v1/entries/ids: store: too many connections"
	if err.Error() != want {
		t.Errorf("error %q, want %q", err, want)
	}
	s.first = func(*http.Request, string) (int, string) {
		return 500, `{"error_message":"` + strings.Repeat("длинно ", 1000) + `"}`
	}
	_, err = open(t, s.URL).Feeds(t.Context())
	if len(err.Error()) > 1000 {
		t.Errorf("a reason of %d bytes", len(err.Error()))
	}
}

// A reason that repeats the address of a feed does not tell its password.
func TestReasonWithAddress(t *testing.T) {
	s := newShelf(t)
	s.first = func(*http.Request, string) (int, string) {
		return 500, `{"error_message":"cannot fetch https://me:own-word@feed.example/x"}`
	}
	_, err := open(t, s.URL).Feeds(t.Context())
	if wantKind(t, err, feed.KindServer); !strings.HasSuffix(err.Error(), ": cannot fetch https://feed.example/x") {
		t.Errorf("error %q", err)
	}
}

// A Server is used by several at once.
func TestAtOnce(t *testing.T) {
	s := newShelf(t)
	s.add("unread", true, upTo(20)...)
	account := open(t, s.URL+"/unread")
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			ids, err := account.Unread(t.Context())
			if err != nil || len(ids) != 20 {
				t.Errorf("%d ids, %v", len(ids), err)
			}
			if _, err := account.SignIn(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
}
