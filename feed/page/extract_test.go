package page

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/charmap"

	"rubrika/feed"
)

// story is a page in the shape of an agency's site: navigation, a strip of
// topics, the story, tags, the newest headlines.
func story(head, body string) string {
	links := strings.Repeat(`<li><a href="/ru/finance/x">Совсем другая новость дня</a> <span>Финансы</span></li>`, 12)
	return `<!DOCTYPE html><html lang="ru-RU"><head><title>Порт удвоит перевалку зерна | Агентство</title>` + head + `</head><body>
<nav><ul><li><a href="/ru/">Главная</a></li><li><a href="/ru/economy">Экономика</a></li></ul></nav>
<div class="topics">` + links + `</div>
<main><article class="news-detail"><h1>Порт удвоит перевалку зерна</h1><div class="news-detail__desc">` + body + `</div></article></main>
<aside class="latest"><h2>Последние новости</h2><ul>` + links + `</ul></aside>
<footer>© Агентство, все права защищены</footer></body></html>`
}

// paragraphs of our own making, long enough for an article.
func storyText() string {
	var b strings.Builder
	for i := range 6 {
		fmt.Fprintf(&b, "<p>Абзац номер %d рассказывает о том, как порт готовит причалы, краны и склады к новому урожаю, "+
			"сколько судов он примет за сезон и во что обойдутся работы, которые ведут две местные компании.</p>\n", i+1)
	}
	return b.String()
}

const storyURL = "https://agency.example/ru/economy/port-grain"

func TestExtract(t *testing.T) {
	page := story(`
<link rel="canonical" href="https://agency.example/ru/economy/port-grain/">
<link rel="alternate" hreflang="az" href="/az/iqtisadiyyat/liman" title="Liman"><link rel="alternate" hreflang="ru" href="`+storyURL+`">
<link rel="alternate" hreflang="x-default" href="/"><link rel="alternate" type="application/rss+xml" href="/rss">
<meta property="og:title" content="Порт удвоит перевалку зерна"><meta property="og:image" content="/img/port.jpg">
<meta property="og:description" content="Порт готовится к &laquo;большому&raquo; урожаю">
<meta property="article:section" content="Экономика | Агентство"><meta property="article:tag" content="зерно"><meta property="article:tag" content="порт, логистика">
<meta property="article:published_time" content="2025-11-28T12:05:00+04:00"><meta name="author" content="Отдел экономики">
<script type="application/ld+json">{"@type":"BreadcrumbList","itemListElement":[{"@type":"ListItem","item":{"name":"Главная"}},{"@type":"ListItem","name":"Транспорт"}]}</script>`,
		storyText())
	e, err := Extract([]byte(page), "text/html", storyURL)
	if err != nil {
		t.Fatal(err)
	}
	body := PlainText(e.HTML)
	if n := strings.Count(body, "рассказывает о том"); n != 6 || strings.Contains(body, "другая новость") || strings.Contains(body, "права") {
		t.Errorf("the body has %d of 6 paragraphs: %q", n, body)
	}
	if e.Text != body || !e.Full {
		t.Errorf("Text %q, Full %v", e.Text, e.Full)
	}
	when := time.Date(2025, time.November, 28, 8, 5, 0, 0, time.UTC)
	if !e.Published.Equal(when) {
		t.Errorf("Published %v, want %v", e.Published, when)
	}
	for _, c := range []struct {
		field     string
		got, want any
	}{
		{"Title", e.Title, "Порт удвоит перевалку зерна"},
		{"URL", e.URL, "https://agency.example/ru/economy/port-grain/"},
		{"Summary", e.Summary, "Порт готовится к «большому» урожаю"},
		{"Section", e.Section, "Экономика"},
		{"Categories", e.Categories, []string{"Экономика", "Транспорт"}},
		{"Tags", e.Tags, []string{"зерно", "порт", "логистика"}},
		{"Author", e.Author, "Отдел экономики"},
		{"Lang", e.Lang, "ru"},
		{"Images", e.Images, []string{"https://agency.example/img/port.jpg"}},
		{
			"Versions",
			e.Versions,
			[]feed.Version{{Lang: "az", URL: "https://agency.example/az/iqtisadiyyat/liman", Title: "Liman"}},
		},
	} {
		if !reflect.DeepEqual(c.got, c.want) {
			t.Errorf("%s = %q, want %q", c.field, c.got, c.want)
		}
	}
}

// A page of which readability sees only the teaser, while the whole text is
// in its JSON-LD.
func TestExtractFromLinkedData(t *testing.T) {
	ld := `{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"x"},{"@type":["NewsArticle"],
"headline":"Liman &quot;ikinci&quot; dəfə","datePublished":"28 noyabr 2025, 12:00","inLanguage":"az","articleSection":["İqtisadiyyat"],
"author":[{"@type":"Person","name":"Birinci"},{"name":"İkinci"}],"image":{"@type":"ImageObject","url":"https://img.example/a.jpg"},
"keywords":"liman,taxıl","articleBody":"` + strings.Repeat("Birinci abzas limanın yeni mövsümə necə hazırlaşdığını ətraflı izah edir.\n", 8) + `"}]}`
	page := story(`<script type="application/ld+json">not json</script><script type="application/ld+json">`+ld+`</script>`,
		"<p>Qısa xülasə, davamı var, oxuyun.</p>")
	e, err := Extract([]byte(page), "", "https://agency.az/iqtisadiyyat/liman")
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(e.HTML), "<p>Birinci abzas"); n != 8 {
		t.Errorf("%d of 8 paragraphs in %q", n, e.HTML)
	}
	when := time.Date(2025, time.November, 28, 8, 0, 0, 0, time.UTC) // 12:00 in Baku
	if e.Title != `Liman "ikinci" dəfə` || e.Author != "Birinci, İkinci" || e.Section != "İqtisadiyyat" || !e.Published.Equal(when) ||
		!reflect.DeepEqual(e.Tags, []string{"liman", "taxıl"}) || !reflect.DeepEqual(e.Images, []string{"https://img.example/a.jpg"}) {
		t.Errorf("%+v", e)
	}
}

func TestExtractCharset(t *testing.T) {
	text := story("", storyText())
	win, err := charmap.Windows1251.NewEncoder().String(text)
	if err != nil {
		t.Skip("the text does not fit into windows-1251: ", err)
	}
	declared := strings.Replace(win, "<head>", `<head><meta charset="windows-1251">`, 1)
	for name, c := range map[string]struct{ page, header string }{
		"UTF-8 without a word": {text, ""},
		"UTF-8 declared as another": {
			strings.Replace(text, "<head>", `<head><meta charset="windows-1251">`, 1),
			"text/html; charset=iso-8859-1",
		},
		"UTF-8 with a mark":          {"\ufeff" + text, ""},
		"windows-1251 by the header": {win, "text/html; charset=windows-1251"},
		"windows-1251 by its meta":   {declared, "text/html"},
	} {
		e, err := Extract([]byte(c.page), c.header, storyURL)
		if err != nil || !strings.Contains(e.Text, "рассказывает о том") || !strings.HasPrefix(e.Title, "Порт") {
			t.Errorf("%s: %v, %q %.80q", name, err, e.Title, e.Text)
		}
	}
}

func TestExtractErrors(t *testing.T) {
	for name, c := range map[string]struct {
		page string
		kind feed.Kind
	}{
		"nothing": {"", feed.KindEmpty},
		"blanks":  {" \n\t", feed.KindEmpty},
		"no text": {
			"<html><body><script>x</script></body></html>",
			feed.KindNoText,
		},
		"600 open boxes": {strings.Repeat("<div>", 600) + "text", feed.KindDamaged},
	} {
		_, err := Extract([]byte(c.page), "text/html", "https://agency.example/\x1b[2J")
		if feed.KindOf(err) != c.kind {
			t.Errorf("%s: %v, want kind %s", name, err, c.kind)
		}
		if s := Error(err); !Safe(s) || s == "" {
			t.Errorf("%s: error text %q", name, s)
		}
	}
}

// A page that is no page still gives what there is, in bounded time.
func TestExtractHostilePages(t *testing.T) {
	t.Parallel()
	for name, body := range hostile() {
		begin := time.Now()
		e, err := Extract([]byte(clip(body, 100_000)), "text/html", storyURL)
		if took := time.Since(begin); took > slowest {
			t.Errorf("%s took %v", name, took)
		}
		if err == nil && (!Safe(e.Title) || !Safe(e.Text)) {
			t.Errorf("%s: unsafe", name)
		}
	}
}

// The largest page takes longer than a body, but not for ever: who has no time
// left is told at once, and who has, whatever else the machine does, gets it.
func TestExtractLargestPage(t *testing.T) {
	t.Parallel()
	doc := []byte(hostile()["4 MB of paragraphs"])
	begin := time.Now()
	if _, err := extract(doc, "text/html", storyURL, -1); feed.KindOf(err) != feed.KindDamaged || !errors.Is(err, errLate) {
		t.Error(err)
	}
	e, err := extract(doc, "text/html", storyURL, time.Minute)
	if took := time.Since(begin); took > 3*slowest {
		t.Errorf("took %v", took)
	}
	if err != nil || len(e.Text) > maxText {
		t.Errorf("%v, %d bytes of text", err, len(e.Text))
	}
}

// Controls in every field of the metadata are gone from the answer.
func TestExtractIsADoor(t *testing.T) {
	for _, way := range ways() {
		in := strings.NewReplacer(`"`, "&quot;", "\x1b", "&#27;").Replace(way)
		page := story(`<meta property="og:title" content="T`+in+`"><meta property="article:section" content="`+in+`"><meta name="author" content="`+in+`">
<meta property="article:tag" content="`+in+`"><meta property="og:image" content="`+in+`"><link rel=alternate hreflang=az href="`+in+`">`, storyText()+"<p>"+in+"</p>")
		e, err := Extract([]byte(page), "", storyURL)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range stringsOf(e) {
			if Line(s) != s {
				t.Errorf("%q gets through as %q", way, s)
			}
		}
	}
}

// What is no text is not shown as one.
func TestExtractNoise(t *testing.T) {
	story := "<p>" + strings.Repeat("Порт принял первое судно с зерном. ", 20) + "</p>"
	cp1251, err := charmap.Windows1251.NewEncoder().String(story)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		doc  string
		want feed.Kind
	}{
		"a picture":    {"\x89PNG\r\n\x1a\n" + strings.Repeat("\x00\x01\x02\xf3 word \x05\x1c", 300), feed.KindNoText},
		"a parcel":     {strings.Repeat("\x8b\x02\x80\x03\x13\x99\xf2 abc \x11\xd0", 300), feed.KindNoText},
		"a page":       {story, feed.KindNone},
		"windows-1251": {cp1251, feed.KindNone},
		"broken bits":  {strings.Repeat("\x00", 5) + story, feed.KindNone},
	} {
		if _, err := Extract([]byte(c.doc), "text/html", storyURL); feed.KindOf(err) != c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A canonical address that is the front page is none.
func TestExtractCanonical(t *testing.T) {
	text := "<p>" + strings.Repeat("Порт принял первое судно с зерном. ", 20) + "</p>"
	for href, want := range map[string]string{"/": storyURL, "/news/other": "https://" + host(storyURL) + "/news/other", "https://elsewhere.example/a/b": storyURL} {
		e, err := Extract([]byte(`<link rel=canonical href="`+href+`">`+text), "", storyURL)
		if err != nil || e.URL != want {
			t.Errorf("%s: %q, %v", href, e.URL, err)
		}
	}
}

// What stands in the place of a page is no article, unless there is a text.
func TestExtractDoors(t *testing.T) {
	const said = `<p>The page that you wanted is behind this one, and there is something to be done before it opens.</p>`
	long := "<p>" + strings.Repeat("Порт принял первое судно с зерном. ", 20) + "</p>"
	for name, c := range map[string]struct {
		head, body string
		want       feed.Kind
	}{
		"a guard":        {"<title>Just a moment...</title>", said, feed.KindRefused},
		"an error":       {"<title>404 Not Found</title>", "<h1>Not Found</h1>" + said, feed.KindNotFound},
		"a moved page":   {"<head><title>Document Moved</title></head>", "<h1>Object Moved</h1>" + said, feed.KindNoText},
		"a login":        {"<title>Qəzet</title>", "<h1>Daxil ol</h1>" + said, feed.KindSignIn},
		"works":          {"<title>Texniki işlər aparılır</title>", said, feed.KindServer},
		"a hotel":        {"<title>Free WiFi</title>", said, feed.KindNoText},
		"a way on":       {`<meta http-equiv=Refresh content="0; URL=/there">`, said, feed.KindNoText},
		"a page anew":    {`<meta http-equiv=refresh content=300>`, said, feed.KindNone},
		"a short story":  {"<title>Мост открыт</title>", said, feed.KindNone},
		"a long title":   {"<title>Login to the bank was not possible for two days, says the bank</title>", said, feed.KindNone},
		"said to be one": {`<title>Access denied</title><meta property=og:type content=article>`, said, feed.KindNone},
		"a long story":   {"<title>Access denied</title>", long, feed.KindNone},
	} {
		_, err := Extract([]byte("<html>"+c.head+"<body>"+c.body), "text/html", storyURL)
		if got := feed.KindOf(err); got != c.want {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}
