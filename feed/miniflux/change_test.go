package miniflux

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"rubrika/feed"
)

func TestMark(t *testing.T) {
	s := newShelf(t)
	s.first = func(*http.Request, string) (int, string) { return http.StatusNoContent, "" }
	account := open(t, s.URL)
	for _, c := range []struct {
		mark feed.State
		on   bool
		want string
	}{
		{feed.Read, true, `PUT /v1/entries {"entry_ids":[87,86],"status":"read"}`},
		{feed.Read, false, `PUT /v1/entries {"entry_ids":[87,86],"status":"unread"}`},
		{feed.Starred, true, `PUT /v1/entries {"entry_ids":[87,86],"starred":true}`},
		{feed.Starred, false, `PUT /v1/entries {"entry_ids":[87,86],"starred":false}`},
	} {
		if err := account.Mark(t.Context(), c.mark, c.on, []string{"87", "86"}); err != nil {
			t.Error(err)
		}
		s.wantAsked(t, c.want)
	}
	// An empty list would be refused.
	if err := account.Mark(t.Context(), feed.Read, true, nil); err != nil {
		t.Error(err)
	}
	s.wantAsked(t)
	wantKind(t, account.Mark(t.Context(), feed.Read, true, []string{"87", "x"}), feed.KindRejected)
	wantKind(t, account.Mark(t.Context(), feed.Read|feed.Starred, true, []string{"87"}), feed.KindInternal)
	s.wantAsked(t)
}

// Only 204 is success; a reason with 4xx is a refusal for good.
func TestMarkRefused(t *testing.T) {
	s := newShelf(t)
	account := open(t, s.URL)
	account.Unread(t.Context())
	for _, c := range []struct {
		status int
		body   string
		kind   feed.Kind
	}{
		{400, `{"error_message":"this entry cannot be changed"}`, feed.KindRejected},
		{400, "Bad Request", feed.KindNotServer},
		{404, "<html>", feed.KindNotServer},
		{401, `{"error_message":"access unauthorized"}`, feed.KindPassword},
		{403, "<html>", feed.KindRefused},
		{500, `{"error_message":"store: bad day"}`, feed.KindServer},
		{502, "Bad Gateway", feed.KindServer},
		{200, "OK", feed.KindNotServer},
		{200, "<html>sign in</html>", feed.KindNotServer},
		{200, "", feed.KindNotServer},
		{302, "", feed.KindNotServer},
		{429, "", feed.KindTooMany},
	} {
		s.first = func(*http.Request, string) (int, string) { return c.status, c.body }
		for _, mark := range []feed.State{feed.Read, feed.Starred} {
			s.asked()
			err := account.Mark(t.Context(), mark, true, []string{"1"})
			if feed.KindOf(err) != c.kind {
				t.Errorf("%d %s: %v of kind %q, want %q", c.status, c.body, err, feed.KindOf(err), c.kind)
			}
			if n := len(s.asked()); n > 1 {
				t.Errorf("%d %s: %d requests", c.status, c.body, n)
			}
		}
	}
}

// oldStars makes a shelf a server from before 2.3.2: stars are turned over
// one by one, and a change of stars in bulk lacks a status.
func (s *shelf) oldStars() {
	s.old = true
	s.first = func(r *http.Request, body string) (int, string) {
		path, toggle := strings.CutSuffix(r.URL.Path, "/bookmark")
		switch {
		case r.Method != http.MethodPut:
			return 0, ""
		case toggle:
			var id int64
			fmt.Sscanf(path, "/v1/entries/%d", &id)
			if s.items[id] == nil {
				return 404, `{"error_message":"resource not found"}`
			}
			s.items[id].Starred = !s.items[id].Starred
		case !strings.Contains(body, "status"):
			return 400, `{"error_message":"invalid entry status"}`
		}
		return http.StatusNoContent, ""
	}
}

func TestOldStars(t *testing.T) {
	s := newShelf(t)
	s.oldStars()
	s.add("read", false, 1, 2)
	s.add("read", true, 3)
	account := open(t, s.URL)
	for range 2 { // repeated, nothing turns back
		if err := account.Mark(t.Context(), feed.Starred, true, []string{"1", "3", "99", "2"}); err != nil {
			t.Fatal(err)
		}
		if !s.items[1].Starred || !s.items[2].Starred || !s.items[3].Starred {
			t.Fatalf("stars %v %v %v", s.items[1].Starred, s.items[2].Starred, s.items[3].Starred)
		}
	}
	want := []string{
		`PUT /v1/entries {"entry_ids":[1,3,99,2],"starred":true}`, "GET /v1/entries/ids?limit=1", // it is an old one
		"GET /v1/entries/1", "PUT /v1/entries/1/bookmark", "GET /v1/entries/3", "GET /v1/entries/99",
		"GET /v1/entries/2", "PUT /v1/entries/2/bookmark",
		"GET /v1/entries/1", "GET /v1/entries/3", "GET /v1/entries/99", "GET /v1/entries/2",
	}
	s.wantAsked(t, want...)
	if err := account.Mark(t.Context(), feed.Starred, false, []string{"3"}); err != nil || s.items[3].Starred {
		t.Errorf("unstarred: %v, %v", s.items[3].Starred, err)
	}
	s.asked()
	if err := account.Mark(t.Context(), feed.Read, true, []string{"1"}); err != nil {
		t.Error(err)
	}
	s.wantAsked(t, `PUT /v1/entries {"entry_ids":[1],"status":"read"}`)
}

// A toggle whose answer was lost is not toggled back.
func TestOldStarsCut(t *testing.T) {
	s := newShelf(t)
	s.oldStars()
	s.add("read", false, 1, 2)
	inner, cut := s.Config.Handler, true
	s.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		inner.ServeHTTP(w, r)
		if cut && strings.HasSuffix(r.URL.Path, "/1/bookmark") {
			cut = false
			panic(http.ErrAbortHandler)
		}
	})
	account := open(t, s.URL)
	if err := account.Mark(t.Context(), feed.Starred, true, []string{"1", "2"}); err == nil {
		t.Fatal("no error from a broken connection")
	}
	if err := account.Mark(t.Context(), feed.Starred, true, []string{"1", "2"}); err != nil {
		t.Fatal(err)
	}
	if !s.items[1].Starred || !s.items[2].Starred {
		t.Errorf("stars %v %v", s.items[1].Starred, s.items[2].Starred)
	}
}

// A server that lists ids sets stars in bulk: its refusal is about the items.
func TestStarsRefused(t *testing.T) {
	s := newShelf(t)
	s.first = func(r *http.Request, _ string) (int, string) {
		if r.Method == http.MethodPut {
			return 400, `{"error_message":"this entry cannot be changed"}`
		}
		return 0, ""
	}
	account := open(t, s.URL)
	for range 2 {
		wantKind(t, account.Mark(t.Context(), feed.Starred, true, []string{"1"}), feed.KindRejected)
	}
	const put = `PUT /v1/entries {"entry_ids":[1],"starred":true}`
	s.wantAsked(t, put, "GET /v1/entries/ids?limit=1", put) // found out once
}

// feeds is the part of a server that knows subscriptions.
type feeds struct {
	*shelf
	fail map[string]string // «POST /v1/feeds» → «500 …»
}

func newFeeds(t *testing.T) *feeds {
	f := &feeds{shelf: newShelf(t), fail: map[string]string{}}
	f.first = func(r *http.Request, body string) (int, string) {
		call := r.Method + " " + r.URL.Path
		if answer, ok := f.fail[call+" "+body]; ok {
			return status3(answer)
		}
		if answer, ok := f.fail[call]; ok {
			return status3(answer)
		}
		const one = `{"id":8,"feed_url":"https://a.example/rss","site_url":"https://a.example/","title":"%s","category":{"id":3,"title":"Tech & Go"}}`
		switch call {
		case "GET /v1/categories":
			return 200, `[{"id":3,"title":"Tech & Go"},{"id":1,"title":"All"}]`
		case "POST /v1/categories":
			return 201, `{"id":6,"title":"Свежее"}`
		case "POST /v1/feeds":
			return 201, `{"feed_id":8}`
		case "GET /v1/feeds/8":
			return 200, fmt.Sprintf(one, "Своё имя")
		case "PUT /v1/feeds/8":
			return 201, fmt.Sprintf(one, "Моё имя")
		case "DELETE /v1/feeds/8":
			return 204, ""
		}
		return 404, `{"error_message":"resource not found"}`
	}
	return f
}

func status3(answer string) (int, string) {
	var status int
	fmt.Sscan(answer[:3], &status)
	return status, strings.TrimSpace(answer[3:])
}

func TestSubscribe(t *testing.T) {
	f := newFeeds(t)
	account := open(t, f.URL)
	for _, c := range []struct {
		title, folder string
		asked         []string
	}{
		{"", "", []string{
			"GET /v1/categories", `POST /v1/feeds {"category_id":1,"feed_url":"https://a.example/rss"}`, "GET /v1/feeds/8",
		}},
		{"Моё имя", "tech & go", []string{ // names differ in more than case
			"GET /v1/categories", `POST /v1/feeds {"category_id":3,"feed_url":"https://a.example/rss"}`,
			`PUT /v1/feeds/8 {"title":"Моё имя"}`,
		}},
		{"", "Свежее", []string{
			"GET /v1/categories", `POST /v1/categories {"title":"Свежее"}`,
			`POST /v1/feeds {"category_id":6,"feed_url":"https://a.example/rss"}`, "GET /v1/feeds/8",
		}},
	} {
		got, err := account.Subscribe(t.Context(), "https://a.example/rss", c.title, c.folder)
		title := "Своё имя"
		if c.title != "" {
			title = c.title
		}
		want := feed.RemoteFeed{ID: "8", URL: "https://a.example/rss", Site: "https://a.example/", Title: title, Folder: "Tech & Go"}
		if err != nil || got != want {
			t.Errorf("%q in %q: %+v, %v, want %+v", c.title, c.folder, got, err, want)
		}
		f.wantAsked(t, c.asked...)
	}
}

// The folder for feeds without one may have got another name: then it is made.
func TestSubscribeWithoutAll(t *testing.T) {
	f := newFeeds(t)
	f.fail["GET /v1/categories"] = `200 [{"id":1,"title":"Всё"}]`
	f.fail["POST /v1/categories"] = `201 {"id":9,"title":"All"}`
	if _, err := open(t, f.URL).Subscribe(t.Context(), "https://a.example/rss", "", ""); err != nil {
		t.Fatal(err)
	}
	asked := f.asked()
	if !slices.Contains(asked, `POST /v1/categories {"title":"All"}`) ||
		!slices.Contains(asked, `POST /v1/feeds {"category_id":9,"feed_url":"https://a.example/rss"}`) {
		t.Errorf("asked %v", asked)
	}
}

// That a feed is there already is told before it is fetched, or after.
func TestSubscribeAgain(t *testing.T) {
	for _, answer := range []string{
		`400 {"error_message":"This feed already exists."}`, `500 {"error_message":"fetcher: duplicated feed"}`,
	} {
		f := newFeeds(t)
		f.fail["POST /v1/feeds"] = answer
		_, err := open(t, f.URL).Subscribe(t.Context(), "https://a.example/rss", "", "")
		wantKind(t, err, feed.KindExists)
		for _, call := range f.asked() {
			if strings.Contains(call, "discover") {
				t.Errorf("%s: looked for feeds", answer)
			}
		}
	}
}

// Where the address is a page, the server looks for feeds on it.
func TestSubscribeToAPage(t *testing.T) {
	f := newFeeds(t)
	f.fail[`POST /v1/feeds {"category_id":1,"feed_url":"https://a.example/"}`] = `500 {"error_message":"parser: unable to detect feed format"}`
	f.fail["POST /v1/discover"] = `200 [{"title":"А","url":"https://a.example/rss","type":"rss"},{"url":"https://a.example/2"}]`
	got, err := open(t, f.URL).Subscribe(t.Context(), "https://a.example/", "", "")
	if err != nil || got.ID != "8" {
		t.Errorf("%+v, %v", got, err)
	}
	f.wantAsked(t, "GET /v1/categories", `POST /v1/feeds {"category_id":1,"feed_url":"https://a.example/"}`,
		`POST /v1/discover {"url":"https://a.example/"}`,
		`POST /v1/feeds {"category_id":1,"feed_url":"https://a.example/rss"}`, "GET /v1/feeds/8")
}

func TestSubscribeFails(t *testing.T) {
	const address = "https://a.example/nope"
	for name, c := range map[string]struct {
		fail map[string]string
		kind feed.Kind
		text string
	}{
		"no feed": {
			map[string]string{
				"POST /v1/feeds":    `500 {"error_message":"fetcher: resource not found (404 status code)"}`,
				"POST /v1/discover": `404 {"error_message":"resource not found"}`,
			}, feed.KindServer, "404 status code",
		},
		"the page is the feed": {
			map[string]string{
				"POST /v1/feeds":    `500 {"error_message":"parser: bad XML"}`,
				"POST /v1/discover": `200 [{"url":"` + address + `"}]`,
			}, feed.KindServer, "bad XML",
		},
		"a bad address":    {map[string]string{"POST /v1/feeds": `400 {"error_message":"Invalid feed URL."}`}, feed.KindRejected, "Invalid"},
		"down":             {map[string]string{"POST /v1/feeds": `502 <html>`}, feed.KindServer, "502"},
		"no id":            {map[string]string{"POST /v1/feeds": `201 {}`}, feed.KindNotServer, "no id"},
		"another's feed":   {map[string]string{"GET /v1/feeds/8": `200 {"id":9}`}, feed.KindNotServer, "not the feed"},
		"no title":         {map[string]string{"GET /v1/feeds/8": `500 {"error_message":"store"}`}, feed.KindServer, "store"},
		"no folders":       {map[string]string{"GET /v1/categories": `500 <html>`}, feed.KindServer, "500"},
		"folder not made":  {map[string]string{"GET /v1/categories": `200 []`, "POST /v1/categories": `400 {"error_message":"bad title"}`}, feed.KindRejected, "bad title"},
		"folder of nobody": {map[string]string{"GET /v1/categories": `200 []`, "POST /v1/categories": `201 {}`}, feed.KindNotServer, "no id"},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFeeds(t)
			f.fail = c.fail
			got, err := open(t, f.URL).Subscribe(t.Context(), address, "", "")
			wantKind(t, err, c.kind)
			if got != (feed.RemoteFeed{}) || !strings.Contains(err.Error(), c.text) {
				t.Errorf("%+v, %v", got, err)
			}
		})
	}
}

func TestUnsubscribe(t *testing.T) {
	f := newFeeds(t)
	account := open(t, f.URL)
	for _, id := range []string{"8", "9", "feed/8"} { // left, left already, never there
		if err := account.Unsubscribe(t.Context(), id); err != nil {
			t.Errorf("%s: %v", id, err)
		}
	}
	f.wantAsked(t, "DELETE /v1/feeds/8", "DELETE /v1/feeds/9")
	f.fail["DELETE /v1/feeds/8"] = "404 <html>not found</html>" // of something else
	wantKind(t, account.Unsubscribe(t.Context(), "8"), feed.KindNotServer)
}

func TestEdit(t *testing.T) {
	f := newFeeds(t)
	account := open(t, f.URL)
	if err := account.Edit(t.Context(), "8", "Моё имя", "Tech & Go"); err != nil {
		t.Error(err)
	}
	f.wantAsked(t, "GET /v1/categories", `PUT /v1/feeds/8 {"category_id":3,"title":"Моё имя"}`)
	if err := account.Edit(t.Context(), "8", "", ""); err != nil {
		t.Error(err)
	}
	f.wantAsked(t, "GET /v1/categories", `PUT /v1/feeds/8 {"category_id":1}`) // an empty title is refused
	wantKind(t, account.Edit(t.Context(), "9", "x", ""), feed.KindRejected)
	wantKind(t, account.Edit(t.Context(), "feed/8", "x", ""), feed.KindRejected)
	f.fail["GET /v1/categories"] = "500 <html>"
	wantKind(t, account.Edit(t.Context(), "8", "x", "y"), feed.KindServer)
}

func TestFullText(t *testing.T) {
	s := newShelf(t)
	answer := `200 {"content":"<h1>Порт</h1><p>Весь текст</p>","reading_time":1}`
	s.first = func(*http.Request, string) (int, string) { return status3(answer) }
	account := open(t, s.URL)
	text, err := account.FullText(t.Context(), "87")
	if err != nil || text != "<h1>Порт</h1><p>Весь текст</p>" {
		t.Errorf("%q, %v", text, err)
	}
	s.wantAsked(t, "GET /v1/entries/87/fetch-content")
	for body, kind := range map[string]feed.Kind{
		`200 {"content":" "}`: feed.KindNoText,
		`200 {}`:              feed.KindNoText,
		`500 {"error_message":"scraper: bad page"}`:  feed.KindNoText,
		`404 {"error_message":"resource not found"}`: feed.KindNoText,
		`500 oops`:   feed.KindServer,
		`200 <html>`: feed.KindNotServer,
		`401 {"error_message":"access unauthorized"}`: feed.KindPassword,
	} {
		answer = body
		text, err := account.FullText(t.Context(), "87")
		if feed.KindOf(err) != kind || text != "" {
			t.Errorf("%s: %q, %v of kind %q, want %q", body, text, err, feed.KindOf(err), kind)
		}
	}
	_, err = account.FullText(t.Context(), "../me")
	wantKind(t, err, feed.KindNoText)
}
