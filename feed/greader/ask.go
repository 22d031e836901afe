package greader

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"rubrika/feed"
	"rubrika/feed/fetch"
)

// form holds the fields of a query or a body in the order they are sent, which
// url.Values would sort.
type form struct{ strings.Builder }

func (f *form) add(key, value string) {
	if f.Len() > 0 {
		f.WriteByte('&')
	}
	f.WriteString(url.QueryEscape(key) + "=" + url.QueryEscape(value))
}

const formType = "application/x-www-form-urlencoded"

// request is one question to the API. With a body it is posted, T before all
// else.
type request struct {
	// op is what is being done, for errors.
	op, path    string
	query, body *form
	// change: the server's reason in a 500 is about this change and not about
	// the server.
	change bool
}

// ask asks and gives the body of an answer with status 200. A refusal gets a
// new token where one was sent, then a new login, then it is the password's
// fault.
func (s *Server) ask(ctx context.Context, q request) (*session, []byte, error) {
	posted := q.body != nil
	now, err := s.current(ctx, nil, false, posted)
	for try := 0; err == nil; try++ {
		var answer fetch.Answer
		if answer, err = s.send(ctx, now, q); err != nil {
			break
		}
		switch {
		case !refused(answer):
			body, err := s.judge(now, q, answer)
			return now, body, err
		case posted && try == 0:
			now, err = s.current(ctx, now, false, true)
		case posted && try == 1, try == 0:
			now, err = s.current(ctx, now, true, posted)
		default:
			err = s.locked(answer)
		}
	}
	return nil, nil, err
}

// refused reports the answers of servers that do not know us any more.
func refused(a fetch.Answer) bool {
	return a.Status == http.StatusUnauthorized || a.Status == http.StatusForbidden
}

// locked is the error for a refusal after a login that went well.
func (s *Server) locked(a fetch.Answer) error {
	e := s.fail("sign in", feed.KindPassword, errors.New("the server takes the password, but not what it gives for it; "+
		"its web server may drop the Authorization header"))
	e.Status = a.Status
	return e
}

// send makes one request.
func (s *Server) send(ctx context.Context, now *session, q request) (fetch.Answer, error) {
	call := fetch.Call{
		Method: http.MethodGet, URL: now.base + q.path,
		Header: map[string]string{"Authorization": "GoogleLogin auth=" + now.auth},
	}
	if q.query != nil {
		call.URL += "?" + q.query.String()
	}
	if q.body != nil {
		var f form
		f.add("T", now.token)
		call.Method, call.ContentType = http.MethodPost, formType
		call.Body = []byte(f.String() + "&" + q.body.String())
	}
	return s.api.Do(ctx, call)
}

// judge turns a status that is no success into an error.
func (s *Server) judge(now *session, q request, a fetch.Answer) ([]byte, error) {
	if a.Status == http.StatusOK {
		return a.Body, nil
	}
	e := &feed.Error{Op: q.op, Source: now.base, Kind: feed.KindServer, Status: a.Status}
	why := s.reason(now, a)
	if why != "" {
		e.Err = errors.New(why)
	}
	switch {
	case a.Status >= 300 && a.Status < 400:
		e.Kind, e.Err = feed.KindNotServer, errors.New("the server leads elsewhere")
	case a.Status == http.StatusNotFound && why == "", a.Status == http.StatusMethodNotAllowed:
		e.Kind = feed.KindNotServer
	case q.body == nil:
	case a.Status == http.StatusBadRequest, a.Status == http.StatusRequestEntityTooLarge,
		a.Status == http.StatusUnprocessableEntity,
		q.change && why != "" && (a.Status == http.StatusInternalServerError || a.Status == http.StatusNotFound):
		e.Kind = feed.KindRejected
	}
	return nil, e
}

// maxReason is the length in bytes up to which a text that is no JSON is taken
// for a line of words.
const maxReason = 300

// reason is what a server says about an error: error_message (Miniflux), error
// (FreshRSS), or a line of plain text. Nothing secret that it repeats is in it.
func (s *Server) reason(now *session, a fetch.Answer) string {
	var said struct {
		Message string `json:"error_message"`
		Error   string `json:"error"`
	}
	text := strings.TrimSpace(string(a.Body))
	if json.Unmarshal(a.Body, &said) == nil {
		text = said.Message
		if text == "" {
			text = said.Error
		}
	} else if strings.HasPrefix(text, "<") || strings.HasPrefix(text, "{") || strings.HasPrefix(text, "[") || len(text) > maxReason {
		return ""
	}
	return s.discreet(now, text)
}

// discreet is what may be shown of a server's words.
func (s *Server) discreet(now *session, text string) string {
	if now == nil {
		return fetch.Hush(text, s.password)
	}
	return fetch.Hush(text, s.password, now.token, now.auth)
}

// fail makes an error about the account.
func (s *Server) fail(op string, k feed.Kind, err error) *feed.Error {
	return &feed.Error{Op: op, Source: s.name, Kind: k, Err: err}
}

// write asks for a change that is done when the answer is OK.
func (s *Server) write(ctx context.Context, q request) error {
	now, body, err := s.ask(ctx, q)
	if err != nil {
		return err
	}
	if strings.TrimSpace(string(body)) == "OK" {
		return nil
	}
	e := &feed.Error{Op: q.op, Source: now.base, Kind: feed.KindNotServer, Status: http.StatusOK}
	e.Err = errors.New("the answer is not OK")
	if why := s.reason(now, fetch.Answer{Body: body}); why != "" {
		e.Kind, e.Err = feed.KindServer, errors.New(why)
	}
	return e
}

// read asks for a JSON object and hands on one field of it. A field that may
// be absent is empty then. Whatever else comes is an error: to take it for an
// empty list would make everything read.
func (s *Server) read(ctx context.Context, q request, field string, absent bool) (now *session, object map[string]json.RawMessage, err error) {
	now, body, err := s.ask(ctx, q)
	if err != nil {
		return nil, nil, err
	}
	bad := func(k feed.Kind, why string) error {
		return &feed.Error{Op: q.op, Source: now.base, Kind: k, Status: http.StatusOK, Err: errors.New(why)}
	}
	body = bytes.TrimSpace(body)
	switch {
	case len(body) == 0:
		return nil, nil, bad(feed.KindEmpty, "empty answer")
	case body[0] != '{':
		return nil, nil, bad(feed.KindNotServer, "the answer is no JSON object")
	}
	switch err = fetch.JSON(body, &object); {
	case errors.Is(err, fetch.ErrCrowded):
		return nil, nil, bad(feed.KindNotServer, err.Error())
	case err != nil:
		return nil, nil, bad(feed.KindDamaged, "broken JSON")
	case object[field] != nil:
		return now, object, nil
	}
	if why := s.reason(now, fetch.Answer{Body: body}); why != "" {
		return nil, nil, bad(feed.KindServer, why)
	}
	if !absent {
		return nil, nil, bad(feed.KindNotServer, "no "+field+" in the answer")
	}
	return now, object, nil
}

// scalar is a text or number of JSON as text: servers differ in what they
// quote. Anything else is empty.
type scalar string

// UnmarshalJSON implements json.Unmarshaler.
func (t *scalar) UnmarshalJSON(b []byte) error {
	switch {
	case b[0] == '"':
		return json.Unmarshal(b, (*string)(t))
	case b[0] == '-' || b[0] >= '0' && b[0] <= '9':
		*t = scalar(b)
	default:
		*t = ""
	}
	return nil
}
