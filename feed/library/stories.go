package library

import (
	"context"

	"rubrika/feed"
)

// Stories returns the story of each of these items: items that tell the same
// one, in several sources or languages, have the same number. Unknown items are
// left out.
func (l *Library) Stories(ctx context.Context, ids []feed.ID) (map[feed.ID]int64, error) {
	return l.store.Stories(ctx, ids)
}
