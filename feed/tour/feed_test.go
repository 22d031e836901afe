package tour

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mmcdole/gofeed"
	ext "github.com/mmcdole/gofeed/extensions"
)

const base = "https://news.example"

func TestDocumentsAreWellFormed(t *testing.T) {
	for _, lang := range Languages() {
		for _, f := range Formats() {
			doc := Document(lang, f, base, noon)
			if control.Match(doc) {
				t.Errorf("%s %s: control character", lang, f)
			}
			if f == JSON {
				if !json.Valid(doc) {
					t.Errorf("%s: JSON Feed is no JSON", lang)
				}
				continue
			}
			d := xml.NewDecoder(bytes.NewReader(doc))
			for {
				if _, err := d.Token(); errors.Is(err, io.EOF) {
					break
				} else if err != nil {
					t.Fatalf("%s %s: %v", lang, f, err)
				}
			}
		}
	}
}

func TestDocumentsAreReadAsWritten(t *testing.T) {
	for _, lang := range Languages() {
		for _, f := range Formats() {
			t.Run(lang+"/"+string(f), func(t *testing.T) {
				got, err := gofeed.NewParser().Parse(bytes.NewReader(Document(lang, f, base, noon)))
				if err != nil {
					t.Fatal(err)
				}
				if got.Title != wordsOf(lang).Title || got.Description == "" || got.Language != lang || got.Link != base+"/"+lang+"/" {
					t.Errorf("feed: %q %q %q %q", got.Title, got.Description, got.Language, got.Link)
				}
				want := Stories(lang)
				if len(got.Items) != len(want) {
					t.Fatalf("%d items, want %d", len(got.Items), len(want))
				}
				for i, item := range got.Items {
					compare(t, f, item, want[i])
				}
			})
		}
	}
}

// compare holds an item that gofeed read against the story it was made from.
func compare(t *testing.T, f Format, got *gofeed.Item, s Story) {
	t.Helper()
	link := base + "/" + s.Lang + "/" + s.ID
	if got.Title != s.Headline() || got.Link != link || f != RDF && got.GUID != link {
		t.Errorf("%s: title %q, link %q, guid %q", s.ID, got.Title, got.Link, got.GUID)
	}
	if got.Description != s.Summary || !slices.Equal(got.Categories, s.Categories()) {
		t.Errorf("%s: summary %q, categories %q", s.ID, got.Description, got.Categories)
	}
	if len(got.Authors) != 1 || got.Authors[0].Name != s.Author {
		t.Errorf("%s: authors %v", s.ID, got.Authors)
	}
	if want := noon.Truncate(time.Minute).Add(-s.Age); got.PublishedParsed == nil || !got.PublishedParsed.Equal(want) {
		t.Errorf("%s: published %v, want %v", s.ID, got.PublishedParsed, want)
	}
	if !strings.Contains(got.Published, "+04") {
		t.Errorf("%s: not the time of Baku: %q", s.ID, got.Published)
	}
	content := strings.ReplaceAll(s.Body, `src="/`, `src="`+base+"/")
	if s.Teaser {
		content = ""
		if f == JSON {
			content = s.Summary // JSON Feed demands some content
		}
	}
	if got.Content != content {
		t.Errorf("%s: content differs: %.80q", s.ID, got.Content)
	}
	if hasFilm := len(got.Enclosures) == 1 && got.Enclosures[0].Length != "0" &&
		got.Enclosures[0].Type == "video/x-msvideo"; f != RDF && hasFilm != (s.Video != "") {
		t.Errorf("%s: enclosures %v", s.ID, got.Enclosures)
	}
	if f == RSS || f == RDF {
		checkAlternates(t, got.Extensions["atom"]["link"], s)
	}
}

// checkAlternates sees that the links to versions lead to stories of the
// edition in the language they name.
func checkAlternates(t *testing.T, links []ext.Extension, s Story) {
	t.Helper()
	found := 0
	for _, l := range links {
		lang := l.Attrs["hreflang"]
		i := slices.IndexFunc(Stories(lang), func(o Story) bool { return base+"/"+lang+"/"+o.ID == l.Attrs["href"] })
		if l.Attrs["rel"] != "alternate" || lang == s.Lang || i < 0 || Stories(lang)[i].Title != l.Attrs["title"] {
			t.Errorf("%s: version %v", s.ID, l.Attrs)
			continue
		}
		found++
	}
	if want := len(open(s.Lang, base, noon).others[s.ID]); found != want {
		t.Errorf("%s: %d versions, want %d", s.ID, found, want)
	}
}

// Atom and JSON Feed carry versions where gofeed does not show them.
func TestVersionsInAtomAndJSON(t *testing.T) {
	var atom atomDoc
	if err := xml.Unmarshal(Document("az", Atom, base, noon), &atom); err != nil {
		t.Fatal(err)
	}
	var doc jsonDoc
	if err := json.Unmarshal(Document("az", JSON, base, noon), &doc); err != nil {
		t.Fatal(err)
	}
	for i, s := range Stories("az") {
		var want []version
		want = append(want, open("az", base, noon).others[s.ID]...)
		var inAtom, inJSON []version
		for _, l := range atom.Entries[i].Links {
			if l.Rel == "alternate" && l.Lang != "az" {
				inAtom = append(inAtom, version{l.Lang, l.Href, l.Title})
			}
		}
		if r := doc.Items[i].Rubrika; r != nil {
			for _, v := range r.Versions {
				inJSON = append(inJSON, version{v.Language, v.URL, v.Title})
			}
		}
		if !slices.Equal(inAtom, want) || !slices.Equal(inJSON, want) {
			t.Errorf("%s: atom %v, json %v, want %v", s.ID, inAtom, inJSON, want)
		}
	}
}

func TestSameMomentSameBytes(t *testing.T) {
	if !bytes.Equal(Feed("ru", noon), Feed("ru", noon)) {
		t.Error("two prints of one edition differ")
	}
	// the zone of the machine and the seconds of the clock do not show
	if !bytes.Equal(Feed("az", noon), Feed("az", noon.In(time.FixedZone("", -7*3600)).Add(17*time.Second))) {
		t.Error("the edition depends on zone or seconds")
	}
	if bytes.Equal(Feed("en", noon), Feed("en", noon.Add(time.Hour))) {
		t.Error("the edition does not follow the clock")
	}
}

func TestBuiltInFeed(t *testing.T) {
	got, err := gofeed.NewParser().Parse(bytes.NewReader(Feed("ru", noon)))
	if err != nil {
		t.Fatal(err)
	}
	if got.FeedLink != Address("ru") {
		t.Errorf("address %q, want %q", got.FeedLink, Address("ru"))
	}
	for _, item := range got.Items {
		if !strings.HasPrefix(item.Link, "https://tour.rubrika.invalid/ru/") {
			t.Errorf("link %q", item.Link)
		}
	}
}

func TestNoSuchDocument(t *testing.T) {
	if Document("tr", RSS, base, noon) != nil || Document("ru", "opml", base, noon) != nil || Feed("", noon) != nil {
		t.Error("a document of nothing")
	}
}
