package page

import (
	"errors"
	"net/url"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"rubrika/feed"
)

// ways are strings by which control has been taken of terminals, in the forms
// in which feeds have carried them.
func ways() []string {
	return []string{
		"", " ", "plain words", "Алиев: встреча — «да»", "Bakıda iclas", "a < b && c > d", "[31m", "AT&amp;T",
		"\x1b[31mred\x1b[0m", "\x1b]52;c;ZXZpbA==\x07after", "\x1b]0;title\x1b\\x", "\x1b]8;;http://a\x07x\x1b]8;;\x07",
		"\x1bP1;2|x\x1b\\y", "\x1b_Gf=100\x1b\\y", "\x1b^pm\x1b\\y", "\x1bXsos\x1b\\y", "\x1b", "\x1b]never closed",
		"\u009b31mred", "\u009d0;t\u009cx", "\u0090q\u009cx", "\x9b31m", "\x9d0;t\x9cx", "caf\xe9 \xff\xfe", "na\u009eve",
		"&#27;[31m", "&amp;#27;[2J", "&amp;amp;#x1b;c", "&#155;31m", "\u202eevil\u202c", "\u2066x\u2069", "a\u200bb\ufeff",
		"soft\u00adhyphen", "line\u2028sep\u2029par", "tag\U000e0041\U000e007f", "\U0010eeee\u0305", "nul\x00\b\b\x7f", "a\r\nb\rc\td\ve\ff",
		"e" + strings.Repeat("\u0301", 40), "e" + strings.Repeat("\u0344", 9), "👨\u200d👩\u200d👧 ❤\ufe0f", "שלום\u200fabc\u200e", "क्षि",
		"\u1112\u1161\u11ab", "A\u030a", "javascript:alert(1)", "*_[`~]()#", "https://example.org/a?b=c&d=e#f",
		"<p>Hello <b>there</b></p>", "<script>x</script>y", "<![CDATA[x]]>", "&lt;p&gt;x&lt;/p&gt;", "\u0345\u0301\u0300",
	}
}

func FuzzLine(f *testing.F) {
	for _, s := range ways() {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Line(s)
		if !Safe(got) || strings.ContainsAny(got, "\n\x1b") || got != strings.TrimSpace(got) || strings.Contains(got, "  ") {
			t.Errorf("Line(%q) = %q", s, got)
		}
		if again := Line(got); again != got {
			t.Errorf("Line(%q) = %q, then %q", s, got, again)
		}
		if isOrdinary(s) && got != s {
			t.Errorf("Line changed %q to %q", s, got)
		}
	})
}

// isOrdinary reports whether s is text that any reader would leave alone.
func isOrdinary(s string) bool {
	for i, r := range s {
		if r == ' ' && i > 0 && i < len(s)-1 && s[i-1] != ' ' {
			continue
		}
		if r > 0x24f && (r < 0x400 || r > 0x45f) || r == 0xad || r == 0xa0 || !unicode.IsPrint(r) || r == ' ' {
			return false
		}
	}
	return true
}

func FuzzText(f *testing.F) {
	for _, s := range ways() {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Text(s)
		if !Safe(got) || strings.Contains(got, "\n\n\n") || got != strings.TrimSpace(got) {
			t.Errorf("Text(%q) = %q", s, got)
		}
		if again := Text(got); again != got {
			t.Errorf("Text(%q) = %q, then %q", s, got, again)
		}
		for line := range strings.SplitSeq(got, "\n") {
			if Line(line) != line {
				t.Errorf("Text(%q) has the line %q", s, line)
			}
		}
	})
}

func FuzzLink(f *testing.F) {
	for _, s := range ways() {
		f.Add(s, "https://example.com/dir/page?q#f")
		f.Add("x", s)
	}
	for _, c := range linkTable() {
		f.Add(c.raw, "https://example.com/dir/page?q#f")
	}
	f.Fuzz(func(t *testing.T, raw, base string) {
		got := Link(raw, base)
		if got == "" {
			return
		}
		u, err := url.Parse(got)
		if err != nil {
			t.Fatalf("Link(%q, %q) = %q: %v", raw, base, got, err)
		}
		if u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "mailto" || u.User != nil || len(got) > maxAddress {
			t.Errorf("Link(%q, %q) = %q", raw, base, got)
		}
		if u.Scheme != "mailto" && u.Host == "" {
			t.Errorf("no host: Link(%q, %q) = %q", raw, base, got)
		}
		for _, r := range got {
			if r <= ' ' || r >= 0x7f || strings.ContainsRune("\"'`\\<>{}|^", r) {
				t.Errorf("Link(%q, %q) = %q has %q", raw, base, got, r)
			}
		}
		if again := Link(got, ""); again != got {
			t.Errorf("Link(%q, %q) = %q, then %q", raw, base, got, again)
		}
	})
}

func FuzzRead(f *testing.F) {
	for _, s := range ways() {
		f.Add(s)
		f.Add("<p>" + s + "</p><h2>" + s + "</h2><pre>" + s + "</pre><table><tr><td>" + s + "<td>x<tr><td>y</table>")
		f.Add("<a href=\"" + s + "\">" + s + "</a><img src=\"" + s + "\" alt=\"" + s + "\"><ul><li>" + s + "</ul><code>" + s + "</code>")
	}
	f.Fuzz(func(t *testing.T, s string) {
		b := Read(feed.Markup(s), "https://example.com/dir/page")
		if !Safe(b.Markdown) {
			t.Errorf("Read(%q) = %q", s, b.Markdown)
		}
		if kind := forbiddenNode(b.Markdown); kind != "" {
			t.Errorf("Read(%q) has a live %s: %q", s, kind, b.Markdown)
		}
		for _, l := range b.Links {
			if Link(l.URL, "") != l.URL || Line(l.Text) != l.Text {
				t.Errorf("Read(%q) has the link %q", s, l)
			}
		}
		for _, i := range b.Images {
			if Link(i.URL, "") != i.URL || Line(i.Alt) != i.Alt {
				t.Errorf("Read(%q) has the image %q", s, i)
			}
		}
		if text := PlainText(feed.Markup(s)); !Safe(text) {
			t.Errorf("PlainText(%q) = %q", s, text)
		}
	})
}

func FuzzExtract(f *testing.F) {
	for _, s := range ways() {
		f.Add([]byte(story("<meta name=author content='"+s+"'>", storyText()+s)), "text/html; charset="+s)
		f.Add([]byte(s), "")
	}
	f.Add([]byte(story(`<script type="application/ld+json">{"@type":"Article","articleBody":"x"}</script>`, "")), "")
	f.Fuzz(func(t *testing.T, doc []byte, contentType string) {
		e, err := Extract(doc, contentType, storyURL)
		if err != nil {
			if kind := feed.KindOf(err); kind != feed.KindEmpty && kind != feed.KindNoText && kind != feed.KindDamaged || !Safe(Error(err)) {
				t.Errorf("the error is %v of kind %q", err, kind)
			}
			return
		}
		for _, v := range stringsOf(e) {
			if Line(v) != v {
				t.Errorf("a field of Extract(%q) is %q", doc, v)
			}
		}
		if !Safe(e.Text) || e.HTML == "" {
			t.Errorf("Extract(%q): text %q, HTML %q", doc, e.Text, e.HTML)
		}
	})
}

// FuzzDecode: whatever the bytes and whatever they are said to be, a page is
// UTF-8 afterwards, and one that was is not changed.
func FuzzDecode(f *testing.F) {
	for _, s := range ways() {
		f.Add([]byte(s), "")
		f.Add([]byte(garble(s+ruText, charmap.Windows1251)), "text/html; charset=utf-8")
	}
	f.Add([]byte("\xcf\xee\xf0\xf2 \xee\xf2\xea\xf0\xfb\xf2"), "text/html; charset=koi8-r")
	f.Add([]byte("⁚xÁ\xa9"), "")
	f.Fuzz(func(t *testing.T, doc []byte, contentType string) {
		s := decode(doc, contentType)
		if !utf8.ValidString(s) {
			t.Errorf("decode(%q, %q) = %q", doc, contentType, s)
		}
		if utf8.Valid(doc) && s != strings.TrimPrefix(string(doc), "\ufeff") {
			t.Errorf("decode changes %q to %q", doc, s)
		}
		if r := repair(s); !utf8.ValidString(r) {
			t.Errorf("repair(%q) = %q", s, r)
		}
	})
}

func FuzzEntry(f *testing.F) {
	for _, s := range ways() {
		f.Add(s, "https://example.com/", "<p>"+s)
	}
	f.Fuzz(func(t *testing.T, s, address, body string) {
		e := Entry(full(s, address, body), address)
		for _, v := range stringsOf(e) {
			if Line(v) != v {
				t.Errorf("a field of Entry(%q, %q) is %q", s, address, v)
			}
		}
		if !Safe(e.Text) || string(e.HTML) != body {
			t.Errorf("Text %q, HTML %q", e.Text, e.HTML)
		}
		sub := Subscription(feed.Subscription{URL: s, Title: s, Site: s, Kind: s, Zone: s, Lang: s, TroubleText: s, Agent: s, Tags: []string{s, s}})
		for _, v := range []string{sub.URL, sub.Title, sub.Site, sub.Kind, sub.Zone, sub.Lang, sub.TroubleText, sub.Agent, strings.Join(sub.Tags, ", "), Error(errors.New(s))} {
			if Line(v) != v {
				t.Errorf("a field of Subscription(%q) is %q", s, v)
			}
		}
	})
}

// full is an entry with s in every field.
func full(s, address, body string) feed.Entry {
	return feed.Entry{
		Item: feed.Item{
			Title: s, Summary: body, Section: s, SourceTitle: s, URL: address, Lang: s,
			Tags: []string{s, s}, Why: feed.Evidence{Kind: feed.ByCategory, Text: s},
		},
		Keys: []string{s}, HTML: feed.Markup(body), Text: s, Author: s, Categories: []string{s},
		Enclosures: []feed.Enclosure{{URL: s, Type: s, Length: -1}, {URL: address, Type: s}},
		Images:     []string{s, address}, Versions: []feed.Version{{URL: address, Lang: s, Title: s}, {URL: s}},
	}
}

// stringsOf returns all strings of an entry that are one line.
func stringsOf(e feed.Entry) []string {
	all := []string{e.Title, e.Summary, e.Section, e.SourceTitle, e.URL, e.Lang, e.Why.Text, e.Author}
	all = append(all, e.Tags...)
	all = append(all, e.Keys...)
	all = append(all, e.Categories...)
	all = append(all, e.Images...)
	for _, x := range e.Enclosures {
		all = append(all, x.URL, x.Type)
	}
	for _, v := range e.Versions {
		all = append(all, v.URL, v.Lang, v.Title)
	}
	return all
}
