package feedtest

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"rubrika/feed"
)

// editTag sets and clears marks.
func (f *Fake) editTag(q FakeRequest) reply {
	ids, bad := f.wanted(q)
	switch {
	case bad != nil:
		return *bad
	case f.refuses(ids) && f.miniflux():
		return reason(http.StatusBadRequest, "googlereader: this entry cannot be changed")
	case f.refuses(ids):
		return badRequest()
	case f.miniflux():
		return f.editTagM(ids, f.values(q, "a"), f.values(q, "r"))
	}
	f.editTagF(ids, f.values(q, "a"), f.values(q, "r"))
	return done()
}

// editTagM is M's: kept-unread is the contrary of read, labels are refused.
func (f *Fake) editTagM(ids []int64, add, remove []string) reply {
	set := map[feed.State]bool{}
	kept, read := false, false
	for i, tag := range slices.Concat(add, remove) {
		on := i < len(add)
		switch ownStream.ReplaceAllString(tag, "user/-/") {
		case streamRead:
			set[feed.Read], read = on, true
		case streamKept:
			set[feed.Read], kept = !on, true
		case streamStarred:
			set[feed.Starred] = on
		default:
			return reason(http.StatusInternalServerError, "googlereader: unsupported tag type: LabelStream")
		}
	}
	switch {
	case len(add)+len(remove) == 0:
		return reason(http.StatusInternalServerError, "googlreader: add or/and remove tags should be supplied")
	case kept && read:
		return reason(http.StatusInternalServerError, "googlereader: kept-unread and read should not be supplied simultaneously")
	}
	for _, mark := range []feed.State{feed.Read, feed.Starred} {
		if on, ok := set[mark]; ok {
			f.apply(ids, mark, on)
		}
	}
	return done()
}

// editTagF is F's: OK whatever comes. Of several a, or r, PHP keeps the last
// (until 1.25, PR #7060); a stream with the user's name is none to it; a label
// is made.
func (f *Fake) editTagF(ids []int64, add, remove []string) {
	if !f.o.New {
		add, remove = add[max(0, len(add)-1):], remove[max(0, len(remove)-1):]
	}
	for i, tag := range slices.Concat(add, remove) {
		on := i < len(add)
		switch name, label := strings.CutPrefix(tag, labelPrefix); {
		case tag == streamRead:
			f.apply(ids, feed.Read, on)
		case tag == streamStarred:
			f.apply(ids, feed.Starred, on)
		case label && on:
			f.labels[name] = append(f.labels[name], ids...)
		}
	}
}

// markAll is mark-all-as-read, which the flavours understand differently: M by
// the date of publication, F by the time of arrival.
func (f *Fake) markAll(q FakeRequest) reply {
	stream := f.field(q, "s")
	ts, _ := strconv.ParseInt(f.field(q, "ts"), 10, 64)
	keep, bad := f.markStream(stream)
	if bad != nil {
		return *bad
	}
	if ts == 0 {
		ts = f.o.Now().UnixMicro()
	}
	before := func(it *heldItem) bool { return it.crawled.UnixMicro() <= ts } // seconds are long ago: nothing happens
	if f.miniflux() {
		limit := time.UnixMicro(ts)
		if ts < 1e15 { // fewer than 16 digits: seconds
			limit = time.Unix(ts, 0)
		}
		before = func(it *heldItem) bool { return it.published.Before(limit) }
	}
	var ids []int64
	for _, it := range f.stream() {
		if !it.State.Has(feed.Read) && keep(it) && before(it) {
			ids = append(ids, it.ID)
		}
	}
	f.apply(ids, feed.Read, true)
	return done()
}

// markStream is what mark-all-as-read is about: starred ones are not marked by
// M, and refused by F; a feed's address is refused by both.
func (f *Fake) markStream(stream string) (keep func(*heldItem) bool, bad *reply) {
	own := stream
	if f.miniflux() {
		own = ownStream.ReplaceAllString(stream, "user/-/")
	}
	unknown := badRequest()
	name, label := strings.CutPrefix(own, labelPrefix)
	switch {
	case own == streamAll:
		return func(*heldItem) bool { return true }, nil
	case label && f.folderAt(name) >= 0:
		id := f.folders[f.folderAt(name)].id
		return func(it *heldItem) bool { return it.feed.folder == id }, nil
	case f.byFeedID(stream) != nil:
		held := f.byFeedID(stream)
		return func(it *heldItem) bool { return it.feed == held }, nil
	case f.miniflux() && own == streamStarred:
		return func(*heldItem) bool { return false }, nil
	case f.miniflux() && label:
		unknown = notFound()
	}
	return nil, &unknown
}
