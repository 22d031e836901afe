package page

import (
	"reflect"
	"strings"
	"testing"

	"rubrika/feed"
)

func TestLanguageNamed(t *testing.T) {
	for in, want := range map[string]string{
		"az": "az", "AZ": "az", " Ru ": "ru", "[EN]": "en", "ENG": "en", "Русский": "ru", "Azərbaycan dili": "az",
		"AZƏRBAYCANCA": "az", "İNGİLİSCƏ": "en", "Türkçe": "tr", "Қазақша": "kk", "ქართული": "ka", "по-русски": "ru",
		"": "", "a": "", "az-1": "", "news": "", "рубрика": "", strings.Repeat("ru", 30): "",
	} {
		if got := languageNamed(in); got != want {
			t.Errorf("languageNamed(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestSpotOf(t *testing.T) {
	for _, c := range []struct {
		in   string
		want spot
	}{
		{"https://a.example/", spot{host: "a.example"}},
		{"https://www.a.example/x/y/", spot{host: "a.example", path: []string{"x", "y"}}},
		{"https://a.example/ru/x", spot{host: "a.example", lang: "ru", path: []string{"x"}}},
		{"https://a.example/ru", spot{host: "a.example", lang: "ru", path: []string{}}},
		{"https://ru.trend.az/x/1.html", spot{host: "trend.az", lang: "ru", path: []string{"x", "1.html"}}},
		{"https://az.example/x", spot{host: "az.example", path: []string{"x"}}},
		{"https://news.a.example/x", spot{host: "news.a.example", path: []string{"x"}}},
		{"https://a.example/show?id=7", spot{host: "a.example", path: []string{"show", "?id=7"}}},
		{"https://a.example:8080/x", spot{host: "a.example", path: []string{"x"}}},
		{"", spot{}},
	} {
		if got := spotOf(c.in); !reflect.DeepEqual(got, c.want) {
			t.Errorf("spotOf(%q) = %+v, want %+v", c.in, got, c.want)
		}
	}
}

func TestSameStory(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"https://a.example/x", "http://www.a.example/x/", true},
		{"https://a.example/x#y", "https://a.example/x", true},
		{"https://a.example/x?y", "https://a.example/x", false},
		{"https://a.example/x", "https://b.example/x", false},
		{"https://a.example/x", "https://a.example/X", false},
	} {
		if got := sameStory(c.a) == sameStory(c.b); got != c.same {
			t.Errorf("%s and %s: %v", c.a, c.b, got)
		}
	}
}

const azPage = "https://agency.example/az/iqtisadiyyat/liman"

// The versions that a page of its site offers, by what it holds.
func TestOtherVersions(t *testing.T) {
	ru := feed.Version{Lang: "ru", URL: "https://agency.example/ru/ekonomika/port"}
	titled := ru
	titled.Title = "Порт готовится к урожаю"
	for _, c := range []struct {
		name, in string
		want     []feed.Version
		self     string
	}{
		{"nothing", `<p>x</p>`, nil, ""},
		{"an alternate", `<link rel=alternate hreflang=ru href="/ru/ekonomika/port">`, []feed.Version{ru}, ""},
		{"an alternate with a region", `<link rel=alternate hreflang=ru-RU href="/ru/ekonomika/port">`, []feed.Version{ru}, ""},
		{"an alternate with a title", `<link rel=alternate hreflang=ru href="/ru/ekonomika/port" title="Порт готовится к урожаю">`, []feed.Version{titled}, ""},
		{"the page itself", `<link rel=alternate hreflang=az href="` + azPage + `/"><link rel=alternate hreflang=ru href="/ru/ekonomika/port">`, []feed.Version{ru}, "az"},
		{"the page itself in two languages", `<link rel=alternate hreflang=az href="` + azPage + `"><link rel=alternate hreflang=ru href="` + azPage + `">`, nil, ""},
		{"the default", `<link rel=alternate hreflang=x-default href="/">`, nil, ""},
		{"a feed", `<link rel=alternate type="application/rss+xml" href="/rss">`, nil, ""},
		{"no address", `<link rel=alternate hreflang=ru href="javascript:x">`, nil, ""},
		{"two of a language", `<link rel=alternate hreflang=ru href="/ru/ekonomika/port"><link rel=alternate hreflang=ru href="/ru/other/page">`, []feed.Version{ru}, ""},

		{"a link that says so", `<a hreflang=ru href="/ru/ekonomika/port">Порт готовится к урожаю</a>`, []feed.Version{titled}, ""},
		{"a switch", `<a href="/ru/ekonomika/port">RU</a>`, []feed.Version{ru}, ""},
		{"a switch in words", `<a href="/ru/ekonomika/port">На русском</a>`, []feed.Version{ru}, ""},
		{"a switch with a flag", `<a href="/ru/ekonomika/port"><img src=/ru.png alt="Русский"></a>`, []feed.Version{ru}, ""},
		{"a switch with a class", `<a class="flag flag-ru" href="/ru/ekonomika/port"><i></i></a>`, []feed.Version{ru}, ""},
		{"a switch with a label", `<a aria-label="Русский" href="/ru/ekonomika/port"></a>`, []feed.Version{ru}, ""},
		{"a switch to the front page", `<a href="/ru">RU</a>`, nil, ""},
		{"a switch to another site", `<a href="https://other.example/ru/ekonomika/port">RU</a>`, nil, ""},
		{"a switch on the page itself", `<a href="` + azPage + `">AZ</a>`, nil, ""},
		{"the same path in another language", `<a href="/ru/iqtisadiyyat/liman">сюда</a>`, []feed.Version{{Lang: "ru", URL: "https://agency.example/ru/iqtisadiyyat/liman"}}, ""},
		{"another story in another language", `<a href="/ru/ekonomika/port">Порт готовится к урожаю</a>`, nil, ""},
		{"mail", `<a href="mailto:ru@agency.example">RU</a>`, nil, ""},
	} {
		root := fragment(t, c.in)
		list, self := otherVersions(root, readHead(root), site{}, azPage, azPage)
		if !reflect.DeepEqual(list, c.want) || self != c.self {
			t.Errorf("%s: %+v and %q, want %+v and %q", c.name, list, self, c.want, c.self)
		}
	}
}

// On a site of which the rules say so, the only link to another language that
// is a headline in it is the same story.
func TestPairedVersions(t *testing.T) {
	const address = "https://paired.example/siyaset/liman-hazirlasir"
	s := site{Home: "az", Paired: true}
	port := feed.Version{Lang: "ru", URL: "https://paired.example/ru/politika/port", Title: "Порт готовится к новому урожаю"}
	link := `<a href="/ru/politika/port">Порт готовится к новому урожаю</a>`
	for _, c := range []struct {
		name, in string
		want     []feed.Version
	}{
		{"a lone link", link, []feed.Version{port}},
		{"the same twice", link + link, []feed.Version{port}},
		{"two links", link + `<a href="/ru/politika/most">Мост через реку открыли досрочно</a>`, nil},
		{"a section", `<a href="/ru/politika">Все новости о политике</a>`, nil},
		{"too short", `<a href="/ru/politika/port">Порт</a>`, nil},
		{"a headline in the language of the page", `<a href="/ru/politika/port">Liman yeni mövsümə hazırlaşır və işçi axtarır</a>`, nil},
		{"of its own language", `<a href="/siyaset/basqa-xeber">Başqa bir xəbər də var</a>`, nil},
		{"another site", `<a href="https://other.example/ru/politika/port">Порт готовится к новому урожаю</a>`, nil},
	} {
		root := fragment(t, c.in)
		list, _ := otherVersions(root, readHead(root), s, address, address)
		if !reflect.DeepEqual(list, c.want) {
			t.Errorf("%s: %+v", c.name, list)
		}
		if list, _ = otherVersions(root, readHead(root), site{Home: "az"}, address, address); len(list) > 0 {
			t.Errorf("%s: %+v without the rule", c.name, list)
		}
	}
}

func TestVersionsAreBounded(t *testing.T) {
	many := strings.Repeat(`<a href="/x/y">сюда</a>`, maxAnchors)
	root := fragment(t, many+`<a href="/ru/ekonomika/port">RU</a>`)
	if list, _ := otherVersions(root, head{}, site{}, azPage, ""); len(list) > 0 {
		t.Errorf("%+v", list)
	}
}

// The language of a page is what points to itself, before what its templates
// say.
func TestExtractVersions(t *testing.T) {
	doc := story(`<link rel=alternate hreflang=az href="`+storyURL+`"><link rel=alternate hreflang=en href="/en/economy/port-grain">`, storyText()) // <html lang="ru-RU">
	e, err := Extract([]byte(doc), "", storyURL)
	if err != nil {
		t.Fatal(err)
	}
	want := []feed.Version{{Lang: "en", URL: "https://agency.example/en/economy/port-grain"}}
	if e.Lang != "az" || !reflect.DeepEqual(e.Versions, want) {
		t.Errorf("%q, %+v", e.Lang, e.Versions)
	}
}
