package greader

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"rubrika/feed"
)

// subs is the answer to a list of feeds.
func subs(list ...string) reply { return ok(`{"subscriptions":[` + strings.Join(list, ",") + `]}`) }

const (
	one   = `{"id":"feed/1","title":"One","categories":[{"id":"user/1/label/Sea & Sky","label":"Sea & Sky","type":"folder"}],"url":"https://a.example/1.xml","htmlUrl":"https://a.example/"}`
	two   = `{"id":"feed/2","title":"Two ＜en＞ 1／2","categories":[{"id":"user/-/label/Uncategorized"}],"url":"https://a.example/2.xml","htmlUrl":"https://a.example/"}`
	three = `{"id":"feed/https://b.example/?x=1","title":"Three","categories":[]}`
	four  = `{"id":"feed/4","title":"Four","categories":[{"id":"user/1/label/All","label":"All"},{"id":"user/1/label/x/y <ö> ☂","label":"x"},{"id":"odd","label":"Second"}],"url":"https://d.example/"}`
)

// TestFeeds reads feeds and their folders as servers write them.
func TestFeeds(t *testing.T) {
	x := newSite(t, script)
	x.answers(listPath, subs(one, two, one, three, four, `{"id":"feed/5"}`))
	got, err := x.open(t).Feeds(t.Context())
	want := []feed.RemoteFeed{
		{ID: "feed/1", URL: "https://a.example/1.xml", Site: "https://a.example/", Title: "One", Folder: "Sea & Sky"},
		{ID: "feed/2", URL: "https://a.example/2.xml", Site: "https://a.example/", Title: "Two <en> 1／2"},
		{ID: "feed/https://b.example/?x=1", URL: "https://b.example/?x=1", Title: "Three"},
		{ID: "feed/4", URL: "https://d.example/", Title: "Four", Folder: "x/y <ö> ☂"},
		{ID: "feed/5"},
	}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%v\ngot  %q\nwant %q", err, got, want)
	}
	if q := x.asked(listPath)[0]; q.method != http.MethodGet || q.fields.Encode() != "output=json" {
		t.Errorf("%s %v", q.method, q.fields)
	}
	x.answers(listPath, subs(one, `{"title":"no id"}`))
	_, err = x.open(t).Feeds(t.Context())
	isKind(t, err, feed.KindNotServer)
}

// added answers a quickadd for feed/9.
func added() reply { return ok(`{"numResults":1,"query":"x","streamId":"feed/9","streamName":"Nine"}`) }

const (
	nine     = `{"id":"feed/9","title":"Nine","categories":[{"id":"user/1/label/All"}],"url":"https://n.example/f.xml"}`
	nineHome = `{"id":"feed/9","title":"Моё","categories":[{"id":"user/1/label/Дом/?&"}],"url":"https://n.example/f.xml"}`
	address  = "https://n.example/f.xml?a=1&b=2"
)

// TestSubscribe adds a feed and gives it title and folder.
func TestSubscribe(t *testing.T) {
	x := newSite(t, "")
	x.answers(quickPath, added())
	x.answers(editPath, ok("OK"))
	x.answers(listPath, subs(one), subs(one, nine), subs(one), subs(one, nineHome))
	s := x.open(t)
	got, err := s.Subscribe(t.Context(), address, "", "")
	if err != nil || got != (feed.RemoteFeed{ID: "feed/9", Title: "Nine", URL: "https://n.example/f.xml"}) || x.count(editPath) != 0 {
		t.Errorf("%v %v", got, err)
	}
	if q := x.asked(quickPath)[0]; !slices.Equal(q.keys, []string{"T", "quickadd"}) || q.fields.Get("quickadd") != address {
		t.Errorf("%v", q.fields)
	}
	got, err = s.Subscribe(t.Context(), address, "Моё", "Дом/?&")
	if err != nil || got.Title != "Моё" || got.Folder != "Дом/?&" {
		t.Errorf("%v %v", got, err)
	}
	q := x.asked(editPath)[0]
	if !slices.Equal(q.keys, []string{"T", "ac", "s", "t", "a"}) || q.fields.Get("ac") != "edit" ||
		q.fields.Get("s") != "feed/9" || q.fields.Get("t") != "Моё" || q.fields.Get("a") != "user/-/label/Дом/?&" {
		t.Errorf("%v", q.fields)
	}
}

// TestSubscribeRefused gives the server's own reason, but no password of a
// feed's address, and tells a feed that is followed already.
func TestSubscribeRefused(t *testing.T) {
	for name, c := range map[string]struct {
		answer reply
		want   feed.Kind
		says   string
	}{
		"miniflux, again":    {reply{status: 500, body: `{"error_message":"This feed already exists."}`}, feed.KindExists, "already exists"},
		"freshrss, again":    {ok(`{"numResults":0,"error":"Already subscribed! https://n.example/"}`), feed.KindExists, "Already"},
		"bazqux, again":      {ok(`{"numResults":1,"streamId":"feed/1"}`), feed.KindExists, "followed already"},
		"miniflux, no feed":  {ok(`{"numResults":0}`), feed.KindRejected, "no feed there"},
		"freshrss, no feed":  {ok(`{"numResults":0,"error":"A feed could not be found at https://me:hush@n.example/"}`), feed.KindRejected, "could not be found at https://n.example/"},
		"miniflux, 404":      {reply{status: 500, body: `{"error_message":"fetcher: resource not found (404 status code)"}`}, feed.KindRejected, "resource not found"},
		"no id":              {ok(`{"numResults":"1"}`), feed.KindRejected, ""},
		"other shape":        {ok(`{"numResults":1,"streamId":"`), feed.KindDamaged, ""},
		"unknown endpoint":   {ok("[]"), feed.KindNotServer, ""},
		"trouble":            {reply{status: 502}, feed.KindServer, ""},
		"not in the list":    {added(), feed.KindRejected, "does not list"},
		"already, otherwise": {reply{status: 503, body: `{"error_message":"already restarting"}`}, feed.KindServer, "already restarting"},
	} {
		x := newSite(t, "")
		x.answers(listPath, subs(one))
		x.answers(quickPath, c.answer)
		_, err := x.open(t).Subscribe(t.Context(), address, "", "")
		if isKind(t, err, c.want); err == nil || !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "hush") {
			t.Errorf("%s: %v", name, err)
		}
	}
	x := newSite(t, "")
	x.answers(listPath, subs(one))
	_, err := x.open(t).Subscribe(t.Context(), "https://a.example/1.xml", "Other", "")
	if isKind(t, err, feed.KindExists); x.count(quickPath) != 0 || x.count(editPath) != 0 {
		t.Error("asked for a feed that is listed")
	}
	x.answers(quickPath, added())
	x.answers(editPath, reply{status: 500, body: `{"error_message":"no such folder"}`})
	_, err = x.open(t).Subscribe(t.Context(), address, "", "Folder")
	isKind(t, err, feed.KindRejected)
	x.answers(listPath, reply{status: 502})
	_, err = x.open(t).Subscribe(t.Context(), address, "", "")
	isKind(t, err, feed.KindServer)
}

// TestUnsubscribe leaves a feed; one that is not there is left already.
func TestUnsubscribe(t *testing.T) {
	no := reply{status: 400, body: "Bad Request!"}
	for name, c := range map[string]struct {
		answer, list reply
		want         feed.Kind
	}{
		"done":          {ok("OK"), subs(), feed.KindNone},
		"not there":     {no, subs(two), feed.KindNone},
		"still there":   {no, subs(one, two), feed.KindRejected},
		"who knows":     {no, reply{status: 502}, feed.KindRejected},
		"in trouble":    {reply{status: 502}, subs(), feed.KindServer},
		"wrong address": {ok("<p>"), subs(), feed.KindNotServer},
	} {
		x := newSite(t, "")
		x.answers(editPath, c.answer)
		x.answers(listPath, c.list)
		if isKind(t, x.open(t).Unsubscribe(t.Context(), "feed/1"), c.want); t.Failed() {
			t.Fatal(name)
		}
		if q := x.asked(editPath)[0]; !slices.Equal(q.keys, []string{"T", "ac", "s"}) || q.fields.Get("s") != "feed/1" {
			t.Errorf("%v", q.fields)
		}
	}
}

// TestEdit renames and moves, sends only what changes, and moves a feed out of
// its folder on servers that have a folder for those without.
func TestEdit(t *testing.T) {
	plain := strings.Replace(one, "Sea & Sky", "All", 2)
	for name, c := range map[string]struct {
		title, folder string
		lists         []reply
		sent          []string // fields without T, ac and s
	}{
		"nothing":            {"One", "Sea & Sky", []reply{subs(one)}, nil},
		"own title":          {"", "Sea & Sky", []reply{subs(one)}, nil},
		"title":              {"New <n> & «x»", "Sea & Sky", []reply{subs(one)}, []string{"t=New <n> & «x»"}},
		"folder":             {"One", "Bulk", []reply{subs(one)}, []string{"a=user/-/label/Bulk&r=user/-/label/Sea & Sky"}},
		"both":               {"X", "Bulk", []reply{subs(one)}, []string{"a=user/-/label/Bulk&r=user/-/label/Sea & Sky&t=X"}},
		"out, freshrss":      {"One", "", []reply{subs(one), subs(plain)}, []string{"r=user/-/label/Sea & Sky"}},
		"out, miniflux":      {"One", "", []reply{subs(one), subs(one)}, []string{"r=user/-/label/Sea & Sky", "a=user/-/label/All&r=user/-/label/Sea & Sky"}},
		"out of the default": {"One", "", []reply{subs(plain)}, nil},
		"into one":           {"One", "New", []reply{subs(plain)}, []string{"a=user/-/label/New"}},
	} {
		t.Run(name, func(t *testing.T) {
			x := newSite(t, "")
			x.answers(listPath, c.lists...)
			x.answers(editPath, ok("OK"))
			if err := x.open(t).Edit(t.Context(), "feed/1", c.title, c.folder); err != nil {
				t.Fatal(err)
			}
			var sent []string
			for _, q := range x.asked(editPath) {
				if !slices.Equal(q.keys[:3], []string{"T", "ac", "s"}) || q.fields.Get("ac") != "edit" || q.fields.Get("s") != "feed/1" {
					t.Errorf("%v", q.fields)
				}
				for _, k := range []string{"T", "ac", "s"} {
					q.fields.Del(k)
				}
				text, _ := url.QueryUnescape(q.fields.Encode())
				sent = append(sent, text)
			}
			if !slices.Equal(sent, c.sent) {
				t.Errorf("got %q, want %q", sent, c.sent)
			}
		})
	}
	x := newSite(t, "")
	x.answers(listPath, subs(one))
	x.answers(editPath, reply{status: 400, body: `{"error_message":"feed not found"}`})
	s := x.open(t)
	isKind(t, s.Edit(t.Context(), "feed/9", "X", ""), feed.KindNoSource) // FreshRSS would say OK
	isKind(t, s.Edit(t.Context(), "feed/1", "X", ""), feed.KindRejected)
	x.answers(editPath, ok("OK"))
	x.answers(listPath, subs(four), subs(four))
	if err := s.Edit(t.Context(), "feed/4", "", "Second"); err != nil {
		t.Error(err)
	}
	if last := x.asked(editPath)[x.count(editPath)-1]; last.fields.Has("a") || !slices.Equal(last.fields["r"], []string{"user/-/label/x/y <ö> ☂"}) {
		t.Errorf("of several folders: %v", last.fields)
	}
}
