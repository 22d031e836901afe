package greader

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"rubrika/feed"
)

// exchange is a recorded request with its answer.
type exchange struct {
	name, method, path string
	// query and body are the fields in the order they were sent, but for T.
	query, body []string
	auth, token string
	status      int
	answer      []byte
	key         string
	replayed    bool
}

// field is the first value of a field of the query or the body.
func (e *exchange) field(key string) string {
	for _, f := range slices.Concat(e.query, e.body) {
		if value, ok := strings.CutPrefix(f, key+"="); ok {
			return value
		}
	}
	return ""
}

// all lists the values of a field.
func (e *exchange) all(key string) []string {
	var list []string
	for _, f := range e.body {
		if value, ok := strings.CutPrefix(f, key+"="); ok {
			list = append(list, value)
		}
	}
	return list
}

// keys lists the names of the fields, each once, in alphabetical order.
func (e *exchange) keys() string {
	var list []string
	for _, f := range slices.Concat(e.query, e.body) {
		key, _, _ := strings.Cut(f, "=")
		list = append(list, key)
	}
	slices.Sort(list)
	return strings.Join(slices.Compact(list), " ")
}

// fields splits a query or a body. T comes back apart; ids are written alike,
// and what a login says about the program is left out.
func fields(t *testing.T, s string) (list []string, token string) {
	t.Helper()
	for pair := range strings.SplitSeq(s, "&") {
		text, err := url.QueryUnescape(pair)
		if err != nil {
			t.Fatal(err)
		}
		key, value, _ := strings.Cut(text, "=")
		switch {
		case text == "", key == "service", key == "accountType", key == "client":
		case key == "T":
			token = value
		case key == "i" && len(value) == 16 && strings.HasPrefix(value, "000"): // bare hexadecimal
			list = append(list, "i="+plainID(longPrefix+value))
		case key == "i":
			list = append(list, "i="+plainID(value))
		default:
			list = append(list, text)
		}
	}
	return list, token
}

// readRequest makes an exchange of a request, recorded or not.
func readRequest(t *testing.T, r *http.Request) *exchange {
	t.Helper()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	e := &exchange{method: r.Method, path: r.URL.Path, auth: strings.TrimPrefix(r.Header.Get("Authorization"), "GoogleLogin auth=")}
	e.query, _ = fields(t, r.URL.RawQuery)
	e.body, e.token = fields(t, string(body))
	slices.Sort(e.query) // the order of a query tells nothing
	e.key = strings.Join(slices.Concat([]string{e.method, e.path, e.auth, e.token}, e.query, []string{""}, e.body), "\n")
	return e
}

// recording is a folder of exchanges, served. It is for one request at a time.
type recording struct {
	*httptest.Server
	t           *testing.T
	list        []*exchange
	base        string // path of the API
	auth, token string
	// from is the exchange the test is at: the server answers with the next of
	// its kind, else with the last.
	from int
	// odd are requests that nobody recorded.
	odd []string
}

func openRecording(t *testing.T, dir string) *recording {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*.request"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no recordings in %s (%v)", dir, err)
	}
	slices.Sort(names)
	x := &recording{t: t}
	for _, name := range names {
		x.add(name)
	}
	x.Server = httptest.NewServer(x)
	t.Cleanup(x.Close)
	return x
}

// add reads the two files of an exchange.
func (x *recording) add(name string) {
	x.t.Helper()
	reader := func(name string) *bufio.Reader {
		data, err := os.ReadFile(name)
		if err != nil {
			x.t.Fatal(err)
		}
		return bufio.NewReader(bytes.NewReader(data))
	}
	request, err := http.ReadRequest(reader(name))
	if err != nil {
		x.t.Fatal(name, err)
	}
	e := readRequest(x.t, request)
	e.name = strings.TrimSuffix(filepath.Base(name), ".request")
	response, err := http.ReadResponse(reader(strings.TrimSuffix(name, ".request")+".response"), request)
	if err != nil {
		x.t.Fatal(name, err)
	}
	defer func() { _ = response.Body.Close() }()
	e.status = response.StatusCode
	if e.answer, err = io.ReadAll(response.Body); err != nil {
		x.t.Fatal(name, err)
	}
	before, _, ok := strings.Cut(e.path, "/reader/api/0/")
	if ok {
		x.base = before
	}
	if x.auth == "" && e.status == http.StatusOK && ok {
		x.auth = e.auth
	}
	if x.token == "" && e.status == http.StatusOK && strings.HasSuffix(e.path, "/token") {
		x.token = strings.TrimSpace(string(e.answer))
	}
	x.list = append(x.list, e)
}

// ServeHTTP implements http.Handler.
func (x *recording) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	asked := readRequest(x.t, r)
	var answer *exchange
	for i, e := range x.list {
		if e.key == asked.key {
			if answer = e; i >= x.from {
				break
			}
		}
	}
	if answer == nil {
		x.odd = append(x.odd, asked.key)
		w.WriteHeader(http.StatusTeapot)
		return
	}
	answer.replayed = true
	w.WriteHeader(answer.status)
	_, _ = w.Write(answer.answer)
}

// open makes a driver that is signed in as it was when the exchanges were
// recorded.
func (x *recording) open(name, password string) *Server {
	x.t.Helper()
	s, err := New(Settings{URL: x.URL + x.base, User: name, Password: password, Now: noon}, client())
	if err != nil {
		x.t.Fatal(err)
	}
	s.session = &session{base: x.URL + x.base, auth: x.auth, token: x.token}
	return s
}

// TestRecordedExchanges drives the driver with what real servers answered. The
// folder of the recordings, with a folder for each server, is named by
// RUBRIKA_RECORDINGS.
func TestRecordedExchanges(t *testing.T) {
	dir := os.Getenv("RUBRIKA_RECORDINGS")
	if dir == "" {
		t.Skip("RUBRIKA_RECORDINGS names no folder of recordings")
	}
	for _, name := range []string{"greader-miniflux", "greader-miniflux-2.3.3", "greader-freshrss"} {
		t.Run(name, func(t *testing.T) {
			x := openRecording(t, filepath.Join(dir, name))
			for i, e := range x.list {
				x.from = i
				if drive := x.driver(e); drive != nil {
					if drive(t.Context(), e); !e.replayed {
						t.Errorf("%s was not asked for", e.name)
					}
				}
			}
			x.wholeLists()
			var replayed int
			var foreign []string
			for _, e := range x.list {
				if e.replayed {
					replayed++
				} else {
					foreign = append(foreign, e.name)
				}
			}
			for _, key := range x.odd {
				t.Errorf("asked for what nobody recorded:\n%s", key)
			}
			t.Logf("%d of %d exchanges replayed; %d are not the client's:\n\t%s",
				replayed, len(x.list), len(foreign), strings.Join(foreign, "\n\t"))
		})
	}
}

// driver is what drives an exchange; nil when the client never asks such a
// thing.
func (x *recording) driver(e *exchange) func(context.Context, *exchange) {
	signed := e.auth == x.auth && (e.method == http.MethodGet || e.token != "")
	switch path, keys := strings.TrimPrefix(e.path, x.base), e.keys(); {
	case path == loginPath && keys == "Email Passwd":
		return x.login
	case !signed && path != tagPath:
		return nil
	case path == tokenPath:
		return x.fetchToken
	case path == listPath && keys == "output":
		return x.feeds
	case path == idsPath && !slices.Contains(strings.Fields(keys), "ot") && (keys == "n output s" || keys == "n output s xt" ||
		keys == "c n output s" || keys == "c n output s xt") && len(e.query) == len(strings.Fields(keys)):
		return x.page
	case path == contentsPath && keys == "i output" && e.method == http.MethodPost:
		return x.items
	case path == tagPath && (keys == "a i" || keys == "i r") && e.token != "" &&
		len(e.all("a"))+len(e.all("r")) == 1 && markOf(e) != 0:
		return x.mark
	case path == quickPath && keys == "quickadd":
		return x.quick
	case path == editPath && e.field("ac") == "edit":
		return x.change
	case path == editPath && e.field("ac") == "unsubscribe":
		return x.unsubscribe
	}
	return nil
}

// markOf is the mark of an edit-tag, or 0.
func markOf(e *exchange) feed.State {
	switch e.field("a") + e.field("r") {
	case tagRead:
		return feed.Read
	case tagStarred:
		return feed.Starred
	}
	return 0
}

// expect compares how a call ended with the status of its exchange.
func (x *recording) expect(e *exchange, err error, want feed.Kind) {
	x.t.Helper()
	if got := feed.KindOf(err); got != want {
		x.t.Errorf("%s: status %d, kind %q (%v), want %q", e.name, e.status, got, err, want)
	}
	if err != nil && (strings.Contains(err.Error(), x.auth) || strings.Contains(err.Error(), "reader-api-1")) {
		x.t.Errorf("%s: a secret in %v", e.name, err)
	}
}

// kindFor is the kind of the error for a status, when the change of a 400 is
// refused.
func kindFor(status int) feed.Kind {
	switch status {
	case http.StatusOK:
		return feed.KindNone
	case http.StatusUnauthorized:
		return feed.KindPassword
	case http.StatusBadRequest:
		return feed.KindRejected
	}
	return feed.KindServer
}

func (x *recording) login(ctx context.Context, e *exchange) {
	s := x.open(e.field("Email"), e.field("Passwd"))
	at, err := s.SignIn(ctx)
	x.expect(e, err, kindFor(e.status))
	if err == nil && (at != x.URL+x.base || s.session.auth != x.auth) {
		x.t.Errorf("signed in at %s with %s", at, s.session.auth)
	}
}

func (x *recording) fetchToken(ctx context.Context, e *exchange) {
	s := x.open("reader", "reader-api-1")
	s.session = &session{base: s.session.base, auth: s.session.auth}
	now, err := s.current(ctx, nil, false, true)
	if x.expect(e, err, feed.KindNone); err == nil && now.token != x.token {
		x.t.Errorf("token %q", now.token)
	}
}

func (x *recording) feeds(ctx context.Context, e *exchange) {
	list, err := x.open("reader", "").Feeds(ctx)
	x.expect(e, err, feed.KindNone)
	if len(list) < 7 {
		x.t.Errorf("%s: %d feeds", e.name, len(list))
	}
	for _, f := range list {
		if !strings.HasPrefix(f.ID, "feed/") || f.Title == "" || !strings.HasPrefix(f.URL, "http://") || !strings.HasPrefix(f.Site, "http://") {
			x.t.Errorf("%s: %q", e.name, f)
		}
	}
}

func (x *recording) page(ctx context.Context, e *exchange) {
	n, err := strconv.Atoi(e.field("n"))
	if err != nil {
		x.t.Fatal(err)
	}
	ids, next, err := x.open("reader", "").onePage(ctx, listing{"list", e.field("s"), e.field("xt"), n}, e.field("c"))
	x.expect(e, err, kindFor(e.status))
	if err != nil {
		return
	}
	var want struct {
		ItemRefs []struct {
			ID string `json:"id"`
		} `json:"itemRefs"`
		Continuation string `json:"continuation"`
	}
	if err := json.Unmarshal(e.answer, &want); err != nil {
		x.t.Fatal(err)
	}
	same := len(ids) == len(want.ItemRefs) && next == want.Continuation
	for i, ref := range want.ItemRefs {
		same = same && ids[i] == ref.ID
	}
	if !same {
		x.t.Errorf("%s: %d ids and %q", e.name, len(ids), next)
	}
}

func (x *recording) items(ctx context.Context, e *exchange) {
	var want []feed.RemoteItem
	for _, id := range e.all("i") {
		want = append(want, feed.RemoteItem{ID: id})
	}
	got, err := x.open("reader", "").Items(ctx, want)
	x.expect(e, err, kindFor(e.status))
	if err != nil {
		return
	}
	n := bytes.Count(e.answer, []byte(`"id":"tag:google.com,2005:reader/item/`))
	if len(got) != n {
		x.t.Errorf("%s: %d of %d items", e.name, len(got), n)
	}
	for _, d := range got {
		if !slices.Contains(e.all("i"), d.Remote) || d.Title == "" || d.HTML == "" || !strings.HasPrefix(d.Feed, "feed/") ||
			d.Published.IsZero() || d.Published.After(noon().Add(maxAhead)) {
			x.t.Errorf("%s: %+v", e.name, d)
		}
		if strings.Contains(e.name, "enclosures") && (len(d.Enclosures) != 1 || d.Enclosures[0].URL == "" || d.Enclosures[0].Type == "") {
			x.t.Errorf("%s: %v", e.name, d.Enclosures)
		}
		if noLink := d.Title == "No link"; noLink != (d.URL == "") {
			x.t.Errorf("%s: «%s» at %q", e.name, d.Title, d.URL)
		}
	}
	if strings.Contains(e.name, "read-and-starred") {
		states := []feed.State{got[0].State, got[1].State}
		if !slices.Contains(states, feed.Read|feed.Starred) || !slices.Contains(states, feed.Read) {
			x.t.Errorf("%s: %v", e.name, states)
		}
	}
}

// mark sends a mark. With a token that was stale it is sent once, for nobody
// recorded what came of the next.
func (x *recording) mark(ctx context.Context, e *exchange) {
	s := x.open("reader", "reader-api-1")
	if e.token != x.token {
		s.session = &session{base: s.session.base, auth: x.auth, token: e.token}
		var body form
		for _, f := range e.body {
			key, value, _ := strings.Cut(f, "=")
			body.add(key, value)
		}
		answer, err := s.send(ctx, s.session, request{path: tagPath, body: &body})
		if err != nil || !refused(answer) {
			x.t.Errorf("%s: %d %v", e.name, answer.Status, err)
		}
		return
	}
	x.expect(e, s.Mark(ctx, markOf(e), e.field("a") != "", e.all("i")), kindFor(e.status))
}

func (x *recording) quick(ctx context.Context, e *exchange) {
	id, err := x.open("reader", "").quickAdd(ctx, e.field("quickadd"))
	switch {
	case strings.HasSuffix(e.name, "-quickadd"):
		if x.expect(e, err, feed.KindNone); id != "feed/8" {
			x.t.Errorf("%s: %q", e.name, id)
		}
	case strings.HasSuffix(e.name, "-again"):
		x.expect(e, err, feed.KindExists)
	default:
		x.expect(e, err, feed.KindRejected)
	}
}

func (x *recording) change(ctx context.Context, e *exchange) {
	into := strings.TrimPrefix(e.field("a"), labelPrefix)
	var left []string
	for _, r := range e.all("r") {
		left = append(left, strings.TrimPrefix(r, labelPrefix))
	}
	x.expect(e, x.open("reader", "").change(ctx, e.field("s"), e.field("t"), into, left), kindFor(e.status))
}

func (x *recording) unsubscribe(ctx context.Context, e *exchange) {
	x.expect(e, x.open("reader", "").Unsubscribe(ctx, e.field("s")), kindFor(e.status))
}

// wholeLists follows the unread list to its end, as it was recorded.
func (x *recording) wholeLists() {
	x.t.Helper()
	for i, e := range x.list {
		if e.field("s") != readingList || e.field("xt") != tagRead || e.field("c") != "" || !strings.Contains(e.name, "ids-unread-") ||
			strings.Contains(e.name, "after") {
			continue
		}
		x.from = i
		s := x.open("reader", "")
		s.page, _ = strconv.Atoi(e.field("n"))
		ids, err := s.Unread(x.t.Context())
		if err != nil || len(ids) != 1587 {
			x.t.Errorf("%s: %d ids, %v", e.name, len(ids), err)
		}
		x.t.Logf("%s: %d unread ids in pages of %d", e.name, len(ids), s.page)
	}
}
