package fetch

import (
	"compress/flate"
	"compress/gzip"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"

	"rubrika/feed"
)

// fail makes an error about this address.
func (a *address) fail(k feed.Kind, err error) *feed.Error {
	return &feed.Error{Op: "fetch", Source: quote(a.shown()), Kind: k, Err: err}
}

// judge turns a status that is no success into an error. A 304 is a success
// only when it was asked whether something is unmodified.
func (a *address) judge(status int, conditional bool, retry time.Time) error {
	kind := feed.KindServer
	switch {
	case status >= 200 && status < 300:
		return nil
	case status == http.StatusNotModified && conditional:
		return nil
	case status == http.StatusUnauthorized:
		kind = feed.KindSignIn
	case status == http.StatusForbidden, status == http.StatusUnavailableForLegalReasons:
		kind = feed.KindRefused
	case status == http.StatusNotFound:
		kind = feed.KindNotFound
	case status == http.StatusGone:
		kind = feed.KindGone
	case status == http.StatusNetworkAuthenticationRequired:
		kind = feed.KindPortal
	case status == http.StatusTooManyRequests,
		status == http.StatusServiceUnavailable && !retry.IsZero():
		kind = feed.KindTooMany
	}
	e := a.fail(kind, nil)
	e.Status, e.Retry = status, retry
	return e
}

// bodyError judges how reading the body ended. The part of a body that came
// before the connection broke is kept in res; all other failures empty it.
func (a *address) bodyError(ctx context.Context, err error, res *Response) error {
	var failed *feed.Error
	switch {
	case err == nil && len(res.Body) == 0:
		failed = a.fail(feed.KindEmpty, errors.New("empty body"))
		failed.Status = res.Status
	case err == nil:
		return nil
	default:
		failed = a.spoiled(ctx, err, res.Status)
	}
	if failed.Kind != feed.KindDamaged {
		*res = Response{}
	}
	return failed
}

// spoiled finds the kind of a failure within a body.
func (a *address) spoiled(ctx context.Context, err error, status int) *feed.Error {
	var failed *feed.Error
	var corrupt flate.CorruptInputError
	switch {
	case errors.Is(err, errTooBig):
		failed = a.fail(feed.KindTooBig, err)
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.ECONNRESET),
		errors.Is(err, gzip.ErrChecksum), errors.Is(err, gzip.ErrHeader), errors.As(err, &corrupt):
		failed = a.fail(feed.KindDamaged, safe(err))
	default:
		failed = a.classify(ctx, err)
	}
	failed.Status = status
	return failed
}

// classify finds the kind of a failure on the way to the server.
func (a *address) classify(ctx context.Context, err error) *feed.Error {
	if ctx.Err() != nil {
		return a.fail(feed.KindNone, ctx.Err())
	}
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		err = wrapped.Err // its text repeats the address
	}
	var (
		dns     *net.DNSError
		timeout net.Error
		held    heldError
	)
	kind := feed.KindServer
	lookup := errors.As(err, &dns)
	switch {
	case errors.As(err, &held):
		e := a.fail(feed.KindTooMany, held)
		e.Retry = held.until
		return e
	case errors.As(err, new(insideError)):
		kind = feed.KindInside
	case lookup && dns.IsNotFound:
		kind = feed.KindDNS
	case lookup: // no name server answers
		kind = feed.KindOffline
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded):
		kind = feed.KindTimeout
	case errors.As(err, &timeout) && timeout.Timeout():
		kind = feed.KindTimeout
	case isTLS(err):
		kind = feed.KindTLS
	case errors.As(err, new(*net.OpError)):
		kind = feed.KindOffline
	}
	return a.fail(kind, safe(err))
}

// isTLS reports whether the certificate or the handshake is at fault. Many
// errors of crypto/tls have no type of their own, only the prefix.
func isTLS(err error) bool {
	return errors.As(err, new(*tls.CertificateVerificationError)) ||
		errors.As(err, new(tls.RecordHeaderError)) ||
		errors.As(err, new(tls.AlertError)) ||
		errors.As(err, new(x509.UnknownAuthorityError)) ||
		errors.As(err, new(x509.HostnameError)) ||
		errors.As(err, new(x509.CertificateInvalidError)) ||
		errors.Is(err, http.ErrSchemeMismatch) ||
		strings.Contains(err.Error(), "tls: ")
}

// TurnedAway reports the answers of sites that do not like a client's name: 400
// and 403.
func TurnedAway(err error) bool {
	var e *feed.Error
	return errors.As(err, &e) && (e.Status == http.StatusBadRequest || e.Status == http.StatusForbidden)
}

// NoTLS reports whether an https address failed because nobody speaks TLS
// there: nothing listens, or what does speaks plain HTTP, be it without a status
// line. A bad certificate is another matter.
func NoTLS(err error) bool {
	return errors.Is(err, syscall.ECONNREFUSED) || errors.Is(err, http.ErrSchemeMismatch) || errors.As(err, new(tls.RecordHeaderError))
}

// quietError is an error whose text is safe to print; the cause stays within
// reach of errors.Is.
type quietError struct {
	text  string
	cause error
}

func (e quietError) Error() string { return e.text }
func (e quietError) Unwrap() error { return e.cause }

// safe makes the text of an error safe: the standard library quotes most of
// what a server sends, but not all (a malformed header line is repeated raw).
func safe(err error) error { return quietError{quote(err.Error()), err} }

// maxText bounds an error text in runes.
const maxText = 300

// quote spells out all that does not print, as strconv.Quote does, and cuts
// what is longer than a line deserves.
func quote(s string) string {
	var b strings.Builder
	n := 0
	for _, r := range s {
		if n++; n > maxText {
			b.WriteString("…")
			break
		}
		if strconv.IsPrint(r) {
			b.WriteRune(r)
			continue
		}
		q := strconv.QuoteRune(r)
		b.WriteString(q[1 : len(q)-1])
	}
	return b.String()
}
