package render

import (
	"context"
	"slices"
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
	note   int  // the footnote that begins on the next line, or 0
	plain  bool // the deadline has passed: leaves come unstyled

	reorder, narrow bool // see Renderer
	base            int8 // the direction of the last block, 1 from right to left
}

// indent is what stands before the text of a block: first on its next line,
// rest on the lines after.
type indent struct {
	first, rest row
	quoted      bool
}

// deeper returns in with mark before the first line and follow, of the same
// width, before the others; in itself and false where the room would get too
// small.
func (w *walker) deeper(in indent, mark, follow row) (indent, bool) {
	cells := mark.width()
	if w.width-in.first.width()-cells < minMeasure || w.width-in.rest.width()-cells < minMeasure {
		return in, false
	}
	in.first = slices.Concat(in.first, mark)
	in.rest = slices.Concat(in.rest, follow)
	return in, true
}

// blanks are n blanks.
func blanks(n int) row { return glyphs(strings.Repeat(" ", n)) }

// next is the indent of what follows the first line.
func (in indent) next() indent {
	in.first = in.rest
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
	text := w.compose(nil, in.next())
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
		quote, _ := w.deeper(in, w.look.bar, w.look.bar)
		quote.quoted = true
		w.blocks(n, quote, false)
	case *ast.List:
		w.list(n, in)
	case *ast.FencedCodeBlock:
		w.code(n, string(n.Language(w.source)), in)
	case *ast.CodeBlock:
		w.code(n, "", in)
	case *ast.ThematicBreak:
		w.put(w.look.thin(), in)
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
		mark := w.look.bullet
		if list.IsOrdered() {
			mark = styled(Pad(strconv.Itoa(number)+".", marks), w.look.muted)
			number++
		}
		if n.PreviousSibling() != nil && !list.IsTight {
			w.blank(in)
		}
		item, ok := w.deeper(in, mark, blanks(marks))
		if !ok {
			item.first = slices.Concat(in.first, w.look.bullet)
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
	w.put(w.look.thin(), in)
	for n := list.FirstChild(); n != nil; n = n.NextSibling() {
		note, ok := n.(*astext.Footnote)
		if !ok {
			continue
		}
		mark := styled(superscript(note.Index)+" ", w.look.muted)
		hang, _ := w.deeper(in, mark, blanks(mark.width()))
		w.note = note.Index
		before := len(w.lines)
		w.blocks(note, hang, false)
		if len(w.lines) == before { // an empty note still has its mark
			w.put(nil, hang)
		}
	}
}

// code lays out a piece of code: indented, never re-wrapped. Where a line is
// too long for the page all are wide, or those go on behind a mark that are
// too long even to be shifted.
func (w *walker) code(n ast.Node, language string, in indent) {
	w.block++
	w.base = 0
	in, _ = w.deeper(in, blanks(2), blanks(2))
	var b strings.Builder
	for i := range n.Lines().Len() {
		segment := n.Lines().At(i)
		b.Write(segment.Value(w.source))
	}
	room := w.width - in.rest.width()
	lines := splitRows(w.highlight(strings.TrimRight(b.String(), "\n"), language))
	longest := 0
	for _, line := range lines {
		longest = max(longest, line.width())
	}
	wide := longest > room && longest <= maxCode && !w.narrow
	goOn := row{{text: w.look.goOn, width: 1, sgr: w.look.faint}, {text: " ", width: 1}}
	for _, line := range lines {
		w.order(line, 0)
		pieces := []row{line}
		if !wide && line.width() > room {
			pieces = hardWrap(line, room-2)
		}
		for i, piece := range pieces {
			if i > 0 {
				piece = slices.Concat(goOn, piece)
			}
			w.add(piece, in, wide)
			in = in.next()
		}
	}
}

// put adds a block of text, wrapped.
func (w *walker) put(text row, in indent) {
	w.block++
	w.base = w.order(text, -1)
	image := text.image()
	for _, line := range wrap(text, w.width-in.first.width(), w.width-in.rest.width()) {
		w.add(line, in, false)
		w.lines[len(w.lines)-1].Image = image
		in = in.next()
	}
}

// order resolves the directions in a text, of the given level or by its first
// letter, where they are asked for and there is time; it returns the level.
func (w *walker) order(text row, base int8) int8 {
	if !w.reorder || !text.hasRTL() || w.late() {
		return 0
	}
	if base < 0 {
		base = baseOf(text)
	}
	resolve(text, base)
	return base
}

// compose joins a line and its indent as they are seen. Text from right to
// left stands at the right edge, with its indent on that side.
func (w *walker) compose(line row, in indent) string {
	if w.base == 0 {
		return slices.Concat(in.first, visual(line, 0)).String()
	}
	lead := slices.Clone(in.first)
	resolve(lead, 1)
	for len(line) > 0 && line[len(line)-1].text == " " {
		line = line[:len(line)-1]
	}
	out := slices.Concat(visual(line, 1), visual(lead, 1))
	return slices.Concat(blanks(w.width-out.width()), out).String()
}

// add adds one line behind its indent. A line that is still too wide (a wide
// character where there is one cell) is cut, unless it may be.
func (w *walker) add(line row, in indent, wide bool) {
	text := w.compose(line, in)
	if Width(text) > w.width && !wide {
		text = glyphs(Cut(text, w.width)).String()
	}
	w.lines = append(w.lines, Line{
		Text: text, Wide: wide, Block: w.block,
		Links: line.numbers(linkMark), Notes: line.numbers(noteMark), Note: w.note,
	})
	w.note = 0
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
