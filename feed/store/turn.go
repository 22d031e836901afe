package store

import (
	"context"
	"database/sql"
	"time"

	"rubrika/feed"
)

// SQLite gives the right to write to whoever asks at the right moment: there is
// no queue. So a process that has much to write rests now and then, and one that
// waits asks often. Measured on two busy cores with 50,000 items being filed while
// another process marks: in pieces with rests the longest wait was 0.8 s, in one
// transaction 18 s.
const (
	// stretch is how long this process writes without a rest, and rest the rest.
	stretch = 75 * time.Millisecond
	rest    = 10 * time.Millisecond
	// knock is how often who waits for another process asks again.
	knock = 3 * time.Millisecond
)

// turn is the order in which the goroutines of this process write.
type turn struct {
	// taken holds a token while one of them is at it.
	taken chan struct{}
	// wrote is how long they wrote since the last rest, which is the end of it
	// or of the last write.
	wrote time.Duration
	ended time.Time
}

// take waits until it is the caller's turn, and rests when that is due.
func (t *turn) take(ctx context.Context) error {
	select {
	case t.taken <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	if time.Since(t.ended) >= rest {
		t.wrote = 0
	}
	if t.wrote < stretch {
		return nil
	}
	t.wrote = 0
	select {
	case <-time.After(rest):
		return nil
	case <-ctx.Done():
		<-t.taken
		return ctx.Err()
	}
}

// leave ends a turn in which the caller wrote since it began.
func (t *turn) leave(began time.Time) {
	t.ended = time.Now()
	t.wrote += t.ended.Sub(began)
	<-t.taken
}

// begin begins a transaction that writes, and waits for other processes.
func begin(ctx context.Context, db *sql.DB, wait time.Duration) (*sql.Tx, error) {
	for end := time.Now().Add(wait); ; {
		tx, err := db.BeginTx(ctx, nil)
		if err == nil || kindOf(err) != feed.KindBusy || time.Now().After(end) {
			return tx, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(knock):
		}
	}
}
