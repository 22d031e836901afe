package render

import (
	"bytes"
	"strings"

	"charm.land/glamour/v2/ansi"
	"github.com/yuin/goldmark/ast"
	astext "github.com/yuin/goldmark/extension/ast"
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
	kind := leafKind{in.quoted, n.Kind() == ast.KindHeading}
	if text, ok := w.quick(n, w.look.inks[kind]); ok {
		return trim(text)
	}
	return w.slow(n, kind)
}

// slow renders a leaf through glamour.
func (w *walker) slow(n ast.Node, kind leafKind) row {
	b := inlines{from: w.source, links: w.links}
	var copied ast.Node = ast.NewParagraph()
	if kind.heading {
		copied = ast.NewHeading(1)
	}
	b.copy(copied, n)
	styled, ok := w.look.glamour(copied, b.src, kind.quoted, 0)
	if !ok {
		return glyphs(plainText(n, w.source))
	}
	return trim(w.look.marks(glyphs(styled)))
}

// quick renders a leaf in the styles glamour gives to words, marks, code and
// plain emphasis, which is all there is in most; the way through glamour is
// ten times as long. It reports false where there is anything else.
func (w *walker) quick(n ast.Node, in inks) (row, bool) {
	var out row
	var words strings.Builder
	flush := func() {
		out = append(out, w.look.words(words.String(), w.links, in)...)
		words.Reset()
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			words.WriteString(textOf(t, w.source))
			continue
		}
		flush()
		switch c := c.(type) {
		case *ast.CodeSpan:
			out = append(out, styled(strings.ReplaceAll(rawText(c, w.source), "\n", " "), in.code)...)
		case *ast.Emphasis:
			text, ok := onlyWords(c, w.source)
			if !ok || aMark.MatchString(text) {
				return nil, false
			}
			sgr := in.emph
			if c.Level > 1 {
				sgr = in.strong
			}
			out = append(out, styled(text, sgr)...)
		case *astext.FootnoteLink:
			out = append(out, ofMark(styled(superscript(c.Index), w.look.faint), mark{noteMark, c.Index})...)
		default:
			return nil, false
		}
	}
	flush()
	return out, true
}

// onlyWords returns the decoded text of a node, and false where there is
// anything else in it.
func onlyWords(n ast.Node, source []byte) (string, bool) {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t, ok := c.(*ast.Text)
		if !ok {
			return "", false
		}
		b.WriteString(textOf(t, source))
	}
	return b.String(), true
}

// words are text with marks as glyphs.
func (l look) words(s string, links int, in inks) row {
	var out row
	marked(s, links, func(text string, of mark) {
		switch of.kind {
		case linkMark:
			out = append(out, ofMark(styled(text, in.link), of)...)
		case imageMark:
			out = append(out, ofMark(styled(text, l.faint), of)...)
		default:
			out = append(out, styled(text, in.text)...)
		}
	})
	return out
}

// ofMark makes all glyphs of a text those of a mark.
func ofMark(text row, of mark) row {
	for i := range text {
		text[i].mark = of
	}
	return text
}

// leafKind says which styles a leaf has.
type leafKind struct{ quoted, heading bool }

// inks are the SGR sequences in a kind of leaf.
type inks struct{ text, link, strong, emph, code string }

// learn asks glamour for the styles in a kind of leaf.
func (l look) learn(kind leafKind) inks {
	var leaf ast.Node = ast.NewParagraph()
	if kind.heading {
		leaf = ast.NewHeading(1)
	}
	b := inlines{links: 1}
	b.words(leaf, "a[1]")
	for _, n := range []ast.Node{ast.NewEmphasis(2), ast.NewEmphasis(1), ast.NewCodeSpan()} {
		b.literal(n, "a")
		leaf.AppendChild(leaf, n)
	}
	out, _ := l.glamour(leaf, b.src, kind.quoted, 0)
	text := trim(glyphs(out))
	if len(text) != len("a[1]aaa") {
		return inks{l.text, l.keyword, l.strong, l.text, l.code}
	}
	return inks{text[0].sgr, text[1].sgr, text[4].sgr, text[5].sgr, text[6].sgr}
}

// marks makes the marks of footnotes and pictures faint; glamour has written
// all marks as links.
func (l look) marks(text row) row {
	for i, g := range text {
		if g.mark.kind == noteMark || g.mark.kind == imageMark {
			text[i].sgr = l.faint
		}
	}
	return text
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
