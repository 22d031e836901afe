package prompt

import (
	"slices"

	"rubrika/ui/render"
	"rubrika/ui/theme"
)

// Entry is a line of a Menu. One without a Text is a heading, or an empty line.
type Entry struct {
	Text string
	Note string // what it means, behind the text
	// Still lines are to be read and not to be chosen.
	Still bool
}

// Menu is a short list under a field: what may be put into it. The zero value
// has no colours: see NewMenu.
type Menu struct {
	theme   theme.Theme
	entries []Entry
	at      int // the chosen line, -1 for none
	from    int // the first line of the last View
}

// NewMenu makes an empty list.
func NewMenu(t theme.Theme) Menu { return Menu{theme: t, at: -1} }

// Restyle changes the colours.
func (m *Menu) Restyle(t theme.Theme) { m.theme = t }

// Open shows a list, of which none is chosen yet; an empty one closes it.
func (m *Menu) Open(entries []Entry) { m.entries, m.at, m.from = entries, -1, 0 }

// Len is the number of lines.
func (m *Menu) Len() int { return len(m.entries) }

// Chosen is the line that was chosen.
func (m *Menu) Chosen() (Entry, bool) {
	if m.at < 0 {
		return Entry{}, false
	}
	return m.entries[m.at], true
}

// Move chooses the next line that can be, or the one before; above the first
// there is none. It reports whether there is any line to choose.
func (m *Menu) Move(by int) bool {
	for i := m.at + by; i >= 0 && i < len(m.entries); i += by {
		if m.entries[i].open() {
			m.at = i
			return true
		}
	}
	if by < 0 {
		m.at = -1
	}
	return slices.ContainsFunc(m.entries, Entry.open)
}

// open reports that the line can be chosen.
func (e Entry) open() bool { return e.Text != "" && !e.Still }

// Click chooses line y of the last View and reports whether it can be chosen.
func (m *Menu) Click(y int) bool {
	y += m.from
	if y < 0 || y >= len(m.entries) || !m.entries[y].open() {
		return false
	}
	m.at = y
	return true
}

// View returns the lines there is room for, at most height, each exactly width
// cells; the chosen one is among them. Notes stand under one another.
func (m *Menu) View(width, height int) []string {
	column := 0
	for _, e := range m.entries {
		if e.Note != "" {
			column = max(column, theme.Cells(e.Text))
		}
	}
	column = min(column, width*2/5)
	m.from = max(0, min(m.at+1, len(m.entries))-max(0, height))
	var out []string
	for i := m.from; i < min(len(m.entries), m.from+height); i++ {
		out = append(out, m.line(m.entries[i], i == m.at, width, column))
	}
	return out
}

// line is one line of the list; column is the room of the texts before notes.
func (m *Menu) line(e Entry, chosen bool, width, column int) string {
	ground, fg, sign := theme.Panel, theme.Text, "  "
	if chosen {
		ground, fg, sign = theme.Select, theme.Strong, "▌ "
	}
	row := []theme.Span{{Fg: theme.Accent, Text: sign}}
	switch room := width - 3; {
	case e.Text == "":
		row = append(row, theme.Span{Fg: theme.Muted, Text: render.Cut(e.Note, room)})
	case e.Note == "":
		row = append(row, theme.Span{Fg: fg, Text: render.Cut(e.Text, room)})
	default:
		row = append(row, theme.Span{Fg: fg, Text: render.Fit(e.Text, column)},
			theme.Span{Fg: theme.Muted, Text: "   " + render.Cut(e.Note, room-column-3)})
	}
	return m.theme.Line(ground, width, row, nil)
}
