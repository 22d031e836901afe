package miniflux

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"strings"

	"rubrika/feed"
	"rubrika/feed/fetch"
)

// The methods of HTTP and the answers that mean something here (RFC 9110).
const (
	methodGet    = "GET"
	methodPost   = "POST"
	methodPut    = "PUT"
	methodDelete = "DELETE"

	statusNoContent        = 204
	statusBadRequest       = 400
	statusUnauthorized     = 401
	statusForbidden        = 403
	statusNotFound         = 404
	statusMethodNotAllowed = 405
)

// request is one call of the API.
type request struct {
	op     string // for errors
	method string // empty: GET
	path   string // from /v1 on
	query  url.Values
	body   any // sent as JSON, unless nil
	// into takes the JSON of the answer; nil: success is an answer without a
	// body (204) and nothing else.
	into any
}

// fail makes an error about a request.
func (r request) fail(base string, k feed.Kind, why error) *feed.Error {
	return &feed.Error{Op: r.op, Source: base + r.path, Kind: k, Err: why}
}

// call makes a request. Where no Miniflux answers, and none ever did, the
// address may be that of a page: then it signs in, which finds the right one,
// unless another call did so meanwhile.
func (s *Server) call(ctx context.Context, r request) error {
	base, found := s.root()
	_, err := s.send(ctx, base, r)
	if err == nil {
		s.keep(base)
	}
	if found || feed.KindOf(err) != feed.KindNotServer {
		return err
	}
	now, found := s.root()
	if !found {
		var signed error
		now, signed = s.SignIn(ctx)
		switch feed.KindOf(signed) {
		case feed.KindNone:
		case feed.KindNotServer:
			return err
		default:
			return signed
		}
	}
	if now != base {
		_, err = s.send(ctx, now, r)
	}
	return err
}

// fail makes an error about what a request brought.
func (s *Server) fail(r request, k feed.Kind, why string) *feed.Error {
	base, _ := s.root()
	return r.fail(base, k, errors.New(why))
}

// send makes a request to one address. It returns where a redirect leads to.
func (s *Server) send(ctx context.Context, base string, r request) (location string, err error) {
	c := fetch.Call{Method: r.method, URL: base + r.path, Header: s.header}
	if c.Method == "" {
		c.Method = methodGet
	}
	if len(r.query) > 0 {
		c.URL += "?" + r.query.Encode()
	}
	if r.body != nil {
		c.ContentType = "application/json"
		if c.Body, err = json.Marshal(r.body); err != nil {
			return "", r.fail(base, feed.KindInternal, err)
		}
	}
	a, err := s.api.Do(ctx, c)
	if err != nil {
		return "", err
	}
	return a.Location, s.judge(base, r, a)
}

// judge makes an error of an answer that is not what was asked for, and
// decodes one that is.
func (s *Server) judge(base string, r request, a fetch.Answer) error {
	kind := feed.KindNotServer
	var why error
	good := a.Status >= 200 && a.Status < 300
	switch {
	case good && r.into != nil:
		if kind, why = decode(a.Body, r.into); why == nil {
			return nil
		}
	case a.Status == statusNoContent:
		return nil
	case good:
		why = errors.New("not the answer to a change")
	case a.Status >= 300 && a.Status < 400:
		why = errors.New("the server sends us elsewhere")
	default:
		kind, why = s.refusal(a)
	}
	e := r.fail(base, kind, why)
	e.Status = a.Status
	return e
}

// decode reads the JSON of a good answer. One that stops in the middle is
// damaged, anything else that is none of ours comes from another server, and so
// does what has more in it than a Miniflux ever sends.
func decode(body []byte, into any) (feed.Kind, error) {
	if len(bytes.TrimSpace(body)) == 0 {
		return feed.KindEmpty, errors.New("empty answer")
	}
	err := fetch.JSON(body, into)
	var syntax *json.SyntaxError
	switch {
	case err == nil:
		return feed.KindNone, nil
	case errors.As(err, &syntax) && syntax.Offset >= int64(len(body)):
		return feed.KindDamaged, err
	}
	return feed.KindNotServer, err
}

// refusal is the kind of an answer that is no success, with the server's
// reason if it gave one as a Miniflux does.
func (s *Server) refusal(a fetch.Answer) (feed.Kind, error) {
	var body struct {
		Message string `json:"error_message"`
	}
	var why error
	if json.Unmarshal(a.Body, &body) == nil && body.Message != "" {
		why = errors.New(fetch.Hush(body.Message, append(values(s.header), s.password)...))
	}
	switch {
	case a.Status == statusUnauthorized:
		return feed.KindPassword, why
	case a.Status == statusForbidden:
		return feed.KindRefused, why
	case a.Status >= 500:
		return feed.KindServer, why
	case why != nil:
		return feed.KindRejected, why
	}
	return feed.KindNotServer, nil
}

// values are the contents of headers without the name of a scheme.
func values(header map[string]string) []string {
	var out []string
	for _, v := range header {
		out = append(out, strings.TrimPrefix(v, "Basic "))
	}
	return out
}

// hasReason reports a refusal in a Miniflux's own form.
func hasReason(err error) bool {
	var e *feed.Error
	return errors.As(err, &e) && e.Err != nil
}

// status is the HTTP status of an answer that was refused, or 0.
func status(err error) int {
	var e *feed.Error
	if errors.As(err, &e) {
		return e.Status
	}
	return 0
}

// isGone reports what a Miniflux says of an item or a feed that is not there.
// A page that says so may come from anything in front of the server.
func isGone(err error) bool {
	return feed.KindOf(err) == feed.KindRejected && status(err) == statusNotFound
}
