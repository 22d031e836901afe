package greader

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"rubrika/feed"
	"rubrika/feed/fetch"
)

// question is a request as it came: the fields of query or body in their order.
type question struct {
	method, path, auth string
	keys               []string
	fields             url.Values
}

// reply is a status and a body. A negative status cuts the body short.
type reply struct {
	status   int
	body     string
	location string
}

func ok(body string) reply { return reply{status: http.StatusOK, body: body} }

// site is a server that answers as a test wants; signing in works by itself.
// It lies below base.
type site struct {
	*httptest.Server
	base string
	mu   sync.Mutex
	on   map[string]func(question) reply
	all  []question
}

const (
	user     = "reader"
	password = "pa ss&word=1"
)

func newSite(t *testing.T, base string) *site {
	t.Helper()
	x := &site{base: base, on: map[string]func(question) reply{}}
	x.Server = httptest.NewServer(x)
	t.Cleanup(x.Close)
	x.on[loginPath] = func(q question) reply {
		if q.fields.Get("Email") != user || q.fields.Get("Passwd") != password {
			return reply{status: http.StatusUnauthorized, body: "Unauthorized!"}
		}
		return ok("SID=x\nLSID=null\nAuth=reader/a=1\n")
	}
	x.on[tokenPath] = func(question) reply { return ok(fmt.Sprintf("token%d\n", x.count(tokenPath))) }
	return x
}

const (
	tokenPath    = "/reader/api/0/token"
	listPath     = "/reader/api/0/subscription/list"
	idsPath      = "/reader/api/0/stream/items/ids"
	contentsPath = "/reader/api/0/stream/items/contents"
	tagPath      = "/reader/api/0/edit-tag"
	quickPath    = "/reader/api/0/subscription/quickadd"
)

// ServeHTTP implements http.Handler.
func (x *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	q := question{method: r.Method, path: strings.TrimPrefix(r.URL.Path, x.base), auth: r.Header.Get("Authorization")}
	sent := r.URL.RawQuery
	if r.Method == http.MethodPost {
		sent = string(body)
	}
	for pair := range strings.SplitSeq(sent, "&") {
		key, _, _ := strings.Cut(pair, "=")
		q.keys = append(q.keys, key)
	}
	q.fields, _ = url.ParseQuery(sent)
	x.mu.Lock()
	x.all = append(x.all, q)
	answer := x.on[q.path]
	x.mu.Unlock()
	if answer == nil || !strings.HasPrefix(r.URL.Path, x.base) {
		http.NotFound(w, r)
		return
	}
	a := answer(q)
	if a.location != "" {
		w.Header().Set("Location", a.location)
	}
	if a.status < 0 {
		w.Header().Set("Content-Length", "1000")
		a.status = http.StatusOK
	}
	w.WriteHeader(a.status)
	_, _ = io.WriteString(w, a.body)
}

// asked lists the questions to a path, or all.
func (x *site) asked(path string) []question {
	x.mu.Lock()
	defer x.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(x.all), func(q question) bool { return path != "" && q.path != path })
}

func (x *site) count(path string) int { return len(x.asked(path)) }

// answers sets the answers of a path: one after the other, the last for good.
func (x *site) answers(path string, list ...reply) {
	n := 0
	x.mu.Lock()
	defer x.mu.Unlock()
	x.on[path] = func(question) reply {
		x.mu.Lock()
		defer x.mu.Unlock()
		n = min(n+1, len(list))
		return list[n-1]
	}
}

// client is a fetch.Client that is quick to give up.
func client() *fetch.Client {
	return fetch.New(fetch.Options{Timeout: 10 * time.Second, MaxBytes: 1 << 20})
}

// open makes the driver of a site.
func (x *site) open(t *testing.T) *Server {
	t.Helper()
	s, err := New(Settings{URL: x.URL + x.base, User: user, Password: password, Now: noon}, client())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func noon() time.Time { return time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC) }

// isKind fails unless err is of a kind, and when it tells a secret.
func isKind(t *testing.T, err error, want feed.Kind) {
	t.Helper()
	if got := feed.KindOf(err); got != want {
		t.Errorf("got kind %q (%v), want %q", got, err, want)
	}
	if err == nil {
		return
	}
	for _, secret := range []string{password, url.QueryEscape(password), "reader/a=", "token1", "token2"} {
		if strings.Contains(err.Error(), secret) {
			t.Errorf("the error tells a secret: %v", err)
		}
	}
}
