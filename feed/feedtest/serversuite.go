package feedtest

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"rubrika/feed"
)

// RunServer checks that the drivers open makes behave as feed.Server demands.
// open makes a driver that signs in at f.URL() as f.User with f.Password and
// trusts f.CA(), by a client of its own with limits of size and time of at
// least 8 MB and ten seconds; fake makes a server of the driver's kind and adds
// to the options what it likes.
func RunServer(t *testing.T, open func(t *testing.T, f *Fake) feed.Server, fake func(t testing.TB, o FakeOptions) *Fake) {
	s := &serverSuite{open: open, fake: fake}
	for name, test := range map[string]func(*testing.T){
		"sign in": s.signIn, "password": s.password, "expired": s.expired, "nothing there": s.nothingThere, "other kind": s.otherKind,
		"certificate": s.certificate, "names": s.names, "lists": s.lists, "second page": s.secondPage,
		"items": s.items, "dates": s.dates, "ids": s.oddIDs, "marks": s.marks, "refused": s.refused, "full text": s.fullText,
		"subscribe": s.subscribe, "edit": s.edit, "unsubscribe": s.unsubscribe, "elsewhere": s.elsewhere,
		"faults": s.faults, "after": s.after, "too many": s.tooMany, "cancel": s.cancel, "together": s.together, "requests": s.requests,
	} {
		t.Run(name, test)
	}
}

type serverSuite struct {
	open func(t *testing.T, f *Fake) feed.Server
	fake func(t testing.TB, o FakeOptions) *Fake
}

// wantKind wants an error of one of the kinds that tells no secret.
func wantKind(t *testing.T, f *Fake, what string, err error, kinds ...feed.Kind) {
	t.Helper()
	if got := feed.KindOf(err); !slices.Contains(kinds, got) {
		t.Errorf("%s: kind %q, want %q (%v)", what, got, kinds, err)
	}
	discreet(t, f, what, err)
}

// discreet wants an error that tells no secret, in no coat that it wears on the
// way.
func discreet(t *testing.T, f *Fake, what string, err error) {
	t.Helper()
	if err == nil {
		return
	}
	said := fmt.Sprintf("%v %+v %#v", err, err, err)
	for _, secret := range f.secrets() {
		if strings.Contains(said, secret) {
			t.Errorf("%s: the error tells %q: %v", what, secret, err)
		}
	}
}

// secrets are the password and the tokens as they may be written.
func (f *Fake) secrets() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	_, auth, _ := strings.Cut(f.auth(), "/")
	r := http.Request{Header: http.Header{}}
	r.SetBasicAuth(f.User, f.Password)
	return []string{
		f.Password, url.QueryEscape(f.Password), url.PathEscape(f.Password), auth,
		strings.TrimPrefix(r.Header.Get("Authorization"), "Basic "),
	}
}

// signIn: the address of the API comes back, whatever of it was typed, and it
// can be done again.
func (s *serverSuite) signIn(t *testing.T) {
	for _, path := range []string{"", "/reader"} {
		f := s.fake(t, FakeOptions{Path: path})
		for _, typed := range []string{f.URL(), f.URL() + "/", f.Site(), f.Site() + "/"} {
			f.typed = typed
			srv := s.open(t, f)
			f.typed = ""
			for range 2 {
				if at, err := srv.SignIn(t.Context()); err != nil || at != f.URL() {
					t.Errorf("typed %s: at %q, want %q, %v", typed, at, f.URL(), err)
				}
			}
		}
	}
}

// password: a wrong one is told from all else, without trying again and again.
func (s *serverSuite) password(t *testing.T) {
	const most = 8
	f := s.fake(t, FakeOptions{})
	f.AddMany(f.AddFeed("А", "", "https://a.example/feed"), 3)
	f.SetPassword("another")
	srv := s.open(t, f)
	_, err := srv.SignIn(t.Context())
	wantKind(t, f, "sign in", err, feed.KindPassword)
	for name, err := range s.askAll(t, srv, f) {
		wantKind(t, f, name, err, feed.KindPassword)
		if n := len(f.Requests()); n > most {
			t.Errorf("%s: %d requests with a wrong password", name, n)
		}
		f.Forget()
	}
	f.SetPassword(f.Password)
	if _, err := srv.Unread(t.Context()); err != nil {
		t.Errorf("with the right password again: %v", err)
	}
}

// askAll calls every method that asks about what is there, or marks, and wants
// nothing from those that fail.
func (s *serverSuite) askAll(t *testing.T, srv feed.Server, f *Fake) map[string]error {
	t.Helper()
	ids := f.IDs(0)
	want := make([]feed.RemoteItem, len(ids))
	for i, id := range ids {
		want[i] = feed.RemoteItem{ID: id, State: f.State(id)}
	}
	out := map[string]error{}
	note := func(name string, n int, err error) {
		if out[name] = err; err != nil && n > 0 {
			t.Errorf("%s: %d with the error %v", name, n, err)
		}
	}
	feeds, err := srv.Feeds(t.Context())
	note("feeds", len(feeds), err)
	for name, list := range map[string]func(context.Context) ([]string, error){
		"unread": srv.Unread, "starred": srv.Starred, "recent": srv.Recent,
	} {
		got, err := list(t.Context())
		note(name, len(got), err)
	}
	items, err := srv.Items(t.Context(), want[:min(len(want), feed.MaxItems)])
	note("items", len(items), err)
	note("mark", 0, srv.Mark(t.Context(), feed.Starred, true, ids[:1]))
	return out
}

// expired: a sign-in that ended is made again unseen, for reading and writing.
func (s *serverSuite) expired(t *testing.T) {
	f := s.fake(t, FakeOptions{})
	ids := f.AddMany(f.AddFeed("А", "", "https://a.example/feed"), 3)
	srv := s.open(t, f)
	for name, end := range map[string]func(){
		"nothing": func() {}, "all": f.ExpireTokens, "writes": f.ExpireWriteToken, "same password": func() { f.SetPassword(f.Password) },
	} {
		end()
		if got, err := srv.Unread(t.Context()); err != nil || len(got) != len(ids) {
			t.Errorf("%s: unread %q, %v", name, got, err)
		}
		end()
		for _, id := range ids {
			f.Set(id, false, false)
		}
		err := srv.Mark(t.Context(), feed.Starred, true, ids)
		if got := f.IDs(feed.Starred); err != nil || len(got) != len(ids) {
			t.Errorf("%s: starred %q, %v", name, got, err)
		}
		end()
		if got, err := srv.Items(t.Context(), []feed.RemoteItem{{ID: ids[0], State: f.State(ids[0])}}); err != nil || len(got) != 1 {
			t.Errorf("%s: items %v, %v", name, got, err)
		}
	}
	f.SetPassword("another")
	f.Forget()
	_, err := srv.Unread(t.Context())
	wantKind(t, f, "password changed", err, feed.KindPassword)
	if n := len(f.Requests()); n > 8 {
		t.Errorf("%d requests after the password was changed", n)
	}
}

// nothingThere: pages, empty lists and signs to a page for people are no
// server; nor is nothing at all.
func (s *serverSuite) nothingThere(t *testing.T) {
	for _, kind := range []FaultKind{FaultHTML, FaultEmptyList, FaultEmpty, FaultLogin} {
		f := s.fake(t, FakeOptions{})
		f.Fail(-1, kind)
		_, err := s.open(t, f).SignIn(t.Context())
		wantKind(t, f, string(kind), err, feed.KindNotServer)
	}
	site := newFake(t, flavourSite, FakeOptions{})
	_, err := s.open(t, site).SignIn(t.Context())
	wantKind(t, site, "web site", err, feed.KindNotServer)

	f := s.fake(t, FakeOptions{})
	f.http.Close()
	_, err = s.open(t, f).SignIn(t.Context())
	wantKind(t, f, "nobody", err, feed.KindOffline)
}

// otherKind: a server of another kind is told from one of the driver's. One
// that has the driver's kind too, but switched off, refuses the password.
func (s *serverSuite) otherKind(t *testing.T) {
	if s.fake(t, FakeOptions{}).flavour == flavourV1 {
		f := NewGReader(t, FlavourFreshRSS, FakeOptions{})
		_, err := s.open(t, f).SignIn(t.Context())
		wantKind(t, f, "FreshRSS", err, feed.KindNotServer)
		return
	}
	f := NewMiniflux(t, FakeOptions{})
	_, err := s.open(t, f).SignIn(t.Context())
	wantKind(t, f, "Miniflux without Google Reader", err, feed.KindPassword, feed.KindNotServer)
}

// certificate: one of the server's own is trusted by those who are told to, and
// strangers are told nothing.
func (s *serverSuite) certificate(t *testing.T) {
	f := s.fake(t, FakeOptions{TLS: true})
	if at, err := s.open(t, f).SignIn(t.Context()); err != nil || at != f.URL() {
		t.Errorf("%q, %v", at, err)
	}
	f.ca = ""
	f.Forget()
	_, err := s.open(t, f).SignIn(t.Context())
	wantKind(t, f, "a stranger", err, feed.KindTLS)
	if n := len(f.Requests()); n != 0 {
		t.Errorf("%d requests to a stranger", n)
	}
}

// cancel: everything ends with its context, and brings nothing.
func (s *serverSuite) cancel(t *testing.T) {
	for _, kind := range []FaultKind{FaultHang, FaultSlow} {
		f := s.fake(t, FakeOptions{})
		ids := f.AddMany(f.AddFeed("А", "", "https://a.example/feed"), 30)
		srv := s.open(t, f)
		if _, err := srv.SignIn(t.Context()); err != nil {
			t.Fatal(err)
		}
		for name, call := range map[string]func(context.Context) (int, error){
			"unread": func(ctx context.Context) (int, error) { got, err := srv.Unread(ctx); return len(got), err },
			"feeds":  func(ctx context.Context) (int, error) { got, err := srv.Feeds(ctx); return len(got), err },
			"mark":   func(ctx context.Context) (int, error) { return 0, srv.Mark(ctx, feed.Read, true, ids) },
		} {
			f.Forget()
			f.Fail(-1, kind)
			ctx, cancel := context.WithCancel(t.Context())
			var watch sync.WaitGroup
			watch.Go(func() { // ends it as soon as the server was asked
				f.whenAsked(ctx)
				cancel()
			})
			n, err := call(ctx)
			cancel()
			watch.Wait()
			if n != 0 || !errors.Is(err, context.Canceled) {
				t.Errorf("%s, %s: %d, %v", kind, name, n, err)
			}
			discreet(t, f, name, err)
			if got := f.Writes(); len(got) != 0 {
				t.Errorf("%s, %s: written %v", kind, name, got)
			}
		}
	}
}
