package rss

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"rubrika/feed"
)

func TestNormalLink(t *testing.T) {
	same := [][]string{
		{"gazet.example/az/1", "https://gazet.example/az/1", "http://gazet.example/az/1/", "HTTPS://WWW.Gazet.Example:443/az/1#top", " http://gazet.example:80/az/1 ", "https://gazet.example./az/1?utm_source=rss&utm_medium=x&fbclid=1&gclid=2&yclid=3&_openstat=4"},
		{"gazet.example/?b=1", "https://gazet.example?b=1"},
		{"gazet.example/n?a=1&b=2", "https://gazet.example/n?b=2&a=1", "https://gazet.example/n/?a=1&UTM_Campaign=q&b=2"},
		{"gazet.example/%D1%8F", "https://gazet.example/я", "https://gazet.example/%d1%8f"},
		{"gazet.example:8080/1", "http://gazet.example:8080/1"},
		{"gazet.example", "https://gazet.example/", "http://www.gazet.example"},
		{"urn:uuid:1", " urn:uuid:1\n"},
		{"", " "},
		{"http://[::1", "http://[::1"},
	}
	for _, group := range same {
		for _, link := range group[1:] {
			// «?» directly after the host is another spelling of «/?».
			if got := strings.Replace(NormalLink(link), ".example?", ".example/?", 1); got != group[0] {
				t.Errorf("NormalLink(%q) = %q, want %q", link, got, group[0])
			}
		}
	}
	different := []string{
		"https://gazet.example/1", "https://gazet.example/2", "https://gazet.example/1?a=1", "https://ru.gazet.example/1",
		"https://gazet.example/Az/1", "https://gazet.example/az/1", "https://gazet.example:8080/1", "https://gazet.example/1?a=2",
	}
	seen := map[string]string{}
	for _, link := range different {
		n := NormalLink(link)
		if seen[n] != "" {
			t.Errorf("%q and %q are both %q", seen[n], link, n)
		}
		seen[n] = link
	}
}

// meet reports whether a store would know the entry again.
func meet(a, b []string) bool {
	for _, x := range a {
		for _, y := range b {
			if x == y {
				return true
			}
		}
	}
	return false
}

// rows makes items of «title|link|guid|date» lines; empty parts are left out.
func rows(lines ...string) string {
	var b strings.Builder
	for _, line := range lines {
		parts := strings.Split(line, "|")
		b.WriteString("<item>")
		for i, name := range []string{"title", "link", "guid isPermaLink=\"false\"", "pubDate"} {
			if parts[i] != "" {
				end, _, _ := strings.Cut(name, " ")
				fmt.Fprintf(&b, "<%s>%s</%s>", name, parts[i], end)
			}
		}
		b.WriteString("</item>")
	}
	return channel(b.String())
}

// What publishers do to their feeds between two fetches (promise P8), and
// whether each entry must be known again.
func TestIdentityThroughHistories(t *testing.T) {
	const (
		d1 = "2025-11-28T10:00:00Z"
		d2 = "2025-11-28T11:00:00Z"
	)
	a, b := "А|https://gazet.example/a|ga-10001|"+d1, "Б|https://gazet.example/b|gb-10002|"+d2
	for name, c := range map[string]struct {
		before, after []string
		lost          bool // the entry А is rightly new
	}{
		"nothing changed":           {before: []string{a, b}, after: []string{a, b}},
		"order changed":             {before: []string{a, b}, after: []string{b, a}},
		"guids changed":             {before: []string{a, b}, after: []string{"А|https://gazet.example/a|new-1|" + d1, b}},
		"guids gone":                {before: []string{a, b}, after: []string{"А|https://gazet.example/a||" + d1, b}},
		"http to https":             {before: []string{"А|http://gazet.example/a|ga-10001|"}, after: []string{a}},
		"www":                       {before: []string{"А|http://www.gazet.example/a||"}, after: []string{a}},
		"slash":                     {before: []string{"А|https://gazet.example/a/||"}, after: []string{a}},
		"utm on links":              {before: []string{a}, after: []string{"А|https://gazet.example/a?utm_source=rss||"}},
		"blanks in guids":           {before: []string{"А|| ga-10001 |"}, after: []string{"А||ga-10001|"}},
		"guid an address, https":    {before: []string{"А||http://gazet.example/a|"}, after: []string{"А||https://gazet.example/a|"}},
		"slug edited, guid kept":    {before: []string{a}, after: []string{"А2|https://gazet.example/a-2|ga-10001|" + d1}},
		"title edited":              {before: []string{a}, after: []string{"А!|https://gazet.example/a|ga-10001|" + d1}},
		"date edited":               {before: []string{a}, after: []string{"А|https://gazet.example/a|ga-10001|" + d2}},
		"all addresses changed":     {before: []string{a, b}, after: []string{"А|https://gazet.example/az/9/a|x-900001|" + d1, b}},
		"one guid for all from now": {before: []string{a, b}, after: []string{"А|https://gazet.example/a|all-12345|" + d1, "Б|https://gazet.example/b|all-12345|" + d2}},
		"one link for all from now": {before: []string{a, b}, after: []string{"А|https://gazet.example/|ga-10001|" + d1, "Б|https://gazet.example/|gb-10002|" + d2}},
		"one link and guid for all": {before: []string{a, b}, after: []string{"А|https://gazet.example/n|all-12345|" + d1, "Б|https://gazet.example/n|all-12345|" + d2}},
		"link and guid gone":        {before: []string{a, b}, after: []string{"А|||" + d1, "Б|||" + d2}},
		"links come":                {before: []string{"А|||" + d1, "Б|||" + d2}, after: []string{a, b}},
		"title only, blanks, case":  {before: []string{"А  б|||"}, after: []string{" а Б|||"}},
		"numbered from the top": {
			before: []string{"А|https://gazet.example/a|1|", "Б|https://gazet.example/b|2|"},
			after:  []string{"В|https://gazet.example/c|1|", "А|https://gazet.example/a|2|"},
		},
		"numbers reused for other stories": {before: []string{"А|https://gazet.example/a|1|" + d1}, after: []string{"А|https://gazet.example/z|1|" + d2}, lost: true},
		"front page as only link":          {before: []string{"А|https://gazet.example/||"}, after: []string{"В|https://gazet.example||"}, lost: true},
		"guid is the section":              {before: []string{"А|https://gazet.example/d/a|https://gazet.example/d/|"}, after: []string{"В|https://gazet.example/d/c|https://gazet.example/d/|"}, lost: true},
		"same title, another day":          {before: []string{"А|https://gazet.example/a||" + d1}, after: []string{"А|https://gazet.example/z||" + d2}, lost: true},
		"numbers only, other titles":       {before: []string{"А||1|"}, after: []string{"В||1|"}, lost: true},
	} {
		before, after := parse(t, rows(c.before...), Meta{}).Entries, parse(t, rows(c.after...), Meta{}).Entries
		met := 0
		for _, e := range after {
			if meet(before[0].Keys, e.Keys) {
				met++
			}
		}
		if met != 1 && !c.lost || met != 0 && c.lost {
			t.Errorf("%s: %d entries of the second fetch are taken for the first: %v, %v", name, met, before[0].Keys, after)
		}
	}
}

// In no document do two entries share a key.
func TestTwins(t *testing.T) {
	doc := rows("Погода|||2025-11-28", "Погода|||2025-11-27", "Погода|||2025-11-28", "Погода|||", "Погода|||", "|||", "|||",
		"Погода|https://gazet.example/p|7|2025-11-28", "Курс|https://gazet.example/k||", "Курс|https://gazet.example/k||")
	b := parse(t, doc, Meta{})
	if len(b.Entries) != 8 {
		t.Fatalf("%d entries", len(b.Entries))
	}
	soundBatch(t, "twins", b)
	again := parse(t, doc, Meta{})
	for i := range b.Entries {
		want(t, "keys", again.Entries[i].Keys, b.Entries[i].Keys)
	}
}

func TestLanguage(t *testing.T) {
	az := []string{"Bakıda yeni körpü açılıb və hərəkət bərpa olunub", "Dənizdə külək turbini işə düşəcək", "Məktəblər şənbə günü işləyəcək"}
	ru := []string{"Новый мост открыли раньше срока", "Библиотека будет работать ночью", "Трамвай вернётся на старую линию через месяц"}
	tr := []string{"Yeni köprü açıldı, ulaşım rahatladı", "Kış aylarında ısınma için ağaç dağıtıldı", "Işıklı sokakların sayısı arttı"}
	en := []string{"The new bridge is open to the public", "What the library plans for the winter and how to apply", "Chess club wins the cup for the third time"}
	kk := []string{"Жаңа көпір мерзімінен бұрын ашылды", "Кітапхана түнде де жұмыс істейді", "Қала тұрғындары жаңа әуежайды күтіп отыр"}
	for _, c := range []struct {
		declared, set string
		titles        []string
		want          string
	}{
		{"az", "", az, "az"},
		{"en-us", "", az, "az"},
		{"tr", "", az, "az"},
		{"", "", az, "az"},
		{"ru", "", az, "az"},
		{"en-us", "", ru, "ru"},
		{"az", "", ru, "ru"},
		{"", "en", ru, "ru"},
		{"ru-ru", "", ru, "ru"},
		{"", "", ru, "ru"},
		{"en", "", tr, "tr"},
		{"tr_TR", "", tr, "tr"},
		{"en", "", kk, "kk"},
		{"kk", "", kk, "kk"},
		{"kk", "", ru, "kk"},
		{"kk", "", append(append(append([]string{}, ru...), ru...), ru...), "ru"},
		{"EN-gb", "", en, "en"},
		{"", "fr", nil, "fr"},
		{"IT-it", "", nil, "it"},
		{"rus", "", nil, "ru"},
		{"aze", "", nil, "az"},
		{"Azerbaijani", "", nil, ""},
		{"", "", nil, ""},
		{"x", "", nil, ""},
		{"12", "de", nil, "de"},
		{"uz", "", ru, "ru"},
		{"fr", "", en, "fr"},
	} {
		if got := language(c.declared, c.set, c.titles); got != c.want {
			t.Errorf("language(%q, %q, %.20q…) = %q, want %q", c.declared, c.set, c.titles, got, c.want)
		}
	}
	b := parse(t, `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ru"><entry xml:lang="az-AZ"><title>a</title></entry><entry><title>b</title></entry></feed>`, Meta{})
	want(t, "entries", b.Lang+" "+b.Entries[0].Lang+" "+b.Entries[1].Lang, "ru az ru")
	b = parse(t, `<rss xml:lang="ja"><channel><item/></channel></rss>`, Meta{})
	want(t, "root", b.Lang, "ja")
}

func TestVersions(t *testing.T) {
	for name, doc := range map[string]string{
		"rss": item(`<title>Мост</title><link>https://gazet.example/ru/1</link><atom:link rel="alternate" hreflang="az" href="/az/1" title="Körpü"/>
			<atom:link rel="alternate" hreflang="en-GB" href="https://gazet.example/en/1"/><atom:link rel="alternate" hreflang="ru" href="https://gazet.example/ru/1/"/>
			<atom:link rel="self" hreflang="tr" href="/x"/><atom:link rel="alternate" hreflang="tr" href="javascript:x"/>`),
		"atom": `<feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="https://gazet.example/f"/><entry><title>Мост</title><link hreflang="ru" href="/ru/1"/>
			<link rel="alternate" hreflang="az" href="/az/1" title="Körpü"/><link rel="alternate" hreflang="en" href="/en/1"/></entry></feed>`,
		"json": `{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","title":"Мост","url":"https://gazet.example/ru/1","language":"ru","_rubrika":{"versions":[
			{"language":"az","url":"https://gazet.example/az/1","title":"Körpü"},{"language":"en","url":"https://gazet.example/en/1"}]}}]}`,
	} {
		e := one(t, doc)
		want(t, name, e.Versions, "[{az https://gazet.example/az/1 Körpü 0} {en https://gazet.example/en/1  0}]")
		want(t, name, e.URL+" "+e.Lang, "https://gazet.example/ru/1 ru")
	}
}

func TestUrgent(t *testing.T) {
	for inside, urgent := range map[string]bool{
		"<category>Срочно</category>": true, "<category>TƏCİLİ</category>": true, "<category>Təcili!</category>": true,
		"<category>Breaking news</category>": true, "<title>Срочно: мост закрыт</title>": true, "<title>[BREAKING] Bridge shut</title>": true,
		"<title>TƏCİLİ! Körpü bağlanıb</title>": true, "<title>SON DAKİKA | Köprü kapandı</title>": true, "<title>Молния. Мост закрыт</title>": true,
		"<yandex:priority>flash</yandex:priority>": true, "<priority>1</priority>": true, "<urgency>high</urgency>": true,
		"<title>Срочно требуются строители</title>": false, "<title>Молния ударила в мост</title>": false, "<priority>0.5</priority>": false,
		"<title>Breaking the bank: how it works</title>": false, "<category>Flash fiction</category>": false, "<priority>5</priority>": false,
	} {
		if got := one(t, item(inside)).Badges.Has(feed.Urgent); got != urgent {
			t.Errorf("%s: urgent is %v", inside, got)
		}
	}
}

func TestAuthors(t *testing.T) {
	for in, out := range map[string]string{
		"<author>desk@gazet.example (Анна Мост)</author>": "Анна Мост", "<author>Анна &lt;desk@gazet.example&gt;</author>": "Анна",
		"<dc:creator><![CDATA[Анна]]></dc:creator>": "Анна", "<author>desk@gazet.example</author>": "desk@gazet.example",
		"<author>İqtisadiyyat şöbəsi ()</author>": "İqtisadiyyat şöbəsi", "": "",
	} {
		want(t, in, one(t, item(in)).Author, out)
	}
	e := one(t, `<feed xmlns="http://www.w3.org/2005/Atom"><author><name>Газета</name></author><entry><author><name>А</name></author><author><name>Б</name></author></entry></feed>`)
	want(t, "Atom", e.Author, "А, Б")
	e = one(t, `<feed xmlns="http://www.w3.org/2005/Atom"><author><name>Газета</name></author><entry/></feed>`)
	want(t, "of the feed", e.Author, "Газета")
}

// JSON Feed as people write it: gofeed alone loses the whole feed or panics.
func TestJSON(t *testing.T) {
	doc := `{"version":"https://jsonfeed.org/version/1.1","title":5,"home_page_url":"https://gazet.example/","authors":[null,{"name":"Газета"},"Анна",7],
		"language":"ru","hubs":[{}],"items":[null,7,"x",[],
		{"id":17,"url":"/1","title":5,"content_text":"a < b\nс","authors":[null]},
		{"id":"a","title":"Два","url":["x"],"tags":"один","attachments":[null,{"url":"/p.mp3","mime_type":"audio/mpeg","size_in_bytes":"12"}],"image":false,"date_published":1764316800},
		{"id":"b","title":"Т
ри","content_html":"<p>x</p>","author":"Пётр","external_url":"https://x.example/3","language":"az"}]}`
	b := parse(t, doc, Meta{})
	var got []string
	for _, e := range b.Entries {
		got = append(got, strings.Join([]string{e.Title, e.URL, e.Author, string(e.HTML), e.Lang, fmt.Sprint(e.Categories, e.Enclosures, e.Published.Unix() > 0)}, "|"))
	}
	want(t, "items", strings.Join(got, "\n"), strings.Join([]string{
		"5|https://gazet.example/1|Газета, Анна, 7|<p>a &lt; b<br>\nс</p>|ru|[] [] false",
		"Два||Газета, Анна, 7||ru|[один] [{https://gazet.example/p.mp3 audio/mpeg 12}] true",
		"Т ри|https://x.example/3|Пётр|<p>x</p>|az|[] [] false",
	}, "\n"))
	want(t, "title", b.Title, "5")
	for _, doc := range []string{
		`{"version":"https://jsonfeed.org/version/1","items":null}`, `{"version":"https://jsonfeed.org/version/1"}`,
		`{"version":"https://jsonfeed.org/version/1","items":[]}`,
	} {
		if b := parse(t, doc, Meta{}); len(b.Entries) != 0 {
			t.Errorf("%s: %v", doc, b.Entries)
		}
	}
	if _, err := tryParse(`{"version":"https://jsonfeed.org/version/1","items":7}`, Meta{}); feed.KindOf(err) != feed.KindDamaged {
		t.Errorf("items no array: %v", err)
	}
}

// Documents built to break parsers: nothing is expanded, and all end soon.
func TestBombs(t *testing.T) {
	entities := `<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>` + item("<title>&b;&c;</title>")
	want(t, "entities", one(t, entities).Title, "&b;&c;")
	inner := strings.Repeat("&b;", 60_000)
	for name, doc := range map[string]string{
		"depth":              item("<title>Т</title>" + strings.Repeat("<x>", 100_000)),
		"closed depth":       item("<title>Т</title><media:x>" + strings.Repeat("<x>", 100_000) + strings.Repeat("</x>", 100_000) + "</media:x>"),
		"depth before":       strings.Repeat("<x>", 10_000) + item("<title>Т</title>"),
		"depth in Atom":      `<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Т</title><content type="xhtml">` + strings.Repeat("<div>", 100_000) + `</content></entry></feed>`,
		"many references":    item("<title>Т</title><description>" + inner + "</description>"),
		"a word without end": item("<title>Т</title><description>" + strings.Repeat("я", 200_000) + "</description>"),
		"many attributes":    item("<title>Т</title><x " + strings.Repeat("a='b' ", 9_000) + "/>"),
		"many namespaces":    item("<title>Т</title>" + strings.Repeat(`<x xmlns:a="b" xmlns:c="d"/>`, 10_000)),
		"stray <":            item("<title>Т</title><description>" + strings.Repeat("<", 100_000) + "</description>"),
		"open quotes":        item("<title>Т</title><description>" + strings.Repeat(`<a b="`, 30_000) + "</description>"),
		"stray ends":         item("<title>Т</title>" + strings.Repeat("</x>", 100_000)),
		"directives":         strings.Repeat("<!x>", 100_000)[:200_000] + item("<title>Т</title>"),
		"JSON depth":         `{"version":"https://jsonfeed.org/version/1","items":[{"title":"Т","x":` + strings.Repeat("[", 5000) + strings.Repeat("]", 5000) + `}]}`,
		"CDATA in pieces":    item("<title>Т</title><description>" + strings.Repeat("<![CDATA[x]]>", 50_000) + "</description>"),
		"extension in parts": item("<title>Т</title><media:x>" + strings.Repeat("a<b/>", 10_000) + "</media:x>"),
	} {
		start := time.Now()
		b, err := tryParse(doc, Meta{})
		if err != nil && feed.KindOf(err) != feed.KindDamaged {
			t.Errorf("%s: %v", name, err)
		}
		if err == nil && (len(b.Entries) != 1 || b.Entries[0].Title != "Т") {
			t.Errorf("%s: %d entries", name, len(b.Entries))
		}
		if d := time.Since(start); d > maxParse/2 { // a tenth of a second on an idle machine
			t.Errorf("%s took %v", name, d)
		}
	}
	late := &hurried{r: strings.NewReader("x"), until: time.Now().Add(-time.Second)}
	if n, err := late.Read(make([]byte, 1)); n != 0 || err == nil {
		t.Errorf("late: %d, %v", n, err)
	}
}

// 50,000 items are read, all with their own keys.
func TestManyItems(t *testing.T) {
	var b strings.Builder
	for i := range 50_000 {
		fmt.Fprintf(&b, "<item><title>Новость %d</title><link>https://gazet.example/%d</link></item>", i, i)
	}
	got := parse(t, channel(b.String()), Meta{})
	if len(got.Entries) != 50_000 || got.Entries[49_999].Title != "Новость 49999" {
		t.Errorf("%d entries", len(got.Entries))
	}
}

// Ill-formed markup of the kinds seen in the wild, as text of the items.
func TestRepair(t *testing.T) {
	for _, c := range []struct{ doc, titles string }{
		{item("<title>Т</title><description>a<br>b</description>"), "Т"},
		{item("<title>Т</title><description>a<p>b<img src=x>c</description>"), "Т"},
		{item("<Title>Т</title>"), "Т"},
		{item("<title>Т</title><guid isPermaLink=false>1</guid>"), "Т"},
		{item("<title>Т</title><x a=1 b c='d\"e' f=\"<g>\"/>"), "Т"},
		{item("<title>Т</title></description></foo>"), "Т"},
		{channel("<item><title>а<item><title>б</title></item>"), "а|б"},
		{channel("<item><title>а</title><description>x<item><title>б</title></item>"), "а|б"},
		{channel("<item><title>а</title></item></item><item><title>б</title></item></channel>"), "а|б"},
		{item("<title>Т & Ко &nbsp; &</title>"), "Т & Ко &"},
		{item("<title>5 < 6 <- ok <3</title>"), "5 < 6 <- ok <3"},
		{item("<title>Т</title><a:b:c>x</a:b:c><undeclared:x y:z='1'>q</undeclared:x>"), "Т"},
		{"<rdf:RDF xmlns='http://purl.org/rss/1.0/' xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><channel/><item><title>Т</title></item></rdf:RDF>", "Т"},
		{"<RSS><Channel><Item><Title>Т</Title></Item></Channel></RSS>", "Т"},
		{"<rss xmlns='http://backend.userland.com/rss2'><channel><item><title>Т</title></item></channel></rss>", "Т"},
		{"<?xml version='1.0' encoding=\"utf-8\" standalone='yes'?>" + item("<title>Т</title>"), "Т"},
	} {
		var got []string
		for _, e := range parse(t, c.doc, Meta{}).Entries {
			got = append(got, e.Title)
		}
		want(t, c.doc, strings.Join(got, "|"), c.titles)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		item("<title>a &amp; b</title><link>/x</link><guid>1</guid><pubDate>28 ноября, 2025</pubDate><description>&lt;![CDATA[x]]&gt;</description>"),
		channel("<item><title>а<item><title>б</title>"), string(edition("atom", stories, hostile)), string(edition("json", stories[:2], "\x1b[31m")),
		"<rss a='<b>' <c><!-- <![CDATA[ ]]> <?x", "\xff\xfe<\x00r\x00", `{"version":"jsonfeed","items":[{"id":{},"authors":[null]}`,
		"<feed xml:base='http://a/b'><entry xml:lang='az'><link href='c'/><content type='xhtml'><div><br></content>",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		b, err := Parse(doc, Meta{URL: "https://gazet.example/rss", Now: testNow})
		if err != nil && strings.Contains(err.Error(), "quarantine") {
			t.Fatalf("caught a panic: %v", err)
		}
		for _, e := range b.Entries {
			if !utf8.ValidString(e.Title) || !utf8.ValidString(string(e.HTML)) || strings.ContainsAny(e.Title, "\n\r\t") {
				t.Fatalf("title %q, body %q", e.Title, e.HTML)
			}
			if len(e.Keys) == 0 {
				t.Fatal("no key")
			}
			if e.URL != "" && !web(e.URL) || e.Published.After(testNow.Add(maxAhead)) {
				t.Fatalf("link %q, date %v", e.URL, e.Published)
			}
		}
	})
}

// What repair writes, encoding/xml reads, and repairing it again changes
// nothing.
func FuzzRepair(f *testing.F) {
	for _, s := range []string{item("<title>a<b>c</title>"), "<rss><a b=c d='e\"f'><br>]]>&#27;&#x41;</rss>", "<feed xml:base='http://a/b/c'><entry/>", "<rss><![CDATA[x]]>"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		first := repair(legal([]byte(s)))
		if first.root == "" {
			return
		}
		if err := wellFormed(first.out); err != nil {
			t.Fatalf("%v in %q", err, first.out)
		}
		again := repair(first.out)
		if string(again.out) != string(first.out) || again.cut || len(again.langs) != len(first.langs) && !first.cut {
			t.Fatalf("%q became %q", first.out, again.out)
		}
	})
}

// wellFormed reads a document to its end as gofeed does.
func wellFormed(doc []byte) error {
	d := xml.NewDecoder(bytes.NewReader(doc))
	d.Strict = false
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}
