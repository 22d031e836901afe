package greader

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"rubrika/feed"
	"rubrika/feed/words"
)

// item is an item as servers send it; all but the id may be missing.
type item struct {
	ID         scalar   `json:"id"`
	Title      scalar   `json:"title"`
	Author     scalar   `json:"author"`
	Published  scalar   `json:"published"`
	Crawled    scalar   `json:"crawlTimeMsec"`
	Canonical  []file   `json:"canonical"`
	Alternate  []file   `json:"alternate"`
	Enclosure  []file   `json:"enclosure"`
	Content    text     `json:"content"`
	Summary    text     `json:"summary"`
	Categories []scalar `json:"categories"`
	Origin     struct {
		StreamID scalar `json:"streamId"`
		HTMLURL  scalar `json:"htmlUrl"`
	} `json:"origin"`
}

// text is a body.
type text struct {
	Content scalar `json:"content"`
}

// file is a link or an enclosure, whose address Miniflux calls url and
// FreshRSS href.
type file struct {
	Href   scalar `json:"href"`
	URL    scalar `json:"url"`
	Type   scalar `json:"type"`
	Length scalar `json:"length"`
}

func (f file) address() string {
	if f.Href != "" {
		return string(f.Href)
	}
	return string(f.URL)
}

// Items implements feed.Server. The state of an entry is what its categories
// say.
func (s *Server) Items(ctx context.Context, want []feed.RemoteItem) ([]feed.Delivery, error) {
	ids := make([]string, len(want))
	for i, w := range want {
		ids[i] = w.ID
	}
	var all []feed.Delivery
	for batch := range slices.Chunk(ids, feed.MaxItems) {
		got, err := s.contents(ctx, batch)
		if err != nil {
			return nil, err
		}
		all = append(all, got...)
	}
	return all, nil
}

// contents fetches items. Those that are together too big for one answer are
// asked for by halves; one that is too big alone is left out, or it would keep
// all others from coming.
func (s *Server) contents(ctx context.Context, ids []string) ([]feed.Delivery, error) {
	body := form{}
	body.add("output", "json")
	for _, id := range ids {
		body.add("i", longID(id))
	}
	const op = "fetch items"
	now, object, err := s.read(ctx, request{op: op, path: "/reader/api/0/stream/items/contents", body: &body}, "items", false)
	if feed.KindOf(err) == feed.KindTooBig {
		if len(ids) == 1 {
			return nil, nil
		}
		first, err := s.contents(ctx, ids[:len(ids)/2])
		if err != nil {
			return nil, err
		}
		second, err := s.contents(ctx, ids[len(ids)/2:])
		return append(first, second...), err
	}
	if err != nil {
		return nil, err
	}
	raw, err := field([]json.RawMessage{}, object["items"])
	if err != nil {
		return nil, s.fail(op, feed.KindNotServer, errors.New("the items are of another shape"))
	}
	return s.deliveries(now, ids, raw)
}

// deliveries reads the items of an answer: those that were asked for, once
// each. One that cannot be read counts as one the server does not have, when
// others can be.
func (s *Server) deliveries(now *session, ids []string, raw []json.RawMessage) ([]feed.Delivery, error) {
	asked := map[string]bool{}
	for _, id := range ids {
		asked[id] = true
	}
	var list []feed.Delivery
	unreadable := 0
	for _, r := range raw {
		var it item
		if json.Unmarshal(r, &it) != nil {
			unreadable++
			continue
		}
		id := plainID(string(it.ID))
		if !asked[id] {
			// Ids that are no numbers may look like one in their long form.
			id = string(it.ID[strings.LastIndexByte(string(it.ID), '/')+1:])
		}
		if !asked[id] {
			continue
		}
		delete(asked, id)
		list = append(list, feed.Delivery{Entry: s.entry(now, it), Remote: id, Feed: string(it.Origin.StreamID)})
	}
	if len(list) == 0 && unreadable > 0 {
		return nil, s.fail("fetch items", feed.KindNotServer, errors.New("the items are of another shape"))
	}
	return list, nil
}

// wholeArticle is the length in characters from which a text is taken for the
// whole article: these servers do not tell.
const wholeArticle = 2500

// entry makes an entry of an item.
func (s *Server) entry(now *session, it item) feed.Entry {
	var e feed.Entry
	e.Title = now.title(string(it.Title))
	e.Author = string(it.Author)
	e.GUID = string(it.ID)
	e.Published = s.published(it)
	e.URL = link(it)
	e.Summary = string(it.Summary.Content)
	body := strings.TrimSpace(string(it.Content.Content))
	if body == "" {
		body = e.Summary
	}
	e.HTML = feed.Markup(body)
	e.Full = visible(body) >= wholeArticle
	files(&e, it.Enclosure)
	for _, c := range it.Categories {
		switch rest := afterUser(string(c)); {
		case rest == "state/com.google/read":
			e.State |= feed.Read
		case rest == "state/com.google/starred":
			e.State |= feed.Starred
		case rest == "" && c != "": // the feed's own, which FreshRSS hands on
			e.Categories = append(e.Categories, string(c))
		}
	}
	return e
}

// files takes the files that come with an item, and what they tell of it.
func files(e *feed.Entry, list []file) {
	for _, f := range list {
		address := f.address()
		if address == "" {
			continue
		}
		length, _ := strconv.ParseInt(string(f.Length), 10, 64) // 0 when unknown
		kind := strings.ToLower(strings.TrimSpace(string(f.Type)))
		e.Enclosures = append(e.Enclosures, feed.Enclosure{URL: address, Type: kind, Length: max(0, length)})
		switch class, _, _ := strings.Cut(kind, "/"); class {
		case "image":
			e.Images = append(e.Images, address)
		case "video":
			e.Badges |= feed.Video
		case "audio":
			e.Badges |= feed.Audio
		}
	}
}

// link is the address of an item. One without a link gets that of its site
// from Miniflux, which is none.
func link(it item) string {
	for _, f := range slices.Concat(it.Canonical, it.Alternate) {
		if a := f.address(); a != "" && strings.TrimRight(a, "/") != strings.TrimRight(string(it.Origin.HTMLURL), "/") {
			return a
		}
	}
	return ""
}

// maxAhead is how far an item may be dated after the server met it; package
// rss has the same bound.
const maxAhead = 24 * time.Hour

// published is the date of an item, else the time the server met it. What is
// dated later than a day after that is held there. timestampUsec is none of
// the two: FreshRSS has its own time there, Miniflux the item's. It is told on
// the clock of the site's country where the site's name has one.
func (s *Server) published(it item) time.Time {
	limit := s.now()
	crawled := moment(string(it.Crawled))
	if !crawled.IsZero() && crawled.Before(limit) {
		limit = crawled
	}
	limit = limit.Add(maxAhead).UTC()
	t := moment(string(it.Published))
	if t.IsZero() {
		t = crawled
	}
	if t.After(limit) {
		t = limit
	}
	site, err := url.Parse(string(it.Origin.HTMLURL))
	if err != nil || t.IsZero() {
		return t
	}
	if zone := words.ZoneOf("", site.Host); zone != nil {
		return t.In(zone)
	}
	return t
}

// Numbers from here on are milliseconds and microseconds: as seconds they
// would be the years 5138 and 3,000,000.
const (
	fromMilli = 100_000_000_000
	fromMicro = 100_000_000_000_000
)

// moment reads a Unix time in seconds, milliseconds or microseconds; zero when
// it is none. Miniflux hands on dates before 1970, which are negative.
func moment(s string) time.Time {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		f, err := strconv.ParseFloat(s, 64)
		if err != nil || f > fromMicro || f < -fromMicro { // fractions of seconds
			return time.Time{}
		}
		n = int64(f)
	}
	switch {
	case n == 0:
		return time.Time{}
	case n >= fromMicro:
		return time.UnixMicro(n).UTC()
	case n >= fromMilli:
		return time.UnixMilli(n).UTC()
	case n < -fromMilli:
		return time.Time{}
	}
	return time.Unix(n, 0).UTC()
}

// title gives a title of FreshRSS the signs back that it writes in full width.
func (n *session) title(s string) string {
	if !n.freshRSS() {
		return s
	}
	return strings.NewReplacer("＆", "&", "＜", "<", "＞", ">").Replace(s)
}

// visible is the number of characters of an HTML text without its tags.
func visible(s string) int {
	n := 0
	for s != "" {
		before, after, _ := strings.Cut(s, "<")
		n += utf8.RuneCountInString(before)
		_, s, _ = strings.Cut(after, ">")
	}
	return n
}

// Mark implements feed.Server. What the server calls malformed is of
// KindRejected: Miniflux refuses a whole batch for one such id.
func (s *Server) Mark(ctx context.Context, mark feed.State, on bool, ids []string) error {
	var tag string
	switch mark {
	case feed.Read:
		tag = tagRead
	case feed.Starred:
		tag = tagStarred
	default:
		return s.fail("mark", feed.KindInternal, errors.New("not one mark"))
	}
	action := "r"
	if on {
		action = "a"
	}
	for batch := range slices.Chunk(ids, feed.MaxItems) {
		body := form{}
		body.add(action, tag)
		for _, id := range batch {
			body.add("i", longID(id))
		}
		if err := s.write(ctx, request{op: "mark", path: "/reader/api/0/edit-tag", body: &body}); err != nil {
			return err
		}
	}
	return nil
}
