package feedtest

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"rubrika/feed"
)

// said is an answer of a fake.
type said struct {
	status int
	header http.Header
	body   string
	err    error // what ended the request or its body
}

// call makes a request and follows nothing; what follows are names and values
// of headers.
func call(t *testing.T, f *Fake, method, path, body string, headers ...string) said {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	return callWithin(ctx, t, f, method, path, body, headers...)
}

func callWithin(ctx context.Context, t *testing.T, f *Fake, method, path, body string, headers ...string) said {
	t.Helper()
	req, err := http.NewRequestWithContext(ctx, method, f.URL()+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if method == http.MethodPost {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	c := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := c.Do(req)
	if err != nil {
		return said{err: err}
	}
	defer res.Body.Close()
	out, err := io.ReadAll(res.Body)
	return said{status: res.StatusCode, header: res.Header, body: string(out), err: err}
}

// visitor is a client of a fake's Google Reader API that has signed in.
type visitor struct {
	f       *Fake
	auth, t string
}

// visit signs in.
func visit(t *testing.T, f *Fake) visitor {
	t.Helper()
	form := url.Values{"Email": {f.User}, "Passwd": {f.Password}}
	got := call(t, f, http.MethodPost, "/accounts/ClientLogin", form.Encode())
	_, auth, ok := strings.Cut(got.body, "\nAuth=")
	if got.status != http.StatusOK || !ok {
		t.Fatalf("%+v", got)
	}
	v := visitor{f: f, auth: "GoogleLogin auth=" + strings.TrimSpace(auth)}
	v.t = url.QueryEscape(strings.TrimSpace(v.get(t, "/token").body))
	return v
}

func (v visitor) get(t *testing.T, path string) said {
	t.Helper()
	return call(t, v.f, http.MethodGet, "/reader/api/0"+path, "", "Authorization", v.auth)
}

// post sends a form, in which $T is the token.
func (v visitor) post(t *testing.T, path, form string) said {
	t.Helper()
	return call(t, v.f, http.MethodPost, "/reader/api/0"+path, strings.ReplaceAll(form, "$T", v.t), "Authorization", v.auth)
}

// expect is a request with what it is answered: want stands in the body, or is
// all of it when it begins with =.
type expect struct {
	method, path, form string
	status             int
	want               string
}

// expectAll makes requests in their order.
func (v visitor) expectAll(t *testing.T, all []expect) {
	t.Helper()
	for _, x := range all {
		ask := v.get
		if x.method == http.MethodPost {
			ask = func(t *testing.T, path string) said { return v.post(t, path, x.form) }
		}
		if got := ask(t, x.path); !got.is(x.status, x.want) {
			t.Errorf("%s %s %s: %d %.300q, want %d %q", x.method, x.path, x.form, got.status, got.body, x.status, x.want)
		}
	}
}

// is compares an answer.
func (s said) is(status int, want string) bool {
	whole, exact := strings.CutPrefix(want, "=")
	return s.status == status && s.err == nil && (exact && s.body == whole || !exact && strings.Contains(s.body, want))
}

// listed are the ids of an answer and its continuation.
func listed(t *testing.T, s said) (ids []string, more string) {
	t.Helper()
	var out struct {
		Refs []struct{ ID string } `json:"itemRefs"`
		More string                `json:"continuation"`
	}
	if err := json.Unmarshal([]byte(s.body), &out); err != nil || s.status != http.StatusOK {
		t.Fatalf("%d %.200q: %v", s.status, s.body, err)
	}
	for _, r := range out.Refs {
		ids = append(ids, r.ID)
	}
	return ids, out.More
}

// readers are both flavours with three items of one feed.
func readers(t *testing.T, each func(t *testing.T, f *Fake, feedID string, ids []string)) {
	for _, flavour := range []Flavour{FlavourMiniflux, FlavourFreshRSS} {
		t.Run(string(flavour), func(t *testing.T) {
			f := NewGReader(t, flavour, FakeOptions{})
			id := f.AddFeed("А", "Б", "https://a.example/feed")
			each(t, f, id, f.AddMany(id, 3))
		})
	}
}

// What a test does as another device is what the fake holds.
func TestFakeDevices(t *testing.T) {
	readers(t, func(t *testing.T, f *Fake, id string, ids []string) {
		f.Set(ids[0], true, false)
		f.Set(ids[1], false, true)
		if got := f.State(ids[0]) | f.State(ids[1])<<2; got != feed.Read|feed.Starred<<2 {
			t.Errorf("states %b", got)
		}
		if got := f.IDs(0); !slices.Equal(got, []string{ids[2], ids[1], ids[0]}) {
			t.Errorf("newest first: %q of %q", got, ids)
		}
		if got := f.UnreadIDs(); !slices.Equal(got, []string{ids[2], ids[1]}) || !slices.Equal(f.IDs(feed.Starred), ids[1:2]) {
			t.Errorf("unread %q, starred %q", got, f.IDs(feed.Starred))
		}
		f.EditFeed(id, "В", "")
		if got := f.Feeds(); len(got) != 1 || got[0] != (FakeFeed{ID: id, Title: "В", URL: "https://a.example/feed", Site: "https://a.example/"}) {
			t.Errorf("feeds %+v", got)
		}
		f.Purge(ids[0])
		late := f.AddItems(id, FakeItem{Title: "Старая", Published: time.Unix(1_000_000_000, 0)})
		newest := f.flavour == FlavourFreshRSS // M counts by date, F by arrival
		if got := f.IDs(0); len(got) != 3 || (got[0] == late[0]) != newest || (got[2] == late[0]) == newest {
			t.Errorf("late %q in %q", late, got)
		}
		f.Unsubscribe(id)
		again := f.AddFeed("А", "Б", "https://a.example/feed")
		if again == id || len(f.IDs(0)) != 0 || len(f.Writes()) != 0 {
			t.Errorf("again as %q, items %q, writes %v", again, f.IDs(0), f.Writes())
		}
		if more := f.AddMany(again, 1); slices.Contains(append(ids, late...), more[0]) {
			t.Errorf("id %s is used again", more[0])
		}
	})
}

// recorder is a test that keeps its failures to itself.
type recorder struct {
	testing.TB
	failed []string
}

func (r *recorder) Errorf(format string, _ ...any) { r.failed = append(r.failed, format) }

// A test that speaks of what is not there fails and does not wonder.
func TestFakeMistakes(t *testing.T) {
	r := &recorder{TB: t}
	f := NewMiniflux(r, FakeOptions{})
	f.Set("7", true, true)
	f.Set("x", true, true)
	f.Rewrite("7", "", "")
	f.Purge("7")
	f.Refuse("7")
	f.EditFeed("7", "", "")
	f.Unsubscribe("7")
	if got := f.AddMany("7", 2); got != nil || f.State("7") != 0 || len(r.failed) != 9 {
		t.Errorf("%q, %d failures", got, len(r.failed))
	}
}

// Requests are noted as they came, fields in their order, and Forget forgets.
func TestFakeRequests(t *testing.T) {
	f := NewGReader(t, FlavourFreshRSS, FakeOptions{Path: "/reader"})
	call(t, f, http.MethodPost, "/reader/api/0/edit-tag?x=1", "T=&a=%D0%90+b&i=2&i=1", "Authorization", "nobody")
	got := f.Requests()
	if len(got) != 1 || got[0].Method != http.MethodPost || got[0].Path != "/reader/api/greader.php/reader/api/0/edit-tag" ||
		got[0].Query.Get("x") != "1" || got[0].Header.Get("Authorization") != "nobody" || string(got[0].Body) != "T=&a=%D0%90+b&i=2&i=1" {
		t.Fatalf("%+v", got)
	}
	if want := []FakeField{{"T", ""}, {"a", "А b"}, {"i", "2"}, {"i", "1"}}; !slices.Equal(got[0].Fields, want) {
		t.Errorf("%+v", got[0].Fields)
	}
	f.Forget()
	if len(f.Requests()) != 0 {
		t.Error("not forgotten")
	}
}

// Each fault is what it says, for as many requests as it says.
func TestFakeFaults(t *testing.T) {
	f := NewGReader(t, FlavourMiniflux, FakeOptions{})
	ids := f.AddMany(f.AddFeed("А", "", "https://a.example/feed"), 30)
	v := visit(t, f)
	const list = "/stream/items/ids?output=json&s=user/-/state/com.google/reading-list"
	whole := v.get(t, list).body
	for kind, want := range map[FaultKind]struct {
		status int
		body   string
	}{
		Fault500: {500, "=Internal Server Error"}, FaultReason: {500, "error_message"}, Fault503: {503, "Unavailable"}, Fault429: {429, ""},
		Fault401: {401, "=Unauthorized"}, FaultTruncated: {200, "=" + whole[:len(whole)/2]}, FaultEmpty: {200, "="},
		FaultEmptyList: {200, "=[]"}, FaultNoIDs: {200, `={"itemRefs":[]}`}, FaultHTML: {200, "<!DOCTYPE html>"}, FaultLogin: {302, "="},
	} {
		f.Fail(2, kind)
		for range 2 {
			if got := v.get(t, list); !got.is(want.status, want.body) {
				t.Errorf("%s: %d %.100q, %v", kind, got.status, got.body, got.err)
			}
		}
		if got := v.get(t, list); got.status != 200 || got.body != whole {
			t.Errorf("%s, the third time: %d", kind, got.status)
		}
	}
	f.Fail(-1, Fault429, FaultLogin)
	for range 2 {
		if a, b := v.get(t, list), v.get(t, list); a.header.Get("Retry-After") != strconv.Itoa(RetryAfter) || b.header.Get("Location") != "/login" {
			t.Errorf("in turn: %v, %v", a.header, b.header)
		}
	}
	f.Forget()
	f.FailOn(1, PathHas("/edit-tag"), Fault500)
	if got := v.get(t, list); got.status != 200 {
		t.Errorf("another path: %d", got.status)
	}
	if got := v.post(t, "/edit-tag", "T=$T&a=user/-/state/com.google/read&i="+ids[0]); got.status != 500 || len(f.Writes()) != 0 {
		t.Errorf("the path: %d, %v", got.status, f.Writes())
	}
}

// Broken connections break where they should: before the work or after it.
func TestFakeBroken(t *testing.T) {
	f := NewGReader(t, FlavourMiniflux, FakeOptions{})
	ids := f.AddMany(f.AddFeed("А", "", "https://a.example/feed"), 30)
	v := visit(t, f)
	const list = "/stream/items/ids?output=json&s=user/-/state/com.google/reading-list"
	whole := v.get(t, list).body
	read := func(i int) string { return "T=$T&a=user/-/state/com.google/read&i=" + ids[i] }
	f.Fail(2, FaultCut)
	if got := v.get(t, list); got.err == nil || got.body == "" || !strings.HasPrefix(whole, got.body) || got.body == whole {
		t.Errorf("cut: %+v", got)
	}
	if got := v.post(t, "/edit-tag", read(0)); got.err == nil || f.State(ids[0]) != 0 {
		t.Errorf("cut: %+v, state %d", got, f.State(ids[0]))
	}
	f.Fail(2, FaultAfter)
	if got := v.get(t, list); got.err == nil || got.body != "" || len(f.Requests()) != 6 { // sign-in, T, and once each
		t.Errorf("after: %+v, %d requests", got, len(f.Requests()))
	}
	if got := v.post(t, "/edit-tag", read(1)); got.err == nil || f.State(ids[1]) != feed.Read {
		t.Errorf("after: %+v, state %d", got, f.State(ids[1]))
	}
	f.Fail(1, FaultIgnore)
	if got := v.get(t, list); got.body == "" || got.err != nil {
		t.Errorf("not to be ignored: %+v", got)
	}
	if got := v.post(t, "/edit-tag", read(2)); !got.is(200, "=OK") || f.State(ids[2]) != 0 {
		t.Errorf("ignored: %+v, state %d", got, f.State(ids[2]))
	}
	for kind, begun := range map[FaultKind]bool{FaultHang: false, FaultSlow: true} {
		f.Fail(1, kind)
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		got := callWithin(ctx, t, f, http.MethodGet, "/reader/api/0"+list, "", "Authorization", v.auth)
		cancel()
		if !errors.Is(got.err, context.DeadlineExceeded) || (got.body != "") != begun {
			t.Errorf("%s: %+v", kind, got)
		}
	}
}

// The certificate of a fake is in its file, for those who look there only.
func TestFakeTLS(t *testing.T) {
	f := NewGReader(t, FlavourFreshRSS, FakeOptions{TLS: true})
	if got := call(t, f, http.MethodGet, "", ""); got.err == nil {
		t.Error("trusted by all")
	}
	cert, err := os.ReadFile(f.CA())
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(cert)
	c := http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12}}}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, f.URL(), nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := c.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if body, err := io.ReadAll(res.Body); string(body) != "OK" || err != nil || NewMiniflux(t, FakeOptions{}).CA() != "" {
		t.Errorf("%q, %v", body, err)
	}
}

// Many at once do no harm, with devices and faults between them.
func TestFakeTogether(t *testing.T) {
	f := NewGReader(t, FlavourMiniflux, FakeOptions{})
	id := f.AddFeed("А", "", "https://a.example/feed")
	ids := f.AddMany(id, 400)
	v := visit(t, f)
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for _, x := range ids[i*50 : i*50+50 : i*50+50] {
				if got := v.post(t, "/edit-tag", "T=$T&a=user/-/state/com.google/read&i="+x); got.body != "OK" {
					t.Errorf("%+v", got)
				}
			}
		})
		all.Go(func() {
			f.Set(ids[i], true, true)
			f.AddMany(id, 3)
			f.Requests()
			f.UnreadIDs()
		})
	}
	all.Wait()
	if len(f.IDs(feed.Read)) != 400 || len(f.Writes()) != 400 || len(f.IDs(0)) != 424 {
		t.Errorf("%d read, %d writes, %d items", len(f.IDs(feed.Read)), len(f.Writes()), len(f.IDs(0)))
	}
	changed := 0
	for _, w := range f.Writes() {
		if w.Changed {
			changed++
		}
	}
	if changed < 392 || changed > 400 { // eight were read elsewhere, before or after
		t.Errorf("%d changed", changed)
	}
}

// Twenty thousand items are listed and fetched in no time.
func TestFakeMany(t *testing.T) {
	for _, flavour := range []Flavour{FlavourMiniflux, FlavourFreshRSS} {
		f := NewGReader(t, flavour, FakeOptions{})
		ids := f.AddMany(f.AddFeed("А", "", "https://a.example/feed"), 20_000)
		v := visit(t, f)
		start := time.Now()
		n, more := 0, ""
		for {
			got, next := listed(t, v.get(t, "/stream/items/ids?output=json&n=10000&s=user/-/state/com.google/reading-list"+more))
			n += len(got)
			if next == "" {
				break
			}
			more = "&c=" + next
		}
		var form bytes.Buffer
		form.WriteString("T=$T&output=json")
		for _, id := range ids[:250] {
			form.WriteString("&i=" + id)
		}
		got := v.post(t, "/stream/items/contents", form.String())
		if n != 20_000 || strings.Count(got.body, longPrefix) != 250 || time.Since(start) > 3*time.Second {
			t.Errorf("%s: %d ids, %d items, %v", flavour, n, strings.Count(got.body, longPrefix), time.Since(start))
		}
	}
}
