package article

import (
	"cmp"
	"strconv"
	"strings"
	"unicode"

	"rubrika/feed"
	"rubrika/ui/lang"
	"rubrika/ui/render"
	"rubrika/ui/theme"
)

// Latest is how many of the newest headlines stand at the foot.
const Latest = 5

// leastTitle is the room in cells below which the line of languages shows no
// title.
const leastTitle = 12

// line is one line of the page.
type line struct {
	text  string // styled; wider than Measure only where wide, or before SetBody
	part  part
	body  int // in the body: the line of it that is shown,
	shows int // and how many of them
	spots []spot

	wide    int  // width of the block, where that is wider than the page
	hint    bool // the keys that shift stand at its end
	mark    int  // the picture whose mark it is
	picture int  // the picture of which it is a row,
	row     int  // and which one
}

// same reports whether two lines stand together: of one part, or of one line
// of the body.
func (l line) same(m line) bool { return l.part == m.part && l.body == m.body }

// compose builds the page anew and brings the window to where the reader is.
// Without any room it has no lines, rather than those of an earlier text.
func (s *Screen) compose() {
	s.hold()
	s.lines, s.targets = s.lines[:0], s.targets[:0]
	s.index, s.marked = map[key]int{}, map[int]int{}
	if s.width > 0 {
		s.head()
		s.text()
		s.end()
	}
	s.settle()
	s.search()
}

// end is the foot; in zen only why there is no text.
func (s *Screen) end() {
	if !s.zen {
		s.foot()
	} else if len(s.body) == 0 {
		s.why()
	}
}

// add puts spans on the next line.
func (s *Screen) add(p part, left []theme.Span, spots ...spot) {
	s.lines = append(s.lines, line{text: s.theme.Line(theme.None, s.Measure(), left, nil), part: p, spots: spots})
}

func (s *Screen) gap(p part) { s.lines = append(s.lines, line{part: p}) }

// head is the kicker, the headline, the languages and a rule; of them only the
// headline in zen.
func (s *Screen) head() {
	if !s.zen {
		s.kicker()
	}
	s.gap(inTitle)
	title := cmp.Or(s.article.Title, s.words.Untitled)
	for _, l := range render.Plain(title, s.Measure()) {
		s.add(inTitle, []theme.Span{{Fg: theme.Strong, Text: s.visual(l)}})
	}
	if !s.zen {
		s.languages()
		s.add(inRule, []theme.Span{{Fg: theme.Rule, Text: strings.Repeat("─", s.Measure())}})
	}
	s.gap(inRule)
}

// kicker is rubric, time, source and minutes, on as many lines as they need.
func (s *Screen) kicker() {
	if !s.compact {
		s.gap(inKicker)
	}
	a := s.article
	var row []theme.Span
	put := func(sp theme.Span) {
		if len(row) > 0 && theme.Width(row)+render.Width(sp.Text) > s.Measure() {
			s.add(inKicker, row)
			row = nil
			sp.Text = strings.TrimLeft(sp.Text, " ")
		}
		row = append(row, sp)
	}
	if a.Badges.Has(feed.Urgent) {
		put(theme.Span{Fg: theme.Urgent, Text: theme.SignUrgent + " "})
	}
	put(theme.Span{Fg: theme.Accent, Bold: true, Text: s.visual(lang.Upper(s.rubric(a.Item), a.Lang))})
	if a.State.Has(feed.Starred) {
		put(theme.Span{Fg: theme.Accent, Text: " " + theme.SignStarred})
	}
	if a.State.Has(feed.Watched) {
		put(theme.Span{Fg: theme.Accent, Text: " " + theme.SignWatched})
	}
	for _, text := range s.facts() {
		put(theme.Span{Fg: theme.Muted, Text: "   " + text})
	}
	s.add(inKicker, row)
}

// rubric is the publisher's own rubric, else the canonical one.
func (s *Screen) rubric(it feed.Item) string {
	if it.Section == "" && len(it.Rubrics) > 0 {
		return s.words.Rubric(it.Rubrics[0])
	}
	return it.Section
}

// facts are the time in the source's own zone, the source, and the minutes it
// takes to read.
func (s *Screen) facts() []string {
	a := s.article
	var out []string
	if !a.Published.IsZero() {
		out = append(out, s.words.FullZone(a.Published))
	}
	out = append(out, s.visual(a.SourceTitle))
	if s.minutes > 0 {
		out = append(out, s.words.Minutes(s.minutes))
	}
	return out
}

// minutes is the reading time at 1,000 letters a minute, about 180 words of
// Russian or 200 of English; 0 for no text.
func minutes(text string) int {
	n := 0
	for _, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	return (n + 999) / 1000
}

// languages is the line of the languages the story is told in: this one, then
// the others, with their headlines where there is room for them.
func (s *Screen) languages() {
	told := s.article.Versions
	if len(told) == 0 {
		return
	}
	const between = " · "
	row := []theme.Span{{Fg: theme.Strong, Text: s.versionKey()}}
	if s.article.Lang != "" {
		row = append(row, theme.Span{Fg: theme.Strong, Text: s.article.Lang}, theme.Span{Fg: theme.Faint, Text: between})
	}
	room := s.Measure() - theme.Width(row) - (len(told)-1)*render.Width(between)
	for _, v := range told {
		room -= render.Width(v.Lang) + 1
	}
	room /= len(told)
	var spots []spot
	for i, v := range told {
		if i > 0 {
			row = append(row, theme.Span{Fg: theme.Faint, Text: between})
		}
		from := theme.Width(row)
		row = append(row, theme.Span{Fg: theme.Muted, Text: v.Lang})
		if room >= leastTitle && v.Title != "" {
			row = append(row, theme.Span{Fg: theme.Faint, Text: " " + s.visual(render.Cut(v.Title, room))})
		}
		spots = append(spots, spot{key{kind: VersionTarget, n: i + 1}, from, theme.Width(row)})
	}
	s.add(inVersions, row, spots...)
}

// versionKey is the key of the versions as it stands before them.
func (s *Screen) versionKey() string {
	if s.VersionKey == "" {
		return ""
	}
	return s.VersionKey + " "
}

// text is the body: its lines, with pictures in the places of their marks.
func (s *Screen) text() {
	wide, block := 0, -1
	for i := 0; i < len(s.body); i++ {
		l := s.body[i]
		n := s.markLines(i)
		if n > 0 && s.pictures[l.Image] != nil {
			s.picture(i, n)
			i += n - 1
			continue
		}
		if l.Block != block {
			block, wide = l.Block, s.widest(i)
		}
		next := line{text: l.Text, part: inBody, body: i, shows: 1}
		if l.Wide {
			next.wide = wide
		}
		s.hint(&next)
		next.spots = s.spots(l)
		if n > 0 {
			next.mark = l.Image
		}
		if s.hasPicture(l.Image) {
			next.spots = append(next.spots, spot{key: s.image(l.Image), to: render.Width(l.Text)})
		}
		s.lines = append(s.lines, next)
	}
}

// foot is everything under the text.
func (s *Screen) foot() {
	if !s.compact {
		if a := s.article; a.Author != "" && a.Author != a.SourceTitle {
			s.gap(inAuthor)
			s.add(inAuthor, []theme.Span{{Fg: theme.Muted, Text: s.visual(a.Author)}})
		}
		s.why()
		s.links()
	}
	s.tags()
	s.told()
	if !s.compact {
		s.news()
	}
}

// why says why the text is not whole.
func (s *Screen) why() {
	if s.note == "" {
		return
	}
	s.gap(inNote)
	for _, l := range render.Plain(s.note, s.Measure()) {
		s.add(inNote, []theme.Span{{Fg: theme.Muted, Text: l}})
	}
}

// links prints the numbered links with the addresses they lead to.
func (s *Screen) links() {
	for i, l := range s.article.Links {
		if i == 0 {
			s.gap(inLinks)
		}
		number := "[" + strconv.Itoa(i+1) + "] "
		address := strings.TrimPrefix(strings.TrimPrefix(l.URL, "https://"), "http://")
		row := []theme.Span{{Fg: theme.Link, Text: number}, {Fg: theme.Faint, Text: address}}
		s.add(inLinks, row, spot{s.link(i + 1), 0, min(theme.Width(row), s.Measure())})
	}
}

// tags are the topics of the story.
func (s *Screen) tags() {
	if len(s.article.Tags) == 0 {
		return
	}
	s.gap(inTags)
	const after = "   "
	var row []theme.Span
	var spots []spot
	for i, tag := range s.article.Tags {
		text := "# " + tag
		if len(row) > 0 && theme.Width(row)+render.Width(text) > s.Measure() {
			s.add(inTags, row, spots...)
			row, spots = nil, nil
		}
		x := theme.Width(row)
		k := s.offer(key{kind: TagTarget, n: i + 1}, Target{Kind: TagTarget, N: i + 1, Text: tag})
		spots = append(spots, spot{k, x, min(x+render.Width(text), s.Measure())})
		row = append(row, theme.Span{Fg: theme.Link, Text: s.visual(text) + after})
	}
	s.add(inTags, row, spots...)
}

// told lists the versions in other languages.
func (s *Screen) told() {
	for i, v := range s.article.Versions {
		named := s.versionKey()
		if i == 0 {
			s.gap(inTold)
		} else {
			named = strings.Repeat(" ", render.Width(named))
		}
		k := s.offer(key{kind: VersionTarget, n: i + 1},
			Target{Kind: VersionTarget, N: i + 1, Text: v.Title, ID: v.ID, URL: v.URL})
		x := render.Width(named)
		title := s.visual(render.Cut(cmp.Or(v.Title, v.URL), s.Measure()-x-4))
		row := []theme.Span{
			{Fg: theme.Strong, Text: named},
			{Fg: theme.Faint, Text: render.Fit(v.Lang, 2) + "  "},
			{Fg: theme.Muted, Text: title},
		}
		s.add(inTold, row, spot{k, x, theme.Width(row)})
	}
}

// news lists the newest headlines, the open one left out.
func (s *Screen) news() {
	rubric := min(18, s.Measure()/4)
	n := 0
	for _, it := range s.latest {
		if it.ID == s.article.ID || n == Latest {
			continue
		}
		if n++; n == 1 {
			s.gap(inLatest)
			s.add(inLatest, []theme.Span{{Fg: theme.Strong, Text: s.words.Latest}})
		}
		clock := s.words.Clock(it.Order.In(s.now.Location())) + "  "
		x := render.Width(clock)
		title := cmp.Or(it.Title, s.words.Untitled)
		k := s.offer(key{kind: StoryTarget, n: int(it.ID)},
			Target{Kind: StoryTarget, N: n, Text: title, ID: it.ID, URL: it.URL})
		room := max(1, s.Measure()-x-rubric-2)
		s.add(inLatest, []theme.Span{
			{Fg: theme.Muted, Text: clock},
			{Fg: theme.Text, Text: render.Pad(s.visual(render.Cut(title, room)), room) + "  "},
			{Fg: theme.Faint, Text: s.visual(render.Cut(s.rubric(it), rubric))},
		}, spot{k, x, x + min(room, render.Width(title))})
	}
	if n > 0 {
		s.gap(inLatest)
	}
}

// visual is one plain line in the order in which it is seen.
func (s *Screen) visual(text string) string {
	if s.Reorder {
		return render.Visual(text)
	}
	return text
}
