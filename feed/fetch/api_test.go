package fetch

import (
	"bytes"
	"context"
	"encoding/pem"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"rubrika/feed"
)

// password is in every part of the calls that must not show it.
const password = "hunter2-geheim"

// api is an API that trusts what the system trusts.
func api(t *testing.T, o Options) *API {
	t.Helper()
	a, err := New(o).API("")
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// listen serves one handler.
func listen(t *testing.T, f http.HandlerFunc) *httptest.Server {
	t.Helper()
	srv := httptest.NewServer(f)
	t.Cleanup(srv.Close)
	return srv
}

// full is a call with a password wherever one can be.
func full(address string) Call {
	return Call{
		Method: http.MethodPost, URL: strings.Replace(address, "://", "://reader:"+password+"@", 1) + "?Passwd=" + password,
		Header:      map[string]string{"Authorization": "GoogleLogin auth=" + password, "X-Auth-Token": password},
		ContentType: "application/x-www-form-urlencoded", Body: []byte("Email=reader&Passwd=" + password),
	}
}

func TestDo(t *testing.T) {
	var got *http.Request
	var sent []byte
	srv := listen(t, func(w http.ResponseWriter, r *http.Request) {
		got = r
		sent, _ = io.ReadAll(r.Body)
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Encoding", "gzip")
		w.WriteHeader(http.StatusCreated)
		_, _ = w.Write(zipped(bytes.Repeat([]byte("[1]\n"), 1000)))
	})
	a := api(t, Options{UserAgent: UserAgent("1.2")})
	answer, err := a.Do(t.Context(), Call{
		Method: http.MethodPut, URL: srv.URL + "/v1/entries?status=unread&status=read", ContentType: "application/json", Body: []byte(`{"a":1}`),
		Header: map[string]string{"X-Auth-Token": "k", "Accept": "application/json", "User-Agent": "other"},
	})
	if err != nil || answer.Status != 201 || answer.ContentType != "application/json" || len(answer.Body) != 4000 ||
		answer.Bytes == 0 || answer.Bytes > 400 || answer.Location != "" {
		t.Errorf("%d bytes, %+v, %v", len(answer.Body), answer, err)
	}
	h := got.Header
	if got.Method != http.MethodPut || got.URL.String() != "/v1/entries?status=unread&status=read" || string(sent) != `{"a":1}` ||
		h.Get("X-Auth-Token") != "k" || h.Get("Accept") != "application/json" || h.Get("Content-Type") != "application/json" ||
		h.Get("User-Agent") != "rubrika/1.2 (+terminal news reader)" || h.Get("Accept-Encoding") != "gzip" || h.Get("Cookie") != "" {
		t.Errorf("%s %s %v %q", got.Method, got.URL, h, sent)
	}
	if _, err := a.Do(t.Context(), Call{URL: strings.Replace(srv.URL, "://", "://reader:p%2Fw@", 1)}); err != nil {
		t.Error(err)
	}
	if user, word, ok := got.BasicAuth(); got.Method != http.MethodGet || len(sent) != 0 || got.Header.Get("Content-Type") != "" || !ok || user != "reader" || word != "p/w" {
		t.Errorf("%s %v %q", got.Method, got.Header, sent)
	}
}

// The driver judges every status by what its server means with it.
func TestEveryStatus(t *testing.T) {
	srv := listen(t, func(w http.ResponseWriter, r *http.Request) {
		status, _ := strconv.Atoi(r.URL.Path[1:])
		w.WriteHeader(status)
		if status != 204 && status != 304 {
			_, _ = w.Write([]byte(`{"error_message":"why"}`))
		}
	})
	a := api(t, Options{})
	for _, status := range []int{200, 204, 304, 400, 401, 403, 404, 410, 500, 503} {
		answer, err := a.Do(t.Context(), Call{URL: srv.URL + "/" + strconv.Itoa(status)})
		if err != nil || answer.Status != status || (len(answer.Body) == 0) != (status == 204 || status == 304) {
			t.Errorf("%d: %+v, %v", status, answer, err)
		}
	}
}

// A redirect is an answer like any other, wherever it leads: a password would
// go along.
func TestNotFollowed(t *testing.T) {
	var others atomic.Int64
	other := listen(t, func(http.ResponseWriter, *http.Request) { others.Add(1) })
	to := map[string]string{
		"/login":  "/web/login?next=1",
		"/other":  strings.Replace(other.URL, "://", "://reader:secret@", 1) + "/x",
		"/broken": "http://[nowhere", "/file": "file:///etc/passwd", "/none": "",
	}
	srv := listen(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Location", to[r.URL.Path])
		w.WriteHeader(http.StatusTemporaryRedirect)
		_, _ = w.Write([]byte("see there"))
	})
	a := api(t, Options{})
	for path, want := range map[string]string{
		"/login": srv.URL + "/web/login?next=1", "/other": other.URL + "/x", "/broken": "", "/file": "", "/none": "",
	} {
		answer, err := a.Do(t.Context(), full(srv.URL+path))
		if err != nil || answer.Status != 307 || answer.Location != want || string(answer.Body) != "see there" {
			t.Errorf("%s: %+v, %v", path, answer, err)
		}
	}
	if others.Load() != 0 {
		t.Error("followed")
	}
}

// A server that asks for time gets it, from Get as well.
func TestAPIHold(t *testing.T) {
	for _, c := range []struct {
		status int
		retry  string
		held   bool
	}{
		{429, "120", true},
		{503, "120", true},
		{429, "", false},
	} {
		var asked atomic.Int64
		srv := listen(t, func(w http.ResponseWriter, _ *http.Request) {
			if asked.Add(1) > 1 {
				_, _ = w.Write(doc)
				return
			}
			if c.retry != "" {
				w.Header().Set("Retry-After", c.retry)
			}
			w.WriteHeader(c.status)
		})
		now := time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)
		a := api(t, Options{Now: func() time.Time { return now }})
		_, err := a.Do(t.Context(), full(srv.URL))
		var first *feed.Error
		if !errors.As(err, &first) || first.Kind != feed.KindTooMany || first.Status != c.status || first.Retry.Equal(now.Add(2*time.Minute)) != c.held {
			t.Fatalf("%d %q: %v", c.status, c.retry, err)
		}
		_, again := a.Do(t.Context(), full(srv.URL))
		_, got := a.client.Get(t.Context(), Request{URL: srv.URL})
		for _, err := range []error{again, got} {
			if (feed.KindOf(err) == feed.KindTooMany) != c.held {
				t.Errorf("%d %q: then %v", c.status, c.retry, err)
			}
		}
		if (asked.Load() == 1) != c.held {
			t.Errorf("%d %q: asked %d times", c.status, c.retry, asked.Load())
		}
		wantQuiet(t, err, again)
	}
}

// wantQuiet looks for the password, and what does not print, in errors.
func wantQuiet(t *testing.T, errs ...error) {
	t.Helper()
	for _, err := range errs {
		if err == nil {
			continue
		}
		wantPrintable(t, err)
		if strings.Contains(err.Error(), password) || strings.Contains(err.Error(), "Passwd") || strings.Contains(err.Error(), "reader") {
			t.Errorf("it tells: %v", err)
		}
	}
}

// raw answers with bytes of its own and closes the connection.
func raw(t *testing.T, text string) string {
	t.Helper()
	return listen(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		_, _ = io.WriteString(conn, text)
		_ = conn.Close()
	}).URL
}

// What breaks has its kind, nothing of an answer, and no word of what was sent,
// even where the server says it again.
func TestAPIFailures(t *testing.T) {
	closed := httptest.NewServer(http.NotFoundHandler())
	closed.Close()
	stranger := httptest.NewUnstartedServer(http.NotFoundHandler())
	stranger.Config.ErrorLog = log.New(io.Discard, "", 0)
	stranger.StartTLS()
	t.Cleanup(stranger.Close)
	plain := listen(t, func(http.ResponseWriter, *http.Request) {})
	hang := listen(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		_, _ = w.Write(doc)
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done()
	})
	const ok = "HTTP/1.1 200 OK\r\n"
	for name, c := range map[string]struct {
		address string
		kind    feed.Kind
	}{
		"no answer":      {raw(t, ""), feed.KindDamaged},
		"half a header":  {raw(t, ok+"Content-Type: te"), feed.KindDamaged},
		"cut":            {raw(t, ok+"Content-Length: 99\r\n\r\n[1,2"), feed.KindDamaged},
		"cut chunks":     {raw(t, ok+"Transfer-Encoding: chunked\r\n\r\n4\r\n[1,2\r\n"), feed.KindDamaged},
		"cut gzip":       {raw(t, ok+"Content-Encoding: gzip\r\n\r\n"+string(zipped(doc)[:30])), feed.KindDamaged},
		"too big":        {raw(t, ok+"\r\n"+strings.Repeat("x", 2000)), feed.KindTooBig},
		"said too big":   {raw(t, ok+"Content-Length: 2000\r\n\r\n"), feed.KindTooBig},
		"not HTTP":       {raw(t, password+" \x1b[31m\r\n\r\n"), feed.KindServer},
		"bad status":     {raw(t, "HTTP/1.1 "+password+"\r\n\r\n"), feed.KindServer},
		"bad header":     {raw(t, ok+password+"\r\n\r\n"), feed.KindServer},
		"bad length":     {raw(t, ok+"Content-Length: "+password+"\r\n\r\n"), feed.KindServer},
		"bad packing":    {raw(t, ok+"Content-Encoding: br\r\n\r\n\x01\x02\x03"), feed.KindServer},
		"hanging":        {hang.URL, feed.KindTimeout},
		"refused":        {closed.URL, feed.KindOffline},
		"TLS unknown":    {stranger.URL, feed.KindTLS},
		"plain for TLS":  {"https" + strings.TrimPrefix(plain.URL, "http"), feed.KindTLS},
		"no scheme":      {"news.example/api", feed.KindAddress},
		"slash password": {"http://reader:1x/" + password + "@news.example", feed.KindAddress},
		"blank":          {"http://reader:1x/" + password + " @news.example", feed.KindAddress},
	} {
		t.Run(name, func(t *testing.T) {
			o := Options{}
			if c.kind == feed.KindTimeout {
				o.Timeout = 50 * time.Millisecond
			}
			call := full(c.address)
			call.MaxBytes = 1000
			answer, err := api(t, o).Do(t.Context(), call)
			if feed.KindOf(err) != c.kind || answer.Status != 0 || answer.Body != nil {
				t.Errorf("%+v, %v", answer, err)
			}
			if NoTLS(err) != (name == "plain for TLS" || name == "refused") {
				t.Errorf("no TLS: %v, %v", NoTLS(err), err)
			}
			wantQuiet(t, err)
		})
	}
}

// A password that no header can carry is told from a fault of the network.
func TestUnsendable(t *testing.T) {
	srv := listen(t, func(http.ResponseWriter, *http.Request) { t.Error("asked") })
	a := api(t, Options{})
	for _, bad := range []string{password + "\nX-Other: 1", password + "\x00"} {
		_, err := a.Do(t.Context(), Call{URL: srv.URL, Header: map[string]string{"X-Auth-Token": bad}})
		if feed.KindOf(err) != feed.KindPassword || !strings.Contains(err.Error(), "X-Auth-Token") {
			t.Errorf("%v", err)
		}
		wantQuiet(t, err)
	}
	if _, err := a.Do(t.Context(), Call{Method: "NO SUCH", URL: srv.URL}); feed.KindOf(err) != feed.KindInternal {
		t.Errorf("%v", err)
	}
}

func TestAPICancel(t *testing.T) {
	asked := make(chan struct{})
	srv := listen(t, func(_ http.ResponseWriter, r *http.Request) {
		close(asked)
		<-r.Context().Done()
	})
	ctx, cancel := context.WithCancel(t.Context())
	var group sync.WaitGroup
	group.Go(func() {
		<-asked
		cancel()
	})
	_, err := api(t, Options{}).Do(ctx, Call{URL: srv.URL})
	group.Wait()
	var e *feed.Error
	if !errors.Is(err, context.Canceled) || !errors.As(err, &e) || e.Kind != feed.KindNone {
		t.Errorf("%v", err)
	}
}

// Calls and feeds of one host share its places.
func TestAPIPlaces(t *testing.T) {
	var now, peak atomic.Int64
	srv := listen(t, func(w http.ResponseWriter, _ *http.Request) {
		for n := now.Add(1); ; {
			if old := peak.Load(); n <= old || peak.CompareAndSwap(old, n) {
				break
			}
		}
		_, _ = w.Write(doc)
		now.Add(-1)
	})
	a := api(t, Options{PerHost: 1})
	var all sync.WaitGroup
	for range 10 {
		all.Go(func() {
			if _, err := a.Do(context.Background(), Call{URL: srv.URL}); err != nil {
				t.Error(err)
			}
		})
		all.Go(func() {
			if _, err := a.client.Get(context.Background(), Request{URL: srv.URL}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if peak.Load() != 1 {
		t.Errorf("%d at once", peak.Load())
	}
}

// secured is a server with a certificate of its own, and the file to trust it.
func secured(t *testing.T) (srv *httptest.Server, ca string, conns *atomic.Int64) {
	t.Helper()
	conns = new(atomic.Int64)
	srv = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = w.Write([]byte(r.Proto)) }))
	srv.EnableHTTP2 = true
	srv.Config.ErrorLog = log.New(io.Discard, "", 0)
	srv.Config.ConnState = func(_ net.Conn, s http.ConnState) {
		if s == http.StateNew {
			conns.Add(1)
		}
	}
	srv.StartTLS()
	t.Cleanup(srv.Close)
	ca = filepath.Join(t.TempDir(), "own.pem")
	block := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: srv.Certificate().Raw})
	if err := os.WriteFile(ca, append([]byte("our own authority\n"), block...), 0o600); err != nil {
		t.Fatal(err)
	}
	return srv, ca, conns
}

// An authority of one's own is believed by the accounts that name it and by
// nobody else, not even over a connection that stands already.
func TestCA(t *testing.T) {
	srv, ca, conns := secured(t)
	c := New(Options{})
	for range 2 { // a second API of the same file shares the connection
		a, err := c.API(ca)
		if err != nil {
			t.Fatal(err)
		}
		if answer, err := a.Do(t.Context(), Call{URL: srv.URL}); err != nil || string(answer.Body) != "HTTP/2.0" {
			t.Errorf("%+v, %v", answer, err)
		}
	}
	if conns.Load() != 1 {
		t.Errorf("%d connections", conns.Load())
	}
	system, err := c.API("")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := system.Do(t.Context(), Call{URL: srv.URL}); feed.KindOf(err) != feed.KindTLS {
		t.Errorf("by the system's authorities: %v", err)
	}
	if _, err := c.Get(t.Context(), Request{URL: srv.URL}); feed.KindOf(err) != feed.KindTLS {
		t.Errorf("as a feed: %v", err)
	}
}

func TestCAFile(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"empty.pem": "", "text.pem": "no certificate", "big.pem": strings.Repeat("x", maxRoots+1),
		"key.pem": "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for name, why := range map[string]string{
		"empty.pem": "no certificate", "text.pem": "no certificate", "key.pem": "no certificate", "big.pem": "over the size limit",
		"missing.pem": "no such file", "": "is a directory",
	} {
		a, err := New(Options{}).API(filepath.Join(dir, name))
		if a != nil || feed.KindOf(err) != feed.KindFile || !strings.Contains(err.Error(), why) || strings.Count(err.Error(), dir) != 1 {
			t.Errorf("%s: %v", name, err)
		}
	}
}
