package page

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"rubrika/feed"
)

// aboutPage reads what a page with this head says about itself.
func aboutPage(t *testing.T, doc string) metadata {
	t.Helper()
	return about(fragment(t, doc), site{}, storyURL)
}

func ldScript(s string) string { return `<script type="application/ld+json">` + s + `</script>` }

func TestAboutFields(t *testing.T) {
	article := func(fields string) string { return ldScript(`{"@type":"NewsArticle",` + fields + `}`) }
	for _, c := range []struct {
		name, doc string
		field     func(metadata) any
		want      any
	}{
		{"the headline of the data goes before og:title", article(`"headline":"A"`) + `<meta property=og:title content=B>`, title, "A"},
		{"twitter:title before the title", `<title>A</title><meta name=twitter:title content=B>`, title, "B"},
		{"a title in a drawing is none", `<svg><title>A</title></svg>`, title, ""},
		{"a summary", `<meta name=description content=" A ">`, summaryOf, "A"},
		{"the summary of the data", article(`"description":"A"`) + `<meta name=description content=B>`, summaryOf, "A"},
		{"one author", article(`"author":{"@type":"Person","name":"A"}`), author, "A"},
		{"two authors", article(`"author":[{"name":"A"},"B"]`), author, "A, B"},
		{"an author of the head", `<meta name=author content=A>`, author, "A"},
		{"the author of the data goes first", article(`"author":"A"`) + `<meta name=author content=B>`, author, "A"},
		{"a section with the name of the site", `<meta property=article:section content="Экономика | Report">`, section, "Экономика"},
		{"a section of the data", article(`"articleSection":"Экономика"`), section, "Экономика"},
		{"a section of the breadcrumbs", ldScript(`{"@type":"BreadcrumbList","itemListElement":[{"name":"Home"},{"name":"Энергетика"}]}`), section, "Энергетика"},
		{"no section", `<p>x</p>`, section, ""},
		{"pictures of the data", article(`"image":["/a.jpg",{"url":"/b.jpg"}]`), images, []string{"/a.jpg", "/b.jpg"}},
		{"pictures of the head", `<meta property=og:image content=/a.jpg>`, images, []string{"/a.jpg"}},
		{"tags of the data", article(`"keywords":["порт","зерно, логистика"]`), tagsOf, []string{"порт", "зерно", "логистика"}},
		{"a tag twice", `<meta property=article:tag content="порт"><a rel=tag href=/x>порт</a>`, tagsOf, []string{"порт"}},
		{"news keywords before keywords", `<meta name=keywords content=a><meta name=news_keywords content=b>`, tagsOf, []string{"b"}},
		{"a film", `<meta property=og:video content="https://v.example/1.mp4">`, isVideo, true},
		{"a film by its type", `<meta property=og:type content=video.other>`, isVideo, true},
		{"no film", `<meta property=og:type content=article>`, isVideo, false},
		{"an article by its type", `<meta property=og:type content=article>`, isArticle, true},
		{"an article by its time", `<meta property=article:published_time content=2026-01-01>`, isArticle, true},
		{"an article by its data", article(`"headline":"A"`), isArticle, true},
		{"an article by its mark", `<div itemprop=articleBody>x</div>`, isArticle, true},
		{"a website", `<meta property=og:type content=website>`, isArticle, false},
		{"the language of the data", article(`"inLanguage":"az"`), languageOf, "az"},
		{"the language of the page goes first", `<html lang=ru>` + article(`"inLanguage":"az"`), languageOf, "ru"},
		{"no language", `<html lang="">`, languageOf, ""},
	} {
		if got := c.field(aboutPage(t, c.doc)); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %#v, want %#v", c.name, got, c.want)
		}
	}
}

func title(m metadata) any      { return m.entry.Title }
func summaryOf(m metadata) any  { return m.entry.Summary }
func author(m metadata) any     { return m.entry.Author }
func section(m metadata) any    { return m.entry.Section }
func images(m metadata) any     { return m.entry.Images }
func tagsOf(m metadata) any     { return m.entry.Tags }
func isVideo(m metadata) any    { return m.entry.Badges.Has(feed.Video) }
func isArticle(m metadata) any  { return m.article }
func languageOf(m metadata) any { return m.entry.Lang }

func TestPaid(t *testing.T) {
	for value, want := range map[string]bool{
		`true`: false, `false`: true, `"True"`: false, `"False"`: true, `"https://schema.org/False"`: true, `"http://schema.org/True"`: false, `5`: false, `null`: false,
	} {
		l := readLD([]string{`{"@type":"Article","isAccessibleForFree":` + value + `}`}, self{})
		if l.paid() != want {
			t.Errorf("%s: %v", value, !want)
		}
	}
	if (linked{}).paid() {
		t.Error("a page that says nothing is paid")
	}
}

func TestTexts(t *testing.T) {
	for _, c := range []struct {
		name string
		in   any
		want []string
	}{
		{"a string", " A &amp; B ", []string{"A & B"}},
		{"nothing", "", nil},
		{"a number", 5.0, nil},
		{"nil", nil, nil},
		{"an object", map[string]any{"name": "A"}, []string{"A"}},
		{"an object without a name", map[string]any{"url": "A"}, nil},
		{"a list", []any{"A", map[string]any{"name": "B"}, 5.0, ""}, []string{"A", "B"}},
		{"a list in a list", []any{[]any{"A"}, "B"}, []string{"B"}},
	} {
		if got := texts(c.in); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestReadHead(t *testing.T) {
	h := readHead(fragment(t, `<html lang=az><head><title>A</title><title>B</title>
<link rel="CANONICAL" href="/c"><link rel="alternate" hreflang="ru" href="/ru" title="T"><link rel="alternate nofollow" hreflang="en" href="/en"><link rel=alternate href=/rss>
<meta property="og:image" content="1"><meta property="OG:IMAGE" content="2"><meta name=x content=""><meta itemprop=y content=3></head>
<body><time>no attribute</time><time datetime="1">x</time><time datetime="2" itemprop="datePublished">x</time><a rel="tag nofollow" href=/t>порт</a><a rel=tagged>x</a>
<script type="application/LD+json; charset=utf-8">{}</script><script type="application/ld+json"></script><script>{}</script></body></html>`))
	want := head{
		title: "A", lang: "az", canonical: "/c", time: "2",
		all:      map[string][]string{"og:image": {"1", "2"}, "y": {"3"}},
		tags:     []string{"порт"},
		versions: []feed.Version{{Lang: "ru", URL: "/ru", Title: "T"}, {Lang: "en", URL: "/en"}},
		ld:       []string{"{}"},
	}
	if !reflect.DeepEqual(h, want) {
		t.Errorf("got  %+v\nwant %+v", h, want)
	}
}

func TestHost(t *testing.T) {
	for in, want := range map[string]string{
		"https://www.a.example/x": "a.example", "http://a.example": "a.example", "https://a.example:8080/": "a.example:8080", "": "", "mailto:x@y.example": "",
	} {
		if got := host(in); got != want {
			t.Errorf("host(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestHasToken(t *testing.T) {
	for _, c := range []struct {
		list string
		want bool
	}{
		{"tag", true},
		{"nofollow tag", true},
		{"tagged", false},
		{"", false},
	} {
		if got := hasToken(c.list, "tag"); got != c.want {
			t.Errorf("hasToken(%q) = %v", c.list, got)
		}
	}
}

// Data nested without end, or large, costs little.
func TestReadLDIsBounded(t *testing.T) {
	deep := strings.Repeat(`{"@graph":[`, 100) + `{"@type":"Article","headline":"A"}` + strings.Repeat(`]}`, 100)
	wide := `[` + strings.Repeat(`{"@type":"Thing"},`, 100_000) + `{"@type":"Article","headline":"A"}]`
	if got := readLD([]string{deep}, self{}).text("headline"); got != "" {
		t.Errorf("found %q a hundred objects down", got)
	}
	if got := readLD([]string{wide}, self{}).text("headline"); got != "A" {
		t.Errorf("%q", got)
	}
}

// Of the articles that a page describes the one counts that it is; one of
// another page alone counts as none.
func TestOwnArticle(t *testing.T) {
	const headline = "Порт принял первое судно с зерном"
	ld := func(text, fields string) string {
		return `{"@type":"NewsArticle","description":"` + text + `",` + fields + `}`
	}
	other := ld("other", `"headline":"Погода на завтра","url":"https://paper.example/weather/tomorrow"`)
	titles := `<title>` + headline + ` — Газета</title>`
	for name, c := range map[string]struct{ head, at, want string }{
		"nothing named":         {ldScript(ld("own", `"headline":"A"`)), "https://paper.example/news/port-42", "own"},
		"another page's":        {ldScript(other), "https://paper.example/news/port-42", ""},
		"its address":           {ldScript(`[` + other + `,` + ld("own", `"url":"http://www.paper.example/news/port-42/?utm_source=rss"`) + `]`), "https://paper.example/news/port-42", "own"},
		"its id":                {ldScript(other) + ldScript(ld("own", `"@id":"/news/port-42#article"`)), "https://paper.example/news/port-42", "own"},
		"the page about it":     {ldScript(other) + ldScript(ld("own", `"mainEntityOfPage":{"@type":"WebPage","@id":"https://paper.example/news/port-42"}`)), "https://paper.example/news/port-42", "own"},
		"its canonical address": {`<link rel=canonical href=/news/port-42>` + ldScript(ld("own", `"url":"/news/port-42"`)), "https://paper.example/n/42", "own"},
		"another host":          {ldScript(ld("own", `"url":"https://amp.paper.example/news/port-42"`)), "https://paper.example/news/port-42", "own"},
		"another section":       {ldScript(ld("own", `"url":"https://paper.example/all/port-first-ship"`)), "https://paper.example/news/port-first-ship", "own"},
		"a short last part":     {ldScript(ld("own", `"url":"https://paper.example/all/index"`)), "https://paper.example/news/index", ""},
		"its headline":          {titles + ldScript(`[`+other+`,`+ld("own", `"headline":"`+headline+`","url":"https://paper.example/123456"`)+`]`), "https://paper.example/news/port-42", "own"},
		"the front page":        {ldScript(ld("own", `"headline":"A","mainEntityOfPage":"https://paper.example/"`)), "https://paper.example/news/port-42", "own"},
		"another query":         {ldScript(ld("own", `"url":"https://paper.example/news.php?id=7"`)), "https://paper.example/news.php?id=42", ""},
		"its query":             {ldScript(ld("own", `"url":"https://paper.example/news.php?id=42"`)), "https://paper.example/news.php?id=42", "own"},
		"a file":                {ldScript(other), "", "other"},
	} {
		if got := about(fragment(t, c.head), site{}, c.at).entry.Summary; got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
