package greader

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"strings"

	"rubrika/feed"
)

// The streams and marks that all servers know. The stream of read items is not
// among them: older FreshRSS answers it with all items.
const (
	readingList = "user/-/state/com.google/reading-list"
	tagRead     = "user/-/state/com.google/read"
	tagStarred  = "user/-/state/com.google/starred"
	labelPrefix = "user/-/label/"
)

// afterUser is what follows user/<anything>/ in the name of a stream: one
// server writes the number of the user there and another a dash.
func afterUser(stream string) string {
	rest, ok := strings.CutPrefix(stream, "user/")
	if !ok {
		return ""
	}
	_, rest, _ = strings.Cut(rest, "/")
	return rest
}

// longPrefix begins the long form of an item's id, the one that all servers
// take.
const longPrefix = "tag:google.com,2005:reader/item/"

// plainID reads an id in any of its coats: decimal where it is a number of 64
// bits, as it came where it is none. After a slash a number is in hexadecimal
// and without sign; else it is decimal, and may have one. FreshRSS has ids of
// 16 decimal digits, so that length tells nothing.
func plainID(s string) string {
	s = strings.TrimSpace(s)
	if i := strings.LastIndexByte(s, '/'); i >= 0 {
		tail := s[i+1:]
		if n, err := strconv.ParseUint(tail, 16, 64); err == nil {
			return strconv.FormatInt(int64(n), 10) // BazQux has negative ids
		}
		return tail
	}
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		return strconv.FormatInt(n, 10)
	}
	if n, err := strconv.ParseUint(s, 10, 64); err == nil {
		return strconv.FormatInt(int64(n), 10)
	}
	return s
}

// longID is the long form of a plain id.
func longID(id string) string {
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return longPrefix + id
	}
	hex := strconv.FormatUint(uint64(n), 16)
	return longPrefix + strings.Repeat("0", 16-len(hex)) + hex
}

// Unread implements feed.Server.
func (s *Server) Unread(ctx context.Context) ([]string, error) {
	return s.all(ctx, listing{"list unread", readingList, tagRead, s.page})
}

// Starred implements feed.Server.
func (s *Server) Starred(ctx context.Context) ([]string, error) {
	return s.all(ctx, listing{"list starred", tagStarred, "", s.page})
}

// recent is how many ids Recent lists.
const recent = 1000

// Recent implements feed.Server with one request.
func (s *Server) Recent(ctx context.Context) ([]string, error) {
	ids, _, err := s.onePage(ctx, listing{"list recent", readingList, "", min(recent, s.page)}, "")
	return unique(ids, map[string]bool{}), err
}

// listing is a list of ids: those of a stream without those of another, so
// many at once.
type listing struct {
	op, stream, without string
	page                int
}

// A list has at most so many pages, ids, and pages that bring nothing new: a
// server that never comes to an end is at fault. An id has at most so many
// bytes; that of The Old Reader, the longest met, has 24.
const (
	maxPages  = 1000
	maxIDs    = 2_000_000
	maxBarren = 3
	maxID     = 200
)

// all follows the continuations of a list to its end, the only sign of which
// is that there is none. Pages overlap when something new comes between two of
// them, so that it is a set and no order that one gets.
func (s *Server) all(ctx context.Context, l listing) ([]string, error) {
	var list []string
	seen, followed := map[string]bool{}, map[string]bool{}
	barren := 0
	for next := ""; ; {
		ids, more, err := s.onePage(ctx, l, next)
		if err != nil {
			return nil, err
		}
		ids = unique(ids, seen)
		if list = append(list, ids...); more == "" {
			return list, nil
		}
		if len(ids) == 0 {
			barren++
		}
		followed[next] = true
		if next = more; followed[next] || barren > maxBarren || len(followed) >= maxPages || len(list) > maxIDs {
			return nil, s.fail(l.op, feed.KindServer, errors.New("the list does not end"))
		}
	}
}

// unique leaves out what is in seen, and adds the rest to it.
func unique(ids []string, seen map[string]bool) []string {
	var list []string
	for _, id := range ids {
		if !seen[id] {
			seen[id] = true
			list = append(list, id)
		}
	}
	return list
}

// onePage asks for the page of a list that a continuation stands for, the
// first without one, and gives that of the next.
func (s *Server) onePage(ctx context.Context, l listing, from string) (ids []string, next string, err error) {
	var query form
	query.add("output", "json")
	query.add("s", l.stream)
	query.add("n", strconv.Itoa(l.page))
	if l.without != "" {
		query.add("xt", l.without)
	}
	if from != "" {
		query.add("c", from)
	}
	_, object, err := s.read(ctx, request{op: l.op, path: "/reader/api/0/stream/items/ids", query: &query}, "itemRefs", true)
	if err != nil {
		return nil, "", err
	}
	var refs []struct {
		ID scalar `json:"id"`
	}
	var more scalar
	if refs, err = field(refs, object["itemRefs"]); err == nil {
		more, err = field(more, object["continuation"])
	}
	if err != nil {
		return nil, "", s.fail(l.op, feed.KindNotServer, errors.New("the list is of another shape"))
	}
	ids = make([]string, 0, len(refs))
	for _, ref := range refs {
		id := plainID(string(ref.ID))
		if id == "" || len(id) > maxID {
			return nil, "", s.fail(l.op, feed.KindNotServer, errors.New("an id is missing, or is none"))
		}
		ids = append(ids, id)
	}
	return ids, string(more), nil
}

// field reads a field of an object; one that is absent leaves v as it is.
func field[T any](v T, raw json.RawMessage) (T, error) {
	if raw == nil {
		return v, nil
	}
	err := json.Unmarshal(raw, &v)
	return v, err
}
