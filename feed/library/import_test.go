package library

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"rubrika/feed"
	"rubrika/feed/catalogue"
	"rubrika/feed/opml"
)

// own are the fields of a subscription that are the reader's.
func own(subs []feed.Subscription) []feed.Subscription {
	var out []feed.Subscription
	for _, s := range subs {
		out = append(out, feed.Subscription{
			Kind: s.Kind, URL: s.URL, Title: s.Title, Site: s.Site, Lang: s.Lang, Rubric: s.Rubric, Zone: s.Zone,
			Every: s.Every, Agent: s.Agent, Tags: s.Tags, Muted: s.Muted,
		})
	}
	slices.SortFunc(out, func(a, b feed.Subscription) int { return strings.Compare(a.URL, b.URL) })
	return out
}

// TestExportImport takes 2,000 sources there and back.
func TestExportImport(t *testing.T) {
	t.Parallel()
	l, _ := openNew(t)
	var subs []feed.Subscription
	tags := []string{"Sport", "Морские новости", `"Quoted" & <odd>`, "A/B", "A/B/C", "Economy/Banks"}
	size := 2000
	if raced {
		size = 200
	}
	for i := range size {
		s := feed.Subscription{Kind: kindFeed, URL: fmt.Sprintf("https://host%d.example/feed?n=%d&x=ü", i%50, i), Title: fmt.Sprintf("Источник «%d» & Co", i)}
		if i%2 == 0 {
			s.Lang, s.Zone, s.Site = "az", "Asia/Baku", "https://site.example/"
		}
		if i%3 == 0 {
			s.Rubric, s.Every, s.Agent = feed.Sport, 90*time.Minute, `own "agent"/1`
		}
		if i%5 == 0 {
			s.Muted = true
		}
		if i%7 == 0 {
			s.Kind = kindSitemap
		}
		if n := i % (len(tags) + 1); n > 0 {
			s.Tags = slices.Clone(tags[n-1 : min(n+1, len(tags))])
		}
		subs = append(subs, s)
	}
	if added, d, err := l.store.SubscribeAll(t.Context(), subs, false); err != nil || len(added) != len(subs) || d.Sources != len(subs) {
		t.Fatalf("%d added, %+v, %v", len(added), d, err)
	}
	if err := l.Welcome(t.Context(), "ru", false); err != nil {
		t.Fatal(err)
	}
	var doc bytes.Buffer
	if err := l.Export(t.Context(), &doc); err != nil {
		t.Fatal(err)
	}
	again, _ := openNew(t)
	got, err := again.Import(t.Context(), doc.Bytes())
	if err != nil || got.Added != len(subs) || got.There != 0 || len(got.Skipped) != 0 || len(got.Titles) != len(subs) {
		t.Fatalf("%d added, %d there, skipped %v: %v", got.Added, got.There, got.Skipped, err)
	}
	before, err := l.Subscriptions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	before = slices.DeleteFunc(before, func(s feed.Subscription) bool { return s.Kind == kindTour })
	after, err := again.Subscriptions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want, have := own(before), own(after)
	for i := range want {
		if fmt.Sprintf("%+v", want[i]) != fmt.Sprintf("%+v", have[i]) {
			t.Fatalf("\n had %+v\n got %+v", want[i], have[i])
		}
	}
	// Once more changes nothing, and one deed takes all of it back.
	if got, err := again.Import(t.Context(), doc.Bytes()); err != nil || got.Added != 0 || got.There != len(subs) || got.Deed.ID != 0 {
		t.Errorf("%+v %v", got, err)
	}
	if d, err := again.Undo(t.Context()); err != nil || d.Sources != len(subs) {
		t.Errorf("%+v %v", d, err)
	}
	if after, err = again.Subscriptions(t.Context()); err != nil || len(after) != 0 {
		t.Errorf("%d left, %v", len(after), err)
	}
}

func TestImport(t *testing.T) {
	t.Parallel()
	known := catalogue.All()[0]
	doc := `<?xml version="1.0"?><opml version="2.0"><body>
<outline text="Спорт"><outline text="Mine" type="rss" xmlUrl="https://one.example/rss"/></outline>
<outline text="Sea"><outline text="Sport"><outline text="Two" type="rss" xmlUrl="https://two.example/rss"/></outline></outline>
<outline text="Sea"><outline text="Three" type="rss" xmlUrl="HTTPS://Three.example"/></outline>
<outline text="evil&#x202e;name" type="rss" xmlUrl="https://four.example/rss"/>
<outline text="local" type="rss" xmlUrl="file:///etc/passwd"/>
<outline type="rss" xmlUrl="` + strings.ReplaceAll(known.URL, "&", "&amp;") + `"/>
<outline text="There" type="rss" xmlUrl="http://www.there.example/rss/"/>
</body></opml>`
	l, c := openNew(t)
	if _, err := l.store.Subscribe(t.Context(), feed.Subscription{Kind: kindFeed, URL: "https://www.there.example/rss"}); err != nil {
		t.Fatal(err)
	}
	got, err := l.Import(t.Context(), []byte(doc))
	if err != nil || got.Added != 5 || got.There != 1 || len(got.Skipped) != 1 || got.Skipped[0].Why == "" || got.Skipped[0].Line != 6 {
		t.Fatalf("%+v %v", got, err)
	}
	subs, err := l.Subscriptions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"[] https://www.there.example/rss ", "sport [] https://one.example/rss Mine", "sport [Sea] https://two.example/rss Two",
		"[Sea] https://three.example/ Three", "[] https://four.example/rss evilname",
	}
	for i, w := range want {
		s := subs[i]
		if have := strings.TrimSpace(fmt.Sprint(s.Rubric, " ", s.Tags, " ", s.URL, " ", s.Title)); !strings.HasPrefix(have, w) {
			t.Errorf("%q, want %q", have, w)
		}
		if s.NextTry.After(c.now()) || !s.LastTry.IsZero() {
			t.Errorf("asked, or not to be: %+v", s)
		}
	}
	if s := subs[5]; s.Lang != known.Lang || s.Zone != known.Zone || s.Rubric != known.Rubric {
		t.Errorf("%+v, the catalogue says %+v", s, known)
	}
	if d := got.Deed; d.Kind != "subscribe" || d.Sources != 5 {
		t.Errorf("%+v", d)
	}
}

func TestABrokenListChangesNothing(t *testing.T) {
	t.Parallel()
	l, _ := openNew(t)
	whole := `<opml version="2.0"><body><outline type="rss" text="One" xmlUrl="https://one.example/rss"/></body></opml>`
	for name, c := range map[string]struct {
		doc  string
		want feed.Kind
	}{
		"cut":     {whole[:len(whole)-20], feed.KindList},
		"no list": {"<html><body>Log in</body></html>", feed.KindList},
		"nothing": {"", feed.KindEmpty},
	} {
		got, err := l.Import(t.Context(), []byte(c.doc))
		if feed.KindOf(err) != c.want || got.Added != 0 {
			t.Errorf("%s: %+v %v", name, got, err)
		}
	}
	if subs, err := l.Subscriptions(t.Context()); err != nil || len(subs) != 0 {
		t.Errorf("%+v %v", subs, err)
	}
	if got, err := l.Import(t.Context(), []byte(whole)); err != nil || got.Added != 1 {
		t.Errorf("%+v %v", got, err)
	}
}

func TestImportNewsboat(t *testing.T) {
	t.Parallel()
	l, _ := openNew(t)
	got, err := l.Import(t.Context(), []byte("https://one.example/rss \"sea news\" \"~Mine\"\n\"query:Unread:unread = \\\"yes\\\"\"\nexec:~/x.sh\n"))
	if err != nil || got.Added != 1 || len(got.Skipped) != 2 || got.Skipped[0].Why != opml.Query || got.Skipped[1].Why != opml.Exec {
		t.Fatalf("%+v %v", got, err)
	}
	if sub := only(t, l); sub.Title != "Mine" || !slices.Equal(sub.Tags, []string{"sea news"}) {
		t.Errorf("%+v", sub)
	}
}

// TestImportedZones takes over only zones that are the same on every machine.
func TestImportedZones(t *testing.T) {
	t.Parallel()
	for zone, want := range map[string]string{"Asia/Baku": "Asia/Baku", "Local": "", "Mars/Olympus": ""} {
		l, _ := openNew(t)
		doc := `<opml version="2.0" xmlns:rubrika="urn:rubrika:opml:1"><body><outline text="a" rubrika:zone="` + zone + `" xmlUrl="https://a.example/rss"/></body></opml>`
		if _, err := l.Import(t.Context(), []byte(doc)); err != nil {
			t.Fatal(err)
		}
		if got := only(t, l).Zone; got != want {
			t.Errorf("%q became %q, want %q", zone, got, want)
		}
	}
}
