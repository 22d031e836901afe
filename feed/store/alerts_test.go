package store

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"rubrika/feed"
)

// rung are the titles of the alerts there are now.
func rung(t testing.TB, s *Store) string {
	t.Helper()
	return fmt.Sprint(titles(must[[]feed.Item](t)(s.Alerts(context.Background(), 10))))
}

func TestAlerts(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "edition.db")
	s := openAt(t, path, Options{Link: short})
	a, b := follow(t, s, "https://a.example/", "A"), follow(t, s, "https://b.example/", "B")
	at := func(link, title string, days int) feed.Entry {
		e := story(link, title)
		e.Published = e.Published.AddDate(0, 0, -days)
		return e
	}
	put(t, s, a, at("a/1", "Old cup", 0))
	if got := rung(t, s); got != "[]" {
		t.Errorf("without a rule: %s", got)
	}
	rule := watch(t, s, "cup")
	save(t, s, feed.ViewMute, "x", "tea")
	if got := rung(t, s); got != "[]" {
		t.Errorf("what came before the rule: %s", got)
	}
	put(t, s, a, at("a/2", "A cup", 2), at("a/3", "A cup of tea", 0), at("a/4", "No", 0), at("a/5", "New cup", 0), at("a/6", "Read cup", 0))
	must[feed.Deed](t)(s.Mark(t.Context(), feed.Read, 0, list(t, s, "read")[0].ID))
	if got := rung(t, s); got != "[New cup A cup]" {
		t.Errorf("of all that came: %s", got)
	}
	if got := rung(t, s); got != "[]" {
		t.Errorf("again: %s", got)
	}
	// Once for a story, whichever source tells it, also after a restart.
	put(t, s, b, at("a/5", "New cup, says B", 0), at("b/1", "Another cup", 0), at("b/2", "Cup of B", 1))
	put(t, s, a, at("b/1", "Another cup, says A", 0))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openAt(t, path, Options{Link: short})
	if got := titles(must[[]feed.Item](t)(s.Alerts(t.Context(), 1))); fmt.Sprint(got) != "[Another cup, says A]" {
		t.Errorf("one of each story: %s", got)
	}
	// What another rule points out among the stored is no news.
	save(t, s, feed.ViewWatch, "y", "no")
	judgeAll(t, s)
	if got := rung(t, s); got != "[]" || len(list(t, s, "is:watched no")) != 1 {
		t.Errorf("stored before: %s", got)
	}
	must[feed.Deed](t)(s.RemoveView(t.Context(), rule.ID))
	judgeAll(t, s)
	put(t, s, a, at("a/7", "Seventh cup", 0), at("a/8", "No, again", 0))
	if got := rung(t, s); got != "[No, again]" {
		t.Errorf("with another rule: %s", got)
	}
	for _, v := range must[[]feed.View](t)(s.Views(t.Context())) {
		must[feed.Deed](t)(s.RemoveView(t.Context(), v.ID))
	}
	judgeAll(t, s)
	put(t, s, a, at("a/9", "Ninth cup", 0))
	if err := s.DeclareViews(t.Context(), []feed.View{{Kind: feed.ViewWatch, Name: "z", Filter: filterOf(t, "cup")}}); err != nil {
		t.Fatal(err)
	}
	judgeAll(t, s)
	if got := rung(t, s); got != "[]" {
		t.Errorf("what came while nothing was watched: %s", got)
	}
	intact(t, s)
}

// Stories that turn out to be one were both reported when one was.
func TestAlertsOfStoriesThatMeet(t *testing.T) {
	t.Parallel()
	s := openAt(t, filepath.Join(t.TempDir(), "edition.db"), Options{Link: short})
	a, b := follow(t, s, "https://a.example/", "A"), follow(t, s, "https://b.example/", "B")
	watch(t, s, "cup")
	put(t, s, a, story("a/1", "Nothing"))
	put(t, s, b, story("b/1", "Cup in English"))
	if got := rung(t, s); got != "[Cup in English]" {
		t.Errorf("first: %s", got)
	}
	e := story("a/2", "Links the two")
	e.Versions = []feed.Version{{Lang: "en", URL: "https://b/1"}, {Lang: "ru", URL: "https://a/1"}}
	put(t, s, a, e)
	put(t, s, b, story("a/1", "The cup again"))
	if got := rung(t, s); got != "[]" {
		t.Errorf("the same story rings again: %s", got)
	}
	// With the last item of a story it is forgotten that it was reported.
	n := func() (n int) {
		if err := s.read.QueryRow("SELECT count(*) FROM reported").Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	before := n()
	must[int](t)(s.Sweep(t.Context(), feed.Keep{Days: 1, Items: 1}, 100))
	put(t, s, a, story("a/9", "Other"))
	put(t, s, b, story("b/9", "Other"))
	must[int](t)(s.Sweep(t.Context(), feed.Keep{Items: 1}, 100))
	if before != 1 || n() != 0 {
		t.Errorf("%d stories were remembered, %d are", before, n())
	}
	intact(t, s)
}

// Two programs on one store ring once between them.
func TestAlertsOfTwo(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "edition.db")
	s, other := openAt(t, path, Options{Link: short}), openAt(t, path, Options{Link: short})
	a := follow(t, s, "https://a.example/", "A")
	watch(t, s, "cup")
	for i := range 4 {
		put(t, s, a, story(fmt.Sprint("a/", i), fmt.Sprint("Cup ", i)))
		first, second := rung(t, []*Store{s, other}[i%2]), rung(t, []*Store{other, s}[i%2])
		if first != fmt.Sprintf("[Cup %d]", i) || second != "[]" {
			t.Errorf("%s and %s", first, second)
		}
	}
}

func TestKeepSearch(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	keep := func(text string) {
		t.Helper()
		if err := s.KeepSearch(t.Context(), text); err != nil {
			t.Fatal(err)
		}
	}
	for _, text := range []string{"Баку", " lang:ru \n  опера", "", " \x1b", "баку"} {
		keep(text)
	}
	if got := must[[]string](t)(s.Searches(t.Context())); !slices.Equal(got, []string{"баку", "lang:ru опера"}) {
		t.Errorf("%q", got)
	}
	for i := range 150 {
		keep(fmt.Sprint("word ", i))
	}
	got := must[[]string](t)(s.Searches(t.Context()))
	if len(got) != 100 || got[0] != "word 149" || got[99] != "word 50" {
		t.Errorf("%d, from %q to %q", len(got), got[0], got[len(got)-1])
	}
	keep("word 60")
	if got := must[[]string](t)(s.Searches(t.Context())); len(got) != 100 || got[0] != "word 60" || got[1] != "word 149" {
		t.Errorf("%d, %q first", len(got), got[:2])
	}
}

// A second rule that watches does not pass over what the first is still to
// ring for.
func TestASecondRuleLosesNoAlert(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	src := follow(t, s, "https://a.example/", "A")
	watch(t, s, "совет")
	put(t, s, src, story("a/1", "Совет"))
	watch(t, s, "опера")
	if items := must[[]feed.Item](t)(s.Alerts(t.Context(), 9)); len(items) != 1 {
		t.Errorf("alerts %v", titles(items))
	}
}
