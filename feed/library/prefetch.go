package library

import (
	"context"
	"fmt"
	"sync"
	"time"

	"rubrika/feed"
)

const (
	// ahead is how many pages are fetched ahead at most.
	ahead = 50
	// pagePace is the least time between two pages of one host that nobody
	// is waiting for.
	pagePace = time.Second
)

// Prefetch fetches the pages of the newest items of a source (0: of all shown
// ones) that came without their text and whose page was never asked for; at
// most limit, 50 when that is 0, one a second from each host. tell, when not
// nil, is told after each. The answer is how many texts were kept. A page that
// cannot be had is no error: what FullText says of it later is; a host that
// cannot be had is asked for no other page. One process at a time fetches
// ahead for a store; KindElsewhere when another one does. A store that cannot
// be written ends it.
func (l *Library) Prefetch(ctx context.Context, src feed.SourceID, limit int, tell func(done, total int)) (int, error) {
	if l.ReadOnly() {
		return 0, &feed.Error{Op: "prefetch", Kind: feed.KindReadOnly}
	}
	if err := l.online("prefetch", ""); err != nil {
		return 0, err
	}
	if limit <= 0 {
		limit = ahead
	}
	items, err := l.store.Bare(ctx, src, limit)
	if err != nil || len(items) == 0 {
		return 0, err
	}
	ctx, release, err := l.lease(ctx, "prefetch")
	if err != nil {
		return 0, err
	}
	defer release()
	ctx, lose := context.WithCancelCause(ctx)
	defer lose(nil)
	var (
		mu         sync.Mutex
		done, kept int
		lost       = map[string]bool{} // hosts that cannot be had
	)
	q := newQueue(len(items), 1, func(i int) string { return hostOf(items[i].URL) })
	err = q.run(ctx, l.workers, func(i int) {
		host := hostOf(items[i].URL)
		mu.Lock()
		skip := lost[host]
		mu.Unlock()
		var failed error
		if !skip {
			failed = l.prefetchOne(ctx, items[i].ID)
		}
		mu.Lock()
		defer mu.Unlock()
		done++
		switch {
		case failed == nil && !skip:
			kept++
		case hostless(feed.KindOf(failed)):
			lost[host] = true
		case ofStore(failed):
			lose(failed)
		}
		if tell != nil {
			tell(done, len(items))
		}
	})
	if ctx.Err() != nil {
		return kept, fmt.Errorf("prefetch: %w", context.Cause(ctx))
	}
	return kept, err
}

// hostless reports failures that the next page of the same host would share.
func hostless(k feed.Kind) bool {
	switch k {
	case feed.KindOffline, feed.KindDNS, feed.KindTimeout, feed.KindTLS, feed.KindTooMany, feed.KindInside:
		return true
	}
	return false
}

func (l *Library) prefetchOne(ctx context.Context, id feed.ID) error {
	end, err := l.alone(ctx, id)
	if err != nil {
		return err
	}
	defer end()
	e, err := l.store.Entry(ctx, id)
	if err != nil || isRead(e) {
		return err
	}
	_, err = l.fetchText(ctx, e, l.pagePace)
	return err
}
