package miniflux

import (
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"rubrika/feed"
	"rubrika/feed/fetch"
)

func fixedNow() time.Time { return time.Date(2026, time.November, 23, 12, 0, 0, 0, time.UTC) }

// wanted are ids with one state.
func wanted(state feed.State, ids ...int64) []feed.RemoteItem {
	out := make([]feed.RemoteItem, len(ids))
	for i, id := range ids {
		out[i] = feed.RemoteItem{ID: decimal(id), State: state}
	}
	return out
}

// fetched fetches items and returns their ids, sorted.
func fetched(t *testing.T, s *Server, want []feed.RemoteItem) []int64 {
	t.Helper()
	got, err := s.Items(t.Context(), want)
	if err != nil {
		t.Fatal(err)
	}
	var ids []int64
	for _, d := range got {
		id, _ := number(d.Remote)
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// Ten thousand unread items of a first sync are forty requests, also when
// items that are read lie between them.
func TestFirstSyncCost(t *testing.T) {
	all := int64(10000)
	if raced {
		all = 1000
	}
	for name, step := range map[string]int64{"in a row": 1, "among read ones": 3} {
		t.Run(name, func(t *testing.T) {
			s := newShelf(t)
			for id := int64(1); id <= all*step; id++ {
				s.add(map[bool]string{true: "unread", false: "read"}[id%step == 0], false, id)
			}
			account := open(t, s.URL)
			ids, err := account.Unread(t.Context())
			if err != nil || int64(len(ids)) != all {
				t.Fatalf("%d ids, %v", len(ids), err)
			}
			s.asked()
			n := int64(0)
			for batch := range slices.Chunk(ids, feed.MaxItems) {
				want := make([]feed.RemoteItem, len(batch))
				for i, id := range batch {
					want[i].ID = id
				}
				n += int64(len(fetched(t, account, want)))
			}
			if got := int64(len(s.asked())); n != all || got != all/feed.MaxItems {
				t.Errorf("%d items by %d requests, want %d by %d", n, got, all, all/feed.MaxItems)
			}
		})
	}
}

// Each mark has its listing, and the few new items of a day are one request.
func TestItemsByListing(t *testing.T) {
	s := newShelf(t)
	s.add("unread", false, upTo(500)...)
	s.add("read", false, upTo(900)[500:]...)
	s.add("read", true, 901, 902, 903, 904)
	account := open(t, s.URL)
	want := slices.Concat(wanted(0, 498, 499, 500), wanted(feed.Read|feed.Starred, 901, 902, 904), wanted(feed.Read, 701, 702, 703))
	want = append(want, want[0]) // twice is once
	if got := fetched(t, account, want); !slices.Equal(got, []int64{498, 499, 500, 701, 702, 703, 901, 902, 904}) {
		t.Errorf("items %v", got)
	}
	const page = "GET /v1/entries?after_entry_id="
	s.wantAsked(t,
		page+"497&before_entry_id=501&direction=asc&limit=5&order=id&status=unread",
		page+"900&before_entry_id=905&direction=asc&limit=5&order=id&starred=true",
		page+"700&before_entry_id=704&direction=asc&limit=5&order=id&status=read")
	// One or two are asked for by name.
	if got := fetched(t, account, wanted(0, 7, 400)); !slices.Equal(got, []int64{7, 400}) {
		t.Errorf("items %v", got)
	}
	s.wantAsked(t, "GET /v1/entries/7", "GET /v1/entries/400")
	if got := fetched(t, account, nil); got != nil || len(s.asked()) != 0 {
		t.Errorf("nothing wanted: %v", got)
	}
}

// Where the wanted lie far apart, single requests are cheaper than the listing.
func TestItemsFarApart(t *testing.T) {
	s := newShelf(t)
	s.add("unread", false, upTo(9000)...)
	account := open(t, s.URL)
	if got := fetched(t, account, wanted(0, 10, 3000, 6000, 9000)); !slices.Equal(got, []int64{10, 3000, 6000, 9000}) {
		t.Errorf("items %v", got)
	}
	if got := s.asked(); len(got) != 4 || !slices.Contains(got, "GET /v1/entries/3000") {
		t.Errorf("asked %v", got)
	}
	// And a listing with some gaps is cheaper than single requests.
	var every []int64
	for id := int64(1); id <= 1000; id += 5 {
		every = append(every, id)
	}
	if got := fetched(t, account, wanted(0, every...)); !slices.Equal(got, every) {
		t.Errorf("%d items", len(got))
	}
	if got := s.asked(); len(got) > 5 {
		t.Errorf("%d requests for 200 items among 1,000", len(got))
	}
}

// Items that were read since they were listed are found all the same; only
// those that the server does not have are left out.
func TestItemsMovedSince(t *testing.T) {
	s := newShelf(t)
	s.add("unread", false, upTo(250)...)
	s.items[17].Status = "read"
	account := open(t, s.URL)
	if got := fetched(t, account, wanted(0, upTo(250)...)); len(got) != 250 {
		t.Errorf("%d items", len(got))
	}
	if got := s.asked(); len(got) != 2 || got[1] != "GET /v1/entries/17" {
		t.Errorf("asked %v", got)
	}
	for _, it := range s.items {
		it.Status = "read" // all at once, elsewhere
	}
	delete(s.items, 33)
	delete(s.items, 34)
	got, err := account.Items(t.Context(), wanted(feed.Starred, upTo(250)...))
	if err != nil || len(got) != 248 || !got[0].State.Has(feed.Read) {
		t.Fatalf("%d items, %v", len(got), err)
	}
	if n := len(s.asked()); n != 4 { // both listings, and two that are gone
		t.Errorf("%d requests", n)
	}
	// The marks of want are a hint, not a condition: a star that was taken away
	// is no item that is gone.
	s.add("read", false, 401, 402, 403)
	if got := fetched(t, account, wanted(feed.Read|feed.Starred, 401, 402, 403, 404)); !slices.Equal(got, []int64{401, 402, 403}) {
		t.Errorf("items %v", got)
	}
}

// A server that passes over before_entry_id costs no more than a few singles.
func TestItemsWithoutBefore(t *testing.T) {
	s := newShelf(t)
	s.add("unread", false, upTo(2000)...)
	inner := s.Config.Handler
	s.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		q.Del("before_entry_id")
		r.URL.RawQuery = q.Encode()
		inner.ServeHTTP(w, r)
	})
	account := open(t, s.URL)
	if got := fetched(t, account, wanted(0, upTo(250)...)); len(got) != 250 {
		t.Errorf("%d items", len(got))
	}
	if n := len(s.asked()); n != 1 {
		t.Errorf("%d requests", n)
	}
	s.items[100].Status = "read"
	if got := fetched(t, account, wanted(0, upTo(250)...)); len(got) != 250 {
		t.Errorf("%d items", len(got))
	}
	if n := len(s.asked()); n != 2 {
		t.Errorf("%d requests", n)
	}
}

// An answer of another server, or an error page for an item, never means that
// the item is gone.
func TestItemsErrors(t *testing.T) {
	for answer, kind := range map[string]feed.Kind{
		"404 <html>not found</html>": feed.KindNotServer,
		"200 <html>sign in</html>":   feed.KindNotServer,
		"200 []":                     feed.KindNotServer,
		"200 {}":                     feed.KindNotServer,
		`200 {"id":5,"feed_id":1,"status":"read"}`:    feed.KindNotServer, // not the one asked for
		`200 {"total":1,"entries":[{"id":1}]}`:        feed.KindNotServer,
		`200 {"total":1,"entries":[{"feed_id":1}]}`:   feed.KindNotServer,
		`200 {"total":1,"entr`:                        feed.KindDamaged,
		`500 {"error_message":"store: bad day"}`:      feed.KindServer,
		`401 {"error_message":"access unauthorized"}`: feed.KindPassword,
	} {
		s := newShelf(t)
		account := open(t, s.URL)
		account.SignIn(t.Context())
		s.first = func(*http.Request, string) (int, string) {
			var status int
			fmt.Sscan(answer[:3], &status)
			return status, answer[4:]
		}
		for _, n := range []int64{1, 30} {
			got, err := account.Items(t.Context(), wanted(0, upTo(n)...))
			if feed.KindOf(err) != kind || got != nil {
				t.Errorf("%s for %d items: %v, %v of kind %q, want %q", answer, n, got, err, feed.KindOf(err), kind)
			}
		}
	}
}

// Ids that no Miniflux gives are asked for nowhere; removed items of older
// servers are gone.
func TestItemsOfOthers(t *testing.T) {
	s := newShelf(t)
	s.add("removed", false, 5)
	account := open(t, s.URL)
	want := []feed.RemoteItem{{ID: "tag:google.com,2005:reader/item/57"}, {ID: "-3"}, {ID: ""}, {ID: "../me"}, {ID: "5"}}
	if got := fetched(t, account, want); got != nil {
		t.Errorf("items %v", got)
	}
	s.wantAsked(t, "GET /v1/entries/5")
}

// One enormous item stands in nobody's way.
func TestItemsTooBig(t *testing.T) {
	s := newShelf(t)
	s.add("unread", false, upTo(20)...)
	for _, it := range s.items {
		it.Content = strings.Repeat("т", 1000)
	}
	s.items[11].Content = strings.Repeat("т", 100<<10)
	account := openWith(t, Settings{URL: s.URL, Password: testKey}, fetch.Options{MaxBytes: 30 << 10})
	got := fetched(t, account, wanted(0, upTo(20)...))
	if len(got) != 19 || slices.Contains(got, 11) {
		t.Errorf("items %v", got)
	}
}

func TestDelivery(t *testing.T) {
	s := newShelf(t)
	entry := `{"id":87,"feed_id":5,"status":"unread","starred":true,"hash":"ab","title":"Порт & «море» <b>","url":"https://a.example/1",
		"comments_url":"https://a.example/1#c","language":"az","published_at":"2026-11-20T20:20:00Z","created_at":"2026-11-20T21:00:00.5Z",
		"changed_at":"2026-11-23T01:06:40Z","content":"<p>Текст</p>","author":"Лейла","tags":["Спорт","Внешняя политика"],
		"enclosures":[{"id":1,"url":"https://a.example/1.mp3","mime_type":" Audio/MPEG","size":5000001},
			{"url":"https://a.example/1.jpg","mime_type":"image/jpeg","size":-1},{"url":"https://a.example/1.mp4","mime_type":"video/mp4"}],
		"feed":{"id":5,"site_url":"https://a.example/","language":"en-us","category":{"id":1,"title":"All"}}}`
	s.first = func(*http.Request, string) (int, string) { return 200, entry }
	account := openWith(t, Settings{URL: s.URL, Password: testKey, Now: fixedNow}, fetch.Options{})
	got, err := account.Items(t.Context(), wanted(0, 87))
	if err != nil || len(got) != 1 {
		t.Fatalf("items %v, %v", got, err)
	}
	baku, err := time.LoadLocation("Asia/Baku")
	if err != nil {
		t.Fatal(err)
	}
	want := feed.Delivery{Remote: "87", Feed: "5"}
	want.Title, want.URL, want.Author, want.Lang = "Порт & «море» <b>", "https://a.example/1", "Лейла", "az"
	want.HTML, want.State, want.Badges = "<p>Текст</p>", feed.Starred, feed.Audio|feed.Video
	want.Published = time.Date(2026, time.November, 21, 0, 20, 0, 0, baku) // the clock of the language
	want.Categories, want.Images = []string{"Спорт", "Внешняя политика"}, []string{"https://a.example/1.jpg"}
	want.Enclosures = []feed.Enclosure{
		{URL: "https://a.example/1.mp3", Type: "audio/mpeg", Length: 5000001},
		{URL: "https://a.example/1.jpg", Type: "image/jpeg"},
		{URL: "https://a.example/1.mp4", Type: "video/mp4"},
	}
	if !want.Published.Equal(got[0].Published) || got[0].Published.Location().String() != "Asia/Baku" {
		t.Errorf("published %s, want %s", got[0].Published, want.Published)
	}
	got[0].Published = want.Published
	if !reflect.DeepEqual(got[0], want) {
		t.Errorf("delivered\n%+v\nwant\n%+v", got[0], want)
	}
}

func TestDeliveryOddities(t *testing.T) {
	s := &Server{now: fixedNow}
	for _, c := range []struct {
		name string
		e    entry
		ok   func(feed.Delivery) bool
	}{
		{"undated", entry{Published: "0001-01-01T00:00:00Z"}, func(d feed.Delivery) bool { return d.Published.IsZero() }},
		{"no date", entry{Published: "yesterday"}, func(d feed.Delivery) bool { return d.Published.IsZero() }},
		{"before 1970", entry{Published: "1962-02-03T04:05:06Z"}, func(d feed.Delivery) bool { return d.Published.Year() == 1962 }},
		{
			"to come",
			entry{Published: "2031-01-01T00:00:00Z", Created: "2026-11-01T10:00:00Z"},
			func(d feed.Delivery) bool {
				return d.Published.Equal(time.Date(2026, time.November, 2, 10, 0, 0, 0, time.UTC))
			},
		},
		{
			"to come, and the server's clock too",
			entry{Published: "2031-01-01T00:00:00Z", Created: "2031-01-01T00:00:00Z"},
			func(d feed.Delivery) bool { return d.Published.Equal(fixedNow().Add(maxAhead)) },
		},
		{
			"on the clock of the reader's account",
			entry{
				Published: "2026-11-20T12:00:00-08:00", Created: "2026-11-20T12:05:00-08:00",
				From: remoteFeed{Site: "https://report.az/"},
			},
			func(d feed.Delivery) bool { return d.Published.Format(time.RFC3339) == "2026-11-21T00:00:00+04:00" },
		},
		{
			"the address of the site for none",
			entry{URL: "https://a.example", From: remoteFeed{Site: "https://a.example/"}},
			func(d feed.Delivery) bool { return d.URL == "" },
		},
		{"read", entry{Status: "read"}, func(d feed.Delivery) bool { return d.State == feed.Read }},
		{"the language of the feed", entry{From: remoteFeed{Language: "az"}}, func(d feed.Delivery) bool { return d.Lang == "az" }},
		{"a teaser for all we know", entry{Content: "<p>…</p>"}, func(d feed.Delivery) bool { return !d.Full }},
	} {
		if d := s.deliver(c.e); !c.ok(d) {
			t.Errorf("%s: %+v", c.name, d)
		}
	}
}
