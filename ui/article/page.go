package article

import (
	"cmp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"rubrika/feed"
	"rubrika/ui/lang"
	"rubrika/ui/render"
	"rubrika/ui/theme"
)

// Latest is how many of the newest headlines stand at the foot.
const Latest = 5

const (
	inHead = -1
	inFoot = -2
)

// compose builds the page anew. The line at the top of the window is found
// again by its block and its place within it.
func (s *Screen) compose() {
	if s.width == 0 {
		return
	}
	block, within := s.place()
	s.lines = s.lines[:0]
	s.head()
	for _, l := range s.body {
		s.lines = append(s.lines, line{text: s.pick(l), block: l.Block, links: l.Links})
	}
	s.foot()
	s.offset = s.find(block, within)
	s.scroll(0)
}

// place says which block is at the top of the window and how many lines of it
// are above.
func (s *Screen) place() (block, within int) {
	if s.offset >= len(s.lines) {
		return inHead, 0
	}
	block = s.lines[s.offset].block
	for i := s.offset - 1; i >= 0 && s.lines[i].block == block; i-- {
		within++
	}
	return block, within
}

func (s *Screen) find(block, within int) int {
	for i, l := range s.lines {
		if l.block != block {
			continue
		}
		end := i
		for end < len(s.lines) && s.lines[end].block == block {
			end++
		}
		return min(i+within, end-1)
	}
	return 0
}

// pick shows the chosen link in reverse.
func (s *Screen) pick(l render.Line) string {
	for _, n := range l.Links {
		if n == s.link && n > 0 {
			// «[n]» is a span of its own in a laid-out line, so that nothing
			// behind it loses its colour; no colour code holds «[n]».
			mark := "[" + strconv.Itoa(n) + "]"
			return strings.Replace(l.Text, mark, s.theme.On(theme.Accent, theme.OnAccent).Render(mark), 1)
		}
	}
	return l.Text
}

func (s *Screen) add(block int, left []theme.Span) {
	s.lines = append(s.lines, line{text: s.theme.Line(theme.None, s.Measure(), left, nil), block: block})
}

func (s *Screen) gap(block int) { s.lines = append(s.lines, line{block: block}) }

// head is the kicker, the headline and a rule.
func (s *Screen) head() {
	a := s.article
	s.gap(inHead)
	left := []theme.Span{{Fg: theme.Accent, Bold: true, Text: lang.Upper(s.kicker(), s.article.Lang)}}
	if a.Badges.Has(feed.Urgent) {
		left = append([]theme.Span{{Fg: theme.Urgent, Text: theme.SignUrgent + " "}}, left...)
	}
	for _, text := range s.facts() {
		left = append(left, theme.Span{Fg: theme.Muted, Text: "   " + text})
	}
	if a.State.Has(feed.Starred) {
		left = append(left, theme.Span{Fg: theme.Accent, Text: "   " + theme.SignStarred})
	}
	s.wrapSpans(left)
	s.gap(inHead)
	title := a.Title
	if title == "" {
		title = s.words.Untitled
	}
	for _, l := range render.Plain(title, s.Measure()) {
		s.add(inHead, []theme.Span{{Fg: theme.Strong, Text: l}})
	}
	s.add(inHead, []theme.Span{{Fg: theme.Rule, Text: strings.Repeat("─", s.Measure())}})
	s.gap(inHead)
}

// wrapSpans puts the pieces of the kicker on as many lines as they need.
func (s *Screen) wrapSpans(spans []theme.Span) {
	var row []theme.Span
	for _, sp := range spans {
		if len(row) > 0 && theme.Width(row)+render.Width(sp.Text) > s.Measure() {
			s.add(inHead, row)
			row = nil
			sp.Text = strings.TrimLeft(sp.Text, " ")
		}
		row = append(row, sp)
	}
	s.add(inHead, row)
}

// kicker is the publisher's own rubric, else the canonical one.
func (s *Screen) kicker() string {
	if s.article.Section != "" {
		return s.article.Section
	}
	if len(s.article.Rubrics) > 0 {
		return s.words.Rubric(s.article.Rubrics[0])
	}
	return ""
}

// facts are the time in the source's own zone, the source, and the minutes it
// takes to read.
func (s *Screen) facts() []string {
	a := s.article
	var out []string
	if !a.Published.IsZero() {
		out = append(out, s.words.FullZone(a.Published))
	}
	out = append(out, a.SourceTitle)
	if n := minutes(a.Markdown); n > 0 {
		out = append(out, s.words.Minutes(n))
	}
	return out
}

// minutes is the reading time at 1,000 letters a minute, about 180 words of
// Russian or 200 of English; 0 for no text.
func minutes(text string) int {
	letters := 0
	for _, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			letters++
		}
	}
	return (letters + 999) / 1000
}

// foot is everything under the text.
func (s *Screen) foot() {
	a := s.article
	if a.Author != "" && a.Author != a.SourceTitle {
		s.gap(inFoot)
		s.add(inFoot, []theme.Span{{Fg: theme.Muted, Text: a.Author}})
	}
	if s.note != "" {
		s.gap(inFoot)
		for _, l := range render.Plain(s.note, s.Measure()) {
			s.add(inFoot, []theme.Span{{Fg: theme.Muted, Text: l}})
		}
	}
	s.linkList()
	s.tags()
	for i, v := range a.Versions {
		key := "  "
		if i == 0 {
			s.gap(inFoot)
			key = "L "
		}
		title := v.Title
		if title == "" {
			title = v.URL
		}
		room := s.Measure() - 6
		s.add(inFoot, []theme.Span{
			{Fg: theme.Strong, Text: key},
			{Fg: theme.Faint, Text: render.Fit(v.Lang, 2) + "  "},
			{Fg: theme.Muted, Text: render.Cut(title, room)},
		})
	}
	s.news()
}

// linkList prints the numbered links with the hosts they lead to.
func (s *Screen) linkList() {
	for i, l := range s.article.Links {
		if i == 0 {
			s.gap(inFoot)
		}
		number := "[" + strconv.Itoa(i+1) + "] "
		address := strings.TrimPrefix(strings.TrimPrefix(l.URL, "https://"), "http://")
		left := []theme.Span{{Fg: theme.Link, Text: number}, {Fg: theme.Faint, Text: address}}
		if i+1 == s.link {
			left[1].Fg = theme.Text
			left[0].Fg, left[0].Bg = theme.OnAccent, theme.Accent
		}
		s.add(inFoot, left)
	}
}

func (s *Screen) tags() {
	if len(s.article.Tags) == 0 {
		return
	}
	s.gap(inFoot)
	var row []theme.Span
	for _, tag := range s.article.Tags {
		text := "# " + tag + "   "
		if len(row) > 0 && theme.Width(row)+render.Width(text)-3 > s.Measure() {
			s.add(inFoot, row)
			row = nil
		}
		row = append(row, theme.Span{Fg: theme.Link, Text: text})
	}
	s.add(inFoot, row)
}

// news lists the newest headlines, the open one left out.
func (s *Screen) news() {
	first := true
	rubric := min(18, s.Measure()/4)
	left := Latest
	for _, it := range s.latest {
		if it.ID == s.article.ID || left == 0 {
			continue
		}
		left--
		if first {
			s.gap(inFoot)
			s.add(inFoot, []theme.Span{{Fg: theme.Strong, Text: s.words.Latest}})
			first = false
		}
		clock := s.words.Clock(it.Order.In(s.now.Location()))
		title := s.Measure() - utf8.RuneCountInString(clock) - rubric - 4
		section := it.Section
		if section == "" && len(it.Rubrics) > 0 {
			section = s.words.Rubric(it.Rubrics[0])
		}
		s.add(inFoot, []theme.Span{
			{Fg: theme.Muted, Text: clock + "  "},
			{Fg: theme.Text, Text: render.Fit(cmp.Or(it.Title, s.words.Untitled), title) + "  "},
			{Fg: theme.Faint, Text: render.Cut(section, rubric)},
		})
	}
	if !first {
		s.gap(inFoot)
	}
}
