package miniflux

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"rubrika/feed"
	"rubrika/feed/fetch"
)

// exchange is a recorded request with its answer: two files, each an HTTP
// message, NNN-name.request and NNN-name.response.
type exchange struct {
	name   string
	method string
	path   string
	query  url.Values
	header http.Header
	body   map[string]any

	status int
	kind   string // Content-Type
	text   []byte
	served bool
}

// foreign are the recorded exchanges that are no business of a client of
// news: calls it has no need of, and mistakes it does not make.
func foreign() map[string]string {
	return map[string]string{
		"version":                  "the driver finds out by what a server can do",
		"feed-counters":            "the store counts",
		"entries-of-feed":          "never feed by feed",
		"entries-podcast":          "never feed by feed",
		"set-unread-and-unstarred": "one mark in one request",
		"set-bad-status":           "a mistake",
		"set-no-ids":               "a mistake",
		"toggle-star":              "of servers before 2.3.2, under its older name",
		"refresh-feed":             "the server has its own timetable",
		"refresh-all":              "the server has its own timetable",
		"mark-feed-read":           "marks go by the ids of items",
		"export":                   "the feeds are listed",
	}
}

// recordings reads a folder of exchanges.
func recordings(t *testing.T, folder string) []*exchange {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.request"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no recordings in %s: %v", folder, err)
	}
	var out []*exchange
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		req, err := http.ReadRequest(bufio.NewReader(bytes.NewReader(raw)))
		if err != nil {
			t.Fatal(file, err)
		}
		_, name, _ := strings.Cut(strings.TrimSuffix(filepath.Base(file), ".request"), "-")
		x := &exchange{name: name, method: req.Method, path: req.URL.Path, query: req.URL.Query(), header: req.Header}
		if raw, _ := io.ReadAll(req.Body); len(raw) > 0 {
			if err := json.Unmarshal(raw, &x.body); err != nil {
				t.Fatal(file, err)
			}
		}
		raw, err = os.ReadFile(strings.TrimSuffix(file, ".request") + ".response")
		if err != nil {
			t.Fatal(err)
		}
		answer, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(raw)), req)
		if err != nil {
			t.Fatal(file, err)
		}
		x.status, x.kind = answer.StatusCode, answer.Header.Get("Content-Type")
		x.text, err = io.ReadAll(answer.Body)
		answer.Body.Close()
		if err != nil {
			t.Fatal(file, err)
		}
		out = append(out, x)
	}
	return out
}

// matches compares a request with the recorded one. What we say and the
// recording left to the server is the server's own default: the greatest
// limit, a folder; what only the recording says are counts nobody needs.
func (x *exchange) matches(r *http.Request, body map[string]any) bool {
	query := r.URL.Query()
	if x.query.Get("limit") == "" && query.Get("limit") == "10000" {
		query.Del("limit")
	}
	recorded := url.Values{}
	for k, v := range x.query {
		if k != "counts" {
			recorded[k] = v
		}
	}
	if x.body["category_id"] == nil {
		delete(body, "category_id")
	}
	if len(body) == 0 && len(x.body) == 0 {
		body = x.body
	}
	return x.method == r.Method && x.path == r.URL.Path && reflect.DeepEqual(recorded, query) && reflect.DeepEqual(x.body, body) &&
		x.header.Get("X-Auth-Token") == r.Header.Get("X-Auth-Token") &&
		x.header.Get("Authorization") == r.Header.Get("Authorization")
}

// player answers with recordings: those that match in their order, the last
// one again when they are used up.
type player struct {
	mu        sync.Mutex
	exchanges []*exchange
	unknown   []string
}

func (p *player) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	raw, _ := io.ReadAll(r.Body)
	p.mu.Lock()
	defer p.mu.Unlock()
	var last *exchange
	for _, x := range p.exchanges {
		var body map[string]any
		if len(raw) > 0 && json.Unmarshal(raw, &body) != nil {
			break
		}
		if x.matches(r, body) {
			last = x
			if !x.served {
				break
			}
		}
	}
	if last == nil {
		p.unknown = append(p.unknown, r.Method+" "+r.URL.RequestURI()+" "+string(raw))
		http.NotFound(w, r)
		return
	}
	last.served = true
	w.Header().Set("Content-Type", last.kind)
	w.WriteHeader(last.status)
	w.Write(last.text)
}

// TestRecordedExchanges drives the driver against answers of a real server,
// from the folder miniflux-v1 of the one RUBRIKA_RECORDINGS names. They are
// not part of this repository.
func TestRecordedExchanges(t *testing.T) {
	folder := os.Getenv("RUBRIKA_RECORDINGS")
	if folder == "" {
		t.Skip("RUBRIKA_RECORDINGS names no folder of recordings")
	}
	p := &player{exchanges: recordings(t, filepath.Join(folder, "miniflux-v1"))}
	server := httptest.NewServer(p)
	t.Cleanup(server.Close)
	d := &driven{T: t, player: p, address: server.URL}
	d.account = d.with("", d.named("version").header.Get("X-Auth-Token"))
	d.signIn()
	d.lists()
	d.items()
	d.marks()
	d.subscriptions()
	replayed, others := 0, 0
	for _, x := range p.exchanges {
		switch reason := foreign()[x.name]; {
		case x.served && reason == "":
			replayed++
		case !x.served && reason != "":
			others++
		default:
			t.Errorf("%s: served %v, %q", x.name, x.served, reason)
		}
	}
	t.Logf("%d exchanges: %d replayed, %d no business of the client", len(p.exchanges), replayed, others)
	t.Logf("asked and not recorded: %q", p.unknown)
	if len(p.unknown) != 1 { // looking for feeds at an address that answers 404
		t.Errorf("%d requests without a recording, want 1", len(p.unknown))
	}
}

// driven is the driver against the recordings.
type driven struct {
	*testing.T
	*player
	address string
	account *Server
}

func (d *driven) with(user, password string) *Server {
	return openWith(d.T, Settings{URL: d.address, User: user, Password: password}, fetch.Options{})
}

// named is the exchange of a name.
func (d *driven) named(name string) *exchange {
	d.Helper()
	for _, x := range d.exchanges {
		if x.name == name {
			return x
		}
	}
	d.Fatalf("no recording %s", name)
	return nil
}

// ids are those a recorded change names.
func (x *exchange) ids() []string {
	var out []string
	list, _ := x.body["entry_ids"].([]any)
	for _, id := range list {
		out = append(out, decimal(int64(id.(float64))))
	}
	return out
}

// is fails unless an error is of a kind; kinds of what a server said keep the
// reason.
func (d *driven) is(what string, err error, kind feed.Kind) {
	d.Helper()
	if feed.KindOf(err) != kind {
		d.Errorf("%s: %v of kind %q, want %q", what, err, feed.KindOf(err), kind)
	}
	var e *feed.Error
	if kind != feed.KindNone && errors.As(err, &e) && e.Err == nil {
		d.Errorf("%s: %v without the server's reason", what, err)
	}
}

func (d *driven) signIn() {
	req := &http.Request{Header: d.named("me-basic-auth").header}
	user, password, _ := req.BasicAuth()
	address, err := d.with(user, password).SignIn(d.Context())
	d.is("sign in", err, feed.KindNone)
	if address != d.address {
		d.Errorf("signed in at %q", address)
	}
	_, err = d.with("", d.named("me-bad-token").header.Get("X-Auth-Token")).SignIn(d.Context())
	d.is("a wrong key", err, feed.KindPassword)
	_, err = d.with("", "").SignIn(d.Context())
	d.is("no key", err, feed.KindPassword)
}

func (d *driven) lists() {
	feeds, err := d.account.Feeds(d.Context())
	d.is("feeds", err, feed.KindNone)
	var raw []map[string]any
	json.Unmarshal(d.named("feeds").text, &raw)
	if len(feeds) == 0 || len(feeds) != len(raw) {
		d.Errorf("%d feeds of %d", len(feeds), len(raw))
	}
	for i, f := range feeds {
		if f.Title != raw[i]["title"] || f.URL != raw[i]["feed_url"] || f.Folder == "" {
			d.Errorf("feed %+v of %v", f, raw[i])
		}
	}
	starred, err := d.account.Starred(d.Context())
	d.is("starred", err, feed.KindNone)
	if starred == nil || len(starred) != 0 {
		d.Errorf("starred %v", starred)
	}
	unread := url.Values{"status": {"unread"}}
	one, err := d.account.ids(d.Context(), "list", unread, 10, 0)
	d.is("a page of ids", err, feed.KindNone)
	two, err := d.account.ids(d.Context(), "list", unread, 10, 10)
	d.is("the next page of ids", err, feed.KindNone)
	all := slices.Concat(one.IDs, two.IDs)
	if len(all) != 20 || *one.Total != *two.Total || !slices.IsSortedFunc(all, func(a, b int64) int { return int(b - a) }) {
		d.Errorf("pages of ids: %v of %d", all, *one.Total)
	}
}

// pages are listings of items with any query.
func (d *driven) pages() {
	for name, kind := range map[string]feed.Kind{
		"entries-after-entry-id": feed.KindNone, "entries-by-tag": feed.KindNone, "entries-search": feed.KindNone,
		"entries-changed-after": feed.KindNone, "entries-limit-too-high": feed.KindRejected, "entries-bad-order": feed.KindRejected,
	} {
		x := d.named(name)
		var page entryPage
		err := d.account.call(d.Context(), request{op: "list items", path: "/v1/entries", query: x.query, into: &page})
		d.is(name, err, kind)
		if err != nil {
			continue
		}
		if *page.Total < len(page.Entries) || len(page.Entries) == 0 {
			d.Errorf("%s: %d items of %d", name, len(page.Entries), *page.Total)
		}
		for _, e := range page.Entries {
			got := d.account.deliver(e)
			if got.Title == "" || got.URL == "" || got.HTML == "" || got.Published.IsZero() || len(got.Categories) == 0 {
				d.Errorf("%s: delivered %+v", name, got)
			}
		}
	}
}

func (d *driven) items() {
	d.pages()
	unknown := strings.TrimPrefix(d.named("entry-unknown").path, "/v1/entries/")
	known := strings.TrimPrefix(d.named("entry").path, "/v1/entries/")
	got, err := d.account.Items(d.Context(), []feed.RemoteItem{{ID: unknown}, {ID: known}})
	d.is("items", err, feed.KindNone)
	if len(got) != 1 || got[0].Remote != known || got[0].State != 0 || len(got[0].Categories) != 1 {
		d.Errorf("items %+v", got)
	}
	text, err := d.account.FullText(d.Context(), known)
	d.is("full text", err, feed.KindNone)
	if len(text) <= len(got[0].HTML) {
		d.Errorf("full text of %d bytes, the item has %d", len(text), len(got[0].HTML))
	}
}

func (d *driven) marks() {
	d.is("read", d.account.Mark(d.Context(), feed.Read, true, d.named("set-read").ids()), feed.KindNone)
	for range 2 {
		d.is("star", d.account.Mark(d.Context(), feed.Starred, true, d.named("set-starred").ids()), feed.KindNone)
	}
	d.is("an unknown item", d.account.Mark(d.Context(), feed.Read, true, d.named("set-unknown-id").ids()), feed.KindNone)
	id := d.named("set-starred").ids()[0]
	got, err := d.account.Items(d.Context(), []feed.RemoteItem{{ID: id}})
	d.is("the item then", err, feed.KindNone)
	if len(got) != 1 || got[0].State != feed.Read|feed.Starred {
		d.Errorf("the item then: %+v", got)
	}
}

func (d *driven) subscriptions() {
	text := func(name, field string) string { s, _ := d.named(name).body[field].(string); return s }
	if found := d.account.discover(d.Context(), text("discover", "url")); !strings.HasPrefix(found, "http") {
		d.Errorf("discovered %q", found)
	}
	if found := d.account.discover(d.Context(), text("discover-nothing", "url")); found != "" {
		d.Errorf("discovered %q where there is nothing", found)
	}
	folder, err := d.account.folder(d.Context(), text("create-category", "title"))
	d.is("a new folder", err, feed.KindNone)
	if folder == 0 {
		d.Error("a folder without an id")
	}
	_, err = d.account.folder(d.Context(), text("create-category-again", "title"))
	d.is("a folder made meanwhile", err, feed.KindRejected)
	address, title := text("create-feed", "feed_url"), text("update-feed", "title")
	got, err := d.account.Subscribe(d.Context(), address, title, "")
	d.is("subscribe", err, feed.KindNone)
	if got.Title != title || got.URL != address || got.Folder != "" {
		d.Errorf("subscribed to %+v", got)
	}
	_, err = d.account.Subscribe(d.Context(), address, title, "")
	d.is("subscribe again", err, feed.KindExists)
	_, err = d.account.Subscribe(d.Context(), text("create-feed-404", "feed_url"), "", "")
	d.is("subscribe to nothing", err, feed.KindServer)
	d.is("unsubscribe", d.account.Unsubscribe(d.Context(), got.ID), feed.KindNone)
}
