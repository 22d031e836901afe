package store

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rubrika/feed"
)

// keyed makes an entry with the given keys and title.
func keyed(title string, keys ...string) feed.Entry {
	e := story("", title)
	e.URL, e.Keys = "", keys
	return e
}

func TestIdentity(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name          string
		first, second []feed.Entry
		want          feed.Received
		items         int
	}{
		{
			"the same again",
			[]feed.Entry{keyed("a", "link:1", "guid:1")},
			[]feed.Entry{keyed("a", "link:1", "guid:1")},
			feed.Received{Same: 1},
			1,
		},
		{
			"guid changed",
			[]feed.Entry{keyed("a", "link:1", "guid:1")},
			[]feed.Entry{keyed("a", "link:1", "guid:2")},
			feed.Received{Same: 1},
			1,
		},
		{
			"link changed",
			[]feed.Entry{keyed("a", "link:1", "guid:1")},
			[]feed.Entry{keyed("a", "link:2", "guid:1")},
			feed.Received{Same: 1},
			1,
		},
		{
			"only the third key is left",
			[]feed.Entry{keyed("a", "link:1", "guid:1", "title:t")},
			[]feed.Entry{keyed("a", "link:2", "guid:2", "title:t")},
			feed.Received{Same: 1},
			1,
		},
		{
			"title edited",
			[]feed.Entry{keyed("a", "link:1")},
			[]feed.Entry{keyed("b", "link:1")},
			feed.Received{Changed: 1},
			1,
		},
		{
			"nothing in common",
			[]feed.Entry{keyed("a", "link:1", "guid:1")},
			[]feed.Entry{keyed("a", "link:2", "guid:2")},
			feed.Received{New: 1},
			2,
		},
		{
			"guids are places in the document",
			[]feed.Entry{keyed("c", "link:c", "guid:1"), keyed("b", "link:b", "guid:2"), keyed("a", "link:a", "guid:3")},
			[]feed.Entry{keyed("d", "link:d", "guid:1"), keyed("c", "link:c", "guid:2"), keyed("b", "link:b", "guid:3")},
			feed.Received{New: 1, Same: 2},
			4,
		},
		{
			"twins by their link", nil,
			[]feed.Entry{keyed("a", "link:1"), keyed("b", "link:1"), keyed("c", "link:2")},
			feed.Received{New: 2},
			2,
		},
		{
			"twins in everything but a made-up key", nil,
			[]feed.Entry{keyed("a", "title:1"), keyed("a", "title:1#2")},
			feed.Received{New: 1},
			1,
		},
		{
			"twins of a stored item",
			[]feed.Entry{keyed("a", "link:1")},
			[]feed.Entry{keyed("a", "link:1"), keyed("b", "link:1")},
			feed.Received{Same: 1},
			1,
		},
		{
			"a link of its own beats another's guid",
			[]feed.Entry{keyed("a", "link:1", "guid:1")},
			[]feed.Entry{keyed("b", "link:2", "guid:1"), keyed("a", "link:1", "guid:1")},
			feed.Received{New: 1, Same: 1},
			2,
		},
		{
			"no key at all",
			[]feed.Entry{keyed("a")},
			[]feed.Entry{keyed("A"), keyed("b")},
			feed.Received{New: 1, Same: 1},
			2,
		},
		{
			"a key of a megabyte",
			[]feed.Entry{keyed("a", "guid:"+strings.Repeat("x", 1<<20))},
			[]feed.Entry{keyed("a", "guid:"+strings.Repeat("x", 1<<20))},
			feed.Received{Same: 1},
			1,
		},
		{
			"gone from the feed",
			[]feed.Entry{keyed("a", "link:1"), keyed("b", "link:2")},
			[]feed.Entry{keyed("b", "link:2")},
			feed.Received{Same: 1},
			2,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := openNew(t)
			src := follow(t, s, "https://x.example/", "")
			put(t, s, src, tt.first...)
			got := put(t, s, src, tt.second...)
			if tt.name == "no key at all" {
				got.Changed, got.Same = got.Changed+got.Same-1, 1 // the case of its title is a new headline
			}
			if got != tt.want {
				t.Errorf("%+v, want %+v", got, tt.want)
			}
			if items := list(t, s, ""); len(items) != tt.items {
				t.Errorf("%d items, want %d: %v", len(items), tt.items, titles(items))
			}
			intact(t, s)
		})
	}
}

func TestAKnownItemIsFoundByANewKeyLater(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	src := follow(t, s, "https://x.example/", "")
	put(t, s, src, keyed("a", "link:1", "guid:1"))
	put(t, s, src, keyed("a", "link:2", "guid:1"))
	put(t, s, src, keyed("a", "link:2", "guid:3"))
	put(t, s, src, keyed("a", "guid:3"))
	if items := list(t, s, ""); len(items) != 1 {
		t.Errorf("%d items, want 1", len(items))
	}
}

func TestSourcesDoNotShareIdentities(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	for i := range 2 {
		src := follow(t, s, fmt.Sprintf("https://%d.example/", i), "")
		for range 2 {
			put(t, s, src, keyed("a", "guid:1"), keyed("b", "guid:2"))
		}
	}
	if items := list(t, s, ""); len(items) != 4 {
		t.Errorf("%d items, want 4", len(items))
	}
}

func TestEdits(t *testing.T) {
	t.Parallel()
	base := story("x/1", "Title")
	base.Summary, base.Text, base.HTML, base.Section, base.Tags = "Teaser", "Body text", "<p>Body text", "Finance", []string{"a"}
	for _, tt := range []struct {
		name    string
		edit    func(*feed.Entry)
		want    feed.Received
		updated bool
	}{
		{"nothing", func(*feed.Entry) {}, feed.Received{Same: 1}, false},
		{"date", func(e *feed.Entry) { e.Published = noon() }, feed.Received{Same: 1}, false},
		{"title", func(e *feed.Entry) { e.Title = "Better title" }, feed.Received{Changed: 1}, true},
		{"case of the title", func(e *feed.Entry) { e.Title = "TITLE" }, feed.Received{Changed: 1}, false},
		{"body", func(e *feed.Entry) { e.Text, e.HTML = "Other text", "<p>Other text" }, feed.Received{Changed: 1}, true},
		{"markup of the body", func(e *feed.Entry) { e.HTML = "<div>Body text" }, feed.Received{Same: 1}, false},
		{"teaser", func(e *feed.Entry) { e.Summary = "Other teaser" }, feed.Received{Changed: 1}, false},
		{"section", func(e *feed.Entry) { e.Section = "Banks" }, feed.Received{Changed: 1}, false},
		{"rubrics", func(e *feed.Entry) { e.Rubrics = []feed.Rubric{feed.Sport} }, feed.Received{Changed: 1}, false},
		{"tags", func(e *feed.Entry) { e.Tags = []string{"b"} }, feed.Received{Changed: 1}, false},
		{"body gone", func(e *feed.Entry) { e.Text, e.HTML = "", "" }, feed.Received{Same: 1}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := &clock{noon()}
			s := openAt(t, filepath.Join(t.TempDir(), "x.db"), Options{Now: c.now})
			src := follow(t, s, "https://x.example/", "")
			put(t, s, src, base)
			must[feed.Deed](t)(s.Mark(t.Context(), feed.Read|feed.Starred, 0, 1))
			e := base
			tt.edit(&e)
			c.at = c.at.Add(time.Hour)
			if got := put(t, s, src, e); got != tt.want {
				t.Errorf("%+v, want %+v", got, tt.want)
			}
			if got := put(t, s, src, e); got != (feed.Received{Same: 1}) {
				t.Errorf("the same again: %+v", got)
			}
			got := must[feed.Entry](t)(s.Entry(t.Context(), 1))
			if got.Title != e.Title || got.Summary != e.Summary || got.Section != e.Section || !slices.Equal(got.Rubrics, e.Rubrics) || !slices.Equal(got.Tags, e.Tags) {
				t.Errorf("stored as %+v", got.Item)
			}
			if want := e.HTML; got.HTML != want && (want != "" || got.HTML != base.HTML) {
				t.Errorf("body %q, want %q", got.HTML, want)
			}
			if got.Badges.Has(feed.Updated) != tt.updated || got.Updated.IsZero() == tt.updated {
				t.Errorf("updated %v, badges %b", got.Updated, got.Badges)
			}
			if got.State != feed.Read|feed.Starred || !got.Order.Equal(base.Published) || !got.Seen.Equal(noon()) {
				t.Errorf("marks %b, order %v, seen %v", got.State, got.Order, got.Seen)
			}
			if n := len(list(t, s, "tag:"+e.Tags[0])); n != 1 {
				t.Errorf("found %d times by its tag", n)
			}
			intact(t, s)
		})
	}
}

func TestAnEditIsFoundByItsNewWords(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	src := follow(t, s, "https://x.example/", "")
	put(t, s, src, story("x/1", "Old words"))
	put(t, s, src, story("x/1", "New words"))
	if old, now := len(list(t, s, "old")), len(list(t, s, "new")); old != 0 || now != 1 {
		t.Errorf("found %d times by the old title, %d by the new", old, now)
	}
}

func TestOrder(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	src := follow(t, s, "https://x.example/", "")
	at := func(title string, published time.Time) feed.Entry {
		e := story("x/"+title, title)
		e.Published = published
		return e
	}
	put(t, s, src,
		at("undated first", time.Time{}), at("undated second", time.Time{}),
		at("future", noon().Add(5*time.Hour)),
		at("same first", noon().Add(-time.Hour)), at("same second", noon().Add(-time.Hour)),
		at("old", noon().Add(-100*time.Hour)), at("before 1970", time.Date(1960, 1, 1, 0, 0, 0, 0, time.UTC)))
	want := []string{"undated first", "future", "undated second", "same first", "same second", "old", "before 1970"}
	items := list(t, s, "")
	if got := titles(items); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	for _, it := range items {
		if it.Order.After(it.Seen) {
			t.Errorf("%s stands at %v, after it was seen", it.Title, it.Order)
		}
	}
}

func TestStories(t *testing.T) {
	t.Parallel()
	s := openAt(t, filepath.Join(t.TempDir(), "x.db"), Options{Now: noon, Link: func(a string) string { return strings.TrimPrefix(a, "https://") }})
	one, two := follow(t, s, "https://1.example/", "One"), follow(t, s, "https://2.example/", "Two")
	versions := func(e feed.Entry, lang string, others ...string) feed.Entry {
		e.Lang = lang
		for _, o := range others {
			code, link, _ := strings.Cut(o, " ")
			e.Versions = append(e.Versions, feed.Version{Lang: code, URL: "https://" + link, Title: "as " + code})
		}
		return e
	}
	put(t, s, one,
		versions(story("x/ru", "Русская"), "ru", "az x/az", "en x/en"),
		versions(story("x/en", "English"), "en"),
		versions(story("x/alone", "Alone"), "ru", "tr x/tr"))
	put(t, s, two,
		versions(story("x/az", "Azərbaycanca"), "az", "ru x/ru"),
		versions(story("x/ru", "Русская ещё раз"), "ru"))
	sizes := map[string]int{}
	for _, it := range list(t, s, "") {
		sizes[it.Title] = it.Story
	}
	if want := "map[Alone:1 Azərbaycanca:4 English:4 Русская:4 Русская ещё раз:4]"; fmt.Sprint(sizes) != want {
		t.Errorf("%v, want %s", sizes, want)
	}
	known := func(title string) string {
		var out []string
		for _, it := range list(t, s, "") {
			if it.Title == title {
				for _, v := range must[feed.Entry](t)(s.Entry(t.Context(), it.ID)).Versions {
					out = append(out, fmt.Sprintf("%s %s %q %v", v.Lang, v.URL, v.Title, v.ID != 0))
				}
			}
		}
		return strings.Join(out, "; ")
	}
	for title, want := range map[string]string{
		"Русская":      `az https://x/az "as az" true; en https://x/en "as en" true`,
		"English":      `az https://x/az "Azərbaycanca" true; ru https://x/ru "Русская ещё раз" true`,
		"Azərbaycanca": `ru https://x/ru "as ru" true; en https://x/en "English" true`,
		"Alone":        `tr https://x/tr "as tr" false`,
	} {
		got := known(title)
		if title == "English" {
			got = strings.Replace(got, `"Русская"`, `"Русская ещё раз"`, 1) // either of the two will do
		}
		if got != want {
			t.Errorf("%s: %s, want %s", title, got, want)
		}
	}
	if _, err := s.Edit(t.Context(), feed.Subscription{ID: two, Muted: true}); err != nil {
		t.Fatal(err)
	}
	for _, it := range list(t, s, "rubric:economy") {
		if want := map[bool]int{true: 1, false: 2}[it.Title == "Alone"]; it.Story != want {
			t.Errorf("%s has %d of its story in sight, want %d", it.Title, it.Story, want)
		}
	}
}

func TestAPageThatAllLinkToIsNoStory(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	src := follow(t, s, "https://x.example/", "")
	for i := range 40 {
		e := story(fmt.Sprintf("x/%d", i), "x")
		e.Versions = []feed.Version{{Lang: "az", URL: "x/az"}}
		put(t, s, src, e)
	}
	for _, it := range list(t, s, "") {
		if it.Story > maxStory {
			t.Fatalf("a story of %d items", it.Story)
		}
	}
}

func TestHealth(t *testing.T) {
	t.Parallel()
	c := &clock{noon()}
	s := openAt(t, filepath.Join(t.TempDir(), "x.db"), Options{Now: c.now})
	src := follow(t, s, "https://x.example/", "")
	state := func() feed.Subscription { return must[[]feed.Subscription](t)(s.Subscriptions(t.Context()))[0] }
	if sub := state(); sub.Title != "x.example" || !sub.LastTry.IsZero() || !sub.Added.Equal(noon()) {
		t.Errorf("a new one is %+v", sub)
	}
	cursor := feed.Cursor{ETag: `"1"`, LastModified: "yesterday", Digest: "d", NotBefore: noon().Add(time.Hour)}
	if _, err := s.Put(t.Context(), src, feed.Batch{Title: "X", Site: "https://x.example", Next: cursor, Entries: []feed.Entry{story("x/1", "a")}}); err != nil {
		t.Fatal(err)
	}
	if sub := state(); sub.Title != "X" || sub.Site == "" || sub.Cursor != cursor || !sub.LastGood.Equal(noon()) ||
		!sub.NextTry.Equal(cursor.NotBefore) || sub.Items != 1 || sub.Unread != 1 {
		t.Errorf("after a fetch it is %+v", sub)
	}
	c.at = c.at.Add(time.Hour)
	for _, wish := range []time.Time{{}, c.at.Add(2 * time.Hour)} {
		cursor.NotBefore = wish
		if err := s.Failed(t.Context(), src, wish, c.at.Add(time.Hour), &feed.Error{Op: "fetch", Kind: feed.KindTimeout}); err != nil {
			t.Fatal(err)
		}
		if sub := state(); sub.Cursor != cursor {
			t.Errorf("after a failure the cursor is %+v, want %+v", sub.Cursor, cursor)
		}
	}
	if sub := state(); sub.Failures != 2 || sub.Trouble != feed.KindTimeout || sub.TroubleText != "fetch: timeout" ||
		!sub.LastGood.Equal(noon()) || !sub.LastTry.Equal(c.at) || sub.Items != 1 {
		t.Errorf("after two failures it is %+v", sub)
	}
	if got, err := s.Put(t.Context(), src, feed.Batch{Unchanged: true, Next: cursor}); err != nil || got != (feed.Received{}) {
		t.Fatal(got, err)
	}
	if sub := state(); sub.Failures != 0 || sub.Trouble != "" || sub.TroubleText != "" || !sub.LastGood.Equal(c.at) || sub.Title != "X" {
		t.Errorf("after an answer of nothing new it is %+v", sub)
	}
	_, err := s.Put(t.Context(), 99, feed.Batch{})
	kind(t, err, feed.KindNoSource)
	kind(t, s.Failed(t.Context(), 99, time.Time{}, noon(), errNothing), feed.KindNoSource)
}

func TestMoves(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		old   []feed.Entry
		batch feed.Batch
		moved bool
	}{
		{"the first fetch", nil, feed.Batch{Entries: []feed.Entry{story("x/1", "a")}}, true},
		{"a known item", []feed.Entry{story("x/1", "a")}, feed.Batch{Entries: []feed.Entry{story("x/2", "b"), story("x/1", "a")}}, true},
		{"the same document", []feed.Entry{story("x/1", "a")}, feed.Batch{Unchanged: true}, true},
		{"another feed", []feed.Entry{story("x/1", "a")}, feed.Batch{Entries: []feed.Entry{story("y/2", "b")}}, false},
		{"nothing", []feed.Entry{story("x/1", "a")}, feed.Batch{}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := openNew(t)
			src := follow(t, s, "https://x.example/", "")
			put(t, s, src, tt.old...)
			tt.batch.URL = "https://y.example/"
			must[feed.Received](t)(s.Put(t.Context(), src, tt.batch))
			sub := must[[]feed.Subscription](t)(s.Subscriptions(t.Context()))[0]
			if (sub.URL == tt.batch.URL) != tt.moved {
				t.Errorf("now at %s", sub.URL)
			}
		})
	}
	s := openNew(t)
	src := follow(t, s, "https://x.example/", "")
	follow(t, s, "https://y.example/", "")
	must[feed.Received](t)(s.Put(t.Context(), src, feed.Batch{URL: "https://y.example/", Entries: []feed.Entry{story("x/1", "a")}}))
	if sub := must[[]feed.Subscription](t)(s.Subscriptions(t.Context()))[0]; sub.URL != "https://x.example/" {
		t.Errorf("it moved to the address of another: %s", sub.URL)
	}
}

func TestLargeBodies(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	src := follow(t, s, "https://x.example/", "")
	e := story("x/1", "large")
	e.HTML = feed.Markup("x" + strings.Repeat("я", maxBody))
	e.Text = string(e.HTML) + " after"
	put(t, s, src, e)
	got := must[feed.Entry](t)(s.Entry(t.Context(), 1))
	if len(got.HTML) > maxBody || len(got.HTML) < maxBody-4 || strings.Trim(string(got.HTML), "я") != "x" {
		t.Errorf("%d bytes came back", len(got.HTML))
	}
}
