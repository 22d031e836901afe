package library

import (
	"fmt"
	"net/http"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"rubrika/feed"
)

func TestUnchangedCostsNothing(t *testing.T) {
	t.Parallel()
	var bodies int
	var mu sync.Mutex
	p := publish(t, map[string]answer{"/rss": func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"v1"`)
		if r.Header.Get("If-None-Match") == `"v1"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		mu.Lock()
		bodies++
		mu.Unlock()
		says(document(three()...))(w, r)
	}})
	l, c := openNew(t)
	follow(t, l, p.URL+"/rss")
	before := list(t, l, "")
	c.pass(time.Hour)
	if r := refresh(t, l); r.New != 0 || r.Changed != 0 || r.Failed != 0 || r.Sources != 1 {
		t.Errorf("%+v", r)
	}
	if bodies != 1 || p.requests() != 2 {
		t.Errorf("%d bodies in %d requests", bodies, p.requests())
	}
	if got := fmt.Sprint(list(t, l, "")); got != fmt.Sprint(before) {
		t.Errorf("\n got %s\nwant %v", got, before)
	}
	sub := only(t, l)
	if !sub.LastGood.Equal(c.now()) || sub.Asked != 2 || sub.Unchanged != 1 || sub.Saved == 0 {
		t.Errorf("%+v", sub)
	}
}

// asks reports whether a refresh asked the publisher.
func asks(t *testing.T, l *Library, p *publisher, o RefreshOptions) bool {
	t.Helper()
	before := p.requests()
	if _, err := l.Refresh(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	return p.requests() > before
}

func TestPolite(t *testing.T) {
	t.Parallel()
	p := publish(t, map[string]answer{"/rss": says(document(three()...))})
	l, c := openNew(t)
	follow(t, l, p.URL+"/rss")
	plain, forced := RefreshOptions{}, RefreshOptions{Force: true}
	if asks(t, l, p, plain) || !asks(t, l, p, forced) {
		t.Error("at once: asked without force, or not with it")
	}
	next := only(t, l).NextTry
	c.pass(next.Sub(c.now()) - time.Second)
	if asks(t, l, p, plain) {
		t.Error("asked a second too early")
	}
	c.pass(time.Second)
	if !asks(t, l, p, plain) {
		t.Error("not asked in time")
	}
}

func TestRetryAfterIsKept(t *testing.T) {
	t.Parallel()
	for name, retry := range map[string]func(time.Time) string{
		"seconds": func(time.Time) string { return "7200" },
		"date":    func(now time.Time) string { return now.Add(2 * time.Hour).Format(http.TimeFormat) },
	} {
		for _, code := range []int{http.StatusTooManyRequests, http.StatusServiceUnavailable} {
			t.Run(fmt.Sprint(name, code), func(t *testing.T) {
				p := publish(t, map[string]answer{"/rss": says(document(three()...))})
				path, c := filepath.Join(t.TempDir(), "edition.db"), &clock{at: noon()}
				l := openAt(t, path, c)
				follow(t, l, p.URL+"/rss")
				p.set("/rss", status(code, "Retry-After", retry(c.now()), "Date", c.now().Format(http.TimeFormat)))
				if !asks(t, l, p, RefreshOptions{Force: true}) {
					t.Fatal("not asked")
				}
				sub := only(t, l)
				if sub.Trouble != feed.KindTooMany || !sub.NextTry.Equal(c.now().Add(2*time.Hour)) || sub.Items != 3 {
					t.Errorf("%+v", sub)
				}
				c.pass(2*time.Hour - time.Second)
				all := RefreshOptions{Force: true}
				one := RefreshOptions{Force: true, Sources: []feed.SourceID{sub.ID}}
				for _, o := range []RefreshOptions{{}, all, one} {
					if asks(t, l, p, o) {
						t.Errorf("asked inside Retry-After: %+v", o)
					}
				}
				if r, err := l.Refresh(t.Context(), one); err != nil || r.Sources != 0 || r.Waiting != 1 {
					t.Errorf("%+v %v", r, err)
				}
				// Another process knows it from the store.
				if again := openAt(t, path, c); asks(t, again, p, all) {
					t.Error("another process asked inside Retry-After")
				}
				c.pass(time.Second)
				if !asks(t, l, p, RefreshOptions{}) {
					t.Error("not asked after Retry-After")
				}
			})
		}
	}
}

func TestAHostThatWantsPeaceIsLeftAlone(t *testing.T) {
	t.Parallel()
	p := publish(t, map[string]answer{})
	l, c := openNew(t)
	for i := range 20 {
		path := fmt.Sprintf("/%d", i)
		p.set(path, says(document(three()...)))
		follow(t, l, p.URL+path)
		p.set(path, status(http.StatusTooManyRequests, "Retry-After", "3600"))
	}
	before := p.requests()
	r := refresh(t, l)
	asked := p.requests() - before
	if asked == 0 || asked > 2 || r.Failed != asked || r.Waiting != 20-asked {
		t.Errorf("%d requests, %d failed, %d waiting", asked, r.Failed, r.Waiting)
	}
	subs, err := l.Subscriptions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	failed := 0
	for _, s := range subs {
		if s.Trouble != feed.KindNone || s.Failures != 0 {
			failed++
		}
	}
	if failed != asked {
		t.Errorf("%d sources failed by %d requests", failed, asked)
	}
	c.pass(time.Hour)
	if refresh(t, l); p.requests() == before+asked {
		t.Error("nobody was asked after Retry-After")
	}
}

func TestBackOff(t *testing.T) {
	t.Parallel()
	p := publish(t, map[string]answer{"/rss": says(document(three()...))})
	l, c := openNew(t)
	follow(t, l, p.URL+"/rss")
	p.set("/rss", status(http.StatusInternalServerError))
	refresh(t, l)
	var pauses []time.Duration
	for range 9 {
		sub := only(t, l)
		pauses = append(pauses, sub.NextTry.Sub(sub.LastTry))
		c.pass(sub.NextTry.Sub(c.now()))
		if !asks(t, l, p, RefreshOptions{}) {
			t.Error("not asked in time")
		}
	}
	want := defaultEvery
	for i, got := range pauses {
		if low, high := want*9/10, want*11/10; got < low || got > high || got > longest || got < defaultEvery {
			t.Errorf("pause %d is %s, want about %s", i, got, want)
		}
		want = min(2*want, longest)
	}
	p.set("/rss", says(document(three()...)))
	refresh(t, l)
	if sub := only(t, l); sub.Failures != 0 || sub.Trouble != feed.KindNone || sub.NextTry.Sub(c.now()) > seldom {
		t.Errorf("not forgiven: %+v", sub)
	}
}

func TestGoneStops(t *testing.T) {
	t.Parallel()
	p := publish(t, map[string]answer{"/rss": says(document(three()...))})
	l, c := openNew(t)
	sub := follow(t, l, p.URL+"/rss")
	p.set("/rss", status(http.StatusGone))
	refresh(t, l)
	if sub := only(t, l); sub.Trouble != feed.KindGone || sub.NextTry.Sub(c.now()) != retired || sub.Items != 3 {
		t.Errorf("after 410: %+v", sub)
	}
	c.pass(30 * 24 * time.Hour)
	if asks(t, l, p, RefreshOptions{}) || asks(t, l, p, RefreshOptions{Force: true}) {
		t.Error("a source that is gone was asked")
	}
	if !asks(t, l, p, RefreshOptions{Force: true, Sources: []feed.SourceID{sub.ID}}) {
		t.Error("not even when the reader names it")
	}
}

// TestPauses are those after several failures in a row.
func TestPauses(t *testing.T) {
	t.Parallel()
	l, c := openNew(t)
	offline, dns, server, busy := feed.KindOffline, feed.KindDNS, feed.KindServer, feed.KindTooMany
	m := func(minutes ...int) []int { return minutes }
	for name, h := range map[string]struct {
		every time.Duration
		kinds []feed.Kind
		want  []int // minutes
	}{
		"a bad server":                 {0, []feed.Kind{server, server, server, server, server, server, server, server, server}, m(15, 30, 60, 120, 240, 480, 960, 1440, 1440)},
		"a bad line":                   {0, []feed.Kind{feed.KindTimeout, feed.KindTLS, feed.KindNotFound}, m(15, 30, 60)},
		"no network":                   {0, []feed.Kind{offline, offline, offline, offline}, m(15, 15, 15, 15)},
		"no network, no names":         {0, []feed.Kind{dns, dns, dns, dns, dns}, m(15, 30, 60, 60, 60)},
		"then a bad server":            {0, []feed.Kind{offline, offline, offline, server, server}, m(15, 15, 15, 30, 60)},
		"too busy to say for how long": {0, []feed.Kind{busy, busy, busy, busy}, m(15, 30, 60, 60)},
		"gone, then back and bad":      {0, []feed.Kind{feed.KindGone, server}, m(365*24*60, 1440)},
		"every 2 hours":                {2 * time.Hour, []feed.Kind{server, server, offline, dns}, m(120, 240, 120, 120)},
		"every 200 years":              {1_900_000 * time.Hour, []feed.Kind{server, server}, m(365*24*60, 365*24*60)},
		"every 2 days":                 {48 * time.Hour, []feed.Kind{server, server}, m(2880, 2880)},
	} {
		for id := range feed.SourceID(40) {
			sub := feed.Subscription{ID: id, Every: h.every}
			for i, k := range h.kinds {
				sub.NextTry = l.nextTry(sub, &feed.Error{Kind: k})
				sub.LastTry = c.now()
				sub.Failures++
				want := time.Duration(h.want[i]) * time.Minute
				if got := sub.NextTry.Sub(c.now()); got < want*9/10 || got > want*11/10 || got < min(want, max(defaultEvery, h.every), retired) {
					t.Errorf("%s, source %d: pause %d is %s, want about %s", name, id, i, got, want)
				}
				c.pass(time.Hour)
			}
		}
	}
}

// TestOffline starts without a network: nothing is lost, and it is not held
// against anybody for long.
func TestOffline(t *testing.T) {
	t.Parallel()
	p := publish(t, map[string]answer{"/rss": says(document(three()...))})
	l, c := openNew(t)
	follow(t, l, p.URL+"/rss")
	at := p.Listener.Addr().String()
	p.Close()
	for range 8 {
		refresh(t, l)
		sub := only(t, l)
		if pause := sub.NextTry.Sub(c.now()); sub.Trouble != feed.KindOffline || pause > defaultEvery*11/10 || sub.Items != 3 {
			t.Errorf("%s: %+v", pause, sub)
		}
		c.pass(time.Hour)
	}
	again := publishAt(t, at, map[string]answer{"/rss": says(document(append(three(), news{link: "/new", title: "New"})...))})
	if r, err := l.Refresh(t.Context(), RefreshOptions{}); err != nil || r.New != 1 || again.requests() != 1 {
		t.Errorf("back again: %+v %v", r, err)
	}
	if sub := only(t, l); sub.Trouble != feed.KindNone || sub.Failures != 0 {
		t.Errorf("%+v", sub)
	}
}

func TestPace(t *testing.T) {
	t.Parallel()
	l, _ := openNew(t)
	every := func(gap time.Duration, n int) feed.Batch {
		var b feed.Batch
		for i := range n {
			b.Entries = append(b.Entries, feed.Entry{Item: feed.Item{Published: noon().Add(-gap * time.Duration(i+1))}})
		}
		return b
	}
	asleep := every(time.Minute, 30)
	for i := range asleep.Entries {
		asleep.Entries[i].Published = asleep.Entries[i].Published.AddDate(-1, 0, 0)
	}
	future := feed.Batch{Entries: slices.Concat(every(-time.Hour, 5).Entries, every(2*time.Hour, 9).Entries)}
	for name, c := range map[string]struct {
		sub  feed.Subscription
		b    feed.Batch
		want time.Duration
	}{
		"an agency":                     {b: every(time.Minute, 100), want: defaultEvery},
		"an item every 4 hours":         {b: every(4*time.Hour, 30), want: 2 * time.Hour},
		"a daily":                       {b: every(24*time.Hour, 30), want: seldom},
		"a monthly":                     {b: every(30*24*time.Hour, 12), want: seldom},
		"asleep for a year":             {b: asleep, want: seldom},
		"dates to come do not count":    {b: future, want: time.Hour},
		"unchanged, 6 a day":            {sub: feed.Subscription{PerDay: 6}, b: feed.Batch{Unchanged: true}, want: 2 * time.Hour},
		"unchanged, none for two weeks": {b: feed.Batch{Unchanged: true}, want: seldom},
		"unchanged, 1,000 a day":        {sub: feed.Subscription{PerDay: 1000}, b: feed.Batch{Unchanged: true}, want: defaultEvery},
		"no dates, never seen":          {b: feed.Batch{Entries: make([]feed.Entry, 3)}, want: defaultEvery},
		"no dates, 4 a day":             {sub: feed.Subscription{PerDay: 4}, b: feed.Batch{Entries: make([]feed.Entry, 3)}, want: 3 * time.Hour},
		"the reader wants 2 minutes":    {sub: feed.Subscription{Every: 2 * time.Minute}, b: every(24*time.Hour, 9), want: 2 * time.Minute},
		"the reader wants 3 days":       {sub: feed.Subscription{Every: 72 * time.Hour}, b: every(time.Minute, 9), want: 72 * time.Hour},
		"nor two hundred years":         {sub: feed.Subscription{Every: 1_900_000 * time.Hour}, want: retired},
		"nobody wants a second":         {sub: feed.Subscription{Every: time.Second}, want: often},
	} {
		least := min(c.want, defaultEvery)
		if c.sub.Every > 0 {
			least = min(max(often, c.sub.Every), c.want)
		}
		for id := range feed.SourceID(50) {
			c.sub.ID = id
			got := l.pace(c.sub, c.b)
			if got < c.want*9/10 || got > c.want*11/10 || got < least || got != l.pace(c.sub, c.b) {
				t.Fatalf("%s: source %d every %s, want about %s", name, id, got, c.want)
			}
		}
	}
}

func TestSourcesDoNotBunch(t *testing.T) {
	t.Parallel()
	seen := map[time.Duration]int{}
	for id := range feed.SourceID(1000) {
		d := spread(id, time.Hour, time.Minute, seldom).Truncate(time.Minute)
		if d < 53*time.Minute || d > 67*time.Minute {
			t.Fatalf("source %d: %s", id, d)
		}
		seen[d]++
	}
	for d, n := range seen {
		if n > 200 {
			t.Errorf("%d of 1,000 sources at %s", n, d)
		}
	}
}

func TestTheSourceSaysWhen(t *testing.T) {
	t.Parallel()
	p := publish(t, map[string]answer{"/rss": func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "max-age=72000")
		says(document(three()...))(w, r)
	}})
	l, c := openNew(t)
	sub := follow(t, l, p.URL+"/rss")
	if got := sub.NextTry.Sub(c.now()); got < 20*time.Hour-time.Minute || got > 20*time.Hour {
		t.Errorf("asked again after %s, want 20h", got)
	}
}

func TestMutedIsNotAsked(t *testing.T) {
	t.Parallel()
	p := publish(t, map[string]answer{"/rss": says(document(three()...))})
	l, _ := openNew(t)
	sub := follow(t, l, p.URL+"/rss")
	sub.Muted = true
	if d, err := l.Edit(t.Context(), sub); err != nil || d.Kind != "edit" {
		t.Fatalf("%+v %v", d, err)
	}
	if r := refresh(t, l); r.Sources != 0 || p.requests() != 1 {
		t.Errorf("%+v, %d requests", r, p.requests())
	}
}

func TestEdit(t *testing.T) {
	t.Parallel()
	p := publish(t, map[string]answer{"/rss": says(document(three()...))})
	l, c := openNew(t)
	sub := follow(t, l, p.URL+"/rss")
	sub.Title, sub.Every, sub.Agent, sub.Tags, sub.Zone = "Mine", 3*time.Hour, "own/1", []string{"sea"}, "Asia/Baku"
	if _, err := l.Edit(t.Context(), sub); err != nil {
		t.Fatal(err)
	}
	var agent string
	p.set("/rss", func(w http.ResponseWriter, r *http.Request) {
		agent = r.UserAgent()
		says(document(three()...))(w, r)
	})
	refresh(t, l)
	got := only(t, l)
	if pause := got.NextTry.Sub(c.now()); got.Title != "Mine" || agent != "own/1" || pause < 3*time.Hour || pause > 3*time.Hour*11/10 {
		t.Errorf("%s, %s: %+v", agent, pause, got)
	}
	if n := len(list(t, l, "source:sea")); n != 3 {
		t.Errorf("%d items under the tag of their source", n)
	}
	for _, sub.Zone = range []string{"Mars/Olympus", "Local"} { // the latter is another one on each machine
		_, err := l.Edit(t.Context(), sub)
		kind(t, err, feed.KindUsage)
	}
	if _, err := l.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := only(t, l); got.Title != "Sea News" || got.Every != 0 || got.Agent != "" || len(got.Tags) != 0 {
		t.Errorf("undone: %+v", got)
	}
}
