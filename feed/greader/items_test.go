package greader

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"rubrika/feed"
)

// wanted are so many items, numbered from 1.
func wanted(n int) []feed.RemoteItem {
	list := make([]feed.RemoteItem, n)
	for i := range list {
		list[i].ID = strconv.Itoa(i + 1)
	}
	return list
}

// echo answers with an item for each id that was asked for, last one first.
func echo(q question) reply {
	var items []string
	for _, id := range q.fields["i"] {
		items = append(items, `{"id":"`+id+`","title":"Item","origin":{"streamId":"feed/1"}}`)
	}
	slices.Reverse(items)
	return ok(`{"items":[` + strings.Join(items, ",") + "]}\n")
}

// TestContents asks for at most 250 items at once, by post, with T and output
// before the ids, which are in the long form.
func TestContents(t *testing.T) {
	x := newSite(t, "")
	x.on[contentsPath] = echo
	s := x.open(t)
	got, err := s.Items(t.Context(), wanted(600))
	if err != nil || len(got) != 600 {
		t.Fatalf("%d items, %v", len(got), err)
	}
	asked := x.asked(contentsPath)
	for i, n := range []int{250, 250, 100} {
		q := asked[i]
		if q.method != http.MethodPost || len(q.fields["i"]) != n || !slices.Equal(q.keys[:3], []string{"T", "output", "i"}) {
			t.Errorf("%s %v with %d ids", q.method, q.keys[:3], len(q.fields["i"]))
		}
		if q.fields.Get("i") != longID(strconv.Itoa(i*250+1)) {
			t.Errorf("id %s", q.fields.Get("i"))
		}
	}
	if got, err = s.Items(t.Context(), nil); err != nil || got != nil || x.count(contentsPath) != 3 {
		t.Errorf("no ids: %v %v", got, err)
	}
}

// TestMatching takes the items that were asked for, once each, by id: answers
// come in another order, without what is gone.
func TestMatching(t *testing.T) {
	x := newSite(t, "")
	x.answers(contentsPath, ok(`{"items":[
		{"id":"`+longPrefix+`0000000000000003","title":"C"},
		{"id":"`+longPrefix+`0000000000000001","title":"A"},
		{"id":"`+longPrefix+`0000000000000001","title":"again"},
		{"id":"`+longPrefix+`0000000000000009","title":"not asked for"},
		{"id":"`+longPrefix+`1234567812345678","title":"looks like a number"},
		{"id":"`+longPrefix+`5f0c0ffee15bad5eed000001","title":"is none"},
		{"title":"no id"}, {"id":{}}, {"id":"4","categories":"x"}
	]}`))
	var want []feed.RemoteItem
	for _, id := range []string{"1", "2", "3", "4", "5f0c0ffee15bad5eed000001"} {
		want = append(want, feed.RemoteItem{ID: id})
	}
	got, err := x.open(t).Items(t.Context(), want)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, d := range got {
		ids = append(ids, d.Remote+" "+d.Title)
	}
	if !slices.Equal(ids, []string{"3 C", "1 A", "5f0c0ffee15bad5eed000001 is none"}) {
		t.Errorf("%q", ids)
	}
	x.answers(contentsPath, ok(`{"items":[{"id":"1","origin":[]}]}`))
	_, err = x.open(t).Items(t.Context(), wanted(1))
	isKind(t, err, feed.KindNotServer)
	x.answers(contentsPath, ok(`{"items":[]}`))
	if got, err = x.open(t).Items(t.Context(), wanted(1)); err != nil || len(got) != 0 {
		t.Errorf("gone: %v %v", got, err)
	}
}

// TestTooBig asks by halves for what is too big for one answer, and leaves out
// an item that is too big alone.
func TestTooBig(t *testing.T) {
	x := newSite(t, "")
	x.on[contentsPath] = func(q question) reply {
		if slices.Contains(q.fields["i"], longID("3")) {
			return ok(strings.Repeat(" ", 2<<20))
		}
		return echo(q)
	}
	got, err := x.open(t).Items(t.Context(), wanted(5))
	if err != nil || len(got) != 4 || x.count(contentsPath) != 5 {
		t.Errorf("%d items after %d requests, %v", len(got), x.count(contentsPath), err)
	}
}

// itemCase is an item and what is made of it.
type itemCase struct {
	base, json string
	want       feed.Delivery
}

// itemCases are items as Miniflux, FreshRSS and others write them.
func itemCases() map[string]itemCase {
	at := func(s int64) time.Time { return time.Unix(s, 0).UTC() }
	return map[string]itemCase{
		"miniflux": {
			"", `{"id":"1","categories":["user/1/state/com.google/reading-list","user/1/label/Sea & Sky",
			"user/1/state/com.google/read","user/1/state/com.google/starred"],"title":"Salt < pepper & \"honey\"",
			"crawlTimeMsec":"1795399326001","timestampUsec":"1795338000000000","published":1795338000,"updated":1795399325,
			"author":"","alternate":[{"href":"https://a.example/1","type":"text/html"}],
			"summary":{"direction":"ltr","content":"<p>Body</p>"},"content":{"direction":"ltr","content":"<p>Body</p>"},
			"origin":{"streamId":"feed/7","title":"Feed","htmlUrl":"https://a.example/"},
			"enclosure":[{"url":"https://a.example/1.mp3","type":"audio/mpeg"}],"canonical":[{"href":"https://a.example/1"}]}`,
			feed.Delivery{Feed: "feed/7", Entry: feed.Entry{
				Item: feed.Item{
					Title: `Salt < pepper & "honey"`, URL: "https://a.example/1", Summary: "<p>Body</p>",
					Published: at(1795338000), State: feed.Read | feed.Starred, Badges: feed.Audio,
				},
				HTML: "<p>Body</p>", Enclosures: []feed.Enclosure{{URL: "https://a.example/1.mp3", Type: "audio/mpeg"}},
			}},
		},
		"freshrss": {
			script, `{"id":"1","crawlTimeMsec":"1795399400123","timestampUsec":"1795399400123456","published":1795338000,
			"title":"Salt ＜ pepper ＆ honey；","canonical":[{"href":"https://b.example/4"}],"alternate":[{"href":"https://b.example/4"}],
			"categories":["user/-/state/com.google/reading-list","user/-/label/Разное","user/-/state/com.google/starred","Эфир","user","a/b"],
			"origin":{"streamId":"feed/7","htmlUrl":"https://b.example/","title":"X"},"summary":{"content":"<p>Текст</p>"},
			"enclosure":[{"href":"https://b.example/4.jpg","type":"image/jpeg","length":730112},{"href":""}],"author":"Н. Касимова"}`,
			feed.Delivery{Feed: "feed/7", Entry: feed.Entry{
				Item: feed.Item{
					Title: "Salt < pepper & honey；", URL: "https://b.example/4", Summary: "<p>Текст</p>",
					Published: at(1795338000), State: feed.Starred,
				},
				HTML: "<p>Текст</p>", Author: "Н. Касимова", Categories: []string{"Эфир", "user", "a/b"},
				Enclosures: []feed.Enclosure{{URL: "https://b.example/4.jpg", Type: "image/jpeg", Length: 730112}},
				Images:     []string{"https://b.example/4.jpg"},
			}},
		},
		"no more than an id": {"", `{"id":"1"}`, feed.Delivery{}},
		"all null": {"", `{"id":"1","title":null,"author":null,"published":null,"canonical":null,"alternate":null,
			"enclosure":null,"content":null,"summary":null,"categories":null,"origin":null}`, feed.Delivery{}},
		"no link, freshrss": {script, `{"id":"1","canonical":[{"href":""}],"alternate":[{"href":""}],"content":{"content":""}}`, feed.Delivery{}},
		"no link, miniflux": {"", `{"id":"1","canonical":[{"href":"https://a.example"}],"origin":{"htmlUrl":"https://a.example/"}}`, feed.Delivery{}},
		"alternate only": {
			"", `{"id":"1","title":7,"alternate":[{"href":"https://a.example/2"}],"enclosure":[{"href":"x","type":" Video/MP4","length":"12"},{"href":"y","length":-1}]}`,
			feed.Delivery{Entry: feed.Entry{
				Item:       feed.Item{Title: "7", URL: "https://a.example/2", Badges: feed.Video},
				Enclosures: []feed.Enclosure{{URL: "x", Type: "video/mp4", Length: 12}, {URL: "y"}},
			}},
		},
		"fullwidth elsewhere": {"", `{"id":"1","title":"漢字＆仮名"}`, feed.Delivery{Entry: feed.Entry{Item: feed.Item{Title: "漢字＆仮名"}}}},
	}
}

// TestItem reads items as servers write them.
func TestItem(t *testing.T) {
	for name, c := range itemCases() {
		t.Run(name, func(t *testing.T) {
			x := newSite(t, c.base)
			x.answers(contentsPath, ok(`{"items":[`+c.json+`]}`))
			got, err := x.open(t).Items(t.Context(), wanted(1))
			if err != nil || len(got) != 1 {
				t.Fatal(got, err)
			}
			c.want.Remote, c.want.GUID = "1", "1"
			same(t, got[0], c.want)
		})
	}
}

// same compares two deliveries field by field.
func same(t *testing.T, got, want feed.Delivery) {
	t.Helper()
	check := func(name string, equal bool, got, want any) {
		t.Helper()
		if !equal {
			t.Errorf("%s: got %v, want %v", name, got, want)
		}
	}
	check("id", got.Remote == want.Remote && got.GUID == want.GUID, got.Remote, want.Remote)
	check("feed", got.Feed == want.Feed, got.Feed, want.Feed)
	check("title", got.Title == want.Title, got.Title, want.Title)
	check("url", got.URL == want.URL, got.URL, want.URL)
	check("summary", got.Summary == want.Summary, got.Summary, want.Summary)
	check("body", got.HTML == want.HTML && got.Full == want.Full, got.HTML, want.HTML)
	check("published", got.Published.Equal(want.Published), got.Published, want.Published)
	check("badges", got.Badges == want.Badges, got.Badges, want.Badges)
	check("state", got.State == want.State, got.State, want.State)
	check("author", got.Author == want.Author, got.Author, want.Author)
	check("categories", slices.Equal(got.Categories, want.Categories), got.Categories, want.Categories)
	check("enclosures", slices.Equal(got.Enclosures, want.Enclosures), got.Enclosures, want.Enclosures)
	check("images", slices.Equal(got.Images, want.Images), got.Images, want.Images)
}

// TestFull takes a long text for the whole article, whatever its markup.
func TestFull(t *testing.T) {
	s := newSite(t, "").open(t)
	for _, c := range []struct {
		body string
		full bool
	}{
		{strings.Repeat("слово ", 420), true},
		{strings.Repeat(`<a href="https://a.example/`+strings.Repeat("x", 60)+`">x</a>`, 400), false},
		{"<p>" + strings.Repeat("слово ", 400) + "<", false},
		{"", false},
	} {
		it := item{Content: text{Content: scalar(c.body)}}
		if got := s.entry(&session{}, it); got.Full != c.full || string(got.HTML) != strings.TrimSpace(c.body) {
			t.Errorf("%.40q: full is %v", c.body, got.Full)
		}
	}
}

// TestDates reads the dates that occur, and holds the future at a day after
// the server met the item.
func TestDates(t *testing.T) {
	s := newSite(t, "").open(t)
	const crawled = "1795399325250" // 23 November 2026, 02:02:05
	for _, c := range []struct{ published, crawled, want string }{
		{"1795338000", crawled, "2026-11-22T09:00:00Z"},
		{"1795338000.9", crawled, "2026-11-22T09:00:00Z"},
		{"1795338000123", crawled, "2026-11-22T09:00:00.123Z"},
		{"1795338000123456", crawled, "2026-11-22T09:00:00.123456Z"},
		{"-86400", crawled, "1969-12-31T00:00:00Z"},
		{"1924992000", crawled, "2026-11-24T02:02:05.25Z"}, // 2031
		{"1924992000", "", "2026-11-24T12:00:00Z"},
		{"1924992000", "1924992000000", "2026-11-24T12:00:00Z"}, // the server's clock is wrong too
		{"", crawled, "2026-11-23T02:02:05.25Z"},
		{"0", crawled, "2026-11-23T02:02:05.25Z"},
		{"yesterday", "", ""},
		{"1e300", "", ""},
		{"-99999999999999", "", ""},
		{"NaN", "", ""},
	} {
		got := s.published(item{Published: scalar(c.published), Crawled: scalar(c.crawled)})
		want, _ := time.Parse(time.RFC3339Nano, c.want) // zero when empty
		if !got.Equal(want) || got.Location() != time.UTC {
			t.Errorf("%s (met %s): %v, want %v", c.published, c.crawled, got, want)
		}
	}
	it := item{Published: "1795338000"}
	it.Origin.HTMLURL = "https://xeber.example.az/"
	if got := s.published(it).String(); got != "2026-11-22 13:00:00 +0400 +04" {
		t.Errorf("in Baku: %s", got)
	}
}

// TestMark sends one a or r before at most 250 ids, so that PHP drops none of
// them, and by the stream names that FreshRSS knows.
func TestMark(t *testing.T) {
	x := newSite(t, "")
	x.answers(tagPath, ok("OK\n"))
	s := x.open(t)
	ids := make([]string, 0, 600)
	for _, w := range wanted(600) {
		ids = append(ids, w.ID)
	}
	for _, c := range []struct {
		mark     feed.State
		on       bool
		key, tag string
	}{
		{feed.Read, true, "a", tagRead},
		{feed.Read, false, "r", tagRead},
		{feed.Starred, true, "a", tagStarred},
		{feed.Starred, false, "r", tagStarred},
	} {
		before := x.count(tagPath)
		if err := s.Mark(t.Context(), c.mark, c.on, ids); err != nil {
			t.Fatal(err)
		}
		var sent []string
		for _, q := range x.asked(tagPath)[before:] {
			if !slices.Equal(q.keys[:3], []string{"T", c.key, "i"}) || q.fields.Get(c.key) != c.tag ||
				len(q.fields["a"])+len(q.fields["r"]) != 1 || len(q.fields["i"]) > 250 {
				t.Errorf("%v", q.fields)
			}
			for _, id := range q.fields["i"] {
				sent = append(sent, plainID(id))
			}
		}
		if !slices.Equal(sent, ids) {
			t.Errorf("sent %d ids", len(sent))
		}
	}
	n := x.count("")
	if err := s.Mark(t.Context(), feed.Read, true, nil); err != nil {
		t.Error(err)
	}
	isKind(t, s.Mark(t.Context(), feed.Read|feed.Starred, true, ids), feed.KindInternal)
	if x.count("") != n {
		t.Error("asked for nothing")
	}
}

// TestMarkAnswers believes only 200 and OK, and tells what the server will
// never take from what it may take later.
func TestMarkAnswers(t *testing.T) {
	for name, c := range map[string]struct {
		reply
		want feed.Kind
	}{
		"done":             {ok(" OK\r\n"), feed.KindNone},
		"unknown endpoint": {ok("[]"), feed.KindNotServer},
		"page":             {ok("<p>OK"), feed.KindNotServer},
		"empty":            {ok(""), feed.KindNotServer},
		"reason with 200":  {ok(`{"error_message":"no"}`), feed.KindServer},
		"other status":     {reply{status: 202, body: "OK"}, feed.KindServer},
		"malformed id":     {reply{status: 400, body: `{"error_message":"failed to parse item ID zzz"}`}, feed.KindRejected},
		"freshrss":         {reply{status: 400, body: "Bad Request!"}, feed.KindRejected},
		"too long":         {reply{status: 413}, feed.KindRejected},
		"trouble":          {reply{status: 500, body: `{"error_message":"database is down"}`}, feed.KindServer},
		"away":             {reply{status: 404}, feed.KindNotServer},
		"gateway":          {reply{status: 504}, feed.KindServer},
		"redirect":         {reply{status: 307, location: "/elsewhere"}, feed.KindNotServer},
		"wait":             {reply{status: 429}, feed.KindTooMany},
		"cut":              {reply{status: -1, body: "OK"}, feed.KindDamaged},
	} {
		x := newSite(t, "")
		x.answers(tagPath, c.reply)
		err := x.open(t).Mark(t.Context(), feed.Read, true, []string{"1"})
		if isKind(t, err, c.want); t.Failed() {
			t.Fatal(name)
		}
		if x.count(tagPath) != 1 {
			t.Errorf("%s: sent %d times", name, x.count(tagPath))
		}
		var e *feed.Error
		if c.want == feed.KindRejected && name != "too long" && (!errors.As(err, &e) || e.Status != 400 || e.Err == nil) {
			t.Errorf("%s: no reason in %v", name, err)
		}
	}
}
