package feedtest

import (
	"bytes"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// FaultKind is a way to fail a request that the server would have answered.
type FaultKind string

// The faults.
const (
	Fault500       FaultKind = "500"       // 500 of the web server, without a reason
	FaultReason    FaultKind = "reason"    // 500 with a reason of the program's own
	Fault503       FaultKind = "503"       // 503 without Retry-After
	Fault429       FaultKind = "429"       // 429 with Retry-After of RetryAfter seconds
	Fault401       FaultKind = "401"       // 401, as for a stale token
	FaultCut       FaultKind = "cut"       // nothing is done and the connection breaks within the answer
	FaultAfter     FaultKind = "after"     // the work is done, then the connection breaks
	FaultTruncated FaultKind = "truncated" // the work is done, and the answer ends in its middle as if that were all
	FaultEmpty     FaultKind = "empty"     // 200 and nothing
	FaultEmptyList FaultKind = "list"      // 200 and [], as M answers what it does not know
	FaultNoIDs     FaultKind = "noids"     // a list of ids that is well-formed, and empty against the truth
	FaultHTML      FaultKind = "html"      // 200 and a page
	FaultLogin     FaultKind = "login"     // 302 to a page to sign in
	FaultHang      FaultKind = "hang"      // no answer at all
	FaultSlow      FaultKind = "slow"      // the answer begins and never goes on
	FaultIgnore    FaultKind = "ignore"    // a change of marks is said to be done, and is not
)

// FakeField is a field of a form.
type FakeField struct{ Name, Value string }

// FakeRequest is a request as it came. Path begins at the host. Fields are
// those of a form in their order; Body is there for all.
type FakeRequest struct {
	Method, Path string
	Query        url.Values
	Header       http.Header
	Fields       []FakeField
	Body         []byte
}

// fault is what waits for requests.
type fault struct {
	left  int // < 0: for good
	next  int
	match func(FakeRequest) bool
	kinds []FaultKind
}

// reply is an answer before it goes out.
type reply struct {
	status int
	kind   string // Content-Type
	header map[string]string
	body   []byte
}

// Fail makes the next n requests fail, all of them until Forget when n is
// negative; of several kinds each has its turn. FaultIgnore waits for changes
// of marks, FaultNoIDs for lists of ids.
func (f *Fake) Fail(n int, kinds ...FaultKind) { f.FailOn(n, nil, kinds...) }

// FailOn does so with the requests that match; nil matches all.
func (f *Fake) FailOn(n int, match func(FakeRequest) bool, kinds ...FaultKind) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if n != 0 && len(kinds) > 0 {
		f.faults = append(f.faults, fault{left: n, match: match, kinds: kinds})
	}
}

// PathHas matches requests whose path contains a text, for FailOn.
func PathHas(text string) func(FakeRequest) bool {
	return func(r FakeRequest) bool { return strings.Contains(r.Path, text) }
}

// take notes a request and returns the fault that waits for it.
func (f *Fake) take(q FakeRequest) FaultKind {
	f.requests = append(f.requests, q)
	close(f.asked)
	f.asked = make(chan struct{})
	for i := range f.faults {
		x := &f.faults[i]
		if x.left == 0 || x.match != nil && !x.match(q) {
			continue
		}
		kind := x.kinds[x.next%len(x.kinds)]
		if kind == FaultIgnore && !marks(q) || kind == FaultNoIDs && !strings.HasSuffix(q.Path, "/ids") {
			continue
		}
		x.next++
		if x.left > 0 {
			x.left--
		}
		return kind
	}
	return ""
}

// marks tells a change of marks.
func marks(q FakeRequest) bool {
	return q.Method != http.MethodGet && (strings.HasSuffix(q.Path, "/edit-tag") ||
		strings.HasSuffix(q.Path, "/mark-all-as-read") || strings.HasSuffix(q.Path, "/v1/entries") ||
		strings.HasSuffix(q.Path, "/star") || strings.HasSuffix(q.Path, "/bookmark"))
}

// serve reads a request, answers it or fails.
func (f *Fake) serve(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		panic(http.ErrAbortHandler) // the client is gone
	}
	q := FakeRequest{
		Method: r.Method, Path: r.URL.Path, Query: r.URL.Query(), Header: r.Header, Body: body,
		Fields: fields(r.Header.Get("Content-Type"), body),
	}
	kind, out := f.perform(q)
	switch kind {
	case FaultCut, FaultAfter:
		cutOff(w, q, kind, out)
	case FaultHang:
		f.wait(r)
		panic(http.ErrAbortHandler)
	case FaultSlow:
		out.head(w)
		write(w, out.body[:len(out.body)/2])
		flush(w)
		f.wait(r)
		panic(http.ErrAbortHandler)
	default:
		out.head(w)
		write(w, out.body)
	}
}

// perform does what a request asks for, or what a fault makes of it.
func (f *Fake) perform(q FakeRequest) (FaultKind, reply) {
	f.mu.Lock()
	defer f.mu.Unlock()
	kind := f.take(q)
	switch kind {
	case FaultHang, FaultCut, FaultSlow: // nothing is done; what is read is read
		if q.Method != http.MethodGet && !strings.HasSuffix(q.Path, "/contents") {
			return kind, text(http.StatusOK, "OK")
		}
	case "", FaultAfter, FaultTruncated:
	default:
		return kind, f.faulty(kind, q)
	}
	out := f.answer(q)
	if kind == FaultTruncated {
		out.body = out.body[:len(out.body)/2]
	}
	return kind, out
}

// faulty is the answer of a fault that needs none of the server's own.
func (f *Fake) faulty(kind FaultKind, q FakeRequest) reply {
	switch kind {
	case Fault500:
		return text(http.StatusInternalServerError, "Internal Server Error")
	case FaultReason:
		return text(http.StatusInternalServerError, `{"error_message":"store: too many connections"}`)
	case Fault503:
		return text(http.StatusServiceUnavailable, "Service Unavailable!")
	case Fault429:
		out := text(http.StatusTooManyRequests, "Too Many Requests")
		out.header = map[string]string{"Retry-After": strconv.Itoa(RetryAfter)}
		return out
	case Fault401:
		return f.unauthorised(q)
	case FaultEmptyList:
		return asJSON(http.StatusOK, []int{})
	case FaultNoIDs:
		return f.noIDs()
	case FaultHTML:
		return signInPage()
	case FaultLogin:
		return redirect(f.o.Path + "/login")
	case FaultIgnore:
		return f.ignored()
	default: // FaultEmpty
		return text(http.StatusOK, "")
	}
}

// cutOff breaks the connection: within the answer, or after its head where a
// client would ask again by itself, or before.
func cutOff(w http.ResponseWriter, q FakeRequest, kind FaultKind, out reply) {
	if kind == FaultCut || q.Method == http.MethodGet {
		w.Header().Set("Content-Length", strconv.Itoa(len(out.body)+1))
		out.head(w)
		if kind == FaultCut {
			write(w, out.body[:len(out.body)*9/10])
		}
		flush(w)
	}
	panic(http.ErrAbortHandler)
}

// wait ends with the client or the test.
func (f *Fake) wait(r *http.Request) {
	select {
	case <-r.Context().Done():
	case <-f.done:
	case <-time.After(time.Hour):
	}
}

// head writes the head of an answer.
func (a reply) head(w http.ResponseWriter) {
	if a.kind != "" {
		w.Header().Set("Content-Type", a.kind)
	}
	for name, value := range a.header {
		w.Header().Set(name, value)
	}
	w.WriteHeader(a.status)
}

// text is an answer in plain text.
func text(status int, body string) reply {
	return reply{status: status, kind: "text/plain; charset=utf-8", body: []byte(body)}
}

// redirect leads elsewhere.
func redirect(to string) reply {
	return reply{status: http.StatusFound, kind: "text/html; charset=utf-8", header: map[string]string{"Location": to}}
}

// signInPage is what people see where programs expect an answer.
func signInPage() reply {
	return reply{status: http.StatusOK, kind: "text/html; charset=utf-8", body: []byte(
		`<!DOCTYPE html><html><head><title>Вход</title></head><body><form method="post"><input name="username"></form></body></html>`)}
}

// fields are those of a form in their order, which matters to PHP.
func fields(kind string, body []byte) []FakeField {
	if !strings.HasPrefix(kind, "application/x-www-form-urlencoded") {
		return nil
	}
	var out []FakeField
	for pair := range bytes.SplitSeq(body, []byte("&")) {
		name, value, _ := strings.Cut(string(pair), "=")
		n, err1 := url.QueryUnescape(name)
		v, err2 := url.QueryUnescape(value)
		if name == "" || err1 != nil || err2 != nil {
			continue
		}
		out = append(out, FakeField{Name: n, Value: v})
	}
	return out
}
