package page

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"rubrika/feed"
)

const pageURL = "https://news.example/ru/story"

// patient is Read with all the time of the world: these tests are of what it
// does, and machines are slow.
func patient(s, base string) Body {
	b, err := read(s, base, time.Now().Add(time.Minute))
	if err != nil {
		return plainBody(s)
	}
	return b
}

// TestRead shows what each element of a body becomes.
func TestRead(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{
			"paragraphs",
			"<p>Раз</p>\n<p>Два <b>три</b> <i>четыре</i> <s>пять</s></p>",
			"Раз\n\nДва **три** *четыре* ~~пять~~",
		},
		{
			"plain text",
			"Раз < два\nстрока\n\nТри &amp; *четыре*",
			"Раз &lt; два  \nстрока\n\nТри &amp; \\*четыре\\*",
		},
		{"CDATA left over", "<![CDATA[<p>Раз</p>]]>", "Раз"},
		{"encoded once too often", "&lt;p&gt;Раз&lt;/p&gt;", "Раз"},
		{
			"a heading for the title goes down",
			"<h1>A</h1><h2>B</h2><h6>C</h6>",
			"## A\n\n### B\n\n###### C",
		},
		{
			"headings stay where they are",
			"<h2>A</h2><h3><span>B</span><br>c</h3>",
			"## A\n\n### B c",
		},
		{
			"a paragraph in a heading",
			"<h2>" + strings.Repeat("слово ", 60) + "</h2>",
			strings.TrimSpace(strings.Repeat("слово ", 60)),
		},
		{"hard breaks", "<p>a<br>b<br/><br>c<br></p>", "a  \nb\n\nc"},
		{"rules", "a<hr>b", "a\n\n* * *\n\nb"},
		{
			"lists",
			"<ul><li>a<ul><li>b</ul><li>c</ul><ol start=3><li>x<li><p>y</p><p>z</p></ol>",
			"- a\n  - b\n- c\n\n3. x\n4. y\n   \n   z",
		},
		{
			"a list in a list without an item",
			"<ul><li>a</li><ul><li>b</li></ul></ul>",
			"- a\n  - b",
		},
		{
			"a numbered list that cannot follow at once",
			"<ul><li>a<ol start=2><li>b</ol></ul>",
			"- a\n  \n  2. b",
		},
		{"an item without a list", "<li>a</li>", "• a"},
		{
			"boxes to tick",
			"<ul><li><input type=checkbox checked>a<li><input type=checkbox>b</ul>",
			"- ☑ a\n- ☐ b",
		},
		{
			"quotations",
			"<blockquote><p>a</p><blockquote>b</blockquote></blockquote>",
			"> a\n> \n> > b",
		},
		{
			"definitions",
			"<dl><dt>a</dt><dd>b</dd><dt>c</dt><dd>d</dd></dl>",
			"- **a**\n  \n  b\n- **c**\n  \n  d",
		},
		{
			"definitions in groups and without a term",
			"<dl>\n<dd>x</dd><div><dt>a</dt><dd><p>b</p><p>c</p></dd></div></dl>",
			"- x\n- **a**\n  \n  b\n  \n  c",
		},
		{
			"code",
			"<pre><code class=\"hl language-go\">if a {\n\tb()\n\n\n}</code></pre>",
			"```go\nif a {\n    b()\n\n\n}\n```",
		},
		{
			"code in a quotation",
			"<blockquote><pre>a\n\nb</pre></blockquote>",
			"> ```\n> a\n> \n> b\n> ```",
		},
		{"code with a fence", "<pre>```\nx</pre>", "````\n```\nx\n````"},
		{
			"code of lines in boxes",
			"<div class='highlight-source-sh'><pre><div>a</div><div>b<br>c</div></pre></div>",
			"```sh\na\nb\nc\n```",
		},
		{
			"code in a line",
			"<p>a <code>b *c*</code> <kbd>d`e</kbd></p>",
			"a `b *c*` ``d`e``",
		},
		{"references in code in a line", "<code>&amp;lt;</code>", "&amp;lt;"},
		{
			"raised and lowered",
			"E=mc<sup>2</sup>, H<sub>2</sub>O, 2<sup>nd</sup>",
			"E=mc², H₂O, 2nd",
		},
		{
			"quoted, ruby, details",
			"<q>a</q> <ruby>漢<rt>かん</rt></ruby><details><summary>b</summary>c</details>",
			"“a” 漢 (かん)\n\n**b**\n\nc",
		},
		{
			"a table", "<table><caption>t</caption><thead><tr><th>a<th align=right>b</thead><tr><td>1<td>2|3<tr><td colspan=2>4</table>",
			"*t*\n\n| a | b |\n|---|--:|\n| 1 | 2\\|3 |\n| 4 |  |",
		},
		{
			"cells of several lines",
			"<table><tr><td>a<br>b<td><p>c</p><p>d;</p><tr><td><ul><li>e<li>f</ul><td>g</table>",
			"| a; b | c; d; |\n|---|---|\n| e; f | g |",
		},
		{
			"rows spanned",
			"<table><tr><td rowspan=2>a<td>b<tr><td>c</table>",
			"| a | b |\n|---|---|\n|  | c |",
		},
		{"a layout of one column", "<table><tr><td><p>a</p><tr><td>b</table>", "a\n\nb"},
		{
			"tables in a table",
			"<table><tr><td>a<td><table><tr><td>1<td>2<tr><td>3<td>4</table><tr><td>b<td>c</table>",
			"a\n\n| 1 | 2 |\n|---|---|\n| 3 | 4 |\n\nb\n\nc",
		},
		{
			"scripts and what is hidden",
			"a<script>b</script><style>c</style><p hidden>d</p><p style='display: none'>e</p><span aria-hidden=true>f</span><form>g<input></form><noscript>h</noscript><svg><text>i</text></svg><!-- j -->k",
			"ak",
		},
		{
			"a page within a form",
			"<form><p>a<p>b<p>c<select><option>d</select></form>",
			"a\n\nb\n\nc",
		},
		{
			"punctuation at the edge",
			"<b>Report.</b>Text, «<i>a</i>», x<b>(y)</b>z, <b> c </b>d",
			"**Report**.Text, «*a*», x(**y**)z, **c** d",
		},
		{"only punctuation", "a<b>!</b>b", "a!b"},
		{"emphasis round blocks", "<b><p>a</p><p>b</p></b>", "a\n\nb"},
		{"emphasis twice", "<b>a <strong>b</strong></b>", "**a b**"},
		{"blanks", "<p> a\n\n b&nbsp;&nbsp;c </p><p>&nbsp;</p>", "a b c"},
		{"blanks between elements", "<b>a</b> <i>b</i>\n<a>c</a>", "**a** *b* c"},
		{"nothing", " <p></p><br><div> </div>", ""},
	} {
		b := patient(c.in, pageURL)
		if b.Markdown != c.want || b.Plain {
			t.Errorf("%s:\n got %q\nwant %q", c.name, b.Markdown, c.want)
		}
	}
}

func TestReadLinks(t *testing.T) {
	for _, c := range []struct {
		name, in, want string
		links          []feed.Link
	}{
		{
			"numbers in order, each address once", `<a href="/a">раз</a>, <a href="b">два</a>, <a href="https://news.example/a">снова</a>`,
			`раз\[1\], два\[2\], снова\[1\]`,
			[]feed.Link{{
				URL:  "https://news.example/a",
				Text: "раз",
			}, {
				URL:  "https://news.example/ru/b",
				Text: "два",
			}},
		},
		{
			"refused schemes are their text",
			`<a href="javascript:x">a</a> <a href=" JAVA&#9;SCRIPT:x">b</a> <a href="data:x">c</a> <a href="file:///etc/passwd">d</a>`,
			"a b c d",
			nil,
		},
		{"names are no links", `<a name="x">a</a><a id=y></a>`, "a", nil},
		{"empty links go", `a<a href="/x"></a> <a href="/y"> </a>b`, "a b", nil},
		{
			"within the page",
			`<a href="#part">a</a> <a href="https://news.example/ru/story#part">b</a>`,
			"a b",
			nil,
		},
		{
			"its own address", `<a href="https://www.example.org/some/page/?utm=1">https://www.example.org/some/page/?utm=1</a> <a href="https://example.org/">example.org</a>`,
			`example.org/some/page\[1\] example.org\[2\]`,
			[]feed.Link{{
				URL:  "https://www.example.org/some/page/?utm=1",
				Text: "https://www.example.org/some/page/?utm=1",
			}, {
				URL:  "https://example.org/",
				Text: "example.org",
			}},
		},
		{
			"a bare address",
			"<p>См. https://example.org/a_b.</p>",
			`См. example.org/a\_b\[1\].`,
			[]feed.Link{{URL: "https://example.org/a_b", Text: "https://example.org/a_b"}},
		},
		{
			"mail",
			`<a href="mailto:a@example.org?body=x">пишите</a>`,
			`пишите\[1\]`,
			[]feed.Link{{URL: "mailto:a@example.org", Text: "пишите"}},
		},
		{
			"round a card",
			`<a href="/x"><h3>Заголовок</h3><p>Текст <b>тут</b></p></a>`,
			"### Заголовок\n\nТекст **тут**\\[1\\]",
			[]feed.Link{{URL: "https://news.example/x", Text: "Заголовок Текст тут"}},
		},
		{
			"in code",
			`<code><a href="/x">f()</a></code> <pre><a href="/y">g()</a></pre>`,
			"`f()`\\[1\\]\n\n```\ng()\n```",
			[]feed.Link{{URL: "https://news.example/x", Text: "f()"}},
		},
		{
			"footnotes, one of them lost",
			`Раз<sup id=r><a href="#fn1">[1]</a></sup>, два<a href="#_ftn2">[2]</a><hr><ol><li id=fn1>Сноска <a href="#fnref1">↩</a></ol>`,
			"Раз[^1], два²\n\n[^1]: Сноска",
			nil,
		},
		{
			"players", `<iframe src="https://www.video.example/embed/1" title="Фильм"></iframe><video><source src="/v.mp4">old browser</video><audio src="/a.mp3"></audio><object data="javascript:x">z</object><iframe width=1 height=1 src=//count.example></iframe>`,
			"▶ Фильм · video.example\\[1\\]\n\n▶ news.example\\[2\\]\n\n♪ news.example\\[3\\]",
			[]feed.Link{{
				URL:  "https://www.video.example/embed/1",
				Text: "▶ Фильм · video.example",
			}, {
				URL:  "https://news.example/v.mp4",
				Text: "▶ news.example",
			}, {
				URL:  "https://news.example/a.mp3",
				Text: "♪ news.example",
			}},
		},
		{
			"raised links elsewhere",
			`a<sup><a href="https://example.org/n">источник</a></sup>`,
			`aисточник\[1\]`,
			[]feed.Link{{URL: "https://example.org/n", Text: "источник"}},
		},
		{
			"emphasis at the end of a link",
			`<a href="/x">a <b>b</b></a>c <a href="/y"><code>d</code></a><a href="/z"><i>e</i> <br></a>`,
			"a **b**\\[1\\]c `d`\\[2\\]*e*\\[3\\]",
			[]feed.Link{
				{URL: "https://news.example/x", Text: "a b"},
				{URL: "https://news.example/y", Text: "d"},
				{URL: "https://news.example/z", Text: "e"},
			},
		},
		{
			"players within players",
			`<object data="/film.swf"><embed src="/film.swf"></object><object><embed src="/b.swf"></object>`,
			"▶ news.example\\[1\\]\n\n▶ news.example\\[2\\]",
			[]feed.Link{
				{URL: "https://news.example/film.swf", Text: "▶ news.example"},
				{URL: "https://news.example/b.swf", Text: "▶ news.example"},
			},
		},
		{
			"without a base",
			`<a href="/x">a</a><a href="//host.example/y">b</a>`,
			"ab",
			nil,
		},
	} {
		at := pageURL
		if c.name == "without a base" {
			at = ""
		}
		b := patient(c.in, at)
		if b.Markdown != c.want || !reflect.DeepEqual(b.Links, c.links) {
			t.Errorf("%s:\n got %q %q\nwant %q %q", c.name, b.Markdown, b.Links, c.want, c.links)
		}
	}
}

func TestReadImages(t *testing.T) {
	for _, c := range []struct {
		name, in, want string
		images         []feed.Image
	}{
		{
			"with and without a text", `<img src="/a.jpg" alt="Вид [на] город">текст<img src="b.jpg">`, "\\[image 1: Вид \\[на\\] город\\]\n\nтекст\n\n\\[image 2\\]",
			[]feed.Image{{
				URL: "https://news.example/a.jpg",
				Alt: "Вид [на] город",
			}, {URL: "https://news.example/ru/b.jpg"}},
		},
		{
			"loaded late", `<img src="data:image/gif;base64,R0" data-src="/a.jpg"><img src="/stub.gif" data-original="/b.jpg">`, "\\[image 1\\]\n\n\\[image 2\\]",
			[]feed.Image{{URL: "https://news.example/a.jpg"}, {URL: "https://news.example/b.jpg"}},
		},
		{
			"loaded late, the other way", `<img class=lazy><noscript><img src="/a.jpg"></noscript><img src="/b.jpg"><noscript><img src="/b.jpg?w=1"></noscript>`, "\\[image 1\\]\n\n\\[image 2\\]",
			[]feed.Image{{URL: "https://news.example/a.jpg"}, {URL: "https://news.example/b.jpg"}},
		},
		{
			"the right size", `<img srcset="/s.jpg 480w, /m.jpg 1280w, /l.jpg 4000w"><picture><source srcset="/x.webp 1x, /y.webp 2x"><img alt="z"></picture>`, "\\[image 1\\]\n\n\\[image 2: z\\]",
			[]feed.Image{{URL: "https://news.example/m.jpg"}, {
				URL: "https://news.example/y.webp",
				Alt: "z",
			}},
		},
		{
			"counters and repetitions",
			`a<img src="/p.gif" width="1" height="1"><img src="/q.gif" style="width:1px;height:1px"><img src=/a.jpg><img src=/a.jpg>`,
			"a\n\n\\[image 1\\]",
			[]feed.Image{{URL: "https://news.example/a.jpg"}},
		},
		{
			"signs",
			`a <img class="emoji" src="/e.png" alt="🙂"> b<img src="/arrow.png" alt="→">`,
			"a 🙂 b→",
			nil,
		},
		{
			"captions",
			`<figure><img src="/a.jpg" alt="x"><figcaption>Фото: Report</figcaption></figure>`,
			"\\[image 1: x\\]\n\n*Фото: Report*",
			[]feed.Image{{URL: "https://news.example/a.jpg", Alt: "x"}},
		},
		{
			"links to themselves and elsewhere", `<a href="/big.jpg"><img src="/small.jpg" alt="x"></a><a href="/story"><img src="/b.jpg" alt="y"></a>`, "\\[image 1: x\\]\n\n\\[image 2: y\\]\\[1\\]",
			[]feed.Image{{
				URL: "https://news.example/small.jpg",
				Alt: "x",
			}, {
				URL: "https://news.example/b.jpg",
				Alt: "y",
			}},
		},
		{
			"refused",
			`<img src="javascript:x" alt="a"><img src="file:///x" alt=b><img alt=c><img src="mailto:a@example.org">`,
			"",
			nil,
		},
		{
			"in a cell",
			`<table><tr><td><img src=/a.png alt=x><td>b<tr><td>c<td>d</table>`,
			"| \\[image 1: x\\] | b |\n|---|---|\n| c | d |",
			[]feed.Image{{URL: "https://news.example/a.png", Alt: "x"}},
		},
	} {
		b := patient(c.in, pageURL)
		if b.Markdown != c.want || !reflect.DeepEqual(b.Images, c.images) {
			t.Errorf("%s:\n got %q %q\nwant %q %q", c.name, b.Markdown, b.Images, c.want, c.images)
		}
	}
}

// What goes over a limit is told, broken or flattened, and never lost in
// silence.
func TestReadLimits(t *testing.T) {
	t.Parallel()
	rep := strings.Repeat
	for _, c := range []struct {
		name, in string
		check    func(Body) bool
	}{
		{"words are broken", "<p>" + rep("я", 2500), func(b Body) bool {
			return b.Markdown == rep("я", 1000)+" "+rep("я", 1000)+" "+rep("я", 500)
		}},
		{
			"words over elements too",
			"<p>" + rep("<i>я</i><b>ж</b>", 600),
			func(b Body) bool { return strings.Contains(b.Markdown, " ") },
		},
		{
			"lines of code are broken",
			"<pre>" + rep("x", 4500) + "</pre>",
			func(b Body) bool {
				return b.Markdown == "```\n"+rep("x", 2000)+"\n"+rep("x", 2000)+"\n"+rep("x", 500)+"\n```"
			},
		},
		{"code is cut", "<pre>" + rep("x\n", 6000) + "</pre>", func(b Body) bool {
			return strings.Count(b.Markdown, "\n") == maxCode+2 && strings.HasSuffix(b.Markdown, "x\n…\n```")
		}},
		{"quotations become flat", rep("<blockquote>a", 12), func(b Body) bool {
			return strings.Contains(b.Markdown, rep("> ", maxNest)+"a") && !strings.Contains(b.Markdown, rep("> ", maxNest+1)) && strings.Count(b.Markdown, "a") == 12
		}},
		{"lists become flat", rep("<ul><li>a", 12), func(b Body) bool {
			return strings.Count(b.Markdown, "- a") == maxNest && strings.Count(b.Markdown, "• a") == 4
		}},
		{
			"deep text stays",
			rep("<div>", 300) + "text" + rep("</div>", 300),
			func(b Body) bool { return b.Markdown == "text" && !b.Plain },
		},
		{
			"too deep is plain",
			rep("<div>", 600) + "<p>text*",
			func(b Body) bool { return b.Markdown == `text\*` && b.Plain },
		},
		{
			"wide tables are text",
			"<table>" + rep("<tr>"+rep("<td>a", 61), 2) + "</table>",
			func(b Body) bool {
				return b.Markdown == strings.TrimSuffix(rep("a · ", 61), " · ")+"\n\n"+strings.TrimSuffix(rep("a · ", 61), " · ")
			},
		},
		{
			"long tables are text",
			"<table>" + rep("<tr><td>a<td>b", 401) + "</table>",
			func(b Body) bool { return strings.Count(b.Markdown, "a · b") == 401 },
		},
		{
			"the largest table is one",
			"<table>" + rep("<tr>"+rep("<td>a", 60), 400) + "</table>",
			func(b Body) bool { return strings.Count(b.Markdown, "\n|") == 400 },
		},
		{"long text ends with a sign", "<p>" + rep("слово ", 200_000), func(b Body) bool {
			return strings.HasSuffix(b.Markdown, "…") && len(b.Markdown) > maxMarkdown/2 && len(b.Markdown) <= maxMarkdown
		}},
		{
			"long input too",
			"<p>a" + rep("<!-- x -->", 500_000),
			func(b Body) bool { return b.Markdown == "a\n\n…" },
		},
		{
			"too many pieces are plain",
			rep("<b>x</b> ", 60_000),
			func(b Body) bool { return b.Plain && strings.HasPrefix(b.Markdown, "x x x") },
		},
		{
			"plain text keeps its lines",
			rep("строка\n", 30_000),
			func(b Body) bool { return b.Plain && strings.HasPrefix(b.Markdown, "строка  \nстрока") },
		},
	} {
		if b := patient(c.in, pageURL); !c.check(b) {
			t.Errorf("%s: plain %v, %d bytes, %.200q … %q", c.name, b.Plain, len(b.Markdown), b.Markdown, b.Markdown[max(0, len(b.Markdown)-40):])
		}
	}
}

func BenchmarkRead(b *testing.B) {
	body := feed.Markup(strings.Repeat("<p>Обычный абзац новости с <a href=/x>ссылкой</a> и <b>жирным</b> словом, каких много.</p>\n", 40))
	for b.Loop() {
		Read(body, pageURL)
	}
}
