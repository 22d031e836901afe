package catalogue

import (
	"bytes"
	"cmp"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pelletier/go-toml/v2"

	"rubrika/feed"
)

// The file holds nothing but what the program reads: no notes on where an
// address was seen, no word spelt wrong.
func TestFileIsRead(t *testing.T) {
	var l list
	dec := toml.NewDecoder(bytes.NewReader(catalogueTOML)).DisallowUnknownFields()
	if err := dec.Decode(&l); err != nil {
		t.Fatal(err)
	}
	if len(l.Feeds) != len(All()) || len(l.Feeds) < 90 {
		t.Errorf("%d feeds in the file, %d in the list", len(l.Feeds), len(All()))
	}
	used := map[string]bool{}
	for _, f := range All() {
		used[f.Country] = true
	}
	for country, zone := range l.Zones {
		if !used[country] {
			t.Errorf("zone of %s, where no feed is from", country)
		}
		if _, err := time.LoadLocation(zone); err != nil || zone == "" {
			t.Errorf("zone %q of %s: %v", zone, country, err)
		}
	}
}

func TestListings(t *testing.T) {
	lang, country := regexp.MustCompile(`^[a-z]{2}$`), regexp.MustCompile(`^[A-Z]{2}$`)
	urls, titles := map[string]bool{}, map[string]bool{}
	for _, f := range All() {
		u, err := url.Parse(f.URL)
		if err != nil || u.Scheme != "https" || !strings.Contains(u.Host, ".") || u.User != nil || u.Fragment != "" || u.String() != f.URL {
			t.Errorf("%s: address %q, %v", f.Title, f.URL, err)
			continue
		}
		place := strings.TrimPrefix(u.Host, "www.") + strings.TrimSuffix(u.Path, "/") + "?" + u.RawQuery
		if urls[place] {
			t.Errorf("%s: %s stands twice", f.Title, f.URL)
		}
		urls[place] = true
		if titles[f.Title] || f.Title == "" || strings.TrimSpace(f.Title) != f.Title {
			t.Errorf("title %q", f.Title)
		}
		titles[f.Title] = true
		if !lang.MatchString(f.Lang) || !country.MatchString(f.Country) {
			t.Errorf("%s: language %q, country %q", f.Title, f.Lang, f.Country)
		}
		if f.Rubric != "" && (!f.Rubric.Valid() || f.Rubric == feed.Other) {
			t.Errorf("%s: rubric %q", f.Title, f.Rubric)
		}
		if !slices.Contains([]string{"", "browser", "reader"}, f.Agent) {
			t.Errorf("%s: agent %q", f.Title, f.Agent)
		}
	}
}

// The list is in the order in which one looks through it.
func TestOrder(t *testing.T) {
	sorted := slices.IsSortedFunc(All(), func(a, b feed.Listing) int {
		return cmp.Or(strings.Compare(a.Lang, b.Lang), strings.Compare(a.Country, b.Country),
			strings.Compare(strings.ToLower(a.Title), strings.ToLower(b.Title)))
	})
	if !sorted {
		t.Error("not by language, country and title")
	}
}

// What is known of single sites.
func TestKnownSites(t *testing.T) {
	known := map[string]feed.Listing{}
	for _, f := range All() {
		known[f.URL] = f
	}
	for address, want := range map[string]feed.Listing{
		"https://report.az/rss/":                         {Title: "Report", Lang: "az", Country: "AZ", Zone: "Asia/Baku"},
		"https://report.az/ru/rss/":                      {Title: "Report (ru)", Lang: "ru", Country: "AZ", Zone: "Asia/Baku"},
		"https://report.az/en/rss/":                      {Title: "Report (en)", Lang: "en", Country: "AZ", Zone: "Asia/Baku"},
		"https://azertag.az/ru/rss-economy.xml":          {Title: "АЗЕРТАДЖ Экономика", Lang: "ru", Country: "AZ", Zone: "Asia/Baku", Rubric: feed.Economy, Agent: "browser"},
		"https://akipress.com/rss/":                      {Title: "AKIpress", Lang: "en", Country: "KG", Zone: "Asia/Bishkek", Agent: "reader"},
		"https://zona.media/rss":                         {Title: "Медиазона", Lang: "ru", Country: "RU", Zone: "Europe/Moscow", Rubric: feed.Incidents},
		"https://news.ycombinator.com/rss":               {Title: "Hacker News", Lang: "en", Country: "US", Rubric: feed.ScienceTech},
		"https://www.trthaber.com/sondakika.rss":         {Title: "TRT Haber", Lang: "tr", Country: "TR", Zone: "Europe/Istanbul"},
		"https://www.who.int/rss-feeds/news-english.xml": {Title: "WHO", Lang: "en", Country: "UN", Rubric: feed.Health},
	} {
		want.URL = address
		if known[address] != want {
			t.Errorf("%+v, want %+v", known[address], want)
		}
	}
	for _, f := range All() {
		if strings.HasPrefix(f.URL, "https://azertag.az/") != (f.Agent == "browser") {
			t.Errorf("%s: agent %q", f.URL, f.Agent)
		}
	}
}

// Addresses that are gone, answer with pages, refuse many networks, or were
// only seen in old lists do not come back.
func TestLeftOut(t *testing.T) {
	out := regexp.MustCompile(`^https?://(www\.)?(` + strings.Join([]string{
		`news\.day\.az`, `kabar\.kg`, `24\.kg/rss/all`, `24\.kz`, `tengrinews\.kz/rss_news`, `zakon\.kz`, `kapital\.kz`,
		`vlast\.kz`, `abc\.az`, `sfera\.az`, `armenpress\.am`, `panorama\.am`, `axar\.az`, `informburo\.kz`, `daryo\.uz`,
		`centralasia\.news`, `cabar\.asia`, `feeds\.reuters\.com`, `day\.az`, `turan\.az`, `azernews\.az`, `interfax\.az`,
		`oxu\.az`, `minval\.az`, `kun\.uz`, `azadliq\.org`, `inform\.kz`, `gazeta\.uz/oz`, `lenta\.ru`, `tass\.ru`, `ria\.ru`,
		`aa\.com\.tr/tr/`, `feeds\.bbci\.co\.uk/(azeri|uzbek)/`,
	}, "|") + `)`)
	for _, f := range All() {
		if out.MatchString(f.URL) {
			t.Errorf("%s is in the list", f.URL)
		}
	}
	if !out.MatchString("https://www.day.az/rss") || out.MatchString("https://tass.com/rss/v2.xml") {
		t.Error("the pattern is wrong")
	}
}

func TestStarter(t *testing.T) {
	all := All()
	for _, lang := range []string{"ru", "az", "en", "tr"} {
		few := Starter(lang)
		if len(few) < 5 || len(few) > 7 {
			t.Errorf("%s: %d feeds", lang, len(few))
		}
		own := 0
		for i, f := range few {
			if !slices.Contains(all, f) || slices.Contains(few[:i], f) {
				t.Errorf("%s: %s", lang, f.URL)
			}
			if f.Lang == lang {
				own++
			}
		}
		if 2*own <= len(few) || few[0].Lang != lang || lang != "tr" && !strings.HasPrefix(few[0].URL, "https://report.az/") {
			t.Errorf("%s: %d of %d are in the language, the first is %s", lang, own, len(few), few[0].URL)
		}
		if len(few) != len(read().Starter[lang]) {
			t.Errorf("%s: an address is not in the list", lang)
		}
	}
	for _, lang := range []string{"", "de", "en-GB"} {
		if !slices.Equal(Starter(lang), Starter("en")) {
			t.Errorf("%q: %v", lang, Starter(lang))
		}
	}
}
