// Package help is the screen that lists every key of a view with what it
// does, and finds keys and deeds by what is typed.
package help

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"rubrika/feed"
	"rubrika/ui/keys"
	"rubrika/ui/lang"
	"rubrika/ui/narrow"
	"rubrika/ui/theme"
)

// Screen is an open help page. The zero value is not ready: see New.
type Screen struct {
	words lang.Words
	theme theme.Theme
	keys  *keys.Map
	fold  func(string) string

	width, height int
	of            keys.Scope
	foreign       bool // a non-Latin layout was seen: keys are shown as it types them
	finding       bool
	field         narrow.Field
	hits          int // lines that what was typed leaves
	lines         []string
	offset        int
}

// New makes a closed help page; fold makes two spellings of one word equal.
func New(w lang.Words, t theme.Theme, m *keys.Map, fold func(string) string) Screen {
	return Screen{words: w, theme: t, keys: m, fold: fold, field: narrow.NewField()}
}

// Scope implements the screens' contract.
func (s *Screen) Scope() keys.Scope {
	if s.finding {
		return keys.Finding
	}
	return keys.HelpAll
}

// Finding reports that the field is open: what types text is text.
func (s *Screen) Finding() bool { return s.finding }

// Restyle changes the colours.
func (s *Screen) Restyle(t theme.Theme) {
	s.theme = t
	s.layOut()
}

// Reword changes the language, and the keys.
func (s *Screen) Reword(w lang.Words, m *keys.Map) {
	s.words, s.keys = w, m
	s.layOut()
}

// Resize gives the page its place.
func (s *Screen) Resize(w, h int) {
	s.width, s.height = w, h
	s.layOut()
}

// Open shows the keys of a view, as this keyboard types them.
func (s *Screen) Open(of keys.Scope, foreign bool) {
	s.of, s.foreign, s.offset, s.finding = of, foreign, 0, false
	s.field.Clear()
	s.layOut()
}

// Type gives a key or pasted text to the field.
func (s *Screen) Type(msg tea.Msg) {
	if s.field.Type(msg) {
		s.offset = 0
		s.layOut()
	}
}

// Do scrolls, opens the field (Find) and leaves it, with what was typed
// (Apply) or without (Cancel, and Back where something was found). It reports
// whether the action was its own.
func (s *Screen) Do(a keys.Action) bool {
	switch a {
	case keys.Down:
		s.scroll(1)
	case keys.Up:
		s.scroll(-1)
	case keys.HalfDown, keys.PageDown:
		s.scroll(s.height / 2)
	case keys.HalfUp, keys.PageUp:
		s.scroll(-s.height / 2)
	case keys.Top:
		s.scroll(-s.offset)
	case keys.Bottom:
		s.scroll(len(s.lines))
	case keys.Find:
		s.finding = true
	default:
		return s.leave(a)
	}
	return true
}

// leave leaves the field, and what it narrowed.
func (s *Screen) leave(a keys.Action) bool {
	switch {
	case s.finding && a == keys.Apply:
		s.finding = false
		return true
	case s.finding && a == keys.Cancel, a == keys.Back && !s.field.Blank():
		s.finding = false
		s.field.Clear()
		s.offset = 0
		s.layOut()
		return true
	}
	return false
}

// Click opens the field where it stands.
func (s *Screen) Click(_, y int) keys.Action {
	if y == fieldLine && !s.finding {
		return keys.Find
	}
	return ""
}

func (s *Screen) scroll(by int) {
	s.offset = max(0, min(s.offset+by, len(s.lines)-s.room()))
}

// row is one line of the page: a heading, or keys with what they do.
type row struct{ heading, keys, does string }

// blocks are the groups of the view's keys, each under its heading, and the
// signs of the list; of them the rows that hold every word that was typed.
func (s *Screen) blocks() [][]row {
	var blocks [][]row
	for _, b := range s.keys.Help(s.of) {
		heading := s.words.Group(b.Group)
		if len(blocks) == 0 || blocks[len(blocks)-1][0].heading != heading {
			blocks = append(blocks, []row{{heading: heading}})
		}
		last := len(blocks) - 1
		blocks[last] = append(blocks[last], row{keys: s.keys.Labels(b, s.foreign), does: s.words.Action(string(b.Action))})
	}
	if s.of == keys.Headlines {
		blocks = append(blocks, s.signs())
	}
	var left [][]row
	s.hits = 0
	for _, b := range blocks {
		some := b[:1:1]
		for _, r := range b[1:] {
			if s.holds(r) {
				some = append(some, r)
			}
		}
		if len(some) > 1 {
			left = append(left, some)
			s.hits += len(some) - 1
		}
	}
	return left
}

// holds reports whether every word that was typed stands among the keys of a
// row or in what they do.
func (s *Screen) holds(r row) bool {
	text := s.fold(r.keys + "\n" + r.does)
	for _, w := range s.typed() {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// typed are the words to find, folded.
func (s *Screen) typed() []string { return narrow.Words(s.field.Value(), s.fold) }

// signs explains what stands beside a headline and above the list, and how
// keys are written.
func (s *Screen) signs() []row {
	w := s.words
	return []row{
		{heading: w.Signs.Title},
		{keys: theme.SignUnread, does: w.Signs.Unread},
		{keys: theme.SignStarred, does: w.Signs.Starred},
		{keys: theme.SignWatched, does: w.Signs.Watched},
		{keys: theme.SignUrgent, does: w.Badge(feed.Urgent)},
		{keys: theme.SignVideo, does: w.Badge(feed.Video)},
		{keys: theme.SignAudio, does: w.Badge(feed.Audio)},
		{keys: theme.SignPhoto, does: w.Badge(feed.Photo)},
		{keys: theme.SignUpdated, does: w.Badge(feed.Updated)},
		{keys: theme.SignStory + "3", does: w.Signs.Story},
		{keys: theme.SignRising, does: w.Palette.Rising},
		{keys: "C-", does: w.Signs.Ctrl},
		{keys: "S-", does: w.Signs.Shift},
		{keys: w.Space, does: w.Signs.Space},
	}
}
