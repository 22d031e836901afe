package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"rubrika/feed"
	"rubrika/feed/feedtest"
)

// At most two requests at once to one host; the others wait, and a wait ends
// with its context.
func TestPerHost(t *testing.T) {
	var now, most atomic.Int32
	release := make(chan struct{})
	arrived := make(chan struct{}, 16)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		n := now.Add(1)
		for old := most.Load(); n > old && !most.CompareAndSwap(old, n); old = most.Load() {
		}
		arrived <- struct{}{}
		<-release
		now.Add(-1)
		_, _ = w.Write(doc)
	}))
	t.Cleanup(srv.Close)
	c := New(Options{})
	var all sync.WaitGroup
	for i := range 6 {
		all.Go(func() {
			if _, err := c.Get(context.Background(), Request{URL: fmt.Sprintf("%s/%d", srv.URL, i)}); err != nil {
				t.Error(err)
			}
		})
	}
	<-arrived
	<-arrived
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := c.Get(ctx, Request{URL: srv.URL}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("waiting: %v", err)
	}
	close(release)
	all.Wait()
	if got := most.Load(); got != DefaultPerHost {
		t.Errorf("%d requests at once", got)
	}
}

// A host is one server by http and by https; another port of it is another.
func TestServerOfAddress(t *testing.T) {
	for address, want := range map[string]string{
		"http://Gazet.example/rss": "gazet.example", "https://anna:pw@gazet.example:443": "gazet.example", "http://gazet.example:443/": "gazet.example",
		"http://gazet.example:8080/": "gazet.example:8080", "https://[::1]/": "::1", "http://[::1]:81/": "[::1]:81", "ftp://gazet.example/": "", "": "",
	} {
		if got := Server(address); got != want {
			t.Errorf("%s: %q, want %q", address, got, want)
		}
	}
}

// However many ask, no more connections are open at once than allowed, and
// they are used again.
func TestPeak(t *testing.T) {
	srv := feedtest.NewServer(t, doc, "text/xml")
	srv.Delay(2 * time.Millisecond)
	c := New(Options{PerHost: 3})
	var all sync.WaitGroup
	for range 40 {
		all.Go(func() {
			if _, err := c.Get(context.Background(), Request{URL: srv.At(feedtest.OK)}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if n := srv.Peak(); n != 3 {
		t.Errorf("%d connections at once", n)
	}
	conns := map[string]bool{}
	for _, r := range srv.Requests() {
		conns[r.RemoteAddr] = true
	}
	if len(srv.Requests()) != 40 || len(conns) > 3 {
		t.Errorf("%d requests over %d connections", len(srv.Requests()), len(conns))
	}
}

// The roads of a host share its limit: what one leaves idle is closed before
// another is taken.
func TestRoadsTogether(t *testing.T) {
	closed := make(chan struct{}, 4)
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(doc) }))
	srv.Config.ConnState = func(_ net.Conn, s http.ConnState) {
		if s == http.StateClosed {
			closed <- struct{}{}
		}
	}
	srv.Start()
	t.Cleanup(srv.Close)
	c := New(Options{Inside: loopback()})
	for _, stranger := range []bool{false, true, false} {
		if _, err := c.Get(t.Context(), Request{URL: srv.URL, Public: stranger}); err != nil {
			t.Fatal(err)
		}
	}
	<-closed // of the reader's road, by the stranger
	<-closed // of the stranger's, by the reader
}

// A host that asked for time gets it: no request to any of its addresses till
// then, from anybody.
func TestHold(t *testing.T) {
	for _, m := range []feedtest.Mode{feedtest.TooMany, feedtest.DateTooMany, feedtest.Unavailable} {
		srv, other := feedtest.NewServer(t, doc, "text/xml"), feedtest.NewServer(t, doc, "text/xml")
		to, _ := hops(t, map[string]struct {
			status int
			to     string
		}{"/": {302, srv.At(feedtest.OK)}})
		var ahead atomic.Int64
		c := New(Options{Now: func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) }})
		_, err := c.Get(t.Context(), Request{URL: srv.At(m)})
		var first *feed.Error
		if !errors.As(err, &first) || first.Kind != feed.KindTooMany || first.Retry.IsZero() {
			t.Fatalf("%s: %v", m, err)
		}
		for _, address := range []string{srv.At(m), srv.At(feedtest.OK), to.URL + "/"} {
			_, err := c.Get(t.Context(), Request{URL: address})
			var e *feed.Error
			if !errors.As(err, &e) || e.Kind != feed.KindTooMany || !e.Retry.Equal(first.Retry) {
				t.Errorf("%s: then %s: %v", m, address, err)
			}
		}
		if n := len(srv.Requests()); n != 1 {
			t.Errorf("%s: %d requests", m, n)
		}
		if _, err := c.Get(t.Context(), Request{URL: other.At(feedtest.OK)}); err != nil {
			t.Errorf("%s: another host: %v", m, err)
		}
		ahead.Store(int64((feedtest.RetryAfter + 1) * time.Second))
		if _, err := c.Get(t.Context(), Request{URL: srv.At(feedtest.OK)}); err != nil {
			t.Errorf("%s: afterwards: %v", m, err)
		}
	}
}

// Only 429 and 503 hold the host, and only when they say till when.
func TestHoldNot(t *testing.T) {
	for name, c := range map[string]struct {
		status int
		retry  string
		want   feed.Kind
		holds  bool
	}{
		"429": {429, "60", feed.KindTooMany, true}, "503": {503, "60", feed.KindTooMany, true}, "429 bare": {429, "", feed.KindTooMany, false},
		"429 now": {429, "0", feed.KindTooMany, false}, "503 bare": {503, "", feed.KindServer, false}, "500": {500, "60", feed.KindServer, false},
		"403": {403, "60", feed.KindRefused, false},
	} {
		var asked atomic.Int32
		srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			asked.Add(1)
			w.Header().Set("Retry-After", c.retry)
			w.WriteHeader(c.status)
		}))
		now := time.Date(2025, 11, 28, 8, 0, 0, 0, time.UTC)
		client := New(Options{Now: func() time.Time { return now }})
		for range 2 {
			_, err := client.Get(t.Context(), Request{URL: srv.URL})
			var e *feed.Error
			if !errors.As(err, &e) || e.Kind != c.want || c.retry == "60" && !e.Retry.Equal(now.Add(time.Minute)) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if held := asked.Load() == 1; held != c.holds {
			t.Errorf("%s: %d requests", name, asked.Load())
		}
		srv.Close()
	}
}

// Those who wait for a place when the host asks for time are told so too.
func TestHoldWaiting(t *testing.T) {
	var asked atomic.Int32
	arrived, release := make(chan struct{}, 8), make(chan struct{})
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		arrived <- struct{}{}
		<-release
		w.Header().Set("Retry-After", "60")
		w.WriteHeader(http.StatusTooManyRequests)
	}))
	t.Cleanup(srv.Close)
	c := New(Options{PerHost: 1})
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if _, err := c.Get(context.Background(), Request{URL: srv.URL}); feed.KindOf(err) != feed.KindTooMany {
				t.Errorf("%v", err)
			}
		})
	}
	<-arrived
	close(release)
	all.Wait()
	if n := asked.Load(); n != 1 {
		t.Errorf("%d requests", n)
	}
}

// Requests with a pace start that far apart; those without do not wait, for
// the ones that wait hold no place.
func TestPace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := New(Options{PerHost: 1})
		h, start := c.host("gazet.example:443"), time.Now()
		var mu sync.Mutex
		var starts []time.Duration
		for range 4 {
			go func() {
				if err := h.enter(t.Context(), time.Second, time.Now); err != nil {
					t.Error(err)
				}
				mu.Lock()
				defer mu.Unlock()
				starts = append(starts, time.Since(start))
				h.leave()
			}()
		}
		synctest.Wait()
		if err := h.enter(t.Context(), 0, time.Now); err != nil || time.Since(start) != 0 {
			t.Errorf("without a pace: after %v, %v", time.Since(start), err)
		}
		h.leave()
		ctx, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
		defer cancel()
		if err := h.enter(ctx, time.Second, time.Now); !errors.Is(err, context.DeadlineExceeded) || time.Since(start) != 500*time.Millisecond {
			t.Errorf("an ended wait: after %v, %v", time.Since(start), err)
		}
		if err := c.host("other.example:443").enter(t.Context(), time.Second, time.Now); err != nil || time.Since(start) != 500*time.Millisecond {
			t.Errorf("another host: after %v, %v", time.Since(start), err)
		}
		time.Sleep(10 * time.Second) // of the bubble's clock
		mu.Lock()
		defer mu.Unlock()
		if fmt.Sprint(starts) != "[0s 1s 2s 3s]" {
			t.Errorf("starts %v", starts)
		}
	})
}

// The pace is kept on the way to a server, and a wait for it ends with its
// context and is nobody's fault.
func TestPaceGet(t *testing.T) {
	srv := feedtest.NewServer(t, doc, "text/xml")
	c := New(Options{})
	const pace = 20 * time.Millisecond
	start := time.Now()
	for range 3 {
		if _, err := c.Get(t.Context(), Request{URL: srv.At(feedtest.OK), Pace: pace}); err != nil {
			t.Fatal(err)
		}
	}
	if d := time.Since(start); d < 2*pace {
		t.Errorf("three requests in %v", d)
	}
	ctx, cancel := context.WithTimeout(t.Context(), pace)
	defer cancel()
	_, err := c.Get(ctx, Request{URL: srv.At(feedtest.OK), Pace: time.Hour})
	if !errors.Is(err, context.DeadlineExceeded) || feed.KindOf(err) == feed.KindTimeout {
		t.Errorf("an ended wait: %v", err)
	}
	if n := len(srv.Requests()); n != 3 {
		t.Errorf("%d requests", n)
	}
}

// Waiting for a place is not the server's time: a hop after it has the whole.
func TestWaitIsFree(t *testing.T) {
	end := feedtest.NewServer(t, doc, "text/xml")
	srv, _ := hops(t, map[string]struct {
		status int
		to     string
	}{"/": {302, end.At(feedtest.OK)}})
	const limit = 100 * time.Millisecond
	c := New(Options{PerHost: 1, Timeout: limit})
	h := c.host(srv.Listener.Addr().String())
	h.places <- struct{}{}
	time.AfterFunc(2*limit, h.leave)
	if _, err := c.Get(t.Context(), Request{URL: srv.URL + "/"}); err != nil {
		t.Error(err)
	}
}

// Over HTTP/2 one connection carries all, and the guard stands as well.
func TestHTTP2(t *testing.T) {
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/in" {
			http.Redirect(w, r, "https://10.0.0.1/", http.StatusFound)
			return
		}
		_, _ = fmt.Fprint(w, r.Proto)
	}))
	srv.EnableHTTP2 = true
	var conns atomic.Int32
	srv.Config.ConnState = func(_ net.Conn, s http.ConnState) {
		if s == http.StateNew {
			conns.Add(1)
		}
	}
	srv.StartTLS()
	t.Cleanup(srv.Close)
	roots := x509.NewCertPool()
	roots.AddCert(srv.Certificate())
	trusting := func(o Options, way road) *Client {
		c := New(o)
		c.host(srv.Listener.Addr().String()).client(line{way: way}, func(way road) *http.Transport {
			tr := c.transport(way)
			tr.TLSClientConfig = &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS13}
			return tr
		})
		return c
	}
	c := trusting(Options{Inside: loopback()}, trusted)
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if res, err := c.Get(context.Background(), Request{URL: srv.URL}); err != nil || string(res.Body) != "HTTP/2.0" {
				t.Errorf("%q, %v", res.Body, err)
			}
		})
	}
	all.Wait()
	if n := conns.Load(); n > DefaultPerHost {
		t.Errorf("%d connections", n)
	}
	if _, err := c.Get(t.Context(), Request{URL: srv.URL + "/in"}); feed.KindOf(err) != feed.KindInside {
		t.Errorf("redirect inside: %v", err)
	}
	c = trusting(Options{}, public)
	if _, err := c.Get(t.Context(), Request{URL: srv.URL, Public: true}); feed.KindOf(err) != feed.KindInside {
		t.Errorf("named by a stranger: %v", err)
	}
}

// A clock that ran ahead for once does not hold a host until then.
func TestHoldWrongClock(t *testing.T) {
	right := time.Date(2026, 11, 28, 8, 0, 0, 0, time.UTC)
	h := &host{}
	h.hold(right.AddDate(14, 0, 0).Add(time.Hour))
	if err := h.held(right); err != nil {
		t.Errorf("held till %v", err)
	}
	h.hold(right.Add(time.Hour))
	if err := h.held(right); err == nil {
		t.Error("not held")
	}
	h.hold(right.Add(maxRetry))
	if err := h.held(right); err == nil {
		t.Error("the longest wait is not kept")
	}
}
