package library

import (
	"bytes"
	"fmt"
	"net/http"
	"net/netip"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rubrika/feed"
	"rubrika/feed/feedtest"
)

// Another interval counts at once, longer or shorter, and as soon as it is taken
// back; but not before what the source wants, and what a refusal asked for.
func TestAnotherInterval(t *testing.T) {
	t.Parallel()
	calm, strict := says(document(three()...)), func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "max-age=3600")
		says(document(three()...))(w, r)
	}
	const m, h = time.Minute, time.Hour
	for name, c := range map[string]struct {
		answer answer
		failed answer // after it, twice
		every  time.Duration
		want   time.Duration // about, after the last try
		exact  bool
	}{
		"none":                    {answer: calm, want: 31 * m},
		"shorter":                 {answer: calm, every: 2 * m, want: 2 * m},
		"longer":                  {answer: calm, every: 72 * h, want: 72 * h},
		"less than a minute":      {answer: calm, every: time.Second, want: often},
		"not before the cache":    {answer: strict, every: 2 * m, want: h, exact: true},
		"longer than the cache":   {answer: strict, every: 3 * h, want: 3 * h},
		"failing":                 {answer: calm, failed: status(500), want: 30 * m},
		"failing, shorter":        {answer: calm, failed: status(500), every: 2 * m, want: 4 * m},
		"failing, longer":         {answer: calm, failed: status(500), every: 72 * h, want: 72 * h},
		"failing, asked for time": {answer: calm, failed: status(500, "Retry-After", "7200"), every: 2 * m, want: 2 * h, exact: true},
		"busy":                    {answer: calm, failed: status(429, "Retry-After", "7200"), every: 2 * m, want: 2 * h, exact: true},
		"busy, longer":            {answer: calm, failed: status(429, "Retry-After", "7200"), every: 72 * h, want: 72 * h},
		"gone":                    {answer: calm, failed: status(410), every: 2 * m, want: retired, exact: true},
	} {
		p := publish(t, map[string]answer{"/rss": c.answer})
		l, clock := openNew(t)
		sub := follow(t, l, p.URL+"/rss")
		for range 2 {
			if c.failed != nil {
				p.set("/rss", c.failed)
				clock.pass(h)
				if _, err := l.Refresh(t.Context(), RefreshOptions{Force: true, Sources: []feed.SourceID{sub.ID}}); err != nil {
					t.Fatal(err)
				}
			}
		}
		before := only(t, l)
		sub = before
		sub.Every = c.every
		if _, err := l.Edit(t.Context(), sub); err != nil {
			t.Fatal(err)
		}
		got := only(t, l)
		pause := got.NextTry.Sub(got.LastTry)
		if pause < c.want*9/10 || pause > c.want*11/10 || c.exact && pause != c.want {
			t.Errorf("%s: asked again after %s, want %s", name, pause, c.want)
		}
		p.set("/rss", c.answer)
		clock.pass(got.NextTry.Sub(clock.now()) - time.Second)
		if asks(t, l, p, RefreshOptions{}) {
			t.Errorf("%s: asked too early", name)
		}
		if c.every > 0 {
			if _, err := l.Undo(t.Context()); err != nil {
				t.Fatal(err)
			}
			if now := only(t, l); !now.NextTry.Equal(before.NextTry) {
				t.Errorf("%s, taken back: asked again after %s, was %s", name, now.NextTry.Sub(now.LastTry), before.NextTry.Sub(before.LastTry))
			}
			if _, err := l.Redo(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		clock.pass(time.Second)
		if !asks(t, l, p, RefreshOptions{Sources: []feed.SourceID{sub.ID}}) {
			t.Errorf("%s: not asked in time", name)
		}
	}
}

// So does another «refresh» of the settings.
func TestAnotherRefresh(t *testing.T) {
	t.Parallel()
	p := publish(t, map[string]answer{"/rss": says(document(edited(three(), func(i int, n *news) { n.age = time.Duration(i) * time.Minute })...))})
	l, _ := openNew(t)
	follow(t, l, p.URL+"/rss")
	for _, every := range []time.Duration{defaultEvery, 48 * time.Hour, 2 * time.Hour} {
		if err := l.Configure(t.Context(), Settings{Every: every}); err != nil {
			t.Fatal(err)
		}
		if sub := only(t, l); sub.NextTry.Sub(sub.LastTry) < every {
			t.Errorf("every %s: asked again after %s", every, sub.NextTry.Sub(sub.LastTry))
		}
	}
}

// What one source of a server was told counts for the others, also in the next
// process, and by http as well as by https.
func TestAHeldServerInAnotherProcess(t *testing.T) {
	t.Parallel()
	path, c := filepath.Join(t.TempDir(), "edition.db"), &clock{at: noon()}
	l := openAt(t, path, c)
	p := publish(t, map[string]answer{})
	for i := range 8 {
		at := fmt.Sprintf("/%d", i)
		p.set(at, says(document(three()...)))
		follow(t, l, p.URL+at)
		p.set(at, status(http.StatusTooManyRequests, "Retry-After", "7200"))
	}
	refresh(t, l)
	before := p.requests()
	h, err := openAt(t, path, c).Health(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	spared := 0
	for _, s := range h.Sources {
		if s.Trouble == feed.KindNone {
			spared++
			if !s.Held || s.NextTry.Before(noon().Add(2*time.Hour)) {
				t.Errorf("%s: next try %s", s.URL, s.NextTry)
			}
		}
	}
	if spared == 0 {
		t.Error("all were asked")
	}
	for range 3 {
		if r := refresh(t, openAt(t, path, c)); p.requests() != before || r.Waiting != 8 || r.Failed != 0 {
			t.Errorf("%d requests inside Retry-After: %+v", p.requests()-before, r)
		}
		c.pass(2*time.Hour/3 - time.Second)
	}
	c.pass(time.Minute)
	if refresh(t, openAt(t, path, c)); p.requests() == before {
		t.Error("nobody was asked after Retry-After")
	}
	c.pass(time.Hour)
	subs := []feed.Subscription{
		{URL: "http://sea.example/1", Trouble: feed.KindTooMany, Cursor: feed.Cursor{NotBefore: noon().Add(time.Hour)}},
		{URL: "http://port.example/1", Trouble: feed.KindTooMany, Cursor: feed.Cursor{NotBefore: noon()}},
		{URL: "http://lake.example/1", Trouble: feed.KindServer, Cursor: feed.Cursor{NotBefore: noon().Add(time.Hour)}},
		{URL: "http://far.example/1", Trouble: feed.KindTooMany, LastTry: noon().AddDate(10, 0, 0), Cursor: feed.Cursor{NotBefore: noon().AddDate(10, 0, 1)}},
	}
	if got := fmt.Sprint(heldServers(subs, noon())); got != fmt.Sprint(map[string]time.Time{"sea.example": noon().Add(time.Hour)}) {
		t.Error(got)
	}
}

// A network that sends sources of several hosts to one other for good has not
// moved them, even when what is there is a feed.
func TestManyMovesAreNone(t *testing.T) {
	t.Parallel()
	portal := publish(t, map[string]answer{"/": says(document(news{guid: "welcome-to-the-hotel", link: "/hotel", title: "Welcome", age: time.Minute}))})
	l, c := openNew(t)
	var sites []*publisher
	for range 3 {
		p := publish(t, map[string]answer{"/rss": says(document(three()...))})
		follow(t, l, p.URL+"/rss")
		sites = append(sites, p)
	}
	for i, p := range sites {
		p.set("/rss", status(http.StatusMovedPermanently, "Location", fmt.Sprintf("%s/?from=%d", portal.URL, i)))
	}
	for range 3 {
		c.pass(time.Hour)
		refresh(t, l)
	}
	subs, err := l.Subscriptions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range subs {
		if s.URL != sites[i].URL+"/rss" {
			t.Errorf("%s is at %s", sites[i].URL, s.URL)
		}
	}
	for _, pair := range [][2]string{{"http://www.sea.example/rss", "https://sea.example/rss"}, {"http://sea.example/", "http://news.sea.example/"}, {"http://sea.example/", ""}} {
		for range 2 {
			if l.crowded(pair[0], pair[1]) || l.crowded("https"+strings.TrimPrefix(pair[0], "http"), pair[1]) {
				t.Errorf("%q", pair)
			}
		}
	}
}

// A feed that a page of the public net names is asked for on the public net
// only, from then on: its name may stand for another address tomorrow.
func TestAFoundFeedStaysOutside(t *testing.T) {
	t.Parallel()
	p := publish(t, map[string]answer{
		"/":    paper(`<html><head><link rel="alternate" type="application/rss+xml" href="/found"></head></html>`),
		"/two": paper(`<html><head><link rel="alternate" type="application/rss+xml" title="a" href="/found"><link rel="alternate" type="application/rss+xml" title="b" href="/other"></head></html>`),
	})
	for _, path := range []string{"/found", "/other", "/typed"} {
		p.set(path, says(document(three()...)))
	}
	there := []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}
	for word, want := range map[string]bool{"/": true, "/two": true, "/typed": false} {
		l := openInside(t, filepath.Join(t.TempDir(), "edition.db"), &clock{at: noon()})
		f, err := l.Follow(t.Context(), NewSource{URL: p.URL + word})
		if err == nil && len(f.Choices) > 0 {
			_, _, err = l.Subscribe(t.Context(), NewSource{URL: f.Choices[1].URL, Kind: f.Choices[1].Kind, Public: f.Choices[1].Public})
		}
		if err != nil {
			t.Fatal(word, err)
		}
		refresh(t, l)
		sub, asked := only(t, l), p.requests()
		if sub.Trouble != feed.KindNone || sub.Cursor.Public != want {
			t.Errorf("%s: %+v", word, sub)
		}
		for _, inside := range [][]netip.Prefix{{}, there} { // the name turns inside, and the reader allows that
			if err := l.Configure(t.Context(), Settings{Inside: inside}); err != nil {
				t.Fatal(err)
			}
			refresh(t, l)
			refused := want && len(inside) == 0
			if sub := only(t, l); (sub.Trouble == feed.KindInside) != refused || (p.requests() == asked) != refused {
				t.Errorf("%s, allowed %v: trouble %q, %d requests", word, inside, sub.Trouble, p.requests()-asked)
			}
			asked = p.requests()
		}
		var file bytes.Buffer
		if err := l.Export(t.Context(), &file); err != nil {
			t.Fatal(err)
		}
		other, _ := openNew(t)
		for range 2 { // new, and once more when it is gone
			if _, err := other.Import(t.Context(), file.Bytes()); err != nil || only(t, other).Cursor.Public != want {
				t.Errorf("%s: imported as %+v, %v", word, only(t, other), err)
			}
			if _, err := other.Unsubscribe(t.Context(), only(t, other).ID); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// Of what a document names, nothing is asked for: no hub, no style, no document
// type, no icon, no picture, no sound. And nobody is told more than is needed.
func TestNothingElseIsAskedFor(t *testing.T) {
	t.Parallel()
	var seen []*http.Request
	doc := strings.NewReplacer(`<rss version="2.0">`, `<?xml-stylesheet href="{host}/style.xsl" type="text/xsl"?><!DOCTYPE rss SYSTEM "{host}/rss.dtd" [<!ENTITY % e SYSTEM "{host}/entity">]>`+
		`<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">`,
		"<language>", `<atom:link rel="hub" href="{host}/hub"/><atom:link rel="self" href="{host}/self"/><atom:link rel="next" href="{host}/next"/>`+
			`<cloud domain="127.0.0.1" port="80" path="/cloud" registerProcedure="" protocol="http-post"/><image><url>{host}/logo.png</url></image><atom:icon>{host}/icon</atom:icon><language>`,
		"<item>", `<item><enclosure url="{host}/sound.mp3" length="1" type="audio/mpeg"/><media:thumbnail url="{host}/small.jpg"/><comments>{host}/comments</comments>`,
	).Replace(document(edited(three(), func(_ int, n *news) {
		n.body = `<p>Text <img src="{host}/picture.jpg"><script src="{host}/s.js"></script><iframe src="{host}/frame"></iframe><link rel="stylesheet" href="{host}/s.css"></p>`
	})...))
	p := publish(t, map[string]answer{"/rss": func(w http.ResponseWriter, r *http.Request) {
		seen = append(seen, r) // one after the other
		w.Header().Set("Set-Cookie", "who=reader; Path=/")
		w.Header().Set("Link", `</early>; rel=preload`)
		says(doc)(w, r)
	}})
	l, _ := openNew(t)
	follow(t, l, p.URL+"/rss")
	refresh(t, l)
	for _, it := range list(t, l, "") {
		if _, err := l.Article(t.Context(), it.ID); err != nil {
			t.Fatal(err)
		}
	}
	if p.requests() != 2 || len(seen) != 2 || len(list(t, l, "")) != 3 {
		t.Errorf("%d requests, %d of them for the feed, %d items", p.requests(), len(seen), len(list(t, l, "")))
	}
	for _, r := range seen {
		for name := range r.Header {
			switch name {
			case "Accept", "Accept-Encoding", "User-Agent":
			default:
				t.Errorf("tells %s: %s", name, r.Header[name])
			}
		}
	}
}

// A sync that would go on for hours ends, says so, and keeps what came.
func TestASyncEndsInTime(t *testing.T) {
	t.Parallel()
	onServers(t, func(t *testing.T, r *rig) {
		r.f.AddMany(r.f.AddFeed("Fleet", "", "https://fleet.example/rss"), 3)
		r.sync()
		r.syncTime = 100 * time.Millisecond
		r.f.Fail(1, feedtest.FaultHang)
		r.fails(feed.KindTimeout)
		a, err := r.account(t.Context(), r.a.ID)
		if err != nil || a.Trouble != feed.KindTimeout || !strings.Contains(a.TroubleText, "not done in 100ms") || len(r.here()) != 3 {
			t.Errorf("%+v %v", a, err)
		}
		r.syncTime = time.Minute
		r.sync()
	})
}

// A source that wants a name and a password gets them with its address, and keeps
// its stories.
func TestSignUp(t *testing.T) {
	t.Parallel()
	p := publish(t, map[string]answer{"/rss": says(document(three()...))})
	l, _ := openNew(t)
	follow(t, l, p.URL+"/rss")
	marked := list(t, l, "")
	mark(t, l, marked)
	marked = list(t, l, "")
	p.set("/rss", func(w http.ResponseWriter, r *http.Request) {
		if user, password, _ := r.BasicAuth(); user != "anna" || password != "s/ecret" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		says(document(news{guid: "later-4", link: "/later", title: "Later", age: time.Minute}))(w, r)
	})
	refresh(t, l)
	if sub := only(t, l); sub.Trouble != feed.KindSignIn {
		t.Errorf("%+v", sub)
	}
	with := func(user string) string { return strings.Replace(p.URL, "://", "://"+user+"@", 1) + "/rss" }
	_, _, err := l.Subscribe(t.Context(), NewSource{URL: with("anna:wrong")})
	kind(t, err, feed.KindSignIn)
	sub, got, err := l.Subscribe(t.Context(), NewSource{URL: with("anna:s%2Fecret")})
	if err != nil || got.New != 1 || sub.URL != with("anna:s%2Fecret") || sub.Trouble != feed.KindNone || strings.Contains(sub.Shown(), "ecret") {
		t.Errorf("%+v %+v %v", sub, got, err)
	}
	same(t, marked, list(t, l, ""), 1)
	_, _, err = l.Subscribe(t.Context(), NewSource{URL: with("anna:s%2Fecret")})
	kind(t, err, feed.KindExists)
	if strings.Contains(err.Error(), "ecret") {
		t.Error(err)
	}
	if r := refresh(t, l); r.Failed != 0 {
		t.Errorf("%+v", r)
	}
	// A page cannot change who signs in.
	p.set("/rss", says(document(three()...)))
	p.set("/page", paper(`<html><head><link rel="alternate" type="application/rss+xml" href="`+with("eve:x")+`"></head></html>`))
	_, err = l.Follow(t.Context(), NewSource{URL: p.URL + "/page"})
	kind(t, err, feed.KindExists)
	_, _, err = l.Subscribe(t.Context(), NewSource{URL: with("eve:x"), Public: true})
	kind(t, err, feed.KindExists)
	if sub := only(t, l); sub.URL != with("anna:s%2Fecret") {
		t.Errorf("%+v", sub)
	}
}
