// Package feedtest is what every feed.Source is tested with: a server that
// fails in all the ways servers do, and the conformance suite Run.
//
// It is imported by tests only.
package feedtest

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// Mode is a way to answer. Server.At gives its address.
type Mode string

// The modes.
const (
	OK        Mode = "ok"        // the document with validators; 304 when they come back
	Plain     Mode = "plain"     // the document without validators
	Gzip      Mode = "gzip"      // the document compressed
	Forbidden Mode = "forbidden" // 403
	NotFound  Mode = "notfound"  // 404
	Gone      Mode = "gone"      // 410
	TooMany   Mode = "toomany"   // 429 with Retry-After
	Broken    Mode = "broken"    // 500
	HTML      Mode = "html"      // a page with status 200
	Empty     Mode = "empty"     // 200 and nothing
	Cut       Mode = "cut"       // the connection breaks near the end of the document
	Short     Mode = "short"     // the document itself ends there
	Slow      Mode = "slow"      // the body begins and never goes on
	Huge      Mode = "huge"      // the body never ends
	Bomb      Mode = "bomb"      // a small gzip body of many megabytes
	BadUTF8   Mode = "badutf8"   // the document with a stray byte in every text
	Moved     Mode = "moved"     // 301 to OK
	Found     Mode = "found"     // 302 to OK
	Captive   Mode = "captive"   // 301 to HTML, as in a hotel network
	Loop      Mode = "loop"      // 302 to itself
)

// RetryAfter is what TooMany asks for, in seconds.
const RetryAfter = 120

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

	mu       sync.Mutex
	doc      []byte
	requests []*http.Request
}

// NewServer serves a document until the test ends.
func NewServer(t testing.TB, doc []byte, contentType string) *Server {
	t.Helper()
	s := &Server{doc: doc, contentType: contentType, done: make(chan struct{})}
	s.http = httptest.NewServer(http.HandlerFunc(s.serve))
	t.Cleanup(func() {
		close(s.done) // lets the slow ones go
		s.http.Close()
	})
	return s
}

// At is the address of a mode.
func (s *Server) At(m Mode) string { return s.http.URL + "/" + string(m) }

// Set changes the document.
func (s *Server) Set(doc []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.doc = doc
}

// Requests are those made so far, without bodies.
func (s *Server) Requests() []*http.Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]*http.Request(nil), s.requests...)
}

// serve notes the request and answers.
func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.requests = append(s.requests, r)
	doc := s.doc
	s.mu.Unlock()
	mode := Mode(strings.TrimPrefix(r.URL.Path, "/"))
	w.Header().Set("Content-Type", s.contentType)
	switch mode {
	case OK:
		s.conditional(w, r, doc)
	case Plain:
		write(w, doc)
	case Short:
		write(w, doc[:len(doc)*9/10])
	case BadUTF8:
		write(w, bytes.ReplaceAll(doc, []byte("</"), []byte("\xff</")))
	case Gzip:
		w.Header().Set("Content-Encoding", "gzip")
		write(w, pack(doc, 1))
	case Bomb:
		w.Header().Set("Content-Encoding", "gzip")
		write(w, pack(bytes.Repeat([]byte(" "), 1<<20), 64))
	case Empty:
	case HTML:
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		write(w, []byte(`<!DOCTYPE html><html><head><title>Вход</title>`+
			`<link rel="alternate" type="application/rss+xml" href="/ok"></head><body><p>Войдите</p></body></html>`))
	case Cut, Slow, Huge:
		s.endless(w, r, mode, doc)
	default:
		fail(w, r, mode)
	}
}

// conditional answers 304 to the exact validators.
func (s *Server) conditional(w http.ResponseWriter, r *http.Request, doc []byte) {
	w.Header().Set("ETag", ETag)
	w.Header().Set("Last-Modified", LastModified)
	if r.Header.Get("If-None-Match") == ETag && r.Header.Get("If-Modified-Since") == LastModified {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	write(w, doc)
}

// endless answers with bodies that do not end as they should.
func (s *Server) endless(w http.ResponseWriter, r *http.Request, mode Mode, doc []byte) {
	switch mode {
	case Cut:
		w.Header().Set("Content-Length", strconv.Itoa(len(doc)))
		write(w, doc[:len(doc)*9/10])
		flush(w)
		panic(http.ErrAbortHandler)
	case Slow:
		write(w, doc[:len(doc)/2])
		flush(w)
		select {
		case <-r.Context().Done():
		case <-s.done:
		}
	case Huge:
		write(w, doc[:len(doc)/2])
		block := bytes.Repeat([]byte("слово "), 10_000)
		for r.Context().Err() == nil {
			if _, err := w.Write(block); err != nil {
				return
			}
		}
	}
}

// fail answers with a status and nothing to read.
func fail(w http.ResponseWriter, r *http.Request, mode Mode) {
	to := map[Mode]Mode{Moved: OK, Found: OK, Captive: HTML, Loop: Loop}
	status := map[Mode]int{
		Forbidden: http.StatusForbidden, NotFound: http.StatusNotFound, Gone: http.StatusGone,
		TooMany: http.StatusTooManyRequests, Broken: http.StatusInternalServerError,
		Moved: http.StatusMovedPermanently, Captive: http.StatusMovedPermanently,
		Found: http.StatusFound, Loop: http.StatusFound,
	}
	code, ok := status[mode]
	if !ok {
		code = http.StatusTeapot
	}
	if mode == TooMany {
		w.Header().Set("Retry-After", strconv.Itoa(RetryAfter))
	}
	if next, ok := to[mode]; ok {
		http.Redirect(w, r, "/"+string(next), code)
		return
	}
	w.WriteHeader(code)
	write(w, []byte(http.StatusText(code)))
}

// write sends a body; when the client is gone there is nobody to tell.
func write(w http.ResponseWriter, body []byte) { _, _ = w.Write(body) }

// flush sends what is written so far; it fails only when the client is gone.
func flush(w http.ResponseWriter) { _ = http.NewResponseController(w).Flush() }

// pack compresses a text repeated n times.
func pack(text []byte, n int) []byte {
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestSpeed)
	if err != nil {
		panic(err) // the level is one of the package's own
	}
	for range n {
		_, _ = z.Write(text) // to memory
	}
	_ = z.Close()
	return b.Bytes()
}
