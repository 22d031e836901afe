package miniflux

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"rubrika/feed"
)

// Limits of the API: of ids in an answer (model.MaxEntryIDsLimit in its
// source) and of items (greater ones are refused with 400). Items come with
// their bodies, so lists that need only their ids ask for fewer at once when a
// page grows over what fetch takes; see entries.
const (
	maxIDs     = 10000
	maxEntries = 1000
)

// maxRecent is how many ids Recent lists; maxRecentOld is that of servers that
// send the bodies too.
const (
	maxRecent    = 1000
	maxRecentOld = feed.MaxItems
)

// defaultFolder is the category every account begins with, for feeds without
// one; Miniflux gives it this name in every language.
const defaultFolder = "All"

// category is a folder.
type category struct {
	ID    int64  `json:"id"`
	Title string `json:"title"`
}

// remoteFeed is a feed as the API shows it.
type remoteFeed struct {
	ID       int64    `json:"id"`
	URL      string   `json:"feed_url"`
	Site     string   `json:"site_url"`
	Title    string   `json:"title"`
	Language string   `json:"language"`
	Category category `json:"category"`
}

// remote is the feed in the core's words.
func (f remoteFeed) remote() feed.RemoteFeed {
	r := feed.RemoteFeed{ID: decimal(f.ID), URL: f.URL, Site: f.Site, Title: f.Title, Folder: f.Category.Title}
	if strings.EqualFold(r.Folder, defaultFolder) {
		r.Folder = ""
	}
	return r
}

// decimal writes an id.
func decimal(id int64) string { return strconv.FormatInt(id, 10) }

// number reads an id; ok is false for one that no Miniflux gives.
func number(id string) (n int64, ok bool) {
	n, err := strconv.ParseInt(id, 10, 64)
	return n, err == nil && n > 0
}

// Feeds implements feed.Server.
func (s *Server) Feeds(ctx context.Context) ([]feed.RemoteFeed, error) {
	var list []remoteFeed
	r := request{op: "list feeds", path: "/v1/feeds", into: &list}
	if err := s.call(ctx, r); err != nil {
		return nil, err
	}
	if list == nil { // null: no Miniflux says that, and it would drop every feed
		return nil, s.fail(r, feed.KindNotServer, "no list")
	}
	out := make([]feed.RemoteFeed, len(list))
	for i, f := range list {
		if f.ID <= 0 {
			return nil, s.fail(r, feed.KindNotServer, "a feed without an id")
		}
		out[i] = f.remote()
	}
	return out, nil
}

// Unread implements feed.Server. Newest first by id, in which order Items is
// cheapest.
func (s *Server) Unread(ctx context.Context) ([]string, error) {
	return s.list(ctx, "list unread items", url.Values{"status": {"unread"}})
}

// Starred implements feed.Server, in the order of Unread.
func (s *Server) Starred(ctx context.Context) ([]string, error) {
	return s.list(ctx, "list starred items", url.Values{"starred": {"true"}})
}

// Recent implements feed.Server, in the order of Unread.
func (s *Server) Recent(ctx context.Context) ([]string, error) {
	const op = "list newest items"
	if !s.is(ageOld) {
		page, err := s.ids(ctx, op, nil, maxRecent, 0)
		if !s.lacksIDs(err) {
			return decimals(page.IDs), err
		}
	}
	page, err := s.entries(ctx, op, url.Values{"order": {"id"}, "direction": {"desc"}}, maxRecentOld)
	if err != nil {
		return nil, err
	}
	s.seen(ageOld)
	ids := make([]int64, len(page.Entries))
	for i, e := range page.Entries {
		ids[i] = e.ID
	}
	return decimals(ids), nil
}

// list lists the ids that a filter selects.
func (s *Server) list(ctx context.Context, op string, filter url.Values) ([]string, error) {
	if !s.is(ageOld) {
		ids, err := s.allIDs(ctx, op, filter)
		if !s.lacksIDs(err) {
			return decimals(ids), err
		}
	}
	ids, err := s.allOld(ctx, op, filter)
	if err != nil {
		return nil, err
	}
	s.seen(ageOld)
	return decimals(ids), nil
}

// decimals writes ids, the greatest first; nil stays nil.
func decimals(ids []int64) []string {
	if ids == nil {
		return nil
	}
	slices.SortFunc(ids, func(a, b int64) int { return cmp.Compare(b, a) })
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = decimal(id)
	}
	return out
}

// seen remembers how old the server is.
func (s *Server) seen(a age) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.age = a
}

// is compares the age of the server, as far as it is known.
func (s *Server) is(a age) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.age == a
}

// lacksIDs reports the answers of a server that does not know /v1/entries/ids:
// no such page, or, taking «ids» for the id of an item, a bad request. One that
// was seen to know it has another reason.
func (s *Server) lacksIDs(err error) bool {
	if s.is(ageCurrent) {
		return false
	}
	switch status(err) {
	case statusBadRequest, statusNotFound, statusMethodNotAllowed:
		return true
	}
	return false
}

// idPage is an answer of /v1/entries/ids: ids in falling order, and how many
// there are in all.
type idPage struct {
	Total *int    `json:"total"`
	IDs   []int64 `json:"entry_ids"`
}

// ids asks for one page of ids.
func (s *Server) ids(ctx context.Context, op string, filter url.Values, limit, offset int) (idPage, error) {
	var page idPage
	query := with(filter, "limit", strconv.Itoa(limit))
	if offset > 0 {
		query.Set("offset", strconv.Itoa(offset))
	}
	r := request{op: op, path: "/v1/entries/ids", query: query, into: &page}
	if err := s.call(ctx, r); err != nil {
		return idPage{}, err
	}
	if page.Total == nil || page.IDs == nil || len(page.IDs) > limit {
		return idPage{}, s.fail(r, feed.KindNotServer, "no list")
	}
	s.seen(ageCurrent)
	return page, nil
}

// with is a copy of a query with one more parameter.
func with(query url.Values, name, value string) url.Values {
	out := url.Values{name: {value}}
	for k, v := range query {
		out[k] = v
	}
	return out
}

// maxPasses is how often a list is asked for that changes while it is read,
// maxPages how many pages it has at most: a server that never comes to an end
// is at fault.
const (
	maxPasses = 3
	maxPages  = 1000
)

// endless is the error for a list of more pages.
func (s *Server) endless(op, path string) error {
	return s.fail(request{op: op, path: path}, feed.KindServer, "the list does not end")
}

// allIDs lists what a filter selects. A list of several pages that changes
// between them may miss items, so it is asked for again; when it never holds
// still, all that was seen is the answer, unless even that is too little.
func (s *Server) allIDs(ctx context.Context, op string, filter url.Values) ([]int64, error) {
	seen := map[int64]bool{}
	total := 0
	for range maxPasses {
		ids, n, still, err := s.pass(ctx, op, filter)
		if err != nil {
			return nil, err
		}
		if still && len(ids) >= n {
			return ids, nil
		}
		for _, id := range ids {
			seen[id] = true
		}
		total = n
	}
	if len(seen) < total {
		return nil, s.fail(request{op: op, path: "/v1/entries/ids"}, feed.KindServer, "the list is shorter than its total")
	}
	out := make([]int64, 0, len(seen))
	for id := range seen {
		out = append(out, id)
	}
	return out, nil
}

// pass reads a list once, page by page. Every page begins with the last id of
// the one before: a list that moved does not.
func (s *Server) pass(ctx context.Context, op string, filter url.Values) (ids []int64, total int, still bool, err error) {
	ids = []int64{}
	offset := 0
	for range maxPages {
		page, err := s.ids(ctx, op, filter, maxIDs, offset)
		if err != nil {
			return nil, 0, false, err
		}
		next := page.IDs
		if offset > 0 {
			if *page.Total != total || len(next) == 0 || next[0] != ids[len(ids)-1] {
				return append(ids, next...), *page.Total, false, nil
			}
			next = next[1:]
		}
		total = *page.Total
		ids = append(ids, next...)
		if len(next) == 0 || len(ids) >= total {
			return ids, total, true, nil
		}
		offset = len(ids) - 1
	}
	return nil, 0, false, s.endless(op, "/v1/entries/ids")
}

// allOld lists what a filter selects on a server that has no list of ids. An
// item that changes meanwhile moves no other: pages go on from an id.
func (s *Server) allOld(ctx context.Context, op string, filter url.Values) ([]int64, error) {
	ids := []int64{}
	query := with(with(filter, "order", "id"), "direction", "asc")
	after := int64(0)
	for range maxPages {
		if after > 0 {
			query.Set("after_entry_id", decimal(after))
		}
		page, err := s.entries(ctx, op, query, maxEntries)
		if err != nil {
			return nil, err
		}
		for _, e := range page.Entries {
			ids = append(ids, e.ID)
		}
		if len(page.Entries) >= *page.Total {
			return ids, nil
		}
		if len(page.Entries) == 0 || page.Entries[0].ID <= after {
			return nil, s.fail(request{op: op, path: "/v1/entries"}, feed.KindServer, "the list is shorter than its total")
		}
		after = ids[len(ids)-1]
	}
	return nil, s.endless(op, "/v1/entries")
}
