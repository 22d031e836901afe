package feedtest

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"rubrika/feed"
)

// Marks in M: several tags at once, kept-unread, and reasons.
func TestReaderMarksM(t *testing.T) {
	f := NewGReader(t, FlavourMiniflux, FakeOptions{})
	ids := f.AddMany(f.AddFeed("А", "Б", "https://a.example/feed"), 1500)
	v := visit(t, f)
	state := func(want feed.State, form string, status int, body string) {
		t.Helper()
		if got := v.post(t, "/edit-tag", form); !got.is(status, body) || f.State("1") != want {
			t.Errorf("%s: %d %q, state %d, want %d", form, got.status, got.body, f.State("1"), want)
		}
	}
	const both, kept = feed.Read | feed.Starred, "user/-/state/com.google/kept-unread"
	state(feed.Read, "T=$T&a="+read+"&i=1", 200, "=OK")
	state(feed.Read, "T=$T&a="+read+"&i=1", 200, "=OK")
	state(0, "T=$T&a="+kept+"&i=1", 200, "=OK")
	state(both, "T=$T&a="+read+"&a="+starred+"&i=1", 200, "=OK")
	state(feed.Starred, "T=$T&r=user/1/state/com.google/read&i=1", 200, "=OK")
	state(feed.Read, "T=$T&a="+read+"&r="+starred+"&i=1", 200, "=OK")
	state(feed.Read, "T=$T&a="+kept+"&r="+read+"&i=1", 500, "simultaneously")
	state(feed.Read, "T=$T&a=user/-/label/x&i=1", 500, "LabelStream")
	state(feed.Read, "T=$T&i=1", 500, "should be supplied")
	state(feed.Read, "T=$T&a="+starred, 400, "no items requested")
	state(feed.Read, "T=$T&a="+starred+"&i=1&i=zzz", 400, "failed to parse")
	state(feed.Read, "T=$T&a="+starred+"&i=999999", 200, "=OK")
	f.Forget()
	all := "&i=" + strings.Join(ids, "&i=")
	state(both, all[1:]+"&a="+starred+"&T=$T", 200, "=OK") // no limit of fields
	if len(f.Writes()) != 1500 || f.Writes()[1499] != (FakeWrite{ID: ids[1499], Mark: feed.Starred, On: true, Changed: true}) {
		t.Errorf("%d written", len(f.Writes()))
	}
	f.Refuse("1")
	state(both, "T=$T&r="+read+"&i=1&i=2", 400, "error_message")
}

// Marks in F: the last of several tags, OK to everything, and PHP's thousand
// fields.
func TestReaderMarksF(t *testing.T) {
	f := NewGReader(t, FlavourFreshRSS, FakeOptions{})
	ids := f.AddMany(f.AddFeed("А", "Б", "https://a.example/feed"), 1500)
	v := visit(t, f)
	state := func(want feed.State, form string) {
		t.Helper()
		if got := v.post(t, "/edit-tag", form+"&i="+ids[0]); !got.is(200, "=OK") || f.State(ids[0]) != want {
			t.Errorf("%s: %d %q, state %d, want %d", form, got.status, got.body, f.State(ids[0]), want)
		}
	}
	const both = feed.Read | feed.Starred
	state(feed.Starred, "T=$T&a="+read+"&a="+starred)
	state(both, "T=$T&a="+read+"&r=user/-/label/x")
	state(both, "T=$T&a=user/-/state/com.google/kept-unread")
	state(feed.Starred, "T=$T&a=user/-/state/com.google/kept-unread&r="+read)
	state(feed.Starred, "T=$T&a=user/reader/state/com.google/read")
	state(feed.Starred, "T=$T&a=user/1/state/com.google/read")
	state(feed.Starred, "T=$T")
	state(feed.Starred, "T=$T&a="+read+"&i=zzz&r="+read) // garbage is passed over
	state(feed.Starred, "T=$T&a=user/-/label/Later")
	v.expectAll(t, []expect{
		{get, "/tag/list?output=json", "", 200, `{"id":"user/-/label/Later","type":"tag"`},
		{get, idsPath + "user/-/label/Later", "", 200, `[{"id":"` + ids[0] + `"}]`},
		{post, "/stream/items/contents", "i=" + ids[0], 200, `"user/-/label/Later"`},
		{post, "/edit-tag", "T=$T&a=" + read, 200, "=OK"}, // nothing named
	})
	for _, c := range []struct {
		form string
		n    int
		want int
	}{
		{"$i&a=" + read + "&T=$T", 999, 999},
		{"$i&a=" + read + "&T=$T", 1500, 0},
		{"T=$T&$i&a=" + read, 1000, 0},
		{"a=" + read + "&T=$T&$i", 1500, 1500},
	} {
		f.ExpireTokens() // all unread again below
		for _, id := range ids {
			f.Set(id, false, false)
		}
		v = visit(t, f)
		form := strings.Replace(c.form, "$i", "i="+strings.Join(ids[:c.n], "&i="), 1)
		if got := v.post(t, "/edit-tag", form); !got.is(200, "=OK") || len(f.IDs(feed.Read)) != c.want {
			t.Errorf("%s of %d: %d %q, %d marked", c.form, c.n, got.status, got.body, len(f.IDs(feed.Read)))
		}
	}
	long := "T=$T&a=" + starred + "&pad=" + strings.Repeat("x", maxBody) + "&i=" + ids[0]
	if got := v.post(t, "/edit-tag", long); !got.is(200, "=OK") || len(f.IDs(feed.Starred)) != 0 {
		t.Errorf("beyond a megabyte: %d %q, %q", got.status, got.body, f.IDs(feed.Starred))
	}
	f.Refuse(ids[0])
	if got := v.post(t, "/edit-tag", "a="+starred+"&i="+ids[0]); !got.is(400, "=Bad Request!") {
		t.Errorf("refused: %+v", got)
	}
	f.o.New = true
	got := v.post(t, "/edit-tag", "a="+read+"&a="+starred+"&i="+ids[1])
	if !got.is(200, "=OK") || f.State(ids[1]) != both {
		t.Errorf("newer, two tags: %+v, %d", got, f.State(ids[1]))
	}
}

// mark-all-as-read: M goes by dates and takes seconds, F by the arrival and
// takes none.
func TestReaderMarkAll(t *testing.T) {
	readers(t, func(t *testing.T, f *Fake, id string, _ []string) {
		m := f.flavour == FlavourMiniflux
		other := f.AddFeed("В", "", "https://b.example/feed")
		f.AddItems(other, FakeItem{Title: "Будущая", Published: time.Now().AddDate(5, 0, 0)})
		now := time.Now().Add(time.Minute)
		v := visit(t, f)
		mark := func(form string, status, read int) {
			t.Helper()
			got := v.post(t, "/mark-all-as-read", "T=$T&"+form)
			if n := len(f.IDs(feed.Read)); got.status != status || n != read {
				t.Errorf("%s: %d %q, %d read, want %d, %d", form, got.status, got.body, n, status, read)
			}
			for _, id := range f.IDs(feed.Read) {
				f.Set(id, false, false)
			}
		}
		either := func(yes, no int) int {
			if m {
				return yes
			}
			return no
		}
		mark("s="+id+"&ts="+decimal(now.Unix()), 200, either(3, 0))
		mark("s="+id+"&ts="+decimal(now.UnixMicro()), 200, 3)
		mark("s="+allItems, 200, either(3, 4)) // the one to come stays in M
		mark("s="+allItems+"&ts="+decimal(now.UnixMicro()), 200, either(3, 4))
		mark("s=user/-/label/"+url.QueryEscape("Б"), 200, 3)
		mark("s=user/-/label/nothing", either(404, 400), 0)
		mark("s=user/1/label/"+url.QueryEscape("Б"), either(200, 400), either(3, 0))
		mark("s="+starred, either(200, 400), 0)
		mark("s=feed/https://a.example/feed", 400, 0)
	})
}

// Subscriptions in M: reasons in 500, and what is not there has been left.
func TestReaderFeedsM(t *testing.T) {
	f := NewGReader(t, FlavourMiniflux, FakeOptions{})
	f.AddFeed(`А "б" & <в>`, "", "https://a.example/feed")
	f.AddFeed("Г", "Д", "https://b.example/feed")
	f.Offer("https://web.example/1", "Первая", FakeItem{Title: "x"})
	f.Offer("https://web.example/2", "Вторая")
	visit(t, f).expectAll(t, []expect{
		{get, "/subscription/list?output=json", "", 200, `{"categories":[{"id":"user/1/label/All","label":"All","type":"folder"}],"htmlUrl":"https://a.example/","iconUrl":"","id":"feed/1","title":"А \"б\" \u0026 \u003cв\u003e","url":"https://a.example/feed"}`},
		{get, "/tag/list?output=json", "", 200, `={"tags":[{"id":"user/1/state/com.google/starred"},{"id":"user/1/label/All","label":"All","type":"folder"},{"id":"user/1/label/Д","label":"Д","type":"folder"}]}`},
		{post, "/subscription/quickadd", "T=$T&quickadd=https://web.example/1", 200, `"numResults":1`},
		{post, "/subscription/quickadd", "T=$T&quickadd=https://web.example/1", 500, "This feed already exists."},
		{post, "/subscription/quickadd", "T=$T&quickadd=https://web.example/3", 500, "404 status code"},
		{post, "/subscription/edit", "T=$T&ac=subscribe&s=feed/https://web.example/2&t=Name&a=user/-/label/New", 200, "=OK"},
		{get, "/subscription/list?output=json", "", 200, `"label":"New","type":"folder"}],"htmlUrl":"https://web.example/","iconUrl":"","id":"feed/4","title":"Name"`},
		{post, "/subscription/edit", "T=$T&ac=subscribe&s=feed/https://web.example/2", 500, "already exists"},
		{post, "/subscription/edit", "T=$T&ac=edit&s=feed/4&a=user/1/label/All", 200, "=OK"},
		{post, "/subscription/edit", "T=$T&ac=edit&s=feed/4&r=user/-/label/All", 200, "=OK"},
		{post, "/subscription/edit", "T=$T&ac=edit&s=feed/99&t=x", 400, "feed not found"},
		{post, "/subscription/edit", "T=$T&ac=zap&s=feed/4", 400, "unrecognized action zap"},
		{post, "/subscription/edit", "T=$T&ac=unsubscribe&s=feed/3", 200, "=OK"},
		{post, "/subscription/edit", "T=$T&ac=unsubscribe&s=feed/3", 200, "=OK"},
		{post, "/rename-tag", "T=$T&s=user/-/label/New&dest=user/-/label/Newer", 200, "=OK"},
		{get, "/tag/list?output=json", "", 200, `"user/1/label/Newer"`}, // though empty
		{post, "/rename-tag", "T=$T&s=user/-/label/Newer&dest=user/-/label/All", 400, "already exists"},
		{post, "/rename-tag", "T=$T&s=user/-/label/nothing&dest=user/-/label/x", 404, "not found"},
		{post, "/disable-tag", "T=$T&s=user/-/label/nothing", 200, "=OK"},
		{post, "/disable-tag", "T=$T&s=user/-/label/" + url.QueryEscape("Д"), 200, "=OK"},
	})
	if got := f.Feeds(); len(got) != 3 || got[1].Folder != "" || len(f.IDs(0)) != 0 {
		t.Errorf("%+v, %q", got, f.IDs(0))
	}
}

// Subscriptions in F: 200 for failures of quickadd, 400 without a reason, wide
// titles, no empty folders.
func TestReaderFeedsF(t *testing.T) {
	f := NewGReader(t, FlavourFreshRSS, FakeOptions{})
	f.AddFeed(`А "б" & <в>`, "", "https://a.example/feed")
	f.AddFeed("Г", "Д & Е", "https://b.example/feed")
	f.Offer("https://web.example/1", "Первая", FakeItem{Title: "x"})
	f.Offer("https://web.example/2", "Вторая")
	visit(t, f).expectAll(t, []expect{
		{get, "/subscription/list?output=json", "", 200, `{"categories":[{"id":"user/-/label/Uncategorized","label":"Uncategorized"}],"htmlUrl":"https://a.example/","iconUrl":"","id":"feed/1","title":"А \"б\" ＆ ＜в＞","url":"https://a.example/feed"}`},
		{get, "/tag/list?output=json", "", 200, "={\"tags\":[{\"id\":\"user/-/state/com.google/starred\"},{\"id\":\"user/-/label/Uncategorized\",\"type\":\"folder\"},{\"id\":\"user/-/label/Д & Е\",\"type\":\"folder\"}]}\n"},
		{post, "/subscription/quickadd", "T=$T&quickadd=https://web.example/1", 200, `"numResults":1`},
		{post, "/subscription/quickadd", "T=$T&quickadd=https://web.example/1", 200, `"error":"Already subscribed! https://web.example/1","numResults":0`},
		{post, "/subscription/quickadd", "T=$T&quickadd=https://web.example/3", 200, `"numResults":0`},
		{get, "/unread-count?output=json", "", 200, `"max":1`},
		{post, "/subscription/edit", "T=$T&ac=subscribe&s=feed/https://web.example/2&t=a/b&a=user/-/label/New", 200, "=OK"},
		{get, "/subscription/list?output=json", "", 200, `"label":"New"}],"htmlUrl":"https://web.example/","iconUrl":"","id":"feed/4","title":"a／b"`},
		{post, "/subscription/edit", "T=$T&ac=subscribe&s=feed/https://web.example/2", 400, "=Bad Request!"},
		{post, "/subscription/edit", "T=$T&ac=subscribe&s=feed/https://web.example/3", 400, "=Bad Request!"},
		{post, "/subscription/edit", "T=$T&ac=edit&s=feed/4&a=user/1/label/All", 200, "=OK"}, // not recognised
		{get, "/subscription/list?output=json", "", 200, `"label":"New"`},
		{post, "/subscription/edit", "T=$T&ac=edit&s=feed/https://web.example/2&r=user/-/label/New", 200, "=OK"},
		{get, "/tag/list?output=json", "", 200, `"user/-/label/Uncategorized"`},
		{post, "/subscription/edit", "T=$T&ac=edit&s=feed/99&t=x", 200, "=OK"},
		{post, "/subscription/edit", "T=$T&ac=zap&s=feed/4", 400, "=Bad Request!"},
		{post, "/subscription/edit", "T=$T&ac=unsubscribe&s=feed/3", 200, "=OK"},
		{post, "/subscription/edit", "T=$T&ac=unsubscribe&s=feed/3", 400, "=Bad Request!"},
		{post, "/rename-tag", "T=$T&s=user/-/label/New&dest=user/-/label/Uncategorized", 200, "=OK"},
		{post, "/rename-tag", "T=$T&s=user/-/label/New&dest=user/-/label/Newer", 200, "=OK"},
		{post, "/rename-tag", "T=$T&s=user/-/label/nothing&dest=user/-/label/x", 400, "=Bad Request!"},
		{post, "/disable-tag", "T=$T&s=user/-/label/nothing", 400, "=Bad Request!"},
		{post, "/disable-tag", "T=$T&s=user/-/label/" + url.QueryEscape("Д & Е"), 200, "=OK"},
	})
	if got := f.Feeds(); len(got) != 3 || got[1].Folder != "" || got[2].Folder != "" {
		t.Errorf("%+v", got)
	}
	if got := visit(t, f).get(t, "/tag/list?output=json").body; strings.Contains(got, "Newer") {
		t.Errorf("an empty folder is listed: %s", got)
	}
}
