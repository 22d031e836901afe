package store

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rubrika/feed"
)

// home is an account as a reader adds it.
func home() feed.Account {
	return feed.Account{
		Kind: "miniflux", URL: "https://news.example/v1", User: "ada", Title: "Home",
		Secret: feed.Secret{Kind: feed.SecretCommand, Text: "pass news"}, CA: "/etc/ca.pem",
	}
}

// remoteFeeds are feeds as a server lists them: f1, f2, …
func remoteFeeds(n int) []feed.RemoteSource {
	list := make([]feed.RemoteSource, n)
	for i := range list {
		list[i].RemoteFeed = feed.RemoteFeed{
			ID: fmt.Sprintf("f%d", i+1), Title: fmt.Sprintf("Feed %d", i+1), URL: fmt.Sprintf("https://%d.example/feed", i+1),
		}
	}
	return list
}

// joined adds the account Home with n feeds.
func joined(t testing.TB, s *Store, n int) feed.AccountID {
	t.Helper()
	a := must[feed.Account](t)(s.AddAccount(t.Context(), home()))
	must[map[string]feed.SourceID](t)(s.SetFeeds(t.Context(), a.ID, remoteFeeds(n)))
	return a.ID
}

func account(t testing.TB, s *Store) feed.Account {
	t.Helper()
	list := must[[]feed.Account](t)(s.Accounts(t.Context()))
	if len(list) != 1 {
		t.Fatalf("%d accounts", len(list))
	}
	return list[0]
}

func TestAccounts(t *testing.T) {
	t.Parallel()
	c := &clock{noon()}
	s := openAt(t, filepath.Join(t.TempDir(), "x.db"), Options{Now: c.now})
	ctx := t.Context()
	if !must[bool](t)(s.Untouched(ctx)) {
		t.Error("a new store is touched")
	}
	a := must[feed.Account](t)(s.AddAccount(ctx, home()))
	want := home()
	want.ID, want.Added = 1, noon()
	if a != want || account(t, s) != want {
		t.Errorf("%#v, want %#v", a, want)
	}
	if must[bool](t)(s.Untouched(ctx)) {
		t.Error("a store with an account is untouched")
	}
	same, other := home(), home()
	same.Title, other.URL = "Other", "https://other.example"
	other.Title = "HOME"
	for _, b := range []feed.Account{same, other} {
		_, err := s.AddAccount(ctx, b)
		kind(t, err, feed.KindExists)
	}
	other.Title, other.Secret = "Work", feed.Secret{Kind: feed.SecretPlain, Text: "hunter2"}
	b := must[feed.Account](t)(s.AddAccount(ctx, other))
	if got := must[[]feed.Account](t)(s.Accounts(ctx)); len(got) != 2 || got[1].Secret.Text != "hunter2" {
		t.Errorf("%#v", got)
	}
	b.Title = "Home"
	kind(t, s.EditAccount(ctx, b), feed.KindExists)
	b.Title, b.URL, b.User, b.CA, b.Secret = "Office", "https://new.example", "bob", "", feed.Secret{Kind: feed.SecretEnv, Text: "PASS"}
	if err := s.EditAccount(ctx, b); err != nil {
		t.Fatal(err)
	}
	if got := must[[]feed.Account](t)(s.Accounts(ctx)); got[1] != b || got[0] != want {
		t.Errorf("%#v", got)
	}
	if err := s.RemoveAccount(ctx, b.ID); err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{
		s.RemoveAccount(ctx, b.ID), s.EditAccount(ctx, b), s.AccountTried(ctx, b.ID, noon(), nil),
		second(s.SetFeeds(ctx, b.ID, nil)), second(s.Deliver(ctx, b.ID, nil)),
	} {
		kind(t, err, feed.KindNoAccount)
	}
	if c := must[feed.Account](t)(s.AddAccount(ctx, other)); c.ID != 3 {
		t.Errorf("the id %d was given twice", c.ID)
	}
}

// second is the error of two results.
func second[T any](_ T, err error) error { return err }

func TestHowAnAccountIsDoing(t *testing.T) {
	t.Parallel()
	c := &clock{noon()}
	s := openAt(t, filepath.Join(t.TempDir(), "x.db"), Options{Now: c.now})
	ctx := t.Context()
	id := joined(t, s, 2)
	next := noon().Add(time.Hour)
	if err := s.AccountTried(ctx, id, next, nil); err != nil {
		t.Fatal(err)
	}
	c.at = next
	why := &feed.Error{Op: "sync", Source: "Home", Kind: feed.KindPassword, Err: errors.New("401")}
	for range 2 {
		if err := s.AccountTried(ctx, id, next.Add(time.Hour), why); err != nil {
			t.Fatal(err)
		}
	}
	a := account(t, s)
	if a.Feeds != 2 || !a.LastGood.Equal(noon()) || !a.LastTry.Equal(next) || !a.NextTry.Equal(next.Add(time.Hour)) ||
		a.Failures != 2 || a.Trouble != feed.KindPassword || a.TroubleText != "sync Home: 401" {
		t.Errorf("%+v", a)
	}
	sub := subs(t, s)[1]
	if sub.Failures != 2 || sub.Trouble != a.Trouble || sub.TroubleText != a.TroubleText || sub.LastTry != a.LastTry || sub.NextTry != a.NextTry {
		t.Errorf("its feed is %+v", sub)
	}
	if err := s.AccountTried(ctx, id, next, nil); err != nil {
		t.Fatal(err)
	}
	if a := account(t, s); a.Failures != 0 || a.Trouble != "" || a.TroubleText != "" || !a.LastGood.Equal(next) {
		t.Errorf("%+v", a)
	}
}

// shownFeeds are the subscriptions that are shown, with what the reader and
// the server say of them.
func shownFeeds(ctx context.Context, t *testing.T, s *Store) string {
	t.Helper()
	var out []string
	for _, sub := range must[[]feed.Subscription](t)(s.Subscriptions(ctx)) {
		out = append(out, strings.TrimSpace(fmt.Sprintf("%d %s %s %s %s", sub.ID, sub.Title, sub.Folder, sub.Rubric, strings.Join(sub.Tags, "+"))))
	}
	return strings.Join(out, ", ")
}

func TestFeedsOfAnAccount(t *testing.T) {
	t.Parallel()
	s := openAt(t, filepath.Join(t.TempDir(), "x.db"), Options{Now: noon, Link: short})
	ctx := t.Context()
	id := joined(t, s, 0)
	set := func(want string, list ...feed.RemoteSource) map[string]feed.SourceID {
		t.Helper()
		by := must[map[string]feed.SourceID](t)(s.SetFeeds(ctx, id, list))
		if got := shownFeeds(ctx, t, s); got != want {
			t.Errorf("%s\nwant %s", got, want)
		}
		return by
	}
	feeds := remoteFeeds(3)
	feeds[0].Folder, feeds[0].Rubric = "Money", feed.Economy
	feeds[1].Folder, feeds[1].Tags = "Friends", []string{"Friends", " friends "}
	feeds[2].Title, feeds[2].URL, feeds[2].ID = "", "", "feed/9"
	by := set("1 Feed 1 Money economy, 2 Feed 2 Friends  Friends, 3 feed/9", append(feeds, feeds[0])...)
	if fmt.Sprint(by) != "map[f1:1 f2:2 feed/9:3]" {
		t.Error(by)
	}
	first := subs(t, s)[0]
	if first.Kind != "miniflux" || first.Account != id || first.AccountTitle != "Home" || first.Remote != "f1" || first.URL != feeds[0].URL {
		t.Errorf("%+v", first)
	}
	// What the reader says of a source stays until its folder changes.
	first.Rubric, first.Tags, first.Lang = feed.World, []string{"Mine"}, "az"
	if d := must[feed.Deed](t)(s.Edit(ctx, first)); d.ID == 0 {
		t.Error("an edit of its rubric cannot be undone")
	}
	set("1 Feed 1 Money world Mine, 2 Feed 2 Friends  Friends, 3 feed/9", feeds...)
	feeds[0].Title, feeds[0].URL = "Renamed", "https://moved.example/"
	set("1 Renamed Money world Mine, 2 Feed 2 Friends  Friends, 3 feed/9", feeds...)
	feeds[0].Folder, feeds[0].Rubric = "News", feed.Politics
	set("1 Renamed News politics, 2 Feed 2 Friends  Friends, 3 feed/9", feeds...)
	if got := subs(t, s)[0]; got.URL != "https://moved.example/" || got.Lang != "az" {
		t.Errorf("%+v", got)
	}
	// One that leaves comes back as it was, but under another id it is another.
	set("2 Feed 2 Friends  Friends", feeds[1])
	set("", feeds[:0]...)
	feeds[1].ID = "f22"
	set("1 Renamed News politics, 4 Feed 2 Friends  Friends", feeds[:2]...)
	if n := account(t, s).Feeds; n != 2 {
		t.Errorf("%d feeds", n)
	}
	feeds[0].Rubric, feeds[0].Title = "nonsense", "Half"
	_, err := s.SetFeeds(ctx, id, []feed.RemoteSource{feeds[1], feeds[0]})
	kind(t, err, feed.KindUsage)
	if got := shownFeeds(ctx, t, s); got != "1 Renamed News politics, 4 Feed 2 Friends  Friends" {
		t.Errorf("a list with a fault left %s", got)
	}
	intact(t, s)
}

func TestAnEditOfAnAccountsFeed(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	ctx := t.Context()
	id := joined(t, s, 1)
	sub := subs(t, s)[0]
	for _, tt := range []struct {
		name string
		edit func()
		deed bool
	}{
		{"nothing", func() {}, false},
		{"title", func() { sub.Title = "Renamed" }, false},
		{"folder, rubric", func() { sub.Folder, sub.Rubric = "News", feed.World }, false},
		{"muted", func() { sub.Muted = true }, true},
		{"language", func() { sub.Lang = "ru" }, true},
	} {
		tt.edit()
		d := must[feed.Deed](t)(s.Edit(ctx, sub))
		got := subs(t, s)[0]
		if (d.ID != 0) != tt.deed || got.Title != sub.Title || got.Folder != sub.Folder || got.Rubric != sub.Rubric ||
			got.Muted != sub.Muted || got.Lang != sub.Lang {
			t.Errorf("%s: deed %+v, %+v", tt.name, d, got)
		}
	}
	list := remoteFeeds(1)
	list[0].Title, list[0].Folder = "Renamed", "News"
	must[map[string]feed.SourceID](t)(s.SetFeeds(ctx, id, list))
	if got := subs(t, s)[0]; got.Rubric != feed.World || !got.Muted || got.Title != "Renamed" {
		t.Errorf("%+v", got)
	}
	sub.Title = ""
	must[feed.Deed](t)(s.Edit(ctx, sub))
	if got := subs(t, s)[0]; got.Title != "Renamed" {
		t.Errorf("without a title it is %q", got.Title)
	}
}

// TestAFeedInBothWays has one address asked by ourselves and by two accounts.
func TestAFeedInBothWays(t *testing.T) {
	t.Parallel()
	s := openAt(t, filepath.Join(t.TempDir(), "x.db"), Options{Now: noon, Link: short})
	ctx := t.Context()
	id := joined(t, s, 1)
	address := remoteFeeds(1)[0].URL
	local := follow(t, s, address, "Mine")
	other := home()
	other.User, other.Title = "bob", "Other"
	must[map[string]feed.SourceID](t)(s.SetFeeds(ctx, must[feed.Account](t)(s.AddAccount(ctx, other)).ID, remoteFeeds(1)))
	if got := shownFeeds(ctx, t, s); got != "1 Feed 1, 2 Mine, 3 Feed 1" {
		t.Errorf("%s", got)
	}
	_, err := s.Subscribe(ctx, feed.Subscription{Kind: "feed", URL: address})
	kind(t, err, feed.KindExists)
	put(t, s, local, story("1.example/a", "A"))
	deliver(t, s, id, from("f1", "r1", 0))
	if items := list(t, s, ""); len(items) != 2 {
		t.Errorf("%d items", len(items))
	}
	// Leaving one leaves the others alone, and deeds know only our own.
	if d := must[feed.Deed](t)(s.Unsubscribe(ctx, 1)); d != (feed.Deed{}) {
		t.Errorf("leaving an account's feed is the deed %+v", d)
	}
	if got := shownFeeds(ctx, t, s); got != "2 Mine, 3 Feed 1" {
		t.Errorf("%s", got)
	}
	if d := must[feed.Deed](t)(s.Undo(ctx)); d.Kind != subscribing || d.Source != "Mine" {
		t.Errorf("undone %+v", d)
	}
	if got := shownFeeds(ctx, t, s); got != "3 Feed 1" {
		t.Errorf("%s", got)
	}
	must[feed.Subscription](t)(s.Subscribe(ctx, feed.Subscription{Kind: "feed", URL: address}))
	if got := subs(t, s); len(got) != 2 || got[0].ID != local || got[0].Account != 0 || got[0].Kind != "feed" {
		t.Errorf("%+v", got)
	}
	_, err = s.Unsubscribe(ctx, 1)
	kind(t, err, feed.KindNoSource)
	if err := s.RemoveAccount(ctx, id); err != nil {
		t.Fatal(err)
	}
	intact(t, s)
}

// A list of nothing is a list, or json_each would have one thing in it.
func TestListsAsJSON(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	for _, list := range []string{nameList(nil), nameList([]string{}), numberList(nil), numberList([]int64{})} {
		if list != "[]" {
			t.Errorf("nothing is %s", list)
		}
	}
	for _, list := range [][]string{nil, {"a"}, {"", "\"", "\x00\n", "\xff", "<ü🦊>", "null"}} {
		var n int
		if err := s.read.QueryRowContext(t.Context(), "SELECT count(*) FROM json_each(?)", nameList(list)).Scan(&n); err != nil || n != len(list) {
			t.Errorf("%q is %s: %d, %v", list, nameList(list), n, err)
		}
	}
	if got := must[[]string](t)(s.Missing(t.Context(), joined(t, s, 1), nil)); len(got) != 0 {
		t.Errorf("of nothing %q is missing", got)
	}
}

func TestARemovedAccount(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	ctx := t.Context()
	id := joined(t, s, 2)
	deliver(t, s, id, from("f1", "r1", 0), from("f2", "r2", feed.Starred))
	must[feed.Deed](t)(s.Mark(ctx, feed.Read, 0, 1, 2))
	if a := account(t, s); a.Waiting != 2 {
		t.Errorf("%+v", a)
	}
	if err := s.RemoveAccount(ctx, id); err != nil {
		t.Fatal(err)
	}
	if len(subs(t, s)) != 0 || len(list(t, s, "")) != 0 || must[bool](t)(s.Untouched(ctx)) {
		t.Error("it is still there, or the store is untouched")
	}
	if got := must[[]feed.PendingMark](t)(s.Pending(ctx, id)); got != nil {
		t.Errorf("pending are %+v", got)
	}
	if a, remote, err := s.RemoteOf(ctx, 1); a != 0 || remote != "" || err != nil {
		t.Errorf("%d %q %v", a, remote, err)
	}
	must[feed.Deed](t)(s.Undo(ctx))
	intact(t, s)
	// The same account again is another one, with items of its own.
	again := joined(t, s, 1)
	if got := must[[]string](t)(s.Missing(ctx, again, []string{"r1"})); len(got) != 1 {
		t.Error("what the old account had is known")
	}
	deliver(t, s, again, from("f1", "r1", 0))
	if items := list(t, s, ""); len(items) != 1 || items[0].Source != 3 {
		t.Errorf("%+v", items)
	}
	sweep(t, s, feed.Keep{Items: 1}, 0)
	intact(t, s)
}
