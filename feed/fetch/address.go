package fetch

import (
	"errors"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode"

	"rubrika/feed"
)

// address is one hop: where to, and whether the redirect there was permanent.
type address struct {
	url       *url.URL
	permanent bool
}

// parseAddress checks what a reader or a list gave as an address.
func parseAddress(s string) (*address, error) {
	bad := func(why string) error {
		return &feed.Error{Op: "fetch", Source: quote(WithoutUser(s)), Kind: feed.KindAddress, Err: errors.New(why)}
	}
	if strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) || unicode.IsSpace(r) }) {
		return nil, bad("control character or blank in the address")
	}
	u, err := url.Parse(s)
	if err != nil {
		return nil, bad("not an address")
	}
	switch strings.ToLower(u.Scheme) {
	case "http", "https":
	default:
		return nil, bad("not an http address")
	}
	if u.Hostname() == "" {
		return nil, bad("no host in the address")
	}
	if !goodPort(u.Port()) {
		return nil, bad("no such port")
	}
	normalHost(u)
	return &address{url: u}, nil
}

// goodPort reports a port that a server can have, or none.
func goodPort(port string) bool {
	n, err := strconv.ParseUint(port, 10, 16)
	return port == "" || err == nil && n > 0
}

// normalHost spells out the port, so that one server has one semaphore, and
// drops the fragment, which is not sent.
func normalHost(u *url.URL) {
	u.Fragment, u.RawFragment = "", ""
	u.Scheme = strings.ToLower(u.Scheme)
	u.Host = strings.ToLower(u.Host)
	if u.Port() == "" {
		port := "80"
		if u.Scheme == "https" {
			port = "443"
		}
		u.Host = net.JoinHostPort(u.Hostname(), port)
	}
}

// server is what is asked with care as one: a host, whether by http or https,
// or one port of it that is not the usual.
func (a *address) server() string {
	if p := a.url.Port(); p == "80" || p == "443" {
		return a.url.Hostname()
	}
	return a.url.Host
}

// Server names the server of an address: those that share a name share the
// limit of requests at once, and the time a server asked for. It is empty where
// CheckAddress has an error.
func Server(s string) string {
	a, err := parseAddress(s)
	if err != nil {
		return ""
	}
	return a.server()
}

// full is the address as it was meant: user and password kept, the port left
// out when it is the usual one.
func (a *address) full() string {
	u := *a.url
	if p := u.Port(); (p == "80" && u.Scheme == "http") || (p == "443" && u.Scheme == "https") {
		u.Host = strings.TrimSuffix(u.Host, ":"+p)
	}
	return u.String()
}

// shown is full without user and password: what is asked for and what errors
// name.
func (a *address) shown() string { return WithoutUser(a.full()) }

// WithoutUser cuts user and password out of anything that looks like an
// address, even one that does not parse.
func WithoutUser(s string) string {
	scheme, rest, ok := strings.Cut(s, "://")
	if !ok {
		scheme, rest, ok = strings.Cut(s, "//")
		if !ok || scheme != "" {
			return s
		}
	}
	host := rest
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		host = rest[:i]
	}
	at := strings.LastIndexByte(host, '@')
	name := host[at+1:]
	if _, port, _ := strings.Cut(name[strings.LastIndexByte(name, ']')+1:], ":"); strings.Trim(port, "0123456789") != "" {
		at = strings.LastIndexByte(rest, '@') // no port: a password with a slash in it
	}
	if at >= 0 {
		rest = rest[at+1:]
	}
	if scheme == "" {
		return "//" + rest
	}
	return scheme + "://" + rest
}

// redirect gives the next hop of an answer, or nil when it is none. User and
// password go along only to the same host and never from https to http.
func (a *address) redirect(answer *http.Response) (*address, error) {
	permanent := false
	switch answer.StatusCode {
	case http.StatusMovedPermanently, http.StatusPermanentRedirect:
		permanent = true
	case http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect:
	default:
		return nil, nil
	}
	to := answer.Header.Get("Location")
	u, err := a.url.Parse(to)
	if err != nil || to == "" || (u.Scheme != "http" && u.Scheme != "https") || u.Hostname() == "" || !goodPort(u.Port()) {
		e := a.fail(feed.KindServer, errors.New("redirect to nowhere: "+quote(WithoutUser(to))))
		e.Status = answer.StatusCode
		return nil, e
	}
	normalHost(u)
	u.User = nil
	down := a.url.Scheme == "https" && u.Scheme == "http"
	if u.Host == a.url.Host && !down {
		u.User = a.url.User
	}
	return &address{url: u, permanent: permanent && !down}, nil
}

// CheckAddress says whether Get could ask for an address at all: an error of
// KindAddress, or nil.
func CheckAddress(s string) error {
	_, err := parseAddress(s)
	return err
}
