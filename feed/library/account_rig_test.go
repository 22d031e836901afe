package library

import (
	"maps"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rubrika/feed"
	"rubrika/feed/feedtest"
	"rubrika/feed/fetch"
)

// serverKind is a server that an account may be on.
type serverKind struct {
	name, kind string
	start      func(t testing.TB, o feedtest.FakeOptions) *feedtest.Fake
}

func serverKinds() []serverKind {
	greader := func(flavour feedtest.Flavour) func(testing.TB, feedtest.FakeOptions) *feedtest.Fake {
		return func(t testing.TB, o feedtest.FakeOptions) *feedtest.Fake { return feedtest.NewGReader(t, flavour, o) }
	}
	return []serverKind{
		{"miniflux", "miniflux", feedtest.NewMiniflux},
		{"greader of Miniflux", "greader", greader(feedtest.FlavourMiniflux)},
		{"greader of FreshRSS", "greader", greader(feedtest.FlavourFreshRSS)},
	}
}

// rig is a library with an account on a server of its own.
type rig struct {
	*Library
	t testing.TB
	serverKind
	f *feedtest.Fake
	c *clock
	a feed.Account
	// path is that of the store, client what all its libraries ask with.
	path   string
	client *fetch.Client
}

// onServers runs a test for each kind of server.
func onServers(t *testing.T, test func(t *testing.T, r *rig)) {
	t.Helper()
	for _, k := range serverKinds() {
		t.Run(k.name, func(t *testing.T) {
			t.Parallel()
			test(t, newRig(t, k))
		})
	}
}

func newRig(t testing.TB, k serverKind) *rig {
	t.Helper()
	c := &clock{at: noon()}
	r := &rig{t: t, serverKind: k, c: c, path: filepath.Join(t.TempDir(), "edition.db")}
	r.f = k.start(t, feedtest.FakeOptions{Now: c.now})
	r.open()
	a, err := r.AddAccount(t.Context(), NewAccount{
		Kind: k.kind, URL: r.f.URL(), User: r.f.User, Title: "Mine", Password: r.f.Password,
		Secret: feed.Secret{Kind: feed.SecretPlain},
	})
	if err != nil {
		t.Fatal(err)
	}
	r.a = a
	return r
}

// open opens the library, as a process does when it starts.
func (r *rig) open() {
	r.t.Helper()
	r.client = fetch.New(fetch.Options{Now: r.c.now, Timeout: 5 * time.Second})
	l, err := Open(r.t.Context(), Options{Path: r.path, Now: r.c.now, Client: r.client})
	if err != nil {
		r.t.Fatal(err)
	}
	r.Library = l
	r.t.Cleanup(func() {
		if err := l.Close(); err != nil {
			r.t.Error(err)
		}
	})
}

// sync syncs, an hour later, and wants it to go well.
func (r *rig) sync() Report {
	r.t.Helper()
	out, err := r.try()
	if err != nil || out.Failed > 0 {
		r.t.Fatalf("%+v %v", out, err)
	}
	return out
}

// try syncs, an hour later.
func (r *rig) try() (Report, error) {
	r.t.Helper()
	r.c.pass(time.Hour)
	return r.Refresh(r.t.Context(), RefreshOptions{Force: true})
}

// fails syncs, and wants one error of a kind.
func (r *rig) fails(want feed.Kind) {
	r.t.Helper()
	out, err := r.try()
	if err != nil || out.Failed != 1 || len(out.Errors) != 1 || feed.KindOf(out.Errors[0].Err) != want ||
		out.Errors[0].Title != r.a.Title || out.Errors[0].ID != 0 {
		r.t.Fatalf("%+v %v, want %s", out, err, want)
	}
}

// here are the items of the account by the server's ids.
func (r *rig) here() map[string]feed.Item {
	r.t.Helper()
	out := map[string]feed.Item{}
	for _, it := range list(r.t, r.Library, "") {
		id, remote, err := r.store.RemoteOf(r.t.Context(), it.ID)
		if err != nil {
			r.t.Fatal(err)
		}
		if id == r.a.ID {
			out[remote] = it
		}
	}
	return out
}

// states are the marks of the items of the account.
func (r *rig) states() map[string]feed.State {
	r.t.Helper()
	out := map[string]feed.State{}
	for remote, it := range r.here() {
		out[remote] = it.State
	}
	return out
}

// there are the marks on the server.
func (r *rig) there() map[string]feed.State {
	out := map[string]feed.State{}
	for _, id := range r.f.IDs(0) {
		out[id] = r.f.State(id)
	}
	return out
}

// agree wants the same items with the same marks here and there.
func (r *rig) agree() {
	r.t.Helper()
	here, there := r.states(), r.there()
	if maps.Equal(here, there) {
		return
	}
	wrong := 0
	for _, id := range slices.Sorted(maps.Keys(there)) {
		if state, ok := here[id]; !ok || state != there[id] {
			if wrong++; wrong <= 5 {
				r.t.Errorf("%s: here %b (%v), there %b", id, state, ok, there[id])
			}
		}
	}
	r.t.Fatalf("%d here, %d there, %d of them otherwise", len(here), len(there), wrong)
}

// mark changes marks here.
func (r *rig) mark(set, clearing feed.State, remotes ...string) {
	r.t.Helper()
	here := r.here()
	var ids []feed.ID
	for _, remote := range remotes {
		it, ok := here[remote]
		if !ok {
			r.t.Fatalf("%s is not here", remote)
		}
		ids = append(ids, it.ID)
	}
	if _, err := r.Mark(r.t.Context(), set, clearing, ids...); err != nil {
		r.t.Fatal(err)
	}
}

// waits wants so many marks to be waiting.
func (r *rig) waits(want int) {
	r.t.Helper()
	if n, err := r.Waiting(r.t.Context()); err != nil || n != want {
		r.t.Errorf("%d marks wait, want %d: %v", n, want, err)
	}
}

// source is the subscription to a feed of the server.
func (r *rig) source(remote string) feed.Subscription {
	r.t.Helper()
	subs, err := r.Subscriptions(r.t.Context())
	if err != nil {
		r.t.Fatal(err)
	}
	for _, s := range subs {
		if s.Account == r.a.ID && s.Remote == remote {
			return s
		}
	}
	r.t.Fatalf("no source %q in %+v", remote, subs)
	return feed.Subscription{}
}

// writes tells the requests that change marks.
func writes(q feedtest.FakeRequest) bool {
	return strings.HasSuffix(q.Path, "/edit-tag") || q.Method == http.MethodPut && strings.HasSuffix(q.Path, "/v1/entries")
}
