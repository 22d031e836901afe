// Package article is the screen that shows one story as a page: rubric, time
// and source over the headline, the languages it is told in, the text with its
// pictures and notes, its tags, its versions and the newest headlines at the
// foot. The same page, compact, is the preview beside a list.
//
// It is plain state: the root model gives it a body that has been laid out
// elsewhere, and pictures as lines, and prints its lines. The page is composed
// when something of it changes; to scroll costs no more than what is seen.
package article

import (
	"maps"
	"slices"
	"time"

	"rubrika/feed"
	"rubrika/ui/keys"
	"rubrika/ui/lang"
	"rubrika/ui/render"
	"rubrika/ui/theme"
)

// Screen is an open article. The zero value is not ready: see New. The
// exported fields are to be set before Open.
type Screen struct {
	// VersionKey and ShiftKeys name the keys that show the next version and
	// that shift what is wider than the page; New gives the default ones.
	VersionKey, ShiftKeys string
	// Fold maps text to the form in which Find compares it (words.Fold); nil
	// compares text as it is.
	Fold func(string) string
	// Reorder puts headlines written from right to left into visual order, as
	// render.Renderer.Reorder does the text.
	Reorder bool

	words   lang.Words
	theme   theme.Theme
	measure int // the widest text, in cells

	width, height int
	now           time.Time
	zen, compact  bool

	article  feed.Article
	minutes  int // it takes to read
	body     []render.Line
	whole    bool // body is what SetBody gave, and not the summary
	latest   []feed.Item
	note     string           // why there is no more than the teaser
	pictures map[int][]string // by number

	lines   []line // the whole page, head and foot included
	targets []target
	index   map[key]int // into targets
	marked  map[int]int // marks of each note
	offset  int         // the line at the top of the window
	shift   int         // cells by which wide blocks are shifted
	chosen  key
	jumped  key // the mark from which the reader jumped to a note
	found   found
	wanted  func(text, lang string) [][2]int // see MarkWords

	keep  anchor // what the reader had at the top when last scrolling
	moved bool   // the window was scrolled: keep is to be taken anew
	seek  *feed.Place
}

// New makes an empty page with text of at most measure cells a line.
func New(w lang.Words, t theme.Theme, measure int) Screen {
	return Screen{VersionKey: "L", ShiftKeys: "( )", words: w, theme: t, measure: measure}
}

// Scope implements the screens' contract.
func (s *Screen) Scope() keys.Scope { return keys.Article }

// Restyle changes the colours of head and foot; the body is to be laid out
// again.
func (s *Screen) Restyle(t theme.Theme) {
	s.theme = t
	s.compose()
}

// Reword changes the language of head and foot.
func (s *Screen) Reword(w lang.Words) {
	s.words = w
	s.compose()
}

// SetMeasure changes how wide the text may be; it is to be laid out again.
func (s *Screen) SetMeasure(cells int) { s.measure = cells }

// Measure is the width of the text in cells.
func (s *Screen) Measure() int { return max(10, min(s.measure, s.width-4)) }

// Resize gives the page its place. Text stays as laid out until the next
// SetBody; the line being read stays in view. Pictures for which the page has
// become too narrow are dropped, and wanted anew.
func (s *Screen) Resize(w, h int) {
	s.width, s.height = w, h
	maps.DeleteFunc(s.pictures, func(_ int, rows []string) bool {
		return slices.ContainsFunc(rows, func(row string) bool { return render.Width(row) > s.Measure() })
	})
	s.compose()
}

// Tick tells the time.
func (s *Screen) Tick(now time.Time) { s.now = now }

// SetZen shows nothing but headline and text, or everything again.
func (s *Screen) SetZen(on bool) {
	s.zen = on
	s.compose()
}

// Zen reports whether nothing but headline and text is shown.
func (s *Screen) Zen() bool { return s.zen }

// Compact makes the page a preview: no blank line on top, of the foot only
// tags and versions, and never scrolled but by Do.
func (s *Screen) Compact(on bool) {
	s.compact = on
	s.compose()
}

// Open shows an item's headline and teaser at once, from the top.
func (s *Screen) Open(it feed.Item) {
	s.article, s.minutes, s.whole = feed.Article{Item: it}, 0, false
	s.body, s.latest, s.note, s.pictures = nil, nil, "", nil
	s.offset, s.shift, s.chosen, s.jumped, s.found = 0, 0, key{}, key{}, found{}
	s.keep, s.moved, s.seek = anchor{}, false, nil
	for _, l := range render.Plain(it.Summary, s.Measure()) {
		s.body = append(s.body, render.Line{Text: s.theme.Style(theme.Text).Render(l)})
	}
	s.compose()
}

// SetBody replaces the text without moving the line being read. Pictures stay
// while the article has the same ones.
func (s *Screen) SetBody(a feed.Article, body []render.Line) {
	s.hold()
	if !slices.Equal(a.Images, s.article.Images) {
		s.pictures = nil
	}
	a.State = s.article.State
	s.article, s.body, s.whole, s.minutes = a, body, true, minutes(a.Markdown)
	s.compose()
}

// SetLatest gives the newest headlines for the foot.
func (s *Screen) SetLatest(items []feed.Item) {
	s.latest = items
	s.compose()
}

// SetNote says in words why the text is not whole.
func (s *Screen) SetNote(text string) {
	s.note = text
	s.compose()
}

// SetState follows the marks of the item.
func (s *Screen) SetState(state feed.State) {
	s.article.State = state
	s.compose()
}

// Article returns what is shown.
func (s *Screen) Article() feed.Article { return s.article }

// AtEnd reports that the foot of the page is in view.
func (s *Screen) AtEnd() bool { return s.offset >= s.bottom() }

// Percent is how far the page has been read, 0–100.
func (s *Screen) Percent() int {
	if s.bottom() == 0 {
		return 100
	}
	return 100 * s.offset / s.bottom()
}

func (s *Screen) bottom() int { return max(0, len(s.lines)-s.height) }

// Do scrolls, walks through targets and matches, and jumps between a note and
// its mark. It reports whether the action was its own; at the end of the page
// another page is not.
func (s *Screen) Do(a keys.Action) bool {
	if by, ok := s.step(a); ok {
		if a == keys.PageDown && s.AtEnd() {
			return false // the root goes on to the next unread story
		}
		s.scroll(by)
		s.found.left = true
		return true
	}
	switch a {
	case keys.NextLink:
		s.walk(1)
	case keys.PrevLink:
		s.walk(-1)
	case keys.NextMatch, keys.PrevMatch:
		if s.found.text == "" { // what was searched for in the list is for the root
			return false
		}
		by := 1
		if a == keys.PrevMatch {
			by = -1
		}
		s.Match(by)
	case keys.ScrollRight:
		s.slide(s.Measure() / 4)
	case keys.ScrollLeft:
		s.slide(-s.Measure() / 4)
	case keys.Open:
		return s.jump()
	default:
		return false
	}
	return true
}

// step is by how many lines an action scrolls.
func (s *Screen) step(a keys.Action) (by int, ok bool) {
	switch a {
	case keys.Down:
		return 1, true
	case keys.Up:
		return -1, true
	case keys.HalfDown:
		return s.height / 2, true
	case keys.HalfUp:
		return -s.height / 2, true
	case keys.PageDown:
		return s.height - 2, true
	case keys.PageUp:
		return 2 - s.height, true
	case keys.Top:
		return -len(s.lines), true
	case keys.Bottom:
		return len(s.lines), true
	}
	return 0, false
}

// scroll moves the window: what is at its top now is what is being read.
func (s *Screen) scroll(by int) {
	s.offset = max(0, min(s.offset+by, s.bottom()))
	s.moved, s.seek = true, nil
}
