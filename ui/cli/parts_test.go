package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"rubrika/feed"
	"rubrika/feed/opml"
	"rubrika/feed/tour"
	"rubrika/ui/lang"
)

// TestShapes holds the JSON that scripts rely on, field by field.
func TestShapes(t *testing.T) {
	at := time.Date(2025, 11, 28, 12, 36, 0, 0, time.FixedZone("Asia/Baku", 4*60*60))
	full := feed.Article{
		Item: feed.Item{
			ID: 7, Source: 2, SourceTitle: "Листок", URL: "http://p.example/1", Title: "A & <b>\x1b[2J", Summary: "s",
			Rubrics: []feed.Rubric{feed.Economy, feed.World}, Section: "Финансы",
			Why:  feed.Evidence{Kind: feed.ByCategory, Text: "Финансы"},
			Tags: []string{"порт"}, Lang: "ru", Badges: feed.Video | feed.Updated, Published: at, Seen: at, State: feed.Read | feed.Starred | feed.Watched, Story: 2,
		},
		Author: "R", Markdown: "x\\[1\\]\n\ny", Full: true,
		Links: []feed.Link{{URL: "http://a", Text: "x"}}, Images: []feed.Image{{URL: "http://i", Alt: "alt"}},
		Enclosures: []feed.Enclosure{{URL: "http://e", Type: "video/mp4", Length: 5}},
		Versions:   []feed.Version{{Lang: "az", URL: "http://v", Title: "T", ID: 9}},
	}
	const head = `{"v":1,"id":7,"source":"Листок","source_id":2,"url":"http://p.example/1","title":"A & <b>","summary":"s",` +
		`"rubrics":["economy","world"],"section":"Финансы","why":{"kind":"category","text":"Финансы"},"tags":["порт"],"lang":"ru",` +
		`"badges":["video","updated"],"published":"2025-11-28T08:36:00Z","seen":"2025-11-28T08:36:00Z","updated":"","read":true,"starred":true,"muted":false,"watched":true,"story":2`
	const empty = `{"v":1,"id":0,"source":"","source_id":0,"url":"","title":"","summary":"","rubrics":[],"section":"",` +
		`"why":{"kind":"","text":""},"tags":[],"lang":"","badges":[],"published":"","seen":"","updated":"","read":false,"starred":false,"muted":false,"watched":false,"story":0`
	for _, c := range []struct {
		name string
		v    any
		want string
	}{
		{"item", newItem(full.Item), head + "}"},
		{"empty item", newItem(feed.Item{}), empty + "}"},
		{"article", newArticle(full), head + `,"author":"R","markdown":"x\\[1\\]\n\ny","full":true,"links":[{"url":"http://a","text":"x"}],` +
			`"images":[{"url":"http://i","alt":"alt"}],"enclosures":[{"url":"http://e","type":"video/mp4","length":5}],` +
			`"versions":[{"lang":"az","url":"http://v","title":"T","id":9}]}`},
		{"empty article", newArticle(feed.Article{}), empty + `,"author":"","markdown":"","full":false,"links":[],"images":[],"enclosures":[],"versions":[]}`},
		{
			"source",
			newSource(feed.Subscription{
				ID: 3, Kind: "feed", URL: "http://f/", Title: "T\x07", Added: at, Trouble: feed.KindDNS, TroubleText: "no\x1b[m such",
				Every: 90 * time.Minute, Agent: "own/1", Tags: []string{"sea\x07"}, PerDay: 1.0 / 3, Asked: 4, Unchanged: 3, Saved: 900,
			}),
			`{"v":1,"id":3,"kind":"feed","url":"http://f/","title":"T","site":"","lang":"","rubric":"","zone":"","every":"1h30m","agent":"own/1",` +
				`"tags":["sea"],"muted":false,"account":"","account_id":0,"folder":"","items":0,"unread":0,"per_day":0.33,"asked":4,"unchanged":3,"saved_bytes":900,"added":"2025-11-28T08:36:00Z","last_try":"","last_good":"","next_try":"","failures":0,"trouble":"dns","error":"no such"}`,
		},
		{
			"page", newPage(feed.Page{Topics: []string{"a\x1b[2J"}, Latest: []feed.Item{full.Item}}),
			empty + `,"author":"","markdown":"","full":false,"links":[],"images":[],"enclosures":[],"versions":[],"topics":["a"],` +
				`"latest":[{"url":"http://p.example/1","title":"A & <b>","section":"Финансы","lang":"ru","published":"2025-11-28T08:36:00Z","badges":["video","updated"]}]}`,
		},
		{
			"source of an account", newSource(feed.Subscription{ID: 4, Kind: "greader", Account: 2, AccountTitle: "Home\x07", Folder: "\x1b[2JSea", Trouble: feed.KindPassword}),
			`{"v":1,"id":4,"kind":"greader","url":"","title":"","site":"","lang":"","rubric":"","zone":"","every":"","agent":"",` +
				`"tags":[],"muted":false,"account":"Home","account_id":2,"folder":"Sea","items":0,"unread":0,"per_day":0,"asked":0,"unchanged":0,"saved_bytes":0,"added":"","last_try":"","last_good":"","next_try":"","failures":0,"trouble":"password","error":""}`,
		},
		{
			"account", newAccount(feed.Account{
				ID: 2, Kind: "greader", URL: "https://h/api", User: "me\x07", Title: "Home", Secret: feed.Secret{Kind: feed.SecretPlain, Text: "s3cret"},
				CA: "/ca.pem", Added: at, Failures: 1, Trouble: feed.KindTLS, TroubleText: "\x1b[2Jbad", Feeds: 3, Waiting: 2, Refused: 1,
			}),
			`{"v":1,"id":2,"kind":"greader","url":"https://h/api","user":"me","title":"Home","secret":"plain","ca":"/ca.pem","feeds":3,"waiting":2,"refused":1,` +
				`"added":"2025-11-28T08:36:00Z","last_try":"","last_good":"","next_try":"","failures":1,"trouble":"tls","error":"bad"}`,
		},
		{
			"listing", newListing(feed.Listing{URL: "http://f/", Title: "T", Lang: "az", Country: "AZ", Rubric: feed.Economy, Zone: "Asia/Baku", Agent: "browser"}, true),
			`{"v":1,"url":"http://f/","title":"T","lang":"az","country":"AZ","rubric":"economy","zone":"Asia/Baku","agent":"browser","subscribed":true}`,
		},
		{
			"entry", newEntry(feed.Entry{Item: feed.Item{URL: "http://p.example/1"}, GUID: "7"}, false),
			`{"id":"http://p.example/1","title":"","link":"http://p.example/1","author":"","published":"","updated":"","summary":"","content":"",` +
				`"categories":[],"rubrics":[],"section":"","enclosures":[]}`,
		},
	} {
		var out bytes.Buffer
		a := &app{out: &output{to: &out, closed: func() {}, before: func() {}}}
		if err := a.json(c.v); err != nil {
			t.Fatal(err)
		}
		a.out.flush()
		if got := strings.TrimSuffix(out.String(), "\n"); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, got, c.want)
		}
		if !json.Valid(out.Bytes()) {
			t.Errorf("%s is no JSON", c.name)
		}
	}
}

func TestBadgesHaveNames(t *testing.T) {
	want := []string{"video", "photo", "audio", "urgent", "updated"}
	if got := badges(feed.Video | feed.Photo | feed.Audio | feed.Urgent | feed.Updated); !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
}

func TestEarly(t *testing.T) {
	for _, c := range []struct {
		args string
		name string
		want string
	}{
		{"--lang ru news", "lang", "ru"},
		{"news --lang=az", "lang", "az"},
		{"add --lang az http://x/", "lang", ""},
		{"account add miniflux http://x/ --lang az", "lang", "az"},
		{"news", "lang", ""},
		{"news --lang", "lang", ""},
		{"add --lang ru url", "lang", ""},
		{"--lang az add --lang ru url", "lang", "az"},
		{"add --config f url", "config", "f"},
		{"edit --lang ru 1", "lang", ""},
		{"feeds --lang ru", "lang", "ru"},
		{"feeds --lang ru --catalogue", "lang", ""},
		{"--lang=az feeds --lang ru --catalogue", "lang", "az"},
		{"news -- --lang ru", "lang", ""},
		{"--language ru", "lang", ""},
		{"search add --lang az", "lang", "az"},
	} {
		if got := early(strings.Fields(c.args), c.name); got != c.want {
			t.Errorf("%q %s: %q, want %q", c.args, c.name, got, c.want)
		}
	}
}

func TestWithoutLang(t *testing.T) {
	for args, want := range map[string]string{
		"--lang ru news":                        "--lang ru news",
		"--lang ru --db s add --lang az url":    "--db s add --lang az url",
		"--db s --lang=ru edit 1 --lang=az":     "--db s edit 1 --lang=az",
		"--lang ru feeds":                       "--lang ru feeds",
		"--lang ru feeds --catalogue --lang az": "feeds --catalogue --lang az",
		"--lang add x":                          "--lang add x",
		"--lang ru search add feeds":            "--lang ru search add feeds",
	} {
		if got := strings.Join(withoutLang(strings.Fields(args)), " "); got != want {
			t.Errorf("%q: %q, want %q", args, got, want)
		}
	}
}

func TestInterval(t *testing.T) {
	for want, d := range map[string]time.Duration{
		"": 0, "5m": 5 * time.Minute, "30m": 30 * time.Minute, "1h": time.Hour, "1h30m": 90 * time.Minute, "10h": 10 * time.Hour, "48h": 48 * time.Hour,
	} {
		got := interval(d)
		if got != want {
			t.Errorf("%v: %q, want %q", d, got, want)
		}
		if back, err := lang.For("en").ParseInterval(got); err != nil || back != d {
			t.Errorf("%q is read as %v, %v", got, back, err)
		}
	}
}

func TestPick(t *testing.T) {
	found := []feed.Found{{URL: "1"}, {URL: "2"}, {URL: "3"}}
	for _, c := range []struct {
		answer, want string
		ok           bool
	}{
		{"2", "2", true},
		{"3 1", "31", true},
		{"1,2", "12", true},
		{" 1 ,\t1 3", "13", true},
		{"a", "123", true},
		{"A", "123", true},
		{"а", "123", true},
		{"Ф", "123", true},
		{"0", "", false},
		{"4", "", false},
		{"1 x", "", false},
		{",", "", false},
		{"-1", "", false},
	} {
		chosen, ok := pick(c.answer, lang.For("ru").CLI.All, found)
		var got string
		for _, f := range chosen {
			got += f.URL
		}
		if ok != c.ok || ok && got != c.want {
			t.Errorf("%q: %q %v, want %q", c.answer, got, ok, c.want)
		}
	}
}

// TestReplace has a file either as it was or whole.
func TestReplace(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "list.opml")
	check := func(file, want string, mode os.FileMode) {
		t.Helper()
		got, err := os.ReadFile(file)
		if err != nil || string(got) != want {
			t.Errorf("%q %v, want %q", got, err, want)
		}
		if info, err := os.Lstat(file); err != nil || info.Mode() != mode {
			t.Errorf("mode %v, want %v: %v", info.Mode(), mode, err)
		}
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(replace(name, []byte("one")))
	check(name, "one", 0o600)
	must(os.Chmod(name, 0o640))
	must(replace(name, []byte("two")))
	check(name, "two", 0o640)
	link := filepath.Join(dir, "link")
	must(os.Symlink(name, link))
	must(replace(link, []byte("three")))
	check(name, "three", 0o640)
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is gone: %v", err)
	}
	must(replace(os.DevNull, []byte("x")))
	if err := replace(filepath.Join(dir, "none", "x"), []byte("x")); err == nil {
		t.Error("written into a folder that is not there")
	}
	if err := replace(dir, []byte("x")); err == nil {
		t.Error("a folder was written to")
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 2 {
		t.Errorf("left over: %v %v", left, err)
	}
}

func TestWhyOfEverySkip(t *testing.T) {
	for _, code := range lang.Codes() {
		words := lang.For(code).CLI.Skip
		for _, why := range opml.Whys() {
			if words[string(why)] == "" {
				t.Errorf("%s: no words for %s", code, why)
			}
		}
		if len(words) != len(opml.Whys()) {
			t.Errorf("%s: words for %d reasons of %d", code, len(words), len(opml.Whys()))
		}
	}
}

// failing is an output that takes so many bytes and then fails.
type failing struct {
	room int
	err  error
}

func (f *failing) Write(p []byte) (int, error) {
	if f.room -= len(p); f.room < 0 {
		return 0, f.err
	}
	return len(p), nil
}

func TestOutputStopsAtTheFirstError(t *testing.T) {
	for _, c := range []struct {
		err  error
		gone bool
	}{
		{syscall.EPIPE, true},
		{&os.PathError{Op: "write", Path: "|1", Err: syscall.EPIPE}, true},
		{io.ErrClosedPipe, true},
		{syscall.ENOSPC, false},
	} {
		stopped := 0
		o := &output{to: &failing{room: flushAt, err: c.err}, closed: func() { stopped++ }, before: func() {}}
		var err error
		for range 10 {
			_, err = o.Write(make([]byte, flushAt))
		}
		o.flush()
		if !errors.Is(err, c.err) || stopped != 1 || o.gone() != c.gone {
			t.Errorf("%v: error %v, stopped %d times, gone %v", c.err, err, stopped, o.gone())
		}
	}
}

// TestServe reads every address that demo --serve prints.
func TestServe(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	r, w := io.Pipe()
	done := make(chan int)
	go func() {
		code := Run(ctx, Env{
			Args: []string{"demo", "--serve", "127.0.0.1:0"}, Stdin: strings.NewReader(""), Stdout: w, Stderr: io.Discard,
			Getenv: func(string) string { return "" },
		})
		_ = w.Close()
		done <- code
	}()
	buf := make([]byte, 16<<10)
	n, err := r.Read(buf)
	if err != nil {
		t.Fatal(err)
	}
	addresses := strings.Fields(string(buf[:n]))
	if want := len(tour.Languages()) * (1 + len(tour.Formats())); len(addresses) != want {
		t.Errorf("%d addresses, want %d", len(addresses), want)
	}
	for _, address := range addresses {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
		if err != nil {
			t.Fatal(err)
		}
		res, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(res.Body)
		_ = res.Body.Close()
		if err != nil || res.StatusCode != http.StatusOK || len(body) == 0 {
			t.Errorf("%s: %s, %d bytes, %v", address, res.Status, len(body), err)
		}
	}
	stop()
	if code := <-done; code != 0 {
		t.Errorf("code %d", code)
	}
}

// TestNothingIsLoggedOverTheScreen: package net/http logs what servers say out
// of turn, and has no other place for it.
func TestNothingIsLoggedOverTheScreen(t *testing.T) {
	was := log.Writer()
	t.Cleanup(func() { log.SetOutput(was) })
	System("1.2.3", nil, nil)
	if log.Writer() != io.Discard {
		t.Error("libraries can log to standard error")
	}
}

func TestHoldsUser(t *testing.T) {
	for address, want := range map[string]bool{
		"https://news.example/@me": false, "news.example": false, "https://news.example?to=a@b": false, "http://[::1]:80/#@": false,
		"https://me@news.example": true, "https://me:secret@news.example/": true, "me:secret@news.example": true, "https://me:%zz@h": true, "@": true,
	} {
		if got := holdsUser(address); got != want {
			t.Errorf("%q: %v", address, got)
		}
	}
}

func TestUnnamed(t *testing.T) {
	one, two, api := feed.Found{URL: "1"}, feed.Found{URL: "2"}, feed.Found{URL: "3", Kind: kindWordPress}
	for _, c := range []struct{ found, want []feed.Found }{
		{[]feed.Found{one, two, api}, []feed.Found{one, two}},
		{[]feed.Found{one, api}, []feed.Found{one}},
		{[]feed.Found{api}, []feed.Found{api}},
		{[]feed.Found{one, two}, []feed.Found{one, two}},
	} {
		before := slices.Clone(c.found)
		if got := unnamed(c.found); !slices.Equal(got, c.want) || !slices.Equal(c.found, before) {
			t.Errorf("%v: %v, of %v", before, got, c.found)
		}
	}
}

// What is known of a failure from the store alone is told as at first.
func TestFaultsOfAccounts(t *testing.T) {
	w := lang.For("en").CLI.Accounts
	a := &app{words: lang.For("en")}
	untrusted := "fetch https://h/: tls: failed to verify certificate: x509: certificate signed by unknown authority"
	for _, c := range []struct {
		acc  feed.Account
		err  error
		want string
	}{
		{feed.Account{Kind: kindGReader, User: "me"}, &feed.Error{Kind: feed.KindPassword}, w.WrongAPIPassword},
		{feed.Account{Kind: kindMiniflux, User: "me"}, &feed.Error{Kind: feed.KindPassword}, w.WrongPassword},
		{feed.Account{Kind: kindMiniflux}, &feed.Error{Kind: feed.KindPassword}, w.WrongKey},
		{feed.Account{}, &feed.Error{Kind: feed.KindTLS, Err: errors.New(untrusted)}, w.UnknownCA},
		{feed.Account{}, &feed.Error{Kind: feed.KindTLS, Err: errors.New("x509: certificate has expired")}, ""},
		{feed.Account{Kind: kindGReader}, &feed.Error{Kind: feed.KindServer, Err: &feed.Error{Status: 503}}, w.Closed},
		{feed.Account{Kind: kindMiniflux}, &feed.Error{Kind: feed.KindServer, Status: 503}, ""},
		{feed.Account{Kind: kindGReader}, &feed.Error{Kind: feed.KindServer, Status: 500}, ""},
		{feed.Account{ID: 3, Kind: kindMiniflux, User: "me", Title: "Home"}, &feed.Error{Kind: feed.KindPassword}, w.WrongPassword + "; to change it here: rubrika account edit Home"},
		{feed.Account{ID: 3, Kind: kindGReader, User: "me", Title: "My home"}, &feed.Error{Kind: feed.KindPassword}, w.WrongAPIPassword + "; to change it here: rubrika account edit 3"},
		{feed.Account{ID: 3, Kind: kindMiniflux, Title: "7"}, &feed.Error{Kind: feed.KindPassword}, w.WrongKey + "; to change it here: rubrika account edit 3"},
		{feed.Account{Title: "Home", Secret: feed.Secret{Kind: feed.SecretKeyring}}, &feed.Error{Kind: feed.KindNoSecret}, fmt.Sprintf(w.Locked, "Home")},
		{feed.Account{Secret: feed.Secret{Kind: feed.SecretPlain}}, &feed.Error{Kind: feed.KindNoSecret}, ""},
		{feed.Account{}, &feed.Error{Kind: feed.KindTimeout}, ""},
	} {
		if got := a.faultOf(c.acc, c.err); got != c.want {
			t.Errorf("%v: %q, want %q", c.err, got, c.want)
		}
	}
	ours := &feed.Error{Kind: feed.KindDiskFull}
	if got := a.accountFault(feed.Account{Title: "Home"}, ours); !errors.Is(got, ours) {
		t.Errorf("%v", got)
	}
	if got := a.accountFault(feed.Account{Title: "Home"}, &feed.Error{Source: "https://h/", Kind: feed.KindTimeout}).Error(); !strings.HasPrefix(got, "Home: ") || strings.Contains(got, "https") {
		t.Errorf("%q", got)
	}
}
