package feedtest

import (
	"context"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"rubrika/feed"
)

// awkward are names of feeds and folders that have broken clients.
var awkward = [...]string{
	`a/b`, `Tech & Go`, `<b>x</b>`, `What?`, `"quoted" 'too'`, `50% + 5%2F`, `semi; comma, back\slash`, `Новости/Политика`,
	`Şəhər xəbərləri`, `🚀 Космос 👩‍🚀`, `user/-/label/x`, `a=b#c`, `日本、語`,
}

// narrow undoes the wide forms that some servers put into titles.
func narrow(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' {
			return r - '！' + '!'
		}
		return r
	}, s)
}

// names: titles and folders come and go as they are; a folder of the server's
// own is none.
func (s *serverSuite) names(t *testing.T) {
	f := s.fake(t, FakeOptions{})
	want := map[string]feed.RemoteFeed{}
	for _, name := range append(awkward[:], "") {
		address := "https://feeds.example/" + decimal(int64(len(want))) + "?a=1&b=2"
		id := f.AddFeed(name+"!", name, address)
		want[id] = feed.RemoteFeed{ID: id, URL: address, Site: "https://feeds.example/", Title: name + "!", Folder: name}
	}
	got, err := s.open(t, f).Feeds(t.Context())
	if err != nil || len(got) != len(want) {
		t.Fatalf("%d feeds, want %d, %v", len(got), len(want), err)
	}
	for _, x := range got {
		x.Title = narrow(x.Title)
		if x != want[x.ID] {
			t.Errorf("%+v, want %+v", x, want[x.ID])
		}
	}
}

// sorted is a list in an order of its own, to compare.
func sorted(ids []string) []string { return slices.Sorted(slices.Values(ids)) }

// lists: all ids come, over all pages, each once; of the recent ones the newest
// thousand.
func (s *serverSuite) lists(t *testing.T) {
	f := s.fake(t, FakeOptions{})
	at := f.AddFeed("А", "", "https://a.example/feed")
	srv := s.open(t, f)
	before := 0
	most := 10_001
	if f.flavour == flavourV1 && f.o.Old { // it lists whole items
		most = 2500
	}
	for _, n := range []int{0, 1, 1000, 1500, most} {
		f.AddMany(at, n-before)
		before = n
		if n == most { // as many stars, of which some are unread
			for i, id := range f.IDs(0) {
				f.Set(id, i%10 == 0, true)
			}
		}
		f.Forget()
		for name, list := range map[string]struct {
			ask  func(context.Context) ([]string, error)
			want []string
		}{
			"unread":  {srv.Unread, f.UnreadIDs()},
			"starred": {srv.Starred, f.IDs(feed.Starred)},
			"recent":  {srv.Recent, f.IDs(0)[:min(n, 1000)]},
		} {
			got, err := list.ask(t.Context())
			if name == "recent" && f.o.Old && len(got) >= min(n, 250) { // lists of items, not of ids: fewer will do
				list.want = list.want[:min(len(got), len(list.want))]
			}
			if err != nil || !slices.Equal(sorted(got), sorted(list.want)) {
				t.Errorf("%d: %s: %d, want %d, %v", n, name, len(got), len(list.want), err)
			}
		}
		if most := 4 + 2*(n/1000+1); len(f.Requests()) > most {
			t.Errorf("%d: %d requests, want %d at most", n, len(f.Requests()), most)
		}
	}
}

// secondPage: when a page fails there is no list at all.
func (s *serverSuite) secondPage(t *testing.T) {
	f := s.fake(t, FakeOptions{})
	n := 10_001
	if f.fewerPerPage() {
		n = 1500
	}
	f.AddMany(f.AddFeed("А", "", "https://a.example/feed"), n)
	srv := s.open(t, f)
	if _, err := srv.SignIn(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, kind := range []FaultKind{Fault500, FaultCut, FaultTruncated, FaultEmptyList, FaultHTML} {
		pages := 0
		f.FailOn(-1, func(q FakeRequest) bool { // called in turn, with the server's lock held
			if strings.HasSuffix(q.Path, "/ids") || strings.HasSuffix(q.Path, "/entries") {
				pages++
			}
			return pages > 1
		}, kind)
		got, err := srv.Unread(t.Context())
		if err == nil || len(got) != 0 || pages < 2 {
			t.Errorf("%s: %d ids, %d pages, %v", kind, len(got), pages, err)
		}
		discreet(t, f, string(kind), err)
		f.Forget()
	}
	if got, err := srv.Unread(t.Context()); err != nil || len(got) != n {
		t.Errorf("afterwards: %d ids, %v", len(got), err)
	}
}

// fewerPerPage tells servers with pages of a thousand from those with pages of
// ten.
func (f *Fake) fewerPerPage() bool {
	return f.flavour == FlavourMiniflux && !f.o.Old && !f.o.New || f.flavour == flavourV1 && f.o.Old
}

// wanted are items to ask for, with what the server shows of them.
func wanted(f *Fake, ids []string) []feed.RemoteItem {
	out := make([]feed.RemoteItem, len(ids))
	for i, id := range ids {
		out[i] = feed.RemoteItem{ID: id, State: f.State(id)}
	}
	return out
}

// byID are items by the server's id; one that comes twice is an error.
func byID(t *testing.T, items []feed.Delivery) map[string]feed.Delivery {
	t.Helper()
	out := map[string]feed.Delivery{}
	for _, d := range items {
		if _, twice := out[d.Remote]; twice {
			t.Errorf("item %s twice", d.Remote)
		}
		if len(d.Keys) != 0 {
			t.Errorf("item %s has keys %q, which are the library's", d.Remote, d.Keys)
		}
		out[d.Remote] = d
	}
	return out
}

// items: what is there comes with all that is known of it, what is not is left
// out, and what was changed elsewhere meanwhile comes as it is.
func (s *serverSuite) items(t *testing.T) {
	f := s.fake(t, FakeOptions{})
	at := f.AddFeed("А", `Новости/"x"`, "https://a.example/feed")
	when := time.Date(2025, 11, 28, 8, 30, 0, 0, time.UTC)
	rich := f.AddItems(at, FakeItem{
		Title: `Кавычки «» & <знаки> "ещё"`, URL: "https://a.example/1?a=1&b=2", Author: "Анна Образцова",
		HTML: `<p>Текст &amp; <b>ещё</b></p>`, Categories: []string{"Политика", "В мире"}, Published: when,
		Enclosures: []feed.Enclosure{{URL: "https://a.example/1.mp3", Type: "audio/mpeg", Length: 5}},
	})[0]
	many := f.AddMany(at, 249)
	f.Set(many[0], true, false)
	f.Set(many[1], true, true)
	f.Set(many[2], false, true)
	srv := s.open(t, f)
	want := wanted(f, append(many, rich))
	f.Set(many[3], true, false) // after the lists were made
	f.Set(many[4], false, true)
	f.Purge(many[5], many[248])
	got, err := srv.Items(t.Context(), want)
	if err != nil || len(got) != 248 {
		t.Fatalf("%d items, %v", len(got), err)
	}
	found := byID(t, got)
	for id, d := range found {
		if d.State != f.State(id) || d.Feed != at {
			t.Errorf("item %s: state %d, want %d, of %q, want %q", id, d.State, f.State(id), d.Feed, at)
		}
	}
	s.rich(t, f, found[rich], when)
	s.fewItems(t, srv, f)
}

// rich: an item comes with all that the server tells.
func (s *serverSuite) rich(t *testing.T, f *Fake, d feed.Delivery, when time.Time) {
	t.Helper()
	if narrow(d.Title) != `Кавычки «» & <знаки> "ещё"` || d.URL != "https://a.example/1?a=1&b=2" || d.Author != "Анна Образцова" ||
		d.HTML != `<p>Текст &amp; <b>ещё</b></p>` || !d.Published.Equal(when) {
		t.Errorf("%+v", d.Entry)
	}
	if len(d.Enclosures) != 1 || d.Enclosures[0].URL != "https://a.example/1.mp3" || d.Enclosures[0].Type != "audio/mpeg" {
		t.Errorf("enclosures %+v", d.Enclosures)
	}
	tags := []string{"Политика", "В мире"}
	if f.flavour == FlavourMiniflux {
		tags = nil // its Google Reader API does not tell them
	}
	if !slices.Equal(d.Categories, tags) {
		t.Errorf("categories %q, want %q", d.Categories, tags)
	}
}

// fewItems: nothing asked, nothing brought; what nobody knows neither.
func (s *serverSuite) fewItems(t *testing.T, srv feed.Server, f *Fake) {
	t.Helper()
	f.Forget()
	if got, err := srv.Items(t.Context(), nil); err != nil || len(got) != 0 || len(f.Requests()) != 0 {
		t.Errorf("nothing wanted: %d items, %d requests, %v", len(got), len(f.Requests()), err)
	}
	if got, err := srv.Items(t.Context(), []feed.RemoteItem{{ID: "999999999"}, {ID: "999999998", State: feed.Read | feed.Starred}}); err != nil || len(got) != 0 {
		t.Errorf("unknown ones: %d items, %v", len(got), err)
	}
}

// dates: undated items, and those of other ages, come with a date that is
// theirs, or that of their arrival, or none; none is more than a day after the
// arrival, as feed.Item demands.
func (s *serverSuite) dates(t *testing.T) {
	f := s.fake(t, FakeOptions{})
	now := time.Now()
	before := time.Date(1955, 3, 1, 12, 0, 0, 0, time.UTC)
	later := time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC)
	ids := f.AddItems(f.AddFeed("А", "", "https://a.example/feed"),
		FakeItem{Title: "Без даты"}, FakeItem{Title: "Давно", Published: before}, FakeItem{Title: "Потом", Published: later})
	got, err := s.open(t, f).Items(t.Context(), wanted(f, ids))
	if err != nil || len(got) != 3 {
		t.Fatalf("%d items, %v", len(got), err)
	}
	found := byID(t, got)
	arrival := func(at time.Time) bool {
		return at.IsZero() || at.Sub(now) > -2*time.Second && at.Sub(now) < time.Minute
	}
	if at := found[ids[0]].Published; !arrival(at) {
		t.Errorf("undated: %v", at)
	}
	if at := found[ids[1]].Published; !at.Equal(before) && !arrival(at) {
		t.Errorf("of 1955: %v", at)
	}
	if at := found[ids[2]].Published; at.Before(now.Add(-2*time.Second)) || at.After(now.Add(24*time.Hour+time.Minute)) {
		t.Errorf("of 2031: %v, which is more than a day after it came", at)
	}
}

// oddIDs: numbers of any size, and negative ones as BazQux has them, are the
// same in lists, items and marks.
func (s *serverSuite) oddIDs(t *testing.T) {
	f := s.fake(t, FakeOptions{})
	at := f.AddFeed("А", "", "https://a.example/feed")
	ids := []int64{57, 1_000_000_000, 1_795_394_931_586_464, 9_203_023_375_158_575_101}
	if f.flavour != flavourV1 {
		ids = append(ids, -9_203_023_375_158_575_101, -1)
	}
	var items []FakeItem
	for _, id := range ids {
		items = append(items, FakeItem{ID: id, Title: decimal(id), Published: time.Unix(1_763_000_000, 0)})
	}
	want := f.AddItems(at, items...)
	srv := s.open(t, f)
	unread, err := srv.Unread(t.Context())
	if err != nil || !slices.Equal(sorted(unread), sorted(want)) {
		t.Errorf("unread %q, want %q, %v", unread, want, err)
	}
	got, err := srv.Items(t.Context(), wanted(f, want))
	found := byID(t, got)
	if err != nil || !slices.Equal(slices.Sorted(maps.Keys(found)), sorted(want)) {
		t.Errorf("items %v, want %q, %v", slices.Sorted(maps.Keys(found)), want, err)
	}
	for id, d := range found {
		if d.Title != id {
			t.Errorf("item %s is %q", id, d.Title)
		}
	}
	if err := srv.Mark(t.Context(), feed.Starred, true, want); err != nil || len(f.IDs(feed.Starred)) != len(want) {
		t.Errorf("starred %q, %v", f.IDs(feed.Starred), err)
	}
}

// fullText: a server that reads pages itself brings the text, or says that
// there is none.
func (s *serverSuite) fullText(t *testing.T) {
	f := s.fake(t, FakeOptions{})
	ids := f.AddItems(f.AddFeed("А", "", "https://a.example/feed"),
		FakeItem{Title: "С текстом", Page: "<p>Весь текст & всё</p>"}, FakeItem{Title: "Без"})
	srv, ok := s.open(t, f).(feed.FullTexter)
	if !ok {
		t.Skip("reads no pages")
	}
	if got, err := srv.FullText(t.Context(), ids[0]); err != nil || got != "<p>Весь текст & всё</p>" {
		t.Errorf("%q, %v", got, err)
	}
	got, err := srv.FullText(t.Context(), ids[1])
	if got != "" {
		t.Errorf("%q without a text", got)
	}
	wantKind(t, f, "no text", err, feed.KindNoText)
}

// together: one driver serves many at once, before it has signed in and after
// the sign-in ended.
func (s *serverSuite) together(t *testing.T) {
	f := s.fake(t, FakeOptions{})
	ids := f.AddMany(f.AddFeed("А", "", "https://a.example/feed"), 1500)
	srv := s.open(t, f)
	for range 2 {
		var all sync.WaitGroup
		for i := range 8 {
			all.Go(func() {
				if got, err := srv.Unread(t.Context()); err != nil || len(got) != len(ids) {
					t.Errorf("unread %d, %v", len(got), err)
				}
				some := ids[i*100 : i*100+100]
				if got, err := srv.Items(t.Context(), wanted(f, some)); err != nil || len(got) != len(some) {
					t.Errorf("items %d, %v", len(got), err)
				}
				if err := srv.Mark(t.Context(), feed.Starred, true, some); err != nil {
					t.Errorf("mark: %v", err)
				}
				if got, err := srv.Feeds(t.Context()); err != nil || len(got) != 1 {
					t.Errorf("feeds %v, %v", got, err)
				}
			})
		}
		all.Wait()
		f.ExpireTokens()
	}
	if got := len(f.IDs(feed.Starred)); got != 800 {
		t.Errorf("%d starred, want 800", got)
	}
}

// requests: a sync in which nothing changed takes four, whatever the number of
// feeds, signing in among them; a batch of items and one of marks two.
func (s *serverSuite) requests(t *testing.T) {
	for _, feeds := range []int{1, 300} {
		f := s.fake(t, FakeOptions{})
		for i := range feeds {
			f.AddItems(f.AddFeed("А", "Б", "https://a.example/"+decimal(int64(i))), FakeItem{Title: "а"}, FakeItem{Title: "б"})
		}
		srv := s.open(t, f)
		count := func(what string, most int, calls ...func() error) {
			t.Helper()
			f.Forget()
			for _, call := range calls {
				if err := call(); err != nil {
					t.Errorf("%d feeds: %s: %v", feeds, what, err)
				}
			}
			if n := len(f.Requests()); n > most && !f.o.Old {
				t.Errorf("%d feeds: %s: %d requests, want %d at most", feeds, what, n, most)
			}
		}
		signIn := func() error { _, err := srv.SignIn(t.Context()); return err }
		list := func() error { _, err := srv.Feeds(t.Context()); return err }
		unread := func() error { _, err := srv.Unread(t.Context()); return err }
		starred := func() error { _, err := srv.Starred(t.Context()); return err }
		recent := func() error { _, err := srv.Recent(t.Context()); return err }
		ids := f.IDs(0)[:min(2*feeds, feed.MaxItems)]
		want := wanted(f, ids)
		items := func() error { _, err := srv.Items(t.Context(), want); return err }
		mark := func() error { return srv.Mark(t.Context(), feed.Read, true, ids) }
		count("first sync", 4, signIn, list, unread, starred)
		count("next sync", 4, list, unread, starred, recent)
		count("items", 2, items)
		count("marks", 2, mark)
	}
}
