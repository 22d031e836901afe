package miniflux

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"rubrika/feed"
	"rubrika/feed/words"
)

// entry is an item as the API shows it.
type entry struct {
	ID       int64  `json:"id"`
	Feed     int64  `json:"feed_id"`
	Status   string `json:"status"`
	Starred  bool   `json:"starred"`
	Title    string `json:"title"`
	URL      string `json:"url"`
	Author   string `json:"author"`
	Language string `json:"language"`
	// Published and Created are RFC 3339; Created is when the server met it.
	Published  string   `json:"published_at"`
	Created    string   `json:"created_at"`
	Content    string   `json:"content"`
	Tags       []string `json:"tags"`
	Enclosures []struct {
		URL  string `json:"url"`
		Type string `json:"mime_type"`
		Size int64  `json:"size"`
	} `json:"enclosures"`
	From remoteFeed `json:"feed"`
}

// entryPage is an answer of /v1/entries. Total counts what its query selects,
// without the limit.
type entryPage struct {
	Total   *int      `json:"total"`
	Entries entryList `json:"entries"`
}

// entryList is at most maxEntries items. An empty one takes a hundred times
// more in memory than in an answer, so they are counted first.
type entryList []entry

// UnmarshalJSON implements json.Unmarshaler.
func (l *entryList) UnmarshalJSON(b []byte) error {
	var raw []json.RawMessage
	if err := json.Unmarshal(b, &raw); err != nil || raw == nil {
		return err
	}
	if len(raw) > maxEntries {
		return errors.New("more items than were asked for")
	}
	*l = make(entryList, len(raw))
	for i, r := range raw {
		if err := json.Unmarshal(r, &(*l)[i]); err != nil {
			return err
		}
	}
	return nil
}

// entries asks for one page of items, for half as many as long as the answer
// is too big.
func (s *Server) entries(ctx context.Context, op string, query url.Values, limit int) (entryPage, error) {
	for {
		var page entryPage
		r := request{op: op, path: "/v1/entries", query: with(query, "limit", strconv.Itoa(limit)), into: &page}
		err := s.call(ctx, r)
		if feed.KindOf(err) == feed.KindTooBig && limit > 1 {
			limit /= 2
			continue
		}
		if err != nil {
			return entryPage{}, err
		}
		if page.Total == nil || page.Entries == nil || slices.ContainsFunc(page.Entries, isNone) {
			return entryPage{}, s.fail(r, feed.KindNotServer, "no list of items")
		}
		return page, nil
	}
}

// isNone reports an item that no Miniflux sends.
func isNone(e entry) bool { return e.ID <= 0 || e.Feed <= 0 }

// sparse is how many listed items may be fetched for one that is wanted: from
// there on single ones are cheaper. single is up to how many are not looked
// for in a listing at all.
const (
	sparse = 25
	single = 2
)

// Items implements feed.Server. The wanted are looked for in the listings of
// their marks, which costs one request for a batch that Unread lists in a row.
// What is not there has changed its marks since; it is looked for among all
// items then, and singly in the end, so that an item is left out only when the
// server says that it does not have it.
func (s *Server) Items(ctx context.Context, want []feed.RemoteItem) ([]feed.Delivery, error) {
	h := &haul{server: s}
	for _, g := range groups(want) {
		if err := h.walk(ctx, g.filter, g.ids); err != nil {
			return nil, err
		}
	}
	moved := h.moved
	h.moved = nil
	if err := h.walk(ctx, nil, moved); err != nil {
		return nil, err
	}
	for _, id := range slices.Sorted(slices.Values(append(h.moved, h.apart...))) {
		if err := h.one(ctx, id); err != nil {
			return nil, err
		}
	}
	return h.got, nil
}

// group is the wanted items of one listing.
type group struct {
	filter url.Values
	ids    []int64
}

// groups sorts the wanted by the listing that has them. Most are unread.
func groups(want []feed.RemoteItem) []group {
	out := []group{
		{filter: url.Values{"status": {"unread"}}},
		{filter: url.Values{"starred": {"true"}}},
		{filter: url.Values{"status": {"read"}}},
	}
	seen := map[int64]bool{}
	for _, w := range want {
		id, ok := number(w.ID)
		if !ok || seen[id] {
			continue // the server cannot have it, or it is asked for already
		}
		seen[id] = true
		g := &out[2]
		switch {
		case !w.State.Has(feed.Read):
			g = &out[0]
		case w.State.Has(feed.Starred):
			g = &out[1]
		}
		g.ids = append(g.ids, id)
	}
	return out
}

// haul collects items.
type haul struct {
	server *Server
	got    []feed.Delivery
	// moved are those that were not in their listing, apart those that lie too
	// far apart in it.
	moved, apart []int64
}

// walk goes through a listing by rising ids, from the least that is wanted to
// the greatest, as long as that is worth it.
func (h *haul) walk(ctx context.Context, filter url.Values, ids []int64) error {
	if len(ids) <= single {
		h.apart = append(h.apart, ids...)
		return nil
	}
	wanted := map[int64]bool{}
	for _, id := range ids {
		wanted[id] = true
	}
	after, last := slices.Min(ids)-1, slices.Max(ids)
	query := with(with(filter, "order", "id"), "direction", "asc")
	query.Set("before_entry_id", decimal(last+1))
	// A few more than wanted: others may lie between them.
	for limit := min(len(ids)+single, feed.MaxItems); ; {
		query.Set("after_entry_id", decimal(after))
		page, err := h.server.entries(ctx, "fetch items", query, limit)
		if feed.KindOf(err) == feed.KindTooBig {
			break
		}
		if err != nil {
			return err
		}
		end := h.take(page.Entries, wanted, &after)
		rest := *page.Total - len(page.Entries)
		if end || after >= last || rest <= 0 || len(wanted) == 0 {
			h.moved = append(h.moved, slices.Collect(maps.Keys(wanted))...)
			return nil
		}
		if rest > sparse*ahead(wanted, after) {
			break
		}
		limit = min(rest, feed.MaxItems)
	}
	h.apart = append(h.apart, slices.Collect(maps.Keys(wanted))...)
	return nil
}

// take takes the wanted items of a page, and moves after on to its last one. A
// page that brings us no further is the end.
func (h *haul) take(page []entry, wanted map[int64]bool, after *int64) (end bool) {
	from := *after
	for _, e := range page {
		*after = max(*after, e.ID)
		if wanted[e.ID] {
			delete(wanted, e.ID)
			h.got = append(h.got, h.server.deliver(e))
		}
	}
	return *after == from
}

// ahead counts the wanted beyond an id.
func ahead(wanted map[int64]bool, after int64) int {
	n := 0
	for id := range wanted {
		if id > after {
			n++
		}
	}
	return n
}

// one fetches one item. It is left out when the server does not have it, or
// has more of it than fetch takes.
func (h *haul) one(ctx context.Context, id int64) error {
	e, err := h.server.entry(ctx, id)
	switch {
	case isGone(err), feed.KindOf(err) == feed.KindTooBig:
		return nil
	case err != nil:
		return err
	case e.Status != "removed": // older servers keep them so, without a body
		h.got = append(h.got, h.server.deliver(e))
	}
	return nil
}

// entry fetches one item.
func (s *Server) entry(ctx context.Context, id int64) (entry, error) {
	var e entry
	r := request{op: "fetch item", path: "/v1/entries/" + decimal(id), into: &e}
	if err := s.call(ctx, r); err != nil {
		return entry{}, err
	}
	if e.ID != id || isNone(e) {
		return entry{}, s.fail(r, feed.KindNotServer, "not the item that was asked for")
	}
	return e, nil
}

// maxAhead is how far an item may be dated after the server met it, as for
// feeds.
const maxAhead = 24 * time.Hour

// deliver is the item in the core's words. Its body may be a teaser; nothing
// tells, so it is not called full.
func (s *Server) deliver(e entry) feed.Delivery {
	d := feed.Delivery{Remote: decimal(e.ID), Feed: decimal(e.Feed)}
	d.Title, d.Author, d.Categories = e.Title, e.Author, e.Tags
	d.HTML = feed.Markup(e.Content)
	d.Lang = e.Language
	if d.Lang == "" {
		d.Lang = e.From.Language
	}
	// Items without a link get that of the site, which is no story.
	if strings.TrimRight(e.URL, "/") != strings.TrimRight(e.From.Site, "/") {
		d.URL = e.URL
	}
	if e.Status != "unread" {
		d.State |= feed.Read
	}
	if e.Starred {
		d.State |= feed.Starred
	}
	d.Published = s.published(e, d.Lang)
	for _, f := range e.Enclosures {
		f.Type = strings.ToLower(strings.TrimSpace(f.Type))
		d.Enclosures = append(d.Enclosures, feed.Enclosure{URL: f.URL, Type: f.Type, Length: max(0, f.Size)})
		switch class, _, _ := strings.Cut(f.Type, "/"); class {
		case "image":
			d.Images = append(d.Images, f.URL)
		case "video":
			d.Badges |= feed.Video
		case "audio":
			d.Badges |= feed.Audio
		}
	}
	return d
}

// published is the publisher's time, at most a day after the server met the
// item, on the publisher's clock where that can be guessed: the server shows
// all times on that of its user.
func (s *Server) published(e entry, lang string) time.Time {
	at, err := time.Parse(time.RFC3339, e.Published)
	if err != nil || at.Year() <= 1 {
		return time.Time{}
	}
	met, err := time.Parse(time.RFC3339, e.Created)
	if now := s.now(); err != nil || met.After(now) {
		met = now
	}
	if limit := met.Add(maxAhead); at.After(limit) {
		at = limit
	}
	host := ""
	if u, err := url.Parse(e.From.Site); err == nil {
		host = u.Host
	}
	lang, _, _ = strings.Cut(strings.ToLower(lang), "-")
	if zone := words.ZoneOf(lang, host); zone != nil {
		at = at.In(zone)
	}
	return at
}
