package library

import (
	"flag"
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

// The fifteen things a client of such servers must get right, each met in the
// wild as a fault of some client.

func TestCheck01ListsOfSeveralPages(t *testing.T) {
	t.Parallel()
	onServers(t, func(t *testing.T, r *rig) {
		id := r.f.AddFeed("Порт", "", "https://port.example/rss")
		r.f.AddMany(id, 1500)
		if out := r.sync(); out.New != 1500 || out.Sources != 1 {
			t.Errorf("%+v", out)
		}
		r.agree()
	})
}

func TestCheck02EverythingReadOffline(t *testing.T) {
	t.Parallel()
	onServers(t, func(t *testing.T, r *rig) {
		r.f.AddMany(r.f.AddFeed("Порт", "", "https://port.example/rss"), 1500)
		r.sync()
		if _, err := r.MarkAll(t.Context(), feed.Filter{}, feed.Read, 0); err != nil {
			t.Fatal(err)
		}
		r.waits(1500)
		r.f.Forget()
		if out := r.sync(); out.Sent != 1500 || out.Unsent != 0 {
			t.Errorf("%+v", out)
		}
		if n := len(r.f.UnreadIDs()); n != 0 {
			t.Errorf("%d are unread there", n)
		}
		if n := len(r.f.Writes()); n != 1500 {
			t.Errorf("%d changes", n)
		}
		r.agree()
	})
}

func TestCheck03ReadHereAndThere(t *testing.T) {
	t.Parallel()
	onServers(t, func(t *testing.T, r *rig) {
		ids := r.f.AddMany(r.f.AddFeed("Порт", "", "https://port.example/rss"), 3)
		r.sync()
		r.mark(feed.Read, 0, ids[0])
		r.f.Set(ids[1], true, true)
		r.sync()
		r.agree()
		if got := r.states(); got[ids[0]] != feed.Read || got[ids[1]] != feed.Read|feed.Starred || got[ids[2]] != 0 {
			t.Errorf("%v", got)
		}
	})
}

func TestCheck04OurMarkOutlivesASync(t *testing.T) {
	t.Parallel()
	onServers(t, func(t *testing.T, r *rig) {
		ids := r.f.AddMany(r.f.AddFeed("Порт", "", "https://port.example/rss"), 3)
		r.sync()
		r.f.Set(ids[1], true, false)
		r.sync()
		here := r.here()
		r.mark(feed.Read, 0, ids[0])
		r.mark(0, feed.Read, ids[1])
		r.f.Set(ids[0], true, false)
		r.f.Set(ids[0], false, false)
		flicker := 0
		r.f.FailOn(1, func(feedtest.FakeRequest) bool {
			for i, want := range []feed.State{feed.Read, 0} {
				if it, err := r.Item(t.Context(), here[ids[i]].ID); err != nil || it.State != want {
					flicker++
				}
			}
			return false
		}, feedtest.Fault500)
		r.sync()
		if got := r.states(); flicker > 0 || got[ids[0]] != feed.Read || got[ids[1]] != 0 {
			t.Errorf("%v, wrong %d times during the sync", got, flicker)
		}
		r.agree()
	})
}

func TestCheck05OldNewsArrivesNow(t *testing.T) {
	t.Parallel()
	onServers(t, func(t *testing.T, r *rig) {
		id := r.f.AddFeed("Порт", "", "https://port.example/rss")
		r.f.AddMany(id, 5)
		r.sync()
		old := r.f.AddItems(id, feedtest.FakeItem{Title: "Позавчера", Published: r.c.now().Add(-72 * time.Hour)})
		read := r.f.AddItems(id, feedtest.FakeItem{Title: "Прочитано там", Published: r.c.now().Add(-96 * time.Hour), State: feed.Read})
		if out := r.sync(); out.New != 2 {
			t.Errorf("%+v", out)
		}
		here := r.here()
		if here[old[0]].Title != "Позавчера" || here[read[0]].State != feed.Read {
			t.Errorf("%+v", here)
		}
		r.agree()
	})
}

func TestCheck06SubscribedElsewhere(t *testing.T) {
	t.Parallel()
	onServers(t, func(t *testing.T, r *rig) {
		r.f.AddMany(r.f.AddFeed("Порт", "", "https://port.example/rss"), 5)
		r.sync()
		other := r.f.AddFeed("Спорт дня", "Спорт", "https://sport.example/rss")
		var old []feedtest.FakeItem
		for i := range 30 {
			old = append(old, feedtest.FakeItem{Title: fmt.Sprint("Матч ", i), Published: r.c.now().AddDate(0, -1, -i)})
		}
		r.f.AddItems(other, old...)
		if out := r.sync(); out.New != 30 {
			t.Errorf("%+v", out)
		}
		r.agree()
		sub := r.source(other)
		if sub.Title != "Спорт дня" || sub.Rubric != feed.Sport || sub.Folder != "Спорт" || sub.URL != "https://sport.example/rss" ||
			sub.AccountTitle != "Mine" || sub.Items != 30 {
			t.Errorf("%+v", sub)
		}
		if n := len(list(t, r.Library, "rubric:sport")); n != 30 {
			t.Errorf("%d under the rubric of the folder", n)
		}
		r.f.Unsubscribe(other)
		r.sync()
		if n := len(list(t, r.Library, "")); n != 5 {
			t.Errorf("%d stories are left", n)
		}
	})
}

func TestCheck07OnlyTheLastDeedIsSent(t *testing.T) {
	t.Parallel()
	onServers(t, func(t *testing.T, r *rig) {
		ids := r.f.AddMany(r.f.AddFeed("Порт", "", "https://port.example/rss"), 3)
		r.sync()
		for range 2 {
			r.mark(feed.Starred, 0, ids[0])
			r.mark(feed.Read, 0, ids[1])
			r.mark(0, feed.Starred, ids[0])
			r.mark(0, feed.Read, ids[1])
		}
		r.mark(feed.Starred, 0, ids[0])
		r.waits(1)
		r.f.Forget()
		r.sync()
		if w := r.f.Writes(); len(w) != 1 || w[0] != (feedtest.FakeWrite{ID: ids[0], Mark: feed.Starred, On: true, Changed: true}) {
			t.Errorf("%+v", w)
		}
		r.f.Forget()
		r.sync()
		if w := r.f.Writes(); len(w) != 0 {
			t.Errorf("sent again: %+v", w)
		}
	})
}

func TestCheck09PasswordChanged(t *testing.T) {
	for _, k := range serverKinds() {
		t.Run(k.name, func(t *testing.T) {
			r := newRig(t, k)
			t.Setenv("RUBRIKA_TEST_PASSWORD", r.f.Password)
			if err := r.RemoveAccount(t.Context(), r.a.ID); err != nil {
				t.Fatal(err)
			}
			var err error
			r.a, err = r.AddAccount(t.Context(), NewAccount{
				Kind: k.kind, URL: r.f.URL(), User: r.f.User, Title: "Mine", Secret: feed.Secret{Kind: feed.SecretEnv, Text: "RUBRIKA_TEST_PASSWORD"},
			})
			if err != nil {
				t.Fatal(err)
			}
			ids := r.f.AddMany(r.f.AddFeed("Порт", "", "https://port.example/rss"), 3)
			r.sync()
			r.f.SetPassword("другой")
			r.mark(feed.Read, 0, ids...)
			r.fails(feed.KindPassword)
			r.waits(3)
			// Nobody is asked again by itself.
			r.f.Forget()
			r.c.pass(time.Hour)
			if out, err := r.Refresh(t.Context(), RefreshOptions{}); err != nil || out.Sources != 0 || out.Unsent != 3 || len(r.f.Requests()) != 0 {
				t.Errorf("%+v %v, %d requests", out, err, len(r.f.Requests()))
			}
			if sent, waiting, err := r.Send(t.Context()); sent != 0 || waiting != 3 || err != nil || len(r.f.Requests()) != 0 {
				t.Errorf("%d %d %v, %d requests", sent, waiting, err, len(r.f.Requests()))
			}
			kind(t, r.CheckAccount(t.Context(), r.a.ID), feed.KindPassword)
			t.Setenv("RUBRIKA_TEST_PASSWORD", "другой")
			if err := r.CheckAccount(t.Context(), r.a.ID); err != nil {
				t.Fatal(err)
			}
			if out, err := r.Refresh(t.Context(), RefreshOptions{}); err != nil || out.Sent != 3 || out.Failed != 0 {
				t.Errorf("%+v %v", out, err)
			}
			r.agree()
		})
	}
}

var long = flag.Bool("long", false, "tests of size and of all cases are whole, not in part")

// TestCheck10Faults has every request of a sync fail in every way; a third of
// them at each server, when it is not to be long.
func TestCheck10Faults(t *testing.T) {
	t.Parallel()
	faults := []feedtest.FaultKind{
		feedtest.Fault500, feedtest.FaultReason, feedtest.Fault503, feedtest.Fault429, feedtest.Fault401, feedtest.FaultCut, feedtest.FaultAfter,
		feedtest.FaultTruncated, feedtest.FaultEmpty, feedtest.FaultEmptyList, feedtest.FaultNoIDs, feedtest.FaultHTML, feedtest.FaultLogin,
		feedtest.FaultHang, feedtest.FaultSlow,
	}
	onServers(t, func(t *testing.T, r *rig) {
		if raced && r.kind == "greader" {
			t.Skip("one server is enough for the race detector")
		}
		id := r.f.AddFeed("Порт", "", "https://port.example/rss")
		ids := r.f.AddMany(id, 4)
		r.sync()
		r.sync()
		failed := 0
		tried := 0
		for i, kind := range faults {
			for at := range 7 {
				if !*long && (i+at+len(r.name))%3 > 0 {
					continue
				}
				tried++
				star := r.f.State(ids[0]).Has(feed.Starred)
				r.mark(feed.Starred, 0, ids[0])
				if star {
					r.mark(0, feed.Starred, ids[0])
				}
				r.f.Set(ids[1], !r.f.State(ids[1]).Has(feed.Read), false)
				r.f.AddMany(id, 1)
				before := r.states()
				n := 0
				r.f.FailOn(1, func(feedtest.FakeRequest) bool { n++; return n > at }, kind)
				r.quick(t, kind)
				out, err := r.try()
				if err != nil {
					t.Fatal(err)
				}
				name := fmt.Sprintf("%s at request %d", kind, at)
				if out.Failed > 0 {
					failed++
					r.sentence(name)
					after := r.states()
					for remote, state := range before {
						if got := after[remote]; got != state && got != r.f.State(remote) || remote == ids[0] && got.Has(feed.Starred) == star {
							t.Errorf("%s: %s was %b and is %b, there %b", name, remote, state, got, r.f.State(remote))
						}
					}
				}
				r.f.Forget()
				r.quick(t, "")
				r.c.pass(25 * time.Hour)
				r.sync()
				r.agree()
				if t.Failed() {
					t.Fatal(name)
				}
			}
		}
		if failed < tried/3 {
			t.Errorf("only %d syncs failed", failed)
		}
		t.Logf("%d of %d syncs failed, none changed a mark", failed, tried)
	})
}

// quick lets no request take long when the fault is one of silence.
func (r *rig) quick(t *testing.T, kind feedtest.FaultKind) {
	t.Helper()
	o := fetch.Options{Now: r.c.now, Timeout: 5 * time.Second}
	if kind == feedtest.FaultHang || kind == feedtest.FaultSlow {
		o.Timeout = 50 * time.Millisecond
	}
	r.Library.client = fetch.New(o)
	r.link(r.a.ID).forget()
}

// sentence wants the last trouble to be one there are words for.
func (r *rig) sentence(name string) {
	r.t.Helper()
	a, err := r.FindAccount(r.t.Context(), "mine")
	if err != nil || a.Failures == 0 || a.TroubleText == "" || a.Trouble == feed.KindInternal || !slices.Contains(feed.Kinds(), a.Trouble) {
		r.t.Errorf("%s: %+v %v", name, a, err)
	}
	if strings.Contains(a.TroubleText, r.f.Password) || strings.Contains(a.TroubleText, "<html") {
		r.t.Errorf("%s: %s", name, a.TroubleText)
	}
}

func TestCheck11NamesWithSigns(t *testing.T) {
	t.Parallel()
	onServers(t, func(t *testing.T, r *rig) {
		names := map[string]string{}
		for i, name := range []string{`AC/DC & "друзья" <b>?`, "Наука и жизнь", "🚢 порт", "a+b=c%20", "Bakı, Şəki; «Əsr»", "x\x1b[31m\u202ey"} {
			names[r.f.AddFeed(name, name, fmt.Sprintf("https://%d.example/rss", i))] = name
		}
		r.sync()
		for _, f := range r.f.Feeds() {
			sub := r.source(f.ID)
			want := map[string]string{"x\x1b[31m\u202ey": "xy"}
			expected, odd := want[names[f.ID]]
			if !odd {
				expected = names[f.ID]
			}
			if sub.Folder != expected || strings.ContainsAny(sub.Title+sub.Folder, "\x1b\u202e") || sub.Title == "" {
				t.Errorf("%q is %q in %q", names[f.ID], sub.Title, sub.Folder)
			}
			if r.kind == "miniflux" && sub.Title != expected {
				t.Errorf("%q is called %q", names[f.ID], sub.Title)
			}
		}
		// And back: what is moved here lies there.
		id := r.f.Feeds()[1].ID
		sub := r.source(id)
		sub.Folder, sub.Title = `Мир / "всё" & <прочее>?`, "Жизнь"
		if d, err := r.Edit(t.Context(), sub); err != nil || d.ID != 0 {
			t.Fatal(d, err)
		}
		r.sync()
		if f := r.f.Feeds()[1]; f.Folder != sub.Folder || f.Title != sub.Title {
			t.Errorf("%+v", f)
		}
		if got := r.source(id); got.Folder != sub.Folder || got.Title != sub.Title {
			t.Errorf("%+v", got)
		}
	})
}

func TestCheck12Ids(t *testing.T) {
	t.Parallel()
	onServers(t, func(t *testing.T, r *rig) {
		id := r.f.AddFeed("Порт", "", "https://port.example/rss")
		numbers := []int64{57, 87, 1795394931586464}
		if r.kind == "greader" {
			numbers = append(numbers, -9203023375158575101, 9203023375158575101)
		}
		for _, n := range numbers {
			r.f.AddItems(id, feedtest.FakeItem{ID: n, Title: fmt.Sprint("Номер ", n), Published: r.c.now()})
		}
		r.sync()
		here := r.here()
		for _, n := range numbers {
			if got := here[fmt.Sprint(n)].Title; got != fmt.Sprint("Номер ", n) {
				t.Errorf("%d is %q", n, got)
			}
			r.mark(feed.Read|feed.Starred, 0, fmt.Sprint(n))
		}
		r.sync()
		for _, n := range numbers {
			if s := r.f.State(fmt.Sprint(n)); s != feed.Read|feed.Starred {
				t.Errorf("%d is %b there", n, s)
			}
		}
		r.agree()
	})
}

func TestCheck13Dates(t *testing.T) {
	t.Parallel()
	onServers(t, func(t *testing.T, r *rig) {
		id := r.f.AddFeed("Порт", "", "https://port.example/rss")
		now := r.c.now()
		for title, at := range map[string]time.Time{
			"undated": {}, "1961": time.Date(1961, 4, 12, 9, 7, 0, 0, time.UTC), "2031": time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC),
			"yesterday": now.Add(-24 * time.Hour), "an hour ago": now.Add(-time.Hour),
		} {
			r.f.AddItems(id, feedtest.FakeItem{Title: title, Published: at})
		}
		r.sync()
		items := list(t, r.Library, "")
		place := map[string]int{}
		for i, it := range items {
			place[it.Title] = i
			if it.Order.After(r.c.now()) || it.Published.After(r.c.now().Add(24*time.Hour)) {
				t.Errorf("%s is ordered at %s and dated %s", it.Title, it.Order, it.Published)
			}
		}
		if len(items) != 5 || place["an hour ago"] > place["yesterday"] || place["undated"] > place["an hour ago"] || place["2031"] > place["an hour ago"] {
			t.Errorf("%v", titles(items))
		}
		if r.name != "greader of FreshRSS" && place["1961"] != 4 { // which takes that for no date
			t.Errorf("%v", titles(items))
		}
	})
}

func TestCheck14UsersInStreams(t *testing.T) {
	t.Parallel()
	for _, k := range serverKinds()[1:] { // they write user/1/… and user/-/…
		t.Run(k.name, func(t *testing.T) {
			r := newRig(t, k)
			id := r.f.AddFeed("Порт", "Спорт", "https://port.example/rss")
			ids := r.f.AddMany(id, 4)
			for i, state := range []feed.State{0, feed.Read, feed.Starred, feed.Read | feed.Starred} {
				r.f.Set(ids[i], state.Has(feed.Read), state.Has(feed.Starred))
			}
			r.sync()
			r.sync() // with those that are read
			r.agree()
			if sub := r.source(id); sub.Folder != "Спорт" {
				t.Errorf("%+v", sub)
			}
			for _, q := range r.f.Requests() {
				for _, s := range q.Query["s"] {
					if strings.HasPrefix(s, "user/") && !strings.HasPrefix(s, "user/-/") {
						t.Errorf("asked for %s", s)
					}
				}
			}
		})
	}
}

func TestCheck15RequestsDoNotGrowWithFeeds(t *testing.T) {
	t.Parallel()
	onServers(t, func(t *testing.T, r *rig) {
		counts := map[int][]int{}
		for _, feeds := range []int{1, 300} {
			for i := len(r.f.Feeds()); i < feeds; i++ {
				r.f.AddItems(r.f.AddFeed(fmt.Sprint("Feed ", i), "", fmt.Sprintf("https://%d.example/rss", i)), feedtest.FakeItem{Title: "One", Published: r.c.now()})
			}
			r.sync()
			r.f.Forget()
			r.sync()
			counts[feeds] = append(counts[feeds], len(r.f.Requests()))
			r.open() // a new process has to sign in
			r.f.Forget()
			r.sync()
			counts[feeds] = append(counts[feeds], len(r.f.Requests()))
		}
		// What was read elsewhere before a new process sees it comes only where
		// that costs no fifth request.
		r.open()
		late := r.f.AddItems(r.f.Feeds()[0].ID, feedtest.FakeItem{Title: "Late", Published: r.c.now()})[0]
		r.f.Set(late, true, false)
		r.sync()
		if _, here := r.here()[late]; here != (r.kind == "miniflux") {
			t.Errorf("what is read already is here: %v", here)
		}
		if !slices.Equal(counts[1], counts[300]) || slices.Max(counts[300]) > 4 {
			t.Errorf("with one feed %v requests, with 300 %v", counts[1], counts[300])
		}
		t.Logf("%v", counts)
	})
}

// methods counts the requests of a kind.
func methods(requests []feedtest.FakeRequest) map[string]int {
	out := map[string]int{}
	for _, q := range requests {
		out[q.Method+" "+q.Path]++
	}
	return out
}

func TestFirstSyncOfTenThousand(t *testing.T) {
	t.Parallel()
	onServers(t, func(t *testing.T, r *rig) {
		if raced && r.kind == "greader" {
			t.Skip("one server is enough for the race detector")
		}
		n := 2_000
		if *long {
			n = 10_000
		}
		for i := range 20 {
			r.f.AddMany(r.f.AddFeed(fmt.Sprint("Feed ", i), "", fmt.Sprintf("https://%d.example/rss", i)), n/20)
		}
		ids := r.f.IDs(0)
		for i, id := range ids {
			if i%40 == 0 {
				r.f.Set(id, i%80 == 0, true)
			}
		}
		r.f.Forget()
		start := time.Now()
		out := r.sync()
		requests := len(r.f.Requests())
		if limit := 4 + n/feed.MaxItems*2; out.New != n || requests > limit {
			t.Errorf("%+v with %d requests, want %d at most: %v", out, requests, limit, methods(r.f.Requests()))
		}
		t.Logf("%d items in %v with %d requests", out.New, time.Since(start).Round(time.Millisecond), requests)
		r.agree()
		if slices.ContainsFunc(r.f.Requests(), func(q feedtest.FakeRequest) bool { return q.Method == http.MethodPut }) || len(r.f.Writes()) > 0 {
			t.Error("the first sync changes the server")
		}
		if got := r.states(); !maps.Equal(got, r.there()) {
			t.Error("otherwise")
		}
	})
}
