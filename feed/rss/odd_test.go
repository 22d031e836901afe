package rss

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode/utf32"

	"rubrika/feed"
)

// The head of a page may hold scripts of any length before its links.
func TestDiscoverBehindScripts(t *testing.T) {
	for name, before := range map[string]string{
		"a long script":    "<script>" + strings.Repeat("var a = '<body>';\n", 20_000) + "</script>",
		"a long attribute": `<meta content="` + strings.Repeat("x", 2*maxTag) + `">`,
		"a long comment":   "<!--" + strings.Repeat(`<link rel="alternate" type="application/rss+xml" href="/old">`, 5_000) + "-->",
		"a second base":    `<base target="_top"><base href="https://gazet.example/az/">`,
		"a noscript":       `<noscript><link rel="stylesheet" href="/x"></noscript>`,
	} {
		got := Discover([]byte("<html><head>"+before+`<link rel="alternate" type="application/rss+xml" href="/rss"></head><body></body>`), "https://gazet.example/")
		want(t, name, fmt.Sprint(got), "[{https://gazet.example/rss feed  false}]")
	}
}

// Texts and pictures under names that RSS does not know.
func TestForeignElements(t *testing.T) {
	e := parse(t, item(`<title>Мост</title><link>https://gazet.example/1</link><fulltext>весь текст о мосте</fulltext>
		<modified>2025-11-28T12:00:00Z</modified><created>2025-11-28T11:00:00Z</created>
		<tags><tag>Город</tag><tag>Мосты</tag></tags><image><url>https://gazet.example/1.jpg</url><title>нет</title></image>`), Meta{}).Entries[0]
	want(t, "body", e.HTML, "весь текст о мосте")
	want(t, "published", e.Published.UTC().Format("15:04"), "11:00")
	want(t, "updated", e.Updated.UTC().Format("15:04"), "12:00")
	want(t, "categories", strings.Join(e.Categories, "|"), "Город|Мосты")
	want(t, "image", strings.Join(e.Images, "|"), "https://gazet.example/1.jpg")
}

// Pictures and films of the media module, in groups and on their own.
func TestMediaElements(t *testing.T) {
	deep := strings.Repeat("<media:group>", 9) + `<media:content url="https://gazet.example/deep.mp4" type="video/mp4"/>` + strings.Repeat("</media:group>", 9)
	doc := strings.Replace(item(`<title>x</title><link>https://gazet.example/1</link>`+
		`<media:content url="https://gazet.example/a.mp3" medium="audio" fileSize="77"/><media:content medium="image"/>`+
		`<media:content url="https://gazet.example/b.PNG?w=9"/><media:group><media:content url="https://gazet.example/c.mp4" type="video/mp4">`+
		`<media:description type="html">&lt;b&gt;весь&lt;/b&gt; текст</media:description></media:content></media:group>`+deep),
		"<channel>", `<channel xmlns:media="http://search.yahoo.com/mrss/">`, 1)
	e := parse(t, doc, Meta{}).Entries[0]
	want(t, "files", fmt.Sprint(e.Enclosures), "[{https://gazet.example/a.mp3 audio/* 77} {https://gazet.example/c.mp4 video/mp4 0}]")
	want(t, "image", strings.Join(e.Images, "|"), "https://gazet.example/b.PNG?w=9")
	if !strings.Contains(string(e.HTML), "<b>весь</b> текст") {
		t.Errorf("texts %q, %q", e.Summary, e.HTML)
	}
}

// JSON that is cut, or holds what it should not, costs what is broken.
func TestBrokenJSON(t *testing.T) {
	const head, one = `{"version":"https://jsonfeed.org/version/1.1","title":"Газета","items":[`, `{"id":"1","title":"Мост","url":"https://gazet.example/1"}`
	for doc, c := range map[string]struct {
		entries int
		kind    feed.Kind
	}{
		head + one + `]}`:             {1, feed.KindNone},
		head + one + `]`:              {1, feed.KindDamaged},
		head + one + `,`:              {1, feed.KindDamaged},
		head + one + `,{"id":"2","ti`: {1, feed.KindDamaged},
		head + one + `],"language":}`: {1, feed.KindDamaged},

		head + one + `,{"id":{},"title":["x"],"tags":[7]}]}`:        {2, feed.KindNone},
		head + one + `,null,7,"x",[]]}`:                             {1, feed.KindNone},
		`{"version":"https://jsonfeed.org/version/1","items":null}`: {0, feed.KindNone},
		`{"title":"x","posts":[1]}`:                                 {0, feed.KindNotFeed},
	} {
		b, err := tryParse(doc, Meta{})
		if len(b.Entries) != c.entries || feed.KindOf(err) != c.kind {
			t.Errorf("%s: %d entries, %v", doc, len(b.Entries), err)
		}
	}
}

// Encodings without a word about them.
func TestUnsaidEncodings(t *testing.T) {
	doc := item("<title>Мост через реку открыт</title>")
	for name, enc := range map[string]encoding.Encoding{
		"UTF-32 LE": utf32.UTF32(utf32.LittleEndian, utf32.UseBOM), "UTF-32 BE": utf32.UTF32(utf32.BigEndian, utf32.UseBOM),
		"windows-1251": charmap.Windows1251,
	} {
		raw, err := enc.NewEncoder().String(doc)
		if err != nil {
			t.Fatal(err)
		}
		want(t, name, parse(t, raw, Meta{Lang: "ru"}).Entries[0].Title, "Мост через реку открыт")
	}
	turkish, err := encoding.HTMLEscapeUnsupported(charmap.Windows1254.NewEncoder()).String(item("<title>Köprü açıldı, İzmir şenlendi</title>"))
	if err != nil {
		t.Fatal(err)
	}
	want(t, "windows-1254", parse(t, turkish, Meta{Lang: "tr"}).Entries[0].Title, "Köprü açıldı, İzmir şenlendi")
}
