package rss

import (
	"strings"
	"testing"
	"time"

	"rubrika/feed"
)

// The four formats say the same, so they read the same.
func TestFormatsAgree(t *testing.T) {
	docs := map[string]string{
		"RSS 2.0": `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/">
			<channel><title>Газета</title><link>https://gazet.example/</link><description>О городе</description><language>ru</language>
			<item><title>Мост &amp; река</title><link>https://gazet.example/1</link><guid isPermaLink="false">id-1</guid><author>Анна</author>
			<category>Город</category><category>Мосты</category><description>Кратко</description><content:encoded><![CDATA[<p>Весь текст о мосте</p>]]></content:encoded>
			<enclosure url="https://gazet.example/1.mp3" type="audio/mpeg" length="7"/><pubDate>Fri, 28 Nov 2025 12:00:00 +0400</pubDate></item></channel></rss>`,
		"RSS 1.0": `<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"
			xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom">
			<channel><title>Газета</title><link>https://gazet.example/</link><description>О городе</description><dc:language>ru</dc:language></channel>
			<item rdf:about="x"><title>Мост &amp; река</title><link>https://gazet.example/1</link><guid>id-1</guid><dc:creator>Анна</dc:creator><dc:subject>Город</dc:subject><dc:subject>Мосты</dc:subject>
			<description>Кратко</description><content:encoded><![CDATA[<p>Весь текст о мосте</p>]]></content:encoded>
			<atom:link rel="enclosure" href="https://gazet.example/1.mp3" type="audio/mpeg" length="7"/><dc:date>2025-11-28T12:00:00+04:00</dc:date></item></rdf:RDF>`,
		"Atom": `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ru"><title>Газета</title><subtitle>О городе</subtitle><link href="https://gazet.example/"/>
			<entry><title>Мост &amp; река</title><link href="https://gazet.example/1"/><id>id-1</id><author><name>Анна</name></author>
			<category term="Город"/><category term="x" label="Мосты"/><summary>Кратко</summary><content type="html">&lt;p>Весь текст о мосте&lt;/p></content>
			<link rel="enclosure" href="https://gazet.example/1.mp3" type="audio/mpeg" length="7"/><published>2025-11-28T12:00:00+04:00</published></entry></feed>`,
		"JSON Feed": `{"version":"https://jsonfeed.org/version/1.1","title":"Газета","description":"О городе","home_page_url":"https://gazet.example/","language":"ru",
			"items":[{"id":"id-1","url":"https://gazet.example/1","title":"Мост & река","authors":[{"name":"Анна"}],"tags":["Город","Мосты"],"summary":"Кратко",
			"content_html":"<p>Весь текст о мосте</p>","attachments":[{"url":"https://gazet.example/1.mp3","mime_type":"audio/mpeg","size_in_bytes":7}],
			"date_published":"2025-11-28T12:00:00+04:00"}]}`,
	}
	for name, doc := range docs {
		b := parse(t, doc, Meta{})
		want(t, name+" title", b.Title, "Газета")
		want(t, name+" description", b.Description, "О городе")
		want(t, name+" site", b.Site, "https://gazet.example/")
		want(t, name+" language", b.Lang, "ru")
		e := b.Entries[0]
		want(t, name+" title", e.Title, "Мост & река")
		want(t, name+" link", e.URL, "https://gazet.example/1")
		want(t, name+" author", e.Author, "Анна")
		want(t, name+" categories", strings.Join(e.Categories, "|"), "Город|Мосты")
		want(t, name+" teaser", textLength(e.Summary), 6)
		want(t, name+" body", e.HTML, "<p>Весь текст о мосте</p>")
		want(t, name+" enclosures", e.Enclosures, "[{https://gazet.example/1.mp3 audio/mpeg 7}]")
		want(t, name+" date", e.Published.Format(time.RFC3339), "2025-11-28T12:00:00+04:00")
		want(t, name+" zone", e.Published.Location(), "+04:00")
		want(t, name+" language", e.Lang, "ru")
		want(t, name+" badges", e.Badges, feed.Audio)
		want(t, name+" strongest keys", strings.Join(e.Keys[:2], " "), "link:gazet.example/1 guid:id-1")
	}
}

func TestParseTag(t *testing.T) {
	for in, out := range map[string]string{
		"<a>":                         `<a>`,
		"<a/>":                        `<a/>`,
		"<a />":                       `<a/>`,
		"<a b='c'>":                   `<a b="c">`,
		"<a b=c d>":                   `<a b="c" d="">`,
		"<a b=c/>":                    `<a b="c"/>`,
		"<a b=https://x.example/y/>":  `<a b="https://x.example/y"/>`,
		"<a\n\tb = \"c\"\n>":          `<a b="c">`,
		"<a b='\"'>":                  `<a b="&quot;">`,
		"<a b='<c>'>":                 `<a b="&lt;c>">`,
		"<a b='&#27;&#65;'>":          `<a b="&#65;">`,
		"<x:y z:w='1'>":               `<x:y z:w="1">`,
		"<a 1='x' b='c'>":             `<a b="c">`,
		"<a x:y:z='x'>":               `<a>`,
		"<a ==>":                      `<a>`,
		"<a xml:base='http://h/p/q'>": `<a xml:base="http://h/p/">`,
		"<a xml:base='http://h'>":     `<a xml:base="http://h">`,
		"<a xml:base='p/q'>":          `<a xml:base="p/">`,
		"<a xml:base='q'>":            `<a xml:base="q">`,
		"< a>":                        "",
		"<>":                          "",
		"<1>":                         "",
		"<a":                          "",
		"<a b='c":                     "",
		"<a b=":                       "",
		"<a <b>":                      "",
		"<a@b.example>":               "",
		"<привет>":                    "",
		"<a:b:c>":                     "",
		"<-->":                        "",
	} {
		tag, ok := parseTag([]byte(in))
		if ok != (out != "") {
			t.Errorf("%q: a tag is %v", in, ok)
			continue
		}
		if !ok {
			continue
		}
		if got := string(tag.write(nil, tag.closed)); got != out || tag.size != len(in) {
			t.Errorf("%q: %s of %d bytes, want %s", in, got, tag.size, out)
		}
	}
	long := "<a b='" + strings.Repeat("x", maxTag) + "'>"
	if _, ok := parseTag([]byte(long)); ok {
		t.Error("a tag over the limit")
	}
}

func TestReference(t *testing.T) {
	for in, c := range map[string]struct {
		n     int
		legal bool
	}{
		"&#65;": {5, true}, "&#x41;": {6, true}, "&#X41;z": {6, true}, "&#9;": {4, true}, "&#10;": {5, true},
		"&#0;": {4, false}, "&#27;": {5, false}, "&#x1b;": {6, false}, "&#xD800;": {8, false}, "&#xFFFE;": {8, false},
		"&#x10FFFF;": {10, true}, "&#x110000;": {10, false}, "&#99999999999999999999;": {23, false},
		"&#": {2, true}, "&#;": {2, true}, "&#x;": {2, true}, "&#65": {2, true}, "&#6a;": {2, true},
	} {
		if n, legal := reference([]byte(in)); n != c.n || legal != c.legal {
			t.Errorf("%q: %d, %v", in, n, legal)
		}
	}
}

func TestDeclarations(t *testing.T) {
	for in, out := range map[string]string{
		`<?xml version="1.0" encoding="UTF-8"?>`:           "utf-8",
		`<?xml version='1.0' encoding = 'KOI8-R' ?>`:       "koi8-r",
		"junk\n<?xml encoding=\" windows-1251 \"?>":        "windows-1251",
		`<?xml version="1.0"?><a encoding="x"/>`:           "",
		`<?xml encoding=utf-8?>`:                           "",
		`<rss encoding="x">`:                               "",
		strings.Repeat(" ", 2000) + `<?xml encoding="a"?>`: "",
		`<?xml encoding="unclosed`:                         "unclosed",
		"":                                                 "",
	} {
		want(t, in, declaredCharset([]byte(in)), out)
	}
	for in, out := range map[string]string{
		"text/xml; charset=Windows-1251": "windows-1251", `text/xml;charset="utf-8"`: "utf-8", "text/xml": "", "": "", ";;;": "",
		"text/xml; charset=\"": "",
	} {
		want(t, in, headerCharset(in), out)
	}
	for _, label := range []string{"", "utf-8", "utf8", "utf-16", "hz-gb-2312", "no-such", "x-user\x1b"} {
		if lookup(label) != nil {
			t.Errorf("%q explains bytes that are not UTF-8", label)
		}
	}
}

func TestTextParts(t *testing.T) {
	for in, n := range map[string]int{"": 0, "абв": 3, "<p>аб</p> в": 4, "а<b": 1, "<>": 0, "a > b": 5} {
		if got := textLength(in); got != n {
			t.Errorf("textLength(%q) = %d, want %d", in, got, n)
		}
	}
	for in, cut := range map[string]bool{
		"Конец.": false, "И ещё…": true, "И ещё...": true, "[&hellip;]": true, "[...]": true, "<p>И ещё…</p>\n</div>": true,
		"<a href='x'>Read more</a>": true, "Читать далее »": true, "Davamı…": true, "davamı": true, "": false, "…и конец": false,
	} {
		if got := cutShort(in); got != cut {
			t.Errorf("cutShort(%q) = %v", in, got)
		}
	}
	for in, out := range map[string]string{
		"": "", " \n": "", "a": "<p>a</p>", "a\r\nb": "<p>a<br>\nb</p>", "a\n\nb <c>": "<p>a</p><p>b &lt;c&gt;</p>",
	} {
		want(t, in, fromPlain(in), out)
	}
	for in, out := range map[string]string{
		"a&amp;b": "a&b", "&lt;&gt;": "<>", "&#8211;": "–", "&ldquo;x&rdquo;": "“x”", "&": "&", "&;": "&;", "&copy=2;": "&copy=2;",
		"&notanentity;": "&notanentity;", "&amp;amp;": "&amp;", "a & b; c": "a & b; c", strings.Repeat("&", 50): strings.Repeat("&", 50),
	} {
		want(t, in, unescape(in), out)
	}
}

func TestLegal(t *testing.T) {
	for in, out := range map[string]string{
		"": "", "plain\n\t\r": "plain\n\t\r", "ё\x00ж": "ёж", "\x1b[31m": "[31m", "\xff\xfe": "\uFFFD\uFFFD", "a\uFFFEb\uFFFF": "ab",
		"\uFFFD": "\uFFFD", "\xed\xa0\x80": "\uFFFD\uFFFD\uFFFD", "😀": "😀", "\x7f\u009b": "\x7f\u009b",
	} {
		want(t, in, string(legal([]byte(in))), out)
	}
	doc := []byte("nothing to change")
	if got := legal(doc); &got[0] != &doc[0] {
		t.Error("copied for nothing")
	}
}

func TestAtomContent(t *testing.T) {
	for in, out := range map[string]string{
		`<content type="text">a &lt; b` + "\n" + `c</content>`:                                           "<p>a &lt; b<br>\nc</p>",
		`<content type="text/plain">a</content>`:                                                         "<p>a</p>",
		`<content>&lt;p>a&lt;/p></content>`:                                                              "<p>a</p>",
		`<content type="html"><![CDATA[<p>a</p>]]></content>`:                                            "<p>a</p>",
		`<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>a<br/>b</p></div></content>`: "<p>a<br/>b</p>",
		`<content type="image/png">aGVsbG8=</content>`:                                                   "",
		`<content type="html" xml:base="https://b.example/x/y">&lt;img src="1.png"></content>`:           `<img src="https://b.example/x/1.png"/>`,
		`<summary type="html">&lt;b>a&lt;/b></summary>`:                                                  "<b>a</b>",
		`<content type="html"></content><summary>a</summary>`:                                            "a",
	} {
		want(t, in, one(t, `<feed xmlns="http://www.w3.org/2005/Atom"><entry>`+in+`</entry></feed>`).HTML, out)
	}
	e := one(t, `<feed xmlns="http://www.w3.org/2005/Atom"><entry><content src="https://b.example/1" type="text/html"/><source><author><name>Анна</name></author></source></entry></feed>`)
	want(t, "content elsewhere", e.URL+" "+e.Author, "https://b.example/1 Анна")
	e = one(t, `<feed xmlns="http://purl.org/atom/ns#" version="0.3"><entry><title mode="escaped">a &lt;b&gt;b&lt;/b&gt;</title><issued>2025-11-28T10:00:00Z</issued><content mode="base64">PHA+YTwvcD4=</content></entry></feed>`)
	want(t, "Atom 0.3", e.Title+" "+e.Published.Format(time.DateOnly)+" "+string(e.HTML), "a b 2025-11-28 <p>a</p>")
}

// Links of a feed in RSS that only Atom elements give.
func TestOnlyAtomLinks(t *testing.T) {
	b := parse(t, `<rss xmlns:atom="https://www.w3.org/2005/Atom"><channel><atom:link rel="self" href="https://gazet.example/rss"/><atom:link href="https://gazet.example/ru/"/>
		<language>ru</language><item><title>а</title><atom:link href="/1"/></item><item><title>б</title><atom:link hreflang="az" href="https://gazet.example/az/2"/>
		<atom:link hreflang="ru" href="https://gazet.example/ru/2"/></item></channel></rss>`, Meta{})
	want(t, "site", b.Site, "https://gazet.example/ru/")
	want(t, "link", b.Entries[0].URL, "https://gazet.example/1")
	want(t, "link by language", b.Entries[1].URL, "https://gazet.example/ru/2")
	want(t, "version", b.Entries[1].Versions, "[{az https://gazet.example/az/2  0}]")
}
