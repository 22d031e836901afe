package miniflux

import (
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"rubrika/feed"
	"rubrika/feed/fetch"
)

func TestFeeds(t *testing.T) {
	s := newShelf(t)
	answer := `[
		{"id":3,"feed_url":"https://a.example/rss","site_url":"https://a.example/","title":"А & \"Б\" \u003cв\u003e","category":{"id":2,"title":"Новости / Xəbərlər"}},
		{"id":12,"feed_url":"https://b.example/atom","site_url":"","title":"","category":{"id":1,"title":"All"}},
		{"id":13,"feed_url":"https://c.example/atom","title":"C","category":null}]`
	s.first = func(*http.Request, string) (int, string) { return 200, answer }
	account := open(t, s.URL)
	got, err := account.Feeds(t.Context())
	want := []feed.RemoteFeed{
		{ID: "3", URL: "https://a.example/rss", Site: "https://a.example/", Title: `А & "Б" <в>`, Folder: "Новости / Xəbərlər"},
		{ID: "12", URL: "https://b.example/atom"}, // the folder every account begins with is none
		{ID: "13", URL: "https://c.example/atom", Title: "C"},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("feeds\n%+v, %v\nwant\n%+v", got, err, want)
	}
	s.wantAsked(t, "GET /v1/feeds")
	answer = `[]`
	if got, err := account.Feeds(t.Context()); err != nil || len(got) != 0 {
		t.Errorf("no feeds: %v, %v", got, err)
	}
	// What would drop every feed must be a list of feeds.
	for body, kind := range map[string]feed.Kind{
		`null`: feed.KindNotServer, `{}`: feed.KindNotServer, `[{"name":"x"}]`: feed.KindNotServer, `[1]`: feed.KindNotServer,
		`<html>`: feed.KindNotServer, ``: feed.KindEmpty, `[{"id":3},`: feed.KindDamaged, `[{"id":3}] <html>`: feed.KindNotServer,
	} {
		answer = body
		got, err := account.Feeds(t.Context())
		if wantKind(t, err, kind); got != nil {
			t.Errorf("%s: feeds %v", body, got)
		}
	}
}

// An answer of /v1/entries/ids has 10,000 ids at most.
func TestIDsComeInPages(t *testing.T) {
	s := newShelf(t)
	s.add("unread", false, upTo(25000)...)
	s.add("read", true, 30001, 30003)
	account := open(t, s.URL)
	ids, err := account.Unread(t.Context())
	if err != nil || len(ids) != 25000 || ids[0] != "25000" || ids[24999] != "1" {
		t.Fatalf("%d ids, %v", len(ids), err)
	}
	s.wantAsked(t, "GET /v1/entries/ids?limit=10000&status=unread",
		"GET /v1/entries/ids?limit=10000&offset=9999&status=unread",
		"GET /v1/entries/ids?limit=10000&offset=19998&status=unread")
	ids, err = account.Starred(t.Context())
	if err != nil || !slices.Equal(ids, []string{"30003", "30001"}) {
		t.Errorf("starred %v, %v", ids, err)
	}
	s.wantAsked(t, "GET /v1/entries/ids?limit=10000&starred=true")
	s.items = nil
	if ids, err := account.Unread(t.Context()); err != nil || len(ids) != 0 {
		t.Errorf("nothing unread: %v, %v", ids, err)
	}
}

// meanwhile does something on the server at every n-th request of a second
// page.
func (s *shelf) meanwhile(do func(turn int)) {
	turn := 0
	s.first = func(r *http.Request, _ string) (int, string) {
		if r.URL.Query().Get("offset") != "" {
			turn++
			do(turn)
		}
		return 0, ""
	}
}

// A list that changes between its pages is asked for again, for an item may
// have slipped through: here one of the first page is read elsewhere, and the
// total does not even show it, because one arrives and one is unread again.
func TestIDsMoveBetweenPages(t *testing.T) {
	s := newShelf(t)
	s.add("unread", false, upTo(10005)...)
	s.items[3].Status = "read"
	s.meanwhile(func(turn int) {
		if turn == 1 {
			s.items[10001].Status = "read"
			s.items[10002].Status = "read"
			s.items[3].Status = "unread"
			s.add("unread", false, 10006)
		}
	})
	ids, err := open(t, s.URL).Unread(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"1", "3", "5", "6", "7", "10005", "10006"} {
		if !slices.Contains(ids, id) {
			t.Errorf("%s is missing", id)
		}
	}
	if slices.Contains(ids, "10001") {
		t.Error("the answer is not of the last pass")
	}
	if n := len(s.asked()); n != 4 {
		t.Errorf("%d requests, want two passes of two", n)
	}
}

// A list that never holds still: all that was seen is taken, and is enough.
func TestIDsNeverStill(t *testing.T) {
	s := newShelf(t)
	s.add("unread", false, upTo(10010)...)
	s.meanwhile(func(turn int) { s.items[int64(10010-turn)].Status = "read" })
	ids, err := open(t, s.URL).Unread(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for id := range s.items {
		if s.items[id].Status == "unread" && !slices.Contains(ids, decimal(id)) {
			t.Errorf("%d is missing", id)
		}
	}
	if n := len(s.asked()); n != 2*maxPasses {
		t.Errorf("%d requests, want %d", n, 2*maxPasses)
	}
}

// A list that stays shorter than its total is no list; an empty one that has a
// total of none is.
func TestIDsShort(t *testing.T) {
	for _, c := range []struct {
		answer string
		kind   feed.Kind
		asked  int
	}{
		{`{"total":3,"entry_ids":[1,2]}`, feed.KindServer, 2 * maxPasses},
		{`{"total":3,"entry_ids":[]}`, feed.KindServer, maxPasses},
		{`{"total":0,"entry_ids":[]}`, feed.KindNone, 1},
		{`{"entry_ids":[]}`, feed.KindNotServer, 1},
		{`{"total":0}`, feed.KindNotServer, 1},
		{`{"total":0,"entry_ids":null}`, feed.KindNotServer, 1},
		{`{"total":1,"entry_ids":["7"]}`, feed.KindNotServer, 1},
		{`[]`, feed.KindNotServer, 1},
		{`{"total":1587,"entry_ids":[1587,1586,15`, feed.KindDamaged, 1},
	} {
		s := newShelf(t)
		account := open(t, s.URL)
		account.SignIn(t.Context())
		s.asked()
		s.first = func(*http.Request, string) (int, string) { return 200, c.answer }
		ids, err := account.Unread(t.Context())
		wantKind(t, err, c.kind)
		if err != nil && ids != nil {
			t.Errorf("%s: ids %v with an error", c.answer, ids)
		}
		if n := len(s.asked()); n != c.asked {
			t.Errorf("%s: %d requests, want %d", c.answer, n, c.asked)
		}
	}
}

// A page that fails leaves no list.
func TestIDsSecondPageFails(t *testing.T) {
	s := newShelf(t)
	s.add("unread", false, upTo(10010)...)
	s.first = func(r *http.Request, _ string) (int, string) {
		if r.URL.Query().Get("offset") != "" {
			return 500, "oops"
		}
		return 0, ""
	}
	ids, err := open(t, s.URL).Unread(t.Context())
	if wantKind(t, err, feed.KindServer); ids != nil {
		t.Errorf("%d ids", len(ids))
	}
}

func TestRecent(t *testing.T) {
	s := newShelf(t)
	s.add("unread", false, upTo(700)...)
	s.add("read", false, upTo(1500)[700:]...)
	ids, err := open(t, s.URL).Recent(t.Context())
	if err != nil || len(ids) != 1000 || ids[0] != "1500" || ids[999] != "501" {
		t.Errorf("%d ids, %v", len(ids), err)
	}
	s.wantAsked(t, "GET /v1/entries/ids?limit=1000")
}

// Servers before 2.3.2 have no list of ids and say so in several ways. Their
// items are listed, 1,000 at once, on from an id.
func TestOldLists(t *testing.T) {
	for name, none := range map[string]func() (int, string){
		"no such page":  func() (int, string) { return 404, "404 page not found\n" },
		"not found":     func() (int, string) { return 404, `{"error_message":"resource not found"}` },
		"ids as an id":  func() (int, string) { return 400, `{"error_message":"invalid entry ID"}` },
		"no such thing": func() (int, string) { return 405, "Method Not Allowed" },
	} {
		t.Run(name, func(t *testing.T) {
			s := newShelf(t)
			s.add("unread", false, upTo(2500)...)
			s.add("read", true, 3000)
			s.first = func(r *http.Request, _ string) (int, string) {
				if strings.HasSuffix(r.URL.Path, "/ids") {
					return none()
				}
				return 0, ""
			}
			account := open(t, s.URL)
			if _, err := account.SignIn(t.Context()); err != nil {
				t.Fatal(err)
			}
			s.asked()
			ids, err := account.Unread(t.Context())
			if err != nil || len(ids) != 2500 || ids[0] != "2500" || ids[2499] != "1" {
				t.Fatalf("%d ids, %v", len(ids), err)
			}
			const page = "GET /v1/entries?"
			s.wantAsked(t, "GET /v1/entries/ids?limit=10000&status=unread",
				page+"direction=asc&limit=1000&order=id&status=unread",
				page+"after_entry_id=1000&direction=asc&limit=1000&order=id&status=unread",
				page+"after_entry_id=2000&direction=asc&limit=1000&order=id&status=unread")
			ids, err = account.Starred(t.Context()) // by now it is known
			if err != nil || !slices.Equal(ids, []string{"3000"}) {
				t.Errorf("starred %v, %v", ids, err)
			}
			s.wantAsked(t, page+"direction=asc&limit=1000&order=id&starred=true")
			ids, err = account.Recent(t.Context()) // with bodies: not so many
			if err != nil || len(ids) != maxRecentOld || ids[0] != "3000" {
				t.Errorf("recent: %d ids, %v", len(ids), err)
			}
			s.wantAsked(t, page+"direction=desc&limit=250&order=id")
		})
	}
}

// A page that fails leaves no list there either.
func TestOldSecondPageFails(t *testing.T) {
	for answer, kind := range map[string]feed.Kind{
		"500 oops": feed.KindServer, "200 <html>": feed.KindNotServer, "200 []": feed.KindNotServer, "200 ": feed.KindEmpty,
		"302 ": feed.KindNotServer, `200 {"total":500,"entries":[{"id":1001,`: feed.KindDamaged, "429 ": feed.KindTooMany,
	} {
		s := newShelf(t)
		s.old = true
		s.add("unread", false, upTo(1500)...)
		s.first = func(r *http.Request, _ string) (int, string) {
			if r.URL.Query().Get("after_entry_id") != "" {
				return status3(answer)
			}
			return 0, ""
		}
		ids, err := open(t, s.URL).Unread(t.Context())
		if wantKind(t, err, kind); ids != nil {
			t.Errorf("%s: %d ids", answer, len(ids))
		}
	}
}

// Recent finds out by itself too.
func TestOldRecent(t *testing.T) {
	s := newShelf(t)
	s.old = true
	s.add("read", false, 4, 5)
	ids, err := open(t, s.URL).Recent(t.Context())
	if err != nil || !slices.Equal(ids, []string{"5", "4"}) {
		t.Errorf("recent %v, %v", ids, err)
	}
}

// Neither list: then it is no Miniflux, and not an old one.
func TestNeitherList(t *testing.T) {
	s := newShelf(t)
	down := true
	s.first = func(r *http.Request, _ string) (int, string) {
		if down && strings.HasPrefix(r.URL.Path, "/v1/entries") {
			return 404, "<html>not here</html>"
		}
		return 0, ""
	}
	s.add("unread", false, 1)
	account := open(t, s.URL)
	_, err := account.Unread(t.Context())
	wantKind(t, err, feed.KindNotServer)
	_, err = account.Recent(t.Context())
	wantKind(t, err, feed.KindNotServer)
	down = false
	s.asked()
	if _, err := account.Unread(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.wantAsked(t, "GET /v1/entries/ids?limit=10000&status=unread")
	// One that has the list has it also while something before it fails.
	down = true
	_, err = account.Unread(t.Context())
	wantKind(t, err, feed.KindNotServer)
	if got := s.asked(); len(got) != 1 {
		t.Errorf("asked %v", got)
	}
}

// Pages that are over what fetch takes are asked for in halves.
func TestOldListTooBig(t *testing.T) {
	s := newShelf(t)
	s.old = true
	s.add("unread", false, upTo(600)...)
	for _, it := range s.items {
		it.Content = strings.Repeat("т", 1000)
	}
	account := openWith(t, Settings{URL: s.URL, Password: testKey}, fetch.Options{MaxBytes: 700 << 10})
	ids, err := account.Unread(t.Context())
	if err != nil || len(ids) != 600 {
		t.Fatalf("%d ids, %v", len(ids), err)
	}
	if got := strings.Join(s.asked(), " "); !strings.Contains(got, "limit=500") || !strings.Contains(got, "limit=250") {
		t.Errorf("asked %s", got)
	}
}

// A listing that does not go on from an id must not run for ever.
func TestOldListStuck(t *testing.T) {
	for _, answer := range []string{
		`{"total":9,"entries":[{"id":3,"feed_id":1,"status":"unread"}]}`,
		`{"total":9,"entries":[]}`,
	} {
		s := newShelf(t)
		s.old = true
		s.first = func(r *http.Request, _ string) (int, string) {
			if r.URL.Path == "/v1/entries" {
				return 200, answer
			}
			return 0, ""
		}
		_, err := open(t, s.URL).Unread(t.Context())
		wantKind(t, err, feed.KindServer)
	}
}

// FuzzAnswer: no answer, whatever its shape, brings a driver down or passes
// for a list it is not.
func FuzzAnswer(f *testing.F) {
	for _, seed := range []string{
		`{"total":1,"entry_ids":[1]}`, `{"total":-1,"entry_ids":[-1]}`, `[]`, `null`, `{"total":1e99}`, "\xff", `{"total":1,"entries":[{}]}`,
		`{"total":1,"entries":[{"id":1,"feed_id":2,"published_at":"0001-01-01T00:00:00Z","enclosures":null,"feed":null}]}`,
	} {
		f.Add([]byte(seed))
	}
	s := &Server{now: fixedNow}
	f.Fuzz(func(t *testing.T, body []byte) {
		var ids idPage
		var items entryPage
		decode(body, &ids)
		if kind, err := decode(body, &items); err != nil && kind == feed.KindNone {
			t.Errorf("%q: %v without a kind", body, err)
		}
		for _, e := range items.Entries {
			if d := s.deliver(e); d.Remote != strconv.FormatInt(e.ID, 10) || d.Published.After(fixedNow().Add(maxAhead)) {
				t.Errorf("%q: delivered %s at %s", body, d.Remote, fmt.Sprint(d.Published))
			}
		}
	})
}
