package headlines

import (
	"strings"
	"unicode/utf8"

	"rubrika/feed"
	"rubrika/ui/render"
	"rubrika/ui/rows"
	"rubrika/ui/theme"
)

// The answer of a search: what was searched for is marked in the headlines, and
// in the order of relevance a piece of each story stands under its headline.

// tallFrom is the height from which a piece of the story has room under each
// headline.
const tallFrom = 12

// SetSearch shows the list as the answer of a search: find returns the byte
// ranges of what was searched for in a text of a language, in order; label says
// on the rule what it was. Without find it is no search.
func (s *Screen) SetSearch(find func(text, lang string) [][2]int, label string) {
	s.find, s.label = find, label
}

// SetSnippets gives the pieces of stories that are known; those without marks
// are marked as headlines are. The map may grow afterwards.
func (s *Screen) SetSnippets(known map[feed.ID]feed.Snippet) { s.snippets = known }

// Around returns the items in the window and about as many above and below it;
// none where no piece of them is shown.
func (s *Screen) Around() []feed.ID {
	if s.lines() == 1 {
		return nil
	}
	from, to := s.list.Window()
	n := to - from
	return ids(s.items[max(0, from-n):min(len(s.items), to+n)])
}

// weighed reports that the list is in the order of relevance: without days, and
// with a piece of each story where there is room.
func (s *Screen) weighed() bool { return s.sort == feed.Relevance }

// lines is how many lines a headline takes.
func (s *Screen) lines() int {
	if s.weighed() && s.height >= tallFrom {
		return 2
	}
	return 1
}

// Shelf is a list that was put aside.
type Shelf struct {
	items []feed.Item
	list  rows.List
	edge  int
	fresh int
	sort  feed.Sort
	find  func(text, lang string) [][2]int
	label string
	known map[feed.ID]feed.Snippet
}

// Len is how many items the list has.
func (b Shelf) Len() int { return len(b.items) }

// Selected returns the item under the cursor.
func (b Shelf) Selected() (feed.Item, bool) {
	if len(b.items) == 0 {
		return feed.Item{}, false
	}
	return b.items[b.list.Index()], true
}

// Shelve returns the list as it stands, to be put back by Unshelve.
func (s *Screen) Shelve() Shelf {
	return Shelf{s.items, s.list, s.edge, s.fresh, s.sort, s.find, s.label, s.snippets}
}

// Unshelve puts a list back where it was on the screen, as far as the window
// is as it was.
func (s *Screen) Unshelve(b Shelf) {
	s.items, s.list, s.edge, s.fresh, s.sort = b.items, b.list, b.edge, b.fresh, b.sort
	s.find, s.label, s.snippets = b.find, b.label, b.known
	s.Resize(s.width, s.height)
	s.separate() // midnight may have passed
}

// mark is the colour of what was searched for. Where the accent is only bold,
// as unread headlines are, it is underlined.
func (s *Screen) mark() theme.Token {
	if s.theme.Style(theme.Accent).GetBold() {
		return theme.Link
	}
	return theme.Accent
}

// lit is what is shown of a text, with what was searched for marked. whole is
// the text before it was cut at its end.
func (s *Screen) lit(shown, whole, lang string, fg theme.Token) []theme.Span {
	if s.find == nil || s.Reorder && shown != whole && !strings.HasSuffix(shown, "…") {
		return []theme.Span{{Fg: fg, Text: shown}}
	}
	return s.split(shown, whole, s.find(whole, lang), fg)
}

// split makes spans of what is shown of a text, by the ranges that are marked.
func (s *Screen) split(shown, whole string, marks [][2]int, fg theme.Token) []theme.Span {
	kept := shown
	if shown != whole {
		kept = strings.TrimSuffix(shown, "…")
	}
	var out []theme.Span
	done, mark := 0, s.mark()
	add := func(to int, fg theme.Token, bold bool) {
		if to > done {
			out = append(out, theme.Span{Fg: fg, Bold: bold, Text: kept[done:to]})
			done = to
		}
	}
	for _, m := range marks {
		if from, to := min(m[0], len(kept)), min(m[1], len(kept)); from >= done {
			add(from, fg, false)
			add(to, mark, fg == theme.Strong)
		}
	}
	add(len(kept), fg, false)
	return append(out, theme.Span{Fg: fg, Text: shown[len(kept):]})
}

// piece is the line under a headline: what of the story has what was searched
// for, else its beginning.
func (s *Screen) piece(it *feed.Item, c columns, selected bool) string {
	bar, fg := " ", theme.Faint
	if selected {
		bar = "▌"
	}
	if !it.State.Has(feed.Read) {
		fg = theme.Muted
	}
	indent := edge + c.clock + badgeWidth
	spans := []theme.Span{{Fg: theme.Accent, Text: bar + strings.Repeat(" ", indent-1)}}
	text, marks := s.snippet(it)
	text, marks = about(text, marks, max(1, s.width-indent-2))
	if s.Reorder {
		if v := render.Visual(text); v != text {
			text, marks = v, nil
		}
	}
	return s.theme.Line(theme.None, s.width, append(spans, s.split(text, text, marks, fg)...), nil)
}

// snippet is the piece of a story that is known, else its summary.
func (s *Screen) snippet(it *feed.Item) (string, [][2]int) {
	sn, ok := s.snippets[it.ID]
	if !ok {
		sn.Text = it.Summary
	}
	text := render.Steady(sn.Text)
	if text == sn.Text && sn.Marks != nil {
		return text, sn.Marks
	}
	if s.find == nil {
		return text, nil
	}
	return text, s.find(text, it.Lang)
}

// about is the part of a steady text with its first mark in it that takes at
// most width cells.
func about(text string, marks [][2]int, width int) (string, [][2]int) {
	if cells(text) <= width {
		return text, marks
	}
	from := 0
	if len(marks) > 0 && cells(text[:marks[0][1]]) > width*2/3 {
		from = begin(text, marks[0][0], width/3)
	}
	part := text[from:]
	lead := ""
	if from > 0 {
		lead = "…"
	}
	part = render.Cut(lead+part, width)
	whole := len(strings.TrimSuffix(part, "…"))
	var moved [][2]int
	for _, m := range marks {
		a, b := m[0]-from+len(lead), min(m[1]-from+len(lead), whole)
		if a >= len(lead) && a < b {
			moved = append(moved, [2]int{a, b})
		}
	}
	return part, moved
}

// begin is where a word begins that stands about room cells before a place of a
// text.
func begin(text string, at, room int) int {
	from := at
	for n := 0; from > 0 && n < room; {
		_, size := utf8.DecodeLastRuneInString(text[:from])
		n += cells(text[from-size : from])
		from -= size
	}
	if i := strings.IndexByte(text[from:at], ' '); from > 0 && i >= 0 {
		from += i + 1
	}
	return from
}
