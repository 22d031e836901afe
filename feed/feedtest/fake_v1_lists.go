package feedtest

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"rubrika/feed"
)

// Limits of Miniflux's lists.
const (
	maxEntries  = 1000
	maxEntryIDs = 10_000
	fewEntries  = 100 // when none is given
)

// number reads a parameter; M answers 400 to what is none.
func number(q url.Values, name string, otherwise int64) (int64, error) {
	s := q.Get(name)
	if s == "" {
		return otherwise, nil
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 0 {
		return 0, fmt.Errorf("invalid %s value: %q", name, s)
	}
	return n, nil
}

// page reads limit and offset.
func page(q url.Values, most int64) (limit, offset int, err error) {
	n, err := number(q, "limit", fewEntries)
	if err != nil {
		return 0, 0, err
	}
	if n > most {
		return 0, 0, fmt.Errorf("limit value should be <= %d", most)
	}
	if n == 0 {
		n = most
	}
	from, err := number(q, "offset", 0)
	return int(n), int(from), err
}

// cut is a page of a list.
func cut[T any](list []T, limit, offset int) []T {
	offset = min(offset, len(list))
	return list[offset:min(offset+limit, len(list))]
}

// sieve is what a list is narrowed to.
type sieve struct {
	status             []string
	starred            string
	tags               []string
	feed, folder       int64
	afterID, beforeID  int64
	changed, published [2]int64 // after, before
}

// readSieve reads the parameters of a list.
func readSieve(q url.Values) (sieve, error) {
	s := sieve{status: q["status"], starred: q.Get("starred"), tags: q["tags"]}
	for _, status := range s.status {
		if status != "read" && status != "unread" {
			return s, fmt.Errorf(`invalid entry status, valid status values are: "read" and "unread"`)
		}
	}
	for name, to := range map[string]*int64{
		"feed_id": &s.feed, "category_id": &s.folder, "after_entry_id": &s.afterID, "before_entry_id": &s.beforeID,
		"changed_after": &s.changed[0], "changed_before": &s.changed[1],
		"published_after": &s.published[0], "published_before": &s.published[1],
	} {
		n, err := number(q, name, 0)
		if err != nil {
			return s, err
		}
		*to = n
	}
	return s, nil
}

// keeps tells whether an item passes.
func (s sieve) keeps(it *heldItem) bool {
	yes, no := s.starred == "true" || s.starred == "1", s.starred == "false" || s.starred == "0"
	starred := it.State.Has(feed.Starred)
	switch {
	case len(s.status) > 0 && !slices.Contains(s.status, status(it)),
		yes && !starred, no && starred,
		s.feed != 0 && it.feed.id != s.feed, s.folder != 0 && it.feed.folder != s.folder,
		s.afterID != 0 && it.ID <= s.afterID, s.beforeID != 0 && it.ID >= s.beforeID:
		return false
	}
	for _, tag := range s.tags {
		if !slices.Contains(it.Categories, tag) {
			return false
		}
	}
	return within(it.changed, s.changed) && within(it.published, s.published)
}

// within tells whether a time lies between two, of which 0 is none.
func within(t time.Time, limits [2]int64) bool {
	return (limits[0] == 0 || t.After(time.Unix(limits[0], 0))) && (limits[1] == 0 || t.Before(time.Unix(limits[1], 0)))
}

// status is that of an item in M's words.
func status(it *heldItem) string {
	if it.State.Has(feed.Read) {
		return "read"
	}
	return "unread"
}

// chosen are the items that a request wants, newest id first.
func (f *Fake) chosen(q url.Values) ([]*heldItem, error) {
	s, err := readSieve(q)
	if err != nil {
		return nil, err
	}
	var out []*heldItem
	for _, it := range f.stream() {
		if s.keeps(it) {
			out = append(out, it)
		}
	}
	return out, nil
}

// listIDs answers /v1/entries/ids, newest id first.
func (f *Fake) listIDs(q FakeRequest) reply {
	limit, offset, err := page(q.Query, maxEntryIDs)
	if err != nil {
		return reason(http.StatusBadRequest, err.Error())
	}
	items, err := f.chosen(q.Query)
	if err != nil {
		return reason(http.StatusBadRequest, err.Error())
	}
	ids := []int64{}
	for _, it := range cut(items, limit, offset) {
		ids = append(ids, it.ID)
	}
	return asJSON(http.StatusOK, object{"total": len(items), "entry_ids": ids})
}

// listEntries answers /v1/entries: by date, oldest first, unless told
// otherwise.
func (f *Fake) listEntries(q FakeRequest) reply {
	limit, offset, err := page(q.Query, maxEntries)
	if err != nil {
		return reason(http.StatusBadRequest, err.Error())
	}
	items, err := f.chosen(q.Query)
	if err != nil {
		return reason(http.StatusBadRequest, err.Error())
	}
	if err := sortEntries(items, q.Query.Get("order"), q.Query.Get("direction")); err != nil {
		return reason(http.StatusBadRequest, err.Error())
	}
	entries := []object{}
	for _, it := range cut(items, limit, offset) {
		entries = append(entries, f.entry(it))
	}
	return asJSON(http.StatusOK, object{"total": len(items), "entries": entries})
}

// sortEntries orders items.
func sortEntries(items []*heldItem, order, direction string) error {
	by := map[string]func(a, b *heldItem) int{
		"id":           func(a, b *heldItem) int { return cmp.Compare(a.ID, b.ID) },
		"published_at": func(a, b *heldItem) int { return a.published.Compare(b.published) },
		"created_at":   func(a, b *heldItem) int { return a.crawled.Compare(b.crawled) },
		"changed_at":   func(a, b *heldItem) int { return a.changed.Compare(b.changed) },
		"status":       func(a, b *heldItem) int { return strings.Compare(status(a), status(b)) },
		"title":        func(a, b *heldItem) int { return strings.Compare(a.Title, b.Title) },
		"author":       func(a, b *heldItem) int { return strings.Compare(a.Author, b.Author) },
		"category_id":  func(a, b *heldItem) int { return cmp.Compare(a.feed.folder, b.feed.folder) },
	}
	compare := by[cmp.Or(order, "published_at")]
	switch {
	case compare == nil:
		return fmt.Errorf("invalid entry order, valid order values are: \"id\", \"status\", \"changed_at\", \"published_at\"")
	case direction != "" && direction != "asc" && direction != "desc":
		return fmt.Errorf("invalid direction, valid direction values are: \"asc\" or \"desc\"")
	}
	slices.SortFunc(items, func(a, b *heldItem) int {
		c := cmp.Or(compare(a, b), cmp.Compare(a.ID, b.ID))
		if direction == "desc" {
			return -c
		}
		return c
	})
	return nil
}

// entry is an item as the REST API shows it, tags and all.
func (f *Fake) entry(it *heldItem) object {
	enclosures := []object{}
	for i, e := range it.Enclosures {
		enclosures = append(enclosures, object{
			"id": it.ID*10 + int64(i), "user_id": 1, "entry_id": it.ID, "url": e.URL, "mime_type": e.Type, "size": e.Length,
			"media_progression": 0,
		})
	}
	return object{
		"id": it.ID, "user_id": 1, "feed_id": it.feed.id, "status": status(it), "hash": fmt.Sprintf("%064x", it.ID),
		"title": it.Title, "url": f.link(it), "comments_url": "", "language": "",
		"published_at": it.published.UTC().Format(time.RFC3339), "created_at": it.crawled.UTC().Format(time.RFC3339Nano),
		"changed_at": it.changed.UTC().Format(time.RFC3339Nano), "content": it.HTML, "author": it.Author, "share_code": "",
		"starred": it.State.Has(feed.Starred), "reading_time": 1, "enclosures": enclosures, "feed": f.feedV1(it.feed),
		"tags": append([]string{}, it.Categories...),
	}
}

// link is an item's address: M gives that of the site where there is none.
func (f *Fake) link(it *heldItem) string {
	if it.URL == "" && f.flavour != FlavourFreshRSS {
		return it.feed.site
	}
	return it.URL
}
