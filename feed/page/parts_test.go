package page

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
)

// fragment parses a body and returns its tree.
func fragment(t *testing.T, s string) *html.Node {
	t.Helper()
	doc, err := html.ParseWithOptions(strings.NewReader(s), html.ParseOptionEnableScripting(false))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestIsHTML(t *testing.T) {
	for _, s := range []string{
		"<p>x", "x<br>", "x<br/>y", "</div>", "<H1 class=a>", "<!-- x -->",
		"a < b <em>c</em>", "<a\nhref=x>",
	} {
		if !isHTML(s) {
			t.Errorf("isHTML(%q) = false", s)
		}
	}
	for _, s := range []string{
		"", "plain", "a < b", "a <b", "1<2 && 3>2", "<3", "x <y> z", "<>", "a<p", "&lt;p&gt;",
		"<p no end", "std::vector<int>", "<https://example.org>",
	} {
		if isHTML(s) {
			t.Errorf("isHTML(%q) = true", s)
		}
	}
}

func TestMarkup(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"<p>x</p>", "<p>x</p>"},
		{"<![CDATA[<p>x</p>]]>", "<p>x</p>"},
		{"a <![CDATA[b]]> c", "a b c"},
		{" &lt;p&gt;x &amp;amp; y&lt;/p&gt;", "<p>x &amp; y</p>"},
		{"&lt;3 you", "&lt;3 you"},
		{"see &lt;p&gt; there", "see &lt;p&gt; there"},
		{"<p>&lt;b&gt;</p>", "<p>&lt;b&gt;</p>"},
	} {
		if got := markup(c.in); got != c.want {
			t.Errorf("markup(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestFlow(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"a b", "a b"},
		{" a\n\tb ", " a b "},
		{" \n ", " "},
		{"\u00a0", " "},
		{"a\x1b[1m b", "a b"},
		{"\x1b[1m", ""},
		{"a\u00a0", "a "},
	} {
		if got := flow(c.in); got != c.want {
			t.Errorf("flow(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestBreakWords(t *testing.T) {
	word := func(n int) string { return strings.Repeat("ж", n) }
	for _, c := range []struct {
		name     string
		run      int
		in, want string
		left     int
	}{
		{"short", 0, "a bc", "a bc", 2},
		{"goes on", 3, "abc", "abc", 6},
		{"a blank ends it", 900, "a " + word(200), "a " + word(200), 200},
		{"just fits", 0, word(999), word(999), 999},
		{"too long", 0, word(1001), word(1000) + " " + word(1), 1},
		{"too long with what was before", 990, word(20), word(10) + " " + word(10), 10},
		{"twice", 0, word(2001), word(1000) + " " + word(1000) + " " + word(1), 1},
	} {
		run := c.run
		if got := breakWords(c.in, &run); got != c.want || run != c.left {
			t.Errorf("%s: %q and %d, want %q and %d", c.name, got, run, c.want, c.left)
		}
	}
}

func TestCodeLines(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"indentation", "\n\tif x {\n\t\ty\n\t}\n\n", "    if x {\n        y\n    }"},
		{"tabs go to the next stop", "a\tb\tc\nabcd\te", "a   b   c\nabcd    e"},
		{"blanks at the end", "a  \nb\t\n", "a\nb"},
		{"controls", "a\x1b[31mb\u202ec\r\nd", "abc\nd"},
		{"nothing", " \n\t\n", ""},
	} {
		if got := codeLines(c.in); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestCodeLanguage(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{`<pre class="language-go">x</pre>`, "go"},
		{`<pre><code class="hljs lang-C++">x</code></pre>`, "c++"},
		{`<div class="highlight highlight-source-shell"><pre>x</pre></div>`, "shell"},
		{`<pre class="brush: php; gutter: false">x</pre>`, "php"},
		{`<pre class="slang-x">x</pre>`, ""},
		{"<pre class='language-`evil'>x</pre>", ""},
		{`<pre class="language-` + strings.Repeat("x", 30) + `">x</pre>`, ""},
		{`<pre>x</pre>`, ""},
	} {
		var pre *html.Node
		for n := range fragment(t, c.in).Descendants() {
			if n.Data == "pre" {
				pre = n
			}
		}
		if got := codeLanguage(pre); got != c.want {
			t.Errorf("%s: %q, want %q", c.in, got, c.want)
		}
	}
}

func TestEscapeText(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"простые слова, 2025.", "простые слова, 2025."},
		{" слова", " слова"},
		{"  ", "  "},
		{"*a* _b_ `c` [d](e)", "\\*a\\* \\_b\\_ \\`c\\` \\[d\\](e)"},
		{`a\b|c#d`, `a\\b\|c\#d`},
		{"a<b>c&d~e", "a&lt;b&gt;c&amp;d&#126;e"},
		{"- a", `\- a`},
		{"+a", `\+a`},
		{" - a", ` \- a`},
		{"a - b", "a - b"},
		{"12. a", `12\. a`},
		{"12) a", `12\) a`},
		{"12.5", `12\.5`},
		{"2025", "2025"},
		{"= x", "&#61; x"},
		{": x", "&#58; x"},
		{"http://a.example", "http&#58;//a.example"},
		{"www.example.org WWW.x", `www\.example.org WWW\.x`},
		{"swww.x", "swww.x"},
		{"me@example.org @me a@ b", "me&#64;example.org @me a@ b"},
	} {
		if got := escapeText(c.in); got != c.want {
			t.Errorf("escapeText(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestBestSource(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"a.jpg", "a.jpg"},
		{"a.jpg 1x, b.jpg 2x", "b.jpg"},
		{"a.jpg 320w, b.jpg 640w", "b.jpg"},
		{"a.jpg 320w, b.jpg 1300w, c.jpg 4000w", "b.jpg"},
		{"c.jpg 4000w, b.jpg 1300w, a.jpg 320w", "b.jpg"},
		{"a.jpg 320w, , ", "a.jpg"},
		{"a,b.jpg 100w, c.jpg 200w", "c.jpg"},
		{"a.jpg nonsense, b.jpg 5w", "b.jpg"},
	} {
		if got := bestSource(c.in); got != c.want {
			t.Errorf("bestSource(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestIsPixel(t *testing.T) {
	for _, c := range []struct {
		in   string
		want bool
	}{
		{`<img width=1 height=1>`, true},
		{`<img width="1px" height="0">`, true},
		{`<img width=2>`, true},
		{`<img height=1>`, true},
		{`<img style="width: 1px; height: 1px">`, true},
		{`<img style="border:0;width:1px">`, true},
		{`<img width=1 height=300>`, false},
		{`<img width=600 height=1>`, false},
		{`<img width=100% height=auto>`, false},
		{`<img style="max-width:1px0">`, false},
		{`<img>`, false},
	} {
		for n := range fragment(t, c.in).Descendants() {
			if n.Data == "img" && isPixel(n) != c.want {
				t.Errorf("isPixel(%s) = %v", c.in, !c.want)
			}
		}
	}
}

func TestRaise(t *testing.T) {
	for _, c := range []struct{ in, up, down string }{
		{"2", "²", "₂"},
		{"-12", "⁻¹²", "₋₁₂"},
		{"(n+1)", "⁽ⁿ⁺¹⁾", "₍ₙ₊₁₎"},
		{"nd", "nd", "nd"},
		{"TM", "TM", "TM"},
		{"", "", ""},
	} {
		if up, down := raise(c.in, superscripts), raise(c.in, subscripts); up != c.up || down != c.down {
			t.Errorf("raise(%q) = %q and %q, want %q and %q", c.in, up, down, c.up, c.down)
		}
	}
}

func TestShortAddress(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"https://www.example.org/", "example.org"},
		{"https://example.org/a/b/?q=1#f", "example.org/a/b"},
		{"https://example.org/%D0%B0%1B%E2%80%AE", "example.org/а"},
		{"mailto:a@example.org", "a@example.org"},
		{"https://example.org/" + strings.Repeat("a", 100), "example.org/" + strings.Repeat("a", 47) + "…"},
	} {
		if got := shortAddress(c.in); got != c.want {
			t.Errorf("shortAddress(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestIsAddressText(t *testing.T) {
	const to = "https://www.example.org/a/"
	for _, s := range []string{
		to, "http://example.org/a", "example.org/a", "www.example.org/a/", "https://WWW.Example.org/a/",
	} {
		if !isAddressText(s, to) {
			t.Errorf("isAddressText(%q) = false", s)
		}
	}
	for _, s := range []string{"example.org", "https://example.org/b", "a", "", "see https://example.org/a"} {
		if isAddressText(s, to) {
			t.Errorf("isAddressText(%q) = true", s)
		}
	}
}

func TestInPage(t *testing.T) {
	for _, c := range []struct {
		to, base string
		want     bool
	}{
		{"https://a.example/x#y", "https://a.example/x", true},
		{"https://a.example/x", "https://a.example/x#z", true},
		{"https://a.example/x?q", "https://a.example/x", false},
		{"https://a.example/y#x", "https://a.example/x", false},
		{"", "", false},
	} {
		if got := inPage(c.to, c.base); got != c.want {
			t.Errorf("inPage(%q, %q) = %v", c.to, c.base, got)
		}
	}
}

func TestLayout(t *testing.T) {
	for _, c := range []struct {
		name, in string
		width    int
		places   [][2]int // x, y of each cell
	}{
		{"plain", "<tr><td>a<td>b<tr><td>c<td>d", 2, [][2]int{{0, 0}, {1, 0}, {0, 1}, {1, 1}}},
		{"columns", "<tr><td colspan=2>a<td>b<tr><td>c", 3, [][2]int{{0, 0}, {2, 0}, {0, 1}}},
		{"rows", "<tr><td rowspan=2>a<td>b<tr><td>c<tr><td>d", 2, [][2]int{{0, 0}, {1, 0}, {1, 1}, {0, 2}}},
		{"a row wider because of one above", "<tr><td>a<td rowspan=2>b<tr><td>c<td>d", 3, [][2]int{{0, 0}, {1, 0}, {0, 1}, {2, 1}}},
		{"nonsense", "<tr><td colspan=-3 rowspan=x>a<td colspan=0>b", 2, [][2]int{{0, 0}, {1, 0}}},
		{"the head first", "<tr><td>a</tr><thead><tr><th>b</thead>", 1, [][2]int{{0, 0}, {0, 1}}},
	} {
		table := fragment(t, "<table>"+c.in+"</table>")
		cells, width := layout(tableRows(table))
		var places [][2]int
		for _, p := range cells {
			places = append(places, [2]int{p.x, p.y})
		}
		if width != c.width || !reflect.DeepEqual(places, c.places) {
			t.Errorf("%s: width %d, places %v, want %d, %v", c.name, width, places, c.width, c.places)
		}
	}
}

func TestAlignment(t *testing.T) {
	for in, want := range map[string]string{
		`<td align=RIGHT>`: "right",
		`<td style="color: red; text-align: center;">`: "center",
		`<td style="text-align:left">`:                 "left",
		`<td align=justify>`:                           "",
		`<td>`:                                         "",
	} {
		for n := range fragment(t, "<table><tr>"+in+"x</table>").Descendants() {
			if got := alignment(n); n.Data == "td" && got != want {
				t.Errorf("alignment(%s) = %q, want %q", in, got, want)
			}
		}
	}
}

func TestMergeText(t *testing.T) {
	root := element("div")
	for _, s := range []string{"a", "b", "<br>", "c", "<p>", "d", "e", "f"} {
		if strings.HasPrefix(s, "<") {
			root.AppendChild(element(strings.Trim(s, "<>")))
		} else {
			root.AppendChild(textNode(s))
		}
	}
	inner := element("p")
	inner.AppendChild(textNode("x"))
	inner.AppendChild(textNode("y"))
	root.AppendChild(inner)
	mergeText(root)
	var got []string
	for n := range root.Descendants() {
		got = append(got, n.Data)
	}
	if want := []string{"ab", "br", "c", "p", "def", "p", "xy"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestDropped(t *testing.T) {
	doc := fragment(t, `<div id=keep><p id=keep>x</p><p hidden>a</p><p style="DISPLAY : none">b</p>
<p style="visibility:hidden">c</p><i aria-hidden="TRUE">d</i><img id=keep aria-hidden=true><input type=text>
<input id=keep type=checkbox><button>e</button><form><p>f</form><form id=keep><p id=keep>1<p id=keep>2<p id=keep>3</form></div>`)
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode || n.Data == "html" || n.Data == "body" || n.Parent.Data == "form" {
			continue
		}
		if keep := value(n, "id") == "keep"; dropped(n) == keep && n.Data != "head" {
			t.Errorf("dropped(<%s %v>) = %v", n.Data, n.Attr, keep)
		}
	}
}

func TestMendJSON(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{`{"a":"b"}`, `{"a":"b"}`},
		{"{\n\"a\":\"b\nc\td\"\r\n}", "{\n\"a\":\"b\\nc\\nd\"\r\n}"},
		{"{\"a\\\"\n\":1}", "{\"a\\\"\\n\":1}"},
		{"\"\\\\\"\n", "\"\\\\\"\n"},
	} {
		if got := string(mendJSON(c.in)); got != c.want {
			t.Errorf("mendJSON(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestReadLD(t *testing.T) {
	for _, c := range []struct{ name, script, headline string }{
		{"an object", `{"@type":"NewsArticle","headline":"A"}`, "A"},
		{"a list", `[{"@type":"Person"},{"@type":"BlogPosting","headline":"A"}]`, "A"},
		{"a graph", `{"@graph":[{"@type":["Thing","ReportageNewsArticle"],"headline":"A"}]}`, "A"},
		{"a page about it", `{"@type":"WebPage","mainEntity":{"@type":"Article","headline":"A"}}`, "A"},
		{"the first counts", `[{"@type":"Article","headline":"A"},{"@type":"Article","headline":"B"}]`, "A"},
		{"another kind", `{"@type":"Product","headline":"A"}`, ""},
		{"no JSON", `{"@type":`, ""},
		{"other types", `{"@type":5,"headline":[]}`, ""},
		{"a number for a headline", `{"@type":"Article","headline":5}`, ""},
		{"nested deeply", strings.Repeat("[", 50) + `{"@type":"Article","headline":"A"}` + strings.Repeat("]", 50), ""},
	} {
		if got := readLD([]string{c.script}, self{}).text("headline"); got != c.headline {
			t.Errorf("%s: %q, want %q", c.name, got, c.headline)
		}
	}
}

func TestCrumbs(t *testing.T) {
	l := readLD([]string{`{"@type":"BreadcrumbList","itemListElement":[
		{"@type":"ListItem","position":1,"name":"Главная","item":"https://agency.example/"},
		{"position":2,"item":{"@id":"https://agency.example/economy","name":"Экономика"}},
		{"position":3,"item":"https://agency.example/x"},
		{"position":4,"name":"Порт &quot;Север&quot;"}, "nonsense", {"position":5,"name":"Заголовок"}]}`}, self{})
	got := l.crumbs("заголовок")
	if want := []string{"Экономика", `Порт "Север"`}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAboutPrefersWhatIsWrittenForReaders(t *testing.T) {
	for _, c := range []struct {
		name, head string
		check      func(metadata) bool
	}{
		{"the title of the page", `<title>A</title>`, func(m metadata) bool { return m.entry.Title == "A" }},
		{"og:title", `<title>A</title><meta property=og:title content=B>`, func(m metadata) bool { return m.entry.Title == "B" }},
		{"keywords only where there are no tags", `<meta name=keywords content="a, b;c">`, func(m metadata) bool {
			return slices.Equal(m.entry.Tags, []string{"a", "b", "c"})
		}},
		{"tags before keywords", `<meta name=keywords content="a,b"><a rel="nofollow tag" href=/t>Порт</a>`, func(m metadata) bool {
			return slices.Equal(m.entry.Tags, []string{"Порт"})
		}},
		{"an address is no author", `<meta property=article:author content="https://f.example/x"><meta name=author content=Я>`, func(m metadata) bool {
			return m.entry.Author == "Я"
		}},
		{"a time of the body", `<time datetime="2025-11-28T12:00:00+04:00">`, func(m metadata) bool {
			return m.entry.Published.Equal(time.Date(2025, 11, 28, 8, 0, 0, 0, time.UTC))
		}},
		{"another site is not canonical", `<link rel=canonical href="https://other.example/">`, func(m metadata) bool {
			return m.entry.URL == storyURL
		}},
		{"the same with www is", `<link rel=canonical href="https://www.agency.example/y">`, func(m metadata) bool {
			return m.entry.URL == "https://www.agency.example/y"
		}},
		{"a locale", `<meta property=og:locale content=az_AZ>`, func(m metadata) bool { return m.entry.Lang == "az" }},
		{"too many tags", `<meta name=keywords content="` + strings.Repeat("x,y,z,", 3) + keywords() + `">`, func(m metadata) bool {
			return len(m.entry.Tags) == maxTags
		}},
	} {
		if m := about(fragment(t, c.head), site{}, storyURL); !c.check(m) {
			t.Errorf("%s: %+v", c.name, m.entry)
		}
	}
}

func keywords() string {
	var list []string
	for r := 'а'; r <= 'я'; r++ {
		list = append(list, string(r)+"бв")
	}
	return strings.Join(list, ",")
}

// What stops the parser or the laying out ends in plain words, not in waiting.
func TestReadStopsInTime(t *testing.T) {
	body := strings.Repeat("<p>Обычный абзац.</p>", 5000)
	if _, err := read(body, pageURL, time.Now()); err == nil {
		t.Error("read goes on when the time is over")
	}
	doc := fragment(t, body)
	if _, err := parse(body, time.Now().Add(-time.Second)); err == nil {
		t.Error("the parser goes on when the time is over")
	}
	defer func() {
		if recover() == nil {
			t.Error("the converter goes on when the time is over")
		}
	}()
	_, _ = markdown(doc, time.Now().Add(-time.Second))
}
