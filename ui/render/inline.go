package render

import (
	"html"
	"regexp"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	astext "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// linkMark is how package page writes a link into the text.
var linkMark = regexp.MustCompile(`\[[1-9][0-9]{0,3}\]`)

// imageMark is how package page writes a picture into the text.
var imageMark = regexp.MustCompile(`\[image: [^\[\]]*\]`)

// entity is a character reference in Markdown.
var entity = regexp.MustCompile(`^&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});`)

// inlines rebuilds the inline nodes of one leaf for glamour: of the kinds
// glamour renders well, and over a source of their own in which the text is
// decoded. Glamour would decode entities in code, unescape text twice, print
// the addresses of links and warn on standard output about footnotes.
type inlines struct {
	from  []byte // the article
	links int
	src   []byte // what glamour reads
}

// copy appends the rebuilt children of from to to. Goldmark cuts text at every
// bracket; it is joined again, so that marks in it can be seen.
func (b *inlines) copy(to, from ast.Node) {
	var words strings.Builder
	for n := from.FirstChild(); n != nil; n = n.NextSibling() {
		if t, ok := n.(*ast.Text); ok {
			words.WriteString(textOf(t, b.from))
			continue
		}
		b.words(to, words.String())
		words.Reset()
		b.node(to, n)
	}
	b.words(to, words.String())
}

// node appends one rebuilt inline node, which is no text, to to.
func (b *inlines) node(to, n ast.Node) {
	switch n := n.(type) {
	case *ast.CodeSpan:
		code := ast.NewCodeSpan()
		b.literal(code, strings.ReplaceAll(rawText(n, b.from), "\n", " "))
		to.AppendChild(to, code)
	case *ast.Emphasis:
		e := ast.NewEmphasis(n.Level)
		b.copy(e, n)
		to.AppendChild(to, e)
	case *astext.Strikethrough:
		s := astext.NewStrikethrough()
		b.literal(s, plainText(n, b.from))
		to.AppendChild(to, s)
	case *astext.FootnoteLink:
		b.faint(to, superscript(n.Index))
	case *astext.FootnoteBacklink:
	default:
		b.copy(to, n)
	}
}

// words appends text in which link marks become links and picture marks
// faint.
func (b *inlines) words(to ast.Node, s string) {
	for s != "" {
		at := linkMark.FindStringIndex(s)
		pic := imageMark.FindStringIndex(s)
		if pic != nil && (at == nil || pic[0] < at[0]) {
			b.literal(to, s[:pic[0]])
			b.faint(to, s[pic[0]:pic[1]])
			s = s[pic[1]:]
			continue
		}
		if at == nil {
			b.literal(to, s)
			return
		}
		b.literal(to, s[:at[0]])
		b.mark(to, s[at[0]:at[1]])
		s = s[at[1]:]
	}
}

// mark appends a link mark: an address glamour writes without its target,
// inside a hyperlink by which glyphs finds it again.
func (b *inlines) mark(to ast.Node, s string) {
	if n, err := strconv.Atoi(strings.Trim(s, "[]")); err != nil || n > b.links {
		b.literal(to, s)
		return
	}
	link := ast.NewAutoLink(ast.AutoLinkEmail, b.segment(s))
	link.AppendChild(link, b.segment(s))
	to.AppendChild(to, link)
}

// faint appends text in the style of picture marks.
func (b *inlines) faint(to ast.Node, s string) {
	image := ast.NewImage(ast.NewLink())
	b.literal(image, s)
	to.AppendChild(to, image)
}

// literal appends text that glamour shall show as it is.
func (b *inlines) literal(to ast.Node, s string) {
	if s = clean(s); s != "" {
		to.AppendChild(to, b.segment(s))
	}
}

// segment adds s to the source. Glamour decodes entities and backslashes once
// more, or twice: a control character behind each & and \ keeps it from that,
// and glyphs takes it out again.
func (b *inlines) segment(s string) *ast.Text {
	start := len(b.src)
	b.src = append(b.src, strings.NewReplacer(`&`, "&\x01", `\`, "\\\x01").Replace(s)...)
	return ast.NewTextSegment(text.NewSegment(start, len(b.src)))
}

// decode resolves the backslash escapes and character references of Markdown
// text.
func decode(s string) string {
	if !strings.ContainsAny(s, `\&`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s) && isPunct(s[i+1]):
			i++
		case s[i] == '&':
			if ref := entity.FindString(s[i:min(len(s), i+40)]); ref != "" {
				b.WriteString(html.UnescapeString(ref))
				i += len(ref) - 1
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// textOf is the decoded text of one node with the line break behind it.
func textOf(t *ast.Text, source []byte) string {
	value := string(t.Segment.Value(source))
	if !t.IsRaw() {
		value = decode(value)
	}
	switch {
	case t.HardLineBreak():
		value += "\n"
	case t.SoftLineBreak():
		value += " "
	}
	return value
}

// rawText is the text below a node as it stands in the source.
func rawText(n ast.Node, source []byte) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			b.Write(t.Segment.Value(source))
		}
	}
	return b.String()
}

// plainText is the text below a node, decoded, without any style.
func plainText(n ast.Node, source []byte) string {
	var b strings.Builder
	_ = ast.Walk(n, func(c ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch c := c.(type) {
		case *ast.Text:
			if _, code := c.Parent().(*ast.CodeSpan); code {
				b.Write(c.Segment.Value(source))
			} else {
				b.WriteString(textOf(c, source))
			}
		case *astext.FootnoteLink:
			b.WriteString(superscript(c.Index))
		}
		return ast.WalkContinue, nil
	})
	return clean(b.String())
}
