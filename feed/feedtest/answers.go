package feedtest

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
)

// document answers 200 with the document in one shape or another, or 304.
func document(w http.ResponseWriter, r *http.Request, mode Mode, doc []byte) {
	switch mode {
	case OK:
		conditional(w, r, doc)
	case Cached:
		w.Header().Set("Cache-Control", "max-age="+strconv.Itoa(CachedFor))
		conditional(w, r, doc)
	case Plain:
		write(w, doc)
	case Short:
		write(w, doc[:len(doc)*9/10])
	case Long:
		w.Header().Set("Content-Length", strconv.Itoa(len(doc)+100))
		write(w, doc)
	case BadUTF8:
		write(w, bytes.ReplaceAll(doc, []byte("</"), []byte("\xff</")))
	case Charset:
		base, _, err := mime.ParseMediaType(w.Header().Get("Content-Type"))
		if err != nil {
			base = "text/plain"
		}
		w.Header().Set("Content-Type", base+"; charset=utf-8")
		write(w, cp1251(doc))
	case Gzip:
		w.Header().Set("Content-Encoding", "gzip")
		write(w, pack(doc, 1))
	case Bomb:
		w.Header().Set("Content-Encoding", "gzip")
		write(w, pack(bytes.Repeat([]byte(" "), 1<<20), 64))
	case Many:
		w.Header().Set("Content-Type", "application/rss+xml; charset=utf-8")
		write(w, many())
	}
}

// conditional answers 304 to the exact validators.
func conditional(w http.ResponseWriter, r *http.Request, doc []byte) {
	w.Header().Set("ETag", ETag)
	w.Header().Set("Last-Modified", LastModified)
	if r.Header.Get("If-None-Match") == ETag && r.Header.Get("If-Modified-Since") == LastModified {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	write(w, doc)
}

// byName answers with a page, or by the name the client goes by.
func byName(w http.ResponseWriter, r *http.Request, mode Mode, doc []byte) {
	browser := strings.HasPrefix(r.UserAgent(), "Mozilla/")
	switch {
	case mode == Browser && !browser:
		w.WriteHeader(http.StatusForbidden)
	case mode == Browser, mode == Reader && !browser:
		write(w, doc)
	default:
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		write(w, []byte(`<!DOCTYPE html><html><head><title>Вход</title>`+
			`<link rel="alternate" type="application/rss+xml" href="/ok"></head><body><p>Войдите</p></body></html>`))
	}
}

// endless answers with bodies that do not end as they should.
func (s *Server) endless(w http.ResponseWriter, r *http.Request, mode Mode, doc []byte) {
	const forever = time.Hour // longer than any test
	switch mode {
	case Hang:
		s.wait(r, forever)
		panic(http.ErrAbortHandler)
	case Cut:
		w.Header().Set("Content-Length", strconv.Itoa(len(doc)))
		write(w, doc[:len(doc)*9/10])
		flush(w)
		panic(http.ErrAbortHandler)
	case Slow:
		write(w, doc[:len(doc)/2])
		flush(w)
		s.wait(r, forever)
	case Drip:
		for i := range doc {
			write(w, doc[i:i+1])
			flush(w)
			if !s.wait(r, time.Second) {
				return
			}
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
	to := map[Mode]Mode{
		Moved: OK, Chain: chain2, chain2: chain3, chain3: OK, Found: OK, Captive: HTML, Loop: Loop,
	}
	status := map[Mode]int{
		Forbidden: http.StatusForbidden, SignIn: http.StatusUnauthorized, Portal: http.StatusFound, NotFound: http.StatusNotFound, Gone: http.StatusGone,
		TooMany: http.StatusTooManyRequests, DateTooMany: http.StatusTooManyRequests,
		Unavailable: http.StatusServiceUnavailable, Broken: http.StatusInternalServerError,
		Moved: http.StatusMovedPermanently, Captive: http.StatusMovedPermanently, Chain: http.StatusMovedPermanently,
		chain2: http.StatusMovedPermanently, chain3: http.StatusMovedPermanently,
		Found: http.StatusFound, Loop: http.StatusFound,
	}
	code, ok := status[mode]
	if !ok {
		code = http.StatusTeapot
	}
	switch mode {
	case TooMany, Unavailable:
		w.Header().Set("Retry-After", strconv.Itoa(RetryAfter))
	case DateTooMany:
		w.Header().Set("Retry-After", time.Now().Add(RetryAfter*time.Second).UTC().Format(http.TimeFormat))
	}
	if mode == Portal {
		w.Header().Set("Location", "http://"+strings.Replace(r.Host, "127.0.0.1", "localhost", 1)+"/"+string(HTML))
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

// cp1251 writes a text in windows-1251; letters it has not (ə, ğ) become
// character references, as old newsrooms write them.
func cp1251(doc []byte) []byte {
	out, err := encoding.HTMLEscapeUnsupported(charmap.Windows1251.NewEncoder()).Bytes(doc)
	if err != nil {
		panic(err) // documents of tests are UTF-8
	}
	return out
}

// many is an RSS document of ManyItems items, a minute apart, newest first.
func many() []byte {
	var b bytes.Buffer
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" +
		`<rss version="2.0"><channel><title>Архив</title><link>https://archive.example/</link>` + "\n")
	newest := time.Date(2025, 11, 28, 8, 0, 0, 0, time.UTC)
	for i := range ManyItems {
		fmt.Fprintf(&b, "<item><title>Новость %d</title><link>https://archive.example/%d</link><pubDate>%s</pubDate></item>\n",
			i, i, newest.Add(-time.Duration(i)*time.Minute).Format(time.RFC1123Z))
	}
	b.WriteString("</channel></rss>\n")
	return b.Bytes()
}
