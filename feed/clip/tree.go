package clip

import (
	"html"
	"regexp"
	"strconv"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Limits before goldmark sees a text: its time grows with the square of both.
const (
	maxMarks = 1000 // marks of emphasis and code in one paragraph
	maxDepth = 40   // quotations and lists within each other
	maxNotes = 600  // footnotes and their marks
)

// newGoldmark reads CommonMark with tables, strikethrough and footnotes, but no raw HTML,
// no links and no pictures: package page has written links as numbers, so what
// else looks like one is text.
func newGoldmark() goldmark.Markdown {
	return goldmark.New(
		goldmark.WithParser(parser.NewParser(
			parser.WithBlockParsers(
				util.Prioritized(parser.NewSetextHeadingParser(), 100),
				util.Prioritized(parser.NewThematicBreakParser(), 200),
				util.Prioritized(parser.NewListParser(), 300),
				util.Prioritized(parser.NewListItemParser(), 400),
				util.Prioritized(parser.NewCodeBlockParser(), 500),
				util.Prioritized(parser.NewATXHeadingParser(), 600),
				util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
				util.Prioritized(parser.NewBlockquoteParser(), 800),
				util.Prioritized(parser.NewParagraphParser(), 1000),
			),
			parser.WithInlineParsers(
				util.Prioritized(parser.NewCodeSpanParser(), 100),
				util.Prioritized(parser.NewEmphasisParser(), 500),
			),
		)),
		goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.Footnote),
	)
}

// parse reads a text; one that would cost too much comes as its paragraphs.
func parse(source []byte) ast.Node {
	if costly(string(source)) {
		return paragraphs(source)
	}
	return newGoldmark().Parser().Parse(text.NewReader(source))
}

// costly reports too many footnotes, a paragraph with too many marks, or a line
// that lies too deep.
func costly(markdown string) bool {
	if strings.Count(markdown, "[^") > maxNotes {
		return true
	}
	marks := 0
	for line := range strings.SplitSeq(markdown, "\n") {
		rest := strings.TrimLeft(line, " \t>-+*.0123456789")
		lead := line[:len(line)-len(rest)]
		if strings.Count(lead, ">") > maxDepth || len(lead) > 8*maxDepth || strings.Count(lead, "- ") > maxDepth {
			return true
		}
		if strings.TrimSpace(line) == "" {
			marks = 0
		}
		for _, mark := range []string{"*", "_", "~", "`"} {
			marks += strings.Count(line, mark) - strings.Count(line, `\`+mark)
		}
		if marks > maxMarks {
			return true
		}
	}
	return false
}

// paragraphs is a text as paragraphs of lines, without any style.
func paragraphs(source []byte) ast.Node {
	doc := ast.NewDocument()
	var p ast.Node
	for at := 0; at < len(source); {
		end := at
		for end < len(source) && source[end] != '\n' {
			end++
		}
		switch line := text.NewSegment(at, end); {
		case strings.TrimSpace(string(line.Value(source))) == "":
			p = nil
		default:
			if p == nil {
				p = ast.NewParagraph()
				doc.AppendChild(doc, p)
			}
			t := ast.NewTextSegment(line)
			t.SetHardLineBreak(true)
			p.AppendChild(p, t)
		}
		at = end + 1
	}
	return doc
}

// mark is a link mark «[3]» or a picture mark «[image 3: alt]» in the source of
// a text; one of link and image is 0.
type mark struct{ from, to, link, image int }

// marks finds the marks as package page writes them: their brackets are
// escaped, as those within an alternative text are.
var marks = regexp.MustCompile(`\\?\[(?:image ([1-9][0-9]{0,3})(?:: (?:[^\[\]]|\\?\[[^\[\]]*\])*?)?|([1-9][0-9]{0,3}))\\?\]`)

// marksIn are the marks of one piece of text that mean one of so many links
// and pictures.
func marksIn(t *ast.Text, source []byte, links, images int) []mark {
	if _, code := t.Parent().(*ast.CodeSpan); code {
		return nil
	}
	var out []mark
	at := t.Segment.Start
	for _, m := range marks.FindAllSubmatchIndex(t.Segment.Value(source), -1) {
		group := func(n int) int {
			if m[2*n] < 0 {
				return 0
			}
			v, _ := strconv.Atoi(string(source[at+m[2*n] : at+m[2*n+1]])) // digits, by the expression
			return v
		}
		if found := (mark{at + m[0], at + m[1], group(2), group(1)}); found.link <= links && found.image <= images {
			out = append(out, found)
		}
	}
	return out
}

// texts are the pieces of text below a node, in order.
func texts(n ast.Node) []*ast.Text {
	var out []*ast.Text
	for _, c := range leaves(n) {
		if t, ok := c.(*ast.Text); ok {
			out = append(out, t)
		}
	}
	return out
}

// leaves are the nodes below a node that have none below them, in order.
func leaves(n ast.Node) []ast.Node {
	var out []ast.Node
	_ = ast.Walk(n, func(c ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering && !c.HasChildren() {
			out = append(out, c)
		}
		return ast.WalkContinue, nil
	})
	return out
}

// escapes are what stands for another character in Markdown: punctuation
// behind a backslash, and character references.
var escapes = regexp.MustCompile("\\\\[!-/:-@\\[-`{-~]|&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")

// decode resolves escapes.
func decode(s string) string {
	return escapes.ReplaceAllStringFunc(s, func(e string) string {
		if e[0] == '\\' {
			return e[1:]
		}
		return html.UnescapeString(e)
	})
}
