package feedtest

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"rubrika/feed"
)

// readerJSON is an answer in JSON, as the flavour writes it.
func (f *Fake) readerJSON(kind string, v any) reply {
	if f.miniflux() {
		return asJSON(http.StatusOK, v)
	}
	return phpJSON(kind, v)
}

// subscriptions answers subscription/list.
func (f *Fake) subscriptions(q FakeRequest) reply {
	if out, ok := f.ownJSON(q.Query.Get("output")); !ok {
		return out
	}
	list := []object{}
	for _, held := range f.feeds {
		list = append(list, object{
			"id": f.feedID(held.id), "title": held.title, "categories": []object{f.label(f.folderName(held.folder))},
			"url": held.url, "htmlUrl": held.site, "iconUrl": "",
		})
	}
	return f.readerJSON(saysJSON, object{"subscriptions": list})
}

// label is a folder in a list of feeds; M says of what type.
func (f *Fake) label(name string) object {
	if f.miniflux() {
		return object{"id": "user/1/label/" + name, "label": name, "type": "folder"}
	}
	return object{"id": labelPrefix + name, "label": name}
}

// tags answers tag/list: M names the label, F leaves out empty folders and adds
// the labels of items.
func (f *Fake) tags(q FakeRequest) reply {
	if out, ok := f.ownJSON(q.Query.Get("output")); !ok {
		return out
	}
	if f.miniflux() {
		list := []object{{"id": "user/1/state/com.google/starred"}}
		for _, d := range f.folders {
			list = append(list, f.label(d.name))
		}
		return asJSON(http.StatusOK, object{"tags": list})
	}
	list := []object{{"id": streamStarred}}
	for _, d := range f.folders {
		if slices.ContainsFunc(f.feeds, func(held *heldFeed) bool { return held.folder == d.id }) {
			list = append(list, object{"id": labelPrefix + d.name, "type": "folder"})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(f.labels)) {
		list = append(list, object{"id": labelPrefix + name, "type": "tag", "unread_count": 0})
	}
	return phpJSON(saysJSON, object{"tags": list})
}

// unreadCount answers unread-count, which is F's alone.
func (f *Fake) unreadCount(q FakeRequest) reply {
	if out, ok := f.ownJSON(q.Query.Get("output")); !ok {
		return out
	}
	counts, sum := map[string]int{}, 0
	for _, it := range f.items {
		if !it.State.Has(feed.Read) {
			counts[f.feedID(it.feed.id)]++
			sum++
		}
	}
	list := []object{}
	for _, held := range f.feeds {
		list = append(list, object{"id": f.feedID(held.id), "count": counts[f.feedID(held.id)]})
	}
	list = append(list, object{"id": streamAll, "count": sum})
	return phpJSON(saysJSON, object{"max": sum, "unreadcounts": list})
}

// cannot is a failed change of subscriptions: M says why, F does not.
func (f *Fake) cannot(why string) reply {
	if f.miniflux() {
		return reason(http.StatusInternalServerError, why)
	}
	return badRequest()
}

// quickAdd answers subscription/quickadd. M fails for what is there, or cannot
// be had; F says 200 and how it went.
func (f *Fake) quickAdd(q FakeRequest) reply {
	address := f.field(q, "quickadd")
	held, why := f.follow(address)
	switch {
	case why == "":
		return f.readerJSON(saysHTML, object{"numResults": 1, "query": address, "streamId": f.feedID(held.id), "streamName": held.title})
	case f.miniflux():
		return reason(http.StatusInternalServerError, why)
	case why == feedExists:
		why = "Already subscribed! " + address
	}
	return phpJSON(saysHTML, object{"numResults": 0, "error": why})
}

// editSubscription answers subscription/edit.
func (f *Fake) editSubscription(q FakeRequest) reply {
	id := f.field(q, "s")
	switch action := f.field(q, "ac"); action {
	case "subscribe":
		held, why := f.follow(strings.TrimPrefix(id, "feed/"))
		if why != "" {
			return f.cannot(why)
		}
		f.change(held, q)
		return done()
	case "edit":
		held := f.readerFeed(id)
		if held == nil && f.miniflux() {
			return reason(http.StatusBadRequest, "googlereader: feed not found")
		}
		if held != nil { // to F, what is not there is done
			f.change(held, q)
		}
		return done()
	case "unsubscribe":
		held := f.readerFeed(id)
		if held == nil && !f.miniflux() { // to M, what is not there has been left
			return badRequest()
		}
		if held != nil {
			f.leave(held)
		}
		return done()
	default:
		if f.miniflux() {
			return reason(http.StatusBadRequest, "googlereader: unrecognized action "+action)
		}
		return badRequest()
	}
}

// readerFeed is the feed a request names; F knows it by its address too.
func (f *Fake) readerFeed(id string) *heldFeed {
	held := f.byFeedID(id)
	if address, ok := strings.CutPrefix(id, "feed/"); held == nil && ok && !f.miniflux() {
		held = f.subscribed(address)
	}
	return held
}

// change gives a feed the title and the folder of a request; the folder is made
// when there is none. Taken out of its folder, F puts it into its own; M does
// nothing.
func (f *Fake) change(held *heldFeed, q FakeRequest) {
	if title := f.field(q, "t"); title != "" {
		held.title = f.asTitle(title)
	}
	add, remove := f.field(q, "a"), f.field(q, "r")
	if f.miniflux() {
		add = ownStream.ReplaceAllString(add, "user/-/")
	}
	name, ok := strings.CutPrefix(add, labelPrefix)
	switch {
	case ok:
		held.folder = f.folder(name)
	case !f.miniflux() && strings.HasPrefix(remove, labelPrefix):
		held.folder = f.folder("")
	}
}

// tagAt is the place of the folder that a request names, or -1.
func (f *Fake) tagAt(stream string) int {
	if f.miniflux() {
		stream = ownStream.ReplaceAllString(stream, "user/-/")
	}
	name, ok := strings.CutPrefix(stream, labelPrefix)
	if !ok {
		return -1
	}
	return f.folderAt(name)
}

// renameTag renames a folder; when the name is taken F says OK and does
// nothing.
func (f *Fake) renameTag(q FakeRequest) reply {
	i := f.tagAt(f.field(q, "s"))
	_, name, _ := strings.Cut(f.field(q, "dest"), "/label/")
	taken := f.folderAt(name) >= 0
	switch {
	case i < 0 && f.miniflux():
		return notFound()
	case i < 0 || name == "":
		return badRequest()
	case taken && f.miniflux():
		return reason(http.StatusBadRequest, "This category already exists.")
	case !taken:
		f.folders[i].name = name
	}
	return done()
}

// disableTag removes a folder; its feeds go to the first one.
func (f *Fake) disableTag(q FakeRequest) reply {
	i := f.tagAt(f.field(q, "s"))
	switch {
	case i < 0 && f.miniflux():
		return done()
	case i < 1: // the first one stays
		return badRequest()
	}
	gone := f.folders[i].id
	f.folders = slices.Delete(f.folders, i, i+1)
	for _, held := range f.feeds {
		if held.folder == gone {
			held.folder = f.folders[0].id
		}
	}
	return done()
}
