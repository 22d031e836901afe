package library

import (
	"context"
	"testing"
	"time"

	"rubrika/feed"
)

// A patrol refreshes what is due at once and again and again, tells of each
// round, and ends with its context.
func TestPatrol(t *testing.T) {
	t.Parallel()
	p := publish(t, map[string]answer{"/rss": says(document(three()[:2]...))})
	l, c := openNew(t)
	l.patrolEvery = 10 * time.Millisecond
	follow(t, l, p.URL+"/rss")
	p.set("/rss", says(document(three()...)))
	ctx, stop := context.WithCancel(t.Context())
	rounds := l.Patrol(ctx)
	if r := <-rounds; r.Err != nil || r.Report.Sources != 0 {
		t.Errorf("before its time: %+v", r)
	}
	c.pass(time.Hour)
	added := 0
	for n := 0; added == 0 && n < 100; n++ {
		r := <-rounds
		if r.Err != nil || r.Told != nil {
			t.Fatal(r.Err, r.Told)
		}
		added += r.Report.New
	}
	if added != 1 {
		t.Errorf("%d new", added)
	}
	stop()
	for range rounds {
	}
}

// While another process refreshes, there is nothing to tell of.
func TestPatrolBesideAnother(t *testing.T) {
	t.Parallel()
	p := publish(t, map[string]answer{"/rss": says(document(three()...))})
	l, c := openNew(t)
	l.patrolEvery = 10 * time.Millisecond
	follow(t, l, p.URL+"/rss")
	c.pass(time.Hour)
	_, release, err := l.lease(t.Context(), "refresh")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	rounds := l.Patrol(ctx)
	select {
	case r := <-rounds:
		t.Errorf("%+v", r)
	case <-time.After(100 * time.Millisecond):
	}
	release()
	if r := <-rounds; feed.KindOf(r.Err) != feed.KindNone || r.Report.Sources != 1 {
		t.Errorf("%+v", r)
	}
}
