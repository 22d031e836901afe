package feedtest

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"rubrika/feed"
)

const (
	get      = http.MethodGet
	post     = http.MethodPost
	idsPath  = "/stream/items/ids?output=json&s="
	read     = "user/-/state/com.google/read"
	starred  = "user/-/state/com.google/starred"
	allItems = "user/-/state/com.google/reading-list"
)

// Signing in: what each takes, and how each turns away.
func TestReaderLogin(t *testing.T) {
	readers(t, func(t *testing.T, f *Fake, _ string, _ []string) {
		m := f.flavour == FlavourMiniflux
		user, pass := "Email="+f.User, "&Passwd="+url.QueryEscape(f.Password)
		one := func(yes, no string) string {
			if m {
				return yes
			}
			return no
		}
		code := func(yes, no int) int {
			if m {
				return yes
			}
			return no
		}
		v := visit(t, f)
		header := func(h string) said { return call(t, f, get, "/reader/api/0/user-info", "", "Authorization", h) }
		for what, c := range map[string]struct {
			got    said
			status int
			want   string
		}{
			"good":        {call(t, f, post, "/accounts/ClientLogin", user+pass), 200, one("\nLSID="+f.User+"/", "\nLSID=null\n")},
			"json":        {call(t, f, post, "/accounts/ClientLogin", user+pass+"&output=json"), 200, one(`{"Auth":`, "SID=")},
			"wrong":       {call(t, f, post, "/accounts/ClientLogin", user+"&Passwd=x"), 401, one(`{"error_message":"access unauthorized"}`, "=Unauthorized!")},
			"none":        {call(t, f, post, "/accounts/ClientLogin", user), code(401, 400), one("unauthorized", "=Bad Request!")},
			"by GET":      {call(t, f, get, "/accounts/ClientLogin?"+user+pass, ""), code(302, 200), one("=", "Auth=")},
			"right":       {header(v.auth), 200, one(`"userId":"1"`, `"userId":"reader"`)},
			"nobody":      {header(""), 401, one("=Unauthorized", "=Unauthorized!")},
			"other case":  {header(strings.Replace(v.auth, "auth=", "Auth=", 1)), 401, ""},
			"bearer":      {header(strings.Replace(v.auth, "GoogleLogin auth=", "Bearer ", 1)), 401, ""},
			"elsewhere":   {call(t, f, get, "/nothing/here", ""), code(302, 400), ""},
			"root":        {call(t, f, get, "", ""), 200, one("<!DOCTYPE", "=OK")},
			"compatible":  {call(t, f, get, "/check/compatibility", "", "Authorization", v.auth), code(302, 200), one("", "=PASS")},
			"no such":     {v.get(t, "/preference/list?output=json"), code(200, 400), one("=[]", "=Bad Request!")},
			"no contents": {v.get(t, "/stream/contents/"+allItems), code(200, 400), one("=[]", "")},
			"counts":      {v.get(t, "/unread-count?output=json"), 200, one("=[]", `"max":3`)},
		} {
			if !c.got.is(c.status, c.want) {
				t.Errorf("%s: %d %q, want %d %q", what, c.got.status, c.got.body, c.status, c.want)
			}
		}
		if bad := header("").header; bad.Get(one("X-Reader-Google-Bad-Token", "Google-Bad-Token")) != "true" {
			t.Errorf("%v", bad)
		}
		if kind := v.get(t, "/token").header.Get("Content-Type"); !strings.HasPrefix(kind, one("text/plain", "text/html")) {
			t.Errorf("token as %s", kind)
		}
	})
}

// T: M wants it with every POST and no header, F the header always, and no
// wrong T for tags.
func TestReaderTokens(t *testing.T) {
	readers(t, func(t *testing.T, f *Fake, _ string, ids []string) {
		m := f.flavour == FlavourMiniflux
		v := visit(t, f)
		for i, c := range []struct {
			path, t string
			header  bool
			m, f    int
		}{
			{"/edit-tag", v.t, true, 200, 200},
			{"/edit-tag", v.t, false, 200, 401},
			{"/edit-tag", "", true, 401, 200},
			{"/edit-tag", "x", true, 401, 200},
			{"/edit-tag", "stale", true, 401, 401},
			{"/stream/items/contents", v.t, false, 200, 401},
			{"/stream/items/contents", "", true, 401, 200},
			{"/stream/items/contents", "stale", true, 401, 200},
		} {
			w := v
			if !c.header {
				w.auth = ""
			}
			want := c.f
			if m {
				want = c.m
			}
			if got := w.post(t, c.path, "T="+c.t+"&output=json&a="+read+"&i="+ids[0]); got.status != want {
				t.Errorf("%d: %+v: %d %q", i, c, got.status, got.body)
			}
		}
		for what, end := range map[string]func(){
			"all": f.ExpireTokens, "password": func() { f.SetPassword(f.Password) },
		} {
			end()
			if got := v.get(t, "/user-info"); got.status != 401 {
				t.Errorf("%s: still signed in", what)
			}
			v = visit(t, f)
		}
		f.ExpireWriteToken()
		if a, b := v.get(t, "/user-info"), v.post(t, "/edit-tag", "T=$T&a="+read+"&i="+ids[0]); a.status != 200 || b.status != 401 {
			t.Errorf("token of writes: %d, %d", a.status, b.status)
		}
		v = visit(t, f)
		if got := v.post(t, "/edit-tag", "T=$T&a="+read+"&i="+ids[0]); !got.is(200, "=OK") {
			t.Errorf("a new one: %+v", got)
		}
	})
}

// What M makes of streams, and of what it does not know.
func TestReaderStreamsM(t *testing.T) {
	f := NewGReader(t, FlavourMiniflux, FakeOptions{})
	id := f.AddFeed("А", "Б", "https://a.example/feed")
	ids := f.AddMany(id, 3)
	f.Set(ids[0], true, true)
	visit(t, f).expectAll(t, []expect{
		{get, "/stream/items/ids?s=" + allItems, "", 400, "only json output"},
		{get, "/tag/list", "", 400, "only json output"},
		{get, "/subscription/list", "", 400, "only json output"},
		{get, idsPath + allItems, "", 200, `={"itemRefs":[{"id":"3"},{"id":"2"},{"id":"1"}]}`},
		{get, idsPath + "user/1/state/com.google/starred", "", 200, `={"itemRefs":[{"id":"1"}]}`},
		{get, idsPath + read, "", 200, `={"itemRefs":[{"id":"1"}]}`},
		{get, idsPath + allItems + "&xt=" + read, "", 200, `={"itemRefs":[{"id":"3"},{"id":"2"}]}`},
		{get, idsPath + starred + "&xt=" + read, "", 200, `={"itemRefs":[{"id":"1"}]}`},
		{get, idsPath + allItems + "&xt=" + starred, "", 200, `{"id":"1"}`},
		{get, idsPath + allItems + "&xt=user/-/state/com.google/unread", "", 500, "error_message"},
		{get, idsPath + allItems + "&it=" + starred, "", 200, `{"id":"3"}`},
		{get, idsPath + allItems + "&r=o&n=1", "", 200, `={"continuation":"1","itemRefs":[{"id":"1"}]}`},
		{get, idsPath + id + "&n=3", "", 200, `={"itemRefs":[{"id":"3"},{"id":"2"},{"id":"1"}]}`},
		{get, idsPath + allItems + "&n=2&c=nonsense", "", 200, `[{"id":"3"},{"id":"2"}]`},
		{get, idsPath + "feed/99", "", 200, `={"itemRefs":[]}`},
		{get, idsPath + "feed/https://a.example/feed", "", 500, "invalid syntax"},
		{get, idsPath + "user/-/label/" + url.QueryEscape("Б"), "", 500, "LabelStream"},
		{get, idsPath + "user/-/state/com.google/kept-unread", "", 500, "error_message"},
		{get, idsPath + allItems + "&s=" + starred, "", 500, "only one stream"},
		{get, "/stream/items/ids?output=json", "", 500, "only one stream"},
		{get, idsPath + allItems + "&ot=" + decimal(time.Now().UnixMicro()), "", 500, "error_message"},
	})
}

// What F makes of them: all items of what it does not know.
func TestReaderStreamsF(t *testing.T) {
	f := NewGReader(t, FlavourFreshRSS, FakeOptions{})
	id := f.AddFeed("А", "Б", "https://a.example/feed")
	f.AddItems(id, FakeItem{ID: 1, State: feed.Read | feed.Starred}, FakeItem{ID: 2}, FakeItem{ID: 3})
	other := f.AddFeed("В", "", "https://b.example/feed")
	f.AddItems(other, FakeItem{ID: 4, State: feed.Read})
	const all, three = `[{"id":"4"},{"id":"3"},{"id":"2"},{"id":"1"}]`, `[{"id":"3"},{"id":"2"},{"id":"1"}]`
	label := "user/-/label/" + url.QueryEscape("Б")
	v := visit(t, f)
	v.expectAll(t, []expect{
		{get, "/stream/items/ids?s=" + allItems, "", 200, all}, // output or not
		{get, "/tag/list", "", 501, "=Not Implemented!"},
		{get, "/subscription/list", "", 501, "=Not Implemented!"},
		{get, idsPath + starred, "", 200, "={\"itemRefs\":[{\"id\":\"1\"}]}\n"},
		{get, idsPath + read, "", 200, all},
		{get, idsPath + "user/-/state/com.google/unread", "", 200, all},
		{get, idsPath + "user/1/state/com.google/starred", "", 200, all},
		{get, idsPath + "user/reader/state/com.google/starred", "", 200, all},
		{get, idsPath + label, "", 200, three},
		{get, idsPath + "user/-/label/nothing", "", 200, all},
		{get, idsPath + allItems + "&xt=" + read, "", 200, `[{"id":"3"},{"id":"2"}]`},
		{get, idsPath + allItems + "&xt=" + starred, "", 200, `[{"id":"4"},{"id":"3"},{"id":"2"}]`},
		{get, idsPath + allItems + "&it=" + read, "", 200, `[{"id":"4"},{"id":"1"}]`},
		{get, idsPath + id, "", 200, three},
		{get, idsPath + "feed/https://a.example/feed", "", 200, three},
		{get, idsPath + "feed/99", "", 200, `"itemRefs":[]`},
		{get, idsPath + id + "&s=" + other, "", 200, `[{"id":"4"}]`},
		{get, "/stream/items/ids?output=json", "", 400, "=Bad Request!"},
		{get, idsPath + allItems + "&ot=" + decimal(time.Now().UnixMicro()), "", 200, `"itemRefs":[]`},
		{get, idsPath + id + "&n=3", "", 200, `"continuation":"1"`}, // though that is all
		{get, idsPath + id + "&n=3&c=1", "", 200, "={\"itemRefs\":[]}\n"},
		{get, idsPath + id + "&n=0", "", 200, "={\"itemRefs\":" + three + "}\n"},
		{get, idsPath + id + "&r=o&n=2&c=1", "", 200, `[{"id":"2"},{"id":"3"}]`},
		{get, idsPath + id + "&n=2&c=nonsense", "", 200, `[{"id":"3"},{"id":"2"}]`},
	})
	f.o.New = true
	v.expectAll(t, []expect{{get, idsPath + read, "", 200, `[{"id":"4"},{"id":"1"}]`}})
}

// Pages: M's are a thousand items at offsets, F's twenty when none is given,
// after an id. Reading between pages costs M a page and F an item.
func TestReaderPages(t *testing.T) {
	readers(t, func(t *testing.T, f *Fake, id string, _ []string) {
		f.AddMany(id, 2497)
		v := visit(t, f)
		path := idsPath + allItems + "&xt=" + read
		m := f.flavour == FlavourMiniflux
		few, more := listed(t, v.get(t, path))
		if m && (len(few) != 1000 || more != "1000") || !m && (len(few) != 20 || more != few[19]) {
			t.Errorf("%d, %q", len(few), more)
		}
		lots, more := listed(t, v.get(t, path+"&n=10000"))
		if m && (len(lots) != 1000 || more != "1000") || !m && (len(lots) != 2500 || more != "") {
			t.Errorf("%d, %q", len(lots), more)
		}
		all := f.UnreadIDs()
		first, more := listed(t, v.get(t, path+"&n=300"))
		for _, x := range first {
			f.Set(x, true, false)
		}
		second, _ := listed(t, v.get(t, path+"&n=300&c="+more))
		lost := 1
		if m {
			lost = 300
		}
		if !slices.Equal(second, all[300+lost:600+lost]) {
			t.Errorf("second page %.3q, want %.3q", second, all[300+lost:])
		}
		f.o.Old = true
		if old, more := listed(t, v.get(t, path)); m && (len(old) != 2200 || more != "") {
			t.Errorf("before 2.3.3: %d, %q", len(old), more)
		}
		f.o.Old, f.o.New = false, true
		if all, more := listed(t, v.get(t, path)); m && (len(all) != 2200 || more != "") {
			t.Errorf("after 2.3.3: %d, %q", len(all), more)
		}
	})
}

// ot is about the date of publication in M, about the arrival in F.
func TestReaderSince(t *testing.T) {
	readers(t, func(t *testing.T, f *Fake, id string, _ []string) {
		late := f.AddItems(id, FakeItem{Published: time.Now().Add(-72 * time.Hour)})[0]
		got, _ := listed(t, visit(t, f).get(t, idsPath+allItems+"&ot="+decimal(time.Now().Add(-24*time.Hour).Unix())))
		if slices.Contains(got, late) != (f.flavour == FlavourFreshRSS) || len(got) < 3 {
			t.Errorf("%s in %q", late, got)
		}
	})
}

// Items in M: hex of sixteen characters, all or nothing, newest first.
func TestReaderContentsM(t *testing.T) {
	f := NewGReader(t, FlavourMiniflux, FakeOptions{})
	id := f.AddFeed("А; Б", "Б&В", "https://a.example/feed")
	f.AddItems(id,
		FakeItem{
			Title: "a & <b>", Author: "Анна", HTML: "<p>x</p>", Categories: []string{"Политика"}, Published: time.Unix(-300, 0),
			State: feed.Read, Enclosures: []feed.Enclosure{{URL: "https://a.example/1.mp3", Type: "audio/mpeg", Length: 7}},
		},
		FakeItem{Title: "second", Published: time.Unix(1_000, 0)}, FakeItem{ID: 87, Title: "third"})
	const contents = "/stream/items/contents"
	form := func(ids ...string) string { return "T=$T&output=json&i=" + strings.Join(ids, "&i=") }
	long := func(hex string) string { return url.QueryEscape(longPrefix + hex) }
	v := visit(t, f)
	v.expectAll(t, []expect{
		{get, contents + "?output=json&i=1", "", 200, "=[]"},
		{post, contents, "T=$T&i=1", 400, "only json"},
		{post, contents, "T=$T&output=json", 400, "no items requested"},
		{post, contents, form("1", "zzz"), 400, "failed to parse item ID zzz"},
		{post, contents, form("9999"), 200, `"items":[]`},
		{post, contents, form("57"), 200, `"items":[]`}, // not hex
		{post, contents, form(long("57")), 200, `"title":"third"`},
		{post, contents, form(long("0000000000000057")), 200, `"title":"third"`},
		{post, contents, form("0000000000000057"), 200, `"title":"third"`},
		{post, contents, form("87"), 200, `"id":"tag:google.com,2005:reader/item/0000000000000057"`},
		{post, contents + "?i=87", "T=$T&output=json", 200, `"title":"third"`},
		{post, contents, form("1"), 200, `"title":"a \u0026 \u003cb\u003e"`},
		{post, contents, form("1"), 200, `"published":-300`},
		{post, contents, form("1"), 200, `"timestampUsec":"-300000000"`},
		{post, contents, form("1"), 200, `"enclosure":[{"type":"audio/mpeg","url":"https://a.example/1.mp3"}]`},
		{post, contents, form("1"), 200, `"categories":["user/1/state/com.google/reading-list","user/1/label/Б\u0026В","user/1/state/com.google/read"]`},
		{post, contents, form("1"), 200, `"canonical":[{"href":"https://a.example/"}]`}, // of the site, for want of one
		{post, contents, form("2"), 200, `"author":""`},
		{post, contents, form("2"), 200, `"enclosure":[]`},
		{post, contents, form("2"), 200, `"title":"А; Б"`},
	})
	if got := v.post(t, contents, form("1", "2", "1")).body; strings.Index(got, "second") > strings.Index(got, "a \\u0026") || strings.Count(got, longPrefix) != 2 {
		t.Errorf("not newest first, or twice: %s", got)
	}
	if got := v.post(t, contents+"?r=o", form("1", "2")).body; strings.Index(got, "second") < strings.Index(got, "a \\u0026") {
		t.Errorf("not oldest first: %s", got)
	}
	if got := v.post(t, contents, "r=o&"+form("1", "2")).body; strings.Index(got, "second") > strings.Index(got, "a \\u0026") {
		t.Errorf("r in the form counts: %s", got)
	}
}

// Items in F: decimals of sixteen digits, garbage passed over, wide signs, bare
// words.
func TestReaderContentsF(t *testing.T) {
	now := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	f := NewGReader(t, FlavourFreshRSS, FakeOptions{Now: func() time.Time { return now }})
	id := f.AddFeed(`А; Б, <в>/г?\`, "Б&В", "https://a.example/feed")
	ids := f.AddItems(id,
		FakeItem{
			Title: "a & <b>", Author: "Анна", HTML: strings.Repeat("x", 600_000), Categories: []string{"Политика"},
			Published: time.Unix(-300, 0), Enclosures: []feed.Enclosure{{URL: "https://a.example/1.mp3", Type: "audio/mpeg", Length: 7}},
		},
		FakeItem{Title: "second", Published: time.Unix(1_924_992_000, 0), State: feed.Starred})
	if len(ids[0]) != 16 || ids[0] != decimal(now.UnixMicro()) || ids[1] != decimal(now.UnixMicro()+1) {
		t.Fatalf("ids %q", ids)
	}
	const contents = "/stream/items/contents"
	hex := fmt.Sprintf("%x", now.UnixMicro())
	form := func(ids ...string) string { return "T=$T&i=" + strings.Join(ids, "&i=") }
	v := visit(t, f)
	v.expectAll(t, []expect{
		{get, contents + "?output=json&i=" + ids[0], "", 400, "=Bad Request!"},
		{post, contents + "?i=" + ids[0], "T=$T", 400, "=Bad Request!"},
		{post, contents, form("zzz"), 200, `"items":[]`},
		{post, contents, form("zzz", ids[1]), 200, `"second"`},
		{post, contents, form(url.QueryEscape(longPrefix + hex)), 200, `"title":"a ＆ ＜b＞"`},
		{post, contents, form("000" + hex), 200, `"a ＆`},
		{post, contents, form(hex), 200, `"a ＆`},
		{post, contents, form(ids[0]), 200, `"id":"tag:google.com,2005:reader/item/000` + hex + `"`},
		{post, contents, form(ids[0]), 200, `"timestampUsec":"` + ids[0] + `"`},
		{post, contents, form(ids[0]), 200, `"published":` + decimal(now.Unix())}, // the arrival, before 1970
		{post, contents, form(ids[0]), 200, `"categories":["user/-/state/com.google/reading-list","user/-/label/Б&В","Политика"]`},
		{post, contents, form(ids[0]), 200, `"enclosure":[{"href":"https://a.example/1.mp3","length":7,"type":"audio/mpeg"}]`},
		{post, contents, form(ids[0]), 200, `"title":"А； Б， ＜в＞／г？＼"`},
		{post, contents, form(ids[0]), 200, `"canonical":[{"href":""}]`},
		{post, contents, form(ids[1]), 200, `"published":1924992000`},
		{post, contents, form(ids[1]), 200, `"user/-/state/com.google/starred"]`},
	})
	if got := v.post(t, contents, form(ids[0])).body; strings.Count(got, "x") < maxText || strings.Count(got, "x") > maxText+10 {
		t.Errorf("%d of a text of 600,000", strings.Count(got, "x"))
	}
	if got := v.post(t, contents, form(ids[1])).body; strings.Contains(got, "author") || strings.Contains(got, "enclosure") {
		t.Errorf("more than there is: %s", got)
	}
}
