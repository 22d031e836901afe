package feedtest

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"rubrika/feed"
)

// Sizes of a page of ids.
const (
	readerPage    = 1000   // M 2.3.3, whatever is asked for
	readerPageNew = 10_000 // M's main branch
	readerPageF   = 20     // F, when none is given
)

// ownStream matches a stream with the user's number: M writes 1.
var ownStream = regexp.MustCompile(`^user/(-|1)/`)

// streamIDs answers stream/items/ids.
func (f *Fake) streamIDs(q FakeRequest) reply {
	if f.miniflux() {
		return f.streamIDsM(q.Query)
	}
	return f.streamIDsF(q.Query)
}

// refs is the answer with ids, and a continuation when there is one.
func refs(items []*heldItem, more string) object {
	type ref struct {
		ID string `json:"id"`
	}
	list := make([]ref, len(items))
	for i, it := range items {
		list[i].ID = decimal(it.ID)
	}
	out := object{"itemRefs": list}
	if more != "" {
		out["continuation"] = more
	}
	return out
}

// pick are the items of the whole stream that pass, from the newest on.
func (f *Fake) pick(keep func(*heldItem) bool) []*heldItem {
	var out []*heldItem
	for _, it := range f.stream() {
		if keep(it) {
			out = append(out, it)
		}
	}
	return out
}

// streamIDsM is M's list: pages are offsets into the list as it is at that
// moment, and no longer than the server likes.
func (f *Fake) streamIDsM(q url.Values) reply {
	if out, ok := f.ownJSON(q.Get("output")); !ok {
		return out
	}
	if len(q["s"]) != 1 {
		return reason(http.StatusInternalServerError, "googlereader: only one stream type expected")
	}
	keep, why := f.streamM(q.Get("s"), q["xt"])
	if why != "" {
		return reason(http.StatusInternalServerError, why)
	}
	since, err1 := seconds(q.Get("ot"))
	until, err2 := seconds(q.Get("nt"))
	if err1 || err2 {
		return reason(http.StatusInternalServerError, "store: unable to fetch entry IDs: timestamp out of range")
	}
	items := f.pick(func(it *heldItem) bool { return keep(it) && within(it.published, [2]int64{since, until}) })
	if q.Get("r") == "o" {
		slices.Reverse(items)
	}
	n, _ := strconv.Atoi(q.Get("n")) // nonsense counts as nothing
	if most := f.pageM(); n <= 0 || n > most {
		n = most
	}
	offset, err := strconv.Atoi(q.Get("c"))
	if err != nil || offset < 0 {
		offset = 0 // nonsense is ignored
	}
	more := ""
	if offset+n < len(items) {
		more = strconv.Itoa(offset + n)
	}
	return asJSON(http.StatusOK, refs(cut(items, n, offset), more))
}

// pageM is the longest page of M: before 2.3.3 there was no limit.
func (f *Fake) pageM() int {
	switch {
	case f.o.Old:
		return len(f.items) + 1
	case f.o.New:
		return readerPageNew
	}
	return readerPage
}

// seconds reads a time. M takes microseconds for seconds, which its database
// cannot hold.
func seconds(s string) (n int64, tooFar bool) {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return 0, false
	}
	return n, n > 1e14
}

// streamM is what M takes a stream for: labels and unread ones are unknown to
// it, a feed is a number, and only its exclusion of read items works.
func (f *Fake) streamM(stream string, exclude []string) (keep func(*heldItem) bool, why string) {
	unread := false
	for _, x := range exclude {
		switch ownStream.ReplaceAllString(x, "user/-/") {
		case streamRead:
			unread = true
		case "user/-/state/com.google/unread":
			return nil, "googlereader: unknown stream type NoStream"
		}
	}
	if id, ok := strings.CutPrefix(stream, "feed/"); ok {
		n, err := strconv.ParseInt(id, 10, 64)
		if err != nil {
			return nil, "strconv.ParseInt: parsing " + strconv.Quote(id) + ": invalid syntax"
		}
		return func(it *heldItem) bool {
			return it.feed.id == n && (!unread || !it.State.Has(feed.Read))
		}, ""
	}
	switch state := ownStream.ReplaceAllString(stream, "user/-/"); {
	case state == streamAll:
		return func(it *heldItem) bool { return !unread || !it.State.Has(feed.Read) }, ""
	case state == streamStarred:
		return func(it *heldItem) bool { return it.State.Has(feed.Starred) }, ""
	case state == streamRead:
		return func(it *heldItem) bool { return it.State.Has(feed.Read) }, ""
	case strings.HasPrefix(state, labelPrefix):
		return nil, "googlereader: unknown stream type LabelStream"
	}
	return nil, "googlereader: unknown stream type NoStream"
}

// streamIDsF is F's list: pages go on after an id, and the last one that is
// full says that there is more.
func (f *Fake) streamIDsF(q url.Values) reply {
	streams := q["s"]
	if len(streams) == 0 {
		return badRequest()
	}
	keep := f.streamF(streams[len(streams)-1]) // PHP: the last one of several
	want := f.statesF(q)
	since, _ := seconds(q.Get("ot")) // microseconds lie in the far future: nothing
	until, _ := seconds(q.Get("nt"))
	items := f.pick(func(it *heldItem) bool {
		return keep(it) && want(it.State) && within(it.crawled, [2]int64{since, until})
	})
	oldest := q.Get("r") == "o"
	if oldest {
		slices.Reverse(items)
	}
	n := readerPageF
	if q.Has("n") {
		n, _ = strconv.Atoi(q.Get("n"))
	}
	if n <= 0 {
		n = len(items) + 1 // all
	}
	items = after(items, q.Get("c"), oldest)
	items = cut(items, n, 0)
	more := ""
	if len(items) >= n {
		more = decimal(items[len(items)-1].ID)
	}
	return phpJSON(saysHTML, refs(items, more))
}

// after goes on below an id. F drops the first row at or below it for the one
// it sent last, which is another one when that left the list meanwhile.
func after(items []*heldItem, continuation string, oldest bool) []*heldItem {
	c, err := strconv.ParseInt(continuation, 10, 64)
	if err != nil {
		return items // nonsense is ignored
	}
	i := slices.IndexFunc(items, func(it *heldItem) bool { return oldest && it.ID >= c || !oldest && it.ID <= c })
	if i < 0 {
		return nil
	}
	return items[i+1:]
}

// streamF is what F takes a stream for. What it does not know is everything:
// the state read (until 1.26), a user's number, a label of no folder.
func (f *Fake) streamF(stream string) func(*heldItem) bool {
	if id, ok := strings.CutPrefix(stream, "feed/"); ok {
		return func(it *heldItem) bool { return decimal(it.feed.id) == id || it.feed.url == id }
	}
	switch {
	case stream == streamStarred:
		return func(it *heldItem) bool { return it.State.Has(feed.Starred) }
	case stream == streamRead && f.o.New:
		return func(it *heldItem) bool { return it.State.Has(feed.Read) }
	}
	if name, ok := strings.CutPrefix(stream, labelPrefix); ok {
		if i := f.folderAt(name); i >= 0 {
			return func(it *heldItem) bool { return it.feed.folder == f.folders[i].id }
		}
		if ids, ok := f.labels[name]; ok {
			return func(it *heldItem) bool { return slices.Contains(ids, it.ID) }
		}
	}
	return func(*heldItem) bool { return true }
}

// statesF reads xt and it, which F knows both.
func (f *Fake) statesF(q url.Values) func(feed.State) bool {
	xt, it := last(q["xt"]), last(q["it"])
	return func(s feed.State) bool {
		read, starred := s.Has(feed.Read), s.Has(feed.Starred)
		switch {
		case xt == streamRead && read, xt == streamStarred && starred, xt == "user/-/state/com.google/unread" && !read,
			it == streamRead && !read, it == streamStarred && !starred, it == "user/-/state/com.google/unread" && read:
			return false
		}
		return true
	}
}

// last is the last of several, or nothing.
func last(all []string) string {
	if len(all) == 0 {
		return ""
	}
	return all[len(all)-1]
}
