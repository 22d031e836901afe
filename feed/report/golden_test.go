package report

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rubrika/feed"
	"rubrika/feed/page"
	"rubrika/feed/rss"
)

var update = flag.Bool("update", false, "write the golden files anew")

// slowest is the bar for documents that are built to cost. They take a tenth
// of a second; the rest is for the race detector on a busy machine.
const slowest = 20 * time.Second

// now is long after all fixtures, so that nothing can lean on it.
func now() time.Time { return time.Date(2026, time.June, 1, 9, 0, 0, 0, time.UTC) }

// shape is all that a document gives, as the golden files have it.
type shape struct {
	Title, URL, Lang, Section, Author, Summary string   `json:",omitempty"`
	Published                                  string   `json:",omitempty"`
	Video, Full                                bool     `json:",omitempty"`
	Categories, Tags, Images, Paragraphs       []string `json:",omitempty"`
	Versions                                   []shape  `json:",omitempty"`
	Topics                                     []string `json:",omitempty"`
	Latest                                     []shape  `json:",omitempty"`
	Keys                                       []string `json:",omitempty"`
}

func shapeOf(e feed.Entry) shape {
	s := shapeItem(e.Item)
	s.Author, s.Summary, s.Full, s.Categories, s.Tags, s.Images, s.Keys = e.Author, e.Summary, e.Full, e.Categories, e.Tags, e.Images, e.Keys
	for p := range strings.SplitSeq(page.PlainText(e.HTML), "\n") {
		if p = strings.TrimSpace(p); p != "" {
			s.Paragraphs = append(s.Paragraphs, p)
		}
	}
	for _, v := range e.Versions {
		s.Versions = append(s.Versions, shape{Lang: v.Lang, URL: v.URL, Title: v.Title})
	}
	return s
}

func shapeItem(it feed.Item) shape {
	s := shape{Title: it.Title, URL: it.URL, Lang: it.Lang, Section: it.Section, Video: it.Badges.Has(feed.Video)}
	if !it.Published.IsZero() {
		s.Published = it.Published.UTC().Format(time.RFC3339)
	}
	return s
}

func shapePage(p Page) shape {
	s := shapeOf(p.Entry)
	s.Topics = p.Topics
	for _, it := range p.Latest {
		s.Latest = append(s.Latest, shapeItem(it))
	}
	return s
}

// golden compares what came out with the file that was looked at.
func golden(t *testing.T, name string, got any) {
	t.Helper()
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "\t")
	if err := enc.Encode(got); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("testdata", name+".json")
	if *update {
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b.Bytes(), want) {
		t.Errorf("%s differs; look at it and run go test ./feed/report -update\n--- want\n%s\n--- got\n%s", path, want, b.Bytes())
	}
}

func document(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestGoldenPages(t *testing.T) {
	for name, address := range map[string]string{
		"today.html":     "https://report.az/ru/infrastruktura/v-portu-alyat-otkroyut-tretiy-prichal",
		"yesterday.html": "https://www.report.az/medeniyyet/masallida-cay-festivali-kecirilecek/",
		"linked.html":    "https://report.az/en/industry/glass-makers-sign-a-deal",
	} {
		p, err := Read(document(t, name), "text/html", address)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		golden(t, name, shapePage(p))
	}
}

func TestGoldenCopies(t *testing.T) {
	for _, name := range []string{"copy-ru.txt", "copy-az.txt", "copy-en.txt"} {
		p, err := ReadText(document(t, name), now())
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		golden(t, name, shapePage(p))
	}
}

func TestGoldenSitemap(t *testing.T) {
	m := Sitemap{}
	b, err := m.parse(document(t, "sitemap.xml"), rss.Meta{URL: "https://report.az/news-sitemap.xml", Now: now()})
	if err != nil {
		t.Fatal(err)
	}
	out := []shape{{Title: b.Title, URL: b.Site}}
	for _, e := range b.Entries {
		out = append(out, shapeOf(e))
	}
	golden(t, "sitemap.xml", out)
}
