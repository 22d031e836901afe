package sources

import (
	"cmp"
	"slices"

	"rubrika/feed"
)

// order is what the sources are sorted by. Those of an account stand together
// in every one.
type order int

const (
	byAdding order = iota
	byTrouble
	byTitle
	byUnread
	byDay
	orders // how many there are
)

// Sort goes to the next order and names it. The selected source stays selected,
// but the first row is the first of the new order.
func (s *Screen) Sort() string {
	s.order = (s.order + 1) % orders
	first := s.list.Index() == 0
	s.narrow()
	if first {
		s.list.Top()
		s.settle()
	}
	o := s.words.Sources.Orders
	return [orders]string{o.Added, o.Trouble, o.Title, o.Unread, o.PerDay}[s.order]
}

// sorted is a list of sources in the order that the reader chose; those that
// are equal stay as they were.
func (s *Screen) sorted(all []feed.Subscription) []feed.Subscription {
	if s.order == byAdding {
		return all
	}
	titles := map[feed.SourceID]string{}
	if s.order == byTitle {
		for _, sub := range all {
			titles[sub.ID] = s.fold(sub.Title)
		}
	}
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(a, b feed.Subscription) int {
		by := 0
		switch s.order {
		case byTrouble:
			by = cmp.Compare(ease(a), ease(b))
		case byTitle:
			by = cmp.Compare(titles[a.ID], titles[b.ID])
		case byUnread:
			by = cmp.Compare(b.Unread, a.Unread)
		case byDay:
			by = cmp.Compare(b.PerDay, a.PerDay)
		}
		return cmp.Or(cmp.Compare(a.Account, b.Account), by)
	})
	return all
}

// ease is how well a source is: those in trouble come first, those that were
// never read next.
func ease(sub feed.Subscription) int {
	switch {
	case sub.Muted:
		return 3
	case sub.Trouble != feed.KindNone:
		return 0
	case sub.LastGood.IsZero():
		return 1
	}
	return 2
}
