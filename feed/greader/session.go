package greader

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"rubrika/feed"
	"rubrika/feed/fetch"
)

// session is how one is signed in. It is never changed, only replaced.
type session struct {
	base string
	// auth is for the header, token (T) for the body of what is posted; it is
	// fetched when it is first needed.
	auth, token string
}

// freshRSS reports the server that writes some signs of titles otherwise.
func (n *session) freshRSS() bool { return strings.HasSuffix(n.base, script) }

// enter waits for the gate.
func (s *Server) enter(ctx context.Context) error {
	select {
	case s.gate <- struct{}{}:
		return nil
	case <-ctx.Done():
		return &feed.Error{Op: "sign in", Source: s.name, Err: ctx.Err()}
	}
}

func (s *Server) leave() { <-s.gate }

// current is the session in force. When it is still old, which was refused, it
// gets a new token, or with login a new one takes its place. With token it has
// one.
func (s *Server) current(ctx context.Context, old *session, login, token bool) (*session, error) {
	if err := s.enter(ctx); err != nil {
		return nil, err
	}
	defer s.leave()
	if s.session == nil || login && s.session == old {
		if err := s.signIn(ctx); err != nil {
			return nil, err
		}
	}
	if token && (s.session.token == "" || s.session == old) {
		if err := s.fetchToken(ctx); err != nil {
			return nil, err
		}
	}
	return s.session, nil
}

// fetchToken completes the session in force with a new token, signing in anew
// when that is refused. The gate is held.
func (s *Server) fetchToken(ctx context.Context) error {
	for again := false; ; again = true {
		now := s.session
		answer, err := s.send(ctx, now, request{op: "sign in", path: "/reader/api/0/token"})
		if err != nil {
			return err
		}
		if !refused(answer) {
			body, err := s.judge(now, request{op: "sign in"}, answer)
			if err != nil {
				return err
			}
			token := strings.TrimSpace(string(body))
			if !isToken(token) {
				return s.fail("sign in", feed.KindNotServer, errors.New("no token in the answer"))
			}
			s.session = &session{base: now.base, auth: now.auth, token: token}
			return nil
		}
		if again {
			return s.locked(answer)
		}
		if err := s.signIn(ctx); err != nil {
			return err
		}
	}
}

// signIn signs in at the first place where the API is: where the login goes
// well, or the password is wrong, or the server is in trouble. A site that
// leads to https is looked through there. The gate is held.
func (s *Server) signIn(ctx context.Context) error {
	s.session = nil
	if s.user == "" || s.password == "" {
		return s.fail("sign in", feed.KindPassword, errors.New("needs a user and a password"))
	}
	bases, secure := s.bases, false
	var first error
	for i := 0; i < len(bases); i++ {
		base := bases[i]
		answer, err := s.login(ctx, base)
		if err != nil {
			return err
		}
		auth, err := s.readLogin(base, answer)
		switch feed.KindOf(err) {
		case feed.KindNone:
			s.session, s.bases = &session{base: base, auth: auth}, []string{base}
			return nil
		case feed.KindPassword, feed.KindServer:
			return err
		}
		if safer := secured(base, answer); safer != "" && !secure {
			// From here on in the clear no more.
			if bases, err = places(safer); err != nil {
				return err
			}
			secure, i = true, -1
		}
		if first == nil || feed.KindOf(first) == feed.KindNotServer {
			first = err // a refusal says more than that there is nothing
		}
	}
	return first
}

const loginPath = "/accounts/ClientLogin"

// login asks to be signed in at a place.
func (s *Server) login(ctx context.Context, base string) (fetch.Answer, error) {
	var f form
	f.add("Email", s.user)
	f.add("Passwd", s.password)
	f.add("service", "reader")
	f.add("accountType", "HOSTED_OR_GOOGLE")
	f.add("client", "rubrika")
	return s.api.Do(ctx, fetch.Call{
		Method: http.MethodPost, URL: base + loginPath, ContentType: formType, Body: []byte(f.String()),
	})
}

// readLogin takes what the header needs out of the answer of a login.
func (s *Server) readLogin(base string, answer fetch.Answer) (string, error) {
	fields := map[string]string{}
	for line := range strings.Lines(string(answer.Body)) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		fields[key] = value
	}
	bad := &feed.Error{Op: "sign in", Source: base, Kind: feed.KindNotServer, Status: answer.Status}
	switch {
	case answer.Status == http.StatusOK && isToken(fields["Auth"]):
		return fields["Auth"], nil
	case answer.Status == http.StatusUnauthorized, fields["Error"] != "":
		bad.Kind, bad.Err = feed.KindPassword, s.wrongPassword(base)
	case answer.Status == http.StatusForbidden:
		bad.Kind = feed.KindRefused
	case answer.Status >= 500 && answer.Status != http.StatusNotImplemented: // that one says a web server without programs
		bad.Kind = feed.KindServer
		if why := s.reason(nil, answer); why != "" {
			bad.Err = errors.New(why)
		}
	case answer.Status == http.StatusOK:
		bad.Err = errors.New("the answer is not that of a login")
	}
	return "", bad
}

// wrongPassword says why a password may be wrong that looks right.
func (s *Server) wrongPassword(base string) error {
	if !strings.HasSuffix(base, script) && strings.ContainsAny(s.user, "/=") {
		return errors.New("wrong user or password; a user name with / or = cannot work with Miniflux")
	}
	return errors.New("wrong user or password; most servers have a password of its own for this API")
}

// secured is the same place by https when the answer redirects there: the one
// redirect that is followed, once, and only to the same host.
func secured(base string, answer fetch.Answer) string {
	to, err := url.Parse(answer.Location)
	from, err2 := url.Parse(base)
	if err != nil || err2 != nil || answer.Status < 300 || answer.Status > 399 ||
		from.Scheme != "http" || to.Scheme != "https" || to.Hostname() != from.Hostname() {
		return ""
	}
	path, ok := strings.CutSuffix(to.EscapedPath(), loginPath)
	if !ok {
		return ""
	}
	return "https://" + to.Host + path
}

// maxToken is longer than any token met: FreshRSS has 57 signs, Miniflux the
// user name and 65.
const maxToken = 1 << 10

// isToken reports something that can be sent back in a header.
func isToken(s string) bool {
	if s == "" || len(s) > maxToken || strings.ContainsAny(s, "<>[]{}") {
		return false
	}
	for _, b := range []byte(s) {
		if b < ' ' || b == 0x7f {
			return false
		}
	}
	return true
}
