package page

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"rubrika/feed"
)

// hostile are bodies made to hang or kill a reader.
func hostile() map[string]string {
	rep := strings.Repeat
	row := "<tr>" + rep("<td>клетка &amp; co</td>", 300) + "</tr>"
	return map[string]string{
		"a word of 1 MB":           "<p>" + rep("слово", 100_000) + "</p>",
		"a line of 1 MB":           "<p>" + rep("words and words ", 65_536) + "</p>",
		"a line of signs":          "<p>" + rep("*_[`~", 50_000) + "</p>",
		"100,000 lines of code":    "<pre>" + rep("x := y // comment\n", 100_000) + "</pre>",
		"a code line of 1 MB":      "<pre>" + rep("x", 1<<20) + "</pre>",
		"code of 1 MB of breaks":   "<pre>" + rep("<br>x<div>y</div>", 20_000) + "</pre>",
		"a table of 300 × 300":     "<table>" + rep(row, 300) + "</table>",
		"a table of 60 × 400":      "<table>" + rep("<tr>"+rep("<td>1</td>", 60)+"</tr>", 400) + "</table>",
		"rows spanning the world":  "<table>" + rep("<tr><td rowspan=99999999 colspan=99999999>x</td><td>y</td></tr>", 3000) + "</table>",
		"80 quotations":            rep("<blockquote>a", 80) + rep("</blockquote>", 80),
		"200 lists":                rep("<ul><li>a", 200),
		"200 lists with text":      rep("<ol><li>"+rep("text ", 1000), 200),
		"600 elements":             rep("<div>", 600) + "text" + rep("</div>", 600),
		"500 elements in 500":      rep(rep("<div>", 400)+"text"+rep("</div>", 400), 50),
		"60 kB entity 60,000 refs": "<p>" + rep("&CounterClockwiseContourIntegral;", 60_000) + "</p>",
		"nothing but references":   "<p>" + rep("&#27;&amp;#27;", 30_000),
		"unclosed emphasis":        rep("<b><i>x", 30_000),
		"misnested emphasis":       rep("<b><p>x</b>", 50_000),
		"emphasis in a row":        rep("<b>x</b><i>y</i>", 20_000),
		"unclosed links":           rep("<a href=/x>x", 30_000),
		"links":                    manyLinks(),
		"bare links":               rep("https://example.org/a ", 20_000),
		"breaks":                   rep("x<br>", 60_000),
		"breaks in a cell":         "<table><tr><td>a<td>b<tr><td>" + rep("x<br>", 200) + "<td>c</table>",
		"half a tag again":         rep("<p ", 300_000),
		"half a comment":           "<p>x" + rep("<!--", 100_000),
		"attributes":               "<p " + rep("a=b c ", 50_000) + ">x</p>",
		"unclosed table":           rep("<table><tr><td>x", 20_000),
		"text in tables":           rep("<table>x", 50_000),
		"4 MB of paragraphs":       rep("<p>Обычный абзац с <b>жирным</b> словом.</p>", 60_000),
		"plain text of 4 MB":       rep("строка за строкой\n", 120_000),
		"lists in a row":           "<ul>" + rep("<li>x</li>", 60_000) + "</ul>",
		"headings":                 rep("<h1>x</h1>", 40_000),
		"select":                   rep("<select><option>x", 20_000),
		"marks":                    "<p>e" + rep("\u0301", 200_000),
		"escapes":                  rep("\x1b]0;x", 100_000),
		"svg":                      rep("<svg><title>x", 30_000),
		"frames":                   rep("<iframe src=https://a.example/x></iframe>", 20_000),
		"pictures":                 rep("<img src=https://a.example/x srcset='a 1x, b 2x'>", 20_000),
		"definitions":              rep("<dl><dt>x<dd>", 300),
		"nested forms of notes":    rep("<noscript><img>", 400),
		"footnotes":                rep("<sup><a href=#fn1>[1]</a></sup>", 20_000),
		"notes":                    manyNotes(20_000),
		"notes in notes":           rep("<a href=#n>1</a><div id=n>", 400),
		"notes for one block":      manyNotes(5_000) + "<div>" + rep("<a name=n1>", 5_000),
		"words without blanks":     rep("<i>x</i>", 60_000),
	}
}

func manyNotes(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "<a href=#n%d>%d</a><p id=n%d>note <a href=#n%d>%d</a>", i, i%1000, i, i+1, i%1000)
	}
	return b.String()
}

func manyLinks() string {
	var b strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&b, "<a href='/story/%d'>story</a> ", i)
	}
	return b.String()
}

func TestReadIsBounded(t *testing.T) {
	t.Parallel()
	for name, body := range hostile() {
		t.Run(name, func(t *testing.T) {
			begin := time.Now()
			b := Read(feed.Markup(body), "https://news.example/a")
			took := time.Since(begin)
			if took > slowest {
				t.Errorf("took %v", took)
			}
			if len(b.Markdown) > maxMarkdown {
				t.Errorf("%d bytes of Markdown", len(b.Markdown))
			}
			if !Safe(b.Markdown) {
				t.Error("unsafe")
			}
			t.Logf("%7d bytes, plain %v, %v", len(b.Markdown), b.Plain, took.Round(time.Millisecond))
		})
	}
}

// slowest is the bar for one body: 400 ms, ten times that for the race
// detector and a busy machine.
const slowest = 4 * time.Second
