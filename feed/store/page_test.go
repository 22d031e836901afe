package store

import (
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"rubrika/feed"
)

// short is a Link of options: it takes the scheme and a slash at the end away.
func short(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	return strings.TrimSuffix(rest, "/")
}

// teased is a store with one source and, as item 1, a teaser of it.
func teased(t *testing.T) (*Store, *clock, feed.Entry) {
	t.Helper()
	c := &clock{noon()}
	s := openAt(t, filepath.Join(t.TempDir(), "x.db"), Options{Now: c.now, Link: short})
	e := story("x.example/1", "Headline")
	e.Summary, e.Text, e.HTML = "A teaser", "A teaser", "<p>A teaser"
	e.Rubrics, e.Why = []feed.Rubric{feed.World}, feed.Evidence{Kind: feed.ByFeed}
	e.Tags, e.Images, e.Author = []string{"Вода"}, []string{"https://x.example/small.jpg"}, "Feed"
	e.Versions = []feed.Version{{Lang: "ru", URL: "https://x.example/ru/1", Title: "Заголовок"}}
	put(t, s, follow(t, s, "https://x.example/", "X"), e)
	must[feed.Deed](t)(s.Mark(t.Context(), feed.Read|feed.Starred, 0, 1))
	c.at = c.at.Add(time.Hour)
	return s, c, e
}

// whole is what the page of that item gives.
func whole() feed.Entry {
	e := feed.Entry{HTML: "<p>The whole story", Text: "The whole story", Author: "Page", Full: true}
	e.Tags, e.Images = []string{"вода", "Баку"}, []string{"https://x.example/large.jpg", "https://x.example/small.jpg"}
	e.Rubrics, e.Why, e.Section = []feed.Rubric{feed.Economy}, feed.Evidence{Kind: feed.ByPage, Text: "Finance"}, "Finance"
	e.Lang, e.Badges = "en", feed.Photo|feed.Updated
	e.Versions = []feed.Version{
		{Lang: "en", URL: "http://x.example/1/"}, {Lang: "ru", URL: "http://x.example/ru/1"}, {Lang: "az", URL: "https://x.example/az/1"},
	}
	return e
}

// keep stores a page of item 1 and returns the item as it is then.
func keep(t *testing.T, s *Store, e feed.Entry) feed.Entry {
	t.Helper()
	if err := s.KeepPage(t.Context(), 1, e); err != nil {
		t.Fatal(err)
	}
	intact(t, s)
	return must[feed.Entry](t)(s.Entry(t.Context(), 1))
}

func TestAPageIsKeptBesideTheTeaser(t *testing.T) {
	t.Parallel()
	s, c, e := teased(t)
	got := keep(t, s, whole())
	if got.HTML != "<p>The whole story" || !got.Full || !got.PageRead.Equal(c.at) || got.Author != "Page" ||
		!reflect.DeepEqual(got.Images, whole().Images) {
		t.Errorf("%+v", got)
	}
	if fmt.Sprint(got.Tags) != "[Вода Баку]" || fmt.Sprint(got.Rubrics) != "[economy]" || got.Why != whole().Why ||
		got.Section != "Finance" || got.Lang != "en" || got.Badges != feed.Photo {
		t.Errorf("filed as %+v", got.Item)
	}
	if !got.Updated.IsZero() || got.State != feed.Read|feed.Starred || !got.Order.Equal(e.Published) {
		t.Errorf("updated %v, marks %b, order %v", got.Updated, got.State, got.Order)
	}
	var versions []string
	for _, v := range got.Versions {
		versions = append(versions, v.Lang+" "+v.URL+" "+v.Title)
	}
	if want := "ru https://x.example/ru/1 Заголовок, az https://x.example/az/1 "; strings.Join(versions, ", ") != want {
		t.Errorf("versions %q, want %q", versions, want)
	}
	for filter, want := range map[string]int{
		"whole": 1, `"whole story"`: 1, "headline": 1, "teaser": 1, "tag:баку": 1, "rubric:economy": 1, "rubric:world": 0,
		"section:finance": 1, "lang:en": 1, "has:photo": 1, "stories": 1,
	} {
		if n := len(list(t, s, filter)); n != want {
			t.Errorf("%s finds %d, want %d", filter, n, want)
		}
	}
	// The page is the same when it is read again, and so is the document.
	if again := keep(t, s, whole()); !reflect.DeepEqual(again, got) {
		t.Errorf("again\n%+v\nwas\n%+v", again, got)
	}
	if r := put(t, s, 1, e); r != (feed.Received{Same: 1}) {
		t.Errorf("the same document: %+v", r)
	}
	if again := must[feed.Entry](t)(s.Entry(t.Context(), 1)); !reflect.DeepEqual(again, got) {
		t.Errorf("after the same document\n%+v\nwas\n%+v", again, got)
	}
}

func TestAVersionThatAPageNamesJoinsItsStory(t *testing.T) {
	t.Parallel()
	s, _, _ := teased(t)
	other := story("x.example/az/1", "Başlıq")
	other.Lang = "az"
	put(t, s, follow(t, s, "https://az.example/", "Az"), other)
	if it := must[feed.Item](t)(s.Item(t.Context(), 1)); it.Story != 1 {
		t.Errorf("a story of %d before", it.Story)
	}
	got := keep(t, s, whole())
	if got.Story != 2 || got.Versions[1].ID != 2 {
		t.Errorf("a story of %d, versions %+v", got.Story, got.Versions)
	}
}

func TestALaterDocumentDoesNotTakeThePageAway(t *testing.T) {
	t.Parallel()
	s, c, e := teased(t)
	keep(t, s, whole())
	c.at = c.at.Add(time.Hour)
	edited := e
	edited.Title, edited.Text, edited.HTML = "Better headline", "Another teaser", "<p>Another teaser"
	if r := put(t, s, 1, edited); r != (feed.Received{Changed: 1}) {
		t.Errorf("%+v", r)
	}
	intact(t, s)
	got := must[feed.Entry](t)(s.Entry(t.Context(), 1))
	if got.Title != "Better headline" || got.HTML != whole().HTML || got.Author != "Page" || !got.Full || !got.Badges.Has(feed.Updated|feed.Photo) ||
		got.State != feed.Read|feed.Starred || !got.PageRead.Before(got.Updated) {
		t.Errorf("edited: %+v", got)
	}
	if fmt.Sprintf("%v %v %s %s %d", got.Tags, got.Rubrics, got.Section, got.Lang, len(got.Versions)) != "[Вода Баку] [economy] Finance en 2" {
		t.Errorf("filed as %+v", got)
	}
	for filter, want := range map[string]int{"better": 1, "whole": 1, "another": 0, "lang:en": 1} {
		if n := len(list(t, s, filter)); n != want {
			t.Errorf("%s finds %d, want %d", filter, n, want)
		}
	}
	if bare := must[[]feed.Item](t)(s.Bare(t.Context(), 0, 10)); len(bare) != 1 {
		t.Errorf("%d pages to read anew", len(bare))
	}
	page := whole()
	page.HTML, page.Text = "<p>Second edition", "Second edition"
	if got := keep(t, s, page); got.HTML != page.HTML || got.PageRead.Before(got.Updated) || len(list(t, s, "whole")) != 0 || len(list(t, s, "edition")) != 1 {
		t.Errorf("read anew: %+v", got)
	}
}

func TestTheRubricsOfAPageGiveWayToBetterEvidence(t *testing.T) {
	t.Parallel()
	s, _, e := teased(t)
	keep(t, s, whole())
	sure := e
	sure.Rubrics, sure.Why, sure.Section = []feed.Rubric{feed.Sport}, feed.Evidence{Kind: feed.ByCategory, Text: "Football"}, "Football"
	put(t, s, 1, sure)
	filed := func() string {
		it := must[feed.Item](t)(s.Item(t.Context(), 1))
		return fmt.Sprint(it.Rubrics, it.Section, it.Why.Kind)
	}
	if got := filed(); got != fmt.Sprint("[sport]Football", feed.ByCategory) {
		t.Errorf("by its category: %s", got)
	}
	// Whoever reads the page anew weighs the two and leaves the better one.
	page := whole()
	page.Rubrics, page.Why, page.Section = sure.Rubrics, sure.Why, sure.Section
	keep(t, s, page)
	if got := filed(); got != fmt.Sprint("[sport]Football", feed.ByCategory) {
		t.Errorf("its page read anew: %s", got)
	}
	sure.Title = "Edited"
	put(t, s, 1, sure)
	if got := filed(); got != fmt.Sprint("[sport]Football", feed.ByCategory) {
		t.Errorf("edited after that: %s", got)
	}
}

func TestAPageWithoutText(t *testing.T) {
	t.Parallel()
	s, _, _ := teased(t)
	got := keep(t, s, feed.Entry{Item: feed.Item{Tags: []string{"Баку"}}})
	if got.HTML != "<p>A teaser" || got.Full || !got.PageRead.IsZero() || got.Author != "Feed" || fmt.Sprint(got.Tags) != "[Вода Баку]" {
		t.Errorf("%+v", got)
	}
	if n := len(list(t, s, "teaser")); n != 1 {
		t.Errorf("found %d times by its own words", n)
	}
	kept := keep(t, s, whole())
	if after := keep(t, s, feed.Entry{}); !reflect.DeepEqual(after, kept) {
		t.Errorf("an empty page leaves\n%+v\nof\n%+v", after, kept)
	}
	kind(t, s.KeepPage(t.Context(), 99, whole()), feed.KindNoItem)
}

func TestBare(t *testing.T) {
	t.Parallel()
	c := &clock{noon()}
	s := openAt(t, filepath.Join(t.TempDir(), "x.db"), Options{Now: c.now})
	ctx := t.Context()
	one, two := follow(t, s, "https://1.example/", ""), follow(t, s, "https://2.example/", "")
	full, nowhere := story("x/full", "full"), story("x/nowhere", "nowhere")
	full.Full, nowhere.URL = true, ""
	at := func(e feed.Entry, hours int) feed.Entry {
		e.Published = noon().Add(-time.Duration(hours) * time.Hour)
		return e
	}
	put(t, s, one, at(story("x/a", "a"), 3), at(story("x/b", "b"), 1), full, nowhere)
	put(t, s, two, at(story("x/c", "c"), 2))
	bare := func(src feed.SourceID, limit int, want string) {
		t.Helper()
		if got := fmt.Sprint(titles(must[[]feed.Item](t)(s.Bare(ctx, src, limit)))); got != want {
			t.Errorf("source %d, %d: %s, want %s", src, limit, got, want)
		}
	}
	id := map[string]feed.ID{}
	for _, it := range list(t, s, "") {
		id[it.Title] = it.ID
	}
	bare(0, 0, "[b c a]")
	bare(0, 2, "[b c]")
	bare(one, 10, "[b a]")
	if err := s.NoPage(ctx, id["b"]); err != nil {
		t.Fatal(err)
	}
	if err := s.KeepPage(ctx, id["a"], whole()); err != nil {
		t.Fatal(err)
	}
	kind(t, s.NoPage(ctx, 99), feed.KindNoItem)
	bare(0, 0, "[c]")
	must[feed.Deed](t)(s.Edit(ctx, feed.Subscription{ID: two, Muted: true}))
	bare(0, 0, "[]")
	bare(two, 0, "[c]")
	// What was asked for is asked again after a change, and no more once the
	// document has it whole.
	b := at(story("x/b", "b, corrected"), 1)
	put(t, s, one, b)
	bare(one, 0, "[b, corrected]")
	b.Full, b.HTML, b.Text = true, "<p>All of it", "All of it"
	put(t, s, one, b)
	bare(one, 0, "[]")
	nowhere.URL = "https://x/now"
	put(t, s, one, nowhere)
	bare(one, 0, "[nowhere]")
	intact(t, s)
}

func TestLookup(t *testing.T) {
	t.Parallel()
	s := openAt(t, filepath.Join(t.TempDir(), "x.db"), Options{Now: noon, Link: short})
	ctx := t.Context()
	one, two := follow(t, s, "https://1.example/", ""), follow(t, s, "https://2.example/", "")
	old, fresh := story("x.example/a", "old"), story("x.example/a", "fresh")
	old.Published = noon().Add(-48 * time.Hour)
	put(t, s, one, old, story("x.example/b", "b"), keyed("no link", "guid:1"))
	put(t, s, two, fresh)
	for address, want := range map[string]string{
		"https://x.example/a": "fresh", "http://x.example/a": "fresh", "https://x.example/a/": "fresh", "https://x.example/b/": "b",
	} {
		id := must[feed.ID](t)(s.Lookup(ctx, short(address)))
		if it := must[feed.Item](t)(s.Item(ctx, id)); it.Title != want {
			t.Errorf("%s is %s, want %s", address, it.Title, want)
		}
	}
	for _, address := range []string{"", "x.example/none", "x.example"} {
		_, err := s.Lookup(ctx, address)
		kind(t, err, feed.KindNoItem)
	}
	// What is shown goes before what is newer and hidden.
	must[feed.Deed](t)(s.Unsubscribe(ctx, two))
	if it := must[feed.Item](t)(s.Item(ctx, must[feed.ID](t)(s.Lookup(ctx, "x.example/a")))); it.Title != "old" {
		t.Errorf("shown is %s", it.Title)
	}
	must[feed.Deed](t)(s.Unsubscribe(ctx, one))
	if it := must[feed.Item](t)(s.Item(ctx, must[feed.ID](t)(s.Lookup(ctx, "x.example/a")))); it.Title != "fresh" {
		t.Errorf("of the hidden it is %s", it.Title)
	}
}
