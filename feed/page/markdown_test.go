package page

import (
	"strings"
	"testing"

	"charm.land/glamour/v2"
	"charm.land/glamour/v2/ansi"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"

	"rubrika/feed"
)

// parseMarkdown reads Markdown as the renderer does.
func parseMarkdown(md string) ast.Node {
	return goldmark.New(goldmark.WithExtensions(extension.GFM, extension.DefinitionList)).
		Parser().Parse(text.NewReader([]byte(md)))
}

// forbiddenNode names a construct that Read must never leave in its answer:
// anything that carries an address or raw HTML, or that text only looked like.
func forbiddenNode(md string) string {
	found := ""
	_ = ast.Walk(parseMarkdown(md), func(n ast.Node, _ bool) (ast.WalkStatus, error) {
		switch kind := n.Kind().String(); kind {
		case "Link", "Image", "AutoLink", "RawHTML", "HTMLBlock", "CodeBlock", "DefinitionList", "LinkReferenceDefinition":
			found = kind
		}
		return ast.WalkContinue, nil
	})
	return found
}

// glamoured renders as the article view does, without colours.
func glamoured(t *testing.T, md string) string {
	t.Helper()
	// Every style is empty, so that each escape in the output came from the
	// Markdown; a word wrap of 0 keeps lines whole.
	r, err := glamour.NewTermRenderer(glamour.WithStyles(ansi.StyleConfig{}), glamour.WithWordWrap(0),
		glamour.WithPreservedNewLines())
	if err != nil {
		t.Fatal(err)
	}
	out, err := r.Render(md)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Bodies in which a control hides at every depth of encoding and in every kind
// of place come out of the renderer as inert text.
func TestNoEscapeComesOutOfGlamour(t *testing.T) {
	t.Parallel()
	for _, way := range ways() {
		for _, depth := range []int{0, 1, 2, 3} {
			s := way
			for range depth {
				s = strings.NewReplacer("\x1b", "&#27;", "&", "&amp;").Replace(s)
			}
			for _, place := range []string{
				"<p>%</p>", "<h2>%</h2>", "<pre>%</pre>", "<pre><code class='language-go'>%</code></pre>", "<code>%</code>",
				"<a href='https://example.org/%'>%</a>", "<img src=/a.png alt='%'>", "<table><tr><th>a<th>%<tr><td>%<td><code>%</code></table>",
				"<ul><li>%</ul>", "<blockquote>%</blockquote>", "<b>%</b><i>%</i><del>%</del>", "<dl><dt>%<dd>%</dl>",
				"<sup>%</sup>", "<iframe src=https://example.org title='%'></iframe>", "%", "<figure><figcaption>%</figcaption></figure>",
			} {
				body := strings.ReplaceAll(place, "%", s)
				b := Read(feed.Markup(body), "https://example.com/")
				if !Safe(b.Markdown) {
					t.Fatalf("Read(%q) = %q", body, b.Markdown)
				}
				if out := glamoured(t, b.Markdown); !Safe(out) {
					t.Errorf("%q comes out of glamour as %q", body, out)
				}
				if kind := forbiddenNode(b.Markdown); kind != "" {
					t.Errorf("%q has a live %s: %q", body, kind, b.Markdown)
				}
			}
		}
	}
}

// Text that looks like Markdown, HTML or half a sequence is shown as it was
// written, wherever it stands.
func TestControlTextsComeOutAsWritten(t *testing.T) {
	t.Parallel()
	texts := []string{
		"a < b && b > c", "[31m is no colour", "*stars* and _lines_ and **both**", "# no heading", "- no item", "+ no item", "1. no item", "2025) no item",
		"> no quotation", "`no code`", "~~not struck~~", "[no](https://example.invalid)x", "![no](picture.png)", "| no | table |", "---", "===", "***",
		": no definition", "&#27; &amp; &lt;b&gt; &nbsp;", `back\slash \* \\`, "www.example.org", "me@example.org", "C# and F#", "#hashtag", "5 * 3 = 15",
		"snake_case_name", "$100 {x} %s", "[^1] [x]: y", "<script>alert(1)</script>", "Тире — и «ёлочки»", "👨‍👩‍👧 ❤️", "مرحبا", "日本語", "́combining",
		"~~~", "```", "    ", "&copy; &", "&", "a&b;", "http: //x", "\\[1\\]", "<!-- no comment -->", "^sup^ ==mark==", "(c) -> <-",
	}
	wrap := map[string]string{
		"p": "<p>%</p>", "li": "<ul><li>%</li></ul>", "quote": "<blockquote><p>%</p></blockquote>", "h": "<h3>%</h3>",
		"br": "<p>first<br>%</p>", "cell": "<table><tr><th>a<th>b<tr><td>c<td>%</table>", "strong": "<p>x <strong>%</strong> y</p>",
		"middle": "<p>Wort % Wort</p>", "span": "<p><span>%</span></p>", "code": "<p>x <code>%</code></p>",
	}
	for _, want := range texts {
		in := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(want)
		for name, frame := range wrap {
			b := Read(feed.Markup(strings.ReplaceAll(frame, "%", in)), "")
			got := Line(glamoured(t, b.Markdown))
			if !strings.Contains(got, Line(want)) {
				t.Errorf("%s: %q comes out as %q (%q)", name, want, got, b.Markdown)
			}
		}
	}
}
