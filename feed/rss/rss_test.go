package rss

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"rubrika/feed"
	"rubrika/feed/feedtest"
	"rubrika/feed/fetch"
)

// story is a row of the small edition the conformance documents are made of.
type story struct{ slug, title string }

var stories = []story{
	{"most", "Новый мост через Куру открыли раньше срока"},
	{"taxil", "Taxıl biçini başa çatır"},
	{"library", "City library stays open all night"},
	{"tramvay", "Трамвай вернётся на старую линию"},
	{"deniz", "Dənizdə ilk külək turbini quraşdırıldı"},
	{"chess", "Chess club wins the cup for the third time"},
}

// hostile is what a field may hold: escapes, bidi overrides, entities of them.
const hostile = "a &#27;]52;c;QUJD&#7; &amp;#27;[31m \u009b31m \u202eevil\u2066 &lt;b&gt; \u0085 z"

func edition(format string, stories []story, field string) []byte {
	var b strings.Builder
	for i, s := range stories {
		date := time.Date(2025, 11, 28, 12, 0, 0, 0, time.FixedZone("", 4*3600)).Add(-time.Duration(i) * time.Hour)
		link := "https://gazet.example/" + s.slug
		if field != "" {
			link = "javascript:alert(1)//" + s.slug
		}
		switch format {
		case "rss":
			fmt.Fprintf(&b, "<item><title>%s%s</title><link>%s</link><guid isPermaLink=\"false\">%s%s</guid><author>%s</author>"+
				"<category>%s</category><description>О чём речь: %s%s</description><enclosure url=\"%s\" type=\"%s\"/><pubDate>%s</pubDate></item>\n",
				s.title, field, link, s.slug, field, field, field, s.title, field, link, field, date.Format(time.RFC1123Z))
		case "atom":
			fmt.Fprintf(&b, "<entry><title>%s%s</title><link href=\"%s\"/><id>urn:%s%s</id><author><name>%s</name></author>"+
				"<category term=\"%s\"/><summary>О чём речь: %s%s</summary><updated>%s</updated></entry>\n",
				s.title, field, link, s.slug, field, field, field, s.title, field, date.Format(time.RFC3339))
		case "json":
			item, _ := json.Marshal(map[string]any{
				"id": s.slug + field, "url": link, "title": s.title + field, "content_text": "О чём речь: " + s.title + field,
				"date_published": date.Format(time.RFC3339), "authors": []any{map[string]string{"name": field}, nil}, "tags": []string{field},
			})
			if i > 0 {
				b.WriteString(",\n")
			}
			b.Write(item)
		}
	}
	head := map[string]string{
		"rss":  `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Газета</title><link>https://gazet.example/</link>%s</channel></rss>`,
		"atom": `<feed xmlns="http://www.w3.org/2005/Atom"><title>Газета</title><link href="https://gazet.example/"/>%s</feed>`,
		"json": `{"version":"https://jsonfeed.org/version/1.1","title":"Газета","home_page_url":"https://gazet.example/","items":[%s]}`,
	}[format]
	return fmt.Appendf(nil, head, b.String())
}

func TestConformance(t *testing.T) {
	var titles []string
	for _, s := range stories {
		titles = append(titles, s.title)
	}
	for format, contentType := range map[string]string{
		"rss": "application/rss+xml", "atom": "application/atom+xml; charset=utf-8", "json": "application/feed+json",
	} {
		t.Run(format, func(t *testing.T) {
			docs := feedtest.Docs{
				ContentType: contentType, Titles: titles,
				Good: edition(format, stories, ""), Hostile: edition(format, stories, hostile),
			}
			feedtest.Run(t, func(t *testing.T, url string) feed.Source {
				f, err := New(Settings{URL: url}, fetch.New(fetch.Options{MaxBytes: 2 << 20}))
				if err != nil {
					t.Fatal(err)
				}
				return f
			}, docs)
		})
	}
}

func TestNewRefuses(t *testing.T) {
	for _, c := range []struct {
		s    Settings
		want feed.Kind
	}{
		{Settings{URL: "ftp://a.example/rss"}, feed.KindAddress},
		{Settings{URL: ""}, feed.KindAddress},
		{Settings{URL: "https://a.example/rss", Zone: "Asia/Nowhere"}, feed.KindConfig},
		{Settings{URL: "https://a.example/rss", Zone: "Asia/Baku"}, feed.KindNone},
	} {
		_, err := New(c.s, fetch.New(fetch.Options{}))
		if got := feed.KindOf(err); got != c.want {
			t.Errorf("%+v: %v", c.s, err)
		}
	}
}

// The page that stands where a feed should be is searched for the feed.
func TestNotFeedNamesTheFeed(t *testing.T) {
	srv := feedtest.NewServer(t, []byte("x"), "text/html")
	f, err := New(Settings{URL: srv.At(feedtest.HTML)}, fetch.New(fetch.Options{}))
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.Fetch(t.Context(), feed.Cursor{})
	var e *feed.Error
	if !errors.As(err, &e) || e.Kind != feed.KindNotFeed || e.Near != srv.At(feedtest.OK) {
		t.Errorf("error %v", err)
	}
}

func TestDiscover(t *testing.T) {
	got := Discover([]byte(`<html><head><base href="/az/"><link rel="stylesheet" href="a.css">
		<link REL="alternate home" type="application/rss+xml; charset=utf-8" href="rss.xml" title=" Xəbərlər &amp;
			şərhlər ">
		<link rel="alternate" hreflang="ru" href="/ru/"><link rel=alternate type=application/atom+xml href="//cdn.example/atom">
		<link rel="alternate" type="text/xml" title="All" href="all.xml"><link rel="alternate" type="application/json" href="/wp-json/">
		<link rel="alternate" type="application/rss+xml" title="again" href="/az/rss.xml">
		<link rel="alternate" type="application/feed+json" href="javascript:x"></head>
		<body><link rel="alternate" type="application/rss+xml" href="late"></body>`), "https://gazet.example/x/y")
	want := []feed.Found{
		{URL: "https://gazet.example/az/rss.xml", Kind: "feed", Title: "Xəbərlər & şərhlər"},
		{URL: "https://cdn.example/atom", Kind: "feed"},
		{URL: "https://gazet.example/az/all.xml", Kind: "feed", Title: "All"},
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("found %v, want %v", got, want)
	}
}
