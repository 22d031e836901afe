package render

import (
	"context"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	astext "github.com/yuin/goldmark/extension/ast"
)

// minMeasure is the room a quotation or list must leave for its text; below
// it nesting is no longer indented.
const minMeasure = 8

// walker lays out the blocks of one article.
type walker struct {
	ctx    context.Context
	look   look
	source []byte
	links  int
	width  int
	lines  []Line
	block  int
	plain  bool // the deadline has passed: leaves come unstyled
}

// indent is what stands before the text of a block: first on its next line,
// rest on the lines after. Both are styled and as wide as the numbers say.
type indent struct {
	first, rest   string
	firstW, restW int
	quoted        bool
}

// deeper returns in with mark before the first line and follow, of the same
// width, before the others; in itself where the room would get too small.
func (w *walker) deeper(in indent, mark, follow string) indent {
	cells := Width(mark)
	if w.width-in.firstW-cells < minMeasure || w.width-in.restW-cells < minMeasure {
		return in
	}
	in.first, in.firstW = in.first+mark, in.firstW+cells
	in.rest, in.restW = in.rest+follow, in.restW+cells
	return in
}

// next is the indent of what follows the first line.
func (in indent) next() indent {
	in.first, in.firstW = in.rest, in.restW
	return in
}

// blocks lays out the children of a node, one blank line between them unless
// they are tight.
func (w *walker) blocks(parent ast.Node, in indent, tight bool) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		if n.PreviousSibling() != nil && !tight {
			w.blank(in)
		}
		before := len(w.lines)
		w.node(n, in)
		if len(w.lines) > before {
			in = in.next()
		}
	}
}

// blank adds the line between two blocks; nothing when the last line is one.
func (w *walker) blank(in indent) {
	if len(w.lines) == 0 {
		return
	}
	text := glyphs(in.rest).String()
	if last := w.lines[len(w.lines)-1].Text; last == "" || last == text {
		return
	}
	w.lines = append(w.lines, Line{Text: text, Block: max(0, w.block)})
}

// node lays out one block.
func (w *walker) node(n ast.Node, in indent) {
	switch n := n.(type) {
	case *ast.Heading, *ast.Paragraph, *ast.TextBlock:
		w.put(w.leaf(n, in), in)
	case *ast.Blockquote:
		bar := w.look.bar + " "
		quote := w.deeper(in, bar, bar)
		quote.quoted = true
		w.blocks(n, quote, false)
	case *ast.List:
		w.list(n, in)
	case *ast.FencedCodeBlock:
		w.code(n, string(n.Language(w.source)), in)
	case *ast.CodeBlock:
		w.code(n, "", in)
	case *ast.ThematicBreak:
		w.put(row{{text: strings.Repeat("─", minMeasure), width: minMeasure, sgr: w.look.rule}}, in)
	case *astext.Table:
		w.table(n, in)
	case *astext.FootnoteList:
		w.footnotes(n, in)
	default:
		w.blocks(n, in, false)
	}
}

// list lays out a list: a bullet or number before the first line of an item,
// its width before the others.
func (w *walker) list(list *ast.List, in indent) {
	number := list.Start
	marks := 2
	if list.IsOrdered() {
		marks = len(strconv.Itoa(number+list.ChildCount()-1)) + 2
	}
	for n := list.FirstChild(); n != nil; n = n.NextSibling() {
		mark := w.look.bullet + " "
		if list.IsOrdered() {
			mark = Pad(strconv.Itoa(number)+".", marks)
			mark = w.look.paint(w.look.muted, mark)
			number++
		}
		if n.PreviousSibling() != nil && !list.IsTight {
			w.blank(in)
		}
		item := w.deeper(in, mark, strings.Repeat(" ", marks))
		if item == in {
			item.first, item.firstW = in.first+w.look.bullet+" ", in.firstW+2
		}
		before := len(w.lines)
		w.blocks(n, item, list.IsTight)
		if len(w.lines) == before { // an empty item still has its mark
			w.put(nil, item)
		}
		in = in.next()
	}
}

// footnotes lays out the notes at the end of a text below a short rule.
func (w *walker) footnotes(list *astext.FootnoteList, in indent) {
	w.put(row{{text: strings.Repeat("─", minMeasure), width: minMeasure, sgr: w.look.rule}}, in)
	for n := list.FirstChild(); n != nil; n = n.NextSibling() {
		note, ok := n.(*astext.Footnote)
		if !ok {
			continue
		}
		mark := superscript(note.Index) + " "
		w.blocks(note, w.deeper(in, w.look.paint(w.look.muted, mark), strings.Repeat(" ", Width(mark))), false)
	}
}

// code lays out a piece of code: indented, never re-wrapped; a line that is
// too long goes on behind a mark.
func (w *walker) code(n ast.Node, language string, in indent) {
	w.block++
	in = w.deeper(in, "  ", "  ")
	var b strings.Builder
	for i := range n.Lines().Len() {
		segment := n.Lines().At(i)
		b.Write(segment.Value(w.source))
	}
	room := w.width - in.restW
	goOn := glyph{text: w.look.goOn, width: 1, sgr: w.look.faint}
	for _, line := range splitRows(w.highlight(strings.TrimRight(b.String(), "\n"), language)) {
		if line.width() <= room {
			w.add(line, in)
			in = in.next()
			continue
		}
		for i, piece := range hardWrap(line, room-2) {
			if i > 0 {
				piece = append(row{goOn, {text: " ", width: 1}}, piece...)
			}
			w.add(piece, in)
			in = in.next()
		}
	}
}

// put adds a block of text, wrapped.
func (w *walker) put(text row, in indent) {
	w.block++
	for _, line := range wrap(text, w.width-in.firstW, w.width-in.restW) {
		w.add(line, in)
		in = in.next()
	}
}

// add adds one line behind its indent. A line that is still too wide (a wide
// character where there is one cell) is cut.
func (w *walker) add(line row, in indent) {
	text := line.String()
	if in.first != "" {
		text = glyphs(in.first + text).String()
	}
	if Width(text) > w.width {
		text = glyphs(Cut(text, w.width)).String()
	}
	w.lines = append(w.lines, Line{Text: text, Links: line.links(), Block: w.block})
}

// late reports whether the deadline has passed; it stays so.
func (w *walker) late() bool {
	w.plain = w.plain || w.ctx.Err() != nil
	return w.plain
}

// splitRows cuts glyphs at their newlines.
func splitRows(text row) []row {
	var out []row
	from := 0
	for i, g := range text {
		if g.text == "\n" {
			out = append(out, text[from:i])
			from = i + 1
		}
	}
	return append(out, text[from:])
}

// superscript writes a number in raised digits.
func superscript(n int) string {
	digits := []rune("⁰¹²³⁴⁵⁶⁷⁸⁹")
	var b strings.Builder
	for _, c := range strconv.Itoa(n) {
		if c >= '0' && c <= '9' {
			b.WriteRune(digits[c-'0'])
		}
	}
	return b.String()
}
