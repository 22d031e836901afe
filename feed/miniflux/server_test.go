package miniflux

import (
	"cmp"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"rubrika/feed"
	"rubrika/feed/fetch"
)

const testKey = "k3y-of-the-reader"

// shelf is a server with items, as far as lists of them go: what Miniflux
// answers to /v1/entries and below, with its limits. Tests put answers of
// their own before it.
type shelf struct {
	*httptest.Server
	// first may answer in its place: status 0 does not.
	first func(r *http.Request, body string) (status int, answer string)

	mu    sync.Mutex
	items map[int64]*item
	old   bool     // before 2.3.2
	log   []string // «GET /v1/me?a=b body»
}

// item is what the server keeps.
type item struct {
	ID      int64          `json:"id"`
	Feed    int64          `json:"feed_id"`
	Status  string         `json:"status"`
	Starred bool           `json:"starred"`
	Title   string         `json:"title"`
	Content string         `json:"content"`
	From    map[string]any `json:"feed"`
}

func newShelf(t *testing.T) *shelf {
	t.Helper()
	s := &shelf{items: map[int64]*item{}}
	s.Server = httptest.NewServer(http.HandlerFunc(s.serve))
	t.Cleanup(s.Close)
	return s
}

// add puts items with these ids on the shelf.
func (s *shelf) add(status string, starred bool, ids ...int64) {
	for _, id := range ids {
		s.items[id] = &item{ID: id, Feed: 7, Status: status, Starred: starred, Title: "Заголовок " + decimal(id)}
	}
}

func (s *shelf) serve(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.log = append(s.log, strings.TrimSpace(r.Method+" "+r.URL.RequestURI()+" "+string(body)))
	if s.first != nil {
		if status, answer := s.first(r, string(body)); status != 0 {
			w.WriteHeader(status)
			io.WriteString(w, answer)
			return
		}
	}
	rest, ok := strings.CutPrefix(r.URL.Path, "/v1/entries")
	id, _ := strconv.ParseInt(strings.Trim(rest, "/"), 10, 64)
	switch {
	case r.URL.Path == "/v1/me":
		io.WriteString(w, `{"id":1,"username":"reader"}`)
	case !ok:
		http.NotFound(w, r)
	case rest == "" && r.Method == http.MethodGet:
		s.list(w, r, 1000, false)
	case rest == "/ids" && !s.old:
		s.list(w, r, 10000, true)
	case s.items[id] != nil:
		json.NewEncoder(w).Encode(s.items[id])
	default:
		w.WriteHeader(http.StatusNotFound)
		io.WriteString(w, `{"error_message":"resource not found"}`)
	}
}

// list answers both lists: items by rising or falling id, ids by falling.
func (s *shelf) list(w http.ResponseWriter, r *http.Request, most int, onlyIDs bool) {
	q := r.URL.Query()
	num := func(name string) int { n, _ := strconv.Atoi(q.Get(name)); return n }
	var all []*item
	for _, it := range s.items {
		if (q.Get("status") == "" || it.Status == q.Get("status")) && (q.Get("starred") == "" || it.Starred) &&
			it.ID > int64(num("after_entry_id")) && (num("before_entry_id") == 0 || it.ID < int64(num("before_entry_id"))) {
			all = append(all, it)
		}
	}
	slices.SortFunc(all, func(a, b *item) int {
		if onlyIDs || q.Get("direction") == "desc" {
			a, b = b, a
		}
		return cmp.Compare(a.ID, b.ID)
	})
	limit := num("limit")
	if limit > most || limit == 0 || !onlyIDs && q.Get("order") != "id" {
		w.WriteHeader(http.StatusBadRequest)
		fmt.Fprintf(w, `{"error_message":"limit value should be <= %d"}`, most)
		return
	}
	from := min(num("offset"), len(all))
	shown := all[from:min(from+limit, len(all))]
	if onlyIDs {
		ids := []int64{}
		for _, it := range shown {
			ids = append(ids, it.ID)
		}
		json.NewEncoder(w).Encode(map[string]any{"total": len(all), "entry_ids": ids})
		return
	}
	json.NewEncoder(w).Encode(map[string]any{"total": len(all), "entries": append([]*item{}, shown...)})
}

// asked are the requests since the last time.
func (s *shelf) asked() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	log := s.log
	s.log = nil
	return log
}

// open opens an account with a key.
func open(t *testing.T, address string) *Server {
	t.Helper()
	return openWith(t, Settings{URL: address, Password: testKey}, fetch.Options{})
}

func openWith(t *testing.T, s Settings, o fetch.Options) *Server {
	t.Helper()
	if o.Timeout == 0 {
		o.Timeout = 5 * time.Second
	}
	server, err := New(s, fetch.New(o))
	if err != nil {
		t.Fatal(err)
	}
	return server
}

// upTo are the ids from 1 to n.
func upTo(n int64) []int64 {
	out := make([]int64, n)
	for i := range out {
		out[i] = int64(i + 1)
	}
	return out
}

// wantKind fails unless the error is of a kind.
func wantKind(t *testing.T, err error, kind feed.Kind) {
	t.Helper()
	if feed.KindOf(err) != kind {
		t.Fatalf("error %v of kind %q, want %q", err, feed.KindOf(err), kind)
	}
}

// wantAsked fails unless these were the requests.
func (s *shelf) wantAsked(t *testing.T, want ...string) {
	t.Helper()
	if got := s.asked(); !slices.Equal(got, want) {
		t.Fatalf("asked\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// pemOf is the certificate of a test server.
func pemOf(s *httptest.Server) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw})
}

// quiet is a log for servers whose clients fail on purpose.
func quiet() *log.Logger { return log.New(io.Discard, "", 0) }
