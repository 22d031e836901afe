package opml_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"

	"rubrika/feed"
	"rubrika/feed/opml"
)

// read reads a list that must be good.
func read(t *testing.T, doc string) opml.List {
	t.Helper()
	l, err := opml.Read([]byte(doc))
	if err != nil {
		t.Fatalf("%v in\n%.500s", err, doc)
	}
	return l
}

// show is a subscription on one line, what is empty left out.
func show(s feed.Subscription) string {
	out := s.URL
	for _, p := range []struct{ name, value string }{
		{"kind", strings.TrimPrefix(s.Kind, "feed")},
		{"title", s.Title},
		{"site", s.Site},
		{"lang", s.Lang},
		{"rubric", string(s.Rubric)},
		{"zone", s.Zone},
		{"agent", s.Agent},
		{"tags", strings.Join(s.Tags, "|")},
	} {
		if p.value != "" {
			out += fmt.Sprintf(" %s=%q", p.name, p.value)
		}
	}
	if s.Every != 0 {
		out += " every=" + s.Every.String()
	}
	if s.Muted {
		out += " muted"
	}
	return out
}

func shows(subs []feed.Subscription) []string {
	out := []string{}
	for _, s := range subs {
		out = append(out, show(s))
	}
	return out
}

func skips(list []opml.Skip) []string {
	out := []string{}
	for _, s := range list {
		out = append(out, fmt.Sprintf("%d %s %s", s.Line, s.Why, s.Text))
	}
	return out
}

// body wraps outlines in OPML; the first of them stands in line 2.
func body(outlines string) string {
	return `<opml version="2.0"><head><title>My list</title></head><body>` + "\n" + outlines + "\n</body></opml>"
}

func TestOPML(t *testing.T) {
	for _, c := range []struct {
		name  string
		doc   string
		feeds []string
		skips []string
	}{
		{"empty", body(``), nil, nil},
		{"self-closed body", `<opml version="1.0"><body/></opml>`, nil, nil},
		{"a feed at the top", body(`<outline type="rss" text="Bay" xmlUrl="http://bay.example/rss"/>`), []string{`http://bay.example/rss title="Bay"`}, nil},
		{"no type, title for text", body(`<outline title="Bay" xmlUrl="http://bay.example/rss" htmlUrl="http://bay.example/"/>`), []string{`http://bay.example/rss title="Bay" site="http://bay.example/"`}, nil},
		{"text wins over title", body(`<outline text="Mine" title="Theirs" xmlUrl="http://bay.example/rss"/>`), []string{`http://bay.example/rss title="Mine"`}, nil},
		{"an empty text does not", body(`<outline text=" " title="Theirs" xmlUrl="http://bay.example/rss"/>`), []string{`http://bay.example/rss title="Theirs"`}, nil},
		{"an address is no name", body(`<outline text="http://bay.example/rss" title="http://bay.example/rss" xmlUrl="http://bay.example/rss"/>`), []string{`http://bay.example/rss`}, nil},
		{"but the title beside it is", body(`<outline text="http://bay.example/rss" title="Bay" xmlUrl="http://bay.example/rss"/>`), []string{`http://bay.example/rss title="Bay"`}, nil},
		{"names in any case", body(`<OUTLINE TYPE="atom" Text="Bay" XMLURL="http://bay.example/atom" HtmlURL="http://bay.example/" LANGUAGE="en"/>`), []string{`http://bay.example/atom title="Bay" site="http://bay.example/" lang="en"`}, nil},
		{"a namespace", `<o:opml xmlns:o="http://opml.org/spec2"><o:body><o:outline text="Bay" xmlUrl="http://bay.example/rss"/></o:body></o:opml>`, []string{`http://bay.example/rss title="Bay"`}, nil},
		{"a namespace by default", `<opml xmlns="http://opml.org/spec2"><body><outline text="Bay" xmlUrl="http://bay.example/rss"/></body></opml>`, []string{`http://bay.example/rss title="Bay"`}, nil},
		{"folders", body(`<outline text="News"><outline text="Local"><outline text="Bay" xmlUrl="http://bay.example/rss"/></outline>` +
			`<outline text="Hill" xmlUrl="http://hill.example/rss"/></outline><outline text="Top" xmlUrl="http://top.example/"/>`), []string{
			`http://bay.example/rss title="Bay" tags="News/Local"`, `http://hill.example/rss title="Hill" tags="News"`, `http://top.example/ title="Top"`,
		}, nil},
		{"a folder without a name", body(`<outline><outline text="Bay" xmlUrl="http://bay.example/rss"/></outline>`), []string{`http://bay.example/rss title="Bay"`}, nil},
		{"a feed that is a folder", body(`<outline text="Bay" xmlUrl="http://bay.example/rss"><outline text="Port" xmlUrl="http://bay.example/port"/></outline>`), []string{
			`http://bay.example/rss title="Bay"`, `http://bay.example/port title="Port" tags="Bay"`,
		}, nil},
		{"categories", body(`<outline text="A"><outline text="Bay" xmlUrl="http://bay.example/rss" category="/Boston/Weather, Sea ,,A,50% off"/></outline>`), []string{
			`http://bay.example/rss title="Bay" tags="A|Boston/Weather|Sea|50% off"`,
		}, nil},
		{"entities", body(`<outline text="Fish &amp; &quot;Chips&quot; &lt;b&gt; &#x416;&nbsp;&eacute;" xmlUrl="http://bay.example/?a=1&amp;b=2"/>`), []string{"http://bay.example/?a=1&b=2 title=\"Fish & \\\"Chips\\\" <b> Ж\\u00a0é\""}, nil},
		{"a document type", `<!DOCTYPE opml [<!ENTITY a "x">]>` + body(`<outline text="Bay" xmlUrl="http://bay.example/rss"/>`), []string{`http://bay.example/rss title="Bay"`}, nil},
		{"comments and strangers", body(`<!-- <outline xmlUrl="http://no.example/"/> --><x:y xmlns:x="u"><z/></x:y><outline text="Bay" xmlUrl="http://bay.example/rss" x:y="1"/>`), []string{`http://bay.example/rss title="Bay"`}, nil},
		{"blanks and feed:", body(`<outline xmlUrl=" http://bay.example/rss "/><outline xmlUrl="feed://hill.example/rss"/><outline xmlUrl="feed:http://top.example/"/>`), []string{
			`http://bay.example/rss`, `https://hill.example/rss`, `http://top.example/`,
		}, nil},
		{"our own words", `<opml xmlns:r="urn:rubrika:opml:1" version="2.0"><body><outline text="Bay" xmlUrl="http://bay.example/rss" r:kind="sitemap" r:rubric="sport" r:zone="Asia/Baku" r:every="1h30m" r:agent="x/1" r:muted="true"/></body></opml>`, []string{
			`http://bay.example/rss kind="sitemap" title="Bay" rubric="sport" zone="Asia/Baku" agent="x/1" every=1h30m0s muted`,
		}, nil},
		{"a site of WordPress", `<opml xmlns:r="urn:rubrika:opml:1" version="2.0"><body><outline text="Bay" xmlUrl="http://bay.example/wp-json/wp/v2/posts" r:kind="wordpress"/><outline text="Sea" xmlUrl="http://sea.example/wp-json/wp/v2/posts" kind="wordpress"/></body></opml>`, []string{
			`http://bay.example/wp-json/wp/v2/posts kind="wordpress" title="Bay"`,
			`http://sea.example/wp-json/wp/v2/posts title="Sea"`,
		}, nil},
		{"wrong values of them", `<opml xmlns:r="urn:rubrika:opml:1" version="2.0"><body><outline text="Bay" xmlUrl="http://bay.example/rss" r:kind="tour" r:rubric="sports" r:every="-1h" r:muted="no"/><outline xmlUrl="http://b.example/" r:every="often"/></body></opml>`, []string{
			`http://bay.example/rss title="Bay"`, `http://b.example/`,
		}, nil},
		{"the same without the namespace", body(`<outline text="Bay" xmlUrl="http://bay.example/rss" rubric="sport" rubrika:muted="true"/>`), []string{`http://bay.example/rss title="Bay"`}, nil},
		{
			"what is skipped", body("<outline text=\"Alone\"/>\n<outline text=\"Page\" htmlUrl=\"http://p.example/\" type=\"rss\"/>\n" +
				"<outline type=\"link\" text=\"L\" url=\"http://l.example/\"/>\n<outline type=\"include\" url=\"http://i.example/list.opml\"/>\n" +
				"<outline\n  text=\"F\"\n  xmlUrl=\"ftp://f.example/\"/>\n<outline xmlUrl=\"query:Unread:unread = yes\"/><outline xmlUrl=\"exec:~/x\"/><outline xmlUrl=\"filter:y:http://z/\"/><outline xmlUrl=\"file:///etc/passwd\"/>" +
				"<outline xmlUrl=\"http://\"/><outline xmlUrl=\"javascript:alert(1)\"/><outline xmlUrl=\"|date\"/><outline/><outline xmlUrl=\" \" text=\"Blank\"/>"),
			nil,
			[]string{
				"2 no-address Alone", "3 no-address Page", "4 not-a-feed L", "5 not-a-feed http://i.example/list.opml", "6 bad-address ftp://f.example/",
				"9 query query:Unread:unread = yes", "9 exec exec:~/x", "9 filter filter:y:http://z/", "9 file file:///etc/passwd",
				"9 bad-address http://", "9 bad-address javascript:alert(1)", "9 bad-address |date", "9 no-address ", "9 bad-address Blank",
			},
		},
		{
			"twice", body(`<outline text="A"><outline text="One" xmlUrl="http://Bay.example/rss"/></outline><outline text="B">` + "\n" + `<outline text="Two" xmlUrl="https://bay.example/rss/"/><outline text="Three" xmlUrl="http://bay.example/RSS"/></outline>`),
			[]string{`http://Bay.example/rss title="One" tags="A|B"`, `http://bay.example/RSS title="Three" tags="B"`},
			[]string{"3 twice https://bay.example/rss/"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := read(t, c.doc)
			if got := shows(l.Feeds); !slices.Equal(got, append([]string{}, c.feeds...)) {
				t.Errorf("feeds\n got %q\nwant %q", got, c.feeds)
			}
			if got := skips(l.Skipped); !slices.Equal(got, append([]string{}, c.skips...)) {
				t.Errorf("skipped\n got %q\nwant %q", got, c.skips)
			}
			for _, s := range l.Feeds {
				if s.Kind == "" {
					t.Errorf("%s has no kind", s.URL)
				}
			}
		})
	}
	l := read(t, body(""))
	if l.Title != "My list" || l.Own {
		t.Errorf("title %q, own %v", l.Title, l.Own)
	}
}

// TestNothingOfABrokenList reads lists with a mistake: the error says where,
// and what stood before it is not taken.
func TestNothingOfABrokenList(t *testing.T) {
	good := `<outline text="Bay" xmlUrl="http://bay.example/rss"/>`
	for _, c := range []struct {
		name         string
		doc          string
		line, column int
	}{
		{"cut", `<opml><body>` + "\n" + good, 2, 54},
		{"cut in a tag", `<opml><body>` + good + "\n" + `<outline text="x`, 2, 17},
		{"wrong end", `<opml><body>` + "\n" + good + "\n" + `</bdy></opml>`, 3, 7},
		{"a bare ampersand", `<opml><body>` + "\n" + `<outline text="Ж" xmlUrl="http://x.example/?a=1&b=2"/></body></opml>`, 2, 50},
		{"an entity of its own", `<!DOCTYPE opml [<!ENTITY lol "lol">]>` + "\n" + `<opml><body><outline text="&lol;"/></body></opml>`, 2, 33},
		{"a control", "<opml><body>\n" + good + "\x01</body></opml>", 2, 55},
		{"bad bytes in UTF-8", "<opml><body>\n<outline text=\"Größe\xff\"/></body></opml>", 2, 23},
		{"a page", "<!DOCTYPE html>\n<html><body>" + good + "</body></html>", 2, 1},
		{"a feed", `<rss version="2.0"><channel><title>x</title></channel></rss>`, 1, 1},
		{"no element", "<!-- nothing -->", 1, 17},
		{"too deep", "<opml><body>" + strings.Repeat("<outline text='x'>", 100) + good, 1, 12 + 62*18 + 1},
		{"junk behind", body(good) + "<", 3, 16},
		{"prose", "To whom it may concern:\n\nhello there\n", 1, 1},
		{"prose behind a comment", "# list\n\n  Ü hello there\n", 3, 1},
		{"json", `{"title": "x"}`, 1, 1},
		{"binary", "\x00\x01\x02PNG", 1, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			l, err := opml.Read([]byte(c.doc))
			var e *feed.Error
			if !errors.As(err, &e) || e.Kind != feed.KindList {
				t.Fatalf("error %v", err)
			}
			if e.Line != c.line || e.Column != c.column {
				t.Errorf("%v: at %d:%d, want %d:%d", e, e.Line, e.Column, c.line, c.column)
			}
			if len(l.Feeds)+len(l.Skipped) > 0 || l.Title != "" {
				t.Errorf("%+v was taken", l)
			}
		})
	}
	for doc, kind := range map[string]feed.Kind{
		"": feed.KindEmpty, " \n\t": feed.KindEmpty, "\xEF\xBB\xBF": feed.KindEmpty,
		strings.Repeat(" ", 32<<20+1): feed.KindTooBig,
	} {
		if _, err := opml.Read([]byte(doc)); feed.KindOf(err) != kind {
			t.Errorf("%.10q: %v, want %s", doc, err, kind)
		}
	}
}

func TestEncodings(t *testing.T) {
	const want = `http://bay.example/rss title="Портовый «Листок» ё"`
	doc := `<opml version="1.0"><body><outline text="Портовый «Листок» ё" xmlUrl="http://bay.example/rss"/></body></opml>`
	cyrillic, err := charmap.Windows1251.NewEncoder().String(doc)
	if err != nil {
		t.Fatal(err)
	}
	wide := func(mark string, big bool) string {
		out := []byte(mark)
		for _, u := range utf16.Encode([]rune(doc)) {
			if big {
				out = append(out, byte(u>>8), byte(u))
			} else {
				out = append(out, byte(u), byte(u>>8))
			}
		}
		return string(out)
	}
	for name, doc := range map[string]string{
		"UTF-8":                  doc,
		"byte order mark":        "\xEF\xBB\xBF" + `<?xml version="1.0" encoding="utf-8"?>` + doc,
		"windows-1251":           `<?xml version="1.0" encoding="windows-1251"?>` + cyrillic,
		"windows-1251, quoted":   "\n" + `<?xml version='1.0' encoding = 'CP1251' ?>` + cyrillic,
		"declared, but UTF-8":    `<?xml version="1.0" encoding="windows-1251"?>` + doc,
		"UTF-16, little":         wide("\xFF\xFE", false),
		"UTF-16, big":            wide("\xFE\xFF", true),
		"UTF-16 without a mark":  wide("", false),
		"UTF-16, big, no mark":   wide("", true),
		"an encoding of fantasy": `<?xml version="1.0" encoding="klingon"?>` + doc,
	} {
		t.Run(name, func(t *testing.T) {
			if name == "windows-1251, quoted" {
				doc = strings.TrimPrefix(doc, "\n") // XML wants the declaration first
			}
			if got := shows(read(t, doc).Feeds); !slices.Equal(got, []string{want}) {
				t.Errorf("%q", got)
			}
		})
	}
	for enc, want := range map[*charmap.Charmap]string{
		charmap.Windows1251: "Портовый «Листок», ПОРТ", charmap.KOI8R: "Портовый листок Ж",
		charmap.Windows1254: "Şeker, Çay, Türkiye, gün", charmap.Windows1252: "Größe, señor, café",
	} {
		name, err := enc.NewEncoder().String(want)
		if err != nil {
			t.Fatal(err)
		}
		for _, doc := range []string{
			`<opml><body><outline text="` + name + `" xmlUrl="http://bay.example/rss"/></body></opml>`,
			`<?xml version="1.0" encoding="UTF-8"?><opml><body><outline text="` + name + `" xmlUrl="http://bay.example/rss"/></body></opml>`,
			`http://bay.example/rss "~` + name + `"`,
		} {
			if l := read(t, doc); len(l.Feeds) != 1 || l.Feeds[0].Title != want {
				t.Errorf("%s, undeclared: %q, want %q", enc, shows(l.Feeds), want)
			}
		}
	}
}

func TestWhys(t *testing.T) {
	for _, w := range opml.Whys() {
		if want := w == opml.NoAddress || w == opml.BadAddress; w.Wrong() != want {
			t.Errorf("%s is wrong: %v", w, w.Wrong())
		}
	}
}

// FuzzRead holds that no document panics or hangs, that a refusal names its
// place, that what was taken can be subscribed to, and that it comes back when
// it is written.
func FuzzRead(f *testing.F) {
	for _, doc := range []string{
		body(`<outline text="A"><outline text="B" xmlUrl="http://b.example/" category="/x/y,z"/></outline><outline/>`),
		"http://a.example/ \"~T\" tag !\nquery:x:y\n", "<opml", "<opml><body><outline", "\xFF\xFE<\x00o\x00", "<?xml version='1.0' encoding='koi8-r'?><opml>\xc1</opml>",
		`<!DOCTYPE x [<!ENTITY a "&b;">]><opml>&a;</opml>`, "\x00<", "feed:", "http://[::1%25x]/", `"http://a`,
	} {
		f.Add([]byte(doc))
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		l, err := opml.Read(doc)
		if err != nil {
			var e *feed.Error
			if !errors.As(err, &e) || e.Kind == feed.KindList && (e.Line < 1 || e.Column < 1) || len(l.Feeds) > 0 {
				t.Fatalf("%#v, %+v", err, l)
			}
			return
		}
		seen := map[string]bool{}
		for i, s := range l.Feeds {
			if !strings.HasPrefix(strings.ToLower(s.URL), "http") || seen[s.URL] || slices.Contains(s.Tags, "") {
				t.Errorf("%d: %s", i, show(s))
			}
			seen[s.URL] = true
		}
		for _, s := range l.Skipped {
			if s.Line < 1 || s.Line > bytes.Count(doc, []byte("\n"))+bytes.Count(doc, []byte("\x00"))+1 || !slices.Contains(opml.Whys(), s.Why) {
				t.Errorf("%+v", s)
			}
		}
		var b bytes.Buffer
		if err := opml.Write(&b, l.Title, l.Feeds); err != nil {
			t.Fatal(err)
		}
		if back, err := opml.Read(b.Bytes()); err != nil || len(back.Feeds) != len(l.Feeds) {
			t.Errorf("%d feeds came back as %d: %v", len(l.Feeds), len(back.Feeds), err)
		}
	})
}

// TestHostile reads lists made to cost time or memory.
func TestHostile(t *testing.T) {
	const many = 200000
	long := strings.Repeat("x", 1<<20)
	var commas strings.Builder
	for i := range many {
		fmt.Fprintf(&commas, "%d,", i)
	}
	for name, doc := range map[string]string{
		"a long name over many feeds": body(`<outline text="` + long + `">` + strings.Repeat(`<outline xmlUrl="ftp://x"/>`, many) + `</outline>`),
		"a title in pieces":           `<opml><head><title>` + strings.Repeat("a<!---->", many) + `</title></head></opml>`,
		"many tags":                   body(`<outline xmlUrl="http://x.example/" category="` + commas.String() + `"/>`),
		"many tags in a line":         "http://x.example/ " + strings.ReplaceAll(commas.String(), ",", " "),
		"many attributes":             body(`<outline ` + strings.Repeat(`a="b" `, many) + `xmlUrl="http://x.example/"/>`),
	} {
		begin := time.Now()
		l := read(t, doc)
		if took := time.Since(begin); took > 10*time.Second { // a slip into squares takes minutes
			t.Errorf("%s took %v", name, took)
		}
		if len(l.Title) > 1024 || len(l.Feeds) > 0 && len(l.Feeds[0].Tags) > 100 {
			t.Errorf("%s: title of %d bytes, %d tags", name, len(l.Title), len(l.Feeds[0].Tags))
		}
	}
}
