package store

import (
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rubrika/feed"
)

// headlines makes entries of titles, a minute apart, the first one newest, in
// two rubrics by turns.
func headlines(lang string, at time.Time, titles ...string) []feed.Entry {
	out := make([]feed.Entry, len(titles))
	for i, title := range titles {
		e := story(fmt.Sprintf("x.example/%d/%s", at.Unix(), title), title)
		e.Lang, e.Published = lang, at.Add(-time.Duration(i)*time.Minute)
		e.Rubrics = []feed.Rubric{[]feed.Rubric{feed.World, feed.Economy}[i%2]}
		out[i] = e
	}
	return out
}

// count returns the lines of topics for a filter, as «name total unread».
func topicLines(t *testing.T, s *Store, filter string) string {
	t.Helper()
	c := must[feed.Counts](t)(s.Counts(t.Context(), must[feed.Filter](t)(feed.ParseFilter(filter)), true))
	return lines(c.Topics)
}

func lines(list []feed.Tally) string {
	var out []string
	for _, l := range list {
		out = append(out, fmt.Sprintf("%s %d/%d", l.Name, l.Unread, l.Total))
	}
	return strings.Join(out, ", ")
}

func TestTopics(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	src := follow(t, s, "https://vesti.example/", "Вести")
	tagged := story("x.example/tag", "Дорожает хлеб")
	tagged.Tags, tagged.Lang = []string{"Цены", "таиланд"}, "ru"
	put(t, s, src, append(headlines("ru", noon(),
		"Шторм в Таиланде унёс крыши", "Сезон в Таиланде открыт", "Рейсы из Таиланда отменены",
		"Таиланд вводит сбор", "Погода портится в Баку", "Об этом сообщают Вести дня", "Опять Вести дня",
		"Погода наладится к утру"), tagged)...)
	put(t, s, follow(t, s, "https://az.example/", "Xəbər"), headlines("az", noon(),
		"Dünən Bakıda külək əsdi", "Bu gün Bakıya qar yağacaq", "ABŞ-ın Bakıdakı səfiri danışıb", "ABŞ yeni tarif qoyub")...)
	for filter, want := range map[string]int{
		"topic:Таиланд": 5, "topic:ТАИЛАНДОМ": 5, "-topic:таиланд": 8, "topic:Bakı": 2, "topic:Bakının": 2, "topic:баку": 1,
		"topic:Цены": 1, "tag:таиланд": 1, "topic:таиланд topic:bakı": 7, "topic:таиланд -topic:цена": 4, "topic:погода": 2,
		"topic:#": 0, "topic:нет": 0, "-topic:нет": 13, "topic:ABŞ rubric:economy": 1, "topic:таиланд is:read": 0,
	} {
		f, err := feed.ParseFilter(filter)
		if err != nil && filter != "topic:#" {
			t.Fatal(err)
		}
		if filter == "topic:#" {
			f.Topics = []string{"#"}
		}
		if got := must[[]feed.Item](t)(s.List(t.Context(), f)); len(got) != want {
			t.Errorf("%s selects %v, want %d", filter, titles(got), want)
		}
	}
	must[feed.Deed](t)(s.Mark(t.Context(), feed.Read, 0, list(t, s, "topic:цены")[0].ID))
	// «Погода» only begins sentences, «Баку» is there once, and «Вести» are a
	// source; the tag gives the name, else the base form.
	if got := topicLines(t, s, ""); got != "таиланд 4/5, ABŞ 2/2, Bakıda 2/2, Цены 0/1" {
		t.Errorf("topics: %s", got)
	}
	if got := topicLines(t, s, "topic:погода -topic:bakı lang:az"); got != "ABŞ 2/2, Bakıda 2/2" {
		t.Errorf("topics of a filter by topics: %s", got)
	}
	if got := topicLines(t, s, "rubric:world topic:баку"); !strings.Contains(got, "Баку 1/1") {
		t.Errorf("the filter's own topic has no line: %s", got)
	}
	intact(t, s)
}

func TestTopicsFollowTheirItem(t *testing.T) {
	t.Parallel()
	c := &clock{noon()}
	s := openAt(t, filepath.Join(t.TempDir(), "x.db"), Options{Now: c.now})
	src := follow(t, s, "https://x.example/", "")
	e := headlines("en", noon(), "Storm reaches Lisbon at night")[0]
	put(t, s, src, e)
	has := func(when string, want ...string) {
		t.Helper()
		for _, topic := range []string{"Lisbon", "Porto", "Weather", "Rain"} {
			n := len(must[[]feed.Item](t)(s.List(t.Context(), feed.Filter{Topics: []string{topic}})))
			if (n == 1) != slices.Contains(want, topic) {
				t.Errorf("%s: %d items about %s", when, n, topic)
			}
		}
		intact(t, s)
	}
	has("filed", "Lisbon")
	e.Title = "Storm reaches Porto at night"
	put(t, s, src, e)
	has("with another title", "Porto")
	page := e
	page.HTML, page.Text, page.Tags = "<p>Text", "Text", []string{"Weather"}
	if err := s.KeepPage(t.Context(), 1, page); err != nil {
		t.Fatal(err)
	}
	has("with its page", "Porto", "Weather")
	e.Tags = []string{"Rain"}
	put(t, s, src, e)
	has("with a tag", "Porto", "Weather", "Rain")
	c.at = noon().Add(10 * 24 * time.Hour)
	if n := must[int](t)(s.Sweep(t.Context(), feed.Keep{Days: 5}, math.MaxInt)); n != 1 {
		t.Fatalf("%d swept", n)
	}
	has("deleted")
}

func TestTheLongestListOfTopics(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	src := follow(t, s, "https://x.example/", "")
	var all []feed.Entry
	for i := range 300 {
		e := headlines("en", noon(), fmt.Sprintf("nothing much happened, %d", i))[0]
		e.Tags = []string{fmt.Sprintf("Tag %d", i)}
		all = append(all, e)
	}
	crowded := headlines("en", noon(), "nothing")[0]
	for i := range 100 {
		crowded.Tags = append(crowded.Tags, fmt.Sprintf("More %d", i))
	}
	put(t, s, src, append(all, crowded)...)
	c := must[feed.Counts](t)(s.Counts(t.Context(), feed.Filter{NotTopics: []string{"tag 1", "tag 2", "nothing there"}}, true))
	if len(c.Topics) != maxFacets+2 || len(list(t, s, `topic:"More 5"`)) != 1 || len(list(t, s, `topic:"More 50"`)) != 0 {
		t.Errorf("%d topics", len(c.Topics))
	}
}

// day files so many headlines with a name, spread over the day before at.
func daysNews(t *testing.T, s *Store, src feed.SourceID, at time.Time, name string, n int) {
	t.Helper()
	var out []string
	for i := range n {
		out = append(out, fmt.Sprintf("so much is new about %s today, %d", name, i))
	}
	for i, e := range headlines("en", at, out...) {
		e.Published = at.Add(-time.Duration(i+1) * 24 * time.Hour / time.Duration(n+1))
		put(t, s, src, e)
	}
}

func TestTopicsOfTheStrip(t *testing.T) {
	t.Parallel()
	c := &clock{noon()}
	s := openAt(t, filepath.Join(t.TempDir(), "x.db"), Options{Now: c.now})
	a, b := follow(t, s, "https://a.example/", "Herald"), follow(t, s, "https://b.example/", "Gazette")
	muted := follow(t, s, "https://c.example/", "Quiet")
	must[feed.Deed](t)(s.Edit(t.Context(), feed.Subscription{ID: muted, Muted: true}))
	strip := func(pinned ...string) string {
		t.Helper()
		var out []string
		for _, l := range must[[]feed.Tally](t)(s.Topics(t.Context(), pinned)) {
			sign := map[bool]string{true: "↑"}[l.Rising] + map[bool]string{true: "*"}[l.Pinned]
			out = append(out, fmt.Sprintf("%s%s %d/%d", sign, l.Name, l.Unread, l.Total))
		}
		return strings.Join(out, ", ")
	}
	if got := strip(); got != "" {
		t.Errorf("of nothing: %s", got)
	}
	for day := range 14 {
		at := noon().Add(-time.Duration(day+1) * 24 * time.Hour)
		daysNews(t, s, a, at, "Lisbon", 3)
		daysNews(t, s, b, at, "Porto", 1)
	}
	daysNews(t, s, a, noon(), "Lisbon", 8)     // less than three times as often
	daysNews(t, s, b, noon(), "Porto", 4)      // nearly four times
	daysNews(t, s, a, noon(), "Faro", 5)       // never met before
	daysNews(t, s, a, noon(), "Gazette", 9)    // a source
	daysNews(t, s, muted, noon(), "Silves", 9) // not shown
	daysNews(t, s, b, noon(), "Tavira", 2)     // too few
	daysNews(t, s, b, noon(), "Vasco Sines", 6)
	daysNews(t, s, a, noon(), "Sines", 4) // a part of it
	put(t, s, a, headlines("en", noon(), "Weather turns", "Weather holds", "Weather turns again", "Weather is what it is")...)
	one := headlines("en", noon(), "more of Elvas", "more of Elvas again", "and of Elvas once more", "and last of Elvas")
	for _, e := range one {
		e.Rubrics = []feed.Rubric{feed.Sport}
		put(t, s, a, e) // one source, one rubric
	}
	if got, want := strip(), "↑Vasco Sines 6/6, ↑Faro 5/5, ↑Porto 18/18"; got != want {
		t.Errorf("rising: %s\nwant %s", got, want)
	}
	must[feed.Deed](t)(s.MarkAll(t.Context(), feed.Filter{Topics: []string{"lisbon"}}, feed.Read, 0))
	if got, want := strip("Sines", "lisbon's", "Nowhere", "faro"), "↑*Sines 4/4, *lisbon's 0/50, *Nowhere 0/0, ↑*faro 5/5, ↑Porto 18/18"; got != want {
		t.Errorf("pinned: %s\nwant %s", got, want)
	}
	many := strings.Fields(strings.Repeat("x ", 20))
	if got := must[[]feed.Tally](t)(s.Topics(t.Context(), many)); len(got) != 12 {
		t.Errorf("%d topics", len(got))
	}
	c.at = noon().Add(26 * time.Hour)
	if got := strip(); got != "" {
		t.Errorf("a day later: %s", got)
	}
}

func TestTopicsOfAnOlderStore(t *testing.T) {
	t.Parallel()
	path := versionOne(t)
	s := openAt(t, path, Options{})
	topics := func() int {
		c := must[feed.Counts](t)(s.Counts(t.Context(), feed.Filter{}, true))
		return len(c.Topics)
	}
	if n := topics(); n != 0 {
		t.Fatalf("%d topics before they were looked for", n)
	}
	// What is filed or edited meanwhile has topics at once, and keeps them.
	edited := random(1, 30, "a.example")[3]
	edited.Tags = []string{"Entirely new"}
	fresh := headlines("ru", noon(), "Зима приходит в Баку")[0]
	put(t, s, 1, edited, fresh)
	rounds := 0
	for more := true; more; rounds++ {
		var err error
		if more, err = s.NoteTopics(t.Context(), 10); err != nil {
			t.Fatal(err)
		}
	}
	if rounds != 4 {
		t.Errorf("34 items in %d rounds of 10", rounds)
	}
	if more, err := s.NoteTopics(t.Context(), 10); more || err != nil {
		t.Errorf("again: %v %v", more, err)
	}
	for _, topic := range []string{"entirely new", "Баку"} {
		if n := len(must[[]feed.Item](t)(s.List(t.Context(), feed.Filter{Topics: []string{topic}}))); n != 1 {
			t.Errorf("%d items about %s", n, topic)
		}
	}
	for _, tag := range []string{"отг", "su", "цены"} {
		want := len(list(t, s, "tag:"+tag))
		if n := len(list(t, s, "topic:"+tag)); n != want || n == 0 {
			t.Errorf("%d items about %s, %d have the tag", n, tag, want)
		}
	}
	if topics() < 4 {
		t.Errorf("%d topics", topics())
	}
	intact(t, s)
}

func TestNewestAndLeave(t *testing.T) {
	t.Parallel()
	c := &clock{noon()}
	path := filepath.Join(t.TempDir(), "x.db")
	s := must[*Store](t)(Open(t.Context(), path, Options{Now: c.now}))
	src := follow(t, s, "https://x.example/", "")
	is := func(newest, left feed.ID) {
		t.Helper()
		n, l := must[feed.ID](t)(s.Newest(t.Context())), must[feed.ID](t)(s.Left(t.Context()))
		if n != newest || l != left {
			t.Errorf("newest %d, left %d; want %d, %d", n, l, newest, left)
		}
	}
	leave := func() {
		t.Helper()
		if err := s.Leave(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	is(0, 0)
	leave()
	is(0, 0)
	put(t, s, src, random(1, 7, "x")...)
	leave()
	put(t, s, src, random(2, 2, "y")...)
	is(9, 7)
	c.at = noon().Add(100 * 24 * time.Hour)
	must[int](t)(s.Sweep(t.Context(), feed.Keep{Days: 1}, math.MaxInt))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openAt(t, path, Options{Now: c.now})
	is(9, 7)
	leave()
	is(9, 9)
}

func TestPlaces(t *testing.T) {
	t.Parallel()
	c := &clock{noon()}
	path := filepath.Join(t.TempDir(), "x.db")
	s := must[*Store](t)(Open(t.Context(), path, Options{Now: c.now}))
	put(t, s, follow(t, s, "https://x.example/", ""), random(1, 3, "x")...)
	keep := func(id feed.ID, p feed.Place) {
		t.Helper()
		if err := s.KeepPlace(t.Context(), id, p); err != nil {
			t.Fatal(err)
		}
	}
	is := func(want ...feed.Place) {
		t.Helper()
		for i, w := range want {
			if got := must[feed.Place](t)(s.Place(t.Context(), feed.ID(i+1))); got != w {
				t.Errorf("item %d: %+v, want %+v", i+1, got, w)
			}
		}
	}
	keep(1, feed.Place{Block: 3, Line: 2})
	keep(2, feed.Place{Line: 5})
	keep(1, feed.Place{Block: 7})
	keep(3, feed.Place{Block: 1, Line: -4})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openAt(t, path, Options{Now: c.now})
	is(feed.Place{Block: 7}, feed.Place{Line: 5}, feed.Place{Block: 1})
	keep(2, feed.Place{})
	is(feed.Place{Block: 7}, feed.Place{})
	kind(t, s.KeepPlace(t.Context(), 99, feed.Place{Block: 1}), feed.KindNoItem)
	must[feed.Deed](t)(s.Mark(t.Context(), feed.Starred, 0, 1))
	c.at = noon().Add(100 * 24 * time.Hour)
	if n := must[int](t)(s.Sweep(t.Context(), feed.Keep{Days: 1, Starred: true}, math.MaxInt)); n != 2 {
		t.Fatalf("%d swept", n)
	}
	is(feed.Place{Block: 7}, feed.Place{}, feed.Place{})
	intact(t, s)
}
