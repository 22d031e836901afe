package page

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxCell is the longest text in runes that is still a cell and no layout.
const maxCell = 600

// table copies a table: as one where it is one, as blocks where it only lays
// out a page, as lines of text where it is too large to draw.
func (r *reader) table(dst, n *html.Node, at place) {
	rows := tableRows(n)
	cells, width := layout(rows)
	if isLayout(n, rows, width) {
		r.unroll(dst, n, at)
		return
	}
	if c := find(n, atom.Caption); c != nil {
		r.wrap(dst, c, at, "p", "em")
	}
	at.depth++
	if width > maxColumns || len(rows) > maxRows {
		r.tableText(dst, rows, at)
		return
	}
	dst.AppendChild(r.grid(cells, len(rows), width, at))
}

// tableRows returns the rows that have cells; the head comes first, wherever
// it stands.
func tableRows(table *html.Node) []*html.Node {
	var head, rows []*html.Node
	for d := range table.Descendants() {
		if d.DataAtom != atom.Tr || len(rowCells(d)) == 0 {
			continue
		}
		if d.Parent.DataAtom == atom.Thead {
			head = append(head, d)
		} else {
			rows = append(rows, d)
		}
	}
	return append(head, rows...)
}

func rowCells(row *html.Node) []*html.Node {
	var cells []*html.Node
	for c := row.FirstChild; c != nil; c = c.NextSibling {
		if (c.DataAtom == atom.Td || c.DataAtom == atom.Th) && !dropped(c) {
			cells = append(cells, c)
		}
	}
	return cells
}

// span reads colspan or rowspan; a hostile one is bounded.
func span(cell *html.Node, key string) int {
	n, err := strconv.Atoi(value(cell, key))
	if err != nil || n < 1 {
		return 1
	}
	return min(n, maxRows)
}

// isLayout reports whether a table has no cells to compare: one column or
// row, other tables, headings or long text in it.
func isLayout(table *html.Node, rows []*html.Node, width int) bool {
	if width < 2 || len(rows) < 2 || value(table, "role") == "presentation" {
		return true
	}
	for d := range table.Descendants() {
		switch d.DataAtom {
		case atom.Table, atom.Pre, atom.Blockquote, atom.Hr, atom.H1, atom.H2, atom.H3, atom.Iframe, atom.Video:
			return true
		}
	}
	for _, row := range rows {
		for _, cell := range rowCells(row) {
			if n := innerText(cell); len(n) > maxCell && len([]rune(n)) > maxCell {
				return true
			}
		}
	}
	return false
}

// unroll copies the cells of a layout as blocks.
func (r *reader) unroll(dst, table *html.Node, at place) {
	for c := table.FirstChild; c != nil; c = c.NextSibling {
		switch c.DataAtom {
		case atom.Tbody, atom.Thead, atom.Tfoot, atom.Tr:
			at := at
			at.depth++
			r.unroll(dst, c, at)
		default:
			r.node(dst, c, at)
		}
	}
}

// tableText copies the rows of a table as paragraphs.
func (r *reader) tableText(dst *html.Node, rows []*html.Node, at place) {
	at.sep = "; "
	for _, row := range rows {
		p := element("p")
		for i, cell := range rowCells(row) {
			if i > 0 {
				r.put(p, " · ")
			}
			r.children(p, cell, at)
			trimSeparator(p, at.sep)
		}
		dst.AppendChild(p)
		if r.left <= 0 {
			return
		}
	}
}

// placed is a cell with its place in the grid of a table.
type placed struct {
	cell *html.Node
	x, y int
}

// layout gives each cell its place, beside those that span rows from above,
// and returns the width of the table, which may be more than maxColumns.
func layout(rows []*html.Node) (cells []placed, width int) {
	var taken []int // rows that are still covered, by column
	for y, row := range rows {
		x := 0
		for _, cell := range rowCells(row) {
			for x < len(taken) && taken[x] > 0 {
				x++
			}
			cells = append(cells, placed{cell, x, y})
			deep := span(cell, "rowspan")
			for range span(cell, "colspan") {
				if x > maxColumns {
					return nil, x
				}
				if x == len(taken) {
					taken = append(taken, 0)
				}
				taken[x] = deep
				x++
			}
		}
		for i := range taken {
			taken[i] = max(0, taken[i]-1)
		}
	}
	return cells, len(taken)
}

// grid copies the cells into a table; places that others span stay empty.
// The first row is the head, since Markdown knows no table without.
func (r *reader) grid(cells []placed, height, width int, at place) *html.Node {
	at.sep = "; "
	table := element("table")
	rows := make([][]*html.Node, height)
	for y := range rows {
		tr, tag := element("tr"), "td"
		if y == 0 {
			tag = "th"
		}
		rows[y] = make([]*html.Node, width)
		for x := range rows[y] {
			rows[y][x] = element(tag)
			tr.AppendChild(rows[y][x])
		}
		table.AppendChild(tr)
	}
	for _, c := range cells {
		r.word = 0
		r.children(rows[c.y][c.x], c.cell, at)
		trimSeparator(rows[c.y][c.x], at.sep)
		if a := alignment(c.cell); a != "" { // the last word counts: heads are centred
			rows[0][c.x].Attr = []html.Attribute{{Key: "align", Val: a}}
		}
	}
	return table
}

// trimSeparator removes what was put behind the last block of a cell.
func trimSeparator(cell *html.Node, sep string) {
	if last := cell.LastChild; last != nil && last.Type == html.TextNode && last.Data == sep {
		cell.RemoveChild(last)
	}
}

// alignment reads left, center or right from a cell.
func alignment(cell *html.Node) string {
	a := strings.ToLower(value(cell, "align"))
	if style := strings.ReplaceAll(value(cell, "style"), " ", ""); a == "" {
		if _, rest, found := strings.Cut(style, "text-align:"); found {
			a, _, _ = strings.Cut(strings.ToLower(rest), ";")
		}
	}
	switch a {
	case "left", "center", "right":
		return a
	}
	return ""
}
