package library

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"rubrika/feed"
	"rubrika/feed/page"
	"rubrika/feed/rubric"
	"rubrika/feed/words"
)

const (
	// missingAtOnce is how many items a sync fetches at most; the others come
	// with the next ones.
	missingAtOnce = 10_000
	// fetchers is how many batches of items are asked for at once.
	fetchers = 2
	// patience is after how many syncs an item is no longer asked for that the
	// server lists and does not give.
	patience = 3
)

// remoteSources takes feeds through the door. What a folder stands for is as in
// Import: a rubric, or a tag.
func remoteSources(list []feed.RemoteFeed) []feed.RemoteSource {
	known := catalogued()
	out := make([]feed.RemoteSource, 0, len(list))
	for _, f := range list {
		if !plainID(f.ID) {
			continue
		}
		sub := page.Subscription(feed.Subscription{
			URL: page.Link(f.URL, ""), Site: f.Site, Title: f.Title, Tags: []string{f.Folder},
		})
		f.URL, f.Site, f.Folder = sub.URL, sub.Site, strings.Join(sub.Tags, "")
		f.Title = cmp.Or(sub.Title, hostOf(f.URL), f.ID)
		r := feed.RemoteSource{RemoteFeed: f}
		r.Rubric, r.Tags = foldered("", sub.Tags)
		r.Rubric = cmp.Or(r.Rubric, completed(feed.Subscription{URL: f.URL}, known).Rubric)
		out = append(out, r)
	}
	return out
}

// maxID is longer than any id met; some are addresses.
const maxID = 2000

// plainID reports an id that may be kept: those of all known servers are.
func plainID(id string) bool { return id != "" && len(id) <= maxID && page.Safe(id) }

// fetchMissing fetches the listed items that are not here.
func (s *syncing) fetchMissing(ctx context.Context, t lists) (feed.Received, error) {
	listed := slices.DeleteFunc(t.all(), s.hopeless)
	if len(listed) == 0 {
		return feed.Received{}, nil
	}
	missing, err := s.l.store.Missing(ctx, s.a.ID, listed)
	if err != nil {
		return feed.Received{}, ours(err)
	}
	missing = missing[:min(len(missing), missingAtOnce)]
	door, err := s.door(ctx)
	if err != nil {
		return feed.Received{}, ours(err)
	}
	var (
		parts = slices.Collect(slices.Chunk(s.remoteItems(t, missing), feed.MaxItems))
		mu    sync.Mutex
		got   feed.Received
		first error
	)
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	one := func(i int) {
		part, err := s.fetch(ctx, parts[i], door)
		mu.Lock()
		defer mu.Unlock()
		got.New += part.New
		got.Changed += part.Changed
		got.Same += part.Same
		if err != nil && first == nil {
			first = err
			stop()
		}
	}
	if err := newQueue(len(parts), fetchers, func(int) string { return "" }).run(ctx, fetchers, one); err != nil {
		return got, err
	}
	if got.New > 0 {
		first = cmp.Or(first, ours(s.l.endTour(ctx)))
	}
	return got, cmp.Or(first, ctx.Err())
}

// hopeless reports an item that never came.
func (s *syncing) hopeless(id string) bool { return s.k.asked[id] >= patience }

// remoteItems puts to ids what the lists say of their marks.
func (s *syncing) remoteItems(t lists, ids []string) []feed.RemoteItem {
	unread, starred := setOf(t.unread), setOf(t.starred)
	out := make([]feed.RemoteItem, len(ids))
	for i, id := range ids {
		out[i].ID = id
		if !unread[id] {
			out[i].State |= feed.Read
		}
		if starred[id] {
			out[i].State |= feed.Starred
		}
	}
	return out
}

func setOf(ids []string) map[string]bool {
	set := make(map[string]bool, len(ids))
	for _, id := range ids {
		set[id] = true
	}
	return set
}

// fetch fetches a batch of items and files them in the order they are wanted.
func (s *syncing) fetch(ctx context.Context, want []feed.RemoteItem, door func(feed.Delivery) feed.Delivery) (got feed.Received, err error) {
	defer survive("fetch items", s.a.Title, &err)
	items, err := s.server.Items(ctx, want)
	if err != nil {
		return got, err
	}
	place := map[string]int{}
	s.k.mu.Lock()
	for i, w := range want {
		place[w.ID] = i
		s.k.asked[w.ID]++
	}
	for _, d := range items {
		delete(s.k.asked, d.Remote)
	}
	s.k.mu.Unlock()
	items = slices.DeleteFunc(items, func(d feed.Delivery) bool {
		_, wanted := place[d.Remote]
		return !wanted || !plainID(d.Remote) || !plainID(d.Feed)
	})
	slices.SortStableFunc(items, func(a, b feed.Delivery) int { return cmp.Compare(place[a.Remote], place[b.Remote]) })
	func() {
		defer s.l.turn()()
		for i, d := range items {
			items[i] = door(d)
		}
	}()
	if len(items) == 0 {
		return got, nil
	}
	got, err = s.l.store.Deliver(ctx, s.a.ID, items)
	return got, ours(err)
}

// door returns what takes the items of the account through the door and files
// them.
func (s *syncing) door(ctx context.Context) (func(feed.Delivery) feed.Delivery, error) {
	subs, err := s.l.store.Subscriptions(ctx)
	if err != nil {
		return nil, err
	}
	known, by := catalogued(), map[string]feed.Subscription{}
	for _, sub := range subs {
		if sub.Account == s.a.ID {
			sub.Lang = cmp.Or(sub.Lang, completed(feed.Subscription{URL: sub.URL}, known).Lang)
			by[sub.Remote] = sub
		}
	}
	return func(d feed.Delivery) feed.Delivery {
		sub := by[d.Feed]
		d.Lang = cmp.Or(d.Lang, sub.Lang)
		d.Entry = rubric.File(spoken(page.Entry(d.Entry, cmp.Or(sub.Site, sub.URL))), sub.Rubric, s.l.file())
		d.Published, d.Updated = at(d.Published, sub), at(d.Updated, sub)
		return d
	}, nil
}

// at puts a moment onto the clock of a source. Servers hand on moments without
// the zone of who published them: it is as the reader set it, else as the host
// or the language says, else the reader's own.
func at(t time.Time, sub feed.Subscription) time.Time {
	if t.IsZero() {
		return t
	}
	if zone, err := time.LoadLocation(sub.Zone); err == nil && sub.Zone != "" {
		return t.In(zone)
	}
	if zone := words.ZoneOf(sub.Lang, hostOf(cmp.Or(sub.Site, sub.URL))); zone != nil {
		return t.In(zone)
	}
	return t.Local()
}

// catchUp brings what an account's feeds have, without its marks: after a new
// subscription.
func (l *Library) catchUp(ctx context.Context, a feed.Account, server feed.Server) (feed.Received, error) {
	s := &syncing{l: l, a: a, k: l.link(a.ID), server: server}
	var t lists
	var err error
	if t.unread, err = server.Unread(ctx); err != nil {
		return feed.Received{}, err
	}
	if t.recent, err = server.Recent(ctx); err != nil {
		return feed.Received{}, err
	}
	return s.fetchMissing(ctx, t)
}
