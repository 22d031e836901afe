// Package article is the screen that shows one story as a page: rubric, time
// and source over the headline, the text, its tags, its versions in other
// languages and the newest headlines at the foot.
//
// It is plain state: the root model gives it a body that has been laid out
// elsewhere and prints its lines.
package article

import (
	"slices"
	"strings"
	"time"

	"rubrika/feed"
	"rubrika/ui/keys"
	"rubrika/ui/lang"
	"rubrika/ui/render"
	"rubrika/ui/theme"
)

// Screen is an open article. The zero value is not ready: see New.
type Screen struct {
	words   lang.Words
	theme   theme.Theme
	measure int // the widest text, in cells

	width, height int
	now           time.Time
	article       feed.Article
	body          []render.Line
	latest        []feed.Item
	note          string // why there is no more than the teaser

	lines  []line // the whole page, head and foot included
	offset int
	link   int // the chosen link, 1-based; 0 is none
}

// line is one line of the page with what is needed to find a place again.
type line struct {
	text  string
	block int // of the body; −1 in the head, −2 in the foot
	links []int
}

// New makes an empty page with text of at most measure cells a line.
func New(w lang.Words, t theme.Theme, measure int) Screen {
	return Screen{words: w, theme: t, measure: measure}
}

// Scope implements the screens' contract.
func (s *Screen) Scope() keys.Scope { return keys.Article }

// Restyle changes the colours of head and foot; the body is to be laid out
// again.
func (s *Screen) Restyle(t theme.Theme) {
	s.theme = t
	s.compose()
}

// Measure is the width of the text in cells.
func (s *Screen) Measure() int { return max(10, min(s.measure, s.width-4)) }

// Resize gives the page its place. Text stays as laid out until the next
// SetBody; the line being read stays in view.
func (s *Screen) Resize(w, h int) {
	s.width, s.height = w, h
	s.compose()
}

// Tick tells the time.
func (s *Screen) Tick(now time.Time) { s.now = now }

// Open shows an item's headline and teaser at once, from the top.
func (s *Screen) Open(it feed.Item) {
	s.article = feed.Article{Item: it}
	s.body, s.latest, s.note, s.offset, s.link = nil, nil, "", 0, 0
	for _, l := range render.Plain(it.Summary, s.Measure()) {
		s.body = append(s.body, render.Line{Text: s.theme.Style(theme.Text).Render(l)})
	}
	s.compose()
}

// SetBody replaces the text without moving the line being read.
func (s *Screen) SetBody(a feed.Article, body []render.Line) {
	state := s.article.State
	s.article, s.body = a, body
	s.article.State = state
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

// Link returns the address of link n, or of the chosen one for 0; empty when
// there is none.
func (s *Screen) Link(n int) string {
	if n == 0 {
		n = s.link
	}
	if n < 1 || n > len(s.article.Links) {
		return ""
	}
	return s.article.Links[n-1].URL
}

// LinkChosen reports whether Tab stands on a link.
func (s *Screen) LinkChosen() bool { return s.link > 0 }

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

// Do scrolls and walks through links. It reports whether the action was its
// own.
func (s *Screen) Do(a keys.Action) bool {
	switch a {
	case keys.Down:
		s.scroll(1)
	case keys.Up:
		s.scroll(-1)
	case keys.HalfDown:
		s.scroll(s.height / 2)
	case keys.HalfUp:
		s.scroll(-s.height / 2)
	case keys.PageDown:
		if s.AtEnd() {
			return false // the root goes on to the next unread story
		}
		s.scroll(s.height - 2)
	case keys.PageUp:
		s.scroll(2 - s.height)
	case keys.Top:
		s.scroll(-len(s.lines))
	case keys.Bottom:
		s.scroll(len(s.lines))
	case keys.NextLink:
		s.choose(1)
	case keys.PrevLink:
		s.choose(-1)
	default:
		return false
	}
	return true
}

func (s *Screen) scroll(by int) { s.offset = max(0, min(s.offset+by, s.bottom())) }

// choose walks through the links and brings the chosen one into view. From
// none, it begins with the first one on the screen.
func (s *Screen) choose(by int) {
	n := len(s.article.Links)
	if n == 0 {
		return
	}
	if s.link == 0 {
		s.link = s.firstLink(by)
	} else {
		s.link = (s.link-1+by+n)%n + 1
	}
	s.compose()
	for i, l := range s.lines {
		if slices.Contains(l.links, s.link) {
			if i < s.offset || i >= s.offset+s.height {
				s.scroll(i - s.height/3 - s.offset)
			}
			return
		}
	}
}

func (s *Screen) firstLink(by int) int {
	if by > 0 {
		for i := s.offset; i < len(s.lines); i++ {
			if len(s.lines[i].links) > 0 {
				return s.lines[i].links[0]
			}
		}
		return 1
	}
	for i := min(len(s.lines), s.offset+s.height) - 1; i >= 0; i-- {
		if k := len(s.lines[i].links); k > 0 {
			return s.lines[i].links[k-1]
		}
	}
	return len(s.article.Links)
}

// View returns exactly height lines of exactly width cells.
func (s *Screen) View() []string {
	out := make([]string, 0, s.height)
	left := max(0, (s.width-s.Measure())/2)
	margin := strings.Repeat(" ", left)
	for i := s.offset; i < min(len(s.lines), s.offset+s.height); i++ {
		text := s.lines[i].text
		rest := s.width - left - render.Width(text)
		out = append(out, margin+text+strings.Repeat(" ", max(0, rest)))
	}
	for len(out) < s.height {
		out = append(out, strings.Repeat(" ", s.width))
	}
	return out
}
