package page

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"rubrika/feed"
)

func TestLoadSites(t *testing.T) {
	m, err := loadSites("[[site]]\nhost = 'a.example'\nin = ['.x', 'p.y, p.z']\nout = '.ad'\nhome = 'az'\n[[site]]\nhost = 'b.example'")
	if err != nil {
		t.Fatal(err)
	}
	if s := m["a.example"]; len(m) != 2 || len(s.In) != 2 || s.Home != "az" || s.Paired {
		t.Errorf("%+v", m)
	}
	for name, doc := range map[string]string{
		"no host":                  "[[site]]\nin = ['.x']",
		"a host twice":             "[[site]]\nhost = 'a'\n[[site]]\nhost = 'a'",
		"a selector that is none":  "[[site]]\nhost = 'a'\nin = ['p[']",
		"a field that nobody read": "[[site]]\nhost = 'a'\ncolour = 'red'",
		"no TOML":                  "[[site",
	} {
		if _, err := loadSites(doc); err == nil || !strings.HasPrefix(err.Error(), "sites.toml: ") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Every rule that is compiled in says where the text is, and for which host.
func TestSites(t *testing.T) {
	for host, s := range sites() {
		if len(s.In) == 0 || host != strings.ToLower(host) || !strings.Contains(host, ".") || strings.HasPrefix(host, "www.") {
			t.Errorf("%q: %+v", host, s)
		}
		if s.Home != "" && lang(s.Home) != s.Home {
			t.Errorf("%q: the language %q", host, s.Home)
		}
	}
}

func TestSiteOf(t *testing.T) {
	for host, want := range map[string]string{
		"report.az": "report.az", "ru.trend.az": "trend.az", "apa.az:8080": "apa.az", "deep.sub.azertag.az": "azertag.az",
		"notreport.az": "", "az": "", "": "", "report.az.example": "",
	} {
		if got := siteOf(host).Host; got != want {
			t.Errorf("siteOf(%q) = %q, want %q", host, got, want)
		}
	}
}

// rule is a rule with one selector a field.
func rule(t *testing.T, in, out string) site {
	t.Helper()
	s := site{In: make([]selector, 1)}
	for css, to := range map[string]*selector{in: &s.In[0], out: &s.Out} {
		if css == "" {
			continue
		}
		if err := to.UnmarshalText([]byte(css)); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func TestSiteText(t *testing.T) {
	for _, c := range []struct{ name, in, out, page, want string }{
		{"one element", ".text", "", "<div class=text>Порт <b>открыт</b></div><div>Другое</div>", "Порт открыт"},
		{"several in their order", ".lead, .text", "", "<p class=lead>Раз</p><hr><div class=text>Два</div>", "Раз Два"},
		{"one in another is not there twice", "div", "", "<div>Раз <div>Два</div></div><div>Три</div>", "Раз Два Три"},
		{"without what is out", ".text", ".ad, .tags", "<div class=text>Раз<p class=ad>Купи</p>Два<p class=tags>порт</p></div>", "Раз Два"},
		{"an out within an out", ".text", ".ad", "<div class=text>Раз<div class=ad>Купи<p class=ad>сейчас</p></div></div>", "Раз"},
		{"nothing found", ".text", "", "<div>Другое</div>", ""},
		{"nothing in it", ".text", "", "<div class=text><img src=/a.jpg></div>", ""},
	} {
		root := fragment(t, c.page)
		box := rule(t, c.in, c.out).text(root)
		got := ""
		if box != nil {
			got = Line(innerText(box))
		}
		if got != c.want || (box == nil) != (c.want == "") {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if c.want == "" && !strings.Contains(c.page, "<img") && Line(innerText(root)) != "Другое" {
			t.Errorf("%s: the page is changed", c.name)
		}
	}
}

func TestSelectorText(t *testing.T) {
	root := fragment(t, "<ul><li>28 ноября, 2025<li> <li>12:00<li>Баку</ul>")
	var s selector
	if got := s.text(root, 3); got != "" {
		t.Errorf("the zero selector finds %q", got)
	}
	if err := s.UnmarshalText([]byte("li")); err != nil {
		t.Fatal(err)
	}
	if got := s.text(root, 2); got != "28 ноября, 2025 12:00" {
		t.Errorf("%q", got)
	}
	if err := s.UnmarshalText([]byte("li[")); err == nil {
		t.Error("no error")
	}
}

func TestWithin(t *testing.T) {
	root := fragment(t, "<div><p><b>x</b></p></div>")
	var nodes []*html.Node
	for n := range root.Descendants() {
		nodes = append(nodes, n)
	}
	last := nodes[len(nodes)-1]
	if !within(last, root) || within(root, last) || within(last, last) {
		t.Error("within is wrong")
	}
}

// sitePages are pages in the shape of the sites of the rules, each with a text
// that only the rule can tell from what stands round it.
func sitePages() map[string]string {
	const around = "<p>Этот абзац стоит рядом с текстом, ничем от него не отличается, и без правила сайта его было бы не отличить от статьи.</p>"
	text := "<p>Порт готовится к урожаю.</p><p>Краны уже проверены.</p>"
	page := func(body string) string {
		return "<html><head><title>x</title></head><body><div class=wrap>" + around + body + around + "</div></body></html>"
	}
	return map[string]string{
		"https://report.az/ru/ekonomika/port": page(`<div class="news-detail__desc">` + text + `<blockquote class="twitter-tweet">Твит</blockquote><div class="tags">порт</div></div>`),
		"https://report.az/ru/ekonomika/2023": page(`<div class="editor-body">` + text + `</div>`),
		"https://report.az/ru/ekonomika/2019": page(`<div class="short-news-header"><p>Порт готовится к урожаю.</p></div><div class="post-text"><p>Краны уже проверены.</p></div>`),
		"https://oxu.az/iqtisadiyyat/port":    page(`<div class="post-detail-content-inner resize-area">` + text + `<div class="tag-area">порт</div><ins>Реклама дня</ins></div>`),
		"https://apa.az/iqtisadiyyat/port-1":  page(`<div class="news_content mt-site"><div class="texts mb-site">` + text + `<div class="rek_banner">Купи</div><div class="links_block">Ещё</div></div></div>`),
		"https://azertag.az/ru/xeber/port-2":  page(`<div id="content-article"><div id="selectedtext">` + text + `</div></div>`),
		"https://az.azertag.az/xeber/port-3":  page(`<div class="news-body">` + text + `</div>`),
		"https://ru.trend.az/b/port/4.html":   page(`<div class="article-content article-paddings">` + text + `</div>`),
		"https://qafqazinfo.az/news/port-5":   page(`<div class="panel-body news_text">` + text + `<div class="rek_banner">Купи</div></div>`),
	}
}

func TestExtractByTheRulesOfSites(t *testing.T) {
	tried := map[string]bool{}
	for address, doc := range sitePages() {
		tried[siteOf(host(address)).Host] = true
		e, err := Extract([]byte(doc), "", address)
		if want := "Порт готовится к урожаю.\n\nКраны уже проверены."; err != nil || e.Text != want {
			t.Errorf("%s: %v, %q", address, err, e.Text)
		}
		elsewhere, err := Extract([]byte(doc), "", "https://news.example/a/b")
		if err == nil && elsewhere.Text == e.Text {
			t.Errorf("%s: the text is found without the rule, so this says nothing", address)
		}
	}
	for host := range sites() {
		if !tried[host] {
			t.Errorf("no page in the shape of %s", host)
		}
	}
}

// What stands round the text by the rules of a site: here of report.az.
func TestSiteMetadata(t *testing.T) {
	doc := `<html lang=ru><head><title>Порт | Report.az</title><meta property=og:title content="Порт, Report"></head><body>
<div class="news-detail__head"><h1 class="section-title">Порт удвоит перевалку</h1><span class="news__category">Инфраструктура</span>
<ul class="news__date"><li>28 мая, 2026</li><li>18:20</li></ul></div><div class="news-detail__main-photo"><img src="data:image/gif;base64,AA" data-src="https://images.report.az/photo/x_850.jpg"></div>
<div class="news-detail__desc"><p>Порт готовится к урожаю.</p><iframe src="https://www.youtube.com/embed/x"></iframe><div class="tags"><a href=/1>порт</a> <a href=/2>#зерно</a></div></div></body></html>`
	e, err := Extract([]byte(doc), "", "https://report.az/ru/infrastruktura/port")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		field     string
		got, want any
	}{
		{"Title", e.Title, "Порт удвоит перевалку"},
		{"Section", e.Section, "Инфраструктура"},
		{"Tags", e.Tags, []string{"порт", "зерно"}},
		{"Images", e.Images, []string{"https://images.report.az/photo/x_850.jpg"}},
		{"Published", e.Published.UTC(), time.Date(2026, 5, 28, 14, 20, 0, 0, time.UTC)},
		{"Video", e.Badges.Has(feed.Video), true},
		{"Full", e.Full, true},
	} {
		if !reflect.DeepEqual(c.got, c.want) {
			t.Errorf("%s = %v, want %v", c.field, c.got, c.want)
		}
	}
}

func TestSiteTopics(t *testing.T) {
	for in, want := range map[string][]string{
		`<div class=t><a>порт</a> <a> #зерно </a></div>`: {"порт", "зерно"},
		`<div class=t># порт</div>`:                      {"порт"},
		`<div class=t><a>порт</a></div><b class=t>b</b>`: {"порт", "b"},
		`<div>x</div>`: nil,
	} {
		var s site
		if err := s.Tags.UnmarshalText([]byte(".t")); err != nil {
			t.Fatal(err)
		}
		if got := s.topics(fragment(t, in)); !slices.Equal(got, want) {
			t.Errorf("%s: %q", in, got)
		}
	}
}
