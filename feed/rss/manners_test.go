package rss

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"rubrika/feed"
	"rubrika/feed/feedtest"
	"rubrika/feed/fetch"
)

// agents are the names of the requests so far: "own", "browser", or another.
func agents(srv *feedtest.Server) []string {
	var out []string
	for _, r := range srv.Requests() {
		switch name := r.UserAgent(); name {
		case fetch.DefaultUserAgent:
			out = append(out, "own")
		case fetch.BrowserAgent():
			out = append(out, "browser")
		default:
			out = append(out, name)
		}
	}
	return out
}

// Under which names a source is asked, and what is remembered.
func TestNames(t *testing.T) {
	for name, c := range map[string]struct {
		mode          feedtest.Mode
		before, after string // Cursor.Agent
		own           string // Settings.Agent
		asked         []string
		kind          feed.Kind
	}{
		"a site for all":              {mode: feedtest.OK, asked: []string{"own"}},
		"and one remembered":          {mode: feedtest.OK, before: browser, after: browser, asked: []string{"browser"}},
		"a site for browsers":         {mode: feedtest.Browser, after: browser, asked: []string{"own", "browser"}},
		"remembered":                  {mode: feedtest.Browser, before: browser, after: browser, asked: []string{"browser"}},
		"a site for readers":          {mode: feedtest.Reader, asked: []string{"own"}},
		"remembered wrong":            {mode: feedtest.Reader, before: browser, after: "", asked: []string{"browser", "own"}},
		"nobody":                      {mode: feedtest.Forbidden, asked: []string{"own", "browser"}, kind: feed.KindRefused},
		"nobody, cursor kept":         {mode: feedtest.Forbidden, before: browser, after: browser, asked: []string{"browser", "own"}, kind: feed.KindRefused},
		"a page for all":              {mode: feedtest.HTML, asked: []string{"own", "browser"}, kind: feed.KindNotFeed},
		"the reader's word":           {mode: feedtest.Browser, own: "mine/1", asked: []string{"mine/1"}, kind: feed.KindRefused},
		"the reader's word goes":      {mode: feedtest.Browser, own: "Mozilla/1", asked: []string{"Mozilla/1"}},
		"… whatever was remembered":   {mode: feedtest.OK, own: "mine/1", before: browser, after: browser, asked: []string{"mine/1"}},
		"not found is not refused":    {mode: feedtest.NotFound, asked: []string{"own"}, kind: feed.KindNotFound},
		"nor is broken":               {mode: feedtest.Broken, asked: []string{"own"}, kind: feed.KindServer},
		"nor gone":                    {mode: feedtest.Gone, asked: []string{"own"}, kind: feed.KindGone},
		"nor empty":                   {mode: feedtest.Empty, asked: []string{"own"}, kind: feed.KindEmpty},
		"nor damaged":                 {mode: feedtest.Short, asked: []string{"own"}, kind: feed.KindDamaged},
		"a server that wants us gone": {mode: feedtest.TooMany, asked: []string{"own"}, kind: feed.KindTooMany},
	} {
		srv := feedtest.NewServer(t, edition("rss", stories, ""), "application/rss+xml")
		f, err := New(Settings{URL: srv.At(c.mode), Agent: c.own}, fetch.New(fetch.Options{}))
		if err != nil {
			t.Fatal(err)
		}
		b, err := f.Fetch(t.Context(), feed.Cursor{Agent: c.before})
		if feed.KindOf(err) != c.kind || b.Next.Agent != c.after || !slices.Equal(agents(srv), c.asked) {
			t.Errorf("%s: %v, agent %q, asked as %q", name, err, b.Next.Agent, agents(srv))
		}
		if c.kind == feed.KindNone && len(b.Entries) != len(stories) {
			t.Errorf("%s: %d entries", name, len(b.Entries))
		}
	}
}

// answer serves by function until the test ends and returns a reader of it.
func answer(t *testing.T, do http.HandlerFunc) *reader {
	t.Helper()
	srv := httptest.NewServer(do)
	t.Cleanup(srv.Close)
	return &reader{t: t, client: fetch.New(fetch.Options{}), url: srv.URL + "/rss"}
}

// The second name is answered otherwise: what counts then.
func TestSecondAnswer(t *testing.T) {
	doc := edition("rss", stories, "")
	for name, c := range map[string]struct {
		first, second http.HandlerFunc
		kind          feed.Kind
		status        int
		entries       int
		agent         string
	}{
		"400, then the feed":     {status400, whole(doc), feed.KindNone, 0, len(stories), browser},
		"400, then a cut feed":   {status400, whole(doc[:len(doc)*9/10]), feed.KindDamaged, 0, len(stories) - 1, ""},
		"a page, then 404":       {page, http.NotFound, feed.KindNotFeed, 0, 0, ""},
		"400, then a page":       {status400, page, feed.KindServer, 400, 0, ""},
		"a page without a type":  {whole([]byte("\n<HTML><body>x</body></HTML>")), whole(doc), feed.KindNone, 0, len(stories), browser},
		"a page, then «later»":   {page, later, feed.KindTooMany, 429, 0, ""},
		"no page and no feed":    {whole([]byte("Access denied")), whole(doc), feed.KindNotFeed, 0, 0, ""},
		"data, which is no feed": {whole([]byte(`{"posts":[]}`)), whole(doc), feed.KindNotFeed, 0, 0, ""},
	} {
		r := answer(t, func(w http.ResponseWriter, r *http.Request) {
			if strings.HasPrefix(r.UserAgent(), "Mozilla/") {
				c.second(w, r)
			} else {
				c.first(w, r)
			}
		})
		r.cursor = feed.Cursor{LastModified: "before"}
		b, err := r.fetch()
		if feed.KindOf(err) != c.kind || len(b.Entries) != c.entries || b.Next.Agent != c.agent {
			t.Errorf("%s: %d entries, agent %q, %v", name, len(b.Entries), b.Next.Agent, err)
		}
		if err != nil && b.Next != (feed.Cursor{LastModified: "before"}) {
			t.Errorf("%s: cursor %+v", name, b.Next)
		}
		var e *feed.Error
		if c.status != 0 && (!errors.As(err, &e) || e.Status != c.status) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func whole(doc []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/xml")
		_, _ = w.Write(doc)
	}
}

func page(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/html")
	fmt.Fprint(w, "<p>Здравствуйте")
}

func status400(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadRequest) }

func later(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Retry-After", "60")
	w.WriteHeader(http.StatusTooManyRequests)
}

// Both answers were paid for, also where the second one counts.
func TestBytesOfBothAnswers(t *testing.T) {
	doc := edition("rss", stories, "")
	r := answer(t, func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.UserAgent(), "Mozilla/") {
			whole(doc)(w, r)
			return
		}
		page(w, r)
	})
	b, err := r.fetch()
	if want := int64(len(doc) + len("<p>Здравствуйте")); err != nil || b.Bytes != want || b.Next.Size != int64(len(doc)) {
		t.Errorf("%d bytes of %d, size %d, %v", b.Bytes, want, b.Next.Size, err)
	}
}

// A 304 may change the validators, and spares what the document weighed.
func TestValidatorsOfNotModified(t *testing.T) {
	doc := edition("rss", stories, "")
	var mu sync.Mutex
	var asked []string
	n := 0
	r := answer(t, func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		asked = append(asked, r.Header.Get("If-None-Match")+" "+r.Header.Get("If-Modified-Since"))
		n++
		switch n {
		case 1:
			w.Header().Set("ETag", `"1"`)
			w.Header().Set("Last-Modified", "one")
			whole(doc)(w, r)
		case 2:
			w.Header().Set("ETag", `W/"2"`)
			w.WriteHeader(http.StatusNotModified)
		case 3:
			w.Header().Set("Last-Modified", "three")
			w.WriteHeader(http.StatusNotModified)
		default:
			w.WriteHeader(http.StatusNotModified)
		}
	})
	for i := range 4 {
		b, err := r.fetch()
		if err != nil || b.Unchanged != (i > 0) || b.Next.Size != int64(len(doc)) {
			t.Fatalf("%d: %+v, %v", i, b, err)
		}
		if b.Unchanged && (b.Saved != int64(len(doc)) || b.Bytes != 0) || !b.Unchanged && (b.Saved != 0 || b.Bytes != int64(len(doc))) {
			t.Errorf("%d: %d bytes, %d saved", i, b.Bytes, b.Saved)
		}
	}
	if want := []string{" ", `"1" one`, `W/"2" one`, `W/"2" three`}; !slices.Equal(asked, want) {
		t.Errorf("asked %q, want %q", asked, want)
	}
}

// What is spared is what came over the wire, which may be less than the
// document; the same bytes sent again spare nothing.
func TestSaved(t *testing.T) {
	doc := edition("rss", stories, "")
	srv := feedtest.NewServer(t, doc, "text/xml")
	r := &reader{t: t, client: fetch.New(fetch.Options{}), url: srv.At(feedtest.Gzip)}
	packed, err := r.fetch()
	if err != nil || packed.Next.Size != packed.Bytes || packed.Bytes >= int64(len(doc)) {
		t.Errorf("%d bytes on the wire, size %d of %d, %v", packed.Bytes, packed.Next.Size, len(doc), err)
	}
	r.url = srv.At(feedtest.Plain)
	b, err := r.fetch()
	if err != nil || !b.Unchanged || b.Saved != 0 || b.Next.Size != int64(len(doc)) {
		t.Errorf("%+v, %v", b, err)
	}
}

// Until when a source wants to be left alone, by its answer and its document.
func TestNotBefore(t *testing.T) {
	head := func(inside string) []byte {
		return []byte(strings.Replace(channel("<item><title>x</title></item>"), "<channel>", `<channel xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">`+inside, 1))
	}
	// testNow is Saturday, 9:00 GMT.
	at := func(d time.Duration) time.Time { return testNow.Add(d) }
	const day = 24 * time.Hour
	atom := `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><title>x</title>
		<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency></feed>`
	rdf := `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
		<channel><title>x</title><sy:updatePeriod> Daily </sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency></channel></rdf:RDF>`
	for name, c := range map[string]struct {
		doc    []byte
		header string
		want   time.Time
	}{
		"nothing":                  {doc: head("")},
		"ttl":                      {doc: head("<ttl>90</ttl>"), want: at(90 * time.Minute)},
		"ttl with blanks":          {doc: head("<ttl>\n 15 </ttl>"), want: at(15 * time.Minute)},
		"ttl of a month":           {doc: head("<ttl>43200</ttl>"), want: at(day)},
		"ttl beyond all numbers":   {doc: head("<ttl>99999999999999999999</ttl>")},
		"ttl of nonsense":          {doc: head("<ttl>-5</ttl><skipHours><hour>25</hour><hour>x</hour></skipHours><skipDays><day>Someday</day></skipDays>")},
		"this hour":                {doc: head("<skipHours><hour>9</hour><hour>10</hour></skipHours>"), want: at(2 * time.Hour)},
		"other hours":              {doc: head("<skipHours><hour>8</hour><hour>24</hour></skipHours>")},
		"this day":                 {doc: head("<skipDays><day>saturday</day></skipDays>"), want: at(15 * time.Hour)},
		"the weekend":              {doc: head("<skipDays><day>Saturday</day><day>Sunday</day></skipDays>"), want: at(day)},
		"ttl ends in a shut hour":  {doc: head("<ttl>60</ttl><skipHours><hour>10</hour></skipHours>"), want: at(2 * time.Hour)},
		"hourly":                   {doc: head("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>1</sy:updateFrequency>"), want: at(time.Hour)},
		"hourly, no frequency":     {doc: head("<sy:updatePeriod>hourly</sy:updatePeriod>"), want: at(time.Hour)},
		"weekly":                   {doc: head("<sy:updatePeriod>weekly</sy:updatePeriod>"), want: at(day)},
		"frequency of nothing":     {doc: head("<sy:updateFrequency>2</sy:updateFrequency><sy:updatePeriod>often</sy:updatePeriod>")},
		"the longer of two":        {doc: head("<sy:updatePeriod>hourly</sy:updatePeriod><ttl>30</ttl>"), want: at(time.Hour)},
		"atom":                     {doc: []byte(atom), want: at(15 * time.Minute)},
		"rdf":                      {doc: []byte(rdf), want: at(12 * time.Hour)},
		"cache rules":              {doc: head(""), header: "Cache-Control: max-age=600", want: at(10 * time.Minute)},
		"cache rules and ttl":      {doc: head("<ttl>5</ttl>"), header: "Cache-Control: max-age=600", want: at(10 * time.Minute)},
		"ttl beyond cache rules":   {doc: head("<ttl>20</ttl>"), header: "Cache-Control: max-age=600", want: at(20 * time.Minute)},
		"retry with a document":    {doc: head(""), header: "Retry-After: 300", want: at(5 * time.Minute)},
		"retry far ahead":          {doc: head("<ttl>5</ttl>"), header: "Retry-After: 1000000", want: at(day)},
		"cache rules, a shut hour": {doc: head("<skipHours><hour>9</hour></skipHours>"), header: "Cache-Control: max-age=600", want: at(time.Hour)},
	} {
		requests := 0
		r := answer(t, func(w http.ResponseWriter, r *http.Request) {
			requests++ // one after the other
			key, value, _ := strings.Cut(c.header, ": ")
			if key != "" {
				w.Header().Set(key, value)
			}
			w.Header().Set("ETag", `"1"`)
			if requests == 2 {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			whole(c.doc)(w, r)
		})
		r.client = fetch.New(fetch.Options{Now: func() time.Time { return testNow }})
		// The document, a 304 and the same document again: the timetable stands.
		for _, step := range []string{"document", "not modified", "same again"} {
			b, err := r.fetch()
			if err != nil || b.Unchanged != (step != "document") || !b.Next.NotBefore.Equal(c.want) {
				t.Errorf("%s, %s: %v, want %v (%v)", name, step, b.Next.NotBefore, c.want, err)
			}
		}
	}
}

// What a move for good leads to is not shown the validators of the old place,
// so that a document comes, and not believed without one.
func TestNoMoveWithoutDocument(t *testing.T) {
	r := answer(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/rss" {
			http.Redirect(w, r, "/login", http.StatusMovedPermanently)
			return
		}
		if r.Header.Get("If-Modified-Since") != "" {
			t.Error("shown the validators")
		}
		w.WriteHeader(http.StatusNotModified)
	})
	r.cursor = feed.Cursor{LastModified: feedtest.LastModified}
	if b, err := r.fetch(); feed.KindOf(err) != feed.KindServer || b.URL != "" || b.Next != r.cursor {
		t.Errorf("moved to %q, %+v, %v", b.URL, b.Next, err)
	}
}

// Validators go to the address they are of and to no other, however it was come
// to.
func TestValidatorsOfAnAddress(t *testing.T) {
	srv, other := feedtest.NewServer(t, edition("rss", stories, ""), "text/xml"), feedtest.NewServer(t, edition("rss", stories, ""), "text/xml")
	to, code := "", http.StatusFound
	from := answer(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, code) })
	for _, c := range []struct {
		name      string
		to        string
		code      int
		unchanged bool
	}{
		{"at first", srv.At(feedtest.OK), http.StatusFound, false},
		{"the same again", srv.At(feedtest.OK), http.StatusFound, true},
		{"another way there", srv.At(feedtest.Found), http.StatusFound, true},
		{"for good", srv.At(feedtest.OK), http.StatusMovedPermanently, true},
		{"a twin on another server", other.At(feedtest.OK), http.StatusFound, false},
		{"the twin again", other.At(feedtest.OK), http.StatusFound, true},
		{"back, for good", srv.At(feedtest.Moved), http.StatusMovedPermanently, false},
	} {
		to, code = c.to, c.code
		asked := len(srv.Requests()) + len(other.Requests())
		b, err := from.fetch()
		if err != nil || (b.Bytes == 0) != c.unchanged {
			t.Errorf("%s: %+v %v", c.name, b.Next, err)
		}
		if got := len(srv.Requests()) + len(other.Requests()); got == asked {
			t.Errorf("%s: nobody was asked", c.name)
		}
	}
}

// A page of another host where a feed was is mostly that of a network; where
// there never was one, the address is wrong.
func TestPortal(t *testing.T) {
	srv := feedtest.NewServer(t, edition("rss", stories, ""), "text/xml")
	for name, c := range map[string]struct {
		mode   feedtest.Mode
		before string
		want   feed.Kind
	}{
		"a feed was there": {feedtest.Portal, "digest", feed.KindPortal}, "none was": {feedtest.Portal, "", feed.KindNotFeed},
		"its own server": {feedtest.Captive, "digest", feed.KindNotFeed},
	} {
		r := &reader{t: t, client: fetch.New(fetch.Options{}), url: srv.At(c.mode), cursor: feed.Cursor{Digest: c.before}}
		if b, err := r.fetch(); feed.KindOf(err) != c.want || b.Next != r.cursor {
			t.Errorf("%s: %v, %+v", name, err, b.Next)
		}
	}
}

// What the public net names is asked for on the public net only: an address
// found on a page, and from then on, and where a feed moved to.
func TestNamedByThePublicNet(t *testing.T) {
	srv := feedtest.NewServer(t, edition("rss", stories, ""), "text/xml")
	there := []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}
	far := strings.Replace(srv.At(feedtest.OK), "127.0.0.1", "localhost", 1)
	moved := answer(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, far, http.StatusMovedPermanently) })
	for name, c := range map[string]struct {
		url          string
		inside       []netip.Prefix
		before, want bool
		kind         feed.Kind
	}{
		"typed":                      {url: srv.At(feedtest.OK), inside: there},
		"found":                      {url: srv.At(feedtest.OK), inside: there, before: true, want: true},
		"found, and inside by now":   {url: srv.At(feedtest.OK), before: true, want: true, kind: feed.KindInside},
		"moved on its own server":    {url: srv.At(feedtest.Moved), inside: there},
		"moved to another":           {url: moved.url, inside: append(there, netip.MustParsePrefix("::1/128")), want: true},
		"moved within one's own net": {url: moved.url},
	} {
		r := &reader{t: t, client: fetch.New(fetch.Options{Inside: c.inside}), url: c.url, cursor: feed.Cursor{Public: c.before}}
		for range 2 {
			b, err := r.fetch()
			if feed.KindOf(err) != c.kind || b.Next.Public != c.want {
				t.Errorf("%s: %+v, %v", name, b.Next, err)
			}
		}
	}
}
