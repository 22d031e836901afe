package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rubrika/feed"

	"pgregory.net/rapid"
)

// everything selects what is shown and what is hidden by rules.
const everything = "(is:muted or is:unmuted)"

// hiddenTitles are the titles of what rules hide, in order.
func hiddenTitles(t testing.TB, s *Store) string {
	t.Helper()
	out := titles(list(t, s, "is:muted"))
	slices.Sort(out)
	return strings.Join(out, ", ")
}

// justRules fails the test unless every item that is not of a hidden source has
// the bits of all rules, as lists find what they select.
func justRules(t interface {
	Helper()
	Fatalf(string, ...any)
}, s *Store,
) {
	t.Helper()
	ctx := context.Background()
	find := func(f feed.Filter) []feed.Item {
		f.Groups = append(slices.Clone(f.Groups), feed.Group{Any: []feed.Filter{{Is: feed.Muted}, {IsNot: feed.Muted}}})
		f.Limit = 1 << 20
		items, err := s.List(ctx, f)
		if err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		return items
	}
	views, err := s.Views(ctx)
	if err != nil {
		t.Fatalf("views: %v", err)
	}
	want := map[feed.ID]feed.State{}
	for _, v := range views {
		mark := map[feed.ViewKind]feed.State{feed.ViewMute: feed.Muted, feed.ViewWatch: feed.Watched}[v.Kind]
		if v.Pending {
			t.Fatalf("%+v is still pending", v)
		}
		if mark == 0 {
			continue
		}
		for _, it := range find(v.Filter) {
			want[it.ID] |= mark
		}
	}
	for _, it := range find(feed.Filter{}) {
		if got := it.State &^ feed.Marks; got != want[it.ID] {
			t.Fatalf("item %d %q of source %d has %b, want %b of %+v", it.ID, it.Title, it.Source, got, want[it.ID], views)
		}
	}
}

func TestRulesSayOfWhatComes(t *testing.T) {
	t.Parallel()
	s := openAt(t, filepath.Join(t.TempDir(), "edition.db"), Options{Link: short})
	a := follow(t, s, "https://a.example/", "A")
	put(t, s, a, story("a/0", "Совет об опере"))
	mute(t, s, "совет or rubric:sport or tag:цены")
	watch(t, s, "опера or author:иванов")
	if it := must[feed.Item](t)(s.Item(t.Context(), 1)); it.State != feed.Muted|feed.Watched {
		t.Errorf("stored: %b", it.State)
	}
	one, two, three := story("a/1", "Советы растут"), story("a/2", "Market"), story("a/3", "Rises")
	two.Rubrics, three.Tags = []feed.Rubric{feed.Sport, feed.World}, []string{"цены"}
	put(t, s, a, one, two, three, story("a/4", "Оперы нет"))
	if got := hiddenTitles(t, s); got != "Market, Rises, Совет об опере, Советы растут" || fmt.Sprint(titles(list(t, s, ""))) != "[Оперы нет]" {
		t.Errorf("hidden are %s, shown %v", got, titles(list(t, s, "")))
	}
	if it := list(t, s, "")[0]; it.State != feed.Watched {
		t.Errorf("watched: %b", it.State)
	}
	// Edited by the publisher.
	one.Title, three.Tags, two.Rubrics = "Растут", nil, []feed.Rubric{feed.World}
	put(t, s, a, one, two, three)
	if got := hiddenTitles(t, s); got != "Совет об опере" {
		t.Errorf("after edits hidden are %s", got)
	}
	// Refiled by their pages, and found by the text of those.
	if err := s.KeepPage(t.Context(), 5, feed.Entry{Item: feed.Item{Rubrics: []feed.Rubric{feed.Sport}, Why: feed.Evidence{Kind: feed.ByPage, Text: "Спорт"}}}); err != nil {
		t.Fatal(err)
	}
	if err := s.KeepPage(t.Context(), 4, feed.Entry{HTML: "<p>Совет", Text: "Совет"}); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(hiddenTitles(t, s), ","); n != 2 {
		t.Errorf("after pages hidden are %s", hiddenTitles(t, s))
	}
	// From an account.
	id := joined(t, s, 1)
	d := from("f1", "r1", 0)
	d.Title = "Совет из ленты"
	deliver(t, s, id, d)
	if got := hiddenTitles(t, s); !strings.Contains(got, "Совет из ленты") {
		t.Errorf("with an account hidden are %s", got)
	}
	// What is hidden is marked, and sent, as all else.
	it := list(t, s, "is:muted title:ленты")[0]
	if must[feed.Deed](t)(s.Mark(t.Context(), feed.Starred, 0, it.ID)); waiting(t, s, id) != "r1 +star" {
		t.Errorf("waiting is %q", waiting(t, s, id))
	}
	if must[feed.Deed](t)(s.Mark(t.Context(), feed.Muted|feed.Watched, 0, 2)).ID != 0 {
		t.Error("a reader has muted an item")
	}
	judgeAll(t, s)
	justRules(t, s)
	intact(t, s)
}

// What rules say of items depends on the names of their sources, too.
func TestRulesFollowTheNamesOfSources(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	ctx := t.Context()
	a, b := follow(t, s, "https://a.example/", "Alpha"), follow(t, s, "https://b.example/", "")
	for i, src := range []feed.SourceID{a, b} {
		put(t, s, src, story(fmt.Sprint(i, "/1"), fmt.Sprint("One ", i)), story(fmt.Sprint(i, "/2"), fmt.Sprint("Two ", i)))
	}
	mute(t, s, "source:alpha one")
	mute(t, s, "source:news two")
	mute(t, s, "source:3")
	watch(t, s, "beta")
	edit := func(id feed.SourceID, title string, tags ...string) {
		t.Helper()
		must[feed.Deed](t)(s.Edit(ctx, feed.Subscription{ID: id, Title: title, Tags: tags}))
	}
	for _, step := range []struct {
		name          string
		do            func()
		muted, watchd string
	}{
		{"as it was", func() {}, "One 0", ""},
		{"renamed", func() { edit(a, "Beta") }, "", "One 0 Two 0"},
		{"undone", func() { must[feed.Deed](t)(s.Undo(ctx)) }, "One 0", ""},
		{"tagged", func() { edit(b, "", "News/Baku") }, "One 0, Two 1", ""},
		{"called otherwise by itself", func() {
			if _, err := s.Put(ctx, b, feed.Batch{Title: "Beta and Alpha"}); err != nil {
				t.Fatal(err)
			}
		}, "One 0, One 1, Two 1", "One 1 Two 1"},
		{"named by number", func() { put(t, s, follow(t, s, "https://3.example/", "C"), story("c/1", "Three")) }, "One 0, One 1, Three, Two 1", "One 1 Two 1"},
		{"moved", func() {
			if _, err := s.Put(ctx, a, feed.Batch{Entries: []feed.Entry{story("0/1", "One 0")}, URL: "https://beta.example/"}); err != nil {
				t.Fatal(err)
			}
		}, "One 0, One 1, Three, Two 1", "One 0 One 1 Two 0 Two 1"},
	} {
		step.do()
		judgeAll(t, s)
		justRules(t, s)
		watched := titles(list(t, s, "is:watched "+everything))
		slices.Sort(watched)
		if hiddenTitles(t, s) != step.muted || strings.Join(watched, " ") != step.watchd {
			t.Errorf("%s: hidden are %s, watched %v; want %s, %s", step.name, hiddenTitles(t, s), watched, step.muted, step.watchd)
		}
	}
}

// A title that has a number means what it says until a source has that number.
func TestANumberInARule(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	put(t, s, follow(t, s, "https://a.example/", "Канал 2"), story("a/1", "One"))
	mute(t, s, "source:2")
	if hiddenTitles(t, s) != "One" {
		t.Errorf("hidden are %s", hiddenTitles(t, s))
	}
	mute(t, s, "source:02") // is no number that a source can have
	if hiddenTitles(t, s) != "One" {
		t.Errorf("hidden are %s", hiddenTitles(t, s))
	}
	follow(t, s, "https://b.example/", "B")
	if judgeAll(t, s); hiddenTitles(t, s) != "" {
		t.Errorf("hidden are %s", hiddenTitles(t, s))
	}
	justRules(t, s)
}

// TestMutedItemsAreNowhere but where one asks for them.
func TestMutedItemsAreNowhere(t *testing.T) {
	t.Parallel()
	s := openAt(t, filepath.Join(t.TempDir(), "edition.db"), Options{Link: short})
	ctx := t.Context()
	a := follow(t, s, "https://a.example/", "A")
	var entries []feed.Entry
	for i := range 6 {
		e := story(fmt.Sprintf("a/%d", i), fmt.Sprintf("Story %d of Zagatala", i))
		e.Tags, e.Section, e.Lang = []string{"Закатала"}, "Финансы", "en"
		entries = append(entries, e)
	}
	entries[1].Versions = []feed.Version{{Lang: "az", URL: "https://a/0"}}
	put(t, s, a, entries...)
	put(t, s, follow(t, s, "https://b.example/", "B"), story("a/1", "Story 1, again"))
	strip := must[[]feed.Tally](t)(s.Topics(ctx, []string{"Закатала"}))
	rule := mute(t, s, "source:A")
	everywhere := func() string {
		c := must[feed.Counts](t)(s.Counts(t.Context(), feed.Filter{Upto: 1}, true))
		subs := subs(t, s)
		tops := must[[]feed.Tally](t)(s.Topics(t.Context(), []string{"Закатала"}))
		return fmt.Sprint(len(list(t, s, "")), c.Total, c.Unread, c.New, c.All, c.Rubrics[2].Total, len(c.Sections), len(c.Sources), len(c.Langs), len(c.Topics),
			len(must[[]feed.Item](t)(s.Bare(t.Context(), 0, 99))), len(must[[]feed.Item](t)(s.Bare(t.Context(), a, 99))), subs[0].Items, subs[0].Unread,
			tops[0].Total, list(t, s, "again")[0].Story, len(must[feed.Names](t)(s.Names(t.Context(), 9))))
	}
	if got := everywhere(); got != "1 1 1 1 1 1 0 1 0 0 1 0 0 0 0 1 1" {
		t.Errorf("hidden: %s", got)
	}
	if v := must[feed.Entry](t)(s.Entry(ctx, list(t, s, "again")[0].ID)).Versions; len(v) != 0 {
		t.Errorf("versions that are hidden: %+v", v)
	}
	if d := must[feed.Deed](t)(s.MarkAll(ctx, feed.Filter{}, feed.Starred, 0)); d.Items != 1 {
		t.Errorf("marked %+v", d)
	}
	if n := len(list(t, s, "is:muted")); n != 6 || len(list(t, s, everything)) != 7 || len(list(t, s, "(rubric:economy is:muted) or again")) != 7 {
		t.Errorf("%d are found", n)
	}
	c := must[feed.Counts](t)(s.Counts(ctx, filterOf(t, "is:muted"), true))
	if c.Total != 6 || c.All != 6 || c.Rubrics[2].Total != 6 || len(c.Sections) != 1 || c.Sections[0].Under != feed.Economy || c.Sources[0].Total != 6 || c.Topics[0].Total != 6 {
		t.Errorf("counts of what is hidden: %+v", c)
	}
	it := must[feed.Item](t)(s.Item(ctx, 1))
	if id := must[feed.ID](t)(s.Lookup(ctx, "a/5")); id != 1 || it.State != feed.Muted || must[feed.Entry](t)(s.Entry(ctx, 1)).State != feed.Muted {
		t.Errorf("by number: %+v, %d", it, id)
	}
	if d := must[feed.Deed](t)(s.MarkAll(ctx, filterOf(t, "is:muted"), feed.Read, 0)); d.Items != 6 {
		t.Errorf("marked %+v of what is hidden", d)
	}
	must[feed.Deed](t)(s.Undo(ctx))
	must[feed.Deed](t)(s.RemoveView(ctx, rule.ID))
	judgeAll(t, s)
	if got := everywhere(); got != "7 7 7 6 7 7 1 2 1 1 7 6 6 6 6 3 5" {
		t.Errorf("shown again: %s (strip %+v)", got, strip)
	}
	if n := must[int](t)(s.Sweep(ctx, feed.Keep{Items: 1}, 100)); n != 5 {
		t.Errorf("%d swept", n)
	}
	intact(t, s)
}

// What is still to be judged survives a restart, and goes on where it was.
func TestJudgingGoesOn(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "edition.db")
	s := must[*Store](t)(Open(t.Context(), path, Options{Now: noon}))
	put(t, s, follow(t, s, "https://a.example/", "A"), random(1, 60, "a")...)
	want := len(list(t, s, "решил"))
	v := save(t, s, feed.ViewMute, "x", "решил")
	if !v.Pending {
		t.Errorf("%+v", v)
	}
	sum := 0
	for round := 0; ; round++ {
		n, more, err := s.Judge(t.Context(), 7)
		if err != nil || n > 7 || round > 9 {
			t.Fatal(n, err)
		}
		sum += n
		hidden := list(t, s, "is:muted")
		for _, it := range hidden {
			if int(it.ID) <= 60-7*(round+1) {
				t.Errorf("round %d judged item %d", round, it.ID)
			}
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		s = must[*Store](t)(Open(t.Context(), path, Options{Now: noon}))
		if pending := must[[]feed.View](t)(s.Views(t.Context()))[0].Pending; pending != more {
			t.Errorf("round %d: more %v, pending %v", round, more, pending)
		}
		if !more {
			break
		}
	}
	if sum != want || len(list(t, s, "is:muted")) != want {
		t.Errorf("%d were hidden, want %d", sum, want)
	}
	justRules(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// Rules that change before what changed earlier was judged.
func TestRulesOneAfterTheOther(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	put(t, s, follow(t, s, "https://a.example/", "A"), story("a/3", "Three"), story("a/2", "Two"), story("a/1", "One"))
	one := mute(t, s, "one")
	must[feed.Deed](t)(s.RemoveView(t.Context(), one.ID))
	two := save(t, s, feed.ViewMute, "two", "two")
	if n := judgeAll(t, s); n != 2 || hiddenTitles(t, s) != "Two" {
		t.Errorf("%d changed, hidden are %s", n, hiddenTitles(t, s))
	}
	save(t, s, feed.ViewMute, "three", "three")
	if n, more, err := s.Judge(t.Context(), 2); n != 1 || !more || err != nil {
		t.Errorf("%d changed, more %v: %v", n, more, err)
	}
	two.Filter = filterOf(t, "one")
	if _, _, err := s.SaveView(t.Context(), two); err != nil {
		t.Fatal(err)
	}
	if n := judgeAll(t, s); n != 2 || hiddenTitles(t, s) != "One, Three" {
		t.Errorf("%d changed, hidden are %s", n, hiddenTitles(t, s))
	}
	two.Name = "uno"
	if v, _, err := s.SaveView(t.Context(), two); err != nil || v.Pending {
		t.Errorf("with another name %+v is judged anew: %v", v, err)
	}
	must[feed.Deed](t)(s.Undo(t.Context()))
	if _, more, err := s.Judge(t.Context(), 0); more || err != nil {
		t.Errorf("its name of before is judged anew: %v", err)
	}
	justRules(t, s)
}

// history is a reader with rules, publishers, and time for judging now and then.
type history struct {
	s     *Store
	ctx   context.Context
	round uint64
}

// rules are what the reader of a history mutes and watches.
func (h *history) drawRule(rt *rapid.T) feed.Filter {
	text := rapid.SampledFrom([]string{
		"совет", "-совет", "title:market", `"решил 1"`, "rises -lang:en", "rubric:economy", "-rubric:economy -rubric:world", "section:финансы", "source:alpha",
		"-source:news", "source:4", "source:6", "tag:цены", "-tag:su", "topic:отг", "lang:ru or lang:az has:video", "(market or совет) (rubric:politics or -tag:water)",
		"рынок or gamma", "-(rubric:economy or rises)", "has:photo", "author:иванов",
	}).Draw(rt, "rule")
	return ok[feed.Filter](rt)(feed.ParseFilter(text))
}

// draw makes entries, some of them without a body.
func (h *history) draw(rt *rapid.T, n int, host string) []feed.Entry {
	list := random(rapid.Uint64Range(1, 50).Draw(rt, "seed"), n, host)
	for i := range list {
		list[i].Author = rapid.SampledFrom([]string{"", "Пётр Иванов"}).Draw(rt, "author")
		if rapid.IntRange(0, 3).Draw(rt, "bodiless") == 0 {
			list[i].HTML, list[i].Text = "", ""
		}
	}
	return list
}

func (h *history) actions() map[string]func(*rapid.T) {
	source := func(rt *rapid.T) feed.SourceID { return feed.SourceID(rapid.IntRange(1, 3).Draw(rt, "source")) }
	kinds := []feed.ViewKind{feed.ViewMute, feed.ViewMute, feed.ViewWatch, feed.ViewList}
	fine := func(rt *rapid.T, err error) {
		rt.Helper()
		switch feed.KindOf(err) {
		case feed.KindNone, feed.KindExists, feed.KindNoView, feed.KindNoSource, feed.KindNoItem:
		default:
			if !strings.Contains(err.Error(), "stands in the settings") {
				rt.Fatal(err)
			}
		}
	}
	return map[string]func(*rapid.T){
		"": func(rt *rapid.T) {
			var left bool
			if err := h.s.read.QueryRow("SELECT EXISTS (SELECT 1 FROM judging) OR EXISTS (SELECT 1 FROM memo WHERE name = 'words')").Scan(&left); err != nil {
				rt.Fatal(err)
			}
			if !left {
				justRules(rt, h.s)
			}
		},
		"publish": func(rt *rapid.T) {
			h.round++
			entries := h.draw(rt, 6, fmt.Sprintf("x%d", rapid.IntRange(0, 4).Draw(rt, "host")))
			title := rapid.SampledFrom([]string{"", "", "Alpha", "Gamma news"}).Draw(rt, "title")
			_, err := h.s.Put(h.ctx, source(rt), feed.Batch{Entries: entries, Title: title})
			fine(rt, err)
		},
		"page": func(rt *rapid.T) {
			e := h.draw(rt, 1, "p")[0]
			e.Why = feed.Evidence{Kind: feed.ByPage, Text: "x"}
			fine(rt, h.s.KeepPage(h.ctx, feed.ID(rapid.IntRange(1, 30).Draw(rt, "item")), e))
		},
		"save": func(rt *rapid.T) {
			v := feed.View{Kind: rapid.SampledFrom(kinds).Draw(rt, "kind"), Name: rapid.StringMatching("[abc]").Draw(rt, "name"), Filter: h.drawRule(rt)}
			v.ID = feed.ViewID(rapid.IntRange(0, 4).Draw(rt, "view"))
			_, _, err := h.s.SaveView(h.ctx, v)
			fine(rt, err)
		},
		"remove": func(rt *rapid.T) {
			_, err := h.s.RemoveView(h.ctx, feed.ViewID(rapid.IntRange(1, 6).Draw(rt, "view")))
			fine(rt, err)
		},
		"declare": func(rt *rapid.T) {
			var list []feed.View
			for i := range rapid.IntRange(0, 2).Draw(rt, "declared") {
				list = append(list, feed.View{Kind: rapid.SampledFrom(kinds).Draw(rt, "kind"), Name: fmt.Sprint("d", i), Filter: h.drawRule(rt)})
			}
			fine(rt, h.s.DeclareViews(h.ctx, list))
		},
		"deliver": func(rt *rapid.T) {
			var list []feed.Delivery
			for i, e := range h.draw(rt, 3, "d") {
				e.State = feed.State(i)
				list = append(list, feed.Delivery{Entry: e, Remote: e.URL, Feed: fmt.Sprint("f", rapid.IntRange(1, 2).Draw(rt, "feed"))})
			}
			_, err := h.s.Deliver(h.ctx, 1, list)
			fine(rt, err)
		},
		"feeds of the account": func(rt *rapid.T) {
			list := remoteFeeds(rapid.IntRange(0, 2).Draw(rt, "feeds"))
			for i := range list {
				list[i].Title = rapid.SampledFrom([]string{"Alpha", "Delta"}).Draw(rt, "title")
			}
			_, err := h.s.SetFeeds(h.ctx, 1, list)
			fine(rt, err)
		},
		"reindex": func(rt *rapid.T) {
			ctx, cancel := context.WithCancel(h.ctx)
			defer cancel()
			short := rapid.Bool().Draw(rt, "cut short")
			err := h.s.Reindex(ctx, func(int, int) {
				if short {
					cancel()
				}
			})
			if !errors.Is(err, context.Canceled) {
				fine(rt, err)
			}
		},
		"index": func(rt *rapid.T) { _, err := h.s.Index(h.ctx, rapid.IntRange(1, 9).Draw(rt, "most")); fine(rt, err) },
		"edit source": func(rt *rapid.T) {
			sub := feed.Subscription{ID: source(rt), Muted: rapid.IntRange(0, 3).Draw(rt, "muted") == 0}
			sub.Title = rapid.SampledFrom([]string{"", "Alpha", "News of Alpha", "Gamma"}).Draw(rt, "title")
			sub.Tags = rapid.SampledFrom([][]string{nil, {"News/x"}, {"alpha"}}).Draw(rt, "tags")
			_, err := h.s.Edit(h.ctx, sub)
			fine(rt, err)
		},
		"subscribe": func(rt *rapid.T) {
			_, err := h.s.Subscribe(h.ctx, feed.Subscription{Kind: "feed", URL: fmt.Sprintf("https://%d.example/", rapid.IntRange(1, 5).Draw(rt, "address"))})
			fine(rt, err)
		},
		"unsubscribe": func(rt *rapid.T) { _, err := h.s.Unsubscribe(h.ctx, source(rt)); fine(rt, err) },
		"undo":        func(rt *rapid.T) { _, err := h.s.Undo(h.ctx); fine(rt, err) },
		"redo":        func(rt *rapid.T) { _, err := h.s.Redo(h.ctx); fine(rt, err) },
		"sweep": func(rt *rapid.T) {
			_, err := h.s.Sweep(h.ctx, feed.Keep{Items: 12}, rapid.IntRange(1, 5).Draw(rt, "most"))
			fine(rt, err)
		},
		"judge": func(rt *rapid.T) {
			_, _, err := h.s.Judge(h.ctx, rapid.SampledFrom([]int{1, 3, 1000}).Draw(rt, "most"))
			fine(rt, err)
		},
	}
}

// TestRulesAfterAnyHistory: whatever happens, what is judged is judged by all
// rules, and in the end everything is.
func TestRulesAfterAnyHistory(t *testing.T) {
	t.Parallel()
	dir, round := t.TempDir(), 0
	first := must[*Store](t)(Open(t.Context(), filepath.Join(dir, "first.db"), Options{Now: noon, Link: short, Text: bodyOf}))
	for i, title := range []string{"Alpha", "", "Gamma"} {
		put(t, first, follow(t, first, fmt.Sprintf("https://%d.example/", i+1), title), random(uint64(i), 4, fmt.Sprint("first", i))...)
	}
	joined(t, first, 2)
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	file := must[[]byte](t)(os.ReadFile(first.path))
	rapid.Check(t, func(rt *rapid.T) {
		round++
		path := filepath.Join(dir, fmt.Sprint(round))
		if err := os.WriteFile(path, file, 0o600); err != nil {
			rt.Fatal(err)
		}
		s := ok[*Store](rt)(Open(context.Background(), path, Options{Now: noon, Link: short, Text: bodyOf}))
		defer s.Close()
		h := &history{s: s, ctx: context.Background()}
		rt.Repeat(h.actions())
		wordsInStep(rt, s)
		ok[int](rt)(s.Index(h.ctx, 1000))
		judgeAll(t, s)
		justRules(rt, s)
		wordsInStep(rt, s)
		if round%10 == 0 {
			intact(t, s)
		}
	})
}

func TestBitsOfRulesInSQL(t *testing.T) {
	t.Parallel()
	for got, want := range map[string]string{
		unmuted: fmt.Sprintf("rubrics & %d = 0", mutedBit),
		ruled:   fmt.Sprintf("rubrics & %d", ruleBits),
		muted:   fmt.Sprintf("SELECT id FROM item INDEXED BY item_muted WHERE rubrics & %d <> 0", mutedBit),
	} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	if mask(feed.Rubrics()...)&^rubricMask != 0 || len(places(-1)) != 20 {
		t.Error("a rubric has the bit of a rule")
	}
}
