package miniflux

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"

	"rubrika/feed"
)

// maxTries is how many addresses SignIn tries: the one typed, those above it,
// and where a server sends us on to.
const maxTries = 6

// SignIn implements feed.Server. It asks who we are (/v1/me) at the address
// typed and, where no Miniflux is there, at those above it.
func (s *Server) SignIn(ctx context.Context) (string, error) {
	var why error
	typed, _ := s.root()
	tries := bases(typed)
	for n := 0; n < len(tries) && n < maxTries; n++ {
		on, err := s.me(ctx, tries[n])
		switch kind := feed.KindOf(err); {
		case err == nil:
			s.keep(tries[n])
			return tries[n], nil
		case kind == feed.KindPassword && hasReason(err):
			return "", err // a Miniflux says so
		case kind == feed.KindPassword: // something in front of it, perhaps
			why = err
		case kind == feed.KindNotServer:
			if why == nil {
				why = err
			}
		default:
			return "", err
		}
		if on != "" && !slices.Contains(tries, on) {
			tries = slices.Insert(tries, n+1, on)
		}
	}
	return "", why
}

// bases are an address and those above it.
func bases(address string) []string {
	scheme, rest, _ := strings.Cut(address, "://")
	out := []string{address}
	for i := strings.LastIndexByte(rest, '/'); i > 0; i = strings.LastIndexByte(rest, '/') {
		rest = rest[:i]
		out = append(out, scheme+"://"+rest)
	}
	return out
}

// mePath tells whether an address is the right one, and the password too.
const mePath = "/v1/me"

// me asks who we are. Whatever is no Miniflux is an error of KindNotServer; on
// is the address it sends us on to, when that is on the same host and no less
// safe: mostly from http to https.
func (s *Server) me(ctx context.Context, base string) (on string, err error) {
	var user struct {
		ID   int64  `json:"id"`
		Name string `json:"username"`
	}
	r := request{op: "sign in", path: mePath, into: &user}
	location, err := s.send(ctx, base, r)
	switch kind := feed.KindOf(err); {
	case kind == feed.KindRejected || kind == feed.KindEmpty || err == nil && (user.ID <= 0 || user.Name == ""):
		err = r.fail(base, feed.KindNotServer, errors.New("another kind of server"))
	case kind == feed.KindNotServer:
		on = sentOn(base, location)
	}
	return on, err
}

// sentOn is the base that a redirect of /v1/me leads to, or empty.
func sentOn(base, location string) string {
	from, err := url.Parse(base + mePath)
	if err != nil || location == "" {
		return ""
	}
	to, err := from.Parse(location)
	if err != nil || to.Hostname() != from.Hostname() || !strings.HasSuffix(to.Path, mePath) {
		return ""
	}
	if to.Scheme != "https" && to.Scheme != from.Scheme {
		return ""
	}
	return baseOf(to)
}

// root is the address of the API as far as it is known, and whether a Miniflux
// ever answered there.
func (s *Server) root() (base string, found bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.base, s.found
}

// keep remembers the address of the API. It is found.
func (s *Server) keep(base string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.base, s.found = base, true
}
