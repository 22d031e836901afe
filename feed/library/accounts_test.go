package library

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"rubrika/feed"
	"rubrika/feed/feedtest"
	"rubrika/feed/fetch"
)

func TestAddAccount(t *testing.T) {
	t.Parallel()
	onServers(t, func(t *testing.T, r *rig) {
		ctx := t.Context()
		plain := feed.Secret{Kind: feed.SecretPlain}
		good := NewAccount{Kind: r.kind, URL: r.f.URL(), User: r.f.User, Password: r.f.Password, Secret: plain, Title: "Other"}
		page := publish(t, map[string]answer{"/": says("<html><title>x</title></html>")})
		for name, c := range map[string]struct {
			change func(n *NewAccount)
			want   feed.Kind
		}{
			"password":  {func(n *NewAccount) { n.Password = "wrong" }, feed.KindPassword},
			"site":      {func(n *NewAccount) { n.URL = page.URL }, feed.KindNotServer},
			"nowhere":   {func(n *NewAccount) { n.URL = "http://127.0.0.1:1/" }, feed.KindOffline},
			"address":   {func(n *NewAccount) { n.URL = "ftp://x.example/" + r.f.Password }, feed.KindAddress},
			"user":      {func(n *NewAccount) { n.URL = "http://reader:" + r.f.Password + "@x.example/" }, feed.KindAddress},
			"kind":      {func(n *NewAccount) { n.Kind = "fever" }, feed.KindUsage},
			"authority": {func(n *NewAccount) { n.CA = "/nowhere/ca.pem" }, feed.KindFile},
			"variable": {func(n *NewAccount) {
				n.Password, n.Secret = "", feed.Secret{Kind: feed.SecretEnv, Text: "RUBRIKA_NO_SUCH"}
			}, feed.KindNoSecret},
			"same":  {func(*NewAccount) {}, feed.KindExists},
			"title": {func(n *NewAccount) { n.Title = "MINE" }, feed.KindExists},
		} {
			n := good
			c.change(&n)
			_, err := r.AddAccount(ctx, n)
			if feed.KindOf(err) != c.want || strings.Contains(fmt.Sprint(err), r.f.Password) {
				t.Errorf("%s: %v, want %s", name, err, c.want)
			}
		}
		all, err := r.Accounts(ctx)
		if err != nil || len(all) != 1 || all[0].Title != "Mine" || all[0].URL != r.f.URL() {
			t.Fatalf("%+v %v", all, err)
		}
		for word, ok := range map[string]bool{"mine": true, fmt.Sprint(r.a.ID): true, "Mime": false, "": false, "99": false} {
			a, err := r.FindAccount(ctx, word)
			switch {
			case ok && (err != nil || a.ID != r.a.ID):
				t.Errorf("%q: %+v %v", word, a, err)
			case !ok:
				var e *feed.Error
				if !errors.As(err, &e) || e.Kind != feed.KindNoAccount || word == "Mime" && e.Near != "Mine" {
					t.Errorf("%q: %v", word, err)
				}
			}
		}
		r.f.AddMany(r.f.AddFeed("Порт", "", "https://port.example/rss"), 3)
		ids := r.f.IDs(0)
		r.sync()
		r.mark(feed.Read, 0, ids[0])
		if err := r.RemoveAccount(ctx, r.a.ID); err != nil {
			t.Fatal(err)
		}
		r.waits(0)
		kind(t, r.RemoveAccount(ctx, r.a.ID), feed.KindNoAccount)
		kind(t, r.CheckAccount(ctx, r.a.ID), feed.KindNoAccount)
		if subs, err := r.Subscriptions(ctx); err != nil || len(subs) != 0 || len(list(t, r.Library, "")) != 0 {
			t.Errorf("%+v %v", subs, err)
		}
		// The title is the host's when the reader gives none.
		good.Title = ""
		if a, err := r.AddAccount(ctx, good); err != nil || !strings.HasPrefix(a.Title, "127.0.0.1:") {
			t.Errorf("%+v %v", a, err)
		}
	})
}

func TestSend(t *testing.T) {
	t.Parallel()
	onServers(t, func(t *testing.T, r *rig) {
		ctx := t.Context()
		ids := r.f.AddMany(r.f.AddFeed("Порт", "", "https://port.example/rss"), 4)
		r.sync()
		sent := func(want, left int, trouble feed.Kind) {
			t.Helper()
			n, waiting, err := r.Send(ctx)
			if n != want || waiting != left || feed.KindOf(err) != trouble {
				t.Errorf("%d sent, %d wait, %v; want %d, %d, %s", n, waiting, err, want, left, trouble)
			}
		}
		r.f.Forget()
		sent(0, 0, feed.KindNone)
		if len(r.f.Requests()) != 0 {
			t.Error("asked for nothing")
		}
		r.mark(feed.Read, 0, ids[:2]...)
		sent(2, 0, feed.KindNone)
		r.mark(feed.Starred, 0, ids[0])
		if ok, err := r.store.Lease(ctx, "refresh", "other", leaseTime); !ok || err != nil {
			t.Fatal(ok, err)
		}
		sent(0, 1, feed.KindElsewhere)
		if err := r.store.Release(ctx, "refresh", "other"); err != nil {
			t.Fatal(err)
		}
		r.f.Fail(1, feedtest.Fault429)
		sent(0, 1, feed.KindTooMany)
		r.f.Forget()
		sent(0, 1, feed.KindNone) // it asked for time
		if len(r.f.Requests()) != 0 {
			t.Error("asked before its time")
		}
		if out, err := r.Refresh(ctx, RefreshOptions{Force: true}); err != nil || out.Waiting != 1 || out.Sources != 0 || out.Unsent != 1 {
			t.Errorf("%+v %v", out, err)
		}
		r.c.pass(2 * time.Hour)
		sent(1, 0, feed.KindNone)
		r.sync()
		r.agree()
	})
}

func TestRefusedMarksAreSetAside(t *testing.T) {
	t.Parallel()
	onServers(t, func(t *testing.T, r *rig) {
		ids := r.f.AddMany(r.f.AddFeed("Порт", "", "https://port.example/rss"), 300)
		r.sync()
		r.f.Refuse(ids[17], ids[260])
		r.mark(feed.Starred, 0, ids...)
		r.fails(feed.KindRejected)
		r.waits(0)
		r.open() // a new process knows it too
		r.f.Forget()
		r.sync()
		if len(r.f.Writes()) != 0 {
			t.Error("sent again")
		}
		a, err := r.FindAccount(t.Context(), "Mine")
		if err != nil || a.Refused != 2 {
			t.Errorf("%+v %v", a, err)
		}
		states := r.states()
		for i, id := range ids {
			if states[id] != feed.Starred || r.f.State(id).Has(feed.Starred) == (i == 17 || i == 260) {
				t.Errorf("item %d: %b here, %b there", i, states[id], r.f.State(id))
			}
		}
	})
}

// TestOneItemStopsNoOther: the server fails at every change that names one
// item, without a reason.
func TestOneItemStopsNoOther(t *testing.T) {
	t.Parallel()
	r := newRig(t, serverKinds()[0])
	ids := r.f.AddMany(r.f.AddFeed("Порт", "", "https://port.example/rss"), 300)
	r.sync()
	r.mark(feed.Read, 0, ids...)
	r.f.FailOn(-1, func(q feedtest.FakeRequest) bool {
		return writes(q) && slices.Contains(strings.FieldsFunc(string(q.Body), func(c rune) bool { return c < '0' || c > '9' }), ids[40])
	}, feedtest.Fault500)
	r.fails(feed.KindServer)
	r.fails(feed.KindServer)
	r.waits(1)
	r.f.Forget()
	r.sync()
	r.agree()
}

func TestAServerThatIgnoresChanges(t *testing.T) {
	t.Parallel()
	onServers(t, func(t *testing.T, r *rig) {
		ids := r.f.AddMany(r.f.AddFeed("Порт", "", "https://port.example/rss"), 3)
		r.sync()
		r.mark(feed.Read, 0, ids[0])
		r.f.Fail(1, feedtest.FaultIgnore)
		if out := r.sync(); out.Sent != 1 || out.Unsent != 1 || r.states()[ids[0]] != feed.Read {
			t.Errorf("%+v %v", out, r.states())
		}
		r.sync()
		r.agree() // once is no reason to give up
		r.mark(feed.Starred, 0, ids[1])
		r.f.Fail(2, feedtest.FaultIgnore)
		r.sync()
		r.fails(feed.KindRejected)
		r.waits(0)
		r.f.Forget()
		r.sync()
		if len(r.f.Writes()) != 0 || r.states()[ids[1]] != feed.Starred {
			t.Errorf("%+v %v", r.f.Writes(), r.states())
		}
		// A new deed is a new try.
		r.mark(0, feed.Starred, ids[1])
		r.mark(feed.Starred, 0, ids[1])
		r.sync()
		r.agree()
	})
}

func TestListsThatCannotBeTrue(t *testing.T) {
	t.Parallel()
	onServers(t, func(t *testing.T, r *rig) {
		ids := r.f.AddMany(r.f.AddFeed("Порт", "", "https://port.example/rss"), 120)
		for _, id := range ids[:10] {
			r.f.Set(id, false, true)
		}
		r.sync()
		before := r.states()
		for _, list := range []int{2, 3} { // of unread, of starred; the first is of the newest
			n := 0
			r.f.FailOn(1, func(q feedtest.FakeRequest) bool {
				if strings.HasSuffix(q.Path, "/ids") {
					n++
				}
				return n >= list
			}, feedtest.FaultNoIDs)
			r.fails(feed.KindDoubtful)
			if after := r.states(); len(after) != len(before) || after[ids[0]] != feed.Starred || after[ids[119]] != 0 {
				t.Errorf("list %d: %v", list, after)
			}
			r.f.Forget()
		}
		// And what is true is believed.
		for _, id := range ids {
			r.f.Set(id, true, false)
		}
		r.sync()
		r.agree()
	})
}

// TestAListThatIsCut has a server leave most of its unread items out.
func TestAListThatIsCut(t *testing.T) {
	t.Parallel()
	r := newRig(t, serverKinds()[0])
	r.f.AddMany(r.f.AddFeed("Порт", "", "https://port.example/rss"), 120)
	r.sync()
	server, err := r.server(t.Context(), r.a)
	if err != nil {
		t.Fatal(err)
	}
	r.link(r.a.ID).server = cutter{server}
	before := r.states()
	r.fails(feed.KindDoubtful)
	if !maps.Equal(r.states(), before) {
		t.Error("believed all the same")
	}
}

// cutter is a server that lists forty unread items at most.
type cutter struct{ feed.Server }

func (c cutter) Unread(ctx context.Context) ([]string, error) {
	ids, err := c.Server.Unread(ctx)
	return ids[:min(len(ids), 40)], err
}

func TestForgottenByTheServer(t *testing.T) {
	t.Parallel()
	onServers(t, func(t *testing.T, r *rig) {
		ids := r.f.AddMany(r.f.AddFeed("Порт", "", "https://port.example/rss"), 5)
		r.f.Set(ids[0], false, true)
		r.f.Set(ids[1], false, true)
		r.sync()
		r.f.Purge(ids[0], ids[2])
		r.f.Set(ids[1], false, false)
		r.mark(feed.Starred, 0, ids[2])
		for range 3 {
			r.sync()
		}
		got := r.states()
		if got[ids[0]] != feed.Read|feed.Starred || got[ids[1]] != 0 || got[ids[2]] != feed.Read|feed.Starred || got[ids[3]] != 0 {
			t.Errorf("%v", got)
		}
		r.f.Forget()
		r.sync()
		if n := len(r.f.Requests()); n > 4 || len(r.f.Writes()) > 0 {
			t.Errorf("%d requests, %+v", n, r.f.Writes())
		}
		r.waits(0)
	})
}

// TestAnItemThatNeverComes is listed by the server, and not given.
func TestAnItemThatNeverComes(t *testing.T) {
	t.Parallel()
	r := newRig(t, serverKinds()[1])
	r.f.AddMany(r.f.AddFeed("Порт", "", "https://port.example/rss"), 1)
	contents := func(q feedtest.FakeRequest) bool { return strings.HasSuffix(q.Path, "/contents") }
	server, err := r.server(t.Context(), r.a)
	if err != nil {
		t.Fatal(err)
	}
	// A server of which an item is only in the list.
	r.link(r.a.ID).server = keeper{server}
	for range patience + 2 {
		r.sync()
	}
	if n := len(slices.DeleteFunc(r.f.Requests(), func(q feedtest.FakeRequest) bool { return !contents(q) })); n != patience {
		t.Errorf("asked %d times, want %d", n, patience)
	}
}

// keeper is a server that gives no items.
type keeper struct{ feed.Server }

func (k keeper) Items(ctx context.Context, want []feed.RemoteItem) ([]feed.Delivery, error) {
	_, err := k.Server.Items(ctx, want)
	return nil, err
}

func TestTwoLibrariesOfAnAccount(t *testing.T) {
	t.Parallel()
	r := newRig(t, serverKinds()[0])
	ids := r.f.AddMany(r.f.AddFeed("Порт", "", "https://port.example/rss"), 5)
	r.sync()
	other := openAt(t, r.path, r.c)
	r.mark(feed.Read, 0, ids[0])
	asked, proceed := make(chan struct{}), make(chan struct{})
	first := true
	r.f.FailOn(-1, func(feedtest.FakeRequest) bool {
		if first {
			first = false
			close(asked)
			<-proceed
		}
		return false
	}, feedtest.Fault500)
	ended := make(chan error)
	go func() {
		_, err := r.Refresh(context.Background(), RefreshOptions{Force: true})
		ended <- err
	}()
	<-asked
	r.mark(feed.Starred, 0, ids[1])
	_, waiting, err := other.Send(t.Context())
	if feed.KindOf(err) != feed.KindElsewhere || waiting != 2 {
		t.Error(waiting, err)
	}
	_, err = other.Refresh(t.Context(), RefreshOptions{Force: true})
	kind(t, err, feed.KindElsewhere)
	close(proceed)
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if n, waiting, err := other.Send(t.Context()); n != 1 || waiting != 0 || err != nil {
		t.Error(n, waiting, err)
	}
	r.agree()
}

func TestTextByTheServer(t *testing.T) {
	t.Parallel()
	r := newRig(t, serverKinds()[0])
	text := strings.Repeat("<p>Паром вышел из порта утром и вернулся вечером того же дня.</p>", 20)
	id := r.f.AddFeed("Порт", "", "https://port.example/rss")
	ids := r.f.AddItems(id,
		feedtest.FakeItem{Title: "Паром", URL: "https://port.example/1", HTML: "<p>Паром вышел.</p>", Page: text, Published: noon()},
		feedtest.FakeItem{Title: "Без текста", URL: "http://127.0.0.1:1/2", HTML: "<p>Мало.</p>", Published: noon()})
	r.sync()
	here := r.here()
	a, err := r.FullText(t.Context(), here[ids[0]].ID, false)
	if err != nil || !a.Full || !strings.Contains(a.Markdown, "вернулся вечером") {
		t.Errorf("%+v %v", a, err)
	}
	// Where the server has nothing the page is asked, which is inside here.
	_, err = r.FullText(t.Context(), here[ids[1]].ID, false)
	kind(t, err, feed.KindInside)
	// And so it is where the server cannot be reached; what is kept is kept.
	r.f.Fail(-1, feedtest.FaultCut)
	if a, err = r.FullText(t.Context(), here[ids[0]].ID, false); err != nil || !a.Full {
		t.Errorf("%+v %v", a, err)
	}
}

// TestAccountsPauses: a failing server is asked after longer and longer
// pauses, a sound one at the reader's interval.
func TestAccountsPauses(t *testing.T) {
	t.Parallel()
	r := newRig(t, serverKinds()[0])
	r.f.AddMany(r.f.AddFeed("Порт", "", "https://port.example/rss"), 1)
	due := func() bool {
		t.Helper()
		r.f.Forget()
		r.f.Fail(-1, feedtest.Fault500)
		out, err := r.Refresh(t.Context(), RefreshOptions{})
		if err != nil {
			t.Fatal(err)
		}
		return out.Sources == 1
	}
	r.sync()
	if out, err := r.Refresh(t.Context(), RefreshOptions{}); err != nil || out.Sources != 0 {
		t.Errorf("at once again: %+v %v", out, err)
	}
	r.c.pass(2*defaultEvery + time.Minute)
	var pauses []int
	for range 6 {
		if !due() {
			t.Fatal("not asked")
		}
		quarters := 0
		for {
			r.c.pass(defaultEvery)
			quarters++
			a, err := r.FindAccount(t.Context(), "Mine")
			if err != nil {
				t.Fatal(err)
			}
			if !a.NextTry.After(r.c.now()) {
				break
			}
		}
		pauses = append(pauses, quarters)
	}
	if !slices.IsSorted(pauses) || pauses[5] < 8*pauses[0] || pauses[5] > 100 {
		t.Errorf("pauses of %v quarters of an hour", pauses)
	}
	r.f.Forget()
	if out, err := r.Refresh(t.Context(), RefreshOptions{}); err != nil || out.Failed != 0 || out.Sources != 1 {
		t.Errorf("%+v %v", out, err)
	}
}

// TestAnAccountHurtsNoFeed: a feed and an account on one failing server.
func TestAnAccountHurtsNoFeed(t *testing.T) {
	t.Parallel()
	r := newRig(t, serverKinds()[0])
	p := publish(t, map[string]answer{"/rss": says(document(three()...)), "/gone": status(http.StatusNotFound)})
	follow(t, r.Library, p.URL+"/rss")
	r.f.Fail(-1, feedtest.FaultHTML)
	out, err := r.try()
	if err != nil || out.Sources != 2 || out.Failed != 1 || out.Errors[0].Title != "Mine" || out.Offline() {
		t.Errorf("%+v %v", out, err)
	}
	r.drivers["miniflux"] = func(signIn, *fetch.Client) (feed.Server, error) { return panicking{}, nil }
	r.link(r.a.ID).forget()
	out, err = r.try()
	if err != nil || out.Failed != 1 || feed.KindOf(out.Errors[0].Err) != feed.KindInternal {
		t.Errorf("%+v %v", out, err)
	}
}

// panicking is a driver with a fault.
type panicking struct{ feed.Server }

func (panicking) Feeds(context.Context) ([]feed.RemoteFeed, error) { panic("broken\x1b[31m") }
