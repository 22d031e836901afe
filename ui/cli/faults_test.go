package cli

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rubrika/feed"
	"rubrika/feed/feedtest"
	"rubrika/feed/fetch"
	"rubrika/feed/library"
	"rubrika/ui/lang"
)

const seaRSS = `<?xml version="1.0"?><rss version="2.0"><channel><title>Sea</title><link>https://sea.example/</link>
<item><title>Harbour opens</title><link>https://sea.example/1</link><pubDate>Fri, 28 Nov 2025 11:00:00 GMT</pubDate></item>
<item><title>Ferry sails</title><link>https://sea.example/2</link><pubDate>Fri, 28 Nov 2025 10:00:00 GMT</pubDate></item>
<item><title>Storm warning</title><link>https://sea.example/3</link><pubDate>Fri, 28 Nov 2025 09:00:00 GMT</pubDate></item>
</channel></rss>`

// Each fault of a server is told in a sentence that fits it, and the stories
// stay. The table of them all is logged.
func TestFaultsInWords(t *testing.T) {
	modes := []feedtest.Mode{
		feedtest.OK, feedtest.Cached, feedtest.Chain, feedtest.Found, feedtest.Loop, feedtest.SignIn, feedtest.Forbidden,
		feedtest.NotFound, feedtest.Gone, feedtest.TooMany, feedtest.DateTooMany, feedtest.Unavailable, feedtest.Broken,
		feedtest.Hang, feedtest.Drip, feedtest.Slow, feedtest.Cut, feedtest.Short, feedtest.Long, feedtest.Charset,
		feedtest.HTML, feedtest.Captive, feedtest.Portal, feedtest.Empty, feedtest.Huge, feedtest.Bomb, feedtest.Browser,
		feedtest.Reader,
	}
	now := time.Now()
	lib, err := library.Open(t.Context(), library.Options{
		Path: filepath.Join(t.TempDir(), "edition.db"), Now: func() time.Time { return now },
		Client: fetch.New(fetch.Options{Timeout: 700 * time.Millisecond, MaxBytes: 5 << 20, Now: func() time.Time { return now }}),
	})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := lib.Close(); err != nil {
			t.Error(err)
		}
	}()
	for _, m := range modes { // each was well, and gave validators
		s := feedtest.NewServer(t, []byte(seaRSS), "application/rss+xml")
		s.Turn(feedtest.Plain, feedtest.OK)
		if _, _, err := lib.Subscribe(t.Context(), library.NewSource{URL: s.At(feedtest.Plain), Title: string(m)}); err != nil {
			t.Fatal(m, err)
		}
		s.Turn(feedtest.Plain, m)
	}
	secret := feedtest.NewTLSServer(t, []byte(seaRSS), "application/rss+xml")
	if _, _, err := lib.Subscribe(t.Context(), library.NewSource{URL: secret.At(feedtest.OK), Title: "tls", Later: true}); err != nil {
		t.Fatal(err)
	}
	if _, err := lib.MarkAll(t.Context(), feed.Filter{}, feed.Read|feed.Starred, 0); err != nil {
		t.Fatal(err)
	}
	now = now.Add(13 * time.Hour)
	report, err := lib.Refresh(t.Context(), library.RefreshOptions{})
	if err != nil || report.New != 0 || report.Sources != len(modes)+1 || report.Failed < 20 {
		t.Fatalf("%+v %v", report, err)
	}
	told := map[string]string{}
	for _, e := range report.Errors {
		for _, code := range []string{"ru", "az", "en"} {
			told[e.Title] = lang.For(code).Failed("", e.Err)
			if told[e.Title] == "" || told[e.Title] == lang.For(code).Failed("", &feed.Error{Kind: feed.KindInternal}) {
				t.Errorf("%s, %s: %q", e.Title, code, told[e.Title])
			}
		}
	}
	subs, err := lib.Subscriptions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var table strings.Builder
	for _, s := range subs {
		if s.Unread != 0 || s.Items != 3 && s.Title != "tls" || len(secret.Requests()) != 0 {
			t.Errorf("%s: %d items, %d unread", s.Title, s.Items, s.Unread)
		}
		fmt.Fprintf(&table, "| %s | %s | %d stories, marks kept | %s |\n", s.Title, told[s.Title], s.Items, s.NextTry.Sub(now).Round(time.Minute))
	}
	t.Logf("fault, what the reader is told, what the store keeps, next try:\n%s", table.String())
}
