package feedtest

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"rubrika/feed"
)

const (
	put      = http.MethodPut
	remove   = http.MethodDelete
	unreadV1 = "/entries/ids?status=unread"
)

// basic is the header of a sign-in with a password.
func basic(user, password string) string {
	return "Basic " + base64.StdEncoding.EncodeToString([]byte(user+":"+password))
}

// expectV1 makes requests to the REST API in their order.
func expectV1(t *testing.T, f *Fake, all []expect) {
	t.Helper()
	for _, x := range all {
		got := call(t, f, x.method, "/v1"+x.path, x.form, "Authorization", basic(f.User, f.Password), "Content-Type", "application/json")
		if !got.is(x.status, x.want) {
			t.Errorf("%s %s %s: %d %.300q, want %d %q", x.method, x.path, x.form, got.status, got.body, x.status, x.want)
		}
	}
}

// A password or a key opens, not the one for the other.
func TestV1SignIn(t *testing.T) {
	plain, key := NewMiniflux(t, FakeOptions{}), NewMiniflux(t, FakeOptions{Key: true})
	if key.User != "" {
		t.Errorf("user %q of a key", key.User)
	}
	for what, c := range map[string]struct {
		f            *Fake
		header, with string
		status       int
	}{
		"password": {plain, "Authorization", basic(plain.User, plain.Password), 200}, "key": {key, "X-Auth-Token", "", 200},
		"password as key": {plain, "X-Auth-Token", "wrong", 401}, "key as password": {key, "Authorization", basic("", key.Password), 401},
		"nothing": {plain, "X-Nothing", "", 401}, "wrong": {plain, "Authorization", basic(plain.User, "x"), 401},
		"other user": {plain, "Authorization", basic("x", plain.Password), 401},
	} {
		if what == "key" {
			c.f.SetPassword("sesame")
			c.with = "sesame"
		}
		got := call(t, c.f, get, "/v1/me", "", c.header, c.with)
		if got.status != c.status || (got.status == 401) != strings.Contains(got.body, "access unauthorized") {
			t.Errorf("%s: %d %q", what, got.status, got.body)
		}
		if asks := got.header.Get("WWW-Authenticate") != ""; asks != (got.status == 401 && c.header != "X-Auth-Token") {
			t.Errorf("%s: %v", what, got.header)
		}
	}
	if got := call(t, plain, post, "/accounts/ClientLogin", "Email=reader&Passwd=x"); !got.is(401, "access unauthorized") {
		t.Errorf("the other API: %+v", got)
	}
	if got := call(t, plain, get, "/nothing", ""); got.status != 302 {
		t.Errorf("elsewhere: %+v", got)
	}
}

// Lists: their limits, sieves and orders.
func TestV1Lists(t *testing.T) {
	f := NewMiniflux(t, FakeOptions{})
	id := f.AddFeed("А", "Б", "https://a.example/feed")
	f.AddItems(id, FakeItem{Title: "b", Published: time.Unix(3000, 0), Categories: []string{"Политика"}, State: feed.Read},
		FakeItem{Title: "c", Published: time.Unix(2000, 0), State: feed.Starred}, FakeItem{Title: "a", Published: time.Unix(1000, 0)})
	other := f.AddFeed("В", "", "https://b.example/feed")
	f.AddMany(other, 150)
	few := func(ids string) string { return `={"entry_ids":[` + ids + `],"total":` }
	expectV1(t, f, []expect{
		{get, unreadV1 + "&limit=2", "", 200, few("153,152") + "152}"},
		{get, unreadV1 + "&limit=2&offset=150", "", 200, few("3,2") + "152}"},
		{get, unreadV1 + "&limit=2&offset=900", "", 200, few("") + "152}"},
		{get, "/entries/ids?starred=true", "", 200, few("2") + "1}"},
		{get, "/entries/ids?status=read&starred=false", "", 200, few("1") + "1}"},
		{get, "/entries/ids?limit=10001", "", 400, "limit value should be"},
		{get, "/entries?limit=1001", "", 400, "limit value should be"},
		{get, "/entries?limit=x", "", 400, "invalid limit"},
		{get, "/entries?order=zzz", "", 400, "invalid entry order"},
		{get, "/entries?direction=zzz", "", 400, "invalid direction"},
		{get, "/entries?status=removed", "", 400, "invalid entry status"},
		{get, "/entries?limit=1", "", 200, `"title":"a"`}, // by date, oldest first
		{get, "/entries?limit=1&order=id", "", 200, `"title":"b"`},
		{get, "/entries?limit=1&order=id&direction=desc", "", 200, `"id":153`},
		{get, "/entries?feed_id=1&limit=1&order=title&direction=desc", "", 200, `"title":"c"`},
		{get, "/entries?limit=1&order=id&after_entry_id=1", "", 200, `"title":"c"`},
		{get, "/entries?limit=1&order=id&direction=desc&before_entry_id=3", "", 200, `"title":"c"`},
		{get, "/entries?tags=%D0%9F%D0%BE%D0%BB%D0%B8%D1%82%D0%B8%D0%BA%D0%B0", "", 200, `"total":1}`},
		{get, "/entries?category_id=2&limit=1", "", 200, `"total":3}`},
		{get, "/entries?changed_after=" + decimal(time.Now().Add(time.Hour).Unix()), "", 200, `{"entries":[],"total":0}`},
		{get, "/entries/1", "", 200, `"published_at":"1970-01-01T00:50:00Z"`},
		{get, "/entries/1", "", 200, `"tags":["Политика"]`},
		{get, "/entries/1", "", 200, `"status":"read"`},
		{get, "/entries/999", "", 404, "resource not found"},
		{get, "/nothing", "", 404, "resource not found"},
	})
	var page struct{ Entries []json.RawMessage }
	for path, n := range map[string]int{"/v1/entries": 100, "/v1/entries?limit=0": 153} {
		got := call(t, f, get, path, "", "Authorization", basic(f.User, f.Password))
		if err := json.Unmarshal([]byte(got.body), &page); err != nil || len(page.Entries) != n {
			t.Errorf("%s: %d, %v", path, len(page.Entries), err)
		}
	}
}

// Marks: absolute and 204, but for the star that is toggled.
func TestV1Marks(t *testing.T) {
	f := NewMiniflux(t, FakeOptions{})
	ids := f.AddMany(f.AddFeed("А", "", "https://a.example/feed"), 2)
	f.Refuse(ids[1])
	for _, c := range []struct {
		path, body string
		status     int
		want       feed.State
	}{
		{"/entries", `{"entry_ids":[1],"status":"read"}`, 204, feed.Read},
		{"/entries", `{"entry_ids":[1],"starred":true}`, 204, feed.Read | feed.Starred},
		{"/entries", `{"entry_ids":[1,999],"starred":true,"status":"unread"}`, 204, feed.Starred},
		{"/entries", `{"entry_ids":[1],"starred":false}`, 204, 0},
		{"/entries", `{"entry_ids":[],"status":"read"}`, 400, 0},
		{"/entries", `{"entry_ids":[1],"status":"removed"}`, 400, 0},
		{"/entries", `{"entry_ids":[1]}`, 400, 0},
		{"/entries", `{"entry_ids":["1"],"status":"read"}`, 400, 0},
		{"/entries", `{"entry_ids":[1,2],"status":"read"}`, 400, 0},
		{"/entries/1/star", "", 204, feed.Starred},
		{"/entries/1/bookmark", "", 204, 0},
		{"/entries/999/star", "", 404, 0},
	} {
		expectV1(t, f, []expect{{put, c.path, c.body, c.status, ""}})
		if got := f.State(ids[0]); got != c.want {
			t.Errorf("%s %s: state %d, want %d", c.path, c.body, got, c.want)
		}
	}
	f.o.Old = true // before 2.3.2
	expectV1(t, f, []expect{
		{put, "/entries", `{"entry_ids":[1],"starred":true}`, 400, "invalid entry status"},
		{put, "/entries", `{"entry_ids":[1],"status":"read","starred":true}`, 204, "="},
		{get, unreadV1, "", 404, "resource not found"},
		{get, "/version", "", 200, `"version":"2.2.9"`},
	})
	if f.State(ids[0]) != feed.Read {
		t.Errorf("state %d", f.State(ids[0]))
	}
}

// Feeds and folders: their statuses, and reasons.
func TestV1Feeds(t *testing.T) {
	f := NewMiniflux(t, FakeOptions{})
	f.AddFeed("А & <б>", "Д", "https://a.example/feed")
	f.Offer("https://web.example/1", "Первая", FakeItem{Title: "x", Page: "<p>весь</p>"}, FakeItem{Title: "y"})
	expectV1(t, f, []expect{
		{get, "/feeds", "", 200, `"title":"А \u0026 \u003cб\u003e"`},
		{get, "/feeds", "", 200, `"category":{"hide_globally":false,"id":2,"title":"Д","user_id":1}`},
		{get, "/categories", "", 200, `=[{"hide_globally":false,"id":1,"title":"All","user_id":1},{"hide_globally":false,"id":2,"title":"Д","user_id":1}]`},
		{post, "/categories", `{"title":"Е"}`, 201, `"id":3`},
		{post, "/categories", `{"title":"Е"}`, 400, "This category already exists."},
		{post, "/categories", `{"title":""}`, 400, "mandatory"},
		{get, "/categories/3", "", 200, "Е"},
		{get, "/categories/9", "", 404, "not found"},
		{post, "/discover", `{"url":"https://web.example/1"}`, 200, "Первая"},
		{post, "/discover", `{"url":"https://web.example/2"}`, 404, "not found"},
		{post, "/feeds", `{"feed_url":"https://web.example/1","category_id":9}`, 400, "This category does not exist"},
		{post, "/feeds", `{"feed_url":"https://web.example/1","category_id":3}`, 201, `={"feed_id":2}`},
		{post, "/feeds", `{"feed_url":"https://web.example/1"}`, 400, "This feed already exists."},
		{post, "/feeds", `{"feed_url":"https://web.example/2"}`, 500, "404 status code"},
		{post, "/feeds", `{}`, 400, "mandatory"},
		{get, "/feeds/2", "", 200, `"title":"Первая"`},
		{get, "/entries/1/fetch-content", "", 200, `весь`},
		{get, "/entries/2/fetch-content", "", 500, "error_message"},
		{get, "/feeds/counters", "", 200, `={"reads":{},"unreads":{"2":2}}`},
		{put, "/feeds/2", `{"title":"Иная","category_id":1}`, 201, `"title":"Иная"`},
		{put, "/feeds/2", `{"title":""}`, 400, "cannot be empty"},
		{put, "/feeds/2", `{"category_id":9}`, 400, "This category does not exist"},
		{put, "/feeds/9", `{"title":"x"}`, 404, "not found"},
		{put, "/feeds/refresh", "", 204, "="},
		{remove, "/feeds/2", "", 204, "="},
		{remove, "/feeds/2", "", 404, "not found"},
	})
	if got := f.Feeds(); len(got) != 1 || len(f.IDs(0)) != 0 {
		t.Errorf("%+v, %q", got, f.IDs(0))
	}
}
