// Package fetch is the one HTTP client of the program: everything that comes
// from the network comes through Client.Get.
//
// It asks politely (conditional requests, at most two at once to one host, an
// honest User-Agent, no cookie, no Referer), trusts nothing (limits on time,
// size and redirects, http and https only) and turns every failure into a
// *feed.Error with a Kind. Its error texts hold no control character a server
// sent and no password of an address.
package fetch

import (
	"context"
	"errors"
	"io"
	"net/http"
	"sync"
	"time"

	"rubrika/feed"
)

// Defaults of Options.
const (
	DefaultTimeout  = 30 * time.Second
	DefaultMaxBytes = 32 << 20
	DefaultPerHost  = 2
	// DefaultUserAgent is used when no version is known; see UserAgent.
	DefaultUserAgent = "rubrika (+terminal news reader)"
)

// maxRedirects is how many hops one Get follows; browsers allow 20, feed
// readers commonly 10.
const maxRedirects = 10

// UserAgent is the honest name the program goes by, for Options.
func UserAgent(version string) string {
	return "rubrika/" + version + " (+terminal news reader)"
}

// Options set up a Client. Every zero field means its default.
type Options struct {
	UserAgent string
	// Timeout covers one request with its redirects and its whole body, but
	// not the wait for a free place at the host.
	Timeout time.Duration
	// MaxBytes limits the decompressed body.
	MaxBytes int64
	// Now is the clock for a Retry-After in seconds.
	Now func() time.Time
	// PerHost is the number of requests at once to one host:port.
	PerHost int
}

// Client fetches. It is safe for concurrent use; make one for the program.
type Client struct {
	opts Options
	http *http.Client

	mu    sync.Mutex
	hosts map[string]chan struct{} // places at a host:port; never removed, a few dozen bytes each
}

// New makes a client. It takes the proxy from the environment as every
// program does.
func New(o Options) *Client {
	if o.UserAgent == "" {
		o.UserAgent = DefaultUserAgent
	}
	if o.Timeout <= 0 {
		o.Timeout = DefaultTimeout
	}
	if o.MaxBytes <= 0 {
		o.MaxBytes = DefaultMaxBytes
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.PerHost <= 0 {
		o.PerHost = DefaultPerHost
	}
	t := &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		ForceAttemptHTTP2:      true,
		DisableCompression:     true, // Get unpacks itself, to count and to limit
		MaxResponseHeaderBytes: 256 << 10,
		MaxIdleConnsPerHost:    o.PerHost,
		IdleConnTimeout:        90 * time.Second,
		TLSHandshakeTimeout:    o.Timeout,
	}
	return &Client{
		opts:  o,
		hosts: map[string]chan struct{}{},
		http: &http.Client{
			Transport: t,
			// Get follows redirects itself: each hop waits for its own host,
			// no Referer is added, and it sees which hops were permanent.
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}
}

// Request is what to get. ETag and LastModified are sent back exactly as the
// server gave them.
type Request struct {
	URL, ETag, LastModified string
	// Accept is the Accept header; empty means anything.
	Accept string
	// MaxBytes overrides Options.MaxBytes when it is not 0.
	MaxBytes int64
}

// Response is a good answer (2xx or 304).
type Response struct {
	Status int
	// URL is the final address, without user and password.
	URL string
	// Moved is the address to use from now on, when every redirect was
	// permanent (301, 308) and none went back from https to http; it keeps
	// the user and password of the address asked for.
	Moved                           string
	ContentType, ETag, LastModified string
	// Retry is when the server allows the next request; zero when it said
	// nothing.
	Retry time.Time
	// Body is decompressed. It is empty when NotModified.
	Body        []byte
	NotModified bool
	// Bytes is the length of the body as it came over the wire.
	Bytes int64
}

// Get fetches one address. Errors are *feed.Error; when the connection broke
// in the middle of a body, the part that came is returned together with an
// error of KindDamaged. When ctx ends, the error is of KindNone and wraps
// ctx.Err(): nobody is at fault.
func (c *Client) Get(ctx context.Context, r Request) (Response, error) {
	hop, err := parseAddress(r.URL)
	if err != nil {
		return Response{}, err
	}
	limit := c.opts.MaxBytes
	if r.MaxBytes > 0 {
		limit = r.MaxBytes
	}
	left := c.opts.Timeout
	permanent := true
	for n := 0; ; n++ {
		start := time.Now()
		res, next, err := c.one(ctx, hop, r, limit, left)
		if err != nil || next == nil {
			res.URL = hop.shown()
			if err == nil && n > 0 && permanent {
				res.Moved = hop.full()
			}
			return res, err
		}
		if n == maxRedirects {
			return Response{}, hop.fail(feed.KindServer, errors.New("too many redirects"))
		}
		left -= time.Since(start)
		permanent = permanent && next.permanent && !(hop.url.User != nil && next.url.User == nil)
		hop = next
	}
}

// one makes a single request within the time left. The next address is not
// nil when the answer was a redirect.
func (c *Client) one(ctx context.Context, a *address, r Request, limit int64, left time.Duration) (Response, *address, error) {
	place := c.place(a.url.Host)
	select {
	case place <- struct{}{}:
		defer func() { <-place }()
	case <-ctx.Done():
		return Response{}, nil, a.fail(feed.KindNone, ctx.Err())
	}
	timed, cancel := context.WithTimeout(ctx, left)
	defer cancel()
	req, err := c.request(timed, a, r)
	if err != nil {
		return Response{}, nil, a.fail(feed.KindAddress, err)
	}
	answer, err := c.http.Do(req)
	if err != nil {
		return Response{}, nil, a.classify(ctx, err)
	}
	defer func() { _ = answer.Body.Close() }() // only reads: nothing to lose
	if next, err := a.redirect(answer); next != nil || err != nil {
		_, _ = io.CopyN(io.Discard, answer.Body, 4<<10) // lets a small answer give its connection back
		return Response{}, next, err
	}
	res := Response{
		Status:       answer.StatusCode,
		ContentType:  answer.Header.Get("Content-Type"),
		ETag:         answer.Header.Get("Etag"),
		LastModified: answer.Header.Get("Last-Modified"),
		Retry:        retryAfter(answer.Header.Get("Retry-After"), c.opts.Now()),
	}
	if err := a.judge(answer.StatusCode, r, res.Retry); err != nil {
		return Response{}, nil, err
	}
	if answer.StatusCode == http.StatusNotModified {
		res.NotModified = true
		return res, nil, nil
	}
	res.Body, res.Bytes, err = readBody(answer, limit)
	return res, nil, a.bodyError(ctx, err, &res)
}

// place is the semaphore of a host.
func (c *Client) place(host string) chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	ch, ok := c.hosts[host]
	if !ok {
		ch = make(chan struct{}, c.opts.PerHost)
		c.hosts[host] = ch
	}
	return ch
}

// request builds the request of one hop.
func (c *Client) request(ctx context.Context, a *address, r Request) (*http.Request, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, a.shown(), nil)
	if err != nil {
		return nil, err
	}
	if a.url.User != nil {
		password, _ := a.url.User.Password()
		req.SetBasicAuth(a.url.User.Username(), password)
	}
	req.Header.Set("User-Agent", c.opts.UserAgent)
	req.Header.Set("Accept-Encoding", "gzip")
	for name, value := range map[string]string{
		"Accept": r.Accept, "If-None-Match": r.ETag, "If-Modified-Since": r.LastModified,
	} {
		if value != "" {
			req.Header.Set(name, value)
		}
	}
	return req, nil
}
