package feedtest

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"rubrika/feed"
)

// decimal writes an id as it stands in lists.
func decimal(id int64) string { return strconv.FormatInt(id, 10) }

// feedID is the id of a feed as clients see it.
func (f *Fake) feedID(id int64) string {
	if f.flavour == flavourV1 {
		return decimal(id)
	}
	return "feed/" + decimal(id)
}

// byFeedID is the feed of an id, or nil.
func (f *Fake) byFeedID(id string) *heldFeed {
	for _, held := range f.feeds {
		if f.feedID(held.id) == id {
			return held
		}
	}
	return nil
}

// mustFeed is the feed that a test names.
func (f *Fake) mustFeed(id string) *heldFeed {
	held := f.byFeedID(id)
	if held == nil {
		f.t.Errorf("feedtest: the server has no feed %q", id)
	}
	return held
}

// mustItem is the item that a test names.
func (f *Fake) mustItem(id string) *heldItem {
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil || f.items[n] == nil {
		f.t.Errorf("feedtest: the server has no item %q", id)
		return nil
	}
	return f.items[n]
}

// defaultFolder is where feeds without a folder lie.
func (f *Fake) defaultFolder() string {
	if f.flavour == FlavourFreshRSS {
		return "Uncategorized"
	}
	return "All"
}

// folder is the folder of a name, made when there is none.
func (f *Fake) folder(name string) int64 {
	if name == "" {
		name = f.defaultFolder()
	}
	if i := f.folderAt(name); i >= 0 {
		return f.folders[i].id
	}
	f.last.folder++
	f.folders = append(f.folders, heldFolder{id: f.last.folder, name: name})
	return f.last.folder
}

// folderAt is the place of a folder, or -1.
func (f *Fake) folderAt(name string) int {
	return slices.IndexFunc(f.folders, func(d heldFolder) bool { return d.name == name })
}

// folderName is the name of a folder.
func (f *Fake) folderName(id int64) string {
	for _, d := range f.folders {
		if d.id == id {
			return d.name
		}
	}
	return ""
}

// full replaces signs by their wide forms.
func full(s string, signs string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(signs, r) {
			return r - '!' + '！'
		}
		return r
	}, s)
}

// asTitle is a feed's title as the server keeps it: F makes some signs wide,
// also in titles that its users give.
func (f *Fake) asTitle(title string) string {
	if f.flavour == FlavourFreshRSS {
		return full(title, `&<>?\/,;`)
	}
	return title
}

// subscribe adds a feed.
func (f *Fake) subscribe(title, folder, url string) *heldFeed {
	f.last.feed++
	site := url
	if i := strings.Index(url, "://"); i >= 0 {
		host, _, _ := strings.Cut(url[i+3:], "/")
		site = url[:i+3] + host + "/"
	}
	held := &heldFeed{id: f.last.feed, title: f.asTitle(title), url: url, site: site, folder: f.folder(folder)}
	f.feeds = append(f.feeds, held)
	return held
}

// subscribed is the feed of an address, or nil.
func (f *Fake) subscribed(url string) *heldFeed {
	for _, held := range f.feeds {
		if held.url == url {
			return held
		}
	}
	return nil
}

// leave removes a feed with its items.
func (f *Fake) leave(held *heldFeed) {
	f.feeds = slices.DeleteFunc(f.feeds, func(x *heldFeed) bool { return x == held })
	for _, it := range f.items {
		if it.feed == held {
			f.forget(it)
		}
	}
}

// forget removes an item.
func (f *Fake) forget(it *heldItem) {
	delete(f.items, it.ID)
	delete(f.refused, it.ID)
	f.order = nil
}

// arrive files items under a feed, now.
func (f *Fake) arrive(held *heldFeed, items []FakeItem) []string {
	now := f.o.Now()
	ids := make([]string, 0, len(items))
	for _, in := range items {
		it := &heldItem{FakeItem: in, feed: held, crawled: now, changed: now, published: in.Published}
		if it.ID == 0 {
			it.ID = f.nextID(now)
		}
		if it.published.IsZero() || f.flavour == FlavourFreshRSS && it.published.Unix() < 0 {
			it.published = now // both take the time of arrival for none, F for one before 1970 too
		}
		f.last.item = max(f.last.item, it.ID)
		f.items[it.ID] = it
		ids = append(ids, decimal(it.ID))
	}
	f.order = nil
	return ids
}

// nextID counts items: M from 1, F in microseconds of the arrival, no two
// alike.
func (f *Fake) nextID(now time.Time) int64 {
	if f.flavour == FlavourFreshRSS {
		return max(f.last.item+1, now.UnixMicro())
	}
	return f.last.item + 1
}

// stream is every item, newest first: M's Google Reader counts by the date of
// publication, everyone else by id.
func (f *Fake) stream() []*heldItem {
	if f.order != nil {
		return f.order
	}
	f.order = make([]*heldItem, 0, len(f.items))
	for _, it := range f.items {
		f.order = append(f.order, it)
	}
	slices.SortFunc(f.order, func(a, b *heldItem) int {
		if f.flavour == FlavourMiniflux {
			return cmp.Or(b.published.Compare(a.published), cmp.Compare(b.ID, a.ID))
		}
		return cmp.Compare(b.ID, a.ID)
	})
	return f.order
}

// mark sets or clears one mark and reports whether that changed anything.
func (f *Fake) mark(it *heldItem, mark feed.State, on bool) bool {
	before := it.State
	if on {
		it.State |= mark
	} else {
		it.State &^= mark
	}
	if it.State == before {
		return false
	}
	it.changed = f.o.Now()
	return true
}

// apply does what a client wants with items; those that are not there are
// passed over by every server.
func (f *Fake) apply(ids []int64, mark feed.State, on bool) {
	for _, id := range ids {
		if it := f.items[id]; it != nil {
			f.writes = append(f.writes, FakeWrite{ID: decimal(id), Mark: mark, On: on, Changed: f.mark(it, mark, on)})
		}
	}
}

// refuses tells whether the server refuses a change of these items.
func (f *Fake) refuses(ids []int64) bool {
	return slices.ContainsFunc(ids, func(id int64) bool { return f.refused[id] })
}
