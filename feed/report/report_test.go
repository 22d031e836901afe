package report

import (
	"bytes"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"reflect"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/charmap"

	"rubrika/feed"
	"rubrika/feed/feedtest"
	"rubrika/feed/fetch"
	"rubrika/feed/page"
)

func TestIs(t *testing.T) {
	for address, want := range map[string]bool{
		"https://report.az/ru/finansy/x":  true,
		"http://www.report.az":            true,
		"HTTPS://Report.AZ:443/":          true,
		" https://report.az/rss/ ":        true,
		"https://images.report.az/a.jpg":  false,
		"https://report.az.example/":      false,
		"https://notreport.az/":           false,
		"https://example.org/?report.az/": false,
		"ftp://report.az/":                false,
		"report.az/ru/":                   false,
		"https://report.az@example.org/":  false,
		"://":                             false,
		"":                                false,
	} {
		if Is(address) != want {
			t.Errorf("Is(%q) = %v", address, !want)
		}
	}
}

func TestStoryAddresses(t *testing.T) {
	for _, c := range []struct {
		address, lang string
		story         bool
	}{
		{"https://report.az/infrastruktur/yeni-korpu", "az", true},
		{"https://report.az/az/infrastruktur/yeni-korpu/", "az", true},
		{"https://report.az/ru/finansy/novyy-zavod", "ru", true},
		{"https://www.report.az/en/energy/new-plant/", "en", true},
		{"https://report.az/ru/", "ru", false},
		{"https://report.az/ru/finansy", "ru", false},
		{"https://report.az/9900123", "", false},
		{"https://report.az/assets/thunk-600.webp", "az", false},
		{"https://example.org/ru/finansy/novyy-zavod", "ru", false},
	} {
		if lang, _ := parts(c.address); lang != c.lang || isStory(c.address) != c.story {
			t.Errorf("%s: language %q, story %v", c.address, lang, isStory(c.address))
		}
	}
}

// One story has one key, however its address is written.
func TestStoryKey(t *testing.T) {
	const key = "az/infrastruktur/yeni-korpu"
	for address, same := range map[string]bool{
		"https://report.az/infrastruktur/yeni-korpu":     true,
		"http://www.report.az/infrastruktur/yeni-korpu/": true,
		"https://report.az/az/infrastruktur/yeni-korpu/": true,
		"https://report.az/ru/infrastruktur/yeni-korpu":  false,
		"https://example.org/infrastruktur/yeni-korpu":   false,
	} {
		if got := storyKey(address); (got == key) != same {
			t.Errorf("%s: %q", address, got)
		}
	}
}

// client may ask loopback addresses though pages name them.
func client() *fetch.Client {
	return fetch.New(fetch.Options{Timeout: 10 * time.Second, Inside: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}})
}

func TestOpen(t *testing.T) {
	var agent string
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		agent = r.UserAgent()
		w.Header().Set("Content-Type", "text/html; charset=iso-8859-1") // wrong, as seen
		_, _ = w.Write(document(t, "today.html"))
	}))
	defer srv.Close()
	var opener feed.Opener = New(client())
	e, err := opener.Open(t.Context(), feed.Item{URL: srv.URL + "/ru/infrastruktura/prichal"})
	if err != nil {
		t.Fatal(err)
	}
	if e.Title != "В порту Алят откроют третий причал для зерна" || !strings.Contains(e.Text, "за сезон причал сможет принять") ||
		e.Section != "Инфраструктура" || e.Published.Unix() != time.Date(2026, 3, 3, 20, 10, 42, 0, time.UTC).Unix() {
		t.Errorf("%q %q %v: %q", e.Title, e.Section, e.Published, e.Text)
	}
	if agent != fetch.BrowserAgent() {
		t.Errorf("asked as %q", agent)
	}
}

// The site refuses data centres: that is told as it is, and so is all else.
func TestOpenFailures(t *testing.T) {
	for mode, want := range map[feedtest.Mode]feed.Kind{
		feedtest.Forbidden: feed.KindRefused, feedtest.NotFound: feed.KindNotFound, feedtest.TooMany: feed.KindTooMany,
		feedtest.Unavailable: feed.KindTooMany, feedtest.Broken: feed.KindServer, feedtest.Empty: feed.KindEmpty,
	} {
		t.Run(string(mode), func(t *testing.T) {
			srv := feedtest.NewServer(t, []byte("x"), "text/html")
			e, err := New(client()).Open(t.Context(), feed.Item{URL: srv.At(mode)})
			if feed.KindOf(err) != want || e.Title != "" || e.HTML != "" {
				t.Errorf("kind %q, want %q: %v, %q", feed.KindOf(err), want, err, e.Title)
			}
			var known *feed.Error
			if mode == feedtest.Forbidden && (!errors.As(err, &known) || known.Status != 403 || !strings.Contains(err.Error(), srv.At(mode))) {
				t.Errorf("not clear: %v", err)
			}
			if n := len(srv.Requests()); n != 1 {
				t.Errorf("%d requests", n)
			}
		})
	}
}

// What a feed calls a story of report.az may lead anywhere.
func TestOpenIsGuarded(t *testing.T) {
	srv := feedtest.NewServer(t, document(t, "today.html"), "text/html")
	_, err := New(fetch.New(fetch.Options{})).Open(t.Context(), feed.Item{URL: srv.At(feedtest.Plain)})
	if feed.KindOf(err) != feed.KindInside || len(srv.Requests()) != 0 {
		t.Errorf("%d requests, %v", len(srv.Requests()), err)
	}
}

func TestReadErrors(t *testing.T) {
	for name, c := range map[string]struct {
		doc  string
		want feed.Kind
	}{
		"nothing":   {"", feed.KindEmpty},
		"no text":   {"<html><body><h1></h1></body></html>", feed.KindNoText},
		"too deep":  {strings.Repeat("<div>", 600) + "x", feed.KindDamaged},
		"challenge": {"<html><head><title>Just a moment...</title></head><body><script>go()</script></body></html>", feed.KindRefused},
	} {
		p, err := Read([]byte(c.doc), "text/html", "https://report.az/ru/a/b-c")
		if feed.KindOf(err) != c.want || p.Entry.Title != "" || p.Latest != nil {
			t.Errorf("%s: %v, %+v", name, err, p)
		}
	}
}

// story is a page of the site with something between the title and its end.
func story(head, beside string) []byte {
	return []byte(`<html lang="ru"><head>` + head + `</head><body><h1 class="section-title">Новый мост построят за год</h1>
<div class="news-detail__desc"><p>Новый мост через реку построят за один год, сообщили журналистам в штабе стройки.</p>
<p>Последние новости</p><p>Опоры стоят с осени, пролеты привезут по железной дороге весной.</p></div>` + beside + `</body></html>`)
}

const storyAddress = "https://report.az/ru/infrastruktura/novyy-most-postroyat-za-god"

func TestReadLanguageIsThatOfTheAddress(t *testing.T) {
	p, err := Read(bytes.Replace(story("", ""), []byte(`lang="ru"`), []byte(`lang="az"`), 1), "", storyAddress)
	if err != nil || p.Entry.Lang != "ru" {
		t.Errorf("%q, %v", p.Entry.Lang, err)
	}
}

// The headlines are found in any markup, and only under the words for them.
func TestReadLatest(t *testing.T) {
	const link = `<a href="/ru/a/first-story">Первая новость дня</a>`
	for name, c := range map[string]struct {
		beside string
		want   string
	}{
		"flat":                    {`<div>Последние новости</div><span>12:36</span>` + link + `<i>x</i>`, "Первая новость дня"},
		"heading in boxes":        {`<div><div><h2>Последние новости</h2></div></div><ul><li><b>12:36</b> ` + link + `</li></ul>`, "Первая новость дня"},
		"time marked up":          {`<h2>Последние новости</h2><p><time datetime="2026-03-04T12:36:00+04:00">12:36</time>` + link + `</p>`, "Первая новость дня"},
		"cards":                   {`<h2>Latest news</h2><div class="index-post-block" data-timestamp="2026-03-04 12:36:05">` + link + `</div><p>12:40</p>`, "Первая новость дня"},
		"nested cards":            {`<h2>Son xəbərlər</h2><div class="news-item"><div class="news-block">` + link + `</div></div>`, "Первая новость дня"},
		"the site's own link":     {`<h2>Последние новости</h2><span>12:36</span>` + link + `<a>Лента новостей</a><span>11:00</span><a href="/ru/b/old-story">Старая</a>`, "Первая новость дня"},
		"cards under other words": {`<h2>Günün xəbərləri</h2><div class="index-post-block" data-timestamp="2026-03-04 12:36:05">` + link + `</div>`, "Первая новость дня"},
		"no heading":              {`<span>12:36</span>` + link, ""},
		"no times, no cards":      {`<h2>Последние новости</h2>` + link, ""},
		"nothing under it":        {`<p>12:36</p><h2>Последние новости</h2>`, ""},
	} {
		p, err := Read(story("", c.beside), "", storyAddress)
		var got []string
		for _, it := range p.Latest {
			got = append(got, it.Title)
		}
		if err != nil || strings.Join(got, "|") != c.want {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}

// The list is read in the encoding of the page, and a card may print its time.
func TestReadLatestOfAnotherCharset(t *testing.T) {
	doc, err := charmap.Windows1251.NewEncoder().Bytes(story("", `<h2>Последние новости</h2>
<div class="news-block"><a class="title" href="/ru/a/first-story">Первая новость дня</a><p>4 марта 2026, 14:00</p><p>Финансы</p></div>`))
	if err != nil {
		t.Fatal(err)
	}
	p, err := Read(doc, "text/html; charset=windows-1251", storyAddress)
	if err != nil || len(p.Latest) != 1 {
		t.Fatalf("%+v, %v", p.Latest, err)
	}
	want := shape{
		Title: "Первая новость дня", URL: "https://report.az/ru/a/first-story", Lang: "ru", Section: "Финансы", Published: "2026-03-04T10:00:00Z",
	}
	if got := shapeItem(p.Latest[0]); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}

// Menus are there twice too, and are no topics.
func TestReadTopics(t *testing.T) {
	row := func(tag string, names ...string) string {
		return "<" + tag + "><a>" + strings.Join(names, "</a><a>") + "</a></" + tag + ">"
	}
	for name, c := range map[string]struct{ before, want string }{
		"twice":             {row("div", "A b", "C", "D") + row("p", "A b", "C", "D"), "A b|C|D"},
		"something between": {row("div", "A", "C") + row("p", "x") + row("div", "A", "C") + row("p", "y"), "A|C"},
		"once":              {row("div", "A", "C", "D"), ""},
		"menus":             {row("nav", "A", "C") + row("nav", "A", "C"), ""},
		"one link":          {row("p", "A") + row("p", "A"), ""},
	} {
		doc := strings.Replace(string(story("", "")), "<body>", "<body>"+c.before, 1)
		p, err := Read([]byte(doc), "", storyAddress)
		if got := strings.Join(p.Topics, "|"); err != nil || got != c.want {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}

// Versions are named by the link that leads to them, not by «EN».
func TestReadNamesVersions(t *testing.T) {
	head := `<link rel="alternate" hreflang="en" href="/en/infrastructure/new-bridge-within-a-year">
<link rel="alternate" hreflang="az" href="/infrastruktur/yeni-korpu-bir-ile-tikilecek">`
	p, err := Read(story(head, `<a href="/en/infrastructure/new-bridge-within-a-year">EN</a>
<a href="https://www.report.az/infrastruktur/yeni-korpu-bir-ile-tikilecek/">Yeni körpü bir ilə tikiləcək</a>`), "", storyAddress)
	if err != nil || len(p.Entry.Versions) != 2 || p.Entry.Versions[0].Title != "" || p.Entry.Versions[1].Title != "Yeni körpü bir ilə tikiləcək" {
		t.Errorf("%+v, %v", p.Entry.Versions, err)
	}
}

// wrong lists the strings of a page that are not as the door leaves them.
func wrong(p Page) []string {
	list := append([]string{p.Entry.Title, p.Entry.Section, p.Entry.Author, p.Entry.Summary}, p.Topics...)
	list = append(append(list, p.Entry.Tags...), p.Entry.Categories...)
	for _, v := range p.Entry.Versions {
		list = append(list, v.Title, v.URL)
	}
	for _, it := range p.Latest {
		list = append(list, it.Title, it.Section, it.URL)
	}
	var out []string
	for _, s := range list {
		if page.Line(s) != s || len(s) > 8000 {
			out = append(out, s)
		}
	}
	return out
}

const hostile = "a &#27;]52;c;QUJD&#7; \u009b31m \u202eevil\u2066 \x1b[2J\x00 z"

func TestReadIsADoor(t *testing.T) {
	row := strings.Repeat("<a>B"+hostile+"</a><a>C"+hostile+"</a>", 2)
	doc := story(`<link rel=alternate hreflang=en href="/en/a/b-c">`, `<a href="/en/a/b-c">One two three `+hostile+`</a><h2>Последние новости</h2>
<p>12:36 <a href="/ru/a/`+hostile+`-x">`+hostile+`</a> <span class="news-category">`+hostile+`</span></p><p>12:35</p><p>`+strings.Repeat("long", 9000)+`</p>`)
	doc = []byte(strings.Replace(string(doc), "<body>", "<body>"+row, 1))
	p, err := Read(doc, "text/html", storyAddress)
	if err != nil || len(p.Topics) != 2 || len(p.Latest) != 2 || len(p.Entry.Versions) != 1 {
		t.Fatalf("%+v, %v", p, err)
	}
	for _, s := range wrong(p) {
		t.Errorf("gets through: %.200q", s)
	}
}

// A page that is built to cost does not.
func TestReadIsBounded(t *testing.T) {
	for name, beside := range map[string]string{
		"headings":  strings.Repeat("<h2>Последние новости</h2>", 3_000),
		"links":     strings.Repeat(`<a href="/ru/a/b-c">12:30</a>`, 20_000),
		"times":     "<h2>Последние новости</h2>" + strings.Repeat("<p>12:30</p><p>x</p>", 20_000),
		"deep":      strings.Repeat("<div><p>12:00</p>Последние новости", 300) + strings.Repeat("<a>x</a>", 50_000),
		"attribute": "<h2>Последние новости</h2>" + strings.Repeat(`<p data-timestamp="28 ноября, 2025">`, 3_000),
	} {
		doc := string(story("", beside))
		doc = strings.Replace(doc, "<body>", "<body>"+strings.Repeat("<a>A</a><a>B</a>", 2000), 1)
		begin := time.Now()
		p, err := Read([]byte(doc), "", storyAddress)
		if took := time.Since(begin); took > slowest || len(p.Latest) > maxLatest || len(p.Topics) > maxNames {
			t.Errorf("%s: %v, %d, %d, %v", name, took, len(p.Latest), len(p.Topics), err)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, name := range []string{"today.html", "yesterday.html", "linked.html"} {
		f.Add(document(f, name))
	}
	f.Add(story("", "<h2>Последние новости</h2><p>12:30</p>"+hostile))
	f.Fuzz(func(t *testing.T, doc []byte) {
		p, err := Read(doc, "", storyAddress)
		if err != nil && feed.KindOf(err) == feed.KindInternal {
			t.Errorf("no kind: %v", err)
		}
		if list := wrong(p); len(list) > 0 {
			t.Errorf("gets through: %q", list)
		}
	})
}
