package render

import (
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	astext "github.com/yuin/goldmark/extension/ast"
)

// minColumn is the narrowest column, with its blanks and line, in which a
// table is still set as a table.
const minColumn = 6

// maxWord is the widest word, in cells, for whose sake a table is wide and not
// wrapped within the word: longer ones are addresses and the like.
const maxWord = 24

// table renders a table through glamour at its natural width, or narrower
// with wrapped cells where the page is narrow. One whose words do not fit into
// its columns then is wide. One with more columns than even a wide one has
// room for, or of more than maxCells cells, comes as one paragraph a row.
func (w *walker) table(t *astext.Table, in indent) {
	w.block++
	w.base = 0
	size := w.measure(t)
	room := w.width - in.rest.width()
	wide := size.natural > room+2 && size.least > room && !w.narrow
	if wide {
		room = maxTable
	}
	if size.columns*minColumn > room || size.cells > maxCells || size.bytes > maxLeaf || w.late() {
		w.tableRows(t, in)
		return
	}
	b := inlines{from: w.source, links: w.links}
	styled, ok := w.look.glamour(b.table(t), b.src, false, min(size.natural, room+1))
	if !ok {
		w.tableRows(t, in)
		return
	}
	for _, line := range w.look.dress(glyphs(styled)) {
		if w.reorder {
			line = cellsInOrder(line)
		}
		w.add(line, in, wide)
		in = in.next()
	}
}

// extent is what a table needs: its columns and cells, the bytes of its text,
// and the width it takes with nothing wrapped, and with no word broken.
type extent struct{ columns, cells, bytes, natural, least int }

// measure returns what a table needs.
func (w *walker) measure(t *astext.Table) extent {
	e := extent{columns: len(t.Alignments)}
	widths, words := make([]int, e.columns), make([]int, e.columns)
	for r := t.FirstChild(); r != nil; r = r.NextSibling() {
		i := 0
		for c := r.FirstChild(); c != nil; c = c.NextSibling() {
			text := plainText(c, w.source)
			e.bytes += len(text)
			e.cells++
			if i < e.columns {
				widths[i] = max(widths[i], Width(text))
				for word := range strings.FieldsSeq(text) {
					words[i] = max(words[i], min(Width(word), maxWord))
				}
			}
			i++
		}
	}
	e.natural = e.columns - 1 // the lines between; each column has a blank on both sides
	e.least = e.natural
	for i, width := range widths {
		e.natural += width + 2
		e.least += words[i] + 2
	}
	return e
}

// cellsInOrder puts the text of each cell on a line of a table into the order
// in which it is seen.
func cellsInOrder(line row) row {
	out := make(row, 0, len(line))
	for len(line) > 0 {
		end := slices.IndexFunc(line, func(g glyph) bool { return g.text == "│" })
		if end < 0 {
			end = len(line)
		}
		cell := trim(line[:end])
		lead := slices.IndexFunc(line[:end], func(g glyph) bool { return g.text != " " })
		if lead < 0 || !cell.hasRTL() {
			out = append(out, line[:end]...)
		} else {
			base := baseOf(cell)
			resolve(cell, base)
			out = append(out, line[:lead]...)
			out = append(out, visual(cell, base)...)
			out = append(out, line[lead+len(cell):end]...)
		}
		if end < len(line) {
			out = append(out, line[end])
			end++
		}
		line = line[end:]
	}
	for i := range out {
		out[i].level = 0 // it is in order now
	}
	return out
}

// tableRows lays out each row of a table as a paragraph of its cells.
func (w *walker) tableRows(t *astext.Table, in indent) {
	for r := t.FirstChild(); r != nil; r = r.NextSibling() {
		var cells []string
		for c := r.FirstChild(); c != nil; c = c.NextSibling() {
			if text := strings.TrimSpace(plainText(c, w.source)); text != "" {
				cells = append(cells, text)
			}
		}
		hang, _ := w.deeper(in.next(), blanks(2), blanks(2))
		text := glyphs(strings.Join(cells, " │ "))
		w.base = w.order(text, -1)
		for i, line := range wrap(text, w.width-in.first.width(), w.width-hang.rest.width()) {
			if i == 1 {
				in.first = hang.rest
			}
			w.add(line, in, false)
		}
		in = in.next()
	}
}

// table rebuilds a table for glamour.
func (b *inlines) table(t *astext.Table) *astext.Table {
	out := astext.NewTable()
	out.Alignments = t.Alignments
	for r := t.FirstChild(); r != nil; r = r.NextSibling() {
		line := astext.NewTableRow(t.Alignments)
		var to ast.Node = line
		if r.Kind() == astext.KindTableHeader {
			to = astext.NewTableHeader(line)
		}
		for c := r.FirstChild(); c != nil; c = c.NextSibling() {
			cell := astext.NewTableCell()
			b.copy(cell, c)
			to.AppendChild(to, cell)
		}
		out.AppendChild(out, to)
	}
	return out
}

// dress takes the blank lines and the blank first column off a table glamour
// has set, and gives its lines and its head their styles.
func (l look) dress(text row) []row {
	rows := slices.DeleteFunc(splitRows(text), func(r row) bool { return r.String() == "" })
	head := true
	for i, r := range rows {
		l.marks(r)
		head = head && r[0].text != "─"
		for j, g := range r {
			switch {
			case strings.Contains("─│┼", g.text):
				r[j].sgr = l.rule
			case head && g.text != " " && g.mark.kind == noMark:
				r[j].sgr = l.strong
			}
		}
		if r[0].text == " " || r[0].text == "─" {
			rows[i] = r[1:]
		}
	}
	return rows
}
