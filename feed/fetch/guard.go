package fetch

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync/atomic"
	"syscall"

	"code.dny.dev/ssrf"
	"golang.org/x/net/idna"
)

// guard says which addresses strangers may name: the public ones by the IANA
// registries of special addresses, and Options.Inside.
type guard struct {
	list     *atomic.Pointer[ssrf.Guardian]
	resolver *net.Resolver
}

// newGuard makes a guard with exceptions.
func newGuard(inside []netip.Prefix) guard {
	g := guard{&atomic.Pointer[ssrf.Guardian]{}, net.DefaultResolver}
	g.except(inside)
	return g
}

// except makes other exceptions.
func (g guard) except(inside []netip.Prefix) {
	var v4, v6 []netip.Prefix
	for _, p := range inside {
		if p.Addr().Is4In6() && p.Bits() >= 96 { // addresses are judged unmapped
			p = netip.PrefixFrom(p.Addr().Unmap(), p.Bits()-96)
		}
		if p.Addr().Is4() {
			v4 = append(v4, p)
		} else {
			v6 = append(v6, p)
		}
	}
	g.list.Store(ssrf.New(ssrf.WithAnyNetwork(), ssrf.WithAnyPort(),
		ssrf.WithAllowedV4Prefixes(v4...), ssrf.WithAllowedV6Prefixes(v6...)))
}

// SetInside makes other networks the exceptions of Options.Inside, for requests
// from now on.
func (c *Client) SetInside(inside []netip.Prefix) {
	c.guard.except(inside)
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, h := range c.hosts { // connections that wait were judged by the old ones
		h.mu.Lock()
		for _, line := range h.lines {
			line.CloseIdleConnections()
		}
		h.mu.Unlock()
	}
}

// insideError names an address, or a host that hides one, that only the reader
// may ask for.
type insideError struct{ host string }

func (e insideError) Error() string { return e.host + " is not a public address" }

// check judges one address.
func (g guard) check(ip netip.Addr) error {
	if g.list.Load().SafeAddr(embedded(ip)) != nil {
		return insideError{ip.String()}
	}
	return nil
}

// embedded is the IPv4 address within an IPv6 one, where packets will go:
// mapped, or for a NAT64 gateway (RFC 6052), which networks without IPv4 use
// for all the world. Any other address is itself.
func embedded(ip netip.Addr) netip.Addr {
	ip = ip.Unmap()
	if ssrf.IPv6NAT64Prefix.Contains(ip) {
		b := ip.As16()
		return netip.AddrFrom4([4]byte(b[12:]))
	}
	return ip
}

// control is for net.Dialer: it sees the address a name stands for just before
// the connection is made, so that no second answer of a name server slips by.
func (g guard) control(_ context.Context, _, to string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(to)
	if err != nil {
		return fmt.Errorf("dial %q: %w", to, err)
	}
	return g.check(at.Addr())
}

// host judges the host of an address before anything is dialled. What a name
// stands for is control's business, except behind a proxy, which resolves
// names itself: there every address we know for it must be public, and a name
// that only the proxy knows is left to it.
func (g guard) host(ctx context.Context, name string, proxied bool) error {
	name = asSent(name)
	if ip, err := netip.ParseAddr(name); err == nil {
		return g.check(ip)
	}
	if endsInNumber(name) {
		return insideError{name}
	}
	if !proxied {
		return nil
	}
	if strings.HasSuffix(strings.ToLower(name), ".localhost") {
		return insideError{name} // RFC 6761, 6.3: the proxy's own loopback
	}
	found, err := g.resolver.LookupNetIP(ctx, "ip", name)
	if err != nil {
		return ctx.Err()
	}
	for _, ip := range found {
		if err := g.check(ip); err != nil {
			return err
		}
	}
	return nil
}

// Outside is an error of KindInside when an address that a stranger named leads
// inside the reader's network: by itself, or by what its name stands for now. It
// is for programs that ask for the address themselves, where no guard stands.
func (c *Client) Outside(ctx context.Context, address string) error {
	a, err := parseAddress(address)
	if err != nil {
		return err
	}
	timed, cancel := context.WithTimeout(ctx, c.opts.Timeout)
	defer cancel()
	if err := c.guard.host(timed, a.url.Hostname(), true); err != nil {
		return a.classify(ctx, err)
	}
	return nil
}

// asSent is a host as it will be sent: full-width digits become digits.
func asSent(name string) string {
	if ascii, err := idna.Lookup.ToASCII(name); err == nil {
		name = ascii
	}
	return strings.TrimSuffix(name, ".")
}

// leadsOut reports whether a proxy answers for the reader's own address, and it
// is known to be a public one: what it redirects to is a stranger's then.
func (c *Client) leadsOut(ctx context.Context, j *journey) bool {
	name := asSent(j.hop.url.Hostname())
	ctx, cancel := context.WithTimeout(ctx, j.left)
	defer cancel()
	if via, err := c.proxy(j.hop.url); err != nil || via == nil || c.guard.host(ctx, name, true) != nil {
		return false
	}
	if _, err := netip.ParseAddr(name); err == nil {
		return true
	}
	found, err := c.guard.resolver.LookupNetIP(ctx, "ip", name)
	return err == nil && len(found) > 0
}

// endsInNumber reports whether old C libraries, and so many a proxy, take a
// host for an IPv4 address though it is not spelled as one: 2130706433,
// 0x7f.1, 0177.0.0.1. No honest page writes so. The rule is that of browsers
// (WHATWG URL, «ends in a number»).
func endsInNumber(host string) bool {
	last := strings.ToLower(host[strings.LastIndexByte(host, '.')+1:])
	if hex, ok := strings.CutPrefix(last, "0x"); ok {
		return strings.Trim(hex, "0123456789abcdef") == ""
	}
	return last != "" && strings.Trim(last, "0123456789") == ""
}

// road is a way to a server. Connections of one are never used for another (see
// line): one that was made for a reader may lead inside.
type road int

const (
	trusted road = iota // the reader named the address
	public              // a stranger did: checked when dialling
	proxied             // a stranger did, and a proxy dials: checked before
)

// road chooses the way of a request and makes sure that it may be taken.
func (c *Client) road(ctx context.Context, u *url.URL, guarded bool) (road, error) {
	if !guarded {
		return trusted, nil
	}
	way := public
	if via, err := c.proxy(u); err != nil {
		return 0, err
	} else if via != nil {
		way = proxied
	}
	return way, c.guard.host(ctx, u.Hostname(), way == proxied)
}

// transport makes the transport of a road to one host.
func (c *Client) transport(way road) *http.Transport {
	o := c.opts
	dialer := &net.Dialer{Resolver: c.guard.resolver, Timeout: o.Timeout} // a dial outlives its request otherwise
	t := &http.Transport{
		Proxy:                  func(r *http.Request) (*url.URL, error) { return c.proxy(r.URL) },
		ForceAttemptHTTP2:      true,
		DisableCompression:     true, // readBody unpacks, to count and to limit
		MaxResponseHeaderBytes: 256 << 10,
		MaxConnsPerHost:        o.PerHost, // places limit requests; a dial too many may still be under way
		MaxIdleConnsPerHost:    o.PerHost,
		IdleConnTimeout:        idleTimeout,
		TLSHandshakeTimeout:    o.Timeout,
	}
	if way == public {
		t.Proxy = nil
		dialer.ControlContext = c.guard.control
	}
	t.DialContext = dialer.DialContext
	return t
}
