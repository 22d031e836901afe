package report

import (
	"errors"
	"html"
	"slices"
	"strings"
	"time"

	"rubrika/feed"
	"rubrika/feed/page"
)

// Bounds of a text copy; what is larger is no copy of one page.
const (
	maxCopy  = 1 << 20 // bytes
	maxLines = 5000
	maxStrip = 20 // lines of a strip of topics
	maxTries = 20 // places where the story may begin
)

// line is a line of a text copy: as it was, and as it may be shown.
type line struct{ raw, text string }

// ReadText reads a page that was copied as bare text. Its parts stand in the
// order of the page: a strip of topics, printed once or twice, the title, the
// rubric, the date, the time, the title again under the photo, the paragraphs,
// a line of tags, the title in other languages, and the newest headlines. Any
// but the title and the paragraphs may be missing, and there may be junk
// before them. Versions have titles and no addresses; now says on which day a
// list was made that does not name the story itself.
//
// The error is of KindNoText when the text is no such copy: two of its marks
// (a date and a time of day as items of a list, the title twice, the newest
// headlines, the story among them, the strip twice) must be there.
func ReadText(text []byte, now time.Time) (Page, error) {
	lines := readLines(text)
	list, end := newest(lines, now)
	c := textCopy{list: list, now: now}
	for i := range lines[:end] {
		if c.dated(lines[:end], i) {
			return c.page(), nil
		}
	}
	for i := range lines[:end] {
		if c.undated(lines[:end], i) {
			return c.page(), nil
		}
	}
	return Page{}, &feed.Error{Op: "read text", Kind: feed.KindNoText, Err: errors.New("not a copy of a page")}
}

// readLines cuts a text into its lines without the empty ones.
func readLines(text []byte) []line {
	var out []line
	if len(text) > maxCopy {
		return nil
	}
	for raw := range strings.Lines(string(text)) {
		if s := page.Line(raw); s != "" && len(out) < maxLines {
			out = append(out, line{raw, s})
		}
	}
	return out
}

// newest reads the list of the newest headlines, and returns the number of
// lines before it.
func newest(lines []line, now time.Time) (list []headline, before int) {
	before = len(lines)
	end := len(lines) // of the prose
	for end > 0 && !isProse(lines[end-1].text) {
		end--
	}
	for _, isHeading := range []func(lines []line, i int) bool{
		func(lines []line, i int) bool { return isLatestHeading(lines[i].text) },
		func(lines []line, i int) bool { return i >= end && isOverTimes(lines, i) },
	} {
		for i := range lines[:max(0, len(lines)-1)] {
			if before == len(lines) && clock(timePieces(lines[i+1].text)[0].text) != "" && isHeading(lines, i) {
				before = i
			}
		}
	}
	var rest []piece
	for _, l := range lines[min(before+1, len(lines)):] {
		rest = append(rest, timePieces(l.text)...)
	}
	return cut(rest, now), before
}

// maxHeadline is how many lines a headline has at most: its time, a badge, its
// title and its rubric.
const maxHeadline = 4

// prose is how many words a line of a text has: headlines that end as sentences
// do are shorter.
const prose = 8

func isProse(s string) bool { return strings.HasSuffix(s, ".") && len(strings.Fields(s)) >= prose }

// isOverTimes reports a line that can only be the heading of a list of
// headlines, whatever it says: a few words, and below them time after time. A
// story may have a timetable, but goes on below it.
func isOverTimes(lines []line, i int) bool {
	_, _, dated := moment(lines[i].text, time.Time{})
	if dated || clock(lines[i].text) != "" || !isName(lines[i].text) {
		return false
	}
	times, last := 0, i+1
	for k := i + 1; k < len(lines) && k-last <= maxHeadline && times < 2; k++ {
		if clock(timePieces(lines[k].text)[0].text) != "" {
			times, last = times+1, k
		}
	}
	return times > 1
}

// timePieces parts «12:05 Видео».
func timePieces(s string) []piece {
	if at, badge, ok := strings.Cut(s, " "); ok && isVideo(badge) {
		return []piece{{text: at}, {text: badge}}
	}
	return []piece{{text: s}}
}

// textCopy is a copy while it is read.
type textCopy struct {
	now   time.Time
	list  []headline
	tries int

	title, section string
	published      time.Time
	topics         []line
	doubled        bool // the topics were there twice
	body           []line
	tags           line
	versions       []feed.Version
}

// dated reads a copy whose date stands in line i.
func (c *textCopy) dated(lines []line, i int) bool {
	at, exact, ok := moment(lines[i].text, c.now)
	if !ok {
		return false
	}
	next, marks := i+1, 0
	if next < len(lines) && !exact {
		if t, ok := onDay(at, clock(lines[next].text)); ok {
			if bulleted(lines[i]) && bulleted(lines[next]) {
				marks++
			}
			at = t
			next++
		}
	}
	c.published = at
	return c.read(lines[:i], lines[next:], marks)
}

// undated reads a copy without a date whose title stands in line i: it must
// come again, at once or after the rubric, and be among the newest headlines.
func (c *textCopy) undated(lines []line, i int) bool {
	c.published = time.Time{}
	for _, next := range []int{i + 1, i + 2} {
		if next < len(lines) && sameTitle(lines[i].text, lines[next].text) && c.listed(lines[i].text) >= 0 {
			return c.read(lines[:next], lines[next:], 0)
		}
	}
	return false
}

// bulleted reports a line that is an item of a list.
func bulleted(l line) bool {
	return strings.ContainsAny(l.text[:min(len(l.text), 4)], "•·*▪●‣–-")
}

// listed is the place of a title among the newest headlines, or -1.
func (c *textCopy) listed(title string) int {
	return slices.IndexFunc(c.list, func(h headline) bool { return sameTitle(h.title, title) })
}

// read takes a copy apart whose date, if it has one, stood between head and
// rest. marks is how much has spoken for a copy so far; two are needed.
func (c *textCopy) read(head, rest []line, marks int) bool {
	last := len(head) - 1
	if c.tries++; last < 0 || len(rest) == 0 || c.tries > maxTries {
		return false
	}
	title, again := c.findTitle(head, rest[0].text)
	if again {
		rest = rest[1:]
		marks++
	}
	c.title, c.section = head[title].text, ""
	if title < last {
		c.section = head[last].text
	}
	if len(c.list) > 0 {
		marks++
	}
	if c.listed(c.title) >= 0 {
		marks++
	}
	c.strip(head[:title])
	if c.doubled {
		marks++
	}
	c.foot(rest)
	return marks > 1 && slices.ContainsFunc(c.body, func(l line) bool { return isSentence(l.text) })
}

// findTitle is the place of the title in what stands before the date: in the
// last line, or over the rubric. again says that it follows the date once more.
func (c *textCopy) findTitle(head []line, next string) (title int, again bool) {
	last := len(head) - 1
	over := max(0, last-1)
	for _, k := range []int{last, over} {
		if sameTitle(head[k].text, next) {
			return k, true
		}
	}
	for _, k := range []int{last, over} {
		if c.listed(head[k].text) >= 0 {
			return k, false
		}
	}
	if isName(head[last].text) && !twice(head[:last], 1) {
		return over, false
	}
	return last, false
}

// strip takes the topics: the lines before the title that are there twice,
// else the one before it. Junk may stand before the first of them.
func (c *textCopy) strip(head []line) {
	c.topics, c.doubled = nil, false
	for k := 1; k <= maxStrip && 2*k <= len(head); k++ {
		if twice(head, k) {
			c.topics, c.doubled = head[len(head)-k:], true
			return
		}
	}
	if n := len(head); n > 0 && strings.Contains(head[n-1].text, " ") && !strings.ContainsAny(head[n-1].text, ".!?:/@") {
		c.topics = head[n-1:]
	}
}

// twice reports whether the last k lines are those before them once more.
func twice(lines []line, k int) bool {
	if 2*k > len(lines) {
		return false
	}
	again, before := lines[len(lines)-k:], lines[len(lines)-2*k:]
	for i, l := range again {
		if junk, ok := strings.CutSuffix(before[i].text, l.text); !ok || junk != "" && (i > 0 || !strings.HasSuffix(junk, " ")) {
			return false
		}
	}
	return true
}

// foot takes the paragraphs and what stands under them: tags, and the title in
// other languages.
func (c *textCopy) foot(lines []line) {
	if i := slices.IndexFunc(lines, func(l line) bool { return isFeedLink(l.text) || isLatestHeading(l.text) }); i >= 0 {
		lines = lines[:i]
	}
	c.tags, c.versions = line{}, nil
	lang := textLanguage(c.title + "\n" + join(lines, " "))
	for len(lines) > 1 {
		last := lines[len(lines)-1].text
		other := otherLanguage(last, lang)
		if other == "" || slices.ContainsFunc(c.versions, func(v feed.Version) bool { return v.Lang == other }) {
			break
		}
		c.versions = append([]feed.Version{{Lang: other, Title: last}}, c.versions...)
		lines = lines[:len(lines)-1]
	}
	if n := len(lines); n > 1 && isTagLine(lines[n-1].text) {
		c.tags, lines = lines[n-1], lines[:n-1]
	}
	c.body = lines
}

// otherLanguage is the language of a line that is a title in another language
// than the page's, or "".
func otherLanguage(s, lang string) string {
	if len(s) > maxTitle {
		return ""
	}
	other := textLanguage(s)
	small, list := 0, strings.Fields(s)
	for _, w := range list {
		if !isUpper(w) {
			small++
		}
	}
	if other == lang || strings.HasSuffix(s, ".") || len(list) < 3 || 3*small < len(list) && len(list) < 6 {
		return ""
	}
	return other
}

// isSentence reports a line that ends as sentences do, perhaps within quotes.
func isSentence(s string) bool {
	return strings.HasSuffix(strings.TrimRight(s, `"»”’)' `), ".") || strings.ContainsAny(s[len(s)-1:], "!?") ||
		strings.HasSuffix(s, "…")
}

// isTagLine reports a line that has nothing of a sentence.
func isTagLine(s string) bool {
	return !isSentence(s) && !strings.ContainsAny(s, `.!?:"«»“”—…`) && len(strings.Fields(s)) <= maxNames
}

// page makes the page of what was found.
func (c *textCopy) page() Page {
	body := join(c.body, "\n")
	e := feed.Entry{Full: true, HTML: paragraphs(c.body)}
	e.Title, e.Section, e.Published, e.Lang = c.title, c.section, c.published, textLanguage(c.title+"\n"+body)
	e.Categories = []string{c.section}
	l := newLexicon(e.Lang, append(c.texts(), strings.Fields(c.tags.text)...)...)
	var topics []string
	if len(c.topics) == 1 {
		topics = splitTopics(c.topics[0].raw, l)
		if !c.doubled && len(topics) < 2 {
			topics = nil // any line may stand over the title
		}
	} else {
		topics = names(texts(c.topics))
	}
	e.Tags = splitTags(c.tags.raw, topics, newLexicon(e.Lang, c.texts()...))
	if i := c.listed(c.title); i >= 0 && c.list[i].video {
		e.Badges = feed.Video
	}
	e = page.Entry(e, "")
	e.Versions = c.versions // they have no address, which is all the door lacks
	return Page{Entry: e, Topics: topics, Latest: items(c.list, e, c.now)}
}

// texts are the running text of a copy.
func (c *textCopy) texts() []string {
	out := append([]string{c.title}, texts(c.body)...)
	for _, h := range c.list {
		out = append(out, h.title)
	}
	return out
}

func texts(lines []line) []string {
	var out []string
	for _, l := range lines {
		out = append(out, l.text)
	}
	return out
}

func join(lines []line, between string) string { return strings.Join(texts(lines), between) }

// paragraphs makes the body of lines.
func paragraphs(lines []line) feed.Markup {
	var b strings.Builder
	for _, l := range lines {
		b.WriteString("<p>" + html.EscapeString(l.text) + "</p>\n")
	}
	return feed.Markup(b.String())
}
