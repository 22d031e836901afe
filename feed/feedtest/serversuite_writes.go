package feedtest

import (
	"errors"
	"slices"
	"testing"
	"time"

	"rubrika/feed"
)

// marks: they are set and cleared, one without the other, as often as one
// likes, as many at once as allowed, and on nothing else.
func (s *serverSuite) marks(t *testing.T) {
	f := s.fake(t, FakeOptions{})
	all := f.AddMany(f.AddFeed("А", "", "https://a.example/feed"), 2*feed.MaxItems)
	some, rest := all[:feed.MaxItems], all[feed.MaxItems:]
	srv := s.open(t, f)
	state := feed.State(0)
	for _, step := range []struct {
		mark feed.State
		on   bool
	}{
		{feed.Starred, true},
		{feed.Read, true},
		{feed.Read, true},
		{feed.Starred, true},
		{feed.Starred, false},
		{feed.Starred, false},
		{feed.Starred, true},
		{feed.Read, false},
		{feed.Starred, false},
		{feed.Read, false},
	} {
		if err := srv.Mark(t.Context(), step.mark, step.on, some); err != nil {
			t.Fatalf("%+v: %v", step, err)
		}
		state &^= step.mark
		if step.on {
			state |= step.mark
		}
		for _, id := range some {
			if got := f.State(id); got != state {
				t.Fatalf("%+v: item %s is %d, want %d", step, id, got, state)
			}
		}
	}
	for _, id := range rest {
		if f.State(id) != 0 {
			t.Errorf("item %s, of which nobody spoke, is %d", id, f.State(id))
		}
	}
	f.Forget()
	if err := srv.Mark(t.Context(), feed.Read, true, nil); err != nil || len(f.Requests()) != 0 {
		t.Errorf("nothing to mark: %d requests, %v", len(f.Requests()), err)
	}
	f.Purge(some[0])
	if err := srv.Mark(t.Context(), feed.Read, true, some[:2]); err != nil || f.State(some[1]) != feed.Read {
		t.Errorf("with one that is gone: %d, %v", f.State(some[1]), err)
	}
}

// refused: a change that the server refuses for good is told from its failures.
func (s *serverSuite) refused(t *testing.T) {
	f := s.fake(t, FakeOptions{})
	ids := f.AddMany(f.AddFeed("А", "", "https://a.example/feed"), 3)
	f.Refuse(ids[1])
	srv := s.open(t, f)
	wantKind(t, f, "refused", srv.Mark(t.Context(), feed.Read, true, ids), feed.KindRejected)
	if err := srv.Mark(t.Context(), feed.Read, true, []string{ids[0], ids[2]}); err != nil || len(f.IDs(feed.Read)) != 2 {
		t.Errorf("the others: %q, %v", f.IDs(feed.Read), err)
	}
	if f.flavour == FlavourMiniflux { // one that no server can read
		wantKind(t, f, "malformed", srv.Mark(t.Context(), feed.Read, true, []string{"zzz"}), feed.KindRejected)
	}
}

// faults: each is an error that tells no secret; nothing comes with it, a mark
// is not believed to be set or refused, and when it is over all is well.
func (s *serverSuite) faults(t *testing.T) {
	for _, kind := range []FaultKind{
		Fault500, FaultReason, Fault503, FaultCut, FaultTruncated, FaultEmpty, FaultEmptyList, FaultHTML, FaultLogin, Fault401,
	} {
		f := s.fake(t, FakeOptions{})
		f.AddMany(f.AddFeed("А", "", "https://a.example/feed"), 20)
		srv := s.open(t, f)
		if _, err := srv.SignIn(t.Context()); err != nil {
			t.Fatal(err)
		}
		f.Fail(-1, kind)
		for name, err := range s.askAll(t, srv, f) {
			what := string(kind) + ", " + name
			discreet(t, f, what, err)
			if got := feed.KindOf(err); !f.mayBe(kind, name, got) {
				t.Errorf("%s: kind %q, %v", what, got, err)
			}
		}
		f.Forget()
		for name, err := range s.askAll(t, srv, f) {
			if err != nil {
				t.Errorf("%s is over, %s: %v", kind, name, err)
			}
		}
	}
}

// mayBe tells whether a fault of a call may be of a kind: the password's and
// the server's own are certain, and what may pass is no refusal for good.
func (f *Fake) mayBe(fault FaultKind, name string, got feed.Kind) bool {
	v1 := f.flavour == flavourV1
	switch {
	case v1 && fault == FaultTruncated && name == "mark", // an answer without a body cannot be cut
		v1 && fault == FaultEmptyList && name == "feeds": // that is nothing followed
		return true
	case fault == Fault401:
		return got == feed.KindPassword
	case fault == FaultReason && !v1 && name == "mark": // M's reasons for refusals come with 500
		return got == feed.KindServer || got == feed.KindRejected
	case fault == Fault500, fault == Fault503, fault == FaultReason:
		return got == feed.KindServer
	}
	return !slices.Contains([]feed.Kind{feed.KindNone, feed.KindInternal, feed.KindPassword, feed.KindRejected}, got)
}

// after: an answer that got lost is an error though the work was done, and the
// work may be done again; an answer that lies is not known for one.
func (s *serverSuite) after(t *testing.T) {
	f := s.fake(t, FakeOptions{})
	ids := f.AddMany(f.AddFeed("А", "", "https://a.example/feed"), 3)
	srv := s.open(t, f)
	if err := srv.Mark(t.Context(), feed.Starred, true, ids[:1]); err != nil {
		t.Fatal(err)
	}
	f.FailOn(-1, marks, FaultAfter)
	err := srv.Mark(t.Context(), feed.Read, true, ids)
	if err == nil || len(f.IDs(feed.Read)) != 3 {
		t.Errorf("lost: read %q, %v", f.IDs(feed.Read), err)
	}
	discreet(t, f, "lost", err)
	f.Forget()
	if err := srv.Mark(t.Context(), feed.Read, true, ids); err != nil || len(f.IDs(feed.Read)) != 3 {
		t.Errorf("again: read %q, %v", f.IDs(feed.Read), err)
	}
	f.Fail(1, FaultIgnore)
	if err := srv.Mark(t.Context(), feed.Read, false, ids); err != nil || len(f.IDs(feed.Read)) != 3 {
		t.Errorf("ignored: read %q, %v", f.IDs(feed.Read), err)
	}
}

// tooMany: a server that asks for time says until when.
func (s *serverSuite) tooMany(t *testing.T) {
	f := s.fake(t, FakeOptions{})
	ids := f.AddMany(f.AddFeed("А", "", "https://a.example/feed"), 3)
	for name, call := range map[string]func(feed.Server) error{
		"unread": func(srv feed.Server) error { _, err := srv.Unread(t.Context()); return err },
		"mark":   func(srv feed.Server) error { return srv.Mark(t.Context(), feed.Read, true, ids) },
	} {
		f.Forget()
		srv := s.open(t, f)
		if _, err := srv.SignIn(t.Context()); err != nil {
			t.Fatal(err)
		}
		f.Fail(-1, Fault429)
		before := time.Now()
		err := call(srv)
		wantKind(t, f, name, err, feed.KindTooMany)
		var e *feed.Error
		if errors.As(err, &e) {
			if wait := e.Retry.Sub(before); wait < (RetryAfter-1)*time.Second || wait > (RetryAfter+60)*time.Second {
				t.Errorf("%s: again after %v", name, wait)
			}
		}
	}
	if len(f.IDs(feed.Read)) != 0 {
		t.Error("marked all the same")
	}
}

// feedAt is the feed of an address on the server, or none.
func feedAt(f *Fake, address string) FakeFeed {
	for _, x := range f.Feeds() {
		if x.URL == address {
			return x
		}
	}
	return FakeFeed{}
}

// subscribe: a feed is followed under its own title or another, in a folder
// that is there, or not yet, or none; once.
func (s *serverSuite) subscribe(t *testing.T) {
	f := s.fake(t, FakeOptions{})
	f.AddFeed("Б", "Есть", "https://b.example/feed")
	srv := s.open(t, f)
	for i, c := range []struct{ title, folder string }{
		{"", ""}, {`Имя & <"другое">?`, ""}, {"", "Есть"}, {"Третье", "Новая"}, {"Ещё", awkward[1]}, {"Ещё 2", awkward[7]}, {"Ещё 3", awkward[9]},
	} {
		address := "https://web.example/feed?id=" + decimal(int64(i)) + "&format=rss"
		f.Offer(address, "Своё имя", FakeItem{Title: "Давняя", Published: time.Unix(1_500_000_000, 0)})
		want := c.title
		if want == "" {
			want = "Своё имя"
		}
		got, err := srv.Subscribe(t.Context(), address, c.title, c.folder)
		held := feedAt(f, address)
		if err != nil || held.ID == "" || got.ID != held.ID || narrow(got.Title) != want || got.Folder != c.folder {
			t.Errorf("%+v: %+v, on the server %+v, %v", c, got, held, err)
		}
		if narrow(held.Title) != want || held.Folder != c.folder {
			t.Errorf("%+v: on the server %+v", c, held)
		}
		_, err = srv.Subscribe(t.Context(), address, c.title, c.folder)
		wantKind(t, f, "again", err, feed.KindExists)
	}
	if unread, err := srv.Unread(t.Context()); err != nil || len(unread) != 7 {
		t.Errorf("items of new feeds: %q, %v", unread, err)
	}
	n := len(f.Feeds())
	got, err := srv.Subscribe(t.Context(), "https://web.example/nothing", "Имя", "")
	if got != (feed.RemoteFeed{}) || len(f.Feeds()) != n {
		t.Errorf("nothing there: %+v, %d feeds, want %d", got, len(f.Feeds()), n)
	}
	if slices.Contains([]feed.Kind{feed.KindNone, feed.KindExists, feed.KindInternal}, feed.KindOf(err)) {
		t.Errorf("nothing there: %v", err)
	}
}

// edit: title and folder change, in one call, to whatever they may be.
func (s *serverSuite) edit(t *testing.T) {
	f := s.fake(t, FakeOptions{})
	id := f.AddFeed("Б", "", "https://b.example/feed")
	f.AddFeed("В", "Есть", "https://c.example/feed")
	srv := s.open(t, f)
	for _, name := range awkward {
		for _, folder := range []string{name, "Есть", ""} {
			if err := srv.Edit(t.Context(), id, name, folder); err != nil {
				t.Fatalf("%q in %q: %v", name, folder, err)
			}
			if held := feedAt(f, "https://b.example/feed"); narrow(held.Title) != name || held.Folder != folder || held.ID != id {
				t.Errorf("%q in %q: %+v", name, folder, held)
			}
		}
	}
	if held := feedAt(f, "https://c.example/feed"); held.Title != "В" || held.Folder != "Есть" {
		t.Errorf("the other one: %+v", held)
	}
}

// unsubscribe: a feed is left with its items; one that is not there is left
// already.
func (s *serverSuite) unsubscribe(t *testing.T) {
	f := s.fake(t, FakeOptions{})
	id, other := f.AddFeed("Б", "Есть", "https://b.example/feed"), f.AddFeed("В", "Есть", "https://c.example/feed")
	f.AddMany(id, 3)
	kept := f.AddMany(other, 2)
	srv := s.open(t, f)
	for range 2 {
		if err := srv.Unsubscribe(t.Context(), id); err != nil {
			t.Error(err)
		}
		if got, err := srv.Unread(t.Context()); err != nil || !slices.Equal(sorted(got), sorted(kept)) || len(f.Feeds()) != 1 {
			t.Errorf("unread %q, feeds %v, %v", got, f.Feeds(), err)
		}
	}
}

// elsewhere: what other devices and the server itself do is seen, old news that
// arrives late too.
func (s *serverSuite) elsewhere(t *testing.T) {
	f := s.fake(t, FakeOptions{})
	id := f.AddFeed("Б", "", "https://b.example/feed")
	ids := f.AddMany(id, 3)
	srv := s.open(t, f)
	check := func(what string, unread, starred []string) {
		t.Helper()
		u, err1 := srv.Unread(t.Context())
		st, err2 := srv.Starred(t.Context())
		if err1 != nil || err2 != nil || !slices.Equal(sorted(u), sorted(unread)) || !slices.Equal(sorted(st), sorted(starred)) {
			t.Errorf("%s: unread %q, want %q, starred %q, want %q, %v, %v", what, u, unread, st, starred, err1, err2)
		}
	}
	check("at first", ids, nil)
	f.Set(ids[0], true, true)
	check("marked", ids[1:], ids[:1])
	late := f.AddItems(id, FakeItem{Title: "Поздняя", Published: time.Now().Add(-72 * time.Hour)})
	check("late", append(late, ids[1:]...), ids[:1])
	f.Set(ids[0], false, false)
	check("unmarked", append(late, ids...), nil)
	f.Purge(ids...)
	check("purged", late, nil)
	f.Unsubscribe(id)
	check("left", nil, nil)
	again := f.AddFeed("Б", "Иная", "https://b.example/feed")
	more := f.AddMany(again, 2)
	check("followed again", more, nil)
	feeds, err := srv.Feeds(t.Context())
	if err != nil || len(feeds) != 1 || feeds[0].ID != again || again == id || feeds[0].Folder != "Иная" {
		t.Errorf("feeds %+v, %v", feeds, err)
	}
}
