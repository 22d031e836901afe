package fetch

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/textproto"
	"os"
	"strings"

	"golang.org/x/net/http/httpguts"

	"rubrika/feed"
)

// API makes the requests of an account to its server. It is asked by the rules
// of Get for an address the reader typed: private networks are allowed; limits
// on time, size and requests at once, the proxy and the wait a host asked for
// are the same. It is safe for concurrent use.
type API struct {
	client *Client
	pool   *x509.CertPool // nil: the system's
	digest string         // of what pool was read from
}

// Call is one request to a server.
type Call struct {
	Method, URL string // empty Method means GET
	// Header is added to what every request has; passwords and tokens belong
	// here or into Body, never into URL.
	Header map[string]string
	// ContentType is that of Body; empty when there is none.
	ContentType string
	Body        []byte
	// MaxBytes overrides Options.MaxBytes for the answer when it is not 0.
	MaxBytes int64
}

// Answer is what a server said, whatever its status.
type Answer struct {
	Status      int
	ContentType string
	// Location is where a redirect leads, absolute and without user and
	// password. It was not followed: a method and a password would go along.
	Location string
	// Body is decompressed and complete.
	Body []byte
	// Bytes is the length of the body as it came over the wire.
	Bytes int64
}

// maxRoots bounds a file of certificates; those of whole systems have some
// 250 KiB.
const maxRoots = 4 << 20

// API makes an API that believes only the authorities whose certificates (PEM)
// are in the file ca, or those of the system when ca is empty. The error is of
// KindFile: the file cannot be read, or has no certificate in it.
func (c *Client) API(ca string) (*API, error) {
	if ca == "" {
		return &API{client: c}, nil
	}
	bad := func(why error) error {
		return &feed.Error{Op: "read certificates", Source: quote(ca), Kind: feed.KindFile, Err: why}
	}
	pem, err := readFile(ca, maxRoots)
	if err != nil {
		return nil, bad(err)
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(pem) {
		return nil, bad(errors.New("no certificate in the file"))
	}
	return &API{client: c, pool: pool, digest: fmt.Sprintf("%x", sha256.Sum256(pem))}, nil
}

// readFile reads a file of at most limit bytes. Its errors do not repeat the
// path.
func readFile(path string, limit int64) ([]byte, error) {
	f, err := os.Open(path) //nolint:gosec // the file that the reader named
	if err == nil {
		defer func() { _ = f.Close() }() // only reads: nothing to lose
		var all []byte
		if all, err = io.ReadAll(io.LimitReader(f, limit+1)); err == nil && int64(len(all)) > limit {
			err = errTooBig
		}
		if err == nil {
			return all, nil
		}
	}
	var at *fs.PathError
	if errors.As(err, &at) {
		err = at.Err
	}
	return nil, err
}

// Do makes one request and follows no redirect. Every status is an answer, but
// 429, and 503 with a Retry-After: an error of KindTooMany, and the host is
// left alone till then. An answer that broke off is an error of KindDamaged,
// and nothing of it is returned. Errors are *feed.Error; they name the address
// without its query and quote neither what was sent nor what came back. When
// ctx ends, the error is of KindNone and wraps ctx.Err().
func (a *API) Do(ctx context.Context, call Call) (Answer, error) {
	to, err := parseAddress(call.URL)
	if err != nil {
		var bad *feed.Error
		if errors.As(err, &bad) {
			bad.Source, _, _ = strings.Cut(bad.Source, "?")
		}
		return Answer{}, err
	}
	c, where := a.client, to.bare()
	if err := c.allowed(where); err != nil {
		return Answer{}, err
	}
	h := c.host(to.server())
	if err := h.enter(ctx, 0, c.opts.Now); err != nil {
		return Answer{}, where.classify(ctx, err)
	}
	defer h.leave()
	timed, cancel := context.WithTimeout(ctx, c.opts.Timeout)
	defer cancel()
	req, err := c.call(timed, to, call)
	if err != nil {
		return Answer{}, err
	}
	// A client would quote a redirect that leads nowhere in its error, and
	// would copy passwords out of the address.
	answer, err := h.client(line{trusted, a.digest}, a.transport).Transport.RoundTrip(req)
	if err != nil {
		return Answer{}, where.broken(ctx, late(timed, err), 0)
	}
	defer func() { _ = answer.Body.Close() }() // only reads: nothing to lose
	retry := retryAfter(answer.Header, c.opts.Now())
	if err := where.judge(answer.StatusCode, false, retry); feed.KindOf(err) == feed.KindTooMany {
		h.hold(retry)
		return Answer{}, err
	}
	limit := c.opts.MaxBytes
	if call.MaxBytes > 0 {
		limit = call.MaxBytes
	}
	body, wire, err := readBody(answer, limit)
	if err != nil {
		return Answer{}, where.broken(ctx, late(timed, err), answer.StatusCode)
	}
	return Answer{
		Status: answer.StatusCode, ContentType: answer.Header.Get("Content-Type"),
		Location: to.leads(answer), Body: body, Bytes: wire,
	}, nil
}

// call builds the request of a Call.
func (c *Client) call(ctx context.Context, to *address, call Call) (*http.Request, error) {
	where := to.bare()
	req, err := http.NewRequestWithContext(ctx, call.Method, to.shown(), bytes.NewReader(call.Body))
	if err != nil {
		return nil, where.fail(feed.KindInternal, errors.New("no such method"))
	}
	if user := to.url.User; user != nil {
		password, _ := user.Password()
		req.SetBasicAuth(user.Username(), password)
	}
	for name, value := range call.Header {
		if !httpguts.ValidHeaderFieldName(name) || !httpguts.ValidHeaderFieldValue(value) {
			return nil, where.fail(feed.KindPassword, fmt.Errorf("header %s cannot be sent: it has a control character", quote(name)))
		}
		req.Header.Set(name, value)
	}
	if call.ContentType != "" {
		req.Header.Set("Content-Type", call.ContentType)
	}
	req.Header.Set("User-Agent", c.opts.UserAgent)
	req.Header.Set("Accept-Encoding", "gzip")
	return req, nil
}

// transport makes the transport to one host.
func (a *API) transport(way road) *http.Transport {
	t := a.client.transport(way)
	if a.pool != nil {
		t.TLSClientConfig = &tls.Config{RootCAs: a.pool, MinVersion: tls.VersionTLS12}
	}
	return t
}

// bare is the address without user, password and query, for errors.
func (a *address) bare() *address {
	u := *a.url
	u.User, u.RawQuery, u.ForceQuery = nil, "", false
	return &address{url: &u}
}

// leads is where an answer redirects to, empty when it is no redirect or leads
// nowhere.
func (a *address) leads(answer *http.Response) string {
	next, err := a.redirect(answer)
	if err != nil || next == nil {
		return ""
	}
	return next.shown()
}

// broken judges how a call without an answer ended; status is 0 when nothing
// came.
func (a *address) broken(ctx context.Context, err error, status int) *feed.Error {
	var record tls.RecordHeaderError
	switch {
	case errors.As(err, &record) && string(record.RecordHeader[:]) == "HTTP/":
		err = http.ErrSchemeMismatch // as a client says it, for NoTLS
	case errors.Is(err, io.EOF):
		err = io.ErrUnexpectedEOF // a connection closed in place of an answer
	}
	failed := a.spoiled(ctx, err, status)
	if failed.Kind == feed.KindServer {
		failed.Err = quietError{unquoted(failed.Err), err}
	}
	return failed
}

// unquoted is the text of an error up to where it repeats what a server sent,
// which may be a password that the server repeats.
func unquoted(err error) string {
	if errors.As(err, new(textproto.ProtocolError)) {
		return "malformed header"
	}
	text, _, _ := strings.Cut(err.Error(), `"`)
	return strings.TrimRight(text, " :=")
}
