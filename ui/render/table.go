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

// table renders a table through glamour at its natural width, or narrower
// with wrapped cells where the page is narrow. One with more columns than the
// page has room for, or of more than maxCells cells, comes as one paragraph a
// row.
func (w *walker) table(t *astext.Table, in indent) {
	w.block++
	room := w.width - in.restW
	columns, cells, size, natural := w.measure(t)
	if columns*minColumn > room || cells > maxCells || size > maxLeaf || w.late() {
		w.tableRows(t, in)
		return
	}
	b := inlines{from: w.source, links: w.links}
	styled, ok := w.look.glamour(b.table(t), b.src, false, min(natural, room+1))
	if !ok {
		w.tableRows(t, in)
		return
	}
	for _, line := range w.look.dress(glyphs(styled)) {
		w.add(line, in)
		in = in.next()
	}
}

// measure returns the number of columns and cells of a table, the bytes of
// its text, and the width it would take with nothing wrapped.
func (w *walker) measure(t *astext.Table) (columns, cells, size, natural int) {
	columns = len(t.Alignments)
	widths := make([]int, columns)
	for r := t.FirstChild(); r != nil; r = r.NextSibling() {
		i := 0
		for c := r.FirstChild(); c != nil; c = c.NextSibling() {
			text := plainText(c, w.source)
			size += len(text)
			cells++
			if i < columns {
				widths[i] = max(widths[i], Width(text))
			}
			i++
		}
	}
	natural = columns - 1 // the lines between; each column has a blank on both sides
	for _, width := range widths {
		natural += width + 2
	}
	return columns, cells, size, natural
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
		hang := w.deeper(in.next(), "  ", "  ")
		text := glyphs(strings.Join(cells, " │ "))
		for i, line := range wrap(text, w.width-in.firstW, w.width-hang.restW) {
			if i == 1 {
				in.first, in.firstW = hang.rest, hang.restW
			}
			w.add(line, in)
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
		head = head && r[0].text != "─"
		for j, g := range r {
			switch {
			case strings.Contains("─│┼", g.text):
				r[j].sgr = l.rule
			case head && g.text != " ":
				r[j].sgr = l.strong
			}
		}
		if r[0].text == " " || r[0].text == "─" {
			rows[i] = r[1:]
		}
	}
	return rows
}
