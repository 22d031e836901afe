package render

import (
	"bytes"

	"charm.land/glamour/v2/ansi"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// leaf renders a paragraph or heading, unwrapped.
func (w *walker) leaf(n ast.Node, in indent) row {
	size := 0
	for i := range n.Lines().Len() {
		segment := n.Lines().At(i)
		size += segment.Len()
	}
	if size > maxLeaf || w.late() {
		return glyphs(plainText(n, w.source))
	}
	b := inlines{from: w.source, links: w.links}
	var copied ast.Node = ast.NewParagraph()
	if h, ok := n.(*ast.Heading); ok {
		copied = ast.NewHeading(h.Level)
	}
	b.copy(copied, n)
	styled, ok := w.look.glamour(copied, b.src, in.quoted, 0)
	if !ok {
		return glyphs(plainText(n, w.source))
	}
	return trim(glyphs(styled))
}

// glamour renders one block that stands alone in a document. A width of 0
// leaves lines as they are. It reports false where glamour fails or panics.
func (l look) glamour(n ast.Node, source []byte, quoted bool, width int) (out string, ok bool) {
	defer func() {
		if recover() != nil {
			out, ok = "", false
		}
	}()
	doc := ast.NewDocument()
	doc.AppendChild(doc, n)
	style := l.body
	if quoted {
		style = l.quote
	}
	var buf bytes.Buffer
	r := renderer.NewRenderer(renderer.WithNodeRenderers(util.Prioritized(ansi.NewRenderer(ansi.Options{
		WordWrap:         width,
		InlineTableLinks: true,
		PreserveNewLines: true,
		Styles:           style,
	}), 1000)))
	if err := r.Render(&buf, source, doc); err != nil {
		return "", false
	}
	return buf.String(), true
}

// trim takes the blanks and newlines off both ends.
func trim(text row) row {
	isBlank := func(g glyph) bool { return g.text == "\n" || g.text == " " }
	for len(text) > 0 && isBlank(text[0]) {
		text = text[1:]
	}
	for len(text) > 0 && isBlank(text[len(text)-1]) {
		text = text[:len(text)-1]
	}
	return text
}
