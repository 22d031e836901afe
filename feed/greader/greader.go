// Package greader speaks the Google Reader API, as FreshRSS, Miniflux, BazQux,
// The Old Reader and their like answer it. Nobody owns this protocol: it is
// what Google Reader did until 2013. The driver asks only what all servers
// answer alike (three streams, contents by id, one mark at a time) and takes
// nothing for a success that does not say so.
//
// What it holds to, with the server that makes it necessary:
//   - a list is whole only without a continuation (Miniflux 2.3.3 answers 1000
//     ids whatever it is asked for);
//   - times are no filter: items with old dates come later (Miniflux);
//   - streams are written user/-/…; one that FreshRSS does not know gives all
//     items, and so does the stream of read ones;
//   - T, a and r stand before the ids, of which there are few, and one a or r
//     in a request (PHP drops fields past the thousandth, and FreshRSS says OK);
//   - a change is done when the status is 200 and the body is OK (Miniflux
//     answers unknown endpoints with 200 and []).
package greader

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"time"

	"rubrika/feed"
	"rubrika/feed/fetch"
)

// Settings tell where the account is and how to sign in.
type Settings struct {
	// URL is the address of the API, or of the site it is a part of.
	URL string
	// User and Password are those for this API; FreshRSS and Miniflux have a
	// password of its own for it.
	User, Password string
	// CA is the path of a file with certificates (PEM), or empty.
	CA string
	// Now is the clock; nil is the system's.
	Now func() time.Time
}

// Server is an account on a server. It implements feed.Server.
type Server struct {
	api            *fetch.API
	user, password string
	now            func() time.Time
	// name is the address as the reader gave it, for errors.
	name string
	// page is the number of ids asked for at once.
	page int

	// gate is held by who reads or changes the fields below, which includes
	// signing in: nobody signs in twice for the same expired token.
	gate chan struct{}
	// bases are where the API may be, likeliest first; one once it is known.
	bases []string
	// session is nil before the first request and after a refusal.
	session *session
}

var _ feed.Server = (*Server)(nil)

// idsPerPage is how many ids a request for a list asks for. Servers give fewer
// when they want: Inoreader 1,000, Miniflux 1,000 or 10,000, BazQux 50,000.
const idsPerPage = 10_000

// New makes a driver and asks nothing. Errors are of KindAddress, or KindFile
// for the certificates.
func New(s Settings, c *fetch.Client) (*Server, error) {
	bases, err := places(s.URL)
	if err != nil {
		return nil, err
	}
	api, err := c.API(s.CA)
	if err != nil {
		return nil, err
	}
	if s.Now == nil {
		s.Now = time.Now
	}
	return &Server{
		api: api, user: s.User, password: s.Password, now: s.Now, name: bases[0],
		page: idsPerPage, gate: make(chan struct{}, 1), bases: bases,
	}, nil
}

// SignIn implements feed.Server: it finds the API and signs in. It makes one
// request when the address is already that of the API.
func (s *Server) SignIn(ctx context.Context) (string, error) {
	if err := s.enter(ctx); err != nil {
		return "", err
	}
	defer s.leave()
	if err := s.signIn(ctx); err != nil {
		return "", err
	}
	return s.session.base, nil
}

// script is where FreshRSS has the API, below its address.
const script = "/api/greader.php"

// places lists where the API of what a reader typed may be: there, at the
// places of FreshRSS below it, and the same above the path of some API or of
// the page that FreshRSS shows.
func places(typed string) ([]string, error) {
	u, err := parse(typed)
	if err != nil {
		return nil, err
	}
	path := strings.TrimRight(u.EscapedPath(), "/")
	root := u.Scheme + "://" + u.Host
	for _, part := range []string{"/reader/api/0/", loginPath} {
		path, _ = cutBefore(path, part)
	}
	paths := []string{path, path + script, path + "/p" + script}
	above, ok := cutBefore(path, "/api/")
	if !ok {
		above, ok = strings.CutSuffix(path, "/i")
	}
	if ok {
		paths = append(paths, above, above+script, above+"/p"+script)
	}
	var list []string
	seen := map[string]bool{}
	for _, p := range paths {
		if !seen[p] {
			seen[p] = true
			list = append(list, root+p)
		}
	}
	return list, nil
}

// cutBefore cuts path where part begins; part may lack its last slash at the
// end of path.
func cutBefore(path, part string) (before string, found bool) {
	before, _, found = strings.Cut(path+"/", part)
	return strings.TrimRight(before, "/"), found
}

// parse reads an address that may lack its scheme.
func parse(typed string) (*url.URL, error) {
	bad := func(why string) error {
		return &feed.Error{Op: "open account", Kind: feed.KindAddress, Err: errors.New(why)}
	}
	typed = strings.TrimSpace(typed)
	if !strings.Contains(typed, "://") {
		typed = "https://" + typed
	}
	u, err := url.Parse(typed)
	switch {
	case err != nil: // its text repeats the address, maybe with a password
		return nil, bad("not an address")
	case u.Scheme != "http" && u.Scheme != "https":
		return nil, bad("not an http address")
	case u.Hostname() == "":
		return nil, bad("no host in the address")
	case u.User != nil:
		return nil, bad("user and password do not belong into the address")
	}
	return u, nil
}
