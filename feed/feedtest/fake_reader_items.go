package feedtest

import (
	"cmp"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"rubrika/feed"
)

// longID is the coat that ids of items wear in contents: unsigned, 16 hex
// digits.
func longID(id int64) string { return fmt.Sprintf("%s%016x", longPrefix, uint64(id)) }

// parseM reads an id as M does: 16 characters are hex, whatever they look like,
// fewer are decimal, after the prefix hex of any length.
func parseM(s string) (int64, error) {
	if rest, ok := strings.CutPrefix(s, longPrefix); ok {
		n, err := strconv.ParseUint(rest, 16, 64)
		return int64(n), err // the top bit is the sign, as in BazQux
	}
	if len(s) == 16 {
		n, err := strconv.ParseUint(s, 16, 64)
		return int64(n), err
	}
	return strconv.ParseInt(s, 10, 64)
}

// parseF reads an id as F does: digits that begin with no 0 are decimal, all
// else is hex after the last slash.
func parseF(s string) (int64, error) {
	digits := !strings.ContainsFunc(strings.TrimPrefix(s, "-"), func(r rune) bool { return !unicode.IsDigit(r) })
	if digits && !strings.HasPrefix(s, "0") {
		return strconv.ParseInt(s, 10, 64)
	}
	n, err := strconv.ParseUint(s[strings.LastIndex(s, "/")+1:], 16, 64)
	return int64(n), err
}

// wanted are the ids that a request names. M refuses a request with one that it
// cannot read, F passes it over. F reads them from the raw body, of which it
// takes one megabyte, so that they are not among the fields that PHP drops.
func (f *Fake) wanted(q FakeRequest) (ids []int64, bad *reply) {
	texts := valuesOf(q.Fields, "i")
	parse := parseM
	switch {
	case f.miniflux():
		texts = append(texts, q.Query["i"]...)
	default:
		parse = parseF
		if len(q.Body) > maxBody {
			texts = valuesOf(fields(q.Header.Get("Content-Type"), q.Body[:maxBody]), "i")
		}
	}
	for _, s := range texts {
		id, err := parse(s)
		switch {
		case err == nil:
			ids = append(ids, id)
		case f.miniflux():
			out := reason(http.StatusBadRequest, "googlereader: failed to parse item ID "+s+": "+err.Error())
			return nil, &out
		}
	}
	if len(texts) == 0 && f.miniflux() {
		out := reason(http.StatusBadRequest, "googlereader: no items requested")
		return nil, &out
	}
	return ids, nil
}

// contents answers stream/items/contents: newest first, not as asked; what is
// not there is left out.
func (f *Fake) contents(q FakeRequest) reply {
	if f.miniflux() {
		if out, ok := f.ownJSON(cmp.Or(f.field(q, "output"), q.Query.Get("output"))); !ok {
			return out
		}
	}
	ids, bad := f.wanted(q)
	switch {
	case bad != nil:
		return *bad
	case len(valuesOf(q.Fields, "i")) == 0 && !f.miniflux(): // F does not look into the query
		return badRequest()
	}
	var items []*heldItem
	seen := map[int64]bool{}
	for _, id := range ids {
		if it := f.items[id]; it != nil && !seen[id] {
			items, seen[id] = append(items, it), true
		}
	}
	slices.SortFunc(items, func(a, b *heldItem) int {
		if f.miniflux() {
			return cmp.Or(b.published.Compare(a.published), cmp.Compare(b.ID, a.ID))
		}
		return cmp.Compare(b.ID, a.ID)
	})
	if q.Query.Get("r") == "o" { // from the query alone
		slices.Reverse(items)
	}
	list := make([]object, len(items))
	for i, it := range items {
		list[i] = f.readerItem(it)
	}
	out := object{"id": streamAll, "updated": f.o.Now().Unix(), "items": list}
	if f.miniflux() {
		out["direction"], out["title"] = "ltr", "Reading List"
		return asJSON(http.StatusOK, out)
	}
	return phpJSON(saysJSON, out)
}

// readerItem is an item as contents show it.
func (f *Fake) readerItem(it *heldItem) object {
	out := object{
		"id": longID(it.ID), "title": it.Title, "published": it.published.Unix(),
		"crawlTimeMsec": decimal(it.crawled.UnixMilli()), "categories": f.itemCategories(it),
		"origin": object{"streamId": f.feedID(it.feed.id), "title": it.feed.title, "htmlUrl": it.feed.site},
	}
	link, enclosures := f.link(it), []object{}
	if f.miniflux() {
		for _, e := range it.Enclosures {
			enclosures = append(enclosures, object{"url": e.URL, "type": e.Type})
		}
		out["timestampUsec"] = decimal(it.published.UnixMicro()) // of the publication here, of the arrival in F
		out["updated"] = it.changed.Unix()
		out["author"], out["enclosure"] = it.Author, enclosures
		out["alternate"] = []object{{"href": link, "type": "text/html"}}
		out["summary"] = object{"direction": "ltr", "content": it.HTML}
		out["content"] = object{"direction": "ltr", "content": it.HTML}
	} else {
		for _, e := range it.Enclosures {
			enclosures = append(enclosures, object{"href": e.URL, "type": e.Type, "length": e.Length})
		}
		out["title"] = full(it.Title, "&<>")
		out["timestampUsec"] = decimal(it.ID)
		out["alternate"] = []object{{"href": link}}
		out["summary"] = object{"content": it.HTML[:min(len(it.HTML), maxText)]}
		if it.Author != "" {
			out["author"] = it.Author
		}
		if len(enclosures) > 0 {
			out["enclosure"] = enclosures
		}
	}
	out["canonical"] = []object{{"href": link}}
	return out
}

// itemCategories are states and folder; F adds labels, and what the feed itself
// says as bare words.
func (f *Fake) itemCategories(it *heldItem) []string {
	user := "user/-/"
	if f.miniflux() {
		user = "user/1/"
	}
	out := []string{user + "state/com.google/reading-list", user + "label/" + f.folderName(it.feed.folder)}
	if it.State.Has(feed.Read) {
		out = append(out, user+"state/com.google/read")
	}
	if it.State.Has(feed.Starred) {
		out = append(out, user+"state/com.google/starred")
	}
	if f.miniflux() {
		return out
	}
	for _, name := range slices.Sorted(maps.Keys(f.labels)) {
		if slices.Contains(f.labels[name], it.ID) {
			out = append(out, user+"label/"+name)
		}
	}
	return append(out, it.Categories...)
}
