package page

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"rubrika/feed"
)

func TestEntry(t *testing.T) {
	when := time.Date(2025, time.November, 28, 12, 0, 0, 0, time.UTC)
	got := Entry(feed.Entry{
		Item: feed.Item{
			Source: 7, Title: "  Сделка\x1b[31m\nA &amp; <b>B</b> ", URL: "/ru/story?a=1&amp;b=2", Section: "Финан\u00adсы",
			Summary: "<p>Первый &laquo;абзац&raquo;.</p><p>Второй &#27;[2J.</p><img src=x>", Lang: "ru-RU",
			Tags: []string{"ОТГ", " ОТГ ", "", "\u202eWUF13"}, Why: feed.Evidence{Kind: feed.ByCategory, Text: "Фин\x07ансы"},
			Published: when, Rubrics: []feed.Rubric{feed.Economy}, Badges: feed.Video,
		},
		Keys: []string{"guid: 1\x00", "guid: 1"}, HTML: "<p>Текст\x1b[31m</p><script>x</script><p>ещё &amp; ещё</p>", Text: "raw\x1b",
		Author: "Отдел\tэкономики", Categories: []string{"Экономика", "Экономика"},
		Enclosures: []feed.Enclosure{{
			URL:    "//cdn.example/v.mp4",
			Type:   "Video/MP4",
			Length: -5,
		}, {URL: "javascript:x"}},
		Images: []string{"a.jpg", "a.jpg", "data:image/png;base64,x"},
		Versions: []feed.Version{{
			Lang:  "AZ",
			URL:   "/az/x",
			Title: "Nazir\n",
		}, {
			Lang: "en",
			URL:  "file:///x",
		}},
		Full: true,
	}, "https://news.example/rss/")
	want := feed.Entry{
		Item: feed.Item{
			Source: 7, Title: "Сделка A &amp; <b>B</b>", URL: "https://news.example/ru/story?a=1&b=2", Section: "Финансы",
			Summary: "Первый «абзац». Второй .", Lang: "ru", Tags: []string{"ОТГ", "WUF13"},
			Why: feed.Evidence{Kind: feed.ByCategory, Text: "Финансы"}, Published: when,
			Rubrics: []feed.Rubric{feed.Economy}, Badges: feed.Video,
		},
		Keys: []string{"guid: 1"}, HTML: "<p>Текст\x1b[31m</p><script>x</script><p>ещё &amp; ещё</p>", Text: "Текст\n\nещё & ещё",
		Author: "Отдел экономики", Categories: []string{"Экономика"},
		Enclosures: []feed.Enclosure{{
			URL:  "https://cdn.example/v.mp4",
			Type: "video/mp4",
		}},
		Images: []string{"https://news.example/ru/a.jpg"},
		Versions: []feed.Version{{
			Lang:  "az",
			URL:   "https://news.example/az/x",
			Title: "Nazir",
		}},
		Full: true,
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if again := Entry(got, "https://news.example/rss/"); !reflect.DeepEqual(again, got) {
		t.Errorf("the second time %+v", again)
	}
}

func TestEntrySummary(t *testing.T) {
	long := strings.Repeat("слово ", 400)
	for _, c := range []struct{ name, summary, body, want string }{
		{"plain", "a < b & c", "", "a < b & c"},
		{
			"from the body",
			"",
			"<h1>Заголовок</h1><p>Текст <b>новости</b>.</p>",
			"Заголовок Текст новости.",
		},
		{"only a picture", "<img src=x>", "<p>Тело</p>", "Тело"},
		{"wrapped in CDATA", "<![CDATA[<p>Текст</p>]]>", "", "Текст"},
		{
			"encoded once too often",
			"&lt;p&gt;Текст &amp;mdash; дальше&lt;/p&gt;",
			"",
			"Текст — дальше",
		},
		{
			"encoded text stays text",
			"Пишите &lt;b&gt; для жирного",
			"",
			"Пишите <b> для жирного",
		},
		{
			"hidden things",
			"a<script>x</script><style>y</style><svg><title>z</title></svg><!-- c -->b",
			"",
			"ab",
		},
		{
			"cells and items",
			"<ul><li>раз<li>два</ul><table><tr><td>три<td>четыре</table>",
			"",
			"раз два три четыре",
		},
		{"nothing", "", "", ""},
		{"long", long, "", strings.Repeat("слово ", 99) + "слово…"},
	} {
		got := Entry(feed.Entry{Item: feed.Item{Summary: c.summary}, HTML: feed.Markup(c.body)}, "").Summary
		if got != c.want || utf8.RuneCountInString(got) > maxSummary {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestEntryIsBounded(t *testing.T) {
	huge := strings.Repeat("очень длинно ", 1<<18)
	many := make([]string, 1000)
	for i := range many {
		many[i] = fmt.Sprint(i)
	}
	e := full(huge, "https://example.org/", "<p>"+huge)
	e.Tags, e.Images = many, many
	e = Entry(e, "")
	for _, s := range stringsOf(e) {
		if utf8.RuneCountInString(s) > maxTitle {
			t.Errorf("a field of %d runes", utf8.RuneCountInString(s))
		}
	}
	if len(e.Text) > maxText || len(e.Text) < maxText/2 || len(e.Tags) != maxList || len(e.Images) != maxList {
		t.Errorf("%d bytes of text, %d tags, %d images", len(e.Text), len(e.Tags), len(e.Images))
	}
}

func TestLang(t *testing.T) {
	for in, want := range map[string]string{
		"ru": "ru", "RU-ru": "ru", "az_AZ": "az", "aze": "az", "eng": "en", " en ": "en", "": "", "x": "", "russian": "", "\x1b": "", "zh-Hans": "zh", "123": "",
	} {
		if got := lang(in); got != want {
			t.Errorf("lang(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestSubscription(t *testing.T) {
	in := feed.Subscription{
		ID: 3, Kind: "feed", URL: "https://me:pw@example.org/rss\x07", Title: "Лента\x1b]0;x\x07 новостей", Site: "javascript:x",
		Lang: "ru-RU", Zone: "Asia/Baku", TroubleText: "get: status \x1b[5m500", Cursor: feed.Cursor{ETag: `W/"x"`}, Items: 4,
		Agent: "Me\x1b[2J/1", Tags: []string{"\x07", "sea\u202e"},
	}
	want := in
	want.URL, want.Title, want.Site, want.Lang = "https://me:pw@example.org/rss", "Лента новостей", "", "ru"
	want.TroubleText, want.Agent, want.Tags = "get: status 500", "Me/1", []string{"sea"}
	if got := Subscription(in); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

type panicking struct{}

func (panicking) Error() string { panic("no text") }

func TestError(t *testing.T) {
	for _, c := range []struct {
		err  error
		want string
	}{
		{nil, ""},
		{errors.New("plain"), "plain"},
		{
			&feed.Error{Op: "fetch", Source: "https://example.org/\x1b[2J", Err: errors.New("status 500 \x1b]52;c;x\x07\nHacked")},
			"fetch https://example.org/: status 500 Hacked",
		},
		{panicking{}, "internal"},
	} {
		if got := Error(c.err); got != c.want {
			t.Errorf("Error = %q, want %q", got, c.want)
		}
	}
	if got := Error(errors.New(strings.Repeat("x", 10_000))); len(got) > maxError+3 {
		t.Errorf("%d bytes", len(got))
	}
}

func TestPlainText(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"<p>Один</p>\n<p>Два<br>три</p>", "Один\n\nДва\nтри"},
		{"<ul><li>a</li><li>b <b>c</b></li></ul>", "a\n\nb c"},
		{
			"plain &amp; simple\nwith lines\n\nand more",
			"plain & simple\nwith lines\n\nand more",
		},
		{"<pre>a\n  b</pre>", "a\nb"},
		{"<p>line\nbreaks of the source</p>", "line breaks of the source"},
		{"<svg><svg>x</svg>y</svg>z<template>t</template>", "z"},
		{"<p>never <script>closed", "never"},
	} {
		if got := PlainText(feed.Markup(c.in)); got != c.want {
			t.Errorf("PlainText(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func BenchmarkEntry(b *testing.B) {
	e := feed.Entry{
		Item: feed.Item{
			Title: "Вице-министр: странам нужно углублять кооперацию", URL: "https://news.example/ru/story-1",
			Summary: "<p>Первый абзац новости с <b>жирным</b> словом.</p>", Lang: "ru", Tags: []string{"ОТГ", "Астана"},
		},
		Keys: []string{"link:https://news.example/ru/story-1"}, HTML: feed.Markup(strings.Repeat("<p>Обычный абзац новости с <a href=/x>ссылкой</a>.</p>\n", 30)),
	}
	for b.Loop() {
		Entry(e, "https://news.example/rss")
	}
}
