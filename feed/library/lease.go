package library

import (
	"context"
	"crypto/rand"
	"time"

	"rubrika/feed"
)

// leaseTime is how long a process that was killed keeps the others from
// refreshing; a living one renews its lease three times as often.
const leaseTime = 90 * time.Second

// lease makes this process the only one to do a piece of work on this store;
// KindElsewhere when another one does it already. The context ends with ctx,
// and when the lease was lost to another process all the same (this one was
// suspended for long); its cause is then of KindElsewhere. release ends the
// lease and must be called once.
func (l *Library) lease(ctx context.Context, name string) (held context.Context, release func(), err error) {
	elsewhere := &feed.Error{Op: name, Kind: feed.KindElsewhere}
	holder := rand.Text()
	ok, err := l.store.Lease(ctx, name, holder, leaseTime)
	if err != nil {
		return nil, nil, err
	}
	if !ok {
		return nil, nil, elsewhere
	}
	held, cancel := context.WithCancelCause(ctx)
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		if err := l.renew(held, name, holder); err != nil {
			cancel(elsewhere)
		}
	}()
	return held, func() {
		cancel(nil)
		<-stopped
		// The work is done whether or not the end of the lease can be written:
		// it runs out by itself.
		_ = l.store.Release(context.WithoutCancel(ctx), name, holder)
	}, nil
}

// renew keeps a lease until ctx ends; the error is that another process has
// it. A store that is too busy for once does not end it.
func (l *Library) renew(ctx context.Context, name, holder string) (err error) {
	defer survive(name, "", &err)
	tick := time.NewTicker(leaseTime / 3)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
			if ok, err := l.store.Lease(ctx, name, holder, leaseTime); err == nil && !ok {
				return &feed.Error{Op: name, Kind: feed.KindElsewhere}
			}
		}
	}
}
