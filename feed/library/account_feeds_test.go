package library

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"rubrika/feed"
	"rubrika/feed/feedtest"
)

// TestFeedsOfAnAccount follows, moves and leaves feeds from here.
func TestFeedsOfAnAccount(t *testing.T) {
	t.Parallel()
	onServers(t, func(t *testing.T, r *rig) {
		ctx := t.Context()
		const address = "https://port.example/rss"
		r.f.Offer(address, "Порт", feedtest.FakeItem{Title: "Старое", Published: noon().AddDate(0, 0, -3)})
		kept := r.f.AddFeed("Рынок", "", "https://market.example/rss")
		r.f.AddMany(kept, 2)
		r.sync()
		n := NewSource{URL: address, Account: r.a.ID, Folder: "Экономика", Lang: "ru", Tags: []string{"свои"}}
		sub, got, err := r.Subscribe(ctx, n)
		if err != nil || got.New != 1 || sub.Title != "Порт" || sub.Account != r.a.ID || sub.Rubric != feed.Economy ||
			sub.Lang != "ru" || sub.Items != 1 || sub.Folder != "Экономика" || !slices.Contains(sub.Tags, "свои") {
			t.Fatalf("%+v %+v %v", sub, got, err)
		}
		_, _, err = r.Subscribe(ctx, n)
		kind(t, err, feed.KindExists)
		if _, _, err := r.Subscribe(ctx, NewSource{URL: "https://nothing.example/", Account: r.a.ID}); err == nil {
			t.Error("the server cannot follow that")
		}
		r.sync()
		r.agree()
		// A folder that is called like a rubric is one, and takes the place of
		// what the last one stood for.
		sub.Folder, sub.Title, sub.Tags, sub.Rubric = "Спорт", "Порт и море", r.source(sub.Remote).Tags, r.source(sub.Remote).Rubric
		if d, err := r.Edit(ctx, sub); err != nil || d.ID != 0 {
			t.Fatal(d, err)
		}
		for range 2 {
			if sub = r.source(sub.Remote); sub.Folder != "Спорт" || sub.Title != "Порт и море" || sub.Rubric != feed.Sport {
				t.Errorf("%+v", sub)
			}
			r.sync()
		}
		// What is the reader's own stays here, and can be undone.
		sub.Lang, sub.Rubric = "az", feed.Culture
		r.f.Forget()
		if d, err := r.Edit(ctx, sub); err != nil || d.ID == 0 || len(r.f.Requests()) != 0 {
			t.Error(d, err, len(r.f.Requests()))
		}
		r.sync()
		if got := r.source(sub.Remote); got.Lang != "az" || got.Rubric != feed.Culture {
			t.Errorf("%+v", got)
		}
		// The server's error is the answer.
		r.f.Fail(-1, feedtest.Fault500)
		sub.Title = "Иначе"
		if _, err := r.Edit(ctx, sub); err == nil {
			t.Error("edited without its server")
		}
		if _, err := r.Unsubscribe(ctx, sub.ID); err == nil || r.source(sub.Remote).Title != "Порт и море" {
			t.Error(err)
		}
		r.f.Forget()
		if d, err := r.Unsubscribe(ctx, sub.ID); err != nil || d.ID != 0 || d.Source != "Порт и море" {
			t.Error(d, err)
		}
		if len(r.f.Feeds()) != 1 || len(list(t, r.Library, "")) != 2 {
			t.Errorf("%+v", r.f.Feeds())
		}
		r.sync()
		r.agree()
		_, _, err = r.Subscribe(ctx, NewSource{URL: address, Account: 99})
		kind(t, err, feed.KindNoAccount)
	})
}

func TestListsOfAccounts(t *testing.T) {
	t.Parallel()
	r := newRig(t, serverKinds()[0])
	p := publish(t, map[string]answer{"/rss": says(document(three()...))})
	r.f.AddFeed("Порт", "Город", p.URL+"/rss")
	r.sync()
	var doc bytes.Buffer
	if err := r.Export(t.Context(), &doc); err != nil || !strings.Contains(doc.String(), p.URL+"/rss") || strings.Contains(doc.String(), "miniflux") {
		t.Errorf("%v %s", err, doc.String())
	}
	// The same feed may be followed beside the account, once.
	if out, err := r.Import(t.Context(), doc.Bytes()); err != nil || out.Added != 1 || out.There != 0 {
		t.Errorf("%+v %v", out, err)
	}
	if out, err := r.Import(t.Context(), doc.Bytes()); err != nil || out.Added != 0 || out.There != 1 {
		t.Errorf("%+v %v", out, err)
	}
	if _, _, err := r.Subscribe(t.Context(), NewSource{URL: p.URL + "/rss"}); feed.KindOf(err) != feed.KindExists {
		t.Error(err)
	}
	var told []Progress
	r.c.pass(time.Hour)
	out, err := r.Refresh(t.Context(), RefreshOptions{Force: true, Progress: func(p Progress) { told = append(told, p) }})
	if err != nil || out.Sources != 2 || out.New != 3 || len(told) != 2 || told[1].Total != 2 || told[1].Done != 2 {
		t.Errorf("%+v %+v %v", out, told, err)
	}
	if i := slices.IndexFunc(told, func(p Progress) bool { return p.Source == "Mine" && p.ID == 0 }); i < 0 {
		t.Errorf("%+v", told)
	}
	// One source of an account names the whole of it.
	r.c.pass(time.Hour)
	out, err = r.Refresh(t.Context(), RefreshOptions{Force: true, Sources: []feed.SourceID{r.source(r.f.Feeds()[0].ID).ID}})
	if err != nil || out.Sources != 1 {
		t.Errorf("%+v %v", out, err)
	}
}
