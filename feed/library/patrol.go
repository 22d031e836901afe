package library

import (
	"context"
	"time"

	"rubrika/feed"
)

// patrolEvery is the pause between two looks at which sources are due. One that
// finds none reads the subscriptions and no more.
const patrolEvery = time.Minute

// Round is what one look at the sources brought.
type Round struct {
	Report Report
	// Err is as of Refresh, but never of KindElsewhere; Told as of Told.
	Err, Told error
}

// Patrol refreshes what is due, now and then again and again, until ctx ends;
// each round waits in the channel until it is taken. The channel is closed when
// nothing goes on any more: Close must wait for that. What another process is
// refreshing is its round. Offline, and where the store can only be read, there
// is none.
func (l *Library) Patrol(ctx context.Context) <-chan Round {
	rounds := make(chan Round)
	go func() {
		defer close(rounds)
		if l.offline || l.ReadOnly() {
			return
		}
		tick := time.NewTicker(l.patrolEvery)
		defer tick.Stop()
		for {
			r := l.round(ctx)
			if ctx.Err() == nil && feed.KindOf(r.Err) != feed.KindElsewhere {
				select {
				case rounds <- r:
				case <-ctx.Done():
				}
			}
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
		}
	}()
	return rounds
}

// round is one look.
func (l *Library) round(ctx context.Context) (r Round) {
	defer survive("refresh", "", &r.Err)
	r.Report, r.Err = l.Refresh(ctx, RefreshOptions{})
	r.Told = l.Told(ctx)
	return r
}
