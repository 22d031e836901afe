// Package fetch is the one HTTP client of the program: everything that comes
// from the network comes through Client.Get, or API.Do for accounts on servers.
//
// It asks politely (conditional requests, at most two at once to one host and
// none while it asked for time, an honest User-Agent, no cookie, no Referer),
// trusts nothing (limits on time, size, packing and redirects, http and https
// only, public addresses only where a stranger named them) and turns every
// failure into a *feed.Error with a Kind. Its error texts hold no control
// character a server sent and no password of an address.
package fetch

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/netip"
	"net/url"
	"sync"
	"time"

	"golang.org/x/net/http/httpguts"
	"golang.org/x/net/http/httpproxy"

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

// BrowserAgent is the User-Agent header of a common desktop browser, the
// long-lived Firefox release of 2025, for sites that refuse all others.
func BrowserAgent() string {
	return "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
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
	// PerHost is the number of requests at once to one server, see Server.
	PerHost int
	// Inside are addresses inside the reader's network that are treated as
	// public ones: feeds and pages may name them all the same.
	Inside []netip.Prefix
	// Offline refuses every request with KindOffline and feed.ErrOffline, before
	// a name is looked up; but for those to Own, the host:port of a server of
	// this very program.
	Offline bool
	Own     string
}

// Client fetches. It is safe for concurrent use; make one for the program.
type Client struct {
	opts  Options
	guard guard
	proxy func(*url.URL) (*url.URL, error)

	mu    sync.Mutex
	hosts map[string]*host // by address.server; never removed, a few kilobytes each
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
	return &Client{
		opts: o, guard: newGuard(o.Inside), proxy: httpproxy.FromEnvironment().ProxyFunc(), hosts: map[string]*host{},
	}
}

// Request is what to get. ETag and LastModified are sent back exactly as the
// server gave them.
type Request struct {
	URL, ETag, LastModified string
	// Of is the address that the validators are of, as Response.URL gave it;
	// empty is URL. No other is shown them, but on the same server behind a
	// redirect that is for now: a twin at a new address might take them for its
	// own, and nobody would see that the source moved.
	Of string
	// Accept is the Accept header; empty means anything.
	Accept string
	// MaxBytes overrides Options.MaxBytes when it is not 0.
	MaxBytes int64
	// Public is set when the address came from a feed or a page, not from the
	// reader: only public addresses are asked, at every hop of a redirect,
	// else the error is of KindInside.
	Public bool
	// Agent is the User-Agent header; empty means Options.UserAgent.
	Agent string
	// Pace is the least time between the starts of two requests with a pace to
	// one server, hops of redirects included; 0 is none.
	Pace time.Duration
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
	// Fresh is until when a cache may keep the answer (RFC 9111), at most a day
	// ahead; zero when the server did not say or forbade it. A 304 has it too.
	Fresh time.Time
	// Guarded: the answer came from the public net or was to be asked for only
	// there, so that what it names is a stranger's; see Request.Public.
	Guarded bool
	// Body is decompressed. It is empty when NotModified.
	Body        []byte
	NotModified bool
	// Bytes is the length of the body as it came over the wire.
	Bytes int64
}

// Get fetches one address. Errors are *feed.Error; when the connection broke
// in the middle of a body, the part that came is returned together with an
// error of KindDamaged. When ctx ends, the error is of KindNone and wraps
// ctx.Err(): nobody is at fault. A host that answered 429 or 503 with a
// Retry-After is left alone till then: the error is the same without a
// request.
func (c *Client) Get(ctx context.Context, r Request) (Response, error) {
	hop, err := parseAddress(r.URL)
	if err != nil {
		return Response{}, err
	}
	if err := c.allowed(hop); err != nil {
		return Response{}, err
	}
	j := &journey{
		Request: r, hop: hop, of: hop, limit: c.opts.MaxBytes, left: c.opts.Timeout, guarded: r.Public, seen: map[string]bool{},
	}
	if of, err := parseAddress(r.Of); err == nil {
		j.of = of
	}
	if r.MaxBytes > 0 {
		j.limit = r.MaxBytes
	}
	permanent := true
	for {
		res, next, err := c.one(ctx, j)
		if err != nil || next == nil {
			res.URL = j.hop.shown()
			if err == nil && len(j.seen) > 0 && permanent {
				res.Moved = j.hop.full()
			}
			return res, err
		}
		permanent = permanent && next.permanent && !(j.hop.url.User != nil && next.url.User == nil)
		if err := c.follow(ctx, j, next); err != nil {
			return Response{}, err
		}
	}
}

// follow takes one hop of a redirect.
func (c *Client) follow(ctx context.Context, j *journey, next *address) error {
	j.seen[j.hop.url.String()] = true
	switch {
	case j.seen[next.url.String()]: // without a cookie the answer will be the same
		return j.hop.fail(feed.KindCircle, errors.New("redirects in a circle"))
	case len(j.seen) > maxRedirects:
		return j.hop.fail(feed.KindCircle, errors.New("too many redirects"))
	}
	if err := c.allowed(next); err != nil {
		return err
	}
	j.moved = j.moved || next.permanent
	j.guarded = j.guarded || c.leadsOut(ctx, j)
	j.hop = next
	return nil
}

// allowed is the refusal of Options.Offline; nil where there is none.
func (c *Client) allowed(to *address) error {
	if c.opts.Offline && (c.opts.Own == "" || to.url.Host != c.opts.Own) {
		return to.fail(feed.KindOffline, feed.ErrOffline)
	}
	return nil
}

// journey is one Get on its way.
type journey struct {
	Request
	// hop is the address that is asked, seen those that were, of the one that
	// the validators are of.
	hop, of *address
	seen    map[string]bool
	// moved: some redirect so far was permanent.
	moved bool
	limit int64
	// left is what is left of the time; waiting for a place costs nothing.
	left time.Duration
	// guarded: only public addresses from here on.
	guarded bool
}

// conditional reports whether the address that is asked is shown the
// validators; see Request.Of.
func (j *journey) conditional() bool {
	if j.ETag == "" && j.LastModified == "" {
		return false
	}
	return j.hop.shown() == j.of.shown() || !j.moved && j.hop.server() == j.of.server()
}

// one makes a single request within the time left. The next address is not
// nil when the answer was a redirect.
func (c *Client) one(ctx context.Context, j *journey) (Response, *address, error) {
	a := j.hop
	h := c.host(a.server())
	if err := h.enter(ctx, j.Pace, c.opts.Now); err != nil {
		return Response{}, nil, a.classify(ctx, err)
	}
	defer h.leave()
	start := time.Now()
	defer func() { j.left -= time.Since(start) }()
	timed, cancel := context.WithTimeout(ctx, j.left)
	defer cancel()
	answer, err := c.send(timed, h, j)
	if err != nil {
		return Response{}, nil, a.classify(ctx, late(timed, err))
	}
	defer func() { _ = answer.Body.Close() }() // only reads: nothing to lose
	if next, err := a.redirect(answer); next != nil || err != nil {
		_, _ = io.CopyN(io.Discard, answer.Body, 4<<10) // lets a small answer give its connection back
		return Response{}, next, err
	}
	now := c.opts.Now()
	res := Response{
		Status:       answer.StatusCode,
		ContentType:  answer.Header.Get("Content-Type"),
		ETag:         validator(answer.Header.Get("Etag")),
		LastModified: validator(answer.Header.Get("Last-Modified")),
		Retry:        retryAfter(answer.Header, now),
		Fresh:        fresh(answer.Header, now),
		Guarded:      j.guarded,
	}
	if err := a.judge(answer.StatusCode, j.conditional(), res.Retry); err != nil {
		if feed.KindOf(err) == feed.KindTooMany {
			h.hold(res.Retry)
		}
		return Response{}, nil, err
	}
	if answer.StatusCode == http.StatusNotModified {
		res.NotModified = true
		return res, nil, nil
	}
	res.Body, res.Bytes, err = readBody(answer, j.limit)
	return res, nil, a.bodyError(ctx, late(timed, err), &res)
}

// maxValidator bounds what is kept of a server and sent back to it: many refuse
// requests with more than 8 KiB of headers, and would do so for ever.
const maxValidator = 1 << 10

// validator is a validator worth keeping.
func validator(s string) string {
	if len(s) > maxValidator {
		return ""
	}
	return s
}

// late puts the end of the time in place of what it looked like: a connection
// that was closed.
func late(timed context.Context, err error) error {
	if err != nil && timed.Err() != nil {
		return timed.Err()
	}
	return err
}

// send makes the request of one hop. When the reader's own address answers
// from the public net, what it redirects to is a stranger's; a connection that
// a proxy made does not tell (see leadsOut).
func (c *Client) send(ctx context.Context, h *host, j *journey) (*http.Response, error) {
	way, err := c.road(ctx, j.hop.url, j.guarded)
	if err != nil {
		return nil, err
	}
	var remote net.Addr
	trace := &httptrace.ClientTrace{GotConn: func(got httptrace.GotConnInfo) { remote = got.Conn.RemoteAddr() }}
	req, err := c.request(httptrace.WithClientTrace(ctx, trace), j)
	if err != nil {
		return nil, err
	}
	answer, err := h.client(line{way: way}, c.transport).Do(req)
	if err != nil {
		return nil, err
	}
	if tcp, ok := remote.(*net.TCPAddr); ok && !j.guarded {
		via, err := c.proxy(j.hop.url)
		j.guarded = err == nil && via == nil && c.guard.check(tcp.AddrPort().Addr()) == nil
	}
	return answer, nil
}

// request builds the request of one hop.
func (c *Client) request(ctx context.Context, j *journey) (*http.Request, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, j.hop.shown(), nil)
	if err != nil {
		return nil, err
	}
	if user := j.hop.url.User; user != nil {
		password, _ := user.Password()
		req.SetBasicAuth(user.Username(), password)
	}
	agent := c.opts.UserAgent
	if j.Agent != "" {
		agent = j.Agent
	}
	req.Header.Set("User-Agent", agent)
	req.Header.Set("Accept-Encoding", "gzip")
	headers := map[string]string{"Accept": j.Accept}
	if j.conditional() {
		headers["If-None-Match"], headers["If-Modified-Since"] = j.ETag, j.LastModified
	}
	for name, value := range headers {
		// What a server sent may be more than may be sent back.
		if value != "" && httpguts.ValidHeaderFieldValue(value) {
			req.Header.Set(name, value)
		}
	}
	return req, nil
}
