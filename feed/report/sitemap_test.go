package report

import (
	"bytes"
	"fmt"
	"html"
	"slices"
	"strings"
	"testing"
	"time"

	"rubrika/feed"
	"rubrika/feed/feedtest"
	"rubrika/feed/fetch"
	"rubrika/feed/rss"
)

// sitemap makes a document of url elements.
func sitemap(elements ...string) []byte {
	return []byte(`<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">` +
		strings.Join(elements, "\n") + "\n</urlset>\n")
}

// listing is an url element; lang may be empty.
func listing(path, lang, date, title string) string {
	return fmt.Sprintf(`<url><loc>https://report.az/%s</loc><news:news><news:publication><news:name>Report</news:name>
<news:language>%s</news:language></news:publication><news:publication_date>%s</news:publication_date><news:title>%s</news:title></news:news></url>`,
		html.EscapeString(path), lang, date, html.EscapeString(title))
}

const noon = "2026-03-04T12:00:00+04:00"

// read parses a document as a source of a language does.
func read(t *testing.T, lang string, doc []byte) (feed.Batch, error) {
	t.Helper()
	m, err := NewSitemap(SitemapSettings{URL: "https://report.az/news-sitemap.xml", Lang: lang}, fetch.New(fetch.Options{}))
	if err != nil {
		t.Fatal(err)
	}
	return m.parse(doc, rss.Meta{URL: "https://report.az/news-sitemap.xml", Now: now()})
}

func titlesOf(b feed.Batch) []string {
	var out []string
	for _, e := range b.Entries {
		out = append(out, e.Title)
	}
	return out
}

func TestSitemapConformance(t *testing.T) {
	var titles, good, bad []string
	for i, title := range []string{
		"Порт примет первые суда", "Опера открыла сезон", "Снег закрыл перевал", "Завод стекла & фарфора", "Сборная едет в Шеки",
		"В Гусаре прошла лавина", "Хлеб подешевел", "Мост построят за год",
	} {
		titles = append(titles, title)
		good = append(good, listing(fmt.Sprintf("ru/a/story-%d", i), "ru", noon, title))
		bad = append(bad, strings.ReplaceAll(listing("ru/a/x-"+fmt.Sprint(i), hostile, hostile, hostile+title), "</loc>", hostile+"</loc>")+
			"<url><loc>javascript:alert(1)</loc><news:news><news:title>x</news:title></news:news></url>")
	}
	feedtest.Run(t, func(t *testing.T, url string) feed.Source {
		m, err := NewSitemap(SitemapSettings{URL: url}, fetch.New(fetch.Options{MaxBytes: 2 << 20}))
		if err != nil {
			t.Fatal(err)
		}
		return m
	}, feedtest.Docs{ContentType: "application/xml", Titles: titles, Good: sitemap(good...), Hostile: sitemap(bad...)})
}

func TestNewSitemapRefuses(t *testing.T) {
	for address, want := range map[string]feed.Kind{
		"https://report.az/news-sitemap.xml": feed.KindNone, "file:///etc/passwd": feed.KindAddress, "": feed.KindAddress,
	} {
		if _, err := NewSitemap(SitemapSettings{URL: address}, fetch.New(fetch.Options{})); feed.KindOf(err) != want {
			t.Errorf("%q: %v", address, err)
		}
	}
}

// The reader's own name for himself is the only one that is used.
func TestSitemapAgent(t *testing.T) {
	srv := feedtest.NewServer(t, sitemap(listing("ru/a/b-c", "ru", noon, "Новость")), "text/xml")
	for agent, want := range map[string]int{"": 1, "curl/8": 0, "Mozilla/5.0 (X11)": 1} {
		m, err := NewSitemap(SitemapSettings{URL: srv.At(feedtest.Browser), Agent: agent}, fetch.New(fetch.Options{}))
		if err != nil {
			t.Fatal(err)
		}
		b, err := m.Fetch(t.Context(), feed.Cursor{})
		if len(b.Entries) != want || (err == nil) != (want == 1) {
			t.Errorf("%q: %d entries, %v", agent, len(b.Entries), err)
		}
	}
}

func TestSitemapLanguages(t *testing.T) {
	doc := sitemap(
		listing("a/b-c", "az", noon, "az said"), listing("ru/a/b-c", "ru", noon, "ru said"), listing("en/a/b-c", "en", noon, "en said"),
		listing("ru/a/b-d", "", noon, "ru by path"), listing("a/b-d", "", noon, "az by path"), listing("9900123", "", noon, "none"),
		listing("en/a/b-e", "aze", noon, "az in three letters"), listing("en/a/b-f", "ru-RU", noon, "ru with a country"),
		listing("en/a/b-g", "nonsense", noon, "en by path"),
	)
	for lang, want := range map[string][]string{
		"":      {"az said", "ru said", "en said", "ru by path", "az by path", "none", "az in three letters", "ru with a country", "en by path"},
		"az":    {"az said", "az by path", "none", "az in three letters"},
		"ru":    {"ru said", "ru by path", "none", "ru with a country"},
		"EN-us": {"en said", "none", "en by path"},
		"tr":    {"none"},
	} {
		b, err := read(t, lang, doc)
		if err != nil || !slices.Equal(titlesOf(b), want) {
			t.Errorf("%q: %q, %v", lang, titlesOf(b), err)
		}
	}
}

// On other sites a path without a language says nothing.
func TestSitemapOfOtherSites(t *testing.T) {
	doc := bytes.ReplaceAll(sitemap(listing("a/b-c", "", noon, "one"), listing("az/a/b-c", "", noon, "two")), []byte("report.az"), []byte("news.example"))
	b, err := read(t, "", doc)
	if err != nil || len(b.Entries) != 2 || b.Entries[0].Lang != "" || b.Entries[1].Lang != "az" || b.Site != "https://news.example/" {
		t.Errorf("%+v, %v", b, err)
	}
}

func TestSitemapDates(t *testing.T) {
	for text, want := range map[string]string{
		noon:                       "2026-03-04T08:00:00Z",
		"2026-03-04T08:00Z":        "2026-03-04T08:00:00Z",
		"2026-03-04T12:00:00":      "2026-03-04T08:00:00Z", // the site's own clock
		"2026-03-04":               "2026-03-03T20:00:00Z",
		"2030-01-01T00:00:00Z":     now().Add(24 * time.Hour).Format(time.RFC3339),
		"tomorrow":                 "",
		"2026-02-31T00:00:00+0400": "",
	} {
		b, err := read(t, "", sitemap(listing("ru/a/b-c", "ru", text, "x")))
		if err != nil || len(b.Entries) != 1 || shapeItem(b.Entries[0].Item).Published != want {
			t.Errorf("%q: %v, %v", text, titlesOf(b), err)
		} else if at := b.Entries[0].Published; want != "" && text == noon && at.Location().String() != "Asia/Baku" {
			t.Errorf("%q is in the zone %v", text, at.Location())
		}
	}
}

func TestSitemapDocuments(t *testing.T) {
	one, two := listing("ru/a/b-c", "ru", noon, "Первая"), listing("ru/a/b-d", "ru", noon, "Вторая")
	whole := string(sitemap(one, two))
	laughs := `<!DOCTYPE lolz [<!ENTITY lol "lol">`
	for i := range 12 {
		laughs += fmt.Sprintf(`<!ENTITY l%d "%s">`, i+1, strings.Repeat(fmt.Sprintf("&l%d;", i), 10))
	}
	for name, c := range map[string]struct {
		doc  string
		want []string
		kind feed.Kind
	}{
		"whole":               {whole, []string{"Первая", "Вторая"}, ""},
		"no prefix":           {strings.ReplaceAll(whole, "news:", ""), []string{"Первая", "Вторая"}, ""},
		"another prefix":      {strings.ReplaceAll(whole, "news:", "n:"), []string{"Первая", "Вторая"}, ""},
		"prefixed urlset":     {strings.NewReplacer("<url", "<s:url", "</url", "</s:url", "<loc", "<s:loc", "</loc", "</s:loc").Replace(whole), []string{"Первая", "Вторая"}, ""},
		"a mark and blanks":   {"\ufeff\n\n" + whole, []string{"Первая", "Вторая"}, ""},
		"windows-1251":        {"<urlset>" + strings.ReplaceAll(one, "Первая", "\xcf\xe5\xf0\xe2\xe0\xff") + "</urlset>", []string{"Первая"}, ""},
		"controls":            {strings.ReplaceAll(whole, "Первая", "Пер\x00\x0b\uffffвая"), []string{"Первая", "Вторая"}, ""},
		"cut in an element":   {whole[:strings.Index(whole, "Вторая")], []string{"Первая"}, feed.KindDamaged},
		"cut between two":     {whole[:strings.Index(whole, "</url>")+6], []string{"Первая"}, feed.KindDamaged},
		"no end of one":       {strings.Replace(whole, "</url>", "", 1), []string{"Вторая"}, feed.KindDamaged},
		"broken inside":       {strings.Replace(whole, "<news:title>Первая", "<news:title><<b Первая", 1), []string{"Вторая"}, feed.KindDamaged},
		"billion laughs":      {laughs + "]>" + strings.ReplaceAll(whole, "Первая", "&l12;"), []string{"&l12;", "Вторая"}, ""},
		"a file as entity":    {`<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>` + strings.ReplaceAll(whole, "Первая", "&f;"), []string{"&f;", "Вторая"}, ""},
		"empty":               {string(sitemap()), nil, ""},
		"no news":             {string(sitemap("<url><loc>https://report.az/ru/about</loc></url>")), nil, feed.KindNotFeed},
		"an index":            {`<sitemapindex><sitemap><loc>https://report.az/a.xml</loc></sitemap></sitemapindex>`, nil, feed.KindNotFeed},
		"a feed":              {`<rss version="2.0"><channel><item><title>x</title></item></channel></rss>`, nil, feed.KindNotFeed},
		"a page":              {"<html><body>urlset</body></html>", nil, feed.KindNotFeed},
		"nothing":             {" \n", nil, feed.KindEmpty},
		"deep":                {string(sitemap("<url>"+strings.Repeat("<a>", 20_000)+"</url>", one)), []string{"Первая"}, ""},
		"controls as numbers": {strings.ReplaceAll(whole, "Первая", "Пер&#27;&#x1B;&#xFFFF;&#99999999;вая &#8212;"), []string{"Пер\ufffdвая —", "Вторая"}, ""},
		"url within url":      {string(sitemap("<url><url>"+strings.Repeat("<url>", 10_000), one)), []string{"Первая"}, feed.KindDamaged},
		"without an address":  {string(sitemap(strings.Replace(one, "https://report.az/ru/a/b-c", "", 1), two)), []string{"Вторая"}, ""},
		"without a title":     {string(sitemap(strings.Replace(one, "Первая", " ", 1), two)), []string{"Вторая"}, ""},
		"the same twice":      {string(sitemap(one, strings.Replace(one, "https://report", "http://www.report", 1), two)), []string{"Первая", "Вторая"}, ""},
	} {
		b, err := read(t, "", []byte(c.doc))
		if feed.KindOf(err) != c.kind || !slices.Equal(titlesOf(b), c.want) {
			t.Errorf("%s: %q, %v", name, titlesOf(b), err)
		}
	}
}

// Neither the size nor the number of elements costs more than it must.
func TestSitemapIsBounded(t *testing.T) {
	many := strings.Repeat("<url></url>", maxURLs) + strings.Repeat(listing("ru/a/late-c", "ru", noon, "late"), 10)
	for name, doc := range map[string][]byte{
		"many":  sitemap(listing("ru/a/b-c", "ru", noon, "first"), many),
		"long":  sitemap(listing("ru/a/b-c", "ru", noon, strings.Repeat("x", 1<<20))),
		"open":  sitemap(strings.Repeat("<url ", 1<<16)),
		"links": sitemap("<url>" + strings.Repeat(`<link hreflang="ru" href="/x"/>`, 10_000) + "</url>"),
	} {
		begin := time.Now()
		b, _ := read(t, "", doc)
		if took := time.Since(begin); took > slowest || len(b.Entries) > 1 {
			t.Errorf("%s: %v, %d entries", name, took, len(b.Entries))
		}
	}
}

func FuzzSitemap(f *testing.F) {
	f.Add(document(f, "sitemap.xml"))
	f.Add(sitemap(listing("ru/a/b-c", hostile, noon, hostile)))
	f.Add([]byte("<urlset><url><loc>//a</loc><n:news xmlns:n=''><title>&#x1b;</title></n:news></url><url></urlset>"))
	f.Add([]byte("<a:urlset><a:url><a:url/></a:url>"))
	m := Sitemap{}
	f.Fuzz(func(t *testing.T, doc []byte) {
		b, err := m.parse(doc, rss.Meta{URL: "https://report.az/news-sitemap.xml", Now: now()})
		if kind := feed.KindOf(err); err != nil && kind != feed.KindDamaged && kind != feed.KindNotFeed && kind != feed.KindEmpty {
			t.Errorf("%v", err)
		}
		seen := map[string]bool{}
		for _, e := range b.Entries {
			if e.Title == "" || !strings.HasPrefix(e.URL, "http") || len(e.Keys) != 1 || seen[e.Keys[0]] || e.Published.After(now().Add(maxAhead)) {
				t.Errorf("%+v", e)
			}
			seen[e.Keys[0]] = true
		}
	})
}
