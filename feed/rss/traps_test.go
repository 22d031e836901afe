package rss

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"rubrika/feed"
)

var testNow = time.Date(2025, 11, 29, 9, 0, 0, 0, time.UTC)

// parse reads a document and wants success.
func parse(t *testing.T, doc string, m Meta) feed.Batch {
	t.Helper()
	b, err := tryParse(doc, m)
	if err != nil {
		t.Fatalf("%v in %s", err, doc)
	}
	return b
}

func tryParse(doc string, m Meta) (feed.Batch, error) {
	if m.URL == "" {
		m.URL = "https://gazet.example/rss/all.xml"
	}
	m.Now = testNow
	return Parse([]byte(doc), m)
}

// item wraps the inside of one RSS item into a document.
func item(inside string) string { return channel("<item>" + inside + "</item>") }

func channel(inside string) string {
	return `<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"
		xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/"
		xmlns:yandex="http://news.yandex.ru"><channel><title>Газета</title><link>https://gazet.example/</link>` + inside + `</channel></rss>`
}

// one is the only entry of a document.
func one(t *testing.T, doc string) feed.Entry {
	t.Helper()
	b := parse(t, doc, Meta{})
	if len(b.Entries) != 1 {
		t.Fatalf("%d entries in %s", len(b.Entries), doc)
	}
	return b.Entries[0]
}

// want compares as text.
func want(t *testing.T, what string, got, want any) {
	t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%s: %q, want %q", what, fmt.Sprint(got), fmt.Sprint(want))
	}
}

// Every row of the list of what real feeds do, by its name there.
func TestTraps(t *testing.T) {
	t.Run("encoding declared", func(t *testing.T) {
		for label, enc := range map[string]encoding.Encoding{
			"windows-1251": charmap.Windows1251, "gb2312": simplifiedchinese.GBK, "ISO-8859-1": charmap.ISO8859_1,
			"koi8-r": charmap.KOI8R, "iso-2022-jp": japanese.ISO2022JP, "windows-1254": charmap.Windows1254,
		} {
			title := map[string]string{"gb2312": "中文新闻标题", "ISO-8859-1": "Größe über alles", "iso-2022-jp": "日本のニュース", "windows-1254": "İstanbul'da kış güneşi"}[label]
			if title == "" {
				title = "Новости дня"
			}
			doc, err := enc.NewEncoder().String(`<?xml version="1.0" encoding="` + label + `"?>` + item("<title>"+title+"</title>"))
			if err != nil {
				// the Cyrillic channel title is not in every alphabet
				doc, err = enc.NewEncoder().String(`<?xml version="1.0" encoding="` + label + `"?><rss><channel><item><title>` + title + `</title></item></channel></rss>`)
			}
			if err != nil {
				t.Fatal(err)
			}
			want(t, label, one(t, doc).Title, title)
		}
	})
	t.Run("encoding undeclared", testUndeclared)
	t.Run("encoding declared wrongly", func(t *testing.T) {
		want(t, "UTF-8 said to be 1251", one(t, `<?xml version="1.0" encoding="windows-1251"?>`+item("<title>Новости дня</title>")).Title, "Новости дня")
		doc, _ := charmap.Windows1251.NewEncoder().String(`<?xml version="1.0" encoding="utf-8"?>` + item("<title>Мост через реку открыли раньше срока, сообщили в мэрии города</title>"))
		want(t, "1251 said to be UTF-8", one(t, doc).Title, "Мост через реку открыли раньше срока, сообщили в мэрии города")
		for _, header := range []string{"text/xml; charset=windows-1251", `text/xml; charset="windows-1251"; q=1`} {
			plain, _ := charmap.Windows1251.NewEncoder().String(item("<title>Новости</title>"))
			b := parse(t, plain, Meta{ContentType: header})
			want(t, header, b.Entries[0].Title, "Новости")
		}
		both, _ := charmap.KOI8R.NewEncoder().String(`<?xml version="1.0" encoding="koi8-r"?>` + item("<title>Новости</title>"))
		want(t, "default header, right declaration", parse(t, both, Meta{ContentType: "text/xml; charset=ISO-8859-1"}).Entries[0].Title, "Новости")
		want(t, "right header, wrong declaration", parse(t, strings.Replace(both, "koi8-r", "utf-8", 1), Meta{ContentType: "text/xml; charset=koi8-r"}).Entries[0].Title, "Новости")
	})
	t.Run("UTF-16 and UTF-32", func(t *testing.T) {
		for _, e := range []encoding.Encoding{
			unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
			unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM),
		} {
			doc, err := e.NewEncoder().String(`<?xml version="1.0" encoding="utf-16"?>` + item("<title>Новости</title>"))
			if err != nil {
				t.Fatal(err)
			}
			want(t, "title", one(t, doc).Title, "Новости")
		}
	})
	t.Run("truncated", testTruncated)
	t.Run("HTML instead of feed", func(t *testing.T) {
		for _, doc := range []string{
			"<!DOCTYPE html><title>x</title><rss></rss>", "<html><body>Войдите</body></html>", "plain text", "<opml/>", "[1,2]",
			`{"error":"no"}`, "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>", "<meta http-equiv=refresh>",
		} {
			if _, err := tryParse(doc, Meta{}); feed.KindOf(err) != feed.KindNotFeed {
				t.Errorf("%q: %v", doc, err)
			}
		}
		for _, doc := range []string{"", " \n\t", "\ufeff", "\ufeff \n", "\x00\x00"} {
			if _, err := tryParse(doc, Meta{}); feed.KindOf(err) != feed.KindEmpty {
				t.Errorf("%q: %v", doc, err)
			}
		}
	})
	t.Run("leading junk, BOM, trailing junk", func(t *testing.T) {
		doc := item("<title>Заголовок</title>")
		for _, before := range []string{
			"\n\n   ", "\ufeff", "\ufeff\n<?xml version=\"1.1\"?>", "<br />\n<b>Warning</b>: mysql_connect() in <b>/var/x.php</b><br />\n<?xml version=\"1.0\"?>",
			"junk & text ", "<!-- a -- b --><?xml-stylesheet href=\"x\"?>\n", "<!DOCTYPE rss [<!ENTITY x \"y\"> <!ELEMENT rss ANY>]>",
			"<!DOCTYPE rss PUBLIC \"-//Netscape//DTD RSS 0.91//EN\" \"http://my.netscape.com/rss-0.91.dtd\">",
		} {
			want(t, before, one(t, before+doc).Title, "Заголовок")
		}
		for _, after := range []string{"\n\n", "<script>x</script>", "</rss>", "\n<!-- 0.3 s", "\x00\x00", "<rss>"} {
			want(t, after, one(t, doc+after).Title, "Заголовок")
		}
	})
	t.Run("empty description, no content", func(t *testing.T) {
		for _, inside := range []string{"", "<description></description>", "<description/>", "<description> \n </description>"} {
			e := one(t, item("<title>Т</title><link>https://gazet.example/1</link>"+inside))
			want(t, inside, string(e.HTML)+e.Summary, "")
			if e.Full {
				t.Error("nothing is full")
			}
		}
	})
	t.Run("no guid", func(t *testing.T) {
		want(t, "keys", one(t, item("<title>Т</title><link>https://www.gazet.example/1/?utm_source=rss</link>")).Keys, "[link:gazet.example/1]")
	})
	t.Run("one guid for all items", func(t *testing.T) {
		b := parse(t, channel(`<item><link>https://gazet.example/d/a-1</link><guid>https://gazet.example/d/</guid></item>
			<item><link>https://gazet.example/d/b-2</link><guid>https://gazet.example/d/</guid></item>`), Meta{})
		want(t, "keys", fmt.Sprint(b.Entries[0].Keys, b.Entries[1].Keys), "[link:gazet.example/d/a-1] [link:gazet.example/d/b-2]")
	})
	t.Run("escaped CDATA in description", func(t *testing.T) {
		e := one(t, item("<title>&lt;![CDATA[Т]]&gt;</title><description>&lt;![CDATA[Текст.&#13;\nЕщё ]]&gt;</description>"))
		want(t, "body", strings.Join(strings.Fields(string(e.HTML)), " "), "Текст. Ещё")
		want(t, "title", e.Title, "Т")
		e = one(t, item("<description><![CDATA[&lt;![CDATA[Текст]]&gt;]]></description>"))
		want(t, "twice", e.HTML, "Текст")
	})
	t.Run("entities inside CDATA titles", testTitles)
	t.Run("relative links", testLinks)
	t.Run("image with children inside item", func(t *testing.T) {
		e := one(t, item(`<title>Т</title><image><url>/up/1.jpg</url><title>другой</title><link>https://x.example/</link></image><link>https://gazet.example/1</link>`))
		want(t, "title, link, images", fmt.Sprint(e.Title, " ", e.URL, e.Images), "Т https://gazet.example/1[https://gazet.example/up/1.jpg]")
	})
	t.Run("media", testMedia)
	t.Run("full text", testFullText)
	t.Run("nested link in yandex:related", func(t *testing.T) {
		e := one(t, item(`<title>Т</title><yandex:related><link>https://x.example/2</link></yandex:related><link>https://gazet.example/1</link>
			<pdalink>https://m.gazet.example/1</pdalink><amplink>https://amp.gazet.example/1</amplink>`))
		want(t, "link", e.URL, "https://gazet.example/1")
	})
	t.Run("lower-case pubdate", func(t *testing.T) {
		for _, name := range []string{"pubdate", "PubDate", "pubDate", "dc:date", "date", "atom:published"} {
			e := one(t, item("<"+name+">2025-11-28 12:00:00+04:00</"+name+">"))
			want(t, name, e.Published.UTC().Format(time.RFC3339), "2025-11-28T08:00:00Z")
		}
	})
	t.Run("dates", testDates)
	t.Run("no dates at all", func(t *testing.T) {
		b := parse(t, channel("<item><title>а</title></item><item><title>б</title></item>"), Meta{})
		for i, title := range []string{"а", "б"} {
			if e := b.Entries[i]; e.Title != title || !e.Published.IsZero() || !e.Updated.IsZero() {
				t.Errorf("entry %d: %q, %v", i, e.Title, e.Published)
			}
		}
	})
	t.Run("future dates", testFuture)
	t.Run("blanks in titles", func(t *testing.T) {
		for _, title := range []string{"\n  Мост\n\tоткрыт ", "<![CDATA[ Мост\nоткрыт ]]>", "Мост&#160;открыт", "<![CDATA[Мост &nbsp; открыт]]>"} {
			want(t, title, one(t, item("<title>"+title+"</title>")).Title, "Мост открыт")
		}
	})
	t.Run("empty and missing everything", func(t *testing.T) {
		for _, doc := range []string{
			item(""), item("<title/><link/><guid/><pubDate/><description/><enclosure/>"),
			`<feed xmlns="http://www.w3.org/2005/Atom"><entry><author></author></entry></feed>`,
			`<feed xmlns="http://www.w3.org/2005/Atom"><entry><link/><category/><content/><id/></entry></feed>`,
			`{"version":"https://jsonfeed.org/version/1","items":[{}]}`,
		} {
			e := one(t, doc)
			if e.Title != "" || e.URL != "" || len(e.Keys) != 1 {
				t.Errorf("%s: %q, %q, %v", doc, e.Title, e.URL, e.Keys)
			}
		}
	})
	t.Run("many categories", testCategories)
}

func testUndeclared(t *testing.T) {
	russian := "<title>Мост через реку открыли раньше срока</title><description>Строители закончили работу на месяц раньше, чем обещали жителям, и теперь дорога в центр занимает десять минут. В мэрии говорят, что следующей осенью начнут и вторую очередь.</description>"
	for name, c := range map[string]struct {
		enc  encoding.Encoding
		text string
	}{
		"windows-1251": {charmap.Windows1251, russian},
		"koi8-r":       {charmap.KOI8R, russian},
		"iso-8859-5":   {charmap.ISO8859_5, russian},
		"latin-1 fr":   {charmap.ISO8859_1, "<title>Les élèves préfèrent l'été</title><description>Après la fermeture de l'école, les élèves de la région ont préféré passer l'été à la plage, où l'eau était déjà chaude. Le maire a été très étonné.</description>"},
		"latin-1 pt":   {charmap.ISO8859_1, "<title>A eleição é no domingo</title><description>Não há previsão de atraso na divulgação dos números, segundo a organização. A população também será informada através de comunicação oficial.</description>"},
		"turkish":      {charmap.Windows1254, "<title>Işık şehri aydınlattı</title><description>Büyükşehir belediyesi yeni yılın ilk gününde çarşıdaki bütün sokakları ışıklandırdı. Esnaf, müşterilerin artacağını söylüyor ve çok memnun olduğunu açıkladı.</description>"},
		"gb2312":       {simplifiedchinese.GBK, "<title>城市新桥今天正式通车</title><description>经过三年的建设，连接东西两岸的新桥今天正式通车，市民出行时间将大大缩短。有关部门表示，明年还将开工建设第二座大桥。</description>"},
	} {
		doc, err := c.enc.NewEncoder().String("<rss><channel>" + "<item>" + c.text + "</item></channel></rss>")
		if err != nil {
			t.Fatal(err)
		}
		title := strings.TrimPrefix(c.text[:strings.Index(c.text, "</title>")], "<title>")
		want(t, name, one(t, doc).Title, title)
	}
	// A few bad bytes in UTF-8 do not make it another encoding.
	want(t, "stray byte", one(t, item("<title>Новости \xff дня</title>")).Title, "Новости \uFFFD дня")
	// The reader's language helps where bytes say little.
	doc, _ := charmap.Windows1254.NewEncoder().String("<rss><channel><item><title>ş</title></item></channel></rss>")
	want(t, "hint", parse(t, doc, Meta{Lang: "tr"}).Entries[0].Title, "ş")
	// Controls that XML forbids vanish, raw and as references.
	want(t, "controls", one(t, item("<title>a\x00b\x1b[31mc&#27;&#x1B;d&#0;e&#xFFFF;f\uFFFEg&#xD800;&#99999999;h&#x41;</title>")).Title, "ab[31mcdefghA")
}

func testTruncated(t *testing.T) {
	whole := channel("<item><title>а</title><description><![CDATA[</item>]]></description></item><item><title>б</title></item><item><title>в</title></item>")
	third := strings.Index(whole, "<item><title>в")
	for _, c := range []struct {
		name, doc string
		want      []string
	}{
		{"inside a text", whole[:third+14], []string{"а", "б"}},
		{"inside a tag", whole[:third+8], []string{"а", "б"}},
		{"inside the third item's end", whole[:third+len("<item><title>в</title></it")], []string{"а", "б"}},
		{"inside CDATA", whole[:strings.Index(whole, "]]>")], nil},
		{"between items", whole[:third], []string{"а", "б"}},
		{"before the end of the root", strings.TrimSuffix(whole, "</rss>"), []string{"а", "б", "в"}},
		{"error text of the server", whole[:third] + "<head><title>Object moved</title></head><body>here</body>", []string{"а", "б"}},
		{"comment without end", whole[:third] + "<!-- 0.3 s", []string{"а", "б"}},
		{"Atom", `<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>а</title></entry><entry><title>б`, []string{"а"}},
		{"JSON", `{"version":"https://jsonfeed.org/version/1","title":"Г","items":[{"id":"1","title":"а"},{"id":"2","ti`, []string{"а"}},
		{"JSON between", `{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","title":"а"},`, []string{"а"}},
		{"JSON end", `{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","title":"а"}]`, []string{"а"}},
	} {
		b, err := tryParse(c.doc, Meta{})
		var got []string
		for _, e := range b.Entries {
			got = append(got, e.Title)
		}
		if feed.KindOf(err) != feed.KindDamaged || !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, %v", c.name, got, err)
		}
	}
}

func testTitles(t *testing.T) {
	for in, out := range map[string]string{
		"<![CDATA[&ldquo;Мост&rdquo; &ndash; &quot;да&quot;&nbsp;!]]>": "“Мост” – \"да\" !",
		"AT&amp;T": "AT&T", "<![CDATA[AT&amp;T]]>": "AT&T", "AT&amp;amp;T": "AT&T", "AT&T; R&D": "AT&T; R&D",
		"?a=1&copy=2": "?a=1&copy=2", "<![CDATA[&amp;lt;b&amp;gt;]]>": "&lt;b&gt;",
		"a &lt; b": "a < b", "a < b": "a < b", "<![CDATA[a < b и b > c]]>": "a < b и b > c",
		"&lt;b&gt;Важно&lt;/b&gt;: мост": "Важно: мост", "<![CDATA[<b>Важно</b><br/>мост]]>": "Важно мост",
		"<b>Важно</b>: мост": "Важно: мост", "How to use &lt;b&gt; well": "How to use <b> well",
		"<![CDATA[<a href=\"x\">Мост</a> <span class='y'>открыт</span>]]>": "Мост открыт",
		"List&lt;String&gt; in Java": "List<String> in Java", "1 <2 и 3>1": "1 <2 и 3>1", "<привет>": "<привет>",
		"x ]]> y": "x ]]> y", "&nbsp;&laquo;Мост&raquo;": "«Мост»", "&unknown; &#8211;": "&unknown; –",
		"<![CDATA[one]]> &amp; <![CDATA[two]]>": "one & two", "Мост<!-- -- -->открыт": "Мостоткрыт",
	} {
		want(t, in, one(t, item("<title>"+in+"</title>")).Title, out)
	}
	atom := func(title string) string {
		return `<feed xmlns="http://www.w3.org/2005/Atom"><entry>` + title + `</entry></feed>`
	}
	for in, out := range map[string]string{
		`<title type="html">&lt;em>Мост&lt;/em> &amp;amp; &amp;laquo;река&amp;raquo;</title>`:                       "Мост & «река»",
		`<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Мост <em>через</em> &lt;реку></div></title>`: "Мост через <реку>",
		`<title>Мост &amp; река</title>`: "Мост & река",
	} {
		want(t, in, one(t, atom(in)).Title, out)
	}
}

func testLinks(t *testing.T) {
	e := one(t, item(`<link>//news.gazet.example/1?a=1&amp;amp;b=2</link><enclosure url="/f/1.mp3" type="audio/mpeg" length=" 12 "/>
		<enclosure url="//files.gazet.example/2.jpg" type="image/jpeg" length="x"/><enclosure url="javascript:x"/><enclosure url="//files.gazet.example/2.jpg"/>`))
	want(t, "link", e.URL, "https://news.gazet.example/1?a=1&b=2")
	want(t, "enclosures", e.Enclosures, "[{https://gazet.example/f/1.mp3 audio/mpeg 12} {https://files.gazet.example/2.jpg image/jpeg 0}]")
	want(t, "images", e.Images, "[https://files.gazet.example/2.jpg]")
	for in, out := range map[string]string{
		"/az/1": "https://gazet.example/az/1", "1.html": "https://gazet.example/1.html", " https://gazet.example/a b ": "https://gazet.example/a%20b",
		"<![CDATA[https://gazet.example/?a=1&amp;b=2]]>": "https://gazet.example/?a=1&b=2", "HTTP://gazet.example/1": "http://gazet.example/1",
		"https://gazet.example/\n  новости/1": "https://gazet.example/%20%20%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8/1",
		"javascript:alert(1)":                 "", "file:///etc/passwd": "", "mailto:a@b.example": "", "data:text/html,x": "", "http://": "", "http://[::1": "",
		"ftp://a.example/": "",
	} {
		want(t, in, one(t, item("<link>"+in+"</link>")).URL, out)
	}
	want(t, "no address known", one(t, `<rss><channel><item><link>//a.example/1</link></item></channel></rss>`).URL, "https://a.example/1")
	want(t, "from the feed", one(t, `<rss><channel><item><link>/1</link></item></channel></rss>`).URL, "https://gazet.example/1")
	want(t, "guid as link", one(t, item("<guid>https://gazet.example/g</guid>")).URL, "https://gazet.example/g")
	want(t, "guid that is none", one(t, item("<guid isPermaLink='false'>https://gazet.example/g</guid>")).URL, "")
	want(t, "xml:base of RSS", one(t, `<rss xml:base="https://b.example/x/"><channel><item xml:base="y/page"><link>1</link></item></channel></rss>`).URL, "https://b.example/x/y/1")
	atom := `<feed xmlns="http://www.w3.org/2005/Atom" %s><link href="/blog/"/><link rel="self" href="https://b.example/blog/feed"/><entry %s><link href="%s"/></entry></feed>`
	for _, c := range []struct{ feedBase, entryBase, link, want string }{
		{"", "", "/1", "https://b.example/1"},
		{"", "", "1", "https://b.example/blog/1"},
		{`xml:base="https://c.example/d/e"`, "", "1", "https://c.example/d/1"},
		{`xml:base="https://c.example/d/"`, `xml:base="/f/g"`, "1", "https://c.example/f/1"},
		{`xml:base="https://c.example"`, "", "1", "https://c.example/1"},
	} {
		want(t, fmt.Sprint(c), one(t, fmt.Sprintf(atom, c.feedBase, c.entryBase, c.link)).URL, c.want)
	}
	b := parse(t, fmt.Sprintf(atom, "", "", "1"), Meta{})
	want(t, "site", b.Site, "https://b.example/blog/")
}

func testMedia(t *testing.T) {
	e := one(t, item(`<title>Т</title><media:content url="https://i.example/1.jpg" medium="image"/><media:content url="/v.mp4" type="video/mp4" fileSize="99"/>
		<media:thumbnail url="//i.example/t.png"/><media:group><media:content url="https://i.example/2" type="image/webp"/><media:thumbnail url="https://i.example/1.jpg"/></media:group>`))
	want(t, "images", e.Images, "[https://i.example/t.png https://i.example/1.jpg https://i.example/2]")
	want(t, "enclosures", e.Enclosures, "[{https://gazet.example/v.mp4 video/mp4 99}]")
	if e.Badges != feed.Video {
		t.Errorf("badges %v", e.Badges)
	}
	e = one(t, `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"><entry><title>Ролик</title><link href="https://v.example/watch?v=1"/>
		<media:group><media:title>x</media:title><media:description>Первая &lt;строка&gt;
вторая

третья</media:description><media:thumbnail url="https://v.example/1.jpg"/></media:group></entry></feed>`)
	want(t, "text of a video", e.HTML, "<p>Первая &lt;строка&gt;<br>\nвторая</p><p>третья</p>")
	want(t, "picture of a video", e.Images, "[https://v.example/1.jpg]")
	e = one(t, `<rss xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><item><title>Т</title><itunes:image href="https://i.example/p.jpg"/>
		<enclosure url="https://i.example/p.mp3" type="audio/mpeg"/></item></channel></rss>`)
	if e.Badges != feed.Audio {
		t.Errorf("podcast: badges %v", e.Badges)
	}
}

func testFullText(t *testing.T) {
	long := strings.Repeat("<p>Полный текст новости о мосте через реку.</p>", 30)
	for _, name := range []string{"full-text", "yandex:full-text", "content:encoded", "atom:content", "fulltext"} {
		e := one(t, item("<title>Т</title><description>Кратко</description><"+name+"><![CDATA["+long+"]]></"+name+">"))
		want(t, name, e.HTML, long)
		want(t, name, e.Summary, "Кратко")
		if !e.Full {
			t.Errorf("%s is not full", name)
		}
	}
	for name, c := range map[string]struct {
		inside string
		full   bool
	}{
		"teaser":               {"<description>Кратко о мосте</description>", false},
		"long teaser":          {"<description>" + strings.Repeat("Текст без конца. ", 200) + "</description>", true},
		"cut":                  {"<content:encoded><![CDATA[" + long + "<p>И ещё…</p>]]></content:encoded>", false},
		"cut in brackets":      {"<content:encoded><![CDATA[" + long + "<p>И ещё [&hellip;]</p>]]></content:encoded>", false},
		"read more":            {"<content:encoded><![CDATA[" + long + "<a href='x'>Читать далее</a>]]></content:encoded>", false},
		"short content":        {"<content:encoded>Кратко</content:encoded>", false},
		"three times a teaser": {"<description>" + strings.Repeat("а ", 80) + "</description><content:encoded>" + strings.Repeat("а ", 240) + "</content:encoded>", true},
	} {
		if e := one(t, item("<title>Т</title>"+c.inside)); e.Full != c.full {
			t.Errorf("%s: full is %v", name, e.Full)
		}
	}
	e := one(t, item("<description>Полный текст, длиннее всего</description><content:encoded>Коротко</content:encoded>"))
	want(t, "the longest wins", e.HTML, "Полный текст, длиннее всего")
	want(t, "paragraphs", one(t, item("<description>Первый\n\nвторой</description>")).HTML, "<p>Первый</p>\n<p>второй</p>")
}

func testDates(t *testing.T) {
	for in, out := range map[string]string{
		"mer, 26 nov 2025 00:38:15 +0100": "2025-11-25T23:38:15Z +01:00", "Fri, 28 Nov 2025 12:00:00 AZT": "2025-11-28T08:00:00Z Asia/Baku",
		"Fri, 28 Nov 2025 12:00:00 MSK": "2025-11-28T09:00:00Z +03:00", "Cümə, 28 Noy 2025 12:00": "2025-11-28T08:00:00Z Asia/Baku",
		"28.11.2025 12:00": "2025-11-28T08:00:00Z Asia/Baku", "2025/11/28 14:33:00": "2025-11-28T10:33:00Z Asia/Baku",
		"<![CDATA[28 ноября, 2025&nbsp;12:00]]>": "2025-11-28T08:00:00Z Asia/Baku",
	} {
		doc := `<rss><channel><link>https://xeber.az/</link><item><pubDate>` + in + `</pubDate></item></channel></rss>`
		e := one(t, doc)
		want(t, in, e.Published.UTC().Format(time.RFC3339)+" "+e.Published.Location().String(), out)
	}
	zoneless := "<rss><channel><link>https://news.example/</link><lastBuildDate>Fri, 28 Nov 2025 13:00:00 -0500</lastBuildDate><item><pubDate>Nov 28 2025 12:00 PM</pubDate></item></channel></rss>"
	want(t, "the feed's own zone", one(t, zoneless).Published.UTC().Format(time.RFC3339), "2025-11-28T17:00:00Z")
	want(t, "the reader's zone", parse(t, zoneless, Meta{Zone: "Asia/Tokyo"}).Entries[0].Published.UTC().Format(time.RFC3339), "2025-11-28T03:00:00Z")
	want(t, "a zone that is none", parse(t, zoneless, Meta{Zone: "Mars/Base"}).Entries[0].Published.UTC().Format(time.RFC3339), "2025-11-28T17:00:00Z")
	e := one(t, `<feed xmlns="http://www.w3.org/2005/Atom"><entry><published>2025-11-27T10:00:00Z</published><updated>2025-11-28T10:00:00Z</updated></entry></feed>`)
	want(t, "published, updated", fmt.Sprint(e.Published.Day(), e.Updated.Day()), "27 28")
	e = one(t, `<feed xmlns="http://www.w3.org/2005/Atom"><entry><updated>2025-11-28T10:00:00Z</updated></entry></feed>`)
	want(t, "only updated", fmt.Sprint(e.Published.Day(), e.Updated.IsZero()), "28 true")
}

func testFuture(t *testing.T) {
	doc := func(feedDate string, dates ...string) []feed.Entry {
		var items strings.Builder
		for _, d := range dates {
			items.WriteString("<item><pubDate>" + d + "</pubDate></item>")
		}
		return parse(t, channel("<lastBuildDate>"+feedDate+"</lastBuildDate>"+items.String()), Meta{}).Entries
	}
	for _, c := range []struct{ name, feedDate, item, want string }{
		{"some hours ahead stay", "2025-11-28T01:40:00+04:00", "2025-11-28T11:00:00+04:00", "2025-11-28T11:00:00+04:00"},
		{"days ahead do not", "2025-11-20T00:00:00Z", "2025-11-28T12:00:00+04:00", "2025-11-21T04:00:00+04:00"},
		{"without a feed date now counts", "", "2098-01-01T00:00:00Z", "2025-11-30T09:00:00Z"},
		{"a feed date in the future is not believed", "2099-01-01T00:00:00Z", "2098-01-01T00:00:00Z", "2025-11-30T09:00:00Z"},
		{"nor one from the epoch", "1970-01-01T00:00:00Z", "2025-11-28T00:00:00Z", "2025-11-28T00:00:00Z"},
	} {
		entries := doc(c.feedDate, c.item, "2025-11-19T00:00:00Z", "2025-11-18T00:00:00Z")
		want(t, c.name, entries[0].Published.Format(time.RFC3339), c.want)
	}
	stale := doc("2015-01-01T00:00:00Z", "2025-11-28T00:00:00Z", "2025-11-27T00:00:00Z", "2014-11-27T00:00:00Z")
	want(t, "a constant as feed date", stale[0].Published.Format(time.RFC3339), "2025-11-28T00:00:00Z")
}

func testCategories(t *testing.T) {
	e := one(t, item(`<category> Спорт </category><category><![CDATA[Hadisə &amp; iş]]></category><category/><dc:subject>post</dc:subject>
		<categories><category>Дом</category><category>Сад</category></categories><atom:category term="tech" label="Техника"/>`))
	slices.Sort(e.Categories)
	want(t, "RSS", strings.Join(e.Categories, "|"), "Hadisə & iş|post|Дом|Сад|Спорт|Техника")
	e = one(t, `<feed xmlns="http://www.w3.org/2005/Atom"><entry><category term="a"/><category term="b" label="Б"/></entry></feed>`)
	want(t, "Atom", e.Categories, "[a Б]")
	e = one(t, `{"version":"https://jsonfeed.org/version/1.1","items":[{"id":1,"tags":["a",2,null,"b c"]}]}`)
	want(t, "JSON", strings.Join(e.Categories, "|"), "a|2|b c")
	var many strings.Builder
	for i := range 400 {
		fmt.Fprintf(&many, "<category>c%d</category>", i)
	}
	want(t, "many", len(one(t, item(many.String())).Categories), 400)
}

// TestCategoriesOfTheFeed takes those of a channel and of an Atom feed.
func TestCategoriesOfTheFeed(t *testing.T) {
	for _, doc := range []string{
		`<rss><channel><title>T</title><category>Sport</category><category> </category><item><title>Derbi</title></item></channel></rss>`,
		`<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><category term="sport" label="Sport"/><entry><title>Derbi</title></entry></feed>`,
	} {
		if got := parse(t, doc, Meta{}).Categories; len(got) != 1 || got[0] != "Sport" {
			t.Errorf("%q of %s", got, doc)
		}
	}
}
