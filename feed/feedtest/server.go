// Package feedtest is what every feed.Source is tested with: a server that
// fails in all the ways servers do, and the conformance suite Run.
//
// It is imported by tests only.
package feedtest

import (
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

// Mode is a way to answer. Server.At gives its address.
type Mode string

// The modes.
const (
	OK          Mode = "ok"          // the document with validators; 304 when they come back
	Cached      Mode = "cached"      // the same with a cache rule of CachedFor seconds
	Plain       Mode = "plain"       // the document without validators
	Gzip        Mode = "gzip"        // the document compressed
	Forbidden   Mode = "forbidden"   // 403
	NotFound    Mode = "notfound"    // 404
	Gone        Mode = "gone"        // 410
	TooMany     Mode = "toomany"     // 429 with Retry-After in seconds
	DateTooMany Mode = "datetoomany" // 429 with Retry-After as a date
	Unavailable Mode = "unavailable" // 503 with Retry-After in seconds
	Broken      Mode = "broken"      // 500
	HTML        Mode = "html"        // a page with status 200
	Browser     Mode = "browser"     // the document for browsers, 403 for programs
	Reader      Mode = "reader"      // the document for programs, a page for browsers
	Empty       Mode = "empty"       // 200 and nothing
	Cut         Mode = "cut"         // the connection breaks near the end of the document
	Short       Mode = "short"       // the document itself ends there
	Long        Mode = "long"        // the whole document, with a Content-Length larger than it
	Hang        Mode = "hang"        // no answer at all
	Slow        Mode = "slow"        // the body begins and never goes on
	Drip        Mode = "drip"        // one byte a second
	Huge        Mode = "huge"        // the body never ends
	Many        Mode = "many"        // an RSS document of ManyItems items
	Bomb        Mode = "bomb"        // a small gzip body of many megabytes
	BadUTF8     Mode = "badutf8"     // the document with a stray byte in every text
	Charset     Mode = "charset"     // the document in windows-1251, said to be UTF-8
	Moved       Mode = "moved"       // 301 to OK
	Chain       Mode = "chain"       // 301 to 301 to 301 to OK
	Found       Mode = "found"       // 302 to OK
	Captive     Mode = "captive"     // 301 to HTML, as in a hotel network
	Portal      Mode = "portal"      // 302 to HTML of another host
	Loop        Mode = "loop"        // 302 to itself
	SignIn      Mode = "signin"      // 401
)

// The middle of Chain.
const (
	chain2 Mode = "chain2"
	chain3 Mode = "chain3"
)

// What the modes ask for, in seconds, and how much Many sends.
const (
	RetryAfter = 120
	CachedFor  = 3600
	ManyItems  = 50_000
)

// The validators OK gives.
const (
	ETag         = `W/"a b-1"`
	LastModified = "Fri, 28 Nov 2025 08:00:00 GMT"
)

// Server answers every Mode at its own path, on a loopback address. All
// methods are safe for concurrent use.
type Server struct {
	http        *httptest.Server
	contentType string
	done        chan struct{}

	mu         sync.Mutex
	as         map[Mode]Mode // Turn
	doc        []byte
	delay      time.Duration
	requests   []*http.Request
	open, peak int
}

// NewServer serves a document until the test ends.
func NewServer(t testing.TB, doc []byte, contentType string) *Server {
	t.Helper()
	s := prepare(t, doc, contentType)
	s.http.Start()
	return s
}

// NewTLSServer does so over https, with a certificate nobody trusts.
func NewTLSServer(t testing.TB, doc []byte, contentType string) *Server {
	t.Helper()
	s := prepare(t, doc, contentType)
	s.http.Config.ErrorLog = log.New(io.Discard, "", 0) // failed handshakes are what it is for
	s.http.StartTLS()
	return s
}

// prepare makes a server that has not started.
func prepare(t testing.TB, doc []byte, contentType string) *Server {
	t.Helper()
	s := &Server{doc: doc, contentType: contentType, as: map[Mode]Mode{}, done: make(chan struct{})}
	s.http = httptest.NewUnstartedServer(http.HandlerFunc(s.serve))
	s.http.Config.ConnState = s.count
	t.Cleanup(func() {
		close(s.done) // lets the slow ones go
		s.http.Close()
	})
	return s
}

// At is the address of a mode.
func (s *Server) At(m Mode) string { return s.http.URL + "/" + string(m) }

// Turn has the address of one mode answer in another from now on.
func (s *Server) Turn(at, to Mode) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.as[at] = to
}

// Set changes the document.
func (s *Server) Set(doc []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.doc = doc
}

// Delay makes every answer wait, as one from far away does.
func (s *Server) Delay(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.delay = d
}

// Requests are those made so far, without bodies.
func (s *Server) Requests() []*http.Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]*http.Request(nil), s.requests...)
}

// Peak is the most connections that were open at once, idle ones included.
func (s *Server) Peak() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.peak
}

// count follows the connections.
func (s *Server) count(_ net.Conn, state http.ConnState) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch state {
	case http.StateNew:
		s.open++
		s.peak = max(s.peak, s.open)
	case http.StateClosed, http.StateHijacked:
		s.open--
	case http.StateActive, http.StateIdle:
	}
}

// serve notes the request and answers.
func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.requests = append(s.requests, r)
	doc, delay, mode := s.doc, s.delay, Mode(strings.TrimPrefix(r.URL.Path, "/"))
	if to, ok := s.as[mode]; ok {
		mode = to
	}
	s.mu.Unlock()
	if delay > 0 {
		s.wait(r, delay)
	}
	w.Header().Set("Content-Type", s.contentType)
	switch mode {
	case OK, Cached, Plain, Gzip, Short, Long, BadUTF8, Charset, Bomb, Many, Empty:
		document(w, r, mode, doc)
	case HTML, Browser, Reader:
		byName(w, r, mode, doc)
	case Cut, Slow, Drip, Huge, Hang:
		s.endless(w, r, mode, doc)
	default:
		fail(w, r, mode)
	}
}

// wait ends after a time, or earlier with the client or the test: false.
func (s *Server) wait(r *http.Request, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-r.Context().Done():
	case <-s.done:
	}
	return false
}
