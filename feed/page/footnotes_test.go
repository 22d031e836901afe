package page

import (
	"fmt"
	"strings"
	"testing"

	"rubrika/feed"
)

func TestFootnotes(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{
			"a list of notes",
			`<p>One<sup id="fnref:1"><a href="#fn:1">1</a></sup> two<sup id="fnref:2"><a href="#fn:2">2</a></sup>.</p>
			<div class="footnotes"><hr><ol><li id="fn:1"><p>First. <a href="#fnref:1">↩</a></p></li>
			<li id="fn:2"><p>Second.</p><p>More of it. <a href="#fnref:2">↩︎</a></p></li></ol></div>`,
			"One[^1] two[^2].\n\n[^1]: First.\n\n[^2]: Second.\n    \n    More of it.",
		},
		{
			"word processor",
			`<p>Text<a href="#_ftn1" name="_ftnref1">[1]</a> and<a href="#_ftn2" name="_ftnref2">[2]</a>.</p><hr>
			<div id="ftn1"><p><a href="#_ftnref1" name="_ftn1">[1]</a> Note.</p></div><div id="ftn2"><p><a href="#_ftnref2" name="_ftn2">[2]</a> Other.</p></div>`,
			"Text[^1] and[^2].\n\n[^1]: Note.\n\n[^2]: Other.",
		},
		{
			"encyclopedia",
			`<p>Fact<sup id="cite_ref-a_1-0" class="reference"><a href="#cite_note-a-1">[1]</a></sup>, again<sup><a href="#cite_note-a-1">[1]</a></sup></p>
			<ol><li id="cite_note-a-1"><span>↑ <sup><a href="#cite_ref-a_1-0">a</a></sup> <sup><a href="#cite_ref-a_1-1">b</a></sup></span> <span>A <a href="https://example.org/b">book</a>.</span></li></ol>`,
			"Fact[^1], again[^1]\n\n[^1]: A book\\[1\\].",
		},
		{
			"paragraphs with their numbers",
			`<p>A<a href="#n1">*</a> b<sup><a href="#n2">2</a></sup></p><p id=n1>* See above.</p><p id=n2><sup>2</sup> See below.</p>`,
			"A[^1] b[^2]\n\n[^1]: See above.\n\n[^2]: See below.",
		},
		{
			"several at once",
			`<p>A<sup>[<a href="#n1">1</a>, <a href="#n2">2</a>]</sup>: b</p><ol><li id=n1>one</li><li id=n2>2 years</li><li>three</li></ol>`,
			"A[^1],[^2]&#58; b\n\n1. three\n\n[^1]: one\n\n[^2]: 2 years",
		},
		{
			"note in a note",
			`<p>A<a href="#n1">1</a></p><p id=n1>one<a href="#n2">2</a></p><p id=n2>two</p>`,
			"A[^1]\n\n[^1]: one[^2]\n\n[^2]: two",
		},
		{
			"note within a note",
			`<p>A<a href="#n1">1</a> b<a href="#n2">2</a></p><div id=n1>one<p id=n2>two</p></div>`,
			"A[^1] b[^2]\n\n[^1]: one\n\n[^2]: two",
		},
		{
			"list in a note",
			`<p>A<a href="#n1">1</a></p><div id=n1>one:<ul><li>x</li><li>y</li></ul></div>`,
			"A[^1]\n\n[^1]: one:\n    \n    - x\n    - y",
		},
		{"whole addresses", `<p>A<a href="https://news.example/#n">1</a> b<a href="https://other.example/#n">2</a></p><p id=n>One.</p>`, "A[^1] b2\\[1\\]\n\n[^1]: One."},
		{"numbers in brackets", `<p>A<sup><a href="#n">(3)</a></sup></p><p id=n>(3) Three.</p>`, "A[^1]\n\n[^1]: Three."},
		{"in a table", `<table><tr><td>a<a href="#n">1</a><td>b<tr><td>c<td>d</table><p id=n>note</p>`, "| a[^1] | b |\n|---|---|\n| c | d |\n\n[^1]: note"},
		{"at the beginning of a line", `<p><a href="#n">1</a>: text</p><p id=n>note</p>`, "[^1]&#58; text\n\n[^1]: note"},
		{"no text", `<p>a<a href="#n">1</a></p><p id=n><img src="data:x"></p>`, "a[^1]\n\n[^1]: …"},
		{"a chapter", `<p>see <a href="#c2">2</a></p><h2 id=c2>Two</h2><p>text</p>`, "see 2\n\n## Two\n\ntext"},
		{"before the mark", `<p id=n>text</p><p>see<sup><a href="#n">1</a></sup></p>`, "text\n\nsee¹"},
		{"round the mark", `<div id=n>see<sup><a href="#n">1</a></sup></div>`, "see¹"},
		{"all notes in one block", `<p>a<sup><a href="#x">1</a></sup></p><p><a name=y></a>text<sup><a href="#z">2</a></sup></p>`, "a¹\n\ntext²"},
		{"words as links", `<p><a href="#n">more</a></p><p id=n>text</p>`, "more\n\ntext"},
		{"nothing there", `<p>a<sup><a href="#n">1</a></sup></p>`, "a¹"},
		{"typed", `<p>a[^1]</p><p>[^1]: b</p>`, "a\\[^1\\]\n\n\\[^1\\]: b"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Read(feed.Markup(c.in), "https://news.example/"); got.Markdown != c.want {
				t.Errorf("got  %q\nwant %q", got.Markdown, c.want)
			}
		})
	}
}

// TestLongNotesAreText: what is as long as a chapter stays where it is, and so
// does what comes after too many.
func TestLongNotesAreText(t *testing.T) {
	long := strings.Repeat("word ", 1000)
	got := Read(feed.Markup(`<p>a<sup><a href="#n">1</a></sup></p><p id=n>`+long+`</p><p>end</p>`), "")
	if !strings.HasPrefix(got.Markdown, "a¹\n\nword") || !strings.HasSuffix(got.Markdown, "\n\nend") {
		t.Errorf("got %.40q … %q", got.Markdown, got.Markdown[len(got.Markdown)-20:])
	}
	var b strings.Builder
	for i := range 2 * maxNotes {
		fmt.Fprintf(&b, `<a href="#n%d">%d</a> `, i, i)
	}
	for i := range 2 * maxNotes {
		fmt.Fprintf(&b, `<p id=n%d>note %d</p>`, i, i)
	}
	got = Read(feed.Markup(b.String()), "")
	if n := strings.Count(got.Markdown, "]: note"); n != maxNotes {
		t.Errorf("%d notes", n)
	}
	if n := strings.Count(got.Markdown, "note"); n != 2*maxNotes {
		t.Errorf("%d of %d notes are left", n, 2*maxNotes)
	}
}
