// Package miniflux speaks to a Miniflux server by its REST API, version 1
// (miniflux.app/docs/api.html), as an account: a feed.Server.
//
// Lists of ids come whole from /v1/entries/ids, which servers before 2.3.2 do
// not have; there they are read off /v1/entries. Miniflux has no call for
// "these items by their ids", so items are found in the listing of their mark,
// in the order of ids, and only those that lie far apart are asked for singly.
// Changes are absolute and may be repeated, but for the star of servers before
// 2.3.2, which toggles: there the item is read first.
//
// An error keeps the server's own reason (error_message) as its cause, never
// the password. A refusal with a reason is of KindRejected when it is about
// what was asked (4xx) and of KindServer when it is the server's own (5xx); what
// is no answer of a Miniflux is of KindNotServer.
package miniflux

import (
	"encoding/base64"
	"errors"
	"net/url"
	"strings"
	"sync"
	"time"

	"rubrika/feed"
	"rubrika/feed/fetch"
)

// Settings say which account a Server is.
type Settings struct {
	// URL is the address of the API, or one that SignIn makes it of: with /v1
	// at its end, or a page of the site.
	URL string
	// User is the name for the web site, Password its password. Without a user
	// Password is an API key.
	User, Password string
	// CA is as in feed.Account.
	CA string
	// Now is the clock; nil is time.Now.
	Now func() time.Time
}

// Server is an account on a Miniflux server. It implements feed.Server and
// feed.FullTexter.
type Server struct {
	api      *fetch.API
	now      func() time.Time
	header   map[string]string
	password string

	mu sync.Mutex
	// base is the address of the API, a guess until it is found.
	base  string
	found bool
	age   age
}

// age tells servers that list ids and set stars in bulk, which came together,
// from those before.
type age int

const (
	ageUnknown age = iota
	ageOld         // before 2.3.2
	ageCurrent
)

// New makes a Server; it asks nothing yet. Errors are of KindAddress, or of
// KindFile for the CA.
func New(s Settings, c *fetch.Client) (*Server, error) {
	if err := fetch.CheckAddress(s.URL); err != nil {
		return nil, err
	}
	u, err := url.Parse(s.URL)
	if err != nil {
		// The parser's own text would repeat the address, and a password in it.
		return nil, &feed.Error{Op: "open account", Kind: feed.KindAddress, Err: errors.New("not an address")}
	}
	api, err := c.API(s.CA)
	if err != nil {
		return nil, err
	}
	if s.Now == nil {
		s.Now = time.Now
	}
	header := map[string]string{"X-Auth-Token": s.Password}
	if s.User != "" {
		header = map[string]string{"Authorization": "Basic " + credentials(s)}
	}
	return &Server{api: api, now: s.Now, header: header, password: s.Password, base: baseOf(u)}, nil
}

// credentials are user and password as HTTP's Basic scheme wants them.
func credentials(s Settings) string {
	return base64.StdEncoding.EncodeToString([]byte(s.User + ":" + s.Password))
}

// baseOf is the address under which /v1 lies, when u is that itself, or one at
// or below /v1.
func baseOf(u *url.URL) string {
	path, _, _ := strings.Cut(u.EscapedPath()+"/", "/v1/")
	return u.Scheme + "://" + u.Host + strings.TrimRight(path, "/")
}
