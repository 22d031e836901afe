package clip

import (
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/yuin/goldmark/ast"
	astext "github.com/yuin/goldmark/extension/ast"

	"rubrika/feed/page"
)

const (
	textWidth = 76 // cells of a saved text
	// minMeasure is the room that quotations and lists leave for their text.
	minMeasure = 20
)

// Lines lays the Markdown of an article out as plain text: quotations behind
// «> », lists behind their signs, tables as rows of cells. Link marks stay
// [n]. Lines are wrapped at width cells, except code; 0 wraps nothing. No line
// holds a control character or ends in a blank.
func Lines(markdown string, width int) []string {
	source := []byte(markdown)
	l := &layout{source: source, width: width}
	l.blocks(parse(source), "", "", false)
	return l.lines
}

// layout is a text being laid out.
type layout struct {
	source []byte
	width  int
	lines  []string
}

// blocks lays out the children of a node: first stands before the first line,
// rest before all others. An empty line parts blocks that are not tight.
func (l *layout) blocks(parent ast.Node, first, rest string, tight bool) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		if n.PreviousSibling() != nil && !tight {
			l.lines = append(l.lines, strings.TrimRight(rest, " "))
		}
		before := len(l.lines)
		l.block(n, first, rest)
		if len(l.lines) > before {
			first = rest
		}
	}
}

func (l *layout) block(n ast.Node, first, rest string) {
	switch n := n.(type) {
	case *ast.Heading, *ast.Paragraph, *ast.TextBlock:
		l.put(l.inline(n), first, rest)
	case *ast.Blockquote:
		l.blocks(n, l.deeper(first, "> "), l.deeper(rest, "> "), false)
	case *ast.List:
		l.list(n, first, rest)
	case *ast.FencedCodeBlock, *ast.CodeBlock:
		for i := range n.Lines().Len() {
			line := n.Lines().At(i)
			l.add(first + "    " + string(line.Value(l.source)))
			first = rest
		}
	case *ast.ThematicBreak:
		l.add(first + "* * *")
	case *astext.Footnote:
		sign := noteMark(n.Index) + " "
		l.blocks(n, l.deeper(first, sign), l.deeper(rest, strings.Repeat(" ", len(sign))), false)
	case *astext.Table:
		for row := n.FirstChild(); row != nil; row = row.NextSibling() {
			var cells []string
			for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
				cells = append(cells, strings.TrimSpace(l.inline(cell)))
			}
			l.put(strings.Join(cells, " | "), first, rest)
			first = rest
		}
	default:
		l.blocks(n, first, rest, false)
	}
}

func (l *layout) list(list *ast.List, first, rest string) {
	number := list.Start
	for n := list.FirstChild(); n != nil; n = n.NextSibling() {
		sign := "- "
		if list.IsOrdered() {
			sign = strconv.Itoa(number) + ". "
			number++
		}
		if n.PreviousSibling() != nil && !list.IsTight {
			l.lines = append(l.lines, strings.TrimRight(rest, " "))
		}
		before := len(l.lines)
		l.blocks(n, l.deeper(first, sign), l.deeper(rest, strings.Repeat(" ", len(sign))), list.IsTight)
		if len(l.lines) > before {
			first = rest
		}
	}
}

// deeper is an indent with a sign behind it, or as it is where the room for
// the text would get too small.
func (l *layout) deeper(indent, sign string) string {
	if l.width > 0 && l.width-len(indent)-len(sign) < minMeasure {
		return indent
	}
	return indent + sign
}

// put wraps a paragraph.
func (l *layout) put(s, first, rest string) {
	for line := range strings.SplitSeq(s, "\n") {
		if line = page.Line(line); l.width > 0 {
			line = ansi.Wrap(line, max(1, l.width-len(rest)), "")
		}
		for part := range strings.SplitSeq(line, "\n") {
			l.add(first + strings.TrimSpace(part))
			first = rest
		}
	}
}

// add appends one line through the door, which leaves the blanks of code
// alone.
func (l *layout) add(line string) {
	line = strings.TrimRight(line, " \n")
	if !page.Safe(line) || strings.Contains(line, "\n") {
		text := strings.TrimLeft(line, " ")
		line = strings.TrimRight(line[:len(line)-len(text)]+page.Line(text), " ")
	}
	l.lines = append(l.lines, line)
}

// noteMark is how a footnote is marked in plain text.
func noteMark(n int) string { return "[^" + strconv.Itoa(n) + "]" }

// inline is the text below a node, decoded; hard breaks are newlines.
func (l *layout) inline(n ast.Node) string {
	var b strings.Builder
	for _, c := range leaves(n) {
		if mark, ok := c.(*astext.FootnoteLink); ok {
			b.WriteString(noteMark(mark.Index))
			continue
		}
		t, ok := c.(*ast.Text)
		if !ok {
			continue
		}
		value := string(t.Segment.Value(l.source))
		if _, code := t.Parent().(*ast.CodeSpan); !code {
			value = decode(value)
		}
		b.WriteString(value)
		switch {
		case t.HardLineBreak() && t.NextSibling() != nil:
			b.WriteByte('\n')
		case t.SoftLineBreak():
			b.WriteByte(' ')
		}
	}
	return b.String()
}
