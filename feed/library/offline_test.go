package library

import (
	"errors"
	"path/filepath"
	"testing"
	"time"

	"rubrika/feed"
	"rubrika/feed/feedtest"
	"rubrika/feed/fetch"
)

// Offline the library asks nobody, even with a client that would, reads no
// password for it, and holds it against nobody; what is stored stays readable.
func TestLeftAlone(t *testing.T) {
	t.Parallel()
	p := publish(t, map[string]answer{"/rss": says(document(three()...)), "/b": says(document(three()...))})
	f := feedtest.NewMiniflux(t, feedtest.FakeOptions{})
	c := &clock{at: noon()}
	path := filepath.Join(t.TempDir(), "edition.db")
	before := openAt(t, path, c)
	follow(t, before, p.URL+"/rss")
	a, err := before.AddAccount(t.Context(), NewAccount{
		Kind: "miniflux", URL: f.URL(), User: f.User, Title: "Mine", Password: f.Password, Secret: feed.Secret{Kind: feed.SecretPlain},
	})
	if err != nil {
		t.Fatal(err)
	}
	f.AddMany(f.AddFeed("Fleet", "Sea", "https://fleet.example/feed.xml"), 3)
	refresh(t, before)
	remote := list(t, before, "source:Fleet")[0]
	if _, err := before.Mark(t.Context(), feed.Read, 0, remote.ID); err != nil {
		t.Fatal(err)
	}
	sources, accounts := p.requests(), len(f.Requests())
	was, err := before.Subscriptions(t.Context())
	if err != nil {
		t.Fatal(err)
	}

	c.pass(48 * time.Hour)
	l := openWith(t, Options{Path: path, Now: c.now, Offline: true, Client: fetch.New(fetch.Options{Now: c.now})})
	ctx, local := t.Context(), list(t, l, "source:\"Sea News\"")[0].ID
	title := "Other"
	for name, err := range map[string]error{
		"refresh":      second(l.Refresh(ctx, RefreshOptions{Force: true})),
		"follow":       second(l.Follow(ctx, NewSource{URL: p.URL + "/b"})),
		"prefetch":     second(l.Prefetch(ctx, 0, 0, nil)),
		"text":         second(l.FullText(ctx, local, true)),
		"text there":   second(l.FullText(ctx, remote.ID, true)),
		"check":        l.CheckAccount(ctx, a.ID),
		"edit account": second(l.EditAccount(ctx, a.ID, AccountChange{User: &title})),
		"add account":  second(l.AddAccount(ctx, NewAccount{Kind: "miniflux", URL: f.URL(), User: "x", Secret: feed.Secret{Kind: feed.SecretCommand, Text: "exit 3"}})),
		"leave a feed": second(l.Unsubscribe(ctx, remote.Source)),
	} {
		if feed.KindOf(err) != feed.KindOffline || !errors.Is(err, feed.ErrOffline) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if sent, waiting, err := l.Send(ctx); sent != 0 || waiting != 1 || err != nil {
		t.Errorf("sent %d, %d wait, %v", sent, waiting, err)
	}
	if _, err := l.EditAccount(ctx, a.ID, AccountChange{Title: &title}); err != nil {
		t.Errorf("a name of one's own: %v", err)
	}
	if article, err := l.FullText(ctx, local, true); article.ID != local || article.Markdown == "" {
		t.Errorf("%+v %v", article, err)
	}
	for r := range l.Patrol(ctx) {
		t.Errorf("a round: %+v", r)
	}
	now, err := l.Subscriptions(ctx)
	if err != nil || len(now) != len(was) || now[0].LastTry != was[0].LastTry || now[0].NextTry != was[0].NextTry || now[0].Trouble != feed.KindNone {
		t.Errorf("%+v\n%+v %v", now, was, err)
	}
	if p.requests() != sources || len(f.Requests()) != accounts {
		t.Errorf("%d and %d requests", p.requests()-sources, len(f.Requests())-accounts)
	}
}

// second is the error of a call with an answer.
func second[T any](_ T, err error) error { return err }
