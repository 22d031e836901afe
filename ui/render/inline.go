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

// aMark is how package page writes links, [12], and pictures, [image 3: what
// it shows] or [image 3], into the text.
var aMark = regexp.MustCompile(`\[(?:([1-9][0-9]{0,3})|image(?: ([1-9][0-9]{0,3}))?(:(?:[^\[\]]|\[[^\[\]]*\])*)?)\]`)

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
		b.mark(to, superscript(n.Index), mark{noteMark, n.Index})
	case *astext.FootnoteBacklink:
	default:
		b.copy(to, n)
	}
}

// words appends text with its marks.
func (b *inlines) words(to ast.Node, s string) {
	marked(s, b.links, func(text string, of mark) {
		if of.kind == noMark {
			b.literal(to, text)
		} else {
			b.mark(to, text, of)
		}
	})
}

// marked cuts text into what is a mark of a link or picture and what is none.
// A picture shows without its number.
func marked(s string, links int, add func(text string, of mark)) {
	from := 0
	for _, at := range aMark.FindAllStringSubmatchIndex(s, -1) {
		of, text := mark{kind: imageMark}, "[image]"
		if at[2] >= 0 {
			text = s[at[0]:at[1]]
			of.kind = linkMark
			of.n, _ = strconv.Atoi(s[at[2]:at[3]])
			if of.n > links {
				continue
			}
		}
		if at[4] >= 0 {
			of.n, _ = strconv.Atoi(s[at[4]:at[5]])
		}
		if at[6] >= 0 {
			text = "[image" + s[at[6]:at[7]] + "]"
		}
		if from < at[0] {
			add(s[from:at[0]], mark{})
		}
		add(text, of)
		from = at[1]
	}
	if from < len(s) {
		add(s[from:], mark{})
	}
}

// mark appends a mark: an address glamour writes without its target, inside a
// hyperlink by which glyphs finds it again.
func (b *inlines) mark(to ast.Node, s string, of mark) {
	link := ast.NewAutoLink(ast.AutoLinkEmail, b.segment(of.address()))
	if s = clean(s); s != "" {
		link.AppendChild(link, b.segment(s))
		to.AppendChild(to, link)
	}
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
