package fetch

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"time"
)

// idleTimeout is how long an unused connection is kept.
const idleTimeout = 90 * time.Second

// host is what a client remembers of one server: who may ask now, and the
// connections to it.
type host struct {
	places chan struct{}

	mu sync.Mutex
	// paced is when the last request with a pace began.
	paced time.Time
	// until is when the host may be asked again.
	until time.Time
	lines map[line]*http.Client
}

// host finds or makes the record of a server, see address.server.
func (c *Client) host(name string) *host {
	c.mu.Lock()
	defer c.mu.Unlock()
	h, ok := c.hosts[name]
	if !ok {
		h = &host{places: make(chan struct{}, c.opts.PerHost), lines: map[line]*http.Client{}}
		c.hosts[name] = h
	}
	return h
}

// heldError says that a host asked for time.
type heldError struct{ until time.Time }

func (e heldError) Error() string {
	return fmt.Sprintf("the server wants no request before %s", e.until.UTC().Format(time.RFC3339))
}

// enter waits for a place at the host and for the turn of a request with a
// pace, which does not hold a place meanwhile. A host that asked for time ends
// the wait with a heldError.
func (h *host) enter(ctx context.Context, pace time.Duration, now func() time.Time) error {
	if err := h.held(now()); err != nil {
		return err
	}
	for {
		select {
		case h.places <- struct{}{}:
		case <-ctx.Done():
			return ctx.Err()
		}
		if err := h.held(now()); err != nil { // another request was told so meanwhile
			h.leave()
			return err
		}
		wait := h.turn(pace)
		if wait <= 0 {
			return nil
		}
		h.leave()
		if err := sleep(ctx, wait); err != nil {
			return err
		}
	}
}

// sleep waits, or ends with its context.
func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// leave gives the place back.
func (h *host) leave() { <-h.places }

// turn takes the turn of a request with a pace, or says how long to wait
// before trying again.
func (h *host) turn(pace time.Duration) time.Duration {
	if pace <= 0 {
		return 0
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	now := time.Now()
	if wait := h.paced.Add(pace).Sub(now); wait > 0 {
		return wait
	}
	h.paced = now
	return 0
}

// hold leaves the host alone until then.
func (h *host) hold(until time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if until.After(h.until) {
		h.until = until
	}
}

// held is a heldError while the host is to be left alone.
func (h *host) held(now time.Time) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.until.Sub(now) > maxRetry {
		h.until = time.Time{} // nobody may ask for so much: our clock was wrong when it was noted
	}
	if h.until.After(now) {
		return heldError{h.until}
	}
	return nil
}

// line is a road on which certain authorities are believed: roots is the digest
// of their certificates, empty for those the system trusts. Connections of one
// line are never used for another.
type line struct {
	way   road
	roots string
}

// client gives the connections of a line, and closes the idle ones of the
// others so that all together keep to the limit of the host.
func (h *host) client(to line, transport func(road) *http.Transport) *http.Client {
	h.mu.Lock()
	defer h.mu.Unlock()
	for other, c := range h.lines {
		if other != to {
			c.CloseIdleConnections()
		}
	}
	if h.lines[to] == nil {
		h.lines[to] = &http.Client{
			Transport: transport(to.way),
			// Get follows redirects itself: each hop waits for its own host,
			// no Referer is added, and it sees which hops were permanent.
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		}
	}
	return h.lines[to]
}
