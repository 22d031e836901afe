package library

import (
	"context"
	"errors"
	"net/http"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"rubrika/feed"
)

func TestOneRefreshAtATime(t *testing.T) {
	t.Parallel()
	path, c := filepath.Join(t.TempDir(), "edition.db"), &clock{at: noon()}
	one, two := openAt(t, path, c), openAt(t, path, c)
	asked, proceed := make(chan struct{}), make(chan struct{})
	p := publish(t, map[string]answer{"/rss": says(document(three()...))})
	follow(t, one, p.URL+"/rss")
	p.set("/rss", func(w http.ResponseWriter, r *http.Request) {
		asked <- struct{}{}
		<-proceed
		says(document(three()...))(w, r)
	})
	ended := make(chan error)
	go func() {
		_, err := one.Refresh(context.Background(), RefreshOptions{Force: true})
		ended <- err
	}()
	<-asked
	// Neither the other process nor this one may refresh now, and both may do
	// everything else.
	for _, l := range []*Library{one, two} {
		before := p.requests()
		_, err := l.Refresh(t.Context(), RefreshOptions{Force: true})
		kind(t, err, feed.KindElsewhere)
		if p.requests() != before {
			t.Error("asked all the same")
		}
		mark(t, l, list(t, l, ""))
	}
	close(proceed)
	if err := <-ended; err != nil {
		t.Error(err)
	}
	p.set("/rss", says(document(three()...)))
	if r := refresh(t, two); r.Sources != 1 || r.Failed != 0 {
		t.Errorf("afterwards: %+v", r)
	}
}

func TestALeaseRunsOut(t *testing.T) {
	t.Parallel()
	path, c := filepath.Join(t.TempDir(), "edition.db"), &clock{at: noon()}
	l := openAt(t, path, c)
	p := publish(t, map[string]answer{"/rss": says(document(three()...))})
	follow(t, l, p.URL+"/rss")
	// What a killed process leaves behind.
	if ok, err := l.store.Lease(t.Context(), "refresh", "killed", leaseTime); !ok || err != nil {
		t.Fatal(ok, err)
	}
	c.pass(leaseTime - time.Second)
	_, err := l.Refresh(t.Context(), RefreshOptions{Force: true})
	kind(t, err, feed.KindElsewhere)
	c.pass(time.Second)
	if r := refresh(t, l); r.Sources != 1 {
		t.Errorf("%+v", r)
	}
}

func TestALeaseIsRenewedAndNoticedWhenLost(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "edition.db")
	synctest.Test(t, func(t *testing.T) {
		c := &clock{at: noon()}
		l, err := Open(t.Context(), Options{Path: path, Now: c.now})
		if err != nil {
			t.Fatal(err)
		}
		ctx, release, err := l.lease(t.Context(), "refresh")
		if err != nil {
			t.Fatal(err)
		}
		other := func() bool {
			ok, err := l.store.Lease(t.Context(), "refresh", "other", leaseTime)
			if err != nil {
				t.Fatal(err)
			}
			return ok
		}
		for range 10 {
			c.pass(leaseTime / 3)
			time.Sleep(leaseTime/3 + time.Second)
			if other() || ctx.Err() != nil {
				t.Fatal("the lease was not renewed")
			}
		}
		c.pass(leaseTime) // this process was asleep
		if !other() {
			t.Fatal("the lease did not run out")
		}
		<-ctx.Done()
		if feed.KindOf(context.Cause(ctx)) != feed.KindElsewhere || !errors.Is(ctx.Err(), context.Canceled) {
			t.Errorf("%v because %v", ctx.Err(), context.Cause(ctx))
		}
		release()
		if ok, err := l.store.Lease(t.Context(), "refresh", "third", leaseTime); ok || err != nil {
			t.Errorf("the end of a lost lease ended another's: %v %v", ok, err)
		}
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
}
