package library

import (
	"context"

	"rubrika/feed"
	"rubrika/feed/store"
)

// MostListed is how many lines of a printed list are remembered.
const MostListed = store.MostListed

// KeepListed remembers the list of items that was printed last, for Listed; it
// is no error where that cannot be.
func (l *Library) KeepListed(ctx context.Context, ids []feed.ID) error {
	return l.store.KeepListed(ctx, ids)
}

// Listed returns the item in a line, from 1, of the list that was printed last,
// 0 where it has none, and how many lines are remembered. The item may be gone
// since.
func (l *Library) Listed(ctx context.Context, line int) (id feed.ID, lines int, err error) {
	return l.store.Listed(ctx, line)
}
