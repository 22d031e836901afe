package clip

import (
	"bytes"
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"

	"rubrika/feed"
)

// Heading begins a document of chapters.
func Heading(title string) []byte { return []byte("# " + inlineText(title) + "\n\n") }

// Chapter is a story as Markdown that stands among others in one document: a
// heading of the second level, what is known of the story as a list, the text
// with its own headings below that one, all links where they are. Footnotes are
// numbered with the id of the story, so that those of two stay apart. It ends
// with an empty line.
func Chapter(a feed.Article, w Words) []byte {
	c := newContent(a, w)
	var b bytes.Buffer
	b.WriteString("## " + escaped(c.title) + "\n\n")
	for _, f := range c.facts {
		value := escaped(strings.Join(f.values, ", "))
		if f.key == "url" {
			value = destination(f.values[0])
		}
		b.WriteString("- " + escaped(c.words.ClipLabel(f.label)) + ": " + value + "\n")
	}
	if len(c.facts) > 0 {
		b.WriteByte('\n')
	}
	if text := bytes.TrimRight(c.within(strconv.FormatInt(int64(a.ID), 10)), "\n"); len(text) > 0 {
		b.Write(text)
		b.WriteString("\n\n")
	}
	c.section(&b, "###", "pictures", c.unshown())
	c.section(&b, "###", "files", c.files)
	return b.Bytes()
}

// within is the text as it may stand below a heading of the second level, next
// to other texts.
func (c content) within(id string) []byte {
	doc := parse(c.body)
	all := c.linked(doc, func(m mark) string { return "(" + destination(c.target(m)) + ")" })
	all = append(append(all, deeperHeadings(doc, c.body)...), renamedNotes(doc, c.body, id)...)
	return all.apply(c.body)
}

// mostLevels is how many levels of headings Markdown has.
const mostLevels = 6

// deeperHeadings puts each heading of a text one level lower.
func deeperHeadings(doc ast.Node, body []byte) inserts {
	var out inserts
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		h, ok := n.(*ast.Heading)
		if !ok || !entering || h.Level == mostLevels || h.Lines().Len() == 0 {
			return ast.WalkContinue, nil
		}
		signs := bytes.TrimRight(body[:h.Lines().At(0).Start], " \t")
		if bytes.HasSuffix(signs, []byte("#")) {
			out = append(out, insert{len(signs), "#"})
		}
		return ast.WalkSkipChildren, nil
	})
	return out
}

// note is the mark of a footnote, and where its text begins.
var note = regexp.MustCompile(`\[\^([0-9]+)\]`)

// renamedNotes puts an id before the numbers of footnotes. In code, what looks
// like one is none.
func renamedNotes(doc ast.Node, body []byte, id string) inserts {
	found := note.FindAllSubmatchIndex(body, -1)
	if found == nil {
		return nil
	}
	code := codeIn(doc)
	var out inserts
	for _, m := range found {
		inCode := slices.ContainsFunc(code, func(c [2]int) bool { return c[0] <= m[0] && m[0] < c[1] })
		if escapedAt := m[0] > 0 && body[m[0]-1] == '\\'; !inCode && !escapedAt {
			out = append(out, insert{m[2], id + "-"})
		}
	}
	return out
}

// codeIn are the places of the code below a node.
func codeIn(doc ast.Node) [][2]int {
	var out [][2]int
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.Text:
			if _, ok := n.Parent().(*ast.CodeSpan); ok && entering {
				out = append(out, [2]int{n.Segment.Start, n.Segment.Stop})
			}
		case *ast.CodeBlock, *ast.FencedCodeBlock:
			for i := 0; entering && i < n.Lines().Len(); i++ {
				line := n.Lines().At(i)
				out = append(out, [2]int{line.Start, line.Stop})
			}
		}
		return ast.WalkContinue, nil
	})
	return out
}

// insert is text that is to stand at a place of another one.
type insert struct {
	at   int
	text string
}

// inserts are all changes of a text.
type inserts []insert

// apply is a text with all its changes.
func (all inserts) apply(body []byte) []byte {
	slices.SortStableFunc(all, func(a, b insert) int { return cmp.Compare(a.at, b.at) })
	var out []byte
	at := 0
	for _, i := range all {
		out = append(append(out, body[at:i.at]...), i.text...)
		at = i.at
	}
	return append(out, body[at:]...)
}
