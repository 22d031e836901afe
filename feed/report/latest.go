package report

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"rubrika/feed"
	"rubrika/feed/page"
	"rubrika/feed/words"
)

// maxLatest bounds the headlines of a page.
const maxLatest = 100

// role is what the markup says a piece is.
type role uint8

const (
	unknown role = iota
	titled       // in a heading, or of a class that says so
	filed        // of a class for rubrics
)

// edge says that a card, an element that holds one headline, begins or ends.
type edge uint8

const (
	begins edge = iota + 1
	ends
)

// piece is a bit of a list of headlines: text in one line, or instead of it a
// moment that the markup gives, or an edge.
type piece struct {
	text string
	at   string
	edge edge

	href string // of the story it links to
	role role
}

// headline is a story of a list before its time is known.
type headline struct {
	title, section, url string
	clock               string    // time of day
	day                 time.Time // the day, where it is printed
	at                  time.Time // the moment, where it is printed or marked up
	video               bool
}

// dated reports that something of the time is known.
func (h headline) dated() bool { return h.clock != "" || !h.at.IsZero() || !h.day.IsZero() }

// cut makes headlines of a list up to the words under it. A card is one
// headline; elsewhere a time of day begins one, which markup may name before it
// is printed, and what stands before the first is none.
func cut(list []piece, now time.Time) []headline {
	var out []headline
	var chunk []piece
	open, card := false, false
	done := func() {
		if h := readHeadline(chunk, now); open && h.title != "" {
			out = append(out, h)
		}
		chunk, open = nil, false
	}
	for _, p := range list {
		if isFeedLink(p.text) || len(out) == maxLatest {
			break
		}
		moment := p.at != "" || clock(p.text) != "" && (len(chunk) == 0 || chunk[len(chunk)-1].at == "")
		if p.edge != 0 || !card && moment {
			done()
			card = p.edge == begins
			open = p.edge != ends
		}
		chunk = append(chunk, p)
	}
	if done(); len(out) > maxLatest {
		out = out[:maxLatest]
	}
	return out
}

// readHeadline makes a headline of the pieces that belong to one; its title is
// empty when there is none among them.
func readHeadline(pieces []piece, now time.Time) headline {
	var h headline
	var rest []piece
	for _, p := range pieces {
		h.url = cmp.Or(h.url, p.href)
		switch {
		case p.edge != 0:
		case p.at != "":
			if t, ok := words.ParseDate(p.at, baku(), now); ok && h.at.IsZero() {
				h.at = t.In(baku())
			}
		case clock(p.text) != "":
			h.clock = cmp.Or(h.clock, clock(p.text))
		case isVideo(p.text):
			h.video = true
		case h.moment(p.text, now):
		default:
			rest = append(rest, p)
		}
	}
	title := pick(rest,
		func(p piece) bool { return p.role == titled },
		func(p piece) bool { return p.href != "" && p.role != filed },
		func(p piece) bool { return p.role != filed },
	)
	if title < 0 {
		return headline{}
	}
	h.title = rest[title].text
	rest = append(rest[:title:title], rest[title+1:]...)
	section := pick(rest,
		func(p piece) bool { return p.role == filed },
		func(p piece) bool { return p.text != h.title && isName(p.text) },
	)
	if section >= 0 {
		h.section = rest[section].text
	}
	return h
}

// moment takes a piece that is a date.
func (h *headline) moment(text string, now time.Time) bool {
	at, exact, ok := moment(text, now)
	switch {
	case ok && exact:
		h.at = at
	case ok:
		h.day = at
	}
	return ok
}

// isName reports what may be the name of a rubric: a few words, no sentence.
func isName(s string) bool {
	return len(strings.Fields(s)) <= 5 && !strings.ContainsAny(s, ".!?:;@/")
}

// pick is the place of the first piece that fits the first test that any fits,
// or -1.
func pick(list []piece, tests ...func(piece) bool) int {
	for _, fits := range tests {
		if i := slices.IndexFunc(list, fits); i >= 0 {
			return i
		}
	}
	return -1
}

// items makes the newest headlines of a page out of what was read. The story
// of the page is told by its link or its title, and named by its address.
func items(list []headline, own feed.Entry, now time.Time) []feed.Item {
	self := -1
	for i, h := range list {
		if self < 0 && (h.url != "" && storyKey(h.url) == storyKey(own.URL) || sameTitle(h.title, own.Title)) {
			self = i
			list[i].url = cmp.Or(own.URL, h.url)
		}
	}
	times := settle(list, self, own.Published, now)
	var out []feed.Item
	for i, h := range list {
		it := feed.Item{Title: h.title, Section: h.section, URL: h.url, Lang: own.Lang, Published: times[i]}
		if h.video {
			it.Badges = feed.Video
		}
		out = append(out, page.Entry(feed.Entry{Item: it}, "").Item)
	}
	return out
}

// sameTitle compares titles as readers do.
func sameTitle(a, b string) bool { return a != "" && words.Fold(a) == words.Fold(b) }

// settle gives the headlines their moments. Most lists print only the time of
// day, newest first; the day is that of the page's own story where it stands
// in the list (self), else today where the story is not older than a day. In
// all other cases nobody knows when the list was made, and the time stays zero.
func settle(list []headline, self int, story, now time.Time) []time.Time {
	out := make([]time.Time, len(list))
	last := story
	if self < 0 {
		self, last = 0, today(list, story, now)
	}
	start := last
	for i := min(self, len(list)-1); i >= 0; i-- { // upwards time goes on: 00:10 over 23:50 is the next day
		if out[i] = list[i].near(last); !out[i].IsZero() {
			last = out[i]
		}
	}
	last = start
	for i := self + 1; i < len(list); i++ {
		if out[i] = list[i].near(last); !out[i].IsZero() {
			last = out[i]
		}
	}
	return out
}

// today is the moment of the first headline of a list made now, or zero when
// the story beside it is too old to tell.
func today(list []headline, story, now time.Time) time.Time {
	if age := now.Sub(story); len(list) == 0 || story.IsZero() || age > 24*time.Hour || age < -time.Hour {
		return time.Time{}
	}
	t, ok := onDay(now, list[0].clock)
	if ok && t.After(now.Add(time.Hour)) {
		return t.AddDate(0, 0, -1)
	}
	return t
}

// near is the moment of a headline whose neighbour has another one: what is
// not printed of it is chosen so that they lie within twelve hours. It is zero
// when nothing tells the day.
func (h headline) near(neighbour time.Time) time.Time {
	if !h.at.IsZero() {
		return h.at
	}
	if !h.day.IsZero() {
		t, _ := onDay(h.day, h.clock)
		return t
	}
	t, ok := onDay(neighbour, h.clock)
	switch {
	case !ok || neighbour.IsZero():
		return time.Time{}
	case t.Sub(neighbour) > 12*time.Hour:
		return t.AddDate(0, 0, -1)
	case neighbour.Sub(t) > 12*time.Hour:
		return t.AddDate(0, 0, 1)
	}
	return t
}
