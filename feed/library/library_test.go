package library

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rubrika/feed"
)

func TestRefreshTellsOfEach(t *testing.T) {
	t.Parallel()
	p := publish(t, map[string]answer{"/1": says(document(three()...)), "/2": says(document(three()[0])), "/3": says(document(three()[1]))})
	l, c := openNew(t)
	for _, path := range []string{"/1", "/2", "/3"} {
		follow(t, l, p.URL+path)
	}
	p.set("/1", says(document(append(three(), news{link: "/new", title: "New", age: 1})...)))
	p.set("/2", status(http.StatusNotFound))
	p.set("/3", says(document(news{guid: "sea-3002-b", link: "/story/ferry", title: "Ferry sails late", age: 2 * time.Hour})))
	c.pass(time.Hour)
	var told []Progress
	r, err := l.Refresh(t.Context(), RefreshOptions{Progress: func(p Progress) { told = append(told, p) }})
	if err != nil {
		t.Fatal(err)
	}
	if r.Sources != 3 || r.Failed != 1 || r.New != 1 || r.Changed != 1 || len(r.Errors) != 1 ||
		r.Errors[0].ID != 2 || r.Errors[0].Title != "Sea News" || feed.KindOf(r.Errors[0].Err) != feed.KindNotFound {
		t.Errorf("%+v", r)
	}
	failed, added := 0, 0
	for i, p := range told {
		if p.Done != i+1 || p.Total != 3 || p.Source != "Sea News" {
			t.Errorf("told %+v", p)
		}
		if p.Err != nil {
			failed++
		}
		added += p.New
	}
	if len(told) != 3 || failed != 1 || added != 1 {
		t.Errorf("told %+v", told)
	}
	r, err = l.Refresh(t.Context(), RefreshOptions{Sources: []feed.SourceID{3}, Force: true})
	if err != nil || r.Sources != 1 {
		t.Errorf("one source: %+v %v", r, err)
	}
}

func TestDamagedKeepsWhatIsWhole(t *testing.T) {
	t.Parallel()
	whole := document(three()...)
	p := publish(t, map[string]answer{"/rss": says(whole[:strings.Index(whole, "Storm")])})
	l, _ := openNew(t)
	sub, got, err := l.Subscribe(t.Context(), NewSource{URL: p.URL + "/rss"})
	if err != nil || got.New != 2 || sub.Trouble != feed.KindDamaged || sub.TroubleText == "" || sub.Items != 2 {
		t.Errorf("%+v %+v %v", sub, got, err)
	}
	p.set("/rss", says(whole))
	refresh(t, l)
	if sub := only(t, l); sub.Trouble != feed.KindNone || sub.Items != 3 || sub.Failures != 0 {
		t.Errorf("%+v", sub)
	}
}

func TestSubscribe(t *testing.T) {
	t.Parallel()
	p := publish(t, map[string]answer{
		"/rss":   says(document(three()...)),
		"/old":   status(http.StatusMovedPermanently, "Location", "/rss"),
		"/html":  says("<html><title>x</title></html>"),
		"/empty": says(document()),
	})
	l, _ := openNew(t)
	ctx := t.Context()
	for address, want := range map[string]feed.Kind{
		p.URL + "/html": feed.KindNotFeed, p.URL + "/missing": feed.KindNotFound, "ftp://x.example/": feed.KindAddress,
		"": feed.KindAddress, "http://": feed.KindAddress, "javascript:alert(1)": feed.KindAddress, "a b": feed.KindAddress,
	} {
		_, _, err := l.Subscribe(ctx, NewSource{URL: address})
		if feed.KindOf(err) != want {
			t.Errorf("%s: %v, want %s", address, err, want)
		}
	}
	if subs, err := l.Subscriptions(ctx); len(subs) != 0 || err != nil {
		t.Errorf("what cannot be read was subscribed to: %v %v", subs, err)
	}
	sub, got, err := l.Subscribe(ctx, NewSource{URL: " feed:" + p.URL + "/old#top ", Lang: "az", Rubric: feed.Sport, Zone: "Asia/Baku"})
	if err != nil || got.New != 3 || sub.URL != p.URL+"/rss" || sub.Title != "Sea News" || sub.Rubric != feed.Sport || sub.Items != 3 {
		t.Errorf("%+v %+v %v", sub, got, err)
	}
	if n := len(list(t, l, "rubric:sport")); n != 3 {
		t.Errorf("%d items under the rubric of the source", n)
	}
	for _, address := range []string{"/rss", "/old"} {
		_, _, err = l.Subscribe(ctx, NewSource{URL: p.URL + address})
		kind(t, err, feed.KindExists)
	}
	if sub, _, err = l.Subscribe(ctx, NewSource{URL: strings.TrimPrefix(p.URL, "http://") + "/empty"}); err == nil {
		t.Errorf("https was not tried for a bare host: %+v", sub)
	}
	if sub, _, err = l.Subscribe(ctx, NewSource{URL: p.URL + "/empty", Title: "Mine"}); err != nil || sub.Title != "Mine" {
		t.Errorf("an empty feed: %+v %v", sub, err)
	}
	if d, err := l.Unsubscribe(ctx, sub.ID); err != nil || d.Source != "Mine" {
		t.Errorf("%+v %v", d, err)
	}
	if d, err := l.Undo(ctx); err != nil || d.Kind != "unsubscribe" {
		t.Errorf("%+v %v", d, err)
	}
	if d, err := l.Redo(ctx); err != nil || d.Kind != "unsubscribe" {
		t.Errorf("%+v %v", d, err)
	}
}

func TestFind(t *testing.T) {
	t.Parallel()
	p := publish(t, map[string]answer{"/1": says(document()), "/2": says(document())})
	l, _ := openNew(t)
	for path, title := range map[string]string{"/1": "Ёлка", "/2": "Report News"} {
		if _, _, err := l.Subscribe(t.Context(), NewSource{URL: p.URL + path, Title: title}); err != nil {
			t.Fatal(err)
		}
	}
	subs, err := l.Subscriptions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, sub := range subs {
		for _, word := range []string{fmt.Sprint(sub.ID), sub.URL, sub.URL + "/", strings.Replace(sub.URL, "http", "https", 1), sub.Title, strings.ToUpper(sub.Title), sub.Title[:4]} {
			if got, err := l.Find(t.Context(), word); err != nil || got.ID != sub.ID {
				t.Errorf("%q finds %+v %v", word, got, err)
			}
		}
	}
	for word, near := range map[string]string{"Reprt News": "Report News", "127.0.0.1": "", "": "", "99": ""} {
		_, err := l.Find(t.Context(), word)
		kind(t, err, feed.KindNoSource)
		var e *feed.Error
		if !errors.As(err, &e) || e.Near != near {
			t.Errorf("%q: %v, want near %q", word, err, near)
		}
	}
}

func TestArticle(t *testing.T) {
	t.Parallel()
	p := publish(t, map[string]answer{"/rss": says(document(
		news{link: "/full", title: "Full", body: `<p>See <a href="/more">more</a> and <img src="/p.jpg" alt="A pier"></p><script>x()</script>`, age: 1},
		news{link: "/none", title: "None", age: 2},
	))})
	l, _ := openNew(t)
	follow(t, l, p.URL+"/rss")
	items := list(t, l, "")
	a, err := l.Article(t.Context(), items[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(a.Markdown, "more") || strings.Contains(a.Markdown, "x()") || len(a.Links) == 0 || a.Links[0].URL != p.URL+"/more" {
		t.Errorf("%+v", a)
	}
	if !slices.ContainsFunc(a.Images, func(i feed.Image) bool { return i.URL == p.URL+"/p.jpg" }) {
		t.Errorf("images %+v", a.Images)
	}
	if a, err = l.Article(t.Context(), items[1].ID); err != nil || a.Markdown != "" || a.Full || a.Title != "None" {
		t.Errorf("without a body: %+v %v", a, err)
	}
	_, err = l.Article(t.Context(), 99)
	kind(t, err, feed.KindNoItem)
	if it, err := l.Item(t.Context(), items[0].ID); err != nil || it.Title != "Full" {
		t.Errorf("%+v %v", it, err)
	}
}

func TestNothingPassesBesideTheDoor(t *testing.T) {
	t.Parallel()
	evil := "x\x1b]52;c;aGk=\x07\u009b31m\u202ey&#27;[31m"
	doc := fmt.Sprintf(`{"version":"https://jsonfeed.org/version/1.1","title":%[1]q,"home_page_url":"javascript:alert(1)","description":%[1]q,"items":[
		{"id":%[1]q,"title":%[1]q,"url":"https://x.example/1","summary":%[1]q,"content_html":%[1]q,"tags":[%[1]q],"authors":[{"name":%[1]q}],"language":%[1]q}]}`, evil)
	doc = strings.NewReplacer(`\x1b`, `\u001b`, `\a`, `\u0007`).Replace(doc)
	p := publish(t, map[string]answer{"/rss": says(doc)})
	l, _ := openNew(t)
	sub := follow(t, l, p.URL+"/rss")
	items := list(t, l, "")
	if len(items) != 1 {
		t.Fatalf("%d items", len(items))
	}
	a, err := l.Article(t.Context(), items[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	c, err := l.Counts(t.Context(), feed.Filter{}, true)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{fmt.Sprintf("%+v", sub), fmt.Sprintf("%+v", items), fmt.Sprintf("%+v", c), fmt.Sprintf("%+v", a)} {
		if strings.ContainsAny(text, "\x1b\x07\u009b\u202e") || strings.Contains(text, "javascript:") {
			t.Errorf("%q", text)
		}
	}
}

// broken is a source that panics.
type broken struct{}

func (broken) Fetch(context.Context, feed.Cursor) (feed.Batch, error) { panic("broken\x1b[31m") }

func TestAPanicStaysWithItsSource(t *testing.T) {
	t.Parallel()
	p := publish(t, map[string]answer{"/1": says(document(three()...)), "/2": says(document(three()...))})
	l, _ := openNew(t)
	sub := follow(t, l, p.URL+"/1")
	follow(t, l, p.URL+"/2")
	ask := l.kinds[kindFeed]
	l.kinds[kindFeed] = func(l *Library, s feed.Subscription) (feed.Source, error) {
		if s.ID == sub.ID {
			return broken{}, nil
		}
		return ask(l, s)
	}
	p.set("/2", says(document(append(three(), news{link: "/new", title: "New", age: 1})...)))
	r := refresh(t, l)
	if r.Sources != 2 || r.Failed != 1 || r.New != 1 || feed.KindOf(r.Errors[0].Err) != feed.KindInternal {
		t.Errorf("%+v", r)
	}
	got, err := l.Find(t.Context(), "1")
	if err != nil || got.Trouble != feed.KindInternal || strings.Contains(got.TroubleText, "\x1b") || !strings.Contains(got.TroubleText, "broken") {
		t.Errorf("%+v %v", got, err)
	}
	delete(l.kinds, kindFeed)
	if r := refresh(t, l); r.Failed != 2 {
		t.Errorf("without a driver: %+v", r)
	}
}

func TestAPanicOfTheFaceStopsNoRefresh(t *testing.T) {
	t.Parallel()
	p := publish(t, map[string]answer{"/1": says(document(three()...))})
	l, _ := openNew(t)
	follow(t, l, p.URL+"/1")
	if _, err := l.Refresh(t.Context(), RefreshOptions{Force: true, Progress: func(Progress) { panic("face") }}); feed.KindOf(err) != feed.KindInternal {
		t.Errorf("%v", err)
	}
	refresh(t, l)
}

func TestCancel(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	p := publish(t, map[string]answer{})
	l, c := openNew(t)
	for i := range 20 {
		path := fmt.Sprintf("/%d", i)
		p.set(path, says(document(three()...)))
		follow(t, l, p.URL+path)
		p.set(path, func(_ http.ResponseWriter, r *http.Request) {
			cancel()
			<-r.Context().Done()
		})
	}
	c.pass(time.Hour)
	_, err := l.Refresh(ctx, RefreshOptions{})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	subs, err := l.Subscriptions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range subs {
		if s.Trouble != feed.KindNone || s.Items != 3 {
			t.Errorf("held against it: %+v", s)
		}
	}
}

func TestMarkAll(t *testing.T) {
	t.Parallel()
	p := publish(t, map[string]answer{"/rss": says(document(three()...))})
	l, _ := openNew(t)
	follow(t, l, p.URL+"/rss")
	f, err := feed.ParseFilter("ferry")
	if err != nil {
		t.Fatal(err)
	}
	if d, err := l.MarkAll(t.Context(), f, feed.Read, 0); err != nil || d.Items != 1 {
		t.Errorf("%+v %v", d, err)
	}
	if got := titles(list(t, l, "is:read")); !slices.Equal(got, []string{"Ferry sails"}) {
		t.Errorf("%q", got)
	}
	if l.ReadOnly() {
		t.Error("read-only")
	}
}

func TestOpenFails(t *testing.T) {
	t.Parallel()
	_, err := Open(t.Context(), Options{Path: t.TempDir()})
	kind(t, err, feed.KindFile)
}

// TestTheSameAddressAtOnce has two processes subscribe to two spellings of one
// address at the same moment.
func TestTheSameAddressAtOnce(t *testing.T) {
	t.Parallel()
	p := publish(t, map[string]answer{"/rss": says(document(three()...)), "/rss/": says(document(three()...))})
	path, c := filepath.Join(t.TempDir(), "edition.db"), &clock{at: noon()}
	ended := make(chan error)
	all := []*Library{openAt(t, path, c), openAt(t, path, c), openAt(t, path, c)}
	for i, l := range all {
		go func() {
			_, _, err := l.Subscribe(t.Context(), NewSource{URL: p.URL + []string{"/rss", "/rss/", "/rss"}[i]})
			ended <- err
		}()
	}
	followed := 0
	for range all {
		if err := <-ended; err == nil {
			followed++
		} else if feed.KindOf(err) != feed.KindExists {
			t.Error(err)
		}
	}
	if sub := only(t, all[0]); followed != 1 || sub.Items != 3 {
		t.Errorf("%d times: %+v", followed, sub)
	}
}
