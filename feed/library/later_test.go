package library

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rubrika/feed"
	"rubrika/feed/catalogue"
	"rubrika/feed/fetch"
)

// TestTheCatalogueNeedsNoNetwork subscribes to feeds that are known to be some:
// with --offline, and where nothing answers. It is undone as any other.
func TestTheCatalogueNeedsNoNetwork(t *testing.T) {
	t.Parallel()
	known := catalogue.Starter("ru")[0]
	for name, o := range map[string]Options{
		"with --offline": {Offline: true, Client: fetch.New(fetch.Options{Offline: true})},
		"without a net":  {Client: fetch.New(fetch.Options{Offline: true})},
	} {
		c := &clock{at: noon()}
		o.Path, o.Now = filepath.Join(t.TempDir(), "edition.db"), c.now
		l := openWith(t, o)
		got, err := l.Follow(t.Context(), NewSource{URL: strings.TrimPrefix(known.URL, "https://"), Tags: []string{"mine"}})
		sub := only(t, l)
		if err != nil || got.Source.ID != sub.ID || sub.Title != known.Title || sub.Lang != known.Lang || sub.Zone != known.Zone || len(sub.Tags) != 1 {
			t.Errorf("%s: %+v, %v", name, sub, err)
		}
		if o.Offline && (!sub.LastTry.IsZero() || sub.Trouble != feed.KindNone) || !o.Offline && sub.Trouble != feed.KindOffline {
			t.Errorf("%s: tried %v, %s", name, sub.LastTry, sub.Trouble)
		}
		_, err = l.Follow(t.Context(), NewSource{URL: known.URL})
		kind(t, err, feed.KindExists)
		if d, err := l.Undo(t.Context()); err != nil || d.Sources != 1 {
			t.Errorf("%s: %+v %v", name, d, err)
		}
		_, err = l.Follow(t.Context(), NewSource{URL: "https://gazet.example/rss"})
		kind(t, err, feed.KindOffline)
		if subs, err := l.Subscriptions(t.Context()); err != nil || len(subs) > 0 {
			t.Errorf("%s: %+v %v", name, subs, err)
		}
	}
}

// TestLater subscribes unasked; the first refresh finds out what the address is.
// A site with one feed leads to it, any other keeps its trouble, and of each is
// asked so once.
func TestLater(t *testing.T) {
	t.Parallel()
	link := `<link rel="alternate" type="application/rss+xml" href="/sea/news">`
	p := publish(t, map[string]answer{
		"/sea/news": says(document(three()...)), "/one": paper("<html><head>" + link + "</head></html>"),
		"/two":  paper("<html><head>" + link + strings.ReplaceAll(link, "news", "other") + "</head></html>"),
		"/none": paper("<html><body>Nothing here</body></html>"), "/there": paper("<html><head>" + link + "</head></html>"),
	})
	for _, c := range []struct {
		at, url  string
		news     int
		trouble  feed.Kind
		requests int
	}{
		{"/sea/news", "/sea/news", 3, feed.KindNone, 1},
		{"/one", "/sea/news", 3, feed.KindNone, 3},
		{"/two", "/two", 0, feed.KindNotFeed, 3},
		{"/none", "/none", 0, feed.KindNotFeed, 10},
		{"/missing", "/missing", 0, feed.KindNotFound, 1},
	} {
		l, clock := openNew(t)
		before := p.requests()
		got, err := l.Follow(t.Context(), NewSource{URL: p.URL + c.at, Title: "Mine", Later: true})
		if err != nil || got.Source.Title != "Mine" || p.requests() != before {
			t.Fatalf("%s: %+v, %v, %d requests", c.at, got, err, p.requests()-before)
		}
		r := refresh(t, l)
		sub := only(t, l)
		if r.New != c.news || sub.URL != p.URL+c.url || sub.Trouble != c.trouble || sub.Title != "Mine" {
			t.Errorf("%s: %+v, %+v", c.at, r, sub)
		}
		if n := p.requests() - before; n > c.requests+1 { // one more for a page, under another name
			t.Errorf("%s: %d requests", c.at, n)
		}
		clock.at = clock.at.AddDate(0, 0, 2)
		before = p.requests()
		refresh(t, l)
		if n := p.requests() - before; n > 2 {
			t.Errorf("%s: %d requests the second time", c.at, n)
		}
	}
	l, _ := openNew(t) // what its site leads to is there already
	follow(t, l, p.URL+"/sea/news")
	if _, err := l.Follow(t.Context(), NewSource{URL: p.URL + "/there", Later: true}); err != nil {
		t.Fatal(err)
	}
	if r := refresh(t, l); r.Failed != 1 || r.New != 0 {
		t.Errorf("%+v", r)
	}
}

func TestFollowSaysWhatIsKnown(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	rss := filepath.Join(dir, "feed.xml")
	if err := os.WriteFile(rss, []byte(document(three()...)), 0o600); err != nil {
		t.Fatal(err)
	}
	l, _ := openNew(t)
	for word, c := range map[string]struct {
		kind  feed.Kind
		cause error
	}{
		"https://t.me/gazet": {feed.KindNotFeed, feed.ErrFeedless}, "instagram.com/gazet": {feed.KindNotFeed, feed.ErrFeedless},
		rss: {feed.KindList, feed.ErrFeed}, dir: {feed.KindFile, nil},
	} {
		_, err := l.Follow(t.Context(), NewSource{URL: word})
		if feed.KindOf(err) != c.kind || c.cause != nil && !errors.Is(err, c.cause) {
			t.Errorf("%s: %v", word, err)
		}
	}
	if _, err := l.Import(t.Context(), []byte(document(three()...))); !errors.Is(err, feed.ErrFeed) {
		t.Errorf("%v", err)
	}
}

// TestNearHost proposes a host that is known for one that is not.
func TestNearHost(t *testing.T) {
	t.Parallel()
	l, _ := openNew(t)
	if _, err := l.Follow(t.Context(), NewSource{URL: "https://limanqezeti.example/rss", Later: true}); err != nil {
		t.Fatal(err)
	}
	for address, want := range map[string]string{
		"https://limanqezet.example/": "limanqezeti.example", "https://www.limanqazeti.example/": "limanqezeti.example", "https://apa.azz/rss": "apa.az",
		"https://limanqezeti.exmpel/": "", "https://apa.tv/": "", "https://xyzxyzxyzxyz.invalid/": "", "https://limanqezeti.example/sport": "",
	} {
		unknown := &feed.Error{Op: "fetch", Source: address, Kind: feed.KindDNS}
		var got *feed.Error
		if !errors.As(l.nearHost(t.Context(), unknown), &got) || got.Near != want || unknown.Near != "" {
			t.Errorf("%s: %+v, want %q", address, got, want)
		}
	}
	if err := l.nearHost(t.Context(), feed.ErrOffline); !errors.Is(err, feed.ErrOffline) {
		t.Error(err)
	}
}

func TestNormal(t *testing.T) {
	for typed, want := range map[string]string{
		"gazet.example": "https://gazet.example/", " Gazet.example:8080/A ": "https://gazet.example:8080/A", "localhost/rss": "https://localhost/rss",
		"feed://gazet.example/rss": "https://gazet.example/rss", "FEED:http://gazet.example/rss#x": "http://gazet.example/rss", "feed:gazet.example": "https://gazet.example/",
		"Пример.рф/лента": "https://xn--e1afmkfd.xn--p1ai/%D0%BB%D0%B5%D0%BD%D1%82%D0%B0", "http://bücher.example:81": "http://xn--bcher-kva.example:81/",
		"http://[::1]:8080/rss": "http://[::1]:8080/rss", "a_b.example": "https://a_b.example/", "127.0.0.1:8080": "https://127.0.0.1:8080/",
		"http://u:p@gazet.example/": "http://u:p@gazet.example/",
		"ftp://x.example/":          "", "https://": "", "": "", "two words": "", "podcast:x": "",
	} {
		got, err := normal(typed)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v; want %q", typed, got, err, want)
		}
	}
	for _, twin := range [][2]string{{"https://пример.рф/rss", "http://www.xn--e1afmkfd.xn--p1ai/rss/"}} {
		l, _ := openNew(t)
		if _, err := l.Follow(t.Context(), NewSource{URL: twin[0], Later: true}); err != nil {
			t.Fatal(err)
		}
		_, err := l.Follow(t.Context(), NewSource{URL: twin[1], Later: true})
		kind(t, err, feed.KindExists)
	}
}
