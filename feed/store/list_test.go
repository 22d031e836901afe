package store

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"rubrika/feed"
	"rubrika/feed/words"

	"pgregory.net/rapid"
)

// edition is a store with five sources, one of them muted and one given up,
// and 200 items with marks.
func edition(t testing.TB) *Store {
	t.Helper()
	s := openNew(t)
	var gone, muted feed.SourceID
	for i, title := range []string{"Report", "Вести дня", "Su xəbərləri", "Muted", "Gone"} {
		id := follow(t, s, fmt.Sprintf("https://www.news%d.example/rss", i), title)
		entries := random(uint64(i), 40, fmt.Sprintf("news%d.example", i))
		for n := range entries {
			entries[n].Author = []string{"", "Пётр Иванов", "Aynur Əliyeva", "Писарь"}[n%4]
		}
		put(t, s, id, entries...)
		switch title {
		case "Muted":
			muted = id
		case "Gone":
			gone = id
		}
	}
	for _, m := range []struct {
		filter     string
		set, clear feed.State
	}{{"rubric:politics", feed.Read, 0}, {"tag:su", feed.Starred, 0}, {"lang:en", feed.Read, 0}, {"rubric:world tag:су", 0, feed.Read}} {
		f := must[feed.Filter](t)(feed.ParseFilter(m.filter))
		if _, err := s.MarkAll(t.Context(), f, m.set, m.clear); err != nil {
			t.Fatal(err)
		}
	}
	must[feed.Deed](t)(s.Unsubscribe(t.Context(), gone))
	if _, err := s.Edit(t.Context(), feed.Subscription{ID: muted, Title: "Muted", Muted: true}); err != nil {
		t.Fatal(err)
	}
	return s
}

// drawFilter draws a filter without text: of those the model knows the answer.
func drawFilter(t *rapid.T) feed.Filter {
	f := drawFields(t)
	for range rapid.SampledFrom([]int{0, 0, 0, 1, 2}).Draw(t, "groups") {
		g := feed.Group{Not: rapid.IntRange(0, 2).Draw(t, "not group") == 0}
		for range rapid.IntRange(1, 3).Draw(t, "alternatives") {
			if one := drawFields(t); !one.IsZero() {
				g.Any = append(g.Any, one)
			}
		}
		if g.Any != nil {
			f.Groups = append(f.Groups, g)
		}
	}
	return f
}

// drawFields draws a filter without groups.
func drawFields(t *rapid.T) feed.Filter {
	some := func(label string, values ...string) []string {
		return rapid.SliceOfNDistinct(rapid.SampledFrom(values), 0, 2, rapid.ID[string]).Draw(t, label)
	}
	rubrics := func(label string) []feed.Rubric {
		return rapid.SliceOfNDistinct(rapid.SampledFrom(feed.Rubrics()), 0, 3, rapid.ID[feed.Rubric]).Draw(t, label)
	}
	sometimes := func(label string, values ...string) []string {
		if rapid.IntRange(0, 3).Draw(t, label+"?") > 0 {
			return nil
		}
		return some(label, values...)
	}
	f := feed.Filter{
		Sections: sometimes("sections", "финансы", "Спорт", "maliyye"), NotSections: sometimes("not sections", "ФИНАНСЫ", "спорт"),
		Sources: sometimes("sources", "1", "report", "news1.example", "нет", "muted"), NotSources: sometimes("not sources", "2", "Report"),
		Langs: sometimes("langs", "ru", "az"), NotLangs: sometimes("not langs", "en", "ru"),
		Tags: sometimes("tags", "отг", "su", "water"), NotTags: sometimes("not tags", "ОТГ", "Цены"),
		Topics: sometimes("topics", "отг", "Цена", "совета", "Rəqəm"), NotTopics: sometimes("not topics", "ОТГ", "Цену", "Waters"),
	}
	if rapid.Bool().Draw(t, "rubrics?") {
		f.Rubrics, f.Not = rubrics("rubrics"), rubrics("not")
	}
	f.Is = feed.State(rapid.SampledFrom([]int{0, 0, 0, 0, 1, 2, 3, 4, 8, 12}).Draw(t, "is"))
	f.IsNot = feed.State(rapid.SampledFrom([]int{0, 0, 0, 0, 1, 2, 4, 8}).Draw(t, "is not"))
	f.Has = feed.Badge(rapid.SampledFrom([]int{0, 0, 0, 1, 3}).Draw(t, "has"))
	f.HasNot = feed.Badge(rapid.SampledFrom([]int{0, 0, 0, 4, 6}).Draw(t, "has not"))
	f.Since.Ago = time.Duration(rapid.SampledFrom([]int{0, 0, 0, 24, 50}).Draw(t, "since")) * time.Hour
	f.Until.Ago = time.Duration(rapid.SampledFrom([]int{0, 0, 0, 10}).Draw(t, "until")) * time.Hour
	return f
}

// selects is the meaning of a filter, said once more in plain Go.
func selects(f feed.Filter, it feed.Item) bool {
	return fits(f, it) && (f.Uses(feed.Muted) || !it.State.Has(feed.Muted))
}

// fits is selects without what no list shows by itself.
func fits(f feed.Filter, it feed.Item) bool {
	has := func(list []string, v string) bool {
		return slices.ContainsFunc(list, func(w string) bool { return words.Fold(w) == words.Fold(v) })
	}
	source := func(list []string) bool {
		host := map[feed.SourceID]string{1: "news0.example", 2: "news1.example", 3: "news2.example"}[it.Source]
		return slices.Contains(list, strconv.Itoa(int(it.Source))) || has(list, it.SourceTitle) || slices.Contains(list, host)
	}
	anyOf := func(in, ex []string, match func([]string) bool) bool {
		return (len(in) == 0 || match(in)) && !match(ex)
	}
	rubric := func(list []feed.Rubric) bool {
		return slices.ContainsFunc(list, func(r feed.Rubric) bool { return slices.Contains(it.Rubrics, r) })
	}
	filed := len(f.Rubrics)+len(f.Sections) == 0 || rubric(f.Rubrics) || has(f.Sections, it.Section)
	switch {
	case !filed, rubric(f.Not), has(f.NotSections, it.Section):
	case !anyOf(f.Sources, f.NotSources, source):
	case !anyOf(f.Langs, f.NotLangs, func(l []string) bool { return slices.Contains(l, it.Lang) }):
	case !anyOf(f.Tags, f.NotTags, func(l []string) bool {
		return slices.ContainsFunc(it.Tags, func(t string) bool { return has(l, t) })
	}):
	case !anyOf(f.Topics, f.NotTopics, func(l []string) bool { return about(it, l) }):
	case f.Upto != 0 && it.ID > f.Upto, it.ID <= f.After:
	case !it.State.Has(f.Is), it.State&f.IsNot != 0, !it.Badges.Has(f.Has), it.Badges&f.HasNot != 0:
	case !f.Since.IsZero() && it.Order.Before(f.Since.Time(noon())):
	case !f.Until.IsZero() && !it.Order.Before(f.Until.Time(noon())):
	default:
		return !slices.ContainsFunc(f.Groups, func(g feed.Group) bool {
			return g.Not == slices.ContainsFunc(g.Any, func(one feed.Filter) bool { return fits(one, it) })
		})
	}
	return false
}

// ruledEdition is an edition of which rules hide a part, and point out another.
func ruledEdition(t testing.TB) *Store {
	t.Helper()
	s := edition(t)
	mute(t, s, "market tag:su or rubric:incidents or section:спорт lang:az")
	mute(t, s, "source:вести -совет lang:en")
	watch(t, s, "решил or rubric:economy has:video")
	if hidden, watched := len(list(t, s, "is:muted")), len(list(t, s, "is:watched")); hidden < 20 || watched < 20 {
		t.Fatalf("%d hidden, %d watched", hidden, watched)
	}
	return s
}

// about reports whether an item is about one of some topics.
func about(it feed.Item, topics []string) bool {
	found := slices.Clone(it.Tags)
	for _, n := range words.Names(it.Lang, it.Title) {
		found = append(found, n.Text)
	}
	return slices.ContainsFunc(found, func(name string) bool {
		return slices.ContainsFunc(topics, func(t string) bool { return words.Topic(t) == words.Topic(name) })
	})
}

// sorted is how items stand in an order.
func sorted(items []feed.Item, order feed.Sort) []feed.Item {
	out := slices.Clone(items)
	slices.SortFunc(out, func(a, b feed.Item) int {
		newest := cmp.Or(b.Order.Compare(a.Order), cmp.Compare(b.ID, a.ID))
		switch order {
		case feed.Oldest:
			return -newest
		case feed.Arrival:
			return cmp.Compare(b.ID, a.ID)
		default:
			return newest
		}
	})
	return out
}

func drawSort(t *rapid.T) feed.Sort {
	return rapid.SampledFrom([]feed.Sort{feed.Newest, feed.Oldest, feed.Arrival}).Draw(t, "sort")
}

func all(t *rapid.T, s *Store, f feed.Filter) []feed.Item {
	f.Limit = 1 << 20
	items, err := s.List(t.Context(), f)
	if err != nil {
		t.Fatalf("list %q: %v", f, err)
	}
	return items
}

func TestListIsWhatTheFilterSays(t *testing.T) {
	t.Parallel()
	s := ruledEdition(t)
	everything := list(t, s, everything)
	if len(everything) != 120 {
		t.Fatalf("%d items, want 120", len(everything))
	}
	rapid.Check(t, func(t *rapid.T) {
		f := drawFilter(t)
		f.Sort, f.Upto = drawSort(t), feed.ID(rapid.SampledFrom([]int{0, 0, 1, 30, 90, 500}).Draw(t, "upto"))
		f.After = feed.ID(rapid.SampledFrom([]int{0, 0, 1, 60, 119, 500}).Draw(t, "after"))
		var want, got []feed.ID
		for _, it := range sorted(everything, f.Sort) {
			if selects(f, it) {
				want = append(want, it.ID)
			}
		}
		for _, it := range all(t, s, f) {
			got = append(got, it.ID)
		}
		if !slices.Equal(got, want) {
			t.Fatalf("%q: %v, want %v", f, got, want)
		}
	})
}

// A source that there is not, in parentheses, selects nothing, whatever index
// the list walks along.
func TestASourceThatIsNotThere(t *testing.T) {
	t.Parallel()
	s := edition(t)
	for _, filter := range []string{"", "is:unread", "is:starred", "rubric:economy", "section:финансы", "source:1", "is:muted"} {
		all := list(t, s, filter)
		for _, not := range []bool{false, true} {
			f := filterOf(t, filter)
			f.Limit, f.Groups = 1<<20, []feed.Group{{Not: not, Any: []feed.Filter{{Sources: []string{"nowhere"}}}}}
			want := 0
			if not {
				want = len(all)
			}
			if items, err := s.List(t.Context(), f); err != nil || len(items) != want {
				t.Errorf("%s: %d, want %d: %v", f, len(items), want, err)
			}
			if c, err := s.Counts(t.Context(), f, true); err != nil || c.Total != want {
				t.Errorf("%s: counted %d, want %d: %v", f, c.Total, want, err)
			}
		}
	}
}

func TestPagesAreTheWhole(t *testing.T) {
	t.Parallel()
	s := ruledEdition(t)
	rapid.Check(t, func(t *rapid.T) {
		f := drawFilter(t)
		f.Sort = drawSort(t)
		want := all(t, s, f)
		f.Limit = rapid.IntRange(1, 40).Draw(t, "limit")
		var got []feed.Item
		for {
			page, err := s.List(t.Context(), f)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, page...)
			if len(page) < f.Limit {
				break
			}
			f.Before = page[len(page)-1].Position()
		}
		if len(got) != len(want) {
			t.Fatalf("%q: %d items in pages, want %d", f, len(got), len(want))
		}
		for i := range got {
			if got[i].ID != want[i].ID {
				t.Fatalf("%q: item %d of the pages is %d, want %d", f, i, got[i].ID, want[i].ID)
			}
		}
	})
}

// unread counts the items without the mark Read.
func unread(items []feed.Item) int {
	n := 0
	for _, it := range items {
		if !it.State.Has(feed.Read) {
			n++
		}
	}
	return n
}

func TestCountsAreLengthsOfLists(t *testing.T) {
	t.Parallel()
	s := ruledEdition(t)
	rapid.Check(t, func(t *rapid.T) {
		f := drawFilter(t)
		texts := rapid.SampledFrom([]string{"", "", "", "вода", "prices -evening", `"bu axşam"`, "-сегодня", "title:market", "title:сов* цен*", "report"})
		authors := rapid.SampledFrom([][]string{nil, nil, nil, {"иванов"}, {"Əliyeva", "писарь"}})
		word := func(f *feed.Filter) {
			f.Text, f.Authors, f.NotAuthors = texts.Draw(t, "text"), authors.Draw(t, "authors"), authors.Draw(t, "not authors")
		}
		word(&f)
		for _, g := range f.Groups {
			word(&g.Any[0])
		}
		f.Sort, f.Before = rapid.SampledFrom([]feed.Sort{feed.Newest, feed.Arrival, feed.Relevance}).Draw(t, "sort"), feed.Position{}
		c, err := s.Counts(t.Context(), f, true)
		if err != nil {
			t.Fatal(err)
		}
		check := func(what string, total, fresh int, f feed.Filter) {
			if items := all(t, s, f); len(items) != total || unread(items) != fresh {
				t.Fatalf("%s: %d of which %d unread, but %q lists %d, %d", what, total, fresh, f, len(items), unread(items))
			}
		}
		check("total", c.Total, c.Unread, f)
		upto := f
		upto.Upto = feed.ID(rapid.IntRange(1, 120).Draw(t, "upto"))
		counted, err := s.Counts(t.Context(), upto, false)
		if old := all(t, s, upto); err != nil || counted.New != c.Total-len(old) || counted.Total != c.Total || counted.Unread != c.Unread {
			t.Fatalf("%q up to %d: %+v (%v), %d of %d are older", f, upto.Upto, counted, err, len(old), c.Total)
		}
		free := f
		free.Rubrics, free.Sections = nil, nil
		check("all", c.All, c.AllUnread, free)
		for range 4 {
			i := rapid.IntRange(0, len(c.Rubrics)-1).Draw(t, "rubric")
			line, r := c.Rubrics[i], feed.Rubrics()[i]
			check("rubric "+line.Name, line.Total, line.Unread, free.Toggle(r))
		}
		axes := []struct {
			name    string
			lines   []feed.Tally
			in, out func(*feed.Filter) *[]string
			of      func(feed.Item) string // nil where an item may be in several lines, or in none
		}{
			{
				"section", c.Sections, func(f *feed.Filter) *[]string { return &f.Sections }, func(f *feed.Filter) *[]string { return &f.NotSections },
				func(it feed.Item) string { return words.Fold(it.Section) },
			},
			{
				"lang", c.Langs, func(f *feed.Filter) *[]string { return &f.Langs }, func(f *feed.Filter) *[]string { return &f.NotLangs },
				func(it feed.Item) string { return it.Lang },
			},
			{
				"source", c.Sources, func(f *feed.Filter) *[]string { return &f.Sources }, func(f *feed.Filter) *[]string { return &f.NotSources },
				func(it feed.Item) string { return strconv.Itoa(int(it.Source)) },
			},
			{"topic", c.Topics, func(f *feed.Filter) *[]string { return &f.Topics }, func(f *feed.Filter) *[]string { return &f.NotTopics }, nil},
		}
		for _, a := range axes {
			if !slices.IsSortedFunc(a.lines, func(x, y feed.Tally) int { return y.Total - x.Total }) {
				t.Fatalf("%ss are not sorted: %v", a.name, a.lines)
			}
			if a.of != nil { // no line is missing
				free := f
				*a.in(&free), *a.out(&free) = nil, nil
				if a.name == "section" {
					free.Rubrics = nil
				}
				left := map[string]bool{}
				for _, it := range all(t, s, free) {
					left[a.of(it)] = true
				}
				for _, line := range a.lines {
					delete(left, words.Fold(line.Name))
				}
				if delete(left, ""); len(left) > 0 {
					t.Fatalf("%ss %v of %q are not among %v", a.name, left, f, a.lines)
				}
			}
			for range min(2, len(a.lines)) {
				line := a.lines[rapid.IntRange(0, len(a.lines)-1).Draw(t, a.name)]
				only := f
				if a.name == "section" { // one field with the rubrics
					only.Rubrics = nil
				}
				*a.in(&only) = []string{line.Name}
				if a.name == "topic" {
					only.NotTopics = slices.DeleteFunc(slices.Clone(f.NotTopics), func(n string) bool { return words.Topic(n) == words.Topic(line.Name) })
				} else {
					*a.out(&only) = nil
				}
				check(a.name+" "+line.Name, line.Total, line.Unread, only)
			}
		}
	})
}

func TestFacets(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	src := follow(t, s, "https://report.example/rss", "Report")
	var entries []feed.Entry
	for i, section := range []string{"Банки", "банки", "Банки", "Футбол", ""} {
		e := story(fmt.Sprintf("report.example/%d", i), "x")
		e.Section, e.Lang = section, "ru"
		if i == 1 || section == "Футбол" {
			e.Rubrics = []feed.Rubric{feed.Sport}
		}
		entries = append(entries, e)
	}
	put(t, s, src, entries...)
	c := must[feed.Counts](t)(s.Counts(t.Context(), feed.Filter{}, true))
	want := []feed.Tally{
		{Name: "Банки", Under: feed.Economy, Total: 3, Unread: 3},
		{Name: "Футбол", Under: feed.Sport, Total: 1, Unread: 1},
	}
	if !slices.Equal(c.Sections, want) {
		t.Errorf("sections %+v, want %+v", c.Sections, want)
	}
	if want := []feed.Tally{{Name: "1", Title: "Report", Total: 5, Unread: 5}}; !slices.Equal(c.Sources, want) {
		t.Errorf("sources %+v, want %+v", c.Sources, want)
	}
	if bare := must[feed.Counts](t)(s.Counts(t.Context(), feed.Filter{}, false)); bare.Sections != nil || bare.Total != 5 {
		t.Errorf("counts without facets: %+v", bare)
	}
}

func TestSourceWords(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	for i, src := range []struct{ url, title string }{
		{"https://www.report.example/rss", "Report İnformasiya Agentliyi"},
		{"https://ru.report.example/rss", ""},
		{"https://news.example/5", "5 канал"},
		{"https://news.example/ё", "Ёлка"},
		{"https://quiet.example/", "Quiet"},
	} {
		id := follow(t, s, src.url, src.title)
		put(t, s, id, story(fmt.Sprintf("x.example/%d", i), strconv.Itoa(i+1)))
	}
	if _, err := s.Edit(t.Context(), feed.Subscription{ID: 5, Muted: true}); err != nil {
		t.Fatal(err)
	}
	for filter, want := range map[string]string{
		"source:1":                       "[1]",
		"source:5":                       "[3]", // the muted source 5 is not to be had: a title with a 5 is
		"source:report":                  "[1 2]",
		"source:REPORT.example":          "[1 2]",
		"source:ru.report.example":       "[2]",
		"source:www.report.example":      "[1 2]",
		`source:"informasiya agentliyi"`: "[1]",
		"source:елка":                    "[4]",
		"source:news.example":            "[3 4]",
		"source:example":                 "[]",
		"source:quiet":                   "[]",
		"source:nothing":                 "[]",
		"-source:report":                 "[3 4]",
		"source:1 source:4 -source:елка": "[1]",
		"-source:nothing":                "[1 2 3 4]",
		"source:nothing rubric:economy":  "[]",
		"source:report rubric:sport":     "[]",
		"source:report rubric:economy":   "[1 2]",
		"source:news.example -source:4":  "[3]",
		"source:'":                       "[]",
	} {
		got := titles(list(t, s, filter))
		slices.Sort(got)
		if fmt.Sprint(got) != want {
			t.Errorf("%s: %v, want %s", filter, got, want)
		}
	}
}

func TestItemComesBackWhole(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	src := follow(t, s, "https://report.example/rss", "")
	baku := must[*time.Location](t)(time.LoadLocation("Asia/Baku"))
	e := story("report.example/1", "В Азербайджане готовят механизм")
	e.Published = time.Date(2025, 11, 28, 12, 0, 0, 0, baku)
	e.Rubrics = []feed.Rubric{feed.Society, feed.Economy}
	e.Why = feed.Evidence{Kind: feed.ByCategory, Text: "Финансы"}
	e.Section, e.Lang, e.Tags = "Финансы", "ru", []string{"Банки", "ОТГ"}
	e.Summary, e.Badges = "Тизер", feed.Video|feed.Urgent
	e.HTML, e.Author, e.Full = "<p>Тело</p>", "Автор", true
	e.Categories, e.Images = []string{"Финансы"}, []string{"https://report.example/1.jpg"}
	e.Enclosures = []feed.Enclosure{{URL: "https://report.example/1.mp4", Type: "video/mp4", Length: 7}}
	if _, err := s.Put(t.Context(), src, feed.Batch{Title: "Report", Site: "https://report.example/", Entries: []feed.Entry{e}}); err != nil {
		t.Fatal(err)
	}
	got := must[feed.Entry](t)(s.Entry(t.Context(), 1))
	want := e
	want.ID, want.Source, want.SourceTitle, want.Story = 1, src, "Report", 1
	want.Seen, want.Order, want.Keys = noon(), e.Published.UTC(), nil
	if got.Published.String() != "2025-11-28 12:00:00 +0400 +04" || got.Published.Location().String() != "Asia/Baku" {
		t.Errorf("published %v in %v", got.Published, got.Published.Location())
	}
	got.Published = e.Published
	if fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", want) {
		t.Errorf("\n got %+v\nwant %+v", got, want)
	}
	_, err := s.Item(t.Context(), 99)
	kind(t, err, feed.KindNoItem)
	_, err = s.Entry(t.Context(), 99)
	kind(t, err, feed.KindNoItem)
}

func TestZonesAreKept(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	src := follow(t, s, "https://x.example/", "")
	for i, zone := range []*time.Location{time.UTC, time.FixedZone("+04:00", 4*3600), time.FixedZone("MSK", 3*3600), time.FixedZone("", -3600), time.Local} {
		e := story(strconv.Itoa(i), "x")
		e.Published = noon().In(zone)
		put(t, s, src, e)
		got := must[feed.Item](t)(s.Item(t.Context(), feed.ID(i+1))).Published
		_, east := got.Zone()
		_, want := e.Published.Zone()
		if !got.Equal(e.Published) || east != want {
			t.Errorf("%v came back as %v", e.Published, got)
		}
	}
}

func TestMutedAndGoneAreNotSeen(t *testing.T) {
	t.Parallel()
	s := edition(t)
	c := must[feed.Counts](t)(s.Counts(t.Context(), feed.Filter{}, true))
	if c.Total != 120 || len(c.Sources) != 3 {
		t.Errorf("%d items of %d sources, want 120 of 3", c.Total, len(c.Sources))
	}
	subs := must[[]feed.Subscription](t)(s.Subscriptions(t.Context()))
	if len(subs) != 4 || subs[3].Items != 40 || !subs[3].Muted {
		t.Errorf("subscriptions: %+v", subs)
	}
	if it := must[feed.Item](t)(s.Item(t.Context(), 180)); it.SourceTitle != "Gone" {
		t.Errorf("an item of a source given up is %+v", it)
	}
	intact(t, s)
}

func TestReopenedIsTheSame(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "a b?c#d%20", "edition.db")
	s := must[*Store](t)(Open(t.Context(), path, Options{Now: noon}))
	put(t, s, follow(t, s, "https://x.example/", ""), random(1, 20, "x")...)
	before := list(t, s, "")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openAt(t, path, Options{})
	if after := list(t, s, ""); fmt.Sprint(after) != fmt.Sprint(before) {
		t.Errorf("\n got %v\nwant %v", after, before)
	}
}
