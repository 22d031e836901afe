package opml_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"rubrika/feed"
	"rubrika/feed/opml"
)

// again writes subscriptions and reads them.
func again(t interface {
	Helper()
	Fatalf(string, ...any)
}, title string, subs []feed.Subscription,
) opml.List {
	t.Helper()
	var b bytes.Buffer
	if err := opml.Write(&b, title, subs); err != nil {
		t.Fatalf("write: %v", err)
	}
	l, err := opml.Read(b.Bytes())
	if err != nil {
		t.Fatalf("read: %v in\n%s", err, b.String())
	}
	if len(l.Skipped) > 0 || l.Title != title || !l.Own {
		t.Fatalf("title %q, own %v, skipped %+v of\n%s", l.Title, l.Own, l.Skipped, b.String())
	}
	return l
}

// sorted are the lines of subscriptions in an order of their own: those of a
// folder come together.
func sorted(subs []feed.Subscription) []string {
	out := shows(subs)
	slices.Sort(out)
	return out
}

func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(
			rapid.StringOfN(rapid.RuneFrom([]rune("aБƏ üß&<>\"'`\n\t\r%,/;ğ🦊")), 0, 12, -1),
			rapid.StringN(0, 12, -1),
		)
		sound := func(s string) string { // what XML can hold
			return strings.Map(func(r rune) rune {
				if r < ' ' && !strings.ContainsRune("\t\r\n", r) || r == 0xfffe || r == 0xffff || r == 0xfffd {
					return -1
				}
				return r
			}, s)
		}
		word := rapid.Map(text, func(s string) string { return strings.TrimSpace(sound(s)) })
		tag := rapid.OneOf(word, rapid.SampledFrom([]string{"A", "A/B", "A/B/C", "/A", "A//B", "A / B", "a,b", "100%", "%2C", "/"})).
			Filter(func(s string) bool { return s != "" })
		n := rapid.IntRange(0, 12).Draw(t, "n")
		var subs []feed.Subscription
		for i := range n {
			subs = append(subs, feed.Subscription{
				URL:    fmt.Sprintf("http://h%d.example/%s?a=1&b='\"<%d>", i, strings.Repeat("x", i), i),
				Kind:   rapid.SampledFrom([]string{"feed", "sitemap", "wordpress"}).Draw(t, "kind"),
				Title:  word.Draw(t, "title"),
				Site:   rapid.SampledFrom([]string{"", "http://site.example/?q=ü&r"}).Draw(t, "site"),
				Lang:   rapid.SampledFrom([]string{"", "az", "ru"}).Draw(t, "lang"),
				Rubric: rapid.SampledFrom(append(feed.Rubrics(), "")).Draw(t, "rubric"),
				Zone:   rapid.SampledFrom([]string{"", "Asia/Baku"}).Draw(t, "zone"),
				Every:  time.Duration(rapid.IntRange(0, 1e6).Draw(t, "every")) * time.Second,
				Agent:  word.Draw(t, "agent"),
				Tags:   rapid.SliceOfNDistinct(tag, 0, 4, rapid.ID).Draw(t, "tags"),
				Muted:  rapid.Bool().Draw(t, "muted"),
				Cursor: feed.Cursor{Public: rapid.Bool().Draw(t, "public")},
			})
		}
		l := again(t, word.Draw(t, "title of the list"), subs)
		if got, want := sorted(l.Feeds), sorted(subs); !slices.Equal(got, want) {
			t.Fatalf("\n got %q\nwant %q", got, want)
		}
	})
}

func TestWriteShape(t *testing.T) {
	var b bytes.Buffer
	err := opml.Write(&b, "Mine & yours", []feed.Subscription{
		{URL: "http://a.example/?x=1&y=2", Title: "A \"a\"", Tags: []string{"News/Local", "sea, side", "B/C"}, Every: time.Hour, Rubric: feed.Sport},
		{URL: "http://b.example/", Lang: "az", Muted: true},
		{URL: "http://c.example/", Title: "C", Tags: []string{"News"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := `<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0" xmlns:rubrika="urn:rubrika:opml:1">
  <head>
    <title>Mine &amp; yours</title>
  </head>
  <body>
    <outline text="News">
      <outline text="Local">
        <outline text="A &#34;a&#34;" type="rss" xmlUrl="http://a.example/?x=1&amp;y=2" category="sea%2C side,/B/C" rubrika:rubric="sport" rubrika:every="1h0m0s"></outline>
      </outline>
      <outline text="C" type="rss" xmlUrl="http://c.example/"></outline>
    </outline>
    <outline text="http://b.example/" type="rss" xmlUrl="http://b.example/" language="az" rubrika:muted="true"></outline>
  </body>
</opml>
`
	if b.String() != want {
		t.Errorf("got\n%s", b.String())
	}
}

func TestEmptyListIsAList(t *testing.T) {
	if l := again(t, "", nil); len(l.Feeds) != 0 {
		t.Errorf("%+v", l)
	}
}

// TestMany goes there and back with as many subscriptions as anybody has.
func TestMany(t *testing.T) {
	for _, n := range []int{2000, 10000} {
		var subs []feed.Subscription
		for i := range n {
			subs = append(subs, feed.Subscription{
				Kind: "feed", URL: fmt.Sprintf("https://host%d.example/feed/%d?a&b", i%300, i), Title: fmt.Sprintf("Größe №%d «x» & 'y'", i),
				Tags: []string{fmt.Sprintf("Folder %d/Sub \"%d\"", i%20, i%7), "all"},
			})
		}
		begin := time.Now()
		if got := again(t, "Many", subs); !slices.Equal(sorted(got.Feeds), sorted(subs)) {
			t.Errorf("%d subscriptions came back as %d others", n, len(got.Feeds))
		}
		if took := time.Since(begin); took > 3*time.Second {
			t.Errorf("%d subscriptions took %v", n, took)
		}
	}
}

// full is an output without room.
type full struct{ room int }

func (f *full) Write(p []byte) (int, error) {
	if f.room -= len(p); f.room < 0 {
		return 0, errors.New("no room")
	}
	return len(p), nil
}

func TestWriteFails(t *testing.T) {
	subs := []feed.Subscription{{URL: "http://a.example/"}}
	for room := range 300 {
		err := opml.Write(&full{room: room}, "x", subs)
		if err != nil && feed.KindOf(err) != feed.KindFile {
			t.Fatalf("room for %d bytes: %v", room, err)
		}
		if room < 200 && err == nil {
			t.Fatalf("room for %d bytes was enough", room)
		}
	}
}
