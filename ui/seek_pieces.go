package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"rubrika/feed"
	"rubrika/feed/words"
)

// What a question brings besides its list: the words to mark, and a piece of
// each story that is seen.

// readySearch readies the list for the answer to the question of m.filter.
func (m *Model) readySearch(items []feed.Item) {
	m.headlines.SetSort(m.filter.Sort)
	s := &m.seek.shown
	if q := m.filter.String(); s.question != q || s.filter.Sort != m.filter.Sort {
		m.stopPieces()
		old := s.pieces
		*s = shown{question: q, filter: m.filter, known: map[feed.ID]bool{}, pieces: map[feed.ID]feed.Snippet{}}
		for _, it := range items { // what is known of them stays until it is known anew
			if p, ok := old[it.ID]; ok {
				s.pieces[it.ID] = feed.Snippet{Text: p.Text}
			}
		}
		if terms := m.filter.Words(); len(terms) > 0 {
			s.marker = words.NewMarker(terms, m.tongues(items))
		}
		m.markWords()
	}
}

// tongues are the languages of items, and that of the reader.
func (m *Model) tongues(items []feed.Item) []string {
	all := []string{m.langCode}
	for _, it := range items {
		if it.Lang != "" && !slices.Contains(all, it.Lang) {
			all = append(all, it.Lang)
		}
	}
	return all
}

// markWords marks what is looked for in the list, on the page and beside the
// list.
func (m *Model) markWords() {
	s := &m.seek.shown
	label := ""
	if costly(s.filter) {
		label = feed.Filter{Text: s.filter.Text, Groups: s.filter.Groups}.String()
	}
	var find func(text, lang string) [][2]int
	if s.marker != nil {
		find = s.marker.Find
	}
	m.headlines.SetSearch(find, label)
	m.headlines.SetSnippets(s.pieces)
	m.article.MarkWords(find)
	m.preview.MarkWords(find)
}

// glean asks for the pieces of the stories that are seen; it is asked after
// every message, and one command at a time is on its way.
func (m *Model) glean() tea.Cmd {
	s := &m.seek
	if m.view != viewList || s.shown.marker == nil || len(s.asked) > 0 {
		return nil
	}
	for _, id := range m.headlines.Around() {
		if !s.shown.known[id] {
			s.asked = append(s.asked, id)
			s.shown.known[id] = true
		}
	}
	if len(s.asked) == 0 {
		return nil
	}
	ctx, n := s.glean.next(m.ctx)
	f, ids := s.shown.filter, s.asked
	return func() tea.Msg {
		pieces, err := m.library.Snippets(ctx, f, ids)
		return piecesMsg{job: n, ids: ids, pieces: pieces, err: err}
	}
}

// stopPieces gives up those that are on their way.
func (m *Model) stopPieces() {
	s := &m.seek
	for _, id := range s.asked {
		delete(s.shown.known, id)
	}
	s.asked = nil
	s.glean.stop()
}

func (m *Model) gotPieces(msg piecesMsg) {
	s := &m.seek
	if msg.job != s.glean.n {
		return
	}
	s.asked = nil
	if msg.err != nil { // the summaries stand in their place
		return
	}
	for _, id := range msg.ids {
		if p, ok := msg.pieces[id]; ok {
			s.shown.pieces[id] = p
		} else {
			delete(s.shown.pieces, id)
		}
	}
}
